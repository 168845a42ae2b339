/**
 * How a channel wants buyers to be written to (M15, M17): by which way, in which language, with how much attached. Data, not code: each channel's
 * own stand beside its adapter, dated and with their source. What a channel says nothing about is the seller's choice.
 */
import type { Language } from '../core/access.ts';
import { BACK_MARKET_MANNERS } from './backmarket/manners.ts';

/**
 * `channel_only`: through the channel's own customer care and no other way. `channel_first`: there where it has a case, else by mail.
 * `mail`: the channel has no conversation, or the seller keeps it out.
 */
export const CONTACTS = ['channel_only', 'channel_first', 'mail'] as const;
export type Contact = (typeof CONTACTS)[number];

/** Where a rule stands, and when somebody last read it there (local date). */
export type Cited = { readonly source: string; readonly readOn: string };

export type LanguageRule = Cited & {
  /** ISO 3166, of the order. */
  readonly countries: readonly string[];
  /** Any of them will do. */
  readonly languages: readonly Language[];
  /** Nobody may send it in another language, whatever the reason; else a manager may, and says why. */
  readonly binding: boolean;
};

export type Manners = {
  /** As people know the channel, whatever the seller calls the connection. */
  readonly name?: string;
  readonly contact: Contact;
  /** Present where the channel itself demands the way. */
  readonly demanded?: Cited;
  readonly languages: readonly LanguageRule[];
  /** What its conversation takes: bytes of each file, and how many. */
  readonly files: { readonly mostBytes: number; readonly most: number };
};

const MEGABYTE = 1024 * 1024;
const OF_A_MAIL: Manners = { contact: 'mail', languages: [], files: { mostBytes: 8 * MEGABYTE, most: 10 } };

const MANNERS: Readonly<Record<string, Manners>> = {
  backmarket: BACK_MARKET_MANNERS,
  // The seller's own shop has no thread of its own.
  shop: OF_A_MAIL,
  // Shopify hands no words on to a buyer.
  shopify: OF_A_MAIL,
};

/** Of a connection: where the channel demands nothing, the seller may choose between its conversation and mail (`settings.contact`). */
export function mannersOf(connection: { readonly kind: string; readonly settings: Readonly<Record<string, unknown>> }): Manners {
  // A shop of one's own says at its connection whether it hands words on.
  const silent = connection.kind === 'rest' && connection.settings['conversation'] !== 'yes';
  const manners = silent ? OF_A_MAIL : (MANNERS[connection.kind] ?? { ...OF_A_MAIL, contact: 'channel_first' });
  const chosen = connection.settings['contact'];
  const free = manners.demanded === undefined && manners !== OF_A_MAIL;
  return free && (chosen === 'mail' || chosen === 'channel_first') ? { ...manners, contact: chosen } : manners;
}

/** What the channel demands of words about an order of that country; null where it demands nothing. */
export const languageRuleOf = (manners: Manners, country: string): LanguageRule | null =>
  manners.languages.find(({ countries }) => countries.includes(country)) ?? null;
