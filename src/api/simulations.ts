/** A draft tried on the past: begun here, looked at while it runs, its differences read page by page (M9). */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { policyDocument } from '../app/context.ts';
import { cancelSimulation, latestSimulations, lookAtSimulation, startSimulation } from '../app/simulate-policy.ts';
import type { WiredContext } from '../app/wire.ts';
import { type Language } from '../core/access.ts';
import { addDays, startOfDayIn } from '../core/calendar.ts';
import { isUuid } from '../core/ids.ts';
import { type Currency, decimal, money } from '../core/money.ts';
import type { Decision, Outcome } from '../core/policy/decision.ts';
import { completePolicy, type PolicyDocument, readPolicy } from '../core/policy/document.ts';
import { explainDecision } from '../core/policy/explain.ts';
import { CHANGES } from '../core/policy/simulate.ts';
import { RESOLUTIONS } from '../core/return/model.ts';
import { readPolicyDraft } from '../store/policies.ts';
import { type Difference, type DifferenceCursor, listDifferences, type PastAnswer, type Simulation } from '../store/simulations.ts';
import { only } from './auth.ts';
import { emptyBody, IdempotencyHeaders, keep, kept } from './once.ts';
import { problem } from './problems.ts';
import { Instant } from './schemas.ts';

const Pair = z.object({ before: z.int(), after: z.int() });
const MoneyPair = z.object({ currency: z.string(), before: z.string(), after: z.string() });
const OUTCOMES = ['approve', 'review', 'reject'] as const;

const SimulationOut = z
  .object({
    id: z.string(),
    draftId: z.string(),
    revision: z.int().describe('The revision of the draft that was run: it may have been changed since.'),
    include: z.array(z.enum(['returns', 'history'])),
    from: z.string().nullable(),
    until: z.string().nullable().describe('Exclusive.'),
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    failure: z.enum(['interrupted', 'broken']).nullable().describe('`interrupted`: the process that ran it ended; run it again.'),
    done: z.int(),
    total: z.int(),
    startedAt: z.string(),
    startedBy: z.string(),
    finishedAt: z.string().nullable(),
    listed: z.int().describe('How many differences can be read. Of more than 20,000 the others are only counted.'),
    summary: z
      .object({
        cases: z.int(),
        changed: z.int(),
        byChange: z.record(z.string(), z.int()).describe('`approve>review`: how many. They add up to `changed`.'),
        refund: z.array(MoneyPair).describe('What refunds come to, over all cases of which it is known.'),
        refundFirst: z.array(MoneyPair).describe('The same, of those cases where a refund is what is offered first.'),
        labels: Pair.describe('Prepaid labels that the seller pays.'),
        people: Pair.describe('Cases for a person.'),
        deadlines: z.array(z.object({ kind: z.string(), earlier: z.int(), later: z.int(), added: z.int(), removed: z.int() })),
        drifted: z
          .int()
          .describe(
            'Cases that the version of then answers otherwise today: law data or the program changed since. What the draft only shares with that is no difference of the draft.',
          ),
        unreadable: z.int().describe('Cases whose stored facts can no longer be decided on; they are left out.'),
      })
      .describe('So far, while it runs.'),
  })
  .meta({ id: 'Simulation' });

const AnswerOut = z.object({
  outcome: z.enum(OUTCOMES),
  ground: z.string().nullable().describe('null where it is not known.'),
  resolutions: z.array(z.enum(RESOLUTIONS)).nullable(),
  refund: z.object({ total: z.string(), currency: z.string() }).nullable(),
  returnShipping: z.object({ paidBy: z.enum(['seller', 'buyer']), label: z.enum(['prepaid', 'own']).nullable() }).nullable(),
  deadlines: z.array(z.object({ kind: z.string(), dueAt: z.string().nullable() })).nullable(),
  policyVersion: z.string().nullable(),
  says: z.array(z.string()).describe('The answer in a sentence, then its reasons; empty where none are known.'),
});

const DifferenceOut = z
  .object({
    source: z.enum(['return', 'history']),
    returnId: z.string().optional(),
    ref: z.string().describe('The RMA of a return; your own name of a past case.'),
    line: z.string(),
    unit: z.int(),
    title: z.string(),
    at: z.string(),
    kind: z.string(),
    changed: z.array(z.enum(CHANGES)),
    drifted: z.boolean().describe('The version of then answers otherwise today, too.'),
    before: AnswerOut,
    after: AnswerOut,
  })
  .meta({ id: 'SimulationDifference' });

export const simulations =
  (ctx: WiredContext): FastifyPluginAsyncZod =>
  async (app) => {
    const Id = z.object({ id: z.string() });
    const simulationOr404 = async (sellerId: string, id: string) => {
      const run = isUuid(id) ? await lookAtSimulation(ctx, sellerId, id) : null;
      if (!run) throw problem('not_found', { detail: `There is no simulation ${id}.` });
      return run;
    };

    app.post(
      '/policies/drafts/:id/simulations',
      {
        schema: {
          operationId: 'simulatePolicyDraft',
          tags: ['policy'],
          summary: 'Run a draft over the past, in the background',
          params: Id,
          headers: IdempotencyHeaders,
          body: z.object({
            from: DayOrInstant.optional().describe('Cases asked from then on; a day is one of the seller’s calendar.'),
            to: DayOrInstant.optional().describe('Cases asked until then: to the end of that day, or before that instant.'),
            include: z
              .array(z.enum(['returns', 'history']))
              .min(1)
              .default(['returns', 'history']),
          }),
          response: { 202: z.object({ id: z.string() }) },
        },
        preValidation: emptyBody,
      },
      async (request, reply) => {
        const { sellerId, actor } = request.caller;
        only(request.caller, 'manager', 'administrator');
        const before = await kept(ctx, request);
        if (before) return reply.code(202).send({ id: before.id });
        const { id } = request.params;
        const draft = isUuid(id) ? await ctx.db.withSeller(sellerId, (tx) => readPolicyDraft(tx, id)) : null;
        if (!draft) throw problem('not_found', { detail: `There is no draft ${id}.` });
        const read = readPolicy(completePolicy(draft.document));
        if (!read.ok) throw problem('policy_has_problems', { errors: read.problems.map(({ at, says }) => ({ path: at, says })) });
        const { from, to, include } = request.body;
        const { zone } = ctx.sellers.get(sellerId);
        const span = {
          from: from === undefined ? null : isDay(from) ? startOfDayIn(from, zone) : from,
          until: to === undefined ? null : isDay(to) ? startOfDayIn(addDays(to, 1), zone) : to,
        };
        const sources = [...new Set(include)];
        const started = await startSimulation(
          ctx,
          sellerId,
          { draft: { id, revision: draft.revision, document: read.policy }, sources, span },
          actor,
        );
        if (!started.ok)
          throw problem('simulation_running', { detail: 'One runs at a time: wait for it, or cancel it.', facts: { id: started.id } });
        await keep(ctx, request, { id: started.id }, 202);
        return reply.code(202).send({ id: started.id });
      },
    );

    app.get(
      '/policies/simulations',
      {
        schema: {
          operationId: 'listSimulations',
          tags: ['policy'],
          summary: 'The latest runs, newest first',
          querystring: z.object({ draftId: z.string().optional() }),
          response: { 200: z.object({ items: z.array(SimulationOut) }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { draftId } = request.query;
        if (draftId !== undefined && !isUuid(draftId)) return { items: [] };
        return { items: (await latestSimulations(ctx, request.caller.sellerId, draftId ?? null)).map(simulationView) };
      },
    );

    app.get(
      '/policies/simulations/:id',
      {
        schema: {
          operationId: 'getSimulation',
          tags: ['policy'],
          summary: 'How far it is, and what it added up to',
          params: Id,
          response: { 200: SimulationOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        return simulationView(await simulationOr404(request.caller.sellerId, request.params.id));
      },
    );

    app.delete(
      '/policies/simulations/:id',
      {
        schema: {
          operationId: 'cancelSimulation',
          tags: ['policy'],
          summary: 'Stop it; one that has ended stays as it is',
          params: Id,
          response: { 200: SimulationOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        const { id } = await simulationOr404(sellerId, request.params.id);
        await cancelSimulation(ctx, sellerId, id);
        return simulationView(await simulationOr404(sellerId, id));
      },
    );

    app.get(
      '/policies/simulations/:id/differences',
      {
        schema: {
          operationId: 'listSimulationDifferences',
          tags: ['policy'],
          summary: 'Cases that the draft answers otherwise, both answers side by side, newest case first',
          params: Id,
          querystring: z.object({
            kind: z.string().max(40).optional().describe('`approve>review` and such, or one thing that changed: `refund`.'),
            cursor: z.string().max(400).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(25),
          }),
          response: { 200: z.object({ items: z.array(DifferenceOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, language } = request.caller;
        const { kind, cursor, limit } = request.query;
        const run = await simulationOr404(sellerId, request.params.id);
        const after = cursor === undefined ? null : readCursor(cursor);
        if (after === undefined) throw problem('invalid_request', { errors: [{ path: 'query:cursor', says: 'is none of ours' }] });
        const filter = kind === undefined ? null : (CHANGES as readonly string[]).includes(kind) ? { changed: kind } : { kind };
        const { rows, policies } = await ctx.db.withSeller(sellerId, async (tx) => {
          const rows = await listDifferences(tx, run.id, filter, after, limit);
          const policies = new Map<string, PolicyDocument>();
          for (const { policy_version } of rows)
            if (policy_version !== null && !policies.has(policy_version))
              policies.set(policy_version, await policyDocument(tx, policy_version));
          return { rows, policies };
        });
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return {
          items: page.map((row) => differenceView(row, run.document, policies, language)),
          nextCursor: rows.length > limit && last ? cursorOf(last) : null,
        };
      },
    );
  };

const DayOrInstant = z.union([z.iso.date(), Instant], { error: 'must be a date such as 2026-11-22, or a time with an offset' });
const isDay = (text: string): boolean => text.length === 10;

const cursorOf = ({ at, key }: DifferenceCursor): string => Buffer.from(JSON.stringify([at, key])).toString('base64url');
function readCursor(text: string): DifferenceCursor | undefined {
  try {
    const [at, key] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    return typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof key === 'string' ? { at, key } : undefined;
  } catch {
    return undefined;
  }
}

function simulationView(run: Simulation): z.output<typeof SimulationOut> {
  const { summary } = run;
  const amounts = (pairs: Readonly<Record<Currency, { readonly before: number; readonly after: number }>>) =>
    Object.entries(pairs).map(([currency, { before, after }]) => ({
      currency,
      before: decimal(money(before, currency)),
      after: decimal(money(after, currency)),
    }));
  return {
    id: run.id,
    draftId: run.draft_id,
    revision: run.revision,
    include: [...run.sources],
    from: run.asked_from,
    until: run.asked_until,
    state: run.state,
    failure: run.failure,
    done: run.done,
    total: run.total,
    startedAt: run.started_at,
    startedBy: run.started_by,
    finishedAt: run.finished_at,
    listed: run.listed,
    summary: {
      cases: summary.cases,
      changed: summary.changed,
      byChange: summary.byChange,
      refund: amounts(summary.refund),
      refundFirst: amounts(summary.refundFirst),
      labels: summary.labels,
      people: summary.people,
      deadlines: Object.entries(summary.deadlines).map(([kind, moved]) => ({ kind, ...moved })),
      drifted: summary.drifted,
      unreadable: summary.unreadable,
    },
  };
}

function differenceView(
  row: Difference,
  draft: PolicyDocument,
  policies: ReadonlyMap<string, PolicyDocument>,
  language: Language,
): z.output<typeof DifferenceOut> {
  const decided = row.policy_version === null ? undefined : policies.get(row.policy_version);
  return {
    source: row.source,
    ...(row.return_id !== null && { returnId: row.return_id }),
    ref: row.ref,
    line: row.line_id,
    unit: row.unit,
    title: row.title,
    at: row.at,
    kind: row.kind,
    changed: row.changed as z.output<typeof DifferenceOut>['changed'],
    drifted: row.drifted,
    before: row.decision ? answerView(row.decision, language, decided) : pastAnswerView(row.past!, row.after.refund.total.currency),
    after: answerView(row.after, language, draft),
  };
}

function answerView(decision: Decision, language: Language, policy: PolicyDocument | undefined): z.output<typeof AnswerOut> {
  const { headline, reasons } = explainDecision(decision, language, 'agent', policy);
  return {
    outcome: decision.outcome,
    ground: decision.ground,
    resolutions: [...decision.resolutions],
    refund: { total: decimal(decision.refund.total), currency: decision.refund.total.currency },
    returnShipping: decision.returnShipping,
    deadlines: decision.deadlines.map(({ kind, dueAt }) => ({ kind, dueAt: dueAt ?? null })),
    policyVersion: decision.policyVersion,
    says: [headline, ...reasons],
  };
}

/** Of a case from before Retour only that is shown which was told. */
function pastAnswerView({ outcome, refundMinor, resolutions, paidBy }: PastAnswer, currency: Currency): z.output<typeof AnswerOut> {
  return {
    outcome: outcome as Outcome,
    ground: null,
    resolutions: resolutions && [...(resolutions as Decision['resolutions'])],
    refund: refundMinor === null ? null : { total: decimal(money(refundMinor, currency)), currency },
    returnShipping: paidBy === null ? null : { paidBy: paidBy as 'seller' | 'buyer', label: null },
    deadlines: null,
    policyVersion: null,
    says: [],
  };
}
