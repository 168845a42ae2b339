/** M7: signs of abuse can send a case to a person, and that is all that they can do. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noHolidays } from '../calendar.ts';
import { money } from '../money.ts';
import { CONDITIONS, REASONS } from '../return/model.ts';
import type { AbuseRecord, DecisionFacts } from './decision.ts';
import type { PolicyDocument } from './document.ts';
import { evaluate } from './evaluate.ts';
import { lawBook } from './law/law.ts';
import { backmarket } from './packs/backmarket.ts';
import { PACKS } from './packs/packs.ts';

const OPTIONS = { law: lawBook, holidays: noHolidays };
const AT = Date.parse('2026-11-20T10:00:00Z');
const ago = (days: number) => new Date(AT - days * 86_400_000).toISOString();

const RECORD: fc.Arbitrary<AbuseRecord> = fc.record({
  samePhotoElsewhere: fc.nat(9),
  deviceSwaps12m: fc.nat(9),
  refundsWithoutGoods12m: fc.nat(9),
  linkedReturns12m: fc.nat(30),
  linkedAbuse12m: fc.nat(9),
});
const HONEST: AbuseRecord = { samePhotoElsewhere: 0, deviceSwaps12m: 0, refundsWithoutGoods12m: 0, linkedReturns12m: 0, linkedAbuse12m: 0 };
const FACTS = fc
  .record({
    country: fc.constantFrom('FR', 'DE', 'IE', 'GB', 'SE', 'US'),
    condition: fc.constantFrom(...CONDITIONS),
    reason: fc.constantFrom(...REASONS),
    delivered: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
    photos: fc.nat(3),
  })
  .map(
    ({ country, condition, reason, delivered, photos }): DecisionFacts => ({
      at: ago(0),
      order: {
        channel: 'backmarket',
        channelOrderId: '1',
        country,
        currency: 'EUR',
        placedAt: ago((delivered ?? 4) + 3),
        shippedAt: ago((delivered ?? 4) + 2),
        ...(delivered !== undefined && { deliveredAt: ago(delivered) }),
        lines: [{ id: '1', sku: 'X', title: 'Phone', category: 'smartphone', condition, price: money(36_900, 'EUR'), quantity: 1 }],
      },
      request: { lineId: '1', reason, photos, ...(reason === 'defective' && { fault: 'battery' }) },
      history: { itemReturns: [], buyerReturns12m: 0, buyerOrders12m: 1 },
    }),
  );

/** A seller who sends everything with any sign at all to a person. */
const wary: PolicyDocument = {
  ...backmarket,
  version: 'wary@1',
  tables: {
    ...backmarket.tables,
    review: [
      ...backmarket.tables.review,
      ...(Object.keys(HONEST) as (keyof AbuseRecord)[]).map((fact) => ({
        id: `review.${fact}`,
        when: { fact, atLeast: 1 },
        answer: { signal: 'abuse', weight: 100 } as const,
        reference: 'House rules',
        words: { en: { agent: fact, buyer: 'A person looks at it.' } },
      })),
    ],
  },
};

test('a wary seller’s policy does hear the record', () => {
  const [facts] = fc.sample(
    FACTS.filter(({ request, order }) => request.reason === 'defective' && order.country === 'FR' && order.deliveredAt !== undefined),
    { numRuns: 1, seed: 7 },
  );
  const record = { ...HONEST, linkedAbuse12m: 1 };
  const decision = evaluate(wary, { ...facts!, history: { ...facts!.history, record } }, OPTIONS);
  expect(decision.abuse?.score).toBe(100);
});

test.each(Object.entries({ ...PACKS, wary }))(
  '%s: whatever the record holds, it never makes a no, takes nothing away and never delays a withdrawal',
  (_name, policy) => {
    fc.assert(
      fc.property(FACTS, RECORD, (facts, record) => {
        const withRecord = (known: AbuseRecord) => evaluate(policy, { ...facts, history: { ...facts.history, record: known } }, OPTIONS);
        const [clean, marked] = [withRecord(HONEST), withRecord(record)];
        expect(marked.outcome === 'reject').toBe(clean.outcome === 'reject');
        if (clean.outcome === 'review') expect(marked.outcome).toBe('review');
        if (clean.ground === 'withdrawal') expect(marked.outcome).toBe(clean.outcome);
        expect([marked.ground, marked.resolutions, marked.refund, marked.returnShipping]).toEqual([
          clean.ground,
          clean.resolutions,
          clean.refund,
          clean.returnShipping,
        ]);
      }),
      { numRuns: 300 },
    );
  },
);
