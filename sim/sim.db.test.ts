import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../test/db.ts';
import { audit, type Finding } from './auditor.ts';
import { random } from './random.ts';
import { type Outcome, simulate } from './simulate.ts';

const DAYS = 20;

test('a small world, eighteen days with faults: the auditor finds nothing', async () => {
  const db = await freshDatabase();
  const { findings, counts, faults } = await simulate(db.url, { seed: 12, days: 18, perDay: 2 });
  expect(findings).toEqual([]);
  // A quiet world proves nothing.
  expect(counts.returns).toBeGreaterThan(5);
  expect(counts.policies).toBe(3);
  expect(faults.size).toBeGreaterThan(5);
  await db.drop();
}, 180_000);

test('a seed is the same run every time, whoever was faster: what is found can be found again', async () => {
  const runs: Outcome[] = [];
  for (let time = 1; time <= 2; time++) {
    const db = await freshDatabase();
    runs.push(await simulate(db.url, { seed: 23, days: 13, perDay: 2 }));
    await db.drop();
  }
  const [one, other] = runs;
  expect(one!.counts.events).toBeGreaterThan(20);
  expect(other!.digest).toBe(one!.digest);
  expect(other!.diary).toEqual(one!.diary);
}, 180_000);

describe('an auditor that could not fail would be none', () => {
  let db: Awaited<ReturnType<typeof freshDatabase>>;
  let pool: pg.Pool;
  let outcome: Outcome;

  beforeAll(async () => {
    db = await freshDatabase();
    outcome = await simulate(db.url, { seed: 15, days: DAYS, perDay: 2 });
    pool = new pg.Pool({ connectionString: db.url, max: 4 });
  }, 180_000);
  afterAll(async () => {
    await pool.end();
    await db.drop();
  });

  /** Spoils the books, lets the auditor look, and takes it back. */
  async function after(spoil: string, values: unknown[] = []): Promise<Finding[]> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const { rowCount } = await client.query(spoil, values);
      // Null for what changes no rows but the schema.
      expect(rowCount).not.toBe(0);
      // The auditor's own transactions would end ours: it reads through this one connection.
      let last: Promise<unknown> = Promise.resolve();
      const inHere = {
        query: (text: string, given?: unknown[]) => {
          const answer = last.then(() => client.query(text, given));
          last = answer;
          return answer;
        },
        connect: async () => ({
          query: (text: string, given?: unknown[]) =>
            text.startsWith('begin;')
              ? client.query(text.replace('begin;', 'savepoint peek;'))
              : client.query(text === 'rollback' ? 'rollback to savepoint peek' : text, given),
          release: () => {},
        }),
      } as unknown as pg.Pool;
      return await audit({ ...outcome.books, pool: inHere });
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  const checks = (findings: readonly Finding[]) => [...new Set(findings.map((finding) => finding.check))];

  test('as it stands, all is well here too', async () => {
    expect(await audit({ ...outcome.books, pool })).toEqual([]);
    expect(outcome.counts.payments).toBeGreaterThan(0);
  });

  test('a payment that nobody meant', async () => {
    const findings = await after(
      `insert into sandbox.payments (at, channel, order_id, line_id, minor, currency, type) select at, channel, order_id, line_id, minor, currency, 'twice' from sandbox.payments order by id limit 1`,
    );
    expect(checks(findings)).toContain('one payment per intent');
  });

  test('a payment one cent short', async () => {
    expect(
      checks(await after('update sandbox.payments set minor = minor - 1 where id = (select min(id) from sandbox.payments)')),
    ).toContain('ledger = confirmed refunds');
  });

  test('more than was paid', async () => {
    expect(
      checks(await after('update sandbox.payments set minor = minor * 40 where id = (select min(id) from sandbox.payments)')),
    ).toContain('refunded ≤ paid');
  });

  test('an event that was put into other words', async () => {
    expect(
      checks(
        await after(
          `update desk.events set body = replace(body, '"by"', '"by" ') where (return_id, seq) = (select return_id, seq from desk.events where seller_id = $1 order by return_id, seq limit 1)`,
          [outcome.books.sellerId],
        ),
      ),
    ).toEqual(['the chain holds']);
  });

  test('an event that was taken out', async () => {
    expect(
      checks(
        await after(
          `delete from desk.events e where seq = 2 and return_id = (select id from desk.returns where seller_id = $1 order by id limit 1)`,
          [outcome.books.sellerId],
        ),
      ),
    ).toContain('events are numbered 1 … n');
  });

  test('a tail that was cut off', async () => {
    expect(
      checks(
        await after(
          `delete from desk.events where (return_id, seq) = (select return_id, max(seq) from desk.events where seller_id = $1 group by return_id order by return_id limit 1)`,
          [outcome.books.sellerId],
        ),
      ),
    ).toContain('the chain holds');
  });

  test('a clock that fell asleep', async () => {
    const findings = await after(
      `update desk.clocks set state = 'running', due_at = '2026-09-10T00:00:00Z' where ctid = (select min(ctid) from desk.clocks where seller_id = $1)`,
      [outcome.books.sellerId],
    );
    expect(checks(findings)).toContain('no clock missed in silence');
  });

  test('a breach that is nowhere on the record', async () => {
    const findings = await after(
      `update desk.clocks set state = 'breached' where ctid = (select min(ctid) from desk.clocks where seller_id = $1 and state = 'met')`,
      [outcome.books.sellerId],
    );
    expect(checks(findings)).toContain('no clock missed in silence');
  });

  test('an intent that was left lying', async () => {
    expect(
      checks(
        await after(
          `update desk.effects set state = 'calling' where ctid = (select min(ctid) from desk.effects where state = 'done' and seller_id = $1)`,
          [outcome.books.sellerId],
        ),
      ),
    ).toContain('nothing stuck');
  });

  test('a refund that waits for nobody', async () => {
    expect(
      checks(
        await after(
          `update desk.refunds set state = 'submitted' where ctid = (select min(ctid) from desk.refunds where state = 'confirmed')`,
        ),
      ),
    ).toEqual(expect.arrayContaining(['nothing stuck', 'rows follow events']));
  });

  test('a mail that follows no step', async () => {
    expect(
      checks(
        await after(
          `update desk.effects set created_at = created_at + interval '1 second' where ctid = (select min(ctid) from desk.effects where kind = 'mail' and seller_id = $1)`,
          [outcome.books.sellerId],
        ),
      ),
    ).toContain('every mail has its step');
  });

  test('the same mail twice', async () => {
    const twice = `insert into desk.effects (seller_id, id, return_id, kind, state, body, created_at, answer)
                   select seller_id, gen_random_uuid(), return_id, kind, state, body, created_at, '{"skipped":"a copy"}' from desk.effects where kind = 'mail' and body ->> 'notice' = 'refunded' limit 1`;
    expect(checks(await after(twice))).toContain('no mail twice');
  });

  /** One row of the seller's, by the order of an id: the same one every time. */
  const first = (table: string, where: string, by = 'id') =>
    `ctid = (select ctid from desk.${table} where seller_id = $1 and ${where} order by ${by} limit 1)`;
  const spoiled = async (text: string) => checks(await after(text, [outcome.books.sellerId]));

  test('the ledger: a sale one cent too dear, and a refund that was booked twice', async () => {
    expect(await spoiled(`update desk.entries set minor = minor - 1 where ${first('entries', "account = 'sales'", 'journal_id')}`)).toEqual(
      expect.arrayContaining(['journals balance', 'the trial balance is zero', 'a sale is what was sold']),
    );
    expect(
      await spoiled(`update desk.journals set refund_id = null where ${first('journals', "what = 'refund' and refund_id is not null")}`),
    ).toContain('a refund is booked once');
    expect(await spoiled(`update desk.journals set what = 'fee' where ${first('journals', "what = 'commission'")}`)).toContain(
      'the commission is a tenth',
    );
  });

  test('settlements: a refund that no link tells of', async () => {
    expect(
      await spoiled(
        `update desk.refund_units set amount_minor = amount_minor + 1 where ${first('refund_units', 'amount_minor > 1', 'refund_id')}`,
      ),
    ).toContain('one settlement per unit');
  });

  test('stock: a unit that nothing moved there, and one that is held for nobody', async () => {
    expect(await spoiled(`update desk.units set state = 'lost' where ${first('units', "state = 'in_stock'")}`)).toContain(
      'a unit is where it moved',
    );
    expect(
      await spoiled(`update desk.units set state = 'held', return_id = (select id from desk.returns where seller_id = $1 order by id limit 1)
                      where ${first('units', "state = 'in_stock'")}`),
    ).toContain('a unit is held for somebody');
  });

  test('stock: a faulty one on the shelf, and one that was sold to two', async () => {
    expect(
      await spoiled(`update desk.units set state = 'in_stock', defect = null, grade = null where ${first('units', 'defect is not null')}`),
    ).toContain('a faulty unit is not for sale');
    const again = `with one as (select * from desk.units where seller_id = $1 and state = 'sold' and order_id is not null order by id limit 1),
                        moved as (update desk.units u set version = u.version + 1 from one where u.seller_id = one.seller_id and u.id = one.id)
                   insert into desk.unit_movements (seller_id, unit_id, seq, why, from_state, to_state, by, at, order_id, line_id, unit)
                   select seller_id, id, version + 1, 'sold', 'sold', 'sold', 'nobody', moved_at, (select min(o.id::text)::uuid from desk.orders o where o.seller_id = $1 and o.id <> one.order_id), '1', 1 from one`;
    expect(await spoiled(again)).toEqual(['no device sold twice']);
  });

  test('claims: one that was paid and not booked, and one that lost its story', async () => {
    expect(
      await spoiled(`update desk.claims set state = 'accepted', body = jsonb_set(body, '{agreed}', '{"minor": 1, "currency": "EUR"}')
                      where ${first('claims', "state in ('draft', 'submitted')")}`),
    ).toContain('a claim is booked');
    expect(await spoiled(`update desk.claims set version = version + 1 where ${first('claims', 'true')}`)).toContain(
      'claims tell their story',
    );
    expect(await spoiled(`update desk.claims set key = key || 'x' where ${first('claims', "key like 'carrier:%'")}`)).toContain(
      'a lost parcel is claimed',
    );
  });

  test('papers: a gap, and an invoice of another amount', async () => {
    expect(await spoiled(`update desk.papers set number = number + 1000 where ${first('papers', 'number = 2', 'series')}`)).toContain(
      'papers are numbered 1 … n',
    );
    expect(await spoiled(`update desk.papers set total_minor = total_minor + 1 where ${first('papers', "kind = 'invoice'")}`)).toContain(
      'an invoice per order',
    );
    expect(
      await spoiled(
        `update desk.papers set total_minor = total_minor + 1 where ${first('papers', "kind = 'credit_note' and refund_id is not null")}`,
      ),
    ).toContain('a credit note per refund');
  });

  test('disputes: a hold that was let go, and a date that passed in silence', async () => {
    const open = `insert into desk.disputes (seller_id, id, code, return_id, order_id, kind, reason, state, amount_minor, currency, opened_at, changed_at, due_at, body, version)
                  select seller_id, gen_random_uuid(), 'D-TEST', id, order_id, 'complaint', 'other', 'to_answer', 1, 'EUR', opened_at, opened_at, opened_at, '{}', 0
                    from desk.returns where seller_id = $1 and not held and status not in ('closed', 'rejected', 'cancelled', 'expired') order by id limit 1`;
    expect(await spoiled(open)).toEqual(expect.arrayContaining(['a dispute holds', 'no dispute lapses in silence']));
  });

  test('payouts: a line that nobody compares, and a bank that got something else', async () => {
    expect(
      await spoiled(`update desk.payout_lines set minor = minor + 1 where ${first('payout_lines', 'true', 'payout_id, line')}`),
    ).toEqual(expect.arrayContaining(['a statement is its lines', 'every line is explained or open']));
    expect(
      await spoiled(`update desk.payouts set received_minor = coalesce(received_minor, 0) + 1 where ${first('payouts', 'true')}`),
    ).toContain('the bank has what was stated');
  });

  test('payouts: a mistake that nobody saw', async () => {
    const { rows } = await pool.query<{ reference: string }>('select reference from desk.payouts order by reference limit 1');
    const planted = [{ reference: rows[0]!.reference, what: 'refund_twice', order: 'of nobody', minor: -1 }];
    expect(checks(await audit({ ...outcome.books, planted, pool }))).toEqual(['a wrong statement is found out']);
  });

  test('gestures: a budget that was overdrawn, a code in no letter, and more money on top than was paid', async () => {
    const { care } = outcome.books;
    const poor = { ...care, gestures: { ...care.gestures, monthlyBudget: 0, cap: { basisPoints: 0, minor: 0 } } };
    expect(checks(await audit({ ...outcome.books, care: poor, pool }))).toEqual(
      expect.arrayContaining(['the budget of a month', 'the cap of an order']),
    );
    expect(
      await spoiled(`update desk.gesture_cases set state = 'closed' where ${first('gesture_cases', "state = 'sent' and value_minor > 0")}`),
    ).toContain('nothing stays reserved');
    expect(await spoiled(`update desk.gesture_codes set case_id = null where ${first('gesture_codes', 'case_id is not null')}`)).toContain(
      'a code is handed out once',
    );
    const more = `insert into desk.gesture_units (seller_id, case_id, order_id, line_id, unit, amount_minor, state)
                  select g.seller_id, g.id, g.order_id, '1', 1, 9000000, 'paid' from desk.gesture_cases g where g.seller_id = $1 and g.return_id is null order by g.id limit 1`;
    expect(await spoiled(more)).toEqual(
      expect.arrayContaining(['given back ≤ paid', 'a gesture is given once', 'a refund is booked once', 'one settlement per unit']),
    );
  });

  test('surveys: an unhappy buyer whom nobody follows up, one who was never asked, and a wait of weeks without a breach', async () => {
    expect(
      await spoiled(
        `update desk.survey_answers set score = 1 where ${first('survey_answers', "question = 'first' and return_id not in (select return_id from desk.follow_ups)")}`,
      ),
    ).toContain('an unhappy answer is followed up once');
    expect(
      await spoiled(`update desk.surveys set asked_at = null where ${first('surveys', 'asked_at is not null', 'return_id')}`),
    ).toContain('one survey per return');
    const owed = `update desk.follow_up_events set at = at - interval '20 days' where ${first('follow_up_events', "body ->> 'type' = 'opened'", 'follow_up_id')}`;
    expect(await spoiled(owed)).toContain('no unhappy buyer waits in silence');
  });

  test('a table whose door was left open', async () => {
    expect(checks(await after('create policy hole on desk.returns for select to retour_app using (true)'))).toContain('row-level security');
  });
});

describe('chance', () => {
  test('is the same for the same seed, and a fork moves nothing', () => {
    const [a, b] = [random(7), random(7)];
    a.fork('elsewhere').next();
    expect([a.next(), a.int(1, 6), a.pick(['x', 'y', 'z'])]).toEqual([b.next(), b.int(1, 6), b.pick(['x', 'y', 'z'])]);
    expect(random(8).next()).not.toBe(random(7).next());
  });
});
