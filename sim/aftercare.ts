/**
 * What comes after (M19, M20, M35): gestures within a small budget, buyers who say how it went or see a finding otherwise, and people who answer the
 * unhappy ones in time, late or never.
 */
import { act } from '../src/app/act.ts';
import { answerBuyer, unsayAnswer } from '../src/app/answer-buyer.ts';
import { answerDispute, contestAnswer } from '../src/app/contest.ts';
import { newId } from '../src/app/context.ts';
import { actOnFollowUp, type FollowUpAct } from '../src/app/follow-ups.ts';
import { dismissCase, type Offer, offerGesture, promiseKept, reopenCase, sendGesture, takeGestureBack } from '../src/app/gestures.ts';
import { answerSurvey, putSurveySettings } from '../src/app/surveys.ts';
import { idOfKey, writeMessage } from '../src/app/write-message.ts';
import type { Actor } from '../src/core/access.ts';
import { FOLLOW_UP_OUTCOMES, type Score, SURVEY_TOPICS, type SurveyQuestion } from '../src/core/aftercare/answer.ts';
import type { Gesture, GestureSettings } from '../src/core/aftercare/gestures.ts';
import { type SurveySettings, surveySettings } from '../src/core/aftercare/survey.ts';
import { type Currency, money } from '../src/core/money.ts';
import { openAnswerOf } from '../src/core/return/contest.ts';
import type { Return } from '../src/core/return/model.ts';
import { reviveEffect } from '../src/store/effects.ts';
import { addCodes, writeGestureSettings } from '../src/store/gestures.ts';
import type { Cast } from './actors.ts';
import { deedsOf } from './deeds.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BUYER: Actor = { kind: 'buyer' };
/** What stands on the vouchers. */
const WORTHS = [500, 1_500] as const;

/** The seller's own rules, by which the auditor reckons: they stay as they are for the whole run. */
export type Care = { readonly gestures: GestureSettings; readonly survey: SurveySettings };

/** Small enough that limits bite. */
export const careOf = (seed: number): Care => ({
  gestures: {
    rules: [
      { cause: 'parcel_lost', daysLate: 0, paidFrom: 0, gesture: { kind: 'voucher', minor: 1_500 } },
      { cause: 'any', daysLate: 2, paidFrom: 0, gesture: { kind: 'partial_refund', basisPoints: 400 } },
      { cause: 'any', daysLate: 0, paidFrom: 30_000, gesture: { kind: 'partial_refund', minor: 900 } },
      { cause: 'any', daysLate: 0, paidFrom: 25_000, gesture: { kind: 'voucher', minor: 500 } },
      { cause: 'any', daysLate: 0, paidFrom: 10_000, gesture: { kind: 'warranty_extension', months: 3 } },
    ],
    monthlyBudget: 5_000 + (seed % 4) * 4_000,
    cap: { basisPoints: 1_200, minor: 4_000 },
    onceInDays: [14, 90, 0][seed % 3]!,
    vouchers: { lowAt: 2, on: seed % 2 === 0 ? 'own_shops' : 'everywhere' },
    writeAgainDays: 2,
  },
  survey: surveySettings({
    quietDays: seed % 2 === 0 ? 30 : 7,
    throughChannel: seed % 2 === 1,
    refused: seed % 3 === 0,
    calledOff: seed % 5 === 0,
  }),
});

export type AfterCare = { readonly care: Care; begin(days: number): void };

export function afterCare(world: World, cast: Cast): AfterCare {
  const { ctx, sellerId, staff } = world;
  const dice = world.random.fork('after-care');
  const { rows, noted, perhapsTwice } = deedsOf(world, dice);
  const [agent, fay, mona] = [staff('customer_service'), staff('finance'), staff('manager')];
  const care = careOf(world.seed);
  let codes = 0;
  let offers = 0;
  let answers = 0;

  async function rules(): Promise<void> {
    await ctx.db.withSeller(sellerId, (tx) => writeGestureSettings(tx, care.gestures, mona, world.iso()));
    await putSurveySettings(ctx, sellerId, care.survey);
  }

  /** Some codes of each worth, too few for everybody; the last one of a batch comes again with the next. */
  async function vouchers(): Promise<void> {
    for (const worth of WORTHS) {
      const list = Array.from({ length: dice.int(1, 3) }, (_, i) => `GIFT-${String(codes + i).padStart(5, '0')}`);
      codes += list.length - (dice.chance(0.3) ? 1 : 0);
      const now = world.iso();
      const known = list.map((code) => ({ id: newId(ctx, now), code }));
      await ctx.db.withSeller(sellerId, (tx) => addCodes(tx, known, money(worth, 'EUR'), now));
    }
  }

  // ── Gestures ───────────────────────────────────────────────────────────────────────────────────────────────────────

  function gesture(currency: string): Gesture {
    const what = dice.weighted({ money: 50, voucher: 22, warranty: 18, nothing: 10 });
    if (what === 'money') return { kind: 'partial_refund', amount: money(dice.int(100, 4_500), currency as Currency) };
    if (what === 'voucher') return { kind: 'voucher', amount: money(dice.pick(WORTHS), 'EUR') };
    return what === 'warranty' ? { kind: 'warranty_extension', months: dice.pick([3, 6, 12]) } : { kind: 'nothing' };
  }

  /** In the seconds in which it can be taken back, or a moment too late. */
  function secondThoughts(id: string): void {
    if (!dice.chance(0.18)) return;
    world.at(world.now() + dice.int(2, 12) * SECOND, 'a gesture is taken back', () =>
      perhapsTwice(0.3, () => noted(`gesture ${id.slice(-6)} taken back`, takeGestureBack(ctx, sellerId, id))),
    );
  }

  const send = async (id: string, offer: Offer, by: Actor) => {
    const sent = await noted(`gesture ${id.slice(-6)} ${offer.gesture?.kind ?? 'as proposed'}`, sendGesture(ctx, sellerId, id, offer, by));
    if (sent.ok) secondThoughts(id);
  };

  async function makeGood(): Promise<void> {
    for (const { id, currency } of await rows<{ id: string; currency: string }>(
      `select c.id, o.currency from desk.gesture_cases c join desk.orders o on o.seller_id = c.seller_id and o.id = c.order_id
        where c.seller_id = $1 and c.state = 'waiting' order by c.gravity desc, c.since, c.id limit 12`,
    )) {
      if (dice.chance(0.6)) continue;
      const above = () => ({ gesture: gesture(currency), because: 'A buyer of many years.' });
      const what = dice.weighted({ proposed: 45, changed: 20, above: 12, twice: 10, dismissed: 13 });
      if (what === 'proposed') await send(id, {}, agent);
      else if (what === 'changed') await send(id, { gesture: gesture(currency) }, dice.pick([agent, fay]));
      else if (what === 'above') await send(id, above(), mona);
      else if (what === 'twice') {
        const other = above();
        await world.race([() => send(id, {}, agent), () => send(id, other, mona)]);
      } else {
        await noted(`gesture ${id.slice(-6)} dismissed`, dismissCase(ctx, sellerId, id, 'The buyer has heard from us.'));
        if (dice.chance(0.3))
          world.at(world.now() + DAY, 'a case is needed after all', async () => void (await reopenCase(ctx, sellerId, id)));
      }
    }
    for (const { id } of await rows<{ id: string }>(
      `select id from desk.gesture_cases where seller_id = $1 and again_at is not null order by again_at, id`,
    ))
      if (dice.chance(0.3)) await promiseKept(ctx, sellerId, id);
    // What the till would not pay waits on the page of failures, for somebody who tries again.
    for (const { id } of await rows<{ id: string }>(
      `select id from desk.effects where seller_id = $1 and state = 'failed' and kind = 'gesture_money' order by created_at, id`,
    ))
      if (dice.chance(0.5))
        await noted(
          `gesture money ${id.slice(-6)} again`,
          ctx.db.withSeller(sellerId, (tx) => reviveEffect(tx, id)),
        );
  }

  /** Nobody asked for it: offered by hand, and the button pressed twice under one key. */
  async function byHand(): Promise<void> {
    if (!dice.chance(0.4)) return;
    const left = cast.sold.filter((one) => !one.calledOff && one.delivered !== null && one.delivered < world.now());
    if (left.length === 0) return;
    const order = dice.pick(left);
    const [ret] = await rows<{ id: string }>(
      `select id from desk.returns where seller_id = $1 and channel = $2 and channel_order_id = $3 order by opened_at desc, id limit 1`,
      order.channel,
      order.channelOrderId,
    );
    const { channel, channelOrderId } = order;
    await offer(ret && dice.chance(0.5) ? { returnId: ret.id } : { channel, channelOrderId }, order.currency);
  }

  async function offer(about: Parameters<typeof offerGesture>[2]['about'], currency: string): Promise<boolean> {
    const by = dice.pick([agent, agent, mona]);
    const asked = { about, gesture: gesture(currency), ...(by === mona && { because: 'I have promised it.' }) };
    const once = { key: `offer-${++offers}`, hash: 'the same' };
    let given = false;
    await perhapsTwice(0.4, async () => {
      const sent = await noted(`offer ${offers} of ${asked.gesture.kind}`, offerGesture(ctx, sellerId, asked, by, once));
      given = given || sent.ok;
      if (sent.ok) secondThoughts(sent.id);
    });
    return given;
  }

  // ── How it went ────────────────────────────────────────────────────────────────────────────────────────────────────

  async function say(returnId: string, question: SurveyQuestion): Promise<void> {
    const one = async () => {
      const score = Number(dice.weighted({ 5: 26, 4: 18, 3: 20, 2: 18, 1: 18 })) as Score;
      const given = {
        id: idOfKey('sim', returnId, String(++answers)),
        question,
        score,
        way: dice.pick(['page', 'tap', 'tap'] as const),
        ...(dice.chance(0.5) && { topics: [dice.pick(SURVEY_TOPICS)] }),
        ...(dice.chance(0.6) && { contact: dice.chance(score <= 3 ? 0.3 : 0.05) }),
        ...(dice.chance(0.4) && { says: `I would say ${score} of 5.` }),
      };
      // The same form sent twice.
      await perhapsTwice(0.2, () => noted(`${returnId.slice(-6)} says ${score}`, answerSurvey(ctx, sellerId, returnId, given)));
    };
    // In two windows at once.
    await (dice.chance(0.1) ? world.race([one, one]) : one());
  }

  async function voices(): Promise<void> {
    const known = await rows<{ return_id: string; how: 'asked' | 'portal' | 'answered' | 'again' }>(
      `select return_id, how from (
         select return_id, ended_at, case when again_at is not null and again_answered_at is null then 'again'
                                when score is not null then 'answered' when asked_at is not null then 'asked' else 'portal' end as how,
                greatest(again_at, first_at, asked_at, ended_at) as lately
           from desk.surveys where seller_id = $1) s
        where lately > $2 order by ended_at, return_id`,
      world.iso(world.now() - 16 * DAY),
    );
    const often = { asked: 0.35, portal: 0.08, answered: 0.05, again: 0.3 };
    for (const { return_id: id, how } of known) if (dice.chance(often[how])) await say(id, how === 'again' ? 'again' : 'first');
  }

  async function followUps(): Promise<void> {
    for (const { id, code, return_id, state, currency } of await rows<{
      id: string;
      code: string;
      return_id: string;
      state: string;
      currency: string;
    }>(
      `select f.id, f.code, f.return_id, f.state, o.currency from desk.follow_ups f join desk.orders o on o.seller_id = f.seller_id and o.id = f.order_id
        where f.seller_id = $1 and (f.state <> 'settled' or f.changed_at > $2) order by f.opened_at, f.id`,
      world.iso(world.now() - 3 * DAY),
    )) {
      // Left lying, some for days.
      if (dice.chance(0.6)) continue;
      const does = (asked: FollowUpAct) => () => noted(`${code} ${asked.verb}`, actOnFollowUp(ctx, sellerId, id, asked, agent));
      const settles = () => does({ verb: 'settlement', outcome: dice.pick(FOLLOW_UP_OUTCOMES), says: 'We have talked about it.' });
      if (state === 'open') {
        const what = dice.weighted({ words: 45, call: 25, colleague: 15, slip: 15 });
        const words = { body: `I am sorry to read that (${world.iso()}).`, language: 'en' };
        if (what === 'words') await perhapsTwice(0.2, () => noted(`${code} words`, writeMessage(ctx, sellerId, return_id, words, agent)));
        else if (what === 'call') await perhapsTwice(0.2, does({ verb: 'call', says: 'Called: nobody had answered the mails.' }));
        else if (what === 'colleague') {
          const to = dice.pick([mona, agent]);
          await does({ verb: 'assignment', to: to.kind === 'staff' && dice.chance(0.8) ? to.id : null })();
        } else {
          const messageId = newId(ctx, world.iso());
          await noted(
            `${code} words`,
            answerBuyer(ctx, sellerId, return_id, { ...words, id: messageId, despite: 'They write English.' }, mona),
          );
          world.at(world.now() + dice.int(2, 12) * SECOND, 'an answer is taken back', async () => {
            await noted(`${code} words taken back`, unsayAnswer(ctx, sellerId, return_id, messageId, mona));
          });
        }
      } else if (state === 'answered') {
        const what = dice.weighted({ settle: 50, ask: 30, gesture: 20 });
        if (what === 'ask') await perhapsTwice(0.2, does({ verb: 'question' }));
        else if (what === 'gesture' && (await offer({ returnId: return_id }, currency)))
          await does({ verb: 'settlement', outcome: 'gesture' })();
        else await world.race(dice.chance(0.2) ? [settles(), settles()] : [settles()]);
      } else if (dice.chance(0.5)) await does({ verb: 'question' })();
    }
  }

  // ── What the buyer sees otherwise ──────────────────────────────────────────────────────────────────────────────────

  async function contests(): Promise<void> {
    for (const { id, state, contested } of await rows<{ id: string; state: Return; contested: boolean }>(
      `select r.id, r.state, exists (select from desk.disputes d where d.seller_id = $1 and d.return_id = r.id and d.state <> 'closed' and d.kind = 'complaint') as contested
         from desk.returns r where r.seller_id = $1 and coalesce(r.state -> 'milestones' ->> 'closedAt', '9') > $2 order by r.opened_at, r.id`,
      world.iso(world.now() - 5 * DAY),
    )) {
      if (contested) {
        if (!dice.chance(0.06)) continue;
        const verb = dice.pick(['word', 'withdrawal', 'appeal'] as const);
        const says = `Still not right (${world.iso()}).`;
        await perhapsTwice(0.3, () => noted(`${id.slice(-6)} ${verb}`, answerDispute(ctx, sellerId, id, verb, { says })));
      } else if (state.items.some((item) => openAnswerOf(item) !== null) && dice.chance(0.05)) {
        const contest = () =>
          noted(`${id.slice(-6)} is contested`, contestAnswer(ctx, sellerId, id, { says: 'It was broken when it came.' }));
        const agree = () => noted(`${id.slice(-6)} is agreed to`, act(ctx, sellerId, id, { verb: 'agreement' }, BUYER));
        const how = dice.weighted({ contest: 45, agree: 45, both: 10 });
        if (how === 'contest') await perhapsTwice(0.3, contest);
        else if (how === 'agree') await perhapsTwice(0.3, agree);
        else await world.race<unknown>([contest, agree]);
      }
    }
  }

  return {
    care,
    begin(days) {
      const begin = world.now();
      world.at(begin, 'the rules of after-care', rules);
      for (let day = 0; day < days; day++) {
        const midnight = begin + day * DAY;
        // At the hours of the team and the buyers: a stop of the clock costs more than an act.
        if (day % 7 === 0) world.at(midnight + 3 * HOUR, 'codes of vouchers', vouchers);
        world.at(midnight + 9 * HOUR, 'what wants making good', makeGood);
        world.at(midnight + 9 * HOUR, 'a gesture by hand', byHand);
        world.at(midnight + 9 * HOUR, 'follow-ups', followUps);
        world.at(midnight + 12 * HOUR, 'how it went', voices);
        world.at(midnight + 12 * HOUR, 'what buyers see otherwise', contests);
      }
    },
  };
}
