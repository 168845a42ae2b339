/** Who is calling: an API key in `Authorization: Bearer`, or a session in a cookie. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../app/context.ts';
import { keyOwner, sessionOf } from '../app/sign-in.ts';
import { type Actor, type Language, languageOf, type Role, rolesOf } from '../core/access.ts';
import type { SessionRow } from '../store/platform.ts';
import { problem } from './problems.ts';

export const SESSION_COOKIE = 'retour_session';

export type Caller = { readonly sellerId: string; readonly actor: Actor; readonly language: Language; readonly session: SessionRow | null };

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

export function signedIn(ctx: Context) {
  return async (request: FastifyRequest): Promise<void> => {
    const caller = await callerOf(ctx, request);
    if (!caller) throw problem('unauthenticated');
    request.caller = caller;
  };
}

export async function callerOf(ctx: Context, request: FastifyRequest): Promise<Caller | null> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [scheme, secret] = authorization.split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !secret) return null;
    const owner = await keyOwner(ctx, secret);
    return (
      owner && {
        sellerId: owner.sellerId,
        actor: owner.actor,
        language: languageOf(request.headers['accept-language'] ?? 'en'),
        session: null,
      }
    );
  }
  const token = request.cookies[SESSION_COOKIE];
  if (!token) return null;
  refuseForeign(request);
  const session = await sessionOf(ctx, token);
  if (!session) return null;
  const actor: Actor = { kind: 'staff', id: session.user_id, name: session.name, roles: session.roles };
  return { sellerId: session.seller_id, actor, language: languageOf(session.language), session };
}

/** A cookie travels with requests of other sites too: what changes something must come from our own pages. */
export function refuseForeign(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  // `Origin: null` is a page in a sandbox, a file, a redirect from elsewhere: not one of ours.
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host) return;
  if (origin === undefined && site === undefined) return;
  throw problem('foreign_origin');
}

export function setSession(reply: FastifyReply, token: string, expiresAt: string, secure: boolean): void {
  reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires: new Date(expiresAt) });
}

/** Stops who has none of these roles. */
export function only(caller: Caller, ...roles: readonly Role[]): void {
  if (rolesOf(caller.actor).some((role) => roles.includes(role))) return;
  throw problem('not_your_duty', { detail: `This is for: ${roles.join(', ').replaceAll('_', ' ')}.` });
}

export function decorateCaller(app: FastifyInstance): void {
  app.decorateRequest('caller', null as unknown as Caller);
}
