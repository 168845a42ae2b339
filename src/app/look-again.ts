/** A sign that came to light after the answer (M7): the policy is asked again, with the facts of then and the seller's record of now. */
import type { DecisionFacts } from '../core/policy/decision.ts';
import { isOpen } from '../core/return/refusals.ts';
import { keyOf } from '../core/return/model.ts';
import type { ItemDecision } from '../core/return/commands.ts';
import { readRecord } from '../store/abuse.ts';
import type { Tx } from '../store/db.ts';
import { decisionsOf } from '../store/policies.ts';
import { readReturn } from '../store/returns.ts';
import { actIn } from './act.ts';
import { type Context, policyDocument } from './context.ts';
import { evaluatePolicy } from './open-return.ts';

/**
 * The new answer stands on the record, with its signs, for whoever decides about goods and money. It can call a person while nobody has answered
 * yet; an approval that was given stands, and a no never comes of it.
 */
export async function askAgainWithSigns(ctx: Context, sellerId: string, returnId: string): Promise<void> {
  // Somebody may act on the return between our look and our act: then we look once more.
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (await ctx.db.withSeller(sellerId, (tx) => askAgain(ctx, tx, returnId))) return;
  }
  ctx.log.warn(
    { returnId },
    'a photo came in, and the return was too busy to be looked at again: its signs are on the case page all the same',
  );
}

async function askAgain(ctx: Context, tx: Tx, returnId: string): Promise<boolean> {
  const loaded = await readReturn(tx, returnId);
  if (!loaded) return true;
  const record = await readRecord(tx, returnId, ctx.clock.now(tx.sellerId));
  const open = new Map(loaded.ret.items.filter(isOpen).map((item) => [keyOf(item), item]));
  // The last answer of each item, with the facts and the version that gave it.
  const last = new Map((await decisionsOf(tx, returnId)).map((row) => [`${row.line_id}#${row.unit}`, row]));
  const answers: (ItemDecision & { readonly asked: DecisionFacts })[] = [];
  for (const [key, row] of last) {
    if (!open.has(key)) continue;
    const facts = row.facts as DecisionFacts;
    if (record.samePhotoElsewhere <= (facts.history.record?.samePhotoElsewhere ?? 0)) continue;
    const asked: DecisionFacts = { ...facts, history: { ...facts.history, record } };
    const decision = evaluatePolicy(ctx, await policyDocument(tx, row.policy_version), asked);
    if (decision.outcome === 'reject') continue;
    answers.push({ lineId: row.line_id, unit: row.unit, asked, decision });
  }
  if (answers.length === 0) return true;
  const { version } = loaded.ret;
  const acted = await actIn(
    ctx,
    tx,
    returnId,
    { verb: 'redecision', asked: 'photo', decisions: answers.map(({ lineId, unit, decision }) => ({ lineId, unit, decision })) },
    { kind: 'system', name: 'policy' },
    {
      version,
      beside: () => ({
        decisions: answers.map(({ lineId, unit, asked, decision }) => ({
          line_id: lineId,
          unit,
          // The answer is the first event of the act.
          seq: version + 1,
          policy_version: decision.policyVersion,
          facts: asked,
          decision,
        })),
      }),
    },
  );
  return acted.ok || acted.refusal !== 'version_conflict';
}
