import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, discoveryThreshold, exactly, expected } from './chance.ts';
import { type Cell, FALSE_ALARMS, findClusters } from './clusters.ts';

const cell = (changes: Partial<Cell>): Cell => ({
  month: '2026-09',
  sku: 'IP13',
  supplier: 'Nordphone',
  lot: 'N-1',
  sold: 40,
  faults: {},
  ...changes,
});

/** A small generator with a seed (mulberry32): the same world for the same seed. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('chance', () => {
  const urn = fc
    .record({ all: fc.integer({ min: 1, max: 60 }), marked: fc.integer({ min: 0, max: 60 }), drawn: fc.integer({ min: 0, max: 60 }) })
    .map(({ all, marked, drawn }) => ({ all, marked: Math.min(marked, all), drawn: Math.min(drawn, all) }));

  test('all chances of an urn add up to one, their mean is what is expected', () => {
    fc.assert(
      fc.property(urn, (one) => {
        const chances = Array.from({ length: one.drawn + 1 }, (_, k) => exactly(one, k));
        expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        expect(chances.reduce((total, p, k) => total + p * k, 0)).toBeCloseTo(expected([one]), 7);
      }),
    );
  });

  test('more is never likelier, and several urns are one sum', () => {
    fc.assert(
      fc.property(fc.array(urn, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 20 }), (urns, k) => {
        expect(atLeast(urns, k + 1)).toBeLessThanOrEqual(atLeast(urns, k) + 1e-12);
        // By hand: every way to share k among them.
        let below = [1];
        for (const one of urns) {
          const next = Array.from({ length: below.length + one.drawn }, () => 0);
          for (const [i, p] of below.entries()) for (let j = 0; j <= one.drawn; j++) next[i + j]! += p * exactly(one, j);
          below = next;
        }
        expect(atLeast(urns, k)).toBeCloseTo(
          below.slice(k).reduce((a, b) => a + b, 0),
          9,
        );
      }),
    );
  });

  test('the threshold grows stricter with every question', () => {
    expect(discoveryThreshold([0.01], 0.05)).toBe(0.01);
    expect(discoveryThreshold([0.01, ...Array.from({ length: 99 }, () => 0.5)], 0.05)).toBe(0);
    expect(discoveryThreshold([], 0.05)).toBe(0);
  });
});

describe('clusters', () => {
  const others = Array.from({ length: 10 }, (_, i) =>
    cell({ lot: `N-${10 + i}`, sku: i % 2 ? 'IP13' : 'IP12', supplier: i % 3 ? 'Nordphone' : 'Rekom', sold: 60, faults: { battery: 1 } }),
  );

  test('a lot whose batteries die is found, with its figures, and its model and supplier are not blamed for it', () => {
    const { clusters } = findClusters([cell({ lot: 'N-4', sold: 40, faults: { battery: 7, screen: 1 } }), ...others]);
    expect(clusters).toMatchObject([
      { group: { sku: 'IP13', supplier: 'Nordphone', lot: 'N-4' }, fault: 'battery', sold: 40, faulty: 7, why: 'beyond_chance' },
    ]);
    expect(clusters[0]!.expected).toBeCloseTo((17 * 40) / 640, 2);
    expect(clusters[0]!.chance).toBeLessThan(0.001);
  });

  test('a supplier that is bad in all its lots is named as such', () => {
    const bad = Array.from({ length: 5 }, (_, i) => cell({ supplier: 'Cheapo', lot: `C-${i}`, sold: 30, faults: { charging: 4 } }));
    expect(findClusters([...bad, ...others]).clusters[0]).toMatchObject({
      group: { supplier: 'Cheapo', lot: null },
      fault: 'charging',
      faulty: 20,
    });
  });

  test('old lots that had more time to come back are not blamed for their age', () => {
    const old = Array.from({ length: 6 }, (_, i) => cell({ month: '2026-03', lot: `O-${i}`, sold: 50, faults: { battery: 6 } }));
    const young = Array.from({ length: 6 }, (_, i) => cell({ month: '2026-10', lot: `Y-${i}`, sold: 50 }));
    expect(findClusters([...old, ...young]).clusters).toEqual([]);
  });

  test('who sells one model only has nothing to compare with, until half of it comes back', () => {
    expect(findClusters([cell({ sold: 40, faults: { battery: 8 } })]).clusters).toEqual([]);
    expect(findClusters([cell({ sold: 14, faults: { battery: 8 } })]).clusters).toMatchObject([{ why: 'most', faulty: 8, sold: 14 }]);
  });

  test('two faulty units are a coincidence', () => {
    expect(
      findClusters([cell({ lot: 'N-4', sold: 2, faults: { battery: 2 } }), ...others, ...others.map((o) => ({ ...o, faults: {} }))])
        .clusters,
    ).toEqual([]);
  });

  test('where nothing is wrong, false alarms stay below their bound', () => {
    let worlds = 0;
    let alarmed = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const roll = dice(seed);
      const cells: Cell[] = [];
      for (let lot = 0; lot < 20; lot++) {
        const sold = 5 + Math.floor(roll() * 60);
        const faults: Record<string, number> = {};
        for (let unit = 0; unit < sold; unit++) {
          const p = roll();
          const fault = p < 0.03 ? 'battery' : p < 0.05 ? 'screen' : p < 0.06 ? 'audio' : null;
          if (fault) faults[fault] = (faults[fault] ?? 0) + 1;
        }
        cells.push(cell({ month: `2026-0${1 + (lot % 3)}`, sku: `S${lot % 4}`, supplier: `V${lot % 3}`, lot: `L${lot}`, sold, faults }));
      }
      worlds += 1;
      if (findClusters(cells).clusters.length > 0) alarmed += 1;
    }
    // With no lot bad, each alarm is a false one: their share of the worlds is the rate that was promised, or less.
    expect(alarmed / worlds).toBeLessThanOrEqual(FALSE_ALARMS);
  });

  test('a tenfold rate in one lot of thirty is seen as a rule', () => {
    let seen = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const roll = dice(seed * 7_919);
      const cells = Array.from({ length: 30 }, (_, lot): Cell => {
        const rate = lot === 4 ? 0.2 : 0.02;
        const battery = Array.from({ length: 40 }).filter(() => roll() < rate).length;
        return cell({ lot: `L${lot}`, sku: `S${lot % 5}`, supplier: `V${lot % 3}`, faults: battery ? { battery } : {} });
      });
      if (findClusters(cells).clusters.some(({ group }) => group.lot === 'L4')) seen += 1;
    }
    expect(seen).toBeGreaterThan(40);
  });
});
