/**
 * Making good what went wrong (M19): what is proposed and why, sent in one click, taken back within seconds. Money and codes are set aside in the
 * transaction that sends; nothing leaves before the time to take it back is over (`gestures-send.ts`).
 */
import type { Channel } from '../channels/channel.ts';
import { languageRuleOf, mannersOf } from '../channels/manners.ts';
import { type Actor, type Language, languageOf, type Role, rolesOf } from '../core/access.ts';
import {
  type Circumstances,
  DEFAULT_SETTINGS,
  type Gesture,
  type GestureSettings,
  isLimit,
  type Limit,
  monthOf,
  type Obstacle,
  type Proposal,
  proposeGesture,
  valueOf,
  whyNotGesture,
} from '../core/aftercare/gestures.ts';
import { type Cause, daysLate, gravityOf } from '../core/aftercare/lateness.ts';
import { addDays, addSignedDuration, endOfDayIn, localDate, zoneOf } from '../core/calendar.ts';
import { clocksOf } from '../core/clocks/clocks.ts';
import { orderClocksOf } from '../core/clocks/order-clocks.ts';
import { type Money, money, subtract } from '../core/money.ts';
import { paidFor } from '../core/outbound.ts';
import type { Order, Return } from '../core/return/model.ts';
import { CODE_PLACE, makingGoodLetter, type MakingGoodFacts, type NewDate } from '../notifications/making-good/letter.ts';
import { type Connection, readConnection } from '../store/connections.ts';
import type { Tx } from '../store/db.ts';
import { insertErrand } from '../store/effects.ts';
import {
  budgetOf,
  codesLeft,
  type GestureCase,
  givenBefore,
  handOutCode,
  lockBudget,
  lockGestureCase,
  openCase,
  paidBackOf,
  readGestureCase,
  readGestureSettings,
  saveCase,
  takeCodeBack,
  writeBook,
} from '../store/gestures.ts';
import { findOrder, readOrder, type StoredOrder } from '../store/orders.ts';
import { isCancelled, type Shipment, shipmentsOf } from '../store/outbound.ts';
import type { Seller } from '../store/platform.ts';
import { readReturn } from '../store/returns.ts';
import { type HeldBack, judgeLanguage } from './answer-buyer.ts';
import { type Context, newId } from './context.ts';
import { wrongOf } from './gestures-recognise.ts';
import { type KeyReused, type Once, onceIn } from './once.ts';

export type Letter = { readonly subject: string; readonly body: string; readonly language: string };

/** A case with everything that somebody needs to decide about it. */
export type FullCase = {
  readonly one: GestureCase;
  readonly stored: StoredOrder;
  readonly ret: Return | null;
  readonly connection: Connection;
  readonly daysLate: number;
  readonly about: Circumstances;
  readonly proposal: Proposal;
  readonly newDate: NewDate | null;
  readonly againAt: string | null;
  readonly trackingUrl: string | null;
  readonly cancelled: boolean;
  readonly settings: GestureSettings;
  /** The words as they would go, for any gesture; a voucher's code stands in their place (`{{code}}`). */
  letter(gesture: Gesture): Letter;
};

export const gestureSettings = async (tx: Tx): Promise<GestureSettings> => (await readGestureSettings(tx)) ?? DEFAULT_SETTINGS;

/** What every case of a seller is looked at with, read once for a page of them. */
type House = {
  readonly seller: Seller;
  readonly settings: GestureSettings;
  readonly budgetLeft: number;
  readonly codes: Awaited<ReturnType<typeof codesLeft>>;
};

export async function houseOf(ctx: Context, tx: Tx): Promise<House> {
  const seller = ctx.sellers.get(tx.sellerId);
  const month = monthOf(ctx.clock.now(tx.sellerId), seller.zone);
  const [settings, spent, codes] = await Promise.all([gestureSettings(tx), budgetOf(tx, month), codesLeft(tx)]);
  const used = spent.reduce((total, row) => total + row.spent + row.reserved, 0);
  return { seller, settings, budgetLeft: Math.max(0, settings.monthlyBudget - used), codes };
}

/** Sold by the seller's own hand: nobody there is led away from a marketplace. */
const OWN_SHOPS: ReadonlySet<string> = new Set(['shop', 'rest', 'shopify']);

export async function lookAtCase(ctx: Context, tx: Tx, one: GestureCase, house?: House): Promise<FullCase> {
  const { seller, settings, budgetLeft, codes } = house ?? (await houseOf(ctx, tx));
  const now = ctx.clock.now(tx.sellerId);
  const { currency } = seller.settings.refundLimit;
  const since = addSignedDuration(now, `-P${Math.max(1, settings.onceInDays)}D`);
  const [stored, loaded, shipments, before, paidBack, cancelled] = await Promise.all([
    readOrder(tx, one.order_id),
    one.return_id === null ? null : readReturn(tx, one.return_id),
    shipmentsOf(tx, one.order_id),
    givenBefore(tx, one.order_id, one.id, since),
    paidBackOf(tx, one.order_id),
    isCancelled(tx, one.order_id),
  ]);
  const { order, buyer } = stored!;
  const ret = loaded?.ret ?? null;
  const connection = (await readConnection(tx, order.channel))!;
  const paid = paidFor(order, null);
  const left = subtract(paid, money(Math.min(paid.minor, paidBack.total), order.currency));
  const wrong = wrongOf(one);
  const late = daysLate(wrong, now);
  const about: Circumstances = {
    cause: one.cause,
    daysLate: late,
    paid,
    left,
    givenOnOrder: before.on_order,
    budgetLeft,
    currency,
    lastGestureAt: settings.onceInDays > 0 ? before.last_at : null,
    obstacles: obstaclesOf(ctx.channel(seller, connection), connection, order, ret, settings, left),
    codes: codes.filter((code) => code.left > 0 && code.currency === currency).map(({ minor }) => minor),
  };
  const shipment = shipments.findLast(({ state }) => state !== 'mistaken');
  const newDate = one.came_at === null ? newDateOf(ctx, order, ret, one.cause, shipment, now) : null;
  const againAt =
    newDate === null && one.came_at === null && WANTS_NEWS.has(one.cause)
      ? endOfDayIn(addDays(localDate(now, seller.zone), settings.writeAgainDays), seller.zone)
      : null;
  const trackingUrl = ret === null && shipment && !HOPELESS.has(one.cause) ? trackingUrlOf(ctx, shipment) : null;
  const rule = languageRuleOf(mannersOf(connection), order.country);
  const own = languageOf(buyer.language);
  const language: Language = rule && !rule.languages.includes(own) ? languageOf(rule.languages[0]) : own;
  const facts = (gesture: Gesture): MakingGoodFacts => ({
    cause: one.cause,
    buyer: buyer.name,
    seller: seller.name,
    item: (ret?.items[0] ?? order.lines[0])!.title,
    number: ret?.rma ?? order.channelOrderId,
    onReturn: ret !== null,
    over: one.came_at !== null,
    newDate,
    againAt,
    trackingUrl,
    gesture,
    zone: zoneOf(order.country),
  });
  return {
    one,
    stored: stored!,
    ret,
    connection,
    daysLate: late,
    about,
    proposal: proposeGesture(settings, about),
    newDate,
    againAt,
    trackingUrl,
    cancelled,
    settings,
    letter: (gesture) => ({ ...makingGoodLetter(facts(gesture), language), language }),
  };
}

function obstaclesOf(
  channel: Channel,
  connection: Connection,
  order: Order,
  ret: Return | null,
  settings: GestureSettings,
  left: Money,
): Circumstances['obstacles'] {
  const byBank = connection.settings['refunds'] === 'bank_transfer';
  const pays = channel.paysBack !== false && !byBank;
  const refund: Obstacle | null =
    left.minor <= 0
      ? 'nothing_left_to_pay_back'
      : channel.partEndsLine && !byBank
        ? 'part_ends_line'
        : !pays && !(byBank && ret !== null)
          ? 'nobody_pays'
          : order.shippedAt === undefined && order.deliveredAt === undefined
            ? 'not_shipped'
            : null;
  const voucher = settings.vouchers.on === 'own_shops' && !OWN_SHOPS.has(connection.kind);
  return { ...(refund && { partial_refund: refund }), ...(voucher && { voucher: 'not_own_shop' as const }) };
}

/** The buyer waits for something of which we could tell when it comes. */
const WANTS_NEWS: ReadonlySet<Cause> = new Set([
  'shipped_late',
  'parcel_still',
  'delivered_late',
  'parcel_misdelivered',
  'answered_late',
  'resolved_late',
  'refunded_late',
  'return_parcel_lost',
]);
/** There is nothing to follow any more. */
const HOPELESS: ReadonlySet<Cause> = new Set(['parcel_lost', 'parcel_damaged', 'not_received']);

/** A day that somebody answers for: by the carrier's own news, else by our terms; null where nobody knows. */
function newDateOf(
  ctx: Context,
  order: Order,
  ret: Return | null,
  cause: Cause,
  shipment: Shipment | undefined,
  now: string,
): NewDate | null {
  if (ret !== null) {
    const due = clocksOf(ret, ctx.holidays)
      .filter(({ state, kind, dueAt }) => state === 'running' && ANSWERS.has(kind) && dueAt > now)
      .map(({ dueAt }) => dueAt)
      .sort()[0];
    return due === undefined ? null : { at: due, source: 'terms', of: 'answer' };
  }
  if (!WANTS_NEWS.has(cause) || cause === 'parcel_misdelivered') return null;
  const zone = zoneOf(order.country);
  const last = shipment?.scans.at(-1);
  // The carrier has it on the van: that is today, or it says so again tomorrow.
  if (last?.code === 'out_for_delivery' && localDate(last.at, zone) === localDate(now, zone))
    return { at: endOfDayIn(localDate(now, zone), zone), source: 'carrier', of: 'arrival' };
  const promise = orderClocksOf(order, [], ctx.holidays).find(({ kind }) => kind === 'deliver')?.dueAt;
  return promise !== undefined && promise > now ? { at: promise, source: 'terms', of: 'arrival' } : null;
}
const ANSWERS: ReadonlySet<string> = new Set([
  'decision',
  'first_answer',
  'resolve',
  'remedy',
  'auto_refund',
  'withdrawal_refund',
  'rejection_refund',
]);

function trackingUrlOf(ctx: Context, shipment: Shipment): string | null {
  const page = ctx.carriers[shipment.carrier]?.trackingUrl(shipment.tracking_number);
  return page ? (page.startsWith('/') ? `${ctx.publicUrl}${page}` : page) : null;
}

// ── Sending ──

export type Offer = {
  /** As proposed, where left out. */
  readonly gesture?: Gesture;
  /** As written for it, where left out. */
  readonly letter?: { readonly subject?: string; readonly body: string };
  /** A manager's reason for going above a limit. */
  readonly because?: string;
  /** A manager's reason for a language that the channel does not want. */
  readonly despite?: string;
};

export type OfferRefusal =
  | 'not_found'
  | 'not_waiting'
  | 'order_cancelled'
  | 'no_mail_address'
  | 'code_missing'
  | 'above_limit'
  | Obstacle
  | Limit;
export type Refused = {
  readonly ok: false;
  readonly refusal: OfferRefusal;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
};
export type Sent =
  | { readonly ok: true; readonly id: string; readonly undoUntil: string | null }
  | Refused
  | ({ readonly ok: false } & HeldBack);

const MAY_EXCEED: readonly Role[] = ['manager', 'administrator'];
const mayExceed = (by: Actor): boolean => rolesOf(by).some((role) => MAY_EXCEED.includes(role));

/** Sends what is proposed, or what somebody made of it. Money, budget and code are set aside here, once, whoever else presses at the same time. */
export const sendGesture = (ctx: Context, sellerId: string, caseId: string, offer: Offer, by: Actor): Promise<Sent> =>
  ctx.db.withSeller(sellerId, (tx) => sendIn(ctx, tx, caseId, offer, by));

async function sendIn(ctx: Context, tx: Tx, caseId: string, offer: Offer, by: Actor): Promise<Sent> {
  const one = await lockGestureCase(tx, caseId);
  if (!one) return { ok: false, refusal: 'not_found' };
  if (one.state !== 'waiting') return { ok: false, refusal: 'not_waiting' };
  await lockBudget(tx);
  const full = await lookAtCase(ctx, tx, one);
  const { seller, now } = { seller: ctx.sellers.get(tx.sellerId), now: ctx.clock.now(tx.sellerId) };
  if (full.cancelled) return { ok: false, refusal: 'order_cancelled' };
  if (full.ret === null && !full.stored.buyer.email) return { ok: false, refusal: 'no_mail_address' };

  const gesture = offer.gesture ?? full.proposal.gesture;
  const because = offer.because?.trim();
  const mayGo = mayExceed(by) && Boolean(because);
  const whyNot = whyNotGesture(gesture, full.settings, mayGo ? { ...full.about, lastGestureAt: null, budgetLeft: Infinity } : full.about);
  if (whyNot !== null && !(isLimit(whyNot) && mayGo)) return { ok: false, refusal: whyNot, facts: limitFacts(whyNot, full, by) };
  if (
    gesture.kind === 'partial_refund' &&
    full.ret === null &&
    isAboveRefundLimit(gesture.amount, seller) &&
    !rolesOf(by).some((role) => PAYS.includes(role))
  )
    return { ok: false, refusal: 'above_limit' };

  const proposed = full.letter(gesture);
  const { subject = proposed.subject, body } = offer.letter ?? proposed;
  if (gesture.kind === 'voucher' && !body.includes(CODE_PLACE)) return { ok: false, refusal: 'code_missing' };
  const manners = mannersOf(full.connection);
  const rule = languageRuleOf(manners, full.stored.order.country);
  const { detected, held, mayOverride } = judgeLanguage(body, rule, by);
  const despite = offer.despite?.trim();
  if (rule && held && !(mayOverride && despite))
    return {
      ok: false,
      refusal: 'wrong_language',
      facts: {
        channel: manners.name ?? full.connection.name,
        detected: detected!,
        wanted: rule.languages,
        binding: rule.binding,
        mayOverride,
      },
    };

  const code = gesture.kind === 'voucher' ? await handOutCode(tx, one.id, gesture.amount.minor, gesture.amount.currency, now) : null;
  if (gesture.kind === 'voucher' && code === null) return { ok: false, refusal: 'no_code' };
  const value = valueOf(gesture, full.about.currency);
  const month = monthOf(now, seller.zone);
  if (value > 0) await writeBook(tx, one.id, { what: 'reserved', month, cause: one.cause, minor: value }, now);
  const grace = by.kind === 'staff' && ctx.undoSeconds > 0 ? ctx.undoSeconds * 1000 : 0;
  const undoUntil = grace > 0 ? new Date(Date.parse(now) + grace).toISOString() : null;
  const sending = one.sending + 1;
  await saveCase(tx, {
    ...one,
    state: 'sent',
    changed_at: now,
    sending,
    given: {
      gesture,
      letter: { subject, body: code === null ? body : body.replaceAll(CODE_PLACE, code), language: proposed.language },
      month,
      ...(because && { because }),
      ...(despite && { despite }),
    },
    value_minor: value,
    sent_at: now,
    sent_by: by,
    undo_until: undoUntil,
    again_at: full.againAt,
    because: null,
    trouble: null,
  });
  const runAt = new Date(Date.parse(ctx.clock.realNow()) + grace + 250).toISOString();
  await insertErrand(
    tx,
    { id: newId(ctx, now), kind: 'gesture_send', body: { caseId: one.id, sending }, created_at: now },
    undoUntil === null ? null : { until: undoUntil, runAt },
  );
  return { ok: true, id: one.id, undoUntil };
}

/** As with the refund limit elsewhere: a figure of another currency counts as it stands. */
const isAboveRefundLimit = (amount: Money, seller: Seller): boolean =>
  valueOf({ kind: 'voucher', amount }, seller.settings.refundLimit.currency) > seller.settings.refundLimit.minor;
const PAYS: readonly Role[] = ['finance', 'manager'];

function limitFacts(whyNot: Obstacle | Limit, { about, settings }: FullCase, by: Actor): Refused['facts'] & object {
  const mayOverride = isLimit(whyNot) && mayExceed(by);
  if (whyNot === 'had_one') return { mayOverride, lastAt: about.lastGestureAt ?? '', days: settings.onceInDays };
  if (whyNot === 'over_budget') return { mayOverride, left: about.budgetLeft, currency: about.currency };
  return { mayOverride };
}

export type Changed =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: 'not_found' | 'not_sent' | 'gesture_left' | 'not_waiting' | 'because_missing' };

/** Nothing of it has left: money, budget and code are free again, and the case waits as before. */
export async function takeGestureBack(ctx: Context, sellerId: string, caseId: string): Promise<Changed> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const one = await lockGestureCase(tx, caseId);
    if (!one) return { ok: false, refusal: 'not_found' };
    if (one.state !== 'sent') return { ok: false, refusal: 'not_sent' };
    const now = ctx.clock.now(sellerId);
    if (one.left_at !== null || one.undo_until === null || one.undo_until <= now) return { ok: false, refusal: 'gesture_left' };
    await freeAll(tx, one, now);
    await saveCase(tx, { ...waitingAgain(one, now), trouble: null });
    return { ok: true };
  });
}

/** What was set aside for it goes back to where it came from. */
export async function freeAll(tx: Tx, one: GestureCase, now: string): Promise<void> {
  if (one.given && one.value_minor > 0)
    await writeBook(tx, one.id, { what: 'released', month: one.given.month, cause: one.cause, minor: one.value_minor }, now);
  if (one.given?.gesture.kind === 'voucher') await takeCodeBack(tx, one.id);
}

export const waitingAgain = (one: GestureCase, now: string): GestureCase => ({
  ...one,
  state: 'waiting',
  changed_at: now,
  given: null,
  value_minor: 0,
  sent_at: null,
  sent_by: null,
  undo_until: null,
  left_at: null,
  again_at: null,
});

/** Somebody has looked, and says why nothing is to be said. */
export async function dismissCase(ctx: Context, sellerId: string, caseId: string, because: string): Promise<Changed> {
  if (because.trim() === '') return { ok: false, refusal: 'because_missing' };
  return ctx.db.withSeller(sellerId, async (tx) => {
    const one = await lockGestureCase(tx, caseId);
    if (!one) return { ok: false, refusal: 'not_found' };
    if (one.state !== 'waiting') return { ok: false, refusal: 'not_waiting' };
    await saveCase(tx, { ...one, state: 'not_needed', because: because.trim(), changed_at: ctx.clock.now(sellerId) });
    return { ok: true };
  });
}

/** It is needed after all. */
export async function reopenCase(ctx: Context, sellerId: string, caseId: string): Promise<Changed> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const one = await lockGestureCase(tx, caseId);
    if (!one) return { ok: false, refusal: 'not_found' };
    if (one.state !== 'not_needed') return { ok: false, refusal: 'not_waiting' };
    await saveCase(tx, { ...one, state: 'waiting', because: null, changed_at: ctx.clock.now(sellerId) });
    return { ok: true };
  });
}

/** We have written again, by whichever way: the promise is kept. */
export async function promiseKept(ctx: Context, sellerId: string, caseId: string): Promise<Changed> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const one = await lockGestureCase(tx, caseId);
    if (!one) return { ok: false, refusal: 'not_found' };
    await saveCase(tx, { ...one, again_at: null, changed_at: ctx.clock.now(sellerId) });
    return { ok: true };
  });
}

// ── By hand ──

export type AboutWhat =
  | { readonly returnId: string }
  | { readonly orderId: string }
  | { readonly channel: string; readonly channelOrderId: string };

async function placeOf(tx: Tx, about: AboutWhat): Promise<{ readonly orderId: string; readonly returnId: string | null } | null> {
  if ('returnId' in about) {
    const loaded = await readReturn(tx, about.returnId);
    return loaded && { orderId: loaded.ret.order.id, returnId: loaded.ret.id };
  }
  const stored = 'orderId' in about ? await readOrder(tx, about.orderId) : await findOrder(tx, about.channel, about.channelOrderId);
  return stored && { orderId: stored.order.id, returnId: null };
}

/** A case that exists nowhere yet: what would be offered, for whoever looks before. */
export async function previewGesture(ctx: Context, sellerId: string, about: AboutWhat): Promise<FullCase | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const place = await placeOf(tx, about);
    return place && lookAtCase(ctx, tx, byHand(newId(ctx, ctx.clock.now(sellerId)), place, ctx.clock.now(sellerId)));
  });
}

function byHand(
  id: string,
  { orderId, returnId }: { readonly orderId: string; readonly returnId: string | null },
  now: string,
): GestureCase {
  const wrong = { cause: 'other', since: now } as const;
  return {
    id,
    order_id: orderId,
    return_id: returnId,
    cause: 'other',
    state: 'waiting',
    gravity: gravityOf(wrong),
    since: now,
    came_at: null,
    opened_at: now,
    changed_at: now,
    sending: 0,
    given: null,
    value_minor: 0,
    sent_at: null,
    sent_by: null,
    undo_until: null,
    left_at: null,
    again_at: null,
    because: null,
    trouble: null,
  };
}

/** Carries a refusal out of a transaction that must leave no case behind. */
class NotSent extends Error {
  readonly sent: Sent & { readonly ok: false };
  constructor(sent: Sent & { readonly ok: false }) {
    super('refused after the case was opened');
    this.sent = sent;
  }
}

/** Somebody offers it without being asked: the case opens and is sent in one transaction. A key makes a repeat the same one. */
export async function offerGesture(
  ctx: Context,
  sellerId: string,
  asked: Offer & { readonly about: AboutWhat },
  by: Actor,
  once: Once | null = null,
): Promise<Sent | KeyReused> {
  const { about, ...offer } = asked;
  return ctx.db
    .withSeller(sellerId, async (tx) => {
      const now = ctx.clock.now(sellerId);
      return onceIn(tx, once, ctx.clock.realNow(), async (): Promise<Sent> => {
        const place = await placeOf(tx, about);
        if (!place) return { ok: false, refusal: 'not_found' };
        const { id, order_id, return_id, cause, gravity, since, came_at, opened_at } = byHand(newId(ctx, now), place, now);
        await openCase(tx, { id, order_id, return_id, cause, gravity, since, came_at, opened_at });
        const sent = await sendIn(ctx, tx, id, { gesture: { kind: 'nothing' }, ...offer }, by);
        if (!sent.ok) throw new NotSent(sent);
        return sent;
      });
    })
    .catch((error: unknown) => {
      if (error instanceof NotSent) return error.sent;
      throw error;
    });
}

export const readCase = async (ctx: Context, sellerId: string, id: string): Promise<FullCase | null> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const one = await readGestureCase(tx, id);
    return one && lookAtCase(ctx, tx, one);
  });
