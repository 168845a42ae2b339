/** What a request would be answered, asked of an order that is here, with its whole history: for whoever has the buyer on the phone (M13). */
import type { Decision } from '../core/policy/decision.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { assert } from '../core/assert.ts';
import { readOpeningFacts, type StoredOrder } from '../store/orders.ts';
import { isCancelled } from '../store/outbound.ts';
import { type Context, policyDocument } from './context.ts';
import { decisionFacts, evaluatePolicy } from './ask-policy.ts';
import { type Opened, placeUnits, type RequestedLine } from './open-return.ts';

export type Previewed =
  | {
      readonly ok: true;
      readonly stored: StoredOrder;
      readonly policy: PolicyDocument;
      /** The return that such a request would be: something of it is open already (M14). */
      readonly openReturn: string | null;
      readonly items: readonly { readonly lineId: string; readonly unit: number; readonly decision: Decision }[];
    }
  | Extract<Opened, { ok: false }>;

/** Writes nothing. The same functions as `openReturn`, so the answer is the same. */
export async function previewReturn(
  ctx: Context,
  sellerId: string,
  request: { readonly channel: string; readonly channelOrderId: string; readonly items: readonly RequestedLine[] },
): Promise<Previewed> {
  const now = ctx.clock.now(sellerId);
  return ctx.db.withSeller(sellerId, async (tx): Promise<Previewed> => {
    const facts = await readOpeningFacts(tx, request.channel, request.channelOrderId, now);
    if (!facts) return { ok: false, refusal: 'order_not_found', facts: {} };
    const placed = placeUnits(request.items, facts, now);
    if ('refusal' in placed) return { ok: false, refusal: placed.refusal, facts: placed.facts };
    const { order } = facts.stored;
    if (order.shippedAt === undefined && (await isCancelled(tx, order.id))) return { ok: false, refusal: 'order_cancelled', facts: {} };
    assert(facts.policyVersion, 'every seller has a policy in force');
    const policy = await policyDocument(tx, facts.policyVersion);
    const items = placed.units.map(({ wanted, line, unit }) => ({
      lineId: line.id,
      unit,
      decision: evaluatePolicy(ctx, policy, decisionFacts(facts, order, { ...wanted, unit }, now)),
    }));
    return { ok: true, stored: facts.stored, policy, openReturn: placed.openReturn, items };
  });
}
