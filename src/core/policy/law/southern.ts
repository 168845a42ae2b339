/** Spain, Portugal, Italy, Greece. */
import { before, months, REPAIRED_ONCE, repairOrReplace, secondHand, withdrawalOf } from './directive.ts';
import type { CountryLaw, GuaranteeLaw } from './law.ts';

const ES_NOW: GuaranteeLaw = {
  from: '2022-01-01',
  months: months(36),
  presumptionMonths: months(24),
  reducibleTo: secondHand(12, 'agreement', 'TRLGDCU art. 120.1'),
  remedies: repairOrReplace('TRLGDCU art. 118', 'TRLGDCU art. 119'),
  extensions: [{ from: '2022-01-01', atLeast: 12, article: 'TRLGDCU art. 122' }, REPAIRED_ONCE],
  suspendedDuringRepair: { article: 'TRLGDCU art. 122' },
  articles: { length: 'TRLGDCU art. 120.1', presumption: 'TRLGDCU art. 121.1' },
};

export const ES: CountryLaw = {
  country: 'ES',
  risk: { article: 'TRLGDCU art. 66 ter', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'TRLGDCU art. 102',
        period: 'TRLGDCU art. 104',
        refund: 'TRLGDCU art. 107.1',
        withhold: 'TRLGDCU art. 107.3',
        sendBack: 'TRLGDCU art. 108.1',
        diminishedValue: 'TRLGDCU art. 108.2',
      },
      { customised: 'TRLGDCU art. 103 c)', hygiene: 'TRLGDCU art. 103 e)' },
    ),
  ],
  guarantee: [
    before(ES_NOW, {
      from: '2007-12-01',
      months: months(24),
      presumptionMonths: months(6),
      reducibleTo: secondHand(12, 'agreement', 'TRLGDCU art. 123.1 (antigua redacción)'),
      articles: { length: 'TRLGDCU art. 123.1 (antigua redacción)', presumption: 'TRLGDCU art. 123.1 (antigua redacción)' },
      remedies: repairOrReplace('TRLGDCU art. 119 (antigua redacción)', 'TRLGDCU art. 121 (antigua redacción)'),
    }),
    { ...ES_NOW, fromMemory: ['dates', 'remedies', 'extensions', 'suspendedDuringRepair', 'articles'] },
  ],
  notes: ['A fault that comes back within a year of its repair is presumed to be the same one: a person compares the two.'],
};

const PT_NOW: GuaranteeLaw = {
  from: '2022-01-01',
  months: months(36),
  presumptionMonths: months(24),
  reducibleTo: { months: 18, conditions: ['used'], presumptionMonths: 12, how: 'agreement', article: 'DL 84/2021 art. 12.º, n.º 3' },
  remedies: repairOrReplace('DL 84/2021 art. 15.º', 'DL 84/2021 art. 15.º, n.º 4'),
  atOnce: { days: 30, offers: ['replacement', 'refund'], article: 'DL 84/2021 art. 16.º' },
  extensions: [{ from: '2022-01-01', adds: 6, times: 4, article: 'DL 84/2021 art. 18.º, n.º 4' }, REPAIRED_ONCE],
  suspendedDuringRepair: { article: 'DL 84/2021 art. 12.º' },
  remedyWithin: { days: 30, article: 'DL 84/2021 art. 18.º, n.º 3' },
  articles: { length: 'DL 84/2021 art. 12.º', presumption: 'DL 84/2021 art. 13.º' },
};

export const PT: CountryLaw = {
  country: 'PT',
  risk: { article: 'Lei 24/96 art. 9.º-C', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'DL 24/2014 art. 10.º, n.º 1',
        period: 'DL 24/2014 art. 10.º, n.º 1',
        refund: 'DL 24/2014 art. 12.º, n.º 1',
        withhold: 'DL 24/2014 art. 12.º',
        sendBack: 'DL 24/2014 art. 13.º',
        diminishedValue: 'DL 24/2014 art. 14.º',
      },
      { customised: 'DL 24/2014 art. 17.º, n.º 1, c)', hygiene: 'DL 24/2014 art. 17.º, n.º 1, e)' },
    ),
  ],
  guarantee: [
    before(PT_NOW, {
      from: '2003-04-09',
      months: months(24),
      presumptionMonths: months(24),
      reducibleTo: secondHand(12, 'agreement', 'DL 67/2003 art. 5.º'),
      articles: { length: 'DL 67/2003 art. 5.º', presumption: 'DL 67/2003 art. 3.º' },
      remedies: repairOrReplace('DL 67/2003 art. 4.º', 'DL 67/2003 art. 4.º'),
    }),
    // The thirty days for replacement or termination, and that refurbished goods have three years: looked up at cavaleiroadvogados.pt, legalblock.pt.
    { ...PT_NOW, fromMemory: ['remedies', 'suspendedDuringRepair', 'articles'] },
  ],
  notes: [
    'Refurbished goods have the three years of new ones: nothing can be agreed about them.',
    'The six months for each repair, four times at most, and the twelve of Directive (EU) 2024/1799 serve the same end: whichever gives more counts.',
  ],
};

const IT_NOW: GuaranteeLaw = {
  from: '2022-01-01',
  months: months(24),
  presumptionMonths: months(12),
  reducibleTo: secondHand(12, 'agreement', 'Cod. cons. art. 133, c. 4'),
  remedies: repairOrReplace('Cod. cons. art. 135-bis', 'Cod. cons. art. 135-bis, c. 4'),
  extensions: [REPAIRED_ONCE],
  articles: { length: 'Cod. cons. art. 133, c. 1', presumption: 'Cod. cons. art. 135, c. 1' },
};

export const IT: CountryLaw = {
  country: 'IT',
  risk: { article: 'Cod. cons. art. 63', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'Cod. cons. art. 52',
        period: 'Cod. cons. art. 52, c. 2',
        refund: 'Cod. cons. art. 56, c. 1',
        withhold: 'Cod. cons. art. 56, c. 3',
        sendBack: 'Cod. cons. art. 57, c. 1',
        diminishedValue: 'Cod. cons. art. 57, c. 2',
      },
      { customised: 'Cod. cons. art. 59, c. 1 c)', hygiene: 'Cod. cons. art. 59, c. 1 e)' },
    ),
  ],
  guarantee: [
    before(IT_NOW, {
      from: '2005-10-23',
      presumptionMonths: months(6),
      reducibleTo: secondHand(12, 'agreement', 'Cod. cons. art. 134, c. 2 (testo previgente)'),
      articles: { length: 'Cod. cons. art. 132, c. 1 (testo previgente)', presumption: 'Cod. cons. art. 132, c. 3 (testo previgente)' },
      remedies: repairOrReplace('Cod. cons. art. 130 (testo previgente)', 'Cod. cons. art. 130, c. 7 (testo previgente)'),
    }),
    { ...IT_NOW, fromMemory: ['remedies', 'articles'] },
  ],
  notes: ['The action itself ends after twenty-six months (art. 133, c. 3): two months to go to court, no longer guarantee.'],
};

const GR_NOW: GuaranteeLaw = {
  from: '2022-09-09',
  months: months(24),
  presumptionMonths: months(12),
  remedies: repairOrReplace('ΑΚ 540', 'ΑΚ 540'),
  extensions: [REPAIRED_ONCE],
  articles: { length: 'ΑΚ 554', presumption: 'ΑΚ 537' },
};

export const GR: CountryLaw = {
  country: 'GR',
  risk: { article: 'Ν. 2251/1994 άρθρο 4γ', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'Ν. 2251/1994 άρθρο 3ε',
        period: 'Ν. 2251/1994 άρθρο 3ε',
        refund: 'Ν. 2251/1994 άρθρο 3θ',
        withhold: 'Ν. 2251/1994 άρθρο 3θ',
        sendBack: 'Ν. 2251/1994 άρθρο 3ι',
        diminishedValue: 'Ν. 2251/1994 άρθρο 3ι',
      },
      { customised: 'Ν. 2251/1994 άρθρο 3ιβ', hygiene: 'Ν. 2251/1994 άρθρο 3ιβ' },
    ),
  ],
  guarantee: [
    before(GR_NOW, { from: '2002-08-21', presumptionMonths: months(6) }),
    { ...GR_NOW, fromMemory: ['dates', 'months', 'presumptionMonths', 'remedies', 'articles'] },
  ],
  notes: ['Whether a shorter guarantee may be agreed for used goods was not found: none is heard.'],
};
