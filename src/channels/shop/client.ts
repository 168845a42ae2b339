/**
 * The seller's own web shop as a {@link Channel}. It has no remote API of its own: orders arrive by `PUT /orders/shop/…`, requests
 * by the portal, words by mail. Only money is asked of it, and that from a till: the payment provider behind the shop.
 */
import type { Money } from '../../core/money.ts';
import { type Channel, failed, type Failure, type RefundRequest } from '../channel.ts';

/** A payment back: `intentId` is our number of it, the same at every attempt. */
export type TillPayment = {
  readonly intentId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly amount: Money;
};
/** `pending`: accepted and under way; a bank behind the provider may still send it back. */
export type TillPaid = { readonly reference: string; readonly pending?: true };

/**
 * What pays the buyer back. Payment providers take our number of the intent as their idempotency key, so the same intent
 * is paid once however often it is sent.
 */
export type Till = {
  pay(payment: TillPayment): Promise<TillPaid | Failure>;
  /** Whether this very intent was paid. */
  find(payment: TillPayment): Promise<TillPaid | null | Failure>;
  probe(): Promise<{ readonly ok: true; readonly says: string } | Failure>;
};

/** @param till Absent until a provider is connected: then refunds go by bank transfer where the seller has set that up, else by hand. */
export function createShop({ till }: { readonly till?: Till } = {}): Channel {
  const byHand: Failure = {
    failed: 'refused',
    says: 'This shop has no payment provider connected: pay the buyer back by hand, then record it on the return.',
    retryable: false,
  };
  const paymentOf = ({ intentId, ref, lineId, amount }: RefundRequest): TillPayment => ({ intentId, orderId: ref.orderId, lineId, amount });
  return {
    kind: 'shop',
    paysBack: till !== undefined,
    poll: async () => (await reach(till)) ?? { arrivals: [], lowWater: {} },
    sendMessage: async () => ({
      failed: 'refused',
      says: 'A shop has no thread of its own: write to the buyer by mail.',
      retryable: false,
    }),
    refund: async (request) => (till ? till.pay(paymentOf(request)) : byHand),
    async readRefund(request) {
      if (!till) return { state: 'unknown' };
      const paid = await till.find(paymentOf(request));
      if (paid === null) return { state: 'not_refunded' };
      return failed(paid) ? paid : { state: paid.pending ? 'pending' : 'refunded', reference: paid.reference };
    },
    probe: async () => (till ? till.probe() : { ok: true, says: 'No payment provider: refunds are paid by bank transfer or by hand.' }),
  };
}

/** A shop has nothing to poll; whether its provider answers is all there is to learn. */
async function reach(till: Till | undefined): Promise<Failure | null> {
  const answer = await till?.probe();
  return answer && failed(answer) ? answer : null;
}
