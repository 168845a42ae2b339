import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PARCELS } from '../return/model.ts';
import { PARCEL_MOVES, parcelAfter, provesSending, TRACKING_CODES } from './lifecycle.ts';

test('the usual way: accepted, travelling, delivered', () => {
  expect(parcelAfter('label_issued', 'label_created', true)).toBe('label_issued');
  expect(parcelAfter('label_issued', 'accepted', true)).toBe('in_transit');
  expect(parcelAfter('in_transit', 'out_for_delivery', true)).toBe('in_transit');
  expect(parcelAfter('in_transit', 'delivered', true)).toBe('delivered');
});

test('a late scan moves nothing back; a lost parcel may turn up; what we hold can’t be lost', () => {
  expect(parcelAfter('delivered', 'in_transit', true)).toBe('delivered');
  expect(parcelAfter('in_transit', 'lost', true)).toBe('lost');
  expect(parcelAfter('lost', 'delivered', true)).toBe('delivered');
  for (const code of TRACKING_CODES) expect(parcelAfter('received', code, true)).toBe('received');
});

test('a parcel that went back to its sender can be sent again', () => {
  expect(parcelAfter('in_transit', 'returned', true)).toBe('label_issued');
  expect(parcelAfter('in_transit', 'returned', false)).toBe('none');
  expect(parcelAfter('delivered', 'returned', true)).toBe('delivered');
});

test('whatever carriers say, the parcel makes only moves of the table', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PARCELS), fc.constantFrom(...TRACKING_CODES), fc.boolean(), (parcel, code, hasLabel) => {
      const after = parcelAfter(parcel, code, hasLabel);
      if (after !== parcel) expect(PARCEL_MOVES[parcel]).toContain(after);
    }),
  );
});

test('a label that was printed proves nothing; a scan does', () => {
  expect(TRACKING_CODES.filter(provesSending)).toEqual(['accepted', 'in_transit', 'out_for_delivery', 'delivered', 'returned']);
});
