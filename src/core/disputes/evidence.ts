/**
 * What whoever decides a dispute asks to see, by what it is about (M35). `must` is what a case is lost without, `helps` what makes it easier.
 * Card schemes and marketplaces name the same things in words of their own; the lists are ours, made from what their help pages ask for.
 */
import type { DisputeReason } from './dispute.ts';

export const PROOF_KINDS = [
  'order',
  'shipping',
  'delivery',
  'identity_sold',
  'identity_back',
  'return_tracking',
  'inspection',
  'photos_bench',
  'photos_buyer',
  'decision',
  'conversation',
  'refund',
  'statement',
  'other',
] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

export type Need = 'must' | 'helps';
export type Asked = { readonly kind: ProofKind; readonly need: Need };

const must = (...kinds: ProofKind[]): Asked[] => kinds.map((kind) => ({ kind, need: 'must' }));
const helps = (...kinds: ProofKind[]): Asked[] => kinds.map((kind) => ({ kind, need: 'helps' }));

const LISTS: Readonly<Record<DisputeReason, readonly Asked[]>> = {
  // For a consumer the seller bears the risk until the goods are handed over (Dir. 2011/83/EU Art. 20): without proof of it the case is lost.
  not_received: [...must('order', 'shipping', 'delivery'), ...helps('conversation', 'refund')],
  not_as_described: [...must('order', 'decision', 'conversation'), ...helps('identity_sold', 'photos_buyer', 'inspection', 'photos_bench')],
  defective: [...must('order', 'decision', 'inspection'), ...helps('identity_sold', 'identity_back', 'photos_bench', 'conversation')],
  counterfeit: [...must('order', 'identity_sold', 'statement'), ...helps('identity_back', 'inspection', 'photos_bench')],
  refusal: [...must('order', 'decision', 'conversation'), ...helps('inspection', 'photos_buyer', 'delivery')],
  // What is withheld for wear beyond testing is for the seller to prove (Dir. 2011/83/EU Art. 14(2)).
  deduction: [...must('decision', 'inspection', 'photos_bench'), ...helps('identity_sold', 'identity_back', 'conversation')],
  refund_missing: [...must('refund', 'conversation'), ...helps('return_tracking', 'inspection', 'decision')],
  fraud: [...must('order', 'shipping', 'delivery'), ...helps('identity_sold', 'conversation', 'statement')],
  duplicate: [...must('order', 'refund'), ...helps('conversation')],
  other: [...must('order', 'decision', 'conversation'), ...helps('inspection', 'statement')],
};

/** The list for a case, and what of it is there. */
export const checklistOf = (reason: DisputeReason, there: ReadonlySet<ProofKind>): readonly (Asked & { readonly there: boolean })[] =>
  LISTS[reason].map((asked) => ({ ...asked, there: there.has(asked.kind) }));
