/** Dates and amounts as people say them, in their language and on their clock. Notices, documents and pages share it. */
import type { Language } from './access.ts';
import { decimal, exponentOf, type Money } from './money.ts';

/** English is British: day before month, as all our buyers write. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR', de: 'de-DE', es: 'es-ES', it: 'it-IT' };

// Making a formatter costs a hundred times as much as using it.
const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${Object.keys(options).join()}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: zone })));
  return made;
}

/**
 * `Thursday 26 November 2026`, `jeudi 26 novembre 2026`: as the calendar in `zone` (IANA) has it. Within a sentence only German keeps the
 * comma after the day of the week.
 */
export const spokenDate = (instant: string, language: Language, zone: string): string => {
  const date = format(language, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(instant));
  return language === 'de' ? date : date.replaceAll(',', '');
};

/** `26 November 2026`. */
export const spokenDay = (instant: string, language: Language, zone: string): string =>
  format(language, zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(instant));

/** `6 November 2026, 15:45`. */
export const spokenMoment = (instant: string, language: Language, zone: string): string =>
  `${spokenDay(instant, language, zone)}, ${format(language, zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant))}`;

const numbers = new Map<string, Intl.NumberFormat>();
/** How a language writes numbers of a kind; made once. */
export function numberFormat(language: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = `${language} ${options.style} ${options.currency} ${options.minimumFractionDigits} ${options.maximumFractionDigits}`;
  let made = numbers.get(key);
  if (!made) numbers.set(key, (made = new Intl.NumberFormat(LOCALES[language], options)));
  return made;
}

/** `€369.00`, `369,00 €`. Exact: the amount never passes through a float. */
export function spokenMoney(amount: Money, language: Language): string {
  const digits = exponentOf(amount.currency);
  return numberFormat(language, {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(decimal(amount) as Intl.StringNumericLiteral);
}

const names = new Map<string, Intl.DisplayNames>();
/** What a country or a currency is called; the code itself where nobody knows a name. */
export function nameOf(type: 'region' | 'currency', code: string, language: Language): string {
  const key = `${language} ${type}`;
  let made = names.get(key);
  if (!made) names.set(key, (made = new Intl.DisplayNames([LOCALES[language]], { type, fallback: 'code' })));
  return made.of(code) ?? code;
}

/** A country by its name in the reader's language: `France`, `Grèce`. The code itself where nobody knows a name. */
export const spokenCountry = (country: string, language: Language): string =>
  /^[A-Z]{2}$/.test(country) ? nameOf('region', country, language) : country;
