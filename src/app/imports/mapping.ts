/** Columns to fields: what was guessed, what a person said, and how one line's cells are read by it. */
import {
  meant,
  readCount,
  readCountry,
  readCurrency,
  readDate,
  readEmail,
  readImei,
  readMoney,
  readNumber,
  sheetProblem,
  type Read,
} from '../../core/imports/cells.ts';
import { type Field, FIELDS, type ImportKind, plain } from '../../core/imports/fields.ts';
import { type DateOrder, guessChoice } from '../../core/imports/guess.ts';
import type { ImportProblem } from '../../core/imports/words.ts';
import type { Money } from '../../core/money.ts';

export type ImportMapping = {
  /** By column: a field's name, or null where nobody wants it. */
  readonly columns: readonly (string | null)[];
  /** By field: one value for the whole file, where no column brings it. */
  readonly whole: Readonly<Record<string, string>>;
  /** By field, by the file's word as `plain` makes it: our word. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dates: DateOrder;
};

/** What a seller said of a kind of file before; by heading and by word, as `plain` makes them. */
export type ImportHabits = {
  readonly headings: Readonly<Record<string, string | null>>;
  readonly whole: Readonly<Record<string, string>>;
  readonly words: ImportMapping['words'];
};
export const NO_HABITS: ImportHabits = { headings: {}, whole: {}, words: {} };

export function habitsAfter(before: ImportHabits, headings: readonly string[], mapping: ImportMapping): ImportHabits {
  const said = Object.fromEntries(headings.map((heading, i) => [plain(heading), mapping.columns[i] ?? null]));
  const words: Record<string, Readonly<Record<string, string>>> = { ...before.words };
  for (const [field, pairs] of Object.entries(mapping.words)) words[field] = { ...words[field], ...pairs };
  return { headings: { ...before.headings, ...said }, whole: { ...before.whole, ...mapping.whole }, words };
}

/** Fields without which no line could come in. */
export const missingFields = (kind: ImportKind, { columns, whole }: ImportMapping): readonly string[] =>
  FIELDS[kind].filter(({ name, required }) => required && !columns.includes(name) && !whole[name]).map(({ name }) => name);

/** A line's values by field, each as its type has it. */
export type LineValues = Readonly<Record<string, string | number | Money | undefined>>;
export type ReadLine = { readonly values: LineValues; readonly problems: readonly ImportProblem[] };
/** What reading must know of the seller. */
export type Reading = { readonly zone: string; readonly now: string; readonly currency: string };

export function readLine(
  kind: ImportKind,
  headings: readonly string[],
  mapping: ImportMapping,
  cells: readonly string[],
  reading: Reading,
): ReadLine {
  const values: Record<string, string | number | Money> = {};
  const problems: ImportProblem[] = [];
  if (cells.slice(headings.length).some((cell) => cell.trim() !== '')) problems.push({ code: 'too_many_cells' });
  const given = new Map<Field, { readonly text: string; readonly heading?: string }>();
  for (const field of FIELDS[kind]) {
    const column = mapping.columns.indexOf(field.name);
    const cell = column < 0 ? '' : meant(cells[column] ?? '');
    // An empty cell of a column is what the whole file says, where it says something.
    const text = cell === '' ? (mapping.whole[field.name] ?? '') : cell;
    given.set(field, { text, ...(column >= 0 && { heading: headings[column]! }) });
  }
  const currency = [...given].find(([{ name }]) => name === 'currency')?.[1].text;
  const spoken = currency ? readCurrency(currency) : null;
  const money = spoken?.ok ? spoken.value : reading.currency;
  for (const [field, { text, heading }] of given) {
    const at = { field: field.name, ...(heading !== undefined && { heading }) };
    if (text === '') {
      if (field.required) problems.push({ code: 'missing', ...at });
      continue;
    }
    if (text.length > (field.most ?? 200) && field.type !== 'count') {
      problems.push({ code: 'too_long', ...at, value: text });
      continue;
    }
    const broken = sheetProblem(text);
    const read = broken ? ({ ok: false, problem: broken } as const) : readCell(field, text, mapping, { ...reading, currency: money });
    if (read.ok) values[field.name] = read.value;
    else problems.push({ code: read.problem, ...at, value: text });
  }
  return { values, problems };
}

function readCell(field: Field, text: string, mapping: ImportMapping, reading: Reading): Read<string | number | Money> {
  switch (field.type) {
    case 'text':
      // An order's number is a number to a spreadsheet too.
      return field.name === 'note' || field.name === 'title' ? { ok: true, value: text } : readNumber(text);
    case 'number':
      return readNumber(text);
    case 'imei':
      return readImei(text);
    case 'money':
      return readMoney(text, reading.currency);
    case 'count':
      return readCount(text, field.most ?? 999);
    case 'date':
      return readDate(text, { order: mapping.dates, zone: reading.zone, now: reading.now });
    case 'country':
      return readCountry(text);
    case 'currency':
      return readCurrency(text);
    case 'email':
      return readEmail(text);
    case 'choice': {
      const choice = choiceOf(field, text, mapping.words[field.name] ?? {});
      return choice === null ? { ok: false, problem: 'unknown_word' } : { ok: true, value: choice };
    }
  }
}

/** What a word of the file stands for: as a person said, else as it can be guessed, else itself where the field is open. */
export function choiceOf(field: Field, text: string, words: Readonly<Record<string, string>>): string | null {
  const said = words[plain(text)];
  if (said !== undefined && (field.open || field.choices?.includes(said))) return said;
  return guessChoice(field, text) ?? (field.open ? text.toLowerCase() : null);
}
