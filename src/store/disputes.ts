/** Disputes as rows (M35): the dispute beside its numbered events, and what the parties said and showed. */
import type { Actor } from '../core/access.ts';
import { answerClock, type Dispute, type DisputeEvent, type DisputeState, nextTick, type Party } from '../core/disputes/dispute.ts';
import type { ProofKind } from '../core/disputes/evidence.ts';
import type { Holidays } from '../core/clocks/clocks.ts';
import type { Tx } from './db.ts';

/** By when we owe an answer. */
function dueOf(dispute: Dispute, holidays: Holidays): string {
  const clock = answerClock(dispute, holidays);
  const isOwed = dispute.closedAt === undefined && clock.metAt === undefined && (clock.state === 'running' || clock.state === 'breached');
  return isOwed ? clock.dueAt : 'infinity';
}

/** Throws a unique violation of `disputes_one_open` or `disputes_reference` where it is known already. */
export async function insertDispute(tx: Tx, dispute: Dispute, holidays: Holidays): Promise<void> {
  await tx.query(
    `insert into desk.disputes (seller_id, id, code, return_id, order_id, kind, reason, reference, state, amount_minor, currency, opened_at, changed_at,
                                due_at, next_at, body, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15, $16)`,
    [
      tx.sellerId,
      dispute.id,
      dispute.code,
      dispute.returnId,
      dispute.orderId,
      dispute.kind,
      dispute.reason,
      dispute.reference ?? null,
      dispute.state,
      dispute.amount.minor,
      dispute.amount.currency,
      dispute.openedAt,
      dueOf(dispute, holidays),
      nextTick(dispute, holidays),
      JSON.stringify(dispute),
      dispute.version,
    ],
  );
}

/** The row follows the events. */
export async function updateDispute(tx: Tx, dispute: Dispute, now: string, holidays: Holidays): Promise<void> {
  await tx.query(
    `update desk.disputes set state = $3, reference = $4, outcome = $5, changed_at = $6, due_at = $7, next_at = $8, body = $9, version = $10
      where seller_id = $1 and id = $2`,
    [
      tx.sellerId,
      dispute.id,
      dispute.state,
      dispute.reference ?? null,
      dispute.settled?.outcome ?? null,
      now,
      dueOf(dispute, holidays),
      nextTick(dispute, holidays),
      JSON.stringify(dispute),
      dispute.version,
    ],
  );
}

export async function insertDisputeEvents(tx: Tx, disputeId: string, events: readonly DisputeEvent[]): Promise<void> {
  await tx.query(
    `insert into desk.dispute_events (seller_id, dispute_id, seq, at, body)
     select $1, $2, (x ->> 'seq')::integer, (x ->> 'at')::timestamptz, x from jsonb_array_elements($3::jsonb) as x`,
    [tx.sellerId, disputeId, JSON.stringify(events)],
  );
}

export async function lockDispute(tx: Tx, id: string): Promise<Dispute | null> {
  const [row] = await tx.query<{ body: Dispute }>('select body from desk.disputes where seller_id = $1 and id = $2 for update', [
    tx.sellerId,
    id,
  ]);
  return row?.body ?? null;
}

export async function readDispute(tx: Tx, id: string): Promise<Dispute | null> {
  const [row] = await tx.query<{ body: Dispute }>('select body from desk.disputes where seller_id = $1 and id = $2', [tx.sellerId, id]);
  return row?.body ?? null;
}

/** The one that is told again: by its number at marketplace or bank, or because the return has one of the kind that is open. */
export async function findDispute(
  tx: Tx,
  { returnId, kind, reference }: Pick<Dispute, 'returnId' | 'kind' | 'reference'>,
): Promise<Dispute | null> {
  const [row] = await tx.query<{ body: Dispute }>(
    `select body from desk.disputes where seller_id = $1 and kind = $3
        and (($4::text is not null and reference = $4) or (return_id = $2 and state <> 'closed'))
      order by (reference is not distinct from $4) desc limit 1`,
    [tx.sellerId, returnId, kind, reference ?? null],
  );
  return row?.body ?? null;
}

export async function disputesOfReturn(tx: Tx, returnId: string): Promise<Dispute[]> {
  const rows = await tx.query<{ body: Dispute }>(
    'select body from desk.disputes where seller_id = $1 and return_id = $2 order by opened_at desc, id desc',
    [tx.sellerId, returnId],
  );
  return rows.map((row) => row.body);
}

export async function readDisputeEvents(tx: Tx, id: string): Promise<DisputeEvent[]> {
  const rows = await tx.query<{ body: DisputeEvent }>(
    'select body from desk.dispute_events where seller_id = $1 and dispute_id = $2 order by seq',
    [tx.sellerId, id],
  );
  return rows.map((row) => row.body);
}

export type DisputeWords = {
  readonly id: string;
  readonly dispute_id: string;
  readonly party: Party;
  readonly proof: ProofKind | null;
  readonly says: string;
  readonly name: string | null;
  readonly type: string | null;
  readonly sha256: string | null;
  readonly size: number | null;
  readonly at: string;
  readonly by: Actor;
};

export async function insertDisputeWords(tx: Tx, words: DisputeWords): Promise<void> {
  await tx.query(
    `insert into desk.dispute_words (seller_id, id, dispute_id, party, proof, says, name, type, sha256, size, at, by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tx.sellerId,
      words.id,
      words.dispute_id,
      words.party,
      words.proof,
      words.says,
      words.name,
      words.type,
      words.sha256,
      words.size,
      words.at,
      JSON.stringify(words.by),
    ],
  );
}

/** Oldest first. */
export async function readDisputeWords(tx: Tx, disputeId: string): Promise<DisputeWords[]> {
  return tx.query<DisputeWords>(
    'select id, dispute_id, party, proof, says, name, type, sha256, size, at, by from desk.dispute_words where seller_id = $1 and dispute_id = $2 order by at, id',
    [tx.sellerId, disputeId],
  );
}

export type DisputeCursor = { readonly at: string; readonly id: string };
export type ListedDispute = {
  readonly body: Dispute;
  readonly due_at: string | null;
  readonly changed_at: string;
  readonly rma: string;
  readonly channel_order_id: string;
  readonly buyer_name: string | null;
};

const LISTED = `select d.body, nullif(d.due_at, 'infinity') as due_at, d.changed_at, r.rma, r.channel_order_id, b.name as buyer_name
    from desk.disputes d join desk.returns r on r.seller_id = d.seller_id and r.id = d.return_id
    left join desk.buyers b on b.seller_id = d.seller_id and b.order_id = d.order_id`;

/** Those in one state, the most urgent first. `after` is the last row's `due_at` (`infinity` where it had none) and id. */
export async function listDisputesDue(tx: Tx, state: DisputeState, after: DisputeCursor | null, limit: number): Promise<ListedDispute[]> {
  return tx.query<ListedDispute>(
    `${LISTED} where d.seller_id = $1 and d.state = $2 and (d.due_at, d.id) > ($3::timestamptz, $4::uuid) order by d.due_at, d.id limit $5`,
    [tx.sellerId, state, after?.at ?? '-infinity', after?.id ?? '00000000-0000-0000-0000-000000000000', limit],
  );
}

/** All of them, the last touched first. */
export async function listDisputesNewest(tx: Tx, after: DisputeCursor | null, limit: number): Promise<ListedDispute[]> {
  return tx.query<ListedDispute>(
    `${LISTED} where d.seller_id = $1 and (d.changed_at, d.id) < ($2::timestamptz, $3::uuid) order by d.changed_at desc, d.id desc limit $4`,
    [tx.sellerId, after?.at ?? 'infinity', after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit],
  );
}

export async function countDisputes(tx: Tx, now: string): Promise<{ state: DisputeState; n: number; overdue: number }[]> {
  return tx.query(
    `select state, count(*)::integer as n, (count(*) filter (where due_at <= $2))::integer as overdue
       from desk.disputes where seller_id = $1 and state <> 'closed' group by state`,
    [tx.sellerId, now],
  );
}

/** As dispatcher: disputes with which the clock has something to do, oldest first, of every seller but those whose clock is moved. */
export async function dueDisputes(tx: Tx, now: string, exceptSellers: readonly string[]): Promise<{ seller_id: string; id: string }[]> {
  return tx.query(
    'select seller_id, id from desk.disputes where next_at <= $1 and seller_id <> all($2::uuid[]) order by next_at, seller_id, id limit 200',
    [now, exceptSellers],
  );
}

/** The same of one seller, for a moved clock. */
export async function dueDisputesOf(tx: Tx, now: string): Promise<{ id: string }[]> {
  return tx.query('select id from desk.disputes where seller_id = $1 and next_at <= $2 order by next_at, id limit 200', [tx.sellerId, now]);
}

export type Counterfeit = {
  readonly line_id: string;
  readonly unit: number;
  readonly sku: string;
  readonly supplier: string | null;
  readonly lot: string | null;
};

/** Goods found to be counterfeit, once for each unit of a return (M36). */
export async function insertCounterfeits(
  tx: Tx,
  returnId: string,
  found: readonly Counterfeit[],
  says: string,
  at: string,
  by: Actor,
): Promise<void> {
  await tx.query(
    `insert into desk.counterfeits (seller_id, return_id, line_id, unit, sku, supplier, lot, says, at, by)
     select $1, $2, x.line_id, x.unit, x.sku, x.supplier, x.lot, $4, $5, $6
       from jsonb_to_recordset($3::jsonb) as x(line_id text, unit integer, sku text, supplier text, lot text)`,
    [tx.sellerId, returnId, JSON.stringify(found), says, at, JSON.stringify(by)],
  );
}

export async function counterfeitsOf(
  tx: Tx,
  returnId: string,
): Promise<{ readonly lineId: string; readonly unit: number; readonly says: string; readonly at: string; readonly by: Actor }[]> {
  return tx.query(
    'select line_id as "lineId", unit, says, at, by from desk.counterfeits where seller_id = $1 and return_id = $2 order by line_id, unit',
    [tx.sellerId, returnId],
  );
}
