/** Clocks that fell due do something, and it is on the record (M15, M30): nothing breaches in silence. */
import type { Actor } from '../core/access.ts';
import { clockOf, type ReturnClockKind } from '../core/clocks/clocks.ts';
import type { DeadlineKind } from '../core/policy/decision.ts';
import type { Return } from '../core/return/model.ts';
import { dueClocks, dueClocksOf, type DueClock, rewriteClock } from '../store/clocks.ts';
import { enqueueEffects, strayEffects } from '../store/effects.ts';
import { act } from './act.ts';
import type { Context } from './context.ts';

const CLOCK: Actor = { kind: 'system', name: 'clock' };

async function fire(ctx: Context, due: readonly DueClock[]): Promise<number> {
  let fired = 0;
  for (const clock of due) {
    const acted = await act(ctx, clock.seller_id, clock.return_id, { verb: 'breach', kind: clock.kind as DeadlineKind }, CLOCK);
    if (acted.ok && acted.events.length > 0) fired += 1;
    // The row said due, the return says otherwise (it was met late, or its start was corrected): the row follows the return.
    else if (acted.ok || acted.refusal !== 'not_found') await syncClock(ctx, clock, acted.ret);
    else ctx.log.error({ clock }, 'a due clock belongs to no return');
  }
  return fired;
}

async function syncClock(ctx: Context, row: DueClock, ret: Return): Promise<void> {
  const clock = clockOf(ret, row.kind as ReturnClockKind, ctx.holidays);
  await ctx.db.withSeller(row.seller_id, (tx) =>
    rewriteClock(tx, row, clock ?? { state: 'stopped', dueAt: row.due_at, warnAt: row.due_at }),
  );
}

/** All sellers whose clock is real time: one look at the index of running clocks. */
export async function sweepClocks(ctx: Context): Promise<number> {
  const moved = ctx.sellers.all().filter((seller) => ctx.clock.offsetMs(seller.id) !== 0);
  const due = await ctx.db.withDispatcher((tx) =>
    dueClocks(
      tx,
      ctx.clock.realNow(),
      moved.map((seller) => seller.id),
    ),
  );
  let fired = await fire(ctx, due);
  for (const seller of moved) fired += await sweepSeller(ctx, seller.id);
  return fired;
}

/** One seller's clocks by that seller's time. */
export async function sweepSeller(ctx: Context, sellerId: string): Promise<number> {
  const due = await ctx.db.withSeller(sellerId, (tx) => dueClocksOf(tx, ctx.clock.now(sellerId)));
  return fire(ctx, due);
}

/** Effects whose worker died between call and record get a job again. */
export async function reviveStrays(ctx: Context): Promise<number> {
  return ctx.db.withDispatcher(async (tx) => {
    const strays = await strayEffects(tx, ctx.clock.realNow());
    for (const [sellerId, list] of Map.groupBy(strays, (stray) => stray.seller_id))
      await enqueueEffects(
        tx,
        sellerId,
        list.map((stray) => stray.id),
      );
    return strays.length;
  });
}
