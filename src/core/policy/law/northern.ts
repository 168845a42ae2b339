/** Sweden, Denmark, Finland. */
import { before, months, REPAIRED_ONCE, repairOrReplace, withdrawalOf } from './directive.ts';
import type { CountryLaw, GuaranteeLaw } from './law.ts';

const SE_NOW: GuaranteeLaw = {
  from: '2022-05-01',
  months: months(36),
  presumptionMonths: months(24),
  remedies: repairOrReplace('Konsumentköplag (2022:260) 5 kap. 4 §', 'Konsumentköplag (2022:260) 5 kap. 9 §'),
  extensions: [REPAIRED_ONCE],
  articles: { length: 'Konsumentköplag (2022:260) 4 kap. 14 §', presumption: 'Konsumentköplag (2022:260) 4 kap. 17 §' },
};

export const SE: CountryLaw = {
  country: 'SE',
  risk: { article: 'Konsumentköplag (2022:260) 2 kap. 5 §', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'Lag (2005:59) 2 kap. 10 §',
        period: 'Lag (2005:59) 2 kap. 12 §',
        refund: 'Lag (2005:59) 2 kap. 14 §',
        withhold: 'Lag (2005:59) 2 kap. 14 §',
        sendBack: 'Lag (2005:59) 2 kap. 13 §',
        diminishedValue: 'Lag (2005:59) 2 kap. 15 §',
      },
      { customised: 'Lag (2005:59) 2 kap. 11 §', hygiene: 'Lag (2005:59) 2 kap. 11 §' },
    ),
  ],
  guarantee: [
    before(SE_NOW, {
      from: '2005-04-01',
      presumptionMonths: months(6),
      articles: { length: 'Konsumentköplag (1990:932) 23 §', presumption: 'Konsumentköplag (1990:932) 20 a §' },
      remedies: repairOrReplace('Konsumentköplag (1990:932) 26 §', 'Konsumentköplag (1990:932) 28–29 §§'),
    }),
    // Three years, two of them presumed, from 1 May 2022: looked up at konsumentverket.se and d-jur.se.
    { ...SE_NOW, fromMemory: ['remedies'] },
  ],
};

const DK_NOW: GuaranteeLaw = {
  from: '2022-01-01',
  months: months(24),
  presumptionMonths: months(12),
  remedies: repairOrReplace('Købeloven § 78 a', 'Købeloven § 79'),
  extensions: [REPAIRED_ONCE],
  articles: { length: 'Købeloven § 83', presumption: 'Købeloven § 77 b' },
};

export const DK: CountryLaw = {
  country: 'DK',
  risk: { article: 'Købeloven § 73', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'Forbrugeraftaleloven § 18',
        period: 'Forbrugeraftaleloven § 19',
        refund: 'Forbrugeraftaleloven § 22',
        withhold: 'Forbrugeraftaleloven § 23',
        sendBack: 'Forbrugeraftaleloven § 24',
        diminishedValue: 'Forbrugeraftaleloven § 24, stk. 5',
      },
      { customised: 'Forbrugeraftaleloven § 18, stk. 2, nr. 3', hygiene: 'Forbrugeraftaleloven § 18, stk. 2, nr. 5' },
    ),
  ],
  guarantee: [
    before(DK_NOW, {
      from: '2002-01-01',
      presumptionMonths: months(6),
      articles: { length: 'Købeloven § 83', presumption: 'Købeloven § 77 a, stk. 3' },
      remedies: repairOrReplace('Købeloven § 78', 'Købeloven § 78'),
    }),
    // Two years: looked up at forbrug.dk.
    { ...DK_NOW, fromMemory: ['dates', 'presumptionMonths', 'remedies', 'articles'] },
  ],
};

const FI_NOW: GuaranteeLaw = {
  from: '2022-01-01',
  months: 'reasonable_lifetime',
  presumptionMonths: months(12),
  remedies: repairOrReplace('KSL 5 luku 18 §', 'KSL 5 luku 19 §'),
  articles: { length: 'KSL 5 luku 12 a §', presumption: 'KSL 5 luku 15 §' },
};

export const FI: CountryLaw = {
  country: 'FI',
  risk: { article: 'KSL 5 luku 6 §', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'KSL 6 luku 14 §',
        period: 'KSL 6 luku 14 §',
        refund: 'KSL 6 luku 17 §',
        withhold: 'KSL 6 luku 17 §',
        sendBack: 'KSL 6 luku 17 §',
        diminishedValue: 'KSL 6 luku 18 §',
      },
      { customised: 'KSL 6 luku 16 §, 3 kohta', hygiene: 'KSL 6 luku 16 §, 5 kohta' },
    ),
  ],
  guarantee: [
    before(FI_NOW, {
      from: '2002-01-01',
      presumptionMonths: months(6),
      articles: { length: 'KSL 5 luku 12 §', presumption: 'KSL 5 luku 15 §, 2 momentti' },
    }),
    // No fixed term, and a year instead of half a one: looked up at kkv.fi and in TaVM 34/2021.
    { ...FI_NOW, fromMemory: ['dates', 'remedies', 'articles'] },
  ],
  notes: [
    'There is no fixed term: the seller answers for as long as such an item may be expected to last. Past the presumption every claim goes to a person.',
  ],
};
