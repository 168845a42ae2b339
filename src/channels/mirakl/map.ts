/**
 * Mirakl's words → ours: orders (OR11), returns (RT11), conversations (M10). Tolerant (`../read.ts`): each operator turns features on and off,
 * and fields come and go with them. What can't be read is a quarantine arrival with the raw payload, never an exception (M12).
 */
import { MIRAKL_REASONS, type ReasonMap, type ReasonMeaning } from '../../core/connections.ts';
import { type Money, money, zero } from '../../core/money.ts';
import type { Condition, OrderLine } from '../../core/return/model.ts';
import type { LineState, MessageArrival, OrderArrival, ParcelArrival, QuarantineArrival, RequestArrival } from '../channel.ts';
import {
  addressFrom,
  amount,
  categoryOf,
  field,
  idOf,
  instant,
  integer,
  languageIn,
  list,
  lookUp,
  orderArrival,
  plain,
  said,
  text,
  unreadable,
} from '../read.ts';

// ── Orders ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const LINE_STATES: Readonly<Record<string, LineState>> = {
  STAGING: 'unpaid',
  WAITING_ACCEPTANCE: 'unpaid',
  WAITING_DEBIT: 'unpaid',
  WAITING_DEBIT_PAYMENT: 'unpaid',
  SHIPPING: 'paid',
  TO_COLLECT: 'shipped',
  SHIPPED: 'shipped',
  RECEIVED: 'shipped',
  INCIDENT_OPEN: 'shipped',
  REFUNDED: 'refunded',
  CLOSED: 'shipped',
  REFUSED: 'cancelled',
  CANCELED: 'cancelled',
};

/** One order of OR11 → an order arrival, and a quarantine arrival for each line that can't be read. */
export function readOrder(raw: unknown): (OrderArrival | QuarantineArrival)[] {
  const id = idOf(field(raw, 'order_id'));
  if (id === null) return [unreadable('order', '', 'an order without a number', raw)];
  const placedAt = instant(field(raw, 'created_date'));
  if (placedAt === null) return [unreadable('order', id, `no date of creation: ${said(field(raw, 'created_date'))}`, raw)];
  const currency = (text(field(raw, 'currency_iso_code')) ?? '').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return [unreadable('order', id, `no currency: ${said(field(raw, 'currency_iso_code'))}`, raw)];

  const customer = field(raw, 'customer');
  const shipping = field(customer, 'shipping_address') ?? field(customer, 'billing_address');
  const country = countryOf(text(field(shipping, 'country_iso_code'))) ?? countryOf(text(field(shipping, 'country')));
  // Before the payment is taken an operator may hide the address: such an order is read again once it may be shipped.
  if (country === null) return [unreadable('order', id, `no country: ${said(field(shipping, 'country_iso_code'))}`, raw)];

  const lines: OrderLine[] = [];
  const states: Record<string, LineState> = {};
  const broken: QuarantineArrival[] = [];
  const shippedTimes: string[] = [];
  const receivedTimes: string[] = [];
  for (const entry of list(field(raw, 'order_lines'))) {
    const line = readLine(entry, currency);
    if (typeof line === 'string') {
      broken.push(unreadable('order line', `${id}/${idOf(field(entry, 'order_line_id')) ?? '?'}`, line, entry));
      continue;
    }
    lines.push(line);
    states[line.id] = lookUp(LINE_STATES, text(field(entry, 'order_line_state')) ?? '') ?? 'paid';
    shippedTimes.push(...[instant(field(entry, 'shipped_date'))].filter((at) => at !== null));
    receivedTimes.push(...[instant(field(entry, 'received_date'))].filter((at) => at !== null));
  }
  if (lines.length === 0) return [unreadable('order', id, 'no line that can be read', raw), ...broken];

  const shippedAt = shippedTimes.sort().at(-1);
  const deliveredAt = receivedTimes.sort().at(-1);
  const shippingPaid = amount(field(raw, 'shipping_price'), currency);
  const locale = text(field(customer, 'locale'));
  const order = orderArrival({
    channelOrderId: id,
    country,
    currency,
    buyer: {
      name: [field(shipping, 'firstname') ?? field(customer, 'firstname'), field(shipping, 'lastname') ?? field(customer, 'lastname')]
        .flatMap((part) => text(part) ?? [])
        .join(' '),
      email: text(field(raw, 'customer_notification_email')) ?? '',
      language: languageIn(country, locale),
      ...addressFrom({
        streets: [field(shipping, 'street_1'), field(shipping, 'street_2')],
        postalCode: field(shipping, 'zip_code'),
        city: field(shipping, 'city'),
        country,
      }),
    },
    placedAt,
    shippedAt,
    deliveredAt,
    shippingPaid,
    lines,
    states,
    modifiedAt: instant(field(raw, 'last_updated_date')),
    raw,
  });
  return [order, ...broken];
}

/** A line, or what is wrong with it. Mirakl's `price` is that of all units together; ours is that of one. */
function readLine(raw: unknown, currency: string): OrderLine | string {
  const id = idOf(field(raw, 'order_line_id'));
  if (id === null) return 'a line without a number';
  const told = integer(field(raw, 'quantity'));
  // A line that was cancelled before it was shipped has a quantity of 0: it was one of at least one piece once.
  const quantity = told !== null && told >= 1 ? told : 1;
  const all = amount(field(raw, 'price'), currency);
  const price = amount(field(raw, 'price_unit'), currency) ?? (all && money(Math.floor(all.minor / quantity), currency));
  if (price === null) return `no price: ${said(field(raw, 'price_unit') ?? field(raw, 'price'))}`;
  const sku = text(field(raw, 'offer_sku')) ?? text(field(raw, 'product_sku')) ?? id;
  const title = text(field(raw, 'product_title')) ?? sku;
  const own = new Map(
    list(field(raw, 'order_line_additional_fields')).map((one) => [
      (text(field(one, 'code')) ?? '').toLowerCase(),
      text(field(one, 'value')),
    ]),
  );
  const [imei, serial] = [own.get('imei'), own.get('serial_number') ?? own.get('serial')];
  return {
    id,
    sku,
    title,
    category: categoryOf(title, text(field(raw, 'category_label')) ?? ''),
    condition: conditionOf(text(field(raw, 'offer_state_code'))),
    price,
    quantity,
    ...(imei && { imei }),
    ...(serial && { serial }),
  };
}

/** 11 is "new" and 10 "refurbished" where the operator kept Mirakl's list, 1 to 4 are used; a seller of refurbished goods sells refurbished goods. */
function conditionOf(code: string | null): Condition {
  if (code === '11') return 'new';
  return /^[1-4]$/.test(code ?? '') ? 'used' : 'refurbished';
}

/** Refunds that stand on a line: their goods' and shipping's parts together, those that failed left out. */
export function refundedOf(rawLine: unknown, currency: string): { readonly total: Money; readonly references: readonly string[] } {
  const standing = list(field(rawLine, 'refunds')).filter((one) => !/REFUSED|CANCEL|FAILED/.test(text(field(one, 'state')) ?? ''));
  const sum = standing.reduce<number>((total, one) => {
    const parts = [amount(field(one, 'amount'), currency), amount(field(one, 'shipping_amount'), currency)];
    return total + parts.reduce((minor, part) => minor + (part?.minor ?? 0), 0);
  }, 0);
  return { total: sum > 0 ? money(sum, currency) : zero(currency), references: standing.flatMap((one) => idOf(field(one, 'id')) ?? []) };
}

// ── Returns ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export const FINAL_STATES = ['REFUSED', 'CLOSED', 'CANCELED', 'NO_RECEPTION'];

/** What a reason code means: the connection's own map first, then Mirakl's list; null where nobody said. */
export const meaningOf = (code: string, own: ReasonMap): ReasonMeaning | null => lookUp(own, code) ?? lookUp(MIRAKL_REASONS, code) ?? null;

export type ReadReturn = {
  readonly arrivals: readonly (RequestArrival | ParcelArrival | QuarantineArrival)[];
  /** Codes that neither the connection nor Mirakl's list explains. */
  readonly unknown: readonly string[];
};

/** One return of RT11 → the buyer's request, with the way back where a parcel is told. */
export function readReturn(raw: unknown, own: ReasonMap, messages: readonly MessageArrival[] = []): ReadReturn {
  const id = idOf(field(raw, 'id'));
  const broken = (says: string): ReadReturn => ({ arrivals: [unreadable('return', id ?? '', says, raw)], unknown: [] });
  if (id === null) return broken('a return without a number');
  const orderId = idOf(field(raw, 'order_id'));
  if (orderId === null) return broken('no order');
  const declaredAt = instant(field(raw, 'date_created'));
  if (declaredAt === null) return broken('no date of creation');

  const whole = text(field(raw, 'reason_code'));
  const unknown = new Set<string>();
  const units = list(field(raw, 'return_lines')).flatMap((line) => {
    const lineId = idOf(field(line, 'order_line_id'));
    if (lineId === null) return [];
    const code = text(field(line, 'reason_code')) ?? whole ?? '';
    const meaning = code === '' ? null : meaningOf(code, own);
    if (code !== '' && meaning === null) unknown.add(code);
    const unit = { lineId, channelReason: code, ...(meaning ?? { reason: 'other' as const }) };
    // Each piece is an item of its own with us. A number beyond all reason is a fault of the sender, not a hundred thousand items.
    const quantity = Math.min(Math.max(integer(field(line, 'quantity')) ?? 1, 1), 100);
    return Array.from({ length: quantity }, () => unit);
  });
  const [first, ...also] = units;
  if (!first) return broken('no line of an order');

  const state = text(field(raw, 'state')) ?? text(field(raw, 'status')) ?? '';
  const modifiedAt = instant(field(raw, 'last_updated')) ?? declaredAt;
  const note = text(field(raw, 'description'));
  const request: RequestArrival = {
    kind: 'request',
    channelReturnId: id,
    channelOrderId: orderId,
    ...first,
    ...(also.length > 0 && { also }),
    ...(note && { note }),
    photos: list(field(raw, 'documents')).length,
    declaredAt,
    ...(FINAL_STATES.includes(state) && { closedAt: modifiedAt }),
    modifiedAt,
    messages:
      note === null
        ? messages
        : [{ id: `${id}/description`, at: declaredAt, from: 'buyer', body: plain(note), informative: false }, ...messages],
    raw,
  };
  return { arrivals: [request, ...parcelOf(raw, orderId, first.lineId, declaredAt)], unknown: [...unknown] };
}

/** Mirakl tells the tracking number of the way back but no scans: the arrival says where to look. */
function parcelOf(raw: unknown, channelOrderId: string, lineId: string, createdAt: string): ParcelArrival[] {
  const tracking = field(raw, 'tracking');
  const trackingNumber = text(field(tracking, 'tracking_number'));
  if (trackingNumber === null) return [];
  const labelUrl = text(field(raw, 'label_url'));
  return [
    {
      kind: 'parcel',
      channelOrderId,
      lineId,
      carrier: text(field(tracking, 'carrier_name')) ?? text(field(tracking, 'carrier_code')) ?? '',
      trackingNumber,
      ...(labelUrl && { labelUrl }),
      createdAt,
      raw,
    },
  ];
}

// ── Conversations ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The order that a thread is about; null for one about an offer or a shop. */
export const orderOfThread = (raw: unknown): string | null =>
  list(field(raw, 'entities')).flatMap((one) => (/ORDER/.test(text(field(one, 'type')) ?? '') ? (idOf(field(one, 'id')) ?? []) : []))[0] ??
  null;

/** The messages of a thread (M10), oldest first. */
export function readMessages(raw: unknown): MessageArrival[] {
  const messages = list(field(raw, 'messages')).flatMap((message): MessageArrival[] => {
    const id = idOf(field(message, 'id'));
    const at = instant(field(message, 'date_created'));
    if (id === null || at === null) return [];
    return [
      {
        id,
        at,
        from: senderOf(text(field(field(message, 'from'), 'type')) ?? ''),
        body: plain(text(field(message, 'body')) ?? ''),
        informative: false,
      },
    ];
  });
  return messages.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const senderOf = (type: string): MessageArrival['from'] =>
  /^(SHOP|SELLER)/.test(type) ? 'seller' : /^OPERATOR|^SYSTEM/.test(type) ? 'channel' : 'buyer';

// ── Countries ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** ISO 3166 alpha-3 → alpha-2, for the countries that Europe's marketplaces deliver to; a code of two letters is one already. */
const ALPHA_3 =
  'AND AD AUT AT BEL BE BGR BG CHE CH CYP CY CZE CZ DEU DE DNK DK ESP ES EST EE FIN FI FRA FR GBR GB GLP GP GRC GR GUF GF HRV HR HUN HU IRL IE ISL IS ' +
  'ITA IT LIE LI LTU LT LUX LU LVA LV MCO MC MLT MT MTQ MQ MYT YT NLD NL NOR NO POL PL PRT PT REU RE ROU RO SMR SM SRB RS SVK SK SVN SI SWE SE TUR TR ' +
  'UKR UA VAT VA USA US CAN CA MEX MX BRA BR AUS AU NZL NZ JPN JP KOR KR CHN CN IND IN ARE AE SAU SA ISR IL ZAF ZA SGP SG MAR MA TUN TN';
const ALPHA_2 = new Map(ALPHA_3.split(' ').flatMap((code, i, all): [string, string][] => (i % 2 === 0 ? [[code, all[i + 1]!]] : [])));
function countryOf(code: string | null): string | null {
  const loud = code?.toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(loud) ? loud : (ALPHA_2.get(loud) ?? null);
}
