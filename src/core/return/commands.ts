/**
 * THE table: everything that can be done to a return. The API's check, the buttons, the docs and the tests all read it.
 * What a verb then makes happen stands in `decide.ts`; what its refusals mean in `refusals.ts`.
 */
import type { FollowUpOutcome, FollowUpState, Score, SurveyTopic } from '../aftercare/answer.ts';
import type { Actor, Role } from '../access.ts';
import type { GestureGiven } from './events.ts';
import { rolesOf } from '../access.ts';
import type { Uuid } from '../ids.ts';
import type { Money } from '../money.ts';
import type { Medium } from '../notices.ts';
import type { TrackingEvent } from '../parcel/lifecycle.ts';
import type { Decision, DeadlineKind } from '../policy/decision.ts';
import type { ItemKey } from './events.ts';
import type { Disposition, Grade, HeldUnit, Hold, Identifiers, LabelKind, OutParcel, Replacement, Resolution, Verdict } from './model.ts';
import type { StateRefusal } from './refusals.ts';

export const VERBS = [
  'approval',
  'rejection',
  'information-request',
  'information',
  'cancellation',
  'label',
  'dispatch',
  'tracking',
  'lost',
  'receipt',
  'inspection-start',
  'inspection',
  'resolution',
  'resolution-undo',
  'completion',
  'outbound-parcel',
  'remedy-failure',
  'message',
  'message-undo',
  'note',
  'hold',
  'release',
  'refund-approval',
  'refund-submission',
  'refund-confirmation',
  'refund-failure',
  'refund-retry',
  'breach',
  'redecision',
  'award',
  'gesture',
  'survey',
  'survey-answer',
  'follow-up',
  'channel-case',
  'agreement',
] as const;
export type Verb = (typeof VERBS)[number];

type Other = 'buyer' | 'channel' | 'carrier' | 'system';

export type CommandRule = {
  /** Where it stands over HTTP: `return` is `/returns/{id}/…`, `refund` is `/refunds/{id}/…`. Null: only the product itself does it. */
  readonly http: { readonly method: 'POST' | 'DELETE'; readonly on: 'return' | 'refund'; readonly noun: string } | null;
  /** Whose duty it is among staff (M44). */
  readonly roles: readonly Role[];
  /** Who else may. */
  readonly others: readonly Other[];
  /** In order of precedence: the first that holds is the answer. */
  readonly refusedWhen: readonly StateRefusal[];
  /** It can't be taken back: ask "are you sure?" and say what will happen. */
  readonly confirm: boolean;
  /** What takes it back. */
  readonly undo: Verb | null;
};

const DESK = ['customer_service', 'manager', 'administrator'] as const;
const BENCH = ['warehouse', 'manager', 'administrator'] as const;
const DESK_AND_BENCH = ['customer_service', 'warehouse', 'manager', 'administrator'] as const;
const MONEY = ['finance', 'manager'] as const;
const EVERYONE = ['customer_service', 'warehouse', 'finance', 'manager', 'administrator'] as const;

const onReturn = (noun: string, method: 'POST' | 'DELETE' = 'POST') => ({ method, on: 'return', noun }) as const;
const onRefund = (noun: string) => ({ method: 'POST', on: 'refund', noun }) as const;

// biome-ignore format: one verb, two lines: who, and when not
export const COMMANDS = {
  // May it come back?
  approval: {
    http: onReturn('approval'), roles: DESK, others: ['channel', 'system'], confirm: false, undo: 'rejection',
    refusedWhen: ['closed', 'cancelled', 'already_approved', 'already_settled'],
  },
  rejection: {
    http: onReturn('rejection'), roles: DESK, others: ['channel'], confirm: true, undo: 'approval',
    refusedWhen: ['closed', 'cancelled', 'already_rejected', 'expired', 'already_sent', 'already_settled'],
  },
  'information-request': {
    http: onReturn('information-request'), roles: DESK, others: [], confirm: false, undo: null,
    refusedWhen: ['closed', 'cancelled', 'already_approved', 'already_rejected', 'expired', 'already_settled'],
  },
  information: {
    http: onReturn('information'), roles: DESK, others: ['buyer', 'channel'], confirm: false, undo: null,
    refusedWhen: ['closed', 'nothing_asked'],
  },
  cancellation: {
    http: onReturn('cancellation'), roles: DESK, others: ['buyer', 'channel'], confirm: true, undo: null,
    refusedWhen: ['closed', 'cancelled', 'already_rejected', 'expired', 'already_sent', 'already_settled'],
  },

  // The way back
  label: {
    http: onReturn('label'), roles: DESK, others: ['buyer', 'channel', 'system'], confirm: false, undo: null,
    refusedWhen: ['closed', 'cancelled', 'not_approved', 'expired', 'already_sent', 'already_settled'],
  },
  dispatch: {
    http: onReturn('dispatch'), roles: DESK_AND_BENCH, others: ['buyer', 'channel', 'carrier', 'system'], confirm: false, undo: null,
    refusedWhen: ['closed', 'cancelled', 'already_sent', 'not_approved', 'already_settled'],
  },
  tracking: {
    http: null, roles: [], others: ['carrier', 'channel', 'system'], confirm: false, undo: null,
    refusedWhen: ['closed', 'cancelled', 'already_received'],
  },
  lost: {
    http: onReturn('lost'), roles: DESK, others: ['carrier', 'system'], confirm: true, undo: null,
    refusedWhen: ['closed', 'cancelled', 'not_sent', 'already_lost', 'already_received'],
  },
  receipt: {
    http: onReturn('receipt'), roles: BENCH, others: [], confirm: false, undo: null,
    // Also after the return was closed: goods that come late need a place, and are no longer missing.
    refusedWhen: ['closed_for_it', 'cancelled', 'inspected'],
  },

  // What is it worth, and what follows?
  // Somebody has it on the bench.
  'inspection-start': {
    http: onReturn('inspection-start'), roles: BENCH, others: [], confirm: false, undo: null,
    refusedWhen: ['cancelled', 'not_received', 'inspected'],
  },
  // Also after the money went back: the goods still need a place.
  inspection: {
    http: onReturn('inspection'), roles: BENCH, others: [], confirm: false, undo: null,
    refusedWhen: ['cancelled', 'not_received', 'already_inspected'],
  },
  resolution: {
    http: onReturn('resolution'), roles: ['customer_service', 'finance', 'manager', 'administrator'], others: ['channel'], confirm: true, undo: 'resolution-undo',
    refusedWhen: ['closed', 'cancelled', 'already_settled', 'not_approved', 'expired', 'on_hold'],
  },
  // The last one, whole: while nothing of it has left the house. Also where it closed the return.
  'resolution-undo': {
    http: onReturn('resolution', 'DELETE'), roles: ['customer_service', 'finance', 'manager', 'administrator'], others: [], confirm: false, undo: null,
    refusedWhen: ['nothing_to_undo', 'money_left'],
  },
  completion: {
    http: onReturn('completion'), roles: DESK_AND_BENCH, others: ['channel'], confirm: false, undo: null,
    refusedWhen: ['closed', 'not_in_the_workshop'],
  },
  // Under which number it travels to the buyer, told when it was sent or later: parcels are often handed over after the case has closed.
  'outbound-parcel': {
    http: onReturn('outbound-parcel'), roles: DESK_AND_BENCH, others: ['channel'], confirm: false, undo: null,
    refusedWhen: ['nothing_goes_out'],
  },
  // Not repairable, or nothing to replace it with: a person decides again, and the buyer has the law's next remedies (M5).
  'remedy-failure': {
    http: onReturn('remedy-failure'), roles: DESK_AND_BENCH, others: [], confirm: true, undo: null,
    refusedWhen: ['closed', 'not_in_the_workshop'],
  },

  // Talk, and time to think
  message: {
    http: onReturn('message'), roles: EVERYONE, others: ['buyer', 'channel', 'system'], confirm: false, undo: 'message-undo',
    refusedWhen: [],
  },
  // Words of ours that have not left yet.
  'message-undo': {
    http: onReturn('message', 'DELETE'), roles: EVERYONE, others: [], confirm: false, undo: null,
    refusedWhen: ['nothing_unsent'],
  },
  note: {
    http: onReturn('note'), roles: EVERYONE, others: [], confirm: false, undo: null,
    refusedWhen: [],
  },
  hold: {
    http: onReturn('hold'), roles: EVERYONE, others: ['system'], confirm: false, undo: 'release',
    refusedWhen: ['closed', 'already_on_hold'],
  },
  release: {
    http: onReturn('hold', 'DELETE'), roles: ['customer_service', 'finance', 'manager', 'administrator'], others: ['system'], confirm: false, undo: 'hold',
    refusedWhen: ['not_on_hold', 'disputed'],
  },

  // Money
  'refund-approval': {
    http: onRefund('approval'), roles: MONEY, others: [], confirm: true, undo: null,
    refusedWhen: ['not_awaiting_approval', 'own_refund', 'money_on_hold'],
  },
  'refund-submission': {
    http: null, roles: [], others: ['system'], confirm: false, undo: null,
    refusedWhen: ['already_confirmed', 'awaiting_approval', 'refund_failed', 'already_submitted', 'money_on_hold'],
  },
  'refund-confirmation': {
    http: onRefund('confirmation'), roles: MONEY, others: ['channel', 'system'], confirm: true, undo: null,
    refusedWhen: ['already_confirmed', 'awaiting_approval'],
  },
  'refund-failure': {
    http: null, roles: [], others: ['channel', 'system'], confirm: false, undo: null,
    refusedWhen: ['already_confirmed', 'not_submitted'],
  },
  'refund-retry': {
    http: onRefund('retry'), roles: ['customer_service', 'finance', 'manager', 'administrator'], others: ['system'], confirm: false, undo: null,
    refusedWhen: ['already_confirmed', 'not_failed'],
  },

  // The product itself
  breach: {
    http: null, roles: [], others: ['system'], confirm: false, undo: null,
    refusedWhen: ['closed'],
  },
  redecision: {
    http: null, roles: [], others: ['system'], confirm: false, undo: null,
    refusedWhen: ['closed', 'cancelled'],
  },
  // What a dispute gave the buyer, also after the return was closed (M35).
  award: {
    http: null, roles: [], others: ['system'], confirm: false, undo: null,
    refusedWhen: [],
  },
  // What is given on top because of something that went wrong, with the words that say so; also after the end (M19).
  gesture: {
    http: null, roles: ['customer_service', 'finance', 'manager', 'administrator'], others: ['system'], confirm: false, undo: null,
    refusedWhen: [],
  },
  // How it went, asked and told after the end, and what becomes of an unhappy answer (M20). The return stays as it ended.
  survey: {
    http: null, roles: [], others: ['system'], confirm: false, undo: null,
    refusedWhen: [],
  },
  'survey-answer': {
    http: null, roles: [], others: ['buyer'], confirm: false, undo: null,
    refusedWhen: [],
  },
  'follow-up': {
    http: null, roles: EVERYONE, others: ['buyer', 'system'], confirm: false, undo: null,
    refusedWhen: [],
  },
  // A return that began elsewhere is the channel's case too (M14). Whoever hears of it says so, also after its end.
  'channel-case': {
    http: null, roles: EVERYONE, others: ['channel', 'system'], confirm: false, undo: null,
    refusedWhen: [],
  },
  // The buyer agrees to what was answered, found or decided, so that nobody waits for their word (M35).
  agreement: {
    http: null, roles: [], others: ['buyer'], confirm: false, undo: null,
    refusedWhen: ['nothing_to_agree'],
  },
} as const satisfies Record<Verb, CommandRule>;

export const ruleOf = (verb: Verb): CommandRule => COMMANDS[verb];

/** Whether it is this actor's duty. What the state of the return says to it is another question. */
export const isDutyOf = (verb: Verb, by: Actor): boolean =>
  by.kind === 'staff' || by.kind === 'api'
    ? rolesOf(by).some((role) => ruleOf(verb).roles.includes(role))
    : ruleOf(verb).others.includes(by.kind);

/** `unit` may be left out where the return has one unit of that line. */
export type ItemRef = { readonly lineId: string; readonly unit?: number };

/** A label that a carrier let us make without asking: pure, so it is issued in the same act as the approval. */
export type AllottedLabel = { readonly carrier: string; readonly trackingNumber: string };

export type ItemDecision = ItemKey & { readonly decision: Decision };

/** `items` left out means every item that the verb can be done to. */
export type Command =
  | { readonly verb: 'approval'; readonly items?: readonly ItemRef[]; readonly because?: string; readonly label?: AllottedLabel }
  | { readonly verb: 'rejection'; readonly because: string; readonly items?: readonly ItemRef[] }
  | { readonly verb: 'information-request'; readonly asks: string; readonly items?: readonly ItemRef[] }
  /** The buyer's answer. With `decisions` the policy was asked again; without, a person looks. `wrote`: a note stands in the thread. */
  | {
      readonly verb: 'information';
      readonly photos: number;
      readonly wrote?: boolean;
      readonly decisions?: readonly ItemDecision[];
      readonly label?: AllottedLabel;
    }
  | { readonly verb: 'cancellation'; readonly because?: string; readonly items?: readonly ItemRef[] }
  /** `prepaid` unless said otherwise where the seller pays, else `own`. */
  | { readonly verb: 'label'; readonly kind?: LabelKind; readonly carrier?: string; readonly trackingNumber?: string }
  | { readonly verb: 'dispatch'; readonly carrier?: string; readonly trackingNumber?: string }
  | { readonly verb: 'tracking'; readonly events: readonly TrackingEvent[]; readonly carrier?: string; readonly trackingNumber?: string }
  | { readonly verb: 'lost' }
  | { readonly verb: 'receipt'; readonly items: readonly (ItemRef & Identifiers)[] }
  | {
      readonly verb: 'inspection';
      readonly items: readonly (ItemRef & {
        readonly verdict: Verdict;
        readonly checks?: Readonly<Record<string, string | number | boolean>>;
        readonly checklist?: string;
        /** What is missing for the shelf, found by `core/inspection/disposition.ts` with the questions that were asked. */
        readonly unready?: 'not_wiped' | 'not_tested';
        /** Answers that want a picture and have none, found with the questions that were asked (M26). */
        readonly photosOwed?: readonly string[];
        /** Why there is none: it stands on the record, with the note. */
        readonly withoutPhotos?: string;
        readonly grade?: Grade;
        readonly disposition?: Disposition;
        readonly note?: string;
      })[];
      /** What the policy says with the finding: reasons and deductions for whoever resolves. */
      readonly decisions?: readonly ItemDecision[];
    }
  | { readonly verb: 'inspection-start'; readonly items?: readonly ItemRef[] }
  | {
      readonly verb: 'resolution';
      readonly items: readonly (ItemRef & {
        readonly resolution: Resolution;
        readonly amount?: Money;
        /** Why: for a refusal, or for what is kept of a refund. The buyer reads it. */
        readonly because?: string;
        /** The buyer was told of the right of withdrawal: without that nothing may be kept (Directive 2011/83/EU article 14(2)). */
        readonly informed?: boolean;
        /** For `send_back`: the parcel, and who pays for it (the seller unless said otherwise). */
        readonly parcel?: OutParcel;
        /** For a replacement: the unit that the stock holds for it. */
        readonly held?: HeldUnit;
      })[];
    }
  | { readonly verb: 'resolution-undo'; readonly because?: string }
  /** For a replacement, with what is known of the unit that goes out. */
  | {
      readonly verb: 'completion';
      readonly items?: readonly (ItemRef & Replacement)[];
      readonly carrier?: string;
      readonly trackingNumber?: string;
    }
  /** The last word counts: a mistyped number is told again. */
  | {
      readonly verb: 'outbound-parcel';
      readonly items?: readonly ItemRef[];
      readonly carrier?: string;
      readonly trackingNumber: string;
    }
  | { readonly verb: 'remedy-failure'; readonly items?: readonly ItemRef[]; readonly because: string }
  | {
      readonly verb: 'message';
      readonly messageId: Uuid;
      readonly language: string;
      readonly direction: 'in' | 'out';
      readonly informative: boolean;
      /** Sent all the same, against a warning: why, in a person's words. */
      readonly despite?: string;
    }
  /** Which one, where several wait; else the last. */
  | { readonly verb: 'message-undo'; readonly messageId?: Uuid }
  | { readonly verb: 'note'; readonly noteId: Uuid }
  | { readonly verb: 'hold'; readonly because: string; readonly why?: Hold['why'] }
  | { readonly verb: 'release'; readonly because: string }
  | { readonly verb: 'refund-approval'; readonly refundId: Uuid }
  | { readonly verb: 'refund-submission'; readonly refundId: Uuid }
  | { readonly verb: 'refund-confirmation'; readonly refundId: Uuid; readonly reference?: string }
  | { readonly verb: 'refund-failure'; readonly refundId: Uuid; readonly says: string }
  | { readonly verb: 'refund-retry'; readonly refundId: Uuid }
  | { readonly verb: 'breach'; readonly kind: DeadlineKind }
  /** `finding` unless said otherwise. */
  | {
      readonly verb: 'redecision';
      readonly asked?: 'finding' | 'photo' | 'correction';
      readonly decisions: readonly ItemDecision[];
      readonly label?: AllottedLabel;
    }
  /**
   * `amount` left out: all that was paid for the unit and is left. `taken`: the bank has pulled that much back already, whatever the items say;
   * as much of it as is left of them is given.
   */
  | {
      readonly verb: 'award';
      /** Code of the dispute: it gives once. */
      readonly dispute: string;
      readonly items: readonly (ItemRef & { readonly amount?: Money })[];
      readonly taken?: { readonly reference: string; readonly amount: Money };
    }
  /** `messageId`: the letter, whose words stand beside. A gesture is given once, however often it is tried. */
  | {
      readonly verb: 'gesture';
      readonly gesture: GestureGiven;
      readonly messageId: Uuid;
      readonly language: string;
      readonly despite?: string;
    }
  /** `again`: "is it well now?", after a follow-up. Each is asked once. */
  | { readonly verb: 'survey'; readonly way: Medium; readonly again?: true }
  /** The buyer's answer; their words stand beside. */
  | {
      readonly verb: 'survey-answer';
      readonly answerId: Uuid;
      readonly score: Score;
      readonly topics: readonly SurveyTopic[];
      readonly wrote: boolean;
      readonly contact: boolean;
      readonly again?: true;
      /** It is one that somebody has to look at. */
      readonly followUp?: { readonly id: Uuid; readonly dueAt: string };
    }
  /** Where the follow-up stands now. `dueAt`: by when an answer is owed, while it is open. */
  | {
      readonly verb: 'follow-up';
      readonly followUpId: Uuid;
      readonly to: FollowUpState;
      readonly dueAt?: string;
      readonly outcome?: FollowUpOutcome;
    }
  /** The channel's number of its case. The first one stays: a second is for finding, not for talking. */
  | { readonly verb: 'channel-case'; readonly channelReturnId: string }
  | { readonly verb: 'agreement'; readonly items?: readonly ItemRef[] };

export type CommandOf<V extends Verb> = Extract<Command, { readonly verb: V }>;
