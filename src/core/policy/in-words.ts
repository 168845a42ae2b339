/**
 * The policy language read aloud (M1): conditions, answers, facts and questions in five languages, for the editor, the buyer's version of the
 * policy and what a comparison says. Words are in `words/`, one file per language; here they become sentences.
 */
import type { Language } from '../access.ts';
import { parseDuration } from '../calendar.ts';
import { type Currency, exponentOf, money } from '../money.ts';
import { LOCALES, nameOf, numberFormat, spokenCountry, spokenMoney } from '../spoken.ts';
import type { Fact } from './decision.ts';
import {
  type DeadlineAnswer,
  type FactName,
  isNullable,
  kindOf,
  type LadderStep,
  type PolicyTables,
  type Question,
  valuesOf,
  type When,
} from './document.ts';
import { PLAIN, type PlainWords } from './words/plain.ts';
import { type FactWords, type Unit, type Vocabulary, VOCABULARY } from './words/vocabulary.ts';

/** What a form needs to know of a fact: `values` where they are a closed list, `unit` of a number. Money is in minor units. */
export type FactMeta = {
  readonly type: 'text' | 'number' | 'boolean';
  readonly values?: readonly string[];
  readonly unit?: 'days' | 'money' | 'percent' | 'count';
};

/** What the number of a fact counts, where it is no plain count. */
const UNITS: Partial<Record<FactName, NonNullable<FactMeta['unit']>>> = {
  price: 'money',
  buyerReturnRate: 'percent',
  daysSinceDelivery: 'days',
  daysSinceShipping: 'days',
  daysSincePlaced: 'days',
  daysLeft: 'days',
};

export function factMeta(fact: FactName): FactMeta {
  const type = kindOf(fact);
  const values = valuesOf(fact);
  return { type, ...(values && { values }), ...(type === 'number' && { unit: UNITS[fact] ?? 'count' }) };
}

/** `Price of the item`. */
export const factLabel = (fact: FactName, language: Language): string => VOCABULARY[language].facts[fact]?.label ?? fact;

/** A value by itself, as a form or a table shows it: `Does not work`, `€300.00`, `Spain`, `14 days`. */
export function valueLabel(fact: FactName, value: Fact, language: Language, currency?: Currency): string {
  const words = VOCABULARY[language];
  if (value === null) return capital(words.nothing);
  if (typeof value === 'boolean') return capital(value ? words.yes : words.no);
  if (typeof value === 'number') return amount(fact, value, language, currency);
  if (fact === 'reason' || fact === 'ground') return named(words[fact], value)?.label ?? value;
  return capital(textValue(fact, value, language));
}

/** `Return period`. */
export const questionLabel = (question: Question, language: Language): string => VOCABULARY[language].questions[question].label;

/** One line on what the table answers. */
export const questionHelp = (question: Question, language: Language): string => VOCABULARY[language].questions[question].help;

/**
 * A condition as a clause that follows "if" (in German with its verb last): `the item is refurbished or second-hand, and the reason is a fault`.
 * No condition is `always`. To a buyer it speaks of "you".
 */
export function describeWhen(when: When | undefined, language: Language, audience: 'agent' | 'buyer' = 'agent'): string {
  const words = VOCABULARY[language];
  if (when === undefined) return words.always;
  return clause(
    positive(when),
    { words, language, currency: currencyOf(when), heard: audience === 'buyer' ? PLAIN[language] : null },
    false,
  );
}

/** The condition with its "if" in front: `if the item is a consumable`, `always`. */
export const describeIf = (when: When | undefined, language: Language): string =>
  when === undefined ? VOCABULARY[language].always : `${VOCABULARY[language].if} ${describeWhen(when, language)}`;

/** What a row answers: `30 days, ending on a working day`, `the seller pays, with a prepaid label`. */
export const answerInWords = <Q extends Question>(question: Q, answer: PolicyTables[Q][number]['answer'], language: Language): string =>
  ANSWERS[question](answer as never, VOCABULARY[language], language);

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

// ── Conditions ──

type Speaking = {
  readonly words: Vocabulary;
  readonly language: Language;
  readonly currency: Currency | undefined;
  readonly heard: PlainWords | null;
};

/** What a condition becomes once every "not" has been turned into a plain statement; `isNot` is what no bound can say. */
type Said =
  | { readonly fact: FactName; readonly is: readonly Fact[] }
  | { readonly fact: FactName; readonly isNot: readonly Fact[] }
  | { readonly fact: FactName; readonly atLeast: number; readonly orUnknown?: true }
  | { readonly fact: FactName; readonly atMost: number; readonly orUnknown?: true }
  | { readonly all: readonly Said[] }
  | { readonly any: readonly Said[] };

function positive(when: When, denied = false): Said {
  if ('fact' in when) {
    const { fact } = when;
    if ('is' in when) return denied ? unlike(fact, [when.is]) : { fact, is: [when.is] };
    if ('in' in when) return denied ? unlike(fact, when.in) : { fact, is: when.in };
    // Our numbers are whole; what is unknown is neither much nor little, so a denial holds for it too.
    const orUnknown = isNullable(fact) ? ({ orUnknown: true } as const) : {};
    if ('atLeast' in when) return denied ? { fact, atMost: when.atLeast - 1, ...orUnknown } : { fact, atLeast: when.atLeast };
    return denied ? { fact, atLeast: when.atMost + 1, ...orUnknown } : { fact, atMost: when.atMost };
  }
  if ('all' in when) return grouped(denied ? 'any' : 'all', when.all, denied);
  if ('any' in when) return grouped(denied ? 'all' : 'any', when.any, denied);
  return positive(when.not, !denied);
}

function grouped(how: 'all' | 'any', parts: readonly When[], denied: boolean): Said {
  const said = parts
    .map((part) => positive(part, denied))
    .flatMap((part) => (how in part ? ((part as unknown as Record<string, Said[]>)[how] ?? []) : [part]));
  if (said.length === 1) return said[0]!;
  return how === 'all' ? { all: said } : { any: said };
}

function unlike(fact: FactName, values: readonly Fact[]): Said {
  if (kindOf(fact) === 'boolean') return { all: values.map((value): Said => ({ fact, is: [value !== true] })) };
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === 0) return { fact, isNot: values };
  const [n] = numbers;
  if (values.length === 1)
    return n === 0
      ? { fact, atLeast: 1 }
      : {
          any: [
            { fact, atMost: n! - 1 },
            { fact, atLeast: n! + 1 },
          ],
        };
  return { all: values.map((value) => unlike(fact, [value])) };
}

function clause(said: Said, speaking: Speaking, nested: boolean): string {
  const { words } = speaking;
  if ('all' in said || 'any' in said) {
    const parts = 'all' in said ? said.all : said.any;
    if (parts.length === 0) return 'all' in said ? words.always : words.never;
    if (parts.length === 1) return clause(parts[0]!, speaking, nested);
    const clauses = parts.map((part) => clause(part, speaking, true));
    const text = joined(clauses, 'all' in said ? words.and : words.or, true);
    return nested ? `(${text})` : text;
  }
  if (words.facts[said.fact] === undefined) return String(said.fact);
  if ('is' in said || 'isNot' in said) return sayValues(said, speaking);
  return sayBound(said, speaking);
}

function sayValues(said: Extract<Said, { is: unknown } | { isNot: unknown }>, speaking: Speaking): string {
  const { words, language, currency, heard } = speaking;
  const { fact } = said;
  const fill: FactWords = { ...words.facts[fact], ...(heard?.facts as Partial<Record<FactName, Partial<FactWords>>> | undefined)?.[fact] };
  const denied = 'isNot' in said;
  const values = denied ? said.isNot : said.is;
  const known = values.filter((value) => value !== null);
  // What is never unknown makes such a condition true never, and its denial always.
  const none = values.length > known.length && fill.none !== undefined ? [fill.none] : [];
  // "Not unknown" has no better words than the label itself.
  if (denied && known.length === 0) return isNullable(fact) ? `${fill.label}: ${isKnown(language)}` : words.always;
  const parts: string[] = [];
  if (heard && !denied && (fact === 'reason' || fact === 'ground')) {
    const clauses: Readonly<Record<string, string>> = heard[fact];
    parts.push(...known.map((value) => clauses[String(value)] ?? String(value)));
  } else if (kindOf(fact) === 'boolean') parts.push(...known.map((value) => (value === true ? fill.is : fill.not!)));
  else if (fact === 'technicalReturn') {
    const zero = known.includes(0) ? [words.technicalReturn.zero] : [];
    const times = known.filter((value) => value !== 0).map((value) => ordinal(words, Number(value)));
    parts.push(...zero, ...(times.length > 0 ? [words.technicalReturn.is.replace('{o}', joined(times, words.or))] : []));
  } else if (kindOf(fact) === 'number' && known.length > 0) {
    const numbers = known.map((value, i) =>
      i < known.length - 1 ? bare(fact, Number(value), speaking) : amount(fact, Number(value), language, currency),
    );
    parts.push(fill.is.replace('{q}', () => words.exactly.replace('{n}', () => joined(numbers, words.or))));
  } else if (known.length > 0) {
    const names = known.map((value) => valuePhrase(fact, String(value), language));
    parts.push((denied ? fill.not! : fill.is).replace('{v}', () => joined(names, denied ? words.nor : words.or)));
  }
  if (denied) return parts[0]!;
  // A buyer's clauses are short, and stand close together.
  return joined([...parts, ...none], words.or, heard === null) || words.never;
}

function sayBound(said: Extract<Said, { atLeast: unknown } | { atMost: unknown }>, { words, language, currency }: Speaking): string {
  const { fact } = said;
  const fill = words.facts[fact];
  const [how, n] = 'atLeast' in said ? (['atLeast', said.atLeast] as const) : (['atMost', said.atMost] as const);
  const unknown = said.orUnknown ? ` ${words.orUnknown}` : '';
  if (fact === 'technicalReturn') {
    if (n <= 0) return how === 'atMost' ? words.technicalReturn.zero : words.always;
    return words.technicalReturn[how].replace('{o}', ordinal(words, n)) + unknown;
  }
  if (how === 'atMost' && n < 0) return said.orUnknown && fill.none ? fill.none : words.never;
  const quantity = (how === 'atMost' && n === 0 ? words.exactly : words[how]).replace('{n}', () => amount(fact, n, language, currency));
  return fill.is.replace('{q}', () => quantity) + unknown;
}

const ordinal = ({ technicalReturn }: Vocabulary, n: number): string =>
  technicalReturn.ordinals[n - 1] ?? technicalReturn.ordinal.replace('{n}', String(n));

const KNOWN: Readonly<Record<Language, string>> = { en: 'known', fr: 'connu', de: 'bekannt', es: 'conocido', it: 'noto' };
const isKnown = (language: Language): string => KNOWN[language];

/** The currency that a price in the condition is in, where the condition says so. */
function currencyOf(when: When): Currency | undefined {
  if ('fact' in when) return when.fact === 'currency' && 'is' in when && typeof when.is === 'string' ? (when.is as Currency) : undefined;
  if ('all' in when) for (const part of when.all) if (currencyOf(part)) return currencyOf(part);
  return undefined;
}

// ── Values ──

const named = (table: Readonly<Record<string, { readonly label: string; readonly phrase: string }>>, key: string) =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** A value in the middle of a sentence: `a fault`, `refurbished`, `Spain`. */
export function valuePhrase(fact: FactName, value: string, language: Language): string {
  if (fact === 'reason' || fact === 'ground') return named(VOCABULARY[language][fact], value)?.phrase ?? value;
  return textValue(fact, value, language);
}

function textValue(fact: FactName, value: string, language: Language): string {
  if (fact === 'country') return spokenCountry(value, language);
  if (fact === 'currency') return currencyName(value, language);
  const table: unknown = VOCABULARY[language][fact as keyof Vocabulary];
  const known =
    typeof table === 'object' && table !== null && Object.hasOwn(table, value) ? (table as Record<string, unknown>)[value] : value;
  return typeof known === 'string' ? known : value;
}

function currencyName(code: string, language: Language): string {
  if (!/^[A-Z]{3}$/.test(code)) return code;
  return nameOf('currency', code, language);
}

/** A number with what it counts. */
function amount(fact: FactName, n: number, language: Language, currency: Currency | undefined): string {
  if (UNITS[fact] === 'money') {
    if (currency !== undefined) return spokenMoney(money(n, currency), language);
    // A condition that names no currency means all of them; nearly all have cents.
    return numberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(n / 10 ** exponentOf('EUR'));
  }
  if (UNITS[fact] === 'percent') return percent(n, language);
  return counted(n, VOCABULARY[language].facts[fact].unit!, language);
}

const bare = (fact: FactName, n: number, { language, currency }: Speaking): string =>
  UNITS[fact] === 'money' || UNITS[fact] === 'percent' ? amount(fact, n, language, currency) : whole(n, language);

const whole = (n: number, language: Language): string => numberFormat(language).format(n);

export const percent = (n: number, language: Language): string => numberFormat(language, { style: 'percent' }).format(n / 100);

const plurals = new Map<Language, Intl.PluralRules>();
/** `1 day`, `30 days`, as the language counts. */
export function counted(n: number, [one, other]: Unit, language: Language): string {
  let rules = plurals.get(language);
  if (!rules) plurals.set(language, (rules = new Intl.PluralRules(LOCALES[language])));
  return `${whole(n, language)} ${rules.select(n) === 'one' ? one : other}`;
}

/** `a, b and c`. Clauses take a comma before the last "and", so that lists inside them stay apart. */
export function joined(parts: readonly string[], word: string, clauses = false): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')}${clauses ? ',' : ''} ${word} ${parts.at(-1)!}`;
}

// ── Answers ──

/** `24 hours`, `5 working days`, `1 month and 2 days`. */
export function durationInWords(after: DeadlineAnswer['after'], language: Language): string {
  const { units, and } = VOCABULARY[language];
  if ('workingDays' in after) return counted(after.workingDays, units.workingDay, language);
  if ('businessHours' in after) return counted(after.businessHours, units.businessHour, language);
  const { months, days, ms } = parseDuration(after.duration);
  const minutes = Math.round(ms / 60_000);
  const parts = [
    ...(months > 0 ? [counted(months, units.month, language)] : []),
    ...(days > 0 ? [counted(days, units.day, language)] : []),
    ...(minutes >= 60 ? [counted(Math.floor(minutes / 60), units.hour, language)] : []),
    ...(minutes % 60 > 0 ? [counted(minutes % 60, units.minute, language)] : []),
  ];
  return parts.length === 0 ? counted(0, units.day, language) : joined(parts, and);
}

function ladderInWords(ladder: readonly LadderStep[], words: Vocabulary, language: Language): string {
  const steps = ladder.map(({ at, do: act }) => {
    const before = at.startsWith('-');
    const length = parseDuration(at.replace(/^-/, ''));
    const when =
      length.months === 0 && length.days === 0 && length.ms === 0 ? words.answers.at : before ? words.answers.before : words.answers.late;
    return when
      .replace('{q}', () => durationInWords({ duration: at.replace(/^-/, '') }, language))
      .replace('{act}', () => words.ladder[act]);
  });
  return steps.join('; ');
}

/** `31 January`: a day of the year, `MM-DD`. */
export const dayOfYear = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`2000-${day}T00:00:00Z`),
  );

type Answers = { readonly [Q in Question]: (answer: PolicyTables[Q][number]['answer'], words: Vocabulary, language: Language) => string };

const ANSWERS: Answers = {
  window: ({ days, endsOn, holidayUntil }, { units, answers }, language) =>
    [
      counted(days, units.day, language),
      ...(endsOn === 'working_day' ? [answers.endsOnWorkingDay] : []),
      ...(holidayUntil !== undefined ? [answers.holidayUntil.replace('{date}', () => dayOfYear(holidayUntil, language))] : []),
    ].join(', '),
  warranty: ({ months }, { units }, language) => counted(months, units.month, language),
  exclusions: ({ excluded }, { answers }) => (excluded ? answers.excluded : answers.notExcluded),
  productState: ({ requires }, { answers, productState, and }) =>
    requires.length === 0
      ? answers.anyState
      : joined(
          requires.map((one) => productState[one]),
          and,
        ),
  returnShipping: ({ paidBy, label }, { answers }) => `${answers.paidBy[paidBy]}, ${answers.label[label]}`,
  resolutions: ({ offer, final }, { answers, resolution, or }) => {
    if (offer.length === 0) return answers.offersNothing;
    const offered = joined(
      offer.map((one) => resolution[one]),
      or,
    );
    return final ? `${offered}, ${answers.final}` : offered;
  },
  refund: ({ days, items, shipping }, { answers, units }, language) =>
    [
      `${answers.refundItems[items]} ${answers.refundShipping[shipping]}`,
      answers.refundWithin.replace('{q}', () => counted(days, units.day, language)),
      answers.originalPayment,
    ].join(', '),
  deductions: ({ percent: share, for: why }, { answers }, language) => `${percent(share, language)} ${answers.deduction[why]}`,
  evidence: ({ photos }, { answers, units }, language) => (photos === 0 ? answers.noPhoto : counted(photos, units.photo, language)),
  instructions: ({ topic }, words) => words.topic[topic],
  review: ({ signal, weight }, { signal: signals, answers }, language) =>
    weight === undefined ? signals[signal] : `${signals[signal]}, ${answers.weight.replace('{n}', whole(weight, language))}`,
  deadlines: ({ kind, after, from, source, ladder }, words, language) =>
    [
      words.answers.deadline
        .replace('{kind}', () => words.deadline[kind])
        .replace('{q}', () => durationInWords(after, language))
        .replace('{from}', () => words.after[from]) + ` (${words.source[source]})`,
      ...(ladder ? [ladderInWords(ladder, words, language)] : []),
    ].join('; '),
};
