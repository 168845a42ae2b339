/** Stock (M27): units follow orders and returns, are held for one item each, and never come back for sale with a fault. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdUnit, releaseUnit, shipHeldUnit } from '../src/app/stock.ts';
import { newId } from '../src/app/context.ts';
import { findUnit, readMovements, type UnitRow } from '../src/store/units.ts';
import { imei, phoneOrder } from './cast.ts';
import { withAdmin } from './db.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

let numbers = 7_000;
const aNumber = () => imei((numbers += 1));
const unitBy = (number: string): Promise<UnitRow | null> =>
  product.ctx.db.withSeller(product.sellerId, (tx) => findUnit(tx, { imei: number }));
const lifeOf = async (unit: UnitRow): Promise<string[]> =>
  (await product.ctx.db.withSeller(product.sellerId, (tx) => readMovements(tx, unit.id))).map(
    ({ why, to_state }) => `${why} → ${to_state}`,
  );

async function stocked(ref: string, changes: object = {}): Promise<UnitRow> {
  const number = aNumber();
  const answer = await product.put(`/units/${ref}`, {
    sku: 'IP13-128-BLUE',
    title: 'iPhone 13 128 GB - Blue',
    category: 'smartphone',
    imei: number,
    supplier: 'Nordphone',
    lot: 'N-4',
    grade: 'good',
    place: 'A-12',
    cost: { amount: '210.00', currency: 'EUR' },
    ...changes,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return (await unitBy((changes as { imei?: string }).imei ?? number))!;
}

async function returned(number: string, name: string): Promise<Json> {
  const order = await product.put(`/orders/shop/${name}`, phoneOrder(1, { line: { imei: number } }));
  expect(order.status, JSON.stringify(order.body)).toBeLessThan(300);
  const answer = await product.post('/returns', {
    channel: 'shop',
    channelOrderId: name,
    via: 'api',
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
const act = async (ret: Json, verb: string, body: object): Promise<Json> => {
  const answer = await product.post(`/returns/${ret.id}/${verb}`, body);
  expect(answer.status, `${verb}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};

describe('a unit follows what happens to it', () => {
  test('from the shelf to a buyer, back with a fault, and to the repair bench: never back for sale without a finding', async () => {
    const unit = await stocked('SN-1');
    const ret = await returned(unit.imei!, 'ST-1');
    expect(await unitBy(unit.imei!)).toMatchObject({ state: 'sold', place: null });
    await act(ret, 'receipt', { items: [{ lineId: '1', imei: unit.imei }] });
    expect((await unitBy(unit.imei!))!.state).toBe('returned');
    await act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'repair' }] });
    expect(await unitBy(unit.imei!)).toMatchObject({ state: 'repairing', defect: 'fault_confirmed', return_id: ret.id });
    const refused = await product.post(`/units/${unit.id}/move`, { to: 'in_stock' });
    expect(refusalOf(refused)).toBe('422 defective_not_for_sale');
    const cleared = await product.post(`/units/${unit.id}/move`, {
      to: 'in_stock',
      place: 'A-1',
      finding: 'repaired',
      because: 'new battery',
    });
    expect(cleared.body).toMatchObject({ state: 'in_stock', defect: null, place: 'A-1' });
    expect(await lifeOf(unit)).toEqual([
      'entered → in_stock',
      'sold → sold',
      'returned → returned',
      'inspected → repairing',
      'put_elsewhere → in_stock',
    ]);
  });

  test('the same order again sells nothing twice; a unit that the books never met is made by its sale', async () => {
    const number = aNumber();
    const body = phoneOrder(1, { line: { imei: number } });
    await product.put('/orders/shop/ST-2', body);
    await product.put('/orders/shop/ST-2', { ...body, shippingPaid: '1.00' });
    const unit = (await unitBy(number))!;
    expect(unit).toMatchObject({ state: 'sold', sku: 'IP13-128-BLUE' });
    expect(await lifeOf(unit)).toEqual(['entered → sold']);
  });

  test('a number that stands on two lines by a slip is one unit, sold once; the order is taken all the same', async () => {
    const number = aNumber();
    const order = phoneOrder(1, { line: { imei: number } });
    const body = { ...order, lines: [...order.lines, { ...order.lines[0]!, id: '2' }] };
    expect((await product.put('/orders/shop/ST-SLIP', body)).status).toBe(201);
    expect((await product.put('/orders/shop/ST-SLIP', { ...body, country: 'BE' })).status).toBe(200);
    expect(await lifeOf((await unitBy(number))!)).toEqual(['entered → sold']);
    const again = await stocked('U-SLIP');
    const twice = { ...body, lines: body.lines.map((line) => ({ ...line, imei: again.imei! })) };
    expect((await product.put('/orders/shop/ST-SLIP-2', twice)).status).toBe(201);
    expect((await lifeOf(again)).filter((step) => step.startsWith('sold'))).toHaveLength(1);
  });

  test('a line that named the wrong phone gives it back', async () => {
    const [wrong, right] = [await stocked('SN-W'), await stocked('SN-R')];
    const body = phoneOrder(1, { line: { imei: wrong.imei! } });
    await product.put('/orders/shop/ST-3', body);
    expect((await unitBy(wrong.imei!))!.state).toBe('sold');
    await product.put('/orders/shop/ST-3', phoneOrder(1, { line: { imei: right.imei! } }));
    expect(await unitBy(wrong.imei!)).toMatchObject({ state: 'in_stock', place: 'A-12', order_id: null });
    expect((await unitBy(right.imei!))!.state).toBe('sold');
  });

  test('what is in quarantine and sold all the same stays there, and calls a person', async () => {
    const unit = await stocked('SN-Q');
    await product.post(`/units/${unit.id}/quarantine`, { because: 'swollen battery', defect: true });
    await product.put('/orders/shop/ST-4', phoneOrder(1, { line: { imei: unit.imei! } }));
    expect(await unitBy(unit.imei!)).toMatchObject({ state: 'quarantined', alert: 'sold_out_of_turn' });
    const listed = await product.get('/units?alert=true');
    expect(listed.body.items.map((one: Json) => one.id)).toContain(unit.id);
  });

  test('another device in the parcel moves nothing of ours', async () => {
    const unit = await stocked('SN-X');
    const ret = await returned(unit.imei!, 'ST-5');
    const stranger = aNumber();
    await act(ret, 'receipt', { items: [{ lineId: '1', imei: stranger }] });
    expect((await unitBy(unit.imei!))!.state).toBe('sold');
    await act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'quarantine' }] });
    expect(await unitBy(unit.imei!)).toMatchObject({ state: 'sold', defect: null, version: unit.version + 1 });
    const theirs = await unitBy(stranger);
    expect(theirs).toMatchObject({ state: 'quarantined', defect: 'other', order_id: null, return_id: ret.id, cost_minor: null });
    // The number is looked at once more: the same device, not a second one.
    await act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'other_device', disposition: 'quarantine' }] });
    expect((await unitBy(stranger))!.version).toBe(1);
    await product.call('DELETE', `/returns/${ret.id}/hold`, { because: 'The buyer knows.' });
    await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'send_back' }] });
    expect(await unitBy(stranger)).toMatchObject({ state: 'returned_to_buyer' });
    expect((await unitBy(unit.imei!))!.state).toBe('sold');
  });

  test('a move by hand is taken back, once, while nothing came after it', async () => {
    const unit = await stocked('SN-U');
    const moved = await product.post(`/units/${unit.id}/move`, { place: 'B-7' });
    expect(moved.body).toMatchObject({ place: 'B-7', version: 2 });
    const back = await product.post(`/units/${unit.id}/undo`, { version: 2 });
    expect(back.body).toMatchObject({ place: 'A-12', version: 3 });
    expect(refusalOf(await product.post(`/units/${unit.id}/undo`, { version: 2 }))).toBe('409 moved_since');
    expect(refusalOf(await product.post(`/units/${unit.id}/undo`, { version: 3 }))).toBe('409 nothing_to_undo');
  });

  test('its cost follows it through the books: sold, back, written down', async () => {
    const unit = await stocked('SN-C', { cost: { amount: '150.00', currency: 'EUR' } });
    const ret = await returned(unit.imei!, 'ST-6');
    await act(ret, 'receipt', { items: [{ lineId: '1', imei: unit.imei }] });
    await act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'recycle' }] });
    const entries = await withAdmin(product.ctx.settings.databaseUrl!, (admin) =>
      admin.query(
        'select e.account, sum(e.minor)::int as minor from desk.entries e join desk.journals j on j.seller_id = e.seller_id and j.id = e.journal_id where j.unit_id = $1 group by 1 having sum(e.minor) <> 0 order by 1',
        [unit.id],
      ),
    );
    expect(entries.rows).toEqual([
      { account: 'stock', minor: -15000 },
      { account: 'write_down', minor: 15000 },
    ]);
  });
});

describe('units that are held', () => {
  test('sixteen at once: one each, and none for the seventeenth', async () => {
    const sku = 'PIXEL-8';
    for (let i = 0; i < 16; i++) await stocked(`PX-${i}`, { sku });
    const { ctx, sellerId } = product;
    const hold = () =>
      ctx.db.withSeller(sellerId, (tx) => holdUnit(ctx, tx, { sku, returnId: newId(ctx, ctx.clock.now(sellerId)), lineId: '1', unit: 1 }));
    const held = await Promise.all(Array.from({ length: 16 }, hold));
    expect(new Set(held.map((unit) => unit?.id)).size).toBe(16);
    expect(held.every((unit) => unit?.state === 'held')).toBe(true);
    expect(await hold()).toBeNull();
  });

  test('for one item, once; given back it is free; shipped it is sold', async () => {
    const sku = 'PIXEL-7';
    await stocked('P7-1', { sku, grade: 'fair' });
    await stocked('P7-2', { sku, grade: 'excellent' });
    await stocked('P7-3', { sku, grade: 'good' });
    const { ctx, sellerId } = product;
    const returnId = newId(ctx, ctx.clock.now(sellerId));
    const wanted = { sku, grade: 'good', returnId, lineId: '1', unit: 1 } as const;
    const hold = () => ctx.db.withSeller(sellerId, (tx) => holdUnit(ctx, tx, wanted));
    const first = (await hold())!;
    expect(first.grade).toBe('good');
    expect((await hold())!.id).toBe(first.id);
    await ctx.db.withSeller(sellerId, (tx) => releaseUnit(ctx, tx, first.id, 'the buyer wants the money'));
    expect(await unitBy(first.imei!)).toMatchObject({ state: 'in_stock', return_id: null });
    const again = (await hold())!;
    await ctx.db.withSeller(sellerId, (tx) => shipHeldUnit(ctx, tx, again.id, { returnId }));
    await ctx.db.withSeller(sellerId, (tx) => shipHeldUnit(ctx, tx, again.id, { returnId }));
    expect(await unitBy(again.imei!)).toMatchObject({ state: 'sold', return_id: returnId });
    expect((await lifeOf(again)).filter((step) => step.startsWith('replacement_shipped'))).toHaveLength(1);
    // The next best that is not worse: a buyer of a good one gets no fair one.
    expect((await ctx.db.withSeller(sellerId, (tx) => holdUnit(ctx, tx, { ...wanted, lineId: '2' })))!.grade).toBe('excellent');
    expect(await ctx.db.withSeller(sellerId, (tx) => holdUnit(ctx, tx, { ...wanted, lineId: '3' }))).toBeNull();
  });

  test('the database itself refuses a defective unit for sale, and another seller’s eyes', async () => {
    const unit = await stocked('SN-D');
    await product.post(`/units/${unit.id}/quarantine`, { because: 'dead pixels', defect: true });
    const { ctx, sellerId } = product;
    await expect(
      ctx.db.withSeller(sellerId, (tx) =>
        tx.query(`update desk.units set state = 'in_stock' where seller_id = $1 and id = $2`, [sellerId, unit.id]),
      ),
    ).rejects.toThrow(/units_defective_not_for_sale/);
    await expect(
      ctx.db.withSeller(sellerId, (tx) => tx.query('update desk.unit_movements set says = null where seller_id = $1', [sellerId])),
    ).rejects.toThrow(/permission denied/);
    const somebodyElse = newId(ctx, ctx.clock.now(sellerId));
    expect(await ctx.db.withSeller(somebodyElse, (tx) => findUnit(tx, { imei: unit.imei! }))).toBeNull();
  });
});
