/** Connections to channels on a real database: made once the channel answered, their health, who may, what could not be read, and one return by two ways (M11, M12, M14). */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drainEffects, settle } from '../src/app/drain.ts';
import { pollChannel } from '../src/app/poll-channel.ts';
import { toyMirakl, type ToyMirakl } from '../src/channels/mirakl/sandbox.ts';
import { toyShop } from '../src/channels/rest/sandbox.ts';
import { toyShopify } from '../src/channels/shopify/sandbox.ts';
import { makeConnection } from '../src/app/connections.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
let mirakl: ToyMirakl;
beforeAll(async () => {
  product = await openProduct();
  const { store } = product.ctx.sandbox!;
  mirakl = toyMirakl(store, () => product.ctx.clock.now(product.sellerId));
});
afterAll(() => product.close());

const now = () => product.ctx.clock.now(product.sellerId);
const connection = async (slug: string): Promise<Json> =>
  (await product.get('/connections')).body.items.find((one: Json) => one.slug === slug);
const MIRAKL = {
  slug: 'pixmania',
  kind: 'mirakl',
  name: 'Pixmania',
  settings: { baseUrl: 'https://pixmania.mirakl.example/' },
  secrets: { apiKey: 'key-1' },
};
const PHONE = { sku: 'IP13', title: 'iPhone 13 128 GB', price: 36_900 };
const sell = async (items = [PHONE]) => {
  const order = await mirakl.buy({
    buyer: { firstname: 'Léa', lastname: 'Fontaine', locale: 'fr' },
    country: 'FRA',
    currency: 'EUR',
    items,
  });
  return mirakl.deliver(order.order_id);
};
const poll = (slug = 'pixmania') => pollChannel(product.ctx, product.sellerId, slug);
const returnsOf = async (q: string): Promise<Json[]> => (await product.get(`/returns?q=${encodeURIComponent(q)}`)).body.items;

describe('a connection', () => {
  test('is made once its fields fit and the channel has answered, and never shows its keys again', async () => {
    const wrong = await product.post('/connections', { ...MIRAKL, settings: { baseUrl: 'http://pixmania.example' }, secrets: {} });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ path }: Json) => path)).toEqual(['settings.baseUrl', 'secrets.apiKey']);
    const made = await product.post('/connections', MIRAKL);
    expect(made).toMatchObject({
      status: 201,
      body: { says: 'Orders and returns answer.', connection: { state: 'ok', keys: [{ key: 'apiKey', ends: null }], lastPollAt: null } },
    });
    expect(JSON.stringify(made.body)).not.toContain('key-1');
    expect((await product.post('/connections', MIRAKL)).status).toBe(409);
    expect(
      (await product.put('/connections/pixmania', { name: 'Pixmania FR', settings: MIRAKL.settings, secrets: {} })).body.connection,
    ).toMatchObject({
      name: 'Pixmania FR',
      keys: [{ key: 'apiKey' }],
      settings: { baseUrl: 'https://pixmania.mirakl.example' },
    });
  });

  test('is the managers’ affair', async () => {
    const as = { as: await product.keyFor('customer_service', 'warehouse', 'finance') };
    expect((await product.get('/connections', as)).status).toBe(200);
    for (const path of ['/connections/pixmania/test', '/connections/pixmania/poll', '/connections/pixmania/pause'])
      expect((await product.post(path, {}, as)).status, path).toBe(403);
    expect((await product.post('/connections', { ...MIRAKL, slug: 'other' }, as)).status).toBe(403);
  });

  test('tells how far each part was read, and what to see to', async () => {
    const order = await sell();
    await mirakl.complain(order.order_id, 'ECRAN_CASSE');
    const came = await product.post('/connections/pixmania/poll', {});
    expect(came.body).toMatchObject({ arrivals: 2, failure: null });
    const seen = await connection('pixmania');
    expect(seen.parts.map(({ part, readAt, says }: Json) => [part, readAt !== null, says])).toEqual([
      ['orders', true, null],
      ['returns', true, null],
      ['threads', true, null],
    ]);
    expect(seen.warnings).toMatchObject([{ kind: 'unknown_reason', about: 'ECRAN_CASSE' }]);
    expect(seen.reasons[0]).toEqual({ code: 'ECRAN_CASSE', reason: null, fault: null, from: 'unknown' });
    const explained = await product.put('/connections/pixmania/reasons', {
      items: [{ code: 'ECRAN_CASSE', reason: 'defective', fault: 'screen' }],
    });
    expect(explained.body.warnings).toEqual([]);
    expect(explained.body.reasons[0]).toEqual({ code: 'ECRAN_CASSE', reason: 'defective', fault: 'screen', from: 'own' });
    const next = await sell();
    await mirakl.complain(next.order_id, 'ECRAN_CASSE');
    await poll();
    expect(await returnsOf(next.order_id)).toMatchObject([{ items: [{ reason: 'defective' }] }]);
  });

  test('that is paused is not read until it is taken up again', async () => {
    expect((await product.post('/connections/pixmania/pause', {})).body).toMatchObject({ state: 'off', nextPollAt: null });
    const order = await sell();
    await settle(product.ctx, product.sellerId);
    expect((await product.get(`/orders/pixmania/${order.order_id}`)).status).toBe(404);
    expect((await product.call('DELETE', '/connections/pixmania/pause')).body.state).toBe('ok');
    await settle(product.ctx, product.sellerId);
    expect((await product.get(`/orders/pixmania/${order.order_id}`)).status).toBe(200);
  });
});

test('an address of the house is no channel’s in production', async () => {
  const real = {
    ...product.ctx,
    sellers: { ...product.ctx.sellers, get: (id: string) => ({ ...product.ctx.sellers.get(id), sandbox: false }) },
  };
  const made = (baseUrl: string) =>
    makeConnection(real, product.sellerId, { ...MIRAKL, slug: 'inside', kind: 'mirakl', settings: { baseUrl } });
  for (const address of ['https://10.0.0.5/api', 'http://localhost:8080', 'https://169.254.169.254/'])
    expect(await made(address)).toMatchObject({ ok: false, refusal: 'fields', troubles: [{ path: 'settings.baseUrl' }] });
  // A name that leads there is refused when it is called.
  expect(await made('https://localhost.localdomain.invalid')).toMatchObject({ ok: false, refusal: 'connection_refused' });
});

describe('what could not be read', () => {
  test('waits for a person, is read again once its cause is gone, or put aside with a reason', async () => {
    const order = await sell();
    const back = await mirakl.complain(order.order_id, 'RETURN_OTHER');
    const broken = await mirakl.complain(order.order_id, 'RETURN_OTHER');
    const { store } = product.ctx.sandbox!;
    // The operator's system loses a date, and names an order that nobody knows.
    await store.transaction((tx) => mirakl.saveReturn(tx, { ...broken, date_created: 'soon' }, now()));
    await store.transaction((tx) => mirakl.saveReturn(tx, { ...back, order_id: 'GONE-A', order_commercial_id: 'GONE' }, now()));
    await poll();
    const { items } = (await product.get('/connections/pixmania/quarantine')).body;
    expect(items.map(({ what, externalId }: Json) => [what, externalId]).sort()).toEqual(
      [
        ['request', back.id],
        ['return', broken.id],
      ].sort(),
    );
    expect((await connection('pixmania')).unreadable).toBe(2);
    const lost = items.find((one: Json) => one.externalId === back.id);
    expect((await product.post(`/connections/pixmania/quarantine/${lost.id}/retry`, {})).body).toMatchObject({
      done: false,
      says: expect.stringContaining('order_not_found'),
    });
    await product.put('/orders/pixmania/GONE-A', {
      country: 'FR',
      currency: 'EUR',
      buyer: { name: 'Léa', email: 'lea@buyers.example', language: 'fr' },
      placedAt: order.created_date,
      deliveredAt: now(),
      lines: [
        {
          id: order.order_lines[0]!.order_line_id,
          sku: 'IP13',
          title: 'iPhone 13',
          category: 'smartphone',
          condition: 'refurbished',
          price: '369.00',
        },
      ],
    });
    expect((await product.post(`/connections/pixmania/quarantine/${lost.id}/retry`, {})).body).toMatchObject({ done: true });
    expect(await returnsOf('GONE-A')).toHaveLength(1);
    const other = items.find((one: Json) => one.externalId === broken.id);
    expect((await product.get(`/connections/pixmania/quarantine/${other.id}`)).body.raw).toMatchObject({ date_created: 'soon' });
    expect((await product.post(`/connections/pixmania/quarantine/${other.id}/dismissal`, { because: 'A test of theirs.' })).status).toBe(
      204,
    );
    expect((await connection('pixmania')).unreadable).toBe(0);
    await poll();
    expect((await product.get('/connections/pixmania/quarantine')).body.items).toEqual([]);
  });
});

describe('one request is one return (M14)', () => {
  test('by a person at the desk first and by the marketplace later: the same, and the marketplace follows it', async () => {
    const order = await sell();
    await poll();
    const lineId = order.order_lines[0]!.order_line_id;
    const first = await product.post('/returns', {
      channel: 'pixmania',
      channelOrderId: order.order_id,
      via: 'email',
      items: [{ lineId, reason: 'defective', fault: 'battery', photos: 2 }],
    });
    expect(first.status).toBe(201);
    const back = await mirakl.complain(order.order_id, 'RETURN_DEFECTIVE_ITEM', { description: 'Empty at noon.' });
    await poll();
    await poll();
    expect((await returnsOf(order.order_id)).map(({ id }) => id)).toEqual([first.body.id]);
    await drainEffects(product.ctx, product.sellerId);
    expect(await mirakl.readReturn(back.id)).toMatchObject({ state: 'IN_PROGRESS', rma: first.body.rma });
    const received = await product.post(`/returns/${first.body.id}/receipt`, { items: [{ lineId }] });
    expect(received.status).toBe(200);
    await drainEffects(product.ctx, product.sellerId);
    expect(await mirakl.readReturn(back.id)).toMatchObject({ state: 'RECEIVED', rma: first.body.rma });
  });

  test('by the marketplace first: accepted there at once, and told again by mail it is the same', async () => {
    const order = await sell();
    const back = await mirakl.complain(order.order_id, 'RETURN_DEFECTIVE_ITEM');
    await poll();
    await drainEffects(product.ctx, product.sellerId);
    expect(await mirakl.readReturn(back.id)).toMatchObject({ state: 'IN_PROGRESS' });
    const again = await product.post('/returns', {
      channel: 'pixmania',
      channelOrderId: order.order_id,
      via: 'email',
      items: [{ lineId: order.order_lines[0]!.order_line_id, reason: 'defective' }],
    });
    expect(again.status).toBe(200);
    expect(again.body.channelReturnId ?? back.id).toBe(back.id);
  });

  test('an order and a request that Shopify and a shop of one’s own push and let us pull are one each; a knock brings the poll forward', async () => {
    const { store } = product.ctx.sandbox!;
    const shopify = toyShopify(store, now);
    const secrets = { token: 'shpat_1', webhookSecret: 'hush' };
    await product.post('/connections', {
      slug: 'shopify',
      kind: 'shopify',
      name: 'Shopify',
      settings: { domain: 'phenix.myshopify.com' },
      secrets,
    });
    const order = await shopify.sell([PHONE]);
    await shopify.complain(order.id, order.lineItems.nodes[0]!.id, 'DEFECTIVE', 'Empty at noon.');
    await poll('shopify');
    await poll('shopify');
    const name = order.name.slice(1);
    const [ret, ...more] = await returnsOf(name);
    expect(more).toEqual([]);
    await drainEffects(product.ctx, product.sellerId);
    expect((await shopify.read(order.id))!.returns.nodes).toMatchObject([{ status: 'OPEN' }]);
    // No conversation there: nothing of it fails, the mail says it.
    expect((await product.get('/failures')).body.items.filter((one: Json) => one.returnId === ret!.id)).toEqual([]);
    const knock = async (secret: string) => {
      const raw = '{"id":1}';
      const signature = createHmac('sha256', secret).update(raw).digest('base64');
      const answer = await fetch(`${product.url}/webhooks/shopify/phenix/shopify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shopify-topic': 'returns/request', 'x-shopify-hmac-sha256': signature },
        body: raw,
      });
      return answer.status;
    };
    expect(await knock('wrong')).toBe(401);
    expect(await knock('hush')).toBe(200);

    const toy = toyShop(store, now);
    const signingSecret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    const made = await product.post('/connections', {
      slug: 'own',
      kind: 'rest',
      name: 'Own',
      settings: { url: 'https://shop.example/retour' },
      secrets: { signingSecret },
    });
    expect(made.status).toBe(201);
    const body = {
      country: 'FR',
      currency: 'EUR',
      buyer: { name: 'Léa', email: 'lea@buyers.example', language: 'fr' },
      placedAt: now(),
      deliveredAt: now(),
      lines: [{ id: 'a', sku: 'IP13', title: 'iPhone 13', category: 'smartphone', condition: 'refurbished', price: '369.00' }],
    };
    await product.put('/orders/own/W-77', body);
    const pushed = await product.post('/returns', {
      channel: 'own',
      channelOrderId: 'W-77',
      channelReturnId: 'B-1',
      items: [{ lineId: 'a', reason: 'changed_mind' }],
    });
    await toy.putOrder({ id: 'W-77', ...body });
    await toy.putReturn({ id: 'B-1', orderId: 'W-77', requestedAt: now(), lines: [{ lineId: 'a', reason: 'changed_mind' }] });
    await poll('own');
    expect((await returnsOf('W-77')).map(({ id }) => id)).toEqual([pushed.body.id]);
    await drainEffects(product.ctx, product.sellerId);
    expect((await toy.acts()).map(({ act }) => [act['type'], act['returnId'], act['answer']])).toContainEqual([
      'return',
      'B-1',
      'accepted',
    ]);
  });
});
