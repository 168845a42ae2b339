/**
 * The buyer's version of a policy (M1): made from its tables and the law of the buyer's country, in five languages, as a page and as text for
 * the seller's public profile. What a table answers first is said first; what the team looks at for itself is not told.
 */
import type { Language } from '../access.ts';
import { type Condition, CONDITIONS } from '../return/model.ts';
import { spokenDay } from '../spoken.ts';
import type { DeadlineAnswer, InstructionTopic, PolicyDocument, PolicyTables, Question, Row, When } from './document.ts';
import { answerInWords, counted, dayOfYear, describeWhen, durationInWords, joined, percent } from './in-words.ts';
import { type Dated, type GuaranteeLaw, inForce, type LawBook, type WithdrawalLaw } from './law/law.ts';
import { lengthOf } from './law/reading.ts';
import { PLAIN, type PlainWords, PRIVATE } from './words/plain.ts';
import { type Vocabulary, VOCABULARY } from './words/vocabulary.ts';

export type PlainPolicy = { readonly title: string; readonly sections: readonly PlainSection[] };
export type PlainSection = { readonly heading: string; readonly paragraphs: readonly string[] };

/** `on`: local date of the contracts that it speaks of; without it, the law that has no end yet. */
export function plainPolicy(document: PolicyDocument, law: LawBook, country: string, language: Language, on?: string): PlainPolicy {
  const speaking: Speaking = { document, country, language, words: VOCABULARY[language], plain: PLAIN[language] };
  const { plain } = speaking;
  const lawOf = Object.hasOwn(law, country) ? law[country] : undefined;
  const withdrawal = lawOf && entryOn(lawOf.withdrawal, on);
  const guarantee = lawOf && entryOn(lawOf.guarantee, on);
  const paragraphs: Readonly<Record<keyof PlainWords['headings'], readonly string[]>> = {
    withdrawal: withdrawal ? withdrawalIn(withdrawal, speaking) : [],
    window: windowIn(speaking),
    exclusions: exclusionsIn(speaking),
    productState: productStateIn(speaking),
    deductions: deductionsIn(speaking),
    warranty: [...rowsIn(speaking, 'warranty', (answer) => warrantyIn(answer, speaking)), plain.accessories],
    guarantee: guarantee ? guaranteeIn(guarantee, on, speaking) : [plain.noLaw],
    resolutions: [...rowsIn(speaking, 'resolutions', (answer) => resolutionsIn(answer, speaking)), plain.choice],
    returnShipping: rowsIn(speaking, 'returnShipping', ({ paidBy, label }) => plain.wayBack[paidBy][label]),
    refund: rowsIn(speaking, 'refund', (answer) => refundIn(answer, speaking)),
    evidence: evidenceIn(speaking),
    instructions: instructionsIn(speaking, ['documents', 'preparation', 'packaging']),
    deadlines: deadlinesIn(speaking),
    contact: instructionsIn(speaking, ['contact']),
  };
  const sections = Object.entries(paragraphs)
    .filter(([, said]) => said.length > 0)
    .map(([name, said]) => ({ heading: plain.headings[name as keyof PlainWords['headings']], paragraphs: said }));
  const since = plain.since.replace('{date}', () => spokenDay(`${document.effectiveFrom}T00:00:00Z`, language, 'UTC'));
  const [first, ...rest] = sections;
  return { title: plain.title, sections: first ? [{ ...first, paragraphs: [since, ...first.paragraphs] }, ...rest] : [] };
}

/** The same as plain text, for a profile that knows no layout. */
export const plainPolicyText = ({ title, sections }: PlainPolicy): string =>
  [title, ...sections.map(({ heading, paragraphs }) => [heading, ...paragraphs].join('\n'))].join('\n\n');

type Speaking = {
  readonly document: PolicyDocument;
  readonly country: string;
  readonly language: Language;
  readonly words: Vocabulary;
  readonly plain: PlainWords;
};

const entryOn = <T extends Dated>(entries: readonly T[], on: string | undefined): T | undefined =>
  on === undefined ? entries.findLast(({ until }) => until === undefined) : inForce(entries, on);

// ── Rows and their conditions ──

/** A condition once the country is known: true, false, or what is left of it. */
function inCountry(when: When | undefined, country: string): When | boolean {
  if (when === undefined) return true;
  if ('fact' in when) {
    if (when.fact !== 'country') return when;
    return 'is' in when ? when.is === country : 'in' in when ? when.in.includes(country) : false;
  }
  if ('not' in when) {
    const denied = inCountry(when.not, country);
    return typeof denied === 'boolean' ? !denied : { not: denied };
  }
  const all = 'all' in when;
  const parts = (all ? when.all : when.any).map((part) => inCountry(part, country));
  // What decides the whole: one false among "all", one true among "any".
  if (parts.includes(!all)) return !all;
  const left = parts.filter((part) => typeof part !== 'boolean');
  if (left.length === 0) return all;
  if (left.length === 1) return left[0]!;
  return all ? { all: left } : { any: left };
}

type Said<A> = { readonly when: When | true; readonly answer: A; readonly row: Row<A> };

/** The rows that can speak in the country; with `first`, those after one that always answers are never asked. */
function speaking<A>(table: readonly Row<A>[], country: string, first: boolean): Said<A>[] {
  const said: Said<A>[] = [];
  for (const row of table) {
    const when = inCountry(row.when, country);
    if (when === false) continue;
    said.push({ when, answer: row.answer, row });
    if (first && when === true) break;
  }
  return said;
}

/** A table whose first matching row answers: "If …: …", and the last word "Otherwise: …". */
function rowsIn<Q extends Question>(
  { document, country, language, plain }: Speaking,
  question: Q,
  sentence: (answer: PolicyTables[Q][number]['answer']) => string,
): string[] {
  const rows = speaking(document.tables[question] as readonly Row<PolicyTables[Q][number]['answer']>[], country, true);
  return rows.map(({ when, answer }) => {
    if (when !== true) return conditional(when, sentence(answer), language, plain);
    return rows.length === 1 ? sentence(answer) : plain.otherwise.replace('{s}', () => after(sentence(answer), language));
  });
}

function conditional(when: When, sentence: string, language: Language, plain: PlainWords): string {
  const clause = namesPrivate(when) ? plain.inSomeCases : describeWhen(when, language, 'buyer');
  // French elides: "s’il" is the one word that "si" is swallowed by, and no clause of ours begins so.
  return plain.ifThen.replace('{c}', () => clause).replace('{s}', () => after(sentence, language));
}

function namesPrivate(when: When): boolean {
  if ('fact' in when) return PRIVATE.has(when.fact);
  if ('not' in when) return namesPrivate(when.not);
  return ('all' in when ? when.all : when.any).some(namesPrivate);
}

/** A sentence after a colon: German keeps its capital. */
const after = (sentence: string, language: Language): string =>
  language === 'de' ? sentence : sentence.charAt(0).toLocaleLowerCase(language) + sentence.slice(1);

const filled = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);

// ── What the seller grants ──

function windowIn(talk: Speaking): string[] {
  const { plain, words, language } = talk;
  return rowsIn(talk, 'window', ({ days, endsOn, holidayUntil }) =>
    [
      filled(plain.window.days, { q: counted(days, words.units.day, language) }),
      ...(endsOn === 'working_day' ? [plain.window.workingDay] : []),
      ...(holidayUntil !== undefined ? [filled(plain.window.holiday, { date: dayOfYear(holidayUntil, language) })] : []),
    ].join(' '),
  );
}

function exclusionsIn(talk: Speaking): string[] {
  const { plain } = talk;
  const rows = rowsIn(talk, 'exclusions', ({ excluded }) => (excluded ? plain.excluded : plain.notExcluded));
  return rows.length === 0 ? [] : [...rows, plain.lawStays];
}

function productStateIn(talk: Speaking): string[] {
  const { plain, words } = talk;
  return rowsIn(talk, 'productState', ({ requires }) => {
    const states = requires.map((state) => words.productState[state]);
    return states.length === 0 ? plain.anyState : filled(plain.state, { states: joined(states, words.and) });
  });
}

function deductionsIn(talk: Speaking): string[] {
  const { plain, words, language } = talk;
  return rowsIn(talk, 'deductions', ({ percent: share, for: why }) =>
    filled(plain.deduction, { percent: percent(share, language), why: words.answers.deduction[why] }),
  );
}

const warrantyIn = ({ months }: PolicyTables['warranty'][number]['answer'], { plain, words, language }: Speaking): string =>
  filled(plain.warranty, { q: counted(months, words.units.month, language) });

function resolutionsIn({ offer }: PolicyTables['resolutions'][number]['answer'], { plain, words }: Speaking): string {
  const names = offer.map((one) => words.resolution[one]);
  return names.length === 0 ? plain.resolutionsNone : filled(plain.resolutions, { offers: joined(names, words.or) });
}

function refundIn({ items, shipping, days }: PolicyTables['refund'][number]['answer'], { plain, words, language }: Speaking): string {
  const what = `${words.answers.refundItems[items]} ${words.answers.refundShipping[shipping]}`;
  return filled(plain.refund, { what, q: counted(days, words.units.day, language) });
}

function evidenceIn(talk: Speaking): string[] {
  const { plain, language } = talk;
  return rowsIn(talk, 'evidence', (answer) =>
    answer.photos === 0 ? plain.noPhotos : filled(plain.photos, { q: answerInWords('evidence', answer, language) }),
  );
}

/** All rows that may match, by topic: their words are the instruction. */
function instructionsIn({ document, country, language, plain }: Speaking, topics: readonly InstructionTopic[]): string[] {
  return topics.flatMap((topic) =>
    speaking(document.tables.instructions, country, false)
      .filter(({ answer }) => answer.topic === topic)
      .map(({ when, row }) => {
        const { buyer } = row.words[language] ?? row.words.en;
        if (when === true) return buyer;
        const clause = namesPrivate(when) ? plain.inSomeCases : describeWhen(when, language, 'buyer');
        return plain.ifThen.replace('{c}', () => clause).replace('{s}', () => buyer);
      }),
  );
}

/** The first row of each kind that always holds ends that kind. Those that only the team waits for are not told. */
function deadlinesIn({ document, country, language, plain }: Speaking): string[] {
  const rows = speaking(document.tables.deadlines, country, false);
  return (Object.keys(plain.deadlines) as (keyof PlainWords['deadlines'])[]).flatMap((kind) => {
    const ofKind = rows.filter(({ answer }) => answer.kind === kind);
    const always = ofKind.findIndex(({ when }) => when === true);
    const asked = always < 0 ? ofKind : ofKind.slice(0, always + 1);
    const sentence = (answer: DeadlineAnswer) => filled(plain.deadlines[kind]!, { q: durationInWords(answer.after, language) });
    return asked.map(({ when, answer }) => {
      if (when !== true) return conditional(when, sentence(answer), language, plain);
      return asked.length === 1 ? sentence(answer) : plain.otherwise.replace('{s}', () => after(sentence(answer), language));
    });
  });
}

// ── What the law grants ──

function withdrawalIn(entry: WithdrawalLaw, { document, plain, words, language }: Speaking): string[] {
  const { articles } = entry;
  const days = (n: number) => counted(n, words.units.day, language);
  const { withdrawal } = plain;
  const kept = document.tables.deductions.length > 0 ? articles.diminishedValue : undefined;
  return [
    filled(withdrawal.right, { q: days(entry.days), article: articles.right }),
    withdrawal.counting,
    withdrawal.how,
    withdrawal.model,
    filled(withdrawal.refund, { q: days(entry.refundDays), article: cited(articles.refund, articles.withhold) }),
    filled(withdrawal.sendBack, { q: days(entry.sendBackDays), article: articles.sendBack }),
    ...(kept === undefined ? [] : [filled(withdrawal.lossOfValue, { article: kept })]),
    ...entry.exclusions.map(({ what, article }) => filled(withdrawal.excluded[what], { article })),
  ];
}

const cited = (...articles: string[]): string => [...new Set(articles)].join('; ');

function guaranteeIn(entry: GuaranteeLaw, on: string | undefined, { document, country, plain, words, language }: Speaking): string[] {
  const { guarantee } = plain;
  const { articles, remedies, atOnce, suspendedDuringRepair, remedyWithin } = entry;
  const months = (n: number) => counted(n, words.units.month, language);
  const days = (n: number) => counted(n, words.units.day, language);
  const sold = (conditions: readonly Condition[]) =>
    joined(
      conditions.map((condition) => words.condition[condition]),
      words.or,
    );
  const extensions = (entry.extensions ?? []).filter(({ from, until }) =>
    on === undefined ? until === undefined : from <= on && (until === undefined || on < until),
  );
  const agreed = document.agreedGuarantee?.[country];
  const lengths = CONDITIONS.map((condition) => [condition, ...lengthOf(entry, { condition, agreed })] as const);
  const article = articles.length;
  const groups = alike(lengths.map(([condition, length]) => [condition, length]));
  const [longest] = groups[0]!;
  const length =
    longest === null
      ? [filled(guarantee.lifetime, { article })]
      : [
          filled(entry.limitation ? guarantee.claim : guarantee.months, { q: months(longest), article }),
          ...(groups.length === 1
            ? []
            : groups.map(([n, conditions]) => filled(guarantee.monthsFor, { condition: sold(conditions), q: months(n ?? longest) }))),
        ];
  const presumptions = alike(lengths.map(([condition, , presumed]) => [condition, presumed]));
  const presumption = presumptions.map(([n, conditions]) =>
    filled(presumptions.length === 1 ? guarantee.presumed : guarantee.presumedFor, {
      condition: sold(conditions),
      q: months(n),
      article: articles.presumption,
    }),
  );
  const most = Math.max(...extensions.map((rule) => ('adds' in rule ? rule.adds : 0)));
  return [
    ...length,
    ...presumption,
    guarantee.afterwards,
    filled(guarantee.remedies, { article: remedies.article }),
    filled(guarantee.failed, { article: remedies.afterFailure }),
    ...(atOnce
      ? [
          filled(guarantee.atOnce, {
            q: days(atOnce.days),
            offers: joined(
              atOnce.offers.map((one) => words.resolution[one]),
              words.or,
            ),
            article: atOnce.article,
          }),
        ]
      : []),
    // Of rules that add months, the one that gives most counts.
    ...extensions.flatMap((rule) => {
      if ('adds' in rule) return rule.adds < most ? [] : filled(guarantee.adds, { q: months(rule.adds), article: rule.article });
      if ('atLeast' in rule) return filled(guarantee.atLeast, { q: months(rule.atLeast), article: rule.article });
      return filled(guarantee.anew, { article: rule.article });
    }),
    ...(suspendedDuringRepair ? [filled(guarantee.suspended, { article: suspendedDuringRepair.article })] : []),
    ...(remedyWithin ? [filled(guarantee.remedyWithin, { q: days(remedyWithin.days), article: remedyWithin.article })] : []),
    guarantee.free,
  ];
}

/** Conditions under which the law counts alike, with what it counts. */
function alike<T>(counts: readonly (readonly [Condition, T])[]): (readonly [T, readonly Condition[]])[] {
  const groups = new Map<T, Condition[]>();
  for (const [condition, n] of counts) groups.set(n, [...(groups.get(n) ?? []), condition]);
  return [...groups];
}
