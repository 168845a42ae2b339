/** What changed between two versions of a policy, row by row: what a person reads before they publish (M1, M9). */
import type { Fact } from './decision.ts';
import { type PolicyDocument, type Question, QUESTIONS, type Row } from './document.ts';

/** The settings beside the tables. Version and day differ always, and say nothing. */
const SETTINGS = ['name', 'agreedGuarantee', 'businessHours', 'abuseCallsFrom'] as const;
export type Setting = (typeof SETTINGS)[number];

export type PolicyChange =
  | {
      readonly question: Question;
      /** Id of the row. */
      readonly row: string;
      /** `changed`: condition, answer, source or reference; `words`: only what is said; `moved`: only its place among the rows that stayed. */
      readonly kind: 'added' | 'removed' | 'changed' | 'moved' | 'words';
      readonly before?: Row<unknown>;
      readonly after?: Row<unknown>;
      /** Places in the table, counted from 0. */
      readonly from?: number;
      readonly to?: number;
    }
  | {
      readonly setting: Setting;
      readonly kind: 'added' | 'removed' | 'changed';
      readonly before?: PolicyDocument[Setting];
      readonly after?: PolicyDocument[Setting];
    };

/** Everything in which `after` differs, in the order of the document: settings first, then the rows of `after`, and those that went. */
export function comparePolicies(before: PolicyDocument, after: PolicyDocument): readonly PolicyChange[] {
  const settings = SETTINGS.flatMap((setting): PolicyChange[] => {
    const [was, is] = [before[setting], after[setting]];
    if (same(was, is)) return [];
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    return [{ setting, kind, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
  return [...settings, ...QUESTIONS.flatMap((question) => compareTables(question, before.tables[question], after.tables[question]))];
}

/** A row is itself by its id, wherever it stands; one that went to another table was removed here and added there. */
function compareTables(question: Question, before: readonly Row<unknown>[], after: readonly Row<unknown>[]): PolicyChange[] {
  const was = new Map(before.map((row, i) => [row.id, { row, i }]));
  const left = new Set(after.map((row) => row.id));
  const stayed = stillInOrder(after.flatMap((row) => was.get(row.id)?.i ?? []));
  const changes: PolicyChange[] = after.flatMap((row, to): PolicyChange[] => {
    const known = was.get(row.id);
    if (!known) return [{ question, row: row.id, kind: 'added', after: row, to }];
    const pair = { question, row: row.id, before: known.row, after: row, from: known.i, to };
    const kinds: PolicyChange[] = [];
    if (!same(rule(known.row), rule(row))) kinds.push({ ...pair, kind: 'changed' });
    else if (!same(known.row.words, row.words)) kinds.push({ ...pair, kind: 'words' });
    if (!stayed.has(known.i)) kinds.push({ ...pair, kind: 'moved' });
    return kinds;
  });
  const gone = before.flatMap((row, from): PolicyChange[] =>
    left.has(row.id) ? [] : [{ question, row: row.id, kind: 'removed', before: row, from }],
  );
  return [...changes, ...gone];
}

/** All of a row but what it says. */
const rule = (row: Row<unknown>): unknown => ({ ...row, words: null });

/**
 * The earlier places of the rows that one need not have touched: the longest run that is still in order. Moving one row over ten is one move,
 * not ten. Of several runs as long, the one that keeps the rows further up.
 */
function stillInOrder(places: readonly number[]): ReadonlySet<number> {
  const best: (readonly number[])[] = [];
  for (const [i, place] of places.entries()) {
    let longest: readonly number[] = [];
    for (let j = 0; j < i; j++) if (places[j]! < place && best[j]!.length > longest.length) longest = best[j]!;
    best.push([...longest, place]);
  }
  return new Set(best.reduce((longest, run) => (run.length > longest.length ? run : longest), []));
}

type Plain = Fact | undefined | readonly unknown[] | object;

/** Whether two pieces of a document say the same: the order of keys does not matter, nor does a key without a value. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, i) => same(part, b[i]));
  const [one, other] = [a as Record<string, Plain>, b as Record<string, Plain>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => same(one[key], other[key]));
}
