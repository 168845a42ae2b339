/** What the settings pages show: people, keys, mails that went out, and what failed. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { addApiKey, forgetKeys, newSecret } from '../app/sign-in.ts';
import { carryOut } from '../app/carry-out.ts';
import { isUuid } from '../core/ids.ts';
import { decimal } from '../core/money.ts';
import { enqueueEffects, failedEffects, reviveEffect } from '../store/effects.ts';
import { listApiKeys, listPeople, revokeApiKey } from '../store/platform.ts';
import { listMails } from '../store/thread.ts';
import { only } from './auth.ts';
import { problem } from './problems.ts';
import { RoleList } from './schemas.ts';

export const settings =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/settings',
      {
        schema: {
          operationId: 'getSettings',
          tags: ['settings'],
          response: {
            200: z.object({
              seller: z.object({ name: z.string(), slug: z.string(), country: z.string(), zone: z.string(), language: z.string() }),
              refundLimit: z.object({ amount: z.string(), currency: z.string() }),
              returnAddresses: z.record(
                z.string(),
                z.object({ name: z.string(), street: z.string(), postalCode: z.string(), city: z.string(), country: z.string() }),
              ),
              portalUrl: z.string(),
            }),
          },
        },
      },
      async (request) => {
        const seller = ctx.sellers.get(request.caller.sellerId);
        const { name, slug, country, zone, language, settings: own } = seller;
        return {
          seller: { name, slug, country, zone, language },
          refundLimit: { amount: decimal(own.refundLimit), currency: own.refundLimit.currency },
          returnAddresses: own.returnAddresses,
          portalUrl: `${ctx.publicUrl}/portal/${slug}`,
        };
      },
    );

    app.get(
      '/people',
      {
        schema: {
          operationId: 'listPeople',
          tags: ['settings'],
          response: {
            200: z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), roles: RoleList })) }),
          },
        },
      },
      async (request) => ({ items: await ctx.db.withPlatform((tx) => listPeople(tx, request.caller.sellerId)) }),
    );

    const Key = z.object({ id: z.string(), name: z.string(), hint: z.string(), roles: RoleList, createdAt: z.string() });
    app.get(
      '/keys',
      { schema: { operationId: 'listKeys', tags: ['settings'], response: { 200: z.object({ items: z.array(Key) }) } } },
      async (request) => {
        only(request.caller, 'administrator');
        const rows = await ctx.db.withPlatform((tx) => listApiKeys(tx, request.caller.sellerId));
        return { items: rows.map((row) => ({ id: row.id, name: row.name, hint: row.hint, roles: row.roles, createdAt: row.created_at })) };
      },
    );
    app.post(
      '/keys',
      {
        schema: {
          operationId: 'createKey',
          tags: ['settings'],
          summary: 'The secret is shown this once',
          body: z.object({ name: z.string().trim().min(1).max(100), roles: RoleList.min(1) }),
          response: { 201: z.object({ id: z.string(), name: z.string(), hint: z.string(), secret: z.string() }) },
        },
      },
      async (request, reply) => {
        only(request.caller, 'administrator');
        const secret = `rtk_${newSecret(ctx)}`;
        const { name, roles } = request.body;
        const made = await addApiKey(ctx, request.caller.sellerId, { name, secret, roles });
        return reply.code(201).send({ id: made.id, name, hint: made.hint, secret });
      },
    );
    app.delete(
      '/keys/:id',
      { schema: { operationId: 'revokeKey', tags: ['settings'], params: z.object({ id: z.string() }), response: { 204: z.null() } } },
      async (request, reply) => {
        only(request.caller, 'administrator');
        const { id } = request.params;
        const gone = isUuid(id) && (await ctx.db.withPlatform((tx) => revokeApiKey(tx, request.caller.sellerId, id, ctx.clock.realNow())));
        if (!gone) throw problem('not_found');
        forgetKeys();
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/mails',
      {
        schema: {
          operationId: 'listMails',
          tags: ['settings'],
          summary: 'What was mailed, newest first',
          querystring: z.object({ returnId: z.string().optional(), to: z.string().optional() }),
          response: {
            200: z.object({
              items: z.array(
                z.object({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), html: z.string(), at: z.string() }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const { returnId, to } = request.query;
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) =>
          listMails(tx, { ...(returnId && isUuid(returnId) && { returnId }), ...(to && { to }) }),
        );
        return {
          items: rows.map((row) => ({
            id: row.id,
            to: row.recipient,
            subject: row.subject,
            text: row.body_text,
            html: row.body_html,
            at: row.at,
          })),
        };
      },
    );

    app.get(
      '/failures',
      {
        schema: {
          operationId: 'listFailures',
          tags: ['settings'],
          summary: 'What could not be done outside, and why',
          response: {
            200: z.object({
              items: z.array(
                z.object({
                  id: z.string(),
                  kind: z.string(),
                  returnId: z.string().nullable(),
                  rma: z.string().nullable(),
                  attempts: z.int(),
                  says: z.string(),
                  at: z.string(),
                }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const rows = await ctx.db.withSeller(request.caller.sellerId, failedEffects);
        return {
          items: rows.map((row) => ({
            id: row.id,
            kind: row.kind,
            returnId: row.return_id,
            rma: row.rma,
            attempts: row.attempts,
            says: row.last_error ?? '',
            at: row.created_at,
          })),
        };
      },
    );
    app.post(
      '/failures/:id/retry',
      {
        schema: {
          operationId: 'retryFailure',
          tags: ['settings'],
          params: z.object({ id: z.string() }),
          response: { 200: z.object({ done: z.boolean() }) },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const { id } = request.params;
        const revived =
          isUuid(id) &&
          (await ctx.db.withSeller(sellerId, async (tx) => {
            const there = await reviveEffect(tx, id);
            if (there) await enqueueEffects(tx, sellerId, [id]);
            return there;
          }));
        if (!revived) throw problem('not_found');
        return { done: await carryOut(ctx, sellerId, id) };
      },
    );
  };
