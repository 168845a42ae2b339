import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money } from '../money.ts';
import { lawBook } from '../policy/law/law.ts';
import { repairJournal } from './journal.ts';
import {
  changeRepair,
  costOfRepair,
  endRepair,
  isOpenRepair,
  REPAIR_OPEN,
  type RepairChange,
  type RepairOrder,
  type RepairPart,
  withPart,
} from './order.ts';
import { warrantyOfRepair } from './warranty.ts';

const NOW = '2026-11-22T09:00:00.000Z';
const eur = (minor: number) => money(minor, 'EUR');
const order: RepairOrder = {
  id: 'r1',
  returnId: 'ret',
  lineId: '1',
  unit: 1,
  resolvedSeq: 9,
  state: 'ordered',
  sku: 'IP13',
  minutes: 0,
  currency: 'EUR',
  parts: [],
  orderedAt: NOW,
  version: 1,
};
const battery: RepairPart = { id: 'p1', name: 'Battery', quantity: 2, cost: eur(1_250), state: 'ordered' };
const ret = { id: 'ret', order: { id: 'o', channel: 'backmarket' } } as never;

describe('a repair', () => {
  test('waits for its parts, is worked on, tested, and ends once', () => {
    const walk = (before: RepairOrder, change: RepairChange) => {
      const made = changeRepair(before, change, NOW);
      expect(made.ok).toBe(true);
      return made.ok ? made.after : before;
    };
    let repair = walk(order, { to: 'in_work', technician: 'Malik', hour: eur(3_000) });
    expect(repair.begunAt).toBe(NOW);
    const needed = withPart(repair, battery);
    repair = needed.ok ? needed.after : repair;
    expect(changeRepair(repair, { to: 'tested' }, NOW)).toEqual({ ok: false, refusal: 'parts_not_here' });
    const fitted = withPart(repair, { ...battery, state: 'fitted' });
    repair = fitted.ok ? fitted.after : repair;
    repair = walk(repair, { to: 'tested', minutes: 25 });
    expect(costOfRepair(repair)).toMatchObject({ parts: eur(2_500), labour: eur(1_250), total: eur(3_750) });
    const done = endRepair(repair, 'done', NOW);
    expect(done.ok && endRepair(done.after, 'not_repairable', NOW)).toEqual({ ok: false, refusal: 'repair_ended' });
  });

  test('a failed test sends it back to the bench; an end is not jumped to', () => {
    expect(changeRepair(order, { to: 'tested' }, NOW)).toEqual({ ok: false, refusal: 'wrong_repair_step' });
    expect(changeRepair({ ...order, state: 'tested' }, { to: 'in_work' }, NOW)).toMatchObject({ ok: true, after: { state: 'in_work' } });
    expect(changeRepair(order, { estimate: money(100, 'GBP') }, NOW)).toEqual({ ok: false, refusal: 'wrong_currency' });
  });

  test('what is said again changes nothing', () => {
    const assigned = changeRepair(order, { technician: 'Malik' }, NOW);
    expect(assigned.ok && changeRepair(assigned.after, { technician: 'Malik' }, NOW)).toMatchObject({ steps: [], after: { version: 2 } });
  });

  test('whatever it came to, its journal sums to nothing and tells the cost to the cent', () => {
    const part = fc.record({
      quantity: fc.integer({ min: 1, max: 9 }),
      cost: fc.nat(50_000).map(eur),
      state: fc.constantFrom('ordered' as const, 'here' as const, 'fitted' as const, 'unused' as const),
    });
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 5 }),
        fc.nat(2_000),
        fc.option(fc.nat(9_000).map(eur), { nil: undefined }),
        fc.option(fc.nat(20_000).map(eur), { nil: undefined }),
        (parts, minutes, hour, charged) => {
          const ended: RepairOrder = {
            ...order,
            state: 'done',
            endedAt: NOW,
            minutes,
            parts: parts.map((one, i) => ({ ...one, id: `p${i}`, name: 'x' })),
            ...(hour && { hour }),
            ...(charged && { charged }),
          };
          const journal = repairJournal(ended, ret);
          const cost = costOfRepair(ended);
          if (journal === null) {
            expect(cost.total.minor).toBe(0);
            return;
          }
          expect(journal.lines.reduce((sum, { minor }) => sum + minor, 0)).toBe(0);
          const spent = journal.lines.filter(({ minor }) => minor > 0).reduce((sum, { minor }) => sum + minor, 0);
          expect(spent).toBe(cost.total.minor);
        },
      ),
    );
  });

  test('however it is pushed about, it is never worked on after its end', () => {
    const push = fc.oneof(
      fc.constantFrom(...REPAIR_OPEN).map((to) => ({ to })),
      fc.constantFrom('done' as const, 'not_repairable' as const, 'withdrawn' as const),
    );
    fc.assert(
      fc.property(fc.array(push, { maxLength: 20 }), (pushes) => {
        let repair = order;
        for (const one of pushes) {
          const made = typeof one === 'string' ? endRepair(repair, one, NOW) : changeRepair(repair, one, NOW);
          if (!isOpenRepair(repair)) expect(made).toEqual({ ok: false, refusal: 'repair_ended' });
          if (made.ok) repair = made.after;
        }
      }),
    );
  });
});

test('what the law adds to the guarantee depends on country and day of the contract', () => {
  const given = (country: string, placedAt: string) => warrantyOfRepair(lawBook, { country, placedAt });
  expect(given('FR', '2026-05-10T10:00:00.000Z')).toMatchObject({ how: 'adds', months: 6 });
  expect(given('FR', '2026-09-10T10:00:00.000Z')).toMatchObject({ how: 'adds', months: 12 });
  expect(given('DE', '2026-05-10T10:00:00.000Z')).toBeNull();
  expect(given('CH', '2026-05-10T10:00:00.000Z')).toBeNull();
});
