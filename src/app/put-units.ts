/** Units as the seller's own system, a file or a person names them: made or corrected, one after the other, each line for itself (M27). */
import { type Actor, actorName } from '../core/access.ts';
import type { Money } from '../core/money.ts';
import type { Grade } from '../core/return/model.ts';
import { type Finding, moveUnit, type UnitRefusal, type UnitState } from '../core/stock/units.ts';
import type { Tx } from '../store/db.ts';
import { insertUnits, lockUnitsByNumber, type MovementRow, numbersOf, type UnitRow } from '../store/units.ts';
import { type Context, newId } from './context.ts';
import { movementOf, planMove, saveMoves } from './stock.ts';

/** What is left out stays as it was. Null takes it away. */
export type UnitIn = {
  /** The seller's own stock number. */
  readonly ref?: string;
  readonly sku: string;
  readonly title?: string;
  readonly category?: string;
  readonly imei?: string | null;
  readonly serial?: string | null;
  readonly supplier?: string | null;
  readonly lot?: string | null;
  readonly grade?: Grade | null;
  readonly place?: string | null;
  readonly cost?: Money | null;
  /** `in_stock` for a unit that is new. */
  readonly state?: UnitState;
  /** What clears a unit that was defective. */
  readonly finding?: Finding;
};

export const PUT_UNIT_REFUSALS = [
  'unit_without_name',
  'number_of_another_unit',
  'ref_of_another_unit',
  'same_unit_twice',
  'held_for_a_return',
] as const;
export type PutUnitRefusal = (typeof PUT_UNIT_REFUSALS)[number] | UnitRefusal;

export type PutUnit =
  | { readonly ok: true; readonly what: 'made' | 'changed' | 'same'; readonly unit: UnitRow }
  | { readonly ok: false; readonly refusal: PutUnitRefusal };

/** So many lines go through one transaction: a long file holds no unit for long. */
const CHUNK = 200;

/** One answer per unit, in their order. A dry run answers the same and writes nothing. */
export async function putUnits(
  ctx: Context,
  sellerId: string,
  given: readonly UnitIn[],
  by: Actor,
  options: { readonly dryRun?: boolean } = {},
): Promise<readonly PutUnit[]> {
  const answers: PutUnit[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < given.length; i += CHUNK) {
    const chunk = given.slice(i, i + CHUNK);
    answers.push(...(await ctx.db.withSeller(sellerId, (tx) => putChunk(ctx, tx, chunk, by, seen, options.dryRun ?? false))));
  }
  return answers;
}

type Write = { readonly before: UnitRow | null; readonly unit: UnitRow; readonly movement: MovementRow };

async function putChunk(
  ctx: Context,
  tx: Tx,
  given: readonly UnitIn[],
  by: Actor,
  seen: Set<string>,
  dryRun: boolean,
): Promise<readonly PutUnit[]> {
  const now = ctx.clock.now(tx.sellerId);
  const known = await lockUnitsByNumber(
    tx,
    given.map((unit) => numbersOf({ imei: unit.imei ?? undefined, serial: unit.serial ?? undefined })),
    given.flatMap(({ ref }) => ref ?? []),
  );
  const writes: Write[] = [];
  const answers = given.map((unit): PutUnit => {
    const planned = plan(ctx, unit, known, by, now);
    if (!planned.ok) return planned;
    const names = [planned.unit.imei, planned.unit.serial, planned.unit.ref].flatMap((name, i) => (name === null ? [] : [`${i}:${name}`]));
    if (names.some((name) => seen.has(name))) return { ok: false, refusal: 'same_unit_twice' };
    for (const name of names) seen.add(name);
    if (planned.movement) writes.push({ before: planned.before, unit: planned.unit, movement: planned.movement });
    return { ok: true, what: planned.before === null ? 'made' : planned.movement ? 'changed' : 'same', unit: planned.unit };
  });
  if (dryRun) return answers;
  const fresh = writes.filter(({ before }) => before === null);
  const made = await insertUnits(
    tx,
    fresh.map(({ unit }) => unit),
    fresh.map(({ movement }) => movement),
  );
  await saveMoves(
    ctx,
    tx,
    writes.flatMap(({ before, unit, movement }) => (before ? [{ before, unit, movement }] : [])),
  );
  // Somebody else made a unit of this number in the same moment.
  return answers.map((answer) =>
    answer.ok && answer.what === 'made' && !made.has(answer.unit.id) ? { ok: false, refusal: 'number_of_another_unit' } : answer,
  );
}

type Planned =
  | { readonly ok: true; readonly before: UnitRow | null; readonly unit: UnitRow; readonly movement: MovementRow | null }
  | { readonly ok: false; readonly refusal: PutUnitRefusal };

function plan(ctx: Context, given: UnitIn, known: readonly UnitRow[], by: Actor, now: string): Planned {
  const numbers = numbersOf({ imei: given.imei ?? undefined, serial: given.serial ?? undefined });
  const named = given.ref === undefined ? undefined : known.find((unit) => unit.ref === given.ref);
  const byImei = numbers.imei === null ? undefined : known.find((unit) => unit.imei === numbers.imei);
  const bySerial = numbers.serial === null ? undefined : known.find((unit) => unit.serial === numbers.serial);
  const before = named ?? byImei ?? bySerial ?? null;
  if ([byImei, bySerial].some((unit) => unit && unit !== before)) return { ok: false, refusal: 'number_of_another_unit' };
  if (before && given.ref !== undefined && before.ref !== null && before.ref !== given.ref)
    return { ok: false, refusal: 'ref_of_another_unit' };
  const details = { by: actorName(by), at: now };
  if (before === null) {
    if (given.ref === undefined && numbers.imei === null && numbers.serial === null) return { ok: false, refusal: 'unit_without_name' };
    const move = { name: 'entered', to: given.state ?? 'in_stock', ...(given.grade && { grade: given.grade }) } as const;
    const entered = moveUnit(null, move);
    if (!entered.ok) return entered;
    const unit = newUnit(ctx, given, entered.after.state, now);
    return { ok: true, before, unit, movement: movementOf(null, unit, move, details) };
  }
  const facts: UnitRow = {
    ...before,
    ref: given.ref ?? before.ref,
    sku: given.sku,
    title: given.title ?? before.title,
    category: given.category ?? before.category,
    imei: given.imei === undefined ? before.imei : numbers.imei,
    serial: given.serial === undefined ? before.serial : numbers.serial,
    supplier: given.supplier === undefined ? before.supplier : given.supplier,
    lot: given.lot === undefined ? before.lot : given.lot,
    cost_minor: given.cost === undefined ? before.cost_minor : (given.cost?.minor ?? null),
    currency: given.cost === undefined ? before.currency : (given.cost?.currency ?? null),
  };
  const grade = given.grade === undefined ? before.grade : given.grade;
  const place = given.place === undefined ? before.place : given.place;
  const moves = given.state !== undefined && given.state !== before.state;
  const changes = moves || grade !== before.grade || place !== before.place || JSON.stringify(facts) !== JSON.stringify(before);
  if (!changes) return { ok: true, before, unit: before, movement: null };
  if (moves && before.state === 'held') return { ok: false, refusal: 'held_for_a_return' };
  const planned = planMove(
    facts,
    {
      name: moves ? 'put_elsewhere' : 'corrected',
      ...(moves && { to: given.state! }),
      ...(grade && { grade }),
      ...(given.finding && { finding: given.finding }),
    },
    { ...details, place },
  );
  if (!planned.ok) return { ok: false, refusal: planned.refusal };
  const after = { ...planned.unit, grade };
  return { ok: true, before, unit: after, movement: { ...planned.movement, grade, from_place: before.place } };
}

function newUnit(ctx: Context, given: UnitIn, state: UnitState, now: string): UnitRow {
  return {
    id: newId(ctx, now),
    ref: given.ref ?? null,
    sku: given.sku,
    title: given.title ?? given.sku,
    category: given.category ?? 'other',
    ...numbersOf({ imei: given.imei ?? undefined, serial: given.serial ?? undefined }),
    supplier: given.supplier ?? null,
    lot: given.lot ?? null,
    grade: given.grade ?? null,
    place: given.place ?? null,
    state,
    defect: null,
    alert: null,
    cost_minor: given.cost?.minor ?? null,
    currency: given.cost?.currency ?? null,
    order_id: null,
    line_id: null,
    unit: null,
    return_id: null,
    version: 1,
    created_at: now,
    moved_at: now,
  };
}
