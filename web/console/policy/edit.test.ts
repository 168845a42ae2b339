import { describe, expect, it } from 'vitest';
import { PACKS } from '../../../src/core/policy/packs/packs.ts';
import { type PolicyDocument, QUESTIONS, readPolicy } from '../../../src/core/policy/document.ts';
import { addRow, duplicateRow, fieldsOf, FIRST_ANSWERS, freshId, moveRow, questionOf, removeRow, rowsOf } from './edit.ts';
import { did, historyOf, redo, undo } from './history.ts';

const document: PolicyDocument = Object.values(PACKS)[0]!;
const words = { en: { agent: 'A', buyer: 'B' } };
const ids = (of: PolicyDocument, question: 'resolutions' | 'window') => rowsOf(of, question).map(({ id }) => id);

describe('editing a policy', () => {
  it('puts a new row above the one that always answers, where it is heard', () => {
    const { document: after, id } = addRow(document, 'window', words, 'House rule');
    expect(ids(after, 'window')).toEqual([id, ...ids(document, 'window')]);
    expect(questionOf(after, id)).toBe('window');
  });

  it.each(QUESTIONS)('a new row of %s is one that the reader of policies takes', (question) => {
    const { document: after } = addRow(document, question, words, 'House rule');
    expect(readPolicy(after)).toMatchObject({ ok: true });
    expect(rowsOf(after, question).some((row) => row.answer === FIRST_ANSWERS[question])).toBe(true);
  });

  it('never gives two rows one name', () => {
    const first = duplicateRow(document, 'resolutions', 'repeat.third');
    const second = duplicateRow(first.document, 'resolutions', first.id);
    expect([first.id, second.id]).toEqual(['repeat.third_2', 'repeat.third_3']);
    expect(freshId(second.document, 'repeat.third')).toBe('repeat.third_4');
    expect(readPolicy(second.document).ok).toBe(true);
  });

  it('moves a row and moves nothing past the ends', () => {
    const [first, second, ...rest] = ids(document, 'resolutions');
    expect(ids(moveRow(document, 'resolutions', first!, 1), 'resolutions')).toEqual([second, first, ...rest]);
    expect(moveRow(document, 'resolutions', first!, -1)).toBe(document);
    expect(moveRow(document, 'resolutions', 'no.such_row', 1)).toBe(document);
  });

  it('names the facts that the words of a row may tell', () => {
    const third = rowsOf(document, 'resolutions').find(({ id }) => id === 'repeat.third')!;
    expect(fieldsOf('resolutions', third)).toEqual(['technicalReturn']);
    expect(fieldsOf('window', rowsOf(document, 'window')[0]!)).toEqual(['days', 'until']);
  });
});

describe('undo and redo', () => {
  const without = removeRow(document, 'resolutions', 'repeat.third');

  it('gives back the very same document', () => {
    const history = did(historyOf(document), without, 0);
    expect(undo(history).now).toBe(document);
    expect(redo(undo(history)).now).toBe(without);
  });

  it('takes a typed word back as a word', () => {
    let history = did(historyOf('a'), 'ab', 0, 'name');
    history = did(history, 'abc', 400, 'name');
    expect(undo(history).now).toBe('a');
    history = did(history, 'abcd', 5_000, 'name');
    expect(undo(history).now).toBe('abc');
  });

  it('a new act ends what could be redone', () => {
    const history = did(undo(did(historyOf(1), 2, 0)), 3, 0);
    expect(redo(history).now).toBe(3);
    expect(history.past).toEqual([1]);
  });

  it('has nothing to do at either end', () => {
    expect(undo(historyOf(1)).now).toBe(1);
    expect(redo(historyOf(1)).now).toBe(1);
  });
});
