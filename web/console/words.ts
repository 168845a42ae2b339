import i18next from 'i18next';
import { useMemo, useSyncExternalStore } from 'react';
import { LANGUAGES, type Language } from '../../src/core/access.ts';
import { speak } from './api.ts';
import type { Catalogue } from './tongues/together.ts';

/** A language is called by its own name, so that whoever needs it can find it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
  it: 'Italiano',
};

/** One chunk a language: nobody downloads the words of another. */
const tongues = import.meta.glob<Catalogue>(['./tongues/*.ts', '!./tongues/together.ts'], { import: 'default' });

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  i18next.addResourceBundle(language, 'translation', await tongues[`./tongues/${language}.ts`]!());
}

const STORED = 'retour.language';
const known = (tag: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => tag?.toLowerCase().split('-')[0] === language);

export async function startWords(): Promise<void> {
  await i18next.init({
    fallbackLng: 'en',
    resources: {},
    interpolation: { escapeValue: false },
    // The tests let no hole through; should there be one, English is fetched then and stands in.
    saveMissing: true,
    missingKeyHandler: () => void load('en').then(tellTheRest, () => undefined),
  });
  const wanted = known(localStorage.getItem(STORED)) ?? navigator.languages.map(known).find((language) => language !== undefined);
  // A language that can't be fetched must not keep the console shut.
  await turnTo(wanted ?? 'en').catch(() => turnTo('en'));
}

async function turnTo(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  speak(language);
  document.documentElement.lang = language;
  tellTheRest();
}

/** What the screens say: a language, with English behind it or not. */
let edition = '';
const screens = new Set<() => void>();
function tellTheRest(): void {
  const next = `${i18next.language} ${i18next.hasResourceBundle('en', 'translation')}`;
  if (next === edition) return;
  edition = next;
  for (const changed of screens) changed();
}

export async function speakLanguage(tag: string): Promise<void> {
  const language = known(tag);
  if (!language || language === i18next.language) return;
  await turnTo(language);
  localStorage.setItem(STORED, language);
}

const subscribe = (changed: () => void) => {
  screens.add(changed);
  return () => void screens.delete(changed);
};

export type Fill = Readonly<Record<string, string | number>>;
export type Words = {
  readonly language: Language;
  /** A sentence of the catalogue. */
  readonly t: (key: string, fill?: Fill) => string;
  /** People's word for a machine word: `word('status', 'in_review')`. A word that nobody translated yet is shown as it is. */
  readonly word: (group: string, value: string) => string;
};

/** French wants a blank before `: ; ? ! »` at which no line breaks. */
export const typeset = (language: string, text: string): string =>
  language === 'fr' ? text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0') : text;

export function useWords(): Words {
  const spoken = useSyncExternalStore(subscribe, () => edition);
  return useMemo(() => {
    const language = spoken.slice(0, 2) as Language;
    return {
      language,
      t: (key, fill) => typeset(language, i18next.t(key, { lng: language, ...fill })),
      word: (group, value) => {
        const key = `${group}.${value}`;
        return i18next.exists(key, { lng: language }) ? i18next.t(key, { lng: language }) : value.replaceAll('_', ' ');
      },
    };
  }, [spoken]);
}
