import type { Answers, Question, Text } from '../../../src/core/inspection/checklist.ts';
import { typeset, useWords } from '../words.ts';

/** The checklist brings its own words; what nobody wrote in the reader's language is read in English. */
export function useText(): (text: Text) => string {
  const { language } = useWords();
  return (text) => typeset(language, text[language] ?? text.en);
}

/** An answer as people read it. */
export function answerWords(say: ReturnType<typeof useText>, question: Question, answers: Answers): string {
  const given = String(answers[question.key]);
  switch (question.kind) {
    case 'number':
      return `${given} ${question.unit}`;
    case 'text':
      return given;
    case 'choice':
      return say(question.choices.find(({ value }) => value === given)!.says);
  }
}
