/** The words of the policy language: what a translator fills in, and the five languages that are. `in-words.ts` makes sentences of them. */
import type { Language } from '../../access.ts';
import type { Condition, Fault, Grade, Identity, Reason, Resolution, Verdict, Wish } from '../../return/model.ts';
import type { Deadline, DeadlineKind, Ground } from '../decision.ts';
import type {
  DeadlineAnswer,
  DeductionAnswer,
  FactName,
  InstructionTopic,
  LadderStep,
  ProductState,
  Question,
  RefundAnswer,
  ReviewAnswer,
} from '../document.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';

/** One and many of a thing, in the case that the sentence around it asks for. */
export type Unit = readonly [one: string, other: string];

/**
 * How a fact is said. The sentences are clauses as they follow "if": in German the verb comes last.
 * `{v}` is the value, or several joined by "or"; `{q}` a quantity such as "at least 3 days".
 */
export type FactWords = {
  readonly label: string;
  readonly is: string;
  /** Its denial; for a yes-or-no fact, what "no" says. Numbers need none: their bounds turn round. */
  readonly not?: string;
  /** That nothing is known. */
  readonly none?: string;
  /** What is counted, for numbers. */
  readonly unit?: Unit;
};

/** `label` stands alone, `phrase` stands in a sentence after "is". */
export type Named = { readonly label: string; readonly phrase: string };

export type Vocabulary = {
  readonly always: string;
  readonly never: string;
  /** Takes a clause. */
  readonly if: string;
  readonly and: string;
  readonly or: string;
  /** Joins what is denied: "not A {nor} B". */
  readonly nor: string;
  readonly orUnknown: string;
  readonly yes: string;
  readonly no: string;
  /** No value. */
  readonly nothing: string;
  readonly atLeast: string;
  readonly atMost: string;
  readonly exactly: string;
  readonly facts: Readonly<Record<FactName, FactWords>>;
  /** The how-maniest return for a fault it is: `{o}` is an ordinal. */
  readonly technicalReturn: {
    readonly ordinals: readonly string[];
    readonly ordinal: string;
    readonly is: string;
    readonly atLeast: string;
    readonly atMost: string;
    readonly zero: string;
  };
  readonly reason: Readonly<Record<Reason, Named>>;
  readonly ground: Readonly<Record<Ground, Named>>;
  readonly condition: Readonly<Record<Condition, string>>;
  readonly fault: Readonly<Record<Fault, string>>;
  readonly wants: Readonly<Record<Wish, string>>;
  readonly identity: Readonly<Record<Identity, string>>;
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly grade: Readonly<Record<Grade, string>>;
  /** Categories and channels are free text; those that everybody has are known. */
  readonly category: Readonly<Record<string, string>>;
  readonly channel: Readonly<Record<string, string>>;
  readonly questions: Readonly<Record<Question, { readonly label: string; readonly help: string }>>;
  readonly resolution: Readonly<Record<Resolution, string>>;
  readonly productState: Readonly<Record<ProductState, string>>;
  readonly topic: Readonly<Record<InstructionTopic, string>>;
  readonly signal: Readonly<Record<ReviewAnswer['signal'], string>>;
  readonly deadline: Readonly<Record<DeadlineKind, string>>;
  readonly source: Readonly<Record<Deadline['source'], string>>;
  /** What starts a clock, as it follows "after". */
  readonly after: Readonly<Record<DeadlineAnswer['from'], string>>;
  readonly ladder: Readonly<Record<LadderStep['do'], string>>;
  readonly units: {
    readonly day: Unit;
    readonly month: Unit;
    readonly hour: Unit;
    readonly minute: Unit;
    readonly workingDay: Unit;
    readonly businessHour: Unit;
    readonly photo: Unit;
  };
  readonly answers: {
    readonly endsOnWorkingDay: string;
    /** `{date}` is a day of the year. */
    readonly holidayUntil: string;
    readonly excluded: string;
    readonly notExcluded: string;
    readonly anyState: string;
    readonly paidBy: Readonly<Record<'seller' | 'buyer', string>>;
    readonly label: Readonly<Record<'prepaid' | 'own', string>>;
    readonly offersNothing: string;
    readonly final: string;
    readonly refundItems: Readonly<Record<RefundAnswer['items'], string>>;
    readonly refundShipping: Readonly<Record<RefundAnswer['shipping'], string>>;
    /** `{q}`: so many days. */
    readonly refundWithin: string;
    readonly originalPayment: string;
    readonly deduction: Readonly<Record<DeductionAnswer['for'], string>>;
    readonly noPhoto: string;
    readonly weight: string;
    /** `{kind}`, `{q}`, `{from}`. */
    readonly deadline: string;
    readonly before: string;
    readonly at: string;
    readonly late: string;
  };
};

export const VOCABULARY: Readonly<Record<Language, Vocabulary>> = { en, fr, de, es, it };
