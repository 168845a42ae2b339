/**
 * What went wrong through no fault of the buyer, and since when (M19). Pure: read from an order's times and parcels, or from a return, each time
 * that one of them changed. Of several things that are true at once the gravest is made good: nobody wants three letters about one parcel.
 */
import { addDuration, msOf } from '../calendar.ts';
import { type Clock, clocksOf, type ClockTarget, type Holidays } from '../clocks/clocks.ts';
import { orderClocksOf } from '../clocks/order-clocks.ts';
import { type ShipmentState, STILL_AFTER } from '../outbound.ts';
import type { Order, Reason, Return, ReturnItem } from '../return/model.ts';

/** On the way to the buyer, the gravest last. */
export const ORDER_CAUSES = [
  'shipped_late',
  'parcel_still',
  'delivered_late',
  'parcel_damaged',
  'parcel_misdelivered',
  'parcel_lost',
] as const;
/** On a return, the gravest last. */
export const RETURN_CAUSES = [
  'answered_late',
  'arrived_late',
  'not_as_described',
  'missing_part',
  'damaged_in_transit',
  'wrong_item',
  'not_received',
  'resolved_late',
  'refunded_late',
  'return_parcel_lost',
] as const;
/** `other`: somebody offered it by hand. */
export const CAUSES = [...ORDER_CAUSES, ...RETURN_CAUSES, 'other'] as const;
export type Cause = (typeof CAUSES)[number];

export type Wrong = {
  readonly cause: Cause;
  /** Since when it is wrong: the promise that was broken, or what happened. */
  readonly since: string;
  /** When what was promised came after all. Absent: it still has not. */
  readonly cameAt?: string;
};

/** Why a case that waited needs nobody any more. */
export const CLOSE_REASONS = [
  'order_cancelled',
  'in_time_after_all',
  'goes_on_in_return',
  'told_with_another',
  'not_ours',
  'too_long_ago',
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** How bad it is, for the order of the list: what never came before what came late, money that is owed before words. */
const GRAVITY: Readonly<Record<Cause, number>> = {
  parcel_lost: 90,
  return_parcel_lost: 88,
  refunded_late: 85,
  parcel_misdelivered: 80,
  not_received: 78,
  wrong_item: 70,
  resolved_late: 68,
  parcel_damaged: 66,
  damaged_in_transit: 64,
  missing_part: 60,
  not_as_described: 56,
  delivered_late: 50,
  arrived_late: 44,
  other: 40,
  parcel_still: 36,
  answered_late: 30,
  shipped_late: 20,
};
/** What still has not come is worse than what came late. */
export const gravityOf = ({ cause, cameAt }: Wrong): number => GRAVITY[cause] + (cameAt === undefined ? 5 : 0);

/** A word of regret weeks later only reminds people: what is older than this opens no case, such as the orders of an import. */
export const WORTH_SAYING = 'P14D';
/** What nobody answered for so long is closed, and says so: a letter now would only open the wound again. */
export const TOO_LONG = 'P30D';
export const isWorthSaying = ({ since }: Pick<Wrong, 'since'>, now: string): boolean => addDuration(since, WORTH_SAYING) > now;

export type ParcelFacts = { readonly state: ShipmentState; readonly movedAt: string };
export type OrderSigns = {
  readonly order: Pick<Order, 'country' | 'placedAt' | 'shippedAt' | 'deliveredAt'>;
  readonly parcels: readonly ParcelFacts[];
  readonly promised?: readonly ClockTarget[];
};

const PARCEL_CAUSES: Partial<Readonly<Record<ShipmentState, Cause>>> = {
  lost: 'parcel_lost',
  misdelivered: 'parcel_misdelivered',
  damaged: 'parcel_damaged',
};

/** All that went wrong on the way to the buyer, the gravest first. */
export function wrongsOfOrder({ order, parcels, promised }: OrderSigns, now: string, holidays?: Holidays): Wrong[] {
  const clocks = orderClocksOf(order, promised, holidays);
  const late = (kind: 'ship' | 'deliver') => clocks.find((clock) => clock.kind === kind && clock.dueAt < (clock.metAt ?? now));
  const wrongs: Wrong[] = [];
  for (const { state, movedAt } of parcels) {
    const cause = PARCEL_CAUSES[state];
    if (cause) wrongs.push({ cause, since: movedAt });
    const still = addDuration(movedAt, STILL_AFTER);
    if (state === 'under_way' && order.deliveredAt === undefined && still <= now) wrongs.push({ cause: 'parcel_still', since: still });
  }
  const deliver = late('deliver');
  if (deliver) wrongs.push(wrongBy('delivered_late', deliver));
  // What left late and arrived in time has made itself good.
  const ship = late('ship');
  if (ship && order.deliveredAt === undefined) wrongs.push(wrongBy('shipped_late', ship));
  return gravestFirst(wrongs);
}

const wrongBy = (cause: Cause, { dueAt, metAt }: Pick<Clock<never>, 'dueAt' | 'metAt'>): Wrong => ({
  cause,
  since: dueAt,
  ...(metAt !== undefined && { cameAt: metAt }),
});

/** Reasons that are ours or the carrier's, if they are true. */
const BY_REASON: Partial<Readonly<Record<Reason, Cause>>> = {
  wrong_item: 'wrong_item',
  missing_part: 'missing_part',
  not_as_described: 'not_as_described',
  damaged_in_transit: 'damaged_in_transit',
  arrived_late: 'arrived_late',
  not_received: 'not_received',
};

/** The decision says that it is ours, a person or the policy approved it, and the bench has found nothing else. */
const isOurs = ({ decision, authorisation, verdict }: ReturnItem): boolean =>
  (decision?.ground === 'seller_fault' || decision?.ground === 'transit') &&
  authorisation === 'approved' &&
  verdict !== 'customer_damage' &&
  verdict !== 'other_device' &&
  verdict !== 'no_fault_found';

/** Clocks of ours on the buyer's return, and what it means for them that one ran out. */
const LATE_CLOCKS: Readonly<Record<string, Cause>> = {
  first_answer: 'answered_late',
  decision: 'answered_late',
  resolve: 'resolved_late',
  remedy: 'resolved_late',
  auto_refund: 'refunded_late',
  withdrawal_refund: 'refunded_late',
  rejection_refund: 'refunded_late',
};

/** All that went wrong with a return, the gravest first. A request that was called off or refused leaves only what we were late with. */
export function wrongsOfReturn(ret: Return, holidays?: Holidays): Wrong[] {
  const { requestedAt } = ret.milestones;
  const wrongs: Wrong[] = [];
  for (const item of ret.items) {
    const cause = BY_REASON[item.reason];
    if (cause && isOurs(item)) wrongs.push({ cause, since: requestedAt });
    if (item.parcel === 'lost' && ret.label?.paidBy === 'seller')
      wrongs.push({ cause: 'return_parcel_lost', since: ret.milestones.lastTrackingAt ?? ret.label.issuedAt });
  }
  const clocks = clocksOf(ret, holidays);
  for (const breach of ret.breaches ?? []) {
    const cause = LATE_CLOCKS[breach.kind];
    if (!cause || breach.corrected) continue;
    const clock = clocks.find(({ kind }) => kind === breach.kind);
    // What the ten days pay by themselves is paid on its day.
    if (breach.kind === 'auto_refund' && ret.hold === undefined) continue;
    wrongs.push(wrongBy(cause, { dueAt: breach.dueAt, ...(clock?.metAt !== undefined && { metAt: clock.metAt }) }));
  }
  return gravestFirst(wrongs);
}

/** One of each cause, as it has been longest. */
function gravestFirst(wrongs: readonly Wrong[]): Wrong[] {
  const byCause = new Map<Cause, Wrong>();
  for (const wrong of wrongs) {
    const known = byCause.get(wrong.cause);
    if (!known || wrong.since < known.since) byCause.set(wrong.cause, wrong);
  }
  return [...byCause.values()].toSorted((a, b) => gravityOf(b) - gravityOf(a) || (a.since < b.since ? -1 : 1));
}

const DAY = 86_400_000;
/** Whole days that it has lasted; nought on the day itself. */
export const daysLate = ({ since, cameAt }: Pick<Wrong, 'since' | 'cameAt'>, now: string): number =>
  Math.max(0, Math.floor((msOf(cameAt ?? now) - msOf(since)) / DAY));

// ── What is known, and what follows from it ──

export type CaseState = 'waiting' | 'sent' | 'not_needed' | 'closed';
export type KnownCase = { readonly cause: Cause; readonly state: CaseState; readonly wrong: Wrong };

export type Step =
  /** Also one that closed by itself and turned out to be true again. */
  | { readonly do: 'open'; readonly wrong: Wrong }
  | { readonly do: 'update'; readonly wrong: Wrong }
  | { readonly do: 'close'; readonly cause: Cause; readonly because: CloseReason };

/**
 * What the house's cases about an order or a return should become. A case that somebody has answered stays as it is, and nothing less grave
 * opens beside it.
 * @param none why nothing at all is to be made good any more, where that is so
 */
export function stepsFor(known: readonly KnownCase[], wrongs: readonly Wrong[], now: string, none: CloseReason | null): Step[] {
  const [worst] = none === null ? wrongs : [];
  const steps: Step[] = [];
  for (const one of known) {
    if (one.state !== 'waiting' || one.cause === 'other' || one.cause === worst?.cause) continue;
    const stillTrue = wrongs.some(({ cause }) => cause === one.cause);
    steps.push({ do: 'close', cause: one.cause, because: none ?? (stillTrue ? 'told_with_another' : excuseOf(one.cause)) });
  }
  if (!worst) return steps;
  const there = known.find(({ cause }) => cause === worst.cause);
  if (!there || there.state === 'closed') return isWorthSaying(worst, now) ? [...steps, { do: 'open', wrong: worst }] : steps;
  const changed = there.wrong.since !== worst.since || there.wrong.cameAt !== worst.cameAt;
  return there.state === 'waiting' && changed ? [...steps, { do: 'update', wrong: worst }] : steps;
}

const excuseOf = (cause: Cause): CloseReason =>
  (ORDER_CAUSES as readonly Cause[]).includes(cause) || Object.values(LATE_CLOCKS).includes(cause) ? 'in_time_after_all' : 'not_ours';
