/** Parcels that nobody announced (M25): what waits, what it may belong to, and how it ends. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import {
  matchToOrder,
  matchToReturn,
  photographStray,
  quarantine,
  readWholeStray,
  reportStray,
  sendBack,
  type StrayDone,
} from '../app/stray-parcels.ts';
import { isUuid } from '../core/ids.ts';
import { REASONS } from '../core/return/model.ts';
import { listStrays, STRAY_STATES, type StrayRow } from '../store/stray-parcels.ts';
import { readFile } from '../store/thread.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { IdempotencyHeaders, keep, kept } from './once.ts';
import { problem } from './problems.ts';

const Id = z.object({ id: z.string() });
const text = (most: number) => z.string().trim().max(most);

export const StrayOut = z
  .object({
    id: z.string(),
    via: z.enum(['bench', 'logistics', 'email']),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    imei: z.string().nullable(),
    serial: z.string().nullable(),
    says: z.string(),
    photos: z.array(z.object({ id: z.string(), url: z.string() })),
    state: z.enum(STRAY_STATES),
    place: z.string().nullable(),
    reportedAt: z.string(),
    reportedBy: z.string(),
    returnId: z.string().nullable(),
    ended: z.object({ at: z.string(), by: z.string(), says: z.string().nullable() }).nullable(),
    back: z.object({ carrier: z.string().nullable(), trackingNumber: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'StrayParcel' });

export const strayView = (row: StrayRow): z.output<typeof StrayOut> => ({
  id: row.id,
  via: row.via,
  carrier: row.carrier,
  trackingNumber: row.tracking_number,
  imei: row.imei,
  serial: row.serial,
  says: row.says,
  photos: row.file_ids.map((id) => ({ id, url: `/api/v1/files/${id}` })),
  state: row.state,
  place: row.place,
  reportedAt: row.reported_at,
  reportedBy: row.reported_by,
  returnId: row.return_id,
  ended: row.ended_at === null ? null : { at: row.ended_at, by: row.ended_by ?? '', says: row.ended_says },
  back: row.state === 'sent_back' ? { carrier: row.back_carrier, trackingNumber: row.back_tracking_number } : null,
});

const WholeStrayOut = StrayOut.extend({
  hints: z
    .array(
      z.object({
        why: z.enum(['tracking', 'sold', 'read', 'tracking_prefix']),
        channel: z.string(),
        channelOrderId: z.string(),
        lineId: z.string().nullable(),
        title: z.string().nullable(),
        buyer: z.object({ name: z.string() }),
        returnId: z.string().nullable(),
        rma: z.string().nullable(),
        status: z.string().nullable(),
      }),
    )
    .describe('What it may belong to, the strongest sign first.'),
}).meta({ id: 'WholeStrayParcel' });

const STAFF = ['warehouse', 'customer_service', 'manager', 'administrator'] as const;

export const strayParcels =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const whole = async (sellerId: string, id: string): Promise<z.output<typeof WholeStrayOut>> => {
      const read = isUuid(id) ? await readWholeStray(ctx, sellerId, id) : null;
      if (!read) throw problem('not_found', { detail: `There is no parcel ${id}.` });
      return {
        ...strayView(read.stray),
        hints: read.hints.map((hint) => ({
          why: hint.why as z.output<typeof WholeStrayOut>['hints'][number]['why'],
          channel: hint.channel,
          channelOrderId: hint.channel_order_id,
          lineId: hint.line_id,
          title: hint.title,
          buyer: { name: hint.buyer_name },
          returnId: hint.return_id,
          rma: hint.rma,
          status: hint.status,
        })),
      };
    };
    const done = async (sellerId: string, id: string, answer: StrayDone) => {
      if (!answer.ok) throw problem(answer.refusal);
      return whole(sellerId, id);
    };

    app.get(
      '/stray-parcels',
      {
        schema: {
          operationId: 'listStrayParcels',
          tags: ['bench'],
          summary: 'Parcels without a name, newest first',
          querystring: z.object({
            state: z.enum([...STRAY_STATES, 'open', 'ended']).default('open'),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(25),
          }),
          response: { 200: z.object({ items: z.array(StrayOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { state, cursor, limit } = request.query;
        const states = { open: ['waiting', 'quarantined'], ended: ['matched', 'sent_back'] }[state as 'open' | 'ended'] ?? [state];
        const after = cursor === undefined ? null : readCursor(cursor);
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) => listStrays(tx, states as StrayRow['state'][], after, limit));
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        return { items: page.map(strayView), nextCursor: last ? cursorOf({ at: last.reported_at, id: last.id }) : null };
      },
    );

    app.post(
      '/stray-parcels',
      {
        schema: {
          operationId: 'reportStrayParcel',
          tags: ['bench'],
          summary: 'A parcel that nobody announced. The same tracking number again, while it waits, is the same parcel',
          headers: IdempotencyHeaders,
          body: z.object({
            carrier: text(100).optional(),
            trackingNumber: text(100).optional(),
            imei: text(40).optional(),
            serial: text(60).optional(),
            says: text(2000).default(''),
          }),
          response: { 200: WholeStrayOut, 201: WholeStrayOut },
        },
      },
      async (request, reply) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor } = request.caller;
        const replayed = await kept(ctx, request);
        if (replayed) return reply.code(200).send(await whole(sellerId, replayed.id));
        const given = Object.fromEntries(Object.entries(request.body).filter(([, value]) => value !== undefined && value !== ''));
        if (Object.keys(given).length === 0) throw problem('nothing_known_of_it');
        const reported = await ctx.db.withSeller(sellerId, (tx) =>
          reportStray(ctx, tx, { says: '', ...given, via: actor.kind === 'api' ? 'logistics' : 'bench' }, actor),
        );
        await keep(ctx, request, { id: reported.id }, reported.created ? 201 : 200);
        return reply.code(reported.created ? 201 : 200).send(await whole(sellerId, reported.id));
      },
    );

    app.get(
      '/stray-parcels/:id',
      {
        schema: {
          operationId: 'getStrayParcel',
          tags: ['bench'],
          summary: 'One of them, with what it may belong to',
          params: Id,
          response: { 200: WholeStrayOut },
        },
      },
      (request) => whole(request.caller.sellerId, request.params.id),
    );

    app.post(
      '/stray-parcels/:id/photos',
      {
        schema: {
          operationId: 'photographStrayParcel',
          tags: ['bench'],
          summary: 'Pictures as multipart field `photo`; re-encoded, hidden data dropped',
          params: Id,
          headers: IdempotencyHeaders,
          consumes: ['multipart/form-data'],
          response: { 201: WholeStrayOut },
        },
      },
      async (request, reply) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor } = request.caller;
        const { id } = request.params;
        if (!isUuid(id)) throw problem('not_found');
        const replayed = await kept(ctx, request);
        if (replayed && (await ctx.db.withSeller(sellerId, (tx) => readFile(tx, replayed.id))))
          return reply.code(201).send(await whole(sellerId, id));
        let last: string | undefined;
        for await (const part of request.files()) {
          const answer = await photographStray(ctx, sellerId, id, { name: part.filename, bytes: await part.toBuffer() }, actor);
          if (!answer.ok) throw problem(answer.refusal);
          last = answer.stray.file_ids.at(-1);
        }
        if (last === undefined) throw problem('invalid_request', { errors: [{ path: 'photo', says: 'is missing' }] });
        await keep(ctx, request, { id: last }, 201);
        return reply.code(201).send(await whole(sellerId, id));
      },
    );

    app.post(
      '/stray-parcels/:id/quarantine',
      {
        schema: {
          operationId: 'quarantineStrayParcel',
          tags: ['bench'],
          summary: 'Put aside; `place` says where',
          params: Id,
          body: z.object({ place: text(200).min(1) }),
          response: { 200: WholeStrayOut },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { id } = request.params;
        if (!isUuid(id)) throw problem('not_found');
        return done(request.caller.sellerId, id, await quarantine(ctx, request.caller.sellerId, id, request.body.place));
      },
    );

    app.post(
      '/stray-parcels/:id/match',
      {
        schema: {
          operationId: 'matchStrayParcel',
          tags: ['bench'],
          summary: 'It belongs to a return; or to an order, for which staff open a return now',
          params: Id,
          body: z.union([
            z.object({ returnId: z.string(), says: text(2000).optional() }),
            z.object({
              channel: text(100),
              channelOrderId: text(200),
              lineId: text(100),
              unit: z.int().min(1).optional(),
              reason: z.enum(REASONS).default('other'),
              says: text(2000).optional(),
            }),
          ]),
          response: { 200: WholeStrayOut },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor } = request.caller;
        const { id } = request.params;
        const { body } = request;
        if (!isUuid(id)) throw problem('not_found');
        if ('returnId' in body) {
          if (!isUuid(body.returnId)) throw problem('return_not_found');
          return done(sellerId, id, await matchToReturn(ctx, sellerId, id, body.returnId, actor, body.says));
        }
        const { says, unit, ...order } = body;
        const matched = await matchToOrder(ctx, sellerId, id, { ...order, ...(unit !== undefined && { unit }) }, actor, says);
        if (!matched.ok) throw problem(matched.refusal, 'facts' in matched ? { facts: matched.facts } : {});
        return whole(sellerId, id);
      },
    );

    app.post(
      '/stray-parcels/:id/sending-back',
      {
        schema: {
          operationId: 'sendBackStrayParcel',
          tags: ['bench'],
          summary: 'It goes back to where it came from',
          params: Id,
          body: z.object({ carrier: text(100).optional(), trackingNumber: text(100).optional(), says: text(2000).min(1) }),
          response: { 200: WholeStrayOut },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor } = request.caller;
        const { id } = request.params;
        const { carrier, trackingNumber, says } = request.body;
        if (!isUuid(id)) throw problem('not_found');
        const back = { says, ...(carrier !== undefined && { carrier }), ...(trackingNumber !== undefined && { trackingNumber }) };
        return done(sellerId, id, await sendBack(ctx, sellerId, id, back, actor));
      },
    );
  };
