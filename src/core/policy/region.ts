/**
 * The cases that conditions mean, as sets: what `lint.ts` reasons with. A condition over named facts cuts the values of each fact into a few
 * atoms that no condition of the table can tell apart: each named text and "anything else", the stretches of whole numbers between the
 * bounds that are named, yes and no, and "not known". A box allows some atoms of each fact; a region is a list of boxes. All of it is exact.
 */
import { type FactName, factsOf, isNullable, kindOf, type Question, valuesOf, type When } from './document.ts';

/** The atoms that a box allows, one bit each, fact by fact in the order of the space. */
type Box = readonly bigint[];
export type Region = readonly Box[];

type Atom =
  | { readonly value: string | boolean | null }
  /** Any text but these. */
  | { readonly elseThan: readonly string[] }
  /** Whole numbers from and to, both included. */
  | { readonly from: number; readonly to: number };

export type Space = {
  readonly facts: readonly FactName[];
  readonly atoms: readonly (readonly Atom[])[];
  /** Every atom of each fact. */
  readonly whole: Box;
  /** What no case can be: see {@link NEVER}. */
  readonly never: Region;
  /** Boxes that may still be made before reasoning is given up. */
  effort: number;
};

/** Thrown where a table is more intricate than the effort that was granted; `lint.ts` says so. */
export class TooIntricate extends Error {}

/**
 * What no case can be, whatever a buyer asks: facts hang together. A test puts these to `evaluate` as rows and sees that none ever speaks.
 * Leaving one out makes the reasoning more careful, never wrong.
 */
export const NEVER: readonly When[] = [
  // A technical return is one for a defect, and counts from 1.
  { all: [{ fact: 'technical', is: true }, { not: { fact: 'reason', is: 'defective' } }] },
  {
    all: [
      { fact: 'technical', is: false },
      { fact: 'reason', is: 'defective' },
    ],
  },
  {
    all: [
      { fact: 'technical', is: true },
      { fact: 'technicalReturn', atMost: 0 },
    ],
  },
  {
    all: [
      { fact: 'technical', is: false },
      { fact: 'technicalReturn', atLeast: 1 },
    ],
  },
  { all: [{ fact: 'technicalReturn', atLeast: 1 }, { not: { fact: 'reason', is: 'defective' } }] },
  {
    all: [
      { fact: 'technicalReturn', atMost: 0 },
      { fact: 'reason', is: 'defective' },
    ],
  },
  // Days are counted from what is on record.
  { all: [{ fact: 'delivered', is: false }, { not: { fact: 'daysSinceDelivery', is: null } }] },
  {
    all: [
      { fact: 'delivered', is: true },
      { fact: 'daysSinceDelivery', is: null },
    ],
  },
  { all: [{ fact: 'shipped', is: false }, { not: { fact: 'daysSinceShipping', is: null } }] },
  {
    all: [
      { fact: 'delivered', is: true },
      { fact: 'shipped', is: false },
    ],
  },
  { all: [{ fact: 'shipped', is: false }, { not: { fact: 'daysSinceDelivery', is: null } }] },
  // A share of no orders is 0.
  {
    all: [
      { fact: 'buyerOrders12m', atMost: 0 },
      { fact: 'buyerReturnRate', atLeast: 1 },
    ],
  },
  // Which grounds can carry which reason (DESIGN).
  {
    all: [
      { fact: 'reason', in: ['changed_mind', 'other'] },
      { fact: 'ground', in: ['warranty', 'legal_guarantee', 'seller_fault', 'transit'] },
    ],
  },
  {
    all: [
      { fact: 'reason', is: 'defective' },
      { fact: 'ground', in: ['seller_fault', 'transit'] },
    ],
  },
  {
    all: [
      { fact: 'reason', in: ['not_as_described', 'wrong_item', 'missing_part', 'counterfeit', 'arrived_late'] },
      { fact: 'ground', in: ['withdrawal', 'commercial_return', 'warranty', 'legal_guarantee', 'transit'] },
    ],
  },
  {
    all: [
      { fact: 'reason', in: ['damaged_in_transit', 'not_received'] },
      { fact: 'ground', in: ['withdrawal', 'commercial_return', 'warranty', 'legal_guarantee', 'seller_fault'] },
    ],
  },
  // The bench finds a verdict and reads a number in one go; a grade comes with them.
  { all: [{ fact: 'verdict', is: null }, { not: { fact: 'identity', is: null } }] },
  { all: [{ fact: 'identity', is: null }, { not: { fact: 'verdict', is: null } }] },
  { all: [{ fact: 'verdict', is: null }, { not: { fact: 'grade', is: null } }] },
  { all: [{ fact: 'identity', is: null }, { not: { fact: 'grade', is: null } }] },
  // Where nobody counted, nothing is missing.
  {
    all: [
      { fact: 'photosMissing', is: true },
      { fact: 'photos', is: null },
    ],
  },
  {
    all: [
      { fact: 'ground', is: 'commercial_return' },
      { fact: 'inWindow', is: false },
    ],
  },
  {
    all: [
      { fact: 'ground', is: 'warranty' },
      { fact: 'inWarranty', is: false },
    ],
  },
];
/** Tables that are asked only where a ground holds. */
const NEVER_WITHOUT_GROUND: readonly Question[] = ['resolutions', 'refund', 'returnShipping'];

/** The space in which these conditions can be told apart. */
export function spaceOf(whens: readonly (When | undefined)[], question: Question | null, effort: number): Space {
  const named = new Set(whens.flatMap(factsOf));
  const facts = [...named];
  const never = [
    ...NEVER,
    ...(question !== null && NEVER_WITHOUT_GROUND.includes(question) ? [{ fact: 'ground', is: 'none' } as const] : []),
  ].filter((when) => factsOf(when).every((fact) => named.has(fact)));
  const conditions = [...whens, ...never];
  const atoms = facts.map((fact) => atomsOf(fact, conditions));
  const whole = atoms.map((list) => (1n << BigInt(list.length)) - 1n);
  const space: Space = { facts, atoms, whole, never: [], effort };
  return { ...space, never: never.flatMap((when) => regionOf(space, when)) };
}

function atomsOf(fact: FactName, whens: readonly (When | undefined)[]): Atom[] {
  const unknown: Atom[] = isNullable(fact) ? [{ value: null }] : [];
  const leaves = whens.flatMap((when) => leavesOf(when, fact));
  switch (kindOf(fact)) {
    case 'boolean':
      return [{ value: true }, { value: false }];
    case 'text': {
      const closed = valuesOf(fact);
      const values = new Set(leaves.flatMap((leaf) => ('is' in leaf ? [leaf.is] : 'in' in leaf ? leaf.in : [])));
      const texts = [...values].filter(
        (value) => typeof value === 'string' && (closed === undefined || closed.includes(value)),
      ) as string[];
      if (closed) return [...closed.map((value) => ({ value })), ...unknown];
      return [...texts.map((value) => ({ value })), { elseThan: texts }, ...unknown];
    }
    case 'number': {
      // A new stretch begins at each of these.
      const begins = new Set<number>();
      for (const leaf of leaves) {
        if ('atLeast' in leaf) begins.add(leaf.atLeast);
        else if ('atMost' in leaf) begins.add(leaf.atMost + 1);
        else for (const value of 'is' in leaf ? [leaf.is] : leaf.in) if (typeof value === 'number') begins.add(value).add(value + 1);
      }
      const least = lowestOf(fact);
      const starts = [least, ...[...begins].filter((begin) => begin > least).sort((a, b) => a - b)];
      return [...starts.map((from, i) => ({ from, to: (starts[i + 1] ?? Number.POSITIVE_INFINITY) - 1 })), ...unknown];
    }
  }
}

/** Counts and prices begin at 0; days may lie on the other side of it. */
const lowestOf = (fact: FactName): number => (fact === 'daysLeft' || fact === 'daysSincePlaced' ? Number.NEGATIVE_INFINITY : 0);

type Leaf = Extract<When, { readonly fact: FactName }>;

function leavesOf(when: When | undefined, fact: FactName): Leaf[] {
  if (when === undefined) return [];
  if ('fact' in when) return when.fact === fact ? [when] : [];
  if ('all' in when) return when.all.flatMap((part) => leavesOf(part, fact));
  if ('any' in when) return when.any.flatMap((part) => leavesOf(part, fact));
  return leavesOf(when.not, fact);
}

const holds = (atom: Atom, leaf: Leaf): boolean => {
  if ('from' in atom) {
    if ('atLeast' in leaf) return atom.from >= leaf.atLeast;
    if ('atMost' in leaf) return atom.to <= leaf.atMost;
    return 'is' in leaf ? atom.from === leaf.is && atom.to === leaf.is : atom.from === atom.to && leaf.in.includes(atom.from);
  }
  if ('elseThan' in atom || 'atLeast' in leaf || 'atMost' in leaf) return false;
  return 'is' in leaf ? atom.value === leaf.is : leaf.in.includes(atom.value);
};

/** The cases in which the condition holds, or (`denied`) does not. */
export function regionOf(space: Space, when: When | undefined, denied = false): Region {
  if (when === undefined) return denied ? [] : [space.whole];
  if ('not' in when) return regionOf(space, when.not, !denied);
  if ('fact' in when) {
    const i = space.facts.indexOf(when.fact);
    let mask = 0n;
    for (const [bit, atom] of space.atoms[i]!.entries()) if (holds(atom, when) !== denied) mask |= 1n << BigInt(bit);
    return mask === 0n ? [] : [space.whole.with(i, mask)];
  }
  const parts = 'all' in when ? when.all : when.any;
  const every = 'all' in when !== denied;
  if (!every) return parts.flatMap((part) => regionOf(space, part, denied));
  return parts.reduce<Region>((region, part) => meet(space, region, regionOf(space, part, denied)), [space.whole]);
}

/** What lies in both. */
export function meet(space: Space, a: Region, b: Region): Region {
  const both: Box[] = [];
  for (const one of a) {
    for (const other of b) {
      const box = meetBoxes(one, other);
      if (box) spend(space, both.push(box) && 1);
    }
  }
  return both;
}

/** What lies in the first and not in the second. */
export function without(space: Space, a: Region, b: Region): Region {
  let left = a;
  for (const hole of b) {
    if (left.length === 0) break;
    left = left.flatMap((box) => cut(space, box, hole));
  }
  return left;
}

/** A box around a hole: for each fact in turn the part beside the hole, then on with the part that is within. */
function cut(space: Space, box: Box, hole: Box): Box[] {
  if (!meetBoxes(box, hole)) return [box];
  const parts: Box[] = [];
  let within = box;
  for (let i = 0; i < box.length; i++) {
    const beside = within[i]! & ~hole[i]!;
    if (beside === 0n) continue;
    parts.push(within.with(i, beside));
    within = within.with(i, within[i]! & hole[i]!);
  }
  spend(space, 1 + parts.length);
  return parts;
}

function meetBoxes(a: Box, b: Box): Box | null {
  const both: bigint[] = [];
  for (let i = 0; i < a.length; i++) {
    const mask = a[i]! & b[i]!;
    if (mask === 0n) return null;
    both.push(mask);
  }
  return both;
}

function spend(space: Space, boxes: number): void {
  space.effort -= boxes;
  if (space.effort < 0) throw new TooIntricate();
}

/** The plainest case of a region, as a condition that can be read out; undefined where any case is one. */
export function exampleOf(space: Space, region: Region): When | undefined {
  const bound = (box: Box) => box.reduce((count, mask, i) => count + (mask === space.whole[i] ? 0 : 1), 0);
  const [plainest] = [...region].sort((a, b) => bound(a) - bound(b));
  if (!plainest) return undefined;
  let chosen: Box = plainest.map((mask, i) => (mask === space.whole[i] ? mask : 1n << BigInt(plainestBit(space, i, mask))));
  // What follows from the rest of the case, or makes no difference, need not be said.
  for (const i of chosen.keys()) {
    const freed = chosen.with(i, space.whole[i]!);
    if (without(space, without(space, [freed], space.never), region).length === 0) chosen = freed;
  }
  const parts = chosen.flatMap((mask, i): When[] => {
    if (mask === space.whole[i]) return [];
    const fact = space.facts[i]!;
    const atom = space.atoms[i]![bitsOf(mask)[0]!]!;
    if ('elseThan' in atom) return [{ not: { fact, in: atom.elseThan } }];
    if ('value' in atom) return [{ fact, is: atom.value }];
    return [{ fact, is: Number.isFinite(atom.from) ? atom.from : atom.to }];
  });
  return parts.length === 1 ? parts[0] : parts.length === 0 ? undefined : { all: parts };
}

/** What has a name is easier to see before one's eyes than "anything else" or "not known". */
function plainestBit(space: Space, i: number, mask: bigint): number {
  const bits = bitsOf(mask);
  const atoms = space.atoms[i]!;
  const named = bits.find((bit) => 'from' in atoms[bit]! || ('value' in atoms[bit]! && atoms[bit].value !== null));
  return named ?? bits[0]!;
}

function bitsOf(mask: bigint): number[] {
  const bits: number[] = [];
  for (let bit = 0; mask >> BigInt(bit) > 0n; bit++) if ((mask >> BigInt(bit)) & 1n) bits.push(bit);
  return bits;
}
