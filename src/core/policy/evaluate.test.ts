import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money } from '../money.ts';
import { CONDITIONS, FAULTS, IDENTITIES, type OrderLine, REASONS, SETTLEMENTS, VERDICTS, WISHES } from '../return/model.ts';
import { factsOfCase, holidaysOfCases } from './cases.ts';
import type { Decision, DecisionFacts } from './decision.ts';
import type { PolicyDocument } from './document.ts';
import { evaluate, targetsOf } from './evaluate.ts';
import { explainDecision, hasWords, says } from './explain.ts';
import { lawBook, type LawBook } from './law/law.ts';
import { backmarket } from './packs/backmarket.ts';
import { PACKS } from './packs/packs.ts';

const options = { law: lawBook, holidays: holidaysOfCases };

/** The same countries, with laws that grant next to nothing. */
const barelyLaw: LawBook = Object.fromEntries(
  Object.entries(lawBook).map(([country, law]) => [
    country,
    {
      ...law,
      withdrawal: law.withdrawal.map((entry) => ({ ...entry, days: 0 })),
      guarantee: law.guarantee.map((entry) => ({
        ...entry,
        months: { new: 0, refurbished: 0, used: 0 },
        presumptionMonths: { new: 0, refurbished: 0, used: 0 },
      })),
    },
  ]),
);

const at = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const lines: fc.Arbitrary<OrderLine> = fc
  .record({
    condition: fc.constantFrom(...CONDITIONS),
    price: fc.integer({ min: 0, max: 150_000 }),
    quantity: fc.integer({ min: 1, max: 3 }),
    customised: fc.boolean(),
    consumable: fc.boolean(),
    accessory: fc.boolean(),
  })
  .map(({ condition, price, quantity, customised, consumable, accessory }) => ({
    id: 'a',
    sku: 'A',
    title: 'A',
    category: 'smartphone',
    condition,
    price: money(price, 'EUR'),
    quantity,
    ...(customised ? { customised } : {}),
    ...(consumable ? { consumable } : {}),
    ...(accessory ? { accessoryOf: 'b' } : {}),
  }));

const cases: fc.Arbitrary<DecisionFacts> = fc
  .record({
    country: fc.constantFrom('FR', 'DE', 'ES', 'IT', 'BE', 'NL', 'JP'),
    daysAgo: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 1300 })),
    delivered: fc.boolean(),
    shipped: fc.boolean(),
    line: lines,
    other: maybe(lines),
    shipping: fc.integer({ min: 0, max: 2000 }),
    reason: fc.constantFrom(...REASONS),
    fault: maybe(fc.constantFrom(...FAULTS)),
    wants: maybe(fc.constantFrom(...WISHES)),
    photos: maybe(fc.integer({ min: 0, max: 3 })),
    earlier: fc.array(
      fc.record({
        reason: fc.constantFrom(...REASONS),
        outcome: fc.constantFrom(...SETTLEMENTS, ...VERDICTS, 'rejected' as const, 'cancelled' as const, 'expired' as const),
      }),
      { maxLength: 3 },
    ),
    returns: fc.integer({ min: 0, max: 12 }),
    orders: fc.integer({ min: 0, max: 20 }),
    finding: maybe(fc.record({ verdict: fc.constantFrom(...VERDICTS), identity: fc.constantFrom(...IDENTITIES) })),
  })
  .map((g): DecisionFacts => {
    const delivered = at - g.daysAgo * DAY;
    return {
      at: iso(at),
      order: {
        channel: 'backmarket',
        channelOrderId: '1',
        country: g.country,
        currency: 'EUR',
        placedAt: iso(delivered - 3 * DAY),
        ...(g.shipped || g.delivered ? { shippedAt: iso(delivered - DAY) } : {}),
        ...(g.delivered ? { deliveredAt: iso(delivered) } : {}),
        shippingPaid: money(g.shipping, 'EUR'),
        lines: [g.line, ...(g.other ? [{ ...g.other, id: 'b', sku: 'B' }] : [])],
      },
      request: {
        lineId: 'a',
        reason: g.reason,
        ...(g.fault ? { fault: g.fault } : {}),
        ...(g.wants ? { wants: g.wants } : {}),
        ...(g.photos !== undefined ? { photos: g.photos } : {}),
      },
      history: {
        itemReturns: g.earlier.map((past) => ({ ...past, closedAt: iso(at - 10 * DAY) })),
        buyerReturns12m: g.returns,
        buyerOrders12m: g.orders,
      },
      ...(g.finding ? { finding: g.finding } : {}),
    };
  });
const packs = fc.constantFrom(...Object.values(PACKS));

const rank = { reject: 0, review: 1, approve: 2 } as const;
const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  list
    .map((one, i) => ({ one, key: Math.sin(seed + i * 12.9898) }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);

describe('whatever is asked', () => {
  test('adding law never takes a right away', () => {
    fc.assert(
      fc.property(packs, cases, (policy, facts) => {
        const without = evaluate(policy, facts, { ...options, law: barelyLaw });
        const withLaw = evaluate(policy, facts, options);
        expect(rank[withLaw.outcome]).toBeGreaterThanOrEqual(rank[without.outcome]);
        expect(withLaw.resolutions).toEqual(expect.arrayContaining([...without.resolutions]));
        expect(withLaw.refund.total.minor).toBeGreaterThanOrEqual(without.refund.total.minor);
        if (without.returnShipping.paidBy === 'seller') expect(withLaw.returnShipping.paidBy).toBe('seller');
      }),
      { numRuns: 3000 },
    );
  });

  test('no check rejects: what is rejected with suspicion is rejected without', () => {
    fc.assert(
      fc.property(packs, cases, (policy, facts) => {
        if (evaluate(policy, facts, options).outcome !== 'reject') return;
        const { finding: _, ...unseen } = facts;
        const clean: DecisionFacts = {
          ...unseen,
          request: { ...facts.request, photos: 9 },
          history: { itemReturns: [], buyerReturns12m: 0, buyerOrders12m: 9 },
        };
        expect(evaluate(policy, clean, options).outcome).toBe('reject');
      }),
      { numRuns: 3000 },
    );
  });

  test('a withdrawal that the law grants is approved, whatever the buyer’s past', () => {
    fc.assert(
      fc.property(packs, cases, (policy, facts) => {
        const { finding: _, ...unseen } = facts;
        const decision = evaluate(policy, unseen, options);
        const unknown = decision.because.some(({ rule }) => rule === 'check.delivery_unknown');
        if (decision.ground === 'withdrawal' && !unknown) expect(decision.outcome).toBe('approve');
      }),
      { numRuns: 2000 },
    );
  });

  test('where the law of a country is not on file a person decides', () => {
    fc.assert(
      fc.property(packs, cases, fc.constantFrom('JP', 'BR', 'GB'), (policy, facts, country) => {
        expect(evaluate(policy, { ...facts, order: { ...facts.order, country } }, options).outcome).toBe('review');
      }),
    );
  });

  test('the order of the tables never matters, nor that of the checks', () => {
    fc.assert(
      fc.property(packs, cases, fc.integer(), (policy, facts, seed) => {
        const tables = Object.fromEntries(shuffled(Object.entries(policy.tables), seed)) as PolicyDocument['tables'];
        expect(evaluate({ ...policy, tables }, facts, options)).toEqual(evaluate(policy, facts, options));
        const mixed = evaluate({ ...policy, tables: { ...tables, review: shuffled(tables.review, seed) } }, facts, options);
        const sorted = (decision: Decision) => ({ ...decision, because: decision.because.map((one) => JSON.stringify(one)).sort() });
        expect(sorted(mixed)).toEqual(sorted(evaluate(policy, facts, options)));
      }),
    );
  });

  test('a replay from stored JSON is identical, byte for byte', () => {
    fc.assert(
      fc.property(packs, cases, (policy, facts) => {
        const replay = evaluate(JSON.parse(JSON.stringify(policy)), JSON.parse(JSON.stringify(facts)), options);
        expect(JSON.stringify(replay)).toBe(JSON.stringify(evaluate(policy, facts, options)));
      }),
    );
  });

  test('no decision lacks a citation, and each finding has words for agent and buyer in English and French', () => {
    fc.assert(
      fc.property(packs, cases, (policy, facts) => {
        const decision = evaluate(policy, facts, options);
        expect(decision.because.length).toBeGreaterThan(0);
        for (const because of decision.because) {
          expect(because.reference).not.toBe('');
          expect(hasWords(because.rule), because.rule).toBe(true);
          for (const language of ['en', 'fr', 'de'] as const) {
            for (const audience of ['agent', 'buyer'] as const)
              expect(says(because, language, audience)).not.toMatch(/[{}]|undefined|null|NaN|^$/);
          }
        }
        expect(explainDecision(decision, 'fr', 'buyer').reasons.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('a refund is never more than was paid, and the units of an order never get more shipping than it cost', () => {
    fc.assert(
      fc.property(packs, cases, (policy, facts) => {
        const paid = facts.order.lines.reduce((all, { price, quantity }) => all + price.minor * quantity, facts.order.shippingPaid!.minor);
        expect(evaluate(policy, facts, options).refund.total.minor).toBeLessThanOrEqual(paid);
        if (facts.request.reason !== 'changed_mind') return;
        let shipping = 0;
        for (const line of facts.order.lines) {
          for (let unit = 1; unit <= line.quantity; unit++) {
            shipping += evaluate(policy, { ...facts, request: { ...facts.request, lineId: line.id, unit } }, options).refund.shipping.minor;
          }
        }
        expect(shipping).toBeLessThanOrEqual(facts.order.shippingPaid!.minor);
      }),
    );
  });
});

describe('the clocks of an answer', () => {
  const clocks = (policy: PolicyDocument, given: Parameters<typeof factsOfCase>[0]) => {
    const facts = factsOfCase(given);
    return targetsOf(policy, evaluate(policy, facts, options), facts);
  };

  test('the early guide counts plain days', () => {
    expect(clocks(backmarket, { asks: 'defective', delivered: '2026-09-10', on: '2026-10-20' })).toEqual([
      { kind: 'first_answer', after: { duration: 'PT24H' }, source: 'channel' },
      { kind: 'label', after: { duration: 'P1D' }, source: 'policy' },
      { kind: 'send_back', after: { dueAt: '2026-11-03T22:59:59.999Z' }, source: 'policy' },
      { kind: 'resolve', after: { duration: 'P5D' }, source: 'channel' },
      { kind: 'auto_refund', after: { duration: 'P10D' }, source: 'channel' },
    ]);
  });

  test('today’s rules count working days of the buyer’s country', () => {
    const targets = clocks(PACKS['backmarket-2026']!, { asks: 'defective', country: 'DE', delivered: '2026-10-20', on: '2026-11-02' });
    expect(targets).toContainEqual({ kind: 'label', after: { workingDays: 1, country: 'DE' }, source: 'channel' });
    expect(targets).toContainEqual({ kind: 'resolve', after: { workingDays: 5, country: 'DE' }, source: 'channel' });
  });

  test('a withdrawal brings the law’s fourteen days for the money; a buyer who pays the way back waits for no label', () => {
    const kinds = clocks(backmarket, { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-07' });
    expect(kinds).toContainEqual({ kind: 'withdrawal_refund', after: { duration: 'P14D' }, source: 'law' });
    expect(kinds).toContainEqual({ kind: 'send_back', after: { dueAt: '2026-11-23T22:59:59.999Z' }, source: 'law' });
    expect(kinds.map(({ kind }) => kind)).not.toContain('label');
  });
});

describe('in words', () => {
  const decided = (given: Parameters<typeof factsOfCase>[0]) => evaluate(backmarket, factsOfCase(given), options);

  test('the phone of month fourteen, to the agent and to its buyer', () => {
    const decision = decided({ asks: 'defective', delivered: '2025-09-10', on: '2026-11-10' });
    expect(explainDecision(decision, 'en', 'agent').reasons).toContain(
      'Legal guarantee until 10 September 2027, but the presumption ended on 10 September 2026: a person looks at it.',
    );
    expect(explainDecision(decision, 'fr', 'buyer')).toMatchObject({
      headline: 'Une personne de notre équipe examine votre demande.',
      next: 'Vous n’avez rien à faire pour l’instant : nous vous répondons sous 24 heures.',
    });
  });

  test('a buyer never reads what they are suspected of', () => {
    const decision = decided({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-22', buyer: { returns: 9, orders: 10 } });
    const signal = decision.because.find(({ rule }) => rule === 'check.serial_returner')!;
    expect(says(signal, 'en', 'agent')).toBe('The buyer returned 9 of 10 orders in twelve months (90 %).');
    expect(says(signal, 'en', 'buyer')).toBe('A person on our team takes a look at your request.');
  });

  test('a rule of the seller’s own speaks with the policy’s words, and with its reference where the policy is not at hand', () => {
    const because = { rule: 'own.rule', source: 'policy', reference: 'Our house rule', facts: { days: 3 } } as const;
    const own = {
      id: 'own.rule',
      answer: { photos: 1 },
      reference: 'Our house rule',
      words: { en: { agent: 'It takes {days} days.', buyer: '{days} days.' } },
    };
    const policy: PolicyDocument = { ...backmarket, tables: { ...backmarket.tables, evidence: [own] } };
    expect(says(because, 'fr', 'agent', policy)).toBe('It takes 3 days.');
    expect(says(because, 'fr', 'agent')).toBe('Our house rule');
  });
});
