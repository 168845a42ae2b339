/** Sendcloud's words and ours. Every answer is read tolerantly: what is missing is missing, what is new is ignored. */
import { z } from 'zod';
import { type Money, parseMoney } from '../../core/money.ts';
import type { TrackingCode } from '../../core/parcel/lifecycle.ts';
import type { Address, CarrierLabelKind, DropPoint, LabelRequest, TrackingEvent } from '../carrier.ts';

const Text = z.union([z.string(), z.number()]).transform(String);
const Optional = Text.nullish().transform((text) => text ?? '');

/** How Sendcloud calls the ways to hand a return in. */
export const DELIVERY_OPTIONS: Readonly<Record<CarrierLabelKind, string>> = {
  prepaid: 'drop_off_point',
  dropoff: 'drop_off_labelless',
  pickup: 'pickup',
  store: 'in_store',
};

/**
 * Sendcloud's own consolidated statuses (`parent_status`), whose spelling differs between its APIs: hyphens or underscores, `center` or
 * `centre`. What says nothing about where the parcel is (an exception, a changed date) is no scan.
 */
const STATUSES: Readonly<Record<string, TrackingCode>> = {
  announced: 'label_created',
  'being announced': 'label_created',
  'ready to send': 'label_created',
  'no label': 'label_created',
  'announced not collected': 'label_created',
  'announced uncollected': 'label_created',
  accepted: 'accepted',
  'picked up': 'accepted',
  'shipment picked up by driver': 'accepted',
  'parcel en route': 'in_transit',
  'shipment on route': 'in_transit',
  'in transit': 'in_transit',
  'en route to sorting centre': 'in_transit',
  'at sorting centre': 'in_transit',
  'being sorted': 'in_transit',
  sorted: 'in_transit',
  'not sorted': 'in_transit',
  'at customs': 'in_transit',
  'delivery delayed': 'in_transit',
  'delivery attempt failed': 'in_transit',
  'awaiting customer pickup': 'in_transit',
  'driver en route': 'out_for_delivery',
  'out for delivery': 'out_for_delivery',
  delivered: 'delivered',
  'shipment collected by customer': 'delivered',
  'parcel lost': 'lost',
  lost: 'lost',
  'returned to sender': 'returned',
};

export const codeOf = (status: string): TrackingCode | null =>
  STATUSES[
    status
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')
      .replace(/\bcenter\b/, 'centre')
      .trim()
  ] ?? null;

/** `GET /parcels/tracking/{number}` (v3), and the older `statuses` of v2. */
const Tracking = z.object({
  events: z.array(z.object({ event_at: Optional, status_code: Optional, parent_status: Optional, location: Optional })).nullish(),
  statuses: z.array(z.object({ carrier_update_timestamp: Optional, parent_status: Optional })).nullish(),
});

/** Oldest first, each once; what has no readable time is left out. */
export function readTracking(json: unknown): TrackingEvent[] | null {
  const read = Tracking.safeParse(json);
  if (!read.success) return null;
  const { events, statuses } = read.data;
  const told = [
    ...(events ?? []).map((one) => ({ at: one.event_at, says: [one.parent_status, one.status_code], place: one.location })),
    ...(statuses ?? []).map((one) => ({ at: one.carrier_update_timestamp, says: [one.parent_status], place: '' })),
  ];
  const scans = told.flatMap(({ at, says, place }): TrackingEvent[] => {
    const code = says.map(codeOf).find((one) => one !== null);
    const ms = Date.parse(at);
    if (!code || Number.isNaN(ms)) return [];
    return [{ at: new Date(ms).toISOString(), code, ...(place.trim() && { place: place.trim() }) }];
  });
  scans.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return scans.filter((scan, i) => i === 0 || scan.at !== scans[i - 1]!.at || scan.code !== scans[i - 1]!.code);
}

/** `GET /returns/{id}`: the label of a return parcel. */
const ReturnParcel = z.object({
  tracking_number: Optional,
  tracking_url: Optional,
  order_number: Optional,
  label_url: Optional,
  label: z
    .union([z.string(), z.object({ label_printer: Optional, normal_printer: z.union([z.array(z.string()), z.string()]).nullish() })])
    .nullish(),
  label_cost: z.object({ value: Text, currency: z.string() }).nullish(),
  shipping_product: z.object({ code: Optional, name: Optional }).nullish(),
  status_history: z.array(z.object({ carrier_code: Optional })).nullish(),
  errors: z.array(z.object({ detail: Optional, code: Optional })).nullish(),
});

export type ReturnParcel = {
  readonly trackingNumber: string;
  readonly trackingUrl?: string;
  readonly orderNumber: string;
  /** The label for a thermal printer, else the A4 page. */
  readonly labelUrl: string;
  readonly cost?: Money;
  readonly carrier: string;
  /** What the carrier refused, in its words. */
  readonly trouble: string;
};

export function readReturnParcel(json: unknown): ReturnParcel | null {
  const read = ReturnParcel.safeParse(json);
  if (!read.success) return null;
  const { tracking_number, tracking_url, order_number, label, label_url, label_cost, shipping_product, status_history, errors } = read.data;
  const pages = typeof label === 'object' && label ? label.normal_printer : undefined;
  const url = typeof label === 'string' ? label : label?.label_printer || (Array.isArray(pages) ? pages[0] : pages) || label_url;
  const cost = label_cost ? parseMoney(label_cost.value, label_cost.currency) : null;
  const product = shipping_product?.code.split(/[:/]/)[0] ?? '';
  return {
    trackingNumber: tracking_number,
    orderNumber: order_number,
    labelUrl: url ?? '',
    carrier: carrierName(status_history?.find((one) => one.carrier_code)?.carrier_code || product || 'Sendcloud'),
    trouble: (errors ?? []).map((error) => error.detail || error.code).join('; '),
    ...(tracking_url && { trackingUrl: tracking_url }),
    ...(cost && { cost }),
  };
}

/** `dhl_express` → `DHL Express`; codes of three letters are initials. */
const carrierName = (code: string): string =>
  code
    .split(/[_-]/)
    .map((word) => (word.length <= 3 ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');

const Listed = z.object({ id: Optional, order_number: Optional });
/** A page of `GET /returns`; `next` is the cursor of the page after it. */
export function readReturnList(
  json: unknown,
): { readonly returns: readonly { id: string; orderNumber: string }[]; readonly next: string } | null {
  const read = z.object({ returns: z.array(Listed).nullish(), data: z.array(Listed).nullish(), next: Optional }).safeParse(json);
  if (!read.success) return null;
  const rows = read.data.returns ?? read.data.data ?? [];
  const { next } = read.data;
  return {
    returns: rows.map((row) => ({ id: row.id, orderNumber: row.order_number })),
    next: URL.canParse(next) ? (new URL(next).searchParams.get('cursor') ?? '') : next,
  };
}

const ShippingOptions = z.object({
  data: z
    .array(
      z.object({
        code: z.string(),
        functionalities: z.record(z.string(), z.unknown()).nullish(),
        quotes: z
          .array(z.object({ price: z.object({ total: z.object({ value: Text, currency: z.string() }).nullish() }).nullish() }))
          .nullish(),
      }),
    )
    .nullish(),
});

export type ShippingOption = { readonly code: string; readonly price: Money | null };

/** The ways that fit the wish, cheapest first; those without a price last. */
export function readShippingOptions(json: unknown, kind: CarrierLabelKind): ShippingOption[] | null {
  const read = ShippingOptions.safeParse(json);
  if (!read.success) return null;
  const options = (read.data.data ?? [])
    .filter(({ functionalities }) => suits(kind, functionalities ?? {}))
    .map(({ code, quotes }) => {
      const total = quotes?.[0]?.price?.total;
      return { code, price: total ? parseMoney(total.value, total.currency) : null };
    });
  return options.sort((a, b) => (a.price?.minor ?? Number.MAX_SAFE_INTEGER) - (b.price?.minor ?? Number.MAX_SAFE_INTEGER));
}

function suits(kind: CarrierLabelKind, { labelless, first_mile: firstMile }: Readonly<Record<string, unknown>>): boolean {
  if (kind === 'dropoff') return labelless === true;
  if (kind === 'pickup') return typeof firstMile === 'string' && firstMile.includes('pickup');
  // A label is printed: the way that takes none is another wish.
  return labelless !== true;
}

export const addressOf = ({ name, street, postalCode, city, country, email }: Address) => ({
  name,
  address_line_1: street,
  postal_code: postalCode,
  city,
  country_code: country,
  ...(email && { email }),
});

/** What `POST /returns/announce-synchronously` takes. The order number carries our intent: returns are listed by date, and known by it. */
export const returnBody = (request: LabelRequest, intentId: string, option: string, contract: number | null) => ({
  from_address: addressOf(request.from),
  to_address: addressOf(request.to),
  ship_with: { type: 'shipping_option_code', shipping_option_code: option, ...(contract !== null && { contract }) },
  weight: { value: request.weight / 1000, unit: 'kg' },
  collo_count: 1,
  send_tracking_emails: false,
  order_number: orderNumber(request, intentId),
  external_reference: intentId,
  delivery_option: DELIVERY_OPTIONS[request.kind],
});
export const orderNumber = ({ rma }: Pick<LabelRequest, 'rma'>, intentId: string): string => `${rma} ${intentId}`;

const ServicePoint = z.object({
  id: Text,
  name: Optional,
  street: Optional,
  house_number: Optional,
  postal_code: Optional,
  city: Optional,
  country: Optional,
  distance: z.number().nullish(),
  is_active: z.boolean().nullish(),
  formatted_opening_times: z.record(z.string(), z.array(z.string())).nullish(),
});

export function readServicePoints(json: unknown): DropPoint[] | null {
  const read = z.array(z.unknown()).safeParse(json);
  if (!read.success) return null;
  return read.data.flatMap((one): DropPoint[] => {
    const point = ServicePoint.safeParse(one);
    if (!point.success || point.data.is_active === false) return [];
    const { id, name, street, house_number, postal_code, city, country, distance, formatted_opening_times: hours } = point.data;
    return [
      {
        id,
        name,
        street: `${street} ${house_number}`.trim(),
        postalCode: postal_code,
        city,
        country,
        ...(typeof distance === 'number' && { distance }),
        // "0" is Monday.
        ...(hours && { hours: Array.from({ length: 7 }, (_, day) => hours[String(day)] ?? []) }),
      },
    ];
  });
}

const News = z.object({
  action: Optional,
  timestamp: Optional,
  parcel: z.object({ id: Optional, tracking_number: Optional }).nullish(),
});

/** What a message is about. Its status has a time of Sendcloud's, not the carrier's: the parcel is asked for instead. */
export function readNewsBody(json: unknown): { readonly id: string; readonly trackingNumber: string } | null {
  const read = News.safeParse(json);
  if (!read.success) return null;
  const { action, timestamp, parcel } = read.data;
  return {
    id: [action, parcel?.id ?? '', timestamp].join(':'),
    trackingNumber: action === 'parcel_status_changed' ? (parcel?.tracking_number ?? '') : '',
  };
}

/** Any of Sendcloud's error shapes in one line: `{errors:[{detail}]}` (v3), `{error:{message}}` (v2), fields with lists of words. */
export function readErrorWords(body: string): string {
  try {
    const json = JSON.parse(body) as { errors?: unknown; error?: { message?: unknown }; message?: unknown; detail?: unknown };
    const one = (error: unknown): string => {
      const { detail, message, code, source } = (error ?? {}) as Record<string, unknown>;
      const where = (source as { pointer?: unknown } | undefined)?.pointer;
      return [where, detail ?? message ?? code].filter((part) => typeof part === 'string').join(': ');
    };
    if (Array.isArray(json.errors)) return json.errors.map(one).filter(Boolean).join('; ');
    const said = json.error?.message ?? json.detail ?? json.message;
    return typeof said === 'string' ? said : body.slice(0, 300);
  } catch {
    return body.trim().slice(0, 300);
  }
}
