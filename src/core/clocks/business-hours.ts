/** When the seller's team works: the calendar in which own targets may be counted (M15). */
import { assert } from '../assert.ts';
import { dateOfDay, type HolidayCalendar, isoOf, localDay, msOf, noHolidays, type Span, wallMs, weekdayOf } from '../calendar.ts';

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
/** After so many days in a row without an hour of work the calendar has none. */
const FAR = 400;

/**
 * The instant at which that many hours of work have passed; work that lies in one of `pauses` does not count. A stretch across a change
 * of clocks has the length that the wall shows by then.
 */
export function addBusinessHours(
  instant: string,
  hours: number,
  of: BusinessHours,
  holidays: (country: string) => HolidayCalendar,
  pauses: readonly Span[] = [],
): string {
  const calendar = of.country === undefined ? noHolidays('') : holidays(of.country);
  const from = msOf(instant);
  let left = hours * HOUR;
  const paused = pauses.at(-1)?.until ?? 0;
  for (let day = localDay(instant, of.zone), idle = 0; idle < FAR; day++, idle++) {
    const date = dateOfDay(day);
    // A pause may be as long as it likes.
    if (paused > 0 && wallMs(date, '00:00', of.zone) < paused) idle = 0;
    if (of.closed?.includes(date) || calendar.isHoliday(date)) continue;
    for (const [opens, closes] of of.week[WEEKDAYS[(weekdayOf(date) + 6) % 7]!] ?? []) {
      const stretch = { from: Math.max(from, wallMs(date, opens, of.zone)), until: wallMs(date, closes, of.zone) };
      for (const { from: begin, until: end } of without(stretch, pauses)) {
        if (end <= begin) continue;
        if (left <= end - begin) return isoOf(begin + left);
        left -= end - begin;
        idle = 0;
      }
    }
  }
  assert(false, `business hours without an hour of work within ${FAR} days`);
}

/** What of a stretch lies outside the pauses, which are in order and do not overlap. */
function without(stretch: Span, pauses: readonly Span[]): readonly Span[] {
  if (pauses.length === 0) return [stretch];
  const rest: Span[] = [];
  let { from } = stretch;
  for (const pause of pauses) {
    if (pause.until <= from || pause.from >= stretch.until) continue;
    rest.push({ from, until: Math.max(from, pause.from) });
    from = Math.max(from, pause.until);
  }
  return [...rest, { from, until: stretch.until }];
}
