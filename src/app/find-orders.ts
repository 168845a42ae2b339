/** Orders by whatever the caller on the phone can say (M13): a number, a name, an e-mail, an IMEI, an RMA. */
import type { Tx } from '../store/db.ts';
import { findOrdersByNumber, readOrders, type StoredOrder } from '../store/orders.ts';
import { type AskedBack, askedBackOf, ordersOfReturns, searchOrders } from '../store/order-search.ts';
import { searchReturns } from '../store/returns.ts';

export type FoundOrder = StoredOrder & {
  /** Its returns, the newest first; a unit each. */
  readonly asked: readonly AskedBack[];
};

/** The order of that very number first, then those that begin or hold what was typed, the newest first. */
export async function findOrders(tx: Tx, typed: string, most: number): Promise<FoundOrder[]> {
  const joined = typed.replace(/[\s-]/g, '');
  const numeric = joined !== typed && /\d{6}/.test(joined);
  const [exact, words, pieces, returned] = await Promise.all([
    findOrdersByNumber(tx, typed),
    searchOrders(tx, typed, most),
    // Device numbers are read out and printed in groups.
    numeric ? searchOrders(tx, joined, most) : [],
    /\d/.test(typed) ? searchReturns(tx, typed) : [],
  ]);
  const byReturn = returned.length === 0 ? [] : await ordersOfReturns(tx, returned.slice(0, most));
  const ids = [...new Set([...exact.map(({ order }) => order.id), ...words, ...pieces, ...byReturn])].slice(0, most);
  const [orders, asked] = await Promise.all([readOrders(tx, ids), askedBackOf(tx, ids)]);
  return orders.map((stored) => ({ ...stored, asked: asked.filter(({ order_id }) => order_id === stored.order.id) }));
}
