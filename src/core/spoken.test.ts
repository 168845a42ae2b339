import { expect, test } from 'vitest';
import { money } from './money.ts';
import { spokenCountry, spokenDate, spokenDay, spokenMoney } from './spoken.ts';

/** Blanks that do not break read as blanks. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

test('a date is said in the reader’s language, on the calendar of the buyer’s country', () => {
  const lateInParis = '2026-11-26T22:59:59.999Z';
  expect(spokenDate(lateInParis, 'en', 'Europe/Paris')).toBe('Thursday 26 November 2026');
  expect(spokenDate(lateInParis, 'fr', 'Europe/Paris')).toBe('jeudi 26 novembre 2026');
  expect(spokenDate(lateInParis, 'fr', 'Europe/Athens')).toBe('vendredi 27 novembre 2026');
  expect(spokenDay(lateInParis, 'en', 'Europe/Paris')).toBe('26 November 2026');
});

test('an amount keeps every cent, also where a float would lose one', () => {
  expect(plain(spokenMoney(money(36900, 'EUR'), 'fr'))).toBe('369,00 €');
  expect(spokenMoney(money(36900, 'EUR'), 'en')).toBe('€369.00');
  expect(spokenMoney(money(9007199254740991, 'EUR'), 'en')).toBe('€90,071,992,547,409.91');
  expect(plain(spokenMoney(money(1500, 'JPY'), 'fr'))).toContain('1 500');
});

test('a country has its name in the reader’s language; what is none stays as it is', () => {
  expect(spokenCountry('GR', 'fr')).toBe('Grèce');
  expect(spokenCountry('GB', 'en')).toBe('United Kingdom');
  expect(spokenCountry('somewhere', 'en')).toBe('somewhere');
});
