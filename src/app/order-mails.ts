/** Mails about an order (M16, M23): what stands on all of them, and how a wish to cancel ended. */
import { languageOf } from '../core/access.ts';
import { zoneOf } from '../core/calendar.ts';
import { goesOut } from '../core/notices.ts';
import { paidFor } from '../core/outbound.ts';
import type { Buyer, Order } from '../core/return/model.ts';
import { type OrderMail, orderMail, wishEnding } from '../notifications/order-mail.ts';
import { readOrder } from '../store/orders.ts';
import type { Seller } from '../store/platform.ts';
import type { Context } from './context.ts';
import type { Errand } from './errands.ts';
import { sendMail } from './send-mail.ts';
import { sellerOnMails } from './words.ts';

export function mailAboutOrder(
  ctx: Context,
  seller: Seller,
  { order, buyer }: { readonly order: Pick<Order, 'channelOrderId' | 'country'>; readonly buyer: Pick<Buyer, 'name' | 'language'> },
  says: Pick<OrderMail, 'subject' | 'headline' | 'blocks' | 'personal'>,
) {
  return orderMail({
    seller: sellerOnMails(ctx, seller),
    buyerName: buyer.name,
    orderNumber: order.channelOrderId,
    language: languageOf(buyer.language),
    zone: zoneOf(order.country),
    portalUrl: `${ctx.publicUrl}/portal/${seller.slug}`,
    ...says,
  });
}

/** The buyer hears how it ended, whoever spoke before: what was decided, and what follows for the money. */
export const wishEnded: Errand<{ readonly orderId: string; readonly end: 'accepted' | 'saved' }> = async (ctx, seller, effect, body) => {
  const stored = await ctx.db.withSeller(seller.id, (tx) => readOrder(tx, body.orderId));
  const kind = body.end === 'accepted' ? 'wish_accepted' : 'wish_saved';
  if (!goesOut(kind, 'mail', seller.settings.noticesOff)) return { done: { skipped: 'the seller does not want it' } };
  if (!stored?.buyer.email) return { done: { skipped: 'no address' } };
  const { order, buyer } = stored;
  const wish = { order: order.channelOrderId, item: order.lines[0]?.title ?? '' };
  const mail = mailAboutOrder(ctx, seller, stored, wishEnding(body.end, wish, paidFor(order, null), languageOf(buyer.language)));
  return sendMail(ctx, seller, effect, buyer.email, kind, mail);
};
