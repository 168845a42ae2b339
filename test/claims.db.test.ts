/** Claims and the way out on the whole product: told twice is one claim, money is booked once, nobody sees another seller's, and lists tell the truth. */
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClaim } from '../src/app/claims.ts';
import { drainEffects } from '../src/app/drain.ts';
import { sweepSeller } from '../src/app/sweep.ts';
import { money } from '../src/core/money.ts';
import { daysAgo, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 120_000);
afterAll(() => product?.close());

const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.parse(product.ctx.clock.now(product.sellerId)) - hours * HOUR).toISOString();
let next = 0;
/** An order of the seller's own shop, placed some hours ago; its number and our id. */
async function order(more: Parameters<typeof phoneOrder>[1] = {}, channel = 'shop'): Promise<{ number: string; id: string }> {
  const number = `OUT-${++next}`;
  const { shippedAt: _s, deliveredAt: _d, ...body } = phoneOrder(900 + next);
  const put = await product.put(`/orders/${channel}/${number}`, { ...body, placedAt: hoursAgo(6), ...more });
  expect(put.status).toBe(201);
  const found = await product.get(`/outbound?q=${number}`);
  return { number, id: found.body.items[0].orderId };
}
const journals = (claimId: string) =>
  product.ctx.db.withSeller(product.sellerId, async (tx) =>
    (
      await tx.query<{ key: string }>(`select key from desk.journals where seller_id = $1 and key like $2`, [
        tx.sellerId,
        `claim:${claimId}:%`,
      ])
    ).map(({ key }) => key),
  );
const mailTo = (to: string) =>
  product.ctx.db.withSeller(product.sellerId, (tx) =>
    tx.query<{ subject: string; body_text: string }>(
      'select subject, body_text from desk.mails where seller_id = $1 and recipient like $2 order by at desc',
      [tx.sellerId, `%${to}%`],
    ),
  );

describe('claims', () => {
  test('twelve who tell of the same mishap at once make one claim', async () => {
    const { ctx, sellerId } = product;
    const tell = () =>
      ctx.db.withSeller(sellerId, (tx) =>
        openClaim(ctx, tx, {
          key: 'carrier:8R00000000001:lost',
          against: 'carrier',
          party: 'colissimo',
          why: 'lost',
          amount: money(36_900, 'EUR'),
          about: { trackingNumber: '8R00000000001' },
          says: 'never scanned again',
          evidence: [{ kind: 'tracking', says: 'last seen in Lyon' }],
        }),
      );
    const made = await Promise.all(Array.from({ length: 12 }, tell));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    const claim = (await product.get(`/claims/${made[0]!.id}`)).body;
    expect(claim).toMatchObject({ state: 'draft', amount: '369.00', evidence: [{ kind: 'tracking' }], events: [{ type: 'opened' }] });
    expect(claim.checklist).toContainEqual({ kind: 'tracking', says: 'tracking history', need: 'must', there: true });
  });

  test('another seller sees and changes nothing of it', async () => {
    const { ctx } = product;
    const other = '019a0000-0000-7000-8000-0000000000ff';
    for (const table of [
      'claims',
      'claim_events',
      'claim_evidence',
      'counterparts',
      'shipments',
      'cancellations',
      'outbound_events',
      'order_steps',
    ])
      expect(await ctx.db.withSeller(other, (tx) => tx.query(`select 1 from desk.${table}`)), table).toEqual([]);
  });

  test('from draft to paid: two people who note the payment at once book it once; undone, it is booked back', async () => {
    const { number } = await order();
    const opened = await product.post('/claims', {
      against: 'carrier',
      party: 'dpd',
      why: 'damaged',
      amount: '100.00',
      currency: 'EUR',
      channel: 'shop',
      channelOrderId: number,
      says: 'The box was crushed.',
    });
    expect(opened.status).toBe(201);
    const { id } = opened.body;
    const again = await product.post('/claims', {
      against: 'carrier',
      party: 'dpd',
      why: 'damaged',
      amount: '90.00',
      currency: 'EUR',
      channel: 'shop',
      channelOrderId: number,
    });
    expect([again.status, again.body.id]).toEqual([200, id]);
    expect((await product.post(`/claims/${id}/payment`, {})).body.type).toMatch(/claim_draft$/);
    await product.post(`/claims/${id}/submission`, { how: 'hand', reference: 'DPD-1' });
    expect((await product.post(`/claims/${id}/acceptance`, { amount: '80.00' })).body).toMatchObject({
      state: 'accepted',
      agreed: '80.00',
      open: '80.00',
    });
    const both = await Promise.all([product.post(`/claims/${id}/payment`, {}), product.post(`/claims/${id}/payment`, {})]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await journals(id)).toHaveLength(2);
    const undone = await product.post(`/claims/${id}/undo`, {});
    expect(undone.body).toMatchObject({ state: 'accepted', paid: null });
    expect(await journals(id)).toHaveLength(3);
    const lines = await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query<{ account: string; minor: number }>(
        `select l.account, sum(l.minor)::bigint as minor from desk.entries l join desk.journals j on j.seller_id = l.seller_id and j.id = l.journal_id
          where j.seller_id = $1 and j.key like $2 group by l.account`,
        [tx.sellerId, `claim:${id}:%`],
      ),
    );
    const sums = Object.fromEntries(lines.map(({ account, minor }) => [account, Number(minor)]));
    expect(sums).toEqual({ claims_receivable: 8_000, claims_income: -8_000, bank: 0 });
  });

  test('sent by mail with a pack whose hashes hold; the address is remembered', async () => {
    const opened = await product.post('/claims', {
      against: 'supplier',
      party: 'Refone GmbH',
      why: 'warranty',
      amount: '55.50',
      currency: 'EUR',
      key: 'warranty:1',
    });
    const { id } = opened.body;
    const form = new FormData();
    form.append('kind', 'contract');
    form.append('says', 'Our terms, page 2');
    form.append('file', new Blob(['terms and conditions'], { type: 'text/plain' }), '../../terms of 2026.txt');
    const added = await fetch(`${product.url}/api/v1/claims/${id}/evidence`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-demo-key-0123456789' },
      body: form,
    });
    expect(added.status).toBe(201);
    const pack = unzipSync(new Uint8Array((await product.get(`/claims/${id}/pack.zip`)).body));
    expect(Object.keys(pack).sort()).toEqual(['SHA256SUMS', 'evidence/01-terms-of-2026.txt', 'summary.pdf']);
    for (const line of new TextDecoder().decode(pack['SHA256SUMS']).trim().split('\n')) {
      const [sum, name] = line.split('  ') as [string, string];
      expect(createHash('sha256').update(pack[name]!).digest('hex'), name).toBe(sum);
    }
    await product.post(`/claims/${id}/submission`, { how: 'mail', to: 'claims@refone.example' });
    await drainEffects(product.ctx, product.sellerId);
    const [mail] = await mailTo('claims@refone.example');
    expect(mail?.subject).toContain(opened.body.code);
    expect((await product.post(`/claims/${id}/undo`)).body.type).toMatch(/mail_cannot_be_unsent$/);
    const second = await product.post('/claims', {
      against: 'supplier',
      party: 'Refone GmbH',
      why: 'warranty',
      amount: '10.00',
      currency: 'EUR',
      key: 'warranty:2',
    });
    expect(second.body.sendTo).toBe('claims@refone.example');
  });

  test('the queue is in order of urgency, page by page, without gaps or doubles', async () => {
    for (let i = 0; i < 7; i++)
      await product.post('/claims', { against: 'channel', why: 'payout_difference', amount: '1.00', currency: 'EUR', key: `payout:${i}` });
    const seen: Json[] = [];
    for (let cursor = ''; ; ) {
      const page = (await product.get(`/claims?tab=draft&limit=3${cursor && `&cursor=${cursor}`}`)).body;
      seen.push(...page.items);
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ dueAt }) => dueAt)).toEqual(seen.map(({ dueAt }) => dueAt).sort());
    expect(seen.filter(({ against }) => against === 'channel')).toHaveLength(7);
  });

  test('nobody without the duty takes the money’s steps', async () => {
    const warehouse = await product.keyFor('warehouse');
    const { items } = (await product.get('/claims?tab=draft&limit=1')).body;
    const answer = await product.post(`/claims/${items[0].id}/write-off`, { because: 'x' }, { as: warehouse });
    expect(answer.body.type).toMatch(/not_your_duty$/);
  });
});

describe('the way out', () => {
  test('an order shows before it is late; a number that can’t be its carrier’s is asked about; entered, the order has left', async () => {
    const { id, number } = await order({ placedAt: hoursAgo(20) });
    const list = (await product.get('/outbound?tab=to_ship&limit=100')).body;
    expect(list.items.map((row: Json) => row.at)).toEqual(list.items.map((row: Json) => row.at).sort());
    expect(list.items.find((row: Json) => row.channelOrderId === number)).toMatchObject({ over: false, shippedAt: null });
    const odd = await product.post(`/outbound/${id}/shipping`, { carrier: 'Colissimo', trackingNumber: '12345' });
    expect(odd.body.type).toMatch(/odd_number$/);
    const future = await product.post(`/outbound/${id}/shipping`, {
      carrier: 'Colissimo',
      trackingNumber: '6A12345678901',
      shippedAt: hoursAgo(-5),
    });
    expect(future.body.type).toMatch(/not_shipped_yet$/);
    const entered = await product.post(`/outbound/${id}/shipping`, { carrier: 'Colissimo', trackingNumber: '6A 1234 5678 901' });
    expect(entered.body.shipments).toMatchObject([{ carrier: 'colissimo', trackingNumber: '6A12345678901', state: 'under_way' }]);
    expect(entered.body.order.shippedAt).not.toBeNull();
    expect(entered.body.order.clocks.find((clock: Json) => clock.kind === 'ship').state).toBe('met');
    const other = await order();
    const twice = await product.post(`/outbound/${other.id}/shipping`, { carrier: 'colissimo', trackingNumber: '6A12345678901' });
    expect(twice.body.type).toMatch(/parcel_known$/);
    // The seller's own system may not know yet that it left.
    const { shippedAt: _s, deliveredAt: _d, ...body } = phoneOrder(900 + next - 1);
    await product.put(`/orders/shop/${number}`, { ...body, placedAt: entered.body.order.placedAt });
    expect((await product.get(`/orders/shop/${number}`)).body.shippedAt).not.toBeNull();
  });

  test('the marketplace is told once, also when the errand is run again', async () => {
    const { id } = await order({}, 'backmarket');
    await product.post(`/outbound/${id}/shipping`, { carrier: 'Chronopost', trackingNumber: 'XX123456789FR' });
    await drainEffects(product.ctx, product.sellerId);
    const told = (await product.get(`/outbound/${id}`)).body.events.filter(({ type }: Json) => type === 'channel_told');
    expect(told).toHaveLength(1);
    expect(told[0].says).toContain('XX123456789FR');
    await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query(`update desk.effects set state = 'pending' where seller_id = $1 and kind = 'tell_shipped'`, [tx.sellerId]),
    );
    await drainEffects(product.ctx, product.sellerId);
    const after = (await product.get(`/outbound/${id}`)).body.events.filter(({ type }: Json) => type === 'channel_told');
    expect(after.at(-1).says).toContain('already');
  });

  test('a late order reaches the team by one mail an hour, however many there are', async () => {
    const before = (await mailTo('malik@')).length;
    const numbers = [];
    for (let i = 0; i < 3; i++) numbers.push((await order({ placedAt: hoursAgo(30) })).number);
    while ((await sweepSeller(product.ctx, product.sellerId)) > 0);
    await drainEffects(product.ctx, product.sellerId);
    const mails = await mailTo('malik@');
    expect(mails.length).toBe(before + 1);
    for (const number of numbers) expect(mails[0]!.body_text).toContain(number);
    expect((await product.get('/outbound?tab=ship_late')).body.counts.ship_late).toBeGreaterThanOrEqual(3);
    while ((await sweepSeller(product.ctx, product.sellerId)) > 0);
    await drainEffects(product.ctx, product.sellerId);
    expect((await mailTo('malik@')).length).toBe(before + 1);
  });

  test('a wish to cancel: an offer is an answer; called off, the money goes back once and nothing may leave or come back', async () => {
    const { id, number } = await order({ placedAt: hoursAgo(1) }, 'backmarket');
    const wished = await product.post(`/outbound/${id}/cancellation-wish`, { says: 'Found it cheaper.', via: 'email' });
    const [wish] = wished.body.wishes;
    expect(wish.answerBy.slice(0, 10) >= wish.askedAt.slice(0, 10)).toBe(true);
    expect((await product.post(`/outbound/${id}/shipping`, { carrier: 'Chronopost', trackingNumber: 'XX123456780FR' })).body.type).toMatch(
      /wish_open$/,
    );
    const [offer] = wished.body.offers;
    await product.post(`/outbound/${id}/wishes/${wish.id}/answer`, offer);
    await drainEffects(product.ctx, product.sellerId);
    const ended = await product.post(`/outbound/${id}/wishes/${wish.id}/end`, { as: 'accepted' });
    expect(ended.body).toMatchObject({ cancelled: true, wishes: [{ state: 'accepted', amount: '369.00' }] });
    await drainEffects(product.ctx, product.sellerId);
    const settled = (await product.get(`/outbound/${id}`)).body;
    expect(settled.wishes[0].settledAt).not.toBeNull();
    expect(settled.events.filter(({ type }: Json) => type === 'refunded')).toHaveLength(1);
    expect((await product.post(`/outbound/${id}/wishes/${wish.id}/end`, { as: 'accepted' })).body.type).toMatch(/wish_ended$/);
    expect((await product.post(`/outbound/${id}/shipping`, { carrier: 'Chronopost', trackingNumber: 'XX123456781FR' })).body.type).toMatch(
      /order_cancelled$/,
    );
    const back = await product.post('/returns', {
      channel: 'backmarket',
      channelOrderId: number,
      via: 'phone',
      items: [{ lineId: '1', reason: 'changed_mind' }],
    });
    expect(back.body.type).toMatch(/order_cancelled$/);
    expect((await product.get('/outbound?tab=to_ship&limit=100')).body.items.some((row: Json) => row.channelOrderId === number)).toBe(
      false,
    );
  });

  test('what left although it was called off may come back, but its money has gone back already', async () => {
    const { id, number } = await order({ placedAt: hoursAgo(1) });
    const { wishes } = (await product.post(`/outbound/${id}/cancellation-wish`, { says: 'No more.' })).body;
    await product.post(`/outbound/${id}/wishes/${wishes[0].id}/end`, { as: 'accepted' });
    await drainEffects(product.ctx, product.sellerId);
    const { shippedAt: _s, deliveredAt: _d, ...body } = phoneOrder(900 + next);
    await product.put(`/orders/shop/${number}`, { ...body, placedAt: hoursAgo(1), shippedAt: hoursAgo(0.5) });
    const items = [{ lineId: '1', reason: 'changed_mind' }];
    const { body: ret } = await product.post('/returns', { channel: 'shop', channelOrderId: number, via: 'phone', items });
    await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1', imei: body.lines[0]!.imei }] });
    await product.post(`/returns/${ret.id}/inspection`, { items: [{ lineId: '1', verdict: 'as_described' }] });
    const again = await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
    expect(again.body.type).toMatch(/more_than_paid$/);
  });

  test('above the limit a cancellation is finance’s', async () => {
    const { id } = await order({ lines: [{ ...phoneOrder(1).lines[0]!, price: '1500.00' }] });
    const { wishes } = (await product.post(`/outbound/${id}/cancellation-wish`, {})).body;
    const ines = await product.keyFor('customer_service');
    expect((await product.post(`/outbound/${id}/wishes/${wishes[0].id}/end`, { as: 'accepted' }, { as: ines })).body.type).toMatch(
      /above_limit$/,
    );
  });

  test('lost on the way: a claim against the carrier and a return for the buyer, which hangs on no proof', async () => {
    const { id } = await order({ placedAt: daysAgo(9) });
    const entered = await product.post(`/outbound/${id}/shipping`, {
      carrier: 'dpd',
      trackingNumber: '12345678901234',
      shippedAt: daysAgo(8),
    });
    const [parcel] = entered.body.shipments;
    expect((await product.get('/outbound?tab=still')).body.items.map((row: Json) => row.orderId)).toContain(id);
    const reported = await product.post(`/outbound/shipments/${parcel.id}/trouble`, {
      what: 'lost',
      says: 'The buyer has nothing, the carrier says nothing.',
      forBuyer: true,
      evidence: [{ kind: 'declaration', says: 'Signed on Monday.' }],
    });
    expect(reported.status).toBe(200);
    const claim = (await product.get(`/claims/${reported.body.claimId}`)).body;
    expect(claim).toMatchObject({ why: 'lost', party: 'dpd', amount: '369.00', about: { returnId: reported.body.returnId } });
    expect(claim.evidence.map(({ kind }: Json) => kind)).toEqual(expect.arrayContaining(['tracking', 'declaration', 'value']));
    const ret = (await product.get(`/returns/${reported.body.returnId}`)).body;
    expect(ret.items[0].reason).toBe('not_received');
    expect((await product.post(`/outbound/shipments/${parcel.id}/trouble`, { what: 'lost' })).body.type).toMatch(/already_reported$/);
    await product.call('DELETE', `/outbound/shipments/${parcel.id}/trouble`);
    expect((await product.get(`/outbound/${id}`)).body.shipments[0].state).toBe('under_way');
  });
});

describe('claims that follow from a return', () => {
  test('paid back first, and then another device is found: the buyer is asked for it, once', async () => {
    const { number } = await order({ placedAt: daysAgo(6), shippedAt: daysAgo(5), deliveredAt: daysAgo(3) });
    const request = { channel: 'shop', channelOrderId: number, via: 'phone', items: [{ lineId: '1', reason: 'changed_mind' }] };
    const ret = (await product.post('/returns', request)).body;
    await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: '1' }] });
    await product.post(`/returns/${ret.id}/resolution`, { items: [{ lineId: '1', resolution: 'refund' }] });
    await drainEffects(product.ctx, product.sellerId);
    const paid = (await product.get(`/returns/${ret.id}`)).body;
    expect(paid.refunds).toMatchObject([{ state: 'confirmed' }]);
    expect((await product.get(`/claims?returnId=${ret.id}`)).body.items).toEqual([]);
    await product.post(`/returns/${ret.id}/inspection`, { items: [{ lineId: '1', verdict: 'other_device' }] });
    const { items } = (await product.get(`/claims?returnId=${ret.id}`)).body;
    expect(items).toMatchObject([{ against: 'buyer', why: 'wrong_device', state: 'draft', amount: paid.refunds[0].amount }]);
    const claim = (await product.get(`/claims/${items[0].id}`)).body;
    expect(claim.evidence.map(({ kind }: Json) => kind)).toEqual(expect.arrayContaining(['identity', 'inspection', 'value']));
  });
});
