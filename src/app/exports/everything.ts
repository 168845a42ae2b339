/**
 * Everything of a seller as one archive (M13): every table as lines of JSON, the lists as CSV, the files where asked for, and a manifest with the
 * SHA-256 of each. Read as it stood at one moment, written in parts that never fill the memory, kept for a week.
 */
import { createHash } from 'node:crypto';
import { type Actor, actorName } from '../../core/access.ts';
import { EXPORT_LIST_NAMES } from '../../core/exports.ts';
import { csvFile, once, type ZipEntry, zipFile } from '../../documents/table.ts';
import type { Tx } from '../../store/db.ts';
import { insertErrand } from '../../store/effects.ts';
import {
  clearExports,
  dataTables,
  endExport,
  exportInHand,
  type ExportRow,
  fileHashes,
  freeze,
  insertExport,
  LEFT_OUT,
  noteFetched,
  readExport,
  tableLines,
  takeExport,
  tellExport,
} from '../../store/exports.ts';
import type { Seller } from '../../store/platform.ts';
import { type Context, newId } from '../context.ts';
import type { Errand } from '../errands.ts';
import { listRows } from './lists.ts';

/** For so long the archive can be fetched; then its parts are removed. */
const KEPT_MS = 7 * 86_400_000;
const PART_BYTES = 4 * 1024 * 1024;
const LINES = 500;
/** How far it is is told so often, for whoever watches. */
const TELL_MS = 500;
/** An archive beyond 4 GB needs a format that not every program opens: what is more stays in the file store, and the manifest says so. */
const MOST_FILE_BYTES = 2 * 1024 ** 3;

export type AskedForAll =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly refusal: 'export_running'; readonly id: string };

export async function exportEverything(
  ctx: Context,
  sellerId: string,
  asked: { readonly withFiles: boolean },
  by: Actor,
): Promise<AskedForAll> {
  await clearOld(ctx, sellerId);
  const now = ctx.clock.now(sellerId);
  const id = newId(ctx, now);
  return ctx.db.withSeller(sellerId, async (tx): Promise<AskedForAll> => {
    const running = await exportInHand(tx);
    if (running) return { ok: false, refusal: 'export_running', id: running };
    await insertExport(tx, {
      id,
      kind: 'all',
      format: 'zip',
      filter: asked,
      state: 'waiting',
      by_name: actorName(by),
      by_id: 'id' in by ? by.id : null,
      made_at: now,
    });
    await insertErrand(tx, { id: newId(ctx, now), kind: 'export_all', body: { exportId: id }, created_at: ctx.clock.realNow() });
    return { ok: true, id };
  });
}

export async function stopExport(ctx: Context, sellerId: string, id: string): Promise<boolean> {
  const stopped = await ctx.db.withSeller(sellerId, (tx) => endExport(tx, id, { state: 'cancelled', at: ctx.clock.now(sellerId) }));
  await clearOld(ctx, sellerId);
  return stopped;
}

/** What is over leaves no copy behind. Other archives may hold the same part only if they are the same archive. */
export async function clearOld(ctx: Context, sellerId: string): Promise<void> {
  const parts = await ctx.db.withSeller(sellerId, (tx) => clearExports(tx, ctx.clock.realNow()));
  for (const part of parts) await ctx.files.remove(part);
}

export async function clearAllOld(ctx: Context): Promise<void> {
  for (const seller of ctx.sellers.all()) await clearOld(ctx, seller.id);
}

/** The archive's bytes, part by part; null where there is none to fetch. Whoever fetches it is on the record. */
export async function fetchExport(
  ctx: Context,
  sellerId: string,
  id: string,
  by: Actor,
): Promise<{ readonly row: ExportRow; readonly bytes: AsyncGenerator<Uint8Array> } | null> {
  await clearOld(ctx, sellerId);
  const row = await ctx.db.withSeller(sellerId, async (tx) => {
    const found = await readExport(tx, id);
    if (found?.state !== 'ready' || found.parts.length === 0) return null;
    await noteFetched(tx, id, actorName(by), ctx.clock.now(sellerId));
    return found;
  });
  if (!row) return null;
  async function* bytes() {
    for (const part of row!.parts) {
      const there = await ctx.files.get(part);
      if (!there) throw new Error(`a part of the export ${id} is gone`);
      yield there;
    }
  }
  return { row, bytes: bytes() };
}

class Stopped extends Error {}

const exportAll: Errand<{ readonly exportId: string }> = async (ctx, seller, _effect, { exportId }) => {
  const taken = await ctx.db.withSeller(seller.id, (tx) => takeExport(tx, exportId));
  if (!taken) return { done: { skipped: 'it was stopped' } };
  for (const part of taken.parts) await ctx.files.remove(part);
  const { filter } = (await ctx.db.withSeller(seller.id, (tx) => readExport(tx, exportId)))!;
  const far = { far: 0, total: 1, rows: 0 };
  const tell = async (part?: { sha256: string; bytes: number }) => {
    const goesOn = await ctx.db.withSeller(seller.id, (tx) =>
      tellExport(tx, { id: exportId, attempt: taken.attempt }, { ...far, ...(part && { part }) }),
    );
    if (goesOn) return;
    if (part) await ctx.files.remove(part.sha256);
    throw new Stopped();
  };
  try {
    const real = () => Date.parse(ctx.clock.realNow());
    let told = real();
    const onEntry = async () => {
      if (real() - told < TELL_MS) return;
      told = real();
      await tell();
    };
    const onPart = async (bytes: Uint8Array) => {
      const { sha256 } = await ctx.files.put(bytes);
      await tell({ sha256, bytes: bytes.length });
    };
    await writeArchive(ctx, seller, far, Boolean(filter['withFiles']), onPart, onEntry);
    await tell();
  } catch (error) {
    if (error instanceof Stopped) return { done: { stopped: true } };
    throw error;
  }
  const expiresAt = new Date(Date.parse(ctx.clock.realNow()) + KEPT_MS).toISOString();
  await ctx.db.withSeller(seller.id, (tx) => endExport(tx, exportId, { state: 'ready', at: ctx.clock.now(seller.id), expiresAt }));
  return { done: { bytes: far.rows } };
};
export const EXPORT_ERRANDS: Readonly<Record<string, Errand<never>>> = { export_all: exportAll };

type Far = { far: number; total: number; rows: number };

/** Hands the archive over in parts of some megabytes, each one awaited. `onEntry`: after each entry. */
export async function writeArchive(
  ctx: Context,
  seller: Seller,
  far: Far,
  withFiles: boolean,
  onPart: (bytes: Uint8Array) => Promise<void>,
  onEntry: () => Promise<void> = async () => {},
): Promise<void> {
  await ctx.db.withSeller(seller.id, async (tx) => {
    await freeze(tx);
    let gathered: Uint8Array[] = [];
    let size = 0;
    for await (const part of zipFile(() => entriesOf(ctx, seller, tx, far, withFiles, onEntry))) {
      gathered.push(part);
      if ((size += part.length) < PART_BYTES) continue;
      await onPart(Buffer.concat(gathered));
      gathered = [];
      size = 0;
    }
    await onPart(Buffer.concat(gathered));
  });
}

type Listed = { readonly name: string; bytes: number; sha256: string; rows?: number };

async function* entriesOf(
  ctx: Context,
  seller: Seller,
  tx: Tx,
  far: Far,
  withFiles: boolean,
  onEntry: () => Promise<void>,
): AsyncGenerator<ZipEntry> {
  const tables = await dataTables(tx);
  const hashes = await fileHashes(tx, tables);
  far.total = tables.length + EXPORT_LIST_NAMES.length + (withFiles ? hashes.length : 0) + 1;
  const entries: Listed[] = [];
  const encoder = new TextEncoder();
  /** The bytes as they pass, counted and hashed. */
  async function* weighed(entry: Listed, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const part of body) {
      entry.bytes += part.length;
      hash.update(part);
      yield part;
    }
    entry.sha256 = hash.digest('hex');
    far.far += 1;
    await onEntry();
  }
  const entry = (name: string, body: AsyncIterable<Uint8Array>, listed: Listed = { name, bytes: 0, sha256: '' }): ZipEntry => {
    entries.push(listed);
    return { name, body: weighed(listed, body) };
  };

  yield entry('README.txt', once(encoder.encode(readMe(seller.name))));
  for (const list of EXPORT_LIST_NAMES) {
    const name = `lists/${list}.csv`;
    yield entry(name, csvFile(listRows((work) => work(tx), list, {}, 'csv')));
  }
  for (const table of tables) {
    const listed: Listed = { name: `data/${table.name}.jsonl`, bytes: 0, sha256: '', rows: 0 };
    async function* lines() {
      for await (const some of tableLines(tx, table, LINES)) {
        listed.rows = (listed.rows ?? 0) + some.length;
        far.rows += some.length;
        yield encoder.encode(`${some.join('\n')}\n`);
      }
    }
    yield entry(listed.name, lines(), listed);
  }
  const files: { readonly sha256: string; readonly bytes: number | null; readonly included: boolean }[] = [];
  let room = withFiles ? MOST_FILE_BYTES : 0;
  for (const sha256 of hashes) {
    const bytes = room > 0 ? await ctx.files.get(sha256) : null;
    const included = bytes !== null && bytes.length <= room;
    files.push({ sha256, bytes: bytes?.length ?? null, included });
    if (!included) {
      if (withFiles) far.far += 1;
      continue;
    }
    room -= bytes.length;
    yield entry(`files/${sha256}`, once(bytes));
  }
  const manifest = {
    product: 'Retour',
    seller: { name: seller.name, slug: seller.slug },
    madeAt: ctx.clock.realNow(),
    leftOut: { tables: [...LEFT_OUT], columns: 'keys, passwords and hashes' },
    entries,
    files,
  };
  yield { name: 'manifest.json', body: once(encoder.encode(`${JSON.stringify(manifest, null, 2)}\n`)) };
}

const readMe = (seller: string): string =>
  [
    `Everything that Retour keeps for ${seller}, as it stood at one moment.`,
    '',
    'lists/          the lists of the desk, as CSV (UTF-8, comma)',
    'data/           every table, one JSON object a line; amounts in minor units, times in UTC',
    'files/          photos and papers under their SHA-256, where they were asked for; the tables say what they are',
    'manifest.json   what is here, with the SHA-256 of every entry',
    '',
    'A cell of a CSV that begins with = + - @ has an apostrophe before it, so that no spreadsheet runs it.',
    'This archive holds names, addresses and messages of your customers. Keep it as you keep those, and delete it when it has served.',
    '',
  ].join('\r\n');
