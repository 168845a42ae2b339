/** One cell as text → a value, or what is wrong with it. Spreadsheets round long numbers, number dates and drop zeros: seen here, not repaired in silence. */
import { dayOfDate, dateOfDay, isoOf, isDate, startOfDayIn, wallMs } from '../calendar.ts';
import { isImei } from '../inspection/identity.ts';
import { type Money, parseMoney } from '../money.ts';
import { isCountry } from '../policy/law/countries.ts';
import type { DateOrder } from './guess.ts';
import { plain } from './fields.ts';

/** Its sentence stands in `words.ts`. */
export type CellProblem =
  | 'missing'
  | 'too_long'
  | 'rounded_by_spreadsheet'
  | 'spreadsheet_error'
  | 'imei_lost_zero'
  | 'not_an_imei'
  | 'not_money'
  | 'money_two_ways'
  | 'money_too_fine'
  | 'not_a_count'
  | 'not_a_date'
  | 'date_to_come'
  | 'not_a_country'
  | 'not_a_currency'
  | 'not_an_email'
  | 'unknown_word';
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: CellProblem };
const good = <T>(value: T): Read<T> => ({ ok: true, value });
const bad = (problem: CellProblem): Read<never> => ({ ok: false, problem });

/** `3.56938E+14`: the spreadsheet kept six of fifteen digits, and nobody can bring the others back. */
const ROUNDED = /^\d+([.,]\d+)?\s?E\s?\+?\d{1,2}$/i;
const SHEET_ERROR = /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|WERT!|NV|VALEUR!|NOM\?|VALOR!|VALORE!|BEZUG!)/i;

/** Cells that a spreadsheet would run as a formula (OWASP, "CSV injection"). */
const RUNS = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+([.,]\d+)?$/;

/** Text that no spreadsheet runs: an apostrophe before `= + - @`. A plain number stays one. */
export const guarded = (text: string): string => (RUNS.test(text) && !NUMBER.test(text) ? `'${text}` : text);

/** A cell as it was meant: without the blanks around it, and without the apostrophe that {@link guarded} or a careful person set. */
export function meant(cell: string): string {
  const text = cell.replaceAll('\u00A0', ' ').trim();
  return text.startsWith("'") && RUNS.test(text.slice(1)) ? text.slice(1) : text;
}

/** What no cell may hold, whatever it is for. */
export const sheetProblem = (text: string): CellProblem | null => (SHEET_ERROR.test(text) ? 'spreadsheet_error' : null);

/** A number that is a name: of a serial, an order. Rounded ones are refused, all signs and zeros stay. */
export const readNumber = (text: string): Read<string> => (ROUNDED.test(text) ? bad('rounded_by_spreadsheet') : good(text));

export function readImei(text: string): Read<string> {
  if (ROUNDED.test(text)) return bad('rounded_by_spreadsheet');
  const digits = text.replace(/[\s./-]/g, '');
  if (/\D/.test(digits)) return bad('not_an_imei');
  if (digits.length === 15 && isImei(digits)) return good(digits);
  // A software version stands in place of the check digit.
  if (digits.length === 16) return good(digits);
  return bad(digits.length === 14 && isImei(`0${digits}`) ? 'imei_lost_zero' : 'not_an_imei');
}

/** `1.234,56 €`, `1,234.56`, `369`. What can be read in two ways (`1.234`) is not guessed. */
export function readMoney(text: string, currency: string): Read<Money> {
  const bare = text.replace(/[\s'’]/g, '').replace(/^([A-Z]{3}|[€$£])|([A-Z]{3}|[€$£])$/gi, '');
  const match = /^(\d+|\d{1,3}(?:[.,]\d{3})+)(?:([.,])(\d{1,2}))?$/.exec(bare);
  if (!match) {
    if (ROUNDED.test(bare)) return bad('rounded_by_spreadsheet');
    const fine = /^\d+[.,](\d{3,})$/.exec(bare);
    return bad(fine ? 'money_too_fine' : 'not_money');
  }
  const [, whole = '', sign, cents] = match;
  const groups = /[.,]/.exec(whole)?.[0];
  if (groups !== undefined && groups === sign) return bad('not_money');
  if (groups !== undefined && new Set(whole.match(/[.,]/g)).size > 1) return bad('not_money');
  // One group of three and no cents: a thousand to one half of Europe, one and a bit to the other.
  if (groups !== undefined && sign === undefined && whole.split(groups).length === 2) return bad('money_two_ways');
  const money = parseMoney(`${whole.replace(/[.,]/g, '')}${cents === undefined ? '' : `.${cents}`}`, currency);
  return money ? good(money) : bad('money_too_fine');
}

export function readCount(text: string, most: number): Read<number> {
  const match = /^(\d{1,6})(?:[.,]0+)?$/.exec(text);
  const count = match ? Number(match[1]) : -1;
  return count >= 0 && count <= most ? good(count) : bad('not_a_count');
}

/** Day 0 of spreadsheets that count from 1900, with the leap day that never was (ECMA-376 part 1, 18.17.4.1). */
const SHEET_EPOCH = dayOfDate('1899-12-30');
/** Between 1954 and 2119: other numbers are no dates. */
const SERIALS = { from: 20_000, to: 80_000 };

/** An instant: ISO 8601, a wall clock of `zone`, or a spreadsheet's own number of days. A date alone is the beginning of that day. */
export function readDate(text: string, how: { readonly order: DateOrder; readonly zone: string; readonly now: string }): Read<string> {
  const instant = instantOf(text, how);
  if (instant === null) return bad('not_a_date');
  return instant > how.now ? bad('date_to_come') : good(instant);
}

function instantOf(text: string, { order, zone }: { readonly order: DateOrder; readonly zone: string }): string | null {
  if (/^\d{5}([.,]\d+)?$/.test(text)) {
    const serial = Number(text.replace(',', '.'));
    if (serial < SERIALS.from || serial > SERIALS.to) return null;
    const minutes = Math.round((serial % 1) * 1440);
    return onTheWall(dateOfDay(SHEET_EPOCH + Math.floor(serial)), Math.floor(minutes / 60), minutes % 60, zone);
  }
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text)) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : isoOf(ms);
  }
  const match =
    /^(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2}))(?:[T ,]+(\d{1,2})[:h](\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap]m)?)?$/i.exec(
      text,
    );
  if (!match) return null;
  const [, isoYear, isoMonth, isoDay, first, second, shortYear, hour, minute, half] = match;
  const year = isoYear ?? (shortYear!.length === 2 ? `20${shortYear}` : shortYear!);
  const [day, month] = isoYear !== undefined ? [isoDay!, isoMonth!] : order === 'dmy' ? [first!, second!] : [second!, first!];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDate(date)) return null;
  if (hour === undefined) return startOfDayIn(date, zone);
  const hours = (Number(hour) % (half ? 12 : 24)) + (half?.toLowerCase() === 'pm' ? 12 : 0);
  return Number(hour) > 23 || Number(minute) > 59 ? null : onTheWall(date, hours, Number(minute), zone);
}

const onTheWall = (date: string, hours: number, minutes: number, zone: string): string =>
  hours === 0 && minutes === 0
    ? startOfDayIn(date, zone)
    : isoOf(wallMs(date, `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`, zone));

/** Countries by code, and by name for those that sellers of refurbished goods send to most. */
const COUNTRY_NAMES: Readonly<Record<string, readonly string[]>> = {
  FR: ['france', 'frankreich', 'francia'],
  DE: ['germany', 'allemagne', 'deutschland', 'alemania', 'germania'],
  ES: ['spain', 'espagne', 'spanien', 'espana', 'spagna'],
  IT: ['italy', 'italie', 'italien', 'italia'],
  BE: ['belgium', 'belgique', 'belgien', 'belgica', 'belgio'],
  NL: ['netherlands', 'pays bas', 'niederlande', 'paises bajos', 'paesi bassi'],
  AT: ['austria', 'autriche', 'osterreich'],
  PT: ['portugal', 'portogallo'],
  IE: ['ireland', 'irlande', 'irland', 'irlanda'],
  GB: ['united kingdom', 'uk', 'royaume uni', 'vereinigtes konigreich', 'grossbritannien', 'reino unido', 'regno unito', 'great britain'],
  PL: ['poland', 'pologne', 'polen', 'polonia'],
  SE: ['sweden', 'suede', 'schweden', 'suecia', 'svezia'],
  FI: ['finland', 'finlande', 'finnland', 'finlandia'],
  DK: ['denmark', 'danemark', 'danmark', 'dinamarca', 'danimarca'],
  GR: ['greece', 'grece', 'griechenland', 'grecia', 'el'],
  CZ: ['czechia', 'czech republic', 'tchequie', 'tschechien', 'chequia', 'cechia'],
  SK: ['slovakia', 'slovaquie', 'slowakei', 'eslovaquia', 'slovacchia'],
  LU: ['luxembourg', 'luxemburg', 'luxemburgo', 'lussemburgo'],
  CH: ['switzerland', 'suisse', 'schweiz', 'suiza', 'svizzera'],
  US: ['united states', 'usa', 'etats unis', 'vereinigte staaten', 'estados unidos', 'stati uniti'],
};

export function readCountry(text: string): Read<string> {
  const code = text.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && isCountry(code)) return good(code);
  const named = Object.entries(COUNTRY_NAMES).find(([, names]) => names.includes(plain(text)));
  return named ? good(named[0]) : bad('not_a_country');
}

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP' };
export function readCurrency(text: string): Read<string> {
  const code = SIGNS[text] ?? text.toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? good(code) : bad('not_a_currency');
}

export const readEmail = (text: string): Read<string> =>
  /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@.]{2,}$/.test(text) && text.length <= 254 ? good(text.toLowerCase()) : bad('not_an_email');
