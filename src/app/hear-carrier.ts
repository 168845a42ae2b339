/** A carrier tells by itself (M22). Its word is kept raw, believed with its signature only, and taken once. */
import { createHash } from 'node:crypto';
import { askAtOnce, findParcels, readAccount, recordAsked, recordNews } from '../store/carriers.ts';
import { keepInbound } from '../store/connections.ts';
import { nextPoll } from '../core/parcel/polling.ts';
import type { Context } from './context.ts';
import { tell } from './poll-carriers.ts';

/** `unknown`: a parcel that is none of ours; its sender has nothing to do about that. */
export type Heard = 'no_such_account' | 'forged' | 'unreadable' | 'known' | 'other' | 'unknown' | 'taken';

export async function hearCarrier(
  ctx: Context,
  sellerId: string,
  slug: string,
  raw: Uint8Array,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<Heard> {
  const account = await ctx.db.withSeller(sellerId, (tx) => readAccount(tx, slug));
  const carrier = account && ctx.carrier(ctx.sellers.get(sellerId), account);
  if (!carrier?.readNews) return 'no_such_account';
  const news = carrier.readNews(raw, headers);
  const now = ctx.clock.now(sellerId);
  if (news.news === 'forged') {
    await ctx.db.withSeller(sellerId, (tx) => recordNews(tx, slug, 'refused', now));
    return 'forged';
  }
  const digest = createHash('sha256').update(raw).digest('hex');
  const isNew = await ctx.db.withSeller(sellerId, async (tx) => {
    const kept = await keepInbound(
      tx,
      `carrier:${slug}`,
      {
        kind: 'news',
        external_id: 'id' in news ? news.id : digest,
        digest,
        unreadable: news.news === 'unreadable' ? news.says : null,
        raw: readJson(raw),
      },
      now,
    );
    if (kept) await recordNews(tx, slug, 'heard', now);
    return kept;
  });
  if (!isNew) return 'known';
  if (news.news !== 'parcel') return news.news;

  const parcels = await ctx.db.withSeller(sellerId, (tx) => findParcels(tx, news.trackingNumber));
  if (parcels.length === 0) {
    await ctx.db.withSeller(sellerId, (tx) => recordNews(tx, slug, 'unknown', now));
    return 'unknown';
  }
  if (news.events === null) {
    await ctx.db.withSeller(sellerId, (tx) => askAtOnce(tx, news.trackingNumber, now));
    return 'taken';
  }
  for (const parcel of parcels) {
    const heardAt = await tell(ctx, sellerId, parcel.return_id, carrier, news.events);
    if (heardAt === null) continue;
    // Who tells by itself is not asked soon.
    const next = nextPoll({ since: parcel.since, heardAt, failures: 0 }, now);
    await ctx.db.withSeller(sellerId, (tx) => recordAsked(tx, [{ ...parcel, at: now, heardAt, failures: 0, next }]));
  }
  return 'taken';
}

/** As JSON where it is, else as text: nothing that came is lost. */
function readJson(raw: Uint8Array): unknown {
  const text = new TextDecoder().decode(raw);
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
