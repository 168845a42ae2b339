/**
 * What a shop of the seller's own answers by docs/api/shop.md → ours. Written by hand in every shop anew, so as tolerant as with any
 * marketplace (`../read.ts`): what can't be read is a quarantine arrival with the raw payload, never an exception (M12).
 */
import { CONDITIONS, FAULTS, type OrderLine, REASONS, WISHES } from '../../core/return/model.ts';
import type { MessageArrival, OrderArrival, QuarantineArrival, RequestArrival } from '../channel.ts';
import { amount, categoryOf, field, idOf, instant, integer, languageIn, list, plain, said, text, unreadable } from '../read.ts';

const oneOf = <T extends string>(words: readonly T[], value: unknown): T | undefined =>
  words.find((word) => word === text(value)?.toLowerCase());

/** The body of `PUT /api/v1/orders/…` with its `id` and `updatedAt` → an order arrival, and a quarantine arrival for each line that can't be read. */
export function readOrder(raw: unknown): (OrderArrival | QuarantineArrival)[] {
  const id = idOf(field(raw, 'id'));
  if (id === null) return [unreadable('order', '', 'an order without an id', raw)];
  const placedAt = instant(field(raw, 'placedAt'));
  if (placedAt === null) return [unreadable('order', id, `placedAt is no instant: ${said(field(raw, 'placedAt'))}`, raw)];
  const currency = (text(field(raw, 'currency')) ?? '').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return [unreadable('order', id, `no currency: ${said(field(raw, 'currency'))}`, raw)];
  const country = (text(field(raw, 'country')) ?? '').toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) return [unreadable('order', id, `no country: ${said(field(raw, 'country'))}`, raw)];

  const lines: OrderLine[] = [];
  const broken: QuarantineArrival[] = [];
  for (const entry of list(field(raw, 'lines'))) {
    const line = readLine(entry, currency);
    if (typeof line === 'string') broken.push(unreadable('order line', `${id}/${idOf(field(entry, 'id')) ?? '?'}`, line, entry));
    else lines.push(line);
  }
  if (lines.length === 0) return [unreadable('order', id, 'no line that can be read', raw), ...broken];
  const buyer = field(raw, 'buyer');
  const [shippedAt, deliveredAt] = [instant(field(raw, 'shippedAt')), instant(field(raw, 'deliveredAt'))];
  const shippingPaid = amount(field(raw, 'shippingPaid'), currency);
  const address = field(buyer, 'address');
  const [street, postalCode] = [text(field(address, 'street')), text(field(address, 'postalCode'))];
  return [
    {
      kind: 'order',
      channelOrderId: id,
      country,
      currency,
      buyer: {
        name: text(field(buyer, 'name')) ?? '',
        email: text(field(buyer, 'email')) ?? '',
        language: languageIn(country, text(field(buyer, 'language'))),
        ...(street && postalCode && { address: { street, postalCode, city: text(field(address, 'city')) ?? '', country } }),
      },
      placedAt,
      ...(shippedAt && { shippedAt }),
      ...(deliveredAt && { deliveredAt }),
      ...(shippingPaid && { shippingPaid }),
      lines,
      ref: { orderId: id, lines: Object.fromEntries(lines.map((line) => [line.id, line.id])) },
      modifiedAt: instant(field(raw, 'updatedAt')) ?? placedAt,
      raw,
    },
    ...broken,
  ];
}

function readLine(raw: unknown, currency: string): OrderLine | string {
  const id = idOf(field(raw, 'id'));
  if (id === null) return 'a line without an id';
  const price = amount(field(raw, 'price'), currency);
  if (price === null) return `no price: ${said(field(raw, 'price'))}`;
  const sku = text(field(raw, 'sku')) ?? id;
  const title = text(field(raw, 'title')) ?? sku;
  const quantity = integer(field(raw, 'quantity')) ?? 1;
  const words = (name: string) => {
    const value = text(field(raw, name));
    return value === null ? {} : { [name]: value };
  };
  return {
    id,
    sku,
    title,
    category: text(field(raw, 'category'))?.toLowerCase() ?? categoryOf(title, ''),
    condition: oneOf(CONDITIONS, field(raw, 'condition')) ?? 'refurbished',
    price,
    quantity: quantity >= 1 && quantity <= 999 ? quantity : 1,
    ...words('imei'),
    ...words('imei2'),
    ...words('serial'),
    ...words('accessoryOf'),
    ...words('supplier'),
    ...words('lot'),
    ...(field(raw, 'customised') === true && { customised: true }),
    ...(field(raw, 'consumable') === true && { consumable: true }),
  };
}

/** A request as the shop lists it → the buyer's request. A reason that is none of ours is `other`, verbatim. */
export function readReturn(raw: unknown): RequestArrival | QuarantineArrival {
  const id = idOf(field(raw, 'id'));
  if (id === null) return unreadable('return', '', 'a return without an id', raw);
  const orderId = idOf(field(raw, 'orderId'));
  if (orderId === null) return unreadable('return', id, 'no orderId', raw);
  const declaredAt = instant(field(raw, 'requestedAt'));
  if (declaredAt === null) return unreadable('return', id, `requestedAt is no instant: ${said(field(raw, 'requestedAt'))}`, raw);
  const units = list(field(raw, 'lines')).flatMap((line) => {
    const lineId = idOf(field(line, 'lineId'));
    if (lineId === null) return [];
    const reason = oneOf(REASONS, field(line, 'reason')) ?? 'other';
    const fault = reason === 'defective' ? (oneOf(FAULTS, field(line, 'fault')) ?? 'other') : undefined;
    const quantity = Math.min(Math.max(integer(field(line, 'quantity')) ?? 1, 1), 100);
    return Array.from({ length: quantity }, () => ({
      lineId,
      reason,
      ...(fault && { fault }),
      channelReason: text(field(line, 'reason')) ?? '',
    }));
  });
  const [first, ...also] = units;
  if (!first) return unreadable('return', id, 'no line with a lineId', raw);
  const wants = oneOf(WISHES, field(raw, 'wants'));
  const closedAt = instant(field(raw, 'closedAt'));
  const note = text(field(raw, 'note'));
  const messages = list(field(raw, 'messages')).flatMap((message): MessageArrival[] => {
    const [of, at, body] = [idOf(field(message, 'id')), instant(field(message, 'at')), text(field(message, 'body'))];
    if (of === null || at === null || body === null) return [];
    return [{ id: of, at, from: text(field(message, 'from')) === 'seller' ? 'seller' : 'buyer', body: plain(body), informative: false }];
  });
  const opening: MessageArrival[] =
    note === null ? [] : [{ id: `${id}/note`, at: declaredAt, from: 'buyer', body: plain(note), informative: false }];
  return {
    kind: 'request',
    channelReturnId: id,
    channelOrderId: orderId,
    ...first,
    ...(also.length > 0 && { also }),
    ...(wants && { wants }),
    ...(note && { note }),
    photos: Math.min(Math.max(integer(field(raw, 'photos')) ?? 0, 0), 100),
    declaredAt,
    ...(closedAt && { closedAt }),
    modifiedAt: instant(field(raw, 'updatedAt')) ?? declaredAt,
    messages: [...opening, ...messages],
    raw,
  };
}
