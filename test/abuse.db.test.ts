/** Signs of abuse and the line of descent of devices (M5, M7), through the real API and portal on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import { portalDesk } from '../src/api/portal-desk.ts';
import { COOKIE, newSession, withGrant, writeSession } from '../src/api/portal/session.ts';
import { paths } from '../web/portal/paths.ts';
import { makeSeller } from '../src/app/make-seller.ts';
import { addApiKey, EVERY_ROLE } from '../src/app/sign-in.ts';
import { backmarket } from '../src/core/policy/packs/backmarket.ts';
import { imei, lea, type OrderBody, phoneOrder } from './cast.ts';
import { blank, phoneOnTable, TRAVELS } from './pictures.ts';
import { type Call, type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

let orders = 0;
const aName = () => `A-${(orders += 1)}`;
let people = 0;
const somebody = () => ({ ...lea, name: `Buyer ${(people += 1)}`, email: `buyer.${people}@people.example` });
const home = (number: number, street = 'rue des Lilas') => ({
  street: `${number} ${street}`,
  postalCode: '59800',
  city: 'Lille',
  country: 'FR',
});

async function put(order: OrderBody, options: Call = {}, name = aName(), channel = 'shop'): Promise<string> {
  const answer = await product.call('PUT', `/orders/${channel}/${name}`, order, options);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return name;
}

/** An order of its own and a return of it: a phone that does not charge, unless told otherwise. */
async function opened(
  buyer: object,
  request: object = {},
  more: Partial<Parameters<typeof phoneOrder>[1]> = {},
  options: Call = {},
): Promise<Json> {
  const channelOrderId = await put(phoneOrder(3_000 + orders, { buyer: buyer as never, ...more }), options);
  return openedOf(channelOrderId, request, options);
}
async function openedOf(channelOrderId: string, request: object = {}, options: Call = {}): Promise<Json> {
  const answer = await product.post(
    '/returns',
    {
      channel: 'shop',
      channelOrderId,
      via: 'api',
      items: [{ lineId: '1', reason: 'defective', fault: 'charging', photos: 2, ...request }],
    },
    options,
  );
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const act = async (ret: { id: string }, verb: string, body: unknown = {}, options: Call = {}): Promise<Json> => {
  const answer = await product.post(`/returns/${ret.id}/${verb}`, body, options);
  expect(answer.status, `${verb}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const look = async (ret: { id: string }, options: Call = {}): Promise<Json> => (await product.get(`/returns/${ret.id}`, options)).body;

async function show(ret: { id: string }, photo: Buffer): Promise<void> {
  const form = new FormData();
  form.append('photo', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'photo.jpg');
  const answer = await fetch(`${product.url}/api/v1/returns/${ret.id}/photos`, {
    method: 'POST',
    headers: { authorization: 'Bearer test-demo-key-0123456789' },
    body: form,
  });
  expect(answer.status, await answer.text()).toBe(201);
}

/** What the last answer was decided on. */
async function decidedOn(ret: { id: string }, options: Call = {}): Promise<Json> {
  const { body } = await product.get(`/returns/${ret.id}/decisions`, options);
  return body.items.at(-1);
}
const recordOf = async (ret: { id: string }, options: Call = {}): Promise<Json> => (await decidedOn(ret, options)).facts.history.record;
const NOTHING = { samePhotoElsewhere: 0, deviceSwaps12m: 0, refundsWithoutGoods12m: 0, linkedReturns12m: 0, linkedAbuse12m: 0 };

/** Received with another number than the one that was sold, and found to be another device. */
async function swapped(ret: Json, read = imei(9_000 + orders)): Promise<Json> {
  if (ret.status !== 'approved') await act(ret, 'approval');
  await act(ret, 'receipt', { items: [{ lineId: '1', imei: read }] });
  return act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'other_device', disposition: 'quarantine' }] });
}

describe('the same photo twice', () => {
  test('shown again for another order, re-encoded, it is on the record of the second return, and the policy was asked again', async () => {
    const photo = await phoneOnTable(71);
    const first = await opened(somebody());
    await show(first, photo);
    expect(await recordOf(first)).toEqual(NOTHING);
    const second = await opened(somebody());
    expect(await recordOf(second)).toEqual(NOTHING);
    await show(second, await TRAVELS['as a poor JPEG']!(photo));
    expect(await recordOf(second)).toEqual({ ...NOTHING, samePhotoElsewhere: 1 });
    const { body } = await product.get(`/returns/${second.id}/events`);
    expect(body.items.at(-1)).toMatchObject({
      type: 'decided',
      by: { kind: 'system', name: 'policy' },
      says: expect.stringContaining('photo'),
    });
    // An approval that was given stands; what is new is seen by whoever decides about the money.
    expect((await look(second)).status).toBe('approved');
  });

  test('shown again for the same order it is nothing', async () => {
    const photo = await phoneOnTable(72);
    const channelOrderId = await put(phoneOrder(3_500, { buyer: somebody() }));
    const first = await openedOf(channelOrderId);
    await show(first, photo);
    await act(first, 'cancellation');
    const again = await openedOf(channelOrderId);
    await show(again, photo);
    expect(await recordOf(again)).toEqual(NOTHING);
  });

  test('other photos, and blank ones, are nothing', async () => {
    const [first, second] = [await opened(somebody()), await opened(somebody())];
    for (const picture of [await phoneOnTable(73), await blank(30)]) await show(first, picture);
    for (const picture of [await phoneOnTable(74), await blank(30)]) await show(second, picture);
    expect(await recordOf(second)).toEqual(NOTHING);
  });

  test('the bench photographs every phone on the same bench: that is no evidence against anybody', async () => {
    const bench = await phoneOnTable(75);
    const [first, second] = [await opened(somebody()), await opened(somebody())];
    for (const ret of [first, second]) {
      await act(ret, 'receipt', { items: [{ lineId: '1', imei: ret.items[0].sold.imei }] });
      await show(ret, bench);
    }
    expect(await recordOf(second)).toEqual(NOTHING);
  });

  test('in the portal the photo is known before the return is: the first answer has the sign, and says nothing of it to the buyer', async () => {
    const desk = portalDesk(product.ctx);
    const photo = await phoneOnTable(76);
    const first = await opened(somebody());
    await show(first, photo);
    const channelOrderId = await put(phoneOrder(3_501, { buyer: somebody() }));
    const { body: order } = await product.get(`/orders/shop/${channelOrderId}`);
    const stowed = await desk.stow('phenix', order.id, {
      name: 'mine.jpg',
      type: 'image/jpeg',
      bytes: await TRAVELS['at a third of its size']!(photo),
    });
    if (!('ref' in stowed)) throw new Error('the photo was taken');
    const request = { lineId: '1', unit: 1, reason: 'defective', fault: 'charging', photos: [stowed] } as const;
    const preview = await desk.preview('phenix', order.id, [request] as never, 'fr');
    if ('refused' in preview) throw new Error(preview.refused);
    const done = await desk.open('phenix', order.id, [request] as never, 'form-76', 'fr');
    if (!('returnId' in done)) throw new Error(done.refused);
    expect(await recordOf({ id: done.returnId })).toEqual({ ...NOTHING, samePhotoElsewhere: 1 });
    expect((await look({ id: done.returnId })).photos).toHaveLength(1);
    // What the buyer was shown before is what was decided.
    const { decision } = await decidedOn({ id: done.returnId });
    expect(preview[0]!.decision.because.map(({ rule }) => rule)).toEqual(decision.because.map(({ rule }: Json) => rule));
  });
});

describe('what a buyer’s earlier returns left', () => {
  test('another device came back: the next return of this buyer knows, the bench’s own second look can take it back', async () => {
    const buyer = somebody();
    const first = await opened(buyer);
    await swapped(first);
    expect(await recordOf(await opened(buyer))).toEqual({ ...NOTHING, deviceSwaps12m: 1 });
    await act(first, 'inspection', { items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'repair' }] });
    expect(await recordOf(await opened(buyer))).toEqual(NOTHING);
  });

  test('money went out and the goods never came; a parcel that the carrier lost is not the buyer’s affair', async () => {
    const buyer = somebody();
    const [unsent, lost] = [await opened(buyer), await opened(buyer)];
    for (const ret of [unsent, lost]) if (ret.status !== 'approved') await act(ret, 'approval');
    await act(lost, 'dispatch', { carrier: 'la-poste', trackingNumber: '6A12345678901' });
    await act(lost, 'lost');
    for (const ret of [unsent, lost]) await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'refund' }] });
    await product.settle();
    expect((await look(unsent)).items[0].settlement).toBe('refunded');
    expect(await recordOf(await opened(buyer))).toEqual({ ...NOTHING, refundsWithoutGoods12m: 1 });
  });

  test('buyers of whom the channel tells no e-mail are not one buyer', async () => {
    const channelOrderId = await put(phoneOrder(3_502, { buyer: somebody() }));
    const other = await put(phoneOrder(3_503, { buyer: somebody() }));
    await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query(`update desk.buyers set email = '' where order_id in (select id from desk.orders where channel_order_id = any($1))`, [
        [channelOrderId, other],
      ]),
    );
    await swapped(await openedOf(channelOrderId));
    const facts = (await decidedOn(await openedOf(other))).facts.history;
    expect(facts).toMatchObject({ buyerReturns12m: 0, buyerOrders12m: 1, record: NOTHING });
  });
});

describe('links', () => {
  test('another e-mail that reaches the same mailbox, another name behind the same front door', async () => {
    await swapped(await opened({ ...lea, email: 'j.doe.links@gmail.com', address: home(1) }));
    expect(await recordOf(await opened({ ...lea, email: 'jdoelinks+new@googlemail.com' }))).toEqual({
      ...NOTHING,
      linkedReturns12m: 1,
      linkedAbuse12m: 1,
    });
    expect(await recordOf(await opened({ ...somebody(), address: home(1, 'r. des LILAS, appt 4') }))).toMatchObject({ linkedAbuse12m: 1 });
    expect(await recordOf(await opened({ ...somebody(), address: home(2) }))).toEqual(NOTHING);
  });

  test('the buyer’s own returns are not links', async () => {
    const buyer = { ...somebody(), address: home(3) };
    await opened(buyer);
    expect(await recordOf(await opened(buyer))).toEqual(NOTHING);
  });

  test('a house with many names on the door is nobody’s household', async () => {
    for (let n = 0; n < 5; n++) await opened({ ...somebody(), address: home(4) });
    expect(await recordOf(await opened({ ...somebody(), address: home(4) }))).toMatchObject({ linkedReturns12m: 5 });
    expect(await recordOf(await opened({ ...somebody(), address: home(4) }))).toEqual(NOTHING);
  });

  test('an address reads back as it was put; told without, it stays; the keys hold neither address nor e-mail', async () => {
    const buyer = { ...somebody(), address: home(5) };
    const channelOrderId = await put(phoneOrder(3_504, { buyer }));
    const { address: _left, ...without } = buyer;
    await put(phoneOrder(3_504, { buyer: without }), {}, channelOrderId);
    expect((await product.get(`/orders/shop/${channelOrderId}`)).body.buyer.address).toEqual(home(5));
    const [row] = await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query<{ mailbox_key: Buffer; place_key: Buffer }>('select mailbox_key, place_key from desk.buyers where email = $1', [
        buyer.email,
      ]),
    );
    expect([row!.mailbox_key.length, row!.place_key.length]).toEqual([32, 32]);
    const plain = createHash('sha256').update(buyer.email).digest();
    expect(row!.mailbox_key.equals(plain)).toBe(false);
  });
});

describe('another seller', () => {
  test('sees none of our signs, and gives us none', async () => {
    const secret = 'a-key-of-another-seller-altogether';
    await makeSeller(product.ctx, {
      seller: {
        slug: 'other',
        name: 'Other',
        country: 'FR',
        zone: 'Europe/Paris',
        language: 'fr',
        sandbox: true,
        settings: product.ctx.sellers.get(product.sellerId).settings,
      },
      policy: backmarket,
      connections: [{ slug: 'shop', kind: 'shop', name: 'other.example', polled: false }],
      people: [],
      password: 'not-needed-here',
      since: '2020-01-01T00:00:00.000Z',
    } as never);
    await addApiKey(product.ctx, product.ctx.sellers.bySlug('other')!.id, { name: 'other', secret, roles: EVERY_ROLE });
    const buyer = { ...lea, email: 'shared@people.example', address: home(6) };
    const photo = await phoneOnTable(77);
    const ours = await opened(buyer);
    await show(ours, photo);
    await swapped(ours);
    const theirs = await opened(buyer, {}, {}, { as: secret });
    expect(await recordOf(theirs, { as: secret })).toEqual(NOTHING);
    expect((await decidedOn(theirs, { as: secret })).facts.history).toMatchObject({ buyerReturns12m: 0, buyerOrders12m: 1 });
  });
});

describe('whose device is it', () => {
  test('a number that belongs to another order of ours says which, by number and day, not by name', async () => {
    const sold = imei(7_001);
    const stranger = somebody();
    const other = await put(phoneOrder(7_001, { buyer: stranger }));
    const ret = await opened(somebody());
    await act(ret, 'approval').catch(() => {});
    const received = await act(ret, 'receipt', { items: [{ lineId: '1', imei: ` ${sold.slice(0, 8)} ${sold.slice(8)}` }] });
    expect(received.items[0]).toMatchObject({
      identity: 'mismatch',
      knownFrom: [{ how: 'sold', channel: 'shop', channelOrderId: other, sameBuyer: false }],
    });
    expect(JSON.stringify(received.items[0].knownFrom)).not.toContain(stranger.name);
    // And the other way round: who later sells that phone back finds where it was seen.
    const back = await openedOf(other);
    const swappedBack = await act(back, 'receipt', { items: [{ lineId: '1', imei: ret.items[0].sold.imei }] });
    expect(swappedBack.items[0].knownFrom).toEqual([expect.objectContaining({ how: 'sold', channelOrderId: ret.order.channelOrderId })]);
  });
});

describe('the line of descent (M5)', () => {
  /** Comes back, is found broken, and is replaced by the phone of that index; the new order, where the channel makes one. */
  async function replaced(ret: Json, by: { imei?: string; newOrder?: object }): Promise<void> {
    if (ret.status !== 'approved') await act(ret, 'approval');
    await act(ret, 'receipt', { items: [{ lineId: '1', ...ret.items[0].sold }] });
    await act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'repair' }] });
    await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'replacement' }] });
    await act(ret, 'completion', { items: [{ lineId: '1', ...by }], carrier: 'colissimo', trackingNumber: '8R00000000001' });
  }

  test('the phone whose battery died three times, each time another phone: the third return is a total refund', async () => {
    const buyer = somebody();
    const [a, b, c] = [8_001, 8_002, 8_003];
    const first = await openedOf(await put(phoneOrder(a, { buyer, delivered: 40 })), { fault: 'battery' });
    await replaced(first, { imei: imei(b) });

    // The channel makes an order of its own for the replacement: known by the phone's number.
    const second = await openedOf(await put(phoneOrder(b, { buyer, delivered: 20 })), { fault: 'battery' });
    expect((await decidedOn(second)).facts.history.itemReturns).toEqual([
      expect.objectContaining({ reason: 'defective', outcome: 'replaced' }),
    ]);
    expect(second.earlier.map(({ id }: Json) => id)).toEqual([first.id]);
    expect(second.items[0].decision.resolutions).not.toContain('repair');
    await replaced(second, { imei: imei(c) });

    const third = await openedOf(await put(phoneOrder(c, { buyer, delivered: 5, shippingPaid: '6.00' })), { fault: 'battery' });
    const { facts, decision } = await decidedOn(third);
    expect(facts.history.itemReturns.map((past: Json) => past.outcome)).toEqual(['replaced', 'replaced']);
    expect(decision.resolutions).toEqual(['refund']);
    expect(decision.refund).toMatchObject({ items: '369.00', shipping: '6.00', total: '375.00' });
  });

  test('replaced under the same order: the bench expects the phone that the buyer holds now', async () => {
    const channelOrderId = await put(phoneOrder(8_010, { buyer: somebody(), delivered: 30 }));
    await replaced(await openedOf(channelOrderId), { imei: imei(8_011) });
    const second = await openedOf(channelOrderId);
    expect(second.items[0].sold).toEqual({ imei: imei(8_011) });
    expect((await decidedOn(second)).facts.history.itemReturns).toHaveLength(1);
    if (second.status !== 'approved') await act(second, 'approval');
    const received = await act(second, 'receipt', { items: [{ lineId: '1', imei: imei(8_011) }] });
    expect(received.items[0].identity).toBe('match');
  });

  test('replaced by a phone whose number nobody wrote down: no number is held against the buyer', async () => {
    const channelOrderId = await put(phoneOrder(8_020, { buyer: somebody(), delivered: 30 }));
    await replaced(await openedOf(channelOrderId), {});
    const second = await openedOf(channelOrderId);
    expect(second.items[0].sold).toEqual({});
    if (second.status !== 'approved') await act(second, 'approval');
    expect((await act(second, 'receipt', { items: [{ lineId: '1', imei: imei(8_021) }] })).items[0].identity).toBe('not_recorded');
  });

  test('the new order is named: no number is needed', async () => {
    const buyer = somebody();
    await replaced(await openedOf(await put(phoneOrder(8_030, { buyer, delivered: 30 }))), {
      newOrder: { channelOrderId: 'A-new', lineId: '1' },
    });
    await put(phoneOrder(8_031, { buyer: somebody(), delivered: 3 }), {}, 'A-new');
    expect((await decidedOn(await openedOf('A-new'))).facts.history.itemReturns).toHaveLength(1);
  });

  test('the same phone, refurbished and sold to somebody else, starts anew', async () => {
    const buyer = somebody();
    await replaced(await openedOf(await put(phoneOrder(8_040, { buyer, delivered: 60 }))), { imei: imei(8_041) });
    const resold = await put(phoneOrder(8_041, { buyer: somebody(), delivered: 4 }));
    expect((await decidedOn(await openedOf(resold))).facts.history.itemReturns).toEqual([]);
  });
});

describe('told to the team, and to nobody else', () => {
  const OURS = /suspi|fraud|abuse|another return|other return|score|same photo|check\./i;

  test('the case page has the score, what spoke, which cases are behind it and until when they count', async () => {
    const buyer = somebody();
    const photo = await phoneOnTable(79);
    const first = await opened(buyer);
    await show(first, photo);
    await swapped(first);
    const second = await opened(buyer);
    await show(second, photo);
    const { status, body } = await product.get(`/returns/${second.id}/signs`);
    expect(status).toBe(200);
    expect(body.items).toEqual([
      expect.objectContaining({ lineId: '1', unit: 1, callsFrom: expect.any(Number), score: expect.any(Number) }),
    ]);
    expect(body.cases.map(({ kind, rma }: Json) => [kind, rma]).sort()).toEqual(
      ['device_swap', 'earlier_return', 'same_photo'].map((kind) => [kind, first.rma]),
    );
    const { openedAt, expiresAt } = body.cases[0];
    expect(new Date(expiresAt).getUTCFullYear()).toBe(new Date(openedAt).getUTCFullYear() + 1);
  });

  test('neither the portal nor a letter tells the buyer of it', async () => {
    const desk = portalDesk(product.ctx);
    const buyer = somebody();
    const photo = await phoneOnTable(80);
    for (let n = 0; n < 4; n++) {
      const before = await opened(buyer);
      await show(before, photo);
      await swapped(before);
    }
    const ret = await opened(buyer);
    await show(ret, photo);
    await product.settle();
    expect((await decidedOn(ret)).decision.abuse.score).toBeGreaterThan(0);
    const shown = await desk.get('phenix', ret.id, 'en');
    expect(shown!.events.map(({ says }) => says).filter((says) => OURS.test(says))).toEqual([]);
    // The page itself, as the buyer's browser gets it.
    const session = withGrant(newSession(Date.now()), { seller: 'phenix', order: ret.order.id }, Date.now());
    const page = await fetch(product.url + paths.return('phenix', ret.id), {
      headers: { cookie: `${COOKIE}=${writeSession(product.ctx.secret, session)}`, 'accept-language': 'en' },
    });
    const words = (await page.text()).replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]+>/g, ' ');
    expect(words).toContain(ret.rma);
    expect(words.match(OURS)).toBeNull();
    const { items } = (await (await fetch(`${product.url}/sandbox/mail?to=${encodeURIComponent(buyer.email)}`)).json()) as Json;
    const letters = items.filter(({ subject, text }: Json) => `${subject} ${text}`.includes(ret.rma));
    expect(letters.length).toBeGreaterThan(0);
    expect(letters.map(({ text, subject }: Json) => `${subject}\n${text}`).filter((letter: string) => OURS.test(letter))).toEqual([]);
  });

  test('a stranger’s return is not there', async () => {
    expect((await product.get('/returns/019a0000-0000-7000-8000-000000000001/signs')).status).toBe(404);
  });
});

describe('signs never say no', () => {
  test('a withdrawal with every sign at once is approved at once, with the signs on the record', async () => {
    const buyer = { ...lea, email: 'everything+1@people.example', address: home(9) };
    const photo = await phoneOnTable(78);
    for (let n = 0; n < 4; n++) {
      const before = await opened(buyer);
      await show(before, photo);
      await swapped(before);
      await swapped(await opened({ ...buyer, email: `everything+2@people.example` }));
    }
    const withdrawn = await opened(buyer, { reason: 'changed_mind', fault: undefined }, { delivered: 2 });
    await show(withdrawn, photo);
    const after = await look(withdrawn);
    expect(after.status).toBe('approved');
    const { facts, decision } = await decidedOn(withdrawn);
    expect(facts.history.record).toMatchObject({ samePhotoElsewhere: 4, deviceSwaps12m: 4, linkedReturns12m: 4, linkedAbuse12m: 4 });
    expect(decision).toMatchObject({ outcome: 'approve', ground: 'withdrawal' });
    expect(decision.because.some((one: Json) => one.source === 'check')).toBe(true);
    expect(decision.abuse.score).toBeGreaterThanOrEqual(decision.abuse.callsFrom);
  });
});
