/** The HTTP server: JSON under /api/v1, the console at /, the portal, and in the demo the sandbox. */
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject, validatorCompiler } from 'fastify-type-provider-zod';
import { mailPreferences } from '../app/mail-preferences.ts';
import { surveyDoor } from '../app/survey-door.ts';
import type { WiredContext } from '../app/wire.ts';
import { decorateCaller, signedIn } from './auth.ts';
import { bench } from './bench.ts';
import { claims } from './claims.ts';
import { CONSOLE, consolePage, PAGE_HEADERS } from './console-page.ts';
import { carrierNews } from './carrier-news.ts';
import { carriers } from './carriers.ts';
import { decisions } from './decisions.ts';
import { disputes } from './disputes.ts';
import { surveys } from './surveys.ts';
import { exports } from './exports.ts';
import { gestures } from './gestures.ts';
import { history } from './history.ts';
import { imports } from './imports.ts';
import { mountSandbox } from '../sandbox/mount.ts';
import { inboundMails, mailDoor } from './inbound-mails.ts';
import { ledger } from './ledger.ts';
import { logistics, partnersOnlyTell } from './logistics.ts';
import { observe } from './metrics.ts';
import { notices } from './notices.ts';
import { newReturn } from './new-return.ts';
import { orders } from './orders.ts';
import { outbound } from './outbound.ts';
import { payouts } from './payouts.ts';
import { bank, stripeWebhook } from './bank.ts';
import { papers } from './papers.ts';
import { policies } from './policies.ts';
import { portalDesk } from './portal-desk.ts';
import { portal } from './portal/plugin.ts';
import { portalSettings } from './portal-settings.ts';
import { answerProblems } from './problems.ts';
import { repairs } from './repairs.ts';
import { pulls } from './pulls.ts';
import { returns } from './returns.ts';
import { ProblemOut } from './schemas.ts';
import { session } from './session.ts';
import { connections, knocks } from './connections.ts';
import { settings } from './settings.ts';
import { signs } from './signs.ts';
import { simulations } from './simulations.ts';
import { strayParcels } from './stray-parcels.ts';
import { templates } from './templates.ts';
import { thread } from './thread.ts';
import { units } from './units.ts';
import { webhooksDocument } from './webhook-payloads.ts';
import { webhooks } from './webhooks.ts';

const MEGABYTE = 1024 * 1024;

/** Where the console has pages of its own, and pages below them. */
const CONSOLE_PLACES = [
  'aftercare',
  'bench',
  'claims',
  'connections',
  'disputes',
  'imports',
  'intake',
  'money',
  'new',
  'notifications',
  'outbound',
  'policy',
  'repairs',
  'returns',
  'settings',
  'stock',
  'templates',
  'webhooks',
];

export async function createServer(ctx: WiredContext): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: ctx.log,
    // One line per request is written by `observe`, at the level `debug`.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: ctx.settings.trustProxy === 0 ? false : (_address: string, hop: number) => hop < ctx.settings.trustProxy,
    bodyLimit: MEGABYTE,
    genReqId: () => Buffer.from(ctx.random(9)).toString('base64url'),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance;

  app.setValidatorCompiler(validatorCompiler);
  // What we answer is built by typed views: checking it again costs 30 % on lists. The contract test checks it.
  app.setSerializerCompiler(() => JSON.stringify);
  answerProblems(app);
  // A verb without a body is a verb with an empty one, also where the client says "JSON" all the same.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : parseJson(request, body as string, done),
  );
  decorateCaller(app);
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: 12 * MEGABYTE, files: 10 } });
  await app.register(rateLimit, { global: false });
  await app.register(compress, { threshold: 2048 });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Retour',
        version: '1',
        description:
          'A returns desk for sellers of refurbished electronics. Money is a decimal text with a currency, times are ISO 8601, errors are RFC 9457 problems.',
      },
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'retour_session' } },
      },
      security: [{ key: [] }, { session: [] }],
      webhooks: webhooksDocument() as never,
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  observe(ctx, app);

  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  app.get('/health/live', { schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
    const ready = await ctx.db.pool.query('select 1').then(
      () => true,
      () => false,
    );
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'database unreachable' });
  });

  // Every refusal is a problem document; the document says so for each route.
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/v1') || route.schema?.hide) return;
    route.schema = { ...route.schema, response: { ...(route.schema?.response as object), '4xx': ProblemOut } };
  });
  await app.register(session(ctx), { prefix: '/api/v1' });
  await app.register(
    async (api) => {
      api.addHook('onRequest', signedIn(ctx));
      api.addHook('onRequest', partnersOnlyTell);
      await api.register(orders(ctx));
      await api.register(newReturn(ctx));
      await api.register(decisions(ctx));
      await api.register(policies(ctx));
      await api.register(simulations(ctx));
      await api.register(history(ctx));
      await api.register(imports(ctx));
      await api.register(exports(ctx));
      await api.register(returns(ctx));
      await api.register(thread(ctx));
      await api.register(templates(ctx));
      await api.register(repairs(ctx));
      await api.register(signs(ctx));
      await api.register(disputes(ctx));
      await api.register(surveys(ctx));
      await api.register(settings(ctx));
      await api.register(portalSettings(ctx));
      await api.register(connections(ctx));
      await api.register(carriers(ctx));
      await api.register(ledger(ctx));
      await api.register(payouts(ctx));
      await api.register(claims(ctx));
      await api.register(outbound(ctx));
      await api.register(bench(ctx));
      await api.register(strayParcels(ctx));
      await api.register(inboundMails(ctx));
      await api.register(units(ctx));
      await api.register(pulls(ctx));
      await api.register(logistics(ctx));
      await api.register(papers(ctx));
      await api.register(bank(ctx));
      await api.register(webhooks(ctx));
      await api.register(notices(ctx));
      await api.register(gestures(ctx));
    },
    { prefix: '/api/v1' },
  );

  await app.register(stripeWebhook(ctx));
  await app.register(knocks(ctx));

  await app.register(async (pages) => {
    // Pages, not part of the API's document.
    pages.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true } as NonNullable<typeof route.schema>;
    });
    await pages.register(
      portal({
        desk: portalDesk(ctx),
        mails: mailPreferences(ctx),
        survey: surveyDoor(ctx),
        secret: ctx.secret,
        now: () => Date.parse(ctx.clock.realNow()),
        seller: (slug: string | null) => {
          const seller = slug === null ? (ctx.sellers.all()[0] ?? null) : ctx.sellers.bySlug(slug);
          const { colour, logo } = seller?.settings ?? {};
          return seller && { name: seller.name, slug: seller.slug, colour, language: seller.language, ...(logo && { logo }) };
        },
        ...(ctx.sandbox && { mailbox: '/sandbox/mail.html' }),
      }),
    );
  });
  await app.register(carrierNews(ctx));
  await app.register(mailDoor(ctx));
  if (ctx.sandbox) await mountSandbox(ctx, app);
  await serveConsole(app);
  return app;
}

async function serveConsole(app: FastifyInstance): Promise<void> {
  const page = consolePage();
  if (!page) {
    app.get('/', { schema: { hide: true } }, (_request, reply) =>
      reply.code(503).type('text/plain').send('The console is not built: run "npm run build:console".\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: CONSOLE,
    prefix: '/',
    index: false,
    wildcard: false,
    immutable: true,
    maxAge: '365d',
    schemaHide: true,
  });
  const alone = ['/', '/sign-in', '/refunds', '/help'];
  for (const url of [...alone, ...CONSOLE_PLACES.flatMap((place) => [`/${place}`, `/${place}/*`])]) {
    app.get(url, { schema: { hide: true } }, (_request, reply) => reply.type('text/html; charset=utf-8').headers(PAGE_HEADERS).send(page));
  }
}
