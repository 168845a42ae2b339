/** What wants making good, what was given, and the month's budget (M19). */
import type { GestureSettings } from '../core/aftercare/gestures.ts';
import type { CaseState, Cause } from '../core/aftercare/lateness.ts';
import type { Tx } from './db.ts';

export type GestureCase = {
  readonly id: string;
  readonly order_id: string;
  readonly return_id: string | null;
  readonly cause: Cause;
  readonly state: CaseState;
  readonly gravity: number;
  readonly since: string;
  readonly came_at: string | null;
  readonly opened_at: string;
  readonly changed_at: string;
  readonly sending: number;
  readonly given: GivenBody | null;
  readonly value_minor: number;
  readonly sent_at: string | null;
  readonly sent_by: { readonly kind: string; readonly name?: string } | null;
  readonly undo_until: string | null;
  readonly left_at: string | null;
  readonly again_at: string | null;
  readonly because: string | null;
  readonly trouble: string | null;
};
/** What was sent, as JSON: amounts as they were, words as the buyer reads them. */
export type GivenBody = {
  readonly gesture:
    | { readonly kind: 'nothing' }
    | { readonly kind: 'partial_refund' | 'voucher'; readonly amount: { readonly minor: number; readonly currency: string } }
    | { readonly kind: 'warranty_extension'; readonly months: number };
  readonly letter: { readonly subject: string; readonly body: string; readonly language: string };
  /** A manager's reason for going above a limit. */
  readonly because?: string;
  /** The language that the channel does not want, all the same: why. */
  readonly despite?: string;
  /** Of which month's budget. */
  readonly month: string;
};

const CASE = `c.id, c.order_id, c.return_id, c.cause, c.state, c.gravity, c.since, c.came_at, c.opened_at, c.changed_at, c.sending, c.given, c.value_minor,
  c.sent_at, c.sent_by, c.undo_until, c.left_at, c.again_at, c.because, c.trouble`;

export async function readGestureCase(tx: Tx, id: string): Promise<GestureCase | null> {
  const [row] = await tx.query<GestureCase>(`select ${CASE} from desk.gesture_cases c where c.seller_id = $1 and c.id = $2`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

/** Locks the order before the case: whoever acts on the order's returns holds that lock too, so that nobody waits in a circle. */
export async function lockGestureCase(tx: Tx, id: string): Promise<GestureCase | null> {
  await tx.query(
    `select 1 from desk.orders o where o.seller_id = $1 and o.id = (select order_id from desk.gesture_cases where seller_id = $1 and id = $2) for update`,
    [tx.sellerId, id],
  );
  const [row] = await tx.query<GestureCase>(`select ${CASE} from desk.gesture_cases c where c.seller_id = $1 and c.id = $2 for update`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

/** Of an order or a return. */
export const casesAbout = (tx: Tx, about: string): Promise<GestureCase[]> =>
  tx.query<GestureCase>(`select ${CASE} from desk.gesture_cases c where c.seller_id = $1 and c.about = $2 order by c.opened_at, c.id`, [
    tx.sellerId,
    about,
  ]);

export type NewCase = Pick<GestureCase, 'id' | 'order_id' | 'return_id' | 'cause' | 'gravity' | 'since' | 'came_at' | 'opened_at'>;

/** Opens it, or opens it again where it had closed by itself. False where somebody was faster, or answered it before. */
export async function openCase(tx: Tx, one: NewCase): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.gesture_cases (seller_id, id, order_id, return_id, cause, state, gravity, since, came_at, opened_at, changed_at)
     values ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9, $9)
     on conflict (seller_id, about, cause) where cause <> 'other' do update
       set state = 'waiting', gravity = excluded.gravity, since = excluded.since, came_at = excluded.came_at, changed_at = excluded.changed_at, because = null
       where gesture_cases.state = 'closed'
     returning 1`,
    [tx.sellerId, one.id, one.order_id, one.return_id, one.cause, one.gravity, one.since, one.came_at, one.opened_at],
  );
  return rows.length > 0;
}

export async function updateWrong(
  tx: Tx,
  about: string,
  { cause, gravity, since, came_at }: Pick<GestureCase, 'cause' | 'gravity' | 'since' | 'came_at'>,
  now: string,
): Promise<void> {
  await tx.query(
    `update desk.gesture_cases set gravity = $4, since = $5, came_at = $6, changed_at = $7
      where seller_id = $1 and about = $2 and cause = $3 and state = 'waiting'`,
    [tx.sellerId, about, cause, gravity, since, came_at, now],
  );
}

export async function closeCase(tx: Tx, about: string, cause: Cause, because: string, now: string): Promise<void> {
  await tx.query(
    `update desk.gesture_cases set state = 'closed', because = $4, changed_at = $5 where seller_id = $1 and about = $2 and cause = $3 and state = 'waiting'`,
    [tx.sellerId, about, cause, because, now],
  );
}

/** What has waited since before then. */
export async function closeForgotten(tx: Tx, before: string, because: string, now: string): Promise<void> {
  await tx.query(
    `update desk.gesture_cases set state = 'closed', because = $3, changed_at = $4 where seller_id = $1 and state = 'waiting' and opened_at < $2`,
    [tx.sellerId, before, because, now],
  );
}

export async function saveCase(tx: Tx, one: GestureCase): Promise<void> {
  await tx.query(
    `update desk.gesture_cases set state = $3, changed_at = $4, sending = $5, given = $6, value_minor = $7, sent_at = $8, sent_by = $9, undo_until = $10,
            left_at = $11, again_at = $12, because = $13, trouble = $14
      where seller_id = $1 and id = $2`,
    [
      tx.sellerId,
      one.id,
      one.state,
      one.changed_at,
      one.sending,
      one.given && JSON.stringify(one.given),
      one.value_minor,
      one.sent_at,
      one.sent_by && JSON.stringify(one.sent_by),
      one.undo_until,
      one.left_at,
      one.again_at,
      one.because,
      one.trouble,
    ],
  );
}

/** What was promised is kept: the buyer has heard from us, or has it. */
export async function keepPromise(tx: Tx, about: string, now: string): Promise<void> {
  await tx.query(
    'update desk.gesture_cases set again_at = null, changed_at = $3 where seller_id = $1 and about = $2 and again_at is not null and left_at is not null',
    [tx.sellerId, about, now],
  );
}

/** Parcels that have not moved for long, and of which nobody has told the buyer. */
export async function ordersWithStillParcels(tx: Tx, before: string, since: string): Promise<string[]> {
  const rows = await tx.query<{ order_id: string }>(
    `select distinct s.order_id from desk.shipments s
      where s.seller_id = $1 and s.state = 'under_way' and s.moved_at <= $2 and s.moved_at > $3
        and not exists (select 1 from desk.gesture_cases c where c.seller_id = s.seller_id and c.about = s.order_id and c.state <> 'closed')
      limit 200`,
    [tx.sellerId, before, since],
  );
  return rows.map((row) => row.order_id);
}

/** Open returns of the order whose reason says the same as a case about its way. */
export async function saidByReturn(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from desk.return_items i where i.seller_id = $1 and i.order_id = $2 and i.reason in ('not_received', 'arrived_late', 'damaged_in_transit')
        and i.authorisation not in ('cancelled', 'rejected', 'expired') limit 1`,
    [tx.sellerId, orderId],
  );
  return rows.length > 0;
}

// ── Lists ──

export type CaseCursor = { readonly gravity: number; readonly since: string; readonly id: string };

/** What waits, worst first. */
export async function listWaiting(tx: Tx, cause: Cause | null, after: CaseCursor | null, limit: number): Promise<GestureCase[]> {
  const { gravity, since, id } = after ?? { gravity: 1_000_000, since: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
  const where = cause === null ? '' : 'and c.cause = $6';
  return tx.query<GestureCase>(
    `select ${CASE} from desk.gesture_cases c
      where c.seller_id = $1 and c.state = 'waiting' ${where}
        and (c.gravity < $2 or (c.gravity = $2 and (c.since, c.id) > ($3::timestamptz, $4::uuid)))
      order by c.gravity desc, c.since, c.id limit $5`,
    cause === null ? [tx.sellerId, gravity, since, id, limit] : [tx.sellerId, gravity, since, id, limit, cause],
  );
}

/** What ended, the last touched first. */
export async function listEnded(
  tx: Tx,
  state: 'sent' | 'not_needed' | 'closed',
  after: { readonly at: string; readonly id: string } | null,
  limit: number,
): Promise<GestureCase[]> {
  const { at, id } = after ?? { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
  return tx.query<GestureCase>(
    `select ${CASE} from desk.gesture_cases c where c.seller_id = $1 and c.state = $2 and (c.changed_at, c.id) < ($3::timestamptz, $4::uuid)
      order by c.changed_at desc, c.id desc limit $5`,
    [tx.sellerId, state, at, id, limit],
  );
}

/** Promises to write again, the most urgent first. */
export async function listPromised(
  tx: Tx,
  after: { readonly at: string; readonly id: string } | null,
  limit: number,
): Promise<GestureCase[]> {
  const { at, id } = after ?? { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
  return tx.query<GestureCase>(
    `select ${CASE} from desk.gesture_cases c where c.seller_id = $1 and c.again_at is not null and (c.again_at, c.id) > ($2::timestamptz, $3::uuid)
      order by c.again_at, c.id limit $4`,
    [tx.sellerId, at, id, limit],
  );
}

/** `most` and more are told as `most`. */
export async function countCases(tx: Tx, now: string, most = 1000): Promise<{ waiting: number; promised: number; overdue: number }> {
  const [row] = await tx.query<{ waiting: number; promised: number; overdue: number }>(
    `select (select count(*) from (select 1 from desk.gesture_cases where seller_id = $1 and state = 'waiting' limit $3) as n) as waiting,
            (select count(*) from (select 1 from desk.gesture_cases where seller_id = $1 and again_at is not null limit $3) as n) as promised,
            (select count(*) from (select 1 from desk.gesture_cases where seller_id = $1 and again_at < $2 limit $3) as n) as overdue`,
    [tx.sellerId, now, most],
  );
  return { waiting: Number(row!.waiting), promised: Number(row!.promised), overdue: Number(row!.overdue) };
}

// ── The budget ──

/** One at a time for a seller: what is left of a budget is read and taken under this lock, which ends with the transaction. */
export async function lockBudget(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 26))', [tx.sellerId]);
}

export type BudgetRow = { readonly cause: Cause; readonly spent: number; readonly reserved: number };

/** By cause, in minor units of the seller's currency. */
export async function budgetOf(tx: Tx, month: string): Promise<BudgetRow[]> {
  const rows = await tx.query<{ cause: Cause; reserved: number; given: number; released: number }>(
    `select cause, coalesce(sum(minor) filter (where what = 'reserved'), 0)::bigint as reserved,
            coalesce(sum(minor) filter (where what = 'given'), 0)::bigint as given,
            coalesce(sum(minor) filter (where what = 'released'), 0)::bigint as released
       from desk.gesture_book where seller_id = $1 and month = $2 group by cause order by cause`,
    [tx.sellerId, month],
  );
  return rows.map(({ cause, reserved, given, released }) => ({ cause, spent: given, reserved: reserved - given - released }));
}

/**
 * One line of the book. Twice the same in a row is one: a case is reserved, then given or released, then perhaps reserved anew. The case is
 * locked by whoever writes.
 */
export async function writeBook(
  tx: Tx,
  caseId: string,
  line: { readonly what: 'reserved' | 'given' | 'released'; readonly month: string; readonly cause: Cause; readonly minor: number },
  now: string,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.gesture_book (seller_id, case_id, nth, month, what, cause, minor, at)
     select $1, $2, coalesce(l.nth, 0) + 1, $3, $4::text, $5, $6, $7
       from (select 1) as one
       left join lateral (select b.nth, b.what from desk.gesture_book b where b.seller_id = $1 and b.case_id = $2 order by b.nth desc limit 1) l on true
      where coalesce(l.what, 'released') = any (case $4::text when 'reserved' then array['released'] else array['reserved'] end)
     returning 1`,
    [tx.sellerId, caseId, line.month, line.what, line.cause, line.minor, now],
  );
  return rows.length > 0;
}

/** What was given on the order, or is on its way, and when the buyer last got something that has a worth. */
export async function givenBefore(
  tx: Tx,
  orderId: string,
  except: string,
  since: string,
): Promise<{ readonly on_order: number; readonly last_at: string | null }> {
  const [row] = await tx.query<{ on_order: number; last_at: string | null }>(
    `select (select coalesce(sum(c.value_minor), 0)::bigint from desk.gesture_cases c
              where c.seller_id = $1 and c.order_id = $2 and c.state = 'sent' and c.id <> $3) as on_order,
            (select max(c.sent_at) from desk.buyers me
               join desk.buyers b on b.seller_id = $1 and (b.order_id = me.order_id or (me.email <> '' and b.email = me.email)
                                                           or (me.mailbox_key is not null and b.mailbox_key = me.mailbox_key))
               join desk.gesture_cases c on c.seller_id = $1 and c.order_id = b.order_id and c.state = 'sent' and c.id <> $3
                 and c.given #>> '{gesture,kind}' <> 'nothing' and c.sent_at > $4
              where me.seller_id = $1 and me.order_id = $2) as last_at`,
    [tx.sellerId, orderId, except, since],
  );
  return { on_order: Number(row!.on_order), last_at: row!.last_at };
}

// ── Money on an order without a return ──

export type GestureUnit = { readonly line_id: string; readonly unit: number; readonly amount_minor: number };

/** What of the order has gone back by unit, or is about to: refunds of its returns and gestures. */
export async function paidBackOf(
  tx: Tx,
  orderId: string,
): Promise<{ units: { lineId: string; unit: number; minor: number }[]; total: number }> {
  const [row] = await tx.query<{ total: number; units: { lineId: string; unit: number; minor: number }[] | null }>(
    `select (select coalesce(sum(f.amount_minor), 0) from desk.refunds f where f.seller_id = $1 and f.order_id = $2 and f.state <> 'undone')
            + (select coalesce(sum(g.amount_minor), 0) from desk.gesture_units g where g.seller_id = $1 and g.order_id = $2 and g.state <> 'failed')
            + (select coalesce(sum(c.amount_minor), 0) from desk.cancellations c where c.seller_id = $1 and c.order_id = $2 and c.state = 'accepted') as total,
            (select jsonb_agg(jsonb_build_object('lineId', u.line_id, 'unit', u.unit, 'minor', u.amount_minor)) from (
               select u.line_id, u.unit, u.amount_minor from desk.refunds f
                 join desk.refund_units u on u.seller_id = f.seller_id and u.refund_id = f.id
                where f.seller_id = $1 and f.order_id = $2 and f.state <> 'undone'
               union all select g.line_id, g.unit, g.amount_minor from desk.gesture_units g
                where g.seller_id = $1 and g.order_id = $2 and g.state <> 'failed') as u) as units`,
    [tx.sellerId, orderId],
  );
  return { units: row!.units ?? [], total: Number(row!.total) };
}

export async function insertUnits(tx: Tx, caseId: string, orderId: string, units: readonly GestureUnit[]): Promise<void> {
  await tx.query(
    `insert into desk.gesture_units (seller_id, case_id, order_id, line_id, unit, amount_minor, state)
     select $1, $2, $3, x.line_id, x.unit, x.amount_minor, 'planned' from jsonb_to_recordset($4::jsonb) as x(line_id text, unit integer, amount_minor bigint)
     on conflict (seller_id, case_id, line_id, unit) do update set state = 'planned', amount_minor = excluded.amount_minor
       where gesture_units.state = 'failed'`,
    [tx.sellerId, caseId, orderId, JSON.stringify(units)],
  );
}

export const unitsOfCase = (tx: Tx, caseId: string): Promise<(GestureUnit & { readonly state: 'planned' | 'paid' | 'failed' })[]> =>
  tx.query(
    'select line_id, unit, amount_minor, state from desk.gesture_units where seller_id = $1 and case_id = $2 order by line_id, unit',
    [tx.sellerId, caseId],
  );

/** What became of the money that was planned; units of an earlier try that failed stay so. */
export async function setUnits(tx: Tx, caseId: string, state: 'paid' | 'failed'): Promise<void> {
  const planned = `update desk.gesture_units set state = $3 where seller_id = $1 and case_id = $2 and state = 'planned'`;
  await tx.query(planned, [tx.sellerId, caseId, state]);
}

// ── Vouchers and longer warranties ──

/** New codes of one worth; those that are known are passed over. Answers how many are new. */
export async function addCodes(
  tx: Tx,
  codes: readonly { readonly id: string; readonly code: string }[],
  worth: { readonly minor: number; readonly currency: string },
  now: string,
): Promise<number> {
  const rows = await tx.query(
    `insert into desk.gesture_codes (seller_id, id, code, minor, currency, added_at)
     select $1, x.id, x.code, $3, $4, $5 from jsonb_to_recordset($2::jsonb) as x(id uuid, code text)
     on conflict (seller_id, code) do nothing returning 1`,
    [tx.sellerId, JSON.stringify(codes), worth.minor, worth.currency, now],
  );
  return rows.length;
}

/** How many are left, by worth. */
export const codesLeft = (
  tx: Tx,
): Promise<{ readonly minor: number; readonly currency: string; readonly left: number; readonly handed: number }[]> =>
  tx.query(
    `select minor, currency, count(*) filter (where case_id is null)::bigint as left, count(*) filter (where case_id is not null)::bigint as handed
       from desk.gesture_codes where seller_id = $1 group by minor, currency order by minor`,
    [tx.sellerId],
  );

/** Takes the oldest code of that worth out of the pool; two at once take different ones. Null where none is left. */
export async function handOutCode(tx: Tx, caseId: string, minor: number, currency: string, now: string): Promise<string | null> {
  const [row] = await tx.query<{ code: string }>(
    `update desk.gesture_codes set case_id = $2, handed_at = $5
      where seller_id = $1 and id = (select id from desk.gesture_codes where seller_id = $1 and minor = $3 and currency = $4 and case_id is null
                                      order by added_at, id limit 1 for update skip locked)
      returning code`,
    [tx.sellerId, caseId, minor, currency, now],
  );
  return row?.code ?? null;
}

/** It never left the house: the next one gets it. */
export async function takeCodeBack(tx: Tx, caseId: string): Promise<void> {
  await tx.query('update desk.gesture_codes set case_id = null, handed_at = null where seller_id = $1 and case_id = $2', [
    tx.sellerId,
    caseId,
  ]);
}

export async function extendWarranty(tx: Tx, orderId: string, caseId: string, months: number, now: string): Promise<void> {
  await tx.query(
    `insert into desk.warranty_extensions (seller_id, order_id, case_id, months, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [tx.sellerId, orderId, caseId, months, now],
  );
}

// ── Settings ──

export async function readGestureSettings(tx: Tx): Promise<GestureSettings | null> {
  const [row] = await tx.query<{ body: GestureSettings }>('select body from desk.gesture_settings where seller_id = $1', [tx.sellerId]);
  return row?.body ?? null;
}

export async function writeGestureSettings(tx: Tx, body: GestureSettings, by: unknown, now: string): Promise<void> {
  await tx.query(
    `insert into desk.gesture_settings (seller_id, body, changed_at, by) values ($1, $2, $3, $4)
     on conflict (seller_id) do update set body = excluded.body, changed_at = excluded.changed_at, by = excluded.by`,
    [tx.sellerId, JSON.stringify(body), now, JSON.stringify(by)],
  );
}
