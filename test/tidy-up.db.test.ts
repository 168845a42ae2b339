/** What nobody needs any more goes, and nothing that anything refers to ever does: storage limitation (GDPR, article 5(1)(e)). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tidy } from '../src/app/tidy.ts';
import { rngOf, spam } from '../src/channels/email/mails.test-support.ts';
import { KEPT_DAYS } from '../src/core/retention.ts';
import { noteLoose } from '../src/store/retention.ts';
import { phoneOrder } from './cast.ts';
import { DEMO_KEY, type Json, openProduct, type Product, refusalOf } from './product.ts';

let product: Product;
let ahead = 0;
beforeAll(async () => {
  product = await openProduct();
  Object.assign(product.ctx.clock, { realNow: () => new Date(Date.now() + ahead).toISOString() });
}, 120_000);
afterAll(() => product.close());

const now = () => product.ctx.clock.now(product.sellerId);
const daysAgo = (days: number) => new Date(Date.parse(now()) - days * 86_400_000).toISOString();
const stow = async (text: string) => (await product.ctx.files.put(new TextEncoder().encode(text))).sha256;
const isThere = async (sha256: string) => (await product.ctx.files.get(sha256)) !== null;
const rows = <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  product.ctx.db.withSeller(product.sellerId, (tx) => tx.query<T>(sql, values));
/** Two rounds with a night between them. */
async function twoRounds(): Promise<void> {
  await tidy(product.ctx, product.sellerId);
  ahead += 24 * 3_600_000;
  await tidy(product.ctx, product.sellerId);
}
async function openReturn(number: string, index: number): Promise<Json> {
  await product.put(`/orders/shop/${number}`, phoneOrder(index));
  const items = [{ lineId: '1', reason: 'defective', fault: 'battery', photos: 0 }];
  return (await product.post('/returns', { channel: 'shop', channelOrderId: number, items, via: 'api' })).body;
}

/** What can hold a file, each by a row of its own. */
const HOLDERS: Readonly<Record<string, (sha256: string, returnId: string) => Promise<unknown>>> = {
  photo: (sha256, returnId) =>
    rows(
      `insert into desk.files (seller_id, id, return_id, kind, name, type, sha256, size, at) values ($1, $2, $3, 'photo', 'a', 'image/webp', $4, 1, $5)`,
      [product.sellerId, randomUUID(), returnId, sha256, now()],
    ),
  mail: (sha256) =>
    rows(`insert into desk.inbound_mails (seller_id, id, digest, size, source, received_at) values ($1, $2, $3, 1, 'webhook', $4)`, [
      product.sellerId,
      randomUUID(),
      sha256,
      now(),
    ]),
  export: (sha256) =>
    rows(
      `insert into desk.exports (seller_id, id, kind, format, filter, state, by_name, made_at, parts) values ($1, $2, 'all', 'zip', '{}', 'ready', 'a', $3, $4)`,
      [product.sellerId, randomUUID(), now(), [sha256]],
    ),
  nothing: async () => {},
};

test('of three hundred files exactly those go that are old and that nothing refers to', async () => {
  const roll = rngOf(20261122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;
  const ret = await openReturn('TU-1', 701);
  const fate = new Map<string, boolean>();
  for (let i = 0; i < 300; i++) {
    const sha256 = await stow(`file ${i}`);
    const holder = pick(Object.keys(HOLDERS));
    const age = Math.floor(roll() * 3 * KEPT_DAYS.uploads);
    // Held before it is noted as loose, or after: the order must not matter.
    const held = () => HOLDERS[holder]!(sha256, ret.id);
    const first = roll() < 0.5;
    if (first) await held();
    await product.ctx.db.withSeller(product.sellerId, (tx) => noteLoose(tx, sha256, daysAgo(age)));
    if (!first) await held();
    fate.set(sha256, holder !== 'nothing' || age <= KEPT_DAYS.uploads);
  }
  await twoRounds();
  for (const [sha256, stays] of fate) expect(await isThere(sha256)).toBe(stays);
  expect([...fate.values()].filter((stays) => !stays).length).toBeGreaterThan(20);
});

test('a file that is read or taken between the two rounds stays', async () => {
  const ret = await openReturn('TU-2', 702);
  const [read, taken, left] = [await stow('read in between'), await stow('taken in between'), await stow('left alone')];
  for (const sha256 of [read, taken, left])
    await product.ctx.db.withSeller(product.sellerId, (tx) => noteLoose(tx, sha256, daysAgo(KEPT_DAYS.uploads + 1)));
  await tidy(product.ctx, product.sellerId);
  expect(await isThere(read)).toBe(true);
  await HOLDERS.photo!(taken, ret.id);
  ahead += 2 * 3_600_000;
  expect((await tidy(product.ctx, product.sellerId)).uploads).toBe(1);
  expect([await isThere(read), await isThere(taken), await isThere(left)]).toEqual([true, true, false]);
});

test('time passes: what was never sent, what arrived long ago and old spam go; what is kept, pending or part of a case stays', async () => {
  const ret = await openReturn('TU-3', 703);
  const upload = async (name: string): Promise<Json> => {
    const form = new FormData();
    form.set('file', new Blob([`%PDF-1.4\n${name}\n%%EOF`], { type: 'application/pdf' }), `${name}.pdf`);
    const sent = await fetch(`${product.url}/api/v1/returns/${ret.id}/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${DEMO_KEY}` },
      body: form,
    });
    return ((await sent.json()) as Json).kept[0];
  };
  const [sent, draft] = [await upload('sent'), await upload('draft')];
  expect((await product.post(`/returns/${ret.id}/message`, { body: 'Voici le document.', files: [sent.id] })).status).toBeLessThan(300);
  const hashes = await rows<{ id: string; sha256: string }>(
    'select id, sha256 from desk.files where seller_id = $1 and id = any($2::uuid[])',
    [product.sellerId, [sent.id, draft.id]],
  );
  const hashOf = (id: string) => hashes.find((one) => one.id === id)!.sha256;

  // Nobody listens any more when they leave: two dead letters, of which one is kept.
  const endpoint = (await product.post('/webhooks', { url: 'http://127.0.0.1:9/', name: 'ERP', types: ['return.created'] })).body;
  await openReturn('TU-4', 704);
  await openReturn('TU-5', 705);
  expect((await product.call('PATCH', `/webhooks/${endpoint.id}`, { state: 'paused' })).status).toBe(200);
  const [first, second] = (await product.get('/webhook-deliveries')).body.items;
  expect((await product.put(`/webhook-deliveries/${first.id}/keeping`, {})).body.kept).toBe(true);

  const raw = spam(rngOf(7), 7);
  const mail = await fetch(`${product.url}/api/v1/inbound-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DEMO_KEY}`, 'content-type': 'message/rfc822' },
    body: new Uint8Array(raw),
  });
  expect(mail.ok).toBe(true);
  await product.settle();
  const [junk] = (await product.get('/inbound-mails?view=spam')).body.items;
  await product.post(`/inbound-mails/${junk.id}/dismissal`, { because: 'Advertising' });

  await product.advance('P32D');
  const whole = (await product.get(`/inbound-mails/${junk.id}`)).body;
  expect(whole).toMatchObject({ state: 'dismissed', from: null, subject: '', text: '', removedAt: expect.any(String) });
  expect(refusalOf(await product.post(`/inbound-mails/${junk.id}/undo`))).toMatch(/mail_not_undoable/);
  const left = await rows<{ id: string }>('select id from desk.files where seller_id = $1 and id = any($2::uuid[])', [
    product.sellerId,
    [sent.id, draft.id],
  ]);
  expect(left).toEqual([{ id: sent.id }]);
  await product.advance('P60D');
  const deliveries = (await product.get('/webhook-deliveries')).body.items.map(({ id }: Json) => id);
  expect(deliveries).toContain(first.id);
  expect(deliveries).not.toContain(second.id);
  ahead += 2 * 3_600_000;
  await tidy(product.ctx, product.sellerId);
  expect([await isThere(hashOf(sent.id)), await isThere(hashOf(draft.id))]).toEqual([true, false]);
  expect((await product.get(`/inbound-mails/${junk.id}/raw`)).status).toBe(404);
  const metrics = await (await fetch(`${product.url}/metrics`)).text();
  for (const what of ['uploads', 'attachments', 'webhooks', 'spam'])
    expect(metrics).toMatch(new RegExp(`retour_swept\\{what="${what}"\\} [1-9]`));
});

test('every column that names a file of the store is asked before one is removed', async () => {
  const { rows: columns } = await product.ctx.db.pool.query<{ at: string }>(
    `select table_name || '.' || column_name as at from information_schema.columns
      where table_schema = 'desk' and (column_name like '%sha256%' or column_name in ('digest', 'parts') and table_name <> 'connections') order by 1`,
  );
  expect(columns.map(({ at }) => at)).toEqual([
    'bank_files.sha256',
    'claim_evidence.sha256',
    'diagnostics.sha256',
    'dispute_words.sha256',
    'exports.parts',
    'files.sha256',
    // What channels told, by its words' digest: no file.
    'inbound.digest',
    'inbound_answers.digest',
    'inbound_mails.digest',
    'loose_files.sha256',
    'paper_files.sha256',
    // Of a table that was read, so that it is not read twice: it is not kept as a file.
    'payouts.file_sha256',
  ]);
});
