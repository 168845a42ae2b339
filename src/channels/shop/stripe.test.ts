/** Stripe behind the shop, against a stub on this machine that keeps its promises: idempotency keys, metadata, a search. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { money } from '../../core/money.ts';
import { channelContract } from '../contract.ts';
import { createShop } from './client.ts';
import { INTENT, readStripeEvent, stripeTill } from './stripe.ts';

type StubRefund = {
  id: string;
  object: 'refund';
  status: string;
  amount: number;
  currency: string;
  payment_intent: string;
  metadata: Record<string, string>;
  failure_reason?: string;
};

/** One account of Stripe with one payment for order W-1001. */
async function openStripe() {
  const refunds: StubRefund[] = [];
  const byKey = new Map<string, { status: number; body: unknown }>();
  const stub = {
    refunds,
    keys: [] as string[],
    /** What the next refund comes to. */
    next: 'succeeded',
    /** So many answers get lost. */
    losing: 0,
    payments: [{ id: 'pi_1', object: 'payment_intent', status: 'succeeded', metadata: { order_id: 'W-1001' } }],
    refuse: null as null | { status: number; body: unknown },
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://stub');
      const answer = (status: number, body: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.headers.authorization !== 'Bearer sk_test_12345678')
        return answer(401, { error: { type: 'invalid_request_error', message: 'no such key' } });
      if (stub.refuse) return answer(stub.refuse.status, stub.refuse.body);
      const list = (data: unknown[]) => ({ object: 'list', data, has_more: false, url: url.pathname });
      if (url.pathname === '/v1/payment_intents/search') {
        const order = /:'(.*)'$/.exec(url.searchParams.get('query')!)![1]!.replaceAll('\\', '');
        return answer(200, { ...list(stub.payments.filter(({ metadata }) => metadata.order_id === order)), object: 'search_result' });
      }
      if (url.pathname === '/v1/refunds' && request.method === 'GET')
        return answer(
          200,
          list(
            refunds.filter(
              (refund) => !url.searchParams.has('payment_intent') || refund.payment_intent === url.searchParams.get('payment_intent'),
            ),
          ),
        );
      if (url.pathname === '/v1/refunds' && request.method === 'POST') {
        const key = String(request.headers['idempotency-key']);
        stub.keys.push(key);
        const form = new URLSearchParams(Buffer.concat(chunks).toString());
        let done = byKey.get(key);
        if (!done) {
          const metadata = Object.fromEntries(
            [...form].flatMap(([name, value]) => (name.startsWith('metadata[') ? [[name.slice(9, -1), value]] : [])),
          );
          const refund: StubRefund = {
            id: `re_${refunds.length + 1}`,
            object: 'refund',
            status: stub.next,
            amount: Number(form.get('amount')),
            currency: 'eur',
            payment_intent: form.get('payment_intent')!,
            metadata,
          };
          refunds.push(refund);
          byKey.set(key, (done = { status: 200, body: refund }));
        }
        if (stub.losing > 0) {
          stub.losing -= 1;
          return request.socket.destroy();
        }
        return answer(done.status, done.body);
      }
      return answer(404, { error: { type: 'invalid_request_error', message: `no ${url.pathname}` } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve())));
  return { stub, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const opened: (() => Promise<void>)[] = [];
afterAll(async () => void (await Promise.all(opened.map((close) => close()))));
const shopAt = (baseUrl: string, key = 'sk_test_12345678') => createShop({ till: stripeTill({ key, orderKey: 'order_id', baseUrl }) });
const request = {
  intentId: 'intent-1:a',
  ref: { orderId: 'W-1001', lines: { a: 'a' } },
  lineId: 'a',
  amount: money(36_900, 'EUR'),
  full: true,
  because: 'the parcel that never came',
};

async function shop() {
  const { stub, url, close } = await openStripe();
  onTestFinished(close);
  return { stub, shop: shopAt(url), url };
}

channelContract('The seller’s own shop, with Stripe', async () => {
  const { stub, url, close } = await openStripe();
  opened.push(close);
  return {
    channel: shopAt(url),
    unreachable: shopAt('http://127.0.0.1:9'),
    sell: async () => ({ ref: request.ref, lineId: 'a', price: request.amount }),
    paid: async () => stub.refunds.map(({ amount }) => money(amount, 'EUR')),
    // The SDK sends a call whose line was cut once more by itself, under the same key: that answer gets lost as well.
    loseNextAnswer: () => void (stub.losing = 2),
  };
});

describe('a refund by Stripe', () => {
  it('is paid once, however often and from however many sides it is sent', async () => {
    const { stub, shop: channel } = await shop();
    const answers = await Promise.all(Array.from({ length: 8 }, () => channel.refund(request)));
    expect(new Set(answers.map((answer) => ('reference' in answer ? answer.reference : answer.says)))).toEqual(new Set(['re_1']));
    expect(stub.refunds).toHaveLength(1);
    expect(new Set(stub.keys)).toEqual(new Set(['intent-1:a']));
    expect(stub.refunds[0]!.metadata[INTENT]).toBe('intent-1:a');
    expect(await channel.refund({ ...request, intentId: 'intent-2:a', amount: money(100, 'EUR') })).toEqual({ reference: 're_2' });
  });

  it('that is under way is said to be so, and found so', async () => {
    const { stub, shop: channel } = await shop();
    stub.next = 'pending';
    expect(await channel.refund(request)).toEqual({ reference: 're_1', pending: true });
    expect(await channel.readRefund(request)).toEqual({ state: 'pending', reference: 're_1' });
    stub.refunds[0]!.status = 'succeeded';
    expect(await channel.readRefund(request)).toEqual({ state: 'refunded', reference: 're_1' });
  });

  it('that came back may be tried again, under another key', async () => {
    const { stub, shop: channel } = await shop();
    stub.next = 'failed';
    expect(await channel.refund(request)).toMatchObject({ failed: 'refused', retryable: false });
    expect(await channel.readRefund(request)).toEqual({ state: 'not_refunded' });
    stub.next = 'succeeded';
    expect(await channel.refund(request)).toEqual({ reference: 're_2' });
    expect(stub.keys).toEqual(['intent-1:a', 'intent-1:a:1']);
  });

  it('never guesses which card: no payment or two are a person’s affair', async () => {
    const { stub, shop: channel } = await shop();
    expect(await channel.refund({ ...request, ref: { orderId: "W'2\\", lines: {} } })).toMatchObject({
      failed: 'refused',
      says: expect.stringContaining('no payment'),
    });
    stub.payments.push({ ...stub.payments[0]!, id: 'pi_2' });
    expect(await channel.refund(request)).toMatchObject({ failed: 'refused', says: expect.stringContaining('2 payments') });
    expect(stub.refunds).toEqual([]);
  });

  it.each([
    [
      429,
      { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'slow down' } },
      { failed: 'rate_limited', retryable: true },
    ],
    [500, { error: { type: 'api_error', message: 'oops' } }, { failed: 'unavailable', retryable: true, uncertain: true }],
    [402, { error: { type: 'card_error', message: 'no' } }, { failed: 'refused', retryable: false }],
  ])('calls HTTP %i what it is', async (status, body, failure) => {
    const { stub, shop: channel } = await shop();
    stub.refuse = { status, body };
    expect(await channel.refund(request)).toMatchObject(failure);
  });

  it('with a wrong key says so at the test button', async () => {
    const { url } = await shop();
    expect(await shopAt(url, 'sk_wrong_12345678').probe()).toMatchObject({ failed: 'unauthorised', retryable: false });
  });
});

describe('Stripe’s webhook', () => {
  const secret = 'whsec_12345678';
  const now = Date.parse('2026-11-22T09:00:00.000Z');
  const event = (object: object, type: string) =>
    Buffer.from(JSON.stringify({ id: 'evt_1', object: 'event', type, created: now / 1000, data: { object } }));
  const sign = (raw: Buffer, at = now) =>
    Stripe.webhooks.generateTestHeaderString({ payload: raw.toString(), secret, timestamp: Math.floor(at / 1000) });
  const refund = { object: 'refund', id: 're_1', status: 'failed', failure_reason: 'lost_or_stolen_card', metadata: { [INTENT]: 'r1:a' } };

  it('is heard where the signature fits the very bytes', () => {
    const raw = event(refund, 'refund.failed');
    expect(readStripeEvent(raw, sign(raw), secret, now)).toMatchObject({
      id: 'evt_1',
      refunds: [{ intentId: 'r1:a', reference: 're_1', came: 'failed', says: 'lost_or_stolen_card' }],
    });
  });
  it('is not heard with another secret, with a byte changed, or long after', () => {
    const raw = event(refund, 'refund.failed');
    expect(readStripeEvent(raw, sign(raw), 'whsec_other', now)).toBeNull();
    expect(readStripeEvent(Buffer.concat([raw, Buffer.from(' ')]), sign(raw), secret, now)).toBeNull();
    expect(readStripeEvent(raw, sign(raw, now - 3_600_000), secret, now)).toBeNull();
    expect(readStripeEvent(raw, '', secret, now)).toBeNull();
  });
  it('passes over what is not ours', () => {
    const raw = event({ ...refund, metadata: {} }, 'refund.updated');
    expect(readStripeEvent(raw, sign(raw), secret, now)?.refunds).toEqual([]);
    const charge = event({ object: 'charge', refunds: { data: [{ ...refund, status: 'succeeded' }] } }, 'charge.refunded');
    expect(readStripeEvent(charge, sign(charge), secret, now)?.refunds).toMatchObject([{ came: 'paid' }]);
  });
});
