/**
 * A policy's tables, made ready once to be asked many times: conditions as functions, the names that a finding keeps, lengths of time as numbers.
 * It means exactly what `matches` means (a test says so); documents are plain data that nobody changes in place, so what was made is kept.
 */
import { parseDuration } from '../calendar.ts';
import {
  type DeadlineAnswer,
  FACT_NAMES,
  type FactName,
  type Facts,
  factsOf,
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

const known = new WeakMap<PolicyTables, ReadyTables>();

export function compiled(tables: PolicyTables): ReadyTables {
  let ready = known.get(tables);
  if (!ready) known.set(tables, (ready = compile(tables)));
  return ready;
}

function compile(tables: PolicyTables): ReadyTables {
  const ready = Object.fromEntries(QUESTIONS.map((question) => [question, (tables[question] as readonly Row<unknown>[]).map(readyRow)]));
  const kinds = tables.deadlines.map(({ answer }) => answer.kind);
  return {
    ...(ready as unknown as ReadyTables),
    lengths: tables.deadlines.map(({ answer }) => lengthOf(answer.after)),
    repeated: new Set(kinds).size < kinds.length,
  };
}

const readyRow = (row: Row<unknown>): Ready<unknown> => ({ row, answer: row.answer, holds: compileWhen(row.when), names: namesOf(row) });

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
