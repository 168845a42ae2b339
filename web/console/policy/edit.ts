/** What an editor does to a policy document: every act makes a new document and leaves the old one as it was, so undoing is keeping. */
import {
  factsOf,
  type FactName,
  type PolicyDocument,
  type PolicyTables,
  type Question,
  QUESTIONS,
  type Row,
  type Words,
} from '../../../src/core/policy/document.ts';

/** A row of any table. Which answer it holds hangs on the table that it stands in. */
export type AnyRow = Row<AnyAnswer>;
export type AnyAnswer = PolicyTables[Question][number]['answer'];
export type AnswerOf<Q extends Question> = PolicyTables[Q][number]['answer'];

/** A file that was imported may lack tables: that is told as a problem, and is no reason to show nothing. */
export const rowsOf = (document: PolicyDocument, question: Question): readonly AnyRow[] => {
  const rows: unknown = document.tables?.[question];
  return Array.isArray(rows) ? rows.filter((row) => typeof row === 'object' && row !== null && typeof row.id === 'string') : [];
};

export const withRows = (document: PolicyDocument, question: Question, rows: readonly AnyRow[]): PolicyDocument => ({
  ...document,
  tables: { ...document.tables, [question]: rows },
});

/** The table that a row stands in; null where the document has no such row (any more). */
export const questionOf = (document: PolicyDocument, id: string): Question | null =>
  QUESTIONS.find((question) => rowsOf(document, question).some((row) => row.id === id)) ?? null;

export const changeRow = (document: PolicyDocument, question: Question, id: string, to: AnyRow): PolicyDocument =>
  withRows(
    document,
    question,
    rowsOf(document, question).map((row) => (row.id === id ? to : row)),
  );

export const removeRow = (document: PolicyDocument, question: Question, id: string): PolicyDocument =>
  withRows(
    document,
    question,
    rowsOf(document, question).filter((row) => row.id !== id),
  );

export function moveRow(document: PolicyDocument, question: Question, id: string, to: number): PolicyDocument {
  const rows = rowsOf(document, question);
  const at = rows.findIndex((row) => row.id === id);
  const moved = rows[at];
  if (!moved || to < 0 || to >= rows.length || to === at) return document;
  return withRows(document, question, rows.toSpliced(at, 1).toSpliced(to, 0, moved));
}

/** Right before `before`, at the end where that is no row. */
export function insertRow(document: PolicyDocument, question: Question, row: AnyRow, before: number): PolicyDocument {
  return withRows(document, question, rowsOf(document, question).toSpliced(before, 0, row));
}

/** A name that no row of the document has yet: findings cite it, so it is unique in the whole of it. */
export function freshId(document: PolicyDocument, wanted: string): string {
  const taken = new Set(QUESTIONS.flatMap((question) => rowsOf(document, question).map((row) => row.id)));
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.has(`${wanted}_${n}`)) return `${wanted}_${n}`;
}

export function duplicateRow(document: PolicyDocument, question: Question, id: string): { document: PolicyDocument; id: string } {
  const rows = rowsOf(document, question);
  const at = rows.findIndex((row) => row.id === id);
  const copy = { ...rows[at]!, id: freshId(document, id.replace(/_\d+$/, '')) };
  return { document: insertRow(document, question, copy, at + 1), id: copy.id };
}

/** What a new row answers until somebody says otherwise: the usual thing of its table. */
export const FIRST_ANSWERS: { readonly [Q in Question]: AnswerOf<Q> } = {
  window: { days: 30, endsOn: 'any_day' },
  warranty: { months: 12 },
  exclusions: { excluded: true },
  productState: { requires: ['complete', 'undamaged'] },
  returnShipping: { paidBy: 'seller', label: 'prepaid' },
  resolutions: { offer: ['refund'] },
  refund: { method: 'original_payment', days: 5, items: 'unit', shipping: 'share' },
  deductions: { percent: 10, for: 'wear' },
  evidence: { photos: 1 },
  instructions: { topic: 'packaging' },
  review: { signal: 'judgement' },
  deadlines: { kind: 'first_answer', after: { duration: 'PT24H' }, from: 'request', source: 'own' },
};

/**
 * A new row stands where it can be heard: above the first row without a condition, which would answer before it. In tables where every row
 * speaks the place does not matter.
 */
export function placeForNew(rows: readonly AnyRow[]): number {
  const always = rows.findIndex((row) => row.when === undefined);
  return always < 0 ? rows.length : always;
}

export function addRow(
  document: PolicyDocument,
  question: Question,
  words: Words,
  reference: string,
): { document: PolicyDocument; id: string } {
  const id = freshId(document, `${question === 'returnShipping' ? 'shipping' : question}.row`);
  const row: AnyRow = { id, answer: FIRST_ANSWERS[question], reference, words };
  return { document: insertRow(document, question, row, placeForNew(rowsOf(document, question))), id };
}

/** Facts that the words of a row may name, as the findings of its table carry them. */
const TOLD: Partial<Record<Question, readonly string[]>> = {
  window: ['days', 'until'],
  warranty: ['months', 'until'],
  review: ['photosAsked'],
};

export const fieldsOf = (question: Question, row: AnyRow): readonly (string | FactName)[] => [
  ...new Set([...(TOLD[question] ?? []), ...factsOf(row.when)]),
];
