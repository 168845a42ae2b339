/** Bad lots are found every night, and pulled from sale on one click (M28). */
import { type Actor, actorName } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { addSignedDuration } from '../core/calendar.ts';
import { type Cluster, findClusters, groupKey } from '../core/quality/clusters.ts';
import type { Tx } from '../store/db.ts';
import {
  insertPull,
  lastLook,
  listingStopsOf,
  lockForSale,
  lockPull,
  lockPulled,
  noteLook,
  type PullReach,
  type PullRow,
  reachOf,
  refreshPull,
  setPullState,
  skusOf,
  standingPulls,
} from '../store/pulls.ts';
import { readSoldCells } from '../store/sold-lines.ts';
import { type Context, newId } from './context.ts';
import { resumeListings, stopListing } from './listings.ts';
import { planMove, saveMoves } from './stock.ts';

/** Sales of half a year: older lots are sold out, and what was wrong with them is no news. */
const LOOK_BACK = '-P180D';
/** A group that was dismissed is proposed again when half as many again have come back, and three more at least. */
const worse = (before: number, now: number): boolean => now >= before + 3 && now >= before * 1.5;

const keyOf = (cluster: Cluster): string => `${groupKey(cluster.group)} ${cluster.fault}`;

/** Looks through what was sold and came back: new clusters are proposed, known ones get today's figures, those that faded expire. */
export async function lookForBadLots(
  ctx: Context,
  sellerId: string,
): Promise<{ readonly asked: number; readonly proposed: number; readonly standing: number }> {
  const now = ctx.clock.now(sellerId);
  const since = addSignedDuration(now, LOOK_BACK);
  const cells = await ctx.db.withSeller(sellerId, (tx) => readSoldCells(tx, since, now));
  // Pure, and outside of any transaction: it may take a while.
  const { clusters, asked } = findClusters(cells);
  return ctx.db.withSeller(sellerId, async (tx) => {
    const known = new Map((await standingPulls(tx)).map((pull) => [pull.key, pull]));
    const seen = new Set<string>();
    let proposed = 0;
    for (const cluster of clusters) {
      const { group, fault, ...figures } = cluster;
      const key = keyOf(cluster);
      seen.add(key);
      const evidence = { ...figures, since, until: now };
      const there = known.get(key);
      if (there?.state === 'open') await refreshPull(tx, there.id, evidence, now);
      else if (!there || there.state === 'expired' || (there.state === 'dismissed' && worse(there.evidence.faulty, cluster.faulty))) {
        if (await insertPull(tx, { id: newId(ctx, now), key, ...group, fault, evidence, proposed_at: now })) proposed += 1;
      }
    }
    for (const pull of known.values())
      if (pull.state === 'open' && !seen.has(pull.key)) await setPullState(tx, pull.id, 'expired', { at: now, by: 'Retour', says: null });
    await noteLook(tx, { day: now.slice(0, 10), at: now, groups: asked, found: clusters.length });
    return { asked, proposed, standing: clusters.length };
  });
}

/** Once a day for each seller; asked more often it does nothing. Answers whether it looked. */
export async function lookEachNight(ctx: Context, sellerId: string): Promise<boolean> {
  const today = ctx.clock.now(sellerId).slice(0, 10);
  const last = await ctx.db.withSeller(sellerId, lastLook);
  if (last && last.day >= today) return false;
  await lookForBadLots(ctx, sellerId);
  return true;
}

export type PullAct =
  | { readonly ok: true; readonly pull: PullRow; readonly units: number }
  | { readonly ok: false; readonly refusal: 'not_found' | 'not_open' | 'not_accepted' };

/** What accepting would do: units to be pulled, offers to be stopped, and those that stay because good units of the SKU are left. */
export type PullPlan = { readonly reach: readonly PullReach[]; readonly stops: readonly string[]; readonly stays: readonly string[] };
export async function planPull(tx: Tx, pull: PullRow): Promise<PullPlan> {
  const reach = await reachOf(tx, pull);
  const sold = await skusOf(tx, pull, pull.evidence.since);
  const skus = [...new Set([...reach.map(({ sku }) => sku), ...sold])].sort();
  // A whole model is stopped as such. Of a lot, an offer stays only where other units are there to be sold under it.
  const whole = pull.supplier === null && pull.lot === null;
  const stays = whole ? [] : skus.filter((sku) => (reach.find((one) => one.sku === sku)?.others ?? 0) > 0);
  return { reach, stops: skus.filter((sku) => !stays.includes(sku)), stays };
}

/** One click: what is for sale goes to quarantine, offers are stopped. All of it in one transaction, the channels follow. */
export async function acceptPull(ctx: Context, sellerId: string, pullId: string, by: Actor): Promise<PullAct> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<PullAct> => {
    const pull = await lockPull(tx, pullId);
    if (!pull) return { ok: false, refusal: 'not_found' };
    if (pull.state !== 'open') return { ok: false, refusal: 'not_open' };
    const at = ctx.clock.now(sellerId);
    const name = actorName(by);
    const plan = await planPull(tx, pull);
    const units = await lockForSale(tx, pull);
    await saveMoves(
      ctx,
      tx,
      units.map((before) => {
        const moved = planMove(before, { name: 'pulled' }, { by: name, at, pullId, says: saysOf(pull) });
        assert(moved.ok, 'what is for sale can be pulled');
        return { before, ...moved };
      }),
    );
    for (const sku of plan.stops) await stopListing(ctx, tx, { key: `pull:${pull.id}`, sku, by: name });
    const decided = { at, by: name, says: null };
    await setPullState(tx, pullId, 'accepted', decided);
    return { ok: true, pull: { ...pull, state: 'accepted', decided_at: at, decided_by: name, decided_says: null }, units: units.length };
  });
}

/** Takes the pull back: units that have not moved since are for sale again, offers are put up as they were. The proposal is open again. */
export async function undoPull(ctx: Context, sellerId: string, pullId: string, by: Actor): Promise<PullAct> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<PullAct> => {
    const pull = await lockPull(tx, pullId);
    if (!pull) return { ok: false, refusal: 'not_found' };
    if (pull.state !== 'accepted') return { ok: false, refusal: 'not_accepted' };
    const at = ctx.clock.now(sellerId);
    const units = await lockPulled(tx, pullId);
    await saveMoves(
      ctx,
      tx,
      units.flatMap((before) => {
        const moved = planMove(before, { name: 'pull_undone' }, { by: actorName(by), at, pullId });
        return moved.ok ? [{ before, ...moved }] : [];
      }),
    );
    await resumeListings(ctx, tx, `pull:${pull.id}`);
    await setPullState(tx, pullId, 'open', null);
    return { ok: true, pull: { ...pull, state: 'open', decided_at: null, decided_by: null, decided_says: null }, units: units.length };
  });
}

/** Not this time, with the reason. It is proposed again only when clearly more has come back. */
export async function dismissPull(ctx: Context, sellerId: string, pullId: string, because: string, by: Actor): Promise<PullAct> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<PullAct> => {
    const pull = await lockPull(tx, pullId);
    if (!pull) return { ok: false, refusal: 'not_found' };
    if (pull.state !== 'open') return { ok: false, refusal: 'not_open' };
    const decided = { at: ctx.clock.now(sellerId), by: actorName(by), says: because };
    await setPullState(tx, pullId, 'dismissed', decided);
    return {
      ok: true,
      pull: { ...pull, state: 'dismissed', decided_at: decided.at, decided_by: decided.by, decided_says: because },
      units: 0,
    };
  });
}

export const stopsOfPull = (tx: Tx, pullId: string) => listingStopsOf(tx, `pull:${pullId}`);

const saysOf = ({ fault, evidence }: PullRow): string => `${evidence.faulty}/${evidence.sold} ${fault}`;
