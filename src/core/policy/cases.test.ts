import { describe, expect, test } from 'vitest';
import { CASES, factsOfCase, holidaysOfCases } from './cases.ts';
import { evaluate } from './evaluate.ts';
import { lawBook } from './law/law.ts';
import { PACKS } from './packs/packs.ts';

describe('what policy and law answer', () => {
  test.each(CASES.map((one) => [one.name, one] as const))('%s', (_, { given, then, pack }) => {
    const decision = evaluate(PACKS[pack ?? 'backmarket']!, factsOfCase(given), { law: lawBook, holidays: holidaysOfCases });
    expect({ outcome: decision.outcome, ground: decision.ground }).toEqual({ outcome: then.outcome, ground: then.ground });
    if (then.resolutions) expect(decision.resolutions).toEqual(then.resolutions);
    if (then.refund) expect({ items: decision.refund.items.minor, shipping: decision.refund.shipping.minor }).toEqual(then.refund);
    expect(decision.refund.total.minor).toBe(
      decision.refund.items.minor + decision.refund.shipping.minor - decision.refund.deductions.minor,
    );
    if (then.wayBack)
      expect(decision.returnShipping).toEqual({ paidBy: then.wayBack, label: then.wayBack === 'seller' ? 'prepaid' : 'own' });
    if (then.next) expect(decision.next).toBe(then.next);
    for (const [kind, due] of Object.entries(then.due ?? {})) {
      const deadline = decision.deadlines.find((one) => one.kind === kind);
      expect(deadline ? (deadline.dueAt ?? 'not_yet') : 'none', kind).toBe(due);
    }
    const rules = decision.because.map(({ rule }) => rule);
    for (const rule of then.says ?? []) expect(rules).toContain(rule);
  });

  test('there are many, each with its source, no two of one name', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    expect(CASES.every(({ source }) => source.length > 1)).toBe(true);
  });
});
