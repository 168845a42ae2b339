import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Context, policyDocument } from '../app/context.ts';
import { decisionFacts, evaluatePolicy } from '../app/ask-policy.ts';
import { replayDecisions } from '../app/replay-decisions.ts';
import { assert } from '../core/assert.ts';
import { isUuid } from '../core/ids.ts';
import { alternativesOf } from '../core/policy/alternatives.ts';
import type { DecisionFacts } from '../core/policy/decision.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { lawBook } from '../core/policy/law/law.ts';
import { packOf, PACKS } from '../core/policy/packs/packs.ts';
import type { UnitHistory } from '../store/returns.ts';
import { policyInForce } from '../store/policies.ts';
import { readOrderBody } from './orders.ts';
import { problem } from './problems.ts';
import { decisionView } from './return-view.ts';
import { DecisionIn, DecisionOut } from './schemas.ts';

export const decisions =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/decisions',
      {
        schema: {
          operationId: 'decide',
          tags: ['decisions'],
          summary: 'What would be decided; writes nothing',
          querystring: z.object({ pack: z.string().max(100).optional() }),
          body: DecisionIn,
          response: { 200: DecisionOut },
        },
      },
      async (request) => {
        const { sellerId, language } = request.caller;
        const facts = readCase(request.body, ctx.clock.now(sellerId));
        const { pack } = request.query;
        const policy = pack === undefined ? await inForce(ctx, sellerId, facts.at) : packOf(pack);
        if (!policy) throw problem('unknown_pack', { errors: [{ path: 'query:pack', says: `Known: ${Object.keys(PACKS).join(', ')}` }] });
        const alternatives = alternativesOf(policy, facts, { law: lawBook, holidays: ctx.holidays });
        return decisionView(evaluatePolicy(ctx, policy, facts), language, policy, alternatives);
      },
    );

    app.get(
      '/returns/:id/decisions',
      {
        schema: {
          operationId: 'listDecisions',
          tags: ['decisions'],
          summary: 'Each answer that the return got, with its facts, asked again of the version that gave it',
          params: z.object({ id: z.string() }),
          response: {
            200: z.object({
              items: z.array(
                z.object({
                  seq: z.int().describe('The event that carries it.'),
                  lineId: z.string(),
                  unit: z.int(),
                  policyVersion: z.string(),
                  facts: z.record(z.string(), z.unknown()),
                  decision: DecisionOut,
                  replay: z
                    .enum(['identical', 'differs'])
                    .describe('`differs` where the program or its law data has changed since; policy and facts cannot.'),
                  differs: z.array(z.string()).describe('The parts of the decision that come out otherwise today.'),
                }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { sellerId, language } = request.caller;
        const replayed = isUuid(id) ? await replayDecisions(ctx, sellerId, id) : null;
        if (!replayed) throw problem('not_found', { detail: `There is no return ${id}.` });
        return {
          items: replayed.map(({ policy, decision, facts, differs, ...rest }) => ({
            ...rest,
            policyVersion: policy.version,
            facts: { ...facts },
            decision: decisionView(decision, language, policy),
            replay: differs.length === 0 ? ('identical' as const) : ('differs' as const),
            differs: [...differs],
          })),
        };
      },
    );
  };

/** The facts of a case as a program sends it. Throws a problem that names what does not fit, its paths as they stand in the body. */
export function readCase(body: z.output<typeof DecisionIn>, now: string): DecisionFacts {
  const { order: given, request: asked, history, finding } = body;
  const order = readOrderBody(given.channel, given.channelOrderId ?? '', given);
  if (!order.lines.some((line) => line.id === asked.lineId)) {
    throw problem('line_not_found', { errors: [{ path: 'request.lineId', says: 'is no line of the order' }] });
  }
  const facts = decisionFacts(
    { history: [] as UnitHistory[], buyerReturns12m: history?.buyerReturns12m ?? 0, buyerOrders12m: history?.buyerOrders12m ?? 0 },
    { ...order, id: '' },
    {
      lineId: asked.lineId,
      unit: asked.unit ?? 1,
      reason: asked.reason,
      ...(asked.photos !== undefined && { photos: asked.photos }),
      ...(asked.fault && { fault: asked.fault }),
      ...(asked.wants && { wants: asked.wants }),
    },
    body.at ?? now,
  );
  return {
    ...facts,
    history: {
      ...facts.history,
      itemReturns: (history?.itemReturns ?? []).map(({ requestedAt, wanted, ...past }) => ({
        ...past,
        ...(requestedAt !== undefined && { requestedAt }),
        ...(wanted && { wanted }),
      })),
      ...(history?.warrantyExtendedBy && { warrantyExtendedBy: history.warrantyExtendedBy }),
      ...(history?.record && { record: history.record }),
    },
    ...(finding && {
      finding: { verdict: finding.verdict, identity: finding.identity, ...(finding.grade && { grade: finding.grade }) },
    }),
  };
}

export async function inForce(ctx: Context, sellerId: string, at: string): Promise<PolicyDocument> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    // A decision about the past is asked of the policy that stands now where none stood then.
    const version = (await policyInForce(tx, at)) ?? (await policyInForce(tx, ctx.clock.now(sellerId)));
    assert(version, 'every seller has a policy in force');
    return policyDocument(tx, version);
  });
}
