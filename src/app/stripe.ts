/** Stripe behind the seller's own shop: connected by its keys, heard by its webhook (M31). */
import { failed } from '../channels/channel.ts';
import { readStripeEvent } from '../channels/shop/stripe.ts';
import { keepProviderEvent, knowsProviderEvent } from '../store/bank.ts';
import { type Connection, listConnections, putConnection, readConnection } from '../store/connections.ts';
import type { Seller } from '../store/platform.ts';
import { findRefund } from '../store/returns.ts';
import { act } from './act.ts';
import { type Context, newId } from './context.ts';
import { openKey, sealKeys } from './sealed-secrets.ts';
import { writeNote } from './write-message.ts';

const STRIPE = { kind: 'system', name: 'stripe' } as const;
/** Whoever leaves a word for the team signs as the program that it is. */
const STRIPE_WRITES = { kind: 'api', id: 'stripe', name: 'Stripe', roles: ['finance'] } as const;

export type StripeShop = {
  readonly slug: string;
  readonly name: string;
  readonly connected: boolean;
  /** Metadata in which the shop keeps its order number on each payment. */
  readonly orderKey: string;
  /** Where Stripe is to send its events. */
  readonly webhook: string;
};

const shopOf = (ctx: Context, seller: Seller, { slug, name, settings, secrets }: Connection): StripeShop => ({
  slug,
  name,
  connected: secrets['stripeKey'] !== undefined,
  orderKey: String(settings['stripeOrderKey'] ?? 'order_id'),
  webhook: `${ctx.publicUrl}/webhooks/stripe/${seller.slug}/${slug}`,
});

/** The seller's own shops, and whether Stripe pays their refunds. */
export async function stripeShops(ctx: Context, sellerId: string): Promise<readonly StripeShop[]> {
  const connections = await ctx.db.withSeller(sellerId, listConnections);
  return connections.filter(({ kind }) => kind === 'shop').map((one) => shopOf(ctx, ctx.sellers.get(sellerId), one));
}

/**
 * Keeps the keys with the connection and asks Stripe whether it answers; a key that is left out stays as it is. Null where the seller has no such
 * shop, `keys_missing` where there is none to stay.
 */
export async function connectStripe(
  ctx: Context,
  sellerId: string,
  slug: string,
  { key, webhookSecret, orderKey }: { readonly key?: string; readonly webhookSecret?: string; readonly orderKey: string },
): Promise<{ readonly ok: boolean; readonly says: string; readonly webhook: string } | 'keys_missing' | null> {
  const seller = ctx.sellers.get(sellerId);
  const connection = await ctx.db.withSeller(sellerId, async (tx) => {
    const there = await readConnection(tx, slug);
    if (there?.kind !== 'shop') return null;
    const [stripeKey, stripeWebhook] = [key ?? there.secrets['stripeKey'], webhookSecret ?? there.secrets['stripeWebhook']];
    if (stripeKey === undefined || stripeWebhook === undefined) return 'keys_missing';
    await putConnection(tx, {
      ...there,
      settings: { ...there.settings, stripeOrderKey: orderKey },
      secrets: sealKeys(ctx, sellerId, { ...there.secrets, stripeKey, stripeWebhook }, ctx.clock.now(sellerId)),
    });
    return readConnection(tx, slug);
  });
  if (connection === null || connection === 'keys_missing') return connection;
  const answer = await ctx.channel(seller, connection).probe();
  return { ok: !failed(answer), says: answer.says, webhook: shopOf(ctx, seller, connection).webhook };
}

/** Forgets the keys: refunds of this shop go by the bank or by hand again. False where the seller has no such shop. */
export async function disconnectStripe(ctx: Context, sellerId: string, slug: string): Promise<boolean> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const there = await readConnection(tx, slug);
    if (there?.kind !== 'shop') return false;
    const { stripeKey: _key, stripeWebhook: _webhook, ...secrets } = there.secrets;
    await putConnection(tx, { ...there, secrets });
    return true;
  });
}

/** What Stripe tells by itself: a refund that went through after all, or came back. Each event counts once. False where it is not Stripe's. */
export async function hearStripe(ctx: Context, sellerSlug: string, slug: string, raw: Buffer, signature: string): Promise<boolean> {
  const seller = ctx.sellers.bySlug(sellerSlug);
  const connection = seller && (await ctx.db.withSeller(seller.id, (tx) => readConnection(tx, slug)));
  const secret = seller && connection?.secrets['stripeWebhook'] && openKey(ctx, seller.id, connection.secrets['stripeWebhook']);
  const news = seller && secret ? readStripeEvent(raw, signature, secret, Date.parse(ctx.clock.realNow())) : null;
  if (!seller || !news) return false;
  if (await ctx.db.withSeller(seller.id, (tx) => knowsProviderEvent(tx, 'stripe', news.id))) return true;

  const came: string[] = [];
  for (const { intentId, reference, came: end, says } of news.refunds) {
    const refundId = intentId.split(':')[0]!;
    const returnId = await ctx.db.withSeller(seller.id, (tx) => findRefund(tx, refundId));
    if (returnId === null || end === 'pending') {
      came.push(`${intentId}: ${returnId === null ? 'not ours' : 'pending'}`);
      continue;
    }
    const acted =
      end === 'paid'
        ? await act(ctx, seller.id, returnId, { verb: 'refund-confirmation', refundId, reference }, STRIPE)
        : await act(
            ctx,
            seller.id,
            returnId,
            { verb: 'refund-failure', refundId, says: `Stripe: ${says || 'the refund failed'} (${reference})` },
            STRIPE,
          );
    const refusal = acted.ok ? null : typeof acted.refusal === 'string' ? acted.refusal : acted.refusal.name;
    // Confirmed once is confirmed: a card that sends the money back weeks later is a person's affair, and stands on the case.
    if (end === 'failed' && refusal === 'already_confirmed') {
      const note = `Stripe says that refund ${reference} came back (${says || 'no reason given'}). The buyer has not got the money: pay it another way.`;
      await writeNote(ctx, seller.id, returnId, { body: note, id: newId(ctx, ctx.clock.now(seller.id)) }, STRIPE_WRITES);
    }
    came.push(`${intentId}: ${end}${refusal ? ` (${refusal})` : ''}`);
  }
  // Kept last: an event that was cut off half way is told again by Stripe, and every act above is one that can be repeated.
  await ctx.db.withSeller(seller.id, (tx) =>
    keepProviderEvent(tx, { provider: 'stripe', id: news.id, type: news.type, at: news.at, came_to: came.join('; '), raw: news.raw }),
  );
  return true;
}
