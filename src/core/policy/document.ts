/**
 * A policy version is a document of typed decision tables, one per question (M1–M5). It is plain JSON: kept in the database, edited by people,
 * exported as a file. In each table the first row that matches answers, except in `review` and `instructions`, where every row that matches
 * speaks, and in `deadlines`, where the first row of each kind does. `readPolicy` is the only way from unknown JSON to a document.
 */
import { CONDITIONS, FAULTS, REASONS, RESOLUTIONS, type Resolution } from '../return/model.ts';
import { parseDuration } from '../calendar.ts';
import type { BusinessHours } from '../clocks/business-hours.ts';
import type { DeadlineKind, Fact, RuleSource } from './decision.ts';

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

/** What is wrong with a document, and where: `tables.window[2].answer.days`. `problem` is a machine word, `says` plain English. */
export type PolicyProblem = { readonly at: string; readonly problem: string; readonly says: string };

export type ReadPolicy =
  | { readonly ok: true; readonly policy: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Unknown JSON → a document, or everything that is wrong with it. */
export function readPolicy(json: unknown): ReadPolicy {
  const problems: PolicyProblem[] = [];
  const wrong = (at: string, problem: string, says: string) => void problems.push({ at, problem, says });
  const text = (value: unknown, at: string) => {
    if (typeof value !== 'string' || value.trim() === '') wrong(at, 'not_text', 'a text that is not empty is expected here');
  };
  const whole = (value: unknown, at: string, most = 100_000) => {
    if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > most)
      wrong(at, 'not_whole', `a whole number from 0 to ${most} is expected here`);
  };
  const oneOf = (value: unknown, allowed: readonly unknown[], at: string) => {
    if (!allowed.includes(value)) wrong(at, 'not_allowed', `one of ${allowed.join(', ')} is expected here`);
  };

  const answers: Record<Question, (answer: Json, at: string) => void> = {
    window: (a, at) => {
      whole(a.days, `${at}.days`, 3650);
      oneOf(a.endsOn, ['any_day', 'working_day'], `${at}.endsOn`);
      if (a.holidayUntil !== undefined && !/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(String(a.holidayUntil))) {
        wrong(`${at}.holidayUntil`, 'not_a_day', 'a month and a day such as 01-31 are expected here');
      }
    },
    warranty: (a, at) => whole(a.months, `${at}.months`, 1200),
    exclusions: (a, at) => oneOf(a.excluded, [true, false], `${at}.excluded`),
    returnShipping: (a, at) => {
      oneOf(a.paidBy, ['seller', 'buyer'], `${at}.paidBy`);
      oneOf(a.label, ['prepaid', 'own'], `${at}.label`);
    },
    resolutions: (a, at) => {
      if (!Array.isArray(a.offer)) wrong(`${at}.offer`, 'not_a_list', 'a list of resolutions is expected here');
      else for (const [i, one] of a.offer.entries()) oneOf(one, RESOLUTIONS, `${at}.offer[${i}]`);
      if (a.final !== undefined) oneOf(a.final, [true], `${at}.final`);
    },
    refund: (a, at) => {
      oneOf(a.method, ['original_payment'], `${at}.method`);
      whole(a.days, `${at}.days`, 365);
      oneOf(a.items, ['unit', 'order'], `${at}.items`);
      oneOf(a.shipping, ['share', 'none', 'all'], `${at}.shipping`);
    },
    productState: (a, at) => {
      if (!Array.isArray(a.requires)) wrong(`${at}.requires`, 'not_a_list', 'a list of states is expected here');
      else for (const [i, one] of a.requires.entries()) oneOf(one, PRODUCT_STATES, `${at}.requires[${i}]`);
    },
    deductions: (a, at) => {
      whole(a.percent, `${at}.percent`, 100);
      oneOf(a.for, ['wear', 'damage', 'missing_parts'], `${at}.for`);
    },
    evidence: (a, at) => whole(a.photos, `${at}.photos`, 100),
    instructions: (a, at) => oneOf(a.topic, INSTRUCTION_TOPICS, `${at}.topic`),
    review: (a, at) => {
      oneOf(a.signal, REVIEW_SIGNALS, `${at}.signal`);
      if (a.weight !== undefined) whole(a.weight, `${at}.weight`, 100);
    },
    deadlines: (a, at) => {
      oneOf(a.kind, DEADLINE_KINDS, `${at}.kind`);
      oneOf(a.from, ['request', 'approval', 'item_back', 'question'], `${at}.from`);
      oneOf(a.source, ['channel', 'policy', 'own'], `${at}.source`);
      const after = isJson(a.after) ? a.after : {};
      if ('workingDays' in after) whole(after.workingDays, `${at}.after.workingDays`, 3650);
      else if ('businessHours' in after) whole(after.businessHours, `${at}.after.businessHours`, 10_000);
      else if (!isDuration(after.duration))
        wrong(`${at}.after`, 'not_a_duration', 'an ISO 8601 duration such as PT24H or P5D, or workingDays, is expected here');
    },
  };

  const readWhen = (when: unknown, at: string, table: Question): void => {
    if (!isJson(when)) return wrong(at, 'not_a_condition', 'a condition is expected here');
    if (Array.isArray(when.all) || Array.isArray(when.any)) {
      const [name, parts] = Array.isArray(when.all) ? ['all', when.all] : ['any', when.any as unknown[]];
      for (const [i, part] of parts.entries()) readWhen(part, `${at}.${name}[${i}]`, table);
      return;
    }
    if ('not' in when) return readWhen(when.not, `${at}.not`, table);
    const fact = when.fact as FactName;
    if (!FACT_NAMES.includes(fact)) return wrong(`${at}.fact`, 'unknown_fact', `no fact is called ${String(when.fact)}`);
    if (fact in KNOWN_LATER && KNOWN_LATER[fact as keyof typeof KNOWN_LATER].includes(table)) {
      wrong(`${at}.fact`, 'known_later', `${fact} is not known yet when the table ${table} is asked`);
    }
    const known = VALUES[fact];
    const value = (one: unknown, where: string) => {
      const type = (TEXT_FACTS as readonly string[]).includes(fact)
        ? 'string'
        : (NUMBER_FACTS as readonly string[]).includes(fact)
          ? 'number'
          : 'boolean';
      if (one !== null && typeof one !== type) wrong(where, 'wrong_type', `${fact} is a ${type}`);
      else if (known && one !== null && !known.includes(one as string))
        wrong(where, 'not_allowed', `${fact} is one of ${known.join(', ')}`);
    };
    if ('is' in when) return value(when.is, `${at}.is`);
    if (Array.isArray(when.in)) return when.in.forEach((one, i) => value(one, `${at}.in[${i}]`));
    const bound = 'atLeast' in when ? 'atLeast' : 'atMost' in when ? 'atMost' : null;
    if (!bound) return wrong(at, 'not_a_condition', 'is, in, atLeast or atMost is expected here');
    if (!(NUMBER_FACTS as readonly string[]).includes(fact)) wrong(`${at}.fact`, 'wrong_type', `${fact} is not a number`);
    if (typeof when[bound] !== 'number') wrong(`${at}.${bound}`, 'wrong_type', 'a number is expected here');
  };

  if (!isJson(json)) return { ok: false, problems: [{ at: '', problem: 'not_a_policy', says: 'a policy is a JSON object' }] };
  text(json.version, 'version');
  text(json.name, 'name');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(String(json.effectiveFrom)))
    wrong('effectiveFrom', 'not_a_date', 'a date such as 2026-11-22 is expected here');
  if (json.agreedGuarantee !== undefined) {
    if (!isJson(json.agreedGuarantee)) wrong('agreedGuarantee', 'not_an_object', 'months by country are expected here');
    else for (const [country, months] of Object.entries(json.agreedGuarantee)) whole(months, `agreedGuarantee.${country}`, 1200);
  }
  const tables = isJson(json.tables) ? json.tables : {};
  const ids = new Set<string>();
  for (const question of QUESTIONS) {
    const rows = tables[question];
    if (!Array.isArray(rows)) {
      wrong(`tables.${question}`, 'missing_table', `the table ${question} is missing`);
      continue;
    }
    if (ALWAYS_ANSWERED.includes(question) && !rows.some((row) => isJson(row) && row.when === undefined)) {
      wrong(`tables.${question}`, 'no_answer', `the table ${question} needs a row without a condition, so that it always answers`);
    }
    for (const [i, row] of rows.entries()) {
      const at = `tables.${question}[${i}]`;
      if (!isJson(row)) {
        wrong(at, 'not_a_row', 'a row is expected here');
        continue;
      }
      text(row.id, `${at}.id`);
      if (ids.has(String(row.id))) wrong(`${at}.id`, 'twice', `two rows are called ${String(row.id)}`);
      ids.add(String(row.id));
      text(row.reference, `${at}.reference`);
      if (row.source !== undefined) oneOf(row.source, ['policy', 'channel', 'check'], `${at}.source`);
      if (row.when !== undefined) readWhen(row.when, `${at}.when`, question);
      const words: Json = { en: undefined, ...(isJson(row.words) ? row.words : {}) };
      for (const [language, said] of Object.entries(words)) {
        text(isJson(said) ? said.agent : undefined, `${at}.words.${language}.agent`);
        text(isJson(said) ? said.buyer : undefined, `${at}.words.${language}.buyer`);
      }
      if (isJson(row.answer)) answers[question](row.answer, `${at}.answer`);
      else wrong(`${at}.answer`, 'no_answer', 'an answer is expected here');
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy: json as unknown as PolicyDocument };
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
const ALWAYS_ANSWERED: readonly Question[] = ['window', 'warranty', 'returnShipping', 'resolutions', 'refund'];

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
/** Facts with a closed list of values: a misspelt one would never match, in silence. */
const VALUES: Partial<Record<FactName, readonly string[]>> = {
  reason: REASONS,
  fault: FAULTS,
  condition: CONDITIONS,
  ground: ['withdrawal', 'commercial_return', 'warranty', 'legal_guarantee', 'seller_fault', 'transit', 'none'],
};

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function isDuration(value: unknown): boolean {
  try {
    return typeof value === 'string' && parseDuration(value) !== undefined;
  } catch {
    return false;
  }
}
