import { expect, test } from 'vitest';
import { mailboxOf, placeOf } from './links.ts';

test.each([
  ['Lea.Fontaine+phones@GMAIL.com', 'leafontaine@gmail.com'],
  ['leafontaine@googlemail.com', 'leafontaine@gmail.com'],
  [' Lea@Buyers.Example ', 'lea@buyers.example'],
  ['lea+one@buyers.example', 'lea@buyers.example'],
])('%s reaches %s', (email, mailbox) => expect(mailboxOf(email)).toBe(mailbox));

test('dots mean something everywhere but at Gmail, and a plus at the start is no tag', () => {
  expect(mailboxOf('a.b@buyers.example')).not.toBe(mailboxOf('ab@buyers.example'));
  expect(mailboxOf('+336@buyers.example')).toBe('+336@buyers.example');
});

test.each(['', 'nobody', 'a@b', 'two words@buyers.example'])('%j is no mailbox', (email) => expect(mailboxOf(email)).toBeNull());

const at = (street: string, postalCode = '59000', country = 'FR') => placeOf({ street, postalCode, city: 'Lille', country });

test.each([
  ['14 rue des Tanneurs', '14, Rue des TANNEURS, appt 3'],
  ['14 bis rue des Tanneurs', '14bis r. Tanneurs (3e étage)'],
  ['1 rue des Lilas', '1 r. des LILAS, appt 4'],
  ['14 B rue des Tanneurs', '14b rue des Tanneurs'],
  ['5 avenue de la République', '5 AV REPUBLIQUE, Bât. B'],
  ['Hafenstraße 7', 'Hafenstr. 7, 2. OG'],
  ['Große Straße 7a', 'Grosse Str 7 A'],
  ['Calle de la Industria 33, piso 2', 'C/ Industria, 33'],
  ['Via Ettore Bugatti 12', 'via ettore bugatti, 12 int. 4'],
])('%s and %s are one front door', (one, other) => {
  expect(at(one)).not.toBeNull();
  expect(at(one)).toBe(at(other));
});

test.each([
  ['14 rue des Tanneurs', '16 rue des Tanneurs'],
  ['14 rue des Tanneurs', '14 bis rue des Tanneurs'],
  ['14 rue des Tanneurs', '14 rue des Potiers'],
])('%s and %s are two', (one, other) => expect(at(one)).not.toBe(at(other)));

test('another postal code or country is another place; a blank in the code is not', () => {
  expect(at('14 rue des Tanneurs', '59 000')).toBe(at('14 rue des Tanneurs'));
  expect(at('14 rue des Tanneurs', '59100')).not.toBe(at('14 rue des Tanneurs'));
  expect(at('14 rue des Tanneurs', '59000', 'BE')).not.toBe(at('14 rue des Tanneurs'));
});

test.each([
  ['no house number', 'Lieu-dit Le Moulin', '59000'],
  ['no postal code', '14 rue des Tanneurs', ''],
  ['no street', '14', '59000'],
])('%s: nothing can be said to be the same', (_case, street, code) => expect(at(street, code)).toBeNull());
