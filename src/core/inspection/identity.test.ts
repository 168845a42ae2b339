import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareIdentity, isImei, normaliseImei, normaliseSerial } from './identity.ts';

const IMEI = '356938035643809';
const OTHER = '490154203237518';
const SERIAL = 'C02FK1XYQ6L4';

describe('reading an IMEI', () => {
  test('spaces, dashes and slashes are nobody’s fault; the software version and a missing check digit are put right', () => {
    expect(normaliseImei('35-693803-564380-9')).toBe(IMEI);
    expect(normaliseImei('35 693803 564380 9')).toBe(IMEI);
    expect(normaliseImei('35693803564380')).toBe(IMEI);
    expect(normaliseImei('3569380356438012')).toBe(IMEI);
    expect(normaliseImei('12345')).toBeNull();
    expect(normaliseImei(undefined)).toBeNull();
  });

  test('the check digit finds every single wrong digit', () => {
    expect(isImei(IMEI)).toBe(true);
    expect(isImei(OTHER)).toBe(true);
    fc.assert(
      fc.property(fc.nat(14), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const wrong = IMEI.slice(0, place) + ((Number(IMEI[place]) + by) % 10) + IMEI.slice(place + 1);
        expect(isImei(wrong)).toBe(false);
        // A slip of one digit is worth a second look, whichever digit it was.
        expect(compareIdentity({ imei: IMEI }, { imei: wrong })).toBe('near');
      }),
    );
  });
});

describe('is it the one that was sold?', () => {
  test('the same number, however it was written', () => {
    expect(compareIdentity({ imei: IMEI }, { imei: '35 693803 564380 9' })).toBe('match');
    expect(compareIdentity({ serial: SERIAL }, { serial: SERIAL.toLowerCase() })).toBe('match');
    expect(compareIdentity({ serial: SERIAL }, { serial: `S${SERIAL}` })).toBe('match');
    expect(normaliseSerial(' c02-fk1 xyq6l4 ')).toBe(SERIAL);
  });

  test('near is one digit off, two neighbours swapped, a sign left out, or signs that look alike: never a match', () => {
    expect(compareIdentity({ imei: IMEI }, { imei: '356938035643890' })).toBe('near');
    expect(compareIdentity({ imei: IMEI }, { imei: '356938036543809' })).toBe('near');
    expect(compareIdentity({ serial: 'C0O1IZ5S8B' }, { serial: 'CO01125588' })).toBe('near');
    expect(compareIdentity({ serial: SERIAL }, { serial: 'C02FK1XYQ6L' })).toBe('near');
  });

  test('another number is another device', () => {
    expect(compareIdentity({ imei: IMEI }, { imei: OTHER })).toBe('mismatch');
    expect(compareIdentity({ serial: SERIAL }, { serial: 'FVFXC0AAQ6L4' })).toBe('mismatch');
  });

  test('two numbers must both agree: a swapped board is not a match', () => {
    expect(compareIdentity({ imei: IMEI, serial: SERIAL }, { imei: IMEI, serial: 'FVFXC0AAQ6L4' })).toBe('mismatch');
    expect(compareIdentity({ imei: IMEI, serial: SERIAL }, { serial: SERIAL })).toBe('match');
  });

  test('what was not read, or not recorded at the sale, can’t be told', () => {
    expect(compareIdentity({ imei: IMEI }, {})).toBe('unreadable');
    expect(compareIdentity({ imei: IMEI }, { serial: SERIAL })).toBe('unreadable');
    expect(compareIdentity({}, { imei: IMEI })).toBe('not_recorded');
    expect(compareIdentity({ imei: '' }, {})).toBe('not_recorded');
  });
});
