import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costsTheBuyer, hoursLate, readNotice } from './notice.ts';

const arrived = { id: 'N-1', kind: 'arrived', at: '2026-11-22T09:30:00+01:00', rma: 'R-4K7D-9QXM' };

describe('a notice', () => {
  test('is read from JSON and from a table alike; times become UTC', () => {
    const json = readNotice({ ...arrived, trackingNumber: '6A1', imei: 352906111000370 });
    const table = readNotice({ ...arrived, kind: 'Arrived', tracking_number: '6A1', imei: '352906111000370', verdict: '', unknown: 'x' });
    expect(json).toEqual(table);
    expect(json).toMatchObject({ ok: true, notice: { at: '2026-11-22T08:30:00.000Z', trackingNumber: '6A1', imei: '352906111000370' } });
  });

  test.each([
    [{ ...arrived, id: ' ' }, ['id']],
    [{ ...arrived, kind: 'came' }, ['kind']],
    [{ ...arrived, at: '22/11/2026' }, ['at']],
    [{ ...arrived, at: '2026-11-22T09:30:00' }, ['at']],
    [{ ...arrived, kind: 'inspected' }, ['verdict']],
    [{ ...arrived, kind: 'discrepancy' }, ['discrepancy']],
    [{ ...arrived, checks: ['yes'] }, ['checks']],
    [{ id: 'N-1', kind: 'arrived', at: arrived.at }, ['']],
    [{}, ['id', 'kind', 'at', '']],
  ])('that is wrong says where: %j', (given, paths) => {
    const read = readNotice(given);
    expect(read.ok ? [] : read.errors.map(({ path }) => path)).toEqual(paths);
  });

  test('whatever comes in is a notice or a list of errors, never an exception', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('id', 'kind', 'at', 'rma', 'verdict', 'checks', 'note'), fc.anything()), (given) => {
        const read = readNotice(given);
        expect(read.ok || read.errors.length > 0).toBe(true);
      }),
    );
  });
});

test('what costs the buyer is for the seller’s own people to say', () => {
  expect(['customer_damage', 'other_device', 'incomplete'].every((verdict) => costsTheBuyer(verdict as never))).toBe(true);
  expect(['fault_confirmed', 'no_fault_found', 'as_described'].some((verdict) => costsTheBuyer(verdict as never))).toBe(false);
});

test('late is what was promised and missed, in whole hours begun', () => {
  const from = '2026-11-20T08:00:00.000Z';
  expect(hoursLate(24, from, '2026-11-21T08:00:00.000Z')).toBe(0);
  expect(hoursLate(24, from, '2026-11-21T08:00:01.000Z')).toBe(1);
  expect(hoursLate(null, from, '2026-12-21T08:00:00.000Z')).toBe(0);
  expect(hoursLate(24, undefined, '2026-12-21T08:00:00.000Z')).toBe(0);
});
