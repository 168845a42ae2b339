/** A draft tried on the past (M9): over stored decisions and imported cases, beside another seller's, cancelled, interrupted, read page by page. */
import pg from 'pg';
import { afterAll, assert as mustHold, beforeAll, describe, expect, test, vi } from 'vitest';
import { fillDecisions } from '../bench/policy.ts';
import { holidaysOf } from '../src/app/holidays.ts';
import type { Decision, DecisionFacts } from '../src/core/policy/decision.ts';
import type { PolicyDocument } from '../src/core/policy/document.ts';
import { evaluate } from '../src/core/policy/evaluate.ts';
import { lawBook } from '../src/core/policy/law/law.ts';
import { emptyTally } from '../src/core/policy/simulate.ts';
import { insertSimulation, listSimulations } from '../src/store/simulations.ts';
import { daysAgo, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

const FILLED = 1_400;
const STRANGER = '019a0000-0000-7000-8000-00000000beef';

let product: Product;
let admin: pg.Client;
/** Cases of the seller: the filled ones, and what the API opened. */
let cases = FILLED;

beforeAll(async () => {
  product = await openProduct();
  const url = product.ctx.settings.databaseUrl;
  const { body: known } = await product.get('/policies');
  const { body: inForce } = await product.get(`/policies/versions/${encodeURIComponent(known.inForce)}`);
  await fillDecisions(url, product.sellerId, inForce.document as PolicyDocument, FILLED, daysAgo(10));
  admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await product.put('/orders/shop/S-1', phoneOrder(1, { delivered: 25, line: { quantity: 2 } }));
  const opened = await product.post('/returns', {
    channel: 'shop',
    channelOrderId: 'S-1',
    items: [
      { lineId: '1', unit: 1, reason: 'changed_mind' },
      { lineId: '1', unit: 2, reason: 'defective', fault: 'battery', photos: 2 },
    ],
  });
  mustHold(opened.status === 201, JSON.stringify(opened.body));
  cases += 2;
});
afterAll(async () => {
  await admin.end();
  await product.close();
});

/** A draft from the version in force, with something changed. */
async function draftWith(change: (tables: Json) => void = () => {}): Promise<Json> {
  const { body: draft } = await product.post('/policies/drafts', {});
  change(draft.document.tables);
  const saved = await product.call('PUT', `/policies/drafts/${draft.id}`, { revision: draft.revision, document: draft.document });
  expect(saved.status).toBe(200);
  return saved.body;
}

async function start(draft: Json, asked: Json = { include: ['returns'] }): Promise<string> {
  const started = await product.post(`/policies/drafts/${draft.id}/simulations`, asked);
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  return started.body.id;
}
const look = async (id: string): Promise<Json> => (await product.get(`/policies/simulations/${id}`)).body;

async function run(draft: Json, asked?: Json): Promise<Json> {
  const id = await start(draft, asked);
  return vi.waitFor(
    async () => {
      const seen = await look(id);
      expect(seen.state).not.toBe('running');
      return seen;
    },
    { timeout: 50_000, interval: 100 },
  );
}

async function differencesOf(id: string, query = ''): Promise<Json[]> {
  const items: Json[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await product.get(`/policies/simulations/${id}/differences?limit=100${query}${cursor && `&cursor=${cursor}`}`);
    expect(status, JSON.stringify(body)).toBe(200);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
}

const shorterWindow = (tables: Json) => {
  for (const row of tables.window) row.answer.days = 20;
};

describe('over the returns', () => {
  test('a draft that says what the version of then said changes nothing, and another seller’s returns are never counted', async () => {
    const done = await run(await draftWith());
    expect(done).toMatchObject({ state: 'done', failure: null, done: cases, total: cases, listed: 0 });
    expect(done.summary).toMatchObject({ cases, changed: 0, byChange: {}, drifted: 0, unreadable: 0, deadlines: [] });
    expect(done.summary.refund[0].before).toBe(done.summary.refund[0].after);
    expect(done.summary.labels.before).toBe(done.summary.labels.after);
    const others = await admin.query('select count(*)::int as n from desk.decisions where seller_id = $1', [STRANGER]);
    expect(others.rows[0].n).toBe(FILLED / 2);
    expect(await product.ctx.db.withSeller(STRANGER, (tx) => listSimulations(tx, null))).toEqual([]);
  });

  test('every difference is listed once, newest first, with the answer that was given beside the draft’s, and the sums are theirs', async () => {
    const draft = await draftWith(shorterWindow);
    const done = await run(draft);
    expect(done).toMatchObject({ state: 'done', draftId: draft.id, revision: draft.revision, startedBy: 'demo' });
    const { summary } = done;
    expect(summary.changed).toBeGreaterThan(20);
    expect(summary).toMatchObject({ cases, drifted: 0, unreadable: 0 });
    expect(Object.values(summary.byChange as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(summary.changed);

    const all = await differencesOf(done.id);
    expect(all).toHaveLength(summary.changed);
    expect(done.listed).toBe(summary.changed);
    expect(new Set(all.map((one) => `${one.returnId}/${one.line}/${one.unit}`)).size).toBe(all.length);
    expect(all.map((one) => one.at)).toEqual(
      all
        .map((one) => one.at)
        .sort()
        .reverse(),
    );
    const [refund] = summary.refund;
    const cents = (text: string) => Math.round(Number(text) * 100);
    const moved = all.reduce((total, { before, after }) => total + cents(after.refund.total) - cents(before.refund.total), 0);
    expect(moved).toBe(cents(refund.after) - cents(refund.before));
    const people = (side: 'before' | 'after') => all.filter((one) => one[side].outcome === 'review').length;
    expect(summary.people.after - summary.people.before).toBe(people('after') - people('before'));

    for (const kind of Object.keys(summary.byChange)) {
      const some = await differencesOf(done.id, `&kind=${encodeURIComponent(kind)}`);
      expect(some).toHaveLength(summary.byChange[kind]);
      expect(new Set(some.map((one) => one.kind))).toEqual(new Set([kind]));
    }
    const byMoney = await differencesOf(done.id, '&kind=refund');
    expect(byMoney).toEqual(all.filter((one) => one.changed.includes('refund')));

    // Both answers are what they say: the stored one, and the draft's.
    const { rows } = await admin.query(
      'select facts, decision from desk.decisions where seller_id = $1 and return_id = $2 and line_id = $3',
      [product.sellerId, all[0].returnId, all[0].line],
    );
    const stored = rows[0].decision as Decision;
    const after = evaluate({ ...draft.document, version: 'draft' }, rows[0].facts as DecisionFacts, { law: lawBook, holidays: holidaysOf });
    expect(all[0].before).toMatchObject({ outcome: stored.outcome, ground: stored.ground, resolutions: stored.resolutions });
    expect(all[0].after).toMatchObject({ outcome: after.outcome, ground: after.ground, resolutions: after.resolutions });
    for (const { before, after } of all) for (const { says } of [before, after]) expect(says.length).toBeGreaterThan(1);
  });

  test('the unit that came back through the API is among them, by its RMA', async () => {
    const done = await run(await draftWith(shorterWindow));
    const own = (await differencesOf(done.id)).filter((one) => one.source === 'return' && /^R-\w{4}-\w{4}$/.test(one.ref));
    expect(own).toMatchObject([{ line: '1', unit: 1, title: 'iPhone 13 128 GB - Blue', kind: 'approve>reject' }]);
  });

  test('longer and shorter times are told by kind, also of clocks that have not started', async () => {
    const done = await run(
      await draftWith((tables) => {
        for (const row of tables.deadlines) if (row.answer.kind === 'resolve') row.answer.after = { duration: 'P2D' };
      }),
    );
    const resolve = done.summary.deadlines.find((one: Json) => one.kind === 'resolve');
    expect(resolve).toMatchObject({ later: 0, added: 0, removed: 0 });
    expect(resolve.earlier).toBe(done.summary.changed);
    expect(done.summary).toMatchObject({ cases, unreadable: 0, drifted: 0 });
    expect(done.summary.changed).toBeGreaterThan(FILLED / 4);
    expect(done.summary.refund[0].before).toBe(done.summary.refund[0].after);
  });

  test('a time is a part of the past, by the day on which it was asked', async () => {
    const draft = await draftWith();
    const total = async (asked: Json) => (await run(draft, { include: ['returns'], ...asked })).total;
    expect(await total({ from: daysAgo(1).slice(0, 10) })).toBe(2);
    expect(await total({ to: daysAgo(1).slice(0, 10) })).toBe(FILLED);
    const then = daysAgo(100);
    const older = await total({ to: then });
    expect(older).toBeGreaterThan(FILLED / 2);
    expect(older + (await total({ from: then }))).toBe(cases);
    expect((await run(draft, { to: '2001-01-01' })).summary.cases).toBe(0);
  });

  test('what changed since in law data or program is counted apart, and is no difference of the draft', async () => {
    const changed = await admin.query(
      `update desk.decisions set decision = jsonb_set(decision, '{refund,total,minor}', '1')
        where seller_id = $1 and decision ->> 'outcome' = 'approve' and return_id in (select return_id from desk.decisions where seller_id = $1 and decision ->> 'outcome' = 'approve' order by return_id limit 7)
        returning return_id`,
      [product.sellerId],
    );
    const done = await run(await draftWith());
    expect(done.summary).toMatchObject({ cases, changed: 0, drifted: changed.rowCount });
  });

  test('facts that nobody can decide on any more are counted, and stop nothing', async () => {
    await admin.query(
      `update desk.decisions set facts = jsonb_set(facts, '{request,lineId}', '"gone"')
        where seller_id = $1 and return_id = (select min(return_id::text)::uuid from desk.decisions where seller_id = $1)`,
      [product.sellerId],
    );
    const done = await run(await draftWith());
    expect(done).toMatchObject({ state: 'done', done: cases, summary: { unreadable: 1, cases: cases - 1 } });
  });

  test('where the policy was asked again, the last answer is the case', async () => {
    const draft = await draftWith();
    const first = await run(draft);
    // An answer that nobody would give today: it shows which of the two was taken for the one that stands.
    await admin.query(
      `insert into desk.decisions (seller_id, return_id, line_id, unit, seq, policy_version, facts, decision)
       select seller_id, return_id, line_id, unit, 9, policy_version, facts, jsonb_set(decision, '{refund,total,minor}', '2') from desk.decisions
        where seller_id = $1 and decision ->> 'outcome' = 'approve' and (decision #>> '{refund,total,minor}')::int > 2
        order by return_id desc limit 1`,
      [product.sellerId],
    );
    const again = await run(draft);
    expect(again).toMatchObject({ done: cases, total: cases });
    expect(again.summary.drifted).toBe(first.summary.drifted + 1);
  });
});

describe('a run', () => {
  test('is one at a time, can be cancelled, and stays cancelled', async () => {
    const draft = await draftWith(shorterWindow);
    // The run can't get at the past before it is cancelled.
    await admin.query('begin; lock table desk.decisions in access exclusive mode');
    const id = await start(draft);
    const second = await product.post(`/policies/drafts/${draft.id}/simulations`, {});
    expect(refusalOf(second)).toBe('409 simulation_running');
    expect(second.body.facts).toEqual({ id });
    const cancelled = await product.call('DELETE', `/policies/simulations/${id}`);
    expect(cancelled).toMatchObject({ status: 200, body: { id, state: 'cancelled', failure: null } });
    expect(cancelled.body.finishedAt).not.toBeNull();
    await admin.query('rollback');
    // The next one is not held up by it, and it is not taken up again.
    const next = await run(draft);
    expect(next.state).toBe('done');
    expect(await look(id)).toMatchObject({ state: 'cancelled', done: 0 });
    const again = await product.call('DELETE', `/policies/simulations/${next.id}`);
    expect(again.body.state).toBe('done');
  });

  test('whose process died is shown as interrupted, and the next one can begin', async () => {
    const draft = await draftWith();
    const id = '019a0000-0000-7000-8000-0000000000d1';
    const { ctx, sellerId } = product;
    await ctx.db.withSeller(sellerId, (tx) =>
      insertSimulation(tx, {
        id,
        draft_id: draft.id,
        revision: draft.revision,
        document: draft.document,
        sources: ['returns'],
        asked_from: null,
        asked_until: null,
        summary: emptyTally(),
        started_at: daysAgo(0),
        started_by: 'a process that died',
        beat_at: new Date(Date.now() - 60_000).toISOString(),
      }),
    );
    expect((await run(draft)).state).toBe('done');
    expect(await look(id)).toMatchObject({ state: 'failed', failure: 'interrupted' });
  });

  test('is begun once, however often it is asked for under one key', async () => {
    const draft = await draftWith();
    const ask = () => product.post(`/policies/drafts/${draft.id}/simulations`, { include: ['history'] }, { key: 'try it once' });
    const first = await ask();
    expect(first.status).toBe(202);
    expect(await ask()).toMatchObject({ status: 202, body: first.body });
    await vi.waitFor(async () => expect((await look(first.body.id)).state).toBe('done'), { timeout: 50_000, interval: 100 });
    expect((await product.get(`/policies/simulations?draftId=${draft.id}`)).body.items).toHaveLength(1);
  });

  test('is listed by its draft, newest first', async () => {
    const draft = await draftWith();
    const first = await run(draft);
    const second = await run(draft);
    const { body } = await product.get(`/policies/simulations?draftId=${draft.id}`);
    expect(body.items.map((one: Json) => one.id)).toEqual([second.id, first.id]);
    expect((await product.get('/policies/simulations')).body.items.length).toBeGreaterThan(2);
  });

  test('is for managers, of a draft that is there and can be read', async () => {
    const draft = await draftWith();
    const as = await product.keyFor('customer_service');
    expect(refusalOf(await product.post(`/policies/drafts/${draft.id}/simulations`, {}, { as }))).toBe('403 not_your_duty');
    expect(refusalOf(await product.get('/policies/simulations', { as }))).toBe('403 not_your_duty');
    expect(refusalOf(await product.post('/policies/drafts/019a0000-0000-7000-8000-0000000000aa/simulations', {}))).toBe('404 not_found');
    expect(refusalOf(await product.get('/policies/simulations/nobody'))).toBe('404 not_found');
    expect(refusalOf(await product.get('/policies/simulations/019a0000-0000-7000-8000-0000000000aa'))).toBe('404 not_found');
    const broken = await draftWith((tables) => void (tables.window = []));
    const refused = await product.post(`/policies/drafts/${broken.id}/simulations`, {});
    expect(refusalOf(refused)).toBe('422 policy_has_problems');
    expect(refused.body.errors[0].path).toContain('tables.window');
    expect(refusalOf(await product.post(`/policies/drafts/${draft.id}/simulations`, { from: 'yesterday' }))).toBe('400 invalid_request');
  });
});

describe('cases from before Retour', () => {
  const past = (ref: string, answered: Json, asks: Json = { lineId: '1', reason: 'changed_mind' }, delivered = 25): Json => {
    const { buyer: _, ...order } = phoneOrder(7, { delivered });
    return { ref, case: { at: daysAgo(0), order: { channel: 'old-shop', ...order }, request: asks }, answered };
  };
  const lines = (...all: (Json | string)[]) => all.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
  const send = async (text: string, query = '', type = 'application/x-ndjson') => {
    const answer = await fetch(`${product.url}/api/v1/policies/history${query}`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-demo-key-0123456789', 'content-type': type },
      body: text,
    });
    return { status: answer.status, body: (await answer.json()) as Json };
  };

  test('come in as lines, each refused one named with its reason; a dry run keeps none', async () => {
    const text = lines(
      past('C-1', { outcome: 'approve', refund: '369.00', resolutions: ['refund'], paidBy: 'buyer' }),
      '',
      '{ "ref": ',
      past('C-2', { outcome: 'maybe' }),
      past('C-1', { outcome: 'reject' }),
      past('C-3', { outcome: 'approve' }, { lineId: '9', reason: 'changed_mind' }),
      past('C-4', { outcome: 'approve', refund: '1.005' }),
      { ...past('C-5', { outcome: 'reject' }), case: { ...past('', {}).case, at: undefined } },
      past('C-6', { outcome: 'reject' }),
    );
    const dry = await send(`${text}\n`, '?dryRun=true');
    expect(dry).toMatchObject({ status: 200, body: { dryRun: true, lines: 8, accepted: 2, made: 0, replaced: 0, refused: 6 } });
    expect(dry.body.refusedLines.map((one: Json) => [one.line, one.ref ?? null, one.errors[0].path])).toEqual([
      [3, null, ''],
      [4, 'C-2', 'answered.outcome'],
      [5, 'C-1', 'ref'],
      [6, 'C-3', 'case.request.lineId'],
      [7, 'C-4', 'answered.refund'],
      [8, 'C-5', 'case.at'],
    ]);
    expect((await product.get('/policies/history')).body).toEqual({ count: 0, from: null, to: null });
    expect((await send(text)).body).toMatchObject({ made: 2, replaced: 0 });
    expect((await send(text)).body).toMatchObject({ made: 0, replaced: 2 });
    expect((await product.get('/policies/history')).body).toMatchObject({ count: 2 });
  });

  test('an array does as well, and no name or address of a buyer is kept', async () => {
    const withBuyer = past('C-7', { outcome: 'approve' });
    withBuyer.case.order.buyer = { name: 'Léa Fontaine', email: 'lea@buyers.example' };
    expect((await product.post('/policies/history', [withBuyer])).body).toMatchObject({ accepted: 1, made: 1 });
    const { rows } = await admin.query(`select facts::text as facts from desk.past_cases where ref = 'C-7'`);
    expect(rows[0].facts).not.toMatch(/Fontaine|lea@/);
  });

  test('are tried like returns, as far as it is known what was answered', async () => {
    await product.call('DELETE', '/policies/history');
    await product.post('/policies/history', [
      past('agrees', { outcome: 'approve', refund: '369.00', resolutions: ['refund'], paidBy: 'buyer' }),
      past('was kinder', { outcome: 'approve', refund: '369.00', resolutions: ['replacement'], paidBy: 'seller' }),
      past('was refused', { outcome: 'reject' }),
    ]);
    const done = await run(await draftWith(), { include: ['history'] });
    expect(done).toMatchObject({ state: 'done', total: 3, summary: { cases: 3, changed: 2, drifted: 0, unreadable: 0 } });
    expect(done.summary.byChange).toEqual({ 'approve>approve': 1, 'reject>approve': 1 });
    expect(done.summary.refund).toEqual([{ currency: 'EUR', before: '738.00', after: '738.00' }]);
    const all = await differencesOf(done.id);
    const kinder = all.find((one) => one.ref === 'was kinder');
    expect(kinder).toMatchObject({
      source: 'history',
      changed: ['returnShipping', 'resolutions'],
      before: { outcome: 'approve', ground: null, refund: { total: '369.00' }, says: [] },
      after: { outcome: 'approve', ground: 'commercial_return', returnShipping: { paidBy: 'buyer' } },
    });
    expect(all.find((one) => one.ref === 'was refused')).toMatchObject({
      kind: 'reject>approve',
      changed: ['outcome'],
      before: { refund: null },
    });
    expect((await product.call('DELETE', '/policies/history')).body).toEqual({ removed: 3 });
    // A run keeps what it found.
    expect(await differencesOf(done.id)).toEqual(all);
  });
});
