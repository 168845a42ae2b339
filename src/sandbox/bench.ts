/** What the demo's bench shows beside its returns: parcels without a name, figures to weigh by. Through the real use cases; few calls. */
import type { Context } from '../app/context.ts';
import { reportStray } from '../app/stray-parcels.ts';
import { putValue } from '../store/bench.ts';

/** `device`: the IMEI of a phone of the cast that was sold and never asked back, where there is one: its parcel then has a proposal. */
export async function demoBench(ctx: Context, sellerId: string, device?: string): Promise<void> {
  const at = ctx.clock.now(sellerId);
  await ctx.db.withSeller(sellerId, async (tx) => {
    await reportStray(ctx, tx, {
      via: 'bench',
      carrier: 'colissimo',
      trackingNumber: '6A20145573310',
      says: 'Enveloppe à bulles, aucun bon de retour, un téléphone sans boîte.',
      ...(device !== undefined && { imei: device }),
    });
    await reportStray(ctx, tx, { via: 'bench', says: 'Chargeur seul, expéditeur illisible.' });
    const by = { currency: 'EUR', edited_at: at, edited_by: 'Camille Roy' };
    await putValue(tx, { ...by, sku: 'IP13-128-BLUE', grade: '', resale_minor: 32_900, repair_minor: 6_500, parts_minor: 9_000 });
  });
}
