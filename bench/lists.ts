/** The desk's lists over a million returns, each with the plan that PostgreSQL makes as the application's role; and the clocks that fall due among them. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type Clock, movableClock } from '../src/app/context.ts';
import { openReturn } from '../src/app/open-return.ts';
import { putOrder } from '../src/app/put-order.ts';
import { readSettings } from '../src/app/settings.ts';
import { sweepSeller } from '../src/app/sweep.ts';
import { createContext, type WiredContext } from '../src/app/wire.ts';
import { money } from '../src/core/money.ts';
import { TABS } from '../src/core/return/status.ts';
import { prepareDemo } from '../src/sandbox/demo.ts';
import { dueClocks } from '../src/store/clocks.ts';
import type { Tx } from '../src/store/db.ts';
import { countTabs, listReturns, searchReturns } from '../src/store/returns.ts';
import { figure, table, timed, timing } from './stats.ts';

export type ListOptions = {
  readonly returns: number;
  readonly repeat: number;
  readonly parts: ReadonlySet<string>;
  fresh(name: string): Promise<string>;
  print(line: string): void;
};

const STRANGER = '019a0000-0000-7000-8000-00000000beef';
const DUE = 500;

export async function lists({ returns, repeat, parts, fresh, print }: ListOptions): Promise<void> {
  const url = await fresh('lists');
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-bench-'));
  const settings = readSettings({ DATABASE_URL: url, RETOUR_DEMO: '1', RETOUR_DATA_DIR: dataDir });
  const clock = movableClock(new Date().toISOString());
  const ctx = await createContext(
    {
      ...settings,
      databaseUrl: url,
      logLevel: 'silent',
      secret: 'a secret of the bench that signs nothing else',
      demoApiKey: 'a key of the bench',
    },
    { clock },
  );
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await prepareDemo(ctx, { apiKey: 'a key of the bench' });
    const sellerId = ctx.sellers.bySlug('phenix')!.id;
    const pattern = await openOne(ctx, sellerId, 0);
    const [took] = await timed(() => fill(admin, sellerId, pattern, returns));
    print(
      `${returns.toLocaleString('en')} returns with orders, buyers, search words and clocks made in ${figure(took / 1000)} s; a tenth of them another seller's.`,
    );
    if (parts.has('lists')) print(await readLists(ctx, admin, sellerId, returns, repeat));
    if (parts.has('clocks')) print(await fireClocks(ctx, admin, sellerId, clock, repeat));
  } finally {
    await admin.end();
    await ctx.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

async function openOne(ctx: WiredContext, sellerId: string, n: number): Promise<string> {
  const at = (days: number) => new Date(Date.parse(ctx.clock.now(sellerId)) - days * 86_400_000).toISOString();
  await putOrder(
    ctx,
    sellerId,
    {
      channel: 'shop',
      channelOrderId: `REAL-${n}`,
      country: 'FR',
      currency: 'EUR',
      placedAt: at(9),
      shippedAt: at(8),
      deliveredAt: at(6),
      lines: [
        {
          id: '1',
          sku: 'IP13-128',
          title: 'iPhone 13 128 GB, Blue',
          category: 'smartphone',
          condition: 'refurbished',
          price: money(36_900, 'EUR'),
          quantity: 1,
          imei: '356938035643809',
        },
      ],
    },
    { name: `Real buyer ${n}`, email: `real${n}@example.org`, language: 'fr' },
  );
  // A photo is missing: a person has to answer within a day.
  const opened = await openReturn(
    ctx,
    sellerId,
    { channel: 'shop', channelOrderId: `REAL-${n}`, via: 'portal', items: [{ lineId: '1', reason: 'not_as_described' }] },
    { kind: 'buyer' },
  );
  if (!opened.ok) throw new Error(`the pattern was refused: ${opened.refusal}`);
  return opened.returnId;
}

/** Rows like real ones, straight into the real tables, keys and triggers in force. Nine in ten are done, as after years of use. */
async function fill(admin: pg.Client, sellerId: string, pattern: string, returns: number): Promise<void> {
  const uuid = (kind: number) => `('019a0000-0000-7000-8${kind}00-' || lpad(to_hex(i), 12, '0'))::uuid`;
  const seller = `(case when i % 10 = 0 then '${STRANGER}' else '${sellerId}' end)::uuid`;
  const rma = `('R-' || upper(substr(lpad(to_hex(i), 8, '0'), 1, 4)) || '-' || upper(substr(lpad(to_hex(i), 8, '0'), 5, 4)))`;
  const tab = `(case when i % 20 < 18 then 'done' else (array['answer', 'waiting', 'transit', 'inspect', 'resolve', 'money', 'hold'])[1 + (i / 20) % 7] end)`;
  const status = `(case ${tab} when 'done' then (array['closed', 'closed', 'closed', 'rejected', 'cancelled'])[1 + (i / 7) % 5] when 'answer' then 'in_review' when 'waiting' then 'approved' when 'transit' then 'in_transit'
    when 'inspect' then 'received' when 'resolve' then 'inspected' when 'money' then 'resolving' else 'received' end)`;
  const due = `(case when ${tab} = 'done' then 'infinity'::timestamptz else now() + ((i::bigint * 7919 % 20000) - 300) * interval '1 minute' end)`;
  const opened = `now() - i * interval '40 seconds'`;
  const series = `generate_series(1, ${returns}) as i`;
  // The one slow index is made once for all rows instead of a million times.
  await admin.query(`set maintenance_work_mem = '512MB'; set synchronous_commit = off; drop index desk.return_search_words`);
  await admin.query(`insert into desk.connections (seller_id, slug, kind, name) values ('${STRANGER}', 'shop', 'shop', 'Shop')`);
  await admin.query(
    `insert into desk.orders (seller_id, id, channel, channel_order_id, country, currency, placed_at, lines, created_at, updated_at)
     select ${seller}, ${uuid(1)}, 'shop', 'M-' || i, 'FR', 'EUR', ${opened} - interval '9 days', o.lines, now(), now()
       from ${series}, (select lines from desk.orders where seller_id = '${sellerId}' and channel_order_id = 'REAL-0') as o`,
  );
  await admin.query(
    `insert into desk.buyers select ${seller}, ${uuid(1)}, 'Buyer ' || md5(i::text), 'b' || i || '@example.org', 'fr' from ${series}`,
  );
  await admin.query(
    `insert into desk.returns (seller_id, id, rma, order_id, channel, channel_order_id, via, country, currency, status, tab, held, opened_at, moved_at, due_at, due_kind, amount_minor, version, head, state)
     select ${seller}, ${uuid(2)}, ${rma}, ${uuid(1)}, 'shop', 'M-' || i, 'portal', 'FR', 'EUR', ${status}, ${tab}, ${tab} = 'hold', ${opened}, ${opened}, ${due},
            case when ${tab} = 'done' then null else 'resolve' end, 36900, p.version, p.head, p.state || jsonb_build_object('id', ${uuid(2)}, 'rma', ${rma})
       from ${series}, (select version, head, state from desk.returns where seller_id = '${sellerId}' and id = '${pattern}') as p`,
  );
  await admin.query(
    `insert into desk.clocks
     select ${seller}, ${uuid(2)}, kind, 'channel', case when kind = 'resolve' and ${tab} <> 'done' then 'running' else 'met' end, now() + interval '30 days', now() + interval '31 days' + i * interval '1 second',
            case when kind = 'resolve' and ${tab} <> 'done' then now() + interval '30 days' + i * interval '1 second' end
       from ${series}, unnest(array['first_answer', 'resolve', 'auto_refund']) as kind`,
  );
  await admin.query(
    `insert into desk.return_search
     select ${seller}, ${uuid(2)}, lower(${rma} || ' m-' || i || ' buyer ' || md5(i::text) || ' b' || i || '@example.org 35' || lpad((i::bigint * 48271 % 9999999999999)::text, 13, '0') || ' iphone 13 128 gb') from ${series}`,
  );
  await admin.query('create index return_search_words on desk.return_search using gin (seller_id, words gin_trgm_ops)');
  for (const name of ['orders', 'buyers', 'returns', 'clocks', 'return_search']) await admin.query(`vacuum (analyze) desk.${name}`);
}

async function readLists(ctx: WiredContext, admin: pg.Client, sellerId: string, returns: number, repeat: number): Promise<string> {
  const now = new Date().toISOString();
  const tonight = new Date(Date.now() + 8 * 3_600_000).toISOString();
  const middle = Math.floor(returns / 2);
  const { rows } = await admin.query<{ tab: string; due_at: Date; id: string }>(
    `select distinct on (tab) tab, due_at, id from (select tab, due_at, id, row_number() over (partition by tab order by due_at, id) as n, count(*) over (partition by tab) as of from desk.returns where seller_id = $1 and tab <> 'done') as t where n > of / 2 order by tab, n`,
    [sellerId],
  );
  const halfway = new Map(rows.map((row) => [row.tab, { at: row.due_at.toISOString(), id: row.id }]));
  const {
    rows: [deep],
  } = await admin.query<{ opened_at: Date; id: string; rma: string; channel_order_id: string; name: string }>(
    `select r.opened_at, r.id, r.rma, r.channel_order_id, b.name from desk.returns r join desk.buyers b on b.seller_id = r.seller_id and b.order_id = r.order_id
      where r.seller_id = $1 and r.channel_order_id = any($2) limit 1`,
    [sellerId, [`M-${middle}`, `M-${middle + 1}`]],
  );
  const cursor = { at: deep!.opened_at.toISOString(), id: deep!.id };
  const search = (q: string) => async (tx: Tx) => {
    const ids = await searchReturns(tx, q);
    return ids.length === 0 ? [] : listReturns(tx, { ids }, 'newest', null, 25);
  };
  const pages: [string, (tx: Tx) => Promise<unknown[]>][] = [
    ...TABS.filter((tab) => tab !== 'done').map((tab): [string, (tx: Tx) => Promise<unknown[]>] => [
      `tab ${tab}, first page`,
      (tx) => listReturns(tx, { tab }, 'due', null, 25),
    ]),
    ['tab done, first page', (tx) => listReturns(tx, { tab: 'done' }, 'newest', null, 25)],
    ['all, first page', (tx) => listReturns(tx, {}, 'newest', null, 25)],
    ['status closed, first page', (tx) => listReturns(tx, { statuses: ['closed'] }, 'newest', null, 25)],
    ['all, page in the middle', (tx) => listReturns(tx, {}, 'newest', cursor, 25)],
    ['tab inspect, page in the middle', (tx) => listReturns(tx, { tab: 'inspect' }, 'due', halfway.get('inspect') ?? null, 25)],
    ['due before tonight', (tx) => listReturns(tx, { dueBefore: tonight }, 'due', null, 25)],
    ['search by RMA', search(deep!.rma)],
    ['search by order number', search(deep!.channel_order_id)],
    ['search by a part of a name', search(deep!.name.slice(6, 20))],
    ['search for what is nowhere', search('zzzz nobody zzzz')],
    ['counts of all tabs', (tx) => countTabs(tx, now, tonight)],
  ];
  const lines: string[][] = [];
  for (const [name, read] of pages) {
    const ms: number[] = [];
    let found = 0;
    for (let i = 0; i < repeat + 3; i++) {
      const [took, rowsRead] = await timed(() => ctx.db.withSeller(sellerId, read));
      // The first ones plan and warm up.
      if (i >= 3) ms.push(took);
      found = rowsRead.length;
    }
    const { p50, p99 } = timing(ms);
    lines.push([name, figure(p50), figure(p99), String(found), await plans(ctx, sellerId, read)]);
  }
  return `\n${table(['list', 'p50 ms', 'p99 ms', 'rows', 'plan as retour_app'], lines)}\n(${repeat} times each, whole transactions; pages of 25 and one row more)`;
}

/** Asks PostgreSQL in the application's role how it would do what a function does: which indexes, and no table read from end to end. */
async function plans(ctx: WiredContext, sellerId: string, read: (tx: Tx) => Promise<unknown[]>): Promise<string> {
  const indexes = new Set<string>();
  const scanned = new Set<string>();
  await ctx.db.withSeller(sellerId, (tx) =>
    read({
      ...tx,
      query: async (text: string, values: readonly unknown[] = []) => {
        // A plan inside a function does not show: the search's own statement is asked for in its place.
        const inner = text.includes('desk.search(');
        const plan = inner ? null : JSON.stringify(await tx.query(`explain (format json) ${text}`, values));
        for (const [, name] of plan?.matchAll(/"Index Name":"([^"]+)"/g) ?? []) indexes.add(name!);
        for (const [, name] of plan?.matchAll(/"Node Type":"Seq Scan"[^{}]*?"Relation Name":"([^"]+)"/g) ?? []) scanned.add(name!);
        if (inner) indexes.add('desk.search');
        return tx.query(text, values) as never;
      },
    }),
  );
  return `${[...indexes].sort().join(', ')}${scanned.size > 0 ? ` — READS WHOLE TABLES: ${[...scanned].join(', ')}` : ''}`;
}

async function fireClocks(
  ctx: WiredContext,
  admin: pg.Client,
  sellerId: string,
  clock: Clock & { set(iso: string): void },
  repeat: number,
): Promise<string> {
  for (let n = 1; n <= DUE; n++) await openOne(ctx, sellerId, n);
  await admin.query('vacuum (analyze) desk.clocks');
  const later = new Date(Date.parse(clock.realNow()) + 25 * 3_600_000).toISOString();
  const ms: number[] = [];
  let found = 0;
  for (let i = 0; i < repeat; i++) {
    const [took, due] = await timed(() => ctx.db.withDispatcher((tx) => dueClocks(tx, later, [])));
    ms.push(took);
    found = due.length;
  }
  const [plan] = await ctx.db.withDispatcher((tx) =>
    tx.query<{ 'QUERY PLAN': unknown }>(
      `explain (format json) select seller_id, return_id, kind, next_at from desk.clocks
         where next_at <= $1 and seller_id <> all($2::uuid[]) and (next_at, seller_id, return_id, kind) > ('-infinity'::timestamptz, $3::uuid, $3::uuid, '')
         order by next_at, seller_id, return_id, kind limit 200`,
      [later, [], '00000000-0000-0000-0000-000000000000'],
    ),
  );
  const index = /"Index Name":"([^"]+)"/.exec(JSON.stringify(plan))?.[1] ?? 'NO INDEX';
  clock.set(later);
  let fired = 0;
  const [sweep] = await timed(async () => {
    for (let n = -1; n !== 0; fired += n) n = await sweepSeller(ctx, sellerId);
  });
  fired += 1;
  const { rows } = await admin.query<{ n: string; running: string }>(
    `select count(*) as n, count(*) filter (where state = 'running') as running from desk.clocks`,
  );
  const { p50, p99 } = timing(ms);
  return (
    `\n${DUE} clocks due among ${Number(rows[0]!.n).toLocaleString('en')} (${Number(rows[0]!.running).toLocaleString('en')} running): the first ${found} read in ${figure(p50)} ms (p99 ${figure(p99)}; ${index}); ` +
    `all ${fired} fired and on the record in ${figure(sweep)} ms, ${figure(sweep / Math.max(1, fired))} ms each.`
  );
}
