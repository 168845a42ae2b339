/** What an order and its refunds come to in the books, by the channel's terms (M33). */
import { addMonths, localDate, startOfDayIn } from '../calendar.ts';
import { type Money, money, sum, zero } from '../money.ts';
import type { Order } from '../return/model.ts';
import {
  commissionJournal,
  commissionReturnedJournal,
  gestureJournal,
  type Journal,
  monthlyFeeJournal,
  refundJournal,
  reversal,
  saleJournal,
  share,
} from './ledger.ts';
import type { ChannelTerms } from './terms.ts';

/** A journal of the order as it stands in the books. */
export type Posted = { readonly journal: Journal; readonly reversed: boolean };

/** When the seller earned the order: with the parcel. A channel that tells of the delivery alone has shipped it before. */
export const earnedAt = (order: Pick<Order, 'shippedAt' | 'deliveredAt'>): string | undefined => order.shippedAt ?? order.deliveredAt;

const goodsOf = ({ lines, currency }: Pick<Order, 'lines' | 'currency'>): Money =>
  sum(
    lines.map((line) => money(line.price.minor * line.quantity, currency)),
    currency,
  );

/**
 * What has to be posted so that the books say what the order says: the sale and its commission; where the order was corrected since, what
 * stands is taken back and posted anew. Nothing where they agree.
 */
export function saleJournals(order: Order, terms: ChannelTerms, posted: readonly Posted[]): Journal[] {
  const at = earnedAt(order);
  if (at === undefined) return [];
  const goods = goodsOf(order);
  const shipping = order.shippingPaid ?? zero(order.currency);
  const about = { channel: order.channel, orderId: order.id };
  const base = terms.commission.of === 'goods' ? goods : money(goods.minor + shipping.minor, order.currency);
  const commission = share(base, terms.commission.rate, terms.commission.rounding);
  return [
    ...settle('sale', posted, (key) => saleJournal({ key, at, about }, goods, shipping, terms.holder)),
    // Only who holds the money can keep a part of it.
    ...(terms.holder === 'channel_receivable'
      ? settle('commission', posted, (key) => (commission.minor === 0 ? null : commissionJournal({ key, at, about }, commission)))
      : []),
  ];

  function settle(what: 'sale' | 'commission', all: readonly Posted[], make: (key: string) => Journal | null): Journal[] {
    const own = all.filter(({ journal }) => journal.what === what);
    const standing = own.find(({ reversed }) => !reversed)?.journal ?? null;
    const nth = own.length + 1;
    const wanted = make(`${what}:${order.id}${nth === 1 ? '' : `:${nth}`}`);
    if (standing === null) return wanted ? [wanted] : [];
    if (wanted && sameMoney(standing, wanted)) return [];
    // In the channel's own period: it says what was sold then, not what we have learnt since.
    const back = reversal(standing, `${standing.key}:reversed`, standing.at);
    return wanted ? [back, wanted] : [back];
  }
}

const sameMoney = (a: Journal, b: Journal): boolean =>
  a.at === b.at &&
  a.currency === b.currency &&
  a.lines.length === b.lines.length &&
  a.lines.every((line) => b.lines.some((other) => other.account === line.account && other.minor === line.minor));

/** Money went back to the buyer; by the channel's rule a share of the commission comes back with it. */
export function refundJournals(
  head: { readonly at: string; readonly refundId: string; readonly returnId?: string; readonly eventSeq?: number; readonly gesture?: true },
  amount: Money,
  order: { readonly id: string; readonly channel: string; readonly currency: string },
  terms: ChannelTerms,
  posted: readonly Posted[],
): Journal[] {
  const { at, refundId, gesture, returnId, eventSeq } = head;
  const about = {
    channel: order.channel,
    orderId: order.id,
    refundId,
    ...(returnId !== undefined && { returnId }),
    ...(eventSeq !== undefined && { eventSeq }),
  };
  const refund = (gesture ? gestureJournal : refundJournal)({ key: `refund:${refundId}`, at, about }, amount, terms.holder);
  if (terms.commission.onRefund === 'kept') return [refund];
  const returned = commissionBack(amount, terms, posted);
  return returned.minor === 0
    ? [refund]
    : [refund, commissionReturnedJournal({ key: `commission_returned:${refundId}`, at, about }, returned)];
}

/** The whole commission comes back with the whole price, however many refunds it takes: each gives what is still owed by then. */
function commissionBack(amount: Money, { commission }: ChannelTerms, posted: readonly Posted[]): Money {
  const minor = (what: string, account: string) =>
    posted
      .filter(({ journal, reversed }) => journal.what === what && !reversed)
      .flatMap(({ journal }) => journal.lines)
      .reduce((total, line) => total + (line.account === account ? line.minor : 0), 0);
  const goods = -minor('sale', 'sales');
  const base = commission.of === 'goods' ? goods : goods - minor('sale', 'shipping_income');
  const refunded = Math.min(base, minor('refund', 'refunds') + minor('gesture', 'gestures') + amount.minor);
  const due = Math.min(
    share(money(refunded, amount.currency), commission.rate, commission.rounding).minor,
    minor('commission', 'commission'),
  );
  return money(Math.max(0, due + minor('commission_returned', 'commission')), amount.currency);
}

/** The month's fee, due on its first day. */
export function monthlyFee(channel: string, month: string, terms: ChannelTerms): Journal | null {
  if (terms.monthlyFee === null) return null;
  return monthlyFeeJournal(
    { key: monthlyFeeKey(channel, month), at: startOfDayIn(`${month}-01`, terms.zone), about: { channel } },
    terms.monthlyFee,
  );
}
export const monthlyFeeKey = (channel: string, month: string): string => `monthly_fee:${channel}:${month}`;

/** `2026-09`, `2026-10` … up to the month of `to`, in the zone's own calendar. */
export function monthsBetween(from: string, to: string, zone: string): string[] {
  const months: string[] = [];
  const last = localDate(to, zone).slice(0, 7);
  for (let month = localDate(from, zone).slice(0, 7); month <= last; month = addMonths(`${month}-01`, 1).slice(0, 7)) months.push(month);
  return months;
}
