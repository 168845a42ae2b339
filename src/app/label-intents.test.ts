/** A label that nobody used goes back to the carrier, however the return ends; one that may still be used stays good (M21). */
import { expect, test } from 'vitest';
import type { Command } from '../core/return/commands.ts';
import { evolve } from '../core/return/evolve.ts';
import type { Return } from '../core/return/model.ts';
import { decisionOf, label, orderOf, phone, requestOf, stage } from '../core/return/stage.test-support.ts';
import { labelIntents } from './label-intents.ts';

const one = { lineId: '1' };
const keeps = decisionOf({ next: 'refund_without_return', returnShipping: { paidBy: 'seller', label: 'prepaid' } });

/** What each act means for labels, in order; acts that mean nothing are left out. */
function lives(desk: ReturnType<typeof stage>, ...acts: readonly (Command | 'pay')[]): readonly unknown[] {
  return acts.flatMap((act) => {
    const [before, from] = [desk.ret, desk.events.length];
    if (act === 'pay') desk.pay();
    else expect(desk.give(act).filter((told) => told.startsWith('refused'))).toEqual([]);
    const events = desk.events.slice(from);
    // Each payment is several acts: the last of them closes.
    let at: Return = before;
    return events.flatMap((event) => {
      const then = at;
      at = evolve(at, event)!;
      return labelIntents(then, at, [event]);
    });
  });
}
const givenBack = { kind: 'label_cancel', body: { trackingNumber: label.trackingNumber } };
const prepaid: Command = { verb: 'label', kind: 'prepaid', ...label };
const resolve = (resolution: 'keep' | 'refund' | 'repair'): Command => ({ verb: 'resolution', items: [{ ...one, resolution }] });

test('the buyer keeps it: the label that was made for it goes back', () => {
  expect(lives(stage(), prepaid, resolve('keep'))).toEqual([givenBack]);
});

test('refunded without the goods: it goes back once the money has', () => {
  const desk = stage(requestOf([{ decision: keeps }], { label }));
  expect(lives(desk, prepaid, resolve('refund'))).toEqual([]);
  expect(lives(desk, 'pay')).toEqual([givenBack]);
});

test('refunded before the goods came: they are still expected, so the buyer keeps the label', () => {
  expect(lives(stage(), prepaid, resolve('refund'), 'pay')).toEqual([]);
  const neverCame = requestOf([{ reason: 'not_received' }], { order: { ...orderOf([phone]), deliveredAt: undefined } as never });
  expect(lives(stage(neverCame), prepaid, resolve('refund'), 'pay')).toEqual([givenBack]);
});

test('on its way without a scan so far: nothing goes back', () => {
  expect(lives(stage(), prepaid, { verb: 'dispatch' }, resolve('refund'), 'pay')).toEqual([]);
  expect(lives(stage(), prepaid, { verb: 'cancellation' })).toEqual([givenBack]);
});
