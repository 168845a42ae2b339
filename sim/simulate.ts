/** One seed from its first day to the last question of the auditor. */
import { createHash } from 'node:crypto';
import { openReturn } from '../src/app/open-return.ts';
import { putOrder } from '../src/app/put-order.ts';
import { money } from '../src/core/money.ts';
import { castOf } from './actors.ts';
import { afterCare } from './aftercare.ts';
import { audit, type Books, type Finding } from './auditor.ts';
import { backOffice } from './back-office.ts';
import { changeOfPolicy, replays } from './policy.ts';
import { openWorld, type World } from './world.ts';

const DAY = 86_400_000;

export type Outcome = {
  readonly seed: number;
  readonly days: number;
  readonly findings: readonly Finding[];
  readonly counts: {
    readonly orders: number;
    readonly returns: number;
    readonly events: number;
    readonly refunds: number;
    readonly payments: number;
    readonly mails: number;
    readonly breaches: number;
    /** Sent and left. */
    readonly gestures: number;
    /** Answers of buyers to how it went. */
    readonly answers: number;
    readonly followUps: number;
    /** Versions of the policy that answered somebody. */
    readonly policies: number;
  };
  readonly faults: ReadonlyMap<string, number>;
  /** Over every event of every return: the same for the same seed, days and code. */
  readonly digest: string;
  readonly ms: number;
  /** What was done, line by line. */
  readonly diary: readonly string[];
  /** For tests: the books of this run, so that a change to them can be audited again. */
  readonly books: Omit<Books, 'pool'>;
};

/** @param url an empty, migrated database, as its owner. */
export async function simulate(
  url: string,
  options: { readonly seed: number; readonly days: number; readonly perDay?: number },
): Promise<Outcome> {
  const started = Date.now();
  const world = await openWorld(url, options.seed);
  try {
    const { sellerId, strangerId, admin } = world;
    await aStrangersReturn(world.ctx, strangerId, world.iso());
    const cast = castOf(world, options.perDay);
    const office = backOffice(world, cast);
    const after = afterCare(world, cast);
    cast.begin(options.days);
    office.begin(options.days);
    after.begin(options.days);
    changeOfPolicy(world, options.days);
    const books = (final: boolean) => ({
      sellerId,
      strangerId,
      now: world.now(),
      final,
      sold: cast.sold,
      planted: office.planted,
      care: after.care,
    });
    const begin = world.now();
    const findings: Finding[] = [];
    // Money and clocks are looked at on the way too: what is wrong on a Tuesday may be right again on Sunday.
    for (let day = 5; day < options.days; day += 5) {
      await world.until(begin + day * DAY);
      findings.push(...(await audit({ pool: admin, ...books(false) })));
    }
    await world.until(begin + options.days * DAY);
    // The world is kind again: a day for leases, pauses and one more look at every list.
    world.plan.on = false;
    await world.until(begin + (options.days + 2) * DAY);
    findings.push(...(await audit({ pool: admin, ...books(true) })));
    findings.push(...(await replays(world)));
    findings.push(...world.troubles.map((says) => ({ check: 'nothing throws', about: '', says })));
    const one = async (text: string) => Number((await admin.query<{ n: string }>(text, text.includes('$1') ? [sellerId] : [])).rows[0]!.n);
    return {
      seed: options.seed,
      days: options.days,
      findings: unique(findings),
      faults: world.plan.struck,
      diary: world.diary,
      digest: await digestOf(world),
      books: books(true),
      counts: {
        orders: cast.sold.length,
        returns: await one('select count(*) as n from desk.returns where seller_id = $1'),
        events: await one('select count(*) as n from desk.events where seller_id = $1'),
        refunds: await one(`select count(*) as n from desk.refunds where seller_id = $1 and state = 'confirmed'`),
        payments: await one('select count(*) as n from sandbox.payments'),
        mails: await one('select count(*) as n from desk.mails where seller_id = $1'),
        breaches: await one(`select count(*) as n from desk.events where seller_id = $1 and type = 'clock_breached'`),
        gestures: await one('select count(*) as n from desk.gesture_cases where seller_id = $1 and left_at is not null'),
        answers: await one('select count(*) as n from desk.survey_answers where seller_id = $1'),
        followUps: await one('select count(*) as n from desk.follow_ups where seller_id = $1'),
        policies: await one('select count(distinct policy_version) as n from desk.decisions where seller_id = $1'),
      },
      ms: Date.now() - started,
    };
  } finally {
    await world.close();
  }
}

async function aStrangersReturn(ctx: Parameters<typeof openReturn>[0], sellerId: string, now: string): Promise<void> {
  const order = {
    channel: 'shop',
    channelOrderId: 'S-1',
    country: 'FR',
    currency: 'EUR',
    placedAt: now,
    deliveredAt: now,
    lines: [
      {
        id: '1',
        sku: 'X',
        title: 'A phone of a stranger',
        category: 'smartphone',
        condition: 'refurbished' as const,
        price: money(10_000, 'EUR'),
        quantity: 1,
      },
    ],
  };
  await putOrder(ctx, sellerId, order, { name: 'A stranger’s buyer', email: 'x@example.org', language: 'fr' });
  await openReturn(
    ctx,
    sellerId,
    { channel: 'shop', channelOrderId: 'S-1', via: 'portal', items: [{ lineId: '1', reason: 'changed_mind' }] },
    { kind: 'buyer' },
  );
}

async function digestOf({ admin, sellerId }: World): Promise<string> {
  const { rows } = await admin.query<{ head: string }>(
    `select encode(head, 'hex') as head from desk.returns where seller_id = $1 order by opened_at, id`,
    [sellerId],
  );
  return createHash('sha256')
    .update(rows.map(({ head }) => head).join())
    .digest('hex')
    .slice(0, 16);
}

/** The same finding on a later day is the same finding. */
const unique = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.check}|${finding.about}|${finding.says}`, finding])).values(),
];
