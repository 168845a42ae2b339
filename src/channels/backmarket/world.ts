/**
 * A toy Back Market: orders, care folders, parcels and money, with the states and refusals of the real one as far as its
 * documents tell them. No HTTP here: `sandbox.ts` speaks the API over it, the sandbox's page and the simulation act in it.
 * Like the real one it has no idempotency: whoever posts a refund twice may pay twice.
 */
import type { Buyer, Order } from '../../core/return/model.ts';
import { decimal, exponentOf, money } from '../../core/money.ts';
import type { ChannelRef } from '../channel.ts';
import type { Payment, SandboxStore, SandboxTx, Thing } from '../sandbox-store.ts';
import { LINE } from './map.ts';
import { toyListings } from './toy-listings.ts';
import type { ToyBooks } from './payouts.ts';

export type ToyLine = {
  readonly id: number;
  /** The seller's own id of the line, where the order came from the seller. */
  readonly ref: string;
  readonly sku: string;
  readonly title: string;
  readonly brand: string;
  readonly category: string;
  /** 9 Premium, 10 Excellent, 11 Good, 12 Fair. */
  readonly condition: number;
  /** Of one unit, in minor units. */
  readonly price: number;
  readonly quantity: number;
  readonly state: number;
  readonly imei: string;
  readonly serial: string;
  readonly refunded: number;
  readonly returnReason: number;
  readonly returnMessage: string;
};

export type ToyOrder = {
  readonly id: number;
  /** The seller's own text for it, where the order came from the seller. */
  readonly ref?: string;
  /** `fr-fr` */
  readonly locale: string;
  readonly currency: string;
  readonly buyer: Buyer;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly shippedAt?: string;
  readonly deliveredAt?: string;
  readonly tracking: string;
  readonly shipper: string;
  readonly shippingPrice: number;
  /** Travels with the marketplace's own labels: then it knows when the parcel arrived. */
  readonly backship: boolean;
  readonly lines: readonly ToyLine[];
};

export type ToyFile = { readonly id: number; readonly name: string; readonly type: string; readonly size: number };
export type ToyMessage = {
  readonly id: number;
  readonly at: string;
  readonly from: 'client' | 'merchant' | 'backmarket';
  readonly body: string;
  readonly informative: boolean;
  readonly files: readonly ToyFile[];
};

export type ToyFolder = {
  readonly id: number;
  readonly orderId: number;
  readonly orderlineId: number;
  readonly claimId: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly lastMessageAt: string;
  readonly closedAt?: string;
  readonly state: 0 | 9;
  readonly issues: readonly { readonly customerIssue: string; readonly tag: string }[];
  readonly wants: string;
  readonly warranty: string;
  readonly messages: readonly ToyMessage[];
  readonly problems: readonly {
    readonly at: string;
    readonly type: string;
    readonly message: string;
    readonly files: readonly ToyFile[];
  }[];
  readonly transfers: readonly { readonly at: string; readonly shipper: string; readonly tracking: string; readonly action: string }[];
};

export type ToyParcel = {
  readonly id: number;
  readonly orderId: number;
  readonly orderlineId: number;
  readonly folderId?: number;
  readonly carrier: string;
  readonly tracking: string;
  readonly createdAt: string;
  readonly pickedUpAt?: string;
  readonly deliveredAt?: string;
  readonly invoiced: number;
  readonly currency: string;
};

/** A refusal in the API's terms. */
export type Refusal = { readonly refused: number; readonly code: string; readonly says: string };
export const refusal = <T>(answer: T | Refusal): answer is Refusal => typeof answer === 'object' && answer !== null && 'refused' in answer;
const no = (refused: number, code: string, says: string): Refusal => ({ refused, code, says });

/** From here on folders are of the new kind: typed problems, no item transfers. */
export const NEW_FOLDERS_FROM = 100_000_000;
const CLOSED = 9;
const OPEN = 0;

export type UploadedFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };
export type Purchase = {
  readonly buyer: Buyer;
  readonly locale: string;
  readonly currency: string;
  readonly shippingPrice: number;
  readonly items: readonly {
    readonly sku: string;
    readonly title: string;
    readonly brand: string;
    readonly category: string;
    readonly condition: number;
    readonly price: number;
    readonly quantity?: number;
    readonly imei?: string;
    readonly serial?: string;
  }[];
};
export type Complaint = {
  readonly orderlineId: number;
  readonly issue: string;
  readonly tag: string;
  readonly wants: string;
  readonly message: string;
  readonly warranty?: string;
  readonly files?: readonly UploadedFile[];
  /** A folder of the old kind, with a number below 100,000,000. */
  readonly legacy?: boolean;
};

export type ToyMarket = ReturnType<typeof toyMarket>;

/** @param now The time as the sandbox has it (ISO 8601, UTC). */
export function toyMarket(store: SandboxStore, now: () => string | Promise<string>) {
  const shelf = toyListings(store, now);
  // ── Things ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  const orderOf = async (tx: SandboxTx, id: number) => ((await tx.get('order', id))?.body as ToyOrder | undefined) ?? null;
  const folderOf = async (tx: SandboxTx, id: number) => ((await tx.get('folder', id))?.body as ToyFolder | undefined) ?? null;

  /** The order that a line belongs to, locked. */
  async function orderOfLine(tx: SandboxTx, orderlineId: number): Promise<{ order: ToyOrder; line: ToyLine } | null> {
    const link = await tx.get('line', orderlineId);
    const order = link?.parent === undefined ? null : await orderOf(tx, link.parent);
    const line = order?.lines.find((each) => each.id === orderlineId);
    return order && line ? { order, line } : null;
  }

  const asThing = (order: ToyOrder): Thing => ({
    kind: 'order',
    id: order.id,
    state: orderState(order),
    country: order.locale,
    createdAt: order.createdAt,
    modifiedAt: order.modifiedAt,
    body: order,
    ...(order.ref !== undefined && { ref: order.ref }),
  });
  const linkThings = (order: ToyOrder): Thing[] =>
    order.lines.map((line) => ({
      kind: 'line',
      id: line.id,
      parent: order.id,
      createdAt: order.createdAt,
      modifiedAt: order.createdAt,
      body: {},
    }));
  const folderThing = (folder: ToyFolder): Thing => ({
    kind: 'folder',
    id: folder.id,
    parent: folder.orderlineId,
    state: folder.state,
    createdAt: folder.createdAt,
    modifiedAt: folder.modifiedAt,
    body: folder,
  });
  const parcelThing = (parcel: ToyParcel, modifiedAt: string): Thing => ({
    kind: 'parcel',
    id: parcel.id,
    parent: parcel.orderId,
    createdAt: parcel.createdAt,
    modifiedAt,
    body: parcel,
  });

  async function change(tx: SandboxTx, order: ToyOrder, changes: Partial<ToyOrder>): Promise<ToyOrder> {
    const changed = { ...order, ...changes, modifiedAt: toTheSecond(await now()) };
    await tx.put([asThing(changed)]);
    return changed;
  }
  const withLines = (order: ToyOrder, fits: (line: ToyLine) => boolean, changes: (line: ToyLine) => Partial<ToyLine>) =>
    order.lines.map((line) => (fits(line) ? { ...line, ...changes(line) } : line));

  async function keepFiles(tx: SandboxTx, files: readonly UploadedFile[], at: string): Promise<ToyFile[]> {
    const kept: ToyFile[] = [];
    for (const { name, type, bytes } of files) {
      const file = { id: await tx.next(), name, type, size: bytes.length };
      await tx.put([
        { kind: 'file', id: file.id, createdAt: at, modifiedAt: at, body: { ...file, base64: Buffer.from(bytes).toString('base64') } },
      ]);
      kept.push(file);
    }
    return kept;
  }

  async function say(
    tx: SandboxTx,
    folder: ToyFolder,
    message: Pick<ToyMessage, 'from' | 'body'> & { informative?: boolean; files?: readonly UploadedFile[] },
  ) {
    const at = await now();
    const written: ToyMessage = {
      id: await tx.next(),
      at,
      from: message.from,
      body: message.body,
      informative: message.informative ?? false,
      files: await keepFiles(tx, message.files ?? [], at),
    };
    // A closed folder opens again with the first word in it.
    const { closedAt: _, ...open } = folder;
    const changed: ToyFolder = {
      ...open,
      state: OPEN,
      modifiedAt: toTheSecond(at),
      lastMessageAt: at,
      messages: [...folder.messages, written],
    };
    await tx.put([folderThing(changed)]);
    return { folder: changed, message: written };
  }

  // ── Orders ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * An order that the seller's own API has taken for this marketplace becomes known here. The same order again changes nothing
   * but its dates: a number given once stays. Numeric ids of the seller are kept where they are free.
   */
  async function adoptOrder(order: Omit<Order, 'id' | 'channel'>, buyer: Buyer): Promise<ChannelRef> {
    return store.transaction(async (tx) => {
      const known = (await tx.byRef('order', order.channelOrderId))?.body as ToyOrder | undefined;
      if (known) {
        const shippedAt = order.shippedAt ?? known.shippedAt;
        const deliveredAt = order.deliveredAt ?? known.deliveredAt;
        if (shippedAt !== known.shippedAt || deliveredAt !== known.deliveredAt) {
          await change(tx, known, {
            ...(shippedAt && { shippedAt }),
            ...(deliveredAt && { deliveredAt }),
            ...(shippedAt && {
              lines: withLines(
                known,
                (line) => line.state === LINE.paid || line.state === LINE.accepted,
                () => ({ state: LINE.shipped }),
              ),
            }),
          });
        }
        return refOf(known);
      }
      const id = await freeNumber(tx, 'order', order.channelOrderId);
      const lines: ToyLine[] = [];
      for (const line of order.lines) {
        const taken = new Set(lines.map((each) => each.id));
        lines.push({
          id: await freeNumber(tx, 'line', line.id, taken),
          ref: line.id,
          sku: line.sku,
          title: line.title,
          brand: line.title.split(' ')[0] ?? '',
          category: line.category,
          // The marketplace sells refurbished goods only and has no other grades; the seller's own record keeps the true condition.
          condition: 10,
          price: line.price.minor,
          quantity: line.quantity,
          state: order.shippedAt ? LINE.shipped : LINE.accepted,
          imei: line.imei ?? '',
          serial: line.serial ?? '',
          refunded: 0,
          returnReason: 0,
          returnMessage: '',
        });
      }
      const adopted: ToyOrder = {
        id,
        ref: order.channelOrderId,
        locale: localeOf(order.country, buyer.language),
        currency: order.currency,
        buyer,
        createdAt: order.placedAt,
        modifiedAt: toTheSecond(await now()),
        ...(order.shippedAt && { shippedAt: order.shippedAt }),
        ...(order.deliveredAt && { deliveredAt: order.deliveredAt }),
        tracking: '',
        shipper: 'Other',
        shippingPrice: order.shippingPaid?.minor ?? 0,
        backship: false,
        lines,
      };
      await tx.put([asThing(adopted), ...linkThings(adopted)]);
      return refOf(adopted);
    });
  }

  /** The seller's id as a number where it is one that nobody has; else a new one. */
  async function freeNumber(tx: SandboxTx, kind: string, wanted = '', taken: ReadonlySet<number> = new Set()): Promise<number> {
    const number = /^[1-9]\d{0,14}$/.test(wanted) ? Number(wanted) : null;
    if (number !== null && !taken.has(number) && !(await tx.get(kind, number))) return number;
    for (;;) {
      const assigned = await tx.next();
      if (!taken.has(assigned) && !(await tx.get(kind, assigned))) return assigned;
    }
  }

  const refOf = (order: ToyOrder): ChannelRef => ({
    orderId: String(order.id),
    lines: Object.fromEntries(order.lines.map((line) => [line.ref, String(line.id)])),
  });

  /** A visitor buys: paid, accepted, waiting to be shipped. What the seller has taken from sale is not sold. */
  async function buy(purchase: Purchase): Promise<ToyOrder | Refusal> {
    return store.transaction(async (tx) => {
      for (const { sku } of purchase.items)
        if (await shelf.isStopped(tx, sku)) return no(409, 'listing_not_available', `The offer of ${sku} is not for sale.`);
      const at = await now();
      const lines: ToyLine[] = [];
      for (const item of purchase.items) {
        const id = await freeNumber(tx, 'line');
        lines.push({
          ...item,
          id,
          ref: String(id),
          quantity: item.quantity ?? 1,
          imei: item.imei ?? '',
          serial: item.serial ?? '',
          state: LINE.accepted,
          refunded: 0,
          returnReason: 0,
          returnMessage: '',
        });
      }
      const order: ToyOrder = {
        id: await freeNumber(tx, 'order'),
        locale: purchase.locale,
        currency: purchase.currency,
        buyer: purchase.buyer,
        createdAt: at,
        modifiedAt: toTheSecond(at),
        tracking: '',
        shipper: '',
        shippingPrice: purchase.shippingPrice,
        backship: true,
        lines,
      };
      await tx.put([asThing(order), ...linkThings(order)]);
      return order;
    });
  }

  /** The parcel leaves the seller: all lines of the order at once. */
  async function ship(
    orderId: number,
    parcel?: { readonly tracking: string; readonly shipper: string; readonly at?: string },
  ): Promise<ToyOrder | Refusal> {
    return store.transaction(async (tx) => {
      const order = await orderOf(tx, orderId);
      if (!order) return no(404, 'E404', 'This order does not exist.');
      if (!order.lines.some((line) => line.state === LINE.accepted || line.state === LINE.paid))
        return no(400, 'E009', 'No line of this order can be shipped.');
      return change(tx, order, {
        shippedAt: parcel?.at ?? (await now()),
        tracking: parcel?.tracking ?? `TOY${orderId}`,
        shipper: parcel?.shipper ?? 'Other',
        lines: withLines(
          order,
          (line) => line.state === LINE.paid || line.state === LINE.accepted,
          () => ({ state: LINE.shipped }),
        ),
      });
    });
  }

  async function deliver(orderId: number, at?: string): Promise<ToyOrder | Refusal> {
    return store.transaction(async (tx) => {
      const order = await orderOf(tx, orderId);
      if (!order) return no(404, 'E404', 'This order does not exist.');
      if (!order.shippedAt) return no(400, 'E009', 'This order is not shipped.');
      return order.deliveredAt ? order : change(tx, order, { deliveredAt: at ?? (await now()) });
    });
  }

  /** The seller moves a line: 1 → 2, 4; 2 → 3, 5; 3 → 6. Shipping moves all lines; money that goes back is booked. */
  async function moveLine(
    orderId: number,
    sku: string | undefined,
    state: number,
    more: { readonly reason?: number; readonly message?: string },
  ): Promise<ToyOrder | Refusal> {
    return store.transaction(async (tx) => {
      const order = await orderOf(tx, orderId);
      if (!order) return no(404, 'E404', 'This order does not exist.');
      const line = order.lines.find((each) => (sku === undefined ? order.lines.length === 1 : each.sku === sku));
      if (!line) return no(400, 'E009', 'Which line? The SKU is missing or unknown.');
      if (!(NEXT[line.state] ?? []).includes(state)) return no(400, 'E009', `A line in state ${line.state} cannot move to state ${state}.`);
      if (state !== LINE.accepted) {
        const left = line.price * line.quantity - line.refunded;
        if (left > 0) await tx.pay(await payment(order, line, left, `order:${state}`));
      }
      return change(tx, order, {
        lines: withLines(
          order,
          (each) => each.id === line.id,
          (each) => ({
            state,
            returnReason: more.reason ?? each.returnReason,
            returnMessage: more.message ?? each.returnMessage,
            ...(state !== LINE.accepted && { refunded: each.price * each.quantity }),
          }),
        ),
      });
    });
  }

  async function identify(orderlineId: number, identity: { readonly imei?: string; readonly serial?: string }): Promise<ToyLine | Refusal> {
    return store.transaction(async (tx) => {
      const found = await orderOfLine(tx, orderlineId);
      if (!found) return no(404, 'E404', 'This order line does not exist.');
      const { order, line } = found;
      if ((identity.imei && line.imei) || (identity.serial && line.serial))
        return no(422, 'E422', 'An identifier that was registered once cannot be corrected.');
      const changes = { imei: identity.imei ?? line.imei, serial: identity.serial ?? line.serial };
      await change(tx, order, {
        lines: withLines(
          order,
          (each) => each.id === line.id,
          () => changes,
        ),
      });
      return { ...line, ...changes };
    });
  }

  // ── Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  const payment = async (order: ToyOrder, line: ToyLine, minor: number, type: string): Promise<Payment> => ({
    at: await now(),
    channel: 'backmarket',
    orderId: String(order.id),
    lineId: String(line.id),
    minor,
    currency: order.currency,
    type,
  });

  /**
   * Pays the buyer back. Type 4 is a full refund of a paid line, 5 of an accepted one, 6 any amount of a shipped one.
   * Before shipping the buyer's shipping goes back with the line that ends the order.
   * One unit: the line is done with whatever amount. Several units: it stays shipped until all of its price went back.
   */
  async function refund(orderlineId: number, type: number, amount: number | undefined): Promise<string | Refusal> {
    return store.transaction(async (tx) => {
      const found = await orderOfLine(tx, orderlineId);
      if (!found) return no(404, 'E404', 'This order line does not exist.');
      const { order, line } = found;
      if (REFUND_AT[type] !== line.state)
        return no(400, 'E009', `A refund of type ${type} needs a line in state ${REFUND_AT[type]}, this one is in state ${line.state}.`);
      const whole = line.price * line.quantity;
      const endsTheOrder =
        type !== 6 &&
        order.lines.every((each) => each.id === line.id || each.state === LINE.cancelled || each.state === LINE.refundedBeforeShipping);
      const minor =
        type === 6 && amount !== undefined
          ? toMinor(amount, order.currency)
          : whole - line.refunded + (endsTheOrder ? order.shippingPrice : 0);
      if (minor === null || minor <= 0) return no(400, 'E009', 'The amount is not one.');
      const shippingLeft =
        order.shippingPrice - order.lines.reduce((sum, each) => sum + Math.max(0, each.refunded - each.price * each.quantity), 0);
      if (line.refunded + minor > whole + shippingLeft) return no(400, 'E009', 'More than was paid for this line.');
      const refunded = line.refunded + minor;
      const state =
        type === 4
          ? LINE.cancelled
          : type === 5
            ? LINE.refundedBeforeShipping
            : line.quantity === 1 || refunded >= whole
              ? LINE.refunded
              : LINE.shipped;
      await tx.pay(await payment(order, line, minor, String(type)));
      await change(tx, order, {
        lines: withLines(
          order,
          (each) => each.id === line.id,
          () => ({ refunded, state }),
        ),
      });
      const words = decimal(money(minor, order.currency));
      return `${words}${order.currency === 'EUR' ? '€' : ` ${order.currency}`} refunded on the sku ${line.sku}`;
    });
  }

  /** What was really paid back, by order (its number or the seller's text), oldest first. */
  async function ledger(order?: string): Promise<Payment[]> {
    return store.transaction(async (tx) => {
      if (order === undefined) return tx.payments({ channel: 'backmarket' });
      const known = await find(tx, order);
      return tx.payments({ channel: 'backmarket', orderId: known ? String(known.id) : order });
    });
  }

  /** All that a payout is made of. */
  async function payoutBooks(): Promise<ToyBooks> {
    const all = async (kind: string) => {
      const things: Thing[] = [];
      for (let offset = 0; ; offset = things.length) {
        const { items } = await store.transaction((tx) => tx.list(kind, {}, { limit: 500, offset }));
        things.push(...items);
        if (items.length < 500) return things;
      }
    };
    const [orders, folders] = [await all('order'), await all('folder')];
    return {
      orders: orders.map((thing) => thing.body as ToyOrder),
      complaints: folders.map((thing) => thing.createdAt),
      payments: await ledger(),
    };
  }

  // ── Care folders ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** The buyer asks for help. One open folder for a line: a second complaint goes into the thread of the first. */
  async function complain(complaint: Complaint): Promise<ToyFolder | Refusal> {
    return store.transaction(async (tx) => {
      const found = await orderOfLine(tx, complaint.orderlineId);
      if (!found) return no(404, 'E404', 'This order line does not exist.');
      if (found.line.state !== LINE.shipped)
        return no(400, 'E009', 'Only what was shipped, and not yet refunded, can be complained about.');
      const open = (await tx.list('folder', { parent: complaint.orderlineId, state: OPEN }, { limit: 1, offset: 0 })).items[0]?.body as
        | ToyFolder
        | undefined;
      if (open) return (await say(tx, open, { from: 'client', body: complaint.message, files: complaint.files ?? [] })).folder;
      const at = await now();
      const number = await tx.next();
      const folder: ToyFolder = {
        id: complaint.legacy ? number % NEW_FOLDERS_FROM : NEW_FOLDERS_FROM + number,
        orderId: found.order.id,
        orderlineId: complaint.orderlineId,
        claimId: await tx.next(),
        createdAt: toTheSecond(at),
        modifiedAt: toTheSecond(at),
        lastMessageAt: at,
        state: OPEN,
        issues: [{ customerIssue: complaint.issue, tag: complaint.tag }],
        wants: complaint.wants,
        warranty: complaint.warranty ?? 'IN_WARRANTY',
        messages: [],
        problems: [],
        transfers: [],
      };
      return (await say(tx, folder, { from: 'client', body: complaint.message, files: complaint.files ?? [] })).folder;
    });
  }

  async function message(
    folderId: number,
    from: ToyMessage['from'],
    body: string,
    files: readonly UploadedFile[] = [],
    informative = false,
  ) {
    return store.transaction(async (tx) => {
      const folder = await folderOf(tx, folderId);
      if (!folder) return no(404, 'E404', 'This care folder does not exist.');
      return (await say(tx, folder, { from, body, files, informative })).message;
    });
  }

  async function close(folderId: number): Promise<ToyFolder | Refusal> {
    return store.transaction(async (tx) => {
      const folder = await folderOf(tx, folderId);
      if (!folder) return no(404, 'E404', 'This care folder does not exist.');
      const at = await now();
      const closed: ToyFolder = { ...folder, state: CLOSED, closedAt: at, modifiedAt: toTheSecond(at) };
      await tx.put([folderThing(closed)]);
      return closed;
    });
  }

  async function problem(folderId: number, type: string, words: string, files: readonly UploadedFile[]): Promise<ToyFolder | Refusal> {
    return store.transaction(async (tx) => {
      const folder = await folderOf(tx, folderId);
      if (!folder) return no(404, 'E404', 'This care folder does not exist.');
      if (!PROBLEM_TYPES.includes(type)) return no(422, 'E422', `${type} is no type of problem.`);
      if (folderId < NEW_FOLDERS_FROM && (type !== 'OTHER' || words || files.length > 0))
        return no(422, 'E422', 'A folder of the old kind takes OTHER only, without words or files.');
      if (PHOTOS_NEEDED.includes(type) && files.length === 0) return no(422, 'E422', `${type} needs an attachment.`);
      const at = await now();
      const changed: ToyFolder = {
        ...folder,
        modifiedAt: toTheSecond(at),
        problems: [...folder.problems, { at, type, message: words, files: await keepFiles(tx, files, at) }],
      };
      await tx.put([folderThing(changed)]);
      return changed;
    });
  }

  async function transfer(folderId: number, shipper: string, tracking: string, action: string): Promise<ToyFolder | Refusal> {
    return store.transaction(async (tx) => {
      const folder = await folderOf(tx, folderId);
      if (!folder) return no(404, 'E404', 'This care folder does not exist.');
      if (folderId >= NEW_FOLDERS_FROM) return no(422, 'E422', 'Folders from 100,000,000 on take no item transfer.');
      if (await tx.byRef('transfer', tracking)) return no(400, 'E400', 'An item transfer with this tracking number exists already.');
      const at = await now();
      const changed: ToyFolder = {
        ...folder,
        modifiedAt: toTheSecond(at),
        transfers: [...folder.transfers, { at, shipper, tracking, action }],
      };
      await tx.put([
        folderThing(changed),
        { kind: 'transfer', id: await tx.next(), parent: folderId, ref: tracking, createdAt: at, modifiedAt: at, body: {} },
      ]);
      return changed;
    });
  }

  // ── Ways back with the marketplace's own label ─────────────────────────────────────────────────────────────────────

  async function makeReturnParcel(orderlineId: number, folderId?: number): Promise<ToyParcel | Refusal> {
    return store.transaction(async (tx) => {
      const found = await orderOfLine(tx, orderlineId);
      if (!found) return no(404, 'E404', 'This order line does not exist.');
      const at = await now();
      const id = await tx.next();
      const parcel: ToyParcel = {
        id,
        orderId: found.order.id,
        orderlineId,
        ...(folderId !== undefined && { folderId }),
        carrier: 'Chronopost',
        tracking: `BACK${id}`,
        createdAt: at,
        invoiced: 6,
        currency: found.order.currency,
      };
      await tx.put([parcelThing(parcel, at)]);
      return parcel;
    });
  }

  async function moveReturnParcel(parcelId: number, step: 'picked_up' | 'delivered'): Promise<ToyParcel | Refusal> {
    return store.transaction(async (tx) => {
      const parcel = (await tx.get('parcel', parcelId))?.body as ToyParcel | undefined;
      if (!parcel) return no(404, 'E404', 'This return does not exist.');
      const at = await now();
      const moved: ToyParcel =
        step === 'picked_up'
          ? { ...parcel, pickedUpAt: parcel.pickedUpAt ?? at }
          : { ...parcel, pickedUpAt: parcel.pickedUpAt ?? at, deliveredAt: at };
      await tx.put([parcelThing(moved, at)]);
      return moved;
    });
  }

  // ── Looking ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** By number, or by the seller's own text. */
  async function find(tx: SandboxTx, id: string): Promise<ToyOrder | null> {
    const byText = (await tx.byRef('order', id))?.body as ToyOrder | undefined;
    return byText ?? (/^\d{1,15}$/.test(id) ? await orderOf(tx, Number(id)) : null);
  }
  const findOrder = (id: string) => store.transaction((tx) => find(tx, id));
  const folder = (id: number) => store.transaction((tx) => folderOf(tx, id));
  const folderWithOrder = (id: number) =>
    store.transaction(async (tx) => {
      const found = await folderOf(tx, id);
      const order = found && (await orderOf(tx, found.orderId));
      return found && order ? { folder: found, order } : null;
    });
  const listThings = (kind: string, filter: Parameters<SandboxTx['list']>[1], page: Parameters<SandboxTx['list']>[2]) =>
    store.transaction((tx) => tx.list(kind, filter, page));
  const foldersOfLine = async (orderlineId: number) =>
    (await listThings('folder', { parent: orderlineId }, { limit: 20, offset: 0, newestFirst: true })).items.map(
      (thing) => thing.body as ToyFolder,
    );
  const file = async (id: number) =>
    store.transaction(async (tx) => ((await tx.get('file', id))?.body as (ToyFile & { base64: string }) | undefined) ?? null);
  const logCall = (call: Parameters<SandboxTx['log']>[0]) => store.transaction((tx) => tx.log(call));

  return {
    now,
    adoptOrder,
    buy,
    ship,
    deliver,
    moveLine,
    identify,
    refund,
    ledger,
    payoutBooks,
    complain,
    message,
    close,
    problem,
    transfer,
    makeReturnParcel,
    moveReturnParcel,
    listing: shelf.listing,
    findOrder,
    folder,
    folderWithOrder,
    foldersOfLine,
    listThings,
    file,
    logCall,
  };
}

/** What the seller may do with a line, by state. */
const NEXT: Readonly<Record<number, readonly number[]>> = {
  [LINE.paid]: [LINE.accepted, LINE.cancelled],
  [LINE.accepted]: [LINE.shipped, LINE.refundedBeforeShipping],
  [LINE.shipped]: [LINE.refunded],
};
/** Which line state each type of refund asks for. */
const REFUND_AT: Readonly<Record<number, number>> = { 4: LINE.paid, 5: LINE.accepted, 6: LINE.shipped };
export const PROBLEM_TYPES = [
  'ACCOUNT_LOCKED',
  'CODE_LOCKED',
  'DAMAGED_PACKAGE',
  'ITEM_NOT_RECEIVED',
  'MISSING_PART',
  'OOW_ITEM',
  'PROBLEM_NOT_IDENTIFIED',
  'WRONG_ITEM',
  'OTHER',
];
const PHOTOS_NEEDED = ['DAMAGED_PACKAGE', 'ITEM_NOT_RECEIVED', 'OOW_ITEM'];

/** The order's state follows from its lines: 1 to accept, 3 to ship, 9 done. */
export function orderState({ lines }: Pick<ToyOrder, 'lines'>): number {
  if (lines.some((line) => line.state === LINE.paid)) return 1;
  if (lines.some((line) => line.state === LINE.accepted)) return 3;
  return lines.every((line) => line.state === LINE.unpaid) ? 8 : 9;
}

const toTheSecond = (at: string): string => `${at.slice(0, 19)}.000Z`;

function toMinor(amount: number, currency: string): number | null {
  const minor = Math.round(amount * 10 ** exponentOf(currency));
  return Number.isSafeInteger(minor) && Math.abs(amount * 10 ** exponentOf(currency) - minor) < 1e-6 ? minor : null;
}

/** The marketplace's locales; a country that it does not serve gets the buyer's language and country code all the same. */
const LOCALES: Readonly<Record<string, string>> = {
  FR: 'fr-fr',
  BE: 'fr-be',
  ES: 'es-es',
  DE: 'de-de',
  AT: 'de-at',
  IT: 'it-it',
  JP: 'ja-jp',
  AU: 'en-au',
  GB: 'en-gb',
  US: 'en-us',
  NL: 'nl-nl',
  PT: 'pt-pt',
  IE: 'en-ie',
  GR: 'el-gr',
  SK: 'sk-sk',
  SE: 'sv-se',
};
const localeOf = (country: string, language: string): string => LOCALES[country] ?? `${language}-${country.toLowerCase()}`;
