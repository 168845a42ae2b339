/** Cases from before Retour (M9): what was asked, in facts, and what was answered. */
import type { Tx } from './db.ts';

export type PastCase = {
  readonly id: string;
  readonly ref: string;
  readonly at: string;
  readonly facts: object;
  readonly outcome: string;
  readonly refund_minor: number | null;
  readonly resolutions: readonly string[] | null;
  readonly paid_by: string | null;
};

/** A case of the same `ref` is replaced. How many were new, and how many were replaced. */
export async function putPastCases(
  tx: Tx,
  cases: readonly PastCase[],
  now: string,
  by: string,
): Promise<{ made: number; replaced: number }> {
  const [row] = await tx.query<{ made: number; replaced: number }>(
    `with put as (
       insert into desk.past_cases (seller_id, id, ref, at, facts, outcome, refund_minor, resolutions, paid_by, imported_at, imported_by)
       select $1, x.id, x.ref, x.at, x.facts, x.outcome, x.refund_minor, x.resolutions, x.paid_by, $3, $4
         from jsonb_to_recordset($2::jsonb) as x(id uuid, ref text, at timestamptz, facts jsonb, outcome text, refund_minor bigint, resolutions text[], paid_by text)
       on conflict (seller_id, ref) do update set
         at = excluded.at, facts = excluded.facts, outcome = excluded.outcome, refund_minor = excluded.refund_minor,
         resolutions = excluded.resolutions, paid_by = excluded.paid_by, imported_at = excluded.imported_at, imported_by = excluded.imported_by
       returning (xmax = 0) as made)
     select count(*) filter (where made) as made, count(*) filter (where not made) as replaced from put`,
    [tx.sellerId, JSON.stringify(cases), now, by],
  );
  return row!;
}

export async function pastCasesKnown(tx: Tx): Promise<{ count: number; from: string | null; to: string | null }> {
  const [row] = await tx.query<{ count: number; from: string | null; to: string | null }>(
    'select count(*) as count, min(at) as "from", max(at) as "to" from desk.past_cases where seller_id = $1',
    [tx.sellerId],
  );
  return row!;
}

export async function deletePastCases(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    'with gone as (delete from desk.past_cases where seller_id = $1 returning 1) select count(*) as n from gone',
    [tx.sellerId],
  );
  return row!.n;
}

/** Which of these names a case has already. */
export async function knownRefs(tx: Tx, refs: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ ref: string }>('select ref from desk.past_cases where seller_id = $1 and ref = any($2::text[])', [
    tx.sellerId,
    refs,
  ]);
  return new Set(rows.map(({ ref }) => ref));
}
