/**
 * The promises about time that run on a return (M15, M30). Nothing is stored but milestones and targets: the clocks are derived,
 * so a late or reordered event can never lose one. A channel's or the law's clock never pauses.
 */
import { addDuration, addWorkingDays, type HolidayCalendar, noHolidays, zoneOf } from '../calendar.ts';
import type { DeadlineKind } from '../policy/decision.ts';
import type { LadderStep } from '../policy/document.ts';
import { addBusinessHours, type BusinessHours } from './business-hours.ts';
import type { Return } from '../return/model.ts';
import { isBack, isOpen } from '../return/refusals.ts';

/** A promise about time that a decision made: the clock starts when its start event happens. */
export type ClockTarget = {
  readonly kind: DeadlineKind;
  /**
   * ISO 8601 duration (`PT24H`, `P5D`) in plain time, working days of a country's calendar, hours in which the team works (the hours of the day
   * on which it was promised), or an instant that is fixed already.
   */
  readonly after:
    | { readonly duration: string }
    | { readonly workingDays: number; readonly country: string }
    | { readonly businessHours: number; readonly of: BusinessHours }
    | { readonly dueAt: string };
  /** Absent: the ladder of the kind. */
  readonly ladder?: readonly LadderStep[];
  readonly source: ClockSource;
};
export type ClockSource = 'law' | 'channel' | 'policy' | 'own';

/** `breached` stays, also when it was met late. `stopped`: nobody waits for it any more. */
export type ClockState = 'running' | 'met' | 'breached' | 'stopped';

/** What a breach does, beside being on the record. */
export type OnBreach = 'tell_the_team' | 'expire' | 'refund_in_full' | 'look_for_the_parcel';

/** The clocks of a return; `ship` and `deliver` run on orders, `dispute_answer` on disputes. */
export const RETURN_CLOCKS = [
  'first_answer',
  'label',
  'send_back',
  'resolve',
  'auto_refund',
  'withdrawal_refund',
  'tracking_stalled',
] as const satisfies readonly DeadlineKind[];
export type ReturnClockKind = (typeof RETURN_CLOCKS)[number];

export type Clock = {
  readonly kind: ReturnClockKind;
  /** The milestone that started it. */
  readonly startedBy: string;
  readonly startedAt: string;
  readonly source: ClockSource;
  readonly dueAt: string;
  /** When it is time to hurry: a quarter of the time before the end, at most a day. */
  readonly warnAt: string;
  readonly state: ClockState;
  readonly metAt?: string;
  readonly onBreach: OnBreach;
};

/** Public holidays by country; `app/holidays.ts` knows them. */
export type Holidays = (country: string) => HolidayCalendar;

type Watch = {
  /** The milestone that starts it, if it has happened; once there, it stays there. */
  readonly start: (ret: Return) => readonly [milestone: string, at: string] | null;
  readonly met: (ret: Return) => string | undefined;
  /** Whether anybody still waits for it. */
  readonly awaited: (ret: Return) => boolean;
  readonly onBreach: OnBreach;
};

const since = (milestone: keyof Return['milestones']) => (ret: Return) => {
  const at = ret.milestones[milestone];
  return at === undefined ? null : ([milestone, at] as const);
};

const unsent = (ret: Return) =>
  ret.items.some((i) => i.authorisation === 'approved' && i.settlement === 'open' && (i.parcel === 'none' || i.parcel === 'label_issued'));

/** Open items that are owed an answer about what they come to. */
const unresolved = (ret: Return) => ret.items.some((i) => isOpen(i) && i.settlement === 'open');

/** The item is back, or it was approved and nothing will be sent: from then on the seller owes the end of it, whichever came first. */
const isOwed = (ret: Return) => {
  const owed = since('owedAt')(ret);
  const back = since('backAt')(ret);
  return owed && back ? (Date.parse(owed[1]) <= Date.parse(back[1]) ? owed : back) : (back ?? owed);
};

const BACK: Omit<Watch, 'onBreach'> = {
  start: isOwed,
  met: (ret) => (unresolved(ret) ? undefined : ret.milestones.resolvedAt),
  awaited: unresolved,
};

/** What starts, meets and ends each clock. */
const WATCHES: Readonly<Record<ReturnClockKind, Watch>> = {
  first_answer: {
    start: since('requestedAt'),
    met: (ret) => ret.milestones.firstAnswerAt,
    awaited: (ret) => ret.items.some(isOpen),
    onBreach: 'tell_the_team',
  },
  label: { start: since('labelOwedAt'), met: (ret) => ret.milestones.labelAt, awaited: unsent, onBreach: 'tell_the_team' },
  send_back: {
    start: since('awaitedAt'),
    met: (ret) => earliest(ret.milestones.dispatchedAt, ret.milestones.backAt),
    awaited: unsent,
    onBreach: 'expire',
  },
  resolve: { ...BACK, onBreach: 'tell_the_team' },
  auto_refund: { ...BACK, onBreach: 'refund_in_full' },
  withdrawal_refund: {
    start: (ret) => (ret.withdrawal ? ['declaredAt', ret.milestones.declaredAt] : null),
    met: (ret) => {
      const withdrawn = ret.items.filter((i) => i.decision?.ground === 'withdrawal');
      return !withdrawn.some(isOpen) && withdrawn.some((i) => i.settlement === 'refunded') ? ret.milestones.refundedAt : undefined;
    },
    awaited: (ret) => ret.items.some((i) => i.decision?.ground === 'withdrawal' && isOpen(i)),
    onBreach: 'refund_in_full',
  },
  tracking_stalled: {
    start: (ret) => since('lastTrackingAt')(ret) ?? since('dispatchedAt')(ret),
    met: (ret) => (ret.items.some((i) => i.parcel === 'in_transit') ? undefined : ret.milestones.backAt),
    awaited: (ret) => ret.items.some((i) => i.parcel === 'in_transit' && isOpen(i)),
    onBreach: 'look_for_the_parcel',
  },
};

/** Ours, where neither policy, channel nor law set a date: a parcel that nobody has scanned for five days wants looking for (M22). */
const OWN_TARGETS: readonly ClockTarget[] = [{ kind: 'tracking_stalled', after: { duration: 'P5D' }, source: 'own' }];

/** All clocks of the return, at most one of a kind: where several promises were made about the same thing, the earliest counts. */
export function clocksOf(ret: Return, holidays: Holidays = noHolidays): Clock[] {
  return RETURN_CLOCKS.flatMap((kind) => clockOf(ret, kind, holidays) ?? []);
}

export function clockOf(ret: Return, kind: ReturnClockKind, holidays: Holidays = noHolidays): Clock | null {
  const watch = WATCHES[kind];
  const start = watch.start(ret);
  if (start === null) return null;
  const [startedBy, startedAt] = start;
  const given = ret.targets.filter((target) => target.kind === kind);
  const targets = given.length > 0 ? given : OWN_TARGETS.filter((target) => target.kind === kind);
  const promises = targets
    .map((target) => ({ source: target.source, dueAt: dueAt(target, startedAt, ret.order.country, holidays) }))
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const first = promises[0];
  if (first === undefined) return null;
  const metAt = watch.met(ret);
  return {
    kind,
    startedBy,
    startedAt,
    source: first.source,
    dueAt: first.dueAt,
    warnAt: warnAt(startedAt, first.dueAt),
    state: stateOf(ret, kind, metAt, first.dueAt, watch),
    ...(metAt === undefined ? {} : { metAt }),
    onBreach: watch.onBreach,
  };
}

function stateOf(ret: Return, kind: ReturnClockKind, metAt: string | undefined, dueAt: string, watch: Watch): ClockState {
  if (ret.breached.includes(kind)) return 'breached';
  if (metAt !== undefined) return Date.parse(metAt) > Date.parse(dueAt) ? 'breached' : 'met';
  return ret.milestones.closedAt === undefined && watch.awaited(ret) ? 'running' : 'stopped';
}

/** Days are those of the wall clock in the buyer's country; `PT24H` is exact time. */
function dueAt({ after }: ClockTarget, startedAt: string, country: string, holidays: Holidays): string {
  if ('dueAt' in after) return new Date(after.dueAt).toISOString();
  if ('duration' in after) return addDuration(startedAt, after.duration, zoneOf(country));
  if ('businessHours' in after) return addBusinessHours(startedAt, after.businessHours, after.of, holidays);
  return addWorkingDays(startedAt, after.workingDays, holidays(after.country), zoneOf(after.country));
}

const DAY = 86_400_000;

function warnAt(startedAt: string, dueAt: string): string {
  const end = Date.parse(dueAt);
  const length = Math.max(0, end - Date.parse(startedAt));
  return new Date(end - Math.min(DAY, Math.floor(length / 4))).toISOString();
}

const earliest = (...times: (string | undefined)[]): string | undefined =>
  times.filter((t) => t !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b))[0];

/** Whether goods or proof of their sending are there, so that the law lets nobody withhold the money any longer (Directive 2011/83/EU article 13(3)). */
export const mayNotWithhold = (ret: Return): boolean => ret.milestones.provenSentAt !== undefined || ret.items.some(isBack);
