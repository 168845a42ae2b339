/** The sweep on a real database: what is due is done once and is on the record, through restarts, beside another sweeper, and after a long sleep. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act } from '../src/app/act.ts';
import type { Clock } from '../src/app/context.ts';
import { drainEffects } from '../src/app/drain.ts';
import { makeSeller } from '../src/app/make-seller.ts';
import { openReturn } from '../src/app/open-return.ts';
import { putOrder } from '../src/app/put-order.ts';
import { readSettings } from '../src/app/settings.ts';
import { sweepClocks } from '../src/app/sweep.ts';
import { createContext, type WiredContext } from '../src/app/wire.ts';
import type { Actor, Role } from '../src/core/access.ts';
import { money } from '../src/core/money.ts';
import { backmarket } from '../src/core/policy/packs/backmarket.ts';
import type { Order, Reason } from '../src/core/return/model.ts';
import { dueClocks, readOrderClocks } from '../src/store/clocks.ts';
import { listMails } from '../src/store/thread.ts';
import { freshDatabase } from './db.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const BEGIN = Date.parse('2026-11-02T09:00:00.000Z');

let database: Awaited<ReturnType<typeof freshDatabase>>;
let admin: pg.Pool;
let ctx: WiredContext;
let sellerId: string;
let now = BEGIN;
const iso = (ms = now) => new Date(ms).toISOString();
/** Real time that the test moves: as on a machine that slept. */
const clock: Clock = { realNow: () => iso(), now: () => iso(), offsetMs: () => 0, setOffset: () => {} };

beforeAll(async () => {
  database = await freshDatabase();
  admin = new pg.Pool({ connectionString: database.url, max: 2 });
  admin.on('error', () => {});
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-clocks-'));
  const settings = readSettings({ DATABASE_URL: database.url, RETOUR_DATA_DIR: dataDir, POOL_SIZE: '6' });
  ctx = await createContext(
    {
      ...settings,
      databaseUrl: database.url,
      logLevel: 'silent',
      secret: 'a secret that signs nothing outside of a test',
      demoApiKey: 'nobody asks',
    },
    { clock },
  );
  const person = (name: string, ...roles: Role[]) => ({ email: `${name.toLowerCase()}@clocks.example`, name, language: 'en', roles });
  const address = { name: 'Returns', street: '1 Dock Street', postalCode: '59000', city: 'Lille', country: 'FR' };
  sellerId = await makeSeller(ctx, {
    seller: {
      slug: 'clocks',
      name: 'Clocks Mobile',
      sandbox: false,
      country: 'FR',
      zone: 'Europe/Paris',
      language: 'en',
      settings: {
        refundLimit: { minor: 40_000, currency: 'EUR' },
        colour: '#0f766e',
        mailFrom: 'r@clocks.example',
        returnAddresses: { '*': address },
      },
    },
    policy: backmarket,
    since: '2014-11-01T00:00:00.000Z',
    password: 'clocks-password',
    connections: [{ slug: 'shop', kind: 'shop', name: 'Web shop', polled: false }],
    people: [person('Agnes', 'customer_service'), person('Bo', 'customer_service'), person('Fay', 'finance'), person('Mona', 'manager')],
  });
});
afterAll(async () => {
  await ctx.close();
  await admin.end();
  await database.drop();
});

let orders = 0;
const orderOf = (
  times: Partial<Pick<Order, 'placedAt' | 'shippedAt' | 'deliveredAt'>> = {},
  name = `C-${(orders += 1)}`,
): Omit<Order, 'id'> => ({
  channel: 'shop',
  channelOrderId: name,
  country: 'FR',
  currency: 'EUR',
  placedAt: iso(now - 23 * DAY),
  lines: [
    {
      id: '1',
      sku: 'IP12',
      title: 'iPhone 12',
      category: 'smartphone',
      condition: 'refurbished',
      price: money(20_000, 'EUR'),
      quantity: 1,
    },
  ],
  ...times,
});
const put = (order: Omit<Order, 'id'>) =>
  putOrder(ctx, sellerId, order, { name: 'Léa', email: `${order.channelOrderId.toLowerCase()}@buyers.example`, language: 'fr' });

/** A change of mind on day 20: the seller's own thirty days carry it, the law's fourteen are over. */
async function openOne(reason: Reason = 'changed_mind'): Promise<string> {
  const order = orderOf({ shippedAt: iso(now - 22 * DAY), deliveredAt: iso(now - 20 * DAY) });
  await put(order);
  const { channel, channelOrderId } = order;
  const opened = await openReturn(
    ctx,
    sellerId,
    { channel, channelOrderId, via: 'portal', items: [{ lineId: '1', reason, photos: 3 }] },
    { kind: 'buyer' },
  );
  if (!opened.ok) throw new Error(opened.refusal);
  return opened.returnId;
}

const told = async (returnId: string) =>
  (
    await admin.query<{ type: string; step: string | null; overtaken: boolean | null; kind: string | null }>(
      `select type, body::jsonb ->> 'step' as step, (body::jsonb ->> 'overtaken')::boolean as overtaken, body::jsonb ->> 'kind' as kind
         from desk.events where return_id = $1 order by seq`,
      [returnId],
    )
  ).rows;
const stepsOf = async (returnId: string) =>
  (await told(returnId))
    .filter(({ type }) => type === 'escalated' || type === 'clock_breached')
    .map(({ type, kind, step }) => `${kind} ${step ?? type}`);
const mailsTo = async (to: string) => ctx.db.withSeller(sellerId, (tx) => listMails(tx, { to }));
const dueNow = () => ctx.db.withDispatcher((tx) => dueClocks(tx, iso(), []));

test('the ladder reaches people: whoever knows the case, then the team, then the managers; done in time, nobody', async () => {
  const agnes = (
    await ctx.db.withPlatform((tx) => tx.query<{ id: string }>(`select id from platform.users where email = 'agnes@clocks.example'`))
  )[0]!;
  const by: Actor = { kind: 'staff', id: agnes.id, name: 'Agnes', roles: ['customer_service'] };
  // A carrier says that it was delivered, the buyer that it never came: a person has to look.
  const id = await openOne('not_received');
  expect((await told(id)).map(({ type }) => type)).toContain('put_in_review');
  await act(ctx, sellerId, id, { verb: 'hold', because: 'A look first.' }, by);
  await act(ctx, sellerId, id, { verb: 'release', because: 'Looked.' }, by);
  const mailed = async () => {
    await sweepClocks(ctx);
    await drainEffects(ctx, sellerId);
    const all = await ctx.db.withSeller(sellerId, (tx) => listMails(tx, { returnId: id }));
    return all.filter(({ recipient }) => recipient.endsWith('clocks.example')).map(({ recipient }) => recipient);
  };
  now += 18 * HOUR;
  expect(await mailed()).toEqual(['agnes@clocks.example']);
  now += 6 * HOUR;
  expect(await mailed()).toEqual(['agnes@clocks.example, bo@clocks.example', 'agnes@clocks.example']);
  now += 12 * HOUR;
  expect(await mailed()).toEqual(['mona@clocks.example', 'agnes@clocks.example, bo@clocks.example', 'agnes@clocks.example']);
  expect((await mailsTo('bo@clocks.example'))[0]!.subject).toContain('Who takes this one?');
  await act(ctx, sellerId, id, { verb: 'approval' }, by);
  await act(ctx, sellerId, id, { verb: 'resolution', items: [{ lineId: '1', resolution: 'refund' }] }, by);
  now += 4 * DAY;
  await sweepClocks(ctx);
  // A decision was owed within three days, and there was one.
  expect((await stepsOf(id)).filter((step) => step.startsWith('decision'))).toEqual([]);
});

describe('more than one batch is due', () => {
  const many: string[] = [];

  test('a sweep that dies between two returns loses nothing, and two sweepers at once fire each clock once', {
    timeout: 120_000,
  }, async () => {
    for (let n = 0; n < 230; n++) many.push(await openOne());
    expect(await sweepClocks(ctx)).toBe(0);
    // Until the end of day 14 they may send it, and three days before they are reminded.
    now += 12 * DAY;

    let left = 40;
    const dying: WiredContext = {
      ...ctx,
      db: {
        ...ctx.db,
        withSeller: (id, work) => ((left -= 1) >= 0 ? ctx.db.withSeller(id, work) : Promise.reject(new Error('the machine is gone'))),
      },
    };
    await expect(sweepClocks(dying)).rejects.toThrow('the machine is gone');
    expect((await Promise.all(many.map(stepsOf))).filter((steps) => steps.length > 0)).toHaveLength(40);

    const [one, other] = await Promise.all([sweepClocks(ctx), sweepClocks(ctx)]);
    expect(one + other).toBe(190);
    for (const id of many) expect(await stepsOf(id)).toEqual(['send_back nudge']);
    const { rows } = await admin.query(
      `select count(*)::int as n from desk.effects where kind = 'mail' and body ->> 'notice' = 'send_back_reminder'`,
    );
    expect(rows[0].n).toBe(230);
    expect(await sweepClocks(ctx)).toBe(0);
  });

  test('what can’t be fired is left due and told, and holds up nobody else', async () => {
    now += 3 * DAY;
    const [broken, ...others] = many as [string, ...string[]];
    await admin.query(`update desk.returns set state = state - 'items' where id = $1`, [broken]);
    await expect(sweepClocks(ctx)).rejects.toThrow();
    for (const id of others.slice(0, 20))
      expect(await stepsOf(id)).toEqual(['send_back nudge', 'send_back clock_breached', 'send_back act']);
    expect((await dueNow()).map(({ return_id: id }) => id)).toEqual([broken]);
    await admin.query(`update desk.clocks set next_at = null where return_id = $1`, [broken]);
  });
});

test('after a long sleep everything is on the record in order, and the buyer gets the last word alone', async () => {
  const id = await openOne();
  now += 60 * DAY;
  expect(await sweepClocks(ctx)).toBe(1);
  expect((await told(id)).slice(-4).map(({ type, step, overtaken }) => [type, step, overtaken])).toEqual([
    ['escalated', 'nudge', true],
    ['clock_breached', null, null],
    ['expired', null, null],
    ['escalated', 'act', null],
  ]);
  const { rows } = await admin.query(
    `select body ->> 'notice' as notice from desk.effects where return_id = $1 and kind = 'mail' order by created_at, id`,
    [id],
  );
  expect(rows.map(({ notice }) => notice)).toEqual(['approved', 'expired']);
});

test('a row that says due where the return says otherwise follows the return', async () => {
  const id = await openOne();
  await admin.query(`update desk.clocks set next_at = $2 where return_id = $1 and kind = 'send_back'`, [id, iso(now - HOUR)]);
  expect(await sweepClocks(ctx)).toBe(0);
  const { rows } = await admin.query(`select next_at, state from desk.clocks where return_id = $1 and kind = 'send_back'`, [id]);
  expect(rows[0]).toMatchObject({ state: 'running' });
  expect(rows[0].next_at.getTime()).toBeGreaterThan(now);
  expect(await dueNow()).toEqual([]);
});

describe('orders', () => {
  const clocksOf = async (name: string) => {
    const { rows } = await admin.query<{ id: string }>('select id from desk.orders where channel_order_id = $1', [name]);
    const read = await ctx.db.withSeller(sellerId, (tx) => readOrderClocks(tx, rows[0]!.id));
    return Object.fromEntries(read.map(({ kind, state, corrected }) => [kind, corrected ? `${state}, corrected` : state]));
  };

  test('ship within a day, deliver within five: the breach is on the record, and wrong times are put right', async () => {
    await put(orderOf({ placedAt: iso() }, 'SHIP-1'));
    expect(await clocksOf('SHIP-1')).toEqual({ ship: 'running', deliver: 'running' });
    now += DAY + HOUR;
    await sweepClocks(ctx);
    expect(await clocksOf('SHIP-1')).toEqual({ ship: 'breached', deliver: 'running' });
    const placedAt = iso(now - DAY - HOUR);
    // Told late, and it was late.
    await put(orderOf({ placedAt, shippedAt: iso() }, 'SHIP-1'));
    expect(await clocksOf('SHIP-1')).toEqual({ ship: 'breached', deliver: 'running' });
    // The channel's date was wrong: it had left in time.
    await put(orderOf({ placedAt, shippedAt: iso(now - 2 * HOUR), deliveredAt: iso(now + HOUR) }, 'SHIP-1'));
    expect(await clocksOf('SHIP-1')).toEqual({ ship: 'met, corrected', deliver: 'met' });
    now += 10 * DAY;
    await sweepClocks(ctx);
    expect(await clocksOf('SHIP-1')).toEqual({ ship: 'met, corrected', deliver: 'met' });
  });

  test('two sweepers put each breach on the record once', async () => {
    // What earlier tests left to fall due is out of the way.
    now += 60 * DAY;
    await sweepClocks(ctx);
    for (let n = 0; n < 5; n++) await put(orderOf({ placedAt: iso() }, `SHIP-2-${n}`));
    now += 6 * DAY;
    const [one, other] = await Promise.all([sweepClocks(ctx), sweepClocks(ctx)]);
    expect(one + other).toBe(10);
    expect(await clocksOf('SHIP-2-4')).toEqual({ ship: 'breached', deliver: 'breached' });
  });
});

test('the sweep reads what is due through its index', async () => {
  const client = await admin.connect();
  try {
    await client.query('begin; set local role retour_dispatcher; set local enable_seqscan = off; set local enable_bitmapscan = off');
    const { rows } = await client.query(
      `explain (format json) select seller_id, return_id, kind, next_at from desk.clocks
        where next_at <= $1 and seller_id <> all($2::uuid[]) and (next_at, seller_id, return_id, kind) > ('-infinity'::timestamptz, $3::uuid, $3::uuid, '')
        order by next_at, seller_id, return_id, kind limit 200`,
      [iso(), [], '00000000-0000-0000-0000-000000000000'],
    );
    expect(JSON.stringify(rows)).toContain('clocks_next');
    expect(JSON.stringify(rows)).not.toContain('"Sort"');
  } finally {
    await client.query('rollback');
    client.release();
  }
});
