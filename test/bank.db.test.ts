/** Refunds that no channel pays (M31): by a file for the bank, each in exactly one, and a second person above the limit; Stripe's word by webhook. */
import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create } from 'xmlbuilder2';
import { approveBankFile, makeBankFile } from '../src/app/bank-refunds.ts';
import { connectStripe } from '../src/app/stripe.ts';
import type { Actor } from '../src/core/access.ts';
import { portalDesk } from '../src/api/portal-desk.ts';
import { PHENIX } from '../src/core/papers/stage.test-support.ts';
import { putConnection } from '../src/store/connections.ts';
import { phoneOrder } from './cast.ts';
import { DEMO_KEY, openProduct, type Product } from './product.ts';

const OWN = 'DE89370400440532013000';
const LEAS = 'FR1420041010050500013M02606';
const sofia: Actor = { kind: 'staff', id: 'sofia', name: 'Sofia', roles: ['finance'] };
const marc: Actor = { kind: 'staff', id: 'marc', name: 'Marc', roles: ['finance'] };

let product: Product;
beforeAll(async () => {
  product = await openProduct();
  const { rates: _r, fileLimit: _l, ...said } = PHENIX;
  await product.put('/paper-settings', {
    ...said,
    rates: [],
    bank: { holder: 'Phénix Mobile SAS', iban: OWN, bic: 'COBADEFFXXX' },
    fileLimit: { amount: '500.00', currency: 'EUR' },
  });
  await product.ctx.db.withSeller(product.sellerId, (tx) =>
    putConnection(tx, {
      slug: 'shop',
      kind: 'shop',
      name: 'phenix.example',
      settings: { refunds: 'bank_transfer' },
      secrets: {},
      next_poll_at: null,
    }),
  );
});
afterAll(() => product.close());

let made = 0;
async function refunded(): Promise<{ id: string; refundId: string }> {
  const channelOrderId = `bank-${(made += 1)}`;
  await product.put(`/orders/shop/${channelOrderId}`, phoneOrder(6_000 + made));
  const { body: ret } = await product.post('/returns', {
    channel: 'shop',
    channelOrderId,
    via: 'api',
    items: [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 2 }],
  });
  await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1', ...ret.items[0].sold }] });
  await product.post(`/returns/${ret.id}/inspection`, { items: [{ lineId: '1', verdict: 'fault_confirmed' }] });
  const { body } = await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
  await product.settle();
  return { id: ret.id, refundId: body.refunds[0].id };
}
const account = (id: string, iban = LEAS) => product.put(`/returns/${id}/bank-account`, { holder: 'Léa Fontaine', iban });
const stateOf = async (id: string) => (await product.get(`/returns/${id}`)).body.refunds[0].state as string;
const waiting = async () => (await product.get('/bank-refunds')).body.items as { refundId: string; state: string; iban: string | null }[];

describe('a refund that the channel cannot pay', () => {
  test('waits for the buyer’s account, goes into a file, and is confirmed from the statement', async () => {
    const { id, refundId } = await refunded();
    expect(await stateOf(id)).toBe('submitted');
    expect(await waiting()).toMatchObject([{ refundId, state: 'needs_account', iban: null }]);
    expect((await product.post('/bank-files')).body.type).toMatch(/nothing_to_pay$/);

    expect((await account(id, 'FR1420041010050500013M02607')).status).toBe(400);
    expect((await account(id)).status).toBe(204);
    expect(await waiting()).toMatchObject([{ refundId, state: 'ready', iban: 'FR14 •••• 2606' }]);
    const [kept] = await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query<{ iban: string }>('select iban from desk.bank_accounts where seller_id = $1 and return_id = $2', [tx.sellerId, id]),
    );
    expect(kept!.iban, 'sealed at rest').not.toMatch(/\d{10}|FR14/);
    expect(await portalDesk(product.ctx).get('phenix', id, 'fr')).toMatchObject({
      bank: { state: 'given', account: { holder: 'Léa Fontaine', iban: 'FR14 •••• 2606', country: 'FR' } },
      refunds: [{ by: 'bank' }],
    });
    expect(JSON.stringify((await product.get(`/returns/${id}/bank-account`)).body)).not.toContain(LEAS);

    const file = (await product.post('/bank-files')).body;
    expect(file).toMatchObject({ state: 'ready', count: 1, total: { amount: '369.00', currency: 'EUR' } });
    const download = await fetch(`${product.url}/api/v1/bank-files/${file.id}/download`, {
      method: 'POST',
      headers: { authorization: `Bearer ${DEMO_KEY}` },
    });
    const xml = await download.text();
    expect(createHash('sha256').update(xml).digest('hex')).toBe(file.sha256);
    const doc = create(xml).end({ format: 'object' }) as any;
    const init = doc.Document.CstmrCdtTrfInitn;
    expect(init.GrpHdr).toMatchObject({ NbOfTxs: '1', CtrlSum: '369.00' });
    expect(init.PmtInf).toMatchObject({ PmtMtd: 'TRF', CtrlSum: '369.00', DbtrAcct: { Id: { IBAN: OWN } }, ChrgBr: 'SLEV' });
    expect(init.PmtInf.CdtTrfTxInf).toMatchObject({ Cdtr: { Nm: 'Lea Fontaine' }, CdtrAcct: { Id: { IBAN: LEAS } } });
    // The order of the schema.
    expect(Object.keys(init.PmtInf)).toEqual([
      'PmtInfId',
      'PmtMtd',
      'BtchBookg',
      'NbOfTxs',
      'CtrlSum',
      'PmtTpInf',
      'ReqdExctnDt',
      'Dbtr',
      'DbtrAcct',
      'DbtrAgt',
      'ChrgBr',
      'CdtTrfTxInf',
    ]);

    expect((await product.post(`/bank-files/${file.id}/confirmation`)).body).toEqual({ moved: 1 });
    expect((await product.post(`/bank-files/${file.id}/confirmation`)).body).toEqual({ moved: 0 });
    expect(await stateOf(id)).toBe('confirmed');
    const journals = await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query<{ key: string }>('select key from desk.journals where seller_id = $1 and refund_id = $2', [product.sellerId, refundId]),
    );
    expect(journals.map(({ key }) => key)).toContain(`bank_refund:${refundId}`);
  });

  test('two finance people at once: one makes the file, each refund stands in exactly one', async () => {
    const refunds = [await refunded(), await refunded(), await refunded()];
    for (const { id } of refunds) await account(id);
    const answers = await Promise.all([
      makeBankFile(product.ctx, product.sellerId, sofia),
      makeBankFile(product.ctx, product.sellerId, marc),
    ]);
    expect(answers.map((answer) => (answer.ok ? answer.file.count : answer.refusal)).toSorted()).toEqual([3, 'nothing_to_pay'].toSorted());
    const file = answers.find((answer) => answer.ok)!;
    if (!file.ok) throw new Error('one of them made it');

    // 1,107 EUR is above the limit: it waits for somebody else.
    expect(file.file.state).toBe('awaiting_approval');
    const maker = file.file.made_by === 'sofia' ? sofia : marc;
    const other = maker === sofia ? marc : sofia;
    expect((await product.post(`/bank-files/${file.file.id}/download`)).body.type).toMatch(/file_not_approved$/);
    expect(await approveBankFile(product.ctx, product.sellerId, file.file.id, maker)).toEqual({ ok: false, refusal: 'own_file' });
    expect(await approveBankFile(product.ctx, product.sellerId, file.file.id, other)).toMatchObject({ ok: true, file: { state: 'ready' } });

    // Cancelled before it went out: they wait again, and go into the next one.
    await product.call('DELETE', `/bank-files/${file.file.id}`);
    expect((await waiting()).map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
    // One is paid by hand meanwhile: it stays out.
    await product.post(`/refunds/${refunds[0]!.refundId}/confirmation`, { reference: 'cash' });
    const next = (await product.post('/bank-files')).body;
    expect(next).toMatchObject({ count: 2, total: { amount: '738.00' } });
    expect(await waiting()).toEqual([]);
    await approveBankFile(product.ctx, product.sellerId, next.id, marc);
    await product.post(`/bank-files/${next.id}/download`).catch(() => {});
    // The bank sent one back.
    const outcome = await product.post(`/bank-files/${next.id}/confirmation`, {
      refunds: [
        { refundId: refunds[1]!.refundId, outcome: 'paid' },
        { refundId: refunds[2]!.refundId, outcome: 'failed', says: 'Account closed' },
      ],
    });
    expect(outcome.body).toEqual({ moved: 2 });
    expect([await stateOf(refunds[1]!.id), await stateOf(refunds[2]!.id)]).toEqual(['confirmed', 'failed']);
    // Tried again it is a new way to the bank, under a name of its own.
    await product.post(`/refunds/${refunds[2]!.refundId}/retry`);
    await product.settle();
    expect(await waiting()).toMatchObject([{ refundId: refunds[2]!.refundId, state: 'ready' }]);
  });
});

describe('Stripe’s word', () => {
  const secret = 'whsec_abcdefgh';
  const tell = async (object: object, id: string, sign = secret) => {
    const payload = JSON.stringify({
      id,
      object: 'event',
      type: 'refund.updated',
      created: Math.floor(Date.now() / 1000),
      data: { object },
    });
    const answer = await fetch(`${product.url}/webhooks/stripe/phenix/shop`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret: sign }),
      },
      body: payload,
    });
    return answer.status;
  };

  test('confirms a refund once, and is not heard without its signature', async () => {
    const { id, refundId } = await refunded();
    await connectStripe(product.ctx, product.sellerId, 'shop', { key: 'sk_test_12345678', webhookSecret: secret, orderKey: 'order_id' });
    const refund = { object: 'refund', id: 're_9', status: 'succeeded', metadata: { retour_intent: `${refundId}:1` } };
    expect(await tell(refund, 'evt_a', 'whsec_wrongwrong')).toBe(400);
    expect(await stateOf(id)).toBe('submitted');
    expect(await tell(refund, 'evt_a')).toBe(200);
    expect(await tell(refund, 'evt_a')).toBe(200);
    expect(await stateOf(id)).toBe('confirmed');

    // Weeks later the card sends it back: confirmed stays confirmed, and the team reads it on the case.
    expect(await tell({ ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' }, 'evt_b')).toBe(200);
    expect(await stateOf(id)).toBe('confirmed');
    expect(JSON.stringify((await product.get(`/returns/${id}`)).body.messages)).toContain('expired_or_canceled_card');
  });

  test('its keys go in and never come out: what is left out stays, what is forgotten is gone', async () => {
    const shops = async () => (await product.get('/stripe')).body;
    expect((await shops()).items).toMatchObject([
      { slug: 'shop', connected: true, webhook: expect.stringMatching(/\/webhooks\/stripe\/phenix\/shop$/) },
    ]);
    expect(JSON.stringify([await shops(), (await product.get('/connections')).body])).not.toMatch(/sk_test|whsec/);
    expect((await product.put('/connections/shop/stripe', { orderKey: 'web_order' })).status).toBe(200);
    expect((await shops()).items[0].orderKey).toBe('web_order');
    expect((await product.call('DELETE', '/connections/shop/stripe')).status).toBe(204);
    expect((await shops()).items[0].connected).toBe(false);
    const bare = await product.put('/connections/shop/stripe', { key: 'rk_test_12345678' });
    expect([bare.status, bare.body.errors]).toEqual([400, [{ path: 'webhookSecret', says: 'is missing' }]]);
    expect((await product.get('/stripe', { as: await product.keyFor('finance') })).status).toBe(403);
    await connectStripe(product.ctx, product.sellerId, 'shop', { key: 'sk_test_12345678', webhookSecret: secret, orderKey: 'order_id' });
  });

  test('a failure before the end is a failure', async () => {
    const { id, refundId } = await refunded();
    expect(
      await tell(
        { object: 'refund', id: 're_10', status: 'failed', failure_reason: 'declined', metadata: { retour_intent: `${refundId}:1` } },
        'evt_c',
      ),
    ).toBe(200);
    expect(await stateOf(id)).toBe('failed');
  });
});
