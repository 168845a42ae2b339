/**
 * What is wrong with a policy while people write it (M1): what cannot be read, and what only reasoning finds – rows that never answer, rows of
 * which the order decides, questions that stay open. The reasoning is exact over everything that the conditions name (`region.ts`).
 * The console runs it on every keystroke.
 */
import { same } from './compare.ts';
import {
  ABUSE_CALLS_FROM,
  ALWAYS_ANSWERED,
  completePolicy,
  type DeadlineAnswer,
  FACT_NAMES,
  type PolicyDocument,
  type PolicyProblem,
  type PolicyTables,
  type Question,
  QUESTIONS,
  readPolicy,
  type Row,
} from './document.ts';
import { sayProblem } from './lint-words.ts';
import { exampleOf, meet, type Region, regionOf, type Space, spaceOf, TooIntricate, without } from './region.ts';

/** Boxes per table: a few milliseconds each thousand. Tables that people write need some hundred. */
const EFFORT = 20_000;

/** Directive 2011/83/EU Art. 9 and Directive (EU) 2019/771 Art. 10: below these a policy says less than buyers have anyway. */
const LAW = { withdrawalDays: 14, guaranteeMonths: 24 } as const;

export function lintPolicy(json: unknown): readonly PolicyProblem[] {
  const document = completePolicy(json);
  const read = readPolicy(document);
  const unread = read.ok ? [] : read.problems;
  const tables = tablesOf(document);
  if (!tables) return unread;
  const found = QUESTIONS.flatMap((question) => {
    const rows = tables[question];
    return rows === undefined || unread.some((one) => one.question === question && spoilsReasoning(one)) ? [] : lintTable(question, rows);
  });
  const open = new Set(found.filter(({ problem }) => problem === 'no_answer').map(({ question }) => question));
  const beside = read.ok
    ? [
        ...belowLaw(read.policy.tables),
        ...hoursUnnamed(read.policy.tables, read.policy.businessHours),
        ...scoreUnreached(read.policy),
        ...emptyBlanks(read.policy.tables),
      ]
    : [];
  // A case without an answer says more than that a row without a condition is missing.
  return [...unread.filter((one) => !(one.problem === 'no_catch_all' && open.has(one.question))), ...found, ...beside].sort(byPlace);
}

type Rows = readonly Row<unknown>[];

function tablesOf(document: unknown): { readonly [question in Question]?: Rows } | null {
  const tables = (document as { readonly tables?: unknown } | null)?.tables;
  if (typeof tables !== 'object' || tables === null) return null;
  return Object.fromEntries(Object.entries(tables).filter(([, rows]) => Array.isArray(rows)));
}

/** A condition that cannot be read means nothing that one could reason about. */
const spoilsReasoning = ({ at, problem }: PolicyProblem): boolean =>
  problem !== 'no_catch_all' && (/\.when\b/.test(at) || /^tables\.\w+(\[\d+\])?$/.test(at));

/** Tables in the order in which they are asked, rows from top to bottom; what is said of the whole table before its rows. */
function byPlace(a: PolicyProblem, b: PolicyProblem): number {
  const place = ({ question, at }: PolicyProblem): number =>
    question === undefined ? -1 : QUESTIONS.indexOf(question) * 1000 + Number(/\[(\d+)\]/.exec(at)?.[1] ?? -1);
  return place(a) - place(b);
}

type Found = Omit<PolicyProblem, 'says' | 'severity'> & { readonly severity?: 'error' };
const told = (found: Found): PolicyProblem => {
  const problem: PolicyProblem = { severity: 'warning', ...found, says: '' };
  return { ...problem, says: sayProblem(problem, 'en') };
};

// ── Tables ──

type Placed = { readonly row: Row<unknown>; readonly at: string };

function lintTable(question: Question, rows: Rows): PolicyProblem[] {
  const placed = rows.map((row, i): Placed => ({ row, at: `tables.${question}[${i}]` }));
  switch (question) {
    case 'review':
    case 'instructions':
      // Each row speaks for itself: none can be in another's way.
      return placed.flatMap((one) => trying(question, one, () => (isImpossible(one) ? [told(neverHolds(question, one))] : [])));
    case 'deadlines': {
      const byKind = Map.groupBy(placed, ({ row }) => (row.answer as DeadlineAnswer | null)?.kind);
      const missing = MUST_HAVE.flatMap((kind) =>
        byKind.has(kind) ? [] : [told({ at: 'tables.deadlines', problem: 'no_deadline', question, facts: { kind } })],
      );
      return [...missing, ...[...byKind.values()].flatMap((same) => firstAnswers(question, same))];
    }
    default:
      return firstAnswers(question, placed);
  }
}
/** What every buyer waits for (M15, M30). */
const MUST_HAVE: readonly DeadlineAnswer['kind'][] = ['first_answer', 'resolve'];

const neverHolds = (question: Question, { row, at }: Placed): Found => ({ at, problem: 'contradiction', question, row: row.id });

function isImpossible({ row }: Placed): boolean {
  const space = spaceOf([row.when], null, EFFORT);
  return without(space, regionOf(space, row.when), space.never).length === 0;
}

/** Honest where it gives up. */
function trying(
  question: Question,
  place: Pick<Placed, 'at'> & { readonly row?: Row<unknown> },
  work: () => PolicyProblem[],
): PolicyProblem[] {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TooIntricate)) throw error;
    return [told({ at: place.at, problem: 'not_checked', question, ...(place.row && { row: place.row.id }) })];
  }
}

/** Rows of which the first that matches answers. */
function firstAnswers(question: Question, rows: readonly Placed[]): PolicyProblem[] {
  const table = `tables.${question}`;
  return trying(question, { at: table }, () => {
    const space = spaceOf(
      rows.map(({ row }) => row.when),
      question,
      EFFORT,
    );
    const problems: PolicyProblem[] = [];
    const answering: Answering[] = [];
    let open = without(space, [space.whole], space.never);
    for (const one of rows) {
      const named = regionOf(space, one.row.when);
      const region = without(space, named, space.never);
      const reach = meet(space, open, named);
      if (region.length === 0) problems.push(told(neverHolds(question, one)));
      else if (reach.length === 0) problems.push(told(neverAnswers(space, question, one, region, answering)));
      else answering.push({ ...one, region, reach });
      open = without(space, open, named);
    }
    if (open.length > 0) problems.push(...leftOpen(space, question, rows, open));
    return [...problems, ...trying(question, { at: table }, () => overlaps({ ...space, effort: EFFORT }, question, answering))];
  });
}

type Answering = Placed & {
  /** The cases that the row means, and those of them that no row above has answered. */
  readonly region: Region;
  readonly reach: Region;
};

/** Which rows above take its cases away. */
function neverAnswers(space: Space, question: Question, { row, at }: Placed, region: Region, above: readonly Answering[]): Found {
  const by: string[] = [];
  let left = region;
  for (const earlier of above) {
    if (left.length === 0) break;
    if (meet(space, left, earlier.region).length === 0) continue;
    by.push(earlier.row.id);
    left = without(space, left, earlier.region);
  }
  return { at, problem: 'unreachable', question, row: row.id, facts: { by } };
}

function leftOpen(space: Space, question: Question, rows: readonly Placed[], open: Region): PolicyProblem[] {
  const example = exampleOf(space, open);
  if (ALWAYS_ANSWERED.includes(question))
    return [told({ at: `tables.${question}`, problem: 'no_answer', severity: 'error', question, ...(example && { example }) })];
  const kind = question === 'deadlines' ? (rows[0]!.row.answer as DeadlineAnswer).kind : undefined;
  if (kind === undefined || !MUST_HAVE.includes(kind)) return [];
  return [told({ at: `tables.${question}`, problem: 'no_deadline', question, facts: { kind }, ...(example && { example }) })];
}

/**
 * Pairs of rows whose order decides: both mean a case, they answer it differently, and neither is the exception of the other. A narrower row
 * before a wider one is how such tables are written, and no reason to speak.
 */
function overlaps(space: Space, question: Question, rows: readonly Answering[]): PolicyProblem[] {
  return rows.flatMap((second, j) => {
    if (second.row.when === undefined) return [];
    const taken = rows.slice(0, j).flatMap((first) => {
      if (same(first.row.answer, second.row.answer)) return [];
      const both = meet(space, first.reach, second.region);
      return both.length === 0 || without(space, first.region, second.region).length === 0 ? [] : [{ first, both }];
    });
    if (taken.length === 0) return [];
    const example = exampleOf(space, taken[0]!.both);
    const facts = { first: taken.map(({ first }) => first.row.id), second: second.row.id };
    return [told({ at: second.at, problem: 'overlap', question, row: second.row.id, facts, ...(example && { example }) })];
  });
}

// ── Beside the tables ──

/** What is less than the law gives is not wrong: buyers get the law's all the same (M8). */
function belowLaw({ window, warranty }: PolicyTables): PolicyProblem[] {
  return [
    ...window.flatMap(({ id, answer }, i) =>
      answer.days < LAW.withdrawalDays
        ? [
            told({
              at: `tables.window[${i}].answer.days`,
              problem: 'below_law',
              question: 'window',
              row: id,
              facts: { law: LAW.withdrawalDays },
            }),
          ]
        : [],
    ),
    ...warranty.flatMap(({ id, answer }, i) =>
      answer.months < LAW.guaranteeMonths
        ? [
            told({
              at: `tables.warranty[${i}].answer.months`,
              problem: 'below_law',
              question: 'warranty',
              row: id,
              facts: { law: LAW.guaranteeMonths },
            }),
          ]
        : [],
    ),
  ];
}

/** Hours of work that nobody named are counted around the clock. */
function hoursUnnamed({ deadlines }: PolicyTables, businessHours: unknown): PolicyProblem[] {
  if (businessHours !== undefined) return [];
  return deadlines.flatMap(({ id, answer }, i) =>
    'businessHours' in answer.after
      ? [told({ at: `tables.deadlines[${i}].answer.after`, problem: 'hours_unnamed', question: 'deadlines', row: id })]
      : [],
  );
}

/** Signs of abuse that together never call anybody are not looked at (M7). */
function scoreUnreached({ tables, abuseCallsFrom = ABUSE_CALLS_FROM }: PolicyDocument): PolicyProblem[] {
  const weights = tables.review.flatMap(({ answer }) => (answer.signal === 'abuse' ? [answer.weight ?? 100] : []));
  const most = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length === 0 || most >= abuseCallsFrom) return [];
  return [told({ at: 'tables.review', problem: 'score_unreached', question: 'review', facts: { most, callsFrom: abuseCallsFrom } })];
}

/** What words may name besides the facts: what `evaluate` adds to the finding of such a row. */
const ALSO_NAMED: { readonly [question in Question]?: readonly string[] } = {
  window: ['days', 'until', 'open'],
  warranty: ['months', 'until', 'open'],
  deductions: ['percent', 'deduction'],
  review: ['photosAsked', 'weight'],
};

/** `{dayz}` in the words of a row: a dash would be said there. */
function emptyBlanks(tables: PolicyTables): PolicyProblem[] {
  return QUESTIONS.flatMap((question) => {
    const named = new Set<string>([...FACT_NAMES, ...(ALSO_NAMED[question] ?? [])]);
    return tables[question].flatMap(({ id, words }, i) =>
      Object.entries(words).flatMap(([language, said]) =>
        (['agent', 'buyer'] as const).flatMap((audience) => {
          const unknown = [...said[audience].matchAll(/\{(\w+)/g)].map(([, name]) => name!).filter((name) => !named.has(name));
          const at = `tables.${question}[${i}].words.${language}.${audience}`;
          return unknown.map((blank) => told({ at, problem: 'empty_blank', question, row: id, facts: { blank } }));
        }),
      ),
    );
  });
}
