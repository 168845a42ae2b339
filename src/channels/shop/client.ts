/**
 * The seller's own web shop as a {@link Channel}. It has no remote API of its own: orders arrive by `PUT /orders/shop/…`, requests
 * by the portal, words by mail. Only money is asked of it, and that from a till: the payment provider behind the shop.
 */
import type { Money } from '../../core/money.ts';
import type { Channel, Failure, RefundRequest } from '../channel.ts';

/**
 * What pays the buyer back. Payment providers take our number of the intent as their idempotency key, so the same intent
 * is paid once however often it is sent.
 */
export type Till = {
  pay(payment: {
    readonly intentId: string;
    readonly orderId: string;
    readonly lineId: string;
    readonly amount: Money;
  }): Promise<{ readonly reference: string } | Failure>;
  /** Whether this very intent was paid. */
  find(intentId: string): Promise<{ readonly reference: string } | null | Failure>;
};

/** @param till Absent until a provider is connected: then a refund is refused with words that say what a person has to do. */
export function createShop({ till }: { readonly till?: Till } = {}): Channel {
  const byHand: Failure = {
    failed: 'refused',
    says: 'This shop has no payment provider connected: pay the buyer back by hand, then record it on the return.',
    retryable: false,
  };
  return {
    kind: 'shop',
    poll: async () => ({ arrivals: [], lowWater: {} }),
    sendMessage: async () => ({
      failed: 'refused',
      says: 'A shop has no thread of its own: write to the buyer by mail.',
      retryable: false,
    }),
    refund: async ({ intentId, ref, lineId, amount }: RefundRequest) =>
      till ? till.pay({ intentId, orderId: ref.orderId, lineId, amount }) : byHand,
    async readRefund({ intentId }) {
      if (!till) return { state: 'unknown' };
      const paid = await till.find(intentId);
      if (paid === null) return { state: 'not_refunded' };
      return 'failed' in paid ? paid : { state: 'refunded', reference: paid.reference };
    },
    probe: async () =>
      till ? { ok: true, says: 'The till answers.' } : { ok: true, says: 'No payment provider: refunds are paid by hand.' },
  };
}
