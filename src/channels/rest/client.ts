/**
 * A shop of the seller's own that keeps to our small contract (docs/api/shop.md) as a {@link Channel}: it pushes orders and requests to our API or
 * lets us pull them, and receives our acts. Every call is signed as Standard Webhooks says, and every act has an id that makes it one.
 */
import { createHash, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { decimal } from '../../core/money.ts';
import {
  type Arrival,
  type Channel,
  type Failure,
  failed,
  type LowWater,
  type OutgoingFile,
  type PollAnswer,
  type RefundReadback,
  type RefundRequest,
  type Standing,
} from '../channel.ts';
import { field, inOrder, instant, list, text } from '../read.ts';
import { type Answer, type Edges, failureOfStatus, talker } from '../talk.ts';
import { readOrder, readReturn } from './map.ts';

export type RestOptions = {
  /** Where the shop listens: `https://shop.example/retour`; `/orders`, `/returns` and `/acts` follow. */
  readonly url: string;
  /** `whsec_…`, known to both sides. */
  readonly signingSecret: string;
  /** Whether the shop hands our words on to its buyers; else they go by mail. */
  readonly conversation?: boolean;
  /** How far back the first poll reads (ISO 8601). Absent: everything. */
  readonly since?: string;
  readonly timeoutMs?: number;
} & Edges;

/** What we ask a shop to do; `id` is the same at every attempt. */
export type Act = { readonly id: string; readonly type: 'test' | 'refund' | 'message' | 'shipped' | 'return' } & Readonly<
  Record<string, unknown>
>;

const OVERLAP_MS = 2 * 60_000;
const MOST_PAGES = 1_000;

export function createRest(options: RestOptions): Channel {
  const signer = new Webhook(options.signingSecret);
  const talk = talker(
    {
      name: 'The shop',
      baseUrl: options.url,
      timeoutMs: options.timeoutMs ?? 20_000,
      headers: { Accept: 'application/json' },
      failureOf: (status, headers, body, act, nowMs) => failureOfStatus(status, headers, wordsOf(status, body), act, nowMs),
    },
    options,
  );
  /** The three headers of Standard Webhooks. What has no body is signed by what it asks for. */
  const signed =
    (id: string) =>
    ({ target, body }: { readonly target: string; readonly body: string }) => {
      const at = new Date(Math.floor(options.now() / 1000) * 1000);
      const signature = signer.sign(id, at, body === '' ? target : body);
      return { 'webhook-id': id, 'webhook-timestamp': String(at.getTime() / 1000), 'webhook-signature': signature };
    };

  /** Null where the shop has no such list: it pushes, and there is nothing to pull. */
  async function pull(path: '/orders' | '/returns', mark: string | undefined): Promise<unknown[] | null | Failure> {
    const since = mark === undefined ? options.since : new Date(Date.parse(mark) - OVERLAP_MS).toISOString();
    const all: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer: Answer | Failure = await talk({
        method: 'GET',
        path,
        query: { since, cursor },
        headers: signed(`get_${randomUUID()}`),
      });
      if (failed(answer)) return answer.failed === 'not_found' && page === 0 ? null : answer;
      const items = field(answer.json, 'items');
      if (!Array.isArray(items)) return { failed: 'unreadable', says: `${path}: no list of items`, retryable: true };
      all.push(...(items as unknown[]));
      const next = text(field(answer.json, 'nextCursor'));
      if (next === null || next === cursor) break;
      cursor = next;
    }
    return all;
  }

  async function poll(lowWater: LowWater | null): Promise<PollAnswer | Failure> {
    const next: Record<string, string> = { ...lowWater };
    const troubles: { part: string; failure: Failure }[] = [];
    const keep = (part: string, raw: readonly unknown[]) => {
      const high = [...(next[part] ? [next[part]] : []), ...raw.flatMap((one) => instant(field(one, 'updatedAt')) ?? [])].sort().at(-1);
      if (high) next[part] = high;
    };
    const orders = await pull('/orders', lowWater?.['orders']);
    if (orders !== null && failed(orders)) return orders;
    keep('orders', orders ?? []);
    const returns = await pull('/returns', lowWater?.['returns']);
    if (returns !== null && failed(returns)) troubles.push({ part: 'returns', failure: returns });
    else keep('returns', returns ?? []);
    const requests = returns === null || failed(returns) ? [] : returns.map(readReturn);
    const arrivals: Arrival[] = [...(orders ?? []).flatMap(readOrder), ...requests];
    return { arrivals: inOrder(arrivals), lowWater: next, ...(troubles.length > 0 && { troubles }) };
  }

  type Done = { readonly state: 'done' | 'pending' | 'refused'; readonly reference: string; readonly says: string };
  function readDone(answer: Answer, id: string): Done | Failure {
    const state = text(field(answer.json, 'state')) ?? 'done';
    if (state !== 'done' && state !== 'pending' && state !== 'refused')
      return {
        failed: 'unreadable',
        says: `The shop answers a state that is none: ${state.slice(0, 40)}`,
        retryable: true,
        uncertain: true,
      };
    return {
      state,
      reference: text(field(answer.json, 'reference')) ?? id,
      says: text(field(answer.json, 'says')) ?? 'The shop refused without a word.',
    };
  }

  async function act(what: Act): Promise<{ readonly reference: string; readonly pending?: true } | Failure> {
    const answer = await talk({ method: 'POST', path: '/acts', json: what, headers: signed(what.id) });
    if (failed(answer)) return answer;
    const done = readDone(answer, what.id);
    if (failed(done)) return done;
    if (done.state === 'refused') return { failed: 'refused', says: done.says, retryable: false };
    return { reference: done.reference, ...(done.state === 'pending' && { pending: true as const }) };
  }

  async function readRefund({ intentId }: RefundRequest): Promise<RefundReadback | Failure> {
    const answer = await talk({ method: 'GET', path: `/acts/${encodeURIComponent(intentId)}`, headers: signed(`get_${randomUUID()}`) });
    // Never heard of: whoever is asked to pay now pays for the first time.
    if (failed(answer)) return answer.failed === 'not_found' ? { state: 'not_refunded' } : answer;
    const done = readDone(answer, intentId);
    if (failed(done)) return done;
    if (done.state === 'refused') return { state: 'not_refunded' };
    return { state: done.state === 'done' ? 'refunded' : 'pending', reference: done.reference };
  }

  const refund = (request: RefundRequest) =>
    act({
      id: request.intentId,
      type: 'refund',
      orderId: request.ref.orderId,
      lineId: request.ref.lines[request.lineId] ?? request.lineId,
      amount: decimal(request.amount),
      currency: request.amount.currency,
      full: request.full,
    });

  const sendMessage = (channelReturnId: string, body: string, files: readonly OutgoingFile[] = [], intentId?: string) =>
    act({
      id: intentId ?? `message_${digest(`${channelReturnId}\n${body}`)}`,
      type: 'message',
      returnId: channelReturnId,
      body,
      ...(files.length > 0 && {
        files: files.map(({ name, type, bytes }) => ({ name, type, base64: Buffer.from(bytes).toString('base64') })),
      }),
    });

  /** The whole standing, each time that it changed: a shop that missed one has all of it with the next. */
  const keepInStep = (channelReturnId: string, standing: Standing) =>
    act({
      id: `return_${digest(`${channelReturnId}\n${JSON.stringify(standing)}`)}`,
      type: 'return',
      returnId: channelReturnId,
      ...standing,
    });

  const markShipped: NonNullable<Channel['markShipped']> = (ref, { lines, ...parcel }) =>
    act({
      id: `shipped_${digest(`${ref.orderId}\n${parcel.trackingNumber}`)}`,
      type: 'shipped',
      orderId: ref.orderId,
      lineIds: lines.map(({ id }) => ref.lines[id] ?? id),
      ...parcel,
    });

  async function probe() {
    const heard = await act({ id: `test_${randomUUID()}`, type: 'test' });
    if (failed(heard)) return heard;
    const orders = await pull('/orders', new Date(options.now()).toISOString());
    if (orders !== null && failed(orders)) return orders;
    return {
      ok: true,
      says:
        orders === null
          ? 'The shop hears us. It pushes its orders: there is no list to pull.'
          : 'The shop hears us, and its orders answer.',
    } as const;
  }

  return {
    kind: 'rest',
    speaks: options.conversation === true,
    poll,
    sendMessage,
    refund,
    readRefund,
    keepInStep,
    markShipped,
    readAgain: (what, raw) => (what === 'order' ? readOrder(raw) : what === 'request' || what === 'return' ? [readReturn(raw)] : []),
    probe,
  };
}

const digest = (words: string): string => createHash('sha256').update(words).digest('hex').slice(0, 32);

function wordsOf(status: number, body: string): string {
  let words = body.trim().slice(0, 300);
  try {
    const json: unknown = JSON.parse(body);
    words =
      [field(json, 'says'), field(json, 'detail'), field(json, 'message'), list(field(json, 'errors'))[0]].flatMap(
        (one) => text(one) ?? [],
      )[0] ?? words;
  } catch {
    // no JSON: the text says what it says
  }
  return `HTTP ${status}${words ? `: ${words}` : ''}`;
}
