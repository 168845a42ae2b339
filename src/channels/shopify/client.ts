/** A shop at Shopify as a {@link Channel}, by the GraphQL Admin API. What was learned about it, and what is left out, stands in README.md. */
import { createHash } from 'node:crypto';
import { decimal, type Money, money, parseMoney } from '../../core/money.ts';
import {
  type Arrival,
  type Channel,
  type Failure,
  failed,
  type LowWater,
  type PollAnswer,
  type RefundReadback,
  type RefundRequest,
  type Standing,
} from '../channel.ts';
import { earlier, field, instant, integer, onceInOrder, text } from '../read.ts';
import type { Edges } from '../talk.ts';
import { graphql, type Operation, userErrors } from './graphql.ts';
import { gidOf, nodes, readOrder, readReturn, readReturns } from './map.ts';
import * as ask from './queries.ts';

export type ShopifyOptions = {
  /** `phenix.myshopify.com` */
  readonly domain: string;
  /** The Admin API access token of the seller's own app. */
  readonly token: string;
  /** Another address than Shopify's own, for the sandbox. */
  readonly baseUrl?: string;
  /** How far back the first poll reads (ISO 8601). Absent: as far as Shopify shows, sixty days without `read_all_orders`. */
  readonly since?: string;
  readonly timeoutMs?: number;
} & Edges;

const OVERLAP_MS = 2 * 60_000;
const MOST_PAGES = 1_000;
/** Statuses of returns that still ask for something: read in each poll, whatever the order's own date of change says. */
const LIVELY = 'return_status:return_requested OR return_status:in_progress';

export function createShopify(options: ShopifyOptions): Channel {
  const call = graphql(
    { baseUrl: options.baseUrl ?? `https://${options.domain}`, token: options.token, timeoutMs: options.timeoutMs ?? 20_000 },
    options,
  );

  // ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function ordersBy(query: string | null): Promise<unknown[] | Failure> {
    const all: unknown[] = [];
    let after: string | null = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer: Awaited<ReturnType<typeof call>> = await call(ask.ORDERS, { query, after });
      if (failed(answer)) return answer;
      const orders = field(answer.data, 'orders');
      if (orders === undefined) return { failed: 'unreadable', says: 'Orders: no list in the answer', retryable: true };
      all.push(...nodes(orders));
      const info = field(orders, 'pageInfo');
      after = field(info, 'hasNextPage') === true ? text(field(info, 'endCursor')) : null;
      if (after === null) break;
    }
    return all;
  }

  async function rawOrder(id: string): Promise<unknown> {
    const answer = await call(ask.ORDER, { id: gidOf('Order', id) });
    if (failed(answer)) return answer;
    return field(answer.data, 'order') ?? ({ failed: 'not_found', says: `There is no order ${id}.`, retryable: false } satisfies Failure);
  }

  async function poll(lowWater: LowWater | null): Promise<PollAnswer | Failure> {
    const mark = lowWater?.['orders'];
    const from = mark === undefined ? options.since : earlier(mark, OVERLAP_MS);
    const changed = await ordersBy(from === undefined ? null : `updated_at:>='${from}'`);
    if (failed(changed)) return changed;
    const times = changed.flatMap((order) => instant(field(order, 'updatedAt')) ?? []);
    const high = [...(mark === undefined ? [] : [mark]), ...times].sort().at(-1);
    const troubles: { part: string; failure: Failure }[] = [];
    const lively = await ordersBy(LIVELY);
    if (failed(lively)) troubles.push({ part: 'returns', failure: lively });
    const arrivals: Arrival[] = [...changed, ...(failed(lively) ? [] : lively)].flatMap((order) => [
      ...readOrder(order),
      ...readReturns(order),
    ]);
    return {
      arrivals: onceInOrder(arrivals),
      lowWater: { ...lowWater, ...(high && { orders: high }) },
      ...(troubles.length > 0 && { troubles }),
    };
  }

  async function fetchOrder(id: string) {
    const raw = await rawOrder(id);
    if (isFailure(raw)) return raw;
    return readOrder(raw)[0] ?? ({ failed: 'unreadable', says: `order ${id}: nothing in it that we know`, retryable: true } as const);
  }

  // ── Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Our refund of this very intent, known by the note that it carries. */
  const ownRefunds = (order: unknown, intentId: string): unknown[] =>
    nodes(field(order, 'refunds')).filter((refund) => (text(field(refund, 'note')) ?? '').includes(intentId));
  const statusesOf = (refund: unknown): string[] => nodes(field(refund, 'transactions')).flatMap((one) => text(field(one, 'status')) ?? []);

  function cameTo(refund: unknown): RefundReadback['state'] {
    const statuses = statusesOf(refund);
    if (statuses.some((status) => status === 'PENDING' || status === 'AWAITING_RESPONSE')) return 'pending';
    if (statuses.length > 0 && statuses.every((status) => status === 'FAILURE' || status === 'ERROR')) return 'not_refunded';
    return 'refunded';
  }

  async function readRefund(request: RefundRequest): Promise<RefundReadback | Failure> {
    const order = await rawOrder(request.ref.orderId);
    if (isFailure(order)) return order;
    for (const refund of ownRefunds(order, request.intentId)) {
      const state = cameTo(refund);
      const reference = text(field(refund, 'id'));
      if (state !== 'not_refunded') return { state, ...(reference && { reference }) };
    }
    return { state: 'not_refunded' };
  }

  async function refund(request: RefundRequest): Promise<{ readonly reference: string; readonly pending?: true } | Failure> {
    const order = await rawOrder(request.ref.orderId);
    if (isFailure(order)) return order;
    const line = nodes(field(order, 'lineItems')).find(
      (one) => text(field(one, 'id')) === (request.ref.lines[request.lineId] ?? request.lineId),
    );
    if (line === undefined) return { failed: 'not_found', says: `The order has no line ${request.lineId}.`, retryable: false };
    const transactions = shareOut(order, request.amount);
    if (failed(transactions)) return transactions;
    const left = integer(field(line, 'refundableQuantity')) ?? 0;
    const lost = ownRefunds(order, request.intentId).length;
    const answer = await call(ask.REFUND, {
      // The same intent is the same key at every attempt; an attempt after one that the bank sent back is another payment.
      key: keyOf(`${request.intentId}${lost === 0 ? '' : `:${lost}`}`),
      input: {
        orderId: field(order, 'id'),
        note: `Retour ${request.intentId}`,
        notify: false,
        transactions,
        // The whole line: then Shopify counts its pieces as returned. Stock is ours to keep.
        ...(request.full &&
          left > 0 && { refundLineItems: [{ lineItemId: field(line, 'id'), quantity: left, restockType: 'NO_RESTOCK' }] }),
      },
    });
    if (failed(answer)) return answer;
    const payload = field(answer.data, 'refundCreate');
    const wrong = userErrors(payload);
    if (wrong) return wrong;
    const made = field(payload, 'refund');
    const reference = text(field(made, 'id'));
    if (reference === null) return { failed: 'unreadable', says: 'refundCreate names no refund', retryable: true, uncertain: true };
    const state = cameTo(made);
    if (state === 'not_refunded')
      return { failed: 'refused', says: `Shopify could not pay: ${statusesOf(made).join(', ')}.`, retryable: false };
    return { reference, ...(state === 'pending' && { pending: true as const }) };
  }

  // ── The case ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Shopify's record: REQUESTED → OPEN or DECLINED → CLOSED or CANCELED. */
  async function keepInStep(channelReturnId: string, standing: Standing): Promise<{ readonly reference: string } | Failure> {
    const id = gidOf('Return', channelReturnId);
    const answer = await call(ask.RETURN, { id });
    if (failed(answer)) return answer;
    const raw = field(answer.data, 'return');
    if (raw === undefined) return { failed: 'not_found', says: `There is no return ${channelReturnId}.`, retryable: false };
    let status = text(field(raw, 'status')) ?? '';
    const told: string[] = [];
    const tell = async (operation: Operation, root: string, variables: object, then: string): Promise<Failure | null> => {
      const done = await call(operation, { ...variables });
      const wrong = failed(done) ? done : userErrors(field(done.data, root));
      if (wrong) return wrong;
      told.push(root);
      status = then;
      return null;
    };
    if (status === 'REQUESTED' && (standing.answer === 'refused' || standing.answer === 'withdrawn')) {
      const late = standing.refusal?.ground === 'window_closed';
      const declineNote = standing.refusal?.says.slice(0, 500);
      const input = { id, declineReason: late ? 'RETURN_PERIOD_ENDED' : 'OTHER', ...(declineNote && { declineNote }) };
      const wrong = await tell(ask.DECLINE, 'returnDeclineRequest', { input }, 'DECLINED');
      if (wrong) return wrong;
    }
    if (status === 'REQUESTED' && (standing.answer === 'accepted' || standing.received)) {
      const wrong = await tell(ask.APPROVE, 'returnApproveRequest', { input: { id } }, 'OPEN');
      if (wrong) return wrong;
    }
    if (status === 'OPEN' && standing.answer === 'withdrawn') {
      const wrong = await tell(ask.CANCEL, 'returnCancel', { id }, 'CANCELED');
      if (wrong) return wrong;
    }
    if (status === 'OPEN' && standing.parcel) {
      // Goods that go back are a "reverse fulfilment"; approving makes it, so it is read anew.
      const again = told.length === 0 ? answer : await call(ask.RETURN, { id });
      if (failed(again)) return again;
      const ways = nodes(field(field(again.data, 'return'), 'reverseFulfillmentOrders'));
      const bare = ways.find((way) => nodes(field(way, 'reverseDeliveries')).length === 0);
      if (bare !== undefined) {
        const tracking = { number: standing.parcel.trackingNumber };
        const wrong = await tell(ask.DELIVERY, 'reverseDeliveryCreateWithShipping', { way: field(bare, 'id'), tracking }, status);
        if (wrong) return wrong;
      }
    }
    if (status === 'OPEN' && standing.closed) {
      const wrong = await tell(ask.CLOSE, 'returnClose', { id }, 'CLOSED');
      if (wrong) return wrong;
    }
    return { reference: told.join(', ') || `${status} already` };
  }

  const markShipped: NonNullable<Channel['markShipped']> = async (ref, parcel) => {
    const answer = await call(ask.FULFILMENTS, { id: gidOf('Order', ref.orderId) });
    if (failed(answer)) return answer;
    const open = nodes(field(field(answer.data, 'order'), 'fulfillmentOrders')).filter((one) =>
      /^(OPEN|IN_PROGRESS)$/.test(text(field(one, 'status')) ?? ''),
    );
    if (open.length === 0) return { reference: 'shipped there already' };
    const done = await call(ask.SHIP, {
      fulfillment: {
        lineItemsByFulfillmentOrder: open.map((one) => ({ fulfillmentOrderId: field(one, 'id') })),
        trackingInfo: { number: parcel.trackingNumber, company: parcel.carrier, ...(parcel.trackingUrl && { url: parcel.trackingUrl }) },
        notifyCustomer: false,
      },
    });
    const wrong = failed(done) ? done : userErrors(field(done.data, 'fulfillmentCreate'));
    return wrong ?? { reference: parcel.trackingNumber };
  };

  async function probe() {
    const answer = await call(ask.PROBE);
    if (failed(answer)) return answer;
    const name = text(field(field(answer.data, 'shop'), 'name')) ?? options.domain;
    const scopes = nodes(field(field(answer.data, 'currentAppInstallation'), 'accessScopes')).flatMap(
      (one) => text(field(one, 'handle')) ?? [],
    );
    const missing = SCOPES.filter((scope) => !scopes.includes(scope));
    if (missing.length > 0)
      return { failed: 'unauthorised', says: `${name} answers, but the app may not: ${missing.join(', ')}.`, retryable: false } as const;
    return { ok: true, says: `${name} answers.` } as const;
  }

  function readAgain(what: string, raw: unknown): readonly Arrival[] {
    if (what === 'order') return readOrder(raw);
    return what === 'request' || what === 'return' ? [readReturn(raw, '')] : [];
  }

  return {
    kind: 'shopify',
    speaks: false,
    poll,
    fetchOrder,
    sendMessage: async () => ({
      failed: 'refused',
      says: 'Shopify has no conversation with the buyer: words go by mail.',
      retryable: false,
    }),
    refund,
    readRefund,
    keepInStep,
    markShipped,
    readAgain,
    probe,
  };
}

/** What the seller's app must be allowed. */
export const SCOPES = [
  'read_orders',
  'write_orders',
  'read_returns',
  'write_returns',
  'read_merchant_managed_fulfillment_orders',
  'write_merchant_managed_fulfillment_orders',
];

/** Keys are UUIDs by Shopify's advice; ours is made of the intent, so that it is the same after any crash. */
function keyOf(intent: string): string {
  const hex = createHash('sha256').update(intent).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * The amount over the payments of the order, the first first: one order may be paid by card and voucher. What was paid back from a payment
 * before is not there any more.
 */
function shareOut(order: unknown, amount: Money): object[] | Failure {
  const sum = (raw: unknown): number => {
    const told = field(field(raw, 'amountSet'), 'shopMoney');
    const read = parseMoney(text(field(told, 'amount')) ?? '', amount.currency);
    return text(field(told, 'currencyCode')) === amount.currency ? (read?.minor ?? 0) : 0;
  };
  const all = nodes(field(order, 'transactions'));
  const standing = (one: unknown, kinds: RegExp) =>
    kinds.test(text(field(one, 'kind')) ?? '') && /^(SUCCESS|PENDING)$/.test(text(field(one, 'status')) ?? '');
  let left = amount.minor;
  const parts: object[] = [];
  for (const payment of all.filter((one) => standing(one, /^(SALE|CAPTURE)$/))) {
    const id = text(field(payment, 'id'));
    const back = all.filter((one) => standing(one, /^REFUND$/) && text(field(field(one, 'parentTransaction'), 'id')) === id);
    const there = sum(payment) - back.reduce<number>((total, one) => total + sum(one), 0);
    const part = Math.min(left, Math.max(there, 0));
    if (part <= 0) continue;
    left -= part;
    parts.push({
      orderId: field(order, 'id'),
      parentId: id,
      gateway: field(payment, 'gateway'),
      kind: 'REFUND',
      amount: decimal(money(part, amount.currency)),
    });
  }
  if (left === 0) return parts;
  return { failed: 'refused', says: 'The payments of this order do not hold so much any more: look at it in Shopify.', retryable: false };
}

const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'failed' in value && 'retryable' in value && 'says' in value;
