/**
 * What was sent leaves here, once the seconds to take it back are over (M19): the letter with the gesture in one act on a return; by mail on an
 * order that nobody sent back, its money by an errand of its own: intent → call → result.
 */
import { failed, type RefundRequest } from '../channels/channel.ts';
import type { Actor } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { refundJournals } from '../core/money-flow/sale.ts';
import { type Money, money } from '../core/money.ts';
import { paidFor } from '../core/outbound.ts';
import { spreadOver, sharesOf } from '../core/refund/plan.ts';
import { keyOf, type Order } from '../core/return/model.ts';
import { readConnection } from '../store/connections.ts';
import type { Tx } from '../store/db.ts';
import { insertErrand, MOST_ATTEMPTS } from '../store/effects.ts';
import {
  budgetOf,
  extendWarranty,
  type GestureCase,
  type GestureUnit,
  insertUnits,
  keepPromise,
  lockBudget,
  lockGestureCase,
  paidBackOf,
  readGestureCase,
  saveCase,
  setUnits,
  unitsOfCase,
  writeBook,
} from '../store/gestures.ts';
import { journalOf, journalsOfOrder, postJournals } from '../store/ledger.ts';
import { readOrder } from '../store/orders.ts';
import { insertOutboundEvent } from '../store/outbound.ts';
import { refundedByLine } from '../store/returns.ts';
import { insertSettlements, type SettlementLink } from '../store/settlements.ts';
import { actIn } from './act.ts';
import type { Result } from './carry-out.ts';
import { contactOf } from './contact.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';
import { freeAll, gestureSettings, waitingAgain } from './gestures.ts';
import { termsAt } from './keep-books.ts';
import { idOfKey } from './write-message.ts';

/** Carries a refusal out of a transaction that must leave nothing behind. */
class NotNow extends Error {}

const send: Errand<{ readonly caseId: string; readonly sending: number }> = async (ctx, seller, _effect, { caseId, sending }) => {
  try {
    return await ctx.db.withSeller(seller.id, async (tx): Promise<Result> => {
      const one = await lockGestureCase(tx, caseId);
      // Taken back; or it left in an earlier attempt that could not say so.
      if (!one?.given || one.state !== 'sent' || one.sending !== sending || one.left_at !== null)
        return { done: { skipped: 'nothing to send' } };
      const now = ctx.clock.now(seller.id);
      const left = { ...one, left_at: now, changed_at: now };
      await keepPromise(tx, one.return_id ?? one.order_id, now);
      await saveCase(tx, left);
      const { gesture } = one.given;
      if (gesture.kind === 'voucher')
        await writeBook(tx, one.id, { what: 'given', month: one.given.month, cause: one.cause, minor: one.value_minor }, now);
      if (gesture.kind === 'warranty_extension') await extendWarranty(tx, one.order_id, one.id, gesture.months, now);
      return one.return_id === null ? byMail(ctx, tx, left, now) : onReturn(ctx, tx, left, now);
    });
  } catch (error) {
    if (!(error instanceof NotNow)) throw error;
    // Something changed in those seconds (the money went back otherwise, say): a person looks again.
    await ctx.db.withSeller(seller.id, async (tx) => {
      const one = await lockGestureCase(tx, caseId);
      if (!one || one.state !== 'sent' || one.sending !== sending || one.left_at !== null) return;
      const now = ctx.clock.now(seller.id);
      await freeAll(tx, one, now);
      await saveCase(tx, { ...waitingAgain(one, now), trouble: error.message });
    });
    return { done: { skipped: error.message } };
  }
};

const senderOf = (one: GestureCase): Actor => one.sent_by as Actor;

/** The words and the gesture are one act on the return: both stand in its story, or none. */
async function onReturn(ctx: Context, tx: Tx, one: GestureCase, now: string): Promise<Result> {
  const { gesture, letter, despite } = one.given!;
  const returnId = one.return_id!;
  const way = await contactOf(tx, returnId);
  const by = senderOf(one);
  const messageId = idOfKey('gesture', one.id, String(one.sending));
  const acted = await actIn(
    ctx,
    tx,
    returnId,
    {
      verb: 'gesture',
      gesture: { id: one.id, cause: one.cause, ...gesture },
      messageId,
      language: letter.language,
      ...(despite !== undefined && { despite }),
    },
    by,
    {
      atOnce: true,
      beside: () => ({
        messages: [
          {
            id: messageId,
            at: now,
            direction: 'out',
            body: letter.body,
            language: letter.language,
            external_id: null,
            via: way?.way === 'channel' ? 'channel' : 'email',
            author: 'name' in by ? by.name : ctx.sellers.get(tx.sellerId).name,
            ...(despite !== undefined && { despite }),
          },
        ],
      }),
    },
  );
  if (!acted.ok) throw new NotNow(typeof acted.refusal === 'string' ? acted.refusal : acted.refusal.name);
  return { done: { messageId } };
}

async function byMail(ctx: Context, tx: Tx, one: GestureCase, now: string): Promise<Result> {
  const { gesture, letter } = one.given!;
  const eventId = newId(ctx, now);
  const what =
    gesture.kind === 'partial_refund' || gesture.kind === 'voucher'
      ? { amount: gesture.amount.minor, currency: gesture.amount.currency }
      : gesture.kind === 'warranty_extension'
        ? { months: gesture.months }
        : {};
  await insertOutboundEvent(tx, {
    id: eventId,
    order_id: one.order_id,
    at: now,
    body: {
      type: 'made_good',
      by: senderOf(one),
      cause: one.cause,
      gesture: gesture.kind,
      ...what,
      subject: letter.subject,
      body: letter.body,
    },
  });
  await insertErrand(tx, { id: newId(ctx, now), kind: 'order_mail', body: { orderId: one.order_id, eventId }, created_at: now });
  if (gesture.kind === 'partial_refund') {
    await planMoney(tx, one, gesture.amount, now);
    await insertErrand(tx, { id: newId(ctx, now), kind: 'gesture_money', body: { caseId: one.id }, created_at: now });
  }
  return { done: { eventId } };
}

/** Which unit gets how much, and on the unit's chain: from now on nobody can promise the same money again. */
async function planMoney(tx: Tx, one: GestureCase, amount: Money, now: string): Promise<void> {
  const { order } = (await readOrder(tx, one.order_id))!;
  const shares = sharesOf(asPaid(order));
  const gone = await paidBackOf(tx, order.id);
  const parts = spreadOver(asPaid(order), shares, amount, {
    before: [],
    alreadyRefunded: money(Math.min(gone.total, asPaid(order).paid.minor), order.currency),
    elsewhere: gone.units.map(({ lineId, unit, minor }) => ({ lineId, unit, amount: money(minor, order.currency) })),
  });
  const total = parts.reduce((sum, part) => sum + part.amount!.minor, 0);
  if (total < amount.minor) throw new NotNow('more_than_paid');
  const units = parts.map(({ lineId, unit, amount: part }) => ({ line_id: lineId, unit, amount_minor: part!.minor }));
  await insertUnits(tx, one.id, order.id, units);
  await insertSettlements(tx, order.id, null, links(one, order, units, 'gesture'), now);
}

/** On the chain of each unit; a reversal takes the same amount off again. */
function links({ id }: GestureCase, order: Order, units: readonly GestureUnit[], how: 'gesture' | 'reversal'): SettlementLink[] {
  const paid = new Map(sharesOf(asPaid(order)).map((each) => [keyOf(each), each.most.minor]));
  return units.map(({ line_id, unit, amount_minor }) => ({
    line_id,
    unit,
    how,
    refund_id: id,
    amount_minor: how === 'gesture' ? amount_minor : -amount_minor,
    paid_minor: paid.get(keyOf({ lineId: line_id, unit })) ?? 0,
  }));
}

const asPaid = (order: Order) => ({ ...order, paid: paidFor(order, null) });

/** The channel has no idempotency key: what became of each line's money is read before it is paid, at every attempt. */
const pay: Errand<{ readonly caseId: string }> = async (ctx, seller, effect, { caseId }) => {
  const found = await ctx.db.withSeller(seller.id, async (tx) => {
    const one = await readGestureCase(tx, caseId);
    const stored = one && (await readOrder(tx, one.order_id));
    return (
      one &&
      stored && {
        one,
        stored,
        units: await unitsOfCase(tx, caseId),
        before: await refundedByLine(tx, one.order_id, caseId),
        connection: await readConnection(tx, stored.order.channel),
      }
    );
  });
  if (!found?.connection || !found.one.given) return { giveUp: 'the gesture is gone' };
  const { one, stored, before, connection } = found;
  if (found.units.some(({ state }) => state === 'paid')) return { done: { already: true } };
  // It had failed for good, and a person asks again: its money is set aside anew, perhaps over other units.
  if (found.units.every(({ state }) => state === 'failed')) {
    const again = await setAsideAgain(ctx, seller.id, one);
    if (again !== null) return { giveUp: again };
  }
  const units = await ctx.db.withSeller(seller.id, async (tx) =>
    (await unitsOfCase(tx, caseId)).filter(({ state }) => state === 'planned'),
  );
  const channel = ctx.channel(seller, connection);
  const { currency } = stored.order;
  const references: string[] = [];
  for (const [lineId, own] of Map.groupBy(units, ({ line_id }) => line_id)) {
    const earlier = before.get(lineId) ?? 0;
    const request: RefundRequest = {
      intentId: `${caseId}:${lineId}`,
      ref: stored.ref ?? { orderId: stored.order.channelOrderId, lines: {} },
      lineId,
      amount: money(
        own.reduce((sum, { amount_minor }) => sum + amount_minor, 0),
        currency,
      ),
      full: false,
      because: 'gesture',
      ...(earlier > 0 && { refundedBefore: money(earlier, currency) }),
    };
    const there = await channel.readRefund(request);
    if (failed(there)) return later(there, true);
    if (there.state === 'refunded') {
      references.push(there.reference ?? 'read back from the channel');
      continue;
    }
    if (there.state === 'pending') return later(UNDER_WAY, true);
    if (there.state === 'unknown' && effect.attempts > 1)
      return giveUp('The channel does not say whether the first attempt was paid. Look there before you retry.', true);
    const paid = await channel.refund(request);
    if (!failed(paid) && paid.pending) return later(UNDER_WAY, true);
    if (!failed(paid)) references.push(paid.reference);
    else if (paid.retryable || paid.uncertain) return later(paid, paid.uncertain === true);
    else return giveUp(paid.says, false);
  }
  const reference = references.join('; ');
  await ctx.db.withSeller(seller.id, async (tx) => {
    const locked = (await lockGestureCase(tx, caseId))!;
    const now = ctx.clock.now(seller.id);
    const done = await writeBook(
      tx,
      caseId,
      { what: 'given', month: locked.given!.month, cause: locked.cause, minor: locked.value_minor },
      now,
    );
    if (!done) return;
    await setUnits(tx, caseId, 'paid');
    await saveCase(tx, { ...locked, trouble: null, changed_at: now });
    const amount = money(
      units.reduce((sum, { amount_minor }) => sum + amount_minor, 0),
      currency,
    );
    const [terms, rows] = await Promise.all([termsAt(ctx, tx, stored.order.channel, now), journalsOfOrder(tx, stored.order.id)]);
    const posted = rows.map((row) => ({ journal: journalOf(row), reversed: row.reversed }));
    if (terms) await postJournals(tx, refundJournals({ at: now, refundId: caseId, gesture: true }, amount, stored.order, terms, posted));
    await insertOutboundEvent(tx, {
      id: newId(ctx, now),
      order_id: stored.order.id,
      at: now,
      body: { type: 'gesture_paid', by: { kind: 'system', name: 'worker' }, amount: amount.minor, currency, reference },
    });
  });
  return { done: { reference } };

  /** What the last attempt could not do is not under way any more. */
  async function later(failure: Extract<Result, { failure: unknown }>['failure'], mayBePaid: boolean): Promise<Result> {
    return effect.attempts >= MOST_ATTEMPTS ? giveUp(failure.says, mayBePaid) : { failure };
  }

  /** What was paid on one line, or may have been, stays set aside with the rest of it: nobody can promise that money again before a person looked. */
  async function giveUp(says: string, mayBePaid: boolean): Promise<Result> {
    await ctx.db.withSeller(seller.id, async (tx) => {
      const locked = (await lockGestureCase(tx, caseId))!;
      const now = ctx.clock.now(seller.id);
      if (mayBePaid || references.length > 0) return saveCase(tx, { ...locked, trouble: says, changed_at: now });
      const freed = await writeBook(
        tx,
        caseId,
        { what: 'released', month: locked.given!.month, cause: locked.cause, minor: locked.value_minor },
        now,
      );
      if (!freed) return;
      await setUnits(tx, caseId, 'failed');
      await insertSettlements(tx, locked.order_id, null, links(locked, stored.order, units, 'reversal'), now);
      await saveCase(tx, { ...locked, trouble: says, changed_at: now });
    });
    return { giveUp: says };
  }
};

/** Null where it is set aside; else why not. */
const setAsideAgain = (ctx: Context, sellerId: string, known: GestureCase): Promise<string | null> =>
  ctx.db
    .withSeller(sellerId, async (tx) => {
      const one = (await lockGestureCase(tx, known.id))!;
      const { given, value_minor: value } = one;
      assert(given?.gesture.kind === 'partial_refund', 'only money is paid');
      await lockBudget(tx);
      const [settings, spent] = await Promise.all([gestureSettings(tx), budgetOf(tx, given.month)]);
      const used = spent.reduce((sum, row) => sum + row.spent + row.reserved, 0);
      if (used + value > settings.monthlyBudget && given.because === undefined) return 'The month’s budget is used up.';
      const now = ctx.clock.now(sellerId);
      await writeBook(tx, one.id, { what: 'reserved', month: given.month, cause: one.cause, minor: value }, now);
      await planMoney(tx, one, money(given.gesture.amount.minor, given.gesture.amount.currency), now);
      await saveCase(tx, { ...one, trouble: null, changed_at: now });
      return null;
    })
    .catch((error: unknown) => {
      if (error instanceof NotNow) return 'The order has nothing left to pay back.';
      throw error;
    });

const UNDER_WAY = {
  failed: 'unavailable',
  says: 'The payment provider has it under way.',
  retryable: true,
  retryAfterMs: 6 * 3_600_000,
} as const;

export const GESTURE_ERRANDS = { gesture_send: send, gesture_money: pay } as const;
