/** What must hold of any clock, whatever happens and whenever somebody looks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDuration, msOf, noHolidays } from '../calendar.ts';
import type { DeadlineKind } from '../policy/decision.ts';
import { LADDER_ACTS, type LadderStep } from '../policy/document.ts';
import type { Command } from '../return/commands.ts';
import { decisionOf, ines, label, requestOf, stage, worker } from '../return/stage.test-support.ts';
import {
  type Breach,
  type ClockSource,
  clockOf,
  clockOn,
  clocksOf,
  type ClockTarget,
  type Course,
  type Escalation,
  ladderOf,
  type Pause,
  RETURN_CLOCKS,
} from './clocks.ts';
import { orderClocksOf } from './order-clocks.ts';
import { CLOCK_RULES, PAUSES } from './rules.ts';

const HOUR = 3_600_000;
const KINDS = Object.keys(CLOCK_RULES) as DeadlineKind[];
const COUNTRIES = ['FR', 'DE', 'GB', 'PT', 'GR', 'IE', 'US'];

// Around both changes of clocks, a year's end and a leap day, to the minute.
const instant = fc
  .tuple(fc.constantFrom('2026-03-27', '2026-10-23', '2026-12-29', '2028-02-27', '2026-07-04'), fc.integer({ min: 0, max: 5 * 1440 }))
  .map(([date, minutes]) => new Date(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000).toISOString());
const after = (from: string, hours: number) => new Date(msOf(from) + Math.round(hours * HOUR)).toISOString();
const source = fc.constantFrom<ClockSource>('law', 'channel', 'policy', 'own');
const length = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((n) => ({ duration: `P${n}D` })),
  fc.integer({ min: 1, max: 400 }).map((n) => ({ duration: `PT${n}H` })),
  fc.integer({ min: 1, max: 20 }).map((n) => ({ workingDays: n, country: 'FR' })),
);
const kind = fc.constantFrom(...KINDS);
const pausesAfter = (start: string) =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom(...PAUSES),
        fc.integer({ min: -100, max: 500 }),
        fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
      ),
      { maxLength: 5 },
    )
    .map((list): Pause[] =>
      list.map(([why, at, hours]) => ({ why, from: after(start, at), ...(hours !== undefined && { until: after(start, at + hours) }) })),
    );
const courseAt = instant.chain((startedAt) =>
  fc
    .record({ pauses: pausesAfter(startedAt), country: fc.constantFrom(...COUNTRIES) })
    .map((rest): Course => ({ startedBy: 'requestedAt', startedAt, awaited: true, ...rest })),
);

describe('standing still', () => {
  test('a channel’s or the law’s clock never does, and a clock of a kind without a reason to neither', () => {
    fc.assert(
      fc.property(kind, courseAt, length, source, (what, course, target, from) => {
        const promised: ClockTarget[] = [{ kind: what, after: target, source: from }];
        const clock = clockOn(what, course, promised)!;
        const unmoved = clockOn(what, { ...course, pauses: [] }, promised)!;
        if (from === 'law' || from === 'channel' || CLOCK_RULES[what].pausesWhile.length === 0) expect(clock).toEqual(unmoved);
        expect(msOf(clock.dueAt)).toBeGreaterThanOrEqual(msOf(unmoved.dueAt));
        // While it stands still nothing is ever done; else something is always still to come.
        expect(clock.nextAt === null).toBe(clock.pausedAt !== undefined);
      }),
    );
  });

  test('in plain time it is prolonged by exactly as long as it stood still before its end', () => {
    fc.assert(
      fc.property(courseAt, fc.integer({ min: 1, max: 300 }), (course, hours) => {
        const clock = clockOn('decision', course, [{ kind: 'decision', after: { duration: `PT${hours}H` }, source: 'own' }])!;
        // Somebody with a stopwatch: one hour counts where no pause covers it.
        let left = hours;
        let at = msOf(course.startedAt);
        const covered = (ms: number) =>
          course.pauses!.some(({ from, until }) => until !== undefined && msOf(from) <= ms && ms < msOf(until));
        const open = course.pauses!.filter(({ until }) => until === undefined).map(({ from }) => msOf(from));
        for (; left > 0; at += HOUR) if (!covered(at)) left -= 1;
        const stopsAt = Math.max(Math.min(...open), msOf(course.startedAt));
        if (stopsAt >= at) expect([msOf(clock.dueAt), clock.pausedAt]).toEqual([at, undefined]);
        else expect(clock.pausedAt).toBeDefined();
      }),
    );
  });
});

const steps = fc.array(
  fc.record({
    at: fc.integer({ min: -72, max: 72 }).map((h) => `${h < 0 ? '-' : ''}PT${Math.abs(h)}H`),
    do: fc.constantFrom(...LADDER_ACTS),
  }),
  { maxLength: 5 },
) as fc.Arbitrary<LadderStep[]>;
const distinct = (ladder: readonly LadderStep[]) => new Set(ladder.map((step) => `${step.at} ${step.do}`)).size === ladder.length;

describe('ladders', () => {
  test('no ladder is silent, and none takes away what the channel’s or the law’s date does by itself', () => {
    fc.assert(
      fc.property(kind, fc.option(steps, { nil: undefined }), source, (what, own, from) => {
        const ladder = ladderOf(what, { ...(own && { ladder: own }), source: from });
        expect(ladder.some((step) => step.do !== 'nudge')).toBe(true);
        if ((from === 'law' || from === 'channel') && CLOCK_RULES[what].ladder.some((step) => step.do === 'act'))
          expect(ladder.some((step) => step.do === 'act')).toBe(true);
      }),
    );
    for (const what of KINDS)
      expect(
        CLOCK_RULES[what].ladder.some((step) => step.do !== 'nudge'),
        what,
      ).toBe(true);
  });

  test('whenever somebody looks, with whatever sleeps in between: each step once, in order, the breach at its time, and in the end nothing is left', () => {
    fc.assert(
      fc.property(
        courseAt,
        steps.filter(distinct),
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 12 }),
        (course, own, sleeps) => {
          const promised: ClockTarget[] = [{ kind: 'label', after: { duration: 'P5D' }, source: 'policy', ladder: own }];
          const breaches: Breach[] = [];
          const escalations: Escalation[] = [];
          const look = () => clockOn('label', { ...course, breaches, escalations }, promised)!;
          const done: { at: string; rank: number }[] = [];
          let now = course.startedAt;
          for (const hours of [...sleeps, 10_000]) {
            now = after(now, hours);
            const clock = look();
            for (const step of clock.steps.filter((one) => !one.done && msOf(one.when) <= msOf(now))) {
              escalations.push({ kind: 'label', startedAt: clock.startedAt, at: step.at, do: step.do });
              done.push({ at: step.when, rank: LADDER_ACTS.indexOf(step.do) });
              if (step.do === 'act') expect(msOf(step.when)).toBeGreaterThanOrEqual(msOf(clock.dueAt));
            }
            if (breaches.length === 0 && msOf(clock.dueAt) <= msOf(now))
              breaches.push({ kind: 'label', startedAt: clock.startedAt, dueAt: clock.dueAt, at: now });
            // Awake, it is never late: what is next lies ahead.
            const { nextAt } = look();
            if (nextAt !== null) expect(msOf(nextAt)).toBeGreaterThan(msOf(now));
          }
          expect(done).toHaveLength(look().steps.length);
          expect(done).toEqual([...done].sort((a, b) => msOf(a.at) - msOf(b.at) || a.rank - b.rank));
          expect(look()).toMatchObject({ state: 'breached', nextAt: null });
        },
      ),
    );
  });

  test('random sweeps of a real return, restarted at will: nothing is told twice, and a silent end is impossible', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<'review' | 'approve'>('review', 'approve'),
        fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 25 }),
        (outcome, sleeps) => {
          const desk = stage(requestOf([{ decision: decisionOf({ outcome }) }]));
          for (const hours of [...sleeps, 2_000]) {
            desk.wait(hours / 24);
            for (const what of RETURN_CLOCKS) desk.give({ verb: 'breach', kind: what }, worker);
            for (const clock of clocksOf(desk.ret)) {
              if (clock.nextAt !== null) expect(msOf(clock.nextAt)).toBeGreaterThan(msOf(desk.now));
              if (clock.state === 'running' && clock.pausedAt === undefined) expect(msOf(clock.dueAt)).toBeGreaterThan(msOf(desk.now));
            }
          }
          const told = desk.events.flatMap((event) =>
            event.type === 'escalated' ? [`${event.kind} ${event.startedAt} ${event.offset} ${event.step}`] : [],
          );
          expect(new Set(told).size).toBe(told.length);
          for (const { kind: what } of desk.ret.breaches ?? [])
            expect(
              desk.events.some((event) => event.type === 'escalated' && event.kind === what && event.step !== 'nudge'),
              what,
            ).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('corrections', () => {
  test('a start that is corrected moves the end by the same rule; a breach that stands stays, one that was none runs on', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -200, max: 200 }), fc.integer({ min: 0, max: 100 }), (start, hours, late) => {
        const promised: ClockTarget[] = [{ kind: 'resolve', after: { duration: 'P5D' }, source: 'channel' }];
        const course = (startedAt: string, breaches: readonly Breach[] = []): Course => ({
          startedBy: 'backAt',
          startedAt,
          awaited: true,
          country: 'FR',
          breaches,
        });
        const first = clockOn('resolve', course(start), promised)!;
        const at = after(first.dueAt, late);
        const breach: Breach = { kind: 'resolve', startedAt: start, dueAt: first.dueAt, at };
        const corrected = after(start, hours);
        const then = clockOn('resolve', course(corrected, [breach]), promised)!;
        expect(then.dueAt).toBe(addDuration(corrected, 'P5D', 'Europe/Paris'));
        expect(then.state).toBe('breached');
        const none = clockOn('resolve', course(corrected, [{ ...breach, corrected: true }]), promised)!;
        expect(none).toMatchObject({ state: 'running', corrected: true });
      }),
    );
  });

  test('two deliveries told in any order, one of them wrong: the earlier starts the clock, and the breach is right', () => {
    const told = (order: readonly string[]) => {
      const desk = stage(requestOf([{}], { label }));
      desk.wait(12);
      for (const at of order)
        desk.give({ verb: 'tracking', events: [{ at, code: 'delivered' }] }, { kind: 'carrier', slug: 'sandbox-post' });
      return clocksOf(desk.ret).map(({ kind: what, dueAt, startedAt }) => [what, startedAt, dueAt]);
    };
    const [a, b] = ['2026-11-05T11:00:00.000Z', '2026-11-09T15:00:00.000Z'];
    expect(told([a, b])).toEqual(told([b, a]));
  });

  test('a carrier that takes its word back takes the clock with it, and a breach that followed from it is corrected', () => {
    const desk = stage(requestOf([{}], { label }));
    const carrier = { kind: 'carrier', slug: 'sandbox-post' } as const;
    desk.give({ verb: 'tracking', events: [{ at: '2026-11-02T08:00:00.000Z', code: 'delivered' }] }, carrier);
    desk.wait(6);
    expect(desk.give({ verb: 'breach', kind: 'resolve' }, worker)).toContain('clock_breached');
    expect(desk.give({ verb: 'tracking', events: [{ at: '2026-11-08T08:00:00.000Z', code: 'lost' }] }, carrier)).toContain(
      'clock_corrected',
    );
    expect(clockOf(desk.ret, 'resolve')).toBeNull();
    expect(desk.ret.breached).not.toContain('resolve');
  });
});

test('no act of ours moves a channel’s or the law’s clock that waits for us to a later time', () => {
  const targets: ClockTarget[] = (['first_answer', 'label', 'resolve', 'auto_refund', 'remedy'] as const).map((what) => ({
    kind: what,
    after: { duration: 'P5D' },
    source: 'channel',
  }));
  const act = fc.constantFrom<Command>(
    { verb: 'approval' },
    { verb: 'approval', items: [{ lineId: '1', unit: 2 }] },
    { verb: 'rejection', because: 'No.' },
    { verb: 'information-request', asks: 'Which?' },
    { verb: 'hold', because: 'A look.' },
    { verb: 'release', because: 'Looked.' },
    { verb: 'lost' },
    { verb: 'note', noteId: 'n' },
    { verb: 'breach', kind: 'resolve' },
    { verb: 'breach', kind: 'auto_refund' },
    { verb: 'breach', kind: 'first_answer' },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(act, fc.integer({ min: 0, max: 90 })), { maxLength: 20 }), fc.boolean(), (acts, sent) => {
      const two = { ...requestOf([{}]).order, lines: requestOf([{}]).order.lines.map((line) => ({ ...line, quantity: 2 })) };
      const decision = decisionOf({ outcome: 'review' });
      const desk = stage(requestOf([{ decision }, { unit: 2, decision }], { order: two, targets }));
      if (sent)
        desk.give({ verb: 'tracking', events: [{ at: '2026-11-02T08:00:00.000Z', code: 'delivered' }] }, { kind: 'carrier', slug: 'x' });
      for (const [command, hours] of acts) {
        desk.wait(hours / 24);
        const before = clocksOf(desk.ret);
        desk.give(command, command.verb === 'breach' ? worker : ines);
        for (const clock of before) {
          const now = clockOf(desk.ret, clock.kind);
          if (now?.source !== 'channel' || clock.state !== 'running') continue;
          expect(msOf(now.dueAt), `${command.verb} ${clock.kind}`).toBeLessThanOrEqual(msOf(clock.dueAt));
          expect(now.pausedAt).toBeUndefined();
        }
      }
    }),
  );
});

describe('an order on its way out (M23)', () => {
  const order = { country: 'FR', placedAt: '2026-10-24T10:00:00.000Z' };
  const told = (times: object) =>
    orderClocksOf({ ...order, ...times }, [], noHolidays).map(({ kind: what, dueAt, state }) => [what, dueAt, state]);

  test('a day to ship, five to deliver, on the buyer’s wall clock', () =>
    expect(told({})).toEqual([
      ['ship', '2026-10-25T11:00:00.000Z', 'running'],
      ['deliver', '2026-10-29T11:00:00.000Z', 'running'],
    ]));

  test('late is late; what was delivered was shipped', () => {
    expect(told({ shippedAt: '2026-10-26T08:00:00.000Z' }).map(([, , state]) => state)).toEqual(['breached', 'running']);
    expect(told({ deliveredAt: '2026-10-25T09:00:00.000Z' }).map(([, , state]) => state)).toEqual(['met', 'met']);
  });
});

describe('a dispute, once there are disputes', () => {
  const course: Course = { startedBy: 'openedAt', startedAt: '2026-11-02T09:00:00.000Z', awaited: true, renews: true, country: 'FR' };

  test('is answered in two days of our own, or sooner where the channel says so', () => {
    expect(clockOn('dispute_answer', course, [])).toMatchObject({ dueAt: '2026-11-04T09:00:00.000Z', source: 'own' });
    const channel: ClockTarget = { kind: 'dispute_answer', after: { duration: 'PT24H' }, source: 'channel' };
    expect(clockOn('dispute_answer', course, [channel])).toMatchObject({ dueAt: '2026-11-03T09:00:00.000Z', source: 'channel' });
  });

  test('stands still while the buyer is asked for evidence, but for the channel', () => {
    const asked = {
      ...course,
      pauses: [{ why: 'waiting_for_buyer', from: '2026-11-02T12:00:00.000Z', until: '2026-11-03T12:00:00.000Z' }],
    } as const;
    expect(clockOn('dispute_answer', asked, [])!.dueAt).toBe('2026-11-05T09:00:00.000Z');
    const channel: ClockTarget = { kind: 'dispute_answer', after: { duration: 'PT24H' }, source: 'channel' };
    expect(clockOn('dispute_answer', asked, [channel])!.dueAt).toBe('2026-11-03T09:00:00.000Z');
  });
});
