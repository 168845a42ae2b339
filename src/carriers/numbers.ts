/**
 * What tracking numbers of real carriers look like: data, to warn of a typing error and to guess a carrier from a scan.
 * Never more than a warning on a return (DESIGN): carriers add formats without telling anyone.
 */

type Format = {
  /** As a whole, on capitals without blanks, hyphens and dots. */
  readonly shape: RegExp;
  readonly check?: (number: string) => boolean;
};

type CarrierFormats = {
  readonly name: string;
  /** Other spellings, in lower case, letters and digits only. */
  readonly alias?: readonly string[];
  readonly formats: readonly Format[];
  /** Where the shapes come from. */
  readonly source: string;
};

/** UPU standard S10: two letters, eight digits, a check digit (weights 8 6 4 2 3 5 9 7, modulo 11), the country of posting. */
function s10(number: string): boolean {
  const sum = [8, 6, 4, 2, 3, 5, 9, 7].reduce((acc, weight, i) => acc + weight * Number(number[i + 2]), 0);
  const rest = 11 - (sum % 11);
  return Number(number[10]) === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}
const posted = (country: string): Format => ({ shape: new RegExp(`^[A-Z]{2}\\d{9}${country}$`), check: s10 });

/** UPS: after `1Z`, letters count as (place in the alphabet + 1) mod 10; every second sign twice; filled up to ten. */
function ups(number: string): boolean {
  const values = [...number.slice(2, 17)].map((sign) => (/\d/.test(sign) ? Number(sign) : (sign.charCodeAt(0) - 63) % 10));
  const sum = values.reduce((acc, value, i) => acc + (i % 2 ? value * 2 : value), 0);
  return Number(number[17]) === (10 - (sum % 10)) % 10;
}

const PUBLIC_HELP = 'The carrier’s public tracking help, as commonly printed on its labels; not a specification.';
const S10 = 'UPU standard S10 (13 signs).';

/** By slug. The names are those that sellers pick on marketplaces. */
export const TRACKING_FORMATS: Readonly<Record<string, CarrierFormats>> = {
  colissimo: {
    name: 'Colissimo',
    formats: [{ shape: /^\d[A-Z]\d{11}$/ }, { shape: /^[A-Z]{2}\d{11}$/ }, posted('FR')],
    source: `${PUBLIC_HELP} ${S10}`,
  },
  chronopost: {
    name: 'Chronopost',
    formats: [{ shape: /^[A-Z]{2}\d{9}[A-Z]{2}$/ }, { shape: /^\d{14}[0-9A-Z]?$/ }],
    source: `${PUBLIC_HELP} ${S10}`,
  },
  'la-poste': {
    name: 'La Poste',
    alias: ['laposte', 'lettresuivie', 'laposteservices'],
    formats: [{ shape: /^\d[A-Z]\d{11}$/ }, { shape: /^\d{13}$/ }, { shape: /^\d{15}$/ }, posted('FR')],
    source: `${PUBLIC_HELP} ${S10}`,
  },
  'mondial-relay': {
    name: 'Mondial Relay',
    alias: ['mondialrelay', 'inpostfrance'],
    formats: [{ shape: /^\d{8}$/ }, { shape: /^\d{10}$/ }, { shape: /^\d{12}$/ }],
    source: PUBLIC_HELP,
  },
  dhl: {
    name: 'DHL',
    alias: ['dhlexpress', 'dhlpaket', 'dhlparcel'],
    formats: [
      { shape: /^\d{10,12}$/ },
      { shape: /^(JJD|JVGL|JD)[0-9A-Z]{10,24}$/ },
      { shape: /^00\d{18}$/ },
      { shape: /^\d{20}$/ },
      posted('DE'),
    ],
    source: PUBLIC_HELP,
  },
  'deutsche-post': { name: 'Deutsche Post', formats: [posted('DE'), { shape: /^A[0-9A-F]{19}$/ }], source: `${PUBLIC_HELP} ${S10}` },
  dpd: {
    name: 'DPD',
    alias: ['dpdfrance', 'dpdgermany', 'dpduk'],
    formats: [{ shape: /^\d{14}[0-9A-Z]?$/ }, { shape: /^\d{10}$/ }],
    source: `${PUBLIC_HELP} The 15th sign is a check sign.`,
  },
  gls: {
    name: 'GLS',
    alias: ['glsfrance', 'glsgermany', 'glsitaly'],
    formats: [{ shape: /^\d{11,12}$/ }, { shape: /^\d{14}$/ }, { shape: /^[0-9A-Z]{8}$/ }],
    source: `${PUBLIC_HELP} Eight signs: the Track ID.`,
  },
  ups: {
    name: 'UPS',
    formats: [{ shape: /^1Z[0-9A-Z]{15}\d$/, check: ups }, { shape: /^T\d{10}$/ }],
    source: `${PUBLIC_HELP} Check digit as in the 1Z number.`,
  },
  fedex: {
    name: 'FedEx',
    formats: [{ shape: /^\d{12}$/ }, { shape: /^\d{15}$/ }, { shape: /^\d{20}$/ }, { shape: /^\d{22}$/ }],
    source: PUBLIC_HELP,
  },
  'royal-mail': {
    name: 'Royal Mail',
    alias: ['royalmail24', 'royalmail48'],
    formats: [posted('GB'), { shape: /^[0-9A-Z]{16}$/ }, { shape: /^[0-9A-Z]{21}$/ }],
    source: `${PUBLIC_HELP} ${S10}`,
  },
  evri: { name: 'Evri', alias: ['hermes', 'hermesuk'], formats: [{ shape: /^[0-9A-Z]{16}$/ }], source: PUBLIC_HELP },
  bpost: { name: 'bpost', formats: [{ shape: /^\d{24}$/ }, posted('BE')], source: `${PUBLIC_HELP} ${S10}` },
  postnl: { name: 'PostNL', formats: [{ shape: /^3S[0-9A-Z]{9,13}$/ }, posted('NL')], source: `${PUBLIC_HELP} ${S10}` },
  correos: { name: 'Correos', formats: [{ shape: /^[A-Z]{2}[0-9A-Z]{20,21}$/ }, posted('ES')], source: `${PUBLIC_HELP} ${S10}` },
  seur: { name: 'SEUR', formats: [{ shape: /^\d{8,15}$/ }], source: PUBLIC_HELP },
  'poste-italiane': {
    name: 'Poste Italiane',
    alias: ['poste', 'sda'],
    formats: [posted('IT'), { shape: /^\d[A-Z0-9]{12}$/ }],
    source: `${PUBLIC_HELP} ${S10}`,
  },
  brt: { name: 'BRT', alias: ['bartolini', 'brtbartolini'], formats: [{ shape: /^\d{12,19}$/ }], source: PUBLIC_HELP },
  inpost: { name: 'InPost', formats: [{ shape: /^\d{24}$/ }], source: PUBLIC_HELP },
  'relais-colis': { name: 'Relais Colis', formats: [{ shape: /^[0-9A-Z]{10,16}$/ }], source: PUBLIC_HELP },
};

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
const slugs = new Map(
  Object.entries(TRACKING_FORMATS).flatMap(([slug, { name, alias = [] }]) =>
    [plain(slug), plain(name), ...alias].map((text) => [text, slug] as const),
  ),
);

/** Our slug for what a person or a channel calls a carrier; null where we have never heard of it. */
export const carrierSlug = (typed: string): string | null => slugs.get(plain(typed)) ?? null;

const fits = (formats: readonly Format[], number: string): boolean =>
  formats.some(({ shape, check }) => shape.test(number) && (check?.(number) ?? true));
const normal = (typed: string): string => typed.toUpperCase().replace(/[\s.-]/g, '');

/** `ok`, or what to warn of. A warning is all that it ever is: nobody is refused a return because of it. */
export type NumberReading = { readonly reads: 'ok' | 'odd_number' | 'unknown_carrier'; readonly number: string };

export function readsTrackingNumber(carrier: string, typed: string): NumberReading {
  const number = normal(typed);
  const slug = carrierSlug(carrier);
  const known = slug ? TRACKING_FORMATS[slug] : undefined;
  if (!known) return { reads: 'unknown_carrier', number };
  return { reads: fits(known.formats, number) ? 'ok' : 'odd_number', number };
}

/** Whose number this may be: none, one or several slugs, for a pick list. */
export function carriersOf(typed: string): string[] {
  const number = normal(typed);
  return Object.entries(TRACKING_FORMATS)
    .filter(([, { formats }]) => fits(formats, number))
    .map(([slug]) => slug);
}

/** Whether an aggregator's carrier, known to us or not, may have given this number: signs without a digit, and short ones, are words. */
export const mayBeANumber = (typed: string): boolean => /^(?=.*\d)[0-9A-Z]{8,35}$/.test(normal(typed));
