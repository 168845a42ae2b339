import type { Because, Decision } from '../../src/core/policy/decision.ts';
import type { PolicyDocument } from '../../src/core/policy/document.ts';
import { explainDecision, says } from '../../src/core/policy/explain.ts';
import type { Words } from './words.ts';

/** Findings as sentences for the buyer, each once. `policy` has the words of the seller's own rows. */
export const sentences = (because: readonly Because[], words: Words, policy?: PolicyDocument): string[] =>
  [...new Set(because.map((finding) => unbroken(says(finding, words.language, 'buyer', policy))))].filter((sentence) => sentence !== '');

/** The answer as one sentence that names its ground; where a person will look at it, the page has said so already. */
export const inOneSentence = (decision: Decision, words: Words, policy?: PolicyDocument): string | false =>
  decision.outcome !== 'review' && unbroken(explainDecision(decision, words.language, 'buyer', policy).headline);

/** No line of a phone begins with a sign or ends between a section mark and its number; the core's sentences are set with plain blanks. */
export const unbroken = (sentence: string): string =>
  sentence
    .replace(/ ([:;?!»€%])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0')
    .replace(/(§|Abs\.|Nr\.|[Aa]rt\.) (?=[\dL])/g, '$1\u00a0');
