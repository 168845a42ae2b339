/** Errands of claims and of the way out (M23, M34): mails to colleagues, to the other side of a claim and to a buyer, and what the channel is told. */
import { failed, type Failure } from '../channels/channel.ts';
import { type Language, languageOf, type Role } from '../core/access.ts';
import type { MailKind } from '../core/notices.ts';
import { dueOf, openAmount } from '../core/claims/claim.ts';
import { CLAIM_WORDS } from '../core/claims/words.ts';
import type { OrderClockKind } from '../core/clocks/order-clocks.ts';
import { type Money, money } from '../core/money.ts';
import type { LadderStep } from '../core/policy/document.ts';
import { LOCALES, spokenMoney } from '../core/spoken.ts';
import { type DeskMail, deskMail } from '../notifications/desk-mail.ts';
import { DESK_WORDS } from '../notifications/desk-words.ts';
import { readClaim } from '../store/claims.ts';
import { readConnection } from '../store/connections.ts';
import type { Effect } from '../store/effects.ts';
import { readOrder } from '../store/orders.ts';
import {
  insertOutboundEvent,
  lockCancellation,
  readOutboundEvent,
  shipmentsOf,
  stillWaiting,
  updateCancellation,
} from '../store/outbound.ts';
import { listColleagues, type Seller } from '../store/platform.ts';
import type { Result } from './carry-out.ts';
import { claimPack, readWholeClaim } from './claim-pack.ts';
import { type Context, newId } from './context.ts';
import { mailAboutOrder } from './order-mails.ts';
import { sendMail } from './send-mail.ts';

export type DeskErrands = {
  claim_reminder: { claimId: string };
  claim_mail: { claimId: string; to: string };
  orders_alert: { kind: OrderClockKind; step: LadderStep['do']; to: Role; orderIds: readonly string[] };
  wish_alert: { cancellationId: string; to: Role };
  order_mail: { orderId: string; eventId: string };
  tell_shipped: { orderId: string; shipmentId: string };
  cancel_order: { cancellationId: string };
};

type Run<K extends keyof DeskErrands> = (ctx: Context, seller: Seller, effect: Effect, body: DeskErrands[K]) => Promise<Result>;

/** Mail servers refuse more (commonly 25 MB, a third of it lost to encoding). */
const MOST_ATTACHED = 15 * 1024 * 1024;

export const DESK_ERRANDS: { readonly [K in keyof DeskErrands]: Run<K> } = {
  async claim_reminder(ctx, seller, effect, { claimId }) {
    const claim = await ctx.db.withSeller(seller.id, (tx) => readClaim(tx, claimId));
    const dueAt = claim && dueOf(claim);
    if (!claim || dueAt === null) return { done: { skipped: 'no longer needed' } };
    const over = dueAt <= ctx.clock.now(seller.id);
    const { language, words, claims } = tongue(seller);
    const { claim: says } = words;
    const who = claims.against[claim.against] + (claim.party ? ` (${claim.party})` : '');
    const when = moment(dueAt, seller.zone, language);
    return toTeam(ctx, seller, effect, 'finance', 'team_claim', {
      about: { name: says.name, number: claim.code },
      subject: says.subject(claim.code, over),
      headline: says.headline(over),
      blocks: [
        says.what(spokenMoney(openAmount(claim), language), who, claims.why[claim.why], over, when),
        says.asks[claim.state as keyof typeof says.asks] ?? '',
      ],
      link: { says: says.open, url: `${ctx.publicUrl}/claims/${claim.id}` },
    });
  },

  async claim_mail(ctx, seller, effect, { claimId, to }) {
    const whole = await readWholeClaim(ctx, seller.id, claimId);
    if (!whole) return { giveUp: 'the claim is gone' };
    const { claim, stored } = whole;
    const pack = await claimPack(ctx, seller, whole);
    const { language, words, claims } = tongue(seller);
    const { claim: says } = words;
    const [amount, why] = [spokenMoney(claim.amount, language), claims.why[claim.why]];
    const mail = deskMail({
      to: 'outside',
      seller: { name: seller.name, colour: seller.settings.colour },
      zone: seller.zone,
      language,
      about: { name: says.name, number: claim.code },
      subject: says.mailSubject(claim.code, why),
      headline: says.mailHeadline(amount),
      blocks: [
        [
          says.mail(amount, why),
          stored && says.order(stored.order.channelOrderId),
          claim.about.trackingNumber && says.parcel(claim.about.trackingNumber),
        ]
          .filter(Boolean)
          .join(' '),
        ...(claim.says ? [{ words: claim.says }] : []),
        says.attached(claim.code),
      ],
    });
    if (pack.bytes.byteLength > MOST_ATTACHED) return { giveUp: says.tooLarge };
    return sendMail(ctx, seller, effect, to, 'claim', {
      ...mail,
      attachments: [{ name: pack.name, type: 'application/zip', bytes: pack.bytes }],
    });
  },

  async orders_alert(ctx, seller, effect, { kind, step, to, orderIds }) {
    const waiting = await ctx.db.withSeller(seller.id, (tx) => stillWaiting(tx, kind, orderIds));
    if (waiting.length === 0) return { done: { skipped: 'no longer needed' } };
    const { language, words } = tongue(seller);
    const n = waiting.length;
    const late = kind !== 'ship' ? 'deliver_late' : step === 'nudge' ? 'ship_soon' : 'ship_late';
    const headline = words.orders.headline(n, late);
    const shown = waiting.slice(0, 20).map((one) => `${one.channel_order_id}, ${one.title}: ${moment(one.due_at, seller.zone, language)}`);
    const more = n > shown.length ? [words.orders.more(n - shown.length)] : [];
    const tab = late === 'ship_soon' ? 'to_ship' : late;
    return toTeam(ctx, seller, effect, to, 'team_orders', {
      about: { name: words.orders.name, number: '' },
      subject: headline,
      headline,
      blocks: [words.orders.promise[kind === 'ship' ? 'ship' : 'deliver'], { list: [...shown, ...more] }],
      link: { says: words.orders.open, url: `${ctx.publicUrl}/outbound?tab=${tab}` },
    });
  },

  async wish_alert(ctx, seller, effect, { cancellationId, to }) {
    const found = await ctx.db.withSeller(seller.id, async (tx) => {
      const wish = await lockCancellation(tx, cancellationId);
      return wish && { wish, stored: await readOrder(tx, wish.order_id) };
    });
    if (!found?.stored || found.wish.state !== 'open' || found.wish.answered_at !== null) return { done: { skipped: 'no longer needed' } };
    const { wish, stored } = found;
    const { language, words } = tongue(seller);
    const number = stored.order.channelOrderId;
    return toTeam(ctx, seller, effect, to, 'team_wish', {
      about: { name: words.wish.name, number },
      subject: words.wish.subject(number),
      headline: words.wish.headline,
      blocks: [words.wish.due(moment(wish.answer_by, seller.zone, language)), { words: wish.says }],
      link: { says: words.wish.open, url: `${ctx.publicUrl}/outbound/${stored.order.id}` },
    });
  },

  async order_mail(ctx, seller, effect, { orderId, eventId }) {
    const found = await ctx.db.withSeller(seller.id, async (tx) => ({
      stored: await readOrder(tx, orderId),
      event: await readOutboundEvent(tx, eventId),
    }));
    const { stored, event } = found;
    if (!stored?.buyer.email || !event) return { giveUp: 'the order has no address any more' };
    const subject = String(event.body['subject']);
    const mail = mailAboutOrder(ctx, seller, stored, {
      subject,
      headline: subject,
      blocks: [{ words: String(event.body['body']) }],
      personal: true,
    });
    return sendMail(ctx, seller, effect, stored.buyer.email, 'wish_offer', mail);
  },

  async tell_shipped(ctx, seller, _effect, { orderId, shipmentId }) {
    const found = await ctx.db.withSeller(seller.id, async (tx) => {
      const stored = await readOrder(tx, orderId);
      return stored && { stored, connection: await readConnection(tx, stored.order.channel), shipments: await shipmentsOf(tx, orderId) };
    });
    const shipment = found?.shipments.find(({ id }) => id === shipmentId);
    if (!found?.connection || !shipment || shipment.state === 'mistaken') return { done: { skipped: 'no longer needed' } };
    const { order, ref } = found.stored;
    const channel = ctx.channel(seller, found.connection);
    if (!channel.markShipped || !ref) return { done: { skipped: 'the channel takes no word of it' } };
    const lines = order.lines
      .filter(({ id }) => shipment.line_ids === null || shipment.line_ids.includes(id))
      .map(({ id, sku }) => ({ id, sku }));
    const carrier = ctx.carriers[shipment.carrier];
    const told = await channel.markShipped(ref, {
      lines,
      carrier: carrier?.name ?? shipment.carrier,
      trackingNumber: shipment.tracking_number,
      shippedAt: shipment.shipped_at,
      ...(carrier && { trackingUrl: carrier.trackingUrl(shipment.tracking_number) }),
    });
    return failed(told) ? { failure: told } : noted(ctx, seller, orderId, { type: 'channel_told', ...told });
  },

  /** The channel has no idempotency key: what became of each line's money is read before it is paid, at every attempt. */
  async cancel_order(ctx, seller, effect, { cancellationId }) {
    const found = await ctx.db.withSeller(seller.id, async (tx) => {
      const wish = await lockCancellation(tx, cancellationId);
      const stored = wish && (await readOrder(tx, wish.order_id));
      return wish && stored && { wish, stored, connection: await readConnection(tx, stored.order.channel) };
    });
    if (!found?.connection || found.wish.state !== 'accepted') return { giveUp: 'the wish is gone' };
    if (found.wish.settled_at !== null) return { done: { already: true } };
    const { order, ref } = found.stored;
    const channel = ctx.channel(seller, found.connection);
    const references: string[] = [];
    // The marketplace gives the shipping back with the line that ends the order.
    const last = order.lines.findLast((line) => line.price.minor > 0);
    for (const line of order.lines) {
      const shipping: Money = (line === last && order.shippingPaid) || money(0, order.currency);
      const request = {
        intentId: `${cancellationId}:${line.id}`,
        ref: ref ?? { orderId: order.channelOrderId, lines: {} },
        lineId: line.id,
        amount: money(line.price.minor * line.quantity + shipping.minor, order.currency),
        full: true,
        because: 'cancelled before shipping',
      };
      if (request.amount.minor === 0) continue;
      const there = await channel.readRefund(request);
      if (failed(there)) return { failure: there };
      if (there.state === 'refunded') references.push(there.reference ?? 'read back from the channel');
      else if (there.state === 'unknown' && effect.attempts > 1)
        return { giveUp: 'The channel does not say whether the first attempt was paid. Look there before you retry.' };
      else {
        const paid: { reference: string } | Failure = await channel.refund(request);
        if (failed(paid)) return paid.retryable || paid.uncertain ? { failure: paid } : { giveUp: paid.says };
        references.push(paid.reference);
      }
    }
    const reference = references.join('; ');
    await ctx.db.withSeller(seller.id, async (tx) => {
      const wish = (await lockCancellation(tx, cancellationId))!;
      if (wish.settled_at === null) await updateCancellation(tx, { ...wish, settled_at: ctx.clock.now(seller.id) });
    });
    return noted(ctx, seller, order.id, { type: 'refunded', reference });
  },
};

function tongue(seller: Seller) {
  const language = languageOf(seller.language);
  return { language, words: DESK_WORDS[language], claims: CLAIM_WORDS[language] };
}

const moment = (at: string, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));

/** To all whose duty it is; where nobody has the role, to the managers. */
async function toTeam(
  ctx: Context,
  seller: Seller,
  effect: Effect,
  role: Role,
  kind: MailKind,
  mail: Omit<DeskMail, 'to' | 'seller' | 'zone' | 'language'>,
): Promise<Result> {
  const of = (one: Role) => ctx.db.withPlatform((tx) => listColleagues(tx, seller.id, one));
  const mine = await of(role);
  const people = mine.length > 0 ? mine : await of('manager');
  if (people.length === 0) return { done: { skipped: `nobody is ${role}` } };
  const words = deskMail({
    ...mail,
    to: 'team',
    seller: { name: seller.name, colour: seller.settings.colour },
    zone: seller.zone,
    language: languageOf(seller.language),
  });
  return sendMail(ctx, seller, effect, people.map(({ email }) => email).join(', '), kind, words);
}

/** On the order's own record, so that a page shows it. */
async function noted(ctx: Context, seller: Seller, orderId: string, body: { type: string } & Record<string, unknown>): Promise<Result> {
  const now = ctx.clock.now(seller.id);
  await ctx.db.withSeller(seller.id, (tx) =>
    insertOutboundEvent(tx, { id: newId(ctx, now), order_id: orderId, at: now, body: { ...body, by: { kind: 'system', name: 'worker' } } }),
  );
  return { done: body };
}
