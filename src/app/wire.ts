/** The one place that chooses what stands behind each port: real channels and SMTP, or the sandbox. */
import { pino } from 'pino';
import type { Carrier } from '../carriers/carrier.ts';
import { carriersFor, connectCarrier } from '../carriers/registry.ts';
import { toyMarket, type ToyMarket } from '../channels/backmarket/world.ts';
import type { Channel, Failure } from '../channels/channel.ts';
import { connectChannel } from '../channels/registry.ts';
import type { Till } from '../channels/shop/client.ts';
import { toyTill } from '../channels/shop/sandbox.ts';
import { stripeTill } from '../channels/shop/stripe.ts';
import { assert } from '../core/assert.ts';
import { isConnectionKind } from '../core/connections.ts';
import { type Mailer, smtpMailer } from '../notifications/mailer.ts';
import type { Connection } from '../store/connections.ts';
import { openDb } from '../store/db.ts';
import type { Seller } from '../store/platform.ts';
import { sandboxStore } from '../store/sandbox.ts';
import { sandboxParcels } from '../store/sandbox-carrier.ts';
import { type Clock, type Context, loadSellers, secureRandom, systemClock } from './context.ts';
import { diskFiles } from './files.ts';
import { holidaysOf } from './holidays.ts';
import { fetchWithin, reachOf } from './public-address.ts';
import { openKeys, UNREADABLE } from './sealed-secrets.ts';
import type { ReadySettings } from './settings.ts';

/** The play world of the demo: a marketplace, a till and a carrier that keep their own books. */
export type Sandbox = {
  readonly market: ToyMarket;
  readonly store: ReturnType<typeof sandboxStore>;
  readonly parcels: ReturnType<typeof sandboxParcels>;
  /** Where our own Back Market client finds the toy one; known once the server listens. */
  reach: { baseUrl: string; fetch: typeof fetch };
};

export type WiredContext = Context & { readonly settings: ReadySettings; readonly sandbox: Sandbox | null; close(): Promise<void> };

export type Wiring = {
  /** A clock that stands still until it is moved: the demo's past, tests, the simulation. Then nothing waits for real time either. */
  readonly clock?: Clock;
  readonly random?: (bytes: number) => Uint8Array;
  readonly mailer?: Mailer;
  /** For how long a resolution can be taken back; 0 where nobody would. */
  readonly undoSeconds?: number;
  /** Where the carriers' own servers are found instead: a stub. */
  readonly carriersAt?: string;
  /** Commits need not survive a crash: the demo's past is made anew then. */
  readonly forgetful?: boolean;
};

/** Where no SMTP is set nothing leaves the house: `carry-out` keeps each mail, and the mailbox page shows it. */
const captured: Mailer = { send: async ({ messageId }) => ({ reference: `captured:${messageId}` }) };

export async function createContext(settings: ReadySettings, wiring: Wiring = {}): Promise<WiredContext> {
  const log = pino({ level: settings.logLevel, base: { name: 'retour' }, redact: ['req.headers.authorization', 'req.headers.cookie'] });
  const db = openDb(settings.databaseUrl, {
    poolSize: settings.poolSize,
    prepared: settings.preparedStatements,
    ...(wiring.forgetful && { forgetful: true }),
    onError: (error) => log.warn(`a database connection broke: ${error.message}`),
  });
  const sellers = await loadSellers(db);
  const clock = wiring.clock ?? systemClock(sellers);
  const toySeller = () => sellers.all().find((seller) => seller.sandbox);
  const sandboxNow = () => {
    const seller = toySeller();
    return seller ? clock.now(seller.id) : clock.realNow();
  };
  const parcels = sandboxParcels(db.pool);
  const store = sandboxStore(db.pool);
  const sandbox: Sandbox | null = settings.demo
    ? {
        store,
        parcels,
        market: toyMarket(store, sandboxNow),
        reach: { baseUrl: `${settings.publicUrl}/sandbox/backmarket`, fetch: globalThis.fetch },
      }
    : null;
  const random = wiring.random ?? secureRandom;
  const opens = { secret: settings.secret, oldSecret: settings.oldSecret ?? null };
  /** In the clear, for an adapter. Where one can't be opened nobody is called, and signatures are checked with keys that nobody has. */
  function opened(
    seller: Seller,
    secrets: Connection['secrets'],
  ): { readonly secrets: Readonly<Record<string, string>>; readonly shut?: Failure } {
    const keys = openKeys(opens, seller.id, secrets);
    if (keys !== null) return { secrets: keys };
    const nobodys = () => `whsec_${Buffer.from(random(32)).toString('base64')}`;
    return { secrets: Object.fromEntries(Object.keys(secrets).map((key) => [key, nobodys()])), shut: UNREADABLE };
  }
  const smtp = settings.smtpUrl ? smtpMailer(settings.smtpUrl) : null;

  const edges = {
    fetch: globalThis.fetch,
    // In play, tests and simulation nobody waits for real time.
    sleep: wiring.clock ? async () => {} : (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    now: Date.now,
    random: Math.random,
  };

  /** The toy till stays for the sandbox: nobody's money moves there. */
  function tillOf(seller: Seller, own: Connection['settings'], { secrets, shut }: ReturnType<typeof opened>): { readonly till?: Till } {
    if (seller.sandbox && sandbox) return own['refunds'] === 'bank_transfer' ? {} : { till: toyTill(store, sandboxNow) };
    if (secrets['stripeKey'] === undefined) return {};
    if (shut) return { till: { pay: async () => shut, find: async () => shut, probe: async () => shut } };
    const baseUrl = own['stripeUrl'];
    const orderKey = String(own['stripeOrderKey'] ?? 'order_id');
    return { till: stripeTill({ key: secrets['stripeKey'], orderKey, ...(typeof baseUrl === 'string' && { baseUrl }) }) };
  }

  function connect(seller: Seller, connection: Connection): Channel {
    const { kind, settings: own, slug } = connection;
    assert(isConnectionKind(kind), `no adapter for a connection of kind ${kind}`);
    const toy = seller.sandbox ? sandbox : null;
    const keys = opened(seller, connection.secrets);
    return connectChannel(kind, {
      settings: own,
      secrets: keys.secrets,
      company: seller.name,
      contact: seller.settings.mailFrom,
      edges: {
        ...edges,
        log: (line) => log.debug({ connection: slug, ...line }, line.says),
        ...(keys.shut && { shut: keys.shut }),
        // Whoever may set an address must not reach by it what only this machine can see.
        ...(!toy && { fetch: fetchWithin(reachOf(settings, seller)) }),
        ...(toy && { now: () => Date.parse(sandboxNow()), fetch: (...call) => toy.reach.fetch(...call) }),
      },
      // Where the server listens is known late; the toy marketplaces stand beside each other.
      ...(toy && { sandbox: toy.reach.baseUrl.replace(/\/backmarket$/, '') }),
      ...(kind === 'shop' && tillOf(seller, own, keys)),
    });
  }

  // Another process may have made a seller or moved the sandbox clock.
  const reread = setInterval(
    () => sellers.refresh().catch((error: unknown) => log.warn({ err: error }, 'the sellers could not be read anew')),
    2000,
  );
  reread.unref();

  const house = carriersFor({ parcels, now: sandboxNow });
  const carriers = new Map<string, { readonly made: string; readonly carrier: Carrier }>();
  // One client per connection: it counts its calls against the channel's limits.
  const channels = new Map<string, { readonly made: string; readonly channel: Channel }>();
  return {
    settings,
    db,
    log,
    clock,
    sellers,
    sandbox,
    random,
    carriers: house,
    carrier(seller, account) {
      const key = `${seller.id}/${account.slug}`;
      const made = JSON.stringify([account.kind, account.name, account.settings, account.secrets]);
      const known = carriers.get(key);
      if (known?.made === made) return known.carrier;
      const keys = opened(seller, account.secrets);
      const carrier = connectCarrier(
        { ...account, secrets: keys.secrets },
        {
          house,
          edges: {
            ...edges,
            log: (line) => log.debug({ carrier: account.slug, ...line }, line.says),
            ...(keys.shut && { shut: keys.shut }),
          },
          ...(wiring.carriersAt && { elsewhere: wiring.carriersAt }),
        },
      );
      carriers.set(key, { made, carrier });
      return carrier;
    },
    mailer: wiring.mailer ?? smtp ?? captured,
    files: diskFiles(settings.filesDir),
    holidays: holidaysOf,
    publicUrl: settings.publicUrl,
    secret: settings.secret,
    oldSecret: settings.oldSecret ?? null,
    undoSeconds: wiring.undoSeconds ?? 10,
    privateWebhooks: settings.privateWebhooks,
    pollSeconds: settings.pollSeconds,
    adoptOrder: sandbox && ((order, buyer) => sandbox.market.adoptOrder(order, buyer)),
    channel(seller, connection) {
      const key = `${seller.id}/${connection.slug}`;
      const made = JSON.stringify([connection.kind, connection.settings, connection.secrets]);
      const known = channels.get(key);
      if (known?.made === made) return known.channel;
      const channel = connect(seller, connection);
      channels.set(key, { made, channel });
      return channel;
    },
    async close() {
      clearInterval(reread);
      smtp?.close();
      await db.close();
    },
  };
}
