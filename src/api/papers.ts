/** Invoices and credit notes (M32): the list, the papers themselves, by hand, and the settings without which none is issued. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { type Issued, issueCreditNote, issueInvoice } from '../app/issue-paper.ts';
import { savePaperSettings } from '../app/paper-settings.ts';
import { paperBytes } from '../app/send-paper.ts';
import { addMonths, startOfDayIn } from '../core/calendar.ts';
import { isUuid } from '../core/ids.ts';
import { decimal, money, parseMoney } from '../core/money.ts';
import { VAT_COUNTRIES } from '../core/papers/countries.ts';
import type { Language } from '../core/access.ts';
import { describeDoubt } from '../core/papers/describe-doubt.ts';
import { MISSABLE, missingForBank, missingIn, NO_PAPER_SETTINGS, type PaperSettings } from '../core/papers/settings.ts';
import type { Doubt } from '../core/papers/vat.ts';
import { CONDITIONS } from '../core/return/model.ts';
import { findOrder } from '../store/orders.ts';
import {
  countDues,
  type DueListed,
  listPapers,
  openDues,
  openDuesOfOrder,
  type PaperRow,
  paperDeliveries,
  papersOfOrder,
  readPaper,
  readPaperSettings,
} from '../store/papers.ts';
import { readReturn } from '../store/returns.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { problem } from './problems.ts';
import { sendBytes } from './send-file.ts';

const Regime = z.enum(['regular', 'margin']);
const Line = z.string().trim().max(300);
const Day = z.string().regex(/^(\d{4}-\d\d-\d\d)?$/, 'a date such as 2026-11-22');

/** As on the wire: rates are percent as decimal texts, the limit is money. */
const SettingsBody = z.object({
  seller: z.object({
    name: Line,
    street: Line,
    postalCode: Line,
    city: Line,
    country: z.string().max(2),
    vatNumber: Line,
    registration: Line,
    email: Line,
    phone: Line,
  }),
  since: Day,
  series: z.object({ invoice: z.string().trim().max(10), creditNote: z.string().trim().max(10) }),
  regimes: z
    .array(
      z.object({
        category: Line.optional(),
        condition: z.enum(CONDITIONS).optional(),
        supplier: Line.optional(),
        sku: Line.optional(),
        regime: Regime,
      }),
    )
    .max(200),
  otherwise: Regime.nullable(),
  oss: z.enum(['registered', 'below_threshold']).nullable(),
  exports: z.enum(['zero_rated']).nullable(),
  buyerAddress: z.enum(['needed', 'if_known']),
  rates: z
    .array(
      z.object({
        country: z.string().refine((code) => code in VAT_COUNTRIES, 'a member state or GB'),
        from: Day.refine((day) => day !== '', 'a date'),
        percent: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/, 'such as 20 or 25.5'),
      }),
    )
    .max(100),
  smallPrint: z.partialRecord(z.enum(['en', 'fr', 'de', 'es', 'it']), z.string().trim().max(1_000)),
  send: z.object({ mail: z.boolean(), channel: z.boolean() }),
  bank: z.object({ holder: Line, iban: Line, bic: z.string().trim().max(11) }).nullable(),
  fileLimit: z.object({ amount: z.string(), currency: z.literal('EUR') }).nullable(),
});
const SettingsOut = z.object({
  settings: SettingsBody,
  complete: z.boolean(),
  missing: z.array(z.enum(MISSABLE)),
  missingForBank: z.array(z.enum(['bank.holder', 'bank.iban', 'bank.bic'])),
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
});

const WhyOut = z.object({ name: z.string(), facts: z.record(z.string(), z.string()), says: z.string() });
const PaperOut = z.object({
  id: z.string(),
  kind: z.enum(['invoice', 'credit_note']),
  number: z.string(),
  issuedAt: z.string(),
  issuedOn: z.string(),
  issuedBy: z.string(),
  order: z.object({ id: z.string(), channel: z.string(), channelOrderId: z.string() }),
  returnId: z.string().nullable(),
  refundId: z.string().nullable(),
  corrects: z.object({ id: z.string(), number: z.string() }).nullable(),
  buyerName: z.string(),
  currency: z.string(),
  net: z.string(),
  vat: z.string(),
  total: z.string(),
});
const PaperWhole = PaperOut.extend({
  suppliedOn: z.string(),
  language: z.string(),
  lines: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      quantity: z.int(),
      net: z.string(),
      total: z.string(),
      regime: z.string(),
      percent: z.string(),
    }),
  ),
  groups: z.array(
    z.object({ regime: z.string(), country: z.string(), percent: z.string(), net: z.string(), vat: z.string(), total: z.string() }),
  ),
  statements: z.array(z.string()),
  because: z.string().nullable(),
  sent: z.array(z.object({ via: z.enum(['mail', 'channel']), at: z.string(), reference: z.string() })),
  family: z.array(PaperOut).describe('The other papers of the order, in order'),
});
const DueOut = z.object({
  id: z.string(),
  kind: z.enum(['invoice', 'credit_note']),
  state: z.enum(['waiting', 'held']),
  at: z.string(),
  order: z.object({ id: z.string(), channel: z.string(), channelOrderId: z.string() }),
  returnId: z.string().nullable(),
  rma: z.string().nullable(),
  buyerName: z.string(),
  because: z.array(WhyOut),
});

const amount = (minor: number, currency: string): string => decimal(money(Number(minor), currency));
const percentText = (hundredths: number): string => String(hundredths / 100);

export const papers =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const readSettings = async (sellerId: string) => ctx.db.withSeller(sellerId, readPaperSettings);

    app.get(
      '/paper-settings',
      { schema: { operationId: 'getPaperSettings', tags: ['invoices'], response: { 200: SettingsOut } } },
      async (request) => {
        only(request.caller, 'finance', 'manager', 'administrator');
        return settingsView(await readSettings(request.caller.sellerId));
      },
    );

    app.put(
      '/paper-settings',
      {
        schema: {
          operationId: 'putPaperSettings',
          tags: ['invoices'],
          summary: 'Whatever is given is kept; papers are issued once nothing is missing, the oldest first',
          body: SettingsBody,
          response: { 200: SettingsOut },
        },
      },
      async (request) => {
        only(request.caller, 'finance', 'manager');
        const { sellerId, actor } = request.caller;
        const body = settingsOf(request.body);
        await savePaperSettings(ctx, sellerId, body, actor);
        return settingsView(await readSettings(sellerId));
      },
    );

    app.get(
      '/invoices',
      {
        schema: {
          operationId: 'listInvoices',
          tags: ['invoices'],
          summary: 'Invoices and credit notes, newest first',
          querystring: z.object({
            kind: z.enum(['invoice', 'credit_note']).optional(),
            month: z
              .string()
              .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-11')
              .optional(),
            q: z.string().trim().min(1).max(200).optional().describe('Number, order number or buyer’s name, in full.'),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(25),
          }),
          response: { 200: z.object({ items: z.array(PaperOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { kind, month, q, cursor, limit } = request.query;
        const { zone } = ctx.sellers.get(request.caller.sellerId);
        const span = month && {
          from: startOfDayIn(`${month}-01`, zone),
          until: startOfDayIn(addMonths(`${month}-01`, 1), zone),
        };
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) =>
          listPapers(
            tx,
            { ...(kind && { kind }), ...span, ...(q !== undefined && { q }) },
            cursor === undefined ? null : readCursor(cursor),
            limit + 1,
          ),
        );
        const items = rows.slice(0, limit);
        const last = items.at(-1);
        return {
          items: items.map(paperView),
          nextCursor: rows.length > limit && last ? cursorOf({ at: last.issued_at, id: last.id }) : null,
        };
      },
    );

    app.get(
      '/invoices/due',
      {
        schema: {
          operationId: 'listDueInvoices',
          tags: ['invoices'],
          summary: 'What is not issued yet and why, oldest first',
          querystring: z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(25) }),
          response: {
            200: z.object({
              complete: z.boolean(),
              missing: z.array(z.enum(MISSABLE)),
              waiting: z.int(),
              held: z.int(),
              items: z.array(DueOut),
              nextCursor: z.string().nullable(),
            }),
          },
        },
      },
      async (request) => {
        const { cursor, limit } = request.query;
        const { sellerId, language } = request.caller;
        const [settings, counts, rows] = await ctx.db.withSeller(sellerId, async (tx) => [
          await readPaperSettings(tx),
          await countDues(tx),
          await openDues(tx, cursor === undefined ? null : readCursor(cursor), limit + 1),
        ]);
        const items = rows.slice(0, limit);
        const last = items.at(-1);
        return {
          complete: settings?.complete ?? false,
          missing: missingIn(settings?.body ?? NO_PAPER_SETTINGS),
          ...counts,
          items: items.map((due) => dueView(due, language)),
          nextCursor: rows.length > limit && last ? cursorOf(last) : null,
        };
      },
    );

    app.get(
      '/invoices/:id',
      {
        schema: {
          operationId: 'getInvoice',
          tags: ['invoices'],
          params: z.object({ id: z.string() }),
          response: { 200: PaperWhole },
        },
      },
      async (request) => whole(request.caller.sellerId, request.params.id),
    );

    for (const [form, type] of [
      ['pdf', 'application/pdf'],
      ['xml', 'application/xml'],
    ] as const) {
      app.get(
        `/invoices/:id(^[0-9a-f-]{36}).${form}`,
        {
          schema: {
            operationId: form === 'pdf' ? 'getInvoicePdf' : 'getInvoiceXml',
            tags: ['invoices'],
            summary: form === 'pdf' ? 'The paper as it was issued: PDF/A-3 with Factur-X inside' : 'The same for machines: CII, EN 16931',
            params: z.object({ id: z.string() }),
          },
        },
        async (request, reply) => {
          const { id } = request.params;
          const made = isUuid(id) ? await paperBytes(ctx, request.caller.sellerId, id, form) : null;
          if (!made) throw problem('not_found', { detail: `There is no invoice or credit note ${id}.` });
          return sendBytes(reply, { name: made.name, type }, made.bytes, 'inline');
        },
      );
    }

    app.post(
      '/orders/:channel/:channelOrderId/invoice',
      {
        schema: {
          operationId: 'issueInvoice',
          tags: ['invoices'],
          summary: 'Issues the order’s invoice; where it has one that stands, answers that one',
          params: z.object({ channel: z.string(), channelOrderId: z.string() }),
          body: z.object({ regimes: z.record(z.string(), Regime).optional().describe('VAT regime by line, over the rules.') }).nullish(),
          response: { 200: PaperWhole, 201: PaperWhole },
        },
      },
      async (request, reply) => {
        only(request.caller, 'finance', 'manager');
        const { sellerId, actor, language } = request.caller;
        const { channel, channelOrderId } = request.params;
        const found = await ctx.db.withSeller(sellerId, (tx) => findOrder(tx, channel, channelOrderId));
        if (!found) throw problem('order_not_found');
        const issued = await issueInvoice(ctx, sellerId, found.order.id, actor, request.body?.regimes ?? {});
        if (!issued.ok) throw refused(issued, language);
        return reply.code(issued.created ? 201 : 200).send(await whole(sellerId, issued.paper.id));
      },
    );

    app.post(
      '/invoices/:id/credit-note',
      {
        schema: {
          operationId: 'issueCreditNote',
          tags: ['invoices'],
          summary: 'Corrects an invoice: credits what is left of it, or the lines that are named',
          params: z.object({ id: z.string() }),
          body: z.object({
            because: z.string().trim().min(1).max(300),
            lines: z
              .array(z.object({ key: z.string(), amount: z.string() }))
              .min(1)
              .optional(),
          }),
          response: { 201: PaperWhole },
        },
      },
      async (request, reply) => {
        only(request.caller, 'finance', 'manager');
        const { sellerId, actor, language } = request.caller;
        const { because, lines } = request.body;
        const invoice = await read(sellerId, request.params.id);
        const give = lines?.map(({ key, amount: text }, i) => {
          const parsed = parseMoney(text, invoice.currency);
          if (!parsed || parsed.minor <= 0)
            throw problem('invalid_request', {
              errors: [{ path: `lines.${i}.amount`, says: `an amount in ${invoice.currency} above zero` }],
            });
          return { key, minor: parsed.minor };
        });
        const issued = await issueCreditNote(ctx, sellerId, invoice.id, actor, { because, ...(give && { give }) });
        if (!issued.ok) throw refused(issued, language);
        return reply.code(201).send(await whole(sellerId, issued.paper.id));
      },
    );

    app.get(
      '/returns/:id/invoices',
      {
        schema: {
          operationId: 'listInvoicesOfReturn',
          tags: ['invoices'],
          summary: 'The papers of the return’s order, and what is still to come',
          params: z.object({ id: z.string() }),
          response: {
            200: z.object({
              items: z.array(PaperOut),
              due: z.array(z.object({ kind: z.enum(['invoice', 'credit_note']), state: z.string(), because: z.array(WhyOut) })),
            }),
          },
        },
      },
      async (request) => {
        const { sellerId, language } = request.caller;
        const { id } = request.params;
        const found = isUuid(id)
          ? await ctx.db.withSeller(sellerId, async (tx) => {
              const loaded = await readReturn(tx, id);
              if (!loaded) return null;
              const orderId = loaded.ret.order.id;
              return { rows: await papersOfOrder(tx, orderId), dues: await openDuesOfOrder(tx, orderId) };
            })
          : null;
        if (!found) throw problem('not_found', { detail: `There is no return ${id}.` });
        return {
          items: found.rows.map(paperView),
          due: found.dues.map(({ kind, state, because }) => ({ kind, state, because: because.map((why) => whyView(why, language)) })),
        };
      },
    );

    async function read(sellerId: string, id: string): Promise<PaperRow> {
      const row = isUuid(id) ? await ctx.db.withSeller(sellerId, (tx) => readPaper(tx, id)) : null;
      if (!row) throw problem('not_found', { detail: `There is no invoice or credit note ${id}.` });
      return row;
    }

    async function whole(sellerId: string, id: string): Promise<z.infer<typeof PaperWhole>> {
      const row = await read(sellerId, id);
      const [sent, family] = await ctx.db.withSeller(sellerId, async (tx) => [
        await paperDeliveries(tx, id),
        await papersOfOrder(tx, row.order_id),
      ]);
      const { body, currency } = row;
      return {
        ...paperView(row),
        suppliedOn: body.suppliedOn,
        language: body.language,
        lines: body.lines.map((line) => ({
          key: line.key,
          title: line.title,
          quantity: line.quantity,
          net: amount(line.netMinor, currency),
          total: amount(line.grossMinor, currency),
          regime: body.groups[line.group]!.vat.regime,
          percent: percentText(body.groups[line.group]!.vat.percent),
        })),
        groups: body.groups
          .filter(({ grossMinor }) => grossMinor > 0)
          .map(({ vat, netMinor, vatMinor, grossMinor }) => ({
            regime: vat.regime,
            country: vat.country,
            percent: percentText(vat.percent),
            net: amount(netMinor, currency),
            vat: amount(vatMinor, currency),
            total: amount(grossMinor, currency),
          })),
        statements: [...body.statements],
        because: body.corrects?.because ?? null,
        sent: sent.map(({ via, at, reference }) => ({ via, at, reference })),
        family: family.filter((one) => one.id !== id).map(paperView),
      };
    }
  };

function paperView(row: PaperRow): z.infer<typeof PaperOut> {
  const { body, currency } = row;
  return {
    id: row.id,
    kind: row.kind,
    number: row.name,
    issuedAt: row.issued_at,
    issuedOn: body.issuedOn,
    issuedBy: row.issued_by,
    order: { id: row.order_id, channel: body.order.channel, channelOrderId: row.channel_order_id },
    returnId: row.return_id,
    refundId: row.refund_id,
    corrects: row.invoice_id === null ? null : { id: row.invoice_id, number: body.corrects!.name },
    buyerName: row.buyer_name,
    currency,
    net: amount(body.netMinor, currency),
    vat: amount(row.vat_minor, currency),
    total: amount(row.total_minor, currency),
  };
}

const whyView = (why: Doubt, language: Language): z.infer<typeof WhyOut> => ({ ...why, says: describeDoubt(why, language) });

const dueView = (due: DueListed, language: Language): z.infer<typeof DueOut> => ({
  id: due.id,
  kind: due.kind,
  state: due.state === 'held' ? 'held' : 'waiting',
  at: due.at,
  order: { id: due.order_id, channel: due.channel, channelOrderId: due.channel_order_id },
  returnId: due.return_id,
  rma: due.rma,
  buyerName: due.buyer_name,
  because: due.because.map((why) => whyView(why, language)),
});

function refused(issued: Extract<Issued, { ok: false }>, language: Language) {
  if (issued.refusal === 'not_found') return problem('not_found');
  const because = issued.because.map((why) => whyView(why, language));
  return problem('paper_undecided', { detail: because.map(({ says }) => says).join(' '), facts: { because } });
}

function settingsView(row: Awaited<ReturnType<typeof readPaperSettings>>): z.infer<typeof SettingsOut> {
  const body = row?.body ?? NO_PAPER_SETTINGS;
  return {
    settings: {
      ...body,
      regimes: body.regimes.map((rule) => ({ ...rule })),
      rates: body.rates.map(({ country, from, percent }) => ({ country, from, percent: percentText(percent) })),
      fileLimit: body.fileLimit && { amount: decimal(body.fileLimit), currency: 'EUR' },
    },
    complete: row?.complete ?? false,
    missing: missingIn(body),
    missingForBank: missingForBank(body),
    updatedAt: row?.updated_at ?? null,
    updatedBy: row?.updated_by ?? null,
  };
}

function settingsOf(body: z.infer<typeof SettingsBody>): PaperSettings {
  const { fileLimit, rates, regimes, seller, series, smallPrint, ...rest } = body;
  const limit = fileLimit && parseMoney(fileLimit.amount, fileLimit.currency);
  if (fileLimit && (!limit || limit.minor < 0))
    throw problem('invalid_request', { errors: [{ path: 'fileLimit.amount', says: 'an amount in EUR' }] });
  return {
    ...rest,
    seller: { ...seller, country: seller.country.toUpperCase() },
    series: { invoice: series.invoice.toUpperCase(), creditNote: series.creditNote.toUpperCase() },
    regimes: regimes.map((rule) => defined(rule)),
    rates: rates.map(({ country, from, percent }) => ({ country, from, percent: Math.round(Number(percent) * 100) })),
    smallPrint: Object.fromEntries(Object.entries(smallPrint).filter(([, words]) => words)),
    fileLimit: limit,
  };
}

/** Without what was left out or left empty. */
const defined = <T extends object>(given: T): never =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== '')) as never;
