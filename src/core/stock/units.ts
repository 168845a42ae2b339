/**
 * The life of one device in stock (M27): which moves there are, and which of them a finding stands against. A defective unit comes back for
 * sale only by a move that brings a finding of its own: a repair, a refurbishment, a test, or a bench that finds nothing.
 */
import type { Disposition, Grade, Verdict } from '../return/model.ts';

export const UNIT_STATES = [
  'in_stock',
  'held',
  'sold',
  'returned',
  'quarantined',
  'refurbishing',
  'repairing',
  'parts',
  'recycled',
  'returned_to_supplier',
  'returned_to_buyer',
  'lost',
] as const;
export type UnitState = (typeof UNIT_STATES)[number];

/** What stands against a unit. `other`: a person said so, at the shelf. */
export const DEFECTS = ['fault_confirmed', 'customer_damage', 'incomplete', 'other'] as const;
export type Defect = (typeof DEFECTS)[number];

/** What can clear a unit: the work that was done, or the look that found nothing. */
export const FINDINGS = ['repaired', 'refurbished', 'tested', 'no_fault_found', 'as_described', 'mistaken'] as const;
export type Finding = (typeof FINDINGS)[number];

/** Where a unit stands, as far as a move asks. */
export type Standing = { readonly state: UnitState; readonly defect: Defect | null; readonly grade: Grade | null };

type Rule = {
  /** From where. `any` is any state but those that a unit does not come back from by this move. */
  readonly from: readonly UnitState[];
  /** To where; null leaves it where it is, `asked` is what the person said. */
  readonly to: UnitState | 'asked' | null;
  /** A person may take it back. */
  readonly undo: boolean;
};

/** A buyer has it, or nobody knows who: it is not on a shelf. */
const AWAY = ['sold', 'returned_to_buyer', 'returned_to_supplier', 'lost'] as const;
/** It is in the house. */
const HERE = ['in_stock', 'held', 'returned', 'quarantined', 'refurbishing', 'repairing', 'parts'] as const;
const SHELVES = ['returned', 'quarantined', 'refurbishing', 'repairing', 'parts'] as const;
const ANY = UNIT_STATES;

// biome-ignore format: one move, one line
/** THE table: every way a unit moves. */
export const MOVES = {
  // The seller's own system, or the shelf
  entered: { from: [], to: 'asked', undo: false },
  corrected: { from: ANY, to: null, undo: false },
  moved: { from: HERE, to: null, undo: true },
  graded: { from: HERE, to: null, undo: true },
  put_elsewhere: { from: [...SHELVES, 'in_stock', 'recycled', 'returned_to_supplier', 'lost'], to: 'asked', undo: true },
  quarantined: { from: ['in_stock', ...SHELVES], to: 'quarantined', undo: true },
  // Sale and replacement
  sold: { from: ['in_stock', 'sold', 'lost'], to: 'sold', undo: false },
  sold_out_of_turn: { from: ANY, to: null, undo: false },
  held: { from: ['in_stock'], to: 'held', undo: false },
  released: { from: ['held'], to: 'in_stock', undo: false },
  replacement_shipped: { from: ['held'], to: 'sold', undo: false },
  sent_as_replacement: { from: ['in_stock', 'held', 'sold', 'lost'], to: 'sold', undo: false },
  // Returns
  returned: { from: ANY, to: 'returned', undo: false },
  inspected: { from: ANY, to: 'asked', undo: false },
  not_this_one: { from: ['returned'], to: 'sold', undo: false },
  repaired_for_buyer: { from: ANY, to: 'returned_to_buyer', undo: false },
  sent_back: { from: [...HERE, 'returned_to_supplier', 'recycled'], to: 'returned_to_buyer', undo: false },
  lost: { from: ANY, to: 'lost', undo: false },
  // A lot is pulled (M28)
  pulled: { from: ['in_stock'], to: 'quarantined', undo: false },
  pull_undone: { from: ['quarantined'], to: 'in_stock', undo: false },
  undone: { from: ANY, to: 'asked', undo: false },
} as const satisfies Record<string, Rule>;
export type MoveName = keyof typeof MOVES;
export const MOVE_NAMES = Object.keys(MOVES) as readonly MoveName[];

export type Move = {
  readonly name: MoveName;
  /** Where to, for the moves that ask. */
  readonly to?: UnitState;
  readonly grade?: Grade;
  /** A finding against it that this move brings along. */
  readonly defect?: Defect;
  /** What clears it. */
  readonly finding?: Finding;
};

export const UNIT_REFUSALS = [
  'not_from_here', // facts: state
  'defective_not_for_sale', // facts: defect
  'faulty_grade_not_for_sale',
  'finding_missing',
] as const;
export type UnitRefusal = (typeof UNIT_REFUSALS)[number];

/** Where nobody may sell a defective unit, and nobody holds it for a buyer. */
const FOR_SALE: ReadonlySet<UnitState> = new Set(['in_stock', 'held', 'sold']);
export const isForSale = (state: UnitState): boolean => FOR_SALE.has(state);
/** A buyer or nobody has it. */
export const isAway = (state: UnitState): boolean => (AWAY as readonly UnitState[]).includes(state);

/** What a move makes of a unit. `from` null is a unit that was not known. */
export function moveUnit(
  from: Standing | null,
  move: Move,
): { readonly ok: true; readonly after: Standing } | { readonly ok: false; readonly refusal: UnitRefusal } {
  const rule: Rule = MOVES[move.name];
  if (from !== null && !rule.from.includes(from.state)) return { ok: false, refusal: 'not_from_here' };
  const state = rule.to === 'asked' ? move.to : (rule.to ?? from?.state);
  if (state === undefined) return { ok: false, refusal: 'not_from_here' };
  const grade = move.grade ?? from?.grade ?? null;
  const defect = move.defect ?? (move.finding ? null : (from?.defect ?? null));
  if (defect !== null && isForSale(state)) return { ok: false, refusal: 'defective_not_for_sale' };
  if (grade === 'faulty' && (state === 'in_stock' || state === 'held')) return { ok: false, refusal: 'faulty_grade_not_for_sale' };
  return { ok: true, after: { state, defect, grade } };
}

/** Where the bench's finding puts the unit, and what it leaves against it (M26, M27). */
export function afterInspection(found: {
  readonly verdict: Verdict;
  readonly disposition?: Disposition;
  readonly grade?: Grade;
}): Pick<Move, 'name' | 'to' | 'defect' | 'finding' | 'grade'> {
  const { verdict, disposition, grade } = found;
  // What came back is somebody else's: ours is still where it was.
  if (verdict === 'other_device') return { name: 'not_this_one' };
  const against = verdict === 'fault_confirmed' || verdict === 'customer_damage' || verdict === 'incomplete' ? verdict : null;
  // Restocking what was found incomplete or damaged is refused here although the return's verb lets it pass: it waits for a test.
  const wanted = disposition === undefined ? (against ? 'quarantined' : 'returned') : PLACES[disposition];
  const to = wanted === 'in_stock' && (against !== null || grade === 'faulty') ? 'quarantined' : wanted;
  return {
    name: 'inspected',
    to,
    ...(grade && { grade }),
    ...(against ? { defect: against } : { finding: verdict as 'no_fault_found' | 'as_described' }),
  };
}

const PLACES: Readonly<Record<Disposition, UnitState>> = {
  restock: 'in_stock',
  refurbish: 'refurbishing',
  repair: 'repairing',
  parts: 'parts',
  recycle: 'recycled',
  return_to_supplier: 'returned_to_supplier',
  // It lies here until it is sent: the resolution says so, or says that it stays after all.
  return_to_buyer: 'quarantined',
  quarantine: 'quarantined',
};

/** What is worth nothing any more as a device: its cost is written down. */
export const isWrittenOff = (state: UnitState): boolean => state === 'parts' || state === 'recycled' || state === 'lost';
