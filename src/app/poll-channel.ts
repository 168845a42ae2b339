/** Reads what changed on a channel and brings the desk in step (M11, M14). Every arrival is done at least once and taken once. */
import { createHash } from 'node:crypto';
import type { Arrival, Failure, OrderArrival, ParcelArrival, PollAnswer, RequestArrival } from '../channels/channel.ts';
import { failed } from '../channels/channel.ts';
import { assert, unreachable } from '../core/assert.ts';
import { isConnectionKind, POLLED_PARTS } from '../core/connections.ts';
import type { OrderLine } from '../core/return/model.ts';
import type { TrackingEvent } from '../core/parcel/lifecycle.ts';
import {
  type Connection,
  keepInbound,
  knowsInbound,
  type PartHealth,
  type PollRecord,
  readConnection,
  recordPoll,
  recordPollFailure,
} from '../store/connections.ts';
import { findOrderByRef, type OrderWrite, putOrder, type StoredOrder } from '../store/orders.ts';
import { findOpenByOrder } from '../store/returns.ts';
import { act } from './act.ts';
import { keepOrder } from './alongside.ts';
import { canonical } from './projection.ts';
import { type Context, newId } from './context.ts';
import { linkKeys } from './link-keys.ts';
import { openReturn } from './open-return.ts';
import { onceMoreIfRaced } from './put-order.ts';
import { followOrder } from './redecide.ts';
import { hearConversation } from './write-message.ts';

/** What a poll came to, for whoever asked for it by hand. */
export type Polled = { readonly arrivals: number; readonly failed?: Failure['failed']; readonly says?: string };

export async function pollChannel(ctx: Context, sellerId: string, slug: string): Promise<Polled> {
  const connection = await ctx.db.withSeller(sellerId, (tx) => readConnection(tx, slug));
  assert(connection, `no connection ${slug}`);
  const channel = ctx.channel(ctx.sellers.get(sellerId), connection);
  const answer = await channel.poll(connection.low_water);
  const now = ctx.clock.now(sellerId);
  if (failed(answer)) {
    const wait = Math.max(answer.retryAfterMs ?? 0, Math.min(2 ** connection.failures * 1000 * ctx.pollSeconds, 3_600_000));
    const next = new Date(Date.parse(ctx.clock.realNow()) + wait).toISOString();
    await ctx.db.withSeller(sellerId, (tx) => recordPollFailure(tx, slug, now, answer, next));
    ctx.log.warn({ connection: slug, failed: answer.failed }, answer.says);
    return { arrivals: 0, failed: answer.failed, says: answer.says };
  }
  let taken = 0;
  for (const arrival of answer.arrivals) if (await take(ctx, sellerId, connection, arrival)) taken += 1;
  // Only when all of it is in: a crash before this reads the same again, and `inbound` knows what was done.
  const record = recordOf(connection, answer, now);
  await ctx.db.withSeller(sellerId, (tx) => recordPoll(tx, slug, now, record));
  return { arrivals: taken, ...(record.trouble && { failed: record.trouble.failed, says: record.trouble.says }) };
}

/** What is written down of a poll: how far each part was read, and what people should see to. */
function recordOf({ kind, parts, warnings }: Connection, answer: PollAnswer, now: string): PollRecord {
  const troubles = answer.troubles ?? [];
  const known = isConnectionKind(kind) ? POLLED_PARTS[kind] : [];
  const health = known.map((part): [string, PartHealth] => {
    const trouble = troubles.find((one) => one.part === part);
    return [part, trouble ? { readAt: parts[part]?.readAt ?? null, says: trouble.failure.says } : { readAt: now, says: null }];
  });
  const fresh = (answer.warnings ?? []).filter((one) => !warnings.some((old) => old.kind === one.kind && old.about === one.about));
  return {
    lowWater: answer.lowWater,
    parts: Object.fromEntries(health),
    warnings: [...warnings, ...fresh.map((one) => ({ ...one, since: now }))],
    trouble:
      troubles.length === 0
        ? null
        : { failed: troubles[0]!.failure.failed, says: troubles.map(({ part, failure }) => `${part}: ${failure.says}`).join('; ') },
  };
}

/** What identifies an arrival at its channel. */
function externalId(arrival: Arrival): string {
  switch (arrival.kind) {
    case 'order':
      return arrival.channelOrderId;
    case 'request':
      return arrival.channelReturnId;
    case 'parcel':
      return arrival.trackingNumber;
    case 'unreadable':
      return arrival.externalId;
    default:
      return unreachable(arrival);
  }
}

/** How often an arrival may break us before it is set aside; by its digest, for as long as this process lives. */
const TRIES = 3;
const broken = new Map<string, number>();

/** Does what an arrival asks for, then keeps it: an arrival that was kept was done. */
async function take(ctx: Context, sellerId: string, connection: Connection, arrival: Arrival): Promise<boolean> {
  const { raw, ...neutral } = arrival;
  const message = {
    kind: arrival.kind,
    external_id: externalId(arrival),
    digest: createHash('sha256').update(canonical(neutral)).digest('hex'),
    what: arrival.kind === 'unreadable' ? arrival.what : arrival.kind,
    raw,
  };
  if (await ctx.db.withSeller(sellerId, (tx) => knowsInbound(tx, connection.slug, message))) return false;
  let unreadable = arrival.kind === 'unreadable' ? arrival.says : null;
  if (unreadable === null) {
    try {
      unreadable = await bring(ctx, sellerId, connection, arrival);
      broken.delete(message.digest);
    } catch (error) {
      // A database that is away is no fault of the message: the poll fails, and the same is read again. What breaks us again and
      // again is kept and shown to people, so that it does not stop the others.
      const tries = (broken.get(message.digest) ?? 0) + 1;
      broken.set(message.digest, tries);
      if (tries < TRIES) throw error;
      broken.delete(message.digest);
      ctx.log.error(
        { err: error, connection: connection.slug, kind: arrival.kind, id: message.external_id },
        'an arrival could not be taken',
      );
      unreadable = error instanceof Error ? error.message : String(error);
    }
  }
  await ctx.db.withSeller(sellerId, (tx) => keepInbound(tx, connection.slug, { ...message, unreadable }, ctx.clock.now(sellerId)));
  return true;
}

/** Null where it was brought in; else why not, in words. Doing it twice is doing it once. */
export async function bring(ctx: Context, sellerId: string, connection: Connection, arrival: Arrival): Promise<string | null> {
  switch (arrival.kind) {
    case 'order':
      return bringOrder(ctx, sellerId, connection, arrival);
    case 'request':
      return bringRequest(ctx, sellerId, connection, arrival);
    case 'parcel':
      return bringParcel(ctx, sellerId, connection, arrival);
    case 'unreadable':
      return arrival.says;
    default:
      return unreachable(arrival);
  }
}

async function bringOrder(ctx: Context, sellerId: string, connection: Connection, arrival: OrderArrival): Promise<null> {
  const now = ctx.clock.now(sellerId);
  const { id, created } = await onceMoreIfRaced(() =>
    ctx.db.withSeller(sellerId, async (tx) => {
      const known = await findOrderByRef(tx, connection.slug, arrival.ref.orderId);
      const { kind: _kind, modifiedAt: _modified, raw, ...order } = arrival;
      const write = known ? merged(known, arrival) : { ...order, channel: connection.slug };
      const put = await putOrder(tx, { ...write, id: newId(ctx, now), keys: linkKeys(ctx, sellerId, write.buyer), raw }, now);
      if (put.changed) await keepOrder(ctx, tx, { order: { ...write, id: put.id }, created: put.created, now });
      return put;
    }),
  );
  if (!created) await followOrder(ctx, sellerId, id);
  return null;
}

/**
 * What the channel says of an order that we know already. The seller's own system tells more than the channel (supplier, lot, the
 * device's identity, often the delivery): what the channel leaves out is kept, and a price stays as sold.
 */
function merged({ order, buyer, ref }: StoredOrder, arrival: OrderArrival): Omit<OrderWrite, 'id' | 'raw' | 'keys'> {
  const theirs = new Map(Object.entries(ref?.lines ?? {}).map(([ours, channel]) => [channel, ours]));
  const told = new Map(arrival.lines.map((line) => [theirs.get(arrival.ref.lines[line.id] ?? line.id) ?? line.id, line]));
  const lines = order.lines.map((line): OrderLine => {
    const now = told.get(line.id);
    told.delete(line.id);
    const imei = line.imei ?? now?.imei;
    const serial = line.serial ?? now?.serial;
    return { ...line, ...(imei && { imei }), ...(serial && { serial }) };
  });
  const added = [...told].map(([id, line]) => ({ ...line, id }));
  const shippedAt = arrival.shippedAt ?? order.shippedAt;
  const deliveredAt = arrival.deliveredAt ?? order.deliveredAt;
  const { id: _id, ...rest } = order;
  return {
    ...rest,
    buyer: { ...arrival.buyer, ...buyer, name: buyer.name || arrival.buyer.name, email: buyer.email || arrival.buyer.email },
    ...(shippedAt && { shippedAt }),
    ...(deliveredAt && { deliveredAt }),
    lines: [...lines, ...added],
    ref: {
      orderId: arrival.ref.orderId,
      lines: { ...ref?.lines, ...Object.fromEntries(added.map((line) => [line.id, arrival.ref.lines[line.id] ?? line.id])) },
    },
  };
}

/** The channel's number of an order as our own order is called, and how its lines are. */
async function ours(
  ctx: Context,
  sellerId: string,
  connection: Connection,
  refId: string,
): Promise<{ readonly channelOrderId: string; readonly lineOf: (theirs: string) => string }> {
  const known = await ctx.db.withSeller(sellerId, (tx) => findOrderByRef(tx, connection.slug, refId));
  if (!known) return { channelOrderId: refId, lineOf: (theirs) => theirs };
  const own = new Map(Object.entries(known.ref?.lines ?? {}).map(([line, theirs]) => [theirs, line]));
  return { channelOrderId: known.order.channelOrderId, lineOf: (theirs) => own.get(theirs) ?? theirs };
}

async function bringRequest(ctx: Context, sellerId: string, connection: Connection, request: RequestArrival): Promise<string | null> {
  const by = { kind: 'channel', slug: connection.slug } as const;
  await fetchMissingOrder(ctx, sellerId, connection, request.channelOrderId);
  const wanted = [request, ...(request.also ?? [])];
  const { channelOrderId, lineOf } = await ours(ctx, sellerId, connection, request.channelOrderId);
  const opened = await openReturn(
    ctx,
    sellerId,
    {
      channel: connection.slug,
      channelOrderId,
      via: 'channel',
      channelReturnId: request.channelReturnId,
      declaredAt: request.declaredAt,
      items: wanted.map(({ lineId, reason, channelReason, fault }, i) => ({
        lineId: lineOf(lineId),
        reason,
        photos: i === 0 ? request.photos : 0,
        channelReason,
        ...(fault && { fault }),
        ...(request.wants && { wants: request.wants }),
      })),
    },
    by,
  );
  if (!opened.ok) return `${opened.refusal} ${canonical(opened.facts)}`;
  await hearConversation(ctx, sellerId, opened.returnId, request.messages, by);
  return null;
}

/** A request may be about an order that was never polled, because it is older than the first poll looked back. */
async function fetchMissingOrder(ctx: Context, sellerId: string, connection: Connection, refId: string): Promise<void> {
  const known = await ctx.db.withSeller(sellerId, (tx) => findOrderByRef(tx, connection.slug, refId));
  if (known) return;
  const order = await ctx.channel(ctx.sellers.get(sellerId), connection).fetchOrder?.(refId);
  if (order && !failed(order) && order.kind === 'order') await bringOrder(ctx, sellerId, connection, order);
}

async function bringParcel(ctx: Context, sellerId: string, connection: Connection, parcel: ParcelArrival): Promise<string | null> {
  const { channelOrderId, lineOf } = await ours(ctx, sellerId, connection, parcel.channelOrderId);
  const lineId = lineOf(parcel.lineId);
  const returnId = await ctx.db.withSeller(sellerId, (tx) => findOpenByOrder(tx, connection.slug, channelOrderId, lineId));
  if (!returnId) return `no open return for order ${parcel.channelOrderId}, line ${parcel.lineId}`;
  const events: TrackingEvent[] = [
    ...(parcel.pickedUpAt ? [{ at: parcel.pickedUpAt, code: 'accepted' } as const] : []),
    ...(parcel.deliveredAt ? [{ at: parcel.deliveredAt, code: 'delivered' } as const] : []),
  ];
  if (events.length === 0) return null;
  await act(
    ctx,
    sellerId,
    returnId,
    { verb: 'tracking', events, carrier: parcel.carrier, trackingNumber: parcel.trackingNumber },
    { kind: 'channel', slug: connection.slug },
  );
  return null;
}
