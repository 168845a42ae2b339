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

/** `€369.00`, `369,00 €`. Exact: the amount never passes through a float. */
export function spokenMoney(amount: Money, language: Language): string {
  const digits = exponentOf(amount.currency);
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(decimal(amount) as Intl.StringNumericLiteral);
}

/** A country by its name in the reader's language: `France`, `Grèce`. The code itself where nobody knows a name. */
export const spokenCountry = (country: string, language: Language): string =>
  /^[A-Z]{2}$/.test(country)
    ? (new Intl.DisplayNames([LOCALES[language]], { type: 'region', fallback: 'code' }).of(country) ?? country)
    : country;
