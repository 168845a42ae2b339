/** A bad lot is found, pulled from sale on one click, and given back on another (M28). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drainEffects } from '../src/app/drain.ts';
import { daysAgo, imei, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
  await aSeason();
}, 120_000);
afterAll(() => product.close());

let numbers = 12_000;
const aNumber = () => imei((numbers += 1));

async function sold(name: string, line: object): Promise<void> {
  const body = phoneOrder(1, {
    delivered: 20,
    placedAt: daysAgo(25),
    buyer: { name: `Buyer ${name}`, email: `${name}@people.example`.toLowerCase() },
    line: { imei: aNumber(), ...line },
  });
  const answer = await product.put(`/orders/backmarket/${name}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
}
async function comesBack(name: string, fault: string): Promise<void> {
  const answer = await product.post('/returns', {
    channel: 'backmarket',
    channelOrderId: name,
    via: 'api',
    items: [{ lineId: '1', reason: 'defective', fault, photos: 1 }],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
}

/** Four lots of twenty-four, and another with fifteen: seven of those have dead batteries. */
async function aSeason(): Promise<void> {
  for (let i = 0; i < 96; i++) {
    await sold(`L-${i}`, { sku: i % 2 ? 'PX8-128' : 'PX8-256', supplier: i % 3 ? 'Nordphone' : 'Rekom', lot: `N-${i % 4}` });
    if (i === 3 || i === 40) await comesBack(`L-${i}`, 'battery');
    if (i === 11) await comesBack(`L-${i}`, 'screen');
  }
  for (let i = 0; i < 15; i++) {
    await sold(`B-${i}`, { sku: 'PX8-128', supplier: 'Nordphone', lot: 'N-9' });
    if (i < 7) await comesBack(`B-${i}`, 'battery');
  }
  for (let i = 0; i < 4; i++)
    await product.put(`/units/BAD-${i}`, {
      sku: 'PX8-128',
      title: 'Pixel 8 128 GB',
      category: 'smartphone',
      imei: aNumber(),
      supplier: 'Nordphone',
      lot: 'N-9',
      grade: 'good',
      place: 'C-1',
    });
  await product.put('/units/GOOD-1', {
    sku: 'PX8-128',
    title: 'Pixel 8 128 GB',
    category: 'smartphone',
    imei: aNumber(),
    supplier: 'Nordphone',
    lot: 'N-1',
    grade: 'good',
    place: 'C-2',
  });
}

const unit = async (ref: string): Promise<Json> => (await product.get(`/units/${ref}`)).body;
const listing = async (sku: string): Promise<number> => (await product.ctx.sandbox!.market.listing(sku)).quantity;
const work = () => drainEffects(product.ctx, product.sellerId);

let pull: Json;
test('the lot is proposed with its figures, and nobody else is accused', async () => {
  const look = await product.post('/pulls/looks');
  expect(look.body).toMatchObject({ proposed: 1 });
  expect((await product.post('/pulls/looks')).body).toMatchObject({ proposed: 0, standing: 1 });
  const { items, lastLook } = (await product.get('/pulls')).body;
  expect(items).toHaveLength(1);
  pull = items[0];
  expect(pull).toMatchObject({ state: 'open', supplier: 'Nordphone', lot: 'N-9', fault: 'battery', sold: 15, faulty: 7 });
  expect(pull.says).toMatch(
    /^7 of 15 sold \(lot N-9 of Nordphone, PX8-128\) came back with a battery fault; 1\.2 would be expected\. Chance alone shows as many once in [\d,]+\.$/,
  );
  expect(lastLook).toMatchObject({ found: 1 });
});

test('its page says what a click would do: the offer stays, since a good unit is left', async () => {
  const page = (await product.get(`/pulls/${pull.id}`)).body;
  expect(page.units).toEqual([{ sku: 'PX8-128', forSale: 4, held: 0, others: 1 }]);
  expect(page).toMatchObject({ stops: [], stays: ['PX8-128'] });
  expect(page.cases).toHaveLength(7);
});

test('one click pulls what is for sale and, with nothing good left, stops the offer; another gives both back', async () => {
  await product.post('/units/GOOD-1/move', { to: 'returned_to_supplier', because: 'wrong colour' });
  const before = await listing('PX8-128');
  expect(before).toBeGreaterThan(0);
  const done = await product.post(`/pulls/${pull.id}/acceptance`);
  expect(done.body).toMatchObject({ state: 'accepted', pulled: { units: 4, still: 4 } });
  expect(await unit('BAD-0')).toMatchObject({ state: 'quarantined', place: 'C-1' });
  expect(refusalOf(await product.post(`/pulls/${pull.id}/acceptance`))).toBe('409 not_open');
  await work();
  expect(await listing('PX8-128')).toBe(0);
  expect((await product.get(`/pulls/${pull.id}`)).body.listings).toMatchObject([
    { channel: 'backmarket', sku: 'PX8-128', state: 'stopped', quantity: before },
  ]);

  // One has been looked at since: it stays where it was put.
  await product.post('/units/BAD-3/move', { to: 'parts', because: 'used for screens' });
  const undone = await product.call('DELETE', `/pulls/${pull.id}/acceptance`);
  expect(undone.body).toMatchObject({ state: 'open' });
  await work();
  expect(await unit('BAD-0')).toMatchObject({ state: 'in_stock', place: 'C-1' });
  expect((await unit('BAD-3')).state).toBe('parts');
  expect(await listing('PX8-128')).toBe(before);
});

test('dismissed with a reason, it is not proposed again by the same figures', async () => {
  const gone = await product.post(`/pulls/${pull.id}/dismissal`, { because: 'batteries are being changed' });
  expect(gone.body).toMatchObject({ state: 'dismissed', because: 'batteries are being changed' });
  expect((await product.post('/pulls/looks')).body).toMatchObject({ proposed: 0 });
  for (let i = 7; i < 12; i++) await comesBack(`B-${i}`, 'battery');
  expect((await product.post('/pulls/looks')).body).toMatchObject({ proposed: 1 });
});

test('who packs parcels may pull; who answers buyers may look', async () => {
  const desk = await product.keyFor('customer_service');
  expect((await product.get('/pulls', { as: desk })).status).toBe(200);
  expect(refusalOf(await product.post('/pulls/looks', {}, { as: desk }))).toBe('403 not_your_duty');
});
