/**
 * The acknowledgement of a withdrawal on a durable medium (Directive 2011/83/EU article 11a(4)): its content, and the day and time of its submission.
 * It says that we have it, never that it is right: that follows with the return.
 */
import type { Language } from '../core/access.ts';
import type { Letter } from './letter.ts';
import { ORDER_FRAMES } from './portal-frames.ts';
import { htmlOf, subjectOf, textOf } from './render.ts';

export type WithdrawalFacts = {
  readonly seller: { readonly name: string; readonly colour: string };
  readonly buyerName: string;
  readonly orderNumber: string;
  /** Word by word as it was confirmed. */
  readonly statement: string;
  /** Day and time in the buyer's language, with the zone's own clock. */
  readonly submitted: string;
  /** The returns page of the seller. */
  readonly url: string;
  readonly zone: string;
};

const LETTERS: Readonly<Record<Language, (facts: WithdrawalFacts) => Letter>> = {
  en: ({ orderNumber, statement, submitted, url }) => ({
    subject: `We have received your withdrawal, order ${orderNumber}`,
    headline: 'Your withdrawal has reached us',
    blocks: [
      `You declared your withdrawal through our returns page on ${submitted}. This is what you declared:`,
      { words: statement },
      'Keep this message: it is your proof of what was declared and when. We look at it now and write to you with the next steps, how to send the goods back and when your money comes.',
    ],
    action: { says: 'Go to the returns page', url },
  }),
  fr: ({ orderNumber, statement, submitted, url }) => ({
    subject: `Nous avons reçu votre rétractation, commande ${orderNumber}`,
    headline: 'Votre rétractation nous est parvenue',
    blocks: [
      `Vous avez déclaré votre rétractation sur notre page des retours le ${submitted}. Voici votre déclaration :`,
      { words: statement },
      'Conservez ce message : il prouve ce qui a été déclaré et à quel moment. Nous l’examinons et vous écrivons pour la suite : le renvoi des articles et la date du remboursement.',
    ],
    action: { says: 'Aller à la page des retours', url },
  }),
  de: ({ orderNumber, statement, submitted, url }) => ({
    subject: `Ihr Widerruf ist eingegangen, Bestellung ${orderNumber}`,
    headline: 'Ihr Widerruf ist bei uns eingegangen',
    blocks: [
      `Sie haben am ${submitted} auf unserer Rückgabeseite den Widerruf erklärt. Das ist Ihre Erklärung:`,
      { words: statement },
      'Bewahren Sie diese Nachricht auf: Sie belegt, was Sie wann erklärt haben. Wir sehen uns den Widerruf an und schreiben Ihnen, wie es weitergeht: wie die Ware zurückkommt und wann das Geld kommt.',
    ],
    action: { says: 'Zur Rückgabeseite', url },
  }),
  es: ({ orderNumber, statement, submitted, url }) => ({
    subject: `Hemos recibido su desistimiento, pedido ${orderNumber}`,
    headline: 'Hemos recibido su desistimiento',
    blocks: [
      `Declaró su desistimiento en nuestra página de devoluciones el ${submitted}. Esta es su declaración:`,
      { words: statement },
      'Guarde este mensaje: prueba lo que declaró y cuándo. Lo examinamos y le escribimos con los siguientes pasos: cómo enviar los artículos y cuándo llega el dinero.',
    ],
    action: { says: 'Ir a la página de devoluciones', url },
  }),
  it: ({ orderNumber, statement, submitted, url }) => ({
    subject: `Abbiamo ricevuto il suo recesso, ordine ${orderNumber}`,
    headline: 'Il suo recesso ci è arrivato',
    blocks: [
      `Ha dichiarato il recesso nella nostra pagina dei resi il ${submitted}. Ecco la sua dichiarazione:`,
      { words: statement },
      'Conservi questo messaggio: prova che cosa ha dichiarato e quando. Lo esaminiamo e le scriviamo come si procede: come rispedire la merce e quando arriva il denaro.',
    ],
    action: { says: 'Andare alla pagina dei resi', url },
  }),
};

export function withdrawalLetter(
  facts: WithdrawalFacts,
  language: Language,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const { seller, buyerName, orderNumber, zone, url } = facts;
  const letter = LETTERS[language](facts);
  const draft = {
    letter,
    frame: ORDER_FRAMES[language],
    facts: { rma: orderNumber, seller, buyerName, items: [], progressUrl: url, zone, sorry: false },
    language,
  };
  return { subject: subjectOf(letter), text: textOf(draft), html: htmlOf(draft) };
}
