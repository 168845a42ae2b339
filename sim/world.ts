/** A seller, a toy marketplace and a calendar, on a database of their own. Time passes only here, and nothing falls due unnoticed. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Fastify from 'fastify';
import pg from 'pg';
import { carryOut } from '../src/app/carry-out.ts';
import type { Clock } from '../src/app/context.ts';
import { sealDays } from '../src/app/daily-head.ts';
import { makeSeller } from '../src/app/make-seller.ts';
import { pollCarriers } from '../src/app/poll-carriers.ts';
import { pollChannel } from '../src/app/poll-channel.ts';
import { readSettings } from '../src/app/settings.ts';
import { savePaperSettings } from '../src/app/paper-settings.ts';
import { sweepSeller } from '../src/app/sweep.ts';
import { createContext, type WiredContext } from '../src/app/wire.ts';
import type { SandboxPost } from '../src/carriers/sandbox/client.ts';
import { sandboxMarketplace } from '../src/channels/backmarket/sandbox.ts';
import type { Channel } from '../src/channels/channel.ts';
import { fetchInto } from '../src/channels/in-process.ts';
import { TOY_RETAINER } from '../src/channels/backmarket/payouts.ts';
import type { Actor, Role } from '../src/core/access.ts';
import { type ChannelTerms, defaultTerms } from '../src/core/money-flow/terms.ts';
import { NO_PAPER_SETTINGS, type PaperSettings } from '../src/core/papers/settings.ts';
import { backmarket } from '../src/core/policy/packs/backmarket.ts';
import { nextDue } from '../src/store/clocks.ts';
import { openEffects } from '../src/store/effects.ts';
import { insertTerms } from '../src/store/payouts.ts';
import { listPeople } from '../src/store/platform.ts';
import { channelFaults, Died, type FaultPlan, faultyMailer, faultyTill, mortal, type Postbox } from './faults.ts';
import { type Random, random } from './random.ts';
import { inTurns, type Turns, turns } from './turns.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday in summer; the days of the run cross the end of daylight saving time. */
const BEGIN = Date.parse('2026-09-07T06:00:00.000Z');

/** Everything that an invoice needs: what is held all the same is held for a reason of the order. */
const PAPERS: PaperSettings = {
  ...NO_PAPER_SETTINGS,
  seller: {
    name: 'Sim Mobile SAS',
    street: '1 Dock Street',
    postalCode: '59000',
    city: 'Lille',
    country: 'FR',
    vatNumber: 'FR40303265045',
    registration: '303 265 045 RCS Lille',
    email: 'books@sim.example',
    phone: '',
  },
  since: '2020-01-01',
  series: { invoice: 'F', creditNote: 'A' },
  regimes: [{ condition: 'new', regime: 'regular' }],
  otherwise: 'margin',
  oss: 'registered',
  exports: 'zero_rated',
  buyerAddress: 'if_known',
  // The bytes of a paper are other tests' affair.
  send: { mail: false, channel: false },
};

export type World = {
  readonly seed: number;
  readonly ctx: WiredContext;
  readonly sellerId: string;
  /** Another seller on the same database, with a return of its own: nobody else may see it. */
  readonly strangerId: string;
  readonly random: Random;
  readonly plan: FaultPlan;
  readonly postbox: Postbox;
  readonly post: SandboxPost;
  /** The owner's connection, which no row-level security binds: the auditor's. */
  readonly admin: pg.Pool;
  /** What the product logged as an error, and every use case that threw. */
  readonly troubles: string[];
  /** What was done, for the person who replays a finding: `time  words`. */
  readonly diary: string[];
  now(): number;
  iso(ms?: number): string;
  staff(role: Role): Actor;
  /** Does something at that time (ms since 1970). */
  at(ms: number, what: string, work: () => Promise<void>): void;
  /** Lets time pass: clocks, effects, polls and plans, each at its own time. */
  until(ms: number): Promise<void>;
  /** Several acts at the same moment: the dice say whose steps come first. */
  race: Turns['race'];
  /** Everything that can be done at this moment is done. */
  drain(): Promise<void>;
  note(words: string): void;
  close(): Promise<void>;
};

/** @param url an empty, migrated database, as its owner. */
export async function openWorld(url: string, seed: number): Promise<World> {
  let now = BEGIN;
  const iso = (ms = now) => new Date(ms).toISOString();
  const clock: Clock = { realNow: () => iso(), now: () => iso(), offsetMs: () => 0, setOffset: () => {} };
  const dice = random(seed);
  const plan: FaultPlan = { on: true, struck: new Map() };
  const ids = dice.fork('ids');
  const postbox = faultyMailer(dice.fork('mail'), plan);
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'retour-sim-'));
  const settings = readSettings({ DATABASE_URL: url, RETOUR_DEMO: '1', RETOUR_DATA_DIR: dataDir, POOL_SIZE: '8', POLL_SECONDS: '60' });
  const wired = await createContext(
    {
      ...settings,
      databaseUrl: url,
      logLevel: 'silent',
      secret: 'a secret that signs nothing outside of a simulation',
      demoApiKey: 'a key that nobody asks for',
    },
    { clock, random: (count) => ids.bytes(count), mailer: postbox },
  );
  const troubles: string[] = [];
  const says = (level: string) => (details: unknown, words?: string) => {
    const { err } = (details ?? {}) as { err?: Error };
    troubles.push(`${iso()} ${level}: ${words ?? ''} ${err ? (err.stack ?? err.message) : JSON.stringify(details)}`);
  };
  const quiet = () => {};
  const taken = turns(dice.fork('turns'));
  const { race } = taken;
  const tillDice = dice.fork('till');
  const tills = new Map<Channel, Channel>();
  const ctx: WiredContext = {
    ...inTurns(
      {
        ...wired,
        channel(seller, connection) {
          const till = wired.channel(seller, connection);
          if (!tills.has(till)) tills.set(till, faultyTill(till, tillDice, plan));
          return tills.get(till)!;
        },
      },
      taken,
    ),
    log: { error: says('error'), fatal: says('fatal'), warn: quiet, info: quiet, debug: quiet, trace: quiet } as never,
  };

  const address = (country: string) => ({ name: 'Returns', street: '1 Dock Street', postalCode: '1000', city: 'Harbour', country });
  const sellerSettings = {
    refundLimit: { minor: 40_000, currency: 'EUR' },
    colour: '#0f766e',
    mailFrom: 'returns@sim.example',
    returnAddresses: { FR: address('FR'), DE: address('DE'), '*': address('FR') },
  };
  const person = (name: string, ...roles: Role[]) => ({ email: `${name.toLowerCase()}@sim.example`, name, language: 'en', roles });
  const common = { country: 'FR', zone: 'Europe/Paris', language: 'fr', settings: sellerSettings };
  const since = '2014-11-01T00:00:00.000Z';
  const sellerId = await makeSeller(ctx, {
    seller: { slug: 'sim', name: 'Sim Mobile', sandbox: true, ...common },
    policy: backmarket,
    since,
    password: 'sim-password',
    connections: [
      {
        slug: 'backmarket',
        kind: 'backmarket',
        name: 'Toy marketplace',
        // Half of the worlds tell their buyers in its conversation alone, as it demands; half by mail as well.
        settings: { market: 'fr-fr', ...(seed % 2 === 0 && { contact: 'channel_and_mail' }) },
        polled: true,
      },
      { slug: 'shop', kind: 'shop', name: 'Web shop', polled: false },
    ],
    people: [person('Agnes', 'customer_service'), person('Wim', 'warehouse'), person('Fay', 'finance'), person('Mona', 'manager')],
  });
  const strangerId = await makeSeller(ctx, {
    seller: { slug: 'stranger', name: 'Stranger', sandbox: false, ...common },
    policy: backmarket,
    since,
    password: 'sim-password',
    connections: [{ slug: 'shop', kind: 'shop', name: 'Web shop', polled: false }],
    people: [],
  });
  const people = await ctx.db.withPlatform((tx) => listPeople(tx, sellerId));
  await savePaperSettings(ctx, sellerId, PAPERS, { kind: 'system', name: 'the world' });
  // As the toy marketplace really does it.
  const document: ChannelTerms = { ...defaultTerms('backmarket', 'Europe/Paris'), retainer: TOY_RETAINER };
  await ctx.db.withSeller(sellerId, (tx) =>
    insertTerms(tx, { channel: 'backmarket', valid_from: '2014-11-01', set_at: iso(), document, set_by: 'the world' }),
  );
  const staff = (role: Role): Actor => {
    const found = people.find((one) => one.roles.includes(role))!;
    return { kind: 'staff', id: found.id, name: found.name, roles: found.roles };
  };

  const toy = Fastify();
  const { market, store } = ctx.sandbox!;
  await toy.register(
    sandboxMarketplace({ db: store, market, now: () => iso(), limits: false, faults: channelFaults(dice.fork('channel'), plan) }),
  );
  ctx.sandbox!.reach = { baseUrl: 'http://toy/sandbox/backmarket', fetch: fetchInto(toy) };

  const admin = new pg.Pool({ connectionString: url, max: 4 });
  // The database goes away beneath its idle connections at the end.
  admin.on('error', () => {});
  const diary: string[] = [];
  const planned: { at: number; order: number; what: string; work: () => Promise<void> }[] = [];
  const workers = dice.fork('workers');
  let order = 0;
  let nextPoll = now + HOUR;
  let nextSeal = now + DAY;

  /** One job of the queue: by a worker, by two at the same moment, or by one that dies over it. */
  async function carry(id: string): Promise<void> {
    const fate = workers.next();
    const steps = workers.int(1, 8);
    const lastCounts = workers.chance(0.6);
    if (plan.on && fate < 0.08) {
      await carryOut(mortal(ctx, steps, lastCounts, plan), sellerId, id).catch((error: unknown) => {
        if (!(error instanceof Died)) throw error;
      });
    } else if (fate < 0.2) await race([() => carryOut(ctx, sellerId, id), () => carryOut(ctx, sellerId, id)]);
    else await carryOut(ctx, sellerId, id);
  }

  async function drain(): Promise<void> {
    for (;;) {
      while ((await sweepSeller(ctx, sellerId)) > 0);
      if (!(await deliver())) return;
    }
  }

  /** What is to be done outside is done. Answers whether there was anything. */
  async function deliver(): Promise<boolean> {
    for (let any = false; ; any = true) {
      // Drawing a paper costs more than a day of the simulation, and other tests do it: its number and its amounts count here.
      await admin.query(
        `update desk.effects set state = 'done', answer = '{"skipped":"not drawn"}' where seller_id = $1 and kind = 'paper' and state = 'pending'`,
        [sellerId],
      );
      const open = await ctx.db.withSeller(sellerId, (tx) => openEffects(tx, iso(), ctx.clock.now(sellerId)));
      const due = open.filter(({ free }) => free);
      if (due.length === 0) return any;
      // Several workers take what is due, in whatever order.
      while (due.length > 0) {
        const batch = due.splice(0, workers.int(1, 3));
        await race(
          batch.map(
            ({ id }) =>
              () =>
                carry(id),
          ),
        );
      }
    }
  }

  /**
   * When the next effect may be tried (after its pause, the seconds in which it can be undone, or once the lease of a dead worker has run out),
   * or a dispute's time comes. What lies in the past there was swept: time goes on, and the auditor sees what stayed.
   */
  async function nextWork(): Promise<number> {
    const { rows } = await admin.query<{ at: Date | null }>(
      `select least(
         (select min(case state when 'calling' then lease_until + interval '1 ms' else greatest(coalesce(not_before, created_at), grace_until) end)
            from desk.effects where seller_id = $1 and state in ('pending', 'calling')),
         (select min(next_at) from desk.disputes where seller_id = $1 and next_at > $2)) as at`,
      [sellerId, iso()],
    );
    return rows[0]?.at ? rows[0].at.getTime() : Infinity;
  }

  async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      troubles.push(`${iso()} ${what} threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }

  return {
    seed,
    ctx,
    sellerId,
    strangerId,
    random: dice,
    plan,
    postbox,
    admin,
    troubles,
    diary,
    staff,
    race,
    drain,
    post: ctx.carriers['sandbox-post'] as SandboxPost,
    now: () => now,
    iso,
    at(ms, what, work) {
      planned.push({ at: Math.max(ms, now), order: order++, what, work });
      planned.sort((a, b) => a.at - b.at || a.order - b.order);
    },
    async until(end) {
      for (;;) {
        const due = await ctx.db.withSeller(sellerId, (tx) => nextDue(tx, iso(end)));
        const stop = Math.min(
          end,
          nextPoll,
          nextSeal,
          planned[0]?.at ?? Infinity,
          due === null ? Infinity : Date.parse(due),
          await nextWork(),
        );
        now = Math.max(now, stop);
        if (now >= nextPoll) {
          nextPoll = now + workers.int(2, 10) * HOUR;
          await attempt('the poll of the channel', () => pollChannel(ctx, sellerId, 'backmarket'));
          await attempt('the poll of the carriers', () => pollCarriers(ctx, sellerId));
        }
        if (now >= nextSeal) {
          nextSeal += DAY;
          await attempt('the daily head', () => sealDays(ctx));
        }
        await attempt('the worker', drain);
        while (planned[0] && planned[0].at <= now) {
          const next = planned.shift()!;
          await attempt(next.what, next.work);
          // Clocks that it set are looked at by the next turn of the loop.
          await attempt('the worker', deliver);
        }
        if (now >= end) return;
      }
    },
    note: (words) => void diary.push(`${iso()} ${words}`),
    async close() {
      await toy.close();
      await wired.close();
      await admin.end();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
