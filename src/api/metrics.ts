/** Logs and figures (`/metrics`, Prometheus): what an operator watches. */
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { WiredContext } from '../app/wire.ts';

export function observe(ctx: WiredContext, app: FastifyInstance): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'retour_http_request_seconds',
    help: 'Time to answer, by route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  // Read when somebody asks: no counter that drifts from what the database says.
  const count = (name: string, help: string, sql: string) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const { rows } = await ctx.db.pool.query<{ n: string }>(sql);
        this.set(Number(rows[0]?.n ?? 0));
      },
    });
  count('retour_jobs_waiting', 'Jobs that wait for a worker', 'select count(*) as n from graphile_worker.jobs where locked_at is null');
  count(
    'retour_jobs_failing',
    'Jobs that failed at least once',
    'select count(*) as n from graphile_worker.jobs where attempts > 0 and last_error is not null',
  );
  // Rows of sellers: only the dispatcher may look at more than one of them, and it sees no address and no payload.
  const countOf = (name: string, help: string, sql: string) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const [row] = await ctx.db.withDispatcher((tx) => tx.query<{ n: number }>(sql));
        this.set(Number(row?.n ?? 0));
      },
    });
  countOf(
    'retour_mail_addresses_suppressed',
    'Addresses that get no more mail since one came back',
    'select count(*) as n from desk.suppressions where lifted_at is null',
  );
  countOf(
    'retour_webhooks_pending',
    'Webhook deliveries on their way',
    `select count(*) as n from desk.webhook_deliveries where state = 'pending'`,
  );
  countOf(
    'retour_webhooks_dead',
    'Webhook deliveries that were given up',
    `select count(*) as n from desk.webhook_deliveries where state = 'dead'`,
  );
  new Gauge({
    name: 'retour_swept',
    help: 'What the daily round removed since nobody needs it any more: uploads, attachments, webhooks, spam',
    labelNames: ['what'],
    registers: [registry],
    async collect() {
      const rows = await ctx.db.withDispatcher((tx) =>
        tx.query<{ what: string; n: number }>('select what, sum(removed) as n from desk.sweeps group by what'),
      );
      for (const { what, n } of rows) this.set({ what }, Number(n));
    },
  });
  new Gauge({
    name: 'retour_db_connections_waiting',
    help: 'Requests that wait for a database connection',
    registers: [registry],
    collect() {
      this.set(ctx.db.pool.waitingCount);
    },
  });
  new Gauge({
    name: 'retour_db_transactions_total',
    help: 'Transactions since the start',
    registers: [registry],
    collect() {
      this.set(ctx.db.counts.transactions);
    },
  });

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    durations.observe({ method: request.method, route, status: `${Math.trunc(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000);
    request.log.debug(
      { method: request.method, url: request.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
