/**
 * When the policy was asked again, which answer stands: the one that the buyer has, or the new one? An answer that was given is a promise: it
 * can become better, never worse (M6, M8). What the bench found may lessen a refund, as far as the policy's deductions allow, and nothing else.
 */
import type { Decision } from './decision.ts';

/** A date of the order was corrected. `answered`: the buyer has an answer; else a person still thinks, and sees what is known now. */
export const standsAfterCorrection = (was: Decision, now: Decision, answered: boolean): boolean => !answered || isNoWorse(now, was);

/** The bench spoke: the same ground with its deductions. Where the ground itself would be another one, the buyer keeps what was said. */
export const standsAfterFinding = (was: Decision, now: Decision): boolean =>
  now.ground === was.ground && gross(now) >= gross(was) && paysWayBack(now) >= paysWayBack(was);

/** Whether the buyer loses nothing by it. */
export function isNoWorse(now: Decision, was: Decision): boolean {
  return (
    RANK[now.outcome] >= RANK[was.outcome] &&
    was.resolutions.every((resolution) => now.resolutions.includes(resolution)) &&
    now.refund.total.minor >= was.refund.total.minor &&
    paysWayBack(now) >= paysWayBack(was) &&
    (now.productState ?? []).every((state) => was.productState?.includes(state))
  );
}

const RANK: Readonly<Record<Decision['outcome'], number>> = { reject: 0, review: 1, approve: 2 };
const gross = ({ refund }: Decision): number => refund.items.minor + refund.shipping.minor;
const paysWayBack = ({ returnShipping }: Decision): number => (returnShipping.paidBy === 'seller' ? 1 : 0);
