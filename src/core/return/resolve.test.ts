/** What a person may decide about an item, and what may be taken back (M30). */
import { describe, expect, test } from 'vitest';
import { clockOf, clocksOf } from '../clocks/clocks.ts';
import { deductionOf, optionsFor } from './options.ts';
import { nextStep } from './next.ts';
import { possible } from './possible.ts';
import { buyer, camille, decisionOf, eur, ines, laptop, malik, requestOf, stage, withShipping, worker } from './stage.test-support.ts';
import { statusOf, tabOf } from './status.ts';
import { undoWindow } from './undo.ts';

const GRACE = { graceSeconds: 10 };
const one = { lineId: '1' };
const withdrawal = requestOf([
  { reason: 'changed_mind', decision: decisionOf({ ground: 'withdrawal', refund: withShipping, resolutions: ['refund'] }) },
]);
function inspected(verdict: 'fault_confirmed' | 'customer_damage' | 'as_described' | 'other_device', input = requestOf()) {
  const desk = stage(input, GRACE);
  desk.receive();
  desk.give({ verb: 'inspection', items: [{ ...one, verdict }] }, malik);
  return desk;
}

describe('taking back', () => {
  test('a person has ten seconds, a program none', () => {
    const desk = inspected('fault_confirmed');
    desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'repair' }] }, ines);
    expect(undoWindow(desk.ret, desk.now)).toEqual({ until: '2026-11-02T09:00:10.000Z' });
    expect(undoWindow(desk.ret, '2026-11-02T09:00:10.000Z')).toBeNull();
    const key = { kind: 'api', id: 'k', name: 'key', roles: ['manager'] } as const;
    const machine = inspected('fault_confirmed');
    machine.give({ verb: 'resolution', items: [{ ...one, resolution: 'repair' }] }, key);
    expect(undoWindow(machine.ret, machine.now)).toBeNull();
    expect(machine.give({ verb: 'resolution-undo' })).toEqual(['refused: undo_over']);
  });

  test('the clock that the resolution met runs on as if nothing had happened', () => {
    const desk = inspected('fault_confirmed');
    const before = desk.ret.milestones;
    desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'refund' }] }, ines);
    expect(desk.ret.milestones.resolvedAt).toBeDefined();
    expect(desk.give({ verb: 'resolution-undo' }, ines)).toEqual(['resolution_undone']);
    expect(desk.ret.milestones).toEqual(before);
    expect(desk.ret.refunds).toEqual([]);
  });

  test('a repair that was sent is not taken back', () => {
    const desk = inspected('fault_confirmed');
    desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'repair' }] }, ines);
    desk.give({ verb: 'completion' });
    expect(desk.give({ verb: 'resolution-undo' }, ines)).toEqual(['refused: nothing_to_undo']);
  });
});

describe('the parcel to the buyer', () => {
  const sentBack = () => {
    const desk = inspected('customer_damage');
    desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'send_back', parcel: { paidBy: 'buyer' } }] }, ines);
    return desk;
  };

  test('gets its number after the case was closed, and a mistyped one again; once it is told nothing is taken back', () => {
    const desk = sentBack();
    expect(desk.ret.milestones.closedAt).toBeDefined();
    expect(desk.give({ verb: 'outbound-parcel', trackingNumber: ' ' }, malik)).toEqual(['refused: number_missing']);
    expect(desk.give({ verb: 'outbound-parcel', carrier: 'sandbox-post', trackingNumber: ' 8R1 ' }, malik)).toEqual(['sent_out']);
    expect(desk.ret.items[0]!.sentOut).toEqual({ paidBy: 'buyer', carrier: 'sandbox-post', trackingNumber: '8R1' });
    expect(desk.give({ verb: 'outbound-parcel', trackingNumber: '8R1' }, malik)).toEqual([]);
    expect(desk.give({ verb: 'outbound-parcel', trackingNumber: '8R2' }, malik)).toEqual(['sent_out']);
    expect(desk.ret.items[0]!.sentOut).toEqual({ paidBy: 'buyer', carrier: 'sandbox-post', trackingNumber: '8R2' });
    expect(desk.give({ verb: 'resolution-undo' }, ines)).toEqual(['refused: nothing_to_undo']);
  });

  test('goes out where something goes out, and by those who pack', () => {
    expect(inspected('fault_confirmed').give({ verb: 'outbound-parcel', trackingNumber: '8R1' })).toEqual(['refused: nothing_goes_out']);
    expect(sentBack().give({ verb: 'outbound-parcel', trackingNumber: '8R1' }, buyer)).toEqual(['refused: not_your_duty']);
    const denied = inspected('customer_damage');
    denied.give({ verb: 'resolution', items: [{ ...one, resolution: 'deny' }] });
    expect(denied.give({ verb: 'outbound-parcel', trackingNumber: '8R1' })).toEqual(['sent_out']);
    const repaired = inspected('fault_confirmed');
    repaired.give({ verb: 'resolution', items: [{ ...one, resolution: 'repair' }] });
    expect(repaired.give({ verb: 'outbound-parcel', trackingNumber: '8R1' })).toEqual(['refused: nothing_goes_out']);
    repaired.give({ verb: 'completion' });
    expect(repaired.give({ verb: 'outbound-parcel', trackingNumber: '8R1' })).toEqual(['sent_out']);
  });
});

describe('against the buyer', () => {
  const refused = (verdict: Parameters<typeof inspected>[0], said: object, input = withdrawal) =>
    inspected(verdict, input).give({ verb: 'resolution', items: [{ ...one, ...said } as never] });

  test('after a withdrawal less is given only for damage, with a reason, to a buyer who was told', () => {
    const part = { resolution: 'partial_refund', amount: eur(30_000) };
    const whole = { because: 'The frame is bent.', informed: true };
    expect(refused('customer_damage', part)).toEqual(['refused: below_the_law']);
    expect(refused('customer_damage', { ...part, because: 'The frame is bent.' })).toEqual(['refused: below_the_law']);
    expect(refused('customer_damage', { ...part, informed: true })).toEqual(['refused: below_the_law']);
    expect(refused('as_described', { ...part, ...whole })).toEqual(['refused: below_the_law']);
    expect(refused('customer_damage', { ...part, ...whole })).toEqual(['resolved', 'refund_planned']);
    expect(refused('as_described', { ...part, amount: eur(37_390) })).toEqual(['resolved', 'refund_planned']);
  });

  test('a refusal needs a finding, and never meets a withdrawal whose goods are ours', () => {
    const desk = stage(requestOf(), GRACE);
    desk.receive();
    expect(desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'deny' }] })).toEqual(['refused: finding_missing']);
    expect(refused('as_described', { resolution: 'deny' })).toEqual(['refused: below_the_law']);
    expect(refused('fault_confirmed', { resolution: 'deny' }, requestOf())).toEqual(['refused: because_missing']);
    expect(refused('customer_damage', { resolution: 'deny' }, requestOf())).toEqual(['resolved', 'closed']);
  });
});

describe('a remedy that fails', () => {
  test('gives the case back, is not tried again, and leaves the day of its return as it is', () => {
    const desk = inspected('fault_confirmed');
    const due = () => desk.ret.milestones.backAt;
    const before = due();
    desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'repair' }] });
    expect(desk.give({ verb: 'remedy-failure', because: ' ' })).toEqual(['refused: because_missing']);
    expect(desk.give({ verb: 'remedy-failure', because: 'The board is broken.' })).toEqual(['remedy_failed']);
    expect(due()).toBe(before);
    expect(desk.ret.milestones.resolvedAt).toBeUndefined();
    expect(desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'repair' }] })).toEqual(['refused: already_tried']);
    expect(optionsFor(desk.ret.items[0]!, {}).recommended).toEqual({ resolution: 'replacement', because: 'next_after_failure' });
    expect(desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'refund' }] }, camille)).toContain('refund_planned');
  });

  test('begins the five and the ten days anew: what was resolved in time is not late because of it', () => {
    const desk = inspected('fault_confirmed');
    desk.wait(1);
    desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'repair' }] });
    desk.wait(20);
    const failedAt = desk.now;
    expect(desk.give({ verb: 'remedy-failure', because: 'The board is broken.' })).toEqual(['remedy_failed']);
    expect(clockOf(desk.ret, 'resolve')).toMatchObject({ startedBy: 'remedyFailedAt', startedAt: failedAt, state: 'running' });
    expect(clockOf(desk.ret, 'auto_refund')).toMatchObject({ startedAt: failedAt, dueAt: '2026-12-03T09:00:00.000Z', state: 'running' });
    desk.wait(10);
    expect(desk.give({ verb: 'breach', kind: 'auto_refund' }, worker)).toContain('refund_planned');
    expect(desk.ret.breaches!.map(({ kind, startedAt }) => [kind, startedAt])).toEqual([
      ['auto_refund', failedAt],
      ['resolve', failedAt],
    ]);
  });

  test('begins nothing anew while another item still waits', () => {
    const desk = stage(requestOf([{}, { line: laptop }]), GRACE);
    desk.receive();
    desk.receive(null, '2');
    desk.give({ verb: 'inspection', items: [{ ...one, verdict: 'fault_confirmed' }] }, malik);
    desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'repair' }] });
    const before = clockOf(desk.ret, 'auto_refund');
    desk.wait(3);
    desk.give({ verb: 'remedy-failure', because: 'The board is broken.' });
    expect(clockOf(desk.ret, 'auto_refund')?.startedAt).toBe(before!.startedAt);
  });
});

describe('a dispute', () => {
  test('holds until its own end, also where something else held before', () => {
    const desk = stage();
    desk.give({ verb: 'hold', because: 'A look.' });
    const dispute = { verb: 'hold', why: 'dispute', because: 'D-1' } as const;
    expect(desk.give(dispute)).toEqual(['refused: already_on_hold']);
    expect(desk.give({ verb: 'hold', because: 'The machine looks too.' }, worker)).toEqual(['refused: already_on_hold']);
    expect(desk.give(dispute, worker)).toEqual(['held']);
    expect(desk.give(dispute, worker)).toEqual(['refused: already_on_hold']);
    expect(desk.ret.hold).toMatchObject({ why: 'dispute', because: 'D-1' });
    expect(possible(desk.ret, camille).release).toEqual({ allowed: false, because: 'disputed' });
    expect(desk.give({ verb: 'release', because: 'We paid.' })).toEqual(['refused: disputed']);
    expect(desk.give({ verb: 'release', because: 'D-1' }, worker)).toEqual(['released']);
    expect(desk.ret.pauses).toHaveLength(1);
  });

  test('on a return that had ended, wakes no clock: neither its words nor its money are late', () => {
    const desk = stage(withdrawal);
    desk.give({ verb: 'cancellation' }, buyer);
    desk.wait(40);
    desk.give({ verb: 'award', dispute: 'D-1', items: [one] }, worker);
    expect(clocksOf(desk.ret).filter(({ state }) => state === 'running' || state === 'breached')).toEqual([]);
    desk.pay();
    expect(desk.ret.items[0]!.settlement).toBe('refunded');
    expect(desk.ret.breaches ?? []).toEqual([]);
  });

  test('what it gave above the limit waits for a second person in the money tab, also after the end', () => {
    const desk = stage(requestOf(), { refundLimit: eur(10_000) });
    desk.receive();
    desk.give({ verb: 'inspection', items: [{ ...one, verdict: 'customer_damage' }] }, malik);
    desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'deny' }] });
    expect([statusOf(desk.ret), tabOf(desk.ret)]).toEqual(['closed', 'done']);
    desk.give({ verb: 'award', dispute: 'D-1', items: [one] }, worker);
    expect(tabOf(desk.ret)).toBe('money');
    expect(nextStep(desk.ret)).toMatchObject({ who: 'seller', what: 'approve_refund' });
    desk.give({ verb: 'refund-approval', refundId: desk.ret.refunds[0]!.id }, camille);
    expect(tabOf(desk.ret)).toBe('done');
    expect(nextStep(desk.ret)).toMatchObject({ what: 'send_refund' });
    desk.pay();
    expect(nextStep(desk.ret).what).toBe('none');
  });

  test('its words after a cancellation are no first answer', () => {
    const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'review' }) }]));
    desk.give({ verb: 'cancellation' }, buyer);
    desk.wait(9);
    desk.give({ verb: 'message', messageId: 'm', language: 'fr', direction: 'out', informative: true }, worker);
    expect(desk.ret.milestones.firstAnswerAt).toBeUndefined();
    expect(clockOf(desk.ret, 'first_answer')).toMatchObject({ state: 'stopped' });
    expect(desk.ret.breaches ?? []).toEqual([]);
  });

  test('what the bank took is given as far as anything is left, and not a cent more than it took', () => {
    const taken = (desk: ReturnType<typeof stage>, minor: number) =>
      desk.give({ verb: 'award', dispute: 'D-1', items: [one], taken: { reference: 'CB-1', amount: eur(minor) } }, worker);
    const paid = (desk: ReturnType<typeof stage>) => desk.ret.refunds.map(({ amount }) => amount.minor);
    const part = stage();
    taken(part, 10_001);
    expect(paid(part)).toEqual([10_001]);
    const more = stage();
    taken(more, 99_900);
    expect(paid(more)).toEqual([37_390]);
    const again = stage();
    again.give({ verb: 'resolution', items: [{ ...one, resolution: 'partial_refund', amount: eur(37_000) }] });
    taken(again, 36_900);
    expect(paid(again)).toEqual([37_000, 390]);
    const spent = stage();
    spent.give({ verb: 'award', dispute: 'D-0', items: [{ ...one, amount: eur(37_390) }] }, worker);
    expect(taken(spent, 36_900)).toEqual([]);
  });
});

describe('the choices side by side', () => {
  const item = (verdict: Parameters<typeof inspected>[0] = 'fault_confirmed', input = requestOf()) =>
    inspected(verdict, input).ret.items[0]!;

  test('the first that is offered and can be given is recommended, with its reason', () => {
    expect(optionsFor(item(), {}).recommended).toEqual({ resolution: 'repair', because: 'first_offered' });
    expect(optionsFor({ ...item(), wants: 'replacement' }, {}).recommended).toEqual({ resolution: 'replacement', because: 'buyers_wish' });
    const none = [{ grade: 'good' as const, count: 0 }];
    expect(optionsFor({ ...item(), wants: 'replacement' }, { stock: none }).recommended).toEqual({
      resolution: 'repair',
      because: 'first_offered',
    });
    expect(optionsFor(item('other_device'), {}).recommended).toEqual({ resolution: 'send_back', because: 'not_ours' });
    expect(optionsFor(item('customer_damage'), {}).recommended).toEqual({ resolution: 'send_back', because: 'not_due' });
    expect(optionsFor(item('customer_damage', withdrawal), {}).recommended).toEqual({ resolution: 'refund', because: 'first_offered' });
  });

  test('what can’t be given says why, and figures stand only where somebody measured them', () => {
    const { options } = optionsFor(stage().ret.items[0]!, {});
    expect(options.find(({ resolution }) => resolution === 'repair')).toMatchObject({ refused: 'needs_goods' });
    expect(options.find(({ resolution }) => resolution === 'deny')).toMatchObject({ refused: 'finding_missing' });
    expect(options.find(({ resolution }) => resolution === 'repair')).not.toHaveProperty('cost');
    const measured = optionsFor(item(), { repairs: { count: 3, cost: eur(4_200), days: 2 } }).options;
    expect(measured.find(({ resolution }) => resolution === 'repair')).toMatchObject({ cost: eur(4_200), days: 2, measured: 3 });
  });

  test('what is kept is told with what it is kept of', () => {
    const less = decisionOf({ refund: { ...withShipping, deductions: eur(2_000), total: eur(35_390) } });
    const { ret } = stage(requestOf([{ decision: less }]));
    expect(deductionOf(ret.items[0]!, ret.order)).toEqual({ full: '373.90', kept: '20.00' });
  });
});

test('the bench begins, and says so once', () => {
  const desk = stage();
  desk.receive();
  expect(desk.give({ verb: 'inspection-start' }, malik)).toEqual(['inspection_begun']);
  expect(desk.give({ verb: 'inspection-start' }, malik)).toEqual([]);
  expect(desk.give({ verb: 'inspection', items: [{ ...one, verdict: 'fault_confirmed' }] }, malik)).toEqual(['inspected']);
  expect(desk.give({ verb: 'inspection-start' }, malik)).toEqual(['refused: inspected']);
});

test('goods that come after the end are booked in, and the end stays', () => {
  const desk = stage(requestOf(), GRACE);
  desk.give({ verb: 'resolution', items: [{ ...one, resolution: 'refund' }] });
  desk.pay();
  const { closedAt } = desk.ret.milestones;
  expect(closedAt).toBeDefined();
  desk.wait(3);
  expect(desk.receive()).toEqual(['received']);
  expect(desk.give({ verb: 'inspection', items: [{ ...one, verdict: 'other_device' }] }, malik)).toEqual(['inspected']);
  expect(desk.ret.milestones.closedAt).toBe(closedAt);
  expect(desk.ret.hold).toBeUndefined();
});
