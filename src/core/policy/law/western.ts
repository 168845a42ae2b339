/** France, Belgium, Luxembourg, the Netherlands. */
import { before, months, REPAIRED_ONCE, repairOrReplace, secondHand, withdrawalOf } from './directive.ts';
import type { CountryLaw, GuaranteeLaw } from './law.ts';

const FR_NOW: GuaranteeLaw = {
  from: '2022-01-01',
  months: months(24),
  presumptionMonths: months(12, { new: 24 }),
  remedies: repairOrReplace('C. conso. art. L217-8 et s.', 'C. conso. art. L217-14, 4°'),
  extensions: [
    { from: '2022-01-01', adds: 6, article: 'C. conso. art. L217-13, al. 1' },
    { from: '2022-01-01', anew: true, article: 'C. conso. art. L217-13, al. 2' },
    REPAIRED_ONCE,
  ],
  suspendedDuringRepair: { article: 'C. conso. art. L217-28' },
  remedyWithin: { days: 30, article: 'C. conso. art. D211-2' },
  articles: { length: 'C. conso. art. L217-3', presumption: 'C. conso. art. L217-7' },
};

export const FR: CountryLaw = {
  country: 'FR',
  risk: { article: 'C. conso. art. L216-2', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'C. conso. art. L221-18',
        period: 'C. conso. art. L221-19',
        refund: 'C. conso. art. L221-24',
        withhold: 'C. conso. art. L221-24',
        sendBack: 'C. conso. art. L221-23',
        diminishedValue: 'C. conso. art. L221-23, al. 3',
      },
      { customised: 'C. conso. art. L221-28, 3°', hygiene: 'C. conso. art. L221-28, 5°' },
    ),
  ],
  guarantee: [
    // The presumption for second-hand goods was half a year then, and a repair gave nothing yet.
    before(FR_NOW, {
      from: '2016-03-18',
      presumptionMonths: months(6, { new: 24 }),
      articles: { length: 'C. conso. art. L217-4, L217-12', presumption: 'C. conso. art. L217-7' },
      remedies: repairOrReplace('C. conso. art. L217-9', 'C. conso. art. L217-10'),
    }),
    { ...FR_NOW, fromMemory: ['dates', 'remedies', 'suspendedDuringRepair', 'articles'] },
  ],
  notes: [
    'The six months of L217-13 and the twelve of Directive (EU) 2024/1799 serve the same end: whichever gives more counts, so one repair of goods bought from 31 July 2026 gives twelve months, the third eighteen.',
  ],
};

const BE_NOW: GuaranteeLaw = {
  from: '2022-06-01',
  months: months(24),
  presumptionMonths: months(24),
  reducibleTo: secondHand(12, 'told_beforehand', 'Anc. C. civ. art. 1649quater § 1'),
  remedies: repairOrReplace('Anc. C. civ. art. 1649quinquies', 'Anc. C. civ. art. 1649quinquies § 3'),
  extensions: [REPAIRED_ONCE],
  articles: { length: 'Anc. C. civ. art. 1649quater § 1', presumption: 'Anc. C. civ. art. 1649quater § 4' },
};

export const BE: CountryLaw = {
  country: 'BE',
  risk: { article: 'CDE art. VI.44', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'CDE art. VI.47 § 1',
        period: 'CDE art. VI.47 § 2',
        refund: 'CDE art. VI.50 § 1',
        withhold: 'CDE art. VI.50 § 3',
        sendBack: 'CDE art. VI.51 § 1',
        diminishedValue: 'CDE art. VI.51 § 2',
      },
      { customised: 'CDE art. VI.53, 3°', hygiene: 'CDE art. VI.53, 5°' },
    ),
  ],
  guarantee: [before(BE_NOW, { from: '2005-01-01', presumptionMonths: months(6) }), { ...BE_NOW, fromMemory: ['remedies', 'articles'] }],
};

const LU_NOW: GuaranteeLaw = {
  from: '2022-01-01',
  months: months(24),
  presumptionMonths: months(12),
  reducibleTo: secondHand(12, 'agreement', 'C. cons. lux. art. L.212-5'),
  remedies: repairOrReplace('C. cons. lux. art. L.212-4', 'C. cons. lux. art. L.212-4'),
  extensions: [REPAIRED_ONCE],
  articles: { length: 'C. cons. lux. art. L.212-5', presumption: 'C. cons. lux. art. L.212-6' },
};

export const LU: CountryLaw = {
  country: 'LU',
  risk: { article: 'C. cons. lux. art. L.213-5', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'C. cons. lux. art. L.222-9 (1)',
        period: 'C. cons. lux. art. L.222-9 (2)',
        refund: 'C. cons. lux. art. L.222-10 (1)',
        withhold: 'C. cons. lux. art. L.222-10 (1)',
        sendBack: 'C. cons. lux. art. L.222-10 (2)',
        diminishedValue: 'C. cons. lux. art. L.222-10 (2)',
      },
      { customised: 'C. cons. lux. art. L.222-9 (7) c)', hygiene: 'C. cons. lux. art. L.222-9 (7) e)' },
    ),
  ],
  guarantee: [
    before(LU_NOW, { from: '2011-04-18', presumptionMonths: months(6) }),
    // Two years and twelve months: looked up at cecluxembourg.lu (garantie).
    { ...LU_NOW, fromMemory: ['dates', 'reducibleTo', 'remedies', 'articles'] },
  ],
};

const NL_NOW: GuaranteeLaw = {
  from: '2022-04-27',
  months: 'reasonable_lifetime',
  presumptionMonths: months(12),
  remedies: repairOrReplace('Art. 7:21 BW', 'Art. 7:22 BW'),
  articles: { length: 'Art. 7:17 BW', presumption: 'Art. 7:18a BW' },
};

export const NL: CountryLaw = {
  country: 'NL',
  risk: { article: 'Art. 7:11 BW', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'Art. 6:230o lid 1 BW',
        period: 'Art. 6:230o lid 1 BW',
        refund: 'Art. 6:230r lid 1 BW',
        withhold: 'Art. 6:230r lid 4 BW',
        sendBack: 'Art. 6:230s lid 1 BW',
        diminishedValue: 'Art. 6:230s lid 3 BW',
      },
      { customised: 'Art. 6:230p onder f, 1° BW', hygiene: 'Art. 6:230p onder f, 3° BW' },
    ),
  ],
  guarantee: [
    before(NL_NOW, {
      from: '2003-05-01',
      presumptionMonths: months(6),
      articles: { length: 'Art. 7:17 BW', presumption: 'Art. 7:18 lid 2 BW' },
    }),
    { ...NL_NOW, fromMemory: ['dates', 'remedies', 'articles'] },
  ],
  notes: [
    'There is no fixed term: an item has to last as long as a buyer may expect of such an item at that price, less for used goods. Past the presumption every claim goes to a person.',
    'Nothing has to be prolonged after a repair where nothing ends.',
  ],
};
