/**
 * A draft tried on the past (M9): two answers to one case are compared, and what differs is added up. Adding up knows no order and no
 * grouping, so that several workers may each fold a part: the parts merge to the same sums.
 */
import { addDuration, addWorkingDays, type HolidayCalendar, msOf, zoneOf } from '../calendar.ts';
import { addBusinessHours } from '../clocks/business-hours.ts';
import type { ClockTarget } from '../clocks/clocks.ts';
import type { Currency, Money } from '../money.ts';
import type { Resolution } from '../return/model.ts';
import type { Deadline, DeadlineKind, Decision, Outcome } from './decision.ts';

/** An answer as far as it is known: of a case from before Retour nobody may know what it cost. */
export type Answer = {
  readonly outcome: Outcome;
  /** What may be chosen, the preferred one first. */
  readonly offers?: readonly Resolution[];
  /** What was done, where that is all that is known: another answer agrees if it offers as much. */
  readonly gave?: readonly Resolution[];
  /** What a refund comes to. */
  readonly refund?: Money;
  readonly wayBack?: { readonly paidBy: 'seller' | 'buyer'; readonly label?: 'prepaid' | 'own' };
  /** Whether a prepaid label is the seller's to pay, once nobody stands against the return. */
  readonly label?: boolean;
  readonly deadlines?: readonly Pick<Deadline, 'kind' | 'dueAt'>[];
  readonly spans?: Spans;
};

/** How long the deadlines run that have not started: worked out only where two answers may differ in it, that is, not `of` the same. */
export type Spans = { readonly of: string; targets(): readonly ClockTarget[] };

export const CHANGES = ['outcome', 'refund', 'returnShipping', 'resolutions', 'deadlines'] as const;
export type Change = (typeof CHANGES)[number];

/** Where and when a case was asked: what clocks are compared by. */
export type Asked = { readonly at: string; readonly country: string; readonly holidays: (country: string) => HolidayCalendar };

export function answerOf(decision: Decision, spans: Spans): Answer {
  const { outcome, resolutions, refund, returnShipping, next, deadlines } = decision;
  return {
    outcome,
    offers: resolutions,
    refund: refund.total,
    wayBack: returnShipping,
    // Where nothing comes back nobody prints a label, whoever would pay for it.
    label: returnShipping.label === 'prepaid' && outcome !== 'reject' && next !== 'refund_without_return',
    deadlines,
    spans,
  };
}

/** What two answers differ in, in the order of {@link CHANGES}. What one of them does not know is no difference. */
export const changesBetween = (before: Answer, after: Answer, asked: Asked): readonly Change[] => differences(before, after, asked).changed;

function differences(before: Answer, after: Answer, asked: Asked): Pick<Compared, 'changed' | 'moves'> {
  const changed: Change[] = [];
  if (before.outcome !== after.outcome) changed.push('outcome');
  if (before.refund && after.refund && before.refund.minor !== after.refund.minor) changed.push('refund');
  const [was, is] = [before.wayBack, after.wayBack];
  if (differ(was?.paidBy, is?.paidBy) || differ(was?.label, is?.label)) changed.push('returnShipping');
  if (before.offers && after.offers ? !sameList(before.offers, after.offers) : !offersAsMuch(before, after)) changed.push('resolutions');
  const moves = movedDeadlines(before, after, asked);
  if (moves.length > 0) changed.push('deadlines');
  return { changed, moves };
}

const differ = (a: unknown, b: unknown): boolean => a !== undefined && b !== undefined && a !== b;
const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((one, i) => one === b[i]);
/** Who was refused was given nothing, and what was given then is not held against an answer that refuses: the outcome says it. */
const offersAsMuch = ({ gave, outcome }: Answer, after: Answer): boolean =>
  !gave || !after.offers || outcome === 'reject' || after.outcome === 'reject' || gave.every((one) => after.offers!.includes(one));

export type Move = { readonly kind: DeadlineKind; readonly how: 'earlier' | 'later' | 'added' | 'removed' };

/** Deadlines that moved. Those that have not started are compared as if they did when the buyer asked; one of each is not compared: the outcome says it. */
function movedDeadlines(before: Answer, after: Answer, asked: Asked): readonly Move[] {
  if (!before.deadlines || !after.deadlines) return NONE;
  let moves: Move[] | undefined;
  const moved = (kind: DeadlineKind, how: Move['how']) => void (moves ??= []).push({ kind, how });
  for (const { kind, dueAt } of before.deadlines) {
    const now = after.deadlines.find((one) => one.kind === kind);
    if (!now) moved(kind, 'removed');
    else if (dueAt === undefined && now.dueAt === undefined) {
      if (!before.spans || !after.spans || before.spans.of === after.spans.of) continue;
      const [was, is] = [spanOf(before.spans, kind, asked), spanOf(after.spans, kind, asked)];
      if (was !== undefined && is !== undefined && was !== is) moved(kind, is < was ? 'earlier' : 'later');
    } else if (dueAt !== undefined && now.dueAt !== undefined && dueAt !== now.dueAt) {
      const [was, is] = [msOf(dueAt), msOf(now.dueAt)];
      if (was !== is) moved(kind, is < was ? 'earlier' : 'later');
    }
  }
  for (const { kind } of after.deadlines) if (!before.deadlines.some((old) => old.kind === kind)) moved(kind, 'added');
  return moves ?? NONE;
}
const NONE: readonly Move[] = [];

/** When the clock would end that started when the buyer asked, in ms; none where the answer tells of no length. */
function spanOf(spans: Spans, kind: DeadlineKind, { at, country, holidays }: Asked): number | undefined {
  const after = spans.targets().find((one) => one.kind === kind)?.after;
  if (!after) return undefined;
  if ('dueAt' in after) return msOf(after.dueAt);
  if ('duration' in after) return msOf(addDuration(at, after.duration, zoneOf(country)));
  if ('workingDays' in after) return msOf(addWorkingDays(at, after.workingDays, holidays(after.country), zoneOf(after.country)));
  return msOf(addBusinessHours(at, after.businessHours, after.of, holidays));
}

/** A case beside itself: as it was answered, and as the draft would. */
export type Compared = {
  /** Nothing: the draft answers the same, or differs only as the version of then does when it is asked today. */
  readonly changed: readonly Change[];
  /** `approve>review`; of the same outcome twice where it is something else that changed. */
  readonly kind: string;
  /** The draft answers otherwise, and so does the version that decided when it is asked today: law data or the program changed since. */
  readonly drifted: boolean;
  readonly before: Answer;
  readonly after: Answer;
  readonly moves: readonly Move[];
};

/**
 * Like with like: `before` is the answer that was given. `replay` asks what the version of then answers today (null where none decided); it is
 * asked only where the draft answers otherwise. Where the draft answers just as that does, the difference is not the draft's.
 */
export function compareAnswers(before: Answer, after: Answer, replay: (() => Answer) | null, asked: Asked): Compared {
  const kind = `${before.outcome}>${after.outcome}`;
  const { changed, moves } = differences(before, after, asked);
  if (changed.length === 0) return { changed, kind, drifted: false, before, after: before, moves: NONE };
  const replayed = replay?.();
  const drifted = replayed !== undefined && changesBetween(before, replayed, asked).length > 0;
  if (drifted && changesBetween(replayed, after, asked).length === 0)
    return { changed: [], kind, drifted, before, after: before, moves: NONE };
  return { changed, kind, drifted, before, after, moves };
}

type Pair = { before: number; after: number };

/** Sums over cases. Plain JSON: it travels between threads and is stored. */
export type Tally = {
  cases: number;
  changed: number;
  /** Cases that the draft answers otherwise, and the version of then as well when it is asked today. */
  drifted: number;
  /** Cases whose stored facts can't be decided on any more. */
  unreadable: number;
  /** Changed cases by outcome then and with the draft: they add up to `changed`. */
  readonly byChange: Record<string, number>;
  /** What refunds come to by currency, minor units: over all cases of which it is known, and over those where a refund is offered first. */
  readonly refund: Record<Currency, Pair>;
  readonly refundFirst: Record<Currency, Pair>;
  /** Prepaid labels that the seller pays. */
  readonly labels: Pair;
  /** Cases that wait for a person. */
  readonly people: Pair;
  readonly deadlines: Partial<Record<DeadlineKind, Record<Move['how'], number>>>;
};

export const emptyTally = (): Tally => ({
  cases: 0,
  changed: 0,
  drifted: 0,
  unreadable: 0,
  byChange: {},
  refund: {},
  refundFirst: {},
  labels: { before: 0, after: 0 },
  people: { before: 0, after: 0 },
  deadlines: {},
});

/** Adds a case to the tally, which it changes: a hundred thousand of them are added one by one. */
export function countCase(tally: Tally, { changed, kind, drifted, before, after, moves }: Compared): void {
  tally.cases += 1;
  if (drifted) tally.drifted += 1;
  if (changed.length > 0) {
    tally.changed += 1;
    tally.byChange[kind] = (tally.byChange[kind] ?? 0) + 1;
  }
  if (before.refund && after.refund && before.refund.currency === after.refund.currency) {
    addPair((tally.refund[before.refund.currency] ??= { before: 0, after: 0 }), before.refund.minor, after.refund.minor);
    if (before.offers && after.offers) {
      const first = (answer: Answer) => (answer.offers?.[0] === 'refund' ? (answer.refund?.minor ?? 0) : 0);
      addPair((tally.refundFirst[before.refund.currency] ??= { before: 0, after: 0 }), first(before), first(after));
    }
  }
  if (before.label !== undefined && after.label !== undefined) addPair(tally.labels, Number(before.label), Number(after.label));
  addPair(tally.people, Number(before.outcome === 'review'), Number(after.outcome === 'review'));
  for (const { kind: deadline, how } of moves) {
    (tally.deadlines[deadline] ??= { earlier: 0, later: 0, added: 0, removed: 0 })[how] += 1;
  }
}

/** Adds `part` to `whole`, which it changes. */
export function mergeTally(whole: Tally, part: Tally): void {
  for (const name of ['cases', 'changed', 'drifted', 'unreadable'] as const) whole[name] += part[name];
  for (const [kind, n] of Object.entries(part.byChange)) whole.byChange[kind] = (whole.byChange[kind] ?? 0) + n;
  for (const name of ['refund', 'refundFirst'] as const)
    for (const [currency, pair] of Object.entries(part[name]))
      addPair((whole[name][currency] ??= { before: 0, after: 0 }), pair.before, pair.after);
  for (const name of ['labels', 'people'] as const) addPair(whole[name], part[name].before, part[name].after);
  for (const [kind, moved] of Object.entries(part.deadlines)) {
    const into = (whole.deadlines[kind as DeadlineKind] ??= { earlier: 0, later: 0, added: 0, removed: 0 });
    for (const how of ['earlier', 'later', 'added', 'removed'] as const) into[how] += moved[how];
  }
}

function addPair(pair: Pair, before: number, after: number): void {
  pair.before += before;
  pair.after += after;
}
