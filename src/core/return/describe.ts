/** Events as sentences, in one place: the timeline, the mail and the export share them (STYLE 18). */
import type { Language } from '../access.ts';
import { unreachable } from '../assert.ts';
import { exponentOf, type Money } from '../money.ts';
import type { TrackingCode } from '../parcel/lifecycle.ts';
import type { AnswerKind } from './contest.ts';
import type { EventOf, RequestedItem, ReturnEvent } from './events.ts';
import type { NextStep } from './next.ts';
import type { Refusal, RefusalName } from './refusals.ts';
import { de } from './telling/de.ts';
import { es } from './telling/es.ts';
import { it } from './telling/it.ts';
import { refusals as refusedInGerman } from './telling/refusals/de.ts';
import { refusals as refusedInSpanish } from './telling/refusals/es.ts';
import { refusals as refusedInItalian } from './telling/refusals/it.ts';
import type { Telling } from './telling/telling.ts';
import { NEXT_SAYS, REFUSAL_SAYS, type Refusals, WORDS, type Words, type Written, writtenIn } from './words.ts';

/** The languages whose words stand in files of their own. */
const TELLING: Partial<Record<Language, Telling>> = { de, es, it };
const REFUSED: Partial<Record<Language, Refusals>> = { de: refusedInGerman, es: refusedInSpanish, it: refusedInItalian };

/** People's words for the machine's, as the sentences use them. */
export const wordsOf = (language: Language): Words => TELLING[language]?.words ?? WORDS[writtenIn(language)];

/** What happened, in one sentence. */
export function describe(event: ReturnEvent, language: Language): string {
  const telling = TELLING[language];
  if (telling) return telling.tell(event);
  return writtenIn(language) === 'fr' ? inFrench(event) : inEnglish(event);
}

/** Why something can't be done, told to the team. The facts, where given, are part of the sentence. */
export function describeRefusal(refusal: RefusalName | Refusal, language: Language): string {
  const { name, facts } = typeof refusal === 'string' ? { name: refusal, facts: {} as Refusal['facts'] } : refusal;
  const says = (REFUSED[language] ?? REFUSAL_SAYS[writtenIn(language)])[name];
  return typeof says === 'string' ? says : says(facts);
}

/** What comes next. */
export const describeNext = (step: Pick<NextStep, 'what'>, language: Language, reader: 'buyer' | 'team' = 'team'): string =>
  (TELLING[language]?.next ?? NEXT_SAYS[writtenIn(language)])[step.what][reader];

function inEnglish(event: ReturnEvent): string {
  const words = WORDS.en;
  switch (event.type) {
    case 'requested':
      return `A return was requested ${words.via[event.via]}: ${event.items.map((item) => requestedItem(item, 'en')).join('; ')}.`;
    case 'decided':
      switch (event.asked) {
        case 'request':
          return 'The return policy gave its answer.';
        case 'information':
          return 'The return policy looked at the request again, with what the buyer added.';
        case 'finding':
          return 'The return policy looked at the request again, with what the bench found.';
        case 'photo':
          return 'The return policy looked at the request again: a photo is known from another return.';
        case 'correction':
          return 'The return policy looked at the request again, with the dates of the order as they are known now.';
        default:
          return unreachable(event.asked);
      }
    case 'put_in_review':
      return 'A member of the team will look at the request in person.';
    case 'approved':
      return `The return was approved.${because(event.because)}`;
    case 'rejected':
      return event.because ? `The return was declined.${because(event.because)}` : 'The return was declined under the return policy.';
    case 'information_requested':
      return `The buyer was asked: “${event.asks}”`;
    case 'information_received': {
      const photos = event.photos === 0 ? null : event.photos === 1 ? 'a photo' : `${event.photos} photos`;
      if (photos && event.wrote) return `The buyer wrote back and added ${photos}.`;
      return photos ? `The buyer added ${photos}.` : 'The buyer wrote back.';
    }
    case 'cancelled':
      return `The return was cancelled.${because(event.because)}`;
    case 'expired':
      return event.unanswered
        ? 'The buyer did not answer in time, so the request lapsed. It can be approved all the same.'
        : 'The item was not sent back in time, so the approval lapsed. It can be approved again.';
    case 'label_issued':
      return labelIssued(event, 'en');
    case 'dispatched':
      return event.trackingNumber
        ? `The parcel is on its way back, under the number ${event.trackingNumber}.`
        : 'The parcel is on its way back.';
    case 'tracked': {
      const last = event.events.at(-1);
      if (!last)
        return event.trackingNumber ? `The parcel travels under the number ${event.trackingNumber}.` : 'The parcel’s details were updated.';
      return `${TRACKING.en[last.code]}${last.place ? ` (${last.place})` : ''}.`;
    }
    case 'parcel_lost':
      return 'The parcel is lost.';
    case 'received': {
      const [only] = event.items;
      return event.items.length === 1 && only
        ? `The item has arrived at the warehouse: ${words.identity[only.identity]}.`
        : `${event.items.length} items have arrived at the warehouse.${doubts(event, 'en')}`;
    }
    case 'inspected':
      return `The bench has looked: ${event.items.map(({ verdict, disposition }) => words.verdict[verdict] + (disposition ? `, ${words.disposition[disposition]}` : '')).join('; ')}.`;
    case 'inspection_begun':
      return event.items.length === 1 ? 'The bench is looking at the item.' : `The bench is looking at ${event.items.length} items.`;
    case 'resolved':
      return `It was decided: ${event.items.map((item) => resolvedAs(item, 'en')).join('; ')}.`;
    case 'resolution_undone':
      return `What was decided is taken back, before anything had left.${because(event.because)}`;
    case 'remedy_failed':
      return `${event.items.every(({ remedy }) => remedy === 'repair') ? 'It can’t be repaired' : 'It can’t be replaced'}, so it has to be decided again.${because(event.because)}`;
    case 'completed': {
      const done = event.items.every(({ settlement }) => settlement === 'repaired') ? 'The repair is done' : 'The replacement is ready';
      return event.trackingNumber
        ? `${done} and on its way to the buyer, under the number ${event.trackingNumber}.`
        : `${done} and on its way to the buyer.`;
    }
    case 'sent_out':
      return `The parcel to the buyer travels under the number ${event.trackingNumber}.`;
    case 'refund_planned': {
      const amount = priced(event.amount, 'en');
      if (event.why === 'auto_refund') return `The time to resolve this has run out: ${amount} will be refunded in full, automatically.`;
      if (event.why === 'withdrawal_refund') return `The law’s date has come: ${amount} will be refunded after the withdrawal.`;
      if (event.why === 'dispute') return `The dispute ended with ${amount} for the buyer.`;
      if (event.why === 'gesture')
        return `As a gesture, ${amount} goes back to the buyer${event.state === 'awaiting_approval' ? ', once finance has approved it' : ''}.`;
      return event.state === 'awaiting_approval'
        ? `A refund of ${amount} waits for finance to approve it.`
        : `A refund of ${amount} will be sent.`;
    }
    case 'gesture_given': {
      const { gesture } = event;
      if (gesture.kind === 'nothing') return 'The buyer was told how sorry we are.';
      if (gesture.kind === 'warranty_extension') return `The buyer was given ${gesture.months} more months of warranty as a gesture.`;
      return gesture.kind === 'voucher'
        ? `The buyer was given a voucher of ${priced(gesture.amount, 'en')} as a gesture.`
        : `The buyer was given ${priced(gesture.amount, 'en')} back as a gesture.`;
    }
    case 'refund_approved':
      return 'Finance approved the refund.';
    case 'refund_submitted':
      return 'The refund was sent.';
    case 'refund_confirmed':
      return `The refund of ${priced(event.amount, 'en')} is confirmed.`;
    case 'refund_failed':
      return `The refund did not go through: ${full(event.says)}`;
    case 'refund_retried':
      return 'The refund will be tried again.';
    case 'auto_refund_held':
      return `The automatic full refund is due, and is held back because ${words.hold[event.why]}. Finance has been told.`;
    case 'messaged':
      return event.direction === 'in'
        ? 'The buyer wrote a message.'
        : event.informative
          ? 'A reply was sent to the buyer.'
          : 'The buyer was told that we are on it.';
    case 'agreed':
      return `The buyer agreed to ${[...new Set(event.items.map(({ to }) => AGREED.en[to]))].join(', ')}.`;
    case 'linked':
      return `The channel has a case of its own for it too, number ${event.channelReturnId}.`;
    case 'message_undone':
      return 'A reply was taken back before it was sent.';
    case 'noted':
      return 'An internal note was added.';
    case 'held':
      return `The return is on hold, because ${words.hold[event.why]}.${event.by.kind === 'system' ? '' : because(event.because)}`;
    case 'released':
      return `The hold was lifted.${because(event.because)}`;
    case 'clock_breached':
      return `Too late: ${words.clock[event.kind]} was due on ${day(event.dueAt, 'en')}.`;
    case 'clock_corrected':
      return `Not too late after all: what is known now shows that ${words.clock[event.kind]} was not overdue.`;
    case 'escalated':
      return escalated(event, 'en');
    case 'survey_asked':
      return event.again ? 'The buyer was asked whether all is well now.' : 'The buyer was asked how it went.';
    case 'surveyed':
      return surveyed(event, 'en');
    case 'followed_up':
      return followedUp(event, 'en');
    case 'closed':
      return 'All is settled; the return is closed.';
    default:
      return unreachable(event);
  }
}

function inFrench(event: ReturnEvent): string {
  const words = WORDS.fr;
  switch (event.type) {
    case 'requested':
      return `Un retour a été demandé ${words.via[event.via]} : ${event.items.map((item) => requestedItem(item, 'fr')).join(' ; ')}.`;
    case 'decided':
      switch (event.asked) {
        case 'request':
          return 'La politique de retour a donné sa réponse.';
        case 'information':
          return 'La politique de retour a réexaminé la demande avec les éléments ajoutés par le client.';
        case 'finding':
          return 'La politique de retour a réexaminé la demande après le contrôle à l’atelier.';
        case 'photo':
          return 'La politique de retour a réexaminé la demande : une photo est connue d’un autre retour.';
        case 'correction':
          return 'La politique de retour a réexaminé la demande, avec les dates de la commande telles qu’on les connaît maintenant.';
        default:
          return unreachable(event.asked);
      }
    case 'put_in_review':
      return 'Un membre de l’équipe va examiner la demande personnellement.';
    case 'approved':
      return `Le retour a été accepté.${because(event.because)}`;
    case 'rejected':
      return event.because
        ? `Le retour a été refusé.${because(event.because)}`
        : 'Le retour a été refusé au regard de la politique de retour.';
    case 'information_requested':
      return `Une précision a été demandée au client : « ${event.asks} »`;
    case 'information_received': {
      const photos = event.photos === 0 ? null : event.photos === 1 ? 'une photo' : `${event.photos} photos`;
      if (photos && event.wrote) return `Le client a répondu et ajouté ${photos}.`;
      return photos ? `Le client a ajouté ${photos}.` : 'Le client a répondu.';
    }
    case 'cancelled':
      return `Le retour a été annulé.${because(event.because)}`;
    case 'expired':
      return event.unanswered
        ? 'Le client n’a pas répondu à temps : la demande est devenue caduque. Elle peut encore être acceptée.'
        : 'L’article n’a pas été renvoyé à temps : l’accord n’est plus valable. Il peut être redonné.';
    case 'label_issued':
      return labelIssued(event, 'fr');
    case 'dispatched':
      return event.trackingNumber ? `Le colis est en route, sous le numéro ${event.trackingNumber}.` : 'Le colis est en route.';
    case 'tracked': {
      const last = event.events.at(-1);
      if (!last)
        return event.trackingNumber ? `Le colis voyage sous le numéro ${event.trackingNumber}.` : 'Le suivi du colis a été complété.';
      return `${TRACKING.fr[last.code]}${last.place ? ` (${last.place})` : ''}.`;
    }
    case 'parcel_lost':
      return 'Le colis est perdu.';
    case 'received': {
      const [only] = event.items;
      return event.items.length === 1 && only
        ? `L’article est arrivé à l’entrepôt : ${words.identity[only.identity]}.`
        : `${event.items.length} articles sont arrivés à l’entrepôt.${doubts(event, 'fr')}`;
    }
    case 'inspected':
      return `Contrôle effectué : ${event.items.map(({ verdict, disposition }) => words.verdict[verdict] + (disposition ? `, ${words.disposition[disposition]}` : '')).join(' ; ')}.`;
    case 'inspection_begun':
      return event.items.length === 1
        ? 'L’article est en cours de contrôle à l’atelier.'
        : `${event.items.length} articles sont en cours de contrôle à l’atelier.`;
    case 'resolved':
      return `Solution retenue : ${event.items.map((item) => resolvedAs(item, 'fr')).join(' ; ')}.`;
    case 'resolution_undone':
      return `La solution retenue est annulée, avant que rien ne soit parti.${because(event.because)}`;
    case 'remedy_failed':
      return `${event.items.every(({ remedy }) => remedy === 'repair') ? 'La réparation n’est pas possible' : 'L’échange n’est pas possible'} : il faut décider de nouveau.${because(event.because)}`;
    case 'completed': {
      const done = event.items.every(({ settlement }) => settlement === 'repaired') ? 'La réparation est terminée' : 'L’échange est prêt';
      return event.trackingNumber
        ? `${done} : l’appareil est en route vers le client, sous le numéro ${event.trackingNumber}.`
        : `${done} : l’appareil est en route vers le client.`;
    }
    case 'sent_out':
      return `Le colis pour le client voyage sous le numéro ${event.trackingNumber}.`;
    case 'refund_planned': {
      const amount = priced(event.amount, 'fr');
      if (event.why === 'auto_refund')
        return `Le délai de traitement est écoulé : ${amount} vont être remboursés automatiquement, en totalité.`;
      if (event.why === 'withdrawal_refund')
        return `La date fixée par la loi est arrivée : ${amount} vont être remboursés à la suite de la rétractation.`;
      if (event.why === 'dispute') return `Le litige se termine par ${amount} pour le client.`;
      if (event.why === 'gesture')
        return `À titre de geste commercial, ${amount} reviennent au client${event.state === 'awaiting_approval' ? ', après validation par la finance' : ''}.`;
      return event.state === 'awaiting_approval'
        ? `Un remboursement de ${amount} attend l’accord de la comptabilité.`
        : `Un remboursement de ${amount} va être effectué.`;
    }
    case 'gesture_given': {
      const { gesture } = event;
      if (gesture.kind === 'nothing') return 'Des excuses ont été présentées au client.';
      if (gesture.kind === 'warranty_extension')
        return `La garantie du client a été prolongée de ${gesture.months} mois, à titre de geste commercial.`;
      return gesture.kind === 'voucher'
        ? `Un bon d’achat de ${priced(gesture.amount, 'fr')} a été offert au client.`
        : `Un geste commercial de ${priced(gesture.amount, 'fr')} a été accordé au client.`;
    }
    case 'refund_approved':
      return 'La comptabilité a approuvé le remboursement.';
    case 'refund_submitted':
      return 'Le remboursement a été transmis.';
    case 'refund_confirmed':
      return `Le remboursement de ${priced(event.amount, 'fr')} est confirmé.`;
    case 'refund_failed':
      return `Le remboursement n’a pas abouti : ${full(event.says)}`;
    case 'refund_retried':
      return 'Le remboursement va être tenté de nouveau.';
    case 'auto_refund_held':
      return `Le remboursement intégral automatique est dû, mais il est suspendu : ${words.hold[event.why]}. La comptabilité est prévenue.`;
    case 'messaged':
      return event.direction === 'in'
        ? 'Le client a écrit un message.'
        : event.informative
          ? 'Une réponse a été envoyée au client.'
          : 'Un accusé de réception a été envoyé au client.';
    case 'agreed':
      return `Le client accepte ${[...new Set(event.items.map(({ to }) => AGREED.fr[to]))].join(', ')}.`;
    case 'linked':
      return `La place de marché a ouvert elle aussi un dossier, numéro ${event.channelReturnId}.`;
    case 'message_undone':
      return 'Une réponse a été reprise avant son envoi.';
    case 'noted':
      return 'Une note interne a été ajoutée.';
    case 'held':
      return `Le retour est suspendu : ${words.hold[event.why]}.${event.by.kind === 'system' ? '' : because(event.because)}`;
    case 'released':
      return `La suspension a été levée.${because(event.because)}`;
    case 'clock_breached':
      return `Délai dépassé : ${words.clock[event.kind]} (échéance le ${day(event.dueAt, 'fr')}).`;
    case 'clock_corrected':
      return `Pas de retard, finalement : d’après ce que l’on sait maintenant, l’échéance n’était pas dépassée (${words.clock[event.kind]}).`;
    case 'escalated':
      return escalated(event, 'fr');
    case 'survey_asked':
      return event.again
        ? 'Il a été demandé au client si tout va bien maintenant.'
        : 'Il a été demandé au client comment cela s’est passé.';
    case 'surveyed':
      return surveyed(event, 'fr');
    case 'followed_up':
      return followedUp(event, 'fr');
    case 'closed':
      return 'Tout est réglé ; le retour est clos.';
    default:
      return unreachable(event);
  }
}

/** The answer after the end, and what is wanted beside it. The words themselves stand beside. */
function surveyed({ score, again, changed, wrote, contact }: EventOf<'surveyed'>, written: Written): string {
  const fr = written === 'fr';
  const said = fr
    ? `Le client a ${changed ? 'changé sa réponse' : again ? 'répondu de nouveau' : 'répondu'} : ${score} sur 5`
    : `The buyer ${changed ? 'changed the answer' : again ? 'answered again' : 'answered'}: ${score} of 5`;
  const more = [
    wrote && (fr ? 'avec un mot' : 'with words'),
    contact && (fr ? 'souhaite être recontacté' : 'wants to be contacted'),
  ].filter(Boolean);
  return `${[said, ...more].join(', ')}.`;
}

function followedUp({ to, outcome }: EventOf<'followed_up'>, written: Written): string {
  const fr = written === 'fr';
  if (to === 'open') return fr ? 'Une réponse est due à un client mécontent.' : 'An unhappy buyer is owed an answer.';
  if (to === 'answered') return fr ? 'Le client mécontent a reçu une réponse.' : 'The unhappy buyer was answered.';
  const came = outcome === undefined ? '' : `${fr ? ' : ' : ': '}${FOLLOWED[written][outcome]}`;
  return fr ? `Le suivi est terminé${came}.` : `The follow-up is settled${came}.`;
}

const FOLLOWED: Readonly<Record<Written, Readonly<Record<NonNullable<EventOf<'followed_up'>['outcome']>, string>>>> = {
  en: {
    explained: 'it was explained',
    gesture: 'with a gesture',
    reopened: 'the return was taken up again',
    refund: 'with a refund',
    nothing: 'nothing could be done',
  },
  fr: {
    explained: 'tout a été expliqué',
    gesture: 'par un geste commercial',
    reopened: 'le retour a été repris',
    refund: 'par un remboursement',
    nothing: 'rien n’était possible',
  },
};

/** `a partial refund (€300.00; €69.00 kept: scratched frame)`. */
function resolvedAs({ resolution, amount, kept, because: why }: EventOf<'resolved'>['items'][number], written: Written): string {
  const left = kept && `${written === 'fr' ? `${priced(kept, 'fr')} retenus` : `${priced(kept, 'en')} kept`}`;
  const notes = [amount && priced(amount, written), left, why].filter(Boolean);
  return WORDS[written].resolution[resolution] + (notes.length > 0 ? ` (${notes.join(written === 'fr' ? ' ; ' : '; ')})` : '');
}

const AGREED: Readonly<Record<Written, Readonly<Record<AnswerKind, string>>>> = {
  en: { refusal: 'the refusal', finding: 'what the inspection found', deduction: 'the deduction', outcome: 'the outcome' },
  fr: { refusal: 'le refus', finding: 'le constat', deduction: 'la retenue', outcome: 'la solution' },
};

export const TRACKING: Readonly<Record<Written, Readonly<Record<TrackingCode, string>>>> = {
  en: {
    label_created: 'The carrier expects the parcel',
    accepted: 'The carrier has the parcel',
    in_transit: 'The parcel is travelling',
    out_for_delivery: 'The parcel is out for delivery',
    delivered: 'The parcel was delivered to the warehouse',
    lost: 'The carrier says that the parcel is lost',
    returned: 'The parcel went back to its sender',
  },
  fr: {
    label_created: 'Le transporteur attend le colis',
    accepted: 'Le transporteur a pris le colis en charge',
    in_transit: 'Le colis est en chemin',
    out_for_delivery: 'Le colis est en cours de livraison',
    delivered: 'Le colis a été livré à l’entrepôt',
    lost: 'Le transporteur déclare le colis perdu',
    returned: 'Le colis est retourné à son expéditeur',
  },
};

/** What was done about a clock, and for whom to know. */
function escalated({ kind, step, to, overtaken }: EventOf<'escalated'>, written: Written): string {
  const words = WORDS[written];
  const clock = words.clock[kind];
  const told = to === undefined ? '' : words.told[to];
  if (written === 'fr') {
    if (overtaken) return `Un rappel n’avait plus lieu d’être : une étape suivante était déjà due (${clock}).`;
    if (step === 'act')
      return to === undefined
        ? `L’étape automatique prévue a été faite (${clock}).`
        : `Rien ne pouvait être fait automatiquement ; sont sollicités : ${told} (${clock}).`;
    if (step === 'nudge') return `Rappel envoyé : ${told} (${clock}).`;
    return step === 'hand_over' ? `Toute l’équipe est sollicitée : ${told} (${clock}).` : `La direction est prévenue (${clock}).`;
  }
  if (overtaken) return `A reminder was left out, because a later step was due already: ${clock}.`;
  if (step === 'act')
    return to === undefined
      ? `The automatic step was taken: ${clock}.`
      : `Nothing could be done automatically, so it is for ${told} to look: ${clock}.`;
  if (step === 'nudge') return `A reminder went to ${told}: ${clock}.`;
  return step === 'hand_over' ? `All of ${told} was asked to look: ${clock}.` : `The managers were told: ${clock}.`;
}

function labelIssued({ kind, trackingNumber, paidBy }: EventOf<'label_issued'>, written: Written): string {
  if (written === 'fr') {
    if (kind === 'own') return 'Le client renvoie l’article par le transporteur de son choix.';
    if (kind === 'pickup') return `Un enlèvement à domicile est prévu, sous le numéro ${trackingNumber}.`;
    return `Une étiquette de retour ${paidBy === 'seller' ? 'prépayée' : 'à la charge du client'} a été émise, sous le numéro ${trackingNumber}.`;
  }
  if (kind === 'own') return 'The buyer sends the item back with a carrier of their choice.';
  if (kind === 'pickup') return `A pick-up at the buyer’s door is arranged, under the number ${trackingNumber}.`;
  return `A ${paidBy === 'seller' ? 'prepaid return label' : 'return label at the buyer’s cost'} was issued, under the number ${trackingNumber}.`;
}

function requestedItem({ title, reason, fault }: RequestedItem, written: Written): string {
  const words = WORDS[written];
  return `${title} (${words.reason[reason]}${fault ? `${written === 'fr' ? ' :' : ':'} ${words.fault[fault]}` : ''})`;
}

/** Among several items, the ones that a person should look at. */
function doubts({ items }: EventOf<'received'>, written: Written): string {
  const mismatches = items.filter(({ identity }) => identity === 'mismatch').length;
  if (mismatches === 0) return '';
  if (written === 'fr')
    return mismatches === 1 ? ' L’un d’eux n’est pas l’appareil vendu.' : ` ${mismatches} d’entre eux ne sont pas les appareils vendus.`;
  return mismatches === 1 ? ' One of them is not the device that was sold.' : ` ${mismatches} of them are not the devices that were sold.`;
}

/** A reason that a person typed, after a sentence of ours. */
const because = (text: string | undefined): string => (text ? ` ${full(text)}` : '');
const full = (text: string): string => (/[.!?…»”]$/.test(text) ? text : `${text}.`);

/** `€369.00`, `369,00 €`. */
export const priced = ({ minor, currency }: Money, written: Written): string =>
  new Intl.NumberFormat(written === 'fr' ? 'fr-FR' : 'en-IE', { style: 'currency', currency }).format(minor / 10 ** exponentOf(currency));

/** The day in UTC: sentences say the day, clocks the hour. */
const day = (instant: string, written: Written): string =>
  new Intl.DateTimeFormat(written === 'fr' ? 'fr-FR' : 'en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(instant),
  );
