/**
 * What a channel or the seller's own system tells of an order may be older than what we did (M23): it does not know yet that the order has left. And
 * an order that left can't be cancelled any more.
 */
import { wholeOrderShipped } from '../core/outbound.ts';
import { putOrder, readOrder } from '../store/orders.ts';
import { cancellationsOf, insertOutboundEvent, shipmentsOf, stopOrderClocks, updateCancellation } from '../store/outbound.ts';
import type { OrderKeeper } from './alongside.ts';
import { newId } from './context.ts';
import { linkKeys } from './link-keys.ts';

export const keepOutbound: OrderKeeper = async (ctx, tx, { order, created, now }) => {
  if (created) return;
  const wishes = await cancellationsOf(tx, order.id);
  if (wishes.some(({ state }) => state === 'accepted')) await stopOrderClocks(tx, order.id);
  if (order.shippedAt !== undefined) {
    const wish = wishes.find(({ state }) => state === 'open');
    if (!wish) return;
    await updateCancellation(tx, { ...wish, state: 'too_late', ended_at: now, next_at: null });
    const body = { type: 'wish_too_late', by: { kind: 'system', name: 'outbound' } };
    await insertOutboundEvent(tx, { id: newId(ctx, now), order_id: order.id, at: now, body });
    return;
  }
  const live = (await shipmentsOf(tx, order.id)).filter(({ state }) => state !== 'mistaken');
  const facts = live.map(({ id, state, line_ids }) => ({ id, state, lineIds: line_ids }));
  if (live.length === 0 || !wholeOrderShipped(order, facts)) return;
  const stored = await readOrder(tx, order.id);
  if (!stored) return;
  // The other books have known since it was entered: only the order's own row is put right.
  const shippedAt = live
    .map((one) => one.shipped_at)
    .sort()
    .at(-1)!;
  const { buyer, ref } = stored;
  await putOrder(tx, { ...stored.order, shippedAt, buyer, keys: linkKeys(ctx, tx.sellerId, buyer), ref, raw: undefined }, now);
};
