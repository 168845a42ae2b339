/** A small EasyPost: shipments, refunds, trackers, pick-ups and forms, as documented. */
import { type Answered, type Asked, type Json, PDF, stubServer } from '../stub.test-support.ts';

export const API_KEY = 'EZTKstub';
type Kept = {
  readonly id: string;
  readonly reference: string | null;
  readonly body: Json;
  bought: Json;
  refund: string | null;
  refunds: number;
  qr: boolean;
};

export async function easypostStub() {
  const shipments: Kept[] = [];
  const pickups: Json[] = [];
  const state = { hangUp: null as null | 'shipment' | 'buy', rates: true };
  const problem = (status: number, code: string, message: string): Answered => ({ status, json: { error: { code, message, errors: [] } } });
  const rates = [
    { id: 'rate_2', rate: '9.40000', currency: 'USD', carrier: 'UPS', service: 'Ground' },
    { id: 'rate_1', rate: '7.58000', currency: 'USD', carrier: 'USPS', service: 'GroundAdvantage' },
  ];
  const shown = (kept: Kept) => ({
    id: kept.id,
    object: 'Shipment',
    reference: kept.reference,
    is_return: kept.body.is_return,
    rates: state.rates ? rates : [],
    messages: state.rates ? [] : [{ carrier: 'USPS', type: 'rate_error', message: 'no service to this place' }],
    selected_rate: kept.bought,
    tracking_code: kept.bought ? `94001000000000000000${kept.id.slice(-2)}` : null,
    postage_label: kept.bought ? { label_url: `${base}/labels/${kept.id}.pdf`, label_pdf_url: null } : null,
    tracker: kept.bought ? { public_url: `https://track.example/${kept.id}` } : null,
    refund_status: kept.refund,
    forms: kept.qr ? [{ form_type: 'label_qr_code', form_url: 'https://forms.example/qr.png' }] : [],
  });
  const tracker = (code: string) => ({
    id: 'trk_1',
    object: 'Tracker',
    tracking_code: code,
    status: 'in_transit',
    tracking_details: [
      { datetime: '2026-11-17T08:00:00Z', status: 'in_transit', tracking_location: { city: 'PHOENIX', country: 'US' } },
      { datetime: '2026-11-16T10:00:00Z', status: 'pre_transit', tracking_location: null },
      { datetime: '2026-11-18T10:00:00Z', status: 'failure' },
    ],
  });

  function answer({ method, url, json, headers }: Asked): Answered | 'hang up' {
    const { pathname } = url;
    if (pathname.startsWith('/labels/')) return { bytes: PDF };
    if (headers.authorization !== `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`) return problem(401, 'APIKEY.INVALID', 'no');
    if (method === 'POST' && pathname === '/shipments') {
      const { shipment } = json;
      const kept: Kept = {
        id: `shp_${String(shipments.length + 10)}`,
        reference: shipment.reference ?? null,
        body: shipment,
        bought: null,
        refund: null,
        refunds: 0,
        qr: false,
      };
      shipments.push(kept);
      return state.hangUp === 'shipment' ? 'hang up' : { status: 201, json: shown(kept) };
    }
    const one = /^\/shipments\/([^/]+)(\/\w+)?$/.exec(pathname);
    const kept = one && shipments.find(({ id, reference }) => id === one[1] || reference === one[1]);
    if (one && !kept) return problem(404, 'NOT_FOUND', 'The requested resource could not be found.');
    if (kept && one[2] === '/buy') {
      if (kept.bought) return problem(422, 'SHIPMENT.POSTAGE.EXISTS', 'Postage already exists for this shipment.');
      kept.bought = rates.find(({ id }) => id === json.rate.id);
      return state.hangUp === 'buy' ? 'hang up' : { json: shown(kept) };
    }
    if (kept && one[2] === '/refund') {
      kept.refunds += 1;
      kept.refund = 'submitted';
      return { json: shown(kept) };
    }
    if (kept && one[2] === '/forms') {
      kept.qr = true;
      return { status: 201, json: shown(kept) };
    }
    if (kept) return { json: shown(kept) };
    if (pathname === '/trackers') {
      const code = url.searchParams.get('tracking_code');
      const known = code === null || shipments.some((shipment) => shown(shipment).tracking_code === code);
      return { json: { trackers: known ? [tracker(code ?? '')] : [], has_more: false } };
    }
    if (pathname === '/pickups' && method === 'GET') return { json: { pickups, has_more: false } };
    if (pathname === '/pickups') {
      const pickup = {
        id: `pickup_${pickups.length}`,
        status: 'unknown',
        ...json.pickup,
        pickup_rates: [{ carrier: 'USPS', service: 'NextDay', rate: '0.00' }],
      };
      pickups.push(pickup);
      return { status: 201, json: pickup };
    }
    const bought = /^\/pickups\/(\w+)\/buy$/.exec(pathname);
    if (bought) {
      const pickup = pickups.find(({ id }) => id === bought[1]);
      pickup.status = 'scheduled';
      return { json: pickup };
    }
    return problem(404, 'NOT_FOUND', 'The requested resource could not be found.');
  }
  const { url, asked } = await stubServer((one) => answer(one));
  const base = url;
  return { url, asked, shipments, pickups, state };
}
