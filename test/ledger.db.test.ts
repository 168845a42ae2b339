/** The books themselves (M33): posted once, balanced, never changed, each seller's own; and one settlement per unit (M31). */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Journal } from '../src/core/money-flow/ledger.ts';
import { openDb, type Db } from '../src/store/db.ts';
import { journalId, listJournals, postJournal, postJournals, trialBalance } from '../src/store/ledger.ts';
import { insertSettlements, type SettlementLink } from '../src/store/settlements.ts';
import { freshDatabase } from './db.ts';

const LILLE = '019a0000-0000-7000-8000-00000000000a';
const LYON = '019a0000-0000-7000-8000-00000000000b';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let admin: pg.Client;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  db = openDb(database.url, { poolSize: 16 });
});
afterAll(async () => {
  await db.close();
  await admin.end();
  await database.drop();
});

const sale = (key: string, minor = 36_900, at = '2026-11-03T10:00:00.000Z'): Journal => ({
  key,
  at,
  what: 'sale',
  currency: 'EUR',
  about: { channel: 'backmarket' },
  lines: [
    { account: 'channel_receivable', minor },
    { account: 'sales', minor: -minor },
  ],
});

describe('posting', () => {
  test('sixteen writers of one key post it once, with two entries', async () => {
    const posted = await Promise.all(Array.from({ length: 16 }, () => db.withSeller(LILLE, (tx) => postJournal(tx, sale('sale:one')))));
    expect(posted.filter(Boolean)).toHaveLength(1);
    const { rows } = await admin.query(`select count(*)::int as n, sum(minor)::int as total from desk.entries where journal_id = $1`, [
      journalId(LILLE, sale('sale:one')),
    ]);
    expect(rows).toEqual([{ n: 2, total: 0 }]);
  });

  test('a batch posts what is new and leaves the rest alone', async () => {
    expect(await db.withSeller(LILLE, (tx) => postJournals(tx, [sale('sale:one'), sale('sale:two', 100), sale('sale:three', 200)]))).toBe(
      2,
    );
  });

  test('a journal that does not balance is refused before it is sent, and by the database at the commit', async () => {
    const lopsided: Journal = {
      ...sale('bad'),
      lines: [
        { account: 'bank', minor: 5 },
        { account: 'sales', minor: -4 },
      ],
    };
    await expect(db.withSeller(LILLE, (tx) => postJournal(tx, lopsided))).rejects.toThrow(/sums to zero/);
    const raw = (lines: number, entries: readonly number[], currency = 'EUR') =>
      db.withSeller(LILLE, async (tx) => {
        const id = journalId(LILLE, { key: `raw:${lines}:${entries}`, at: '2026-11-03T10:00:00.000Z' });
        await tx.query(
          `insert into desk.journals (seller_id, id, key, at, what, currency, lines) values ($1, $2, $3, now(), 'sale', 'EUR', $4)`,
          [LILLE, id, `raw:${lines}:${entries}`, lines],
        );
        for (const [i, minor] of entries.entries())
          await tx.query(
            `insert into desk.entries (seller_id, journal_id, lines, line, account, currency, minor, at) values ($1, $2, $3, $4, 'bank', $5, $6, now())`,
            [LILLE, id, lines, i + 1, currency, minor],
          );
        return id;
      });
    await expect(raw(2, [5, -4])).rejects.toThrow(/does not balance/);
    await expect(raw(2, [5])).rejects.toThrow(/does not balance/);
    await expect(raw(2, [])).rejects.toThrow(/does not balance/);
    await expect(raw(2, [5, -5], 'GBP')).rejects.toThrow(/does not balance/);
    const id = await raw(2, [7, -7]);
    // Later entries find no place in it.
    await expect(
      db.withSeller(LILLE, (tx) =>
        tx.query(
          `insert into desk.entries (seller_id, journal_id, lines, line, account, currency, minor, at) values ($1, $2, 2, 3, 'bank', 'EUR', 1, now())`,
          [LILLE, id],
        ),
      ),
    ).rejects.toThrow(/entries_check|violates check/);
    await expect(
      db.withSeller(LILLE, (tx) =>
        tx.query(
          `insert into desk.entries (seller_id, journal_id, lines, line, account, currency, minor, at) values ($1, $2, 4, 3, 'bank', 'EUR', 1, now())`,
          [LILLE, id],
        ),
      ),
    ).rejects.toThrow(/entries_journal_fkey/);
  });

  test('a journal is taken back once', async () => {
    const back = (key: string): Journal => ({
      ...sale(key, -100),
      what: 'sale_reversed',
      reverses: 'sale:two',
    });
    const posted = await Promise.all(['back', 'again'].map((n) => db.withSeller(LILLE, (tx) => postJournal(tx, back(`sale:two:${n}`)))));
    expect(posted.filter(Boolean)).toHaveLength(1);
  });

  test.each([
    'update desk.journals set what = what',
    'update desk.entries set minor = minor',
    'delete from desk.journals',
    'delete from desk.entries',
    'update desk.settlements set amount_minor = 0',
    'update desk.payout_lines set minor = 0',
  ])('the application may not: %s', (sql) => expect(db.withSeller(LILLE, (tx) => tx.query(sql))).rejects.toThrow(/permission denied/));

  test('each seller sees its own books', async () => {
    await db.withSeller(LYON, (tx) => postJournal(tx, sale('sale:one', 500)));
    const trial = await db.withSeller(LYON, (tx) => trialBalance(tx, null, '2027-01-01T00:00:00.000Z'));
    expect(trial).toEqual([
      { account: 'channel_receivable', currency: 'EUR', debit: 500, credit: 0 },
      { account: 'sales', currency: 'EUR', debit: 0, credit: 500 },
    ]);
  });

  test('pages of an account follow each other without gap or double', async () => {
    await db.withSeller(LYON, (tx) =>
      // Many at the same instant: the page turns in the middle of them.
      postJournals(
        tx,
        Array.from({ length: 25 }, (_, i) => sale(`page:${i}`, 10 + i, `2026-10-0${1 + (i % 3)}T10:00:00.000Z`)),
      ),
    );
    const seen: string[] = [];
    let after = null as { at: string; id: string } | null;
    for (;;) {
      const page = await db.withSeller(LYON, (tx) => listJournals(tx, { account: 'sales', before: '2026-10-30T00:00:00.000Z' }, after, 7));
      seen.push(...page.map((row) => row.key));
      const last = page.at(-1);
      if (!last) break;
      after = last;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });
});

describe('one settlement per unit', () => {
  const order = '019a0000-0000-7000-8000-0000000000f1';
  const link = (amount: number, how: SettlementLink['how'] = 'refund', unit = 1): SettlementLink => ({
    line_id: '1',
    unit,
    how,
    refund_id: null,
    amount_minor: amount,
    paid_minor: 36_900,
  });
  const settle = (returnId: string, ...links: SettlementLink[]) =>
    db.withSeller(LILLE, (tx) => insertSettlements(tx, order, returnId, links, '2026-11-03T10:00:00.000Z'));
  const first = '019a0000-0000-7000-8000-0000000000a1';
  const second = '019a0000-0000-7000-8000-0000000000a2';

  test('of two writers who give the whole price back at once, one is refused by the database', async () => {
    const done = await Promise.allSettled([settle(first, link(36_900)), settle(second, link(36_900))]);
    expect(done.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    // And so is everybody later: in money, and in goods.
    await expect(settle(second, link(1))).rejects.toThrow(/settlements_(within_paid|once_in_full)/);
    // Goods that are handed out although all the money went back settle nothing more: they leave no link.
    await settle(second, link(0, 'replaced'));
    const links = await db.withSeller(LILLE, (tx) =>
      tx.query<{ how: string }>(`select how from desk.settlements where seller_id = $1 and order_id = $2 and unit = 1 order by nth`, [
        LILLE,
        order,
      ]),
    );
    expect(links.map(({ how }) => how)).toEqual(['refund']);
    // Nor can a link be forged that begins somewhere else, or at the same place again.
    await expect(
      db.withSeller(LILLE, (tx) =>
        tx.query(
          `insert into desk.settlements (seller_id, order_id, line_id, unit, nth, how, return_id, before_minor, amount_minor, after_minor, paid_minor, previous_final, at)
           values ($1, $2, '1', 1, 2, 'refund', $3, 0, 36900, 36900, 36900, false, now())`,
          [LILLE, order, second],
        ),
      ),
    ).rejects.toThrow(/settlements_chain/);
  });

  test('parts add up to what was paid and no further; a repair in between takes nothing', async () => {
    await settle(first, link(10_000, 'refund', 2));
    await settle(first, link(0, 'repaired', 2));
    await settle(second, link(26_900, 'refund', 2));
    await expect(settle(second, link(1, 'refund', 2))).rejects.toThrow(/settlements_/);
    // Only its undoing may follow; then there is room again.
    await settle(second, link(-26_900, 'reversal', 2));
    await settle(second, link(5_000, 'refund', 2));
  });
});
