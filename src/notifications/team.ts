/** A mail to colleagues about a clock of a return (M15). One per return, clock and step; in the seller's own language. */
import type { Language, Role } from '../core/access.ts';
import type { ClockStep } from '../core/clocks/clocks.ts';
import type { DeadlineKind } from '../core/policy/decision.ts';
import { WORDS, type Written, writtenIn } from '../core/return/words.ts';
import type { CommonFacts } from './facts.ts';
import type { Frame, Letter } from './letter.ts';
import { htmlOf, subjectOf, textOf } from './render.ts';

export type TeamFacts = Pick<CommonFacts, 'rma' | 'seller' | 'buyerName' | 'items' | 'zone'> & {
  readonly clock: DeadlineKind;
  readonly step: ClockStep['do'];
  readonly to: Role;
  readonly dueAt: string;
  /** Whether that lies in the past. */
  readonly over: boolean;
  readonly caseUrl: string;
};

/** English or French, as the console speaks. */
export function teamMail(facts: TeamFacts, language: Language): { readonly subject: string; readonly text: string; readonly html: string } {
  const written = writtenIn(language);
  const { what, asks } = SENTENCES[written](facts);
  const { headline, please } = asks[facts.step];
  const letter: Letter = {
    subject: `${facts.rma}${written === 'fr' ? ' :' : ':'} ${headline}`,
    headline,
    blocks: [what, please],
    personal: true,
  };
  const draft = { letter, frame: FRAMES[written], facts: { ...facts, progressUrl: facts.caseUrl, sorry: false }, language: written };
  return { subject: subjectOf(letter), text: textOf(draft), html: htmlOf(draft) };
}

type Sentences = {
  readonly what: string;
  readonly asks: Readonly<Record<ClockStep['do'], { readonly headline: string; readonly please: string }>>;
};

const SENTENCES: Readonly<Record<Written, (facts: TeamFacts) => Sentences>> = {
  en: (f) => ({
    what: `${capital(WORDS.en.clock[f.clock])}: ${f.over ? 'was due' : 'due'} on ${moment(f, 'en-GB')}. ${f.buyerName} is sending back: ${f.items[0]?.title}.`,
    asks: {
      nudge: {
        headline: f.over ? 'This is overdue' : 'This is due soon',
        please: 'You know this case, or it is among your duties: please look at it.',
      },
      hand_over: {
        headline: 'Who takes this one?',
        please: `This goes to all of ${WORDS.en.told[f.to]}. Whoever is free, please take it.`,
      },
      tell_manager: { headline: 'This has come to you', please: 'Please see to it that it is done.' },
      act: { headline: 'A person has to look', please: 'What would follow by itself can’t be done in this case. Please decide.' },
    },
  }),
  fr: (f) => ({
    what: `${capital(WORDS.fr.clock[f.clock])} : ${f.over ? 'l’échéance était le' : 'échéance le'} ${moment(f, 'fr-FR')}. Retour de ${f.buyerName} : ${f.items[0]?.title}.`,
    asks: {
      nudge: {
        headline: f.over ? 'Échéance dépassée' : 'Échéance proche',
        please: 'Vous connaissez ce dossier, ou il relève de votre rôle : merci d’y jeter un œil.',
      },
      hand_over: {
        headline: 'Qui prend ce dossier ?',
        please: `Ce message va à toute l’équipe (${WORDS.fr.told[f.to]}). Merci à la première personne disponible de s’en charger.`,
      },
      tell_manager: { headline: 'Ce dossier remonte jusqu’à vous', please: 'Merci de veiller à ce qu’il soit traité.' },
      act: { headline: 'Une personne doit regarder', please: 'Ce qui se ferait automatiquement n’est pas possible ici. Merci de décider.' },
    },
  }),
};

const FRAMES: Readonly<Record<Written, Frame>> = {
  en: {
    colon: ':',
    greeting: () => '',
    signature: () => 'Retour',
    returnCode: 'Return',
    follow: 'Open the case',
    footer: (seller) => `You get this message because you work on the returns of ${seller}.`,
  },
  fr: {
    colon: ' :',
    greeting: () => '',
    signature: () => 'Retour',
    returnCode: 'Retour',
    follow: 'Ouvrir le dossier',
    footer: (seller) => `Vous recevez ce message parce que vous traitez les retours de ${seller}.`,
  },
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** With the hour and its zone: colleagues may sit elsewhere. */
const moment = ({ dueAt, zone }: TeamFacts, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(dueAt));
