/**
 * The auditor's look at after-care (M19, M20, M35): what was given on top, the month's budget, vouchers, who was asked how it went, and what became of
 * unhappy answers. As in `auditor.ts`, everything is added up here anew.
 */
import type { Books, Finding } from './auditor.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Twenty-four working hours never pass in less than a day, nor in more than this: two nights, a weekend and two holidays among them. */
const LONGEST_OWED = 8 * DAY;

type Money = { readonly minor: number; readonly currency: string };
// biome-ignore format: what the auditor reads
type Case = { id: string; order_id: string; return_id: string | null; state: string; kind: string | null; amount: Money | null; months: number | null; letter: string | null; because: string | null; value: number; month: string | null; sent_at: Date | null; left_at: Date | null; trouble: string | null };
// biome-ignore format: what the auditor reads
type Line = { case_id: string; nth: number; month: string; what: 'reserved' | 'given' | 'released'; minor: number };
// biome-ignore format: what the auditor reads
type Survey = { return_id: string; order_id: string; state: string; ask_at: Date | null; asked_at: Date | null; score: number | null; again_at: Date | null };
// biome-ignore format: what the auditor reads
type Answer = { return_id: string; at: Date; question: string; score: number; contact: boolean; wrote: boolean };
// biome-ignore format: what the auditor reads
type FollowUp = { id: string; code: string; return_id: string; state: string; due_at: Date | number; next_at: Date | null; version: number };
// biome-ignore format: what the auditor reads
type Told = { follow_up_id: string; seq: number; type: string; at: Date; started_at: string | null; due_at: string | null; step: string | null; unhappy: boolean };

export async function auditCare(books: Books): Promise<Finding[]> {
  const { pool, sellerId, now, final, care } = books;
  const findings: Finding[] = [];
  const find = (check: string, about: string, says: string) => void findings.push({ check, about, says });
  const rows = async <T>(text: string): Promise<T[]> => (await pool.query(text, [sellerId])).rows as T[];

  const orders = await rows<{ id: string; channel: string; channel_order_id: string }>(
    `select id, channel, channel_order_id from desk.orders where seller_id = $1`,
  );
  const soldAs = new Map(books.sold.map((order) => [`${order.channel}/${order.channelOrderId}`, order]));
  const soldOf = new Map(orders.map((order) => [order.id, soldAs.get(`${order.channel}/${order.channel_order_id}`)]));
  const nameOf = (orderId: string) => `order ${soldOf.get(orderId)?.channel}/${soldOf.get(orderId)?.channelOrderId ?? orderId}`;
  const returns = new Map(
    (await rows<{ id: string; rma: string; status: string }>(`select id, rma, status from desk.returns where seller_id = $1`)).map(
      (ret) => [ret.id, ret],
    ),
  );
  const rma = (id: string) => returns.get(id)?.rma ?? id;

  await money();
  const cases = await gestures();
  await vouchers(cases);
  await surveys();
  await followUps();
  await contests();
  return findings;

  // ── Money, whichever way it went back ────────────────────────────────────────────────────────────────────────────

  async function money(): Promise<void> {
    const gone = await rows<{ order_id: string; line_id: string; unit: number; amount: number }>(
      `select order_id, line_id, unit, sum(amount)::float8 as amount from (
         select f.order_id, u.line_id, u.unit, u.amount_minor as amount from desk.refunds f
           join desk.refund_units u on u.seller_id = f.seller_id and u.refund_id = f.id where f.seller_id = $1 and f.state <> 'undone'
         union all select order_id, line_id, unit, amount_minor from desk.gesture_units where seller_id = $1 and state <> 'failed') u group by 1, 2, 3`,
    );
    const cancelled = await rows<{ order_id: string; amount: number }>(
      `select order_id, amount_minor::float8 as amount from desk.cancellations where seller_id = $1 and state = 'accepted'`,
    );
    for (const [orderId, own] of Map.groupBy(gone, (one) => one.order_id)) {
      const sold = soldOf.get(orderId);
      if (!sold) continue;
      const about = nameOf(orderId);
      const cost = total(sold.lines.map((line) => line.minor * line.quantity)) + sold.shippingMinor;
      const back =
        total(own.map((one) => one.amount)) + total(cancelled.filter((one) => one.order_id === orderId).map((one) => one.amount));
      if (back > cost) find('given back ≤ paid', about, `refunds, gestures and cancellation come to ${back} of ${cost}`);
      for (const line of sold.lines) {
        const ofLine = own.filter((one) => one.line_id === line.id);
        const most = line.minor + sold.shippingMinor;
        for (const one of ofLine)
          if (one.amount > most) find('given back ≤ paid', `${about}, ${line.id}#${one.unit}`, `${one.amount} of ${most}`);
        const all = total(ofLine.map((one) => one.amount));
        if (all > line.minor * line.quantity + sold.shippingMinor)
          find('given back ≤ paid', `${about}, line ${line.id}`, `${all} of ${line.quantity} × ${line.minor} + ${sold.shippingMinor}`);
      }
    }
  }

  // ── Gestures ─────────────────────────────────────────────────────────────────────────────────────────────────────

  async function gestures(): Promise<Case[]> {
    const all = await rows<Case>(
      `select id, order_id, return_id, state, given #>> '{gesture,kind}' as kind, given #> '{gesture,amount}' as amount, (given #>> '{gesture,months}')::integer as months,
              given #>> '{letter,body}' as letter, given ->> 'because' as because, value_minor::float8 as value, given ->> 'month' as month, sent_at, left_at, trouble
         from desk.gesture_cases where seller_id = $1 order by sent_at, id`,
    );
    const book = Map.groupBy(
      await rows<Line>(
        `select case_id, nth, month, what, minor::float8 as minor from desk.gesture_book where seller_id = $1 order by case_id, nth`,
      ),
      (line) => line.case_id,
    );
    const units = Map.groupBy(
      await rows<{ case_id: string; amount: number; state: string }>(
        `select case_id, amount_minor::float8 as amount, state from desk.gesture_units where seller_id = $1`,
      ),
      (unit) => unit.case_id,
    );
    const planned = Map.groupBy(
      await rows<{ case_id: string; amount: number; state: string }>(
        `select e.body::jsonb ->> 'gesture' as case_id, f.amount_minor::float8 as amount, f.state from desk.events e
           join desk.refunds f on f.seller_id = e.seller_id and f.id = (e.body::jsonb ->> 'refundId')::uuid
          where e.seller_id = $1 and e.type = 'refund_planned' and e.body::jsonb ->> 'why' = 'gesture'`,
      ),
      (refund) => refund.case_id,
    );
    const told = Map.groupBy(
      await rows<{ id: string }>(
        `select body::jsonb #>> '{gesture,id}' as id from desk.events where seller_id = $1 and type = 'gesture_given'`,
      ),
      (event) => event.id,
    );
    const longer = await rows<{ case_id: string; months: number }>(
      `select case_id, months from desk.warranty_extensions where seller_id = $1`,
    );
    const failed = await rows<{ case_id: string }>(
      `select body ->> 'caseId' as case_id from desk.effects where seller_id = $1 and kind = 'gesture_money' and state = 'failed'`,
    );

    for (const one of all) {
      const about = `gesture ${one.id} on ${one.return_id ? rma(one.return_id) : nameOf(one.order_id)}`;
      const lines = book.get(one.id) ?? [];
      const last = lines.at(-1)?.what;
      const isInTurn = lines.every((line, i) => line.nth === i + 1 && (line.what === 'reserved') === (i % 2 === 0));
      if (!isInTurn) find('the budget is a book', about, lines.map((line) => line.what).join(', '));
      const isSent = one.state === 'sent';
      const isGiven = isSent && one.left_at !== null;
      if (!isSent && last !== undefined && last !== 'released') find('nothing stays reserved', about, `${one.state}, and ${last}`);
      const worth = isSent && (one.kind === 'partial_refund' || one.kind === 'voucher') ? one.amount!.minor : 0;
      if (isSent && (one.value !== worth || worth > 0 !== (last !== undefined && lines.at(-1)!.minor === worth)))
        find('the budget is a book', about, `worth ${worth}, noted as ${one.value}, in the book ${lines.at(-1)?.minor ?? 'nothing'}`);
      if (isGiven && one.kind === 'voucher' && last !== 'given') find('nothing stays reserved', about, `the voucher left, and is ${last}`);
      if (final && isSent && !isGiven) find('nothing stuck', about, `sent ${one.sent_at!.toISOString()}, and it never left`);

      const times = (told.get(one.id) ?? []).length;
      if (times !== (isGiven && one.return_id !== null ? 1 : 0))
        find('a gesture is given once', about, `${one.state}, and told ${times} times`);
      const months = longer.filter((extension) => extension.case_id === one.id).map((extension) => extension.months);
      const due = isGiven && one.kind === 'warranty_extension' ? [one.months] : [];
      if (months.join() !== due.join())
        find('a gesture is given once', about, `${due.join() || 'no'} months, noted ${months.join() || 'none'}`);

      const money = one.return_id === null ? (units.get(one.id) ?? []) : (planned.get(one.id) ?? []);
      const live = money.filter((part) => part.state !== 'failed' || one.return_id !== null);
      const isPaid = live.length > 0 && live.every((part) => part.state === 'paid' || part.state === 'confirmed');
      const isLost = live.every((part) => part.state === 'failed');
      if (!isGiven || one.kind !== 'partial_refund') {
        if (money.length > 0 && !isLost) find('a gesture is given once', about, `${one.state}, and money goes back`);
        continue;
      }
      const sum = total(live.map((part) => part.amount));
      if (!isLost && sum !== one.amount!.minor) find('a gesture is given once', about, `${one.amount!.minor} promised, ${sum} goes back`);
      if (isPaid && last !== 'given') find('nothing stays reserved', about, `paid, and ${last}`);
      if (isLost && last !== 'released') find('nothing stays reserved', about, `it can not be paid, and ${last}`);
      if (!isPaid && last === 'given') find('nothing stays reserved', about, `given, but ${money.map((part) => part.state).join(', ')}`);
      if (final && one.return_id === null && !isPaid && !isLost) find('nothing stuck', about, 'its money is planned, and nobody pays it');
      if (failed.some((effect) => effect.case_id === one.id) && one.trouble === null)
        find('nothing stuck', about, 'its money could not be paid, and nobody is told');
    }

    // What went above a limit has a manager's reason; what has none stays within it, whatever else was given.
    const within = all.filter((one) => one.state === 'sent' && one.because === null);
    const used = (one: Case) => (book.get(one.id)?.at(-1)?.what === 'released' ? 0 : one.value);
    for (const [month, own] of Map.groupBy(within, (one) => one.month)) {
      const spent = total(own.map(used));
      if (spent > care.gestures.monthlyBudget)
        find('the budget of a month', month!, `${spent} of ${care.gestures.monthlyBudget}, without a reason`);
    }
    for (const [orderId, own] of Map.groupBy(within, (one) => one.order_id)) {
      const sold = soldOf.get(orderId);
      if (!sold) continue;
      const { basisPoints, minor } = care.gestures.cap;
      const cost = total(sold.lines.map((line) => line.minor * line.quantity)) + sold.shippingMinor;
      const cap = Math.min(minor, Math.round((cost * basisPoints) / 10_000));
      const given = total(own.map((one) => one.value));
      if (given > cap) find('the cap of an order', nameOf(orderId), `${given} of ${cap}, without a reason`);
    }
    const worthy = all.filter((one) => one.state === 'sent' && one.kind !== 'nothing');
    for (const [email, own] of Map.groupBy(worthy, (one) => soldOf.get(one.order_id)?.buyer.email)) {
      for (const [i, one] of own.entries()) {
        const before = own[i - 1];
        if (email === undefined || !before || one.because !== null) continue;
        const apart = one.sent_at!.getTime() - before.sent_at!.getTime();
        if (apart < care.gestures.onceInDays * DAY)
          find(
            'one gesture to a buyer',
            email,
            `two within ${Math.round(apart / DAY)} days, on ${nameOf(before.order_id)} and ${nameOf(one.order_id)}`,
          );
      }
    }
    return all;
  }

  async function vouchers(all: readonly Case[]): Promise<void> {
    const codes = await rows<{ code: string; minor: number; currency: string; case_id: string | null; letters: string }>(
      `select k.code, k.minor::float8 as minor, k.currency, k.case_id,
              (select count(*) from desk.messages m where m.seller_id = $1 and m.direction = 'out' and m.body like '%' || k.code || '%')
              + (select count(*) from desk.outbound_events e where e.seller_id = $1 and e.body ->> 'body' like '%' || k.code || '%') as letters
         from desk.gesture_codes k where k.seller_id = $1`,
    );
    const given = all.filter((one) => one.state === 'sent' && one.kind === 'voucher');
    for (const one of given)
      if (codes.filter((code) => code.case_id === one.id).length !== 1)
        find('a code is handed out once', one.id, 'a voucher without a code');
    for (const { code, minor, currency, case_id, letters } of codes) {
      const one = given.find((each) => each.id === case_id);
      if (Number(letters) !== (one?.left_at ? 1 : 0)) find('a code is handed out once', code, `it stands in ${letters} letters`);
      if (case_id === null) continue;
      if (!one) find('a code is handed out once', code, 'kept back for a gesture that is none');
      else if (one.amount!.minor !== minor || one.amount!.currency !== currency || !one.letter!.includes(code))
        find(
          'a code is handed out once',
          code,
          `worth ${minor}, given for ${one.amount!.minor}; in its letter: ${one.letter!.includes(code)}`,
        );
    }
  }

  // ── How it went ──────────────────────────────────────────────────────────────────────────────────────────────────

  async function surveys(): Promise<void> {
    const all = await rows<Survey>(
      `select return_id, order_id, state, ask_at, asked_at, score, again_at from desk.surveys where seller_id = $1 order by asked_at, return_id`,
    );
    const events = Map.groupBy(
      await rows<{ return_id: string; type: string; again: boolean }>(
        `select return_id, type, body::jsonb ->> 'again' is not null as again from desk.events where seller_id = $1 and type in ('survey_asked', 'surveyed')`,
      ),
      (event) => event.return_id,
    );
    const notices = Map.groupBy(
      await rows<{ return_id: string; kind: string; again: boolean }>(
        `select return_id, kind, body ->> 'again' is not null as again from desk.effects
          where seller_id = $1 and kind in ('mail', 'thread') and body ->> 'notice' = 'survey'`,
      ),
      (effect) => `${effect.return_id} ${effect.again}`,
    );
    for (const list of notices.values())
      if (list.length > 1) find('one survey per return', rma(list[0]!.return_id), `asked by ${list.map((one) => one.kind).join(' and ')}`);
    for (const survey of all) {
      const about = rma(survey.return_id);
      const asked = (events.get(survey.return_id) ?? []).filter((event) => event.type === 'survey_asked');
      const [once, again] = [asked.filter((event) => !event.again).length, asked.filter((event) => event.again).length];
      if (once !== (survey.asked_at ? 1 : 0) || again !== (survey.again_at ? 1 : 0))
        find('one survey per return', about, `asked ${once} times and ${again} times again: ${JSON.stringify(survey)}`);
      if (survey.ask_at && survey.ask_at.getTime() < now - MINUTE)
        find('one survey per return', about, `to be asked at ${survey.ask_at.toISOString()}, and nobody did`);
    }
    for (const [email, own] of Map.groupBy(
      all.filter((survey) => survey.asked_at),
      (survey) => soldOf.get(survey.order_id)?.buyer.email,
    ))
      for (const [i, survey] of own.entries()) {
        const before = own[i - 1]?.asked_at;
        if (email !== undefined && before && survey.asked_at!.getTime() - before.getTime() < care.survey.quietDays * DAY)
          find('quiet days', email, `asked ${before.toISOString()} and ${survey.asked_at!.toISOString()}`);
      }
    // Everybody is asked alike: whoever got something is remembered, whether content or not.
    const forgotten = await rows<{ rma: string }>(
      `select r.rma from desk.returns r left join desk.surveys s on s.seller_id = r.seller_id and s.return_id = r.id
        where r.seller_id = $1 and r.status = 'closed' and (s.return_id is null or (s.state = 'waiting' and s.ask_at is null))
          and exists (select from desk.return_items i where i.seller_id = $1 and i.return_id = r.id and i.settlement in ('refunded', 'repaired', 'replaced', 'kept'))`,
    );
    for (const one of forgotten) find('one survey per return', one.rma, 'it ended, and nobody will ask how it went');

    const answers = Map.groupBy(
      await rows<Answer>(
        `select return_id, at, question, score, contact, wrote from desk.survey_answers where seller_id = $1 order by at, id`,
      ),
      (answer) => answer.return_id,
    );
    const followed = Map.groupBy(
      await rows<{ return_id: string }>(`select return_id from desk.follow_ups where seller_id = $1`),
      (followUp) => followUp.return_id,
    );
    for (const survey of all) {
      const about = rma(survey.return_id);
      const own = answers.get(survey.return_id) ?? [];
      const told = (events.get(survey.return_id) ?? []).filter((event) => event.type === 'surveyed').length;
      if (told !== own.length) find('answers are on the record', about, `${own.length} answers, ${told} told`);
      const first = own.filter((answer) => answer.question === 'first');
      if ((survey.score === null) !== (first.length === 0))
        find('answers are on the record', about, `${first.length} answers, the last is ${survey.score}`);
      const { unhappyUpTo } = care.survey;
      // Words stay with the answers that come after them. Of two at the same moment nobody knows which was first.
      const unhappy = (wrote: (answer: Answer) => boolean) =>
        first.some((answer) => answer.score <= unhappyUpTo || answer.contact || (answer.score === unhappyUpTo + 1 && wrote(answer)));
      const must = unhappy((answer) => answer.wrote || first.some((one) => one.wrote && one.at < answer.at));
      const may = unhappy((answer) => first.some((one) => one.wrote && one.at <= answer.at));
      const n = followed.get(survey.return_id)?.length ?? 0;
      if ((must && n !== 1) || n > (may ? 1 : 0))
        find('an unhappy answer is followed up once', about, `${n} follow-ups for ${JSON.stringify(first)}`);
    }
  }

  // ── Follow-ups ───────────────────────────────────────────────────────────────────────────────────────────────────

  async function followUps(): Promise<void> {
    const all = await rows<FollowUp>(
      `select id, code, return_id, state, due_at, next_at, version from desk.follow_ups where seller_id = $1 order by opened_at, id`,
    );
    const told = Map.groupBy(
      await rows<Told>(
        `select follow_up_id, seq, body ->> 'type' as type, at, body ->> 'startedAt' as started_at, body ->> 'dueAt' as due_at, body ->> 'offset' as step,
                coalesce((body ->> 'unhappy')::boolean, false) as unhappy
           from desk.follow_up_events where seller_id = $1 order by follow_up_id, seq`,
      ),
      (event) => event.follow_up_id,
    );
    const called = new Set(
      (
        await rows<{ id: string }>(
          `select distinct body ->> 'followUpId' as id from desk.effects where seller_id = $1 and kind = 'follow_up_team'`,
        )
      ).map(({ id }) => id),
    );
    for (const one of all) {
      const about = `${one.code} of ${rma(one.return_id)}`;
      const story = told.get(one.id) ?? [];
      if (story.length !== one.version || story.some((event, i) => event.seq !== i + 1))
        find('follow-ups tell their story', about, `version ${one.version}, ${story.length} events`);
      // Since when an answer is owed, and until when it was: run by run.
      let state = 'none';
      const runs: { from: number; to: number | null }[] = [];
      for (const { type, at, unhappy } of story) {
        const run = runs.at(-1);
        if (type === 'opened' || (type === 'answered_again' && unhappy && state !== 'open')) {
          state = 'open';
          runs.push({ from: at.getTime(), to: null });
        } else if (type === 'answered' && state === 'open') {
          state = 'answered';
          run!.to = at.getTime();
        } else if (type === 'answer_undone') {
          state = 'open';
          run!.to = null;
        } else if (type === 'settled') state = 'settled';
      }
      if (state !== one.state)
        find('follow-ups tell their story', about, `${one.state}, but: ${story.map((event) => event.type).join(', ')}`);
      const breaches = story.filter((event) => event.type === 'clock_breached');
      const breachOf = (from: number) => breaches.filter((event) => Date.parse(event.started_at!) === from);
      for (const { from, to } of runs) {
        const until = to ?? now;
        const own = breachOf(from);
        if (own.length > 1) find('no unhappy buyer waits in silence', about, `${own.length} breaches of one run`);
        if (own.length === 0 && until - from > LONGEST_OWED)
          find(
            'no unhappy buyer waits in silence',
            about,
            `owed since ${iso(from)}, ${to ? 'answered' : 'unanswered at'} ${iso(until)}, no breach`,
          );
      }
      for (const breach of breaches) {
        const [from, due, at] = [Date.parse(breach.started_at!), Date.parse(breach.due_at!), breach.at.getTime()];
        if (!runs.some((run) => run.from === from))
          find('no unhappy buyer waits in silence', about, `a breach of no run, ${breach.started_at}`);
        if (due - from < DAY) find('no unhappy buyer waits in silence', about, `owed since ${iso(from)}, due ${iso(due)}`);
        if (at < due || at > due + MINUTE) find('no unhappy buyer waits in silence', about, `due ${iso(due)}, breached ${iso(at)}`);
        if (!called.has(one.id)) find('no unhappy buyer waits in silence', about, 'breached, and nobody was called');
      }
      const steps = story.filter((event) => event.type === 'escalated').map((event) => `${event.step} of ${event.started_at}`);
      for (const twice of steps.filter((step, i) => steps.indexOf(step) !== i)) find('each step once', about, twice);
      const run = runs.at(-1);
      if (state === 'open' && run) {
        if (Number(one.due_at) < now - MINUTE && breachOf(run.from).length === 0)
          find('no unhappy buyer waits in silence', about, `due ${iso(Number(one.due_at))}, and no breach on the record`);
        if (one.next_at === null && breachOf(run.from).length === 0)
          find('no unhappy buyer waits in silence', about, 'an answer is owed, and nobody will be called');
      }
      if (one.next_at && one.next_at.getTime() < now - MINUTE)
        find('steps in time', about, `to be done at ${one.next_at.toISOString()}, not done at ${iso(now)}`);
    }
  }

  // ── What buyers see otherwise ────────────────────────────────────────────────────────────────────────────────────

  async function contests(): Promise<void> {
    const open = await rows<{ return_id: string; codes: string; n: string }>(
      `select return_id, string_agg(code, ', ') as codes, count(*) as n from desk.disputes
        where seller_id = $1 and state <> 'closed' and kind = 'complaint' group by return_id having count(*) > 1`,
    );
    for (const one of open) find('a contest is one dispute', rma(one.return_id), one.codes);
  }
}

const total = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
const iso = (ms: number): string => (Number.isFinite(ms) ? new Date(ms).toISOString() : String(ms));
