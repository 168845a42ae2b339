/** Invoices and credit notes as a finance person and an auditor see them (M32): gapless, whole, made once, and never wrong for want of a setting. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act } from '../src/app/act.ts';
import { issueInvoice } from '../src/app/issue-paper.ts';
import { PHENIX } from '../src/core/papers/stage.test-support.ts';
import { insertPaper, type PaperRow, readPaper, takeNumber } from '../src/store/papers.ts';
import type { Mail } from '../src/notifications/mailer.ts';
import { laptopOrder, phoneOrder } from './cast.ts';
import { openProduct, type Product } from './product.ts';

const mails: Mail[] = [];
let product: Product;
beforeAll(async () => {
  product = await openProduct({
    mailer: {
      send: async (mail) => {
        mails.push(mail);
        return { reference: `sent ${mail.messageId}` };
      },
    },
  });
});
afterAll(() => product.close());

const { rates: _rates, fileLimit: _limit, ...said } = PHENIX;
const SETTINGS = { ...said, rates: [], fileLimit: null };

let made = 0;
const aName = () => `paper-${(made += 1)}`;
async function ship(order = phoneOrder(4_000 + made)): Promise<string> {
  const name = aName();
  await product.put(`/orders/backmarket/${name}`, {
    ...order,
    buyer: { ...order.buyer, email: `${name}@buyers.example`, name: `Buyer ${name}` },
  });
  await product.settle();
  return name;
}
const of = async (order: string) =>
  (await product.get(`/invoices?q=${order}`)).body.items as { id: string; kind: string; number: string; total: string }[];
const refund = async (order: string) => {
  const { body: ret } = await product.post('/returns', {
    channel: 'backmarket',
    channelOrderId: order,
    via: 'api',
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 2 }],
  });
  await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1', ...ret.items[0].sold }] });
  await product.post(`/returns/${ret.id}/inspection`, { items: [{ lineId: '1', verdict: 'fault_confirmed' }] });
  await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
  await product.settle();
  return ret.id as string;
};

describe('before the settings are complete', () => {
  let first: string;
  test('nothing is issued, and finance is told what is missing', async () => {
    first = await ship();
    await refund(first);
    expect(await of(first)).toEqual([]);
    const due = (await product.get('/invoices/due')).body;
    expect(due).toMatchObject({ complete: false, waiting: 2, held: 0 });
    expect(due.missing).toContain('seller.vatNumber');
    expect((await product.post(`/orders/backmarket/${first}/invoice`)).body.type).toMatch(/paper_undecided$/);
  });

  test('what is half filled in is kept, and still issues nothing', async () => {
    const half = { ...SETTINGS, seller: { ...SETTINGS.seller, vatNumber: '' } };
    expect((await product.put('/paper-settings', half)).body).toMatchObject({ complete: false, missing: ['seller.vatNumber'] });
    await product.settle();
    expect(await of(first)).toEqual([]);
  });

  test('then the backlog is issued in order, the credit note after its invoice', async () => {
    expect((await product.put('/paper-settings', SETTINGS)).body).toMatchObject({ complete: true, missing: [] });
    await product.settle();
    const papers = (await of(first)).toReversed();
    expect(papers.map(({ kind, total }) => [kind, total])).toEqual([
      ['invoice', '369.00'],
      ['credit_note', '369.00'],
    ]);
    expect(papers.map(({ number }) => number)).toEqual([
      expect.stringMatching(/^F-\d{4}-000001$/),
      expect.stringMatching(/^A-\d{4}-000001$/),
    ]);
    expect((await product.get('/invoices/due')).body).toMatchObject({ complete: true, waiting: 0, held: 0, items: [] });
  });
});

test('the buyer gets the PDF by mail and the channel gets it too, once each; the bytes are those that are kept', async () => {
  const order = await ship();
  const [invoice] = await of(order);
  const mail = mails.filter(({ to }) => to === `${order}@buyers.example`);
  expect(mail).toHaveLength(1);
  expect(mail[0]!.subject).toContain(order);
  const pdf = await fetch(`${product.url}/api/v1/invoices/${invoice!.id}.pdf`, {
    headers: { authorization: `Bearer test-demo-key-0123456789` },
  });
  const bytes = Buffer.from(await pdf.arrayBuffer());
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  const hash = (given: Uint8Array) => createHash('sha256').update(given).digest('hex');
  expect(hash(bytes)).toBe(hash(mail[0]!.attachments![0]!.bytes));
  const xml = await fetch(`${product.url}/api/v1/invoices/${invoice!.id}.xml`, {
    headers: { authorization: `Bearer test-demo-key-0123456789` },
  });
  expect(await xml.text()).toContain(`<ram:ID>${invoice!.number}</ram:ID>`);
  const whole = (await product.get(`/invoices/${invoice!.id}`)).body;
  expect(whole.sent.map(({ via }: { via: string }) => via).toSorted()).toEqual(['channel', 'mail']);
  expect(whole.statements).toEqual(['Régime particulier – Biens d’occasion']);
});

test('what a machine cannot decide is held with its reason, and a person decides', async () => {
  const order = await ship({ ...laptopOrder(4_500), country: 'GB' });
  expect(await of(order)).toEqual([]);
  const due = (await product.get('/invoices/due')).body;
  expect(due.items.find((one: { order: { channelOrderId: string } }) => one.order.channelOrderId === order)).toMatchObject({
    state: 'held',
    because: [{ name: 'export_not_set', says: expect.stringContaining('GB') }],
  });
  expect((await product.post(`/orders/backmarket/${order}/invoice`)).body.detail).toContain('GB');
  await product.put('/paper-settings', { ...SETTINGS, exports: 'zero_rated' });
  await product.settle();
  expect(await of(order)).toMatchObject([{ kind: 'invoice', total: '1499.00', vat: '0.00' }]);
  await product.put('/paper-settings', SETTINGS);
});

test('a correction is a credit note, and then a new invoice', async () => {
  const order = await ship({ ...laptopOrder(4_600) });
  const [invoice] = await of(order);
  expect(invoice).toMatchObject({ total: '1499.00', net: '1249.17', vat: '249.83' });
  const part = await product.post(`/invoices/${invoice!.id}/credit-note`, {
    because: 'Erreur de prix',
    lines: [{ key: '1', amount: '100.00' }],
  });
  expect(part).toMatchObject({
    status: 201,
    body: { kind: 'credit_note', total: '100.00', because: 'Erreur de prix', corrects: { number: invoice!.number } },
  });
  const again = await product.post(`/orders/backmarket/${order}/invoice`);
  expect(again).toMatchObject({ status: 200, body: { number: invoice!.number } });
  const rest = await product.post(`/invoices/${invoice!.id}/credit-note`, { because: 'Mauvais régime' });
  expect(rest.body.total).toBe('1399.00');
  expect((await product.post(`/invoices/${invoice!.id}/credit-note`, { because: 'encore' })).body.detail).toContain('in full');
  const anew = await product.post(`/orders/backmarket/${order}/invoice`, { regimes: { 1: 'margin' } });
  expect(anew).toMatchObject({ status: 201, body: { total: '1499.00', vat: '0.00' } });
  expect(anew.body.number).not.toBe(invoice!.number);
});

test('finance issues; others may look', async () => {
  const order = await ship();
  const service = await product.keyFor('customer_service');
  const [invoice] = (await product.get(`/invoices?q=${order}`, { as: service })).body.items;
  expect((await product.post(`/invoices/${invoice.id}/credit-note`, { because: 'x' }, { as: service })).status).toBe(403);
  expect((await product.put('/paper-settings', SETTINGS, { as: service })).status).toBe(403);
});

test('the case page knows its papers', async () => {
  const order = await ship();
  const returnId = await refund(order);
  const { body } = await product.get(`/returns/${returnId}/invoices`);
  expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['invoice', 'credit_note']);
  expect(body.due).toEqual([]);
});

test('pages neither skip nor repeat', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const { body } = await product.get(`/invoices?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(6);
});

describe('thirty-two writers', () => {
  const { withSeller } = {
    withSeller: <T>(work: Parameters<Product['ctx']['db']['withSeller']>[1]) =>
      product.ctx.db.withSeller(product.sellerId, work) as Promise<T>,
  };

  test('number 1 … n without a gap and without a double, though every fourth dies between number and commit', async () => {
    const template = (await withSeller<PaperRow>(async (tx) => (await readPaper(tx, (await of('paper-1'))[0]!.id))!)) as PaperRow;
    const write = async (writer: number): Promise<number | null> => {
      for (let turn = 0; turn < 4; turn += 1) {
        const dies = (writer + turn) % 4 === 0;
        await withSeller(async (tx) => {
          const { number, at } = await takeNumber(tx, 'CROWD', 2026, new Date().toISOString());
          const id = crypto.randomUUID();
          await insertPaper(tx, {
            ...template,
            id,
            kind: 'invoice',
            invoice_id: null,
            refund_id: null,
            return_id: null,
            nth: 1_000 + writer * 10 + turn,
            series: 'CROWD',
            year: 2026,
            number,
            name: `CROWD-${number}`,
            issued_at: at,
          });
          if (dies) throw new Error('the machine went dark');
        }).catch((error: Error) => {
          if (error.message !== 'the machine went dark') throw error;
        });
      }
      return null;
    };
    await Promise.all(Array.from({ length: 32 }, (_, writer) => write(writer)));
    const rows = await withSeller<{ number: number; issued_at: string }[]>((tx) =>
      tx.query(`select number, issued_at from desk.papers where seller_id = $1 and series = 'CROWD' order by number`, [product.sellerId]),
    );
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 96 }, (_, i) => i + 1));
    // Dates rise with the numbers.
    expect(rows.map(({ issued_at }) => issued_at)).toEqual(rows.map(({ issued_at }) => issued_at).toSorted());
  });

  test('thirty-two people issue one order’s invoice: one paper', async () => {
    const order = await ship({ ...laptopOrder(4_700), country: 'CH' });
    const { body } = await product.get(`/orders/backmarket/${order}`);
    expect(body.channelOrderId).toBe(order);
    await product.put('/paper-settings', { ...SETTINGS, exports: 'zero_rated' });
    const dues = (await product.get('/invoices/due?limit=100')).body.items as { order: { id: string; channelOrderId: string } }[];
    const { order: found } = dues.find((due) => due.order.channelOrderId === order)!;
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, i) =>
        issueInvoice(product.ctx, product.sellerId, found.id, { kind: 'api', id: String(i), name: `person ${i}`, roles: ['finance'] }),
      ),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(answers.filter((answer) => answer.ok && answer.created)).toHaveLength(1);
    await product.settle();
    expect(await of(order)).toHaveLength(1);
    await product.put('/paper-settings', SETTINGS);
  });

  test('what was issued is never changed: the application has no right to', async () => {
    await expect(
      withSeller((tx) => tx.query('update desk.papers set total_minor = 1 where seller_id = $1', [product.sellerId])),
    ).rejects.toThrow(/permission denied/);
    await expect(withSeller((tx) => tx.query('delete from desk.papers where seller_id = $1', [product.sellerId]))).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      withSeller((tx) => tx.query('update desk.paper_files set size = 1 where seller_id = $1', [product.sellerId])),
    ).rejects.toThrow(/permission denied/);
  });
});

test('a refund that is confirmed twice makes one credit note', async () => {
  const order = await ship();
  const returnId = await refund(order);
  const ret = (await product.get(`/returns/${returnId}`)).body;
  await Promise.all(
    Array.from({ length: 4 }, () =>
      act(
        product.ctx,
        product.sellerId,
        returnId,
        { verb: 'refund-confirmation', refundId: ret.refunds[0].id },
        { kind: 'system', name: 'test' },
      ),
    ),
  );
  await product.settle();
  expect((await of(order)).filter(({ kind }) => kind === 'credit_note')).toHaveLength(1);
});
