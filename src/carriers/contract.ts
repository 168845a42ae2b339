/** One suite for every carrier: call it from the adapter's test with a carrier whose outside is a sandbox or a recording. */
import { describe, expect, test } from 'vitest';
import { failed } from '../channels/channel.ts';
import type { Carrier, LabelRequest } from './carrier.ts';

export const A_LABEL: LabelRequest = {
  returnId: '01935b2e-7c00-7000-8000-000000000001',
  rma: 'R-4K7D-9QXM',
  from: { name: 'Élodie Marchand', street: '12 rue des Lilas', postalCode: '69003', city: 'Lyon', country: 'FR' },
  to: { name: 'Phénix Mobile', street: '4 quai du Wault', postalCode: '59000', city: 'Lille', country: 'FR' },
  weight: 450,
  lithium: true,
};

export type CarrierUnderTest = {
  readonly carrier: Carrier;
  /** A number of the carrier's whose parcel has moved. */
  readonly moving: string;
  /** Texts that are no number of this carrier's. */
  readonly foreign: readonly string[];
};

export function carrierContract(name: string, make: () => Promise<CarrierUnderTest>): void {
  describe(`${name} keeps the carrier contract`, () => {
    test('has a slug that fits into an address, and a name for people', async () => {
      const { carrier } = await make();
      expect(carrier.slug).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(carrier.name.trim()).not.toBe('');
    });

    test('makes labels one way or the other', async () => {
      const { carrier } = await make();
      expect(carrier.allot ?? carrier.buyLabel).toBeTypeOf('function');
    });

    test('allots a number that it reads itself, the same for the same seed', async () => {
      const { carrier } = await make();
      if (!carrier.allot) return;
      const seed = Uint8Array.from([9, 8, 7, 6, 5, 4, 3, 2]);
      const { trackingNumber } = carrier.allot(A_LABEL, seed);
      expect(carrier.readsNumber(trackingNumber)).toBe(true);
      expect(carrier.allot(A_LABEL, seed).trackingNumber).toBe(trackingNumber);
      expect(carrier.allot(A_LABEL, Uint8Array.from([9, 8, 7, 6, 5, 4, 3, 3])).trackingNumber).not.toBe(trackingNumber);
    });

    test('does not take other numbers for its own, and answers them with a failure', async () => {
      const { carrier, foreign } = await make();
      for (const number of foreign) {
        expect(carrier.readsNumber(number), number).toBe(false);
        expect(failed(await carrier.track(number)), number).toBe(true);
      }
    });

    test('tells what happened to a parcel, oldest first, as often as it is asked', async () => {
      const { carrier, moving } = await make();
      const scans = await carrier.track(moving);
      if (failed(scans)) throw new Error(scans.says);
      expect(scans.length).toBeGreaterThan(0);
      for (const scan of scans) expect(new Date(scan.at).toISOString()).toBe(scan.at);
      expect(scans.map((scan) => scan.at)).toEqual(scans.map((scan) => scan.at).toSorted());
      expect(await carrier.track(moving)).toEqual(scans);
    });

    test('gives an address where people can look, with nothing in it that could break out of a page', async () => {
      const { carrier, moving } = await make();
      expect(carrier.trackingUrl(moving)).toContain(moving);
      expect(carrier.trackingUrl('"><script>')).not.toMatch(/[<>"]/);
    });
  });
}
