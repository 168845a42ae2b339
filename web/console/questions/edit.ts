/** Changes to a list of questions, each a new list: what the editor's buttons do. Keys are made here and never shown. */
import type { Choice, Question, Text } from '../../../src/core/inspection/checklist.ts';

/** Questions while they are written: they may be half done. */
export type Draft = readonly Question[];

const EMPTY: Text = { en: '', fr: '' };

/** A name that programs keep, from words that people wrote: `Is the box there?` becomes `is_the_box_there`. */
export function keyFrom(words: string, taken: readonly string[]): string {
  const plain = words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
  const base = plain || 'question';
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}_${n}`;
    if (!taken.includes(key)) return key;
  }
}

const newChoice = (taken: readonly string[], sign: Choice['sign'], says: Text = EMPTY): Choice => ({
  value: keyFrom(says.en || 'answer', taken),
  says,
  sign,
});

export const newQuestion = (draft: Draft): Question => {
  const yes = newChoice([], 'good', { en: 'Yes', fr: 'Oui', de: 'Ja', es: 'Sí', it: 'Sì' });
  return {
    key: keyFrom(
      'question',
      draft.map(({ key }) => key),
    ),
    asks: EMPTY,
    kind: 'choice',
    choices: [yes, newChoice([yes.value], 'fault', { en: 'No', fr: 'Non', de: 'Nein', es: 'No', it: 'No' })],
  };
};

export const change = (draft: Draft, at: number, to: Question): Draft => draft.map((question, i) => (i === at ? to : question));
export const remove = (draft: Draft, at: number): Draft => draft.filter((_, i) => i !== at);
export function move(draft: Draft, at: number, by: -1 | 1): Draft {
  const to = at + by;
  if (to < 0 || to >= draft.length) return draft;
  const moved = [...draft];
  [moved[at], moved[to]] = [moved[to]!, moved[at]!];
  return moved;
}

/** The same question of another kind: what the kinds have in common stays. */
export function ofKind(question: Question, kind: Question['kind']): Question {
  if (question.kind === kind) return question;
  const { key, asks, when, faults } = question;
  const head = { key, asks, ...(when && { when }), ...(faults && { faults }) };
  switch (kind) {
    case 'text':
      return { ...head, kind };
    case 'number':
      return { ...head, kind, unit: '%', min: 0, max: 100, goodFrom: 80 };
    case 'choice':
      return { ...newQuestion([]), ...head } as Question;
  }
}

type ChoiceQuestion = Extract<Question, { readonly kind: 'choice' }>;
export const addChoice = (question: ChoiceQuestion): Question => ({
  ...question,
  choices: [
    ...question.choices,
    newChoice(
      question.choices.map(({ value }) => value),
      'unknown',
    ),
  ],
});
export const changeChoice = (question: ChoiceQuestion, at: number, to: Choice): Question => ({
  ...question,
  choices: question.choices.map((choice, i) => (i === at ? to : choice)),
});
export const removeChoice = (question: ChoiceQuestion, at: number): Question => ({
  ...question,
  choices: question.choices.filter((_, i) => i !== at),
});

/** Asked only after these answers; without any, always. */
export function withCondition(question: Question, when: Question['when']): Question {
  const { when: _before, ...rest } = question;
  return (when ? { ...rest, when } : rest) as Question;
}

/** What was written in another language only stands in English and French until somebody translates it: nobody reads an empty line. */
export function filledIn(draft: Draft): Draft {
  const both = (text: Text): Text => {
    const written = Object.entries(text).flatMap(([language, words]) => (words.trim() === '' ? [] : [[language, words.trim()] as const]));
    const any = written[0]?.[1] ?? '';
    return { en: any, fr: any, ...Object.fromEntries(written) };
  };
  return draft.map((question) =>
    question.kind === 'choice'
      ? { ...question, asks: both(question.asks), choices: question.choices.map((choice) => ({ ...choice, says: both(choice.says) })) }
      : { ...question, asks: both(question.asks) },
  );
}
