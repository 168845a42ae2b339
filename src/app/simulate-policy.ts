/**
 * A draft over the past (M9): which cases it would have decided otherwise, and what that would have cost or saved. A run lives in the process
 * that was asked; worker threads read and decide, this thread hands out pages and writes down how far it is.
 */
import { availableParallelism } from 'node:os';
import { type Actor, actorName } from '../core/access.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { emptyTally, mergeTally, type Tally } from '../core/policy/simulate.ts';
import { isUniqueViolation } from '../store/db.ts';
import {
  BEFORE_ALL,
  beatSimulation,
  decisionPages,
  endSimulation,
  failSilentSimulations,
  forgetSimulations,
  insertSimulation,
  listSimulations,
  pastCasePages,
  readSimulation,
  runningSimulation,
  type Simulation,
  type Source,
  type Span,
} from '../store/simulations.ts';
import { newId } from './context.ts';
import { feed, giveBackThreads, takeThreads } from './policy-threads.ts';
import type { Page, PageDone } from './policy-worker.ts';
import type { WiredContext } from './wire.ts';

/** Returns or past cases that a worker takes at a time: some 30 ms of work, so that a cancelled run ends at once. */
const PAGE = 1_000;
/** Differences that are kept to be read; more are only counted. */
export const MOST_LISTED = 20_000;
const KEEP_RUNS = 20;
const BEAT_MS = 400;
/** A run that was silent for so long has lost its process. Many beats: a busy machine is no dead one. */
const SILENT_MS = 20_000;

export type SimulationRequest = {
  readonly draft: { readonly id: string; readonly revision: number; readonly document: PolicyDocument };
  readonly sources: readonly Source[];
  readonly span: Span;
};

export type StartedSimulation =
  | { readonly ok: true; readonly id: string /** When it has ended, however it ended. */; readonly ended: Promise<void> }
  | { readonly ok: false; readonly refusal: 'simulation_running'; readonly id: string };

/** Begins in the background and answers at once. The document must have been read by `readPolicy`. */
export async function startSimulation(
  ctx: WiredContext,
  sellerId: string,
  request: SimulationRequest,
  by: Actor,
): Promise<StartedSimulation> {
  const now = ctx.clock.now(sellerId);
  const id = newId(ctx, now);
  const { draft, sources, span } = request;
  try {
    await ctx.db.withSeller(sellerId, async (tx) => {
      await failSilent(ctx, tx);
      await forgetSimulations(tx, KEEP_RUNS - 1);
      await insertSimulation(tx, {
        id,
        draft_id: draft.id,
        revision: draft.revision,
        document: draft.document,
        sources,
        asked_from: span.from,
        asked_until: span.until,
        summary: emptyTally(),
        started_at: now,
        started_by: actorName(by),
        beat_at: ctx.clock.realNow(),
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'simulations_one_running')) throw error;
    const running = await ctx.db.withSeller(sellerId, runningSimulation);
    // It has ended between the two statements: then there is room for this one.
    return running ? { ok: false, refusal: 'simulation_running', id: running } : startSimulation(ctx, sellerId, request, by);
  }
  return { ok: true, id, ended: runInBackground(ctx, sellerId, id, request) };
}

/** The run as it stands; one whose process died is shown as failed. */
export async function lookAtSimulation(ctx: WiredContext, sellerId: string, id: string) {
  return ctx.db.withSeller(sellerId, async (tx) => {
    await failSilent(ctx, tx);
    return readSimulation(tx, id);
  });
}

export async function latestSimulations(ctx: WiredContext, sellerId: string, draftId: string | null): Promise<Simulation[]> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    await failSilent(ctx, tx);
    return listSimulations(tx, draftId);
  });
}

/** Wherever it runs, it notices before its next page or beat. False where it had ended already. */
export async function cancelSimulation(ctx: WiredContext, sellerId: string, id: string): Promise<boolean> {
  const cancelled = await ctx.db.withSeller(sellerId, (tx) => endSimulation(tx, id, 'cancelled', null, ctx.clock.now(sellerId)));
  stops.get(id)?.();
  return cancelled;
}
/** Runs of this process, by id. */
const stops = new Map<string, () => void>();

const failSilent = (ctx: WiredContext, tx: Parameters<typeof failSilentSimulations>[0]) =>
  failSilentSimulations(tx, new Date(Date.parse(ctx.clock.realNow()) - SILENT_MS).toISOString(), ctx.clock.now(tx.sellerId));

/** One after the other in a process: two sellers who try a draft at once share its cores in turn. */
let lane: Promise<void> = Promise.resolve();

function runInBackground(ctx: WiredContext, sellerId: string, id: string, request: SimulationRequest): Promise<void> {
  const far = { done: 0, total: 0, summary: emptyTally(), listed: 0 };
  const stop = new AbortController();
  stops.set(id, () => stop.abort());
  let beating: Promise<void> = Promise.resolve();
  const beat = async () => {
    const goesOn = await ctx.db.withSeller(sellerId, (tx) => beatSimulation(tx, id, far, ctx.clock.realNow()));
    if (!goesOn) stop.abort();
  };
  const timer = setInterval(() => {
    // One at a time; a beat that fails is made up for by the next one, and the run itself meets the same database.
    beating = beating.then(beat).catch((error: unknown) => ctx.log.warn({ err: error, simulation: id }, 'a beat was missed'));
  }, BEAT_MS);
  timer.unref();
  const run = lane.then(async () => {
    const end = (state: 'done' | 'failed', failure: 'broken' | null) =>
      ctx.db.withSeller(sellerId, (tx) => endSimulation(tx, id, state, failure, ctx.clock.now(sellerId)));
    try {
      if (!stop.signal.aborted) await workThrough(ctx, sellerId, id, request, far, stop.signal);
      clearInterval(timer);
      await beating;
      await beat();
      await end('done', null); // changes nothing where it was cancelled
    } catch (error) {
      ctx.log.error({ err: error, simulation: id }, 'a simulation broke');
      clearInterval(timer);
      await beating;
      await beat();
      await end('failed', 'broken');
    }
  });
  const ended = run
    .catch((error: unknown) => ctx.log.error({ err: error, simulation: id }, 'the end of a simulation could not be written down'))
    .finally(() => {
      clearInterval(timer);
      stops.delete(id);
    });
  lane = ended;
  return ended;
}

type Far = { done: number; total: number; readonly summary: Tally; listed: number };

async function workThrough(
  ctx: WiredContext,
  sellerId: string,
  id: string,
  { draft, sources, span }: SimulationRequest,
  far: Far,
  signal: AbortSignal,
): Promise<void> {
  const pages: { source: Source; after: string; upTo: string }[] = [];
  for (const source of sources) {
    const ends = await ctx.db.withSeller(sellerId, (tx) => (source === 'returns' ? decisionPages : pastCasePages)(tx, span, PAGE));
    for (const [i, { upTo }] of ends.entries()) pages.push({ source, after: ends[i - 1]?.upTo ?? BEFORE_ALL, upTo });
    far.total += ends.at(-1)?.cases ?? 0;
  }
  // Room for differences is lent with each page, and what a page did not need comes back with it.
  let lent = 0;
  const next = (): Page | null => {
    const page = signal.aborted ? undefined : pages.shift();
    if (!page) return null;
    const room = Math.min(ROOM_OF_PAGE, MOST_LISTED - far.listed - lent);
    lent += room;
    return { ...page, room };
  };
  const took = (page: Page, { tally, kept }: PageDone) => {
    lent -= page.room;
    far.listed += kept;
    far.done += tally.cases + tally.unreadable;
    mergeTally(far.summary, tally);
  };
  const { databaseUrl, preparedStatements } = ctx.settings;
  const setting = { databaseUrl, preparedStatements };
  const run = { sellerId, simulationId: id, draft: draft.document, span };
  const threads = takeThreads(setting, Math.min(availableParallelism(), MOST_THREADS, pages.length));
  try {
    await Promise.all(threads.map((thread) => feed(thread, run, next, took)));
    giveBackThreads(setting, threads);
  } catch (error) {
    await Promise.all(threads.map((thread) => thread.terminate()));
    throw error;
  }
}
const MOST_THREADS = 4;
/** A unit or two per return, seldom more: what does not fit is only counted. */
const ROOM_OF_PAGE = 2 * PAGE;
