/** When the seller's team works: the calendar in which own targets may be counted (M15). */
import { assert } from '../assert.ts';
import { dateOfDay, type HolidayCalendar, isoOf, localDay, msOf, noHolidays, wallMs, weekdayOf } from '../calendar.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export type BusinessHours = {
  /** Time zone of the hours, `Europe/Paris`. */
  readonly zone: string;
  /** Country whose public holidays are kept; absent: none. */
  readonly country?: string;
  /** Stretches of the wall clock in order, `['09:00', '12:30']`; a day that is missing is free. */
  readonly week: { readonly [day in Weekday]?: readonly (readonly [from: string, until: string])[] };
  /** Local dates on which nobody works. */
  readonly closed?: readonly string[];
};

const HOUR = 3_600_000;
/** After so many days without an hour of work the calendar has none. */
const FAR = 400;

/** The instant at which that many hours of work have passed. A stretch across a change of clocks has the length that the wall shows by then. */
export function addBusinessHours(
  instant: string,
  hours: number,
  of: BusinessHours,
  holidays: (country: string) => HolidayCalendar,
): string {
  const calendar = of.country === undefined ? noHolidays('') : holidays(of.country);
  const from = msOf(instant);
  let left = hours * HOUR;
  const first = localDay(instant, of.zone);
  for (let day = first; day < first + FAR; day++) {
    const date = dateOfDay(day);
    if (of.closed?.includes(date) || calendar.isHoliday(date)) continue;
    for (const [opens, closes] of of.week[WEEKDAYS[(weekdayOf(date) + 6) % 7]!] ?? []) {
      const begin = Math.max(from, wallMs(date, opens, of.zone));
      const end = wallMs(date, closes, of.zone);
      if (end <= begin) continue;
      if (left <= end - begin) return isoOf(begin + left);
      left -= end - begin;
    }
  }
  assert(false, `business hours without an hour of work within ${FAR} days`);
}
