/** What happens in a dispute, in sentences: for the team and for the buyer, in five languages (M35). */
import type { Language } from '../access.ts';
import { unreachable } from '../assert.ts';
import type { Holidays } from '../clocks/clocks.ts';
import { spokenDate, spokenMoney } from '../spoken.ts';
import { answerClock } from './dispute.ts';
import type { AppealTo, Dispute, DisputeEvent, DisputeRefusal, Party, Terms } from './dispute.ts';

/** For the team. The seller says "we", so each sentence has two persons: `By` tells whose it is. */
type Desk = {
  readonly party: Readonly<Record<Party, string>>;
  readonly before: Readonly<Record<AppealTo, string>>;
  readonly nothing: string;
  readonly forBuyer: (sum: string) => string;
  readonly opened: (sum: string) => string;
  readonly evidence: Said;
  readonly said: Said;
  readonly proposed: Said<readonly [terms: string, until: string]>;
  readonly agreed: Said;
  readonly declined: Said;
  readonly lapsed: string;
  readonly handedOver: (to: string, hash: string) => string;
  readonly ruled: Said<readonly [terms: string, until: string]>;
  readonly appealed: Said<readonly [to: string]>;
  readonly withdrawn: string;
  readonly closed: (terms: string) => string;
  readonly breached: (date: string) => string;
  readonly escalated: string;
};
/** What the seller did, and what anybody else did. */
type Said<Facts extends readonly string[] = readonly []> = {
  readonly we: (...facts: Facts) => string;
  readonly they: (who: string, ...facts: Facts) => string;
};

const DESK: Readonly<Record<Language, Desk>> = {
  en: {
    party: { buyer: 'The buyer', seller: 'We', marketplace: 'The marketplace', bank: 'The bank' },
    before: { marketplace: 'the marketplace', bank: 'the bank', mediator: 'a mediator' },
    nothing: 'nothing goes back',
    forBuyer: (sum) => `${sum} for the buyer`,
    opened: (sum) => `A dispute about ${sum} was opened.`,
    evidence: { we: () => 'We brought evidence.', they: (who) => `${who} brought evidence.` },
    said: { we: () => 'We answered.', they: (who) => `${who} wrote.` },
    proposed: {
      we: (terms, until) => `We propose: ${terms}. It stands until ${until}.`,
      they: (who, terms, until) => `${who} proposes: ${terms}. It stands until ${until}.`,
    },
    agreed: { we: () => 'We agree.', they: (who) => `${who} agrees.` },
    declined: { we: () => 'We decline the proposal.', they: (who) => `${who} declines the proposal.` },
    lapsed: 'Nobody took the proposal up, and it lapsed.',
    handedOver: (to, hash) => `The evidence pack went to ${to} (SHA-256 ${hash}…).`,
    ruled: {
      we: (terms, until) => `We rule: ${terms}. An appeal is possible until ${until}.`,
      they: (who, terms, until) => `${who} rules: ${terms}. An appeal is possible until ${until}.`,
    },
    appealed: { we: (to) => `We appeal to ${to}.`, they: (who, to) => `${who} appeals to ${to}.` },
    withdrawn: 'The dispute was withdrawn.',
    closed: (terms) => `The dispute is closed: ${terms}.`,
    breached: (date) => `The answer was due on ${date}.`,
    escalated: 'The team was called to the answer that is owed.',
  },
  fr: {
    party: { buyer: 'Le client', seller: 'Nous', marketplace: 'La place de marché', bank: 'La banque' },
    before: { marketplace: 'la place de marché', bank: 'la banque', mediator: 'un médiateur' },
    nothing: 'rien n’est remboursé',
    forBuyer: (sum) => `${sum} pour le client`,
    opened: (sum) => `Un litige a été ouvert au sujet de ${sum}.`,
    evidence: { we: () => 'Nous avons apporté une preuve.', they: (who) => `${who} a apporté une preuve.` },
    said: { we: () => 'Nous avons répondu.', they: (who) => `${who} a écrit.` },
    proposed: {
      we: (terms, until) => `Nous proposons : ${terms}. Valable jusqu’au ${until}.`,
      they: (who, terms, until) => `${who} propose : ${terms}. Valable jusqu’au ${until}.`,
    },
    agreed: { we: () => 'Nous acceptons.', they: (who) => `${who} accepte.` },
    declined: { we: () => 'Nous déclinons la proposition.', they: (who) => `${who} décline la proposition.` },
    lapsed: 'La proposition est restée sans réponse et tombe.',
    handedOver: (to, hash) => `Le dossier de preuves a été remis à ${to} (SHA-256 ${hash}…).`,
    ruled: {
      we: (terms, until) => `Nous tranchons : ${terms}. Recours possible jusqu’au ${until}.`,
      they: (who, terms, until) => `${who} tranche : ${terms}. Recours possible jusqu’au ${until}.`,
    },
    appealed: { we: (to) => `Nous faisons appel auprès de ${to}.`, they: (who, to) => `${who} fait appel auprès de ${to}.` },
    withdrawn: 'Le litige a été retiré.',
    closed: (terms) => `Le litige est clos : ${terms}.`,
    breached: (date) => `La réponse était due le ${date}.`,
    escalated: 'L’équipe a été rappelée à la réponse due.',
  },
  de: {
    party: { buyer: 'Der Kunde', seller: 'Wir', marketplace: 'Der Marktplatz', bank: 'Die Bank' },
    before: { marketplace: 'dem Marktplatz', bank: 'der Bank', mediator: 'einer Schlichtungsstelle' },
    nothing: 'nichts geht zurück',
    forBuyer: (sum) => `${sum} für den Kunden`,
    opened: (sum) => `Ein Streitfall über ${sum} wurde angelegt.`,
    evidence: { we: () => 'Wir haben einen Nachweis vorgelegt.', they: (who) => `${who} hat einen Nachweis vorgelegt.` },
    said: { we: () => 'Wir haben geantwortet.', they: (who) => `${who} hat geschrieben.` },
    proposed: {
      we: (terms, until) => `Wir schlagen vor: ${terms}. Der Vorschlag gilt bis ${until}.`,
      they: (who, terms, until) => `${who} schlägt vor: ${terms}. Der Vorschlag gilt bis ${until}.`,
    },
    agreed: { we: () => 'Wir nehmen an.', they: (who) => `${who} nimmt an.` },
    declined: { we: () => 'Wir lehnen den Vorschlag ab.', they: (who) => `${who} lehnt den Vorschlag ab.` },
    lapsed: 'Niemand hat den Vorschlag aufgegriffen, er ist hinfällig.',
    handedOver: (to, hash) => `Die Nachweismappe ging an: ${to} (SHA-256 ${hash}…).`,
    ruled: {
      we: (terms, until) => `Wir entscheiden: ${terms}. Einspruch ist bis ${until} möglich.`,
      they: (who, terms, until) => `${who} entscheidet: ${terms}. Einspruch ist bis ${until} möglich.`,
    },
    appealed: { we: (to) => `Wir legen Einspruch bei ${to} ein.`, they: (who, to) => `${who} legt Einspruch bei ${to} ein.` },
    withdrawn: 'Der Streitfall wurde zurückgezogen.',
    closed: (terms) => `Der Streitfall ist beendet: ${terms}.`,
    breached: (date) => `Die Antwort war fällig: ${date}.`,
    escalated: 'Das Team wurde an die geschuldete Antwort erinnert.',
  },
  es: {
    party: { buyer: 'El cliente', seller: 'Nosotros', marketplace: 'El marketplace', bank: 'El banco' },
    before: { marketplace: 'el marketplace', bank: 'el banco', mediator: 'un mediador' },
    nothing: 'no se devuelve nada',
    forBuyer: (sum) => `${sum} para el cliente`,
    opened: (sum) => `Se abrió una disputa por ${sum}.`,
    evidence: { we: () => 'Aportamos una prueba.', they: (who) => `${who} aportó una prueba.` },
    said: { we: () => 'Respondimos.', they: (who) => `${who} escribió.` },
    proposed: {
      we: (terms, until) => `Proponemos: ${terms}. Válido hasta el ${until}.`,
      they: (who, terms, until) => `${who} propone: ${terms}. Válido hasta el ${until}.`,
    },
    agreed: { we: () => 'Aceptamos.', they: (who) => `${who} acepta.` },
    declined: { we: () => 'Rechazamos la propuesta.', they: (who) => `${who} rechaza la propuesta.` },
    lapsed: 'Nadie respondió a la propuesta y ha caducado.',
    handedOver: (to, hash) => `El expediente de pruebas se entregó a ${to} (SHA-256 ${hash}…).`,
    ruled: {
      we: (terms, until) => `Resolvemos: ${terms}. Se puede recurrir hasta el ${until}.`,
      they: (who, terms, until) => `${who} resuelve: ${terms}. Se puede recurrir hasta el ${until}.`,
    },
    appealed: { we: (to) => `Recurrimos ante ${to}.`, they: (who, to) => `${who} recurre ante ${to}.` },
    withdrawn: 'La disputa se retiró.',
    closed: (terms) => `La disputa está cerrada: ${terms}.`,
    breached: (date) => `La respuesta vencía el ${date}.`,
    escalated: 'Se ha recordado al equipo la respuesta pendiente.',
  },
  it: {
    party: { buyer: 'Il cliente', seller: 'Noi', marketplace: 'Il marketplace', bank: 'La banca' },
    before: { marketplace: 'il marketplace', bank: 'la banca', mediator: 'un mediatore' },
    nothing: 'non viene restituito nulla',
    forBuyer: (sum) => `${sum} per il cliente`,
    opened: (sum) => `È stata aperta una contestazione su ${sum}.`,
    evidence: { we: () => 'Abbiamo portato una prova.', they: (who) => `${who} ha portato una prova.` },
    said: { we: () => 'Abbiamo risposto.', they: (who) => `${who} ha scritto.` },
    proposed: {
      we: (terms, until) => `Proponiamo: ${terms}. Vale fino a ${until}.`,
      they: (who, terms, until) => `${who} propone: ${terms}. Vale fino a ${until}.`,
    },
    agreed: { we: () => 'Accettiamo.', they: (who) => `${who} accetta.` },
    declined: { we: () => 'Rifiutiamo la proposta.', they: (who) => `${who} rifiuta la proposta.` },
    lapsed: 'Nessuno ha risposto alla proposta, che è decaduta.',
    handedOver: (to, hash) => `Il fascicolo delle prove è stato consegnato: ${to} (SHA-256 ${hash}…).`,
    ruled: {
      we: (terms, until) => `Decidiamo: ${terms}. Si può fare ricorso fino a ${until}.`,
      they: (who, terms, until) => `${who} decide: ${terms}. Si può fare ricorso fino a ${until}.`,
    },
    appealed: { we: (to) => `Facciamo ricorso presso ${to}.`, they: (who, to) => `${who} fa ricorso presso ${to}.` },
    withdrawn: 'La contestazione è stata ritirata.',
    closed: (terms) => `La contestazione è chiusa: ${terms}.`,
    breached: (date) => `La risposta era dovuta: ${date}.`,
    escalated: 'Al team è stata ricordata la risposta dovuta.',
  },
};

const sumOf = (terms: Terms, dispute: Dispute, language: Language): string => spokenMoney(terms.amount ?? dispute.amount, language);

/** One event for the team. */
export function describeDispute(event: DisputeEvent, dispute: Dispute, language: Language, zone: string): string {
  const words = DESK[language];
  const date = (at: string) => spokenDate(at, language, zone);
  const terms = (given: Terms) => (given.outcome === 'for_seller' ? words.nothing : words.forBuyer(sumOf(given, dispute, language)));
  const by = <Facts extends readonly string[]>({ we, they }: Said<Facts>, party: Party, ...facts: Facts): string =>
    party === 'seller' ? we(...facts) : they(words.party[party], ...facts);
  switch (event.type) {
    case 'opened':
      return words.opened(spokenMoney(event.dispute.amount, language));
    case 'evidence_added':
      return by(words.evidence, event.party);
    case 'said':
      return by(words.said, event.party);
    case 'proposed':
      return by(words.proposed, event.party, terms(event), date(event.until));
    case 'agreed':
      return by(words.agreed, event.party);
    case 'declined':
      return by(words.declined, event.party);
    case 'proposal_lapsed':
      return words.lapsed;
    case 'handed_over':
      return words.handedOver(words.before[event.to], event.pack.slice(0, 12));
    case 'ruled':
      return by(words.ruled, event.party, terms(event), date(event.appealUntil));
    case 'appealed':
      return by(words.appealed, event.party, words.before[event.to]);
    case 'withdrawn':
      return words.withdrawn;
    case 'closed':
      return words.closed(terms(event));
    case 'clock_breached':
      return words.breached(date(event.dueAt));
    case 'escalated':
      return words.escalated;
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
  readonly opened: (code: string, by: string) => string;
};

const BUYER: Readonly<Record<Language, ForBuyer>> = {
  en: {
    gets: (sum) => `you get ${sum} back`,
    stays: 'our answer stays as it was',
    proposal: (terms, until) => `Our proposal: ${terms}. It stands until ${until}. Write to us whether you agree.`,
    ruling: (terms, until) =>
      `Somebody who had no part in it has looked at your case again: ${terms}. If you disagree, you can appeal until ${until}.`,
    opened: (code, by) =>
      `We have your complaint, number ${code}. Somebody who had no part in the decision looks at it again and answers you by ${by}.`,
    closed: (terms) => `Your complaint is settled: ${terms}.`,
  },
  fr: {
    gets: (sum) => `nous vous remboursons ${sum}`,
    stays: 'notre réponse est maintenue',
    proposal: (terms, until) => `Notre proposition : ${terms}. Elle est valable jusqu’au ${until}. Dites-nous si elle vous convient.`,
    ruling: (terms, until) =>
      `Une personne qui n’avait pas traité votre dossier l’a réexaminé : ${terms}. Si vous n’êtes pas d’accord, vous pouvez faire appel jusqu’au ${until}.`,
    opened: (code, by) =>
      `Nous avons bien reçu votre réclamation, numéro ${code}. Une personne qui n’a pas pris part à la décision réexamine votre dossier et vous répond au plus tard le ${by}.`,
    closed: (terms) => `Votre réclamation est réglée : ${terms}.`,
  },
  de: {
    gets: (sum) => `Sie erhalten ${sum} zurück`,
    stays: 'unsere Antwort bleibt bestehen',
    proposal: (terms, until) => `Unser Vorschlag: ${terms}. Er gilt bis ${until}. Schreiben Sie uns, ob Sie einverstanden sind.`,
    ruling: (terms, until) =>
      `Jemand, der bisher nicht beteiligt war, hat Ihren Fall noch einmal geprüft: ${terms}. Wenn Sie nicht einverstanden sind, können Sie bis ${until} widersprechen.`,
    opened: (code, by) =>
      `Ihre Beschwerde ist bei uns, Nummer ${code}. Jemand, der an der Entscheidung nicht beteiligt war, prüft Ihren Fall noch einmal und antwortet Ihnen bis ${by}.`,
    closed: (terms) => `Ihre Beschwerde ist erledigt: ${terms}.`,
  },
  es: {
    gets: (sum) => `le devolvemos ${sum}`,
    stays: 'mantenemos nuestra respuesta',
    proposal: (terms, until) => `Nuestra propuesta: ${terms}. Es válida hasta el ${until}. Díganos si está de acuerdo.`,
    ruling: (terms, until) =>
      `Una persona que no había intervenido ha vuelto a estudiar su caso: ${terms}. Si no está de acuerdo, puede recurrir hasta el ${until}.`,
    opened: (code, by) =>
      `Hemos recibido su reclamación, número ${code}. Una persona que no intervino en la decisión vuelve a estudiar su caso y le responde a más tardar el ${by}.`,
    closed: (terms) => `Su reclamación está resuelta: ${terms}.`,
  },
  it: {
    gets: (sum) => `le rimborsiamo ${sum}`,
    stays: 'la nostra risposta resta valida',
    proposal: (terms, until) => `La nostra proposta: ${terms}. È valida fino al ${until}. Ci scriva se è d’accordo.`,
    ruling: (terms, until) =>
      `Una persona che non se ne era occupata ha riesaminato il suo caso: ${terms}. Se non è d’accordo, può fare ricorso entro il ${until}.`,
    opened: (code, by) =>
      `Abbiamo ricevuto il suo reclamo, numero ${code}. Una persona che non ha partecipato alla decisione riesamina il suo caso e le risponde entro il ${by}.`,
    closed: (terms) => `Il suo reclamo è risolto: ${terms}.`,
  },
};

/** What the buyer is told of a step, beside the words that a person wrote; null where the step is not theirs to hear of. */
export function tellBuyer(event: DisputeEvent, dispute: Dispute, language: Language, zone: string, holidays?: Holidays): string | null {
  const words = BUYER[language];
  const terms = (given: Terms) => (given.outcome === 'for_seller' ? words.stays : words.gets(sumOf(given, dispute, language)));
  const date = (at: string) => spokenDate(at, language, zone);
  if (event.type === 'proposed' && event.party === 'seller') return words.proposal(terms(event), date(event.until));
  if (event.type === 'ruled' && event.party === 'seller') return words.ruling(terms(event), date(event.appealUntil));
  if (event.type === 'closed') return words.closed(terms(event));
  if (event.type === 'opened') return words.opened(dispute.code, date(answerClock(dispute, holidays).dueAt));
  return null;
}

const REFUSALS: Readonly<Record<Language, Readonly<Record<DisputeRefusal, string>>>> = {
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
  de: {
    dispute_closed: 'Dieser Streitfall ist beendet.',
    not_your_duty: 'Ihre Rolle umfasst das nicht.',
    not_now: 'So, wie der Streitfall steht, geht das nicht.',
    own_proposal: 'Wer vorgeschlagen oder entschieden hat, kann nicht auch annehmen.',
    own_decision: 'Sie waren an der strittigen Entscheidung beteiligt. Jemand anderes aus der Leitung muss entscheiden.',
    not_the_sellers: 'Darüber entscheiden nicht wir: Halten Sie fest, was Marktplatz oder Bank entschieden haben.',
    amount_missing: 'Ein Teil des Geldes: wie viel?',
    amount_not_wanted: 'Wo nichts zurückgeht, gibt es keinen Betrag.',
    amount_out_of_range: 'Der Betrag muss über null liegen und darf nicht höher sein als der Streitwert.',
    wrong_currency: 'Im Streitfall geht es um eine andere Währung.',
    date_in_the_past: 'Dieser Tag ist vorbei.',
  },
  es: {
    dispute_closed: 'Esta disputa está cerrada.',
    not_your_duty: 'Su función no lo incluye.',
    not_now: 'La disputa no está en un punto en el que se pueda hacer.',
    own_proposal: 'Quien propuso o resolvió no puede aceptar también.',
    own_decision: 'Usted participó en la decisión en disputa. Debe resolver otro responsable.',
    not_the_sellers: 'No nos corresponde resolverlo: anote lo que decidió el marketplace o el banco.',
    amount_missing: 'Una parte del dinero: ¿cuánto?',
    amount_not_wanted: 'Donde no se devuelve nada no hay importe.',
    amount_out_of_range: 'El importe debe ser superior a cero y no mayor que lo que está en disputa.',
    wrong_currency: 'La disputa es en otra moneda.',
    date_in_the_past: 'Esta fecha ya ha pasado.',
  },
  it: {
    dispute_closed: 'Questa contestazione è chiusa.',
    not_your_duty: 'Il Suo ruolo non lo prevede.',
    not_now: 'La contestazione non è a un punto in cui si possa fare.',
    own_proposal: 'Chi ha proposto o deciso non può anche accettare.',
    own_decision: 'Ha partecipato alla decisione contestata. Deve decidere un altro responsabile.',
    not_the_sellers: 'Non spetta a noi decidere: annoti che cosa hanno deciso il marketplace o la banca.',
    amount_missing: 'Una parte del denaro: quanto?',
    amount_not_wanted: 'Dove non si restituisce nulla non c’è importo.',
    amount_out_of_range: 'L’importo deve essere superiore a zero e non oltre quanto è contestato.',
    wrong_currency: 'La contestazione riguarda un’altra valuta.',
    date_in_the_past: 'Questa data è passata.',
  },
};

export const describeDisputeRefusal = (refusal: DisputeRefusal, language: Language): string => REFUSALS[language][refusal];
