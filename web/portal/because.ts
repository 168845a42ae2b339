import type { Because } from '../../src/core/policy/decision.ts';
import type { PolicyDocument } from '../../src/core/policy/document.ts';
import { says } from '../../src/core/policy/explain.ts';
import type { Words } from './words.ts';

/** Findings as sentences for the buyer, each once. `policy` has the words of the seller's own rows. */
export const sentences = (because: readonly Because[], words: Words, policy?: PolicyDocument): string[] =>
  [...new Set(because.map((finding) => says(finding, words.language, 'buyer', policy)))].filter((sentence) => sentence !== '');
