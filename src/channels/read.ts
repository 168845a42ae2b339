/**
 * Tolerant readers for what other people's systems send: both spellings of a name, nulls, any form of date, numbers as text. What can't
 * be read is nothing (null), and never an exception: each channel's `map.ts` makes a quarantine arrival of it.
 */
import { type Language, languageOf } from '../core/access.ts';
import { type Money, parseMoney } from '../core/money.ts';
import { storable } from '../core/storable.ts';
import type { Arrival, OrderArrival, QuarantineArrival } from './channel.ts';

/** A field by its snake_case name, also where it is spelled in camelCase. Undefined for null, and for what is no object. */
export function field(raw: unknown, name: string): unknown {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const record = raw as Record<string, unknown>;
  const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return record[name] ?? record[camel] ?? undefined;
}

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Text that says something: trimmed; the word "null" and emptiness count as nothing. */
export function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const trimmed = storable(value).trim();
  return trimmed === '' || trimmed === 'null' ? null : trimmed;
}

export function integer(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** A row of a table of ours by a word of theirs; undefined for every other word, `constructor` among them. */
export const lookUp = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** What stood where something else was expected, short enough for a sentence. */
export const said = (value: unknown): string => JSON.stringify(value)?.slice(0, 60) ?? 'nothing';

/** A buyer's language: as the channel tells it, else the one that most people of the country read. */
export const languageIn = (country: string, locale: string | null = null): Language =>
  languageOf(locale ?? lookUp({ AT: 'de', CH: 'de', LI: 'de', BE: 'fr', LU: 'fr', MC: 'fr', SM: 'it' }, country) ?? country);

/** An id as text: the numbers of the API, and whatever else it may send one day. */
export const idOf = (value: unknown): string | null => (typeof value === 'object' ? null : text(value));

/** An amount in decimal text, or a JSON number (`30`, `369.5`). */
export function amount(value: unknown, currency: string): Money | null {
  if (typeof value === 'number' && Number.isFinite(value)) return parseMoney(value.toFixed(2).replace(/\.?0+$/, ''), currency);
  const words = text(value);
  return words === null ? null : parseMoney(words, currency);
}

/**
 * An instant in UTC with milliseconds, from any of the forms that occur: `Z`, an offset, microseconds, a blank for the T,
 * no zone at all (taken as UTC). Null for nothing and for what is no date.
 */
export function instant(value: unknown): string | null {
  const words = text(value);
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(words ?? '');
  if (!match) return null;
  const [, day = '', time = '00:00:00', zone = 'Z'] = match;
  const [clock = '', fraction = ''] = time.replace(',', '.').split('.');
  const offset = /^z$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  const at = Date.parse(`${day}T${clock.length === 5 ? `${clock}:00` : clock}${fraction ? `.${fraction.slice(0, 3)}` : ''}${offset}`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** Where a question begins anew: a mark, and as much before it as may have been written late. */
export const earlier = (at: string, overlapMs: number): string => new Date(Date.parse(at) - overlapMs).toISOString();

/** Where a parcel went, as far as it is told: without street and postal code it is no address. A street may stand in two lines. */
export function addressFrom(told: {
  readonly streets: readonly unknown[];
  readonly postalCode: unknown;
  readonly city: unknown;
  readonly country: string;
}): Pick<OrderArrival['buyer'], 'address'> {
  const street = told.streets.flatMap((line) => text(line) ?? []).join(', ');
  const postalCode = text(told.postalCode);
  if (street === '' || postalCode === null) return {};
  return { address: { street, postalCode, city: text(told.city) ?? '', country: told.country } };
}

/** What a channel's reader found of an order; what it was not told is null. */
export type ReadOrder = Omit<OrderArrival, 'kind' | 'ref' | 'shippedAt' | 'deliveredAt' | 'shippingPaid' | 'modifiedAt'> & {
  readonly shippedAt: string | null | undefined;
  readonly deliveredAt: string | null | undefined;
  readonly shippingPaid: Money | null | undefined;
  readonly modifiedAt: string | null;
  /** The channel's own numbers, where they are not those of the order: its number, and its lines' by ours. */
  readonly ref?: OrderArrival['ref'];
};

/** The order as every channel hands it on. */
export function orderArrival({ shippedAt, deliveredAt, shippingPaid, modifiedAt, ref, ...order }: ReadOrder): OrderArrival {
  const { channelOrderId, lines, placedAt } = order;
  return {
    kind: 'order',
    ...order,
    ...(shippedAt && { shippedAt }),
    ...(deliveredAt && { deliveredAt }),
    ...(shippingPaid && { shippingPaid }),
    ref: ref ?? { orderId: channelOrderId, lines: Object.fromEntries(lines.map(({ id }) => [id, id])) },
    modifiedAt: modifiedAt ?? placedAt,
  };
}

export const unreadable = (what: string, externalId: string, says: string, raw: unknown): QuarantineArrival => ({
  kind: 'unreadable',
  what,
  externalId,
  says,
  raw,
});

/** HTML as it comes in messages → plain text with its line breaks. Text without markup stays as it is. */
export function plain(html: string): string {
  return html
    .replace(/\r\n?/g, '\n')
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|li|h[1-6]|tr)\s*>/gi, '\n')
    .replace(/<li\b[^>]*>/gi, '- ')
    .replace(/<\/?[a-z!][^>]*>/gi, '')
    .replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ecirc: 'ê',
  ocirc: 'ô',
  uuml: 'ü',
  ouml: 'ö',
  auml: 'ä',
  szlig: 'ß',
  euro: '€',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  ndash: '–',
  mdash: '—',
};
function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** First row that fits the title or the brand. Accessories first: a "case for iPhone" is no phone. */
const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/\b(charger|chargeur|cable|câble|case|coque|housse|adapter|adaptateur|keyboard case|pencil|strap)\b/i, 'accessory'],
  [/\b(airpods?|buds|earbuds|headphones?|casque|écouteurs|earphones)\b/i, 'headphones'],
  [/\b(watch|montre)\b/i, 'smartwatch'],
  [/\b(macbook|laptop|notebook|thinkpad|latitude|elitebook|zenbook|chromebook|pc portable|surface laptop)\b/i, 'laptop'],
  [/\b(ipad|galaxy tab|tablet|tablette|surface pro)\b/i, 'tablet'],
  [/\b(playstation|ps[345]|xbox|nintendo|switch|steam deck)\b/i, 'console'],
  [/\b(imac|mac mini|mac studio|desktop|optiplex)\b/i, 'desktop'],
  [/\b(iphone|galaxy|pixel|smartphone|xiaomi|redmi|oneplus|huawei|oppo|fairphone|phone)\b/i, 'smartphone'],
];
export const categoryOf = (title: string, brand: string): string =>
  CATEGORIES.find(([sign]) => sign.test(title))?.[1] ?? CATEGORIES.find(([sign]) => sign.test(brand))?.[1] ?? 'electronics';

/** Orders before what is about them; within a kind, oldest first. */
export function inOrder(arrivals: readonly Arrival[]): Arrival[] {
  const rank = { order: 0, request: 1, parcel: 2, unreadable: 3 } as const;
  const time = (arrival: Arrival): string =>
    arrival.kind === 'parcel' ? arrival.createdAt : arrival.kind === 'unreadable' ? '' : arrival.modifiedAt;
  return [...arrivals].sort((a, b) => rank[a.kind] - rank[b.kind] || (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
}

/** The same, and what two questions both answered counts once. */
export const onceInOrder = (arrivals: readonly Arrival[]): Arrival[] =>
  inOrder([...new Map(arrivals.map((arrival) => [JSON.stringify(arrival), arrival])).values()]);

/** The highest time of change among the entries, never below the mark that was. */
export function latest(mark: string | undefined, entries: readonly unknown[], name: string): { mark?: string } {
  const times = entries.flatMap((entry) => instant(field(entry, name)) ?? []);
  const high = [...(mark === undefined ? [] : [mark]), ...times].sort().at(-1);
  return high === undefined ? {} : { mark: high };
}
