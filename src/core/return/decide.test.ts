import { describe, expect, test } from 'vitest';
import { clockOf, type ClockTarget } from '../clocks/clocks.ts';
import { decimal } from '../money.ts';
import type { Decision } from '../policy/decision.ts';
import { nextStep } from './next.ts';
import { possible } from './possible.ts';
import {
  buyer,
  camille,
  carrier,
  channel,
  decisionOf,
  eur,
  ines,
  label,
  laptop,
  malik,
  OTHER_IMEI,
  orderOf,
  phone,
  requestOf,
  sofia,
  stage,
  withShipping,
  worker,
} from './stage.test-support.ts';
import { statusOf, tabOf } from './status.ts';

const refund = { verb: 'resolution', items: [{ lineId: '1', resolution: 'refund' }] } as const;
const inspected = { verb: 'inspection', items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'repair' }] } as const;

describe('the phone whose battery died', () => {
  test('comes back on a prepaid label, is found faulty and paid for, and the return closes with the confirmation', () => {
    const desk = stage(requestOf([{}], { label }));
    expect(desk.events.map(({ type }) => type)).toEqual(['requested', 'decided', 'approved', 'label_issued']);
    expect(nextStep(desk.ret)).toMatchObject({ who: 'buyer', what: 'send_back', by: '2026-11-16T09:00:00.000Z' });
    desk.wait(2);
    expect(desk.give({ verb: 'tracking', events: [{ at: '2026-11-04T08:00:00.000Z', code: 'accepted' }] }, carrier)).toEqual(['tracked']);
    expect(statusOf(desk.ret)).toBe('in_transit');
    desk.wait(1);
    expect(desk.receive()).toEqual(['received']);
    expect(desk.ret.items[0]!.identity).toBe('match');
    expect(desk.give(inspected, malik)).toEqual(['inspected']);
    expect([statusOf(desk.ret), tabOf(desk.ret)]).toEqual(['inspected', 'resolve']);
    expect(desk.give(refund, ines)).toEqual(['resolved', 'refund_planned']);
    expect(decimal(desk.ret.refunds[0]!.amount)).toBe('369.00');
    expect(statusOf(desk.ret)).toBe('resolving');
    const { id } = desk.ret.refunds[0]!;
    expect(desk.give({ verb: 'refund-submission', refundId: id }, worker)).toEqual(['refund_submitted']);
    expect(desk.give({ verb: 'refund-confirmation', refundId: id, reference: 'BM-1' }, worker)).toEqual(['refund_confirmed', 'closed']);
    expect(desk.give({ verb: 'refund-confirmation', refundId: id, reference: 'BM-1' }, worker)).toEqual([]);
    expect(desk.ret.refunds).toMatchObject([{ state: 'confirmed', channelReference: 'BM-1' }]);
    expect(desk.ret.breached).toEqual([]);
  });

  test('scanned twice it is received once; read again after a slip, the second reading counts', () => {
    const desk = stage();
    expect(desk.receive(null)).toEqual(['received']);
    expect(desk.ret.items[0]!.identity).toBe('unreadable');
    expect(desk.receive('35 693803 564380 9')).toEqual(['received']);
    expect(desk.ret.items[0]!.identity).toBe('match');
    expect(desk.receive('35 693803 564380 9')).toEqual([]);
    expect(desk.receive(null)).toEqual([]);
  });

  test('nobody repairs what is not here, and nobody puts a fault back on the shelf', () => {
    const desk = stage();
    expect(desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'repair' }] })).toEqual(['refused: needs_goods']);
    expect(desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'send_back' }] })).toEqual(['refused: needs_goods']);
    expect(desk.give(inspected, malik)).toEqual(['refused: not_received']);
    desk.receive();
    expect(desk.give({ verb: 'inspection', items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'restock' }] }, malik)).toEqual([
      'refused: not_fit_for_stock',
    ]);
  });

  test('a repair is done when it is on its way back to the buyer', () => {
    const desk = stage();
    desk.receive();
    desk.give(inspected, malik);
    expect(desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'repair' }] })).toEqual(['resolved']);
    expect(clockOf(desk.ret, 'resolve')!.state).toBe('met');
    expect(clockOf(desk.ret, 'auto_refund')!.state).toBe('met');
    expect(desk.give({ verb: 'completion', trackingNumber: 'SP1' }, malik)).toEqual(['completed', 'closed']);
    expect(desk.ret.items[0]!.settlement).toBe('repaired');
  });
});

describe('another device in the box', () => {
  test('puts the return on hold until a person says why it may go on', () => {
    const desk = stage();
    expect(desk.receive(OTHER_IMEI)).toEqual(['received', 'held']);
    expect(tabOf(desk.ret)).toBe('hold');
    expect(possible(desk.ret, camille).resolution).toEqual({ allowed: false, because: 'on_hold' });
    expect(desk.give(refund)).toEqual(['refused: on_hold']);
    expect(desk.give({ verb: 'release', because: ' ' })).toEqual(['refused: because_missing']);
    expect(desk.give({ verb: 'release', because: 'The board was replaced under our own warranty in May.' })).toEqual(['released']);
    expect(desk.give(refund)).toEqual(['resolved', 'refund_planned']);
  });

  test('holds the ten-day refund, and finance sees it; lifting the hold does not pay for the wrong device by itself', () => {
    const desk = stage();
    desk.receive(OTHER_IMEI);
    desk.wait(10);
    // The managers would have been told a day before: that is past. Finance is told now.
    expect(desk.give({ verb: 'breach', kind: 'auto_refund' }, worker)).toEqual([
      'escalated',
      'clock_breached',
      'auto_refund_held',
      'escalated',
    ]);
    expect(desk.events.at(-1)).toMatchObject({ step: 'act', to: 'finance' });
    expect(desk.ret.refunds).toEqual([]);
    expect(desk.give({ verb: 'release', because: 'The buyer admits the mix-up.' })).toEqual(['released']);
    expect(desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'send_back' }] })).toEqual([
      'resolved',
      'clock_breached',
      'closed',
    ]);
    // Five days to resolve it had passed as well, unseen by any sweep.
    expect(desk.ret.breached).toEqual(['auto_refund', 'resolve']);
  });

  test('found at the bench, it holds as well; so does what is missing', () => {
    for (const [verdict, why] of [
      ['other_device', 'identity_mismatch'],
      ['incomplete', 'missing_item'],
    ] as const) {
      const desk = stage();
      desk.receive(null);
      expect(desk.give({ verb: 'inspection', items: [{ lineId: '1', verdict }] }, malik)).toEqual(['inspected', 'held']);
      expect(desk.ret.hold?.why).toBe(why);
    }
  });
});

describe('the days run out', () => {
  test('after ten days the buyer is refunded in full, above the limit and without deductions', () => {
    const dear = { ...phone, price: eur(150_000) };
    const decision = decisionOf({ refund: { items: eur(150_000), shipping: eur(490), deductions: eur(5_000), total: eur(145_490) } });
    const desk = stage(requestOf([{ line: dear, decision }]));
    desk.receive();
    desk.wait(8);
    expect(desk.give({ verb: 'breach', kind: 'auto_refund' }, worker)).toEqual(['refused: not_due']);
    desk.wait(1);
    expect(desk.give({ verb: 'breach', kind: 'auto_refund' }, worker)).toEqual(['escalated']);
    desk.wait(1);
    expect(desk.give({ verb: 'breach', kind: 'resolve' }, worker)).toEqual(['escalated', 'clock_breached', 'escalated', 'escalated']);
    expect(desk.give({ verb: 'breach', kind: 'auto_refund' }, worker)).toEqual(['clock_breached', 'refund_planned', 'escalated']);
    expect(desk.give({ verb: 'breach', kind: 'auto_refund' }, worker)).toEqual([]);
    expect(desk.ret.refunds).toMatchObject([{ state: 'planned', why: 'auto_refund', amount: eur(150_490) }]);
    desk.pay();
    expect(statusOf(desk.ret)).toBe('closed');
    // The goods still need a place.
    expect(desk.give(inspected, malik)).toEqual(['inspected']);
    expect(statusOf(desk.ret)).toBe('closed');
  });

  test('a hold of the team is no reason to keep the money', () => {
    const desk = stage();
    desk.receive();
    desk.give({ verb: 'hold', because: 'Let me look at this after lunch.' });
    desk.wait(10);
    expect(desk.give({ verb: 'breach', kind: 'auto_refund' }, worker)).toContain('refund_planned');
    desk.pay();
    expect(desk.ret.refunds[0]!.state).toBe('confirmed');
  });

  test('the law’s date goes through a hold once there is proof that the goods were sent, and not before', () => {
    const decision = decisionOf({ ground: 'withdrawal', refund: withShipping, returnShipping: { paidBy: 'buyer', label: 'own' } });
    const desk = stage(requestOf([{ reason: 'changed_mind', decision }], { targets: [] }));
    expect(clockOf(desk.ret, 'withdrawal_refund')).toMatchObject({ dueAt: '2026-11-16T09:00:00.000Z', source: 'law', state: 'running' });
    desk.give({ verb: 'hold', because: 'A dispute.', why: 'dispute' });
    desk.wait(14);
    expect(desk.give({ verb: 'breach', kind: 'withdrawal_refund' }, worker)).toEqual([
      'escalated',
      'escalated',
      'clock_breached',
      'escalated',
    ]);
    expect(desk.ret.refunds).toEqual([]);
    expect(desk.give({ verb: 'dispatch', trackingNumber: 'LP1' }, buyer)).toEqual(['dispatched', 'refund_planned']);
    expect(desk.ret.refunds).toMatchObject([{ why: 'withdrawal_refund', amount: eur(37_390) }]);
    desk.pay();
    expect(statusOf(desk.ret)).toBe('closed');
  });

  test('what was never sent back expires, and can be approved again', () => {
    const desk = stage();
    desk.wait(14);
    expect(desk.give({ verb: 'breach', kind: 'send_back' }, worker)).toEqual([
      'escalated',
      'clock_breached',
      'expired',
      'escalated',
      'clock_breached',
    ]);
    expect([statusOf(desk.ret), tabOf(desk.ret)]).toEqual(['expired', 'done']);
    expect(desk.give({ verb: 'approval' }, ines)).toEqual(['approved']);
    expect(statusOf(desk.ret)).toBe('approved');
    // A second approval is a second time to send: it has a reminder and an end of its own.
    desk.wait(11);
    expect(desk.give({ verb: 'breach', kind: 'send_back' }, worker)).toEqual(['escalated']);
    desk.wait(3);
    expect(desk.give({ verb: 'breach', kind: 'send_back' }, worker)).toContain('expired');
  });

  test('a withdrawal does not lapse because the parcel is late (Dir. 2011/83/EU Art. 14): the team is told', () => {
    const decision = decisionOf({ ground: 'withdrawal', refund: withShipping, returnShipping: { paidBy: 'buyer', label: 'own' } });
    const desk = stage(requestOf([{ reason: 'changed_mind', decision }]));
    desk.wait(14);
    expect(clockOf(desk.ret, 'send_back')!.onBreach).toBe('tell_the_team');
    expect(desk.give({ verb: 'breach', kind: 'send_back' }, worker)).toEqual(['escalated', 'clock_breached', 'escalated']);
    expect(desk.events.at(-1)).toMatchObject({ kind: 'send_back', step: 'act', to: 'customer_service' });
    expect([statusOf(desk.ret), tabOf(desk.ret)]).toEqual(['approved', 'waiting']);
    expect(desk.give({ verb: 'dispatch', trackingNumber: 'LP1' }, buyer)).toContain('dispatched');
  });

  test('of two things in one parcel that never came, the withdrawal stays and the other lapses', () => {
    const withdrawal = decisionOf({ ground: 'withdrawal' });
    const desk = stage(requestOf([{ decision: withdrawal }, { line: laptop, decision: decisionOf({ ground: 'commercial_return' }) }]));
    desk.wait(14);
    desk.give({ verb: 'breach', kind: 'send_back' }, worker);
    expect(desk.ret.items.map((item) => item.authorisation)).toEqual(['approved', 'expired']);
    expect(desk.events.findLast((event) => event.type === 'escalated')).toMatchObject({ step: 'act', to: 'customer_service' });
  });

  test('who does not answer a question is reminded, and then a person decides with what is there', () => {
    const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'review' }) }]));
    desk.give({ verb: 'information-request', asks: 'Could you show us the screen?' }, ines);
    expect(clockOf(desk.ret, 'buyer_answer')).toMatchObject({ dueAt: '2026-11-09T09:00:00.000Z', source: 'own', state: 'running' });
    expect(nextStep(desk.ret)).toMatchObject({ who: 'buyer', by: '2026-11-09T09:00:00.000Z' });
    desk.wait(5);
    expect(desk.give({ verb: 'breach', kind: 'buyer_answer' }, worker)).toEqual(['escalated']);
    expect(desk.events.at(-1)).toMatchObject({ step: 'nudge', to: 'buyer' });
    desk.wait(2);
    expect(desk.give({ verb: 'breach', kind: 'buyer_answer' }, worker)).toEqual(['clock_breached', 'escalated', 'put_in_review']);
    expect([statusOf(desk.ret), tabOf(desk.ret)]).toEqual(['in_review', 'answer']);
    // The answer is still welcome, and a second question has a time of its own.
    expect(desk.give({ verb: 'information', photos: 1 }, buyer)).toEqual(['information_received']);
    desk.give({ verb: 'information-request', asks: 'And the back?' }, ines);
    expect(clockOf(desk.ret, 'buyer_answer')).toMatchObject({ dueAt: '2026-11-16T09:00:00.000Z', state: 'running' });
  });

  test('where the law counts from the agreement to refund, the approval starts the clock, and the day that was told stands', () => {
    const dueAt = '2026-11-15T23:59:59.999Z';
    const target = { kind: 'rejection_refund', after: { dueAt }, source: 'law' } as const;
    const running = (targets: readonly ClockTarget[]) => {
      const desk = stage(requestOf([{ decision: decisionOf({ ground: 'seller_fault' }) }], { targets }));
      return clockOf(desk.ret, 'rejection_refund');
    };
    expect(running([{ ...target, agreedByApproval: true }])).toMatchObject({ state: 'running', startedBy: 'refundAgreedAt', dueAt });
    expect(running([target])).toBeNull();
  });

  test('only a policy that says so lets an unanswered request lapse, and never a withdrawal', () => {
    const targets: ClockTarget[] = [
      { kind: 'buyer_answer', after: { duration: 'P7D' }, source: 'policy', ladder: [{ at: 'PT0S', do: 'act' }] },
    ];
    const asked = (ground: Decision['ground']) => {
      const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'review', ground }) }], { targets }));
      desk.give({ verb: 'information-request', asks: 'Could you show us the screen?' }, ines);
      desk.wait(7);
      return [desk.give({ verb: 'breach', kind: 'buyer_answer' }, worker), desk.ret.items[0]!.authorisation];
    };
    expect(asked('warranty')).toEqual([['clock_breached', 'expired', 'escalated'], 'expired']);
    expect(asked('withdrawal')).toEqual([['clock_breached', 'escalated', 'put_in_review'], 'in_review']);
  });

  test('the buyer’s words in the conversation are an answer too', () => {
    const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'review' }) }]));
    desk.give({ verb: 'information-request', asks: 'Could you show us the screen?' }, ines);
    expect(desk.give({ verb: 'message', messageId: 'm1', language: 'fr', direction: 'in', informative: true }, buyer)).toEqual([
      'messaged',
      'information_received',
    ]);
    expect(clockOf(desk.ret, 'buyer_answer')!.state).toBe('met');
  });

  test('after a long sleep every step is on the record, and people hear of the last alone', () => {
    const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'review' }) }]));
    desk.wait(30);
    desk.give({ verb: 'breach', kind: 'first_answer' }, worker);
    const steps = desk.events.flatMap((event) => (event.type === 'escalated' ? [[event.step, event.overtaken ?? false]] : []));
    expect(steps).toEqual([
      ['nudge', true],
      ['hand_over', true],
      ['tell_manager', false],
    ]);
    expect(desk.give({ verb: 'breach', kind: 'first_answer' }, worker)).toEqual([]);
  });

  test('a carrier that tells late of a scan in time: the breach was none, and says so', () => {
    const desk = stage(requestOf([{}], { label }));
    desk.wait(14);
    expect(desk.give({ verb: 'breach', kind: 'send_back' }, worker)).toContain('expired');
    expect(desk.ret.breached).toContain('send_back');
    desk.wait(1);
    const late = desk.give({ verb: 'tracking', events: [{ at: '2026-11-14T08:00:00.000Z', code: 'accepted' }] }, carrier);
    expect(late).toEqual(['tracked', 'clock_corrected']);
    expect(desk.ret.breached).not.toContain('send_back');
    expect(clockOf(desk.ret, 'send_back')).toMatchObject({ state: 'met', corrected: true });
    expect(desk.events.filter((event) => event.type === 'clock_breached' && event.kind === 'send_back')).toHaveLength(1);
  });

  test('a scan dated ahead of our clock happened when we heard of it: it takes back no breach that follows', () => {
    const desk = stage(requestOf([{}], { label }));
    const ahead = new Date(Date.parse(desk.now) + 12 * 3_600_000).toISOString();
    desk.give({ verb: 'tracking', events: [{ at: ahead, code: 'accepted' }] }, carrier);
    desk.wait(5);
    expect(desk.give({ verb: 'breach', kind: 'tracking_stalled' }, worker)).toEqual(['clock_breached', 'escalated']);
    expect(desk.give({ verb: 'breach', kind: 'tracking_stalled' }, worker)).toEqual(['refused: not_due']);
    expect(desk.ret.breached).toContain('tracking_stalled');
  });

  test('an answer that came late is a breach, though no sweep had seen it', () => {
    const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'review' }) }]));
    desk.wait(2);
    expect(desk.give({ verb: 'approval' }, ines)).toEqual(['approved', 'clock_breached']);
    expect(desk.ret.breached).toEqual(['first_answer']);
  });
});

describe('who may do what', () => {
  test('the buyer asks, the desk answers, the bench receives, finance approves', () => {
    const { ret } = stage(requestOf([{ decision: decisionOf({ outcome: 'review' }) }]));
    expect(possible(ret, ines).approval).toEqual({ allowed: true });
    expect(possible(ret, malik).approval).toEqual({ allowed: false, because: 'not_your_duty' });
    expect(possible(ret, buyer).approval).toEqual({ allowed: false, because: 'not_your_duty' });
    expect(possible(ret, buyer).cancellation).toEqual({ allowed: true });
    expect(possible(ret, malik).receipt).toEqual({ allowed: true });
    expect(possible(ret, ines).receipt).toEqual({ allowed: false, because: 'not_your_duty' });
  });

  test('above the limit a second person approves; two smaller refunds are no way around it', () => {
    const desk = stage(requestOf([{}, { line: laptop, decision: decisionOf({ refund: { ...withShipping, items: eur(74_900) } }) }]));
    expect(desk.give(refund)).toEqual(['resolved', 'refund_planned']);
    expect(desk.give({ verb: 'resolution', items: [{ lineId: '2', resolution: 'refund' }] })).toEqual(['resolved', 'refund_planned']);
    expect(desk.ret.refunds.map(({ state }) => state)).toEqual(['planned', 'awaiting_approval']);
    expect(tabOf(desk.ret)).toBe('money');
    const { id } = desk.ret.refunds[1]!;
    expect(desk.give({ verb: 'refund-submission', refundId: id }, worker)).toEqual(['refused: awaiting_approval']);
    expect(desk.give({ verb: 'refund-approval', refundId: id })).toEqual(['refused: own_refund']);
    expect(desk.give({ verb: 'refund-approval', refundId: id }, sofia)).toEqual(['refund_approved']);
    desk.pay();
    expect(statusOf(desk.ret)).toBe('closed');
  });

  test('a refund that failed is tried again with the same id', () => {
    const desk = stage();
    desk.give(refund);
    const { id } = desk.ret.refunds[0]!;
    desk.give({ verb: 'refund-submission', refundId: id }, worker);
    expect(desk.give({ verb: 'refund-failure', refundId: id, says: 'The order is locked' }, worker)).toEqual(['refund_failed']);
    expect([tabOf(desk.ret), nextStep(desk.ret).what]).toEqual(['money', 'retry_refund']);
    expect(desk.give({ verb: 'refund-submission', refundId: id }, worker)).toEqual(['refused: refund_failed']);
    expect(desk.give({ verb: 'refund-retry', refundId: id }, sofia)).toEqual(['refund_retried']);
    desk.pay();
    expect(desk.ret.refunds).toMatchObject([{ id, state: 'confirmed' }]);
    expect(desk.ret.refunds[0]!.failure).toBeUndefined();
  });
});

describe('how much', () => {
  test('a part is more than nothing, and no more than the unit cost with its share of the shipping', () => {
    const part = (minor: number) =>
      ({ verb: 'resolution', items: [{ lineId: '1', resolution: 'partial_refund', amount: eur(minor) }] }) as const;
    const desk = stage();
    expect(desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'partial_refund' }] })).toEqual(['refused: amount_missing']);
    expect(desk.give(part(0))).toEqual(['refused: amount_out_of_range']);
    expect(desk.give(part(37_391))).toEqual(['refused: amount_out_of_range']);
    expect(desk.give(part(37_390))).toEqual(['resolved', 'refund_planned']);
  });

  test('what other returns of the order gave back is gone', () => {
    const desk = stage(requestOf(), { alreadyRefunded: eur(30_000) });
    expect(desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'refund', amount: eur(8_000) }] })).toEqual([
      'refused: more_than_paid',
    ]);
    desk.give(refund);
    expect(desk.ret.refunds[0]!.amount).toEqual(eur(7_390));
  });

  test('keep it, with something for the trouble', () => {
    const desk = stage();
    expect(desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'keep', amount: eur(4_000) }] })).toEqual([
      'resolved',
      'refund_planned',
    ]);
    desk.pay();
    expect(desk.ret.items[0]!.settlement).toBe('kept');
    expect(statusOf(desk.ret)).toBe('closed');
  });

  test('the third time, the whole order goes back: one refund per line', () => {
    const decision = decisionOf({ refund: { items: eur(111_800), shipping: eur(490), deductions: eur(0), total: eur(112_290) } });
    const desk = stage(requestOf([{ decision }], { order: orderOf([phone, laptop]) }), { refundLimit: eur(200_000) });
    desk.give(refund);
    expect(desk.ret.refunds.map(({ amount }) => amount.minor)).toEqual([37_062, 75_228]);
    desk.pay();
    expect(statusOf(desk.ret)).toBe('closed');
  });
});

describe('questions, answers and changes of mind', () => {
  test('the buyer is asked, sends photos, and the policy decides anew', () => {
    const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'review', next: 'send_photos' }) }]));
    expect(nextStep(desk.ret)).toMatchObject({ who: 'buyer', what: 'send_photos' });
    expect(desk.give({ verb: 'information-request', asks: 'Could you show us the screen?' }, ines)).toEqual(['information_requested']);
    expect([statusOf(desk.ret), tabOf(desk.ret)]).toEqual(['waiting_for_buyer', 'waiting']);
    const decisions = [{ lineId: '1', unit: 1, decision: decisionOf() }];
    expect(desk.give({ verb: 'information', photos: 2, decisions, label }, buyer)).toEqual([
      'information_received',
      'decided',
      'approved',
      'label_issued',
    ]);
    expect(desk.ret.items[0]!.photos).toBe(2);
  });

  test('no is not the last word: a person may be kinder, with the label in the same act', () => {
    const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'reject', ground: 'none' }) }]));
    expect(statusOf(desk.ret)).toBe('rejected');
    expect(clockOf(desk.ret, 'first_answer')!.state).toBe('met');
    expect(desk.give({ verb: 'approval', because: 'A regular customer.', label }, ines)).toEqual(['approved', 'label_issued']);
    expect(desk.give({ verb: 'approval' }, ines)).toEqual(['refused: already_approved']);
  });

  test('a parcel that nobody announced is taken in all the same, but not into a cancelled return', () => {
    const refused = stage(requestOf([{ decision: decisionOf({ outcome: 'reject', ground: 'none' }) }]));
    expect(refused.receive()).toEqual(['received']);
    expect([statusOf(refused.ret), tabOf(refused.ret)]).toEqual(['received', 'inspect']);
    const cancelled = stage();
    expect(cancelled.give({ verb: 'cancellation' }, buyer)).toEqual(['cancelled']);
    expect(cancelled.receive()).toEqual(['refused: cancelled']);
  });

  test('the parcel that never came: lost, refunded without goods', () => {
    const desk = stage(requestOf([{}], { label }));
    desk.give({ verb: 'dispatch' }, buyer);
    expect(desk.give({ verb: 'lost' }, carrier)).toEqual(['parcel_lost']);
    expect([tabOf(desk.ret), nextStep(desk.ret).what]).toEqual(['resolve', 'resolve']);
    expect(desk.give(refund, channel)).toEqual(['resolved', 'refund_planned']);
  });

  test('a carrier that repeats itself, or speaks out of turn, changes nothing', () => {
    const desk = stage(requestOf([{}], { label }));
    desk.wait(3);
    const delivered = { at: '2026-11-05T08:00:00.000Z', code: 'delivered' } as const;
    expect(desk.give({ verb: 'tracking', events: [delivered] }, carrier)).toEqual(['tracked']);
    expect(desk.give({ verb: 'tracking', events: [delivered] }, carrier)).toEqual([]);
    expect(desk.give({ verb: 'tracking', events: [{ at: '2026-11-04T08:00:00.000Z', code: 'in_transit' }] }, carrier)).toEqual(['tracked']);
    expect(desk.ret.items[0]!.parcel).toBe('delivered');
    expect(desk.ret.milestones.backAt).toBe(delivered.at);
    expect(tabOf(desk.ret)).toBe('inspect');
  });

  test('two units of one line: say which, or what is meant is asked back', () => {
    const two = { ...phone, quantity: 2 };
    const desk = stage(
      requestOf([
        { line: two, unit: 1 },
        { line: two, unit: 2 },
      ]),
    );
    expect(desk.give({ verb: 'receipt', items: [{ lineId: '1' }] }, malik)).toEqual(['refused: which_unit']);
    expect(desk.give({ verb: 'receipt', items: [{ lineId: '7' }] }, malik)).toEqual(['refused: unknown_item']);
    expect(desk.give({ verb: 'receipt', items: [] }, malik)).toEqual(['refused: no_items']);
    expect(
      desk.give(
        {
          verb: 'receipt',
          items: [
            { lineId: '1', unit: 2 },
            { lineId: '1', unit: 2 },
          ],
        },
        malik,
      ),
    ).toEqual(['refused: same_item_twice']);
    expect(desk.give({ verb: 'receipt', items: [{ lineId: '1', unit: 2 }] }, malik)).toEqual(['received']);
  });
});
