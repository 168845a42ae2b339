import fc from 'fast-check';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { money } from '../../core/money.ts';
import { failed, type RefundRequest, type Standing } from '../channel.ts';
import { channelContract } from '../contract.ts';
import { fetchInto } from '../in-process.ts';
import { memoryStore } from '../sandbox-store.ts';
import { createRest, type RestOptions } from './client.ts';
import { readOrder, readReturn } from './map.ts';
import { type RestSandboxOptions, sandboxShop, TOY_SECRET, toyShop } from './sandbox.ts';

async function openStage(changes: Partial<RestSandboxOptions> = {}) {
  const db = memoryStore();
  let at = Date.parse('2026-11-22T09:00:00.000Z');
  const now = () => new Date(at).toISOString();
  const toy = toyShop(db, now);
  const faults: [string, 'lost_after' | 'pending' | 'down'][] = [];
  const app = Fastify();
  await app.register(
    sandboxShop({
      db,
      now,
      toy,
      faults: (type) => {
        const index = faults.findIndex(([of]) => of === type);
        return index < 0 ? null : faults.splice(index, 1)[0]![1];
      },
      ...changes,
    }),
  );
  const options: RestOptions = {
    url: 'http://toy.invalid/sandbox/rest',
    signingSecret: TOY_SECRET,
    fetch: fetchInto(app),
    sleep: async () => {},
    now: () => at,
    random: () => 0.5,
    log: () => {},
  };
  const sell = (id = 'W-1001', quantity = 1) =>
    toy.putOrder({
      id,
      country: 'FR',
      currency: 'EUR',
      buyer: { name: 'Léa Fontaine', email: 'lea@buyers.example', language: 'fr' },
      placedAt: '2026-11-02T08:00:00+01:00',
      deliveredAt: '2026-11-05T10:00:00Z',
      lines: [
        {
          id: 'a',
          sku: 'IP13',
          title: 'iPhone 13',
          category: 'Smartphone',
          condition: 'refurbished',
          price: '369.00',
          quantity,
          imei: '356938035643809',
        },
      ],
    });
  const complain = (orderId = 'W-1001', more: object = {}) =>
    toy.putReturn({
      id: `B-${orderId}`,
      orderId,
      requestedAt: now(),
      lines: [{ lineId: 'a', reason: 'defective', fault: 'battery' }],
      wants: 'repair',
      ...more,
    });
  const wait = (ms: number) => {
    at += ms;
  };
  return { db, toy, faults, options, client: createRest(options), sell, complain, now, wait };
}

const of = (orderId = 'W-1001', minor = 36_900): RefundRequest => ({
  intentId: '019a0000-0000-7000-8000-000000000001:a',
  ref: { orderId, lines: { a: 'a' } },
  lineId: 'a',
  amount: money(minor, 'EUR'),
  full: minor === 36_900,
  because: 'a test',
});

channelContract('A shop of the seller’s own, by REST', async () => {
  const stage = await openStage();
  return {
    channel: stage.client,
    unreachable: createRest({
      ...stage.options,
      fetch: async () => {
        throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
      },
    }),
    sell: async () => {
      await stage.sell();
      const { ref, lineId, amount } = of();
      return { ref, lineId, price: amount };
    },
    paid: async (ref) => (await stage.toy.paid(ref.orderId)).map((one) => money(one.minor, one.currency)),
    complain: async (ref) => (await stage.complain(ref.orderId)).id,
    loseNextAnswer: () => void stage.faults.push(['refund', 'lost_after']),
  };
});

describe('the small contract', () => {
  it('a shop’s lists are pulled, page by page, and only what changed since', async () => {
    const stage = await openStage();
    for (let i = 1; i <= 45; i++) await stage.sell(`W-${i}`);
    await stage.complain('W-7', { note: 'Empty at noon.', photos: 2 });
    const first = await stage.client.poll(null);
    if (failed(first)) throw new Error(first.says);
    expect(first.arrivals).toHaveLength(46);
    expect(first.arrivals.at(-1)).toMatchObject({
      kind: 'request',
      reason: 'defective',
      fault: 'battery',
      wants: 'repair',
      photos: 2,
      messages: [{ body: 'Empty at noon.' }],
    });
    stage.wait(3_600_000);
    await stage.sell('W-99');
    const second = await stage.client.poll(first.lowWater);
    if (failed(second)) throw new Error(second.says);
    stage.wait(3_600_000);
    // Only what lies behind the last mark, less two minutes: the order that set it, and nothing older.
    const third = await stage.client.poll(second.lowWater);
    if (failed(third)) throw new Error(third.says);
    expect(third.arrivals.filter(({ kind }) => kind === 'order')).toMatchObject([
      { channelOrderId: 'W-99', placedAt: '2026-11-02T07:00:00.000Z', country: 'FR' },
    ]);
  });

  it('a shop without lists pushes: that is no trouble', async () => {
    const stage = await openStage({ lists: false });
    expect(await stage.client.poll(null)).toEqual({ arrivals: [], lowWater: {} });
    expect(await stage.client.probe()).toMatchObject({ ok: true, says: expect.stringContaining('pushes') });
  });

  it('another secret is not heard', async () => {
    const stage = await openStage({ secret: `whsec_${Buffer.from('some other secret of a shop').toString('base64')}` });
    expect(await stage.client.probe()).toMatchObject({ failed: 'unauthorised' });
    expect(await stage.client.poll(null)).toMatchObject({ failed: 'unauthorised' });
  });

  it('an act is done once, however often its answer is lost', async () => {
    const stage = await openStage();
    await stage.sell();
    await stage.complain();
    stage.faults.push(['refund', 'lost_after'], ['refund', 'lost_after']);
    await stage.client.refund(of());
    await stage.client.refund(of());
    expect(await stage.client.refund(of())).toMatchObject({ reference: expect.stringMatching(/^shop-/) });
    expect(await stage.toy.paid('W-1001')).toHaveLength(1);
    expect(await stage.client.sendMessage('B-W-1001', 'Thank you.', [], 'm1')).toEqual(
      await stage.client.sendMessage('B-W-1001', 'Thank you.', [], 'm1'),
    );
    await stage.client.sendMessage('B-W-1001', 'Thank you.', [], 'm2');
    expect((await stage.toy.acts()).map(({ id }) => id)).toEqual(['019a0000-0000-7000-8000-000000000001:a', 'm1', 'm2']);
  });

  it('money that is under way is not taken for money that arrived; what the shop refuses is refused in its words', async () => {
    const stage = await openStage();
    await stage.sell();
    stage.faults.push(['paying', 'pending']);
    expect(await stage.client.refund(of('W-1001', 10_000))).toMatchObject({ pending: true });
    expect(await stage.client.readRefund(of('W-1001', 10_000))).toMatchObject({ state: 'pending' });
    expect(await stage.client.refund({ ...of('W-1001', 36_900), intentId: 'b' })).toEqual({
      failed: 'refused',
      says: 'More than was paid for it.',
      retryable: false,
    });
  });

  it('hears how a return stands, each standing once, and when a parcel left', async () => {
    const stage = await openStage();
    await stage.sell();
    await stage.complain();
    const standing: Standing = { rma: 'R-1', answer: 'accepted', received: false, lines: [{ lineId: 'a', quantity: 1 }], closed: false };
    await stage.client.keepInStep!('B-W-1001', standing);
    await stage.client.keepInStep!('B-W-1001', standing);
    await stage.client.keepInStep!('B-W-1001', { ...standing, received: true });
    const parcel = { lines: [{ id: 'a', sku: 'IP13' }], carrier: 'DHL', trackingNumber: 'JD01', shippedAt: stage.now() };
    await stage.client.markShipped!(of().ref, parcel);
    expect((await stage.toy.acts()).map(({ act }) => [act['type'], act['received'] ?? act['trackingNumber']])).toEqual([
      ['return', false],
      ['return', true],
      ['shipped', 'JD01'],
    ]);
  });
});

it('whatever comes in is an arrival or in quarantine, and never an exception', () => {
  const names = [
    'id',
    'placedAt',
    'currency',
    'country',
    'lines',
    'buyer',
    'address',
    'price',
    'quantity',
    'orderId',
    'requestedAt',
    'lineId',
    'reason',
    'messages',
  ];
  const words = fc.constantFrom('EUR', 'FR', '2026-11-22T09:00:00Z', '12.50', 'defective', 'constructor', '\0', '__proto__');
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), words, tie('object'), tie('array')),
    object: fc.dictionary(fc.constantFrom(...names), tie('any')),
    array: fc.array(tie('any'), { maxLength: 3 }),
  }));
  fc.assert(
    fc.property(value.any, (raw) => {
      for (const arrival of [...readOrder(raw), readReturn(raw)]) {
        if (arrival.kind === 'unreadable') expect(arrival.says).not.toBe('');
        else expect(JSON.stringify({ ...arrival, raw: null })).not.toContain('\\u0000');
      }
    }),
    { numRuns: 400 },
  );
});
