/** Parcels on their way to the buyer, wishes to cancel, and what was done about them (M23, M24). */
import type { OrderClockKind } from '../core/clocks/order-clocks.ts';
import type { ShipmentState } from '../core/outbound.ts';
import type { OrderLine } from '../core/return/model.ts';
import type { Tx } from './db.ts';

export type Shipment = {
  readonly id: string;
  readonly order_id: string;
  readonly line_ids: readonly string[] | null;
  readonly carrier: string;
  readonly tracking_number: string;
  readonly shipped_at: string;
  readonly moved_at: string;
  readonly delivered_at: string | null;
  readonly scans: readonly { readonly at: string; readonly code: string; readonly place?: string }[];
  readonly state: ShipmentState;
};
const SHIPMENT = 's.id, s.order_id, s.line_ids, s.carrier, s.tracking_number, s.shipped_at, s.moved_at, s.delivered_at, s.scans, s.state';

export async function shipmentsOf(tx: Tx, orderId: string): Promise<Shipment[]> {
  return tx.query<Shipment>(
    `select ${SHIPMENT} from desk.shipments s where s.seller_id = $1 and s.order_id = $2 order by s.shipped_at, s.id`,
    [tx.sellerId, orderId],
  );
}

export async function lockShipment(tx: Tx, id: string): Promise<Shipment | null> {
  const [row] = await tx.query<Shipment>(`select ${SHIPMENT} from desk.shipments s where s.seller_id = $1 and s.id = $2 for update`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

/** False where this parcel is entered already, with this order or another. */
export async function insertShipment(tx: Tx, shipment: Omit<Shipment, 'scans' | 'delivered_at' | 'state' | 'moved_at'>): Promise<boolean> {
  const { id, order_id, line_ids, carrier, tracking_number, shipped_at } = shipment;
  const rows = await tx.query(
    `insert into desk.shipments (seller_id, id, order_id, line_ids, carrier, tracking_number, shipped_at, moved_at, state)
     values ($1, $2, $3, $4, $5, $6, $7, $7, 'under_way')
     on conflict (seller_id, carrier, tracking_number) where state <> 'mistaken' do nothing returning 1`,
    [tx.sellerId, id, order_id, line_ids, carrier, tracking_number, shipped_at],
  );
  return rows.length > 0;
}

export async function updateShipment(
  tx: Tx,
  { id, state, moved_at, delivered_at, scans }: Pick<Shipment, 'id' | 'state' | 'moved_at' | 'delivered_at' | 'scans'>,
): Promise<void> {
  await tx.query('update desk.shipments set state = $3, moved_at = $4, delivered_at = $5, scans = $6 where seller_id = $1 and id = $2', [
    tx.sellerId,
    id,
    state,
    moved_at,
    delivered_at,
    JSON.stringify(scans),
  ]);
}

/** Parcels that a carrier can be asked about, those that were silent longest first. */
export async function shipmentsUnderWay(tx: Tx): Promise<{ id: string; carrier: string; tracking_number: string }[]> {
  return tx.query(
    `select id, carrier, tracking_number from desk.shipments where seller_id = $1 and state = 'under_way' order by moved_at, id limit 500`,
    [tx.sellerId],
  );
}

export type Cancellation = {
  readonly id: string;
  readonly order_id: string;
  readonly state: 'open' | 'saved' | 'accepted' | 'too_late';
  readonly says: string;
  readonly via: string;
  readonly asked_at: string;
  readonly answer_by: string;
  readonly answered_at: string | null;
  readonly ended_at: string | null;
  readonly settled_at: string | null;
  readonly amount_minor: number | null;
  readonly currency: string;
  readonly next_at: string | null;
};
const CANCELLATION =
  'c.id, c.order_id, c.state, c.says, c.via, c.asked_at, c.answer_by, c.answered_at, c.ended_at, c.settled_at, c.amount_minor, c.currency, c.next_at';

export async function cancellationsOf(tx: Tx, orderId: string): Promise<Cancellation[]> {
  return tx.query<Cancellation>(
    `select ${CANCELLATION} from desk.cancellations c where c.seller_id = $1 and c.order_id = $2 order by c.asked_at, c.id`,
    [tx.sellerId, orderId],
  );
}

export async function lockCancellation(tx: Tx, id: string): Promise<Cancellation | null> {
  const [row] = await tx.query<Cancellation>(
    `select ${CANCELLATION} from desk.cancellations c where c.seller_id = $1 and c.id = $2 for update`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

/** False where a wish of this order is open, or was granted. */
export async function insertCancellation(tx: Tx, wish: Cancellation): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.cancellations (seller_id, id, order_id, state, says, via, asked_at, answer_by, currency, next_at)
     values ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9)
     on conflict (seller_id, order_id) where state in ('open', 'accepted') do nothing returning 1`,
    [tx.sellerId, wish.id, wish.order_id, wish.says, wish.via, wish.asked_at, wish.answer_by, wish.currency, wish.next_at],
  );
  return rows.length > 0;
}

export async function updateCancellation(tx: Tx, wish: Cancellation): Promise<void> {
  await tx.query(
    `update desk.cancellations set state = $3, answered_at = $4, ended_at = $5, settled_at = $6, amount_minor = $7, next_at = $8
      where seller_id = $1 and id = $2`,
    [tx.sellerId, wish.id, wish.state, wish.answered_at, wish.ended_at, wish.settled_at, wish.amount_minor, wish.next_at],
  );
}

/** Whether the order's cancellation was granted: then nothing goes out, and nothing can come back. */
export async function isCancelled(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await tx.query(`select 1 from desk.cancellations where seller_id = $1 and order_id = $2 and state = 'accepted'`, [
    tx.sellerId,
    orderId,
  ]);
  return rows.length > 0;
}

/** Nobody waits any more for an order that was called off. A breach stays on the record. */
export async function stopOrderClocks(tx: Tx, orderId: string): Promise<void> {
  await tx.query(
    `update desk.order_clocks set next_at = null, state = case state when 'running' then 'stopped' else state end where seller_id = $1 and order_id = $2`,
    [tx.sellerId, orderId],
  );
}

export type OutboundEvent = { readonly id: string; readonly order_id: string; readonly at: string; readonly body: OutboundBody };
/** What was done, and by whom. */
export type OutboundBody = { readonly type: string; readonly by: unknown } & Readonly<Record<string, unknown>>;

export async function insertOutboundEvent(tx: Tx, event: OutboundEvent): Promise<void> {
  await tx.query('insert into desk.outbound_events (seller_id, id, order_id, at, body) values ($1, $2, $3, $4, $5)', [
    tx.sellerId,
    event.id,
    event.order_id,
    event.at,
    JSON.stringify(event.body),
  ]);
}

export async function outboundEvents(tx: Tx, orderId: string): Promise<OutboundEvent[]> {
  return tx.query<OutboundEvent>(
    'select id, order_id, at, body from desk.outbound_events where seller_id = $1 and order_id = $2 order by at, id limit 500',
    [tx.sellerId, orderId],
  );
}

export async function readOutboundEvent(tx: Tx, id: string): Promise<OutboundEvent | null> {
  const [row] = await tx.query<OutboundEvent>('select id, order_id, at, body from desk.outbound_events where seller_id = $1 and id = $2', [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

// ── The watch ──

export type WatchRow = {
  readonly order_id: string;
  readonly channel: string;
  readonly channel_order_id: string;
  readonly country: string;
  readonly currency: string;
  readonly buyer: string;
  readonly lines: readonly OrderLine[];
  readonly placed_at: string;
  readonly shipped_at: string | null;
  /** The moment that the list is ordered by. */
  readonly at: string;
  /** Its place in the order: of the order, the shipment or the wish. */
  readonly row_id: string;
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  readonly state: string | null;
  /** Whether the buyer wants to call it off. */
  readonly wish: boolean;
};
export type WatchCursor = { readonly at: string; readonly id: string };

const ORDER = `o.id as order_id, o.channel, o.channel_order_id, o.country, o.currency, b.name as buyer, o.lines, o.placed_at, o.shipped_at`;
const JOIN = `join desk.orders o on o.seller_id = x.seller_id and o.id = x.order_id join desk.buyers b on b.seller_id = x.seller_id and b.order_id = x.order_id`;
const WISH = `exists (select 1 from desk.cancellations w where w.seller_id = x.seller_id and w.order_id = x.order_id and w.state = 'open') as wish`;
const FIRST: WatchCursor = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** Orders whose clock runs (`running`) or has run out (`breached`) and was not met, the most urgent first. `deliver` shows what has left. */
export async function watchClocks(
  tx: Tx,
  kind: OrderClockKind,
  state: 'running' | 'breached',
  after: WatchCursor | null,
  limit: number,
): Promise<WatchRow[]> {
  const { at, id } = after ?? FIRST;
  return tx.query<WatchRow>(
    `select ${ORDER}, x.due_at as at, x.order_id as row_id, s.carrier, s.tracking_number, s.state, ${WISH}
       from desk.order_clocks x ${JOIN}
       left join lateral (select carrier, tracking_number, state from desk.shipments s where s.seller_id = x.seller_id and s.order_id = x.order_id
          and s.state <> 'mistaken' order by s.shipped_at desc limit 1) s on true
      where x.seller_id = $1 and x.kind = $2 and ${state === 'running' ? `x.state = 'running'` : `x.state = 'breached' and x.met_at is null`}
        and (x.kind = 'ship' or o.shipped_at is not null)
        and not exists (select 1 from desk.cancellations w where w.seller_id = x.seller_id and w.order_id = x.order_id and w.state = 'accepted')
        and (x.due_at, x.order_id) > ($3::timestamptz, $4::uuid)
      order by x.due_at, x.order_id limit $5`,
    [tx.sellerId, kind, at, id, limit],
  );
}

/** Parcels that nobody has scanned since `before`, the most silent first; or those with which something is wrong. */
export async function watchShipments(
  tx: Tx,
  which: 'still' | 'trouble',
  before: string,
  after: WatchCursor | null,
  limit: number,
): Promise<WatchRow[]> {
  const { at, id } = after ?? FIRST;
  const where = which === 'still' ? `x.state = 'under_way'` : `x.state in ('lost', 'misdelivered', 'damaged', 'returned')`;
  return tx.query<WatchRow>(
    `select ${ORDER}, x.moved_at as at, x.id as row_id, x.carrier, x.tracking_number, x.state, ${WISH} from desk.shipments x ${JOIN}
      where x.seller_id = $1 and ${where} and x.moved_at < $2 and (x.moved_at, x.id) > ($3::timestamptz, $4::uuid)
      order by x.moved_at, x.id limit $5`,
    [tx.sellerId, before, at, id, limit],
  );
}

/** Wishes that wait for an answer, the most urgent first. */
export async function watchWishes(tx: Tx, after: WatchCursor | null, limit: number): Promise<WatchRow[]> {
  const { at, id } = after ?? FIRST;
  return tx.query<WatchRow>(
    `select ${ORDER}, x.answer_by as at, x.id as row_id, null as carrier, null as tracking_number, x.state, true as wish
       from desk.cancellations x ${JOIN}
      where x.seller_id = $1 and x.state = 'open' and (x.answer_by, x.id) > ($2::timestamptz, $3::uuid) order by x.answer_by, x.id limit $4`,
    [tx.sellerId, at, id, limit],
  );
}

/** How many wait in each list; `most` and more are told as `most`: nobody reads five digits, and counting them all would read them all. */
export async function countWatch(tx: Tx, stillBefore: string, most = 1000): Promise<Record<string, number>> {
  const clock = (kind: OrderClockKind, where: string) =>
    `(select count(*) from (select 1 from desk.order_clocks x join desk.orders o on o.seller_id = x.seller_id and o.id = x.order_id
        where x.seller_id = $1 and x.kind = '${kind}' and ${where} and (x.kind = 'ship' or o.shipped_at is not null)
          and not exists (select 1 from desk.cancellations w where w.seller_id = x.seller_id and w.order_id = x.order_id and w.state = 'accepted')
        limit $3) as n)`;
  const [row] = await tx.query<Record<string, number>>(
    `select ${clock('ship', `x.state = 'running'`)} as to_ship, ${clock('ship', `x.state = 'breached' and x.met_at is null`)} as ship_late,
            ${clock('deliver', `x.state = 'running'`)} as on_the_way, ${clock('deliver', `x.state = 'breached' and x.met_at is null`)} as deliver_late,
            (select count(*) from (select 1 from desk.shipments where seller_id = $1 and state = 'under_way' and moved_at < $2 limit $3) as n) as still,
            (select count(*) from (select 1 from desk.shipments where seller_id = $1 and state in ('lost', 'misdelivered', 'damaged', 'returned') limit $3) as n) as trouble,
            (select count(*) from (select 1 from desk.cancellations where seller_id = $1 and state = 'open' limit $3) as n) as wishes`,
    [tx.sellerId, stillBefore, most],
  );
  return row!;
}

// ── Ladders of order clocks ──

export type DueOrderClock = {
  readonly order_id: string;
  readonly kind: OrderClockKind;
  readonly country: string;
  readonly placed_at: string;
  readonly shipped_at: string | null;
  readonly delivered_at: string | null;
  readonly taken: readonly { readonly at_step: string; readonly step: string; readonly due_at: string }[] | null;
};

/** Clocks of orders on which a step is due, locked; another sweeper takes others. */
export async function dueOrderClocks(tx: Tx, now: string): Promise<DueOrderClock[]> {
  return tx.query<DueOrderClock>(
    `select c.order_id, c.kind, o.country, o.placed_at, o.shipped_at, o.delivered_at,
            (select jsonb_agg(jsonb_build_object('at_step', t.at_step, 'step', t.step, 'due_at', to_char(t.due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
               from desk.order_steps t where t.seller_id = c.seller_id and t.order_id = c.order_id and t.kind = c.kind) as taken
       from desk.order_clocks c join desk.orders o on o.seller_id = c.seller_id and o.id = c.order_id
      where c.seller_id = $1 and c.next_at <= $2 order by c.next_at, c.order_id, c.kind limit 500 for update of c skip locked`,
    [tx.sellerId, now],
  );
}

export async function setNextStep(tx: Tx, orderId: string, kind: OrderClockKind, nextAt: string | null): Promise<void> {
  await tx.query('update desk.order_clocks set next_at = $4 where seller_id = $1 and order_id = $2 and kind = $3', [
    tx.sellerId,
    orderId,
    kind,
    nextAt,
  ]);
}

export async function insertOrderStep(
  tx: Tx,
  step: { order_id: string; kind: OrderClockKind; due_at: string; at_step: string; step: string; at: string; overtaken: boolean },
): Promise<void> {
  await tx.query(
    `insert into desk.order_steps (seller_id, order_id, kind, due_at, at_step, step, at, overtaken) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict do nothing`,
    [tx.sellerId, step.order_id, step.kind, step.due_at, step.at_step, step.step, step.at, step.overtaken],
  );
}

/** Of these orders, those that are still late or about to be: whom a mail names when it is written. */
export async function stillWaiting(
  tx: Tx,
  kind: OrderClockKind,
  orderIds: readonly string[],
): Promise<{ channel_order_id: string; due_at: string; title: string; country: string }[]> {
  return tx.query(
    `select o.channel_order_id, c.due_at, o.lines -> 0 ->> 'title' as title, o.country from desk.order_clocks c
       join desk.orders o on o.seller_id = c.seller_id and o.id = c.order_id
      where c.seller_id = $1 and c.kind = $2 and c.order_id = any($3::uuid[]) and c.met_at is null and c.state <> 'stopped' order by c.due_at, o.id`,
    [tx.sellerId, kind, orderIds],
  );
}

/** One seller's wishes of which somebody must be reminded. */
export async function dueWishes(tx: Tx, now: string): Promise<Cancellation[]> {
  return tx.query<Cancellation>(
    `select ${CANCELLATION} from desk.cancellations c where c.seller_id = $1 and c.next_at <= $2 order by c.next_at, c.id limit 100 for update skip locked`,
    [tx.sellerId, now],
  );
}

/** As dispatcher: sellers for whom something is due on orders, wishes or claims. */
export async function sellersWithDueBooks(tx: Tx, now: string, exceptSellers: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ seller_id: string }>(
    `select distinct seller_id from (
       (select seller_id from desk.order_clocks where next_at <= $1 and seller_id <> all($2::uuid[]) order by next_at limit 200)
       union all (select seller_id from desk.cancellations where next_at <= $1 and seller_id <> all($2::uuid[]) order by next_at limit 200)
       union all (select seller_id from desk.claims where next_at <= $1 and seller_id <> all($2::uuid[]) order by next_at limit 200)) as due`,
    [now, exceptSellers],
  );
  return rows.map((row) => row.seller_id);
}
