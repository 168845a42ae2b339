/**
 * Offers at the channels are stopped and put up again (M28, M36): the wish is a row and an errand in the transaction of whoever wants it; the
 * channel is asked afterwards. What stood there before is written down first, so that it can be put back as it was.
 */
import { failed } from '../channels/channel.ts';
import { listConnections, readConnection } from '../store/connections.ts';
import type { Tx } from '../store/db.ts';
import { insertErrand } from '../store/effects.ts';
import { listingStopsOf, type ListingStop, moveListingStop, otherStop, putListingStop, readListingStop } from '../store/pulls.ts';
import type { Result } from './carry-out.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';

type StopBody = { readonly stopId: string };

/** Wants the offer of an SKU stopped at every channel that can do so. `key` names who wants it: `pull:<id>`, `counterfeit:<return>`. */
export async function stopListing(
  ctx: Context,
  tx: Tx,
  wanted: { readonly key: string; readonly sku: string; readonly by: string },
): Promise<void> {
  const seller = ctx.sellers.get(tx.sellerId);
  const at = ctx.clock.now(tx.sellerId);
  for (const connection of await listConnections(tx)) {
    if (connection.state === 'off' || !ctx.channel(seller, connection).stopListing) continue;
    const id = await putListingStop(tx, { id: newId(ctx, at), ...wanted, channel: connection.slug, at });
    if (id) await insertErrand(tx, { id: newId(ctx, at), kind: 'stop_listing', body: { stopId: id }, created_at: at });
  }
}

/** Takes all wishes of this name back: what stood there before is put up again, unless somebody else wants the offer stopped, too. */
export async function resumeListings(ctx: Context, tx: Tx, key: string): Promise<void> {
  const at = ctx.clock.now(tx.sellerId);
  for (const stop of await listingStopsOf(tx, key)) {
    if (stop.state === 'resumed' || stop.state === 'resuming') continue;
    // Nothing was stopped, or nothing was there.
    if (stop.before === null && stop.state !== 'stopping') {
      await moveListingStop(tx, stop.id, { state: 'resumed', at });
      continue;
    }
    await moveListingStop(tx, stop.id, { state: 'resuming', at });
    await insertErrand(tx, { id: newId(ctx, at), kind: 'resume_listing', body: { stopId: stop.id }, created_at: at });
  }
}

const changes = (ctx: Context, sellerId: string, stop: ListingStop, move: Omit<Parameters<typeof moveListingStop>[2], 'at'>) =>
  ctx.db.withSeller(sellerId, async (tx) => {
    // The wish may have been taken back meanwhile: then the errand that follows says what is to be.
    const there = await readListingStop(tx, stop.id);
    if (there?.state !== stop.state) return;
    await moveListingStop(tx, stop.id, { ...move, at: ctx.clock.now(sellerId) });
  });

const stop: Errand<StopBody> = async (ctx, seller, _effect, { stopId }): Promise<Result> => {
  const found = await ctx.db.withSeller(seller.id, async (tx) => {
    const row = await readListingStop(tx, stopId);
    return row && { row, connection: await readConnection(tx, row.channel) };
  });
  if (!found?.connection || found.row.state !== 'stopping') return { done: { skipped: 'no longer wanted' } };
  const { row, connection } = found;
  const channel = ctx.channel(seller, connection);
  if (!channel.stopListing || !channel.readListing) return { done: { skipped: 'the channel has no such act' } };
  if (row.before === null) {
    const there = await channel.readListing(row.sku);
    if (there === null) {
      await changes(ctx, seller.id, row, { state: 'no_listing' });
      return { done: { skipped: 'there is no offer' } };
    }
    if (failed(there)) return { failure: there };
    await changes(ctx, seller.id, row, { state: 'stopping', before: there });
  }
  const stopped = await channel.stopListing(row.sku);
  if (failed(stopped)) {
    if (stopped.retryable || stopped.uncertain) return { failure: stopped };
    await changes(ctx, seller.id, row, { state: 'failed', says: stopped.says });
    return { giveUp: stopped.says };
  }
  await changes(ctx, seller.id, row, { state: 'stopped' });
  return { done: stopped };
};

const resume: Errand<StopBody> = async (ctx, seller, _effect, { stopId }): Promise<Result> => {
  const found = await ctx.db.withSeller(seller.id, async (tx) => {
    const row = await readListingStop(tx, stopId);
    return row && { row, connection: await readConnection(tx, row.channel), other: await otherStop(tx, row) };
  });
  if (!found?.connection || found.row.state !== 'resuming') return { done: { skipped: 'no longer wanted' } };
  const { row, connection, other } = found;
  const channel = ctx.channel(seller, connection);
  if (row.before === null || row.before.quantity === 0 || other || !channel.resumeListing) {
    // The one who still wants it stopped inherits what stood there.
    if (other && row.before) await changes(ctx, seller.id, other, { state: other.state, before: row.before });
    await changes(ctx, seller.id, row, { state: 'resumed', ...(other && { says: other.key }) });
    return { done: { skipped: other ? `still stopped by ${other.key}` : 'nothing to put back' } };
  }
  const resumed = await channel.resumeListing(row.sku, row.before.quantity);
  if (failed(resumed)) {
    if (resumed.retryable || resumed.uncertain) return { failure: resumed };
    await changes(ctx, seller.id, row, { state: 'failed', says: resumed.says });
    return { giveUp: resumed.says };
  }
  await changes(ctx, seller.id, row, { state: 'resumed' });
  return { done: resumed };
};

export const LISTING_ERRANDS = { stop_listing: stop, resume_listing: resume } as const;
