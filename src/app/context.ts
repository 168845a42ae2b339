/** Everything that a use case may need, wired by hand, once. What differs between production, demo, tests and simulation is chosen here. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Carrier } from '../carriers/carrier.ts';
import type { Account } from '../carriers/registry.ts';
import type { Channel } from '../channels/channel.ts';
import { assert } from '../core/assert.ts';
import type { HolidayCalendar } from '../core/calendar.ts';
import { rmaFrom, type Uuid, uuidv7 } from '../core/ids.ts';
import { completePolicy, type PolicyDocument } from '../core/policy/document.ts';
import type { Order, Buyer } from '../core/return/model.ts';
import type { ChannelRef } from '../channels/channel.ts';
import type { Mailer } from '../notifications/mailer.ts';
import type { Connection } from '../store/connections.ts';
import type { Db, Tx } from '../store/db.ts';
import { readPolicyVersion } from '../store/policies.ts';
import { listSellers, type Seller } from '../store/platform.ts';
import type { FileStore } from './files.ts';

/** Real time, for sign-in, leases and back-off; and each seller's business time, which only a sandbox can move. */
export type Clock = {
  realNow(): string;
  now(sellerId: string): string;
  offsetMs(sellerId: string): number;
  /** Takes note of what the sandbox clock is ahead by; the caller has stored it and read the sellers anew. */
  setOffset(sellerId: string, offsetMs: number): void;
};

export type Context = {
  readonly db: Db;
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
  readonly sellers: Sellers;
  readonly carriers: Readonly<Record<string, Carrier>>;
  readonly mailer: Mailer;
  readonly files: FileStore;
  readonly holidays: (country: string) => HolidayCalendar;
  /** The adapter behind one of the seller's connections. */
  channel(seller: Seller, connection: Connection): Channel;
  /** What stands behind one of the seller's carrier accounts. */
  carrier(seller: Seller, account: Account): Carrier;
  /** Where the product is reached from outside, without a slash at the end. */
  readonly publicUrl: string;
  readonly secret: string;
  /** The one before, while the installation changes it: opens what it sealed, and seals nothing. */
  readonly oldSecret: string | null;
  /** The sandbox marketplace learns of an order that was put by the API; null outside the sandbox. */
  readonly adoptOrder: ((order: Order, buyer: Buyer) => Promise<ChannelRef>) | null;
  /** For how many seconds a person may take a resolution back: so long nothing of it leaves the house. */
  readonly undoSeconds: number;
  /** Webhooks may go into the machine's own network too: where the seller's systems stand beside it. */
  readonly privateWebhooks: boolean;
  /** Seconds between two polls of a channel. */
  readonly pollSeconds: number;
};

export type Sellers = {
  get(id: string): Seller;
  bySlug(slug: string): Seller | null;
  all(): readonly Seller[];
  /** Reads the table anew: after a seller was made or changed. */
  refresh(): Promise<void>;
};

/** Sellers are few and change seldom: they are held in memory. */
export async function loadSellers(db: Db): Promise<Sellers> {
  let byId = new Map<string, Seller>();
  const refresh = async () => {
    const sellers = await db.withPlatform(listSellers);
    byId = new Map(sellers.map((seller) => [seller.id, seller]));
  };
  await refresh();
  return {
    get(id) {
      const seller = byId.get(id);
      assert(seller, `no seller ${id}`);
      return seller;
    },
    bySlug: (slug) => [...byId.values()].find((seller) => seller.slug === slug) ?? null,
    all: () => [...byId.values()],
    refresh,
  };
}

/** The machine's time, and what each sandbox seller's clock is ahead of it: a row that every process reads anew now and then. */
export function systemClock(sellers: Sellers): Clock {
  const offsetMs = (sellerId: string) => sellers.get(sellerId).clock_offset_ms;
  return {
    realNow: () => new Date().toISOString(),
    now: (sellerId) => new Date(Date.now() + offsetMs(sellerId)).toISOString(),
    offsetMs,
    setOffset: () => {}, // the row has it, and `sellers.refresh` has read it
  };
}

/** A clock that stands still until it is moved: the demo's past, tests and the simulation. Real time stays real for leases and back-off. */
export function movableClock(startIso: string): Clock & { set(iso: string): void } {
  let now = startIso;
  return {
    realNow: () => new Date().toISOString(),
    now: () => now,
    offsetMs: () => Date.parse(now) - Date.now(),
    setOffset: (_sellerId, offsetMs) => {
      now = new Date(Date.now() + offsetMs).toISOString();
    },
    set: (iso) => {
      now = iso;
    },
  };
}

export const secureRandom = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes));

export const newId = (ctx: Pick<Context, 'random'>, at: string): Uuid => uuidv7(Date.parse(at), ctx.random(10));
export const newRma = (ctx: Pick<Context, 'random'>): string => rmaFrom(ctx.random(5));

/** Published policies never change: read once, kept for ever. */
const policies = new Map<string, PolicyDocument>();
export async function policyDocument(tx: Tx, version: string): Promise<PolicyDocument> {
  const key = `${tx.sellerId}/${version}`;
  const known = policies.get(key);
  if (known) return known;
  const stored = await readPolicyVersion(tx, version);
  assert(stored, `policy ${version} was published`);
  const document = completePolicy(stored.document) as PolicyDocument;
  policies.set(key, document);
  return document;
}
