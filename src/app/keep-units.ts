/** The stock book follows orders and returns, in their own transaction (M27). A return's events stay the truth about the return. */
import { type Actor, actorName } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { compareIdentity } from '../core/inspection/identity.ts';
import type { EventOf, ItemKey, ReturnEvent } from '../core/return/events.ts';
import { keyOf, type Order, type OrderLine, type ReturnItem } from '../core/return/model.ts';
import { isBack, neverComes } from '../core/return/refusals.ts';
import { afterInspection, isAway, type Move } from '../core/stock/units.ts';
import type { Tx } from '../store/db.ts';
import { readOrder } from '../store/orders.ts';
import { putSoldLines } from '../store/sold-lines.ts';
import {
  insertUnits,
  lockUnitsByNumber,
  lockUnitsOfOrder,
  type MovementRow,
  numbersOf,
  placedAtOf,
  readMovements,
  type UnitRow,
  wasSold,
} from '../store/units.ts';
import type { Change } from './alongside.ts';
import { type Context, newId } from './context.ts';
import { type MoveDetails, movementOf, planMove, saveMoves } from './stock.ts';

type Numbers = { readonly imei: string | null; readonly serial: string | null };
const hasNumber = ({ imei, serial }: Numbers): boolean => imei !== null || serial !== null;
const sameDevice = (a: Numbers, b: Numbers): boolean =>
  (a.imei !== null && a.imei === b.imei) || (a.serial !== null && a.serial === b.serial);
/** The IMEI speaks first: a serial number may be another board's. */
const pick = (units: readonly UnitRow[], numbers: Numbers): UnitRow | undefined =>
  units.find((unit) => numbers.imei !== null && unit.imei === numbers.imei) ?? units.find((unit) => sameDevice(unit, numbers));

/** A unit that comes to be known because it was sold. */
function soldUnit(ctx: Context, line: Described, order: { readonly id: string }, on: ItemKey, at: string): UnitRow {
  return {
    id: newId(ctx, at),
    ref: null,
    sku: line.sku,
    title: line.title,
    category: line.category,
    ...numbersOf(line),
    supplier: line.supplier ?? null,
    lot: line.lot ?? null,
    grade: null,
    place: null,
    state: 'sold',
    defect: null,
    alert: null,
    cost_minor: null,
    currency: null,
    order_id: order.id,
    line_id: on.lineId,
    unit: on.unit,
    return_id: null,
    version: 1,
    created_at: at,
    moved_at: at,
  };
}
type Described = Pick<OrderLine, 'sku' | 'title' | 'category' | 'imei' | 'serial' | 'supplier' | 'lot'>;

/** A sold line with a number makes its unit sold, or known; every line counts as sold. */
export async function keepSales(
  ctx: Context,
  tx: Tx,
  put: { readonly order: Order; readonly created: boolean; readonly now: string },
): Promise<void> {
  const { order, now } = put;
  await putSoldLines(tx, order.id, order.placedAt, order.lines);
  const lines = order.lines
    .filter((line) => line.quantity === 1)
    .map((line) => ({ line, numbers: numbersOf(line) }))
    .filter(({ numbers }) => hasNumber(numbers))
    // One device is sold once: a number that stands on a second line too is somebody's slip, and a person's to look at.
    .filter(({ numbers }, i, all) => all.findIndex((other) => sameDevice(other.numbers, numbers)) === i);
  if (!put.created) await takeBackMistaken(ctx, tx, order, now);
  if (lines.length === 0) return;
  const known = await lockUnitsByNumber(
    tx,
    lines.map(({ numbers }) => numbers),
  );
  const fresh = lines.filter(({ numbers }) => !pick(known, numbers));
  await enter(
    ctx,
    tx,
    fresh.map(({ line }) => soldUnit(ctx, line, order, { lineId: line.id, unit: 1 }, now)),
    now,
    order.id,
  );
  if (known.length === 0) return;
  const [told, placedAt] = await Promise.all([
    wasSold(
      tx,
      known.map(({ id }) => id),
      order.id,
    ),
    placedAtOf(
      tx,
      known.flatMap(({ order_id }) => order_id ?? []),
    ),
  ]);
  const moves = lines.flatMap(({ line, numbers }) => {
    const before = pick(known, numbers);
    // Told before; or an old order that is told late: the unit has been sold to somebody else since.
    if (!before || told.has(`${before.id}/${line.id}`) || order.placedAt < (placedAt.get(before.order_id ?? '') ?? '')) return [];
    const details: MoveDetails = { by: order.channel, at: now, place: null, order: { orderId: order.id, lineId: line.id, unit: 1 } };
    const sold = planMove(before, { name: 'sold' }, { ...details, alert: null });
    if (sold.ok) return [{ before, unit: { ...sold.unit, return_id: null }, movement: sold.movement }];
    // It happened, whatever the book says: a person looks why something left the house that was not for sale.
    const { place: _stays, ...rest } = details;
    const odd = planMove(before, { name: 'sold_out_of_turn' }, { ...rest, alert: 'sold_out_of_turn' });
    assert(odd.ok, 'what changes no state is always possible');
    return [
      { before, unit: { ...odd.unit, order_id: before.order_id, line_id: before.line_id, unit: before.unit }, movement: odd.movement },
    ];
  });
  await saveMoves(ctx, tx, moves);
}

/** A line names another number than before: the unit that it named by mistake is where it was. */
async function takeBackMistaken(ctx: Context, tx: Tx, order: Order, now: string): Promise<void> {
  const moves = [];
  for (const before of await lockUnitsOfOrder(tx, order.id)) {
    const line = order.lines.find(({ id }) => id === before.line_id);
    if (before.state !== 'sold' || before.return_id !== null || !line || sameDevice(before, numbersOf(line)) || line.quantity > 1) continue;
    const last = (await readMovements(tx, before.id)).at(-1);
    if (last?.why !== 'sold' || last.from_state === null || last.from_state === 'sold') continue;
    const unit: UnitRow = {
      ...before,
      state: last.from_state,
      place: last.from_place,
      order_id: null,
      line_id: null,
      unit: null,
      version: before.version + 1,
      moved_at: now,
    };
    moves.push({ before, unit, movement: movementOf(before, unit, { name: 'undone' }, { by: order.channel, at: now, undoes: last.seq }) });
  }
  await saveMoves(ctx, tx, moves);
}

/** New units with their first movement. One that somebody else made in the same moment is left out: theirs has the number. */
async function enter(ctx: Context, tx: Tx, units: readonly UnitRow[], at: string, orderId: string): Promise<readonly UnitRow[]> {
  if (units.length === 0) return [];
  const movements = units.map((unit) =>
    movementOf(null, unit, { name: 'entered' }, { by: 'Retour', at, order: { orderId, lineId: unit.line_id!, unit: unit.unit! } }),
  );
  const written = await insertUnits(tx, units, movements);
  if (written.size < units.length) ctx.log.debug({ orderId }, 'a unit was made by somebody else meanwhile');
  return units.filter(({ id }) => written.has(id));
}

/** What the events of one act mean for the units behind the items. */
type Step = {
  readonly item: ReturnItem;
  readonly event: ReturnEvent;
  readonly move: Move;
  readonly says?: string;
  readonly place?: null;
  /** It moves the device that came instead of ours. */
  readonly theirs?: true;
};

/** Where goods come in, are judged, go out again or never come: their units move. Acts that move no goods send no statement. */
export async function keepUnits(ctx: Context, tx: Tx, change: Change): Promise<void> {
  const steps = change.events.flatMap((event) => stepsOf(change, event));
  const undone = change.events.filter((event) => event.type === 'resolution_undone');
  const replaced = change.events.some((event) => event.type === 'completed');
  if (steps.length === 0 && undone.length === 0 && !replaced) return;
  const { after } = change;
  const touched = [
    ...new Map(
      [...steps.map(({ item }) => item), ...undone.flatMap((event) => itemsOf(change, event.items))].map((item) => [keyOf(item), item]),
    ).values(),
  ];
  const known = await lockUnitsByNumber(
    tx,
    touched.flatMap((item) => [deviceOf(item), ...(cameInstead(item) ? [numbersOf(item.read ?? {})] : [])]),
  );
  const held = after.items.some(({ sold, read }) => !hasNumber(numbersOf(sold)) && !(read && hasNumber(numbersOf(read))))
    ? await lockUnitsOfOrder(tx, after.order.id)
    : [];
  const units = new Map<string, UnitRow>();
  const unitOf = (item: ReturnItem): UnitRow | undefined =>
    units.get(keyOf(item)) ??
    pick(known, deviceOf(item)) ??
    held.find((unit) => unit.return_id === after.id && unit.line_id === item.lineId && unit.unit === item.unit);

  const theirs = new Map<string, UnitRow>();
  const theirUnitOf = (item: ReturnItem): UnitRow | undefined => {
    const unit = theirs.get(keyOf(item)) ?? (cameInstead(item) ? pick(known, numbersOf(item.read ?? {})) : undefined);
    // One of ours that was sold to somebody else is no stranger: where it stands is their order's and their return's affair.
    return unit?.order_id === null && unit.return_id === after.id ? unit : undefined;
  };
  const arrived = steps.filter(
    ({ item, event, theirs: is }) => is && event.type === 'inspected' && !pick(known, numbersOf(item.read ?? {})),
  );
  for (const { item, event } of arrived) {
    const unit = strangerUnit(ctx, item, after.id, event.at);
    const movement = movementOf(
      null,
      unit,
      { name: 'entered' },
      {
        by: byOf(event.by),
        at: event.at,
        says: 'came instead of the device that was sold',
        item: { returnId: after.id, lineId: item.lineId, unit: item.unit },
      },
    );
    if ((await insertUnits(tx, [unit], [movement])).size > 0) theirs.set(keyOf(item), unit);
  }

  const unknown = touched.filter(
    (item) =>
      !unitOf(item) &&
      hasNumber(deviceOf(item)) &&
      steps.some((step) => step.item === item && !step.theirs && step.move.name !== 'not_this_one'),
  );
  if (unknown.length > 0) {
    const lines = (await readOrder(tx, after.order.id))?.order.lines ?? [];
    const made = unknown.map((item) => {
      const line = lines.find(({ id }) => id === item.lineId);
      const device = deviceOf(item);
      const unit = soldUnit(
        ctx,
        { ...item, ...(line?.supplier && { supplier: line.supplier }), ...(line?.lot && { lot: line.lot }) },
        after.order,
        item,
        change.now,
      );
      return [item, { ...unit, ...device }] as const;
    });
    const written = new Set(
      (
        await enter(
          ctx,
          tx,
          made.map(([, unit]) => unit),
          change.now,
          after.order.id,
        )
      ).map(({ id }) => id),
    );
    for (const [item, unit] of made) if (written.has(unit.id)) units.set(keyOf(item), unit);
  }

  const moves: { before: UnitRow; unit: UnitRow; movement: MovementRow }[] = [];
  for (const { item, event, move, says, place, theirs: isTheirs } of steps) {
    const before = isTheirs ? theirUnitOf(item) : unitOf(item);
    if (!before || saysNothing(before, move, after.id) || isElsewhere(before, event, item, after.order.id)) continue;
    const planned = planMove(before, move, {
      by: byOf(event.by),
      at: event.at,
      item: { returnId: after.id, lineId: item.lineId, unit: item.unit },
      ...(says !== undefined && { says }),
      ...(place === null && { place }),
    });
    if (!planned.ok) continue; // The book stands where it stands: it was moved by hand since, or sold to somebody else.
    (isTheirs ? theirs : units).set(keyOf(item), planned.unit);
    moves.push({ before, unit: planned.unit, movement: planned.movement });
  }
  moves.push(...(await replacementsSent(ctx, tx, change)));
  for (const event of undone) moves.push(...(await undoSendBack(tx, change, event, [unitOf, theirUnitOf])));
  await saveMoves(ctx, tx, moves);
}

/** A unit that is on its place already is not moved there again. */
const saysNothing = (unit: UnitRow, move: Move, returnId: string): boolean =>
  (move.name === 'returned' && unit.state === 'returned' && unit.return_id === returnId) ||
  (move.name === 'lost' && unit.state === 'lost') ||
  (move.name === 'repaired_for_buyer' && unit.state === 'returned_to_buyer' && unit.defect === null) ||
  (move.name === 'sent_back' && isAway(unit.state)) ||
  (move.name === 'not_this_one' && unit.state !== 'returned') ||
  (move.name === 'quarantined' && unit.state === 'quarantined');

/** Sold to somebody else since: only the device itself on the bench says otherwise. */
const isElsewhere = (unit: UnitRow, event: ReturnEvent, item: ReturnItem, orderId: string): boolean =>
  unit.state === 'sold' && unit.order_id !== null && unit.order_id !== orderId && !(event.type === 'received' && item.identity === 'match');

/** The device that was sold; where no number was noted then, the one that was read. */
function deviceOf({ sold, read }: ReturnItem): Numbers {
  const was = numbersOf(sold);
  return hasNumber(was) ? was : numbersOf(read ?? {});
}

/** Another device came, as far as anybody could read: its number is not the one that was sold. */
const cameInstead = ({ identity, verdict, sold, read }: ReturnItem): boolean =>
  (identity === 'mismatch' || verdict === 'other_device') &&
  hasNumber(numbersOf(read ?? {})) &&
  compareIdentity(sold, read ?? {}) === 'mismatch';

/** It is not ours, so it is nobody's sale: it lies in quarantine until it goes back to whoever sent it. */
const strangerUnit = (ctx: Context, item: ReturnItem, returnId: string, at: string): UnitRow => ({
  ...soldUnit(ctx, item, { id: '' }, item, at),
  ...numbersOf(item.read ?? {}),
  state: 'quarantined',
  defect: 'other',
  order_id: null,
  return_id: returnId,
});

function itemsOf({ after }: Change, keys: readonly ItemKey[]): readonly ReturnItem[] {
  const wanted = new Set(keys.map(keyOf));
  return after.items.filter((item) => wanted.has(keyOf(item)));
}

function stepsOf(change: Change, event: ReturnEvent): readonly Step[] {
  const { after } = change;
  const on = (keys: readonly ItemKey[], step: (item: ReturnItem) => Omit<Step, 'item' | 'event'> | null): Step[] =>
    itemsOf(change, keys).flatMap((item) => {
      const made = step(item);
      return made ? [{ item, event, ...made }] : [];
    });
  switch (event.type) {
    case 'received':
      // Another device than the one that was sold: ours did not come back.
      return on(event.items, (item) =>
        event.items.find((found) => keyOf(found) === keyOf(item))?.identity === 'mismatch'
          ? null
          : { move: { name: 'returned' }, place: null },
      );
    case 'inspected':
      return itemsOf(change, event.items).flatMap((item) => inspectedSteps(event, item));
    case 'parcel_lost':
      return on(event.items, () => ({ move: { name: 'lost' }, says: 'lost on its way back', place: null }));
    case 'resolved':
      return on(event.items, (item) => {
        const resolution = event.items.find((one) => keyOf(one) === keyOf(item))?.resolution;
        if ((resolution !== 'send_back' && resolution !== 'deny') || !isBack(item)) return null;
        // What came is what goes back.
        return { move: { name: 'sent_back' }, place: null, ...(cameInstead(item) && { theirs: true as const }) };
      });
    case 'completed':
      return on(event.items, (item) =>
        event.items.find((one) => keyOf(one) === keyOf(item))?.settlement === 'repaired'
          ? { move: { name: 'repaired_for_buyer', finding: 'repaired' }, place: null }
          : null,
      );
    case 'refund_confirmed': {
      // The money is back and the goods are not, and will not be.
      const refund = after.refunds.find(({ id }) => id === event.refundId);
      return on(refund?.items ?? [], (item) =>
        item.settlement === 'refunded' && !isBack(item) && (item.parcel === 'lost' || (item.parcel === 'none' && neverComes(item)))
          ? { move: { name: 'lost' }, says: 'refunded without goods', place: null }
          : null,
      );
    }
    default:
      return [];
  }
}

function inspectedSteps(event: EventOf<'inspected'>, item: ReturnItem): readonly Step[] {
  const found = event.items.find((one) => keyOf(one) === keyOf(item));
  if (!found) return [];
  const step = { item, event, ...(found.note && { says: found.note }) };
  // A finding about another device says nothing about ours, whatever the verdict: ours is where it was.
  if (item.identity === 'mismatch' || found.verdict === 'other_device')
    return [
      { ...step, move: { name: 'not_this_one' } },
      ...(cameInstead(item) ? [{ item, event, move: STAYS, theirs: true as const }] : []),
    ];
  return [{ ...step, move: afterInspection(found) }];
}

/** A stranger's device waits in quarantine, whatever was found. */
const STAYS: Move = { name: 'quarantined' };

/** What went out instead, where its number was told: the unit is sold from now on, also where nobody had held it. */
async function replacementsSent(
  ctx: Context,
  tx: Tx,
  change: Change,
): Promise<{ before: UnitRow; unit: UnitRow; movement: MovementRow }[]> {
  const sent = change.events.flatMap((event) =>
    event.type === 'completed'
      ? event.items.flatMap(({ lineId, unit, replacedBy }) => {
          const numbers = numbersOf(replacedBy ?? {});
          return hasNumber(numbers) ? [{ event, key: { lineId, unit }, numbers }] : [];
        })
      : [],
  );
  if (sent.length === 0) return [];
  const { after, now } = change;
  const known = await lockUnitsByNumber(
    tx,
    sent.map(({ numbers }) => numbers),
  );
  const fresh = sent.filter(({ numbers }) => !pick(known, numbers));
  const made = fresh.flatMap(({ key, numbers }) => {
    const item = itemsOf(change, [key])[0];
    // The same model, as far as anybody said: its number is what counts.
    return item
      ? [
          {
            ...soldUnit(ctx, item, after.order, key, now),
            ...numbers,
            return_id: after.id,
          },
        ]
      : [];
  });
  await enter(ctx, tx, made, now, after.order.id);
  return sent.flatMap(({ event, key, numbers }) => {
    const before = pick(known, numbers);
    if (!before || (before.state === 'sold' && before.return_id === after.id)) return [];
    const item = { returnId: after.id, ...key };
    const planned = planMove(before, { name: 'sent_as_replacement' }, { by: byOf(event.by), at: event.at, place: null, item });
    if (planned.ok) return [{ before, unit: planned.unit, movement: planned.movement }];
    const odd = planMove(before, { name: 'sold_out_of_turn' }, { by: byOf(event.by), at: event.at, alert: 'sold_out_of_turn' });
    assert(odd.ok, 'what changes no state is always possible');
    return [{ before, unit: odd.unit, movement: odd.movement }];
  });
}

/** A resolution was taken back before anything left: what was to be sent is where it was. */
async function undoSendBack(
  tx: Tx,
  change: Change,
  event: EventOf<'resolution_undone'>,
  unitsOf: readonly ((item: ReturnItem) => UnitRow | undefined)[],
): Promise<{ before: UnitRow; unit: UnitRow; movement: MovementRow }[]> {
  const moves: { before: UnitRow; unit: UnitRow; movement: MovementRow }[] = [];
  for (const [item, before] of itemsOf(change, event.items).flatMap((one) => unitsOf.map((unitOf) => [one, unitOf(one)] as const))) {
    if (before?.state !== 'returned_to_buyer' || before.return_id !== change.after.id) continue;
    const last = (await readMovements(tx, before.id)).at(-1);
    if (last?.why !== 'sent_back' || last.from_state === null) continue;
    const unit: UnitRow = { ...before, state: last.from_state, place: last.from_place, version: before.version + 1, moved_at: event.at };
    const details: MoveDetails = {
      by: byOf(event.by),
      at: event.at,
      undoes: last.seq,
      item: { returnId: change.after.id, lineId: item.lineId, unit: item.unit },
    };
    moves.push({ before, unit, movement: movementOf(before, unit, { name: 'undone' }, details) });
  }
  return moves;
}

const byOf = (by: Actor): string => actorName(by);
