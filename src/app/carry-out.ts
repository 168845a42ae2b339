/**
 * Intent → call → result. An effect is claimed in one transaction, the outside is called with no transaction open, and the
 * answer is recorded in another. A worker that dies in between leaves a lease that runs out; whoever takes over asks first
 * what became of the call (M31).
 */
import type { Channel, Failure, RefundRequest } from '../channels/channel.ts';
import { failed } from '../channels/channel.ts';
import type { Actor, Role } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { clockOf } from '../core/clocks/clocks.ts';
import { compare, money } from '../core/money.ts';
import type { LadderStep } from '../core/policy/document.ts';
import type { Buyer, Refund, Return } from '../core/return/model.ts';
import { readConnection, type Connection } from '../store/connections.ts';
import {
  claimEffect,
  type Effect,
  enqueueEffects,
  finishEffect,
  giveUpEffect,
  MOST_ATTEMPTS,
  postponeEffect,
  renewLease,
} from '../store/effects.ts';
import { readOrder, type StoredOrder } from '../store/orders.ts';
import { lastColleague, readReturn, refundedByLine } from '../store/returns.ts';
import type { Tx } from '../store/db.ts';
import { listColleagues, type Seller } from '../store/platform.ts';
import { insertMail, insertMessage } from '../store/thread.ts';
import { act } from './act.ts';
import { payByBank } from './bank-refunds.ts';
import { type Answers, NO_ANSWERS, readAnswers } from './answers.ts';
import type { EffectBody, EffectKind } from './consequences.ts';
import type { Context } from './context.ts';
import { ERRANDS } from './errands.ts';
import type { ReturnPlace } from '../core/parcel/addresses.ts';
import { placeOf } from './keep-labels.ts';
import { cancelLabel, makeLabel } from './labels.ts';
import { reportFinding } from './report-finding.ts';
import { mailNotice, threadNotice } from './say-notice.ts';
import { mirrorMessage, sayMessage } from './say-words.ts';
import { sendMail } from './send-mail.ts';
import { renderTeamMail } from './words.ts';
import { idOfKey } from './write-message.ts';

const SYSTEM: Actor = { kind: 'system', name: 'worker' };
/** How long a worker that says nothing is believed to be alive. Twice what one call may take (the clients give up after 20 s). */
const LEASE_MS = 45_000;
/** A call with pauses and read-backs may take longer than the lease: while it does, the lease is renewed. */
const RENEW_MS = 10_000;

/** What an attempt came to. `done` carries what the outside answered. */
export type Result =
  | {
      readonly done: object;
      readonly mail?: { to: string; subject: string; text: string; html: string };
      readonly said?: readonly string[];
    }
  /** `keep`: what the next attempt must know, such as the very words that may have been said already. */
  | { readonly failure: Failure; readonly keep?: object }
  /** No use in trying again: a person must look. */
  | { readonly giveUp: string };

/** What every handler works with. */
export type Work = {
  readonly ctx: Context;
  readonly seller: Seller;
  readonly effect: Effect;
  readonly ret: Return;
  readonly buyer: Buyer;
  readonly stored: StoredOrder;
  readonly connection: Connection;
  readonly answers: Answers;
  /** Where its parcel goes: only a notice says it. */
  readonly returnTo?: ReturnPlace;
  readonly channel: Channel;
};

/** Carries out one effect if it is due and free. Answers whether it did. */
export async function carryOut(ctx: Context, sellerId: string, effectId: string): Promise<boolean> {
  const started = ctx.clock.realNow();
  const lease = new Date(Date.parse(started) + LEASE_MS).toISOString();
  const claimed = await ctx.db.withSeller(sellerId, async (tx) => {
    const effect = await claimEffect(tx, effectId, started, lease, ctx.clock.now(sellerId));
    return (
      effect && {
        effect,
        found: effect.return_id === null ? null : await load(tx, ctx.sellers.get(sellerId), effect.return_id, effect.kind),
      }
    );
  });
  if (!claimed) return false;
  const { effect, found } = claimed;
  const seller = ctx.sellers.get(sellerId);
  const heartbeat = setInterval(() => void renew(ctx, sellerId, effect).catch(() => {}), RENEW_MS);
  const result = await attempt(ctx, seller, effect, found)
    .finally(() => clearInterval(heartbeat))
    .catch(
      (error: unknown): Result => ({
        failure: { failed: 'unreadable', says: error instanceof Error ? error.message : String(error), retryable: true },
      }),
    );
  if ('failure' in result && effect.kind === 'refund' && isLast(effect, result.failure)) {
    // A refund that is not tried any more must not look as if it were under way: a person looks into it.
    const { refundId } = effect.body as EffectBody['refund'];
    await act(ctx, sellerId, effect.return_id!, { verb: 'refund-failure', refundId, says: result.failure.says }, SYSTEM);
  }
  await record(ctx, seller, effect, result);
  return true;
}

/** False where another worker has taken over: it was silent for too long, and must not act any more. */
const renew = (ctx: Context, sellerId: string, effect: Effect): Promise<boolean> =>
  ctx.db.withSeller(sellerId, (tx) => renewLease(tx, effect, new Date(Date.parse(ctx.clock.realNow()) + LEASE_MS).toISOString()));

type Found = Pick<Work, 'ret' | 'buyer' | 'stored' | 'connection' | 'answers' | 'returnTo'>;

/** What every handler must know, read in the transaction of the claim. */
async function load(tx: Tx, seller: Seller, returnId: string, kind: string): Promise<Found | null> {
  const loaded = await readReturn(tx, returnId);
  if (!loaded) return null;
  const { order } = loaded.ret;
  const [stored, connection, answers, returnTo] = await Promise.all([
    readOrder(tx, order.id),
    readConnection(tx, order.channel),
    // Only a notice gives reasons.
    kind === 'mail' || kind === 'thread' ? readAnswers(tx, returnId) : NO_ANSWERS,
    kind === 'mail' || kind === 'thread' ? placeOf(tx, seller, loaded.ret) : null,
  ]);
  return { ret: loaded.ret, buyer: loaded.buyer, stored: stored!, connection: connection!, answers, ...(returnTo && { returnTo }) };
}

async function attempt(ctx: Context, seller: Seller, effect: Effect, found: Found | null): Promise<Result> {
  if (effect.return_id === null) {
    const errand = ERRANDS[effect.kind];
    assert(errand, `somebody runs errands of the kind ${effect.kind}`);
    return errand(ctx, seller, effect, effect.body as never);
  }
  if (!found) return { giveUp: 'the return is gone' };
  const { resolved } = effect.body as { readonly resolved?: number };
  if (resolved !== undefined && found.ret.undone?.includes(resolved)) return { done: { skipped: 'taken back' } };
  const work: Work = { ctx, seller, effect, ...found, channel: ctx.channel(seller, found.connection) };
  return HANDLERS[effect.kind as EffectKind](work, effect.body as never);
}

const HANDLERS: { [K in EffectKind]: (work: Work, body: EffectBody[K]) => Promise<Result> } = {
  mail: mailNotice,
  thread: threadNotice,
  message: sayMessage,
  mirror: mirrorMessage,

  async team({ ctx, seller, effect, ret, buyer, stored }, { clock: kind, step, to, dueAt }) {
    const clock = clockOf(ret, kind, ctx.holidays);
    // Done in the meantime: nobody is called for nothing. What the product could not do by itself is to be looked at in any case.
    if (step !== 'act' && clock?.nextAt === null && clock.state !== 'breached') return { done: { skipped: 'no longer needed' } };
    const people = await colleagues(ctx, seller.id, ret.id, step, to);
    if (people.length === 0) return { done: { skipped: `nobody is ${to}` } };
    const words = renderTeamMail(ctx, seller, { clock: kind, step, to, dueAt }, { ret, buyer, order: stored.order });
    return sendMail(ctx, seller, effect, people.join(', '), 'team_clock', words);
  },

  async refund(work, { refundId }) {
    const refund = work.ret.refunds.find((r) => r.id === refundId);
    if (!refund || refund.state === 'confirmed') return { done: { already: refund?.channelReference ?? null } };
    return payRefund(work, refund);
  },

  finding: reportFinding,

  label: makeLabel,
  label_cancel: cancelLabel,

  async send_back({ ret, channel }, parcel) {
    if (!channel.sendBack || ret.channelReturnId === undefined) return { done: { skipped: 'the channel has no such act' } };
    const told = await channel.sendBack(ret.channelReturnId, parcel);
    return failed(told) ? { failure: told } : { done: told };
  },
};

/** The channel has no idempotency key: what became of an earlier call is read back before every attempt. */
async function payRefund({ ctx, seller, effect, ret, stored, channel, connection }: Work, refund: Refund): Promise<Result> {
  const submitted = await act(ctx, seller.id, ret.id, { verb: 'refund-submission', refundId: refund.id }, SYSTEM);
  if (!submitted.ok) {
    const name = typeof submitted.refusal === 'string' ? submitted.refusal : submitted.refusal.name;
    // The refusal may speak of the return's other refunds: what counts is where this one stands.
    const state = 'ret' in submitted ? submitted.ret.refunds.find(({ id }) => id === refund.id)?.state : undefined;
    // Submitted, and not by an earlier attempt of this intent: another one (a hold was lifted meanwhile) has it in hand.
    if (state !== 'submitted' || effect.attempts === 1) return { done: { waits: name } };
  }
  if (channel.paysBack === false || connection.settings['refunds'] === 'bank_transfer') {
    const byBank = await payByBank(ctx, seller, ret, refund);
    if (byBank) return byBank;
  }
  const references: string[] = [];
  const before = await ctx.db.withSeller(seller.id, (tx) => refundedByLine(tx, ret.order.id, refund.id));
  for (const request of refundRequests(refund, stored, before)) {
    const there = await channel.readRefund(request);
    if (failed(there)) return { failure: there };
    if (there.state === 'refunded') {
      references.push(there.reference ?? 'read back from the channel');
      continue;
    }
    if (there.state === 'pending') return { failure: UNDER_WAY };
    if (there.state === 'unknown' && effect.attempts > 1) {
      return failRefund(
        ctx,
        seller,
        ret,
        refund,
        'The channel does not say whether the first attempt was paid. Look there, then confirm or retry.',
      );
    }
    // From here money may leave: only with a lease that outlasts the call.
    if (!(await renew(ctx, seller.id, effect))) return { done: { waits: 'another worker has it in hand' } };
    const paid = await channel.refund(request);
    if (!failed(paid) && paid.pending) return { failure: UNDER_WAY };
    if (!failed(paid)) references.push(paid.reference);
    else if (paid.retryable || paid.uncertain) return { failure: paid };
    else return failRefund(ctx, seller, ret, refund, paid.says);
  }
  const reference = references.join('; ');
  const confirmed = await act(ctx, seller.id, ret.id, { verb: 'refund-confirmation', refundId: refund.id, reference }, SYSTEM);
  assert(
    confirmed.ok || (typeof confirmed.refusal !== 'string' && confirmed.refusal.name === 'already_confirmed'),
    'money that left is always recorded',
  );
  return { done: { reference } };
}

/** The provider tells the end by its webhook; it is asked all the same, over some days. */
const UNDER_WAY: Failure = {
  failed: 'unavailable',
  says: 'The payment provider has it under way.',
  retryable: true,
  retryAfterMs: 6 * 3_600_000,
};

async function failRefund(ctx: Context, seller: Seller, ret: Return, refund: Refund, says: string): Promise<Result> {
  await act(ctx, seller.id, ret.id, { verb: 'refund-failure', refundId: refund.id, says }, SYSTEM);
  return { giveUp: says };
}

/** One call per order line: the channel knows lines, not units. */
function refundRequests(refund: Refund, stored: StoredOrder, before: ReadonlyMap<string, number>): RefundRequest[] {
  const ref = stored.ref ?? { orderId: stored.order.channelOrderId, lines: {} };
  const byLine = Map.groupBy(refund.items, (item) => item.lineId);
  return [...byLine].map(([lineId, units]) => {
    const line = stored.order.lines.find((l) => l.id === lineId)!;
    const amount = money(
      units.reduce((total, unit) => total + unit.amount.minor, 0),
      refund.amount.currency,
    );
    const worth = money(line.price.minor * line.quantity, refund.amount.currency);
    const earlier = before.get(lineId) ?? 0;
    return {
      intentId: `${refund.id}:${lineId}`,
      ref,
      lineId,
      amount,
      full: earlier === 0 && compare(amount, worth) >= 0,
      because: refund.why,
      ...(earlier > 0 && { refundedBefore: money(earlier, refund.amount.currency) }),
    };
  });
}

/** A reminder goes to the colleague who knows the case, where that is one of them; everything else to all whose duty it is, and at last to the managers. */
async function colleagues(ctx: Context, sellerId: string, returnId: string, step: LadderStep['do'], role: Role): Promise<string[]> {
  const of = (one: Role) => ctx.db.withPlatform((tx) => listColleagues(tx, sellerId, one));
  const all = await of(role);
  const people = all.length > 0 ? all : await of('manager');
  const known = step === 'nudge' ? await ctx.db.withSeller(sellerId, (tx) => lastColleague(tx, returnId)) : null;
  const one = people.filter(({ id }) => id === known);
  return (one.length > 0 ? one : people).map(({ email }) => email);
}

async function record(ctx: Context, seller: Seller, effect: Effect, result: Result): Promise<void> {
  const now = ctx.clock.now(seller.id);
  await ctx.db.withSeller(seller.id, async (tx) => {
    if ('done' in result) {
      // Sent without waiting for each other's answers: one round trip with the commit.
      const beside: Promise<void>[] = [];
      if (result.mail) {
        const { to, subject, text, html } = result.mail;
        const at = effect.created_at;
        beside.push(
          insertMail(tx, {
            id: effect.id,
            return_id: effect.return_id,
            recipient: to.toLowerCase(),
            subject,
            body_text: text,
            body_html: html,
            at,
            reference: referenceOf(result.done),
          }),
        );
      }
      if (result.said !== undefined && effect.return_id) {
        // What we said in the channel's conversation belongs to the thread, and is known again when the channel is polled.
        for (const [n, body] of result.said.entries())
          beside.push(
            insertMessage(tx, {
              id: n === 0 ? effect.id : idOfKey(effect.id, String(n)),
              return_id: effect.return_id,
              at: effect.created_at,
              author: seller.name,
              body,
            }),
          );
      }
      await Promise.all([...beside, finishEffect(tx, effect, result.done, now)]);
      return;
    }
    if ('giveUp' in result) return giveUpEffect(tx, effect, result.giveUp);
    const { failure } = result;
    ctx.log.warn({ effect: effect.id, kind: effect.kind, attempt: effect.attempts, failed: failure.failed }, failure.says);
    if (isLast(effect, failure)) return giveUpEffect(tx, effect, failure.says);
    const wait = Math.max(failure.retryAfterMs ?? 0, Math.min(2 ** effect.attempts * 1000, 3_600_000));
    const again = new Date(Date.parse(ctx.clock.realNow()) + wait).toISOString();
    await postponeEffect(tx, effect, failure.says, again, result.keep);
    await enqueueEffects(tx, seller.id, [effect.id], again);
  });
}

/** Trying again is no use, or was of none often enough. */
const isLast = (effect: Effect, failure: Failure): boolean =>
  (!failure.retryable && !failure.uncertain) || effect.attempts >= MOST_ATTEMPTS;

const referenceOf = (answer: object): string => String((answer as { reference?: unknown }).reference ?? '');
