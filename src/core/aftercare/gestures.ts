/**
 * What a seller gives on top when something went wrong (M19): chosen by the seller's own table, within a month's budget and a cap per order. A
 * gesture never replaces a right of the buyer, and the letter says so.
 */
import { assert } from '../assert.ts';
import { localDate } from '../calendar.ts';
import { share } from '../money-flow/ledger.ts';
import { type Currency, exponentOf, type Money, money } from '../money.ts';
import { type Cause, CAUSES } from './lateness.ts';

export const GESTURE_KINDS = ['nothing', 'partial_refund', 'voucher', 'warranty_extension'] as const;
export type GestureKind = (typeof GESTURE_KINDS)[number];

/** `nothing`: the apology alone. A voucher is worth what stands on it. */
export type Gesture =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'partial_refund'; readonly amount: Money }
  | { readonly kind: 'voucher'; readonly amount: Money }
  | { readonly kind: 'warranty_extension'; readonly months: number };

/** As a row of the table says it: amounts in minor units of the seller's currency, shares of what was paid in basis points (500 is 5 %). */
export type RuleGesture =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'partial_refund'; readonly basisPoints: number }
  | { readonly kind: 'partial_refund'; readonly minor: number }
  | { readonly kind: 'voucher'; readonly minor: number }
  | { readonly kind: 'warranty_extension'; readonly months: number };

export type GestureRule = {
  readonly cause: Cause | 'any';
  /** From so many whole days on. */
  readonly daysLate: number;
  /** Of orders for which at least so much was paid; minor units of the seller's currency. */
  readonly paidFrom: number;
  readonly gesture: RuleGesture;
};

export type GestureSettings = {
  /** The first that fits and can be done. None: the apology alone. */
  readonly rules: readonly GestureRule[];
  /** For one calendar month of the seller's, in minor units of the seller's currency. */
  readonly monthlyBudget: number;
  /** Of one order, over all that is given on it: whichever is less. */
  readonly cap: { readonly basisPoints: number; readonly minor: number };
  /** The same buyer gets one gesture in so many days; 0: as often as something goes wrong. */
  readonly onceInDays: number;
  readonly vouchers: {
    /** People are told when fewer codes than this are left. */
    readonly lowAt: number;
    /** `own_shops`: nobody who bought on a marketplace is asked to buy elsewhere. */
    readonly on: 'own_shops' | 'everywhere';
  };
  /** Where no date is known, we write again within so many days. */
  readonly writeAgainDays: number;
};

export const DEFAULT_SETTINGS: GestureSettings = {
  rules: [
    { cause: 'parcel_lost', daysLate: 0, paidFrom: 0, gesture: { kind: 'voucher', minor: 1500 } },
    { cause: 'wrong_item', daysLate: 0, paidFrom: 0, gesture: { kind: 'voucher', minor: 1500 } },
    { cause: 'delivered_late', daysLate: 5, paidFrom: 15_000, gesture: { kind: 'partial_refund', basisPoints: 500 } },
    { cause: 'delivered_late', daysLate: 2, paidFrom: 0, gesture: { kind: 'partial_refund', basisPoints: 300 } },
    { cause: 'delivered_late', daysLate: 2, paidFrom: 0, gesture: { kind: 'warranty_extension', months: 3 } },
    { cause: 'refunded_late', daysLate: 2, paidFrom: 0, gesture: { kind: 'voucher', minor: 1500 } },
    { cause: 'resolved_late', daysLate: 2, paidFrom: 0, gesture: { kind: 'warranty_extension', months: 3 } },
    { cause: 'damaged_in_transit', daysLate: 0, paidFrom: 10_000, gesture: { kind: 'warranty_extension', months: 3 } },
    { cause: 'any', daysLate: 0, paidFrom: 0, gesture: { kind: 'nothing' } },
  ],
  monthlyBudget: 30_000,
  cap: { basisPoints: 1000, minor: 4000 },
  onceInDays: 90,
  vouchers: { lowAt: 5, on: 'own_shops' },
  writeAgainDays: 2,
};

/** Why a kind of gesture can't be made on an order, whoever asks. */
export const OBSTACLES = [
  /** The channel takes one refund of a line, and a part would be the last: the rest could not be paid back there any more. */
  'part_ends_line',
  /** Nobody behind the channel pays buyers back, and a transfer needs a return with the buyer's account. */
  'nobody_pays',
  /** A part can be paid back only once the order has left. */
  'not_shipped',
  'nothing_left_to_pay_back',
  /** A marketplace's buyer is not led to another shop, by the seller's own setting. */
  'not_own_shop',
  /** No code of that worth is left. */
  'no_code',
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** Why less was proposed than the table says, or nothing. A manager may go above, with a reason; an obstacle stands for everybody. */
export const LIMITS = ['had_one', 'over_cap', 'over_budget'] as const;
export type Limit = (typeof LIMITS)[number];

export type Circumstances = {
  readonly cause: Cause;
  readonly daysLate: number;
  /** All that was paid for the order, and what of it has not gone back. */
  readonly paid: Money;
  readonly left: Money;
  /** Value of all that was given on this order before, or is on its way; minor units of the seller's currency. */
  readonly givenOnOrder: number;
  /** What of this month's budget is neither spent nor reserved. */
  readonly budgetLeft: number;
  readonly currency: Currency;
  /** When this buyer last got a gesture within the settings' days. */
  readonly lastGestureAt: string | null;
  readonly obstacles: { readonly partial_refund?: Obstacle; readonly voucher?: Obstacle; readonly warranty_extension?: Obstacle };
  /** Worths of the codes that are left, in minor units of the seller's currency. */
  readonly codes: readonly number[];
};

export type Proposal = {
  readonly gesture: Gesture;
  /** Number of the row of the table that proposed it, from nought; null: none did. */
  readonly rule: number | null;
  /** Rows that would have fitted, and what stood in their way. */
  readonly passed: readonly { readonly rule: number; readonly because: Obstacle | Limit }[];
  /** The row's amount was more than an order may get: this is what is left of the cap. */
  readonly lessened?: true;
};

/** What it takes out of the budget, in minor units of the seller's currency. Another currency counts by its figure, as the refund limit does. */
export const valueOf = (gesture: Gesture, currency: Currency): number =>
  gesture.kind === 'partial_refund' || gesture.kind === 'voucher' ? scaled(gesture.amount.minor, gesture.amount.currency, currency) : 0;

const scaled = (minor: number, from: Currency, to: Currency): number => Math.ceil(minor * 10 ** (exponentOf(to) - exponentOf(from)));

/** What an order may still get in all, in minor units of the seller's currency. */
export const capLeft = ({ cap }: GestureSettings, { paid, currency, givenOnOrder }: Circumstances): number =>
  Math.max(
    0,
    Math.min(cap.minor, share(money(scaled(paid.minor, paid.currency, currency), currency), cap.basisPoints, 'half_up').minor) -
      givenOnOrder,
  );

/** The first row that fits and can be done, within every limit. */
export function proposeGesture(settings: GestureSettings, about: Circumstances): Proposal {
  const passed: Proposal['passed'][number][] = [];
  const value = scaled(about.paid.minor, about.paid.currency, about.currency);
  for (const [rule, { cause, daysLate, paidFrom, gesture: wanted }] of settings.rules.entries()) {
    if ((cause !== 'any' && cause !== about.cause) || about.daysLate < daysLate || value < paidFrom) continue;
    const { gesture, lessened } = inAmounts(wanted, settings, about);
    const because = gesture === null ? 'over_cap' : whyNotGesture(gesture, settings, about);
    if (gesture !== null && because === null) return { gesture, rule, passed, ...(lessened && { lessened: true }) };
    passed.push({ rule, because: because! });
  }
  return { gesture: { kind: 'nothing' }, rule: null, passed };
}

function inAmounts(
  wanted: RuleGesture,
  settings: GestureSettings,
  about: Circumstances,
): { readonly gesture: Gesture | null; readonly lessened?: boolean } {
  switch (wanted.kind) {
    case 'nothing':
      return { gesture: wanted };
    case 'warranty_extension':
      return { gesture: wanted };
    case 'voucher':
      return { gesture: { kind: 'voucher', amount: money(wanted.minor, about.currency) } };
    default: {
      const { paid, currency, left } = about;
      const asked =
        'basisPoints' in wanted ? share(paid, wanted.basisPoints, 'half_up').minor : scaled(wanted.minor, currency, paid.currency);
      // Rounded down, so that a figure of another currency never goes above the cap.
      const cap = Math.floor(capLeft(settings, about) * 10 ** (exponentOf(paid.currency) - exponentOf(currency)));
      const minor = Math.min(asked, cap, left.minor);
      if (minor <= 0) return { gesture: left.minor > 0 ? null : { kind: 'partial_refund', amount: money(asked, paid.currency) } };
      return { gesture: { kind: 'partial_refund', amount: money(minor, paid.currency) }, lessened: minor < asked };
    }
  }
}

/** What stands in the way of a gesture: an obstacle before a limit, since nobody can lift it. */
export function whyNotGesture(gesture: Gesture, settings: GestureSettings, about: Circumstances): Obstacle | Limit | null {
  if (gesture.kind === 'nothing') return null;
  const obstacle = about.obstacles[gesture.kind];
  if (obstacle) return obstacle;
  if (gesture.kind === 'partial_refund' && (gesture.amount.currency !== about.paid.currency || gesture.amount.minor > about.left.minor))
    return 'nothing_left_to_pay_back';
  if (gesture.kind === 'voucher' && !about.codes.includes(gesture.amount.minor)) return 'no_code';
  if (about.lastGestureAt !== null && settings.onceInDays > 0) return 'had_one';
  const value = valueOf(gesture, about.currency);
  if (value > capLeft(settings, about)) return 'over_cap';
  return value > about.budgetLeft ? 'over_budget' : null;
}

export const isLimit = (because: Obstacle | Limit): because is Limit => (LIMITS as readonly string[]).includes(because);

/** The month whose budget it is, on the seller's own calendar: `2026-11`. */
export const monthOf = (instant: string, zone: string): string => localDate(instant, zone).slice(0, 7);

/** What of the table can't be meant, by the path of the field. */
export function troublesOf(settings: GestureSettings): { readonly path: string; readonly says: string }[] {
  const troubles: { path: string; says: string }[] = [];
  const last = settings.rules.length - 1;
  for (const [i, { cause, daysLate, paidFrom, gesture }] of settings.rules.entries()) {
    assert(cause === 'any' || CAUSES.includes(cause), 'the edge has read the cause');
    if (gesture.kind === 'partial_refund' && 'basisPoints' in gesture && gesture.basisPoints > settings.cap.basisPoints)
      troubles.push({ path: `rules.${i}.gesture`, says: 'is more than an order may get' });
    if (gesture.kind === 'voucher' && gesture.minor > settings.cap.minor)
      troubles.push({ path: `rules.${i}.gesture`, says: 'is more than an order may get' });
    if (i < last && cause === 'any' && daysLate === 0 && paidFrom === 0 && gesture.kind === 'nothing')
      troubles.push({ path: `rules.${i}`, says: 'fits always, so no row below it is ever asked' });
  }
  return troubles;
}
