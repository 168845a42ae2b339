/**
 * Stripe as the till of the seller's own shop (M31). Our number of the intent is the idempotency key and stands in the refund's metadata, so it is
 * known again after any crash: by the key for a day, by the metadata for ever.
 */
import Stripe from 'stripe';
import type { Failure } from '../channel.ts';
import type { Till, TillPaid } from './client.ts';

export type StripeSettings = {
  readonly key: string;
  /** Name of the metadata in which the shop keeps its order number on each payment. */
  readonly orderKey: string;
  /** Another address than Stripe's own, for tests: `http://127.0.0.1:4242`. */
  readonly baseUrl?: string;
};

/** Under which metadata our intent stands on the refund: `refund id:line id`. */
export const INTENT = 'retour_intent';
/** A call that takes longer (ms) is treated as lost. The clients of this house give up after 20 s. */
const PATIENCE = 20_000;

export function stripeTill({ key, orderKey, baseUrl }: StripeSettings): Till {
  const at = baseUrl === undefined ? undefined : new URL(baseUrl);
  const stripe = new Stripe(key, {
    timeout: PATIENCE,
    // Retries are this house's own: they read back first.
    maxNetworkRetries: 0,
    telemetry: false,
    ...(at && { host: at.hostname, port: Number(at.port), protocol: at.protocol === 'http:' ? 'http' : 'https' }),
  });

  /** The one payment of an order. More than one, or none, is a person's affair: guessing would pay the wrong card. */
  async function paymentOf(orderId: string): Promise<string | Failure> {
    const quoted = orderId.replace(/[\\'"]/g, (sign) => `\\${sign}`);
    const found = await stripe.paymentIntents.search({ query: `metadata['${orderKey}']:'${quoted}'`, limit: 10 });
    const paid = found.data.filter(({ status }) => status === 'succeeded');
    if (paid.length === 1) return paid[0]!.id;
    const says = paid.length === 0 ? 'Stripe knows no payment' : `Stripe knows ${paid.length} payments`;
    return refused(`${says} whose ${orderKey} is ${orderId}: refund it in Stripe’s dashboard, then record it on the return.`);
  }

  /** Our refunds of this very intent, the failed ones too. */
  async function refundsOf(payment: string, intentId: string): Promise<Stripe.Refund[]> {
    const own: Stripe.Refund[] = [];
    for await (const refund of stripe.refunds.list({ payment_intent: payment, limit: 100 })) {
      if (refund.metadata?.[INTENT] === intentId) own.push(refund);
    }
    return own;
  }

  return {
    pay: ({ intentId, orderId, lineId, amount }) =>
      caught(true, async () => {
        const payment = await paymentOf(orderId);
        if (typeof payment !== 'string') return payment;
        const before = await refundsOf(payment, intentId);
        const standing = before.find(isStanding);
        if (standing) return paidOf(standing);
        // Stripe answers a used key with its first answer for a day: an attempt after a failed one needs a key of its own.
        const attempt = before.length === 0 ? '' : `:${before.length}`;
        const refund = await stripe.refunds.create(
          {
            payment_intent: payment,
            amount: amount.minor,
            reason: 'requested_by_customer',
            metadata: { [INTENT]: intentId, retour_order: orderId, retour_line: lineId },
          },
          { idempotencyKey: `${intentId}${attempt}` },
        );
        return isStanding(refund) ? paidOf(refund) : refused(`Stripe could not refund: ${refund.failure_reason ?? refund.status}.`);
      }),
    find: ({ intentId, orderId }) =>
      caught(false, async () => {
        const payment = await paymentOf(orderId);
        // No payment is no refund; whoever pays then hears why it cannot be done.
        if (typeof payment !== 'string') return null;
        const standing = (await refundsOf(payment, intentId)).find(isStanding);
        return standing ? paidOf(standing) : null;
      }),
    probe: () =>
      caught(false, async () => {
        await stripe.refunds.list({ limit: 1 });
        return { ok: true as const, says: 'Stripe answers.' };
      }),
  };
}

const isStanding = ({ status }: Stripe.Refund): boolean => status !== 'failed' && status !== 'canceled';
const paidOf = ({ id, status }: Stripe.Refund): TillPaid => ({ reference: id, ...(status !== 'succeeded' && { pending: true as const }) });
const refused = (says: string): Failure => ({ failed: 'refused', says, retryable: false });

/** What Stripe throws, as data. `act`: a call whose answer was lost may have paid. */
async function caught<T>(act: boolean, work: () => Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const says = `Stripe: ${error.message}`.slice(0, 300);
    const uncertain = act && { uncertain: true as const };
    if (error instanceof Stripe.errors.StripeRateLimitError) return { failed: 'rate_limited', says, retryable: true };
    if (error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError)
      return { failed: 'unauthorised', says, retryable: false };
    if (error instanceof Stripe.errors.StripeConnectionError) return { failed: 'unavailable', says, retryable: true, ...uncertain };
    // An answer of 5xx may come after the act; Stripe says so itself.
    if ((error.statusCode ?? 500) >= 500) return { failed: 'unavailable', says, retryable: true, ...uncertain };
    // Another call with this key is on its way: its end is read back.
    if (error.statusCode === 409) return { failed: 'unavailable', says, retryable: true, ...uncertain };
    return refused(says);
  }
}

export type StripeNews = {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  /** Refunds of ours that the event speaks of. */
  readonly refunds: readonly {
    readonly intentId: string;
    readonly reference: string;
    readonly came: 'paid' | 'failed' | 'pending';
    readonly says: string;
  }[];
  readonly raw: unknown;
};

/**
 * Reads a webhook's raw body where its signature is right (HMAC over the very bytes, not older than five minutes); null where it is not.
 * Only events that carry refunds say something here: `refund.*`, `charge.refund.updated`, `charge.refunded`.
 */
export function readStripeEvent(raw: Buffer, signature: string, secret: string, nowMs: number): StripeNews | null {
  let event: Stripe.Event;
  try {
    event = Stripe.webhooks.constructEvent(raw, signature, secret, 300, undefined, nowMs);
  } catch {
    return null;
  }
  const thing = event.data.object as { object?: string; refunds?: { data?: Stripe.Refund[] } };
  const refunds =
    thing.object === 'refund' ? [thing as unknown as Stripe.Refund] : thing.object === 'charge' ? (thing.refunds?.data ?? []) : [];
  return {
    id: event.id,
    type: event.type,
    at: new Date(event.created * 1000).toISOString(),
    refunds: refunds.flatMap((refund) => {
      const intentId = refund.metadata?.[INTENT];
      if (intentId === undefined) return [];
      const came = !isStanding(refund) ? 'failed' : refund.status === 'succeeded' ? 'paid' : 'pending';
      return [{ intentId, reference: refund.id, came, says: refund.failure_reason ?? '' } as const];
    }),
    raw: event,
  };
}
