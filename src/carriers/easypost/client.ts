/** EasyPost: carriers of North America and beyond (M21, M22). A shipment is made with our reference, and its label can be bought once. */
import { type Failure, failed } from '../../channels/channel.ts';
import { type Edges, failureOfStatus, talker } from '../../channels/talk.ts';
import type { BoughtLabel, Carrier, CarrierNews, LabelRequest } from '../carrier.ts';
import { mayBeANumber } from '../numbers.ts';
import { hmacHex, isSame } from '../sign.ts';
import {
  addressOf,
  readError,
  readNewsBody,
  readPickup,
  readPickups,
  readShipment,
  readTracker,
  type Shipment,
  shipmentBody,
} from './map.ts';

export type EasyPostOptions = {
  readonly slug: string;
  readonly name: string;
  readonly apiKey: string;
  /** The secret that was given to the webhook when it was made. */
  readonly webhookSecret?: string;
  /** `UPS`, `FedEx` …: only this carrier's rates; the cheapest of all where left out. */
  readonly carrierCode?: string;
  /** Elsewhere in tests. */
  readonly baseUrl?: string;
};

const BASE = 'https://api.easypost.com/v2';
const TIMEOUT_MS = 20_000;
/** The carrier has not said whether it sold the label: the shipment is read before anything else is done. */
const UNSURE = new Set([
  'SHIPMENT.POSTAGE.EXISTS',
  'SHIPMENT.POSTAGE.TIMED_OUT',
  'SHIPMENT.POSTAGE.NO_RESPONSE',
  'SHIPMENT.PURCHASE.IN_PROGRESS',
]);

const unreadable = (what: string): Failure => ({
  failed: 'unreadable',
  says: `EasyPost's answer about ${what} could not be read`,
  retryable: true,
});

export function createEasyPost(options: EasyPostOptions, edges: Edges): Carrier {
  const talk = talker(
    {
      name: 'EasyPost',
      baseUrl: options.baseUrl ?? BASE,
      headers: { Authorization: `Basic ${Buffer.from(`${options.apiKey}:`).toString('base64')}` },
      timeoutMs: TIMEOUT_MS,
      failureOf: (status, head, body, act, nowMs) => {
        const { code, says } = readError(body);
        const failure = failureOfStatus(status, head, `EasyPost answered ${status}${code ? ` ${code}` : ''}: ${says}`, act, nowMs);
        return UNSURE.has(code) ? { ...failure, failed: 'timeout', retryable: true, uncertain: true } : failure;
      },
    },
    edges,
  );

  /** By EasyPost's own id, or by our reference. Null: never heard of. */
  async function findShipment(id: string): Promise<Shipment | null | Failure> {
    const answer = await talk({ method: 'GET', path: `/shipments/${encodeURIComponent(id)}` });
    if (failed(answer)) return answer.failed === 'not_found' ? null : answer;
    return readShipment(answer.json) ?? unreadable('a shipment');
  }

  async function makeShipment(request: LabelRequest, intentId: string): Promise<Shipment | Failure> {
    const answer = await talk({ method: 'POST', path: '/shipments', json: shipmentBody(request, intentId) });
    if (failed(answer)) return answer;
    return readShipment(answer.json) ?? unreadable('a new shipment');
  }

  /** The cheapest rate that fits; the carriers' own words where none does. */
  function rateOf(shipment: Shipment): Shipment['rates'][number] | Failure {
    const rates = shipment.rates.filter((rate) => !options.carrierCode || rate.carrier === options.carrierCode);
    if (rates[0]) return rates[0];
    return {
      failed: 'refused',
      says: `No carrier offers this return${shipment.trouble ? `: ${shipment.trouble}` : '.'}`,
      retryable: false,
    };
  }

  async function buy(shipment: Shipment): Promise<Shipment | Failure> {
    if (shipment.bought && shipment.labelUrl) return shipment;
    const rate = rateOf(shipment);
    if (failed(rate)) return rate;
    const answer = await talk({ method: 'POST', path: `/shipments/${shipment.id}/buy`, json: { rate: { id: rate.id } } });
    if (!failed(answer)) return readShipment(answer.json) ?? { ...unreadable('a label'), uncertain: true };
    if (!answer.uncertain) return answer;
    // It can be bought once only: what is there now is what came of it.
    const now = await findShipment(shipment.id);
    return now !== null && !failed(now) && now.bought && now.labelUrl ? now : answer;
  }

  async function labelOf(shipment: Shipment): Promise<BoughtLabel | Failure> {
    const paper = await talk({ method: 'GET', path: shipment.labelUrl });
    if (failed(paper)) return paper;
    return {
      reference: shipment.id,
      trackingNumber: shipment.trackingNumber,
      carrier: shipment.bought!.carrier || 'EasyPost',
      cost: shipment.bought!.price,
      pdf: paper.bytes,
      ...(shipment.trackingUrl && { trackingUrl: shipment.trackingUrl }),
      ...(shipment.qrUrl && { qr: shipment.qrUrl }),
    };
  }

  /** A shop can scan a code from a screen, where the carrier knows that; else the printed label does it. */
  async function withQr(shipment: Shipment): Promise<Shipment> {
    if (shipment.qrUrl) return shipment;
    const answer = await talk({ method: 'POST', path: `/shipments/${shipment.id}/forms`, json: { form: { type: 'label_qr_code' } } });
    const made = failed(answer) ? null : readShipment(answer.json);
    return made?.qrUrl ? made : shipment;
  }

  async function orderPickup({ from, slot }: LabelRequest, shipment: Shipment, intentId: string): Promise<Failure | null> {
    if (!slot) return { failed: 'refused', says: 'A pick-up needs a slot.', retryable: false };
    const known = await talk({ method: 'GET', path: '/pickups', query: { page_size: 100 } });
    if (failed(known)) return known;
    let pickup = readPickups(known.json)?.find(({ reference }) => reference === intentId) ?? null;
    if (!pickup) {
      const made = await talk({
        method: 'POST',
        path: '/pickups',
        json: {
          pickup: {
            reference: intentId,
            shipment: { id: shipment.id },
            address: addressOf(from),
            min_datetime: slot.from,
            max_datetime: slot.until,
            is_account_address: false,
          },
        },
      });
      if (failed(made)) return made;
      pickup = readPickup(made.json);
      if (!pickup) return { ...unreadable('a pick-up'), uncertain: true };
    }
    if (pickup.status === 'scheduled') return null;
    const [rate] = pickup.pickup_rates ?? [];
    if (!rate)
      return {
        failed: 'refused',
        says: `${shipment.bought?.carrier ?? 'The carrier'} sends no driver there in that slot.`,
        retryable: false,
      };
    const bought = await talk({
      method: 'POST',
      path: `/pickups/${pickup.id}/buy`,
      json: { carrier: rate.carrier, service: rate.service },
    });
    return failed(bought) ? bought : null;
  }

  return {
    slug: options.slug,
    name: options.name,
    kinds: ['prepaid', 'dropoff', 'pickup'],
    pickup: { leadDays: 1, windows: [['09:00', '17:00']] },

    async buyLabel(request, intentId) {
      // One cheap question before each attempt: a shipment of this reference is continued, never made twice.
      const known = await findShipment(intentId);
      if (known !== null && failed(known)) return known;
      const shipment = known ?? (await makeShipment(request, intentId));
      if (failed(shipment)) return shipment;
      const bought = await buy(shipment);
      if (failed(bought)) return bought;
      if (request.kind === 'pickup') {
        const trouble = await orderPickup(request, bought, intentId);
        if (trouble) return trouble;
      }
      return labelOf(request.kind === 'dropoff' ? await withQr(bought) : bought);
    },

    async findLabel(intentId) {
      const shipment = await findShipment(intentId);
      if (shipment === null || failed(shipment)) return shipment;
      return shipment.bought && shipment.labelUrl ? labelOf(shipment) : null;
    },

    async cancelLabel(reference) {
      const shipment = await findShipment(reference);
      if (shipment === null) return { failed: 'not_found', says: 'EasyPost does not know this label', retryable: false };
      if (failed(shipment)) return shipment;
      if (shipment.refund === 'refunded') return { cancelled: 'done' };
      if (shipment.refund === 'submitted') return { cancelled: 'asked' };
      const answer = await talk({ method: 'POST', path: `/shipments/${shipment.id}/refund` });
      if (failed(answer)) return answer;
      const refund = readShipment(answer.json)?.refund ?? '';
      if (refund === 'rejected' || refund === 'not_applicable')
        return { failed: 'refused', says: `The carrier gives this label back no money (${refund.replace('_', ' ')}).`, retryable: false };
      return { cancelled: refund === 'refunded' ? 'done' : 'asked' };
    },

    async quote(request) {
      // Rates come with a shipment; one that is not bought costs nothing. It carries no reference: it is nobody's intent.
      const { shipment } = shipmentBody(request, '');
      const { reference: _none, ...asked } = shipment;
      const answer = await talk({ method: 'POST', path: '/shipments', json: { shipment: asked } });
      if (failed(answer)) return { ...answer, uncertain: false };
      const read = readShipment(answer.json);
      if (!read) return unreadable('rates');
      const rate = rateOf(read);
      return failed(rate) ? rate : rate.price;
    },

    async track(trackingNumber) {
      const answer = await talk({ method: 'GET', path: '/trackers', query: { tracking_code: trackingNumber, page_size: 1 } });
      if (failed(answer)) return answer;
      const [tracker] = ((answer.json ?? {}) as { trackers?: readonly unknown[] }).trackers ?? [];
      if (tracker === undefined) return { failed: 'not_found', says: 'EasyPost follows no parcel of this number', retryable: false };
      return readTracker(tracker)?.events ?? unreadable('a parcel');
    },

    readNews(raw, head): CarrierNews {
      // Its own clients normalise the secret before they sign.
      const secret = (options.webhookSecret ?? '').normalize('NFKD');
      if (secret === '' || !isSame(head['x-hmac-signature'], `hmac-sha256-hex=${hmacHex(secret, raw)}`)) return { news: 'forged' };
      let json: unknown;
      try {
        json = JSON.parse(new TextDecoder().decode(raw));
      } catch {
        return { news: 'unreadable', says: 'not JSON' };
      }
      const read = readNewsBody(json);
      if (!read) return { news: 'unreadable', says: 'not an event of EasyPost' };
      if (!read.about.startsWith('tracker.')) return { news: 'other', id: read.id };
      const tracker = readTracker(read.result);
      if (!tracker || tracker.trackingNumber === '') return { news: 'unreadable', says: 'a tracker without a number' };
      return { news: 'parcel', id: read.id, ...tracker };
    },

    async probe() {
      const answer = await talk({ method: 'GET', path: '/trackers', query: { page_size: 1 } });
      return failed(answer) ? answer : { says: 'EasyPost knows this key.' };
    },

    readsNumber: mayBeANumber,
    trackingUrl: (number) => `https://track.easypost.com/${encodeURIComponent(number)}`,
  };
}
