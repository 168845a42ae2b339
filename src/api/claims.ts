/** Claims over HTTP (M25, M34): the queue by deadline, one claim with what proves it, and each step as a noun. */
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Proof, claimPack, partyName, readWholeClaim, type WholeClaim } from '../app/claim-pack.ts';
import { actOnClaim, addEvidence, openClaim } from '../app/claims.ts';
import type { Context } from '../app/context.ts';
import { actorName, type Language } from '../core/access.ts';
import {
  AGAINST,
  CLAIM_REASONS,
  CLAIM_STATES,
  CLAIM_VERBS,
  type Claim,
  type ClaimCommand,
  type ClaimState,
  type ClaimVerb,
  dueOf,
  openAmount,
  PAID_INTO,
  whyNot,
} from '../core/claims/claim.ts';
import { deadlineSays } from '../core/claims/deadlines.ts';
import { EVIDENCE_KINDS } from '../core/claims/evidence.ts';
import { CLAIM_WORDS, describeClaim, describeClaimRefusal } from '../core/claims/words.ts';
import { isUuid } from '../core/ids.ts';
import { decimal, type Money, money, parseMoney } from '../core/money.ts';
import { claimsAbout, countClaims, findCounterpart, type ListedClaim, listClaimsDue, listClaimsNewest } from '../store/claims.ts';
import { findOrder, readOrder } from '../store/orders.ts';
import { readReturn } from '../store/returns.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { emptyBody } from './once.ts';
import { problem } from './problems.ts';
import { Decimal, Instant } from './schemas.ts';
import { sendBytes, sendFile } from './send-file.ts';
import { readUploads } from './uploads.ts';

const words = (most: number) => z.string().trim().min(1, 'must not be empty').max(most);
const Currency = z.string().regex(/^[A-Z]{3}$/);

/** The tabs of the queue. `done`: paid, or written off. */
export const CLAIM_TABS = ['draft', 'submitted', 'accepted', 'rejected', 'done'] as const;

const Listed = z.object({
  id: z.string(),
  code: z.string(),
  against: z.enum(AGAINST),
  party: z.string(),
  partyName: z.string().describe('A carrier by its name, not its slug.'),
  why: z.enum(CLAIM_REASONS),
  state: z.enum(CLAIM_STATES),
  amount: z.string(),
  currency: z.string(),
  dueAt: z.string().nullable().describe('When something must be done about it: submit, ask again, look for the money.'),
  overdue: z.boolean(),
  channelOrderId: z.string().nullable(),
  rma: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  changedAt: z.string(),
});

const ClaimOut = Listed.extend({
  key: z.string(),
  version: z.int(),
  says: z.string(),
  openedAt: z.string(),
  open: z.string().describe('What is still to come: asked for, or agreed.'),
  about: z.object({
    orderId: z.string().optional(),
    channel: z.string().optional(),
    returnId: z.string().optional(),
    lineId: z.string().optional(),
    unit: z.int().optional(),
    payoutLineId: z.string().optional(),
    item: z.string().optional(),
    buyer: z.string().optional(),
  }),
  deadline: z.object({
    dueAt: z.string(),
    rule: z.string().nullable().describe('Null: a person set it, and `source` is the reason.'),
    source: z.string(),
    memory: z.boolean().describe('The term was not read from the carrier itself: look into your contract.'),
  }),
  submission: z.object({ how: z.enum(['hand', 'mail']), to: z.string().optional(), reference: z.string().optional() }).nullable(),
  agreed: z.string().nullable(),
  paid: z.object({ amount: z.string(), into: z.enum(PAID_INTO), reference: z.string().optional() }).nullable(),
  because: z.string().nullable(),
  checklist: z.array(z.object({ kind: z.enum(EVIDENCE_KINDS), says: z.string(), need: z.enum(['must', 'helps']), there: z.boolean() })),
  evidence: z.array(
    z.object({
      id: z.string().nullable().describe('Null: shown by the order or the return itself.'),
      kind: z.enum(EVIDENCE_KINDS),
      title: z.string(),
      says: z.string(),
      at: z.string(),
      file: z.object({ name: z.string(), type: z.string(), sha256: z.string(), size: z.int(), url: z.string() }).nullable(),
    }),
  ),
  events: z.array(z.object({ seq: z.int(), at: z.string(), by: z.string(), type: z.string(), says: z.string() })),
  sendTo: z.string().nullable().describe('Where the last claim against this side was sent.'),
  commands: z.record(z.string(), z.object({ allowed: z.boolean(), because: z.string().optional(), says: z.string().optional() })),
});

const Bodies = {
  amendment: z.object({
    amount: Decimal.optional(),
    says: z.string().trim().max(5000).optional(),
    party: z.string().trim().max(200).optional(),
  }),
  deadline: z.object({ dueAt: Instant, because: words(500) }),
  submission: z.object({
    how: z.enum(['hand', 'mail']),
    to: z.email().max(254).optional(),
    reference: z.string().trim().max(200).optional(),
  }),
  acceptance: z.object({ amount: Decimal.optional(), reference: z.string().trim().max(200).optional() }),
  rejection: z.object({ because: words(1000) }),
  payment: z.object({
    amount: Decimal.optional(),
    into: z.enum(PAID_INTO).default('bank'),
    reference: z.string().trim().max(200).optional(),
  }),
  'write-off': z.object({ because: words(1000) }),
  undo: z.object({}),
} as const satisfies Readonly<Record<Exclude<ClaimVerb, 'reminder'>, z.ZodType>>;
const Version = z.object({ version: z.int().optional().describe('What you saw: somebody else’s change in between is refused.') });

const SUMMARIES: Readonly<Record<keyof typeof Bodies, string>> = {
  amendment: 'Change the draft',
  deadline: 'Set the date by hand, with a reason',
  submission: 'Send it by mail with its evidence pack, or note that it was sent',
  acceptance: 'The other side agrees, in full or in part',
  rejection: 'The other side refuses',
  payment: 'The money has come; it is booked once',
  'write-off': 'Give it up, with a reason',
  undo: 'Take the last step back, as far as the world allows it',
};

const STATES_OF: Readonly<Record<(typeof CLAIM_TABS)[number], readonly ClaimState[]>> = {
  draft: ['draft'],
  submitted: ['submitted'],
  accepted: ['accepted'],
  rejected: ['rejected'],
  done: ['paid', 'written_off'],
};

export const claims =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const Id = z.object({ id: z.string() });
    const whole = async (request: FastifyRequest, id: string): Promise<WholeClaim> => {
      const found = isUuid(id) ? await readWholeClaim(ctx, request.caller.sellerId, id) : null;
      if (!found) throw problem('not_found', { detail: `There is no claim ${id}.` });
      return found;
    };
    const view = async (request: FastifyRequest, id: string): Promise<z.output<typeof ClaimOut>> => {
      const { sellerId } = request.caller;
      const found = await whole(request, id);
      const sendTo = await ctx.db.withSeller(sellerId, (tx) => findCounterpart(tx, found.claim.against, found.claim.party));
      const buyer = found.claim.against === 'buyer' ? (found.buyer?.email ?? null) : null;
      return claimView(ctx, request, found, sendTo ?? buyer);
    };

    app.get(
      '/claims',
      {
        schema: {
          operationId: 'listClaims',
          tags: ['claims'],
          summary: 'The queue, the most urgent first; what has ended, the newest first',
          querystring: z.object({
            tab: z.enum(CLAIM_TABS).default('draft'),
            against: z.enum(AGAINST).optional(),
            orderId: z.uuid().optional().describe('All claims about one order, whatever the tab.'),
            returnId: z.uuid().optional(),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(25),
          }),
          response: {
            200: z.object({
              items: z.array(Listed),
              nextCursor: z.string().nullable(),
              counts: z.array(
                z.object({ state: z.enum(CLAIM_STATES), currency: z.string(), count: z.int(), overdue: z.int(), amount: z.string() }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const { tab, against = null, orderId, returnId, cursor, limit } = request.query;
        const after = cursor === undefined ? null : readCursor(cursor);
        const now = ctx.clock.now(request.caller.sellerId);
        return ctx.db.withSeller(request.caller.sellerId, async (tx) => {
          const about = { ...(orderId && { orderId }), ...(returnId && { returnId }) };
          const rows =
            orderId || returnId
              ? await claimsAbout(tx, about)
              : tab === 'done'
                ? await listClaimsNewest(tx, STATES_OF.done, against, after, limit + 1)
                : await listClaimsDue(tx, STATES_OF[tab][0]!, against, after, limit + 1);
          const page = orderId || returnId ? rows : rows.slice(0, limit);
          const last = page.at(-1);
          const counts = await countClaims(tx, now);
          return {
            items: page.map((row) => listedClaim(ctx, row, now)),
            nextCursor:
              rows.length > page.length && last
                ? cursorOf({ at: tab === 'done' ? last.changed_at : last.due_at!, id: last.body.id })
                : null,
            counts: counts.map(({ state, currency, n, overdue, minor }) => ({
              state,
              currency,
              count: Number(n),
              overdue: Number(overdue),
              amount: decimal(money(Number(minor), currency)),
            })),
          };
        });
      },
    );

    app.post(
      '/claims',
      {
        schema: {
          operationId: 'openClaim',
          tags: ['claims'],
          summary: 'Open a draft by hand; the same key again gives the claim that is there',
          body: z.object({
            key: words(200).optional().describe('Names the mishap; absent: made of what it is about.'),
            against: z.enum(AGAINST),
            why: z.enum(CLAIM_REASONS),
            amount: Decimal,
            currency: Currency,
            says: z.string().trim().max(5000).default(''),
            party: z.string().trim().max(200).default(''),
            channel: z.string().max(100).optional(),
            channelOrderId: z.string().max(200).optional(),
            returnId: z.uuid().optional(),
            lineId: z.string().max(100).optional(),
            unit: z.int().min(1).optional(),
            trackingNumber: z.string().trim().max(100).optional(),
          }),
          response: { 200: ClaimOut, 201: ClaimOut },
        },
      },
      async (request, reply) => {
        only(request.caller, ...CLAIM_VERBS.amendment.roles);
        const { key, amount, currency, channel, channelOrderId, returnId, lineId, unit, trackingNumber, ...rest } = request.body;
        const parsed = parseMoney(amount, currency);
        if (!parsed || parsed.minor === 0)
          throw problem('amount_out_of_range', { errors: [{ path: 'amount', says: 'must be above zero' }] });
        const { sellerId, actor } = request.caller;
        const made = await ctx.db.withSeller(sellerId, async (tx) => {
          const ret = returnId ? await readReturn(tx, returnId) : null;
          if (returnId && !ret) throw problem('not_found', { detail: `There is no return ${returnId}.` });
          const stored = ret
            ? await readOrder(tx, ret.ret.order.id)
            : channel && channelOrderId
              ? await findOrder(tx, channel, channelOrderId)
              : null;
          if (channelOrderId && !stored) throw problem('order_not_found');
          const named = [
            rest.against,
            rest.party,
            channelOrderId ?? returnId ?? '',
            lineId ?? '',
            unit ?? '',
            trackingNumber ?? '',
            rest.why,
          ];
          return openClaim(ctx, tx, {
            ...rest,
            key: key ?? `hand:${named.join(':')}`,
            amount: parsed,
            about: {
              ...(stored && { orderId: stored.order.id }),
              ...(returnId && { returnId }),
              ...(lineId && { lineId }),
              ...(unit && { unit }),
              ...(trackingNumber && { trackingNumber }),
            },
            by: actor,
          });
        });
        return reply.code(made.created ? 201 : 200).send(await view(request, made.id));
      },
    );

    app.get(
      '/claims/:id',
      {
        schema: {
          operationId: 'getClaim',
          tags: ['claims'],
          summary: 'One claim with all that proves it',
          params: Id,
          response: { 200: ClaimOut },
        },
      },
      async (request) => view(request, request.params.id),
    );

    for (const verb of Object.keys(Bodies) as (keyof typeof Bodies)[]) {
      const operation = verb.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      app.post(
        `/claims/:id/${verb}`,
        {
          preValidation: emptyBody,
          schema: {
            operationId: `claim${operation.charAt(0).toUpperCase()}${operation.slice(1)}`,
            tags: ['claims'],
            summary: SUMMARIES[verb],
            params: Id,
            body: z.intersection(Bodies[verb], Version),
            response: { 200: ClaimOut },
          },
        },
        async (request) => {
          const { claim } = await whole(request, request.params.id);
          const { version, amount, ...given } = request.body as { version?: number; amount?: string } & Record<string, unknown>;
          const parsed = amount === undefined ? undefined : parseMoney(amount, claim.amount.currency);
          if (parsed === null)
            throw problem('amount_out_of_range', { errors: [{ path: 'amount', says: `is finer than ${claim.amount.currency}` }] });
          const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
          const command = { verb, ...known, ...(parsed && { amount: parsed }) } as ClaimCommand;
          const acted = await actOnClaim(ctx, request.caller.sellerId, claim.id, command, request.caller.actor, version);
          if (!acted.ok) {
            const { refusal } = acted;
            throw refusal === 'not_found' || refusal === 'version_conflict'
              ? problem(refusal)
              : problem(refusal, { detail: describeClaimRefusal(refusal, request.caller.language) });
          }
          return view(request, claim.id);
        },
      );
    }

    app.post(
      '/claims/:id/evidence',
      {
        schema: {
          operationId: 'addClaimEvidence',
          tags: ['claims'],
          summary: 'Words, or a file with words, as multipart fields `kind`, `says` and `file`; pictures lose their hidden data',
          params: Id,
          consumes: ['multipart/form-data'],
          response: { 201: ClaimOut },
        },
      },
      async (request, reply) => {
        only(request.caller, ...CLAIM_VERBS.amendment.roles);
        const { claim } = await whole(request, request.params.id);
        const { fields, files } = await readUploads(request);
        const kind = EVIDENCE_KINDS.find((one) => one === fields['kind']);
        if (!kind) throw problem('invalid_request', { errors: [{ path: 'kind', says: `must be one of ${EVIDENCE_KINDS.join(', ')}` }] });
        const says = (fields['says'] ?? '').trim().slice(0, 5000);
        if (files.length === 0 && says === '')
          throw problem('invalid_request', { errors: [{ path: 'says', says: 'say something, or add a file' }] });
        const { sellerId, actor } = request.caller;
        if (files.length === 0) await addEvidence(ctx, sellerId, claim.id, { kind, says }, actor);
        for (const file of files) await addEvidence(ctx, sellerId, claim.id, { kind, says, file }, actor);
        return reply.code(201).send(await view(request, claim.id));
      },
    );

    app.get(
      '/claims/:id/files/:sha256',
      {
        schema: {
          operationId: 'getClaimFile',
          tags: ['claims'],
          summary: 'A file of its evidence',
          params: z.object({ id: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
        },
      },
      async (request, reply) => {
        const { proofs } = await whole(request, request.params.id);
        const file = proofs.find((proof) => proof.file?.sha256 === request.params.sha256)?.file;
        return sendFile(ctx, reply, file);
      },
    );

    app.get(
      '/claims/:id/pack.zip',
      {
        schema: {
          operationId: 'getClaimPack',
          tags: ['claims'],
          summary: 'The evidence pack: a summary as PDF, the files, and their SHA-256',
          params: Id,
        },
      },
      async (request, reply) => {
        const pack = await claimPack(ctx, ctx.sellers.get(request.caller.sellerId), await whole(request, request.params.id));
        return sendBytes(reply, { name: pack.name, type: 'application/zip' }, pack.bytes);
      },
    );
  };

function listedClaim(ctx: Context, { body, due_at, changed_at, channel_order_id, rma }: ListedClaim, now: string): z.output<typeof Listed> {
  return {
    id: body.id,
    code: body.code,
    against: body.against,
    party: body.party,
    partyName: partyName(ctx, body),
    why: body.why,
    state: body.state,
    amount: decimal(body.amount),
    currency: body.amount.currency,
    dueAt: due_at,
    overdue: due_at !== null && due_at <= now,
    channelOrderId: channel_order_id,
    rma,
    trackingNumber: body.about.trackingNumber ?? null,
    changedAt: changed_at,
  };
}

function claimView(ctx: Context, request: FastifyRequest, found: WholeClaim, sendTo: string | null): z.output<typeof ClaimOut> {
  const { claim, events, proofs, checklist, stored, ret } = found;
  const { language, sellerId } = request.caller;
  const now = ctx.clock.now(sellerId);
  const { zone } = ctx.sellers.get(sellerId);
  const dueAt = dueOf(claim);
  const titles = CLAIM_WORDS[language].evidence;
  const item = stored?.order.lines.find(({ id }) => id === claim.about.lineId)?.title ?? stored?.order.lines[0]?.title;
  return {
    ...listedClaim(
      ctx,
      {
        body: claim,
        due_at: dueAt,
        changed_at: events.at(-1)?.at ?? claim.openedAt,
        channel_order_id: stored?.order.channelOrderId ?? null,
        rma: ret?.rma ?? null,
      },
      now,
    ),
    key: claim.key,
    version: claim.version,
    says: claim.says,
    openedAt: claim.openedAt,
    open: decimal(openAmount(claim)),
    about: {
      ...known(claim.about, 'orderId', 'returnId', 'lineId', 'unit', 'payoutLineId'),
      ...(stored && { channel: stored.order.channel, buyer: stored.buyer.name }),
      ...(item !== undefined && { item }),
    },
    deadline: {
      dueAt: claim.deadline.dueAt,
      rule: claim.deadline.rule,
      source: deadlineSays(claim.deadline, language),
      memory: claim.deadline.memory ?? false,
    },
    submission: claim.submission ?? null,
    agreed: text(claim.agreed),
    paid: claim.paid ? { ...claim.paid, amount: decimal(claim.paid.amount) } : null,
    because: claim.because ?? null,
    checklist: checklist.map((entry) => ({ ...entry, says: titles[entry.kind] })),
    evidence: proofs.map((proof) => evidenceView(claim, proof, titles)),
    events: events.map((event) => ({
      seq: event.seq,
      at: event.at,
      by: actorName(event.by),
      type: event.type,
      says: describeClaim(event, language, zone),
    })),
    sendTo,
    commands: commandsOf(claim, request, language),
  };
}

const text = (amount: Money | undefined): string | null => (amount ? decimal(amount) : null);

const evidenceView = (claim: Claim, { id, kind, says, at, file }: Proof, titles: Readonly<Record<string, string>>) => ({
  id,
  kind,
  title: titles[kind] ?? kind,
  says,
  at,
  file: file && { ...file, url: `/api/v1/claims/${claim.id}/files/${file.sha256}` },
});

function commandsOf(claim: Claim, request: FastifyRequest, language: Language) {
  return Object.fromEntries(
    (Object.keys(Bodies) as (keyof typeof Bodies)[]).map((verb) => {
      const refusal = whyNot(claim, verb, request.caller.actor);
      return [
        verb,
        refusal === null ? { allowed: true } : { allowed: false, because: refusal, says: describeClaimRefusal(refusal, language) },
      ];
    }),
  );
}

/** The named fields that are there. */
function known<T extends object, K extends keyof T>(from: T, ...names: readonly K[]): { [P in K]?: Exclude<T[P], undefined> } {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]))) as never;
}
