/**
 * A file comes in (M13): kept line by line, its columns mapped, every line judged, then taken in by the worker. What people see of it at any
 * moment stands in its rows, so a process that dies takes nothing along and does nothing twice.
 */
import { type Actor, actorName } from '../../core/access.ts';
import { FIELDS, fieldOf, type ImportKind } from '../../core/imports/fields.ts';
import { guessColumns, guessDateOrder, WHY_HEADING } from '../../core/imports/guess.ts';
import { csvFile, xlsxFile } from '../../documents/table.ts';
import { sayProblem } from '../../core/imports/words.ts';
import { addSignedDuration } from '../../core/calendar.ts';
import type { Language } from '../../core/access.ts';
import { insertErrand } from '../../store/effects.ts';
import {
  deleteImport,
  forgetImports,
  type ImportRow,
  insertImport,
  insertLines,
  moveImport,
  readHabits,
  readImport,
  readLinesIn,
  settleImport,
  writeHabits,
  writeMapping,
} from '../../store/imports.ts';
import { type Context, newId } from '../context.ts';
import { habitsAfter, type ImportHabits, type ImportMapping, missingFields, NO_HABITS } from './mapping.ts';
import { BrokenTable, openTable } from './read-table.ts';

export type Import = ImportRow<ImportMapping>;

/** Lines that one file may have; what is more goes in two. */
export const MOST_LINES = 100_000;
const MOST_COLUMNS = 200;
/** So many go into the database at a time. */
const PART = 1_000;
/** Lines from which the dates' order is read. */
const LOOKED_AT = 2_000;
/** How long a file's lines stay: they hold names and addresses. */
const KEPT_FOR = 'P90D';

export type Uploaded =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false;
      readonly refusal: 'file_empty' | 'file_too_large' | 'not_a_table' | 'no_headings' | 'no_lines' | 'too_many_lines';
    };

/** All of it or nothing: a file that breaks off in the middle leaves no import. */
export async function uploadImport(
  ctx: Context,
  sellerId: string,
  file: { readonly kind: ImportKind; readonly name: string; readonly bytes: Uint8Array },
  by: Actor,
): Promise<Uploaded> {
  const opened = await openTable(file.bytes);
  if (!opened.ok) return opened;
  const now = ctx.clock.now(sellerId);
  const id = newId(ctx, now);
  class Refused extends Error {
    readonly refusal: Exclude<Uploaded, { ok: true }>['refusal'];
    constructor(refusal: Exclude<Uploaded, { ok: true }>['refusal']) {
      super(refusal);
      this.refusal = refusal;
    }
  }
  try {
    await ctx.db.withSeller(sellerId, async (tx) => {
      await forgetImports(tx, addSignedDuration(now, `-${KEPT_FOR}`));
      const habits = (await readHabits<ImportHabits>(tx, file.kind)) ?? NO_HABITS;
      let headings: readonly string[] | null = null;
      let mapping: ImportMapping | null = null;
      let lines = 0;
      let part: { line: number; cells: readonly string[] }[] = [];
      const dates: string[] = [];
      for await (const { line, cells } of opened.lines) {
        if (headings === null) {
          headings = trimmed(cells);
          if (headings.length === 0 || headings.length > MOST_COLUMNS) throw new Refused('no_headings');
          const columns = guessColumns(file.kind, headings, habits.headings);
          if (columns.every((column) => column === null)) throw new Refused('no_headings');
          const whole = { ...wholeOf(file.kind, ctx.sellers.get(sellerId).settings.refundLimit.currency), ...habits.whole };
          const free = Object.fromEntries(Object.entries(whole).filter(([field]) => !columns.includes(field)));
          mapping = { columns, whole: free, words: habits.words, dates: 'dmy' };
          const as = { format: opened.as.format, encoding: opened.as.encoding, delimiter: opened.as.delimiter };
          await insertImport(tx, {
            id,
            kind: file.kind,
            file_name: file.name,
            ...as,
            headings,
            mapping,
            lines: 0,
            by_actor: by,
            made_at: now,
          });
          continue;
        }
        if ((lines += 1) > MOST_LINES) throw new Refused('too_many_lines');
        if (lines <= LOOKED_AT) dates.push(...cells.filter((_, i) => fieldOf(file.kind, mapping!.columns[i] ?? '')?.type === 'date'));
        part.push({ line, cells });
        if (part.length < PART) continue;
        await insertLines(tx, id, part);
        part = [];
      }
      if (headings === null) throw new Refused('file_empty');
      if (lines === 0) throw new Refused('no_lines');
      if (part.length > 0) await insertLines(tx, id, part);
      await settleImport(tx, id, { lines, mapping: { ...mapping!, dates: guessDateOrder(dates) } });
    });
    return { ok: true, id };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    if (error instanceof BrokenTable) return { ok: false, refusal: 'not_a_table' };
    throw error;
  }
}

/** Without the empty cells behind the last heading. */
function trimmed(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, last + 1).map((cell) => cell.trim().slice(0, 200));
}

/** What goes without saying: the house sells in one currency, and its units are refurbished. */
function wholeOf(kind: ImportKind, currency: string): Record<string, string> {
  const has = (name: string) => FIELDS[kind].some((field) => field.name === name);
  return { ...(has('currency') && { currency }), ...(has('condition') && { condition: 'refurbished' }) };
}

export type ImportAct =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: 'not_found' | 'import_moved' | 'column_twice' }
  | { readonly ok: false; readonly refusal: 'field_missing'; readonly fields: readonly string[] };

/** What a person says of the columns; the next file of this kind will know it. */
export async function mapImport(ctx: Context, sellerId: string, id: string, mapping: ImportMapping): Promise<ImportAct> {
  const named = mapping.columns.filter((name) => name !== null);
  if (new Set(named).size < named.length) return { ok: false, refusal: 'column_twice' };
  return ctx.db.withSeller(sellerId, async (tx) => {
    const found = await readImport<ImportMapping>(tx, id);
    if (!found) return { ok: false, refusal: 'not_found' };
    const columns = found.headings.map((_, i) => mapping.columns[i] ?? null);
    if (!(await writeMapping(tx, id, { ...mapping, columns }))) return { ok: false, refusal: 'import_moved' };
    const habits = (await readHabits<ImportHabits>(tx, found.kind)) ?? NO_HABITS;
    await writeHabits(tx, found.kind, habitsAfter(habits, found.headings, { ...mapping, columns }));
    return { ok: true };
  });
}

/** Every line is judged, and nothing written. */
export const checkImport = (ctx: Context, sellerId: string, id: string) => begin(ctx, sellerId, id, 'check');

/** The lines that the check found good are taken in; also what is left of a run that was stopped. */
export const runImport = (ctx: Context, sellerId: string, id: string) => begin(ctx, sellerId, id, 'run');

async function begin(ctx: Context, sellerId: string, id: string, what: 'check' | 'run'): Promise<ImportAct> {
  const now = ctx.clock.now(sellerId);
  return ctx.db.withSeller(sellerId, async (tx) => {
    const found = await readImport<ImportMapping>(tx, id);
    if (!found) return { ok: false, refusal: 'not_found' };
    const fields = missingFields(found.kind, found.mapping);
    if (fields.length > 0) return { ok: false, refusal: 'field_missing', fields };
    const [from, to] =
      what === 'check' ? ([['mapping', 'checked'], 'checking'] as const) : ([['checked', 'cancelled'], 'running'] as const);
    if (!(await moveImport(tx, id, from, to, now))) return { ok: false, refusal: 'import_moved' };
    await insertErrand(tx, { id: newId(ctx, now), kind: `import_${what}`, body: { importId: id }, created_at: ctx.clock.realNow() });
    return { ok: true };
  });
}

/** What was taken in stays; a check that is stopped never was. */
export async function stopImport(ctx: Context, sellerId: string, id: string): Promise<ImportAct> {
  const now = ctx.clock.now(sellerId);
  return ctx.db.withSeller(sellerId, async (tx) => {
    const stopped = (await moveImport(tx, id, ['running'], 'cancelled', now)) || (await moveImport(tx, id, ['checking'], 'mapping', now));
    if (stopped) return { ok: true };
    return { ok: false, refusal: (await readImport(tx, id)) ? 'import_moved' : 'not_found' };
  });
}

/** The file and its lines go. What they brought stays. */
export async function forgetImport(ctx: Context, sellerId: string, id: string): Promise<ImportAct> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    if (await deleteImport(tx, id)) return { ok: true };
    return { ok: false, refusal: (await readImport(tx, id)) ? 'import_moved' : 'not_found' };
  });
}

/** The refused lines as a file like the one that came, with a column that says why: mended, it can be sent again. */
export function refusedFile(ctx: Context, sellerId: string, found: Import, language: Language): AsyncGenerator<Uint8Array> {
  const why = found.headings.indexOf(WHY_HEADING);
  const at = why < 0 ? found.headings.length : why;
  async function* rows(): AsyncGenerator<readonly string[]> {
    yield found.headings.toSpliced(at, why < 0 ? 0 : 1, WHY_HEADING);
    for (let after = 0; ; ) {
      const lines = await ctx.db.withSeller(sellerId, (tx) => readLinesIn(tx, found.id, 'refused', after, PART));
      for (const { line, cells, problems } of lines) {
        const says = `${line}: ${(problems ?? []).map((problem) => sayProblem(problem, language)).join('; ')}`;
        const full = found.headings.map((_, i) => cells[i] ?? '');
        yield full.toSpliced(at, why < 0 ? 0 : 1, says);
        after = line;
      }
      if (lines.length < PART) return;
    }
  }
  return found.format === 'xlsx' ? xlsxFile(rows()) : csvFile(rows(), found.delimiter);
}

export const importerOf = ({ by_actor }: Pick<Import, 'by_actor'>): string => actorName(by_actor);
