/** Buyers who ask, send and change their minds; a team that answers, receives, inspects and pays, or leaves it lying. */
import { act, type ActOptions } from '../src/app/act.ts';
import { issueLabel } from '../src/app/issue-label.ts';
import { openReturn, type ReturnRequest } from '../src/app/open-return.ts';
import { pollChannel } from '../src/app/poll-channel.ts';
import { putOrder } from '../src/app/put-order.ts';
import { resolveReturn, undoResolution } from '../src/app/resolve.ts';
import { writeMessage, writeNote } from '../src/app/write-message.ts';
import { numberFrom } from '../src/carriers/sandbox/number.ts';
import { refusal } from '../src/channels/backmarket/world.ts';
import type { Actor } from '../src/core/access.ts';
import { isImei } from '../src/core/inspection/identity.ts';
import { money } from '../src/core/money.ts';
import type { Command } from '../src/core/return/commands.ts';
import type { Buyer, Fault, OrderLine, Reason, Resolution, Return, ReturnItem, Verdict, Via, Wish } from '../src/core/return/model.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** An order as the buyer knows it: the auditor's source for what was paid, and for how many returns there may be. */
export type Sold = {
  readonly channel: 'backmarket' | 'shop';
  /** The number that our desk knows it by. */
  readonly channelOrderId: string;
  /** The marketplace's own numbers. */
  toyOrderId: string;
  readonly country: string;
  readonly currency: string;
  readonly shippingMinor: number;
  readonly lines: readonly {
    readonly id: string;
    toyId: string;
    readonly minor: number;
    readonly quantity: number;
    readonly imei?: string;
    readonly serial?: string;
  }[];
  readonly buyer: Buyer;
  /** Requests that the buyer made, each of which is one return however often and whichever way it was sent. */
  rounds: number;
  /** Requests that may have reached us only after the end of the return that they repeat: such a one may be a return of its own. */
  late: number;
  readonly folders: number[];
  /** When it was bought, and when it arrives (ms since 1970); null: never. */
  readonly placed: number;
  readonly delivered: number | null;
  /** Whether somebody entered the parcel's number, and told that it never came. */
  numbered: boolean;
  missed: boolean;
  /** Bought on the marketplace, whose buyers may change their mind before the parcel leaves; and whether that was granted. */
  readonly bought: boolean;
  calledOff: boolean;
};

export type Cast = {
  readonly sold: Sold[];
  begin(days: number): void;
  /** A number that no other device has. */
  imei(): string;
  /** Whether a return about the order is under way. */
  isOpen(order: Sold): Promise<boolean>;
};

const COUNTRIES = { FR: 45, BE: 10, DE: 15, ES: 10, IT: 8, GB: 7, DK: 5 } as const;
const LANGUAGE: Record<string, Buyer['language']> = { FR: 'fr', BE: 'fr', DE: 'de', ES: 'es', IT: 'it', GB: 'en', DK: 'en' };
const LOCALE: Record<string, string> = { FR: 'fr-fr', BE: 'fr-be', DE: 'de-de', ES: 'es-es', IT: 'it-it', GB: 'en-gb', DK: 'da-dk' };
export const DEVICES = [
  { sku: 'IP13-128', title: 'iPhone 13 128 GB', brand: 'Apple', category: 'smartphone', minor: 36_900, phone: true },
  { sku: 'GS21-128', title: 'Galaxy S21 128 GB', brand: 'Samsung', category: 'smartphone', minor: 22_907, phone: true },
  { sku: 'MBA-M1', title: 'MacBook Air M1', brand: 'Apple', category: 'laptop', minor: 64_999, phone: false },
  { sku: 'IPAD9', title: 'iPad 9 64 GB', brand: 'Apple', category: 'tablet', minor: 27_901, phone: false },
] as const;
const REASONS = {
  changed_mind: 25,
  defective: 35,
  not_as_described: 10,
  wrong_item: 5,
  missing_part: 6,
  damaged_in_transit: 6,
  arrived_late: 4,
  not_received: 4,
  counterfeit: 1,
  other: 4,
} as const;
/** What the buyer picks at the marketplace for it. */
const ISSUES: Record<Reason, { issue: string; tag: string }> = {
  changed_mind: { issue: 'ASK_FOR_RETURN', tag: 'CHANGED_MIND' },
  defective: { issue: 'BATTERY_DRAIN_OR_HEALTH_PROBLEM', tag: 'TECHNICAL' },
  not_as_described: { issue: 'SCREEN_APPEARANCE_NOT_AS_EXPECTED', tag: 'ESTHETICAL' },
  wrong_item: { issue: 'WRONG_COLOR', tag: 'BAD_PRODUCT' },
  missing_part: { issue: 'MISSING_ACCESSORIES', tag: 'BAD_PRODUCT' },
  damaged_in_transit: { issue: 'ITEM_DAMAGED_DURING_DELIVERY', tag: 'LATE_DELIVERY' },
  arrived_late: { issue: 'OTHER_ISSUES', tag: 'LATE_DELIVERY' },
  not_received: { issue: 'PARCEL_RECOVERY_ISSUES', tag: 'LATE_DELIVERY' },
  counterfeit: { issue: 'COUNTERFEIT', tag: 'BAD_PRODUCT' },
  other: { issue: 'OTHER_ISSUES', tag: 'OTHER' },
};
const FAULTS: readonly Fault[] = ['battery', 'screen', 'charging', 'audio', 'camera', 'power'];
const WISHES: readonly Wish[] = ['refund', 'repair', 'replacement', 'partial_refund', 'keep'];
const VERDICTS = {
  fault_confirmed: 45,
  no_fault_found: 18,
  as_described: 15,
  customer_damage: 8,
  incomplete: 8,
  other_device: 6,
} as const satisfies Record<Verdict, number>;
const RESOLUTIONS = {
  refund: 42,
  partial_refund: 16,
  repair: 12,
  replacement: 10,
  keep: 8,
  send_back: 6,
  deny: 6,
} as const satisfies Record<Resolution, number>;
/** How a device is read at the warehouse: right, one sign off, another one's, not at all. */
const READS = { same: 80, near: 6, other: 7, nothing: 7 } as const;
const DISPOSITIONS = ['restock', 'refurbish', 'repair', 'parts', 'return_to_supplier', 'quarantine'] as const;
const BUYER: Actor = { kind: 'buyer' };

export function castOf(world: World, perDay = 4): Cast {
  const { ctx, sellerId, random: dice, staff } = world;
  const { market } = ctx.sandbox!;
  const sold: Sold[] = [];
  /** When goods stand at the dock that no carrier told us of. */
  const atTheDock = new Map<string, number>();
  /** Numbers of units that were ordered from the shelf. */
  const promised = new Set<string>();
  /** What a phone at the bench has noted while it had no network, in order. */
  const offline: (() => Promise<void>)[] = [];
  let serial = 0;
  let end = 0;

  const says = async (id: string, command: Command, by: Actor, options: ActOptions = {}) => {
    const acted = await act(ctx, sellerId, id, command, by, options);
    const answer = acted.ok ? `${acted.events.length} events` : typeof acted.refusal === 'string' ? acted.refusal : acted.refusal.name;
    world.note(`${id.slice(-6)} ${command.verb} by ${'name' in by ? by.name : by.kind}: ${answer}`);
    return acted;
  };

  // ── Buying ───────────────────────────────────────────────────────────────────────────────────────────────────────

  function imei(): string {
    const body = `35${String(dice.int(0, 999_999)).padStart(6, '0')}${String(dice.int(0, 999_999)).padStart(6, '0')}`;
    return [...'0123456789'].map((sign) => body + sign).find(isImei)!;
  }

  /** The oldest unit for sale, unless somebody has ordered it already. */
  async function fromTheShelf(sku: string): Promise<{ imei: string } | { serial: string } | null> {
    const { rows } = await world.admin.query<{ imei: string | null; serial: string | null }>(
      `select imei, serial from desk.units where seller_id = $1 and sku = $2 and state = 'in_stock' order by id`,
      [sellerId, sku],
    );
    const free = rows.find(({ imei: a, serial: b }) => !promised.has(a ?? b ?? ''));
    if (!free) return null;
    promised.add(free.imei ?? free.serial!);
    return free.imei ? { imei: free.imei } : { serial: free.serial! };
  }

  async function order(): Promise<void> {
    const number = ++serial;
    const country = dice.weighted(COUNTRIES);
    const currency = country === 'GB' && dice.chance(0.7) ? 'GBP' : country === 'DK' && dice.chance(0.7) ? 'DKK' : 'EUR';
    const device = dice.pick(DEVICES);
    const many = dice.chance(0.2);
    const quantity = many ? dice.int(2, 3) : 1;
    const fresh = device.phone ? { imei: imei() } : { serial: `SIM${dice.int(1_000_000, 9_999_999)}` };
    // One of four is taken from the shelf: a unit that was bought in, or one that had come back.
    const identity = quantity > 1 ? {} : ((dice.chance(0.25) ? await fromTheShelf(device.sku) : null) ?? fresh);
    const withAccessory = dice.chance(0.3);
    const shippingMinor = dice.chance(0.5) ? 0 : dice.pick([490, 999, 1_500]);
    const who = dice.int(1, 60);
    const buyer: Buyer = { name: `Buyer ${who}`, email: `buyer${who}@example.org`, language: LANGUAGE[country]! };
    const placedAt = world.now();
    const shippedAt = placedAt + DAY;
    // A parcel that never comes, now and then.
    const deliveredAt = dice.chance(0.96) ? placedAt + dice.int(2, 6) * DAY : null;
    const way = dice.weighted({ bought: 45, put: 25, shop: 30 });
    const accessory = { sku: 'CABLE-C', title: 'USB-C cable', brand: 'Nobody', category: 'accessory', minor: 1_299 };

    let made: Sold;
    if (way === 'bought') {
      const item = ({
        sku,
        title,
        brand,
        category,
        minor,
      }: {
        sku: string;
        title: string;
        brand: string;
        category: string;
        minor: number;
      }) => ({ sku, title, brand, category, condition: 10, price: minor });
      const bought = await market.buy({
        buyer,
        locale: LOCALE[country]!,
        currency,
        shippingPrice: shippingMinor,
        items: [{ ...item(device), quantity, ...identity }, ...(withAccessory ? [{ ...item(accessory), quantity: 1 }] : [])],
      });
      // The seller has taken it from sale: nobody buys it.
      if (refusal(bought)) return;
      const id = String(bought.id);
      made = {
        channel: 'backmarket',
        channelOrderId: id,
        toyOrderId: id,
        country,
        currency,
        shippingMinor,
        buyer,
        rounds: 0,
        late: 0,
        folders: [],
        placed: placedAt,
        delivered: deliveredAt,
        numbered: false,
        missed: false,
        bought: true,
        calledOff: false,
        lines: bought.lines.map((line) => ({
          id: String(line.id),
          toyId: String(line.id),
          minor: line.price,
          quantity: line.quantity,
          ...(line.imei && { imei: line.imei }),
          ...(line.serial && { serial: line.serial }),
        })),
      };
      const unlessCalledOff = (work: () => Promise<unknown>) => async () => void (made.calledOff || (await work()));
      world.at(
        shippedAt,
        'shipping',
        unlessCalledOff(() => market.ship(bought.id)),
      );
      if (deliveredAt)
        world.at(
          deliveredAt,
          'delivery',
          unlessCalledOff(() => market.deliver(bought.id)),
        );
    } else {
      const channel = way === 'shop' ? 'shop' : 'backmarket';
      const channelOrderId = way === 'shop' ? `WEB-${number}` : String(30_000_000 + number);
      const lineId = (n: number) => (way === 'shop' ? `L${n}` : String(60_000_000 + number * 10 + n));
      const line = (
        n: number,
        from: { sku: string; title: string; category: string; minor: number },
        more: Partial<OrderLine>,
      ): OrderLine => ({
        id: lineId(n),
        sku: from.sku,
        title: from.title,
        category: from.category,
        condition: n === 1 ? dice.pick(['refurbished', 'used', 'new'] as const) : 'new',
        price: money(from.minor, currency),
        quantity: 1,
        ...more,
      });
      const lines = [
        line(1, device, { quantity, ...identity, supplier: dice.pick(['North', 'South']), lot: `lot-${dice.int(1, 9)}` }),
        ...(withAccessory ? [line(2, accessory, { accessoryOf: lineId(1) })] : []),
      ];
      const write = (deliveredAtMs: number | null) =>
        putOrder(
          ctx,
          sellerId,
          {
            channel,
            channelOrderId,
            country,
            currency,
            placedAt: world.iso(placedAt),
            shippedAt: world.iso(shippedAt),
            ...(deliveredAtMs && { deliveredAt: world.iso(deliveredAtMs) }),
            shippingPaid: money(shippingMinor, currency),
            lines,
          },
          buyer,
        );
      made = {
        channel,
        channelOrderId,
        toyOrderId: channelOrderId,
        country,
        currency,
        shippingMinor,
        buyer,
        rounds: 0,
        late: 0,
        folders: [],
        placed: placedAt,
        delivered: deliveredAt,
        numbered: false,
        missed: false,
        bought: false,
        calledOff: false,
        lines: lines.map((one) => ({
          id: one.id,
          toyId: one.id,
          minor: one.price.minor,
          quantity: one.quantity,
          ...(one.imei && { imei: one.imei }),
          ...(one.serial && { serial: one.serial }),
        })),
      };
      const keep = async (deliveredAtMs: number | null) => {
        const put = await write(deliveredAtMs);
        if (!put.ok || !put.stored.ref) return;
        made.toyOrderId = put.stored.ref.orderId;
        for (const each of made.lines) each.toyId = put.stored.ref.lines[each.id] ?? each.id;
      };
      await keep(null);
      if (deliveredAt) world.at(deliveredAt, 'the order with its delivery', () => keep(deliveredAt));
    }
    sold.push(made);
    if (dice.chance(0.75)) {
      const asksAt =
        (deliveredAt ?? placedAt + 12 * DAY) +
        Math.floor(dice.next() * Number(dice.weighted({ 4: 40, 13: 35, 28: 15, 45: 10 })) * DAY) +
        HOUR;
      if (asksAt < end) world.at(asksAt, 'a request', () => ask(made, deliveredAt === null ? 'not_received' : undefined));
    }
  }

  // ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

  async function isOpen(order: Sold): Promise<boolean> {
    const { rows } = await world.admin.query(
      `select 1 from desk.return_items i join desk.orders o on o.seller_id = i.seller_id and o.id = i.order_id
        where o.seller_id = $1 and o.channel = $2 and o.channel_order_id = $3 and i.open limit 1`,
      [sellerId, order.channel, order.channelOrderId],
    );
    return rows.length > 0;
  }

  async function ask(order: Sold, because?: Reason): Promise<void> {
    if (order.calledOff || (await isOpen(order))) return;
    const reason = because ?? dice.weighted(REASONS);
    const fault = reason === 'defective' ? dice.pick(FAULTS) : undefined;
    const wants = dice.pick(WISHES);
    const photos = dice.int(0, 2);
    const main = order.lines[0]!;
    const unit = main.quantity > 1 ? dice.int(1, main.quantity) : 1;
    const both = order.lines.length > 1 && dice.chance(0.3);
    // Two of a kind, which need not come back in one parcel.
    const pair = main.quantity > 1 && dice.chance(0.5);
    const one = (lineId: string, at: number) => ({
      lineId,
      unit: at,
      reason,
      wants,
      photos,
      note: `It is about ${reason}.`,
      ...(fault && { fault }),
    });
    const request = (via: Via): ReturnRequest => ({
      channel: order.channel,
      channelOrderId: order.channelOrderId,
      via,
      items: [...(pair ? [one(main.id, 1), one(main.id, 2)] : [one(main.id, unit)]), ...(both ? [one(order.lines[1]!.id, 1)] : [])],
    });
    const byWhom = (via: Via): Actor => (via === 'portal' ? BUYER : staff('customer_service'));
    const open = async (via: Via) => {
      const opened = await openReturn(ctx, sellerId, request(via), byWhom(via));
      world.note(
        `request for ${order.channelOrderId} by ${via}: ${opened.ok ? `${opened.returnId.slice(-6)} ${opened.created ? 'new' : 'known'}` : opened.refusal}`,
      );
      return opened;
    };
    const complain = async () => {
      const folder = await market.complain({
        orderlineId: Number(main.toyId),
        ...ISSUES[reason],
        wants: wants === 'repair' ? 'REPAIR' : wants === 'replacement' ? 'REPLACE' : 'REFUND',
        message: `Bonjour, ${reason}, order ${order.channelOrderId}.`,
        ...(dice.chance(0.3) && { legacy: true }),
      });
      if (refusal(folder)) return false;
      // A folder that was still open takes it as one more message: the case is the same.
      if (order.folders.includes(folder.id)) return false;
      order.folders.push(folder.id);
      world.note(`folder ${folder.id} for ${order.channelOrderId}`);
      return true;
    };

    const mayComplain = order.channel === 'backmarket' && !both && main.quantity === 1;
    const way = mayComplain && dice.chance(0.6) ? 'channel' : dice.pick(['portal', 'api', 'phone'] as const);
    let asked = false;
    if (way === 'channel') asked = await complain();
    else if (dice.chance(0.2)) {
      // Impatient: the same request three times at the same moment.
      const opened = await world.race([() => open(way), () => open('portal'), () => open(way)]);
      asked = opened.some((o) => o.ok);
      // What the policy turns down at once is open no moment long, so nothing binds its repetitions together.
      const born = opened.flatMap((o) => (o.ok && o.created ? [o.returnId] : []));
      const { rows } = await world.admin.query<{ n: string }>(
        `select count(*) as n from desk.returns where id = any($1) and status = 'rejected'`,
        [born],
      );
      if (Number(rows[0]!.n) === born.length) order.late += Math.max(0, born.length - 1);
    } else asked = (await open(way)).ok;
    if (!asked) return;
    order.rounds += 1;
    // The same wish by another channel, some hours later: while the first is open it is the same return (M14).
    if (dice.chance(0.3)) {
      world.at(world.now() + dice.int(0, 8) * HOUR, 'the request again', async () => {
        if (way === 'channel') await pollChannel(ctx, sellerId, 'backmarket');
        if (!(await isOpen(order))) return;
        if (way === 'channel' || !mayComplain || dice.chance(0.5)) await open('portal');
        else if (await complain()) {
          await pollChannel(ctx, sellerId, 'backmarket');
          const { rows } = await world.admin.query('select 1 from desk.returns where seller_id = $1 and channel_return_id = $2', [
            sellerId,
            String(order.folders.at(-1)),
          ]);
          if (rows.length === 0) order.late += 1;
        }
      });
    }
    if (order.rounds < 3 && dice.chance(0.35)) {
      const again = world.now() + dice.int(15, 40) * DAY;
      if (again < end) world.at(again, 'a request about the same order', () => ask(order));
    }
  }

  // ── Each day ─────────────────────────────────────────────────────────────────────────────────────────────────────

  async function openReturns(): Promise<{ id: string; tab: string; ret: Return }[]> {
    const { rows } = await world.admin.query<{ id: string; tab: string; state: Return }>(
      `select id, tab, state from desk.returns where seller_id = $1 and tab <> 'done' order by opened_at, id`,
      [sellerId],
    );
    return rows.map(({ id, tab, state }) => ({ id, tab, ret: state }));
  }
  const soldAs = (ret: Return) => sold.find((one) => one.channel === ret.order.channel && one.channelOrderId === ret.order.channelOrderId);

  async function buyers(): Promise<void> {
    for (const { id, tab, ret } of await openReturns()) {
      const order = soldAs(ret);
      const awaited = ret.items.some(
        (item) =>
          item.authorisation === 'approved' && item.settlement === 'open' && (item.parcel === 'none' || item.parcel === 'label_issued'),
      );
      if (tab === 'waiting' && awaited && dice.chance(0.22)) await send(id, ret, order);
      if (ret.items.some((item) => item.authorisation === 'waiting_for_buyer') && dice.chance(0.35)) {
        await writeMessage(ctx, sellerId, id, { body: 'Here is what you asked for.', language: 'en' }, BUYER);
        await says(id, { verb: 'information', photos: dice.int(0, 2), wrote: true }, BUYER);
      }
      if (dice.chance(0.012)) await says(id, { verb: 'cancellation' }, BUYER);
      if (dice.chance(0.03)) {
        const folder = order?.folders.at(-1);
        if (folder !== undefined && dice.chance(0.6)) await market.message(folder, 'client', `Any news on day ${world.iso()}?`);
        else await writeMessage(ctx, sellerId, id, { body: `Any news on ${world.iso()}?` }, BUYER);
      }
    }
  }

  async function send(id: string, ret: Return, order: Sold | undefined): Promise<void> {
    const { post } = world;
    const lose = (number: string) =>
      dice.chance(0.07) &&
      world.at(world.now() + dice.int(3, 30) * HOUR, 'the loss of a parcel', async () => void (await post.lose(number, world.iso())));
    if (ret.label && ret.label.kind !== 'own') {
      await post.drop(ret.label.trackingNumber, world.iso());
      lose(ret.label.trackingNumber);
      return;
    }
    const how = dice.weighted({ post: 45, market: 20, foreign: 20, stalls: 8, unnumbered: 7 });
    const number = numberFrom(dice.bytes(8));
    if (how === 'market' && order?.channel === 'backmarket') {
      const parcel = await market.makeReturnParcel(Number(ret.items[0]!.lineId), order.folders.at(-1));
      if (refusal(parcel)) return;
      world.at(world.now() + DAY, 'the pick-up', async () => void (await market.moveReturnParcel(parcel.id, 'picked_up')));
      world.at(world.now() + 3 * DAY, 'the arrival', async () => {
        await market.moveReturnParcel(parcel.id, 'delivered');
        atTheDock.set(id, world.now());
      });
      return;
    }
    if (how === 'post' || how === 'stalls') {
      await says(id, { verb: 'dispatch', carrier: 'sandbox-post', trackingNumber: number }, BUYER);
      // Announced and never handed in: no scan will ever come.
      if (how === 'stalls') return;
      await post.drop(number, world.iso());
      lose(number);
      return;
    }
    await says(
      id,
      how === 'foreign'
        ? { verb: 'dispatch', carrier: 'la-poste', trackingNumber: `6A${dice.int(10 ** 9, 10 ** 10 - 1)}` }
        : { verb: 'dispatch' },
      BUYER,
    );
    if (dice.chance(0.95)) atTheDock.set(id, world.now() + dice.int(2, 5) * DAY);
  }

  /** One scanner, two at once (or one that was pressed twice), or a phone without a network that sends it days later, in order. */
  async function scan(id: string, command: Command): Promise<void> {
    const wim = staff('warehouse');
    const once = async () => void (await says(id, command, wim));
    const how = dice.weighted({ once: 72, twice: 18, offline: 10 });
    if (how === 'once') return once();
    if (how === 'twice') return void (await world.race([once, once]));
    offline.push(once);
    if (offline.length > 1) return;
    world.at(world.now() + dice.int(1, 3) * DAY, 'the phone of the bench has a network again', async () => {
      for (const act of offline.splice(0)) {
        await act();
        // The answer was lost on its way: it is sent again.
        if (dice.chance(0.3)) await act();
      }
    });
  }

  async function team(): Promise<void> {
    const [agent, wim, fay, mona] = [staff('customer_service'), staff('warehouse'), staff('finance'), staff('manager')];
    for (const { id, tab, ret } of await openReturns()) {
      // Left lying: so that clocks run out.
      if (dice.chance(0.45)) continue;
      const order = soldAs(ret);
      const open = ret.items.filter((item) => item.settlement === 'open');
      const at = (item: ReturnItem) => ({ lineId: item.lineId, unit: item.unit });

      if (tab === 'answer') {
        const what = dice.weighted({ approve: 60, reject: 14, ask: 14, write: 12 });
        if (what === 'approve') await issueLabel(ctx, sellerId, id, agent, (label) => ({ verb: 'approval', ...(label && { label }) }));
        else if (what === 'reject') await says(id, { verb: 'rejection', because: 'It is outside of the warranty.' }, agent);
        else if (what === 'ask') await says(id, { verb: 'information-request', asks: 'A photo, please?' }, agent);
        else await writeMessage(ctx, sellerId, id, { body: `We are looking into it (${world.iso()}).`, language: 'en' }, agent);
        continue;
      }
      if (dice.chance(0.02)) await says(id, { verb: 'hold', because: 'Let us look at it once more.' }, mona);
      if (dice.chance(0.03)) await writeNote(ctx, sellerId, id, { body: 'Seen.' }, wim);
      if (dice.chance(0.05)) await writeMessage(ctx, sellerId, id, { body: `We keep you posted (${world.iso()}).`, language: 'en' }, agent);
      if (tab === 'waiting' && !ret.label && open.some((item) => item.decision?.returnShipping.paidBy === 'seller')) {
        await issueLabel(ctx, sellerId, id, agent, (label) => ({ verb: 'label', ...label }));
      }

      const arrived = open.filter(
        (item) => item.parcel === 'delivered' || ((atTheDock.get(id) ?? Infinity) <= world.now() && item.parcel !== 'received'),
      );
      // One of two may be in the first parcel: the other is scanned another day.
      const came = arrived.length > 1 && dice.chance(0.4) ? arrived.slice(0, 1) : arrived;
      if (came.length > 0) await scan(id, { verb: 'receipt', items: came.map((item) => ({ ...at(item), ...reading(item) })) });
      const benched = open.filter((item) => item.parcel === 'received' && item.assessment !== 'assessed');
      if (benched.length > 0)
        await scan(id, {
          verb: 'inspection',
          items: benched.map((item) => ({
            ...at(item),
            verdict: dice.weighted(VERDICTS),
            grade: 'good',
            ...(dice.chance(0.5) && { disposition: dice.pick(DISPOSITIONS) }),
          })),
        });

      if (ret.hold) {
        if (dice.chance(0.15))
          await says(
            id,
            {
              verb: 'receipt',
              items: open
                .filter((i) => i.parcel === 'received' && i.assessment !== 'assessed')
                .map((item) => ({ ...at(item), ...item.sold })),
            },
            wim,
          );
        if (dice.chance(0.3)) await says(id, { verb: 'release', because: 'Cleared up with the buyer.' }, mona);
        continue;
      }
      if (tab === 'transit' && ret.breached.includes('tracking_stalled') && dice.chance(0.3)) await says(id, { verb: 'lost' }, agent);

      const decidable = open.filter(
        (item) => item.assessment === 'assessed' || item.parcel === 'lost' || (tab === 'resolve' && item.authorisation === 'approved'),
      );
      if (decidable.length > 0) {
        const one = () => decidable.map((item) => ({ ...at(item), ...resolution(item) }));
        const decides = async (items: ReturnType<typeof one>, by: Actor, options: ActOptions = {}) => {
          const acted = await resolveReturn(ctx, sellerId, id, items, by, options);
          const answer = acted.ok ? 'done' : typeof acted.refusal === 'string' ? acted.refusal : acted.refusal.name;
          world.note(
            `${id.slice(-6)} ${items.map((item) => item.resolution).join(' and ')} by ${'name' in by ? by.name : by.kind}: ${answer}`,
          );
        };
        // Two agents with different ideas at the same moment: one of them is told that it is settled.
        if (dice.chance(0.2)) {
          const minds = [one(), one(), ...(dice.chance(0.3) ? [one()] : [])];
          await world.race(minds.map((mind, n) => () => decides(mind, [agent, mona, fay][n]!)));
        } else await decides(one(), dice.pick([agent, agent, mona]), dice.chance(0.3) ? { version: ret.version } : {});
        // A second thought, while nothing has left the house.
        if (dice.chance(0.06)) {
          const undone = await undoResolution(ctx, sellerId, id, 'A slip of the finger.', agent);
          world.note(`${id.slice(-6)} is taken back: ${undone.ok}`);
        }
      }
      const replacing = ret.items.filter((item) => item.settlement === 'replacing');
      if (replacing.length > 0 && dice.chance(0.4)) {
        if (dice.chance(0.1)) await says(id, { verb: 'remedy-failure', because: 'There is none left.', items: replacing.map(at) }, wim);
        else {
          // Where the stock held none, half of the time somebody writes down which device goes out: the unit's next return is about that one.
          const items = replacing.map((item) => ({ ...at(item), ...(dice.chance(item.held ? 0.1 : 0.5) && { imei: imei() }) }));
          await says(id, { verb: 'completion', items, carrier: 'colissimo', trackingNumber: `8R${dice.int(10 ** 9, 10 ** 10 - 1)}` }, wim);
        }
      }
      for (const refund of ret.refunds) {
        if (refund.state === 'awaiting_approval' && dice.chance(0.6)) {
          const approval = { verb: 'refund-approval' as const, refundId: refund.id };
          await world.race([fay, ...(dice.chance(0.3) ? [mona] : [])].map((one) => () => says(id, approval, one)));
        }
        if (refund.state === 'failed' && dice.chance(0.5) && order) await lookInto(id, refund, order, fay);
      }
    }
  }

  /** Finance compares the channel's book with ours, and does what is missing: confirm, ask again, or pay by hand. */
  async function lookInto(id: string, refund: Return['refunds'][number], order: Sold, by: Actor): Promise<void> {
    const lineId = refund.items[0]!.lineId;
    const toyLine = order.lines.find((line) => line.id === lineId)!.toyId;
    const { rows } = await world.admin.query<{ paid: string; confirmed: string }>(
      `select (select coalesce(sum(minor), 0) from sandbox.payments where channel = $2 and order_id = $3 and line_id = $4) as paid,
              (select coalesce(sum(u.amount_minor), 0) from desk.refunds f join desk.refund_units u on u.seller_id = f.seller_id and u.refund_id = f.id
                 join desk.orders o on o.seller_id = f.seller_id and o.id = f.order_id
                where f.seller_id = $1 and f.state = 'confirmed' and o.channel = $2 and o.channel_order_id = $5 and u.line_id = $6) as confirmed`,
      [sellerId, order.channel, order.toyOrderId, toyLine, order.channelOrderId, lineId],
    );
    const unexplained = Number(rows[0]!.paid) - Number(rows[0]!.confirmed);
    if (unexplained >= refund.amount.minor) {
      await says(id, { verb: 'refund-confirmation', refundId: refund.id, reference: 'seen in the channel’s book' }, by);
    } else if (/no refund is possible|refused|More than/i.test(refund.failure ?? '') || dice.chance(0.2)) {
      await world.admin.query(
        `insert into sandbox.payments (at, channel, order_id, line_id, minor, currency, type, intent) values ($1, $2, $3, $4, $5, $6, 'by hand', $7)`,
        [world.iso(), order.channel, order.toyOrderId, toyLine, refund.amount.minor, refund.amount.currency, `by hand ${refund.id}`],
      );
      await says(id, { verb: 'refund-confirmation', refundId: refund.id, reference: 'paid by hand' }, by);
    } else await says(id, { verb: 'refund-retry', refundId: refund.id }, by);
  }

  function reading({ sold: known }: ReturnItem): { imei?: string; serial?: string } {
    const how = dice.weighted(READS);
    const off = (number: string) => number.slice(0, 9) + ((Number(number[9]) + 3) % 10) + number.slice(10);
    if (how === 'nothing') return {};
    if (known.imei) return { imei: { same: known.imei, near: off(known.imei), other: imei() }[how] };
    if (known.serial)
      return { serial: { same: known.serial, near: off(known.serial), other: `OTHER${dice.int(1_000_000, 9_999_999)}` }[how] };
    return {};
  }

  function resolution(item: ReturnItem) {
    const chosen = dice.weighted(RESOLUTIONS);
    const part = money(Math.max(1, Math.floor(item.price.minor * (0.05 + 0.9 * dice.next()))), item.price.currency);
    return {
      resolution: chosen as Resolution,
      ...((chosen === 'partial_refund' || (chosen === 'keep' && dice.chance(0.6))) && { amount: part }),
      ...(dice.chance(0.8) && { because: 'As the bench has found.', informed: dice.chance(0.7) }),
      ...(chosen === 'replacement' && dice.chance(0.5) && { withoutStock: true }),
    };
  }

  /** Buyers close their folders once all is well; some say thank you first, and some only afterwards. */
  async function folders(): Promise<void> {
    for (const order of sold) {
      if (order.folders.length === 0 || !dice.chance(0.3) || (await isOpen(order))) continue;
      const folder = await market.folder(order.folders.at(-1)!);
      if (!folder || folder.state === 9) continue;
      if (dice.chance(0.3)) await market.message(folder.id, 'client', `Merci (${world.iso()}).`);
      await market.close(folder.id);
      // The first word after the end opens it again.
      if (dice.chance(0.15)) await market.message(folder.id, 'client', `Et merci encore (${world.iso()}).`);
    }
  }

  return {
    sold,
    imei,
    isOpen,
    begin(days) {
      const begin = world.now();
      end = begin + days * DAY;
      for (let day = 0; day < days; day++) {
        const midnight = begin + day * DAY;
        const orders = day === 0 ? perDay * 3 : dice.int(0, perDay * 2);
        for (let i = 0; i < orders; i++) world.at(midnight + dice.int(0, 23) * HOUR + dice.int(0, 59) * 60_000, 'an order', order);
        world.at(midnight + 3 * HOUR, 'the morning of the team', team);
        world.at(midnight + 9 * HOUR, 'the afternoon of the team', team);
        world.at(midnight + 12 * HOUR, 'the evening of the buyers', buyers);
        world.at(midnight + 13 * HOUR, 'the folders', folders);
      }
    },
  };
}
