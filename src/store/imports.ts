/** Files that come in (M13): the import, its lines, and what the seller said of such files before. */
import { assert } from '../core/assert.ts';
import type { Actor } from '../core/access.ts';
import type { ImportKind } from '../core/imports/fields.ts';
import type { ImportProblem } from '../core/imports/words.ts';
import type { Tx } from './db.ts';
import type { UnitHistory } from './returns.ts';

export const IMPORT_STATES = ['mapping', 'checking', 'checked', 'running', 'done', 'cancelled'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export const LINE_STATES = ['new', 'ready', 'taking', 'made', 'changed', 'same', 'refused'] as const;
export type LineState = (typeof LINE_STATES)[number];
export type Would = 'made' | 'changed' | 'same';

/** `Mapping` and `Habits` are the use case's own (app/imports/mapping.ts): kept as they are. */
export type ImportRow<Mapping = unknown> = {
  readonly id: string;
  readonly kind: ImportKind;
  readonly state: ImportState;
  readonly file_name: string;
  readonly format: 'csv' | 'xlsx';
  readonly encoding: string;
  readonly delimiter: string;
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  readonly lines: number;
  readonly far: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly attempt: number;
  readonly by_actor: Actor;
  readonly made_at: string;
  readonly run_at: string | null;
  readonly ended_at: string | null;
};
const COLUMNS =
  'id, kind, state, file_name, format, encoding, delimiter, headings, mapping, lines, far, counts, attempt, by_actor, made_at, run_at, ended_at';

export async function insertImport(
  tx: Tx,
  row: Omit<ImportRow, 'state' | 'far' | 'counts' | 'attempt' | 'run_at' | 'ended_at'>,
): Promise<void> {
  await tx.query(
    `insert into desk.imports (seller_id, id, kind, state, file_name, format, encoding, delimiter, headings, mapping, lines, by_actor, made_at)
     values ($1, $2, $3, 'mapping', $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tx.sellerId,
      row.id,
      row.kind,
      row.file_name,
      row.format,
      row.encoding,
      row.delimiter,
      row.headings,
      JSON.stringify(row.mapping),
      row.lines,
      JSON.stringify(row.by_actor),
      row.made_at,
    ],
  );
}

/** Known only when the file is read to its end. */
export async function settleImport(tx: Tx, id: string, what: { readonly lines: number; readonly mapping: unknown }): Promise<void> {
  await tx.query('update desk.imports set lines = $3, mapping = $4 where seller_id = $1 and id = $2', [
    tx.sellerId,
    id,
    what.lines,
    JSON.stringify(what.mapping),
  ]);
}

export async function insertLines(
  tx: Tx,
  importId: string,
  lines: readonly { readonly line: number; readonly cells: readonly string[] }[],
): Promise<void> {
  await tx.query(
    `insert into desk.import_lines (seller_id, import_id, line, cells, with_line, state)
     select $1, $2, (x ->> 'line')::integer, array(select jsonb_array_elements_text(x -> 'cells')), (x ->> 'line')::integer, 'new'
       from jsonb_array_elements($3::jsonb) as x`,
    // A NUL has no place in PostgreSQL's text, nor in anybody's table.
    [tx.sellerId, importId, JSON.stringify(lines).replaceAll('\\u0000', '')],
  );
}

export async function readImport<Mapping>(tx: Tx, id: string): Promise<ImportRow<Mapping> | null> {
  const [row] = await tx.query<ImportRow<Mapping>>(`select ${COLUMNS} from desk.imports where seller_id = $1 and id = $2`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

/** Newest first. */
export async function listImports(tx: Tx, after: { readonly at: string; readonly id: string } | null, limit: number): Promise<ImportRow[]> {
  return tx.query<ImportRow>(
    `select ${COLUMNS} from desk.imports where seller_id = $1 and ($2::timestamptz is null or (made_at, id) < ($2::timestamptz, $3::uuid))
      order by made_at desc, id desc limit $4`,
    [tx.sellerId, after?.at ?? null, after?.id ?? null, limit],
  );
}

export async function writeMapping(tx: Tx, id: string, mapping: unknown): Promise<boolean> {
  const rows = await tx.query(
    `update desk.imports set mapping = $3, state = 'mapping', counts = '{}', far = 0 where seller_id = $1 and id = $2 and state in ('mapping', 'checked')
      returning 1`,
    [tx.sellerId, id, JSON.stringify(mapping)],
  );
  return rows.length > 0;
}

/** From one of these states to another; false where it stands elsewhere by now. */
export async function moveImport(tx: Tx, id: string, from: readonly ImportState[], to: ImportState, now: string): Promise<boolean> {
  const rows = await tx.query(
    `update desk.imports set state = $4, far = case when $4 in ('checking', 'mapping') then 0 else far end,
        run_at = case when $4 = 'running' then coalesce(run_at, $5) else run_at end,
        ended_at = case when $4 in ('done', 'cancelled') then $5::timestamptz else null end
      where seller_id = $1 and id = $2 and state = any($3) returning 1`,
    [tx.sellerId, id, from, to, now],
  );
  return rows.length > 0;
}

export async function deleteImport(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query(
    `delete from desk.imports where seller_id = $1 and id = $2 and state in ('mapping', 'checked', 'done', 'cancelled') returning 1`,
    [tx.sellerId, id],
  );
  return rows.length > 0;
}

/** Files of long ago hold names and addresses for no reason. */
export async function forgetImports(tx: Tx, before: string): Promise<void> {
  await tx.query(
    `delete from desk.imports where seller_id = $1 and made_at < $2 and state in ('mapping', 'checked', 'done', 'cancelled')`,
    [tx.sellerId, before],
  );
}

/** An errand takes the import in hand, and whoever had it before writes no more. Null where it is not in this state any more. */
export async function takeInHand(tx: Tx, id: string, state: ImportState): Promise<number | null> {
  const [row] = await tx.query<{ attempt: number }>(
    'update desk.imports set attempt = attempt + 1 where seller_id = $1 and id = $2 and state = $3 returning attempt',
    [tx.sellerId, id, state],
  );
  return row?.attempt ?? null;
}

/**
 * How far it is. False where somebody cancelled it, or another worker has it in hand. Counting fifty thousand lines takes longer than judging some
 * hundreds: it is done now and then.
 */
export async function tellFar(
  tx: Tx,
  id: string,
  { state, attempt }: { readonly state: ImportState; readonly attempt: number },
  far: number,
  counted: boolean,
): Promise<boolean> {
  const values = [tx.sellerId, id, state, attempt, far];
  const rows = counted
    ? await tx.query(
        `update desk.imports set far = $5, counts = coalesce((select jsonb_object_agg(c.name, c.n) from
            (select state as name, count(*) as n from desk.import_lines where seller_id = $1 and import_id = $2 group by state
             union all select 'would_' || would, count(*) from desk.import_lines
                        where seller_id = $1 and import_id = $2 and state <> 'refused' and would is not null group by would) as c), '{}')
          where seller_id = $1 and id = $2 and state = $3 and attempt = $4 returning 1`,
        values,
      )
    : await tx.query(
        'update desk.imports set far = $5 where seller_id = $1 and id = $2 and state = $3 and attempt = $4 returning 1',
        values,
      );
  return rows.length > 0;
}

export type ImportLine = {
  readonly line: number;
  readonly with_line: number;
  readonly cells: readonly string[];
  readonly state: LineState;
  readonly would: Would | null;
  readonly problems: readonly ImportProblem[] | null;
  readonly became: string | null;
};
const LINE = 'line, with_line, cells, state, would, problems, became';

export async function readLines(tx: Tx, importId: string, afterLine: number, limit: number): Promise<ImportLine[]> {
  return tx.query<ImportLine>(
    `select ${LINE} from desk.import_lines where seller_id = $1 and import_id = $2 and line > $3 order by line limit $4`,
    [tx.sellerId, importId, afterLine, limit],
  );
}

export async function readLinesIn(tx: Tx, importId: string, state: LineState, afterLine: number, limit: number): Promise<ImportLine[]> {
  return tx.query<ImportLine>(
    `select ${LINE} from desk.import_lines where seller_id = $1 and import_id = $2 and state = $3 and line > $4 order by line limit $5`,
    [tx.sellerId, importId, state, afterLine, limit],
  );
}

/**
 * The next lines in the order of their things, and no thing cut in two: about `most` of them. `after` is the first line of the last thing before.
 */
export async function readThings(
  tx: Tx,
  importId: string,
  states: readonly LineState[],
  after: number,
  most: number,
): Promise<ImportLine[]> {
  return tx.query<ImportLine>(
    `with firsts as (select with_line from desk.import_lines where seller_id = $1 and import_id = $2 and state = any($3) and with_line > $4
                      order by with_line limit $5)
     select ${LINE} from desk.import_lines where seller_id = $1 and import_id = $2 and state = any($3) and with_line in (select with_line from firsts)
      order by with_line, line`,
    [tx.sellerId, importId, states, after, most],
  );
}

export type LineWrite = {
  readonly line: number;
  readonly state: LineState;
  readonly would?: Would | null;
  readonly thing?: string | null;
  readonly problems?: readonly ImportProblem[];
  readonly became?: string | null;
};

export async function writeLines(tx: Tx, importId: string, lines: readonly LineWrite[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `update desk.import_lines l set state = x.state, would = x.would, thing = coalesce(x.thing, l.thing), problems = x.problems, became = x.became
       from jsonb_to_recordset($3::jsonb) as x(line integer, state text, would text, thing text, problems jsonb, became text)
      where l.seller_id = $1 and l.import_id = $2 and l.line = x.line`,
    [tx.sellerId, importId, JSON.stringify(lines)],
  );
}

/** Everything as it was when the file had just come. */
export async function resetLines(tx: Tx, importId: string): Promise<void> {
  await tx.query(
    `update desk.import_lines set state = 'new', would = null, thing = null, with_line = line, problems = null, became = null
      where seller_id = $1 and import_id = $2 and (state <> 'new' or with_line <> line or thing is not null)`,
    [tx.sellerId, importId],
  );
}

/** Lines of one thing stand in the place of the first; where one of them is refused, they all are. */
export async function gatherThings(tx: Tx, importId: string): Promise<void> {
  await tx.query(
    `update desk.import_lines l set with_line = t.first,
        state = case when t.bad is null or l.state = 'refused' then l.state else 'refused' end,
        problems = case when t.bad is null or l.state = 'refused' then l.problems
                        else jsonb_build_array(jsonb_build_object('code', 'companion_refused', 'line', t.bad)) end
       from (select thing, min(line) as first, min(line) filter (where state = 'refused') as bad, count(*) as n
               from desk.import_lines where seller_id = $1 and import_id = $2 and thing is not null group by thing) as t
      where l.seller_id = $1 and l.import_id = $2 and l.thing = t.thing and t.n > 1`,
    [tx.sellerId, importId],
  );
}

/** Lines that are about to be taken: whoever finds them so later knows that it may have happened. */
export async function markTaking(tx: Tx, importId: string, lines: readonly number[]): Promise<void> {
  await tx.query(
    `update desk.import_lines set state = 'taking' where seller_id = $1 and import_id = $2 and line = any($3) and state = 'ready'`,
    [tx.sellerId, importId, lines],
  );
}

/** The words that stand in one column, the most frequent first. `column` counts from 1. */
export async function wordsOfColumn(tx: Tx, importId: string, column: number, most: number): Promise<{ word: string; n: number }[]> {
  assert(Number.isInteger(column) && column >= 1, 'columns count from 1');
  return tx.query(
    `select trim(cells[$3]) as word, count(*)::integer as n from desk.import_lines
      where seller_id = $1 and import_id = $2 and trim(coalesce(cells[$3], '')) <> '' group by 1 order by 2 desc, 1 limit $4`,
    [tx.sellerId, importId, column, most],
  );
}

/** Why lines were refused, the most frequent first. */
export async function problemsOf(tx: Tx, importId: string): Promise<{ problem: ImportProblem; n: number; line: number }[]> {
  return tx.query(
    `select (array_agg(p order by l.line))[1] as problem, count(*)::integer as n, min(l.line) as line
       from desk.import_lines l cross join lateral jsonb_array_elements(l.problems) as p
      where l.seller_id = $1 and l.import_id = $2 and l.state = 'refused' group by p ->> 'code', p ->> 'field' order by 2 desc, 3 limit 12`,
    [tx.sellerId, importId],
  );
}

export async function readHabits<Habits>(tx: Tx, kind: ImportKind): Promise<Habits | null> {
  const [row] = await tx.query<{ habits: Habits }>('select habits from desk.import_habits where seller_id = $1 and kind = $2', [
    tx.sellerId,
    kind,
  ]);
  return row?.habits ?? null;
}

export async function writeHabits(tx: Tx, kind: ImportKind, habits: unknown): Promise<void> {
  await tx.query(
    `insert into desk.import_habits (seller_id, kind, habits) values ($1, $2, $3)
     on conflict (seller_id, kind) do update set habits = excluded.habits`,
    [tx.sellerId, kind, JSON.stringify(habits)],
  );
}

/** What was asked back of many orders at once, as far as placing a request needs it. */
export async function historiesOf(tx: Tx, orderIds: readonly string[]): Promise<(UnitHistory & { readonly order_id: string })[]> {
  return tx.query(
    `select i.order_id, i.return_id, i.line_id, i.unit, i.open, i.reason, i.settlement, i.authorisation, i.verdict, i.closed_at, null as repair
       from desk.return_items i where i.seller_id = $1 and i.order_id = any($2::uuid[]) order by i.closed_at nulls last`,
    [tx.sellerId, orderIds],
  );
}
