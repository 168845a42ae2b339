import path from 'node:path';
import { diskFiles } from '../app/files.ts';
import { readSettings } from '../app/settings.ts';
import { backup } from '../store/backup.ts';
import { reachDatabase } from './ready.ts';
import { fileOf } from './usage.ts';

/** Writes everything into one file, also while the product runs. */
export async function run(args: readonly string[]): Promise<number> {
  const file = path.resolve(fileOf(args));
  const settings = readSettings(process.env);
  const database = await reachDatabase(settings);
  try {
    const report = await backup(database.url, diskFiles(settings.filesDir), file, new Date().toISOString());
    console.log(
      `${file}: ${report.rows} rows of ${report.tables} tables, ${report.jobs} jobs, ${report.photos} photos, as of ${report.at}.`,
    );
    // The rest is safe; but somebody should know.
    if (report.missing.length > 0)
      console.error(`${report.missing.length} photos are not in ${settings.filesDir}: ${report.missing.join(', ')}`);
    return 0;
  } finally {
    await database.stop();
  }
}
