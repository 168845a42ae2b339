/**
 * Decisions in words (M6). A stored finding holds a rule and facts; the sentence is made when somebody reads it, in their language and for
 * their side of the desk: an agent reads what decided, a buyer reads what it means for them. Suspicion is never told to a buyer.
 */
import type { Language } from '../access.ts';
import { isDate } from '../calendar.ts';
import type { Currency } from '../money.ts';
import type { Resolution } from '../return/model.ts';
import { spokenDay } from '../spoken.ts';
import type { Because, Decision, Fact } from './decision.ts';
import { FACT_NAMES, type FactName, type PolicyDocument, type Words } from './document.ts';
import { counted, valueLabel, valuePhrase } from './in-words.ts';
import { LAW_WORDS } from './law/words.ts';
import { PACKS } from './packs/packs.ts';
import { APPROVED, NEXT, NO_LAST_DAY, REJECTED, REVIEWED, RULES } from './words/decisions.ts';
import { VOCABULARY } from './words/vocabulary.ts';

export type Audience = 'agent' | 'buyer';

/**
 * One finding as a sentence. The words of a seller's own rows come from `policy`; those of the packs, the law and the checks are known.
 * English stands in where a language is missing, the reference where even that is.
 */
export function says(because: Because, language: Language, audience: Audience, policy?: PolicyDocument): string {
  const words = (policy && wordsOf(policy).get(because.rule)) ?? wordsOfRule(because.rule);
  if (!words) return because.reference;
  const spoken: Language = words[language] ? language : 'en';
  return fill((words[spoken] ?? words.en)[audience], because.facts, spoken);
}

/** Whether a rule of that id has words of its own: the tests ask it about everything that `evaluate` can say. */
export const hasWords = (rule: string, policy?: PolicyDocument): boolean =>
  ((policy && wordsOf(policy).get(rule)) ?? wordsOfRule(rule)) !== undefined;

export type Explanation = {
  /** The answer in one sentence. */
  readonly headline: string;
  /** Why, one sentence per finding, none twice. */
  readonly reasons: readonly string[];
  /** What happens now. */
  readonly next: string;
};

/**
 * The findings that a side of the desk reads. A sign of abuse that called nobody is for the team alone: a buyer whose return was accepted is
 * not told that somebody looks at it.
 */
export const toldTo = (audience: Audience, { because, outcome }: Pick<Decision, 'because' | 'outcome'>): readonly Because[] =>
  audience === 'agent' || outcome === 'review'
    ? because
    : because.filter(({ source, facts }) => source !== 'check' || facts['weight'] === undefined);

export function explainDecision(decision: Decision, language: Language, audience: Audience, policy?: PolicyDocument): Explanation {
  const headline = decision.outcome === 'approve' ? APPROVED[decision.ground] : decision.outcome === 'review' ? REVIEWED : REJECTED;
  return {
    headline: headline[language][audience],
    reasons: [...new Set(toldTo(audience, decision).map((because) => says(because, language, audience, policy)))],
    next: NEXT[decision.next][language][audience],
  };
}

const wordsByPolicy = new WeakMap<PolicyDocument, ReadonlyMap<string, Words>>();
function wordsOf(policy: PolicyDocument): ReadonlyMap<string, Words> {
  let words = wordsByPolicy.get(policy);
  if (!words)
    wordsByPolicy.set(
      policy,
      (words = new Map(Object.values(policy.tables).flatMap((table) => table.map((row) => [row.id, row.words] as const)))),
    );
  return words;
}

const wordsByRule = new Map<string, Words | undefined>();
/** Words of the product itself: of checks, of the law (whatever its country), of the packs' rows. */
function wordsOfRule(rule: string): Words | undefined {
  let words = wordsByRule.get(rule);
  if (words || wordsByRule.has(rule)) return words;
  words = RULES[rule] ?? LAW_WORDS[rule.replace(/^law\.[A-Z]{2}\./, 'law.')];
  for (const pack of Object.values(PACKS)) words ??= wordsOf(pack).get(rule);
  // Rules of sellers' own come without end; those of the product are some hundreds.
  if (wordsByRule.size < 10_000) wordsByRule.set(rule, words);
  return words;
}

/** A sentence between its blanks. `{until}` is a fact of the finding; `{days:day|days}` counts one: `1 day`, `30 days`. */
type Blank = { readonly name: string; readonly unit: readonly [one: string, other: string] | undefined; readonly then: string };
type Sentence = { readonly begins: string; readonly blanks: readonly Blank[] };

const sentences = new Map<string, Sentence>();
function sentenceOf(text: string): Sentence {
  let sentence = sentences.get(text);
  if (!sentence) {
    const found = [...text.matchAll(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g)];
    const ends = (i: number) => found[i]!.index + found[i]![0].length;
    const blanks = found.map(([, name = '', one, other], i): Blank => {
      return {
        name,
        unit: one !== undefined && other !== undefined ? [one, other] : undefined,
        then: text.slice(ends(i), found[i + 1]?.index),
      };
    });
    sentence = { begins: text.slice(0, found[0]?.index), blanks };
    if (sentences.size < 10_000) sentences.set(text, sentence);
  }
  return sentence;
}

function fill(text: string, facts: Readonly<Record<string, Fact>>, language: Language): string {
  const { begins, blanks } = sentenceOf(text);
  let filled = begins;
  for (const { name, unit, then } of blanks) {
    const fact = facts[name] ?? null;
    filled += (unit && typeof fact === 'number' ? counted(fact, unit, language) : inWords(name, fact, language, facts)) + then;
  }
  return filled;
}

function inWords(name: string, fact: Fact, language: Language, facts: Readonly<Record<string, Fact>>): string {
  if (fact === null) return name === 'until' ? NO_LAST_DAY[language] : '–';
  if (typeof fact === 'string') return isDate(fact) ? dayInWords(fact, language) : factInWords(name, fact, language);
  if (name === 'price' && typeof fact === 'number') return valueLabel('price', fact, language, currencyIn(facts));
  if (typeof fact === 'boolean') return fact ? VOCABULARY[language].yes : VOCABULARY[language].no;
  return String(fact);
}

const days = new Map<string, string>();
function dayInWords(date: string, language: Language): string {
  const key = language + date;
  let day = days.get(key);
  if (day === undefined) {
    day = spokenDay(`${date}T00:00:00Z`, language, 'UTC');
    if (days.size < 20_000) days.set(key, day);
  }
  return day;
}

function factInWords(name: string, fact: string, language: Language): string {
  const { resolution } = VOCABULARY[language];
  if (name === 'resolution') return Object.hasOwn(resolution, fact) ? resolution[fact as Resolution] : fact;
  return (FACT_NAMES as readonly string[]).includes(name) ? valuePhrase(name as FactName, fact, language) : fact;
}

const currencyIn = ({ currency }: Readonly<Record<string, Fact>>): Currency | undefined =>
  typeof currency === 'string' ? (currency as Currency) : undefined;
