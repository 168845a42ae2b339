/** Signs of abuse on a case, for the team alone (M7): what spoke, what it weighs, which cases are behind it and until when they count. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Context, policyDocument } from '../app/context.ts';
import { isUuid } from '../core/ids.ts';
import { ABUSE_CALLS_FROM, type FactName, factsOf, type PolicyDocument } from '../core/policy/document.ts';
import { says } from '../core/policy/explain.ts';
import type { ReturnItem } from '../core/return/model.ts';
import type { Language } from '../core/access.ts';
import { listSigns, SIGN_KINDS, type SignKind, type SignSeen } from '../store/abuse.ts';
import { readReturn } from '../store/returns.ts';
import { problem } from './problems.ts';

const Signs = z.object({
  items: z.array(
    z.object({
      lineId: z.string(),
      unit: z.int(),
      score: z.int().describe('What the signs of the last answer add up to.'),
      callsFrom: z.int().describe('From this score on a person decides. A score never refuses anything.'),
      spoke: z.array(
        z.object({
          rule: z.string(),
          says: z.string(),
          weight: z.int(),
          reference: z.string(),
          facts: z.record(z.string(), z.unknown()),
          expiresAt: z.string().optional().describe('When the first of the cases behind it stops to count.'),
        }),
      ),
    }),
  ),
  cases: z.array(
    z.object({
      kind: z.enum(SIGN_KINDS),
      returnId: z.string(),
      rma: z.string(),
      status: z.string(),
      openedAt: z.string(),
      expiresAt: z.string(),
    }),
  ),
});

export const signs =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/returns/:id/signs',
      {
        schema: {
          operationId: 'listSigns',
          tags: ['returns'],
          summary: 'Signs to look at, with the cases behind them; never shown to buyers',
          params: z.object({ id: z.string() }),
          response: { 200: Signs },
        },
      },
      async (request): Promise<z.output<typeof Signs>> => {
        const { id } = request.params;
        const { sellerId, language } = request.caller;
        const found = isUuid(id)
          ? await ctx.db.withSeller(sellerId, async (tx) => {
              const loaded = await readReturn(tx, id);
              if (!loaded) return null;
              const cases = await listSigns(tx, id, ctx.clock.now(sellerId));
              const items = [];
              for (const item of loaded.ret.items) {
                const policy = item.decision && (await policyDocument(tx, item.decision.policyVersion));
                if (policy) items.push(signsOf(item, policy, cases, language));
              }
              return { items, cases };
            })
          : null;
        if (!found) throw problem('not_found', { detail: `There is no return ${id}.` });
        return {
          items: found.items,
          cases: found.cases.map((one) => ({
            kind: one.kind,
            returnId: one.return_id,
            rma: one.rma,
            status: one.status,
            openedAt: one.opened_at,
            expiresAt: one.expires_at,
          })),
        };
      },
    );
  };

/** Which cases are behind a fact that a row names. */
const BEHIND: Partial<Readonly<Record<FactName, SignKind>>> = {
  samePhotoElsewhere: 'same_photo',
  deviceSwaps12m: 'device_swap',
  refundsWithoutGoods12m: 'refund_without_goods',
  linkedReturns12m: 'linked_return',
  linkedAbuse12m: 'linked_abuse',
  buyerReturns12m: 'earlier_return',
  buyerReturnRate: 'earlier_return',
};

function signsOf(item: ReturnItem, policy: PolicyDocument, cases: readonly SignSeen[], language: Language) {
  const { decision, lineId, unit } = item;
  const rows = new Map(policy.tables.review.filter((row) => row.answer.signal === 'abuse').map((row) => [row.id, row]));
  const spoke = (decision?.because ?? []).flatMap((because) => {
    const row = rows.get(because.rule);
    if (!row) return [];
    const kinds = factsOf(row.when).map((fact) => BEHIND[fact]);
    // Newest first: the last one is the first to be forgotten.
    const oldest = cases.findLast(({ kind }) => kinds.includes(kind));
    return [
      {
        rule: because.rule,
        says: says(because, language, 'agent', policy),
        weight: row.answer.weight ?? 100,
        reference: because.reference,
        facts: { ...because.facts },
        ...(oldest && { expiresAt: oldest.expires_at }),
      },
    ];
  });
  return {
    lineId,
    unit,
    score: decision?.abuse?.score ?? 0,
    callsFrom: decision?.abuse?.callsFrom ?? policy.abuseCallsFrom ?? ABUSE_CALLS_FROM,
    spoke,
  };
}
