/**
 * Shopify's words → ours: orders and the returns on them, as the GraphQL Admin API answers. Tolerant (`../read.ts`): what can't be read is a
 * quarantine arrival with the raw payload, never an exception (M12).
 */
import type { Money } from '../../core/money.ts';
import type { OrderLine, Reason } from '../../core/return/model.ts';
import type { LineState, OrderArrival, QuarantineArrival, RequestArrival } from '../channel.ts';
import {
  addressFrom,
  amount,
  categoryOf,
  field,
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

/** The nodes of a connection, or a bare list. */
export const nodes = (raw: unknown): unknown[] => (Array.isArray(raw) ? (raw as unknown[]) : list(field(raw, 'nodes')));

/** `gid://shopify/Order/1001` → `1001`; null for anything else. */
export const tailOf = (gid: unknown): string | null => /^gid:\/\/shopify\/\w+\/(\d+)/.exec(text(gid) ?? '')?.[1] ?? null;
export const gidOf = (type: 'Return' | 'Order' | 'LineItem', id: string): string =>
  id.startsWith('gid://') ? id : `gid://shopify/${type}/${id}`;

/** A sum in the shop's own currency: that is what refunds are made in. */
const sumOf = (raw: unknown): Money | null => {
  const money = field(raw, 'shopMoney');
  const currency = text(field(money, 'currencyCode')) ?? '';
  return /^[A-Z]{3}$/.test(currency) ? amount(field(money, 'amount'), currency) : null;
};

/** One order → an order arrival, and a quarantine arrival for each line that can't be read. */
export function readOrder(raw: unknown): (OrderArrival | QuarantineArrival)[] {
  const gid = text(field(raw, 'id'));
  const name = (text(field(raw, 'name')) ?? tailOf(gid) ?? '').replace(/^#/, '');
  if (gid === null || name === '') return [unreadable('order', gid ?? '', 'an order without a number', raw)];
  const placedAt = instant(field(raw, 'createdAt'));
  if (placedAt === null) return [unreadable('order', gid, `no date of creation: ${said(field(raw, 'createdAt'))}`, raw)];
  const currency = (text(field(raw, 'currencyCode')) ?? '').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return [unreadable('order', gid, `no currency: ${said(field(raw, 'currencyCode'))}`, raw)];
  const shipping = field(raw, 'shippingAddress') ?? field(raw, 'billingAddress');
  const country = text(field(shipping, 'countryCodeV2'))?.toUpperCase() ?? '';
  if (!/^[A-Z]{2}$/.test(country)) return [unreadable('order', gid, `no country: ${said(field(shipping, 'countryCodeV2'))}`, raw)];

  const fulfilments = nodes(field(raw, 'fulfillments'));
  const times = (key: string) => fulfilments.flatMap((one) => instant(field(one, key)) ?? []).sort();
  const shippedAt = times('createdAt').at(-1);
  const deliveredAt = times('deliveredAt').at(-1);
  const cancelled = instant(field(raw, 'cancelledAt')) !== null;
  const paid = !/PENDING|AUTHORIZED|EXPIRED|VOIDED/.test(text(field(raw, 'displayFinancialStatus')) ?? '');

  const lines: OrderLine[] = [];
  const states: Record<string, LineState> = {};
  const ref: Record<string, string> = {};
  const broken: QuarantineArrival[] = [];
  for (const entry of nodes(field(raw, 'lineItems'))) {
    const line = readLine(entry, currency);
    if (typeof line === 'string') {
      broken.push(unreadable('order line', `${gid}/${tailOf(field(entry, 'id')) ?? '?'}`, line, entry));
      continue;
    }
    lines.push(line);
    ref[line.id] = text(field(entry, 'id'))!;
    const refunded = integer(field(entry, 'refundableQuantity')) === 0 && shippedAt !== undefined;
    states[line.id] = cancelled ? 'cancelled' : refunded ? 'refunded' : shippedAt ? 'shipped' : paid ? 'paid' : 'unpaid';
  }
  if (lines.length === 0) return [unreadable('order', gid, 'no line that can be read', raw), ...broken];

  const shippingPaid = sumOf(field(raw, 'totalShippingPriceSet'));
  const customer = field(raw, 'customer');
  const customerName = [field(customer, 'firstName'), field(customer, 'lastName')].flatMap((part) => text(part) ?? []).join(' ');
  const order = orderArrival({
    channelOrderId: name,
    country,
    currency,
    buyer: {
      name: text(field(shipping, 'name')) ?? customerName,
      email: text(field(raw, 'email')) ?? '',
      language: languageIn(country, text(field(raw, 'customerLocale'))),
      ...addressFrom({
        streets: [field(shipping, 'address1'), field(shipping, 'address2')],
        postalCode: field(shipping, 'zip'),
        city: field(shipping, 'city'),
        country,
      }),
    },
    placedAt,
    shippedAt,
    deliveredAt,
    shippingPaid: shippingPaid?.currency === currency ? shippingPaid : null,
    lines,
    states,
    ref: { orderId: gid, lines: ref },
    modifiedAt: instant(field(raw, 'updatedAt')),
    raw,
  });
  return [order, ...broken];
}

/** A line, or what is wrong with it. The price is what one unit really cost after every discount: no refund goes beyond it. */
function readLine(raw: unknown, currency: string): OrderLine | string {
  const id = tailOf(field(raw, 'id'));
  if (id === null) return 'a line without a number';
  const price = sumOf(field(raw, 'discountedUnitPriceAfterAllDiscountsSet')) ?? sumOf(field(raw, 'originalUnitPriceSet'));
  if (price === null) return 'no price';
  if (price.currency !== currency) return `line in ${price.currency}, order in ${currency}`;
  const sku = text(field(raw, 'sku')) ?? id;
  const title = [text(field(raw, 'title')), text(field(raw, 'variantTitle'))].filter(Boolean).join(' – ') || sku;
  const quantity = integer(field(raw, 'quantity')) ?? 1;
  const own = new Map(
    list(field(raw, 'customAttributes')).map((one) => [(text(field(one, 'key')) ?? '').toLowerCase(), text(field(one, 'value'))]),
  );
  const [imei, serial] = [own.get('imei'), own.get('serial')];
  return {
    id,
    sku,
    title,
    category: categoryOf(title, text(field(field(raw, 'product'), 'productType')) ?? ''),
    condition: /\bneu\b|\bnew\b|\bneuf\b|\bnuovo\b|\bnuevo\b/i.test(own.get('condition') ?? '') ? 'new' : 'refurbished',
    price,
    quantity: quantity >= 1 ? quantity : 1,
    ...(imei && { imei }),
    ...(serial && { serial }),
  };
}

/** `DEFECTIVE` says "damaged or defective"; sizes, colours and styles are a changed mind with words around it. */
const REASONS: Readonly<Record<string, Reason>> = {
  DEFECTIVE: 'defective',
  NOT_AS_DESCRIBED: 'not_as_described',
  WRONG_ITEM: 'wrong_item',
  UNWANTED: 'changed_mind',
  COLOR: 'changed_mind',
  STYLE: 'changed_mind',
  SIZE_TOO_LARGE: 'changed_mind',
  SIZE_TOO_SMALL: 'changed_mind',
  OTHER: 'other',
  UNKNOWN: 'other',
};
/** Shops may name reasons of their own since 2026-01; their handles are read by what they say. */
const HANDLES: readonly (readonly [RegExp, Reason])[] = [
  [/defect|fault|broken|damaged|not-?work/, 'defective'],
  [/not-as-described|description/, 'not_as_described'],
  [/wrong/, 'wrong_item'],
  [/missing/, 'missing_part'],
  [/late/, 'arrived_late'],
  [/unwanted|mind|no-longer|color|colour|style|size|too-/, 'changed_mind'],
];

export type ReadReturns = readonly (RequestArrival | QuarantineArrival)[];

/** The returns on an order → the buyer's requests. One that the shop opened by itself is as good as one that the buyer asked for. */
export function readReturns(rawOrder: unknown): ReadReturns {
  const orderGid = text(field(rawOrder, 'id')) ?? '';
  return nodes(field(rawOrder, 'returns')).map((raw) => readReturn(raw, orderGid));
}

export function readReturn(raw: unknown, orderGid: string): RequestArrival | QuarantineArrival {
  const id = tailOf(field(raw, 'id'));
  if (id === null) return unreadable('return', '', 'a return without a number', raw);
  const order = orderGid === '' ? text(field(field(raw, 'order'), 'id')) : orderGid;
  if (order === null) return unreadable('return', id, 'no order', raw);
  const declaredAt = instant(field(raw, 'createdAt'));
  if (declaredAt === null) return unreadable('return', id, 'no date of creation', raw);
  const notes: string[] = [];
  const units = nodes(field(raw, 'returnLineItems')).flatMap((line) => {
    const lineId = text(field(field(field(line, 'fulfillmentLineItem'), 'lineItem'), 'id'));
    if (lineId === null) return [];
    notes.push(...[field(line, 'customerNote'), field(line, 'returnReasonNote')].flatMap((note) => text(note) ?? []));
    const quantity = Math.min(Math.max(integer(field(line, 'quantity')) ?? 1, 1), 100);
    return Array.from({ length: quantity }, () => ({ lineId, ...reasonOf(line) }));
  });
  const [first, ...also] = units;
  if (!first) return unreadable('return', id, 'no line of an order', raw);
  const note = [...new Set(notes)].map(plain).join('\n');
  const closedAt = instant(field(raw, 'closedAt'));
  const ended = /^(CLOSED|DECLINED|CANCELED)$/.test(text(field(raw, 'status')) ?? '');
  const modifiedAt = closedAt ?? instant(field(raw, 'requestApprovedAt')) ?? declaredAt;
  return {
    kind: 'request',
    channelReturnId: id,
    channelOrderId: order,
    ...first,
    ...(also.length > 0 && { also }),
    ...(note !== '' && { note }),
    photos: 0,
    declaredAt,
    ...(ended && { closedAt: modifiedAt }),
    modifiedAt,
    messages: note === '' ? [] : [{ id: `${id}/note`, at: declaredAt, from: 'buyer', body: note, informative: false }],
    raw: { ...(raw as object), order: { id: order } },
  };
}

function reasonOf(line: unknown): Pick<RequestArrival, 'reason' | 'fault' | 'channelReason'> {
  const code = text(field(line, 'returnReason')) ?? '';
  const definition = field(line, 'returnReasonDefinition');
  const handle = (text(field(definition, 'handle')) ?? '').toLowerCase();
  const known = lookUp(REASONS, code);
  const byHandle = HANDLES.find(([sign]) => sign.test(handle))?.[1];
  const reason = known === undefined || known === 'other' ? (byHandle ?? known ?? 'other') : known;
  return { reason, ...(reason === 'defective' && { fault: 'other' as const }), channelReason: text(field(definition, 'name')) ?? code };
}
