/** Cases from before Retour, for the simulation (M9): facts and what was answered; names and addresses are not kept. */
import { type Actor, actorName } from '../core/access.ts';
import type { Money } from '../core/money.ts';
import type { DecisionFacts, Outcome } from '../core/policy/decision.ts';
import type { Resolution } from '../core/return/model.ts';
import { putPastCases } from '../store/past-cases.ts';
import { type Context, newId } from './context.ts';

export type PastCaseIn = {
  /** The seller's own name of the case: the same again replaces it. */
  readonly ref: string;
  readonly facts: DecisionFacts;
  readonly answered: {
    readonly outcome: Outcome;
    readonly refund?: Money;
    readonly resolutions?: readonly Resolution[];
    readonly paidBy?: 'seller' | 'buyer';
  };
};

/** All of them in one transaction. The refs must differ. */
export async function importHistory(
  ctx: Context,
  sellerId: string,
  cases: readonly PastCaseIn[],
  by: Actor,
): Promise<{ readonly made: number; readonly replaced: number }> {
  const now = ctx.clock.now(sellerId);
  const rows = cases.map(({ ref, facts, answered }) => ({
    id: newId(ctx, now),
    ref,
    at: facts.at,
    facts,
    outcome: answered.outcome,
    refund_minor: answered.refund?.minor ?? null,
    resolutions: answered.resolutions ?? null,
    paid_by: answered.paidBy ?? null,
  }));
  return ctx.db.withSeller(sellerId, (tx) => putPastCases(tx, rows, now, actorName(by)));
}
