import { expect, test } from 'vitest';
import { carrierSlug, carriersOf, readsTrackingNumber, TRACKING_FORMATS } from './numbers.ts';

test.each([
  ['Colissimo', '6A12345678901'],
  ['La Poste', '1L 123 456 78901'],
  ['Mondial Relay', '12345678'],
  ['DHL Express', '1234567890'],
  ['DHL', 'JJD000390007882237456'],
  ['DPD', '01234567890123'],
  ['GLS', '12345678901'],
  ['UPS', '1Z999AA10123456784'],
  ['Royal Mail', 'RB123456785GB'],
  ['bpost', '323212345678901234567890'],
])('%s: %s looks right', (carrier, number) => {
  expect(readsTrackingNumber(carrier, number).reads).toBe('ok');
});

test('a digit typed wrong shows where the carrier has a check digit', () => {
  expect(readsTrackingNumber('UPS', '1Z999AA10123456785').reads).toBe('odd_number');
  expect(readsTrackingNumber('Royal Mail', 'RB123456786GB').reads).toBe('odd_number');
});

test('a carrier that we have never heard of is said to be unknown, its number kept', () => {
  expect(readsTrackingNumber('Pigeon & Sons', 'coo 42')).toEqual({ reads: 'unknown_carrier', number: 'COO42' });
});

test('carriers are known by the names that people use', () => {
  expect(carrierSlug('mondial relay')).toBe('mondial-relay');
  expect(carrierSlug('Bartolini')).toBe('brt');
  expect(carrierSlug('')).toBeNull();
});

test('a scan can be anybody’s: the guess lists all whose number it may be', () => {
  expect(carriersOf('1Z999AA10123456784')).toEqual(['ups']);
  expect(carriersOf('no idea')).toEqual([]);
});

test('every format says where it comes from', () => {
  for (const { source, formats } of Object.values(TRACKING_FORMATS)) {
    expect(source).not.toBe('');
    expect(formats.length).toBeGreaterThan(0);
  }
});
