import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DISPOSITIONS, GRADES, VERDICTS } from '../return/model.ts';
import { afterInspection, DEFECTS, FINDINGS, isForSale, type Move, MOVE_NAMES, moveUnit, type Standing, UNIT_STATES } from './units.ts';
import { valueJournals } from './value.ts';

const move: fc.Arbitrary<Move> = fc.record(
  {
    name: fc.constantFrom(...MOVE_NAMES.filter((name) => name !== 'entered')),
    to: fc.constantFrom(...UNIT_STATES),
    grade: fc.constantFrom(...GRADES),
    defect: fc.constantFrom(...DEFECTS),
    finding: fc.constantFrom(...FINDINGS),
  },
  { requiredKeys: ['name', 'to'] },
);
const onShelf: Standing = { state: 'in_stock', defect: null, grade: 'good' };

/** Every standing that a list of moves leads through; refused moves change nothing. */
function walk(
  from: Standing,
  moves: readonly Move[],
): readonly { readonly before: Standing; readonly move: Move; readonly after: Standing }[] {
  let at = from;
  return moves.flatMap((one) => {
    const moved = moveUnit(at, one);
    if (!moved.ok) return [];
    const before = at;
    at = moved.after;
    return [{ before, move: one, after: at }];
  });
}

describe('a unit', () => {
  test('with a finding against it is nowhere for sale, however it is moved', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        for (const { after } of walk(onShelf, moves)) expect(after.defect === null || !isForSale(after.state)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('from a confirmed fault to a sale there is no way without a finding that clears it', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        const faulty: Standing = { state: 'returned', defect: 'fault_confirmed', grade: null };
        const steps = walk(faulty, moves);
        const sold = steps.findIndex(({ after }) => isForSale(after.state));
        if (sold < 0) return;
        expect(steps.slice(0, sold + 1).some(({ move: { finding } }) => finding !== undefined)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is cleared by a finding only, and a faulty grade is not for sale either', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        for (const { before, move: one, after } of walk(onShelf, moves)) {
          if (before.defect !== null && after.defect === null) expect(one.finding).toBeDefined();
          expect(after.grade === 'faulty' && (after.state === 'in_stock' || after.state === 'held')).toBe(false);
        }
      }),
    );
  });

  test.each(VERDICTS.flatMap((verdict) => [undefined, ...DISPOSITIONS].map((disposition) => ({ verdict, disposition }))))(
    'inspected ($verdict, $disposition) always has a place, and is for sale only where nothing was found',
    ({ verdict, disposition }) => {
      const asked = afterInspection({ verdict, ...(disposition && { disposition }) });
      const moved = moveUnit({ state: 'returned', defect: null, grade: null }, asked);
      expect(moved.ok).toBe(true);
      if (moved.ok && moved.after.state === 'in_stock') expect(['no_fault_found', 'as_described']).toContain(verdict);
    },
  );

  test('leaves in the books nothing but where it is', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), fc.integer({ min: 1, max: 90_000 }), (moves, cost) => {
        const unit = (standing: Standing) => ({ id: 'u', state: standing.state, cost_minor: cost, currency: 'EUR' });
        const accounts = new Map<string, number>();
        let seq = 1;
        let last = onShelf;
        for (const { before, after } of walk(onShelf, moves)) {
          for (const { lines } of valueJournals(unit(before), unit(after), { seq: (seq += 1), at: '2026-11-22T09:00:00.000Z' }))
            for (const { account, minor } of lines) accounts.set(account, (accounts.get(account) ?? 0) + minor);
          last = after;
        }
        const stands = [...accounts].filter(([, minor]) => minor !== 0);
        const away = !['in_stock', 'held', 'returned', 'quarantined', 'refurbishing', 'repairing'].includes(last.state);
        expect(stands.length).toBe(away ? 2 : 0);
        expect(accounts.get('stock') ?? 0).toBe(away ? -cost : 0);
      }),
    );
  });
});
