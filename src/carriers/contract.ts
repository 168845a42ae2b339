/** One suite for every carrier: call it from the adapter's test with a carrier whose outside is a sandbox or a recording. */
import { describe, expect, test } from 'vitest';
import { type Failure, failed } from '../channels/channel.ts';
import type { Carrier, LabelRequest } from './carrier.ts';

export const A_LABEL: LabelRequest = {
  returnId: '01935b2e-7c00-7000-8000-000000000001',
  rma: 'R-4K7D-9QXM',
  kind: 'prepaid',
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
  /** For carriers that must be asked: how many labels their outside has made, and cancelled, so far. */
  readonly outside?: { bought(): number; cancelled(): number };
  /** For carriers that send news: a message about a parcel, as it comes. */
  readonly news?: { readonly raw: Uint8Array; readonly headers: Readonly<Record<string, string>>; readonly trackingNumber: string };
};

const INTENT = '01935b2e-7c00-7000-8000-0000000000aa';
const SINCE = '2026-11-16T09:00:00.000Z';

function ok<T>(answer: T | Failure): T {
  if (failed(answer)) throw new Error(answer.says);
  return answer;
}

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

    test('makes the kinds of label that it names, each once', async () => {
      const { carrier } = await make();
      expect(carrier.kinds.length).toBeGreaterThan(0);
      expect(new Set(carrier.kinds).size).toBe(carrier.kinds.length);
      expect(carrier.kinds.includes('pickup')).toBe(carrier.pickup !== undefined);
    });

    test('says in words whether its keys are good', async () => {
      const { carrier } = await make();
      expect((await carrier.probe()).says.trim()).not.toBe('');
    });

    test('a label is bought once for one intent, however often it is asked for, and found again by it', async () => {
      const { carrier, outside } = await make();
      if (!carrier.buyLabel || !outside) return;
      const before = outside.bought();
      expect(await carrier.findLabel!(INTENT, SINCE)).toBeNull();
      const bought = ok(await carrier.buyLabel(A_LABEL, INTENT));
      expect(bought.reference).not.toBe('');
      expect(carrier.readsNumber(bought.trackingNumber)).toBe(true);
      expect(bought.carrier.trim()).not.toBe('');
      expect(
        Buffer.from(bought.pdf ?? [])
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
      expect(ok(await carrier.findLabel!(INTENT, SINCE))).toEqual(bought);
      expect(ok(await carrier.buyLabel(A_LABEL, INTENT)).trackingNumber).toBe(bought.trackingNumber);
      expect(ok(await carrier.buyLabel(A_LABEL, INTENT, SINCE))).toMatchObject({ reference: bought.reference });
      expect(outside.bought()).toBe(before + 1);
    });

    test('another intent is another label', async () => {
      const { carrier } = await make();
      if (!carrier.buyLabel) return;
      const one = ok(await carrier.buyLabel(A_LABEL, INTENT));
      const other = ok(await carrier.buyLabel(A_LABEL, INTENT.replace(/.$/, '9')));
      expect(other.trackingNumber).not.toBe(one.trackingNumber);
    });

    test('an unused label is given back, once', async () => {
      const { carrier, outside } = await make();
      if (!carrier.buyLabel || !outside) return;
      const { reference } = ok(await carrier.buyLabel(A_LABEL, INTENT));
      ok(await carrier.cancelLabel!(reference));
      ok(await carrier.cancelLabel!(reference));
      expect(outside.cancelled()).toBe(1);
    });

    test('news are believed with their signature only, and never when a byte was changed', async () => {
      const { carrier, news } = await make();
      if (!carrier.readNews || !news) return;
      expect(carrier.readNews(news.raw, news.headers)).toMatchObject({ news: 'parcel', trackingNumber: news.trackingNumber });
      const changed = Buffer.from(
        Buffer.from(news.raw)
          .toString()
          .replace(news.trackingNumber, `${news.trackingNumber.slice(0, -1)}X`),
      );
      expect(carrier.readNews(changed, news.headers)).toEqual({ news: 'forged' });
      expect(carrier.readNews(news.raw, {})).toEqual({ news: 'forged' });
      const signed = Object.fromEntries(
        Object.entries(news.headers).map(([name, value]) => [name, value.replace(/.$/, (sign) => (sign === '0' ? '1' : '0'))]),
      );
      expect(carrier.readNews(news.raw, signed)).toEqual({ news: 'forged' });
    });

    test('places to hand it in have an address that people can walk to', async () => {
      const { carrier } = await make();
      if (!carrier.points) return;
      const points = ok(await carrier.points({ country: 'FR', postalCode: '69003', city: 'Lyon' }));
      expect(points.length).toBeGreaterThan(0);
      expect(new Set(points.map((point) => point.id)).size).toBe(points.length);
      for (const point of points)
        for (const part of [point.name, point.street, point.city, point.postalCode]) expect(part.trim()).not.toBe('');
    });

    test('gives an address where people can look, with nothing in it that could break out of a page', async () => {
      const { carrier, moving } = await make();
      expect(carrier.trackingUrl(moving)).toContain(moving);
      expect(carrier.trackingUrl('"><script>')).not.toMatch(/[<>"]/);
    });
  });
}
