/** Which rows of a policy had a say in a decision: what the test bench marks in the tables. */
import type { Decision, DecisionFacts } from './decision.ts';
import { type PolicyDocument, type Question, QUESTIONS, type Row } from './document.ts';
import { evaluate, type EvaluateOptions } from './evaluate.ts';

export type Spoken = { readonly question: Question; readonly row: string };

/** Tables that answer without giving a reason: what they say is in the decision itself. */
const SILENT = ['evidence', 'deadlines'] as const;

/** In the order of the tables, each row once. */
export function spokenRows(policy: PolicyDocument, facts: DecisionFacts, decision: Decision, options: EvaluateOptions): readonly Spoken[] {
  const told = new Set([...decision.because, ...(decision.instructions ?? [])].map(({ rule }) => rule));
  const silent = new Set(silentRows(policy, facts, decision, options).map(({ id }) => id));
  return QUESTIONS.flatMap((question) =>
    policy.tables[question].filter(({ id }) => told.has(id) || silent.has(id)).map(({ id }) => ({ question, row: id })),
  );
}

function silentRows(policy: PolicyDocument, facts: DecisionFacts, decision: Decision, options: EvaluateOptions): readonly Row<unknown>[] {
  const { evidence, deadlines } = policy.tables;
  const matching = matchingRows(policy, facts, options);
  const first = (rows: readonly Row<unknown>[]) => rows.filter(({ id }) => matching.has(id)).slice(0, 1);
  return [
    ...first(evidence),
    ...decision.deadlines.flatMap(({ kind, source }) =>
      source === 'law' ? [] : first(deadlines.filter(({ answer }) => answer.kind === kind)),
    ),
  ];
}

/** Asked as checks, these rows give their reasons: a check knows every fact, and all of them speak. */
function matchingRows(policy: PolicyDocument, facts: DecisionFacts, options: EvaluateOptions): ReadonlySet<string> {
  const rows = SILENT.flatMap((question): readonly Row<unknown>[] => policy.tables[question]);
  const review = rows.map((row) => ({ ...row, answer: { signal: 'judgement' as const } }));
  const asked = evaluate({ ...policy, tables: { ...policy.tables, review } }, facts, options);
  const ids = new Set(rows.map(({ id }) => id));
  return new Set(asked.because.flatMap(({ rule }) => (ids.has(rule) ? [rule] : [])));
}
