/** The books over HTTP: trial balance, journals, their export; terms of the channels; refunds that wait; what returns cost (M33, M34). */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { COST_GROUPS, readReturnCost, sumCosts } from '../app/costs.ts';
import type { Context } from '../app/context.ts';
import { termsAt } from '../app/keep-books.ts';
import { actorName } from '../core/access.ts';
import { addDays, addMonths, localDate, startOfDayIn } from '../core/calendar.ts';
import { isUuid } from '../core/ids.ts';
import { COST_KINDS, type ReturnCost } from '../core/money-flow/cost.ts';
import { type Account, ACCOUNTS, HOLDERS } from '../core/money-flow/ledger.ts';
import { type ChannelTerms, termsTrouble } from '../core/money-flow/terms.ts';
import { decimal, money, parseMoney } from '../core/money.ts';
import { insertCostSettings, readCostSettings } from '../store/costs.ts';
import { type JournalRow, listJournals, readJournal, trialBalance } from '../store/ledger.ts';
import { queuedRefunds, sumsByDay } from '../store/money.ts';
import { readOrder } from '../store/orders.ts';
import { insertTerms, listTerms } from '../store/payouts.ts';
import { readReturn } from '../store/returns.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { emptyBody } from './once.ts';
import { problem } from './problems.ts';
import { Decimal } from './schemas.ts';

export const signed = (minor: number, currency: string): string => decimal(money(Number(minor), currency));
/** Who looks after the money. */
export const FINANCE = ['finance', 'manager', 'administrator'] as const;

export const Day = z.iso.date('must be a date such as 2026-11-22');
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11');
const AccountName = z.enum(Object.keys(ACCOUNTS) as [Account, ...Account[]]);
const Period = { from: Day.optional().describe('First day.'), to: Day.optional().describe('Last day, included.') };

const JournalOut = z.object({
  id: z.string(),
  key: z.string(),
  at: z.string(),
  what: z.string(),
  currency: z.string(),
  channel: z.string().nullable(),
  orderId: z.string().nullable(),
  returnId: z.string().nullable(),
  eventSeq: z.int().nullable(),
  refundId: z.string().nullable(),
  payoutId: z.string().nullable(),
  claimId: z.string().nullable(),
  invoiceId: z.string().nullable(),
  unitId: z.string().nullable(),
  reverses: z.string().nullable(),
  lines: z.array(z.object({ account: z.string(), debit: z.string().nullable(), credit: z.string().nullable() })),
});

const journalView = (row: JournalRow): z.infer<typeof JournalOut> => ({
  id: row.id,
  key: row.key,
  at: row.at,
  what: row.what,
  currency: row.currency,
  channel: row.channel,
  orderId: row.order_id,
  returnId: row.return_id,
  eventSeq: row.event_seq,
  refundId: row.refund_id,
  payoutId: row.payout_id,
  claimId: row.claim_id,
  invoiceId: row.invoice_id,
  unitId: row.unit_id,
  reverses: row.reverses,
  lines: row.entries.map(({ account, minor }) => ({
    account,
    debit: minor > 0 ? signed(minor, row.currency) : null,
    credit: minor < 0 ? signed(-minor, row.currency) : null,
  })),
});

const TermsDocument = z.object({
  holder: z.enum(HOLDERS),
  commission: z.object({
    rate: z.int().describe('Basis points: 1000 is 10 %.'),
    of: z.enum(['goods', 'goods_and_shipping']),
    rounding: z.enum(['half_even', 'half_up']),
    onRefund: z.enum(['kept', 'returned']),
  }),
  monthlyFee: z.object({ minor: z.int().describe('Minor units.'), currency: z.string().regex(/^[A-Z]{3}$/) }).nullable(),
  payouts: z
    .object({ on: z.union([z.object({ daysOfMonth: z.array(z.int()) }), z.object({ weekday: z.int() })]), lagDays: z.int() })
    .nullable(),
  retainer: z.object({ steps: z.array(z.object({ claimRateAbove: z.int(), rate: z.int() })), heldForPayouts: z.int() }),
  zone: z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', 'is no time zone'),
});

const CostOut = z.object({
  currency: z.string(),
  total: z.string().describe('Above zero: what it cost the seller.'),
  lines: z.array(z.object({ kind: z.enum(COST_KINDS), amount: z.string(), from: z.enum(['books', 'figures']) })),
  missing: z.array(z.enum(COST_KINDS)).describe('What belongs to it and has no figure: the total is without it.'),
});
const costView = (cost: ReturnCost): z.infer<typeof CostOut> => ({
  currency: cost.currency,
  total: signed(cost.total, cost.currency),
  lines: cost.lines.map(({ kind, minor, from }) => ({ kind, amount: signed(minor, cost.currency), from })),
  missing: [...cost.missing],
});

/** CSV with semicolons, as spreadsheets in Europe open it. A text that would be taken for a formula is not one. */
function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text;
    return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

export const ledger =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const zoneOf = (sellerId: string) => ctx.sellers.get(sellerId).zone;
    /** Instants of a period given in local days; the end is the beginning of the day after. */
    const between = (sellerId: string, { from, to }: { from?: string | undefined; to?: string | undefined }) => {
      const zone = zoneOf(sellerId);
      const next = to === undefined ? undefined : addDays(to, 1);
      return {
        from: from === undefined ? undefined : startOfDayIn(from, zone),
        before: next === undefined ? undefined : startOfDayIn(next, zone),
      };
    };
    const END = '9999-12-31T00:00:00.000Z';

    app.get(
      '/ledger/accounts',
      {
        schema: {
          operationId: 'trialBalance',
          tags: ['money'],
          summary: 'Debits and credits of each account; they are equal for each currency',
          querystring: z.object({ ...Period, channel: z.string().optional() }),
          response: {
            200: z.object({
              items: z.array(
                z.object({
                  account: z.string(),
                  kind: z.enum(['asset', 'income', 'expense']),
                  currency: z.string(),
                  debit: z.string(),
                  credit: z.string(),
                  balance: z.string().describe('Debit less credit.'),
                }),
              ),
              totals: z.array(z.object({ currency: z.string(), debit: z.string(), credit: z.string() })),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId } = request.caller;
        const { from, before } = between(sellerId, request.query);
        const rows = await ctx.db.withSeller(sellerId, (tx) =>
          trialBalance(tx, from ?? null, before ?? END, request.query.channel ?? null),
        );
        return {
          items: rows.map((row) => ({
            account: row.account,
            kind: ACCOUNTS[row.account],
            currency: row.currency,
            debit: signed(row.debit, row.currency),
            credit: signed(row.credit, row.currency),
            balance: signed(row.debit - row.credit, row.currency),
          })),
          totals: [...Map.groupBy(rows, (row) => row.currency)].map(([currency, own]) => ({
            currency,
            debit: signed(
              own.reduce((total, row) => total + row.debit, 0),
              currency,
            ),
            credit: signed(
              own.reduce((total, row) => total + row.credit, 0),
              currency,
            ),
          })),
        };
      },
    );

    const Filter = z.object({
      ...Period,
      account: AccountName.optional(),
      channel: z.string().optional(),
      orderId: z.uuid().optional(),
      returnId: z.uuid().optional(),
    });
    const filterOf = (sellerId: string, query: z.infer<typeof Filter>) => {
      const { from, before } = between(sellerId, query);
      const { account, channel, orderId, returnId } = query;
      return {
        ...(from !== undefined && { from }),
        ...(before !== undefined && { before }),
        ...(account !== undefined && { account }),
        ...(channel !== undefined && { channel }),
        ...(orderId !== undefined && { orderId }),
        ...(returnId !== undefined && { returnId }),
      };
    };

    app.get(
      '/ledger/journals',
      {
        schema: {
          operationId: 'listJournals',
          tags: ['money'],
          summary: 'Journals, newest first; with an account, those that touch it',
          querystring: Filter.extend({ cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
          response: { 200: z.object({ items: z.array(JournalOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId } = request.caller;
        const { cursor, limit } = request.query;
        const rows = await ctx.db.withSeller(sellerId, (tx) =>
          listJournals(tx, filterOf(sellerId, request.query), cursor === undefined ? null : readCursor(cursor), limit + 1),
        );
        const page = rows.slice(0, limit);
        return { items: page.map(journalView), nextCursor: rows.length > limit ? cursorOf(page.at(-1)!) : null };
      },
    );

    app.get(
      '/ledger/journals/:id',
      {
        schema: {
          operationId: 'readJournal',
          tags: ['money'],
          summary: 'One journal, with what it is about',
          params: z.object({ id: z.string() }),
          response: {
            200: JournalOut.extend({
              reversedBy: z.string().nullable(),
              order: z
                .object({
                  channel: z.string(),
                  channelOrderId: z.string(),
                  shippedAt: z.string().nullable(),
                  lines: z.array(z.object({ sku: z.string(), title: z.string(), quantity: z.int(), price: z.string() })),
                })
                .nullable(),
              rma: z.string().nullable(),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { id } = request.params;
        const found = await ctx.db.withSeller(request.caller.sellerId, async (tx) => {
          const row = isUuid(id) ? await readJournal(tx, id) : null;
          if (!row) return null;
          const [order, ret] = await Promise.all([
            row.order_id === null ? null : readOrder(tx, row.order_id),
            row.return_id === null ? null : readReturn(tx, row.return_id),
          ]);
          return { row, order, ret };
        });
        if (!found) throw problem('not_found', { detail: `There is no journal ${id}.` });
        const { row, order, ret } = found;
        return {
          ...journalView(row),
          reversedBy: row.reversed_by,
          rma: ret?.ret.rma ?? null,
          order: order && {
            channel: order.order.channel,
            channelOrderId: order.order.channelOrderId,
            shippedAt: order.order.shippedAt ?? null,
            lines: order.order.lines.map(({ sku, title, quantity, price }) => ({ sku, title, quantity, price: decimal(price) })),
          },
        };
      },
    );

    /** Whoever wants more takes it month by month. */
    const MOST_EXPORTED = 50_000;
    app.get(
      '/ledger/journals.csv',
      {
        schema: {
          operationId: 'exportJournals',
          tags: ['money'],
          summary: 'The same as CSV, one line an entry, oldest first',
          querystring: Filter,
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        only(request.caller, ...FINANCE);
        const { sellerId } = request.caller;
        const rows: JournalRow[] = [];
        await ctx.db.withSeller(sellerId, async (tx) => {
          const filter = filterOf(sellerId, request.query);
          for (;;) {
            const last = rows.at(-1);
            const page = await listJournals(tx, filter, last ?? null, 1_000);
            rows.push(...page);
            if (page.length < 1_000 || rows.length >= MOST_EXPORTED) return;
          }
        });
        const lines = rows
          .toReversed()
          .flatMap((row) =>
            row.entries.map(({ account, minor }) => [
              row.at,
              row.key,
              row.what,
              account,
              minor > 0 ? signed(minor, row.currency) : '',
              minor < 0 ? signed(-minor, row.currency) : '',
              row.currency,
              row.channel,
              row.order_id,
              row.return_id,
            ]),
          );
        const head = ['at', 'journal', 'what', 'account', 'debit', 'credit', 'currency', 'channel', 'order_id', 'return_id'];
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="ledger.csv"')
          .header('cache-control', 'no-store')
          .send(csv([head, ...lines]));
      },
    );

    // ── The month ────────────────────────────────────────────────────────────────────────────────────────────────────

    const OVERVIEW = [
      'sales',
      'shipping_income',
      'refunds',
      'commission',
      'channel_fees',
      'retainer',
      'bank',
      'payout_differences',
      'return_shipping',
      'gestures',
      'repair_cost',
      'write_down',
      'claims_income',
    ] as const;
    app.get(
      '/money/overview',
      {
        schema: {
          operationId: 'moneyOverview',
          tags: ['money'],
          summary: 'One month: what was sold, went back, was charged and arrived, by day and in sum',
          querystring: z.object({ month: Month.optional() }),
          response: {
            200: z.object({
              month: z.string(),
              currencies: z.array(
                z.object({
                  currency: z.string(),
                  sums: z.record(z.string(), z.string()).describe('By account, debit less credit.'),
                  days: z.array(z.object({ day: z.string(), sold: z.string(), refunded: z.string() })),
                }),
              ),
              waiting: z.object({ approval: z.int(), failed: z.int() }),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId } = request.caller;
        const zone = zoneOf(sellerId);
        const month = request.query.month ?? localDate(ctx.clock.now(sellerId), zone).slice(0, 7);
        const from = startOfDayIn(`${month}-01`, zone);
        const before = startOfDayIn(addMonths(`${month}-01`, 1), zone);
        const [rows, refunds] = await ctx.db.withSeller(sellerId, (tx) =>
          Promise.all([sumsByDay(tx, zone, from, before, OVERVIEW), queuedRefunds(tx, ['awaiting_approval', 'failed'], 1_000)]),
        );
        return {
          month,
          currencies: [...Map.groupBy(rows, (row) => row.currency)].map(([currency, own]) => {
            const sum = (fits: (row: (typeof own)[number]) => boolean) =>
              own.filter(fits).reduce((total, row) => total + Number(row.minor), 0);
            return {
              currency,
              sums: Object.fromEntries(
                OVERVIEW.map((account) => [
                  account,
                  signed(
                    sum((row) => row.account === account),
                    currency,
                  ),
                ]),
              ),
              days: [...new Set(own.map((row) => row.day))].sort().map((day) => ({
                day,
                sold: signed(0 - sum((row) => row.day === day && (row.account === 'sales' || row.account === 'shipping_income')), currency),
                refunded: signed(
                  sum((row) => row.day === day && row.account === 'refunds'),
                  currency,
                ),
              })),
            };
          }),
          waiting: {
            approval: refunds.filter((refund) => refund.state === 'awaiting_approval').length,
            failed: refunds.filter((refund) => refund.state === 'failed').length,
          },
        };
      },
    );

    app.get(
      '/refunds',
      {
        schema: {
          operationId: 'listRefunds',
          tags: ['money'],
          summary: 'Refunds that wait for a second person, or could not be made: the longest waiting first',
          querystring: z.object({ state: z.enum(['awaiting_approval', 'failed', 'planned', 'submitted']).optional() }),
          response: {
            200: z.object({
              items: z.array(
                z.object({
                  id: z.string(),
                  returnId: z.string(),
                  rma: z.string(),
                  channel: z.string(),
                  channelOrderId: z.string(),
                  amount: z.string(),
                  currency: z.string(),
                  state: z.string(),
                  plannedAt: z.string(),
                  plannedBy: z.string().nullable(),
                  why: z.string().nullable(),
                  failure: z.string().nullable(),
                  held: z.boolean(),
                }),
              ),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { state } = request.query;
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) =>
          queuedRefunds(tx, state === undefined ? ['awaiting_approval', 'failed'] : [state], 200),
        );
        return {
          items: rows.map((row) => ({
            id: row.id,
            returnId: row.return_id,
            rma: row.rma,
            channel: row.channel,
            channelOrderId: row.channel_order_id,
            amount: signed(row.amount_minor, row.currency),
            currency: row.currency,
            state: row.state,
            plannedAt: row.planned_at,
            plannedBy: row.planned_by,
            why: row.why,
            failure: row.failure,
            held: row.held,
          })),
        };
      },
    );

    // ── Terms ────────────────────────────────────────────────────────────────────────────────────────────────────────

    const Channel = z.object({ channel: z.string() });
    const TermsOut = z.object({
      now: TermsDocument,
      versions: z.array(z.object({ validFrom: z.string(), setAt: z.string(), setBy: z.string(), terms: TermsDocument })),
    });
    const termsView = async (sellerId: string, channel: string): Promise<z.infer<typeof TermsOut>> => {
      const [now, versions] = await ctx.db.withSeller(sellerId, (tx) =>
        Promise.all([termsAt(ctx, tx, channel, ctx.clock.now(sellerId)), listTerms(tx, channel)]),
      );
      if (now === null) throw problem('channel_not_found');
      return {
        now: now as z.infer<typeof TermsDocument>,
        versions: versions.map((row) => ({
          validFrom: row.valid_from,
          setAt: row.set_at,
          setBy: row.set_by,
          terms: row.document as z.infer<typeof TermsDocument>,
        })),
      };
    };
    app.get(
      '/channels/:channel/terms',
      {
        schema: {
          operationId: 'readTerms',
          tags: ['money'],
          summary: 'What the channel takes and when it pays',
          params: Channel,
          response: { 200: TermsOut },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        return termsView(request.caller.sellerId, request.params.channel);
      },
    );
    app.post(
      '/channels/:channel/terms',
      {
        schema: {
          operationId: 'setTerms',
          tags: ['money'],
          summary: 'Other terms from a day on; what is posted already stays as it is',
          params: Channel,
          body: z.object({ validFrom: Day, terms: TermsDocument }),
          response: { 200: TermsOut },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId, actor } = request.caller;
        const { validFrom, terms } = request.body;
        const wrong = termsTrouble(terms as ChannelTerms);
        if (wrong.length > 0)
          throw problem('invalid_request', { errors: wrong.map((field) => ({ path: `terms.${field}`, says: 'is out of range' })) });
        const { channel } = request.params;
        await termsView(sellerId, channel);
        await ctx.db.withSeller(sellerId, (tx) =>
          insertTerms(tx, {
            channel,
            valid_from: validFrom,
            set_at: ctx.clock.now(sellerId),
            document: terms as ChannelTerms,
            set_by: actorName(actor),
          }),
        );
        return termsView(sellerId, channel);
      },
    );

    // ── Costs ────────────────────────────────────────────────────────────────────────────────────────────────────────

    app.get(
      '/returns/:id/cost',
      {
        schema: {
          operationId: 'readReturnCost',
          tags: ['money'],
          summary: 'What one return cost, as far as it is known',
          params: z.object({ id: z.string() }),
          response: { 200: CostOut },
        },
      },
      async (request) => {
        const { id } = request.params;
        const cost = isUuid(id) ? await ctx.db.withSeller(request.caller.sellerId, (tx) => readReturnCost(tx, id)) : null;
        if (!cost) throw problem('not_found', { detail: `There is no return ${id}.` });
        return costView(cost);
      },
    );

    app.get(
      '/costs',
      {
        schema: {
          operationId: 'listCosts',
          tags: ['money'],
          summary: 'What returns cost, added up by the month they were opened in, by SKU or by reason',
          querystring: z.object({ by: z.enum(COST_GROUPS).default('month'), ...Period }),
          response: {
            200: z.object({
              items: z.array(
                z.object({
                  key: z.string(),
                  currency: z.string(),
                  returns: z.int(),
                  total: z.string(),
                  incomplete: z.int().describe('Returns of which some figure is missing.'),
                  byKind: z.record(z.string(), z.string()),
                }),
              ),
              truncated: z.boolean().describe('More than 20,000 returns: only the newest are in here.'),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId } = request.caller;
        const { from, before } = between(sellerId, request.query);
        const { groups, truncated } = await ctx.db.withSeller(sellerId, (tx) =>
          sumCosts(ctx, tx, request.query.by, from ?? '0001-01-01T00:00:00.000Z', before ?? END),
        );
        return {
          items: groups.map(({ key, currency, returns, total, incomplete, byKind }) => ({
            key,
            currency,
            returns,
            total: signed(total, currency),
            incomplete,
            byKind: Object.fromEntries(Object.entries(byKind).map(([kind, minor]) => [kind, signed(minor, currency)])),
          })),
          truncated,
        };
      },
    );

    const CostFigures = z.object({
      labourHour: z.string().nullable().describe('What an hour at the bench costs.'),
      currency: z.string(),
      minutesPerItem: z.int().nullable().describe('What receiving and inspecting an item takes.'),
    });
    app.get(
      '/costs/settings',
      { schema: { operationId: 'readCostSettings', tags: ['money'], response: { 200: CostFigures } } },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId } = request.caller;
        const row = await ctx.db.withSeller(sellerId, readCostSettings);
        const currency = row?.currency ?? ctx.sellers.get(sellerId).settings.refundLimit.currency;
        return {
          currency,
          labourHour: row?.labour_hour_minor == null ? null : signed(row.labour_hour_minor, currency),
          minutesPerItem: row?.minutes_per_item ?? null,
        };
      },
    );
    app.put(
      '/costs/settings',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'setCostSettings',
          tags: ['money'],
          body: z.object({
            labourHour: Decimal.nullable(),
            currency: z.string().regex(/^[A-Z]{3}$/),
            minutesPerItem: z.int().min(0).max(600).nullable(),
          }),
          response: { 200: CostFigures },
        },
      },
      async (request) => {
        only(request.caller, ...FINANCE);
        const { sellerId, actor } = request.caller;
        const { labourHour, currency, minutesPerItem } = request.body;
        const hour = labourHour === null ? null : parseMoney(labourHour, currency);
        if (labourHour !== null && !hour)
          throw problem('invalid_request', { errors: [{ path: 'labourHour', says: `is finer than a minor unit of ${currency}` }] });
        await ctx.db.withSeller(sellerId, (tx) =>
          insertCostSettings(
            tx,
            { labour_hour_minor: hour?.minor ?? null, currency, minutes_per_item: minutesPerItem },
            ctx.clock.now(sellerId),
            actorName(actor),
          ),
        );
        return { labourHour: hour && decimal(hour), currency, minutesPerItem };
      },
    );
  };
