/** What leaves the house (M13), and what the desk asks while a buyer is on the phone. */
import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imei, phoneOrder } from './cast.ts';
import { openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
  await product.put(
    '/orders/shop/EXP-1',
    phoneOrder(41, { buyer: { name: '=Zoë Ångström', email: 'zoe@buyers.example', language: 'de' } }),
  );
  await product.put('/orders/shop/EXP-2', phoneOrder(42));
});
afterAll(() => product.close());

const answered = async (name: string, item: object = { lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }) =>
  product.post(`/orders/shop/${name}/decisions`, { items: [item] });

describe('while the buyer is on the phone', () => {
  test.each([
    ['the order’s number', 'EXP-1'],
    ['a piece of the name, without its accents', 'angstrom'],
    ['the name with them', 'Zoë Å'],
    ['the e-mail', 'zoe@buyers'],
    ['the IMEI in groups', imei(41).replace(/(\d{2})(\d{6})(\d{6})(\d)/, '$1-$2-$3-$4')],
  ])('an order is found by %s', async (_, typed) => {
    const { status, body } = await product.get(`/orders?q=${encodeURIComponent(typed)}`);
    expect(status).toBe(200);
    expect(body.items[0].order).toMatchObject({ channelOrderId: 'EXP-1' });
  });

  test('what would be answered is what is answered, with the buyer’s words in the buyer’s language; and an open return is named', async () => {
    const preview = (await answered('EXP-1')).body;
    expect(preview).toMatchObject({ openReturn: null, buyerLanguage: 'de' });
    const opened = await product.post('/returns', {
      channel: 'shop',
      channelOrderId: 'EXP-1',
      via: 'phone',
      items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }],
    });
    expect(opened.status).toBe(201);
    const { outcome, ground, refund, next } = opened.body.items[0].decision;
    expect(preview.items[0].decision).toMatchObject({ outcome, ground, refund, next });
    expect(preview.items[0].buyer.headline).toMatch(/Garantie/);
    expect((await answered('EXP-1')).body.openReturn).toEqual({ id: opened.body.id, rma: opened.body.rma });
    expect((await product.get(`/orders?q=${opened.body.rma}`)).body.items[0].returns[0]).toMatchObject({
      rma: opened.body.rma,
      open: true,
    });
    expect(refusalOf(await answered('EXP-1', { lineId: 'nowhere', reason: 'other' }))).toBe('422 line_not_found');
  });
});

describe('a list as a table', () => {
  test('goes out with its filters, runs no formula, and comes in again as it was', async () => {
    const csv = (await product.get('/exports/lists/orders?channel=shop&since=2020-01-01&until=2099-01-01')).body.toString('utf8') as string;
    expect(csv).toContain("'=Zoë Ångström");
    expect(csv.split('\r\n').filter((line) => line.includes('EXP-'))).toHaveLength(2);
    const form = new FormData();
    form.append('file', new Blob([csv]), 'orders.csv');
    const uploaded = await fetch(`${product.url}/api/v1/imports?kind=orders`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-demo-key-0123456789' },
      body: form,
    });
    const { id } = (await uploaded.json()) as { id: string };
    await product.post(`/imports/${id}/check`);
    await product.settle();
    const checked = (await product.get(`/imports/${id}`)).body;
    expect(checked.problems).toEqual([]);
    expect(checked.would.made).toBe(0);
    expect(checked.would.changed).toBe(0);
  });

  test.each(['returns', 'orders', 'units', 'refunds', 'journals', 'claims', 'messages', 'surveys'])('%s as a workbook', async (list) => {
    const { status, body } = await product.get(`/exports/lists/${list}?format=xlsx`);
    expect(status).toBe(200);
    const rows = await readSheet(body as Buffer);
    expect(rows[0]!.length).toBeGreaterThan(5);
  });

  test('is its role’s to take, and on the record', async () => {
    const warehouse = await product.keyFor('warehouse');
    expect((await product.get('/exports/lists/journals', { as: warehouse })).status).toBe(403);
    expect((await product.get('/exports/lists/units', { as: warehouse })).status).toBe(200);
    expect((await product.get('/exports', { as: warehouse })).status).toBe(403);
    const { items } = (await product.get('/exports')).body;
    expect(items[0]).toMatchObject({ kind: 'units', format: 'csv', state: 'ready', by: 'warehouse' });
    expect(refusalOf(await product.get('/exports/lists/units?account=bank'))).toBe('400 invalid_request');
  });
});

describe('everything', () => {
  test('is one archive: every entry as its manifest says, no key in it, and nothing of another seller', async () => {
    const asked = await product.post('/exports', { withFiles: true });
    expect(asked.status).toBe(202);
    expect(refusalOf(await product.post('/exports', {}))).toBe('409 export_running');
    await product.settle();
    const made = (await product.get(`/exports/${asked.body.id}`)).body;
    expect(made).toMatchObject({ state: 'ready', kind: 'all' });
    expect(made.done).toBe(made.total);
    const zip = (await product.get(`/exports/${asked.body.id}/file`)).body as Buffer;
    expect(zip.length).toBe(made.bytes);
    const files = unzipSync(zip);
    const manifest = JSON.parse(strFromU8(files['manifest.json']!));
    expect(manifest.entries.length).toBeGreaterThan(50);
    for (const { name, sha256, bytes } of manifest.entries) {
      expect(files[name]!.length, name).toBe(bytes);
      expect(createHash('sha256').update(files[name]!).digest('hex'), name).toBe(sha256);
    }
    const returns = strFromU8(files['data/returns.jsonl']!).trim().split('\n');
    expect(returns.map((line) => JSON.parse(line).channel_order_id)).toContain('EXP-1');
    const columns = Object.entries(files).flatMap(([name, bytes]) =>
      name.endsWith('.jsonl') && bytes.length > 0
        ? Object.keys(JSON.parse(strFromU8(bytes).split('\n')[0]!)).map((column) => `${name} ${column}`)
        : [],
    );
    expect(columns.filter((column) => /secret|password|token|seller_id/.test(column))).toEqual([]);
    expect((await product.get(`/exports/${asked.body.id}`)).body.fetched).toHaveLength(1);
  });

  test('stops when it is told to, and leaves nothing behind', async () => {
    const { id } = (await product.post('/exports', {})).body;
    expect((await product.post(`/exports/${id}/stop`)).body.state).toBe('cancelled');
    await product.settle();
    expect((await product.get(`/exports/${id}`)).body).toMatchObject({ state: 'cancelled', bytes: 0 });
    expect((await product.get(`/exports/${id}/file`)).status).toBe(404);
  });
});
