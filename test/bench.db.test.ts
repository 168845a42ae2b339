/** The warehouse's bench over a real socket (M25, M26): what a scan means, parcels without a name, test reports, questions as data, the shelf's gate. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readReturnEvents } from '../src/app/read-return.ts';
import { CHECKLISTS, isAsked, nextQuestion, type Answers, type Question } from '../src/core/inspection/checklist.ts';
import { chargersOrder, imei, phoneOrder } from './cast.ts';
import { phoneOnTable } from './pictures.ts';
import { type Answer, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
let warehouse: string;
beforeAll(async () => {
  product = await openProduct();
  warehouse = await product.keyFor('warehouse');
});
afterAll(() => product.close());

/** The refusal's name, without its status. */
const refused = (answer: Answer) => refusalOf(answer).split(' ').at(-1);

let made = 0;
const aName = () => `B-${(made += 1)}`;
const nextDevice = () => 5_000 + (made += 1);

async function sell(order: ReturnType<typeof phoneOrder> = phoneOrder(nextDevice()), channel = 'backmarket') {
  const channelOrderId = aName();
  expect((await product.put(`/orders/${channel}/${channelOrderId}`, order)).status).toBe(201);
  return { channel, channelOrderId, order };
}
async function askBack(sold: Awaited<ReturnType<typeof sell>>, item: object = {}) {
  const { channel, channelOrderId, order } = sold;
  const body = {
    channel,
    channelOrderId,
    via: 'api',
    items: [{ lineId: order.lines[0]!.id, reason: 'defective', fault: 'battery', photos: 2, ...item }],
  };
  const answer = await product.post('/returns', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  if (answer.body.status !== 'approved') await product.post(`/returns/${answer.body.id}/approval`);
  return (await product.get(`/returns/${answer.body.id}`)).body;
}
const find = async (code: string) => {
  const answer = await product.get(`/bench/find?code=${encodeURIComponent(code)}`, { as: warehouse });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const receive = async (ret: any, read: object = ret.items[0].sold) => {
  const answer = await product.post(`/returns/${ret.id}/receipt`, { items: [{ lineId: ret.items[0].lineId, ...read }] }, { as: warehouse });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const photograph = async (path: string, seed: number, headers: Record<string, string> = {}) => {
  const form = new FormData();
  form.append('photo', new Blob([new Uint8Array(await phoneOnTable(seed))], { type: 'image/png' }), 'parcel.png');
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${warehouse}`, ...headers },
    body: form,
  });
  return { status: answer.status, body: (await answer.json()) as any };
};

/** Every question answered well, but for these. */
function allWell(questions: readonly Question[], but: Answers = {}): Answers {
  let answers: Answers = but;
  for (let one = nextQuestion(questions, answers); one; one = nextQuestion(questions, answers)) {
    const well = one.kind === 'number' ? one.max : one.kind === 'text' ? 'W-7' : one.choices.find(({ sign }) => sign === 'good')!.value;
    answers = { ...answers, [one.key]: well };
  }
  return answers;
}

describe('what a scan means', () => {
  test('the return, by its own number, the device’s, the order’s and the parcel’s', async () => {
    const sold = await sell();
    const ret = await askBack(sold);
    const { imei: number } = ret.items[0].sold;
    for (const [code, by] of [
      [ret.rma.toLowerCase(), 'rma'],
      [`https://shop.example/portal/${ret.rma}`, 'rma'],
      [`${number.slice(0, 2)}-${number.slice(2, 8)}-${number.slice(8, 14)}-${number.slice(14)}`, 'imei'],
      [`(01)09506000134352(8002)${number}`, 'imei'],
      [sold.channelOrderId, 'order'],
      [ret.label.trackingNumber, 'tracking'],
    ]) {
      const found = await find(code);
      expect([found.kind, found.matchedBy, found.returns.map((one: any) => one.id)], code).toEqual(['return', by, [ret.id]]);
    }
  });

  test('a device that was sold and not asked back leads to its order; what nobody knows is nothing', async () => {
    const device = nextDevice();
    const sold = await sell(phoneOrder(device));
    const found = await find(imei(device));
    expect([found.kind, found.matchedBy, found.returns]).toEqual(['order', 'imei', []]);
    expect(found.orders[0]).toMatchObject({ channelOrderId: sold.channelOrderId, line: { id: '1', sku: 'IP13-128-BLUE' } });
    expect(await find('490154203237518')).toMatchObject({ kind: 'unknown', returns: [], orders: [], strays: [] });
  });

  test('the second number of a telephone for two cards is the same telephone', async () => {
    const [one, two] = [imei(nextDevice()), imei(nextDevice())];
    const sold = await sell(phoneOrder(1, { line: { imei: one, imei2: two } as never }));
    const ret = await askBack(sold);
    expect((await find(two)).returns[0]?.id).toBe(ret.id);
    expect((await receive(ret, { imei: two })).items[0]).toMatchObject({ identity: 'match', read: { imei: two } });
    const other = await askBack(await sell(phoneOrder(1, { line: { imei: imei(nextDevice()) } })));
    expect((await receive(other, { imei: one, imei2: two })).items[0].identity).toBe('mismatch');
    const third = await askBack(await sell(phoneOrder(1, { line: { imei: imei(nextDevice()) } })));
    await receive(third, { imei2: two });
    const known = (await product.get(`/returns/${third.id}`)).body.items[0].knownFrom;
    expect(known).toContainEqual(expect.objectContaining({ how: 'sold', channelOrderId: sold.channelOrderId }));
    expect(known).toContainEqual(expect.objectContaining({ how: 'returned', rma: ret.rma }));
  });
});

describe('a parcel that nobody announced', () => {
  test('is one parcel however often it is scanned, and belongs to the return in the end', async () => {
    const device = nextDevice();
    const sold = await sell(phoneOrder(device));
    const report = { trackingNumber: '6A 9876 5432 10987', imei: imei(device), says: 'Brown box, no slip.' };
    const first = await product.post('/stray-parcels', report, { as: warehouse });
    expect([first.status, first.body.state, first.body.trackingNumber]).toEqual([201, 'waiting', '6A9876543210987']);
    const again = await product.post(
      '/stray-parcels',
      { trackingNumber: '6a98765432-10987', says: 'The tape is torn.' },
      { as: warehouse },
    );
    expect([again.status, again.body.id, again.body.says]).toEqual([200, first.body.id, 'Brown box, no slip.\nThe tape is torn.']);
    expect(again.body.hints[0]).toMatchObject({ why: 'sold', channelOrderId: sold.channelOrderId, lineId: '1', returnId: null });
    expect((await find('6A9876543210987')).kind).toBe('stray');

    const shown = await photograph(`/stray-parcels/${first.body.id}/photos`, 41, { 'idempotency-key': 'photo-41' });
    expect([shown.status, shown.body.photos.length]).toEqual([201, 1]);
    expect((await photograph(`/stray-parcels/${first.body.id}/photos`, 41, { 'idempotency-key': 'photo-41' })).body.photos).toHaveLength(1);
    const aside = await product.post(`/stray-parcels/${first.body.id}/quarantine`, { place: 'Q2' }, { as: warehouse });
    expect(aside.body).toMatchObject({ state: 'quarantined', place: 'Q2' });

    const { channel, channelOrderId } = sold;
    const match = { channel, channelOrderId, lineId: '1', reason: 'changed_mind', says: 'IMEI of this order.' };
    const matched = await product.post(`/stray-parcels/${first.body.id}/match`, match, { as: warehouse });
    expect(matched.body, JSON.stringify(matched.body)).toMatchObject({ state: 'matched', ended: { says: 'IMEI of this order.' } });
    const ret = (await product.get(`/returns/${matched.body.returnId}`)).body;
    expect([ret.via, ret.photos.length]).toEqual(['store', 1]);
    // It has its name: nobody sends it away any more.
    expect(refused(await product.post(`/stray-parcels/${first.body.id}/sending-back`, { says: 'no' }, { as: warehouse }))).toBe(
      'stray_ended',
    );
    expect((await product.get('/stray-parcels?state=ended')).body.items.map((one: any) => one.id)).toContain(first.body.id);
  });

  test('goes back where it came from, and says something or is nothing', async () => {
    expect(refused(await product.post('/stray-parcels', {}, { as: warehouse }))).toBe('nothing_known_of_it');
    const { body } = await product.post('/stray-parcels', { says: 'A book.' }, { as: warehouse });
    const back = await product.post(
      `/stray-parcels/${body.id}/sending-back`,
      { carrier: 'dhl', trackingNumber: 'JJD 0001', says: 'Not ours.' },
      { as: warehouse },
    );
    expect(back.body).toMatchObject({
      state: 'sent_back',
      back: { carrier: 'dhl', trackingNumber: 'JJD0001' },
      ended: { says: 'Not ours.' },
    });
    const finance = await product.keyFor('finance');
    expect(refused(await product.post('/stray-parcels', { says: 'x' }, { as: finance }))).toBe('not_your_duty');
  });
});

describe('back to the shelf', () => {
  const inspect = (ret: any, body: object) =>
    product.post(
      `/returns/${ret.id}/inspection`,
      { items: [{ lineId: ret.items[0].lineId, verdict: 'no_fault_found', disposition: 'restock', ...body }] },
      { as: warehouse },
    );

  test('only tested, and only with the record that it was wiped', async () => {
    const ret = await askBack(await sell());
    expect((await product.get(`/returns/${ret.id}/receipt.pdf`)).status).toBe(404);
    await receive(ret);
    // Here, and nobody has looked at it: the tag says so, and the buyer has it in writing.
    for (const paper of ['tag.pdf?lineId=1', 'receipt.pdf']) {
      const printed = await product.get(`/returns/${ret.id}/${paper}`);
      expect([printed.status, printed.body.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    }
    expect(refused(await inspect(ret, {}))).toBe('not_tested');
    const checks = allWell(CHECKLISTS.smartphone);
    expect(refused(await inspect(ret, { checks: { ...checks, wiped: 'no' } }))).toBe('not_wiped');
    const { wipe_record: _none, ...silent } = checks;
    expect(refused(await inspect(ret, { checks: silent }))).toBe('not_wiped');
    const done = await inspect(ret, { checks, checklist: 'smartphone/0', grade: 'good' });
    expect(done.body.items[0], JSON.stringify(done.body)).toMatchObject({ disposition: 'restock', checklist: 'smartphone/0' });
    const tag = await product.get(`/returns/${ret.id}/tag.pdf?lineId=1`);
    expect([tag.status, tag.body.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  });

  test('an answer that wants a photo has one, or words why not', async () => {
    const ret = await askBack(await sell());
    await receive(ret);
    const cracked = { verdict: 'customer_damage', disposition: 'quarantine', checks: { outside: 'cracked' } };
    const asked = await inspect(ret, cracked);
    expect([asked.status, refused(asked), asked.body.facts]).toEqual([422, 'photo_missing', { lineId: '1', questions: 'outside' }]);
    await photograph(`/returns/${ret.id}/photos?lineId=1&question=opened`, 78, {});
    expect(refused(await inspect(ret, cracked))).toBe('photo_missing');
    const said = await inspect(ret, { ...cracked, note: 'The glass.', withoutPhotos: 'No photo of the crack.' });
    expect(said.status).toBe(200);
    const { events } = (await readReturnEvents(product.ctx, product.sellerId, ret.id))!;
    expect(events.findLast((event) => event.type === 'inspected')).toMatchObject({
      items: [{ note: 'The glass.\nNo photo of the crack.' }],
    });
    await photograph(`/returns/${ret.id}/photos?lineId=1&question=outside`, 79, {});
    expect((await inspect(ret, { ...cracked, grade: 'faulty' })).status).toBe(200);
    // Without answers nothing is owed.
    expect((await inspect(ret, { verdict: 'customer_damage', disposition: 'quarantine' })).status).toBe(200);
  });

  test('a charger holds nobody’s data', async () => {
    const ret = await askBack(await sell(chargersOrder() as never), { lineId: 'c', unit: 1, fault: 'charging' });
    await receive(ret, {});
    expect((await inspect(ret, { checks: allWell(CHECKLISTS.accessory) })).status).toBe(200);
  });
});

describe('questions as data', () => {
  const own = [
    {
      key: 'contents',
      asks: { en: 'All there?', fr: 'Complet ?' },
      kind: 'choice',
      choices: [
        { value: 'complete', says: { en: 'Yes', fr: 'Oui' }, sign: 'good', grade: 'excellent' },
        { value: 'missing', says: { en: 'No', fr: 'Non' }, sign: 'missing', photo: true },
      ],
    },
  ];
  const save = (questions: unknown, as?: string) => product.put('/checklists/console/draft', { questions }, as ? { as } : {});

  test('a draft is kept broken, published whole, and an inspection keeps its version', async () => {
    expect(refused(await save(own, warehouse))).toBe('not_your_duty');
    const broken = await save([{ ...own[0], choices: [own[0]!.choices[1]] }]);
    expect(broken.body.problems).toEqual([{ question: 0, name: 'choices_missing' }]);
    const early = await product.post('/checklists/console/publication');
    expect([refused(early), early.body.facts.problems]).toEqual(['checklist_has_problems', broken.body.problems]);
    expect((await save(own)).body.problems).toEqual([]);
    expect((await product.post('/checklists/console/publication')).body).toEqual({ name: 'console/1' });

    const ret = await askBack(await sell(phoneOrder(nextDevice(), { line: { category: 'console' } })));
    const view = (await product.get(`/bench/returns/${ret.id}`)).body;
    expect(view.checklists.console).toEqual({ name: 'console/1', questions: own });
    await save([own[0], { key: 'note', asks: { en: 'Note?', fr: 'Note ?' }, kind: 'text' }]);
    expect((await product.post('/checklists/console/publication')).body).toEqual({ name: 'console/2' });
    await receive(ret);
    const item = { lineId: '1', verdict: 'as_described', checks: { contents: 'complete' }, disposition: 'restock' };
    // Judged by the questions that were asked, not by those of today.
    expect(refused(await product.post(`/returns/${ret.id}/inspection`, { items: [item] }))).toBe('not_tested');
    const done = await product.post(`/returns/${ret.id}/inspection`, { items: [{ ...item, checklist: 'console/1' }] });
    expect(done.body.items[0]).toMatchObject({ checklist: 'console/1', disposition: 'restock' });
  });

  test('a telephone is always asked about its wiping', async () => {
    const questions = CHECKLISTS.smartphone.filter(({ key }) => !key.startsWith('wipe'));
    const saved = await product.put('/checklists/smartphone/draft', { questions });
    expect(saved.body.problems).toEqual([{ name: 'wipe_missing' }]);
  });

  test('values stay as they were typed, and a page of them goes on', async () => {
    const put = (body: object) => product.put('/bench/values', { currency: 'EUR', ...body });
    expect((await put({ sku: 'V-1', resale: '289.00', repair: '45.50' })).body).toMatchObject({
      grade: null,
      resale: '289.00',
      repair: '45.50',
      parts: null,
    });
    await put({ sku: 'V-1', grade: 'fair', resale: '199.00' });
    expect((await put({ sku: 'V-1', resale: '12.345' })).status).toBe(400);
    const first = (await product.get('/bench/values?limit=1')).body;
    const second = (await product.get(`/bench/values?limit=1&cursor=${first.nextCursor}`)).body;
    expect([first.items[0].grade, second.items[0].grade, second.nextCursor]).toEqual([null, 'fair', null]);
  });
});

describe('reports of test tools', () => {
  const importIt = (ret: any, content: string, lineId = '1') =>
    product.post(`/returns/${ret.id}/diagnostics`, { lineId, content, name: 'tool.csv' }, { as: warehouse });

  test('are kept as they came, once, and suggest answers', async () => {
    const ret = await askBack(await sell());
    await receive(ret);
    const { imei: number } = ret.items[0].sold;
    const day = `imei;battery health;Passed;Failed;erasure id\n${imei(9_999)};91;LCD;;\n${number};78;"LCD,Digitizer,Bluetooth";"Front Camera";W-99`;
    const first = await importIt(ret, day);
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    expect(first.body).toMatchObject({
      identity: 'match',
      suggests: { screen: 'yes', wireless: 'yes', camera: 'no', battery_health: 78, wiped: 'yes', wipe_record: 'W-99', powers_on: 'yes' },
    });
    expect([(await importIt(ret, day)).status, (await importIt(ret, day)).body.id]).toEqual([200, first.body.id]);
    const file = await product.get(first.body.url.replace('/api/v1', ''));
    expect(Buffer.from(file.body).toString()).toBe(day);
    expect((await product.get(`/bench/returns/${ret.id}`)).body.reports).toHaveLength(1);
  });

  test('of another device, or of none, are no evidence', async () => {
    const ret = await askBack(await sell());
    const of = (...numbers: string[]) => ['imei,test:screen', ...numbers.map((number) => `${number},pass`)].join('\n');
    expect(refused(await importIt(ret, of(imei(9_998), imei(9_999))))).toBe('report_of_another_device');
    expect((await importIt(ret, of(imei(9_998)))).body.identity).toBe('mismatch');
    expect(refused(await importIt(ret, 'a letter to a friend'))).toBe('report_unreadable');
    expect(refused(await importIt(ret, of(imei(9_998)), 'x'))).toBe('unknown_item');
  });
});

describe('what is taken along', () => {
  test('what is under way and what lies there, with the questions; a picture of the bench says who took it', async () => {
    const ret = await askBack(await sell());
    await receive(ret);
    const shown = await photograph(`/returns/${ret.id}/photos?lineId=1&question=outside`, 77, { 'idempotency-key': 'outside-77' });
    expect((await photograph(`/returns/${ret.id}/photos?lineId=1&question=outside`, 77, { 'idempotency-key': 'outside-77' })).body).toEqual(
      shown.body,
    );
    expect(shown.body.items[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    const view = (await product.get(`/bench/returns/${ret.id}`)).body;
    expect(view.photos).toMatchObject([{ kind: 'bench', takenBy: 'warehouse', lineId: '1', question: 'outside' }]);
    const pack = (await product.get('/bench/pack', { as: warehouse })).body;
    const {
      said: _said,
      photos: _photos,
      reports: _reports,
      values: _values,
      channelGrades: _grades,
      checklists: _checklists,
      ...small
    } = view;
    expect(pack.returns.find((one: any) => one.id === ret.id)).toMatchObject({ id: small.id, rma: small.rma, version: small.version });
    expect(pack.checklists.map(({ name }: any) => name)).toEqual(expect.arrayContaining(['smartphone/0', 'accessory/0']));
    for (const { questions } of pack.checklists) for (const one of questions) if (one.when) expect(isAsked(one, {})).toBe(false);
  });
});
