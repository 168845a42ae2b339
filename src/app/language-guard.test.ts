/** Real sentences of a returns desk: what is surely one language, what is too short to say, and what is none of ours (M17). */
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../core/access.ts';
import { BUILT_IN_IDS, builtIn } from '../notifications/answers/built-in.ts';
import { languageOf } from './language-guard.ts';

const SURE: readonly (readonly [string, string])[] = [
  ['fr', 'Bonjour, nous avons bien reçu votre téléphone et nous le testons demain.'],
  ['fr', 'Votre remboursement est parti ce matin.'],
  ['fr', 'Pouvez-vous nous envoyer une photo de l’écran allumé ?'],
  ['fr', 'Merci de déconnecter votre compte iCloud avant de nous envoyer l’iPhone 13 Pro.'],
  ['en', 'We have received your phone and will test it tomorrow.'],
  ['en', 'Your refund was sent this morning.'],
  ['en', 'Could you send us a photo of the screen?'],
  ['en', 'Please sign out of iCloud before you send us the iPhone 13 Pro.'],
  ['de', 'Guten Tag, Ihr Gerät ist bei uns angekommen und wird morgen geprüft.'],
  ['de', 'Ihre Erstattung ist heute Morgen hinausgegangen.'],
  ['de', 'Können Sie uns ein Foto vom Bildschirm schicken?'],
  ['es', 'Hola, hemos recibido su teléfono y lo revisaremos mañana.'],
  ['es', 'Su reembolso ha salido esta mañana.'],
  ['es', '¿Puede enviarnos una foto de la pantalla?'],
  ['it', 'Buongiorno, abbiamo ricevuto il Suo telefono e lo proviamo domani.'],
  ['it', 'Il Suo rimborso è partito questa mattina.'],
  ['it', 'Può inviarci una foto dello schermo acceso?'],
  ['other', 'Wij hebben uw telefoon ontvangen en zullen hem morgen testen.'],
  ['other', 'Recebemos o seu telemóvel e vamos testá-lo amanhã de manhã.'],
  ['other', 'Otrzymaliśmy Państwa telefon i jutro go sprawdzimy.'],
];

describe('a sentence tells its language', () => {
  test.each(SURE)('%s: %s', (language, text) => {
    expect(languageOf(text)).toEqual({ language, sure: true });
  });
});

describe('what is too short, or only names and numbers, holds nothing back', () => {
  test.each([
    '',
    'OK',
    'Merci !',
    'Refund sent.',
    'Danke schön',
    'iPhone 13 Pro Max 128 GB',
    'IMEI 490154203237518',
    'https://www.chronopost.example/suivi?numero=XY123456789FR',
    'lea@buyers.example',
    'R-E6P2-NT60, 22/11/2026, 369,00 €',
  ])('%s', (text) => {
    expect(languageOf(text).sure).toBe(false);
  });
});

test('what the buyer quoted does not count, our own words do', () => {
  expect(
    languageOf('Nous l’avons reçu hier et le testons demain matin.\n> Have you received my phone? I sent it last week.\n> Please answer.'),
  ).toEqual({
    language: 'fr',
    sure: true,
  });
});

test('each template of the product is surely in its language', () => {
  for (const id of BUILT_IN_IDS)
    for (const language of LANGUAGES)
      expect({ id, ...languageOf(builtIn(id, 'en').texts[language]!) }).toEqual({ id, language, sure: true });
});
