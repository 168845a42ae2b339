/** How it went, over HTTP (M20): what people say in figures and in words, the follow-ups of unhappy answers, and how the question is asked. */
import { FOLLOW_UP_OUTCOMES, FOLLOW_UP_STATES, SURVEY_TOPICS } from '../core/aftercare/answer.ts';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { actOnFollowUp, type FollowUpAct } from '../app/follow-ups.ts';
import { settingsOf } from '../app/keep-surveys.ts';
import { putSurveySettings } from '../app/surveys.ts';
import { actorName, LANGUAGES } from '../core/access.ts';
import { FOLLOW_UP_VERBS, followUpClock, type FollowUpVerb, whyNotFollowUp } from '../core/aftercare/follow-up.ts';
import { SURVEY_DEFAULTS, SURVEY_ENDS } from '../core/aftercare/survey.ts';
import { addDuration, endOfDayIn, isDate, startOfDayIn } from '../core/calendar.ts';
import { isUuid } from '../core/ids.ts';
import { REASONS } from '../core/return/model.ts';
import {
  type AnswerFilter,
  answersOf,
  countFollowUps,
  type Figure,
  followUpOfReturn,
  type ListedFollowUp,
  listAnswers,
  listedFollowUp,
  listFollowUpsDue,
  listFollowUpsNewest,
  readFigures,
  readFollowUpEvents,
  readSurvey,
  surveyWordsOf,
} from '../store/surveys.ts';
import { isCountry } from '../core/policy/law/countries.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { emptyBody } from './once.ts';
import { problem } from './problems.ts';

const READERS = ['customer_service', 'manager', 'administrator'] as const;
const KEEPERS = ['manager', 'administrator'] as const;

const HourOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00');
const Settings = z
  .object({
    on: z.boolean(),
    afterHours: z.int().min(0).max(2_160).describe('Between the end of the return and the question.'),
    from: HourOfDay.describe('In the seller’s own time.'),
    until: HourOfDay,
    refused: z.boolean().describe('After a refusal, too.'),
    calledOff: z.boolean().describe('After a request that was taken back or ran out, too.'),
    noMailTo: z
      .array(z.string().refine(isCountry, 'is no country of ISO 3166-1'))
      .max(250)
      .describe('Buyers in these countries are asked in the portal alone.'),
    throughChannel: z.boolean().describe('In the conversation of a channel that wants all contact there.'),
    quietDays: z.int().min(0).max(730).describe('So long nobody is asked twice, whatever they send back.'),
    unhappyUpTo: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    middlingWithWords: z.boolean().describe('One score above is unhappy, too, where the buyer wrote something.'),
    changeDays: z.int().min(1).max(60),
    followUpHours: z.int().min(1).max(200).describe('Working hours.'),
  })
  .meta({ id: 'SurveySettings' });

const Score = z.int().min(1).max(5);
const Day = z.string().refine(isDate, 'must be a day such as 2026-11-30');
const FigureOut = z.object({ value: z.string(), name: z.string().nullable(), n: z.int(), average: z.number(), unhappy: z.int() });
const FiguresOut = z.object({
  since: z.string(),
  until: z.string(),
  asked: z.int().describe('Asked in the time.'),
  answered: z.int().describe('Of these, answered by now.'),
  n: z.int().describe('Answers given in the time: what all other figures are about.'),
  average: z.number().nullable().describe('Null where nobody answered.'),
  unhappy: z.int(),
  scores: z.array(z.int()).describe('How many gave 1, 2, 3, 4, 5.'),
  topics: z.array(z.object({ topic: z.enum(SURVEY_TOPICS), good: z.int(), bad: z.int() })),
  by: z.object({
    reason: z.array(FigureOut),
    ended: z.array(FigureOut),
    model: z.array(FigureOut),
    language: z.array(FigureOut),
    week: z.array(FigureOut).describe('By the Monday that begins it.'),
  }),
  again: z
    .object({ n: z.int(), before: z.number().nullable(), after: z.number().nullable() })
    .describe('Those who were asked whether it is well now.'),
});

const AnswerOut = z.object({
  returnId: z.string(),
  rma: z.string(),
  buyer: z.string().nullable(),
  title: z.string(),
  reason: z.enum(REASONS),
  ended: z.enum(SURVEY_ENDS),
  language: z.string(),
  score: Score,
  firstScore: Score,
  answeredAt: z.string(),
  topics: z.array(z.enum(SURVEY_TOPICS)),
  contact: z.boolean(),
  unhappy: z.boolean(),
  againScore: Score.nullable(),
  says: z.string().nullable().describe('The last words of the buyer.'),
  followUp: z.object({ id: z.string(), state: z.enum(FOLLOW_UP_STATES), outcome: z.enum(FOLLOW_UP_OUTCOMES).nullable() }).nullable(),
});

const ListedOut = z.object({
  id: z.string(),
  code: z.string(),
  state: z.enum(FOLLOW_UP_STATES),
  outcome: z.enum(FOLLOW_UP_OUTCOMES).nullable(),
  returnId: z.string(),
  rma: z.string(),
  channelOrderId: z.string(),
  buyer: z.string().nullable(),
  title: z.string(),
  ended: z.enum(SURVEY_ENDS),
  score: Score.describe('The last answer.'),
  contact: z.boolean(),
  says: z.string().nullable(),
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  openedAt: z.string(),
  changedAt: z.string(),
  dueAt: z.string().nullable().describe('By when an answer is owed; null where none is.'),
  overdue: z.boolean(),
  breached: z.boolean().describe('Somebody waited longer than was promised.'),
  again: z.object({ askedAt: z.string(), score: Score.nullable() }).nullable(),
  version: z.int(),
  commands: z.record(z.string(), z.object({ allowed: z.boolean(), because: z.string().optional() })),
});
const FollowUpOut = ListedOut.extend({
  clock: z.object({ dueAt: z.string(), warnAt: z.string(), state: z.enum(['running', 'met', 'breached', 'stopped']) }),
  events: z.array(
    z.object({
      seq: z.int(),
      at: z.string(),
      by: z.string(),
      type: z.string(),
      detail: z.string().nullable().describe('The score, the outcome, the owner, the step: whatever the type is about.'),
      says: z.string().nullable(),
    }),
  ),
});

const ReturnSurveyOut = z.object({
  survey: z
    .object({
      state: z.enum(['waiting', 'asked', 'passed_over']),
      because: z.string().nullable(),
      askAt: z.string().nullable(),
      askedAt: z.string().nullable(),
      answers: z.array(
        z.object({
          at: z.string(),
          question: z.enum(['first', 'again']),
          score: Score,
          topics: z.array(z.enum(SURVEY_TOPICS)),
          contact: z.boolean(),
          says: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  followUp: z.object({ id: z.string(), code: z.string(), state: z.enum(FOLLOW_UP_STATES), dueAt: z.string().nullable() }).nullable(),
});

const Version = z.object({ version: z.int().optional().describe('What you saw: somebody else’s change in between is refused.') });
const Words = z.string().trim().min(1, 'must not be empty').max(5000);

export const surveys =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const Id = z.object({ id: z.string() });

    app.get(
      '/settings/survey',
      {
        schema: {
          operationId: 'getSurveySettings',
          tags: ['surveys'],
          summary: 'Whether, when and whom the product asks how it went',
          response: { 200: Settings.extend({ defaults: Settings }) },
        },
      },
      (request) => ({ ...settingsOf(ctx, request.caller.sellerId), defaults: SURVEY_DEFAULTS }),
    );
    app.put(
      '/settings/survey',
      {
        schema: {
          operationId: 'putSurveySettings',
          tags: ['surveys'],
          summary: 'Holds from now on, also for those who wait to be asked',
          body: Settings,
          response: { 200: Settings },
        },
      },
      async (request) => {
        only(request.caller, ...KEEPERS);
        const { from, until } = request.body;
        if (from >= until) throw problem('invalid_request', { errors: [{ path: 'until', says: 'must be later than the beginning' }] });
        await putSurveySettings(ctx, request.caller.sellerId, request.body);
        return settingsOf(ctx, request.caller.sellerId);
      },
    );

    /** Days of the seller's own calendar as instants; the last quarter of a year where none are named. */
    const spanOf = (sellerId: string, { since, until }: { since?: string | undefined; until?: string | undefined }) => {
      const { zone } = ctx.sellers.get(sellerId);
      const now = ctx.clock.now(sellerId);
      const end = until === undefined ? addDuration(now, 'PT1S') : endOfDayIn(until, zone);
      return {
        since: since === undefined ? new Date(Date.parse(end) - 91 * 86_400_000).toISOString() : startOfDayIn(since, zone),
        until: end,
      };
    };
    const Span = { since: Day.optional().describe('A day of the seller’s calendar.'), until: Day.optional().describe('Included.') };

    app.get(
      '/surveys/figures',
      {
        schema: {
          operationId: 'getSurveyFigures',
          tags: ['surveys'],
          summary: 'What people say, in figures; each with the number of answers that it rests on',
          querystring: z.object(Span),
          response: { 200: FiguresOut },
        },
      },
      async (request) => {
        only(request.caller, ...READERS);
        const { sellerId } = request.caller;
        const span = spanOf(sellerId, request.query);
        const { zone } = ctx.sellers.get(sellerId);
        const figures = await ctx.db.withSeller(sellerId, (tx) => readFigures(tx, span.since, span.until, zone));
        const plain = (list: readonly Figure[]) => list.map((one) => ({ ...one }));
        const { by } = figures;
        return {
          ...span,
          ...figures,
          scores: [...figures.scores],
          topics: figures.topics.map((one) => ({ ...one })),
          by: {
            reason: plain(by.reason),
            ended: plain(by.ended),
            model: plain(by.model),
            language: plain(by.language),
            week: plain(by.week),
          },
        };
      },
    );

    app.get(
      '/surveys/answers',
      {
        schema: {
          operationId: 'listSurveyAnswers',
          tags: ['surveys'],
          summary: 'What people say, newest first',
          querystring: z.object({
            ...Span,
            score: z.coerce.number().int().min(1).max(5).optional(),
            unhappy: z.stringbool().optional(),
            words: z.stringbool().optional().describe('Only those who wrote something.'),
            reason: z.enum(REASONS).optional(),
            ended: z.enum(SURVEY_ENDS).optional(),
            sku: z.string().max(200).optional(),
            language: z.enum(LANGUAGES).optional(),
            q: z.string().trim().min(1).max(100).optional().describe('Letters of what they wrote.'),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(25),
          }),
          response: { 200: z.object({ items: z.array(AnswerOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        only(request.caller, ...READERS);
        const { sellerId } = request.caller;
        const { cursor, limit, since, until, ...narrow } = request.query;
        const filter = Object.fromEntries(Object.entries(narrow).filter(([, value]) => value !== undefined));
        const after = cursor === undefined ? null : readCursor(cursor);
        const asked = { ...spanOf(sellerId, { since, until }), ...filter } as AnswerFilter;
        const rows = await ctx.db.withSeller(sellerId, (tx) => listAnswers(tx, asked, after, limit + 1));
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        return {
          items: page.map((row) => ({
            returnId: row.return_id,
            rma: row.rma,
            buyer: row.buyer_name,
            title: row.title,
            reason: row.reason as z.output<typeof AnswerOut>['reason'],
            ended: row.ended,
            language: row.language,
            score: row.score,
            firstScore: row.first_score,
            answeredAt: row.answered_at,
            topics: [...row.topics],
            contact: row.contact,
            unhappy: row.unhappy,
            againScore: row.again_score,
            says: row.says,
            followUp: row.follow_up_id === null ? null : { id: row.follow_up_id, state: row.follow_up_state!, outcome: row.outcome },
          })),
          nextCursor: last ? cursorOf({ at: last.answered_at, id: last.return_id }) : null,
        };
      },
    );

    app.get(
      '/returns/:id/survey',
      {
        schema: {
          operationId: 'getSurveyOfReturn',
          tags: ['surveys'],
          summary: 'Whether its buyer is or was asked, every answer, and the follow-up',
          params: Id,
          response: { 200: ReturnSurveyOut },
        },
      },
      async (request) => {
        const { id } = request.params;
        if (!isUuid(id)) throw problem('not_found');
        return ctx.db.withSeller(request.caller.sellerId, async (tx) => {
          const survey = await readSurvey(tx, id);
          if (!survey) return { survey: null, followUp: null };
          const [answers, words, followUp] = [await answersOf(tx, id), await surveyWordsOf(tx, id), await followUpOfReturn(tx, id)];
          const says = new Map(words.map((one) => [one.id, one.says]));
          return {
            survey: {
              state: survey.state,
              because: survey.because,
              askAt: survey.ask_at,
              askedAt: survey.asked_at,
              answers: answers.map(({ id: answerId, at, question, score, topics, contact }) => ({
                at,
                question,
                score,
                topics: [...topics],
                contact,
                says: says.get(answerId) ?? null,
              })),
            },
            followUp: followUp && {
              id: followUp.id,
              code: followUp.code,
              state: followUp.state,
              dueAt: followUp.state === 'open' ? followUpClock(followUp, ctx.holidays).dueAt : null,
            },
          };
        });
      },
    );

    // ── Follow-ups ──

    const listedView = (request: FastifyRequest, row: ListedFollowUp, now: string): z.output<typeof ListedOut> => {
      const { body } = row;
      const verbs = Object.entries(FOLLOW_UP_VERBS).flatMap(([verb, { roles }]) => (roles.length > 0 ? [verb as FollowUpVerb] : []));
      return {
        id: body.id,
        code: body.code,
        state: body.state,
        outcome: body.state === 'settled' ? body.settled!.outcome : null,
        returnId: body.returnId,
        rma: row.rma,
        channelOrderId: row.channel_order_id,
        buyer: row.buyer_name,
        title: row.title,
        ended: row.ended,
        score: row.score,
        contact: row.contact,
        says: row.says,
        owner: body.owner ?? null,
        openedAt: body.openedAt,
        changedAt: row.changed_at,
        dueAt: row.due_at,
        overdue: row.due_at !== null && row.due_at <= now,
        breached: (body.breaches ?? []).length > 0,
        again: body.again ? { askedAt: body.again.askedAt, score: body.again.score ?? null } : null,
        version: body.version,
        commands: Object.fromEntries(
          verbs.map((verb) => {
            const because = whyNotFollowUp(body, verb, request.caller.actor);
            return [verb, because === null ? { allowed: true } : { allowed: false, because }];
          }),
        ),
      };
    };

    const view = async (request: FastifyRequest, id: string): Promise<z.output<typeof FollowUpOut>> => {
      const { sellerId } = request.caller;
      const found = isUuid(id)
        ? await ctx.db.withSeller(sellerId, async (tx) => {
            const row = await listedFollowUp(tx, id);
            return row && { row, events: await readFollowUpEvents(tx, id), words: await surveyWordsOf(tx, row.body.returnId) };
          })
        : null;
      if (!found) throw problem('not_found', { detail: `There is no follow-up ${id}.` });
      const { row, events, words } = found;
      const clock = followUpClock(row.body, ctx.holidays);
      const says = new Map(words.map((one) => [one.id, one.says]));
      return {
        ...listedView(request, row, ctx.clock.now(sellerId)),
        clock: { dueAt: clock.dueAt, warnAt: clock.warnAt, state: clock.state },
        events: events.map((event) => ({
          seq: event.seq,
          at: event.at,
          by: actorName(event.by),
          type: event.type,
          detail: detailOf(event),
          says: 'wordsId' in event && event.wordsId !== undefined ? (says.get(event.wordsId) ?? null) : null,
        })),
      };
    };

    app.get(
      '/follow-ups',
      {
        schema: {
          operationId: 'listFollowUps',
          tags: ['surveys'],
          summary: 'Unhappy answers: one state, the most urgent first; or all, the last touched first',
          querystring: z.object({
            tab: z.enum([...FOLLOW_UP_STATES, 'all']).default('open'),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(25),
          }),
          response: {
            200: z.object({
              items: z.array(ListedOut),
              nextCursor: z.string().nullable(),
              counts: z.array(z.object({ state: z.enum(FOLLOW_UP_STATES), count: z.int(), overdue: z.int() })),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...READERS);
        const { tab, cursor, limit } = request.query;
        const after = cursor === undefined ? null : readCursor(cursor, { endless: true });
        const { sellerId } = request.caller;
        const now = ctx.clock.now(sellerId);
        return ctx.db.withSeller(sellerId, async (tx) => {
          const rows = await (tab === 'all' || tab === 'settled'
            ? listFollowUpsNewest(tx, after, limit + 1, tab === 'settled' ? tab : null)
            : listFollowUpsDue(tx, tab, after, limit + 1));
          const page = rows.slice(0, limit);
          const last = rows.length > limit ? page.at(-1) : undefined;
          const at = (row: ListedFollowUp) => (tab === 'all' || tab === 'settled' ? row.changed_at : (row.due_at ?? 'infinity'));
          return {
            items: page.map((row) => listedView(request, row, now)),
            nextCursor: last ? cursorOf({ at: at(last), id: last.body.id }) : null,
            counts: (await countFollowUps(tx, now)).map(({ state, n, overdue }) => ({ state, count: n, overdue })),
          };
        });
      },
    );

    app.get(
      '/follow-ups/:id',
      {
        schema: {
          operationId: 'getFollowUp',
          tags: ['surveys'],
          summary: 'One follow-up with its whole story',
          params: Id,
          response: { 200: FollowUpOut },
        },
      },
      async (request) => {
        only(request.caller, ...READERS);
        return view(request, request.params.id);
      },
    );

    async function act(request: FastifyRequest, id: string, asked: FollowUpAct, version: number | undefined) {
      const { sellerId, actor } = request.caller;
      const acted = isUuid(id)
        ? await actOnFollowUp(ctx, sellerId, id, asked, actor, version)
        : ({ ok: false, refusal: 'not_found' } as const);
      if (!acted.ok) throw problem(acted.refusal);
      return view(request, id);
    }

    app.post(
      '/follow-ups/:id/assignment',
      {
        schema: {
          operationId: 'assignFollowUp',
          tags: ['surveys'],
          summary: 'Take it, hand it over, or give it back to nobody',
          params: Id,
          body: Version.extend({ to: z.uuid().nullable().describe('A colleague (`GET /people`).') }),
          response: { 200: FollowUpOut },
        },
      },
      (request) => act(request, request.params.id, { verb: 'assignment', to: request.body.to }, request.body.version),
    );
    app.post(
      '/follow-ups/:id/call',
      {
        schema: {
          operationId: 'noteFollowUpCall',
          tags: ['surveys'],
          summary: 'The buyer was spoken to on the telephone: that is the answer. In writing, answer in the return’s conversation',
          params: Id,
          body: Version.extend({ says: Words.describe('What was said, for the house.') }),
          response: { 200: FollowUpOut },
        },
      },
      (request) => act(request, request.params.id, { verb: 'call', says: request.body.says }, request.body.version),
    );
    app.post(
      '/follow-ups/:id/settlement',
      {
        schema: {
          operationId: 'settleFollowUp',
          tags: ['surveys'],
          summary: 'What came of it',
          params: Id,
          body: Version.extend({ outcome: z.enum(FOLLOW_UP_OUTCOMES), says: Words.optional() }),
          response: { 200: FollowUpOut },
        },
      },
      (request) => {
        const { outcome, says, version } = request.body;
        return act(request, request.params.id, { verb: 'settlement', outcome, ...(says !== undefined && { says }) }, version);
      },
    );
    app.post(
      '/follow-ups/:id/question',
      {
        schema: {
          operationId: 'askWhetherWell',
          tags: ['surveys'],
          summary: 'Ask the buyer, once, whether it is well now',
          params: Id,
          body: Version,
          response: { 200: FollowUpOut },
        },
        preValidation: emptyBody,
      },
      (request) => act(request, request.params.id, { verb: 'question' }, request.body.version),
    );
  };

/** What an event is about, beside its type: a word or a figure. */
function detailOf(event: Awaited<ReturnType<typeof readFollowUpEvents>>[number]): string | null {
  switch (event.type) {
    case 'opened':
      return String(event.followUp.score);
    case 'assigned':
      return event.owner?.name ?? null;
    case 'answer_changed':
    case 'answered_again':
      return String(event.score);
    case 'answered':
      return event.how;
    case 'settled':
      return event.outcome;
    case 'escalated':
      return event.step;
    default:
      return null;
  }
}
