/** What a return comes to (M30): repairs, replacements from stock, money with its deductions, and taking back what has not left yet. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act } from '../src/app/act.ts';
import { resolveReturn, undoResolution } from '../src/app/resolve.ts';
import { drainEffects } from '../src/app/drain.ts';
import type { Actor } from '../src/core/access.ts';
import { money } from '../src/core/money.ts';
import type { Verdict } from '../src/core/return/model.ts';
import { imei, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 120_000);
afterAll(() => product.close());

const camille: Actor = {
  kind: 'staff',
  id: '019a0000-0000-7000-8000-0000000000c1',
  name: 'Camille Roy',
  roles: ['manager', 'administrator'],
};
const ines: Actor = { kind: 'staff', id: '019a0000-0000-7000-8000-0000000000c2', name: 'Inès Marchand', roles: ['customer_service'] };

let made = 0;
/** The phone that came back: on the bench, inspected. */
async function inspected({
  reason = 'defective',
  verdict = 'fault_confirmed' as Verdict,
  sku = `SKU-${made}`,
  price = '369.00',
}: {
  reason?: string;
  verdict?: Verdict;
  sku?: string;
  price?: string;
} = {}): Promise<Json> {
  const channelOrderId = `resolve-${(made += 1)}`;
  await product.put(`/orders/backmarket/${channelOrderId}`, phoneOrder(6_000 + made, { delivered: 5, line: { sku, price } }));
  const { body: ret } = await product.post('/returns', {
    channel: 'backmarket',
    channelOrderId,
    via: 'api',
    items: [{ lineId: '1', reason, ...(reason === 'defective' && { fault: 'battery' }), photos: 2 }],
  });
  await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1', ...ret.items[0].sold }] });
  const { body } = await product.post(`/returns/${ret.id}/inspection`, { items: [{ lineId: '1', verdict }] });
  return body;
}
const read = async ({ id }: { id: string }) => (await product.get(`/returns/${id}`)).body;
const rows = (sql: string, values: unknown[] = []) => product.ctx.db.withSeller(product.sellerId, (tx) => tx.query<Json>(sql, values));
const resolve = (id: string, resolution: 'refund' | 'repair' | 'replacement' | 'deny', by: Actor = ines) =>
  resolveReturn(product.ctx, product.sellerId, id, [{ lineId: '1', resolution }], by);
const undo = (id: string, by: Actor = ines) => undoResolution(product.ctx, product.sellerId, id, 'Wrong button.', by);
const stocked = (id: string, unit: object) =>
  product.put(`/units/${id}`, { category: 'smartphone', title: 'iPhone 13 128 GB - Blue', ...unit });

describe('taking it back', () => {
  test('within ten seconds nothing has left, and nothing is left of it', async () => {
    const ret = await inspected();
    expect(await resolve(ret.id, 'refund')).toMatchObject({ ok: true });
    const shown = await read(ret);
    expect(shown.undo.until).toBe(new Date(Date.parse(shown.refunds[0].plannedAt) + 10_000).toISOString());
    await drainEffects(product.ctx, product.sellerId);
    expect((await read(ret)).refunds).toMatchObject([{ state: 'planned' }]);
    expect((await rows(`select count(*)::int as n from desk.mails where return_id = $1 and subject like '%refund%'`, [ret.id]))[0].n).toBe(
      0,
    );

    const taken = await product.call('DELETE', `/returns/${ret.id}/resolution`, { because: 'Wrong button.' });
    expect(taken.status).toBe(200);
    expect(taken.body).toMatchObject({ status: 'inspected', refunds: [], items: [{ settlement: 'open' }] });
    expect(taken.body.undo).toBeUndefined();
    expect(taken.body.items[0].resolution).toBeUndefined();

    // Decided anew: the money of the one that was taken back is free again.
    await resolve(ret.id, 'refund');
    await product.advance('PT1M');
    expect(await read(ret)).toMatchObject({ status: 'closed', refunds: [{ state: 'confirmed' }] });
    const money = await rows('select state from desk.refunds where return_id = $1 order by id', [ret.id]);
    expect(money.map(({ state }) => state).toSorted()).toEqual(['confirmed', 'undone']);
    expect(await undo(ret.id)).toMatchObject({ ok: false, refusal: { name: 'money_left' } });
  });

  test('after them it stands', async () => {
    const ret = await inspected();
    await resolve(ret.id, 'repair');
    await product.advance('PT11S');
    expect(await undo(ret.id)).toMatchObject({ ok: false, refusal: { name: 'undo_over' } });
    expect((await read(ret)).commands['resolution-undo']).toMatchObject({ allowed: false, because: 'undo_over' });
  });

  test('a refusal that closed the return opens it again', async () => {
    const ret = await inspected({ verdict: 'customer_damage' });
    await resolve(ret.id, 'deny');
    expect(await read(ret)).toMatchObject({ status: 'closed' });
    expect(await undo(ret.id)).toMatchObject({ ok: true });
    const again = await read(ret);
    expect(again).toMatchObject({ status: 'inspected', items: [{ settlement: 'open' }] });
    expect(again.milestones.closedAt).toBeUndefined();
  });

  test('a refund that waits for finance can be taken back for as long as it waits', async () => {
    const ret = await inspected({ price: '1499.00' });
    await resolve(ret.id, 'refund');
    await product.advance('PT1H');
    expect((await read(ret)).undo).toEqual({ until: null });
    expect(await undo(ret.id)).toMatchObject({ ok: true });
  });

  test('a program’s resolution leaves at once', async () => {
    const ret = await inspected();
    const { body } = await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
    expect(body.undo).toBeUndefined();
    await product.settle();
    expect(await read(ret)).toMatchObject({ status: 'closed' });
  });
});

describe('two colleagues at once', () => {
  test('resolve: exactly one wins, whatever each of them chose', async () => {
    for (let round = 0; round < 6; round++) {
      const ret = await inspected();
      const answers = await Promise.all([
        resolve(ret.id, 'refund', ines),
        resolve(ret.id, 'repair', camille),
        resolve(ret.id, 'replacement', ines),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) expect(answer.refusal).toMatchObject({ name: 'already_settled' });
      const { refunds } = await read(ret);
      const orders = await rows('select state from desk.repair_orders where return_id = $1', [ret.id]);
      expect(refunds.length + orders.length).toBeLessThanOrEqual(1);
    }
  });

  test('take back and send: the money either never leaves or is never taken back', async () => {
    for (let round = 0; round < 6; round++) {
      const ret = await inspected();
      await resolve(ret.id, 'refund');
      const { refunds } = await read(ret);
      const send = act(
        product.ctx,
        product.sellerId,
        ret.id,
        { verb: 'refund-submission', refundId: refunds[0].id },
        { kind: 'system', name: 'worker' },
      );
      const [undone, sent] = await Promise.all([undo(ret.id), send]);
      expect([undone.ok, sent.ok].filter(Boolean)).toHaveLength(1);
    }
  });
});

describe('a replacement', () => {
  test('is held from stock with its numbers, shipped with them, and free again when it is taken back', async () => {
    const sku = 'HELD-1';
    const ret = await inspected({ sku });
    expect(
      (await stocked('STOCK-1', { sku, imei: imei(9_001), grade: 'good', cost: { amount: '210.00', currency: 'EUR' } })).status,
    ).toBeLessThan(300);
    const stateOf = async () => (await rows('select state from desk.units where ref = $1 or id::text = $1', ['STOCK-1']))[0]?.state;

    await resolve(ret.id, 'replacement');
    expect(await read(ret)).toMatchObject({ items: [{ settlement: 'replacing', held: { imei: imei(9_001), grade: 'good' } }] });
    expect(await stateOf()).toBe('held');
    await undo(ret.id);
    expect(await stateOf()).toBe('in_stock');

    await resolve(ret.id, 'replacement');
    await product.advance('PT1M');
    await product.post(`/returns/${ret.id}/completion`, { carrier: 'colissimo', trackingNumber: '8R1234567890' });
    expect(await read(ret)).toMatchObject({
      status: 'closed',
      items: [{ settlement: 'replaced', replacedBy: { imei: imei(9_001) }, sentOut: { trackingNumber: '8R1234567890' } }],
    });
    expect(await stateOf()).toBe('sold');
  });

  test('of which there is none is said at once, and nothing is held or decided', async () => {
    const sku = 'GONE-1';
    const [one, two] = [await inspected({ sku }), await inspected({ sku })];
    await stocked('STOCK-2', { sku, imei: imei(9_002), grade: 'good', cost: { amount: '210.00', currency: 'EUR' } });
    const answers = await Promise.all([resolve(one.id, 'replacement'), resolve(two.id, 'replacement')]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { name: 'out_of_stock' } });
    const loser = answers[0]!.ok ? two : one;
    expect(await read(loser)).toMatchObject({ items: [{ settlement: 'open' }] });
    const { body } = await product.get(`/returns/${loser.id}/resolution-options`);
    expect(body.items[0].options).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ resolution: 'replacement', refused: expect.objectContaining({ because: 'out_of_stock' }) }),
      ]),
    );
    const elsewhere = await product.post(`/returns/${loser.id}/resolution`, {
      items: [{ lineId: '1', resolution: 'replacement', withoutStock: true }],
    });
    expect(elsewhere.status).toBe(200);
  });
});

describe('a repair', () => {
  const order = async (ret: Json) => (await product.get(`/repairs/${(await read(ret)).items[0].repairId}`)).body;

  test('goes from order to the buyer, with its parts, its time and its cost in the books', async () => {
    const ret = await inspected();
    await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'repair' }] });
    const { id } = await order(ret);
    const board = (await product.get('/repairs')).body.items;
    expect(board.map((one: Json) => one.id)).toContain(id);
    const patch = (body: object) => product.call('PATCH', `/repairs/${id}`, body);

    await patch({ technician: 'Malik', to: 'in_work', hour: '30.00' });
    const { body: withPart } = await product.post(`/repairs/${id}/parts`, { name: 'Battery', cost: '18.50' });
    await patch({ to: 'waiting_for_parts' });
    expect((await product.post(`/repairs/${id}/completion`, {})).body.type).toMatch(/repair_not_tested$/);
    await patch({ to: 'in_work', minutes: 40 });
    expect((await patch({ to: 'tested' })).body.type).toMatch(/parts_not_here$/);
    await product.call('PATCH', `/repairs/${id}/parts/${withPart.parts[0].id}`, { state: 'fitted' });
    expect((await patch({ to: 'tested', version: 1 })).status).toBe(409);
    const tested = await patch({ to: 'tested' });
    expect(tested.body).toMatchObject({ state: 'tested', costs: { parts: '18.50', labour: '20.00', total: '38.50' } });
    // For what was sold from 31 July 2026 on a repair adds a year (Directive (EU) 2024/1799).
    expect(tested.body.warranty).toMatchObject({ how: 'adds', months: 12 });

    const done = await product.post(`/repairs/${id}/completion`, { carrier: 'colissimo', trackingNumber: '8R0987654321' });
    expect(done.body).toMatchObject({ state: 'done', moves: [] });
    expect(await read(ret)).toMatchObject({
      status: 'closed',
      items: [{ settlement: 'repaired', sentOut: { trackingNumber: '8R0987654321' } }],
    });
    const entries = await rows(
      `select e.account, e.minor from desk.journals j join desk.entries e on e.seller_id = j.seller_id and e.journal_id = j.id where j.key = $1 order by e.account`,
      [`repair:${id}`],
    );
    expect(entries.map(({ account, minor }) => [account, Number(minor)])).toEqual([
      ['bank', -2_000],
      ['labour', 2_000],
      ['repair_cost', 1_850],
      ['stock', -1_850],
    ]);
    await product.settle();
    const [mail] = await rows(`select body_text from desk.mails where return_id = $1 and body_text like '%8R0987654321%'`, [ret.id]);
    expect(mail).toBeDefined();
    expect((await patch({ minutes: 5 })).body.type).toMatch(/repair_ended$/);
  });

  test('that can’t be done gives the case back to a person, and is not tried twice', async () => {
    const ret = await inspected();
    await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'repair' }] });
    const { id } = await order(ret);
    const { body } = await product.post(`/repairs/${id}/failure`, { because: 'The board is broken.' });
    expect(body).toMatchObject({ state: 'not_repairable', because: 'The board is broken.' });
    expect(await read(ret)).toMatchObject({ status: 'inspected', items: [{ settlement: 'open', failed: [{ remedy: 'repair' }] }] });
    const again = await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'repair' }] });
    expect(again.body.type).toMatch(/already_tried$/);
    const { body: options } = await product.get(`/returns/${ret.id}/resolution-options`);
    expect(options.items[0].recommended).toMatchObject({ because: 'next_after_failure' });
    await product.settle();
    const [mail] = await rows(`select subject from desk.mails where return_id = $1 and subject like '%réparer%'`, [ret.id]);
    expect(mail).toBeDefined();
  });
});

describe('what is kept of a refund', () => {
  test('after a withdrawal no cent without a finding, a reason and a buyer who was told', async () => {
    const ret = await inspected({ reason: 'changed_mind', verdict: 'customer_damage' });
    const part = (more: object) =>
      product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'partial_refund', amount: '300.00', ...more }] });
    expect((await part({})).body.type).toMatch(/below_the_law$/);
    expect((await part({ because: 'The frame is bent.' })).body).toMatchObject({ facts: { least: '369.00' } });
    expect((await part({ informed: true })).status).toBe(422);
    const { body } = await part({ because: 'The frame is bent.', informed: true });
    expect(body).toMatchObject({
      refunds: [{ amount: '300.00' }],
      items: [{ given: { because: 'The frame is bent.', kept: '69.00' } }],
    });
    await product.settle();
    const [mail] = await rows(`select body_text from desk.mails where return_id = $1 and body_text like '%The frame is bent.%'`, [ret.id]);
    expect(mail).toBeDefined();
  });

  test('a refusal needs a finding', async () => {
    const ret = await inspected({ reason: 'changed_mind', verdict: 'as_described' });
    const deny = () => product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'deny' }] });
    expect((await deny()).body.type).toMatch(/below_the_law$/);
  });
});

test('money first, goods later: they are received and inspected after the end, and the return stays closed', async () => {
  const channelOrderId = `resolve-${(made += 1)}`;
  await product.put(`/orders/backmarket/${channelOrderId}`, phoneOrder(6_000 + made, { delivered: 5 }));
  const { body: ret } = await product.post('/returns', {
    channel: 'backmarket',
    channelOrderId,
    via: 'api',
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 2 }],
  });
  await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
  await product.settle();
  expect(await read(ret)).toMatchObject({ status: 'closed', items: [{ settlement: 'refunded', goodsExpected: true }] });
  const signOf = async () => (await rows('select sign from desk.return_items where return_id = $1', [ret.id]))[0].sign;
  expect(await signOf()).toBe('refund_without_goods');

  const received = await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1', ...ret.items[0].sold }] });
  expect(received.body).toMatchObject({ status: 'closed', items: [{ parcel: 'received', identity: 'match' }] });
  expect(await signOf()).toBeNull();
  const started = await product.post(`/returns/${ret.id}/inspection-start`, {});
  expect(started.body).toMatchObject({ items: [{ assessment: 'inspecting' }] });
  const looked = await product.post(`/returns/${ret.id}/inspection`, {
    items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'repair' }],
  });
  expect(looked.body).toMatchObject({ status: 'closed', items: [{ assessment: 'assessed', disposition: 'repair' }] });
  const before = (await rows('select count(*)::int as n from desk.mails where return_id = $1', [ret.id]))[0].n;
  await product.settle();
  expect((await rows('select count(*)::int as n from desk.mails where return_id = $1', [ret.id]))[0].n).toBe(before);
});

test('several units, several ends, in one act or in stages', async () => {
  const channelOrderId = `resolve-${(made += 1)}`;
  const line = {
    id: 'c',
    sku: 'CHG-20W',
    title: 'Charger 20 W',
    category: 'accessory',
    condition: 'new' as const,
    price: '19.90',
    quantity: 3,
  };
  await product.put(`/orders/backmarket/${channelOrderId}`, { ...phoneOrder(6_000 + made, { delivered: 5 }), lines: [line] });
  const { body: ret } = await product.post('/returns', {
    channel: 'backmarket',
    channelOrderId,
    via: 'api',
    items: [1, 2, 3].map((unit) => ({ lineId: 'c', unit, reason: 'defective', fault: 'charging', photos: 2 })),
  });
  const units = [1, 2, 3].map((unit) => ({ lineId: 'c', unit }));
  await product.post(`/returns/${ret.id}/receipt`, { items: units });
  await product.post(`/returns/${ret.id}/inspection`, { items: units.map((unit) => ({ ...unit, verdict: 'fault_confirmed' })) });
  const items = [
    { ...units[0], resolution: 'refund' as const },
    { ...units[1], resolution: 'keep' as const, amount: '5.00' },
  ];
  const staged = await product.post(`/returns/${ret.id}/resolution`, { items });
  expect(staged.body.items.map(({ settlement }: Json) => settlement)).toEqual(['refunding', 'refunding', 'open']);
  expect(staged.body.refunds).toMatchObject([{ amount: '24.90' }]);
  await product.post(`/returns/${ret.id}/resolution`, { items: [{ ...units[2], resolution: 'replacement' }] });
  await product.post(`/returns/${ret.id}/completion`, { trackingNumber: '8R5' });
  await product.settle();
  const end = await read(ret);
  expect(end).toMatchObject({ status: 'closed' });
  expect(end.items.map(({ settlement }: Json) => settlement)).toEqual(['refunded', 'kept', 'replaced']);
  expect(money(2_490, 'EUR').minor).toBe(end.refunds.reduce((sum: number, one: Json) => sum + Math.round(Number(one.amount) * 100), 0));
});
