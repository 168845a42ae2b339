/** The templates of answers that come with the product, written by people in five languages (M17). A seller's own version takes a text's place. */
import { LANGUAGES, type Language } from '../../core/access.ts';
import type { CaseKind, TemplateDocument } from '../../core/answers/template.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';

export type BuiltInId = Exclude<CaseKind, 'other'>;
export type BuiltInTexts = Readonly<Record<BuiltInId, string>>;

const TEXTS: Readonly<Record<Language, BuiltInTexts>> = { en, fr, de, es, it };

/** As the team reads them in its list. */
const NAMES: Readonly<Record<BuiltInId, Readonly<Record<Language, string>>>> = {
  received: {
    en: 'Arrived, being checked',
    fr: 'Bien reçu, contrôle en cours',
    de: 'Angekommen, wird geprüft',
    es: 'Recibido, en revisión',
    it: 'Arrivato, in controllo',
  },
  missing_info: {
    en: 'Information missing',
    fr: 'Il manque une information',
    de: 'Angabe fehlt',
    es: 'Falta un dato',
    it: 'Manca un’informazione',
  },
  photos_wanted: { en: 'Photos, please', fr: 'Demande de photos', de: 'Bitte um Fotos', es: 'Petición de fotos', it: 'Richiesta di foto' },
  account_lock: {
    en: 'Locked by an account (iCloud …)',
    fr: 'Verrou de compte (iCloud…)',
    de: 'Kontosperre (iCloud …)',
    es: 'Bloqueo de cuenta (iCloud…)',
    it: 'Blocco account (iCloud…)',
  },
  how_to_send: {
    en: 'Approved: how to send it',
    fr: 'Accepté : comment l’envoyer',
    de: 'Angenommen: so geht der Versand',
    es: 'Aceptado: cómo enviarlo',
    it: 'Accettato: come inviarlo',
  },
  late_delivery: {
    en: 'Order arrives late',
    fr: 'Commande en retard',
    de: 'Bestellung verspätet',
    es: 'Pedido con retraso',
    it: 'Ordine in ritardo',
  },
  parcel_stuck: {
    en: 'Return parcel does not move',
    fr: 'Colis de retour immobile',
    de: 'Rücksendung steht still',
    es: 'Paquete de devolución parado',
    it: 'Pacco di reso fermo',
  },
  refusal_explained: {
    en: 'Refusal explained',
    fr: 'Refus expliqué',
    de: 'Ablehnung erklärt',
    es: 'Rechazo explicado',
    it: 'Rifiuto spiegato',
  },
  customer_damage: {
    en: 'Damage after delivery',
    fr: 'Dommage après livraison',
    de: 'Schaden nach der Lieferung',
    es: 'Daño tras la entrega',
    it: 'Danno dopo la consegna',
  },
  no_fault_found: {
    en: 'No fault found',
    fr: 'Panne non retrouvée',
    de: 'Kein Fehler gefunden',
    es: 'Fallo no encontrado',
    it: 'Difetto non trovato',
  },
  repair_longer: {
    en: 'Repair takes longer',
    fr: 'Réparation plus longue',
    de: 'Reparatur dauert länger',
    es: 'La reparación se alarga',
    it: 'La riparazione si allunga',
  },
  replacement_sent: {
    en: 'Replacement sent',
    fr: 'Remplacement expédié',
    de: 'Ersatz verschickt',
    es: 'Sustitución enviada',
    it: 'Sostituzione spedita',
  },
  refund_sent: {
    en: 'Refund sent',
    fr: 'Remboursement lancé',
    de: 'Erstattung veranlasst',
    es: 'Reembolso enviado',
    it: 'Rimborso disposto',
  },
  partial_refund: {
    en: 'Partial refund',
    fr: 'Remboursement partiel',
    de: 'Teilerstattung',
    es: 'Reembolso parcial',
    it: 'Rimborso parziale',
  },
  sent_back: {
    en: 'Sent back to the buyer',
    fr: 'Renvoyé au client',
    de: 'Zurückgeschickt',
    es: 'Devuelto al cliente',
    it: 'Rimandato al cliente',
  },
  thanks: { en: 'Thanks at the end', fr: 'Remerciements', de: 'Dank zum Abschluss', es: 'Agradecimiento', it: 'Ringraziamento' },
  in_review: {
    en: 'Somebody is looking at it',
    fr: 'Demande en cours d’examen',
    de: 'Anfrage wird geprüft',
    es: 'Solicitud en estudio',
    it: 'Richiesta in esame',
  },
  label_follows: {
    en: 'Approved: the label follows',
    fr: 'Accepté : l’étiquette suit',
    de: 'Angenommen: Etikett folgt',
    es: 'Aceptado: la etiqueta llega',
    it: 'Accettato: segue l’etichetta',
  },
  on_its_way: {
    en: 'Return parcel on its way',
    fr: 'Colis de retour en route',
    de: 'Rücksendung unterwegs',
    es: 'Devolución en camino',
    it: 'Reso in viaggio',
  },
  decide_soon: {
    en: 'Checked, decision follows',
    fr: 'Contrôlé, décision à venir',
    de: 'Geprüft, Entscheidung folgt',
    es: 'Revisado, falta decidir',
    it: 'Controllato, segue la decisione',
  },
  refund_under_way: {
    en: 'Refund under way',
    fr: 'Remboursement en cours',
    de: 'Erstattung in Arbeit',
    es: 'Reembolso en curso',
    it: 'Rimborso in corso',
  },
  repairing: { en: 'Being repaired', fr: 'En réparation', de: 'In Reparatur', es: 'En reparación', it: 'In riparazione' },
  replacing: {
    en: 'Replacement in preparation',
    fr: 'Remplacement en préparation',
    de: 'Ersatz in Vorbereitung',
    es: 'Sustitución en preparación',
    it: 'Sostituzione in preparazione',
  },
  one_check: {
    en: 'One more check',
    fr: 'Une vérification encore',
    de: 'Noch eine Prüfung',
    es: 'Una comprobación más',
    it: 'Ancora una verifica',
  },
};

export const BUILT_IN_IDS = Object.keys(NAMES) as readonly BuiltInId[];
export const isBuiltIn = (id: string): id is BuiltInId => Object.hasOwn(NAMES, id);

export const builtIn = (id: BuiltInId, reader: Language): TemplateDocument => ({
  name: NAMES[id][reader],
  kind: id,
  texts: Object.fromEntries(LANGUAGES.map((language) => [language, TEXTS[language][id]])),
});
