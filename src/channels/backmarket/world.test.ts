import { describe, expect, it } from 'vitest';
import { memoryStore } from '../sandbox-store.ts';
import { openStage, sure } from './stage.ts';
import { toyMarket } from './world.ts';

const ask = async (
  stage: Awaited<ReturnType<typeof openStage>>,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  payload?: object,
  token: string | null = 'Basic anything',
) =>
  stage.app.inject({
    method,
    url: `/sandbox/backmarket${path}`,
    headers: token === null ? {} : { authorization: token },
    ...(payload && { payload }),
  });

const nora = { name: 'Nora Lind', email: 'nora@buyers.example', language: 'fr' as const };
const sellersOrder = {
  channelOrderId: '900123',
  country: 'FR',
  currency: 'EUR',
  placedAt: '2026-11-01T08:00:00.000Z',
  shippedAt: '2026-11-02T08:00:00.000Z',
  shippingPaid: { minor: 590, currency: 'EUR' },
  lines: [
    {
      id: '77001',
      sku: 'IP12',
      title: 'iPhone 12',
      category: 'smartphone',
      condition: 'refurbished' as const,
      price: { minor: 30_000, currency: 'EUR' },
      quantity: 1,
      imei: '490154203237518',
    },
    {
      id: 'case',
      sku: 'CASE',
      title: 'Case',
      category: 'accessory',
      condition: 'new' as const,
      price: { minor: 1_500, currency: 'EUR' },
      quantity: 2,
    },
  ],
};

describe('an order that the seller brings along', () => {
  it('keeps its numbers where they are free, gets one where it has none, and stays the same when it comes again', async () => {
    const stage = await openStage();
    const ref = await stage.market.adoptOrder(sellersOrder, nora);
    expect(ref).toEqual({ orderId: '900123', lines: { '77001': '77001', case: expect.stringMatching(/^\d+$/) } });
    expect(await stage.market.adoptOrder({ ...sellersOrder, deliveredAt: '2026-11-04T10:00:00.000Z' }, nora)).toEqual(ref);
    expect(await stage.market.findOrder('900123')).toMatchObject({
      deliveredAt: '2026-11-04T10:00:00.000Z',
      lines: [{ state: 3 }, { state: 3 }],
    });
  });

  it('is found under the seller’s own text, and two sellers’ numbers do not collide', async () => {
    const stage = await openStage();
    const ref = await stage.market.adoptOrder({ ...sellersOrder, channelOrderId: 'FR-2026/17' }, nora);
    const other = await stage.market.adoptOrder({ ...sellersOrder, channelOrderId: 'FR-2026/18' }, nora);
    expect(other.lines['77001']).not.toBe(ref.lines['77001']);
    expect((await ask(stage, 'GET', `/ws/orders/${encodeURIComponent('FR-2026/17')}`)).json()).toMatchObject({
      order_id: Number(ref.orderId),
      state: 9,
      country_code: 'fr-fr',
    });
  });

  it('is shipped by a later word of the seller', async () => {
    const stage = await openStage();
    const { shippedAt, ...unshipped } = sellersOrder;
    await stage.market.adoptOrder(unshipped, nora);
    expect((await ask(stage, 'GET', '/ws/orders/900123')).json()).toMatchObject({ state: 3, date_shipping: null });
    await stage.market.adoptOrder({ ...unshipped, shippedAt }, nora);
    expect((await ask(stage, 'GET', '/ws/orders/900123')).json()).toMatchObject({ state: 9, date_shipping: shippedAt });
  });
});

describe('money at the marketplace', () => {
  const refund = (stage: Awaited<ReturnType<typeof openStage>>, body: object) => ask(stage, 'POST', '/ws/sav/refund', body);
  const ledger = async (stage: Awaited<ReturnType<typeof openStage>>, order: number) =>
    (await ask(stage, 'GET', `/ledger?order=${order}`)).json().items;

  it('a unit that got anything back is done; whoever asks again is refused', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    const paid = await refund(stage, { orderline_pk: order.lines[0]!.id, refund_type: 6, amount: 20.5 });
    expect(paid).toMatchObject({ statusCode: 201, body: '20.50€ refunded on the sku IP13-128-BLUE-GOOD' });
    expect(paid.headers['content-type']).toMatch(/^text\/plain/);
    expect((await refund(stage, { orderline_pk: order.lines[0]!.id, refund_type: 6, amount: 20.5 })).statusCode).toBe(400);
    expect(await ledger(stage, order.id)).toEqual([
      { at: stage.now(), orderId: String(order.id), orderlineId: String(order.lines[0]!.id), amount: '20.50', currency: 'EUR', type: '6' },
    ]);
  });

  it('of three units each can be paid by itself, the same twice too: nothing here is idempotent', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone({ quantity: 3 });
    const body = { orderline_pk: order.lines[0]!.id, refund_type: 6, amount: 369 };
    expect((await refund(stage, body)).statusCode).toBe(201);
    expect((await refund(stage, body)).statusCode).toBe(201);
    expect(await stage.market.findOrder(String(order.id))).toMatchObject({ lines: [{ state: 3 }] });
    expect((await refund(stage, body)).statusCode).toBe(201);
    expect(await stage.market.findOrder(String(order.id))).toMatchObject({ lines: [{ state: 6 }] });
    expect(await ledger(stage, order.id)).toHaveLength(3);
  });

  it('never pays back more than was paid, shipping included once', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone({ shippingPrice: 590 });
    const body = { orderline_pk: order.lines[0]!.id, refund_type: 6 };
    expect((await refund(stage, { ...body, amount: 374.91 })).statusCode).toBe(400);
    expect((await refund(stage, { ...body, amount: 374.9 })).statusCode).toBe(201);
  });

  it('takes the type that fits the state of the line, and no amount finer than a cent', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    const line = order.lines[0]!.id;
    for (const body of [
      { orderline_pk: line, refund_type: 4 },
      { orderline_pk: line, refund_type: 5 },
      { orderline_pk: line, refund_type: 6, amount: 0.001 },
      { orderline_pk: line, refund_type: 6, amount: -1 },
      {},
    ]) {
      expect((await refund(stage, body)).statusCode).toBe(400);
    }
    expect((await refund(stage, { orderline_pk: 5, refund_type: 6, amount: 1 })).statusCode).toBe(404);
    expect(await ledger(stage, order.id)).toEqual([]);
  });

  it('two who pay at the same moment: one is paid', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    const answers = await Promise.all(
      [1, 2, 3].map(() => refund(stage, { orderline_pk: order.lines[0]!.id, refund_type: 6, amount: 369 })),
    );
    expect(answers.map((answer) => answer.statusCode).sort((a, b) => a - b)).toEqual([201, 400, 400]);
  });

  it('writes every call down', async () => {
    const stage = await openStage();
    await refund(stage, { orderline_pk: 5, refund_type: 6, amount: 1 });
    expect(stage.db.calls).toMatchObject([
      { method: 'POST', path: '/ws/sav/refund', status: 404, sent: { orderline_pk: 5, refund_type: 6, amount: 1 } },
    ]);
  });
});

describe('lines and their states', () => {
  it('go 1 → 2 → 3 → 6 and nowhere else; a tracking number is needed to ship', async () => {
    const stage = await openStage();
    const bought = await stage.market.buy({
      buyer: nora,
      locale: 'fr-fr',
      currency: 'EUR',
      shippingPrice: 0,
      items: [{ sku: 'P7', title: 'Pixel 7', brand: 'Google', category: 'Smartphones', condition: 10, price: 25_000 }],
    });
    const order = sure(bought);
    const move = (body: object) => ask(stage, 'POST', `/ws/orders/${order.id}`, { order_id: order.id, ...body });
    expect((await move({ new_state: 6, sku: 'P7' })).statusCode).toBe(400);
    expect((await move({ new_state: 3 })).statusCode).toBe(400);
    expect((await move({ new_state: 3, tracking_number: '1Z', shipper: 'UPS', imei: '490154203237518' })).json()).toMatchObject({
      state: 9,
      orderlines: [{ state: 3, imei: '490154203237518' }],
    });
    expect((await move({ new_state: 2, sku: 'P7' })).statusCode).toBe(400);
    expect((await move({ new_state: 6, sku: 'P7', return_reason: 25, return_message: 'Désolés.' })).json()).toMatchObject({
      orderlines: [{ state: 6, return_reason: 25 }],
    });
    expect(await stage.market.ledger(String(order.id))).toMatchObject([{ minor: 25_000 }]);
  });
});

describe('care folders', () => {
  it('one open folder for a line: the second complaint continues the thread', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    const first = await stage.complain(order);
    expect((await stage.complain(order)).id).toBe(first.id);
    sure(await stage.market.close(first.id));
    expect((await stage.complain(order)).id).not.toBe(first.id);
    expect((await ask(stage, 'GET', `/ws/sav?orderline=${order.lines[0]!.id}&state=9`)).json().results).toMatchObject([
      { id: first.id, state: 9 },
    ]);
  });

  it('without a token nobody gets in; with any token everybody', async () => {
    const stage = await openStage();
    for (const path of ['/ws/orders', '/ws/sav', '/ws/shipping/v1/returns']) {
      expect((await ask(stage, 'GET', path, undefined, null)).statusCode).toBe(401);
      expect((await ask(stage, 'GET', path, undefined, 'Basic ')).statusCode).toBe(401);
      expect((await ask(stage, 'GET', path)).statusCode).toBe(200);
    }
  });

  it('the list of folders answers 520 times a minute, then asks to wait', async () => {
    const stage = await openStage();
    let last = 200;
    for (let i = 0; i < 521; i++) {
      if (i % 150 === 149) stage.wait(10_000);
      last = (await ask(stage, 'GET', '/ws/sav')).statusCode;
    }
    expect(last).toBe(429);
    stage.wait(60_000);
    expect((await ask(stage, 'GET', '/ws/sav')).statusCode).toBe(200);
  });
});

describe('a transaction that fails', () => {
  it('leaves no trace', async () => {
    const db = memoryStore();
    const market = toyMarket(db, () => '2026-11-22T09:00:00.000Z');
    const ref = await market.adoptOrder(sellersOrder, nora);
    await expect(
      db.transaction(async (tx) => {
        await tx.pay({
          at: '2026-11-22T09:00:00.000Z',
          channel: 'backmarket',
          orderId: ref.orderId,
          lineId: '77001',
          minor: 1,
          currency: 'EUR',
          type: '6',
        });
        throw new Error('crash');
      }),
    ).rejects.toThrow('crash');
    expect(await market.ledger(ref.orderId)).toEqual([]);
  });
});
