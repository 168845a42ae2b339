/**
 * A policy's tables, made ready once to be asked many times: conditions as functions, the names that a finding keeps, lengths of time as numbers.
 * It means exactly what `matches` means (a test says so); documents are plain data that nobody changes in place, so what was made is kept.
 */
import { parseDuration } from '../calendar.ts';
import { type Reason, REASONS } from '../return/model.ts';
import {
  type DeadlineAnswer,
  FACT_NAMES,
  type FactName,
  type Facts,
  factsOf,
  matches,
  type PolicyTables,
  type Question,
  QUESTIONS,
  type Row,
  type When,
} from './document.ts';

export type Test = (facts: Facts) => boolean;

export type Ready<A> = {
  readonly row: Row<A>;
  readonly answer: A;
  /** Null: always. */
  readonly holds: Test | null;
  /** What a finding keeps of the facts: those that the row's condition names, and those that its words do. */
  readonly names: readonly FactName[];
};

type AnswerOf<Q extends Question> = PolicyTables[Q][number]['answer'];
export type ReadyTables = { readonly [Q in Question]: readonly Ready<AnswerOf<Q>>[] } & {
  /** ms of each deadline that is a plain length of time; NaN for the others. Same order as `deadlines`. */
  readonly lengths: readonly number[];
  /** Whether two rows of `deadlines` are about one kind. */
  readonly repeated: boolean;
};

/** What is plain from a request before any table is asked: most rows are about other reasons, a bench that has not spoken, a past that is not there. */
export type Plain = {
  readonly reason: Reason;
  readonly finding: boolean;
  readonly record: boolean;
  readonly earlier: boolean;
};

const known = new WeakMap<PolicyTables, Map<string, ReadyTables>>();

/** The tables as far as they can concern such a request: rows that it can't reach are gone, the others ask only what is still open. */
export function compiled(tables: PolicyTables, plain: Plain): ReadyTables {
  let variants = known.get(tables);
  if (!variants) known.set(tables, (variants = new Map()));
  const name = NAMES[(plain.finding ? 4 : 0) + (plain.record ? 2 : 0) + (plain.earlier ? 1 : 0)]!.get(plain.reason)!;
  let ready = variants.get(name);
  if (!ready) variants.set(name, (ready = compile(tables, factsThatArePlain(plain))));
  return ready;
}
const NAMES = Array.from({ length: 8 }, (_, bits) => new Map(REASONS.map((reason) => [reason, `${reason} ${bits}`])));

/** The same values as `evaluate` gives these facts. */
function factsThatArePlain({ reason, finding, record, earlier }: Plain): Partial<Facts> {
  const technical = reason === 'defective';
  return {
    reason,
    technical,
    ...(!technical ? { technicalReturn: 0 } : !earlier ? { technicalReturn: 1 } : {}),
    ...(!finding && { identity: null, verdict: null, grade: null }),
    ...(!earlier && { earlierOtherDevice: 0, earlierNoFault: 0 }),
    ...(!record && { samePhotoElsewhere: 0, deviceSwaps12m: 0, refundsWithoutGoods12m: 0, linkedReturns12m: 0, linkedAbuse12m: 0 }),
  };
}

function compile(tables: PolicyTables, plain: Partial<Facts>): ReadyTables {
  const ready = Object.fromEntries(QUESTIONS.map((question) => [question, readyRows(tables[question], plain)])) as unknown as ReadyTables;
  const kinds = ready.deadlines.map(({ answer }) => answer.kind);
  return {
    ...ready,
    lengths: ready.deadlines.map(({ answer }) => lengthOf(answer.after)),
    repeated: new Set(kinds).size < kinds.length,
  };
}

const readyRows = (rows: readonly Row<unknown>[], plain: Partial<Facts>): readonly Ready<unknown>[] =>
  rows.flatMap((row) => {
    const left = row.when === undefined || remaining(row.when, plain);
    return left === false ? [] : [{ row, answer: row.answer, holds: left === true ? null : compileWhen(left), names: namesOf(row) }];
  });

/** What is left to ask of a condition where some facts are plain: `true` and `false` where nothing is. */
export function remaining(when: When, plain: Partial<Facts>): When | boolean {
  if ('fact' in when) return Object.hasOwn(plain, when.fact) ? matches(when, plain as Facts) : when;
  if ('not' in when) {
    const left = remaining(when.not, plain);
    return typeof left === 'boolean' ? !left : { not: left };
  }
  // One part decides alone: a false one of `all`, a true one of `any`.
  const [parts, decides] = 'all' in when ? [when.all, false] : [when.any, true];
  const left: When[] = [];
  for (const part of parts) {
    const asked = remaining(part, plain);
    if (asked === decides) return decides;
    if (typeof asked !== 'boolean') left.push(asked);
  }
  if (left.length === 0) return !decides;
  if (left.length === 1) return left[0]!;
  return 'all' in when ? { all: left } : { any: left };
}

/** Where nothing has a month in it, a length of time without a zone is so many ms. */
function lengthOf(after: DeadlineAnswer['after']): number {
  if (!('duration' in after)) return Number.NaN;
  const { months, days, ms } = parseDuration(after.duration);
  return months === 0 ? days * 86_400_000 + ms : Number.NaN;
}

/** The condition as a function that answers as `matches` does. */
export function compileWhen(when: When | undefined): Test | null {
  if (when === undefined) return null;
  if ('fact' in when) {
    const { fact } = when;
    if ('is' in when) {
      const { is } = when;
      return (facts) => facts[fact] === is;
    }
    if ('in' in when) {
      const list = when.in;
      // Lists are short: a loop is several times as fast as `includes`.
      return (facts) => {
        const value = facts[fact];
        for (let i = 0; i < list.length; i++) if (list[i] === value) return true;
        return false;
      };
    }
    if ('atLeast' in when) {
      const { atLeast } = when;
      return (facts) => {
        const value = facts[fact];
        return typeof value === 'number' && value >= atLeast;
      };
    }
    const { atMost } = when;
    return (facts) => {
      const value = facts[fact];
      return typeof value === 'number' && value <= atMost;
    };
  }
  if ('all' in when) {
    const parts = when.all.map(testOf);
    return (facts) => {
      for (const part of parts) if (!part(facts)) return false;
      return true;
    };
  }
  if ('any' in when) {
    const parts = when.any.map(testOf);
    return (facts) => {
      for (const part of parts) if (part(facts)) return true;
      return false;
    };
  }
  const denied = testOf(when.not);
  return (facts) => !denied(facts);
}
const testOf = (when: When): Test => compileWhen(when)!;

function namesOf(row: Row<unknown>): readonly FactName[] {
  const spoken = [...JSON.stringify(row.words).matchAll(/\{(\w+)[}:]/g)].map(([, name]) => name as FactName);
  return [...new Set([...factsOf(row.when), ...spoken.filter((name) => FACT_NAMES.includes(name))])];
}
