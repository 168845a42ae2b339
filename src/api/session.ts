import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { signIn, signOut } from '../app/sign-in.ts';
import { LANGUAGES } from '../core/access.ts';
import { setUserLanguage } from '../store/platform.ts';
import { callerOf, refuseForeign, SESSION_COOKIE, setSession } from './auth.ts';
import { problem } from './problems.ts';
import { SessionOut } from './schemas.ts';
import type { SessionRow } from '../store/platform.ts';

/** Ten tries a minute and address: a person who mistypes is not stopped, a list of passwords is. */
const TRIES = { rateLimit: { max: 10, timeWindow: '1 minute' } };

export const session =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const secure = ctx.publicUrl.startsWith('https:');
    const view = (row: SessionRow): z.output<typeof SessionOut> => {
      const seller = ctx.sellers.get(row.seller_id);
      return {
        user: { id: row.user_id, name: row.name, email: row.email, language: row.language },
        seller: { id: seller.id, name: seller.name, slug: seller.slug, language: seller.language, sandbox: seller.sandbox },
        roles: row.roles,
      };
    };

    app.post(
      '/session',
      {
        config: TRIES,
        schema: {
          operationId: 'signIn',
          tags: ['session'],
          summary: 'Sign in',
          body: z.object({ email: z.string().max(254), password: z.string().max(1000) }),
          response: { 200: SessionOut },
        },
      },
      async (request, reply) => {
        refuseForeign(request);
        const signed = await signIn(ctx, request.body.email, request.body.password);
        if (!signed) throw problem('wrong_password');
        setSession(reply, signed.token, signed.expiresAt, secure);
        request.cookies[SESSION_COOKIE] = signed.token;
        const caller = await callerOf(ctx, request);
        return view(caller!.session!);
      },
    );

    app.get(
      '/session',
      { schema: { operationId: 'getSession', tags: ['session'], summary: 'Who am I', response: { 200: SessionOut } } },
      async (request) => {
        const caller = await callerOf(ctx, request);
        if (!caller?.session) throw problem('unauthenticated');
        return view(caller.session);
      },
    );

    app.patch(
      '/session',
      {
        schema: {
          operationId: 'updateSession',
          tags: ['session'],
          summary: 'My language',
          body: z.object({ language: z.enum(LANGUAGES) }),
          response: { 200: SessionOut },
        },
      },
      async (request) => {
        const caller = await callerOf(ctx, request);
        if (!caller?.session) throw problem('unauthenticated');
        await ctx.db.withPlatform((tx) => setUserLanguage(tx, caller.session!.user_id, request.body.language));
        return view({ ...caller.session, language: request.body.language });
      },
    );

    app.delete(
      '/session',
      { schema: { operationId: 'signOut', tags: ['session'], summary: 'Sign out', response: { 204: z.null() } } },
      async (request, reply) => {
        const token = request.cookies[SESSION_COOKIE];
        refuseForeign(request);
        if (token) await signOut(ctx, token);
        return reply.clearCookie(SESSION_COOKIE, { path: '/' }).code(204).send(null);
      },
    );
  };
