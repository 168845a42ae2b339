import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { money } from '../../core/money.ts';
import { failed, type RefundRequest, type Standing } from '../channel.ts';
import { channelContract } from '../contract.ts';
import { fetchInto } from '../in-process.ts';
import { memoryStore } from '../sandbox-store.ts';
import { stageClock } from '../stage-clock.test-support.ts';
import { createShopify, type ShopifyOptions } from './client.ts';
import { readKnock } from './knock.ts';
import { readOrder, readReturn, readReturns } from './map.ts';
import { type Fault, sandboxShopify, type ShopifySandboxOptions, toyShopify } from './sandbox.ts';

const PHONE = { sku: 'IP13-128-BLUE-GOOD', title: 'iPhone 13 128 GB - Blue', price: 36_900 };

async function openStage(changes: Partial<ShopifySandboxOptions> = {}) {
  const db = memoryStore();
  const { now, slept, wait, ofClient } = stageClock();
  const toy = toyShopify(db, now);
  const faults: { operation: string; fault: Fault }[] = [];
  const asked: string[] = [];
  const app = Fastify();
  await app.register(
    sandboxShopify({
      db,
      now,
      toy,
      faults: (operation) => {
        asked.push(operation);
        const index = faults.findIndex((each) => each.operation === operation);
        return index < 0 ? null : faults.splice(index, 1)[0]!.fault;
      },
      ...changes,
    }),
  );
  const options: ShopifyOptions = {
    domain: 'phenix.myshopify.com',
    baseUrl: 'http://toy.invalid/sandbox/shopify',
    token: 'shpat_1',
    fetch: fetchInto(app),
    ...ofClient,
    log: () => {},
  };
  return { db, toy, faults, asked, slept, options, now, wait, client: createShopify(options) };
}
type Stage = Awaited<ReturnType<typeof openStage>>;

const of = (order: Awaited<ReturnType<Stage['toy']['sell']>>, minor = 36_900): RefundRequest => {
  const line = order.lineItems.nodes[0]!;
  const lineId = line.id.split('/').at(-1)!;
  return {
    intentId: '019a0000-0000-7000-8000-000000000001:a',
    ref: { orderId: order.id, lines: { [lineId]: line.id } },
    lineId,
    amount: money(minor, 'EUR'),
    full: minor === 36_900,
    because: 'a test',
  };
};

channelContract('A shop at Shopify', async () => {
  const stage = await openStage();
  return {
    channel: stage.client,
    unreachable: createShopify({
      ...stage.options,
      fetch: async () => {
        throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
      },
    }),
    sell: async () => {
      const order = await stage.toy.sell([PHONE]);
      const { ref, lineId, amount } = of(order);
      return { ref, lineId, price: amount };
    },
    paid: async (ref) => (await stage.toy.paid(ref.orderId)).map((one) => money(one.minor, one.currency)),
    complain: async (ref, lineId) => (await stage.toy.complain(ref.orderId, ref.lines[lineId]!, 'DEFECTIVE')).id.split('/').at(-1)!,
    loseNextAnswer: () => void stage.faults.push({ operation: 'Refund', fault: 'lost_after' }),
  };
});

describe('what a poll brings', () => {
  it('an order by the number that its buyer knows, and the buyer’s request on it', async () => {
    const stage = await openStage();
    const order = await stage.toy.sell([{ ...PHONE, quantity: 2 }]);
    const lineId = order.lineItems.nodes[0]!.id;
    const back = await stage.toy.complain(order.id, lineId, 'NOT_AS_DESCRIBED', 'It has a scratch.', 2);
    const answer = await stage.client.poll(null);
    if (failed(answer)) throw new Error(answer.says);
    expect(answer.arrivals).toMatchObject([
      {
        kind: 'order',
        channelOrderId: order.name.slice(1),
        country: 'FR',
        ref: { orderId: order.id },
        buyer: { email: 'lea@buyers.example', language: 'fr' },
      },
      {
        kind: 'request',
        channelReturnId: back.id.split('/').at(-1),
        channelOrderId: order.id,
        lineId,
        also: [{ lineId }],
        reason: 'not_as_described',
        channelReason: 'NOT_AS_DESCRIBED',
        messages: [{ from: 'buyer', body: 'It has a scratch.' }],
      },
    ]);
  });

  it('what changed since, and every return that is still open, whatever the order’s date says', async () => {
    const stage = await openStage();
    const old = await stage.toy.sell([PHONE]);
    await stage.toy.complain(old.id, old.lineItems.nodes[0]!.id, 'UNWANTED');
    const first = await stage.client.poll(null);
    if (failed(first)) throw new Error(first.says);
    stage.wait(3_600_000);
    const young = await stage.toy.sell([PHONE]);
    const second = await stage.client.poll(first.lowWater);
    if (failed(second)) throw new Error(second.says);
    expect(second.arrivals.map((one) => (one.kind === 'order' ? one.ref.orderId : one.kind))).toEqual([old.id, young.id, 'request']);
  });

  it('more orders than a page holds', async () => {
    const stage = await openStage();
    for (let i = 0; i < 23; i++) await stage.toy.sell([PHONE]);
    const answer = await stage.client.poll(null);
    if (failed(answer)) throw new Error(answer.says);
    expect(answer.arrivals).toHaveLength(23);
  });
});

describe('the bucket of points', () => {
  it('is waited for, by what the last answer said of it', async () => {
    const stage = await openStage({ bucket: { most: 400, perSecond: 50 } });
    for (let i = 0; i < 23; i++) await stage.toy.sell([PHONE]);
    const answer = await stage.client.poll(null);
    if (failed(answer)) throw new Error(answer.says);
    expect(answer.arrivals).toHaveLength(23);
    // Each page costs 300 and 50 come back in a second: after the first, some seconds for each of the others; no answer was ever refused.
    expect(stage.slept.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...stage.slept)).toBeLessThanOrEqual(6_000);
    expect(stage.asked.filter((name) => name === 'Orders')).toHaveLength(4);
  });
  it('a refund that was throttled was not done, and is asked again', async () => {
    const stage = await openStage();
    const order = await stage.toy.sell([PHONE]);
    stage.faults.push({ operation: 'Refund', fault: 'throttled' });
    expect(await stage.client.refund(of(order))).toMatchObject({ reference: expect.any(String) });
    expect(await stage.toy.paid(order.id)).toHaveLength(1);
  });
});

describe('money', () => {
  it('is paid once for an intent, however often it is sent', async () => {
    const stage = await openStage();
    const order = await stage.toy.sell([PHONE]);
    stage.faults.push({ operation: 'Refund', fault: 'lost_after' });
    expect(await stage.client.refund(of(order, 10_000))).toMatchObject({ uncertain: true });
    expect(await stage.client.readRefund(of(order, 10_000))).toMatchObject({ state: 'refunded' });
    // Another intent is another refund, of the same amount as well.
    expect(await stage.client.refund({ ...of(order, 10_000), intentId: '019a-2:a' })).toMatchObject({ reference: expect.any(String) });
    expect((await stage.toy.paid(order.id)).map(({ minor }) => minor)).toEqual([10_000, 10_000]);
  });

  it('goes back to the payments that it came from, the first first, and never beyond them', async () => {
    const stage = await openStage();
    const order = await stage.toy.sell([PHONE], { paidIn: [30_000, 6_900] });
    await stage.client.refund(of(order));
    expect((await stage.toy.paid(order.id)).map(({ minor }) => minor)).toEqual([30_000, 6_900]);
    expect(await stage.client.refund({ ...of(order, 100), intentId: 'another' })).toMatchObject({ failed: 'refused', retryable: false });
  });

  it('under way is said to be so; sent back by the bank it may be tried again', async () => {
    const stage = await openStage();
    const order = await stage.toy.sell([PHONE]);
    stage.faults.push({ operation: 'Refund', fault: 'bounced' }, { operation: 'Refund', fault: 'pending' });
    expect(await stage.client.refund(of(order))).toMatchObject({ failed: 'refused', retryable: false });
    expect(await stage.client.readRefund(of(order))).toEqual({ state: 'not_refunded' });
    expect(await stage.client.refund(of(order))).toMatchObject({ pending: true });
    expect(await stage.client.readRefund(of(order))).toMatchObject({ state: 'pending' });
  });
});

describe('the shop’s record is kept in step with ours', () => {
  const standing: Standing = { rma: 'R-1', answer: 'accepted', received: false, lines: [], closed: false };
  const begun = async () => {
    const stage = await openStage();
    const order = await stage.toy.sell([PHONE]);
    const back = await stage.toy.complain(order.id, order.lineItems.nodes[0]!.id, 'DEFECTIVE');
    const tell = (changes: Partial<Standing> = {}) => stage.client.keepInStep!(back.id.split('/').at(-1)!, { ...standing, ...changes });
    return { tell, stage, now: async () => (await stage.toy.read(order.id))!.returns.nodes[0]! };
  };
  it('step by step, each told once', async () => {
    const { tell, now } = await begun();
    expect(await tell({ answer: 'open' })).toEqual({ reference: 'REQUESTED already' });
    expect(await tell()).toEqual({ reference: 'returnApproveRequest' });
    const parcel = { trackingNumber: '6A1' };
    expect(await tell({ parcel })).toEqual({ reference: 'reverseDeliveryCreateWithShipping' });
    expect(await tell({ parcel })).toEqual({ reference: 'OPEN already' });
    expect((await now()).reverseFulfillmentOrders.nodes[0]!.reverseDeliveries.nodes).toMatchObject([{ tracking: '6A1' }]);
    expect(await tell({ parcel, received: true, closed: true })).toEqual({ reference: 'returnClose' });
    expect(await now()).toMatchObject({ status: 'CLOSED' });
  });
  it('a refusal says why, in what the buyer was told', async () => {
    const { tell, now } = await begun();
    await tell({ answer: 'refused', refusal: { ground: 'window_closed', says: 'Day 41 of 30.' } });
    expect(await now()).toMatchObject({ status: 'DECLINED', decline: { reason: 'RETURN_PERIOD_ENDED', note: 'Day 41 of 30.' } });
  });
  it('an open one that the buyer withdrew is cancelled', async () => {
    const { tell, now } = await begun();
    await tell();
    await tell({ answer: 'withdrawn' });
    expect((await now()).status).toBe('CANCELED');
  });
});

it('a parcel that left is told with its number, once', async () => {
  const { client, toy, now } = await openStage();
  const order = await toy.sell([PHONE], { shipped: false });
  const { ref, lineId } = of(order);
  const parcel = { lines: [{ id: lineId, sku: PHONE.sku }], carrier: 'DHL', trackingNumber: 'JD01', shippedAt: now() };
  expect(await client.markShipped!(ref, parcel)).toEqual({ reference: 'JD01' });
  expect(await client.markShipped!(ref, parcel)).toEqual({ reference: 'shipped there already' });
});

describe('a knock', () => {
  const raw = Buffer.from('{"id":1}');
  const headers = (secret: string, body = raw) => ({
    'x-shopify-topic': 'returns/request',
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
  });
  it('is heard where the signature fits the very bytes, and only there', () => {
    expect(readKnock(raw, headers('hush'), 'hush')).toBe('returns/request');
    expect(readKnock(raw, headers('other'), 'hush')).toBeNull();
    expect(readKnock(Buffer.from('{"id":2}'), headers('hush'), 'hush')).toBeNull();
    expect(readKnock(raw, {}, 'hush')).toBeNull();
    expect(readKnock(raw, headers(''), '')).toBeNull();
  });
});

it('whatever comes in is an arrival or in quarantine, and never an exception', () => {
  const names = [
    'id',
    'name',
    'createdAt',
    'currencyCode',
    'shippingAddress',
    'countryCodeV2',
    'lineItems',
    'nodes',
    'returns',
    'returnLineItems',
    'shopMoney',
  ];
  const parts = [
    'fulfillmentLineItem',
    'lineItem',
    'quantity',
    'returnReason',
    'returnReasonDefinition',
    'handle',
    'amount',
    'originalUnitPriceSet',
    'refunds',
  ];
  const words = fc.constantFrom('gid://shopify/Order/1', 'EUR', 'FR', '2026-11-22T09:00:00Z', '12.50', 'constructor', '\0');
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 5 }, fc.jsonValue(), words, tie('object'), tie('array')),
    object: fc.dictionary(fc.constantFrom(...names, ...parts), tie('any')),
    array: fc.array(tie('any'), { maxLength: 3 }),
  }));
  fc.assert(
    fc.property(value.any, (raw) => {
      for (const arrival of [...readOrder(raw), ...readReturns(raw), readReturn(raw, '')]) {
        if (arrival.kind === 'unreadable') expect(arrival.says).not.toBe('');
        if (arrival.kind === 'request') expect(typeof arrival.reason).toBe('string');
      }
    }),
    { numRuns: 400 },
  );
});
