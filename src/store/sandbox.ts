/**
 * The shelf of the toy marketplace in PostgreSQL (schema `sandbox`): what `channels/sandbox-store.ts` asks for.
 * Runs on a plain pool: the sandbox plays the outside world and takes no part in the seller's transactions.
 */
import type { Pool, PoolClient } from 'pg';

type Thing = {
  readonly kind: string;
  readonly id: number;
  readonly parent?: number;
  readonly ref?: string;
  readonly state?: number;
  readonly country?: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly body: unknown;
};
type Filter = {
  readonly parent?: number;
  readonly state?: number;
  readonly country?: string;
  readonly createdSince?: string;
  readonly modifiedSince?: string;
  readonly afterId?: number;
};
type Payment = {
  readonly at: string;
  readonly channel: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly minor: number;
  readonly currency: string;
  readonly type: string;
  readonly intent?: string;
};
type Call = {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly sent: unknown;
  readonly answered: string;
};

/** Two that made the same thing at the same moment, a deadlock, a serialisation failure: trying again settles it. */
const AGAIN = new Set(['23505', '40P01', '40001']);

export function sandboxStore(pool: Pool) {
  return {
    async transaction<T>(work: (tx: ReturnType<typeof shelf>) => Promise<T>): Promise<T> {
      for (let attempt = 1; ; attempt++) {
        const client = await pool.connect();
        let broken: Error | undefined;
        try {
          await client.query('begin');
          const answer = await work(shelf(client));
          await client.query('commit');
          return answer;
        } catch (error) {
          await client.query('rollback').catch((failure: Error) => {
            broken = failure;
          });
          if (attempt < 4 && AGAIN.has((error as { code?: string }).code ?? '')) continue;
          throw error;
        } finally {
          client.release(broken);
        }
      }
    },
  };
}

/** The pool may give times as ISO text (ours does) or as dates. */
const iso = (value: unknown): string => new Date(value as string | Date).toISOString();

function shelf(db: PoolClient) {
  const thingOf = (row: Record<string, unknown>): Thing => ({
    kind: row['kind'] as string,
    id: Number(row['id']),
    ...(row['parent'] !== null && { parent: Number(row['parent']) }),
    ...(row['ref'] !== null && { ref: row['ref'] as string }),
    ...(row['state'] !== null && { state: row['state'] as number }),
    ...(row['country'] !== null && { country: row['country'] as string }),
    createdAt: iso(row['created_at']),
    modifiedAt: iso(row['modified_at']),
    body: row['body'],
  });
  const one = async (name: string, text: string, values: unknown[]): Promise<Thing | null> => {
    const { rows } = await db.query<Record<string, unknown>>({ name, text, values });
    return rows[0] ? thingOf(rows[0]) : null;
  };

  return {
    async next(): Promise<number> {
      const { rows } = await db.query<{ number: string }>({ name: 'sandbox_next', text: `select nextval('sandbox.numbers') as number` });
      return Number(rows[0]!.number);
    },
    get: (kind: string, id: number) =>
      one('sandbox_get', 'select * from sandbox.things where kind = $1 and id = $2 for update', [kind, id]),
    byRef: (kind: string, ref: string) =>
      one('sandbox_by_ref', 'select * from sandbox.things where kind = $1 and ref = $2 for update', [kind, ref]),

    async list(kind: string, filter: Filter, page: { readonly limit: number; readonly offset: number; readonly newestFirst?: boolean }) {
      const values: unknown[] = [kind];
      const conditions = ['kind = $1'];
      const where = (condition: string, value: unknown): void => {
        if (value === undefined) return;
        values.push(value);
        conditions.push(`${condition} $${values.length}`);
      };
      where('parent =', filter.parent);
      where('state =', filter.state);
      where('country =', filter.country);
      where('created_at >=', filter.createdSince);
      where('modified_at >=', filter.modifiedSince);
      where('id >', filter.afterId);
      // The numbers are ours, never a visitor's text.
      const order = page.newestFirst ? 'id desc' : 'id';
      const { rows } = await db.query<Record<string, unknown>>(
        `select *, count(*) over () as total from sandbox.things where ${conditions.join(' and ')} order by ${order} limit ${Math.trunc(page.limit)} offset ${Math.trunc(page.offset)}`,
        values,
      );
      return { count: Number(rows[0]?.['total'] ?? 0), items: rows.map(thingOf) };
    },

    async put(things: readonly Thing[]): Promise<void> {
      for (const thing of things) {
        await db.query({
          name: 'sandbox_put',
          text: `insert into sandbox.things (kind, id, parent, ref, state, country, created_at, modified_at, body) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                 on conflict (kind, id) do update set parent = excluded.parent, ref = excluded.ref, state = excluded.state, country = excluded.country,
                   created_at = excluded.created_at, modified_at = excluded.modified_at, body = excluded.body`,
          values: [
            thing.kind,
            thing.id,
            thing.parent ?? null,
            thing.ref ?? null,
            thing.state ?? null,
            thing.country ?? null,
            thing.createdAt,
            thing.modifiedAt,
            JSON.stringify(thing.body),
          ],
        });
      }
    },

    async pay(payment: Payment): Promise<boolean> {
      const { rowCount } = await db.query({
        name: 'sandbox_pay',
        text: `insert into sandbox.payments (at, channel, order_id, line_id, minor, currency, type, intent) values ($1, $2, $3, $4, $5, $6, $7, $8)
               on conflict (channel, intent) where intent is not null do nothing`,
        values: [
          payment.at,
          payment.channel,
          payment.orderId,
          payment.lineId,
          payment.minor,
          payment.currency,
          payment.type,
          payment.intent ?? null,
        ],
      });
      return rowCount === 1;
    },

    async payments(filter: { readonly channel?: string; readonly orderId?: string; readonly intent?: string }): Promise<Payment[]> {
      const { rows } = await db.query<Record<string, unknown>>({
        name: 'sandbox_payments',
        text: `select * from sandbox.payments where ($1::text is null or channel = $1) and ($2::text is null or order_id = $2) and ($3::text is null or intent = $3) order by id limit 10000`,
        values: [filter.channel ?? null, filter.orderId ?? null, filter.intent ?? null],
      });
      return rows.map((row) => ({
        at: iso(row['at']),
        channel: row['channel'] as string,
        orderId: row['order_id'] as string,
        lineId: row['line_id'] as string,
        minor: Number(row['minor']),
        currency: row['currency'] as string,
        type: row['type'] as string,
        ...(row['intent'] !== null && { intent: row['intent'] as string }),
      }));
    },

    async log(call: Call): Promise<void> {
      await db.query({
        name: 'sandbox_log',
        text: 'insert into sandbox.calls (at, method, path, status, sent, answered) values ($1, $2, $3, $4, $5, $6)',
        values: [call.at, call.method, call.path, call.status, JSON.stringify(call.sent ?? null), call.answered],
      });
    },
  };
}
