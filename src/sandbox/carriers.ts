/** What the demo shows of routing: laptops that don't work go straight to the repairer (M4). */
import { type Context, newId } from '../app/context.ts';
import { listAddressRules, putAddressRule } from '../store/carriers.ts';

export async function demoCarriers(ctx: Context, sellerId: string): Promise<void> {
  await ctx.db.withSeller(sellerId, async (tx) => {
    if ((await listAddressRules(tx)).length > 0) return;
    await putAddressRule(tx, {
      id: newId(ctx, ctx.clock.now(sellerId)),
      name: 'Laptops to the workshop',
      kind: 'repairer',
      country: 'DE',
      category: 'laptop',
      reason: 'defective',
      address: { name: 'Notebook-Werkstatt Krause', street: 'Gerberstraße 18', postalCode: '50672', city: 'Köln', country: 'DE' },
    });
  });
}
