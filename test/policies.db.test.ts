/** Policies over HTTP: drafts that two people write at once, versions that never change, and answers that can be given again (M1–M5). */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addApiKey } from '../src/app/sign-in.ts';
import { makeSeller } from '../src/app/make-seller.ts';
import { backmarket } from '../src/core/policy/packs/backmarket.ts';
import { backmarket2026 } from '../src/core/policy/packs/backmarket-2026.ts';
import { daysAgo, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
let agent: string;
beforeAll(async () => {
  product = await openProduct();
  agent = await product.keyFor('customer_service', 'warehouse', 'finance');
});
afterAll(() => product.close());

/** A name for each test, so that its versions are counted from 1. */
let names = 0;
let name: string;
beforeEach(() => {
  name = `Policy ${(names += 1)}`;
});

const aDraft = async (body: Json = { name }): Promise<Json> => {
  const made = await product.post('/policies/drafts', body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
};
const publish = (draft: Json, body: Json = { despiteWarnings: true }, options = {}) =>
  product.post(`/policies/drafts/${draft.id}/publication`, body, options);
const published = async (draft: Json, body?: Json): Promise<Json> => {
  const answer = await publish(draft, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const save = (draft: Json, document: Json) => product.put(`/policies/drafts/${draft.id}`, { revision: draft.revision, document });
/** The document with another window. */
const withWindow = (document: Json, days: number): Json => ({
  ...document,
  tables: { ...document.tables, window: [{ ...document.tables.window[0], answer: { ...document.tables.window[0].answer, days } }] },
});
const today = (): string => product.ctx.clock.now(product.sellerId).slice(0, 10);
const later = (days: number): string => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);
const inForce = async (): Promise<string> => (await product.get('/policies')).body.inForce;

const aCase = (days: number, request: Json = { reason: 'changed_mind' }) => ({
  order: { channel: 'backmarket', ...phoneOrder(900 + days, { delivered: days }) },
  request: { lineId: '1', ...request },
});

describe('a draft', () => {
  test('starts from the version in force, is saved, and lists with who wrote it', async () => {
    const draft = await aDraft();
    expect(draft).toMatchObject({ name, basedOn: await inForce(), revision: 1, document: { version: 'draft', name } });
    expect(draft.problems.filter((one: Json) => one.severity === 'error')).toEqual([]);
    const saved = await save(draft, withWindow(draft.document, 45));
    expect(saved.body).toMatchObject({ revision: 2, document: { tables: { window: [{ answer: { days: 45 } }] } } });
    const { drafts } = (await product.get('/policies')).body;
    expect(drafts).toContainEqual(expect.objectContaining({ id: draft.id, name, revision: 2, updatedBy: draft.createdBy }));
    expect((await product.get(`/policies/drafts/${draft.id}`)).body).toEqual(saved.body);
  });

  test('is saved with its problems, told by place; and is not published with them', async () => {
    const draft = await aDraft();
    const broken = withWindow(draft.document, -3);
    const saved = await save(draft, broken);
    expect(saved.status).toBe(200);
    expect(saved.body.problems).toContainEqual(
      expect.objectContaining({ at: 'tables.window[0].answer.days', severity: 'error', question: 'window', row: 'window.days' }),
    );
    expect(saved.body.document.tables.window[0].answer.days).toBe(-3);
    const refused = await publish(draft);
    expect(refusalOf(refused)).toBe('422 policy_has_problems');
    expect(refused.body.errors.map((one: Json) => one.path)).toContain('tables.window[0].answer.days');
    expect(refused.body.facts.errors).toBe(1);
  });

  test('even what is no policy at all is kept for the person who writes it', async () => {
    const draft = await aDraft({ document: { note: 'half a thought' } });
    expect(draft.document).toMatchObject({ note: 'half a thought' });
    expect(draft.problems.length).toBeGreaterThan(0);
    expect(refusalOf(await publish(draft))).toBe('422 policy_has_problems');
  });

  test.each<[string, () => Json]>([
    ['a sign that no database keeps', () => ({ name: 'a\u0000b' })],
    ['half a letter', () => ({ name: '\ud83d' })],
    ['a document without a bottom', () => Array.from({ length: 500 }).reduce<Json>((inner) => ({ all: [inner] }), {})],
    ['a list', () => []],
  ])('%s is no document', async (_case, document) => {
    expect(refusalOf(await product.post('/policies/drafts', { document: document() }))).toBe('400 invalid_request');
  });

  test('two people save the same revision: one is told who was faster, and nothing is lost', async () => {
    const draft = await aDraft();
    const both = await Promise.all([save(draft, withWindow(draft.document, 40)), save(draft, withWindow(draft.document, 50))]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    const lost = both.find((one) => one.status === 409)!;
    expect(refusalOf(lost)).toBe('409 version_conflict');
    expect(lost.body.facts).toMatchObject({ revision: 2 });
    const won = both.find((one) => one.status === 200)!;
    expect((await product.get(`/policies/drafts/${draft.id}`)).body.document).toEqual(won.body.document);
  });

  test('thrown away, it is gone', async () => {
    const draft = await aDraft();
    expect((await product.call('DELETE', `/policies/drafts/${draft.id}`)).status).toBe(204);
    expect((await product.get(`/policies/drafts/${draft.id}`)).status).toBe(404);
    expect((await save(draft, draft.document)).status).toBe(404);
    expect((await publish(draft)).status).toBe(404);
    expect((await product.call('DELETE', `/policies/drafts/${draft.id}`)).status).toBe(404);
  });

  test('the same request under one key is one draft', async () => {
    const body = { name };
    const both = await Promise.all([1, 2, 3].map(() => product.post('/policies/drafts', body, { key: `draft-${name}` })));
    expect(new Set(both.map((one) => one.body.id)).size).toBe(1);
    expect(refusalOf(await product.post('/policies/drafts', { name: 'other' }, { key: `draft-${name}` }))).toBe(
      '422 idempotency_key_reused',
    );
  });
});

describe('a version', () => {
  test('decides at once, under a name that is counted, and the draft is gone', async () => {
    const draft = await aDraft();
    await save(draft, withWindow(draft.document, 60));
    const version = await published(draft);
    expect(version).toMatchObject({ version: `${name.replace(' ', '-').toLowerCase()}@1`, state: 'in_force', restores: null });
    expect(version.document).toMatchObject({ version: version.version, name, effectiveFrom: today() });
    expect(await inForce()).toBe(version.version);
    expect((await product.get(`/policies/drafts/${draft.id}`)).status).toBe(404);
    const decided = await product.post('/decisions', aCase(50));
    expect(decided.body).toMatchObject({ outcome: 'approve', ground: 'commercial_return', policyVersion: version.version });
  });

  test('two publications of one draft at once make exactly one version', async () => {
    const draft = await aDraft();
    const both = await Promise.all([publish(draft), publish(draft), publish(draft)]);
    expect(both.map((one) => one.status).sort()).toEqual([201, 409, 409]);
    expect(refusalOf(both.find((one) => one.status === 409)!)).toBe('409 already_published');
    const { versions } = (await product.get('/policies')).body;
    expect(versions.filter((one: Json) => one.name === name)).toHaveLength(1);
  });

  test('under one key each of them gets the same version', async () => {
    const draft = await aDraft();
    const all = await Promise.all([1, 2, 3].map(() => publish(draft, { despiteWarnings: true }, { key: `publish-${name}` })));
    expect(all.map((one) => one.status)).toEqual([201, 201, 201]);
    expect(new Set(all.map((one) => one.body.version)).size).toBe(1);
  });

  test('two drafts of one name published at once are @1 and @2', async () => {
    const [a, b] = [await aDraft(), await aDraft()];
    const both = await Promise.all([published(a), published(b)]);
    expect(both.map((one) => one.version.split('@')[1]).sort()).toEqual(['1', '2']);
  });

  test('of a later day it waits, and decides from the first moment of that day at the seller’s place', async () => {
    const before = await inForce();
    const version = await published(await aDraft(), { effectiveFrom: later(40), despiteWarnings: true });
    // Midnight in Paris, in whatever season that is.
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' });
    expect(local.format(new Date(version.effectiveFrom))).toBe(`${later(40)} 00:00:00`);
    expect(version.state).toBe('scheduled');
    expect(await inForce()).toBe(before);

    expect((await product.call('DELETE', `/policies/versions/${version.version}`)).status).toBe(204);
    expect((await product.get(`/policies/versions/${version.version}`)).status).toBe(404);
    expect((await product.post(`/policies/versions/${version.version}/rollback`)).status).toBe(404);
    expect(refusalOf(await product.post('/policies/drafts', { basedOn: version.version }))).toBe('422 unknown_version');
    expect(refusalOf(await product.call('DELETE', `/policies/versions/${before}`))).toBe('409 not_scheduled');
    // Its name is not given to another one.
    expect((await published(await aDraft())).version).toBe(version.version.replace('@1', '@2'));
  });

  test('is not made of what somebody else saved after one looked', async () => {
    const draft = await aDraft();
    await save(draft, withWindow(draft.document, 61));
    const refused = await publish(draft, { revision: draft.revision, despiteWarnings: true });
    expect(refusalOf(refused)).toBe('409 version_conflict');
    expect(refused.body.facts.revision).toBe(2);
    expect((await publish(draft, { revision: 2, despiteWarnings: true })).status).toBe(201);
  });

  test('is not published for yesterday, nor for a day that there is not', async () => {
    const draft = await aDraft();
    expect(refusalOf(await publish(draft, { effectiveFrom: later(-1) }))).toBe('422 date_in_the_past');
    expect(refusalOf(await publish(draft, { effectiveFrom: '2027-02-30' }))).toBe('400 invalid_request');
    expect((await product.get(`/policies/drafts/${draft.id}`)).status).toBe(200);
  });

  test('a warning holds it up until somebody has read it', async () => {
    const draft = await aDraft();
    const { window } = draft.document.tables;
    const twice = { ...window[0], id: 'window.again', when: { fact: 'country', is: 'FR' } };
    const saved = await save(draft, { ...draft.document, tables: { ...draft.document.tables, window: [...window, twice] } });
    expect(saved.body.problems).toContainEqual(
      expect.objectContaining({ problem: 'unreachable', severity: 'warning', row: 'window.again' }),
    );
    const refused = await publish(draft, {});
    expect(refusalOf(refused)).toBe('422 policy_has_problems');
    expect(refused.body.facts).toEqual({ errors: 0, warnings: 1 });
    expect((await publish(draft, { despiteWarnings: true })).status).toBe(201);
  });

  test('rolled back is published anew, and says so', async () => {
    const first = await published(await aDraft());
    const draft = await aDraft();
    await save(draft, withWindow(draft.document, 21));
    const second = await published(draft);
    const back = await product.post(`/policies/versions/${first.version}/rollback`);
    expect(back.status).toBe(201);
    expect(back.body).toMatchObject({ state: 'in_force', restores: first.version, name: `${name} ↩ ${first.version}` });
    expect(back.body.version).toBe(first.version.replace('@1', '@3'));
    expect(back.body.document.tables).toEqual(first.document.tables);
    const { versions } = (await product.get('/policies')).body;
    expect(versions.find((one: Json) => one.version === second.version).state).toBe('superseded');
    expect((await product.post('/policies/versions/nothing@1/rollback')).status).toBe(404);
  });

  test('leaves as a file and comes back from it', async () => {
    const version = await published(await aDraft({ name, document: backmarket2026 }));
    const file = await product.get(`/policies/versions/${version.version}/export`);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${version.version}.json"`);
    expect(file.body.tables).toEqual(JSON.parse(JSON.stringify(backmarket2026.tables)));
    const draft = await aDraft({ document: file.body });
    expect(draft).toMatchObject({ name, basedOn: null });
    expect(draft.document.tables).toEqual(file.body.tables);
    expect((await product.get(`/policies/drafts/${draft.id}/export`)).body.tables).toEqual(file.body.tables);
  });

  test('is told to buyers in plain words, in their language; a draft too, once it can be read', async () => {
    const draft = await aDraft({ name, document: backmarket });
    const saved = (await save(draft, withWindow(draft.document, 47))).body;
    const french = await product.get(`/policies/drafts/${draft.id}/public?language=fr`, { as: agent });
    expect(french.status, JSON.stringify(french.body)).toBe(200);
    expect(french.body.text).toContain('47 jours');
    expect(french.body.sections.length).toBeGreaterThan(3);
    const version = await published(draft);
    const german = await product.get(`/policies/versions/${version.version}/public?language=de&country=DE`);
    expect(german.body.text).toContain('47 Tage');
    expect(german.body.title).not.toBe(french.body.title);
    expect(refusalOf(await product.get(`/policies/versions/${version.version}/public?language=nl`))).toBe('400 invalid_request');
    const broken = await aDraft({ document: { ...saved.document, tables: {} } });
    expect(refusalOf(await product.get(`/policies/drafts/${broken.id}/public`))).toBe('422 policy_has_problems');
  });

  test('never changes: the database itself refuses', async () => {
    const change = product.ctx.db.withSeller(product.sellerId, (tx) => tx.query(`update desk.policy_versions set document = '{}'`));
    await expect(change).rejects.toThrow(/permission denied/);
    const remove = product.ctx.db.withSeller(product.sellerId, (tx) => tx.query('delete from desk.policy_versions'));
    await expect(remove).rejects.toThrow(/permission denied/);
  });
});

describe('the test bench', () => {
  test('says what a draft would decide, and what is decided today', async () => {
    await published(await aDraft({ name, document: backmarket }));
    const draft = await aDraft({ name: `${name} kinder` });
    await save(draft, withWindow(draft.document, 90));
    const tried = await product.post('/policies/trial', { draftId: draft.id, case: aCase(60) });
    expect(tried.status, JSON.stringify(tried.body)).toBe(200);
    expect(tried.body.decision).toMatchObject({ outcome: 'approve', ground: 'commercial_return', policyVersion: 'draft' });
    expect(tried.body.instead).toMatchObject({ outcome: 'reject', ground: 'none', policyVersion: await inForce() });
    expect(tried.body.spoke).toContainEqual({ question: 'window', row: 'window.days' });
    expect(tried.body.spoke).toContainEqual({ question: 'deadlines', row: 'deadlines.first_answer' });

    // A month later this window is over too.
    expect(tried.body.wouldChange).toContainEqual(
      expect.objectContaining({ kind: 'later', outcome: 'reject', when: expect.any(String), says: expect.any(String) }),
    );

    const same = await product.post('/policies/trial', { version: await inForce(), case: aCase(60) });
    expect(same.body.instead).toBeNull();
    const given = await product.post('/policies/trial', { document: withWindow(backmarket, 70), case: aCase(60) });
    expect(given.body.decision.outcome).toBe('approve');
    expect(refusalOf(await product.post('/policies/trial', { document: {}, case: aCase(60) }))).toBe('422 policy_has_problems');
    expect(refusalOf(await product.post('/policies/trial', { version: 'nothing@7', case: aCase(60) }))).toBe('404 not_found');
  });

  test('words of the seller’s own rows are the ones that are said', async () => {
    const draft = await aDraft();
    const [row] = draft.document.tables.window;
    const words = { en: { agent: 'Ninety days, because we can.', buyer: 'Take your time.' } };
    const document = { ...draft.document, tables: { ...draft.document.tables, window: [{ ...row, words }] } };
    const tried = await product.post('/policies/trial', { document, case: aCase(20) });
    expect(tried.body.decision.because.map((one: Json) => one.says)).toContain('Ninety days, because we can.');
  });

  test('a case may carry a finding and the seller’s own record', async () => {
    const asked = { ...aCase(5, { reason: 'defective', fault: 'battery' }), finding: { verdict: 'other_device', identity: 'mismatch' } };
    const decided = await product.post('/decisions?pack=backmarket', {
      ...asked,
      history: { record: { deviceSwaps12m: 2 } },
    });
    expect(decided.status, JSON.stringify(decided.body)).toBe(200);
    expect(decided.body).toMatchObject({ outcome: 'review' });
    expect(decided.body.because.map((one: Json) => one.rule)).toContain('check.other_device');
  });
});

describe('who may', () => {
  test('everybody reads, managers and administrators write', async () => {
    const draft = await aDraft();
    for (const route of ['/policies', `/policies/drafts/${draft.id}`, `/policies/versions/${await inForce()}`, '/policy'])
      expect((await product.get(route, { as: agent })).status, route).toBe(200);
    expect((await product.post('/policies/trial', { case: aCase(3) }, { as: agent })).status).toBe(200);
    const refused = await Promise.all([
      product.post('/policies/drafts', {}, { as: agent }),
      product.call('PUT', `/policies/drafts/${draft.id}`, { revision: 1, document: {} }, { as: agent }),
      product.call('DELETE', `/policies/drafts/${draft.id}`, undefined, { as: agent }),
      product.post(`/policies/drafts/${draft.id}/publication`, {}, { as: agent }),
      product.post(`/policies/versions/${await inForce()}/rollback`, {}, { as: agent }),
      product.call('DELETE', `/policies/versions/${await inForce()}`, undefined, { as: agent }),
    ]);
    expect(refused.map(refusalOf)).toEqual(refused.map(() => '403 not_your_duty'));
    expect((await product.get('/policies', { as: '' })).status).toBe(401);
  });

  test('another seller sees and changes nothing of it', async () => {
    const draft = await aDraft();
    const version = await inForce();
    const { ctx } = product;
    const otherId = await makeSeller(ctx, {
      seller: { ...ctx.sellers.get(product.sellerId), slug: 'nord', name: 'Nord Mobile', sandbox: false },
      policy: { ...backmarket, version: 'nord@1' },
      connections: [],
      people: [],
      password: '',
      since: daysAgo(300),
    });
    const as = 'a-key-of-nord-mobile-only';
    await addApiKey(ctx, otherId, { name: 'Nord', secret: as, roles: ['manager'] });
    const mine = (await product.get('/policies', { as })).body;
    expect([mine.inForce, mine.versions.length, mine.drafts]).toEqual(['nord@1', 1, []]);
    const foreign = await Promise.all([
      product.get(`/policies/drafts/${draft.id}`, { as }),
      product.call('PUT', `/policies/drafts/${draft.id}`, { revision: 1, document: {} }, { as }),
      product.call('DELETE', `/policies/drafts/${draft.id}`, undefined, { as }),
      product.post(`/policies/drafts/${draft.id}/publication`, { despiteWarnings: true }, { as }),
      product.get(`/policies/versions/${version}`, { as }),
      product.post(`/policies/versions/${version}/rollback`, {}, { as }),
      product.post('/policies/trial', { draftId: draft.id, case: aCase(3) }, { as }),
    ]);
    expect(foreign.map((one) => one.status)).toEqual(foreign.map(() => 404));
    expect(refusalOf(await product.post('/policies/drafts', { basedOn: version }, { as }))).toBe('422 unknown_version');
    // The same policy name counts for each seller alone.
    const theirs = await product.post('/policies/drafts', { name }, { as });
    expect((await product.post(`/policies/drafts/${theirs.body.id}/publication`, { despiteWarnings: true }, { as })).body.version).toMatch(
      /@1$/,
    );
  });
});

describe('on the command line', { timeout: 120_000 }, () => {
  /** `retour policy …` as a process of its own beside the product. */
  const retour = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const { databaseUrl, dataDir } = product.ctx.settings;
      const env = { DATABASE_URL: databaseUrl, RETOUR_DATA_DIR: dataDir, RETOUR_SECRET: 'a secret of the tests, long enough' };
      const main = path.resolve(import.meta.dirname, '../src/cli/main.ts');
      execFile(process.execPath, [main, 'policy', ...args], { env }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });

  test('a policy leaves as a file, comes in as a draft, and decides once it is published', async () => {
    const version = await published(await aDraft({ name, document: backmarket }));
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-policy-'));
    try {
      const file = path.join(folder, 'policy.json');
      const exported = await retour('export', 'phenix');
      expect(exported).toMatchObject({ code: 0 });
      expect(JSON.parse(exported.out)).toEqual(version.document);
      fs.writeFileSync(file, JSON.stringify({ ...withWindow(JSON.parse(exported.out), 77), name: `${name} from a file` }));

      const draft = await retour('import', 'phenix', file);
      expect(draft).toMatchObject({ code: 0, out: expect.stringContaining('/policy/drafts/') });
      const { drafts } = (await product.get('/policies')).body;
      expect(drafts[0]).toMatchObject({ name: `${name} from a file`, createdBy: 'command line' });
      expect(await inForce()).toBe(version.version);

      const live = await retour('import', 'phenix', file, '--publish');
      expect(live).toMatchObject({ code: 0, out: expect.stringContaining('decides for') });
      expect((await product.get(`/policies/versions/${await inForce()}`)).body.document.tables.window[0].answer.days).toBe(77);

      fs.writeFileSync(file, JSON.stringify(withWindow(backmarket, -1)));
      expect(await retour('import', 'phenix', file, '--publish')).toMatchObject({ code: 2, err: expect.stringContaining('answer.days') });
      expect(await retour('export', 'nobody')).toMatchObject({ code: 2, err: expect.stringContaining('"nobody"') });
      expect(await retour('export', 'phenix', 'nothing@1')).toMatchObject({ code: 2 });
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('an answer can be given again', () => {
  const open = async (index: number, days: number, item: Json) => {
    const channelOrderId = `policy-${index}`;
    await product.put(`/orders/backmarket/${channelOrderId}`, phoneOrder(index, { delivered: days }));
    const opened = await product.post('/returns', {
      channel: 'backmarket',
      channelOrderId,
      via: 'api',
      items: [{ lineId: '1', photos: 1, ...item }],
    });
    expect(opened.status, JSON.stringify(opened.body)).toBe(201);
    return opened.body;
  };

  test('from the version and the facts of then, also after the policy has changed', async () => {
    const draft = await aDraft({ name, document: backmarket });
    const longer = withWindow(draft.document, 100);
    longer.tables.window[0] = {
      ...longer.tables.window[0],
      words: { en: { agent: 'A hundred days, as promised.', buyer: 'A hundred days.' } },
    };
    await save(draft, longer);
    const generous = await published(draft);
    const returns = [
      await open(951, 90, { reason: 'changed_mind' }),
      await open(952, 20, { reason: 'defective', fault: 'screen' }),
      await open(953, 200, { reason: 'changed_mind' }),
      await open(954, 9, { reason: 'missing_part' }),
    ];
    expect(returns.map((ret) => ret.items[0].decision.outcome)).toEqual(['approve', 'approve', 'reject', 'approve']);

    // The case says it with the words of the version that answered.
    expect(returns[0].items[0].decision.because.map((one: Json) => one.says)).toContain('A hundred days, as promised.');

    const strict = await aDraft({ name: `${name} strict`, document: backmarket });
    await save(strict, withWindow(strict.document, 1));
    await published(strict);
    for (const ret of returns) {
      const { items } = (await product.get(`/returns/${ret.id}/decisions`, { as: agent })).body;
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ policyVersion: generous.version, replay: 'identical', differs: [], lineId: '1', unit: 1 });
      expect(items[0].decision.outcome).toBe(ret.items[0].decision.outcome);
    }
    expect((await product.get('/returns/019a0000-0000-7000-8000-000000000000/decisions')).status).toBe(404);
  });

  test('and where the program answers otherwise today, that is shown', async () => {
    const ret = await open(961, 5, { reason: 'changed_mind' });
    // What an older program might have answered: written beside, as the next answer of this return.
    await product.ctx.db.withSeller(product.sellerId, (tx) =>
      tx.query(
        `insert into desk.decisions (seller_id, return_id, line_id, unit, seq, policy_version, facts, decision)
         select seller_id, return_id, line_id, unit, seq + 100, policy_version, facts, decision || '{"outcome": "review"}'
           from desk.decisions where seller_id = $1 and return_id = $2`,
        [product.sellerId, ret.id],
      ),
    );
    const { items } = (await product.get(`/returns/${ret.id}/decisions`)).body;
    expect(items.map((one: Json) => [one.replay, one.differs])).toEqual([
      ['identical', []],
      ['differs', ['outcome']],
    ]);
  });
});
