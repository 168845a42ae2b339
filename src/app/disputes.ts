/**
 * Disputes (M35): opened by a buyer, a marketplace or a bank; led by people; ended with an outcome that the return, its money and the buyer hear
 * of. Each act is one transaction: the dispute, its events, what was said, and the errands that follow from it.
 */
import type { Actor } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import {
  decideDispute,
  type Dispute,
  type DisputeCommand,
  type DisputeEvent,
  type DisputeKind,
  type DisputeReason,
  type DisputeRefusal,
  openDispute,
  type Party,
} from '../core/disputes/dispute.ts';
import type { ProofKind } from '../core/disputes/evidence.ts';
import { CLOCK_RULES } from '../core/clocks/rules.ts';
import { add, type Money, zero } from '../core/money.ts';
import type { ItemKey, ReturnEvent } from '../core/return/events.ts';
import { keyOf } from '../core/return/model.ts';
import { isUniqueViolation, type Tx } from '../store/db.ts';
import {
  dueDisputes,
  dueDisputesOf,
  findDispute,
  insertDispute,
  insertDisputeEvents,
  insertDisputeWords,
  lockDispute,
  updateDispute,
} from '../store/disputes.ts';
import { insertErrand } from '../store/effects.ts';
import { readEvents, readReturn } from '../store/returns.ts';
import { actIn } from './act.ts';
import { untilStill } from './until-still.ts';
import { announceDispute } from './webhooks.ts';
import { type Context, newId, newRma } from './context.ts';

const SYSTEM: Actor = { kind: 'system', name: 'disputes' };

/** What somebody said or showed. A file is kept in the house's files before. */
export type Said = {
  readonly says: string;
  readonly proof?: ProofKind;
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Uint8Array };
};

export type NewDispute = {
  readonly kind: DisputeKind;
  readonly reason: DisputeReason;
  readonly says: string;
  /** All items of the return unless said. */
  readonly items?: readonly ItemKey[];
  /** What was paid for them unless said; a bank may have pulled back more or less. */
  readonly amount?: Money;
  readonly reference?: string;
  readonly answerBy?: string;
};

export type OpenedDispute =
  | { readonly ok: true; readonly id: string; readonly created: boolean }
  | { readonly ok: false; readonly refusal: 'not_found' | 'unknown_item' | 'wrong_currency' | 'amount_out_of_range' | 'date_in_the_past' };

const OPENER: Readonly<Record<DisputeKind, Party>> = { complaint: 'buyer', marketplace_case: 'marketplace', chargeback: 'bank' };

/**
 * Opens a dispute and puts the return on hold: while it is open nothing is paid that it is about (M30, M35). The same one told again, by its
 * number or because one of its kind is open on the return, is the one that is there.
 */
export async function openDisputeOn(
  ctx: Context,
  sellerId: string,
  returnId: string,
  asked: NewDispute,
  by: Actor,
): Promise<OpenedDispute> {
  try {
    return await ctx.db.withSeller(sellerId, (tx) => openIn(ctx, tx, returnId, asked, by));
  } catch (error) {
    if (!isUniqueViolation(error, 'disputes_one_open') && !isUniqueViolation(error, 'disputes_reference')) throw error;
    // Somebody was faster with the same one.
    const there = await ctx.db.withSeller(sellerId, (tx) => findDispute(tx, { returnId, ...asked }));
    assert(there, 'what was in the way is there');
    return { ok: true, id: there.id, created: false };
  }
}

async function openIn(ctx: Context, tx: Tx, returnId: string, asked: NewDispute, by: Actor): Promise<OpenedDispute> {
  const loaded = await readReturn(tx, returnId);
  if (!loaded) return { ok: false, refusal: 'not_found' };
  const { ret } = loaded;
  const there = await findDispute(tx, { returnId, ...asked });
  if (there) return { ok: true, id: there.id, created: false };

  const items = ret.items.filter((item) => asked.items === undefined || asked.items.some((one) => keyOf(one) === keyOf(item)));
  if (items.length === 0 || (asked.items && items.length !== asked.items.length)) return { ok: false, refusal: 'unknown_item' };
  const now = ctx.clock.now(tx.sellerId);
  const amount = asked.amount ?? items.reduce((sum, item) => add(sum, item.price), zero(ret.order.currency));
  if (amount.currency !== ret.order.currency) return { ok: false, refusal: 'wrong_currency' };
  if (amount.minor <= 0) return { ok: false, refusal: 'amount_out_of_range' };
  if (asked.answerBy !== undefined && Date.parse(asked.answerBy) <= Date.parse(now)) return { ok: false, refusal: 'date_in_the_past' };

  const [id, wordsId] = [newId(ctx, now), newId(ctx, now)];
  const { kind, reason, reference, answerBy } = asked;
  const opened = openDispute(
    {
      type: 'opened',
      wordsId,
      dispute: {
        id,
        code: newRma(ctx).replace(/^R/, 'D'),
        returnId,
        orderId: ret.order.id,
        country: ret.order.country,
        kind,
        reason,
        items: items.map(({ lineId, unit }) => ({ lineId, unit })),
        amount,
        ...(reference !== undefined && { reference }),
        ...(answerBy !== undefined && { answerBy }),
      },
    },
    { now, by },
  );
  await insertDispute(tx, opened.dispute, ctx.holidays);
  await insertDisputeEvents(tx, id, opened.events);
  await insertDisputeWords(tx, wordsOf(id, wordsId, OPENER[kind], { says: asked.says }, null, now, by));
  await announceDispute(ctx, tx, opened.dispute, opened.events);
  // A return that is open tells the buyer with its hold; one that is closed is past that.
  if (ret.milestones.closedAt !== undefined && kind === 'complaint')
    await insertErrand(tx, { id: newId(ctx, now), kind: 'dispute_word', body: { disputeId: id, seq: 1 }, created_at: now });
  // The last statement: it ends the transaction. A closed return needs none; another's hold, which people may lift, becomes the dispute's.
  if (ret.milestones.closedAt === undefined && ret.hold?.why !== 'dispute')
    await actIn(ctx, tx, returnId, { verb: 'hold', why: 'dispute', because: opened.dispute.code }, SYSTEM);
  return { ok: true, id, created: true };
}

const wordsOf = (
  disputeId: string,
  id: string,
  party: Party,
  { says, proof, file }: Said,
  kept: { readonly sha256: string; readonly size: number } | null,
  at: string,
  by: Actor,
) => ({
  id,
  dispute_id: disputeId,
  party,
  proof: proof ?? null,
  says,
  name: (kept && file?.name) ?? null,
  type: (kept && file?.type) ?? null,
  sha256: kept?.sha256 ?? null,
  size: kept?.size ?? null,
  at,
  by,
});

/** A command as people give it: what they say comes along and is kept beside; its id is ours to give. */
type Spoken<C> = C extends { readonly wordsId: string } | { readonly wordsId?: string }
  ? Omit<C, 'wordsId' | 'sha256' | 'proposalId'> & { readonly said: Said }
  : C;
export type DisputeAct = Spoken<Exclude<DisputeCommand, { verb: 'tick' }>>;

export type DisputeActed =
  | { readonly ok: true; readonly dispute: Dispute; readonly events: readonly DisputeEvent[] }
  | { readonly ok: false; readonly refusal: DisputeRefusal | 'not_found' | 'version_conflict'; readonly dispute?: Dispute };

/** One act on one dispute. `version`: what the actor saw. */
export async function actOnDispute(
  ctx: Context,
  sellerId: string,
  disputeId: string,
  asked: DisputeAct,
  by: Actor,
  version?: number,
): Promise<DisputeActed> {
  const said = 'said' in asked ? asked.said : null;
  const kept = said?.file ? await ctx.files.put(said.file.bytes) : null;
  return ctx.db.withSeller(sellerId, async (tx): Promise<DisputeActed> => {
    const dispute = await lockDispute(tx, disputeId);
    if (!dispute) return { ok: false, refusal: 'not_found' };
    if (version !== undefined && version !== dispute.version) return { ok: false, refusal: 'version_conflict', dispute };
    const now = ctx.clock.now(sellerId);
    const [wordsId, proposalId] = [newId(ctx, now), newId(ctx, now)];
    const command = {
      ...asked,
      ...(said && { wordsId }),
      ...(asked.verb === 'proposal' && { proposalId }),
      ...(asked.verb === 'evidence' && kept && { sha256: kept.sha256 }),
    } as DisputeCommand;
    const deciders = asked.verb === 'ruling' ? await decidersOf(tx, dispute.returnId) : [];
    const answer = decideDispute(dispute, command, { now, by, holidays: ctx.holidays, deciders });
    if (!answer.ok) return { ...answer, dispute };
    await write(ctx, tx, answer, now);
    if (said) await insertDisputeWords(tx, wordsOf(disputeId, wordsId, partyOf(command), said, kept, now, by));
    return answer;
  });
}

const partyOf = (command: DisputeCommand): Party =>
  'party' in command ? command.party : command.verb === 'withdrawal' ? 'buyer' : 'seller';

/** The dispute, its events, and the errands that follow from them. */
async function write(
  ctx: Context,
  tx: Tx,
  { dispute, events }: { readonly dispute: Dispute; readonly events: readonly DisputeEvent[] },
  now: string,
): Promise<void> {
  if (events.length === 0) return;
  await insertDisputeEvents(tx, dispute.id, events);
  await updateDispute(tx, dispute, now, ctx.holidays);
  await announceDispute(ctx, tx, dispute, events);
  const errand = (kind: string, body: Record<string, unknown>) =>
    insertErrand(tx, { id: newId(ctx, now), kind, body: { disputeId: dispute.id, ...body }, created_at: now });
  for (const event of events) {
    if (event.type === 'closed') await errand('dispute_outcome', {});
    if (event.type === 'escalated') await errand('dispute_team', { seq: event.seq });
    // What we say to the buyer goes through the one conversation that the return has (M15).
    const ours = (event.type === 'said' || event.type === 'proposed' || event.type === 'ruled') && event.party === 'seller';
    if ((ours || event.type === 'closed') && dispute.kind === 'complaint') await errand('dispute_word', { seq: event.seq });
  }
}

/** Staff who refused, deducted or found against the buyer. */
async function decidersOf(tx: Tx, returnId: string): Promise<string[]> {
  const events = (await readEvents(tx, returnId)).map(({ body }) => JSON.parse(body) as ReturnEvent);
  return events.flatMap(({ type, by }) =>
    by.kind === 'staff' && (type === 'rejected' || type === 'resolved' || type === 'inspected') ? [by.id] : [],
  );
}

// ── Time ──

/** Every seller's disputes whose time has come; as the clocks of returns (`sweep.ts`). Answers how many moved. */
export const sweepDisputes = (ctx: Context, except: readonly string[]): Promise<number> =>
  untilStill(
    () => ctx.db.withDispatcher((tx) => dueDisputes(tx, ctx.clock.realNow(), except)),
    ({ seller_id, id }) => tickOne(ctx, seller_id, id),
  );

export const sweepDisputesOf = (ctx: Context, sellerId: string): Promise<number> =>
  untilStill(
    () => ctx.db.withSeller(sellerId, (tx) => dueDisputesOf(tx, ctx.clock.now(sellerId))),
    ({ id }) => tickOne(ctx, sellerId, id),
  );

async function tickOne(ctx: Context, sellerId: string, id: string): Promise<number> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const dispute = await lockDispute(tx, id);
    if (!dispute || dispute.closedAt !== undefined) return 0;
    const now = ctx.clock.now(sellerId);
    const answer = decideDispute(dispute, { verb: 'tick' }, { now, by: SYSTEM, holidays: ctx.holidays, deciders: [] });
    assert(answer.ok, 'time may always pass');
    await write(ctx, tx, answer, now);
    // The row said due and the dispute says otherwise: the row follows.
    if (answer.events.length === 0) await updateDispute(tx, dispute, now, ctx.holidays);
    return answer.events.length > 0 ? 1 : 0;
  });
}

/** Whose duty an unanswered dispute is, step by step. */
export const dutyOf = (step: string): 'customer_service' | 'manager' =>
  step === 'tell_manager' ? 'manager' : (CLOCK_RULES.dispute_answer.duty as 'customer_service');
