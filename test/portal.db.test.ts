/** The buyer's way in and what it makes (M10): codes, several orders, the withdrawal function, the way back and changes, on a real database. */
import { afterAll, assert as mustHold, beforeAll, describe, expect, test } from 'vitest';
import { portalDesk } from '../src/api/portal-desk.ts';
import { refused } from '../src/api/portal/desk.ts';
import { askForCode, codeOf, enterCode } from '../src/app/portal-codes.ts';
import type { Declared } from '../src/app/withdrawals.ts';
import { idOfKey } from '../src/app/write-message.ts';
import { readReturn } from '../src/store/returns.ts';
import { phoneOrder } from './cast.ts';
import { phoneOnTable } from './pictures.ts';
import { DEMO_KEY, type Json, openProduct, type Product } from './product.ts';

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

describe('an answer that the buyer sees otherwise', () => {
  let made = 0;
  /** A phone that came back wet, and was refused for it. */
  async function denied(): Promise<{ id: string; orderRef: string }> {
    const [number, email] = [`PX-${(made += 1)}`, `wet.${made}@people.example`];
    await order(number, email, { delivered: 40 });
    const [orderRef] = await signedIn(number, email);
    const asked = [{ lineId: '1', unit: 1, reason: 'defective' as const, fault: 'screen' as const, wants: 'refund' as const, photos: [] }];
    const opened = await portalDesk(product.ctx).open('phenix', orderRef!, asked, `token-${number}`, 'de');
    mustHold(!refused(opened));
    const id = opened.returnId;
    await product.post(`/returns/${id}/approval`, {});
    const ret = (await product.get(`/returns/${id}`)).body;
    await product.post(`/returns/${id}/receipt`, { items: [{ lineId: '1', ...ret.items[0].sold }] });
    await photograph(id, 'liquid');
    await photograph(id, 'wiped');
    const checks = { liquid: 'wet', outside: 'none', wiped: 'no' };
    await product.post(`/returns/${id}/inspection`, {
      items: [{ lineId: '1', verdict: 'customer_damage', checks, note: 'for the house alone' }],
    });
    return { id, orderRef: orderRef! };
  }
  async function photograph(id: string, question: string): Promise<void> {
    const form = new FormData();
    form.append('photo', new Blob([new Uint8Array(await phoneOnTable(question.length))], { type: 'image/png' }), `${question}.png`);
    const put = await fetch(`${product.url}/api/v1/returns/${id}/photos?lineId=1&unit=1&question=${question}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${DEMO_KEY}` },
      body: form,
    });
    expect(put.status).toBe(201);
  }
  const deny = (id: string) =>
    product.post(`/returns/${id}/resolution`, { items: [{ lineId: '1', resolution: 'deny', because: 'Feuchtigkeit ist nicht gedeckt.' }] });
  const seen = async (id: string) => {
    const back = await portalDesk(product.ctx).get('phenix', id, 'de');
    mustHold(back);
    return back;
  };

  test('shows what was found with the pictures of just that, and never what the bench wrote for itself', async () => {
    const { id } = await denied();
    const [item] = (await seen(id)).items;
    expect(item).toMatchObject({ answer: 'finding', finding: { points: [{ key: 'liquid_wet' }], photos: [{ point: 0 }] } });
    expect(item!.finding!.photos).toHaveLength(1);
    expect(JSON.stringify(item)).not.toContain('for the house alone');
  });

  test('becomes a complaint with its clock, once, and its outcome is shown to the buyer', async () => {
    const { id } = await denied();
    await deny(id);
    await product.settle();
    expect((await seen(id)).items[0]).toMatchObject({ answer: 'refusal', given: { because: 'Feuchtigkeit ist nicht gedeckt.' } });
    const desk = portalDesk(product.ctx);
    const file = await desk.stowFile('phenix', { name: 'beleg.png', bytes: await phoneOnTable(7) });
    mustHold(!('because' in file));
    const contest = { says: 'Es war nie nass.', files: [file], items: [{ lineId: '1', unit: 1 }] };
    expect(await desk.contest('phenix', id, contest, 'token-a')).toEqual({ ok: true });
    expect(await desk.contest('phenix', id, contest, 'token-a')).toEqual({ ok: true });
    expect(await desk.contest('phenix', id, contest, 'token-b'), 'from another tab').toEqual({ ok: true });
    const { items } = (await product.get('/disputes')).body;
    const mine = items.filter((one: Json) => one.returnId === id);
    expect(mine).toMatchObject([{ kind: 'complaint', reason: 'refusal', state: 'to_answer', dueAt: expect.any(String) }]);
    const whole = (await product.get(`/disputes/${mine[0].id}`)).body;
    expect(whole.events.map(({ type }: Json) => type)).toEqual(['opened', 'evidence_added']);
    expect(await seen(id)).toMatchObject({ dispute: { state: 'to_answer', answerBy: mine[0].dueAt, shown: ['beleg.webp'] } });
    await product.settle();
    const told = (await seen(id)).messages.filter(({ body }) => body.includes(mine[0].code));
    expect(told, 'a closed return is past its hold: the complaint is acknowledged by itself').toHaveLength(1);

    await product.post(`/disputes/${mine[0].id}/proposal`, { outcome: 'split', amount: '80.00', says: 'Wir kommen Ihnen entgegen.' });
    expect(await seen(id)).toMatchObject({ dispute: { state: 'proposed', offer: { ours: true, amount: { minor: 8000 } } } });
    expect(await desk.answerDispute('phenix', id, 'agreement', { says: '' }, 'token-c')).toEqual({ ok: true });
    await product.settle();
    const after = await seen(id);
    expect(after).toMatchObject({
      dispute: { state: 'closed', settled: { outcome: 'split', by: 'agreement' } },
      refunds: [{ amount: { minor: 8000 } }],
    });
    expect(after.items[0]!.answer, 'it was contested').toBeUndefined();
  });

  test('or is agreed to, once, on the record', async () => {
    const { id } = await denied();
    const desk = portalDesk(product.ctx);
    expect(await desk.agree('phenix', id, undefined, 'token-yes')).toEqual({ ok: true });
    expect(await desk.agree('phenix', id, undefined, 'token-yes')).toEqual({ ok: true });
    expect(await desk.agree('phenix', id, undefined, 'token-yes-again')).toEqual({ refused: 'nothing_to_agree' });
    expect((await seen(id)).items[0]).toMatchObject({ agreedAt: expect.any(String) });
    await deny(id);
    expect((await seen(id)).items[0], 'what was made of it is another answer').toMatchObject({ answer: 'refusal' });
    expect((await product.get(`/returns/${id}/events`)).body.items.filter(({ type }: Json) => type === 'agreed')).toHaveLength(1);
  });
});
