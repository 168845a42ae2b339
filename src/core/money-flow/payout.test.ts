import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../calendar.ts';
import { type Expected, expectedPayouts, lineKindOf, paidOn, periodOf, reconcile, type Stated } from './payout.ts';
import { defaultTerms, retainerRate, termsTrouble } from './terms.ts';

const backMarket = defaultTerms('backmarket', 'Europe/Paris').payouts!;
const weekly = { on: { weekday: 3 }, lagDays: 1 } as const;

describe('the calendar', () => {
  // Paid on the 6th, 16th and 26th for the ten-day period that ended ten days before.
  test.each([
    ['2026-11-06', '2026-10-17', '2026-10-27'],
    ['2026-11-16', '2026-10-28', '2026-11-06'],
    ['2026-11-26', '2026-11-07', '2026-11-16'],
    ['2026-12-06', '2026-11-17', '2026-11-26'],
    // February is short, and shorter: the period of the 6th March gives way.
    ['2026-03-06', '2026-02-17', '2026-02-24'],
    ['2028-03-06', '2028-02-17', '2028-02-25'],
    ['2027-01-06', '2026-12-17', '2026-12-27'],
  ])('the payout of %s is for %s to %s', (paysOn, from, to) => expect(periodOf(backMarket, paysOn)).toEqual({ from, to }));

  test.each([
    ['2026-10-27', '2026-11-06'],
    ['2026-10-28', '2026-11-16'],
    ['2026-11-06', '2026-11-16'],
    ['2026-11-07', '2026-11-26'],
    ['2026-12-31', '2027-01-16'],
  ])('what is shipped on %s is paid on %s', (shipped, paysOn) => expect(paidOn(backMarket, shipped)).toBe(paysOn));

  test('weekly: Wednesday pays from Wednesday to Tuesday', () => {
    expect(periodOf(weekly, '2026-11-18')).toEqual({ from: '2026-11-11', to: '2026-11-17' });
  });

  test('every day belongs to the one payout whose period it lies in', () => {
    const day = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2024-01-01', n));
    fc.assert(
      fc.property(day, fc.constantFrom(backMarket, weekly, { on: { daysOfMonth: [1, 15] }, lagDays: 14 }), (date, calendar) => {
        const paysOn = paidOn(calendar, date);
        const { from, to } = periodOf(calendar, paysOn);
        expect(from <= date && date <= to).toBe(true);
        expect(paidOn(calendar, addDays(to, 1)) > paysOn).toBe(true);
      }),
    );
  });
});

test('the retainer goes by the highest step that is passed', () => {
  const retainer = {
    steps: [
      { claimRateAbove: 500, rate: 1000 },
      { claimRateAbove: 1000, rate: 2500 },
    ],
    heldForPayouts: 3,
  };
  expect([500, 501, 1000, 1001].map((rate) => retainerRate({ retainer }, rate))).toEqual([0, 1000, 1000, 2500]);
  expect(termsTrouble({ ...defaultTerms('backmarket', 'UTC'), retainer })).toEqual([]);
  expect(termsTrouble({ ...defaultTerms('backmarket', 'UTC'), payouts: { on: { daysOfMonth: [31] }, lagDays: -1 } })).toEqual([
    'payouts.on',
    'payouts.lagDays',
  ]);
});

test('what a statement calls a journal', () => {
  expect(
    ['sale', 'sale_reversed', 'commission', 'claim_paid', 'payout', 'payout_difference', 'unit_sold', 'chargeback_loss'].map(lineKindOf),
  ).toEqual(['order', 'order', 'commission', 'other', null, null, null, 'refund']);
});

const DAYS = ['2026-10-06', '2026-10-16', '2026-10-26', '2026-11-06'];
const entry = fc.record({
  order: fc.constantFrom('a', 'b', 'c', 'd'),
  kind: fc.constantFrom('order' as const, 'refund' as const),
  minor: fc.integer({ min: -50_000, max: 50_000 }).filter((minor) => minor !== 0),
  paysOn: fc.constantFrom(...DAYS),
});
const expectedOf = (all: readonly { order: string; kind: 'order' | 'refund'; minor: number; paysOn: string }[]): Expected[] =>
  all.map(({ order, kind, minor, paysOn }, i) => ({
    journalId: String(i).padStart(4, '0'),
    kind,
    key: `${kind}:${order}`,
    orderId: order,
    minor,
    paysOn,
  }));
const statedOf = (all: readonly Pick<Expected, 'key' | 'kind' | 'orderId' | 'minor' | 'paysOn'>[]): Stated[] =>
  [...Map.groupBy(all, (each) => `${each.paysOn} ${each.key}`).values()].map((own) => ({
    payoutId: own[0]!.paysOn,
    paysOn: own[0]!.paysOn,
    key: own[0]!.key,
    kind: own[0]!.kind,
    orderId: own[0]!.orderId,
    minor: own.reduce((total, each) => total + each.minor, 0),
  }));
const PAYOUTS = DAYS.map((paysOn) => ({ id: paysOn, paysOn }));

describe('what should be paid', () => {
  test('the payouts and what is carried at the end are the entries, to the cent, and none is below zero', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (all) => {
        const payouts = expectedPayouts(expectedOf(all));
        const sum = all.reduce((total, each) => total + each.minor, 0);
        const paid = payouts.reduce((total, { payout }) => total + payout.pays, 0);
        expect(paid + (payouts.at(-1)?.payout.carriedOut ?? 0)).toBe(sum);
        expect(payouts.every(({ payout }) => payout.pays >= 0)).toBe(true);
      }),
    );
  });
});

describe('comparing', () => {
  test('a statement made from the books matches in every line', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (all) => {
        const books = expectedOf(all);
        expect(reconcile(books, statedOf(books), PAYOUTS).filter((match) => match.state !== 'matched')).toEqual([]);
      }),
    );
  });

  test('stated less expected is what was changed, whatever was changed', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 30 }), fc.array(entry, { maxLength: 5 }), fc.nat(4), (all, extra, drop) => {
        const books = expectedOf(all);
        const told = statedOf([...books.slice(drop), ...expectedOf(extra)]);
        const matches = reconcile(books, told, PAYOUTS);
        const stated = told.reduce((total, each) => total + each.minor, 0);
        const sum = books.reduce((total, each) => total + each.minor, 0);
        expect(matches.reduce((total, match) => total + match.stated - match.expected, 0)).toBe(stated - sum);
        // Each posting is in one match and no other.
        const found = matches.flatMap((match) => match.journalIds);
        expect(found.toSorted()).toEqual(books.map((each) => each.journalId));
      }),
    );
  });

  test('in which order statements and postings came in makes no difference', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 25 }), fc.array(entry, { maxLength: 10 }), fc.nat(), (all, other, seed) => {
        const books = expectedOf(all);
        const told = statedOf(expectedOf(other));
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((each, i) => ({ each, at: (i * 7_919 + seed * 104_729) % 1_000_003 }))
            .sort((a, b) => a.at - b.at)
            .map(({ each }) => each);
        const plain = (matches: ReturnType<typeof reconcile>) =>
          matches.map((match) => JSON.stringify({ ...match, journalIds: match.journalIds.toSorted() })).sort();
        expect(plain(reconcile(shuffled(books), shuffled(told), shuffled(PAYOUTS)))).toEqual(plain(reconcile(books, told, PAYOUTS)));
      }),
    );
  });

  const sale = (paysOn: string): Expected => expectedOf([{ order: 'a', kind: 'order', minor: 36_900, paysOn }])[0]!;
  test('paid late is found where it is, and missing nowhere', () => {
    const told = statedOf([{ ...sale(DAYS[0]!), paysOn: DAYS[2]! }]);
    expect(reconcile([sale(DAYS[0]!)], told, PAYOUTS)).toMatchObject([{ payoutId: DAYS[2], state: 'matched' }]);
  });
  test('paid before we heard of it is found as well', () => {
    const told = statedOf([{ ...sale(DAYS[1]!), paysOn: DAYS[0]! }]);
    expect(reconcile([sale(DAYS[1]!)], told, PAYOUTS)).toMatchObject([{ payoutId: DAYS[0], state: 'matched' }]);
  });
  test('paid twice is a difference where it was due, and unknown elsewhere', () => {
    const told = statedOf([sale(DAYS[0]!), sale(DAYS[0]!), sale(DAYS[1]!)]);
    expect(reconcile([sale(DAYS[0]!)], told, PAYOUTS)).toMatchObject([
      { payoutId: DAYS[0], state: 'difference', stated: 73_800, expected: 36_900 },
      { payoutId: DAYS[1], state: 'unknown', stated: 36_900, expected: 0 },
    ]);
  });
  test('what a closed payout should have had is looked for in the next', () => {
    expect(reconcile([sale(DAYS[0]!)], [], PAYOUTS.slice(1), [DAYS[0]!])).toMatchObject([{ payoutId: DAYS[1], state: 'missing' }]);
    // A payout that nobody has imported is missed by nobody.
    expect(reconcile([sale(DAYS[0]!)], [], PAYOUTS.slice(1))).toEqual([]);
  });
});
