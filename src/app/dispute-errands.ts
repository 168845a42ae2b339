/** What follows from a dispute outside of it: the return gets its outcome, the buyer the words, the team a call (M35). Each may be tried again. */
import { type Actor, languageOf } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { type Dispute, type DisputeEvent, type Terms } from '../core/disputes/dispute.ts';
import { tellBuyer } from '../core/disputes/words.ts';
import { zoneOf } from '../core/calendar.ts';
import { transfer } from '../core/money-flow/ledger.ts';
import { allocate, type Money, subtract, sum } from '../core/money.ts';
import { spokenDate, spokenMoney } from '../core/spoken.ts';
import { keyOf, type Return } from '../core/return/model.ts';
import { deskMail } from '../notifications/desk-mail.ts';
import { DESK_WORDS } from '../notifications/desk-words.ts';
import type { Tx } from '../store/db.ts';
import { disputesOfReturn, readDispute, readDisputeEvents, readDisputeWords } from '../store/disputes.ts';
import { postJournal } from '../store/ledger.ts';
import { listColleagues } from '../store/platform.ts';
import { readReturn } from '../store/returns.ts';
import { act } from './act.ts';
import type { Result } from './carry-out.ts';
import type { Context } from './context.ts';
import { dutyOf } from './disputes.ts';
import type { Errand } from './errands.ts';
import { termsAt } from './keep-books.ts';
import { sendMail } from './send-mail.ts';
import { idOfKey, writeMessage } from './write-message.ts';

const SYSTEM: Actor = { kind: 'system', name: 'disputes' };

async function load(tx: Tx, disputeId: string) {
  const dispute = await readDispute(tx, disputeId);
  assert(dispute, `there is a dispute ${disputeId}`);
  const loaded = await readReturn(tx, dispute.returnId);
  assert(loaded, 'a dispute is about a return');
  return { dispute, ...loaded, events: await readDisputeEvents(tx, disputeId), others: await disputesOfReturn(tx, dispute.returnId) };
}

/** The money that the dispute gave goes on its way; then the return goes on, unless another dispute holds it. */
export const disputeOutcome: Errand<{ readonly disputeId: string }> = async (ctx, seller, _effect, { disputeId }) => {
  const { dispute, ret, others } = await ctx.db.withSeller(seller.id, (tx) => load(tx, disputeId));
  assert(dispute.settled, 'only what was closed has an outcome');
  if (dispute.settled.outcome !== 'for_seller') {
    const refusal = await give(ctx, seller.id, dispute, ret, dispute.settled);
    if (refusal) return { giveUp: refusal };
  }
  const isHeldByOther = others.some(({ id, closedAt }) => id !== dispute.id && closedAt === undefined);
  if (ret.hold?.why === 'dispute' && !isHeldByOther) {
    const released = await act(ctx, seller.id, ret.id, { verb: 'release', because: dispute.code }, SYSTEM);
    if (
      !released.ok &&
      released.refusal !== 'version_conflict' &&
      typeof released.refusal !== 'string' &&
      released.refusal.name !== 'not_on_hold'
    )
      return { giveUp: released.refusal.name };
  }
  return { done: { outcome: dispute.settled.outcome } };
};

/** Null where it was given, now or before; else why not. */
async function give(ctx: Context, sellerId: string, dispute: Dispute, ret: Return, terms: Terms): Promise<string | null> {
  const isTaken = dispute.kind === 'chargeback';
  const items = ret.items.filter((item) => dispute.items.some((one) => keyOf(one) === keyOf(item)));
  const whole = items.map(({ lineId, unit }) => ({ lineId, unit }));
  // A bank takes what it takes, and no more than that: as much of it as is left of the items is this return's refund, the rest is a loss.
  const taken = terms.amount ?? dispute.amount;
  const named = isTaken || terms.amount === undefined ? null : terms.amount;
  const parts =
    named &&
    allocate(
      named,
      items.map(({ price }) => price.minor),
    );
  const acted = await act(
    ctx,
    sellerId,
    ret.id,
    {
      verb: 'award',
      dispute: dispute.code,
      items: parts ? whole.map((item, i) => ({ ...item, amount: parts[i]! })) : whole,
      ...(isTaken && { taken: { reference: dispute.reference ?? dispute.code, amount: taken } }),
    },
    SYSTEM,
  );
  if (!acted.ok) return typeof acted.refusal === 'string' ? acted.refusal : acted.refusal.name;
  if (isTaken) await bookLoss(ctx, sellerId, dispute, acted.ret, taken);
  return null;
}

/**
 * What the bank took beyond what was left to be paid back: the same goods were refunded before, or a fee came on top. It leaves the holder that
 * the refund leaves (`keep-books.ts`): the bank pulled both in one sum from whoever had collected the money.
 */
async function bookLoss(ctx: Context, sellerId: string, dispute: Dispute, ret: Return, taken: Money): Promise<void> {
  const given = sum(
    ret.refunds.filter(({ award }) => award === dispute.code).map(({ amount }) => amount),
    taken.currency,
  );
  const loss = subtract(taken, given);
  if (loss.minor <= 0) return;
  const at = ctx.clock.now(sellerId);
  const { channel } = ret.order;
  await ctx.db.withSeller(sellerId, async (tx) => {
    const terms = await termsAt(ctx, tx, channel, at);
    const head = {
      key: `dispute:${dispute.id}:loss`,
      at,
      what: 'chargeback_loss',
      about: { channel, orderId: dispute.orderId, returnId: dispute.returnId },
    };
    // No connection, no terms: the money can only have come out of the seller's own account.
    await postJournal(tx, transfer(head, loss, 'payout_differences', terms?.holder ?? 'bank'));
  });
}

/** Our words to the buyer, with what they come to, in the one conversation of the return (M15). */
export const disputeWord: Errand<{ readonly disputeId: string; readonly seq: number }> = async (
  ctx,
  seller,
  _effect,
  { disputeId, seq },
) => {
  const { dispute, events, buyer, words } = await ctx.db.withSeller(seller.id, async (tx) => ({
    ...(await load(tx, disputeId)),
    words: await readDisputeWords(tx, disputeId),
  }));
  const event: DisputeEvent | undefined = events.find((one) => one.seq === seq);
  assert(event, `event ${seq} of dispute ${disputeId}`);
  const own = 'wordsId' in event && event.type !== 'opened' ? words.find(({ id }) => id === event.wordsId)?.says : undefined;
  const body = [own, tellBuyer(event, dispute, buyer.language, zoneOf(dispute.country), ctx.holidays)].filter(Boolean).join('\n\n');
  if (body === '') return { done: { skipped: 'nothing to say' } };
  const by: Actor = event.by.kind === 'staff' ? event.by : { kind: 'system', name: seller.name };
  const id = idOfKey('dispute', disputeId, String(seq));
  const written = await writeMessage(ctx, seller.id, dispute.returnId, { body, language: buyer.language, id }, by);
  return written.ok
    ? { done: { messageId: id } }
    : { giveUp: typeof written.refusal === 'string' ? written.refusal : written.refusal.name };
};

/** An answer is owed: those whose duty it is are called, and at last the managers. */
export const disputeTeam: Errand<{ readonly disputeId: string; readonly seq: number }> = async (
  ctx,
  seller,
  effect,
  { disputeId, seq },
): Promise<Result> => {
  const { dispute, ret, events } = await ctx.db.withSeller(seller.id, (tx) => load(tx, disputeId));
  const event = events.find((one) => one.seq === seq);
  assert(event?.type === 'escalated', `event ${seq} of dispute ${disputeId} calls somebody`);
  // A question asked since has a ladder of its own.
  if (dispute.answeredAt !== undefined || dispute.askedAt !== event.startedAt) return { done: { skipped: 'answered' } };
  const people = async (role: 'customer_service' | 'manager') => ctx.db.withPlatform((tx) => listColleagues(tx, seller.id, role));
  const called = await people(dutyOf(event.step));
  const to = (called.length > 0 ? called : await people('manager')).map(({ email }) => email);
  if (to.length === 0) return { done: { skipped: 'nobody to call' } };
  const language = languageOf(seller.language);
  const words = DESK_WORDS[language].dispute;
  const by = spokenDate(event.dueAt, language, seller.zone);
  const amount = spokenMoney(dispute.amount, language);
  const isOver = Date.parse(event.dueAt) <= Date.parse(ctx.clock.now(seller.id));
  const mail = deskMail({
    to: 'team',
    seller: { name: seller.name, colour: seller.settings.colour },
    zone: seller.zone,
    language,
    about: { name: words.name, number: dispute.code },
    subject: words.subject(dispute.code, isOver, by),
    headline: words.headline,
    blocks: [words.stake(amount, ret.rma)],
    link: { says: words.open, url: `${ctx.publicUrl}/disputes/${dispute.id}` },
  });
  return sendMail(ctx, seller, effect, to.join(', '), 'team_dispute', mail);
};
