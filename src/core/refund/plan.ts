/** How much goes back for which unit. Planning is pure; carrying it out is the worker's business (STYLE 6). */
import { assert } from '../assert.ts';
import { add, allocate, compare, type Money, money, subtract, sum, zero } from '../money.ts';
import type { Decision } from '../policy/decision.ts';
import type { Refund, Return } from '../return/model.ts';
import { keyOf } from '../return/model.ts';

type Unit = { readonly lineId: string; readonly unit: number };
type OrderMoney = Pick<Return['order'], 'currency' | 'paid' | 'shippingPaid' | 'lines'>;

export type Share = Unit & { readonly price: Money; readonly shipping: Money; readonly most: Money };

/** What was paid for each unit of the order: its price and its share of the shipping, to the cent. */
export function sharesOf(order: OrderMoney): Share[] {
  const units = order.lines.flatMap((line) =>
    Array.from({ length: line.quantity }, (_, i) => ({ lineId: line.id, unit: i + 1, price: line.price })),
  );
  assert(units.length > 0, 'an order has units');
  const shipping = order.shippingPaid ?? zero(order.currency);
  const parts = allocate(
    shipping,
    units.map((unit) => unit.price.minor),
  );
  assert(compare(sum(parts, order.currency), shipping) === 0, 'the shares of the shipping are the shipping');
  return units.map((unit, i) => ({ ...unit, shipping: parts[i]!, most: add(unit.price, parts[i]!) }));
}

export type Wanted = Unit & {
  /** Left out: all that the decision grants. */
  readonly amount?: Money;
  readonly decision?: Decision;
};

/** What went back already, or is on its way. */
export type Given = {
  /** This return's refunds, by unit. */
  readonly before: readonly Refund[];
  /** What the order's other returns gave back. */
  readonly alreadyRefunded: Money;
  /** The same, by unit. */
  readonly elsewhere?: readonly (Unit & { readonly amount: Money })[];
};

export type PlannedRefund = { readonly amount: Money; readonly items: Refund['items'] };

export type Plan =
  | { readonly ok: true; readonly refunds: readonly PlannedRefund[]; readonly total: Money }
  | {
      readonly ok: false;
      readonly name: 'amount_out_of_range' | 'more_than_paid' | 'wrong_currency';
      readonly unit: Unit;
      readonly most: Money;
    };

/**
 * One refund per order line, since that is what channels can carry out exactly once.
 * @param byItself what the product pays without being asked: in full (M30), and for the units for which something is left; a person who asks for
 *   one that is paid already is told so
 */
export function planRefunds(
  order: OrderMoney,
  wanted: readonly Wanted[],
  { byItself, ...given }: Given & { readonly byItself: boolean },
): Plan {
  const { currency } = order;
  const shares = new Map(sharesOf(order).map((share) => [keyOf(share), share]));
  const gone = goneOf(given);
  let left = leftOf(order, given);
  const planned = new Map<string, { lineId: string; unit: number; amount: Money }>();

  for (const wish of wanted) {
    const key = keyOf(wish);
    const share = shares.get(key);
    assert(share, `${key} is a unit of the order`);
    assert(!planned.has(key), `${key} is wanted once`);
    const ownLeft = money(Math.max(0, share.most.minor - (gone.get(key) ?? 0)), currency);
    if (wish.amount !== undefined) {
      if (wish.amount.currency !== currency) return { ok: false, name: 'wrong_currency', unit: wish, most: ownLeft };
      if (wish.amount.minor <= 0 || compare(wish.amount, ownLeft) > 0)
        return { ok: false, name: 'amount_out_of_range', unit: wish, most: ownLeft };
      if (compare(wish.amount, left) > 0) return { ok: false, name: 'more_than_paid', unit: wish, most: left };
    }
    const amount = wish.amount ?? least(fullAmount(share, wish.decision, !byItself), ownLeft, left);
    if (amount.minor <= 0 && byItself) continue;
    if (amount.minor <= 0) return { ok: false, name: 'more_than_paid', unit: wish, most: left };
    planned.set(key, { lineId: wish.lineId, unit: wish.unit, amount });
    left = subtract(left, amount);
  }

  // The third technical return gives the whole order back (M5): the units that are not in this return go with it.
  if (wanted.some((wish) => wish.amount === undefined && grantsWholeOrder(wish, shares))) {
    for (const [key, share] of shares) {
      const amount = least(money(Math.max(0, share.most.minor - (gone.get(key) ?? 0)), currency), left);
      if (planned.has(key) || amount.minor <= 0) continue;
      planned.set(key, { lineId: share.lineId, unit: share.unit, amount });
      left = subtract(left, amount);
    }
  }

  const items = [...planned.values()];
  const refunds = [...new Set(items.map((item) => item.lineId))].map((lineId) => {
    const own = items.filter((item) => item.lineId === lineId);
    return {
      items: own,
      amount: sum(
        own.map((item) => item.amount),
        currency,
      ),
    };
  });
  const total = sum(
    refunds.map((refund) => refund.amount),
    currency,
  );
  assert(
    compare(
      total,
      sum(
        items.map((item) => item.amount),
        currency,
      ),
    ) === 0,
    'the refunds are the sum of their units',
  );
  assert(left.minor >= 0, 'never more than was paid');
  return { ok: true, refunds, total };
}

/**
 * An amount that somebody took, over what is left of these units: in its proportion, which is that of their prices where nothing went back
 * before, to the cent, and never more than is left of each.
 */
export function spreadOver(order: OrderMoney, units: readonly Unit[], amount: Money, given: Given): Wanted[] {
  const shares = new Map(sharesOf(order).map((share) => [keyOf(share), share]));
  const gone = goneOf(given);
  const open = units.map((unit) => Math.max(0, shares.get(keyOf(unit))!.most.minor - (gone.get(keyOf(unit)) ?? 0)));
  const ofUnits = money(
    open.reduce((a, b) => a + b, 0),
    order.currency,
  );
  const whole = least(amount, ofUnits, leftOf(order, given));
  if (whole.minor <= 0) return [];
  return allocate(whole, open).flatMap((part, i) => {
    const { lineId, unit } = units[i]!;
    return part.minor > 0 ? [{ lineId, unit, amount: part }] : [];
  });
}

/** What went back of each unit, in minor units. */
function goneOf({ before, elsewhere = [] }: Given): Map<string, number> {
  const gone = new Map<string, number>();
  for (const { lineId, unit, amount } of [...before.flatMap((refund) => refund.items), ...elsewhere]) {
    const key = keyOf({ lineId, unit });
    gone.set(key, (gone.get(key) ?? 0) + amount.minor);
  }
  return gone;
}

/** What of all that was paid for the order has not gone back. */
const leftOf = (order: OrderMoney, { before, alreadyRefunded }: Given): Money =>
  subtract(
    subtract(order.paid, alreadyRefunded),
    sum(
      before.map((refund) => refund.amount),
      order.currency,
    ),
  );

/** A unit's whole price, its share of the shipping where the decision gives that back, less what may be deducted. */
function fullAmount(share: Share, decision: Decision | undefined, deduct: boolean): Money {
  const whole = decision !== undefined && decision.refund.shipping.minor > 0 ? share.most : share.price;
  const deductions = deduct && decision !== undefined ? decision.refund.deductions.minor : 0;
  return money(Math.max(0, whole.minor - deductions), whole.currency);
}

/** More for goods than this unit's price: the decision meant the whole order. */
const grantsWholeOrder = (wish: Wanted, shares: ReadonlyMap<string, Share>): boolean =>
  wish.decision !== undefined && wish.decision.refund.items.minor > shares.get(keyOf(wish))!.price.minor;

const least = (...amounts: readonly Money[]): Money => amounts.reduce((a, b) => (compare(b, a) < 0 ? b : a));
