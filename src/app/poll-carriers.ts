/** Asks the carriers what became of the parcels under way (M22). */
import { failed } from '../channels/channel.ts';
import { parcelsUnderWay } from '../store/clocks.ts';
import { act } from './act.ts';
import type { Context } from './context.ts';

export async function pollCarriers(ctx: Context, sellerId: string): Promise<void> {
  const parcels = await ctx.db.withSeller(sellerId, parcelsUnderWay);
  for (const parcel of parcels) {
    const carrier = ctx.carriers[parcel.carrier];
    if (!carrier) continue;
    const events = await carrier.track(parcel.tracking_number);
    if (failed(events)) {
      ctx.log.warn({ carrier: carrier.slug, parcel: parcel.tracking_number, failed: events.failed }, events.says);
      continue;
    }
    const moved = events.filter((event) => event.code !== 'label_created');
    if (moved.length === 0) continue;
    await act(ctx, sellerId, parcel.return_id, { verb: 'tracking', events: moved }, { kind: 'carrier', slug: carrier.slug });
  }
}
