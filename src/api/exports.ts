/** What leaves the house over HTTP (M13): any list as CSV or XLSX with its filters, and everything as an archive. Each is on the record. */
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { clearOld, exportEverything, fetchExport, stopExport } from '../app/exports/everything.ts';
import { exportList, type ListFilter } from '../app/exports/lists.ts';
import { isDate } from '../core/calendar.ts';
import { EXPORT_ALL_ROLES, EXPORT_LIST_NAMES, EXPORT_LISTS, type ExportFilter, TABLE_TYPES } from '../core/exports.ts';
import { isUuid } from '../core/ids.ts';
import { EXPORT_STATES, type ExportRow, listExports, readExport } from '../store/exports.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { emptyBody } from './once.ts';
import { problem } from './problems.ts';

const Day = z.string().refine(isDate, 'must be a day such as 2026-11-30').optional();
const text = z.string().trim().min(1).max(200).optional();

const ExportOut = z
  .object({
    id: z.string(),
    kind: z.enum([...EXPORT_LIST_NAMES, 'all']),
    format: z.enum(['csv', 'xlsx', 'zip']),
    state: z.enum(EXPORT_STATES),
    filter: z.record(z.string(), z.unknown()),
    done: z.int(),
    total: z.int(),
    rows: z.int(),
    bytes: z.int(),
    by: z.string(),
    madeAt: z.string(),
    endedAt: z.string().nullable(),
    expiresAt: z.string().nullable().describe('Until then it can be fetched.'),
    fetched: z.array(z.object({ by: z.string(), at: z.string() })),
  })
  .meta({ id: 'Export' });

const view = (row: ExportRow): z.output<typeof ExportOut> => ({
  id: row.id,
  kind: row.kind as z.output<typeof ExportOut>['kind'],
  format: row.format as z.output<typeof ExportOut>['format'],
  state: row.state,
  filter: { ...row.filter },
  done: row.far,
  total: row.total,
  rows: row.rows,
  bytes: row.bytes,
  by: row.by_name,
  madeAt: row.made_at,
  endedAt: row.ended_at,
  expiresAt: row.expires_at,
  fetched: row.fetched.map((one) => ({ ...one })),
});

export const exports =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const params = z.object({ id: z.string() });
    const noSuch = (id: string) => problem('not_found', { detail: `There is no export ${id}.` });

    app.get(
      '/exports/lists/:list',
      {
        schema: {
          operationId: 'exportList',
          tags: ['exports'],
          summary: 'A list, whole, as CSV or XLSX',
          description:
            'Cells of a CSV that begin with = + - @ get an apostrophe, so that no spreadsheet runs them. Whose list it is to take follows from its role.',
          params: z.object({ list: z.enum(EXPORT_LIST_NAMES) }),
          querystring: z.object({
            format: z.enum(['csv', 'xlsx']).default('csv'),
            since: Day.describe('A day of the seller’s calendar.'),
            until: Day.describe('Included.'),
            channel: text,
            state: text,
            tab: text,
            q: text,
            sku: text,
            supplier: text,
            lot: text,
            place: text,
            account: text,
            alert: text,
          }),
        },
      },
      async (request, reply) => {
        const { list } = request.params;
        const { roles, filters } = EXPORT_LISTS[list];
        only(request.caller, ...roles);
        const { format, ...given } = request.query;
        const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ListFilter;
        const strange = Object.keys(filter).find((name) => !(filters as readonly ExportFilter[]).includes(name as ExportFilter));
        if (strange !== undefined)
          throw problem('invalid_request', {
            errors: [{ path: `query:${strange}`, says: `does not narrow ${list}; ${filters.join(', ')} do` }],
          });
        const { sellerId, actor } = request.caller;
        const bytes = await exportList(ctx, sellerId, { list, as: format, filter }, actor);
        const name = `retour-${list}-${ctx.clock.now(sellerId).slice(0, 10)}.${format}`;
        return reply
          .type(TABLE_TYPES[format])
          .header('content-disposition', `attachment; filename="${name}"`)
          .header('cache-control', 'no-store')
          .serializer((x: unknown) => x as never)
          .send(Readable.from(bytes));
      },
    );

    app.get(
      '/exports',
      {
        schema: {
          operationId: 'listExports',
          tags: ['exports'],
          summary: 'Who took what out of the house, newest first',
          querystring: z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(25) }),
          response: { 200: z.object({ items: z.array(ExportOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        only(request.caller, ...EXPORT_ALL_ROLES);
        const { cursor, limit } = request.query;
        const { sellerId } = request.caller;
        await clearOld(ctx, sellerId);
        const after = cursor === undefined ? null : readCursor(cursor);
        const rows = await ctx.db.withSeller(sellerId, (tx) => listExports(tx, after, limit + 1));
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return { items: page.map(view), nextCursor: rows.length > limit && last ? cursorOf({ at: last.made_at, id: last.id }) : null };
      },
    );

    app.post(
      '/exports',
      {
        schema: {
          operationId: 'exportEverything',
          tags: ['exports'],
          summary: 'Everything of the seller as a ZIP: JSON Lines, CSV, a manifest with SHA-256, and the files where asked for',
          body: z.object({ withFiles: z.boolean().default(false).describe('Photos and papers too, up to 2 GB.') }),
          response: { 202: ExportOut },
        },
        preValidation: emptyBody,
      },
      async (request, reply) => {
        only(request.caller, ...EXPORT_ALL_ROLES);
        const { sellerId, actor } = request.caller;
        const asked = await exportEverything(ctx, sellerId, { withFiles: request.body.withFiles }, actor);
        if (!asked.ok) throw problem(asked.refusal, { detail: 'Wait for it, or stop it.', facts: { id: asked.id } });
        const row = await ctx.db.withSeller(sellerId, (tx) => readExport(tx, asked.id));
        return reply.code(202).send(view(row!));
      },
    );

    app.get(
      '/exports/:id',
      {
        schema: {
          operationId: 'getExport',
          tags: ['exports'],
          summary: 'One export, and how far it is',
          params,
          response: { 200: ExportOut },
        },
      },
      async (request) => {
        only(request.caller, ...EXPORT_ALL_ROLES);
        const { id } = request.params;
        const row = isUuid(id) ? await ctx.db.withSeller(request.caller.sellerId, (tx) => readExport(tx, id)) : null;
        if (!row) throw noSuch(id);
        return view(row);
      },
    );

    app.post(
      '/exports/:id/stop',
      {
        schema: {
          operationId: 'stopExport',
          tags: ['exports'],
          summary: 'Stop it; what was written is removed',
          params,
          body: z.object({}).nullish(),
          response: { 200: ExportOut },
        },
        preValidation: emptyBody,
      },
      async (request) => {
        only(request.caller, ...EXPORT_ALL_ROLES);
        const { sellerId } = request.caller;
        const { id } = request.params;
        const row = isUuid(id) ? await ctx.db.withSeller(sellerId, (tx) => readExport(tx, id)) : null;
        if (!row) throw noSuch(id);
        if (!(await stopExport(ctx, sellerId, id))) throw problem('export_moved', { detail: 'It has ended already.' });
        return view((await ctx.db.withSeller(sellerId, (tx) => readExport(tx, id)))!);
      },
    );

    app.get(
      '/exports/:id/file',
      { schema: { operationId: 'getExportFile', tags: ['exports'], summary: 'The archive; whoever fetches it is on the record', params } },
      async (request, reply) => {
        only(request.caller, ...EXPORT_ALL_ROLES);
        const { sellerId, actor } = request.caller;
        const { id } = request.params;
        const fetched = isUuid(id) ? await fetchExport(ctx, sellerId, id, actor) : null;
        if (!fetched) throw noSuch(id);
        const name = `retour-${ctx.sellers.get(sellerId).slug}-${fetched.row.made_at.slice(0, 10)}.zip`;
        return reply
          .type('application/zip')
          .header('content-disposition', `attachment; filename="${name}"`)
          .header('content-length', fetched.row.bytes)
          .header('cache-control', 'no-store')
          .serializer((x: unknown) => x as never)
          .send(Readable.from(fetched.bytes));
      },
    );
  };
