import { LANGUAGES } from '../../../src/core/access.ts';
import type { PolicyDocument, Question, Words } from '../../../src/core/policy/document.ts';
import { answerInWords, capital } from '../../../src/core/policy/in-words.ts';
import { type AnyAnswer, rowsOf } from './edit.ts';

/** Words that name the answer's figure as a field fit every answer of their table. */
export const wordsTellAnswer = (question: Question): boolean => question === 'window' || question === 'warranty';

/**
 * Words to begin with, in every language: those of the row that answers when no other does, where they fit any answer; otherwise what the
 * answer says. People make them theirs.
 */
export function suggestedWords(document: PolicyDocument, question: Question, answer: AnyAnswer): Words {
  const usual = rowsOf(document, question).findLast((row) => row.when === undefined);
  if (usual && wordsTellAnswer(question)) return usual.words;
  const said = (language: (typeof LANGUAGES)[number]) => {
    const text = capital(answerInWords(question, answer as never, language));
    const sentence = /[.!?]$/.test(text) ? text : `${text}.`;
    return { agent: sentence, buyer: sentence };
  };
  return Object.fromEntries(LANGUAGES.map((language) => [language, said(language)])) as Words;
}
