/**
 * What wants making good is seen in the transaction of the fact, or when its clock broke (M19): one case per order or return and cause, which
 * closes by itself where it is no longer true.
 */
import { addDuration, addSignedDuration } from '../core/calendar.ts';
import {
  type CloseReason,
  gravityOf,
  stepsFor,
  TOO_LONG,
  WORTH_SAYING,
  type Wrong,
  wrongsOfOrder,
  wrongsOfReturn,
} from '../core/aftercare/lateness.ts';
import { STILL_AFTER } from '../core/outbound.ts';
import type { EventType } from '../core/return/events.ts';
import type { Order } from '../core/return/model.ts';
import type { Tx } from '../store/db.ts';
import {
  casesAbout,
  closeCase,
  closeForgotten,
  type GestureCase,
  keepPromise,
  lockGestureCase,
  openCase,
  ordersWithStillParcels,
  saidByReturn,
  saveCase,
  updateWrong,
  writeBook,
} from '../store/gestures.ts';
import { readOrder } from '../store/orders.ts';
import { isCancelled, shipmentsOf } from '../store/outbound.ts';
import type { OrderKeeper, ReturnKeeper } from './alongside.ts';
import { type Context, newId } from './context.ts';

export const wrongOf = ({ cause, since, came_at }: GestureCase): Wrong => ({ cause, since, ...(came_at !== null && { cameAt: came_at }) });

type About = { readonly orderId: string; readonly returnId: string | null };

async function follow(
  ctx: Context,
  tx: Tx,
  { orderId, returnId }: About,
  known: readonly GestureCase[],
  wrongs: readonly Wrong[],
  now: string,
  none: Parameters<typeof stepsFor>[3],
): Promise<void> {
  const about = returnId ?? orderId;
  const facts = known.map((one) => ({ cause: one.cause, state: one.state, wrong: wrongOf(one) }));
  for (const step of stepsFor(facts, wrongs, now, none)) {
    if (step.do === 'close') {
      await closeCase(tx, about, step.cause, step.because, now);
      continue;
    }
    const { wrong } = step;
    const row = { cause: wrong.cause, gravity: gravityOf(wrong), since: wrong.since, came_at: wrong.cameAt ?? null };
    if (step.do === 'update') await updateWrong(tx, about, row, now);
    else await openCase(tx, { id: newId(ctx, now), order_id: orderId, return_id: returnId, opened_at: now, ...row });
  }
}

/** The order as it stands: its clocks, its parcels, and whether anybody still waits for it. */
export async function lookAtOrder(ctx: Context, tx: Tx, order: Order, now: string): Promise<void> {
  const [known, shipments, cancelled] = await Promise.all([casesAbout(tx, order.id), shipmentsOf(tx, order.id), isCancelled(tx, order.id)]);
  const parcels = shipments.map(({ state, moved_at }) => ({ state, movedAt: moved_at }));
  const wrongs = wrongsOfOrder({ order, parcels }, now, ctx.holidays);
  if (known.length === 0 && wrongs.length === 0) return;
  const none = cancelled ? 'order_cancelled' : (await saidByReturn(tx, order.id)) ? 'goes_on_in_return' : null;
  await follow(ctx, tx, { orderId: order.id, returnId: null }, known, wrongs, now, none);
  if ((order.deliveredAt !== undefined || cancelled) && known.some(({ again_at }) => again_at !== null))
    await keepPromise(tx, order.id, now);
}

/** By its id: where something happened to a parcel or a wish to cancel. */
export async function lookAtOrderOf(ctx: Context, tx: Tx, orderId: string, now: string): Promise<void> {
  const stored = await readOrder(tx, orderId);
  if (stored) await lookAtOrder(ctx, tx, stored.order, now);
}

/** An order that comes in late, or that turns out not to be: nothing is asked about the many that are in time and known of no one. */
export const keepOrderGood: OrderKeeper = async (ctx, tx, { order, created, now }) => {
  const late = wrongsOfOrder({ order, parcels: [] }, now, ctx.holidays).some(({ since }) => addDuration(since, WORTH_SAYING) > now);
  if (!created || late) await lookAtOrder(ctx, tx, order, now);
};

/** Nobody tells that nothing has happened: it is seen whenever the carriers are asked. */
export async function lookAtStillParcels(ctx: Context, sellerId: string): Promise<void> {
  const now = ctx.clock.now(sellerId);
  await ctx.db.withSeller(sellerId, async (tx) => {
    await closeForgotten(tx, addSignedDuration(now, `-${TOO_LONG}`), 'too_long_ago' satisfies CloseReason, now);
    const before = addSignedDuration(now, `-${STILL_AFTER}`);
    for (const orderId of await ordersWithStillParcels(tx, before, addSignedDuration(now, `-${WORTH_SAYING}`)))
      await lookAtOrderOf(ctx, tx, orderId, now);
  });
}

/** After these a return may want making good, or want it no longer. */
const TELLING: ReadonlySet<EventType> = new Set([
  'approved',
  'rejected',
  'cancelled',
  'expired',
  'decided',
  'inspected',
  'parcel_lost',
  'tracked',
  'received',
  'clock_breached',
  'clock_corrected',
  'refund_confirmed',
  'closed',
]);

export const keepReturnGood: ReturnKeeper = async (ctx, tx, { before, after, events, now }) => {
  if (!events.some(({ type }) => TELLING.has(type))) {
    // The letter of a gesture makes its own promise.
    const spoke =
      events.every(({ type }) => type !== 'gesture_given') &&
      events.some((event) => event.type === 'messaged' && event.direction === 'out' && event.informative);
    if (spoke && after.gestures !== undefined) await keepPromise(tx, after.id, now);
    return;
  }
  const wrongs = wrongsOfReturn(after, ctx.holidays);
  const had = before === null ? [] : wrongsOfReturn(before, ctx.holidays);
  const about = { orderId: after.order.id, returnId: after.id };
  if (wrongs.length > 0 || had.length > 0) {
    const known = before === null ? [] : await casesAbout(tx, after.id);
    await follow(ctx, tx, about, known, wrongs, now, null);
  }
  if (events.some(({ type }) => type === 'closed') && after.gestures !== undefined) await keepPromise(tx, after.id, now);
  // What the return says, the order's own case need not say as well.
  const speaks = events.some(({ type }) => type === 'approved') && after.items.some(({ reason }) => SAME_MATTER.has(reason));
  if (!speaks) return;
  for (const one of await casesAbout(tx, after.order.id))
    if (one.state === 'waiting' && one.cause !== 'other') await closeCase(tx, after.order.id, one.cause, 'goes_on_in_return', now);
};

const SAME_MATTER: ReadonlySet<string> = new Set(['not_received', 'arrived_late', 'damaged_in_transit']);

/** A gesture's money on a return goes the way of all refunds: the budget's book follows what becomes of it. */
export const keepGestureMoney: ReturnKeeper = async (_ctx, tx, { after, events, now }) => {
  for (const event of events) {
    if (event.type !== 'refund_confirmed' && event.type !== 'refund_failed' && event.type !== 'refund_retried') continue;
    const refund = after.refunds.find(({ id }) => id === event.refundId);
    if (refund?.gesture === undefined) continue;
    const one = await lockGestureCase(tx, refund.gesture);
    if (!one?.given) continue;
    const own = after.refunds.filter(({ gesture }) => gesture === refund.gesture);
    const line = { month: one.given.month, cause: one.cause, minor: one.value_minor };
    if (own.every(({ state }) => state === 'confirmed')) {
      await writeBook(tx, one.id, { ...line, what: 'reserved' }, now);
      await writeBook(tx, one.id, { ...line, what: 'given' }, now);
    } else if (own.every(({ state }) => state === 'failed')) await writeBook(tx, one.id, { ...line, what: 'released' }, now);
    else if (event.type === 'refund_retried') await writeBook(tx, one.id, { ...line, what: 'reserved' }, now);
    await saveCase(tx, { ...one, trouble: event.type === 'refund_failed' ? event.says : null, changed_at: now });
  }
};
