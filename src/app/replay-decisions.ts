import type { Decision, DecisionFacts } from '../core/policy/decision.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { decisionsOf } from '../store/policies.ts';
import { readReturn } from '../store/returns.ts';
import { type Context, policyDocument } from './context.ts';
import { evaluatePolicy } from './ask-policy.ts';
import { canonical } from './projection.ts';

export type Replayed = {
  readonly seq: number;
  readonly lineId: string;
  readonly unit: number;
  readonly policy: PolicyDocument;
  readonly facts: DecisionFacts;
  /** As it was given. */
  readonly decision: Decision;
  /** What comes out otherwise when it is asked again. Version and facts are those of then; law data is code, and may have been corrected since. */
  readonly differs: readonly (keyof Decision)[];
};

/** Every answer of a return, oldest first, each evaluated once more; null where there is no such return. */
export async function replayDecisions(ctx: Context, sellerId: string, returnId: string): Promise<readonly Replayed[] | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    if (!(await readReturn(tx, returnId))) return null;
    const replayed: Replayed[] = [];
    for (const row of await decisionsOf(tx, returnId)) {
      const policy = await policyDocument(tx, row.policy_version);
      const facts = row.facts as DecisionFacts;
      const decision = row.decision as Decision;
      const again = evaluatePolicy(ctx, policy, facts);
      const parts = [...new Set([...Object.keys(decision), ...Object.keys(again)])] as (keyof Decision)[];
      replayed.push({
        seq: row.seq,
        lineId: row.line_id,
        unit: row.unit,
        policy,
        facts,
        decision,
        differs: parts.filter((part) => canonical(decision[part] ?? null) !== canonical(again[part] ?? null)),
      });
    }
    return replayed;
  });
}
