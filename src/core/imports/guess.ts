/** What a file means, guessed from its own words: which column is which field, which word is which choice, and which way round its dates are. */
import { CHOICE_WORDS, type Field, FIELDS, type ImportKind, plain } from './fields.ts';

/** The heading of the column that our report of refused lines adds; when the mended file comes back, it is nobody's field. */
export const WHY_HEADING = 'Retour';

/** How well a heading fits a field: the same words, our own name for it, or such words within longer ones. 0 where it does not. */
function fit(heading: string, field: Field): number {
  const said = plain(heading);
  if (said === '') return 0;
  if (said === plain(field.name) || said === plain(field.name.replace(/([A-Z])/g, ' $1'))) return 1_000;
  const place = field.headings.indexOf(said);
  // Of two fields that know the same heading, the one that names it earlier means it more.
  if (place >= 0) return 900 - place;
  const within = field.headings.filter((one) => one.length >= 4 && ` ${said} `.includes(` ${one} `));
  return within.length === 0 ? 0 : Math.max(...within.map((one) => Math.round((400 * one.length) / said.length)));
}

/**
 * The field of each column, or null. A field has one column at most; `known` is what this seller said of such headings before, and wins.
 */
export function guessColumns(
  kind: ImportKind,
  headings: readonly string[],
  known: Readonly<Record<string, string | null>> = {},
): (string | null)[] {
  const guessed: (string | null)[] = headings.map(() => null);
  const taken = new Set<string>();
  const settled = new Set<number>();
  for (const [i, heading] of headings.entries()) {
    const before = known[plain(heading)];
    if (before === undefined && plain(heading) !== plain(WHY_HEADING)) continue;
    settled.add(i);
    if (!before || taken.has(before) || !FIELDS[kind].some((field) => field.name === before)) continue;
    guessed[i] = before;
    taken.add(before);
  }
  const pairs = headings
    .flatMap((heading, i) => (settled.has(i) ? [] : FIELDS[kind].map((field) => ({ i, name: field.name, score: fit(heading, field) }))))
    .filter(({ score }) => score > 100)
    .sort((a, b) => b.score - a.score || a.i - b.i);
  for (const { i, name } of pairs) {
    if (guessed[i] !== null || taken.has(name)) continue;
    guessed[i] = name;
    taken.add(name);
  }
  return guessed;
}

/** Which of the field's words a file's word means; null where nobody can tell. */
export function guessChoice(field: Field, said: string): string | null {
  const word = plain(said);
  if (word === '') return null;
  const own = field.choices?.find((choice) => plain(choice) === word);
  if (own) return own;
  const words = Object.entries(CHOICE_WORDS[field.name] ?? {}).filter(([choice]) => field.choices?.includes(choice));
  const same = words.find(([, names]) => names.includes(word));
  if (same) return same[0];
  const within = words
    .flatMap(([choice, names]) => names.map((name) => ({ choice, name })))
    .filter(({ name }) => name.length >= 4 && ` ${word} `.includes(` ${name} `))
    .sort((a, b) => b.name.length - a.name.length);
  return within[0]?.choice ?? null;
}

export const DATE_ORDERS = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** `31/12/2026` can only be day first, `12/31/2026` only month first; where nothing tells, day first, as all of Europe writes. */
export function guessDateOrder(values: readonly string[]): DateOrder {
  const pairs = values.flatMap((value) => {
    const match = /^\s*(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}/.exec(value);
    return match ? [[Number(match[1]), Number(match[2])] as const] : [];
  });
  const monthFirst = pairs.some(([, second]) => second > 12) && !pairs.some(([first]) => first > 12);
  return monthFirst ? 'mdy' : 'dmy';
}
