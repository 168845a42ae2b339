/** Refunds that a bank or a payment provider pays (M31): the buyer's account, files for the bank, Stripe's webhook. */
import type { FastifyPluginAsync } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  approveBankFile,
  cancelBankFile,
  confirmBankFile,
  downloadBankFile,
  giveBankAccount,
  makeBankFile,
  ibanShown,
} from '../app/bank-refunds.ts';
import type { Context } from '../app/context.ts';
import { connectStripe, disconnectStripe, hearStripe, stripeShops } from '../app/stripe.ts';
import { isUuid } from '../core/ids.ts';
import { decimal, money } from '../core/money.ts';
import { missingForBank, NO_PAPER_SETTINGS } from '../core/papers/settings.ts';
import {
  type BankFile,
  type BankRefundListed,
  bankRefundsOfFile,
  listBankFiles,
  openBankRefunds,
  readBankAccount,
  readBankFile,
} from '../store/bank.ts';
import { readPaperSettings } from '../store/papers.ts';
import { only } from './auth.ts';
import { problem } from './problems.ts';
import { sendBytes } from './send-file.ts';

const Amount = z.object({ amount: z.string(), currency: z.string() });
const AccountOut = z.object({
  holder: z.string(),
  iban: z.string().describe('Masked'),
  bic: z.string().nullable(),
  givenAt: z.string(),
  givenBy: z.string(),
});
const RefundOut = z.object({
  refundId: z.string(),
  returnId: z.string(),
  rma: z.string(),
  channelOrderId: z.string(),
  amount: z.string(),
  currency: z.string(),
  state: z.enum(['needs_account', 'ready', 'in_file', 'paid', 'failed', 'withdrawn']),
  wantedAt: z.string(),
  holder: z.string().nullable(),
  iban: z.string().nullable(),
  says: z.string().nullable(),
});
const FileOut = z.object({
  id: z.string(),
  messageId: z.string(),
  state: z.enum(['awaiting_approval', 'ready', 'downloaded', 'cancelled']),
  count: z.int(),
  total: Amount,
  executionOn: z.string(),
  sha256: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  /** Whether the caller made it: then another person must let it go. */
  own: z.boolean(),
  approvedAt: z.string().nullable(),
  approvedBy: z.string().nullable(),
  downloadedAt: z.string().nullable(),
  open: z.int().nullable().describe('Refunds of it that nobody has confirmed yet'),
});
const Id = z.object({ id: z.string() });

const DETAILS: Readonly<Record<string, string>> = {
  bank_account_missing: 'Set the account that refunds are paid from, in the settings for invoices and payments.',
  nothing_to_pay: 'No refund is ready for the bank.',
  own_file: 'Whoever made the file cannot let it go as well: a second person does.',
  file_not_waiting: 'This file does not wait for anybody.',
  file_not_approved: 'This file has not gone to the bank.',
  file_gone_out: 'This file has gone to the bank, or was cancelled.',
};
const refusal = (name: string) => problem(name, DETAILS[name] === undefined ? {} : { detail: DETAILS[name] });

export const bank =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/returns/:id/bank-account',
      {
        schema: {
          operationId: 'getBankAccount',
          tags: ['payments'],
          params: Id,
          response: { 200: z.object({ account: AccountOut.nullable() }) },
        },
      },
      async (request) => {
        const { id } = request.params;
        const account = isUuid(id) ? await ctx.db.withSeller(request.caller.sellerId, (tx) => readBankAccount(tx, id)) : null;
        if (account?.iban == null) return { account: null };
        const { holder, iban, bic, given_at, given_by } = account;
        return { account: { holder, iban: masked(ctx, request.caller.sellerId, iban), bic, givenAt: given_at, givenBy: given_by } };
      },
    );

    app.put(
      '/returns/:id/bank-account',
      {
        schema: {
          operationId: 'putBankAccount',
          tags: ['payments'],
          summary: 'Where the buyer wants the money, for refunds that the channel cannot pay',
          params: Id,
          body: z.object({
            holder: z.string().trim().min(1).max(70),
            iban: z.string().max(50),
            bic: z.string().trim().max(11).default(''),
          }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        only(request.caller, 'customer_service', 'finance', 'manager', 'administrator');
        const { sellerId, actor } = request.caller;
        const given = isUuid(request.params.id) ? await giveBankAccount(ctx, sellerId, request.params.id, request.body, actor) : null;
        if (!given || (!given.ok && given.refusal === 'not_found')) throw problem('not_found');
        if (!given.ok) {
          const path = given.refusal.split('_')[0]!;
          throw problem('invalid_request', {
            errors: [{ path, says: `is not a right ${path === 'holder' ? 'name' : path.toUpperCase()}` }],
          });
        }
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/bank-refunds',
      {
        schema: {
          operationId: 'listBankRefunds',
          tags: ['payments'],
          summary: 'Refunds that wait for a file, the oldest first',
          response: { 200: z.object({ items: z.array(RefundOut), missing: z.array(z.string()) }) },
        },
      },
      async (request) => {
        const [rows, settings] = await ctx.db.withSeller(request.caller.sellerId, async (tx) => [
          await openBankRefunds(tx, 200),
          await readPaperSettings(tx),
        ]);
        return {
          items: rows.map((row) => refundView(ctx, request.caller.sellerId, row)),
          missing: missingForBank(settings?.body ?? NO_PAPER_SETTINGS),
        };
      },
    );

    app.get(
      '/bank-files',
      {
        schema: { operationId: 'listBankFiles', tags: ['payments'], response: { 200: z.object({ items: z.array(FileOut) }) } },
      },
      async (request) => {
        const { sellerId, actor } = request.caller;
        const rows = await ctx.db.withSeller(sellerId, (tx) => listBankFiles(tx, null, 100));
        return { items: rows.map((row) => fileView(row, 'id' in actor ? actor.id : '', Number(row.open))) };
      },
    );

    app.post(
      '/bank-files',
      {
        schema: {
          operationId: 'makeBankFile',
          tags: ['payments'],
          summary: 'Everything that is ready, in one pain.001 file',
          response: { 201: FileOut },
        },
      },
      async (request, reply) => {
        only(request.caller, 'finance', 'manager');
        const { sellerId, actor } = request.caller;
        const made = await makeBankFile(ctx, sellerId, actor);
        if (!made.ok) throw refusal(made.refusal);
        return reply.code(201).send(fileView(made.file, 'id' in actor ? actor.id : '', made.file.count));
      },
    );

    app.get(
      '/bank-files/:id',
      {
        schema: {
          operationId: 'getBankFile',
          tags: ['payments'],
          params: Id,
          response: { 200: FileOut.extend({ refunds: z.array(RefundOut) }) },
        },
      },
      async (request) => {
        const { sellerId, actor } = request.caller;
        const { id } = request.params;
        const found = isUuid(id)
          ? await ctx.db.withSeller(sellerId, async (tx) => {
              const file = await readBankFile(tx, id);
              return file && { file, refunds: await bankRefundsOfFile(tx, id) };
            })
          : null;
        if (!found) throw problem('not_found');
        const open = found.refunds.filter(({ state }) => state === 'in_file').length;
        return {
          ...fileView(found.file, 'id' in actor ? actor.id : '', open),
          refunds: found.refunds.map((row) => refundView(ctx, request.caller.sellerId, row)),
        };
      },
    );

    app.post(
      '/bank-files/:id/approval',
      {
        schema: {
          operationId: 'approveBankFile',
          tags: ['payments'],
          summary: 'A second person lets it go',
          params: Id,
          response: { 200: FileOut },
        },
      },
      async (request) => {
        only(request.caller, 'finance', 'manager');
        const { sellerId, actor } = request.caller;
        const done = await approveBankFile(ctx, sellerId, known(request.params.id), actor);
        if (!done.ok) throw refusal(done.refusal);
        return fileView(done.file, 'id' in actor ? actor.id : '', null);
      },
    );

    app.delete(
      '/bank-files/:id',
      {
        schema: {
          operationId: 'cancelBankFile',
          tags: ['payments'],
          summary: 'Its refunds wait for another file; only before it went to the bank',
          params: Id,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        only(request.caller, 'finance', 'manager');
        const done = await cancelBankFile(ctx, request.caller.sellerId, known(request.params.id));
        if (!done.ok) throw refusal(done.refusal);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/bank-files/:id/download',
      {
        schema: {
          operationId: 'downloadBankFile',
          tags: ['payments'],
          summary: 'The file itself; from now on it counts as with the bank',
          params: Id,
        },
      },
      async (request, reply) => {
        only(request.caller, 'finance', 'manager');
        const done = await downloadBankFile(ctx, request.caller.sellerId, known(request.params.id));
        if (!done.ok) throw refusal(done.refusal);
        return sendBytes(reply, { name: done.name, type: 'application/xml' }, done.bytes);
      },
    );

    app.post(
      '/bank-files/:id/confirmation',
      {
        schema: {
          operationId: 'confirmBankFile',
          tags: ['payments'],
          summary: 'What the bank’s statement says: all paid, or each refund by itself',
          params: Id,
          body: z
            .object({
              refunds: z
                .array(z.object({ refundId: z.string(), outcome: z.enum(['paid', 'failed']), says: z.string().trim().max(300).optional() }))
                .min(1)
                .optional(),
            })
            .nullish(),
          response: { 200: z.object({ moved: z.int() }) },
        },
      },
      async (request) => {
        only(request.caller, 'finance', 'manager');
        const { sellerId, actor } = request.caller;
        const outcomes =
          request.body?.refunds?.map(({ refundId, outcome, says }) => ({ refundId, outcome, ...(says && { says }) })) ?? null;
        const done = await confirmBankFile(ctx, sellerId, known(request.params.id), outcomes, actor);
        if (!done.ok) throw refusal(done.refusal);
        return { moved: done.moved };
      },
    );

    app.get(
      '/stripe',
      {
        schema: {
          operationId: 'listStripeShops',
          tags: ['settings'],
          summary: 'The seller’s own shops, and whether Stripe pays their refunds',
          response: {
            200: z.object({
              items: z.array(
                z.object({ slug: z.string(), name: z.string(), connected: z.boolean(), orderKey: z.string(), webhook: z.string() }),
              ),
              sandbox: z.boolean().describe('Nobody’s money moves here: a toy till pays, whatever keys there are.'),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        return { items: [...(await stripeShops(ctx, sellerId))], sandbox: ctx.sellers.get(sellerId).sandbox };
      },
    );

    app.delete(
      '/connections/:slug/stripe',
      {
        schema: {
          operationId: 'disconnectStripe',
          tags: ['settings'],
          summary: 'Forgets the keys of Stripe',
          params: z.object({ slug: z.string() }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        if (!(await disconnectStripe(ctx, request.caller.sellerId, request.params.slug))) throw problem('channel_not_found');
        return reply.code(204).send(null);
      },
    );

    app.put(
      '/connections/:slug/stripe',
      {
        schema: {
          operationId: 'connectStripe',
          tags: ['settings'],
          summary: 'Lets Stripe pay the refunds of the seller’s own shop; keys are never shown again',
          params: z.object({ slug: z.string() }),
          body: z.object({
            key: z
              .string()
              .regex(/^(sk|rk)_\w{8,}$/, 'a secret or restricted key of Stripe')
              .optional()
              .describe('Left out, what is kept stays'),
            webhookSecret: z
              .string()
              .regex(/^whsec_\w{8,}$/, 'the signing secret of the webhook')
              .optional(),
            orderKey: z
              .string()
              .regex(/^\w{1,40}$/)
              .default('order_id')
              .describe('Metadata in which the shop keeps its order number on each payment'),
          }),
          response: { 200: z.object({ ok: z.boolean(), says: z.string(), webhook: z.string() }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { key, webhookSecret, orderKey } = request.body;
        const given = { orderKey, ...(key !== undefined && { key }), ...(webhookSecret !== undefined && { webhookSecret }) };
        const done = await connectStripe(ctx, request.caller.sellerId, request.params.slug, given);
        if (!done) throw problem('channel_not_found');
        if (done === 'keys_missing') {
          const missing = (['key', 'webhookSecret'] as const).filter((name) => given[name] === undefined);
          throw problem('invalid_request', { errors: missing.map((path) => ({ path, says: 'is missing' })) });
        }
        return done;
      },
    );
  };

/** Stripe's own calls: they bring no key of ours but a signature over the very bytes. */
export const stripeWebhook =
  (ctx: Context): FastifyPluginAsync =>
  async (app) => {
    app.removeContentTypeParser('application/json');
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.post(
      '/webhooks/stripe/:seller/:connection',
      { schema: { hide: true } as object, config: { rateLimit: { max: 600, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const { seller, connection } = request.params as { seller: string; connection: string };
        const signature = request.headers['stripe-signature'];
        const heard = await hearStripe(ctx, seller, connection, request.body as Buffer, typeof signature === 'string' ? signature : '');
        // One answer for a wrong address and a wrong signature: nobody learns which sellers are here.
        if (!heard) return reply.code(400).send({ received: false });
        return { received: true };
      },
    );
  };

function known(id: string): string {
  if (!isUuid(id)) throw problem('not_found');
  return id;
}

/** A box that nobody can open any more shows no figure. */
const masked = (ctx: Context, sellerId: string, kept: string): string => ibanShown(ctx, sellerId, kept)?.iban ?? '';

const refundView = (ctx: Context, sellerId: string, row: BankRefundListed): z.infer<typeof RefundOut> => ({
  refundId: row.refund_id,
  returnId: row.return_id,
  rma: row.rma,
  channelOrderId: row.channel_order_id,
  amount: decimal(money(Number(row.amount_minor), row.currency)),
  currency: row.currency,
  state: row.state,
  wantedAt: row.wanted_at,
  holder: row.holder,
  iban: row.iban && masked(ctx, sellerId, row.iban),
  says: row.says,
});

const fileView = (file: BankFile, callerId: string, open: number | null): z.infer<typeof FileOut> => ({
  id: file.id,
  messageId: file.message_id,
  state: file.state,
  count: file.count,
  total: { amount: decimal(money(Number(file.total_minor), file.currency)), currency: file.currency },
  executionOn: file.execution_on,
  sha256: file.sha256,
  madeAt: file.made_at,
  madeBy: file.made_by_name,
  own: file.made_by === callerId,
  approvedAt: file.approved_at,
  approvedBy: file.approved_by_name,
  downloadedAt: file.downloaded_at,
  open,
});
