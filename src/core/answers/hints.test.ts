import { describe, expect, test } from 'vitest';
import type { Language } from '../access.ts';
import { hintsOf } from './hints.ts';

const named = (text: string, language: Language, isReply = true) => hintsOf(text, language, isReply).map(({ name }) => name);

describe('hints of a text that nobody wrote', () => {
  test.each<[Language, string]>([
    ['fr', 'Bonjour, vous pouvez envoyer ton téléphone demain.'],
    ['de', 'Guten Tag, wir haben Ihr Gerät geprüft und schicken dir ein Etikett.'],
    ['es', 'Hola, puede usted enviarnos tu teléfono mañana.'],
    ['it', 'Buongiorno, abbiamo ricevuto il Suo telefono e puoi stare tranquillo.'],
  ])('%s: formal and not, in one text', (language, text) => {
    expect(named(text, language)).toContain('mixed_formality');
  });

  test.each<[Language, string]>([
    ['fr', 'Bonjour, votre refund est parti, please attendez trois jours.'],
    ['de', 'Guten Tag, die tracking number zu Ihrem Paket lautet 123, thank you.'],
    ['es', 'Hola, el refund sale hoy, thank you por su paciencia.'],
  ])('%s: words of another language that stayed behind', (language, text) => {
    expect(named(text, language)).toContain('source_words');
  });

  test.each<[Language, string]>([
    ['fr', 'S’il vous plaît trouvez ci-joint votre étiquette.'],
    ['de', 'Bitte finden Sie im Anhang das Rückkehretikett.'],
    ['es', 'Por favor encuentre adjunta la etiqueta.'],
    ['it', 'Si senta libero di scriverci.'],
  ])('%s: a turn of phrase that was carried over word by word', (language, text) => {
    expect(named(text, language)).toContain('literal_phrase');
  });

  test('a variable that was left in', () => {
    expect(hintsOf('Bonjour {buyer.firstName},', 'fr')).toMatchObject([{ name: 'placeholder_left', seen: ['{buyer.firstName}'] }]);
  });

  test('a long first answer without a greeting', () => {
    const long = 'Votre téléphone est arrivé ce matin dans notre atelier. '.repeat(6);
    expect(named(long, 'fr', false)).toEqual(['no_greeting']);
    expect(named(long, 'fr', true)).toEqual([]);
  });
});

test.each<[Language, string]>([
  ['fr', 'Bonjour Léa, nous avons bien reçu votre iPhone 13 Pro et votre bon de retour. Bien à vous, Inès'],
  ['fr', 'Votre colis est chez Colissimo : suivez-le sur https://www.the-carrier.example/your/parcel.'],
  ['de', 'Guten Tag Frau Sommer, Ihr Gerät ist angekommen. Sie hören am Freitag von uns.'],
  ['es', 'Hola, Marta: su teléfono ya está en nuestro taller. Le escribimos el viernes.'],
  ['it', 'Buongiorno Giulia, il Suo telefono è arrivato. Le scriviamo venerdì.'],
  ['en', 'Hello Oliver, your phone has arrived and we are going to test it tomorrow.'],
])('what a person wrote well raises no hint (%s: %s)', (language, text) => {
  expect(hintsOf(text, language)).toEqual([]);
});
