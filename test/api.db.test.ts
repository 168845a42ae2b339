/** The HTTP contract of the design, line by line, over a real socket. Every answer is checked against the OpenAPI document besides. */
import { readFileSync } from 'node:fs';
import { COMMANDS, type Verb } from '../src/core/return/commands.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chargersOrder, daysAgo, imei, laptopOrder, lea, oliver, phoneOrder } from './cast.ts';
import { openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

/** A number of its own for each test's order. */
let orders = 0;
const aName = (prefix = 'T') => `${prefix}-${(orders += 1)}`;

/** An order that the channel knows, and a return of its first line. */
async function openReturn(request: Record<string, unknown> = {}, order = phoneOrder(orders + 1), channel = 'backmarket') {
  const channelOrderId = aName();
  await putOrder(channel, channelOrderId, order);
  const answer = await product.post('/returns', {
    channel,
    channelOrderId,
    via: 'api',
    items: [{ lineId: order.lines[0]!.id, reason: 'defective', fault: 'battery', photos: 2, ...request }],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

async function putOrder(channel: string, channelOrderId: string, order: unknown) {
  const answer = await product.put(`/orders/${channel}/${channelOrderId}`, order);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const act = async (ret: { id: string }, verb: string, body: unknown = {}, options = {}) => {
  const answer = await product.post(`/returns/${ret.id}/${verb}`, body, options);
  expect(answer.status, `${verb}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const look = async (ret: { id: string }) => (await product.get(`/returns/${ret.id}`)).body;

/** The way of a phone that is approved, comes back and is found broken. */
async function broughtBack(ret: any) {
  const { lineId } = ret.items[0];
  const { sold } = ret.items[0];
  if (ret.status !== 'approved') await act(ret, 'approval');
  await act(ret, 'receipt', { items: [{ lineId, ...sold }] });
  return act(ret, 'inspection', { items: [{ lineId, verdict: 'fault_confirmed', disposition: 'repair' }] });
}

/** What the toy marketplace really paid, from its own ledger. */
const paid = (channelOrderId: string, channel = 'backmarket') =>
  channel === 'backmarket'
    ? product.ctx.sandbox!.market.ledger(channelOrderId)
    : product.ctx.sandbox!.store.transaction((tx) => tx.payments({ channel, orderId: channelOrderId } as never));

describe('orders', () => {
  test('an order that is put twice is the same order, and reads back as it was put', async () => {
    const name = aName();
    const order = phoneOrder(501, { shippingPaid: '4.90' });
    const first = await product.put(`/orders/backmarket/${name}`, order);
    const again = await product.put(`/orders/backmarket/${name}`, order);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const read = await product.get(`/orders/backmarket/${name}`);
    expect(read.body).toEqual(first.body);
    expect(read.body).toMatchObject({
      country: 'FR',
      shippingPaid: '4.90',
      buyer: { name: 'Léa Fontaine', language: 'fr' },
      lines: [{ id: '1', price: '369.00', imei: imei(501) }],
    });
  });

  test('a later put updates it: the parcel has arrived', async () => {
    const name = aName();
    const { deliveredAt: _later, ...shipped } = phoneOrder(502);
    await putOrder('backmarket', name, shipped);
    const updated = await product.put(`/orders/backmarket/${name}`, phoneOrder(502));
    expect(updated.status).toBe(200);
    expect(updated.body.deliveredAt).toBeDefined();
  });

  test('times with an offset are the same instants, order ids are any text', async () => {
    const name = 'Bestellung 7/№ 12 äö?';
    const answer = await product.put(
      `/orders/shop/${encodeURIComponent(name)}`,
      phoneOrder(503, { placedAt: '2026-01-05T10:00:00+02:00' }),
    );
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ channelOrderId: name, placedAt: '2026-01-05T08:00:00.000Z' });
    expect((await product.get(`/orders/shop/${encodeURIComponent(name)}`)).body.channelOrderId).toBe(name);
  });

  test.each([
    ['an unknown country', { ...phoneOrder(1), country: 'XQ' }, 'country'],
    ['a currency that is none', { ...phoneOrder(1), currency: 'EUX' }, 'currency'],
    ['no lines', { ...phoneOrder(1), lines: [] }, 'lines'],
    ['a price that is no decimal', phoneOrder(1, { line: { price: '12,50' } }), 'lines.0.price'],
    [
      'a price finer than the currency',
      { ...phoneOrder(1, { line: { price: '1200.50' } }), currency: 'JPY', shippingPaid: '0' },
      'lines.0.price',
    ],
    ['a negative price', phoneOrder(1, { line: { price: '-1.00' } }), 'lines.0.price'],
    ['an e-mail address that is none', phoneOrder(1, { buyer: { ...lea, email: 'lea at home' } }), 'buyer.email'],
    ['a time without an offset', phoneOrder(1, { placedAt: '2026-01-05T10:00:00' }), 'placedAt'],
    ['a delivery before the order', phoneOrder(1, { deliveredAt: daysAgo(300) }), 'deliveredAt'],
    ['the same line id twice', { ...phoneOrder(1), lines: [phoneOrder(1).lines[0], phoneOrder(2).lines[0]] }, 'lines.1.id'],
    ['an accessory of nothing', phoneOrder(1, { line: { accessoryOf: '99' } }), 'lines.0.accessoryOf'],
    ['a condition that is none', phoneOrder(1, { line: { condition: 'mint' as never } }), 'lines.0.condition'],
  ])('%s is refused, and the problem names the field', async (_case, order, field) => {
    const answer = await product.put(`/orders/backmarket/${aName('bad')}`, order);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(field);
  });

  test('a channel that the seller has no connection to, an order that nobody has put', async () => {
    expect(refusalOf(await product.put('/orders/ebay/1', phoneOrder(1)))).toBe('404 channel_not_found');
    expect(refusalOf(await product.get('/orders/backmarket/never-put'))).toBe('404 order_not_found');
  });

  test('what is put for Back Market becomes known to the toy marketplace', async () => {
    const name = aName();
    await putOrder('backmarket', name, phoneOrder(504));
    const known = await product.ctx.sandbox!.market.findOrder(name);
    expect(known).toMatchObject({ ref: name, lines: [{ price: 36_900 }] });
  });
});

describe('decisions', () => {
  const ask = (request: Record<string, unknown>, order: unknown = phoneOrder(600), more: Record<string, unknown> = {}, pack = '') =>
    product.post(`/decisions${pack && `?pack=${pack}`}`, {
      at: new Date().toISOString(),
      order: { channel: 'backmarket', ...(order as object) },
      request: { lineId: '1', photos: 2, ...request },
      ...more,
    });
  const past = (outcome: string) => ({ reason: 'defective', outcome, closedAt: daysAgo(20) });

  test.each<[string, Record<string, unknown>, unknown, Record<string, unknown>]>([
    [
      'a changed mind after ten days is a withdrawal, the buyer pays the way back',
      { reason: 'changed_mind' },
      phoneOrder(600),
      { outcome: 'approve', ground: 'withdrawal', returnShipping: { paidBy: 'buyer' } },
    ],
    [
      'a changed mind after twenty days is the channel’s thirty-day return',
      { reason: 'changed_mind' },
      phoneOrder(600, { delivered: 20 }),
      { outcome: 'approve', ground: 'commercial_return' },
    ],
    [
      'a changed mind after seven months is refused',
      { reason: 'changed_mind' },
      phoneOrder(600, { delivered: 215 }),
      { outcome: 'reject', ground: 'none' },
    ],
    [
      'a dead battery after three months is under warranty, the seller pays the way back',
      { reason: 'defective', fault: 'battery' },
      phoneOrder(600, { delivered: 90 }),
      { outcome: 'approve', ground: 'warranty', returnShipping: { paidBy: 'seller', label: 'prepaid' } },
    ],
    [
      'a dead battery after fourteen months is under the legal guarantee in France',
      { reason: 'defective', fault: 'battery' },
      phoneOrder(600, { delivered: 425 }),
      { ground: 'legal_guarantee', returnShipping: { paidBy: 'seller' } },
    ],
    [
      'another model than ordered is the seller’s fault',
      { reason: 'wrong_item' },
      phoneOrder(600),
      { ground: 'seller_fault', returnShipping: { paidBy: 'seller' } },
    ],
    [
      'a parcel that never came is the carrier’s',
      { reason: 'not_received' },
      phoneOrder(600, { deliveredAt: undefined as never }),
      { ground: 'transit' },
    ],
    [
      'a screen broken on the way is the carrier’s',
      { reason: 'damaged_in_transit' },
      phoneOrder(600, { delivered: 1 }),
      { ground: 'transit', returnShipping: { paidBy: 'seller' } },
    ],
    [
      'a real country whose law is not known goes to a person',
      { reason: 'defective', fault: 'screen' },
      phoneOrder(600, { country: 'UY', delivered: 400 }),
      { outcome: 'review' },
    ],
  ])('%s', async (_case, request, order, expected) => {
    const answer = await ask(request, order);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body).toMatchObject(expected);
    expect(answer.body.because.length).toBeGreaterThan(0);
    for (const because of answer.body.because) expect(because.says).toMatch(/\S/);
  });

  test('the refund of a withdrawal is everything that was paid, and it adds up', async () => {
    const { body } = await ask({ reason: 'changed_mind' }, phoneOrder(600, { shippingPaid: '4.90' }));
    expect(body.refund).toEqual({ items: '369.00', shipping: '4.90', deductions: '0.00', total: '373.90', currency: 'EUR' });
  });

  test('the second technical return is not repaired again, the third refunds the whole order', async () => {
    const order = phoneOrder(600, { delivered: 100 });
    const [first, second, third] = await Promise.all(
      [[], [past('repaired')], [past('repaired'), past('replaced')]].map((itemReturns) =>
        ask({ reason: 'defective', fault: 'battery' }, order, { history: { itemReturns } }),
      ),
    );
    expect(first!.body.resolutions).toContain('repair');
    expect(second!.body.resolutions).not.toContain('repair');
    expect(third!.body.resolutions[0]).toBe('refund');
    expect(third!.body.refund.total).toBe('369.00');
  });

  test('the answer has 24 hours, the resolution five days, the automatic refund ten', async () => {
    const { body } = await ask({ reason: 'defective', fault: 'battery' });
    expect(body.deadlines.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['first_answer', 'resolve', 'auto_refund']),
    );
  });

  test('it can be tried with either pack, and writes nothing', async () => {
    const before = (await product.get('/returns?limit=100')).body.items.length;
    const early = await ask({ reason: 'changed_mind' }, phoneOrder(600, { delivered: 20 }), {}, 'backmarket');
    const today = await ask({ reason: 'changed_mind' }, phoneOrder(600, { delivered: 20 }), {}, 'backmarket-2026');
    expect(early.body).toMatchObject({ policyVersion: expect.stringContaining('backmarket'), returnShipping: { paidBy: 'buyer' } });
    expect(today.body).toMatchObject({ policyVersion: expect.stringContaining('2026'), returnShipping: { paidBy: 'seller' } });
    expect(refusalOf(await ask({ reason: 'changed_mind' }, phoneOrder(600), {}, 'amazon'))).toBe('422 unknown_pack');
    expect((await product.get('/returns?limit=100')).body.items).toHaveLength(before);
  });

  test('the words are those of the reader', async () => {
    const body = { order: { channel: 'backmarket', ...phoneOrder(600) }, request: { lineId: '1', reason: 'changed_mind' } };
    const english = await product.post('/decisions', body, { headers: { 'accept-language': 'en' } });
    const french = await product.post('/decisions', body, { headers: { 'accept-language': 'fr' } });
    expect(french.body.because[0].says).not.toBe(english.body.because[0].says);
    expect(french.body.because[0].rule).toBe(english.body.because[0].rule);
  });

  test('an unknown country, reason or line is the caller’s mistake', async () => {
    expect(refusalOf(await ask({ reason: 'changed_mind' }, phoneOrder(600, { country: 'ZZ' })))).toBe('422 unknown_country');
    expect(refusalOf(await ask({ reason: 'boredom' }))).toBe('400 invalid_request');
    expect(refusalOf(await ask({ reason: 'defective', lineId: '2' }))).toBe('422 line_not_found');
  });
});

describe('a request becomes one return', () => {
  test('201 the first time, 200 with the same return the second, also by another channel of asking', async () => {
    const ret = await openReturn();
    expect(ret).toMatchObject({
      status: 'approved',
      version: expect.any(Number),
      rma: expect.stringMatching(/^R-[0-9A-Y]{4}-[0-9A-Y]{4}$/),
    });
    const request = {
      channel: 'backmarket',
      channelOrderId: ret.order.channelOrderId,
      items: [{ lineId: '1', reason: 'defective', fault: 'battery' }],
    };
    const again = await product.post('/returns', { ...request, via: 'api' });
    const byPhone = await product.post('/returns', { ...request, via: 'phone', items: [{ lineId: '1', reason: 'other' }] });
    expect([again.status, again.body.id]).toEqual([200, ret.id]);
    expect([byPhone.status, byPhone.body.id]).toEqual([200, ret.id]);
  });

  test('the channel’s own case number is the same return, whatever else it says', async () => {
    const name = aName();
    await putOrder('backmarket', name, phoneOrder(700));
    const request = {
      channel: 'backmarket',
      channelOrderId: name,
      channelReturnId: `sav-${name}`,
      via: 'channel',
      items: [{ lineId: '1', reason: 'defective', fault: 'screen' }],
    };
    const first = await product.post('/returns', request);
    const second = await product.post('/returns', { ...request, items: [{ lineId: '1', reason: 'other' }] });
    expect([first.status, second.status, second.body.id]).toEqual([201, 200, first.body.id]);
  });

  test('twenty at once are one return', async () => {
    const name = aName();
    await putOrder('backmarket', name, phoneOrder(701));
    const request = { channel: 'backmarket', channelOrderId: name, items: [{ lineId: '1', reason: 'defective', fault: 'battery' }] };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        product.post('/returns', { ...request, via: i % 2 ? 'portal' : 'api' }, i % 3 ? { key: `twenty-${i}` } : {}),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
  });

  test('each unit of a line is an item of its own', async () => {
    const name = aName();
    await putOrder('shop', name, chargersOrder());
    const ask = (unit?: number) =>
      product.post('/returns', {
        channel: 'shop',
        channelOrderId: name,
        via: 'api',
        items: [{ lineId: 'c', reason: 'changed_mind', ...(unit && { unit }) }],
      });
    const [first, second] = [await ask(), await ask(2)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
    expect((await ask(2)).body.id).toBe(second.body.id);
    expect(refusalOf(await ask(4))).toBe('422 no_such_unit');
  });

  test('what cannot be a return is refused with the field that is wrong', async () => {
    const name = aName();
    await putOrder('shop', name, phoneOrder(702));
    const ask = (changes: object) =>
      product.post('/returns', {
        channel: 'shop',
        channelOrderId: name,
        via: 'api',
        items: [{ lineId: '1', reason: 'defective' }],
        ...changes,
      });
    expect(refusalOf(await ask({ channelOrderId: 'nobody’s' }))).toBe('404 order_not_found');
    const noLine = await ask({ items: [{ lineId: '9', reason: 'defective' }] });
    expect(refusalOf(noLine)).toBe('422 line_not_found');
    expect(noLine.body.errors).toMatchObject([{ path: 'items.0.lineId' }]);
    expect(refusalOf(await ask({ items: [] }))).toBe('400 invalid_request');
    expect(
      refusalOf(
        await ask({
          items: [
            { lineId: '1', reason: 'defective', unit: 1 },
            { lineId: '1', reason: 'other', unit: 1 },
          ],
        }),
      ),
    ).toBe('422 same_item_twice');
    expect(refusalOf(await ask({ via: 'telepathy' }))).toBe('400 invalid_request');
  });

  test('a country without law data is looked at by a person, and the order is taken', async () => {
    const ret = await openReturn({ reason: 'defective', fault: 'power' }, phoneOrder(703, { country: 'UY', delivered: 400 }), 'shop');
    expect(ret.status).toBe('in_review');
    expect(ret.items[0].decision.outcome).toBe('review');
  });
});

describe('idempotency keys', () => {
  test('the same key and body replays, another body under it is a mistake', async () => {
    const name = aName();
    await putOrder('shop', name, phoneOrder(710));
    const request = { channel: 'shop', channelOrderId: name, via: 'api', items: [{ lineId: '1', reason: 'defective' }] };
    const key = `key-${name}`;
    const first = await product.post('/returns', request, { key });
    const replay = await product.post('/returns', request, { key });
    expect([first.status, replay.status, replay.body.id]).toEqual([201, 200, first.body.id]);
    expect(refusalOf(await product.post('/returns', { ...request, channelOrderId: 'another' }, { key }))).toBe(
      '422 idempotency_key_reused',
    );
  });

  test('the key may change: an item that is open stays one return', async () => {
    const ret = await openReturn({}, phoneOrder(711), 'shop');
    const request = {
      channel: 'shop',
      channelOrderId: ret.order.channelOrderId,
      via: 'api',
      items: [{ lineId: '1', reason: 'defective', fault: 'battery' }],
    };
    expect(await product.post('/returns', request, { key: 'k-1' })).toMatchObject({ status: 200, body: { id: ret.id } });
    expect(await product.post('/returns', request, { key: 'k-2' })).toMatchObject({ status: 200, body: { id: ret.id } });
  });

  test('a message that is sent again under its key is written once', async () => {
    const ret = await openReturn();
    const words = { body: 'Bonjour, votre étiquette est prête.', language: 'fr' };
    await act(ret, 'message', words, { key: `m-${ret.id}` });
    const after = await act(ret, 'message', words, { key: `m-${ret.id}` });
    expect(after.messages.filter(({ body }: { body: string }) => body === words.body)).toHaveLength(1);
  });
});

describe('the verbs', () => {
  test('approve: a label comes with it where the seller pays', async () => {
    const ret = await openReturn();
    expect(ret.items[0]).toMatchObject({ authorisation: 'approved', parcel: 'label_issued' });
    expect(ret.label).toMatchObject({
      kind: 'prepaid',
      carrier: 'sandbox-post',
      paidBy: 'seller',
      trackingNumber: expect.stringMatching(/^SP\d{16}$/),
    });
    expect(refusalOf(await product.post(`/returns/${ret.id}/approval`))).toBe('409 already_approved');
  });

  test('reject with a reason, and take it back', async () => {
    const ret = await openReturn();
    expect(refusalOf(await product.post(`/returns/${ret.id}/rejection`, {}))).toBe('400 invalid_request');
    const rejected = await act(ret, 'rejection', { because: 'The device is registered to somebody else.' });
    expect(rejected).toMatchObject({ status: 'rejected', items: [{ authorisation: 'rejected' }] });
    expect(await act(ret, 'approval')).toMatchObject({ status: 'approved' });
  });

  test('ask, and the answer brings it back to the team', async () => {
    const ret = await openReturn({ reason: 'other' }, phoneOrder(orders + 1, { country: 'UY' }), 'shop');
    expect(ret.status).toBe('in_review');
    expect(await act(ret, 'information-request', { asks: 'A picture of the screen, please.' })).toMatchObject({
      status: 'waiting_for_buyer',
      asks: 'A picture of the screen, please.',
    });
    const answered = await act(ret, 'information', { photos: 1, note: 'Here it is.' });
    expect(['in_review', 'requested', 'approved']).toContain(answered.status);
    expect(answered.messages.map(({ body }: { body: string }) => body)).toContain('Here it is.');
    await act(ret, 'approval');
    expect(refusalOf(await product.post(`/returns/${ret.id}/information`, { photos: 1, note: 'And another.' }))).toBe('409 nothing_asked');
    expect(
      (await look(ret)).messages.map(({ body }: { body: string }) => body),
      'what was refused left no words',
    ).not.toContain('And another.');
  });

  test('cancel: nothing more is owed, and the unit may come back another day', async () => {
    const ret = await openReturn();
    expect(await act(ret, 'cancellation')).toMatchObject({ status: 'cancelled' });
    expect(refusalOf(await product.post(`/returns/${ret.id}/approval`))).toBe('409 cancelled');
    const again = await product.post('/returns', {
      channel: 'backmarket',
      channelOrderId: ret.order.channelOrderId,
      via: 'api',
      items: [{ lineId: '1', reason: 'defective' }],
    });
    expect(again.status).toBe(201);
    expect(again.body.earlier).toMatchObject([{ id: ret.id, status: 'cancelled' }]);
  });

  test('a label of the buyer’s own where the buyer pays, a prepaid one out of kindness', async () => {
    const ret = await openReturn({ reason: 'changed_mind' });
    expect(ret.label).toBeUndefined();
    expect(await act(ret, 'label', {})).toMatchObject({ label: { kind: 'own', paidBy: 'buyer' } });
    const kind = await openReturn({ reason: 'changed_mind' });
    expect(await act(kind, 'label', { kind: 'prepaid' })).toMatchObject({ label: { kind: 'prepaid', paidBy: 'seller' } });
  });

  test('dispatch: an odd number and an unknown carrier are warnings, not refusals', async () => {
    const ret = await openReturn({ reason: 'changed_mind' });
    const sent = await act(ret, 'dispatch', { carrier: 'pigeon-express', trackingNumber: 'PX/1' });
    expect(sent).toMatchObject({
      status: 'in_transit',
      items: [{ parcel: 'in_transit' }],
      parcel: { trackingNumber: 'PX/1', warning: 'carrier_not_connected' },
    });
    const other = await openReturn({ reason: 'changed_mind' });
    expect((await act(other, 'dispatch', { carrier: 'sandbox-post', trackingNumber: 'nonsense' })).parcel.warning).toBe(
      'odd_tracking_number',
    );
    const mistyped = await openReturn({ reason: 'changed_mind' });
    expect((await act(mistyped, 'dispatch', { carrier: 'Colissimo', trackingNumber: '6A123' })).parcel.warning).toBe('odd_tracking_number');
  });

  test('receipt: the identity is checked against what was sold', async () => {
    const arrived = async (index: number, read: Record<string, string>) => {
      const ret = await openReturn({}, phoneOrder(index));
      return act(ret, 'receipt', { items: [{ lineId: '1', ...read }] });
    };
    const near = imei(722).slice(0, 9) + ((Number(imei(722)[9]) + 3) % 10) + imei(722).slice(10);
    expect(await arrived(720, { imei: imei(720) })).toMatchObject({
      status: 'received',
      items: [{ identity: 'match', parcel: 'received' }],
    });
    expect((await arrived(721, { imei: imei(721).replace(/(\d{6})/, '$1 ') })).items[0].identity).toBe('match');
    expect((await arrived(722, { imei: near })).items[0].identity).toBe('near');
    expect((await arrived(723, {})).items[0].identity).toBe('unreadable');
    const other = await arrived(724, { imei: imei(999) });
    expect(other).toMatchObject({ items: [{ identity: 'mismatch' }], hold: { why: 'identity_mismatch' } });
  });

  test('goods that were never announced may be received all the same', async () => {
    const ret = await openReturn({ reason: 'other' }, phoneOrder(725, { country: 'UY' }), 'shop');
    expect(await act(ret, 'receipt', { items: [{ lineId: '1', imei: imei(725) }] })).toMatchObject({ status: 'received' });
  });

  test('a mismatch holds the money until a person lifts it, with a reason', async () => {
    const ret = await openReturn({}, phoneOrder(726));
    await act(ret, 'receipt', { items: [{ lineId: '1', imei: imei(998) }] });
    await act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'fault_confirmed' }] });
    expect(refusalOf(await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] }))).toBe(
      '409 on_hold',
    );
    expect((await product.call('DELETE', `/returns/${ret.id}/hold`)).status).toBe(422);
    const lifted = await product.call('DELETE', `/returns/${ret.id}/hold`, {
      because: 'The buyer had sent the box of a friend; the right one is here.',
    });
    expect(lifted).toMatchObject({ status: 200, body: { items: [{ identity: 'mismatch' }] } });
    expect(lifted.body.hold).toBeUndefined();
    await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'refund' }] });
  });

  test('inspection needs the goods, and a broken phone is not put on the shelf', async () => {
    const ret = await openReturn();
    expect(refusalOf(await product.post(`/returns/${ret.id}/inspection`, { items: [{ lineId: '1', verdict: 'fault_confirmed' }] }))).toBe(
      '409 not_received',
    );
    await act(ret, 'receipt', { items: [{ lineId: '1', ...ret.items[0].sold }] });
    expect(
      refusalOf(
        await product.post(`/returns/${ret.id}/inspection`, {
          items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'restock' }],
        }),
      ),
    ).toBe('422 not_fit_for_stock');
    const found = await act(ret, 'inspection', {
      items: [
        {
          lineId: '1',
          verdict: 'fault_confirmed',
          checks: { battery: 61, screen: true },
          grade: 'faulty',
          disposition: 'repair',
          note: 'Swollen.',
        },
      ],
    });
    expect(found).toMatchObject({
      status: 'inspected',
      items: [{ assessment: 'assessed', verdict: 'fault_confirmed', checks: { battery: 61 }, settlement: 'open' }],
    });
    expect(found.refunds, 'inspection resolves nothing by itself').toEqual([]);
  });

  test('a repair goes through the workshop and closes when the unit goes back', async () => {
    const ret = await broughtBack(await openReturn());
    expect(await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'repair' }] })).toMatchObject({
      status: 'resolving',
      items: [{ settlement: 'repairing' }],
    });
    expect(await act(ret, 'completion', { carrier: 'colissimo', trackingNumber: '8R00000000011' })).toMatchObject({
      status: 'closed',
      items: [{ settlement: 'repaired' }],
    });
  });

  test.each([
    ['replacement', 'replacing', 'resolving'],
    ['send_back', 'sent_back', 'closed'],
    ['deny', 'denied', 'closed'],
    ['keep', 'kept', 'closed'],
  ])('resolution %s', async (resolution, settlement, status) => {
    const ret = await broughtBack(await openReturn());
    expect(await act(ret, 'resolution', { items: [{ lineId: '1', resolution }] })).toMatchObject({ status, items: [{ settlement }] });
  });

  test('amounts: missing, too fine, too much, not wanted', async () => {
    const ret = await broughtBack(await openReturn());
    const resolve = (item: object) => product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', ...item }] });
    expect(refusalOf(await resolve({ resolution: 'partial_refund' }))).toBe('422 amount_missing');
    expect(refusalOf(await resolve({ resolution: 'partial_refund', amount: '10.005' }))).toBe('400 invalid_request');
    expect(refusalOf(await resolve({ resolution: 'partial_refund', amount: '369.01' }))).toBe('422 amount_out_of_range');
    expect(refusalOf(await resolve({ resolution: 'repair', amount: '10.00' }))).toBe('422 amount_not_wanted');
    expect(refusalOf(await resolve({ resolution: 'refund', lineId: '7' }))).toBe('422 unknown_item');
    expect(await resolve({ resolution: 'partial_refund', amount: '50.00' })).toMatchObject({
      status: 200,
      body: { refunds: [{ amount: '50.00', currency: 'EUR', state: 'planned' }] },
    });
  });

  test('message, note, hold: words stand in the thread, a note is for the team', async () => {
    const ret = await openReturn();
    await act(ret, 'note', { body: 'Third battery of this lot.' });
    const spoken = await act(ret, 'message', { body: 'We have sent you a label.', language: 'en' });
    expect(spoken.messages.map(({ direction, body }: any) => [direction, body])).toEqual(
      expect.arrayContaining([
        ['note', 'Third battery of this lot.'],
        ['out', 'We have sent you a label.'],
      ]),
    );
    expect(await act(ret, 'hold', { because: 'The police asked us to.' })).toMatchObject({
      hold: { why: 'staff', because: 'The police asked us to.' },
    });
    expect(refusalOf(await product.post(`/returns/${ret.id}/hold`, { because: 'Again.' }))).toBe('409 already_on_hold');
    expect(refusalOf(await product.post(`/returns/${ret.id}/hold`, { because: '  ' }))).toBe('400 invalid_request');
  });

  test('somebody changed it in between: 409, and nothing was done', async () => {
    const ret = await openReturn();
    const noted = await act(ret, 'note', { body: 'Seen.' });
    expect(noted.version).toBeGreaterThan(ret.version);
    const late = await product.post(`/returns/${ret.id}/hold`, { because: 'Late.', version: ret.version });
    expect(refusalOf(late)).toBe('409 version_conflict');
    expect(late.body.facts).toEqual({ version: noted.version });
    expect((await look(ret)).hold).toBeUndefined();
    await act(ret, 'hold', { because: 'In time.', version: noted.version });
  });

  test('a return that is not there, and one that could not be', async () => {
    expect(refusalOf(await product.post('/returns/019a0000-0000-7000-8000-000000000000/approval'))).toBe('404 not_found');
    expect(refusalOf(await product.get('/returns/R-0000-0000'))).toBe('404 not_found');
    expect(refusalOf(await product.get('/no-such-thing'))).toBe('404 not_found');
  });

  test('a body that is no JSON, and one of another kind', async () => {
    const send = (body: string, type: string) =>
      fetch(`${product.url}/api/v1/returns`, {
        method: 'POST',
        headers: { authorization: 'Bearer test-demo-key-0123456789', 'content-type': type },
        body,
      });
    const broken = await send('{"channel":', 'application/json');
    expect([broken.status, broken.headers.get('content-type')]).toEqual([400, expect.stringContaining('application/problem+json')]);
    const other = await send('<return/>', 'application/xml');
    expect([other.status, other.headers.get('content-type')]).toEqual([415, expect.stringContaining('application/problem+json')]);
  });
});

describe('the return as it is shown', () => {
  test('it says what is possible, and why not', async () => {
    const ret = await openReturn();
    const verbs = [
      'approval',
      'rejection',
      'information-request',
      'cancellation',
      'label',
      'dispatch',
      'receipt',
      'inspection',
      'resolution',
      'message',
      'note',
      'hold',
    ];
    expect(Object.keys(ret.commands)).toEqual(expect.arrayContaining(verbs));
    expect(ret.commands.approval).toMatchObject({ allowed: false, because: 'already_approved', says: expect.stringMatching(/\S/) });
    expect(ret.commands.receipt).toEqual({ allowed: true });
    for (const [verb, { allowed, because }] of Object.entries<any>(ret.commands)) expect(allowed, verb).toBe(because === undefined);
  });

  test('what it says is what happens: every verb that is refused is refused with the name that was shown', async () => {
    // Without a label: to say again what stands on the record is no error.
    const ret = await act(await openReturn({ reason: 'changed_mind' }), 'cancellation');
    const bodies: Record<string, unknown> = {
      rejection: { because: 'no' },
      'information-request': { asks: 'what?' },
      hold: { because: 'why' },
      receipt: { items: [{ lineId: '1', imei: imei(990) }] },
      inspection: { items: [{ lineId: '1', verdict: 'no_fault_found' }] },
      resolution: { items: [{ lineId: '1', resolution: 'refund' }] },
      'remedy-failure': { because: 'no' },
      'outbound-parcel': { trackingNumber: '8R1' },
      'inspection-start': { items: [{ lineId: '1' }] },
      'resolution-undo': { because: 'no' },
    };
    const refused = Object.entries<any>(ret.commands).filter(
      ([verb, { allowed }]) => !allowed && COMMANDS[verb as Verb].http?.on === 'return' && verb !== 'release',
    );
    expect(refused.length).toBeGreaterThan(5);
    for (const [verb, { because }] of refused) {
      const { method, noun } = COMMANDS[verb as Verb].http!;
      expect(refusalOf(await product.call(method, `/returns/${ret.id}/${noun}`, bodies[verb] ?? {})), verb).toBe(`409 ${because}`);
    }
  });

  test('clocks run: the answer is met, sending back waits', async () => {
    const ret = await openReturn();
    const clock = (kind: string, of = ret) => of.clocks.find((c: { kind: string }) => c.kind === kind);
    expect(clock('first_answer')).toMatchObject({ state: 'met', source: expect.any(String) });
    const back = await act(ret, 'receipt', { items: [{ lineId: '1', ...ret.items[0].sold }] });
    const days = (kind: string) => (Date.parse(clock(kind, back).dueAt) - Date.now()) / 86_400_000;
    expect(clock('resolve', back).state).toBe('running');
    expect(Math.round(days('resolve'))).toBe(5);
    expect(Math.round(days('auto_refund'))).toBe(10);
  });

  test('events are numbered one by one and read as sentences', async () => {
    const ret = await broughtBack(await openReturn());
    const { items } = (await product.get(`/returns/${ret.id}/events`)).body;
    expect(items.map(({ seq }: { seq: number }) => seq)).toEqual(items.map((_: unknown, i: number) => i + 1));
    expect(items.at(-1).seq).toBe((await look(ret)).version);
    expect(items.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['requested', 'decided', 'approved', 'label_issued', 'received', 'inspected']),
    );
    for (const event of items) expect(event.says).toMatch(/^\p{Lu}/u);
    const french = (await product.get(`/returns/${ret.id}/events`, { headers: { 'accept-language': 'fr' } })).body.items;
    expect(french[0].says).not.toBe(items[0].says);
  });

  test('label and packing slip are PDFs', async () => {
    const ret = await openReturn();
    for (const paper of ['label.pdf', 'label.pdf?size=thermal', 'packing-slip.pdf']) {
      const { status, headers, body } = await product.get(`/returns/${ret.id}/${paper}`);
      expect([status, headers.get('content-type')], paper).toEqual([200, 'application/pdf']);
      expect(body.subarray(0, 5).toString()).toBe('%PDF-');
    }
    const without = await openReturn({ reason: 'changed_mind' });
    expect(refusalOf(await product.get(`/returns/${without.id}/label.pdf`))).toBe('404 not_found');
  });

  test('a photo is kept as a picture without what hid in it, and what is no picture is refused', async () => {
    const ret = await openReturn();
    const send = (bytes: Uint8Array, type: string) => {
      const form = new FormData();
      form.append('photo', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), 'battery.png');
      return fetch(`${product.url}/api/v1/returns/${ret.id}/photos`, {
        method: 'POST',
        headers: { authorization: 'Bearer test-demo-key-0123456789' },
        body: form,
      });
    };
    const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const sent = await send(dot, 'image/png');
    expect(sent.status).toBe(201);
    const { photos } = await look(ret);
    expect(photos).toHaveLength(1);
    const picture = await product.get(photos[0].url.replace('/api/v1', ''));
    expect(picture.headers.get('content-type')).toBe('image/webp');
    expect((await send(Buffer.from('<svg onload="alert(1)"/>'), 'image/png')).status).toBe(422);
  });
});

describe('lists', () => {
  test('cursors neither skip nor repeat, also while new returns arrive', async () => {
    for (let i = 0; i < 7; i++) await openReturn({}, phoneOrder(800 + i), 'shop');
    const all = (await product.get('/returns?channel=shop&limit=100')).body.items.map(({ id }: { id: string }) => id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: any = (await product.get(`/returns?channel=shop&limit=3${cursor ? `&cursor=${cursor}` : ''}`)).body;
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor;
      if (seen.length === 3) await openReturn({}, phoneOrder(810), 'shop');
    } while (cursor);
    expect(seen).toEqual(all);
  });

  test('a working tab is sorted by what falls due first, and its pages join', async () => {
    const whole = (await product.get('/returns?tab=waiting&limit=100')).body.items;
    const due = whole.map(({ dueAt }: { dueAt: string | null }) => dueAt ?? 'z');
    expect(whole.length).toBeGreaterThan(4);
    expect(due).toEqual([...due].sort());
    const first = (await product.get('/returns?tab=waiting&limit=4')).body;
    const second = (await product.get(`/returns?tab=waiting&limit=4&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ id }: any) => id)).toEqual(
      whole.slice(0, first.items.length + second.items.length).map(({ id }: any) => id),
    );
  });

  test('a cursor that is none of ours, a status that is none, a limit too large', async () => {
    expect(refusalOf(await product.get('/returns?cursor=abc'))).toBe('400 invalid_request');
    expect(refusalOf(await product.get('/returns?cursor=WzEsMl0'))).toBe('400 invalid_request');
    expect(refusalOf(await product.get('/returns?status=lost'))).toBe('400 invalid_request');
    expect(refusalOf(await product.get('/returns?limit=101'))).toBe('400 invalid_request');
    expect(refusalOf(await product.get('/returns?dueBefore=tomorrow'))).toBe('400 invalid_request');
  });

  test('status and due date filter', async () => {
    const ret = await act(await openReturn(), 'rejection', { because: 'No.' });
    const ids = async (query: string) => (await product.get(`/returns?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('status=rejected,cancelled&limit=100')).toContain(ret.id);
    expect(await ids('status=approved&limit=100')).not.toContain(ret.id);
    const soon = (await product.get(`/returns?dueBefore=${new Date(Date.now() + 400 * 86_400_000).toISOString()}&limit=100`)).body.items;
    expect(soon.length).toBeGreaterThan(0);
    for (const { dueAt } of soon) expect(dueAt).not.toBeNull();
    expect(await ids(`dueBefore=${daysAgo(30)}`)).toEqual([]);
  });

  test('search finds a return by all that people have in their hands', async () => {
    const ret = await openReturn({}, phoneOrder(820, { buyer: { name: 'Zoé Quillacq', email: 'zoe.q@buyers.example', language: 'fr' } }));
    const grouped = ret.label.trackingNumber.replace(/(.{4})/g, '$1 ').trim();
    const words = [
      grouped,
      ret.rma,
      ret.rma.replaceAll('-', ''),
      ret.rma.toLowerCase(),
      ret.order.channelOrderId,
      'quillacq',
      'Zoé Q',
      'zoe.q@buyers.example',
      imei(820),
      ret.label.trackingNumber,
    ];
    for (const q of words) {
      const { items } = (await product.get(`/returns?q=${encodeURIComponent(q)}&limit=100`)).body;
      expect(
        items.map(({ id }: { id: string }) => id),
        q,
      ).toContain(ret.id);
    }
    expect((await product.get('/returns?q=nobody-has-this')).body).toEqual({ items: [], nextCursor: null });
    expect((await product.get(`/returns?q=${encodeURIComponent('100%_')}`)).body.items).toEqual([]);
  });

  test('search also knows the parcel that the buyer sent with a number of their own', async () => {
    const ret = await openReturn({ reason: 'changed_mind' });
    await act(ret, 'dispatch', { carrier: 'la-poste', trackingNumber: '6A99887766554' });
    const { items } = (await product.get('/returns?q=6A99887766554')).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([ret.id]);
    expect((await product.get('/scan?code=6a99887766554')).body).toMatchObject({ kind: 'return', matchedBy: 'tracking' });
  });

  test('a scan says what it found and by what', async () => {
    const ret = await openReturn({}, phoneOrder(821));
    const scan = async (code: string) => (await product.get(`/scan?code=${encodeURIComponent(code)}`)).body;
    expect(await scan(ret.rma)).toMatchObject({ kind: 'return', matchedBy: 'rma', returns: [{ id: ret.id }] });
    expect(await scan(imei(821))).toMatchObject({ kind: 'return', matchedBy: 'imei' });
    expect(await scan(ret.label.trackingNumber)).toMatchObject({ kind: 'return', matchedBy: 'tracking' });
    expect(await scan(ret.order.channelOrderId)).toMatchObject({ kind: 'return', matchedBy: 'order' });
    expect(await scan('4006381333931')).toEqual({ kind: 'unknown', returns: [] });
  });

  test('the counts are the lists’', async () => {
    const { tabs } = (await product.get('/returns/counts')).body;
    for (const tab of ['answer', 'waiting', 'transit', 'inspect', 'resolve', 'money', 'hold']) {
      const { items } = (await product.get(`/returns?tab=${tab}&limit=100`)).body;
      expect(tabs[tab] ?? 0, tab).toBe(items.length);
    }
  });
});

describe('who may', () => {
  test('nobody comes in without a key or with a wrong one', async () => {
    expect(refusalOf(await product.get('/returns', { as: '' }))).toBe('401 unauthenticated');
    expect(refusalOf(await product.get('/returns', { as: 'not-a-key-of-anyone' }))).toBe('401 unauthenticated');
  });

  test('each role does its own work and no other', async () => {
    const [desk, bench, finance] = [
      await product.keyFor('customer_service'),
      await product.keyFor('warehouse'),
      await product.keyFor('finance'),
    ];
    const ret = await openReturn({}, laptopOrder(1), 'shop');
    const receipt = { items: [{ lineId: '1', ...ret.items[0].sold }] };
    expect(refusalOf(await product.post(`/returns/${ret.id}/receipt`, receipt, { as: desk }))).toBe('403 not_your_duty');
    expect(refusalOf(await product.post(`/returns/${ret.id}/rejection`, { because: 'x' }, { as: bench }))).toBe('403 not_your_duty');
    await act(ret, 'receipt', receipt, { as: bench });
    await act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'fault_confirmed' }] }, { as: bench });
    const resolved = await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'refund' }] }, { as: desk });
    const [refund] = resolved.refunds;
    expect(refusalOf(await product.post(`/refunds/${refund.id}/approval`, {}, { as: desk }))).toBe('403 not_your_duty');
    expect((await product.post(`/refunds/${refund.id}/approval`, {}, { as: finance })).status).toBe(200);
    const shown = (await product.get(`/returns/${ret.id}`, { as: bench })).body;
    expect(shown.commands.rejection).toMatchObject({ allowed: false, because: 'not_your_duty' });
    expect(refusalOf(await product.get('/keys', { as: desk }))).toBe('403 not_your_duty');
  });

  describe('a person signs in', () => {
    const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
      product.post('/session', { email, password }, { as: '', headers });
    const cookieOf = (answer: { headers: Headers }) => answer.headers.getSetCookie()[0]!;

    test('the cookie is for the browser alone, and opens what the person may', async () => {
      const signed = await signIn('ines@phenix.example', 'retour-demo');
      expect(signed).toMatchObject({
        status: 200,
        body: { user: { name: 'Inès Marchand' }, seller: { slug: 'phenix' }, roles: ['customer_service'] },
      });
      expect(cookieOf(signed)).toMatch(/^retour_session=[^;]+;.*HttpOnly/i);
      expect(cookieOf(signed)).toMatch(/SameSite=Lax/i);
      const cookie = cookieOf(signed).split(';')[0]!;
      expect((await product.get('/session', { as: '', headers: { cookie } })).body.user.email).toBe('ines@phenix.example');
      expect((await product.get('/returns', { as: '', headers: { cookie } })).status).toBe(200);
      expect(await product.call('DELETE', '/session', undefined, { as: '', headers: { cookie } })).toMatchObject({ status: 204 });
      expect(refusalOf(await product.get('/session', { as: '', headers: { cookie } }))).toBe('401 unauthenticated');
    });

    test('another site cannot act with it', async () => {
      const ret = await openReturn();
      const cookie = cookieOf(await signIn('camille@phenix.example', 'retour-demo')).split(';')[0]!;
      const note = (headers: Record<string, string>) =>
        product.post(`/returns/${ret.id}/note`, { body: 'Hello.' }, { as: '', headers: { cookie, ...headers } });
      expect(refusalOf(await note({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }))).toBe('403 foreign_origin');
      expect(refusalOf(await note({ origin: 'https://evil.example' }))).toBe('403 foreign_origin');
      expect(refusalOf(await note({ origin: 'null' }))).toBe('403 foreign_origin');
      expect((await note({ origin: product.url })).status).toBe(200);
      expect((await note({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    });

    test('a wrong password and a stranger get the same answer', async () => {
      const [wrong, stranger] = [await signIn('ines@phenix.example', 'guess'), await signIn('nobody@phenix.example', 'guess')];
      expect([refusalOf(wrong), refusalOf(stranger)]).toEqual(['401 wrong_password', '401 wrong_password']);
    });

    test('whoever planned a large refund does not approve it: four eyes', async () => {
      const cookie = cookieOf(await signIn('camille@phenix.example', 'retour-demo')).split(';')[0]!;
      const asCamille = { as: '', headers: { cookie } };
      const ret = await broughtBack(await openReturn({}, laptopOrder(2), 'shop'));
      const resolved = await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'refund' }] }, asCamille);
      expect(resolved.refunds).toMatchObject([{ state: 'awaiting_approval', amount: '1499.00' }]);
      expect(resolved.tab).toBe('money');
      expect(refusalOf(await product.post(`/refunds/${resolved.refunds[0].id}/approval`, {}, asCamille))).toBe('409 own_refund');
      await product.settle();
      expect((await look(ret)).refunds[0].state).toBe('awaiting_approval');
      const sofia = cookieOf(await signIn('sofia@phenix.example', 'retour-demo')).split(';')[0]!;
      expect((await product.post(`/refunds/${resolved.refunds[0].id}/approval`, {}, { as: '', headers: { cookie: sofia } })).status).toBe(
        200,
      );
      await product.settle();
      expect(await look(ret)).toMatchObject({ status: 'closed', refunds: [{ state: 'confirmed' }] });
    });
  });
});

describe('money', () => {
  test('a refund goes to the channel, is confirmed, and closes the return', async () => {
    const ret = await broughtBack(await openReturn());
    expect(await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'refund' }] })).toMatchObject({
      status: 'resolving',
      refunds: [{ state: 'planned', amount: '369.00' }],
    });
    await product.settle();
    const closed = await look(ret);
    expect(closed).toMatchObject({
      status: 'closed',
      items: [{ settlement: 'refunded' }],
      refunds: [{ state: 'confirmed', channelReference: expect.stringMatching(/\S/) }],
    });
    expect(await paid(ret.order.channelOrderId)).toMatchObject([{ minor: 36_900, currency: 'EUR' }]);
    expect(refusalOf(await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] }))).toBe(
      '409 closed',
    );
  });

  test('two agents who resolve at once plan one refund', async () => {
    const ret = await broughtBack(await openReturn());
    const resolve = () => product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
    const answers = await Promise.all([resolve(), resolve(), resolve()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await product.settle();
    expect(await paid(ret.order.channelOrderId)).toHaveLength(1);
  });

  test('ten days after it came back the buyer is refunded in full, also above the limit', async () => {
    const [phone, laptop] = [await openReturn({}, phoneOrder(840)), await openReturn({}, laptopOrder(839))];
    for (const ret of [phone, laptop]) await act(ret, 'receipt', { items: [{ lineId: '1', ...ret.items[0].sold }] });
    await product.advance('P9DT23H');
    expect((await look(phone)).refunds).toEqual([]);
    await product.advance('PT2H');
    for (const ret of [phone, laptop]) {
      const closed = await look(ret);
      expect(closed).toMatchObject({
        status: 'closed',
        items: [{ settlement: 'refunded' }],
        refunds: [{ state: 'confirmed', why: 'auto_refund' }],
      });
      expect(closed.clocks.find(({ kind }: { kind: string }) => kind === 'auto_refund').state).toBe('breached');
      expect(await paid(ret.order.channelOrderId)).toHaveLength(1);
    }
  });

  test('the first answer that nobody gave is on the record after a day', async () => {
    const ret = await openReturn({ reason: 'other' }, phoneOrder(841, { country: 'UY' }), 'shop');
    await product.advance('PT25H');
    const late = await look(ret);
    expect(late.clocks.find(({ kind }: { kind: string }) => kind === 'first_answer').state).toBe('breached');
    const { items } = (await product.get(`/returns/${ret.id}/events`)).body;
    expect(items.map(({ type }: { type: string }) => type)).toContain('clock_breached');
  });
});

describe('the buyer hears of it', () => {
  const mailTo = async (email: string) =>
    ((await (await fetch(`${product.url}/sandbox/mail?to=${encodeURIComponent(email)}`)).json()) as any).items;

  test('in their own language, newest first', async () => {
    const emails = { fr: 'hugo@buyers.example', en: 'grace@buyers.example' };
    for (const language of ['fr', 'en'] as const) {
      await openReturn({}, phoneOrder(850, { buyer: { ...oliver, email: emails[language], language } }));
    }
    await product.settle();
    const [french] = await mailTo(emails.fr);
    const [english] = await mailTo(emails.en);
    expect(french).toMatchObject({
      to: emails.fr,
      subject: expect.stringMatching(/retour/i),
      html: expect.stringContaining('<'),
      at: expect.any(String),
    });
    expect(french.text).toMatch(/Bonjour/);
    expect(english.text).toMatch(/Hello|Dear|Hi/);
    const ret = await openReturn({}, phoneOrder(851, { buyer: { ...oliver, email: 'ada@buyers.example' } }));
    await broughtBack(ret);
    await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'refund' }] });
    await product.settle();
    const times = (await mailTo('ada@buyers.example')).map(({ at }: { at: string }) => at);
    expect(times.length).toBeGreaterThanOrEqual(3);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('what stands at the root', () => {
  test('the OpenAPI document is the one that is committed', async () => {
    const served = await (await fetch(`${product.url}/openapi.json`)).json();
    expect((served as any).openapi).toMatch(/^3\.1/);
    const committed = JSON.parse(readFileSync(new URL('../src/api/openapi.json', import.meta.url), 'utf8'));
    expect(served, 'run `npm run openapi`').toEqual(committed);
  });

  test('health and metrics', async () => {
    for (const path of ['/health/live', '/health/ready']) expect((await fetch(product.url + path)).status, path).toBe(200);
    expect(await (await fetch(`${product.url}/metrics`)).text()).toMatch(/^retour_http_request_seconds_count/m);
  });

  test('the clock does what falls due before it answers, and refuses what is no duration', async () => {
    const before = ((await (await fetch(`${product.url}/sandbox/clock`)).json()) as any).now;
    const after = await product.advance('P1D');
    expect(Math.round((Date.parse(after) - Date.parse(before)) / 3_600_000)).toBe(24);
    const wrong = await fetch(`${product.url}/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advance":"a while"}',
    });
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([400, expect.stringContaining('application/problem+json')]);
  });
});
