/**
 * When a channel pays, for what, how much it should be, and how that compares with what it states (M33). Days are local dates of the channel's
 * zone. An amount above zero is the seller's, below zero the channel takes it.
 */
import { addDays, weekdayOf } from '../calendar.ts';
import type { PayoutCalendar } from './terms.ts';

/** The first payout day on or after a date. */
export function payoutDayFrom({ on }: PayoutCalendar, date: string): string {
  if ('weekday' in on) return addDays(date, (on.weekday - weekdayOf(date) + 7) % 7);
  let day = date;
  while (!on.daysOfMonth.includes(Number(day.slice(8)))) day = addDays(day, 1);
  return day;
}

/** The last payout day before a date. */
export function payoutDayBefore({ on }: PayoutCalendar, date: string): string {
  let day = addDays(date, -1);
  while ('weekday' in on ? weekdayOf(day) !== on.weekday : !on.daysOfMonth.includes(Number(day.slice(8)))) day = addDays(day, -1);
  return day;
}

/**
 * The day on which something of this date is paid out: Back Market pays on the 6th, 16th and 26th for what was shipped in the ten-day period
 * that ended ten days before. The 16th pays the days up to the 6th.
 */
export const paidOn = (calendar: PayoutCalendar, date: string): string => payoutDayFrom(calendar, addDays(date, calendar.lagDays));

/** First and last day that a payout is for. Every day belongs to exactly one payout, however long the month. */
export function periodOf(calendar: PayoutCalendar, paysOn: string): { readonly from: string; readonly to: string } {
  const before = payoutDayBefore(calendar, paysOn);
  return { from: addDays(before, 1 - calendar.lagDays), to: addDays(paysOn, -calendar.lagDays) };
}

/** What a line of a statement, or a journal, is about. */
export const LINE_KINDS = [
  'order',
  'commission',
  'refund',
  'commission_returned',
  'monthly_fee',
  'retainer_held',
  'retainer_released',
  'carried',
  'other',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];
export const isLineKind = (text: string): text is LineKind => (LINE_KINDS as readonly string[]).includes(text);

/** The name under which a line or a journal about an order, or about a month or payout day, is compared. */
export const aboutKey = (kind: LineKind, about: string): string => `${kind}:${about}`;

/** How a journal is called in a statement; null for what no statement tells of (the payout itself, a difference). */
export function lineKindOf(what: string): LineKind | null {
  const base = what.replace(/_reversed$/, '');
  if (base === 'sale') return 'order';
  // The channel knows of no gestures: it paid the buyer back.
  if (base === 'gesture') return 'refund';
  // Paid to the buyer from the seller's own account instead: the two undo each other, and no statement tells of either.
  if (base === 'bank_refund') return 'refund';
  // A bank pulls a chargeback in one sum: what of it was the buyer's refund and what a loss, only these books tell apart.
  if (base === 'chargeback_loss') return 'refund';
  // What a claim brings in comes as a line of its own.
  if (base.startsWith('claim')) return 'other';
  return isLineKind(base) && base !== 'order' && base !== 'carried' && base !== 'other' ? base : null;
}

/** One posting on the channel's account that a payout should show. */
export type Expected = {
  readonly journalId: string;
  readonly kind: LineKind;
  /** Kind and whom it is about: `order:<order id>`, `monthly_fee:2026-11`, `retainer_held:2026-11-16`. */
  readonly key: string;
  readonly orderId: string | null;
  readonly minor: number;
  readonly paysOn: string;
};

/** What a payout should be, by kind. Below zero nothing is paid, and the channel takes it from the next one. */
export function expectedPayout(entries: readonly Pick<Expected, 'kind' | 'minor'>[], carriedIn: number) {
  const byKind = Object.fromEntries(LINE_KINDS.map((kind) => [kind, 0])) as Record<LineKind, number>;
  for (const { kind, minor } of entries) byKind[kind] += minor;
  const sum = carriedIn + Object.values(byKind).reduce((total, minor) => total + minor, 0);
  return { byKind, carriedIn, pays: Math.max(0, sum), carriedOut: Math.min(0, sum) };
}

/** Payout after payout, each with what the one before could not take. The payouts and what is left over at the end are the entries, to the cent. */
export function expectedPayouts(
  entries: readonly Expected[],
): { readonly paysOn: string; readonly payout: ReturnType<typeof expectedPayout> }[] {
  let carried = 0;
  return [...Map.groupBy(entries, (entry) => entry.paysOn)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([paysOn, own]) => {
      const payout = expectedPayout(own, carried);
      carried = payout.carriedOut;
      return { paysOn, payout };
    });
}

/** All lines of one statement of one name, added up. */
export type Stated = {
  readonly payoutId: string;
  readonly paysOn: string;
  readonly key: string;
  readonly kind: LineKind;
  readonly orderId: string | null;
  readonly minor: number;
};

export type Match = {
  readonly payoutId: string;
  readonly key: string;
  readonly kind: LineKind;
  readonly orderId: string | null;
  /**
   * `difference`: both know it, with other amounts. `unknown`: the statement names what the books do not (or what was paid before).
   * `missing`: the books know it, no statement does.
   */
  readonly state: 'matched' | 'difference' | 'unknown' | 'missing';
  readonly stated: number;
  readonly expected: number;
  readonly journalIds: readonly string[];
};

/**
 * Compares what the channel stated with the books, by name. A posting is looked for in the payout of its day; where that one does not name it,
 * in the next one that does (paid late), else in the last one before (the channel was faster than we heard). The answer hangs on the sets
 * alone: in which order statements came in makes no difference.
 * @param payouts those that can still be reconciled
 * @param closed payout days that are done with: what should have been in one of them is looked for in the next
 */
export function reconcile(
  expected: readonly Expected[],
  stated: readonly Stated[],
  payouts: readonly { readonly id: string; readonly paysOn: string }[],
  closed: readonly string[] = [],
): Match[] {
  const inTurn = payouts.toSorted((a, b) => (a.paysOn < b.paysOn ? -1 : 1));
  const matches: Match[] = [];
  const lines = Map.groupBy(stated, (line) => line.key);
  const books = Map.groupBy(expected, (entry) => entry.key);
  for (const key of [...new Set([...lines.keys(), ...books.keys()])].sort()) {
    const named = (lines.get(key) ?? []).toSorted(byDay);
    const missing = new Map<string, Expected[]>();
    const found = new Map<string, Expected[]>();
    for (const entry of (books.get(key) ?? []).toSorted((a, b) => (a.journalId < b.journalId ? -1 : 1))) {
      const payout =
        named.find((line) => line.paysOn === entry.paysOn) ??
        named.find((line) => line.paysOn > entry.paysOn) ??
        named.findLast((line) => line.paysOn < entry.paysOn);
      const own = inTurn.find(({ paysOn }) => (closed.includes(entry.paysOn) ? paysOn > entry.paysOn : paysOn === entry.paysOn));
      if (payout) put(found, payout.payoutId, entry);
      else if (own) put(missing, own.id, entry);
    }
    for (const line of named) matches.push(match(line, found.get(line.payoutId) ?? []));
    for (const [payoutId, entries] of missing) {
      const { kind, orderId } = entries[0]!;
      const absent = match({ payoutId, key, kind, orderId, minor: 0 }, entries);
      matches.push(absent.expected === 0 ? absent : { ...absent, state: 'missing' });
    }
  }
  return matches;
}

const byDay = (a: Stated, b: Stated) => (a.paysOn === b.paysOn ? (a.payoutId < b.payoutId ? -1 : 1) : a.paysOn < b.paysOn ? -1 : 1);

function put<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function match({ payoutId, key, kind, orderId, minor }: Omit<Stated, 'paysOn'>, entries: readonly Expected[]): Match {
  const expected = entries.reduce((total, entry) => total + entry.minor, 0);
  const state = entries.length === 0 && minor !== 0 ? 'unknown' : expected === minor ? 'matched' : 'difference';
  return { payoutId, key, kind, orderId, state, stated: minor, expected, journalIds: entries.map((entry) => entry.journalId) };
}
