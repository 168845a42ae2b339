import type { Buyer, Order, OrderLine } from '../core/return/model.ts';
import type { ChannelRef } from '../channels/channel.ts';
import { normaliseSerial, numberOfImei } from '../core/inspection/identity.ts';
import { money } from '../core/money.ts';
import type { AbuseRecord } from '../core/policy/decision.ts';
import type { Fingerprint } from '../core/abuse/photo.ts';
import { recordOf, SIGN_COUNTS, SIGNS, signParams } from './abuse.ts';
import type { Tx } from './db.ts';
import { orderClockRows, PUT_ORDER_CLOCKS } from './clocks.ts';
import { DESCENT, HELD, type HeldUnit } from './devices.ts';
import { inForceAt } from './policies.ts';
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
  address: NonNullable<Buyer['address']> | null;
};

const COLUMNS = `o.id, o.channel, o.channel_order_id, o.country, o.currency, o.placed_at, o.shipped_at, o.delivered_at, o.shipping_paid_minor,
  o.lines, o.ref, o.updated_at, b.name, b.email, b.language, b.address`;
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
    buyer: { name: row.name, email: row.email, language: row.language, ...(row.address && { address: row.address }) },
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

/** Whoever opens a return of an order, or calls the order off, does it alone: what is read after this lock is true until the commit. */
export async function lockOrder(tx: Tx, orderId: string): Promise<void> {
  await tx.query('select 1 from desk.orders where seller_id = $1 and id = $2 for update', [tx.sellerId, orderId]);
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

/** Many at once, whatever their channels: a file names thousands. */
export async function findOrdersByNumbers(tx: Tx, numbers: readonly string[]): Promise<StoredOrder[]> {
  const rows = await tx.query<OrderRow>(
    `select ${COLUMNS} ${FROM} where o.seller_id = $1 and o.channel in (select slug from desk.connections where seller_id = $1)
      and o.channel_order_id = any($2::text[])`,
    [tx.sellerId, numbers],
  );
  return rows.map(stored);
}

/** In the order in which they were asked for. */
export async function readOrders(tx: Tx, ids: readonly string[]): Promise<StoredOrder[]> {
  const rows = await tx.query<OrderRow>(`select ${COLUMNS} ${FROM} where o.seller_id = $1 and o.id = any($2::uuid[])`, [tx.sellerId, ids]);
  const byId = new Map(rows.map((row) => [row.id, stored(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export type LinkKeys = { readonly mailbox: Buffer | null; readonly place: Buffer | null };

export type OrderWrite = Omit<Order, 'id'> & {
  readonly id: string;
  readonly buyer: Buyer;
  /** HMACs of the buyer's mailbox and front door (`app/link-keys.ts`). */
  readonly keys: LinkKeys;
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
    order.buyer.address ? JSON.stringify(order.buyer.address) : null,
    order.keys.mailbox,
    order.keys.place,
    JSON.stringify(order.lines.flatMap(deviceOf)),
    orderClockRows(order),
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
       -- Whoever tells no address takes none away: the channel knows it, the seller's own system often doesn't.
       insert into desk.buyers as b (seller_id, order_id, name, email, language, address, mailbox_key, place_key)
       select $1, id, $15, $16, $17, $18::jsonb, $19::bytea, $20::bytea from known
       on conflict (seller_id, order_id) do update set name = excluded.name, email = excluded.email, language = excluded.language,
           address = coalesce(excluded.address, b.address), mailbox_key = excluded.mailbox_key,
           place_key = case when excluded.address is null then b.place_key else excluded.place_key end
         where (b.name, b.email, b.language, b.address, b.mailbox_key, b.place_key) is distinct from (
           excluded.name, excluded.email, excluded.language, coalesce(excluded.address, b.address), excluded.mailbox_key,
           case when excluded.address is null then b.place_key else excluded.place_key end)
       returning 1),
     devices as (
       insert into desk.devices as d (seller_id, order_id, line_id, imei, imei2, serial)
       select $1, known.id, x.line_id, x.imei, x.imei2, x.serial from known cross join jsonb_to_recordset($21::jsonb) as x(line_id text, imei text, imei2 text, serial text)
       on conflict (seller_id, order_id, line_id) do update set imei = excluded.imei, imei2 = excluded.imei2, serial = excluded.serial
         where (d.imei, d.imei2, d.serial) is distinct from (excluded.imei, excluded.imei2, excluded.serial)),
     ${PUT_ORDER_CLOCKS}
     select known.id, known.created, exists (select 1 from o) or exists (select 1 from b) as changed from known`,
    values,
  );
  return row!;
}

/** The line's device by its numbers. Several units of a line have no number of their own. */
function deviceOf({
  id,
  quantity,
  imei,
  imei2,
  serial,
}: OrderLine): { line_id: string; imei: string | null; imei2: string | null; serial: string | null }[] {
  const device = { line_id: id, imei: numberOfImei(imei), imei2: numberOfImei(imei2), serial: normaliseSerial(serial) };
  return quantity === 1 && (device.imei !== null || device.serial !== null) ? [device] : [];
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
  /** Ended returns of what the units stand for, under the line and unit that stands for them (M5). */
  readonly ancestors: readonly UnitHistory[];
  /** Units that were replaced under this order: what the buyer holds now, the latest last. */
  readonly held: readonly HeldUnit[];
  readonly record: AbuseRecord;
  readonly buyerReturns12m: number;
  readonly buyerOrders12m: number;
  /** Months on top of the warranty, by gestures (M19). */
  readonly warrantyExtendedBy: number;
  /** The policy version in force at `now`. */
  readonly policyVersion: string | null;
};

/** `photos`: fingerprints of what the buyer shows; the same elsewhere is a sign (M7). */
export async function readOpeningFacts(
  tx: Tx,
  channel: string,
  channelOrderId: string,
  now: string,
  photos: readonly Fingerprint[] = [],
): Promise<OpeningFacts | null> {
  const [row] = await tx.query<
    OrderRow & {
      history: UnitHistory[] | null;
      ancestors: UnitHistory[] | null;
      held: HeldUnit[] | null;
      signs: Parameters<typeof recordOf>[0];
      buyer_returns: number;
      buyer_orders: number;
      policy_version: string | null;
      warranty_months: number;
    }
  >(
    `with recursive asked as materialized (select ${COLUMNS}, b.mailbox_key, b.place_key ${FROM} where o.seller_id = $1 and o.channel = $2 and o.channel_order_id = $3),
     ${DESCENT},
     ${SIGNS}
     select a.*,
       (select jsonb_agg(jsonb_build_object(${UNIT_HISTORY}) order by i.closed_at nulls last)
          from desk.return_items i where i.seller_id = $1 and i.order_id = a.id) as history,
       (select jsonb_agg(jsonb_build_object(${UNIT_HISTORY}) || jsonb_build_object('line_id', s.root_line, 'unit', 1) order by i.closed_at)
          from descent s join desk.return_items i on i.seller_id = $1 and i.order_id = s.order_id and i.line_id = s.line_id and i.unit = s.unit
         where s.depth > 0 and not i.open) as ancestors,
       ${HELD} as held,
       ${SIGN_COUNTS} as signs,
       (select count(*) from mine m join desk.returns r on r.seller_id = $1 and r.order_id = m.order_id
         where r.opened_at > $4::timestamptz - interval '12 months') as buyer_returns,
       (select count(*) from mine m join desk.orders p on p.seller_id = $1 and p.id = m.order_id
         where p.placed_at > $4::timestamptz - interval '12 months') as buyer_orders,
       (select coalesce(sum(w.months), 0)::integer from desk.warranty_extensions w where w.seller_id = $1 and w.order_id = a.id) as warranty_months,
       ${inForceAt('$4')} as policy_version
     from asked a`,
    [tx.sellerId, channel, channelOrderId, now, ...signParams(photos, null)],
  );
  return row
    ? {
        stored: stored(row),
        history: row.history ?? [],
        ancestors: row.ancestors ?? [],
        held: row.held ?? [],
        record: recordOf(row.signs),
        buyerReturns12m: Number(row.buyer_returns),
        buyerOrders12m: Number(row.buyer_orders),
        warrantyExtendedBy: row.warranty_months,
        policyVersion: row.policy_version,
      }
    : null;
}

/** What the law makes of an earlier repair hangs on when it was asked for, and on what the buyer had wanted. */
const UNIT_HISTORY = `'return_id', i.return_id, 'line_id', i.line_id, 'unit', i.unit, 'open', i.open, 'reason', i.reason, 'settlement', i.settlement,
  'authorisation', i.authorisation, 'verdict', i.verdict, 'closed_at', i.closed_at, 'repair', case when i.settlement in ('repaired', 'replaced') then
    (select jsonb_build_object('requestedAt', r.opened_at, 'wanted', w ->> 'wants')
       from desk.returns r, jsonb_array_elements(r.state -> 'items') as w
      where r.seller_id = $1 and r.id = i.return_id and w ->> 'lineId' = i.line_id and (w ->> 'unit')::integer = i.unit) end`;
