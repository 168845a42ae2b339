/** Labels that have to be bought, carriers that tell by themselves, and where goods go: on a real database, against stubs of the carriers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepSeller } from '../src/app/sweep.ts';
import { drainEffects } from '../src/app/drain.ts';
import { pollCarriers } from '../src/app/poll-carriers.ts';
import { hmacHex } from '../src/carriers/sign.ts';
import { KEYS, sendcloudStub } from '../src/carriers/sendcloud/stub.test-support.ts';
import { phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
let stub: Awaited<ReturnType<typeof sendcloudStub>>;
beforeAll(async () => {
  stub = await sendcloudStub();
  product = await openProduct({ carriersAt: stub.url });
});
afterAll(() => product.close());

let made = 0;
async function approved(changes: Json = {}, reason: object = { reason: 'defective', fault: 'battery', photos: 2 }): Promise<Json> {
  const channelOrderId = `carriers-${(made += 1)}`;
  const order = phoneOrder(7_000 + made, changes);
  const address = { street: '12 rue des Lilas', postalCode: '69003', city: 'Lyon', country: 'FR' };
  await product.put(`/orders/backmarket/${channelOrderId}`, { ...order, buyer: { ...order.buyer, address } });
  const { body } = await product.post('/returns', {
    channel: 'backmarket',
    channelOrderId,
    via: 'api',
    items: [{ lineId: '1', ...reason }],
  });
  return body;
}
const look = async ({ id }: Json): Promise<Json> => (await product.get(`/returns/${id}`)).body;
const labels = async ({ id }: Json): Promise<Json> => (await product.get(`/returns/${id}/labels`)).body.items;
const drain = () => drainEffects(product.ctx, product.sellerId);
const costs = async ({ id }: Json): Promise<Json> =>
  product.ctx.db.withSeller(product.sellerId, (tx) =>
    tx.query(
      `select j.key, e.minor from desk.journals j join desk.entries e on e.seller_id = j.seller_id and e.journal_id = j.id
        where j.seller_id = $1 and j.return_id = $2 and e.account = 'return_shipping' order by j.at, j.key`,
      [product.sellerId, id],
    ),
  );
const addSendcloud = () =>
  product.put('/carriers/sendcloud', { kind: 'sendcloud', name: 'Sendcloud', settings: { carrierCode: 'dhl' }, secrets: KEYS });

describe('the play carrier', () => {
  test('its labels come with the approval, have a price, and cost nothing until they are scanned', async () => {
    const ret = await approved();
    expect(ret.label).toMatchObject({ kind: 'prepaid', carrier: 'sandbox-post' });
    expect(await labels(ret)).toMatchObject([
      { state: 'made', carrier: 'Sandbox Post', cost: { amount: '4.90', currency: 'EUR' }, paidBy: 'seller' },
    ]);
    expect(await costs(ret)).toEqual([]);
    await product.ctx.sandbox!.parcels.drop(ret.label.trackingNumber, product.ctx.clock.now(product.sellerId));
    await pollCarriers(product.ctx, product.sellerId);
    expect((await look(ret)).status).toBe('in_transit');
    expect((await costs(ret)).map((row: Json) => Number(row.minor))).toEqual([490]);
  });

  test('an agent chooses another way: a point, a slot', async () => {
    const ret = await approved();
    const options = (await product.get(`/returns/${ret.id}/label-options`)).body;
    const [post] = options.accounts;
    expect(post.kinds.map((one: Json) => one.kind)).toEqual(['prepaid', 'dropoff', 'pickup', 'store']);
    const { items: points } = (await product.get(`/returns/${ret.id}/drop-off-points?account=${post.slug}`)).body;
    const { hours: _hours, distance: _distance, country: _country, ...point } = points[0];
    const dropped = await product.post(`/returns/${ret.id}/label`, { kind: 'dropoff', point });
    expect(dropped.body.label).toMatchObject({ kind: 'dropoff', paidBy: 'seller' });
    expect(dropped.body.label.trackingNumber).not.toBe(ret.label.trackingNumber);
    const [slot] = post.kinds.find((one: Json) => one.kind === 'pickup').slots;
    await product.post(`/returns/${ret.id}/label`, { kind: 'pickup', slot });
    await drain();
    expect(await labels(ret)).toMatchObject([
      { kind: 'pickup', state: 'made', place: { slot } },
      { kind: 'dropoff', state: 'cancelled', place: { point: { name: 'Kiosk at the station' } } },
      { kind: 'prepaid', state: 'cancelled' },
    ]);
  });
});

describe('accounts', () => {
  test('keys go in and never come out', async () => {
    expect((await addSendcloud()).status).toBe(200);
    const { body } = await product.get('/carriers');
    expect(JSON.stringify(body)).not.toContain(`"${KEYS.secretKey}"`);
    expect(body.items[0]).toMatchObject({
      slug: 'sendcloud',
      state: 'ok',
      keys: [{ key: 'publicKey' }, { key: 'secretKey' }],
      settings: { carrierCode: 'dhl' },
    });
    expect(body.items[0].newsUrl).toBe(`${product.ctx.publicUrl}/webhooks/carriers/phenix.sendcloud`);
    // Said again without its keys, it keeps them.
    await product.put('/carriers/sendcloud', { kind: 'sendcloud', name: 'Sendcloud FR', settings: {}, secrets: {} });
    expect((await product.post('/carriers/sendcloud/test')).body).toEqual({ ok: true, says: 'Sendcloud knows these keys.' });
  });

  test('wrong keys are said to be wrong', async () => {
    await product.put('/carriers/wrong', { kind: 'sendcloud', name: 'Typo', settings: {}, secrets: { publicKey: 'a', secretKey: 'b' } });
    expect((await product.post('/carriers/wrong/test')).body).toMatchObject({
      ok: false,
      says: expect.stringContaining('Invalid username'),
    });
    expect((await product.call('DELETE', '/carriers/wrong')).status).toBe(204);
    expect(refusalOf(await product.post('/carriers/wrong/test'))).toBe('404 not_found');
  });

  test('what is missing is named, and only managers may', async () => {
    const missing = await product.put('/carriers/half', { kind: 'easypost', name: 'Half', settings: {}, secrets: {} });
    expect(missing.body.errors).toEqual([{ path: 'secrets.apiKey', says: 'is missing' }]);
    const bench = await product.keyFor('warehouse');
    expect(
      refusalOf(await product.call('PUT', '/carriers/x', { kind: 'easypost', name: 'X', settings: {}, secrets: {} }, { as: bench })),
    ).toBe('403 not_your_duty');
  });
});

describe('a label that has to be bought', () => {
  beforeAll(addSendcloud);

  test('follows the approval by itself: intent, call, result', async () => {
    const ret = await approved();
    expect([ret.status, ret.label]).toEqual(['approved', undefined]);
    await drain();
    const [label] = await labels(ret);
    expect(label).toMatchObject({ state: 'made', account: 'sendcloud', carrier: 'DPD', cost: { amount: '5.45' } });
    expect((await look(ret)).label).toMatchObject({
      kind: 'prepaid',
      carrier: 'DPD',
      trackingUrl: expect.stringContaining('tracking.example'),
    });
    expect((await costs(ret)).map((row: Json) => Number(row.minor))).toEqual([545]);
    const paper = await product.get(`/returns/${ret.id}/label.pdf?size=thermal`);
    expect(Buffer.from(paper.body).toString()).toBe('%PDF-1.4 a label');
  });

  test('a line that breaks after the carrier made it: one label, found again', async () => {
    const before = stub.returns.length;
    stub.state.hangUp = 'after';
    const ret = await approved();
    await drainEffects(product.ctx, product.sellerId, 50);
    expect((await labels(ret))[0]).toMatchObject({ state: 'making' });
    stub.state.hangUp = null;
    await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query(`update desk.effects set not_before = null where seller_id = $1 and return_id = $2`, [product.sellerId, ret.id]),
    );
    await drain();
    expect(stub.returns.length).toBe(before + 1);
    expect(await labels(ret)).toMatchObject([{ state: 'made' }]);
    expect((await costs(ret)).length).toBe(1);
  });

  test('the return is cancelled while it is being made: the orphan goes back', async () => {
    stub.state.hangUp = 'after';
    const ret = await approved();
    await drainEffects(product.ctx, product.sellerId, 50);
    stub.state.hangUp = null;
    await product.post(`/returns/${ret.id}/cancellation`);
    await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query(`update desk.effects set not_before = null where seller_id = $1 and return_id = $2`, [product.sellerId, ret.id]),
    );
    await drain();
    expect(await labels(ret)).toMatchObject([{ state: 'cancelled' }]);
    expect(stub.returns.at(-1)).toMatchObject({ status: 'cancelled', cancels: 1 });
  });

  test('what the carrier refuses is said, and can be tried again', async () => {
    stub.state.options = false;
    const ret = await approved();
    await drain();
    expect(await labels(ret)).toMatchObject([{ state: 'failed', says: 'Sendcloud offers no such return from FR to FR' }]);
    const { items } = (await product.get('/failures')).body;
    stub.state.options = true;
    await product.post(`/failures/${items.find((one: Json) => one.returnId === ret.id).id}/retry`);
    expect(await labels(ret)).toMatchObject([{ state: 'made' }]);
  });

  test('asked for twice at the same time it is one', async () => {
    const ret = await approved();
    await drain();
    const before = stub.returns.length;
    await Promise.all([1, 2].map(() => product.post(`/returns/${ret.id}/label`, { kind: 'dropoff', account: 'sendcloud' })));
    expect((await labels(ret)).filter((one: Json) => one.state === 'making')).toHaveLength(1);
    await drain();
    expect(stub.returns.length).toBe(before + 1);
    // The one before it has become useless, and its money comes back.
    expect(await labels(ret)).toMatchObject([
      { kind: 'dropoff', state: 'made' },
      { kind: 'prepaid', state: 'cancelled' },
    ]);
    expect((await costs(ret)).map((row: Json) => Number(row.minor)).sort((a: number, b: number) => a - b)).toEqual([-545, 545, 545]);
  });

  test('a buyer who sends nothing: the label lapses with the return, and goes back', async () => {
    stub.state.silent = true;
    const ret = await approved();
    await drain();
    const days = (await look(ret)).clocks.find((clock: Json) => clock.kind === 'send_back');
    expect(days.state).toBe('running');
    const past = new Date(Date.parse(days.dueAt) + 3_600_000).toISOString();
    await product.advance(`PT${Math.ceil((Date.parse(past) - Date.parse(product.ctx.clock.now(product.sellerId))) / 3_600_000)}H`);
    await sweepSeller(product.ctx, product.sellerId);
    await drain();
    expect((await look(ret)).status).toBe('expired');
    expect(await labels(ret)).toMatchObject([{ state: 'cancelled' }]);
    stub.state.silent = false;
    // Approved again, it gets another one.
    await product.post(`/returns/${ret.id}/approval`);
    await drain();
    expect(await labels(ret)).toMatchObject([{ state: 'made' }, { state: 'cancelled' }]);
    expect((await look(ret)).label.trackingNumber).toBe((await labels(ret))[0].trackingNumber);
  });
});

describe('news', () => {
  const send = (raw: string, signature = hmacHex(KEYS.secretKey, Buffer.from(raw)), account = 'phenix.sendcloud') =>
    fetch(`${product.url}/webhooks/carriers/${account}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sendcloud-signature': signature },
      body: raw,
    }).then(async (answer) => ({ status: answer.status, ...((await answer.json()) as object) }));
  const about = (number: string, timestamp = 1) =>
    JSON.stringify({ action: 'parcel_status_changed', timestamp, parcel: { id: 7, tracking_number: number } });
  const account = async () => (await product.get('/carriers')).body.items.find((one: Json) => one.slug === 'sendcloud');

  test('a parcel moves as soon as the carrier says so; said twice it is once', async () => {
    const ret = await approved();
    await drain();
    const { trackingNumber } = (await look(ret)).label;
    await pollCarriers(product.ctx, product.sellerId);
    const asked = () => stub.asked.filter(({ url }) => url.pathname.endsWith(`/${trackingNumber}`)).length;
    const before = asked();
    await pollCarriers(product.ctx, product.sellerId);
    expect(asked(), 'its turn has not come').toBe(before);

    expect(await send(about(trackingNumber))).toMatchObject({ status: 200, heard: 'taken' });
    await pollCarriers(product.ctx, product.sellerId);
    expect(asked()).toBe(before + 1);
    expect((await look(ret)).tracking.map((scan: Json) => scan.code)).toEqual(['accepted', 'in_transit', 'out_for_delivery']);
    expect(await send(about(trackingNumber))).toMatchObject({ status: 200, heard: 'known' });
    await pollCarriers(product.ctx, product.sellerId);
    expect(asked()).toBe(before + 1);
  });

  test('a wrong signature is refused and counted; a parcel of nobody is taken and counted', async () => {
    const before = await account();
    expect(await send(about('123456789'), '00'.repeat(32))).toMatchObject({ status: 401 });
    expect(await send(about('NOBODYS-123456'))).toMatchObject({ status: 202, heard: 'unknown' });
    expect(await send('{"action":', hmacHex(KEYS.secretKey, Buffer.from('{"action":')))).toMatchObject({
      status: 202,
      heard: 'unreadable',
    });
    const after = await account();
    expect([after.refusedNews - before.refusedNews, after.unknownParcels - before.unknownParcels]).toEqual([1, 1]);
    expect((await send(about('1'), undefined, 'phenix.nobody')).status).toBe(404);
    expect((await send(about('1'), undefined, 'nobody.sendcloud')).status).toBe(404);
  });
});

describe('where goods go', () => {
  const LAPTOPS = { name: 'Laptop clinic', street: '3 Werkstraße', postalCode: '10115', city: 'Berlin', country: 'DE' };

  test('the first rule that fits; a test line says which', async () => {
    const rule = (
      await product.post('/return-addresses', {
        name: 'Laptop clinic',
        kind: 'repairer',
        category: 'laptop',
        reason: 'defective',
        address: LAPTOPS,
      })
    ).body;
    const dock = (
      await product.post('/return-addresses', {
        name: 'German dock',
        kind: 'warehouse',
        country: 'DE',
        address: { ...LAPTOPS, name: 'Dock' },
      })
    ).body;
    const trial = (body: object) => product.post('/return-addresses/trial', body).then((answer) => answer.body);
    expect(await trial({ country: 'DE', category: 'laptop', condition: 'refurbished', reason: 'defective' })).toMatchObject({
      address: LAPTOPS,
      rule: { id: rule.id },
    });
    expect(await trial({ country: 'FR', category: 'smartphone', condition: 'refurbished', reason: 'defective' })).toMatchObject({
      address: { city: 'Lille' },
    });
    await product.put('/return-addresses/order', { ids: [dock.id, rule.id] });
    expect(await trial({ country: 'DE', category: 'laptop', condition: 'refurbished', reason: 'defective' })).toMatchObject({
      rule: { id: dock.id },
    });
    await product.call('DELETE', `/return-addresses/${dock.id}`);
    expect((await product.get('/return-addresses')).body.items).toHaveLength(1);
  });

  test('a label keeps the address that was printed on it when the rules change', async () => {
    await product.call('DELETE', '/carriers/sendcloud');
    const laptop = { line: { category: 'laptop' } };
    const ret = await approved(laptop);
    expect((await labels(ret))[0].address).toMatchObject({ city: 'Berlin' });
    const [rule] = (await product.get('/return-addresses')).body.items;
    await product.call('DELETE', `/return-addresses/${rule.id}`);
    expect((await labels(ret))[0].address).toMatchObject({ city: 'Berlin' });
    expect((await labels(await approved(laptop)))[0].address).toMatchObject({ city: 'Lille' });
  });
});

test('a parcel that nobody scans any more is looked for', async () => {
  const ret = await approved();
  await product.post(`/returns/${ret.id}/dispatch`, { carrier: 'la-poste', trackingNumber: '6A12345678901' });
  await product.advance('P6D');
  const { clocks, next } = await look(ret);
  expect(clocks.find((clock: Json) => clock.kind === 'tracking_stalled')).toMatchObject({ state: 'breached' });
  expect(next).toMatchObject({ who: 'seller', what: 'find_parcel' });
});
