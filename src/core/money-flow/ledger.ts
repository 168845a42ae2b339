/**
 * The seller's books by double entry (M33): every cent that moved stands on two accounts, and every journal sums to zero. Nothing that was
 * posted is changed; what was wrong is taken back by a journal of its own.
 */
import { assert } from '../assert.ts';
import type { Uuid } from '../ids.ts';
import { type Currency, type Money, money } from '../money.ts';

/** What kind of account each one is, as a trial balance groups them. */
export const ACCOUNTS = {
  channel_receivable: 'asset',
  stripe_clearing: 'asset',
  bank_clearing: 'asset',
  bank: 'asset',
  retainer: 'asset',
  claims_receivable: 'asset',
  stock: 'asset',
  sales: 'income',
  shipping_income: 'income',
  claims_income: 'income',
  recovered_value: 'income',
  refunds: 'expense',
  commission: 'expense',
  channel_fees: 'expense',
  payout_differences: 'expense',
  cost_of_goods: 'expense',
  return_shipping: 'expense',
  repair_cost: 'expense',
  labour: 'expense',
  write_down: 'expense',
  gestures: 'expense',
} as const satisfies Readonly<Record<string, 'asset' | 'income' | 'expense'>>;
export type Account = keyof typeof ACCOUNTS;
export const isAccount = (name: string): name is Account => Object.hasOwn(ACCOUNTS, name);

/** Where money is until it reaches the bank: at the marketplace, at the card company, on its way by bank transfer. */
export const HOLDERS = ['channel_receivable', 'stripe_clearing', 'bank_clearing'] as const satisfies readonly Account[];
export type Holder = (typeof HOLDERS)[number];

/** Debit above zero, credit below; minor units of the journal's currency. */
export type JournalLine = { readonly account: Account; readonly minor: number };

/** What a journal is about: an auditor follows these back to what happened. */
export type About = {
  /** Slug of the connection over which the money moved. */
  readonly channel?: string;
  readonly orderId?: Uuid;
  readonly returnId?: Uuid;
  /** Number of the return's event that it was posted for. */
  readonly eventSeq?: number;
  readonly refundId?: Uuid;
  readonly payoutId?: Uuid;
  readonly claimId?: Uuid;
  readonly invoiceId?: Uuid;
  readonly unitId?: Uuid;
};

export type Journal = {
  /** Its name for ever (`refund:<id>`): the same key is posted once, however often it is tried. */
  readonly key: string;
  /** When it happened in the seller's world (ISO 8601): a sale when the parcel left, not when we heard of it. */
  readonly at: string;
  /** What happened, in snake case: `sale`, `refund`, `monthly_fee` … */
  readonly what: string;
  readonly currency: Currency;
  readonly about: About;
  readonly lines: readonly JournalLine[];
  /** The journal that this one takes back. */
  readonly reverses?: string;
};

/** Stops on a journal that is none: lines that do not sum to zero, an account twice, a part of a cent. */
export function assertJournal(journal: Journal): void {
  const { key, lines } = journal;
  assert(key !== '' && /^[A-Z]{3}$/.test(journal.currency), `journal ${key} has a key and a currency`);
  assert(lines.length >= 2, `journal ${key} has two sides`);
  assert(new Set(lines.map((line) => line.account)).size === lines.length, `journal ${key} names each account once`);
  for (const { account, minor } of lines)
    assert(isAccount(account) && Number.isSafeInteger(minor) && minor !== 0, `${key}: ${account} ${minor}`);
  assert(lines.reduce((total, line) => total + line.minor, 0) === 0, `journal ${key} sums to zero`);
}

/** What one account holds of some journals, in minor units. */
export const balanceOf = (journals: readonly Journal[], account: Account): number =>
  journals.flatMap((journal) => journal.lines).reduce((total, line) => total + (line.account === account ? line.minor : 0), 0);

/** From `credit` to `debit`: the plain journal of two lines. An amount below zero goes the other way. */
export function transfer(head: Omit<Journal, 'lines' | 'currency'>, amount: Money, debit: Account, credit: Account): Journal {
  const journal: Journal = {
    ...head,
    currency: amount.currency,
    lines: [
      { account: debit, minor: amount.minor },
      { account: credit, minor: -amount.minor },
    ],
  };
  assertJournal(journal);
  return journal;
}

/** Takes a posted journal back: the same lines with the other sign, under a key of its own. Never an edit. */
export const reversal = (journal: Journal, key: string, at: string): Journal => ({
  ...journal,
  key,
  at,
  what: `${journal.what}_reversed`,
  reverses: journal.key,
  lines: journal.lines.map(({ account, minor }) => ({ account, minor: -minor })),
});

type Head = Pick<Journal, 'key' | 'at'> & { readonly about: About };

/** The parcel left: goods and shipping are earned, whoever took the money owes them. Null where nothing was paid. */
export function saleJournal(head: Head, goods: Money, shipping: Money, holder: Holder): Journal | null {
  assert(goods.currency === shipping.currency && goods.minor >= 0 && shipping.minor >= 0, 'a sale earns');
  if (goods.minor + shipping.minor === 0) return null;
  const lines: JournalLine[] = [
    { account: holder, minor: goods.minor + shipping.minor },
    { account: 'sales', minor: -goods.minor },
    { account: 'shipping_income', minor: -shipping.minor },
  ];
  return { ...head, what: 'sale', currency: goods.currency, lines: lines.filter((line) => line.minor !== 0) };
}

export const commissionJournal = (head: Head, amount: Money): Journal =>
  transfer({ ...head, what: 'commission' }, amount, 'commission', 'channel_receivable');

export const monthlyFeeJournal = (head: Head, amount: Money): Journal =>
  transfer({ ...head, what: 'monthly_fee' }, amount, 'channel_fees', 'channel_receivable');

/** Money went back to the buyer, out of what `holder` holds for the seller. */
export const refundJournal = (head: Head, amount: Money, holder: Holder): Journal =>
  transfer({ ...head, what: 'refund' }, amount, 'refunds', holder);

/** Given on top because something went wrong (M19): the channel sees a refund, the seller a cost of its own kind. */
export const gestureJournal = (head: Head, amount: Money, holder: Holder): Journal =>
  transfer({ ...head, what: 'gesture' }, amount, 'gestures', holder);

export const commissionReturnedJournal = (head: Head, amount: Money): Journal =>
  transfer({ ...head, what: 'commission_returned' }, amount, 'channel_receivable', 'commission');

/** The channel holds a part of a payout back, until it is released. */
export const retainerHeldJournal = (head: Head, amount: Money): Journal =>
  transfer({ ...head, what: 'retainer_held' }, amount, 'retainer', 'channel_receivable');
export const retainerReleasedJournal = (head: Head, amount: Money): Journal =>
  transfer({ ...head, what: 'retainer_released' }, amount, 'channel_receivable', 'retainer');

/** The bank received a payout (or, below zero, was charged). */
export const payoutJournal = (head: Head, amount: Money): Journal =>
  transfer({ ...head, what: 'payout' }, amount, 'bank', 'channel_receivable');

/** What the channel paid less (or, below zero, more) than the books say, once somebody said why. */
export const differenceJournal = (head: Head, short: Money): Journal =>
  transfer({ ...head, what: 'payout_difference' }, short, 'payout_differences', 'channel_receivable');

/** A part of an amount in basis points (1000 is 10 %), to the minor unit, half to even or half away from zero. */
export function share({ minor, currency }: Money, basisPoints: number, rounding: 'half_even' | 'half_up'): Money {
  assert(Number.isSafeInteger(basisPoints) && basisPoints >= 0, 'a rate is whole basis points');
  const product = BigInt(Math.abs(minor)) * BigInt(basisPoints);
  const whole = product / 10_000n;
  const twice = (product % 10_000n) * 2n;
  const up = twice > 10_000n || (twice === 10_000n && (rounding === 'half_up' || whole % 2n === 1n));
  const rounded = Number(up ? whole + 1n : whole);
  return money(minor < 0 ? 0 - rounded : rounded, currency);
}
