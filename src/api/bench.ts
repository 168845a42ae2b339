/** The warehouse's bench over HTTP (M25, M26): what a scan means, what to ask about a device, what it is worth, what a test tool found. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { binTag } from '../app/bin-tag.ts';
import { checklistInForce, checklistsInForce, publishDraft, readChecklists, saveDraft } from '../app/checklists.ts';
import type { Context } from '../app/context.ts';
import { importDiagnostics } from '../app/diagnostics.ts';
import { findableOf, findCode } from '../app/find-code.ts';
import { readWholeReturn, type WholeReturn } from '../app/read-return.ts';
import { clocksOf } from '../core/clocks/clocks.ts';
import { isUuid } from '../core/ids.ts';
import { type Checklist, SIGNS } from '../core/inspection/checklist.ts';
import { CODE_KINDS } from '../core/inspection/code.ts';
import { channelGrade } from '../core/inspection/grade.ts';
import { CHECKLIST_PROBLEMS } from '../core/inspection/read-checklist.ts';
import { answersFrom, type NeutralReport } from '../core/inspection/report.ts';
import { decimal, money, parseMoney } from '../core/money.ts';
import { describeNext } from '../core/return/describe.ts';
import { FAULTS, GRADES, IDENTITIES, type Return } from '../core/return/model.ts';
import { nextStep } from '../core/return/next.ts';
import { statusOf } from '../core/return/status.ts';
import { type DiagnosticRow, diagnosticsOf, listValues, putValue, type ValueRow, valuesOf } from '../store/bench.ts';
import { readConnection } from '../store/connections.ts';
import { listReturns } from '../store/returns.ts';
import type { StoredFile } from '../store/thread.ts';
import { only } from './auth.ts';
import { IdempotencyHeaders } from './once.ts';
import { problem } from './problems.ts';
import { commandsView, listedView, returnView, type Viewer } from './return-view.ts';
import { ItemOut, ListedOut, OrderLineOut } from './schemas.ts';
import { StrayOut, strayView } from './stray-parcels.ts';

const Id = z.object({ id: z.string() });
const Words = z.object({ en: z.string(), fr: z.string(), de: z.string().optional(), es: z.string().optional(), it: z.string().optional() });

/** As `core/inspection/checklist.ts` has it. */
const QuestionOut = z
  .object({
    key: z.string(),
    asks: Words,
    kind: z.enum(['choice', 'number', 'text']),
    when: z.object({ key: z.string(), is: z.array(z.string()) }).optional(),
    faults: z.array(z.enum(FAULTS)).optional(),
    choices: z
      .array(
        z.object({
          value: z.string(),
          says: Words,
          sign: z.enum(SIGNS),
          grade: z.enum(GRADES).optional(),
          photo: z.boolean().optional().describe('This answer wants a picture.'),
        }),
      )
      .optional(),
    unit: z.string().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    goodFrom: z.number().optional(),
  })
  .meta({ id: 'Question' });
const ChecklistOut = z
  .object({ name: z.string().describe('Category and version: `smartphone/3`; 0 are the built-in ones.'), questions: z.array(QuestionOut) })
  .meta({ id: 'Checklist' });
const checklistView = ({ name, questions }: Checklist): z.output<typeof ChecklistOut> => ({ name, questions: questions as never });

const ValueOut = z.object({
  sku: z.string(),
  grade: z.enum(GRADES).nullable().describe('Null: the figures hold for every grade.'),
  currency: z.string(),
  resale: z.string().nullable(),
  repair: z.string().nullable(),
  parts: z.string().nullable(),
});
const valueView = (row: ValueRow): z.output<typeof ValueOut> => {
  const figure = (minor: number | null) => (minor === null ? null : decimal(money(minor, row.currency)));
  return {
    sku: row.sku,
    grade: (row.grade || null) as z.output<typeof ValueOut>['grade'],
    currency: row.currency,
    resale: figure(row.resale_minor),
    repair: figure(row.repair_minor),
    parts: figure(row.parts_minor),
  };
};

const ReportOut = z
  .object({
    id: z.string(),
    lineId: z.string(),
    unit: z.int(),
    tool: z.string(),
    testedAt: z.string().nullable(),
    readAt: z.string(),
    readBy: z.string(),
    sha256: z.string(),
    url: z.string().describe('The file as it came.'),
    report: z.record(z.string(), z.unknown()).describe('In the neutral shape (docs/bench.md).'),
    suggests: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe('Answers to the questions in force; a person confirms them.'),
  })
  .meta({ id: 'DiagnosticsReport' });
const reportView = (row: DiagnosticRow, questions: Checklist['questions']): z.output<typeof ReportOut> => ({
  id: row.id,
  lineId: row.line_id,
  unit: row.unit,
  tool: row.tool,
  testedAt: row.tested_at,
  readAt: row.read_at,
  readBy: row.read_by,
  sha256: row.sha256,
  url: `/api/v1/files/${row.file_id}`,
  report: row.report as Record<string, unknown>,
  suggests: answersFrom(row.report as NeutralReport, questions) as Record<string, string | number>,
});

const Allowed = z.object({ allowed: z.boolean(), because: z.string().optional(), says: z.string().optional() });
/** Nothing of money and of what was decided: the bench looks at the device. */
const BENCH_ITEM = {
  lineId: true,
  unit: true,
  sku: true,
  title: true,
  category: true,
  condition: true,
  sold: true,
  reason: true,
  fault: true,
  parcel: true,
  assessment: true,
  identity: true,
  read: true,
  verdict: true,
  checks: true,
  checklist: true,
  grade: true,
  disposition: true,
} as const;
const BenchItemOut = ItemOut.pick({ ...BENCH_ITEM, knownFrom: true });

/** What the bench must know of a return; the same whether it was asked for or taken along. */
const BenchReturnOut = z
  .object({
    id: z.string(),
    rma: z.string(),
    version: z.int(),
    status: z.string(),
    channel: z.string(),
    channelOrderId: z.string(),
    trackingNumbers: z.array(z.string()),
    hold: z.object({ why: z.string(), because: z.string() }).optional(),
    dueAt: z.string().nullable(),
    next: z.string(),
    commands: z.record(z.string(), Allowed),
    items: z.array(BenchItemOut),
  })
  .meta({ id: 'BenchReturn' });
const WholeBenchReturnOut = BenchReturnOut.extend({
  said: z.object({ body: z.string(), language: z.string().nullable() }).optional(),
  photos: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      name: z.string(),
      at: z.string(),
      kind: z.string(),
      takenBy: z.string().nullable(),
      lineId: z.string().optional(),
      unit: z.int().optional(),
      question: z.string().optional(),
    }),
  ),
  reports: z.array(ReportOut),
  values: z.array(ValueOut),
  /** What the channel calls our grades. */
  channelGrades: z.record(z.string(), z.string()),
  checklists: z.record(z.string(), ChecklistOut).describe('By category: the questions for its items.'),
}).meta({ id: 'WholeBenchReturn' });

const VERBS = ['receipt', 'inspection', 'inspection-start'];

function benchView(ctx: Context, ret: Return, viewer: Viewer): z.output<typeof BenchReturnOut> {
  const due = clocksOf(ret, ctx.holidays)
    .filter(({ state }) => state === 'running')
    .map(({ dueAt }) => dueAt)
    .sort()[0];
  return {
    id: ret.id,
    rma: ret.rma,
    version: ret.version,
    status: statusOf(ret),
    channel: ret.order.channel,
    channelOrderId: ret.order.channelOrderId,
    trackingNumbers: [...findableOf(ret).trackingNumbers],
    ...(ret.hold && { hold: { why: ret.hold.why, because: ret.hold.because } }),
    dueAt: due ?? null,
    next: describeNext(nextStep(ret, ctx.holidays), viewer.language),
    commands: Object.fromEntries(Object.entries(commandsView(ret, viewer)).filter(([verb]) => VERBS.includes(verb))),
    items: ret.items.map(
      (item) => Object.fromEntries(Object.entries(item).filter(([name]) => name in BENCH_ITEM)) as z.output<typeof BenchItemOut>,
    ),
  };
}

const photoView = (file: StoredFile): z.output<typeof WholeBenchReturnOut>['photos'][number] => ({
  id: file.id,
  url: `/api/v1/files/${file.id}`,
  name: file.name,
  at: file.at,
  kind: file.kind,
  takenBy: file.taken_by ?? null,
  ...file.shows,
});

/** Where a list goes on: the last row's key. */
const encode = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');
function decode(text: string): readonly [string, string] {
  try {
    const key = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
    if (Array.isArray(key) && key.length === 2 && key.every((part) => typeof part === 'string')) return key as unknown as [string, string];
  } catch {
    // falls through: the same answer for every broken cursor
  }
  throw problem('invalid_request', { errors: [{ path: 'query:cursor', says: 'is not one of our cursors' }] });
}

/** How many returns a phone takes along when it leaves the network: two pages of what is under way and of what lies there. */
const TAKEN_ALONG = 100;

export const bench =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/bench/find',
      {
        schema: {
          operationId: 'findAtBench',
          tags: ['bench'],
          summary: 'Whatever was scanned: a return, an order that has none, a parcel that waits for its name, or nothing',
          querystring: z.object({ code: z.string().trim().min(1).max(400) }),
          response: {
            200: z.object({
              recognised: z.array(z.object({ as: z.enum(CODE_KINDS), value: z.string() })).describe('The likeliest first.'),
              kind: z.enum(['return', 'candidates', 'order', 'stray', 'unknown']),
              matchedBy: z.enum(CODE_KINDS).nullable(),
              returns: z.array(ListedOut),
              orders: z.array(
                z.object({
                  channel: z.string(),
                  channelOrderId: z.string(),
                  buyer: z.object({ name: z.string() }),
                  placedAt: z.string(),
                  line: OrderLineOut.nullable(),
                  lines: z.array(OrderLineOut),
                }),
              ),
              strays: z.array(StrayOut),
            }),
          },
        },
      },
      async (request) => {
        const found = await ctx.db.withSeller(request.caller.sellerId, (tx) => findCode(tx, request.query.code));
        const lineView = ({ price, ...line }: (typeof found.orders)[number]['stored']['order']['lines'][number]) => ({
          ...line,
          price: decimal(price),
        });
        return {
          recognised: [...found.readings],
          kind: found.kind,
          matchedBy: found.matchedBy,
          returns: found.returns.map(listedView),
          orders: found.orders.map(({ stored: { order, buyer }, line }) => ({
            channel: order.channel,
            channelOrderId: order.channelOrderId,
            buyer: { name: buyer.name },
            placedAt: order.placedAt,
            line: line && lineView(line),
            lines: order.lines.map(lineView),
          })),
          strays: found.strays.map(strayView),
        };
      },
    );

    app.get(
      '/bench/pack',
      {
        schema: {
          operationId: 'packForTheBench',
          tags: ['bench'],
          summary: 'What a bench takes along so that it works without a network: returns under way or there, and all questions',
          response: { 200: z.object({ at: z.string(), returns: z.array(BenchReturnOut), checklists: z.array(ChecklistOut) }) },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const [returns, checklists] = await ctx.db.withSeller(sellerId, async (tx) => {
          const pages = await Promise.all(['inspect', 'transit'].map((tab) => listReturns(tx, { tab }, 'due', null, TAKEN_ALONG)));
          return [pages.flat(), await checklistsInForce(tx)] as const;
        });
        return {
          at: ctx.clock.now(sellerId),
          returns: returns.map(({ state }) => benchView(ctx, state, request.caller)),
          checklists: checklists.map(checklistView),
        };
      },
    );

    const whole = async (sellerId: string, id: string, viewer: Viewer): Promise<z.output<typeof WholeBenchReturnOut>> => {
      const read: WholeReturn | null = isUuid(id) ? await readWholeReturn(ctx, sellerId, id) : null;
      if (!read) throw problem('not_found', { detail: `There is no return ${id}.` });
      const { ret, thread, files } = read;
      const categories = [...new Set(ret.items.map(({ category }) => category))];
      const [rows, values, checklists, connection] = await ctx.db.withSeller(sellerId, async (tx) => [
        await diagnosticsOf(tx, id),
        await valuesOf(
          tx,
          ret.items.map(({ sku }) => sku),
        ),
        new Map(await Promise.all(categories.map(async (category) => [category, await checklistInForce(tx, category)] as const))),
        await readConnection(tx, ret.order.channel),
      ]);
      const said = thread.find(({ direction }) => direction === 'in');
      const categoryOfRow = ({ line_id, unit }: DiagnosticRow) =>
        ret.items.find((item) => item.lineId === line_id && item.unit === unit)?.category ?? categories[0]!;
      const known = returnView(ctx, read, viewer).items;
      const view = benchView(ctx, ret, viewer);
      return {
        ...view,
        items: view.items.map((item, i) => ({ ...item, ...(known[i]!.knownFrom && { knownFrom: known[i]!.knownFrom }) })),
        ...(said && { said: { body: said.body, language: said.language } }),
        photos: files.filter(({ kind }) => kind === 'photo' || kind === 'bench').map(photoView),
        reports: rows.map((row) => reportView(row, checklists.get(categoryOfRow(row))!.questions)),
        values: values.map(valueView),
        channelGrades: Object.fromEntries(
          GRADES.flatMap((grade) => {
            const name = channelGrade(connection?.kind ?? '', grade);
            return name === null ? [] : [[grade, name]];
          }),
        ),
        checklists: Object.fromEntries([...checklists].map(([category, checklist]) => [category, checklistView(checklist)])),
      };
    };

    app.get(
      '/bench/returns/:id',
      {
        schema: {
          operationId: 'getBenchReturn',
          tags: ['bench'],
          summary: 'A return as the bench needs it, with questions, pictures, reports and values',
          params: Id,
          response: { 200: WholeBenchReturnOut },
        },
      },
      (request) => whole(request.caller.sellerId, request.params.id, request.caller),
    );

    app.post(
      '/returns/:id/diagnostics',
      {
        schema: {
          operationId: 'importDiagnostics',
          tags: ['bench'],
          summary: 'The report of a test tool, JSON or CSV: kept as evidence, read, its answers suggested',
          params: Id,
          headers: IdempotencyHeaders,
          body: z.object({
            lineId: z.string().min(1).max(100),
            unit: z.int().min(1).optional(),
            name: z.string().trim().max(200).optional(),
            content: z.string().min(2).max(800_000).describe('The text of the file.'),
          }),
          response: {
            200: ReportOut.extend({ identity: z.enum(IDENTITIES) }),
            201: ReportOut.extend({ identity: z.enum(IDENTITIES).describe('The device of the report beside the one on the bench.') }),
          },
        },
      },
      async (request, reply) => {
        only(request.caller, 'warehouse', 'manager', 'administrator');
        const { sellerId, actor } = request.caller;
        const { id } = request.params;
        const { lineId, unit, name, content } = request.body;
        const given = { lineId, content, ...(unit !== undefined && { unit }), ...(name !== undefined && { name }) };
        const imported = isUuid(id)
          ? await importDiagnostics(ctx, sellerId, id, given, actor)
          : { ok: false as const, refusal: 'not_found' as const };
        if (!imported.ok) throw problem(imported.refusal);
        const { checklists, items } = await whole(sellerId, id, request.caller);
        const item = items.find((one) => one.lineId === imported.row.line_id && one.unit === imported.row.unit)!;
        const view = reportView(imported.row, checklists[item.category]!.questions as Checklist['questions']);
        return reply.code(imported.created ? 201 : 200).send({ ...view, identity: imported.identity });
      },
    );

    app.get(
      '/returns/:id/tag.pdf',
      {
        schema: {
          operationId: 'getBinTag',
          tags: ['documents'],
          summary: 'The tag for the bin: where the unit goes (to the bench, before it was inspected), its grade and its code (62 × 40 mm)',
          params: Id,
          querystring: z.object({ lineId: z.string().max(100), unit: z.coerce.number().int().min(1).default(1) }),
        },
      },
      async (request, reply) => {
        const { sellerId, language } = request.caller;
        const { id } = request.params;
        const pdf = isUuid(id) ? await binTag(ctx, sellerId, { returnId: id, ...request.query }, language) : null;
        if (!pdf) throw problem('not_found', { detail: 'This unit is not here yet.' });
        return reply
          .type('application/pdf')
          .serializer((x: unknown) => x as never)
          .send(Buffer.from(pdf));
      },
    );

    // ——— questions, for whoever writes them ———

    const Problems = z.array(z.object({ question: z.int().optional(), choice: z.int().optional(), name: z.enum(CHECKLIST_PROBLEMS) }));
    const Category = z.object({
      category: z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z][a-z0-9_-]{0,59}$/, 'is a short word in small letters'),
    });

    app.get(
      '/checklists',
      {
        schema: {
          operationId: 'listChecklists',
          tags: ['bench'],
          summary: 'Questions per category: those asked by now, and the draft where somebody is writing one',
          response: {
            200: z.object({
              items: z.array(
                z.object({
                  category: z.string(),
                  inForce: ChecklistOut,
                  publishedAt: z.string().nullable(),
                  publishedBy: z.string().nullable(),
                  draft: z.object({ questions: z.array(z.unknown()), editedAt: z.string(), editedBy: z.string() }).nullable(),
                }),
              ),
            }),
          },
        },
      },
      async (request) => ({
        items: (await readChecklists(ctx, request.caller.sellerId)).map((one) => ({
          ...one,
          inForce: checklistView(one.inForce),
          draft: one.draft && { ...one.draft, questions: one.draft.questions as unknown[] },
        })),
      }),
    );

    app.put(
      '/checklists/:category/draft',
      {
        schema: {
          operationId: 'saveChecklistDraft',
          tags: ['bench'],
          summary: 'Keeps a draft as it is; `problems` is what keeps it from being published',
          params: Category,
          body: z.object({ questions: z.array(z.unknown()).max(100) }),
          response: { 200: z.object({ problems: Problems }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { problems } = await saveDraft(
          ctx,
          request.caller.sellerId,
          request.params.category,
          request.body.questions,
          request.caller.actor,
        );
        return { problems: [...problems] };
      },
    );

    app.post(
      '/checklists/:category/publication',
      {
        schema: {
          operationId: 'publishChecklist',
          tags: ['bench'],
          summary: 'The draft is asked from the next inspection on',
          params: Category,
          response: { 200: z.object({ name: z.string() }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const published = await publishDraft(ctx, request.caller.sellerId, request.params.category, request.caller.actor);
        if (published.ok) return { name: published.name };
        throw problem(published.refusal, 'problems' in published ? { facts: { problems: published.problems } } : {});
      },
    );

    // ——— values to weigh by ———

    app.get(
      '/bench/values',
      {
        schema: {
          operationId: 'listBenchValues',
          tags: ['bench'],
          summary: 'What units bring and what their repair costs, as the seller typed it in',
          querystring: z.object({ cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
          response: { 200: z.object({ items: z.array(ValueOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { cursor, limit } = request.query;
        const after = cursor === undefined ? null : decode(cursor);
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) =>
          listValues(tx, after && { sku: after[0], grade: after[1] }, limit),
        );
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        return { items: page.map(valueView), nextCursor: last ? encode([last.sku, last.grade]) : null };
      },
    );

    app.put(
      '/bench/values',
      {
        schema: {
          operationId: 'putBenchValue',
          tags: ['bench'],
          summary: 'Figures for a SKU, for one grade or for all; null takes a figure away',
          body: z.object({
            sku: z.string().trim().min(1).max(200),
            grade: z.enum(GRADES).nullish(),
            currency: z.string().regex(/^[A-Z]{3}$/),
            resale: z.string().nullish(),
            repair: z.string().nullish(),
            parts: z.string().nullish(),
          }),
          response: { 200: ValueOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator', 'finance');
        const { sellerId, actor } = request.caller;
        const { sku, grade, currency, ...figures } = request.body;
        const minor = (name: keyof typeof figures): number | null => {
          const text = figures[name]?.trim();
          if (!text) return null;
          const amount = parseMoney(text, currency);
          if (!amount || amount.minor < 0)
            throw problem('invalid_request', { errors: [{ path: name, says: `is no amount in ${currency}` }] });
          return amount.minor;
        };
        const row: ValueRow = {
          sku,
          grade: grade ?? '',
          currency,
          resale_minor: minor('resale'),
          repair_minor: minor('repair'),
          parts_minor: minor('parts'),
          edited_at: ctx.clock.now(sellerId),
          edited_by: 'name' in actor ? actor.name : actor.kind,
        };
        await ctx.db.withSeller(sellerId, (tx) => putValue(tx, row));
        return valueView(row);
      },
    );
  };
