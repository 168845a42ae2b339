import i18next from 'i18next';
import { useCallback, useSyncExternalStore } from 'react';
import { speak } from './api.ts';

/** Languages that the console is written in whole. */
export const CONSOLE_LANGUAGES = ['en', 'fr'] as const;
export type ConsoleLanguage = (typeof CONSOLE_LANGUAGES)[number];

/** The words of the whole console, and a file for each of its larger parts, which brings groups of its own. */
const files = import.meta.glob<Record<string, unknown>>(['../locales/*/console.json', '../locales/*/console/*.json'], {
  eager: true,
  import: 'default',
});
const wordsOf = (language: ConsoleLanguage) =>
  Object.assign({}, ...Object.entries(files).flatMap(([name, words]) => (name.startsWith(`../locales/${language}/`) ? [words] : [])));

const STORED = 'retour.language';
const known = (tag: string | null | undefined): ConsoleLanguage | undefined =>
  CONSOLE_LANGUAGES.find((language) => tag?.toLowerCase().startsWith(language));

export async function startWords(): Promise<void> {
  await i18next.init({
    lng: known(localStorage.getItem(STORED)) ?? known(navigator.language) ?? 'en',
    fallbackLng: 'en',
    resources: { en: { translation: wordsOf('en') }, fr: { translation: wordsOf('fr') } },
    interpolation: { escapeValue: false },
  });
  tellTheRest();
}

function tellTheRest(): void {
  speak(i18next.language);
  document.documentElement.lang = i18next.language;
}

export async function speakLanguage(tag: string): Promise<void> {
  const language = known(tag);
  if (!language || language === i18next.language) return;
  localStorage.setItem(STORED, language);
  await i18next.changeLanguage(language);
  tellTheRest();
}

const subscribe = (changed: () => void) => {
  i18next.on('languageChanged', changed);
  return () => i18next.off('languageChanged', changed);
};

export type Fill = Readonly<Record<string, string | number>>;
export type Words = {
  readonly language: string;
  /** A sentence of the catalogue. */
  readonly t: (key: string, fill?: Fill) => string;
  /** People's word for a machine word: `word('status', 'in_review')`. A word that nobody translated yet is shown as it is. */
  readonly word: (group: string, value: string) => string;
};

/** French wants a blank before `: ; ? ! »` at which no line breaks. */
export const typeset = (language: string, text: string): string =>
  language === 'fr' ? text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0') : text;

export function useWords(): Words {
  const language = useSyncExternalStore(subscribe, () => i18next.language);
  const t = useCallback((key: string, fill?: Fill) => typeset(language, i18next.t(key, { lng: language, ...fill })), [language]);
  const word = useCallback(
    (group: string, value: string) => i18next.t(`${group}.${value}`, { lng: language, defaultValue: value.replaceAll('_', ' ') }),
    [language],
  );
  return { language, t, word };
}
