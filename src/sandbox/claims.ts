/** The demo's way out and its claims, lived through the real use cases: an order that waits, one that wants out, a parcel that never came (M23, M24). */
import { actOnClaim, openClaim } from '../app/claims.ts';
import type { Context } from '../app/context.ts';
import { enterShipping, recordWish, reportTrouble } from '../app/outbound.ts';
import { putOrder } from '../app/put-order.ts';
import type { Actor } from '../core/access.ts';
import { addSignedDuration } from '../core/calendar.ts';
import { money } from '../core/money.ts';
import type { Buyer, OrderLine } from '../core/return/model.ts';

const phone = (imei: string): OrderLine => ({
  id: '1',
  sku: 'IPH12-64-BLK-B',
  title: 'iPhone 12 64 GB - Black',
  category: 'smartphone',
  condition: 'refurbished',
  price: money(28_900, 'EUR'),
  quantity: 1,
  imei,
});

const ORDERS: readonly { readonly number: string; readonly placed: string; readonly buyer: Buyer; readonly imei: string }[] = [
  {
    number: 'PHX-88101',
    placed: '-PT20H',
    buyer: { name: 'Noé Garnier', email: 'noe@buyers.example', language: 'fr' },
    imei: '356938035640011',
  },
  {
    number: 'PHX-88102',
    placed: '-PT5H',
    buyer: { name: 'Hanna Vogt', email: 'hanna@buyers.example', language: 'de' },
    imei: '356938035640029',
  },
  {
    number: 'PHX-88087',
    placed: '-PT29H',
    buyer: { name: 'Lucía Ferrer', email: 'lucia@buyers.example', language: 'es' },
    imei: '356938035640037',
  },
  {
    number: 'PHX-88040',
    placed: '-P9D',
    buyer: { name: 'Tom Becker', email: 'tom@buyers.example', language: 'de' },
    imei: '356938035640045',
  },
  {
    number: 'PHX-88052',
    placed: '-P4D',
    buyer: { name: 'Giulia Conti', email: 'giulia@buyers.example', language: 'it' },
    imei: '356938035640052',
  },
];

/** Orders of the seller's own shop on their way out, a wish to cancel, a lost parcel with its claim, and claims in other states. */
export async function demoClaims(ctx: Context, sellerId: string, by: Actor): Promise<void> {
  const now = ctx.clock.now(sellerId);
  const ids = new Map<string, string>();
  for (const { number, placed, buyer, imei } of ORDERS) {
    const put = await putOrder(
      ctx,
      sellerId,
      {
        channel: 'shop',
        channelOrderId: number,
        country: 'FR',
        currency: 'EUR',
        placedAt: addSignedDuration(now, placed),
        lines: [phone(imei)],
      },
      buyer,
    );
    if (put.ok) ids.set(number, put.stored.order.id);
  }
  await recordWish(ctx, sellerId, ids.get('PHX-88102')!, { says: 'I ordered the wrong colour, can you cancel it?', via: 'email' }, by);
  const sent = await enterShipping(
    ctx,
    sellerId,
    ids.get('PHX-88040')!,
    { carrier: 'colissimo', trackingNumber: '6A23456789012', shippedAt: addSignedDuration(now, '-P8D') },
    by,
  );
  if (sent.ok)
    await reportTrouble(
      ctx,
      sellerId,
      sent.shipmentId,
      {
        what: 'lost',
        says: 'Last seen at the sorting centre a week ago; the buyer has nothing.',
        evidence: [{ kind: 'declaration', says: 'The buyer declares in writing that nothing arrived.' }],
        forBuyer: true,
      },
      by,
    );
  await enterShipping(
    ctx,
    sellerId,
    ids.get('PHX-88052')!,
    { carrier: 'chronopost', trackingNumber: 'XY123456785FR', shippedAt: addSignedDuration(now, '-P3D'), sure: true },
    by,
  );
  const open = (key: string, amount: number, party: string, says: string) =>
    ctx.db.withSeller(sellerId, (tx) =>
      openClaim(ctx, tx, { key, against: 'supplier', why: 'warranty', amount: money(amount, 'EUR'), party, says, about: {}, by }),
    );
  const agreed = await open('demo:battery-lot', 23_760, 'Refone GmbH', 'Eight of twenty batteries of lot RF-2261 are below 70 %.');
  await actOnClaim(ctx, sellerId, agreed.id, { verb: 'submission', how: 'hand', reference: 'RMA 4471' }, by);
  await actOnClaim(ctx, sellerId, agreed.id, { verb: 'acceptance', amount: money(19_800, 'EUR'), reference: 'CN 2026-118' }, by);
}
