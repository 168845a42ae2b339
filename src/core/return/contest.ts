/**
 * What a buyer may agree to or contest (M35): a no, a finding that speaks against them, an end that is less than what was paid or other than
 * what they wished for. Each of them once: whoever agreed to a finding may still contest what was made of it.
 */
import type { Resolution, ReturnItem, Settlement, Verdict } from './model.ts';

export const ANSWERS = ['refusal', 'finding', 'deduction', 'outcome'] as const;
export type AnswerKind = (typeof ANSWERS)[number];

/** A confirmed fault, or goods as they were sold, are what the buyer said themselves. */
const AGAINST: ReadonlySet<Verdict> = new Set(['no_fault_found', 'customer_damage', 'other_device', 'incomplete']);
const NOTHING_GIVEN: ReadonlySet<Settlement> = new Set(['denied', 'sent_back']);
const MONEY_GIVEN: ReadonlySet<Settlement> = new Set(['refunding', 'refunded']);

type Judged = Pick<ReturnItem, 'authorisation' | 'assessment' | 'settlement' | 'verdict' | 'resolution' | 'wants' | 'given'>;

/** The answer to this item that a buyer may see otherwise; null where there is none, or it gives them what they asked for. */
export function answerOf(item: Judged): AnswerKind | null {
  const { authorisation, assessment, settlement, verdict, resolution, wants, given } = item;
  if (NOTHING_GIVEN.has(settlement)) return 'refusal';
  if (settlement === 'open') {
    if (authorisation === 'rejected') return 'refusal';
    return assessment === 'assessed' && verdict !== undefined && AGAINST.has(verdict) ? 'finding' : null;
  }
  if (MONEY_GIVEN.has(settlement) && (resolution === 'partial_refund' || given?.kept !== undefined)) return 'deduction';
  return wants !== undefined && resolution !== undefined && resolution !== wants && !isFull(resolution) ? 'outcome' : null;
}

/** All of the money back is never less than another wish. */
const isFull = (resolution: Resolution): boolean => resolution === 'refund';

/** The same, unless the buyer has agreed to it. */
export const openAnswerOf = (item: Judged & Pick<ReturnItem, 'agreed'>): AnswerKind | null => {
  const answer = answerOf(item);
  return answer !== null && item.agreed?.to !== answer ? answer : null;
};
