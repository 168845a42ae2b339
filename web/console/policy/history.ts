/** Undo and redo, as a value: what was, what is, what was taken back. */

/** How long changes of one kind count as one, in ms: a word that is typed is undone as a word, not letter by letter. */
const ONE_ACT_MS = 1500;
/** Enough for an afternoon; a document is some 50 kB and its parts are shared. */
const DEPTH = 200;

export type History<T> = {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  /** What the last change was about, and when: the next of the same kind joins it. */
  readonly last?: { readonly about: string; readonly at: number };
};

export const historyOf = <T>(now: T): History<T> => ({ past: [], now, future: [] });

/** `about` names what is changed, such as `row window.days answer`; changes without it stand alone. */
export function did<T>(history: History<T>, next: T, at: number, about?: string): History<T> {
  if (next === history.now) return history;
  const joins = about !== undefined && history.last?.about === about && at - history.last.at < ONE_ACT_MS && history.past.length > 0;
  return {
    past: joins ? history.past : [...history.past, history.now].slice(-DEPTH),
    now: next,
    future: [],
    ...(about === undefined ? {} : { last: { about, at } }),
  };
}

export function undo<T>({ past, now, future }: History<T>): History<T> {
  const before = past.at(-1);
  return before === undefined ? { past, now, future } : { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

export function redo<T>({ past, now, future }: History<T>): History<T> {
  const [next, ...rest] = future;
  return next === undefined ? { past, now, future } : { past: [...past, now], now: next, future: rest };
}
