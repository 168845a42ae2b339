/** What stands beside the pen (M15, M17): the way and the language of an answer, drafts, checks, files, and who else is writing. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Filled, answerKit } from '../app/answer-kit.ts';
import { keepAttachments } from '../app/attachments.ts';
import { checkWords } from '../app/check-words.ts';
import type { Context } from '../app/context.ts';
import { LANGUAGES } from '../core/access.ts';
import { HINT_NAMES } from '../core/answers/hints.ts';
import { CONTACTS } from '../core/connections.ts';
import { isUuid } from '../core/ids.ts';
import { readReturn } from '../store/returns.ts';
import { beatWriter, endWriter } from '../store/writers.ts';
import { problem } from './problems.ts';

const Id = z.object({ id: z.string() });
const LanguageTag = z.enum(LANGUAGES);

const FilledOut = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  language: LanguageTag,
  text: z.string(),
  missing: z.array(z.string()).describe('Variables for which this case has no value; their names stand in the text.'),
  fits: z.boolean(),
});

const KitOut = z
  .object({
    contact: z.object({
      rule: z.enum(CONTACTS),
      way: z.enum(['channel', 'mail']),
      because: z.enum(['no_case_there']).optional(),
      channel: z.string(),
      demanded: z.boolean(),
      files: z.object({ mostBytes: z.int(), most: z.int() }),
    }),
    language: LanguageTag.describe('In which the answer should be.'),
    wanted: z.array(LanguageTag).describe('What the channel wants for this order; none where it does not mind.'),
    binding: z.boolean(),
    templates: z.array(FilledOut),
    draft: FilledOut.optional().describe('Follows from where the case stands. Never sent by itself.'),
    lastMessageId: z.string().nullable(),
  })
  .meta({ id: 'AnswerKit' });

/** A browser renews its row every five seconds; three missed beats, and its person has gone. */
const GONE_MS = 15_000;

export const thread =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const known = async (sellerId: string, id: string): Promise<string> => {
      const found = isUuid(id) && (await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, id)));
      if (!found) throw problem('not_found', { detail: `There is no return ${id}.` });
      return id;
    };

    app.get(
      '/returns/:id/answer-kit',
      {
        schema: {
          operationId: 'getAnswerKit',
          tags: ['thread'],
          summary: 'By which way and in which language to answer, with templates and a draft made of the case',
          params: Id,
          querystring: z.object({ language: LanguageTag.optional() }),
          response: { 200: KitOut },
        },
      },
      async (request) => {
        const { sellerId, actor, language: reader } = request.caller;
        const { id } = request.params;
        const kit = isUuid(id) ? await answerKit(ctx, sellerId, id, request.query.language, actor, reader) : null;
        if (!kit) throw problem('not_found', { detail: `There is no return ${id}.` });
        const { language: rule, ...contact } = kit.contact;
        return {
          contact: { ...contact, files: { ...contact.files } },
          language: kit.language,
          wanted: [...(rule?.languages ?? [])],
          binding: rule?.binding ?? false,
          templates: kit.templates.map(filledView),
          ...(kit.draft && { draft: filledView(kit.draft) }),
          lastMessageId: kit.lastMessageId,
        };
      },
    );

    app.post(
      '/returns/:id/message-check',
      {
        schema: {
          operationId: 'checkMessage',
          tags: ['thread'],
          summary: 'Language and hints of a text, before it is sent; writes nothing',
          params: Id,
          body: z.object({ body: z.string().max(5000), language: z.string().max(35).optional() }),
          response: {
            200: z.object({
              detected: z.enum([...LANGUAGES, 'other']).nullable(),
              sure: z.boolean(),
              wanted: z.array(LanguageTag),
              held: z.boolean(),
              doubtful: z.boolean(),
              binding: z.boolean(),
              mayOverride: z.boolean(),
              hints: z.array(z.object({ name: z.enum(HINT_NAMES), seen: z.array(z.string()) })),
            }),
          },
        },
      },
      async (request) => {
        const { sellerId, actor } = request.caller;
        const { id } = request.params;
        const { body, language } = request.body;
        const checked = isUuid(id)
          ? await checkWords(ctx, sellerId, id, { body, ...(language !== undefined && { language }) }, actor)
          : null;
        if (!checked) throw problem('not_found', { detail: `There is no return ${id}.` });
        return { ...checked, wanted: [...checked.wanted], hints: checked.hints.map(({ name, seen }) => ({ name, seen: [...seen] })) };
      },
    );

    app.post(
      '/returns/:id/attachments',
      {
        schema: {
          operationId: 'addAttachments',
          tags: ['thread'],
          summary: 'Files for an answer, as multipart: pictures and PDFs; sent with the message that names them',
          params: Id,
          consumes: ['multipart/form-data'],
          response: {
            201: z.object({
              kept: z.array(z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.int(), url: z.string() })),
              refused: z.array(z.object({ name: z.string(), because: z.enum(['too_large', 'type_not_allowed', 'unreadable']) })),
            }),
          },
        },
      },
      async (request, reply) => {
        const { sellerId, actor } = request.caller;
        const id = await known(sellerId, request.params.id);
        const files: { name: string; type: string; bytes: Uint8Array }[] = [];
        for await (const part of request.files()) files.push({ name: part.filename, type: part.mimetype, bytes: await part.toBuffer() });
        if (files.length === 0) throw problem('invalid_request', { errors: [{ path: 'file', says: 'is missing' }] });
        const { kept, refused } = await ctx.db.withSeller(sellerId, (tx) => keepAttachments(ctx, tx, id, files, actor));
        return reply.code(201).send({
          kept: kept.map((file) => ({ ...file, url: `/api/v1/files/${file.id}` })),
          refused: refused.map((file) => ({ ...file })),
        });
      },
    );

    app.post(
      '/returns/:id/presence',
      {
        schema: {
          operationId: 'sayPresent',
          tags: ['thread'],
          summary: 'I have this case open, and write (or don’t); answers who else does. Renewed every few seconds',
          params: Id,
          body: z.object({ composing: z.enum(['message', 'note']).nullable() }),
          response: {
            200: z.object({ others: z.array(z.object({ name: z.string(), composing: z.enum(['message', 'note']).nullable() })) }),
          },
        },
      },
      async (request) => {
        const { sellerId, actor } = request.caller;
        const id = await known(sellerId, request.params.id);
        // A key is a program: it does not sit at a desk.
        if (actor.kind !== 'staff') return { others: [] };
        const at = ctx.clock.realNow();
        const since = new Date(Date.parse(at) - GONE_MS).toISOString();
        const { composing } = request.body;
        const others = await ctx.db.withSeller(sellerId, (tx) =>
          beatWriter(tx, { returnId: id, person_id: actor.id, name: actor.name, composing, at }, since),
        );
        return { others: others.map(({ name, composing: theirs }) => ({ name, composing: theirs })) };
      },
    );

    app.delete(
      '/returns/:id/presence',
      { schema: { operationId: 'sayGone', tags: ['thread'], summary: 'I have closed it', params: Id, response: { 204: z.null() } } },
      async (request, reply) => {
        const { sellerId, actor } = request.caller;
        const id = await known(sellerId, request.params.id);
        if (actor.kind === 'staff') await ctx.db.withSeller(sellerId, (tx) => endWriter(tx, id, actor.id));
        return reply.code(204).send(null);
      },
    );
  };

const filledView = (one: Filled) => ({ ...one, missing: [...one.missing] });
