/** The way out over HTTP (M23, M24): what must leave, what is on its way, what is in trouble; parcels, wishes to cancel, reports of loss. */
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { answerWish, endWish, enterShipping, foundAgain, offersOf, recordWish, reportTrouble } from '../app/outbound.ts';
import { carriersOf, readsTrackingNumber, TRACKING_FORMATS } from '../carriers/numbers.ts';
import { actorName, type Actor, type Language } from '../core/access.ts';
import { addSignedDuration } from '../core/calendar.ts';
import { CLAIM_REASONS, CLAIM_STATES } from '../core/claims/claim.ts';
import { EVIDENCE_KINDS } from '../core/claims/evidence.ts';
import { decimal, money } from '../core/money.ts';
import { paidFor, SHIPMENT_STATES, STILL_AFTER, TROUBLES } from '../core/outbound.ts';
import { VIAS } from '../core/return/model.ts';
import { spokenMoney } from '../core/spoken.ts';
import { claimsAbout } from '../store/claims.ts';
import { readOrderClocks } from '../store/clocks.ts';
import type { Tx } from '../store/db.ts';
import { findOrdersByNumber, readOrder } from '../store/orders.ts';
import {
  cancellationsOf,
  countWatch,
  type OutboundEvent,
  outboundEvents,
  type Shipment,
  shipmentsOf,
  type WatchCursor,
  type WatchRow,
  watchClocks,
  watchShipments,
  watchWishes,
} from '../store/outbound.ts';
import { openReturnsOf } from '../store/returns.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { problem } from './problems.ts';
import { orderClocksView, orderView } from './return-view.ts';
import { Instant, OrderOut } from './schemas.ts';

/** The lists, in the order in which a day is worked through. */
export const OUTBOUND_TABS = ['to_ship', 'ship_late', 'on_the_way', 'deliver_late', 'still', 'trouble', 'wishes'] as const;
type Tab = (typeof OUTBOUND_TABS)[number];

const Row = z.object({
  orderId: z.string(),
  channel: z.string(),
  channelOrderId: z.string(),
  country: z.string(),
  buyer: z.string(),
  title: z.string(),
  units: z.int(),
  placedAt: z.string(),
  shippedAt: z.string().nullable(),
  at: z.string().describe('What the list is ordered by: when it is due, or when the parcel last moved.'),
  over: z.boolean(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.string().nullable(),
  state: z.string().nullable(),
  wish: z.boolean().describe('The buyer wants to call it off.'),
});

const Detail = z.object({
  order: OrderOut,
  orderId: z.string(),
  cancelled: z.boolean(),
  paid: z.string(),
  shipments: z.array(
    z.object({
      id: z.string(),
      lineIds: z.array(z.string()).nullable(),
      carrier: z.string(),
      carrierName: z.string(),
      trackingNumber: z.string(),
      trackingUrl: z.string().nullable(),
      shippedAt: z.string(),
      movedAt: z.string(),
      still: z.boolean(),
      deliveredAt: z.string().nullable(),
      state: z.enum(SHIPMENT_STATES),
      scans: z.array(z.object({ at: z.string(), code: z.string(), place: z.string().optional() })),
    }),
  ),
  wishes: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['open', 'saved', 'accepted', 'too_late']),
      says: z.string(),
      via: z.string(),
      askedAt: z.string(),
      answerBy: z.string(),
      over: z.boolean(),
      answeredAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      settledAt: z.string().nullable().describe('When the channel had paid it all back.'),
      amount: z.string().nullable(),
    }),
  ),
  offers: z.array(z.object({ id: z.string(), subject: z.string(), body: z.string() })).describe('Suggestions in the buyer’s language.'),
  claims: z.array(z.object({ id: z.string(), code: z.string(), why: z.enum(CLAIM_REASONS), state: z.enum(CLAIM_STATES) })),
  openReturns: z.array(z.string()),
  events: z.array(z.object({ id: z.string(), at: z.string(), by: z.string(), type: z.string(), says: z.string() })),
});

const STAFF = ['customer_service', 'warehouse', 'finance', 'manager', 'administrator'] as const;
const TALKERS = ['customer_service', 'finance', 'manager', 'administrator'] as const;

export const outbound =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const OrderId = z.object({ orderId: z.uuid() });
    const Id = z.object({ id: z.uuid() });
    const refuse = (refusal: string, language: Language) =>
      refusal === 'order_not_found' || refusal === 'shipment_not_found' || refusal === 'wish_not_found'
        ? problem(refusal === 'order_not_found' ? refusal : 'not_found', { detail: sayRefusal(refusal, language) })
        : problem(refusal, { detail: sayRefusal(refusal, language) });
    const detail = (request: FastifyRequest, orderId: string) =>
      ctx.db.withSeller(request.caller.sellerId, (tx) => readDetail(ctx, tx, orderId, request.caller.language));

    app.get(
      '/outbound',
      {
        schema: {
          operationId: 'listOutbound',
          tags: ['outbound'],
          summary: 'Orders on their way out, the most urgent first',
          querystring: z.object({
            tab: z.enum(OUTBOUND_TABS).default('to_ship'),
            q: z.string().trim().max(200).optional().describe('An order’s number: the tab no longer counts.'),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(25),
          }),
          response: {
            200: z.object({ items: z.array(Row), nextCursor: z.string().nullable(), counts: z.record(z.enum(OUTBOUND_TABS), z.int()) }),
          },
        },
      },
      async (request) => {
        const { tab, q, cursor, limit } = request.query;
        const { sellerId } = request.caller;
        const now = ctx.clock.now(sellerId);
        const before = addSignedDuration(now, `-${STILL_AFTER}`);
        return ctx.db.withSeller(sellerId, async (tx) => {
          const counts = (await countWatch(tx, before)) as Record<Tab, number>;
          if (q) {
            const found = await findOrdersByNumber(tx, q);
            return { items: found.map((stored) => foundRow(stored)), nextCursor: null, counts };
          }
          const rows = await read(tx, tab, before, cursor === undefined ? null : readCursor(cursor), limit + 1);
          const page = rows.slice(0, limit);
          const last = page.at(-1);
          return {
            items: page.map((row) => rowView(ctx, row, now, tab)),
            nextCursor: rows.length > limit && last ? cursorOf({ at: last.at, id: last.row_id }) : null,
            counts,
          };
        });
      },
    );

    app.get(
      '/outbound/number-check',
      {
        schema: {
          operationId: 'checkTrackingNumber',
          tags: ['outbound'],
          summary: 'Whether a tracking number can be one of its carrier’s, and whose else it could be',
          querystring: z.object({ carrier: z.string().trim().max(100).default(''), number: z.string().trim().max(100) }),
          response: {
            200: z.object({
              number: z.string(),
              reads: z.enum(['ok', 'odd_number', 'unknown_carrier']),
              couldBe: z.array(z.object({ slug: z.string(), name: z.string() })),
              carriers: z.array(z.object({ slug: z.string(), name: z.string() })),
            }),
          },
        },
      },
      (request) => {
        const { carrier, number } = request.query;
        const reading = readsTrackingNumber(carrier, number);
        const own = Object.values(ctx.carriers).map(({ slug, name }) => ({ slug, name }));
        const known = Object.entries(TRACKING_FORMATS).map(([slug, { name }]) => ({ slug, name }));
        const all = [...own.filter(({ slug }) => !known.some((one) => one.slug === slug)), ...known];
        const mine = own.filter(({ slug }) => ctx.carriers[slug]!.readsNumber(reading.number));
        const others = carriersOf(number).map((slug) => ({ slug, name: TRACKING_FORMATS[slug]!.name }));
        return {
          ...reading,
          reads: ctx.carriers[carrier]?.readsNumber(reading.number) ? ('ok' as const) : reading.reads,
          couldBe: [...mine, ...others.filter(({ slug }) => !mine.some((one) => one.slug === slug))],
          carriers: all,
        };
      },
    );

    app.get(
      '/outbound/:orderId',
      {
        schema: {
          operationId: 'getOutbound',
          tags: ['outbound'],
          summary: 'One order on its way out',
          params: OrderId,
          response: { 200: Detail },
        },
      },
      async (request) => detail(request, request.params.orderId),
    );

    app.post(
      '/outbound/:orderId/shipping',
      {
        schema: {
          operationId: 'enterShipping',
          tags: ['outbound'],
          summary: 'The parcel has left: carrier and number, told to the channel once',
          params: OrderId,
          body: z.object({
            carrier: z.string().trim().min(1, 'must not be empty').max(100),
            trackingNumber: z.string().trim().min(1, 'must not be empty').max(100),
            shippedAt: Instant.optional().describe('Absent: now. A time that has not come is refused.'),
            lineIds: z.array(z.string().max(100)).min(1).optional().describe('Absent: all lines.'),
            sure: z.boolean().optional().describe('The number is right although it does not look like one of this carrier’s.'),
            instead: z.uuid().optional().describe('The parcel that was entered by mistake.'),
          }),
          response: { 200: Detail },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor, language } = request.caller;
        const entered = await enterShipping(ctx, sellerId, request.params.orderId, defined(request.body), actor);
        if (!entered.ok) throw refuse(entered.refusal, language);
        return detail(request, request.params.orderId);
      },
    );

    app.post(
      '/outbound/:orderId/cancellation-wish',
      {
        schema: {
          operationId: 'recordCancellationWish',
          tags: ['outbound'],
          summary: 'The buyer wants to call it off before it is sent: an answer is due the same day',
          params: OrderId,
          body: z.object({
            says: z.string().trim().max(5000).default(''),
            via: z.enum(VIAS).default('email'),
            askedAt: Instant.optional(),
          }),
          response: { 200: Detail },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor, language } = request.caller;
        const wished = await recordWish(ctx, sellerId, request.params.orderId, defined(request.body), actor);
        if (!wished.ok) throw refuse(wished.refusal, language);
        return detail(request, request.params.orderId);
      },
    );

    const Wish = z.object({ orderId: z.uuid(), id: z.uuid() });
    app.post(
      '/outbound/:orderId/wishes/:id/answer',
      {
        schema: {
          operationId: 'answerCancellationWish',
          tags: ['outbound'],
          summary: 'Write to the buyer',
          params: Wish,
          body: z.object({ subject: z.string().trim().min(1).max(140), body: z.string().trim().min(1).max(5000) }),
          response: { 200: Detail },
        },
      },
      async (request) => {
        only(request.caller, ...TALKERS);
        const { sellerId, actor, language } = request.caller;
        const acted = await answerWish(ctx, sellerId, request.params.id, request.body, actor);
        if (!acted.ok) throw refuse(acted.refusal, language);
        return detail(request, request.params.orderId);
      },
    );
    app.post(
      '/outbound/:orderId/wishes/:id/end',
      {
        schema: {
          operationId: 'endCancellationWish',
          tags: ['outbound'],
          summary: 'The buyer keeps the order, or it is called off and paid back',
          params: Wish,
          body: z.object({ as: z.enum(['saved', 'accepted']) }),
          response: { 200: Detail },
        },
      },
      async (request) => {
        only(request.caller, ...TALKERS);
        const { sellerId, actor, language } = request.caller;
        const acted = await endWish(ctx, sellerId, request.params.id, request.body.as, actor);
        if (!acted.ok) throw refuse(acted.refusal, language);
        return detail(request, request.params.orderId);
      },
    );

    app.post(
      '/outbound/shipments/:id/trouble',
      {
        schema: {
          operationId: 'reportParcel',
          tags: ['outbound'],
          summary:
            'A parcel is lost, misdelivered, damaged or came back: a claim opens against the carrier, and a return if the buyer asked',
          params: Id,
          body: z.object({
            what: z.enum(TROUBLES),
            says: z.string().trim().max(5000).default(''),
            forBuyer: z.boolean().default(false).describe('Open a return (`not_received`) for the buyer. It hangs on no proof.'),
            evidence: z
              .array(z.object({ kind: z.enum(EVIDENCE_KINDS), says: z.string().trim().min(1).max(5000) }))
              .max(20)
              .default([]),
          }),
          response: { 200: z.object({ claimId: z.string(), returnId: z.string().nullable() }) },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor, language } = request.caller;
        const reported = await reportTrouble(ctx, sellerId, request.params.id, request.body, actor);
        if (!reported.ok) throw refuse(reported.refusal, language);
        return { claimId: reported.claimId, returnId: reported.returnId };
      },
    );
    app.delete(
      '/outbound/shipments/:id/trouble',
      {
        schema: {
          operationId: 'parcelFound',
          tags: ['outbound'],
          summary: 'It turned up after all; the claim stays until somebody ends it',
          params: Id,
          response: { 200: z.object({ found: z.literal(true) }) },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const found = await foundAgain(ctx, request.caller.sellerId, request.params.id, request.caller.actor);
        if (!found) throw refuse('shipment_not_found', request.caller.language);
        return { found: true as const };
      },
    );
  };

async function read(tx: Tx, tab: Tab, stillBefore: string, after: WatchCursor | null, limit: number): Promise<WatchRow[]> {
  switch (tab) {
    case 'to_ship':
      return watchClocks(tx, 'ship', 'running', after, limit);
    case 'ship_late':
      return watchClocks(tx, 'ship', 'breached', after, limit);
    case 'on_the_way':
      return watchClocks(tx, 'deliver', 'running', after, limit);
    case 'deliver_late':
      return watchClocks(tx, 'deliver', 'breached', after, limit);
    case 'still':
      return watchShipments(tx, 'still', stillBefore, after, limit);
    case 'trouble':
      return watchShipments(tx, 'trouble', 'infinity', after, limit);
    case 'wishes':
      return watchWishes(tx, after, limit);
  }
}

function rowView(ctx: Context, row: WatchRow, now: string, tab: Tab): z.output<typeof Row> {
  return {
    orderId: row.order_id,
    channel: row.channel,
    channelOrderId: row.channel_order_id,
    country: row.country,
    buyer: row.buyer,
    title: row.lines[0]?.title ?? '',
    units: row.lines.reduce((sum, line) => sum + line.quantity, 0),
    placedAt: row.placed_at,
    shippedAt: row.shipped_at,
    at: row.at,
    over: tab !== 'still' && tab !== 'trouble' && row.at <= now,
    carrier: row.carrier && carrierName(ctx, row.carrier),
    trackingNumber: row.tracking_number,
    trackingUrl: row.carrier && row.tracking_number ? trackingUrl(ctx, row.carrier, row.tracking_number) : null,
    state: row.state,
    wish: row.wish,
  };
}

function foundRow({ order, buyer }: NonNullable<Awaited<ReturnType<typeof readOrder>>>): z.output<typeof Row> {
  return {
    orderId: order.id,
    channel: order.channel,
    channelOrderId: order.channelOrderId,
    country: order.country,
    buyer: buyer.name,
    title: order.lines[0]?.title ?? '',
    units: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    placedAt: order.placedAt,
    shippedAt: order.shippedAt ?? null,
    at: order.placedAt,
    over: false,
    carrier: null,
    trackingNumber: null,
    trackingUrl: null,
    state: order.deliveredAt ? 'delivered' : order.shippedAt ? 'under_way' : null,
    wish: false,
  };
}

const carrierName = (ctx: Context, slug: string): string => ctx.carriers[slug]?.name ?? TRACKING_FORMATS[slug]?.name ?? slug;
const trackingUrl = (ctx: Context, slug: string, number: string): string | null => ctx.carriers[slug]?.trackingUrl(number) ?? null;

async function readDetail(ctx: Context, tx: Tx, orderId: string, language: Language): Promise<z.output<typeof Detail>> {
  const stored = await readOrder(tx, orderId);
  if (!stored) throw problem('order_not_found');
  const [clocks, shipments, wishes, events, claims, openReturns] = await Promise.all([
    readOrderClocks(tx, orderId),
    shipmentsOf(tx, orderId),
    cancellationsOf(tx, orderId),
    outboundEvents(tx, orderId),
    claimsAbout(tx, { orderId }),
    openReturnsOf(tx, orderId),
  ]);
  const now = ctx.clock.now(tx.sellerId);
  const seller = ctx.sellers.get(tx.sellerId);
  const { order } = stored;
  return {
    order: { ...orderView(stored), clocks: orderClocksView(clocks) },
    orderId,
    cancelled: wishes.some(({ state }) => state === 'accepted'),
    paid: decimal(paidFor(order, null)),
    shipments: shipments.map((one) => shipmentView(ctx, one, now)),
    wishes: wishes.map((wish) => ({
      id: wish.id,
      state: wish.state,
      says: wish.says,
      via: wish.via,
      askedAt: wish.asked_at,
      answerBy: wish.answer_by,
      over: wish.state === 'open' && wish.answered_at === null && wish.answer_by <= now,
      answeredAt: wish.answered_at,
      endedAt: wish.ended_at,
      settledAt: wish.settled_at,
      amount: wish.amount_minor === null ? null : decimal(money(Number(wish.amount_minor), wish.currency)),
    })),
    offers: offersOf(seller, stored),
    claims: claims.map(({ body }) => ({ id: body.id, code: body.code, why: body.why, state: body.state })),
    openReturns,
    events: events.map((event) => ({
      id: event.id,
      at: event.at,
      by: actorName(event.body.by as Actor),
      type: event.body.type,
      says: sayEvent(ctx, event, language),
    })),
  };
}

const shipmentView = (ctx: Context, one: Shipment, now: string) => ({
  id: one.id,
  lineIds: one.line_ids && [...one.line_ids],
  carrier: one.carrier,
  carrierName: carrierName(ctx, one.carrier),
  trackingNumber: one.tracking_number,
  trackingUrl: trackingUrl(ctx, one.carrier, one.tracking_number),
  shippedAt: one.shipped_at,
  movedAt: one.moved_at,
  still: one.state === 'under_way' && one.moved_at < addSignedDuration(now, `-${STILL_AFTER}`),
  deliveredAt: one.delivered_at,
  state: one.state,
  scans: one.scans.map(({ at, code, place }) => ({ at, code, ...(place !== undefined && { place }) })),
});

/** What was done about an order, in one sentence. */
function sayEvent(ctx: Context, { body }: OutboundEvent, language: Language): string {
  const words = HAPPENED[language];
  const by = body.by as Actor;
  const who = by.kind === 'system' ? 'Retour' : actorName(by);
  const parcel = `${carrierName(ctx, String(body['carrier'] ?? ''))} ${String(body['trackingNumber'] ?? '')}`.trim();
  const text = (name: string): string => String(body[name] ?? '');
  switch (body.type) {
    case 'shipped':
      return words.shipped(who, parcel);
    case 'corrected':
      return words.corrected(who, parcel);
    case 'channel_told':
      return words.channelTold(text('reference'));
    case 'wish':
      return `${words.wish} ${text('says')}`.trim();
    case 'wrote':
      return words.wrote(who, text('subject'));
    case 'wish_saved':
      return words.wishSaved;
    case 'wish_too_late':
      return words.wishTooLate;
    case 'cancelled':
      return words.cancelled(who, spokenMoney(money(Number(body['amount']), text('currency')), language));
    case 'refunded':
      return words.refunded(text('reference'));
    case 'trouble':
      return `${words.trouble(who, words.troubles[text('what')] ?? '')} ${text('says')}`.trim();
    case 'found':
      return words.found(who);
    default:
      return body.type.replaceAll('_', ' ');
  }
}

const HAPPENED: Readonly<
  Record<
    Language,
    {
      readonly shipped: (who: string, parcel: string) => string;
      readonly corrected: (who: string, parcel: string) => string;
      readonly channelTold: (reference: string) => string;
      readonly wish: string;
      readonly wrote: (who: string, subject: string) => string;
      readonly wishSaved: string;
      readonly wishTooLate: string;
      readonly cancelled: (who: string, sum: string) => string;
      readonly refunded: (reference: string) => string;
      readonly trouble: (who: string, what: string) => string;
      readonly troubles: Readonly<Record<string, string>>;
      readonly found: (who: string) => string;
    }
  >
> = {
  en: {
    shipped: (who, parcel) => `${who} entered the parcel: ${parcel}.`,
    corrected: (who, parcel) => `${who} corrected the number: ${parcel}.`,
    channelTold: (reference) => `The marketplace was told (${reference}).`,
    wish: 'The buyer wants to cancel.',
    wrote: (who, subject) => `${who} wrote to the buyer: ${subject}`,
    wishSaved: 'The buyer keeps the order.',
    wishTooLate: 'The order has left: it can’t be cancelled any more, but it can be returned.',
    cancelled: (who, sum) => `${who} cancelled the order; ${sum} goes back.`,
    refunded: (reference) => `The money was given back (${reference}).`,
    trouble: (who, what) => `${who}: parcel ${what}.`,
    troubles: { lost: 'lost', misdelivered: 'delivered to the wrong place', damaged: 'damaged', returned: 'back undelivered' },
    found: (who) => `${who}: the parcel turned up.`,
  },
  fr: {
    shipped: (who, parcel) => `${who} a noté l’expédition : ${parcel}.`,
    corrected: (who, parcel) => `${who} a corrigé le numéro : ${parcel}.`,
    channelTold: (reference) => `La place de marché a été informée (${reference}).`,
    wish: 'L’acheteur veut annuler.',
    wrote: (who, subject) => `${who} a écrit à l’acheteur : ${subject}`,
    wishSaved: 'L’acheteur garde sa commande.',
    wishTooLate: 'La commande est partie : l’annulation n’est plus possible, un retour l’est.',
    cancelled: (who, sum) => `${who} a annulé la commande ; ${sum} sont à rembourser.`,
    refunded: (reference) => `L’argent est rendu par la place de marché (${reference}).`,
    trouble: (who, what) => `${who} : colis ${what}.`,
    troubles: { lost: 'perdu', misdelivered: 'livré au mauvais endroit', damaged: 'abîmé', returned: 'revenu sans être livré' },
    found: (who) => `${who} : le colis est retrouvé.`,
  },
  de: {
    shipped: (who, parcel) => `${who} hat das Paket eingetragen: ${parcel}.`,
    corrected: (who, parcel) => `${who} hat die Nummer berichtigt: ${parcel}.`,
    channelTold: (reference) => `Der Marktplatz wurde informiert (${reference}).`,
    wish: 'Der Kunde möchte stornieren.',
    wrote: (who, subject) => `${who} hat dem Kunden geschrieben: ${subject}`,
    wishSaved: 'Der Kunde behält die Bestellung.',
    wishTooLate: 'Die Bestellung ist abgegangen: Stornieren geht nicht mehr, zurückgeben schon.',
    cancelled: (who, sum) => `${who} hat die Bestellung storniert; ${sum} gehen zurück.`,
    refunded: (reference) => `Das Geld wurde zurückgezahlt (${reference}).`,
    trouble: (who, what) => `${who}: Paket ${what}.`,
    troubles: { lost: 'verloren', misdelivered: 'falsch zugestellt', damaged: 'beschädigt', returned: 'unzustellbar zurück' },
    found: (who) => `${who}: Das Paket ist aufgetaucht.`,
  },
  es: {
    shipped: (who, parcel) => `${who} anotó el paquete: ${parcel}.`,
    corrected: (who, parcel) => `${who} corrigió el número: ${parcel}.`,
    channelTold: (reference) => `Se informó al marketplace (${reference}).`,
    wish: 'El cliente quiere cancelar.',
    wrote: (who, subject) => `${who} escribió al cliente: ${subject}`,
    wishSaved: 'El cliente se queda con el pedido.',
    wishTooLate: 'El pedido ya salió: no se puede cancelar, pero sí devolver.',
    cancelled: (who, sum) => `${who} canceló el pedido; se devuelven ${sum}.`,
    refunded: (reference) => `El dinero se devolvió (${reference}).`,
    trouble: (who, what) => `${who}: paquete ${what}.`,
    troubles: { lost: 'perdido', misdelivered: 'entregado en un lugar equivocado', damaged: 'dañado', returned: 'devuelto sin entregar' },
    found: (who) => `${who}: el paquete ha aparecido.`,
  },
  it: {
    shipped: (who, parcel) => `${who} ha inserito il pacco: ${parcel}.`,
    corrected: (who, parcel) => `${who} ha corretto il numero: ${parcel}.`,
    channelTold: (reference) => `Il marketplace è stato informato (${reference}).`,
    wish: 'Il cliente vuole annullare.',
    wrote: (who, subject) => `${who} ha scritto al cliente: ${subject}`,
    wishSaved: 'Il cliente tiene l’ordine.',
    wishTooLate: 'L’ordine è partito: non si può più annullare, ma si può rendere.',
    cancelled: (who, sum) => `${who} ha annullato l’ordine; si restituiscono ${sum}.`,
    refunded: (reference) => `Il denaro è stato restituito (${reference}).`,
    trouble: (who, what) => `${who}: pacco ${what}.`,
    troubles: {
      lost: 'smarrito',
      misdelivered: 'consegnato nel posto sbagliato',
      damaged: 'danneggiato',
      returned: 'tornato senza consegna',
    },
    found: (who) => `${who}: il pacco è ricomparso.`,
  },
};

const REFUSALS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  order_not_found: {
    en: 'This order is not known.',
    fr: 'Cette commande est inconnue.',
    de: 'Diese Bestellung ist nicht bekannt.',
    es: 'Este pedido no se conoce.',
    it: 'Questo ordine non è noto.',
  },
  shipment_not_found: {
    en: 'There is no such parcel.',
    fr: 'Ce colis n’existe pas.',
    de: 'Dieses Paket gibt es nicht.',
    es: 'Ese paquete no existe.',
    it: 'Questo pacco non esiste.',
  },
  wish_not_found: {
    en: 'There is no such wish.',
    fr: 'Cette demande n’existe pas.',
    de: 'Diesen Wunsch gibt es nicht.',
    es: 'Esa solicitud no existe.',
    it: 'Questa richiesta non esiste.',
  },
  order_cancelled: {
    en: 'The order was cancelled: it must not leave.',
    fr: 'La commande est annulée : elle ne doit pas partir.',
    de: 'Die Bestellung wurde storniert: Sie darf nicht hinaus.',
    es: 'El pedido se canceló: no debe salir.',
    it: 'L’ordine è stato annullato: non deve partire.',
  },
  wish_open: {
    en: 'The buyer wants to cancel: answer that first.',
    fr: 'L’acheteur veut annuler : répondez-lui d’abord.',
    de: 'Der Kunde möchte stornieren: Antworten Sie zuerst darauf.',
    es: 'El cliente quiere cancelar: respóndale primero.',
    it: 'Il cliente vuole annullare: prima gli risponda.',
  },
  not_shipped_yet: {
    en: 'A tracking number is entered when the parcel has left.',
    fr: 'Le numéro se saisit quand le colis est parti.',
    de: 'Eine Sendungsnummer wird eingetragen, wenn das Paket abgegangen ist.',
    es: 'El número de seguimiento se anota cuando el paquete ha salido.',
    it: 'Il numero di tracciamento si inserisce quando il pacco è partito.',
  },
  before_the_order: {
    en: 'That is before the order was placed.',
    fr: 'C’est avant la commande.',
    de: 'Das liegt vor der Bestellung.',
    es: 'Es anterior al pedido.',
    it: 'È prima dell’ordine.',
  },
  line_not_found: {
    en: 'The order has no such line.',
    fr: 'La commande n’a pas cette ligne.',
    de: 'Die Bestellung hat keine solche Position.',
    es: 'El pedido no tiene esa línea.',
    it: 'L’ordine non ha questa riga.',
  },
  already_shipped: {
    en: 'These items have left already.',
    fr: 'Ces articles sont déjà partis.',
    de: 'Diese Artikel sind schon abgegangen.',
    es: 'Estos artículos ya han salido.',
    it: 'Questi articoli sono già partiti.',
  },
  odd_number: {
    en: 'This does not look like a number of this carrier. Check it; if it is right, say so.',
    fr: 'Ce numéro ne ressemble pas à ceux de ce transporteur. Vérifiez-le ; s’il est juste, confirmez-le.',
    de: 'Das sieht nicht nach einer Nummer dieses Versanddienstes aus. Prüfen Sie sie; stimmt sie, bestätigen Sie es.',
    es: 'No parece un número de este transportista. Compruébelo; si es correcto, confírmelo.',
    it: 'Non sembra un numero di questo corriere. Lo verifichi; se è giusto, lo confermi.',
  },
  unknown_carrier: {
    en: 'This carrier is not known here: confirm that the number is right.',
    fr: 'Ce transporteur est inconnu ici : confirmez que le numéro est juste.',
    de: 'Dieser Versanddienst ist hier nicht bekannt: Bestätigen Sie, dass die Nummer stimmt.',
    es: 'Este transportista no se conoce aquí: confirme que el número es correcto.',
    it: 'Questo corriere non è noto qui: confermi che il numero è giusto.',
  },
  parcel_known: {
    en: 'This parcel is entered already, perhaps with another order.',
    fr: 'Ce colis est déjà saisi, peut-être pour une autre commande.',
    de: 'Dieses Paket ist schon eingetragen, vielleicht bei einer anderen Bestellung.',
    es: 'Este paquete ya está anotado, quizá con otro pedido.',
    it: 'Questo pacco è già inserito, forse con un altro ordine.',
  },
  shipped_already: {
    en: 'The order has left: it can’t be cancelled, but it can be returned.',
    fr: 'La commande est partie : elle ne s’annule plus, mais peut être retournée.',
    de: 'Die Bestellung ist abgegangen: Stornieren geht nicht mehr, zurückgeben schon.',
    es: 'El pedido ya salió: no se puede cancelar, pero sí devolver.',
    it: 'L’ordine è partito: non si può annullare, ma si può rendere.',
  },
  wish_known: {
    en: 'A wish to cancel is on record already.',
    fr: 'Une demande d’annulation est déjà notée.',
    de: 'Ein Stornowunsch ist schon vermerkt.',
    es: 'Ya consta una solicitud de cancelación.',
    it: 'Una richiesta di annullamento è già registrata.',
  },
  wish_ended: {
    en: 'This wish has been dealt with.',
    fr: 'Cette demande est déjà traitée.',
    de: 'Dieser Wunsch ist schon erledigt.',
    es: 'Esta solicitud ya está resuelta.',
    it: 'Questa richiesta è già stata gestita.',
  },
  no_address: {
    en: 'The order has no e-mail address.',
    fr: 'La commande n’a pas d’adresse e-mail.',
    de: 'Die Bestellung hat keine E-Mail-Adresse.',
    es: 'El pedido no tiene dirección de correo.',
    it: 'L’ordine non ha un indirizzo e-mail.',
  },
  return_open: {
    en: 'A return is open for this order: settle it there.',
    fr: 'Un retour est ouvert pour cette commande : réglez-le là.',
    de: 'Zu dieser Bestellung ist eine Retoure offen: Erledigen Sie es dort.',
    es: 'Hay una devolución abierta de este pedido: resuélvalo allí.',
    it: 'Per questo ordine è aperto un reso: lo risolva lì.',
  },
  above_limit: {
    en: 'This amount is for finance or a manager to give back.',
    fr: 'Ce montant est du ressort de la comptabilité ou d’un responsable.',
    de: 'Diesen Betrag zahlt die Buchhaltung oder die Leitung zurück.',
    es: 'Este importe lo devuelve finanzas o un responsable.',
    it: 'Questo importo spetta alla contabilità o a un responsabile.',
  },
  already_reported: {
    en: 'This was reported already.',
    fr: 'C’est déjà signalé.',
    de: 'Das wurde schon gemeldet.',
    es: 'Ya se ha comunicado.',
    it: 'È già stato segnalato.',
  },
  not_received_only: {
    en: 'A damaged parcel arrived: the buyer asks for a return of the item.',
    fr: 'Un colis abîmé est arrivé : l’acheteur demande un retour de l’article.',
    de: 'Ein beschädigtes Paket ist angekommen: Der Kunde fragt eine Retoure des Artikels an.',
    es: 'Llegó un paquete dañado: el cliente pide devolver el artículo.',
    it: 'È arrivato un pacco danneggiato: il cliente chiede il reso dell’articolo.',
  },
  return_refused: {
    en: 'A return could not be opened for this order.',
    fr: 'Aucun retour n’a pu être ouvert pour cette commande.',
    de: 'Zu dieser Bestellung ließ sich keine Retoure anlegen.',
    es: 'No se pudo abrir una devolución de este pedido.',
    it: 'Per questo ordine non è stato possibile aprire un reso.',
  },
};
const sayRefusal = (refusal: string, language: Language): string => REFUSALS[refusal]?.[language] ?? refusal;

/** exactOptionalPropertyTypes: what was not given is not there. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;
}
