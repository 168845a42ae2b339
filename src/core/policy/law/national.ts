/** France, Germany, Spain, Italy and Belgium. Each figure with its article; `fromMemory` where nobody has looked it up yet. */
import type { CountryLaw, GuaranteeLaw, WithdrawalLaw } from './law.ts';

/** The directive's own terms, in force since 13 June 2014; the countries below differ in the number of the article only. */
const directive = (articles: WithdrawalLaw['articles'], exclusions: WithdrawalLaw['exclusions'], fromMemory?: true): WithdrawalLaw => ({
  from: '2014-06-13',
  days: 14,
  refundDays: 14,
  sendBackDays: 14,
  withholdUntil: ['goods_back', 'proof_of_sending'],
  exclusions,
  articles,
  ...(fromMemory ? { fromMemory } : {}),
});

const customisedAndHygiene = (customised: string, hygiene: string): WithdrawalLaw['exclusions'] => [
  { what: 'customised', article: customised },
  { what: 'unsealed_hygiene', article: hygiene },
];

const repairOrReplace = (article: string): GuaranteeLaw['remedies'] => ({ first: ['repair', 'replacement'], then: ['refund'], article });

export const FR: CountryLaw = {
  country: 'FR',
  risk: { article: 'C. conso. art. L216-2', fromMemory: true },
  withdrawal: [
    directive(
      {
        right: 'C. conso. art. L221-18',
        period: 'C. conso. art. L221-19',
        refund: 'C. conso. art. L221-24',
        withhold: 'C. conso. art. L221-24',
        sendBack: 'C. conso. art. L221-23',
      },
      customisedAndHygiene('C. conso. art. L221-28, 3°', 'C. conso. art. L221-28, 5°'),
    ),
  ],
  guarantee: [
    {
      from: '2022-01-01',
      months: { new: 24, refurbished: 24, used: 24 },
      presumptionMonths: { new: 24, refurbished: 12, used: 12 },
      remedies: repairOrReplace('C. conso. art. L217-8 et s.'),
      articles: { length: 'C. conso. art. L217-3', presumption: 'C. conso. art. L217-7' },
    },
  ],
};

export const DE: CountryLaw = {
  country: 'DE',
  risk: { article: '§ 475 Abs. 2 BGB', fromMemory: true },
  withdrawal: [
    directive(
      {
        right: '§ 312g Abs. 1, § 355 BGB',
        period: '§ 356 Abs. 2 Nr. 1, § 193 BGB',
        refund: '§ 357 Abs. 1–2 BGB',
        withhold: '§ 357 Abs. 4 BGB',
        sendBack: '§ 357 Abs. 1 BGB',
      },
      customisedAndHygiene('§ 312g Abs. 2 Nr. 1 BGB', '§ 312g Abs. 2 Nr. 3 BGB'),
      true,
    ),
  ],
  guarantee: [
    {
      from: '2022-01-01',
      fromMemory: true, // the presumption; the length and its shortening are sourced
      months: { new: 24, refurbished: 24, used: 24 },
      presumptionMonths: { new: 12, refurbished: 12, used: 12 },
      reducibleTo: { months: 12, how: 'told apart before the contract, and agreed expressly and separately', article: '§ 476 Abs. 2 BGB' },
      remedies: repairOrReplace('§§ 437, 439 BGB'),
      articles: { length: '§ 438 Abs. 1 Nr. 3 BGB', presumption: '§ 477 BGB' },
    },
  ],
};

export const ES: CountryLaw = {
  country: 'ES',
  risk: { article: 'TRLGDCU art. 66 ter', fromMemory: true },
  withdrawal: [
    directive(
      {
        right: 'TRLGDCU art. 102',
        period: 'TRLGDCU art. 104',
        refund: 'TRLGDCU art. 107.1',
        withhold: 'TRLGDCU art. 107.3',
        sendBack: 'TRLGDCU art. 108.1',
      },
      customisedAndHygiene('TRLGDCU art. 103 c)', 'TRLGDCU art. 103 e)'),
      true,
    ),
  ],
  guarantee: [
    {
      from: '2022-01-01',
      months: { new: 36, refurbished: 36, used: 36 },
      presumptionMonths: { new: 24, refurbished: 24, used: 24 },
      reducibleTo: { months: 12, how: 'agreed for second-hand goods', article: 'TRLGDCU art. 120.1' },
      remedies: repairOrReplace('TRLGDCU art. 118'),
      articles: { length: 'TRLGDCU art. 120.1', presumption: 'TRLGDCU art. 121.1' },
    },
  ],
};

export const IT: CountryLaw = {
  country: 'IT',
  risk: { article: 'Cod. cons. art. 63', fromMemory: true },
  withdrawal: [
    directive(
      {
        right: 'Cod. cons. art. 52',
        period: 'Cod. cons. art. 52, c. 2',
        refund: 'Cod. cons. art. 56, c. 1',
        withhold: 'Cod. cons. art. 56, c. 3',
        sendBack: 'Cod. cons. art. 57, c. 1',
      },
      customisedAndHygiene('Cod. cons. art. 59, c. 1 c)', 'Cod. cons. art. 59, c. 1 e)'),
      true,
    ),
  ],
  guarantee: [
    {
      from: '2022-01-01',
      months: { new: 24, refurbished: 24, used: 24 },
      presumptionMonths: { new: 12, refurbished: 12, used: 12 },
      reducibleTo: { months: 12, how: 'agreed for used goods', article: 'Cod. cons. art. 133, c. 4' },
      remedies: repairOrReplace('Cod. cons. art. 135-bis'),
      articles: { length: 'Cod. cons. art. 133, c. 1', presumption: 'Cod. cons. art. 135, c. 1' },
    },
  ],
};

export const BE: CountryLaw = {
  country: 'BE',
  risk: { article: 'CDE art. VI.44', fromMemory: true },
  withdrawal: [
    directive(
      {
        right: 'CDE art. VI.47 § 1',
        period: 'CDE art. VI.47 § 2',
        refund: 'CDE art. VI.50 § 1',
        withhold: 'CDE art. VI.50 § 3',
        sendBack: 'CDE art. VI.51 § 1',
      },
      customisedAndHygiene('CDE art. VI.53, 3°', 'CDE art. VI.53, 5°'),
      true,
    ),
  ],
  guarantee: [
    {
      from: '2022-06-01',
      months: { new: 24, refurbished: 24, used: 24 },
      presumptionMonths: { new: 24, refurbished: 24, used: 24 },
      reducibleTo: { months: 12, how: 'told clearly beforehand, for second-hand goods', article: 'Anc. C. civ. art. 1649quater § 1' },
      remedies: repairOrReplace('Anc. C. civ. art. 1649quinquies'),
      articles: { length: 'Anc. C. civ. art. 1649quater § 1', presumption: 'Anc. C. civ. art. 1649quater § 4' },
    },
  ],
};
