/** A refund from plan to confirmation (M31). It is confirmed once; after that nothing moves it. */
import type { RefundState } from '../return/model.ts';

/** `submitted` to itself does not exist: whoever tries again asks the channel first what became of it. */
export const REFUND_MOVES = {
  awaiting_approval: ['planned'],
  // The channel may have refunded by itself before we asked it to.
  planned: ['submitted', 'confirmed'],
  submitted: ['confirmed', 'failed'],
  // A failure that was none: the read-back finds the money gone.
  failed: ['planned', 'confirmed'],
  confirmed: [],
} as const satisfies Record<RefundState, readonly RefundState[]>;

export const refundMay = (from: RefundState, to: RefundState): boolean => (REFUND_MOVES[from] as readonly RefundState[]).includes(to);
