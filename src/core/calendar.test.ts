import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addDuration,
  addMonths,
  addWorkingDays,
  blackFriday,
  daysBetween,
  dueAfterDays,
  endOfDayIn,
  type HolidayCalendar,
  isWorkingDay,
  isoOf,
  localDate,
  localDaysIn,
  msOf,
  noHolidays,
  offsetMs,
  onceADay,
  startOfDayIn,
  weekdayOf,
  workingDayFrom,
  zoneOf,
} from './calendar.ts';

const PARIS = 'Europe/Paris';
const fixed = (country: string, ...dates: string[]): HolidayCalendar => ({ country, isHoliday: (date) => dates.includes(date) });
const france = fixed(
  'FR',
  '2026-01-01',
  '2026-04-06',
  '2026-05-01',
  '2026-05-08',
  '2026-05-14',
  '2026-05-25',
  '2026-07-14',
  '2026-12-25',
  '2027-01-01',
);

const zones = fc.constantFrom(
  PARIS,
  'Europe/London',
  'Europe/Athens',
  'Europe/Lisbon',
  'Atlantic/Reykjavik',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
);
const instants = fc.integer({ min: Date.UTC(1997, 0, 1), max: Date.UTC(2037, 0, 1) }).map((ms) => new Date(ms).toISOString());

describe('time that is exact and time that is on the wall', () => {
  test('24 hours over the night when clocks spring forward are 24 hours, one calendar day is 23', () => {
    expect(addDuration('2026-03-28T09:00:00.000Z', 'PT24H', PARIS)).toBe('2026-03-29T09:00:00.000Z');
    expect(addDuration('2026-03-28T09:00:00.000Z', 'P1D', PARIS)).toBe('2026-03-29T08:00:00.000Z');
    expect(addDuration('2026-03-28T09:00:00.000Z', 'P1D')).toBe('2026-03-29T09:00:00.000Z');
  });

  test('a month after 31 January ends on the last day of February', () => {
    expect(addDuration('2027-01-31T12:00:00.000Z', 'P1M')).toBe('2027-02-28T12:00:00.000Z');
    expect(addMonths('2027-12-31', 2)).toBe('2028-02-29');
    expect(addMonths('2028-02-29', 24)).toBe('2030-02-28');
    expect(addDuration('2026-12-31T23:59:00.000Z', 'P1Y2M3W4DT5H6M7S')).toBe('2028-03-26T05:05:07.000Z');
  });

  test('what is no duration is a programmer’s error', () => {
    for (const text of ['', 'P', 'PT', '5D', 'P-1D', 'P1H'])
      expect(() => addDuration('2026-01-01T00:00:00.000Z', text), text).toThrow(/duration/);
  });

  test('the offset of every zone at every moment is the one that Temporal knows', () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const known = Temporal.Instant.from(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
        expect(offsetMs(Date.parse(at), zone)).toBe(known);
      }),
      { numRuns: 500 },
    );
  });

  test('calendar days, months and the edges of a day are those of Temporal', () => {
    fc.assert(
      fc.property(instants, zones, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 48 }), (at, zone, days, months) => {
        const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
        const iso = (t: { epochMilliseconds: number }) => new Date(t.epochMilliseconds).toISOString();
        expect(localDate(at, zone)).toBe(zoned.toPlainDate().toString());
        expect(addDuration(at, `P${days}D`, zone)).toBe(iso(zoned.add({ days })));
        expect(addDuration(at, `P${months}M`, zone)).toBe(iso(zoned.add({ months })));
        const date = localDate(at, zone);
        expect(startOfDayIn(date, zone)).toBe(iso(zoned.startOfDay()));
        expect(endOfDayIn(date, zone)).toBe(new Date(zoned.startOfDay().add({ days: 1 }).startOfDay().epochMilliseconds - 1).toISOString());
        expect(weekdayOf(date)).toBe(zoned.dayOfWeek % 7);
      }),
      { numRuns: 500 },
    );
  });
});

describe('working days', () => {
  test('five working days from the Wednesday before Ascension end after the bridge', () => {
    // 13 May 2026 is a Wednesday, the 14th Ascension, the 25th Whit Monday.
    expect(addWorkingDays('2026-05-13T08:00:00.000Z', 5, france, PARIS)).toBe('2026-05-21T21:59:59.999Z');
  });

  test('a parcel that came back on a Saturday is due on the Friday after', () => {
    expect(addWorkingDays('2026-11-21T10:00:00.000Z', 5, france, PARIS)).toBe('2026-11-27T22:59:59.999Z');
  });

  test('over the turn of the year both holidays are left out', () => {
    expect(addWorkingDays('2026-12-24T10:00:00.000Z', 5, france, PARIS)).toBe('2027-01-04T22:59:59.999Z');
  });

  test('no working days from a Sunday is the Monday; from a Monday it is that day', () => {
    expect(localDate(addWorkingDays('2026-11-22T10:00:00.000Z', 0, france, PARIS), PARIS)).toBe('2026-11-23');
    expect(localDate(addWorkingDays('2026-11-23T10:00:00.000Z', 0, france, PARIS), PARIS)).toBe('2026-11-23');
  });

  test('the end is always a working day, with exactly n working days behind it', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(PARIS, 'Europe/Athens', 'UTC'), fc.integer({ min: 1, max: 30 }), (at, zone, n) => {
        const end = localDate(addWorkingDays(at, n, france, zone), zone);
        expect(isWorkingDay(end, france)).toBe(true);
        let counted = 0;
        for (let date = addDays(localDate(at, zone), 1); date <= end; date = addDays(date, 1)) if (isWorkingDay(date, france)) counted++;
        expect(counted).toBe(n);
      }),
    );
  });
});

describe('periods of the European Union (Reg. 1182/71)', () => {
  test('14 days from a delivery on 2 November end with the 16th', () => {
    expect(dueAfterDays('2026-11-02T15:00:00.000Z', 14, france, PARIS)).toBe('2026-11-16T22:59:59.999Z');
  });

  test('an end on Saturday waits for Monday, an end on Easter Monday for Tuesday', () => {
    expect(localDate(dueAfterDays('2026-11-07T15:00:00.000Z', 14, france, PARIS), PARIS)).toBe('2026-11-23');
    expect(localDate(dueAfterDays('2026-03-23T15:00:00.000Z', 14, france, PARIS), PARIS)).toBe('2026-04-07');
  });

  test('a delivery at 23:30 in Paris is of that day although UTC has 22:30, and one at 00:30 of the next', () => {
    expect(localDate(dueAfterDays('2026-11-02T22:30:00.000Z', 14, france, PARIS), PARIS)).toBe('2026-11-16');
    expect(localDate(dueAfterDays('2026-11-02T23:30:00.000Z', 14, france, PARIS), PARIS)).toBe('2026-11-17');
  });

  test('a period never ends early, nor on a day of rest', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(PARIS, 'Europe/Lisbon'), fc.integer({ min: 0, max: 60 }), (at, zone, n) => {
        const due = dueAfterDays(at, n, france, zone);
        expect(daysBetween(at, due, zone)).toBeGreaterThanOrEqual(n);
        expect(daysBetween(at, due, zone)).toBeLessThan(n + 6);
        expect(isWorkingDay(localDate(due, zone), france)).toBe(true);
        expect(localDate(new Date(Date.parse(due) + 1).toISOString(), zone)).toBe(addDays(localDate(due, zone), 1));
      }),
    );
  });
});

test('instants read and written by hand are those of the platform', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2400, 0, 1) }), (ms) => {
      const iso = new Date(ms).toISOString();
      expect(isoOf(ms)).toBe(iso);
      expect(msOf(iso)).toBe(ms);
      expect(addDays(iso.slice(0, 10), 0)).toBe(iso.slice(0, 10));
    }),
    { numRuns: 2000 },
  );
  expect(msOf('2026-11-22T10:00:00+01:00')).toBe(Date.UTC(2026, 10, 22, 9));
  expect(msOf('2028-02-29T23:59:59.999Z')).toBe(Date.UTC(2028, 1, 29, 23, 59, 59, 999));
  for (const text of ['2026-13-01T00:00:00.000Z', 'yesterday', '', '2026-11-22T25:00:00.000Z'])
    expect(() => msOf(text), text).toThrow(/instant/);
  for (const text of ['2026-02-29', '2026-1-1', '2026-11-22T00']) expect(() => weekdayOf(text), text).toThrow(/local date/);
});

test('Black Friday is the day after the fourth Thursday of November', () => {
  expect([2022, 2023, 2024, 2025, 2026].map(blackFriday)).toEqual(['2022-11-25', '2023-11-24', '2024-11-29', '2025-11-28', '2026-11-27']);
});

test('each country has its zone; far ones count in UTC', () => {
  expect([zoneOf('GB'), zoneOf('GR'), zoneOf('JP')]).toEqual(['Europe/London', 'Europe/Athens', 'UTC']);
  expect(workingDayFrom('2026-11-21', noHolidays('FR'))).toBe('2026-11-23');
});

describe('what is worked out once', () => {
  test('a day is asked about once, and days too far away each time', () => {
    const asked: number[] = [];
    const twice = onceADay((day) => asked.push(day) && day * 2);
    expect([0, 20_000, 20_000, 511, 512, 511, 0].map(twice)).toEqual([0, 40_000, 40_000, 1022, 1024, 1022, 0]);
    expect([-1, 40_000, -1].map(twice)).toEqual([-2, 80_000, -2]);
    expect(asked).toEqual([0, 20_000, 511, 512, -1, 40_000, -1]);
  });

  test('the days of a zone are those of its wall', () => {
    const dayIn = localDaysIn(PARIS);
    for (const instant of ['2026-03-28T23:30:00.000Z', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00.000Z', '2026-01-01T00:00:00.000Z'])
      expect(new Date(dayIn(msOf(instant)) * 86_400_000).toISOString().slice(0, 10)).toBe(localDate(instant, PARIS));
    expect(dayIn(msOf('2026-03-29T22:00:00.000Z'))).toBe(dayIn(msOf('2026-03-29T21:59:59.999Z')) + 1);
  });

  test('a country has one calendar of weekends', () => {
    expect(noHolidays('FR')).toBe(noHolidays('FR'));
    expect(noHolidays('FR')).not.toBe(noHolidays('DE'));
  });
});
