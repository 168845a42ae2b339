/** What a person may decide about an item, and what may be taken back (M30). */
import { describe, expect, test } from 'vitest';
import { deductionOf, optionsFor } from './options.ts';
import { camille, decisionOf, eur, ines, malik, requestOf, stage, withShipping } from './stage.test-support.ts';
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
  test('gives the case back, is not tried again, and leaves the ten days as they are', () => {
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
