/**
 * A channel's own record of a case follows ours (M11): accepted, refused, on its way, received, checked, closed. Each step leaves an errand; the
 * errand tells the whole standing as it is then, so that a step that was lost is made up by the next, and steps that overtake each other do no harm.
 */
import { failed, type Standing } from '../channels/channel.ts';
import { type ConnectionKind, FOLLOWS_STEPS } from '../core/connections.ts';
import { says } from '../core/policy/explain.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import type { Return, ReturnItem, Verdict } from '../core/return/model.ts';
import { readConnection } from '../store/connections.ts';
import { insertErrand } from '../store/effects.ts';
import type { ChannelRef } from '../channels/channel.ts';
import { readOrder } from '../store/orders.ts';
import { readReturn } from '../store/returns.ts';
import type { Tx } from '../store/db.ts';
import type { ReturnKeeper } from './alongside.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';

/** After which something stands otherwise than the channel knows. */
const STEPS: readonly ReturnEvent['type'][] = [
  'approved',
  'rejected',
  'cancelled',
  'expired',
  'label_issued',
  'dispatched',
  'received',
  'inspected',
  'closed',
  // The case there has just turned out to be one of ours.
  'linked',
];

export const keepChannelInStep: ReturnKeeper = async (ctx, tx, { after, events, now }) => {
  if (after.channelReturnId === undefined || !events.some(({ type }) => STEPS.includes(type))) return;
  if (!(await followsSteps(ctx, tx, after.order.channel))) return;
  await insertErrand(tx, { id: newId(ctx, now), kind: 'channel_step', body: { returnId: after.id }, created_at: now });
};

/** What kind a connection is never changes: it is read once. */
const kinds = new WeakMap<Context['sellers'], Map<string, string>>();
async function followsSteps(ctx: Context, tx: Tx, slug: string): Promise<boolean> {
  const known = kinds.get(ctx.sellers) ?? new Map<string, string>();
  kinds.set(ctx.sellers, known);
  const key = `${tx.sellerId}/${slug}`;
  const kind = known.get(key) ?? (await readConnection(tx, slug))?.kind;
  if (kind === undefined) return false;
  known.set(key, kind);
  return FOLLOWS_STEPS.includes(kind as ConnectionKind);
}

const channelStep: Errand<{ readonly returnId: string }> = async (ctx, seller, _effect, { returnId }) => {
  const found = await ctx.db.withSeller(seller.id, async (tx) => {
    const loaded = await readReturn(tx, returnId);
    if (!loaded) return null;
    const { order } = loaded.ret;
    const [stored, connection] = await Promise.all([readOrder(tx, order.id), readConnection(tx, order.channel)]);
    return {
      ret: loaded.ret,
      language: loaded.buyer.language,
      ref: stored?.ref ?? null,
      connection: connection!,
    };
  });
  if (!found) return { giveUp: 'the return is gone' };
  const { ret, connection } = found;
  const channel = ctx.channel(seller, connection);
  if (!channel.keepInStep || ret.channelReturnId === undefined) return { done: { skipped: 'the channel has no such act' } };
  const told = await channel.keepInStep(ret.channelReturnId, standingOf(ret, found.ref, found.language));
  return failed(told) ? { failure: told } : { done: told };
};

export const STEP_ERRANDS = { channel_step: channelStep };

/** The gravest first: one unit that is not what was sold speaks for its line. */
const GRAVITY: readonly Verdict[] = ['other_device', 'customer_damage', 'incomplete', 'no_fault_found', 'fault_confirmed', 'as_described'];

/** How a return stands, in the channel's own numbers. */
export function standingOf(ret: Return, ref: ChannelRef | null, language: Parameters<typeof says>[1]): Standing {
  const { items, milestones } = ret;
  const is = (...states: readonly ReturnItem['authorisation'][]) => items.every(({ authorisation }) => states.includes(authorisation));
  const answer = items.some(({ authorisation }) => authorisation === 'approved')
    ? 'accepted'
    : is('rejected')
      ? 'refused'
      : is('cancelled', 'expired')
        ? 'withdrawn'
        : 'open';
  const trackingNumber = ret.tracking?.trackingNumber ?? ret.label?.trackingNumber;
  const carrier = ret.tracking?.carrier ?? ret.label?.carrier;
  const refusal = answer === 'refused' ? refusalOf(items, language) : null;
  return {
    rma: ret.rma,
    answer,
    ...(refusal && { refusal }),
    ...(trackingNumber && { parcel: { trackingNumber, ...(carrier && { carrier }) } }),
    received: milestones.receivedAt !== undefined,
    lines: [...Map.groupBy(items, ({ lineId }) => lineId)].map(([lineId, units]) => {
      const verdict = GRAVITY.find((one) => units.some((unit) => unit.verdict === one));
      const all = units.every((unit) => unit.verdict !== undefined);
      return { lineId: ref?.lines[lineId] ?? lineId, quantity: units.length, ...(verdict && all && { verdict }) };
    }),
    closed: milestones.closedAt !== undefined,
  };
}

/** Why nothing was granted, as the buyer reads it. A person may have refused what the policy would have granted: then the words are that person's affair. */
function refusalOf(items: readonly ReturnItem[], language: Parameters<typeof says>[1]): NonNullable<Standing['refusal']> {
  const because = items.flatMap(({ decision }) => (decision?.outcome === 'reject' ? decision.because : []));
  const late = because.some(({ facts }) => facts['open'] === false);
  const words = [...new Set(because.map((one) => says(one, language, 'buyer')))].join(' ');
  return { ground: late ? 'window_closed' : 'not_eligible', says: words };
}
