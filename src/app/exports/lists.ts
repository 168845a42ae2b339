/** A list as a table, with its filters (M13): what the desk shows on pages, whole. */
import { type Actor, actorName } from '../../core/access.ts';
import { endOfDayIn, startOfDayIn } from '../../core/calendar.ts';
import type { ExportFilter, ExportList, TableKind } from '../../core/exports.ts';
import { decimal, type Money } from '../../core/money.ts';
import { type Cell, csvFile, xlsxFile } from '../../documents/table.ts';
import type { Tx } from '../../store/db.ts';
import { endExport, headingsOf, insertExport, readListPage } from '../../store/exports.ts';
import { type Context, newId } from '../context.ts';

export type ListFilter = Readonly<Partial<Record<ExportFilter, string>>>;

/** Things on a page: each is read in a moment, and nobody waits for it. */
const PAGE = 500;

const isMoney = (cell: unknown): cell is Money => typeof cell === 'object' && cell !== null && 'minor' in cell;
/** An amount is a number to a spreadsheet and an exact decimal text to everybody else. */
const written = (cell: string | number | boolean | Money | null, as: TableKind): Cell => {
  if (!isMoney(cell)) return cell;
  const text = decimal(cell);
  return as === 'xlsx' ? Number(text) : text;
};

/** The heading, then line by line; `read` gives each page its transaction. */
export async function* listRows(
  read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  list: ExportList,
  filter: ListFilter,
  as: TableKind,
): AsyncGenerator<readonly Cell[]> {
  yield headingsOf(list);
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof readListPage>> = await read((tx) => readListPage(tx, list, filter, after, PAGE));
    for (const { cells } of page) yield cells.map((cell) => written(cell, as));
    if (page.length === 0) return;
    after = page.at(-1)!.key;
  }
}

/** Days of the seller's own calendar become instants; the last day is included. */
export function instantsOf(ctx: Context, sellerId: string, filter: ListFilter): ListFilter {
  const { zone } = ctx.sellers.get(sellerId);
  return {
    ...filter,
    ...(filter.since !== undefined && { since: startOfDayIn(filter.since, zone) }),
    ...(filter.until !== undefined && { until: endOfDayIn(filter.until, zone) }),
  };
}

/** The file as a stream. Who took what stands on the record before the first byte leaves. */
export async function exportList(
  ctx: Context,
  sellerId: string,
  what: { readonly list: ExportList; readonly as: TableKind; readonly filter: ListFilter },
  by: Actor,
): Promise<AsyncGenerator<Uint8Array>> {
  const now = ctx.clock.now(sellerId);
  const id = newId(ctx, now);
  await ctx.db.withSeller(sellerId, (tx) =>
    insertExport(tx, {
      id,
      kind: what.list,
      format: what.as,
      filter: what.filter,
      state: 'working',
      by_name: actorName(by),
      by_id: 'id' in by ? by.id : null,
      made_at: now,
    }),
  );
  const filter = instantsOf(ctx, sellerId, what.filter);
  async function* counted() {
    let rows = -1;
    let whole = false;
    try {
      for await (const row of listRows((work) => ctx.db.withSeller(sellerId, work), what.list, filter, what.as)) {
        rows += 1;
        yield row;
      }
      whole = true;
    } finally {
      // A download that was broken off took what it took.
      const state = whole ? 'ready' : 'cancelled';
      await ctx.db.withSeller(sellerId, (tx) => endExport(tx, id, { state, at: ctx.clock.now(sellerId), rows: Math.max(rows, 0) }));
    }
  }
  return what.as === 'csv' ? csvFile(counted()) : xlsxFile(counted());
}
