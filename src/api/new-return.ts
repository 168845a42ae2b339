/** What the desk asks while it makes a return with the buyer on the phone or at the counter (M13). */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { findOrders } from '../app/find-orders.ts';
import { previewReturn } from '../app/preview-return.ts';
import { explainDecision } from '../core/policy/explain.ts';
import { rmasOf } from '../store/returns.ts';
import { problem } from './problems.ts';
import { decisionView, orderView } from './return-view.ts';
import { DecisionOut, OrderOut, RequestedItem } from './schemas.ts';

const Told = z.object({ headline: z.string(), reasons: z.array(z.string()), next: z.string() });
const FoundOut = z.object({
  order: OrderOut,
  returns: z
    .array(z.object({ id: z.string(), rma: z.string(), status: z.string(), lineId: z.string(), unit: z.int(), open: z.boolean() }))
    .describe('Units of it that are or were asked back, the newest first.'),
});
const PreviewOut = z
  .object({
    openReturn: z
      .object({ id: z.string(), rma: z.string() })
      .nullable()
      .describe('Something of it is open already: the request would be that return.'),
    buyerLanguage: z.string(),
    items: z.array(
      z.object({
        lineId: z.string(),
        unit: z.int(),
        decision: DecisionOut,
        team: Told,
        buyer: Told.describe('What the buyer is told, in the buyer’s language.'),
        instructions: z.array(z.string()).describe('To the buyer, in the buyer’s language.'),
      }),
    ),
  })
  .meta({ id: 'ReturnPreview' });

export const newReturn =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/orders',
      {
        schema: {
          operationId: 'findOrders',
          tags: ['orders'],
          summary: 'Orders by number, name, e-mail, IMEI, serial number or RMA: what one hears on the phone',
          querystring: z.object({
            q: z.string().trim().min(2, 'needs two signs at least').max(200),
            limit: z.coerce.number().int().min(1).max(25).default(8),
          }),
          response: { 200: z.object({ items: z.array(FoundOut) }) },
        },
      },
      async (request) => {
        const { q, limit } = request.query;
        const found = await ctx.db.withSeller(request.caller.sellerId, (tx) => findOrders(tx, q, limit));
        return {
          items: found.map(({ asked, ...stored }) => ({
            order: orderView(stored),
            returns: asked.map((one) => ({
              id: one.return_id,
              rma: one.rma,
              status: one.status,
              lineId: one.line_id,
              unit: one.unit,
              open: one.open,
            })),
          })),
        };
      },
    );

    app.post(
      '/orders/:channel/:channelOrderId/decisions',
      {
        schema: {
          operationId: 'previewReturn',
          tags: ['decisions'],
          summary: 'What a return of this order would be answered, with its whole history; writes nothing',
          params: z.object({ channel: z.string().min(1).max(100), channelOrderId: z.string().min(1).max(200) }),
          body: z.object({ items: z.array(RequestedItem).min(1, 'say which items').max(50) }),
          response: { 200: PreviewOut },
        },
      },
      async (request) => {
        const { sellerId, language } = request.caller;
        const items = request.body.items.map(
          (item) =>
            Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as Pick<typeof item, 'lineId' | 'reason'>,
        );
        const previewed = await previewReturn(ctx, sellerId, { ...request.params, items });
        if (!previewed.ok) throw problem(previewed.refusal, { facts: previewed.facts });
        const { policy, stored, openReturn } = previewed;
        const rmas = openReturn === null ? null : await ctx.db.withSeller(sellerId, (tx) => rmasOf(tx, [openReturn]));
        const told = (decision: (typeof previewed.items)[number]['decision'], audience: 'agent' | 'buyer') => {
          const { headline, reasons, next } = explainDecision(
            decision,
            audience === 'agent' ? language : stored.buyer.language,
            audience,
            policy,
          );
          return { headline, reasons: [...reasons], next };
        };
        return {
          openReturn: openReturn === null ? null : { id: openReturn, rma: rmas?.get(openReturn) ?? '' },
          buyerLanguage: stored.buyer.language,
          items: previewed.items.map(({ lineId, unit, decision }) => ({
            lineId,
            unit,
            decision: decisionView(decision, language, policy),
            team: told(decision, 'agent'),
            buyer: told(decision, 'buyer'),
            instructions: (decisionView(decision, stored.buyer.language, policy).instructions ?? []).map((one) => one.buyer),
          })),
        };
      },
    );
  };
