import { createHash } from 'node:crypto';
import { assert } from '../core/assert.ts';
import type { Buyer, Return } from '../core/return/model.ts';
import { INSERT_PHOTO_HASHES } from './abuse.ts';
import type { Tx } from './db.ts';
import { DESCENT } from './devices.ts';

/** A return as a command needs it: locked, with what stands beside it. One statement, one round trip. */
export type LoadedReturn = {
  readonly ret: Return;
  readonly head: Buffer;
  readonly buyer: Buyer;
  /** Refunds of the order's other returns, in minor units, planned ones too, and all of it where the order was called off (M23). */
  readonly refundedElsewhereMinor: number;
  /** The same by unit: no unit gets back more than was paid for it, over all its returns. */
  readonly refundedElsewhere: readonly { readonly lineId: string; readonly unit: number; readonly minor: number }[];
  /** Of its channel: by which way the buyer is told (M15). */
  readonly connection: { readonly kind: string; readonly settings: Readonly<Record<string, unknown>> };
};

const LOAD = `
  select r.state, r.channel_return_id, r.head, b.name, b.email, b.language, c.kind, c.settings,
         (select coalesce(sum(f.amount_minor), 0) from desk.refunds f
           where f.seller_id = $1 and f.order_id = r.order_id and f.return_id <> r.id and f.state <> 'undone')
         + (select coalesce(sum(c.amount_minor), 0) from desk.cancellations c
             where c.seller_id = $1 and c.order_id = r.order_id and c.state = 'accepted')
         + (select coalesce(sum(g.amount_minor), 0) from desk.gesture_units g
             where g.seller_id = $1 and g.order_id = r.order_id and g.state <> 'failed') as refunded_elsewhere,
         (select jsonb_agg(jsonb_build_object('lineId', u.line_id, 'unit', u.unit, 'minor', u.amount_minor)) from (
            select u.line_id, u.unit, u.amount_minor from desk.refunds f join desk.refund_units u on u.seller_id = f.seller_id and u.refund_id = f.id
             where f.seller_id = $1 and f.order_id = r.order_id and f.return_id <> r.id and f.state <> 'undone'
            union all select g.line_id, g.unit, g.amount_minor from desk.gesture_units g
             where g.seller_id = $1 and g.order_id = r.order_id and g.state <> 'failed') as u) as units_elsewhere
  from desk.returns r
  join desk.orders o on o.seller_id = r.seller_id and o.id = r.order_id
  join desk.buyers b on b.seller_id = r.seller_id and b.order_id = r.order_id
  join desk.connections c on c.seller_id = r.seller_id and c.slug = r.channel
  where r.seller_id = $1 and r.id = $2`;

type LoadRow = {
  state: Return;
  channel_return_id: string | null;
  head: Buffer;
  kind: string;
  settings: LoadedReturn['connection']['settings'];
  name: string;
  email: string;
  language: Buyer['language'];
  refunded_elsewhere: number;
  units_elsewhere: LoadedReturn['refundedElsewhere'] | null;
};

const loaded = (row: LoadRow | undefined): LoadedReturn | null =>
  row
    ? {
        ret: withCase(row),
        connection: { kind: row.kind, settings: row.settings },
        head: row.head,
        buyer: { name: row.name, email: row.email, language: row.language },
        refundedElsewhereMinor: Number(row.refunded_elsewhere),
        refundedElsewhere: row.units_elsewhere ?? [],
      }
    : null;

/** Until the link became an event, the column alone knew of the channel's case of a return that had begun elsewhere. */
const withCase = ({ state, channel_return_id }: LoadRow): Return =>
  channel_return_id !== null && state.channelReturnId === undefined ? { ...state, channelReturnId: channel_return_id } : state;

const LOCK = `select 1 from desk.returns r join desk.orders o on o.seller_id = r.seller_id and o.id = r.order_id
  where r.seller_id = $1 and r.id = $2 for update of o, r`;

/**
 * Locks the return, and its order: two returns of one order never spend the same money. Two statements in one round trip: what
 * was refunded while we waited for the lock shows only to a statement that began after it.
 */
export async function lockReturn(tx: Tx, id: string): Promise<LoadedReturn | null> {
  const [, [row]] = await Promise.all([tx.query(LOCK, [tx.sellerId, id]), tx.query<LoadRow>(LOAD, [tx.sellerId, id])]);
  return loaded(row);
}

export async function readReturn(tx: Tx, id: string): Promise<LoadedReturn | null> {
  const [row] = await tx.query<LoadRow>(LOAD, [tx.sellerId, id]);
  return loaded(row);
}

/** What one command changes. Everything goes into one statement. */
export type ReturnWrite = {
  readonly row: {
    readonly id: string;
    readonly rma: string;
    readonly order_id: string;
    readonly channel: string;
    readonly channel_order_id: string;
    readonly channel_return_id: string | null;
    readonly via: string;
    readonly country: string;
    readonly currency: string;
    readonly status: string;
    readonly tab: string;
    readonly held: boolean;
    readonly opened_at: string /** Null: the status did not change. */;
    readonly moved_at: string | null;
    readonly due_at: string;
    readonly due_kind: string | null;
    readonly amount_minor: number;
    readonly version: number;
    readonly head: string;
    readonly state: Return;
  };
  readonly expectedVersion: number;
  readonly items: readonly object[];
  readonly lineage: readonly object[];
  readonly events: readonly {
    readonly seq: number;
    readonly type: string;
    readonly at: string;
    readonly body: string;
    readonly hash: string;
  }[];
  readonly clocks: readonly object[];
  readonly refunds: readonly object[];
  readonly refundUnits: readonly object[];
  readonly effects: readonly EffectWrite[];
  /** Real time at which their jobs begin; now, where left out. */
  readonly effectsAt?: string;
  readonly messages: readonly MessageWrite[];
  readonly decisions: readonly object[];
  readonly files: readonly object[];
  readonly photoHashes: readonly object[];
  readonly search: string | null;
};

export type EffectWrite = {
  readonly id: string;
  readonly kind: string;
  readonly body: object;
  readonly created_at: string;
  /** The seller's time until which it may be taken back, and does not leave. */
  readonly grace_until?: string;
};
export type MessageWrite = {
  readonly id: string;
  readonly at: string;
  readonly direction: 'in' | 'out' | 'note';
  readonly via: string;
  readonly author: string;
  readonly body: string;
  readonly language: string | null;
  readonly external_id: string | null;
  /** As the channel's conversation shows it, where it was said elsewhere. */
  readonly mirrored_as?: string;
  /** Why it went out against a warning. */
  readonly despite?: string;
};

const ROW = `x(id uuid, rma text, order_id uuid, channel text, channel_order_id text, channel_return_id text, via text, country text, currency text,
  status text, tab text, held boolean, opened_at timestamptz, moved_at timestamptz, due_at timestamptz, due_kind text,
  amount_minor bigint, version integer, head bytea, state jsonb)`;

/** Shared by opening and changing: everything that hangs on the return. `$2` is the ReturnWrite as JSON, `$3` the return's id. */
const BESIDE = `
  items as (
    insert into desk.return_items
    select $1, $3, x.line_id, x.unit, x.order_id, x.sku, x.reason, x.fault, x.authorisation, x.parcel, x.assessment, x.settlement, x.verdict,
           x.sold_imei, x.sold_serial, x.read_imei, x.read_serial, x.open, x.closed_at, x.identity, x.sign
    from jsonb_to_recordset($2::jsonb -> 'items') as x(line_id text, unit integer, order_id uuid, sku text, reason text, fault text, authorisation text,
         parcel text, assessment text, settlement text, verdict text, sold_imei text, sold_serial text, read_imei text, read_serial text, open boolean, closed_at timestamptz, identity text, sign text)
    on conflict (seller_id, return_id, line_id, unit) do update set
      authorisation = excluded.authorisation, parcel = excluded.parcel, assessment = excluded.assessment, settlement = excluded.settlement,
      verdict = excluded.verdict, read_imei = excluded.read_imei, read_serial = excluded.read_serial, open = excluded.open, closed_at = excluded.closed_at,
      identity = excluded.identity, sign = excluded.sign),
  lineage as (
    insert into desk.device_lineage
    select $1, $3, x.line_id, x.unit, x.order_id, x.imei, x.serial, x.new_channel_order_id, x.new_line_id, x.at
    from jsonb_to_recordset($2::jsonb -> 'lineage') as x(line_id text, unit integer, order_id uuid, imei text, serial text,
         new_channel_order_id text, new_line_id text, at timestamptz)),
  events as (
    insert into desk.events
    select $1, $3, x.seq, x.type, x.at, x.body, x.hash
    from jsonb_to_recordset($2::jsonb -> 'events') as x(seq integer, type text, at timestamptz, body text, hash bytea)),
  clocks as (
    insert into desk.clocks
    select $1, $3, x.kind, x.source, x.state, x.warn_at, x.due_at, x.next_at
    from jsonb_to_recordset($2::jsonb -> 'clocks') as x(kind text, source text, state text, warn_at timestamptz, due_at timestamptz, next_at timestamptz)
    on conflict (seller_id, return_id, kind) do update set
      source = excluded.source, state = excluded.state, warn_at = excluded.warn_at, due_at = excluded.due_at, next_at = excluded.next_at),
  refunds as (
    insert into desk.refunds
    select $1, x.id, $3, x.order_id, x.amount_minor, x.currency, x.state, x.channel_reference, x.planned_at, x.confirmed_at
    from jsonb_to_recordset($2::jsonb -> 'refunds') as x(id uuid, order_id uuid, amount_minor bigint, currency text, state text, channel_reference text,
         planned_at timestamptz, confirmed_at timestamptz)
    on conflict (seller_id, id) do update set
      state = excluded.state, channel_reference = excluded.channel_reference, confirmed_at = excluded.confirmed_at),
  units as (
    insert into desk.refund_units
    select $1, $3, x.line_id, x.unit, x.refund_id, x.amount_minor, x.award
    from jsonb_to_recordset($2::jsonb -> 'refundUnits') as x(line_id text, unit integer, refund_id uuid, amount_minor bigint, award text)
    -- A second settlement of a unit is refused, here by the null, unless the first was taken back before it left. What a dispute gave stands beside it.
    on conflict (seller_id, return_id, line_id, unit, award) do update set amount_minor = excluded.amount_minor,
      refund_id = (select excluded.refund_id from desk.refunds f
                    where f.seller_id = $1 and f.id = refund_units.refund_id and f.state = 'undone')),
  effects as (
    insert into desk.effects (seller_id, id, return_id, kind, body, created_at, grace_until)
    select $1, x.id, $3, x.kind, x.body, x.created_at, x.grace_until
    from jsonb_to_recordset($2::jsonb -> 'effects') as x(id uuid, kind text, body jsonb, created_at timestamptz, grace_until timestamptz)),
  messages as (
    insert into desk.messages (seller_id, id, return_id, at, direction, via, author, body, language, external_id, mirrored_as, despite)
    select $1, x.id, $3, x.at, x.direction, x.via, x.author, x.body, x.language, x.external_id, x.mirrored_as, x.despite
    from jsonb_to_recordset($2::jsonb -> 'messages') as x(id uuid, at timestamptz, direction text, via text, author text, body text, language text, external_id text,
         mirrored_as text, despite text)
    on conflict do nothing),
  decisions as (
    insert into desk.decisions
    select $1, $3, x.line_id, x.unit, x.seq, x.policy_version, x.facts, x.decision
    from jsonb_to_recordset($2::jsonb -> 'decisions') as x(line_id text, unit integer, seq integer, policy_version text, facts jsonb, decision jsonb)),
  files as (
    insert into desk.files
    select $1, x.id, $3, x.kind, x.name, x.type, x.sha256, x.size, x.at
    from jsonb_to_recordset($2::jsonb -> 'files') as x(id uuid, kind text, name text, type text, sha256 text, size integer, at timestamptz)),
  photos as (${INSERT_PHOTO_HASHES(`$2::jsonb -> 'photoHashes'`)})`;

const ENQUEUE = `desk.enqueue('carry_out', $1, array(select (e ->> 'id')::uuid from jsonb_array_elements($2::jsonb -> 'effects') as e),
    ($2::jsonb ->> 'effectsAt')::timestamptz)`;

const OPEN = `
  with opened as (
    insert into desk.returns (seller_id, id, rma, order_id, channel, channel_order_id, channel_return_id, via, country, currency, status, tab, held,
                              opened_at, moved_at, due_at, due_kind, amount_minor, version, head, state)
    select $1, x.* from jsonb_to_record($2::jsonb -> 'row') as ${ROW}
    returning 1),
  ${BESIDE},
  search as (insert into desk.return_search select $1, $3, $2::jsonb ->> 'search')
  select count(*) as written, ${ENQUEUE} from opened`;

const CHANGE = `
  with changed as (
    update desk.returns r set
      channel_return_id = coalesce(x.channel_return_id, r.channel_return_id), status = x.status, tab = x.tab, held = x.held, moved_at = coalesce(x.moved_at, r.moved_at),
      due_at = x.due_at, due_kind = x.due_kind, version = x.version, head = x.head, state = x.state
    from jsonb_to_record($2::jsonb -> 'row') as ${ROW}
    where r.seller_id = $1 and r.id = $3 and r.version = ($2::jsonb ->> 'expectedVersion')::integer
    returning 1),
  ${BESIDE},
  search as (
    update desk.return_search set words = words || ' ' || ($2::jsonb ->> 'search')
    where seller_id = $1 and return_id = $3 and $2::jsonb ->> 'search' is not null)
  select count(*) as written, ${ENQUEUE} from changed`;

/** Throws a unique violation of `return_items_one_open` where another request was faster: read that return instead. */
export async function insertReturn(tx: Tx, write: ReturnWrite): Promise<void> {
  await tx.queryAndCommit(OPEN, [tx.sellerId, JSON.stringify(write), write.row.id]);
}

/** Row, items, events, clocks, refunds, effects and their jobs, in one statement that travels with the commit. */
export async function saveReturn(tx: Tx, write: ReturnWrite): Promise<void> {
  await tx.queryAndCommit(CHANGE, [tx.sellerId, JSON.stringify(write), write.row.id]);
}

/** hash = sha256(previous ‖ body), as `\\x…` text for the statement. The first event hangs on 32 zero bytes. */
export function chain(previous: Buffer, bodies: readonly string[]): { hashes: string[]; head: string } {
  let last = previous;
  const hashes = bodies.map((body) => {
    last = createHash('sha256').update(last).update(body).digest();
    return `\\x${last.toString('hex')}`;
  });
  return { hashes, head: `\\x${last.toString('hex')}` };
}
export const GENESIS = Buffer.alloc(32);

export type StoredEvent = { readonly seq: number; readonly body: string; readonly hash: Buffer };

export const readEvents = (tx: Tx, returnId: string): Promise<StoredEvent[]> =>
  tx.query<StoredEvent>('select seq, body, hash from desk.events where seller_id = $1 and return_id = $2 order by seq', [
    tx.sellerId,
    returnId,
  ]);

/** Why a person refused it, in that person's words; null where the policy did. */
export async function wordsOfRefusal(tx: Tx, returnId: string): Promise<string | null> {
  const [row] = await tx.query<{ because: string | null }>(
    `select body::jsonb ->> 'because' as because from desk.events where seller_id = $1 and return_id = $2 and type = 'rejected' order by seq desc limit 1`,
    [tx.sellerId, returnId],
  );
  return row?.because ?? null;
}

/** The colleague who last did something here; null where nobody did. */
export async function lastColleague(tx: Tx, returnId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select body::jsonb -> 'by' ->> 'id' as id from desk.events
      where seller_id = $1 and return_id = $2 and body::jsonb -> 'by' ->> 'kind' = 'staff' order by seq desc limit 1`,
    [tx.sellerId, returnId],
  );
  return row?.id ?? null;
}

export type ListedReturn = {
  readonly state: Return;
  readonly status: string;
  readonly buyer_name: string;
  readonly opened_at: string;
  readonly moved_at: string;
  readonly due_at: string | null;
  readonly due_kind: string | null;
  readonly held: boolean;
  readonly amount_minor: number;
};

const LISTED = `r.state, r.status, b.name as buyer_name, r.opened_at, r.moved_at, nullif(r.due_at, 'infinity') as due_at, r.due_kind, r.held, r.amount_minor`;
const FROM = `from desk.returns r join desk.buyers b on b.seller_id = r.seller_id and b.order_id = r.order_id where r.seller_id = $1`;

export type ListFilter = {
  readonly tab?: string;
  readonly statuses?: readonly string[];
  readonly channel?: string;
  readonly dueBefore?: string;
  readonly ids?: readonly string[];
};
export type ListOrder = 'due' | 'newest';
/** The last row of the page before: keyset paging, no offsets. */
export type ListCursor = { readonly at: string; readonly id: string };

/** `limit` is written into the text: a parameter there makes PostgreSQL plan every call anew (half the speed). */
export async function listReturns(
  tx: Tx,
  filter: ListFilter,
  order: ListOrder,
  cursor: ListCursor | null,
  limit: number,
): Promise<ListedReturn[]> {
  assert(Number.isInteger(limit) && limit >= 1 && limit <= 100, 'a page has 1 to 100 rows');
  const values: unknown[] = [tx.sellerId];
  const where: string[] = [];
  const param = (value: unknown) => `$${values.push(value)}`;
  if (filter.tab) where.push(`r.tab = ${param(filter.tab)}`);
  if (filter.statuses)
    where.push(filter.statuses.length === 1 ? `r.status = ${param(filter.statuses[0])}` : `r.status = any(${param(filter.statuses)})`);
  if (filter.channel) where.push(`r.channel = ${param(filter.channel)}`);
  if (filter.dueBefore) where.push(`r.due_at < ${param(filter.dueBefore)}`);
  if (filter.ids) where.push(`r.id = any(${param(filter.ids)})`);
  const [column, direction, sign] = order === 'due' ? ['due_at', 'asc', '>'] : ['opened_at', 'desc', '<'];
  if (cursor) where.push(`(r.${column}, r.id) ${sign} (${param(cursor.at)}::timestamptz, ${param(cursor.id)}::uuid)`);
  const text = `select ${LISTED} ${FROM}${where.map((w) => ` and ${w}`).join('')} order by r.${column} ${direction}, r.id ${direction} limit ${limit + 1}`;
  return tx.query<ListedReturn>(text, values);
}

export async function searchReturns(tx: Tx, q: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>('select id from desk.search($1, 200) as id', [q]);
  return rows.map((row) => row.id);
}

/** How much waits in each tab. Counted up to a thousand: nobody reads a bigger number, and the index is not walked for it. */
export async function countTabs(tx: Tx, now: string, endOfDay: string): Promise<{ tab: string; n: number }[]> {
  return tx.query(
    `select t.tab, (select count(*) from (select 1 from desk.returns r where r.seller_id = $1 and r.tab = t.tab limit 1000) as c) as n
       from unnest(array['answer', 'waiting', 'transit', 'inspect', 'resolve', 'money', 'hold']) as t(tab)
     union all select 'overdue', (select count(*) from (select 1 from desk.returns r where r.seller_id = $1 and r.due_at <= $2 limit 1000) as c)
     union all select 'dueToday', (select count(*) from (select 1 from desk.returns r where r.seller_id = $1 and r.due_at > $2 and r.due_at <= $3 limit 1000) as c)`,
    [tx.sellerId, now, endOfDay],
  );
}

/** The open returns of an order's units, and every earlier one: what opening must know. */
export type UnitHistory = {
  readonly return_id: string;
  readonly line_id: string;
  readonly unit: number;
  readonly open: boolean;
  readonly reason: string;
  readonly settlement: string;
  readonly authorisation: string;
  readonly verdict: string | null;
  readonly closed_at: string | null;
  /** Of what was repaired or replaced: when it was asked for, and what the buyer had wanted. */
  readonly repair: { readonly requestedAt: string; readonly wanted: string | null } | null;
};

export async function findByChannelReturn(tx: Tx, channel: string, channelReturnId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    'select id from desk.returns where seller_id = $1 and channel = $2 and channel_return_id = $3',
    [tx.sellerId, channel, channelReturnId],
  );
  return row?.id ?? null;
}

export async function findOpenByOrder(tx: Tx, channel: string, channelOrderId: string, lineId: string): Promise<string | null> {
  const [row] = await tx.query<{ return_id: string }>(
    `select i.return_id from desk.orders o join desk.return_items i on i.seller_id = o.seller_id and i.order_id = o.id
      where o.seller_id = $1 and o.channel = $2 and o.channel_order_id = $3 and i.line_id = $4 and i.open order by i.return_id limit 1`,
    [tx.sellerId, channel, channelOrderId, lineId],
  );
  return row?.return_id ?? null;
}

/** The numbers that people call these returns by. */
export async function rmasOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; rma: string }>(
    'select id, rma from desk.returns where seller_id = $1 and id = any($2::uuid[])',
    [tx.sellerId, ids],
  );
  return new Map(rows.map(({ id, rma }) => [id, rma]));
}

/** Returns of an order in which something is still open. */
export async function openReturnsOf(tx: Tx, orderId: string): Promise<string[]> {
  const rows = await tx.query<{ return_id: string }>(
    'select distinct return_id from desk.return_items where seller_id = $1 and order_id = $2 and open',
    [tx.sellerId, orderId],
  );
  return rows.map((row) => row.return_id);
}

/** What other refunds of the order have paid back or are about to, by line, in minor units. */
export async function refundedByLine(tx: Tx, orderId: string, exceptRefund: string): Promise<Map<string, number>> {
  const rows = await tx.query<{ line_id: string; minor: number }>(
    `select u.line_id, sum(u.amount_minor)::bigint as minor from (
       select u.line_id, u.amount_minor from desk.refunds f join desk.refund_units u on u.seller_id = f.seller_id and u.refund_id = f.id
        where f.seller_id = $1 and f.order_id = $2 and f.id <> $3 and f.state in ('submitted', 'confirmed')
       union all select g.line_id, g.amount_minor from desk.gesture_units g
        where g.seller_id = $1 and g.order_id = $2 and g.case_id <> $3 and g.state = 'paid') as u group by u.line_id`,
    [tx.sellerId, orderId, exceptRefund],
  );
  return new Map(rows.map((row) => [row.line_id, Number(row.minor)]));
}

export async function findRefund(tx: Tx, refundId: string): Promise<string | null> {
  const [row] = await tx.query<{ return_id: string }>('select return_id from desk.refunds where seller_id = $1 and id = $2', [
    tx.sellerId,
    refundId,
  ]);
  return row?.return_id ?? null;
}

/** Other returns of the order, and of the orders whose units its own stand for since a replacement (M5). */
export async function earlierReturns(
  tx: Tx,
  orderId: string,
  except: string,
): Promise<{ id: string; rma: string; status: string; reason: string; opened_at: string }[]> {
  return tx.query(
    `with recursive asked as materialized (
       select o.id, o.channel, o.channel_order_id, o.lines, b.email from desk.orders o join desk.buyers b on b.seller_id = $1 and b.order_id = o.id
        where o.seller_id = $1 and o.id = $2),
     ${DESCENT}
     select r.id, r.rma, r.status, r.state -> 'items' -> 0 ->> 'reason' as reason, r.opened_at
       from (select order_id from descent union select id from asked) as s join desk.returns r on r.seller_id = $1 and r.order_id = s.order_id
      where r.id <> $3 order by r.opened_at desc, r.id desc limit 20`,
    [tx.sellerId, orderId, except],
  );
}
