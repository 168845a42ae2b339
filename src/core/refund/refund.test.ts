import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, compare, money, sum, zero } from '../money.ts';
import type { Refund, RefundState } from '../return/model.ts';
import { decisionOf, eur, laptop, ines, phone, withShipping } from '../return/stage.test-support.ts';
import { REFUND_MOVES, refundMay } from './lifecycle.ts';
import { planRefunds, sharesOf } from './plan.ts';

const order = (lines = [phone], shipping = 490) => ({
  currency: 'EUR',
  paid: eur(lines.reduce((total, line) => total + line.price.minor * line.quantity, shipping)),
  shippingPaid: eur(shipping),
  lines,
});
const nothing = { before: [], alreadyRefunded: zero('EUR'), byItself: false } as const;
const one = { lineId: '1', unit: 1 };

describe('what a unit is worth', () => {
  test('its price and its share of the shipping, and not a cent is lost', () => {
    const shares = sharesOf(
      order(
        [
          { ...phone, quantity: 2, price: eur(100) },
          { ...laptop, price: eur(100) },
        ],
        100,
      ),
    );
    expect(shares.map(({ shipping }) => shipping.minor)).toEqual([34, 33, 33]);
  });

  test('shipping goes back where the decision says so, deductions stay where they may', () => {
    const plan = (refund = decisionOf().refund, byItself = false) => {
      const answer = planRefunds(order(), [{ ...one, decision: decisionOf({ refund }) }], { ...nothing, byItself });
      return answer.ok && answer.total.minor;
    };
    expect(plan()).toBe(36_900);
    expect(plan(withShipping)).toBe(37_390);
    expect(plan({ ...withShipping, deductions: eur(1_000) })).toBe(36_390);
    expect(plan({ ...withShipping, deductions: eur(1_000) }, true)).toBe(37_390);
  });

  test('an amount that nobody paid is refused with the most that is possible', () => {
    expect(planRefunds(order(), [{ ...one, amount: eur(40_000) }], nothing)).toMatchObject({
      ok: false,
      name: 'amount_out_of_range',
      most: eur(37_390),
    });
    expect(planRefunds(order(), [{ ...one, amount: money(100, 'GBP') }], nothing)).toMatchObject({ ok: false, name: 'wrong_currency' });
    expect(planRefunds(order(), [{ ...one, amount: eur(2_000) }], { ...nothing, alreadyRefunded: eur(36_000) })).toMatchObject({
      ok: false,
      name: 'more_than_paid',
      most: eur(1_390),
    });
  });
});

test('what the product pays by itself goes to every unit for which something is left; a person is told which has nothing', () => {
  const wanted = [one, { lineId: laptop.id, unit: 1 }];
  const spent = { ...nothing, alreadyRefunded: phone.price, elsewhere: [{ ...one, amount: phone.price }] };
  const sold = order([phone, laptop], 0);
  expect(planRefunds(sold, wanted, { ...spent, byItself: true })).toMatchObject({
    ok: true,
    refunds: [{ items: [{ lineId: laptop.id, amount: laptop.price }] }],
  });
  expect(planRefunds(sold, wanted, spent)).toMatchObject({ ok: false, name: 'more_than_paid', unit: one });
  const all = { ...spent, alreadyRefunded: sold.paid, byItself: true };
  expect(planRefunds(sold, wanted, all)).toMatchObject({ ok: true, refunds: [], total: eur(0) });
});

test('whatever is asked for, and whatever went before: the sum holds and nobody gets more than was paid', () => {
  const before = (minor: number): Refund[] =>
    minor === 0
      ? []
      : [
          {
            id: 'r',
            amount: eur(minor),
            items: [{ ...one, amount: eur(minor) }],
            state: 'failed',
            plannedAt: '',
            plannedBy: ines,
            why: 'resolution',
          },
        ];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90_000 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 2_000 }),
      fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined }),
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 5_000 }),
      fc.boolean(),
      (price, quantity, shipping, amount, gone, elsewhere, whole) => {
        const sold = order([{ ...phone, price: eur(price), quantity }, laptop], shipping);
        const earlier = before(Math.min(gone, price));
        const decision = decisionOf({ refund: { ...withShipping, items: whole ? sold.paid : eur(price), shipping: eur(shipping) } });
        const plan = planRefunds(sold, [{ ...one, decision, ...(amount === undefined ? {} : { amount: eur(amount) }) }], {
          before: earlier,
          alreadyRefunded: eur(elsewhere),
          byItself: false,
        });
        if (!plan.ok) return;
        const all = sum([...plan.refunds.map((refund) => refund.amount), ...earlier.map((refund) => refund.amount), eur(elsewhere)], 'EUR');
        expect(compare(all, sold.paid)).toBeLessThanOrEqual(0);
        expect(plan.total).toEqual(
          sum(
            plan.refunds.flatMap((refund) => refund.items.map((item) => item.amount)),
            'EUR',
          ),
        );
        for (const share of sharesOf(sold)) {
          const own = [...plan.refunds.flatMap(({ items }) => items), ...earlier.flatMap(({ items }) => items)].filter(
            (item) => item.lineId === share.lineId && item.unit === share.unit,
          );
          expect(compare(own.map((item) => item.amount).reduce(add, zero('EUR')), share.most)).toBeLessThanOrEqual(0);
        }
      },
    ),
  );
});

test('however it is pushed about, a refund is confirmed once, and never without approval', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<RefundState[]>('awaiting_approval', 'planned', 'submitted', 'confirmed', 'failed')), (pushes) => {
      let state: RefundState = 'awaiting_approval';
      const past: RefundState[] = [state];
      for (const to of pushes) {
        if (!refundMay(state, to)) continue;
        state = to;
        past.push(state);
      }
      expect(past.filter((s) => s === 'confirmed').length).toBeLessThanOrEqual(1);
      if (past.includes('submitted') || past.includes('confirmed')) expect(past[1]).toBe('planned');
      if (past.includes('confirmed')) expect(state).toBe('confirmed');
    }),
  );
  expect(REFUND_MOVES.confirmed).toEqual([]);
});
