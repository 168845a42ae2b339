/**
 * What the buyer is asked: seven first choices, some of which need one more. The machine words behind them are the core's reasons.
 */
import { FAULTS, type Fault, type Reason, type Wish } from '../../src/core/return/model.ts';

export type Choice = {
  readonly id: 'fault' | 'mind' | 'different' | 'missing' | 'damaged' | 'delivery' | 'other';
  /** Where there are several, the buyer picks one of them next. */
  readonly reasons: readonly [Reason, ...Reason[]];
  readonly faults?: readonly Fault[];
  /** How much a photo helps: `asked` where the desk will usually need one. */
  readonly photos: 'asked' | 'welcome' | 'none';
};

export const CHOICES: readonly Choice[] = [
  { id: 'fault', reasons: ['defective'], faults: FAULTS, photos: 'asked' },
  { id: 'damaged', reasons: ['damaged_in_transit'], photos: 'asked' },
  { id: 'different', reasons: ['not_as_described', 'wrong_item', 'counterfeit'], photos: 'asked' },
  { id: 'missing', reasons: ['missing_part'], photos: 'welcome' },
  { id: 'mind', reasons: ['changed_mind'], photos: 'none' },
  { id: 'delivery', reasons: ['not_received', 'arrived_late'], photos: 'none' },
  { id: 'other', reasons: ['other'], photos: 'welcome' },
];

export const choiceOf = (id: string | undefined): Choice | undefined => CHOICES.find((choice) => choice.id === id);

/** What the buyer may wish for. The law or the policy may grant more or less; the page before sending says which. */
export const OFFERED_WISHES = ['refund', 'repair', 'replacement', 'partial_refund'] as const satisfies readonly Wish[];

/** Faults with which a lithium battery may be dangerous to post (UN 3480/3481 forbid damaged cells in ordinary parcels). */
export const BATTERY_FAULTS: readonly Fault[] = ['battery', 'overheating'];
