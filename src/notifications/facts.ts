/**
 * Every notice that a buyer may get, and what must be known to write it: a missing fact is a compile error, never an
 * "undefined" in somebody's mail. Times are ISO 8601 instants; words (`reasons`, `asks`, `says`) are in the notice's language already.
 */
import type { Money } from '../core/money.ts';
import type { NoticeKind } from '../core/notices.ts';
import type { ProductState } from '../core/policy/document.ts';
import type { Instructions } from '../core/policy/instructions.ts';
import type { Reason, Verdict } from '../core/return/model.ts';

export type PostalAddress = {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
};

/** What every notice needs. */
export type CommonFacts = {
  readonly rma: string;
  readonly seller: {
    readonly name: string;
    /** `#rrggbb` */
    readonly colour?: string;
    /** A picture that anybody may load; the name stands for it where it is not. */
    readonly logoUrl?: string;
  };
  readonly buyerName: string;
  /** The items that this notice is about: at least one. */
  readonly items: readonly { readonly title: string }[];
  readonly progressUrl: string;
  /** Where the buyer chooses what to get: only on notices that may be left out. */
  readonly preferencesUrl?: string;
  /** IANA zone of the buyer's country: `zoneOf(order.country)`. */
  readonly zone: string;
  /** Something went wrong on our side of the counter (anything but a change of mind): regret comes first (M19). */
  readonly sorry: boolean;
  /** What it was, where all items came back for the same reason. */
  readonly sorryFor?: Reason;
};

/** How the goods come back, or that they need not. */
export type WayBack =
  | {
      readonly kind: 'prepaid';
      readonly labelUrl: string;
      readonly slipUrl: string;
      readonly address: PostalAddress;
      readonly sendBy?: string;
      readonly lithium: boolean;
    }
  | { readonly kind: 'own'; readonly slipUrl: string; readonly address: PostalAddress; readonly sendBy?: string; readonly lithium: boolean }
  | { readonly kind: 'none' };

type Outbound = { readonly carrier?: string; readonly trackingNumber?: string; readonly trackingUrl?: string };

export type FactsByKind = {
  /** A person looks at it, and why (M6). `answered`: the buyer has just given what we had asked for. */
  readonly received_request: {
    readonly answerBy?: string;
    readonly answered?: boolean;
    readonly reasons?: readonly string[];
    /** On which day or with which evidence the answer would be another one. */
    readonly wouldChange?: readonly string[];
  };
  readonly approved: {
    readonly way: WayBack;
    readonly refund?: Money;
    readonly refundBy?: string;
    readonly reasons?: readonly string[];
    /** What the policy says of a topic takes the place of our general lines about it. */
    readonly instructions?: Instructions;
    readonly productState?: readonly ProductState[];
  };
  readonly rejected: { readonly reasons: readonly string[]; readonly wouldChange?: readonly string[] };
  readonly information_request: { readonly asks: string; readonly answerBy?: string };
  /** The answer to a question is still missing. */
  readonly answer_reminder: { readonly asks: string; readonly answerBy?: string };
  readonly label: {
    readonly labelUrl: string;
    readonly slipUrl: string;
    readonly carrier?: string;
    readonly sendBy?: string;
    /** Where it is not simply posted: fetched at the door, shown at a shop, brought to the seller's own store (M21). */
    readonly how?: 'pickup' | 'dropoff' | 'store';
  };
  /** The parcel has not been sent yet. `labelUrl` where a label waits to be printed. */
  readonly send_back_reminder: { readonly sendBy?: string; readonly labelUrl?: string };
  readonly in_transit: Outbound;
  readonly parcel_lost: { readonly resolveBy?: string };
  readonly received: { readonly resolveBy?: string };
  readonly inspected: { readonly findings: readonly { readonly title: string; readonly verdict: Verdict }[]; readonly resolveBy?: string };
  /** Decided, and now it takes its time. */
  readonly resolved: { readonly as: 'repair' | 'replacement'; readonly by?: string };
  readonly refund_on_its_way: {
    readonly amount: Money /** Who pays it out, where it is not the seller: `Back Market`. */;
    readonly paidOutBy?: string;
    /** To an account that the buyer gives us, since the channel can pay nothing back. */
    readonly byTransfer?: boolean;
    /** What was kept of the full amount, and why, in the words of whoever decided. */
    readonly kept?: Money;
    readonly keptBecause?: string;
  };
  readonly refunded: { readonly amount: Money; readonly paidOutBy?: string; readonly byTransfer?: boolean };
  /** It was tried and does not work: the buyer has the law's next remedies. */
  readonly remedy_failed: { readonly as: 'repair' | 'replacement'; readonly by?: string };
  readonly repaired: Outbound;
  readonly replaced: Outbound;
  readonly sent_back: Outbound & { readonly reasons: readonly string[] };
  /** It had been told that it goes back; now it has left, and has a number. */
  readonly sent_out: Outbound;
  readonly kept: { readonly amount?: Money };
  readonly denied: { readonly reasons: readonly string[] };
  readonly cancelled: { readonly because?: string };
  /** `unanswered`: nothing was due to be sent yet, a question stayed open. */
  readonly expired: { readonly sendBy?: string; readonly unanswered?: boolean };
  readonly message: { readonly body: string; readonly author: string };
  /** The buyer, the marketplace or a bank disputes it (M35). What comes of it is told in a person’s words. */
  readonly dispute_opened: Record<never, never>;
  /** After the end: five links, one a score. `refused`: it ended with a no. `again`: is it well now? */
  readonly survey: {
    readonly answers: readonly { readonly score: number; readonly url: string }[];
    readonly refused?: boolean;
    readonly again?: boolean;
  };
  /** We need longer. `arrived`: the goods are here. `because` is meant for the buyer: never our suspicion. */
  readonly hold_waiting: { readonly arrived: boolean; readonly because?: string; readonly by?: string };
};

export type FactsOf<K extends NoticeKind> = CommonFacts & FactsByKind[K];
