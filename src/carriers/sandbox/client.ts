/** Sandbox Post: a carrier to play with (M21). It gives out its own numbers, and its parcels move with the sandbox clock (M22). */
import type { Failure } from '../../channels/channel.ts';
import { money } from '../../core/money.ts';
import type { Carrier, CarrierLabelKind } from '../carrier.ts';
import { numberFrom, readNumber } from './number.ts';
import { pointsNear } from './points.ts';
import { type ParcelBook, scansBy } from './world.ts';

export type SandboxPost = Carrier &
  Required<Pick<Carrier, 'allot' | 'points' | 'price'>> & {
    /** The buyer hands the parcel in: scans follow over the next 48 hours of the sandbox clock. Twice is as good as once. */
    drop(trackingNumber: string, at: string): Promise<{ readonly trackingNumber: string } | Failure>;
    /** For play and simulation: a parcel on its way vanishes. Refused before it was handed in and after it arrived. */
    lose(trackingNumber: string, at: string): Promise<{ readonly trackingNumber: string } | Failure>;
  };

const noSuchNumber: Failure = { failed: 'not_found', says: 'Not a Sandbox Post number: a digit may be wrong.', retryable: false };

/** Cents of a euro: what such parcels cost a small seller. Nobody is paid for a hand-in at the seller's own store. */
const PRICES: Readonly<Record<CarrierLabelKind, number>> = { prepaid: 490, dropoff: 420, pickup: 790, store: 0 };

/** @param now the sandbox clock. */
export function sandboxPost(parcels: ParcelBook, now: () => string | Promise<string>): SandboxPost {
  return {
    slug: 'sandbox-post',
    name: 'Sandbox Post',
    kinds: ['prepaid', 'dropoff', 'pickup', 'store'],
    asksFreely: true,
    price: (kind) => money(PRICES[kind], 'EUR'),
    pickup: {
      leadDays: 1,
      windows: [
        ['08:00', '12:00'],
        ['12:00', '17:00'],
        ['17:00', '20:00'],
      ],
    },
    points: async (near) => pointsNear(near),
    probe: async () => ({ says: 'Sandbox Post is part of the product: it is always there.' }),
    allot: (_request, seed) => ({ trackingNumber: numberFrom(seed) }),

    async track(typed) {
      const number = readNumber(typed);
      if (!number) return noSuchNumber;
      const at = await now();
      let parcel = await parcels.find(number);
      if (!parcel) {
        // Labels are allotted without telling the carrier; it learns of one when somebody first asks.
        await parcels.announce(number, at);
        parcel = (await parcels.find(number)) ?? { announcedAt: at };
      }
      return scansBy(parcel, at);
    },

    readsNumber: (typed) => readNumber(typed) !== null,
    trackingUrl: (number) => `/sandbox/carrier/${encodeURIComponent(readNumber(number) ?? number)}`,

    async drop(typed, at) {
      const number = readNumber(typed);
      if (!number) return noSuchNumber;
      await parcels.drop(number, at);
      return { trackingNumber: number };
    },

    async lose(typed, at) {
      const number = readNumber(typed);
      if (!number) return noSuchNumber;
      const parcel = await parcels.find(number);
      if (!parcel?.droppedAt || scansBy(parcel, at).at(-1)?.code === 'delivered') {
        return { failed: 'refused', says: 'Only a parcel on its way can get lost.', retryable: false };
      }
      await parcels.lose(number, at);
      return { trackingNumber: number };
    },
  };
}
