import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths } from '../calendar.ts';
import { money } from '../money.ts';
import { CONDITIONS, FAULTS, GRADES, IDENTITIES, type OrderLine, REASONS, SETTLEMENTS, VERDICTS, WISHES } from '../return/model.ts';
import { factsOfCase, holidaysOfCases } from './cases.ts';
import { compiled, compileWhen, narrowed, remaining } from './compiled.ts';
import type { Decision, DecisionFacts } from './decision.ts';
import { FACT_NAMES, factsOf, type Facts, kindOf, matches, type PolicyDocument, REVIEW_SIGNALS, type Row, type When } from './document.ts';
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
      guarantee: law.guarantee.map(({ atOnce: _a, extensions: _e, suspendedDuringRepair: _s, remedyWithin: _r, ...entry }) => ({
        ...entry,
        months: { new: 0, refurbished: 0, used: 0 },
        presumptionMonths: { new: 0, refurbished: 0, used: 0 },
      })),
    },
  ]),
);

const row = <A>(id: string, answer: A, when?: When): Row<A> => ({
  id,
  answer,
  ...(when && { when }),
  reference: 'Our house rules',
  words: { en: { agent: `${id}.`, buyer: `${id}.` } },
});

/** A policy that uses every table. */
const rich: PolicyDocument = {
  ...backmarket,
  version: 'rich@1',
  agreedGuarantee: Object.fromEntries(Object.keys(lawBook).map((country) => [country, 12])),
  abuseCallsFrom: 60,
  tables: {
    ...backmarket.tables,
    productState: [
      row('state.sealed', { requires: ['unopened', 'complete'] }, { fact: 'category', is: 'headphones' }),
      row('state.any', { requires: ['complete', 'unlocked'] }),
    ],
    deductions: [
      row('deductions.damage', { percent: 30, for: 'damage' }, { fact: 'verdict', is: 'customer_damage' }),
      row('deductions.missing', { percent: 15, for: 'missing_parts' }, { fact: 'verdict', is: 'incomplete' }),
      row('deductions.wear', { percent: 10, for: 'wear' }, { fact: 'grade', in: ['fair', 'faulty'] }),
    ],
    instructions: [
      row('instructions.wipe', { topic: 'preparation' }, { fact: 'category', in: ['smartphone', 'tablet'] }),
      row('instructions.box', { topic: 'packaging' }),
    ],
    review: [
      ...backmarket.tables.review,
      row('sign.photo', { signal: 'abuse', weight: 40 }, { fact: 'samePhotoElsewhere', atLeast: 1 }),
      row('sign.swaps', { signal: 'abuse', weight: 30 }, { fact: 'deviceSwaps12m', atLeast: 1 }),
      row('sign.just_before', { signal: 'abuse', weight: 10 }, { fact: 'daysLeft', atMost: 3 }),
      row('judgement.dear', { signal: 'judgement' }, { fact: 'price', atLeast: 120_000 }),
    ],
    deadlines: [
      ...backmarket.tables.deadlines,
      row('deadlines.decision', { kind: 'decision', after: { businessHours: 16 }, from: 'request', source: 'own' }),
      row('deadlines.buyer_answer', { kind: 'buyer_answer', after: { duration: 'P7D' }, from: 'question', source: 'own' }),
    ],
  },
};

const at = Date.UTC(2026, 10, 22, 12);
const TODAY = '2026-11-22';
const DAY = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();
const noon = (date: string) => Date.parse(`${date}T12:00:00.000Z`);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Days of delivery: near, far, and around every day on which some right ends somewhere. */
const deliveries: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: 0, max: 50 }).map((days) => addDays(TODAY, -days)),
  fc.integer({ min: 0, max: 2600 }).map((days) => addDays(TODAY, -days)),
  fc
    .tuple(fc.constantFrom(6, 12, 18, 24, 30, 36, 48, 60, 72), fc.integer({ min: -2, max: 2 }))
    .map(([months, days]) => addDays(addMonths(TODAY, -months), days)),
);

const lines: fc.Arbitrary<OrderLine> = fc
  .record({
    category: fc.constantFrom('smartphone', 'headphones'),
    condition: fc.constantFrom(...CONDITIONS),
    price: fc.integer({ min: 0, max: 150_000 }),
    quantity: fc.integer({ min: 1, max: 3 }),
    customised: fc.boolean(),
    consumable: fc.boolean(),
    accessory: fc.boolean(),
  })
  .map(({ category, condition, price, quantity, customised, consumable, accessory }) => ({
    id: 'a',
    sku: 'A',
    title: 'A',
    category,
    condition,
    price: money(price, 'EUR'),
    quantity,
    ...(customised ? { customised } : {}),
    ...(consumable ? { consumable } : {}),
    ...(accessory ? { accessoryOf: 'b' } : {}),
  }));

const count = fc.constantFrom(0, 0, 0, 1, 2);
const cases: fc.Arbitrary<DecisionFacts> = fc
  .record({
    country: fc.constantFrom(...Object.keys(lawBook), 'JP'),
    deliveredOn: deliveries,
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
        daysAgo: fc.integer({ min: 1, max: 900 }),
        took: maybe(fc.integer({ min: 0, max: 60 })),
        wanted: maybe(fc.constantFrom(...WISHES)),
      }),
      { maxLength: 3 },
    ),
    returns: fc.integer({ min: 0, max: 12 }),
    orders: fc.integer({ min: 0, max: 20 }),
    record: maybe(
      fc.record({
        samePhotoElsewhere: count,
        deviceSwaps12m: count,
        refundsWithoutGoods12m: count,
        linkedReturns12m: count,
        linkedAbuse12m: count,
      }),
    ),
    finding: maybe(
      fc.record({
        verdict: fc.constantFrom(...VERDICTS),
        identity: fc.constantFrom(...IDENTITIES),
        grade: maybe(fc.constantFrom(...GRADES)),
      }),
    ),
  })
  .map((g): DecisionFacts => {
    const delivered = noon(g.deliveredOn);
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
        itemReturns: g.earlier.map(({ reason, outcome, daysAgo, took, wanted }) => ({
          reason,
          outcome,
          closedAt: iso(at - daysAgo * DAY),
          ...(took !== undefined && { requestedAt: iso(at - (daysAgo + took) * DAY) }),
          ...(wanted && { wanted }),
        })),
        buyerReturns12m: g.returns,
        buyerOrders12m: g.orders,
        ...(g.record && { record: g.record }),
      },
      ...(g.finding
        ? { finding: { verdict: g.finding.verdict, identity: g.finding.identity, ...(g.finding.grade && { grade: g.finding.grade }) } }
        : {}),
    };
  });
const packs = fc.constantFrom(...Object.values(PACKS), rich);
/** A failure shows which policy it was, not all of it. */
const named = packs.map((policy) => policy.version);
const policyOf = (version: string): PolicyDocument =>
  version === rich.version ? rich : Object.values(PACKS).find((one) => one.version === version)!;

const rank = { reject: 0, review: 1, approve: 2 } as const;
const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  list
    .map((one, i) => ({ one, key: Math.sin(seed + i * 12.9898) }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);

// A busy machine may take its time over the thousands of cases.
describe('whatever is asked', { timeout: 60_000 }, () => {
  test('adding law never takes a right away', () => {
    fc.assert(
      fc.property(named, cases, (version, facts) => {
        const policy = policyOf(version);
        const without = evaluate(policy, facts, { ...options, law: barelyLaw });
        const withLaw = evaluate(policy, facts, options);
        expect(rank[withLaw.outcome]).toBeGreaterThanOrEqual(rank[without.outcome]);
        expect(withLaw.resolutions).toEqual(expect.arrayContaining([...without.resolutions]));
        expect(withLaw.refund.total.minor).toBeGreaterThanOrEqual(without.refund.total.minor);
        if (without.returnShipping.paidBy === 'seller') expect(withLaw.returnShipping.paidBy).toBe('seller');
        expect(without.productState).toEqual(expect.arrayContaining([...withLaw.productState!]));
        const [before, after] = [without, withLaw].map(({ deadlines }) => deadlines.find(({ kind }) => kind === 'send_back')?.dueAt);
        if (before && after) expect(after >= before).toBe(true);
      }),
      { numRuns: 6000 },
    );
  });

  test('no check rejects: what is rejected with suspicion is rejected without', () => {
    fc.assert(
      fc.property(named, cases, (version, facts) => {
        const policy = policyOf(version);
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
      fc.property(named, cases, (version, facts) => {
        const policy = policyOf(version);
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
      fc.property(named, cases, fc.constantFrom('JP', 'BR', 'US'), (version, facts, country) => {
        const policy = policyOf(version);
        expect(evaluate(policy, { ...facts, order: { ...facts.order, country } }, options).outcome).toBe('review');
      }),
    );
  });

  test('the order of the tables never matters, nor that of the checks', () => {
    fc.assert(
      fc.property(named, cases, fc.integer(), (version, facts, seed) => {
        const policy = policyOf(version);
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
      fc.property(named, cases, (version, facts) => {
        const policy = policyOf(version);
        const replay = evaluate(JSON.parse(JSON.stringify(policy)), JSON.parse(JSON.stringify(facts)), options);
        expect(JSON.stringify(replay)).toBe(JSON.stringify(evaluate(policy, facts, options)));
      }),
    );
  });

  test('no decision lacks a citation, and each finding has words for agent and buyer in English and French', () => {
    fc.assert(
      fc.property(named, cases, (version, facts) => {
        const policy = policyOf(version);
        const decision = evaluate(policy, facts, options);
        expect(decision.because.length).toBeGreaterThan(0);
        for (const because of decision.because) {
          expect(because.reference).not.toBe('');
          expect(hasWords(because.rule, policy), because.rule).toBe(true);
          for (const language of ['en', 'fr', 'de', 'es', 'it'] as const) {
            for (const audience of ['agent', 'buyer'] as const)
              expect(says(because, language, audience, policy)).not.toMatch(/[{}]|undefined|\bnull\b|NaN|^$/);
          }
        }
        expect(explainDecision(decision, 'fr', 'buyer', policy).reasons.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('a refund is never more than was paid, and the units of an order never get more shipping than it cost', () => {
    fc.assert(
      fc.property(named, cases, (version, facts) => {
        const policy = policyOf(version);
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

  test('a claim that the guarantee may still carry is never a machine’s no', () => {
    fc.assert(
      fc.property(named, cases, (version, facts) => {
        const decision = evaluate(policyOf(version), facts, options);
        if (decision.outcome !== 'reject') return;
        const rules = decision.because.map(({ rule }) => rule);
        expect(rules.filter((rule) => /\.(guarantee|claim|lifetime)_(presumed|open)$|\.suspended$/.test(rule))).toEqual([]);
        expect(decision.deadlines.filter(({ source }) => source === 'law')).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test('one more row that calls a person never rejects, and never approves', () => {
    fc.assert(
      fc.property(named, cases, fc.constantFrom(...REVIEW_SIGNALS), fc.integer({ min: 0, max: 100 }), (version, facts, signal, weight) => {
        const policy = policyOf(version);
        const watched = { ...policy, tables: { ...policy.tables, review: [row('watch', { signal, weight }), ...policy.tables.review] } };
        const [before, after] = [evaluate(policy, facts, options), evaluate(watched, facts, options)];
        expect(after.outcome === 'reject').toBe(before.outcome === 'reject');
        expect(rank[after.outcome]).toBeLessThanOrEqual(rank[before.outcome]);
        expect({ ...after.refund, ground: after.ground }).toEqual({ ...before.refund, ground: before.ground });
      }),
    );
  });

  test('the score is the sum of the signs, at most 100, and calls a person from its threshold on', () => {
    fc.assert(
      fc.property(named, cases, (version, facts) => {
        const policy = policyOf(version);
        const decision = evaluate(policy, facts, options);
        const spoken = new Set(decision.because.map(({ rule }) => rule));
        const signs = policy.tables.review.filter(({ id, answer }) => answer.signal === 'abuse' && spoken.has(id));
        if (signs.length === 0) {
          expect(decision.abuse).toBeUndefined();
          return;
        }
        const score = Math.min(
          100,
          signs.reduce((all, { answer }) => all + (answer.weight ?? 100), 0),
        );
        expect(decision.abuse).toEqual({ score, callsFrom: policy.abuseCallsFrom ?? 50 });
        if (score >= decision.abuse!.callsFrom && decision.ground !== 'withdrawal') expect(decision.outcome).not.toBe('approve');
      }),
      { numRuns: 2000 },
    );
  });

  test('something is kept only for what the bench found where the buyer changed their mind, and never more than the item cost', () => {
    fc.assert(
      fc.property(cases, (facts) => {
        const { refund, ground, because } = evaluate(rich, facts, options);
        const { price } = facts.order.lines[0]!;
        expect(refund.total.minor).toBe(refund.items.minor + refund.shipping.minor - refund.deductions.minor);
        expect(refund.deductions.minor).toBeGreaterThanOrEqual(0);
        expect(refund.deductions.minor).toBeLessThanOrEqual(price.minor);
        if (refund.deductions.minor === 0) return;
        expect(facts.finding).toBeDefined();
        expect(['changed_mind', 'other']).toContain(facts.request.reason);
        expect(['commercial_return', 'withdrawal']).toContain(ground);
        expect(because.map(({ rule }) => rule)).toContainEqual(expect.stringMatching(/^deductions\./));
        if (ground !== 'withdrawal') return;
        expect(['customer_damage', 'incomplete']).toContain(facts.finding!.verdict);
        expect(because.map(({ rule }) => rule)).toContain(`law.${facts.order.country}.diminished_value`);
      }),
      { numRuns: 3000 },
    );
  });

  test('without its reasons it is the same answer', () => {
    fc.assert(
      fc.property(named, cases, (version, facts) => {
        const policy = policyOf(version);
        const { because: _, ...whole } = evaluate(policy, facts, options);
        const { because, ...bare } = evaluate(policy, facts, { ...options, because: false });
        expect(because).toEqual([]);
        expect(bare).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });

  describe('conditions made ready', () => {
    const value = fc.oneof(fc.constantFrom('FR', 'changed_mind', null), fc.boolean(), fc.integer({ min: -2, max: 3 }));
    const fact = fc.constantFrom(...FACT_NAMES);
    const { when } = fc.letrec<{ when: When }>((tie) => ({
      when: fc.oneof(
        { maxDepth: 3 },
        fc.record({ fact, is: value }),
        fc.record({ fact, in: fc.array(value, { maxLength: 3 }) }),
        fc.record({ fact, atLeast: fc.integer({ min: -2, max: 3 }) }),
        fc.record({ fact, atMost: fc.integer({ min: -2, max: 3 }) }),
        fc.record({ all: fc.array(tie('when'), { maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('when'), { maxLength: 3 }) }),
        fc.record({ not: tie('when') }),
      ) as fc.Arbitrary<When>,
    }));
    const facts = fc.record(Object.fromEntries(FACT_NAMES.map((name) => [name, value]))) as unknown as fc.Arbitrary<Facts>;

    test('one that was compiled means what it says', () => {
      fc.assert(
        fc.property(when, facts, fc.subarray([...FACT_NAMES]), (condition, known, early) => {
          expect(compileWhen(condition)!(known)).toBe(matches(condition, known));
          // What is plain early may be taken out of it, and what is left says the same.
          const left = remaining(condition, Object.fromEntries(early.map((name) => [name, known[name]])));
          expect(typeof left === 'boolean' ? left : matches(left, known)).toBe(matches(condition, known));
          if (typeof left !== 'boolean') expect(factsOf(left).filter((name) => early.includes(name))).toEqual([]);
        }),
        { numRuns: 2000 },
      );
    });

    test('the tables that are left for a case hold the rows that match, however many kinds of cases were told apart before', () => {
      const values = {
        text: fc.constantFrom('FR', 'changed_mind', 'x', null),
        number: fc.integer({ min: -2, max: 3 }),
        boolean: fc.boolean(),
      };
      const cases = fc.array(fc.record(Object.fromEntries(FACT_NAMES.map((name) => [name, values[kindOf(name)]]))), {
        minLength: 1,
        maxLength: 12,
      });
      const rowsOf = fc.array(fc.record({ when, topic: fc.constantFrom('contact', 'send') }), { maxLength: 8 });
      fc.assert(
        fc.property(rowsOf, rowsOf, cases as unknown as fc.Arbitrary<Facts[]>, (instructions, review, asked) => {
          const none = Object.fromEntries(Object.keys(backmarket.tables).map((question) => [question, []]));
          const made = (rows: typeof review) => rows.map((one, i) => row(`row.${i}`, { topic: one.topic }, one.when));
          const tables = { ...none, instructions: made(instructions), review: made(review) } as unknown as PolicyDocument['tables'];
          const begun = compiled(tables, { reason: 'defective', finding: true, record: true, earlier: true });
          for (const some of asked) {
            const known = { ...some, reason: 'defective', technical: true };
            const early = narrowed(begun, known, 'early');
            for (const left of [early, narrowed(early, known), narrowed(begun, known)]) {
              for (const question of ['instructions', 'review'] as const) {
                const holding = left[question].filter(({ holds }) => holds === null || holds(known)).map((one) => one.row.id);
                expect(holding).toEqual(tables[question].filter((one) => matches(one.when, known)).map(({ id }) => id));
              }
              if (left.told) expect(left.told.all.map(({ rule }) => rule)).toEqual(left.instructions.map((one) => one.row.id));
            }
          }
        }),
        { numRuns: 500 },
      );
    });
  });
});

describe('the tables beyond the law', () => {
  const decided = (given: Parameters<typeof factsOfCase>[0], policy = rich) => evaluate(policy, factsOfCase(given), options);

  test('a state of the goods is asked only of what the seller grants beyond the law', () => {
    expect(decided({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-22' }).productState).toEqual(['complete', 'unlocked']);
    expect(decided({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-07' }).productState).toEqual([]);
    expect(decided({ asks: 'defective', delivered: '2026-09-02', on: '2026-11-07' }).productState).toEqual([]);
  });

  test('every instruction that matches is given, in the policy’s order, and none with a no', () => {
    expect(decided({ asks: 'defective', delivered: '2026-09-02', on: '2026-11-07' }).instructions).toEqual([
      { rule: 'instructions.wipe', topic: 'preparation' },
      { rule: 'instructions.box', topic: 'packaging' },
    ]);
    expect(decided({ asks: 'changed_mind', delivered: '2026-09-02', on: '2026-11-07' }).instructions).toEqual([]);
  });

  test('damage found after a withdrawal lessens the refund, with the row and the article', () => {
    const decision = decided({
      asks: 'changed_mind',
      delivered: '2026-11-02',
      on: '2026-11-07',
      finding: { verdict: 'customer_damage', identity: 'match' },
    });
    expect(decision.refund).toMatchObject({ deductions: { minor: 9_000 }, total: { minor: 21_600 } });
    const cited = decision.because.filter(({ facts }) => 'deduction' in facts).map(({ rule, reference }) => [rule, reference]);
    expect(cited).toEqual([
      ['deductions.damage', 'Our house rules'],
      ['law.FR.diminished_value', 'C. conso. art. L221-23, al. 3'],
    ]);
  });

  test('wear lessens what the seller grants beyond the law, not what the law grants', () => {
    const finding = { verdict: 'as_described', identity: 'match', grade: 'fair' } as const;
    const kept = (on: string) =>
      evaluate(rich, { ...factsOfCase({ asks: 'changed_mind', delivered: '2026-11-02', on }), finding }, options).refund;
    expect(kept('2026-11-22').deductions.minor).toBe(3_000);
    expect(kept('2026-11-07').deductions.minor).toBe(0);
  });

  test('signs below the threshold are on the record and delay nothing', () => {
    const facts = factsOfCase({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-22' });
    const quiet = { samePhotoElsewhere: 0, deviceSwaps12m: 0, refundsWithoutGoods12m: 0, linkedReturns12m: 0, linkedAbuse12m: 0 };
    const review = rich.tables.review.filter(({ id }) => id.startsWith('sign.'));
    const signs: PolicyDocument = { ...rich, tables: { ...rich.tables, review } };
    const scored = (record: Partial<typeof quiet>) =>
      evaluate(signs, { ...facts, history: { ...facts.history, record: { ...quiet, ...record } } }, options);
    expect(scored({})).toMatchObject({ outcome: 'approve' });
    expect(scored({}).abuse).toBeUndefined();
    expect(scored({ samePhotoElsewhere: 1 })).toMatchObject({ outcome: 'approve', abuse: { score: 40, callsFrom: 60 } });
    expect(scored({ samePhotoElsewhere: 1, deviceSwaps12m: 1 })).toMatchObject({ outcome: 'review', abuse: { score: 70, callsFrom: 60 } });
  });

  test('the days that are left are those of the last right that carries the claim', () => {
    const left = (given: Parameters<typeof factsOfCase>[0]) => {
      const watching: PolicyDocument = {
        ...backmarket,
        tables: { ...backmarket.tables, review: [row('days', { signal: 'abuse', weight: 0 }, { not: { fact: 'daysLeft', is: -1 } })] },
      };
      return decided(given, watching).because.find(({ rule }) => rule === 'days')!.facts.daysLeft;
    };
    expect(left({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-07' })).toBe(25);
    expect(left({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-12-02' })).toBe(0);
    expect(left({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-12-03' })).toBeNull();
    expect(left({ asks: 'defective', delivered: '2024-11-20', on: '2026-11-18' })).toBe(2);
    expect(left({ asks: 'defective', country: 'NL', delivered: '2024-11-20', on: '2026-11-18' })).toBeNull();
    expect(left({ asks: 'changed_mind', shipped: '2026-11-02', on: '2026-11-07' })).toBeNull();
  });

  test('a decision is owed where a person was called; a question to the buyer has not been asked yet', () => {
    const kinds = (asks: 'changed_mind' | 'other') =>
      decided({ asks, delivered: '2026-10-02', on: '2026-11-22' }).deadlines.map(({ kind, dueAt }) => [kind, dueAt !== undefined]);
    expect(kinds('other')).toContainEqual(['decision', true]);
    expect(kinds('other')).toContainEqual(['buyer_answer', false]);
    const approved = decided({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-22' });
    expect(approved.deadlines.map(({ kind }) => kind)).not.toContain('decision');
  });
});

describe('the clocks of an answer', () => {
  const clocks = (policy: PolicyDocument, given: Parameters<typeof factsOfCase>[0]) => {
    const facts = factsOfCase(given);
    return targetsOf(policy, evaluate(policy, facts, options), facts).map(({ reference: _told, ...target }) => target);
  };

  test('the early guide counts plain days', () => {
    const promised = clocks(backmarket, { asks: 'defective', delivered: '2026-09-10', on: '2026-10-20' });
    expect(promised.filter(({ source }) => source !== 'own')).toEqual([
      { kind: 'first_answer', after: { duration: 'PT24H' }, source: 'channel' },
      { kind: 'label', after: { duration: 'P1D' }, source: 'policy' },
      { kind: 'send_back', after: { dueAt: '2026-11-03T22:59:59.999Z', again: 'P14D' }, source: 'policy' },
      { kind: 'resolve', after: { duration: 'P5D' }, source: 'channel' },
      { kind: 'auto_refund', after: { duration: 'P10D' }, source: 'channel' },
      { kind: 'remedy', after: { dueAt: '2026-11-19T22:59:59.999Z' }, source: 'law' },
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
    expect(kinds).toContainEqual({ kind: 'send_back', after: { dueAt: '2026-11-23T22:59:59.999Z', again: 'P16D' }, source: 'law' });
    expect(kinds.map(({ kind }) => kind)).not.toContain('label');
  });
});

test('each clock names who says so', () => {
  const told = (given: Parameters<typeof factsOfCase>[0]) => {
    const facts = factsOfCase(given);
    return Object.fromEntries(
      targetsOf(backmarket, evaluate(backmarket, facts, options), facts).map(({ kind, reference }) => [kind, reference]),
    );
  };
  expect(told({ asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-07' })).toMatchObject({
    first_answer: expect.stringContaining('24 hours'),
    withdrawal_refund: expect.stringContaining('L221-24'),
  });
  expect(told({ asks: 'defective', delivered: '2026-09-10', on: '2026-10-20' })).toMatchObject({ remedy: expect.stringMatching(/\S/) });
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
