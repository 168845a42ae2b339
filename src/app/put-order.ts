import type { Buyer, Order } from '../core/return/model.ts';
import { type OrderClockRow, readOrderClocks } from '../store/clocks.ts';
import { readConnection } from '../store/connections.ts';
import { isUniqueViolation } from '../store/db.ts';
import { claimRef, findOrder, putOrder as store, type StoredOrder } from '../store/orders.ts';
import { keepOrder } from './alongside.ts';
import { type Context, newId } from './context.ts';
import { linkKeys } from './link-keys.ts';
import { followOrder } from './redecide.ts';

export type PutOrder =
  | {
      readonly ok: true;
      readonly stored: StoredOrder;
      readonly clocks: readonly OrderClockRow[];
      readonly created: boolean;
      readonly changed: boolean;
    }
  | { readonly ok: false; readonly refusal: 'channel_not_found' };

/** Makes or updates an order; the same body twice changes nothing. In the sandbox the toy marketplace learns of it too. */
export async function putOrder(ctx: Context, sellerId: string, order: Omit<Order, 'id'>, buyer: Buyer): Promise<PutOrder> {
  const now = ctx.clock.now(sellerId);
  const seller = ctx.sellers.get(sellerId);
  const connection = await ctx.db.withSeller(sellerId, (tx) => readConnection(tx, order.channel));
  if (!connection) return { ok: false, refusal: 'channel_not_found' };
  const id = newId(ctx, now);
  const toy = ctx.adoptOrder && seller.sandbox && connection.kind === 'backmarket';
  const ref = toy ? await ctx.adoptOrder!({ ...order, id }, buyer) : null;
  const put = await onceMoreIfRaced(() =>
    ctx.db.withSeller(sellerId, async (tx): Promise<PutOrder & { readonly ok: true }> => {
      if (ref) await claimRef(tx, order.channel, ref.orderId, order.channelOrderId);
      const written = await store(tx, { ...order, id, buyer, keys: linkKeys(ctx, sellerId, buyer), ref, raw: undefined }, now);
      const stored = (await findOrder(tx, order.channel, order.channelOrderId))!;
      if (written.changed) await keepOrder(ctx, tx, { order: stored.order, created: written.created, now });
      return {
        ok: true,
        created: written.created,
        changed: written.changed,
        stored,
        clocks: await readOrderClocks(tx, written.id),
      };
    }),
  );
  if (!put.created) await followOrder(ctx, sellerId, put.stored.order.id);
  return put;
}

/** The seller's system and the channel may tell us of one order in the same moment: the slower one finds what the faster one made. */
export async function onceMoreIfRaced<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error, 'orders_ref_key')) throw error;
    return work();
  }
}
