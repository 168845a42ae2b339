/** Does at once what the worker would do in its own time: when the sandbox clock is moved, in tests and in the simulation. */
import { addDuration } from '../core/calendar.ts';
import { nextDue } from '../store/clocks.ts';
import { listConnections } from '../store/connections.ts';
import { countUnfinished, dueEffects } from '../store/effects.ts';
import { setClockOffset } from '../store/platform.ts';
import { carryOut } from './carry-out.ts';
import type { Context } from './context.ts';
import { keepBooksOfDay } from './keep-books.ts';
import { pollCarriers } from './poll-carriers.ts';
import { pollChannel } from './poll-channel.ts';
import { lookEachNight } from './pulls.ts';
import { pollOutbound } from './poll-outbound.ts';
import { sweepSeller } from './sweep.ts';

/** Carries out every effect that is due, also those that these bring about. Waits for what a worker has in hand. */
export async function drainEffects(ctx: Context, sellerId: string, patienceMs = 20_000): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const due = await ctx.db.withSeller(sellerId, (tx) => dueEffects(tx, ctx.clock.realNow(), ctx.clock.now(sellerId)));
    for (const { id } of due) await carryOut(ctx, sellerId, id);
    if (due.length > 0) continue;
    const left = await ctx.db.withSeller(sellerId, (tx) => countUnfinished(tx, ctx.clock.realNow(), ctx.clock.now(sellerId)));
    if (left === 0 || Date.now() > until) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Channels and carriers are asked, clocks fire, effects go out: until nothing is left to do at this moment. */
export async function settle(ctx: Context, sellerId: string): Promise<void> {
  const connections = await ctx.db.withSeller(sellerId, listConnections);
  for (const connection of connections) if (connection.next_poll_at !== null) await pollChannel(ctx, sellerId, connection.slug);
  await pass(ctx, sellerId);
}

/** As {@link settle}, but for the channels: nobody does anything there while the clock is being moved. */
async function pass(ctx: Context, sellerId: string): Promise<void> {
  await pollCarriers(ctx, sellerId);
  await pollOutbound(ctx, sellerId);
  while ((await sweepSeller(ctx, sellerId)) > 0);
  await lookEachNight(ctx, sellerId);
  await keepBooksOfDay(ctx, sellerId);
  await drainEffects(ctx, sellerId);
}

/** Moving one clock by years would fire thousands of steps one by one: this many are stepped through, the rest fire together. */
const MOST_STEPS = 500;

/**
 * Moves the sandbox seller's clock forward and does all the work that falls due on the way, each step at its own time.
 * Answers the new time.
 */
export async function advanceClock(ctx: Context, sellerId: string, duration: string): Promise<string> {
  const to = addDuration(ctx.clock.now(sellerId), duration);
  const stepTo = async (instant: string) => {
    const offset = Math.max(Date.parse(instant) - Date.now(), ctx.clock.offsetMs(sellerId));
    await ctx.db.withPlatform((tx) => setClockOffset(tx, sellerId, offset));
    await ctx.sellers.refresh();
    ctx.clock.setOffset(sellerId, offset);
  };
  await settle(ctx, sellerId);
  for (let step = 0; step < MOST_STEPS; step++) {
    const due = await ctx.db.withSeller(sellerId, (tx) => nextDue(tx, to));
    // A parcel moves between two clocks too: a day is the longest step, so that what the carrier reports starts its clocks in time.
    const day = addDuration(ctx.clock.now(sellerId), 'P1D');
    const next = [due, day, to].filter((instant) => instant !== null).sort()[0]!;
    if (next >= to) break;
    await stepTo(next);
    await pass(ctx, sellerId);
  }
  await stepTo(to);
  await settle(ctx, sellerId);
  return ctx.clock.now(sellerId);
}
