/** A mail of the house that is about no return: to colleagues, or to a carrier, supplier or marketplace. In the seller's language. */
import type { Language } from '../core/access.ts';
import type { Block, Frame, Letter } from './letter.ts';
import { htmlOf, subjectOf, textOf } from './render.ts';

export type DeskMail = {
  readonly to: 'team' | 'outside';
  readonly seller: { readonly name: string; readonly colour: string };
  readonly zone: string;
  readonly language: Language;
  /** What it is about, by its number, and what that number is called. */
  readonly about: { readonly name: string; readonly number: string };
  readonly subject: string;
  readonly headline: string;
  readonly blocks: readonly Block[];
  readonly link?: { readonly says: string; readonly url: string };
};

export function deskMail(mail: DeskMail): { readonly subject: string; readonly text: string; readonly html: string } {
  const words = FOOT[mail.language];
  const letter: Letter = {
    subject: mail.subject,
    headline: mail.headline,
    blocks: mail.blocks,
    personal: true,
    ...(mail.link && { action: mail.link }),
  };
  const frame: Frame = {
    colon: mail.language === 'fr' ? ' :' : ':',
    greeting: () => '',
    signature: (seller) => (mail.to === 'team' ? 'Retour' : seller),
    returnCode: mail.about.name,
    follow: mail.link?.says ?? '',
    footer: mail.to === 'outside' ? words.outside : words.team,
  };
  const draft = {
    letter,
    frame,
    facts: {
      rma: mail.about.number,
      seller: mail.seller,
      buyerName: '',
      items: [],
      progressUrl: mail.link?.url ?? '',
      zone: mail.zone,
      sorry: false,
    },
    language: mail.language,
  };
  return { subject: subjectOf(letter), text: textOf(draft), html: htmlOf(draft) };
}

type Footer = Frame['footer'];
const FOOT: Readonly<Record<Language, { readonly team: Footer; readonly outside: Footer }>> = {
  en: {
    team: (seller) => `You get this message because you work for ${seller}.`,
    outside: (seller) => `A message of ${seller}.`,
  },
  fr: {
    team: (seller) => `Vous recevez ce message parce que vous travaillez pour ${seller}.`,
    outside: (seller) => `Message de ${seller}.`,
  },
  de: {
    team: (seller) => `Sie erhalten diese Nachricht, weil Sie für ${seller} arbeiten.`,
    outside: (seller) => `Eine Nachricht von ${seller}.`,
  },
  es: {
    team: (seller) => `Recibe este mensaje porque trabaja para ${seller}.`,
    outside: (seller) => `Mensaje de ${seller}.`,
  },
  it: {
    team: (seller) => `Riceve questo messaggio perché lavora per ${seller}.`,
    outside: (seller) => `Messaggio di ${seller}.`,
  },
};
