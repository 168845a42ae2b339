/** Public holidays by country from `date-holidays`, as the pure calendar that `core/` reads. Made once per country and year. */
import DateHolidays from 'date-holidays';
import type { HolidayCalendar } from '../core/calendar.ts';

const calendars = new Map<string, HolidayCalendar>();

/** The calendar of a country (ISO 3166-1 alpha-2). A country that the library does not know has weekends only. */
export function holidaysOf(country: string): HolidayCalendar {
  let calendar = calendars.get(country);
  if (!calendar) calendars.set(country, (calendar = make(country)));
  return calendar;
}

function make(country: string): HolidayCalendar {
  // `public` are the days off by law of the whole country; regional ones (Good Friday in Alsace) do not prolong a national period.
  const source = new DateHolidays(country, { types: ['public'] });
  const years = new Map<string, ReadonlySet<string>>();
  return {
    country,
    isHoliday(localDate) {
      const year = localDate.slice(0, 4);
      let days = years.get(year);
      if (!days) {
        // A holiday of several days is listed by its first: `start` and `end` are instants of the country's own midnight, `date` its local date.
        days = new Set((source.getHolidays(Number(year)) ?? []).flatMap(({ date, start, end }) => datesOf(date, start, end)));
        years.set(year, days);
      }
      return days.has(localDate);
    },
  };
}

function datesOf(date: string, start: Date, end: Date): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
  return Array.from({ length: count }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10));
}
