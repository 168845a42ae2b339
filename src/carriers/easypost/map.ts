/** EasyPost's words and ours, read tolerantly. */
import { z } from 'zod';
import { type Money, parseMoney } from '../../core/money.ts';
import type { TrackingCode } from '../../core/parcel/lifecycle.ts';
import type { Address, LabelRequest, TrackingEvent } from '../carrier.ts';

const Text = z.union([z.string(), z.number()]).transform(String);
const Optional = Text.nullish().transform((text) => text ?? '');

/** Its tracker statuses. `failure`, `error`, `cancelled` and `unknown` say nothing about where the parcel is. */
const STATUSES: Readonly<Record<string, TrackingCode>> = {
  pre_transit: 'label_created',
  in_transit: 'in_transit',
  available_for_pickup: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  delivered: 'delivered',
  return_to_sender: 'returned',
};
export const codeOf = (status: string): TrackingCode | null => STATUSES[status] ?? null;

const Tracker = z.object({
  tracking_code: Optional,
  public_url: Optional,
  tracking_details: z
    .array(
      z.object({
        status: Optional,
        datetime: Optional,
        tracking_location: z.object({ city: Optional, country: Optional }).nullish(),
      }),
    )
    .nullish(),
});

/** Oldest first. */
export function readTracker(json: unknown): { readonly trackingNumber: string; readonly events: TrackingEvent[] } | null {
  const read = Tracker.safeParse(json);
  if (!read.success) return null;
  const events = (read.data.tracking_details ?? []).flatMap(({ status, datetime, tracking_location: where }): TrackingEvent[] => {
    const code = codeOf(status);
    const ms = Date.parse(datetime);
    if (!code || Number.isNaN(ms)) return [];
    const place = [where?.city, where?.country].filter(Boolean).join(', ');
    return [{ at: new Date(ms).toISOString(), code, ...(place && { place }) }];
  });
  events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { trackingNumber: read.data.tracking_code, events };
}

const Rate = z.object({ id: z.string(), rate: Text, currency: z.string(), carrier: Optional, service: Optional });
const Shipment = z.object({
  id: z.string(),
  reference: Optional,
  tracking_code: Optional,
  refund_status: Optional,
  rates: z.array(Rate).nullish(),
  selected_rate: Rate.nullish(),
  postage_label: z.object({ label_url: Optional, label_pdf_url: Optional }).nullish(),
  tracker: z.object({ public_url: Optional }).nullish(),
  forms: z.array(z.object({ form_type: Optional, form_url: Optional })).nullish(),
  messages: z.array(z.object({ carrier: Optional, message: z.unknown() })).nullish(),
});
export type Rated = { readonly id: string; readonly price: Money; readonly carrier: string; readonly service: string };
export type Shipment = {
  readonly id: string;
  readonly reference: string;
  readonly trackingNumber: string;
  readonly refund: string;
  /** Cheapest first. */
  readonly rates: readonly Rated[];
  readonly bought: Rated | null;
  readonly labelUrl: string;
  readonly trackingUrl: string;
  readonly qrUrl: string;
  /** Why carriers gave no rate. */
  readonly trouble: string;
};

export function readShipment(json: unknown): Shipment | null {
  const read = Shipment.safeParse(json);
  if (!read.success) return null;
  const { id, reference, tracking_code, refund_status, rates, selected_rate, postage_label: label, tracker, forms, messages } = read.data;
  const rated = (rate: z.output<typeof Rate>): Rated[] => {
    const price = parseMoney(toCents(rate.rate), rate.currency);
    return price ? [{ id: rate.id, price, carrier: rate.carrier, service: rate.service }] : [];
  };
  return {
    id,
    reference,
    trackingNumber: tracking_code,
    refund: refund_status,
    rates: (rates ?? []).flatMap(rated).sort((a, b) => a.price.minor - b.price.minor),
    bought: selected_rate ? (rated(selected_rate)[0] ?? null) : null,
    labelUrl: label?.label_pdf_url || label?.label_url || '',
    trackingUrl: tracker?.public_url ?? '',
    qrUrl: forms?.find((form) => form.form_type === 'label_qr_code')?.form_url ?? '',
    trouble: (messages ?? [])
      .map(({ carrier, message }) => `${carrier}: ${typeof message === 'string' ? message : JSON.stringify(message)}`)
      .join('; '),
  };
}

/** `7.58000` → `7.58`: rates come with more decimals than money has. */
const toCents = (rate: string): string => Number(rate).toFixed(2);

export const addressOf = ({ name, street, postalCode, city, country, email }: Address) => ({
  name,
  street1: street,
  zip: postalCode,
  city,
  country,
  ...(email && { email }),
});

const GRAMS_PER_OUNCE = 28.349523125;

/** A return is told with the addresses of the way there: EasyPost turns them round. */
export const shipmentBody = ({ from, to, weight, lithium }: LabelRequest, intentId: string) => ({
  shipment: {
    reference: intentId,
    is_return: true,
    to_address: addressOf(from),
    from_address: addressOf(to),
    parcel: { weight: Math.ceil((weight / GRAMS_PER_OUNCE) * 10) / 10 },
    options: { label_format: 'PDF', label_size: '4x6', ...(lithium && { hazmat: 'LITHIUM' }) },
  },
});

const Pickup = z.object({
  id: z.string(),
  reference: Optional,
  status: Optional,
  pickup_rates: z.array(z.object({ carrier: Optional, service: Optional, rate: Optional })).nullish(),
});
export type Pickup = z.output<typeof Pickup>;
export const readPickup = (json: unknown): Pickup | null => Pickup.safeParse(json).data ?? null;
export const readPickups = (json: unknown): readonly Pickup[] | null =>
  z.object({ pickups: z.array(Pickup) }).safeParse(json).data?.pickups ?? null;

const News = z.object({ id: Optional, description: Optional, result: z.unknown() });
export function readNewsBody(json: unknown): { readonly id: string; readonly about: string; readonly result: unknown } | null {
  const read = News.safeParse(json);
  return read.success ? { id: read.data.id, about: read.data.description, result: read.data.result } : null;
}

/** `{error:{code,message,errors:[…]}}` in one line. */
export function readError(body: string): { readonly code: string; readonly says: string } {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown; message?: unknown; errors?: unknown } | string };
    if (typeof error === 'string') return { code: '', says: error };
    const fields = Array.isArray(error?.errors) && error.errors.length > 0 ? ` ${JSON.stringify(error.errors)}` : '';
    return { code: String(error?.code ?? ''), says: `${String(error?.message ?? body.slice(0, 300))}${fields}` };
  } catch {
    return { code: '', says: body.trim().slice(0, 300) };
  }
}
