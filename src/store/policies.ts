import type { Tx } from './db.ts';

export type PolicyVersion = {
  readonly version: string;
  readonly document: unknown;
  readonly effective_from: string;
  readonly published_at: string;
  readonly published_by: string;
};

export async function insertPolicyVersion(tx: Tx, policy: PolicyVersion): Promise<void> {
  await tx.query(
    `insert into desk.policy_versions (seller_id, version, document, effective_from, published_at, published_by) values ($1, $2, $3, $4, $5, $6)`,
    [tx.sellerId, policy.version, JSON.stringify(policy.document), policy.effective_from, policy.published_at, policy.published_by],
  );
}

/** A published version never changes: callers may keep it for ever. */
export async function readPolicyVersion(tx: Tx, version: string): Promise<PolicyVersion | null> {
  const [row] = await tx.query<PolicyVersion>(
    'select version, document, effective_from, published_at, published_by from desk.policy_versions where seller_id = $1 and version = $2',
    [tx.sellerId, version],
  );
  return row ?? null;
}

export async function policyInForce(tx: Tx, now: string): Promise<string | null> {
  const [row] = await tx.query<{ version: string }>(
    'select version from desk.policy_versions where seller_id = $1 and effective_from <= $2 order by effective_from desc, version desc limit 1',
    [tx.sellerId, now],
  );
  return row?.version ?? null;
}

export async function listPolicyVersions(tx: Tx): Promise<Omit<PolicyVersion, 'document'>[]> {
  return tx.query(
    'select version, effective_from, published_at, published_by from desk.policy_versions where seller_id = $1 order by effective_from desc',
    [tx.sellerId],
  );
}
