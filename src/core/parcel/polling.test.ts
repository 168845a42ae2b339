import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextPoll } from './polling.ts';

const NOW = '2026-11-16T09:00:00.000Z';
const ago = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
const minutes = (heardHoursAgo: number, failures = 0): number | null => {
  const at = nextPoll({ since: ago(2000), heardAt: ago(heardHoursAgo), failures }, NOW);
  return at === null ? null : (Date.parse(at) - Date.parse(NOW)) / 60_000;
};

test('the longer a parcel is silent, the less often it is asked for', () => {
  expect([1, 30, 24 * 5, 24 * 20].map((hours) => minutes(hours))).toEqual([30, 120, 360, 720]);
});

test('news make it young again', () => {
  expect(minutes(0)).toBe(30);
});

test('one that nobody has heard of for three months is not asked for any more', () => {
  expect(minutes(24 * 91)).toBeNull();
});

test('a carrier that fails is asked later and later, and never less than twice a day', () => {
  expect([0, 1, 2, 3].map((failures) => minutes(1, failures))).toEqual([30, 60, 120, 240]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 24 * 90 - 1 }), (failures, heard) => {
      const wait = minutes(heard, failures)!;
      expect(wait).toBeGreaterThanOrEqual(30);
      expect(wait).toBeLessThanOrEqual(720);
    }),
  );
});
