/** What the database itself guarantees, read from its own catalogue: a migration that forgets one of these fails here. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type Db } from '../src/store/db.ts';
import { freshDatabase, withAdmin } from './db.ts';

const SELLERS = ['019a0000-0000-7000-8000-00000000000a', '019a0000-0000-7000-8000-00000000000b'] as const;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let admin: pg.Client;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  db = openDb(database.url, { poolSize: 2 });
});
afterAll(async () => {
  await db.close();
  await admin.end();
  await database.drop();
});

const column = async (sql: string, values: unknown[] = []): Promise<string[]> =>
  (await admin.query<{ value: string }>(sql, values)).rows.map((row) => row.value);

/** Runs as one of the product's roles, as a seller; rolled back. */
async function as<T>(role: string, seller: string | null, work: () => Promise<T>): Promise<T> {
  await admin.query('begin');
  try {
    await admin.query(`set local role ${role}`);
    if (seller) await admin.query(`set local retour.seller = '${seller}'`);
    return await work();
  } finally {
    await admin.query('rollback');
  }
}

describe('everything of a seller', () => {
  test('seller_id comes first in every primary key, unique index and foreign key', async () => {
    const keys = await column(
      `select i.relname || ' of ' || t.relname as value from pg_index x
         join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid join pg_namespace n on n.oid = t.relnamespace
         join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
        where n.nspname = 'desk' and (x.indisprimary or x.indisunique) and a.attname <> 'seller_id'`,
    );
    const foreign = await column(
      `select c.conname as value from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
         join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
         left join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[1]
        where n.nspname = 'desk' and c.contype = 'f' and (a.attname <> 'seller_id' or f.attname <> 'seller_id')`,
    );
    const without = await column(
      `select t.relname as value from pg_class t join pg_namespace n on n.oid = t.relnamespace
        where n.nspname = 'desk' and t.relkind in ('r', 'p') and not exists (select 1 from pg_index x where x.indrelid = t.oid and x.indisprimary)`,
    );
    expect({ keys, foreign, without }).toEqual({ keys: [], foreign: [], without: [] });
  });

  test('row-level security is on and forced, and the policy asks for the seller in both directions', async () => {
    const open = await column(
      `select t.relname as value from pg_class t join pg_namespace n on n.oid = t.relnamespace
        where n.nspname = 'desk' and t.relkind in ('r', 'p') and not (t.relrowsecurity and t.relforcerowsecurity) order by 1`,
    );
    // Their only readers are the functions `desk.search` and `desk.search_orders`, which run as the owner: the reason stands in 0004.do.guard.sql.
    expect(open).toEqual(['order_search', 'return_search']);
    const unguarded = await column(
      `select t.relname as value from pg_class t join pg_namespace n on n.oid = t.relnamespace
        where n.nspname = 'desk' and t.relkind in ('r', 'p') and not exists (
          select 1 from pg_policies p where p.schemaname = 'desk' and p.tablename = t.relname and p.cmd = 'ALL' and p.roles = '{retour_app}'
             and p.qual like '%retour.seller%' and p.with_check like '%retour.seller%')`,
    );
    expect(unguarded).toEqual([]);
  });

  test('a foreign key always finds an index, so that nothing is scanned to be removed', async () => {
    const slow = await column(
      `select c.conrelid::regclass || ' ' || c.conname as value from pg_constraint c join pg_namespace n on n.oid = c.connamespace
        where n.nspname = 'desk' and c.contype = 'f' and not exists (
          select 1 from pg_index x where x.indrelid = c.conrelid and x.indpred is null
             and (select array_agg(k order by k) from unnest(c.conkey) k) = (select array_agg(k order by k) from unnest((x.indkey::smallint[])[0:cardinality(c.conkey) - 1]) k))`,
    );
    // Policies, connections and refunds are few per seller, or are never removed.
    expect(slow.filter((key) => !/connection_fkey|refund_units_refund_fkey|refunds_return_fkey/.test(key))).toEqual([]);
  });

  test('states are closed lists: a misspelt one is refused by the database', async () => {
    const loose = await column(
      `select t.relname || '.' || a.attname as value from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
        where n.nspname = 'desk' and t.relkind = 'r' and a.attname in ('state', 'direction') and a.atttypid = 'text'::regtype
          and not exists (select 1 from pg_constraint c where c.conrelid = t.oid and c.contype = 'c' and a.attnum = any (c.conkey))`,
    );
    expect(loose).toEqual([]);
  });

  test('money is whole minor units, time has a zone', async () => {
    const odd = await column(
      `select table_name || '.' || column_name || ' ' || data_type as value from information_schema.columns
        where table_schema in ('desk', 'platform', 'sandbox')
          and (data_type in ('real', 'double precision', 'money', 'timestamp without time zone') or (column_name like '%minor%' and data_type <> 'bigint'))`,
    );
    expect(odd).toEqual([]);
  });
});

describe('the roles', () => {
  test('none may log in, none passes by row-level security, none owns anything', async () => {
    const { rows } = await admin.query(
      `select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname like 'retour\\_%' order by rolname`,
    );
    const bound = { rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
    expect(rows).toEqual(['retour_app', 'retour_dispatcher', 'retour_platform'].map((rolname) => ({ rolname, ...bound })));
    const owned = await column(
      `select relname as value from pg_class where relowner in (select oid from pg_roles where rolname like 'retour\\_%')`,
    );
    const members = await column(
      `select r.rolname as value from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles g on g.oid = m.member where g.rolname like 'retour\\_%'`,
    );
    expect({ owned, members }).toEqual({ owned: [], members: [] });
  });

  test('what is written once is never changed, and hardly anything is ever removed', async () => {
    const may = (privilege: string) =>
      column(
        `select t.relname as value from pg_class t join pg_namespace n on n.oid = t.relnamespace
          where n.nspname = 'desk' and t.relkind = 'r' and has_table_privilege('retour_app', t.oid, $1) order by 1`,
        [privilege],
      );
    expect(await may('UPDATE')).not.toEqual(expect.arrayContaining(['events']));
    for (const once of [
      'events',
      'decisions',
      'heads',
      'unit_movements',
      'simulation_differences',
      'bounces',
      'answer_templates',
      'webhook_messages',
      'webhook_attempts',
      'gesture_book',
      'warranty_extensions',
      'survey_answers',
      'follow_up_events',
    ])
      expect(await may('UPDATE')).not.toContain(once);
    expect(await may('DELETE')).toEqual([
      'carrier_accounts',
      'files',
      'idempotency_keys',
      'import_lines',
      'imports',
      'loose_files',
      'past_cases',
      'portal_codes',
      'return_addresses',
      'simulations',
      'webhook_attempts',
      'webhook_deliveries',
      'webhook_messages',
      'writers',
    ]);
    expect(await may('TRUNCATE')).toEqual([]);
  });

  test.each(['update desk.events set body = body', 'delete from desk.events', 'truncate desk.events', 'delete from desk.returns'])(
    'the application may not: %s',
    (sql) => expect(as('retour_app', SELLERS[0], () => admin.query(sql))).rejects.toThrow(/permission denied/),
  );

  test.each([
    ['retour_app', 'select 1 from platform.users'],
    ['retour_app', 'select 1 from platform.sessions'],
    ['retour_app', 'select 1 from graphile_worker.jobs'],
    ['retour_app', 'select 1 from sandbox.payments'],
    ['retour_app', `select graphile_worker.add_job('carry_out')`],
    ['retour_platform', 'select 1 from desk.returns'],
    ['retour_platform', 'select 1 from graphile_worker.jobs'],
    ['retour_dispatcher', 'select state from desk.returns'],
    ['retour_dispatcher', 'select body from desk.effects'],
    ['retour_dispatcher', 'select secrets from desk.connections'],
    ['retour_dispatcher', 'select 1 from platform.users'],
    ['retour_dispatcher', `update desk.connections set state = 'off'`],
  ])('%s may not: %s', (role, sql) => expect(as(role, SELLERS[0], () => admin.query(sql))).rejects.toThrow(/permission denied/));

  test('doors that run as the owner pin their path and are opened by name only', async () => {
    const { rows } = await admin.query<{ name: string; path: string | null; everybody: boolean }>(
      `select p.proname as name, (select c from unnest(p.proconfig) c where c like 'search_path=%') as path, has_function_privilege('public', p.oid, 'execute') as everybody
         from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname in ('desk', 'platform', 'sandbox') order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['enqueue', 'search', 'search_orders']);
    for (const { name, path, everybody } of rows) {
      expect(everybody, name).toBe(false);
      expect(path, name).toMatch(/^search_path=pg_catalog,.*pg_temp$/);
    }
    const invoker = await column(
      `select p.proname as value from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('desk', 'platform', 'sandbox') and has_function_privilege('public', p.oid, 'execute')`,
    );
    expect(invoker).toEqual([]);
  });

  test('nobody else comes in', async () => {
    const open = await column(
      `select nspname as value from pg_namespace where nspname in ('desk', 'platform', 'sandbox', 'graphile_worker') and has_schema_privilege('public', oid, 'usage')`,
    );
    expect(open).toEqual([]);
  });

  test('the door to the queue takes no task but its own', () =>
    expect(
      as('retour_app', SELLERS[0], () => admin.query(`select desk.enqueue('rm', $1, array[$1]::uuid[])`, [SELLERS[0]])),
    ).rejects.toThrow(/unknown task/));
});

describe('two sellers', () => {
  const names = ['a shop in lille', 'a shop in lyon'];
  beforeAll(async () => {
    await withAdmin(database.url, async (client) => {
      for (const [i, seller] of SELLERS.entries()) {
        await client.query('insert into desk.connections (seller_id, slug, kind, name) values ($1, $2, $3, $4)', [
          seller,
          'shop',
          'shop',
          names[i],
        ]);
      }
    });
  });

  test('a forgotten where shows nothing of the other', async () => {
    for (const [i, seller] of SELLERS.entries()) {
      const rows = await db.withSeller(seller, (tx) => tx.query<{ name: string }>('select name from desk.connections'));
      expect(rows).toEqual([{ name: names[i] }]);
    }
  });

  test('the other’s id in a where finds nothing, and changes nothing', async () => {
    const changed = await db.withSeller(SELLERS[0], (tx) =>
      tx.query(`update desk.connections set name = 'taken' where seller_id = $1 returning 1`, [SELLERS[1]]),
    );
    expect(changed).toEqual([]);
    expect((await admin.query('select name from desk.connections where seller_id = $1', [SELLERS[1]])).rows).toEqual([{ name: names[1] }]);
  });

  test('nothing can be written in the other’s name', () =>
    expect(
      db.withSeller(SELLERS[0], (tx) =>
        tx.query(`insert into desk.connections (seller_id, slug, kind, name) values ($1, 'x', 'shop', 'x')`, [SELLERS[1]]),
      ),
    ).rejects.toThrow(/row-level security/));

  test('search finds for the seller of the transaction only', async () => {
    const found = async (seller: string) => db.withSeller(seller, (tx) => tx.query('select * from desk.search($1, 10)', ['lille']));
    await withAdmin(database.url, async (client) => {
      await client.query('begin');
      // Only the words matter here; the return that they belong to is left out.
      await client.query('set local session_replication_role = replica');
      await client.query('insert into desk.return_search (seller_id, return_id, words) values ($1, $1, $2)', [SELLERS[0], names[0]]);
      await client.query('commit');
    });
    expect([(await found(SELLERS[0])).length, (await found(SELLERS[1])).length]).toEqual([1, 0]);
  });

  test('without a seller nothing at all is read', () =>
    expect(as('retour_app', null, () => admin.query('select 1 from desk.connections'))).rejects.toThrow(
      /retour\.seller|invalid input syntax/,
    ));
});
