/**
 * What a channel takes, and when it pays: a setting per connection, with the day from which it holds (M33). The defaults are those of Back
 * Market's seller guide; whatever is not published (rounding, the retainer's size) says so here and is the seller's to set.
 */
import type { Money } from '../money.ts';
import type { Holder } from './ledger.ts';

export type PayoutCalendar = {
  /** Days of the month (28 at most), or a day of the week (0 is Sunday). */
  readonly on: { readonly daysOfMonth: readonly number[] } | { readonly weekday: number };
  /** A payout is for what was shipped up to this many days before. */
  readonly lagDays: number;
};

export type ChannelTerms = {
  /** Who holds the buyers' money until it is paid out. */
  readonly holder: Holder;
  readonly commission: {
    /** Basis points: 1000 is 10 %. */
    readonly rate: number;
    readonly of: 'goods' | 'goods_and_shipping';
    readonly rounding: 'half_even' | 'half_up';
    /**
     * `returned`: a refund gives its share of the commission back. Orders recorded in public still show the commission after the refund, and
     * sellers say that it is lost: `kept` is the careful default.
     */
    readonly onRefund: 'kept' | 'returned';
  };
  /** Due on the first of each month in which the connection has orders, or had any before. */
  readonly monthlyFee: Money | null;
  /** Null: the channel pays nothing out, the money is the seller's as it comes in. */
  readonly payouts: PayoutCalendar | null;
  /** A part of what is paid out for sales is held back while the claim rate is above a step; the highest step that is passed counts. */
  readonly retainer: {
    readonly steps: readonly { readonly claimRateAbove: number; readonly rate: number }[];
    /** How many payouts later it is released. */
    readonly heldForPayouts: number;
  };
  /** The zone in which the channel's days begin. */
  readonly zone: string;
};

const BACK_MARKET: ChannelTerms = {
  holder: 'channel_receivable',
  commission: { rate: 1000, of: 'goods', rounding: 'half_even', onRefund: 'kept' },
  monthlyFee: { minor: 5000, currency: 'EUR' },
  payouts: { on: { daysOfMonth: [6, 16, 26] }, lagDays: 10 },
  retainer: { steps: [], heldForPayouts: 3 },
  zone: 'Europe/Paris',
};

/** Until somebody sets others: a marketplace as its guide says, a shop of the seller's own without any. */
export const defaultTerms = (kind: string, zone: string): ChannelTerms =>
  kind === 'backmarket'
    ? BACK_MARKET
    : {
        holder: 'stripe_clearing',
        commission: { ...BACK_MARKET.commission, rate: 0 },
        monthlyFee: null,
        payouts: null,
        retainer: BACK_MARKET.retainer,
        zone,
      };

/** Basis points held back at this claim rate (both of 10,000). */
export const retainerRate = ({ retainer }: Pick<ChannelTerms, 'retainer'>, claimRate: number): number =>
  Math.max(0, ...retainer.steps.filter((step) => claimRate > step.claimRateAbove).map((step) => step.rate));

/** What is wrong with terms that somebody typed, by field; empty where nothing is. */
export function termsTrouble({ commission, monthlyFee, payouts, retainer }: ChannelTerms): string[] {
  const rate = (value: number) => Number.isSafeInteger(value) && value >= 0 && value <= 10_000;
  const wrong: string[] = [];
  if (!rate(commission.rate)) wrong.push('commission.rate');
  if (monthlyFee !== null && !(Number.isSafeInteger(monthlyFee.minor) && monthlyFee.minor > 0)) wrong.push('monthlyFee');
  if (payouts !== null) {
    const { on, lagDays } = payouts;
    const days = 'daysOfMonth' in on ? on.daysOfMonth : [];
    // From the 29th on, some months would have no payout.
    if ('daysOfMonth' in on && (days.length === 0 || days.some((day, i) => !(day >= 1 && day <= 28) || day <= (days[i - 1] ?? 0))))
      wrong.push('payouts.on');
    if ('weekday' in on && !(on.weekday >= 0 && on.weekday <= 6)) wrong.push('payouts.on');
    if (!(Number.isSafeInteger(lagDays) && lagDays >= 0 && lagDays <= 90)) wrong.push('payouts.lagDays');
  }
  if (retainer.steps.some((step) => !rate(step.claimRateAbove) || !rate(step.rate))) wrong.push('retainer.steps');
  if (!(Number.isSafeInteger(retainer.heldForPayouts) && retainer.heldForPayouts >= 1 && retainer.heldForPayouts <= 36))
    wrong.push('retainer.heldForPayouts');
  return wrong;
}
