import { expect, test } from 'vitest';
import { holidaysOf } from './holidays.ts';

test('the days off of the whole country, and no others', () => {
  const france = holidaysOf('FR');
  expect(['2026-04-06', '2026-05-14', '2026-07-14', '2026-12-25'].every((date) => france.isHoliday(date))).toBe(true);
  // Good Friday is a day off in Alsace only.
  expect(france.isHoliday('2026-04-03')).toBe(false);
  expect(holidaysOf('DE').isHoliday('2026-04-03')).toBe(true);
  expect(holidaysOf('ES').isHoliday('2026-10-12')).toBe(true);
});

test('Easter moves with its year', () => {
  const italy = holidaysOf('IT');
  expect([italy.isHoliday('2026-04-06'), italy.isHoliday('2027-04-06'), italy.isHoliday('2027-03-29')]).toEqual([true, false, true]);
});

test('a country that nobody has holidays for has weekends only', () => {
  expect(holidaysOf('AQ').isHoliday('2026-12-25')).toBe(false);
});

test('a country is read once', () => {
  expect(holidaysOf('BE')).toBe(holidaysOf('BE'));
});
