import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failed } from '../../channels/channel.ts';
import { A_LABEL, carrierContract } from '../contract.ts';
import { sandboxPost } from './client.ts';
import { numberFrom, readNumber } from './number.ts';
import { memoryParcels, scansBy } from './world.ts';

const MONDAY = '2026-11-16T09:00:00.000Z';
const after = (hours: number): string => new Date(Date.parse(MONDAY) + hours * 3_600_000).toISOString();
const SEED = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);

function post() {
  const clock = { now: MONDAY };
  const carrier = sandboxPost(memoryParcels(), () => clock.now);
  const { trackingNumber } = carrier.allot(A_LABEL, SEED);
  const codes = async (): Promise<string[]> => {
    const scans = await carrier.track(trackingNumber);
    if (failed(scans)) throw new Error(scans.says);
    return scans.map((scan) => scan.code);
  };
  return { clock, carrier, trackingNumber, codes };
}

carrierContract('Sandbox Post', async () => {
  const { carrier, clock, trackingNumber } = post();
  await carrier.drop(trackingNumber, MONDAY);
  clock.now = after(50);
  return {
    carrier,
    moving: trackingNumber,
    foreign: ['', 'SP', '1Z999AA10123456784', trackingNumber.replace(/.$/, (d) => String((Number(d) + 1) % 10))],
  };
});

test('a parcel that nobody handed in has a label and nothing else, however late it gets', async () => {
  const { clock, codes } = post();
  expect(await codes()).toEqual(['label_created']);
  clock.now = after(24 * 40);
  expect(await codes()).toEqual(['label_created']);
});

test('the scans of a parcel show one by one, as their time comes', async () => {
  const { clock, carrier, trackingNumber, codes } = post();
  await carrier.drop(trackingNumber, MONDAY);
  expect(await codes()).toEqual(['label_created', 'accepted']);
  clock.now = after(5.99);
  expect(await codes()).toHaveLength(2);
  clock.now = after(6);
  expect((await codes()).at(-1)).toBe('in_transit');
  clock.now = after(42);
  expect((await codes()).at(-1)).toBe('out_for_delivery');
  clock.now = after(48);
  expect(await codes()).toEqual(['label_created', 'accepted', 'in_transit', 'out_for_delivery', 'delivered']);
});

test('handing the same parcel in twice changes nothing', async () => {
  const { clock, carrier, trackingNumber, codes } = post();
  await carrier.drop(trackingNumber, MONDAY);
  await carrier.drop(trackingNumber, after(40));
  clock.now = after(48);
  expect((await codes()).at(-1)).toBe('delivered');
});

test('the parcel that never came: lost on its way, and silent from then on', async () => {
  const { clock, carrier, trackingNumber, codes } = post();
  await carrier.drop(trackingNumber, MONDAY);
  clock.now = after(10);
  expect(failed(await carrier.lose(trackingNumber, clock.now))).toBe(false);
  clock.now = after(500);
  expect(await codes()).toEqual(['label_created', 'accepted', 'in_transit', 'lost']);
});

test('neither a parcel at home nor one at its destination can get lost', async () => {
  const { carrier, trackingNumber } = post();
  expect(await carrier.lose(trackingNumber, MONDAY)).toMatchObject({ failed: 'refused' });
  await carrier.drop(trackingNumber, MONDAY);
  expect(await carrier.lose(trackingNumber, after(48))).toMatchObject({ failed: 'refused' });
});

test('whatever happens, scans never come from the future and never leave their order', () => {
  const hours = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(hours, fc.option(hours), fc.integer({ min: 0, max: 400 }), (dropped, lost, asked) => {
      const parcel = { announcedAt: MONDAY, droppedAt: after(dropped), ...(lost === null ? {} : { lostAt: after(dropped + lost) }) };
      const scans = scansBy(parcel, after(asked));
      expect(scans.every((scan) => scan.at <= after(asked))).toBe(true);
      expect(scans.map((scan) => scan.at)).toEqual(scans.map((scan) => scan.at).toSorted());
      expect(scans.filter((scan) => scan.code === 'lost' || scan.code === 'delivered').length).toBeLessThanOrEqual(1);
    }),
  );
});

test('one wrong digit in a number always shows', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      fc.integer({ min: 2, max: 17 }),
      fc.integer({ min: 1, max: 9 }),
      (seed, at, shift) => {
        const number = numberFrom(seed);
        const wrong = `${number.slice(0, at)}${(Number(number[at]) + shift) % 10}${number.slice(at + 1)}`;
        expect(readNumber(number)).toBe(number);
        expect(readNumber(wrong)).toBeNull();
      },
    ),
  );
});

test('a number is read as people write it', () => {
  const number = numberFrom(SEED);
  expect(readNumber(` ${number.toLowerCase().replace(/(.{4})/g, '$1 ')}`)).toBe(number);
});
