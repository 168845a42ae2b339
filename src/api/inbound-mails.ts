/** E-mail intake (M12): mails come in, people look at what was not sure, and say where the mailboxes are. */
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { behindDoor, doorUrl, renewDoor } from '../app/intake-door.ts';
import { answerDeclared } from '../app/intake-declared.ts';
import { keepMail, MOST_BYTES } from '../app/intake.ts';
import { tagsIn, withoutTags } from '../app/intake-partner.ts';
import {
  dismissByHand,
  type MailDone,
  matchByHand,
  openByHand,
  readWhole,
  searchForMail,
  takeByHand,
  undoByHand,
} from '../app/intake-hand.ts';
import { BECAUSES, type Proposal } from '../app/intake-match.ts';
import { pollMailbox, saveMailbox, testMailbox } from '../app/intake-mailboxes.ts';
import type { Context } from '../app/context.ts';
import { failed } from '../channels/channel.ts';
import { MAIL_KINDS } from '../channels/email/kind.ts';
import { LANGUAGES, rolesOf } from '../core/access.ts';
import { isUuid } from '../core/ids.ts';
import { FAULTS, REASONS, WISHES } from '../core/return/model.ts';
import {
  BECAME,
  countWaiting,
  type ListedMail,
  listInboundMails,
  listMailboxes,
  MAIL_STATES,
  type MailboxRow,
  type MailFilter,
  type MailRow,
  putIntakeSettings,
  readIntakeSettings,
  removeMailbox,
  WHYS,
} from '../store/intake.ts';
import { type Caller, only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { emptyBody } from './once.ts';
import { problem } from './problems.ts';
import { sendBytes } from './send-file.ts';

const Id = z.object({ id: z.string() });
const text = (most: number) => z.string().trim().max(most);
const STAFF = ['customer_service', 'manager', 'administrator'] as const;
const MANAGERS = ['manager', 'administrator'] as const;

const VIEWS = {
  waiting: { states: ['triage'], notKinds: ['spam'] },
  spam: { states: ['triage'], kinds: ['spam'] },
  taken: { states: ['matched', 'taking', 'new'] },
  put_aside: { states: ['dismissed', 'duplicate'] },
} as const satisfies Readonly<Record<string, MailFilter>>;

const MailOut = z
  .object({
    id: z.string(),
    state: z.enum(MAIL_STATES),
    kind: z.enum(MAIL_KINDS).nullable(),
    from: z.object({ name: z.string(), email: z.string() }).nullable(),
    subject: z.string(),
    excerpt: z.string(),
    language: z.enum(LANGUAGES).nullable(),
    files: z.int(),
    receivedAt: z.string(),
    source: z
      .enum(['imap', 'webhook', 'sandbox', 'portal'])
      .describe('`portal`: a withdrawal by the withdrawal function that matched no order.'),
    because: z.enum(BECAUSES).nullable(),
    refusal: z.string().nullable(),
    became: z.enum(BECAME).nullable(),
    returnId: z.string().nullable(),
    rma: z.string().nullable(),
    duplicateOf: z.string().nullable(),
    removedAt: z.string().nullable().describe('Since when its words and files are gone, as those of old spam go.'),
    ended: z.object({ at: z.string(), by: z.string(), says: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'InboundMail' });

const ProposalOut = z
  .object({
    why: z.enum(WHYS),
    fromBuyer: z.boolean(),
    does: z.enum(['message', 'open']),
    returnId: z.string().nullable(),
    rma: z.string().nullable(),
    status: z.string().nullable(),
    open: z.boolean(),
    orderId: z.string(),
    channel: z.string(),
    channelOrderId: z.string(),
    placedAt: z.string(),
    buyer: z.object({ name: z.string(), email: z.string() }),
    lineId: z.string().nullable(),
    lines: z.array(z.object({ id: z.string(), title: z.string(), sku: z.string(), quantity: z.int() })),
  })
  .meta({ id: 'MailProposal' });

const WholeOut = MailOut.extend({
  to: z.array(z.string()),
  text: z.string(),
  /** Without what is quoted below it. */
  fresh: z.string(),
  writtenAt: z.string().nullable(),
  size: z.int(),
  cutOff: z.boolean(),
  authentication: z.enum(['pass', 'fail', 'unknown']),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.int(), url: z.string() })),
  read: z.object({
    reason: z.enum(REASONS).nullable(),
    fault: z.enum(FAULTS).nullable(),
    wants: z.enum(WISHES).nullable(),
    orders: z.array(z.string()),
    imeis: z.array(z.string()),
    marketplace: z.string().nullable(),
  }),
  proposals: z.array(ProposalOut),
  notices: z
    .object({
      partner: z.string(),
      taken: z.int(),
      known: z.int(),
      refused: z.int(),
      told: z.array(
        z.object({
          in: z.string().nullable(),
          line: z.int(),
          noticeId: z.string().optional(),
          errors: z.array(z.object({ path: z.string(), says: z.string() })),
        }),
      ),
    })
    .nullable()
    .describe('What became of the lines of a partner’s table; `told`: the first 200 that were refused.'),
  asNotices: z
    .object({ lines: z.int(), partners: z.array(z.object({ id: z.string(), name: z.string(), likely: z.boolean() })) })
    .nullable()
    .describe('It carries a table of notices, and does not prove whose: a person says it.'),
}).meta({ id: 'WholeInboundMail' });

const MailboxOut = z
  .object({
    id: z.string(),
    host: z.string(),
    port: z.int(),
    security: z.enum(['tls', 'starttls', 'none']),
    username: z.string(),
    folder: z.string(),
    markSeen: z.boolean(),
    takeFrom: z.string(),
    state: z.enum(['ok', 'failing', 'off']),
    lastPollAt: z.string().nullable(),
    nextPollAt: z.string().nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'Mailbox' });

const MailboxIn = z.object({
  host: text(253).regex(/^[A-Za-z0-9.:-]+$/, 'is not a server’s name'),
  port: z.int().min(1).max(65_535).default(993),
  security: z.enum(['tls', 'starttls', 'none']).default('tls'),
  username: text(320).min(1),
  /** Left out: the one that is kept stays. */
  password: z.string().max(1000).optional(),
  folder: text(200).min(1).default('INBOX'),
  markSeen: z.boolean().default(false),
  off: z.boolean().default(false),
  /** Mails that came before this day stay where they are. */
  takeFrom: z.iso.datetime({ offset: true }).optional(),
});

const SettingsOut = z.object({ trustedHost: z.string().nullable(), address: z.string() }).meta({ id: 'IntakeSettings' });

const mailView = (row: MailRow & { readonly rma: string | null }): z.output<typeof MailOut> => {
  const [because, refusal] = row.because?.split(':') ?? [];
  return {
    id: row.id,
    state: row.state,
    kind: row.kind,
    from: row.sender_email === null ? null : { name: row.sender_name ?? '', email: row.sender_email },
    subject: row.subject ?? '',
    excerpt: row.excerpt ?? '',
    language: LANGUAGES.find((language) => language === row.language) ?? null,
    files: row.files,
    receivedAt: row.received_at,
    source: row.source,
    because: BECAUSES.find((one) => one === because) ?? null,
    refusal: refusal ?? null,
    became: row.became,
    returnId: row.return_id,
    rma: row.rma,
    duplicateOf: row.duplicate_of,
    removedAt: row.removed_at,
    ended: row.ended_at === null ? null : { at: row.ended_at, by: row.ended_by ?? '', says: row.ended_says },
  };
};

const proposalView = ({ buyerName, buyerEmail, ...rest }: Proposal): z.output<typeof ProposalOut> => ({
  ...rest,
  lines: [...rest.lines],
  buyer: { name: buyerName, email: buyerEmail },
});

const mailboxView = (row: MailboxRow): z.output<typeof MailboxOut> => ({
  id: row.id,
  host: row.host,
  port: row.port,
  security: row.security,
  username: row.username,
  folder: row.folder,
  markSeen: row.mark_seen,
  takeFrom: row.take_from,
  state: row.state === 'removed' ? 'off' : row.state,
  lastPollAt: row.last_poll_at,
  nextPollAt: row.next_poll_at,
  lastError: row.last_error,
});

/** What mail services call the field that holds the mail as it came. */
const RAW_FIELDS: ReadonlySet<string> = new Set(['raw', 'email', 'mime', 'message', 'rfc822', 'body-mime', 'raw_email', 'message_mime']);

/** The bytes of a mail, from a body that is one or from a form that holds one. */
async function rawOf(request: FastifyRequest): Promise<Uint8Array> {
  if (Buffer.isBuffer(request.body) && request.body.byteLength > 0) return request.body;
  if (request.isMultipart()) {
    for await (const part of request.parts({ limits: { fieldSize: MOST_BYTES, fileSize: MOST_BYTES } })) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer();
        if (RAW_FIELDS.has(part.fieldname.toLowerCase())) return bytes;
      } else if (RAW_FIELDS.has(part.fieldname.toLowerCase())) return Buffer.from(String(part.value), 'utf8');
    }
  }
  throw problem('invalid_request', {
    errors: [{ path: 'body', says: `is no mail: send message/rfc822, or a form with a field ${[...RAW_FIELDS].slice(0, 3).join(', ')}` }],
  });
}

const arrives = (ctx: Context, sellerId: string, request: FastifyRequest) =>
  rawOf(request).then((bytes) => keepMail(ctx, sellerId, { bytes, source: 'webhook' }));

const MULTIPART_ROOM = 64 * 1024;
const RAW_TYPES = ['message/rfc822', 'text/plain', 'application/octet-stream'];

/** Where mail services send to that know no keys: `POST /webhooks/mail/{secret address}`. */
export const mailDoor =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.addContentTypeParser(RAW_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.post(
      '/webhooks/mail/:door',
      { schema: { hide: true }, bodyLimit: MOST_BYTES + MULTIPART_ROOM, config: { rateLimit: { max: 1200, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const seller = await behindDoor(ctx, (request.params as { door: string }).door);
        if (!seller) throw problem('not_found', { detail: 'There is no such address.' });
        const { isNew } = await arrives(ctx, seller.id, request);
        return reply.code(isNew ? 201 : 200).send({ kept: true, isNew });
      },
    );
  };

export const inboundMails =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.addContentTypeParser(RAW_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

    /** A partner's secret stands in the address that they write to: only who may give it sees it. */
    const mayKnowTags = (caller: Caller): boolean => rolesOf(caller.actor).some((role) => MANAGERS.some((one) => one === role));
    const whole = async (caller: Caller, id: string): Promise<z.output<typeof WholeOut>> => {
      const { sellerId } = caller;
      const shown = mayKnowTags(caller) ? (words: string) => words : withoutTags;
      const found = isUuid(id) ? await readWhole(ctx, sellerId, id) : null;
      if (!found) throw problem('not_found', { detail: `There is no mail ${id}.` });
      const { row, mail, proposals, rma, asNotices } = found;
      const { facts } = row;
      return {
        ...mailView({ ...row, rma }),
        to: (mail?.to ?? []).map(shown),
        text: shown(mail?.text ?? ''),
        fresh: shown(facts?.says ?? mail?.fresh ?? ''),
        writtenAt: mail?.writtenAt ?? null,
        size: row.size,
        cutOff: row.cut_off,
        authentication: facts?.authentication ?? 'unknown',
        attachments: (mail?.files ?? []).map(({ name, type, bytes }, n) => ({
          name,
          type,
          size: bytes.byteLength,
          url: `/api/v1/inbound-mails/${row.id}/files/${n}`,
        })),
        read: {
          reason: facts?.reason?.reason ?? null,
          fault: facts?.reason?.fault ?? null,
          wants: facts?.wants ?? null,
          orders: [...(facts?.orders ?? [])].slice(0, 10),
          imeis: [...(facts?.imeis ?? [])],
          marketplace: facts?.notice?.family ?? null,
        },
        proposals: proposals.map(proposalView),
        notices: row.notices && {
          partner: row.notices.partner,
          taken: row.notices.taken,
          known: row.notices.known,
          refused: row.notices.refused,
          told: row.notices.told.map((one) => ({ ...one, errors: [...one.errors] })),
        },
        asNotices: asNotices && { lines: asNotices.lines, partners: [...asNotices.partners] },
      };
    };
    const done = (answer: MailDone) => {
      if (!answer.ok) throw problem(answer.refusal);
    };
    const known = (id: string): string => {
      if (!isUuid(id)) throw problem('not_found');
      return id;
    };

    app.post(
      '/inbound-mail',
      {
        bodyLimit: MOST_BYTES + MULTIPART_ROOM,
        schema: {
          operationId: 'receiveMail',
          tags: ['intake'],
          summary: 'A mail as it came (RFC 5322), as the body or as the field `raw` of a form. The same bytes again are the same mail',
          consumes: ['message/rfc822', 'multipart/form-data'],
          response: { 200: z.object({ id: z.string(), isNew: z.boolean() }), 201: z.object({ id: z.string(), isNew: z.boolean() }) },
        },
      },
      async (request, reply) => {
        only(request.caller, ...STAFF);
        const { id, isNew } = await arrives(ctx, request.caller.sellerId, request);
        return reply.code(isNew ? 201 : 200).send({ id, isNew });
      },
    );

    app.get(
      '/inbound-mails',
      {
        schema: {
          operationId: 'listInboundMails',
          tags: ['intake'],
          summary: 'Mails, newest first: those that wait for a person, those that look like spam, what was taken, what was put aside',
          querystring: z.object({
            view: z.enum(['waiting', 'spam', 'taken', 'put_aside']).default('waiting'),
            kind: z.enum(MAIL_KINDS).optional(),
            cursor: z.string().optional(),
            limit: z.coerce.number().int().min(1).max(100).default(50),
          }),
          response: {
            200: z.object({
              items: z.array(MailOut),
              nextCursor: z.string().nullable(),
              counts: z.object({ waiting: z.int(), spam: z.int() }),
            }),
          },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { view, kind, cursor, limit } = request.query;
        const after = cursor === undefined ? null : readCursor(cursor);
        const filter: MailFilter = kind === undefined ? VIEWS[view] : { ...VIEWS[view], kinds: [kind] };
        const [rows, counts] = await ctx.db.withSeller(request.caller.sellerId, (tx) =>
          Promise.all([listInboundMails(tx, filter, after, limit), countWaiting(tx)]),
        );
        const page: readonly ListedMail[] = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        return { items: page.map(mailView), nextCursor: last ? cursorOf({ at: last.received_at, id: last.id }) : null, counts };
      },
    );

    app.get(
      '/inbound-mails/search',
      {
        schema: {
          operationId: 'searchForMail',
          tags: ['intake'],
          summary: 'Returns and orders by an order’s number, an RMA code, an IMEI or a buyer’s address',
          querystring: z.object({ q: text(200).min(3) }),
          response: { 200: z.object({ items: z.array(ProposalOut) }) },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        return { items: (await searchForMail(ctx, request.caller.sellerId, request.query.q)).map(proposalView) };
      },
    );

    app.get(
      '/inbound-mails/:id',
      {
        schema: {
          operationId: 'getInboundMail',
          tags: ['intake'],
          summary: 'One mail: its words, its files, and what it may be about',
          params: Id,
          response: { 200: WholeOut },
        },
      },
      (request) => {
        only(request.caller, ...STAFF);
        return whole(request.caller, request.params.id);
      },
    );

    app.get(
      '/inbound-mails/:id/raw',
      { schema: { operationId: 'getInboundMailRaw', tags: ['intake'], summary: 'The mail as it came', params: Id } },
      async (request, reply) => {
        only(request.caller, ...STAFF);
        const found = await readWhole(ctx, request.caller.sellerId, known(request.params.id));
        const bytes = found?.row.removed_at === null ? await ctx.files.get(found.row.digest) : null;
        if (!found || !bytes) throw problem('not_found');
        // In the bytes nothing can be left out.
        if (tagsIn(found.mail?.to ?? []).length > 0) only(request.caller, ...MANAGERS);
        return sendBytes(reply, { name: `${found.row.id}.eml`, type: 'application/octet-stream' }, bytes);
      },
    );

    app.get(
      '/inbound-mails/:id/files/:n',
      {
        schema: {
          operationId: 'getInboundMailFile',
          tags: ['intake'],
          summary: 'One of its attachments, always as a download: nobody has looked into it',
          params: Id.extend({ n: z.coerce.number().int().min(0).max(999) }),
        },
      },
      async (request, reply) => {
        only(request.caller, ...STAFF);
        const found = await readWhole(ctx, request.caller.sellerId, known(request.params.id));
        const file = found?.mail?.files[request.params.n];
        if (!file) throw problem('not_found');
        return sendBytes(reply, { name: file.name, type: 'application/octet-stream' }, file.bytes);
      },
    );

    app.post(
      '/inbound-mails/:id/match',
      {
        schema: {
          operationId: 'matchInboundMail',
          tags: ['intake'],
          summary: 'It belongs to this return: its words and files go into the thread, after some seconds in which it can be taken back',
          params: Id,
          body: z.object({ returnId: z.string() }),
          response: { 200: WholeOut },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor } = request.caller;
        const id = known(request.params.id);
        if (!isUuid(request.body.returnId)) throw problem('return_not_found');
        done(await matchByHand(ctx, sellerId, id, request.body.returnId, actor));
        return whole(request.caller, id);
      },
    );

    app.post(
      '/inbound-mails/:id/return',
      {
        schema: {
          operationId: 'openReturnFromMail',
          tags: ['intake'],
          summary: 'A return is opened from it; where one is open for the item already, the mail belongs to that one',
          params: Id,
          body: z.object({
            channel: text(100).min(1),
            channelOrderId: text(200).min(1),
            items: z
              .array(
                z.object({
                  lineId: text(100).min(1),
                  unit: z.int().min(1).optional(),
                  reason: z.enum(REASONS),
                  fault: z.enum(FAULTS).optional(),
                  wants: z.enum(WISHES).optional(),
                }),
              )
              .min(1)
              .max(50),
          }),
          response: { 200: WholeOut },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor } = request.caller;
        const id = known(request.params.id);
        const items = request.body.items.map(({ unit, fault, wants, ...item }) => ({
          ...item,
          ...(unit !== undefined && { unit }),
          ...(fault !== undefined && { fault }),
          ...(wants !== undefined && { wants }),
        }));
        const opened = await openByHand(ctx, sellerId, id, { ...request.body, items }, actor);
        if (!opened.ok) throw problem(opened.refusal, 'facts' in opened ? { facts: opened.facts } : {});
        return whole(request.caller, id);
      },
    );

    app.post(
      '/inbound-mails/:id/answer',
      {
        schema: {
          operationId: 'answerDeclaration',
          tags: ['intake'],
          summary: 'Words by mail to whoever declared a withdrawal that matched no order; the declaration is put aside with them',
          params: Id,
          body: z.object({ body: text(5000).min(1) }),
          response: { 200: WholeOut },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor } = request.caller;
        const id = known(request.params.id);
        done(await answerDeclared(ctx, sellerId, id, request.body.body, actor));
        return whole(request.caller, id);
      },
    );

    app.post(
      '/inbound-mails/:id/notices',
      {
        schema: {
          operationId: 'takeNoticesFromMail',
          tags: ['intake'],
          summary: 'The table in it is this partner’s: its lines are taken as if they had been uploaded (M29)',
          params: Id,
          body: z.object({ partnerId: z.string() }),
          response: { 200: WholeOut },
        },
      },
      async (request) => {
        only(request.caller, ...MANAGERS);
        const { sellerId, actor } = request.caller;
        const id = known(request.params.id);
        const { partnerId } = request.body;
        const before = await whole(request.caller, id);
        if (before.state === 'triage' && !before.asNotices)
          throw problem('invalid_request', { detail: 'This mail carries no table with the columns “id”, “kind” and “at”.' });
        done(isUuid(partnerId) ? await takeByHand(ctx, sellerId, id, partnerId, actor) : { ok: false, refusal: 'not_found' });
        return whole(request.caller, id);
      },
    );

    app.post(
      '/inbound-mails/:id/dismissal',
      {
        schema: {
          operationId: 'dismissInboundMail',
          tags: ['intake'],
          summary: 'Nothing for us; it is kept with the reason',
          params: Id,
          body: z.object({ because: text(500).min(1) }),
          response: { 200: WholeOut },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId, actor } = request.caller;
        const id = known(request.params.id);
        done(await dismissByHand(ctx, sellerId, id, request.body.because, actor));
        return whole(request.caller, id);
      },
    );

    app.post(
      '/inbound-mails/:id/undo',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'undoInboundMail',
          tags: ['intake'],
          summary: 'Back into triage: what was dismissed, and what is not in a thread yet',
          params: Id,
          response: { 200: WholeOut },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const id = known(request.params.id);
        done(await undoByHand(ctx, request.caller.sellerId, id));
        return whole(request.caller, id);
      },
    );

    // ——— where mail comes from ———

    const box = async (sellerId: string, id: string) => {
      const found = (await ctx.db.withSeller(sellerId, listMailboxes)).find((one) => one.id === id);
      if (!found) throw problem('not_found', { detail: 'There is no such mailbox.' });
      return mailboxView(found);
    };
    const save = async (request: FastifyRequest, id: string | null, given: z.output<typeof MailboxIn>) => {
      only(request.caller, ...MANAGERS);
      const { password, takeFrom, ...rest } = given;
      const asked = { ...rest, ...(password && { password }), ...(takeFrom !== undefined && { takeFrom }) };
      const saved = await saveMailbox(ctx, request.caller.sellerId, id, asked);
      if (!saved.ok) throw problem(saved.refusal);
      return box(request.caller.sellerId, saved.id);
    };

    app.get(
      '/mailboxes',
      {
        schema: {
          operationId: 'listMailboxes',
          tags: ['intake'],
          summary: 'Mailboxes that are read over IMAP, and how they do. Passwords never come back',
          response: { 200: z.object({ items: z.array(MailboxOut) }) },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        return { items: (await ctx.db.withSeller(request.caller.sellerId, listMailboxes)).map(mailboxView) };
      },
    );
    app.post(
      '/mailboxes',
      {
        schema: {
          operationId: 'addMailbox',
          tags: ['intake'],
          summary: 'A mailbox to be read',
          body: MailboxIn,
          response: { 201: MailboxOut },
        },
      },
      async (request, reply) => reply.code(201).send(await save(request, null, request.body)),
    );
    app.put(
      '/mailboxes/:id',
      {
        schema: {
          operationId: 'changeMailbox',
          tags: ['intake'],
          summary: 'Change it, or let it rest',
          params: Id,
          body: MailboxIn,
          response: { 200: MailboxOut },
        },
      },
      (request) => save(request, known(request.params.id), request.body),
    );
    app.delete(
      '/mailboxes/:id',
      {
        schema: {
          operationId: 'removeMailbox',
          tags: ['intake'],
          summary: 'It is read no more, and its password is forgotten. What came from it stays',
          params: Id,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        only(request.caller, ...MANAGERS);
        const id = known(request.params.id);
        await box(request.caller.sellerId, id);
        await ctx.db.withSeller(request.caller.sellerId, (tx) => removeMailbox(tx, id));
        return reply.code(204).send(null);
      },
    );
    app.post(
      '/mailboxes/:id/test',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'testMailbox',
          tags: ['intake'],
          summary: 'Sign in, open the folder and go away again',
          params: Id,
          response: { 200: z.object({ ok: z.boolean(), says: z.string(), mails: z.int().nullable() }) },
        },
      },
      async (request) => {
        only(request.caller, ...MANAGERS);
        const answer = await testMailbox(ctx, request.caller.sellerId, known(request.params.id));
        if (answer === null) throw problem('not_found');
        if (failed(answer)) return { ok: false, says: answer.says, mails: null };
        return { ok: true, says: '', mails: answer.mails };
      },
    );
    app.post(
      '/mailboxes/:id/poll',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'pollMailbox',
          tags: ['intake'],
          summary: 'Read it now, and not when its time has come',
          params: Id,
          response: { 200: z.object({ taken: z.int(), mailbox: MailboxOut }) },
        },
      },
      async (request) => {
        only(request.caller, ...STAFF);
        const { sellerId } = request.caller;
        const id = known(request.params.id);
        await box(sellerId, id);
        return { taken: await pollMailbox(ctx, sellerId, id), mailbox: await box(sellerId, id) };
      },
    );

    const settings = async (sellerId: string) => {
      const { door, trusted_host } = await ctx.db.withSeller(sellerId, readIntakeSettings);
      return { trustedHost: trusted_host, address: doorUrl(ctx, ctx.sellers.get(sellerId), door) };
    };
    app.get(
      '/intake-settings',
      {
        schema: {
          operationId: 'getIntakeSettings',
          tags: ['intake'],
          summary: 'The secret address for mail services, and whose word on a sender counts',
          response: { 200: SettingsOut },
        },
      },
      (request) => {
        only(request.caller, ...MANAGERS);
        return settings(request.caller.sellerId);
      },
    );
    app.put(
      '/intake-settings',
      {
        schema: {
          operationId: 'putIntakeSettings',
          tags: ['intake'],
          summary: 'The mail server whose Authentication-Results count (RFC 8601)',
          body: z.object({
            trustedHost: text(253)
              .regex(/^[A-Za-z0-9.-]+$/, 'is not a server’s name')
              .nullable(),
          }),
          response: { 200: SettingsOut },
        },
      },
      async (request) => {
        only(request.caller, ...MANAGERS);
        const { sellerId } = request.caller;
        await ctx.db.withSeller(sellerId, async (tx) =>
          putIntakeSettings(tx, { ...(await readIntakeSettings(tx)), trusted_host: request.body.trustedHost }),
        );
        return settings(sellerId);
      },
    );
    app.post(
      '/intake-settings/address',
      {
        preValidation: emptyBody,
        schema: {
          operationId: 'renewIntakeAddress',
          tags: ['intake'],
          summary: 'A new secret address; the old one is nobody’s from now on',
          response: { 200: SettingsOut },
        },
      },
      async (request) => {
        only(request.caller, ...MANAGERS);
        await renewDoor(ctx, request.caller.sellerId);
        return settings(request.caller.sellerId);
      },
    );
  };
