/**
 * What a return's resolutions mean at the repair bench and on the shelf (M30): a repair that was decided is an order, a replacement that was
 * held is shipped or freed. In the transaction of the act, so no order is without its return and no unit is held for nobody.
 */
import { clocksOf } from '../core/clocks/clocks.ts';
import { repairJournal } from '../core/repair/journal.ts';
import { endRepair, isOpenRepair, type RepairOrder } from '../core/repair/order.ts';
import type { EventOf, ItemKey, ReturnEvent } from '../core/return/events.ts';
import { keyOf, type Return, type ReturnItem } from '../core/return/model.ts';
import type { Tx } from '../store/db.ts';
import { postJournal } from '../store/ledger.ts';
import { addSteps, insertRepair, repairsOfReturn, saveRepair } from '../store/repairs.ts';
import type { Change } from './alongside.ts';
import { type Context, newId } from './context.ts';
import { releaseUnit, shipHeldUnit } from './stock.ts';

export async function keepRepairs(ctx: Context, tx: Tx, change: Change): Promise<void> {
  for (const event of change.events) {
    if (event.type === 'resolved') await order(ctx, tx, change, event);
    else if (event.type === 'completed') await complete(ctx, tx, change, event);
    else if (event.type === 'remedy_failed') await fail(ctx, tx, change, event);
    else if (event.type === 'resolution_undone') await withdraw(ctx, tx, change, event);
  }
}

async function order(ctx: Context, tx: Tx, { after, now }: Change, event: EventOf<'resolved'>): Promise<void> {
  for (const { lineId, unit, resolution } of event.items) {
    if (resolution !== 'repair') continue;
    const item = itemOf(after, { lineId, unit });
    const dueAt = dueOf(ctx, after);
    const repair: RepairOrder = {
      id: newId(ctx, now),
      returnId: after.id,
      lineId,
      unit,
      resolvedSeq: event.seq,
      state: 'ordered',
      sku: item.sku,
      ...(item.fault && { fault: item.fault }),
      minutes: 0,
      currency: after.order.currency,
      parts: [],
      ...(dueAt !== undefined && { dueAt }),
      orderedAt: now,
      version: 1,
    };
    await insertRepair(tx, repair);
    await addSteps(tx, repair.id, [{ type: 'ordered' }], event.by, now);
  }
}

/** What still runs once a repair was decided: the law's own time for the remedy. */
const dueOf = (ctx: Context, ret: Return): string | undefined =>
  clocksOf(ret, ctx.holidays)
    .filter(({ kind, state }) => kind === 'remedy' && (state === 'running' || state === 'breached'))
    .map(({ dueAt }) => dueAt)
    .sort()[0];

async function complete(ctx: Context, tx: Tx, change: Change, event: EventOf<'completed'>): Promise<void> {
  for (const item of event.items) {
    if (item.settlement === 'repaired') await end(tx, change, item, 'done', event);
    const { held } = itemOf(change.before!, item);
    if (!held) continue;
    // Another unit went out than the one that was held: that one is free again.
    const other = item.replacedBy && (item.replacedBy.imei ?? held.imei) !== held.imei;
    if (other) await releaseUnit(ctx, tx, held.unitId, 'another unit was sent');
    else await shipHeldUnit(ctx, tx, held.unitId, { returnId: change.after.id });
  }
}

async function fail(ctx: Context, tx: Tx, change: Change, event: EventOf<'remedy_failed'>): Promise<void> {
  for (const item of event.items) {
    if (item.remedy === 'repair') await end(tx, change, item, 'not_repairable', event, event.because);
    const { held } = itemOf(change.before!, item);
    if (held) await releaseUnit(ctx, tx, held.unitId, event.because);
  }
}

async function withdraw(ctx: Context, tx: Tx, change: Change, event: EventOf<'resolution_undone'>): Promise<void> {
  for (const key of event.items) {
    const was = itemOf(change.before!, key);
    if (was.settlement === 'repairing') await end(tx, change, key, 'withdrawn', event, event.because);
    if (was.held) await releaseUnit(ctx, tx, was.held.unitId, 'the resolution was taken back');
  }
}

async function end(
  tx: Tx,
  { after, now }: Change,
  key: ItemKey,
  as: 'done' | 'not_repairable' | 'withdrawn',
  { by }: ReturnEvent,
  because?: string,
): Promise<void> {
  const open = (await repairsOfReturn(tx, after.id)).find((one) => keyOf(one) === keyOf(key) && isOpenRepair(one));
  // Returns from before there were repair orders have none.
  if (!open) return;
  const ended = endRepair(open, as, now, because);
  if (!ended.ok) return;
  await saveRepair(tx, ended.after);
  await addSteps(tx, open.id, ended.steps, by, now);
  const journal = repairJournal(ended.after, after);
  if (journal) await postJournal(tx, journal);
}

const itemOf = (ret: Return, key: ItemKey): ReturnItem => ret.items.find((item) => keyOf(item) === keyOf(key))!;
