/** The policy is asked again about an open return: the version of then, the facts of then with what is known now. What becomes of it, `standing.ts` says. */
import type { Decision, DecisionFacts } from '../core/policy/decision.ts';
import { standsAfterFinding } from '../core/policy/standing.ts';
import type { CommandOf, ItemDecision } from '../core/return/commands.ts';
import { isOpen } from '../core/return/refusals.ts';
import { keyOf, type Return, type ReturnItem } from '../core/return/model.ts';
import type { Tx } from '../store/db.ts';
import { readAnswers } from './answers.ts';
import type { Context } from './context.ts';
import { evaluatePolicy } from './ask-policy.ts';
import { canonical } from './projection.ts';

export type NewAnswer = ItemDecision & { readonly facts: DecisionFacts };

/**
 * The new answers that stand, one per open item at most.
 * @param change the facts of the last answer with what is known now; null where that is nothing new
 * @param stands whether the new answer takes the place of the last one
 */
export async function askAgain(
  ctx: Pick<Context, 'holidays'>,
  tx: Tx,
  ret: Return,
  change: (facts: DecisionFacts, item: ReturnItem) => DecisionFacts | null,
  stands: (was: Decision, now: Decision, item: ReturnItem) => boolean,
): Promise<readonly NewAnswer[]> {
  const open = new Map(ret.items.filter((item) => isOpen(item) && item.settlement === 'open').map((item) => [keyOf(item), item]));
  const last = await readAnswers(tx, ret.id);
  const answers: NewAnswer[] = [];
  for (const [key, item] of open) {
    const answered = last.get(key);
    const facts = answered && change(answered.facts, item);
    if (!answered || !facts) continue;
    const decision = evaluatePolicy(ctx, answered.policy, facts);
    // Facts that differ by a minute and change no word are nothing to tell of.
    if (canonical(decision) === canonical(answered.decision)) continue;
    const was = item.decision ?? answered.decision;
    if (stands(was, decision, item)) answers.push({ lineId: item.lineId, unit: item.unit, facts, decision });
  }
  return answers;
}

/** Rows of `desk.decisions`: the facts behind each answer, so that it can be replayed for ever. `seq` is that of the event that tells of it. */
export const decisionRows = (answers: readonly NewAnswer[], seq: number): object[] =>
  answers.map(({ lineId, unit, facts, decision }) => ({
    line_id: lineId,
    unit,
    seq,
    policy_version: decision.policyVersion,
    facts,
    decision,
  }));

/** An inspection with what the policy says to its findings: reasons and deductions. It still resolves nothing by itself. */
export async function withFindings(
  ctx: Pick<Context, 'holidays'>,
  tx: Tx,
  ret: Return,
  command: CommandOf<'inspection'>,
): Promise<{ readonly command: CommandOf<'inspection'>; readonly rows: readonly object[] }> {
  const found = (item: ReturnItem) =>
    command.items.find(({ lineId, unit }) => lineId === item.lineId && (unit === undefined || unit === item.unit));
  const answers = await askAgain(
    ctx,
    tx,
    ret,
    (facts, item) => {
      const seen = found(item);
      if (!seen) return null;
      const { verdict, grade } = seen;
      return { ...facts, finding: { verdict, identity: item.identity ?? 'not_recorded', ...(grade && { grade }) } };
    },
    standsAfterFinding,
  );
  if (answers.length === 0) return { command, rows: [] };
  const decisions = answers.map(({ lineId, unit, decision }) => ({ lineId, unit, decision }));
  // First the inspection, then the answer.
  return { command: { ...command, decisions }, rows: decisionRows(answers, ret.version + 2) };
}
