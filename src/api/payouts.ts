/** Payouts over HTTP (M33): what should come, what was stated, how they compare, and what became of each difference. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import {
  claimAll,
  closePayout,
  compareAgain,
  forecast,
  type ImportRefusal,
  importStatement,
  type PayoutRefusal,
  readStatementFile,
  receivePayout,
  RECEIPT,
  settleDifference,
  type StatementFile,
} from '../app/payouts.ts';
import { addDays, localDate } from '../core/calendar.ts';
import { isUuid } from '../core/ids.ts';
import { LINE_KINDS } from '../core/money-flow/payout.ts';
import { STATEMENT_COLUMNS } from '../core/money-flow/statement.ts';
import { parseMoney } from '../core/money.ts';
import { type ListedPayout, listItems, listPayouts, type PayoutItemRow, readPayout } from '../store/payouts.ts';
import { only } from './auth.ts';
import { Day, FINANCE, signed } from './ledger.ts';
import { emptyBody } from './once.ts';
import { problem } from './problems.ts';
import { Instant } from './schemas.ts';

const PayoutOut = z.object({
  id: z.string(),
  channel: z.string(),
  reference: z.string(),
  currency: z.string(),
  paysOn: z.string(),
  from: z.string().describe('First shipping day that it pays for.'),
  to: z.string(),
  state: z.enum(['open', 'closed']),
  stated: z.string(),
  expected: z.string(),
  received: z.string().nullable(),
  receivedAt: z.string().nullable(),
  items: z.int(),
  unsettled: z.int().describe('Differences that nobody has explained or claimed.'),
  unsettledAmount: z.string().describe('Stated less expected, of those.'),
  claims: z.int(),
  importedAt: z.string(),
  importedBy: z.string(),
  fileName: z.string(),
  fileSha256: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
});
const payoutView = (row: ListedPayout): z.infer<typeof PayoutOut> => ({
  id: row.id,
  channel: row.channel,
  reference: row.reference,
  currency: row.currency,
  paysOn: row.pays_on,
  from: row.period_from,
  to: row.period_to,
  state: row.state,
  stated: signed(row.stated_minor, row.currency),
  expected: signed(row.expected_minor, row.currency),
  received: row.received_minor === null ? null : signed(row.received_minor, row.currency),
  receivedAt: row.received_at,
  items: Number(row.items),
  unsettled: Number(row.unsettled),
  unsettledAmount: signed(row.unsettled_minor, row.currency),
  claims: Number(row.claims),
  importedAt: row.imported_at,
  importedBy: row.imported_by,
  fileName: row.file_name,
  fileSha256: row.file_sha256,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
});

const ItemOut = z.object({
  key: z.string(),
  kind: z.enum(LINE_KINDS),
  receipt: z.boolean().describe('Compares the bank with the statement, not a line with the books.'),
  state: z.enum(['matched', 'difference', 'unknown', 'missing', 'explained', 'claimed']),
  orderId: z.string().nullable(),
  orderRef: z.string().nullable(),
  stated: z.string(),
  expected: z.string(),
  difference: z.string().describe('Stated less expected: below zero the channel owes it.'),
  because: z.string().nullable(),
  settledBy: z.string().nullable(),
  settledAt: z.string().nullable(),
  claimId: z.string().nullable(),
  lines: z.array(z.object({ line: z.int().describe('In the file.'), amount: z.string(), says: z.string().nullable() })),
  journals: z.array(z.object({ id: z.string(), what: z.string(), at: z.string(), amount: z.string(), returnId: z.string().nullable() })),
});
const itemView = (row: PayoutItemRow, currency: string): z.infer<typeof ItemOut> => ({
  key: row.about_key,
  kind: row.kind,
  receipt: row.about_key === RECEIPT,
  state: row.state,
  orderId: row.order_id,
  orderRef: row.channel_order_id ?? row.order_ref,
  stated: signed(row.stated_minor, currency),
  expected: signed(row.expected_minor, currency),
  difference: signed(row.stated_minor - row.expected_minor, currency),
  because: row.because,
  settledBy: row.settled_by,
  settledAt: row.settled_at,
  claimId: row.claim_id,
  lines: row.lines.map(({ line, minor, says }) => ({ line, amount: signed(minor, currency), says })),
  journals: row.journals.map(({ id, what, at, minor, return_id }) => ({
    id,
    what,
    at,
    amount: signed(minor, currency),
    returnId: return_id,
  })),
});
const WholePayout = z.object({ payout: PayoutOut, items: z.array(ItemOut) });

const FileIn = z.object({
  channel: z.string().max(100),
  name: z.string().min(1).max(200),
  content: z.base64().describe('The file as it came, in base64.'),
  mapping: z.partialRecord(z.enum(STATEMENT_COLUMNS), z.string().max(200)).optional().describe('Our column → the heading in the file.'),
  reference: z.string().trim().min(1).max(200).optional(),
  paysOn: Day.optional(),
});
const MEGABYTE = 1024 * 1024;

const Trouble = z.object({ row: z.int(), name: z.string(), text: z.string() });

/** Refusals of an import, with what a person needs to put them right. */
const importProblem = (refusal: ImportRefusal) =>
  refusal.name === 'channel_not_found'
    ? problem('channel_not_found')
    : problem(refusal.name, {
        ...(refusal.name === 'statement_known' && { facts: { payoutId: refusal.payoutId, reference: refusal.reference } }),
        ...(refusal.name === 'statement_has_troubles' && { facts: { troubles: refusal.troubles.slice(0, 200) } }),
      });

const Because = z.string().trim().min(1, 'must say why').max(2000);

export const payouts =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const whole = async (sellerId: string, id: string): Promise<z.infer<typeof WholePayout>> => {
      const found = isUuid(id)
        ? await ctx.db.withSeller(sellerId, async (tx) => {
            const payout = await readPayout(tx, id);
            return payout && { payout, items: await listItems(tx, id) };
          })
        : null;
      if (!found) throw problem('not_found', { detail: `There is no payout ${id}.` });
      return { payout: payoutView(found.payout), items: found.items.map((item) => itemView(item, found.payout.currency)) };
    };
    const done = async (sellerId: string, id: string, answer: { readonly ok: boolean; readonly refusal?: PayoutRefusal }) => {
      if (!answer.ok) throw answer.refusal === 'not_found' ? problem('not_found') : problem(answer.refusal!);
      return whole(sellerId, id);
    };
    const known = (id: string) => {
      if (!isUuid(id)) throw problem('not_found', { detail: `There is no payout ${id}.` });
      return id;
    };
    const Id = z.object({ id: z.string() });

    app.get(
      '/payouts',
      {
        schema: {
          operationId: 'listPayouts',
          tags: ['money'],
          summary: 'Payouts that were imported, the latest first',
          querystring: z.object({
            channel: z.string().optional(),
            cursor: z.string().optional(),
            limit: z.coerce.number().int().min(1).max(100).default(50),
          }),
          response: { 200: z.object({ items: z.array(PayoutOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { cursor, limit, channel } = request.query;
        const [paysOn, id] = (cursor ?? '').split('_');
        const after = paysOn && id && isUuid(id) && /^\d{4}-\d{2}-\d{2}$/.test(paysOn) ? { paysOn, id } : null;
        if (cursor !== undefined && after === null)
          throw problem('invalid_request', { errors: [{ path: 'query:cursor', says: 'is not one of our cursors' }] });
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) => listPayouts(tx, after, limit + 1, channel ?? null));
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return { items: page.map(payoutView), nextCursor: rows.length > limit && last ? `${last.pays_on}_${last.id}` : null };
      },
    );

    app.get(
      '/payouts/forecast',
      {
        schema: {
          operationId: 'forecastPayouts',
          tags: ['money'],
          summary: 'What each channel should pay on its coming days, and on those of the last sixty',
          response: {
            200: z.object({
              today: z.string(),
              items: z.array(
                z.object({
                  channel: z.string(),
                  currency: z.string(),
                  paysOn: z.string(),
                  from: z.string(),
                  to: z.string(),
                  pays: z.string(),
                  carriedIn: z.string(),
                  byKind: z.record(z.string(), z.string()),
                  settled: z.boolean().describe('Its period is over.'),
                  payoutId: z.string().nullable().describe('The statement that was imported for it.'),
                }),
              ),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId } = request.caller;
        const today = localDate(ctx.clock.now(sellerId), ctx.sellers.get(sellerId).zone);
        return ctx.db.withSeller(sellerId, async (tx) => {
          const items = await forecast(ctx, tx, addDays(today, -60));
          const imported = await listPayouts(tx, null, 100);
          return {
            today,
            items: items.map(({ channel, currency, paysOn, from, to, pays, carriedIn, byKind, settled }) => ({
              channel,
              currency,
              paysOn,
              from,
              to,
              pays: signed(pays, currency),
              carriedIn: signed(carriedIn, currency),
              byKind: Object.fromEntries(Object.entries(byKind).map(([kind, minor]) => [kind, signed(minor, currency)])),
              settled,
              payoutId:
                imported.find((each) => each.channel === channel && each.currency === currency && each.pays_on === paysOn)?.id ?? null,
            })),
          };
        });
      },
    );

    const fileOf = ({ name, content, mapping, reference, paysOn }: z.infer<typeof FileIn>): StatementFile => ({
      name,
      bytes: Buffer.from(content, 'base64'),
      ...(mapping !== undefined && { mapping: Object.fromEntries(Object.entries(mapping).filter(([, heading]) => heading !== '')) }),
      ...(reference !== undefined && { reference }),
      ...(paysOn !== undefined && { paysOn }),
    });

    app.post(
      '/payouts/check',
      {
        bodyLimit: 16 * MEGABYTE,
        schema: {
          operationId: 'checkStatement',
          tags: ['money'],
          summary: 'Reads a statement and writes nothing: how its columns are understood, and what is wrong with which line',
          body: FileIn,
          response: {
            200: z.object({
              ok: z.boolean(),
              refusal: z.string().nullable(),
              knownPayoutId: z.string().nullable(),
              troubles: z.array(Trouble),
              headings: z.array(z.string()),
              mapping: z.record(z.string(), z.string()),
              statement: z
                .object({
                  reference: z.string(),
                  paysOn: z.string(),
                  from: z.string(),
                  to: z.string(),
                  currency: z.string(),
                  lines: z.int(),
                  total: z.string(),
                  byKind: z.record(z.string(), z.object({ lines: z.int(), amount: z.string() })),
                })
                .nullable(),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const checked = await readStatementFile(ctx, request.caller.sellerId, request.body.channel, fileOf(request.body));
        if (!checked.ok) {
          const { refusal } = checked;
          if (refusal.name === 'channel_not_found') throw problem('channel_not_found');
          return {
            ok: false,
            refusal: refusal.name,
            knownPayoutId: refusal.name === 'statement_known' ? refusal.payoutId : null,
            troubles: refusal.name === 'statement_has_troubles' ? [...refusal.troubles.slice(0, 200)] : [],
            headings: [...(checked.headings ?? [])],
            mapping: { ...checked.mapping } as Record<string, string>,
            statement: null,
          };
        }
        const { statement, period, headings, mapping } = checked.read;
        const sum = (lines: typeof statement.lines) => lines.reduce((total, line) => total + line.minor, 0);
        return {
          ok: true,
          refusal: null,
          knownPayoutId: null,
          troubles: [],
          headings: [...headings],
          mapping: { ...mapping } as Record<string, string>,
          statement: {
            reference: statement.reference,
            paysOn: statement.paysOn,
            ...period,
            currency: statement.currency,
            lines: statement.lines.length,
            total: signed(sum(statement.lines), statement.currency),
            byKind: Object.fromEntries(
              [...Map.groupBy(statement.lines, (line) => line.kind)].map(([kind, own]) => [
                kind,
                { lines: own.length, amount: signed(sum(own), statement.currency) },
              ]),
            ),
          },
        };
      },
    );

    app.post(
      '/payouts',
      {
        bodyLimit: 16 * MEGABYTE,
        schema: {
          operationId: 'importStatement',
          tags: ['money'],
          summary: 'Imports a statement once and compares it with the books; the same file again is refused',
          body: FileIn,
          response: { 201: WholePayout },
        },
      },
      async (request, reply) => {
        only(request.caller, ...FINANCE);
        const { sellerId, actor } = request.caller;
        const imported = await importStatement(ctx, sellerId, request.body.channel, fileOf(request.body), actor);
        if (!imported.ok) throw importProblem(imported.refusal);
        return reply.code(201).send(await whole(sellerId, imported.payoutId));
      },
    );

    app.get(
      '/payouts/:id',
      {
        schema: {
          operationId: 'readPayout',
          tags: ['money'],
          summary: 'One payout, line by line against the books',
          params: Id,
          response: { 200: WholePayout },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        return whole(request.caller.sellerId, request.params.id);
      },
    );

    app.post(
      '/payouts/:id/comparison',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'comparePayout',
          tags: ['money'],
          summary: 'Compares it again, after orders or refunds came in',
          params: Id,
          body: z.object({}),
          response: { 200: WholePayout },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId } = request.caller;
        const id = known(request.params.id);
        return done(sellerId, id, await compareAgain(ctx, sellerId, id));
      },
    );

    app.post(
      '/payouts/:id/explanation',
      {
        schema: {
          operationId: 'explainDifference',
          tags: ['money'],
          summary: 'Says why a line differs; the difference is posted',
          params: Id,
          body: z.object({ key: z.string().max(300), because: Because }),
          response: { 200: WholePayout },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId, actor } = request.caller;
        const id = known(request.params.id);
        const { key, because } = request.body;
        return done(sellerId, id, await settleDifference(ctx, sellerId, id, key, { because, claim: false }, actor));
      },
    );

    app.post(
      '/payouts/:id/claim',
      {
        schema: {
          operationId: 'claimDifference',
          tags: ['money'],
          summary: 'Claims from the channel what it owes: one line, or without a key all of them',
          params: Id,
          body: z.object({ key: z.string().max(300).optional(), because: z.string().trim().max(2000).optional() }),
          response: { 200: WholePayout },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId, actor } = request.caller;
        const id = known(request.params.id);
        const { key, because } = request.body;
        const says = because || 'Claimed from the channel.';
        const answer =
          key === undefined
            ? await claimAll(ctx, sellerId, id, says, actor)
            : await settleDifference(ctx, sellerId, id, key, { because: says, claim: true }, actor);
        return done(sellerId, id, answer);
      },
    );

    app.post(
      '/payouts/:id/receipt',
      {
        schema: {
          operationId: 'receivePayout',
          tags: ['money'],
          summary: 'What the bank received; posted once',
          params: Id,
          body: z.object({
            amount: z.string().regex(/^-?\d{1,13}(\.\d{1,3})?$/, 'must be a decimal text such as "1234.50"'),
            at: Instant.optional(),
          }),
          response: { 200: WholePayout },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId } = request.caller;
        const id = known(request.params.id);
        const { payout } = await whole(sellerId, id);
        const amount = parseMoney(request.body.amount, payout.currency);
        if (!amount)
          throw problem('invalid_request', { errors: [{ path: 'amount', says: `is finer than a minor unit of ${payout.currency}` }] });
        return done(sellerId, id, await receivePayout(ctx, sellerId, id, amount, request.body.at ?? ctx.clock.now(sellerId)));
      },
    );

    app.post(
      '/payouts/:id/closing',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'closePayout',
          tags: ['money'],
          summary: 'Done with: every line matched, explained or claimed, and the money received',
          params: Id,
          body: z.object({}),
          response: { 200: WholePayout },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId, actor } = request.caller;
        const id = known(request.params.id);
        return done(sellerId, id, await closePayout(ctx, sellerId, id, actor));
      },
    );
  };
