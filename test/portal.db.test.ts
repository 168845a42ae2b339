/** The buyer's way in and what it makes (M10): codes, several orders, the withdrawal function, the way back and changes, on a real database. */
import { afterAll, assert as mustHold, beforeAll, describe, expect, test } from 'vitest';
import { portalDesk } from '../src/api/portal-desk.ts';
import { refused } from '../src/api/portal/desk.ts';
import { askForCode, codeOf, enterCode } from '../src/app/portal-codes.ts';
import type { Declared } from '../src/app/withdrawals.ts';
import { idOfKey } from '../src/app/write-message.ts';
import { readReturn } from '../src/store/returns.ts';
import { phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

let devices = 21_000;
async function order(number: string, email: string, changes: Parameters<typeof phoneOrder>[1] = {}): Promise<void> {
  const put = await product.put(
    `/orders/shop/${number}`,
    phoneOrder((devices += 1), { buyer: { name: 'Nora Blum', email, language: 'de' }, ...changes }),
  );
  expect(put.status, JSON.stringify(put.body)).toBe(201);
}
const asks = (number: string, email: string) => askForCode(product.ctx, product.sellerId, { number, email, language: 'de' });
const codeIn = async (number: string, email: string): Promise<{ id: string; code: string }> => {
  const asked = await asks(number, email);
  mustHold('codeId' in asked, JSON.stringify(asked));
  return { id: asked.codeId, code: codeOf(product.ctx, product.sellerId, asked.codeId) };
};
async function mailsTo(email: string): Promise<Json[]> {
  await product.settle();
  return ((await (await fetch(`${product.url}/sandbox/mail?to=${encodeURIComponent(email)}`)).json()) as { items: Json[] }).items;
}
const enters = (id: string, code: string) => enterCode(product.ctx, product.sellerId, id, code);
const signedIn = async (number: string, email: string): Promise<readonly string[]> => {
  const { id, code } = await codeIn(number, email);
  const entered = await enters(id, code);
  mustHold('orders' in entered, JSON.stringify(entered));
  return entered.orders;
};
const returnsOf = async (number: string): Promise<Json[]> => (await product.get(`/returns?q=${number}`)).body.items;

describe('a one-time code', () => {
  test('comes by mail to the address on the order, opens all orders of that mailbox, and is good once', async () => {
    await order('PC-1', 'nora@people.example');
    await order('PC-2', 'nora@people.example');
    await order('PC-3', 'somebody.else@people.example');
    const { id, code } = await codeIn(' pc-1 ', 'Nora@People.example ');
    const mail = (await mailsTo('nora@people.example')).find(({ subject }) => subject.includes('Code'));
    expect(mail.subject).toBe(`${code.slice(0, 3)} ${code.slice(3)} ist Ihr Code für Phénix Mobile`);
    expect(mail.text).toContain(`${product.ctx.publicUrl}/portal/r/`);
    const entered = await enters(id, `${code.slice(0, 3)} ${code.slice(3)}`);
    mustHold('orders' in entered);
    const desk = portalDesk(product.ctx);
    const numbers = await Promise.all(entered.orders.map(async (ref) => (await desk.order('phenix', ref))?.number));
    expect(numbers[0]).toBe('PC-1');
    expect(numbers.toSorted()).toEqual(['PC-1', 'PC-2']);
    expect(await enters(id, code)).toEqual({ refused: 'code_over' });
  });

  test('is asked for in the same way whether there is an order or not, and nobody else is written to', async () => {
    await order('PC-4', 'quiet@people.example');
    const rows = async () =>
      product.ctx.db.withSeller(product.sellerId, (tx) =>
        tx.query<{ n: number }>(
          `select (select count(*) from desk.portal_codes where seller_id = $1) + (select count(*) from desk.effects where seller_id = $1 and kind = 'portal_code') as n`,
          [tx.sellerId],
        ),
      );
    const written: number[] = [];
    for (const [number, email] of [
      ['PC-4', 'quiet@people.example'],
      ['PC-4', 'stranger@people.example'],
      ['PC-none', 'quiet.too@people.example'],
    ] as const) {
      const before = Number((await rows())[0]!.n);
      const { id, code } = await codeIn(number, email);
      written.push(Number((await rows())[0]!.n) - before);
      const wrong = code === '000000' ? '000001' : '000000';
      expect(await enters(id, wrong), email).toEqual({ refused: 'code_wrong', left: 4 });
      // Even the digits that the row would have are nobody's where there is no order.
      if (email !== 'quiet@people.example') expect(await enters(id, code), email).toEqual({ refused: 'code_wrong', left: 3 });
    }
    expect(written).toEqual([2, 2, 2]);
    expect(await mailsTo('stranger@people.example')).toEqual([]);
    expect(await mailsTo('quiet.too@people.example')).toEqual([]);
  });

  test('dies of five tries, the right one among them too late', async () => {
    await order('PC-5', 'five@people.example');
    const { id, code } = await codeIn('PC-5', 'five@people.example');
    const wrong = code === '111111' ? '222222' : '111111';
    const said = [];
    for (let i = 0; i < 5; i++) said.push(await enters(id, wrong));
    expect(said.map((one) => ('left' in one ? one.left : 'over'))).toEqual([4, 3, 2, 1, 'over']);
    expect(await enters(id, code)).toEqual({ refused: 'code_over' });
    expect(await enters('no-id', code)).toEqual({ refused: 'code_over' });
  });

  test('is not mailed without end: six for a mailbox or a number, whether they exist or not', async () => {
    for (let i = 0; i < 6; i++) expect(await asks(`PC-flood-${i}`, 'flood@people.example')).toHaveProperty('codeId');
    expect(await asks('PC-flood-7', 'flood@people.example')).toMatchObject({ refused: 'too_many', seconds: expect.any(Number) });
    for (let i = 0; i < 6; i++) await asks('PC-one', `guess.${i}@people.example`);
    expect(await asks('PC-ONE', 'guess.7@people.example')).toMatchObject({ refused: 'too_many' });
    expect(await asks('PC-two', 'guess.7@people.example')).toHaveProperty('codeId');
  });
});

describe('a withdrawal through the function', () => {
  const declare = (over: Partial<Declared> & Pick<Declared, 'orderNumber' | 'email'>) =>
    portalDesk(product.ctx).withdraw('phenix', {
      id: idOfKey('test', over.orderNumber, over.about ?? ''),
      name: 'Nora Blum',
      about: '',
      units: null,
      language: 'de',
      statement: `Ich widerrufe den Vertrag über die Bestellung ${over.orderNumber}.`,
      ...over,
    });

  test('is acknowledged at once with its content, day and time, and opens the return on that day; twice is once', async () => {
    await order('PW-1', 'withdraw@people.example', { delivered: 5 });
    const { submitted } = await declare({ orderNumber: 'PW-1', email: 'withdraw@people.example' });
    await declare({ orderNumber: 'PW-1', email: 'withdraw@people.example' });
    const mails = await mailsTo('withdraw@people.example');
    const letters = mails.filter(({ subject }) => subject.includes('Widerruf ist eingegangen'));
    expect(letters).toHaveLength(1);
    expect(letters[0].text).toContain('Ich widerrufe den Vertrag über die Bestellung PW-1.');
    expect(letters[0].text).toContain(submitted);
    expect(submitted).toMatch(/\d{1,2}\. \p{L}+ \d{4} um \d\d:\d\d:\d\d/u);
    const [ret] = await returnsOf('PW-1');
    expect(ret).toMatchObject({ via: 'portal', items: [{ reason: 'changed_mind' }] });
    const whole = (await product.get(`/returns/${ret.id}`)).body;
    expect(whole.items[0].decision).toMatchObject({ ground: 'withdrawal', outcome: 'approve' });
    expect(whole.clocks.map(({ kind }: Json) => kind)).toContain('withdrawal_refund');
  });

  test('of an order that we do not find, or of items named in words, waits for a person and is acknowledged all the same', async () => {
    await order('PW-2', 'two@people.example', { delivered: 5 });
    await declare({ orderNumber: 'PW-none', email: 'unknown@people.example' });
    await declare({ orderNumber: 'PW-2', email: 'two@people.example', about: 'nur die Hülle' });
    expect((await mailsTo('unknown@people.example')).map(({ subject }) => subject)).toEqual([
      'Ihr Widerruf ist eingegangen, Bestellung PW-none',
    ]);
    const team = await mailsTo('ines@phenix.example, camille@phenix.example');
    const all = team.length > 0 ? team : ((await (await fetch(`${product.url}/sandbox/mail`)).json()) as { items: Json[] }).items;
    const calls = all.filter(({ subject }) => /PW-none|PW-2/.test(subject) && /traiter|look at/.test(subject));
    expect(calls.map(({ subject }) => /PW-\w+/.exec(subject)![0]).toSorted()).toEqual(['PW-2', 'PW-none']);
    expect(await returnsOf('PW-2')).toEqual([]);
  });
});

describe('a request', () => {
  test('that is refused goes before a person with the buyer’s words', async () => {
    await order('PR-1', 'late@people.example', { delivered: 204 });
    const [ref] = await signedIn('PR-1', 'late@people.example');
    const desk = portalDesk(product.ctx);
    const asked = [{ lineId: '1', unit: 1, reason: 'changed_mind' as const, photos: [] }];
    const opened = await desk.open('phenix', ref!, asked, 'token-contest', 'de', { contests: 'Ich lag im Krankenhaus.' });
    mustHold(!refused(opened));
    const { items } = (await product.get(`/disputes?returnId=${opened.returnId}`)).body;
    expect(items.some((one: Json) => one.returnId === opened.returnId && one.reason === 'refusal')).toBe(true);
  });

  test('can be changed while nothing has left: it keeps its day, and what is new in it has today’s', async () => {
    await order('PR-2', 'change@people.example', { delivered: 10 });
    const [ref] = await signedIn('PR-2', 'change@people.example');
    const desk = portalDesk(product.ctx);
    const first = await desk.open(
      'phenix',
      ref!,
      [{ lineId: '1', unit: 1, reason: 'defective', fault: 'battery', photos: [] }],
      'token-first',
      'de',
    );
    mustHold(!refused(first));
    const again = [{ lineId: '1', unit: 1, reason: 'defective' as const, fault: 'screen' as const, photos: [] }];
    const changed = await desk.open('phenix', ref!, again, 'token-change', 'de', { replaces: first.returnId });
    mustHold(!refused(changed));
    expect(await desk.open('phenix', ref!, again, 'token-change', 'de', { replaces: first.returnId })).toEqual(changed);
    expect((await product.get(`/returns/${first.returnId}`)).body.status).toBe('cancelled');
    expect((await product.get(`/returns/${changed.returnId}`)).body.items).toMatchObject([{ fault: 'screen' }]);
    expect((await returnsOf('PR-2')).length).toBe(2);
    const days = await product.ctx.db.withSeller(product.sellerId, async (tx) => {
      const [old, fresh] = [await readReturn(tx, first.returnId), await readReturn(tx, changed.returnId)];
      return [old, fresh].map((one) => one!.ret.milestones.declaredAt);
    });
    expect(days[1]).toBe(days[0]);
  });

  test('of somebody else’s return is no way to end it', async () => {
    await order('PR-3', 'mine@people.example');
    await order('PR-4', 'theirs@people.example');
    const [mine] = await signedIn('PR-3', 'mine@people.example');
    const [theirs] = await signedIn('PR-4', 'theirs@people.example');
    const desk = portalDesk(product.ctx);
    const asked = [{ lineId: '1', unit: 1, reason: 'changed_mind' as const, photos: [] }];
    const there = await desk.open('phenix', theirs!, asked, 'token-theirs', 'de');
    mustHold(!refused(there));
    expect(await desk.open('phenix', mine!, asked, 'token-mine', 'de', { replaces: there.returnId })).toEqual({
      refused: 'order_not_found',
    });
    expect((await product.get(`/returns/${there.returnId}`)).body.status).not.toBe('cancelled');
  });

  test('travels as the buyer chooses, of what is on offer and nothing else', async () => {
    await order('PR-5', 'way@people.example', { delivered: 40 });
    const [ref] = await signedIn('PR-5', 'way@people.example');
    const desk = portalDesk(product.ctx);
    const asked = [{ lineId: '1', unit: 1, reason: 'defective' as const, fault: 'battery' as const, photos: [] }];
    const opened = await desk.open('phenix', ref!, asked, 'token-way', 'de');
    mustHold(!refused(opened));
    const ways = await desk.ways('phenix', opened.returnId, { postalCode: '59000' });
    mustHold(ways);
    expect(ways).toMatchObject({ paidBy: 'seller', own: false, lithium: true });
    expect(ways.ways.map(({ kind }) => kind)).toEqual(['prepaid', 'dropoff', 'pickup', 'store']);
    expect(await desk.chooseWay('phenix', opened.returnId, { kind: 'own' })).toEqual({ refused: 'way_gone' });
    expect(await desk.chooseWay('phenix', opened.returnId, { kind: 'pickup', account: ways.ways[0]!.account, slotFrom: 'never' })).toEqual({
      refused: 'slot_gone',
    });
    const point = ways.points[0]!;
    const done = await desk.chooseWay('phenix', opened.returnId, {
      kind: 'dropoff',
      account: ways.ways[1]!.account,
      pointId: point.id,
      postalCode: '59000',
    });
    expect(done).toEqual({ ok: true });
    expect((await desk.get('phenix', opened.returnId, 'de'))?.label).toMatchObject({ kind: 'dropoff', place: { point: { id: point.id } } });
  });
});
