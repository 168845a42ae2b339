/** Brings a database to the schema that this version of the program needs. Safe to run twice and by several at once. */
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import Postgrator from 'postgrator';

const HERE = import.meta.dirname;
/** Any number, the same for all: two starters do not migrate at the same time. */
const LOCK = 7_386_101;

export async function migrate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await runMigrations({ connectionString: adminUrl });
    await client.query('create schema if not exists platform');
    const postgrator = new Postgrator({
      migrationPattern: path.join(HERE, 'migrations', '*.sql'),
      driver: 'pg',
      database: (await client.query<{ name: string }>('select current_database() as name')).rows[0]!.name,
      schemaTable: 'platform.schema_version',
      execQuery: (text: string) => client.query(text),
    });
    await postgrator.migrate();
  } finally {
    await client.end();
  }
}
