import type { Buyer, Order, OrderLine } from '../core/return/model.ts';
import type { ChannelRef } from '../channels/channel.ts';
import { money } from '../core/money.ts';
import type { Tx } from './db.ts';
import type { UnitHistory } from './returns.ts';

export type StoredOrder = { readonly order: Order; readonly buyer: Buyer; readonly ref: ChannelRef | null; readonly updatedAt: string };

type OrderRow = {
  id: string;
  channel: string;
  channel_order_id: string;
  country: string;
  currency: string;
  placed_at: string;
  shipped_at: string | null;
  delivered_at: string | null;
  shipping_paid_minor: number | null;
  lines: OrderLine[];
  ref: ChannelRef | null;
  updated_at: string;
  name: string;
  email: string;
  language: Buyer['language'];
};

const COLUMNS = `o.id, o.channel, o.channel_order_id, o.country, o.currency, o.placed_at, o.shipped_at, o.delivered_at, o.shipping_paid_minor,
  o.lines, o.ref, o.updated_at, b.name, b.email, b.language`;
const FROM = `from desk.orders o join desk.buyers b on b.seller_id = o.seller_id and b.order_id = o.id`;

function stored(row: OrderRow): StoredOrder {
  return {
    order: {
      id: row.id,
      channel: row.channel,
      channelOrderId: row.channel_order_id,
      country: row.country,
      currency: row.currency,
      placedAt: row.placed_at,
      ...(row.shipped_at === null ? {} : { shippedAt: row.shipped_at }),
      ...(row.delivered_at === null ? {} : { deliveredAt: row.delivered_at }),
      ...(row.shipping_paid_minor === null ? {} : { shippingPaid: money(Number(row.shipping_paid_minor), row.currency) }),
      lines: row.lines,
    },
    buyer: { name: row.name, email: row.email, language: row.language },
    ref: row.ref,
    updatedAt: row.updated_at,
  };
}

export async function findOrder(tx: Tx, channel: string, channelOrderId: string): Promise<StoredOrder | null> {
  const [row] = await tx.query<OrderRow>(
    `select ${COLUMNS} ${FROM} where o.seller_id = $1 and o.channel = $2 and o.channel_order_id = $3`,
    [tx.sellerId, channel, channelOrderId],
  );
  return row ? stored(row) : null;
}

/** By the channel's own number, which the seller's system may not know. */
export async function findOrderByRef(tx: Tx, channel: string, refId: string): Promise<StoredOrder | null> {
  const [row] = await tx.query<OrderRow>(`select ${COLUMNS} ${FROM} where o.seller_id = $1 and o.channel = $2 and o.ref_id = $3`, [
    tx.sellerId,
    channel,
    refId,
  ]);
  return row ? stored(row) : null;
}

export async function readOrder(tx: Tx, id: string): Promise<StoredOrder | null> {
  const [row] = await tx.query<OrderRow>(`select ${COLUMNS} ${FROM} where o.seller_id = $1 and o.id = $2`, [tx.sellerId, id]);
  return row ? stored(row) : null;
}

/** By number alone, whatever the channel: for the portal and the scanner. */
export async function findOrdersByNumber(tx: Tx, typed: string): Promise<StoredOrder[]> {
  // A phone's keyboard writes capitals by itself. A list of spellings instead of lower(…): functions are not leak proof, so under
  // row-level security their index would never be used.
  const spellings = [...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])];
  const rows = await tx.query<OrderRow>(
    `select ${COLUMNS} ${FROM} where o.seller_id = $1 and o.channel in (select slug from desk.connections where seller_id = $1)
      and o.channel_order_id = any($2::text[]) limit 10`,
    [tx.sellerId, spellings],
  );
  return rows.map(stored);
}

export type OrderWrite = Omit<Order, 'id'> & {
  readonly id: string;
  readonly buyer: Buyer;
  readonly ref: ChannelRef | null;
  readonly raw: unknown;
};

/** Makes or updates; the id of an order that exists stays. `changed` is false where the same facts were there already. */
export async function putOrder(tx: Tx, order: OrderWrite, now: string): Promise<{ id: string; created: boolean; changed: boolean }> {
  const values = [
    tx.sellerId,
    order.id,
    order.channel,
    order.channelOrderId,
    order.country,
    order.currency,
    order.placedAt,
    order.shippedAt ?? null,
    order.deliveredAt ?? null,
    order.shippingPaid?.minor ?? null,
    JSON.stringify(order.lines),
    order.ref && JSON.stringify(order.ref),
    order.raw === undefined ? null : JSON.stringify(order.raw),
    now,
    order.buyer.name,
    order.buyer.email.toLowerCase(),
    order.buyer.language,
  ];
  const [row] = await tx.query<{ id: string; created: boolean; changed: boolean }>(
    `with o as (
       insert into desk.orders as o (seller_id, id, channel, channel_order_id, country, currency, placed_at, shipped_at, delivered_at,
                                     shipping_paid_minor, lines, ref, raw, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)
       on conflict (seller_id, channel, channel_order_id) do update set
         country = excluded.country, currency = excluded.currency, placed_at = excluded.placed_at, shipped_at = excluded.shipped_at,
         delivered_at = excluded.delivered_at, shipping_paid_minor = excluded.shipping_paid_minor, lines = excluded.lines,
         ref = coalesce(excluded.ref, o.ref), raw = coalesce(excluded.raw, o.raw), updated_at = excluded.updated_at
         where (o.country, o.currency, o.placed_at, o.shipped_at, o.delivered_at, o.shipping_paid_minor, o.lines, coalesce(excluded.ref, o.ref))
           is distinct from (excluded.country, excluded.currency, excluded.placed_at, excluded.shipped_at, excluded.delivered_at, excluded.shipping_paid_minor, excluded.lines, o.ref)
       returning id, created_at = updated_at and xmax = 0 as created),
     known as (select id, created from o union all select id, false from desk.orders where seller_id = $1 and channel = $3 and channel_order_id = $4 limit 1),
     b as (
       insert into desk.buyers as b (seller_id, order_id, name, email, language)
       select $1, id, $15, $16, $17 from known
       on conflict (seller_id, order_id) do update set name = excluded.name, email = excluded.email, language = excluded.language
         where (b.name, b.email, b.language) is distinct from (excluded.name, excluded.email, excluded.language)
       returning 1)
     select known.id, known.created, exists (select 1 from o) or exists (select 1 from b) as changed from known`,
    values,
  );
  return row!;
}

/** An order that the channel told us of first is the one that the seller's system now names: it takes that name. */
export async function claimRef(tx: Tx, channel: string, refId: string, channelOrderId: string): Promise<void> {
  await tx.query(
    'update desk.orders set channel_order_id = $4 where seller_id = $1 and channel = $2 and ref_id = $3 and channel_order_id <> $4',
    [tx.sellerId, channel, refId, channelOrderId],
  );
}

/** Everything that opening a return must know, in one round trip. */
export type OpeningFacts = {
  readonly stored: StoredOrder;
  readonly history: readonly UnitHistory[];
  readonly buyerReturns12m: number;
  readonly buyerOrders12m: number;
  /** The policy version in force at `now`. */
  readonly policyVersion: string | null;
};

export async function readOpeningFacts(tx: Tx, channel: string, channelOrderId: string, now: string): Promise<OpeningFacts | null> {
  const [row] = await tx.query<
    OrderRow & { history: UnitHistory[] | null; buyer_returns: number; buyer_orders: number; policy_version: string | null }
  >(
    `select ${COLUMNS},
       (select jsonb_agg(jsonb_build_object('return_id', i.return_id, 'line_id', i.line_id, 'unit', i.unit, 'open', i.open, 'reason', i.reason,
                 'settlement', i.settlement, 'authorisation', i.authorisation, 'verdict', i.verdict, 'closed_at', i.closed_at) order by i.closed_at nulls last)
          from desk.return_items i where i.seller_id = $1 and i.order_id = o.id) as history,
       (select count(*) from desk.returns r where r.seller_id = $1 and r.opened_at > $4::timestamptz - interval '12 months'
          and r.order_id in (select e.order_id from desk.buyers e where e.seller_id = $1 and e.email = b.email)) as buyer_returns,
       (select count(*) from desk.buyers e join desk.orders p on p.seller_id = $1 and p.id = e.order_id
          where e.seller_id = $1 and e.email = b.email and p.placed_at > $4::timestamptz - interval '12 months') as buyer_orders,
       (select p.version from desk.policy_versions p where p.seller_id = $1 and p.effective_from <= $4 order by p.effective_from desc, p.version desc limit 1) as policy_version
     ${FROM} where o.seller_id = $1 and o.channel = $2 and o.channel_order_id = $3`,
    [tx.sellerId, channel, channelOrderId, now],
  );
  return row
    ? {
        stored: stored(row),
        history: row.history ?? [],
        buyerReturns12m: Number(row.buyer_returns),
        buyerOrders12m: Number(row.buyer_orders),
        policyVersion: row.policy_version,
      }
    : null;
}
