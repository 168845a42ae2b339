/** A toy till: the payment provider of the demo shop. It pays into the sandbox's ledger, once for each intent. */
import type { SandboxStore } from '../sandbox-store.ts';
import type { Till } from './client.ts';

export function toyTill(db: SandboxStore, now: () => string | Promise<string>): Till {
  const referenceOf = (intentId: string) => ({ reference: `toy-payment ${intentId}` });
  return {
    async pay({ intentId, orderId, lineId, amount }) {
      const at = await now();
      await db.transaction((tx) =>
        tx.pay({
          at,
          channel: 'shop',
          orderId,
          lineId,
          minor: amount.minor,
          currency: amount.currency,
          type: 'shop payment',
          intent: intentId,
        }),
      );
      // Paid now or paid before: the same answer, as a provider with idempotency keys gives it.
      return referenceOf(intentId);
    },
    async find({ intentId }) {
      const paid = await db.transaction((tx) => tx.payments({ channel: 'shop', intent: intentId }));
      return paid.length > 0 ? referenceOf(intentId) : null;
    },
    probe: async () => ({ ok: true, says: 'The till answers.' }),
  };
}
