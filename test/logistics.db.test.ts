/** Third parties who handle parcels (M29): what they tell is taken once, costs no buyer anything on their word alone, and their mistakes are claimed. */
import { afterAll, assert as mustHold, beforeAll, describe, expect, test } from 'vitest';
import { daysAgo, imei, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
let key: string;
beforeAll(async () => {
  product = await openProduct();
  const made = await product.post('/logistics/partners', {
    name: 'Entrepôt du Nord',
    receiveHours: 24,
    inspectHours: 48,
    shipHours: 24,
    lateFee: '5.00',
    errorFee: '12.00',
  });
  mustHold(made.status === 201, JSON.stringify(made.body));
  key = made.body.secret;
});
afterAll(() => product.close());

let numbers = 16_000;
const aNumber = () => imei((numbers += 1));
let cases = 0;
async function awaited(): Promise<{ ret: Json; number: string; order: string }> {
  const number = aNumber();
  const order = `PL-${(cases += 1)}`;
  await product.put(
    `/orders/shop/${order}`,
    phoneOrder(1, { buyer: { name: `Buyer ${cases}`, email: `pl.${cases}@people.example` }, line: { imei: number } }),
  );
  const opened = await product.post('/returns', {
    channel: 'shop',
    channelOrderId: order,
    via: 'api',
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }],
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  return { ret: opened.body, number, order };
}
const tell = (notice: object) => product.post('/logistics/notices', notice, { as: key });
const look = async (ret: Json): Promise<Json> => (await product.get(`/returns/${ret.id}`)).body;
const now = () => new Date().toISOString();
const claims = async (ret: Json): Promise<string[]> =>
  (await product.get(`/logistics/notices?returnId=${ret.id}`)).body.items.flatMap((notice: Json) =>
    notice.claims.map(({ why }: Json) => why),
  );

test('their key gives notice, and nothing else', async () => {
  expect(refusalOf(await product.get('/returns', { as: key }))).toBe('403 not_your_duty');
  expect(refusalOf(await product.get('/logistics/notices', { as: key }))).toBe('403 not_your_duty');
  expect(refusalOf(await tell({ id: 'N-0', kind: 'arrived', at: now() }))).toBe('400 invalid_request');
  expect(refusalOf(await product.post('/logistics/notices', { id: 'x', kind: 'arrived', at: now(), rma: 'R' }))).toBe(
    '400 invalid_request',
  );
});

describe('what costs nobody anything is done at once', () => {
  test('arrived: the goods are received, once, however often it is told', async () => {
    const { ret, number } = await awaited();
    const notice = { id: 'N-1', kind: 'arrived', at: now(), rma: ret.rma, imei: number };
    const [once, twice] = await Promise.all([tell(notice), tell(notice)]);
    expect([once.body.items[0].created, twice.body.items[0].created].sort()).toEqual([false, true]);
    const again = await tell(notice);
    expect(again.body.items[0]).toMatchObject({ state: 'done', created: false, rma: ret.rma });
    const after = await look(ret);
    expect(after).toMatchObject({ status: 'received' });
    const events = (await product.get(`/returns/${ret.id}/events`)).body.items;
    expect(events.filter((event: Json) => event.type === 'received')).toHaveLength(1);
    expect(events.find((event: Json) => event.type === 'received').by.name).toBe('Entrepôt du Nord');
    expect((await tell({ ...notice, note: 'another story' })).status).toBe(400);
  });

  test('a confirmed fault is a finding; the unit moves', async () => {
    const { ret, number } = await awaited();
    const told = await tell({
      id: 'N-2',
      kind: 'inspected',
      at: now(),
      imei: number,
      verdict: 'fault_confirmed',
      disposition: 'repair',
      note: 'battery at 61 %',
    });
    expect(told.body.items[0]).toMatchObject({ state: 'done' });
    expect((await look(ret)).items[0]).toMatchObject({ verdict: 'fault_confirmed', disposition: 'repair' });
    expect((await product.get(`/units?q=${number}`)).body.items).toMatchObject([{ state: 'repairing', defect: 'fault_confirmed' }]);
  });
});

describe('what costs the buyer waits for the seller’s own people', () => {
  test('damage by the buyer is a proposal; confirmed, it is the finding', async () => {
    const { ret } = await awaited();
    await tell({ id: 'N-3', kind: 'inspected', at: now(), rma: ret.rma, verdict: 'customer_damage', note: 'the screen was dropped' });
    const before = await look(ret);
    expect(before.items[0].assessment).not.toBe('assessed');
    expect(before.status).toBe('received');
    const [notice] = (await product.get(`/logistics/notices?returnId=${ret.id}`)).body.items;
    expect(notice).toMatchObject({ state: 'to_confirm', finding: 'customer_damage' });
    const desk = await product.keyFor('customer_service');
    expect(refusalOf(await product.post(`/logistics/notices/${notice.id}/confirmation`, {}, { as: desk }))).toBe('403 not_your_duty');
    const done = await product.post(`/logistics/notices/${notice.id}/confirmation`);
    expect(done.body).toMatchObject({ state: 'confirmed' });
    expect((await look(ret)).items[0]).toMatchObject({ verdict: 'customer_damage' });
    expect(refusalOf(await product.post(`/logistics/notices/${notice.id}/confirmation`))).toBe('409 not_open');
  });

  test('another number in the parcel holds no money on their word', async () => {
    const { ret } = await awaited();
    const told = await tell({ id: 'N-4', kind: 'arrived', at: now(), rma: ret.rma, imei: aNumber() });
    expect(told.body.items[0]).toMatchObject({ state: 'to_confirm', because: 'other_number' });
    const after = await look(ret);
    expect(after.status).toBe('received');
    expect(after.hold ?? null).toBeNull();
  });

  test('our bench finds otherwise: their finding is overturned, and they pay for it', async () => {
    const { ret, number } = await awaited();
    await tell({ id: 'N-5', kind: 'inspected', at: now(), rma: ret.rma, verdict: 'incomplete' });
    const inspected = await product.post(`/returns/${ret.id}/inspection`, {
      items: [{ lineId: '1', verdict: 'no_fault_found', disposition: 'refurbish' }],
    });
    expect(inspected.status, JSON.stringify(inspected.body)).toBe(200);
    const [notice] = (await product.get(`/logistics/notices?returnId=${ret.id}`)).body.items;
    expect(notice).toMatchObject({ state: 'overturned', claims: [{ why: 'handling_error' }] });
    expect((await product.get(`/units?q=${number}`)).body.items[0].state).toBe('refurbishing');
  });

  test('a person says no, with the reason', async () => {
    const { ret } = await awaited();
    await tell({ id: 'N-6', kind: 'inspected', at: now(), rma: ret.rma, verdict: 'customer_damage' });
    const [notice] = (await product.get(`/logistics/notices?returnId=${ret.id}`)).body.items;
    const said = await product.post(`/logistics/notices/${notice.id}/rejection`, { because: 'the picture shows another phone' });
    expect(said.body).toMatchObject({ state: 'overturned', decidedSays: 'the picture shows another phone' });
    expect((await look(ret)).items[0].assessment).not.toBe('assessed');
  });
});

describe('their mistakes', () => {
  test('nobody awaits it: it waits with the other parcels without a name', async () => {
    const told = await tell({
      id: 'N-7',
      kind: 'arrived',
      at: now(),
      trackingNumber: 'ZZ123456789FR',
      carrier: 'colissimo',
      note: 'no slip',
    });
    expect(told.body.items[0]).toMatchObject({ state: 'stray' });
  });

  test('lost after receipt: the unit is lost, and claimed from them', async () => {
    const { ret, number } = await awaited();
    await tell({ id: 'N-8', kind: 'arrived', at: now(), rma: ret.rma, imei: number });
    await tell({ id: 'N-9', kind: 'discrepancy', discrepancy: 'lost', at: now(), rma: ret.rma, imei: number });
    expect((await product.get(`/units?q=${number}`)).body.items[0]).toMatchObject({ state: 'lost' });
    expect(await claims(ret)).toEqual(['lost']);
  });

  test('inspected days after what was promised: late, and claimed', async () => {
    const { ret, number } = await awaited();
    await tell({ id: 'N-10', kind: 'arrived', at: now(), rma: ret.rma, imei: number });
    const late = new Date(Date.now() + 5 * 86_400_000).toISOString();
    await tell({ id: 'N-11', kind: 'inspected', at: late, rma: ret.rma, verdict: 'fault_confirmed' });
    expect(await claims(ret)).toEqual(['late']);
  });

  test('the wrong phone went out', async () => {
    const order = 'PL-OUT';
    await product.put(`/orders/shop/${order}`, phoneOrder(1, { placedAt: daysAgo(14), line: { imei: aNumber() } }));
    await tell({ id: 'N-12', kind: 'shipped_out', at: daysAgo(13.5), orderNumber: order, imei: aNumber() });
    const open = (await product.get('/logistics/notices?open=true')).body.items.find((notice: Json) => notice.noticeId === 'N-12');
    expect(open).toMatchObject({ state: 'to_look', because: 'wrong_item_shipped', claims: [{ why: 'wrong_device' }] });
    const settled = await product.post(`/logistics/notices/${open.id}/settlement`, { because: 'the right one was sent' });
    expect(settled.body).toMatchObject({ state: 'settled' });
  });
});

test('a table is read line by line, and each wrong line is told', async () => {
  const { ret, number } = await awaited();
  const table = [
    'id;kind;at;rma;imei;verdict',
    `T-1;arrived;${now()};${ret.rma};${number};`,
    'T-2;arrived;yesterday;R-1;;',
    `T-3;inspected;${now()};;${number};`,
  ].join('\n');
  const send = (dryRun: boolean) =>
    fetch(`${product.url}/api/v1/logistics/notices/imports?dryRun=${dryRun}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
      body: table,
    }).then((r) => r.json() as Promise<Json>);
  expect(await send(true)).toMatchObject({ lines: 3, items: [], refused: [{ line: 3 }, { line: 4 }] });
  expect((await look(ret)).status).not.toBe('received');
  const taken = await send(false);
  expect(taken.items).toMatchObject([{ noticeId: 'T-1', state: 'done' }]);
  expect(taken.refused.map((one: Json) => one.errors[0].path)).toEqual(['at', 'verdict']);
});

test('units come in as a table, too', async () => {
  const number = aNumber();
  const table = `ref,sku,title,imei,grade,cost,place\nCSV-1,IP13,iPhone 13,${number},good,"210,50",A-1\nCSV-2,,no sku,,,,\nCSV-3,IP13,iPhone 13,${number},good,,A-1\n`;
  const send = (dryRun: boolean) =>
    fetch(`${product.url}/api/v1/units/imports?dryRun=${dryRun}`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-demo-key-0123456789', 'content-type': 'text/csv' },
      body: table,
    }).then((r) => r.json() as Promise<Json>);
  expect(await send(true)).toMatchObject({ dryRun: true, lines: 3, made: 1, refused: 2 });
  expect((await product.get('/units?q=CSV-1')).body.items).toEqual([]);
  expect(await send(false)).toMatchObject({ made: 1, refusedLines: [{ line: 3 }, { line: 4, ref: 'CSV-3' }] });
  expect(await send(false)).toMatchObject({ made: 0, same: 1 });
  expect((await product.get('/units/CSV-1')).body).toMatchObject({
    state: 'in_stock',
    cost: { amount: '210.50', currency: 'EUR' },
    movements: [{ why: 'entered', to: 'in_stock' }],
  });
});
