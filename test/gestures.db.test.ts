/** Making good over HTTP and in the database (M19): seen once, given once, within the budget whoever presses at the same time, and free again where it fails. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendGesture } from '../src/app/gestures.ts';
import type { Actor } from '../src/core/access.ts';
import { daysAgo, type OrderBody, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

let orders = 0;
/** A phone of 369.00 that came so many days after it was promised (five days from the order). */
async function late(days: number, changes: Partial<OrderBody> = {}): Promise<string> {
  const index = 9_000 + (orders += 1);
  const number = `G-${index}`;
  const delivered = daysAgo(1);
  const order = phoneOrder(index, { placedAt: daysAgo(6 + days), shippedAt: daysAgo(5 + days), deliveredAt: delivered, ...changes });
  expect((await product.put(`/orders/shop/${number}`, order)).status).toBeLessThan(300);
  return number;
}
const waiting = async (): Promise<Json[]> => (await product.get('/gestures?limit=50')).body.items;
const caseOf = async (number: string): Promise<Json> => (await waiting()).find((one) => one.channelOrderId === number);
const budget = async (): Promise<Json> => (await product.get('/gestures/budget')).body;
const settings = async (changes: object) => {
  const { currency: _c, codes: _k, mayChange: _m, ...now } = (await product.get('/gesture-settings')).body;
  const answer = await product.put('/gesture-settings', { ...now, ...changes });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
const api = (roles: readonly string[]): Actor => ({ kind: 'api', id: 'a', name: 'a program', roles }) as Actor;
const staff: Actor = { kind: 'staff', id: '0197d0a0-0000-7000-8000-000000000001', name: 'Inès', roles: ['customer_service'] };
const refunds = async (orderId: string) => (await product.get(`/ledger/journals?orderId=${orderId}`)).body.items as Json[];

describe('recognised', () => {
  test('an order that came late is one case, however often it is told; one that was in time is none', async () => {
    const [slow, quick] = [await late(3), await late(-1)];
    await product.put(`/orders/shop/${slow}`, phoneOrder(1, { placedAt: daysAgo(9), shippedAt: daysAgo(8), deliveredAt: daysAgo(1) }));
    await product.settle();
    const found = (await waiting()).filter((one) => one.channelOrderId === slow);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      cause: 'delivered_late',
      daysLate: 3,
      proposal: { gesture: { kind: 'partial_refund', amount: '11.07' } },
    });
    expect(await caseOf(quick)).toBeUndefined();
  });

  test('told that it had come in time after all, the case closes by itself and says why', async () => {
    const number = await late(2);
    const { id } = await caseOf(number);
    await product.put(`/orders/shop/${number}`, phoneOrder(2, { placedAt: daysAgo(8), shippedAt: daysAgo(7), deliveredAt: daysAgo(5) }));
    expect((await product.get(`/gestures/${id}`)).body).toMatchObject({ state: 'closed', because: 'in_time_after_all' });
  });

  test('an import of old orders says nothing to anybody', async () => {
    const number = await late(4, { placedAt: daysAgo(90), shippedAt: daysAgo(89), deliveredAt: daysAgo(70) });
    expect(await caseOf(number)).toBeUndefined();
  });

  test('a wrong item is regretted on its return, in the buyer’s language, and by its thread', async () => {
    const number = await late(-1);
    const opened = await product.post('/returns', {
      channel: 'shop',
      channelOrderId: number,
      via: 'api',
      items: [{ lineId: '1', reason: 'wrong_item', photos: 2 }],
    });
    expect(opened.status, JSON.stringify(opened.body)).toBe(201);
    if (opened.body.status === 'in_review') await product.post(`/returns/${opened.body.id}/approval`);
    const one = await caseOf(number);
    expect(one).toMatchObject({ cause: 'wrong_item', returnId: opened.body.id });
    expect(one.proposal.letter).toMatchObject({ language: 'fr', body: expect.stringContaining('L’erreur vient de nous') });
    expect((await product.post(`/gestures/${one.id}/sending`)).status).toBe(200);
    await product.settle();
    const { body: ret } = await product.get(`/returns/${opened.body.id}`);
    expect(ret.messages.map(({ body }: Json) => body).join()).toContain('L’erreur vient de nous');
    expect(ret.milestones.firstAnswerAt ?? ret.firstAnswerAt).toBeDefined();
    const story = (await product.get(`/returns/${opened.body.id}/events`)).body.items.map(({ type }: Json) => type);
    expect(story).toContain('gesture_given');
  });
});

describe('sent', () => {
  test('money goes back once, stands in the books as a gesture, and counts against what may still be paid back', async () => {
    const number = await late(3);
    const one = await caseOf(number);
    const all = await Promise.all(Array.from({ length: 6 }, () => product.post(`/gestures/${one.id}/sending`)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status !== 200).map(refusalOf)).toEqual(Array.from({ length: 5 }, () => '409 not_waiting'));
    await product.settle();
    const [gesture] = (await refunds(one.orderId)).filter(({ what }) => what === 'gesture');
    expect(gesture.lines).toEqual(expect.arrayContaining([expect.objectContaining({ account: 'gestures', debit: '11.07' })]));
    // The return that comes later gets the rest and not a cent more.
    const opened = await product.post('/returns', {
      channel: 'shop',
      channelOrderId: number,
      via: 'api',
      items: [{ lineId: '1', reason: 'changed_mind' }],
    });
    const { id } = opened.body;
    await product.post(`/returns/${id}/dispatch`, {});
    await product.post(`/returns/${id}/receipt`, { items: [{ lineId: '1', imei: phoneOrder(9_000 + orders).lines[0]!.imei }] });
    const tooMuch = await product.post(`/returns/${id}/resolution`, {
      items: [{ lineId: '1', resolution: 'partial_refund', amount: '360.00' }],
    });
    expect(refusalOf(tooMuch)).toBe('422 amount_out_of_range');
    const paid = await product.post(`/returns/${id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
    expect(paid.status, JSON.stringify(paid.body)).toBe(200);
    expect(paid.body.refunds.map(({ amount }: Json) => amount)).toEqual(['357.93']);
  });

  test('a person’s click can be taken back, and then nothing has happened', async () => {
    const number = await late(3);
    const one = await caseOf(number);
    const before = await budget();
    const ctx = { ...product.ctx, undoSeconds: 10 };
    const sent = await sendGesture(ctx, product.sellerId, one.id, {}, staff);
    expect(sent).toMatchObject({ ok: true, undoUntil: expect.any(String) });
    expect(Number((await budget()).reserved)).toBeGreaterThan(Number(before.reserved));
    expect((await product.call('DELETE', `/gestures/${one.id}/sending`)).status).toBe(200);
    expect((await budget()).reserved).toBe(before.reserved);
    await product.settle();
    expect(await caseOf(number)).toMatchObject({ state: 'waiting', sent: null });
    expect((await refunds(one.orderId)).filter(({ what }) => what === 'gesture')).toEqual([]);
  });

  test('the same buyer gets no second gesture so soon, but words; a manager may, and says why', async () => {
    const buyer = { name: 'Nora Lind', email: 'nora@buyers.example', language: 'en' };
    const [first, second] = [await late(3, { buyer }), await late(3, { buyer })];
    await product.post(`/gestures/${(await caseOf(first)).id}/sending`);
    const one = await caseOf(second);
    expect(one.proposal).toMatchObject({ gesture: { kind: 'nothing' }, lastGestureAt: expect.any(String) });
    const gesture = { kind: 'partial_refund', amount: '10.00' };
    const asked = await sendGesture(
      product.ctx,
      product.sellerId,
      one.id,
      { gesture: { kind: 'partial_refund', amount: { minor: 1000, currency: 'EUR' } } },
      staff,
    );
    expect(asked).toMatchObject({ ok: false, refusal: 'had_one' });
    expect(refusalOf(await product.post(`/gestures/${one.id}/sending`, { gesture }))).toBe('409 had_one');
    expect((await product.post(`/gestures/${one.id}/sending`, { gesture, because: 'Twice in a month is once too often.' })).status).toBe(
      200,
    );
  });

  test('an obstacle stands for a manager too: Back Market refunds a line once, so no part of it is given', async () => {
    const number = String(71_000_000 + (orders += 1));
    await product.put(
      `/orders/backmarket/${number}`,
      phoneOrder(9_500 + orders, { placedAt: daysAgo(10), shippedAt: daysAgo(9), deliveredAt: daysAgo(1) }),
    );
    const one = await caseOf(number);
    expect(one.can.partial_refund).toEqual({ allowed: false, because: 'part_ends_line' });
    expect(one.proposal).toMatchObject({
      gesture: { kind: 'warranty_extension', months: 3 },
      passed: expect.arrayContaining([{ rule: 3, because: 'part_ends_line' }]),
    });
    const asked = await product.post(`/gestures/${one.id}/sending`, {
      gesture: { kind: 'partial_refund', amount: '5.00' },
      because: 'Please.',
    });
    expect(refusalOf(asked)).toBe('422 part_ends_line');
    // The longer warranty counts when the policy is asked.
    expect((await product.post(`/gestures/${one.id}/sending`)).status).toBe(200);
    await product.settle();
    const opened = await product.post('/returns', {
      channel: 'backmarket',
      channelOrderId: number,
      via: 'api',
      items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }],
    });
    expect(JSON.stringify(opened.body)).toContain('check.warranty_extended');
  });
});

describe('the budget', () => {
  test('a hundred at the same moment never go above it', async () => {
    const spent = await budget();
    const used = Number(spent.spent) + Number(spent.reserved);
    // Room for exactly four of 11.07.
    await settings({ monthlyBudget: (used + 45).toFixed(2) });
    const numbers = await Promise.all(Array.from({ length: 20 }, () => late(3)));
    const cases = (await waiting()).filter((one) => numbers.includes(one.channelOrderId));
    const gesture = { kind: 'partial_refund', amount: { minor: 1107, currency: 'EUR' } } as const;
    const sent = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        sendGesture(product.ctx, product.sellerId, cases[i % cases.length].id, { gesture }, api(['customer_service'])),
      ),
    );
    expect(sent.filter(({ ok }) => ok)).toHaveLength(4);
    expect(Number((await budget()).left)).toBeLessThan(11.07);
    await product.settle();
    const after = await budget();
    expect([Number(after.reserved), (Number(after.spent) - used).toFixed(2)]).toEqual([0, '44.28']);
    await settings({ monthlyBudget: '2000.00' });
  });

  test('what fails on its way is free again, and the order may be paid back in full', async () => {
    const number = await late(3);
    const one = await caseOf(number);
    const before = await budget();
    const shut = {
      ...product.ctx,
      channel: (...of: Parameters<typeof product.ctx.channel>) => ({
        ...product.ctx.channel(...of),
        refund: async () => ({ failed: 'refused' as const, says: 'The card is closed.', retryable: false }),
      }),
    };
    await sendGesture(shut, product.sellerId, one.id, {}, api(['customer_service']));
    const { drainEffects } = await import('../src/app/drain.ts');
    await drainEffects(shut, product.sellerId);
    expect((await product.get(`/gestures/${one.id}`)).body).toMatchObject({ state: 'sent', trouble: 'The card is closed.' });
    const after = await budget();
    expect([after.spent, after.reserved]).toEqual([before.spent, before.reserved]);
    expect((await refunds(one.orderId)).filter(({ what }) => what === 'gesture')).toEqual([]);
    // Somebody asks again: it is set aside anew, paid once.
    const [stuck] = (await product.get('/failures')).body.items.filter(({ kind }: Json) => kind === 'gesture_money');
    expect((await product.post(`/failures/${stuck.id}/retry`)).status).toBeLessThan(300);
    await product.settle();
    expect((await refunds(one.orderId)).filter(({ what }) => what === 'gesture')).toHaveLength(1);
    expect((await product.get(`/gestures/${one.id}`)).body.trouble).toBeNull();
  });

  test('what was paid on one line stays set aside when the next one is refused, and is not paid again', async () => {
    const { imei: _one, ...line } = phoneOrder(1).lines![0]!;
    const number = await late(3, { lines: [line, { ...line, id: '2' }] });
    const one = await caseOf(number);
    const { drainEffects } = await import('../src/app/drain.ts');
    const till = {
      ...product.ctx,
      channel: (...of: Parameters<typeof product.ctx.channel>) => {
        const real = product.ctx.channel(...of);
        const refused = { failed: 'refused' as const, says: 'Enough for today.', retryable: false };
        return {
          ...real,
          refund: async (asked: Parameters<typeof real.refund>[0]) => (asked.lineId === '2' ? refused : real.refund(asked)),
        };
      },
    };
    await sendGesture(till, product.sellerId, one.id, {}, api(['customer_service']));
    await drainEffects(till, product.sellerId);
    const half = await budget();
    expect((await product.get(`/gestures/${one.id}`)).body).toMatchObject({ state: 'sent', trouble: 'Enough for today.' });
    expect(Number(half.reserved)).toBeGreaterThan(0);
    const [stuck] = (await product.get('/failures')).body.items.filter(({ kind }: Json) => kind === 'gesture_money');
    await product.post(`/failures/${stuck.id}/retry`);
    await product.settle();
    expect(Number((await budget()).reserved)).toBe(0);
    expect((await refunds(one.orderId)).filter(({ what }) => what === 'gesture')).toHaveLength(1);
    expect((await product.get(`/gestures/${one.id}`)).body.trouble).toBeNull();
  });
});

test('each code is handed out once, also to many at once, and comes back when it was taken back', async () => {
  expect((await product.post('/gesture-codes', { codes: 'ONE-1\nTWO-2; TWO-2, THREE-3', amount: '15.00' })).body).toEqual({
    added: 3,
    known: 0,
  });
  const numbers = await Promise.all(Array.from({ length: 5 }, () => late(3)));
  const cases = (await waiting()).filter((one) => numbers.includes(one.channelOrderId));
  const gesture = { kind: 'voucher', amount: { minor: 1500, currency: 'EUR' } } as const;
  const sent = await Promise.all(
    cases.map((one) => sendGesture({ ...product.ctx, undoSeconds: 10 }, product.sellerId, one.id, { gesture }, staff)),
  );
  expect(sent.filter(({ ok }) => ok)).toHaveLength(3);
  expect(sent.filter((one) => !one.ok && one.refusal === 'no_code')).toHaveLength(2);
  const bodies = (await product.get('/gestures?state=sent&limit=50')).body.items
    .filter((one: Json) => numbers.includes(one.channelOrderId))
    .map((one: Json) => one.sent.letter.body);
  for (const code of ['ONE-1', 'TWO-2', 'THREE-3']) expect(bodies.filter((body: string) => body.includes(code))).toHaveLength(1);
  const back = sent.findIndex(({ ok }) => ok);
  expect((await product.call('DELETE', `/gestures/${cases[back].id}/sending`)).status).toBe(200);
  expect((await product.get('/gesture-settings')).body.codes).toEqual([{ amount: '15.00', left: 1, handedOut: 2, low: true }]);
});

test('whose duty it is: service sends, finance reads, the warehouse neither; rules are a manager’s', async () => {
  const [service, finance, warehouse] = [
    await product.keyFor('customer_service'),
    await product.keyFor('finance'),
    await product.keyFor('warehouse'),
  ];
  const one = await caseOf(await late(3));
  expect((await product.get('/gestures', { as: warehouse })).status).toBe(403);
  expect((await product.get('/gestures', { as: finance })).status).toBe(200);
  expect((await product.post(`/gestures/${one.id}/sending`, {}, { as: finance })).status).toBe(403);
  expect((await product.put('/gesture-settings', (await product.get('/gesture-settings')).body, { as: service })).status).toBe(403);
  expect((await product.post(`/gestures/${one.id}/sending`, {}, { as: service })).status).toBe(200);
});

test('by hand, with a key: the repeat is the same one', async () => {
  const number = await late(-1);
  const asked = { about: { channel: 'shop', channelOrderId: number }, gesture: { kind: 'partial_refund', amount: '5.00' } };
  const [first, again] = [
    await product.post('/gestures', asked, { key: 'hand-1' }),
    await product.post('/gestures', asked, { key: 'hand-1' }),
  ];
  expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
  expect(refusalOf(await product.post('/gestures', { about: { channel: 'shop', channelOrderId: 'nobody' } }))).toBe('404 not_found');
});
