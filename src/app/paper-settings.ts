/** Who issues papers and how (M32). With the last thing that was missing, everything that waited is issued, the oldest first. */
import { type Actor, actorName } from '../core/access.ts';
import { missingIn, type PaperSettings } from '../core/papers/settings.ts';
import { insertErrand } from '../store/effects.ts';
import { putPaperSettings } from '../store/papers.ts';
import { type Context, newId } from './context.ts';

export async function savePaperSettings(ctx: Context, sellerId: string, body: PaperSettings, by: Actor): Promise<void> {
  const now = ctx.clock.now(sellerId);
  const complete = missingIn(body).length === 0;
  await ctx.db.withSeller(sellerId, async (tx) => {
    await putPaperSettings(tx, { body, complete, updated_at: now, updated_by: actorName(by) });
    // What was held may be decided now, and what waited can be made.
    if (complete) await insertErrand(tx, { id: newId(ctx, now), kind: 'paper_backlog', body: {}, created_at: now });
  });
}
