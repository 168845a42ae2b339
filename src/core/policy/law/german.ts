/** Germany, Austria. */
import { before, months, REPAIRED_ONCE, repairOrReplace, secondHand, withdrawalOf } from './directive.ts';
import type { CountryLaw, GuaranteeLaw } from './law.ts';

const DE_NOW: GuaranteeLaw = {
  from: '2022-01-01',
  months: months(24),
  presumptionMonths: months(12),
  reducibleTo: secondHand(12, 'separate_express_agreement', '§ 476 Abs. 2 BGB'),
  remedies: repairOrReplace('§§ 437, 439 BGB', '§ 475d Abs. 1 Nr. 2 BGB'),
  extensions: [REPAIRED_ONCE],
  articles: { length: '§ 438 Abs. 1 Nr. 3 BGB', presumption: '§ 477 BGB' },
};

export const DE: CountryLaw = {
  country: 'DE',
  risk: { article: '§ 475 Abs. 2 BGB', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: '§ 312g Abs. 1, § 355 BGB',
        period: '§ 356 Abs. 2 Nr. 1, § 193 BGB',
        refund: '§ 357 Abs. 1–2 BGB',
        withhold: '§ 357 Abs. 4 BGB',
        sendBack: '§ 357 Abs. 1 BGB',
        diminishedValue: '§ 357a Abs. 1 BGB',
      },
      { customised: '§ 312g Abs. 2 Nr. 1 BGB', hygiene: '§ 312g Abs. 2 Nr. 3 BGB' },
    ),
  ],
  guarantee: [
    before(DE_NOW, {
      from: '2002-01-01',
      presumptionMonths: months(6),
      reducibleTo: secondHand(12, 'agreement', '§ 475 Abs. 2 BGB a. F.'),
      remedies: repairOrReplace('§§ 437, 439 BGB', '§ 440 BGB'),
    }),
    { ...DE_NOW, fromMemory: ['dates', 'presumptionMonths', 'remedies', 'articles'] },
  ],
  notes: ['Running time is tolled while a claim is dealt with (§ 475e BGB): not counted here, a person sees to it.'],
};

const AT_NOW: GuaranteeLaw = {
  from: '2022-01-01',
  months: months(24),
  presumptionMonths: months(12),
  reducibleTo: secondHand(12, 'individually_negotiated', '§ 10 Abs. 4 VGG'),
  remedies: repairOrReplace('§ 12 VGG', '§ 12 Abs. 4 VGG'),
  extensions: [REPAIRED_ONCE],
  articles: { length: '§ 10 Abs. 1 VGG', presumption: '§ 11 VGG' },
};

export const AT: CountryLaw = {
  country: 'AT',
  risk: { article: '§ 7b KSchG', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: '§ 11 Abs. 1 FAGG',
        period: '§ 11 Abs. 2 FAGG',
        refund: '§ 14 Abs. 1 FAGG',
        withhold: '§ 14 Abs. 1 FAGG',
        sendBack: '§ 15 Abs. 1 FAGG',
        diminishedValue: '§ 15 Abs. 4 FAGG',
      },
      { customised: '§ 18 Abs. 1 Z 3 FAGG', hygiene: '§ 18 Abs. 1 Z 5 FAGG' },
    ),
  ],
  guarantee: [
    before(AT_NOW, {
      from: '2002-01-01',
      presumptionMonths: months(6),
      reducibleTo: secondHand(12, 'individually_negotiated', '§ 9 KSchG'),
      articles: { length: '§ 933 ABGB', presumption: '§ 924 ABGB' },
      remedies: repairOrReplace('§ 932 ABGB', '§ 932 Abs. 4 ABGB'),
    }),
    { ...AT_NOW, fromMemory: ['dates', 'remedies', 'articles'] },
  ],
  notes: [
    'A clause in terms and conditions does not shorten the guarantee: it has to be negotiated with the one buyer, so the policy’s setting is not heard.',
    'Three more months to go to court (§ 10 VGG, § 28 VGG) are no guarantee; a claim in them is answered as late.',
  ],
};
