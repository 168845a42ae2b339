/**
 * More example cases, by country and by article: the right to withdraw, the legal guarantee with its presumption, and what prolongs it.
 * The phone is the one of `cases.ts`, refurbished unless said otherwise, under the early guide of Back Market with its six months of warranty:
 * what is answered after that is answered by the law of the buyer's country.
 */
import type { Case } from './cases.ts';

// ── The right to withdraw: fourteen days everywhere, each country with its article ──

/** Delivered on Monday 2 November 2026, withdrawn from on Thursday the 12th: the tenth day. */
const withdrawal = (country: string, source: string): Case => ({
  name: `${country}: the tenth day is inside the fourteen days`,
  source,
  given: { asks: 'changed_mind', country, delivered: '2026-11-02', on: '2026-11-12' },
  then: {
    outcome: 'approve',
    ground: 'withdrawal',
    resolutions: ['refund'],
    refund: { items: 30_000, shipping: 600 },
    wayBack: 'buyer',
    due: { withdrawal_refund: '2026-11-26T12:00:00.000Z' },
    says: [`law.${country}.withdrawal`, `law.${country}.withdrawal_refund`],
  },
});

const WITHDRAWALS: readonly Case[] = [
  withdrawal('FR', 'C. conso. art. L221-18'),
  withdrawal('DE', '§ 355 Abs. 2, § 356 Abs. 2 Nr. 1 BGB'),
  withdrawal('ES', 'TRLGDCU art. 102, 104'),
  withdrawal('IT', 'Cod. cons. art. 52'),
  withdrawal('BE', 'CDE art. VI.47'),
  withdrawal('NL', 'BW art. 6:230o'),
  withdrawal('PT', 'DL 24/2014 art. 10'),
  withdrawal('AT', '§ 11 FAGG'),
  withdrawal('IE', 'Consumer Rights Act 2022, Part 5'),
  withdrawal('GB', 'SI 2013/3134 reg. 29, 30'),
  withdrawal('LU', 'Code de la consommation art. L.222-9'),
  withdrawal('FI', 'Kuluttajansuojalaki 6:14'),
  withdrawal('SE', 'Lag (2005:59) 2 kap. 10 §'),
  withdrawal('DK', 'Forbrugeraftaleloven § 18, 19'),
  withdrawal('PL', 'Ustawa o prawach konsumenta art. 27'),
  withdrawal('GR', 'Law 2251/1994 art. 3e'),
  withdrawal('SK', 'Zákon 108/2024 § 19, 20'),
  {
    name: 'Germany: before the parcel has left, a withdrawal needs no parcel back',
    source: 'Dir. 2011/83/EU Art. 9; § 355 BGB',
    given: { asks: 'changed_mind', country: 'DE', placed: '2026-11-06', on: '2026-11-07' },
    then: { outcome: 'approve', ground: 'withdrawal', next: 'refund_without_return', refund: { items: 30_000, shipping: 600 } },
  },
  {
    name: 'Sweden: what was engraved for the buyer can’t be withdrawn from',
    source: 'Dir. 2011/83/EU Art. 16(c); Lag (2005:59) 2 kap. 11 §',
    given: { asks: 'changed_mind', country: 'SE', delivered: '2026-11-02', on: '2026-11-12', line: { customised: true } },
    then: { outcome: 'reject', ground: 'none', says: ['law.SE.withdrawal_excluded'] },
  },
  {
    name: 'Poland: on the twentieth day it is the seller’s own thirty days, without the delivery',
    source: 'M2; Ustawa o prawach konsumenta art. 27',
    given: { asks: 'changed_mind', country: 'PL', delivered: '2026-11-02', on: '2026-11-22' },
    then: { outcome: 'approve', ground: 'commercial_return', refund: { items: 30_000, shipping: 0 } },
  },
  {
    name: 'Ireland: a suspicion never delays a withdrawal',
    source: 'M7; Dir. 2011/83/EU Art. 9',
    given: { asks: 'changed_mind', country: 'IE', delivered: '2026-11-02', on: '2026-11-12', buyer: { returns: 9, orders: 10 } },
    then: { outcome: 'approve', ground: 'withdrawal', says: ['check.serial_returner'] },
  },
  {
    name: 'Netherlands: on the thirty-first day neither law nor policy takes a mere change of mind',
    source: 'BW art. 6:230o; M2',
    given: { asks: 'changed_mind', country: 'NL', delivered: '2026-10-01', on: '2026-11-01' },
    then: { outcome: 'reject', ground: 'none', says: ['law.NL.withdrawal_over', 'policy.nothing_holds'] },
  },
];

// ── The legal guarantee: believed, looked at by a person, over ──

type Answer = 'believed' | 'a person' | 'over';
const ANSWERS: Readonly<Record<Answer, Case['then']>> = {
  believed: { outcome: 'approve', ground: 'legal_guarantee', wayBack: 'seller' },
  'a person': { outcome: 'review', ground: 'legal_guarantee', wayBack: 'seller' },
  over: { outcome: 'reject', ground: 'none', resolutions: [] },
};

/** A fault on a phone that was delivered on 15 June 2023, asked about on the 10th so many months later. */
const guarantee = (country: string, months: number, answer: Answer, source: string, given: Partial<Case['given']> = {}): Case => ({
  name: `${country}: a fault ${months} months after delivery: ${answer}${given.condition ? ` (${given.condition})` : ''}`,
  source,
  given: { asks: 'defective', fault: 'battery', country, delivered: '2023-06-15', on: monthsLater(months), ...given },
  then: ANSWERS[answer],
});

function monthsLater(months: number): string {
  const month = 5 + months;
  return `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-10`;
}

const GUARANTEES: readonly Case[] = [
  guarantee('FR', 11, 'believed', 'C. conso. art. L217-7: 12 months for second-hand goods'),
  guarantee('FR', 20, 'a person', 'C. conso. art. L217-3, L217-7'),
  guarantee('FR', 26, 'over', 'C. conso. art. L217-3'),
  guarantee('DE', 12, 'believed', '§ 477 Abs. 1 BGB'),
  guarantee('DE', 24, 'a person', '§ 438 Abs. 1 Nr. 3 BGB'),
  guarantee('DE', 26, 'over', '§ 438 Abs. 1 Nr. 3 BGB'),
  guarantee('ES', 24, 'believed', 'TRLGDCU art. 121'),
  guarantee('ES', 36, 'a person', 'TRLGDCU art. 120'),
  guarantee('ES', 38, 'over', 'TRLGDCU art. 120'),
  guarantee('IT', 12, 'believed', 'Cod. cons. art. 135'),
  guarantee('IT', 23, 'a person', 'Cod. cons. art. 133'),
  guarantee('BE', 23, 'believed', 'Anc. C. civ. art. 1649quater § 4'),
  guarantee('BE', 26, 'over', 'Anc. C. civ. art. 1649quater § 1'),
  guarantee('NL', 12, 'believed', 'BW art. 7:18a'),
  guarantee('NL', 14, 'a person', 'BW art. 7:17: as long as one may expect it to last'),
  guarantee('NL', 60, 'a person', 'BW art. 7:17: no fixed end'),
  guarantee('PT', 23, 'believed', 'DL 84/2021 art. 13'),
  guarantee('PT', 35, 'a person', 'DL 84/2021 art. 12: refurbished goods have their three years'),
  guarantee('PT', 38, 'over', 'DL 84/2021 art. 12'),
  guarantee('AT', 12, 'believed', '§ 11 VGG'),
  guarantee('AT', 23, 'a person', '§ 10 VGG'),
  guarantee('IE', 11, 'believed', 'Consumer Rights Act 2022: twelve months'),
  guarantee('IE', 30, 'a person', 'Statute of Limitations: six years'),
  guarantee('GB', 8, 'a person', 'Consumer Rights Act 2015 s. 19(14): six months'),
  guarantee('GB', 53, 'a person', 'Limitation Act 1980 s. 5: six years'),
  guarantee('LU', 11, 'believed', 'Code de la consommation art. L.212-6'),
  guarantee('LU', 20, 'a person', 'Code de la consommation art. L.212-6'),
  guarantee('FI', 12, 'believed', 'Kuluttajansuojalaki 5:15'),
  guarantee('FI', 40, 'a person', 'Kuluttajansuojalaki 5:12: no fixed end'),
  guarantee('SE', 24, 'believed', 'Konsumentköplag (2022:260) 4 kap. 17 §'),
  guarantee('SE', 35, 'a person', 'Konsumentköplag (2022:260) 5 kap. 3 §'),
  guarantee('SE', 38, 'over', 'Konsumentköplag (2022:260) 5 kap. 3 §'),
  guarantee('DK', 12, 'believed', 'Købeloven § 77 a'),
  guarantee('DK', 23, 'a person', 'Købeloven § 83'),
  guarantee('DK', 26, 'over', 'Købeloven § 83'),
  guarantee('GR', 12, 'believed', 'Civil Code art. 537'),
  guarantee('GR', 23, 'a person', 'Civil Code art. 554'),
  guarantee('GR', 26, 'over', 'Civil Code art. 554'),
  guarantee('PL', 23, 'believed', 'Ustawa o prawach konsumenta art. 43c'),
  guarantee('PL', 26, 'over', 'Ustawa o prawach konsumenta art. 43c'),
  // Slovakia: the law of July 2024.
  guarantee('SK', 11, 'believed', 'Občiansky zákonník § 620', { delivered: '2024-08-15', on: '2025-07-10' }),
  guarantee('SK', 23, 'a person', 'Občiansky zákonník § 619', { delivered: '2024-08-15', on: '2026-07-10' }),
  guarantee('SK', 26, 'over', 'Občiansky zákonník § 619', { delivered: '2024-08-15', on: '2026-10-10' }),
  guarantee('ES', 30, 'a person', 'TRLGDCU art. 120.1: three years for new goods', { condition: 'new' }),
  guarantee('SE', 30, 'a person', 'Konsumentköplag (2022:260): three years', { condition: 'new' }),
];

// ── What may be agreed about used goods, and where ──

const AGREEMENTS: readonly Case[] = [
  {
    name: 'Germany: with one year agreed, month thirteen is over',
    source: '§ 476 Abs. 2 BGB',
    agreed: { DE: 12 },
    given: { asks: 'defective', fault: 'screen', country: 'DE', delivered: '2025-06-15', on: '2026-07-20' },
    then: { outcome: 'reject', ground: 'none' },
  },
  {
    name: 'Germany: less than a year can’t be agreed, so month eleven is believed',
    source: '§ 476 Abs. 2 BGB',
    agreed: { DE: 3 },
    given: { asks: 'defective', fault: 'screen', country: 'DE', delivered: '2025-06-15', on: '2026-05-10' },
    then: { outcome: 'approve', ground: 'legal_guarantee' },
  },
  {
    name: 'France: nothing can be agreed, so month fourteen goes to a person',
    source: 'C. conso. art. L217-3, L219-1',
    agreed: { FR: 12 },
    given: { asks: 'defective', fault: 'screen', country: 'FR', delivered: '2025-06-15', on: '2026-08-20' },
    then: { outcome: 'review', ground: 'legal_guarantee' },
  },
  {
    name: 'Germany: an agreement about used goods says nothing about new ones',
    source: '§ 476 Abs. 2 BGB',
    agreed: { DE: 12 },
    given: { asks: 'not_as_described', photos: 1, condition: 'new', country: 'DE', delivered: '2025-06-15', on: '2026-07-20' },
    then: { outcome: 'approve', ground: 'seller_fault' },
  },
  {
    name: 'Portugal: eighteen months may be agreed for used goods',
    source: 'DL 84/2021 art. 12',
    agreed: { PT: 18 },
    given: { asks: 'defective', fault: 'screen', condition: 'used', country: 'PT', delivered: '2024-06-15', on: '2026-02-20' },
    then: { outcome: 'reject', ground: 'none' },
  },
  {
    name: 'Portugal: refurbished goods count as three years, whatever was agreed',
    source: 'DL 84/2021 art. 12',
    agreed: { PT: 18 },
    given: { asks: 'defective', fault: 'screen', condition: 'refurbished', country: 'PT', delivered: '2024-06-15', on: '2026-02-20' },
    then: { outcome: 'approve', ground: 'legal_guarantee' },
  },
  {
    name: 'Ireland: a consumer’s rights can’t be agreed away',
    source: 'Consumer Rights Act 2022 s. 38',
    agreed: { IE: 12 },
    given: { asks: 'defective', fault: 'screen', country: 'IE', delivered: '2025-06-15', on: '2026-08-20' },
    then: { outcome: 'review', ground: 'legal_guarantee' },
  },
];

// ── What a repair adds ──

const AFTER_REPAIR: readonly Case[] = [
  {
    name: 'France: a repair under the guarantee adds six months, so month twenty-six is looked at',
    source: 'C. conso. art. L217-13',
    given: {
      asks: 'defective',
      fault: 'battery',
      country: 'FR',
      delivered: '2023-06-15',
      on: '2025-08-10',
      earlier: [['defective', 'repaired']],
    },
    then: { outcome: 'review', ground: 'legal_guarantee', resolutions: ['replacement', 'refund'] },
  },
  {
    name: 'France: without a repair month twenty-six is over',
    source: 'C. conso. art. L217-3',
    given: { asks: 'defective', fault: 'battery', country: 'FR', delivered: '2023-06-15', on: '2025-08-10' },
    then: { outcome: 'reject', ground: 'none' },
  },
  {
    name: 'Portugal: six months more for a repair: month forty',
    source: 'DL 84/2021 art. 18',
    given: {
      asks: 'defective',
      fault: 'battery',
      country: 'PT',
      delivered: '2022-06-15',
      on: '2025-10-10',
      earlier: [['defective', 'repaired']],
    },
    then: { outcome: 'review', ground: 'legal_guarantee' },
  },
  {
    name: 'Germany: bought after 31 July 2026, a repair adds twelve months: month thirty',
    source: 'Dir. (EU) 2024/1799 Art. 16',
    given: {
      asks: 'defective',
      fault: 'battery',
      country: 'DE',
      placed: '2026-08-10',
      delivered: '2026-08-15',
      on: '2029-02-10',
      earlier: [['defective', 'repaired']],
    },
    then: { outcome: 'review', ground: 'legal_guarantee' },
  },
  {
    name: 'Germany: bought before 31 July 2026, a repair adds nothing: month thirty is over',
    source: 'Dir. (EU) 2024/1799 Art. 22',
    given: {
      asks: 'defective',
      fault: 'battery',
      country: 'DE',
      placed: '2026-07-10',
      delivered: '2026-07-15',
      on: '2029-01-10',
      earlier: [['defective', 'repaired']],
    },
    then: { outcome: 'reject', ground: 'none' },
  },
  {
    name: 'United Kingdom: the directive of 2024 is no law there, but six years are',
    source: 'Limitation Act 1980 s. 5',
    given: {
      asks: 'defective',
      fault: 'battery',
      country: 'GB',
      placed: '2026-08-10',
      delivered: '2026-08-15',
      on: '2029-02-10',
      earlier: [['defective', 'repaired']],
    },
    then: { outcome: 'review', ground: 'legal_guarantee' },
  },
];

// ── Money back at once: Ireland and the United Kingdom ──

const SHORT_RIGHT: readonly Case[] = [
  {
    name: 'United Kingdom, today’s guide: on the twentieth day a faulty phone may be rejected for the money',
    source: 'Consumer Rights Act 2015 s. 20, 22',
    pack: 'backmarket-2026',
    given: { asks: 'defective', fault: 'screen', country: 'GB', delivered: '2026-11-02', on: '2026-11-22' },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['repair', 'replacement', 'refund'], wayBack: 'seller' },
  },
  {
    name: 'Ireland, today’s guide: the same',
    source: 'Consumer Rights Act 2022 s. 24',
    pack: 'backmarket-2026',
    given: { asks: 'defective', fault: 'screen', country: 'IE', delivered: '2026-11-02', on: '2026-11-22' },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['repair', 'replacement', 'refund'], wayBack: 'seller' },
  },
  {
    name: 'United Kingdom, today’s guide: on the fiftieth day repair or replacement come first',
    source: 'Consumer Rights Act 2015 s. 23',
    pack: 'backmarket-2026',
    given: { asks: 'defective', fault: 'screen', country: 'GB', delivered: '2026-10-01', on: '2026-11-20' },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['repair', 'replacement'] },
  },
  {
    name: 'United Kingdom: after one repair that did not help the buyer may have the money',
    source: 'Consumer Rights Act 2015 s. 24(5)',
    pack: 'backmarket-2026',
    given: {
      asks: 'defective',
      fault: 'screen',
      country: 'GB',
      delivered: '2026-08-01',
      on: '2026-11-20',
      earlier: [['defective', 'repaired']],
    },
    then: { outcome: 'approve', ground: 'warranty', resolutions: ['replacement', 'refund'] },
  },
];

// ── The way to the buyer, everywhere ──

const TRANSIT: readonly Case[] = [
  {
    name: 'Germany: the parcel that never came is the seller’s risk',
    source: 'Dir. 2011/83/EU Art. 20; § 475 Abs. 2 BGB',
    given: { asks: 'not_received', country: 'DE', shipped: '2026-11-01', on: '2026-11-20' },
    then: {
      outcome: 'approve',
      ground: 'transit',
      next: 'refund_without_return',
      refund: { items: 30_000, shipping: 600 },
      says: ['law.DE.risk'],
    },
  },
  {
    name: 'Denmark: delivered says the carrier, not received says the buyer: a person',
    source: 'Dir. 2011/83/EU Art. 20; M24',
    given: { asks: 'not_received', country: 'DK', delivered: '2026-11-10', on: '2026-11-20' },
    then: { outcome: 'review', ground: 'transit', says: ['law.DK.risk', 'check.carrier_says_delivered'] },
  },
  {
    name: 'Austria: broken on the way, with a photo',
    source: 'Dir. 2011/83/EU Art. 20; M4',
    given: { asks: 'damaged_in_transit', photos: 2, country: 'AT', delivered: '2026-11-10', on: '2026-11-12' },
    then: { outcome: 'approve', ground: 'transit', wayBack: 'seller' },
  },
  {
    name: 'Finland: the wrong phone in the box',
    source: 'Dir. (EU) 2019/771 Art. 5; M4',
    given: { asks: 'wrong_item', photos: 1, country: 'FI', delivered: '2026-11-10', on: '2026-11-12' },
    then: { outcome: 'approve', ground: 'seller_fault', wayBack: 'seller' },
  },
];

export const CASES_BY_COUNTRY: readonly Case[] = [
  ...WITHDRAWALS,
  ...GUARANTEES,
  ...AGREEMENTS,
  ...AFTER_REPAIR,
  ...SHORT_RIGHT,
  ...TRANSIT,
];
