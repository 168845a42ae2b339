/** Answers that can still be taken back, and the clock of the first answer that they met (M15). */
import { describe, expect, test } from 'vitest';
import { clockOf } from '../clocks/clocks.ts';
import type { Actor } from '../access.ts';
import { camille, decisionOf, ines, requestOf, stage, worker } from './stage.test-support.ts';

const review = requestOf([{ decision: decisionOf({ outcome: 'review' }) }]);
const desk = () => stage(review, { graceSeconds: 10 });
const say = (on: ReturnType<typeof desk>, messageId: string, by: Actor = ines, informative = true) =>
  on.give({ verb: 'message', messageId, language: 'fr', direction: 'out', informative }, by);
const first = (on: ReturnType<typeof desk>) => clockOf(on.ret, 'first_answer')?.state;

describe('an answer of a person', () => {
  test('is as if it had never been written, once it is taken back', () => {
    const on = desk();
    const { milestones } = on.ret;
    say(on, 'm1');
    expect(first(on)).toBe('met');
    expect(on.give({ verb: 'message-undo', messageId: 'm1' }, ines)).toEqual(['message_undone']);
    expect(first(on)).toBe('running');
    expect(on.ret.milestones).toEqual(milestones);
    expect(on.give({ verb: 'message-undo' }, ines)).toEqual(['refused: nothing_unsent']);
  });

  test('has gone after ten seconds, and a program’s at once', () => {
    const on = desk();
    say(on, 'm1');
    on.wait(1);
    expect(on.give({ verb: 'message-undo', messageId: 'm1' }, ines)).toEqual(['refused: message_left']);
    const machine = desk();
    say(machine, 'm1', worker);
    expect(machine.give({ verb: 'message-undo' }, ines)).toEqual(['refused: nothing_unsent']);
  });

  test('where another one was given meanwhile, that one is the first answer', () => {
    const on = desk();
    say(on, 'm1');
    say(on, 'm2', camille);
    on.give({ verb: 'message-undo', messageId: 'm1' }, ines);
    expect(first(on)).toBe('met');
    on.give({ verb: 'message-undo', messageId: 'm2' }, camille);
    expect(first(on)).toBe('running');

    const decided = desk();
    say(decided, 'm1');
    decided.give({ verb: 'rejection', because: 'Out of time.' }, camille);
    decided.give({ verb: 'message-undo', messageId: 'm1' }, ines);
    expect(first(decided)).toBe('met');
  });

  test('that answered nothing did not meet the clock, and takes nothing with it', () => {
    const on = desk();
    say(on, 'm1', ines, false);
    expect(first(on)).toBe('running');
    say(on, 'm2');
    on.give({ verb: 'message-undo', messageId: 'm1' }, ines);
    expect(first(on)).toBe('met');
  });
});
