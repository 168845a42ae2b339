/** Where the unit goes from the bench (M27): a suggestion with its reason. A defective unit is never suggested for sale. */
import type { Disposition, Reason, Verdict } from '../return/model.ts';
import { type Answers, categoryOf, checklistFor, isAsked, signOf, type Text } from './checklist.ts';

export type DispositionReason = keyof typeof DISPOSITION_SAYS;
export type DispositionProposal = { readonly disposition: Disposition; readonly because: DispositionReason };

export const DISPOSITION_SAYS = {
  not_ours: {
    en: 'It is not the device that was sold: keep it apart until that is cleared up.',
    fr: 'Ce n’est pas l’appareil vendu : mettez-le de côté jusqu’à éclaircissement.',
  },
  incomplete: {
    en: 'Something is missing, or an account locks it: keep it apart until the buyer has answered.',
    fr: 'Il manque un élément ou un compte le verrouille : mettez-le de côté en attendant la réponse du client.',
  },
  not_genuine: { en: 'It may not be genuine: keep it as evidence.', fr: 'Son authenticité est douteuse : conservez-le comme preuve.' },
  battery_swollen: {
    en: 'A swollen battery is a fire risk: store it safely and have it recycled.',
    fr: 'Une batterie gonflée présente un risque d’incendie : isolez-la et faites-la recycler.',
  },
  damaged_by_buyer: {
    en: 'Damaged in use: it belongs to the buyer until something else is agreed.',
    fr: 'Endommagé à l’usage : il appartient au client tant que rien d’autre n’est convenu.',
  },
  beyond_repair: {
    en: 'It does not switch on and got wet: worth more in parts.',
    fr: 'Il ne s’allume pas et a pris l’humidité : il vaut davantage en pièces.',
  },
  fault_confirmed: {
    en: 'Its fault is confirmed: it goes to repair, not to stock.',
    fr: 'La panne est confirmée : il part en réparation, pas en stock.',
  },
  accessory_faulty: { en: 'A faulty accessory is not worth a repair.', fr: 'Un accessoire défectueux ne justifie pas une réparation.' },
  not_wiped: {
    en: 'There is no record that it was wiped: refurbish it before it is sold again.',
    fr: 'Aucun justificatif d’effacement : reconditionnez-le avant de le revendre.',
  },
  not_tested: {
    en: 'Not every function was tested: refurbish it before it is sold again.',
    fr: 'Toutes les fonctions n’ont pas été testées : reconditionnez-le avant de le revendre.',
  },
  ready: { en: 'Wiped, tested and as it was sold.', fr: 'Effacé, testé et tel qu’il a été vendu.' },
} as const satisfies Record<string, Text>;

export function suggestDisposition(found: {
  readonly verdict: Verdict;
  readonly category: string;
  readonly reason: Reason;
  readonly answers: Answers;
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
      return accessory ? propose('recycle', 'accessory_faulty') : propose('repair', 'fault_confirmed');
    case 'no_fault_found':
    case 'as_described': {
      const checklist = checklistFor(category);
      const open = checklist.filter(
        (question) => question.key !== 'wiped' && isAsked(question, answers) && signOf(question, answers) !== 'good',
      );
      if (open.length > 0) return propose('refurbish', 'not_tested');
      // What the buyer left on it must not be sold with it (Regulation (EU) 2016/679 article 32).
      if (checklist.some(({ key }) => key === 'wiped') && answers['wiped'] !== 'yes') return propose('refurbish', 'not_wiped');
      return propose('restock', 'ready');
    }
  }
}
