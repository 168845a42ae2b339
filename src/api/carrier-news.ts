/** Where carriers tell by themselves: `POST /webhooks/carriers/{seller}.{account}` (M22). Their signature is over the bytes as they come. */
import type { FastifyPluginAsync } from 'fastify';
import type { Context } from '../app/context.ts';
import { type Heard, hearCarrier } from '../app/hear-carrier.ts';
import { problem } from './problems.ts';

/** What the carrier has to know: whether to send it again. What we can do nothing with is taken all the same. */
const STATUS: Readonly<Record<Exclude<Heard, 'no_such_account' | 'forged'>, number>> = {
  taken: 200,
  known: 200,
  other: 200,
  unknown: 202,
  unreadable: 202,
};

export const carrierNews =
  (ctx: Context): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.post(
      '/webhooks/carriers/:account',
      { schema: { hide: true }, bodyLimit: 512 * 1024, config: { rateLimit: { max: 1200, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const { account } = request.params as { account: string };
        const [sellerSlug = '', slug = ''] = account.split('.');
        const seller = ctx.sellers.bySlug(sellerSlug);
        if (!seller || slug === '') throw problem('not_found', { detail: 'There is no such carrier account.' });
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
        );
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const heard = await hearCarrier(ctx, seller.id, slug, raw, headers);
        if (heard === 'no_such_account') throw problem('not_found', { detail: 'There is no such carrier account.' });
        if (heard === 'forged')
          throw problem('wrong_signature', { detail: 'The signature is not the one of these bytes and this account’s secret.' });
        return reply.code(STATUS[heard]).send({ heard });
      },
    );
  };
