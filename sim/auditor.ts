/**
 * Checks the desk with an arithmetic of its own: the orders as they were sold, the toy marketplace's ledger, the tables and the
 * events as text. Nothing of `core/` is asked, so that a mistake there cannot excuse itself.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Sold } from './actors.ts';
import type { Care } from './aftercare.ts';
import { auditBooks, type Planted } from './auditor-books.ts';
import { auditCare } from './auditor-care.ts';

export type Finding = { readonly check: string; readonly about: string; readonly says: string };

export type Books = {
  /** The owner's connection: row-level security is checked by taking the application's role. */
  readonly pool: Pick<pg.Pool, 'query' | 'connect'>;
  readonly sellerId: string;
  readonly strangerId: string;
  /** The time in the simulation, ms since 1970. */
  readonly now: number;
  /** After the end: faults have stopped and everything that could be done was done. */
  readonly final: boolean;
  readonly sold: readonly Sold[];
  /** Mistakes that stand in the marketplace's statements on purpose. */
  readonly planted: readonly Planted[];
  /** The seller's rules for gestures and surveys. */
  readonly care: Care;
};

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

// biome-ignore format: what the auditor reads
type ReturnRow = { id: string; rma: string; order_id: string; channel: string; channel_order_id: string; channel_return_id: string | null; via: string; status: string; tab: string; held: boolean; version: number; head: Buffer; due_at: Date | number };
type Event = {
  readonly return_id: string;
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly body: string;
  readonly hash: Buffer;
  readonly said: Said;
};
/** What the checks read of an event's text. */
type Said = {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly kind: string;
  /** What was promised with the request. */
  readonly targets?: readonly { readonly kind: string; readonly after: { readonly workingDays?: number } }[];
  readonly dueAt: string;
  readonly startedAt?: string;
  readonly step?: string;
  readonly offset?: string;
  readonly refundId?: string;
  readonly amount: { readonly minor: number };
  readonly items?: readonly { readonly lineId: string; readonly unit: number }[];
  readonly events: readonly { readonly at: string; readonly code: string }[];
  readonly direction?: string;
  readonly informative?: boolean;
  readonly why?: string;
};
type Body = { readonly notice?: string; readonly items?: unknown; readonly refundIds?: readonly string[]; readonly refundId?: string };
type Refund = { id: string; return_id: string; order_id: string; amount: number; currency: string; state: string };
type Unit = { return_id: string; line_id: string; unit: number; refund_id: string; amount: number };
type Payment = { channel: string; order_id: string; line_id: string; minor: number; currency: string; type: string };
type Effect = {
  id: string;
  /** Null for errands: work that belongs to no return. */
  return_id: string;
  kind: string;
  state: string;
  body: Body;
  attempts: number;
  created_at: Date;
  last_error: string | null;
  answer: { readonly skipped?: string } | null;
};

type Wish = {
  id: string;
  order_id: string;
  state: 'open' | 'saved' | 'accepted' | 'too_late';
  answer_by: Date;
  answered_at: Date | null;
  next_at: Date | null;
  settled_at: Date | null;
};

export async function audit(books: Books): Promise<Finding[]> {
  const { pool, sellerId, now, final } = books;
  const findings: Finding[] = [];
  const find = (check: string, about: string, says: string) => void findings.push({ check, about, says });
  const rows = async <T>(text: string, values: unknown[] = [sellerId]): Promise<T[]> => (await pool.query(text, values)).rows as T[];

  const [returns, items, eventRows, refunds, units, clocks, effects, mails, payments, orders, folders, wishes] = await Promise.all([
    rows<ReturnRow>(
      `select id, rma, order_id, channel, channel_order_id, channel_return_id, via, status, tab, held, version, head, due_at from desk.returns where seller_id = $1`,
    ),
    rows<{
      return_id: string;
      order_id: string;
      line_id: string;
      unit: number;
      open: boolean;
      settlement: string;
      authorisation: string;
      parcel: string;
    }>(`select return_id, order_id, line_id, unit, open, settlement, authorisation, parcel from desk.return_items where seller_id = $1`),
    rows<Omit<Event, 'said'>>(`select return_id, seq, type, at, body, hash from desk.events where seller_id = $1 order by return_id, seq`),
    rows<Refund>(
      `select id, return_id, order_id, amount_minor::float8 as amount, currency, state from desk.refunds where seller_id = $1 and state <> 'undone'`,
    ),
    rows<Unit>(`select return_id, line_id, unit, refund_id, amount_minor::float8 as amount from desk.refund_units where seller_id = $1`),
    rows<{ return_id: string; kind: string; source: string; state: string; due_at: Date; next_at: Date | null }>(
      `select return_id, kind, source, state, due_at, next_at from desk.clocks where seller_id = $1`,
    ),
    rows<Effect>(
      `select id, return_id, kind, state, body, attempts, created_at, last_error, answer from desk.effects where seller_id = $1`,
    ),
    rows<{ id: string; return_id: string }>(`select id, return_id from desk.mails where seller_id = $1`),
    rows<Payment>(`select channel, order_id, line_id, minor::float8 as minor, currency, type from sandbox.payments order by id`, []),
    rows<{ id: string; channel: string; channel_order_id: string }>(
      `select id, channel, channel_order_id from desk.orders where seller_id = $1`,
    ),
    rows<{ id: string; body: { orderlineId: number; messages: { from: string; body: string }[] } }>(
      `select id::text, body from sandbox.things where kind = 'folder'`,
      [],
    ),
    rows<Wish>(`select id, order_id, state, answer_by, answered_at, next_at, settled_at from desk.cancellations where seller_id = $1`),
  ]);
  // Money that went back on an order without a return, as its channel pays it: line by line.
  const gestures = await rows<{ order_id: string; line_id: string; amount: number; state: 'planned' | 'paid' | 'failed' }>(
    `select order_id, line_id, sum(amount_minor)::float8 as amount, state from desk.gesture_units where seller_id = $1 group by case_id, order_id, line_id, state`,
  );
  const events: Event[] = eventRows.map((event) => ({ ...event, said: JSON.parse(event.body) as Said }));
  const eventsOf = Map.groupBy(events, (event) => event.return_id);
  const orderOf = new Map(orders.map((order) => [`${order.channel}/${order.channel_order_id}`, order.id]));
  const returnOf = new Map(returns.map((ret) => [ret.id, ret]));
  const unitsOf = Map.groupBy(units, (unit) => unit.refund_id);
  // What a bank pulled back itself never passes through the channel.
  const { rows: pulled } = await pool.query<{ id: string }>(
    `select (e.body::jsonb ->> 'refundId') as id from desk.events e
       join desk.disputes d on d.seller_id = e.seller_id and d.return_id = e.return_id and d.code = e.body::jsonb ->> 'award' and d.kind = 'chargeback'
      where e.seller_id = $1 and e.type = 'refund_planned'`,
    [sellerId],
  );
  const byTheBank = new Set(pulled.map(({ id }) => id));
  const standsStill = (id: string) =>
    returnOf.get(id)?.held === true || items.some((item) => item.return_id === id && item.authorisation === 'waiting_for_buyer');
  const rma = (id: string) => returnOf.get(id)?.rma ?? id;

  // ── Money ────────────────────────────────────────────────────────────────────────────────────────────────────────

  const known = new Set<string>();
  for (const order of books.sold) {
    const about = `order ${order.channel}/${order.channelOrderId}`;
    const orderId = orderOf.get(`${order.channel}/${order.channelOrderId}`);
    const paid = payments.filter((payment) => payment.channel === order.channel && payment.order_id === order.toyOrderId);
    for (const payment of paid) known.add(payment.line_id);
    const pulledBack = refunds.filter((refund) => refund.order_id === orderId && byTheBank.has(refund.id));
    const total = sum(paid.map((payment) => payment.minor)) + sum(pulledBack.map((refund) => refund.amount));
    const cost = sum(order.lines.map((line) => line.minor * line.quantity)) + order.shippingMinor;
    if (total > cost) find('refunded ≤ paid', about, `${total} went back, ${cost} ${order.currency} were paid`);
    if (paid.some((payment) => payment.currency !== order.currency))
      find('currency', about, `paid back in ${paid.map((p) => p.currency).join(', ')}, sold in ${order.currency}`);
    const calledOff = wishes.find((wish) => wish.order_id === orderId && wish.state === 'accepted');
    if (order.calledOff !== (calledOff !== undefined))
      find(
        'a wish to cancel',
        about,
        `${order.calledOff ? 'granted' : 'not granted'}, and on record as ${calledOff?.state ?? 'not granted'}`,
      );
    if (calledOff?.settled_at && total !== cost) find('a wish to cancel', about, `${total} of ${cost} went back when it was called off`);
    if (final && calledOff && !calledOff.settled_at) find('a wish to cancel', about, 'granted, and nothing went back');
    for (const [place, line] of order.lines.entries()) {
      // Before shipping everything goes back, the shipping with the last line.
      const whole = line.minor * line.quantity + (place === order.lines.length - 1 ? order.shippingMinor : 0);
      const ledger = paid.filter((payment) => payment.line_id === line.toyId).map((payment) => payment.minor);
      const ours = refunds.filter(
        (refund) => refund.order_id === orderId && (unitsOf.get(refund.id) ?? []).some((unit) => unit.line_id === line.id),
      );
      const confirmed = ours.filter((refund) => refund.state === 'confirmed' && !byTheBank.has(refund.id)).map((refund) => refund.amount);
      if (calledOff?.settled_at) confirmed.push(whole);
      const onTop = gestures.filter((gesture) => gesture.order_id === orderId && gesture.line_id === line.id);
      confirmed.push(...onTop.flatMap(({ state, amount }) => (state === 'paid' ? [amount] : [])));
      const where = `${about}, line ${line.id}`;
      if (sum(ledger) > line.minor * line.quantity + order.shippingMinor)
        find('refunded ≤ paid', where, `${sum(ledger)} went back for ${line.quantity} × ${line.minor} + ${order.shippingMinor}`);
      // One payment per intent, to the cent: as multisets. Before the end a payment may not be recorded yet, never the other way round.
      const unexplained = without(ledger, confirmed);
      const unpaid = without(confirmed, ledger);
      const underWay = ours.filter((refund) => refund.state === 'submitted' || refund.state === 'failed').map((refund) => refund.amount);
      if (calledOff && !calledOff.settled_at) underWay.push(whole);
      underWay.push(...onTop.flatMap(({ state, amount }) => (state === 'planned' ? [amount] : [])));
      if (unpaid.length > 0) find('ledger = confirmed refunds', where, `confirmed and never paid: ${unpaid.join(', ')}`);
      const unaccounted = without(unexplained, underWay);
      if (unaccounted.length > 0)
        find(
          'one payment per intent',
          where,
          `paid without an intent of ours: ${unaccounted.join(', ')} (ledger ${ledger.join(', ') || '–'}; confirmed ${confirmed.join(', ') || '–'})`,
        );
      else if (final && unexplained.length > 0) {
        const lost = ours.filter(
          (refund) => refund.state !== 'failed' && unexplained.includes(refund.amount) && refund.state !== 'confirmed',
        );
        if (lost.length > 0) find('ledger = confirmed refunds', where, `paid and never confirmed: ${unexplained.join(', ')}`);
      }
      // No unit twice: over all returns of the order, at most its price and the whole shipping.
      for (let unit = 1; unit <= line.quantity; unit++) {
        const back = sum(
          ours
            .filter((r) => r.state === 'confirmed')
            .flatMap((r) => (unitsOf.get(r.id) ?? []).filter((u) => u.line_id === line.id && u.unit === unit).map((u) => u.amount)),
        );
        if (back > line.minor + order.shippingMinor)
          find('no unit refunded twice', `${where}, unit ${unit}`, `${back} for a price of ${line.minor}`);
      }
    }
    const mine = returns.filter((ret) => ret.order_id === orderId);
    if (mine.length > order.rounds + order.late)
      find('a return per request', about, `${mine.length} returns (${mine.map((ret) => ret.rma).join(', ')}) for ${order.rounds} requests`);
    if (final && mine.length < order.rounds) find('a return per request', about, `${order.rounds} requests, only ${mine.length} returns`);
  }
  for (const payment of payments)
    if (!known.has(payment.line_id))
      find(
        'one payment per intent',
        `order ${payment.order_id}`,
        `${payment.minor} went back on line ${payment.line_id}, which we never sold`,
      );
  for (const wish of wishes)
    if (wish.state === 'open' && wish.answered_at === null && wish.next_at === null && wish.answer_by.getTime() > now)
      find('a wish to cancel', wish.id, 'it waits for an answer, and nobody will be reminded');
  for (const refund of refunds) {
    const own = unitsOf.get(refund.id) ?? [];
    if (sum(own.map((unit) => unit.amount)) !== refund.amount)
      find(
        'a refund is its units',
        rma(refund.return_id),
        `refund of ${refund.amount}, units ${own.map((u) => u.amount).join(' + ') || '–'}`,
      );
    const said = (type: string) =>
      (eventsOf.get(refund.return_id) ?? []).filter((event) => event.type === type && event.said.refundId === refund.id);
    if (said('refund_planned').length !== 1 || said('refund_confirmed').length > 1)
      find(
        'one payment per intent',
        rma(refund.return_id),
        `planned ${said('refund_planned').length} times, confirmed ${said('refund_confirmed').length} times`,
      );
    if ((refund.state === 'confirmed') !== (said('refund_confirmed').length === 1))
      find('rows follow events', rma(refund.return_id), `refund row ${refund.state}, events say otherwise`);
    if (said('refund_planned')[0]?.said.amount.minor !== refund.amount)
      find(
        'rows follow events',
        rma(refund.return_id),
        `refund row over ${refund.amount}, planned ${said('refund_planned')[0]?.said.amount.minor}`,
      );
  }

  // ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  for (const clock of clocks) {
    const due = clock.due_at.getTime();
    const breach = (eventsOf.get(clock.return_id) ?? []).find((event) => event.type === 'clock_breached' && event.said.kind === clock.kind);
    // A clock of the policy's or our own stands still on hold, or while the buyer is asked; a channel's or the law's never does.
    const still = clock.next_at === null && (clock.source === 'own' || clock.source === 'policy') && standsStill(clock.return_id);
    if (clock.state === 'running' && clock.next_at === null && !still)
      find('no clock missed in silence', `${rma(clock.return_id)} ${clock.kind}`, 'it runs, and nothing is ever to be done about it');
    if (clock.next_at !== null && clock.next_at.getTime() < now - MINUTE)
      find(
        'steps in time',
        `${rma(clock.return_id)} ${clock.kind}`,
        `to be done at ${iso(clock.next_at.getTime())}, not done at ${iso(now)}`,
      );
    if (clock.state === 'running' && due < now - MINUTE && !still)
      find('no clock missed in silence', `${rma(clock.return_id)} ${clock.kind}`, `due ${iso(due)}, still running at ${iso(now)}`);
    if (clock.state === 'breached' && !breach)
      find('no clock missed in silence', `${rma(clock.return_id)} ${clock.kind}`, 'breached, and not on the record');
  }
  for (const [id, story] of eventsOf) {
    const steps = story
      .filter((event) => event.type === 'escalated')
      .map(({ said: s }) => `${s.kind} ${s.step} ${s.offset}, run of ${s.startedAt}`);
    for (const twice of new Set(steps.filter((step, i) => steps.indexOf(step) !== i))) {
      // A start that is corrected is the same run: only clocks that begin anew have a second ladder.
      find('each step once', rma(id), twice);
    }
    for (const breach of story.filter((event) => event.type === 'clock_breached')) {
      const late = Date.parse(breach.said.at) - Date.parse(breach.said.dueAt);
      if (late < 0)
        find('no clock breached early', `${rma(id)} ${breach.said.kind}`, `due ${breach.said.dueAt}, breached ${breach.said.at}`);
      // A carrier may tell days later that a parcel had arrived: then nobody could have known sooner.
      const toldLate = story.some(
        (event) =>
          event.type === 'tracked' && event.said.at <= breach.said.at && Date.parse(event.said.at) > Date.parse(breach.said.dueAt) - MINUTE,
      );
      if (late > MINUTE && !toldLate)
        find('a breach within a minute', `${rma(id)} ${breach.said.kind}`, `due ${breach.said.dueAt}, on the record ${breach.said.at}`);
    }
    tenDays(id, story);
    firstAnswer(id, story);
  }

  /** M30: ten days after the goods are back the money goes, unless a mismatch, a missing item or a dispute holds it. */
  function tenDays(id: string, story: readonly Event[]): void {
    const backs = story.flatMap((event) => {
      if (event.type === 'received') return [Date.parse(event.said.at)];
      if (event.type !== 'tracked') return [];
      return (event.said.events as { at: string; code: string }[])
        .filter((scan) => scan.code === 'delivered')
        .map((scan) => Math.min(Date.parse(scan.at), Date.parse(event.said.at)));
    });
    if (backs.length === 0) return;
    const back = Math.min(...backs);
    const due = back + tenDaysFrom(back, story[0]!.said);
    if (now < due + MINUTE) return;
    for (const item of items.filter((one) => one.return_id === id)) {
      const key = `${item.line_id}#${item.unit}`;
      const about = (event: Event) =>
        ((event.said.items ?? []) as { lineId: string; unit: number }[]).some((one) => `${one.lineId}#${one.unit}` === key);
      const before = story.filter((event) => Date.parse(event.said.at) <= due + MINUTE);
      const answered = before.some(
        (event) => ['resolved', 'refund_planned'].includes(event.type) && event.said.why !== 'gesture' && about(event),
      );
      const heldBy = before.some((event) => event.type === 'auto_refund_held');
      const turnedDown = before.filter((event) => ['approved', 'rejected', 'cancelled'].includes(event.type) && about(event)).at(-1);
      const closed = before.some((event) => event.type === 'closed');
      // It may have come back after the others of its return.
      const came = story.filter((event) => (event.type === 'received' || event.type === 'tracked') && about(event));
      if (
        answered ||
        heldBy ||
        closed ||
        came.length === 0 ||
        Date.parse(came[0]!.said.at) > back + HOUR ||
        (turnedDown && turnedDown.type !== 'approved')
      )
        continue;
      // Where earlier returns of the order took all that was paid for it, nothing is left to give.
      const order = books.sold.find((one) => orderOf.get(`${one.channel}/${one.channelOrderId}`) === item.order_id);
      const price = order?.lines.find((line) => line.id === item.line_id)?.minor ?? Infinity;
      const cost = order ? sum(order.lines.map((line) => line.minor * line.quantity)) + order.shippingMinor : Infinity;
      const given = refunds.filter((refund) => refund.order_id === item.order_id);
      const forUnit = units.filter(
        (unit) => unit.line_id === item.line_id && unit.unit === item.unit && given.some((refund) => refund.id === unit.refund_id),
      );
      const onTop = gestures.filter((gesture) => gesture.order_id === item.order_id && gesture.state !== 'failed');
      const gone = sum([...given, ...onTop].map(({ amount }) => amount));
      if (sum(forUnit.map((unit) => unit.amount)) >= price || gone >= cost) continue;
      find('ten days', `${rma(id)} ${key}`, `back ${iso(back)}, neither resolved nor refunded nor held by ${iso(due)}`);
    }
  }

  /** M15: the first answer inside 24 hours, or its breach on the record. */
  function firstAnswer(id: string, story: readonly Event[]): void {
    const asked = Date.parse(story[0]!.said.at);
    const answer = story.find(
      (event) =>
        ['approved', 'rejected', 'information_requested'].includes(event.type) ||
        (event.type === 'messaged' && event.said.direction === 'out' && event.said.informative),
    );
    // Once the buyer has taken all of it back nobody waits for an answer; what a dispute says weeks later is none.
    const wanted = story[0]!.said.items?.length ?? 0;
    let taken = 0;
    const ended = story.find(
      (event) => event.type === 'closed' || (event.type === 'cancelled' && (taken += event.said.items?.length ?? 0) >= wanted),
    );
    const by = Math.min(...[answer, ended].flatMap((event) => (event ? Date.parse(event.said.at) : [])), now);
    if (by - asked > DAY + MINUTE && !story.some((event) => event.type === 'clock_breached' && event.said.kind === 'first_answer')) {
      find('first answer', rma(id), `asked ${iso(asked)}, ${answer ? `answered ${iso(by)}` : 'no answer'}, no breach on the record`);
    }
  }

  // ── The record ───────────────────────────────────────────────────────────────────────────────────────────────────

  for (const ret of returns) {
    const story = eventsOf.get(ret.id) ?? [];
    let head: Buffer = Buffer.alloc(32);
    for (const [i, event] of story.entries()) {
      head = createHash('sha256').update(head).update(event.body).digest();
      if (event.seq !== i + 1 || event.said.seq !== event.seq || event.said.type !== event.type)
        find('events are numbered 1 … n', ret.rma, `place ${i + 1} holds ${event.seq} ${event.type}`);
      if (!head.equals(event.hash)) find('the chain holds', ret.rma, `event ${event.seq} ${event.type} is not what was hashed`);
    }
    if (ret.version !== story.length) find('events are numbered 1 … n', ret.rma, `version ${ret.version}, ${story.length} events`);
    if (!head.equals(ret.head)) find('the chain holds', ret.rma, 'the head is not the last event');
    // What was taken back, or could not be done, is decided anew.
    const told = new Set<string>();
    for (const event of story)
      for (const item of event.said.items ?? []) {
        const key = `${item.lineId}#${item.unit}`;
        if (event.type === 'resolved' && told.has(key)) find('resolved once', ret.rma, key);
        if (event.type === 'resolved') told.add(key);
        if (event.type === 'resolution_undone' || event.type === 'remedy_failed') told.delete(key);
      }
    // What was taken back may have opened it again.
    const undone = story.filter((event) => event.type === 'resolution_undone').length;
    if (story.filter((event) => event.type === 'closed').length > 1 + undone) find('closed once', ret.rma, 'closed twice');
    if (story[0]?.type !== 'requested') find('events are numbered 1 … n', ret.rma, 'it does not begin with the request');
  }
  const openUnits = Map.groupBy(
    items.filter((item) => item.open),
    (item) => `${item.order_id} ${item.line_id}#${item.unit}`,
  );
  for (const [unit, list] of openUnits)
    if (list.length > 1) find('one open return per unit', unit, list.map((item) => rma(item.return_id)).join(', '));
  for (const [request, list] of Map.groupBy(
    returns.filter((ret) => ret.channel_return_id),
    (ret) => `${ret.channel}/${ret.channel_return_id}`,
  )) {
    if (list.length > 1) find('a return per request', request, list.map((ret) => ret.rma).join(', '));
  }

  // ── What goes out ────────────────────────────────────────────────────────────────────────────────────────────────

  const effectOf = new Map(effects.map((effect) => [effect.id, effect]));
  for (const mail of mails) {
    const effect = effectOf.get(mail.id);
    // An errand has no return; of a return's effects these write mails.
    const writes = effect?.return_id === null || ['mail', 'message', 'team'].includes(effect?.kind ?? '');
    if (!effect || effect.return_id !== mail.return_id || !writes)
      find('every mail has its step', rma(mail.return_id), `mail ${mail.id} belongs to no intent`);
  }
  for (const effect of effects) {
    if (effect.kind !== 'mail' && effect.kind !== 'thread') continue;
    const step = (eventsOf.get(effect.return_id) ?? []).some((event) => Date.parse(event.said.at) === effect.created_at.getTime());
    if (!step)
      find(
        'every mail has its step',
        rma(effect.return_id),
        `${effect.kind} "${effect.body.notice}" of ${effect.created_at.toISOString()} follows no event`,
      );
    if (effect.kind === 'mail' && effect.state === 'done' && !effect.answer?.skipped && !mails.some((mail) => mail.id === effect.id))
      find('every mail has its step', rma(effect.return_id), `mail "${effect.body.notice}" is done and nowhere kept`);
  }
  const said = Map.groupBy(
    effects.filter((effect) => effect.kind === 'mail' || effect.kind === 'thread'),
    (effect) =>
      [
        effect.return_id,
        effect.kind,
        effect.body.notice,
        effect.created_at.getTime(),
        JSON.stringify(effect.body.items),
        JSON.stringify(effect.body.refundIds ?? null),
      ].join(' '),
  );
  for (const list of said.values()) {
    // Two steps of the same kind at the same instant, such as two failed tries of a refund, may each be told; one step is told once.
    const { return_id: id, body, created_at: at } = list[0]!;
    const steps = (eventsOf.get(id) ?? []).filter((event) => Date.parse(event.said.at) === at.getTime()).length;
    if (list.length > steps) find('no mail twice', rma(id), `"${body.notice}" ${list.length} times for ${steps} events`);
  }
  for (const [notice, type, field] of [
    ['refunded', 'refund_confirmed', 'refundId'],
    ['received', 'received', null],
    ['cancelled', 'cancelled', null],
    ['expired', 'expired', null],
  ] as const) {
    for (const [id, list] of Map.groupBy(
      effects.filter((effect) => effect.kind === 'mail' && effect.body.notice === notice),
      (effect) => effect.return_id,
    )) {
      const steps = (eventsOf.get(id) ?? []).filter((event) => event.type === type).length;
      if (list.length > steps) find('no mail twice', rma(id), `"${notice}" ${list.length} times, ${steps} such events`);
      if (
        field &&
        new Set(list.flatMap((effect) => effect.body.refundIds ?? [])).size !== list.flatMap((effect) => effect.body.refundIds ?? []).length
      )
        find('no mail twice', rma(id), `"${notice}" twice for one refund`);
    }
  }
  // In the channel's conversation our words stand once each.
  for (const folder of folders) {
    const mine = new Set(returns.filter((ret) => ret.channel_return_id === folder.id).map((ret) => ret.id));
    const there = folder.body.messages.filter((message) => message.from === 'merchant').map((message) => message.body);
    const meant = effects.filter((effect) => mine.has(effect.return_id) && ['thread', 'message', 'mirror'].includes(effect.kind)).length;
    if (there.length > meant)
      find(
        'no words twice',
        `folder ${folder.id}`,
        `${there.length} messages of ours (${new Set(there).size} different) for ${meant} intents`,
      );
  }

  // ── Nothing stuck ────────────────────────────────────────────────────────────────────────────────────────────────

  if (final) {
    for (const effect of effects) {
      if (effect.state === 'pending' || effect.state === 'calling')
        find(
          'nothing stuck',
          rma(effect.return_id),
          `${effect.kind} is ${effect.state} after ${effect.attempts} attempts: ${effect.last_error ?? ''}`,
        );
      // What a channel refuses to hear, and money that is not left any more, is told to people: it waits on their page of failures.
      if (
        effect.state === 'failed' &&
        effect.return_id === null &&
        !['dispute_outcome', 'tell_shipped', 'gesture_money'].includes(effect.kind)
      )
        find('nothing stuck', effect.id, `${effect.kind} given up: ${effect.last_error ?? ''}`);
      if (effect.state === 'failed' && (effect.kind === 'mail' || effect.kind === 'thread' || effect.kind === 'message'))
        find('nothing stuck', rma(effect.return_id), `${effect.kind} given up: ${effect.last_error ?? ''}`);
    }
    for (const refund of refunds) {
      const held = returnOf.get(refund.return_id)?.held ?? false;
      if (refund.state === 'submitted' || (refund.state === 'planned' && !held))
        find(
          'nothing stuck',
          rma(refund.return_id),
          `refund of ${refund.amount} ${refund.currency} is ${refund.state}, and nobody works on it (${effects
            .filter((effect) => effect.body.refundId === refund.id)
            .map(({ state, attempts, answer, last_error: error }) => `${state} after ${attempts}: ${error ?? JSON.stringify(answer)}`)
            .join('; ')})`,
        );
    }
    const running = new Set(clocks.filter((clock) => clock.state === 'running').map((clock) => clock.return_id));
    for (const ret of returns) {
      // A person has something to do in these; elsewhere somebody must be waiting for a clock.
      if (['done', 'answer', 'inspect', 'resolve', 'money', 'hold'].includes(ret.tab) || running.has(ret.id)) continue;
      // A parcel that stands still, and a withdrawal whose parcel is late: the team was told.
      const told = clocks.some(
        (clock) => clock.return_id === ret.id && ['tracking_stalled', 'send_back'].includes(clock.kind) && clock.state === 'breached',
      );
      if (!told) find('nothing stuck', ret.rma, `${ret.status} in tab ${ret.tab}: no clock runs and nobody has a next step`);
    }
    const unread = await rows<{ kind: string; external_id: string; unreadable: string }>(
      `select kind, external_id, unreadable from desk.inbound where seller_id = $1 and unreadable is not null and kind <> 'parcel'`,
    );
    for (const one of unread) find('everything that came was read', `${one.kind} ${one.external_id}`, one.unreadable);
  }
  for (const item of items) {
    const ret = returnOf.get(item.return_id)!;
    // What a dispute gave after the end is being paid: nobody has anything to do.
    const isPaid = refunds.some((one) => one.return_id === item.return_id && (one.state === 'planned' || one.state === 'submitted'));
    if (ret.tab === 'done' && item.open && !isPaid)
      find(
        'rows follow events',
        ret.rma,
        `an open item (${item.authorisation}, ${item.parcel}, ${item.settlement}) in a return that is done`,
      );
  }

  // ── Signs and descent ────────────────────────────────────────────────────────────────────────────────────────────

  const replaced = await rows<{ return_id: string; line_id: string; unit: number }>(
    `select return_id, line_id, unit from desk.device_lineage where seller_id = $1`,
  );
  const descended = new Set(replaced.map((one) => `${one.return_id} ${one.line_id}#${one.unit}`));
  for (const item of items) {
    const known = descended.has(`${item.return_id} ${item.line_id}#${item.unit}`);
    if (known !== (item.settlement === 'replaced'))
      find('a replacement is followed', rma(item.return_id), `${item.line_id}#${item.unit} is ${item.settlement}, descent ${known}`);
  }
  // A delivery that nobody recorded is no sign of the buyer's: a person finds out whether the days have begun to run.
  const delayed = await rows<{ return_id: string; outcome: string; record: string }>(
    `select return_id, decision ->> 'outcome' as outcome, facts -> 'history' ->> 'record' as record from desk.decisions
      where seller_id = $1 and decision ->> 'ground' = 'withdrawal' and decision ->> 'outcome' <> 'approve' and facts -> 'finding' is null
        and not decision -> 'because' @> '[{"rule": "check.delivery_unknown"}]'`,
  );
  for (const one of delayed) find('no sign delays a withdrawal', rma(one.return_id), `${one.outcome} with ${one.record}`);

  findings.push(...(await auditBooks(books)), ...(await auditCare(books)), ...(await peek(books, returnOf)));
  return findings;
}

/** Row-level security: in the application's role, as somebody else or as nobody, not one row of the seller shows. */
async function peek({ pool, sellerId, strangerId }: Books, mine: { has(id: string): boolean }): Promise<Finding[]> {
  const findings: Finding[] = [];
  const client = await pool.connect();
  try {
    const { rows: tables } = await client.query<{ tablename: string }>(
      `select tablename from pg_tables where schemaname = 'desk' order by 1`,
    );
    await client.query(`begin; set local role retour_app; set local retour.seller = '${strangerId}'`);
    for (const { tablename } of tables) {
      const { rows } = await client.query<{ n: string }>(`select count(*) as n from desk.${tablename} where seller_id = $1`, [sellerId]);
      if (Number(rows[0]!.n) > 0)
        findings.push({ check: 'row-level security', about: `desk.${tablename}`, says: `a stranger reads ${rows[0]!.n} rows` });
      const { rows: own } = await client.query<{ n: string }>(`select count(*) as n from desk.${tablename} where seller_id <> $1`, [
        strangerId,
      ]);
      if (Number(own[0]!.n) > 0)
        findings.push({ check: 'row-level security', about: `desk.${tablename}`, says: `a stranger reads ${own[0]!.n} rows of others` });
    }
    const { rows: found } = await client.query<{ id: string }>(`select found as id from desk.search('buyer', 500) as found`);
    if (found.some(({ id }) => mine.has(id)))
      findings.push({ check: 'row-level security', about: 'desk.search', says: 'the search finds rows of others' });
  } finally {
    await client.query('rollback');
    client.release();
  }
  return findings;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const iso = (ms: number): string => new Date(ms).toISOString();

/** What is left of a multiset once the other's members are taken out. */
function without(from: readonly number[], taken: readonly number[]): number[] {
  const left = [...from];
  for (const one of taken) {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

/**
 * How long the ten days are at most, in ms. Plain ones have an hour more where daylight saving time ended; of working days (the pack of today)
 * weekends are left out, and a week is allowed for the country's holidays and the end of the last day.
 */
function tenDaysFrom(back: number, { targets = [] }: Said): number {
  const promised = targets.filter((target) => target.kind === 'auto_refund').map((target) => target.after.workingDays);
  const least = promised.every((days) => days !== undefined) ? Math.min(...(promised as number[])) : Number.POSITIVE_INFINITY;
  if (promised.length === 0 || least === Number.POSITIVE_INFINITY) return 10 * DAY + HOUR;
  let at = back;
  for (let left = least; left > 0; ) {
    at += DAY;
    if (![0, 6].includes(new Date(at).getUTCDay())) left -= 1;
  }
  return at - back + 7 * DAY;
}
