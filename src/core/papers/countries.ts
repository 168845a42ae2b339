/**
 * What VAT needs to know of a country: its standard rate and its money, dated, and what an invoice under the margin scheme must say there
 * (Dir. 2006/112/EC art. 226(14), 313–325). Refurbished electronics are taxed at the standard rate everywhere in this table.
 *
 * Looked up once, not advice. Everything stands here from memory and is to be checked by whoever keeps the books, but for what `seen` names:
 * that was read in the source that it names. A seller may set a rate of its own (`PaperSettings.rates`) where a law has changed since.
 */

/** In force from this local date (inclusive). `percent` is in hundredths of a percent: 2550 is 25.5 %. */
export type DatedRate = { readonly from: string; readonly percent: number };
export type DatedCurrency = { readonly from: string; readonly currency: string };

export type MarginLaw = {
  readonly article: string;
  /** What must stand on the paper, by the language it is said in; the first is the country's own. */
  readonly says: readonly (readonly [language: string, words: string])[];
  readonly seen?: string;
};

export type VatCountry = {
  readonly union: boolean;
  readonly rates: readonly DatedRate[];
  readonly money: readonly DatedCurrency[];
  readonly margin?: MarginLaw;
};

const EURO_SINCE = '2002-01-01';
const euro = (from = EURO_SINCE): DatedCurrency => ({ from, currency: 'EUR' });
const own = (currency: string): readonly DatedCurrency[] => [{ from: '1999-01-01', currency }];
const rate = (from: string, percent: number): DatedRate => ({ from, percent: Math.round(percent * 100) });
const inEuro = (rates: readonly DatedRate[], margin?: MarginLaw): VatCountry => ({
  union: true,
  rates,
  money: [euro()],
  ...(margin && { margin }),
});

/** Art. 226(14) in English, as the Directive itself has it. */
const DIRECTIVE_ENGLISH = 'Margin scheme — Second-hand goods';

export const VAT_COUNTRIES: Readonly<Record<string, VatCountry>> = {
  AT: inEuro([rate('1984-01-01', 20)], {
    article: '§ 24 UStG 1994',
    says: [['de', 'Differenzbesteuerung: Gebrauchtgegenstände/Sonderregelung']],
  }),
  BE: inEuro([rate('1996-01-01', 21)], {
    article: 'CTVA art. 58 § 4 / WBTW art. 58 § 4',
    says: [
      ['fr', 'Régime particulier – Biens d’occasion'],
      ['nl', 'Bijzondere regeling – Gebruikte goederen'],
    ],
  }),
  BG: { union: true, rates: [rate('1999-01-01', 20)], money: [{ from: '1999-07-05', currency: 'BGN' }, euro('2026-01-01')] },
  CY: inEuro([rate('2013-01-14', 18), rate('2014-01-13', 19)]),
  CZ: { union: true, rates: [rate('2013-01-01', 21)], money: own('CZK') },
  DE: inEuro([rate('2007-01-01', 19), rate('2020-07-01', 16), rate('2021-01-01', 19)], {
    article: '§ 25a, § 14a Abs. 6 UStG',
    says: [['de', 'Gebrauchtgegenstände/Sonderregelung']],
  }),
  DK: { union: true, rates: [rate('1992-01-01', 25)], money: own('DKK') },
  EE: inEuro([rate('2009-07-01', 20), rate('2024-01-01', 22), rate('2025-07-01', 24)]),
  ES: inEuro([rate('2012-09-01', 21)], {
    article: 'LIVA art. 135–139; RD 1619/2012 art. 6.1.o',
    says: [['es', 'Régimen especial de los bienes usados']],
    seen: 'C-624/15; Agencia Tributaria, Manual IVA 2022',
  }),
  FI: inEuro([rate('2013-01-01', 24), rate('2024-09-01', 25.5)]),
  FR: inEuro([rate('2014-01-01', 20)], {
    article: 'CGI art. 297 E; CGI ann. II art. 242 nonies A',
    says: [['fr', 'Régime particulier – Biens d’occasion']],
  }),
  GB: {
    union: false,
    rates: [rate('2011-01-04', 20)],
    money: own('GBP'),
    margin: {
      article: 'VAT Notice 718; VAT Regulations 1995',
      says: [['en', 'This is a second-hand margin scheme supply.']],
      seen: 'VATMARG02200 (that the invoice must say so)',
    },
  },
  GR: inEuro([rate('2016-06-01', 24)]),
  HR: { union: true, rates: [rate('2012-03-01', 25)], money: [{ from: '1999-01-01', currency: 'HRK' }, euro('2023-01-01')] },
  HU: { union: true, rates: [rate('2012-01-01', 27)], money: own('HUF') },
  IE: inEuro([rate('2012-01-01', 23), rate('2020-09-01', 21), rate('2021-03-01', 23)], {
    article: 'VATCA 2010 s. 87',
    says: [['en', `${DIRECTIVE_ENGLISH}. This invoice does not give the right to an input credit of VAT.`]],
  }),
  IT: inEuro([rate('2013-10-01', 22)], {
    article: 'DL 41/1995 art. 36; DPR 633/1972 art. 21 c. 6-ter',
    says: [['it', 'Regime del margine – beni usati']],
  }),
  LT: inEuro([rate('2009-09-01', 21)]),
  LU: inEuro([rate('2015-01-01', 17), rate('2023-01-01', 16), rate('2024-01-01', 17)], {
    article: 'Loi TVA art. 56ter-1',
    says: [
      ['fr', 'Régime particulier – Biens d’occasion'],
      ['de', 'Gebrauchtgegenstände/Sonderregelung'],
    ],
  }),
  LV: inEuro([rate('2012-07-01', 21)]),
  MT: inEuro([rate('2004-01-01', 18)]),
  NL: inEuro([rate('2012-10-01', 21)], {
    article: 'Wet OB 1968 art. 28b, 35a lid 1',
    says: [['nl', 'Bijzondere regeling – gebruikte goederen']],
  }),
  PL: {
    union: true,
    rates: [rate('2011-01-01', 23)],
    money: own('PLN'),
    margin: { article: 'Ustawa o VAT art. 120, 106e ust. 3', says: [['pl', 'procedura marży – towary używane']] },
  },
  PT: inEuro([rate('2011-01-01', 23)], {
    article: 'DL 199/96 art. 6.º; CIVA art. 36.º n.º 5',
    says: [['pt', 'Regime da margem de lucro – Bens em segunda mão']],
  }),
  RO: { union: true, rates: [rate('2017-01-01', 19), rate('2025-08-01', 21)], money: own('RON') },
  SE: { union: true, rates: [rate('1990-07-01', 25)], money: own('SEK') },
  SI: inEuro([rate('2013-07-01', 22)]),
  SK: inEuro([rate('2011-01-01', 20), rate('2025-01-01', 23)]),
};

const latest = <T extends { readonly from: string }>(dated: readonly T[], on: string): T | undefined =>
  dated
    .filter(({ from }) => from <= on)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1);

/** Hundredths of a percent; undefined where the table has no rate for that day. `own` are the seller's corrections: they go first. */
export const standardRate = (
  country: string,
  on: string,
  ownRates: readonly (DatedRate & { readonly country: string })[] = [],
): number | undefined =>
  (
    latest(
      ownRates.filter((rateOf) => rateOf.country === country),
      on,
    ) ?? latest(VAT_COUNTRIES[country]?.rates ?? [], on)
  )?.percent;

export const nationalCurrency = (country: string, on: string): string | undefined =>
  latest(VAT_COUNTRIES[country]?.money ?? [], on)?.currency;

/** Art. 226(14) as the Directive's own versions have it: for readers of another language, behind the country's words. */
const DIRECTIVE_WORDS: Readonly<Record<string, string>> = {
  en: DIRECTIVE_ENGLISH,
  fr: 'Régime particulier – Biens d’occasion',
  de: 'Gebrauchtgegenstände/Sonderregelung',
  es: 'Régimen especial – Bienes de ocasión',
  it: 'Regime del margine – Beni d’occasione',
};

/** The country's words, in the reader's language where the country speaks it; else in its own with the Directive's in the reader's behind. */
export function marginWords(country: string, language: string): string | undefined {
  const says = VAT_COUNTRIES[country]?.margin?.says;
  const own = says?.find(([spoken]) => spoken === language)?.[1];
  if (!says || own !== undefined) return own;
  const read = DIRECTIVE_WORDS[language];
  return says[0]![1] + (read === undefined ? '' : ` (${read})`);
}

/**
 * Parts of a member state where the Directive does not apply or other rates do (art. 6, 104, 105): whoever sends goods there asks an adviser.
 * By postal code, as far as it tells.
 */
const TERRITORIES: Readonly<Record<string, RegExp>> = {
  AT: /^(6691|6991)/, // Jungholz, Mittelberg
  DE: /^(78266|27498)/, // Büsingen, Helgoland
  ES: /^(35|38|51|52)/, // Canary Islands, Ceuta, Melilla
  FI: /^22/, // Åland
  FR: /^(20|97|98)/, // Corsica, overseas
  GR: /^63086/, // Mount Athos
  IT: /^(23041|22061)/, // Livigno, Campione d’Italia
  PT: /^9/, // Azores, Madeira
};
export const isSpecialTerritory = (country: string, postalCode: string): boolean =>
  TERRITORIES[country]?.test(postalCode.replace(/\s/g, '')) ?? false;
