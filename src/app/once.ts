import type { Tx } from '../store/db.ts';
import { findAnswer, keepAnswer } from '../store/idempotency.ts';

/** The caller's `Idempotency-Key`, with the digest of the request that it came with. */
export type Once = { readonly key: string; readonly hash: string };
export type KeyReused = { readonly ok: false; readonly refusal: 'idempotency_key_reused' };

/**
 * Work that a key lets happen once, inside the transaction that does it: the same request again gets what the first one got. What was
 * refused is not kept, so it may be tried again under its key.
 */
export async function onceIn<T extends { readonly ok: boolean }>(
  tx: Tx,
  once: Once | null,
  now: string,
  work: () => Promise<T>,
): Promise<T | KeyReused> {
  if (once) {
    const answer = await findAnswer(tx, once.key);
    if (answer) return answer.request_hash === once.hash ? (answer.body as T) : { ok: false, refusal: 'idempotency_key_reused' };
  }
  const done = await work();
  if (once && done.ok) await keepAnswer(tx, once.key, { request_hash: once.hash, status: 201, body: done }, now);
  return done;
}
