/**
 * What is due on a clock is done, and it is on the record (M15, M30): nothing breaches in silence. Which clocks are due is read from their
 * rows; what there is to do, the return itself says under its lock. A sweep that dies leaves the rest due for the next one; of two sweeps at
 * once, the second finds it done.
 */
import type { Actor } from '../core/access.ts';
import { clockOf, type ReturnClockKind } from '../core/clocks/clocks.ts';
import type { DeadlineKind } from '../core/policy/decision.ts';
import {
  BATCH,
  breachOrderClocks,
  type DueClock,
  dueClocks,
  dueClocksOf,
  type DueKind,
  type DueTimes,
  isDue,
  rewriteClock,
  sellersWithLateOrders,
} from '../store/clocks.ts';
import type { Tx } from '../store/db.ts';
import { enqueueEffects, strayEffects } from '../store/effects.ts';
import { sellersWithDueBooks } from '../store/outbound.ts';
import { actIn } from './act.ts';
import type { Context } from './context.ts';
import { sweepDisputes, sweepDisputesOf } from './disputes.ts';
import { sweepFollowUps, sweepFollowUpsOf } from './follow-ups.ts';
import { sweepSurveys, sweepSurveysOf } from './surveys.ts';
import { lookAtOrderOf } from './gestures-recognise.ts';
import { sweepBooks } from './sweep-books.ts';

const CLOCK: Actor = { kind: 'system', name: 'clock' };

/** All sellers whose clock is real time: one walk along the index of what is due. Answers how many clocks fired. */
export async function sweepClocks(ctx: Context): Promise<number> {
  const moved = ctx.sellers.all().filter((seller) => ctx.clock.offsetMs(seller.id) !== 0);
  const except = moved.map((seller) => seller.id);
  const now = ctx.clock.realNow();
  let fired = await walk(ctx, (after) => ctx.db.withDispatcher((tx) => dueClocks(tx, now, except, after)));
  for (;;) {
    const late = await ctx.db.withDispatcher((tx) => sellersWithLateOrders(tx, now, except));
    const breached = await lateOrders(ctx, late, now);
    fired += breached;
    if (breached === 0) break;
  }
  for (const sellerId of await ctx.db.withDispatcher((tx) => sellersWithDueBooks(tx, now, except))) await sweepBooks(ctx, sellerId);
  fired += await sweepDisputes(ctx, except);
  fired += await sweepSurveys(ctx, except);
  fired += await sweepFollowUps(ctx, except);
  for (const seller of moved) fired += await sweepSeller(ctx, seller.id);
  return fired;
}

/** One seller's clocks by that seller's time; `due` where somebody has asked already what is. */
export async function sweepSeller(ctx: Context, sellerId: string, due?: DueTimes): Promise<number> {
  const now = ctx.clock.now(sellerId);
  const is = (...kinds: DueKind[]): boolean => due === undefined || isDue(due, now, ...kinds);
  let fired = 0;
  if (is('returns')) fired += await walk(ctx, (after) => ctx.db.withSeller(sellerId, (tx) => dueClocksOf(tx, now, after)));
  if (is('lateOrders')) fired += await lateOrders(ctx, [sellerId], now);
  if (is('orders', 'wishes', 'claims')) await sweepBooks(ctx, sellerId);
  if (is('disputes')) fired += await sweepDisputesOf(ctx, sellerId);
  if (is('surveys')) fired += await sweepSurveysOf(ctx, sellerId);
  if (is('followUps')) fired += await sweepFollowUpsOf(ctx, sellerId);
  return fired;
}

/** Batch after batch until nothing is due. A clock that can't be fired is left due, and told at the end: it must not hold up the others. */
async function walk(ctx: Context, read: (after: DueClock | null) => Promise<readonly DueClock[]>): Promise<number> {
  let fired = 0;
  let after: DueClock | null = null;
  const broken: unknown[] = [];
  for (let due = await read(after); due.length > 0; due = due.length < BATCH ? [] : await read(after)) {
    for (const clock of due) {
      after = clock;
      try {
        if (await ctx.db.withSeller(clock.seller_id, (tx) => fire(ctx, tx, clock))) fired += 1;
      } catch (error) {
        broken.push(error);
      }
    }
  }
  if (broken.length > 0) throw broken[0];
  return fired;
}

async function fire(ctx: Context, tx: Tx, row: DueClock): Promise<boolean> {
  const acted = await actIn(ctx, tx, row.return_id, { verb: 'breach', kind: row.kind as DeadlineKind }, CLOCK);
  if (acted.ok && acted.events.length > 0) return true;
  if (acted.ok || acted.refusal !== 'not_found') {
    // The row said due, the return says otherwise (it was met, or its start was corrected): the row follows, while the return is locked.
    await rewriteClock(tx, row, clockOf(acted.ret, row.kind as ReturnClockKind, ctx.holidays));
  } else ctx.log.error({ clock: row }, 'a due clock belongs to no return');
  return false;
}

/** The breach and what it means for the buyer (M19), in one transaction. */
async function breachOrders(ctx: Context, tx: Tx, now: string): Promise<number> {
  const late = await breachOrderClocks(tx, now);
  for (const orderId of new Set(late)) await lookAtOrderOf(ctx, tx, orderId, now);
  return late.length;
}

async function lateOrders(ctx: Context, sellerIds: readonly string[], now: string): Promise<number> {
  let breached = 0;
  for (const sellerId of sellerIds) {
    for (let n = BATCH; n === BATCH; breached += n) n = await ctx.db.withSeller(sellerId, (tx) => breachOrders(ctx, tx, now));
  }
  return breached;
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
