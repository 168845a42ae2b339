/** The mail with the one-time code (M10): six digits, and the same as a link for whoever reads it on the phone that they hold. */
import type { Language } from '../core/access.ts';
import type { Letter } from './letter.ts';
import { ORDER_FRAMES } from './portal-frames.ts';
import { htmlOf, subjectOf, textOf } from './render.ts';

export type CodeFacts = {
  readonly seller: { readonly name: string; readonly colour: string };
  readonly buyerName: string;
  readonly orderNumber: string;
  /** `042917` */
  readonly code: string;
  /** For how many minutes code and link are good. */
  readonly minutes: number;
  readonly url: string;
  readonly zone: string;
};

const LETTERS: Readonly<Record<Language, (facts: CodeFacts, code: string) => Letter>> = {
  en: ({ seller, minutes, url }, code) => ({
    subject: `${code} is your code for ${seller.name}`,
    headline: code,
    blocks: [
      `This is the code that opens your order on the returns page of ${seller.name}. It is good for ${minutes} minutes, once.`,
      'On the phone that you are reading this on, the button does the same.',
      { action: true },
      'You did not ask for it? Then you need not do anything: without this code nobody gets in. We never ask for it on the phone.',
    ],
    action: { says: 'Open my order', url },
  }),
  fr: ({ seller, minutes, url }, code) => ({
    subject: `${code} est votre code pour ${seller.name}`,
    headline: code,
    blocks: [
      `Ce code ouvre votre commande sur la page des retours de ${seller.name}. Il est valable ${minutes} minutes, une seule fois.`,
      'Si vous lisez ce message sur le même téléphone, le bouton suffit.',
      { action: true },
      'Vous n’avez rien demandé ? Vous n’avez rien à faire : sans ce code, personne n’entre. Nous ne le demandons jamais par téléphone.',
    ],
    action: { says: 'Ouvrir ma commande', url },
  }),
  de: ({ seller, minutes, url }, code) => ({
    subject: `${code} ist Ihr Code für ${seller.name}`,
    headline: code,
    blocks: [
      `Dieser Code öffnet Ihre Bestellung auf der Rückgabeseite von ${seller.name}. Er gilt ${minutes} Minuten lang und nur einmal.`,
      'Lesen Sie diese Nachricht auf demselben Gerät, genügt die Schaltfläche.',
      { action: true },
      'Sie haben keinen Code angefordert? Dann brauchen Sie nichts zu tun: Ohne ihn kommt niemand hinein. Am Telefon fragen wir nie danach.',
    ],
    action: { says: 'Meine Bestellung öffnen', url },
  }),
  es: ({ seller, minutes, url }, code) => ({
    subject: `${code} es su código para ${seller.name}`,
    headline: code,
    blocks: [
      `Este código abre su pedido en la página de devoluciones de ${seller.name}. Vale ${minutes} minutos y una sola vez.`,
      'Si lee este mensaje en el mismo teléfono, basta con el botón.',
      { action: true },
      '¿No lo ha pedido usted? No tiene que hacer nada: sin este código no entra nadie. Nunca lo pedimos por teléfono.',
    ],
    action: { says: 'Abrir mi pedido', url },
  }),
  it: ({ seller, minutes, url }, code) => ({
    subject: `${code} è il suo codice per ${seller.name}`,
    headline: code,
    blocks: [
      `Questo codice apre il suo ordine nella pagina dei resi di ${seller.name}. Vale ${minutes} minuti e una volta sola.`,
      'Se legge questo messaggio sullo stesso telefono, basta il pulsante.',
      { action: true },
      'Non l’ha chiesto Lei? Non deve fare nulla: senza questo codice non entra nessuno. Non lo chiediamo mai al telefono.',
    ],
    action: { says: 'Aprire il mio ordine', url },
  }),
};

export function codeLetter(
  facts: CodeFacts,
  language: Language,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const { code, seller, buyerName, orderNumber, zone, url } = facts;
  const letter = LETTERS[language](facts, spaced(code));
  const draft = {
    letter,
    frame: ORDER_FRAMES[language],
    facts: { rma: orderNumber, seller, buyerName, items: [], progressUrl: url, zone, sorry: false },
    language,
  };
  return { subject: subjectOf(letter), text: textOf(draft), html: htmlOf(draft) };
}

/** `042 917`: three and three are read and typed more easily than six; the page takes it with or without the blank. */
export const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
