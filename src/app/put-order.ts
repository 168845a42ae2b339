import type { Buyer, Order } from '../core/return/model.ts';
import { readConnection } from '../store/connections.ts';
import { putOrder as store, putOrderRef, readOrder, type StoredOrder } from '../store/orders.ts';
import { type Context, newId } from './context.ts';

export type PutOrder = { readonly ok: true; readonly stored: StoredOrder; readonly created: boolean; readonly changed: boolean } | { readonly ok: false; readonly refusal: 'channel_not_found' };

/** Makes or updates an order; the same body twice changes nothing. In the sandbox the toy marketplace learns of it too. */
export async function putOrder(ctx: Context, sellerId: string, order: Omit<Order, 'id'>, buyer: Buyer): Promise<PutOrder> {
  const now = ctx.clock.now(sellerId);
  const put = await ctx.db.withSeller(sellerId, async (tx) => {
    const connection = await readConnection(tx, order.channel);
    if (!connection) return null;
    const written = await store(tx, { ...order, id: newId(ctx, now), buyer, ref: null, raw: undefined }, now);
    return { ...written, connection, stored: (await readOrder(tx, written.id))! };
  });
  if (!put) return { ok: false, refusal: 'channel_not_found' };
  const { connection, created, changed } = put;
  let { stored } = put;
  if (ctx.adoptOrder && connection.kind === 'backmarket' && ctx.sellers.get(sellerId).sandbox && (changed || !stored.ref)) {
    const ref = await ctx.adoptOrder(stored.order, stored.buyer);
    await ctx.db.withSeller(sellerId, (tx) => putOrderRef(tx, stored.order.id, ref));
    stored = { ...stored, ref };
  }
  return { ok: true, stored, created, changed };
}
