/** A small Sendcloud: the Returns API v3, parcel tracking, pick-ups, shipping options and service points, as documented. */
import { type Answered, type Asked, type Json, PDF, stubServer } from '../stub.test-support.ts';

export const KEYS = { publicKey: 'public', secretKey: 'secret' };
type Kept = { readonly id: number; readonly body: Json; readonly trackingNumber: string; status: string; cancels: number };

export async function sendcloudStub() {
  const returns: Kept[] = [];
  const pickups: Json[] = [];
  const state = { hangUp: null as null | 'before' | 'after', options: true, silent: false };
  const problem = (status: number, detail: string): Answered => ({
    status,
    json: { errors: [{ status: String(status), code: 'invalid', detail }] },
  });

  const shown = ({ id, body, trackingNumber, status }: Kept, base: string) => ({
    id,
    from_address: body.from_address,
    to_address: body.to_address,
    shipping_product: { code: body.ship_with.shipping_option_code },
    weight: body.weight,
    order_number: body.order_number,
    tracking_number: trackingNumber,
    tracking_url: `https://tracking.example/${trackingNumber}`,
    label: { normal_printer: [`${base}/labels/normal/${id}`], label_printer: `${base}/labels/label_printer/${id}` },
    label_cost: { value: 5.45, currency: 'EUR' },
    is_cancellable: status === 'announced',
    status,
    status_history: [],
    created_at: '2026-11-16T10:00:00.463473+02:00',
  });

  function answer({ method, url, json, headers }: Asked): Answered | 'hang up' {
    const { pathname } = url;
    if (headers.authorization !== `Basic ${Buffer.from('public:secret').toString('base64')}`)
      return problem(401, 'Invalid username/password.');
    const one = /^\/returns\/(\d+)(\/cancel)?$/.exec(pathname);
    const known = one ? returns.find(({ id }) => String(id) === one[1]) : undefined;
    if (method === 'POST' && pathname === '/returns/announce-synchronously') {
      if (state.hangUp === 'before') return 'hang up';
      if (returns.some(({ body }) => body.external_reference === json.external_reference))
        return problem(400, 'A return with this external_reference already exists.');
      const id = 1_751_000 + returns.length;
      returns.push({ id, body: json, trackingNumber: `0123456789${String(id).slice(-4)}`, status: 'announced', cancels: 0 });
      return state.hangUp === 'after' ? 'hang up' : { status: 201, json: { return_id: id, parcel_id: id + 5, multi_collo_ids: [] } };
    }
    if (method === 'GET' && pathname === '/returns')
      return { json: { next: null, previous: null, returns: returns.map((kept) => shown(kept, base)) } };
    if (one && !known) return problem(404, 'Not found.');
    if (known && method === 'GET') return { json: shown(known, base) };
    if (known && method === 'PATCH') {
      known.cancels += 1;
      known.status = 'cancelled';
      return { status: 202, json: { message: 'Cancellation requested' } };
    }
    if (pathname.startsWith('/labels/')) return { bytes: PDF };
    if (method === 'POST' && pathname === '/fetch-shipping-options') {
      const option = (code: string, value: string, more: object = {}) => ({
        code,
        carrier: { code: code.split(':')[0] },
        functionalities: { returns: true, first_mile: 'dropoff', labelless: false, ...more },
        quotes: [{ price: { breakdown: [], total: { value, currency: 'EUR' } } }],
      });
      return {
        json: {
          data: state.options
            ? [
                option('ups:return', '7.90', { first_mile: 'pickup_dropoff' }),
                option('dpd:return/return', '5.45'),
                option('mondial_relay:labelless', '4.20', { labelless: true }),
              ]
            : [],
        },
      };
    }
    if (pathname === '/pickups') {
      if (method === 'GET') return { json: { data: pickups.filter((pickup) => pickup.reference === url.searchParams.get('reference')) } };
      pickups.push(json);
      return { status: 201, json: { id: pickups.length, ...json, status: 'ANNOUNCING' } };
    }
    if (pathname === '/service-points') {
      const point = (id: number, name: string, distance: number, active = true) => ({
        id,
        code: `P${id}`,
        is_active: active,
        name,
        street: 'Rue Garibaldi',
        house_number: String(id),
        postal_code: '69003',
        city: 'Lyon',
        country: 'FR',
        distance,
        formatted_opening_times: { 0: ['09:00 - 12:00', '14:00 - 19:00'], 6: [] },
      });
      return { json: [point(2, 'Tabac des Lilas', 700), point(1, 'Épicerie Marchand', 150), point(3, 'Fermé', 20, false)] };
    }
    const tracked = /^\/parcels\/tracking\/(.+)$/.exec(pathname);
    if (tracked && returns.some(({ trackingNumber }) => trackingNumber === tracked[1])) {
      const event = (event_at: string, status_code: string) => ({
        event_at,
        event_type: 'carrier',
        status_code,
        status_description: status_code,
      });
      return {
        json: {
          announced_at: '2026-11-16T09:00:00Z',
          events: state.silent
            ? [event('2026-11-16T09:00:00Z', 'announced')]
            : [
                event('2026-11-18T08:00:00Z', 'driver_en_route'),
                event('2026-11-16T09:00:00Z', 'announced'),
                event('2026-11-17T17:12:00Z', 'at_sorting_center'),
                event('2026-11-17T18:00:00Z', 'exception'),
                event('2026-11-16T15:30:00+01:00', 'shipment_picked_up_by_driver'),
              ],
        },
      };
    }
    return problem(404, 'Not found.');
  }
  const { url, asked } = await stubServer((one) => answer(one));
  const base = url;
  return { url, asked, returns, pickups, state };
}
