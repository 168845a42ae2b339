/**
 * Brings one message to one endpoint: signed anew at every attempt, tried over about three days with growing pauses, then put with the dead
 * letters, from where a person sends it again. At least once, in no promised order: `webhook-id` is the same at every attempt.
 */
import { Webhook } from 'standardwebhooks';
import { languageOf } from '../core/access.ts';
import { deskMail } from '../notifications/desk-mail.ts';
import { DESK_WORDS } from '../notifications/desk-words.ts';
import { insertErrand } from '../store/effects.ts';
import { listColleagues, type Seller } from '../store/platform.ts';
import {
  buryDelivery,
  type Delivery,
  type Endpoint,
  endpointAnswered,
  lockEndpoint,
  readDelivery,
  recordAttempt,
  updateEndpoint,
} from '../store/webhooks.ts';
import type { Result } from './carry-out.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';
import { type Called, postTo, reachOf } from './public-address.ts';
import { openSigning } from './sealed-secrets.ts';
import { sendMail } from './send-mail.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Pauses after each attempt that failed (ms), as the convention recommends: ten attempts in a little over three days. */
export const PAUSES: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** The convention's upper end: who takes longer should answer first and work afterwards. */
const PATIENCE_MS = 15 * SECOND;
/** An endpoint where nothing arrived for so long is switched off. */
export const GIVE_UP_AFTER_MS = 5 * DAY;
/** What of an answer is kept to be shown. */
const SNIPPET = 500;

export const webhookErrand: Errand<{ readonly deliveryId: string }> = async (ctx, seller, effect, { deliveryId }): Promise<Result> => {
  const found = await ctx.db.withSeller(seller.id, (tx) => readDelivery(tx, deliveryId));
  if (!found) return { giveUp: 'the delivery is gone' };
  const { delivery, endpoint } = found;
  if (delivery.state === 'delivered' || delivery.errand_id !== effect.id)
    return { done: { skipped: 'done, or in another errand’s hands' } };
  if (endpoint.state !== 'active') {
    await ctx.db.withSeller(seller.id, (tx) => buryDelivery(tx, delivery.id, `the endpoint is ${endpoint.state}`));
    return { done: { dead: endpoint.state } };
  }
  const began = performance.now();
  const headers = headersOf(ctx, seller, endpoint, delivery);
  const called = headers
    ? await postTo(endpoint.url, { body: delivery.body, headers, timeoutMs: PATIENCE_MS, reach: reachOf(ctx, seller) })
    : SECRET_LOST;
  return note(ctx, seller, delivery, endpoint, called, Math.round(performance.now() - began));
};

/** Nothing leaves unsigned; it is tried again, so that a new secret within three days loses nothing. */
const SECRET_LOST: Called = {
  failed: 'unreachable',
  says: 'Not sent: the secret can not be read any more, since the installation’s secret has changed. Make a new one.',
};

/** While a secret is being changed both sign: the receiver takes whichever it knows. Null where the secret can't be opened. */
function headersOf(ctx: Context, seller: Seller, endpoint: Endpoint, { message_id: id, body }: Delivery): Record<string, string> | null {
  const at = new Date(ctx.clock.realNow());
  const isOldValid = endpoint.old_secret !== null && endpoint.old_secret_until! > at.toISOString();
  const secret = openSigning(ctx, seller.id, endpoint.secret);
  const old = isOldValid ? openSigning(ctx, seller.id, endpoint.old_secret!) : null;
  if (secret === null) return null;
  return {
    'content-type': 'application/json',
    'user-agent': 'Retour',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': [secret, ...(old === null ? [] : [old])].map((key) => new Webhook(key).sign(id, at, body)).join(' '),
  };
}

async function note(
  ctx: Context,
  seller: Seller,
  delivery: Delivery,
  endpoint: Endpoint,
  called: Called,
  latencyMs: number,
): Promise<Result> {
  const now = ctx.clock.realNow();
  const status = 'status' in called ? called.status : null;
  const says = called.says.slice(0, SNIPPET);
  const arrived = status !== null && status >= 200 && status < 300;
  const asked = 'retryAfterMs' in called ? Math.min(called.retryAfterMs ?? 0, DAY) : 0;
  const pause = PAUSES[delivery.attempts];
  const wait = pause === undefined ? null : Math.max(jittered(ctx, pause), asked);
  // 410 is the receiver's way of saying "never again".
  const state = arrived ? 'delivered' : wait === null || status === 410 ? 'dead' : 'pending';
  const attempt = {
    id: delivery.id,
    state,
    status,
    latency_ms: latencyMs,
    says,
    attempted_at: now,
    next_at: state === 'pending' ? new Date(Date.parse(now) + wait!).toISOString() : null,
  } as const;
  await ctx.db.withSeller(seller.id, async (tx) => {
    await recordAttempt(tx, attempt, newId(ctx, now));
    if (arrived) return endpointAnswered(tx, endpoint.id);
    const there = await lockEndpoint(tx, endpoint.id);
    if (there?.state !== 'active') return;
    const failingSince = there.failing_since ?? now;
    const isTooLong = Date.parse(now) - Date.parse(failingSince) >= GIVE_UP_AFTER_MS;
    if (!isTooLong && status !== 410) return updateEndpoint(tx, { ...there, failing_since: failingSince });
    const because = status === 410 ? '410 Gone' : says || `HTTP ${status}`;
    await updateEndpoint(tx, { ...there, failing_since: failingSince, state: 'disabled', disabled_because: because.slice(0, 300) });
    await insertErrand(tx, {
      id: newId(ctx, now),
      kind: 'webhook_disabled',
      body: { endpointId: there.id },
      created_at: ctx.clock.now(seller.id),
    });
  });
  if (state === 'delivered') return { done: { status, latencyMs } };
  if (state === 'dead') return { done: { dead: status ?? says } };
  return { failure: { failed: 'unavailable', says: status === null ? says : `HTTP ${status}`, retryable: true, retryAfterMs: wait! } };
}

/** Ten percent more or less, so that an endpoint that was away is not met by everything at the same second. */
const jittered = (ctx: Context, ms: number): number => Math.round(ms * (0.9 + (ctx.random(1)[0]! / 255) * 0.2));

/** An endpoint was switched off: the managers are told, since nothing of ours reaches that system any more. */
export const webhookDisabled: Errand<{ readonly endpointId: string }> = async (ctx, seller, effect, { endpointId }): Promise<Result> => {
  const endpoint = await ctx.db.withSeller(seller.id, (tx) => lockEndpoint(tx, endpointId));
  if (endpoint?.state !== 'disabled') return { done: { skipped: 'it is on again' } };
  const people = await ctx.db.withPlatform((tx) => listColleagues(tx, seller.id, 'manager'));
  if (people.length === 0) return { done: { skipped: 'nobody to tell' } };
  const language = languageOf(seller.language);
  const words = DESK_WORDS[language].webhook;
  const mail = deskMail({
    to: 'team',
    seller: { name: seller.name, colour: seller.settings.colour },
    zone: seller.zone,
    language,
    about: { name: 'Webhook', number: endpoint.name },
    subject: words.subject(endpoint.name),
    headline: words.headline,
    blocks: [words.silent(endpoint.url, endpoint.disabled_because ?? '—'), words.kept],
    link: { says: words.open, url: `${ctx.publicUrl}/webhooks` },
  });
  return sendMail(ctx, seller, effect, people.map(({ email }) => email).join(', '), 'team_webhook', mail);
};

export const WEBHOOK_ERRANDS: Readonly<Record<string, Errand<never>>> = { webhook: webhookErrand, webhook_disabled: webhookDisabled };
