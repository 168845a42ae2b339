/** Back Market's seller API as a {@link Channel}. What was learned about it, and what is still open, stands in README.md. */
import { decimal } from '../../core/money.ts';
import {
  type Arrival,
  type Channel,
  type ChannelRef,
  type Failure,
  failed,
  type LowWater,
  type OutgoingFile,
  type PollAnswer,
  type RefundRequest,
} from '../channel.ts';
import { listings } from './listings.ts';
import { type Call, type Edges, type LimitName, limiter, noLimits, talker } from './http.ts';
import { earlier, field, inOrder, instant, integer, latest, list, plain, text } from '../read.ts';
import { LINE, readDelivery, readFolder, readOrder, readReturnParcel } from './map.ts';

export type BackMarketOptions = {
  /** The platform of the account: `https://www.backmarket.fr`, `.com`, `.co.jp`, its pre-production, or our sandbox. Paths start with `/ws`. */
  readonly baseUrl: string;
  /** The token of the Back Office, sent as `Basic`. */
  readonly token: string;
  /** `fr-fr`, `en-gb` …: the market that prices and texts are read for. */
  readonly market: string;
  readonly company: string;
  /** The mail address that Back Market wants in the User-Agent. */
  readonly contact?: string;
  /** How far back the first poll reads (ISO 8601). Absent: everything. */
  readonly since?: string;
  readonly timeoutMs?: number;
  /** False leaves the documented limits to the other side: for the sandbox, whose days pass in a second. */
  readonly limits?: boolean;
} & Partial<Edges>;

/** What Back Market can do beyond the port. */
export type BackMarket = Channel & {
  /** Registers the device's identity on a line. It cannot be corrected afterwards: scan twice before. */
  registerIdentity(
    lineId: string,
    identity: { readonly imei?: string; readonly serial?: string },
  ): Promise<{ readonly reference: string } | Failure>;
};

/** Two changes may share a second, pages may shift while we read, clocks differ: each mark is read again from a while before. */
const ORDERS_OVERLAP_MS = 2 * 60_000;
/** The folders' filter knows only minutes. */
const FOLDERS_OVERLAP_MS = 10 * 60_000;
/** A return or delivery shows its pick-up and arrival on the record of its creation day: the last weeks are read again in each sweep. */
const PARCELS_BACK_MS = 30 * 86_400_000;
/** Scans of a delivery come in late and out of order: a day. */
const DELIVERED_OVERLAP_MS = 86_400_000;
/** Once in a while every open folder and recent parcel is read, so that one that surfaced late is found all the same. */
const SWEEP_EVERY_MS = 60 * 60_000;
/** New folders take typed problems and refuse item transfers; old ones the other way round. */
const NEW_FOLDERS_FROM = 100_000_000;
/** 3 MB a file, ten files. */
const FILE_BYTES = 3 * 1024 * 1024;
const FILES = 10;

export function createBackMarket(options: BackMarketOptions): BackMarket {
  const edges: Edges = {
    fetch: options.fetch ?? globalThis.fetch,
    sleep: options.sleep ?? ((ms) => new Promise((done) => setTimeout(done, ms))),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    log: options.log ?? (() => {}),
    ...(options.shut && { shut: options.shut }),
  };
  const talk = talker(
    {
      baseUrl: options.baseUrl,
      timeoutMs: options.timeoutMs ?? 20_000,
      limits: options.limits === false ? noLimits : limiter(),
      headers: {
        Authorization: `Basic ${options.token}`,
        'User-Agent': `BM-${options.company.replace(/[^\w.-]+/g, '') || 'Seller'}-Retour;${options.contact ?? 'contact@example.com'}`,
        Accept: 'application/json',
        'Accept-Language': options.market,
      },
    },
    edges,
  );

  // ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Every page of a list. A list of several pages is read until a reading brings nothing new: an entry that changes meanwhile
   * moves, and pushes another one over the edge of a page that was read already.
   */
  async function readAll(path: string, query: Call['query'], limit: LimitName): Promise<unknown[] | Failure> {
    const seen = new Map<string, unknown>();
    for (let reading = 0; reading < 4; reading++) {
      const before = seen.size;
      let pages = 0;
      for (let page = 1; page <= 1_000; page++) {
        const answer = await talk({ method: 'GET', path, query: { ...query, page }, limit });
        // A page beyond the last is a 404 where the list became shorter while we read.
        if (failed(answer)) {
          if (page > 1 && answer.failed === 'not_found') break;
          return answer;
        }
        const results = field(answer.json, 'results');
        if (!Array.isArray(results)) return { failed: 'unreadable', says: `${path}: no list of results`, retryable: true };
        for (const entry of results) seen.set(JSON.stringify(entry), entry);
        pages = page;
        if (results.length === 0 || text(field(answer.json, 'next')) === null) break;
      }
      if (pages <= 1 || (reading > 0 && seen.size === before)) break;
    }
    return [...seen.values()];
  }

  const orderCall = (orderId: string) => talk({ method: 'GET', path: `/ws/orders/${encodeURIComponent(orderId)}` });

  /** When the buyer got it: told by Backship alone, and only asked for orders that travel with it. */
  async function deliveredAt(raw: unknown): Promise<string | undefined> {
    if (field(raw, 'is_backship') !== true || instant(field(raw, 'date_shipping')) === null) return undefined;
    const orderId = integer(field(raw, 'order_id')) ?? undefined;
    const answer = await talk({ method: 'GET', path: '/ws/shipping/v1/deliveries', query: { order_id: orderId } });
    if (failed(answer)) return undefined;
    const times = list(field(answer.json, 'results')).flatMap((entry) => readDelivery(entry)?.deliveredAt ?? []);
    return times.sort().at(-1);
  }

  const readOrderWithDelivery = async (raw: unknown): Promise<Arrival[]> => readOrder(raw, await deliveredAt(raw));

  type Part = { readonly arrivals: Arrival[]; readonly mark?: string };

  async function pollOrders(mark: string | undefined): Promise<Part | Failure> {
    const from = mark === undefined ? options.since : earlier(mark, ORDERS_OVERLAP_MS);
    const entries = await readAll('/ws/orders', { date_modification: from && seconds(from), 'page-size': 50 }, 'general');
    if (failed(entries)) return entries;
    const arrivals: Arrival[] = [];
    for (const entry of entries) arrivals.push(...(await readOrderWithDelivery(entry)));
    return { arrivals, ...latest(mark, entries, 'date_modification') };
  }

  async function pollFolders(mark: string | undefined, sweep: boolean): Promise<Part | Failure> {
    const from = mark === undefined ? options.since : earlier(mark, FOLDERS_OVERLAP_MS);
    const changed = await readAll('/ws/sav', { last_modification_date: from && minutes(from) }, 'sav_list');
    if (failed(changed)) return changed;
    const open = sweep && mark !== undefined ? await readAll('/ws/sav', { state: 0 }, 'sav_list') : [];
    if (failed(open)) return open;
    const arrivals: Arrival[] = [];
    const ids = new Set([...changed, ...open].map((entry) => integer(field(entry, 'id'))));
    for (const id of ids) {
      if (id === null) continue;
      const answer = await talk({ method: 'GET', path: `/ws/sav/${id}`, limit: 'sav_one' });
      if (!failed(answer)) arrivals.push(readFolder(answer.json ?? { id }));
      else if (answer.failed !== 'not_found') return answer;
    }
    for (const entry of changed) if (integer(field(entry, 'id')) === null) arrivals.push(readFolder(entry));
    return { arrivals, ...latest(mark, changed, 'date_modification') };
  }

  /** The ways back, and arrivals at the buyer that no change of an order told. Their records carry no date of change: the last weeks are read again. */
  async function pollParcels(mark: string | undefined, sweep: boolean, next: Record<string, string>): Promise<Part | Failure> {
    const from = mark === undefined ? options.since : earlier(mark, PARCELS_BACK_MS);
    const returns = await readAll('/ws/shipping/v1/returns', { start_date: from && seconds(from) }, 'general');
    if (failed(returns)) return returns;
    const arrivals: Arrival[] = returns.map(readReturnParcel);
    if (sweep && mark !== undefined) {
      const deliveries = await readAll('/ws/shipping/v1/deliveries', { start_date: from && seconds(from) }, 'general');
      if (failed(deliveries)) return deliveries;
      const told = next['delivered'] ?? '';
      for (const entry of deliveries) {
        const delivery = readDelivery(entry);
        if (!delivery || (told && delivery.deliveredAt < earlier(told, DELIVERED_OVERLAP_MS))) continue;
        const order = await orderCall(delivery.orderId);
        if (failed(order)) return order;
        arrivals.push(...readOrder(order.json, delivery.deliveredAt));
        if (delivery.deliveredAt > (next['delivered'] ?? '')) next['delivered'] = delivery.deliveredAt;
      }
    }
    return { arrivals, ...latest(mark, returns, 'date_creation') };
  }

  async function poll(lowWater: LowWater | null): Promise<PollAnswer | Failure> {
    const sweptAt = Number(lowWater?.['sweptAt'] ?? 0);
    const sweep = edges.now() - sweptAt >= SWEEP_EVERY_MS;
    const next: Record<string, string> = { ...lowWater };

    // Requests and parcels mean nothing without their orders: where these fail, the poll has failed.
    const orders = await pollOrders(lowWater?.['orders']);
    if (failed(orders)) return orders;
    if (orders.mark) next['orders'] = orders.mark;
    const arrivals = [...orders.arrivals];
    const troubles: { part: string; failure: Failure }[] = [];
    for (const [part, read] of [
      ['folders', pollFolders],
      ['parcels', pollParcels],
    ] as const) {
      const answer = await read(lowWater?.[part], sweep, next);
      if (failed(answer)) {
        // Not every account has care folders by API, or Backship: then people work in the dashboard.
        troubles.push({ part, failure: answer });
        continue;
      }
      arrivals.push(...answer.arrivals);
      if (answer.mark) next[part] = answer.mark;
    }
    if (sweep && !troubles.some(({ failure }) => failure.retryable)) next['sweptAt'] = String(edges.now());
    return { arrivals: inOrder(arrivals), lowWater: next, ...(troubles.length > 0 && { troubles }) };
  }

  async function fetchOrder(channelOrderId: string) {
    const answer = await orderCall(channelOrderId);
    if (failed(answer)) return answer;
    const order = (await readOrderWithDelivery(answer.json))[0];
    return order && (order.kind === 'order' || order.kind === 'unreadable') ? order : unreadableAnswer('order');
  }

  // ── Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** State and quantity of the line as they are now, and the number to call it by. */
  async function lineOf(ref: ChannelRef, lineId: string): Promise<{ id: number; state: number; quantity: number } | Failure> {
    const answer = await orderCall(ref.orderId);
    if (failed(answer)) return answer;
    const wanted = ref.lines[lineId] ?? lineId;
    const line = list(field(answer.json, 'orderlines')).find((entry) => text(field(entry, 'id')) === wanted);
    const id = integer(field(line, 'id'));
    const state = integer(field(line, 'state'));
    if (id === null || state === null) return { failed: 'not_found', says: `order ${ref.orderId} has no line ${wanted}`, retryable: false };
    return { id, state, quantity: integer(field(line, 'quantity')) ?? 1 };
  }

  /**
   * Pays back. Not idempotent at the other side: the caller has committed its intent and asked {@link readRefund} before.
   * A time-out or a 5xx is `uncertain`; nothing here tries such a call again.
   */
  async function refund(request: RefundRequest): Promise<{ readonly reference: string } | Failure> {
    const line = await lineOf(request.ref, request.lineId);
    if (failed(line)) return line;
    const type = ({ [LINE.paid]: 4, [LINE.accepted]: 5, [LINE.shipped]: 6 } as Record<number, 4 | 5 | 6>)[line.state];
    if (type === undefined) return refused(`line ${line.id} is in state ${line.state}: no refund is possible`);
    if (type !== 6 && !request.full) return refused(`line ${line.id} is not shipped: only a full refund is possible`);
    const answer = await talk({
      method: 'POST',
      path: '/ws/sav/refund',
      json: { orderline_pk: line.id, refund_type: type, ...(type === 6 && { amount: Number(decimal(request.amount)) }) },
      limit: 'refund',
    });
    if (failed(answer)) return answer;
    return { reference: plain(answer.text) || `HTTP ${answer.status}` };
  }

  async function readRefund(request: RefundRequest) {
    const line = await lineOf(request.ref, request.lineId);
    if (failed(line)) return line;
    const before = (request.refundedBefore?.minor ?? 0) > 0;
    if (line.state === LINE.refunded || line.state === LINE.refundedBeforeShipping || line.state === LINE.cancelled) {
      // One unit: the earlier refund of ours has moved the line already, so its state says nothing about this one.
      if (before && line.quantity === 1) return { state: 'unknown' } as const;
      return { state: 'refunded', reference: `orderline ${line.id} state ${line.state}` } as const;
    }
    // A part of several units leaves no trace on the line.
    if (line.quantity > 1 && !request.full) return { state: 'unknown' } as const;
    return { state: 'not_refunded' } as const;
  }

  // ── The thread and the goods ───────────────────────────────────────────────────────────────────────────────────────

  const form = (fields: Readonly<Record<string, string>>, files: readonly OutgoingFile[]) => () => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    for (const file of files) data.append('attachment', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    return data;
  };
  const tooMuch = (files: readonly OutgoingFile[]): Failure | null => {
    if (files.length > FILES) return refused(`${files.length} files, at most ${FILES}`);
    const big = files.find((file) => file.bytes.length > FILE_BYTES);
    return big ? refused(`${big.name} is larger than 3 MB`) : null;
  };

  async function sendMessage(channelReturnId: string, body: string, files: readonly OutgoingFile[] = []) {
    const excess = tooMuch(files);
    if (excess) return excess;
    const answer = await talk({
      method: 'POST',
      path: `/ws/sav/${encodeURIComponent(channelReturnId)}/msg`,
      form: form({ message: body }, files),
      limit: 'message',
    });
    if (failed(answer)) return answer;
    return { reference: text(field(answer.json, 'id')) ?? `HTTP ${answer.status}` };
  }

  async function findMessage(channelReturnId: string, body: string, since: string) {
    const answer = await talk({ method: 'GET', path: `/ws/sav/${encodeURIComponent(channelReturnId)}`, limit: 'sav_one' });
    if (failed(answer)) return answer;
    const folder = readFolder(answer.json);
    if (folder.kind === 'unreadable') return { failed: 'unreadable', says: folder.says, retryable: true } as const;
    // Their times may be cut to the second.
    const from = earlier(since, 1_000);
    const same = (words: string) => plain(words).replace(/\s+/g, ' ');
    const found = folder.messages.find((message) => message.from === 'seller' && message.at >= from && same(message.body) === same(body));
    return found ? { reference: found.id } : null;
  }

  async function reportProblem(
    channelReturnId: string,
    finding: { readonly verdict: string; readonly says: string },
    files: readonly OutgoingFile[] = [],
  ) {
    const excess = tooMuch(files);
    if (excess) return excess;
    const isNew = Number(channelReturnId) >= NEW_FOLDERS_FROM;
    const type = isNew ? (PROBLEMS[finding.verdict] ?? 'OTHER') : 'OTHER';
    if (PHOTOS_NEEDED.has(type) && files.length === 0) return refused(`${type} needs at least one photo`);
    // An old folder takes the bare fact; the words go into its thread.
    const answer = await talk({
      method: 'POST',
      path: `/ws/sav/${encodeURIComponent(channelReturnId)}/problem`,
      form: isNew ? form({ problem_type: type, message: finding.says }, files) : form({ problem_type: type }, []),
      limit: 'problem',
    });
    return failed(answer) ? answer : { reference: `${type} on ${channelReturnId}` };
  }

  async function sendBack(
    channelReturnId: string,
    parcel: { readonly carrier: string; readonly trackingNumber: string; readonly as: 'repaired' | 'replaced' | 'unrepaired' },
  ) {
    if (Number(channelReturnId) >= NEW_FOLDERS_FROM)
      return refused('folders from 100,000,000 on take no item transfer by API: declare it in the dashboard');
    const action = ({ repaired: 'REPAIR', replaced: 'REPLACE', unrepaired: 'NOTHING' } as const)[parcel.as];
    const answer = await talk({
      method: 'POST',
      path: `/ws/sav/${encodeURIComponent(channelReturnId)}/item-transfer`,
      json: { shipperName: parcel.carrier, trackingNumber: parcel.trackingNumber, action },
      limit: 'item_transfer',
    });
    return failed(answer) ? answer : { reference: parcel.trackingNumber };
  }

  const markShipped: NonNullable<Channel['markShipped']> = async (ref, parcel) => {
    let told = 0;
    for (const { id, sku } of parcel.lines) {
      const line = await lineOf(ref, id);
      if (failed(line)) return line;
      if (line.state === LINE.shipped) continue;
      if (line.state !== LINE.paid && line.state !== LINE.accepted)
        return refused(`line ${line.id} is in state ${line.state}: it can’t be shipped`);
      const order = { method: 'POST', path: `/ws/orders/${encodeURIComponent(ref.orderId)}`, limit: 'general' } as const;
      const about = { order_id: Number(ref.orderId), sku };
      // A line that was only paid is accepted first: the order of states allows no other way.
      if (line.state === LINE.paid) {
        const accepted = await talk({ ...order, json: { ...about, new_state: LINE.accepted } });
        if (failed(accepted)) return accepted;
      }
      const shipped = await talk({
        ...order,
        json: {
          ...about,
          new_state: LINE.shipped,
          tracking_number: parcel.trackingNumber,
          shipper: parcel.carrier,
          date_shipping: seconds(parcel.shippedAt),
          ...(parcel.trackingUrl && { tracking_url: parcel.trackingUrl }),
        },
      });
      if (failed(shipped)) return shipped;
      told += 1;
    }
    return { reference: told > 0 ? parcel.trackingNumber : 'shipped there already' };
  };

  async function sendInvoice(ref: ChannelRef, file: OutgoingFile) {
    const excess = tooMuch([file]);
    if (excess) return excess;
    const answer = await talk({
      method: 'POST',
      path: `/ws/orders/${encodeURIComponent(ref.orderId)}/invoice`,
      form: () => {
        const data = new FormData();
        data.append('invoice[]', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
        return data;
      },
    });
    return failed(answer) ? answer : { reference: file.name };
  }

  async function registerIdentity(lineId: string, { imei, serial }: { readonly imei?: string; readonly serial?: string }) {
    if (!imei && !serial) return refused('neither an IMEI nor a serial number');
    if ((imei?.length ?? 0) > 15 || (serial?.length ?? 0) > 50) return refused('an IMEI has at most 15 signs, a serial number 50');
    const answer = await talk({
      method: 'PATCH',
      path: `/ws/orderlines/${encodeURIComponent(lineId)}`,
      json: { ...(imei && { imei }), ...(serial && { serial_number: serial }) },
    });
    return failed(answer) ? answer : { reference: `orderline ${lineId}` };
  }

  async function probe() {
    const orders = await talk({ method: 'GET', path: '/ws/orders', query: { 'page-size': 1 } });
    if (failed(orders)) return orders;
    const folders = await talk({ method: 'GET', path: '/ws/sav', limit: 'sav_list' });
    if (!failed(folders)) return { ok: true, says: 'Orders and care folders answer.' } as const;
    if (folders.retryable) return folders;
    return { ok: true, says: `Orders answer, care folders do not (${folders.says}): requests must be taken from the dashboard.` } as const;
  }

  return {
    kind: 'backmarket',
    // A line that was refunded in part is in the state of one that was refunded, and `refund` refuses it.
    partEndsLine: true,
    poll,
    fetchOrder,
    sendMessage,
    findMessage,
    refund,
    readRefund,
    reportProblem,
    sendBack,
    markShipped,
    sendInvoice,
    registerIdentity,
    ...listings(talk),
    readAgain,
    probe,
  };
}

/** A line of an order can't be read without its order: then nothing is. */
function readAgain(what: string, raw: unknown): readonly Arrival[] {
  if (what === 'order') return readOrder(raw);
  if (what === 'request' || what === 'care folder') return [readFolder(raw)];
  return what === 'parcel' || what === 'return parcel' ? [readReturnParcel(raw)] : [];
}

/** Our finding → Back Market's problem type. Locks are told apart by their check, where the caller names it so. */
const PROBLEMS: Readonly<Record<string, string>> = {
  no_fault_found: 'PROBLEM_NOT_IDENTIFIED',
  customer_damage: 'OOW_ITEM',
  other_device: 'WRONG_ITEM',
  incomplete: 'MISSING_PART',
  account_locked: 'ACCOUNT_LOCKED',
  code_locked: 'CODE_LOCKED',
  damaged_package: 'DAMAGED_PACKAGE',
  not_received: 'ITEM_NOT_RECEIVED',
};
const PHOTOS_NEEDED = new Set(['DAMAGED_PACKAGE', 'ITEM_NOT_RECEIVED', 'OOW_ITEM']);

const refused = (says: string): Failure => ({ failed: 'refused', says, retryable: false });
const unreadableAnswer = (what: string): Failure => ({
  failed: 'unreadable',
  says: `${what}: nothing in it that we know`,
  retryable: true,
});

/** RFC 3339 to the second: `2026-11-22T09:00:00Z`. */
const seconds = (at: string): string => `${at.slice(0, 19)}Z`;
/** The care list's own form: `2026-11-22-09-00`. Its zone is not documented; the sweep finds what a wrong guess would miss. */
const minutes = (at: string): string => at.slice(0, 16).replace(/[T:]/g, '-');
