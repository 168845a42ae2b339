/** A claim in words, in English and French: the page, the pack and the mail share them. */
import type { Actor, Language } from '../access.ts';
import { actorName } from '../access.ts';
import { type Written, writtenIn } from '../return/words.ts';
import { spokenDate, spokenMoney } from '../spoken.ts';
import type { Against, ClaimEvent, ClaimReason, ClaimRefusal, ClaimState } from './claim.ts';
import type { EvidenceKind } from './evidence.ts';

type ClaimWords = {
  readonly against: Readonly<Record<Against, string>>;
  readonly why: Readonly<Record<ClaimReason, string>>;
  readonly state: Readonly<Record<ClaimState, string>>;
  readonly evidence: Readonly<Record<EvidenceKind, string>>;
};

export const CLAIM_WORDS: Readonly<Record<Written, ClaimWords>> = {
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
};

const byWhom = (by: Actor): string => (by.kind === 'system' ? 'Retour' : actorName(by));

/** What happened to a claim, in one sentence. */
export function describeClaim(event: ClaimEvent, language: Language, zone: string): string {
  const fr = writtenIn(language) === 'fr';
  const words = CLAIM_WORDS[fr ? 'fr' : 'en'];
  const who = byWhom(event.by);
  const day = (at: string) => spokenDate(at, language, zone);
  const reference = (text: string | undefined) => (text ? (fr ? ` Référence : ${text}.` : ` Reference: ${text}.`) : '');
  switch (event.type) {
    case 'opened': {
      const { amount, against, why } = event.claim;
      const money = spokenMoney(amount, language);
      return fr
        ? `${who} a ouvert un brouillon contre ${words.against[against]} : ${words.why[why]}, ${money}.`
        : `${who} opened a draft against ${words.against[against]}: ${words.why[why]}, ${money}.`;
    }
    case 'amended':
      return fr
        ? `${who} a modifié le brouillon${event.amount ? ` : ${spokenMoney(event.amount, language)}` : ''}.`
        : `${who} changed the draft${event.amount ? `: ${spokenMoney(event.amount, language)}` : ''}.`;
    case 'deadline_set':
      return fr
        ? `${who} a fixé l’échéance au ${day(event.dueAt)} : ${event.because}`
        : `${who} set the deadline to ${day(event.dueAt)}: ${event.because}`;
    case 'submitted': {
      if (event.how === 'mail') return fr ? `${who} l’a envoyée par e-mail à ${event.to}.` : `${who} sent it by mail to ${event.to}.`;
      return (fr ? `${who} l’a envoyée à la main.` : `${who} submitted it by hand.`) + reference(event.reference);
    }
    case 'accepted':
      return (
        (fr ? `Acceptée à hauteur de ${spokenMoney(event.amount, language)}.` : `Accepted for ${spokenMoney(event.amount, language)}.`) +
        reference(event.reference)
      );
    case 'rejected':
      return fr ? `Refusée : ${event.because}` : `Refused: ${event.because}`;
    case 'paid': {
      const money = spokenMoney(event.amount, language);
      const where =
        event.into === 'payout'
          ? fr
            ? 'dans un versement de la place de marché'
            : 'within a payout'
          : fr
            ? 'sur le compte'
            : 'to the bank account';
      return (fr ? `Payée : ${money}, ${where}.` : `Paid: ${money}, ${where}.`) + reference(event.reference);
    }
    case 'written_off':
      return fr ? `${who} l’a passée en perte : ${event.because}` : `${who} wrote it off: ${event.because}`;
    case 'undone':
      return fr
        ? `${who} est revenu en arrière : de « ${words.state[event.from]} » à « ${words.state[event.to]} ».`
        : `${who} took a step back: from ${words.state[event.from]} to ${words.state[event.to]}.`;
    case 'reminded':
      if (fr)
        return event.overdue ? `L’échéance est passée : la comptabilité a été rappelée.` : `La comptabilité a été prévenue de l’échéance.`;
      return event.overdue ? 'The date has passed: finance was reminded.' : 'Finance was told that the date is near.';
    case 'evidence_added': {
      const what = words.evidence[event.kind as EvidenceKind] ?? event.kind;
      return fr ? `${who} a ajouté une preuve : ${what}.` : `${who} added evidence: ${what}.`;
    }
  }
}

const REFUSALS: Readonly<Record<Written, Readonly<Record<ClaimRefusal, string>>>> = {
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
};
export const describeClaimRefusal = (refusal: ClaimRefusal, language: Language): string => REFUSALS[writtenIn(language)][refusal];
