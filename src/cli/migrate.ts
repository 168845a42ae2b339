import { readSettings } from '../app/settings.ts';
import { migrate } from '../store/migrate.ts';
import { reachDatabase } from './ready.ts';
import { noArguments } from './usage.ts';

/** Brings the database to the schema of this version: once, before the new processes start. */
export async function run(args: readonly string[]): Promise<number> {
  noArguments(args);
  const database = await reachDatabase(readSettings(process.env));
  try {
    await migrate(database.url);
    console.log(`The schema is up to date (${database.says}).`);
    return 0;
  } finally {
    await database.stop();
  }
}
