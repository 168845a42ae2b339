/** Runs of a draft over the past (M9): the run itself, pages of past cases to read, and the answers that would have been others. */
import type { Decision } from '../core/policy/decision.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import type { Tally } from '../core/policy/simulate.ts';
import { assert } from '../core/assert.ts';
import type { Tx } from './db.ts';

export type SimulationState = 'running' | 'done' | 'cancelled' | 'failed';
export type Source = 'returns' | 'history';

export type Simulation = {
  readonly id: string;
  readonly draft_id: string;
  readonly revision: number;
  readonly sources: readonly Source[];
  readonly asked_from: string | null;
  readonly asked_until: string | null;
  readonly state: SimulationState;
  /** `interrupted`: the process that ran it ended. */
  readonly failure: 'interrupted' | 'broken' | null;
  readonly done: number;
  readonly total: number;
  readonly summary: Tally;
  readonly listed: number;
  readonly started_at: string;
  readonly started_by: string;
  readonly finished_at: string | null;
};
const COLUMNS =
  'id, draft_id, revision, sources, asked_from, asked_until, state, failure, done, total, summary, listed, started_at, started_by, finished_at';

/** Throws a unique violation of `simulations_one_running` while another run of the seller lasts. */
export async function insertSimulation(
  tx: Tx,
  run: Pick<
    Simulation,
    'id' | 'draft_id' | 'revision' | 'sources' | 'asked_from' | 'asked_until' | 'summary' | 'started_at' | 'started_by'
  > & {
    readonly document: PolicyDocument;
    readonly beat_at: string;
  },
): Promise<void> {
  await tx.query(
    `insert into desk.simulations (seller_id, id, draft_id, revision, document, sources, asked_from, asked_until, state, summary, started_at, started_by, beat_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10, $11, $12)`,
    [
      tx.sellerId,
      run.id,
      run.draft_id,
      run.revision,
      JSON.stringify(run.document),
      run.sources,
      run.asked_from,
      run.asked_until,
      JSON.stringify(run.summary),
      run.started_at,
      run.started_by,
      run.beat_at,
    ],
  );
}

export async function runningSimulation(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(`select id from desk.simulations where seller_id = $1 and state = 'running'`, [tx.sellerId]);
  return row?.id ?? null;
}

/** A run that has said nothing since then has lost its process. */
export async function failSilentSimulations(tx: Tx, since: string, now: string): Promise<void> {
  await tx.query(
    `update desk.simulations set state = 'failed', failure = 'interrupted', finished_at = $3 where seller_id = $1 and state = 'running' and beat_at < $2`,
    [tx.sellerId, since, now],
  );
}

export async function readSimulation(tx: Tx, id: string): Promise<(Simulation & { readonly document: PolicyDocument }) | null> {
  const [row] = await tx.query<Simulation & { document: PolicyDocument }>(
    `select ${COLUMNS}, document from desk.simulations where seller_id = $1 and id = $2`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

/** Newest first. */
export async function listSimulations(tx: Tx, draftId: string | null): Promise<Simulation[]> {
  const values: unknown[] = [tx.sellerId];
  const where = draftId === null ? '' : ` and draft_id = $${values.push(draftId)}`;
  return tx.query(
    `select ${COLUMNS} from desk.simulations where seller_id = $1${where} order by started_at desc, id desc limit 20`,
    values,
  );
}

/** Says that the run lives, and how far it is. False where it was ended from outside: cancelled, or taken for dead. */
export async function beatSimulation(
  tx: Tx,
  id: string,
  far: Pick<Simulation, 'done' | 'total' | 'summary' | 'listed'>,
  realNow: string,
): Promise<boolean> {
  const rows = await tx.query(
    `update desk.simulations set done = $3, total = $4, summary = $5, listed = $6, beat_at = $7 where seller_id = $1 and id = $2 and state = 'running' returning 1`,
    [tx.sellerId, id, far.done, far.total, JSON.stringify(far.summary), far.listed, realNow],
  );
  return rows.length > 0;
}

/** False where it had ended already. */
export async function endSimulation(
  tx: Tx,
  id: string,
  state: Exclude<SimulationState, 'running'>,
  failure: Simulation['failure'],
  now: string,
): Promise<boolean> {
  const rows = await tx.query(
    `update desk.simulations set state = $3, failure = $4, finished_at = $5 where seller_id = $1 and id = $2 and state = 'running' returning 1`,
    [tx.sellerId, id, state, failure, now],
  );
  return rows.length > 0;
}

/** All but the newest runs go, with their differences: a run is worked out anew at any time. */
export async function forgetSimulations(tx: Tx, keep: number): Promise<void> {
  await tx.query(
    `delete from desk.simulations where seller_id = $1 and id in (
       select id from desk.simulations where seller_id = $1 order by started_at desc, id desc offset $2)`,
    [tx.sellerId, keep],
  );
}

// ── The past, in pages ──

/** Cases asked from (inclusive) until (exclusive); a return is asked when it is opened. */
export type Span = { readonly from: string | null; readonly until: string | null };

/** `upTo`: the last id of the page, which begins after that of the page before. `cases`: how many there are up to there. */
export type PageEnd = { readonly upTo: string; readonly cases: number };

/** Before every id: the first page begins after it. */
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Asked of each return by its key: as a join it would be worked out anew for every page, over all returns of the span. */
const opened = (span: Span, values: unknown[]): string =>
  span.from === null && span.until === null
    ? ''
    : ` and (select r.opened_at from desk.returns r where r.seller_id = $1 and r.id = d.return_id) <@ tstzrange($${values.push(span.from)}, $${values.push(span.until)})`;
const asked = (span: Span, values: unknown[]): string =>
  span.from === null && span.until === null ? '' : ` and at <@ tstzrange($${values.push(span.from)}, $${values.push(span.until)})`;

/** One walk over the key alone: 0.2 s for a hundred thousand returns. A case is a unit of a return. */
export async function decisionPages(tx: Tx, span: Span, returnsPerPage: number): Promise<PageEnd[]> {
  const values: unknown[] = [tx.sellerId, returnsPerPage];
  return tx.query(
    `with units as (select distinct d.return_id, d.line_id, d.unit from desk.decisions d where d.seller_id = $1${opened(span, values)}),
          counted as (select return_id, count(*) as n from units group by return_id),
          numbered as (
            select return_id, (sum(n) over w)::integer as cases, row_number() over w as nth, lead(return_id) over w is null as last
              from counted window w as (order by return_id rows unbounded preceding))
     select return_id as "upTo", cases from numbered where nth % $2 = 0 or last order by return_id`,
    values,
  );
}

export async function pastCasePages(tx: Tx, span: Span, perPage: number): Promise<PageEnd[]> {
  const values: unknown[] = [tx.sellerId, perPage];
  return tx.query(
    `with numbered as (
       select id, row_number() over w as nth, lead(id) over w is null as last from desk.past_cases where seller_id = $1${asked(span, values)}
       window w as (order by id))
     select id as "upTo", nth::integer as cases from numbered where nth % $2 = 0 or last order by id`,
    values,
  );
}

/** A decision as it is stored, in the database's own text: whoever needs it parses it. `answer` is the decision without its reasons and words, which are most of it. */
export type DecisionText = {
  readonly return_id: string;
  readonly line_id: string;
  readonly unit: number;
  readonly seq: number;
  readonly policy_version: string;
  readonly facts: string;
  readonly answer: string;
};

/** In the order of the key: the last row of a unit is the answer that stands. */
export async function readDecisionPage(tx: Tx, span: Span, after: string, upTo: string): Promise<DecisionText[]> {
  const values: unknown[] = [tx.sellerId, after, upTo];
  return tx.query(
    `select d.return_id, d.line_id, d.unit, d.seq, d.policy_version, d.facts::text as facts, d.answer
       from desk.decisions d where d.seller_id = $1 and d.return_id > $2 and d.return_id <= $3${opened(span, values)}
      order by d.return_id, d.line_id, d.unit, d.seq`,
    values,
  );
}

export type PastCaseText = {
  readonly id: string;
  readonly ref: string;
  readonly facts: string;
  readonly outcome: string;
  readonly refund_minor: number | null;
  readonly resolutions: readonly string[] | null;
  readonly paid_by: string | null;
};

export async function readPastCasePage(tx: Tx, span: Span, after: string, upTo: string): Promise<PastCaseText[]> {
  const values: unknown[] = [tx.sellerId, after, upTo];
  return tx.query(
    `select id, ref, facts::text as facts, outcome, refund_minor, resolutions, paid_by
       from desk.past_cases where seller_id = $1 and id > $2 and id <= $3${asked(span, values)} order by id`,
    values,
  );
}

// ── What would have been otherwise ──

/** What a case from before Retour was answered, as it is shown. */
export type PastAnswer = {
  readonly outcome: string;
  readonly refundMinor: number | null;
  readonly resolutions: readonly string[] | null;
  readonly paidBy: string | null;
};

export type DifferenceWrite = {
  readonly at: string;
  readonly key: string;
  readonly source: 'return' | 'history';
  readonly return_id: string | null;
  readonly line_id: string;
  readonly unit: number;
  readonly seq: number | null;
  readonly ref: string | null;
  readonly title: string;
  readonly before: PastAnswer | null;
  readonly after: Decision;
  readonly kind: string;
  readonly changed: readonly string[];
  readonly drifted: boolean;
};

export async function insertDifferences(tx: Tx, simulationId: string, rows: readonly DifferenceWrite[]): Promise<void> {
  await tx.queryAndCommit(
    `insert into desk.simulation_differences (seller_id, simulation_id, at, key, source, return_id, line_id, unit, seq, ref, title, before, after, kind, changed, drifted)
     select $1, $2, x.at, x.key, x.source, x.return_id, x.line_id, x.unit, x.seq, x.ref, x.title, x.before, x.after, x.kind, x.changed, x.drifted
       from jsonb_to_recordset($3::jsonb) as x(at timestamptz, key text, source text, return_id uuid, line_id text, unit integer, seq integer, ref text,
            title text, before jsonb, after jsonb, kind text, changed text[], drifted boolean)`,
    [tx.sellerId, simulationId, JSON.stringify(rows)],
  );
}

export type Difference = Omit<DifferenceWrite, 'before' | 'ref'> & {
  /** The RMA of a return, the seller's own name of a past case. */
  readonly ref: string;
  readonly past: PastAnswer | null;
  /** The decision that stood, and the version that made it. */
  readonly decision: Decision | null;
  readonly policy_version: string | null;
};
export type DifferenceCursor = { readonly at: string; readonly key: string };

/** Newest case first. `filter`: a kind such as `approve>review`, or one thing that changed, such as `refund`. */
export async function listDifferences(
  tx: Tx,
  simulationId: string,
  filter: { readonly kind: string } | { readonly changed: string } | null,
  cursor: DifferenceCursor | null,
  limit: number,
): Promise<Difference[]> {
  assert(Number.isInteger(limit) && limit >= 1 && limit <= 100, 'a page has 1 to 100 rows');
  const values: unknown[] = [tx.sellerId, simulationId];
  let where = '';
  if (filter)
    where += 'kind' in filter ? ` and x.kind = $${values.push(filter.kind)}` : ` and x.changed @> array[$${values.push(filter.changed)}]`;
  if (cursor) where += ` and (x.at, x.key) < ($${values.push(cursor.at)}::timestamptz, $${values.push(cursor.key)})`;
  return tx.query(
    `select x.at, x.key, x.source, x.return_id, x.line_id, x.unit, x.seq, coalesce(r.rma, x.ref) as ref, x.title, x.before as past, d.decision, d.policy_version,
            x.after, x.kind, x.changed, x.drifted
       from desk.simulation_differences x
       left join desk.returns r on r.seller_id = x.seller_id and r.id = x.return_id
       left join desk.decisions d on d.seller_id = x.seller_id and d.return_id = x.return_id and d.line_id = x.line_id and d.unit = x.unit and d.seq = x.seq
      where x.seller_id = $1 and x.simulation_id = $2${where} order by x.at desc, x.key desc limit ${limit + 1}`,
    values,
  );
}
