/**
 * A policy version is a document of typed decision tables, one per question (M1–M5). It is plain JSON: kept in the database, edited by people,
 * exported as a file. In each table the first row that matches answers, except in `review` and `instructions`, where every row that matches
 * speaks, and in `deadlines`, where the first row of each kind does. `readPolicy` is the only way from unknown JSON to a document.
 */
import { LANGUAGES } from '../access.ts';
import { isDate, parseDuration } from '../calendar.ts';
import { type BusinessHours, WEEKDAYS } from '../clocks/business-hours.ts';
import { CONDITIONS, FAULTS, GRADES, IDENTITIES, REASONS, RESOLUTIONS, type Resolution, VERDICTS, WISHES } from '../return/model.ts';
import type { DeadlineKind, Fact, Ground, RuleSource } from './decision.ts';
import { isCountry } from './law/countries.ts';

export type PolicyDocument = {
  /** Names the version for ever: a stored decision cites it. */
  readonly version: string;
  readonly name: string;
  /** Local date from which it decides. */
  readonly effectiveFrom: string;
  /** Guarantee for used and refurbished goods that was agreed with the buyer, months by country: heard only where the law allows it (M8). */
  readonly agreedGuarantee?: Readonly<Record<string, number>>;
  /** When the team works: what `businessHours` of the own clock targets are counted in. */
  readonly businessHours?: BusinessHours;
  /** From which score on signs of abuse call a person; {@link ABUSE_CALLS_FROM} where absent. */
  readonly abuseCallsFrom?: number;
  readonly tables: PolicyTables;
};

export type PolicyTables = {
  readonly window: Table<WindowAnswer>;
  readonly warranty: Table<{ readonly months: number }>;
  readonly exclusions: Table<{ readonly excluded: boolean }>;
  /** In what state goods have to come back for a return that the seller grants beyond the law. */
  readonly productState: Table<{ readonly requires: readonly ProductState[] }>;
  readonly returnShipping: Table<{ readonly paidBy: 'seller' | 'buyer'; readonly label: 'prepaid' | 'own' }>;
  readonly resolutions: Table<ResolutionsAnswer>;
  readonly refund: Table<RefundAnswer>;
  readonly deductions: Table<DeductionAnswer>;
  readonly evidence: Table<{ readonly photos: number }>;
  readonly instructions: Table<{ readonly topic: InstructionTopic }>;
  readonly review: Table<ReviewAnswer>;
  readonly deadlines: Table<DeadlineAnswer>;
};
export type Question = keyof PolicyTables;

/** How long a buyer may change their mind, counted from delivery; the day of delivery does not count. */
export type WindowAnswer = {
  readonly days: number;
  /** `working_day`: an end on a day of rest waits for the next working day. */
  readonly endsOn: 'any_day' | 'working_day';
  /** Bought between Black Friday and 31 December: open until this day (`MM-DD`) of the next year at least. */
  readonly holidayUntil?: string;
};

export type ResolutionsAnswer = {
  /** In order of preference. */
  readonly offer: readonly Resolution[];
  /** The strictest a repeated return has come to: the law adds nothing weaker below it (M5). */
  readonly final?: true;
};

export type RefundAnswer = {
  readonly method: 'original_payment';
  /** Days until the money is sent once it is due. */
  readonly days: number;
  /** `order`: everything that was paid for the order, its shipping too. */
  readonly items: 'unit' | 'order';
  /** `share`: the unit's part of the standard outbound shipping, by price. */
  readonly shipping: 'share' | 'none' | 'all';
};

export const PRODUCT_STATES = ['complete', 'undamaged', 'unlocked', 'wiped', 'original_packaging', 'unopened'] as const;
export type ProductState = (typeof PRODUCT_STATES)[number];

/**
 * Per cent of the unit's price kept. Only evidence from the bench can ask for it (a verdict, a grade), only where the buyer changed their
 * mind, and after a withdrawal only for handling beyond what was needed to look at the goods (Dir. 2011/83/EU Art. 14(2)).
 */
export type DeductionAnswer = { readonly percent: number; readonly for: 'wear' | 'damage' | 'missing_parts' };

export const INSTRUCTION_TOPICS = ['documents', 'preparation', 'packaging', 'contact'] as const;
/** What a buyer is told to enclose, to do before sending, to pack with, and whom to talk to. The words of the row are the instruction. */
export type InstructionTopic = (typeof INSTRUCTION_TOPICS)[number];

export const REVIEW_SIGNALS = ['abuse', 'evidence', 'finding', 'judgement'] as const;
/**
 * What sends a case to a person. `judgement`: the policy wants a person's eye (a price, a category). An `abuse` row adds its weight
 * (1 to 100, 100 where absent) to the score, and the score calls a person; the others call one by themselves.
 */
export type ReviewAnswer = { readonly signal: (typeof REVIEW_SIGNALS)[number]; readonly weight?: number };
/** The score that calls a person where the policy names none. */
export const ABUSE_CALLS_FROM = 50;

export type DeadlineAnswer = {
  readonly kind: DeadlineKind;
  /** Plain time, working days of the buyer's country, or hours in which the seller's team works (`document.businessHours`). */
  readonly after: { readonly duration: string } | { readonly workingDays: number } | { readonly businessHours: number };
  /**
   * What starts it. The decision carries the due time where that has happened: `approval` with an approval, `item_back` never yet;
   * `question` is the moment at which the buyer was asked for something.
   */
  readonly from: 'request' | 'approval' | 'item_back' | 'question';
  readonly source: 'channel' | 'policy' | 'own';
  /** What is done before and after the due time, beside what the kind does itself. Absent: the ladder of the kind. */
  readonly ladder?: readonly LadderStep[];
};

export const LADDER_ACTS = ['nudge', 'hand_over', 'tell_manager', 'act'] as const;
/**
 * A step of the escalation ladder: `nudge` reminds whoever the clock waits for, `hand_over` asks the whole team of that duty, `tell_manager`
 * the managers, `act` does the one safe thing that the kind has. `at`: duration from the due time, `-PT4H` is four hours before it.
 */
export type LadderStep = { readonly at: string; readonly do: (typeof LADDER_ACTS)[number] };

export type Table<A> = readonly Row<A>[];

export type Row<A> = {
  /** Stable, unique in the document, `table.name`: findings cite it. */
  readonly id: string;
  /** Absent: always. */
  readonly when?: When;
  readonly answer: A;
  /** Where the rule comes from; `policy` where absent. */
  readonly source?: RuleSource;
  /** The section, page or mission row that it states. */
  readonly reference: string;
  /** What is said when the row speaks, by language; `{days}` names a fact of the finding. English is never missing. */
  readonly words: Words;
};

export type Words = { readonly en: Said } & { readonly [language in 'fr' | 'de' | 'es' | 'it']?: Said };
export type Said = { readonly agent: string; readonly buyer: string };

/** The condition language: small on purpose, so that a form can edit it and a page can read it out. */
export type When =
  | { readonly fact: FactName; readonly is: Fact }
  | { readonly fact: FactName; readonly in: readonly Fact[] }
  | { readonly fact: FactName; readonly atLeast: number }
  | { readonly fact: FactName; readonly atMost: number }
  | { readonly all: readonly When[] }
  | { readonly any: readonly When[] }
  | { readonly not: When };

/** The facts that a row may name. The later ones are known only to the tables that are asked after them (see {@link KNOWN_LATER}). */
export type Facts = {
  channel: string;
  country: string;
  currency: string;
  category: string;
  condition: string;
  reason: string;
  fault: string | null;
  wants: string | null;
  /** Minor units of one unit's price. */
  price: number;
  /** How many photos came with the request; null where nobody counted. */
  photos: number | null;
  customised: boolean;
  consumable: boolean;
  accessory: boolean;
  delivered: boolean;
  shipped: boolean;
  daysSinceDelivery: number | null;
  daysSinceShipping: number | null;
  daysSincePlaced: number;
  /** Whether the reason is a technical fault, and the how-maniest technical return of this item this one is (1, 2, 3 …); 0 where it is none. */
  technical: boolean;
  technicalReturn: number;
  buyerReturns12m: number;
  buyerOrders12m: number;
  /** Whole per cent; 0 where there are no orders to compare with. */
  buyerReturnRate: number;
  identity: string | null;
  verdict: string | null;
  /** Cosmetic grade that the bench gave. */
  grade: string | null;
  /** Earlier returns of this item where another device came back, or no fault was found. */
  earlierOtherDevice: number;
  earlierNoFault: number;
  /** Signs of abuse in the seller's own record, in the last twelve months (M7); 0 where nothing is known. */
  samePhotoElsewhere: number;
  deviceSwaps12m: number;
  refundsWithoutGoods12m: number;
  linkedReturns12m: number;
  linkedAbuse12m: number;
  /** Days until the last right that carries this claim ends, 0 on its last day; null where none has an end that is known. */
  daysLeft: number | null;
  ground: string;
  inWindow: boolean;
  inWarranty: boolean;
  photosMissing: boolean;
};
export type FactName = keyof Facts;

const TEXT_FACTS = [
  'channel',
  'country',
  'currency',
  'category',
  'condition',
  'reason',
  'fault',
  'wants',
  'identity',
  'verdict',
  'grade',
  'ground',
] as const;
const NUMBER_FACTS = [
  'price',
  'photos',
  'daysSinceDelivery',
  'daysSinceShipping',
  'daysSincePlaced',
  'technicalReturn',
  'buyerReturns12m',
  'buyerOrders12m',
  'buyerReturnRate',
  'earlierOtherDevice',
  'earlierNoFault',
  'samePhotoElsewhere',
  'deviceSwaps12m',
  'refundsWithoutGoods12m',
  'linkedReturns12m',
  'linkedAbuse12m',
  'daysLeft',
] as const;
const BOOLEAN_FACTS = [
  'customised',
  'consumable',
  'accessory',
  'delivered',
  'shipped',
  'technical',
  'inWindow',
  'inWarranty',
  'photosMissing',
] as const;
export const FACT_NAMES: readonly FactName[] = [...TEXT_FACTS, ...NUMBER_FACTS, ...BOOLEAN_FACTS];

/** Facts that are answers of other tables: the tables named here are asked before these are known and may not name them. */
export const KNOWN_LATER: Readonly<Record<'ground' | 'inWindow' | 'inWarranty' | 'photosMissing' | 'daysLeft', readonly Question[]>> = {
  ground: ['window', 'warranty', 'exclusions', 'evidence'],
  // A stored decision tells its clocks without law and calendar (`targetsOf`), so deadlines hang on nothing that needs them.
  inWindow: ['window', 'warranty', 'exclusions', 'evidence', 'deadlines'],
  inWarranty: ['window', 'warranty', 'exclusions', 'evidence', 'deadlines'],
  photosMissing: ['window', 'warranty', 'exclusions', 'evidence', 'deadlines'],
  daysLeft: ['window', 'warranty', 'exclusions', 'evidence', 'deadlines'],
};

export function matches(when: When | undefined, facts: Facts): boolean {
  if (when === undefined) return true;
  if ('fact' in when) {
    const value = facts[when.fact];
    if ('is' in when) return value === when.is;
    if ('in' in when) return when.in.includes(value);
    if (typeof value !== 'number') return false;
    return 'atLeast' in when ? value >= when.atLeast : value <= when.atMost;
  }
  if ('all' in when) {
    for (const part of when.all) if (!matches(part, facts)) return false;
    return true;
  }
  if ('any' in when) {
    for (const part of when.any) if (matches(part, facts)) return true;
    return false;
  }
  return !matches(when.not, facts);
}

/** The facts that a condition names, in its order. */
export function factsOf(when: When | undefined): readonly FactName[] {
  if (when === undefined) return [];
  if ('fact' in when) return [when.fact];
  if ('all' in when) return when.all.flatMap(factsOf);
  if ('any' in when) return when.any.flatMap(factsOf);
  return factsOf(when.not);
}

/** What is wrong with a document, and where: `tables.window[2].answer.days`. `lint-words.ts` says it in every language. */
export type PolicyProblem = {
  readonly at: string;
  /** A machine word. */
  readonly problem: string;
  /** With an error nothing can be published; a warning is for a person to judge. */
  readonly severity: 'error' | 'warning';
  /** Plain English. */
  readonly says: string;
  readonly question?: Question;
  /** Id of the row, where it has one. */
  readonly row?: string;
  /** What the sentence is about. */
  readonly facts?: Readonly<Record<string, Fact | readonly Fact[]>>;
  /** A case in which it shows, as a condition that can be read out. */
  readonly example?: When;
};

export type ReadPolicy =
  | { readonly ok: true; readonly policy: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/**
 * A document of before with the tables that it lacks, so that what was published once can be read for ever. What is not a document at all
 * stays as it is. Replays do not change: an empty table never answers, and `refund.deductionPercent` was never anything but 0.
 */
export function completePolicy(json: unknown): unknown {
  if (!isJson(json) || !isJson(json.tables)) return json;
  const { refund } = json.tables;
  return {
    ...json,
    tables: {
      productState: [],
      deductions: [],
      instructions: [],
      ...json.tables,
      ...(Array.isArray(refund) && { refund: refund.map(withoutDeduction) }),
    },
  };
}

function withoutDeduction(row: unknown): unknown {
  if (!isJson(row) || !isJson(row.answer) || !('deductionPercent' in row.answer)) return row;
  const { deductionPercent: _, ...answer } = row.answer;
  return { ...row, answer };
}

/** Whether JSON and PostgreSQL can hold it as it is: not nested beyond reason, no broken signs. Walks without recursion. */
export function isStorable(json: unknown): boolean {
  const open: [value: unknown, depth: number][] = [[json, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string') {
      if (value.includes('\0') || !value.isWellFormed()) return false;
    } else if (typeof value === 'object' && value !== null) {
      if (depth === DEEPEST) return false;
      for (const [key, part] of Object.entries(value)) open.push([key, depth + 1], [part, depth + 1]);
    }
  }
  return true;
}
const DEEPEST = 60;

/**
 * Beyond these a document is no longer something that people keep in mind, and reading it on every keystroke would be felt. A row with its
 * words in five languages has some 2,000 signs.
 */
export const LIMITS = { signs: 600_000, rows: 500, conditionDepth: 8, conditionParts: 200, listed: 500, text: 2_000 } as const;

/** Unknown JSON → a document, or everything that is wrong with it. */
export function readPolicy(json: unknown): ReadPolicy {
  if (!isJson(json)) return unreadable('not_a_policy', 'a policy is a JSON object');
  if (!isStorable(json)) return unreadable('not_storable', 'it is nested too deep, or holds signs that are no text');
  if (JSON.stringify(json).length > LIMITS.signs)
    return unreadable('too_large', `a policy has at most ${LIMITS.signs} signs`, { most: LIMITS.signs });

  const read = new Reading();
  read.keys(json, ['version', 'name', 'effectiveFrom', 'agreedGuarantee', 'businessHours', 'abuseCallsFrom', 'tables'], '');
  read.text(json.version, 'version');
  read.text(json.name, 'name');
  if (typeof json.effectiveFrom !== 'string' || !isDate(json.effectiveFrom))
    read.wrong('effectiveFrom', 'not_a_date', 'a date such as 2026-11-22 is expected here');
  if (json.agreedGuarantee !== undefined) readAgreed(read, json.agreedGuarantee);
  if (json.businessHours !== undefined) readBusinessHours(read, json.businessHours);
  if (json.abuseCallsFrom !== undefined) read.whole(json.abuseCallsFrom, 'abuseCallsFrom', 1, 1000);

  const tables = isJson(json.tables) ? json.tables : {};
  read.keys(tables, QUESTIONS, 'tables');
  const capacity = hoursWithinReach(json.businessHours);
  for (const question of QUESTIONS) readTable(read, question, tables[question], capacity);
  return read.problems.length > 0 ? { ok: false, problems: read.problems } : { ok: true, policy: json as unknown as PolicyDocument };
}

const unreadable = (problem: string, says: string, facts?: NonNullable<PolicyProblem['facts']>): ReadPolicy => ({
  ok: false,
  problems: [{ at: '', problem, severity: 'error', says, ...(facts && { facts }) }],
});

/** One reading of one document: what it finds wrong, each with its place. Lives as long as the call. */
class Reading {
  readonly problems: PolicyProblem[] = [];
  readonly ids = new Set<string>();
  /** The row that is being read. */
  place: { question?: Question; row?: string } = {};

  wrong(at: string, problem: string, says: string, facts?: NonNullable<PolicyProblem['facts']>): void {
    this.problems.push({ at, problem, severity: 'error', says, ...this.place, ...(facts && { facts }) });
  }

  /** A misspelt key would be ignored in silence. */
  keys(json: Json, known: readonly string[], at: string): void {
    for (const key of Object.keys(json)) {
      if (!known.includes(key)) this.wrong(at === '' ? key : `${at}.${key}`, 'unknown_key', `nothing is called ${key} here`, { key });
    }
  }

  text(value: unknown, at: string, most: number = LIMITS.text): void {
    if (typeof value !== 'string' || value.trim() === '') this.wrong(at, 'not_text', 'a text that is not empty is expected here');
    else if (value.length > most) this.wrong(at, 'too_long', `at most ${most} signs are expected here`, { most });
  }

  whole(value: unknown, at: string, least: number, most: number): void {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
      this.wrong(at, 'not_whole', `a whole number from ${least} to ${most} is expected here`, { least, most });
  }

  oneOf(value: unknown, allowed: readonly Fact[], at: string): void {
    if (!allowed.includes(value as Fact)) this.wrong(at, 'not_allowed', `one of ${allowed.join(', ')} is expected here`, { allowed });
  }

  /** Several of them, none twice. */
  someOf(value: unknown, allowed: readonly string[], at: string): void {
    if (!Array.isArray(value)) return this.wrong(at, 'not_a_list', 'a list is expected here');
    for (const [i, one] of value.entries()) {
      this.oneOf(one, allowed, `${at}[${i}]`);
      if (value.indexOf(one) < i)
        this.wrong(`${at}[${i}]`, 'listed_twice', `${String(one)} stands in the list already`, { value: String(one) });
    }
  }

  country(value: unknown, at: string): void {
    if (typeof value !== 'string' || !isCountry(value))
      this.wrong(at, 'unknown_country', `${String(value)} is no country of ISO 3166-1`, { value: String(value) });
  }
}

function readAgreed(read: Reading, agreed: unknown): void {
  if (!isJson(agreed)) return read.wrong('agreedGuarantee', 'not_an_object', 'months by country are expected here');
  for (const [country, months] of Object.entries(agreed)) {
    read.country(country, `agreedGuarantee.${country}`);
    read.whole(months, `agreedGuarantee.${country}`, 0, 1200);
  }
}

function readBusinessHours(read: Reading, hours: unknown): void {
  const at = 'businessHours';
  if (!isJson(hours)) return read.wrong(at, 'not_an_object', 'a zone and a week are expected here');
  read.keys(hours, ['zone', 'country', 'week', 'closed'], at);
  if (!isZone(hours.zone)) read.wrong(`${at}.zone`, 'unknown_zone', 'a time zone such as Europe/Paris is expected here');
  if (hours.country !== undefined) read.country(hours.country, `${at}.country`);
  if (hours.closed !== undefined) {
    if (!Array.isArray(hours.closed)) read.wrong(`${at}.closed`, 'not_a_list', 'a list is expected here');
    else if (hours.closed.length > 100) read.wrong(`${at}.closed`, 'too_many', 'at most 100 entries are expected here', { most: 100 });
    else
      for (const [i, date] of hours.closed.entries())
        if (typeof date !== 'string' || !isDate(date))
          read.wrong(`${at}.closed[${i}]`, 'not_a_date', 'a date such as 2026-11-22 is expected here');
  }
  if (!isJson(hours.week)) return read.wrong(`${at}.week`, 'not_an_object', 'hours by weekday are expected here');
  read.keys(hours.week, WEEKDAYS, `${at}.week`);
  let worked = 0;
  for (const [day, stretches] of Object.entries(hours.week)) {
    const where = `${at}.week.${day}`;
    if (!Array.isArray(stretches) || stretches.length > 12) {
      read.wrong(where, 'not_hours', "a list of stretches such as ['09:00', '12:30'] is expected here");
      continue;
    }
    let until = 0;
    for (const [i, stretch] of stretches.entries()) {
      const [from, to] = minutesOf(stretch);
      if (Number.isNaN(from) || Number.isNaN(to))
        read.wrong(`${where}[${i}]`, 'not_hours', "a stretch such as ['09:00', '12:30'] is expected here");
      else if (from < until || to <= from) read.wrong(`${where}[${i}]`, 'hours_disordered', 'stretches stand in order and do not overlap');
      else {
        until = to;
        worked += to - from;
      }
    }
  }
  if (worked < 60) read.wrong(`${at}.week`, 'no_hours', 'the week needs at least one hour of work');
}

function isZone(zone: unknown): boolean {
  try {
    return typeof zone === 'string' && zone !== '' && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Minutes of the day at which a stretch begins and ends; NaN where it is none. */
function minutesOf(stretch: unknown): readonly [from: number, until: number] {
  if (!Array.isArray(stretch) || stretch.length !== 2) return [Number.NaN, Number.NaN];
  const [from, until] = stretch.map((time) => {
    const match = /^(\d\d):([0-5]\d)$/.exec(String(time));
    const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
    return minutes <= 1440 ? minutes : Number.NaN;
  });
  return [from!, until!];
}

/**
 * So many hours of work pass in a year at least, also with the days on which it is closed and twenty public holidays: a target beyond them
 * has no due time. Weeks that are wrong are told of elsewhere.
 */
function hoursWithinReach(hours: unknown): number {
  if (!isJson(hours) || !isJson(hours.week)) return hours === undefined ? 24 * 365 : Number.POSITIVE_INFINITY;
  const perDay = Object.values(hours.week).map((stretches) =>
    (Array.isArray(stretches) ? stretches : []).map(minutesOf).reduce((sum, [from, until]) => sum + (until - from || 0), 0),
  );
  const week = perDay.reduce((sum, minutes) => sum + minutes, 0);
  const free = 20 + (Array.isArray(hours.closed) ? hours.closed.length : 0);
  return Math.floor((week * 52 - Math.max(0, ...perDay) * free) / 60);
}

function readTable(read: Reading, question: Question, rows: unknown, capacity: number): void {
  read.place = { question };
  const at = `tables.${question}`;
  if (!Array.isArray(rows)) return read.wrong(at, 'missing_table', `the table ${question} is missing`, { table: question });
  if (rows.length > LIMITS.rows) read.wrong(at, 'too_many', `at most ${LIMITS.rows} entries are expected here`, { most: LIMITS.rows });
  if (ALWAYS_ANSWERED.includes(question) && !rows.some((row) => isJson(row) && row.when === undefined)) {
    read.wrong(at, 'no_catch_all', `the table ${question} needs a row without a condition, so that it always answers`, { table: question });
  }
  for (const [i, row] of rows.entries()) {
    read.place = { question, ...(isJson(row) && typeof row.id === 'string' && { row: row.id }) };
    if (isJson(row)) readRow(read, question, row, `${at}[${i}]`, capacity);
    else read.wrong(`${at}[${i}]`, 'not_a_row', 'a row is expected here');
  }
  read.place = {};
}

function readRow(read: Reading, question: Question, row: Json, at: string, capacity: number): void {
  read.keys(row, ['id', 'when', 'answer', 'source', 'reference', 'words'], at);
  const id = String(row.id);
  if (typeof row.id !== 'string' || !/^[A-Za-z0-9_.-]{1,100}$/.test(row.id))
    read.wrong(`${at}.id`, 'not_an_id', 'letters, figures, dots, dashes and underscores are expected here, a hundred at most');
  else if (id.startsWith('law.')) read.wrong(`${at}.id`, 'reserved', 'names that begin with law. are the law’s own');
  else if (read.ids.has(id)) read.wrong(`${at}.id`, 'twice', `two rows are called ${id}`, { id });
  read.ids.add(id);
  read.text(row.reference, `${at}.reference`);
  if (row.source !== undefined) read.oneOf(row.source, ['policy', 'channel', 'check'], `${at}.source`);
  if (row.when !== undefined) readWhen(read, row.when, `${at}.when`, question, { depth: 0, parts: 0 });
  const words: Json = { en: undefined, ...(isJson(row.words) ? row.words : {}) };
  read.keys(words, LANGUAGES, `${at}.words`);
  for (const [language, said] of Object.entries(words)) {
    if (isJson(said)) read.keys(said, ['agent', 'buyer'], `${at}.words.${language}`);
    read.text(isJson(said) ? said.agent : undefined, `${at}.words.${language}.agent`);
    read.text(isJson(said) ? said.buyer : undefined, `${at}.words.${language}.buyer`);
  }
  if (!isJson(row.answer)) return read.wrong(`${at}.answer`, 'no_answer_given', 'an answer is expected here');
  const { keys, check } = ANSWERS[question];
  read.keys(row.answer, keys, `${at}.answer`);
  check(read, row.answer, `${at}.answer`, capacity);
}

type AnswerForm = {
  readonly keys: readonly string[];
  check(read: Reading, answer: Json, at: string, capacity: number): void;
};

/** What an answer of each table looks like. */
const ANSWERS: Readonly<Record<Question, AnswerForm>> = {
  window: {
    keys: ['days', 'endsOn', 'holidayUntil'],
    check(read, a, at) {
      read.whole(a.days, `${at}.days`, 0, 3650);
      read.oneOf(a.endsOn, ['any_day', 'working_day'], `${at}.endsOn`);
      // A day that every year has.
      if (a.holidayUntil !== undefined && !isDate(`2027-${String(a.holidayUntil)}`))
        read.wrong(`${at}.holidayUntil`, 'not_a_day', 'a month and a day such as 01-31 are expected here');
    },
  },
  warranty: { keys: ['months'], check: (read, a, at) => read.whole(a.months, `${at}.months`, 0, 1200) },
  exclusions: { keys: ['excluded'], check: (read, a, at) => read.oneOf(a.excluded, [true, false], `${at}.excluded`) },
  productState: { keys: ['requires'], check: (read, a, at) => read.someOf(a.requires, PRODUCT_STATES, `${at}.requires`) },
  returnShipping: {
    keys: ['paidBy', 'label'],
    check(read, a, at) {
      read.oneOf(a.paidBy, ['seller', 'buyer'], `${at}.paidBy`);
      read.oneOf(a.label, ['prepaid', 'own'], `${at}.label`);
    },
  },
  resolutions: {
    keys: ['offer', 'final'],
    check(read, a, at) {
      read.someOf(a.offer, RESOLUTIONS, `${at}.offer`);
      if (a.final !== undefined) read.oneOf(a.final, [true], `${at}.final`);
    },
  },
  refund: {
    keys: ['method', 'days', 'items', 'shipping'],
    check(read, a, at) {
      read.oneOf(a.method, ['original_payment'], `${at}.method`);
      read.whole(a.days, `${at}.days`, 0, 365);
      read.oneOf(a.items, ['unit', 'order'], `${at}.items`);
      read.oneOf(a.shipping, ['share', 'none', 'all'], `${at}.shipping`);
    },
  },
  deductions: {
    keys: ['percent', 'for'],
    check(read, a, at) {
      read.whole(a.percent, `${at}.percent`, 0, 100);
      read.oneOf(a.for, ['wear', 'damage', 'missing_parts'], `${at}.for`);
    },
  },
  evidence: { keys: ['photos'], check: (read, a, at) => read.whole(a.photos, `${at}.photos`, 0, 100) },
  instructions: { keys: ['topic'], check: (read, a, at) => read.oneOf(a.topic, INSTRUCTION_TOPICS, `${at}.topic`) },
  review: {
    keys: ['signal', 'weight'],
    check(read, a, at) {
      read.oneOf(a.signal, REVIEW_SIGNALS, `${at}.signal`);
      if (a.weight === undefined) return;
      if (a.signal !== 'abuse') read.wrong(`${at}.weight`, 'weight_unheard', 'only signs of abuse have a weight');
      else read.whole(a.weight, `${at}.weight`, 1, 100);
    },
  },
  deadlines: {
    keys: ['kind', 'after', 'source', 'ladder', 'from'],
    check(read, a, at, capacity) {
      read.oneOf(a.kind, DEADLINE_KINDS, `${at}.kind`);
      read.oneOf(a.from, ['request', 'approval', 'item_back', 'question'], `${at}.from`);
      read.oneOf(a.source, ['channel', 'policy', 'own'], `${at}.source`);
      readAfter(read, a.after, `${at}.after`, capacity);
      if (a.ladder !== undefined) readLadder(read, a.ladder, `${at}.ladder`);
    },
  },
};

function readAfter(read: Reading, after: unknown, at: string, capacity: number): void {
  const given: Json = isJson(after) ? after : {};
  const [key, ...more] = Object.keys(given);
  if (more.length === 0 && key === 'workingDays') return read.whole(given.workingDays, `${at}.workingDays`, 0, 3650);
  if (more.length === 0 && key === 'businessHours') {
    if (typeof given.businessHours === 'number' && given.businessHours > capacity)
      return read.wrong(`${at}.businessHours`, 'beyond_hours', `a year of work has ${capacity} hours`, { hours: capacity });
    return read.whole(given.businessHours, `${at}.businessHours`, 0, 8_760);
  }
  if (more.length > 0 || !isDuration(given.duration))
    read.wrong(at, 'not_a_duration', 'an ISO 8601 duration such as PT24H or P5D, workingDays or businessHours is expected here');
}

function readLadder(read: Reading, ladder: unknown, at: string): void {
  if (!Array.isArray(ladder)) return read.wrong(at, 'not_a_list', 'a list is expected here');
  if (ladder.length > 20) read.wrong(at, 'too_many', 'at most 20 entries are expected here', { most: 20 });
  for (const [i, step] of ladder.entries()) {
    if (!isJson(step)) {
      read.wrong(`${at}[${i}]`, 'not_a_step', 'a step of the ladder is expected here');
      continue;
    }
    read.keys(step, ['at', 'do'], `${at}[${i}]`);
    // Before the due time with a minus: -PT4H.
    if (typeof step.at !== 'string' || !isDuration(step.at.replace(/^-/, '')))
      read.wrong(`${at}[${i}].at`, 'not_a_step_time', 'a duration from the due time such as -PT4H, PT0S or P1D is expected here');
    read.oneOf(step.do, LADDER_ACTS, `${at}[${i}].do`);
  }
}

function readWhen(read: Reading, when: unknown, at: string, table: Question, size: { readonly depth: number; parts: number }): void {
  if (!isJson(when)) return read.wrong(at, 'not_a_condition', 'a condition is expected here');
  const depth = size.depth + 1;
  const deeper = { depth, parts: 0 };
  if (depth > LIMITS.conditionDepth)
    return read.wrong(at, 'too_deep', `conditions are nested ${LIMITS.conditionDepth} deep at most`, { most: LIMITS.conditionDepth });
  const join = Array.isArray(when.all) ? 'all' : Array.isArray(when.any) ? 'any' : null;
  if (join) {
    read.keys(when, [join], at);
    const parts = when[join] as readonly unknown[];
    if (parts.length === 0) read.wrong(`${at}.${join}`, 'empty', 'at least one entry is expected here');
    for (const [i, part] of parts.entries()) {
      readWhen(read, part, `${at}.${join}[${i}]`, table, deeper);
      size.parts += deeper.parts;
      deeper.parts = 0;
      if (size.parts > LIMITS.conditionParts)
        return read.wrong(at, 'too_many', `at most ${LIMITS.conditionParts} entries are expected here`, { most: LIMITS.conditionParts });
    }
    return;
  }
  if ('not' in when) {
    read.keys(when, ['not'], at);
    readWhen(read, when.not, `${at}.not`, table, deeper);
    size.parts += deeper.parts;
    return;
  }
  size.parts += 1;
  readLeaf(read, when, at, table);
}

function readLeaf(read: Reading, when: Json, at: string, table: Question): void {
  const fact = when.fact as FactName;
  if (!FACT_NAMES.includes(fact))
    return read.wrong(`${at}.fact`, 'unknown_fact', `no fact is called ${String(when.fact)}`, { fact: String(when.fact) });
  if (fact in KNOWN_LATER && KNOWN_LATER[fact as keyof typeof KNOWN_LATER].includes(table))
    read.wrong(`${at}.fact`, 'known_later', `${fact} is not known yet when the table ${table} is asked`, { fact, table });
  const value = (one: unknown, where: string) => readValue(read, fact, one, where);
  if ('is' in when) {
    read.keys(when, ['fact', 'is'], at);
    return value(when.is, `${at}.is`);
  }
  if (Array.isArray(when.in)) {
    read.keys(when, ['fact', 'in'], at);
    if (when.in.length === 0) read.wrong(`${at}.in`, 'empty', 'at least one entry is expected here');
    if (when.in.length > LIMITS.listed)
      return read.wrong(`${at}.in`, 'too_many', `at most ${LIMITS.listed} entries are expected here`, { most: LIMITS.listed });
    return when.in.forEach((one, i) => value(one, `${at}.in[${i}]`));
  }
  const bound = 'atLeast' in when ? 'atLeast' : 'atMost' in when ? 'atMost' : null;
  if (!bound) return read.wrong(at, 'not_a_condition', 'is, in, atLeast or atMost is expected here');
  read.keys(when, ['fact', bound], at);
  if (kindOf(fact) !== 'number') read.wrong(`${at}.fact`, 'not_a_number', `${fact} is not a number`, { fact });
  if (!Number.isSafeInteger(when[bound])) read.wrong(`${at}.${bound}`, 'not_a_whole_number', 'a whole number is expected here');
}

function readValue(read: Reading, fact: FactName, value: unknown, at: string): void {
  if (value === null) {
    if (!isNullable(fact)) read.wrong(at, 'never_unknown', `${fact} is always known`, { fact });
    return;
  }
  const kind = kindOf(fact);
  if (kind === 'number') {
    if (!Number.isSafeInteger(value)) read.wrong(at, 'not_a_whole_number', 'a whole number is expected here');
    return;
  }
  if (typeof value !== (kind === 'text' ? 'string' : 'boolean')) {
    return read.wrong(at, 'wrong_type', kind === 'text' ? `${fact} is a text` : `${fact} is true or false`, { fact, kind });
  }
  const known = valuesOf(fact);
  if (known) read.oneOf(value, known, at);
  else if (fact === 'country') read.country(value, at);
  else if (fact === 'currency' && !/^[A-Z]{3}$/.test(value as string))
    read.wrong(at, 'not_a_currency', 'three capitals such as EUR are expected here');
  // Categories arrive in small letters: another spelling would never match, in silence.
  else if (fact === 'category' && value !== (value as string).trim().toLowerCase())
    read.wrong(at, 'not_small', 'small letters are expected here');
}

export const QUESTIONS: readonly Question[] = [
  'window',
  'warranty',
  'exclusions',
  'productState',
  'returnShipping',
  'resolutions',
  'refund',
  'deductions',
  'evidence',
  'instructions',
  'review',
  'deadlines',
];
/** Tables whose silence would leave a buyer without an answer. */
export const ALWAYS_ANSWERED: readonly Question[] = ['window', 'warranty', 'returnShipping', 'resolutions', 'refund'];

/** Kinds for which a seller may set a time. The others are the law's alone. */
const DEADLINE_KINDS: readonly DeadlineKind[] = [
  'first_answer',
  'label',
  'send_back',
  'resolve',
  'auto_refund',
  'withdrawal_refund',
  'ship',
  'deliver',
  'tracking_stalled',
  'dispute_answer',
  'buyer_answer',
  'decision',
];

// ── What facts can be ──

export const kindOf = (fact: FactName): 'text' | 'number' | 'boolean' =>
  (TEXT_FACTS as readonly string[]).includes(fact) ? 'text' : (NUMBER_FACTS as readonly string[]).includes(fact) ? 'number' : 'boolean';

/** Facts with a closed list of values: a misspelt one would never match, in silence. */
const VALUES: Partial<Record<FactName, readonly string[]>> = {
  reason: REASONS,
  fault: FAULTS,
  wants: WISHES,
  condition: CONDITIONS,
  identity: IDENTITIES,
  verdict: VERDICTS,
  grade: GRADES,
  ground: ['withdrawal', 'commercial_return', 'warranty', 'legal_guarantee', 'seller_fault', 'transit', 'none'] satisfies Ground[],
};
/** The values of a text fact, where the list is closed. */
export const valuesOf = (fact: FactName): readonly string[] | undefined => VALUES[fact];

const NULLABLE: readonly FactName[] = [
  'fault',
  'wants',
  'photos',
  'daysSinceDelivery',
  'daysSinceShipping',
  'identity',
  'verdict',
  'grade',
  'daysLeft',
];
/** Whether the fact may be unknown. */
export const isNullable = (fact: FactName): boolean => NULLABLE.includes(fact);

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function isDuration(value: unknown): boolean {
  try {
    return typeof value === 'string' && parseDuration(value) !== undefined;
  } catch {
    return false;
  }
}
