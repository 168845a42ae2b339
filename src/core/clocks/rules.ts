/**
 * What is true of every clock of a kind, wherever it runs: whom it waits for, when it stands still, what is done as its time comes near and
 * runs out, and the one safe thing that the product may then do by itself (M15, M30). docs/domain.md shows this table.
 */
import type { Role } from '../access.ts';
import type { DeadlineKind } from '../policy/decision.ts';
import type { LadderStep } from '../policy/document.ts';
import type { ClockTarget } from './clocks.ts';

/** Reasons for which a clock of the policy's or our own may stand still. A channel's or the law's clock never does. */
export const PAUSES = ['hold', 'waiting_for_buyer'] as const;
export type PauseReason = (typeof PAUSES)[number];

/** The safe automatic acts. `expire`: the item may be approved again at any time. Nothing here rejects. */
export type ClockAct = 'expire' | 'refund_in_full';

export type ClockRule = {
  readonly waitsFor: 'team' | 'buyer' | 'carrier';
  /** Whose duty it is in the team to do something about it (M44). */
  readonly duty: Role;
  /** What starts it and what meets it, for the reader of the docs. */
  readonly from: string;
  readonly until: string;
  readonly pausesWhile: readonly PauseReason[];
  /** Ours, where neither policy, channel nor law set a date; null: then there is no such clock. */
  readonly own: ClockTarget['after'] | null;
  /** What is done beside putting the breach on the record; a target may bring its own. */
  readonly ladder: readonly LadderStep[];
  readonly act: ClockAct | null;
};

const nudge = (at: string): LadderStep => ({ at, do: 'nudge' });
const handOver = (at: string): LadderStep => ({ at, do: 'hand_over' });
const tellManager = (at: string): LadderStep => ({ at, do: 'tell_manager' });
const act: LadderStep = { at: 'PT0S', do: 'act' };

export const CLOCK_RULES: Readonly<Record<DeadlineKind, ClockRule>> = {
  first_answer: {
    waitsFor: 'team',
    duty: 'customer_service',
    from: 'the request',
    until: 'an answer that says something: yes, no, a question, or words with news',
    pausesWhile: [],
    own: null,
    ladder: [nudge('-PT6H'), handOver('PT0S'), tellManager('PT12H')],
    // Not even where the policy says so: what it approves, it approved at once; what waits, waits for a person's eye.
    act: null,
  },
  decision: {
    waitsFor: 'team',
    duty: 'customer_service',
    from: 'the review',
    until: 'yes or no, for every item in review',
    // The buyer's time to answer a question is not ours.
    pausesWhile: ['hold', 'waiting_for_buyer'],
    own: { duration: 'P3D' },
    ladder: [nudge('PT0S'), handOver('P1D'), tellManager('P3D')],
    act: null,
  },
  buyer_answer: {
    waitsFor: 'buyer',
    duty: 'customer_service',
    from: 'a question to the buyer',
    until: 'the buyer’s answer',
    pausesWhile: ['hold'],
    own: { duration: 'P7D' },
    // Then a person decides with what is there. A policy may let the request lapse instead; a withdrawal never does.
    ladder: [nudge('-P2D'), handOver('PT0S')],
    act: 'expire',
  },
  label: {
    waitsFor: 'team',
    duty: 'customer_service',
    from: 'the approval, where the seller pays the way back',
    until: 'a label',
    pausesWhile: [],
    own: null,
    ladder: [nudge('PT0S'), handOver('P1D'), tellManager('P2D')],
    act: null,
  },
  send_back: {
    waitsFor: 'buyer',
    duty: 'customer_service',
    from: 'the approval, then the label',
    until: 'proof that it was sent, or its arrival',
    // As long as we look into something, nobody else's time runs out.
    pausesWhile: ['hold'],
    own: null,
    // Dir. 2011/83/EU Art. 14(1) sets fourteen days, and no loss of the right where they pass: a withdrawal never expires.
    ladder: [nudge('-P3D'), act],
    act: 'expire',
  },
  tracking_stalled: {
    waitsFor: 'carrier',
    duty: 'customer_service',
    from: 'the last scan of the parcel',
    until: 'the next scan, or its arrival',
    pausesWhile: [],
    // A parcel that nobody has scanned for five days wants looking for (M22).
    own: { duration: 'P5D' },
    ladder: [nudge('PT0S'), handOver('P3D'), tellManager('P7D')],
    act: null,
  },
  resolve: {
    waitsFor: 'team',
    duty: 'customer_service',
    from: 'the item’s return, or the approval where nothing comes back',
    until: 'a decision on repair, replacement or refund, for every item',
    pausesWhile: ['hold'],
    own: null,
    ladder: [nudge('-P1D'), handOver('PT0S'), tellManager('P2D')],
    act: null,
  },
  auto_refund: {
    waitsFor: 'team',
    duty: 'finance',
    from: 'the item’s return, or the approval where nothing comes back',
    until: 'a decision on repair, replacement or refund, for every item',
    pausesWhile: [],
    own: null,
    ladder: [tellManager('-P1D'), act],
    act: 'refund_in_full',
  },
  withdrawal_refund: {
    waitsFor: 'team',
    duty: 'finance',
    from: 'the declaration of withdrawal',
    until: 'the confirmed refund',
    pausesWhile: [],
    own: null,
    ladder: [nudge('-P2D'), tellManager('-P1D'), act],
    act: 'refund_in_full',
  },
  remedy: {
    waitsFor: 'team',
    duty: 'customer_service',
    from: 'the buyer’s claim',
    until: 'repaired, replaced or refunded',
    pausesWhile: [],
    own: null,
    ladder: [nudge('-P5D'), handOver('-P2D'), tellManager('PT0S')],
    act: null,
  },
  rejection_refund: {
    waitsFor: 'team',
    duty: 'finance',
    from: 'the agreement to refund or the item’s return, whichever comes first',
    until: 'the confirmed refund',
    pausesWhile: [],
    own: null,
    ladder: [nudge('-P5D'), handOver('-P2D'), tellManager('PT0S')],
    act: null,
  },
  ship: {
    waitsFor: 'team',
    duty: 'warehouse',
    from: 'the order',
    until: 'its shipping',
    pausesWhile: [],
    own: { duration: 'P1D' },
    ladder: [nudge('-PT4H'), handOver('PT0S'), tellManager('P1D')],
    act: null,
  },
  deliver: {
    waitsFor: 'carrier',
    duty: 'customer_service',
    from: 'the order',
    until: 'its delivery',
    pausesWhile: [],
    own: { duration: 'P5D' },
    ladder: [nudge('PT0S'), handOver('P2D'), tellManager('P4D')],
    act: null,
  },
  follow_up: {
    waitsFor: 'team',
    duty: 'customer_service',
    from: 'an unhappy answer after the end of the return',
    until: 'an answer to the buyer, in the conversation or on the telephone',
    pausesWhile: [],
    // The settings of the survey set it, in working hours.
    own: null,
    ladder: [nudge('-PT4H'), handOver('PT0S'), tellManager('P1D')],
    act: null,
  },
  dispute_answer: {
    waitsFor: 'team',
    duty: 'customer_service',
    from: 'the dispute, and each new word of the other side',
    until: 'an answer with reasons',
    pausesWhile: ['waiting_for_buyer'],
    own: { duration: 'P2D' },
    ladder: [nudge('-P1D'), handOver('PT0S'), tellManager('P1D')],
    act: null,
  },
};
