import { expect, test } from 'vitest';
import { addWorkingDays } from '../core/calendar.ts';
import { addBusinessHours } from '../core/clocks/business-hours.ts';
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

test('clocks are counted with them: working days and hours of work', () => {
  // Thursday 24 December in Lille: Christmas, a weekend, then Monday; in Berlin the 26th is a holiday too, and in London its substitute.
  expect(addWorkingDays('2026-12-24T10:00:00.000Z', 1, holidaysOf('FR'), 'Europe/Paris')).toBe('2026-12-28T22:59:59.999Z');
  expect(addWorkingDays('2026-12-24T10:00:00.000Z', 1, holidaysOf('GB'), 'Europe/London')).toBe('2026-12-29T23:59:59.999Z');
  expect(addWorkingDays('2026-04-30T10:00:00.000Z', 1, holidaysOf('FR'), 'Europe/Paris')).toBe('2026-05-04T21:59:59.999Z');
  const office = {
    zone: 'Europe/Paris',
    country: 'FR',
    week: { thu: [['09:00', '17:00']], fri: [['09:00', '17:00']], mon: [['09:00', '17:00']] },
  } as const;
  expect(addBusinessHours('2026-12-31T15:00:00.000Z', 2, office, holidaysOf)).toBe('2027-01-04T09:00:00.000Z');
});

test('a country is read once', () => {
  expect(holidaysOf('BE')).toBe(holidaysOf('BE'));
});
