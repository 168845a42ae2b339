/** The ledger follows orders and returns (M33), and each unit's settlement with it (M30, M31): in the transaction of what happened. */
import { addDays, endOfDayIn, localDate, startOfDayIn } from '../core/calendar.ts';
import { type Journal, retainerHeldJournal, retainerReleasedJournal, share } from '../core/money-flow/ledger.ts';
import { payoutDayFrom, periodOf } from '../core/money-flow/payout.ts';
import { earnedAt, monthlyFee, monthlyFeeKey, monthsBetween, type Posted, refundJournals, saleJournals } from '../core/money-flow/sale.ts';
import { type ChannelTerms, defaultTerms, retainerRate } from '../core/money-flow/terms.ts';
import { money } from '../core/money.ts';
import { sharesOf } from '../core/refund/plan.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import { keyOf, type Return } from '../core/return/model.ts';
import { listConnections } from '../store/connections.ts';
import type { Tx } from '../store/db.ts';
import { journalOf, journalsOfOrder, type OrderJournal, postJournals } from '../store/ledger.ts';
import { channelPostings, firstPosting, heldBack, knownJournals, performanceOf, readTerms } from '../store/payouts.ts';
import { insertSettlements, type SettlementLink } from '../store/settlements.ts';
import type { OrderKeeper, ReturnKeeper } from './alongside.ts';
import type { Context } from './context.ts';

/** What a channel takes and when it pays, at an instant; null where there is no such connection. */
export async function termsAt(ctx: Context, tx: Tx, channel: string, at: string): Promise<ChannelTerms | null> {
  const { zone } = ctx.sellers.get(tx.sellerId);
  // The day is the seller's: which zone the channel counts in is one of the terms.
  const found = await readTerms(tx, channel, localDate(at, zone));
  return found && (found.document ?? defaultTerms(found.kind, zone));
}

const posted = (rows: readonly OrderJournal[]): Posted[] => rows.map((row) => ({ journal: journalOf(row), reversed: row.reversed }));

/** The sale and its commission when the parcel left, the month's fee with the first of a month; what was corrected since is posted anew. */
export const keepOrderBooks: OrderKeeper = async (ctx, tx, { order }) => {
  const at = earnedAt(order);
  if (at === undefined) return;
  const [terms, rows] = await Promise.all([termsAt(ctx, tx, order.channel, at), journalsOfOrder(tx, order.id)]);
  if (terms === null) return;
  const journals: Journal[] = saleJournals(order, terms, posted(rows));
  if (journals.length === 0) return;
  const month = localDate(at, terms.zone).slice(0, 7);
  const fee = monthlyFee(order.channel, month, terms);
  // Asked for first: a key that another transaction is writing would make this one wait for it.
  if (fee && !(await knownJournals(tx, [fee.key])).has(fee.key)) journals.push(fee);
  await postJournals(tx, journals);
};

/** Refunds as they are confirmed; and what settled each unit, as soon as it is planned or handed out. */
export const keepReturnBooks: ReturnKeeper = async (ctx, tx, { before, after, events, now }) => {
  const links = events.flatMap((event) => linksOf(event, after, before));
  if (links.length > 0) await insertSettlements(tx, after.order.id, after.id, links, now);
  for (const event of events) {
    if (event.type !== 'refund_confirmed') continue;
    const [terms, rows] = await Promise.all([termsAt(ctx, tx, after.order.channel, event.at), journalsOfOrder(tx, after.order.id)]);
    if (terms === null) continue;
    const gesture = after.refunds.some(({ id, why }) => id === event.refundId && why === 'gesture');
    const head = { at: event.at, refundId: event.refundId, returnId: after.id, eventSeq: event.seq, ...(gesture && { gesture }) };
    await postJournals(tx, refundJournals(head, event.amount, after.order, terms, posted(rows)));
  }
};

/** A refund binds when it is planned: from then on nobody can promise the same money again. */
function linksOf(event: ReturnEvent, { order }: Return, before: Return | null): SettlementLink[] {
  // Taken back before it left: the money is free again.
  if (event.type === 'resolution_undone')
    return (before?.refunds ?? [])
      .filter(({ id }) => event.refundIds.includes(id))
      .flatMap(({ id, items }) =>
        items.map(({ lineId, unit, amount }) => ({
          line_id: lineId,
          unit,
          how: 'reversal' as const,
          refund_id: id,
          amount_minor: -amount.minor,
          paid_minor: sharesOf(order).find((each) => keyOf(each) === keyOf({ lineId, unit }))?.most.minor ?? 0,
        })),
      );
  if (event.type !== 'refund_planned' && event.type !== 'completed') return [];
  const paid = new Map(sharesOf(order).map((each) => [keyOf(each), each.most.minor]));
  if (event.type === 'refund_planned')
    return event.items.map(({ lineId, unit, amount }) => ({
      line_id: lineId,
      unit,
      how: 'refund',
      refund_id: event.refundId,
      amount_minor: amount.minor,
      paid_minor: paid.get(keyOf({ lineId, unit })) ?? 0,
    }));
  return event.items.map(({ lineId, unit, settlement }) => ({
    line_id: lineId,
    unit,
    how: settlement,
    refund_id: null,
    amount_minor: 0,
    paid_minor: paid.get(keyOf({ lineId, unit })) ?? 0,
  }));
}

/** A claim rate is counted over this many days before the end of a period. */
const PERFORMANCE_DAYS = 60;

/**
 * What falls due with time alone: each month's fee, and what the channel holds back of a payout or releases. Done twice it posts nothing twice.
 * Answers how many journals were new.
 */
export async function keepBooks(ctx: Context, sellerId: string): Promise<number> {
  const now = ctx.clock.now(sellerId);
  return ctx.db.withSeller(sellerId, async (tx) => {
    let made = 0;
    for (const { slug } of await listConnections(tx)) {
      const terms = await termsAt(ctx, tx, slug, now);
      if (terms === null || terms.holder !== 'channel_receivable') continue;
      const first = await firstPosting(tx, slug);
      if (first === null) continue;
      made += await keepMonths(ctx, tx, slug, first, now);
      if (terms.payouts !== null && terms.retainer.steps.length > 0) made += await keepRetainer(tx, slug, terms, first, now);
    }
    return made;
  });
}

/** Days on which {@link keepBooks} was done, so that whoever passes often asks the database once a day. */
const kept = new WeakMap<object, Map<string, string>>();

/** The same, once on each of the seller's days. */
export async function keepBooksOfDay(ctx: Context, sellerId: string): Promise<void> {
  const days = kept.get(ctx.db) ?? new Map<string, string>();
  kept.set(ctx.db, days);
  const today = localDate(ctx.clock.now(sellerId), ctx.sellers.get(sellerId).zone);
  if (days.get(sellerId) === today) return;
  await keepBooks(ctx, sellerId);
  days.set(sellerId, today);
}

export async function keepAllBooks(ctx: Context): Promise<void> {
  for (const seller of ctx.sellers.all()) await keepBooksOfDay(ctx, seller.id);
}

async function keepMonths(ctx: Context, tx: Tx, channel: string, first: string, now: string): Promise<number> {
  const { zone } = ctx.sellers.get(tx.sellerId);
  const months = monthsBetween(first, now, zone);
  const known = await knownJournals(
    tx,
    months.map((month) => monthlyFeeKey(channel, month)),
  );
  const due: Journal[] = [];
  for (const month of months) {
    if (known.has(monthlyFeeKey(channel, month))) continue;
    const terms = await termsAt(ctx, tx, channel, startOfDayIn(`${month}-01`, zone));
    const fee = terms && monthlyFee(channel, month, terms);
    if (fee) due.push(fee);
  }
  return postJournals(tx, due);
}

/** Payout days as far back as a retainer may still be held. */
const RETAINER_DAYS = 120;

async function keepRetainer(tx: Tx, channel: string, terms: ChannelTerms, first: string, now: string): Promise<number> {
  const { payouts: calendar, zone, retainer } = terms;
  if (calendar === null) return 0;
  const today = localDate(now, zone);
  const since = [addDays(today, -RETAINER_DAYS), localDate(first, zone)].sort().at(-1)!;
  const days: string[] = [];
  for (let day = payoutDayFrom(calendar, since); periodOf(calendar, day).to < today; day = payoutDayFrom(calendar, addDays(day, 1)))
    days.push(day);
  let made = 0;
  for (const [i, day] of days.entries()) {
    const period = periodOf(calendar, day);
    const at = endOfDayIn(period.to, zone);
    const before = startOfDayIn(addDays(period.to, 1), zone);
    const postings = await channelPostings(tx, channel, { from: startOfDayIn(period.from, zone), before });
    const { orders, claims } = await performanceOf(tx, channel, startOfDayIn(addDays(period.to, -PERFORMANCE_DAYS), zone), before);
    const rate = retainerRate(terms, orders === 0 ? 0 : Math.round((claims * 10_000) / orders));
    for (const [currency, own] of Map.groupBy(postings, (posting) => posting.currency)) {
      const sold = own.reduce((total, posting) => total + (posting.what.startsWith('sale') ? posting.minor : 0), 0);
      const held = share(money(Math.max(0, sold), currency), rate, 'half_even');
      const key = `retainer_held:${channel}:${day}:${currency}`;
      if (held.minor > 0) made += await postJournals(tx, [retainerHeldJournal({ key, at, about: { channel } }, held)]);
      const earlier = days[i - retainer.heldForPayouts];
      const release = earlier && (await heldBack(tx, `retainer_held:${channel}:${earlier}:${currency}`));
      if (release)
        made += await postJournals(tx, [
          retainerReleasedJournal({ key: `retainer_released:${channel}:${day}:${currency}`, at, about: { channel } }, release),
        ]);
    }
  }
  return made;
}
