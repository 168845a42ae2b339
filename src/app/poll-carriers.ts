/** Asks the carriers what became of the parcels whose turn it is (M22): the older the last news, the less often. */
import { failed } from '../channels/channel.ts';
import type { Carrier } from '../carriers/carrier.ts';
import { nextPoll } from '../core/parcel/polling.ts';
import type { TrackingEvent } from '../core/parcel/lifecycle.ts';
import { dueParcels, PARCEL_BATCH, type Parcel, recordAsked, recordUse } from '../store/carriers.ts';
import { act } from './act.ts';
import type { Context } from './context.ts';
import { accountsOf, type Routing, routingOf } from './routing.ts';

export async function pollCarriers(ctx: Context, sellerId: string): Promise<void> {
  const now = ctx.clock.now(sellerId);
  let after: Parcel | null = null;
  let routing: Routing | null = null;
  /** What each account said last: one note per round, not one per parcel. */
  const troubles = new Map<string, string | null>();
  for (;;) {
    const [batch, known] = await ctx.db.withSeller(sellerId, (tx) => Promise.all([dueParcels(tx, now, after), routing ?? routingOf(tx)]));
    routing = known;
    for (const parcel of batch) {
      const trouble = await askFor(ctx, sellerId, routing, parcel, now);
      if (parcel.account !== null && trouble !== undefined) troubles.set(parcel.account, trouble);
    }
    if (batch.length < PARCEL_BATCH) break;
    after = batch.at(-1)!;
  }
  for (const [account, trouble] of troubles) await ctx.db.withSeller(sellerId, (tx) => recordUse(tx, account, now, trouble));
}

/** Undefined: nothing that says anything about the account. */
async function askFor(ctx: Context, sellerId: string, routing: Routing, parcel: Parcel, now: string): Promise<string | null | undefined> {
  const carrier = carrierOf(ctx, sellerId, routing, parcel);
  if (!carrier) {
    // An account may come: until then the parcel waits with all patience.
    await settleTurn(ctx, sellerId, parcel, { at: now, heardAt: null, failures: 4 }, null);
    return undefined;
  }
  const events = await carrier.track(parcel.tracking_number);
  if (failed(events)) {
    ctx.log.warn({ carrier: carrier.slug, parcel: parcel.tracking_number, failed: events.failed }, events.says);
    await settleTurn(ctx, sellerId, parcel, { at: now, heardAt: null, failures: parcel.failures + 1 }, carrier);
    // A number that the carrier does not know yet is no trouble of the account.
    return events.failed === 'not_found' ? undefined : events.says;
  }
  const heardAt = await tell(ctx, sellerId, parcel.return_id, carrier, events);
  await settleTurn(ctx, sellerId, parcel, { at: now, heardAt, failures: 0 }, carrier);
  return parcel.account === null ? undefined : null;
}

/** The return hears what moved. Answers when the last of it happened, where any of it was news. */
export async function tell(
  ctx: Context,
  sellerId: string,
  returnId: string,
  carrier: Pick<Carrier, 'slug'>,
  events: readonly TrackingEvent[],
): Promise<string | null> {
  const moved = events.filter((event) => event.code !== 'label_created');
  if (moved.length === 0) return null;
  const acted = await act(ctx, sellerId, returnId, { verb: 'tracking', events: moved }, { kind: 'carrier', slug: carrier.slug });
  return acted.ok && acted.events.length > 0 ? moved.at(-1)!.at : null;
}

function carrierOf(ctx: Context, sellerId: string, routing: Routing, parcel: Parcel): Carrier | undefined {
  const seller = ctx.sellers.get(sellerId);
  const account = parcel.account === null ? undefined : accountsOf(routing, seller).find(({ slug }) => slug === parcel.account);
  return account && account.state !== 'off' ? ctx.carrier(seller, account) : ctx.carriers[parcel.carrier];
}

async function settleTurn(
  ctx: Context,
  sellerId: string,
  parcel: Parcel,
  asked: { readonly at: string; readonly heardAt: string | null; readonly failures: number },
  carrier: Carrier | null,
): Promise<void> {
  const { at, failures } = asked;
  const heardAt = asked.heardAt ?? parcel.heard_at;
  const next = carrier?.asksFreely ? at : nextPoll({ since: parcel.since, heardAt, failures }, at);
  await ctx.db.withSeller(sellerId, (tx) => recordAsked(tx, parcel, { ...asked, next }));
}
