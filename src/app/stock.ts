/**
 * Stock (M27): what a person, the seller's system, an order or a return does to a unit. Every change is a move of `core/stock/units.ts`,
 * written with the movement that tells it; a unit is locked while it moves.
 */
import { type Actor, actorName } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { GRADES, type Grade } from '../core/return/model.ts';
import { type Move, MOVES, moveUnit, type UnitRefusal } from '../core/stock/units.ts';
import type { Tx } from '../store/db.ts';
import { lockUnit, type MovementRow, pickUnit, readHold, readMovements, saveUnits, type UnitRow } from '../store/units.ts';
import type { Context } from './context.ts';
import { keepUnitCosts } from './unit-costs.ts';
import { announce } from './webhooks.ts';

/** What belongs to a movement beside where it leads. Left out: as before. */
export type MoveDetails = {
  readonly by: string;
  readonly at: string;
  readonly says?: string;
  readonly place?: string | null;
  readonly order?: { readonly orderId: string; readonly lineId: string; readonly unit: number };
  readonly item?: { readonly returnId: string; readonly lineId: string; readonly unit: number };
  readonly pullId?: string;
  readonly undoes?: number;
  readonly alert?: UnitRow['alert'];
};

export type Moved =
  | { readonly ok: true; readonly unit: UnitRow; readonly movement: MovementRow }
  | { readonly ok: false; readonly refusal: UnitRefusal; readonly unit: UnitRow };

/** The unit after a move, and the movement to be written. Pure: several moves are planned, then saved at once. */
export function planMove(unit: UnitRow, move: Move, details: MoveDetails): Moved {
  const moved = moveUnit(unit, move);
  if (!moved.ok) return { ok: false, refusal: moved.refusal, unit };
  const { state, defect, grade } = moved.after;
  const place = details.place === undefined ? unit.place : details.place;
  const { order, item } = details;
  const after: UnitRow = {
    ...unit,
    state,
    defect,
    grade,
    place,
    alert: details.alert === undefined ? unit.alert : details.alert,
    ...(order && { order_id: order.orderId, line_id: order.lineId, unit: order.unit }),
    ...(item && { return_id: item.returnId, line_id: item.lineId, unit: item.unit }),
    version: unit.version + 1,
    moved_at: details.at > unit.moved_at ? details.at : unit.moved_at,
  };
  return { ok: true, unit: after, movement: movementOf(unit, after, move, details) };
}

export function movementOf(before: UnitRow | null, after: UnitRow, move: Move, details: MoveDetails): MovementRow {
  const on = details.item ?? details.order;
  return {
    unit_id: after.id,
    seq: after.version,
    why: move.name,
    from_state: before?.state ?? null,
    to_state: after.state,
    from_place: before?.place ?? null,
    place: after.place,
    from_grade: before?.grade ?? null,
    grade: after.grade,
    defect_before: before?.defect ?? null,
    defect: after.defect,
    finding: move.finding ?? null,
    says: details.says ?? null,
    by: details.by,
    at: details.at,
    order_id: details.order?.orderId ?? null,
    line_id: on?.lineId ?? null,
    unit: on?.unit ?? null,
    return_id: details.item?.returnId ?? null,
    pull_id: details.pullId ?? null,
    undoes: details.undoes ?? null,
  };
}

type Planned = { readonly before: UnitRow; readonly unit: UnitRow; readonly movement: MovementRow };

/** Writes planned moves of units that are locked, and what they cost in the books; the seller's own systems hear of them. */
export async function saveMoves(ctx: Context, tx: Tx, planned: readonly Planned[]): Promise<void> {
  // A unit that moved twice in one act is written as it is in the end, with both movements.
  const last = [...new Map(planned.map(({ unit }) => [unit.id, unit])).values()];
  await saveUnits(
    tx,
    last,
    planned.map(({ movement }) => movement),
  );
  await keepUnitCosts(tx, planned);
  await announce(
    ctx,
    tx,
    planned.map(({ before, unit, movement }) => ({
      type: 'unit.moved',
      occurredAt: movement.at,
      data: {
        unitId: unit.id,
        sku: unit.sku,
        version: unit.version,
        from: before.state,
        to: unit.state,
        grade: unit.grade,
        place: unit.place,
        returnId: movement.return_id,
      },
    })),
  );
}

const SYSTEM = 'Retour';

/** The unit that is held for the item already, or the oldest in stock of the grade asked for or a better one. Null: there is none. */
export async function holdUnit(
  ctx: Context,
  tx: Tx,
  wanted: { readonly sku: string; readonly grade?: Grade; readonly returnId: string; readonly lineId: string; readonly unit: number },
): Promise<UnitRow | null> {
  const { sku, grade, returnId, lineId, unit } = wanted;
  const there = await readHold(tx, { returnId, lineId, unit });
  if (there) return there;
  const before = await pickUnit(tx, sku, grade ? gradesFrom(grade) : null);
  if (!before) return null;
  const at = ctx.clock.now(tx.sellerId);
  const planned = planMove(before, { name: 'held' }, { by: SYSTEM, at, item: { returnId, lineId, unit } });
  assert(planned.ok, 'what is in stock can be held');
  await saveMoves(ctx, tx, [{ before, ...planned }]);
  return planned.unit;
}

/** The grade itself, then the better ones, the nearest first: a buyer is never given less. */
const gradesFrom = (grade: Grade): readonly Grade[] => GRADES.slice(0, GRADES.indexOf(grade) + 1).toReversed();

/** A unit that is held goes back to stock; one that is not held any more stays where it is. */
export async function releaseUnit(ctx: Context, tx: Tx, unitId: string, because: string, by: string = SYSTEM): Promise<void> {
  const before = await lockUnit(tx, unitId);
  if (before?.state !== 'held') return;
  const at = ctx.clock.now(tx.sellerId);
  const planned = planMove(before, { name: 'released' }, { by, at, says: because });
  assert(planned.ok, 'what is held can be released');
  const free = { ...planned.unit, return_id: null, line_id: null, unit: null, order_id: null };
  await saveMoves(ctx, tx, [{ before, unit: free, movement: planned.movement }]);
}

/** The held unit is on its way to the buyer of that return: from now on it is sold. Once shipped, nothing more happens. */
export async function shipHeldUnit(ctx: Context, tx: Tx, unitId: string, to: { readonly returnId: string }): Promise<void> {
  const before = await lockUnit(tx, unitId);
  if (before?.state !== 'held' || before.return_id !== to.returnId) return;
  const at = ctx.clock.now(tx.sellerId);
  const planned = planMove(
    before,
    { name: 'replacement_shipped' },
    { by: SYSTEM, at, place: null, item: { returnId: to.returnId, lineId: before.line_id!, unit: before.unit! } },
  );
  assert(planned.ok, 'what is held can be shipped');
  await saveMoves(ctx, tx, [{ before, ...planned }]);
}

export type UnitAct =
  | { readonly ok: true; readonly unit: UnitRow; readonly seq: number }
  | { readonly ok: false; readonly refusal: 'not_found' | 'nothing_to_undo' | 'moved_since' | UnitRefusal; readonly unit?: UnitRow };

/** A person moves a unit: another place, another state, another grade, a finding. */
export async function moveByHand(
  ctx: Context,
  sellerId: string,
  unitId: string,
  move: Move,
  more: { readonly place?: string | null; readonly says?: string },
  by: Actor,
): Promise<UnitAct> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<UnitAct> => {
    const before = await lockUnit(tx, unitId);
    if (!before) return { ok: false, refusal: 'not_found' };
    const planned = planMove(before, move, { by: actorName(by), at: ctx.clock.now(sellerId), ...more });
    if (!planned.ok) return planned;
    // Whoever puts it somewhere by hand has looked at it.
    const unit: UnitRow = { ...planned.unit, alert: null };
    await saveMoves(ctx, tx, [{ before, unit, movement: planned.movement }]);
    return { ok: true, unit, seq: unit.version };
  });
}

/** Takes the last move back, where a person made it: the unit is where, what and as good as it was. The book tells both. */
export async function undoMove(ctx: Context, sellerId: string, unitId: string, seq: number, by: Actor): Promise<UnitAct> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<UnitAct> => {
    const before = await lockUnit(tx, unitId);
    if (!before) return { ok: false, refusal: 'not_found' };
    if (before.version !== seq) return { ok: false, refusal: 'moved_since', unit: before };
    const last = (await readMovements(tx, unitId)).at(-1);
    if (!last || last.from_state === null || !MOVES[last.why].undo) return { ok: false, refusal: 'nothing_to_undo', unit: before };
    const back: UnitRow = {
      ...before,
      state: last.from_state,
      place: last.from_place,
      grade: last.from_grade,
      defect: last.defect_before,
      version: before.version + 1,
      moved_at: ctx.clock.now(sellerId),
    };
    const cleared = before.defect !== null && back.defect === null;
    const movement = movementOf(
      before,
      back,
      { name: 'undone', ...(cleared && { finding: 'mistaken' as const }) },
      { by: actorName(by), at: back.moved_at, undoes: seq },
    );
    await saveMoves(ctx, tx, [{ before, unit: back, movement }]);
    return { ok: true, unit: back, seq: back.version };
  });
}

/** A person keeps a unit back, for no return. */
export async function holdByHand(ctx: Context, sellerId: string, unitId: string, because: string, by: Actor): Promise<UnitAct> {
  return moveByHand(ctx, sellerId, unitId, { name: 'held' }, { says: because }, by);
}

/** Gives a held unit back for sale, whoever held it. */
export async function releaseByHand(ctx: Context, sellerId: string, unitId: string, because: string, by: Actor): Promise<UnitAct> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<UnitAct> => {
    const before = await lockUnit(tx, unitId);
    if (!before) return { ok: false, refusal: 'not_found' };
    if (before.state !== 'held') return { ok: false, refusal: 'not_from_here', unit: before };
    await releaseUnit(ctx, tx, unitId, because, actorName(by));
    const unit = (await lockUnit(tx, unitId))!;
    return { ok: true, unit, seq: unit.version };
  });
}
