/** By which way a buyer is told (M15, M16), cases that began elsewhere (M14), and what happens in the same instant, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act } from '../src/app/act.ts';
import { answerBuyer } from '../src/app/answer-buyer.ts';
import { drainEffects } from '../src/app/drain.ts';
import { openReturn } from '../src/app/open-return.ts';
import { endWish, recordWish } from '../src/app/outbound.ts';
import { pollChannel } from '../src/app/poll-channel.ts';
import { declareWithdrawal } from '../src/app/withdrawals.ts';
import type { Actor } from '../src/core/access.ts';
import { MAIL_KINDS } from '../src/core/notices.ts';
import { changeConnection, readConnection } from '../src/store/connections.ts';
import { readWithdrawal } from '../src/store/portal.ts';
import { readEvents } from '../src/store/returns.ts';
import { daysAgo, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 120_000);
afterAll(() => product.close());

const camille: Actor = { kind: 'staff', id: '019a0000-0000-7000-8000-0000000000d1', name: 'Camille Roy', roles: ['manager'] };
const ines: Actor = { ...camille, id: '019a0000-0000-7000-8000-0000000000d2', name: 'Inès Marchand', roles: ['customer_service'] };

/** As the seller chose it for the toy marketplace; nothing chosen is what the marketplace demands. */
async function telling(contact?: 'channel_and_mail'): Promise<void> {
  await product.ctx.db.withSeller(product.sellerId, async (tx) => {
    const { settings, ...rest } = (await readConnection(tx, 'backmarket'))!;
    const { contact: _was, ...others } = settings;
    await changeConnection(tx, 'backmarket', { ...rest, settings: { ...others, ...(contact && { contact }) } });
  });
}

let made = 0;
type Sold = { readonly channelOrderId: string; readonly email: string; readonly complain: () => Promise<number> };
/** The phone whose battery died, sold at the toy marketplace. */
async function sold(delivered = 5): Promise<Sold> {
  const channelOrderId = `ways-${(made += 1)}`;
  const email = `lea.ways.${made}@buyers.example`;
  await product.put(
    `/orders/backmarket/${channelOrderId}`,
    phoneOrder(9_000 + made, { delivered, buyer: { name: 'Léa Fontaine', email, language: 'fr' } }),
  );
  const { market } = product.ctx.sandbox!;
  const complain = async () => {
    const toy = await market.findOrder(channelOrderId);
    const folder = await market.complain({
      orderlineId: toy!.lines[0]!.id,
      issue: 'BATTERY',
      tag: 'TECHNICAL',
      wants: 'REFUND',
      message: 'La batterie ne tient plus la journée.',
    });
    return (folder as { id: number }).id;
  };
  return { channelOrderId, email, complain };
}
const poll = () => pollChannel(product.ctx, product.sellerId, 'backmarket');
const inPortal = ({ channelOrderId }: Sold) =>
  openReturn(
    product.ctx,
    product.sellerId,
    { channel: 'backmarket', channelOrderId, via: 'portal', items: [{ lineId: '1', reason: 'defective', fault: 'battery' }] },
    { kind: 'buyer' },
  );
const returnsOf = async ({ channelOrderId }: Sold): Promise<Json[]> => {
  const { body } = await product.get(`/returns?q=${channelOrderId}`);
  return Promise.all(body.items.map(async ({ id }: Json) => (await product.get(`/returns/${id}`)).body));
};
const there = async (folder: number): Promise<{ from: string; body: string; files: unknown[] }[]> =>
  ((await product.ctx.sandbox!.market.folder(folder)) as Json).messages.filter(({ from }: Json) => from === 'merchant');
const mailsTo = async ({ email }: Sold): Promise<Json[]> =>
  ((await (await fetch(`${product.url}/sandbox/mail?to=${encodeURIComponent(email)}`)).json()) as Json).items;
const arrived = (id: string) =>
  act(product.ctx, product.sellerId, id, { verb: 'receipt', items: [{ lineId: '1' }] }, { ...camille, roles: ['warehouse'] });
const storyOf = async (id: string): Promise<Json[]> =>
  (await product.ctx.db.withSeller(product.sellerId, (tx) => readEvents(tx, id))).map(({ body }) => JSON.parse(body));

describe('a channel that demands its own conversation', () => {
  beforeAll(() => telling());
  afterAll(() => telling('channel_and_mail'));

  test('is told in it alone, whole, with label and slip as files', async () => {
    const phone = await sold();
    const folder = await phone.complain();
    await product.settle();
    const [ret] = await returnsOf(phone);
    expect(ret.status).toBe('approved');
    const [accepted, ...more] = await there(folder);
    expect(more).toEqual([]);
    expect(accepted!.body).toContain(ret.rma);
    expect(accepted!.body).toContain('en pièce jointe');
    expect(accepted!.body, 'nothing leads away').not.toMatch(/https?:/);
    expect(accepted!.files).toHaveLength(2);
    await arrived(ret.id);
    await product.settle();
    expect(await there(folder)).toHaveLength(2);
    expect(await mailsTo(phone)).toEqual([]);
    // Read again, none of it is news.
    await product.settle();
    expect((await returnsOf(phone))[0].messages.filter((m: Json) => m.direction === 'out')).toHaveLength(2);
  });

  test('has no case of what began in the portal: then it goes by mail, and the feed says why', async () => {
    const phone = await sold();
    await inPortal(phone);
    await product.settle();
    expect((await mailsTo(phone)).length).toBeGreaterThan(0);
    const [ret] = await returnsOf(phone);
    const feed = (await product.get(`/returns/${ret.id}`)).body;
    expect(feed.notices).toMatchObject([{ kind: 'approved', way: 'mail', because: 'no_case_there' }]);
  });

  test('learns of it later: one return, one word of how it stands, and everything after in its conversation', async () => {
    const phone = await sold();
    await inPortal(phone);
    await product.settle();
    const before = (await mailsTo(phone)).length;
    const folder = await phone.complain();
    await product.settle();
    const [ret, ...others] = await returnsOf(phone);
    expect(others).toEqual([]);
    expect(ret.channelReturnId).toBe(String(folder));
    expect((await storyOf(ret.id)).filter(({ type }) => type === 'linked')).toMatchObject([
      { channelReturnId: String(folder), by: { kind: 'channel' } },
    ]);
    const said = await there(folder);
    expect(said).toHaveLength(1);
    expect(said[0]!.body).toContain(ret.rma);

    await arrived(ret.id);
    await answerBuyer(
      product.ctx,
      product.sellerId,
      ret.id,
      { body: 'Bonjour Léa, votre téléphone est arrivé et nous le testons demain.' },
      ines,
    );
    await product.advance('PT1M');
    await product.settle();
    expect((await there(folder)).map(({ body }) => body).slice(1)).toEqual([
      expect.stringContaining(ret.rma),
      expect.stringContaining('nous le testons demain'),
    ]);
    expect(await mailsTo(phone), 'no mail beside it from then on').toHaveLength(before);
    expect((await returnsOf(phone))[0].messages.filter((m: Json) => m.direction === 'in')).toHaveLength(1);
  });

  test('tells first, and the portal’s request after it is the same return', async () => {
    const phone = await sold();
    const folder = await phone.complain();
    await product.settle();
    expect(await inPortal(phone)).toMatchObject({ ok: true, created: false });
    const [ret, ...others] = await returnsOf(phone);
    expect(others).toEqual([]);
    expect(ret.channelReturnId).toBe(String(folder));
    expect((await storyOf(ret.id)).filter(({ type }) => type === 'linked')).toEqual([]);
  });

  test('and portal in the same instant: one return, and it is the channel’s case', async () => {
    for (let round = 0; round < 4; round++) {
      const phone = await sold();
      const folder = await phone.complain();
      await Promise.all(round % 2 === 0 ? [poll(), inPortal(phone)] : [inPortal(phone), poll()]);
      await poll();
      await drainEffects(product.ctx, product.sellerId);
      const [ret, ...others] = await returnsOf(phone);
      expect(others).toEqual([]);
      expect(ret.channelReturnId).toBe(String(folder));
      expect(await there(folder), `round ${round}`).toHaveLength(1);
    }
  });
});

test('a case that was joined before links were events reads as one', async () => {
  const phone = await sold();
  const opened = await inPortal(phone);
  if (!opened.ok) throw new Error('opened');
  await product.ctx.db.withSeller(product.sellerId, (tx) =>
    tx.query('update desk.returns set channel_return_id = $3 where seller_id = $1 and id = $2', [tx.sellerId, opened.returnId, 'old-1']),
  );
  expect((await product.get(`/returns/${opened.returnId}`)).body.channelReturnId).toBe('old-1');
});

test('a return that is opened and an order that is called off in the same instant: one of the two, never both', async () => {
  let called = 0;
  for (let round = 0; round < 20; round++) {
    const channelOrderId = `instant-${round}`;
    const { shippedAt: _left, deliveredAt: _came, ...order } = phoneOrder(9_500 + round, { placedAt: daysAgo(1) });
    await product.put(`/orders/shop/${channelOrderId}`, order);
    const orderId = await product.ctx.db.withSeller(product.sellerId, async (tx) => {
      const [row] = await tx.query<{ id: string }>('select id from desk.orders where seller_id = $1 and channel_order_id = $2', [
        tx.sellerId,
        channelOrderId,
      ]);
      return row!.id;
    });
    const wish = await recordWish(product.ctx, product.sellerId, orderId, { says: 'Please cancel.', via: 'email' }, camille);
    if (!wish.ok) throw new Error(wish.refusal);
    const open = () =>
      openReturn(
        product.ctx,
        product.sellerId,
        { channel: 'shop', channelOrderId, via: 'phone', items: [{ lineId: '1', reason: 'changed_mind' }] },
        camille,
      );
    const callOff = () => endWish(product.ctx, product.sellerId, wish.id, 'accepted', camille);
    const pair = round % 2 === 0 ? [open(), callOff()] : [callOff(), open()];
    const answers = await Promise.all(pair);
    const won = answers.map(({ ok }) => ok);
    expect(won.filter(Boolean), `round ${round}: ${JSON.stringify(answers)}`).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: expect.stringMatching(/^(order_cancelled|return_open)$/) });
    if (answers.some((one) => !one.ok && one.refusal === 'order_cancelled')) called += 1;
  }
  expect(called, 'both come first now and then').toBeGreaterThan(0);
});

describe('a withdrawal that matches no order', () => {
  let n = 0;
  /** As the portal hands it on. */
  const declare = async (
    orderNumber: string,
    email: string,
    id = `019a0000-0000-7000-8000-00000000de${String((n += 1)).padStart(2, '0')}`,
  ) => {
    const statement = `Je me rétracte du contrat, commande ${orderNumber}.`;
    const said = { id, name: 'Léa Fontaine', email, orderNumber, about: '', units: null, language: 'fr', statement } as const;
    await declareWithdrawal(product.ctx, product.sellerId, said);
    await product.settle();
    return id;
  };
  const waiting = async (): Promise<Json[]> => (await product.get('/inbound-mails')).body.items;

  test('waits in triage, once, with what it may be about; joined to its order, it is declared when the buyer declared it', async () => {
    const phone = await sold();
    const id = await declare(phone.channelOrderId, 'lea.elsewhere@buyers.example');
    await declare(phone.channelOrderId, 'lea.elsewhere@buyers.example', id);
    const mine = (await waiting()).filter((one) => one.id === id);
    expect(mine).toMatchObject([
      { source: 'portal', because: 'withdrawal', state: 'triage', from: { email: 'lea.elsewhere@buyers.example' } },
    ]);
    const whole = (await product.get(`/inbound-mails/${id}`)).body;
    expect(whole.proposals).toMatchObject([{ channelOrderId: phone.channelOrderId, why: 'order', fromBuyer: false, does: 'open' }]);
    expect(whole.read.reason).toBe('changed_mind');
    expect(
      (await mailsTo({ ...phone, email: 'lea.elsewhere@buyers.example' })).filter(({ text }) => text.includes('Je me rétracte')),
      'acknowledged, once',
    ).toHaveLength(1);

    await product.advance('P3D');
    const opened = await product.post(`/inbound-mails/${id}/return`, {
      channel: 'backmarket',
      channelOrderId: phone.channelOrderId,
      items: [{ lineId: '1', reason: 'changed_mind' }],
    });
    expect(opened.body).toMatchObject({ state: 'matched', became: 'return' });
    const [ret] = await returnsOf(phone);
    expect(ret.via).toBe('portal');
    expect(ret.milestones.declaredAt).toBe(whole.receivedAt);
    expect(ret.items[0].decision.ground).toBe('withdrawal');
    const said = await product.ctx.db.withSeller(product.sellerId, (tx) => readWithdrawal(tx, id));
    expect(said!.return_id).toBe(ret.id);
    // The errand that looked for the order, run again, finds it placed.
    await declare(phone.channelOrderId, 'lea.elsewhere@buyers.example', id);
    expect(await returnsOf(phone)).toHaveLength(1);
  });

  test('or is answered, and stays on the record', async () => {
    const id = await declare('nobody-knows-4711', 'stranger@buyers.example');
    const answered = await product.post(`/inbound-mails/${id}/answer`, { body: 'Bonjour, sous quel numéro avez-vous commandé ?' });
    expect(answered.body).toMatchObject({ state: 'dismissed', ended: { says: 'Bonjour, sous quel numéro avez-vous commandé ?' } });
    await product.settle();
    const mails = await mailsTo({ channelOrderId: '', email: 'stranger@buyers.example', complain: async () => 0 });
    expect(mails.filter(({ text }) => text.includes('sous quel numéro'))).toHaveLength(1);
    expect((await product.post(`/inbound-mails/${id}/answer`, { body: 'Encore.' })).status).toBe(409);
    expect((await product.post(`/inbound-mails/${id}/undo`, {})).body).toMatchObject({ state: 'triage' });
  });
});

describe('what is chosen of a connection', () => {
  test('is one of the ways that its channel leaves, and a manager’s affair', async () => {
    const choose = (slug: string, contact: string, as?: string) =>
      product.put(`/connections/${slug}/contact`, { contact }, as ? { as } : {});
    expect((await choose('backmarket', 'channel_only')).body.contact).toMatchObject({
      rule: 'channel_only',
      choices: ['channel_only', 'channel_and_mail'],
      demanded: { source: expect.stringContaining('Back Market') },
    });
    expect((await product.get('/notifications')).body.channels).toContainEqual(
      expect.objectContaining({ channel: 'backmarket', contact: 'channel_only', demanded: true }),
    );
    const refused = await choose('backmarket', 'mail');
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'contact', says: expect.stringContaining('demands') }] } });
    expect((await choose('shop', 'channel_only')).status).toBe(400);
    expect((await choose('backmarket', 'channel_and_mail', await product.keyFor('customer_service'))).status).toBe(403);
    expect((await choose('backmarket', 'channel_and_mail')).body.contact.rule).toBe('channel_and_mail');
  });
});

test('every mail that went out is of a kind that the list of notices names', async () => {
  const kinds = await product.ctx.db.withSeller(product.sellerId, (tx) =>
    tx.query<{ kind: string }>(
      `select distinct coalesce(e.answer ->> 'kind', '(none)') as kind from desk.mails m
         join desk.effects e on e.seller_id = m.seller_id and e.id = m.id where m.seller_id = $1`,
      [tx.sellerId],
    ),
  );
  const named: readonly string[] = MAIL_KINDS;
  expect(kinds.map(({ kind }) => kind).filter((kind) => !named.includes(kind))).toEqual([]);
  expect(kinds.length).toBeGreaterThan(3);
  const listed: Json[] = (await product.get('/notifications')).body.items;
  expect(listed.map(({ kind }) => kind)).toEqual(named);
  for (const language of ['en', 'fr', 'de', 'es', 'it'])
    for (const { kind, preview } of listed)
      if (preview) {
        const { body } = await product.post(`/notifications/${kind}/preview`, { language });
        expect(body, kind).toMatchObject({ language, rma: null });
        expect(`${body.subject}\n${body.text}`, kind).not.toMatch(/undefined|\[object|NaN/);
        expect(body.text.length, kind).toBeGreaterThan(80);
      }
});
