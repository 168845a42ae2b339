/** Disputes over HTTP and in the database (M35): opened once, answered in the one conversation, ended with the money where the outcome puts it. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imei, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

let orders = 0;

/** A return that is approved: the phone costs 369.00. */
async function asked(channel = 'shop'): Promise<Json> {
  const index = 8_000 + (orders += 1);
  const name = channel === 'shop' ? `D-${index}` : String(70_000_000 + index);
  expect((await product.put(`/orders/${channel}/${name}`, phoneOrder(index))).status).toBeLessThan(300);
  const answer = await product.post('/returns', {
    channel,
    channelOrderId: name,
    via: 'api',
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
const look = async ({ id }: Json): Promise<Json> => (await product.get(`/returns/${id}`)).body;
async function say(dispute: Json, verb: string, body: object): Promise<Json> {
  const answer = await product.post(`/disputes/${dispute.id}/${verb}`, body);
  expect(answer.status, `${verb}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
}
async function disputed(ret: Json, more: object = {}): Promise<Json> {
  const answer = await product.post(`/returns/${ret.id}/disputes`, {
    kind: 'complaint',
    reason: 'refusal',
    says: 'The battery was dead on the first day.',
    ...more,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

describe('opened', () => {
  test('it holds the return, wants an answer in two days, and told again it is the same', async () => {
    const ret = await asked();
    const dispute = await disputed(ret);
    expect(dispute).toMatchObject({ state: 'to_answer', amount: '369.00', currency: 'EUR', clock: { state: 'running', source: 'own' } });
    expect(dispute.code).toMatch(/^D-/);
    expect((await look(ret)).hold).toMatchObject({ why: 'dispute', because: dispute.code });
    const again = await product.post(`/returns/${ret.id}/disputes`, { kind: 'complaint', reason: 'other', says: 'As I said.' });
    expect([again.status, again.body.id]).toEqual([200, dispute.id]);
  });

  test('eight at the same moment are one', async () => {
    const ret = await asked();
    const tried = await Promise.all(
      Array.from({ length: 8 }, () =>
        product.post(`/returns/${ret.id}/disputes`, { kind: 'chargeback', reason: 'fraud', says: 'Not me.', reference: `CB-${ret.rma}` }),
      ),
    );
    expect(tried.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(tried.map(({ body }) => body.id)).size).toBe(1);
  });

  test('what does not fit is said field by field, and nothing is opened', async () => {
    const ret = await asked();
    const wrong = await product.post(`/returns/${ret.id}/disputes`, { kind: 'feud', reason: 'refusal', says: ' ' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ path }: Json) => path).sort()).toEqual(['kind', 'says']);
    const other = await product.post(`/returns/${ret.id}/disputes`, {
      kind: 'complaint',
      reason: 'refusal',
      says: 'No.',
      items: [{ lineId: '9' }],
    });
    expect([other.status, other.body.type.split('/').at(-1)]).toEqual([422, 'unknown_item']);
    expect((await product.get(`/returns/${ret.id}/disputes`)).body.items).toEqual([]);
  });
});

test('it takes a hold over, and nobody but its end lifts it', async () => {
  const ret = await asked();
  expect((await product.post(`/returns/${ret.id}/hold`, { because: 'A look.' })).status).toBe(200);
  const dispute = await disputed(ret);
  expect((await look(ret)).hold).toMatchObject({ why: 'dispute', because: dispute.code });
  const lifted = await product.call('DELETE', `/returns/${ret.id}/hold?because=Looked.`);
  expect([lifted.status, lifted.body.type.split('/').at(-1)]).toEqual([409, 'disputed']);
  await say(dispute, 'withdrawal', { says: 'It works after all.' });
  await product.settle();
  expect((await look(ret)).hold).toBeUndefined();
});

describe('led', () => {
  test('an answer stands once in the conversation of the return, and meets the clock', async () => {
    const ret = await asked();
    const dispute = await disputed(ret);
    const after = await say(dispute, 'answer', { says: 'We look at the photos again.' });
    expect(after).toMatchObject({ state: 'waiting', dueAt: null, clock: { state: 'met' } });
    await product.settle();
    const { messages } = await look(ret);
    expect(messages.filter(({ body }: Json) => body.includes('photos again'))).toHaveLength(1);
  });

  test('evidence that order and return show stands there by itself; the pack carries it with its hashes', async () => {
    const ret = await asked();
    const dispute = await disputed(ret, { reason: 'not_received', kind: 'marketplace_case', reference: 'BM-1' });
    expect(dispute.checklist).toEqual(
      expect.arrayContaining([
        { kind: 'delivery', need: 'must', there: true },
        { kind: 'shipping', need: 'must', there: true },
      ]),
    );
    const handed = await say(dispute, 'submission', { to: 'marketplace' });
    expect(handed.state).toBe('handed_over');
    const zip: Buffer = (await product.get(`/disputes/${dispute.id}/pack.zip`)).body;
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['summary.pdf', 'conversation.txt', 'record.txt', 'SHA256SUMS']));
    expect(new TextDecoder().decode(files['SHA256SUMS'])).toContain('summary.pdf');
    expect(new TextDecoder().decode(files['record.txt'])).not.toContain('hold');
  });
});

describe('ended', () => {
  test('agreed on a part: the part is refunded once, the rest stays, and the return goes on', async () => {
    const ret = await asked();
    const dispute = await disputed(ret);
    await say(dispute, 'proposal', { outcome: 'split', amount: '100.00', says: 'For the trouble.' });
    const closed = await say(dispute, 'agreement', { party: 'buyer' });
    expect(closed).toMatchObject({ state: 'closed', settled: { by: 'agreement', outcome: 'split', amount: '100.00' } });
    await product.settle();
    const after = await look(ret);
    expect(after.hold).toBeUndefined();
    expect(after.refunds).toEqual([expect.objectContaining({ amount: '100.00', state: 'confirmed' })]);
    await product.settle();
    expect((await look(ret)).refunds).toHaveLength(1);
    const refused = await product.post(`/disputes/${dispute.id}/answer`, { says: 'One more thing.' });
    expect([refused.status, refused.body.type.split('/').at(-1)]).toEqual([409, 'dispute_closed']);
  });

  test('a second look gives more than the first, and a third, but never beyond the price', async () => {
    const ret = await asked();
    expect((await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1', imei: ret.items[0].sold.imei }] })).status).toBe(200);
    const part = await product.post(`/returns/${ret.id}/resolution`, {
      items: [{ lineId: '1', resolution: 'partial_refund', amount: '69.00' }],
    });
    expect(part.status, JSON.stringify(part.body)).toBe(200);
    await product.settle();
    for (const amount of ['100.00', '200.00']) {
      const dispute = await disputed(ret, { reason: 'deduction' });
      await say(dispute, 'proposal', { outcome: 'split', amount, says: 'After a second look.' });
      await say(dispute, 'agreement', { party: 'buyer' });
      await product.settle();
    }
    const paid = (await look(ret)).refunds.map(({ amount, state }: Json) => `${amount} ${state}`);
    expect(paid).toEqual(['69.00 confirmed', '100.00 confirmed', '200.00 confirmed']);
  });

  test('withdrawn: no money moves, and nothing is held any more', async () => {
    const ret = await asked();
    await say(await disputed(ret), 'withdrawal', { says: 'It works after all.' });
    await product.settle();
    const after = await look(ret);
    expect([after.hold, after.refunds]).toEqual([undefined, []]);
  });

  test('a bank that took the money: recorded as refunded, never paid a second time', async () => {
    const ret = await asked();
    const dispute = await disputed(ret, { kind: 'chargeback', reason: 'defective', reference: 'CB-77' });
    await say(dispute, 'ruling', { party: 'bank', outcome: 'for_buyer', says: 'Decided for the cardholder.' });
    await say(dispute, 'acceptance', { party: 'seller' });
    await product.settle();
    const after = await look(ret);
    expect(after.refunds).toEqual([expect.objectContaining({ amount: '369.00', state: 'confirmed', channelReference: 'CB-77' })]);
    const refused = await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
    expect(refused.status).toBe(409);
  });

  test('a bank takes no more than it took; what nothing was left for is a loss, out of the same account', async () => {
    const take = async (reference: string, amount: string): Promise<Json> => {
      const ret = await asked('backmarket');
      const dispute = await disputed(ret, { kind: 'chargeback', reason: 'defective', reference, amount });
      await say(dispute, 'ruling', { party: 'bank', outcome: 'for_buyer', says: 'Decided for the cardholder.' });
      await say(dispute, 'acceptance', { party: 'seller' });
      await product.settle();
      return look(ret);
    };
    expect((await take('CB-1', '100.01')).refunds).toMatchObject([{ amount: '100.01', state: 'confirmed' }]);
    const { id, refunds } = await take('CB-2', '400.00');
    expect(refunds).toMatchObject([{ amount: '369.00', state: 'confirmed' }]);
    const moved = await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query<Json>(
        `select j.what, e.account, e.minor::int from desk.journals j join desk.entries e on e.seller_id = j.seller_id and e.journal_id = j.id
          where j.return_id = $1 and e.account in ('bank', 'channel_receivable') and j.what in ('refund', 'chargeback_loss') order by j.what`,
        [id],
      ),
    );
    expect(moved).toEqual([
      { what: 'chargeback_loss', account: 'channel_receivable', minor: -3_100 },
      { what: 'refund', account: 'channel_receivable', minor: -36_900 },
    ]);
  });

  test('a repair whose unit got all its money from a dispute is handed out all the same', async () => {
    const ret = await asked();
    await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1', ...ret.items[0].sold }] });
    await product.post(`/returns/${ret.id}/inspection`, { items: [{ lineId: '1', verdict: 'fault_confirmed' }] });
    const repair = await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'repair' }] });
    expect(repair.status, JSON.stringify(repair.body)).toBe(200);
    const dispute = await disputed(ret);
    await say(dispute, 'proposal', { outcome: 'for_buyer', says: 'All of it, and the repair.' });
    await say(dispute, 'agreement', { party: 'buyer' });
    await product.settle();
    expect((await look(ret)).refunds).toMatchObject([{ amount: '369.00', state: 'confirmed' }]);
    const done = await product.post(`/returns/${ret.id}/completion`, {});
    expect([done.status, done.body.items?.[0]?.settlement]).toEqual([200, 'repaired']);
  });

  test('our own no can be appealed against; after that it is not ours to say', async () => {
    const ret = await asked();
    const dispute = await disputed(ret);
    await say(dispute, 'ruling', { outcome: 'for_seller', says: 'The photos show a fall.' });
    const appealed = await say(dispute, 'appeal', { party: 'buyer', to: 'marketplace', says: 'It never fell.' });
    expect(appealed).toMatchObject({ state: 'to_answer', appeals: 1 });
    const again = await product.post(`/disputes/${dispute.id}/ruling`, { outcome: 'for_seller', says: 'Still no.' });
    expect(again.body.type.split('/').at(-1)).toBe('not_the_sellers');
  });
});

test('counterfeit: refunded at once, taken from sale with its lot, the offer stopped, the proof on the record, and all of it once', async () => {
  const index = 8_900;
  const line = { supplier: 'Nord', lot: 'L-13' } as object;
  expect((await product.put('/orders/backmarket/77000900', phoneOrder(index, { line }))).status).toBeLessThan(300);
  const other = await product.put('/units/STOCK-900', {
    sku: 'IP13-128-BLUE',
    title: 'iPhone 13 128 GB - Blue',
    category: 'smartphone',
    ...line,
    grade: 'good',
    imei: imei(8_901),
  });
  expect(other.status, JSON.stringify(other.body)).toBeLessThan(300);
  const opened = await product.post('/returns', {
    channel: 'backmarket',
    channelOrderId: '77000900',
    via: 'api',
    items: [{ lineId: '1', reason: 'counterfeit', photos: 2 }],
  });
  const ret = opened.body;
  if (ret.status !== 'approved') expect((await product.post(`/returns/${ret.id}/approval`)).status).toBe(200);
  const confirmed = await product.post(`/returns/${ret.id}/counterfeit`, { says: 'The board carries no Apple part number.' });
  expect([confirmed.status, confirmed.body]).toEqual([200, { units: 1 }]);
  await product.settle();
  const after = await look(ret);
  expect(after.refunds).toEqual([expect.objectContaining({ amount: '369.00', state: 'confirmed' })]);
  expect((await product.get(`/units/${other.body.id}`)).body).toMatchObject({ state: 'quarantined' });
  const again = await product.post(`/returns/${ret.id}/counterfeit`, { says: 'As I said.' });
  expect(again.body).toEqual({ units: 0 });
  expect((await product.get(`/returns/${ret.id}/counterfeit`)).body.items).toMatchObject([
    { lineId: '1', says: expect.stringContaining('board') },
  ]);
});

test('the queue: what must be answered first comes first, with its counts', async () => {
  const list = (await product.get('/disputes?tab=to_answer&limit=100')).body;
  const due = list.items.map(({ dueAt }: Json) => dueAt);
  expect(due.length).toBeGreaterThan(1);
  expect([...due].sort()).toEqual(due);
  const counted = list.counts.find(({ state }: Json) => state === 'to_answer').count;
  expect(counted).toBe(list.items.length);
  const first = (await product.get('/disputes?tab=all&limit=2')).body;
  const second = (await product.get(`/disputes?tab=all&limit=2&cursor=${first.nextCursor}`)).body;
  expect(new Set([...first.items, ...second.items].map(({ id }: Json) => id)).size).toBe(4);
});
