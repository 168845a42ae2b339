/**
 * The buyer's portal (M10, M18) as a Fastify plugin: find the order, say what is wrong, see the decision, send, follow.
 * Every page works without JavaScript. Needs @fastify/cookie, @fastify/formbody and @fastify/multipart (not `attachFieldsToBody`) on the root.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { paths } from '../../../web/portal/paths.ts';
import { asking } from './asking.ts';
import { brandAsset, loadAssets } from './assets.ts';
import { entering } from './entering.ts';
import { changing } from './changing.ts';
import { finding } from './finding.ts';
import { following } from './following.ts';
import { policy } from './policy.ts';
import { preferences } from './preferences.ts';
import { surveying } from './surveying.ts';
import { installing } from './installing.ts';
import { withdrawing } from './withdrawing.ts';
import type { PortalOptions } from './options.ts';
import { rest, showing } from './showing.ts';

export const portal =
  (options: PortalOptions): FastifyPluginAsync =>
  async (root) => {
    await root.register(async (app) => routes(app, options), { prefix: '/portal' });
  };

async function routes(app: FastifyInstance, options: PortalOptions): Promise<void> {
  if (!app.hasDecorator('createRateLimit')) await app.register(rateLimit, { global: false });
  const { css, js, icon } = loadAssets();
  const pages = showing(options, { css: paths.asset(css.name), js: paths.asset(js.name), icon: paths.asset(icon.name) });
  const door = entering(app, options, pages);
  const { sayPlainly, tooMany } = pages;

  finding(app, options, door, pages);
  asking(app, options, door, pages);
  following(app, options, door, pages);
  changing(app, options, door, pages);
  withdrawing(app, options, pages);
  policy(app, options, pages);
  preferences(app, options, pages);
  surveying(app, options, pages);
  installing(app, options, pages);

  app.get('/assets/*', async (request, reply) => {
    const name = rest(request);
    const asset = [css, js, icon].find((one) => one.name === name) ?? brandAsset(name);
    if (!asset) return sayPlainly(request, reply, 404, 'not_found');
    return reply
      .headers({ 'content-type': asset.type, 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
      .send(asset.body);
  });

  app.setNotFoundHandler((request, reply) => sayPlainly(request, reply, 404, 'not_found'));
  app.setErrorHandler(async (error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 429) return tooMany(request, reply, Number(reply.getHeader('retry-after') ?? 60));
    if (status === 413) return sayPlainly(request, reply, 413, 'too_large');
    if (status >= 400 && status < 500) return sayPlainly(request, reply, status, 'not_found');
    request.log.error({ err: error }, 'portal');
    return sayPlainly(request, reply, 500, 'broken');
  });
}
