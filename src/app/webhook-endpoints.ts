/** Endpoints by hand: made, changed, given a new secret, tried, and sent again what they missed. */
import { assert } from '../core/assert.ts';
import { isUuid } from '../core/ids.ts';
import { endsOf } from '../core/sealed.ts';
import { insertErrand } from '../store/effects.ts';
import { mergeSettings } from '../store/platform.ts';
import {
  deadDeliveries,
  deliveriesBetween,
  type Endpoint,
  insertDirect,
  insertEndpoint,
  listEndpoints,
  lockEndpoint,
  readDelivery,
  reviveDeliveries,
  updateEndpoint,
} from '../store/webhooks.ts';
import { carryOut } from './carry-out.ts';
import { type Context, newId } from './context.ts';
import { type BadAddress, badAddress, reachOf } from './public-address.ts';
import { sealSigning } from './sealed-secrets.ts';
import { bodyOf, type WebhookType } from './webhooks.ts';

/** More listeners than this are somebody's mistake; every act writes a row for each. */
export const ENDPOINTS_MOST = 20;
/** So many messages are sent again at once. */
export const REPLAY_MOST = 1_000;
/** After a rotation the old secret signs for so long. */
const BOTH_MS = 24 * 3_600_000;

export type EndpointRefusal = BadAddress | 'too_many' | 'not_found';
export type EndpointChange = {
  readonly url?: string;
  readonly name?: string;
  readonly types?: readonly WebhookType[];
  readonly state?: 'active' | 'paused';
};

/** The convention's form: 24 to 64 random bytes as base64 behind `whsec_`. */
const newSecret = (ctx: Context): string => `whsec_${Buffer.from(ctx.random(32)).toString('base64')}`;

export async function addEndpoint(
  ctx: Context,
  sellerId: string,
  { url, name, types }: { readonly url: string; readonly name: string; readonly types: readonly WebhookType[] },
  by: string,
): Promise<
  { readonly ok: true; readonly id: string; readonly secret: string } | { readonly ok: false; readonly refusal: EndpointRefusal }
> {
  const seller = ctx.sellers.get(sellerId);
  const bad = badAddress(url, reachOf(ctx, seller));
  if (bad) return { ok: false, refusal: bad };
  const now = ctx.clock.now(sellerId);
  const id = newId(ctx, now);
  const secret = newSecret(ctx);
  const made = await ctx.db.withSeller(sellerId, async (tx) => {
    if ((await listEndpoints(tx)).length >= ENDPOINTS_MOST) return false;
    await insertEndpoint(tx, {
      id,
      url,
      name,
      types,
      secret: sealSigning(ctx, sellerId, secret),
      secret_ends: endsOf(secret),
      created_at: now,
      created_by: by,
    });
    return true;
  });
  if (!made) return { ok: false, refusal: 'too_many' };
  await listen(ctx, sellerId, true);
  return { ok: true, id, secret };
}

/** Every act asks whether anybody listens: the answer is held in memory with the seller (`Seller.settings`). */
async function listen(ctx: Context, sellerId: string, webhooks: boolean): Promise<void> {
  if (Boolean(ctx.sellers.get(sellerId).settings.webhooks) === webhooks) return;
  await ctx.db.withPlatform((tx) => mergeSettings(tx, sellerId, { webhooks }));
  await ctx.sellers.refresh();
}

async function change(
  ctx: Context,
  sellerId: string,
  id: string,
  with_: (endpoint: Endpoint) => Endpoint,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: EndpointRefusal }> {
  const found = await ctx.db.withSeller(sellerId, async (tx) => {
    const endpoint = isUuid(id) ? await lockEndpoint(tx, id) : null;
    if (endpoint) await updateEndpoint(tx, with_(endpoint));
    return endpoint !== null;
  });
  return found ? { ok: true } : { ok: false, refusal: 'not_found' };
}

export async function changeEndpoint(ctx: Context, sellerId: string, id: string, asked: EndpointChange) {
  const bad = asked.url === undefined ? null : badAddress(asked.url, reachOf(ctx, ctx.sellers.get(sellerId)));
  if (bad) return { ok: false, refusal: bad } as const;
  return change(ctx, sellerId, id, (endpoint) => ({
    ...endpoint,
    ...asked,
    // Switched on by a person, it gets its days anew.
    ...(asked.state === 'active' && { failing_since: null, disabled_because: null }),
  }));
}

/**
 * A new secret, shown this once; the old one signs beside it for a day, so that the receiver can be changed without losing a message. Null where
 * there is no such endpoint.
 */
export async function rotateSecret(ctx: Context, sellerId: string, id: string): Promise<{ secret: string; oldSecretUntil: string } | null> {
  const secret = newSecret(ctx);
  const until = new Date(Date.parse(ctx.clock.realNow()) + BOTH_MS).toISOString();
  const changed = await change(ctx, sellerId, id, (endpoint) => ({
    ...endpoint,
    secret: sealSigning(ctx, sellerId, secret),
    secret_set_at: ctx.clock.now(sellerId),
    secret_ends: endsOf(secret),
    old_secret: endpoint.secret,
    old_secret_until: until,
  }));
  return changed.ok ? { secret, oldSecretUntil: until } : null;
}

export async function removeEndpoint(ctx: Context, sellerId: string, id: string) {
  const removed = await change(ctx, sellerId, id, (endpoint) => ({ ...endpoint, state: 'deleted' }));
  const left = await ctx.db.withSeller(sellerId, listEndpoints);
  await listen(ctx, sellerId, left.length > 0);
  return removed;
}

/** Says something harmless, at once. Answers the delivery, whatever came of it; null where there is no such endpoint. */
export async function tryEndpoint(ctx: Context, sellerId: string, id: string) {
  const now = ctx.clock.now(sellerId);
  const [messageId, deliveryId] = [newId(ctx, now), newId(ctx, now)];
  const body = bodyOf('webhook.test', now, { occurredAt: now, says: 'A test of Retour: nothing has happened.' });
  const found = await ctx.db.withSeller(sellerId, async (tx) => {
    const endpoint = isUuid(id) ? await lockEndpoint(tx, id) : null;
    if (!endpoint) return false;
    await insertDirect(tx, { id: messageId, type: 'webhook.test', body, at: now }, endpoint.id, deliveryId);
    await insertErrand(tx, { id: deliveryId, kind: 'webhook', body: { deliveryId }, created_at: now });
    return true;
  });
  if (!found) return null;
  await carryOut(ctx, sellerId, deliveryId);
  return ctx.db.withSeller(sellerId, (tx) => readDelivery(tx, deliveryId));
}

/** Sends one delivery again at once, under the same `webhook-id`. Null where there is no such delivery. */
export async function sendAgain(ctx: Context, sellerId: string, deliveryId: string) {
  const errandId = newId(ctx, ctx.clock.now(sellerId));
  const found = await ctx.db.withSeller(sellerId, async (tx) => {
    if (!isUuid(deliveryId) || !(await readDelivery(tx, deliveryId))) return false;
    await reviveDeliveries(tx, [deliveryId], [errandId], ctx.clock.now(sellerId));
    return true;
  });
  if (!found) return null;
  await carryOut(ctx, sellerId, errandId);
  return ctx.db.withSeller(sellerId, (tx) => readDelivery(tx, deliveryId));
}

/** All dead letters, of one endpoint or of all of them. Answers how many are on their way again. */
export const sendDeadAgain = (ctx: Context, sellerId: string, endpointId: string | null): Promise<number> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const ids = await deadDeliveries(tx, endpointId, REPLAY_MOST);
    if (ids.length > 0) await reviveDeliveries(tx, ids, errandsFor(ctx, sellerId, ids), ctx.clock.now(sellerId));
    return ids.length;
  });

/** What was said in that time: what never arrived, or all of it. Null where there is no such endpoint. */
export const replay = (
  ctx: Context,
  sellerId: string,
  endpointId: string,
  range: { readonly from: string; readonly to: string; readonly which: 'missing' | 'all' },
): Promise<number | null> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const endpoint = isUuid(endpointId) ? await lockEndpoint(tx, endpointId) : null;
    if (!endpoint) return null;
    assert(range.from < range.to, 'a range has a beginning before its end');
    const ids = await deliveriesBetween(tx, endpoint, range, REPLAY_MOST);
    if (ids.length > 0) await reviveDeliveries(tx, ids, errandsFor(ctx, sellerId, ids), ctx.clock.now(sellerId));
    return ids.length;
  });

const errandsFor = (ctx: Context, sellerId: string, ids: readonly string[]): string[] => {
  const at = ctx.clock.now(sellerId);
  return ids.map(() => newId(ctx, at));
};
