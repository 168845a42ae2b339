/**
 * Example cases, written from the rules and the law, to be read by people who know either. `cases.test.ts` puts each of them to `evaluate`.
 * Unless a case says otherwise: one refurbished phone at 300.00 EUR and 6.00 EUR shipping, sold to France, delivered on the day named.
 */
import type { HolidayCalendar } from '../calendar.ts';
import { money } from '../money.ts';
import type { Condition, Fault, Identity, OrderLine, Reason, Resolution, Verdict, Wish } from '../return/model.ts';
import type { DeadlineKind, DecisionFacts, Ground, Outcome, PastReturn } from './decision.ts';

export type Case = {
  readonly name: string;
  /** The rule, page or article that says so. */
  readonly source: string;
  readonly pack?: 'backmarket' | 'backmarket-2026';
  /** Months of guarantee for used goods that were agreed with the buyer, by country. */
  readonly agreed?: Readonly<Record<string, number>>;
  /** Comes from channels only: over HTTP a count of photos that is left out is none. */
  readonly uncounted?: true;
  readonly given: Given;
  readonly then: {
    readonly outcome: Outcome;
    readonly ground: Ground;
    readonly resolutions?: readonly Resolution[];
    /** Minor units. */
    readonly refund?: { readonly items: number; readonly shipping: number };
    readonly wayBack?: 'seller' | 'buyer';
    readonly due?: Partial<Record<DeadlineKind, string | 'not_yet' | 'none'>>;
    readonly says?: readonly string[];
    readonly next?: string;
  };
};

export type Given = {
  readonly asks: Reason;
  /** Local date, at noon UTC; or an instant. */
  readonly on: string;
  /** Absent: not delivered. */
  readonly delivered?: string;
  readonly shipped?: string;
  readonly placed?: string;
  readonly country?: string;
  readonly condition?: Condition;
  readonly line?: Partial<OrderLine>;
  readonly also?: readonly Partial<OrderLine>[];
  readonly shippingPaid?: number;
  readonly fault?: Fault;
  readonly wants?: Wish;
  readonly photos?: number;
  readonly earlier?: readonly (readonly [Reason, PastReturn['outcome']])[];
  readonly buyer?: { readonly returns: number; readonly orders: number };
  readonly finding?: { readonly verdict: Verdict; readonly identity: Identity };
  readonly unit?: number;
};

/** The public holidays that the cases meet. */
const HOLIDAYS: Readonly<Record<string, readonly string[]>> = {
  FR: ['2026-04-06', '2026-11-11', '2026-12-25', '2027-01-01'],
  DE: ['2026-04-03', '2026-04-06', '2026-12-25', '2027-01-01'],
  ES: ['2026-10-12'],
};
export const holidaysOfCases = (country: string): HolidayCalendar => ({
  country,
  isHoliday: (date) => HOLIDAYS[country]?.includes(date) ?? false,
});

const instant = (text: string) => (text.length === 10 ? `${text}T12:00:00.000Z` : text);
const before = (text: string, days: number) => new Date(Date.parse(instant(text)) - days * 86_400_000).toISOString();

/** The facts of a case, in full. */
export function factsOfCase(given: Given): DecisionFacts {
  const condition = given.condition ?? 'refurbished';
  const phone: OrderLine = {
    id: 'phone',
    sku: 'IP13-128',
    title: 'iPhone 13 128 GB',
    category: 'smartphone',
    condition,
    price: money(30_000, 'EUR'),
    quantity: 1,
    ...given.line,
  };
  const others = (given.also ?? []).map((line, i): OrderLine => {
    return {
      id: `other-${i + 1}`,
      sku: `OTHER-${i + 1}`,
      title: 'Charger',
      category: 'accessory',
      condition: 'new',
      price: money(3_000, 'EUR'),
      quantity: 1,
      ...line,
    };
  });
  return {
    at: instant(given.on),
    order: {
      channel: 'backmarket',
      channelOrderId: '1001',
      country: given.country ?? 'FR',
      currency: 'EUR',
      placedAt: given.placed ? instant(given.placed) : before(given.delivered ?? given.shipped ?? given.on, 3),
      ...(given.shipped !== undefined
        ? { shippedAt: instant(given.shipped) }
        : given.delivered !== undefined
          ? { shippedAt: before(given.delivered, 2) }
          : {}),
      ...(given.delivered !== undefined ? { deliveredAt: instant(given.delivered) } : {}),
      shippingPaid: money(given.shippingPaid ?? 600, 'EUR'),
      lines: [phone, ...others],
    },
    request: {
      lineId: 'phone',
      reason: given.asks,
      ...(given.unit !== undefined ? { unit: given.unit } : {}),
      ...(given.fault !== undefined ? { fault: given.fault } : {}),
      ...(given.wants !== undefined ? { wants: given.wants } : {}),
      ...(given.photos !== undefined ? { photos: given.photos } : {}),
    },
    history: {
      itemReturns: (given.earlier ?? []).map(([reason, outcome]) => ({ reason, outcome, closedAt: before(given.on, 20) })),
      buyerReturns12m: given.buyer?.returns ?? 0,
      buyerOrders12m: given.buyer?.orders ?? 1,
    },
    ...(given.finding ? { finding: given.finding } : {}),
  };
}

const twoFaults: Given['earlier'] = [
  ['defective', 'repaired'],
  ['defective', 'replaced'],
];

export const CASES: readonly Case[] = [
  // ── Changing one's mind: the law's fourteen days ──
  {
    name: 'a change of mind on the fifth day is a withdrawal, with its money by the law’s date',
    source: 'Dir. 2011/83/EU Art. 9, 13, 14; C. conso. L221-18, L221-24',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-07' },
    then: {
      outcome: 'approve',
      ground: 'withdrawal',
      resolutions: ['refund'],
      refund: { items: 30_000, shipping: 600 },
      wayBack: 'buyer',
      next: 'send_back',
      due: {
        first_answer: '2026-11-08T12:00:00.000Z',
        withdrawal_refund: '2026-11-21T12:00:00.000Z',
        send_back: '2026-11-23T22:59:59.999Z',
        label: 'none',
        resolve: 'not_yet',
        auto_refund: 'not_yet',
      },
    },
  },
  {
    name: 'the last minute of the fourteenth day is in time',
    source: 'Reg. 1182/71 Art. 3(2)(b)',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-16T22:59:00.000Z' },
    then: { outcome: 'approve', ground: 'withdrawal' },
  },
  {
    name: 'a minute later, the fifteenth day in Paris, it is the seller’s own thirty days',
    source: 'Reg. 1182/71 Art. 3(2)(b); M2',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-16T23:01:00.000Z' },
    then: { outcome: 'approve', ground: 'commercial_return' },
  },
  {
    name: 'fourteen days that end on a Saturday run until Monday night',
    source: 'Reg. 1182/71 Art. 3(4); C. conso. L221-19',
    given: { asks: 'changed_mind', delivered: '2026-11-07', on: '2026-11-23' },
    then: { outcome: 'approve', ground: 'withdrawal' },
  },
  {
    name: 'fourteen days that end on Easter Monday run until Tuesday',
    source: 'Reg. 1182/71 Art. 3(4)',
    given: { asks: 'changed_mind', delivered: '2026-03-23', on: '2026-04-07' },
    then: { outcome: 'approve', ground: 'withdrawal' },
  },
  {
    name: 'the Tuesday is a working day in Germany too, the Wednesday is late for the law',
    source: 'Reg. 1182/71 Art. 3(4)',
    given: { asks: 'changed_mind', country: 'DE', delivered: '2026-03-23', on: '2026-04-08' },
    then: { outcome: 'approve', ground: 'commercial_return' },
  },
  {
    name: 'fourteen days that end on the Spanish national day run on, in Spain',
    source: 'Reg. 1182/71 Art. 3(4); TRLGDCU 104',
    given: { asks: 'changed_mind', country: 'ES', delivered: '2026-09-28', on: '2026-10-13' },
    then: { outcome: 'approve', ground: 'withdrawal' },
  },
  {
    name: 'in France the same 12 October is a working day like others',
    source: 'Reg. 1182/71 Art. 3(4)',
    given: { asks: 'changed_mind', country: 'FR', delivered: '2026-09-28', on: '2026-10-13' },
    then: { outcome: 'approve', ground: 'commercial_return' },
  },
  {
    name: 'who changes their mind before the parcel left has nothing to send back',
    source: 'Dir. 2011/83/EU Art. 9; M23',
    given: { asks: 'changed_mind', placed: '2026-11-06', on: '2026-11-07' },
    then: {
      outcome: 'approve',
      ground: 'withdrawal',
      next: 'refund_without_return',
      refund: { items: 30_000, shipping: 600 },
      due: { send_back: 'none', label: 'none' },
    },
  },
  {
    name: 'who changes their mind while it travels sends it back when it comes',
    source: 'Dir. 2011/83/EU Art. 9',
    given: { asks: 'changed_mind', shipped: '2026-11-05', on: '2026-11-07' },
    then: { outcome: 'approve', ground: 'withdrawal', next: 'send_back' },
  },
  {
    name: 'no reason has to be named',
    source: 'Dir. 2011/83/EU Art. 9(1)',
    given: { asks: 'other', delivered: '2026-11-02', on: '2026-11-07' },
    then: { outcome: 'approve', ground: 'withdrawal' },
  },
  {
    name: 'Belgium, Italy, Germany: the same fourteen days (Italy)',
    source: 'Cod. cons. art. 52',
    given: { asks: 'changed_mind', country: 'IT', delivered: '2026-11-02', on: '2026-11-16' },
    then: { outcome: 'approve', ground: 'withdrawal', says: ['law.IT.withdrawal', 'law.IT.withdrawal_refund'] },
  },
  {
    name: 'an engraved phone can’t be withdrawn from',
    source: 'Dir. 2011/83/EU Art. 16(c); C. conso. L221-28, 3°',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-07', line: { customised: true } },
    then: {
      outcome: 'reject',
      ground: 'none',
      resolutions: [],
      refund: { items: 0, shipping: 0 },
      says: ['law.FR.withdrawal_excluded', 'exclusions.customised', 'policy.nothing_holds'],
    },
  },
  {
    name: 'an engraved phone that is broken is broken',
    source: 'Dir. (EU) 2019/771; M3',
    given: { asks: 'defective', delivered: '2026-11-02', on: '2026-11-07', line: { customised: true } },
    then: { outcome: 'approve', ground: 'warranty', wayBack: 'seller' },
  },
  {
    name: 'a consumable keeps the law’s fourteen days: the law does not exclude it',
    source: 'Dir. 2011/83/EU Art. 16',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-10', line: { consumable: true } },
    then: { outcome: 'approve', ground: 'withdrawal' },
  },
  {
    name: 'a consumable has no seller’s thirty days',
    source: 'M1',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-20', line: { consumable: true } },
    then: { outcome: 'reject', ground: 'none', says: ['exclusions.consumable', 'law.FR.withdrawal_over'] },
  },

  // ── Changing one's mind: the seller's thirty days ──
  {
    name: 'on the twentieth day the price comes back, the delivery stays paid',
    source: 'M2, M4',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-22' },
    then: {
      outcome: 'approve',
      ground: 'commercial_return',
      resolutions: ['refund'],
      refund: { items: 30_000, shipping: 0 },
      wayBack: 'buyer',
      due: { withdrawal_refund: 'none' },
    },
  },
  {
    name: 'the thirtieth day counts, the day of receipt does not',
    source: 'M2',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-12-02T22:30:00.000Z' },
    then: { outcome: 'approve', ground: 'commercial_return' },
  },
  {
    name: 'the thirty-first is too late',
    source: 'M2',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-12-03' },
    then: { outcome: 'reject', ground: 'none', next: 'none', due: { resolve: 'none' } },
  },
  {
    name: 'an unnamed reason after the window may hide a fault: a person asks',
    source: 'M6',
    given: { asks: 'other', delivered: '2026-11-02', on: '2027-01-15' },
    then: { outcome: 'review', ground: 'none', says: ['check.reason_unclear'] },
  },
  {
    name: 'an unnamed reason after three years is too late for anything',
    source: 'M6; C. conso. L217-3',
    given: { asks: 'other', delivered: '2023-05-02', on: '2026-11-20' },
    then: { outcome: 'reject', ground: 'none' },
  },
  {
    name: 'one charger of a larger order takes its share of the shipping along',
    source: 'Dir. 2011/83/EU Art. 13(1)',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-05', also: [{}], shippingPaid: 1_100 },
    then: { outcome: 'approve', ground: 'withdrawal', refund: { items: 30_000, shipping: 1_000 } },
  },
  {
    name: 'of three equal phones each takes a third, the first the odd cent',
    source: 'Dir. 2011/83/EU Art. 13(1)',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-05', line: { quantity: 3 }, unit: 1, shippingPaid: 1_000 },
    then: { outcome: 'approve', ground: 'withdrawal', refund: { items: 30_000, shipping: 334 } },
  },
  {
    name: '… and the second does not',
    source: 'Dir. 2011/83/EU Art. 13(1)',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-05', line: { quantity: 3 }, unit: 2, shippingPaid: 1_000 },
    then: { outcome: 'approve', ground: 'withdrawal', refund: { items: 30_000, shipping: 333 } },
  },

  // ── Faults: the seller's warranty ──
  {
    name: 'a battery that dies on the fortieth day goes back at the seller’s expense',
    source: 'M3, M4, M30',
    given: { asks: 'defective', fault: 'battery', delivered: '2026-09-10', on: '2026-10-20' },
    then: {
      outcome: 'approve',
      ground: 'warranty',
      resolutions: ['repair', 'replacement', 'refund'],
      wayBack: 'seller',
      next: 'send_back',
      due: { label: '2026-10-21T12:00:00.000Z', send_back: '2026-11-03T22:59:59.999Z', withdrawal_refund: 'none', resolve: 'not_yet' },
    },
  },
  {
    name: 'a refurbished phone has six months',
    source: 'M3',
    given: { asks: 'defective', delivered: '2026-05-10', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'warranty' },
  },
  {
    name: 'a new phone has twenty-four',
    source: 'M3',
    given: { asks: 'defective', condition: 'new', delivered: '2024-11-10', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'warranty', says: ['warranty.new'] },
  },
  {
    name: 'a fault on the fifth day also keeps the right to withdraw',
    source: 'M8; Dir. 2011/83/EU Art. 9',
    given: { asks: 'defective', delivered: '2026-11-02', on: '2026-11-07' },
    then: { outcome: 'approve', ground: 'warranty', refund: { items: 30_000, shipping: 600 }, says: ['law.FR.withdrawal'] },
  },
  {
    name: 'the buyer who wants a replacement has the choice',
    source: 'Dir. (EU) 2019/771 Art. 13(2)',
    given: { asks: 'defective', delivered: '2026-09-10', on: '2026-10-20', wants: 'replacement' },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['replacement', 'repair', 'refund'], says: ['law.FR.buyers_choice'] },
  },
  {
    name: 'a charger that came with a new phone has the phone’s twenty-four months',
    source: 'M3',
    given: {
      asks: 'defective',
      condition: 'refurbished',
      delivered: '2025-01-10',
      on: '2026-11-10',
      line: { category: 'accessory', accessoryOf: 'other-1' },
      also: [{ category: 'smartphone', condition: 'new' }],
    },
    then: { outcome: 'approve', ground: 'warranty', says: ['warranty.new'] },
  },
  {
    name: 'a new charger that came with a refurbished phone has the phone’s six; after that the law speaks',
    source: 'M3, M8',
    given: {
      asks: 'defective',
      condition: 'new',
      delivered: '2026-01-10',
      on: '2026-11-10',
      line: { category: 'accessory', accessoryOf: 'other-1' },
      also: [{ category: 'smartphone', condition: 'refurbished' }],
    },
    then: { outcome: 'approve', ground: 'legal_guarantee', says: ['warranty.refurbished', 'law.FR.guarantee_presumed'] },
  },

  // ── Faults: the legal guarantee ──
  {
    name: 'in month ten the warranty is over and the law presumes the fault was there',
    source: 'C. conso. L217-3, L217-7',
    given: { asks: 'defective', delivered: '2026-01-10', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'legal_guarantee', resolutions: ['repair', 'replacement', 'refund'], wayBack: 'seller' },
  },
  {
    name: 'the phone of month fourteen goes to a person, never to a machine’s no',
    source: 'C. conso. L217-3, L217-7; M8',
    given: { asks: 'defective', delivered: '2025-09-10', on: '2026-11-10' },
    then: { outcome: 'review', ground: 'legal_guarantee', wayBack: 'seller', next: 'wait_for_review', says: ['law.FR.guarantee_open'] },
  },
  {
    name: 'after two years in France nothing holds',
    source: 'C. conso. L217-3',
    given: { asks: 'defective', delivered: '2024-10-10', on: '2026-11-10' },
    then: { outcome: 'reject', ground: 'none', says: ['law.FR.guarantee_over', 'warranty.refurbished'] },
  },
  {
    name: 'the same phone in Spain has a third year, past the presumption',
    source: 'TRLGDCU 120, 121',
    given: { asks: 'defective', country: 'ES', delivered: '2024-10-10', on: '2026-11-10' },
    then: { outcome: 'review', ground: 'legal_guarantee' },
  },
  {
    name: 'in Spain month twenty is still presumed',
    source: 'TRLGDCU 121',
    given: { asks: 'defective', country: 'ES', delivered: '2025-03-10', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'legal_guarantee' },
  },
  {
    name: 'in Belgium the whole two years are presumed',
    source: 'Anc. C. civ. 1649quater § 4',
    given: { asks: 'defective', country: 'BE', delivered: '2025-01-10', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'legal_guarantee' },
  },
  {
    name: 'in Germany month eleven is presumed',
    source: '§ 477 BGB',
    given: { asks: 'defective', country: 'DE', delivered: '2025-12-20', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'legal_guarantee' },
  },
  {
    name: 'in Germany month thirteen is not: no shortening was agreed, so a person looks',
    source: '§§ 438, 476, 477 BGB',
    given: { asks: 'defective', country: 'DE', delivered: '2025-10-05', on: '2026-11-10' },
    then: { outcome: 'review', ground: 'legal_guarantee' },
  },
  {
    name: 'in Italy month eleven is presumed',
    source: 'Cod. cons. art. 135',
    given: { asks: 'defective', country: 'IT', delivered: '2025-12-20', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'legal_guarantee' },
  },
  {
    name: 'a guarantee from the 31st ends on the last day of a short month',
    source: 'Reg. 1182/71 Art. 3(2)(c)',
    given: { asks: 'defective', delivered: '2025-08-31', on: '2026-02-28' },
    then: { outcome: 'approve', ground: 'warranty' },
  },

  // ── The phone whose battery died twice ──
  {
    name: 'the second technical return: no second repair',
    source: 'M5',
    given: { asks: 'defective', delivered: '2026-09-10', on: '2026-10-20', earlier: [['defective', 'repaired']] },
    then: {
      outcome: 'approve',
      ground: 'warranty',
      resolutions: ['replacement', 'refund'],
      refund: { items: 30_000, shipping: 600 },
      says: ['repeat.second'],
    },
  },
  {
    name: 'the law does not bring the repair back, even if the buyer asks',
    source: 'M5; Dir. (EU) 2019/771 Art. 13',
    given: { asks: 'defective', delivered: '2026-01-10', on: '2026-11-10', earlier: [['defective', 'repaired']], wants: 'repair' },
    then: { outcome: 'approve', ground: 'legal_guarantee', resolutions: ['replacement', 'refund'] },
  },
  {
    name: 'the third is a total refund of the order: phone, charger and shipping',
    source: 'M5',
    given: { asks: 'defective', delivered: '2026-09-10', on: '2026-11-20', earlier: twoFaults, also: [{ quantity: 2 }] },
    then: {
      outcome: 'approve',
      ground: 'warranty',
      resolutions: ['refund'],
      refund: { items: 36_000, shipping: 600 },
      says: ['repeat.third', 'refund.whole_order'],
    },
  },
  {
    name: 'the fourth too',
    source: 'M5',
    given: { asks: 'defective', delivered: '2026-09-10', on: '2026-11-20', earlier: [...twoFaults, ['defective', 'fault_confirmed']] },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['refund'] },
  },
  {
    name: 'a return where no fault was found does not count',
    source: 'M5',
    given: { asks: 'defective', delivered: '2026-09-10', on: '2026-10-20', earlier: [['defective', 'no_fault_found']] },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['repair', 'replacement', 'refund'] },
  },
  {
    name: 'nor one that was cancelled, rejected or expired',
    source: 'M5',
    given: {
      asks: 'defective',
      delivered: '2026-09-10',
      on: '2026-10-20',
      earlier: [
        ['defective', 'cancelled'],
        ['defective', 'rejected'],
        ['defective', 'expired'],
      ],
    },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['repair', 'replacement', 'refund'] },
  },
  {
    name: 'nor an earlier change of mind',
    source: 'M5',
    given: { asks: 'defective', delivered: '2026-09-10', on: '2026-10-20', earlier: [['changed_mind', 'sent_back']] },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['repair', 'replacement', 'refund'] },
  },
  {
    name: 'a change of mind after two faults is no technical return',
    source: 'M5',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-20', earlier: twoFaults },
    then: { outcome: 'approve', ground: 'commercial_return', refund: { items: 30_000, shipping: 0 } },
  },
  {
    name: 'no fault found twice already: a person looks why',
    source: 'M7',
    given: {
      asks: 'defective',
      delivered: '2026-09-10',
      on: '2026-10-20',
      earlier: [
        ['defective', 'no_fault_found'],
        ['defective', 'no_fault_found'],
      ],
    },
    then: { outcome: 'review', ground: 'warranty', says: ['check.no_fault_twice'] },
  },

  // ── The seller's mistakes ──
  {
    name: 'the wrong colour in the box',
    source: 'M4; Dir. (EU) 2019/771 Art. 5–7',
    given: { asks: 'wrong_item', delivered: '2026-11-02', on: '2026-11-05', photos: 2 },
    then: {
      outcome: 'approve',
      ground: 'seller_fault',
      resolutions: ['replacement', 'refund'],
      refund: { items: 30_000, shipping: 600 },
      wayBack: 'seller',
    },
  },
  {
    name: 'scratches deeper than the grade says, seen on the fortieth day',
    source: 'M4, M8',
    given: { asks: 'not_as_described', delivered: '2026-09-10', on: '2026-10-20', photos: 3 },
    then: { outcome: 'approve', ground: 'seller_fault', wayBack: 'seller', refund: { items: 30_000, shipping: 600 } },
  },
  {
    name: 'scratches without a photo: the buyer is asked for one',
    source: 'M1, M6',
    given: { asks: 'not_as_described', delivered: '2026-09-10', on: '2026-10-20', photos: 0 },
    then: { outcome: 'review', ground: 'seller_fault', next: 'send_photos', says: ['check.photos_missing'] },
  },
  {
    name: 'where nobody counted photos none is missing',
    source: 'M1',
    uncounted: true,
    given: { asks: 'not_as_described', delivered: '2026-09-10', on: '2026-10-20' },
    then: { outcome: 'approve', ground: 'seller_fault', next: 'send_back' },
  },
  {
    name: 'a missing cable is sent after',
    source: 'M30',
    given: { asks: 'missing_part', delivered: '2026-11-02', on: '2026-11-20', photos: 1 },
    then: { outcome: 'approve', ground: 'seller_fault', resolutions: ['replacement', 'partial_refund', 'refund'] },
  },
  {
    name: 'a counterfeit is refunded, never replaced from the same stock unless the law’s choice is used',
    source: 'M36; Dir. (EU) 2019/771 Art. 13',
    given: { asks: 'counterfeit', delivered: '2026-11-02', on: '2026-11-20', photos: 1 },
    then: { outcome: 'approve', ground: 'seller_fault', resolutions: ['refund', 'replacement'] },
  },
  {
    name: 'a counterfeit found after three years goes to a person',
    source: 'M36',
    given: { asks: 'counterfeit', delivered: '2023-05-02', on: '2026-11-20', photos: 1 },
    then: { outcome: 'review', ground: 'seller_fault', says: ['check.counterfeit_late'] },
  },
  {
    name: 'not as described in month fourteen: a person',
    source: 'C. conso. L217-7; M8',
    given: { asks: 'not_as_described', delivered: '2025-09-10', on: '2026-11-10', photos: 1 },
    then: { outcome: 'review', ground: 'seller_fault' },
  },
  {
    name: 'not as described after three years: too late',
    source: 'C. conso. L217-3',
    given: { asks: 'not_as_described', delivered: '2023-05-02', on: '2026-11-10', photos: 1 },
    then: { outcome: 'reject', ground: 'none' },
  },
  {
    name: 'it came after the birthday',
    source: 'M4, M19',
    given: { asks: 'arrived_late', delivered: '2026-11-02', on: '2026-11-04' },
    then: {
      outcome: 'approve',
      ground: 'seller_fault',
      resolutions: ['refund', 'keep'],
      wayBack: 'seller',
      refund: { items: 30_000, shipping: 600 },
    },
  },
  {
    name: 'lateness told after three months: a person',
    source: 'M6',
    given: { asks: 'arrived_late', delivered: '2026-08-02', on: '2026-11-04' },
    then: { outcome: 'review', ground: 'seller_fault', says: ['check.reported_late'] },
  },

  // ── The way to the buyer ──
  {
    name: 'the screen broke on the way: whoever likes it mended may have that by law',
    source: 'M4; Dir. 2011/83/EU Art. 20; Dir. (EU) 2019/771 Art. 13',
    given: { asks: 'damaged_in_transit', delivered: '2026-11-02', on: '2026-11-03', photos: 4 },
    then: {
      outcome: 'approve',
      ground: 'transit',
      resolutions: ['replacement', 'refund', 'repair'],
      wayBack: 'seller',
      refund: { items: 30_000, shipping: 600 },
      says: ['law.FR.risk', 'law.FR.remedies'],
    },
  },
  {
    name: 'broken on the way, without a photo',
    source: 'M1, M6',
    given: { asks: 'damaged_in_transit', delivered: '2026-11-02', on: '2026-11-03', photos: 0 },
    then: { outcome: 'review', ground: 'transit', next: 'send_photos' },
  },
  {
    name: 'broken on the way, told after five months: a person',
    source: 'Dir. (EU) 2019/771 Art. 11(1)',
    given: { asks: 'damaged_in_transit', delivered: '2026-06-02', on: '2026-11-03', photos: 2 },
    then: { outcome: 'review', ground: 'transit' },
  },
  {
    name: 'the parcel that never came',
    source: 'M24; Dir. 2011/83/EU Art. 20',
    given: { asks: 'not_received', shipped: '2026-10-20', on: '2026-11-03' },
    then: {
      outcome: 'approve',
      ground: 'transit',
      next: 'refund_without_return',
      wayBack: 'seller',
      refund: { items: 30_000, shipping: 600 },
      due: { label: 'none', send_back: 'none', resolve: '2026-11-08T12:00:00.000Z' },
    },
  },
  {
    name: 'the parcel that left yesterday is not lost yet',
    source: 'M23',
    given: { asks: 'not_received', shipped: '2026-11-02', on: '2026-11-03' },
    then: { outcome: 'review', ground: 'transit', says: ['check.still_under_way'], next: 'wait_for_review' },
  },
  {
    name: 'the carrier says delivered, the buyer says no: a person',
    source: 'M24',
    given: { asks: 'not_received', delivered: '2026-10-20', on: '2026-11-03' },
    then: { outcome: 'review', ground: 'transit', says: ['check.carrier_says_delivered'] },
  },
  {
    name: 'shipped two months ago and nobody knows when it arrived: a person',
    source: 'M6',
    given: { asks: 'changed_mind', shipped: '2026-08-20', on: '2026-11-03' },
    then: { outcome: 'review', ground: 'withdrawal', says: ['check.delivery_unknown'] },
  },

  // ── Abuse: people look, machines don't refuse ──
  {
    name: 'the serial returner’s withdrawal is approved all the same, and the signal is on the record',
    source: 'M7',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-07', buyer: { returns: 9, orders: 10 } },
    then: { outcome: 'approve', ground: 'withdrawal', says: ['check.serial_returner'] },
  },
  {
    name: 'the serial returner in the seller’s own thirty days meets a person',
    source: 'M7',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-22', buyer: { returns: 9, orders: 10 } },
    then: { outcome: 'review', ground: 'commercial_return', says: ['check.serial_returner'] },
  },
  {
    name: 'one return of one order is no pattern',
    source: 'M7: a fair minimum',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-22', buyer: { returns: 1, orders: 1 } },
    then: { outcome: 'approve', ground: 'commercial_return' },
  },
  {
    name: 'nor are six returns of sixty orders',
    source: 'M7: rate and count',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-22', buyer: { returns: 6, orders: 60 } },
    then: { outcome: 'approve', ground: 'commercial_return' },
  },
  {
    name: 'who once sent back another device meets a person',
    source: 'M7',
    given: { asks: 'defective', delivered: '2026-09-10', on: '2026-10-20', earlier: [['defective', 'other_device']] },
    then: { outcome: 'review', ground: 'warranty', says: ['check.swapped_before'] },
  },
  {
    name: 'a serial returner whose case is lost anyway is rejected for the case, not for the past',
    source: 'M7',
    given: { asks: 'changed_mind', delivered: '2026-09-02', on: '2026-11-22', buyer: { returns: 9, orders: 10 } },
    then: { outcome: 'reject', ground: 'none', says: ['policy.nothing_holds'] },
  },

  // ── After the bench has spoken ──
  {
    name: 'the device on the bench is not the one that was sold: a person, also under a withdrawal',
    source: 'M7, M25',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-07', finding: { verdict: 'other_device', identity: 'mismatch' } },
    then: { outcome: 'review', ground: 'withdrawal', says: ['check.other_device'] },
  },
  {
    name: 'a number that nobody noted at dispatch accuses nobody',
    source: 'M25',
    given: {
      asks: 'defective',
      delivered: '2026-09-10',
      on: '2026-10-20',
      finding: { verdict: 'fault_confirmed', identity: 'not_recorded' },
    },
    then: { outcome: 'approve', ground: 'warranty', next: 'none' },
  },
  {
    name: 'no fault on a phone that somebody merely did not like: nothing to talk about',
    source: 'M26',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-20', finding: { verdict: 'no_fault_found', identity: 'match' } },
    then: { outcome: 'approve', ground: 'commercial_return', next: 'none' },
  },
  {
    name: 'no fault on a phone that was said to be dead: a person tells the buyer what the bench saw',
    source: 'M26',
    given: { asks: 'defective', delivered: '2026-09-10', on: '2026-10-20', finding: { verdict: 'no_fault_found', identity: 'match' } },
    then: { outcome: 'review', ground: 'warranty', says: ['check.finding_differs'] },
  },
  {
    name: 'dropped by the customer: a person talks to them',
    source: 'M26',
    given: { asks: 'defective', delivered: '2026-09-10', on: '2026-10-20', finding: { verdict: 'customer_damage', identity: 'match' } },
    then: { outcome: 'review', ground: 'warranty', says: ['check.finding_differs'] },
  },

  // ── Countries without law data ──
  {
    name: 'a buyer in Japan: a person, although the policy would agree',
    source: 'M8',
    given: { asks: 'changed_mind', country: 'JP', delivered: '2026-11-02', on: '2026-11-07' },
    then: { outcome: 'review', ground: 'commercial_return', says: ['law.unknown_country'] },
  },
  {
    name: 'a buyer in Japan after a year: a person, never a machine’s no',
    source: 'M8',
    given: { asks: 'defective', country: 'JP', delivered: '2025-05-02', on: '2026-11-07' },
    then: { outcome: 'review', ground: 'none', says: ['law.unknown_country'] },
  },

  // ── Today's Back Market ──
  {
    name: '2026: the way back is free in the window',
    source: 'Back Market help 360031517873',
    pack: 'backmarket-2026',
    given: { asks: 'changed_mind', delivered: '2026-11-02', on: '2026-11-20' },
    then: { outcome: 'approve', ground: 'commercial_return', wayBack: 'seller', due: { label: '2026-11-23T22:59:59.999Z' } },
  },
  {
    name: '2026: thirty days that end on a Saturday run until Monday',
    source: 'Back Market help 360031517873',
    pack: 'backmarket-2026',
    given: { asks: 'changed_mind', delivered: '2026-09-17', on: '2026-10-19' },
    then: { outcome: 'approve', ground: 'commercial_return' },
  },
  {
    name: '… which the early guide did not know',
    source: 'M2',
    given: { asks: 'changed_mind', delivered: '2026-09-17', on: '2026-10-19' },
    then: { outcome: 'reject', ground: 'none' },
  },
  {
    name: '2026: bought on Black Friday, back by 31 January, which is a Sunday in 2027, so by Monday',
    source: 'Back Market help 360031517873',
    pack: 'backmarket-2026',
    given: { asks: 'changed_mind', placed: '2026-11-27', delivered: '2026-12-01', on: '2027-02-01' },
    then: { outcome: 'approve', ground: 'commercial_return', wayBack: 'seller' },
  },
  {
    name: '2026: bought the day before Black Friday there is no such gift',
    source: 'Back Market help 360031517873',
    pack: 'backmarket-2026',
    given: { asks: 'changed_mind', placed: '2026-11-26', delivered: '2026-12-01', on: '2027-01-25' },
    then: { outcome: 'reject', ground: 'none' },
  },
  {
    name: '2026: delivered in January, thirty days reach further than the 31st',
    source: 'Back Market help 360031517873',
    pack: 'backmarket-2026',
    given: { asks: 'changed_mind', placed: '2026-12-31', delivered: '2027-01-08', on: '2027-02-05' },
    then: { outcome: 'approve', ground: 'commercial_return' },
  },
  {
    name: '2026: twelve months of warranty on a refurbished phone',
    source: 'Back Market seller warranty 2022-10-25',
    pack: 'backmarket-2026',
    given: { asks: 'defective', delivered: '2025-12-10', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['repair', 'replacement'], wayBack: 'seller' },
  },
  {
    name: '2026: in the window a fault may end in a refund',
    source: 'Back Market help 360031517873',
    pack: 'backmarket-2026',
    given: { asks: 'defective', delivered: '2026-10-20', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['repair', 'replacement', 'refund'] },
  },
  {
    name: '2026: a new phone in month eighteen has its legal guarantee, presumed in France',
    source: 'C. conso. L217-7',
    pack: 'backmarket-2026',
    given: { asks: 'defective', condition: 'new', delivered: '2025-05-10', on: '2026-11-10' },
    then: { outcome: 'approve', ground: 'legal_guarantee' },
  },
  {
    name: '2026: the label asked for on Friday evening is there by Monday night',
    source: 'Back Market seller warranty 2022-10-25',
    pack: 'backmarket-2026',
    given: { asks: 'defective', delivered: '2026-10-20', on: '2026-11-06T19:00:00.000Z' },
    then: { outcome: 'approve', ground: 'warranty', due: { label: '2026-11-09T22:59:59.999Z', first_answer: '2026-11-07T19:00:00.000Z' } },
  },
];
