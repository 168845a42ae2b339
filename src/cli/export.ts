import { createWriteStream } from 'node:fs';
import { writeArchive } from '../app/exports/everything.ts';
import { exportList } from '../app/exports/lists.ts';
import { EXPORT_LIST_NAMES, EXPORT_LISTS, type ExportFilter, type ExportList } from '../core/exports.ts';
import { COMMAND_LINE, withSeller } from './policy.ts';
import { optionsOf, UsageError } from './usage.ts';

const isList = (name: string): name is ExportList => (EXPORT_LIST_NAMES as readonly string[]).includes(name);

/** `export SELLER LIST FILE.csv|FILE.xlsx [--since DAY …]`, or `export SELLER all FILE.zip [--with-files]`. */
export async function run([slug, list, file, ...rest]: readonly string[]): Promise<number> {
  if (!slug || !list || !file) throw new UsageError('export: a seller, a list (or all) and a file name are needed.');
  if (list === 'all') {
    if (rest.some((arg) => arg !== '--with-files')) throw new UsageError('export all: only --with-files is known.');
    return withSeller(slug, async (ctx, seller) => {
      const far = { far: 0, total: 0, rows: 0 };
      await into(file, (write) => writeArchive(ctx, seller, far, rest.includes('--with-files'), write));
      console.log(`${seller.name}: ${far.rows} rows in ${file}. It holds personal data: keep it as such.`);
      return 0;
    });
  }
  if (!isList(list)) throw new UsageError(`export: "${list}" is no list; known: ${EXPORT_LIST_NAMES.join(', ')}, all.`);
  const as = file.endsWith('.xlsx') ? 'xlsx' : 'csv';
  const filters: readonly ExportFilter[] = EXPORT_LISTS[list].filters;
  const given = optionsOf(rest, filters);
  const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return withSeller(slug, async (ctx, seller) => {
    const bytes = await exportList(ctx, seller.id, { list, as, filter }, COMMAND_LINE);
    await into(file, async (write) => {
      for await (const part of bytes) await write(part);
    });
    console.log(`${seller.name}: ${list} in ${file}.`);
    return 0;
  });
}

/** Written as it comes; a file that is there already is not written over. */
async function into(file: string, work: (write: (part: Uint8Array) => Promise<void>) => Promise<void>): Promise<void> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const failed = new Promise<never>((_, reject) => out.once('error', (error) => reject(new UsageError(error.message))));
  failed.catch(() => {});
  const write = (part: Uint8Array) =>
    Promise.race([failed, new Promise<void>((resolve, reject) => out.write(part, (error) => (error ? reject(error) : resolve())))]);
  await Promise.race([failed, work(write)]);
  await Promise.race([failed, new Promise<void>((resolve) => out.end(resolve))]);
}
