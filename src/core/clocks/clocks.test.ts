import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noHolidays } from '../calendar.ts';
import { evolve, replay } from '../return/evolve.ts';
import type { ReturnEvent } from '../return/events.ts';
import { camille, carrier, decisionOf, ines, label, requestOf, stage, TARGETS, worker } from '../return/stage.test-support.ts';
import { clockOf, clocksOf, type ClockTarget, mayNotWithhold } from './clocks.ts';

const review = requestOf([{ decision: decisionOf({ outcome: 'review' }) }]);
const openAt = (now: string, targets: readonly ClockTarget[]) => {
  const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'review' }) }], { targets }));
  const [first, ...rest] = desk.events;
  return replay([{ ...first, at: now } as ReturnEvent, ...rest]);
};

describe('the first answer', () => {
  test('is due in 24 hours, warns a quarter before, and an acknowledgement does not meet it', () => {
    const desk = stage(review);
    expect(clockOf(desk.ret, 'first_answer')).toEqual({
      kind: 'first_answer',
      startedBy: 'requestedAt',
      startedAt: '2026-11-02T09:00:00.000Z',
      source: 'channel',
      zone: 'Europe/Paris',
      dueAt: '2026-11-03T09:00:00.000Z',
      warnAt: '2026-11-03T03:00:00.000Z',
      state: 'running',
      onBreach: 'tell_the_team',
      steps: [
        { at: '-PT6H', do: 'nudge', when: '2026-11-03T03:00:00.000Z', done: false },
        { at: 'PT0S', do: 'hand_over', when: '2026-11-03T09:00:00.000Z', done: false },
        { at: 'PT12H', do: 'tell_manager', when: '2026-11-03T21:00:00.000Z', done: false },
      ],
      nextAt: '2026-11-03T03:00:00.000Z',
    });
    desk.give({ verb: 'message', messageId: 'm1', language: 'fr', direction: 'out', informative: false }, worker);
    expect(clockOf(desk.ret, 'first_answer')!.state).toBe('running');
    desk.give({ verb: 'message', messageId: 'm2', language: 'fr', direction: 'in', informative: true }, { kind: 'buyer' });
    expect(clockOf(desk.ret, 'first_answer')!.state).toBe('running');
    desk.wait(0.5);
    desk.give({ verb: 'message', messageId: 'm3', language: 'fr', direction: 'out', informative: true }, ines);
    expect(clockOf(desk.ret, 'first_answer')).toMatchObject({ state: 'met', metAt: '2026-11-02T21:00:00.000Z' });
  });

  test('told at once, yes or no, it is met at once', () => {
    expect(clockOf(stage().ret, 'first_answer')!.state).toBe('met');
    expect(clockOf(stage(requestOf([{ decision: decisionOf({ outcome: 'reject' }) }])).ret, 'first_answer')!.state).toBe('met');
  });

  test('nobody waits for it in a cancelled return', () => {
    const desk = stage(review);
    desk.give({ verb: 'cancellation' });
    expect(clockOf(desk.ret, 'first_answer')!.state).toBe('stopped');
  });
});

test('a refusal in time was the decision, also where it is taken back weeks later', () => {
  const desk = stage(review);
  desk.wait(1);
  desk.give({ verb: 'rejection', because: 'Out of time.' }, camille);
  const met = clockOf(desk.ret, 'decision');
  expect(met).toMatchObject({ state: 'met', metAt: '2026-11-03T09:00:00.000Z' });
  desk.wait(20);
  desk.give({ verb: 'approval' }, camille);
  expect(clockOf(desk.ret, 'decision')).toEqual(met);
});

describe('once the item is back', () => {
  test('the carrier’s delivery starts five and ten days, not the scan at the bench', () => {
    const desk = stage(requestOf([{}], { label }));
    desk.wait(3);
    desk.give({ verb: 'tracking', events: [{ at: '2026-11-04T14:00:00.000Z', code: 'delivered' }] }, carrier);
    desk.wait(1);
    desk.receive();
    expect(clockOf(desk.ret, 'resolve')).toMatchObject({
      startedAt: '2026-11-04T14:00:00.000Z',
      dueAt: '2026-11-09T14:00:00.000Z',
      state: 'running',
    });
    expect(clockOf(desk.ret, 'auto_refund')).toMatchObject({ dueAt: '2026-11-14T14:00:00.000Z', onBreach: 'refund_in_full' });
    desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'replacement' }] });
    expect(clocksOf(desk.ret).filter(({ state }) => state === 'running')).toEqual([]);
  });

  test('a hold pauses no clock of the channel; our own time for a decision stands still', () => {
    const thinking = stage(review);
    thinking.wait(1);
    thinking.give({ verb: 'hold', because: 'A look from the manager.' });
    expect(clockOf(thinking.ret, 'decision')).toMatchObject({ pausedAt: '2026-11-03T09:00:00.000Z', nextAt: null });
    thinking.wait(2);
    thinking.give({ verb: 'release', because: 'All is well.' });
    expect(clockOf(thinking.ret, 'decision')).toMatchObject({ dueAt: '2026-11-07T09:00:00.000Z', state: 'running' });
    expect(clockOf(thinking.ret, 'first_answer')!.dueAt).toBe('2026-11-03T09:00:00.000Z');
  });

  test('a buyer who answers while we look into it answers in time, also when the date on the paper has passed', () => {
    const desk = stage(review);
    desk.give({ verb: 'information-request', asks: 'A photo, please.' }, ines);
    desk.wait(5);
    desk.give({ verb: 'hold', because: 'A look from the manager.' });
    desk.wait(5);
    expect(desk.give({ verb: 'information', photos: 1 }, { kind: 'buyer' })).toEqual(['information_received']);
    expect(clockOf(desk.ret, 'buyer_answer')).toMatchObject({ state: 'met', metAt: '2026-11-12T09:00:00.000Z' });
    expect(desk.ret.breached).not.toContain('buyer_answer');
  });

  test('a hold pauses nothing once the item is back', () => {
    const desk = stage();
    desk.receive();
    const before = clocksOf(desk.ret);
    desk.give({ verb: 'hold', because: 'A look from the manager.' });
    expect(clocksOf(desk.ret)).toEqual(before);
  });

  test('met too late it stays breached', () => {
    const desk = stage();
    desk.receive();
    desk.wait(6);
    expect(desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'repair' }] })).toEqual(['resolved', 'clock_breached']);
    expect(clockOf(desk.ret, 'resolve')!.state).toBe('breached');
    expect(clockOf(desk.ret, 'auto_refund')!.state).toBe('met');
  });
});

describe('the parcel', () => {
  test('that stopped moving is looked for after five days, and every scan starts them anew', () => {
    const desk = stage(requestOf([{}], { label }));
    desk.wait(2);
    desk.give({ verb: 'tracking', events: [{ at: '2026-11-03T08:00:00.000Z', code: 'accepted' }] }, carrier);
    expect(clockOf(desk.ret, 'tracking_stalled')).toMatchObject({ dueAt: '2026-11-08T08:00:00.000Z', source: 'own', state: 'running' });
    desk.give({ verb: 'tracking', events: [{ at: '2026-11-04T08:00:00.000Z', code: 'in_transit' }] }, carrier);
    expect(clockOf(desk.ret, 'tracking_stalled')!.dueAt).toBe('2026-11-09T08:00:00.000Z');
    expect(mayNotWithhold(desk.ret)).toBe(true);
  });

  test('the label comes with its own clock where the seller pays, and gives the buyer the full time to send', () => {
    const desk = stage();
    expect(clockOf(desk.ret, 'label')).toMatchObject({ state: 'running', dueAt: '2026-11-03T09:00:00.000Z' });
    desk.wait(0.5);
    desk.give({ verb: 'label', ...label });
    expect(clockOf(desk.ret, 'label')!.state).toBe('met');
    expect(clockOf(desk.ret, 'send_back')!.dueAt).toBe('2026-11-16T21:00:00.000Z');
    const own = stage(requestOf([{ decision: decisionOf({ returnShipping: { paidBy: 'buyer', label: 'own' } }) }]));
    expect(clockOf(own.ret, 'label')).toBeNull();
  });
});

describe('promises', () => {
  test('of two about the same thing the earlier counts; where none was given, the decision’s own date does', () => {
    const two = stage(requestOf([{}], { targets: [...TARGETS, { kind: 'resolve', after: { duration: 'P3D' }, source: 'policy' }] }));
    two.receive();
    expect(clockOf(two.ret, 'resolve')).toMatchObject({ dueAt: '2026-11-05T09:00:00.000Z', source: 'policy' });
    const decision = decisionOf({
      outcome: 'review',
      deadlines: [{ kind: 'first_answer', dueAt: '2026-11-02T15:00:00.000Z', source: 'own' }],
    });
    expect(clockOf(stage(requestOf([{ decision }], { targets: [] })).ret, 'first_answer')).toMatchObject({
      dueAt: '2026-11-02T15:00:00.000Z',
      source: 'own',
    });
  });

  test('days are days of the wall clock over a change of clocks, 24 hours are 24 hours, and 29 February is a day', () => {
    const days: ClockTarget[] = [{ kind: 'first_answer', after: { duration: 'P1D' }, source: 'own' }];
    const hours: ClockTarget[] = [{ kind: 'first_answer', after: { duration: 'PT24H' }, source: 'own' }];
    const spring = '2026-03-28T12:00:00.000Z';
    expect(clockOf(openAt(spring, days), 'first_answer')!.dueAt).toBe('2026-03-29T11:00:00.000Z');
    expect(clockOf(openAt(spring, hours), 'first_answer')!.dueAt).toBe('2026-03-29T12:00:00.000Z');
    expect(clockOf(openAt('2026-10-24T12:00:00.000Z', days), 'first_answer')!.dueAt).toBe('2026-10-25T13:00:00.000Z');
    expect(clockOf(openAt('2028-02-28T12:00:00.000Z', days), 'first_answer')!.dueAt).toBe('2028-02-29T12:00:00.000Z');
  });

  test('working days leave out weekends and the country’s holidays', () => {
    const working: ClockTarget[] = [{ kind: 'first_answer', after: { workingDays: 1, country: 'FR' }, source: 'channel' }];
    const friday = openAt('2026-11-06T10:00:00.000Z', working);
    const monday = clockOf(friday, 'first_answer')!.dueAt;
    expect(monday.slice(0, 10)).toBe('2026-11-09');
    const bridge = (country: string) => ({ ...noHolidays(country), isHoliday: (date: string) => date === '2026-11-09' });
    expect(clockOf(friday, 'first_answer', bridge)!.dueAt.slice(0, 10)).toBe('2026-11-10');
  });
});

test('whatever the order in which a carrier’s scans arrive, the clocks come out the same', () => {
  const scans = [
    { at: '2026-11-03T08:00:00.000Z', code: 'accepted' },
    { at: '2026-11-04T08:00:00.000Z', code: 'in_transit' },
    { at: '2026-11-05T08:00:00.000Z', code: 'out_for_delivery' },
    { at: '2026-11-05T11:00:00.000Z', code: 'delivered' },
  ] as const;
  const clocksAfter = (order: readonly (typeof scans)[number][]) => {
    const desk = stage(requestOf([{}], { label }));
    desk.wait(5);
    for (const scan of order) desk.give({ verb: 'tracking', events: [scan] }, carrier);
    return clocksOf(desk.ret).map(({ kind, dueAt, state }) => ({ kind, dueAt, state }));
  };
  fc.assert(
    fc.property(fc.shuffledSubarray([...scans], { minLength: scans.length }), (order) => {
      expect(clocksAfter(order)).toEqual(clocksAfter(scans));
    }),
  );
});

test('any instant, any number of days: due after the start, warned in between', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2024-01-01'), max: new Date('2032-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 400 }),
      (at, days) => {
        const ret = openAt(at.toISOString(), [{ kind: 'first_answer', after: { duration: `P${days}D` }, source: 'own' }]);
        const clock = clockOf(ret, 'first_answer')!;
        const exact = at.getTime() + days * 86_400_000;
        expect(Math.abs(Date.parse(clock.dueAt) - exact)).toBeLessThanOrEqual(3_600_000);
        expect(Date.parse(clock.warnAt)).toBeGreaterThan(at.getTime());
        expect(Date.parse(clock.warnAt)).toBeLessThan(Date.parse(clock.dueAt));
      },
    ),
  );
});

test('a breach is on the record for good', () => {
  const desk = stage();
  desk.wait(2);
  desk.give({ verb: 'breach', kind: 'label' }, worker);
  desk.give({ verb: 'label', ...label }, camille);
  expect(clockOf(desk.ret, 'label')).toMatchObject({ state: 'breached', metAt: desk.now });
  expect(desk.events.reduce<Parameters<typeof evolve>[0]>(evolve, null)!.breached).toEqual(['label']);
});
