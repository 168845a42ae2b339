/**
 * The promises about time (M15, M30). Nothing is stored but when things happened and what was promised: a clock is derived from both, so a
 * late or reordered event can never lose one, and a start that turns out to be wrong corrects its clock by itself.
 *
 * A clock that starts anew (a second question, a second approval, the next scan of a parcel) is a new run with a breach and a ladder of its
 * own. A clock of the policy's or our own may stand still (`CLOCK_RULES`); a channel's or the law's never does.
 */
import {
  addDuration,
  addSignedDuration,
  addWorkingDays,
  type HolidayCalendar,
  isoOf,
  msOf,
  noHolidays,
  type Span,
  zoneOf,
} from '../calendar.ts';
import { addBusinessHours, type BusinessHours } from './business-hours.ts';
import type { DeadlineKind } from '../policy/decision.ts';
import type { LadderStep } from '../policy/document.ts';
import type { Return, ReturnItem } from '../return/model.ts';
import { isBack, isOpen } from '../return/refusals.ts';
import { CLOCK_RULES, type PauseReason } from './rules.ts';

/** A promise about time that a decision made: the clock starts when its start event happens. */
export type ClockTarget = {
  readonly kind: DeadlineKind;
  /**
   * ISO 8601 duration (`PT24H`, `P5D`) in plain time, working days of a country's calendar, hours in which the team works (the hours of the day
   * on which it was promised), or an instant that is fixed already; a run that begins after it
   * lasts `again`, or as long as the law gives a buyer to send goods (Dir. 2011/83/EU Art. 14(1)).
   */
  readonly after:
    | { readonly duration: string }
    | { readonly workingDays: number; readonly country: string }
    | { readonly businessHours: number; readonly of: BusinessHours }
    | { readonly dueAt: string; readonly again?: string };
  /** Absent: the ladder of the kind. */
  readonly ladder?: readonly LadderStep[];
  readonly source: ClockSource;
  /** The article, page or row that makes the promise. */
  readonly reference?: string;
  /** Approving is what the law counts from: the agreement that the buyer gets the money (UK Consumer Rights Act 2015 s. 20(15)). */
  readonly agreedByApproval?: true;
};
export type ClockSource = 'law' | 'channel' | 'policy' | 'own';

/** `breached` stays, also when it was met late. `stopped`: nobody waits for it any more. */
export type ClockState = 'running' | 'met' | 'breached' | 'stopped';

/** What a breach does, beside being on the record: the strongest step of the ladder at the due time. */
export type OnBreach = 'tell_the_team' | 'expire' | 'refund_in_full' | 'look_for_the_parcel';

/** The clocks of a return; `ship` and `deliver` run on orders, `dispute_answer` on disputes, `follow_up` on unhappy answers. */
export const RETURN_CLOCKS = [
  'first_answer',
  'decision',
  'buyer_answer',
  'label',
  'send_back',
  'tracking_stalled',
  'resolve',
  'auto_refund',
  'remedy',
  'rejection_refund',
  'withdrawal_refund',
] as const satisfies readonly DeadlineKind[];
export type ReturnClockKind = (typeof RETURN_CLOCKS)[number];

/** A time in which a case stood still for a reason; without `until` it still does. */
export type Pause = { readonly why: PauseReason; readonly from: string; readonly until?: string };

/** A breach on the record. `corrected`: what we learnt later shows that the time had not run out. */
export type Breach = {
  readonly kind: DeadlineKind;
  /** The run that it belongs to. */
  readonly startedAt: string;
  readonly dueAt: string;
  /** When it was put on the record. */
  readonly at: string;
  readonly corrected?: true;
};

/** A step of a ladder that was taken, once and for all in its run. */
export type Escalation = { readonly kind: DeadlineKind; readonly startedAt: string } & LadderStep;

/** A step of the ladder in time. */
export type ClockStep = LadderStep & { readonly when: string; readonly done: boolean };

export type Clock<K extends DeadlineKind = ReturnClockKind> = {
  readonly kind: K;
  /** The milestone that started it. */
  readonly startedBy: string;
  readonly startedAt: string;
  readonly source: ClockSource;
  readonly reference?: string;
  /** The zone whose wall it is read from. */
  readonly zone: string;
  /** While it stands still: when it would be due if it went on at once. */
  readonly dueAt: string;
  /** When it is time to hurry: a quarter of the time before the end, at most a day. */
  readonly warnAt: string;
  readonly state: ClockState;
  /** Since when it stands still. */
  readonly pausedAt?: string;
  readonly metAt?: string;
  /** When its breach was put on the record. */
  readonly breachedAt?: string;
  /** A breach of it is on the record that turned out to be none. */
  readonly corrected?: true;
  readonly onBreach: OnBreach;
  /** The ladder, in order of time. */
  readonly steps: readonly ClockStep[];
  /** When something is to be done next: a step, or the breach. Null: nothing, or not while it stands still. */
  readonly nextAt: string | null;
};

/** Public holidays by country; `app/holidays.ts` knows them. */
export type Holidays = (country: string) => HolidayCalendar;

/** All that a clock is made of, beside the promise: what happened so far in the matter that it watches. */
export type Course = {
  readonly startedBy: string;
  readonly startedAt: string;
  readonly metAt?: string;
  /** Whether anybody still waits for it. */
  readonly awaited: boolean;
  /** Its starts are runs of their own, not corrections of one another. */
  readonly renews?: true;
  /** Whose days are counted. */
  readonly country: string;
  readonly pauses?: readonly Pause[];
  readonly breaches?: readonly Breach[];
  readonly escalations?: readonly Escalation[];
  /** Whether the act of the kind is one that this case allows. */
  readonly mayAct?: boolean;
};

/** The clock that runs on it: where several promises were made about the same thing, the earliest counts. Null where none was made. */
export function clockOn<K extends DeadlineKind>(
  kind: K,
  course: Course,
  promised: readonly ClockTarget[],
  holidays: Holidays = noHolidays,
): Clock<K> | null {
  const first = earliestOf(kind, course, promised, holidays);
  if (first === null) return null;
  const { target, dueAt, pausedAt } = first;
  const { startedAt, metAt } = course;
  const zone = zoneOfTarget(target, course.country);
  const [start, due] = [msOf(startedAt), msOf(dueAt)];
  const warnAt = isoOf(due - Math.min(DAY, Math.floor(Math.max(0, due - start) / 4)));
  const mine = ofRun(course, kind, course.breaches);
  const breach = mine.findLast(({ corrected }) => !corrected);
  // What is met while it stands still is met in time, however long it has stood.
  const state = stateOf(breach, metAt, pausedAt === undefined ? due : Number.POSITIVE_INFINITY, course.awaited);
  const taken = ofRun(course, kind, course.escalations);
  const steps = ladderOf(kind, target)
    .map((step): ClockStep & { readonly ms: number } => {
      const when = step.at === 'PT0S' ? dueAt : addSignedDuration(dueAt, step.at, zone);
      const ms = msOf(when);
      const done = taken.some((one) => one.at === step.at && one.do === step.do);
      // Nothing is done to anybody before the time is over. A reminder that would come before the clock began comes when it is time to hurry.
      if (step.do === 'act' && ms < due) return { ...step, when: dueAt, ms: due, done };
      return ms > start ? { ...step, when, ms, done } : { ...step, when: warnAt, ms: msOf(warnAt), done };
    })
    .sort((a, b) => a.ms - b.ms || RANK[a.do] - RANK[b.do]);
  const live = course.awaited && metAt === undefined && (state === 'running' || state === 'breached');
  const paused = live && state === 'running' && pausedAt !== undefined;
  const next = Math.min(breach ? Number.POSITIVE_INFINITY : due, steps.find(({ done }) => !done)?.ms ?? Number.POSITIVE_INFINITY);
  return {
    kind,
    startedBy: course.startedBy,
    startedAt,
    source: target.source,
    ...(target.reference === undefined ? {} : { reference: target.reference }),
    zone,
    dueAt,
    warnAt,
    state,
    ...(paused ? { pausedAt } : {}),
    ...(metAt === undefined ? {} : { metAt }),
    ...(breach ? { breachedAt: breach.at } : {}),
    ...(mine.some(({ corrected }) => corrected) ? { corrected: true } : {}),
    onBreach: onBreach(kind, steps, dueAt, course.mayAct ?? true),
    steps: steps.map(({ at, do: what, when, done }) => ({ at, do: what, when, done })),
    nextAt: live && !paused && next !== Number.POSITIVE_INFINITY ? isoOf(next) : null,
  };
}

type Due = { readonly target: ClockTarget; readonly dueAt: string; readonly pausedAt?: string };

function earliestOf(kind: DeadlineKind, course: Course, promised: readonly ClockTarget[], holidays: Holidays): Due | null {
  let first: Due | null = null;
  for (const target of promised) {
    if (target.kind !== kind) continue;
    const due = { target, ...dueOf(target, course, holidays) };
    if (first === null || msOf(due.dueAt) < msOf(first.dueAt)) first = due;
  }
  const { own } = CLOCK_RULES[kind];
  if (first !== null || own === null) return first;
  const target: ClockTarget = { kind, after: own, source: 'own' };
  return { target, ...dueOf(target, course, holidays) };
}

const RANK: Readonly<Record<LadderStep['do'], number>> = { nudge: 0, hand_over: 1, tell_manager: 2, act: 3 };

function stateOf(breach: Breach | undefined, metAt: string | undefined, due: number, awaited: boolean): ClockState {
  if (breach) return 'breached';
  if (metAt !== undefined) return msOf(metAt) > due ? 'breached' : 'met';
  return awaited ? 'running' : 'stopped';
}

/** What belongs to the run that is on now. A clock that does not renew has one run, whatever its start is corrected to. */
const ofRun = <T extends { readonly kind: DeadlineKind; readonly startedAt: string }>(
  course: Course,
  kind: DeadlineKind,
  all: readonly T[] = [],
): readonly T[] => all.filter((one) => one.kind === kind && (!course.renews || one.startedAt === course.startedAt));

/**
 * The target's own ladder or the kind's. Two things no ladder takes away: what the channel's or the law's date brings about by itself, and
 * that a person hears of it at last.
 */
export function ladderOf(kind: DeadlineKind, { ladder: own, source }: Pick<ClockTarget, 'ladder' | 'source'>): readonly LadderStep[] {
  const { ladder } = CLOCK_RULES[kind];
  if (own === undefined) return ladder;
  const bound = source === 'channel' || source === 'law';
  const acts = bound && !own.some((step) => step.do === 'act') ? ladder.filter((step) => step.do === 'act') : [];
  const whole = [...own, ...acts];
  return whole.some((step) => step.do !== 'nudge') ? whole : [...whole, { at: 'PT0S', do: 'hand_over' }];
}

function onBreach(kind: DeadlineKind, steps: readonly ClockStep[], dueAt: string, mayAct: boolean): OnBreach {
  const { act } = CLOCK_RULES[kind];
  if (act !== null && mayAct && steps.some((step) => step.do === 'act' && step.when === dueAt)) return act;
  return kind === 'tracking_stalled' ? 'look_for_the_parcel' : 'tell_the_team';
}

// ── When it is due ──

/** Days are those of the wall clock in the buyer's country; `PT24H` is exact time. Hours of work are those of the seller. */
const zoneOfTarget = ({ after }: ClockTarget, country: string): string =>
  'businessHours' in after ? after.of.zone : zoneOf('workingDays' in after ? after.country : country);

/**
 * Time in which the clock stood still does not count: as long as it was in plain time; hours of work that fell into it; working days whose
 * last moment did.
 */
function dueOf(target: ClockTarget, course: Course, holidays: Holidays): { readonly dueAt: string; readonly pausedAt?: string } {
  const { after } = target;
  const { startedAt, country } = course;
  const { over, since } = pausesOf(target, course);
  const dueAt =
    'businessHours' in after
      ? addBusinessHours(startedAt, after.businessHours, after.of, holidays, over)
      : 'workingDays' in after
        ? addWorkingDays(startedAt, after.workingDays, holidays(after.country), zoneOf(after.country), over)
        : later(inPlainTime(after, course, zoneOf(country)), over);
  return since !== undefined && since < msOf(dueAt) ? { dueAt, pausedAt: isoOf(since) } : { dueAt };
}

function inPlainTime(
  after: { readonly duration: string } | { readonly dueAt: string; readonly again?: string },
  { startedAt, renews }: Course,
  zone: string,
): string {
  if ('duration' in after) return addDuration(startedAt, after.duration, zone);
  return renews && msOf(startedAt) > msOf(after.dueAt) ? addDuration(startedAt, after.again ?? 'P14D', zone) : after.dueAt;
}

/** A pause that began when the time was over prolongs nothing. */
function later(dueAt: string, pauses: readonly Span[]): string {
  let due = msOf(dueAt);
  for (const { from, until } of pauses) if (from < due) due += until - from;
  return isoOf(due);
}

/** The pauses since the start, joined where they overlap, and since when the clock stands still now. */
function pausesOf({ kind, source }: ClockTarget, course: Course): { readonly over: readonly Span[]; readonly since?: number } {
  const { pausesWhile } = CLOCK_RULES[kind];
  const pauses = course.pauses ?? [];
  if (source === 'law' || source === 'channel' || pausesWhile.length === 0 || pauses.length === 0) return { over: [] };
  const start = msOf(course.startedAt);
  const spans = pauses
    .filter(({ why }) => pausesWhile.includes(why))
    .map(({ from, until }) => ({ from: Math.max(start, msOf(from)), until: until === undefined ? Number.POSITIVE_INFINITY : msOf(until) }))
    .filter(({ from, until }) => until > from)
    .sort((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.until) joined[joined.length - 1] = { from: last.from, until: Math.max(last.until, span.until) };
    else joined.push(span);
  }
  const open = joined.at(-1)?.until === Number.POSITIVE_INFINITY ? joined.pop() : undefined;
  return { over: joined, ...(open && { since: open.from }) };
}

const DAY = 86_400_000;

// ── The clocks of a return ──

type Watch = {
  /** The milestone that starts it, if it has happened. */
  readonly start: (ret: Return) => readonly [milestone: string, at: string] | null;
  readonly met: (ret: Return) => string | undefined;
  /** The items for which somebody still waits for it. */
  readonly awaits: (item: ReturnItem) => boolean;
  /** Each start is a run of its own; a milestone's name: only a start by that one is. */
  readonly renews?: true | 'remedyFailedAt';
  /** The items that the kind's act may be done to. */
  readonly mayAct?: (item: ReturnItem) => boolean;
};

const since = (milestone: keyof Return['milestones']) => (ret: Return) => {
  const at = ret.milestones[milestone];
  return at === undefined ? null : ([milestone, at] as const);
};

const unsent = (item: ReturnItem): boolean =>
  item.authorisation === 'approved' && item.settlement === 'open' && (item.parcel === 'none' || item.parcel === 'label_issued');

/** An open item that is owed an answer about what it comes to. */
const unresolved = (item: ReturnItem): boolean => isOpen(item) && item.settlement === 'open';

const undecided = (item: ReturnItem): boolean =>
  ['requested', 'in_review', 'waiting_for_buyer'].includes(item.authorisation) && item.settlement === 'open' && !isBack(item);

const isAsked = (item: ReturnItem): boolean => item.authorisation === 'waiting_for_buyer' && isOpen(item);

const isWithdrawal = (item: ReturnItem): boolean => item.decision?.ground === 'withdrawal';

/** A claim that the goods are not what they ought to be, to be put right in kind or in money. */
const isClaim = (item: ReturnItem): boolean =>
  !isWithdrawal(item) && item.decision?.ground !== 'commercial_return' && item.decision?.ground !== 'none';

/** Approved or not yet, and the right to reject it stands: no repair or replacement was settled on. */
const isRejected = (item: ReturnItem): boolean => isClaim(item) && (item.resolution === undefined || item.resolution === 'refund');

/** Whichever of two milestones came first. */
const firstOf = (one: keyof Return['milestones'], other: keyof Return['milestones']) => (ret: Return) => {
  const [a, b] = [since(one)(ret), since(other)(ret)];
  return a && b ? (msOf(a[1]) <= msOf(b[1]) ? a : b) : (a ?? b);
};

const BACK: Watch = {
  // The item is back, or it was approved and nothing will be sent: from then on the seller owes the end of it. It was met with the resolution;
  // where a repair or replacement fails after that, it begins anew, with all its days (M30): in the days before, nobody waited for us.
  start: (ret) => {
    const [first, anew] = [firstOf('owedAt', 'backAt')(ret), since('remedyFailedAt')(ret)];
    return first && anew && msOf(anew[1]) > msOf(first[1]) ? anew : first;
  },
  renews: 'remedyFailedAt',
  met: (ret) => (ret.items.some(unresolved) ? undefined : ret.milestones.resolvedAt),
  awaits: unresolved,
};

/** Met with the money: once nothing of it is open any more and some of it was paid. */
const refunded = (matters: (item: ReturnItem) => boolean) => (ret: Return) => {
  const items = ret.items.filter((item) => matters(item) && !item.awarded);
  return !items.some(isOpen) && items.some(({ settlement }) => settlement === 'refunded') ? ret.milestones.refundedAt : undefined;
};

/** Whether the run that began then is one of its own, not a correction of the one before. */
const isRenewed = ({ renews }: Watch, startedBy: string): boolean => renews === true || renews === startedBy;

/** What starts, meets and ends each clock. */
const WATCHES: Readonly<Record<ReturnClockKind, Watch>> = {
  first_answer: { start: since('requestedAt'), met: (ret) => ret.milestones.firstAnswerAt, awaits: isOpen },
  decision: {
    start: since('reviewedAt'),
    met: (ret) => (ret.items.some(undecided) ? undefined : ret.milestones.decidedAt),
    awaits: undecided,
  },
  buyer_answer: {
    start: since('askedAt'),
    met: ({ items, milestones: { askedAt, answeredAt } }) =>
      askedAt === undefined || answeredAt === undefined || msOf(answeredAt) < msOf(askedAt) || items.some(isAsked) ? undefined : answeredAt,
    awaits: isAsked,
    renews: true,
    mayAct: (item) => !isWithdrawal(item),
  },
  label: { start: since('labelOwedAt'), met: (ret) => ret.milestones.labelAt, awaits: unsent, renews: true },
  send_back: {
    start: since('awaitedAt'),
    met: (ret) => earliest(ret.milestones.dispatchedAt, ret.milestones.backAt),
    awaits: unsent,
    renews: true,
    mayAct: (item) => !isWithdrawal(item),
  },
  tracking_stalled: {
    start: (ret) => since('lastTrackingAt')(ret) ?? since('dispatchedAt')(ret),
    met: (ret) => (ret.items.some((item) => item.parcel === 'in_transit') ? undefined : ret.milestones.backAt),
    awaits: (item) => item.parcel === 'in_transit' && isOpen(item),
    renews: true,
  },
  resolve: BACK,
  auto_refund: BACK,
  remedy: {
    start: since('declaredAt'),
    met: (ret) => {
      const claims = ret.items.filter((item) => isClaim(item) && !item.awarded);
      return !claims.some(isOpen) && claims.some((item) => REMEDIED.has(item.settlement)) ? ret.milestones.settledAt : undefined;
    },
    awaits: (item) => isClaim(item) && isOpen(item),
  },
  rejection_refund: {
    start: firstOf('refundAgreedAt', 'backAt'),
    met: refunded(isRejected),
    awaits: (item) => isRejected(item) && isOpen(item),
  },
  withdrawal_refund: {
    start: (ret) => (ret.withdrawal ? ['declaredAt', ret.milestones.declaredAt] : null),
    met: refunded(isWithdrawal),
    awaits: (item) => isWithdrawal(item) && isOpen(item),
  },
};
const REMEDIED: ReadonlySet<string> = new Set(['repaired', 'replaced', 'refunded', 'kept']);

/** All clocks of the return, at most one of a kind. */
export function clocksOf(ret: Return, holidays: Holidays = noHolidays): Clock[] {
  return RETURN_CLOCKS.flatMap((kind) => clockOf(ret, kind, holidays) ?? []);
}

/**
 * A return never changes, so its clocks are derived once: one act asks for them half a dozen times (what follows, the rows, the next step).
 */
export function clockOf<K extends ReturnClockKind>(ret: Return, kind: K, holidays: Holidays = noHolidays): Clock<K> | null {
  let byReturn = derived.get(holidays);
  if (!byReturn) derived.set(holidays, (byReturn = new WeakMap()));
  let clocks = byReturn.get(ret);
  if (!clocks) byReturn.set(ret, (clocks = new Map()));
  let clock = clocks.get(kind);
  if (clock === undefined) clocks.set(kind, (clock = deriveClock(ret, kind, holidays)));
  return clock as Clock<K> | null;
}
const derived = new WeakMap<Holidays, WeakMap<Return, Map<ReturnClockKind, Clock | null>>>();

function deriveClock(ret: Return, kind: ReturnClockKind, holidays: Holidays): Clock | null {
  const watch: Watch = WATCHES[kind];
  const start = watch.start(ret);
  if (start === null) return null;
  const [startedBy, startedAt] = start;
  const metAt = watch.met(ret);
  return clockOn(
    kind,
    {
      startedBy,
      startedAt,
      ...(metAt === undefined ? {} : { metAt }),
      awaited: ret.milestones.closedAt === undefined && isAwaited(ret, kind),
      ...(isRenewed(watch, startedBy) && { renews: true }),
      country: ret.order.country,
      ...(ret.pauses && { pauses: ret.pauses }),
      ...(ret.breaches && { breaches: ret.breaches }),
      ...(ret.escalations && { escalations: ret.escalations }),
      mayAct: watch.mayAct === undefined || ret.items.some(watch.mayAct),
    },
    ret.targets,
    holidays,
  );
}

export const isAwaited = (ret: Return, kind: ReturnClockKind): boolean => awaited(ret, kind).length > 0;

/** The items for which somebody still waits for that clock. */
const awaited = (ret: Return, kind: ReturnClockKind): readonly ReturnItem[] =>
  ret.items.filter((item) => !item.awarded && WATCHES[kind].awaits(item));

/** Those of them to which the kind's act may be done: a withdrawal never expires (Dir. 2011/83/EU Art. 14(1)). */
export const mayBeActedOn = (ret: Return, kind: ReturnClockKind): readonly ReturnItem[] =>
  awaited(ret, kind).filter((item) => WATCHES[kind].mayAct?.(item) ?? true);

/**
 * Whether a breach on the record turns out to be none: what it waited for had happened in time, or its time had not come yet, or it had never
 * begun. Only what we learn of the outside can show that; our own acts happen when they are put on the record.
 */
export function isRefuted(ret: Return, breach: Breach, holidays: Holidays = noHolidays): boolean {
  const kind = breach.kind as ReturnClockKind;
  if (kind === 'tracking_stalled') {
    const [from, until] = [msOf(breach.startedAt), msOf(breach.dueAt)];
    return (ret.tracking?.events ?? []).some(({ at, heardAt = at }) => msOf(heardAt) > from && msOf(heardAt) <= until);
  }
  const clock = clockOf(ret, kind, holidays);
  if (clock === null) return true;
  if (isRenewed(WATCHES[kind], clock.startedBy) && clock.startedAt !== breach.startedAt) return false;
  // At the very moment is too late here: it is what the breach itself brought about.
  if (clock.metAt !== undefined && msOf(clock.metAt) < msOf(clock.dueAt)) return true;
  return msOf(breach.at) < msOf(clock.dueAt);
}

/** The run of a clock that was over before anybody looked: it stopped, or began anew, after its time had come. */
export function ranOutUnseen(before: Return, after: Return, now: Clock, at: string, holidays: Holidays = noHolidays): Clock | null {
  const was = clockOf(before, now.kind, holidays);
  if (was?.state !== 'running' || was.pausedAt !== undefined || msOf(was.dueAt) >= msOf(at)) return null;
  const isSameRun = was.startedAt === now.startedAt;
  const known = (after.breaches ?? []).some((breach) => breach.kind === was.kind && breach.startedAt === was.startedAt);
  if (known || (isSameRun ? now.state !== 'stopped' : !isRenewed(WATCHES[now.kind], now.startedBy))) return null;
  return isSameRun || !isRefuted(after, { ...was, at }, holidays) ? was : null;
}

export const ESCALATIONS = ['nudge', 'hand_over', 'tell_manager'] as const;
/**
 * How far the team was called to it: the highest step that was taken on a clock for which somebody still waits; null where none was. A
 * reminder to the buyer is no call to the team.
 */
export function escalationOf(ret: Return): (typeof ESCALATIONS)[number] | null {
  if (ret.milestones.closedAt !== undefined) return null;
  let highest = -1;
  for (const { kind, startedAt, do: step } of ret.escalations ?? []) {
    const watch = WATCHES[kind as ReturnClockKind];
    if (step === 'act' || (step === 'nudge' && CLOCK_RULES[kind].waitsFor === 'buyer')) continue;
    if (watch.met(ret) !== undefined || awaited(ret, kind as ReturnClockKind).length === 0) continue;
    const start = watch.start(ret);
    if (start && isRenewed(watch, start[0]) && start[1] !== startedAt) continue;
    highest = Math.max(highest, ESCALATIONS.indexOf(step));
  }
  return ESCALATIONS[highest] ?? null;
}

const earliest = (...times: (string | undefined)[]): string | undefined =>
  times.filter((t) => t !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b))[0];

/** Whether goods or proof of their sending are there, so that the law lets nobody withhold the money any longer (Directive 2011/83/EU article 13(3)). */
export const mayNotWithhold = (ret: Return): boolean => ret.milestones.provenSentAt !== undefined || ret.items.some(isBack);
