/**
 * The return (RMA) as data. Four axes per item, each a small machine that moves for its own reasons;
 * the status that people see is derived from them (`status.ts`) and never stored as a fact of its own.
 */
import type { Score } from '../aftercare/answer.ts';
import type { Actor, Language, Role } from '../access.ts';
import type { Uuid } from '../ids.ts';
import type { Currency, Money } from '../money.ts';
import type { TrackingEvent } from '../parcel/lifecycle.ts';
import type { Decision } from '../policy/decision.ts';
import type { Address } from '../abuse/links.ts';
import type { GestureGiven } from './events.ts';
import type { AnswerKind } from './contest.ts';
import type { Breach, ClockTarget, Escalation, Pause } from '../clocks/clocks.ts';

/** The buyer's reason in our words. The channel's own reason is kept verbatim beside it. */
export const REASONS = [
  'changed_mind',
  'defective',
  'not_as_described',
  'wrong_item',
  'missing_part',
  'damaged_in_transit',
  'arrived_late',
  'not_received',
  'counterfeit',
  'other',
] as const;
export type Reason = (typeof REASONS)[number];

/** What is wrong with a `defective` item, as the buyer tells it. */
export const FAULTS = [
  'battery',
  'screen',
  'charging',
  'audio',
  'camera',
  'connectivity',
  'buttons',
  'overheating',
  'power',
  'locked',
  'software',
  'other',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What the buyer would like: a wish, weighed by policy and law. */
export const WISHES = ['refund', 'repair', 'replacement', 'partial_refund', 'keep'] as const;
export type Wish = (typeof WISHES)[number];

/** How the request reached us. */
export const VIAS = ['api', 'portal', 'email', 'phone', 'store', 'csv', 'channel'] as const;
export type Via = (typeof VIAS)[number];

export const CONDITIONS = ['new', 'refurbished', 'used'] as const;
export type Condition = (typeof CONDITIONS)[number];

export const AUTHORISATIONS = ['requested', 'in_review', 'waiting_for_buyer', 'approved', 'rejected', 'cancelled', 'expired'] as const;
export type Authorisation = (typeof AUTHORISATIONS)[number];

export const PARCELS = ['none', 'label_issued', 'in_transit', 'delivered', 'received', 'lost'] as const;
export type Parcel = (typeof PARCELS)[number];

export const ASSESSMENTS = ['none', 'inspecting', 'assessed'] as const;
export type Assessment = (typeof ASSESSMENTS)[number];

/** What the bench found (M26). */
export const VERDICTS = ['fault_confirmed', 'no_fault_found', 'customer_damage', 'other_device', 'incomplete', 'as_described'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const SETTLEMENTS = [
  'open',
  'refunding',
  'refunded',
  'repairing',
  'repaired',
  'replacing',
  'replaced',
  'sent_back',
  'kept',
  'denied',
] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** What staff may do with an item in the end (M30). */
export const RESOLUTIONS = ['refund', 'partial_refund', 'repair', 'replacement', 'keep', 'send_back', 'deny'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Where the unit goes after inspection (M27). */
export const DISPOSITIONS = [
  'restock',
  'refurbish',
  'repair',
  'parts',
  'recycle',
  'return_to_supplier',
  'return_to_buyer',
  'quarantine',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** Cosmetic grades, as marketplaces of refurbished goods name them. */
export const GRADES = ['premium', 'excellent', 'good', 'fair', 'faulty'] as const;
export type Grade = (typeof GRADES)[number];

/** How the device that came back compares with the one that was sold (M25). */
export const IDENTITIES = ['match', 'near', 'mismatch', 'unreadable', 'not_recorded'] as const;
export type Identity = (typeof IDENTITIES)[number];

export const LABEL_KINDS = ['prepaid', 'own', 'pickup', 'dropoff', 'store'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

/** The status that people see: derived, see `status.ts`. */
export const STATUSES = [
  'requested',
  'in_review',
  'waiting_for_buyer',
  'approved',
  'in_transit',
  'received',
  'inspected',
  'resolving',
  'closed',
  'rejected',
  'cancelled',
  'expired',
] as const;
export type Status = (typeof STATUSES)[number];

/** The numbers that tell one device from another, as somebody noted or read them. */
export type Identifiers = { readonly imei?: string; readonly imei2?: string; readonly serial?: string };

/** One line of an order, as sold: price, condition and identity are those of the day of sale. */
export type OrderLine = {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  /** Free text of the seller's catalogue, lower case: `smartphone`, `laptop`, `tablet`, `accessory` … */
  readonly category: string;
  readonly condition: Condition;
  /** Price of one unit. */
  readonly price: Money;
  readonly quantity: number;
  readonly serial?: string;
  readonly imei?: string;
  /** Of a telephone for two cards. */
  readonly imei2?: string;
  readonly accessoryOf?: string;
  readonly customised?: boolean;
  readonly consumable?: boolean;
  readonly supplier?: string;
  readonly lot?: string;
};

/** Times are ISO 8601 instants in UTC (`2026-11-22T09:00:00.000Z`). `country` is ISO 3166-1 alpha-2 (GB, GR). */
export type Order = {
  readonly id: Uuid;
  /** Slug of the seller's connection: `backmarket`, `shop` … */
  readonly channel: string;
  readonly channelOrderId: string;
  readonly country: string;
  readonly currency: Currency;
  readonly placedAt: string;
  readonly shippedAt?: string;
  readonly deliveredAt?: string;
  readonly shippingPaid?: Money;
  readonly lines: readonly OrderLine[];
};

/** Personal data: stands beside the order and the return, never inside events. */
export type Buyer = {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  /** Where the order went, if anybody told. */
  readonly address?: Address;
};

/** One unit that comes back. `key` is `lineId#unit`. */
export type ReturnItem = {
  readonly lineId: string;
  /** 1 … the line's quantity. */
  readonly unit: number;
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly condition: Condition;
  readonly price: Money;
  readonly sold: Identifiers;
  readonly reason: Reason;
  readonly fault?: Fault;
  readonly wants?: Wish;
  /** How many photos came with the request. */
  readonly photos: number;
  /** The channel's own reason, verbatim. */
  readonly channelReason?: string;

  readonly authorisation: Authorisation;
  readonly parcel: Parcel;
  readonly assessment: Assessment;
  readonly settlement: Settlement;

  /** The answer of policy and law that stands, with its reasons. */
  readonly decision?: Decision;
  readonly identity?: Identity;
  readonly read?: Identifiers;
  readonly verdict?: Verdict;
  readonly checks?: Readonly<Record<string, string | number | boolean>>;
  /** Which questions were asked: `smartphone/3`, version 3 of the seller's; 0 are the built-in ones. */
  readonly checklist?: string;
  readonly grade?: Grade;
  readonly disposition?: Disposition;
  readonly resolution?: Resolution;
  /** What went out instead of it, as far as anybody said: the count of its returns follows it there (M5). */
  readonly replacedBy?: Replacement;
  /** The unit that the stock holds as its replacement, until it is sent. */
  readonly held?: HeldUnit;
  /** What was said with the resolution: why, and what was kept of a refund in full. */
  readonly given?: { readonly because?: string; readonly kept?: Money };
  /** What was tried in this return and did not work: it is not tried twice (M5). */
  readonly failed?: readonly FailedRemedy[];
  /** The parcel in which it, or what replaces it, goes to the buyer. */
  readonly sentOut?: OutParcel;
  /** What the buyer agreed to last (`contest.ts`). */
  readonly agreed?: { readonly to: AnswerKind; readonly at: string };
  /** A dispute gave money for it after its end (M35): no clock of the return waits for that. */
  readonly awarded?: true;
};

export type FailedRemedy = { readonly remedy: 'repair' | 'replacement'; readonly because: string };

/** A unit of our own stock that waits for a buyer; its numbers are known before it is packed. */
export type HeldUnit = Identifiers & { readonly unitId: Uuid; readonly grade?: string };

/** A parcel to the buyer. `paidBy` where it goes back unrepaired. */
export type OutParcel = { readonly carrier?: string; readonly trackingNumber?: string; readonly paidBy?: 'seller' | 'buyer' };

/** The last resolution, for as long as it might be taken back (`undo.ts`). */
export type LastResolution = {
  /** Number of its event. */
  readonly seq: number;
  readonly at: string;
  /** Until when nothing of it leaves the house; absent where a program resolved. */
  readonly undoUntil?: string;
  readonly items: readonly { readonly lineId: string; readonly unit: number }[];
  readonly refundIds: readonly Uuid[];
  /** Milestones as they were before it. */
  readonly was: Pick<Milestones, 'refundAgreedAt' | 'settledAt'>;
};

/** A replacement unit: its numbers, and the order that the channel made for it. */
export type Replacement = {
  readonly imei?: string;
  readonly serial?: string;
  readonly newOrder?: { readonly channelOrderId: string; readonly lineId?: string };
};

export type RefundState = 'awaiting_approval' | 'planned' | 'submitted' | 'confirmed' | 'failed';

/** Money on its way back: one intent, confirmed once (M31). `items` say which unit gets how much; their sum is `amount`. */
export type Refund = {
  readonly id: Uuid;
  readonly amount: Money;
  readonly items: readonly { readonly lineId: string; readonly unit: number; readonly amount: Money }[];
  readonly state: RefundState;
  readonly plannedAt: string;
  readonly plannedBy: Actor;
  /** `auto`: the ten-day rule or the law's date, not subject to the limit. */
  readonly why: 'resolution' | 'auto_refund' | 'withdrawal_refund' | 'dispute' | 'gesture';
  /** Code of the dispute that gave it. */
  readonly award?: string;
  /** The gesture that it is, where it is one. */
  readonly gesture?: Uuid;
  readonly channelReference?: string;
  readonly failure?: string;
};

export type Label = {
  readonly kind: LabelKind;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly issuedAt: string;
  readonly paidBy: 'seller' | 'buyer';
};

export type Hold = {
  readonly why: 'identity_mismatch' | 'missing_item' | 'dispute' | 'staff';
  readonly because: string;
  readonly at: string;
  readonly by: Actor;
};

/** Times that clocks and people ask for. All ISO 8601 instants. */
export type Milestones = {
  readonly requestedAt: string;
  /** When the buyer declared, if the channel told; else `requestedAt`. */
  readonly declaredAt: string;
  readonly firstAnswerAt?: string;
  /** Since when a person owes a decision: the first review. */
  readonly reviewedAt?: string;
  /** When the buyer was last asked something, and when they last answered a question. */
  readonly askedAt?: string;
  readonly answeredAt?: string;
  readonly decidedAt?: string;
  readonly approvedAt?: string;
  /** Since when the seller owes a label. */
  readonly labelOwedAt?: string;
  readonly labelAt?: string;
  /** Since when the buyer is asked to send the goods: the approval, then the label. */
  readonly awaitedAt?: string;
  /** Approved although nothing will be sent: from then on the seller owes the end of it. */
  readonly owedAt?: string;
  readonly dispatchedAt?: string;
  /** Since when there is proof that the goods were sent: a carrier's scan, or a tracking number (Directive 2011/83/EU article 13(3)). */
  readonly provenSentAt?: string;
  /** Delivered by the carrier or received by the warehouse, whichever came first. */
  readonly backAt?: string;
  readonly lastTrackingAt?: string;
  readonly receivedAt?: string;
  readonly inspectedAt?: string;
  /** When the last item that still asked for a resolution got one. */
  readonly resolvedAt?: string;
  /** When a remedy failed after every item had its resolution: the seller owes the end of it anew from then on. */
  readonly remedyFailedAt?: string;
  /** When a refund was first agreed to. */
  readonly refundAgreedAt?: string;
  /** When an item last came to its end in goods or money. */
  readonly settledAt?: string;
  /** When the last refund so far was confirmed, beside what disputes gave. */
  readonly refundedAt?: string;
  readonly closedAt?: string;
};

/** What a carrier told us. `heardAt` where its clock runs ahead of ours: nothing happened after we heard of it. */
export type Scan = TrackingEvent & { readonly heardAt?: string };

export type Return = {
  readonly id: Uuid;
  readonly rma: string;
  readonly order: {
    readonly id: Uuid;
    readonly channel: string;
    readonly channelOrderId: string;
    readonly country: string;
    readonly currency: Currency;
    readonly placedAt: string;
    readonly shippedAt?: string;
    readonly deliveredAt?: string;
    readonly shippingPaid?: Money;
    /** What was paid for goods and standard shipping: no refund goes beyond it. */
    readonly paid: Money;
    /** All lines of the order: shipping is shared out over all its units, and the third return may refund the whole order (M5). */
    readonly lines: readonly { readonly id: string; readonly quantity: number; readonly price: Money }[];
  };
  readonly via: Via;
  readonly channelReturnId?: string;
  readonly items: readonly ReturnItem[];
  readonly label?: Label;
  readonly tracking?: { readonly carrier?: string; readonly trackingNumber?: string; readonly events?: readonly Scan[] };
  readonly hold?: Hold;
  readonly refunds: readonly Refund[];
  readonly milestones: Milestones;
  readonly targets: readonly ClockTarget[];
  /** The buyer used the right of withdrawal for an item: the law's date runs, whatever is found later. */
  readonly withdrawal?: true;
  /** Clock kinds of which a breach stands on the record. */
  readonly breached: readonly string[];
  /** Every breach, also those that turned out to be none. Absent: none. */
  readonly breaches?: readonly Breach[];
  /** The steps of ladders that were taken. Absent: none. */
  readonly escalations?: readonly Escalation[];
  /** When the case stood still, on hold or waiting for the buyer, in order of their beginning. Absent: never. */
  readonly pauses?: readonly Pause[];
  /** What the team asked the buyer for, while `waiting_for_buyer`. */
  readonly asks?: string;
  readonly lastResolution?: LastResolution;
  /** Words of ours that may have not left yet, the oldest first. */
  readonly unsent?: readonly UnsentWords[];
  /** What was given on top because something went wrong (M19). Absent: nothing. */
  readonly gestures?: readonly GestureGiven[];
  /** Resolutions that were taken back, by the number of their event: what they were about to bring about is not done. */
  readonly undone?: readonly number[];
  /** When the buyer was asked how it went, and the last word to it (M20). Absent: nobody asked, nobody told. */
  readonly survey?: { readonly askedAt?: string; readonly score?: Score; readonly againAt?: string; readonly againScore?: Score };
  /** An unhappy answer, until something came of it. `open`: an answer of ours is owed by `dueAt`; `answeredBy`: the words that were it. */
  readonly followUp?: { readonly id: Uuid; readonly dueAt: string; readonly open: boolean; readonly answeredBy?: Uuid };
  /** Number of the last event; guards against writing over somebody else's change. */
  readonly version: number;
};

/** `firstAnswer`: it is what met the clock of the first answer. */
export type UnsentWords = {
  readonly messageId: Uuid;
  readonly at: string;
  readonly until: string;
  readonly informative: boolean;
  readonly firstAnswer?: true;
};

export const keyOf = (item: { readonly lineId: string; readonly unit: number }): string => `${item.lineId}#${item.unit}`;

export type { Actor, Role };
