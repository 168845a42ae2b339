/** Where the unit goes from the bench (M27): a suggestion with its reason. A defective unit is never suggested for sale. */
import type { Disposition, Reason, Verdict } from '../return/model.ts';
import { type Answers, categoryOf, checklistFor, HOLDS_DATA, isAsked, type Question, signOf, type Text } from './checklist.ts';

export type DispositionReason = keyof typeof DISPOSITION_SAYS;
export type DispositionProposal = { readonly disposition: Disposition; readonly because: DispositionReason };

/** What the seller typed in about units of this SKU in this grade, in minor units of one currency. What is not there is not guessed. */
export type UnitValues = {
  readonly currency: string;
  /** What it brings, repaired and sold. */
  readonly resale?: number;
  readonly repair?: number;
  /** What it brings in parts. */
  readonly parts?: number;
};

export const DISPOSITION_SAYS = {
  not_ours: {
    en: 'It is not the device that was sold: keep it apart until that is cleared up.',
    fr: 'Ce n’est pas l’appareil vendu : mettez-le de côté jusqu’à éclaircissement.',
    de: 'Es ist nicht das verkaufte Gerät: getrennt aufbewahren, bis das geklärt ist.',
    es: 'No es el dispositivo que se vendió: apártelo hasta que se aclare.',
    it: 'Non è il dispositivo venduto: lo tenga da parte finché non è chiarito.',
  },
  incomplete: {
    en: 'Something is missing, or an account locks it: keep it apart until the buyer has answered.',
    fr: 'Il manque un élément ou un compte le verrouille : mettez-le de côté en attendant la réponse du client.',
    de: 'Etwas fehlt, oder ein Konto sperrt es: getrennt aufbewahren, bis der Kunde geantwortet hat.',
    es: 'Falta algo o lo bloquea una cuenta: apártelo hasta que el cliente responda.',
    it: 'Manca qualcosa o un account lo blocca: lo tenga da parte finché il cliente non risponde.',
  },
  not_genuine: {
    en: 'It may not be genuine: keep it as evidence.',
    fr: 'Son authenticité est douteuse : conservez-le comme preuve.',
    de: 'Es ist vielleicht nicht echt: als Nachweis aufbewahren.',
    es: 'Puede que no sea auténtico: consérvelo como prueba.',
    it: 'Potrebbe non essere originale: lo conservi come prova.',
  },
  battery_swollen: {
    en: 'A swollen battery is a fire risk: store it safely and have it recycled.',
    fr: 'Une batterie gonflée présente un risque d’incendie : isolez-la et faites-la recycler.',
    de: 'Ein aufgeblähter Akku ist brandgefährlich: sicher lagern und recyceln lassen.',
    es: 'Una batería hinchada puede incendiarse: guárdela en lugar seguro y envíela a reciclar.',
    it: 'Una batteria gonfia può incendiarsi: la conservi al sicuro e la faccia riciclare.',
  },
  damaged_by_buyer: {
    en: 'Damaged in use: it belongs to the buyer until something else is agreed.',
    fr: 'Endommagé à l’usage : il appartient au client tant que rien d’autre n’est convenu.',
    de: 'Im Gebrauch beschädigt: Es gehört dem Kunden, bis etwas anderes vereinbart ist.',
    es: 'Dañado por el uso: es del cliente mientras no se acuerde otra cosa.',
    it: 'Danneggiato nell’uso: è del cliente finché non si concorda altro.',
  },
  beyond_repair: {
    en: 'It does not switch on and got wet: worth more in parts.',
    fr: 'Il ne s’allume pas et a pris l’humidité : il vaut davantage en pièces.',
    de: 'Es geht nicht an und war feucht: als Ersatzteilspender mehr wert.',
    es: 'No se enciende y se mojó: vale más por piezas.',
    it: 'Non si accende e si è bagnato: vale di più come ricambi.',
  },
  fault_confirmed: {
    en: 'Its fault is confirmed: it goes to repair, not to stock.',
    fr: 'La panne est confirmée : il part en réparation, pas en stock.',
    de: 'Der Fehler ist bestätigt: zur Reparatur, nicht in den Bestand.',
    es: 'El fallo está confirmado: va a reparación, no a existencias.',
    it: 'Il guasto è confermato: va in riparazione, non in magazzino.',
  },
  repair_pays: {
    en: 'A repair costs less than what it adds: repaired and sold, more is left than in parts.',
    fr: 'La réparation coûte moins que ce qu’elle apporte : réparé et vendu, il en reste plus qu’en pièces.',
    de: 'Eine Reparatur kostet weniger, als sie bringt: repariert und verkauft bleibt mehr als in Teilen.',
    es: 'La reparación cuesta menos de lo que aporta: reparado y vendido queda más que por piezas.',
    it: 'La riparazione costa meno di quanto rende: riparato e venduto resta di più che come ricambi.',
  },
  parts_pay: {
    en: 'A repair would cost more than it brings: more is left in parts.',
    fr: 'La réparation coûterait plus qu’elle ne rapporte : il en reste davantage en pièces.',
    de: 'Eine Reparatur würde mehr kosten, als sie bringt: In Teilen bleibt mehr.',
    es: 'La reparación costaría más de lo que aporta: por piezas queda más.',
    it: 'La riparazione costerebbe più di quanto rende: come ricambi resta di più.',
  },
  nothing_pays: {
    en: 'Neither a repair nor its parts bring anything: have it recycled.',
    fr: 'Ni la réparation ni les pièces ne rapportent : faites-le recycler.',
    de: 'Weder Reparatur noch Teile bringen etwas: recyceln lassen.',
    es: 'Ni la reparación ni las piezas aportan nada: envíelo a reciclar.',
    it: 'Né la riparazione né i ricambi rendono qualcosa: lo faccia riciclare.',
  },
  accessory_faulty: {
    en: 'A faulty accessory is not worth a repair.',
    fr: 'Un accessoire défectueux ne justifie pas une réparation.',
    de: 'Ein defektes Zubehörteil lohnt keine Reparatur.',
    es: 'Un accesorio averiado no compensa una reparación.',
    it: 'Un accessorio guasto non vale una riparazione.',
  },
  not_wiped: {
    en: 'There is no record that it was wiped: refurbish it before it is sold again.',
    fr: 'Aucun justificatif d’effacement : reconditionnez-le avant de le revendre.',
    de: 'Es gibt keinen Löschnachweis: aufbereiten, bevor es wieder verkauft wird.',
    es: 'No hay justificante de borrado: reacondiciónelo antes de volver a venderlo.',
    it: 'Manca l’attestato di cancellazione: lo ricondizioni prima di rivenderlo.',
  },
  not_tested: {
    en: 'Not every function was tested: refurbish it before it is sold again.',
    fr: 'Toutes les fonctions n’ont pas été testées : reconditionnez-le avant de le revendre.',
    de: 'Nicht jede Funktion wurde getestet: aufbereiten, bevor es wieder verkauft wird.',
    es: 'No se probaron todas las funciones: reacondiciónelo antes de volver a venderlo.',
    it: 'Non ogni funzione è stata provata: lo ricondizioni prima di rivenderlo.',
  },
  ready: {
    en: 'Wiped, tested and as it was sold.',
    fr: 'Effacé, testé et tel qu’il a été vendu.',
    de: 'Gelöscht, getestet und wie verkauft.',
    es: 'Borrado, probado y tal como se vendió.',
    it: 'Cancellato, provato e com’era venduto.',
  },
} as const satisfies Record<string, Text>;

export function suggestDisposition(found: {
  readonly verdict: Verdict;
  readonly category: string;
  readonly reason: Reason;
  readonly answers: Answers;
  /** The questions that were asked, where they are the seller's own. */
  readonly questions?: readonly Question[];
  readonly values?: UnitValues;
}): DispositionProposal {
  const { verdict, category, answers } = found;
  const accessory = categoryOf(category) === 'accessory';
  const propose = (disposition: Disposition, because: DispositionReason): DispositionProposal => ({ disposition, because });
  // Safety before everything else.
  if (answers['battery_swollen'] === 'yes') return propose('recycle', 'battery_swollen');
  switch (verdict) {
    case 'other_device':
      return propose('quarantine', 'not_ours');
    case 'incomplete':
      return propose('quarantine', 'incomplete');
    case 'customer_damage':
      return propose('return_to_buyer', 'damaged_by_buyer');
    case 'fault_confirmed':
      if (found.reason === 'counterfeit' || answers['as_sold'] === 'not_genuine') return propose('quarantine', 'not_genuine');
      if (answers['powers_on'] === 'no' && answers['liquid'] === 'wet') return propose('parts', 'beyond_repair');
      if (accessory) return propose('recycle', 'accessory_faulty');
      return byValue(found.values) ?? propose('repair', 'fault_confirmed');
    case 'no_fault_found':
    case 'as_described': {
      const unready = unreadyForStock(found.questions ?? checklistFor(category), category, answers);
      if (unready) return propose('refurbish', unready);
      return propose('restock', 'ready');
    }
  }
}

/** Null where a figure is missing that the comparison needs: without figures nothing is said about money. */
function byValue(values: UnitValues | undefined): DispositionProposal | null {
  if (values?.resale === undefined || values.repair === undefined) return null;
  const repaired = values.resale - values.repair;
  const parts = values.parts ?? 0;
  if (repaired > 0 && repaired >= parts) return { disposition: 'repair', because: 'repair_pays' };
  return parts > 0 ? { disposition: 'parts', because: 'parts_pay' } : { disposition: 'recycle', because: 'nothing_pays' };
}

const WIPING = ['wiped', 'wipe_record'];

/** What is missing before it may be sold again: a function that was not found good, or the record that the buyer's data is gone. */
export function unreadyForStock(questions: readonly Question[], category: string, answers: Answers): 'not_tested' | 'not_wiped' | null {
  const open = questions.filter(
    (question) => !WIPING.includes(question.key) && isAsked(question, answers) && signOf(question, answers) !== 'good',
  );
  if (open.length > 0) return 'not_tested';
  if (!HOLDS_DATA.includes(categoryOf(category))) return null;
  // What the buyer left on it must not be sold with it (Regulation (EU) 2016/679 article 32).
  const record = String(answers['wipe_record'] ?? '').trim();
  return answers['wiped'] === 'yes' && record !== '' ? null : 'not_wiped';
}
