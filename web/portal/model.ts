/** What the portal's pages show: the buyer's side of an order and of a return, without the seller's internal notes. */
import type { Score } from '../../src/core/aftercare/answer.ts';
import type { Address, TrackingCode } from '../../src/carriers/carrier.ts';
import type { Money } from '../../src/core/money.ts';
import type { Because, Decision } from '../../src/core/policy/decision.ts';
import type { PolicyDocument } from '../../src/core/policy/document.ts';
import type { PlainPolicy } from '../../src/core/policy/plain.ts';
import type { AnswerKind } from '../../src/core/return/contest.ts';
import type { NextStep } from '../../src/core/return/next.ts';
import type {
  FailedRemedy,
  Fault,
  Grade,
  Hold,
  LabelKind,
  Reason,
  RefundState,
  ReturnItem,
  Status,
  Wish,
} from '../../src/core/return/model.ts';

export type PortalSeller = {
  readonly slug: string;
  readonly name: string;
  /** `#rrggbb`; the product's own colour where absent. */
  readonly colour?: string | undefined;
  /** Its logo, by the name under which the portal gives it out. */
  readonly logo?: string | undefined;
  /** The seller's language: used where the browser asks for none that the portal speaks. */
  readonly language: string;
};

/** A signed-in buyer's order. `ref` is ours (it stands in the portal's addresses), `number` is what the buyer knows. */
export type PortalOrder = {
  readonly ref: string;
  readonly sellerSlug: string;
  readonly number: string;
  /** Where it was bought, as the buyer calls it: `Back Market`. */
  readonly shop: string;
  /** ISO 3166-1 alpha-2: times are shown as the clocks of this country show them. */
  readonly country: string;
  readonly placedAt: string;
  readonly deliveredAt?: string;
  readonly buyer: { readonly name: string; readonly language: string };
  /** The seller's policy in force: the words of its own rows; the packs' words are known without. */
  readonly policy?: PolicyDocument;
  /** One entry per unit. */
  readonly items: readonly PortalOrderItem[];
  /** Other orders of the same buyer at this seller, as far as the page needs them whole: one request may reach into several. */
  readonly others?: readonly PortalOrder[];
};

/** One step of a way back that the buyer may choose (M21). */
export type PortalWay = {
  readonly kind: Exclude<LabelKind, 'own'>;
  /** The seller's account with a carrier, and the carrier's name as people say it. */
  readonly account: string;
  readonly carrier: string;
  /** What it costs the buyer; null where the carrier tells only afterwards. Absent where the seller pays. */
  readonly price?: Money | null;
  readonly hasPoints: boolean;
  readonly slots: readonly { readonly from: string; readonly until: string }[];
};

export type PortalPoint = {
  readonly id: string;
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  /** Metres, where the carrier tells. */
  readonly distance?: number;
  /** Monday first; an empty list on a day that it is closed. */
  readonly hours?: readonly (readonly string[])[];
};

/** How a return may travel: what can be had, what was chosen, and the points near a postcode. */
export type PortalWays = {
  readonly ways: readonly PortalWay[];
  /** Sending it with a carrier of one's own: where the buyer pays. */
  readonly own: boolean;
  readonly paidBy: 'seller' | 'buyer';
  readonly chosen: { readonly kind: LabelKind; readonly account?: string } | null;
  readonly postalCode: string;
  readonly points: readonly PortalPoint[];
  /** The list of points could not be had. */
  readonly pointsFailed: boolean;
  readonly lithium: boolean;
};

export type PortalOrderItem = {
  /** `lineId#unit`, as `keyOf` makes it. */
  readonly key: string;
  readonly lineId: string;
  readonly unit: number;
  readonly title: string;
  readonly category: string;
  readonly condition: 'new' | 'refurbished' | 'used';
  readonly price: Money;
  /** The return that is under way for this unit: the portal leads there instead of opening a second one (M14). */
  readonly openReturn?: { readonly id: string; readonly rma: string; readonly status: Status };
  /**
   * Present where the answer would be no whatever the reason, with the findings that say so.
   * The unit stays visible and the buyer may ask all the same.
   */
  readonly refused?: readonly Because[];
};

/** One unit that the buyer asks to return. `photos` are references that `stow` gave. */
export type PortalRequest = {
  readonly lineId: string;
  readonly unit: number;
  readonly reason: Reason;
  readonly fault?: Fault;
  readonly wants?: Wish;
  readonly note?: string;
  readonly photos: readonly PhotoRef[];
};

export type PhotoRef = { readonly ref: string; readonly name: string };

/** What would be decided for one unit, and until when the buyer must act. Nothing is written. */
export type PortalPreview = {
  readonly lineId: string;
  readonly unit: number;
  readonly decision: Decision;
  /** On which day or with which evidence the answer would be another one: sentences in the page's language. */
  readonly wouldChange?: readonly string[];
};

export type PortalMessage = {
  readonly at: string;
  readonly from: 'buyer' | 'seller';
  /** Name to show: a person's, or the seller's. */
  readonly author: string;
  readonly body: string;
  /** BCP 47, where the text is not in the page's language, so that a screen reader says it right. */
  readonly language?: string;
  readonly files?: readonly PortalFile[];
};

/** A picture or a paper that went with a message. `size` in bytes. */
export type PortalFile = { readonly id: string; readonly name: string; readonly type: string; readonly size: number };

/** A file that waits for the words that it goes with, as a form carries it. */
export type PendingFile = { readonly name: string; readonly type: string; readonly size: number; readonly sealed: string };

/** One thing that the bench found: of a question that the portal has words for, or in the seller's own. */
export type FoundPoint =
  | { readonly key: string; readonly figure?: string }
  | { readonly own: { readonly en: string; readonly fr: string } };

export type PortalFinding = {
  readonly points: readonly FoundPoint[];
  /** Pictures of the bench; `point` says which of the points it shows. */
  readonly photos: readonly { readonly ref: string; readonly point: number }[];
  readonly grade?: Grade;
};

type PortalTerms = { readonly outcome: 'for_buyer' | 'for_seller' | 'split'; readonly amount: Money };

/** Where the buyer's complaint stands (M35). */
export type PortalDispute = {
  /** `D-4K7D-9QXM`. */
  readonly code: string;
  readonly openedAt: string;
  readonly state: 'to_answer' | 'waiting' | 'proposed' | 'handed_over' | 'ruled' | 'closed';
  /** By when an answer is owed. */
  readonly answerBy?: string;
  /** What the buyer said, oldest first, and the names of the files that they showed. */
  readonly said: readonly { readonly says: string; readonly at: string }[];
  readonly shown: readonly string[];
  readonly offer?: PortalTerms & { readonly ours: boolean; readonly until: string; readonly says?: string };
  readonly ruling?: PortalTerms & { readonly ours: boolean; readonly until: string; readonly says: string };
  readonly appealed?: boolean;
  readonly settled?: PortalTerms & { readonly by: 'agreement' | 'ruling' | 'withdrawal'; readonly at: string };
  /** What the buyer may do in it now. */
  readonly may: readonly ('word' | 'agreement' | 'decline' | 'acceptance' | 'appeal' | 'withdrawal')[];
};

/** An account for a refund that goes by bank transfer; `sent`: the bank has it, and nothing can be changed any more. */
export type PortalBank = {
  readonly state: 'wanted' | 'given' | 'wrong' | 'sent';
  /** `iban` is masked. */
  readonly account?: { readonly holder: string; readonly iban: string; readonly country: string };
};

export type PortalRefund = {
  readonly amount: Money;
  readonly state: RefundState;
  /** When it was confirmed, else when it was planned. */
  readonly at: string;
  /** How it goes: to the buyer's account, or back the way they paid. */
  readonly by: 'bank' | 'as_paid';
  /** When it usually stands there, once it has left. */
  readonly usually?: string;
};

export type PortalReturnItem = Pick<
  ReturnItem,
  | 'lineId'
  | 'unit'
  | 'title'
  | 'category'
  | 'price'
  | 'reason'
  | 'fault'
  | 'wants'
  | 'authorisation'
  | 'parcel'
  | 'assessment'
  | 'settlement'
  | 'verdict'
  | 'resolution'
  | 'decision'
> & {
  readonly note?: string;
  /** Why a person refused it, in their words; absent where the policy did. */
  readonly refusal?: string;
  /** The parcel in which it, or what replaces it, goes to the buyer. */
  readonly toYou?: { readonly carrier?: string; readonly trackingNumber: string; readonly trackingUrl?: string };
  readonly finding?: PortalFinding;
  /** What was kept of a full refund, and what was said with the outcome. */
  readonly given?: { readonly because?: string; readonly kept?: Money };
  /** What the buyer may agree to or contest. */
  readonly answer?: AnswerKind;
  /** When they agreed to it. */
  readonly agreedAt?: string;
  /** What was tried and did not work. */
  readonly failed?: readonly FailedRemedy[];
  /** As on the page before sending; only while the policy's answer stands and is not a yes. */
  readonly wouldChange?: readonly string[];
};

export type PortalReturn = {
  readonly id: string;
  readonly rma: string;
  readonly sellerSlug: string;
  readonly orderRef: string;
  readonly orderNumber: string;
  readonly shop: string;
  readonly country: string;
  readonly buyer: { readonly name: string; readonly language: string };
  readonly policy?: PolicyDocument;
  readonly status: Status;
  /** Number of the last event: the page compares it to know that something happened. */
  readonly version: number;
  /** The seller's clock when this was read. */
  readonly asOf: string;
  readonly openedAt: string;
  /** Who acts next and by when, and (`what`) with which step, where the headline can be more exact for it. The words are the portal's own. */
  readonly next: Pick<NextStep, 'who' | 'by'> & Partial<Pick<NextStep, 'what'>>;
  readonly items: readonly PortalReturnItem[];
  /** What the team asked for, while `waiting_for_buyer`; text of a person. */
  readonly asks?: string;
  /** The return is on hold: something has to be looked at first. The words of whoever put it there are the team's. */
  readonly hold?: Hold['why'];
  readonly dispute?: PortalDispute;
  readonly bank?: PortalBank;
  /** Whom a consumer may turn to when we don't find together (Directive 2013/11/EU article 13), where the seller names somebody. */
  readonly mediator?: { readonly name: string; readonly url?: string };
  readonly label?: {
    readonly kind: LabelKind;
    /** Its name, as people say it. */
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly trackingUrl?: string;
    readonly paidBy: 'seller' | 'buyer';
    /** Where it is handed in, or when it is fetched, as far as the buyer has chosen it. */
    readonly place?: {
      readonly point?: Omit<PortalPoint, 'distance'>;
      readonly slot?: { readonly from: string; readonly until: string };
    };
    /** The carrier's own page with the code to be scanned, where it has one. */
    readonly codeUrl?: string;
    /** Whether `labelPdf` has something to give. */
    readonly pdf: boolean;
  };
  /** Where the parcel goes; shown once the return is approved. */
  readonly returnAddress?: Address;
  /** Latest day to hand the parcel in. */
  readonly sendBy?: string;
  readonly tracking: readonly { readonly at: string; readonly code: TrackingCode; readonly place?: string }[];
  readonly refunds: readonly PortalRefund[];
  readonly messages: readonly PortalMessage[];
  readonly photos: readonly PhotoRef[];
  /** Events as sentences in the language that was asked for, oldest first. */
  readonly events: readonly { readonly at: string; readonly says: string }[];
  /** How it went; null where nobody asks. `form`: of this rendering. */
  readonly survey: {
    readonly token: string;
    readonly form: string;
    readonly score: Score | null;
    readonly open: boolean;
    /** Whether it is well now. */
    readonly again: boolean;
  } | null;
  /** What the buyer may do now, as the command table says. */
  readonly may: { readonly addPhotos: boolean; readonly answer: boolean; readonly message: boolean; readonly cancel: boolean };
};

/** The seller's return policy as a buyer in a country reads it. */
export type PortalPolicy = PlainPolicy & {
  /** ISO 3166-1 alpha-2; `countries` are those whose law we know. */
  readonly country: string;
  readonly countries: readonly string[];
};
