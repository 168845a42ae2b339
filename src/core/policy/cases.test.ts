import { describe, expect, test } from 'vitest';
import { CASES, type Case, factsOfCase, holidaysOfCases } from './cases.ts';
import { CASES_BY_COUNTRY } from './cases-by-country.ts';
import { evaluate } from './evaluate.ts';
import { lawBook } from './law/law.ts';
import { PACKS } from './packs/packs.ts';

const ALL: readonly Case[] = [...CASES, ...CASES_BY_COUNTRY];

describe('what policy and law answer', () => {
  test.each(ALL.map((one) => [one.name, one] as const))('%s', (_, { given, then, pack, agreed }) => {
    const decision = evaluate({ ...PACKS[pack ?? 'backmarket']!, ...(agreed && { agreedGuarantee: agreed }) }, factsOfCase(given), {
      law: lawBook,
      holidays: holidaysOfCases,
    });
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
    expect(ALL.length).toBeGreaterThanOrEqual(150);
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
    expect(ALL.every(({ source }) => source.length > 1)).toBe(true);
  });
});
