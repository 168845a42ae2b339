/** A claim in words, in the five languages of the team: the page, the pack and the mail share them. */
import type { Actor, Language } from '../access.ts';
import { actorName } from '../access.ts';
import { unreachable } from '../assert.ts';
import { spokenDate, spokenMoney } from '../spoken.ts';
import type { Against, ClaimEvent, ClaimReason, ClaimRefusal, ClaimState } from './claim.ts';
import type { EvidenceKind } from './evidence.ts';

type ClaimWords = {
  readonly against: Readonly<Record<Against, string>>;
  readonly why: Readonly<Record<ClaimReason, string>>;
  readonly state: Readonly<Record<ClaimState, string>>;
  readonly evidence: Readonly<Record<EvidenceKind, string>>;
};

export const CLAIM_WORDS: Readonly<Record<Language, ClaimWords>> = {
  en: {
    against: {
      buyer: 'the buyer',
      carrier: 'the carrier',
      logistics: 'the logistics service',
      supplier: 'the supplier',
      channel: 'the marketplace',
    },
    why: {
      lost: 'lost parcel',
      damaged: 'damaged on the way',
      late: 'late delivery',
      misdelivered: 'delivered to the wrong place',
      missing_item: 'something is missing',
      wrong_device: 'another device came back',
      customer_damage: 'damaged by the customer',
      payout_difference: 'difference in a payout',
      warranty: 'defect under warranty',
      handling_error: 'mistake in handling',
    },
    state: {
      draft: 'draft',
      submitted: 'submitted',
      accepted: 'accepted',
      rejected: 'refused',
      paid: 'paid',
      written_off: 'written off',
    },
    evidence: {
      declaration: 'declaration of the buyer',
      tracking: 'tracking history',
      carrier_answer: 'answer of the carrier',
      value: 'proof of value',
      photo_item: 'photos of the item',
      photo_parcel: 'photos of the parcel',
      identity: 'IMEI or serial number',
      inspection: 'inspection',
      statement: 'statement of account',
      contract: 'contract or terms',
      repair_report: 'repair report',
      other: 'other',
    },
  },
  fr: {
    against: {
      buyer: 'l’acheteur',
      carrier: 'le transporteur',
      logistics: 'le logisticien',
      supplier: 'le fournisseur',
      channel: 'la place de marché',
    },
    why: {
      lost: 'colis perdu',
      damaged: 'abîmé pendant le transport',
      late: 'livraison en retard',
      misdelivered: 'livré au mauvais endroit',
      missing_item: 'contenu incomplet',
      wrong_device: 'un autre appareil est revenu',
      customer_damage: 'abîmé par le client',
      payout_difference: 'écart sur un versement',
      warranty: 'défaut sous garantie',
      handling_error: 'erreur de traitement',
    },
    state: {
      draft: 'brouillon',
      submitted: 'envoyée',
      accepted: 'acceptée',
      rejected: 'refusée',
      paid: 'payée',
      written_off: 'passée en perte',
    },
    evidence: {
      declaration: 'attestation de l’acheteur',
      tracking: 'historique de suivi',
      carrier_answer: 'réponse du transporteur',
      value: 'preuve de la valeur',
      photo_item: 'photos de l’article',
      photo_parcel: 'photos du colis',
      identity: 'IMEI ou numéro de série',
      inspection: 'contrôle',
      statement: 'relevé de compte',
      contract: 'contrat ou conditions',
      repair_report: 'rapport de réparation',
      other: 'autre',
    },
  },
  de: {
    against: {
      buyer: 'den Kunden',
      carrier: 'den Versanddienst',
      logistics: 'den Logistiker',
      supplier: 'den Lieferanten',
      channel: 'den Marktplatz',
    },
    why: {
      lost: 'verlorenes Paket',
      damaged: 'unterwegs beschädigt',
      late: 'verspätete Lieferung',
      misdelivered: 'falsch zugestellt',
      missing_item: 'etwas fehlt',
      wrong_device: 'ein anderes Gerät kam zurück',
      customer_damage: 'vom Kunden beschädigt',
      payout_difference: 'Abweichung bei einer Auszahlung',
      warranty: 'Mangel in der Gewährleistung',
      handling_error: 'Fehler bei der Bearbeitung',
    },
    state: {
      draft: 'Entwurf',
      submitted: 'gesendet',
      accepted: 'zugesagt',
      rejected: 'abgelehnt',
      paid: 'bezahlt',
      written_off: 'ausgebucht',
    },
    evidence: {
      declaration: 'Erklärung des Kunden',
      tracking: 'Sendungsverlauf',
      carrier_answer: 'Antwort des Versanddienstes',
      value: 'Wertnachweis',
      photo_item: 'Fotos des Artikels',
      photo_parcel: 'Fotos des Pakets',
      identity: 'IMEI oder Seriennummer',
      inspection: 'Prüfung',
      statement: 'Kontoauszug',
      contract: 'Vertrag oder Bedingungen',
      repair_report: 'Reparaturbericht',
      other: 'Sonstiges',
    },
  },
  es: {
    against: {
      buyer: 'el cliente',
      carrier: 'el transportista',
      logistics: 'el operador logístico',
      supplier: 'el proveedor',
      channel: 'el marketplace',
    },
    why: {
      lost: 'paquete perdido',
      damaged: 'dañado en el transporte',
      late: 'entrega tardía',
      misdelivered: 'entregado en un lugar equivocado',
      missing_item: 'falta algo',
      wrong_device: 'volvió otro dispositivo',
      customer_damage: 'dañado por el cliente',
      payout_difference: 'diferencia en una liquidación',
      warranty: 'defecto en garantía',
      handling_error: 'error de tramitación',
    },
    state: {
      draft: 'borrador',
      submitted: 'enviada',
      accepted: 'aceptada',
      rejected: 'rechazada',
      paid: 'pagada',
      written_off: 'dada por perdida',
    },
    evidence: {
      declaration: 'declaración del cliente',
      tracking: 'historial de seguimiento',
      carrier_answer: 'respuesta del transportista',
      value: 'justificante del valor',
      photo_item: 'fotos del artículo',
      photo_parcel: 'fotos del paquete',
      identity: 'IMEI o número de serie',
      inspection: 'revisión',
      statement: 'extracto de cuenta',
      contract: 'contrato o condiciones',
      repair_report: 'informe de reparación',
      other: 'otra',
    },
  },
  it: {
    against: {
      buyer: 'il cliente',
      carrier: 'il corriere',
      logistics: 'l’operatore logistico',
      supplier: 'il fornitore',
      channel: 'il marketplace',
    },
    why: {
      lost: 'pacco smarrito',
      damaged: 'danneggiato durante il trasporto',
      late: 'consegna in ritardo',
      misdelivered: 'consegnato nel posto sbagliato',
      missing_item: 'manca qualcosa',
      wrong_device: 'è tornato un altro dispositivo',
      customer_damage: 'danneggiato dal cliente',
      payout_difference: 'differenza in un accredito',
      warranty: 'difetto in garanzia',
      handling_error: 'errore di gestione',
    },
    state: {
      draft: 'bozza',
      submitted: 'inviato',
      accepted: 'accettato',
      rejected: 'rifiutato',
      paid: 'pagato',
      written_off: 'stralciato',
    },
    evidence: {
      declaration: 'dichiarazione del cliente',
      tracking: 'cronologia del tracciamento',
      carrier_answer: 'risposta del corriere',
      value: 'prova del valore',
      photo_item: 'foto dell’articolo',
      photo_parcel: 'foto del pacco',
      identity: 'IMEI o numero di serie',
      inspection: 'controllo',
      statement: 'estratto conto',
      contract: 'contratto o condizioni',
      repair_report: 'rapporto di riparazione',
      other: 'altro',
    },
  },
};

const byWhom = (by: Actor): string => (by.kind === 'system' ? 'Retour' : actorName(by));

/** What happened, in a language: each with the words and the amounts already said. */
type Told = {
  readonly opened: (who: string, against: string, why: string, sum: string) => string;
  readonly amended: (who: string, sum: string | null) => string;
  readonly deadlineSet: (who: string, day: string, because: string) => string;
  readonly mailed: (who: string, to: string) => string;
  readonly handed: (who: string) => string;
  readonly reference: (text: string) => string;
  readonly accepted: (sum: string) => string;
  readonly rejected: (because: string) => string;
  readonly paid: (sum: string, into: 'payout' | 'bank') => string;
  readonly writtenOff: (who: string, because: string) => string;
  readonly undone: (who: string, from: string, to: string) => string;
  readonly overdue: string;
  readonly near: string;
  readonly evidence: (who: string, what: string) => string;
};

const TOLD: Readonly<Record<Language, Told>> = {
  en: {
    opened: (who, against, why, sum) => `${who} opened a draft against ${against}: ${why}, ${sum}.`,
    amended: (who, sum) => `${who} changed the draft${sum === null ? '' : `: ${sum}`}.`,
    deadlineSet: (who, day, because) => `${who} set the deadline to ${day}: ${because}`,
    mailed: (who, to) => `${who} sent it by mail to ${to}.`,
    handed: (who) => `${who} submitted it by hand.`,
    reference: (text) => ` Reference: ${text}.`,
    accepted: (sum) => `Accepted for ${sum}.`,
    rejected: (because) => `Refused: ${because}`,
    paid: (sum, into) => `Paid: ${sum}, ${into === 'payout' ? 'within a payout' : 'to the bank account'}.`,
    writtenOff: (who, because) => `${who} wrote it off: ${because}`,
    undone: (who, from, to) => `${who} took a step back: from ${from} to ${to}.`,
    overdue: 'The date has passed: finance was reminded.',
    near: 'Finance was told that the date is near.',
    evidence: (who, what) => `${who} added evidence: ${what}.`,
  },
  fr: {
    opened: (who, against, why, sum) => `${who} a ouvert un brouillon contre ${against} : ${why}, ${sum}.`,
    amended: (who, sum) => `${who} a modifié le brouillon${sum === null ? '' : ` : ${sum}`}.`,
    deadlineSet: (who, day, because) => `${who} a fixé l’échéance au ${day} : ${because}`,
    mailed: (who, to) => `${who} l’a envoyée par e-mail à ${to}.`,
    handed: (who) => `${who} l’a envoyée à la main.`,
    reference: (text) => ` Référence : ${text}.`,
    accepted: (sum) => `Acceptée à hauteur de ${sum}.`,
    rejected: (because) => `Refusée : ${because}`,
    paid: (sum, into) => `Payée : ${sum}, ${into === 'payout' ? 'dans un versement de la place de marché' : 'sur le compte'}.`,
    writtenOff: (who, because) => `${who} l’a passée en perte : ${because}`,
    undone: (who, from, to) => `${who} est revenu en arrière : de « ${from} » à « ${to} ».`,
    overdue: 'L’échéance est passée : la comptabilité a été rappelée.',
    near: 'La comptabilité a été prévenue de l’échéance.',
    evidence: (who, what) => `${who} a ajouté une preuve : ${what}.`,
  },
  de: {
    opened: (who, against, why, sum) => `${who} hat einen Entwurf gegen ${against} angelegt: ${why}, ${sum}.`,
    amended: (who, sum) => `${who} hat den Entwurf geändert${sum === null ? '' : `: ${sum}`}.`,
    deadlineSet: (who, day, because) => `${who} hat den Termin auf ${day} gesetzt: ${because}`,
    mailed: (who, to) => `${who} hat sie per Mail an ${to} gesendet.`,
    handed: (who) => `${who} hat sie von Hand gesendet.`,
    reference: (text) => ` Zeichen: ${text}.`,
    accepted: (sum) => `Zugesagt: ${sum}.`,
    rejected: (because) => `Abgelehnt: ${because}`,
    paid: (sum, into) => `Bezahlt: ${sum}, ${into === 'payout' ? 'mit einer Auszahlung' : 'auf das Bankkonto'}.`,
    writtenOff: (who, because) => `${who} hat sie ausgebucht: ${because}`,
    undone: (who, from, to) => `${who} ist einen Schritt zurückgegangen: von „${from}“ zu „${to}“.`,
    overdue: 'Der Termin ist vorbei: Die Buchhaltung wurde erinnert.',
    near: 'Die Buchhaltung weiß, dass der Termin naht.',
    evidence: (who, what) => `${who} hat einen Nachweis hinzugefügt: ${what}.`,
  },
  es: {
    opened: (who, against, why, sum) => `${who} abrió un borrador contra ${against}: ${why}, ${sum}.`,
    amended: (who, sum) => `${who} cambió el borrador${sum === null ? '' : `: ${sum}`}.`,
    deadlineSet: (who, day, because) => `${who} fijó el plazo en el ${day}: ${because}`,
    mailed: (who, to) => `${who} la envió por correo a ${to}.`,
    handed: (who) => `${who} la envió a mano.`,
    reference: (text) => ` Referencia: ${text}.`,
    accepted: (sum) => `Aceptada por ${sum}.`,
    rejected: (because) => `Rechazada: ${because}`,
    paid: (sum, into) => `Pagada: ${sum}, ${into === 'payout' ? 'dentro de una liquidación' : 'en la cuenta bancaria'}.`,
    writtenOff: (who, because) => `${who} la dio por perdida: ${because}`,
    undone: (who, from, to) => `${who} dio un paso atrás: de «${from}» a «${to}».`,
    overdue: 'El plazo ha pasado: se ha recordado a finanzas.',
    near: 'Se ha avisado a finanzas de que el plazo se acerca.',
    evidence: (who, what) => `${who} añadió una prueba: ${what}.`,
  },
  it: {
    opened: (who, against, why, sum) => `${who} ha aperto una bozza contro ${against}: ${why}, ${sum}.`,
    amended: (who, sum) => `${who} ha modificato la bozza${sum === null ? '' : `: ${sum}`}.`,
    deadlineSet: (who, day, because) => `${who} ha fissato la scadenza a ${day}: ${because}`,
    mailed: (who, to) => `${who} lo ha inviato per e-mail a ${to}.`,
    handed: (who) => `${who} lo ha inviato a mano.`,
    reference: (text) => ` Riferimento: ${text}.`,
    accepted: (sum) => `Accettato per ${sum}.`,
    rejected: (because) => `Rifiutato: ${because}`,
    paid: (sum, into) => `Pagato: ${sum}, ${into === 'payout' ? 'all’interno di un accredito' : 'sul conto bancario'}.`,
    writtenOff: (who, because) => `${who} lo ha stralciato: ${because}`,
    undone: (who, from, to) => `${who} è tornato indietro di un passo: da «${from}» a «${to}».`,
    overdue: 'La scadenza è passata: la contabilità è stata sollecitata.',
    near: 'La contabilità è stata avvisata che la scadenza è vicina.',
    evidence: (who, what) => `${who} ha aggiunto una prova: ${what}.`,
  },
};

/** What happened to a claim, in one sentence. */
export function describeClaim(event: ClaimEvent, language: Language, zone: string): string {
  const [words, told] = [CLAIM_WORDS[language], TOLD[language]];
  const who = byWhom(event.by);
  const reference = (text: string | undefined) => (text ? told.reference(text) : '');
  switch (event.type) {
    case 'opened': {
      const { amount, against, why } = event.claim;
      return told.opened(who, words.against[against], words.why[why], spokenMoney(amount, language));
    }
    case 'amended':
      return told.amended(who, event.amount ? spokenMoney(event.amount, language) : null);
    case 'deadline_set':
      return told.deadlineSet(who, spokenDate(event.dueAt, language, zone), event.because);
    case 'submitted':
      return event.how === 'mail' ? told.mailed(who, event.to ?? '') : told.handed(who) + reference(event.reference);
    case 'accepted':
      return told.accepted(spokenMoney(event.amount, language)) + reference(event.reference);
    case 'rejected':
      return told.rejected(event.because);
    case 'paid':
      return told.paid(spokenMoney(event.amount, language), event.into === 'payout' ? 'payout' : 'bank') + reference(event.reference);
    case 'written_off':
      return told.writtenOff(who, event.because);
    case 'undone':
      return told.undone(who, words.state[event.from], words.state[event.to]);
    case 'reminded':
      return event.overdue ? told.overdue : told.near;
    case 'evidence_added':
      return told.evidence(who, words.evidence[event.kind as EvidenceKind] ?? event.kind);
    default:
      return unreachable(event);
  }
}

const REFUSALS: Readonly<Record<Language, Readonly<Record<ClaimRefusal, string>>>> = {
  en: {
    claim_draft: 'The claim is still a draft.',
    claim_submitted: 'The claim has been submitted already.',
    claim_accepted: 'The claim has been accepted.',
    claim_rejected: 'The claim has been refused.',
    claim_paid: 'The claim has been paid.',
    claim_written_off: 'The claim has been written off.',
    not_your_duty: 'This is for finance or a manager.',
    because_missing: 'A reason is needed.',
    address_missing: 'An e-mail address is needed.',
    amount_out_of_range: 'The amount must be above zero.',
    more_than_claimed: 'That is more than was claimed.',
    wrong_currency: 'The claim is in another currency.',
    mail_cannot_be_unsent: 'It went out by mail, and a mail can’t be taken back.',
    not_due: 'Nothing is due yet.',
  },
  fr: {
    claim_draft: 'La réclamation est encore un brouillon.',
    claim_submitted: 'La réclamation est déjà envoyée.',
    claim_accepted: 'La réclamation est acceptée.',
    claim_rejected: 'La réclamation est refusée.',
    claim_paid: 'La réclamation est payée.',
    claim_written_off: 'La réclamation est passée en perte.',
    not_your_duty: 'C’est à la comptabilité ou à un responsable de le faire.',
    because_missing: 'Il faut un motif.',
    address_missing: 'Il faut une adresse e-mail.',
    amount_out_of_range: 'Le montant doit être supérieur à zéro.',
    more_than_claimed: 'C’est plus que ce qui est réclamé.',
    wrong_currency: 'La réclamation est dans une autre devise.',
    mail_cannot_be_unsent: 'Elle est partie par e-mail, et un e-mail ne se reprend pas.',
    not_due: 'Rien n’est encore dû.',
  },
  de: {
    claim_draft: 'Die Reklamation ist noch ein Entwurf.',
    claim_submitted: 'Die Reklamation ist schon gesendet.',
    claim_accepted: 'Die Reklamation ist zugesagt.',
    claim_rejected: 'Die Reklamation ist abgelehnt.',
    claim_paid: 'Die Reklamation ist bezahlt.',
    claim_written_off: 'Die Reklamation ist ausgebucht.',
    not_your_duty: 'Das ist Sache der Buchhaltung oder der Leitung.',
    because_missing: 'Es braucht eine Begründung.',
    address_missing: 'Es braucht eine E-Mail-Adresse.',
    amount_out_of_range: 'Der Betrag muss über null liegen.',
    more_than_claimed: 'Das ist mehr, als gefordert wurde.',
    wrong_currency: 'Die Reklamation ist in einer anderen Währung.',
    mail_cannot_be_unsent: 'Sie ging per Mail hinaus, und eine Mail lässt sich nicht zurückholen.',
    not_due: 'Noch ist nichts fällig.',
  },
  es: {
    claim_draft: 'La reclamación todavía es un borrador.',
    claim_submitted: 'La reclamación ya se ha enviado.',
    claim_accepted: 'La reclamación está aceptada.',
    claim_rejected: 'La reclamación está rechazada.',
    claim_paid: 'La reclamación está pagada.',
    claim_written_off: 'La reclamación se dio por perdida.',
    not_your_duty: 'Corresponde a finanzas o a un responsable.',
    because_missing: 'Hace falta un motivo.',
    address_missing: 'Hace falta una dirección de correo.',
    amount_out_of_range: 'El importe debe ser superior a cero.',
    more_than_claimed: 'Es más de lo que se reclamó.',
    wrong_currency: 'La reclamación está en otra moneda.',
    mail_cannot_be_unsent: 'Salió por correo, y un correo no se puede recuperar.',
    not_due: 'Aún no vence nada.',
  },
  it: {
    claim_draft: 'Il reclamo è ancora una bozza.',
    claim_submitted: 'Il reclamo è già stato inviato.',
    claim_accepted: 'Il reclamo è accettato.',
    claim_rejected: 'Il reclamo è rifiutato.',
    claim_paid: 'Il reclamo è pagato.',
    claim_written_off: 'Il reclamo è stralciato.',
    not_your_duty: 'Spetta alla contabilità o a un responsabile.',
    because_missing: 'Serve un motivo.',
    address_missing: 'Serve un indirizzo e-mail.',
    amount_out_of_range: 'L’importo deve essere superiore a zero.',
    more_than_claimed: 'È più di quanto richiesto.',
    wrong_currency: 'Il reclamo è in un’altra valuta.',
    mail_cannot_be_unsent: 'È partito per e-mail, e un’e-mail non si può ritirare.',
    not_due: 'Non c’è ancora nulla in scadenza.',
  },
};
export const describeClaimRefusal = (refusal: ClaimRefusal, language: Language): string => REFUSALS[language][refusal];
