/** The policy's answers about a return with what they were given on: for everyone who puts them into a buyer's words (M6). */
import type { Language } from '../core/access.ts';
import { alternativesOf, isForBuyers, sayAlternative } from '../core/policy/alternatives.ts';
import type { Decision, DecisionFacts } from '../core/policy/decision.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { explainDecision } from '../core/policy/explain.ts';
import { lawBook } from '../core/policy/law/law.ts';
import { keyOf, type ReturnItem } from '../core/return/model.ts';
import type { Tx } from '../store/db.ts';
import { decisionsOf } from '../store/policies.ts';
import { type Context, policyDocument } from './context.ts';

/** The last answer about one unit: the version that gave it, and the facts that it was given on. */
export type Answered = { readonly policy: PolicyDocument; readonly facts: DecisionFacts; readonly decision: Decision };
/** By the item's key. Returns of old have none. */
export type Answers = ReadonlyMap<string, Answered>;
export const NO_ANSWERS: Answers = new Map();

export async function readAnswers(tx: Tx, returnId: string): Promise<Answers> {
  const answers = new Map<string, Answered>();
  for (const row of await decisionsOf(tx, returnId))
    answers.set(keyOf({ lineId: row.line_id, unit: row.unit }), {
      policy: await policyDocument(tx, row.policy_version),
      facts: row.facts as DecisionFacts,
      decision: row.decision as Decision,
    });
  return answers;
}

/** Why, for the buyer, each sentence once: the answer's own sentence first where it says what carries a yes. */
export function reasonsOf(items: readonly ReturnItem[], answers: Answers, language: Language): string[] {
  const said = items.flatMap((item) => {
    if (!item.decision) return [];
    const { headline, reasons } = explainDecision(item.decision, language, 'buyer', answers.get(keyOf(item))?.policy);
    return item.decision.outcome === 'approve' ? [headline, ...reasons] : reasons;
  });
  return [...new Set(said)];
}

/**
 * On which day, or with which evidence, the answer would be another one: sentences for the buyer, each true because the policy was asked
 * with exactly that. A yes is left alone, and what only a check could find is the team's business (`isForBuyers`).
 */
export const wouldChange = (
  ctx: Pick<Context, 'holidays'>,
  decision: Decision,
  { policy, facts }: Pick<Answered, 'policy' | 'facts'>,
  language: Language,
): string[] =>
  decision.outcome === 'approve'
    ? []
    : alternativesOf(policy, facts, { law: lawBook, holidays: ctx.holidays })
        .filter(isForBuyers)
        .map((alternative) => sayAlternative(alternative, language, 'buyer'));
