/** Orders on their way out (M23, M24): when a parcel may be entered, when a wish to cancel must be answered, what a lost parcel is worth. */
import { addDuration, endOfDayIn, localDate, msOf } from './calendar.ts';
import { type Money, money } from './money.ts';
import type { Order } from './return/model.ts';

export const SHIPMENT_STATES = ['under_way', 'delivered', 'lost', 'misdelivered', 'damaged', 'returned', 'mistaken'] as const;
export type ShipmentState = (typeof SHIPMENT_STATES)[number];

/** What may have become of a parcel; `returned`: it came back to us undelivered. */
export const TROUBLES = ['lost', 'misdelivered', 'damaged', 'returned'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** A parcel that nobody has scanned for so long wants looking for: half of the five days that it has. Ours. */
export const STILL_AFTER = 'PT60H';

export type ShipmentFacts = { readonly id: string; readonly state: ShipmentState; readonly lineIds: readonly string[] | null };
export type ShippingAsked = {
  readonly shippedAt: string;
  readonly lineIds: readonly string[] | null;
  /** How the number reads for its carrier (`carriers/numbers.ts`). */
  readonly reads: 'ok' | 'odd_number' | 'unknown_carrier';
  /** A person has looked at the parcel and says that it is so. */
  readonly sure: boolean;
  /** A parcel that was entered by mistake, and that this one stands for. */
  readonly instead: string | null;
};
export type ShippingRefusal =
  | 'order_cancelled'
  | 'wish_open'
  | 'not_shipped_yet'
  | 'before_the_order'
  | 'line_not_found'
  | 'already_shipped'
  | 'shipment_not_found'
  | 'odd_number'
  | 'unknown_carrier';

/**
 * Why a parcel can't be entered, the first that holds; null where it can. A number is entered once the parcel has left (M23): a time that has not
 * come is refused. A number that does not fit its carrier's format too, unless somebody is sure: carriers add formats without telling anyone.
 */
export function whyNotShipped(
  order: Pick<Order, 'placedAt' | 'lines'>,
  shipments: readonly ShipmentFacts[],
  wish: 'open' | 'accepted' | null,
  asked: ShippingAsked,
  now: string,
): ShippingRefusal | null {
  if (wish === 'accepted') return 'order_cancelled';
  if (wish === 'open') return 'wish_open';
  if (msOf(asked.shippedAt) > msOf(now)) return 'not_shipped_yet';
  if (msOf(asked.shippedAt) < msOf(order.placedAt)) return 'before_the_order';
  if (asked.lineIds?.some((id) => !order.lines.some((line) => line.id === id))) return 'line_not_found';
  if (asked.instead !== null && !shipments.some(({ id, state }) => id === asked.instead && state !== 'mistaken'))
    return 'shipment_not_found';
  const others = shipments.filter(({ id, state }) => state !== 'mistaken' && id !== asked.instead);
  const lines = asked.lineIds ?? order.lines.map(({ id }) => id);
  if (lines.every((id) => others.some(({ lineIds }) => lineIds === null || lineIds.includes(id)))) return 'already_shipped';
  if (asked.reads !== 'ok' && !asked.sure) return asked.reads;
  return null;
}

/** Whether every line has left: then the order has. */
export const wholeOrderShipped = (order: Pick<Order, 'lines'>, shipments: readonly ShipmentFacts[]): boolean =>
  order.lines.every(({ id }) => shipments.some(({ state, lineIds }) => state !== 'mistaken' && (lineIds === null || lineIds.includes(id))));

/** A wish to cancel is answered the same day (M23): by the end of the seller's day, and within the hour where it comes in its last one. */
export function answerBy(askedAt: string, zone: string): string {
  const midnight = endOfDayIn(localDate(askedAt, zone), zone);
  const hour = addDuration(askedAt, 'PT1H');
  return midnight > hour ? midnight : hour;
}

/** When the team is reminded of a wish: halfway, then when the day is over. */
export function wishReminder(askedAt: string, due: string, remindedAt: string | null): string | null {
  const half = new Date((msOf(askedAt) + msOf(due)) / 2).toISOString();
  return [half, due].find((at) => remindedAt === null || at > remindedAt) ?? null;
}

/** What was paid for these lines: the loss, where the parcel is gone. Shipping is part of it where all lines are. */
export function paidFor(order: Pick<Order, 'lines' | 'currency' | 'shippingPaid'>, lineIds: readonly string[] | null): Money {
  const lines = lineIds === null ? order.lines : order.lines.filter(({ id }) => lineIds.includes(id));
  const goods = lines.reduce((sum, line) => sum + line.price.minor * line.quantity, 0);
  return money(goods + (lines.length === order.lines.length ? (order.shippingPaid?.minor ?? 0) : 0), order.currency);
}
