import type { Answers, Question, Text } from '../../../src/core/inspection/checklist.ts';
import { typeset, useWords } from '../words.ts';

/** The checklist brings its own words; who reads neither of its languages reads English. */
export function useText(): (text: Text) => string {
  const { language } = useWords();
  return (text) => typeset(language, language === 'fr' ? text.fr : text.en);
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
