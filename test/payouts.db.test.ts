/** From orders to a reconciled payout (M33), through the whole product: the toy marketplace pays by its own books, ours must agree to the cent. */
import { afterAll, assert as mustHold, beforeAll, describe, expect, test } from 'vitest';
import { addDays, localDate } from '../src/core/calendar.ts';
import { phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
const statements: { reference: string; paysOn: string }[] = [];

const base64 = (text: string) => Buffer.from(text).toString('base64');
const csvOf = async (reference: string, mistakes = false): Promise<string> => {
  const answer = await fetch(`${product.url}/sandbox/payouts/${reference}.csv${mistakes ? '?mistakes=1' : ''}`);
  expect(answer.status).toBe(200);
  return answer.text();
};
const importCsv = (reference: string, csv: string) =>
  product.post('/payouts', { channel: 'backmarket', name: `${reference}.csv`, content: base64(csv) });

/** Opens, approves, receives, inspects and refunds a phone. */
async function refundOne(channelOrderId: string): Promise<Json> {
  const opened = await product.post('/returns', {
    channel: 'backmarket',
    channelOrderId,
    via: 'api',
    items: [{ lineId: '1', reason: 'changed_mind' }],
  });
  expect(opened.status).toBe(201);
  const { id } = opened.body;
  if (opened.body.status !== 'approved') await product.post(`/returns/${id}/approval`, {});
  await product.post(`/returns/${id}/receipt`, { items: [{ lineId: '1', imei: opened.body.items[0].sold?.imei }] });
  await product.call('DELETE', `/returns/${id}/hold`, { because: 'the test has looked' });
  await product.post(`/returns/${id}/inspection`, { items: [{ lineId: '1', verdict: 'as_described' }] });
  const resolved = await product.post(`/returns/${id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
  expect(resolved.status).toBe(200);
  await product.settle();
  return (await product.get(`/returns/${id}`)).body;
}

beforeAll(async () => {
  product = await openProduct();
  // Every three days an order, over two months; every one of them is on the books when it is put.
  for (let i = 0; i < 20; i++) {
    const put = await product.put(
      `/orders/backmarket/${8_100_000 + i}`,
      phoneOrder(i, {
        delivered: 2 + i * 3,
        shippingPaid: i % 4 === 0 ? '4.90' : '0.00',
        line: { price: i % 3 === 0 ? '369.05' : '210.00' },
      }),
    );
    mustHold(put.status === 201, 'the order was put');
  }
  await product.settle();
  for (const i of [0, 1, 2]) {
    const ret = await refundOne(String(8_100_000 + i));
    mustHold(ret.refunds.length === 1 && ret.refunds[0].state === 'confirmed', 'the refund was confirmed');
  }
  await product.advance('P24D');
  const page = await (await fetch(`${product.url}/sandbox/payouts`)).text();
  for (const [, reference = '', day = ''] of page.matchAll(/payouts\/(TOY-(\d{8})-EUR)\.csv"/g))
    statements.push({ reference, paysOn: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` });
  statements.sort((a, b) => (a.paysOn < b.paysOn ? -1 : 1));
}, 120_000);
afterAll(() => product.close());

describe('the books follow what happened', () => {
  test('debits equal credits, and the sales are the orders', async () => {
    const { body } = await product.get('/ledger/accounts');
    for (const total of body.totals) expect(total.debit).toBe(total.credit);
    const account = (name: string) => body.items.find((row: Json) => row.account === name && row.currency === 'EUR')?.balance;
    expect(account('sales')).toBe(`-${(7 * 369.05 + 13 * 210).toFixed(2)}`);
    expect(account('shipping_income')).toBe('-24.50');
    // 369.05 → 36.905 → the half cent to the even one.
    expect(account('commission')).toBe((7 * 36.9 + 13 * 21).toFixed(2));
  });

  test('a refund leads from its journal to the event of the return', async () => {
    const { body } = await product.get('/ledger/journals?account=refunds');
    expect(body.items).toHaveLength(3);
    const [journal] = body.items;
    const { body: events } = await product.get(`/returns/${journal.returnId}/events`);
    expect(events.items.find((event: Json) => event.seq === journal.eventSeq)).toMatchObject({ type: 'refund_confirmed' });
    const { body: whole } = await product.get(`/ledger/journals/${journal.id}`);
    expect(whole.order.channelOrderId).toMatch(/^81000/);
    expect(whole.rma).toMatch(/^R-/);
  });

  test('an order that is corrected is taken back and posted anew; told again it changes nothing', async () => {
    const order = phoneOrder(50, { delivered: 1 });
    const path = '/orders/backmarket/8200001';
    const { body: put } = await product.put(path, order);
    const corrected = { ...order, shippingPaid: '9.90' };
    await product.put(path, corrected);
    await product.put(path, corrected);
    const found = await product.get('/ledger/journals?limit=200');
    const own = found.body.items.filter((journal: Json) => journal.key.includes(put.id ?? '')).map((journal: Json) => journal.what);
    const sales = found.body.items.filter((journal: Json) => journal.what === 'sale' || journal.what === 'sale_reversed');
    const about = sales.filter((journal: Json) => journal.orderId === sales.find((each: Json) => each.what === 'sale_reversed').orderId);
    expect(about.map((journal: Json) => journal.what).sort()).toEqual(['sale', 'sale', 'sale_reversed']);
    expect(own.length).toBeGreaterThan(0);
    await product.put(path, order);
  });

  test('whoever does not look after the money does not see the books', async () => {
    const malik = await product.keyFor('warehouse');
    expect((await product.get('/ledger/accounts', { as: malik })).status).toBe(403);
    expect((await product.get('/payouts', { as: malik })).status).toBe(403);
  });
});

describe('payouts', () => {
  test('the forecast is what the marketplace states', async () => {
    const { body } = await product.get('/payouts/forecast');
    for (const { reference, paysOn } of statements) {
      const csv = await csvOf(reference);
      const total = csv
        .trim()
        .split('\n')
        .slice(1)
        .reduce((sum, line) => sum + Math.round(Number(line.split(';').at(-2)) * 100), 0);
      const expected = body.items.find((each: Json) => each.paysOn === paysOn && each.currency === 'EUR');
      if (paysOn >= addDays(body.today, -60)) expect(expected.pays, paysOn).toBe((total / 100).toFixed(2));
    }
    expect(statements.length).toBeGreaterThan(4);
  });

  test('a right statement matches in every line, and the same file is refused', async () => {
    // The latest first: in which order they come in makes no difference.
    for (const { reference } of statements.toReversed()) {
      const csv = await csvOf(reference);
      if (reference === statements[2]!.reference) continue;
      const dry = await product.post('/payouts/check', { channel: 'backmarket', name: 'x.csv', content: base64(csv) });
      expect(dry.body).toMatchObject({ ok: true, statement: { reference } });
      const { status, body } = await importCsv(reference, csv);
      expect(status).toBe(201);
      const open = body.items.filter((item: Json) => item.state !== 'matched');
      expect(open, reference).toEqual([]);
      const again = await importCsv(reference, csv);
      expect([again.status, again.body.type.split('/').at(-1)]).toEqual([409, 'statement_known']);
      // Under the same number, but another file.
      expect((await importCsv(reference, csv.replace('Commission', 'commission'))).status).toBe(409);
    }
  });

  test('mistakes are found to the cent, claimed or explained, and the account of that payout ends at nothing', async () => {
    const { reference } = statements[2]!;
    const { body, status } = await importCsv(reference, await csvOf(reference, true));
    expect(status).toBe(201);
    const { payout } = body;
    const open = body.items.filter((item: Json) => item.state !== 'matched');
    const named = open.map((item: Json) => `${item.kind} ${item.state} ${item.difference}`).sort();
    // The sale that was forgotten, the commission at 12 %, and a refund of somebody else's order; more where the payout has more.
    expect(named).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^order missing -\d/),
        expect.stringMatching(/^commission difference -/),
        'refund unknown -49.90',
      ]),
    );
    expect(open).toHaveLength(Number(payout.unsettled));

    expect((await product.post(`/payouts/${payout.id}/closing`, {})).body.type).toMatch(/payout_unexplained$/);
    const claimed = await product.post(`/payouts/${payout.id}/claim`, { because: 'See the order.' });
    expect(claimed.body.items.filter((item: Json) => item.state === 'claimed').every((item: Json) => item.claimId !== null)).toBe(true);
    expect(claimed.body.payout.unsettled).toBe(0);
    expect((await product.post(`/payouts/${payout.id}/closing`, {})).body.type).toMatch(/receipt_missing$/);
    // The bank took five euros.
    const received = (Number(payout.stated) - 5).toFixed(2);
    const paid = await product.post(`/payouts/${payout.id}/receipt`, { amount: received });
    const short = paid.body.items.find((item: Json) => item.receipt);
    expect(short).toMatchObject({ state: 'difference', difference: '-5.00' });
    expect((await product.post(`/payouts/${payout.id}/receipt`, { amount: received })).status).toBe(409);
    await product.post(`/payouts/${payout.id}/explanation`, { key: short.key, because: 'The bank’s own charge.' });
    const closed = await product.post(`/payouts/${payout.id}/closing`, {});
    expect(closed.body.payout.state).toBe('closed');
    expect((await product.post(`/payouts/${payout.id}/comparison`, {})).body.type).toMatch(/payout_closed$/);

    // Expected of this payout, less the differences, less what the bank received: nothing is left.
    const { body: journals } = await product.get('/ledger/journals?account=channel_receivable&limit=200');
    const receivable = (journal: Json) => {
      const line = journal.lines.find((each: Json) => each.account === 'channel_receivable');
      return Math.round(Number(line.debit ?? `-${line.credit}`) * 100);
    };
    const cents = (amount: string) => Math.round(Number(amount) * 100);
    const expected = closed.body.items.flatMap((item: Json) => item.journals).map((each: Json) => cents(each.amount));
    // What an earlier payout could not take belongs to this one too.
    expected.push(...closed.body.items.filter((item: Json) => item.kind === 'carried').map((item: Json) => cents(item.expected)));
    const others = journals.items.filter((journal: Json) => journal.payoutId === payout.id).map(receivable);
    expect([...expected, ...others].reduce((a: number, b: number) => a + b, 0)).toBe(0);
  });

  test('a file that can not be read is told line by line, and nothing is imported', async () => {
    const before = (await product.get('/payouts')).body.items.length;
    const csv = 'type;order;amount;currency;payout date\nsale;1;12,50;EUR;2026-11-16\nsale;;3.00;EUR;2026-11-16\nfee;;abc;EUR;2026-11-16\n';
    const { body } = await product.post('/payouts/check', { channel: 'backmarket', name: 'x.csv', content: base64(csv) });
    expect(body.troubles.map((trouble: Json) => `${trouble.row} ${trouble.name}`)).toEqual(['3 order_missing', '4 amount_unreadable']);
    expect((await importCsv('x', csv)).status).toBe(422);
    expect((await product.get('/payouts')).body.items).toHaveLength(before);
    expect((await product.post('/payouts/check', { channel: 'shop', name: 'x.csv', content: base64(csv) })).body.refusal).toBe(
      'channel_pays_nothing_out',
    );
  });
});

describe('what a return cost', () => {
  test('says what the books know and names what nobody does', async () => {
    const { body: journals } = await product.get('/ledger/journals?account=refunds');
    const { returnId } = journals.items[0];
    const { body } = await product.get(`/returns/${returnId}/cost`);
    expect(body.lines.find((line: Json) => line.kind === 'refund')).toMatchObject({ from: 'books' });
    expect(body.lines.find((line: Json) => line.kind === 'commission_lost')).toBeDefined();
    expect(body.missing).toContain('labour');
    await product.put('/costs/settings', { labourHour: '30.00', currency: 'EUR', minutesPerItem: 10 });
    const { body: after } = await product.get(`/returns/${returnId}/cost`);
    expect(after.lines.find((line: Json) => line.kind === 'labour')).toEqual({ kind: 'labour', amount: '5.00', from: 'figures' });
    const month = localDate(new Date().toISOString(), 'Europe/Paris').slice(0, 7);
    const { body: sums } = await product.get(`/costs?by=month`);
    expect(sums.items.find((row: Json) => row.key === month)).toMatchObject({ returns: 3, currency: 'EUR' });
  });
});
