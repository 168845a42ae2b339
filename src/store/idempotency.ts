import type { Tx } from './db.ts';

export type KeptAnswer = { readonly request_hash: string; readonly status: number; readonly body: unknown };

export async function findAnswer(tx: Tx, key: string): Promise<KeptAnswer | null> {
  const [row] = await tx.query<KeptAnswer>(
    'select request_hash, status, body from desk.idempotency_keys where seller_id = $1 and key = $2',
    [tx.sellerId, key],
  );
  return row ?? null;
}

export async function keepAnswer(tx: Tx, key: string, answer: KeptAnswer, now: string): Promise<void> {
  await tx.query(
    `insert into desk.idempotency_keys (seller_id, key, request_hash, status, body, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [tx.sellerId, key, answer.request_hash, answer.status, JSON.stringify(answer.body), now],
  );
}
