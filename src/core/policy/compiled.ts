/**
 * A policy's tables, made ready once to be asked many times: conditions as functions, the names that a finding keeps, lengths of time as numbers.
 * It means exactly what `matches` means (a test says so); documents are plain data that nobody changes in place, so what was made is kept.
 */
import { parseDuration } from '../calendar.ts';
import { type Reason, REASONS } from '../return/model.ts';
import type { Deadline, Decision, Fact } from './decision.ts';
import {
  type DeadlineAnswer,
  FACT_NAMES,
  type FactName,
  type Facts,
  factsOf,
  kindOf,
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
  /** What is still to be asked; null: nothing, it holds. */
  readonly when: When | null;
  readonly holds: Test | null;
  /** What a finding keeps of the facts: those that the row's condition names, and those that its words do. */
  readonly names: readonly FactName[];
};
/** A plain length of time in ms, and in days where it is so many; NaN where it is neither. `waiting` is said until its start event happens. */
export type ReadyDeadline = Ready<DeadlineAnswer> & { readonly ms: number; readonly days: number; readonly waiting: Deadline };
type Instructions = NonNullable<Decision['instructions']>;

type AnswerOf<Q extends Question> = PolicyTables[Q][number]['answer'];
export type ReadyTables = { readonly [Q in Exclude<Question, 'deadlines'>]: readonly Ready<AnswerOf<Q>>[] } & {
  readonly deadlines: readonly ReadyDeadline[];
  /** Whether two rows of `deadlines` are about one kind. */
  readonly repeated: boolean;
  /** What all rows of `instructions` say, and those that tell whom to ask; null while a row hangs on a fact. */
  readonly told: { readonly all: Instructions; readonly contact: Instructions } | null;
  /** The text or the yes or no on which rows hang: asked next. */
  readonly next: Next | null;
};
/** `then`: the tables by what the fact may be. Values that no condition names are all one. */
type Next = {
  readonly fact: FactName;
  readonly late: boolean;
  readonly named: ReadonlySet<Fact>;
  readonly then: Map<Fact, ReadyTables>;
  other: ReadyTables | null;
  /** How many more tables may be made for such requests. */
  readonly room: { left: number };
};

/** What is plain from a request before any table is asked: most rows are about other reasons, a bench that has not spoken, a past that is not there. */
export type Plain = {
  readonly reason: Reason;
  readonly finding: boolean;
  readonly record: boolean;
  readonly earlier: boolean;
};

const known = new WeakMap<PolicyTables, Map<Reason, ReadyTables[]>>();

/** The tables as far as they can concern such a request: rows that it can't reach are gone, the others ask only what is still open. */
export function compiled(tables: PolicyTables, plain: Plain): ReadyTables {
  let variants = known.get(tables);
  if (!variants) known.set(tables, (variants = new Map(REASONS.map((reason) => [reason, []]))));
  const bits = (plain.finding ? 4 : 0) + (plain.record ? 2 : 0) + (plain.earlier ? 1 : 0);
  return (variants.get(plain.reason)![bits] ??= begin(tables, factsThatArePlain(plain)));
}

/** Known once the tables of periods were asked. All other texts and yeses and noes are known from the start. */
const LATE: readonly FactName[] = ['ground', 'inWindow', 'inWarranty', 'photosMissing'];
const ASKED: readonly FactName[] = [...FACT_NAMES.filter((fact) => kindOf(fact) !== 'number' && !LATE.includes(fact)), ...LATE];
/** Made as cases need them. A policy that tells more kinds of cases apart asks the rest row by row. */
const MOST_TABLES = 500;

/** The tables that are left once the texts, yeses and noes of a case are known: all of them, or (`early`) those that are known from the start. */
export function narrowed(tables: ReadyTables, facts: Facts, early?: 'early'): ReadyTables {
  let left = tables;
  for (let next = left.next; next !== null && !(early && next.late); next = left.next) {
    const value = facts[next.fact];
    const then = next.then.get(value) ?? grow(left, next, value);
    if (then === null) break;
    left = then;
  }
  return left;
}

function grow(tables: ReadyTables, next: Next, value: Fact): ReadyTables | null {
  const { fact, named, then, room } = next;
  let made = named.has(value) ? null : next.other;
  if (made === null) {
    if (room.left === 0) return null;
    room.left -= 1;
    made = without(tables, { [fact]: value }, room);
    if (!named.has(value)) next.other = made;
  }
  if (named.has(value) || then.size < MOST_TABLES) then.set(value, made);
  return made;
}

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

function begin(tables: PolicyTables, plain: Partial<Facts>): ReadyTables {
  const ready = byQuestion((question) =>
    tables[question].map((row: Row<unknown>) => ({
      row,
      answer: row.answer,
      when: row.when ?? null,
      holds: compileWhen(row.when),
      names: namesOf(row),
      ...(question === 'deadlines' && lengthOf(row.answer as DeadlineAnswer)),
    })),
  );
  return without(ready, plain, { left: MOST_TABLES });
}

const byQuestion = (rowsOf: (question: Question) => readonly Ready<unknown>[]) =>
  Object.fromEntries(QUESTIONS.map((question) => [question, rowsOf(question)])) as unknown as Pick<ReadyTables, Question>;

/** What is left of the tables where some facts are plain. */
function without(tables: Pick<ReadyTables, Question>, plain: Partial<Facts>, room: Next['room']): ReadyTables {
  const ready = byQuestion((question) => leftOf(tables[question], plain));
  const { deadlines, instructions } = ready;
  const said = instructions.map(({ row, answer }) => ({ rule: row.id, topic: answer.topic }));
  return {
    ...ready,
    repeated: new Set(deadlines.map(({ answer }) => answer.kind)).size < deadlines.length,
    told: instructions.every(({ when }) => when === null) ? { all: said, contact: said.filter(({ topic }) => topic === 'contact') } : null,
    next: nextOf(ready, room),
  };
}

/** The first fact on which an instruction hangs, or several other rows: for one row alone it is as quick to ask that row. */
function nextOf(tables: Pick<ReadyTables, Question>, room: Next['room']): Next | null {
  const openOf = (question: Question) => tables[question].flatMap(({ when }) => when ?? []);
  const open = QUESTIONS.flatMap(openOf);
  const said = openOf('instructions').flatMap(factsOf);
  const asked = open.flatMap((when) => [...new Set(factsOf(when))]);
  const fact = ASKED.find((name) => said.includes(name) || asked.indexOf(name) !== asked.lastIndexOf(name));
  if (fact === undefined) return null;
  const named = new Set(open.flatMap((when) => valuesIn(when, fact)));
  return { fact, late: LATE.includes(fact), named, then: new Map(), other: null, room };
}

/** The values of a fact that a condition names. */
function valuesIn(when: When, fact: FactName): readonly Fact[] {
  if ('fact' in when) return when.fact !== fact ? [] : 'is' in when ? [when.is] : 'in' in when ? when.in : [];
  if ('not' in when) return valuesIn(when.not, fact);
  return ('all' in when ? when.all : when.any).flatMap((part) => valuesIn(part, fact));
}

const leftOf = (rows: readonly Ready<unknown>[], plain: Partial<Facts>): readonly Ready<unknown>[] =>
  rows.flatMap((ready) => {
    if (ready.when === null || !factsOf(ready.when).some((fact) => Object.hasOwn(plain, fact))) return [ready];
    const left = remaining(ready.when, plain);
    if (left === false) return [];
    return [left === true ? { ...ready, when: null, holds: null } : { ...ready, when: left, holds: compileWhen(left) }];
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
function lengthOf({ kind, source, after }: DeadlineAnswer): Pick<ReadyDeadline, 'ms' | 'days' | 'waiting'> {
  const { months, days, ms } = 'duration' in after ? parseDuration(after.duration) : { months: 1, days: 0, ms: 0 };
  const length = months === 0 ? days * DAY + ms : Number.NaN;
  return { ms: length, days: length % DAY === 0 ? length / DAY : Number.NaN, waiting: { kind, source } };
}
const DAY = 86_400_000;

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
