import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Context, policyDocument } from '../app/context.ts';
import { decisionFacts, evaluatePolicy } from '../app/open-return.ts';
import { assert } from '../core/assert.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { PACKS } from '../core/policy/packs/packs.ts';
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
        const { order: given, request: asked, history } = request.body;
        const order = readOrderBody(given.channel, given.channelOrderId ?? '', given);
        if (!order.lines.some((line) => line.id === asked.lineId)) {
          throw problem('line_not_found', { errors: [{ path: 'request.lineId', says: 'is no line of the order' }] });
        }
        const at = request.body.at ?? ctx.clock.now(sellerId);
        const { pack } = request.query;
        const policy = pack === undefined ? await inForce(ctx, sellerId, at) : PACKS[pack];
        if (!policy) throw problem('unknown_pack', { errors: [{ path: 'query:pack', says: `Known: ${Object.keys(PACKS).join(', ')}` }] });
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
          at,
        );
        const decision = evaluatePolicy(ctx, policy, { ...facts, history: { ...facts.history, itemReturns: history?.itemReturns ?? [] } });
        return decisionView(decision, language);
      },
    );
  };

export async function inForce(ctx: Context, sellerId: string, at: string): Promise<PolicyDocument> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    // A decision about the past is asked of the policy that stands now where none stood then.
    const version = (await policyInForce(tx, at)) ?? (await policyInForce(tx, ctx.clock.now(sellerId)));
    assert(version, 'every seller has a policy in force');
    return policyDocument(tx, version);
  });
}
