import { describe, expect, test } from 'vitest';
import { type Answers, CHECKLISTS, nextQuestion, photosOwed } from './checklist.ts';
import { suggestDisposition } from './disposition.ts';
import { channelGrade, gradeOf } from './grade.ts';

const PHONE = CHECKLISTS.smartphone;
function allWell(but: Answers = {}): Answers {
  let answers: Answers = but;
  for (let one = nextQuestion(PHONE, answers); one; one = nextQuestion(PHONE, answers)) {
    const well = one.kind === 'number' ? 92 : one.kind === 'text' ? 'W-1' : one.choices.find(({ sign }) => sign === 'good')!.value;
    answers = { ...answers, [one.key]: well };
  }
  return answers;
}

describe('the grade', () => {
  test.each([
    [{}, 'premium', []],
    [{ body_look: 'at_20_cm' }, 'excellent', ['body_look']],
    [{ body_look: 'at_20_cm', screen_look: 'hairlines' }, 'good', ['screen_look']],
    [{ body_look: 'visible', screen_look: 'scratches' }, 'fair', ['screen_look', 'body_look']],
    [{ outside: 'cracked' }, 'faulty', ['outside']],
    [{ camera: 'no', body_look: 'at_20_cm' }, 'faulty', ['camera']],
  ] as const)('%o', (but, grade, because) => expect(gradeOf(PHONE, allWell(but))).toEqual({ grade, because }));

  test('is open while looks are, and where nobody asks about looks', () => {
    expect(gradeOf(PHONE, { screen_look: 'flawless' })).toBeNull();
    expect(gradeOf(CHECKLISTS.other, { powers_on: 'yes' })).toBeNull();
  });

  test('has the channel’s name; what is faulty has none', () => {
    expect([channelGrade('backmarket', 'fair'), channelGrade('backmarket', 'faulty'), channelGrade('shop', 'fair')]).toEqual([
      'Fair',
      null,
      null,
    ]);
  });
});

test('answers that are worth little without a picture ask for one, once', () => {
  const answers = allWell({ outside: 'cracked', opened: 'yes' });
  expect(photosOwed(PHONE, answers, new Set()).map(({ key }) => key)).toEqual(['outside', 'opened']);
  expect(photosOwed(PHONE, answers, new Set(['outside'])).map(({ key }) => key)).toEqual(['opened']);
});

describe('by value', () => {
  const place = (values?: Parameters<typeof suggestDisposition>[0]['values']) =>
    suggestDisposition({
      verdict: 'fault_confirmed',
      category: 'smartphone',
      reason: 'defective',
      answers: allWell({ camera: 'no' }),
      ...(values && { values }),
    });
  test.each([
    [undefined, 'repair', 'fault_confirmed'],
    // A figure is missing: nothing is weighed.
    [{ currency: 'EUR', resale: 20_000 }, 'repair', 'fault_confirmed'],
    [{ currency: 'EUR', resale: 20_000, repair: 6_000 }, 'repair', 'repair_pays'],
    [{ currency: 'EUR', resale: 20_000, repair: 16_000, parts: 5_000 }, 'parts', 'parts_pay'],
    [{ currency: 'EUR', resale: 3_000, repair: 6_000 }, 'recycle', 'nothing_pays'],
  ] as const)('%o', (values, disposition, because) => expect(place(values)).toEqual({ disposition, because }));
});
