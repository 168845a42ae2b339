import { describe, expect, test } from 'vitest';
import type { Verdict } from '../return/model.ts';
import { type Answers, CATEGORIES, CHECKLISTS, checklistFor, nextQuestion, signOf } from './checklist.ts';
import { suggestDisposition } from './disposition.ts';
import { proposeVerdict } from './verdict.ts';

/** Every question answered well, as far as it is asked. */
function allWell(category: string, but: Answers = {}): Answers {
  const checklist = checklistFor(category);
  let answers: Answers = but;
  for (let question = nextQuestion(checklist, answers); question; question = nextQuestion(checklist, answers)) {
    const well = {
      number: 92,
      text: 'W-2041',
      choice: question.kind === 'choice' ? question.choices.find(({ sign }) => sign === 'good')!.value : '',
    }[question.kind];
    answers = { ...answers, [question.key]: well };
  }
  return answers;
}
const judge = (answers: Answers, more: Partial<Parameters<typeof proposeVerdict>[0]> = {}) =>
  proposeVerdict({ checklist: checklistFor('smartphone', 'battery'), answers, reason: 'defective', fault: 'battery', ...more });
const place = (verdict: Verdict, answers: Answers, category = 'smartphone') =>
  suggestDisposition({ verdict, answers, category, reason: 'defective' });

describe('the questions', () => {
  test('every category has its own, each key once, in both languages, each able to be answered well', () => {
    for (const category of CATEGORIES) {
      const questions = CHECKLISTS[category];
      expect(new Set(questions.map(({ key }) => key)).size).toBe(questions.length);
      for (const question of questions) {
        expect(question.asks.en).not.toBe(question.asks.fr);
        if (question.when)
          expect(
            questions.some(({ key }) => key === question.when!.key),
            question.key,
          ).toBe(true);
        if (question.kind === 'choice')
          expect(
            question.choices.some(({ sign }) => sign === 'good'),
            question.key,
          ).toBe(true);
      }
      expect(nextQuestion(questions, allWell(category))).toBeNull();
    }
  });

  test('a dead phone is not asked about its sound', () => {
    const questions = checklistFor('smartphone');
    const asked = questions.filter(({ key }) => key in allWell('smartphone', { powers_on: 'no' })).map(({ key }) => key);
    expect(asked).not.toContain('audio');
    expect(asked).not.toContain('lock');
  });

  test('what the buyer complained about comes first, after what it depends on', () => {
    const keys = checklistFor('smartphone', 'camera').map(({ key }) => key);
    expect(keys.slice(0, 3)).toEqual(['powers_on', 'lock', 'camera']);
    expect([...keys].sort()).toEqual(CHECKLISTS.smartphone.map(({ key }) => key).sort());
  });

  test('a figure out of range is no answer', () => {
    const battery = CHECKLISTS.smartphone.find(({ key }) => key === 'battery_health')!;
    expect([101, 92, 80, 79, -1].map((battery_health) => signOf(battery, { battery_health }))).toEqual([
      null,
      'good',
      'good',
      'fault',
      null,
    ]);
  });
});

describe('the verdict', () => {
  test('is open while questions are', () => expect(judge({ contents: 'complete' })).toBeNull());
  test('the battery that died', () => {
    expect(judge(allWell('smartphone', { battery_health: 71 }))).toEqual({ verdict: 'fault_confirmed', because: ['battery_health'] });
  });
  test('nothing found, or nothing to be found', () => {
    expect(judge(allWell('smartphone'))!.verdict).toBe('no_fault_found');
    expect(judge(allWell('smartphone'), { reason: 'changed_mind' })!.verdict).toBe('as_described');
  });
  test('another device, an empty box and a locked phone end it at once', () => {
    expect(judge({}, { identity: 'mismatch' })).toEqual({ verdict: 'other_device', because: ['identity'] });
    expect(judge({ contents: 'item_missing' })!.verdict).toBe('incomplete');
    expect(judge({ powers_on: 'yes', lock: 'account' })!.verdict).toBe('incomplete');
    expect(judge({ powers_on: 'yes', lock: 'account' }, { fault: 'locked' })!.verdict).toBe('fault_confirmed');
  });
  test('a crack is the buyer’s, unless the parcel is to blame', () => {
    expect(judge(allWell('smartphone', { outside: 'cracked' }))!.verdict).toBe('customer_damage');
    expect(judge(allWell('smartphone', { outside: 'cracked' }), { reason: 'damaged_in_transit' })!.verdict).toBe('fault_confirmed');
  });
});

describe('where it goes', () => {
  test('only a tested and wiped device goes back to stock', () => {
    expect(place('no_fault_found', allWell('smartphone'))).toEqual({ disposition: 'restock', because: 'ready' });
    expect(place('no_fault_found', { ...allWell('smartphone'), wiped: 'no' })).toEqual({ disposition: 'refurbish', because: 'not_wiped' });
    expect(place('no_fault_found', { ...allWell('smartphone'), audio: 'not_tested' })).toEqual({
      disposition: 'refurbish',
      because: 'not_tested',
    });
    expect(place('as_described', {})).toEqual({ disposition: 'refurbish', because: 'not_tested' });
    expect(place('as_described', allWell('accessory'), 'accessory').disposition).toBe('restock');
  });
  test('a confirmed fault never does', () => {
    for (const category of CATEGORIES) expect(place('fault_confirmed', allWell(category), category).disposition).not.toBe('restock');
    expect(place('fault_confirmed', { powers_on: 'no', liquid: 'wet' }).disposition).toBe('parts');
  });
  test('safety first, and what is not ours stays apart', () => {
    expect(place('customer_damage', { battery_swollen: 'yes' })).toEqual({ disposition: 'recycle', because: 'battery_swollen' });
    expect(place('other_device', allWell('smartphone')).disposition).toBe('quarantine');
    expect(place('customer_damage', allWell('smartphone')).disposition).toBe('return_to_buyer');
  });
});
