/** How it went (M20): asked once and by nobody twice, answered by a tap and not by a program, and an unhappy answer never lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepSurveysOf } from '../src/app/surveys.ts';
import { setClockOffset } from '../src/store/platform.ts';
import { phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

let orders = 0;
/** A return that ends at once: the buyer keeps the phone. */
async function ended({ country = 'FR', ...more }: { readonly email?: string; readonly country?: string } = {}): Promise<Json> {
  const index = 9_400 + (orders += 1);
  const email = more.email ?? `lea.${index}@buyers.example`;
  await product.put(`/orders/shop/S-${index}`, phoneOrder(index, { country, buyer: { name: 'Léa Fontaine', email, language: 'fr' } }));
  const opened = await product.post('/returns', {
    channel: 'shop',
    channelOrderId: `S-${index}`,
    via: 'api',
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }],
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  const resolved = await product.post(`/returns/${opened.body.id}/resolution`, { items: [{ lineId: '1', resolution: 'keep' }] });
  expect(resolved.body.status, JSON.stringify(resolved.body)).toBe('closed');
  return { ...resolved.body, email };
}
const survey = async (ret: Json): Promise<Json> => (await product.get(`/returns/${ret.id}/survey`)).body;
const events = async (ret: Json): Promise<string[]> =>
  (await product.get(`/returns/${ret.id}/events`)).body.items.map(({ type }: Json) => type);

async function mailsTo(ret: Json): Promise<{ subject: string; text: string }[]> {
  const answer = await fetch(`${product.url}/sandbox/mail?to=${encodeURIComponent(ret.email)}`);
  return ((await answer.json()) as Json).items;
}
/** The sandbox clock set to a moment, and nothing done there yet. */
async function clockTo(instant: string): Promise<void> {
  await product.ctx.db.withPlatform((tx) => setClockOffset(tx, product.sellerId, Date.parse(instant) + 1000 - Date.now()));
  await product.ctx.sellers.refresh();
}
const linksIn = (text: string): string[] => [...text.matchAll(/https?:\/\/\S+\/survey\/\S+/g)].map(([url]) => url);

/** A link as a mail carries it, at this product. */
async function linkOf(ret: Json, score: number): Promise<string> {
  const mail = (await mailsTo(ret)).find(({ text }) => linksIn(text).length === 5);
  expect(mail, 'the question was mailed').toBeDefined();
  const url = new URL(linksIn(mail!.text).find((one) => one.endsWith(`score=${score}`))!);
  return `${product.url}${url.pathname}${url.search}`;
}

const field = (page: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
async function send(link: string, page: string, fields: Record<string, string | string[]>): Promise<Response> {
  const body = new URLSearchParams({ token: field(page, 'token') });
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  return fetch(link.split('?')[0]!, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(link).origin, 'accept-language': 'fr' },
    body,
  });
}
const open = async (link: string): Promise<string> => (await fetch(link, { headers: { 'accept-language': 'fr' } })).text();

/** Asked a day after the end, and answered by a tap. */
async function answered(score: number, more: Record<string, string | string[]> = {}): Promise<Json> {
  const ret = await ended();
  await product.advance('P2D');
  const link = await linkOf(ret, score);
  expect((await send(link, await open(link), { score: String(score), by: 'tap' })).status).toBe(303);
  if (Object.keys(more).length > 0) {
    const page = await open(link);
    expect((await send(link, page, { score: String(score), step: 'more', ...more })).status).toBe(303);
  }
  return { ...ret, link };
}

describe('the question', () => {
  test('goes out once, a day after the end in the hours of the day, with five links; several sweeps at once send it once', async () => {
    const ret = await ended();
    expect((await survey(ret)).survey).toMatchObject({ state: 'waiting', answers: [] });
    await product.advance('PT1H');
    expect((await mailsTo(ret)).filter(({ text }) => linksIn(text).length > 0)).toEqual([]);
    // Several workers look in the moment in which it is due.
    await clockTo((await survey(ret)).survey.askAt);
    await Promise.all([1, 2, 3].map(() => sweepSurveysOf(product.ctx, product.sellerId)));
    await product.settle();
    const asked = (await mailsTo(ret)).filter(({ text }) => linksIn(text).length === 5);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.text).toContain('/mails/');
    expect((await events(ret)).filter((type) => type === 'survey_asked')).toHaveLength(1);
    await product.advance('P1D');
    expect((await mailsTo(ret)).filter(({ text }) => linksIn(text).length === 5)).toHaveLength(1);
  });

  test('comes to nobody who was asked lately, wants no such mails, or has answered by then', async () => {
    const first = await ended();
    await product.advance('P2D');
    expect((await survey(first)).survey.state).toBe('asked');
    const second = await ended({ email: first.email });
    const unwanting = await ended();
    await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query(`insert into desk.buyer_preferences (seller_id, recipient, off, at) values ($1, $2, '{surveys}', now())`, [
        product.sellerId,
        unwanting.email,
      ]),
    );
    await product.advance('P2D');
    expect((await survey(second)).survey).toMatchObject({ state: 'passed_over', because: 'quiet' });
    expect((await survey(unwanting)).survey).toMatchObject({ state: 'passed_over', because: 'unwanted' });
  });

  test('leaves out countries where such a mail is advertising, as long as the seller does not lift it', async () => {
    const german = await ended({ country: 'DE' });
    await product.advance('P2D');
    expect((await survey(german)).survey).toMatchObject({ state: 'passed_over', because: 'country' });
    const { body } = await product.get('/settings/survey');
    const { defaults: _, ...settings } = body;
    expect((await product.put('/settings/survey', { ...settings, noMailTo: ['XX'] })).status).toBe(400);
    expect((await product.put('/settings/survey', { ...settings, noMailTo: [] })).status).toBe(200);
    const another = await ended({ country: 'DE' });
    await product.advance('P2D');
    expect((await survey(another)).survey.state).toBe('asked');
    await product.put('/settings/survey', settings);
  });

  test('is not asked while it is switched off, and a channel that wants its own conversation is left alone', async () => {
    const { body: before } = await product.get('/settings/survey');
    const { defaults: _, ...settings } = before;
    expect((await product.put('/settings/survey', { ...settings, on: false })).status).toBe(200);
    expect((await survey(await ended())).survey).toBeNull();
    const wrong = await product.put('/settings/survey', { ...settings, from: '18:00', until: '09:00' });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([400, 'until']);
    expect((await product.put('/settings/survey', settings)).status).toBe(200);
    const clerk = await product.keyFor('customer_service');
    expect(refusalOf(await product.call('PUT', '/settings/survey', settings, { as: clerk }))).toBe('403 not_your_duty');

    // The demo's seller writes by mail as well; this one does as the channel wants.
    const contact = (how: string) =>
      product.ctx.db.withSeller(product.sellerId, (tx) =>
        tx.query(
          `update desk.connections set settings = settings || jsonb_build_object('contact', $2::text) where seller_id = $1 and slug = 'backmarket'`,
          [product.sellerId, how],
        ),
      );
    await contact('channel_only');
    const order = String(94_000_000 + (orders += 1));
    await product.put(`/orders/backmarket/${order}`, phoneOrder(9_000 + orders));
    const { body: there } = await product.post('/returns', {
      channel: 'backmarket',
      channelOrderId: order,
      via: 'api',
      items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 1 }],
    });
    await product.post(`/returns/${there.id}/resolution`, { items: [{ lineId: '1', resolution: 'keep' }] });
    await product.advance('P2D');
    expect((await survey(there)).survey).toMatchObject({ state: 'passed_over', because: 'channel_only' });
  });
});

describe('an answer', () => {
  test('is not given by opening a link, nor by a page that sends itself while programs look through the mail', async () => {
    const ret = await ended();
    await clockTo((await survey(ret)).survey.askAt);
    await product.settle();
    for (const score of [1, 2, 3, 4, 5]) {
      const link = await linkOf(ret, score);
      const page = await open(link);
      expect(page).not.toContain('data-itself');
      expect((await send(link, page, { score: String(score), by: 'page' })).status).toBe(303);
    }
    expect((await survey(ret)).survey.answers).toEqual([]);
    expect(await events(ret)).not.toContain('surveyed');

    // Later it does, once; another tab that does so after it changes nothing.
    await product.advance('PT10M');
    const link = await linkOf(ret, 4);
    const page = await open(link);
    expect(page).toContain('data-itself');
    await send(link, page, { score: '4', by: 'page' });
    await send(await linkOf(ret, 1), await open(await linkOf(ret, 1)), { score: '1', by: 'page' });
    expect((await survey(ret)).survey.answers).toMatchObject([{ score: 4 }]);
  });

  test('sent twice is one; another one later is kept beside the first; the words stand beside, and the story has none of them', async () => {
    const ret = await ended();
    await product.advance('P2D');
    const link = await linkOf(ret, 5);
    const page = await open(link);
    const all = await Promise.all([1, 2, 3].map(() => send(link, page, { score: '5', by: 'tap' })));
    expect(all.map(({ status }) => status)).toEqual([303, 303, 303]);
    await send(link, await open(link), { score: '4', step: 'more', topic: ['speed', 'nonsense'], says: 'Un peu long, mais parfait.' });
    const { answers } = (await survey(ret)).survey;
    expect(answers).toMatchObject([
      { score: 5, topics: [], says: null },
      { score: 4, topics: ['speed'], says: 'Un peu long, mais parfait.' },
    ]);
    const story = (await product.get(`/returns/${ret.id}/events`)).body.items;
    expect(story.filter(({ type }: Json) => type === 'surveyed')).toHaveLength(2);
    expect(JSON.stringify(story)).not.toContain('Un peu long');
    const listed = (await product.get('/surveys/answers?q=un%20PEU')).body.items;
    expect(listed).toMatchObject([{ returnId: ret.id, firstScore: 5, score: 4, unhappy: false }]);
    // After two weeks it stays as it is.
    await product.advance('P15D');
    await send(link, await open(link), { score: '1', by: 'tap' });
    expect((await survey(ret)).survey.answers).toHaveLength(2);
  });

  test('needs our link: a changed one, or a form of another page, is nothing', async () => {
    const ret = await ended();
    await product.advance('P2D');
    const link = await linkOf(ret, 2);
    expect((await fetch(link.replace('/survey/', '/survey/x'))).status).toBe(404);
    const other = await ended();
    await product.advance('P2D');
    const foreign = await open(await linkOf(other, 2));
    expect((await send(link, foreign, { score: '2' })).status).toBe(403);
    expect((await survey(ret)).survey.answers).toEqual([]);
  });
});

describe('an unhappy answer', () => {
  test('opens its follow-up in the same transaction, and the closed return waits for us on the desk', async () => {
    const ret = await answered(1, { topic: 'answers', says: 'Personne ne m’a répondu.', contact: 'yes' });
    const { followUp } = await survey(ret);
    expect(followUp).toMatchObject({ state: 'open' });
    expect(await events(ret)).toEqual(expect.arrayContaining(['survey_asked', 'surveyed', 'followed_up']));
    const { body } = await product.get(`/returns/${ret.id}`);
    expect([body.status, body.next.what]).toEqual(['closed', 'follow_up']);
    const waiting = (await product.get('/returns?tab=answer&limit=100')).body.items;
    expect(waiting.find(({ id }: Json) => id === ret.id)).toMatchObject({ dueAt: followUp.dueAt });
    const listed = (await product.get('/follow-ups')).body;
    expect(listed.items.find(({ id }: Json) => id === followUp.id)).toMatchObject({
      score: 1,
      contact: true,
      says: 'Personne ne m’a répondu.',
      commands: { call: { allowed: true }, settlement: { allowed: false, because: 'not_now' } },
    });
    // Answered twice with a bad score, it is still the one.
    const page = await open(ret.link);
    await send(ret.link, page, { score: '2', step: 'more' });
    expect((await survey(ret)).followUp.id).toBe(followUp.id);
  });

  test('is answered by words in the conversation; taken back it is owed again', async () => {
    const ret = await answered(2);
    const { followUp } = await survey(ret);
    const said = await product.post(`/returns/${ret.id}/message`, { body: 'Nous sommes désolés, nous vous appelons.', language: 'fr' });
    expect(said.status, JSON.stringify(said.body)).toBeLessThan(300);
    const after = (await product.get(`/follow-ups/${followUp.id}`)).body;
    expect(after).toMatchObject({ state: 'answered', dueAt: null, clock: { state: 'met' } });
    expect((await product.get(`/returns?tab=answer&limit=100`)).body.items.some(({ id }: Json) => id === ret.id)).toBe(false);

    const settled = await product.post(`/follow-ups/${followUp.id}/settlement`, { outcome: 'explained', says: 'Le colis était perdu.' });
    expect(settled.body).toMatchObject({ state: 'settled', outcome: 'explained' });
    expect(settled.body.events.at(-1)).toMatchObject({ type: 'settled', says: 'Le colis était perdu.' });
    expect(refusalOf(await product.post(`/follow-ups/${followUp.id}/settlement`, { outcome: 'refund' }))).toBe('409 not_now');
  });

  test('is called in time, its breach is on the record, and asked again it may say that all is well', async () => {
    const ret = await answered(1);
    const { id } = (await survey(ret)).followUp;
    await product.advance('P8D');
    const late = (await product.get(`/follow-ups/${id}`)).body;
    expect(late).toMatchObject({ state: 'open', overdue: true, breached: true });
    expect(late.events.map(({ type }: Json) => type)).toEqual(['opened', 'escalated', 'clock_breached', 'escalated', 'escalated']);
    expect(refusalOf(await product.post(`/follow-ups/${id}/call`, { says: ' ' }))).toBe('400 invalid_request');
    expect((await product.post(`/follow-ups/${id}/call`, { says: 'Rappelée, tout est expliqué.' })).body.state).toBe('answered');
    const asked = await product.post(`/follow-ups/${id}/question`);
    expect(asked.body.again).toMatchObject({ score: null });
    expect(refusalOf(await product.post(`/follow-ups/${id}/question`))).toBe('409 asked_already');
    await product.advance('PT1H');
    const again = (await mailsTo(ret)).find(({ subject }) => subject.includes('tout va bien maintenant'));
    const url = new URL(linksIn(again!.text).find((one) => one.endsWith('score=5'))!);
    const link = `${product.url}${url.pathname}${url.search}`;
    await send(link, await open(link), { score: '5', by: 'tap' });
    expect((await product.get(`/follow-ups/${id}`)).body.again).toMatchObject({ score: 5 });
    const { body: figures } = await product.get('/surveys/figures');
    expect(figures.again).toMatchObject({ n: 1, before: 1, after: 5 });
    expect(figures.scores.reduce((sum: number, n: number) => sum + n, 0)).toBe(figures.n);
    expect(figures.by.week.reduce((sum: number, { n }: Json) => sum + n, 0)).toBe(figures.n);
    expect(figures.by.reason).toMatchObject([{ value: 'defective', n: figures.n }]);
    expect(figures.answered).toBeLessThanOrEqual(figures.asked);
  });
});
