import { nextOrderStep, type OrderClockKind, orderClocksOf } from '../core/clocks/order-clocks.ts';
import type { Order } from '../core/return/model.ts';
import type { Tx } from './db.ts';

/** A clock on which something is to be done at `next_at`. */
export type DueClock = { readonly seller_id: string; readonly return_id: string; readonly kind: string; readonly next_at: string };

/** How many clocks are read at a time. */
export const BATCH = 200;

/**
 * As dispatcher: clocks on which something is due, oldest first, of every seller but those whose clock is moved. `after` is the last row of
 * the batch before: a clock that can't be fired holds up no other.
 */
export async function dueClocks(tx: Tx, now: string, exceptSellers: readonly string[], after: DueClock | null = null): Promise<DueClock[]> {
  return tx.query<DueClock>(
    `select seller_id, return_id, kind, next_at from desk.clocks
      where next_at <= $1 and seller_id <> all($2::uuid[]) and (next_at, seller_id, return_id, kind) > ($3::timestamptz, $4::uuid, $5::uuid, $6::text)
      order by next_at, seller_id, return_id, kind limit ${BATCH}`,
    [now, exceptSellers, ...cursorOf(after)],
  );
}

/** One seller's, for a moved clock. */
export async function dueClocksOf(tx: Tx, now: string, after: DueClock | null = null): Promise<DueClock[]> {
  return tx.query<DueClock>(
    `select seller_id, return_id, kind, next_at from desk.clocks
      where seller_id = $1 and next_at <= $2 and (next_at, seller_id, return_id, kind) > ($3::timestamptz, $4::uuid, $5::uuid, $6::text)
      order by next_at, seller_id, return_id, kind limit ${BATCH}`,
    [tx.sellerId, now, ...cursorOf(after)],
  );
}

const FIRST = '00000000-0000-0000-0000-000000000000';
const cursorOf = (after: DueClock | null): readonly unknown[] =>
  after ? [after.next_at, after.seller_id, after.return_id, after.kind] : ['-infinity', FIRST, FIRST, ''];

/** The row follows the return, which says otherwise than the row did. Null: the return has no such clock (any more). */
export async function rewriteClock(
  tx: Tx,
  { return_id, kind }: Pick<DueClock, 'return_id' | 'kind'>,
  clock: { readonly state: string; readonly dueAt: string; readonly warnAt: string; readonly nextAt: string | null } | null,
): Promise<void> {
  if (clock === null) {
    await tx.query(`update desk.clocks set state = 'stopped', next_at = null where seller_id = $1 and return_id = $2 and kind = $3`, [
      tx.sellerId,
      return_id,
      kind,
    ]);
    return;
  }
  await tx.query(
    'update desk.clocks set state = $4, due_at = $5, warn_at = $6, next_at = $7 where seller_id = $1 and return_id = $2 and kind = $3',
    [tx.sellerId, return_id, kind, clock.state, clock.dueAt, clock.warnAt, clock.nextAt],
  );
}

/**
 * Where time brings something about, and when next: of a seller ($1) until an instant ($2). Who follows time adds a line, which needs an
 * index, and what is to be done to `pass` of app/drain.ts.
 */
const CLOCKS = {
  returns: 'select min(next_at) from desk.clocks where seller_id = $1 and next_at <= $2',
  lateOrders: `select min(due_at) from desk.order_clocks where seller_id = $1 and state = 'running' and due_at <= $2`,
  orders: 'select min(next_at) from desk.order_clocks where seller_id = $1 and next_at <= $2',
  claims: 'select min(next_at) from desk.claims where seller_id = $1 and next_at <= $2',
  disputes: 'select min(next_at) from desk.disputes where seller_id = $1 and next_at <= $2',
  surveys: 'select min(ask_at) from desk.surveys where seller_id = $1 and ask_at <= $2',
  followUps: 'select min(next_at) from desk.follow_ups where seller_id = $1 and next_at <= $2',
  wishes: 'select min(next_at) from desk.cancellations where seller_id = $1 and next_at <= $2',
} as const;

/** What is not worth stopping for: it is done whenever somebody comes by. $3 is real time, $4 the carriers that can be asked. */
const WORK = {
  parcels: 'select min(next_poll_at) from desk.parcels where seller_id = $1 and next_poll_at <= $2',
  shipments: `select to_timestamp(0) where exists (select from desk.shipments where seller_id = $1 and state = 'under_way' and carrier = any($4::text[]))`,
  effects: `select min(coalesce(grace_until, to_timestamp(0))) from desk.effects
             where seller_id = $1 and state in ('pending', 'calling') and (not_before is null or not_before <= $3)`,
  night: `select coalesce((max(day) + 1)::timestamp at time zone 'UTC', to_timestamp(0)) from desk.pull_looks where seller_id = $1`,
} as const;

type ClockKind = keyof typeof CLOCKS;
export type DueKind = ClockKind | keyof typeof WORK;
/** The first moment of each kind that was looked for; null where there is none. */
export type DueTimes = Readonly<Record<DueKind, string | null>>;

const columns = (of: Readonly<Record<string, string>>): string =>
  Object.entries(of)
    .map(([kind, first]) => `(${first}) as "${kind}"`)
    .join(', ');
const DUE_TIMES = `select ${columns(CLOCKS)}, ${columns(WORK)}`;
const NEXT_DUE = `select least(${Object.values(CLOCKS)
  .map((first) => `(${first})`)
  .join(', ')}) as at`;

/** One question for everything that {@link DueKind} names. */
export async function dueTimes(tx: Tx, until: string, realNow: string, carriers: readonly string[]): Promise<DueTimes> {
  const [row] = await tx.query<DueTimes>(DUE_TIMES, [tx.sellerId, until, realNow, carriers]);
  return row!;
}

/** When a clock is due next. */
export async function nextDue(tx: Tx, until: string): Promise<string | null> {
  const [row] = await tx.query<{ at: string | null }>(NEXT_DUE, [tx.sellerId, until]);
  return row?.at ?? null;
}

/** The same, from the answer of {@link dueTimes}. */
export const nextOf = (due: DueTimes): string | null =>
  (Object.keys(CLOCKS) as ClockKind[])
    .map((kind) => due[kind])
    .filter((at) => at !== null)
    .sort()[0] ?? null;

export const isDue = (due: DueTimes, now: string, ...kinds: readonly DueKind[]): boolean =>
  (kinds.length > 0 ? kinds : (Object.keys(due) as DueKind[])).some((kind) => due[kind] !== null && due[kind] <= now);

export type OrderClockRow = {
  readonly kind: OrderClockKind;
  readonly source: string;
  readonly state: 'running' | 'met' | 'breached' | 'stopped';
  readonly started_at: string;
  readonly warn_at: string;
  readonly due_at: string;
  readonly met_at: string | null;
  readonly breached_at: string | null;
  readonly corrected: boolean;
};

/** The clocks of an order as `PUT_ORDER_CLOCKS` reads them. */
export const orderClockRows = (order: Omit<Order, 'id'>): string =>
  JSON.stringify(
    orderClocksOf(order).map((clock) => ({
      kind: clock.kind,
      source: clock.source,
      state: clock.state,
      started_at: clock.startedAt,
      warn_at: clock.warnAt,
      due_at: clock.dueAt,
      met_at: clock.metAt ?? null,
      next_at: nextOrderStep(clock),
    })),
  );

/**
 * Part of the statement that writes an order (`known`), with the rows in $22 and the time in $14. A breach stays on the record: where the
 * times were wrong it is marked as corrected.
 */
export const PUT_ORDER_CLOCKS = `order_clocks as (
       insert into desk.order_clocks as c (seller_id, order_id, kind, source, state, started_at, warn_at, due_at, met_at, breached_at, next_at)
       select $1, known.id, x.kind, x.source, x.state, x.started_at, x.warn_at, x.due_at, x.met_at, case x.state when 'breached' then $14::timestamptz end, x.next_at
       from known cross join jsonb_to_recordset($22::jsonb) as x(kind text, source text, state text, started_at timestamptz, warn_at timestamptz,
            due_at timestamptz, met_at timestamptz, next_at timestamptz)
       on conflict (seller_id, order_id, kind) do update set
         source = excluded.source, started_at = excluded.started_at, warn_at = excluded.warn_at, due_at = excluded.due_at, met_at = excluded.met_at,
         next_at = excluded.next_at,
         state = case when excluded.state = 'running' and c.breached_at >= excluded.due_at then 'breached' else excluded.state end,
         breached_at = coalesce(c.breached_at, excluded.breached_at),
         corrected = c.breached_at is not null and (excluded.state = 'met' or c.breached_at < excluded.due_at)
         where (c.source, c.started_at, c.due_at, c.met_at) is distinct from (excluded.source, excluded.started_at, excluded.due_at, excluded.met_at))`;

export async function readOrderClocks(tx: Tx, orderId: string): Promise<OrderClockRow[]> {
  return tx.query<OrderClockRow>(
    `select kind, source, state, started_at, warn_at, due_at, met_at, breached_at, corrected from desk.order_clocks
      where seller_id = $1 and order_id = $2 order by due_at`,
    [tx.sellerId, orderId],
  );
}

/** As dispatcher: sellers that have an order whose time ran out. */
export async function sellersWithLateOrders(tx: Tx, now: string, exceptSellers: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ seller_id: string }>(
    `select distinct seller_id from (select seller_id from desk.order_clocks
       where state = 'running' and due_at <= $1 and seller_id <> all($2::uuid[]) order by due_at limit ${BATCH}) as late`,
    [now, exceptSellers],
  );
  return rows.map((row) => row.seller_id);
}

/** Puts the breach of up to a batch of orders on the record; answers whose, one entry for each clock. Two sweepers take different ones. */
export async function breachOrderClocks(tx: Tx, now: string): Promise<string[]> {
  const rows = await tx.query<{ order_id: string }>(
    `update desk.order_clocks c set state = 'breached', breached_at = $2, corrected = false
      where c.seller_id = $1 and (c.order_id, c.kind) in (
        select o.order_id, o.kind from desk.order_clocks o where o.seller_id = $1 and o.state = 'running' and o.due_at <= $2
         order by o.due_at limit ${BATCH} for update skip locked)
      returning c.order_id`,
    [tx.sellerId, now],
  );
  return rows.map((row) => row.order_id);
}
