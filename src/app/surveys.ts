/**
 * How it went (M20): a return that ends is remembered, its buyer is asked once at a decent hour, and what they answer is kept with the case; an
 * unhappy answer opens its follow-up in the same transaction. Everybody whose return ended so is asked alike.
 */
import { SURVEY_WORDS, type Score, type SurveyQuestion, type SurveyTopic } from '../core/aftercare/answer.ts';
import type { Actor } from '../core/access.ts';
import { followUpClock, decideFollowUp, openFollowUp, type Owner } from '../core/aftercare/follow-up.ts';
import { changeUntil, isAsked, isUnhappy, mayAnswerByItself, type SurveySettings, usualHours } from '../core/aftercare/survey.ts';
import { assert } from '../core/assert.ts';
import { goesOut, type Medium } from '../core/notices.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import type { Return } from '../core/return/model.ts';
import { suppressedOf } from '../store/bounces.ts';
import type { Tx } from '../store/db.ts';
import { mergeSettings } from '../store/platform.ts';
import { policyInForce } from '../store/policies.ts';
import { readOff } from '../store/preferences.ts';
import { lockReturn, readEvents } from '../store/returns.ts';
import {
  type AnswerRow,
  askedSince,
  dueSurveys,
  dueSurveysOf,
  followUpOfReturn,
  insertAnswer,
  insertFollowUp,
  insertFollowUpEvents,
  insertSurveyWords,
  lockMailbox,
  markAsked,
  markPassedOver,
  noteAnswer,
  type PassedOver,
  readSurvey,
  type Survey,
} from '../store/surveys.ts';
import { actIn } from './act.ts';
import { bareAddress } from './bounces.ts';
import { contactOf } from './contact.ts';
import { keepFollowUp, settingsOf } from './keep-surveys.ts';
import { type Context, newId, newRma, policyDocument } from './context.ts';
import { untilStill } from './until-still.ts';
import { announceAnswer, announceFollowUp } from './webhooks.ts';

const SYSTEM: Actor = { kind: 'system', name: 'survey' };
const BUYER: Actor = { kind: 'buyer' };

/** What is set is what holds from now on: who waits to be asked is asked by what holds then. */
export async function putSurveySettings(ctx: Context, sellerId: string, survey: SurveySettings): Promise<void> {
  await ctx.db.withPlatform((tx) => mergeSettings(tx, sellerId, { survey }));
  await ctx.sellers.refresh();
}

// ── Asking ──

/** Every seller's buyers whose hour has come. Answers how many were asked or passed over. */
export const sweepSurveys = (ctx: Context, except: readonly string[]): Promise<number> =>
  untilStill(
    () => ctx.db.withDispatcher((tx) => dueSurveys(tx, ctx.clock.realNow(), except)),
    ({ seller_id, return_id }) => askOne(ctx, seller_id, return_id),
  );

export const sweepSurveysOf = (ctx: Context, sellerId: string): Promise<number> =>
  untilStill(
    () => ctx.db.withSeller(sellerId, (tx) => dueSurveysOf(tx, ctx.clock.now(sellerId))),
    ({ return_id }) => askOne(ctx, sellerId, return_id),
  );

/** Under the lock of the return: of two sweeps at once the second finds it done. */
async function askOne(ctx: Context, sellerId: string, returnId: string): Promise<number> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const loaded = await lockReturn(tx, returnId);
    const survey = await readSurvey(tx, returnId);
    const now = ctx.clock.now(sellerId);
    if (!loaded || survey?.ask_at == null || Date.parse(survey.ask_at) > Date.parse(now)) return 0;
    const way = await wayToAsk(ctx, tx, loaded.ret, loaded.buyer.email, survey, now);
    if (way !== 'mail' && way !== 'channel') {
      await markPassedOver(tx, returnId, way);
      return 1;
    }
    await markAsked(tx, returnId, now);
    const asked = await actIn(ctx, tx, returnId, { verb: 'survey', way }, SYSTEM);
    assert(asked.ok, 'nothing refuses a question');
    return 1;
  });
}

/** By which way the buyer is asked, or why not. Nothing here knows how the return went. */
async function wayToAsk(
  ctx: Context,
  tx: Tx,
  ret: Return,
  email: string | undefined,
  survey: Survey,
  now: string,
): Promise<Medium | PassedOver> {
  const settings = settingsOf(ctx, tx.sellerId);
  if (!isAsked(survey.ended, settings)) return 'off';
  if (survey.score !== null) return 'answered';
  const way = await wayOf(ctx, tx, ret, email, settings);
  if (way !== 'mail' && way !== 'channel') return way;
  // Two returns of one buyer may come up in the same second.
  await lockMailbox(tx, ret.id);
  const quiet = new Date(Date.parse(now) - settings.quietDays * 86_400_000).toISOString();
  return settings.quietDays > 0 && (await askedSince(tx, ret.id, quiet)) ? 'quiet' : way;
}

/**
 * Where a channel wants all contact in its own conversation, that is for the order: whether opinions are asked there is the seller's choice, and a
 * mail would be the contact that the channel forbids.
 */
export async function wayOf(
  ctx: Context,
  tx: Tx,
  ret: Return,
  email: string | undefined,
  settings: SurveySettings,
): Promise<Medium | PassedOver> {
  const contact = await contactOf(tx, ret.id);
  const { noticesOff } = ctx.sellers.get(tx.sellerId).settings;
  if (contact?.rule === 'channel_only') {
    if (!settings.throughChannel || ret.channelReturnId === undefined) return 'channel_only';
    return goesOut('survey', 'channel', noticesOff) ? 'channel' : 'off';
  }
  if (!goesOut('survey', 'mail', noticesOff)) return 'off';
  if (settings.noMailTo.includes(ret.order.country)) return 'country';
  if (!email) return 'no_address';
  const address = bareAddress(email);
  if ((await suppressedOf(tx, [address])).has(address)) return 'no_address';
  return (await readOff(tx, address)).includes('surveys') ? 'unwanted' : 'mail';
}

// ── Answers ──

export type GivenAnswer = {
  /** Of the form that was sent: the same one twice is one answer. */
  readonly id: string;
  readonly question: SurveyQuestion;
  readonly score: Score;
  /** Left out: as they were. */
  readonly topics?: readonly SurveyTopic[];
  readonly contact?: boolean;
  readonly says?: string;
  /** `page`: it sent itself when it opened. */
  readonly way: 'page' | 'tap';
};

export type Answered =
  | { readonly ok: true /** False: nothing was to be kept (said before, or not by a person for sure). */; readonly kept: boolean }
  | { readonly ok: false; readonly refusal: 'not_found' | 'not_asked' | 'too_late' };

/** What the buyer says, with its event on the return, the words beside it and, where it is unhappy, the follow-up: all or nothing. */
export async function answerSurvey(ctx: Context, sellerId: string, returnId: string, given: GivenAnswer): Promise<Answered> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<Answered> => {
    const loaded = await lockReturn(tx, returnId);
    const survey = await readSurvey(tx, returnId);
    if (!loaded || !survey) return { ok: false, refusal: 'not_found' };
    const { question, score, way } = given;
    const isAgain = question === 'again';
    if (isAgain && survey.again_at === null) return { ok: false, refusal: 'not_asked' };
    const now = ctx.clock.now(sellerId);
    const settings = settingsOf(ctx, sellerId);
    const firstAt = isAgain ? survey.again_answered_at : survey.first_at;
    if (firstAt !== null && Date.parse(changeUntil(firstAt, settings)) < Date.parse(now)) return { ok: false, refusal: 'too_late' };
    // What a page sends by itself never takes the place of an answer, and not while programs may be looking through the mail.
    if (way === 'page' && (firstAt !== null || !mayAnswerByItself(isAgain ? survey.again_at : survey.asked_at, now)))
      return { ok: true, kept: false };

    const says = given.says?.trim().slice(0, SURVEY_WORDS) ?? '';
    const { topics = isAgain ? [] : survey.topics, contact = isAgain ? false : survey.contact } = given;
    const answer: AnswerRow = { id: given.id, return_id: returnId, at: now, question, score, topics, contact, wrote: says !== '', way };
    if (!(await insertAnswer(tx, answer))) return { ok: true, kept: false };
    if (says !== '') await insertSurveyWords(tx, { id: given.id, returnId, at: now, by: BUYER, says });
    const wrote = says !== '' || (!isAgain && survey.wrote);
    const unhappy = isUnhappy({ score, wrote, contact }, settings);
    await noteAnswer(tx, answer, { wrote, contact, unhappy });
    await announceAnswer(ctx, tx, loaded.ret, { question, score, topics, contact, wrote, at: now, changed: firstAt !== null });
    const opened = await followUp(ctx, tx, loaded.ret, survey, { question, score, unhappy, now, settings });
    const said = { verb: 'survey-answer', answerId: given.id, score, topics, wrote: says !== '', contact } as const;
    const acted = await actIn(
      ctx,
      tx,
      returnId,
      { ...said, ...(isAgain && { again: true as const }), ...(opened && { followUp: opened }) },
      BUYER,
    );
    assert(acted.ok, 'nothing refuses an answer');
    return { ok: true, kept: true };
  });
}

/** Opens the follow-up, or takes it up again; null where nobody owes an answer because of it. */
async function followUp(
  ctx: Context,
  tx: Tx,
  ret: Return,
  survey: Survey,
  said: {
    readonly question: SurveyQuestion;
    readonly score: Score;
    readonly unhappy: boolean;
    readonly now: string;
    readonly settings: SurveySettings;
  },
): Promise<{ readonly id: string; readonly dueAt: string } | null> {
  const { question, score, unhappy, now, settings } = said;
  const there = await followUpOfReturn(tx, ret.id);
  if (!there) {
    if (!unhappy) return null;
    const { zone, country } = ctx.sellers.get(tx.sellerId);
    const version = await policyInForce(tx, now);
    const policy = version === null ? null : await policyDocument(tx, version);
    const owner = await caredFor(tx, ret.id);
    const opened = openFollowUp(
      {
        id: newId(ctx, now),
        code: newRma(ctx).replace(/^R/, 'F'),
        returnId: ret.id,
        orderId: ret.order.id,
        country: ret.order.country,
        score,
        hours: settings.followUpHours,
        of: policy?.businessHours ?? usualHours(zone, country),
        ...(owner && { owner }),
      },
      { now, by: BUYER },
    );
    await insertFollowUp(tx, opened.followUp, ctx.holidays);
    await insertFollowUpEvents(tx, opened.followUp.id, opened.events);
    await announceFollowUp(ctx, tx, opened.followUp, ret.rma, now);
    return { id: opened.followUp.id, dueAt: followUpClock(opened.followUp, ctx.holidays).dueAt };
  }
  const command =
    question === 'again'
      ? ({ verb: 'second-answer', score, unhappy } as const)
      : survey.score !== score
        ? ({ verb: 'change', score } as const)
        : null;
  if (!command) return null;
  const decided = decideFollowUp(there, command, { now, by: BUYER, holidays: ctx.holidays });
  assert(decided.ok, 'whoever was asked may answer');
  await keepFollowUp(ctx, tx, decided, now);
  if (there.state === 'open' || decided.followUp.state !== 'open') return null;
  await announceFollowUp(ctx, tx, decided.followUp, ret.rma, now);
  return { id: there.id, dueAt: followUpClock(decided.followUp, ctx.holidays).dueAt };
}

/** Whoever of the desk last did something about the return; nobody where only the product did. */
async function caredFor(tx: Tx, returnId: string): Promise<Owner | undefined> {
  const events = (await readEvents(tx, returnId)).map(({ body }) => JSON.parse(body) as ReturnEvent);
  const last = events.findLast(
    ({ by }) => by.kind === 'staff' && by.roles.some((role) => role === 'customer_service' || role === 'manager'),
  );
  return last?.by.kind === 'staff' ? { id: last.by.id, name: last.by.name } : undefined;
}
