/** Orders by a few letters of their number, the buyer's name or e-mail, an IMEI or a serial number (M13). */
import type { Tx } from './db.ts';

/** From the rows as they stand: the order and its buyer are written. */
export async function writeOrderWords(tx: Tx, orderId: string): Promise<void> {
  await tx.query(
    `insert into desk.order_search as s (seller_id, order_id, words)
     select o.seller_id, o.id, desk.order_words(o.channel_order_id, o.ref_id, b.name, b.email, o.lines)
       from desk.orders o join desk.buyers b on b.seller_id = o.seller_id and b.order_id = o.id where o.seller_id = $1 and o.id = $2
     on conflict (seller_id, order_id) do update set words = excluded.words where s.words is distinct from excluded.words`,
    [tx.sellerId, orderId],
  );
}

/** The newest first. */
export async function searchOrders(tx: Tx, typed: string, most: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>('select id from desk.search_orders($1, $2) as id', [typed, most]);
  return rows.map(({ id }) => id);
}

export type AskedBack = {
  readonly order_id: string;
  readonly return_id: string;
  readonly rma: string;
  readonly status: string;
  readonly line_id: string;
  readonly unit: number;
  readonly open: boolean;
};

/** What is or was asked back of these orders, the newest first. */
export async function askedBackOf(tx: Tx, orderIds: readonly string[]): Promise<AskedBack[]> {
  return tx.query(
    `select i.order_id, i.return_id, r.rma, r.status, i.line_id, i.unit, i.open
       from desk.returns r join desk.return_items i on i.seller_id = r.seller_id and i.return_id = r.id
      where r.seller_id = $1 and r.order_id = any($2::uuid[]) order by r.opened_at desc, r.id desc, i.line_id, i.unit limit 500`,
    [tx.sellerId, orderIds],
  );
}

/** The orders of these returns, in their order. */
export async function ordersOfReturns(tx: Tx, returnIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ order_id: string }>(
    `select r.order_id from unnest($2::uuid[]) with ordinality as x(id, n) join desk.returns r on r.seller_id = $1 and r.id = x.id order by x.n`,
    [tx.sellerId, returnIds],
  );
  return rows.map(({ order_id }) => order_id);
}
