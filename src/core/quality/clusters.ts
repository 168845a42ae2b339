/**
 * Groups of units that come back with one fault more often than chance explains (M28): by SKU, supplier, lot, and these together. Pure figures;
 * what is done about it is a person's decision (app/pulls.ts).
 */
import { atLeast, discoveryThreshold, expected, leastPossible, type Urn } from './chance.ts';

/** Units sold in one month under one SKU, supplier and lot, and how many of them came back with each fault. */
export type Cell = {
  readonly month: string;
  readonly sku: string;
  readonly supplier: string | null;
  readonly lot: string | null;
  readonly sold: number;
  readonly faults: Readonly<Record<string, number>>;
};

/** Null: any. A lot is a supplier's. */
export type Group = { readonly sku: string | null; readonly supplier: string | null; readonly lot: string | null };

export type Cluster = {
  readonly group: Group;
  readonly fault: string;
  readonly sold: number;
  readonly faulty: number;
  /** How many would be expected, had the faults nothing to do with the group. */
  readonly expected: number;
  /** How often chance alone would show as many or more. */
  readonly chance: number;
  /** How many questions were asked in the same look: the threshold grows stricter with them. */
  readonly asked: number;
  /** `beyond_chance`, or so many that no comparison is needed: `most` of what was sold. */
  readonly why: 'beyond_chance' | 'most';
};

/** So many faulty units at least: two are a coincidence that nobody pulls a lot for. */
const LEAST_FAULTY = 3;
/** Where most of the units show it, from this many on, there is nothing to compare with any more. */
const LEAST_FOR_MOST = 5;
/** Of all proposals ever made, at most this share is expected to be a false alarm. */
export const FALSE_ALARMS = 0.05;

/** Clusters by their chance, the least likely first; a group whose excess is another one's is left out. Answers how many groups were asked, too. */
export function findClusters(
  cells: readonly Cell[],
  rate: number = FALSE_ALARMS,
): { readonly clusters: readonly Cluster[]; readonly asked: number } {
  const groups = groupsOf(cells);
  const faults = [...new Set(cells.flatMap((cell) => Object.keys(cell.faults)))].sort();
  const asked = faults.flatMap((fault) => {
    const pool = monthsOf(cells, fault);
    return groups.flatMap(({ group, cells: own }) => {
      const urns = urnsOf(pool, own, fault);
      const faulty = faultyOf(own, fault);
      const sold = own.reduce((total, cell) => total + cell.sold, 0);
      // Whether a question can be answered at all hangs on how many were sold and came back in all, never on the answer: leaving such questions
      // out favours nobody (Tarone 1990).
      if (leastPossible(urns) > rate / 2)
        return faulty >= LEAST_FOR_MOST && faulty * 2 >= sold ? [{ group, own, fault, faulty, sold, urns, silent: true }] : [];
      return [{ group, own, fault, faulty, sold, urns, silent: false }];
    });
  });
  const questions = asked.filter(({ silent }) => !silent).map((one) => ({ ...one, chance: atLeast(one.urns, one.faulty) }));
  const threshold = discoveryThreshold(
    questions.map(({ chance }) => chance),
    rate,
  );
  const beyond = questions
    .filter(({ chance, faulty }) => chance <= threshold && faulty >= LEAST_FAULTY)
    // Of equal chances the narrower group says more.
    .sort((a, b) => a.chance - b.chance || b.faulty - a.faulty || a.sold - b.sold || narrowness(b.group) - narrowness(a.group));

  const found: Cluster[] = [];
  const explained = new Map<string, Set<Cell>>();
  for (const one of beyond) {
    const gone = explained.get(one.fault) ?? new Set<Cell>();
    const rest = one.own.filter((cell) => !gone.has(cell));
    if (gone.size > 0) {
      // Without what an earlier group has explained: is there anything left to explain?
      const pool = monthsOf(
        cells.filter((cell) => !gone.has(cell)),
        one.fault,
      );
      if (
        rest.length === 0 ||
        faultyOf(rest, one.fault) < LEAST_FAULTY ||
        atLeast(urnsOf(pool, rest, one.fault), faultyOf(rest, one.fault)) > threshold
      )
        continue;
    }
    found.push(clusterOf(one, questions.length, 'beyond_chance'));
    explained.set(one.fault, new Set([...gone, ...one.own]));
  }
  // Whoever sells one model only has nothing to compare with; if half of it comes back, nobody needs a comparison.
  const most = [...asked.map((one) => ({ ...one, chance: 1 }))]
    .filter(
      ({ faulty, sold, own, fault }) =>
        faulty >= LEAST_FOR_MOST && faulty * 2 >= sold && !own.some((cell) => explained.get(fault)?.has(cell)),
    )
    .sort((a, b) => b.faulty - a.faulty || a.sold - b.sold || narrowness(b.group) - narrowness(a.group));
  for (const one of most) {
    const gone = explained.get(one.fault) ?? new Set<Cell>();
    if (one.own.some((cell) => gone.has(cell))) continue;
    found.push(clusterOf(one, questions.length, 'most'));
    explained.set(one.fault, new Set([...gone, ...one.own]));
  }
  return { clusters: found, asked: questions.length };
}

type Asked = {
  readonly group: Group;
  readonly fault: string;
  readonly faulty: number;
  readonly sold: number;
  readonly urns: readonly Urn[];
  readonly chance: number;
};
const clusterOf = ({ group, fault, faulty, sold, urns, chance }: Asked, asked: number, why: Cluster['why']): Cluster => ({
  group,
  fault,
  sold,
  faulty,
  expected: Math.round(expected(urns) * 100) / 100,
  chance,
  asked,
  why,
});

const narrowness = ({ sku, supplier, lot }: Group): number => [sku, supplier, lot].filter((part) => part !== null).length;
const faultyOf = (cells: readonly Cell[], fault: string): number => cells.reduce((total, cell) => total + (cell.faults[fault] ?? 0), 0);

/** Every way to look at a cell, once: the model, who delivered it, in which lot, and the model of that supplier and lot. */
function groupsOf(cells: readonly Cell[]): readonly { readonly group: Group; readonly cells: readonly Cell[] }[] {
  const groups = new Map<string, { group: Group; cells: Cell[] }>();
  for (const cell of cells) {
    const { sku, supplier, lot } = cell;
    const views: Group[] = [{ sku, supplier: null, lot: null }];
    if (supplier !== null) views.push({ sku: null, supplier, lot: null }, { sku, supplier, lot: null });
    if (lot !== null) views.push({ sku: null, supplier, lot }, { sku, supplier, lot });
    for (const group of views) {
      const key = groupKey(group);
      const there = groups.get(key);
      if (there) there.cells.push(cell);
      else groups.set(key, { group, cells: [cell] });
    }
  }
  // Two views of the very same units ask one question: the narrower one says more.
  const byUnits = new Map<string, { group: Group; cells: Cell[] }>();
  const number = new Map(cells.map((cell, i) => [cell, i]));
  for (const one of groups.values()) {
    const units = one.cells.map((cell) => number.get(cell)!).join(' ');
    const there = byUnits.get(units);
    if (!there || narrowness(there.group) < narrowness(one.group)) byUnits.set(units, one);
  }
  return [...byUnits.values()];
}

/** A group's name for ever. */
export const groupKey = ({ sku, supplier, lot }: Group): string => JSON.stringify([sku, supplier, lot]);

/** Sold and faulty of all, by month. */
function monthsOf(cells: readonly Cell[], fault: string): ReadonlyMap<string, { sold: number; faulty: number }> {
  const months = new Map<string, { sold: number; faulty: number }>();
  for (const cell of cells) {
    const month = months.get(cell.month) ?? { sold: 0, faulty: 0 };
    month.sold += cell.sold;
    month.faulty += cell.faults[fault] ?? 0;
    months.set(cell.month, month);
  }
  return months;
}

function urnsOf(pool: ReadonlyMap<string, { sold: number; faulty: number }>, own: readonly Cell[], fault: string): readonly Urn[] {
  return [...monthsOf(own, fault)].flatMap(([month, { sold }]) => {
    const all = pool.get(month)!;
    return all.faulty === 0 ? [] : [{ all: all.sold, marked: Math.min(all.faulty, all.sold), drawn: sold }];
  });
}
