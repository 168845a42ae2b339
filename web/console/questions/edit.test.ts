import { describe, expect, test } from 'vitest';
import { CATEGORIES, CHECKLISTS, type Question } from '../../../src/core/inspection/checklist.ts';
import { readChecklist } from '../../../src/core/inspection/read-checklist.ts';
import { addChoice, change, filledIn, keyFrom, move, newQuestion, ofKind, remove, withCondition } from './edit.ts';

test('keys come from words, and never twice', () => {
  expect(keyFrom('Is the box there?', [])).toBe('is_the_box_there');
  expect(keyFrom('Écran fissuré', ['ecran_fissure'])).toBe('ecran_fissure_2');
  expect(keyFrom('42 ?', [])).toBe('question');
});

describe('what the editor makes can be published', () => {
  test('the built-in questions, and those with one more', () => {
    for (const category of CATEGORIES) expect(readChecklist(category, CHECKLISTS[category]).ok, category).toBe(true);
    const one = { ...newQuestion([]), asks: { en: 'Is the box there?', fr: '' } } as Question;
    expect(readChecklist('other', [one])).toEqual({ ok: false, problems: [{ question: 0, name: 'words_missing' }] });
    expect(readChecklist('other', filledIn([one])).ok).toBe(true);
  });

  test('a question that moved before its condition is named', () => {
    const draft = CHECKLISTS.accessory;
    const later = withCondition(newQuestion(draft), { key: draft[0]!.key, is: ['complete'] });
    const written = filledIn([{ ...later, asks: { en: 'x', fr: 'x' } } as Question, ...draft]);
    expect(readChecklist('accessory', written)).toMatchObject({ problems: [{ question: 0, name: 'asked_before_its_condition' }] });
    expect(readChecklist('accessory', move(written, 0, 1)).ok).toBe(true);
    expect(move(written, 0, -1)).toBe(written);
  });

  test('kinds change and keep what they share; a new answer wants its words', () => {
    const one = newQuestion([]);
    const figure = ofKind({ ...one, when: { key: 'a', is: ['b'] } } as Question, 'number');
    expect(figure).toMatchObject({ key: one.key, kind: 'number', when: { key: 'a', is: ['b'] } });
    expect(figure).not.toHaveProperty('choices');
    const wordless = addChoice({ ...one, asks: { en: 'x', fr: 'x' } } as never);
    expect(readChecklist('other', [wordless])).toEqual({ ok: false, problems: [{ question: 0, choice: 2, name: 'words_missing' }] });
    expect(remove(change([one], 0, wordless), 0)).toEqual([]);
  });
});
