/** A daily head per seller over the heads of the returns that moved: a tail that somebody cut off the events shows (DESIGN, Data). */
import { createHash } from 'node:crypto';
import { localDate, startOfDayIn, addDays } from '../core/calendar.ts';
import { headsOf, insertHead } from '../store/heads.ts';
import type { Context } from './context.ts';

/** Seals yesterday, by each seller's own calendar, where it is not sealed yet. */
export async function sealDay(ctx: Context): Promise<void> {
  for (const seller of ctx.sellers.all()) {
    const now = ctx.clock.now(seller.id);
    const today = localDate(now, seller.zone);
    const day = addDays(today, -1);
    await ctx.db.withSeller(seller.id, async (tx) => {
      const heads = await headsOf(tx, startOfDayIn(day, seller.zone), startOfDayIn(today, seller.zone));
      const hash = createHash('sha256');
      for (const head of heads) hash.update(head.return_id).update(String(head.seq)).update(head.hash);
      await insertHead(tx, { day, returns: heads.length, hash: hash.digest(), made_at: now });
    });
  }
}
