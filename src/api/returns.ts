import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { act, type Acted } from '../app/act.ts';
import { answerBuyer, unsayAnswer } from '../app/answer-buyer.ts';
import { addPhoto } from '../app/add-photos.ts';
import type { Context } from '../app/context.ts';
import { labelDocument, packingSlipDocument, receiptDocument } from '../app/documents.ts';
import { findCode } from '../app/find-code.ts';
import { issueLabel, mustBuy, orderLabel } from '../app/issue-label.ts';
import { openReturn } from '../app/open-return.ts';
import { readReturnEvents, readWholeReturn } from '../app/read-return.ts';
import { readOptions } from '../app/resolution-options.ts';
import { resolveReturn, undoResolution } from '../app/resolve.ts';
import { idOfKey, writeAnswer, writeNote } from '../app/write-message.ts';
import { endOfDayIn, localDate } from '../core/calendar.ts';
import { isUuid } from '../core/ids.ts';
import { parseMoney } from '../core/money.ts';
import type { Command } from '../core/return/commands.ts';
import { describe, describeRefusal } from '../core/return/describe.ts';
import { STATUSES } from '../core/return/model.ts';
import { TABS } from '../core/return/status.ts';
import type { Tx } from '../store/db.ts';
import { countTabs, findRefund, listReturns, readReturn, searchReturns } from '../store/returns.ts';
import { readFile, type StoredFile } from '../store/thread.ts';
import { orHeldBack } from './held-back.ts';
import { emptyBody, IdempotencyHeaders, keep, kept, onceOf } from './once.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { problem, refusalProblem } from './problems.ts';
import { eventView, listedView, optionsView, returnView } from './return-view.ts';
import {
  EventOut,
  Instant,
  ListedOut,
  OptionsOut,
  ReleaseBody,
  UndoBody,
  UndoMessageBody,
  ReturnIn,
  ReturnOut,
  VerbBodies,
} from './schemas.ts';
import { sendFile } from './send-file.ts';

const Id = z.object({ id: z.string() });

export const returns =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const view = async (request: FastifyRequest, id: string, known?: Extract<Acted, { ok: true }>) => {
      const whole = isUuid(id) ? await readWholeReturn(ctx, request.caller.sellerId, id, known) : null;
      if (!whole) throw problem('not_found', { detail: `There is no return ${id}.` });
      return returnView(ctx, whole, request.caller);
    };

    app.post(
      '/returns',
      {
        schema: {
          operationId: 'openReturn',
          tags: ['returns'],
          summary: 'A request becomes one return',
          headers: IdempotencyHeaders,
          body: ReturnIn,
          response: { 200: ReturnOut, 201: ReturnOut },
        },
      },
      async (request, reply) => {
        const { sellerId, actor } = request.caller;
        const { channel, channelOrderId, items, via, channelReturnId } = request.body;
        const replayed = await kept(ctx, request);
        if (replayed) return reply.code(200).send(await view(request, replayed.id));
        const opened = await openReturn(
          ctx,
          sellerId,
          {
            channel,
            channelOrderId,
            via,
            items: items.map(defined),
            ...(channelReturnId !== undefined && { channelReturnId }),
          },
          actor,
        );
        if (!opened.ok) {
          const path =
            opened.facts['lineId'] === undefined
              ? 'channelOrderId'
              : `items.${items.findIndex((item) => item.lineId === opened.facts['lineId'])}.lineId`;
          throw problem(opened.refusal, { facts: opened.facts, errors: [{ path, says: opened.refusal.replaceAll('_', ' ') }] });
        }
        await keep(ctx, request, { id: opened.returnId }, opened.created ? 201 : 200);
        return reply.code(opened.created ? 201 : 200).send(await view(request, opened.returnId));
      },
    );

    app.get(
      '/returns',
      {
        schema: {
          operationId: 'listReturns',
          tags: ['returns'],
          summary: 'One queue over all channels',
          querystring: z.object({
            status: z.string().optional().describe('One or several statuses, with commas between.'),
            tab: z.enum([...TABS, 'all']).optional(),
            q: z.string().trim().max(200).optional().describe('RMA, order, name, e-mail, IMEI, serial or tracking number.'),
            channel: z.string().max(100).optional(),
            dueBefore: Instant.optional(),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(25),
          }),
          response: { 200: z.object({ items: z.array(ListedOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { status, tab, q, channel, dueBefore, cursor, limit } = request.query;
        const statuses = status
          ?.split(',')
          .map((s) => s.trim())
          .filter(Boolean);
        const unknown = statuses?.find((s) => !(STATUSES as readonly string[]).includes(s));
        if (unknown !== undefined)
          throw problem('invalid_request', {
            errors: [{ path: 'query:status', says: `${unknown} is no status; known: ${STATUSES.join(', ')}` }],
          });
        const working = (tab !== undefined && tab !== 'all' && tab !== 'done') || dueBefore !== undefined;
        const order = working ? 'due' : 'newest';
        const after = cursor === undefined ? null : readCursor(cursor, { endless: true });
        const rows = await ctx.db.withSeller(request.caller.sellerId, async (tx) => {
          const ids = q ? await find(tx, q) : undefined;
          if (ids?.length === 0) return [];
          return listReturns(
            tx,
            {
              ...(tab !== undefined && tab !== 'all' && { tab }),
              ...(statuses && { statuses }),
              ...(channel !== undefined && { channel }),
              ...(dueBefore !== undefined && { dueBefore }),
              ...(ids && { ids }),
            },
            order,
            after,
            limit,
          );
        });
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        return {
          items: page.map(listedView),
          nextCursor: last ? cursorOf({ at: order === 'due' ? (last.due_at ?? 'infinity') : last.opened_at, id: last.state.id }) : null,
        };
      },
    );

    app.get(
      '/returns/counts',
      {
        schema: {
          operationId: 'countReturns',
          tags: ['returns'],
          summary: 'How much waits in each tab (counted up to a thousand)',
          response: { 200: z.object({ tabs: z.record(z.string(), z.int()), overdue: z.int(), dueToday: z.int() }) },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const now = ctx.clock.now(sellerId);
        const { zone } = ctx.sellers.get(sellerId);
        const rows = await ctx.db.withSeller(sellerId, (tx) => countTabs(tx, now, endOfDayIn(localDate(now, zone), zone)));
        const counts = Object.fromEntries(rows.map((row) => [row.tab, Number(row.n)]));
        const { overdue = 0, dueToday = 0, ...tabs } = counts;
        return { tabs, overdue, dueToday };
      },
    );

    app.get(
      '/scan',
      {
        schema: {
          operationId: 'scan',
          tags: ['returns'],
          summary: 'What a scanned code means: RMA, tracking, order, IMEI or serial number',
          querystring: z.object({ code: z.string().trim().min(1).max(200) }),
          response: {
            200: z.object({
              kind: z.enum(['return', 'candidates', 'unknown']),
              matchedBy: z.enum(['rma', 'tracking', 'order', 'imei', 'serial', 'other']).optional(),
              returns: z.array(ListedOut),
            }),
          },
        },
      },
      async (request) => {
        const found = await ctx.db.withSeller(request.caller.sellerId, (tx) => findCode(tx, request.query.code));
        if (found.returns.length === 0 || found.matchedBy === null) return { kind: 'unknown' as const, returns: [] };
        const kind = found.returns.length === 1 ? ('return' as const) : ('candidates' as const);
        return { kind, matchedBy: found.matchedBy, returns: found.returns.map(listedView) };
      },
    );

    app.get(
      '/returns/:id',
      { schema: { operationId: 'getReturn', tags: ['returns'], summary: 'One return, whole', params: Id, response: { 200: ReturnOut } } },
      (request) => view(request, request.params.id),
    );

    app.get(
      '/returns/:id/events',
      {
        schema: {
          operationId: 'listEvents',
          tags: ['returns'],
          summary: 'What happened, in order and in words',
          params: Id,
          response: { 200: z.object({ items: z.array(EventOut) }) },
        },
      },
      async (request) => {
        const { id } = request.params;
        const found = isUuid(id) ? await readReturnEvents(ctx, request.caller.sellerId, id) : null;
        if (!found) throw problem('not_found');
        return { items: found.events.map((event) => eventView(event, describe(event, request.caller.language))) };
      },
    );

    // ——— the verbs: each a noun under the return (STYLE 13) ———

    const answer = async (request: FastifyRequest, reply: FastifyReply, id: string, acted: Acted) => {
      if (!acted.ok) {
        if (acted.refusal === 'not_found') throw problem('not_found', { detail: `There is no return ${id}.` });
        if (acted.refusal === 'version_conflict')
          throw problem('version_conflict', {
            detail: `It stands at version ${acted.ret.version} now.`,
            facts: { version: acted.ret.version },
          });
        throw refusalProblem(acted.refusal, describeRefusal(acted.refusal, request.caller.language));
      }
      await keep(ctx, request, { id }, 200);
      return reply.code(200).send(await view(request, id, acted));
    };

    const verb = <N extends keyof typeof VerbBodies>(
      noun: N,
      summary: string,
      run: (request: FastifyRequest, id: string, body: z.output<(typeof VerbBodies)[N]>) => Promise<Acted>,
    ) => {
      app.post(
        `/returns/:id/${noun}`,
        {
          schema: {
            operationId: noun.replace(/-(\w)/g, (_, c: string) => c.toUpperCase()),
            tags: ['verbs'],
            summary,
            headers: IdempotencyHeaders,
            params: Id,
            body: VerbBodies[noun],
            response: { 200: ReturnOut },
          } as FastifySchema,
          preValidation: emptyBody,
        },
        async (request, reply) => {
          const { id } = request.params as { id: string };
          if (!isUuid(id)) throw problem('not_found', { detail: `There is no return ${id}.` });
          const replayed = await kept(ctx, request);
          if (replayed) return reply.code(200).send(await view(request, id));
          return answer(request, reply, id, await run(request, id, request.body as never));
        },
      );
    };
    const plain = (request: FastifyRequest, id: string, command: Command, version: number | undefined) =>
      act(ctx, request.caller.sellerId, id, command, request.caller.actor, version === undefined ? {} : { version });

    verb('approval', 'Approve the return; the label follows where the seller pays', (request, id, { version, ...body }) =>
      issueLabel(
        ctx,
        request.caller.sellerId,
        id,
        request.caller.actor,
        (label) => ({ verb: 'approval', ...defined(body), ...(label && { label }) }) as Command,
        version,
      ),
    );
    verb('rejection', 'Refuse, with a reason in words', (request, id, { version, ...body }) =>
      plain(request, id, { verb: 'rejection', ...defined(body) } as Command, version),
    );
    verb('information-request', 'Ask the buyer', (request, id, { version, ...body }) =>
      plain(request, id, { verb: 'information-request', ...defined(body) } as Command, version),
    );
    verb('information', 'The buyer’s answer', (request, id, { version, photos, note }) =>
      writeAnswer(
        ctx,
        request.caller.sellerId,
        id,
        { photos, ...(note !== undefined && { note }) },
        request.caller.actor,
        version === undefined ? {} : { version },
      ),
    );
    verb('cancellation', 'The buyer keeps it, or asked by mistake', (request, id, { version, ...body }) =>
      plain(request, id, { verb: 'cancellation', ...defined(body) } as Command, version),
    );
    verb(
      'label',
      'A label for the way back; one that a carrier must be asked for follows as soon as it has answered',
      async (request, id, body) => {
        const { version, account, point, slot, ...command } = body;
        const { sellerId, actor } = request.caller;
        const place = { ...(point && { point }), ...(slot && { slot }) };
        const wished = {
          ...(command.kind && { kind: command.kind }),
          ...(account && { account }),
          ...((point || slot) && { place }),
        };
        // With a number in hand nobody has to be asked.
        if (command.trackingNumber === undefined && (await mustBuy(ctx, sellerId, wished, id)))
          return orderLabel(ctx, sellerId, id, actor, wished);
        return issueLabel(
          ctx,
          sellerId,
          id,
          actor,
          (label) => ({ verb: 'label', ...(command.kind === 'own' ? {} : label), ...defined(command) }) as Command,
          version,
          wished,
        );
      },
    );
    verb('dispatch', 'It is on its way', (request, id, { version, ...body }) =>
      plain(request, id, { verb: 'dispatch', ...defined(body) } as Command, version),
    );
    verb('lost', 'The parcel is lost', (request, id, { version }) => plain(request, id, { verb: 'lost' }, version));
    verb('receipt', 'The warehouse has it; identity is checked', (request, id, { version, items }) =>
      plain(request, id, { verb: 'receipt', items: items.map(defined) } as Command, version),
    );
    verb('inspection-start', 'Somebody has it on the bench', (request, id, { version, ...body }) =>
      plain(request, id, { verb: 'inspection-start', ...defined(body) } as Command, version),
    );
    verb('inspection', 'What the bench found', (request, id, { version, items }) =>
      plain(request, id, { verb: 'inspection', items: items.map(defined) } as Command, version),
    );
    verb('resolution', 'Refund, repair, replace, keep, send back or deny', async (request, id, { version, items }) => {
      const loaded = await ctx.db.withSeller(request.caller.sellerId, (tx) => readReturn(tx, id));
      if (!loaded) return { ok: false, refusal: 'not_found' };
      const { currency } = loaded.ret.order;
      const resolved = items.map(({ amount, parcel, ...rest }, i) => {
        const item = { ...rest, ...(parcel && { parcel: defined(parcel) }) };
        if (amount === undefined) return defined(item);
        const parsed = parseMoney(amount, currency);
        if (!parsed)
          throw problem('invalid_request', { errors: [{ path: `items.${i}.amount`, says: `is finer than ${currency} can be` }] });
        return { ...defined(item), amount: parsed };
      });
      return resolveReturn(
        ctx,
        request.caller.sellerId,
        id,
        resolved as never,
        request.caller.actor,
        version === undefined ? {} : { version },
      );
    });
    verb('completion', 'Repaired or replaced, and on its way to the buyer', (request, id, { version, ...body }) =>
      plain(request, id, { verb: 'completion', ...defined(body) } as Command, version),
    );
    verb(
      'outbound-parcel',
      'The number of the parcel to the buyer, also after the return was closed',
      (request, id, { version, ...body }) => plain(request, id, { verb: 'outbound-parcel', ...defined(body) } as Command, version),
    );
    verb('remedy-failure', 'Not to be repaired or replaced: a person decides again', (request, id, { version, ...body }) =>
      plain(request, id, { verb: 'remedy-failure', ...defined(body) } as Command, version),
    );
    verb('message', 'Words to the buyer', async (request, id, { version, ...said }) =>
      orHeldBack(
        request,
        await answerBuyer(
          ctx,
          request.caller.sellerId,
          id,
          { ...defined(said), ...keyed(request) },
          request.caller.actor,
          version === undefined ? {} : { version },
        ),
      ),
    );
    app.delete(
      '/returns/:id/message',
      {
        schema: {
          operationId: 'undoMessage',
          tags: ['verbs'],
          summary: 'Take the last answer back, while it has not left',
          params: Id,
          body: UndoMessageBody.nullish(),
          response: { 200: ReturnOut },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!isUuid(id)) throw problem('not_found', { detail: `There is no return ${id}.` });
        const { version, messageId } = request.body ?? {};
        const seen = version === undefined ? {} : { version };
        return answer(request, reply, id, await unsayAnswer(ctx, request.caller.sellerId, id, messageId, request.caller.actor, seen));
      },
    );
    verb('note', 'Words among ourselves', (request, id, { version, body }) =>
      writeNote(
        ctx,
        request.caller.sellerId,
        id,
        { body, ...keyed(request) },
        request.caller.actor,
        version === undefined ? {} : { version },
      ),
    );
    verb('hold', 'Hold the money until somebody lifts it', (request, id, { version, because }) =>
      plain(request, id, { verb: 'hold', because }, version),
    );

    app.delete(
      '/returns/:id/hold',
      {
        schema: {
          operationId: 'release',
          tags: ['verbs'],
          summary: 'Lift the hold, with a reason',
          params: Id,
          body: ReleaseBody.partial().nullish(),
          querystring: z.object({ because: z.string().optional() }),
          response: { 200: ReturnOut },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!isUuid(id)) throw problem('not_found');
        const because = (request.body?.because ?? request.query.because ?? '').trim();
        return answer(request, reply, id, await plain(request, id, { verb: 'release', because }, request.body?.version));
      },
    );

    app.delete(
      '/returns/:id/resolution',
      {
        schema: {
          operationId: 'undoResolution',
          tags: ['verbs'],
          summary: 'Take the last resolution back, while nothing of it has left',
          params: Id,
          body: UndoBody.nullish(),
          response: { 200: ReturnOut },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!isUuid(id)) throw problem('not_found', { detail: `There is no return ${id}.` });
        const { version, because = '' } = request.body ?? {};
        const seen = version === undefined ? {} : { version };
        return answer(request, reply, id, await undoResolution(ctx, request.caller.sellerId, id, because, request.caller.actor, seen));
      },
    );

    app.get(
      '/returns/:id/resolution-options',
      {
        schema: {
          operationId: 'listResolutionOptions',
          tags: ['returns'],
          summary: 'What each open item may come to, side by side, and what is recommended',
          params: Id,
          response: { 200: OptionsOut },
        },
      },
      async (request) => {
        const { id } = request.params;
        const read = isUuid(id) ? await readOptions(ctx, request.caller.sellerId, id) : null;
        if (!read) throw problem('not_found', { detail: `There is no return ${id}.` });
        return optionsView(read, request.caller.language);
      },
    );

    // ——— refunds ———

    for (const [noun, refundVerb, summary] of [
      ['approval', 'refund-approval', 'A second person approves a refund above the limit'],
      ['retry', 'refund-retry', 'Ask again for a refund that failed'],
      ['confirmation', 'refund-confirmation', 'The refund was paid: seen on the channel by a person'],
    ] as const) {
      app.post(
        `/refunds/:id/${noun}`,
        {
          schema: {
            operationId: refundVerb.replace(/-(\w)/g, (_, c: string) => c.toUpperCase()),
            tags: ['refunds'],
            summary,
            params: Id,
            headers: IdempotencyHeaders,
            body: z.object({ version: z.int().optional(), reference: z.string().max(200).optional() }).nullish(),
            response: { 200: ReturnOut },
          },
          preValidation: emptyBody,
        },
        async (request, reply) => {
          const { id } = request.params;
          const { sellerId } = request.caller;
          const returnId = isUuid(id) ? await returnOfRefund(ctx, sellerId, id) : null;
          if (!returnId) throw problem('not_found', { detail: `There is no refund ${id}.` });
          const reference = request.body?.reference;
          const command = {
            verb: refundVerb,
            refundId: id,
            ...(reference !== undefined && refundVerb === 'refund-confirmation' && { reference }),
          } as Command;
          return answer(request, reply, returnId, await plain(request, returnId, command, request.body?.version));
        },
      );
    }

    // ——— papers and pictures ———

    app.get(
      '/returns/:id/label.pdf',
      {
        schema: {
          operationId: 'getLabel',
          tags: ['documents'],
          params: Id,
          querystring: z.object({ size: z.enum(['a4', 'thermal']).default('a4') }),
        },
      },
      async (request, reply) => {
        const pdf = isUuid(request.params.id)
          ? await labelDocument(ctx, request.caller.sellerId, request.params.id, request.query.size)
          : null;
        if (!pdf) throw problem('not_found', { detail: 'There is no label for this return yet.' });
        return reply
          .type('application/pdf')
          .serializer((x: unknown) => x as never)
          .send(Buffer.from(pdf));
      },
    );

    app.get(
      '/returns/:id/packing-slip.pdf',
      { schema: { operationId: 'getPackingSlip', tags: ['documents'], params: Id } },
      async (request, reply) => {
        const pdf = isUuid(request.params.id) ? await packingSlipDocument(ctx, request.caller.sellerId, request.params.id) : null;
        if (!pdf) throw problem('not_found');
        return reply
          .type('application/pdf')
          .serializer((x: unknown) => x as never)
          .send(Buffer.from(pdf));
      },
    );

    app.get(
      '/returns/:id/receipt.pdf',
      {
        schema: {
          operationId: 'getReceipt',
          tags: ['documents'],
          summary: 'For a buyer who handed the goods in over the counter: what, which device, when; in their language',
          params: Id,
        },
      },
      async (request, reply) => {
        const pdf = isUuid(request.params.id) ? await receiptDocument(ctx, request.caller.sellerId, request.params.id) : null;
        if (!pdf) throw problem('not_found', { detail: 'Nothing of this return has been handed in yet.' });
        return reply
          .type('application/pdf')
          .serializer((x: unknown) => x as never)
          .send(Buffer.from(pdf));
      },
    );

    app.post(
      '/returns/:id/photos',
      {
        schema: {
          operationId: 'addPhotos',
          tags: ['documents'],
          summary: 'Pictures as multipart field `photo`; re-encoded, hidden data dropped',
          params: Id,
          headers: IdempotencyHeaders,
          querystring: z.object({
            lineId: z.string().max(100).optional().describe('Which unit it shows, and which answer of the bench it proves (M26).'),
            unit: z.coerce.number().int().min(1).optional(),
            question: z.string().max(60).optional(),
          }),
          consumes: ['multipart/form-data'],
          response: {
            201: z.object({ items: z.array(z.object({ id: z.string(), url: z.string(), name: z.string(), sha256: z.string() })) }),
          },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!isUuid(id)) throw problem('not_found');
        const replayed = await kept(ctx, request);
        // A phone that sends its pictures again when the network is back: they are here.
        const again = replayed && (await ctx.db.withSeller(request.caller.sellerId, (tx) => readFile(tx, replayed.id)));
        if (again) return reply.code(201).send({ items: [photoView(again)] });
        const shows = defined(request.query);
        const items: ReturnType<typeof photoView>[] = [];
        for await (const part of request.files()) {
          const added = await addPhoto(
            ctx,
            request.caller.sellerId,
            id,
            { name: part.filename, bytes: await part.toBuffer(), ...(Object.keys(shows).length > 0 && { shows }) },
            request.caller.actor,
          );
          if (!added.ok) throw problem(added.refusal);
          items.push(photoView(added.file));
        }
        if (items.length === 0) throw problem('invalid_request', { errors: [{ path: 'photo', says: 'is missing' }] });
        await keep(ctx, request, { id: items[0]!.id }, 201);
        return reply.code(201).send({ items });
      },
    );

    app.get('/files/:id', { schema: { operationId: 'getFile', tags: ['documents'], params: Id } }, async (request, reply) => {
      const { id } = request.params;
      const file = isUuid(id) ? await ctx.db.withSeller(request.caller.sellerId, (tx) => readFile(tx, id)) : null;
      // A paper that came with a message is somebody else's: it is kept, and no page of this site.
      const isForeign = file?.message_id != null && !file.type.startsWith('image/');
      return sendFile(ctx, reply, isForeign ? { ...file, type: 'application/octet-stream' } : file);
    });
  };

const photoView = ({ id, name, sha256 }: StoredFile) => ({ id, url: `/api/v1/files/${id}`, name, sha256 });

/** Numbers are printed in groups and typed so; they are kept in one piece. */
async function find(tx: Tx, typed: string): Promise<string[]> {
  const ids = await searchReturns(tx, typed);
  const joined = typed.replace(/[\s-]/g, '');
  return ids.length > 0 || joined === typed || !/\d/.test(joined) ? ids : searchReturns(tx, joined);
}

/** exactOptionalPropertyTypes: what was not given is not there. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;
}

/** A message that is sent again under its key is the same message: the id follows from the key. */
function keyed(request: FastifyRequest): { id?: string } {
  const once = onceOf(request);
  return once === null ? {} : { id: idOfKey(request.caller.sellerId, request.url, once.key) };
}

async function returnOfRefund(ctx: Context, sellerId: string, refundId: string): Promise<string | null> {
  return ctx.db.withSeller(sellerId, (tx) => findRefund(tx, refundId));
}
