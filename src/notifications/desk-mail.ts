/** A mail of the house that is about no return: to colleagues, or to a carrier, supplier or marketplace. English or French, as the console speaks. */
import type { Language } from '../core/access.ts';
import { writtenIn } from '../core/return/words.ts';
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
  const fr = writtenIn(mail.language) === 'fr';
  const letter: Letter = {
    subject: mail.subject,
    headline: mail.headline,
    blocks: mail.blocks,
    personal: true,
    ...(mail.link && { action: mail.link }),
  };
  const frame: Frame = {
    colon: fr ? ' :' : ':',
    greeting: () => '',
    signature: (seller) => (mail.to === 'team' ? 'Retour' : seller),
    returnCode: mail.about.name,
    follow: mail.link?.says ?? '',
    footer: (seller) => {
      if (mail.to === 'outside') return fr ? `Message de ${seller}.` : `A message of ${seller}.`;
      return fr
        ? `Vous recevez ce message parce que vous travaillez pour ${seller}.`
        : `You get this message because you work for ${seller}.`;
    },
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
