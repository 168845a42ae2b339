/** What a notice is about where there is no case to show it with: the phone whose battery died twice, one step further each time. */
import type { Language } from '../core/access.ts';
import { addDuration } from '../core/calendar.ts';
import { money } from '../core/money.ts';
import type { NoticeKind } from '../core/notices.ts';
import type { CommonFacts, FactsByKind, PostalAddress } from './facts.ts';

type Says = {
  readonly asks: string;
  readonly late: string;
  readonly change: string;
  readonly message: string;
  readonly device: string;
};
const SAYS: Readonly<Record<Language, Says>> = {
  en: {
    asks: 'Could you send us a photo of the battery page in the settings?',
    late: 'The return window of 30 days ended on 2 October.',
    change: 'With a photo of the damage we would look at it again.',
    message: 'Hello Léa,\n\nyour phone is on our bench and looks good so far. I will write again tomorrow.\n\nInès',
    device: 'The device was tested and works as it should.',
  },
  fr: {
    asks: 'Pourriez-vous nous envoyer une photo de la page « Batterie » des réglages ?',
    late: 'Le délai de retour de 30 jours a pris fin le 2 octobre.',
    change: 'Avec une photo du dommage, nous réexaminerions votre demande.',
    message: 'Bonjour Léa,\n\nvotre téléphone est sur notre établi et tout se présente bien. Je vous réécris demain.\n\nInès',
    device: 'L’appareil a été testé et fonctionne normalement.',
  },
  de: {
    asks: 'Könnten Sie uns ein Foto der Seite „Batterie“ in den Einstellungen schicken?',
    late: 'Die Rückgabefrist von 30 Tagen endete am 2. Oktober.',
    change: 'Mit einem Foto des Schadens würden wir es noch einmal ansehen.',
    message: 'Guten Tag Frau Fontaine,\n\nIhr Telefon liegt bei uns auf dem Tisch und sieht gut aus. Ich melde mich morgen wieder.\n\nInès',
    device: 'Das Gerät wurde getestet und funktioniert, wie es soll.',
  },
  es: {
    asks: '¿Podría enviarnos una foto de la página «Batería» de los ajustes?',
    late: 'El plazo de devolución de 30 días terminó el 2 de octubre.',
    change: 'Con una foto del daño volveríamos a examinarlo.',
    message: 'Buenos días, Léa:\n\nsu teléfono está en nuestro taller y de momento todo va bien. Mañana le escribo de nuevo.\n\nInès',
    device: 'El dispositivo se ha probado y funciona como debe.',
  },
  it: {
    asks: 'Potrebbe inviarci una foto della pagina «Batteria» nelle impostazioni?',
    late: 'Il termine di 30 giorni per il reso è scaduto il 2 ottobre.',
    change: 'Con una foto del danno lo riesamineremmo.',
    message: 'Buongiorno Léa,\n\nil suo telefono è sul nostro banco e per ora va tutto bene. Le riscrivo domani.\n\nInès',
    device: 'Il dispositivo è stato provato e funziona come deve.',
  },
};

/** A withdrawal as the function of the portal writes it down. */
export const sampleStatement = (
  language: Language,
  { buyer, order, item }: { readonly buyer: string; readonly order: string; readonly item: string },
): string =>
  ({
    en: `I, ${buyer}, withdraw from my contract about: ${item}. Order ${order}.`,
    fr: `Je soussigné(e) ${buyer} me rétracte du contrat portant sur : ${item}. Commande ${order}.`,
    de: `Hiermit widerrufe ich, ${buyer}, den Vertrag über: ${item}. Bestellung ${order}.`,
    es: `Yo, ${buyer}, desisto del contrato relativo a: ${item}. Pedido ${order}.`,
    it: `Io, ${buyer}, recedo dal contratto relativo a: ${item}. Ordine ${order}.`,
  })[language];

export type SampleOf = {
  readonly language: Language;
  /** ISO 8601: the days in the letter are counted from it. */
  readonly now: string;
  readonly currency: string;
  readonly address: PostalAddress;
  readonly seller: CommonFacts['seller'];
  readonly url: string;
  readonly zone: string;
};

export const sampleCommon = ({ seller, url, zone }: SampleOf): CommonFacts => ({
  rma: 'R-4K7D-9QXM',
  seller,
  buyerName: 'Léa Fontaine',
  items: [{ title: 'iPhone 13 128 GB' }],
  progressUrl: url,
  zone,
  sorry: true,
});

export function sampleFacts({ language, now, currency, address, url }: SampleOf): { readonly [K in NoticeKind]: FactsByKind[K] } {
  const says = SAYS[language];
  const amount = money(36_900, currency);
  const soon = addDuration(now, 'P1D');
  const later = addDuration(now, 'P5D');
  const parcel = { carrier: 'Colissimo', trackingNumber: '6A12345678901', trackingUrl: url };
  const papers = { labelUrl: url, slipUrl: url };
  return {
    received_request: { answerBy: soon },
    approved: { way: { kind: 'prepaid', ...papers, address, sendBy: later, lithium: true }, refund: amount },
    rejected: { reasons: [says.late], wouldChange: [says.change] },
    information_request: { asks: says.asks, answerBy: later },
    answer_reminder: { asks: says.asks, answerBy: later },
    label: { ...papers, carrier: 'Colissimo', sendBy: later },
    send_back_reminder: { sendBy: later, labelUrl: url },
    in_transit: parcel,
    parcel_lost: { resolveBy: later },
    received: { resolveBy: later },
    inspected: { findings: [{ title: 'iPhone 13 128 GB', verdict: 'fault_confirmed' }], resolveBy: later },
    resolved: { as: 'repair', by: later },
    refund_on_its_way: { amount },
    refunded: { amount },
    remedy_failed: { as: 'repair', by: later },
    repaired: parcel,
    replaced: parcel,
    sent_back: { reasons: [says.device], ...parcel },
    sent_out: parcel,
    kept: { amount: money(8_000, currency) },
    denied: { reasons: [says.device] },
    cancelled: {},
    expired: { sendBy: now },
    message: { body: says.message, author: 'Inès' },
    dispute_opened: {},
    survey: { answers: [1, 2, 3, 4, 5].map((score) => ({ score, url })) },
    hold_waiting: { arrived: true, by: later },
  };
}
