/**
 * Orders before and on their way (M23, M24): a parcel is entered when it has left, a wish to cancel is answered the same day, a lost parcel
 * becomes a claim against the carrier and, where the buyer asked, a return of its own. Each act is one transaction.
 */
import { carrierSlug, readsTrackingNumber } from '../carriers/numbers.ts';
import { type Actor, languageOf, rolesOf } from '../core/access.ts';
import { msOf } from '../core/calendar.ts';
import type { EvidenceKind } from '../core/claims/evidence.ts';
import { answerBy, paidFor, type ShippingRefusal, type Trouble, whyNotShipped, wholeOrderShipped, wishReminder } from '../core/outbound.ts';
import type { Via } from '../core/return/model.ts';
import { type OfferText, offersFor } from '../notifications/save-offers.ts';
import type { Seller } from '../store/platform.ts';
import type { Tx } from '../store/db.ts';
import { insertErrand } from '../store/effects.ts';
import { putOrder, lockOrder, readOrder, type StoredOrder } from '../store/orders.ts';
import {
  type Cancellation,
  cancellationsOf,
  insertCancellation,
  insertOutboundEvent,
  insertShipment,
  lockCancellation,
  lockShipment,
  type OutboundBody,
  type Shipment,
  shipmentsOf,
  stopOrderClocks,
  updateCancellation,
  updateShipment,
} from '../store/outbound.ts';
import { openReturnsOf } from '../store/returns.ts';
import { keepOrder } from './alongside.ts';
import { openClaim } from './claims.ts';
import { type Context, newId } from './context.ts';
import { lookAtOrder, lookAtOrderOf } from './gestures-recognise.ts';
import { linkKeys } from './link-keys.ts';
import { openReturn } from './open-return.ts';
import { followOrder } from './redecide.ts';

type Refused<R extends string> = { readonly ok: false; readonly refusal: R };

const told = (ctx: Context, tx: Tx, orderId: string, now: string, body: OutboundBody): Promise<void> =>
  insertOutboundEvent(tx, { id: newId(ctx, now), order_id: orderId, at: now, body });

// ── Shipping ──

export type EnterShipping = {
  readonly carrier: string;
  readonly trackingNumber: string;
  /** Absent: now. */
  readonly shippedAt?: string;
  /** Absent: all lines. */
  readonly lineIds?: readonly string[];
  readonly sure?: boolean;
  /** A parcel that was entered by mistake. */
  readonly instead?: string;
};
export type Entered = { readonly ok: true; readonly shipmentId: string } | Refused<'order_not_found' | 'parcel_known' | ShippingRefusal>;

/** The order has left: it is told to the channel once, where the channel can hear it. */
export async function enterShipping(ctx: Context, sellerId: string, orderId: string, asked: EnterShipping, by: Actor): Promise<Entered> {
  const entered = await ctx.db.withSeller(sellerId, async (tx): Promise<Entered> => {
    const stored = await readOrder(tx, orderId);
    if (!stored) return { ok: false, refusal: 'order_not_found' };
    const now = ctx.clock.now(sellerId);
    const { reads, number } = readsTrackingNumber(asked.carrier, asked.trackingNumber);
    const shippedAt = asked.shippedAt ?? now;
    const [shipments, wishes] = [await shipmentsOf(tx, orderId), await cancellationsOf(tx, orderId)];
    const facts = shipments.map(({ id, state, line_ids }) => ({ id, state, lineIds: line_ids }));
    const refusal = whyNotShipped(
      stored.order,
      facts,
      openWish(wishes),
      // A carrier that the sandbox brings along knows its own numbers.
      {
        shippedAt,
        lineIds: asked.lineIds ?? null,
        reads: ctx.carriers[asked.carrier]?.readsNumber(number) ? 'ok' : reads,
        sure: asked.sure ?? false,
        instead: asked.instead ?? null,
      },
      now,
    );
    if (refusal) return { ok: false, refusal };
    const wrong = asked.instead === undefined ? null : await lockShipment(tx, asked.instead);
    if (wrong) await updateShipment(tx, { ...wrong, state: 'mistaken' });
    const shipmentId = newId(ctx, now);
    const carrier = carrierSlug(asked.carrier) ?? asked.carrier.trim();
    const made = await insertShipment(tx, {
      id: shipmentId,
      order_id: orderId,
      line_ids: asked.lineIds ?? null,
      carrier,
      tracking_number: number,
      shipped_at: wrong?.shipped_at ?? shippedAt,
    });
    if (!made) return { ok: false, refusal: 'parcel_known' };
    await told(ctx, tx, orderId, now, {
      type: wrong ? 'corrected' : 'shipped',
      by,
      carrier,
      trackingNumber: number,
      ...(asked.sure && reads !== 'ok' && { despite: reads }),
    });
    const after = await shipmentsOf(tx, orderId);
    if (
      stored.order.shippedAt === undefined &&
      wholeOrderShipped(
        stored.order,
        after.map(({ id, state, line_ids }) => ({ id, state, lineIds: line_ids })),
      )
    )
      await noteTimes(
        ctx,
        tx,
        stored,
        {
          shippedAt: after
            .map((one) => one.shipped_at)
            .sort()
            .at(-1)!,
        },
        now,
      );
    await insertErrand(tx, { id: newId(ctx, now), kind: 'tell_shipped', body: { orderId, shipmentId }, created_at: now });
    return { ok: true, shipmentId };
  });
  if (entered.ok) await followOrder(ctx, sellerId, orderId);
  return entered;
}

/** The order's times, as we know them now: written the way a channel's are, so that clocks and the other books follow. */
async function noteTimes(
  ctx: Context,
  tx: Tx,
  { order, buyer, ref }: StoredOrder,
  times: { readonly shippedAt?: string; readonly deliveredAt?: string },
  now: string,
): Promise<void> {
  const after = { ...order, ...times };
  const put = await putOrder(tx, { ...after, buyer, keys: linkKeys(ctx, tx.sellerId, buyer), ref, raw: undefined }, now);
  if (put.changed) await keepOrder(ctx, tx, { order: after, created: false, now });
}

const openWish = (wishes: readonly Cancellation[]): 'open' | 'accepted' | null => {
  const state = wishes.find((wish) => wish.state === 'open' || wish.state === 'accepted')?.state;
  return state === 'open' || state === 'accepted' ? state : null;
};

// ── Tracking of what left ──

/** What a carrier reports of a parcel on its way to the buyer, oldest first. */
export async function noteScans(
  ctx: Context,
  sellerId: string,
  shipmentId: string,
  scans: readonly { readonly at: string; readonly code: string; readonly place?: string }[],
): Promise<void> {
  const orderId = await ctx.db.withSeller(sellerId, async (tx) => {
    const shipment = await lockShipment(tx, shipmentId);
    if (!shipment) return null;
    const known = new Set(shipment.scans.map(({ at, code }) => `${at} ${code}`));
    const news = scans.filter(({ at, code }) => code !== 'label_created' && !known.has(`${at} ${code}`));
    if (news.length === 0) return null;
    const now = ctx.clock.now(sellerId);
    const all = [...shipment.scans, ...news].sort((a, b) => msOf(a.at) - msOf(b.at));
    const delivered = all.find(({ code }) => code === 'delivered')?.at ?? null;
    const lost = news.some(({ code }) => code === 'lost');
    const back = news.some(({ code }) => code === 'returned');
    const latest = all.at(-1)!.at;
    const state = delivered ? 'delivered' : lost ? 'lost' : back ? 'returned' : shipment.state;
    await updateShipment(tx, {
      id: shipment.id,
      // What a person found out about a parcel that was delivered (to the wrong place, in pieces) no scan takes away.
      state: shipment.state === 'misdelivered' || shipment.state === 'damaged' ? shipment.state : state,
      moved_at: latest > shipment.moved_at ? latest : shipment.moved_at,
      delivered_at: delivered,
      scans: all,
    });
    const carrier: Actor = { kind: 'carrier', slug: shipment.carrier };
    if (lost && !delivered && shipment.state !== 'lost') await claimFor(ctx, tx, shipment, 'lost', '', undefined, [], carrier, now);
    await lookAtOrderOf(ctx, tx, shipment.order_id, now);
    const stored = await readOrder(tx, shipment.order_id);
    if (delivered && stored && stored.order.deliveredAt === undefined) {
      const others = (await shipmentsOf(tx, shipment.order_id)).filter((one) => one.state !== 'mistaken');
      if (others.every((one) => one.delivered_at !== null)) {
        await noteTimes(
          ctx,
          tx,
          stored,
          {
            deliveredAt: others
              .map((one) => one.delivered_at!)
              .sort()
              .at(-1)!,
          },
          now,
        );
        return shipment.order_id;
      }
    }
    return null;
  });
  if (orderId) await followOrder(ctx, sellerId, orderId);
}

// ── Lost and misdelivered ──

export type Report = {
  readonly what: Trouble;
  readonly says: string;
  readonly evidence?: readonly { readonly kind: EvidenceKind; readonly says: string }[];
  /** The buyer asked for help: a return opens (`not_received`) and is decided as any other. */
  readonly forBuyer?: boolean;
};
export type Reported =
  | { readonly ok: true; readonly claimId: string; readonly returnId: string | null }
  | Refused<'shipment_not_found' | 'already_reported' | 'not_received_only' | 'return_refused'>;

/**
 * Something is wrong with a parcel that left. The claim against the carrier opens with its deadline; the buyer's refund hangs on neither proof nor
 * claim: until a consumer holds the goods, the seller bears the risk (Dir. 2011/83/EU Art. 20).
 */
export async function reportTrouble(ctx: Context, sellerId: string, shipmentId: string, report: Report, by: Actor): Promise<Reported> {
  const shipment = await ctx.db.withSeller(sellerId, (tx) => lockShipment(tx, shipmentId));
  if (!shipment || shipment.state === 'mistaken') return { ok: false, refusal: 'shipment_not_found' };
  if (shipment.state === report.what) return { ok: false, refusal: 'already_reported' };
  if (report.forBuyer && report.what === 'damaged') return { ok: false, refusal: 'not_received_only' };
  const stored = (await ctx.db.withSeller(sellerId, (tx) => readOrder(tx, shipment.order_id)))!;
  let returnId: string | null = null;
  if (report.forBuyer) {
    const { order } = stored;
    const lines = shipment.line_ids === null ? order.lines : order.lines.filter(({ id }) => shipment.line_ids!.includes(id));
    const opened = await openReturn(
      ctx,
      sellerId,
      {
        channel: order.channel,
        channelOrderId: order.channelOrderId,
        via: 'phone',
        items: lines.flatMap(({ id, quantity }) =>
          Array.from({ length: quantity }, (_, i) => ({ lineId: id, unit: i + 1, reason: 'not_received' as const, note: report.says })),
        ),
      },
      by,
    );
    if (!opened.ok) return { ok: false, refusal: 'return_refused' };
    returnId = opened.returnId;
  }
  return ctx.db.withSeller(sellerId, async (tx): Promise<Reported> => {
    const locked = (await lockShipment(tx, shipmentId))!;
    const now = ctx.clock.now(sellerId);
    await updateShipment(tx, { ...locked, state: report.what });
    const claim = await claimFor(ctx, tx, locked, report.what, report.says, returnId ?? undefined, report.evidence ?? [], by, now);
    await lookAtOrderOf(ctx, tx, locked.order_id, now);
    return { ok: true, claimId: claim, returnId };
  });
}

async function claimFor(
  ctx: Context,
  tx: Tx,
  shipment: Shipment,
  what: Trouble,
  says: string,
  returnId: string | undefined,
  evidence: NonNullable<Report['evidence']>,
  by: Actor,
  now: string,
): Promise<string> {
  const stored = (await readOrder(tx, shipment.order_id))!;
  const scans = shipment.scans.map(
    ({ at, code, place }) => `${at.slice(0, 16).replace('T', ' ')} ${code.replaceAll('_', ' ')}${place ? `, ${place}` : ''}`,
  );
  const why = what === 'returned' ? 'handling_error' : what;
  const { id } = await openClaim(ctx, tx, {
    key: `carrier:${shipment.tracking_number}:${why}`,
    against: 'carrier',
    party: shipment.carrier,
    why,
    amount: paidFor(stored.order, shipment.line_ids),
    about: { orderId: shipment.order_id, trackingNumber: shipment.tracking_number, ...(returnId && { returnId }) },
    says,
    shippedAt: shipment.shipped_at,
    ...(shipment.delivered_at && { deliveredAt: shipment.delivered_at }),
    evidence: [
      {
        kind: 'tracking',
        says: `${shipment.carrier} ${shipment.tracking_number}, ${shipment.shipped_at.slice(0, 10)}${scans.length > 0 ? `: ${scans.join('; ')}` : ''}`,
      },
      ...evidence,
    ],
    by,
  });
  await told(ctx, tx, shipment.order_id, now, { type: 'trouble', by, what, says, claimId: id, ...(returnId && { returnId }) });
  return id;
}

/** It turned up after all. The claim stays where it is: a person ends it, since the carrier may know of it. */
export async function foundAgain(ctx: Context, sellerId: string, shipmentId: string, by: Actor): Promise<boolean> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const shipment = await lockShipment(tx, shipmentId);
    if (!shipment || !['lost', 'misdelivered', 'damaged', 'returned'].includes(shipment.state)) return false;
    await updateShipment(tx, { ...shipment, state: shipment.delivered_at ? 'delivered' : 'under_way' });
    await told(ctx, tx, shipment.order_id, ctx.clock.now(sellerId), { type: 'found', by, trackingNumber: shipment.tracking_number });
    await lookAtOrderOf(ctx, tx, shipment.order_id, ctx.clock.now(sellerId));
    return true;
  });
}

// ── A wish to cancel ──

export type Wished = { readonly ok: true; readonly id: string } | Refused<'order_not_found' | 'shipped_already' | 'wish_known'>;

export async function recordWish(
  ctx: Context,
  sellerId: string,
  orderId: string,
  asked: { readonly says: string; readonly via: Via; readonly askedAt?: string },
  by: Actor,
): Promise<Wished> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<Wished> => {
    const stored = await readOrder(tx, orderId);
    if (!stored) return { ok: false, refusal: 'order_not_found' };
    const shipped = stored.order.shippedAt !== undefined || (await shipmentsOf(tx, orderId)).some(({ state }) => state !== 'mistaken');
    if (shipped) return { ok: false, refusal: 'shipped_already' };
    const now = ctx.clock.now(sellerId);
    const askedAt = asked.askedAt !== undefined && asked.askedAt < now ? asked.askedAt : now;
    const due = answerBy(askedAt, ctx.sellers.get(sellerId).zone);
    const id = newId(ctx, now);
    const made = await insertCancellation(tx, {
      id,
      order_id: orderId,
      state: 'open',
      says: asked.says,
      via: asked.via,
      asked_at: askedAt,
      answer_by: due,
      answered_at: null,
      ended_at: null,
      settled_at: null,
      amount_minor: null,
      currency: stored.order.currency,
      next_at: wishReminder(askedAt, due, null),
    });
    if (!made) return { ok: false, refusal: 'wish_known' };
    await told(ctx, tx, orderId, now, { type: 'wish', by, says: asked.says, via: asked.via });
    return { ok: true, id };
  });
}

type WishRefusal = 'wish_not_found' | 'wish_ended' | 'no_address' | 'shipped_already' | 'return_open' | 'above_limit';
export type WishActed = { readonly ok: true } | Refused<WishRefusal>;

/** Words to the buyer that may save the order: a person wrote them, or chose and edited a suggestion. They are the answer that was due. */
export async function answerWish(
  ctx: Context,
  sellerId: string,
  wishId: string,
  words: { readonly subject: string; readonly body: string },
  by: Actor,
): Promise<WishActed> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<WishActed> => {
    const wish = await lockCancellation(tx, wishId);
    if (!wish) return { ok: false, refusal: 'wish_not_found' };
    if (wish.state !== 'open') return { ok: false, refusal: 'wish_ended' };
    const stored = (await readOrder(tx, wish.order_id))!;
    if (!stored.buyer.email) return { ok: false, refusal: 'no_address' };
    const now = ctx.clock.now(sellerId);
    const eventId = newId(ctx, now);
    await insertOutboundEvent(tx, { id: eventId, order_id: wish.order_id, at: now, body: { type: 'wrote', by, ...words } });
    await insertErrand(tx, { id: newId(ctx, now), kind: 'order_mail', body: { orderId: wish.order_id, eventId }, created_at: now });
    await updateCancellation(tx, { ...wish, answered_at: wish.answered_at ?? now, next_at: null });
    return { ok: true };
  });
}

/**
 * The end of a wish: the buyer keeps the order, or it is called off. Called off, the money goes back through the channel, all of it, once; above
 * the seller's limit only finance or a manager may say so (M31).
 */
export async function endWish(ctx: Context, sellerId: string, wishId: string, end: 'saved' | 'accepted', by: Actor): Promise<WishActed> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<WishActed> => {
    const wish = await lockCancellation(tx, wishId);
    if (!wish) return { ok: false, refusal: 'wish_not_found' };
    if (wish.state !== 'open') return { ok: false, refusal: 'wish_ended' };
    // A return that is opened in this very moment comes before it, or after: never beside it.
    await lockOrder(tx, wish.order_id);
    const stored = (await readOrder(tx, wish.order_id))!;
    const now = ctx.clock.now(sellerId);
    const ended = { ...wish, state: end, answered_at: wish.answered_at ?? now, ended_at: now, next_at: null };
    if (end === 'saved') {
      await updateCancellation(tx, ended);
      await told(ctx, tx, wish.order_id, now, { type: 'wish_saved', by });
      await tellEnd(ctx, tx, wish.order_id, end, now);
      return { ok: true };
    }
    const shipped =
      stored.order.shippedAt !== undefined || (await shipmentsOf(tx, wish.order_id)).some(({ state }) => state !== 'mistaken');
    if (shipped) return { ok: false, refusal: 'shipped_already' };
    if ((await openReturnsOf(tx, wish.order_id)).length > 0) return { ok: false, refusal: 'return_open' };
    const amount = paidFor(stored.order, null);
    const { refundLimit } = ctx.sellers.get(sellerId).settings;
    if (amount.minor > refundLimit.minor && !rolesOf(by).some((role) => role === 'finance' || role === 'manager'))
      return { ok: false, refusal: 'above_limit' };
    await updateCancellation(tx, { ...ended, amount_minor: amount.minor });
    await stopOrderClocks(tx, wish.order_id);
    await lookAtOrder(ctx, tx, stored.order, now);
    await told(ctx, tx, wish.order_id, now, { type: 'cancelled', by, amount: amount.minor, currency: amount.currency });
    await insertErrand(tx, { id: newId(ctx, now), kind: 'cancel_order', body: { cancellationId: wish.id }, created_at: now });
    await tellEnd(ctx, tx, wish.order_id, end, now);
    return { ok: true };
  });
}

/** The buyer is told how their wish ended (M16). */
const tellEnd = (ctx: Context, tx: Tx, orderId: string, end: 'saved' | 'accepted', now: string): Promise<void> =>
  insertErrand(tx, { id: newId(ctx, now), kind: 'wish_ended', body: { orderId, end }, created_at: now });

/** What may save the order, in the buyer's language. */
export const offersOf = (seller: Seller, { order, buyer }: StoredOrder): OfferText[] =>
  offersFor(languageOf(buyer.language), {
    buyer: buyer.name,
    order: order.channelOrderId,
    item: order.lines[0]?.title ?? '',
    seller: seller.name,
  });
