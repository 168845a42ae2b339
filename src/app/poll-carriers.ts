/** Asks the carriers what became of the parcels whose turn it is (M22): the older the last news, the less often. */
import { failed } from '../channels/channel.ts';
import type { Carrier } from '../carriers/carrier.ts';
import { nextPoll } from '../core/parcel/polling.ts';
import type { TrackingEvent } from '../core/parcel/lifecycle.ts';
import { type Asked, dueParcels, PARCEL_BATCH, type Parcel, recordAsked, recordUse } from '../store/carriers.ts';
import { act } from './act.ts';
import type { Context } from './context.ts';
import { accountsOf, type Routing, routingOf } from './routing.ts';

/** Answers of how many parcels there was news. */
export async function pollCarriers(ctx: Context, sellerId: string): Promise<number> {
  const now = ctx.clock.now(sellerId);
  let after: Parcel | null = null;
  let routing: Routing | null = null;
  let news = 0;
  for (;;) {
    const [batch, known] = await ctx.db.withSeller(sellerId, (tx) => Promise.all([dueParcels(tx, now, after), routing ?? routingOf(tx)]));
    routing = known;
    const asked: Asked[] = [];
    /** What each account said last: one note per batch, not one per parcel. */
    const troubles = new Map<string, string | null>();
    try {
      for (const parcel of batch) {
        const { trouble, ...turn } = await askFor(ctx, sellerId, routing, parcel, now);
        asked.push(turn);
        if (turn.heardAt !== null) news += 1;
        if (parcel.account !== null && trouble !== undefined) troubles.set(parcel.account, trouble);
      }
    } finally {
      // Also of those before one that broke: they are not asked twice for it.
      if (asked.length > 0)
        await ctx.db.withSeller(sellerId, (tx) =>
          Promise.all([recordAsked(tx, asked), ...[...troubles].map(([account, trouble]) => recordUse(tx, account, now, trouble))]),
        );
    }
    if (batch.length < PARCEL_BATCH) return news;
    after = batch.at(-1)!;
  }
}

/** `trouble`: what is to be said of the account; undefined where the answer says nothing about it. */
async function askFor(
  ctx: Context,
  sellerId: string,
  routing: Routing,
  parcel: Parcel,
  now: string,
): Promise<Asked & { readonly trouble: string | null | undefined }> {
  const carrier = carrierOf(ctx, sellerId, routing, parcel);
  // An account may come: until then the parcel waits with all patience.
  if (!carrier) return { ...turnOf(parcel, null, now, null, 4), trouble: undefined };
  const events = await carrier.track(parcel.tracking_number);
  if (failed(events)) {
    ctx.log.warn({ carrier: carrier.slug, parcel: parcel.tracking_number, failed: events.failed }, events.says);
    // A number that the carrier does not know yet is no trouble of the account.
    const trouble = events.failed === 'not_found' ? undefined : events.says;
    return { ...turnOf(parcel, carrier, now, null, parcel.failures + 1), trouble };
  }
  const heardAt = await tell(ctx, sellerId, parcel.return_id, carrier, events);
  return { ...turnOf(parcel, carrier, now, heardAt, 0), trouble: parcel.account === null ? undefined : null };
}

/** When it is asked for next: by the last news of it, the older the later. */
function turnOf(
  { tracking_number, return_id, since, heard_at }: Parcel,
  carrier: Carrier | null,
  at: string,
  heardAt: string | null,
  failures: number,
): Asked {
  const next = carrier?.asksFreely ? at : nextPoll({ since, heardAt: heardAt ?? heard_at, failures }, at);
  return { tracking_number, return_id, at, heardAt, failures, next };
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
