/** Errands of claims and of the way out (M23, M34): mails to colleagues, to the other side of a claim and to a buyer, and what the channel is told. */
import { failed, type Failure } from '../channels/channel.ts';
import { languageOf, type Role } from '../core/access.ts';
import { dueOf, openAmount } from '../core/claims/claim.ts';
import { CLAIM_WORDS } from '../core/claims/words.ts';
import type { OrderClockKind } from '../core/clocks/order-clocks.ts';
import { type Money, money } from '../core/money.ts';
import type { LadderStep } from '../core/policy/document.ts';
import { writtenIn } from '../core/return/words.ts';
import { spokenMoney } from '../core/spoken.ts';
import { type DeskMail, deskMail } from '../notifications/desk-mail.ts';
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
    const { fr, words, language } = tongue(seller);
    const amount = spokenMoney(openAmount(claim), language);
    const who = words.against[claim.against] + (claim.party ? ` (${claim.party})` : '');
    const state = claim.state as keyof typeof ASKS.en;
    const when = moment(dueAt, seller.zone, fr);
    return toTeam(ctx, seller, effect, 'finance', {
      about: { name: fr ? 'Réclamation' : 'Claim', number: claim.code },
      subject: `${claim.code}${fr ? ' :' : ':'} ${fr ? (over ? 'échéance dépassée' : 'échéance proche') : over ? 'overdue' : 'due soon'}`,
      headline: fr ? (over ? 'Une échéance est passée' : 'Une échéance approche') : over ? 'A date has passed' : 'A date is near',
      blocks: [
        fr
          ? `${amount}, contre ${who} : ${words.why[claim.why]}. ${over ? 'L’échéance était le' : 'Échéance le'} ${when}.`
          : `${amount}, against ${who}: ${words.why[claim.why]}. ${over ? 'Was due on' : 'Due on'} ${when}.`,
        ASKS[fr ? 'fr' : 'en'][state] ?? '',
      ],
      link: { says: fr ? 'Ouvrir la réclamation' : 'Open the claim', url: `${ctx.publicUrl}/claims/${claim.id}` },
    });
  },

  async claim_mail(ctx, seller, effect, { claimId, to }) {
    const whole = await readWholeClaim(ctx, seller.id, claimId);
    if (!whole) return { giveUp: 'the claim is gone' };
    const { claim, stored } = whole;
    const pack = await claimPack(ctx, seller, whole);
    const { fr, words, language } = tongue(seller);
    const amount = spokenMoney(claim.amount, language);
    const order = stored ? (fr ? ` Commande ${stored.order.channelOrderId}.` : ` Order ${stored.order.channelOrderId}.`) : '';
    const parcel = claim.about.trackingNumber
      ? fr
        ? ` Colis ${claim.about.trackingNumber}.`
        : ` Parcel ${claim.about.trackingNumber}.`
      : '';
    const mail = deskMail({
      to: 'outside',
      seller: { name: seller.name, colour: seller.settings.colour },
      zone: seller.zone,
      language,
      about: { name: fr ? 'Réclamation' : 'Claim', number: claim.code },
      subject: fr ? `Réclamation ${claim.code} : ${words.why[claim.why]}` : `Claim ${claim.code}: ${words.why[claim.why]}`,
      headline: fr ? `Réclamation de ${amount}` : `A claim of ${amount}`,
      blocks: [
        fr
          ? `Bonjour, nous réclamons ${amount} : ${words.why[claim.why]}.${order}${parcel}`
          : `Hello, we claim ${amount}: ${words.why[claim.why]}.${order}${parcel}`,
        ...(claim.says ? [{ words: claim.says }] : []),
        fr
          ? `Les preuves sont jointes, avec l’empreinte SHA-256 de chaque fichier. Merci d’indiquer ${claim.code} dans votre réponse.`
          : `The evidence is attached, with the SHA-256 of each file. Please quote ${claim.code} in your answer.`,
      ],
    });
    if (pack.bytes.byteLength > MOST_ATTACHED)
      return {
        giveUp: fr
          ? 'Le dossier est trop lourd pour un e-mail : envoyez-le à la main.'
          : 'The pack is too large for a mail: submit it by hand.',
      };
    return sendMail(ctx, seller, effect, to, { ...mail, attachments: [{ name: pack.name, type: 'application/zip', bytes: pack.bytes }] });
  },

  async orders_alert(ctx, seller, effect, { kind, step, to, orderIds }) {
    const waiting = await ctx.db.withSeller(seller.id, (tx) => stillWaiting(tx, kind, orderIds));
    if (waiting.length === 0) return { done: { skipped: 'no longer needed' } };
    const { fr } = tongue(seller);
    const n = waiting.length;
    const soon = step === 'nudge' && kind === 'ship';
    const headline = fr
      ? kind === 'ship'
        ? soon
          ? `${n} commande${n > 1 ? 's' : ''} à expédier sans tarder`
          : `${n} commande${n > 1 ? 's' : ''} en retard d’expédition`
        : `${n} livraison${n > 1 ? 's' : ''} en retard`
      : kind === 'ship'
        ? soon
          ? `${n} order${n > 1 ? 's' : ''} to ship soon`
          : `${n} order${n > 1 ? 's' : ''} late to ship`
        : `${n} deliver${n > 1 ? 'ies are' : 'y is'} late`;
    const shown = waiting.slice(0, 20).map((one) => `${one.channel_order_id}, ${one.title}: ${moment(one.due_at, seller.zone, fr)}`);
    const more = n > shown.length ? [fr ? `et ${n - shown.length} autres` : `and ${n - shown.length} more`] : [];
    const tab = kind === 'ship' ? (soon ? 'to_ship' : 'ship_late') : 'deliver_late';
    return toTeam(ctx, seller, effect, to, {
      about: { name: fr ? 'Expéditions' : 'Outbound', number: '' },
      subject: headline,
      headline,
      blocks: [
        fr
          ? kind === 'ship'
            ? 'Une commande part dans la journée qui suit son achat.'
            : 'Une commande arrive dans les cinq jours. Le suivi dit-il où elle est ?'
          : kind === 'ship'
            ? 'An order leaves within a day of being placed.'
            : 'An order arrives within five days. Does its tracking say where it is?',
        { list: [...shown, ...more] },
      ],
      link: { says: fr ? 'Ouvrir la liste' : 'Open the list', url: `${ctx.publicUrl}/outbound?tab=${tab}` },
    });
  },

  async wish_alert(ctx, seller, effect, { cancellationId, to }) {
    const found = await ctx.db.withSeller(seller.id, async (tx) => {
      const wish = await lockCancellation(tx, cancellationId);
      return wish && { wish, stored: await readOrder(tx, wish.order_id) };
    });
    if (!found?.stored || found.wish.state !== 'open' || found.wish.answered_at !== null) return { done: { skipped: 'no longer needed' } };
    const { wish, stored } = found;
    const { fr } = tongue(seller);
    const when = moment(wish.answer_by, seller.zone, fr);
    return toTeam(ctx, seller, effect, to, {
      about: { name: fr ? 'Commande' : 'Order', number: stored.order.channelOrderId },
      subject: fr
        ? `${stored.order.channelOrderId} : l’acheteur veut annuler`
        : `${stored.order.channelOrderId}: the buyer wants to cancel`,
      headline: fr ? 'Une demande d’annulation attend' : 'A wish to cancel is waiting',
      blocks: [
        fr ? `Réponse promise le jour même, avant ${when}.` : `An answer is due the same day, before ${when}.`,
        { words: wish.says },
      ],
      link: { says: fr ? 'Ouvrir la commande' : 'Open the order', url: `${ctx.publicUrl}/outbound/${stored.order.id}` },
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
    return sendMail(ctx, seller, effect, stored.buyer.email, mail);
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

/** What is asked of finance, by where the claim stands. */
const ASKS: Readonly<Record<'en' | 'fr', Readonly<Record<'draft' | 'submitted' | 'accepted' | 'rejected', string>>>> = {
  en: {
    draft: 'After this date the claim may be lost: please submit it, or write it off with a reason.',
    submitted: 'No answer so far: please ask again.',
    accepted: 'It was accepted, and the money has not come: please ask for it.',
    rejected: 'It was refused: please contest it, or write it off with a reason.',
  },
  fr: {
    draft: 'Passé cette date, la réclamation risque d’être perdue : merci de l’envoyer, ou de la passer en perte avec un motif.',
    submitted: 'Pas de réponse à ce jour : merci de relancer.',
    accepted: 'Elle est acceptée mais l’argent n’est pas arrivé : merci de le réclamer.',
    rejected: 'Elle est refusée : merci de la contester, ou de la passer en perte avec un motif.',
  },
};

function tongue(seller: Seller) {
  const language = languageOf(seller.language);
  const written = writtenIn(language);
  return { language, fr: written === 'fr', words: CLAIM_WORDS[written] };
}

const moment = (at: string, zone: string, fr: boolean): string =>
  new Intl.DateTimeFormat(fr ? 'fr-FR' : 'en-GB', {
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
  return sendMail(ctx, seller, effect, people.map(({ email }) => email).join(', '), words);
}

/** On the order's own record, so that a page shows it. */
async function noted(ctx: Context, seller: Seller, orderId: string, body: { type: string } & Record<string, unknown>): Promise<Result> {
  const now = ctx.clock.now(seller.id);
  await ctx.db.withSeller(seller.id, (tx) =>
    insertOutboundEvent(tx, { id: newId(ctx, now), order_id: orderId, at: now, body: { ...body, by: { kind: 'system', name: 'worker' } } }),
  );
  return { done: body };
}
