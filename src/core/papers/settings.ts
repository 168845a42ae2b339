/** What a seller must say before anything is issued in its name (M32). */
import type { Language } from '../access.ts';
import type { Money } from '../money.ts';
import type { Condition } from '../return/model.ts';
import { VAT_COUNTRIES, type DatedRate } from './countries.ts';
import { isBic, isIban } from './bank-account.ts';

export type Regime = 'regular' | 'margin';

/** The first rule whose words all fit decides. */
export type RegimeRule = {
  readonly category?: string;
  readonly condition?: Condition;
  readonly supplier?: string;
  readonly sku?: string;
  readonly regime: Regime;
};

export type PaperSettings = {
  readonly seller: {
    readonly name: string;
    readonly street: string;
    readonly postalCode: string;
    readonly city: string;
    /** Where the seller is established and the goods start from. */
    readonly country: string;
    readonly vatNumber: string;
    /** Register number: SIREN, HRB …, as the country writes it. */
    readonly registration: string;
    readonly email: string;
    readonly phone: string;
  };
  /** Orders that were shipped before this local date were invoiced elsewhere. */
  readonly since: string;
  readonly series: { readonly invoice: string; readonly creditNote: string };
  readonly regimes: readonly RegimeRule[];
  /** For lines that no rule fits. Null: a person is asked. */
  readonly otherwise: Regime | null;
  /**
   * Sales to consumers in another member state: `registered` for the one-stop shop (art. 369a: the buyer's country's rate),
   * `below_threshold` where art. 59c lets the seller's own rate stand. Null: such orders wait for a person.
   */
  readonly oss: 'registered' | 'below_threshold' | null;
  /** Goods that leave the Union: without VAT (art. 146) where the seller keeps the proof of export. Null: such orders wait for a person. */
  readonly exports: 'zero_rated' | null;
  /** Many channels keep the buyer's address to themselves: whether an invoice to a consumer may name the country alone. */
  readonly buyerAddress: 'needed' | 'if_known';
  readonly rates: readonly (DatedRate & { readonly country: string })[];
  /** At the foot of every paper, by language; `en` where a language is missing. */
  readonly smallPrint: Readonly<Partial<Record<Language, string>>>;
  readonly send: { readonly mail: boolean; readonly channel: boolean };
  /** The account that refunds are paid from. */
  readonly bank: { readonly holder: string; readonly iban: string; readonly bic: string } | null;
  /** A file for the bank above this waits for a second person. Null: every file does. */
  readonly fileLimit: Money | null;
};

export const NO_PAPER_SETTINGS: PaperSettings = {
  seller: { name: '', street: '', postalCode: '', city: '', country: '', vatNumber: '', registration: '', email: '', phone: '' },
  since: '',
  series: { invoice: '', creditNote: '' },
  regimes: [],
  otherwise: null,
  oss: null,
  exports: null,
  buyerAddress: 'needed',
  rates: [],
  smallPrint: {},
  send: { mail: true, channel: true },
  bank: null,
  fileLimit: null,
};

/** Fields that keep papers from being issued, by the path of the setting. */
export const MISSABLE = [
  'seller.name',
  'seller.street',
  'seller.postalCode',
  'seller.city',
  'seller.country',
  'seller.vatNumber',
  'seller.email',
  'since',
  'series.invoice',
  'series.creditNote',
  'regimes',
] as const;
export type Missing = (typeof MISSABLE)[number];

const SERIES = /^[A-Z0-9]{1,10}$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** What is missing or cannot be right, in the order of the form. Empty: papers are issued. */
export function missingIn(settings: PaperSettings): Missing[] {
  const { seller, series } = settings;
  const missing: Missing[] = [];
  const need = (holds: boolean, what: Missing) => {
    if (!holds) missing.push(what);
  };
  for (const part of ['name', 'street', 'postalCode', 'city'] as const) need(seller[part].trim() !== '', `seller.${part}`);
  need(seller.country in VAT_COUNTRIES, 'seller.country');
  need(isVatNumber(seller.vatNumber, seller.country), 'seller.vatNumber');
  need(/^[^\s@]+@[^\s@]+$/.test(seller.email), 'seller.email');
  need(DATE.test(settings.since), 'since');
  need(SERIES.test(series.invoice), 'series.invoice');
  // Two kinds in one series would make gaps in each.
  need(SERIES.test(series.creditNote) && series.creditNote !== series.invoice, 'series.creditNote');
  need(settings.otherwise !== null || settings.regimes.length > 0, 'regimes');
  return missing;
}

/** What keeps a file for the bank from being made. */
export const missingForBank = ({ bank }: PaperSettings): ('bank.holder' | 'bank.iban' | 'bank.bic')[] => [
  ...(bank?.holder.trim() ? [] : (['bank.holder'] as const)),
  ...(bank && isIban(bank.iban) ? [] : (['bank.iban'] as const)),
  ...(bank && (bank.bic === '' || isBic(bank.bic)) ? [] : (['bank.bic'] as const)),
];

/** Shape and prefix (Greece writes EL); whether it exists only the tax office knows (VIES). */
export function isVatNumber(number: string, country: string): boolean {
  const prefix = country === 'GR' ? 'EL' : country;
  const compact = number.replace(/[\s.-]/g, '').toUpperCase();
  return compact.startsWith(prefix) && /^[A-Z]{2}[0-9A-Z+*]{2,13}$/.test(compact) && /\d/.test(compact);
}
