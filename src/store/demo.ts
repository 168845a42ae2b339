/** The state of the demo, and its removal. Only where the sandbox is: production has neither. */
import type pg from 'pg';

export type DemoState = 'none' | 'half' | 'full';

export async function readDemoState(pool: pg.Pool): Promise<DemoState> {
  const { rows } = await pool.query<{ state: DemoState }>(
    `select settings ->> 'demo' as state from platform.sellers where slug = 'phenix' and sandbox`,
  );
  return rows[0]?.state ?? (rows.length > 0 ? 'half' : 'none');
}

export async function markDemo(pool: pg.Pool, state: DemoState): Promise<void> {
  await pool.query(
    `update platform.sellers set settings = settings || jsonb_build_object('demo', $1::text) where slug = 'phenix' and sandbox`,
    [state],
  );
}

/** Removes the sandbox seller and its play world: a demo that was cut off half way is made anew. */
export async function wipeSandbox(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ schemaname: string; tablename: string }>(
      `select schemaname, tablename from pg_tables where schemaname in ('desk', 'sandbox')`,
    );
    // Keys between the tables are checked at the end of each statement: all of them go at once.
    await client.query(`truncate ${rows.map((row) => `${row.schemaname}.${row.tablename}`).join(', ')}`);
    await client.query('truncate platform.sessions, platform.api_keys, platform.memberships, platform.users, platform.sellers');
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
