/** A partner's list comes by mail (M29): proved by the secret in the address it was sent to, each line taken once, the rest told in triage. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../src/app/context.ts';
import { HalfTaken } from '../src/app/intake-partner.ts';
import { processMail } from '../src/app/intake.ts';
import { mime } from '../src/channels/email/mails.test-support.ts';
import { imei, phoneOrder } from './cast.ts';
import { DEMO_KEY, type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
let partner: Json;
beforeAll(async () => {
  product = await openProduct();
  await product.post('/logistics/partners', { name: 'Entrepôt du Nord' });
  partner = (await product.get('/logistics/partners')).body.items[0];
});
afterAll(() => product.close());

let mails = 0;
async function keep(table: string, to: string): Promise<string> {
  mails += 1;
  const bytes = mime({
    from: 'Quai 4 <quai@nord.example>',
    to,
    subject: 'List',
    text: 'Attached.',
    id: `list-${mails}@nord.example`,
    files: [{ name: 'list.csv', type: 'text/csv', bytes: Buffer.from(table) }],
  });
  const answer = await fetch(`${product.url}/api/v1/inbound-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DEMO_KEY}`, 'content-type': 'message/rfc822' },
    body: new Uint8Array(bytes),
  });
  return ((await answer.json()) as Json).id;
}
async function arrives(table: string, to: string): Promise<Json> {
  const id = await keep(table, to);
  await processMail(product.ctx, product.sellerId, id);
  return look(id);
}
const look = async (id: string): Promise<Json> => (await product.get(`/inbound-mails/${id}`)).body;
const theirs = () => `retours+${partner.mailTag}@phenix.example`;
const told = async (): Promise<string[]> =>
  (await product.get('/logistics/notices')).body.items.map((one: Json) => `${one.noticeId} ${one.state}`).toSorted();
const now = () => new Date().toISOString();

class Died extends Error {}
/** A process that ends before one of its transactions. */
function dyingAfter(steps: number): Context {
  let left = steps;
  const withSeller: Context['db']['withSeller'] = async (sellerId, work) => {
    left -= 1;
    if (left < 0) throw new Died('the process died');
    return product.ctx.db.withSeller(sellerId, work);
  };
  return { ...product.ctx, db: { ...product.ctx.db, withSeller } };
}

let cases = 0;
async function awaited(): Promise<{ rma: string; id: string; number: string }> {
  const number = imei(17_500 + (cases += 1));
  const order = `PM-${cases}`;
  await product.put(
    `/orders/shop/${order}`,
    phoneOrder(1, { buyer: { name: 'B', email: `pm.${cases}@people.example` }, line: { imei: number } }),
  );
  const item = { lineId: '1', reason: 'defective', fault: 'battery', photos: 1 };
  const { body } = await product.post('/returns', { channel: 'shop', channelOrderId: order, via: 'api', items: [item] });
  return { rma: body.rma, id: body.id, number };
}

test('sent to the secret address it is taken like an upload, also over a crash, and once', async () => {
  const one = await awaited();
  const table = [
    'id;kind;at;rma;tracking_number;imei;verdict',
    `M-1;arrived;${now()};${one.rma};;${one.number};`,
    `M-2;arrived;${now()};;NOBODY-1;;`,
    `M-3;inspected;${now()};${one.rma};;${one.number};fault_confirmed`,
  ].join('\n');
  const id = await keep(table, theirs());
  // Each attempt dies a little later than the one before, whatever it was doing.
  const ends = new Set<unknown>();
  for (let steps = 1; steps <= 20; steps += 1)
    await processMail(dyingAfter(steps), product.sellerId, id).catch((error: Error) => ends.add(error.constructor));
  // One that died inside a line leaves it to whoever comes a minute later; until then the mail is not done.
  expect(ends).toEqual(new Set([Died, HalfTaken]));
  expect((await look(id)).state).toBe('new');
  await product.advance('PT2M');
  await processMail(product.ctx, product.sellerId, id);
  expect(await look(id)).toMatchObject({
    state: 'matched',
    became: 'notices',
    ended: { by: 'Retour' },
    notices: { partner: 'Entrepôt du Nord', taken: 3, known: 0, refused: 0 },
  });
  expect(await told()).toEqual(['M-1 done', 'M-2 stray', 'M-3 done']);
  expect((await product.get(`/returns/${one.id}`)).body.items[0]).toMatchObject({
    parcel: 'received',
    verdict: 'fault_confirmed',
  });
  // Sent again as another mail: the lines are known.
  expect(await arrives(table, theirs())).toMatchObject({ became: 'notices', notices: { taken: 0, known: 3, refused: 0 } });
  expect(await told()).toHaveLength(3);
});

test('one wrong line: the others are taken, and it waits in triage with its reason', async () => {
  const table = `id;kind;at;tracking_number\nM-4;arrived;${now()};NOBODY-2\nM-5;arrived;yesterday;NOBODY-3\nM-2;arrived;${now()};ANOTHER`;
  const mail = await arrives(table, theirs());
  expect(mail).toMatchObject({ state: 'triage', because: 'lines_refused', asNotices: null, notices: { taken: 1, refused: 2 } });
  expect(mail.notices.told.map((one: Json) => [one.in, one.line, one.noticeId, one.errors[0].path])).toEqual([
    ['list.csv', 3, 'M-5', 'at'],
    ['list.csv', 4, 'M-2', 'id'],
  ]);
  expect(await told()).toContain('M-4 stray');
  expect((await product.post(`/inbound-mails/${mail.id}/dismissal`, { because: 'told them' })).body.notices).toMatchObject({ refused: 2 });
});

test('without the secret, with a wrong one, with one of a key that is no more: a manager says whose it is', async () => {
  const table = `id;kind;at;tracking_number\nM-6;arrived;${now()};NOBODY-4`;
  const before = theirs();
  await product.post(`/logistics/partners/${partner.id}/key`);
  partner = (await product.get('/logistics/partners')).body.items[0];
  expect(theirs()).not.toBe(before);
  for (const to of ['retours@phenix.example', `retours+p.${'0'.repeat(32)}@phenix.example`, before])
    expect(await arrives(table, to)).toMatchObject({ state: 'triage', because: 'partner_unproven', notices: null });
  expect(await told()).not.toContain('M-6 stray');
  // Whoever may not give the secret does not read it off a mail either.
  const clerk = await product.keyFor('customer_service');
  const sent = await arrives(table.replace('M-6', 'M-9'), theirs());
  expect(sent.to).toEqual([theirs()]);
  expect(JSON.stringify((await product.get(`/inbound-mails/${sent.id}`, { as: clerk })).body)).not.toContain(partner.mailTag.slice(2));
  expect((await product.get(`/inbound-mails/${sent.id}`, { as: clerk })).body.to).toEqual(['retours+p.…@phenix.example']);
  expect(refusalOf(await product.get(`/inbound-mails/${sent.id}/raw`, { as: clerk }))).toBe('403 not_your_duty');
  expect((await product.get(`/inbound-mails/${sent.id}/raw`)).status).toBe(200);

  const waiting = (await product.get('/inbound-mails')).body.items[0];
  expect((await look(waiting.id)).asNotices).toEqual({ lines: 1, partners: [{ id: partner.id, name: 'Entrepôt du Nord', likely: true }] });
  const take = (as?: string) => product.post(`/inbound-mails/${waiting.id}/notices`, { partnerId: partner.id }, ...(as ? [{ as }] : []));
  const key = await product.keyFor('customer_service');
  expect(refusalOf(await take(key))).toBe('403 not_your_duty');
  expect((await product.get('/logistics/partners', { as: key })).body.items[0].mailTag).toBeNull();
  expect((await take()).body).toMatchObject({ state: 'matched', became: 'notices', notices: { taken: 1 } });
  expect(await told()).toContain('M-6 stray');
  expect(refusalOf(await take())).toBe('409 mail_ended');
});
