/** Notices as people set them: switched off where that is allowed, left out where a buyer asked, and never to a mailbox that does not exist (M16). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteBounce } from '../src/app/bounces.ts';
import { phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
let index = 900;

beforeAll(async () => {
  product = await openProduct({ undoSeconds: 0 });
}, 120_000);
afterAll(() => product.close());

/** A return of a phone whose battery died: accepted at once. */
async function openReturn(): Promise<Json & { readonly email: string }> {
  const number = `NT-${++index}`;
  const order = phoneOrder(index);
  await product.put(`/orders/shop/${number}`, order);
  const items = [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 2 }];
  const made = await product.post('/returns', { channel: 'shop', channelOrderId: number, items, via: 'api' });
  await product.settle();
  return { ...made.body, email: order.buyer.email };
}
const mails = async (ret: Json): Promise<Json[]> => (await product.get(`/mails?returnId=${ret.id}`)).body.items;
const receive = async (ret: Json) => {
  expect((await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1' }] })).status).toBe(200);
  await product.settle();
};

test('a seller switches off what may be left out, and not what law or the buyer’s next step demands', async () => {
  expect(refusalOf(await product.put('/notifications/rejected', { mail: false, channel: true }))).toBe('409 notice_needed');
  expect(refusalOf(await product.put('/notifications/label', { mail: true, channel: false }))).toBe('409 notice_needed');
  const as = await product.keyFor('customer_service');
  expect(refusalOf(await product.put('/notifications/received', { mail: false, channel: true }, { as }))).toBe('403 not_your_duty');

  await product.put('/notifications/received', { mail: false, channel: true });
  const quiet = await openReturn();
  const before = await mails(quiet);
  expect(before.length).toBeGreaterThan(0);
  await receive(quiet);
  expect(await mails(quiet)).toHaveLength(before.length);

  await product.put('/notifications/received', { mail: true, channel: true });
  const told = await openReturn();
  await receive(told);
  expect((await mails(told))[0]!.subject).toContain(told.rma);
  expect(await mails(told)).toHaveLength(before.length + 1);
});

test('a buyer turns off the news on the way by the link in the mail, without signing in, and still gets the answers', async () => {
  const ret = await openReturn();
  await receive(ret);
  const [news, ...others] = await mails(ret);
  const link = /https?:\/\/\S+\/mails\/\S+/.exec(news!.text)?.[0];
  expect(link).toBeDefined();
  // Answers that always go out carry no such link.
  for (const { text } of others) expect(text).not.toContain('/mails/');

  const at = new URL(link!);
  const page = await (
    await fetch(`${product.url}${at.pathname}?lang=fr`, { redirect: 'follow', headers: { 'accept-language': 'fr' } })
  ).text();
  expect(page).toContain('Les e-mails que vous recevez');
  expect(page).not.toContain(ret.email);
  const saved = await fetch(`${product.url}${at.pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'de' },
    body: 'on=reminders',
  });
  expect(await saved.text()).toContain('Gespeichert');

  const count = (await mails(ret)).length;
  await product.post(`/returns/${ret.id}/inspection`, { items: [{ lineId: '1', verdict: 'no_fault_found' }] });
  await product.settle();
  expect(await mails(ret)).toHaveLength(count);
  await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'deny', because: 'It works.' }] });
  await product.settle();
  expect(await mails(ret)).toHaveLength(count + 1);
  // Nobody else's link, and none that was changed.
  expect((await fetch(`${product.url}${at.pathname.slice(0, -2)}`)).status).toBe(404);
});

test('a mail that came back stands on the return, stops the next ones, and a person puts the address right', async () => {
  const ret = await openReturn();
  const [sent] = await mails(ret);
  const bounce = {
    messageId: `<${sent!.id}@retour@phenix.example>`,
    recipient: ret.email.toUpperCase(),
    kind: 'hard',
    says: '550 5.1.1 User unknown',
  } as const;
  const note = () => product.ctx.db.withSeller(product.sellerId, (tx) => noteBounce(product.ctx, tx, bounce));
  expect(await note()).toEqual({ returnId: ret.id, suppressed: true, isNew: true });
  // A report that comes twice is one.
  expect(await note()).toMatchObject({ isNew: false });
  const noted = (await product.get(`/returns/${ret.id}`)).body.messages.filter((one: Json) => one.direction === 'note');
  expect(noted).toHaveLength(1);
  expect(noted[0].body).toContain('User unknown');

  await receive(ret);
  expect(await mails(ret)).toHaveLength(1);
  const stuck = (await product.get('/failures')).body.items.filter((one: Json) => one.returnId === ret.id);
  expect(stuck).toMatchObject([{ kind: 'mail', says: expect.stringContaining(ret.email) }]);
  const listed = (await product.get('/suppressed-addresses')).body;
  expect(listed.items).toMatchObject([{ address: ret.email, rma: ret.rma }]);
  expect(listed.bounced.hard).toBe(1);

  const right = await product.post('/suppressed-addresses/correction', { address: ret.email, instead: 'lea.right@buyers.example' });
  expect(right.body).toEqual({ sent: 1 });
  await product.settle();
  expect((await product.get('/mails?to=lea.right@buyers.example')).body.items).toHaveLength(1);
  expect((await product.get('/suppressed-addresses')).body.items).toEqual([]);
});

test('a server that refuses the address while we speak to it has sent the mail back; other refusals say nothing about it', async () => {
  const { mailer } = product.ctx;
  const send = mailer.send.bind(mailer);
  const refuse = (says: string) => Object.assign(mailer, { send: async () => ({ failed: 'refused', says, retryable: false }) });
  try {
    refuse('550 5.7.1 Message rejected as spam');
    const spam = await openReturn();
    expect((await product.get('/suppressed-addresses')).body.items).toEqual([]);
    refuse(`550 5.1.1 <x>: Recipient address rejected: User unknown`);
    const gone = await openReturn();
    expect((await product.get('/suppressed-addresses')).body.items).toMatchObject([{ address: gone.email }]);
    Object.assign(mailer, { send });
    expect((await product.post('/suppressed-addresses/release', { address: gone.email })).body.sent).toBeGreaterThan(0);
    await product.settle();
    expect((await mails(gone)).length).toBeGreaterThan(0);
    expect(await mails(spam)).toEqual([]);
  } finally {
    Object.assign(mailer, { send });
  }
});

test('a preview shows a case of ours in any language, writes nothing, and a test goes to whoever asks', async () => {
  const ret = await openReturn();
  const before = (await mails(ret)).length;
  const shown = await product.post('/notifications/refunded/preview', { language: 'it', returnId: ret.id });
  expect(shown.body).toMatchObject({ rma: ret.rma, language: 'it' });
  expect(shown.body.text).toContain(ret.rma);
  expect(shown.body.text).toContain('369,00');
  expect((await product.post('/notifications/refunded/preview', { language: 'de' })).body.rma).toBe(null);
  expect(refusalOf(await product.post('/notifications/refunded/preview', { returnId: 'nonsense' }))).toBe('422 return_not_found');
  expect(await mails(ret)).toHaveLength(before);
  // A key has no mailbox.
  expect(refusalOf(await product.post('/notifications/refunded/test', { language: 'fr' }))).toBe('409 no_person');
  const signed = await fetch(`${product.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'camille@phenix.example', password: 'retour-demo' }),
  });
  const cookie = signed.headers.getSetCookie()[0]!.split(';')[0]!;
  const tested = await product.post('/notifications/refunded/test', { language: 'fr', returnId: ret.id }, { as: '', headers: { cookie } });
  expect(tested.body).toEqual({ to: 'camille@phenix.example', sent: true });
  const [mail] = (await product.get('/mails?to=camille@phenix.example')).body.items;
  expect(mail.subject).toMatch(/^\[Test\] .*369,00/);
});
