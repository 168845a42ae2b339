/** A mail to colleagues about a clock of a return (M15). One per return, clock and step; in the seller's own language. */
import type { Language, Role } from '../core/access.ts';
import type { ClockStep } from '../core/clocks/clocks.ts';
import type { DeadlineKind } from '../core/policy/decision.ts';
import { wordsOf } from '../core/return/describe.ts';
import type { Words } from '../core/return/words.ts';
import { LOCALES } from '../core/spoken.ts';
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

/** In the seller's language, as all mails to its people. */
export function teamMail(facts: TeamFacts, language: Language): { readonly subject: string; readonly text: string; readonly html: string } {
  const { what, asks } = SENTENCES[language](facts, wordsOf(language), moment(facts, language));
  const { headline, please } = asks[facts.step];
  const frame = FRAMES[language];
  const letter: Letter = {
    subject: `${facts.rma}${frame.colon} ${headline}`,
    headline,
    blocks: [what, please],
    personal: true,
  };
  const draft = { letter, frame, facts: { ...facts, progressUrl: facts.caseUrl, sorry: false }, language };
  return { subject: subjectOf(letter), text: textOf(draft), html: htmlOf(draft) };
}

type Sentences = {
  readonly what: string;
  readonly asks: Readonly<Record<ClockStep['do'], { readonly headline: string; readonly please: string }>>;
};

const SENTENCES: Readonly<Record<Language, (facts: TeamFacts, words: Words, when: string) => Sentences>> = {
  en: (f, words, when) => ({
    what: `${capital(words.clock[f.clock])}: ${f.over ? 'was due' : 'due'} on ${when}. ${f.buyerName} is sending back: ${f.items[0]?.title}.`,
    asks: {
      nudge: {
        headline: f.over ? 'This is overdue' : 'This is due soon',
        please: 'You know this case, or it is among your duties: please look at it.',
      },
      hand_over: {
        headline: 'Who takes this one?',
        please: `This goes to all of ${words.told[f.to]}. Whoever is free, please take it.`,
      },
      tell_manager: { headline: 'This has come to you', please: 'Please see to it that it is done.' },
      act: { headline: 'A person has to look', please: 'What would follow by itself can’t be done in this case. Please decide.' },
    },
  }),
  fr: (f, words, when) => ({
    what: `${capital(words.clock[f.clock])} : ${f.over ? 'l’échéance était le' : 'échéance le'} ${when}. Retour de ${f.buyerName} : ${f.items[0]?.title}.`,
    asks: {
      nudge: {
        headline: f.over ? 'Échéance dépassée' : 'Échéance proche',
        please: 'Vous connaissez ce dossier, ou il relève de votre rôle : merci d’y jeter un œil.',
      },
      hand_over: {
        headline: 'Qui prend ce dossier ?',
        please: `Ce message va à toute l’équipe (${words.told[f.to]}). Merci à la première personne disponible de s’en charger.`,
      },
      tell_manager: { headline: 'Ce dossier remonte jusqu’à vous', please: 'Merci de veiller à ce qu’il soit traité.' },
      act: { headline: 'Une personne doit regarder', please: 'Ce qui se ferait automatiquement n’est pas possible ici. Merci de décider.' },
    },
  }),
  de: (f, words, when) => ({
    what: `${capital(words.clock[f.clock])}: ${f.over ? 'war fällig am' : 'fällig am'} ${when}. Retoure von ${f.buyerName}: ${f.items[0]?.title}.`,
    asks: {
      nudge: {
        headline: f.over ? 'Das ist überfällig' : 'Das ist bald fällig',
        please: 'Sie kennen diesen Vorgang, oder er gehört zu Ihren Aufgaben: Bitte sehen Sie ihn an.',
      },
      hand_over: {
        headline: 'Wer übernimmt diesen Vorgang?',
        please: `Diese Nachricht geht an das ganze Team (${words.told[f.to]}). Wer gerade Zeit hat, übernehme ihn bitte.`,
      },
      tell_manager: { headline: 'Dieser Vorgang ist nun bei Ihnen', please: 'Bitte sorgen Sie dafür, dass er erledigt wird.' },
      act: {
        headline: 'Ein Mensch muss hinsehen',
        please: 'Was von selbst folgen würde, geht in diesem Fall nicht. Bitte entscheiden Sie.',
      },
    },
  }),
  es: (f, words, when) => ({
    what: `${capital(words.clock[f.clock])}: ${f.over ? 'vencía el' : 'vence el'} ${when}. Devolución de ${f.buyerName}: ${f.items[0]?.title}.`,
    asks: {
      nudge: {
        headline: f.over ? 'Plazo vencido' : 'El plazo vence pronto',
        please: 'Usted conoce este caso o es de su función: échele un vistazo, por favor.',
      },
      hand_over: {
        headline: '¿Quién se encarga de este caso?',
        please: `Este mensaje va a todo el equipo (${words.told[f.to]}). Quien esté libre, que se encargue, por favor.`,
      },
      tell_manager: { headline: 'Este caso ha llegado hasta usted', please: 'Asegúrese, por favor, de que se resuelva.' },
      act: {
        headline: 'Debe mirarlo una persona',
        please: 'Lo que ocurriría por sí solo no es posible en este caso. Decida usted, por favor.',
      },
    },
  }),
  it: (f, words, when) => ({
    what: `${capital(words.clock[f.clock])}: ${f.over ? 'la scadenza era' : 'scadenza'} ${when}. Reso di ${f.buyerName}: ${f.items[0]?.title}.`,
    asks: {
      nudge: {
        headline: f.over ? 'Scadenza superata' : 'Scadenza vicina',
        please: 'Conosce questa pratica o rientra nel Suo ruolo: Le chiediamo di darle un’occhiata.',
      },
      hand_over: {
        headline: 'Chi prende questa pratica?',
        please: `Questo messaggio va a tutto il team (${words.told[f.to]}). Chi è libero se ne occupi, per favore.`,
      },
      tell_manager: { headline: 'Questa pratica è arrivata a Lei', please: 'Le chiediamo di fare in modo che venga risolta.' },
      act: {
        headline: 'Deve guardare una persona',
        please: 'Ciò che avverrebbe in automatico qui non è possibile. Le chiediamo di decidere.',
      },
    },
  }),
};

const frame = (colon: string, returnCode: string, follow: string, footer: Frame['footer']): Frame => ({
  colon,
  greeting: () => '',
  signature: () => 'Retour',
  returnCode,
  follow,
  footer,
});
const FRAMES: Readonly<Record<Language, Frame>> = {
  en: frame(':', 'Return', 'Open the case', (seller) => `You get this message because you work on the returns of ${seller}.`),
  fr: frame(' :', 'Retour', 'Ouvrir le dossier', (seller) => `Vous recevez ce message parce que vous traitez les retours de ${seller}.`),
  de: frame(':', 'Retoure', 'Vorgang öffnen', (seller) => `Sie erhalten diese Nachricht, weil Sie die Retouren von ${seller} bearbeiten.`),
  es: frame(':', 'Devolución', 'Abrir el caso', (seller) => `Recibe este mensaje porque gestiona las devoluciones de ${seller}.`),
  it: frame(':', 'Reso', 'Apri la pratica', (seller) => `Riceve questo messaggio perché gestisce i resi di ${seller}.`),
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** With the hour and its zone: colleagues may sit elsewhere. */
const moment = ({ dueAt, zone }: TeamFacts, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(dueAt));
