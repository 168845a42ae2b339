/** More channels for the demo: a marketplace on Mirakl with a reason code that nobody has explained yet. Its first poll brings the cases in. */
import { toyMirakl } from '../channels/mirakl/sandbox.ts';
import type { WiredContext } from '../app/wire.ts';
import { assert } from '../core/assert.ts';
import { putConnection } from '../store/connections.ts';

/** Cheap: three documents of the toy operator and one row of ours. Call it last, when the toy marketplaces can be reached. */
export async function furnishConnections(ctx: WiredContext, sellerId: string): Promise<void> {
  assert(ctx.sandbox, 'only where the demo is on');
  const toy = toyMirakl(ctx.sandbox.store, () => ctx.clock.now(sellerId));
  const sold = await toy.buy({
    buyer: { firstname: 'Nadia', lastname: 'Benali', locale: 'fr_FR' },
    country: 'FRA',
    currency: 'EUR',
    items: [{ sku: 'S21-128-GREY-GOOD', title: 'Galaxy S21 128 GB - Grey', price: 24_900, imei: '352099001761481' }],
  });
  await toy.deliver(sold.order_id);
  await toy.complain(sold.order_id, 'ECRAN_CASSE', { description: 'L’écran s’est fissuré tout seul en deux jours.' });
  await ctx.db.withSeller(sellerId, (tx) =>
    putConnection(tx, {
      slug: 'mirakl',
      kind: 'mirakl',
      name: 'Toy operator (Mirakl)',
      settings: { baseUrl: 'https://operator.example' },
      secrets: {},
      next_poll_at: ctx.clock.realNow(),
    }),
  );
}
