/**
 * Connections and transactions. Everything of a seller runs inside `withSeller`, under a role that row-level security
 * binds; `begin`, the role and the seller travel with the first statement in one round trip (the driver pipelines).
 */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { assert } from '../core/assert.ts';
import { isUuid } from '../core/ids.ts';

export type Row = Record<string, unknown>;

/** The first, required argument of every function in `store/`: there is no way to read outside the transaction. */
export type Tx = {
  readonly sellerId: string;
  /** Rows of a named (prepared) statement. */
  query<T extends object = Row>(text: string, values?: readonly unknown[]): Promise<T[]>;
  /** The last write and the commit, sent together: one round trip less. Nothing may follow. */
  queryAndCommit<T extends object = Row>(text: string, values?: readonly unknown[]): Promise<T[]>;
};

export type Db = {
  readonly pool: pg.Pool;
  /** A transaction as the seller: sees and writes that seller's rows and no others. */
  withSeller<T>(sellerId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Users, sessions, keys, sellers. Cannot see schema `desk`. */
  withPlatform<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** What runs before a seller is known: reads due ids and enqueues, nothing else. */
  withDispatcher<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Statements and transactions since the start: the bench reads them. */
  readonly counts: { statements: number; transactions: number };
  close(): Promise<void>;
};

export type DbOptions = {
  /** Commits that a crash may forget (never half of one): for work that would be done anew anyway. */
  readonly forgetful?: boolean;
  readonly poolSize?: number;
  readonly prepared?: boolean;
  readonly onError?: (error: Error) => void;
};

const NOBODY = '00000000-0000-0000-0000-000000000000';

// Timestamps leave PostgreSQL as ISO 8601 in UTC, bigint as number: we never hold more than 2^53 of anything.
const TIMESTAMPTZ = 1184;
const BIGINT = 20;
const parsers = new Map<number, (text: string) => unknown>([
  [TIMESTAMPTZ, (text) => new Date(text).toISOString()],
  [BIGINT, Number],
]);
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

/** Statement names by text: a parse and a plan less for each call (unnamed costs 27–55 %). */
const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    assert(names.size < 2_000, 'statement texts must not be built from values');
    name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    names.set(text, name);
  }
  return name;
}

export function openDb(url: string, options: DbOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 20,
    types,
    pipeline: true,
    // One command writes eleven tables in one statement: planning it anew each time cost more than running it (7.0 → 9.1 lives/s, one client).
    options: `-c plan_cache_mode=force_generic_plan${options.forgetful ? ' -c synchronous_commit=off' : ''}`,
  } as pg.PoolConfig);
  let closing = false;
  const heard = (error: Error) => {
    if (!closing) options.onError?.(error);
  };
  pool.on('error', heard);
  // A connection that breaks while it is checked out tells its client, not the pool: unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', heard));
  const prepared = options.prepared ?? true;
  const counts = { statements: 0, transactions: 0 };

  async function inRole<T>(role: string, sellerId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    assert(isUuid(sellerId), 'a seller id is a uuid');
    const client = await pool.connect();
    let failed = true;
    let committed = false;
    try {
      counts.transactions += 1;
      const begun = client.query(`begin; set local role ${role}; set local retour.seller = '${sellerId}'`);
      begun.catch(() => {}); // reported by the statement that is pipelined behind it
      const send = async <R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> => {
        assert(!committed, 'nothing follows the commit');
        counts.statements += 1;
        const config = prepared ? { name: nameOf(text), text, values: [...values] } : { text, values: [...values] };
        return (await client.query(config)).rows as R[];
      };
      const result = await work({
        sellerId,
        query: send,
        async queryAndCommit(text, values) {
          const rows = send(text, values);
          committed = true;
          const commit = client.query('commit');
          const [read] = await Promise.all([rows, commit]);
          return read as never;
        },
      });
      if (!committed) {
        await begun;
        await client.query('commit');
      }
      failed = false;
      return result;
    } catch (error) {
      if (!committed) await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      // A failed transaction may have left statement names half made: such a connection is not used again.
      client.release(failed);
    }
  }

  return {
    pool,
    counts,
    withSeller: (sellerId, work) => inRole('retour_app', sellerId, work),
    withPlatform: (work) => inRole('retour_platform', NOBODY, work),
    withDispatcher: (work) => inRole('retour_dispatcher', NOBODY, work),
    close() {
      closing = true;
      return pool.end();
    },
  };
}

/** Whether an error is PostgreSQL's unique violation of the named constraint (or of any). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const e = error as { code?: string; constraint?: string };
  return e?.code === '23505' && (constraint === undefined || e.constraint === constraint);
}
