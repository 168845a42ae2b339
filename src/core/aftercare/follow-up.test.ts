import { FOLLOW_UP_OUTCOMES } from './answer.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../access.ts';
import { addDuration, noHolidays } from '../calendar.ts';
import {
  decideFollowUp,
  evolveFollowUp,
  type FollowUp,
  followUpClock,
  type FollowUpCommand,
  type FollowUpEvent,
  nextFollowUpTick,
  openFollowUp,
} from './follow-up.ts';
import { usualHours } from './survey.ts';

const BUYER: Actor = { kind: 'buyer' };
const CLOCK: Actor = { kind: 'system', name: 'clock' };
const INES: Actor = { kind: 'staff', id: 'ines', name: 'Inès Marchand', roles: ['customer_service'] };
const MALIK: Actor = { kind: 'staff', id: 'malik', name: 'Malik', roles: ['warehouse'] };
/** A Friday, ten in the morning in Paris. */
const FRIDAY = '2026-11-20T09:00:00.000Z';

const unhappy = (now = FRIDAY) =>
  openFollowUp(
    {
      id: 'f1',
      code: 'F-4K7D-9QXM',
      returnId: 'r1',
      orderId: 'o1',
      country: 'FR',
      score: 1,
      hours: 24,
      of: usualHours('Europe/Paris', 'FR'),
      owner: { id: 'ines', name: 'Inès Marchand' },
    },
    { now, by: BUYER },
  );

function say(followUp: FollowUp, command: FollowUpCommand, now: string, by: Actor = INES): { after: FollowUp; told: string[] } {
  const answer = decideFollowUp(followUp, command, { now, by, holidays: noHolidays });
  return answer.ok
    ? { after: answer.followUp, told: answer.events.map(({ type }) => type) }
    : { after: followUp, told: [`refused: ${answer.refusal}`] };
}

describe('an unhappy answer', () => {
  test('is owed an answer within 24 working hours: over the weekend nobody works', () => {
    const { followUp } = unhappy();
    // Eight hours on Friday, nine on Monday, seven on Tuesday: until four in the afternoon.
    expect(followUpClock(followUp, noHolidays)).toMatchObject({ state: 'running', dueAt: '2026-11-24T15:00:00.000Z', source: 'own' });
  });

  test('is answered by words or a call, settled with what came of it, and asked about once', () => {
    let { followUp } = unhappy();
    expect(say(followUp, { verb: 'settlement', outcome: 'explained' }, FRIDAY).told).toEqual(['refused: not_now']);
    expect(say(followUp, { verb: 'call', wordsId: 'w1' }, FRIDAY, MALIK).told).toEqual(['refused: not_your_duty']);
    followUp = say(followUp, { verb: 'call', wordsId: 'w1' }, addDuration(FRIDAY, 'PT2H')).after;
    expect([followUp.state, followUpClock(followUp).state]).toEqual(['answered', 'met']);
    followUp = say(followUp, { verb: 'settlement', outcome: 'gesture' }, addDuration(FRIDAY, 'PT3H')).after;
    expect(followUp.settled).toMatchObject({ outcome: 'gesture' });
    expect(say(followUp, { verb: 'second-answer', score: 5, unhappy: false }, FRIDAY, BUYER).told).toEqual(['refused: not_asked_again']);
    followUp = say(followUp, { verb: 'question' }, addDuration(FRIDAY, 'P1D')).after;
    expect(say(followUp, { verb: 'question' }, addDuration(FRIDAY, 'P2D')).told).toEqual(['refused: asked_already']);
    followUp = say(followUp, { verb: 'second-answer', score: 5, unhappy: false }, addDuration(FRIDAY, 'P2D'), BUYER).after;
    expect([followUp.state, followUp.again?.score]).toEqual(['settled', 5]);
  });

  test('that still is not well opens it again, with all its hours', () => {
    let { followUp } = unhappy();
    followUp = say(followUp, { verb: 'message', messageId: 'm1' }, addDuration(FRIDAY, 'PT1H')).after;
    followUp = say(followUp, { verb: 'settlement', outcome: 'explained' }, addDuration(FRIDAY, 'PT2H')).after;
    followUp = say(followUp, { verb: 'question' }, addDuration(FRIDAY, 'PT3H')).after;
    followUp = say(followUp, { verb: 'second-answer', score: 1, unhappy: true }, '2026-12-04T09:00:00.000Z', BUYER).after;
    expect(followUp.state).toBe('open');
    expect(followUp.settled).toBeUndefined();
    expect(followUpClock(followUp, noHolidays)).toMatchObject({ state: 'running', startedAt: '2026-12-04T09:00:00.000Z' });
  });

  test('whose answer was taken back before it left is owed one still, since the first moment', () => {
    let { followUp } = unhappy();
    const { dueAt } = followUpClock(followUp, noHolidays);
    followUp = say(followUp, { verb: 'message', messageId: 'm1' }, addDuration(FRIDAY, 'PT1H')).after;
    expect(say(followUp, { verb: 'message-undo', messageId: 'm2' }, FRIDAY).told).toEqual(['refused: not_that_message']);
    followUp = say(followUp, { verb: 'message-undo', messageId: 'm1' }, addDuration(FRIDAY, 'PT1H5M')).after;
    expect(followUp.state).toBe('open');
    expect(followUpClock(followUp, noHolidays)).toMatchObject({ state: 'running', dueAt });
  });

  test('answered too late is a breach on the record, though nobody had swept', () => {
    const { followUp } = unhappy();
    const { after, told } = say(followUp, { verb: 'call', wordsId: 'w' }, '2026-11-25T09:00:00.000Z');
    expect(told).toEqual(['answered', 'clock_breached']);
    expect(after.breaches).toHaveLength(1);
  });

  test('climbs its ladder: a nudge before, the breach, the managers a day after', () => {
    let { followUp } = unhappy();
    const told: string[] = [];
    for (let at = nextFollowUpTick(followUp, noHolidays); at !== null; at = nextFollowUpTick(followUp, noHolidays)) {
      const step = say(followUp, { verb: 'tick' }, at, CLOCK);
      told.push(...step.told);
      followUp = step.after;
    }
    expect(told).toEqual(['escalated', 'clock_breached', 'escalated', 'escalated']);
  });
});

const score = fc.constantFrom(1, 2, 3, 4, 5);
const command: fc.Arbitrary<FollowUpCommand> = fc.oneof(
  fc.record({
    verb: fc.constant('assignment' as const),
    owner: fc.constantFrom(null, { id: 'ines', name: 'Inès' }, { id: 'camille', name: 'Camille' }),
  }),
  fc.record({ verb: fc.constant('call' as const), wordsId: fc.constant('w') }),
  fc.record({ verb: fc.constant('message' as const), messageId: fc.constantFrom('m1', 'm2') }),
  fc.record({ verb: fc.constant('message-undo' as const), messageId: fc.constantFrom('m1', 'm2') }),
  fc.record({ verb: fc.constant('settlement' as const), outcome: fc.constantFrom(...FOLLOW_UP_OUTCOMES) }),
  fc.record({ verb: fc.constant('question' as const) }),
  fc.record({ verb: fc.constant('change' as const), score }),
  fc.record({ verb: fc.constant('second-answer' as const), score, unhappy: fc.boolean() }),
  fc.constant({ verb: 'tick' as const }),
) as fc.Arbitrary<FollowUpCommand>;

test('whatever happens, none is lost: it waits with a clock, or it was answered, or something came of it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(command, fc.integer({ min: 0, max: 40 })), { maxLength: 40 }), (steps) => {
      let { followUp } = unhappy();
      const story: FollowUpEvent[] = [...unhappy().events];
      let now = FRIDAY;
      for (const [what, hours] of steps) {
        now = addDuration(now, `PT${hours}H`);
        const by = what.verb === 'second-answer' || what.verb === 'change' ? BUYER : what.verb === 'tick' ? CLOCK : INES;
        const before = followUp;
        const answer = decideFollowUp(before, what, { now, by, holidays: noHolidays });
        if (!answer.ok) continue;
        followUp = answer.followUp;
        story.push(...answer.events);

        // What is open has somebody waiting, with a date; what is not, waits for nobody.
        const clock = followUpClock(followUp, noHolidays);
        if (followUp.state === 'open') {
          expect(followUp.answered).toBeUndefined();
          expect(['running', 'breached']).toContain(clock.state);
          // Until the last step was taken there is a moment at which it is looked at again.
          if (clock.steps.some(({ done }) => !done)) expect(nextFollowUpTick(followUp, noHolidays)).not.toBeNull();
        } else {
          expect(followUp.answered).toBeDefined();
          expect(nextFollowUpTick(followUp, noHolidays)).toBeNull();
        }
        expect(followUp.state === 'settled').toBe(followUp.settled !== undefined);
        // Nobody waits longer than was promised in silence.
        if (clock.state === 'breached') expect(followUp.state === 'open' ? Date.parse(clock.dueAt) <= Date.parse(now) : true).toBe(true);
        if (what.verb === 'tick' && followUp.state === 'open' && Date.parse(clock.dueAt) <= Date.parse(now))
          expect(followUp.breaches?.some(({ startedAt }) => startedAt === clock.startedAt)).toBe(true);
        // A breach stays.
        for (const breach of before.breaches ?? []) expect(followUp.breaches).toContainEqual(breach);
      }
      // The story tells all of it.
      expect(story.map(({ seq }) => seq)).toEqual(story.map((_, i) => i + 1));
      expect(story.reduce<FollowUp | null>(evolveFollowUp, null)).toEqual(followUp);
    }),
    { numRuns: 300 },
  );
});
