/** What wants making good in the demo (M19): orders that came late, one that is still not there, a pool of vouchers, and one gesture given this month. */
import type { Context } from '../app/context.ts';
import { newId } from '../app/context.ts';
import { sendGesture } from '../app/gestures.ts';
import { putOrder } from '../app/put-order.ts';
import type { Actor } from '../core/access.ts';
import { addSignedDuration } from '../core/calendar.ts';
import { money } from '../core/money.ts';
import type { Buyer } from '../core/return/model.ts';
import { addCodes, listWaiting } from '../store/gestures.ts';

const LATE: readonly {
  readonly number: string;
  readonly placed: string;
  readonly came: string;
  readonly buyer: Buyer;
  readonly title: string;
  readonly price: number;
}[] = [
  {
    number: 'PHX-87911',
    placed: '-P12D',
    came: '-P1D',
    buyer: { name: 'Elisa Marin', email: 'elisa@buyers.example', language: 'es' },
    title: 'iPad Air 4 64 GB - Space Grey',
    price: 33_900,
  },
  {
    number: 'PHX-87934',
    placed: '-P10D',
    came: '-P2D',
    buyer: { name: 'Jonas Keller', email: 'jonas@buyers.example', language: 'de' },
    title: 'Galaxy S22 128 GB - Green',
    price: 27_900,
  },
  {
    number: 'PHX-87950',
    placed: '-P9D',
    came: '-PT20H',
    buyer: { name: 'Marion Petit', email: 'marion@buyers.example', language: 'fr' },
    title: 'Pixel 7 128 GB - Snow',
    price: 24_900,
  },
];

const COUNTRY: Readonly<Record<string, string>> = { es: 'ES', de: 'DE', fr: 'FR' };

/** Some statements for each: the cases open by themselves. Call it when the orders of the demo are there. */
export async function furnishGestures(ctx: Context, sellerId: string, by: Actor): Promise<void> {
  const now = ctx.clock.now(sellerId);
  for (const { number, placed, came, buyer, title, price } of LATE) {
    const country = COUNTRY[buyer.language] ?? 'FR';
    const order = {
      channel: 'shop',
      channelOrderId: number,
      country,
      currency: 'EUR',
      placedAt: addSignedDuration(now, placed),
      shippedAt: addSignedDuration(addSignedDuration(now, placed), 'PT20H'),
      deliveredAt: addSignedDuration(now, came),
      lines: [
        {
          id: '1',
          sku: `LATE-${number}`,
          title,
          category: 'smartphone',
          condition: 'refurbished' as const,
          price: money(price, 'EUR'),
          quantity: 1,
        },
      ],
    };
    await putOrder(ctx, sellerId, order, buyer);
  }
  const codes = Array.from({ length: 8 }, (_, i) => ({ id: newId(ctx, now), code: `PHENIX-MERCI-${401 + i * 37}` }));
  const waiting = await ctx.db.withSeller(sellerId, async (tx) => {
    await addCodes(tx, codes, money(1500, 'EUR'), now);
    return listWaiting(tx, 'delivered_late', null, 10);
  });
  const [first] = waiting.filter(({ came_at }) => came_at !== null);
  if (first) await sendGesture(ctx, sellerId, first.id, {}, by);
}
