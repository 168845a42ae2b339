/**
 * The port: what Retour asks of any channel (M11). Adapters parse every answer at the edge with a tolerant reader
 * and hand on neutral arrivals with the raw payload; they never touch the database and never import `app/`.
 */
import type { Money } from '../core/money.ts';
import type { Buyer, Fault, OrderLine, Reason, Verdict, Wish } from '../core/return/model.ts';

/** An outside failure is data, not an exception. `retryable` says whether asking again can help. */
export type Failure = {
  readonly failed: 'rate_limited' | 'timeout' | 'unavailable' | 'unauthorised' | 'not_found' | 'refused' | 'unreadable';
  readonly says: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  /** True where the act may have happened all the same (a time-out after sending): read back before trying again. */
  readonly uncertain?: boolean;
};
export const failed = <T>(answer: T | Failure): answer is Failure => typeof answer === 'object' && answer !== null && 'failed' in answer;

/** The channel's own numbers for an order and its lines, kept with our order so that we can talk back. */
export type ChannelRef = { readonly orderId: string; readonly lines: Readonly<Record<string, string>> };

export type OrderArrival = {
  readonly kind: 'order';
  readonly channelOrderId: string;
  readonly country: string;
  readonly currency: string;
  readonly buyer: Buyer;
  readonly placedAt: string;
  readonly shippedAt?: string;
  readonly deliveredAt?: string;
  readonly shippingPaid?: Money;
  readonly lines: readonly OrderLine[];
  /** How each line stands at the channel (by line id), where it tells: money that went back by hand shows here. */
  readonly states?: Readonly<Record<string, LineState>>;
  readonly ref: ChannelRef;
  readonly modifiedAt: string;
  readonly raw: unknown;
};

export type LineState = 'unpaid' | 'paid' | 'shipped' | 'cancelled' | 'refunded';

/** A buyer asks for help with a line: one return per open request, however often it is polled (M14). */
export type RequestArrival = {
  readonly kind: 'request';
  /** The channel's number for the case (Back Market: the care folder). */
  readonly channelReturnId: string;
  readonly channelOrderId: string;
  readonly lineId: string;
  readonly reason: Reason;
  readonly fault?: Fault;
  readonly wants?: Wish;
  /** Verbatim, as the channel said it. */
  readonly channelReason: string;
  readonly note?: string;
  readonly photos: number;
  readonly declaredAt: string;
  readonly closedAt?: string;
  readonly modifiedAt: string;
  readonly messages: readonly MessageArrival[];
  /** Further units of the order in the same case, where the channel's cases hold more than one. */
  readonly also?: readonly Pick<RequestArrival, 'lineId' | 'reason' | 'fault' | 'channelReason'>[];
  readonly raw: unknown;
};

export type MessageArrival = {
  readonly id: string;
  readonly at: string;
  readonly from: 'buyer' | 'seller' | 'channel';
  /** Plain text: markup of the channel is taken off at the edge. */
  readonly body: string;
  readonly informative: boolean;
};

/** The way back as the channel's own shipping sees it. */
export type ParcelArrival = {
  readonly kind: 'parcel';
  readonly channelOrderId: string;
  readonly lineId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly labelUrl?: string;
  readonly createdAt: string;
  readonly pickedUpAt?: string;
  readonly deliveredAt?: string;
  readonly invoiced?: Money;
  readonly raw: unknown;
};

/** A part that could not be read: kept and shown to people, never dropped (M12). */
export type QuarantineArrival = {
  readonly kind: 'unreadable';
  readonly what: string;
  readonly externalId: string;
  readonly says: string;
  readonly raw: unknown;
};

export type Arrival = OrderArrival | RequestArrival | ParcelArrival | QuarantineArrival;

/** Opaque to the caller: how far this connection has read. `null` at the first poll. */
export type LowWater = Readonly<Record<string, string>>;

/** Something that people should see to at the connection, although everything could be read. */
export type Warning = { readonly kind: 'unknown_reason'; readonly about: string };

/** `troubles`: parts of the channel that did not answer this time; their mark stays where it was, so the next poll catches up. */
export type PollAnswer = {
  readonly arrivals: readonly Arrival[];
  readonly lowWater: LowWater;
  readonly troubles?: readonly { readonly part: string; readonly failure: Failure }[];
  readonly warnings?: readonly Warning[];
};

/** How a return stands with us, in the channel's own numbers: what its record of the case should say as well. */
export type Standing = {
  readonly rma: string;
  readonly answer: 'open' | 'accepted' | 'refused' | 'withdrawn';
  /** Where it was refused: what stood in the way, and what the buyer was told. */
  readonly refusal?: { readonly ground: 'window_closed' | 'not_eligible'; readonly says: string };
  readonly parcel?: { readonly carrier?: string; readonly trackingNumber: string };
  readonly received: boolean;
  /** One for each line; `verdict` once the bench has spoken, the gravest of its units. */
  readonly lines: readonly { readonly lineId: string; readonly quantity: number; readonly verdict?: Verdict }[];
  readonly closed: boolean;
};

export type RefundRequest = {
  /** Our own id of the intent. Channels without idempotency ignore it; the sandbox logs it. */
  readonly intentId: string;
  readonly ref: ChannelRef;
  readonly lineId: string;
  readonly amount: Money;
  /** Whether this settles everything that was paid for the line. */
  readonly full: boolean;
  /** What earlier intents of ours have already paid back on this line: without it a line that was refunded before looks like this one's success. */
  readonly refundedBefore?: Money;
  readonly because: string;
};
/** `unknown`: the channel can't tell (a partial refund leaves no trace on the line). A person must look. `pending`: under way, ask again. */
export type RefundReadback = { readonly state: 'refunded' | 'not_refunded' | 'unknown' | 'pending'; readonly reference?: string };

/** How many pieces of an SKU a channel offers; `reference` is its own number of the offer. */
export type Listing = { readonly reference: string; readonly quantity: number };

export type OutgoingFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

export type Channel = {
  readonly kind: string;
  /** Everything that changed since `lowWater`, oldest first; asking again with the same mark gives at least the same. */
  poll(lowWater: LowWater | null): Promise<PollAnswer | Failure>;
  /** False where the channel has no conversation of its own: words go by mail. */
  readonly speaks?: boolean;
  /** `intentId`: our own id of it, the same at every attempt, for channels that know a thing said twice by it. */
  sendMessage(
    channelReturnId: string,
    body: string,
    files?: readonly OutgoingFile[],
    intentId?: string,
  ): Promise<{ readonly reference: string } | Failure>;
  /** The order as the channel has it now: for a request whose order was never polled. */
  fetchOrder?(channelOrderId: string): Promise<OrderArrival | QuarantineArrival | Failure>;
  /** Whether our message stands in the thread: asked before a message of uncertain fate is sent again. */
  findMessage?(channelReturnId: string, body: string, since: string): Promise<{ readonly reference: string } | null | Failure>;
  /** `pending`: the money is under way, and may still come back. */
  refund(request: RefundRequest): Promise<{ readonly reference: string; readonly pending?: true } | Failure>;
  /** What became of a refund: asked before every attempt, since the channel has no idempotency key. */
  readRefund(request: RefundRequest): Promise<RefundReadback | Failure>;
  /**
   * Brings the channel's own record of the case in step with ours: it is read first, and only what is missing is done, so that telling twice
   * changes nothing and a step that was lost is made up by the next.
   */
  keepInStep?(channelReturnId: string, standing: Standing): Promise<{ readonly reference: string } | Failure>;
  /** Reads again what could not be taken once (M12): the raw payload of that time with the reader of today. `what` is the arrival's kind or part. */
  readAgain?(what: string, raw: unknown): readonly Arrival[];
  /** A bench finding that the channel should know (Back Market: `problem`). */
  reportProblem?(
    channelReturnId: string,
    finding: { readonly verdict: string; readonly says: string },
    files?: readonly OutgoingFile[],
  ): Promise<{ readonly reference: string } | Failure>;
  /** The unit goes back to the buyer: repaired, replaced or as it came. */
  sendBack?(
    channelReturnId: string,
    parcel: { readonly carrier: string; readonly trackingNumber: string; readonly as: 'repaired' | 'replaced' | 'unrepaired' },
  ): Promise<{ readonly reference: string } | Failure>;
  /** The parcel has left (M23). Lines that the channel has as shipped already are passed over, so that telling twice changes nothing. */
  markShipped?(
    ref: ChannelRef,
    parcel: {
      /** Our line ids with their SKUs. */
      readonly lines: readonly { readonly id: string; readonly sku: string }[];
      readonly carrier: string;
      readonly trackingNumber: string;
      readonly trackingUrl?: string;
      readonly shippedAt: string;
    },
  ): Promise<{ readonly reference: string } | Failure>;
  /** The order's invoice, for the buyer to find at the channel (M32). */
  sendInvoice?(ref: ChannelRef, file: OutgoingFile): Promise<{ readonly reference: string } | Failure>;
  /** False where nobody behind the channel can pay a buyer: refunds then go by bank transfer, or by hand. */
  readonly paysBack?: boolean;
  /** The channel takes one refund of a line: after a part of it, the rest can't be paid back there any more (M19 gives no money then). */
  readonly partEndsLine?: true;
  /** The offer of an SKU as it is now; null where the channel has none (M28). */
  readListing?(sku: string): Promise<Listing | null | Failure>;
  /** Takes the offer from sale. Said twice it is one thing. What stood there is asked before, for the way back. */
  stopListing?(sku: string): Promise<{ readonly reference: string } | Failure>;
  /** Puts so many pieces up for sale again. */
  resumeListing?(sku: string, quantity: number): Promise<{ readonly reference: string } | Failure>;
  /** Credentials and reach, for the connection's test button. */
  probe(): Promise<{ readonly ok: true; readonly says: string } | Failure>;
};
