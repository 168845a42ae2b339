import type { Tx } from './db.ts';

/** An intent towards the outside. `body` is the intent itself; words are made when it is carried out. */
export type Effect = {
  readonly id: string;
  readonly return_id: string | null;
  readonly kind: string;
  readonly state: 'pending' | 'calling' | 'done' | 'failed';
  readonly body: Record<string, unknown>;
  readonly attempts: number;
  readonly created_at: string;
  readonly last_error: string | null;
};

/** Some days of trying with back-off; then a person sees it under "failed" and may ask again. */
export const MOST_ATTEMPTS = 20;

const COLUMNS = 'id, return_id, kind, state, body, attempts, created_at, last_error';

/**
 * Takes an effect for one attempt. Null where it is done, waits for its time, or another worker is calling:
 * a resolution that may still be taken back (`now` is the seller's time) waits as well;
 * a lease that ran out (the worker died between call and record) is taken over, and `attempts` then says that a call may have happened.
 */
export async function claimEffect(tx: Tx, id: string, realNow: string, leaseUntil: string, now: string): Promise<Effect | null> {
  const [row] = await tx.query<Effect>(
    `update desk.effects set state = 'calling', attempts = attempts + 1, lease_until = $4
      where seller_id = $1 and id = $2 and (not_before is null or not_before <= $3) and (grace_until is null or grace_until <= $5)
        and (state = 'pending' or (state = 'calling' and lease_until < $3))
      returning ${COLUMNS}`,
    [tx.sellerId, id, realNow, leaseUntil, now],
  );
  return row ?? null;
}

/** One attempt at an effect. A worker whose lease was taken over no longer writes: `attempts` fences it off. */
export type Attempt = { readonly id: string; readonly attempts: number };

/** A long call is still on its way. False where another worker has taken the effect over: then nothing more may be done. */
export async function renewLease(tx: Tx, { id, attempts }: Attempt, leaseUntil: string): Promise<boolean> {
  const rows = await tx.queryAndCommit(
    `update desk.effects set lease_until = $4 where seller_id = $1 and id = $2 and state = 'calling' and attempts = $3 returning 1`,
    [tx.sellerId, id, attempts, leaseUntil],
  );
  return rows.length > 0;
}

/** Ends the transaction: what belongs to the answer is sent before, and travels with it. */
export async function finishEffect(tx: Tx, { id, attempts }: Attempt, answer: object, now: string): Promise<void> {
  await tx.queryAndCommit(
    `update desk.effects set state = 'done', answer = $4, last_error = null, lease_until = null, done_at = $5
      where seller_id = $1 and id = $2 and attempts = $3`,
    [tx.sellerId, id, attempts, JSON.stringify(answer), now],
  );
}

/** Failed for now: tried again after `notBefore`. `keep` is remembered in the intent. */
export async function postponeEffect(tx: Tx, { id, attempts }: Attempt, says: string, notBefore: string, keep: object = {}): Promise<void> {
  await tx.query(
    `update desk.effects set state = 'pending', last_error = $4, not_before = $5, lease_until = null, body = body || $6::jsonb
      where seller_id = $1 and id = $2 and attempts = $3`,
    [tx.sellerId, id, attempts, says, notBefore, JSON.stringify(keep)],
  );
}

/** Failed for good, until a person asks again. */
export async function giveUpEffect(tx: Tx, { id, attempts }: Attempt, says: string): Promise<void> {
  await tx.query(
    `update desk.effects set state = 'failed', last_error = $4, lease_until = null where seller_id = $1 and id = $2 and attempts = $3`,
    [tx.sellerId, id, attempts, says],
  );
}

/** Effects whose time has come, oldest first: the drain's list. `free`: nobody has it in hand. `now` is the seller's time. */
export async function openEffects(tx: Tx, realNow: string, now: string): Promise<{ readonly id: string; readonly free: boolean }[]> {
  return tx.query(
    `select id, lease_until is null or lease_until < $2 as free from desk.effects
      where seller_id = $1 and state in ('pending', 'calling') and (not_before is null or not_before <= $2) and (grace_until is null or grace_until <= $3)
      order by free desc, created_at, id limit 200`,
    [tx.sellerId, realNow, now],
  );
}

/** As dispatcher: effects whose worker died or whose job was lost. They get a job again; the claim sorts out the rest. */
export async function strayEffects(tx: Tx, realNow: string): Promise<{ seller_id: string; id: string }[]> {
  return tx.query(
    `select seller_id, id from desk.effects
      where (state = 'calling' and lease_until < $1) or (state = 'pending' and created_at < $1::timestamptz - interval '5 minutes' and (not_before is null or not_before < $1))
      order by created_at limit 500`,
    [realNow],
  );
}

export async function enqueueEffects(tx: Tx, sellerId: string, ids: readonly string[], runAt: string | null = null): Promise<void> {
  await tx.query(`select desk.enqueue('carry_out', $1, $2::uuid[], $3)`, [sellerId, ids, runAt]);
}

/**
 * An errand: an intent that belongs to no return (`app/errands.ts`), with its job. `grace`: until when (the seller's time) it may be taken back,
 * and when its job begins (real time).
 */
export async function insertErrand(
  tx: Tx,
  errand: Pick<Effect, 'id' | 'kind' | 'body' | 'created_at'>,
  grace: { readonly until: string; readonly runAt: string } | null = null,
): Promise<void> {
  const { id, kind, body, created_at } = errand;
  await tx.query('insert into desk.effects (seller_id, id, kind, body, created_at, grace_until) values ($1, $2, $3, $4, $5, $6)', [
    tx.sellerId,
    id,
    kind,
    JSON.stringify(body),
    created_at,
    grace?.until ?? null,
  ]);
  await enqueueEffects(tx, tx.sellerId, [id], grace?.runAt ?? null);
}

/** A person asks again for what failed (M5: outside failures are visible, and never silent). */
export async function reviveEffect(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update desk.effects set state = 'pending', not_before = null where seller_id = $1 and id = $2 and state = 'failed' returning id`,
    [tx.sellerId, id],
  );
  return rows.length > 0;
}

export async function failedEffects(tx: Tx): Promise<(Effect & { rma: string | null })[]> {
  return tx.query(
    `select e.id, e.return_id, e.kind, e.state, e.body, e.attempts, e.created_at, e.last_error, r.rma
       from desk.effects e left join desk.returns r on r.seller_id = e.seller_id and r.id = e.return_id
      where e.seller_id = $1 and e.state = 'failed' order by e.created_at desc limit 100`,
    [tx.sellerId],
  );
}
