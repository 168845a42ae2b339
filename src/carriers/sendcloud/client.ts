/** Sendcloud: one contract for many European carriers (M21, M22). Its Returns API v3 makes standalone return labels. */
import { type Failure, failed } from '../../channels/channel.ts';
import { type Edges, failureOfStatus, type Talk, talker } from '../../channels/talk.ts';
import type { BoughtLabel, Carrier, CarrierNews, LabelRequest } from '../carrier.ts';
import { mayBeANumber } from '../numbers.ts';
import { hmacHex, isSame } from '../sign.ts';
import {
  addressOf,
  readErrorWords,
  readNewsBody,
  readReturnList,
  readReturnParcel,
  readServicePoints,
  readShippingOptions,
  readTracking,
  returnBody,
  type ShippingOption,
} from './map.ts';

export type SendcloudOptions = {
  readonly slug: string;
  readonly name: string;
  readonly publicKey: string;
  readonly secretKey: string;
  /** Where the integration has a key of its own for its news; else they are signed with the secret key. */
  readonly webhookKey?: string;
  /** `dpd:return/return` and the like: the way of shipping to use; the cheapest that fits where left out. */
  readonly shippingOption?: string;
  /** The number of a contract of the seller's own with the carrier. */
  readonly contract?: number;
  /** The carrier whose drivers and shops are meant: `dhl`, `mondial_relay` …; any where left out. */
  readonly carrierCode?: string;
  /** Elsewhere in tests. */
  readonly baseUrl?: string;
  readonly servicePointsUrl?: string;
};

const PANEL = 'https://panel.sendcloud.sc/api/v3';
const SERVICE_POINTS = 'https://servicepoints.sendcloud.sc/api/v2';
/** A label is bought in a few seconds, the carrier behind being asked too. */
const TIMEOUT_MS = 20_000;
/** So many pages of forty returns are read back at most: a day has hardly more before the retry. */
const MOST_PAGES = 25;

const unreadable = (what: string): Failure => ({
  failed: 'unreadable',
  says: `Sendcloud's answer about ${what} could not be read`,
  retryable: true,
});

export function createSendcloud(options: SendcloudOptions, edges: Edges): Carrier {
  const headers = { Authorization: `Basic ${Buffer.from(`${options.publicKey}:${options.secretKey}`).toString('base64')}` };
  const to = (baseUrl: string): Talk =>
    talker(
      {
        name: 'Sendcloud',
        baseUrl,
        headers,
        timeoutMs: TIMEOUT_MS,
        failureOf: (status, head, body, act, nowMs) =>
          failureOfStatus(status, head, `Sendcloud answered ${status}: ${readErrorWords(body)}`, act, nowMs),
      },
      edges,
    );
  const talk = to(options.baseUrl ?? PANEL);
  const points = to(options.servicePointsUrl ?? SERVICE_POINTS);

  /** Which ways of shipping fit; the one that the seller chose goes before all. */
  async function optionsFor(request: LabelRequest): Promise<readonly ShippingOption[] | Failure> {
    const answer = await talk({
      method: 'POST',
      path: '/fetch-shipping-options',
      json: {
        from_country_code: request.from.country,
        to_country_code: request.to.country,
        ...(request.from.postalCode && { from_postal_code: request.from.postalCode }),
        ...(request.to.postalCode && { to_postal_code: request.to.postalCode }),
        weight: { value: String(request.weight / 1000), unit: 'kg' },
        functionalities: { returns: true },
        ...(options.carrierCode && { carrier_code: options.carrierCode }),
        calculate_quotes: true,
      },
    });
    if (failed(answer)) return { ...answer, uncertain: false };
    const found = readShippingOptions(answer.json, request.kind);
    if (!found) return unreadable('shipping options');
    const chosen = options.shippingOption;
    if (!chosen) return found;
    return [found.find(({ code }) => code === chosen) ?? { code: chosen, price: null }];
  }

  /** The label of a return that Sendcloud knows. */
  async function labelOf(returnId: string): Promise<BoughtLabel | Failure> {
    const answer = await talk({ method: 'GET', path: `/returns/${encodeURIComponent(returnId)}` });
    if (failed(answer)) return answer;
    const parcel = readReturnParcel(answer.json);
    if (!parcel) return unreadable('a return');
    if (parcel.trackingNumber === '') {
      if (parcel.trouble) return { failed: 'refused', says: `Sendcloud could not announce it: ${parcel.trouble}`, retryable: false };
      return { failed: 'unavailable', says: 'Sendcloud is still announcing it to the carrier', retryable: true, retryAfterMs: 5_000 };
    }
    const { trackingNumber, trackingUrl, carrier, cost } = parcel;
    const paper = parcel.labelUrl === '' ? null : await talk({ method: 'GET', path: parcel.labelUrl });
    if (paper && failed(paper)) return paper;
    return {
      reference: returnId,
      trackingNumber,
      carrier,
      ...(trackingUrl && { trackingUrl }),
      ...(cost && { cost }),
      ...(paper ? { pdf: paper.bytes } : trackingUrl && { qr: trackingUrl }),
    };
  }

  /** Returns can be listed by date only: ours is the one whose order number ends in the intent. */
  async function findReturn(intentId: string, since: string): Promise<string | null | Failure> {
    const from = new Date(Date.parse(since) - 3_600_000);
    const until = new Date(edges.now() + 86_400_000);
    let cursor = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await talk({
        method: 'GET',
        path: '/returns',
        query: { from_date: instant(from), to_date: instant(until), page_size: 40, ...(cursor && { cursor }) },
      });
      if (failed(answer)) return answer;
      const list = readReturnList(answer.json);
      if (!list) return unreadable('its returns');
      const found = list.returns.find(({ orderNumber: number }) => number.endsWith(intentId));
      if (found) return found.id;
      if (list.next === '' || list.returns.length === 0) return null;
      cursor = list.next;
    }
    // Not knowing is no licence to buy a second one.
    return { failed: 'unreadable', says: 'Sendcloud lists more returns than can be read back: look there first', retryable: false };
  }

  async function announce(request: LabelRequest, intentId: string, option: string): Promise<string | Failure> {
    const made = await talk({
      method: 'POST',
      path: '/returns/announce-synchronously',
      json: returnBody(request, intentId, option, options.contract ?? null),
    });
    if (failed(made)) {
      if (made.failed !== 'refused') return made;
      // Perhaps our reference is taken: then what it stands for is the label of this very intent.
      const there = await findReturn(intentId, new Date(edges.now() - 7 * 86_400_000).toISOString());
      return there === null || failed(there) ? made : there;
    }
    const { return_id: id } = (made.json ?? {}) as { return_id?: unknown };
    if (typeof id === 'number' || typeof id === 'string') return String(id);
    return { ...unreadable('a new return'), uncertain: true };
  }

  async function findLabel(intentId: string, since: string): Promise<BoughtLabel | null | Failure> {
    const id = await findReturn(intentId, since);
    return id === null || failed(id) ? id : labelOf(id);
  }

  /** A driver at the buyer's door. The pick-up carries our reference too: a second wish for the same parcel is not sent. */
  async function orderPickup({ from, slot, weight }: LabelRequest, intentId: string): Promise<Failure | null> {
    if (!slot || !options.carrierCode)
      return {
        failed: 'refused',
        says: 'A pick-up needs a slot, and the account a carrier whose drivers come (its code in the settings).',
        retryable: false,
      };
    const known = await talk({ method: 'GET', path: '/pickups', query: { reference: intentId } });
    if (!failed(known) && JSON.stringify(known.json ?? '').includes(intentId)) return null;
    const { country_code, ...rest } = addressOf(from);
    const ordered = await talk({
      method: 'POST',
      path: '/pickups',
      json: {
        carrier_code: options.carrierCode,
        reference: intentId,
        address: { ...rest, country_code },
        time_slots: [{ start_at: slot.from, end_at: slot.until }],
        items: [{ quantity: 1, container_type: 'parcel', total_weight: { value: String(weight / 1000), unit: 'kg' } }],
        ...(options.contract !== undefined && { contract_id: options.contract }),
      },
    });
    return failed(ordered) ? ordered : null;
  }

  return {
    slug: options.slug,
    name: options.name,
    kinds: ['prepaid', 'dropoff', 'pickup', 'store'],
    // Sendcloud asks for two working days.
    pickup: {
      leadDays: 2,
      windows: [
        ['09:00', '13:00'],
        ['13:00', '18:00'],
      ],
    },

    async buyLabel(request, intentId, triedSince) {
      let id = triedSince === undefined ? null : await findReturn(intentId, triedSince);
      if (id !== null && failed(id)) return id;
      let expected: ShippingOption['price'] = null;
      if (id === null) {
        const ways = await optionsFor(request);
        if (failed(ways)) return ways;
        const way = ways[0];
        if (!way) {
          const { from, to: goal } = request;
          return { failed: 'refused', says: `Sendcloud offers no such return from ${from.country} to ${goal.country}`, retryable: false };
        }
        expected = way.price;
        id = await announce(request, intentId, way.code);
        if (failed(id)) return id;
      }
      if (request.kind === 'pickup') {
        const trouble = await orderPickup(request, intentId);
        if (trouble) return trouble;
      }
      const label = await labelOf(id);
      return failed(label) ? label : { ...(expected && { cost: expected }), ...label };
    },

    findLabel,

    async cancelLabel(reference) {
      const path = `/returns/${encodeURIComponent(reference)}`;
      const before = await talk({ method: 'GET', path });
      if (failed(before)) return before;
      const status = String((before.json as { status?: unknown } | undefined)?.status ?? '');
      if (/cancel/i.test(status)) return { cancelled: /^cancell?ed$/i.test(status) ? 'done' : 'asked' };
      const answer = await talk({ method: 'PATCH', path: `${path}/cancel` });
      return failed(answer) ? answer : { cancelled: 'asked' };
    },

    async quote(request) {
      const ways = await optionsFor(request);
      return failed(ways) ? ways : (ways[0]?.price ?? null);
    },

    async points({ country, postalCode }) {
      const answer = await points({
        method: 'GET',
        path: '/service-points',
        query: { country, address: postalCode, carrier: options.carrierCode },
      });
      if (failed(answer)) return answer;
      const found = readServicePoints(answer.json);
      if (!found) return unreadable('service points');
      return found.sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0)).slice(0, 12);
    },

    async track(trackingNumber) {
      const answer = await talk({ method: 'GET', path: `/parcels/tracking/${encodeURIComponent(trackingNumber)}` });
      if (failed(answer)) return answer;
      return readTracking(answer.json) ?? unreadable('a parcel');
    },

    readNews(raw, head): CarrierNews {
      if (!isSame(head['sendcloud-signature'], hmacHex(options.webhookKey || options.secretKey, raw))) return { news: 'forged' };
      let json: unknown;
      try {
        json = JSON.parse(new TextDecoder().decode(raw));
      } catch {
        return { news: 'unreadable', says: 'not JSON' };
      }
      const read = readNewsBody(json);
      if (!read) return { news: 'unreadable', says: 'not a message of Sendcloud' };
      if (read.trackingNumber === '') return { news: 'other', id: read.id };
      return { news: 'parcel', ...read, events: null };
    },

    async probe() {
      const answer = await talk({
        method: 'GET',
        path: '/returns',
        query: { page_size: 1, from_date: instant(new Date(edges.now() - 86_400_000)), to_date: instant(new Date(edges.now())) },
      });
      return failed(answer) ? answer : { says: 'Sendcloud knows these keys.' };
    },

    // The numbers of all its carriers: those that we know the look of, and any other that is no word.
    readsNumber: mayBeANumber,
    trackingUrl: (number) => `https://tracking.sendcloud.sc/forward?code=${encodeURIComponent(number)}`,
  };
}

/** `2026-11-16 09:00:00`, in UTC, as its filters want it. */
const instant = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ');
