/** Times as people say them: wall-clock, never "in 2 business hours". Pure: the time, the zone and the language are arguments. */

export type Where = { readonly now: string; readonly zone: string; readonly language: string };

/** `red` under two hours, `amber` under a day. */
export type Urgency = 'overdue' | 'red' | 'amber' | 'calm';

const HOUR = 3_600_000;

export function urgencyOf(dueAt: string, now: string): Urgency {
  const left = Date.parse(dueAt) - Date.parse(now);
  if (left < 0) return 'overdue';
  if (left < 2 * HOUR) return 'red';
  return left < 24 * HOUR ? 'amber' : 'calm';
}

/** A key of the catalogue's `due` group and the words to fill it with. */
export type Phrase = { readonly key: string; readonly time?: string; readonly day?: string };

/** How many midnights lie between two instants in a zone. */
function daysApart(from: string, to: string, zone: string): number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return Math.round((Date.parse(format.format(new Date(to))) - Date.parse(format.format(new Date(from)))) / (24 * HOUR));
}

export const clockTime = (at: string, { zone, language }: Where): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

/** `18 Nov`, with the year only where it is another one. */
export function calendarDay(at: string, { now, zone, language }: Where): string {
  const year = (instant: string) => new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(new Date(instant));
  const options: Intl.DateTimeFormatOptions = { timeZone: zone, day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(
    language === 'en' ? 'en-GB' : language,
    year(at) === year(now) ? options : { ...options, year: 'numeric' },
  ).format(new Date(at));
}

const weekday = (at: string, { zone, language }: Where): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, weekday: 'short' }).format(new Date(at));

/** When something is due: `today 16:00`, `tomorrow 09:00`, `Wed 16:00`, `3 Dec`, `overdue since 09:12`. */
export function dueWords(dueAt: string, where: Where): Phrase {
  const days = daysApart(where.now, dueAt, where.zone);
  const time = clockTime(dueAt, where);
  if (urgencyOf(dueAt, where.now) === 'overdue') {
    if (days === 0) return { key: 'overdueToday', time };
    return days === -1 ? { key: 'overdueYesterday', time } : { key: 'overdueDay', day: calendarDay(dueAt, where) };
  }
  if (days === 0) return { key: 'today', time };
  if (days === 1) return { key: 'tomorrow', time };
  return days < 7 ? { key: 'weekday', day: weekday(dueAt, where), time } : { key: 'day', day: calendarDay(dueAt, where) };
}

/** When something happened: `09:12` today, `yesterday 09:12`, `Mon 09:12`, `18 Nov, 09:12`. */
export function pastWords(at: string, where: Where): Phrase {
  const days = daysApart(at, where.now, where.zone);
  const time = clockTime(at, where);
  if (days <= 0) return { key: 'today', time };
  if (days === 1) return { key: 'yesterday', time };
  return days < 7 ? { key: 'weekday', day: weekday(at, where), time } : { key: 'day', day: calendarDay(at, where), time };
}
