/** Does at once what the worker would do in its own time: when the sandbox clock is moved, in tests and in the simulation. */
import { addDuration } from '../core/calendar.ts';
import { type DueKind, type DueTimes, dueTimes, isDue, nextOf } from '../store/clocks.ts';
import { listConnections } from '../store/connections.ts';
import { openEffects } from '../store/effects.ts';
import { setClockOffset } from '../store/platform.ts';
import { carryOut } from './carry-out.ts';
import type { Context } from './context.ts';
import { keepBooksOfDay } from './keep-books.ts';
import { pollMailboxes } from './intake-mailboxes.ts';
import { pollCarriers } from './poll-carriers.ts';
import { pollChannel } from './poll-channel.ts';
import { lookEachNight } from './pulls.ts';
import { pollOutbound } from './poll-outbound.ts';
import { sweepSeller } from './sweep.ts';
import { tidyOfDay } from './tidy.ts';

/** Carries out every effect that is due, also those that these bring about. Waits for what a worker has in hand. */
export async function drainEffects(ctx: Context, sellerId: string, patienceMs = 20_000): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const open = await ctx.db.withSeller(sellerId, (tx) => openEffects(tx, ctx.clock.realNow(), ctx.clock.now(sellerId)));
    const free = open.filter((effect) => effect.free);
    for (const { id } of free) await carryOut(ctx, sellerId, id);
    if (free.length > 0) continue;
    // Somebody else has the others in hand.
    if (open.length === 0 || Date.now() > until) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** What {@link sweepSeller} does. */
const SWEPT: readonly DueKind[] = ['returns', 'lateOrders', 'orders', 'wishes', 'claims', 'disputes', 'surveys', 'followUps'];

/** Channels and carriers are asked, clocks fire, effects go out: until nothing is left to do at this moment. */
export async function settle(ctx: Context, sellerId: string): Promise<void> {
  const connections = await ctx.db.withSeller(sellerId, listConnections);
  for (const { slug, state, next_poll_at } of connections)
    if (next_poll_at !== null && state !== 'off') await pollChannel(ctx, sellerId, slug);
  await pollMailboxes(ctx, sellerId);
  await pass(ctx, sellerId, await askWhatIsDue(ctx, sellerId, ctx.clock.now(sellerId)));
}

const askWhatIsDue = (ctx: Context, sellerId: string, until: string): Promise<DueTimes> =>
  ctx.db.withSeller(sellerId, (tx) => dueTimes(tx, until, ctx.clock.realNow(), Object.keys(ctx.carriers)));

/**
 * As {@link settle}, but for the channels: nobody does anything there while the clock is being moved. Most passes find one thing due, or none:
 * what is not due costs no statement. Work that hangs on time has a kind in `dueTimes` and its line here.
 */
async function pass(ctx: Context, sellerId: string, due: DueTimes): Promise<void> {
  const now = ctx.clock.now(sellerId);
  const stirred = await letHappen(ctx, sellerId, due);
  if (isDue(due, now, 'night')) await lookEachNight(ctx, sellerId);
  await keepBooksOfDay(ctx, sellerId);
  await tidyOfDay(ctx, sellerId);
  if (stirred || isDue(due, now, 'effects')) await drainEffects(ctx, sellerId);
}

/** Parcels move, and clocks fire. Answers whether anything did, so that there may be letters to send. */
async function letHappen(ctx: Context, sellerId: string, asked: DueTimes): Promise<boolean> {
  const now = ctx.clock.now(sellerId);
  let due = asked;
  let stirred = false;
  for (const [kind, poll] of [
    ['parcels', pollCarriers],
    ['shipments', pollOutbound],
  ] as const) {
    if (!isDue(due, now, kind) || (await poll(ctx, sellerId)) === 0) continue;
    stirred = true;
    // What carriers report starts clocks and stops them.
    due = await askWhatIsDue(ctx, sellerId, now);
  }
  while (isDue(due, now, ...SWEPT)) {
    stirred = true;
    if ((await sweepSeller(ctx, sellerId, due)) === 0) break;
    due = await askWhatIsDue(ctx, sellerId, now);
  }
  return stirred;
}

/** Moving one clock by years would fire thousands of steps one by one: this many are stepped through, the rest fire together. */
const MOST_STEPS = 500;

/** Lets time pass for a seller: stops at every clock that falls due on the way, and does there what is due. It ends at `to`, with that moment's work to do. */
async function passTime(
  ctx: Context,
  sellerId: string,
  to: string,
  stepTo: (instant: string) => Promise<void>,
  work: (due: DueTimes) => Promise<unknown>,
): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const due = await askWhatIsDue(ctx, sellerId, to);
    // A parcel moves between two clocks too: a day is the longest step, so that what the carrier reports starts its clocks in time.
    const now = ctx.clock.now(sellerId);
    const next = [nextOf(due), addDuration(now, 'P1D')].filter((instant) => instant !== null).sort()[0]!;
    if (next >= to) break;
    await stepTo(next < now ? now : next);
    await work(due);
  }
  await stepTo(to);
}

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
  await passTime(ctx, sellerId, to, stepTo, (due) => pass(ctx, sellerId, due));
  await settle(ctx, sellerId);
  return ctx.clock.now(sellerId);
}

/** A past is lived through: `stepTo` sets the clock. The books of each night are nobody's concern there. */
export async function liveUntil(ctx: Context, sellerId: string, to: string, stepTo: (instant: string) => Promise<void>): Promise<void> {
  const live = async (due: DueTimes) => {
    if ((await letHappen(ctx, sellerId, due)) || isDue(due, ctx.clock.now(sellerId), 'effects')) await drainEffects(ctx, sellerId);
  };
  await passTime(ctx, sellerId, to, stepTo, live);
  await live(await askWhatIsDue(ctx, sellerId, to));
}
