/**
 * How a channel wants buyers to be written to (M15, M17): by which way, in which language, with how much attached. Data, not code: each channel's
 * own stand beside its adapter, dated and with their source. What a channel says nothing about is the seller's choice.
 */
import type { Language } from '../core/access.ts';
import { type Contact, contactsOf } from '../core/connections.ts';
import { BACK_MARKET_MANNERS } from './backmarket/manners.ts';

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
  /** Present where the channel itself demands its own customer care. */
  readonly demanded?: Cited;
  readonly languages: readonly LanguageRule[];
  /** What its conversation takes: bytes of each file, and how many. */
  readonly files: { readonly mostBytes: number; readonly most: number };
  /** Characters of one message; what is longer is said in parts. */
  readonly longest: number;
  /** A paper that can't be attached may be handed on as a link to us. */
  readonly links: boolean;
};

const MEGABYTE = 1024 * 1024;
const OF_A_CONVERSATION: Omit<Manners, 'contact'> = {
  languages: [],
  files: { mostBytes: 8 * MEGABYTE, most: 10 },
  // No channel of ours names a limit: ours, and cautious.
  longest: 5_000,
  links: true,
};

type Connected = { readonly kind: string; readonly settings: Readonly<Record<string, unknown>> };

/** Of a connection: what the channel wants, and what the seller chose of the ways that it leaves open. */
export function mannersOf(connection: Connected): Manners {
  const [wanted, ...others] = contactsOf(connection.kind, connection.settings);
  const manners = connection.kind === 'backmarket' ? BACK_MARKET_MANNERS : { ...OF_A_CONVERSATION, contact: wanted! };
  const chosen = others.find((one) => one === connection.settings['contact']);
  return chosen ? { ...manners, contact: chosen } : manners;
}

/** The channel's people must be able to read all of it there, whatever else was said elsewhere. */
export const wantsAllThere = ({ contact, demanded }: Manners): boolean =>
  contact === 'channel_only' || (contact !== 'mail' && demanded !== undefined);

/** What the channel demands of words about an order of that country; null where it demands nothing. */
export const languageRuleOf = (manners: Manners, country: string): LanguageRule | null =>
  manners.languages.find(({ countries }) => countries.includes(country)) ?? null;

/** A text in messages that are no longer than that, cut between paragraphs where it can be, else between words. Put together again they are the text. */
export function inParts(text: string, longest: number): string[] {
  if (text.length <= longest) return [text];
  const room = text.slice(0, longest);
  const between = (sign: string) => room.lastIndexOf(sign) + sign.length;
  const at = [between('\n\n'), between('\n'), between(' ')].find((cut) => cut > longest / 2) ?? longest;
  return [text.slice(0, at), ...inParts(text.slice(at), longest)];
}
