import path from 'node:path';
import { diskFiles } from '../app/files.ts';
import { readSettings } from '../app/settings.ts';
import { restore } from '../store/backup.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from './ready.ts';
import { fileOf } from './usage.ts';

/** Reads a backup into an empty database, with nothing else running on it: all of it or nothing. */
export async function run(args: readonly string[]): Promise<number> {
  const file = path.resolve(fileOf(args));
  const settings = readSettings(process.env);
  const database = await openDatabase(settings, console.log);
  try {
    await migrate(database.url);
    const report = await restore(database.url, diskFiles(settings.filesDir), file);
    console.log(
      `Restored as of ${report.at}: ${report.rows} rows of ${report.tables} tables, ${report.jobs} jobs, ${report.photos} photos.`,
    );
    return 0;
  } finally {
    await database.stop();
  }
}
