/** Notices over HTTP (M16): which go out on which way, how they read, one to oneself, and the addresses that mails came back from. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { correctAddress, freeAddress } from '../app/bounces.ts';
import type { Context } from '../app/context.ts';
import { switchNotice, tryNotice } from '../app/notices.ts';
import { isPreviewed, PREVIEWED, previewMail } from '../app/preview-mail.ts';
import { mannersOf } from '../channels/manners.ts';
import { LANGUAGES } from '../core/access.ts';
import { CONTACTS } from '../core/connections.ts';
import { isUuid } from '../core/ids.ts';
import {
  goesOut,
  isNotice,
  MAIL_KINDS,
  type MailKind,
  MUSTS,
  NOTICE_GROUPS,
  NOTICE_KINDS,
  NOTICE_STEPS,
  ruleOfMail,
} from '../core/notices.ts';
import { NO_PAPER_SETTINGS } from '../core/papers/settings.ts';
import { countBounces, listSuppressions } from '../store/bounces.ts';
import { listConnections } from '../store/connections.ts';
import type { Tx } from '../store/db.ts';
import { readPaperSettings } from '../store/papers.ts';
import { only } from './auth.ts';
import { problem } from './problems.ts';

const Kind = z.object({ kind: z.enum(MAIL_KINDS) });
/** What goes to the house itself is written from its case alone. */
const Shown = z.object({ kind: z.enum([...NOTICE_KINDS, ...PREVIEWED]) });
const NoticeOut = z.object({
  kind: z.enum(MAIL_KINDS),
  step: z.enum(NOTICE_STEPS),
  must: z.enum(MUSTS).nullable().describe('Why it goes out whatever is set here; null where it may be switched off.'),
  group: z.enum(NOTICE_GROUPS).nullable().describe('What a buyer may turn off by mail.'),
  mail: z.boolean(),
  channel: z.boolean().nullable().describe('In the conversation of a channel that has one; null for what only ever goes by mail.'),
  preview: z.boolean(),
});
const ChannelWay = z.object({
  channel: z.string(),
  name: z.string(),
  contact: z.enum(CONTACTS).describe('By which ways its buyers are told of a return that it has a case of; of others, by mail.'),
  demanded: z.boolean(),
});
const Asked = z.object({
  language: z.enum(LANGUAGES).optional().describe('Else the buyer’s own, or the seller’s for the sample.'),
  returnId: z.string().optional().describe('A case of the seller’s; else the sample.'),
});
const address = z.email('must be an e-mail address').max(254);

export const notices =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const tags = ['notifications'];
    const view = (sellerId: string, kind: MailKind, papers: boolean): z.output<typeof NoticeOut> => {
      const { noticesOff } = ctx.sellers.get(sellerId).settings;
      const { step, must, group = null } = ruleOfMail(kind);
      return {
        kind,
        step,
        must,
        group,
        mail: must === 'papers' ? papers : goesOut(kind, 'mail', noticesOff),
        channel: isNotice(kind) || kind === 'dispute_word' ? goesOut(kind, 'channel', noticesOff) : null,
        preview: isPreviewed(kind),
      };
    };
    /** Whether invoices and credit notes go to the buyer by mail. */
    const papersGo = async (tx: Tx): Promise<boolean> => ((await readPaperSettings(tx))?.body.send ?? NO_PAPER_SETTINGS.send).mail;

    app.get(
      '/notifications',
      {
        schema: {
          operationId: 'listNotifications',
          tags,
          summary: 'Every mail and notice that the product can send, by step, and on which ways it goes out',
          response: {
            200: z.object({ items: z.array(NoticeOut), languages: z.array(z.enum(LANGUAGES)), channels: z.array(ChannelWay) }),
          },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const { papers, rows } = await ctx.db.withSeller(sellerId, async (tx) => ({
          papers: await papersGo(tx),
          rows: await listConnections(tx),
        }));
        return {
          items: MAIL_KINDS.map((kind) => view(sellerId, kind, papers)),
          languages: [...LANGUAGES],
          channels: rows.map((row) => {
            const { contact, demanded } = mannersOf(row);
            return { channel: row.slug, name: row.name, contact, demanded: demanded !== undefined };
          }),
        };
      },
    );

    app.put(
      '/notifications/:kind',
      {
        schema: {
          operationId: 'switchNotification',
          tags,
          params: Kind,
          body: z.object({ mail: z.boolean(), channel: z.boolean() }),
          response: { 200: NoticeOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId } = request.caller;
        const switched = await switchNotice(ctx, sellerId, request.params.kind, request.body);
        if (!switched.ok) throw problem(switched.refusal);
        return view(sellerId, request.params.kind, await ctx.db.withSeller(sellerId, papersGo));
      },
    );

    app.post(
      '/notifications/:kind/preview',
      {
        schema: {
          operationId: 'previewNotification',
          tags,
          summary: 'How it reads: the mail in both its forms, and what stands in the channel’s conversation. Writes nothing.',
          params: Shown,
          body: Asked,
          response: {
            200: z.object({
              subject: z.string(),
              html: z.string(),
              text: z.string(),
              thread: z.string().describe('Empty for what only ever goes by mail.'),
              language: z.enum(LANGUAGES),
              rma: z.string().nullable().describe('Null: the sample case.'),
            }),
          },
        },
      },
      async (request) => {
        const { language, returnId } = request.body;
        const made =
          returnId !== undefined && !isUuid(returnId)
            ? null
            : await previewMail(ctx, ctx.sellers.get(request.caller.sellerId), request.params.kind, {
                ...(language && { language }),
                ...(returnId !== undefined && { returnId }),
              });
        if (!made) throw problem('return_not_found');
        return made;
      },
    );

    app.post(
      '/notifications/:kind/test',
      {
        schema: {
          operationId: 'testNotification',
          tags,
          summary: 'Sends it to the signed-in person, and to nobody else',
          params: Shown,
          body: Asked.extend({ language: z.enum(LANGUAGES) }),
          response: { 200: z.object({ to: z.string(), sent: z.boolean() }) },
        },
      },
      async (request) => {
        const { sellerId, session } = request.caller;
        if (session === null) throw problem('no_person');
        const { language, returnId } = request.body;
        if (returnId !== undefined && !isUuid(returnId)) throw problem('return_not_found');
        const trial = { notice: request.params.kind, to: session.email, language, ...(returnId !== undefined && { returnId }) };
        return { to: session.email, sent: await tryNotice(ctx, sellerId, trial) };
      },
    );

    app.get(
      '/suppressed-addresses',
      {
        schema: {
          operationId: 'listSuppressedAddresses',
          tags,
          summary: 'Addresses that no mail goes to, since one came back for good; and how many came back in the last 30 days',
          response: {
            200: z.object({
              items: z.array(
                z.object({
                  address: z.string(),
                  since: z.string(),
                  says: z.string(),
                  returnId: z.string().nullable(),
                  rma: z.string().nullable(),
                }),
              ),
              bounced: z.object({ hard: z.int(), soft: z.int() }),
            }),
          },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        const since = new Date(Date.parse(ctx.clock.now(sellerId)) - 30 * 86_400_000).toISOString();
        return ctx.db.withSeller(sellerId, async (tx) => ({
          items: (await listSuppressions(tx)).map((row) => ({
            address: row.recipient,
            since: row.since,
            says: row.says,
            returnId: row.return_id,
            rma: row.rma,
          })),
          bounced: await countBounces(tx, since),
        }));
      },
    );

    const Again = z.object({ sent: z.int().describe('So many mails that were given up are on their way now.') });
    app.post(
      '/suppressed-addresses/release',
      {
        schema: {
          operationId: 'releaseAddress',
          tags,
          summary: 'Mail goes there again',
          body: z.object({ address }),
          response: { 200: Again },
        },
      },
      async (request) => {
        only(request.caller, 'customer_service', 'manager');
        const sent = await freeAddress(ctx, request.caller.sellerId, request.body.address, request.caller.actor);
        if (sent === null) throw problem('not_found');
        return { sent };
      },
    );
    app.post(
      '/suppressed-addresses/correction',
      {
        schema: {
          operationId: 'correctAddress',
          tags,
          summary: 'The address that was meant takes the wrong one’s place on every order of the buyer',
          body: z.object({ address, instead: address }),
          response: { 200: Again },
        },
      },
      async (request) => {
        only(request.caller, 'customer_service', 'manager');
        const { address: wrong, instead } = request.body;
        const sent = await correctAddress(ctx, request.caller.sellerId, wrong, instead, request.caller.actor);
        if (sent === null) throw problem('not_found');
        return { sent };
      },
    );
  };
