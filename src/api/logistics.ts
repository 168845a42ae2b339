/** Third parties who handle parcels, over HTTP (M29): their notices, and what the seller's own people make of them. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { mailTag } from '../app/intake-partner.ts';
import { confirmFinding, type NoticeAct, overturnFinding, settleNotice } from '../app/logistics.ts';
import { inspectionOf } from '../app/partner-findings.ts';
import { changePartner, makePartner, newPartnerKey, type Terms } from '../app/partners.ts';
import { MOST_LINES, MOST_TOLD, type NoticeLine, noticeLines, takeNotices } from '../app/take-notices.ts';
import { rolesOf } from '../core/access.ts';
import { isUuid } from '../core/ids.ts';
import { DISCREPANCIES, NOTICE_COLUMNS, NOTICE_KINDS } from '../core/logistics/notice.ts';
import { decimal, money, parseMoney } from '../core/money.ts';
import { describeRefusal } from '../core/return/describe.ts';
import { VERDICTS } from '../core/return/model.ts';
import {
  type ListedNotice,
  type ListedPartner,
  listNotices,
  listPartners,
  NOTICE_STATES,
  type PartnerRow,
  readListedNotice,
  readPartner,
} from '../store/logistics.ts';
import { type Caller, only } from './auth.ts';
import { problem, refusalProblem } from './problems.ts';
import { Decimal } from './schemas.ts';

const MEGABYTE = 1024 * 1024;
const MOST_NOTICES = 500;

const hours = z.int().min(1).max(2_000).nullable().default(null);
const TermsIn = z.object({
  receiveHours: hours.describe('From the carrier’s delivery to their "arrived".'),
  inspectHours: hours.describe('From the receipt to their finding.'),
  shipHours: hours.describe('From the order to their "shipped out".'),
  lateFee: Decimal.nullable()
    .default(null)
    .describe('Claimed for each promise that was missed, in the seller’s currency. Null: lateness is not claimed.'),
  errorFee: Decimal.nullable().default(null).describe('Claimed where their finding does not stand.'),
});
const Partner = z
  .object({
    id: z.string(),
    name: z.string(),
    receiveHours: z.int().nullable(),
    inspectHours: z.int().nullable(),
    shipHours: z.int().nullable(),
    lateFee: z.string().nullable(),
    errorFee: z.string().nullable(),
    currency: z.string(),
    notices: z.int(),
    open: z.int(),
    overturned: z.int(),
    claims: z.int(),
    mailTag: z
      .string()
      .nullable()
      .describe(
        'Whoever mails a table to an address with this behind a plus sign speaks as this partner. Null for whoever may not give keys.',
      ),
  })
  .meta({ id: 'LogisticsPartner' });

const NoticeOut = z
  .object({
    id: z.string(),
    noticeId: z.string().describe('Their own number.'),
    partner: z.string(),
    kind: z.enum(NOTICE_KINDS),
    at: z.string(),
    heardAt: z.string(),
    state: z
      .enum(NOTICE_STATES)
      .describe(
        '`done` by itself; `to_confirm`: a finding that would cost the buyer; `to_look`: a person has to look; `stray`: nobody awaits it.',
      ),
    because: z.string().nullable().describe('Why it stands there, as a name that stays.'),
    returnId: z.string().nullable(),
    rma: z.string().nullable(),
    title: z.string().nullable(),
    lineId: z.string().nullable(),
    unit: z.int().nullable(),
    unitId: z.string().nullable(),
    orderId: z.string().nullable(),
    finding: z.enum(VERDICTS).nullable().describe('What confirming records.'),
    trackingNumber: z.string().nullable(),
    imei: z.string().nullable(),
    serial: z.string().nullable(),
    orderNumber: z.string().nullable(),
    discrepancy: z.enum(DISCREPANCIES).nullable(),
    note: z.string().nullable(),
    claims: z.array(z.object({ id: z.string(), why: z.string() })),
    decidedAt: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedSays: z.string().nullable(),
  })
  .meta({ id: 'LogisticsNotice' });

const Refused = z.object({
  line: z.int(),
  noticeId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), says: z.string() })),
});
const TakenOut = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      noticeId: z.string(),
      state: z.enum(NOTICE_STATES),
      because: z.string().nullable(),
      rma: z.string().nullable(),
      created: z.boolean(),
    }),
  ),
  refused: z.array(Refused),
});

const fee = (minor: number | null, currency: string) => (minor === null ? null : decimal(money(minor, currency)));
const partnerView = (partner: ListedPartner, tag: string | null): z.output<typeof Partner> => ({
  id: partner.id,
  name: partner.name,
  receiveHours: partner.receive_hours,
  inspectHours: partner.inspect_hours,
  shipHours: partner.ship_hours,
  lateFee: fee(partner.late_fee_minor, partner.currency),
  errorFee: fee(partner.error_fee_minor, partner.currency),
  currency: partner.currency,
  notices: partner.notices,
  open: partner.open,
  overturned: partner.overturned,
  claims: partner.claims,
  mailTag: tag,
});

const noticeView = (row: ListedNotice): z.output<typeof NoticeOut> => ({
  id: row.id,
  noticeId: row.notice_id,
  partner: row.partner,
  kind: row.kind,
  at: row.at,
  heardAt: row.heard_at,
  state: row.state,
  because: row.says,
  returnId: row.return_id,
  rma: row.rma,
  title: row.title,
  lineId: row.line_id,
  unit: row.unit,
  unitId: row.unit_id,
  orderId: row.order_id,
  finding: row.state === 'to_confirm' && row.line_id !== null ? inspectionOf(row).items[0]!.verdict : (row.body.verdict ?? null),
  trackingNumber: row.body.trackingNumber ?? null,
  imei: row.body.imei ?? null,
  serial: row.body.serial ?? null,
  orderNumber: row.body.orderNumber ?? null,
  discrepancy: row.body.discrepancy ?? null,
  note: row.body.note ?? null,
  claims: row.claims.map(({ id, why }) => ({ id, why })),
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  decidedSays: row.decided_says,
});

/** A key without a role belongs to a partner: it may give notice, and see nothing. */
export async function partnersOnlyTell(request: FastifyRequest): Promise<void> {
  const { actor } = request.caller;
  if (actor.kind !== 'api' || rolesOf(actor).length > 0) return;
  const path = request.url.split('?')[0]!;
  if (request.method === 'POST' && /^\/api\/v1\/logistics\/notices(\/imports)?$/.test(path)) return;
  throw problem('not_your_duty', { detail: 'This key gives notice of parcels: POST /api/v1/logistics/notices.' });
}

const BENCH = ['warehouse', 'manager', 'administrator'] as const;

export const logistics =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    for (const type of ['text/csv', 'application/csv'])
      app.addContentTypeParser(type, { parseAs: 'string', bodyLimit: 5 * MEGABYTE }, (_request, body, done) => done(null, body));

    /** Their own key names the partner; the seller's people say whose words they bring. */
    async function partnerOf(caller: Caller, named: string | undefined): Promise<PartnerRow> {
      const own = caller.actor.kind === 'api' && rolesOf(caller.actor).length === 0;
      if (!own) only(caller, ...BENCH);
      const by = own ? { keyId: (caller.actor as { id: string }).id } : isUuid(named ?? '') ? { id: named! } : { name: named ?? '' };
      const partner = await ctx.db.withSeller(caller.sellerId, (tx) => readPartner(tx, by));
      if (!partner)
        throw problem(own ? 'not_your_duty' : 'invalid_request', {
          detail: own ? 'This key belongs to no partner.' : 'Say which partner: ?partner=<name or id>.',
        });
      return partner;
    }

    async function takeAll(
      sellerId: string,
      partner: PartnerRow,
      given: readonly NoticeLine[],
      dryRun = false,
    ): Promise<z.output<typeof TakenOut>> {
      const { items, refused } = await takeNotices(ctx, sellerId, partner, given, dryRun);
      return { items: [...items], refused: refused.slice(0, MOST_TOLD).map((one) => ({ ...one, errors: [...one.errors] })) };
    }

    app.post(
      '/logistics/notices',
      {
        schema: {
          operationId: 'giveNotice',
          tags: ['logistics'],
          summary: 'What a third party did with a parcel: arrived, inspected, shipped out, or something is wrong. One, or { notices: […] }',
          description: `Fields: ${NOTICE_COLUMNS.join(', ')} (also in camelCase), and checks. Told twice by the same id it is one notice.`,
          querystring: z.object({
            partner: z.string().max(200).optional().describe('Whose words these are; a partner’s own key says so by itself.'),
          }),
          body: z.record(z.string(), z.unknown()).meta({ type: 'object', additionalProperties: true }),
          response: { 200: TakenOut },
        },
      },
      async (request) => {
        const partner = await partnerOf(request.caller, request.query.partner);
        const several = request.body['notices'];
        if (Array.isArray(several) && several.length > MOST_NOTICES)
          throw problem('payload_too_large', { detail: `Up to ${MOST_NOTICES} notices at once.` });
        const given: readonly unknown[] = Array.isArray(several) ? several : [request.body];
        const taken = await takeAll(
          request.caller.sellerId,
          partner,
          given.map((value, i) => ({ line: i + 1, value })),
        );
        if (!Array.isArray(several) && taken.refused[0]) throw problem('invalid_request', { errors: taken.refused[0].errors });
        return taken;
      },
    );

    app.post(
      '/logistics/notices/imports',
      {
        bodyLimit: 5 * MEGABYTE,
        schema: {
          operationId: 'importNotices',
          tags: ['logistics'],
          summary: 'The same as a table (text/csv); each refused line is told',
          description: `Columns: ${NOTICE_COLUMNS.join(', ')}.`,
          querystring: z.object({
            partner: z.string().max(200).optional(),
            dryRun: z.stringbool().default(false).meta({ type: 'boolean' }),
          }),
          body: z.string().min(1, 'must not be empty').meta({ type: 'string' }),
          response: { 200: TakenOut.extend({ lines: z.int(), dryRun: z.boolean() }) },
        },
      },
      async (request) => {
        const partner = await partnerOf(request.caller, request.query.partner);
        const rows = noticeLines(request.body);
        if (rows === null) throw problem('invalid_request', { detail: 'This is no table with a heading line and a column “kind”.' });
        if (rows.length > MOST_LINES) throw problem('payload_too_large', { detail: `One file has up to ${MOST_LINES} lines.` });
        const { dryRun } = request.query;
        const taken = await takeAll(request.caller.sellerId, partner, rows, dryRun);
        return { ...taken, lines: rows.length, dryRun };
      },
    );

    app.get(
      '/logistics/notices',
      {
        schema: {
          operationId: 'listNotices',
          tags: ['logistics'],
          summary: 'What third parties told, newest first',
          querystring: z.object({
            open: z.stringbool().default(false).meta({ type: 'boolean' }).describe('Only what a person still has to look at.'),
            returnId: z.string().optional(),
            cursor: z.string().optional(),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
          response: { 200: z.object({ items: z.array(NoticeOut), nextCursor: z.string().nullable() }) },
        },
      },
      async (request) => {
        const { open, returnId, cursor, limit } = request.query;
        if (returnId !== undefined && !isUuid(returnId)) return { items: [], nextCursor: null };
        const after = cursor !== undefined && isUuid(cursor) ? cursor : null;
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) =>
          listNotices(tx, { open, ...(returnId && { returnId }) }, after, limit + 1),
        );
        const items = rows.slice(0, limit);
        return { items: items.map(noticeView), nextCursor: rows.length > limit ? items.at(-1)!.id : null };
      },
    );

    const params = z.object({ id: z.string() });
    const decided = async (
      request: { readonly params: { readonly id: string }; readonly caller: Caller },
      act: (id: string) => Promise<NoticeAct>,
    ) => {
      const { id } = request.params;
      const done: NoticeAct = isUuid(id) ? await act(id) : { ok: false, refusal: 'not_found' };
      if (!done.ok && 'acted' in done) {
        const { refusal } = done.acted;
        if (typeof refusal === 'string') throw problem(refusal);
        throw refusalProblem(refusal, describeRefusal(refusal, request.caller.language));
      }
      if (!done.ok)
        throw problem(done.refusal, { ...(done.refusal === 'not_open' && { detail: 'Somebody has dealt with this notice already.' }) });
      return noticeView((await ctx.db.withSeller(request.caller.sellerId, (tx) => readListedNotice(tx, id)))!);
    };

    app.post(
      '/logistics/notices/:id/confirmation',
      {
        schema: {
          operationId: 'confirmFinding',
          tags: ['logistics'],
          summary: 'It is so: the partner’s finding becomes the finding of the return (M29)',
          params,
          response: { 200: NoticeOut },
        },
      },
      async (request) => {
        only(request.caller, ...BENCH);
        return decided(request, (id) => confirmFinding(ctx, request.caller.sellerId, id, request.caller.actor));
      },
    );
    app.post(
      '/logistics/notices/:id/rejection',
      {
        schema: {
          operationId: 'overturnFinding',
          tags: ['logistics'],
          summary: 'It is not so: the seller’s own bench looks, and the partner pays for the mistake where that was agreed',
          params,
          body: z.object({ because: z.string().trim().min(1, 'must not be empty').max(2000) }),
          response: { 200: NoticeOut },
        },
      },
      async (request) => {
        only(request.caller, ...BENCH);
        return decided(request, (id) => overturnFinding(ctx, request.caller.sellerId, id, request.body.because, request.caller.actor));
      },
    );
    app.post(
      '/logistics/notices/:id/settlement',
      {
        schema: {
          operationId: 'settleNotice',
          tags: ['logistics'],
          summary: 'Somebody has looked at it, and done what was to be done',
          params,
          body: z.object({ because: z.string().trim().min(1).max(2000).optional() }),
          response: { 200: NoticeOut },
        },
      },
      async (request) => {
        only(request.caller, ...BENCH, 'customer_service');
        return decided(request, (id) => settleNotice(ctx, request.caller.sellerId, id, request.body.because ?? null, request.caller.actor));
      },
    );

    const termsOf = (sellerId: string, body: z.output<typeof TermsIn>): Terms => {
      const { currency } = ctx.sellers.get(sellerId).settings.refundLimit;
      const amount = (given: string | null, path: string) => {
        if (given === null) return null;
        const read = parseMoney(given, currency);
        if (!read || read.minor <= 0)
          throw problem('invalid_request', { errors: [{ path, says: `must be an amount above zero in ${currency}` }] });
        return read;
      };
      return {
        receiveHours: body.receiveHours,
        inspectHours: body.inspectHours,
        shipHours: body.shipHours,
        lateFee: amount(body.lateFee, 'lateFee'),
        errorFee: amount(body.errorFee, 'errorFee'),
      };
    };
    const partnerNamed = async (sellerId: string, id: string) => {
      const found = (await ctx.db.withSeller(sellerId, listPartners)).find((one) => one.id === id);
      if (!found) throw problem('not_found', { detail: 'There is no such partner.' });
      return partnerView(found, mailTag(ctx, sellerId, found));
    };

    app.get(
      '/logistics/partners',
      {
        schema: {
          operationId: 'listPartners',
          tags: ['logistics'],
          summary: 'Third parties who handle parcels, with what is open and what went wrong',
          response: { 200: z.object({ items: z.array(Partner) }) },
        },
      },
      async (request) => {
        const { sellerId, actor } = request.caller;
        const mayKnow = rolesOf(actor).some((role) => role === 'manager' || role === 'administrator');
        const partners = await ctx.db.withSeller(sellerId, listPartners);
        return { items: partners.map((one) => partnerView(one, mayKnow ? mailTag(ctx, sellerId, one) : null)) };
      },
    );
    app.post(
      '/logistics/partners',
      {
        schema: {
          operationId: 'makePartner',
          tags: ['logistics'],
          summary: 'A partner and its key; the secret is shown this once',
          body: TermsIn.extend({ name: z.string().trim().min(1, 'must not be empty').max(100) }),
          response: { 201: Partner.extend({ secret: z.string() }) },
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        const { name, ...terms } = request.body;
        const made = await makePartner(ctx, sellerId, name, termsOf(sellerId, terms));
        if (!made.ok) throw problem(made.refusal, { detail: 'There is a partner of this name already.' });
        return reply.code(201).send({ ...(await partnerNamed(sellerId, made.partner.id)), secret: made.secret });
      },
    );
    app.put(
      '/logistics/partners/:id',
      {
        schema: {
          operationId: 'changePartner',
          tags: ['logistics'],
          summary: 'What was agreed with a partner',
          params,
          body: TermsIn,
          response: { 200: Partner },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        const { id } = request.params;
        if (!isUuid(id) || !(await changePartner(ctx, sellerId, id, termsOf(sellerId, request.body)))) throw problem('not_found');
        return partnerNamed(sellerId, id);
      },
    );
    app.post(
      '/logistics/partners/:id/key',
      {
        schema: {
          operationId: 'renewPartnerKey',
          tags: ['logistics'],
          summary: 'A new key for a partner; the one before is dead. The secret is shown this once',
          params,
          response: { 201: z.object({ secret: z.string() }) },
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const { id } = request.params;
        const secret = isUuid(id) ? await newPartnerKey(ctx, request.caller.sellerId, id) : null;
        if (secret === null) throw problem('not_found');
        return reply.code(201).send({ secret });
      },
    );
  };
