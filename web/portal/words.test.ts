import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/core/return/commands.ts';
import { PRODUCT_STATES } from '../../src/core/policy/document.ts';
import { AUTHORISATIONS, CONDITIONS, FAULTS, REASONS, RESOLUTIONS, SETTLEMENTS, VERDICTS } from '../../src/core/return/model.ts';
import { money } from '../../src/core/money.ts';
import { EVERY_STEP } from './help/first-aid.ts';
import { SHOTS } from './help/shots.ts';
import { CHOICES, OFFERED_WISHES } from './reasons.ts';
import { chooseLanguage, SPOKEN, wordsFor } from './words.ts';

type Tree = { readonly [key: string]: string | Tree };
const catalogue = (language: string): Tree => {
  const read = (file: string) => JSON.parse(readFileSync(new URL(`../locales/${language}/${file}`, import.meta.url), 'utf8')) as Tree;
  return { ...read('portal.json'), ...read('portal/help.json'), ...read('portal/survey.json') };
};
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

describe('the catalogue', () => {
  const en = new Map(leaves(catalogue('en')));
  const OTHERS = SPOKEN.filter((language) => language !== 'en');

  it.each(OTHERS)('says the same things in %s as in English', (language) => {
    expect([...leaves(catalogue(language))].map(([key]) => key).sort()).toEqual([...en.keys()].sort());
  });

  it.each(SPOKEN)('leaves the same holes to fill in %s, and no text empty', (language) => {
    const words = new Map(leaves(catalogue(language)));
    for (const [key, text] of en) {
      expect(words.get(key)?.trim(), key).not.toBe('');
      // A count may be spoken as a word in the singular.
      const counted = (all: string[]) => (key.endsWith('_one') ? all.filter((name) => name !== 'count') : all);
      expect(counted(holes(words.get(key)!)), key).toEqual(counted(holes(text)));
    }
  });

  it.each(SPOKEN)('has a word in %s for everything that a return can be', (language) => {
    const words = wordsFor(language);
    const expected = [
      ...REASONS.map((w) => `reasons.${w}`),
      ...FAULTS.map((w) => `faults.${w}`),
      ...RESOLUTIONS.map((w) => `resolutions.${w}`),
      ...OFFERED_WISHES.map((w) => `wishes.${w}`),
      ...AUTHORISATIONS.map((w) => `authorisations.${w}`),
      ...SETTLEMENTS.map((w) => `settlements.${w}`),
      ...VERDICTS.map((w) => `verdicts.${w}`),
      ...CONDITIONS.map((w) => `conditions.${w}`),
      ...PRODUCT_STATES.map((w) => `states.${w}`),
      ...CHOICES.map((c) => `choices.${c.id}`),
      ...CHOICES.filter((c) => c.photos !== 'none').map((c) => `photos.for_${c.id}`),
      ...CHOICES.filter((c) => c.reasons.length > 1).map((c) => `details.which_${c.id}`),
      // What a buyer may be refused, in words instead of "not possible".
      ...COMMANDS.cancellation.refusedWhen.map((w) => `refusals.${w}`),
      ...COMMANDS.information.refusedWhen.map((w) => `refusals.${w}`),
      ...COMMANDS.label.refusedWhen.map((w) => `refusals.${w}`),
      // What help speaks of.
      ...EVERY_STEP.map((w) => `help.aid.${w}`),
      ...SHOTS.map((w) => `help.shot.${w}`),
    ];
    expect(expected.filter((key) => !words.has(key))).toEqual([]);
  });

  it('offers at most seven first choices, which between them reach every reason', () => {
    expect(CHOICES.length).toBeLessThanOrEqual(7);
    expect(CHOICES.flatMap((choice) => [...choice.reasons]).sort()).toEqual([...REASONS].sort());
  });
});

/** Marks of how a language is set: the wrong quotes or a blank that breaks are a translator's slip. */
describe('the typography', () => {
  const texts = (language: string) => leaves(catalogue(language));
  const WRONG: Readonly<Record<string, RegExp>> = {
    en: /["']|[«»„]/,
    fr: /["']| [:;?!»]|« |[„“”]/,
    de: /["']|[«»”]| [:;?!]/,
    es: /["']|[„“”]| [:;?!»]|« /,
    it: /["']|[„“”]| [:;?!»]|« /,
  };
  it.each(SPOKEN)('of %s is its own', (language) => {
    expect(texts(language).filter(([, text]) => WRONG[language]!.test(text))).toEqual([]);
  });

  it('of Spanish opens its questions', () => {
    for (const [key, text] of texts('es')) expect((text.match(/\?/g) ?? []).length, key).toBe((text.match(/¿/g) ?? []).length);
  });

  it('addresses nobody in the familiar form', () => {
    const FAMILIAR: Readonly<Record<string, RegExp>> = {
      fr: /(?<!\p{L})(tu|ton|ta|tes|toi)(?!\p{L})/iu,
      de: /(?<!\p{L})(du|dich|dir|dein\p{L}*|euch|euer)(?!\p{L})/iu,
      es: /(?<!\p{L})(tú|tu|tus|ti|vosotros|vuestr[oa]s?)(?!\p{L})/iu,
      it: /(?<!\p{L})(tu|tuo|tua|tuoi|tue|ti)(?!\p{L})/iu,
    };
    for (const [language, familiar] of Object.entries(FAMILIAR))
      expect(
        texts(language).filter(([, text]) => familiar.test(text)),
        language,
      ).toEqual([]);
  });
});

describe('numbers and days', () => {
  it('are written as in the buyer’s language', () => {
    expect(wordsFor('en').money(money(36900, 'EUR'))).toBe('€369.00');
    expect(wordsFor('fr').money(money(123456, 'EUR')).replace(/\s/g, ' ')).toBe('1 234,56 €');
    expect(wordsFor('en').money(money(500, 'JPY'))).toBe('JP¥500');
    for (const language of ['de', 'es', 'it'] as const)
      expect(wordsFor(language).money(money(36900, 'EUR')).replace(/\s/g, ' ')).toBe('369,00 €');
  });

  it('show a due time as the clocks of the buyer’s country do', () => {
    expect(wordsFor('en', 'FR').moment('2026-11-23T11:00:00.000Z')).toBe('Monday 23 November at 12:00');
    expect(wordsFor('fr', 'GB').moment('2026-11-23T11:00:00.000Z')).toBe('lundi 23 novembre à 11:00');
    expect(wordsFor('de', 'AT').moment('2026-11-23T11:00:00.000Z')).toBe('Montag, 23. November, um 12:00\u00a0Uhr');
    expect(wordsFor('es', 'ES').moment('2026-11-23T11:00:00.000Z')).toBe('lunes 23 de noviembre a las 12:00');
    expect(wordsFor('it', 'IT').moment('2026-11-23T11:00:00.000Z')).toBe('lunedì 23 novembre alle 12:00');
  });

  it('name only the day where a day may be used to its end', () => {
    expect(wordsFor('en', 'FR').moment('2026-12-06T22:59:59.999Z')).toBe('Sunday 6 December');
  });
});

describe('the language', () => {
  it('is the one that was chosen, else what the browser asks for by weight', () => {
    expect(chooseLanguage('en', 'fr')).toBe('en');
    expect(chooseLanguage(undefined, 'nl, en;q=0.4, fr-CH;q=0.9')).toBe('fr');
    expect(chooseLanguage(undefined, 'de-AT')).toBe('de');
    expect(chooseLanguage(undefined, 'fr;q=0, en')).toBe('en');
    expect(chooseLanguage('klingon', 'fr')).toBe('fr');
  });

  it('is English for a browser that asks only for others, and the order’s or the seller’s for one that does not ask', () => {
    expect(chooseLanguage(undefined, 'nl-BE, pt', 'fr')).toBe('en');
    expect(chooseLanguage(undefined, undefined, 'fr', 'en')).toBe('fr');
    expect(chooseLanguage(undefined, '*', 'nl', 'fr')).toBe('fr');
  });
});
