/** The worker: carries out effects as jobs, fires clocks, asks channels and carriers. Any number may run beside each other. */
import { Logger, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import { carryOut } from '../app/carry-out.ts';
import type { WiredContext } from '../app/wire.ts';
import { sealDays } from '../app/daily-head.ts';
import { clearAllOld } from '../app/exports/everything.ts';
import { keepAllBooks } from '../app/keep-books.ts';
import { pollDueMailboxes } from '../app/intake-mailboxes.ts';
import { pollCarriers } from '../app/poll-carriers.ts';
import { pollChannel } from '../app/poll-channel.ts';
import { pollOutbound } from '../app/poll-outbound.ts';
import { lookEachNight } from '../app/pulls.ts';
import { sealAll } from '../app/sealed-secrets.ts';
import { reviveStrays, sweepClocks } from '../app/sweep.ts';
import { tidyAll } from '../app/tidy.ts';
import { claimDuePolls } from '../store/connections.ts';
import { deleteExpiredSessions } from '../store/platform.ts';

const Job = z.object({ sellerId: z.uuid(), id: z.uuid() });

const tasks = (ctx: WiredContext): TaskList => ({
  async carry_out(payload) {
    const { sellerId, id } = Job.parse(payload);
    await carryOut(ctx, sellerId, id);
  },
});

export async function runWorker(ctx: WiredContext): Promise<{ stop(): Promise<void> }> {
  // A pool of our own: the library drops its error handler before its last connection is gone, and an unheard error ends the process.
  const pool = new pg.Pool({ connectionString: ctx.settings.databaseUrl, max: ctx.settings.workerConcurrency + 2 });
  const onError = (error: Error) => ctx.log.warn({ err: error }, 'a connection of the worker broke');
  pool.on('error', onError).on('connect', (client) => client.on('error', onError));
  const runner = await run({
    pgPool: pool,
    concurrency: ctx.settings.workerConcurrency,
    maxPoolSize: ctx.settings.workerConcurrency + 1,
    pollInterval: 2000,
    noHandleSignals: true,
    taskList: tasks(ctx),
    logger: new Logger(
      () => (level, message, meta) => ctx.log[level === 'warning' ? 'warn' : level === 'info' ? 'debug' : level](meta ?? {}, message),
    ),
  });
  const loops = [
    every(ctx, 'clocks', 1000, () => sweepClocks(ctx)),
    every(ctx, 'channels', 1000, () => pollDue(ctx)),
    every(ctx, 'mailboxes', 2000, () => pollDueMailboxes(ctx)),
    every(ctx, 'carriers', ctx.settings.pollSeconds * 1000, () => pollAllCarriers(ctx)),
    every(ctx, 'strays', 10_000, () => reviveStrays(ctx)),
    every(ctx, 'lots', 600_000, () => lookForAll(ctx)),
    every(ctx, 'heads', 600_000, () => sealDays(ctx)),
    every(ctx, 'exports', 600_000, () => clearAllOld(ctx)),
    every(ctx, 'books', 600_000, () => keepAllBooks(ctx)),
    every(ctx, 'tidy', 600_000, () => tidyAll(ctx)),
    every(ctx, 'secrets', 3_600_000, () => sealAll(ctx)),
    every(ctx, 'sessions', 3_600_000, () => ctx.db.withPlatform((tx) => deleteExpiredSessions(tx, ctx.clock.realNow()))),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await runner.stop();
      await pool.end();
    },
  };
}

/** Each seller's sales are looked through for bad lots once a day (M28); one that fails holds up no other. */
async function lookForAll(ctx: WiredContext): Promise<void> {
  for (const seller of ctx.sellers.all())
    await lookEachNight(ctx, seller.id).catch((error: unknown) =>
      ctx.log.error({ err: error, seller: seller.slug }, 'the look for bad lots failed'),
    );
}

async function pollDue(ctx: WiredContext): Promise<void> {
  const now = ctx.clock.realNow();
  const again = new Date(Date.parse(now) + ctx.pollSeconds * 1000).toISOString();
  const due = await ctx.db.withDispatcher((tx) => claimDuePolls(tx, now, again));
  for (const { seller_id, slug } of due) await pollChannel(ctx, seller_id, slug);
}

async function pollAllCarriers(ctx: WiredContext): Promise<void> {
  for (const seller of ctx.sellers.all()) {
    await pollCarriers(ctx, seller.id);
    await pollOutbound(ctx, seller.id);
  }
}

/** Again and again, one after the other; a failure is logged and the loop goes on. */
function every(ctx: WiredContext, name: string, ms: number, work: () => Promise<unknown>): { stop(): Promise<void> } {
  let stopped = false;
  let wake = () => {};
  const loop = (async () => {
    while (!stopped) {
      await work().catch((error: unknown) => ctx.log.error({ err: error }, `the loop "${name}" failed; it goes on`));
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (stopped) wake();
      });
    }
  })();
  return {
    stop() {
      stopped = true;
      wake();
      return loop;
    },
  };
}
