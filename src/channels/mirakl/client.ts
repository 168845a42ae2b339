/** A marketplace that runs on Mirakl as a {@link Channel}: one connection for each operator. What was learned about its API stands in README.md. */
import { type ReasonMap } from '../../core/connections.ts';
import { compare, decimal, money, subtract, zero } from '../../core/money.ts';
import type { Verdict } from '../../core/return/model.ts';
import {
  type Arrival,
  type Channel,
  type ChannelRef,
  type Failure,
  failed,
  type LowWater,
  type MessageArrival,
  type OutgoingFile,
  type PollAnswer,
  type RefundReadback,
  type RefundRequest,
  type Standing,
  type Warning,
} from '../channel.ts';
import { amount, earlier, field, idOf, instant, latest, list, onceInOrder, plain, text } from '../read.ts';
import { type Call, type Edges, failureOfStatus, talker } from '../talk.ts';
import { FINAL_STATES, orderOfThread, readMessages, readOrder, readReturn, refundedOf } from './map.ts';

export type MiraklOptions = {
  /** The operator's own platform, such as `https://operator-prod.mirakl.net`; paths start with `/api`. */
  readonly baseUrl: string;
  /** The shop's API key, sent bare in `Authorization`. */
  readonly apiKey: string;
  /** Which shop, where one account has several. */
  readonly shopId?: string;
  /** The operator's own code for a refund (RE02). Absent: the first that a shop may use. */
  readonly refundReason?: string;
  /** What the operator's return reasons mean; the others are read as Mirakl's own list has them. */
  readonly reasons?: ReasonMap;
  /** How far back the first poll reads (ISO 8601). Absent: everything. */
  readonly since?: string;
  readonly timeoutMs?: number;
} & Edges;

/** Updates may share a second, and pages shift while we read: each mark is read again from a while before. */
const OVERLAP_MS = 2 * 60_000;
/** The most that a page of OR11, RT11 or M11 holds. */
const PAGE = 100;
/** A list that does not end is a fault of the other side, not work. */
const MOST_PAGES = 1_000;

/** What a finding is called in RT26; the others are as the buyer said. */
const NON_COMPLIANT: Readonly<Partial<Record<Verdict, string>>> = {
  other_device: 'RETURN_NON_COMPLIANT_WRONG_PRODUCT',
  customer_damage: 'RETURN_NON_COMPLIANT_DAMAGED_PRODUCT',
  incomplete: 'RETURN_NON_COMPLIANT_MISSING_ITEM',
};

export function createMirakl(options: MiraklOptions): Channel {
  const shop = options.shopId === undefined ? {} : { shop_id: options.shopId };
  const talk = talker(
    {
      name: 'Mirakl',
      baseUrl: options.baseUrl,
      timeoutMs: options.timeoutMs ?? 20_000,
      headers: { Authorization: options.apiKey, Accept: 'application/json' },
      failureOf: (status, headers, body, act, nowMs) => failureOfStatus(status, headers, wordsOf(status, body), act, nowMs),
    },
    options,
  );
  const reasons = options.reasons ?? {};
  const ask = (path: string, query: Call['query'] = {}) => talk({ method: 'GET', path, query: { ...shop, ...query } });
  const put = (path: string, json: unknown) => talk({ method: 'PUT', path, query: shop, json });

  // ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** OR11 counts pages by offset; an order that changes meanwhile moves, so it is read until a reading brings nothing new. */
  async function ordersSince(from: string | undefined): Promise<unknown[] | Failure> {
    const seen = new Map<string, unknown>();
    for (let reading = 0; reading < 4; reading++) {
      const before = seen.size;
      let pages = 0;
      for (let offset = 0; pages < MOST_PAGES; offset += PAGE) {
        const answer = await ask('/api/orders', { start_update_date: from, max: PAGE, offset });
        if (failed(answer)) return answer;
        const orders = field(answer.json, 'orders');
        if (!Array.isArray(orders)) return unreadable('/api/orders');
        for (const order of orders) seen.set(JSON.stringify(order), order);
        pages += 1;
        if (orders.length < PAGE) break;
      }
      if (pages <= 1 || (reading > 0 && seen.size === before)) break;
    }
    return [...seen.values()];
  }

  /** RT11 and M11 hand out a token for the next page: nothing is lost between pages. */
  async function seek(path: string, query: NonNullable<Call['query']>): Promise<unknown[] | Failure> {
    const all: unknown[] = [];
    let token: string | null = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer: Awaited<ReturnType<typeof talk>> = await ask(path, { ...query, limit: PAGE, page_token: token ?? undefined });
      if (failed(answer)) return answer;
      const data = field(answer.json, 'data');
      if (!Array.isArray(data)) return unreadable(path);
      all.push(...(data as unknown[]));
      token = text(field(answer.json, 'next_page_token'));
      if (token === null || data.length === 0) break;
    }
    return all;
  }

  /** The conversations about an order, as one. */
  async function messagesOf(orderId: string): Promise<MessageArrival[] | Failure> {
    const threads = await seek('/api/inbox/threads', { entity_type: 'MMP_ORDER', entity_id: orderId });
    if (failed(threads)) return threads;
    const messages: MessageArrival[] = [];
    for (const thread of threads) {
      const read = await ask(`/api/inbox/threads/${encodeURIComponent(idOf(field(thread, 'id')) ?? '')}`);
      if (failed(read)) return read;
      messages.push(...readMessages(read.json));
    }
    return messages.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  async function rawOrder(orderId: string): Promise<unknown> {
    const answer = await ask('/api/orders', { order_ids: orderId });
    if (failed(answer)) return answer;
    const order = list(field(answer.json, 'orders')).find((one) => idOf(field(one, 'order_id')) === orderId);
    return order ?? notFound(`There is no order ${orderId}.`);
  }

  async function rawReturn(id: string): Promise<unknown> {
    const answer = await ask('/api/returns', { return_id: id });
    if (failed(answer)) return answer;
    return list(field(answer.json, 'data')).find((one) => idOf(field(one, 'id')) === id) ?? notFound(`There is no return ${id}.`);
  }

  /** The return that a conversation about its order belongs to: the newest that is open, else the newest. */
  async function returnOfOrder(orderId: string): Promise<unknown> {
    const order = await rawOrder(orderId);
    if (isFailure(order)) return order;
    const commercial = text(field(order, 'commercial_id'));
    if (commercial === null) return null;
    const all = await seek('/api/returns', { order_commercial_id: commercial });
    if (failed(all)) return all;
    const own = all.filter((one) => idOf(field(one, 'order_id')) === orderId).sort((a, b) => (createdAt(a) < createdAt(b) ? 1 : -1));
    return own.find((one) => !FINAL_STATES.includes(text(field(one, 'state')) ?? '')) ?? own[0] ?? null;
  }

  type Part = { readonly arrivals: readonly Arrival[]; readonly mark?: string; readonly unknown?: readonly string[] };

  async function pollOrders(mark: string | undefined): Promise<Part | Failure> {
    const raw = await ordersSince(mark === undefined ? options.since : earlier(mark, OVERLAP_MS));
    if (failed(raw)) return raw;
    return { arrivals: raw.flatMap(readOrder), ...latest(mark, raw, 'last_updated_date') };
  }

  async function pollReturns(mark: string | undefined): Promise<Part | Failure> {
    const from = mark === undefined ? options.since : earlier(mark, OVERLAP_MS);
    const raw = await seek('/api/returns', { return_last_updated_from: from });
    if (failed(raw)) return raw;
    const arrivals: Arrival[] = [];
    const unknown: string[] = [];
    for (const one of raw) {
      const orderId = idOf(field(one, 'order_id'));
      const messages = orderId === null ? [] : await messagesOf(orderId);
      // A shop may have no right to the conversations: the request counts all the same.
      const read = readReturn(one, reasons, failed(messages) ? [] : messages);
      arrivals.push(...read.arrivals);
      unknown.push(...read.unknown);
    }
    return { arrivals, unknown, ...latest(mark, raw, 'last_updated') };
  }

  /** New words do not change a return's own date: conversations are asked for themselves. Those about orders without a return have no home here. */
  async function pollThreads(mark: string | undefined): Promise<Part | Failure> {
    const from = mark === undefined ? options.since : earlier(mark, OVERLAP_MS);
    const threads = await seek('/api/inbox/threads', { entity_type: 'MMP_ORDER', updated_since: from });
    if (failed(threads)) return threads;
    const arrivals: Arrival[] = [];
    const unknown: string[] = [];
    for (const orderId of new Set(threads.flatMap((thread) => orderOfThread(thread) ?? []))) {
      const raw = await returnOfOrder(orderId);
      if (isFailure(raw) && raw.failed !== 'not_found') return raw;
      if (raw === null || isFailure(raw)) continue;
      const messages = await messagesOf(orderId);
      if (failed(messages)) return messages;
      const read = readReturn(raw, reasons, messages);
      arrivals.push(...read.arrivals);
      unknown.push(...read.unknown);
    }
    return { arrivals, unknown, ...latest(mark, threads, 'date_updated') };
  }

  async function poll(lowWater: LowWater | null): Promise<PollAnswer | Failure> {
    // Returns mean nothing without their orders: where these fail, the poll has failed.
    const orders = await pollOrders(lowWater?.['orders']);
    if (failed(orders)) return orders;
    const next: Record<string, string> = { ...lowWater, ...(orders.mark && { orders: orders.mark }) };
    const arrivals = [...orders.arrivals];
    const troubles: { part: string; failure: Failure }[] = [];
    const unknown = new Set<string>();
    for (const [part, read] of [
      ['returns', pollReturns],
      ['threads', pollThreads],
    ] as const) {
      const answer = await read(lowWater?.[part]);
      if (failed(answer)) {
        troubles.push({ part, failure: answer });
        continue;
      }
      arrivals.push(...answer.arrivals);
      for (const code of answer.unknown ?? []) unknown.add(code);
      if (answer.mark) next[part] = answer.mark;
    }
    const warnings = [...unknown].map((about): Warning => ({ kind: 'unknown_reason', about }));
    return {
      arrivals: onceInOrder(arrivals),
      lowWater: next,
      ...(troubles.length > 0 && { troubles }),
      ...(warnings.length > 0 && { warnings }),
    };
  }

  async function fetchOrder(channelOrderId: string) {
    const raw = await rawOrder(channelOrderId);
    if (isFailure(raw)) return raw;
    const order = readOrder(raw)[0];
    return order ?? unreadable(`order ${channelOrderId}`);
  }

  // ── Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function lineOf(ref: ChannelRef, lineId: string): Promise<unknown> {
    const order = await rawOrder(ref.orderId);
    if (isFailure(order)) return order;
    const wanted = ref.lines[lineId] ?? lineId;
    const line = list(field(order, 'order_lines')).find((one) => idOf(field(one, 'order_line_id')) === wanted);
    return line ?? notFound(`Order ${ref.orderId} has no line ${wanted}.`);
  }

  /** The code that an operator wants with each refund. Asked once. */
  let refundReason: string | undefined = options.refundReason;
  async function reasonForRefunds(): Promise<string | Failure> {
    if (refundReason !== undefined) return refundReason;
    const answer = await ask('/api/reasons/REFUND');
    if (failed(answer)) return answer;
    const offered = list(field(answer.json, 'reasons')).filter((one) => field(one, 'shop_right') !== false);
    const code = text(field(offered[0], 'code'));
    if (code === null) return refused('The operator offers no reason for refunds: set its code in the connection.');
    refundReason = code;
    return code;
  }

  /**
   * Pays back (OR28). Not idempotent at the other side: the caller has committed its intent and asked {@link readRefund} before. A time-out or
   * a 5xx is `uncertain`; nothing here tries such a call again.
   */
  async function refund(request: RefundRequest): Promise<{ readonly reference: string } | Failure> {
    const reason = await reasonForRefunds();
    if (typeof reason !== 'string') return reason;
    const line = await lineOf(request.ref, request.lineId);
    if (isFailure(line)) return line;
    const { currency } = request.amount;
    const lineId = idOf(field(line, 'order_line_id'))!;
    // The goods' part first; what goes beyond their price is of the shipping, which OR28 wants apart.
    const price = amount(field(line, 'price'), currency) ?? request.amount;
    const left = Math.max(price.minor - refundedOf(line, currency).total.minor, 0);
    const goods = money(Math.min(request.amount.minor, left), currency);
    const answer = await put('/api/orders/refund', {
      refunds: [
        {
          order_line_id: lineId,
          amount: Number(decimal(goods)),
          currency_iso_code: currency,
          reason_code: reason,
          shipping_amount: Number(decimal(subtract(request.amount, goods))),
        },
      ],
    });
    if (failed(answer)) return answer;
    const made = list(field(answer.json, 'refunds')).find((one) => idOf(field(one, 'order_line_id')) === lineId);
    const id = idOf(field(made, 'refund_id'));
    return id === null ? { failed: 'unreadable', says: 'OR28 names no refund', retryable: true, uncertain: true } : { reference: id };
  }

  /** Refunds stand on the line with their amounts: what stands there beyond our earlier ones is this one, or somebody's by hand. */
  async function readRefund(request: RefundRequest): Promise<RefundReadback | Failure> {
    const line = await lineOf(request.ref, request.lineId);
    if (isFailure(line)) return line;
    const { total, references } = refundedOf(line, request.amount.currency);
    const before = request.refundedBefore ?? zero(request.amount.currency);
    if (compare(total, before) <= 0) return { state: 'not_refunded' };
    const reference = references.at(-1);
    // Less than this one, and yet something: somebody paid a part by hand, and a person must look.
    if (compare(subtract(total, before), request.amount) < 0) return { state: 'unknown' };
    return { state: 'refunded', ...(reference && { reference }) };
  }

  // ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  const form = (name: string, input: unknown, files: readonly OutgoingFile[]) => () => {
    const data = new FormData();
    data.append(name, new Blob([JSON.stringify(input)], { type: 'application/json' }));
    for (const file of files) data.append('files', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    return data;
  };

  async function orderOf(channelReturnId: string): Promise<string | Failure> {
    const raw = await rawReturn(channelReturnId);
    if (isFailure(raw)) return raw;
    return idOf(field(raw, 'order_id')) ?? unreadable(`return ${channelReturnId}`);
  }

  /** Into the newest conversation about the order (M12), or a new one (OR43). */
  async function sendMessage(channelReturnId: string, body: string, files: readonly OutgoingFile[] = []) {
    const orderId = await orderOf(channelReturnId);
    if (typeof orderId !== 'string') return orderId;
    const threads = await seek('/api/inbox/threads', { entity_type: 'MMP_ORDER', entity_id: orderId });
    if (failed(threads)) return threads;
    const newest = [...threads].sort((a, b) => (updatedAt(a) < updatedAt(b) ? 1 : -1))[0];
    const thread = idOf(field(newest, 'id'));
    const answer = await talk(
      thread === null
        ? {
            method: 'POST',
            path: `/api/orders/${encodeURIComponent(orderId)}/threads`,
            query: shop,
            form: form('thread_input', { body, to: ['CUSTOMER'], topic: { type: 'FREE_TEXT', value: 'Return' } }, files),
          }
        : {
            method: 'POST',
            path: `/api/inbox/threads/${encodeURIComponent(thread)}/message`,
            query: shop,
            form: form('message_input', { body, to: [{ type: 'CUSTOMER' }] }, files),
          },
    );
    if (failed(answer)) return answer;
    return { reference: idOf(field(answer.json, 'message_id')) ?? `HTTP ${answer.status}` };
  }

  async function findMessage(channelReturnId: string, body: string, since: string) {
    const orderId = await orderOf(channelReturnId);
    if (typeof orderId !== 'string') return orderId;
    const messages = await messagesOf(orderId);
    if (failed(messages)) return messages;
    const same = (words: string) => plain(words).replace(/\s+/g, ' ');
    // Their times may be cut to the second.
    const from = new Date(Date.parse(since) - 1_000).toISOString();
    const found = messages.find((message) => message.from === 'seller' && message.at >= from && same(message.body) === same(body));
    return found ? { reference: found.id } : null;
  }

  // ── The case ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** One of RT21, RT25, RT26, RT27, RT29, RT04 for one return. They answer 200 for a refusal too, and name it. */
  async function step(path: string, id: string, body: object): Promise<Failure | null> {
    const answer = await put(path, { returns: [{ id, ...body }] });
    if (failed(answer)) return answer;
    const wrong = list(field(answer.json, 'return_errors'))[0];
    return wrong === undefined ? null : refused(`${path}: ${text(field(wrong, 'message')) ?? 'refused without a word'}`);
  }

  /**
   * What Mirakl's record lacks, in the order of its states: WAITING_ACCEPTANCE → IN_PROGRESS or REFUSED → RECEIVED → compliance → CLOSED.
   * A return that ended there is left alone.
   */
  async function keepInStep(channelReturnId: string, standing: Standing): Promise<{ readonly reference: string } | Failure> {
    const raw = await rawReturn(channelReturnId);
    if (isFailure(raw)) return raw;
    let state = text(field(raw, 'state')) ?? '';
    const told: string[] = [];
    const tell = async (name: string, path: string, body: object, then: string): Promise<Failure | null> => {
      const wrong = await step(path, channelReturnId, body);
      if (wrong) return wrong;
      told.push(name);
      state = then;
      return null;
    };
    if (FINAL_STATES.includes(state)) return { reference: `${state} already` };

    if (standing.answer === 'withdrawn') {
      const wrong = state === 'RECEIVED' ? null : await tell('cancelled', '/api/returns/cancel', {}, 'CANCELED');
      return wrong ?? { reference: told.join(', ') || state };
    }
    if (state === 'WAITING_ACCEPTANCE' && standing.answer === 'refused') {
      const rejection_reason_code = REJECTIONS[standing.refusal?.ground ?? 'not_eligible'];
      const wrong = await tell('refused', '/api/returns/accept', { accepted: false, rejection_reason_code }, 'REFUSED');
      return wrong ?? { reference: told.join(', ') };
    }
    if (state === 'WAITING_ACCEPTANCE' && (standing.answer === 'accepted' || standing.received)) {
      const wrong = await tell('accepted', '/api/returns/accept', { accepted: true }, 'IN_PROGRESS');
      if (wrong) return wrong;
    }
    // Our number of the case and the way back, so that the operator's own people find them.
    const tracking = standing.parcel;
    const knows = text(field(field(raw, 'tracking'), 'tracking_number'));
    if (state === 'IN_PROGRESS' && (text(field(raw, 'rma')) !== standing.rma || (tracking && knows === null))) {
      const parcel = tracking &&
        knows === null && { tracking: { carrier_name: tracking.carrier || undefined, tracking_number: tracking.trackingNumber } };
      const wrong = await tell('numbers', '/api/returns', { rma: standing.rma, ...parcel }, state);
      if (wrong) return wrong;
    }
    if (state === 'IN_PROGRESS' && standing.received) {
      const wrong = await tell('received', '/api/returns/receive', {}, 'RECEIVED');
      if (wrong) return wrong;
    }
    const checked = standing.lines.filter(({ verdict }) => verdict !== undefined);
    const unchecked = list(field(raw, 'return_lines')).some((line) => list(field(line, 'compliance')).length === 0);
    if (state === 'RECEIVED' && unchecked && checked.length > 0 && checked.length === standing.lines.length) {
      const return_lines = checked.map(({ lineId, verdict }) => {
        const code = NON_COMPLIANT[verdict!];
        return { order_line_id: lineId, compliant: code === undefined, ...(code && { non_compliance_reason_code: code }) };
      });
      const wrong = await tell('compliance', '/api/returns/compliance', { return_lines }, state);
      if (wrong) return wrong;
    }
    if (state === 'RECEIVED' && standing.closed) {
      const wrong = await tell('closed', '/api/returns/close', {}, 'CLOSED');
      if (wrong) return wrong;
    }
    return { reference: told.join(', ') || `${state} already` };
  }

  // ── The way there ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** OR23 with the number, then OR24 says that it left. An order that is shipped there already is passed over. */
  const markShipped: NonNullable<Channel['markShipped']> = async (ref, parcel) => {
    const order = await rawOrder(ref.orderId);
    if (isFailure(order)) return order;
    const state = text(field(order, 'order_state')) ?? '';
    if (['SHIPPED', 'TO_COLLECT', 'RECEIVED', 'CLOSED'].includes(state)) return { reference: 'shipped there already' };
    if (state !== 'SHIPPING') return refused(`order ${ref.orderId} is in state ${state}: it can’t be shipped`);
    const tracked = await put(`/api/orders/${encodeURIComponent(ref.orderId)}/tracking`, {
      carrier_name: parcel.carrier,
      tracking_number: parcel.trackingNumber,
      ...(parcel.trackingUrl && { carrier_url: parcel.trackingUrl }),
    });
    if (failed(tracked)) return tracked;
    const shipped = await put(`/api/orders/${encodeURIComponent(ref.orderId)}/ship`, {});
    return failed(shipped) ? shipped : { reference: parcel.trackingNumber };
  };

  async function sendInvoice(ref: ChannelRef, file: OutgoingFile) {
    const documents = { order_documents: [{ file_name: file.name, type_code: 'CUSTOMER_INVOICE' }] };
    const answer = await talk({
      method: 'POST',
      path: `/api/orders/${encodeURIComponent(ref.orderId)}/documents`,
      query: shop,
      form: form('order_documents', documents, [file]),
    });
    if (failed(answer)) return answer;
    const wrong = list(field(list(field(answer.json, 'order_documents'))[0], 'errors'))[0];
    return wrong === undefined ? { reference: file.name } : refused(text(field(wrong, 'message')) ?? 'The invoice was refused.');
  }

  async function probe() {
    const orders = await ask('/api/orders', { max: 1 });
    if (failed(orders)) return orders;
    const returns = await ask('/api/returns', { limit: 1 });
    if (!failed(returns)) return { ok: true, says: 'Orders and returns answer.' } as const;
    if (returns.retryable) return returns;
    return {
      ok: true,
      says: `Orders answer, returns do not (${returns.says}): the operator has not turned them on for this shop.`,
    } as const;
  }

  function readAgain(what: string, raw: unknown): readonly Arrival[] {
    if (what === 'order') return readOrder(raw);
    if (what !== 'return' && what !== 'request' && what !== 'parcel') return [];
    const { arrivals } = readReturn(raw, reasons);
    return what === 'parcel' ? arrivals.filter(({ kind }) => kind === 'parcel') : arrivals;
  }

  return {
    kind: 'mirakl',
    poll,
    fetchOrder,
    sendMessage,
    findMessage,
    refund,
    readRefund,
    keepInStep,
    markShipped,
    sendInvoice,
    readAgain,
    probe,
  };
}

const REJECTIONS = { window_closed: 'RETURN_REJECTION_WINDOW_CLOSED', not_eligible: 'RETURN_REJECTION_NOT_ELIGIBLE' } as const;

const refused = (says: string): Failure => ({ failed: 'refused', says, retryable: false });
const notFound = (says: string): Failure => ({ failed: 'not_found', says, retryable: false });
const unreadable = (what: string): Failure => ({ failed: 'unreadable', says: `${what}: nothing in it that we know`, retryable: true });
const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'failed' in value && 'retryable' in value && 'says' in value;

/** Mirakl's errors are `{ status, message }`, `{ message }` or `{ errors: [{ message, field }] }`. */
function wordsOf(status: number, body: string): string {
  let words = body.trim().slice(0, 300);
  try {
    const json: unknown = JSON.parse(body);
    const many = list(field(json, 'errors')).flatMap((one) => text(field(one, 'message')) ?? []);
    words = [text(field(json, 'message')), ...many].filter(Boolean).join('; ') || words;
  } catch {
    // not JSON: the text says what it says
  }
  return `HTTP ${status}${words ? `: ${words}` : ''}`;
}

const createdAt = (raw: unknown): string => instant(field(raw, 'date_created')) ?? '';
const updatedAt = (raw: unknown): string => instant(field(raw, 'date_updated')) ?? '';
