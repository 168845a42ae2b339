/**
 * Back Market's words → ours. Tolerant by need: of 1,456 recorded orders none keeps to the published schema, so every
 * reader accepts both spellings (`postalCode`, `postal_code`), nulls, any date form and unknown vocabulary.
 * What can't be read becomes a quarantine arrival with the raw payload, never an exception (M12).
 */
import { languageOf } from '../../core/access.ts';
import type { Condition, Fault, OrderLine, Reason, Wish } from '../../core/return/model.ts';
import type { LineState, MessageArrival, OrderArrival, ParcelArrival, QuarantineArrival, RequestArrival } from '../channel.ts';
import { addressFrom, amount, categoryOf, field, idOf, instant, integer, list, orderArrival, plain, text, unreadable } from '../read.ts';

// ── Orders ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Back Market's numbers for a line's state. 4, 5, 6 and 7 are final. */
export const LINE = {
  new: 0,
  paid: 1,
  accepted: 2,
  shipped: 3,
  cancelled: 4,
  refundedBeforeShipping: 5,
  refunded: 6,
  unpaid: 7,
  pendingPayment: 8,
  onHold: 9,
} as const;

const LINE_STATES: Readonly<Record<number, LineState>> = {
  [LINE.new]: 'unpaid',
  [LINE.pendingPayment]: 'unpaid',
  [LINE.unpaid]: 'unpaid',
  [LINE.paid]: 'paid',
  [LINE.accepted]: 'paid',
  [LINE.onHold]: 'paid',
  [LINE.shipped]: 'shipped',
  [LINE.cancelled]: 'cancelled',
  [LINE.refundedBeforeShipping]: 'refunded',
  [LINE.refunded]: 'refunded',
};

/**
 * One order → an order arrival, and a quarantine arrival for each line that can't be read.
 * `deliveredAt` comes from the delivery's own record: an order does not tell it.
 */
export function readOrder(raw: unknown, deliveredAt?: string): (OrderArrival | QuarantineArrival)[] {
  const id = idOf(field(raw, 'order_id'));
  if (id === null) return [unreadable('order', '', 'an order without a number', raw)];
  const placedAt = instant(field(raw, 'date_creation'));
  if (placedAt === null) return [unreadable('order', id, `no date of creation: ${JSON.stringify(field(raw, 'date_creation'))}`, raw)];

  const entries = list(field(raw, 'orderlines'));
  const currency = (text(field(raw, 'currency')) ?? text(field(entries[0], 'currency')) ?? '').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return [unreadable('order', id, `no currency: ${JSON.stringify(field(raw, 'currency'))}`, raw)];

  const shipping = field(raw, 'shipping_address');
  const billing = field(raw, 'billing_address');
  const country = countryOf(text(field(raw, 'country_code'))) ?? countryOf(text(field(shipping, 'country')));
  if (country === null) return [unreadable('order', id, `no country: ${JSON.stringify(field(raw, 'country_code'))}`, raw)];

  const lines: OrderLine[] = [];
  const states: Record<string, LineState> = {};
  const broken: QuarantineArrival[] = [];
  for (const entry of entries) {
    const line = readLine(entry, currency);
    if (typeof line === 'string') {
      broken.push(unreadable('orderline', `${id}/${idOf(field(entry, 'id')) ?? '?'}`, line, entry));
      continue;
    }
    lines.push(line);
    states[line.id] = LINE_STATES[integer(field(entry, 'state')) ?? -1] ?? 'paid';
  }
  if (lines.length === 0) return [unreadable('order', id, 'no line that can be read', raw), ...broken];

  const shippedAt = instant(field(raw, 'date_shipping'));
  const shippingPaid = amount(field(raw, 'shipping_price'), currency);
  const order = orderArrival({
    channelOrderId: id,
    country,
    currency,
    buyer: {
      name: [text(field(shipping, 'first_name')), text(field(shipping, 'last_name'))].filter(Boolean).join(' '),
      email: text(field(shipping, 'email')) ?? text(field(billing, 'email')) ?? '',
      language: languageOf(text(field(raw, 'country_code')) ?? country),
      ...addressFrom({
        streets: [field(shipping, 'street'), field(shipping, 'street2')],
        postalCode: field(shipping, 'postal_code'),
        city: field(shipping, 'city'),
        country: countryOf(text(field(shipping, 'country'))) ?? country,
      }),
    },
    placedAt,
    shippedAt,
    deliveredAt,
    shippingPaid,
    lines,
    states,
    modifiedAt: instant(field(raw, 'date_modification')),
    raw,
  });
  return [order, ...broken];
}

/** A line, or what is wrong with it. `price` is that of one unit (documented so in the API's table of the order line). */
function readLine(raw: unknown, orderCurrency: string): OrderLine | string {
  const id = idOf(field(raw, 'id'));
  if (id === null) return 'a line without a number';
  const currency = (text(field(raw, 'currency')) ?? orderCurrency).toUpperCase();
  if (currency !== orderCurrency) return `line in ${currency}, order in ${orderCurrency}`;
  const price = amount(field(raw, 'price'), currency);
  if (price === null) return `no price: ${JSON.stringify(field(raw, 'price'))}`;
  const title = text(field(raw, 'product')) ?? text(field(raw, 'listing')) ?? `Line ${id}`;
  const imei = text(field(raw, 'imei'));
  const serial = text(field(raw, 'serial_number'));
  const quantity = integer(field(raw, 'quantity')) ?? 1;
  return {
    id,
    sku: text(field(raw, 'listing')) ?? id,
    title,
    category: categoryOf(title, text(field(raw, 'brand')) ?? ''),
    condition: conditionOf(field(raw, 'condition')),
    price,
    quantity: quantity >= 1 ? quantity : 1,
    ...(imei && { imei }),
    ...(serial && { serial }),
  };
}

/** 9 Premium, 10 Excellent, 11 Good, 12 Fair, and 0–4 in older orders: all of them grades of refurbished goods. */
const conditionOf = (_code: unknown): Condition => 'refurbished';

/** Back Market's locale → ISO 3166: `fr-fr` → FR, `el-gr` → GR, `en-gb` → GB; also a bare `FR`. */
function countryOf(code: string | null): string | null {
  const match = /^(?:[a-z]{2}[-_])?([a-z]{2})$/i.exec(code ?? '');
  const country = match?.[1]?.toUpperCase();
  if (!country) return null;
  return { UK: 'GB', EL: 'GR' }[country] ?? country;
}

// ── Care folders ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** The detail of a care folder → the buyer's request with its thread. */
export function readFolder(raw: unknown): RequestArrival | QuarantineArrival {
  const id = idOf(field(raw, 'id'));
  if (id === null) return unreadable('care folder', '', 'a folder without a number', raw);
  const orderline = field(raw, 'orderline');
  const lineId = idOf(field(orderline, 'id')) ?? idOf(orderline);
  const channelOrderId = idOf(field(field(orderline, 'order'), 'order_id'));
  if (lineId === null || channelOrderId === null) return unreadable('care folder', id, 'no order line', raw);
  const declaredAt = instant(field(raw, 'date_creation'));
  if (declaredAt === null) return unreadable('care folder', id, 'no date of creation', raw);

  const claims = list(field(raw, 'lines'));
  const issues = claims.flatMap((claim) => list(field(claim, 'issues')));
  const spoken = issues.map((issue) => ({ issue: text(field(issue, 'customerIssue')) ?? '', tag: text(field(issue, 'tag')) ?? '' }));
  const withdrawn = claims.some((claim) => field(claim, 'withdraw') === true);
  const { reason, fault } = reasonOf(spoken, withdrawn);
  const wants = claims.map((claim) => WISHES[text(field(claim, 'resolution_choice')) ?? '']).find((wish) => wish !== undefined);

  const messages = list(field(raw, 'messages')).map((message, index) => readMessage(message, index, id, declaredAt));
  messages.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const fromBuyer = messages.filter((message) => message.from === 'buyer' && !message.informative);
  const buyersFiles = list(field(raw, 'messages'))
    .filter((message) => senderOf(message) === 'buyer')
    .reduce<number>((count, message) => count + list(field(message, 'attachments')).length, 0);
  const closed = integer(field(raw, 'state')) === 9;
  const modifiedAt = instant(field(raw, 'date_modification')) ?? declaredAt;
  const closedAt = closed ? (instant(field(raw, 'date_closed')) ?? modifiedAt) : null;

  return {
    kind: 'request',
    channelReturnId: id,
    channelOrderId,
    lineId,
    reason,
    ...(fault && { fault }),
    ...(wants && { wants }),
    channelReason: spoken.map(({ issue, tag }) => [tag, issue].filter(Boolean).join(': ')).join('; ') || (withdrawn ? 'withdraw' : ''),
    ...(fromBuyer[0] && { note: fromBuyer[0].body }),
    photos: buyersFiles,
    declaredAt,
    ...(closedAt && { closedAt }),
    modifiedAt,
    messages,
    raw,
  };
}

/** The customer's choice → what the buyer would like. `REMOTE_ASSISTANCE` is no wish about the goods. */
const WISHES: Readonly<Record<string, Wish>> = { REPAIR: 'repair', REPLACE: 'replacement', REPAIR_REPLACE: 'repair', REFUND: 'refund' };

/**
 * The list of `customerIssue` and `tag` is not published: words are looked for, the issue before its tag, and what is
 * unknown stays `other`. The order line's `return_reason` is never asked: its 0 is the default of lines that never came back.
 */
const SIGNS: readonly (readonly [RegExp, Reason])[] = [
  [/COUNTERFEIT|FAKE/, 'counterfeit'],
  [/CHANGED?_(MY_)?MIND|ASK_FOR_RETURN|BY_MISTAKE|NO_LONGER|WITHDRAW|DONT_(WANT|LIKE)/, 'changed_mind'],
  [/DURING_DELIVERY|DAMAGED_(PARCEL|PACKAGE)|IN_TRANSIT|TRANSPORT/, 'damaged_in_transit'],
  [/TRACKING|PARCEL_RECOVERY|NOT_RECEIVED|NEVER_ARRIVED|LOST/, 'not_received'],
  [/LATE_(DELIVERY|SHIPPING)|DELAY/, 'arrived_late'],
  [/MISSING/, 'missing_part'],
  [/WRONG|DIFFERENT_(ITEM|PRODUCT|MODEL)/, 'wrong_item'],
  [
    /ESTHETIC|AESTHETIC|COSMETIC|APP?EA?RANCE|APPEAREANCE|APPARENCE|BEFORE_DELIVERY|NOT_AS_(EXPECTED|DESCRIBED)|SCRATCH|NON_COMPLIANT/,
    'not_as_described',
  ],
];
const TAGS: readonly (readonly [RegExp, Reason])[] = [
  [/TECHNICAL|DEFECT|FAULT|WARRANTY/, 'defective'],
  [/BAD_PRODUCT/, 'wrong_item'],
  ...SIGNS,
];
/** Charging before battery: "battery not charging" is a charging fault, "battery drain" a battery one. */
const FAULT_SIGNS: readonly (readonly [RegExp, Fault])[] = [
  [/CHARG/, 'charging'],
  [/BATTERY/, 'battery'],
  [/LOCK|ICLOUD|PASSCODE|ACCOUNT/, 'locked'],
  [/SCREEN|DISPLAY|TOUCH(?!_?ID)|PIXEL/, 'screen'],
  [/CAMERA|PHOTO|LENS/, 'camera'],
  [/AUDIO|SOUND|SPEAKER|MICRO|VOLUME_LEVEL/, 'audio'],
  [/KEYBOARD|BUTTON|TOUCH_?ID|TRACKPAD|\bKEYS?\b/, 'buttons'],
  [/HOT|HEAT|NOISY/, 'overheating'],
  [/POWER|BOOT|SHUTDOWN|RESTART|TURN_ON/, 'power'],
  [/WI_?FI|BLUETOOTH|NETWORK|\bSIM\b|_SIM|GPS|CONNECT/, 'connectivity'],
  [/SOFTWARE|UPDATE|SYSTEM|FREEZ|CRASH/, 'software'],
];

/** What the buyer picked at the channel → our reason and fault. Unknown words never fail: `defective`/`other` by tag, else `other`. */
export function reasonOf(issues: readonly { issue: string; tag: string }[], withdrawn = false): { reason: Reason; fault?: Fault } {
  for (const { issue, tag } of issues) {
    const words = loud(issue);
    const fault = FAULT_SIGNS.find(([sign]) => sign.test(words))?.[1];
    const byTag = TAGS.find(([sign]) => sign.test(loud(tag)))?.[1];
    // A technical tag decides: "screen" there is a fault, under an aesthetic tag it is the look of it.
    if (byTag === 'defective') return { reason: 'defective', fault: fault ?? 'other' };
    const byIssue = SIGNS.find(([sign]) => sign.test(words))?.[1];
    // "Wrong or missing accessories" stands under a bad product; what is missing is the accessory.
    if (byIssue === 'missing_part' || (byTag === 'wrong_item' && /ACCESSOR/.test(words))) return { reason: 'missing_part' };
    if (byIssue) return { reason: byIssue };
    if (byTag) return { reason: byTag };
    if (fault) return { reason: 'defective', fault };
  }
  return { reason: withdrawn ? 'changed_mind' : 'other' };
}

const loud = (words: string): string => words.toUpperCase().replace(/[^A-Z0-9]+/g, '_');

function readMessage(raw: unknown, index: number, folder: string, fallbackAt: string): MessageArrival {
  return {
    id: idOf(field(raw, 'id')) ?? `${folder}-${index}`,
    at: instant(field(raw, 'date_creation')) ?? fallbackAt,
    from: senderOf(raw),
    body: plain(text(field(raw, 'message')) ?? ''),
    informative: field(raw, 'is_informative') === true,
  };
}

/** `kind` is SENDER_TO_RECEIVER; `initiator` names the sender too. Both vocabularies are open: what is neither seller nor channel is the buyer. */
function senderOf(raw: unknown): MessageArrival['from'] {
  const sender = (text(field(raw, 'kind')) ?? '').split('_TO_')[0] || (text(field(raw, 'initiator')) ?? '');
  if (/merchant|seller/i.test(sender)) return 'seller';
  if (/back_?(market|care)|^bm|system|bot/i.test(sender)) return 'channel';
  return 'buyer';
}

// ── Parcels ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A Backship return → the parcel on its way back. */
export function readReturnParcel(raw: unknown): ParcelArrival | QuarantineArrival {
  const channelOrderId = idOf(field(raw, 'order_id'));
  const lineId = idOf(field(raw, 'orderline_id'));
  const trackingNumber = text(field(raw, 'tracking_number'));
  const createdAt = instant(field(raw, 'date_creation'));
  const external = idOf(field(raw, 'shipment_id')) ?? '';
  if (channelOrderId === null || lineId === null) return unreadable('return parcel', external, 'no order line', raw);
  if (trackingNumber === null || createdAt === null) return unreadable('return parcel', external, 'no tracking number or date', raw);
  const currency = text(field(raw, 'invoiced_currency'))?.toUpperCase();
  const invoiced = currency ? amount(field(raw, 'invoiced_price'), currency) : null;
  const pickedUpAt = instant(field(raw, 'date_pickup'));
  const deliveredAt = instant(field(raw, 'date_delivery'));
  const labelUrl = text(field(raw, 'label'));
  return {
    kind: 'parcel',
    channelOrderId,
    lineId,
    carrier: text(field(raw, 'carrier_name')) ?? '',
    trackingNumber,
    ...(labelUrl && { labelUrl }),
    createdAt,
    ...(pickedUpAt && { pickedUpAt }),
    ...(deliveredAt && { deliveredAt }),
    ...(invoiced && { invoiced }),
    raw,
  };
}

/** When a Backship delivery reached the buyer, and whose order it was. */
export function readDelivery(raw: unknown): { readonly orderId: string; readonly deliveredAt: string } | null {
  const orderId = idOf(field(raw, 'order'));
  const deliveredAt = instant(field(raw, 'date_delivery'));
  return orderId !== null && deliveredAt !== null ? { orderId, deliveredAt } : null;
}
