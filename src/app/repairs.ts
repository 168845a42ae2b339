/** What people do at the repair bench (M30). How a repair ends is told to its return: `keep-repairs.ts` follows. */
import type { Actor } from '../core/access.ts';
import type { Money } from '../core/money.ts';
import { lawBook } from '../core/policy/law/law.ts';
import {
  changeRepair,
  type Changed,
  type PartState,
  type RepairChange,
  type RepairOrder,
  type RepairPart,
  type RepairRefusal,
  withPart,
} from '../core/repair/order.ts';
import { type RepairWarranty, warrantyOfRepair } from '../core/repair/warranty.ts';
import type { Buyer, Return } from '../core/return/model.ts';
import { addSteps, lockRepair, readRepair, readSteps, savePart, saveRepair, type StoredStep } from '../store/repairs.ts';
import { readReturn } from '../store/returns.ts';
import { act, type Acted } from './act.ts';
import { type Context, newId } from './context.ts';

export type WholeRepair = {
  readonly order: RepairOrder;
  readonly steps: readonly StoredStep[];
  readonly ret: Return;
  readonly buyer: Buyer;
  /** What the law adds to the buyer's guarantee once it is repaired. */
  readonly warranty: RepairWarranty | null;
};

export async function readWholeRepair(ctx: Context, sellerId: string, id: string): Promise<WholeRepair | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const order = await readRepair(tx, id);
    if (!order) return null;
    const [steps, loaded] = await Promise.all([readSteps(tx, id), readReturn(tx, order.returnId)]);
    const { ret, buyer } = loaded!;
    return { order, steps, ret, buyer, warranty: warrantyOfRepair(lawBook, ret.order) };
  });
}

export type RepairAct =
  | { readonly ok: true; readonly order: RepairOrder }
  | { readonly ok: false; readonly refusal: RepairRefusal | 'not_found' | 'version_conflict' };

/** One change by one person; `version` is the one that they saw. */
export const workOnRepair = (
  ctx: Context,
  sellerId: string,
  id: string,
  change: RepairChange,
  by: Actor,
  version?: number,
): Promise<RepairAct> => changed(ctx, sellerId, id, by, version, (order, now) => changeRepair(order, change, now));

export type PartAsked = {
  readonly name: string;
  readonly sku?: string;
  readonly quantity: number;
  readonly cost: Money;
  readonly state: PartState;
};

export const addPart = (ctx: Context, sellerId: string, id: string, part: PartAsked, by: Actor, version?: number): Promise<RepairAct> =>
  changed(ctx, sellerId, id, by, version, (order, now) => {
    const made: RepairPart = { id: newId(ctx, now), ...part };
    return { ...withPart(order, made), part: made };
  });

export const changePart = (
  ctx: Context,
  sellerId: string,
  id: string,
  partId: string,
  change: Partial<PartAsked>,
  by: Actor,
  version?: number,
): Promise<RepairAct> =>
  changed(ctx, sellerId, id, by, version, (order) => {
    const known = order.parts.find((part) => part.id === partId);
    if (!known) return { ok: false, refusal: 'unknown_part' };
    const part = { ...known, ...change };
    return { ...withPart(order, part), part };
  });

async function changed(
  ctx: Context,
  sellerId: string,
  id: string,
  by: Actor,
  version: number | undefined,
  change: (order: RepairOrder, now: string) => Changed & { readonly part?: RepairPart },
): Promise<RepairAct> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<RepairAct> => {
    const order = await lockRepair(tx, id);
    if (!order) return { ok: false, refusal: 'not_found' };
    if (version !== undefined && version !== order.version) return { ok: false, refusal: 'version_conflict' };
    const now = ctx.clock.now(sellerId);
    const made = change(order, now);
    if (!made.ok) return made;
    if (made.part) await savePart(tx, id, made.part, now);
    if (made.after.version !== order.version) await saveRepair(tx, made.after);
    await addSteps(tx, id, made.steps, by, now);
    return { ok: true, order: made.after };
  });
}

/** Done and on its way back to the buyer, or not to be repaired: an act on the return, which ends the order. */
export async function finishRepair(
  ctx: Context,
  sellerId: string,
  order: RepairOrder,
  how: { readonly carrier?: string; readonly trackingNumber?: string } | { readonly because: string },
  by: Actor,
): Promise<Acted> {
  const items = [{ lineId: order.lineId, unit: order.unit }];
  return act(
    ctx,
    sellerId,
    order.returnId,
    'because' in how ? { verb: 'remedy-failure', items, because: how.because } : { verb: 'completion', items, ...how },
    by,
  );
}
