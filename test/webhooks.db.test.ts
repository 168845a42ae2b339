/** What the seller's own systems hear: signed so that the convention's own library agrees, tried over days, kept when nobody listens. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WEBHOOK_PAYLOADS } from '../src/api/webhook-payloads.ts';
import { PAUSES } from '../src/app/webhook-delivery.ts';
import { phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

type Heard = { readonly headers: http.IncomingHttpHeaders; readonly body: string };

let product: Product;
let url: string;
const heard: Heard[] = [];
/** What the seller's system answers. */
let answer: { status: number; body?: string; headers?: Record<string, string> } = { status: 204 };
const system = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    heard.push({ headers: request.headers, body });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
});
let ahead = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(system.address() as AddressInfo).port}/retour`;
  product = await openProduct();
  // Back-off is counted in real time: only a test moves it.
  Object.assign(product.ctx.clock, { realNow: () => new Date(Date.now() + ahead).toISOString() });
}, 120_000);
afterAll(async () => {
  await product.close();
  system.close();
});
beforeEach(() => {
  answer = { status: 204 };
  heard.length = 0;
});

let index = 700;
async function openReturn(): Promise<Json> {
  const number = `WH-${++index}`;
  await product.put(`/orders/shop/${number}`, phoneOrder(index));
  const made = await product.post('/returns', {
    channel: 'shop',
    channelOrderId: number,
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 2 }],
    via: 'api',
  });
  expect(made.status).toBe(201);
  return made.body;
}
const listen = async (more: object = {}): Promise<Json> => (await product.post('/webhooks', { url, name: 'ERP', ...more })).body;
const deliveries = async (query = ''): Promise<Json[]> => (await product.get(`/webhook-deliveries${query}`)).body.items;
afterEach(async () => {
  for (const one of (await product.get('/webhooks')).body.items) await product.call('DELETE', `/webhooks/${one.id}`);
});

describe('somebody listens', () => {
  test('nobody is told where nobody listens, and then everything that happens is told, signed', async () => {
    await openReturn();
    await product.settle();
    expect(await deliveries()).toEqual([]);

    const endpoint = await listen();
    const ret = await openReturn();
    await product.settle();
    const verifier = new Webhook(endpoint.secret);
    const payloads = heard.map(({ headers, body }) => verifier.verify(body, headers as Record<string, string>) as Json);
    expect(payloads.map(({ type }) => type)).toEqual(expect.arrayContaining(['return.created', 'return.decided']));
    const created = payloads.find(({ type }) => type === 'return.created')!;
    expect(created.data).toMatchObject({
      returnId: ret.id,
      rma: ret.rma,
      version: ret.version,
      status: ret.status,
      channelOrderId: ret.order.channelOrderId,
      items: [{ lineId: '1', unit: 1, sku: 'IP13-128-BLUE' }],
    });
    expect(Date.parse(created.data.occurredAt)).toBeLessThanOrEqual(Date.parse(created.timestamp));
    // Each is what the document says of it.
    for (const { type, data } of payloads) WEBHOOK_PAYLOADS[type as keyof typeof WEBHOOK_PAYLOADS].data.strict().parse(data);
    // No word about the buyer.
    expect(JSON.stringify(payloads)).not.toMatch(/buyers\.example|Fontaine/);
    expect(() => verifier.verify(`${heard[0]!.body} `, heard[0]!.headers as Record<string, string>)).toThrow('No matching signature');
    expect((await deliveries()).every(({ state, status, attempts }) => state === 'delivered' && status === 204 && attempts === 1)).toBe(
      true,
    );
  });

  test('only of what was asked for; a new secret signs beside the old one for a day', async () => {
    const endpoint = await listen({ types: ['return.closed'] });
    const ret = await openReturn();
    const old = endpoint.secret;
    // Shown once, where it is made.
    expect((await product.get('/webhooks')).body.items[0]).toMatchObject({ secretEnds: old.slice(-4) });
    expect((await product.get(`/webhooks/${endpoint.id}/secret`)).status).toBe(404);
    const rotated = await product.post(`/webhooks/${endpoint.id}/secret`);
    expect(rotated.body.secret).not.toBe(old);
    await product.post(`/returns/${ret.id}/cancellation`);
    await product.settle();
    expect(heard.map(({ body }) => JSON.parse(body).type)).toEqual(['return.closed']);
    const [{ headers, body }] = heard as [Heard];
    for (const secret of [old, rotated.body.secret]) new Webhook(secret).verify(body, headers as Record<string, string>);

    ahead += 25 * 3_600_000;
    const tested = await product.post(`/webhooks/${endpoint.id}/test`);
    expect(tested.body).toMatchObject({ type: 'webhook.test', state: 'delivered', status: 204 });
    const signatures = String(heard.at(-1)!.headers['webhook-signature']).split(' ');
    expect(signatures).toHaveLength(1);
  });

  test('a role that does not manage sees none of it', async () => {
    const as = await product.keyFor('customer_service');
    expect(refusalOf(await product.get('/webhooks', { as }))).toBe('403 not_your_duty');
  });

  test.each([
    ['http://example.com/in', 'not_https'],
    ['https://user:secret@example.com/in', 'with_credentials'],
    ['https://169.254.169.254/latest/meta-data', 'not_public'],
    ['https://10.0.0.5/in', 'not_public'],
    ['nonsense', 'no_address'],
  ])('%s is refused: %s', async (address, refusal) => {
    expect(refusalOf(await product.post('/webhooks', { url: address, name: 'x' }))).toBe(`422 ${refusal}`);
  });
});

describe('nobody answers', () => {
  test('it is tried over three days with growing pauses, then lies with the dead letters, and goes again on a person’s word', async () => {
    const endpoint = await listen({ types: ['return.created'] });
    answer = { status: 500, body: 'out of order' };
    await openReturn();
    await product.settle();
    const began = ahead;
    for (const [i, pause] of PAUSES.entries()) {
      const [delivery] = await deliveries();
      expect(delivery).toMatchObject({ state: 'pending', attempts: i + 1, status: 500, says: 'out of order' });
      // Not a second before its time.
      ahead += Math.floor(pause * 0.85);
      await product.settle();
      expect(heard).toHaveLength(i + 1);
      ahead += Math.ceil(pause * 0.3);
      await product.settle();
    }
    expect(heard).toHaveLength(10);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect((ahead - began) / 3_600_000).toBeGreaterThan(72);
    const [dead] = await deliveries('?state=dead');
    expect(dead).toMatchObject({ state: 'dead', attempts: 10, nextAt: null });
    expect((await product.get(`/webhook-deliveries/${dead.id}`)).body.history).toHaveLength(10);

    answer = { status: 200, body: 'thank you' };
    const again = await product.post(`/webhook-deliveries/${dead.id}/retry`);
    expect(again.body).toMatchObject({ id: dead.id, state: 'delivered', status: 200, attempts: 1 });
    expect(heard.at(-1)!.headers['webhook-id']).toBe(dead.messageId);
    expect((await product.get('/webhooks')).body.items).toMatchObject([{ id: endpoint.id, state: 'active', dead: 0, failingSince: null }]);
  });

  test('five days without an answer switch it off, and the managers are told; what it missed is sent when it is back', async () => {
    const endpoint = await listen({ types: ['return.created'] });
    answer = { status: 503 };
    const first = await openReturn();
    await product.settle();
    ahead += 5 * 86_400_000;
    await product.settle();
    expect((await product.get('/webhooks')).body.items).toMatchObject([{ state: 'disabled', disabledBecause: 'HTTP 503' }]);
    const mails = await product.get('/mails');
    expect(mails.body.items.some((mail: Json) => mail.subject.includes('ERP'))).toBe(true);

    const missed = await openReturn();
    await product.settle();
    answer = { status: 200 };
    heard.length = 0;
    await product.call('PATCH', `/webhooks/${endpoint.id}`, { state: 'active' });
    const from = new Date(Date.now() - 600_000).toISOString();
    const to = new Date(Date.now() + 600_000).toISOString();
    // The delivery of the first one is still on its way: it goes by itself.
    const replayed = await product.post(`/webhooks/${endpoint.id}/replay`, { from, to });
    await product.settle();
    ahead += 3 * 86_400_000;
    await product.settle();
    const rmas = heard.map(({ body }) => JSON.parse(body).data.rma);
    expect(rmas).toEqual(expect.arrayContaining([missed.rma, first.rma]));
    expect(replayed.body.sent).toBeGreaterThan(0);
    // Asked again for what is missing: nothing is.
    expect((await product.post(`/webhooks/${endpoint.id}/replay`, { from, to })).body.sent).toBe(0);
  });

  test('"gone" is taken at its word, a redirect is not followed, a long answer is cut', async () => {
    const endpoint = await listen();
    answer = { status: 302, headers: { location: `${url}/elsewhere` }, body: 'x'.repeat(100_000) };
    const moved = await product.post(`/webhooks/${endpoint.id}/test`);
    expect(moved.body).toMatchObject({ state: 'pending', status: 302 });
    expect(moved.body.says.length).toBe(500);
    expect(heard).toHaveLength(1);
    answer = { status: 410 };
    const gone = await product.post(`/webhooks/${endpoint.id}/test`);
    expect(gone.body).toMatchObject({ state: 'dead', status: 410 });
    expect((await product.get('/webhooks')).body.items).toMatchObject([{ state: 'disabled', disabledBecause: '410 Gone' }]);
  });
});
