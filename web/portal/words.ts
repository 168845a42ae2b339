/** The portal's words, numbers and days in the buyer's language (M17). */
import { createInstance } from 'i18next';
import { LANGUAGES, type Language } from '../../src/core/access.ts';
import { zoneOf } from '../../src/core/calendar.ts';
import { type Money, decimal } from '../../src/core/money.ts';
import deHelp from '../locales/de/portal/help.json' with { type: 'json' };
import enHelp from '../locales/en/portal/help.json' with { type: 'json' };
import esHelp from '../locales/es/portal/help.json' with { type: 'json' };
import frHelp from '../locales/fr/portal/help.json' with { type: 'json' };
import itHelp from '../locales/it/portal/help.json' with { type: 'json' };
import deMails from '../locales/de/portal/mails.json' with { type: 'json' };
import deSurvey from '../locales/de/portal/survey.json' with { type: 'json' };
import de from '../locales/de/portal.json' with { type: 'json' };
import enMails from '../locales/en/portal/mails.json' with { type: 'json' };
import enSurvey from '../locales/en/portal/survey.json' with { type: 'json' };
import en from '../locales/en/portal.json' with { type: 'json' };
import esMails from '../locales/es/portal/mails.json' with { type: 'json' };
import esSurvey from '../locales/es/portal/survey.json' with { type: 'json' };
import es from '../locales/es/portal.json' with { type: 'json' };
import frMails from '../locales/fr/portal/mails.json' with { type: 'json' };
import frSurvey from '../locales/fr/portal/survey.json' with { type: 'json' };
import fr from '../locales/fr/portal.json' with { type: 'json' };
import itMails from '../locales/it/portal/mails.json' with { type: 'json' };
import itSurvey from '../locales/it/portal/survey.json' with { type: 'json' };
import it from '../locales/it/portal.json' with { type: 'json' };

/** Languages that the portal is written in by people; a browser that asks for another gets the next it asks for, else the seller's. */
export const SPOKEN = LANGUAGES;
export type Spoken = Language;
export const isSpoken = (tag: string | undefined): tag is Spoken => (SPOKEN as readonly string[]).includes(tag ?? '');

type Leaves<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${Unplural<K>}` : Leaves<T[K], `${Path}${K}.`>;
}[keyof T & string];
type Unplural<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
export type Key = Leaves<typeof en & typeof enHelp & typeof enMails & typeof enSurvey>;

export type Words = {
  readonly language: Spoken;
  /** `{{name}}` in the catalogue is filled from `values`; `count` chooses the plural. The text is plain: templates escape it. */
  t(key: Key, values?: Readonly<Record<string, string | number>>): string;
  /** Whether the catalogue has this key: for words of open sets, such as refusals. */
  has(key: string): key is Key;
  money(amount: Money): string;
  /** `1.2` */
  number(figure: number): string;
  /** `Belgium` for BE. */
  country(code: string): string;
  /** `26 November 2026` */
  date(instant: string): string;
  /** `Thursday 26 November` */
  day(instant: string): string;
  /** `16:00` */
  time(instant: string): string;
  /** `Thursday 26 November at 16:00`, as the clocks of the buyer's country show it; the day alone where it is the end of that day. */
  moment(instant: string): string;
};

const LOCALES: Readonly<Record<Spoken, string>> = { en: 'en-GB', fr: 'fr-FR', de: 'de-DE', es: 'es-ES', it: 'it-IT' };

const i18n = createInstance();
await i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: {
    en: { portal: { ...en, ...enHelp, ...enMails, ...enSurvey } },
    fr: { portal: { ...fr, ...frHelp, ...frMails, ...frSurvey } },
    de: { portal: { ...de, ...deHelp, ...deMails, ...deSurvey } },
    es: { portal: { ...es, ...esHelp, ...esMails, ...esSurvey } },
    it: { portal: { ...it, ...itHelp, ...itMails, ...itSurvey } },
  },
  ns: ['portal'],
  defaultNS: 'portal',
  interpolation: { escapeValue: false },
  initAsync: false,
});

export function wordsFor(language: Spoken, country = 'FR'): Words {
  const fixed = i18n.getFixedT(language, 'portal');
  const timeZone = zoneOf(country);
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(LOCALES[language], { timeZone, ...options });
    return (instant: string) => formatter.format(new Date(instant));
  };
  const weekday = format({ weekday: 'long', day: 'numeric', month: 'long' });
  // Within a sentence (« el lunes 23 de noviembre ») only German keeps the comma after the day of the week.
  const day = (instant: string) => (language === 'de' ? weekday(instant) : weekday(instant).replace(',', ''));
  const time = format({ hour: '2-digit', minute: '2-digit' });
  return {
    language,
    t: (key, values) => fixed(key, values ?? {}),
    has: (key): key is Key => i18n.exists(key, { lng: language, fallbackLng: language }),
    money: (amount) =>
      new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency: amount.currency }).format(
        decimal(amount) as unknown as number,
      ),
    number: (figure) => new Intl.NumberFormat(LOCALES[language]).format(figure),
    country: (code) =>
      (/^[A-Z]{2}$/.test(code) ? new Intl.DisplayNames(LOCALES[language], { type: 'region', fallback: 'code' }).of(code) : null) ?? code,
    date: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    day,
    time,
    moment: (instant) =>
      time(instant) === '23:59' ? day(instant) : fixed('common.day_and_time', { day: day(instant), time: time(instant) }),
  };
}

/**
 * The language to answer in: what the buyer chose, then what the browser asks for (RFC 9110 § 12.5.4, with its weights),
 * then the order's and the seller's, then English.
 */
export function chooseLanguage(
  chosen: string | undefined,
  acceptLanguage: string | undefined,
  ...otherwise: readonly (string | undefined)[]
): Spoken {
  if (isSpoken(chosen)) return chosen;
  const asked = (acceptLanguage ?? '')
    .split(',')
    .map((part, at) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const q = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((v) => v !== undefined);
      return { base: tag.slice(0, 2).toLowerCase(), weight: q === undefined ? 1 : Number(q), at };
    })
    .filter(({ base, weight }) => /^[a-z]{2}$/.test(base) && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .map(({ base }) => base);
  const known = [...asked, ...(asked.length === 0 ? otherwise : [])].find(isSpoken);
  return known ?? 'en';
}
