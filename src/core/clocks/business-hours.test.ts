import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWorkingDays, dateOfDay, type HolidayCalendar, isoOf, localDate, localDay, noHolidays, wallMs, weekdayOf } from '../calendar.ts';
import { addBusinessHours, type BusinessHours, WEEKDAYS } from './business-hours.ts';

const office: BusinessHours = {
  zone: 'Europe/Paris',
  country: 'FR',
  week: Object.fromEntries(
    (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [
      day,
      [
        ['09:00', '12:30'],
        ['14:00', '18:00'],
      ],
    ]),
  ),
  closed: ['2026-12-24'],
};
const restOn =
  (...dates: readonly string[]) =>
  (country: string) => ({ country, isHoliday: (date: string) => dates.includes(date) });
const christmas = restOn('2026-12-25', '2027-01-01');

describe('hours of work', () => {
  test.each([
    ['within a morning', '2026-11-23T08:30:00.000Z', 2, '2026-11-23T10:30:00.000Z'],
    ['over lunch', '2026-11-23T10:30:00.000Z', 2, '2026-11-23T14:00:00.000Z'],
    ['asked at night: from the morning on', '2026-11-23T02:00:00.000Z', 1, '2026-11-23T09:00:00.000Z'],
    ['over the weekend', '2026-11-27T16:30:00.000Z', 1, '2026-11-30T08:30:00.000Z'],
    ['over a day off of the house, Christmas and a weekend', '2026-12-23T16:00:00.000Z', 2, '2026-12-28T09:00:00.000Z'],
    ['over New Year', '2026-12-31T16:00:00.000Z', 2, '2027-01-04T09:00:00.000Z'],
    ['no hour at all is the next moment of work', '2026-11-28T10:00:00.000Z', 0, '2026-11-30T08:00:00.000Z'],
  ])('%s', (_name, from, hours, due) => expect(addBusinessHours(from, hours, office, christmas)).toBe(due));

  test('a long target goes over years, and a pause may be longer than any calendar', () => {
    expect(addBusinessHours('2026-11-23T08:00:00.000Z', 4_000, office, christmas).slice(0, 4)).toBe('2028');
    const years = [{ from: Date.parse('2026-11-23T08:00:00.000Z'), until: Date.parse('2029-11-26T08:00:00.000Z') }];
    expect(addBusinessHours('2026-11-23T08:00:00.000Z', 1, office, christmas, years)).toBe('2029-11-26T09:00:00.000Z');
  });

  test('a calendar without an hour of work is a programmer’s error', () =>
    expect(() => addBusinessHours('2026-11-23T08:00:00.000Z', 1, { zone: 'UTC', week: {} }, noHolidays)).toThrow(
      /without an hour of work/,
    ));
});

// ── Against somebody who sits there with a watch ──

const MINUTE = 60_000;
const ZONES = [
  'Europe/Paris',
  'Europe/London',
  'Europe/Athens',
  'Atlantic/Reykjavik',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
];
/** Both changes of clocks, a year's end, a leap day, and summer; on every continent of ours something happens in one of them. */
const BEGINS = ['2026-03-27', '2026-10-23', '2026-12-30', '2028-02-27', '2026-07-10', '2026-04-03', '2026-10-02'];

const time = fc
  .integer({ min: 0, max: 96 })
  .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
const day = fc
  .uniqueArray(time, { minLength: 2, maxLength: 4 })
  .map((times) => times.sort())
  .map((times): [string, string][] =>
    times.length < 4
      ? [[times[0]!, times[1]!]]
      : [
          [times[0]!, times[1]!],
          [times[2]!, times[3]!],
        ],
  );
const hoursOf = fc.record({
  zone: fc.constantFrom(...ZONES),
  week: fc.record(Object.fromEntries(WEEKDAYS.map((name) => [name, day])) as Record<(typeof WEEKDAYS)[number], typeof day>, {
    requiredKeys: ['tue'],
  }),
  closed: fc.subarray(['2026-03-30', '2026-10-26', '2026-12-31']),
});
const begin = fc
  .tuple(fc.constantFrom(...BEGINS), fc.integer({ min: 0, max: 4 * 24 * 60 }))
  .map(([date, minutes]) => Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE);
const pause = fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 1_500 }));

/** Minute by minute: is the office open, and is nobody waiting for somebody else? */
function watched(
  from: number,
  hours: number,
  of: BusinessHours,
  holidays: HolidayCalendar,
  pauses: readonly { from: number; until: number }[],
): number {
  let left = hours * 60;
  const open = new Map<string, readonly { from: number; until: number }[]>();
  for (let at = from; ; at += MINUTE) {
    const date = localDate(isoOf(at), of.zone);
    let stretches = open.get(date);
    if (!stretches) {
      const free = of.closed?.includes(date) || holidays.isHoliday(date);
      const told = free ? [] : (of.week[WEEKDAYS[(weekdayOf(date) + 6) % 7]!] ?? []);
      open.set(date, (stretches = told.map(([a, b]) => ({ from: wallMs(date, a, of.zone), until: wallMs(date, b, of.zone) }))));
    }
    const works = stretches.some((one) => one.from <= at && at < one.until) && !pauses.some((one) => one.from <= at && at < one.until);
    if (works && --left === 0) return at + MINUTE;
  }
}

test('any hours, any zone, over changes of clocks, year ends, leap days, holidays and pauses: what a watch would count', () => {
  fc.assert(
    fc.property(begin, fc.integer({ min: 1, max: 30 }), hoursOf, pause, fc.boolean(), (from, hours, week, [after, length], paused) => {
      const of: BusinessHours = { ...week, country: 'FR' } as BusinessHours;
      const pauses = paused ? [{ from: from + after * MINUTE, until: from + (after + length) * MINUTE }] : [];
      const holidays = restOn('2026-04-06', '2026-12-25', '2027-01-01');
      const due = addBusinessHours(isoOf(from), hours, of, holidays, pauses);
      expect(due).toBe(isoOf(watched(from, hours, of, holidays(''), pauses)));
    }),
    { numRuns: 60 },
  );
});

test('hours add up: some and then some more is all of them', () => {
  fc.assert(
    fc.property(begin, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (from, a, b) => {
      const first = addBusinessHours(isoOf(from), a, office, christmas);
      expect(addBusinessHours(first, b, office, christmas)).toBe(addBusinessHours(isoOf(from), a + b, office, christmas));
    }),
  );
});

test('working days leave out the days whose end lies in a pause, and end with the last hour of one that counts', () => {
  fc.assert(
    fc.property(begin, fc.integer({ min: 1, max: 15 }), fc.constantFrom(...ZONES), pause, (from, days, zone, [after, length]) => {
      const pauses = [{ from: from + after * 3 * MINUTE, until: from + (after + length * 6) * 3 * MINUTE }];
      const holidays = restOn('2026-04-06', '2026-12-25', '2027-01-01')('');
      const due = addWorkingDays(isoOf(from), days, holidays, zone, pauses);
      const endOf = (one: number) => wallMs(dateOfDay(one + 1), '00:00', zone) - 1;
      let counted = 0;
      const first = localDay(isoOf(from), zone);
      const last = localDay(due, zone);
      for (let one = first + 1; one <= last; one++) {
        const free = [0, 6].includes(weekdayOf(dateOfDay(one))) || holidays.isHoliday(dateOfDay(one));
        if (!free && !pauses.some((span) => span.from <= endOf(one) && endOf(one) < span.until)) counted += 1;
      }
      expect(counted).toBe(days);
      expect(due).toBe(isoOf(endOf(last)));
    }),
  );
});
