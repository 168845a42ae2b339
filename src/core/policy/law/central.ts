/** Poland, Slovakia. */
import { before, months, REPAIRED_ONCE, repairOrReplace, secondHand, withdrawalOf } from './directive.ts';
import type { CountryLaw, GuaranteeLaw } from './law.ts';

const PL_NOW: GuaranteeLaw = {
  from: '2023-01-01',
  months: months(24),
  presumptionMonths: months(24),
  remedies: repairOrReplace('Ustawa o prawach konsumenta art. 43d', 'Ustawa o prawach konsumenta art. 43e'),
  extensions: [REPAIRED_ONCE],
  articles: { length: 'Ustawa o prawach konsumenta art. 43c ust. 1', presumption: 'Ustawa o prawach konsumenta art. 43c ust. 2' },
};

export const PL: CountryLaw = {
  country: 'PL',
  risk: { article: 'KC art. 548 § 3', fromMemory: true },
  withdrawal: [
    {
      ...withdrawalOf(
        {
          right: 'Ustawa o prawach konsumenta art. 27',
          period: 'Ustawa o prawach konsumenta art. 28',
          refund: 'Ustawa o prawach konsumenta art. 32 ust. 1',
          withhold: 'Ustawa o prawach konsumenta art. 32 ust. 3',
          sendBack: 'Ustawa o prawach konsumenta art. 34 ust. 1',
          diminishedValue: 'Ustawa o prawach konsumenta art. 34 ust. 4',
        },
        { customised: 'Ustawa o prawach konsumenta art. 38 pkt 3', hygiene: 'Ustawa o prawach konsumenta art. 38 pkt 5' },
      ),
      // The Act is younger than the day from which the Directive applied.
      from: '2014-12-25',
    },
  ],
  guarantee: [
    before(PL_NOW, {
      from: '2014-12-25',
      presumptionMonths: months(12),
      reducibleTo: secondHand(12, 'agreement', 'KC art. 568 § 1'),
      articles: { length: 'KC art. 568 § 1', presumption: 'KC art. 556²' },
      remedies: repairOrReplace('KC art. 560–561', 'KC art. 560 § 1'),
    }),
    { ...PL_NOW, fromMemory: ['months', 'presumptionMonths', 'remedies', 'articles'] },
  ],
  notes: ['Since 2023 the law knows no shorter guarantee for used goods: none is heard.'],
};

export const SK: CountryLaw = {
  country: 'SK',
  risk: { article: 'Zákon č. 108/2024 Z. z.', fromMemory: true },
  withdrawal: [
    {
      ...withdrawalOf(
        {
          right: 'Zákon č. 102/2014 Z. z. § 7',
          period: 'Zákon č. 102/2014 Z. z. § 7',
          refund: 'Zákon č. 102/2014 Z. z. § 9',
          withhold: 'Zákon č. 102/2014 Z. z. § 9',
          sendBack: 'Zákon č. 102/2014 Z. z. § 10',
          diminishedValue: 'Zákon č. 102/2014 Z. z. § 10',
        },
        { customised: 'Zákon č. 102/2014 Z. z. § 7 ods. 6', hygiene: 'Zákon č. 102/2014 Z. z. § 7 ods. 6' },
      ),
      until: '2024-07-01',
    },
    {
      ...withdrawalOf(
        {
          right: 'Zákon č. 108/2024 Z. z. § 19',
          period: 'Zákon č. 108/2024 Z. z. § 20',
          refund: 'Zákon č. 108/2024 Z. z. § 22',
          withhold: 'Zákon č. 108/2024 Z. z. § 22',
          sendBack: 'Zákon č. 108/2024 Z. z. § 21',
          diminishedValue: 'Zákon č. 108/2024 Z. z. § 21',
        },
        { customised: 'Zákon č. 108/2024 Z. z. § 19', hygiene: 'Zákon č. 108/2024 Z. z. § 19' },
      ),
      from: '2024-07-01',
    },
  ],
  guarantee: [
    {
      from: '2024-07-01',
      months: months(24),
      presumptionMonths: months(12),
      reducibleTo: secondHand(12, 'agreement', 'Občiansky zákonník § 619'),
      remedies: repairOrReplace('Občiansky zákonník § 622–623', 'Občiansky zákonník § 624'),
      extensions: [REPAIRED_ONCE],
      articles: { length: 'Občiansky zákonník § 619', presumption: 'Občiansky zákonník § 620' },
      fromMemory: ['dates', 'months', 'presumptionMonths', 'reducibleTo', 'remedies', 'articles'],
    },
  ],
  notes: ['Contracts of before 1 July 2024 were under another law, which is not on file: a person decides about them.'],
};
