/** Webhooks over HTTP: who is told of what, what became of it, and sending again what did not arrive. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import {
  addEndpoint,
  changeEndpoint,
  removeEndpoint,
  replay,
  rotateSecret,
  sendAgain,
  sendDeadAgain,
  tryEndpoint,
} from '../app/webhook-endpoints.ts';
import { openSigning } from '../app/sealed-secrets.ts';
import { WEBHOOK_TYPES } from '../app/webhooks.ts';
import { actorName } from '../core/access.ts';
import { isUuid } from '../core/ids.ts';
import {
  attemptsOf,
  countDeliveries,
  type Delivery,
  type Endpoint,
  keepDelivery,
  listDeliveries,
  listEndpoints,
  readDelivery,
} from '../store/webhooks.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { emptyBody } from './once.ts';
import { problem } from './problems.ts';
import { Instant } from './schemas.ts';

const EndpointIn = z.object({
  url: z.string().trim().max(2_000),
  name: z.string().trim().min(1, 'must not be empty').max(100),
  types: z.array(z.enum(WEBHOOK_TYPES)).max(WEBHOOK_TYPES.length).default([]).describe('Empty: all of them, also those that come later.'),
});
const EndpointOut = z.object({
  id: z.string(),
  url: z.string(),
  name: z.string(),
  types: z.array(z.string()),
  state: z.enum(['active', 'paused', 'disabled']),
  disabledBecause: z.string().nullable(),
  failingSince: z.string().nullable().describe('Since when nothing has arrived there.'),
  secretSetAt: z.string().nullable(),
  secretEnds: z.string().nullable().describe('Its last four signs. The secret itself is shown once, where it is made.'),
  secretLost: z.boolean().describe('It can’t be read any more, since the installation’s secret has changed: make a new one.'),
  oldSecretUntil: z.string().nullable().describe('Until then the secret before the last rotation signs as well.'),
  createdAt: z.string(),
  createdBy: z.string(),
  pending: z.int(),
  dead: z.int(),
});
const DeliveryOut = z.object({
  id: z.string(),
  messageId: z.string().describe('What the receiver gets as `webhook-id`, the same at every attempt.'),
  endpointId: z.string(),
  type: z.string(),
  state: z.enum(['pending', 'delivered', 'dead']),
  attempts: z.int(),
  status: z.int().nullable(),
  latencyMs: z.int().nullable(),
  says: z.string().nullable().describe('The beginning of the answer, or what went wrong.'),
  createdAt: z.string(),
  attemptedAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  kept: z.boolean().describe('Not removed with the old ones: what arrived goes after 30 days, what was given up after 90.'),
});
const Attempt = z.object({ at: z.string(), status: z.int().nullable(), latencyMs: z.int(), says: z.string() });
const OneDelivery = DeliveryOut.extend({ body: z.string(), history: z.array(Attempt) });

const endpointView = (e: Endpoint, secretLost: boolean, pending: number, dead: number): z.output<typeof EndpointOut> => ({
  id: e.id,
  url: e.url,
  name: e.name,
  types: [...e.types],
  state: e.state === 'deleted' ? 'disabled' : e.state,
  disabledBecause: e.disabled_because,
  failingSince: e.failing_since,
  secretSetAt: e.secret_set_at,
  secretEnds: e.secret_ends,
  secretLost,
  oldSecretUntil: e.old_secret_until,
  createdAt: e.created_at,
  createdBy: e.created_by,
  pending,
  dead,
});

const deliveryView = (d: Delivery): z.output<typeof DeliveryOut> => ({
  id: d.id,
  messageId: d.message_id,
  endpointId: d.endpoint_id,
  type: d.type,
  state: d.state,
  attempts: d.attempts,
  status: d.status,
  latencyMs: d.latency_ms,
  says: d.says,
  createdAt: d.created_at,
  attemptedAt: d.attempted_at,
  nextAt: d.next_at,
  kept: d.kept,
});

export const webhooks =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.addHook('onRequest', async (request) => only(request.caller, 'manager', 'administrator'));
    const tags = ['webhooks'];
    const params = z.object({ id: z.string() });

    const isLost = (sellerId: string, { secret }: Endpoint): boolean => openSigning(ctx, sellerId, secret) === null;
    const whole = async (sellerId: string, id: string): Promise<z.output<typeof OneDelivery>> => {
      const found = isUuid(id)
        ? await ctx.db.withSeller(sellerId, async (tx) => {
            const one = await readDelivery(tx, id);
            return one && { delivery: one.delivery, history: await attemptsOf(tx, id) };
          })
        : null;
      if (!found) throw problem('not_found');
      return {
        ...deliveryView(found.delivery),
        body: found.delivery.body,
        history: found.history.map(({ at, status, latency_ms, says }) => ({ at, status, latencyMs: latency_ms, says })),
      };
    };
    const endpoint = async (sellerId: string, id: string): Promise<z.output<typeof EndpointOut>> => {
      const { endpoints, counts } = await ctx.db.withSeller(sellerId, async (tx) => ({
        endpoints: await listEndpoints(tx),
        counts: await countDeliveries(tx),
      }));
      const found = endpoints.find((one) => one.id === id);
      if (!found) throw problem('not_found');
      return endpointView(found, isLost(sellerId, found), countOf(counts, id, 'pending'), countOf(counts, id, 'dead'));
    };

    app.get(
      '/webhooks',
      {
        schema: {
          operationId: 'listWebhooks',
          tags,
          summary: 'The endpoints, and what they can be told',
          response: { 200: z.object({ items: z.array(EndpointOut), types: z.array(z.enum(WEBHOOK_TYPES)) }) },
        },
      },
      async (request) => {
        const { endpoints, counts } = await ctx.db.withSeller(request.caller.sellerId, async (tx) => ({
          endpoints: await listEndpoints(tx),
          counts: await countDeliveries(tx),
        }));
        return {
          items: endpoints.map((one) =>
            endpointView(one, isLost(request.caller.sellerId, one), countOf(counts, one.id, 'pending'), countOf(counts, one.id, 'dead')),
          ),
          types: [...WEBHOOK_TYPES],
        };
      },
    );

    app.post(
      '/webhooks',
      {
        schema: {
          operationId: 'addWebhook',
          tags,
          summary: 'The answer holds the secret that the receiver checks signatures with: it is not shown again',
          body: EndpointIn,
          response: { 201: EndpointOut.extend({ secret: z.string() }) },
        },
      },
      async (request, reply) => {
        const { sellerId, actor } = request.caller;
        const made = await addEndpoint(ctx, sellerId, request.body, actorName(actor));
        if (!made.ok) throw problem(made.refusal, made.refusal === 'too_many' ? {} : { errors: [{ path: 'url', says: made.refusal }] });
        return reply.code(201).send({ ...(await endpoint(sellerId, made.id)), secret: made.secret });
      },
    );

    app.patch(
      '/webhooks/:id',
      {
        schema: {
          operationId: 'changeWebhook',
          tags,
          params,
          body: EndpointIn.extend({ types: z.array(z.enum(WEBHOOK_TYPES)), state: z.enum(['active', 'paused']) }).partial(),
          response: { 200: EndpointOut },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const { url, name, types, state } = request.body;
        const changed = await changeEndpoint(ctx, sellerId, request.params.id, {
          ...(url !== undefined && { url }),
          ...(name !== undefined && { name }),
          ...(types !== undefined && { types }),
          ...(state !== undefined && { state }),
        });
        if (!changed.ok)
          throw problem(changed.refusal, changed.refusal === 'not_found' ? {} : { errors: [{ path: 'url', says: changed.refusal }] });
        return endpoint(sellerId, request.params.id);
      },
    );

    app.delete(
      '/webhooks/:id',
      { schema: { operationId: 'removeWebhook', tags, params, response: { 204: z.null() } } },
      async (request, reply) => {
        const removed = await removeEndpoint(ctx, request.caller.sellerId, request.params.id);
        if (!removed.ok) throw problem('not_found');
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/webhooks/:id/secret',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'rotateWebhookSecret',
          tags,
          summary: 'A new secret, shown this once; the old one signs beside it for 24 hours',
          params,
          response: { 200: z.object({ secret: z.string(), oldSecretUntil: z.string() }) },
        },
      },
      async (request) => {
        const rotated = await rotateSecret(ctx, request.caller.sellerId, request.params.id);
        if (!rotated) throw problem('not_found');
        return rotated;
      },
    );

    app.post(
      '/webhooks/:id/test',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'testWebhook',
          tags,
          summary: 'Sends `webhook.test` at once and answers what came of it',
          params,
          response: { 200: OneDelivery },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const tried = await tryEndpoint(ctx, sellerId, request.params.id);
        if (!tried) throw problem('not_found');
        return whole(sellerId, tried.delivery.id);
      },
    );

    app.post(
      '/webhooks/:id/replay',
      {
        schema: {
          operationId: 'replayWebhook',
          tags,
          summary: 'Sends again what was said in a time: what never arrived, or all of it (at most 1,000 messages)',
          params,
          body: z.object({ from: Instant, to: Instant, which: z.enum(['missing', 'all']).default('missing') }),
          response: { 200: z.object({ sent: z.int() }) },
        },
      },
      async (request) => {
        const { from, to, which } = request.body;
        if (from >= to) throw problem('invalid_request', { errors: [{ path: 'to', says: 'must be after "from"' }] });
        const sent = await replay(ctx, request.caller.sellerId, request.params.id, { from, to, which });
        if (sent === null) throw problem('not_found');
        return { sent };
      },
    );

    app.get(
      '/webhook-deliveries',
      {
        schema: {
          operationId: 'listWebhookDeliveries',
          tags,
          summary: 'Newest first; `state=dead` are the dead letters',
          querystring: z.object({
            endpoint: z.string().optional(),
            state: z.enum(['pending', 'delivered', 'dead']).optional(),
            cursor: z.string().optional(),
            limit: z.coerce.number().int().min(1).max(100).default(30),
          }),
          response: { 200: z.object({ items: z.array(DeliveryOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { endpoint: endpointId, state, cursor, limit } = request.query;
        if (endpointId !== undefined && !isUuid(endpointId)) return { items: [], nextCursor: null };
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) =>
          listDeliveries(
            tx,
            { ...(endpointId !== undefined && { endpointId }), ...(state && { state }) },
            cursor === undefined ? null : readCursor(cursor),
            limit + 1,
          ),
        );
        const items = rows.slice(0, limit);
        const last = items.at(-1);
        return {
          items: items.map(deliveryView),
          nextCursor: rows.length > limit && last ? cursorOf({ at: last.created_at, id: last.id }) : null,
        };
      },
    );

    app.get(
      '/webhook-deliveries/:id',
      { schema: { operationId: 'getWebhookDelivery', tags, params, response: { 200: OneDelivery } } },
      async (request) => whole(request.caller.sellerId, request.params.id),
    );

    app.post(
      '/webhook-deliveries/:id/retry',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'retryWebhookDelivery',
          tags,
          summary: 'Sends it again at once, under the same `webhook-id`, also where it had arrived',
          params,
          response: { 200: OneDelivery },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const again = await sendAgain(ctx, sellerId, request.params.id);
        if (!again) throw problem('not_found');
        return whole(sellerId, again.delivery.id);
      },
    );

    for (const [method, kept] of [
      ['PUT', true],
      ['DELETE', false],
    ] as const)
      app.route({
        method,
        url: '/webhook-deliveries/:id/keeping',
        schema: {
          operationId: kept ? 'keepWebhookDelivery' : 'letWebhookDeliveryGo',
          tags,
          summary: kept ? 'It stays, however old it gets' : 'It goes with the old ones again',
          params,
          response: { 200: OneDelivery },
        },
        async handler(request) {
          const { sellerId } = request.caller;
          const { id } = request.params;
          if (!isUuid(id) || !(await ctx.db.withSeller(sellerId, (tx) => keepDelivery(tx, id, kept)))) throw problem('not_found');
          return whole(sellerId, id);
        },
      });

    app.post(
      '/webhook-deliveries/retry',
      {
        schema: {
          operationId: 'retryDeadWebhookDeliveries',
          tags,
          summary: 'All dead letters, of one endpoint or of all (at most 1,000 at once)',
          body: z.object({ endpoint: z.string().optional() }),
          response: { 200: z.object({ sent: z.int() }) },
        },
      },
      async (request) => {
        const { endpoint: endpointId } = request.body;
        if (endpointId !== undefined && !isUuid(endpointId)) throw problem('not_found');
        return { sent: await sendDeadAgain(ctx, request.caller.sellerId, endpointId ?? null) };
      },
    );
  };

const countOf = (counts: Awaited<ReturnType<typeof countDeliveries>>, id: string, state: string): number =>
  Number(counts.find((one) => one.endpoint_id === id && one.state === state)?.n ?? 0);
