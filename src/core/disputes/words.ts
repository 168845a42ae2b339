/** What happens in a dispute, in sentences: for the team in English and French, for the buyer in five languages (M35). */
import type { Language } from '../access.ts';
import { unreachable } from '../assert.ts';
import { spokenDate, spokenMoney } from '../spoken.ts';
import type { AppealTo, Dispute, DisputeEvent, DisputeRefusal, Party, Terms } from './dispute.ts';

type Desk = {
  readonly party: Readonly<Record<Party, string>>;
  readonly before: Readonly<Record<AppealTo, string>>;
  readonly terms: (terms: Terms, whole: string) => string;
};

const EN: Desk = {
  party: { buyer: 'The buyer', seller: 'We', marketplace: 'The marketplace', bank: 'The bank' },
  before: { marketplace: 'the marketplace', bank: 'the bank', mediator: 'a mediator' },
  terms: ({ outcome }, sum) => (outcome === 'for_seller' ? 'nothing goes back' : `${sum} for the buyer`),
};
const FR: Desk = {
  party: { buyer: 'Le client', seller: 'Nous', marketplace: 'La place de marché', bank: 'La banque' },
  before: { marketplace: 'la place de marché', bank: 'la banque', mediator: 'un médiateur' },
  terms: ({ outcome }, sum) => (outcome === 'for_seller' ? 'rien n’est remboursé' : `${sum} pour le client`),
};

const sumOf = (terms: Terms, dispute: Dispute, language: Language): string => spokenMoney(terms.amount ?? dispute.amount, language);

/** One event for the team. */
export function describeDispute(event: DisputeEvent, dispute: Dispute, language: 'en' | 'fr', zone: string): string {
  const words = language === 'fr' ? FR : EN;
  const fr = language === 'fr';
  const date = (at: string) => spokenDate(at, language, zone);
  const terms = (given: Terms) => words.terms(given, sumOf(given, dispute, language));
  switch (event.type) {
    case 'opened': {
      const sum = spokenMoney(event.dispute.amount, language);
      return fr ? `Un litige a été ouvert au sujet de ${sum}.` : `A dispute about ${sum} was opened.`;
    }
    case 'evidence_added':
      return fr
        ? `${words.party[event.party]} ${event.party === 'seller' ? 'avons' : 'a'} apporté une preuve.`
        : `${words.party[event.party]} brought evidence.`;
    case 'said':
      if (event.party === 'seller') return fr ? 'Nous avons répondu.' : 'We answered.';
      return fr ? `${words.party[event.party]} a écrit.` : `${words.party[event.party]} wrote.`;
    case 'proposed':
      return fr
        ? `${words.party[event.party]} ${event.party === 'seller' ? 'proposons' : 'propose'} : ${terms(event)}. Valable jusqu’au ${date(event.until)}.`
        : `${words.party[event.party]} ${event.party === 'seller' ? 'propose' : 'proposes'}: ${terms(event)}. It stands until ${date(event.until)}.`;
    case 'agreed':
      return fr
        ? `${words.party[event.party]} ${event.party === 'seller' ? 'acceptons' : 'accepte'}.`
        : `${words.party[event.party]} ${event.party === 'seller' ? 'agree' : 'agrees'}.`;
    case 'declined':
      return fr
        ? `${words.party[event.party]} ${event.party === 'seller' ? 'déclinons' : 'décline'} la proposition.`
        : `${words.party[event.party]} ${event.party === 'seller' ? 'decline' : 'declines'} the proposal.`;
    case 'proposal_lapsed':
      return fr ? 'La proposition est restée sans réponse et tombe.' : 'Nobody took the proposal up, and it lapsed.';
    case 'handed_over':
      return fr
        ? `Le dossier de preuves a été remis à ${words.before[event.to]} (SHA-256 ${event.pack.slice(0, 12)}…).`
        : `The evidence pack went to ${words.before[event.to]} (SHA-256 ${event.pack.slice(0, 12)}…).`;
    case 'ruled':
      return fr
        ? `${words.party[event.party]} ${event.party === 'seller' ? 'tranchons' : 'tranche'} : ${terms(event)}. Recours possible jusqu’au ${date(event.appealUntil)}.`
        : `${words.party[event.party]} ${event.party === 'seller' ? 'rule' : 'rules'}: ${terms(event)}. An appeal is possible until ${date(event.appealUntil)}.`;
    case 'appealed':
      return fr
        ? `${words.party[event.party]} ${event.party === 'seller' ? 'faisons' : 'fait'} appel auprès de ${words.before[event.to]}.`
        : `${words.party[event.party]} ${event.party === 'seller' ? 'appeal' : 'appeals'} to ${words.before[event.to]}.`;
    case 'withdrawn':
      return fr ? 'Le litige a été retiré.' : 'The dispute was withdrawn.';
    case 'closed':
      return fr ? `Le litige est clos : ${terms(event)}.` : `The dispute is closed: ${terms(event)}.`;
    case 'clock_breached':
      return fr ? `La réponse était due le ${date(event.dueAt)}.` : `The answer was due on ${date(event.dueAt)}.`;
    case 'escalated':
      return fr ? 'L’équipe a été rappelée à la réponse due.' : 'The team was called to the answer that is owed.';
    default:
      return unreachable(event);
  }
}

type ForBuyer = {
  readonly gets: (sum: string) => string;
  readonly stays: string;
  readonly proposal: (terms: string, until: string) => string;
  readonly ruling: (terms: string, until: string) => string;
  readonly closed: (terms: string) => string;
};

const BUYER: Readonly<Record<Language, ForBuyer>> = {
  en: {
    gets: (sum) => `you get ${sum} back`,
    stays: 'our answer stays as it was',
    proposal: (terms, until) => `Our proposal: ${terms}. It stands until ${until}. Write to us whether you agree.`,
    ruling: (terms, until) =>
      `Somebody who had no part in it has looked at your case again: ${terms}. If you disagree, you can appeal until ${until}.`,
    closed: (terms) => `Your complaint is settled: ${terms}.`,
  },
  fr: {
    gets: (sum) => `nous vous remboursons ${sum}`,
    stays: 'notre réponse est maintenue',
    proposal: (terms, until) => `Notre proposition : ${terms}. Elle est valable jusqu’au ${until}. Dites-nous si elle vous convient.`,
    ruling: (terms, until) =>
      `Une personne qui n’avait pas traité votre dossier l’a réexaminé : ${terms}. Si vous n’êtes pas d’accord, vous pouvez faire appel jusqu’au ${until}.`,
    closed: (terms) => `Votre réclamation est réglée : ${terms}.`,
  },
  de: {
    gets: (sum) => `Sie erhalten ${sum} zurück`,
    stays: 'unsere Antwort bleibt bestehen',
    proposal: (terms, until) => `Unser Vorschlag: ${terms}. Er gilt bis ${until}. Schreiben Sie uns, ob Sie einverstanden sind.`,
    ruling: (terms, until) =>
      `Jemand, der bisher nicht beteiligt war, hat Ihren Fall noch einmal geprüft: ${terms}. Wenn Sie nicht einverstanden sind, können Sie bis ${until} widersprechen.`,
    closed: (terms) => `Ihre Beschwerde ist erledigt: ${terms}.`,
  },
  es: {
    gets: (sum) => `le devolvemos ${sum}`,
    stays: 'mantenemos nuestra respuesta',
    proposal: (terms, until) => `Nuestra propuesta: ${terms}. Es válida hasta el ${until}. Díganos si está de acuerdo.`,
    ruling: (terms, until) =>
      `Una persona que no había intervenido ha vuelto a estudiar su caso: ${terms}. Si no está de acuerdo, puede recurrir hasta el ${until}.`,
    closed: (terms) => `Su reclamación está resuelta: ${terms}.`,
  },
  it: {
    gets: (sum) => `le rimborsiamo ${sum}`,
    stays: 'la nostra risposta resta valida',
    proposal: (terms, until) => `La nostra proposta: ${terms}. È valida fino al ${until}. Ci scriva se è d’accordo.`,
    ruling: (terms, until) =>
      `Una persona che non se ne era occupata ha riesaminato il suo caso: ${terms}. Se non è d’accordo, può fare ricorso entro il ${until}.`,
    closed: (terms) => `Il suo reclamo è risolto: ${terms}.`,
  },
};

/** What the buyer is told of a step, beside the words that a person wrote; null where the step is not theirs to hear of. */
export function tellBuyer(event: DisputeEvent, dispute: Dispute, language: Language, zone: string): string | null {
  const words = BUYER[language];
  const terms = (given: Terms) => (given.outcome === 'for_seller' ? words.stays : words.gets(sumOf(given, dispute, language)));
  const date = (at: string) => spokenDate(at, language, zone);
  if (event.type === 'proposed' && event.party === 'seller') return words.proposal(terms(event), date(event.until));
  if (event.type === 'ruled' && event.party === 'seller') return words.ruling(terms(event), date(event.appealUntil));
  if (event.type === 'closed') return words.closed(terms(event));
  return null;
}

const REFUSALS: Readonly<Record<'en' | 'fr', Readonly<Record<DisputeRefusal, string>>>> = {
  en: {
    dispute_closed: 'This dispute is closed.',
    not_your_duty: 'Your role does not include this.',
    not_now: 'The dispute does not stand where this can be done.',
    own_proposal: 'Whoever proposed or ruled can’t accept it as well.',
    own_decision: 'You took part in the decision that is disputed. Another manager has to rule on it.',
    not_the_sellers: 'This is not ours to rule on: write down what marketplace or bank decided.',
    amount_missing: 'A part of the money: how much?',
    amount_not_wanted: 'Where nothing goes back there is no amount.',
    amount_out_of_range: 'The amount must be above zero and not more than the dispute is about.',
    wrong_currency: 'The dispute is about another currency.',
    date_in_the_past: 'This date has passed.',
  },
  fr: {
    dispute_closed: 'Ce litige est clos.',
    not_your_duty: 'Votre rôle ne le permet pas.',
    not_now: 'Le litige n’en est pas à ce point.',
    own_proposal: 'L’auteur d’une proposition ou d’une décision ne peut pas l’accepter lui-même.',
    own_decision: 'Vous avez pris part à la décision contestée. Un autre responsable doit trancher.',
    not_the_sellers: 'Ce n’est pas à nous de trancher : notez ce qu’ont décidé la place de marché ou la banque.',
    amount_missing: 'Une partie de la somme : combien ?',
    amount_not_wanted: 'Quand rien n’est remboursé, il n’y a pas de montant.',
    amount_out_of_range: 'Le montant doit être supérieur à zéro et ne pas dépasser la somme en litige.',
    wrong_currency: 'Le litige porte sur une autre devise.',
    date_in_the_past: 'Cette date est passée.',
  },
};

export const describeDisputeRefusal = (refusal: DisputeRefusal, language: 'en' | 'fr'): string => REFUSALS[language][refusal];
