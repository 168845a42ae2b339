/** The policy language in the reader's own: the core has the words, this only chooses the tongue. */
import { useMemo } from 'react';
import { languageOf } from '../../../src/core/access.ts';
import type { Fact } from '../../../src/core/policy/decision.ts';
import type { FactName, PolicyDocument, PolicyProblem, Question, When } from '../../../src/core/policy/document.ts';
import { answerInWords, capital, describeWhen, factLabel, questionLabel, valueLabel } from '../../../src/core/policy/in-words.ts';
import { sayProblem } from '../../../src/core/policy/lint-words.ts';
import { VOCABULARY } from '../../../src/core/policy/words/vocabulary.ts';
import { useWords } from '../words.ts';
import { type AnyAnswer, questionOf, rowsOf } from './edit.ts';

/** A row of a broken file may mean nothing that could be said; the problem beside it says why. */
function orDots(say: () => string): string {
  try {
    return say() || '…';
  } catch {
    return '…';
  }
}

export function usePolicyWords() {
  const { language: tag, t } = useWords();
  return useMemo(() => {
    const language = languageOf(tag);
    return {
      language,
      of: VOCABULARY[language],
      when: (when: When | undefined) => orDots(() => describeWhen(when, language)),
      fact: (fact: FactName) => factLabel(fact, language),
      value: (fact: FactName, value: Fact) => valueLabel(fact, value, language),
      answer: (question: Question, answer: AnyAnswer) => orDots(() => answerInWords(question, answer as never, language)),
      question: (question: Question) => questionLabel(question, language),
      /** Rows are told by their place in the table: their names are for decisions to cite. What is said about words names whose they are. */
      problem: (problem: PolicyProblem, document: PolicyDocument) => {
        const said = sayProblem(problem, language).replace(/\b\w+(?:\.\w+)+\b/g, (name) => {
          const question = questionOf(document, name);
          return question ? t('policy.problems.nth', { at: rowsOf(document, question).findIndex(({ id }) => id === name) + 1 }) : name;
        });
        const [, tongue, side] = /\.words\.(\w+)\.(agent|buyer)$/.exec(problem.at) ?? [];
        const where = side
          ? `${t(`policy.words.${side}`)} (${tongue?.toUpperCase()})`
          : problem.at.endsWith('.reference')
            ? t('policy.row.reference')
            : '';
        return where ? `${where}: ${said}` : capital(said);
      },
    };
  }, [tag, t]);
}
