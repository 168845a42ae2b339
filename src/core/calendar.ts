/**
 * Days, working days and periods. Everything is an ISO 8601 instant in UTC (`2026-11-22T09:00:00.000Z`) or a local date (`2026-11-22`);
 * nothing here asks for the time. `Intl` is asked once per zone and year where its offsets change; after that all is arithmetic.
 */
import { assert } from './assert.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Public holidays of one country, by local date. `app/holidays.ts` makes it; weekends are not its business. */
export type HolidayCalendar = { readonly country: string; isHoliday(localDate: string): boolean };

/** A calendar of weekends only. The same one for each country: what was worked out of a calendar is kept with it. */
export function noHolidays(country: string): HolidayCalendar {
  let calendar = weekendsOnly.get(country);
  if (!calendar) weekendsOnly.set(country, (calendar = { country, isHoliday: () => false }));
  return calendar;
}
const weekendsOnly = new Map<string, HolidayCalendar>();

/** Main zone per European country: where a country has several, the one where most people live. */
const ZONES: Readonly<Record<string, string>> = {
  AD: 'Europe/Andorra',
  AL: 'Europe/Tirane',
  AT: 'Europe/Vienna',
  AX: 'Europe/Mariehamn',
  BA: 'Europe/Sarajevo',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  BY: 'Europe/Minsk',
  CH: 'Europe/Zurich',
  CY: 'Asia/Nicosia',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  ES: 'Europe/Madrid',
  FI: 'Europe/Helsinki',
  FO: 'Atlantic/Faroe',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GG: 'Europe/Guernsey',
  GI: 'Europe/Gibraltar',
  GR: 'Europe/Athens',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IM: 'Europe/Isle_of_Man',
  IS: 'Atlantic/Reykjavik',
  IT: 'Europe/Rome',
  JE: 'Europe/Jersey',
  LI: 'Europe/Vaduz',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  MC: 'Europe/Monaco',
  MD: 'Europe/Chisinau',
  ME: 'Europe/Podgorica',
  MK: 'Europe/Skopje',
  MT: 'Europe/Malta',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  RO: 'Europe/Bucharest',
  RS: 'Europe/Belgrade',
  SE: 'Europe/Stockholm',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
  SM: 'Europe/San_Marino',
  TR: 'Europe/Istanbul',
  UA: 'Europe/Kyiv',
  VA: 'Europe/Vatican',
  XK: 'Europe/Belgrade',
};

/** The zone in which a country's days begin and end; UTC for countries outside Europe, until somebody sells there. */
export const zoneOf = (country: string): string => ZONES[country] ?? 'UTC';

/** The local date of an instant: `localDate('2026-03-28T23:30:00.000Z', 'Europe/Paris')` is `2026-03-29`. */
export const localDate = (instant: string, zone: string): string => dateOfDay(localDay(instant, zone));

/** First instant of a local date. */
export const startOfDayIn = (date: string, zone: string): string => isoOf(startOfDayMs(dayOfDate(date), zone));

/** Last instant of a local date, 23:59:59.999 on its clock: a day has 23, 24 or 25 hours. */
export const endOfDayIn = (date: string, zone: string): string => isoOf(startOfDayMs(dayOfDate(date) + 1, zone) - 1);

/** Whole local days between two instants: 0 on the same date, 1 on the next, negative backwards. */
export const daysBetween = (from: string, to: string, zone: string): number => localDay(to, zone) - localDay(from, zone);

export const addDays = (date: string, days: number): string => dateOfDay(dayOfDate(date) + days);

/** Months later on the same day of the month; where that month is too short, its last day (Reg. 1182/71 Art. 3(2)(c)). */
export const addMonths = (date: string, months: number): string => dateOfDay(monthsAfter(dayOfDate(date), months));

/** 0 is Sunday, 6 Saturday. */
export const weekdayOf = (date: string): number => weekday(dayOfDate(date));

export const isWorkingDay = (date: string, holidays: HolidayCalendar): boolean => isWorking(dayOfDate(date), holidays);

/** The date itself where it is a working day, else the next that is one. */
export function workingDayFrom(date: string, holidays: HolidayCalendar): string {
  let day = dayOfDate(date);
  while (!isWorking(day, holidays)) day++;
  return dateOfDay(day);
}

/**
 * An ISO 8601 duration later. Hours, minutes and seconds are exact time (`PT24H` is 24 hours across a change of clocks).
 * Days, weeks, months and years are calendar days in `zone`, keeping the time on the wall; without a zone they are days of exactly 24 hours.
 */
export const addDuration = (instant: string, duration: string, zone?: string): string => addParts(instant, parseDuration(duration), zone);

/** As {@link addDuration}, of a duration with a sign: `-PT4H` is four hours before. */
export function addSignedDuration(instant: string, duration: string, zone?: string): string {
  if (!duration.startsWith('-')) return addDuration(instant, duration, zone);
  const { months, days, ms } = parseDuration(duration.slice(1));
  return addParts(instant, { months: -months, days: -days, ms: -ms }, zone);
}

function addParts(instant: string, { months, days, ms }: Parts, zone: string | undefined): string {
  const from = msOf(instant);
  if (months === 0 && days === 0) return isoOf(from + ms);
  const offset = zone === undefined ? 0 : offsetMs(from, zone);
  const local = from + offset;
  const today = Math.floor(local / DAY);
  const date = dayOfDate(months === 0 ? dateOfDay(today) : addMonths(dateOfDay(today), months)) + days;
  const wall = date * DAY + (local - today * DAY);
  return isoOf((zone === undefined ? wall : fromWall(wall, zone)) + ms);
}

/** A stretch of time in ms since 1970, the end not included. */
export type Span = { readonly from: number; readonly until: number };

/**
 * The end of the n-th working day after the instant's own date, which is not counted: Monday 10:00 plus 1 is Tuesday 23:59:59.999.
 * Saturdays, Sundays and the country's public holidays do not count, nor do days whose last moment lies in one of `pauses`.
 */
export function addWorkingDays(
  instant: string,
  days: number,
  holidays: HolidayCalendar,
  zone: string,
  pauses: readonly Span[] = [],
): string {
  assert(Number.isInteger(days) && days >= 0, `working days are whole and not negative, got ${days}`);
  const endOf = (day: number) => startOfDayMs(day + 1, zone) - 1;
  const counts = (day: number) =>
    isWorking(day, holidays) && (pauses.length === 0 || !pauses.some(({ from, until }) => from <= endOf(day) && endOf(day) < until));
  let day = localDay(instant, zone);
  for (let left = days; left > 0; ) {
    day++;
    if (counts(day)) left--;
  }
  while (!counts(day)) day++;
  return isoOf(endOf(day));
}

/**
 * The end of a period of days in the sense of Regulation 1182/71 Art. 3: the day of the event is not counted, the period ends with the last
 * hour of its last day, and where that is a Saturday, Sunday or public holiday, with the last hour of the next working day.
 */
export function dueAfterDays(event: string, days: number, holidays: HolidayCalendar, zone: string): string {
  let last = localDay(event, zone) + days;
  while (!isWorking(last, holidays)) last++;
  return isoOf(startOfDayMs(last + 1, zone) - 1);
}

/** The parts of an ISO 8601 duration; asserts where the text is none. */
export function parseDuration(duration: string): Parts {
  const known = durations.get(duration);
  if (known) return known;
  const match = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  assert(match, `an ISO 8601 duration, got ${duration}`);
  const part = (i: number) => Number(match[i] ?? 0);
  const parsed = {
    months: part(1) * 12 + part(2),
    days: part(3) * 7 + part(4),
    ms: part(5) * HOUR + part(6) * 60_000 + part(7) * 1000,
  };
  if (durations.size < 1000) durations.set(duration, parsed);
  return parsed;
}
const durations = new Map<string, Parts>();
type Parts = { readonly months: number; readonly days: number; readonly ms: number };

/** Black Friday of a year: the day after the fourth Thursday of November. */
export function blackFriday(year: number): string {
  const first = dayOfCivil(year, 11, 1);
  const firstThursday = first + ((4 - weekday(first) + 7) % 7);
  return dateOfDay(firstThursday + 22);
}

// Below: days are counted as whole numbers since 1970-01-01, times in ms since then.

/** ms of an instant. The one form that we write ourselves (24 signs, ending in Z) is read by hand: ten times as fast as `Date.parse`. */
export function msOf(instant: string): number {
  if (instant.length === 24 && instant.charCodeAt(23) === 90 /* Z */ && instant.charCodeAt(10) === 84 /* T */) {
    const century = pair(instant, 0);
    const ofCentury = pair(instant, 2);
    const month = pair(instant, 5);
    const day = pair(instant, 8);
    const hour = pair(instant, 11);
    const minute = pair(instant, 14);
    const second = pair(instant, 17);
    const hundredths = pair(instant, 20);
    const last = pair(instant, 21);
    const year = century * 100 + ofCentury;
    // Anything odd goes the slow way, which knows what is a time and what is none. One -1 makes the whole disjunction negative.
    const digitsOnly = (century | ofCentury | month | day | hour | minute | second | hundredths | last) >= 0;
    if (
      digitsOnly &&
      year >= 1 &&
      month >= 1 &&
      month <= 12 &&
      day >= 1 &&
      day <= 28 + spare(year, month) &&
      hour < 24 &&
      minute < 60 &&
      second < 60
    ) {
      return dayOfCivil(year, month, day) * DAY + (hour * HOUR + minute * 60_000 + second * 1000 + hundredths * 10 + (last % 10));
    }
  }
  const ms = Date.parse(instant);
  assert(!Number.isNaN(ms), `an ISO 8601 instant, got ${instant}`);
  return ms;
}

/** Two digits as a number; -1 where one of them is none. Without a branch: a sign that is too small or too large sets the sign bit of everything. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return (tens * 10 + ones) | ((tens | (9 - tens) | ones | (9 - ones)) >> 31);
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** How many days more than 28 a month has. */
function spare(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 2 : 3;
}

/** Days since 1970-01-01 in the Gregorian calendar. */
const dayOfCivil = (year: number, month: number, day: number): number => firstOfMonth((year + 400) * 12 + month - 3) + day - 1;

/**
 * The first day of a month. Months are counted from March of the year -400: the leap day is the last of its year, and nothing here is negative,
 * so that whole numbers do.
 */
function firstOfMonth(months: number): number {
  const year = (months / 12) | 0;
  return 365 * year + (year >> 2) - ((year / 100) | 0) + ((year / 400) | 0) + (((153 * (months - 12 * year) + 2) / 5) | 0) - MARCH_TO_1970;
}
const MARCH_TO_1970 = 865_565;

/** The month of a day, counted as {@link firstOfMonth} does: a day is 1/365.2425 of a year, to begin with. */
function monthOfDay(day: number): number {
  const days = day + MARCH_TO_1970;
  const era = (days / 146_097) | 0;
  const inEra = days - era * 146_097;
  const year = ((inEra - ((inEra / 1460) | 0) + ((inEra / 36_524) | 0) - ((inEra / 146_096) | 0)) / 365) | 0;
  const inYear = inEra - (365 * year + (year >> 2) - ((year / 100) | 0));
  return (era * 400 + year) * 12 + (((5 * inYear + 2) / 153) | 0);
}

/** As {@link addMonths}, of days as whole numbers. */
export function monthsAfter(day: number, months: number): number {
  const month = monthOfDay(day);
  return Math.min(firstOfMonth(month + months) + (day - firstOfMonth(month)), firstOfMonth(month + months + 1) - 1);
}

export function isoOf(ms: number): string {
  const day = Math.floor(ms / DAY);
  const rest = ms - day * DAY;
  const second = Math.floor(rest / 1000) % 60;
  const fraction = rest % 1000;
  return `${dateOfDay(day)}T${TWO[Math.floor(rest / HOUR)]}:${TWO[Math.floor(rest / 60_000) % 60]}:${TWO[second]}.${fraction < 10 ? '00' : fraction < 100 ? '0' : ''}${fraction}Z`;
}
const TWO: readonly string[] = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** The local date of an instant as a day number. */
export const localDay = (instant: string, zone: string): number => localDayOfMs(msOf(instant), zone);

export const localDayOfMs = (ms: number, zone: string): number => Math.floor((ms + offsetMs(ms, zone)) / DAY);

/** {@link localDayOfMs} of one zone, for whoever asks often. */
export function localDaysIn(zone: string): (ms: number) => number {
  const offsets = offsetsOf(zone);
  return (ms) => Math.floor((ms + offsetAt(ms, offsets)) / DAY);
}

export function dayOfDate(date: string): number {
  const year = digits(date, 0, 4);
  const month = digits(date, 5, 7);
  const day = digits(date, 8, 10);
  assert(isDate(date), `a local date such as 2026-11-22, got ${date}`);
  return dayOfCivil(year, month, day);
}

/** Whether a text is a local date that there is: `2026-02-29` is none. */
export function isDate(text: string): boolean {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const shaped = text.length === 10 && text.charCodeAt(4) === 45 /* - */ && text.charCodeAt(7) === 45;
  return shaped && year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28 + spare(year, month);
}

export const dateOfDay = onceADay((day) => new Date(day * DAY).toISOString().slice(0, 10));

/** What a day has, worked out once for each of the days that people ask about (1970 to 2059), and kept in pages: days lie close together. */
export function onceADay<T extends string | number>(work: (day: number) => T): (day: number) => T {
  const pages: (T | undefined)[][] = [];
  return (day) => {
    if (day < 0 || day >= 64 * 512) return work(day);
    const page = (pages[day >> 9] ??= []);
    return (page[day & 511] ??= work(day));
  };
}

const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

function isWorking(day: number, holidays: HolidayCalendar): boolean {
  const name = weekday(day);
  return name !== 0 && name !== 6 && !holidays.isHoliday(dateOfDay(day));
}

/** First ms of a local day. Where midnight does not exist (clocks sprang over it), the first moment after. */
const startOfDayMs = (day: number, zone: string): number => fromWall(day * DAY, zone);

/** The instant at which the wall clock shows `time` (`09:00`, `24:00`) on that local date. */
export function wallMs(date: string, time: string, zone: string): number {
  return fromWall(dayOfDate(date) * DAY + (digits(time, 0, 2) * 60 + digits(time, 3, 5)) * 60_000, zone);
}

/** The instant at which the zone's wall shows `wall`: the earlier of two, and in a gap the moment as far past its start (as Temporal's "compatible"). */
function fromWall(wall: number, zone: string): number {
  const before = offsetMs(wall - DAY, zone);
  const after = offsetMs(wall + DAY, zone);
  const early = wall - before;
  if (before === after || offsetMs(early, zone) === before) return early;
  const late = wall - after;
  return offsetMs(late, zone) === after ? late : early;
}

/** A stretch of one offset. */
type Stretch = { readonly from: number; readonly until: number; readonly offset: number };
/** What is known of a zone. The next question is often about the stretch of the last one. */
type Offsets = { readonly zone: string; last: Stretch; readonly buckets: Map<number, readonly Stretch[]> };
const offsetsByZone = new Map<string, Offsets>();

/** What to add to UTC to read the zone's wall, in ms. */
export const offsetMs = (ms: number, zone: string): number => (zone === 'UTC' ? 0 : offsetAt(ms, offsetsOf(zone)));

function offsetsOf(zone: string): Offsets {
  let known = offsetsByZone.get(zone);
  if (!known) offsetsByZone.set(zone, (known = { zone, last: { from: 0, until: 0, offset: 0 }, buckets: new Map() }));
  return known;
}

function offsetAt(ms: number, offsets: Offsets): number {
  const { last } = offsets;
  if (ms >= last.from && ms < last.until) return last.offset;
  return (offsets.last = stretchAt(ms, offsets)).offset;
}

/** Buckets of 2^35 ms (398 days): found by one division, without asking for the civil year. */
const BUCKET = 2 ** 35;

function stretchAt(ms: number, { zone, buckets }: Offsets): Stretch {
  const bucket = Math.floor(ms / BUCKET);
  let stretches = buckets.get(bucket);
  if (!stretches) buckets.set(bucket, (stretches = stretchesOf(zone, bucket)));
  return stretches.find(({ until }) => ms < until)!;
}

/** The stretches of equal offset in a bucket, found by probing every five days and halving to the ms where two probes differ. */
function stretchesOf(zone: string, bucket: number): readonly Stretch[] {
  const end = (bucket + 1) * BUCKET;
  const stretches: Stretch[] = [];
  let from = bucket * BUCKET;
  let at = from;
  let offset = askIntl(at, zone);
  while (at < end) {
    const next = Math.min(at + 5 * DAY, end);
    const then = askIntl(next, zone);
    if (then !== offset) {
      let low = at;
      let high = next;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (askIntl(middle, zone) === offset) low = middle;
        else high = middle;
      }
      stretches.push({ from, until: high, offset });
      from = high;
      offset = then;
    }
    at = next;
  }
  stretches.push({ from, until: end, offset });
  return stretches;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function askIntl(ms: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
    formatters.set(zone, formatter);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(ms)) part[type] = Number(value);
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  return wall - Math.floor(ms / 1000) * 1000;
}
