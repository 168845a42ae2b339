/** Files that come in (M13): what the check says is what the run does, a line is taken once whatever dies, and the refused lines come back mendable. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runImport } from '../src/app/imports/imports.ts';
import { IMPORT_ERRANDS } from '../src/app/imports/work.ts';
import { markTaking, readImport, readLines, readThings } from '../src/store/imports.ts';
import { imei } from './cast.ts';
import { DEMO_KEY, type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

async function upload(kind: string, text: string | Uint8Array, name = 'file.csv', as = DEMO_KEY): Promise<{ status: number; body: Json }> {
  const form = new FormData();
  form.append('file', new Blob([text as BlobPart]), name);
  const answer = await fetch(`${product.url}/api/v1/imports?kind=${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}` },
    body: form,
  });
  return { status: answer.status, body: await answer.json() };
}

/** To the end of the check, or of the run. */
async function go(id: string, what: 'check' | 'run'): Promise<Json> {
  const begun = await product.post(`/imports/${id}/${what}`);
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  await product.settle();
  return (await product.get(`/imports/${id}`)).body;
}
const map = async (seen: Json, changes: object): Promise<Json> =>
  (
    await product.put(`/imports/${seen.id}/mapping`, {
      columns: seen.columns.map(({ field }: Json) => field),
      whole: seen.whole,
      words: {},
      dates: seen.dates,
      ...changes,
    })
  ).body;

const ORDERS = (name: string, first: number) =>
  [
    'Bestellnummer;Kanal;Bestelldatum;Land;Kunde;E-Mail;Artikelnummer;Bezeichnung;Kategorie;Preis;IMEI;Lieferdatum',
    `${name}-1;shop;01.11.2026;Deutschland;Jürgen Weiß;juergen@buyers.example;IP13;iPhone 13;Handy;369,00 €;${imei(first)};05.11.2026`,
    `${name}-2;shop;02.11.2026;DE;Anna Groß;anna@buyers.example;IP13;iPhone 13;Handy;369,00;${imei(first + 1)};`,
    `${name}-2;shop;02.11.2026;DE;Anna Groß;anna@buyers.example;CASE;Hülle;Zubehör;9,90;;`,
    `${name}-3;shop;03.11.2026;DE;Ole Rot;ole@buyers.example;IP13;iPhone 13;Handy;369,00;3,56938E+14;`,
    `${name}-4;shop;04.11.2026;DE;Ida Blau;ida@buyers.example;IP13;iPhone 13;Handy;1.234;;`,
    `${name}-5;nirgends;04.11.2026;DE;Ida Blau;ida@buyers.example;IP13;iPhone 13;Handy;100,00;;`,
  ].join('\r\n');

describe('a file of orders', () => {
  test('in Windows-1252 with German headings: mapped by itself, judged, taken in, and the same again changes nothing', async () => {
    const bytes = Buffer.from(ORDERS('W', 900).replaceAll('€', '\u0080'), 'latin1');
    const { status, body } = await upload('orders', bytes, 'Bestellungen November.csv');
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ encoding: 'windows-1252', delimiter: ';', lines: 6, missing: [], whole: { currency: 'EUR' } });
    expect(body.columns.map(({ field }: Json) => field)).toEqual(
      'channelOrderId channel placedAt country buyerName buyerEmail sku title category price imei deliveredAt'.split(' '),
    );
    const checked = await go(body.id, 'check');
    expect(checked).toMatchObject({ state: 'checked', would: { made: 3, changed: 0, same: 0 }, counts: { ready: 3, refused: 3 } });
    expect((await product.get('/orders/shop/W-1')).status).toBe(404);
    expect(checked.problems.map(({ says }: Json) => says).join('\n')).toMatch(
      /IMEI: the spreadsheet has rounded this number \(3,56938E\+14\)/,
    );
    const done = await go(body.id, 'run');
    expect(done).toMatchObject({ state: 'done', counts: { made: 3, refused: 3, ready: 0 } });
    const order = (await product.get('/orders/shop/W-2')).body;
    expect(order).toMatchObject({ country: 'DE', placedAt: '2026-11-01T23:00:00.000Z', buyer: { name: 'Anna Groß', language: 'de' } });
    expect(order.lines).toMatchObject([
      { id: 'IP13', category: 'smartphone', condition: 'refurbished', price: '369.00', imei: imei(901) },
      { id: 'CASE', category: 'accessory', price: '9.90' },
    ]);

    const again = (await upload('orders', bytes)).body;
    expect((await go(again.id, 'check')).would).toEqual({ made: 0, changed: 0, same: 3 });
  });

  test('the refused lines come back as a file that goes in once it is mended', async () => {
    const first = (await upload('orders', ORDERS('R', 910))).body;
    await go(first.id, 'check');
    await go(first.id, 'run');
    const refused = (await product.get(`/imports/${first.id}/refused`)).body.toString('utf8') as string;
    expect(refused.split('\r\n')[0]).toMatch(/;Retour$/);
    expect(refused).toMatch(/6: Preis: can be read in two ways \(1\.234\)/);
    const mended = refused.replace('3,56938E+14', imei(915)).replace('1.234', '1234,00').replace('nirgends', 'shop');
    const second = (await upload('orders', mended)).body;
    expect(second.columns.at(-1)).toMatchObject({ heading: 'Retour', field: null });
    expect(await go(second.id, 'check')).toMatchObject({ would: { made: 3 }, counts: { refused: 0 } });
    expect((await go(second.id, 'run')).counts).toMatchObject({ made: 3 });
    expect((await product.get('/orders/shop/R-4')).body.lines[0].price).toBe('1234.00');
  });

  test('one bad article keeps its whole order out, and says which', async () => {
    const text = ORDERS('B', 920).replace('9,90', 'gratis');
    const { id } = (await upload('orders', text)).body;
    await go(id, 'check');
    const { items } = (await product.get(`/imports/${id}/lines?state=refused`)).body;
    expect(items.slice(0, 2)).toMatchObject([
      { line: 3, says: ['Belongs to line 4, which is refused: both come in together'] },
      { line: 4, says: ['Preis: is no amount (gratis): write it as 369.00'] },
    ]);
  });
});

describe('a file of units', () => {
  const units = (name: string, count: number, from: number) =>
    [
      'ref,sku,imei,grade,cost',
      ...Array.from({ length: count }, (_, i) => `${name}${i},SKU-${i % 7},${imei(from + i)},${i % 2 ? 'B' : 'very good'},"210,50"`),
    ].join('\n');

  test('what the check says is what the run does, and a device that stands there twice is refused at its second line', async () => {
    const { id } = (await upload('units', `${units('U', 40, 2_000)}\nX9,SKU-1,${imei(2_003)},A,10\n,SKU-1,,A,10`)).body;
    const checked = await go(id, 'check');
    expect(checked.would).toEqual({ made: 40, changed: 0, same: 0 });
    const { items } = (await product.get(`/imports/${id}/lines?state=refused`)).body;
    expect(items.map(({ line, says }: Json) => [line, says[0]])).toEqual([
      [42, 'The same unit stands in line 5 already'],
      [43, 'A unit needs a stock number, an IMEI or a serial number'],
    ]);
    const done = await go(id, 'run');
    expect(done.counts).toMatchObject({ made: 40, refused: 2 });
    expect((await product.get('/units/U3')).body).toMatchObject({ grade: 'good', cost: { amount: '210.50', currency: 'EUR' } });
  });

  test('a process that dies in the middle: each line is taken once, and counted as what it became', async () => {
    const { id } = (await upload('units', units('K', 500, 3_000))).body;
    await go(id, 'check');
    const { ctx, sellerId } = product;
    await runImport(ctx, sellerId, id);
    // The first worker takes two hundred lines, makes the first fifty of them, and dies before it can say so.
    const page = await ctx.db.withSeller(sellerId, async (tx) => {
      const next = await readThings(tx, id, ['ready'], 0, 200);
      await markTaking(
        tx,
        id,
        next.map(({ line }) => line),
      );
      return next;
    });
    for (const { cells } of page.slice(0, 5))
      await product.put(`/units/${cells[0]}`, {
        sku: cells[1],
        imei: cells[2],
        grade: cells[3] === 'B' ? 'good' : 'excellent',
        cost: { amount: '210.50', currency: 'EUR' },
      });
    await product.settle();
    const found = await ctx.db.withSeller(sellerId, (tx) => readImport(tx, id));
    expect(found).toMatchObject({ state: 'done', counts: { made: 500 } });
    expect((await product.get('/units?q=K4')).body.items).toHaveLength(1);
    // A job that comes a second time finds nothing to do.
    await IMPORT_ERRANDS['import_run']!(ctx, ctx.sellers.get(sellerId), {} as never, { importId: id } as never);
    const lines = await ctx.db.withSeller(sellerId, (tx) => readLines(tx, id, 0, 1_000));
    expect(new Set(lines.map(({ state }) => state))).toEqual(new Set(['made']));
  });

  test('stopped and begun again: what was taken in stays, the rest follows', async () => {
    const { id } = (await upload('units', units('S', 30, 4_000))).body;
    await go(id, 'check');
    await runImport(product.ctx, product.sellerId, id);
    expect((await product.post(`/imports/${id}/stop`)).body.state).toBe('cancelled');
    await product.settle();
    expect((await product.get(`/imports/${id}`)).body.counts.ready).toBe(30);
    expect((await go(id, 'run')).counts.made).toBe(30);
  });
});

describe('a file of returns', () => {
  test('items of one order are one return; what is open already is the same; words are mapped by a person once', async () => {
    const orders = (await upload('orders', ORDERS('Z', 930))).body;
    await go(orders.id, 'check');
    await go(orders.id, 'run');
    const text = (name: string) =>
      [
        'order number,sku,imei,return reason,fault,comment',
        `${name}-2,IP13,,Kratzer am Rahmen,,=cmd|' /C calc'!A0`,
        `${name}-2,CASE,,xyzzy,,`,
        `,,${imei(930)},defekt,Akku hält nicht,`,
        `${name}-77,,,defekt,,`,
      ].join('\n');
    const seen = (await upload('returns', text('Z'))).body;
    expect(seen.words.find(({ word }: Json) => word === 'xyzzy')).toMatchObject({ field: 'reason', meaning: null });
    const mapped = await map(seen, { words: { reason: { xyzzy: 'changed_mind' } } });
    expect(mapped.words.find(({ word }: Json) => word === 'xyzzy')).toMatchObject({ meaning: 'changed_mind', said: true });
    expect(await go(seen.id, 'check')).toMatchObject({ would: { made: 3 }, counts: { refused: 1 } });
    const done = await go(seen.id, 'run');
    expect(done.counts).toMatchObject({ made: 3, refused: 1 });
    const { items } = (await product.get(`/imports/${seen.id}/lines`)).body;
    expect(items[0].became).toBe(items[1].became);
    const listed = (await product.get(`/returns?q=${items[0].became}`)).body.items;
    const ret = (await product.get(`/returns/${listed[0].id}`)).body;
    expect(ret.items.map(({ lineId, reason }: Json) => [lineId, reason])).toEqual([
      ['IP13', 'not_as_described'],
      ['CASE', 'changed_mind'],
    ]);

    const again = (await upload('returns', text('Z'))).body;
    expect(again.words.find(({ word }: Json) => word === 'xyzzy').meaning).toBe('changed_mind');
    expect((await go(again.id, 'check')).would).toEqual({ made: 0, changed: 0, same: 3 });
  });
});

describe('who and what', () => {
  test('a file that is none is refused by name, and only managers bring files in', async () => {
    const refused = async (bytes: string | Uint8Array, name?: string) => (await upload('orders', bytes, name)).body.type.split('/').at(-1);
    expect(await refused('')).toBe('file_empty');
    expect(await refused('hello\nworld')).toBe('no_headings');
    expect(await refused('order number;sku\n')).toBe('no_lines');
    expect(await refused(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), 'old.xls')).not.toBe('file_empty');
    expect(await refused(new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9, 9]), 'broken.xlsx')).toBe('not_a_table');
    const warehouse = await product.keyFor('warehouse');
    expect((await upload('units', 'sku\nA', 'u.csv', warehouse)).status).toBe(403);
  });

  test('another seller finds nothing of it', async () => {
    const { id } = (await upload('units', 'sku,ref\nA,iso-1')).body;
    const other = '019a0000-0000-7000-8000-00000000000b';
    const seen = await product.ctx.db.withSeller(other, async (tx) => [await readImport(tx, id), await readLines(tx, id, 0, 10)]);
    expect(seen).toEqual([null, []]);
  });
});
