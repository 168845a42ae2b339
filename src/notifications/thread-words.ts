/** What the house itself says around people's words in a thread: short, in every language that buyers and colleagues read (M17). */
import type { Language } from '../core/access.ts';

const CAME: Readonly<Record<Language, Readonly<Record<'portal' | 'email' | 'desk', string>>>> = {
  en: {
    portal: 'Message from the customer, received through our returns page:',
    email: 'Message from the customer, received by e-mail:',
    desk: 'Message from the customer, received by our team:',
  },
  fr: {
    portal: 'Message du client, reçu sur notre page de retours :',
    email: 'Message du client, reçu par e-mail :',
    desk: 'Message du client, recueilli par notre équipe :',
  },
  de: {
    portal: 'Nachricht des Kunden, eingegangen über unsere Rückgabeseite:',
    email: 'Nachricht des Kunden, eingegangen per E-Mail:',
    desk: 'Nachricht des Kunden, aufgenommen von unserem Team:',
  },
  es: {
    portal: 'Mensaje del cliente, recibido en nuestra página de devoluciones:',
    email: 'Mensaje del cliente, recibido por correo electrónico:',
    desk: 'Mensaje del cliente, recogido por nuestro equipo:',
  },
  it: {
    portal: 'Messaggio del cliente, ricevuto dalla nostra pagina dei resi:',
    email: 'Messaggio del cliente, ricevuto via e-mail:',
    desk: 'Messaggio del cliente, raccolto dal nostro team:',
  },
};

/** A buyer's words as the channel's conversation shows them: it must not look as if we had said them. */
export const mirrorWords = (language: Language, via: 'portal' | 'email' | 'desk', body: string): string =>
  `${CAME[language][via]}\n\n${body
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')}`;

type Because = 'too_large' | 'type_not_allowed' | 'unreadable';
const NOT_KEPT: Readonly<Record<Language, { readonly intro: string } & Readonly<Record<Because, string>>>> = {
  en: {
    intro: 'Not kept of what came with the message:',
    too_large: 'too large',
    type_not_allowed: 'neither a picture nor a PDF',
    unreadable: 'can’t be read',
  },
  fr: { intro: 'Pièces jointes non conservées :', too_large: 'trop lourde', type_not_allowed: 'ni image ni PDF', unreadable: 'illisible' },
  de: { intro: 'Nicht übernommene Anhänge:', too_large: 'zu groß', type_not_allowed: 'weder Bild noch PDF', unreadable: 'nicht lesbar' },
  es: {
    intro: 'Archivos adjuntos no conservados:',
    too_large: 'demasiado grande',
    type_not_allowed: 'ni imagen ni PDF',
    unreadable: 'ilegible',
  },
  it: { intro: 'Allegati non conservati:', too_large: 'troppo grande', type_not_allowed: 'né immagine né PDF', unreadable: 'illeggibile' },
};

export const refusedFilesNote = (files: readonly { readonly name: string; readonly because: Because }[], language: Language): string =>
  [NOT_KEPT[language].intro, ...files.map(({ name, because }) => `- ${name} (${NOT_KEPT[language][because]})`)].join('\n');
