/** What a decision is asked with and what it answers (M6). `evaluate.ts` makes it; `explain.ts` puts it into words. */
import type { Currency, Money } from '../money.ts';
import type { Condition, Fault, Grade, OrderLine, Reason, Resolution, Settlement, Verdict, Wish, Identity } from '../return/model.ts';
import type { InstructionTopic, ProductState } from './document.ts';

export type Outcome = 'approve' | 'review' | 'reject';

/** Why the buyer may (or may not) return: the first that holds, in the order of DESIGN. */
export type Ground = 'withdrawal' | 'commercial_return' | 'warranty' | 'legal_guarantee' | 'seller_fault' | 'transit' | 'none';

export type RuleSource = 'policy' | 'law' | 'channel' | 'check';

/** A fact as a rule saw it: JSON scalars only, so that a stored decision replays byte for byte. */
export type Fact = string | number | boolean | null;

/** A finding: which rule spoke, on which facts. It holds no words; those are made when somebody reads it. */
export type Because = {
  /** Stable id: `window.default`, `law.FR.withdrawal`, `check.photos_missing` … */
  readonly rule: string;
  readonly source: RuleSource;
  /** An article, a section of a channel's rules, or the policy's table and row. */
  readonly reference: string;
  readonly facts: Readonly<Record<string, Fact>>;
};

export type DeadlineKind =
  | 'first_answer'
  | 'label'
  | 'send_back'
  | 'resolve'
  | 'auto_refund'
  | 'withdrawal_refund'
  | 'ship'
  | 'deliver'
  | 'tracking_stalled'
  | 'dispute_answer'
  /** An unhappy answer after the end. */
  | 'follow_up'
  /** The buyer was asked for something. */
  | 'buyer_answer'
  /** A person owes the decision that the machine left to them. */
  | 'decision'
  /** The law's own time for repair or replacement. */
  | 'remedy'
  /** The money after a rejection under the short right to reject (Ireland, United Kingdom). */
  | 'rejection_refund';

/** A deadline that the decision starts. `dueAt` is absent while its start event has not happened (`resolve` before the item is back). */
export type Deadline = {
  readonly kind: DeadlineKind;
  readonly dueAt?: string;
  readonly source: 'law' | 'channel' | 'policy' | 'own';
  /** How long the law gives from the start event, where that has not happened yet. */
  readonly days?: number;
  /** A refund under the right of withdrawal may wait for whichever of these comes first (Dir. 2011/83/EU Art. 13(3)); `dueAt` stands all the same. */
  readonly withholdUntil?: readonly ('goods_back' | 'proof_of_sending')[];
};

export type PastReturn = {
  readonly reason: Reason;
  readonly outcome: Settlement | Verdict | 'rejected' | 'cancelled' | 'expired';
  readonly closedAt: string;
  /** When it began, where that is known: laws that do not count the time at the workshop need it. */
  readonly requestedAt?: string;
  /** What the buyer had asked for, where that is known. */
  readonly wanted?: Wish;
};

/** Counts, all of the twelve months before the request; older signs have expired. */
export type AbuseRecord = {
  /** Other returns that showed a photo of this request, or one that looks the same. */
  readonly samePhotoElsewhere: number;
  /** Returns of this buyer, or of this device's line of descent, in which another device came back. */
  readonly deviceSwaps12m: number;
  /** Refunds to this buyer for which the goods never came. */
  readonly refundsWithoutGoods12m: number;
  /** Returns of other buyers with the same address or an e-mail that reaches the same mailbox. */
  readonly linkedReturns12m: number;
  /** Those among them that ended as abuse: another device, or goods that never came. */
  readonly linkedAbuse12m: number;
};

/** Everything that a decision may look at. Nothing else may be read: the same facts give the same answer for ever. */
export type DecisionFacts = {
  /** When the buyer asks (ISO 8601 instant). */
  readonly at: string;
  readonly order: {
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
  readonly request: {
    readonly lineId: string;
    readonly unit?: number;
    readonly reason: Reason;
    readonly fault?: Fault;
    readonly wants?: Wish;
    readonly photos?: number;
  };
  readonly history: {
    /** Earlier returns of this very item, followed through its replacements, oldest first. */
    readonly itemReturns: readonly PastReturn[];
    readonly buyerReturns12m: number;
    readonly buyerOrders12m: number;
    /** Months that the seller gave on top of the warranty of this order, because something had gone wrong with it (M19). */
    readonly warrantyExtendedBy?: number;
    /** Signs of abuse in the seller's own record of the last twelve months (M7); absent where nobody looked. */
    readonly record?: AbuseRecord;
  };
  /** Present once the bench has spoken: the policy is asked again with it. */
  readonly finding?: { readonly verdict: Verdict; readonly identity: Identity; readonly grade?: Grade };
};

export type Decision = {
  readonly outcome: Outcome;
  readonly ground: Ground;
  /** In the policy's order of preference, nothing below what the law grants. */
  readonly resolutions: readonly Resolution[];
  /** What a refund would come to, in minor units of the order's currency; `total` = items + shipping − deductions. */
  readonly refund: { readonly items: Money; readonly shipping: Money; readonly deductions: Money; readonly total: Money };
  /** In what state the goods have to come back; empty where the law alone carries the return. Absent in decisions of old. */
  readonly productState?: readonly ProductState[];
  /** Instructions for the buyer: the rows whose words they are. */
  readonly instructions?: readonly { readonly rule: string; readonly topic: InstructionTopic }[];
  /** Signs of abuse, where there were any: what they add up to, and from where on that calls a person. */
  readonly abuse?: { readonly score: number; readonly callsFrom: number };
  readonly returnShipping: { readonly paidBy: 'seller' | 'buyer'; readonly label: 'prepaid' | 'own' };
  readonly deadlines: readonly Deadline[];
  readonly because: readonly Because[];
  /** What happens next: `send_back`, `wait_for_review`, `nothing`, `keep_and_refund` … */
  readonly next: 'send_back' | 'wait_for_review' | 'send_photos' | 'refund_without_return' | 'none';
  readonly policyVersion: string;
};

export type { Condition };
