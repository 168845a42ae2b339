/** How it went, as rows (M20): who is to be asked, what they said, and what becomes of an unhappy answer. */
import type { FollowUpOutcome, FollowUpState, Score, SurveyTopic } from '../core/aftercare/answer.ts';
import type { Actor } from '../core/access.ts';
import { type FollowUp, type FollowUpEvent, followUpClock, nextFollowUpTick } from '../core/aftercare/follow-up.ts';
import type { SurveyEnd } from '../core/aftercare/survey.ts';
import type { Holidays } from '../core/clocks/clocks.ts';
import type { Tx } from './db.ts';

/** Why somebody was not asked. */
export type PassedOver = 'off' | 'answered' | 'quiet' | 'unwanted' | 'no_address' | 'channel_only' | 'country';

export type Survey = {
  readonly return_id: string;
  readonly order_id: string;
  readonly state: 'waiting' | 'asked' | 'passed_over';
  readonly because: PassedOver | null;
  readonly ended: SurveyEnd;
  readonly ended_at: string;
  readonly country: string;
  readonly language: string;
  readonly ask_at: string | null;
  readonly asked_at: string | null;
  readonly first_score: Score | null;
  readonly first_at: string | null;
  readonly score: Score | null;
  readonly answered_at: string | null;
  readonly topics: readonly SurveyTopic[];
  readonly wrote: boolean;
  readonly contact: boolean;
  readonly unhappy: boolean;
  readonly again_at: string | null;
  readonly again_score: Score | null;
  readonly again_answered_at: string | null;
};

const COLUMNS = `return_id, order_id, state, because, ended, ended_at, country, language, ask_at, asked_at, first_score, first_at, score, answered_at,
  topics, wrote, contact, unhappy, again_at, again_score, again_answered_at`;

export type EndedReturn = {
  readonly returnId: string;
  readonly orderId: string;
  readonly ended: SurveyEnd;
  readonly endedAt: string;
  readonly askAt: string;
  readonly channel: string;
  readonly country: string;
  readonly reason: string;
  readonly sku: string;
  readonly title: string;
};

/** A return ended, and its buyer is to be asked. One that was asked stays so, whatever end it comes to later. */
export async function putSurvey(tx: Tx, ended: EndedReturn): Promise<void> {
  await tx.query(
    `insert into desk.surveys as s (seller_id, return_id, order_id, mailbox_key, state, ended, ended_at, ask_at, channel, country, language, reason, sku, title)
     select $1, $2, $3, b.mailbox_key, 'waiting', $4, $5, $6, $7, $8, coalesce(b.language, 'en'), $9, $10, $11
       from desk.orders o left join desk.buyers b on b.seller_id = $1 and b.order_id = o.id where o.seller_id = $1 and o.id = $3
     on conflict (seller_id, return_id) do update set ended = excluded.ended, ended_at = excluded.ended_at, ask_at = excluded.ask_at
       where s.state = 'waiting'`,
    [
      tx.sellerId,
      ended.returnId,
      ended.orderId,
      ended.ended,
      ended.endedAt,
      ended.askAt,
      ended.channel,
      ended.country,
      ended.reason,
      ended.sku,
      ended.title,
    ],
  );
}

/** It goes on after all: nobody is asked until it ends again. */
export async function suspendSurvey(tx: Tx, returnId: string): Promise<void> {
  await tx.query(`update desk.surveys set ask_at = null where seller_id = $1 and return_id = $2 and state = 'waiting'`, [
    tx.sellerId,
    returnId,
  ]);
}

export async function readSurvey(tx: Tx, returnId: string): Promise<Survey | null> {
  const [row] = await tx.query<Survey>(`select ${COLUMNS} from desk.surveys where seller_id = $1 and return_id = $2`, [
    tx.sellerId,
    returnId,
  ]);
  return row ?? null;
}

export async function markAsked(tx: Tx, returnId: string, at: string): Promise<void> {
  await tx.query(
    `update desk.surveys set state = 'asked', ask_at = null, asked_at = $3, because = null where seller_id = $1 and return_id = $2`,
    [tx.sellerId, returnId, at],
  );
}

export async function markPassedOver(tx: Tx, returnId: string, because: PassedOver): Promise<void> {
  await tx.query(`update desk.surveys set state = 'passed_over', ask_at = null, because = $3 where seller_id = $1 and return_id = $2`, [
    tx.sellerId,
    returnId,
    because,
  ]);
}

/** Whether the same mailbox was asked about another return since. */
export async function askedSince(tx: Tx, returnId: string, since: string): Promise<boolean> {
  const [row] = await tx.query<{ asked: boolean }>(
    `select exists (select from desk.surveys o where o.seller_id = $1 and o.mailbox_key = s.mailbox_key and o.asked_at > $3 and o.return_id <> s.return_id) as asked
       from desk.surveys s where s.seller_id = $1 and s.return_id = $2`,
    [tx.sellerId, returnId, since],
  );
  return row?.asked ?? false;
}

/** Held while the quiet days of a mailbox are looked at and written: two returns of one buyer are not asked about in the same moment. */
export async function lockMailbox(tx: Tx, returnId: string): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended(encode(coalesce(mailbox_key, ''::bytea), 'hex'), 20)) from desk.surveys
      where seller_id = $1 and return_id = $2`,
    [tx.sellerId, returnId],
  );
}

export async function markAskedAgain(tx: Tx, returnId: string, at: string): Promise<void> {
  await tx.query('update desk.surveys set again_at = $3 where seller_id = $1 and return_id = $2', [tx.sellerId, returnId, at]);
}

export type AnswerRow = {
  readonly id: string;
  readonly return_id: string;
  readonly at: string;
  readonly question: 'first' | 'again';
  readonly score: Score;
  readonly topics: readonly SurveyTopic[];
  readonly contact: boolean;
  readonly wrote: boolean;
  readonly way: 'page' | 'tap';
};

/** Kept once: the same form sent twice is one answer. False where it was kept before. */
export async function insertAnswer(tx: Tx, answer: AnswerRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.survey_answers (seller_id, id, return_id, at, question, score, topics, contact, wrote, way)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (seller_id, id) do nothing returning 1`,
    [
      tx.sellerId,
      answer.id,
      answer.return_id,
      answer.at,
      answer.question,
      answer.score,
      answer.topics,
      answer.contact,
      answer.wrote,
      answer.way,
    ],
  );
  return rows.length > 0;
}

/** The survey's row follows its answers: the first one stays, the last one counts. */
export async function noteAnswer(
  tx: Tx,
  answer: AnswerRow,
  last: { readonly wrote: boolean; readonly contact: boolean; readonly unhappy: boolean },
): Promise<void> {
  if (answer.question === 'again') {
    await tx.query('update desk.surveys set again_score = $3, again_answered_at = $4 where seller_id = $1 and return_id = $2', [
      tx.sellerId,
      answer.return_id,
      answer.score,
      answer.at,
    ]);
    return;
  }
  await tx.query(
    `update desk.surveys set score = $3, answered_at = $4, first_score = coalesce(first_score, $3), first_at = coalesce(first_at, $4),
            topics = $5, wrote = $6, contact = $7, unhappy = $8 where seller_id = $1 and return_id = $2`,
    [tx.sellerId, answer.return_id, answer.score, answer.at, answer.topics, last.wrote, last.contact, last.unhappy],
  );
}

export async function insertSurveyWords(
  tx: Tx,
  words: { readonly id: string; readonly returnId: string; readonly at: string; readonly by: Actor; readonly says: string },
): Promise<void> {
  await tx.query('insert into desk.survey_words (seller_id, id, return_id, at, by, says) values ($1, $2, $3, $4, $5, $6)', [
    tx.sellerId,
    words.id,
    words.returnId,
    words.at,
    JSON.stringify(words.by),
    words.says,
  ]);
}

export type SurveyWordsRow = { readonly id: string; readonly at: string; readonly by: Actor; readonly says: string };

export async function surveyWordsOf(tx: Tx, returnId: string): Promise<SurveyWordsRow[]> {
  return tx.query('select id, at, by, says from desk.survey_words where seller_id = $1 and return_id = $2 order by at, id', [
    tx.sellerId,
    returnId,
  ]);
}

/** Oldest first. */
export async function answersOf(tx: Tx, returnId: string): Promise<AnswerRow[]> {
  return tx.query(
    `select id, return_id, at, question, score, topics, contact, wrote, way from desk.survey_answers
      where seller_id = $1 and return_id = $2 order by at, id`,
    [tx.sellerId, returnId],
  );
}

// ── What is due ──

const BATCH = 200;

/** As dispatcher: buyers to be asked, of every seller but those whose clock is moved. */
export async function dueSurveys(tx: Tx, now: string, except: readonly string[]): Promise<{ seller_id: string; return_id: string }[]> {
  return tx.query(
    `select seller_id, return_id from desk.surveys where ask_at <= $1 and seller_id <> all($2::uuid[]) order by ask_at, seller_id, return_id limit ${BATCH}`,
    [now, except],
  );
}
export async function dueSurveysOf(tx: Tx, now: string): Promise<{ return_id: string }[]> {
  return tx.query(
    `select return_id from desk.surveys where seller_id = $1 and ask_at <= $2 order by ask_at, seller_id, return_id limit ${BATCH}`,
    [tx.sellerId, now],
  );
}
/** As dispatcher: follow-ups with which the clock has something to do. */
export async function dueFollowUps(tx: Tx, now: string, except: readonly string[]): Promise<{ seller_id: string; id: string }[]> {
  return tx.query(
    `select seller_id, id from desk.follow_ups where next_at <= $1 and seller_id <> all($2::uuid[]) order by next_at, seller_id, id limit ${BATCH}`,
    [now, except],
  );
}
export async function dueFollowUpsOf(tx: Tx, now: string): Promise<{ id: string }[]> {
  return tx.query(`select id from desk.follow_ups where seller_id = $1 and next_at <= $2 order by next_at, id limit ${BATCH}`, [
    tx.sellerId,
    now,
  ]);
}

// ── Follow-ups ──

const dueOf = (followUp: FollowUp, holidays: Holidays): string =>
  followUp.state === 'open' ? followUpClock(followUp, holidays).dueAt : 'infinity';

export async function insertFollowUp(tx: Tx, followUp: FollowUp, holidays: Holidays): Promise<void> {
  await tx.query(
    `insert into desk.follow_ups (seller_id, id, code, return_id, order_id, state, owner_id, opened_at, changed_at, due_at, next_at, body, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12)`,
    [
      tx.sellerId,
      followUp.id,
      followUp.code,
      followUp.returnId,
      followUp.orderId,
      followUp.state,
      followUp.owner?.id ?? null,
      followUp.openedAt,
      dueOf(followUp, holidays),
      nextFollowUpTick(followUp, holidays),
      JSON.stringify(followUp),
      followUp.version,
    ],
  );
}

/** The row follows the events. */
export async function updateFollowUp(tx: Tx, followUp: FollowUp, now: string, holidays: Holidays): Promise<void> {
  await tx.query(
    `update desk.follow_ups set state = $3, outcome = $4, owner_id = $5, changed_at = $6, due_at = $7, next_at = $8, body = $9, version = $10
      where seller_id = $1 and id = $2`,
    [
      tx.sellerId,
      followUp.id,
      followUp.state,
      followUp.state === 'settled' ? followUp.settled!.outcome : null,
      followUp.owner?.id ?? null,
      now,
      dueOf(followUp, holidays),
      nextFollowUpTick(followUp, holidays),
      JSON.stringify(followUp),
      followUp.version,
    ],
  );
}

export async function insertFollowUpEvents(tx: Tx, id: string, events: readonly FollowUpEvent[]): Promise<void> {
  await tx.query(
    `insert into desk.follow_up_events (seller_id, follow_up_id, seq, at, body)
     select $1, $2, (x ->> 'seq')::integer, (x ->> 'at')::timestamptz, x from jsonb_array_elements($3::jsonb) as x`,
    [tx.sellerId, id, JSON.stringify(events)],
  );
}

const oneFollowUp = async (tx: Tx, where: string, id: string): Promise<FollowUp | null> => {
  const [row] = await tx.query<{ body: FollowUp }>(`select body from desk.follow_ups where seller_id = $1 and ${where}`, [tx.sellerId, id]);
  return row?.body ?? null;
};
export const readFollowUp = (tx: Tx, id: string) => oneFollowUp(tx, 'id = $2', id);
export const lockFollowUp = (tx: Tx, id: string) => oneFollowUp(tx, 'id = $2 for update', id);
export const followUpOfReturn = (tx: Tx, returnId: string) => oneFollowUp(tx, 'return_id = $2', returnId);

export async function readFollowUpEvents(tx: Tx, id: string): Promise<FollowUpEvent[]> {
  const rows = await tx.query<{ body: FollowUpEvent }>(
    'select body from desk.follow_up_events where seller_id = $1 and follow_up_id = $2 order by seq',
    [tx.sellerId, id],
  );
  return rows.map(({ body }) => body);
}

export type Place = { readonly at: string; readonly id: string };
export type ListedFollowUp = {
  readonly body: FollowUp;
  readonly due_at: string | null;
  readonly changed_at: string;
  readonly rma: string;
  readonly channel_order_id: string;
  readonly buyer_name: string | null;
  readonly title: string;
  readonly ended: SurveyEnd;
  readonly score: Score;
  readonly contact: boolean;
  readonly says: string | null;
};

const LISTED = `select f.body, nullif(f.due_at, 'infinity') as due_at, f.changed_at, r.rma, r.channel_order_id, b.name as buyer_name, s.title, s.ended,
       s.score, s.contact, w.says
    from desk.follow_ups f join desk.returns r on r.seller_id = $1 and r.id = f.return_id join desk.surveys s on s.seller_id = $1 and s.return_id = f.return_id
    left join desk.buyers b on b.seller_id = $1 and b.order_id = f.order_id
    left join lateral (select says from desk.survey_words x where x.seller_id = $1 and x.return_id = f.return_id and x.by ->> 'kind' = 'buyer'
                        order by at desc, id desc limit 1) w on true`;

/** Those in one state, the most urgent first. `after` is the last row's `due_at` (`infinity` where it had none) and id. */
export async function listFollowUpsDue(tx: Tx, state: FollowUpState, after: Place | null, limit: number): Promise<ListedFollowUp[]> {
  return tx.query(
    `${LISTED} where f.seller_id = $1 and f.state = $2 and (f.due_at, f.id) > ($3::timestamptz, $4::uuid) order by f.due_at, f.id limit $5`,
    [tx.sellerId, state, after?.at ?? '-infinity', after?.id ?? '00000000-0000-0000-0000-000000000000', limit],
  );
}

/** All of them or those in one state, the last touched first. */
export async function listFollowUpsNewest(
  tx: Tx,
  after: Place | null,
  limit: number,
  state: FollowUpState | null = null,
): Promise<ListedFollowUp[]> {
  return tx.query(
    `${LISTED} where f.seller_id = $1 and (f.changed_at, f.id) < ($2::timestamptz, $3::uuid) and ($5::text is null or f.state = $5)
      order by f.changed_at desc, f.id desc limit $4`,
    [tx.sellerId, after?.at ?? 'infinity', after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit, state],
  );
}

export async function listedFollowUp(tx: Tx, id: string): Promise<ListedFollowUp | null> {
  const [row] = await tx.query<ListedFollowUp>(`${LISTED} where f.seller_id = $1 and f.id = $2`, [tx.sellerId, id]);
  return row ?? null;
}

export async function countFollowUps(tx: Tx, now: string): Promise<{ state: FollowUpState; n: number; overdue: number }[]> {
  return tx.query(
    `select state, count(*)::integer as n, (count(*) filter (where due_at <= $2))::integer as overdue
       from desk.follow_ups where seller_id = $1 and state <> 'settled' group by state`,
    [tx.sellerId, now],
  );
}

// ── What people say ──

export type AnswerFilter = {
  readonly since: string;
  readonly until: string;
  readonly score?: number;
  readonly unhappy?: boolean;
  readonly words?: boolean;
  readonly reason?: string;
  readonly ended?: string;
  readonly sku?: string;
  readonly language?: string;
  readonly q?: string;
};

export type ListedAnswer = {
  readonly return_id: string;
  readonly rma: string;
  readonly buyer_name: string | null;
  readonly title: string;
  readonly reason: string;
  readonly ended: SurveyEnd;
  readonly language: string;
  readonly first_score: Score;
  readonly score: Score;
  readonly answered_at: string;
  readonly topics: readonly SurveyTopic[];
  readonly contact: boolean;
  readonly unhappy: boolean;
  readonly again_score: Score | null;
  readonly says: string | null;
  readonly follow_up_id: string | null;
  readonly follow_up_state: FollowUpState | null;
  readonly outcome: FollowUpOutcome | null;
};

/**
 * Newest first. Words are looked through as the list is walked: their letters are nobody's but the seller's, and no index that
 * row-level security lets through could find a piece of them.
 */
export async function listAnswers(tx: Tx, filter: AnswerFilter, after: Place | null, limit: number): Promise<ListedAnswer[]> {
  const values: unknown[] = [tx.sellerId, filter.since, filter.until];
  const is = (sql: string, value: unknown) => (value === undefined ? '' : ` and ${sql.replace('?', `$${values.push(value)}`)}`);
  const narrowed = [
    is('s.score = ?', filter.score),
    is('s.unhappy = ?', filter.unhappy),
    is('s.wrote = ?', filter.words),
    is('s.reason = ?', filter.reason),
    is('s.ended = ?', filter.ended),
    is('s.sku = ?', filter.sku),
    is('s.language = ?', filter.language),
    is(
      `exists (select from desk.survey_words x where x.seller_id = $1 and x.return_id = s.return_id and x.by ->> 'kind' = 'buyer' and x.says ilike ?)`,
      filter.q === undefined ? undefined : `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`,
    ),
    is('(s.answered_at, s.return_id) < (?::timestamptz, ', after?.at) + (after ? `$${values.push(after.id)}::uuid)` : ''),
  ].join('');
  return tx.query(
    `select s.return_id, r.rma, b.name as buyer_name, s.title, s.reason, s.ended, s.language, s.first_score, s.score, s.answered_at, s.topics, s.contact,
            s.unhappy, s.again_score, w.says, f.id as follow_up_id, f.state as follow_up_state, f.outcome
       from desk.surveys s join desk.returns r on r.seller_id = $1 and r.id = s.return_id
       left join desk.buyers b on b.seller_id = $1 and b.order_id = s.order_id
       left join desk.follow_ups f on f.seller_id = $1 and f.return_id = s.return_id
       left join lateral (select says from desk.survey_words x where x.seller_id = $1 and x.return_id = s.return_id and x.by ->> 'kind' = 'buyer'
                           order by at desc, id desc limit 1) w on true
      where s.seller_id = $1 and s.answered_at >= $2 and s.answered_at < $3${narrowed}
      order by s.answered_at desc, s.return_id desc limit $${values.push(limit)}`,
    values,
  );
}

export const FIGURE_FACETS = ['reason', 'ended', 'model', 'language', 'week'] as const;
export type FigureFacet = (typeof FIGURE_FACETS)[number];
/** `average` and `unhappy` are about the last answers; nothing is said where nobody answered. */
export type Figure = {
  readonly value: string;
  readonly name: string | null;
  readonly n: number;
  readonly average: number;
  readonly unhappy: number;
};

export type Figures = {
  /** Asked in the time, and how many of these answered. */
  readonly asked: number;
  readonly answered: number;
  /** Answers given in the time, by score from 1 to 5. */
  readonly scores: readonly number[];
  readonly n: number;
  readonly average: number | null;
  readonly unhappy: number;
  readonly topics: readonly { readonly topic: SurveyTopic; readonly good: number; readonly bad: number }[];
  readonly by: Readonly<Record<FigureFacet, readonly Figure[]>>;
  /** Those who were asked again: before and after. */
  readonly again: { readonly n: number; readonly before: number | null; readonly after: number | null };
};

/** What people said between two moments. Weeks begin on Mondays of the seller's own calendar. */
export async function readFigures(tx: Tx, since: string, until: string, zone: string): Promise<Figures> {
  const range = [tx.sellerId, since, until];
  const [[rate], groups, topics, [again]] = await Promise.all([
    tx.query<{ asked: number; answered: number }>(
      `select count(*)::integer as asked, count(score)::integer as answered from desk.surveys where seller_id = $1 and asked_at >= $2 and asked_at < $3`,
      range,
    ),
    tx.query<{ facet: number; value: string; name: string | null; n: number; average: number; unhappy: number }>(
      `select grouping(s.score, s.reason, s.ended, s.sku, s.language, w.week) as facet,
              coalesce(s.score::text, s.reason, s.ended, s.sku, s.language, w.week::text, '') as value, case when grouping(s.sku) = 0 then min(s.title) end as name, count(*)::integer as n,
              avg(s.score)::float8 as average, (count(*) filter (where s.unhappy))::integer as unhappy
         from (select score, reason, ended, sku, title, language, unhappy, answered_at from desk.surveys
                where seller_id = $1 and answered_at >= $2 and answered_at < $3) s
         cross join lateral (select date_trunc('week', s.answered_at at time zone $4)::date as week) w
        group by grouping sets ((), (s.score), (s.reason), (s.ended), (s.sku), (s.language), (w.week)) order by n desc, value`,
      [...range, zone],
    ),
    tx.query<{ topic: SurveyTopic; good: number; bad: number }>(
      `select topic, (count(*) filter (where score >= 4))::integer as good, (count(*) filter (where score < 4))::integer as bad
         from desk.surveys cross join lateral unnest(topics) as topic where seller_id = $1 and answered_at >= $2 and answered_at < $3 group by topic`,
      range,
    ),
    tx.query<{ n: number; before: number | null; after: number | null }>(
      `select count(*)::integer as n, avg(score)::float8 as before, avg(again_score)::float8 as after
         from desk.surveys where seller_id = $1 and answered_at >= $2 and answered_at < $3 and again_score is not null`,
      range,
    ),
  ]);
  // A set bit of `grouping` says that the column is none of this group's.
  const of = (column: number) => groups.filter(({ facet }) => facet === (63 & ~(32 >> column)));
  const all = groups.find(({ facet }) => facet === 63);
  const figures = (column: number): Figure[] =>
    of(column).map(({ value, name, n, average, unhappy }) => ({ value, name, n, average, unhappy }));
  return {
    asked: rate!.asked,
    answered: rate!.answered,
    scores: [1, 2, 3, 4, 5].map((score) => of(0).find(({ value }) => value === String(score))?.n ?? 0),
    n: all?.n ?? 0,
    average: all && all.n > 0 ? all.average : null,
    unhappy: all?.unhappy ?? 0,
    topics,
    by: {
      reason: figures(1),
      ended: figures(2),
      model: figures(3).slice(0, 12),
      language: figures(4),
      week: figures(5).sort((a, b) => (a.value < b.value ? -1 : 1)),
    },
    again: again!,
  };
}
