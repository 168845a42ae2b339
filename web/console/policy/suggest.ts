import { LANGUAGES } from '../../../src/core/access.ts';
import type { Question, Words } from '../../../src/core/policy/document.ts';
import { answerInWords } from '../../../src/core/policy/in-words.ts';
import type { AnyAnswer } from './edit.ts';

/** Words to begin with, in every language: what the answer says. People make them theirs. */
export function suggestedWords(question: Question, answer: AnyAnswer): Words {
  const said = (language: (typeof LANGUAGES)[number]) => {
    const text = answerInWords(question, answer as never, language);
    const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
    return { agent: sentence, buyer: sentence };
  };
  return Object.fromEntries(LANGUAGES.map((language) => [language, said(language)])) as Words;
}
