import type { Tx } from './db.ts';

export type PolicyVersion = {
  readonly version: string;
  readonly name: string;
  readonly document: unknown;
  readonly effective_from: string;
  readonly published_at: string;
  readonly published_by: string;
  /** The version whose document this one brings back. */
  readonly restores: string | null;
};

/** Two publications at once would get the same number: the second violates `policy_versions_seq_key` and is tried again. */
export async function insertPolicyVersion(tx: Tx, policy: PolicyVersion): Promise<void> {
  await tx.query(
    `insert into desk.policy_versions (seller_id, version, name, document, effective_from, published_at, published_by, restores, seq)
     select $1, $2, $3, $4::jsonb, $5, $6, $7, $8, 1 + coalesce(max(seq), 0) from desk.policy_versions where seller_id = $1`,
    [
      tx.sellerId,
      policy.version,
      policy.name,
      JSON.stringify(policy.document),
      policy.effective_from,
      policy.published_at,
      policy.published_by,
      policy.restores,
    ],
  );
}

/** A published version never changes: callers may keep it for ever. One that was withdrawn is found too, with the time of that. */
export async function readPolicyVersion(
  tx: Tx,
  version: string,
): Promise<(PolicyVersion & { readonly withdrawn_at: string | null }) | null> {
  const [row] = await tx.query<PolicyVersion & { withdrawn_at: string | null }>(
    `select version, name, document, effective_from, published_at, published_by, restores, withdrawn_at from desk.policy_versions
      where seller_id = $1 and version = $2`,
    [tx.sellerId, version],
  );
  return row ?? null;
}

/** The version that decides at `now`, as a subquery with the seller as $1: of two with the same start, the one published later. */
export const inForceAt = (now: `$${number}`): string =>
  `(select p.version from desk.policy_versions p where p.seller_id = $1 and p.effective_from <= ${now} and p.withdrawn_at is null
     order by p.effective_from desc, p.seq desc limit 1)`;

export async function policyInForce(tx: Tx, now: string): Promise<string | null> {
  const [row] = await tx.query<{ version: string | null }>(`select ${inForceAt('$2')} as version`, [tx.sellerId, now]);
  return row?.version ?? null;
}

export type ListedVersion = Omit<PolicyVersion, 'document'> & { readonly seq: number };

/** Newest first, by the day from which they decide; without those that were withdrawn. */
export async function listPolicyVersions(tx: Tx): Promise<ListedVersion[]> {
  return tx.query(
    `select version, name, effective_from, published_at, published_by, restores, seq from desk.policy_versions
      where seller_id = $1 and withdrawn_at is null order by effective_from desc, seq desc`,
    [tx.sellerId],
  );
}

/** The versions `slug@1`, `slug@2` … that there are, withdrawn ones too: a name is never given twice. */
export async function versionsNamed(tx: Tx, slug: string): Promise<string[]> {
  const rows = await tx.query<{ version: string }>(
    `select version from desk.policy_versions where seller_id = $1 and starts_with(version, $2)`,
    [tx.sellerId, `${slug}@`],
  );
  return rows.map((row) => row.version);
}

/** Takes back a version whose day has not come; false where it has, or where there is none. */
export async function withdrawPolicyVersion(tx: Tx, version: string, now: string, by: string): Promise<boolean> {
  const rows = await tx.query(
    `update desk.policy_versions set withdrawn_at = $3, withdrawn_by = $4
      where seller_id = $1 and version = $2 and effective_from > $3 and withdrawn_at is null returning 1`,
    [tx.sellerId, version, now, by],
  );
  return rows.length > 0;
}

export type PolicyDraft = {
  readonly id: string;
  readonly name: string;
  readonly based_on: string | null;
  readonly revision: number;
  readonly document: unknown;
  readonly created_at: string;
  readonly created_by: string;
  readonly updated_at: string;
  readonly updated_by: string;
};
const DRAFT = 'id, name, based_on, revision, created_at, created_by, updated_at, updated_by';

/** False where a draft of that id is there already: the same request came before. */
export async function insertPolicyDraft(
  tx: Tx,
  draft: Pick<PolicyDraft, 'id' | 'name' | 'based_on' | 'document'>,
  now: string,
  by: string,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.policy_drafts (seller_id, id, name, based_on, revision, document, created_at, created_by, updated_at, updated_by)
     values ($1, $2, $3, $4, 1, $5, $6, $7, $6, $7) on conflict do nothing returning 1`,
    [tx.sellerId, draft.id, draft.name, draft.based_on, JSON.stringify(draft.document), now, by],
  );
  return rows.length > 0;
}

export async function listPolicyDrafts(tx: Tx): Promise<Omit<PolicyDraft, 'document'>[]> {
  return tx.query(`select ${DRAFT} from desk.policy_drafts where seller_id = $1 and ended_at is null order by updated_at desc, id`, [
    tx.sellerId,
  ]);
}

/** A draft that is still one. */
export async function readPolicyDraft(tx: Tx, id: string): Promise<PolicyDraft | null> {
  const [row] = await tx.query<PolicyDraft>(
    `select ${DRAFT}, document from desk.policy_drafts where seller_id = $1 and id = $2 and ended_at is null`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

/** The draft, for whoever is about to end it: nobody saves or publishes it meanwhile. Also one that has ended, with what became of it. */
export async function lockPolicyDraft(
  tx: Tx,
  id: string,
): Promise<(PolicyDraft & { readonly ended_at: string | null; readonly published_as: string | null }) | null> {
  const [row] = await tx.query<PolicyDraft & { ended_at: string | null; published_as: string | null }>(
    `select ${DRAFT}, document, ended_at, published_as from desk.policy_drafts where seller_id = $1 and id = $2 for update`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

/** The next revision; null where somebody saved after `revision`, or where there is no such draft. */
export async function savePolicyDraft(
  tx: Tx,
  draft: Pick<PolicyDraft, 'id' | 'name' | 'revision' | 'document'>,
  now: string,
  by: string,
): Promise<Omit<PolicyDraft, 'document'> | null> {
  const [row] = await tx.query<Omit<PolicyDraft, 'document'>>(
    `update desk.policy_drafts set name = $4, document = $5, revision = revision + 1, updated_at = $6, updated_by = $7
      where seller_id = $1 and id = $2 and revision = $3 and ended_at is null returning ${DRAFT}`,
    [tx.sellerId, draft.id, draft.revision, draft.name, JSON.stringify(draft.document), now, by],
  );
  return row ?? null;
}

/** Published as a version, or thrown away; false where it had ended already. */
export async function endPolicyDraft(tx: Tx, id: string, publishedAs: string | null, now: string): Promise<boolean> {
  const rows = await tx.query(
    'update desk.policy_drafts set ended_at = $3, published_as = $4 where seller_id = $1 and id = $2 and ended_at is null returning 1',
    [tx.sellerId, id, now, publishedAs],
  );
  return rows.length > 0;
}

export type StoredDecision = {
  readonly seq: number;
  readonly line_id: string;
  readonly unit: number;
  readonly policy_version: string;
  readonly facts: unknown;
  readonly decision: unknown;
};

/** The answers that a return got, each with the facts that it was given on. */
export async function decisionsOf(tx: Tx, returnId: string): Promise<StoredDecision[]> {
  return tx.query(
    `select seq, line_id, unit, policy_version, facts, decision from desk.decisions
      where seller_id = $1 and return_id = $2 order by seq, line_id, unit`,
    [tx.sellerId, returnId],
  );
}
