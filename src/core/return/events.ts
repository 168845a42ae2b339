/**
 * What happened to a return, in order: numbered 1, 2, 3 … and never changed. `evolve.ts` makes the return out of them,
 * `describe.ts` the sentences. No buyer's data in here: messages, notes and photos stand beside and are named by id.
 */
import type { FollowUpOutcome, FollowUpState, Score, SurveyTopic } from '../aftercare/answer.ts';
import type { Actor, Role } from '../access.ts';
import type { ClockTarget } from '../clocks/clocks.ts';
import type { Cause } from '../aftercare/lateness.ts';
import type { Uuid } from '../ids.ts';
import type { Money } from '../money.ts';
import type { Medium } from '../notices.ts';
import type { AnswerKind } from './contest.ts';
import type { TrackingEvent } from '../parcel/lifecycle.ts';
import type { Decision, DeadlineKind } from '../policy/decision.ts';
import type { LadderStep } from '../policy/document.ts';
import type {
  Condition,
  Disposition,
  Fault,
  Grade,
  HeldUnit,
  Hold,
  Identifiers,
  Identity,
  LabelKind,
  OutParcel,
  Reason,
  Refund,
  Replacement,
  Resolution,
  Return,
  Verdict,
  Via,
  Wish,
} from './model.ts';

/** Which unit of the return. */
export type ItemKey = { readonly lineId: string; readonly unit: number };

/** What was given on top, for what (M19). A voucher's code stands in the letter alone: it is as good as money. */
export type GestureGiven = { readonly id: Uuid; readonly cause: Cause } & (
  | { readonly kind: 'nothing' }
  | { readonly kind: 'partial_refund' | 'voucher'; readonly amount: Money }
  | { readonly kind: 'warranty_extension'; readonly months: number }
);

type Head = {
  /** 1, 2, 3 … per return. */
  readonly seq: number;
  /** ISO 8601 instant at which we took note. */
  readonly at: string;
  readonly by: Actor;
};

/** One unit as it was asked for: price, condition and identity are those of the day of sale. */
export type RequestedItem = ItemKey & {
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly condition: Condition;
  readonly price: Money;
  readonly sold: Identifiers;
  readonly reason: Reason;
  readonly fault?: Fault;
  readonly wants?: Wish;
  readonly photos: number;
  readonly channelReason?: string;
};

export type EventBody =
  | {
      readonly type: 'requested';
      readonly id: Uuid;
      readonly rma: string;
      readonly order: Return['order'];
      readonly via: Via;
      readonly channelReturnId?: string;
      readonly declaredAt: string;
      readonly items: readonly RequestedItem[];
      readonly targets: readonly ClockTarget[];
    }
  /** The policy answered. What it comes to stands in the event after it. */
  | {
      readonly type: 'decided';
      /** `photo`: one came in that is known from another return. `correction`: the order was shipped or delivered at another time than we knew. */
      readonly asked: 'request' | 'information' | 'finding' | 'photo' | 'correction';
      readonly items: readonly (ItemKey & { readonly decision: Decision })[];
    }
  | { readonly type: 'put_in_review'; readonly items: readonly ItemKey[] }
  | { readonly type: 'approved'; readonly items: readonly ItemKey[]; readonly because?: string }
  /** Without `because` the policy rejected; its findings are in the decision. */
  | { readonly type: 'rejected'; readonly items: readonly ItemKey[]; readonly because?: string }
  | { readonly type: 'information_requested'; readonly items: readonly ItemKey[]; readonly asks: string }
  /** The buyer answered; the words stand in the thread. */
  | { readonly type: 'information_received'; readonly photos: number; readonly wrote: boolean }
  | { readonly type: 'cancelled'; readonly items: readonly ItemKey[]; readonly because?: string }
  /** The buyer did not send it back in time, or did not answer (`unanswered`); it can be approved again. */
  | { readonly type: 'expired'; readonly items: readonly ItemKey[]; readonly unanswered?: true }
  | {
      readonly type: 'label_issued';
      readonly kind: LabelKind;
      readonly carrier: string;
      readonly trackingNumber: string;
      readonly paidBy: 'seller' | 'buyer';
    }
  | { readonly type: 'dispatched'; readonly items: readonly ItemKey[]; readonly carrier?: string; readonly trackingNumber?: string }
  /** Only what was new to us, oldest first. */
  | {
      readonly type: 'tracked';
      readonly items: readonly ItemKey[];
      readonly events: readonly TrackingEvent[];
      readonly carrier?: string;
      readonly trackingNumber?: string;
    }
  | { readonly type: 'parcel_lost'; readonly items: readonly ItemKey[] }
  | {
      readonly type: 'received';
      readonly items: readonly (ItemKey & {
        readonly read?: Identifiers;
        readonly identity: Identity;
      })[];
    }
  | {
      readonly type: 'inspected';
      readonly items: readonly (ItemKey & {
        readonly verdict: Verdict;
        readonly checks?: Readonly<Record<string, string | number | boolean>>;
        readonly checklist?: string;
        readonly grade?: Grade;
        readonly disposition?: Disposition;
        readonly note?: string;
      })[];
    }
  /** It lies on somebody's bench. */
  | { readonly type: 'inspection_begun'; readonly items: readonly ItemKey[] }
  | {
      readonly type: 'resolved';
      readonly items: readonly (ItemKey & {
        readonly resolution: Resolution;
        readonly amount?: Money;
        /** What is kept of a refund in full, and why. */
        readonly kept?: Money;
        readonly because?: string;
        readonly informed?: true;
        readonly parcel?: OutParcel;
        readonly held?: HeldUnit;
      })[];
      /** Until then nothing of it leaves the house. */
      readonly undoUntil?: string;
    }
  /** Taken back, whole, before any of it had left the house. `resolved`: the number of the event that it takes back. */
  | {
      readonly type: 'resolution_undone';
      readonly resolved: number;
      readonly items: readonly ItemKey[];
      readonly refundIds: readonly Uuid[];
      readonly because?: string;
    }
  /** It can't be repaired, or nothing is there to replace it with. */
  | {
      readonly type: 'remedy_failed';
      readonly items: readonly (ItemKey & { readonly remedy: 'repair' | 'replacement' })[];
      readonly because: string;
    }
  /** Repaired or replaced and on its way to the buyer. */
  | {
      readonly type: 'completed';
      readonly items: readonly (ItemKey & { readonly settlement: 'repaired' | 'replaced'; readonly replacedBy?: Replacement })[];
      readonly carrier?: string;
      readonly trackingNumber?: string;
    }
  /** Under which number it goes to the buyer, where that was not said with the resolution, or was said wrong. */
  | { readonly type: 'sent_out'; readonly items: readonly ItemKey[]; readonly carrier?: string; readonly trackingNumber: string }
  | {
      readonly type: 'refund_planned';
      readonly refundId: Uuid;
      readonly amount: Money;
      readonly items: Refund['items'];
      readonly why: Refund['why'];
      /** Code of the dispute that gave it. */
      readonly award?: string;
      /** The gesture that it is (M19): beside what a resolution pays. */
      readonly gesture?: Uuid;
      readonly state: 'planned' | 'awaiting_approval';
    }
  | { readonly type: 'gesture_given'; readonly gesture: GestureGiven }
  | { readonly type: 'refund_approved'; readonly refundId: Uuid }
  | { readonly type: 'refund_submitted'; readonly refundId: Uuid }
  | { readonly type: 'refund_confirmed'; readonly refundId: Uuid; readonly amount: Money; readonly reference?: string }
  | { readonly type: 'refund_failed'; readonly refundId: Uuid; readonly says: string }
  | { readonly type: 'refund_retried'; readonly refundId: Uuid }
  /** The ten-day refund fell due and a hold stands in its way: finance sees it the same day (M30). */
  | { readonly type: 'auto_refund_held'; readonly why: Hold['why'] }
  | {
      readonly type: 'messaged';
      readonly messageId: Uuid;
      readonly language: string;
      readonly direction: 'in' | 'out';
      /** Whether it answers the buyer; a mere "we got your request" does not (M15). */
      readonly informative: boolean;
      /** It went out against a warning (a language that the channel does not want, say): why, in the sender's words. */
      readonly despite?: string;
      /** Until then it has not left, and may be taken back. */
      readonly undoUntil?: string;
    }
  /** Words of ours that never left. */
  | { readonly type: 'message_undone'; readonly messageId: Uuid }
  | { readonly type: 'noted'; readonly noteId: Uuid }
  | { readonly type: 'held'; readonly why: Hold['why']; readonly because: string }
  | { readonly type: 'released'; readonly because: string }
  /** `startedAt` names the run of the clock. */
  | { readonly type: 'clock_breached'; readonly kind: DeadlineKind; readonly startedAt: string; readonly dueAt: string }
  /** What we learnt since shows that this breach was none: it had happened in time, or the time had not come. */
  | { readonly type: 'clock_corrected'; readonly kind: DeadlineKind; readonly startedAt: string; readonly dueAt: string }
  /** A step of a clock's ladder was taken, `offset` before or after `dueAt`. */
  | {
      readonly type: 'escalated';
      readonly kind: DeadlineKind;
      readonly startedAt: string;
      readonly dueAt: string;
      readonly offset: string;
      readonly step: LadderStep['do'];
      /** Who is told; nobody where the product acts by itself. */
      readonly to?: 'buyer' | Role;
      /** A later step was due by then, so nobody was bothered with this one. */
      readonly overtaken?: true;
    }
  /** It had begun elsewhere, and is a case of the channel's too from now on. */
  | { readonly type: 'linked'; readonly channelReturnId: string }
  /** The buyer agreed to the answer, the finding or the outcome. */
  | { readonly type: 'agreed'; readonly items: readonly (ItemKey & { readonly to: AnswerKind })[] }
  /** The buyer was asked how it went; `again`: whether it is well now. */
  | { readonly type: 'survey_asked'; readonly way: Medium; readonly again?: true }
  /** What the buyer said to it. `changed`: not the first answer to this question. */
  | {
      readonly type: 'surveyed';
      readonly answerId: Uuid;
      readonly score: Score;
      readonly topics: readonly SurveyTopic[];
      readonly wrote: boolean;
      readonly contact: boolean;
      readonly again?: true;
      readonly changed?: true;
    }
  /** An unhappy answer is followed up: opened (again), answered, settled. */
  | {
      readonly type: 'followed_up';
      readonly followUpId: Uuid;
      readonly to: FollowUpState;
      /** By when an answer is owed, where it is open. */
      readonly dueAt?: string;
      readonly outcome?: FollowUpOutcome;
      /** The words in the conversation that were the answer. */
      readonly messageId?: Uuid;
    }
  | { readonly type: 'closed' };

export type ReturnEvent = Head & EventBody;
export type EventType = EventBody['type'];

/** One kind of event: `EventOf<'received'>`. */
export type EventOf<T extends EventType> = Extract<ReturnEvent, { readonly type: T }>;
