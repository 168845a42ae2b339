/**
 * A thread that asks a draft about past cases, a page at a time (M9). It reads the pages itself, on connections of its own: the process that
 * serves the desk neither parses facts nor decides.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../core/assert.ts';
import type { ClockTarget } from '../core/clocks/clocks.ts';
import { money } from '../core/money.ts';
import type { Decision, DecisionFacts } from '../core/policy/decision.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { evaluate, targetsOf } from '../core/policy/evaluate.ts';
import { lawBook } from '../core/policy/law/law.ts';
import { type Answer, answerOf, compareAnswers, countCase, emptyTally, type Tally } from '../core/policy/simulate.ts';
import { openDb } from '../store/db.ts';
import {
  type DecisionText,
  type DifferenceWrite,
  insertDifferences,
  type PastCaseText,
  readDecisionPage,
  readPastCasePage,
  type Source,
  type Span,
} from '../store/simulations.ts';
import { policyDocument } from './context.ts';
import { holidaysOf } from './holidays.ts';

export type ThreadSetting = { readonly databaseUrl: string; readonly preparedStatements: boolean };
/** What is tried, and on what. */
export type Run = { readonly sellerId: string; readonly simulationId: string; readonly draft: PolicyDocument; readonly span: Span };
/** `room`: how many differences may still be kept. */
export type Page = { readonly source: Source; readonly after: string; readonly upTo: string; readonly room: number };
/** What a page added up to, and how many differences were kept of it. */
export type PageDone = { readonly tally: Tally; readonly kept: number };

assert(parentPort, 'this file runs as a worker thread');
const port = parentPort;
const { databaseUrl, preparedStatements } = workerData as ThreadSetting;
// Two: the next page is read while this one is decided. Forgetful: whoever writes down that the run is done waits for the disk, for all of it.
const db = openDb(databaseUrl, { poolSize: 2, prepared: preparedStatements, forgetful: true });
const LAW = { law: lawBook, holidays: holidaysOf };
/** Only the answers are compared; reasons are made for those that are kept. */
const ANSWER_ONLY = { ...LAW, because: false as const };

let run: Run;
let before: Promise<unknown> = Promise.resolve();
/** The run first, then its pages; the next run once all of them are answered. */
port.on('message', (message: Run | Page | 'end') => {
  if (message === 'end') {
    void before.then(() => db.close()).then(() => port.close());
  } else if ('draft' in message) {
    run = message;
    deadlines.clear();
  } else {
    const reading = message.source === 'returns' ? readReturns(run, message) : readHistory(run, message);
    reading.catch(() => {}); // told below, in its turn
    // A failure here is the thread's own: it ends, and whoever started it hears why.
    before = before.then(async () => port.postMessage(await decide(run, await reading, message.room)));
  }
});

/** A case as it was asked and answered, with where it stands. */
type Case = {
  readonly facts: DecisionFacts;
  readonly before: Answer;
  /** What the version of then answers today. */
  readonly replay: (() => Answer) | null;
  readonly stands: Pick<DifferenceWrite, 'source' | 'key' | 'return_id' | 'seq' | 'ref' | 'before'>;
};
/** A function each, so that a page is parsed case by case while it is folded, and one that can't be read fails alone. */
type Cases = readonly (() => Case)[];

async function readReturns({ sellerId, span }: Run, { after, upTo }: Page): Promise<Cases> {
  const [rows, policies] = await db.withSeller(sellerId, async (tx) => {
    const rows = await readDecisionPage(tx, span, after, upTo);
    const versions = new Set(rows.map((row) => row.policy_version));
    const policies = new Map<string, PolicyDocument>();
    for (const version of versions) policies.set(version, await policyDocument(tx, version));
    return [rows, policies] as const;
  });
  // Where the policy was asked again with what the bench found, its last answer is the one that the return lives by.
  const stands = (row: DecisionText, i: number) => {
    const next = rows[i + 1];
    return !next || next.return_id !== row.return_id || next.line_id !== row.line_id || next.unit !== row.unit;
  };
  return rows.filter(stands).map((row) => () => ofReturn(row, policies.get(row.policy_version)!));
}

function ofReturn(row: DecisionText, policy: PolicyDocument): Case {
  const facts = JSON.parse(row.facts) as DecisionFacts;
  // The answer is compared, and its reasons were not read.
  const answer = JSON.parse(row.answer) as Omit<Decision, 'because' | 'policyVersion'>;
  const decision: Decision = { ...answer, because: [], policyVersion: row.policy_version };
  return {
    facts,
    before: answered(policy, decision, facts),
    replay: () => answered(policy, evaluate(policy, facts, ANSWER_ONLY), facts),
    stands: {
      source: 'return',
      key: `${row.return_id}/${row.line_id}/${row.unit}`,
      return_id: row.return_id,
      seq: row.seq,
      ref: null,
      before: null,
    },
  };
}

async function readHistory({ sellerId, span }: Run, { after, upTo }: Page): Promise<Cases> {
  const rows = await db.withSeller(sellerId, (tx) => readPastCasePage(tx, span, after, upTo));
  return rows.map((row) => () => ofHistory(row));
}

function ofHistory(row: PastCaseText): Case {
  const facts = JSON.parse(row.facts) as DecisionFacts;
  const outcome = row.outcome as Answer['outcome'];
  const paidBy = row.paid_by as NonNullable<Answer['wayBack']>['paidBy'] | null;
  return {
    facts,
    before: {
      outcome,
      ...(row.resolutions && { gave: row.resolutions as NonNullable<Answer['gave']> }),
      ...(row.refund_minor !== null && { refund: money(row.refund_minor, facts.order.currency) }),
      ...(paidBy && { wayBack: { paidBy }, label: paidBy === 'seller' && outcome !== 'reject' && facts.request.reason !== 'not_received' }),
    },
    replay: null,
    stands: {
      source: 'history',
      key: row.id,
      return_id: null,
      seq: null,
      ref: row.ref,
      before: { outcome, refundMinor: row.refund_minor, resolutions: row.resolutions, paidBy: row.paid_by },
    },
  };
}

/** Two policies whose deadlines are the same rows give the same clocks on the same ground: of those, no clock has to be worked out. */
function answered(policy: PolicyDocument, decision: Decision, facts: DecisionFacts): Answer {
  let targets: readonly ClockTarget[] | undefined;
  return answerOf(decision, {
    of: `${deadlinesOf(policy)}${decision.ground}`,
    targets: () => (targets ??= targetsOf(policy, decision, facts)),
  });
}
/** A number for the rows of a policy's deadlines, the same for the same rows. */
function deadlinesOf(policy: PolicyDocument): number {
  const known = deadlines.get(policy);
  if (known) return known.number;
  const rows = JSON.stringify([policy.tables.deadlines, policy.businessHours]);
  const number = [...deadlines.values()].find((one) => one.rows === rows)?.number ?? deadlines.size;
  deadlines.set(policy, { rows, number });
  return number;
}
const deadlines = new Map<PolicyDocument, { readonly rows: string; readonly number: number }>();

async function decide({ sellerId, simulationId, draft }: Run, cases: Cases, room: number): Promise<PageDone> {
  const tally = emptyTally();
  const differences: DifferenceWrite[] = [];
  for (const read of cases) {
    let asked: Case;
    let decision: Decision;
    try {
      asked = read();
      decision = evaluate(draft, asked.facts, ANSWER_ONLY);
    } catch {
      // Facts that this version of the program can't decide on: said in the summary, and no reason to learn nothing of the others.
      tally.unreadable += 1;
      continue;
    }
    const { facts, before, replay, stands } = asked;
    const after = answered(draft, decision, facts);
    const compared = compareAnswers(before, after, replay, { at: facts.at, country: facts.order.country, holidays: holidaysOf });
    countCase(tally, compared);
    if (compared.changed.length === 0 || differences.length >= room) continue;
    const { lineId, unit = 1 } = facts.request;
    // A difference is read for its answer and its reasons. What the buyer would be told to do is a quarter of a decision, and not shown.
    const { instructions: _, ...shown } = evaluate(draft, facts, LAW);
    differences.push({
      ...stands,
      at: facts.at,
      line_id: lineId,
      unit,
      title: facts.order.lines.find((line) => line.id === lineId)?.title ?? lineId,
      after: shown,
      kind: compared.kind,
      changed: compared.changed,
      drifted: compared.drifted,
    });
  }
  if (differences.length > 0) await db.withSeller(sellerId, (tx) => insertDifferences(tx, simulationId, differences));
  return { tally, kept: differences.length };
}
