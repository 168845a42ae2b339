import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../money.ts';
import {
  capLeft,
  type Circumstances,
  DEFAULT_SETTINGS,
  type GestureRule,
  monthOf,
  proposeGesture,
  troublesOf,
  valueOf,
  whyNotGesture,
} from './gestures.ts';

const about = (changes: Partial<Circumstances> = {}): Circumstances => ({
  cause: 'delivered_late',
  daysLate: 3,
  paid: money(30_000, 'EUR'),
  left: money(30_000, 'EUR'),
  givenOnOrder: 0,
  budgetLeft: 100_000,
  currency: 'EUR',
  lastGestureAt: null,
  obstacles: {},
  codes: [],
  ...changes,
});

describe('the table', () => {
  it.each([
    ['three days: 3 %', about(), { kind: 'partial_refund', amount: money(900, 'EUR') }],
    ['five days and a dear phone: 5 %', about({ daysLate: 5 }), { kind: 'partial_refund', amount: money(1500, 'EUR') }],
    ['a day: the apology alone', about({ daysLate: 1 }), { kind: 'nothing' }],
    [
      'where the channel pays no part: a longer warranty',
      about({ obstacles: { partial_refund: 'part_ends_line' } }),
      { kind: 'warranty_extension', months: 3 },
    ],
    [
      'a lost parcel: a voucher, while there are codes',
      about({ cause: 'parcel_lost', codes: [1500] }),
      { kind: 'voucher', amount: money(1500, 'EUR') },
    ],
    ['… and none without', about({ cause: 'parcel_lost' }), { kind: 'nothing' }],
    ['who had one not long ago gets words', about({ lastGestureAt: '2026-11-01T00:00:00.000Z' }), { kind: 'nothing' }],
    [
      'no more than the cap of the order',
      about({ daysLate: 5, paid: money(200_000, 'EUR'), left: money(200_000, 'EUR') }),
      { kind: 'partial_refund', amount: money(4000, 'EUR') },
    ],
    ['no more than is left to pay back', about({ left: money(250, 'EUR') }), { kind: 'partial_refund', amount: money(250, 'EUR') }],
    [
      'yen by their figure, and whole',
      about({ paid: money(30_000, 'JPY'), left: money(30_000, 'JPY') }),
      { kind: 'partial_refund', amount: money(40, 'JPY') },
    ],
  ])('%s', (_, given, gesture) => expect(proposeGesture(DEFAULT_SETTINGS, given).gesture).toEqual(gesture));

  it('says what stood in the way of each row that fitted', () => {
    const { passed } = proposeGesture(DEFAULT_SETTINGS, about({ budgetLeft: 0, obstacles: { warranty_extension: 'no_code' } }));
    expect(passed.map(({ because }) => because)).toEqual(['over_budget', 'no_code']);
  });

  it('a month is the seller’s own', () => {
    expect([monthOf('2026-10-31T23:30:00.000Z', 'Europe/Paris'), monthOf('2026-10-31T23:30:00.000Z', 'UTC')]).toEqual([
      '2026-11',
      '2026-10',
    ]);
  });

  it('a row that nothing gets past is found', () => {
    const rules: GestureRule[] = [DEFAULT_SETTINGS.rules.at(-1)!, DEFAULT_SETTINGS.rules[0]!];
    expect(troublesOf({ ...DEFAULT_SETTINGS, rules }).map(({ path }) => path)).toEqual(['rules.0']);
    expect(troublesOf(DEFAULT_SETTINGS)).toEqual([]);
  });
});

it('whatever the table says, a proposal is within the budget, the cap and what is left', () => {
  const rule = fc.record({
    cause: fc.constantFrom('any' as const, 'delivered_late' as const, 'parcel_lost' as const),
    daysLate: fc.integer({ min: 0, max: 8 }),
    paidFrom: fc.integer({ min: 0, max: 50_000 }),
    gesture: fc.oneof(
      fc.record({ kind: fc.constant('partial_refund' as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
      fc.record({ kind: fc.constant('partial_refund' as const), minor: fc.integer({ min: 1, max: 90_000 }) }),
      fc.record({ kind: fc.constant('voucher' as const), minor: fc.constantFrom(500, 1500, 9000) }),
      fc.constant({ kind: 'warranty_extension' as const, months: 3 }),
    ),
  });
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 6 }),
      fc.integer({ min: 0, max: 90_000 }),
      fc.nat(90_000),
      fc.nat(6000),
      fc.nat(20_000),
      fc.constantFrom('EUR', 'GBP', 'JPY', 'KWD'),
      fc.nat(9),
      (rules, paid, gone, given, budgetLeft, currency, daysLate) => {
        const settings = { ...DEFAULT_SETTINGS, rules };
        const one = about({
          paid: money(paid, currency),
          left: money(Math.max(0, paid - gone), currency),
          givenOnOrder: given,
          budgetLeft,
          daysLate,
          codes: [500, 9000],
        });
        const { gesture } = proposeGesture(settings, one);
        const value = valueOf(gesture, 'EUR');
        expect(value).toBeLessThanOrEqual(budgetLeft);
        expect(value).toBeLessThanOrEqual(Math.max(0, capLeft(settings, one)));
        if (gesture.kind === 'partial_refund') expect(gesture.amount.minor).toBeLessThanOrEqual(one.left.minor);
        expect(whyNotGesture(gesture, settings, one)).toBeNull();
      },
    ),
  );
});
