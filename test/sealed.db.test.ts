/** Keys of channels, carriers, webhooks and mailboxes: sealed in the database, whatever way they came there, and through a change of the secret. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveMailbox } from '../src/app/intake-mailboxes.ts';
import { pollChannel } from '../src/app/poll-channel.ts';
import { MAILBOX, openKeys, openSigning, sealAll } from '../src/app/sealed-secrets.ts';
import { openBox } from '../src/app/sealed-box.ts';
import { tryEndpoint } from '../src/app/webhook-endpoints.ts';
import { createContext, type WiredContext } from '../src/app/wire.ts';
import { readConnection } from '../src/store/connections.ts';
import { listMailboxes } from '../src/store/intake.ts';
import { listEndpoints } from '../src/store/webhooks.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 120_000);
afterAll(() => product.close());

const KEY = 'mirakl-key-0123456789abcdef';
const ELSEWHERE = 'http://127.0.0.1:9/retour';

/** Every row of the tables that hold keys, as whoever takes the database reads it. */
async function rows(): Promise<string> {
  const found = await product.ctx.db.withSeller(product.sellerId, (tx) =>
    tx.query<{ row: string }>(
      `select c::text as row from desk.connections c where seller_id = $1 union all select c::text from desk.carrier_accounts c where seller_id = $1
       union all select e::text from desk.webhook_endpoints e where seller_id = $1 union all select m::text from desk.mailboxes m where seller_id = $1`,
      [product.sellerId],
    ),
  );
  return found.map(({ row }) => row).join('\n');
}
/** Another process of this installation, or one that was given another secret. */
async function withSecret<T>(secrets: { secret: string; oldSecret?: string }, work: (ctx: WiredContext) => Promise<T>): Promise<T> {
  const ctx = await createContext({ ...product.ctx.settings, oldSecret: undefined, ...secrets });
  try {
    return await work(ctx);
  } finally {
    await ctx.close();
  }
}
const read = (slug: string) => product.ctx.db.withSeller(product.sellerId, (tx) => readConnection(tx, slug));

test('no key stands in the database, and none comes back by the API', async () => {
  const made = await product.post('/connections', {
    slug: 'pixmania',
    kind: 'mirakl',
    name: 'Pixmania',
    settings: { baseUrl: 'https://pixmania.example' },
    secrets: { apiKey: KEY },
  });
  expect(made.status).toBe(201);
  expect(made.body.connection.keys).toEqual([{ key: 'apiKey', setAt: expect.any(String), ends: 'cdef' }]);
  const carrier = { kind: 'easypost', name: 'EasyPost', settings: {}, secrets: { apiKey: 'easypost-key-0123456789' } };
  expect((await product.put('/carriers/easypost', carrier)).body.keys).toMatchObject([{ key: 'apiKey', ends: '6789' }]);
  const webhook: Json = (await product.post('/webhooks', { url: ELSEWHERE, name: 'ERP' })).body;
  const stored = await rows();
  for (const secret of [KEY, carrier.secrets.apiKey, webhook.secret, webhook.secret.slice(6)]) expect(stored).not.toContain(secret);
  for (const path of ['/connections', '/carriers', '/webhooks'])
    expect(JSON.stringify((await product.get(path)).body)).not.toMatch(/key-0123456789|whsec_/);
  // Left empty it stays what it is, in its old box.
  const before = (await read('pixmania'))!.secrets;
  await product.put('/connections/pixmania', { name: 'Pixmania FR', settings: { baseUrl: 'https://pixmania.example' }, secrets: {} });
  expect((await read('pixmania'))!.secrets).toEqual(before);
});

test('what was written in the clear before works, and is sealed once, however many workers begin', async () => {
  const clear = `whsec_${Buffer.from('a secret from before they were sealed').toString('base64')}`;
  await product.ctx.db.withSeller(product.sellerId, async (tx) => {
    await tx.query(
      `update desk.connections set secrets = '{"apiKey": "in-the-clear-0123456789"}' where seller_id = $1 and slug = 'pixmania'`,
      [tx.sellerId],
    );
    await tx.query('update desk.webhook_endpoints set secret = $2, secret_set_at = null, secret_ends = null where seller_id = $1', [
      tx.sellerId,
      clear,
    ]);
  });
  const { ctx } = product;
  expect(openKeys(ctx, product.sellerId, (await read('pixmania'))!.secrets)).toEqual({ apiKey: 'in-the-clear-0123456789' });
  const sealed = await withSecret({ secret: ctx.secret }, async (other) => (await Promise.all([sealAll(ctx), sealAll(other)])).toSorted());
  expect(sealed).toEqual([0, 2]);
  expect(await rows()).not.toMatch(/in-the-clear|whsec_/);
  expect(openKeys(ctx, product.sellerId, (await read('pixmania'))!.secrets)).toEqual({ apiKey: 'in-the-clear-0123456789' });
  const [endpoint] = await ctx.db.withSeller(product.sellerId, listEndpoints);
  expect(endpoint).toMatchObject({ secret_set_at: endpoint!.created_at, secret_ends: clear.slice(-4) });
  expect(openSigning(ctx, product.sellerId, endpoint!.secret)).toBe(clear);
});

test('with another secret nothing is called and nothing breaks: the connection says in words what to do', async () => {
  await withSecret({ secret: 'quite another secret, as long as it has to be' }, async (other) => {
    const polled = await pollChannel(other, product.sellerId, 'pixmania');
    expect(polled).toMatchObject({ arrivals: 0, failed: 'unauthorised', says: expect.stringContaining('Enter them again') });
    const [{ id }] = (await product.get('/webhooks')).body.items;
    const tried = await tryEndpoint(other, product.sellerId, id);
    expect(tried!.delivery).toMatchObject({ status: null, says: expect.stringContaining('Make a new one') });
    // What can't be opened is left as it lies: the right secret may come back.
    expect(await sealAll(other)).toBe(0);
  });
  const pixmania = (await product.get('/connections')).body.items.find(({ slug }: Json) => slug === 'pixmania');
  expect(pixmania).toMatchObject({ state: 'failing', failure: 'unauthorised' });
  expect(pixmania.lastError).toContain('Enter them again');
  expect(await product.ctx.db.withSeller(product.sellerId, (tx) => readConnection(tx, 'pixmania'))).toMatchObject({
    failure: 'unauthorised',
  });
  expect(openKeys(product.ctx, product.sellerId, (await read('pixmania'))!.secrets)).not.toBeNull();
});

test('the secret is changed: with the old one beside it everything is sealed anew, and then the old one can go', async () => {
  const place = { host: 'imap.example', port: 993, security: 'tls', username: 'returns', folder: 'INBOX' } as const;
  await saveMailbox(product.ctx, product.sellerId, null, { ...place, password: 'hunter2-hunter2', markSeen: false, off: true });
  const secret = 'the secret after the change, long enough too';
  const sealed = await withSecret({ secret, oldSecret: product.ctx.secret }, sealAll);
  // Pixmania, EasyPost, the endpoint, the mailbox.
  expect(sealed).toBe(4);
  await withSecret({ secret }, async (after) => {
    expect(openKeys(after, product.sellerId, (await read('pixmania'))!.secrets)).toEqual({ apiKey: 'in-the-clear-0123456789' });
    const [box] = await after.db.withSeller(product.sellerId, listMailboxes);
    expect(openBox(after, MAILBOX, box!.password)).toBe('hunter2-hunter2');
    expect(await sealAll(after)).toBe(0);
  });
  expect(openKeys(product.ctx, product.sellerId, (await read('pixmania'))!.secrets)).toBeNull();
});
