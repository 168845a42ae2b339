/** A daily head per seller over the heads of the returns that moved: a tail that somebody cut off the events shows (DESIGN, Data). */
import { createHash } from 'node:crypto';
import { addDays, localDate, startOfDayIn } from '../core/calendar.ts';
import { headsOf, insertHead, lastSealed } from '../store/heads.ts';
import type { Seller } from '../store/platform.ts';
import type { Context } from './context.ts';

/** A worker that was away for years seals them in several goes. */
const MOST_DAYS = 400;

/** Seals every day that is over and not sealed yet, by each seller's own calendar: also the days on which no worker ran. */
export async function sealDays(ctx: Context): Promise<void> {
  for (const seller of ctx.sellers.all()) {
    const now = ctx.clock.now(seller.id);
    const today = localDate(now, seller.zone);
    const last = await ctx.db.withSeller(seller.id, lastSealed);
    if (last === null) continue; // nothing has happened yet
    let day = last.sealed ? addDays(last.day, 1) : localDate(last.day, seller.zone);
    for (let n = 0; day < today && n < MOST_DAYS; n++, day = addDays(day, 1)) await seal(ctx, seller, day, now);
  }
}

async function seal(ctx: Context, seller: Seller, day: string, now: string): Promise<void> {
  await ctx.db.withSeller(seller.id, async (tx) => {
    const heads = await headsOf(tx, startOfDayIn(day, seller.zone), startOfDayIn(addDays(day, 1), seller.zone));
    const hash = createHash('sha256');
    for (const head of heads) hash.update(head.return_id).update(String(head.seq)).update(head.hash);
    await insertHead(tx, { day, returns: heads.length, hash: hash.digest(), made_at: now });
  });
}
