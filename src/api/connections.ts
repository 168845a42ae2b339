/** Connections to channels over HTTP (M11): how each does, made and changed by managers; and what came in and could not be read (M12). */
import type { FastifyPluginAsync } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  chooseContact,
  type ConnectionMade,
  dismiss,
  editConnection,
  explainReasons,
  hearKnock,
  makeConnection,
  readAgain,
} from '../app/connections.ts';
import type { Context } from '../app/context.ts';
import { pollChannel } from '../app/poll-channel.ts';
import { mannersOf } from '../channels/manners.ts';
import { openKeys, shownKeys, UNREADABLE } from '../app/sealed-secrets.ts';
import {
  CONNECTION_FIELDS,
  CONNECTION_KINDS,
  CONTACTS,
  contactsOf,
  HAS_REASON_CODES,
  isConnectionKind,
  KNOCKS,
  MIRAKL_REASONS,
  POLLED_PARTS,
  readReasonMap,
} from '../core/connections.ts';
import { FAULTS, REASONS } from '../core/return/model.ts';
import { type Connection, listConnections, listQuarantine, readConnection, readQuarantined, setPaused } from '../store/connections.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { problem } from './problems.ts';
import { KeyOut } from './schemas.ts';

const FAILURES = ['rate_limited', 'timeout', 'unavailable', 'unauthorised', 'not_found', 'refused', 'unreadable'] as const;
const Slug = z.object({ slug: z.string().max(41) });
const NewSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'is small letters, figures or dashes');
const Name = z.string().trim().min(1).max(200);
const Values = z.record(z.string().max(40), z.string().trim().max(500)).default({});
const Digest = Slug.extend({ id: z.string().regex(/^[0-9a-f]{64}$/, 'is the id of an arrival') });
const ReasonOut = z.object({
  code: z.string(),
  reason: z.enum(REASONS).nullable().describe('Null: nobody has said what it means; it counts as `other`.'),
  fault: z.enum(FAULTS).nullable(),
  from: z.enum(['own', 'usual', 'unknown']),
});

const ConnectionOut = z.object({
  slug: z.string(),
  kind: z.string(),
  name: z.string(),
  state: z.enum(['ok', 'failing', 'off']),
  polled: z.boolean().describe('False for a kind that only receives.'),
  lastPollAt: z.string().nullable(),
  nextPollAt: z.string().nullable(),
  lastError: z.string().nullable().describe('In the channel’s own words.'),
  failure: z.enum(FAILURES).nullable().describe('What kind of failure the last poll met.'),
  failures: z.int(),
  parts: z
    .array(z.object({ part: z.string(), readAt: z.string().nullable(), says: z.string().nullable() }))
    .describe('Each part of the channel: when it was last read to its end, and what it said where it did not answer since.'),
  warnings: z.array(z.object({ kind: z.enum(['unknown_reason']), about: z.string(), since: z.string() })),
  unreadable: z.int(),
  settings: z.record(z.string(), z.string()),
  keys: z.array(KeyOut).describe('Which keys were given. The keys themselves never leave.'),
  contact: z.object({
    rule: z.enum(CONTACTS).describe('By which ways the buyers of its returns are told; where it has no case, by mail.'),
    choices: z.array(z.enum(CONTACTS)),
    demanded: z.object({ source: z.string(), readOn: z.string() }).nullable().describe('Where the channel demands its own customer care.'),
  }),
  knockUrl: z.string().nullable().describe('Where the channel’s webhooks go: to be put into its own settings.'),
  reasons: z.array(ReasonOut).nullable().describe('What the operator’s reason codes mean; null where the channel has none of its own.'),
});
const Tested = z.object({ ok: z.boolean(), failure: z.enum(FAILURES).nullable(), says: z.string() });
const Saved = z.object({ connection: ConnectionOut, says: z.string().describe('What the channel answered.') });
const Waiting = z.object({
  id: z.string(),
  channel: z.string(),
  what: z.string(),
  externalId: z.string(),
  receivedAt: z.string(),
  says: z.string(),
});

export const connections =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const view = (sellerId: string, row: Connection & { readonly unreadable?: number }): z.output<typeof ConnectionOut> => {
      const seller = ctx.sellers.get(sellerId);
      const kind = isConnectionKind(row.kind) ? row.kind : null;
      const ahead = ctx.clock.offsetMs(sellerId);
      const fields = kind ? CONNECTION_FIELDS[kind] : [];
      // A kind that is never polled would not notice by itself.
      const lost = openKeys(ctx, sellerId, row.secrets) === null ? UNREADABLE : null;
      return {
        slug: row.slug,
        kind: row.kind,
        name: row.name,
        state: lost && row.state === 'ok' ? 'failing' : row.state,
        polled: row.next_poll_at !== null,
        lastPollAt: row.last_poll_at,
        // Polls are due by the machine's time; everything that people read is in the seller's.
        nextPollAt: row.next_poll_at === null || row.state === 'off' ? null : new Date(Date.parse(row.next_poll_at) + ahead).toISOString(),
        lastError: lost?.says ?? row.last_error,
        failure: lost?.failed ?? row.failure,
        failures: row.failures,
        parts: (kind ? POLLED_PARTS[kind] : []).map((part) => ({ part, ...(row.parts[part] ?? { readAt: null, says: null }) })),
        warnings: [...row.warnings],
        unreadable: Number(row.unreadable ?? 0),
        settings: Object.fromEntries(
          fields.flatMap(({ key, secret }) => (!secret && typeof row.settings[key] === 'string' ? [[key, row.settings[key]]] : [])),
        ),
        keys: shownKeys(row.secrets),
        contact: contactView(row),
        knockUrl: kind && KNOCKS.includes(kind) ? `${ctx.publicUrl}/webhooks/${kind}/${seller.slug}/${row.slug}` : null,
        reasons: kind && HAS_REASON_CODES.includes(kind) ? reasonsOf(row) : null,
      };
    };
    const managers = (request: { readonly caller: Parameters<typeof only>[0] }) => {
      only(request.caller, 'manager', 'administrator');
      return request.caller;
    };
    const find = async (sellerId: string, slug: string): Promise<Connection> => {
      const row = await ctx.db.withSeller(sellerId, (tx) => readConnection(tx, slug));
      if (!row) throw problem('channel_not_found');
      return row;
    };
    const saved = (sellerId: string, made: ConnectionMade): z.output<typeof Saved> => {
      if (made.ok) return { connection: view(sellerId, made.connection), says: made.says };
      if (made.refusal === 'fields') throw problem('invalid_request', { errors: made.troubles });
      if (made.refusal === 'connection_refused')
        throw problem('connection_refused', { detail: made.failure.says, facts: { failure: made.failure.failed } });
      throw problem(made.refusal);
    };

    app.get(
      '/connections',
      {
        schema: {
          operationId: 'listConnections',
          tags: ['connections'],
          summary: 'Where orders and requests come from, and how each does',
          response: { 200: z.object({ items: z.array(ConnectionOut) }) },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const rows = await ctx.db.withSeller(sellerId, listConnections);
        return { items: rows.map((row) => view(sellerId, row)) };
      },
    );

    app.post(
      '/connections',
      {
        schema: {
          operationId: 'createConnection',
          tags: ['connections'],
          summary: 'Saved once the channel has answered with these credentials',
          body: z.object({ slug: NewSlug, kind: z.enum(CONNECTION_KINDS), name: Name, settings: Values, secrets: Values }),
          response: { 201: Saved },
        },
      },
      async (request, reply) => {
        const { sellerId } = managers(request);
        return reply.code(201).send(saved(sellerId, await makeConnection(ctx, sellerId, request.body)));
      },
    );

    app.put(
      '/connections/:slug',
      {
        schema: {
          operationId: 'changeConnection',
          tags: ['connections'],
          summary: 'Changed once the channel has answered with it. A key that is left out stays; the kind never changes',
          params: Slug,
          body: z.object({ name: Name, settings: Values, secrets: Values }),
          response: { 200: Saved },
        },
      },
      async (request) => {
        const { sellerId } = managers(request);
        return saved(sellerId, await editConnection(ctx, sellerId, request.params.slug, request.body));
      },
    );

    app.post(
      '/connections/:slug/test',
      {
        schema: {
          operationId: 'testConnection',
          tags: ['connections'],
          summary: 'Whether the channel answers, in its own words',
          params: Slug,
          response: { 200: Tested },
        },
      },
      async (request) => {
        const { sellerId } = managers(request);
        const answer = await ctx.channel(ctx.sellers.get(sellerId), await find(sellerId, request.params.slug)).probe();
        return { ok: !('failed' in answer), failure: 'failed' in answer ? answer.failed : null, says: answer.says };
      },
    );

    app.post(
      '/connections/:slug/poll',
      {
        schema: {
          operationId: 'pollConnection',
          tags: ['connections'],
          summary: 'Reads what changed there, now',
          params: Slug,
          response: {
            200: z.object({
              arrivals: z.int().describe('What was new.'),
              failure: z.enum(FAILURES).nullable(),
              says: z.string().nullable(),
            }),
          },
        },
      },
      async (request) => {
        const { sellerId } = managers(request);
        const { slug, next_poll_at } = await find(sellerId, request.params.slug);
        if (next_poll_at === null) throw problem('invalid_request', { detail: 'A connection of this kind is never polled.' });
        const came = await pollChannel(ctx, sellerId, slug);
        return { arrivals: came.arrivals, failure: came.failed ?? null, says: came.says ?? null };
      },
    );

    const pause = (paused: boolean) => async (sellerId: string, slug: string) => {
      await find(sellerId, slug);
      const row = await ctx.db.withSeller(sellerId, async (tx) => {
        await setPaused(tx, slug, paused, ctx.clock.realNow());
        return readConnection(tx, slug);
      });
      return view(sellerId, row!);
    };
    app.post(
      '/connections/:slug/pause',
      {
        schema: {
          operationId: 'pauseConnection',
          tags: ['connections'],
          summary: 'Nothing is read from there until it is taken up again. What we owe the channel is done all the same',
          params: Slug,
          response: { 200: ConnectionOut },
        },
      },
      async (request) => pause(true)(managers(request).sellerId, request.params.slug),
    );
    app.delete(
      '/connections/:slug/pause',
      {
        schema: {
          operationId: 'resumeConnection',
          tags: ['connections'],
          summary: 'Reads again, from where it had read to',
          params: Slug,
          response: { 200: ConnectionOut },
        },
      },
      async (request) => pause(false)(managers(request).sellerId, request.params.slug),
    );

    app.put(
      '/connections/:slug/contact',
      {
        schema: {
          operationId: 'chooseContact',
          tags: ['connections'],
          summary: 'By which way the buyers of its returns are told: in the channel’s conversation alone, by mail as well, or by mail',
          params: Slug,
          body: z.object({ contact: z.enum(CONTACTS) }),
          response: { 200: ConnectionOut },
        },
      },
      async (request) => {
        const { sellerId } = managers(request);
        const row = await chooseContact(ctx, sellerId, request.params.slug, request.body.contact);
        if (row === null) throw problem('channel_not_found');
        if (row === false) {
          const { choices, demanded } = contactView(await find(sellerId, request.params.slug));
          const why = demanded
            ? `the channel demands its own customer care (${demanded.source})`
            : 'the channel hands no words on to a buyer';
          throw problem('invalid_request', { errors: [{ path: 'contact', says: `is ${choices.join(' or ')} here: ${why}` }] });
        }
        return view(sellerId, row);
      },
    );

    app.put(
      '/connections/:slug/reasons',
      {
        schema: {
          operationId: 'explainReasons',
          tags: ['connections'],
          summary: 'What an operator’s own reason codes mean, for requests from now on',
          params: Slug,
          body: z.object({
            items: z
              .array(z.object({ code: z.string().trim().min(1).max(100), reason: z.enum(REASONS), fault: z.enum(FAULTS).nullish() }))
              .max(500),
          }),
          response: { 200: ConnectionOut },
        },
      },
      async (request) => {
        const { sellerId } = managers(request);
        const told = Object.fromEntries(request.body.items.map(({ code, reason, fault }) => [code, { reason, fault }]));
        const row = await explainReasons(ctx, sellerId, request.params.slug, readReasonMap(told));
        if (!row) throw problem('channel_not_found', { detail: 'There is no connection of this name whose channel has reason codes.' });
        return view(sellerId, row);
      },
    );

    // ── What could not be read ──

    app.get(
      '/connections/:slug/quarantine',
      {
        schema: {
          operationId: 'listQuarantine',
          tags: ['connections'],
          summary: 'What came in and could not be read, newest first: kept until a person has answered it',
          params: Slug,
          querystring: z.object({ cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
          response: { 200: z.object({ items: z.array(Waiting), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const { cursor, limit } = request.query;
        const at = cursor === undefined ? undefined : readCursor(cursor, { isId: (id) => /^[0-9a-f]{64}$/.test(id) });
        const rows = await ctx.db.withSeller(sellerId, (tx) =>
          listQuarantine(tx, { channel: request.params.slug, limit: limit + 1, ...(at && { after: { at: at.at, digest: at.id } }) }),
        );
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        return { items: page.map(waiting), nextCursor: last ? cursorOf({ at: last.received_at, id: last.digest }) : null };
      },
    );

    app.get(
      '/connections/:slug/quarantine/:id',
      {
        schema: {
          operationId: 'getQuarantined',
          tags: ['connections'],
          summary: 'As it came in',
          params: Digest,
          response: { 200: Waiting.extend({ raw: z.unknown() }) },
        },
      },
      async (request) => {
        const { sellerId } = managers(request);
        const { slug, id } = request.params;
        const row = await ctx.db.withSeller(sellerId, (tx) => readQuarantined(tx, slug, id));
        if (!row) throw problem('not_found');
        return { ...waiting(row), raw: row.raw };
      },
    );

    app.post(
      '/connections/:slug/quarantine/:id/retry',
      {
        schema: {
          operationId: 'readAgain',
          tags: ['connections'],
          summary: 'Reads it once more, as the channel is understood today',
          params: Digest,
          response: { 200: z.object({ done: z.boolean(), says: z.string() }) },
        },
      },
      async (request) => {
        const { sellerId, actor } = managers(request);
        const again = await readAgain(ctx, sellerId, request.params.slug, request.params.id, actor);
        if (!again) throw problem('not_found');
        return again;
      },
    );

    app.post(
      '/connections/:slug/quarantine/:id/dismissal',
      {
        schema: {
          operationId: 'dismissQuarantined',
          tags: ['connections'],
          summary: 'Somebody has looked, and it needs nothing: it stays on the record with the reason',
          params: Digest,
          body: z.object({ because: z.string().trim().min(1).max(2000) }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { sellerId, actor } = managers(request);
        const { slug, id } = request.params;
        if (!(await dismiss(ctx, sellerId, slug, id, request.body.because, actor))) throw problem('not_found');
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/unreadable',
      {
        schema: {
          operationId: 'listUnreadable',
          tags: ['connections'],
          summary: 'The newest hundred of all channels that could not be read: kept, never dropped',
          response: {
            200: z.object({
              items: z.array(
                z.object({ channel: z.string(), kind: z.string(), externalId: z.string(), receivedAt: z.string(), says: z.string() }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) => listQuarantine(tx, { limit: 100 }));
        return {
          items: rows.map((row) => ({
            channel: row.channel,
            kind: row.kind,
            externalId: row.external_id,
            receivedAt: row.received_at,
            says: row.unreadable,
          })),
        };
      },
    );
  };

const waiting = (row: Awaited<ReturnType<typeof listQuarantine>>[number]): z.output<typeof Waiting> => ({
  id: row.digest,
  channel: row.channel,
  what: row.what ?? row.kind,
  externalId: row.external_id,
  receivedAt: row.received_at,
  says: row.unreadable,
});

function contactView(row: Connection): z.output<typeof ConnectionOut>['contact'] {
  const { contact, demanded } = mannersOf(row);
  return { rule: contact, choices: [...contactsOf(row.kind, row.settings)], demanded: demanded ? { ...demanded } : null };
}

/** The codes that nobody explained first, then the seller's own, then those that mean what they usually mean. */
function reasonsOf({ settings, warnings }: Connection): z.output<typeof ReasonOut>[] {
  const own = readReasonMap(settings['reasons']);
  const unknown = warnings.filter(({ kind, about }) => kind === 'unknown_reason' && !Object.hasOwn(own, about));
  const usual = Object.entries(MIRAKL_REASONS).filter(([code]) => !Object.hasOwn(own, code));
  return [
    ...unknown.map(({ about }) => ({ code: about, reason: null, fault: null, from: 'unknown' as const })),
    ...Object.entries(own).map(([code, { reason, fault }]) => ({ code, reason, fault: fault ?? null, from: 'own' as const })),
    ...usual.map(([code, { reason, fault }]) => ({ code, reason, fault: fault ?? null, from: 'usual' as const })),
  ];
}

/** Where channels knock: they bring no key of ours but a signature over the very bytes. */
export const knocks =
  (ctx: Context): FastifyPluginAsync =>
  async (app) => {
    app.removeContentTypeParser('application/json');
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.post(
      '/webhooks/shopify/:seller/:connection',
      { schema: { hide: true } as object, config: { rateLimit: { max: 3000, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const { seller, connection } = request.params as { seller: string; connection: string };
        const heard = Buffer.isBuffer(request.body) && (await hearKnock(ctx, seller, connection, request.body, request.headers));
        // One answer for a wrong address and a wrong signature: nobody learns which sellers are here.
        return heard ? { received: true } : reply.code(401).send({ received: false });
      },
    );
  };
