/**
 * The living demo: the cast's stories, driven through the real use cases under a clock of their own that starts weeks ago and
 * ends now. Nothing is inserted by hand: mails were sent, clocks have fired, the toy marketplace has paid.
 */
import Fastify from 'fastify';
import sharp from 'sharp';
import { act } from '../app/act.ts';
import { movableClock } from '../app/context.ts';
import { drainEffects, liveUntil } from '../app/drain.ts';
import { issueLabel } from '../app/issue-label.ts';
import { makeSeller } from '../app/make-seller.ts';
import { openReturn } from '../app/open-return.ts';
import { pollCarriers } from '../app/poll-carriers.ts';
import { pollChannel } from '../app/poll-channel.ts';
import { putOrder } from '../app/put-order.ts';
import { addApiKey, EVERY_ROLE } from '../app/sign-in.ts';
import { cleanPicture, type ShownPhoto } from '../app/recognise.ts';
import { createContext, type WiredContext } from '../app/wire.ts';
import { writeMessage, writeNote } from '../app/write-message.ts';
import { sandboxMarketplace } from '../channels/backmarket/sandbox.ts';
import { fetchInto } from '../channels/in-process.ts';
import type { Actor, Role } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { isImei } from '../core/inspection/identity.ts';
import { parseMoney } from '../core/money.ts';
import { backmarket } from '../core/policy/packs/backmarket.ts';
import type { Command } from '../core/return/commands.ts';
import { recordPoll } from '../store/connections.ts';
import { findOrder } from '../store/orders.ts';
import { listPeople } from '../store/platform.ts';
import { listReturns, readReturn } from '../store/returns.ts';
import { markDemo, readDemoState, wipeSandbox } from '../store/demo.ts';
import { DEVICES, STORIES, type Step, type Story } from './cast.ts';
import { demoBench } from './bench.ts';
import { demoCarriers } from './carriers.ts';
import { demoClaims } from './claims.ts';
import { furnishConnections } from './connections.ts';
import { furnishSurvey } from './survey.ts';
import { demoDisputes } from './disputes.ts';
import { demoMoney } from './money.ts';
import { furnishGestures } from './gestures.ts';
import { furnishNotices } from './notices.ts';
import { demoPapers } from './papers.ts';
import { furnishIntake } from './post.ts';
import { demoRepairs } from './repairs.ts';
import { demoStock } from './stock.ts';

export type DemoSignIn = {
  readonly seller: string;
  readonly password: string;
  readonly people: readonly { readonly name: string; readonly email: string; readonly roles: readonly Role[] }[];
};

export const DEMO_PASSWORD = 'retour-demo';
export const DEMO_PEOPLE = [
  { name: 'Camille Roy', email: 'camille@phenix.example', language: 'fr', roles: ['manager', 'administrator'] },
  { name: 'Inès Marchand', email: 'ines@phenix.example', language: 'fr', roles: ['customer_service'] },
  { name: 'Malik Diallo', email: 'malik@phenix.example', language: 'fr', roles: ['warehouse'] },
  { name: 'Sofia Conti', email: 'sofia@phenix.example', language: 'en', roles: ['finance'] },
] as const satisfies readonly { name: string; email: string; language: string; roles: Role[] }[];

const address = (name: string, street: string, postalCode: string, city: string, country: string) => ({
  name,
  street,
  postalCode,
  city,
  country,
});

/** Makes the demo seller where it is not there yet. A demo that was cut off half way (`kill -9`) is made anew. */
export async function prepareDemo(ctx: WiredContext, { apiKey }: { readonly apiKey: string }): Promise<DemoSignIn> {
  if (ctx.sellers.bySlug('phenix') && (await readDemoState(ctx.db.pool)) === 'half') {
    await wipeSandbox(ctx.db.pool);
    await ctx.sellers.refresh();
  }
  let seller = ctx.sellers.bySlug('phenix');
  if (!seller) {
    await makeSeller(ctx, {
      seller: {
        slug: 'phenix',
        name: 'Phénix Mobile',
        country: 'FR',
        zone: 'Europe/Paris',
        language: 'fr',
        sandbox: true,
        settings: {
          refundLimit: { minor: 100_000, currency: 'EUR' },
          colour: '#c2410c',
          mailFrom: 'retours@phenix.example',
          returnAddresses: {
            FR: address('Phénix Mobile, retours', '14 rue des Tanneurs', '59000', 'Lille', 'FR'),
            BE: address('Phénix Mobile, retours', 'Leuvensesteenweg 210', '1800', 'Vilvoorde', 'BE'),
            DE: address('Phénix Mobile, Rücksendungen', 'Hafenstraße 7', '52070', 'Aachen', 'DE'),
            ES: address('Phénix Mobile, devoluciones', 'Calle de la Industria 33', '08025', 'Barcelona', 'ES'),
            IT: address('Phénix Mobile, resi', 'Via Ettore Bugatti 12', '20142', 'Milano', 'IT'),
            '*': address('Phénix Mobile, returns', '14 rue des Tanneurs', '59000', 'Lille', 'FR'),
          },
        },
      },
      policy: backmarket,
      connections: [
        {
          slug: 'backmarket',
          kind: 'backmarket',
          name: 'Back Market (sandbox)',
          // Whoever tries the demo shall see the mails too; a live connection tells its buyers in Back Market's customer care alone.
          settings: { market: 'fr-fr', contact: 'channel_and_mail' },
          polled: true,
        },
        { slug: 'shop', kind: 'shop', name: 'phenix.example', polled: false },
      ],
      people: DEMO_PEOPLE,
      password: DEMO_PASSWORD,
      since: '2014-11-01T00:00:00.000Z',
    });
    seller = ctx.sellers.bySlug('phenix');
  }
  assert(seller, 'the demo seller was made');
  await addApiKey(ctx, seller.id, { name: 'demo', secret: apiKey, roles: EVERY_ROLE });
  return { seller: seller.name, password: DEMO_PASSWORD, people: DEMO_PEOPLE };
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Fills the demo's past up to now. Answers how many returns it made; none where it was full already. */
export async function fillDemo(
  ctx: WiredContext,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, of: number) => void } = {},
): Promise<number> {
  if ((await readDemoState(ctx.db.pool)) === 'full') return 0;
  await markDemo(ctx.db.pool, 'half');
  const end = Date.parse(ctx.clock.realNow());
  const clock = movableClock(new Date(end - 60 * DAY).toISOString());
  const past = await createContext(ctx.settings, { clock, forgetful: true, undoSeconds: 0 });
  const toy = Fastify();
  try {
    assert(past.sandbox, 'the demo lives in the sandbox');
    await toy.register(
      sandboxMarketplace({ db: past.sandbox.store, market: past.sandbox.market, now: () => clock.realNow(), limits: false }),
    );
    past.sandbox.reach = { baseUrl: 'http://toy/sandbox/backmarket', fetch: fetchInto(toy) };
    // Each complaint is polled as it is made: the hourly look at every open folder would find nothing and costs most of the time.
    await past.db.withSeller(past.sellers.bySlug('phenix')!.id, (tx) =>
      recordPoll(tx, 'backmarket', clock.realNow(), { lowWater: { sweptAt: String(end) }, parts: {}, warnings: [], trouble: null }),
    );
    const made = await play(past, clock, end, options);
    if (!options.signal?.aborted) await markDemo(ctx.db.pool, 'full');
    return made;
  } finally {
    await toy.close();
    await past.close();
  }
}

type Due = { readonly at: number; readonly story: Story; readonly run: () => Promise<void> };

async function play(
  ctx: WiredContext,
  clock: ReturnType<typeof movableClock>,
  end: number,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, of: number) => void },
): Promise<number> {
  const seller = ctx.sellers.bySlug('phenix');
  assert(seller, 'the demo seller was made');
  const people = await ctx.db.withPlatform((tx) => listPeople(tx, seller.id));
  const staff = (role: Role): Actor => {
    const person = people.find((p) => p.roles.includes(role))!;
    return { kind: 'staff', id: person.id, name: person.name, roles: person.roles };
  };
  const players = STORIES.map((story, i) => player(ctx, seller.id, story, i, end, staff));
  const steps = players.flatMap((p) => p.steps).sort((a, b) => a.at - b.at);

  const until = (at: number) => liveUntil(ctx, seller.id, new Date(at).toISOString(), async (instant) => clock.set(instant));

  await demoPapers(ctx, seller.id);
  await demoCarriers(ctx, seller.id);
  let done = 0;
  for (const step of steps) {
    if (options.signal?.aborted) return 0;
    await until(step.at);
    await step.run();
    await drainEffects(ctx, seller.id);
    done += 1;
    options.onProgress?.(done, steps.length);
  }
  await until(end);
  await furnish(ctx, seller.id, staff);
  return STORIES.length;
}

/** What stands about in a house where people have worked for two months: shelves, parcels without a name, repairs, claims, payouts, disputes. */
async function furnish(ctx: WiredContext, sellerId: string, staff: (role: Role) => Actor): Promise<void> {
  const [camille, ines, malik, sofia] = [staff('manager'), staff('customer_service'), staff('warehouse'), staff('finance')];
  await demoStock(ctx, sellerId, malik);
  await demoBench(ctx, sellerId);
  assert(malik.kind === 'staff', 'a technician has a name');
  await demoRepairs(ctx, sellerId, malik);
  await demoClaims(ctx, sellerId, camille);
  await demoMoney(ctx, sellerId, sofia);
  await demoDisputes(ctx, sellerId, ines);
  await furnishNotices(ctx, sellerId);
  await furnishGestures(ctx, sellerId, ines);
  const [waiting] = await ctx.db.withSeller(sellerId, (tx) => listReturns(tx, { tab: 'waiting' }, 'newest', null, 1));
  const buyer = waiting && (await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, waiting.state.id)))?.buyer;
  if (waiting && buyer?.email) await furnishIntake(ctx, sellerId, { rma: waiting.state.rma, buyerEmail: buyer.email });
  await furnishConnections(ctx, sellerId);
  await furnishSurvey(ctx, sellerId);
  await drainEffects(ctx, sellerId);
}

/** Device numbers that look real and are nobody's: a test range of TACs, a valid check digit. */
function imeiOf(index: number, other = false): string {
  const body = `35${String(100000 + index * 37 + (other ? 5003 : 0)).padStart(6, '0')}${String(400000 + index * 7919).slice(0, 6)}`;
  return [...'0123456789'].map((sign) => body + sign).find(isImei)!;
}
/** Devices that go out as replacements have the numbers from here on. */
const REPLACEMENTS = 700;
const serialOf = (index: number) =>
  `C02${String.fromCharCode(65 + (index % 26))}${(index * 48271 + 1009).toString(36).toUpperCase().padStart(6, '0').slice(0, 6)}LV`;

const PREFIX: Record<Story['via'], number> = { channel: 48_120_300, portal: 48_140_800, phone: 48_160_100 };

function player(
  ctx: WiredContext,
  sellerId: string,
  story: Story,
  index: number,
  end: number,
  staff: (role: Role) => Actor,
): { steps: Due[] } {
  const device = DEVICES[story.device];
  const askedAt = end - story.asked * DAY;
  const deliveredAt = story.delivered === null ? null : askedAt - story.delivered * DAY;
  const shippedAt = (deliveredAt ?? askedAt - 14 * DAY) - 2 * DAY;
  const placedAt = shippedAt - DAY;
  const phone = device.category === 'smartphone' || device.category === 'tablet';
  // A replacement has a number of its own, which the story that it ended has named.
  const replaces = STORIES.findIndex(({ known }) => known === story.replacementOf);
  const imei = replaces < 0 ? imeiOf(index) : imeiOf(replaces + REPLACEMENTS);
  const serial = replaces < 0 ? serialOf(index) : serialOf(replaces + REPLACEMENTS);
  const own = story.via !== 'channel' && index % 2 === 0;
  const channel = own ? 'shop' : 'backmarket';
  const channelOrderId = own ? `PX-${20_400 + index}` : String(PREFIX[story.via] + index * 131);
  const lineId = own ? '1' : String(91_000_000 + index * 17);
  const email =
    story.email ??
    `${story.who
      .normalize('NFD')
      .replace(/[^\x20-\x7e]/g, '')
      .toLowerCase()
      .replace(/[^a-z]+/g, '.')}@example.org`;
  const iso = (ms: number) => new Date(ms).toISOString();
  let returnId = '';

  const order = async () => {
    const price = parseMoney(device.price, 'EUR')!;
    const put = await putOrder(
      ctx,
      sellerId,
      {
        channel,
        channelOrderId,
        country: story.country,
        currency: 'EUR',
        placedAt: iso(placedAt),
        shippedAt: iso(shippedAt),
        ...(deliveredAt !== null && { deliveredAt: iso(deliveredAt) }),
        shippingPaid: parseMoney('0.00', 'EUR')!,
        lines: [
          {
            id: lineId,
            sku: device.sku,
            title: device.title,
            category: device.category,
            condition: 'refurbished',
            price,
            quantity: 1,
            supplier: device.supplier,
            lot: device.lot,
            ...(phone ? { imei } : { serial }),
          },
        ],
      },
      { name: story.who, email, language: story.language, ...(story.address && { address: { ...story.address, country: story.country } }) },
    );
    assert(put.ok, 'the demo’s channels exist');
  };

  const ask = async () => {
    if (story.via === 'channel' && !own) {
      const stored = await ctx.db.withSeller(sellerId, (tx) => findOrder(tx, channel, channelOrderId));
      const orderlineId = Number(stored?.ref?.lines[lineId]);
      const folder = await ctx.sandbox!.market.complain({
        orderlineId,
        ...issueOf(story),
        wants: WANTS[story.wants ?? 'refund'] ?? 'REFUND',
        message: story.note || 'Je souhaite retourner cet article.',
        // Only folders of the old kind take word by API of what goes back to the buyer.
        legacy: story.then.some((step) => step.do === 'complete'),
      });
      assert(!('refused' in folder), `the toy marketplace takes the complaint of ${story.who}`);
      await pollChannel(ctx, sellerId, 'backmarket');
    }
    const by: Actor = story.via === 'phone' ? staff('customer_service') : { kind: 'buyer' };
    const opened = await openReturn(
      ctx,
      sellerId,
      {
        channel,
        channelOrderId,
        via: story.via,
        photos: story.shows === undefined ? [] : [await stowed(ctx, story.shows)],
        items: [
          {
            lineId,
            reason: story.reason,
            note: story.note,
            photos: story.photos ?? 2,
            ...(story.fault && { fault: story.fault }),
            ...(story.wants && { wants: story.wants }),
          },
        ],
      },
      by,
    );
    assert(opened.ok, `${story.known}: ${JSON.stringify(opened)}`);
    returnId = opened.returnId;
  };

  const run = async (step: Step) => {
    const loaded = await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, returnId));
    const ret = loaded!.ret;
    const does = async (command: Command, by: Actor) => {
      const acted = await act(ctx, sellerId, returnId, command, by);
      if (!acted.ok) ctx.log.warn({ story: story.known, step: step.do, refusal: acted.refusal }, 'a step of the demo was refused');
    };
    switch (step.do) {
      case 'approve':
      case 'ask_anyway':
        return void (await issueLabel(ctx, sellerId, returnId, staff('customer_service'), (label) => ({
          verb: 'approval',
          ...(label && { label }),
        })));
      case 'refuse':
        return does({ verb: 'rejection', because: step.says }, staff('customer_service'));
      case 'ask':
        return does({ verb: 'information-request', asks: step.says }, staff('customer_service'));
      case 'buyer_answers':
        await writeMessage(ctx, sellerId, returnId, { body: step.says, language: story.language }, { kind: 'buyer' });
        return does({ verb: 'information', photos: step.photos, wrote: true }, { kind: 'buyer' });
      case 'buyer_writes':
        return void (await writeMessage(ctx, sellerId, returnId, { body: step.says, language: story.language }, { kind: 'buyer' }));
      case 'we_write':
        return void (await writeMessage(ctx, sellerId, returnId, { body: step.says, language: story.language }, staff('customer_service')));
      case 'note':
        return void (await writeNote(ctx, sellerId, returnId, { body: step.says }, staff('customer_service')));
      case 'hold':
        return does({ verb: 'hold', because: step.says }, staff('manager'));
      case 'cancel':
        return does({ verb: 'cancellation' }, { kind: 'buyer' });
      case 'lose':
        return does({ verb: 'lost' }, staff('customer_service'));
      case 'drop':
        if (ret.label && ret.label.kind !== 'own') {
          await ctx.sandbox!.parcels.drop(ret.label.trackingNumber, ctx.clock.now(sellerId));
          return void (await pollCarriers(ctx, sellerId));
        }
        return does(
          { verb: 'dispatch', carrier: 'la-poste', trackingNumber: `6A${String(10_000_000_000 + index * 7_654_321).slice(0, 11)}` },
          { kind: 'buyer' },
        );
      case 'receive': {
        const reads = step.reads ?? 'same';
        if (typeof reads === 'object') {
          const other = STORIES.findIndex(({ known }) => known === reads.of);
          return does(
            { verb: 'receipt', items: [{ lineId, ...(phone ? { imei: imeiOf(other) } : { serial: serialOf(other) }) }] },
            staff('warehouse'),
          );
        }
        const near = imei.slice(0, 9) + ((Number(imei[9]) + 3) % 10) + imei.slice(10);
        const read = phone
          ? { same: { imei }, near: { imei: near }, other: { imei: imeiOf(index, true) }, nothing: {} }[reads]
          : { same: { serial }, near: { serial }, other: { serial: serialOf(index + 500) }, nothing: {} }[reads];
        return does({ verb: 'receipt', items: [{ lineId, ...read }] }, staff('warehouse'));
      }
      case 'inspect':
        return does(
          {
            verb: 'inspection',
            items: [{ lineId, verdict: step.verdict, ...(step.grade && { grade: step.grade }), ...(step.says && { note: step.says }) }],
          },
          staff('warehouse'),
        );
      case 'resolve': {
        const by = staff(step.by === 'finance' ? 'finance' : step.by === 'manager' ? 'manager' : 'customer_service');
        const amount = step.amount === undefined ? undefined : parseMoney(step.amount, 'EUR')!;
        return does({ verb: 'resolution', items: [{ lineId, resolution: step.as, ...(amount && { amount }) }] }, by);
      }
      case 'approve_refund': {
        const refund = ret.refunds.find((r) => r.state === 'awaiting_approval');
        if (refund) await does({ verb: 'refund-approval', refundId: refund.id }, staff('finance'));
        return;
      }
      case 'complete':
        return does(
          {
            verb: 'completion',
            // A repaired device keeps its number; what is sent instead of one is named.
            items: [{ lineId, ...(phone ? { imei: imeiOf(index + REPLACEMENTS) } : { serial: serialOf(index + REPLACEMENTS) }) }],
            carrier: 'colissimo',
            trackingNumber: `8R${String(20_000_000_000 + index * 1_234_567).slice(0, 11)}`,
          },
          staff('warehouse'),
        );
    }
  };

  return {
    steps: [
      { at: Math.max(askedAt - HOUR, end - 60 * DAY), story, run: order },
      { at: askedAt, story, run: ask },
      ...story.then.map((step): Due => ({ at: Math.min(askedAt + step.at * DAY, end), story, run: () => run(step) })),
    ],
  };
}

/** Shown before the return is there, as in the portal. */
async function stowed(ctx: WiredContext, number: number): Promise<ShownPhoto> {
  const { sha256 } = await ctx.files.put((await cleanPicture(await crack(number)))!);
  return { ref: sha256, name: 'photo.webp' };
}

/** A cracked phone on a table, drawn by us: the number sets the light, the place and the cracks. */
function crack(number: number): Promise<Uint8Array> {
  const at = (k: number, most: number) => ((number * 7919 + k * 104_729) % 997) % most;
  const lines = Array.from(
    { length: 12 },
    (_, k) =>
      `<path d="M${300 + at(k, 200)} ${120 + at(k + 20, 340)}l${at(k + 40, 240) - 120} ${at(k + 60, 240) - 120}" stroke="#dbe4ee" stroke-width="${1 + at(k, 4)}"/>`,
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><defs><linearGradient id="t" x2="1" y2="1"><stop stop-color="#d9cbb8"/><stop offset="1" stop-color="#8d7a63"/></linearGradient></defs>
<rect width="800" height="600" fill="url(#t)"/><ellipse cx="${120 + at(1, 90)}" cy="${150 + at(2, 200)}" rx="70" ry="55" fill="#f4f1ea" opacity=".8"/><ellipse cx="680" cy="${120 + at(3, 300)}" rx="60" ry="110" fill="#59616b" opacity=".6"/>
<g transform="rotate(${at(4, 24) - 12} 400 300)"><rect x="280" y="60" width="240" height="480" rx="30" fill="#15181c"/><rect x="292" y="76" width="216" height="448" rx="18" fill="#28323f"/>${lines}</g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

const WANTS: Record<string, string> = {
  refund: 'REFUND',
  repair: 'REPAIR',
  replacement: 'REPLACE',
  partial_refund: 'REFUND',
  keep: 'REFUND',
};

/** What the buyer picks in the toy marketplace's list, in its own words. */
function issueOf({ reason, fault }: Story): { issue: string; tag: string } {
  if (reason === 'defective') return { issue: FAULT_ISSUES[fault ?? 'other'] ?? 'OTHER_ISSUES', tag: 'TECHNICAL' };
  return REASON_ISSUES[reason] ?? { issue: 'OTHER_ISSUES', tag: 'OTHER' };
}
const FAULT_ISSUES: Record<string, string> = {
  battery: 'BATTERY_DRAIN_OR_HEALTH_PROBLEM',
  screen: 'DISPLAY_ISSUES',
  charging: 'BATTERY_NOT_CHARGING',
  audio: 'AUDIO_ISSUES',
  camera: 'CAMERA_FAILURES',
  connectivity: 'WIFI_CONNECTION',
  buttons: 'KEYBOARD_DEFECTS',
  overheating: 'TOO_HOT_OR_NOISY',
  power: 'POWER_ON_BOOT_FAILURE',
  other: 'OTHER_ISSUES',
};
const REASON_ISSUES: Record<string, { issue: string; tag: string }> = {
  changed_mind: { issue: 'ASK_FOR_RETURN', tag: 'CHANGED_MIND' },
  not_as_described: { issue: 'SCREEN_APPEARANCE_NOT_AS_EXPECTED', tag: 'ESTHETICAL' },
  wrong_item: { issue: 'WRONG_COLOR', tag: 'BAD_PRODUCT' },
  missing_part: { issue: 'MISSING_ACCESSORIES', tag: 'BAD_PRODUCT' },
  damaged_in_transit: { issue: 'ITEM_DAMAGED_DURING_DELIVERY', tag: 'LATE_DELIVERY' },
  not_received: { issue: 'PARCEL_RECOVERY_ISSUES', tag: 'LATE_DELIVERY' },
};
