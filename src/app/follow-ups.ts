/**
 * Unhappy answers, until something came of them (M20): who owns one, what the buyer was told, whether it is well now. Each act is one transaction:
 * the follow-up with its events, what was said, and the return's own story.
 */
import type { FollowUpOutcome } from '../core/aftercare/answer.ts';
import { type Actor, languageOf, type Role } from '../core/access.ts';
import {
  decideFollowUp,
  type FollowUp,
  followUpClock,
  type FollowUpCommand,
  type FollowUpRefusal,
  type Owner,
} from '../core/aftercare/follow-up.ts';
import { assert } from '../core/assert.ts';
import { CLOCK_RULES } from '../core/clocks/rules.ts';
import { spokenDate } from '../core/spoken.ts';
import { deskMail } from '../notifications/desk-mail.ts';
import { DESK_WORDS } from '../notifications/desk-words.ts';
import type { Tx } from '../store/db.ts';
import { insertErrand } from '../store/effects.ts';
import { listColleagues, listPeople } from '../store/platform.ts';
import { lockReturn } from '../store/returns.ts';
import {
  dueFollowUps,
  dueFollowUpsOf,
  insertSurveyWords,
  listedFollowUp,
  lockFollowUp,
  markAskedAgain,
  readFollowUp,
  readFollowUpEvents,
} from '../store/surveys.ts';
import { actIn } from './act.ts';
import type { Result } from './carry-out.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';
import { sendMail } from './send-mail.ts';
import { keepFollowUp, settingsOf } from './keep-surveys.ts';
import { wayOf } from './surveys.ts';
import { untilStill } from './until-still.ts';

const SYSTEM: Actor = { kind: 'system', name: 'follow-ups' };

/** What people do. `to`: a colleague, or nobody. */
export type FollowUpAct =
  | { readonly verb: 'assignment'; readonly to: string | null }
  | { readonly verb: 'call'; readonly says: string }
  | { readonly verb: 'settlement'; readonly outcome: FollowUpOutcome; readonly says?: string }
  | { readonly verb: 'question' };

export type FollowUpActed =
  | { readonly ok: true; readonly followUp: FollowUp }
  | { readonly ok: false; readonly refusal: FollowUpRefusal | 'not_found' | 'version_conflict' | 'unknown_person' | 'no_way_to_ask' };

/** One act on one follow-up. `version`: what the actor saw. */
export async function actOnFollowUp(
  ctx: Context,
  sellerId: string,
  id: string,
  asked: FollowUpAct,
  by: Actor,
  version?: number,
): Promise<FollowUpActed> {
  const owner = asked.verb === 'assignment' && asked.to !== null ? await personOf(ctx, sellerId, asked.to) : null;
  if (asked.verb === 'assignment' && asked.to !== null && owner === null) return { ok: false, refusal: 'unknown_person' };
  return ctx.db.withSeller(sellerId, async (tx): Promise<FollowUpActed> => {
    const known = await readFollowUp(tx, id);
    if (!known) return { ok: false, refusal: 'not_found' };
    // The return first, as everywhere: whoever answers in the conversation holds it already.
    const loaded = await lockReturn(tx, known.returnId);
    const before = await lockFollowUp(tx, id);
    assert(loaded && before, 'a follow-up has a return, and is never removed');
    if (version !== undefined && version !== before.version) return { ok: false, refusal: 'version_conflict' };
    const now = ctx.clock.now(sellerId);
    const wordsId = newId(ctx, now);
    const says = 'says' in asked ? (asked.says?.trim() ?? '') : '';
    const decided = decideFollowUp(before, commandOf(asked, owner, says === '' ? undefined : wordsId), { now, by, holidays: ctx.holidays });
    if (!decided.ok) return decided;
    const way = asked.verb === 'question' ? await wayOf(ctx, tx, loaded.ret, loaded.buyer.email, settingsOf(ctx, sellerId)) : null;
    if (way !== null && way !== 'mail' && way !== 'channel') return { ok: false, refusal: 'no_way_to_ask' };
    if (says !== '') await insertSurveyWords(tx, { id: wordsId, returnId: before.returnId, at: now, by, says });
    await keepFollowUp(ctx, tx, decided, now);
    const after = decided.followUp;
    if (way !== null) {
      await markAskedAgain(tx, before.returnId, now);
      await actIn(ctx, tx, before.returnId, { verb: 'survey', way, again: true }, SYSTEM);
    } else if (after.state !== before.state)
      await actIn(
        ctx,
        tx,
        before.returnId,
        { verb: 'follow-up', followUpId: id, to: after.state, ...(after.state === 'settled' && { outcome: after.settled!.outcome }) },
        by,
      );
    return { ok: true, followUp: after };
  });
}

function commandOf(asked: FollowUpAct, owner: Owner | null, wordsId: string | undefined): FollowUpCommand {
  switch (asked.verb) {
    case 'assignment':
      return { verb: 'assignment', owner };
    case 'call':
      assert(wordsId !== undefined, 'a call is noted in words');
      return { verb: 'call', wordsId };
    case 'settlement':
      return { verb: 'settlement', outcome: asked.outcome, ...(wordsId !== undefined && { wordsId }) };
    case 'question':
      return asked;
  }
}

async function personOf(ctx: Context, sellerId: string, id: string): Promise<Owner | null> {
  const people = await ctx.db.withPlatform((tx) => listPeople(tx, sellerId));
  const found = people.find((one) => one.id === id);
  return found ? { id: found.id, name: found.name } : null;
}

// ── Time ──

/** Every seller's follow-ups whose time has come. Answers how many moved. */
export const sweepFollowUps = (ctx: Context, except: readonly string[]): Promise<number> =>
  untilStill(
    () => ctx.db.withDispatcher((tx) => dueFollowUps(tx, ctx.clock.realNow(), except)),
    ({ seller_id, id }) => ctx.db.withSeller(seller_id, (tx) => tickOne(ctx, tx, id)),
  );

export const sweepFollowUpsOf = (ctx: Context, sellerId: string): Promise<number> =>
  untilStill(
    () => ctx.db.withSeller(sellerId, (tx) => dueFollowUpsOf(tx, ctx.clock.now(sellerId))),
    ({ id }) => ctx.db.withSeller(sellerId, (tx) => tickOne(ctx, tx, id)),
  );

async function tickOne(ctx: Context, tx: Tx, id: string): Promise<number> {
  const followUp = await lockFollowUp(tx, id);
  if (!followUp) return 0;
  const now = ctx.clock.now(tx.sellerId);
  const decided = decideFollowUp(followUp, { verb: 'tick' }, { now, by: SYSTEM, holidays: ctx.holidays });
  assert(decided.ok, 'time may always pass');
  await keepFollowUp(ctx, tx, decided, now);
  // After a long sleep people hear of the last step alone.
  const called = decided.events.findLast(({ type }) => type === 'escalated');
  if (called)
    await insertErrand(tx, { id: newId(ctx, now), kind: 'follow_up_team', body: { followUpId: id, seq: called.seq }, created_at: now });
  return decided.events.length > 0 ? 1 : 0;
}

/** An answer is owed: the owner is called, then those whose duty it is, and at last the managers. */
export const followUpTeam: Errand<{ readonly followUpId: string; readonly seq: number }> = async (
  ctx,
  seller,
  effect,
  { followUpId, seq },
): Promise<Result> => {
  const { row, events } = await ctx.db.withSeller(seller.id, async (tx) => ({
    row: await listedFollowUp(tx, followUpId),
    events: await readFollowUpEvents(tx, followUpId),
  }));
  const event = events.find((one) => one.seq === seq);
  assert(row && event?.type === 'escalated', `event ${seq} of follow-up ${followUpId} calls somebody`);
  const { body: followUp, rma, buyer_name } = row;
  if (followUp.state !== 'open' || followUp.owedSince !== event.startedAt) return { done: { skipped: 'answered' } };
  const people = (role: Role) => ctx.db.withPlatform((tx) => listColleagues(tx, seller.id, role));
  const isManagers = event.step === 'tell_manager';
  const called = await people(isManagers ? 'manager' : CLOCK_RULES.follow_up.duty);
  const owner = isManagers ? undefined : called.find(({ id }) => id === followUp.owner?.id);
  const to = (owner ? [owner] : called.length > 0 ? called : await people('manager')).map(({ email }) => email);
  if (to.length === 0) return { done: { skipped: 'nobody to call' } };
  const language = languageOf(seller.language);
  const words = DESK_WORDS[language].followUp;
  const { dueAt } = followUpClock(followUp, ctx.holidays);
  const isOver = Date.parse(dueAt) <= Date.parse(ctx.clock.now(seller.id));
  const mail = deskMail({
    to: 'team',
    seller: { name: seller.name, colour: seller.settings.colour },
    zone: seller.zone,
    language,
    about: { name: words.name, number: followUp.code },
    subject: words.subject(rma, isOver, spokenDate(dueAt, language, seller.zone)),
    headline: words.headline,
    blocks: [words.score(buyer_name, followUp.score, rma)],
    link: { says: words.open, url: `${ctx.publicUrl}/aftercare/follow-ups?id=${followUp.id}` },
  });
  return sendMail(ctx, seller, effect, to.join(', '), 'team_survey', mail);
};
