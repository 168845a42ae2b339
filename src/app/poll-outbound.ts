/** Asks the carriers what became of the parcels on their way to buyers (M22, M23). */
import { failed } from '../channels/channel.ts';
import { shipmentsUnderWay } from '../store/outbound.ts';
import type { Context } from './context.ts';
import { lookAtStillParcels } from './gestures-recognise.ts';
import { noteScans } from './outbound.ts';

/** Answers how many parcels were asked for. */
export async function pollOutbound(ctx: Context, sellerId: string): Promise<number> {
  let asked = 0;
  const parcels = await ctx.db.withSeller(sellerId, shipmentsUnderWay);
  for (const parcel of parcels) {
    const carrier = ctx.carriers[parcel.carrier];
    if (!carrier) continue;
    asked += 1;
    const events = await carrier.track(parcel.tracking_number);
    if (!failed(events)) await noteScans(ctx, sellerId, parcel.id, events);
    else ctx.log.warn({ carrier: carrier.slug, parcel: parcel.tracking_number, failed: events.failed }, events.says);
  }
  if (asked > 0) await lookAtStillParcels(ctx, sellerId);
  return asked;
}
