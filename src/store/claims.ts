/** Claims as rows (M25, M34): the claim beside its numbered events and what proves it. */
import { type Claim, type ClaimEvent, type ClaimState, dueOf, nextReminder } from '../core/claims/claim.ts';
import type { Tx } from './db.ts';

/** Makes the claim unless one with its key is there. Two who tell of one mishap at once make one: the second waits for the first. */
export async function insertClaim(tx: Tx, claim: Claim): Promise<{ id: string; created: boolean }> {
  const [made] = await tx.query<{ id: string }>(
    `insert into desk.claims (seller_id, id, key, code, against, why, state, amount_minor, currency, party, order_id, return_id, tracking_number,
                              due_at, next_at, body, version, opened_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)
     on conflict (seller_id, key) do nothing returning id`,
    [
      tx.sellerId,
      claim.id,
      claim.key,
      claim.code,
      claim.against,
      claim.why,
      claim.state,
      claim.amount.minor,
      claim.amount.currency,
      claim.party,
      claim.about.orderId ?? null,
      claim.about.returnId ?? null,
      claim.about.trackingNumber ?? null,
      dueOf(claim),
      nextReminder(claim),
      JSON.stringify(claim),
      claim.version,
      claim.openedAt,
    ],
  );
  if (made) return { id: made.id, created: true };
  const [there] = await tx.query<{ id: string }>('select id from desk.claims where seller_id = $1 and key = $2', [tx.sellerId, claim.key]);
  return { id: there!.id, created: false };
}

export async function insertClaimEvents(tx: Tx, claimId: string, events: readonly ClaimEvent[]): Promise<void> {
  for (const event of events)
    await tx.query('insert into desk.claim_events (seller_id, claim_id, seq, at, body) values ($1, $2, $3, $4, $5)', [
      tx.sellerId,
      claimId,
      event.seq,
      event.at,
      JSON.stringify(event),
    ]);
}

/** The claim follows its events. */
export async function updateClaim(tx: Tx, claim: Claim, now: string): Promise<void> {
  await tx.query(
    `update desk.claims set state = $3, amount_minor = $4, party = $5, due_at = $6, next_at = $7, body = $8, version = $9, changed_at = $10
      where seller_id = $1 and id = $2`,
    [
      tx.sellerId,
      claim.id,
      claim.state,
      claim.amount.minor,
      claim.party,
      dueOf(claim),
      nextReminder(claim),
      JSON.stringify(claim),
      claim.version,
      now,
    ],
  );
}

export async function lockClaim(tx: Tx, id: string): Promise<Claim | null> {
  const [row] = await tx.query<{ body: Claim }>('select body from desk.claims where seller_id = $1 and id = $2 for update', [
    tx.sellerId,
    id,
  ]);
  return row?.body ?? null;
}

export async function readClaim(tx: Tx, id: string): Promise<Claim | null> {
  const [row] = await tx.query<{ body: Claim }>('select body from desk.claims where seller_id = $1 and id = $2', [tx.sellerId, id]);
  return row?.body ?? null;
}

export async function readClaimEvents(tx: Tx, id: string): Promise<ClaimEvent[]> {
  const rows = await tx.query<{ body: ClaimEvent }>(
    'select body from desk.claim_events where seller_id = $1 and claim_id = $2 order by seq',
    [tx.sellerId, id],
  );
  return rows.map((row) => row.body);
}

export type ClaimCursor = { readonly at: string; readonly id: string };
export type ListedClaim = {
  readonly body: Claim;
  readonly due_at: string | null;
  readonly changed_at: string;
  readonly channel_order_id: string | null;
  readonly rma: string | null;
};

const LISTED = `select c.body, c.due_at, c.changed_at, o.channel_order_id, r.rma from desk.claims c
  left join desk.orders o on o.seller_id = c.seller_id and o.id = c.order_id
  left join desk.returns r on r.seller_id = c.seller_id and r.id = c.return_id`;

/** One state's claims, the most urgent first. */
export async function listClaimsDue(
  tx: Tx,
  state: ClaimState,
  against: string | null,
  after: ClaimCursor | null,
  limit: number,
): Promise<ListedClaim[]> {
  return tx.query<ListedClaim>(
    `${LISTED} where c.seller_id = $1 and c.state = $2 and ($3::text is null or c.against = $3) and (c.due_at, c.id) > ($4::timestamptz, $5::uuid)
      order by c.due_at, c.id limit $6`,
    [tx.sellerId, state, against, after?.at ?? '-infinity', after?.id ?? '00000000-0000-0000-0000-000000000000', limit],
  );
}

/** Claims of some states, the last touched first. */
export async function listClaimsNewest(
  tx: Tx,
  states: readonly ClaimState[],
  against: string | null,
  after: ClaimCursor | null,
  limit: number,
): Promise<ListedClaim[]> {
  return tx.query<ListedClaim>(
    `${LISTED} where c.seller_id = $1 and c.state = any($2::text[]) and ($3::text is null or c.against = $3)
        and (c.changed_at, c.id) < ($4::timestamptz, $5::uuid)
      order by c.changed_at desc, c.id desc limit $6`,
    [tx.sellerId, states, against, after?.at ?? 'infinity', after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit],
  );
}

/** What is about one order or one return. */
export async function claimsAbout(tx: Tx, about: { readonly orderId?: string; readonly returnId?: string }): Promise<ListedClaim[]> {
  return tx.query<ListedClaim>(
    `${LISTED} where c.seller_id = $1 and (c.order_id = $2::uuid or c.return_id = $3::uuid) order by c.changed_at desc, c.id desc limit 100`,
    [tx.sellerId, about.orderId ?? null, about.returnId ?? null],
  );
}

/** How many wait in each state, and how much money that is, by currency; what has ended is not counted. */
export async function countClaims(
  tx: Tx,
  now: string,
): Promise<{ state: ClaimState; currency: string; n: number; overdue: number; minor: number }[]> {
  return tx.query(
    `select state, currency, count(*) as n, count(*) filter (where due_at <= $2) as overdue, sum(amount_minor)::bigint as minor
       from desk.claims where seller_id = $1 and state in ('draft', 'submitted', 'accepted', 'rejected') group by state, currency`,
    [tx.sellerId, now],
  );
}

export type Evidence = {
  readonly id: string;
  readonly claim_id: string;
  readonly kind: string;
  readonly says: string;
  readonly name: string | null;
  readonly type: string | null;
  readonly sha256: string | null;
  readonly size: number | null;
  readonly at: string;
  readonly by: unknown;
};

export async function insertEvidence(tx: Tx, evidence: Evidence): Promise<void> {
  const { id, claim_id, kind, says, name, type, sha256, size, at, by } = evidence;
  await tx.query(
    `insert into desk.claim_evidence (seller_id, id, claim_id, kind, says, name, type, sha256, size, at, by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [tx.sellerId, id, claim_id, kind, says, name, type, sha256, size, at, JSON.stringify(by)],
  );
}

export async function readEvidence(tx: Tx, claimId: string): Promise<Evidence[]> {
  return tx.query<Evidence>(
    'select id, claim_id, kind, says, name, type, sha256, size, at, by from desk.claim_evidence where seller_id = $1 and claim_id = $2 order by at, id',
    [tx.sellerId, claimId],
  );
}

export async function rememberCounterpart(tx: Tx, against: string, party: string, email: string, now: string): Promise<void> {
  await tx.query(
    `insert into desk.counterparts (seller_id, against, party, email, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (seller_id, against, party) do update set email = excluded.email, changed_at = excluded.changed_at`,
    [tx.sellerId, against, party, email, now],
  );
}

export async function findCounterpart(tx: Tx, against: string, party: string): Promise<string | null> {
  const [row] = await tx.query<{ email: string }>(
    'select email from desk.counterparts where seller_id = $1 and against = $2 and party = $3',
    [tx.sellerId, against, party],
  );
  return row?.email ?? null;
}

/** One seller's claims on which a reminder is due, locked; another sweeper takes others. */
export async function dueClaims(tx: Tx, now: string): Promise<Claim[]> {
  const rows = await tx.query<{ body: Claim }>(
    'select body from desk.claims where seller_id = $1 and next_at <= $2 order by next_at, id limit 100 for update skip locked',
    [tx.sellerId, now],
  );
  return rows.map((row) => row.body);
}
