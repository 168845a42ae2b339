/** `Idempotency-Key`: the same request again, under the same key, gets what the first one got. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import type { Once } from '../app/once.ts';
import { canonical } from '../app/projection.ts';
import { findAnswer, keepAnswer } from '../store/idempotency.ts';
import { problem } from './problems.ts';

export const IdempotencyHeaders = z.object({ 'idempotency-key': z.string().min(1).max(255).optional() });

/** The caller's key with the digest of its request; null where none was sent. */
export function onceOf(request: FastifyRequest): Once | null {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return null;
  const said = canonical([request.method, request.url.split('?')[0], request.body ?? null]);
  return { key, hash: createHash('sha256').update(said).digest('hex') };
}

/** The answer that this key got before. The same key for another request is refused: that is a mistake of the caller. */
export async function kept(ctx: Context, request: FastifyRequest): Promise<{ id: string } | null> {
  const once = onceOf(request);
  if (once === null) return null;
  const answer = await ctx.db.withSeller(request.caller.sellerId, (tx) => findAnswer(tx, once.key));
  if (!answer) return null;
  if (answer.request_hash !== once.hash) throw problem('idempotency_key_reused');
  return answer.body as { id: string };
}

export async function keep(ctx: Context, request: FastifyRequest, body: { id: string }, status: number): Promise<void> {
  const once = onceOf(request);
  if (once === null) return;
  await ctx.db.withSeller(request.caller.sellerId, (tx) =>
    keepAnswer(tx, once.key, { request_hash: once.hash, status, body }, ctx.clock.realNow()),
  );
}

/** A verb without a body is a verb with an empty one. */
export async function emptyBody(request: FastifyRequest): Promise<void> {
  if (request.body === undefined || request.body === null) request.body = {};
}
