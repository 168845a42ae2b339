/** Disputes over HTTP (M35): the queue by the answer that is owed, one dispute with everything that stands for and against us, each step as a noun. */
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { confirmCounterfeit } from '../app/counterfeit.ts';
import { disputePack, readWholeDispute, type WholeDispute } from '../app/dispute-pack.ts';
import { actOnDispute, type DisputeAct, openDisputeOn } from '../app/disputes.ts';
import { actorName } from '../core/access.ts';
import {
  answerClock,
  APPEAL_TO,
  type Dispute,
  DISPUTE_KINDS,
  DISPUTE_REASONS,
  DISPUTE_STATES,
  DISPUTE_VERBS,
  type DisputeVerb,
  OUTCOMES,
  PARTIES,
  type Terms,
  whyNotDispute,
} from '../core/disputes/dispute.ts';
import { PROOF_KINDS } from '../core/disputes/evidence.ts';
import { describeDispute, describeDisputeRefusal } from '../core/disputes/words.ts';
import { isUuid } from '../core/ids.ts';
import { decimal, type Money, parseMoney } from '../core/money.ts';
import { describeRefusal } from '../core/return/describe.ts';
import {
  counterfeitsOf,
  countDisputes,
  disputesOfReturn,
  type ListedDispute,
  listDisputesDue,
  listDisputesNewest,
} from '../store/disputes.ts';
import { readReturn } from '../store/returns.ts';
import { only } from './auth.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { emptyBody } from './once.ts';
import { problem } from './problems.ts';
import { Decimal, Instant } from './schemas.ts';
import { sendBytes, sendFile } from './send-file.ts';
import { readUploads } from './uploads.ts';

const Words = z.string().trim().min(1, 'must not be empty').max(5000);
const Reference = z.string().trim().min(1).max(200);
const Outsider = z.enum(['buyer', 'marketplace', 'bank']);
const Decider = z.enum(['seller', 'marketplace', 'bank']);
const TermsIn = { outcome: z.enum(OUTCOMES), amount: Decimal.optional().describe('Needed for `split`.') };

/** The tabs of the queue, in the order of work. */
export const DISPUTE_TABS = [...DISPUTE_STATES.filter((state) => state !== 'closed'), 'all'] as const;

const TermsOut = z.object({ outcome: z.enum(OUTCOMES), amount: z.string().nullable() });
const Listed = z.object({
  id: z.string(),
  code: z.string(),
  kind: z.enum(DISPUTE_KINDS),
  reason: z.enum(DISPUTE_REASONS),
  reference: z.string().nullable(),
  state: z.enum(DISPUTE_STATES),
  amount: z.string(),
  currency: z.string(),
  dueAt: z.string().nullable().describe('By when we owe an answer; null where we owe none.'),
  overdue: z.boolean(),
  outcome: z.enum(OUTCOMES).nullable(),
  returnId: z.string(),
  rma: z.string(),
  channelOrderId: z.string(),
  buyer: z.string().nullable(),
  openedAt: z.string(),
  changedAt: z.string(),
});

const FileOut = z.object({ name: z.string(), type: z.string(), sha256: z.string(), size: z.int(), url: z.string() });
const DisputeOut = Listed.extend({
  version: z.int(),
  items: z.array(z.object({ lineId: z.string(), unit: z.int(), title: z.string() })),
  clock: z.object({ dueAt: z.string(), warnAt: z.string(), state: z.enum(['running', 'met', 'breached', 'stopped']), source: z.string() }),
  proposal: TermsOut.extend({ party: z.enum(PARTIES), at: z.string(), until: z.string() }).nullable(),
  ruling: TermsOut.extend({ party: Decider, at: z.string(), appealUntil: z.string() }).nullable(),
  appeals: z.int(),
  settled: TermsOut.extend({ by: z.enum(['agreement', 'ruling', 'withdrawal']), at: z.string() }).nullable(),
  /** What is said in it, events and words in one row of time. */
  events: z.array(
    z.object({
      seq: z.int(),
      at: z.string(),
      by: z.string(),
      type: z.string(),
      says: z.string(),
      words: z.string().nullable().describe('What was said, in the party’s own words.'),
      party: z.enum(PARTIES).nullable(),
    }),
  ),
  checklist: z.array(z.object({ kind: z.enum(PROOF_KINDS), need: z.enum(['must', 'helps']), there: z.boolean() })),
  proofs: z.array(
    z.object({
      id: z.string().nullable().describe('Null: shown by the order or the return itself.'),
      kind: z.enum(PROOF_KINDS),
      party: z.enum(PARTIES),
      says: z.string(),
      at: z.string(),
      file: FileOut.nullable(),
    }),
  ),
  others: z.array(z.object({ id: z.string(), code: z.string(), state: z.enum(DISPUTE_STATES) })).describe('About the same return.'),
  commands: z.record(z.string(), z.object({ allowed: z.boolean(), because: z.string().optional(), says: z.string().optional() })),
});

const Bodies = {
  answer: z.object({ says: Words }),
  word: z.object({ party: Outsider, says: Words, answerBy: Instant.optional().describe('The date that marketplace or bank set.') }),
  proposal: z.object({ party: z.enum(PARTIES).default('seller'), says: Words, until: Instant.optional(), ...TermsIn }),
  agreement: z.object({ party: z.enum(PARTIES) }),
  decline: z.object({ party: z.enum(PARTIES), says: Words.optional() }),
  submission: z.object({ to: z.enum(APPEAL_TO), reference: Reference.optional() }),
  ruling: z.object({ party: Decider.default('seller'), says: Words.describe('The reasons.'), ...TermsIn }),
  acceptance: z.object({ party: z.enum(PARTIES) }),
  appeal: z.object({ party: z.enum(PARTIES), to: z.enum(APPEAL_TO), says: Words }),
  withdrawal: z.object({ says: Words }),
} as const satisfies Readonly<Record<Exclude<DisputeVerb, 'tick' | 'evidence'>, z.ZodType>>;
type BodyVerb = keyof typeof Bodies;
const Version = z.object({ version: z.int().optional().describe('What you saw: somebody else’s change in between is refused.') });

const SUMMARIES: Readonly<Record<BodyVerb, string>> = {
  answer: 'Answer; a complaining buyer reads it in the conversation',
  word: 'Write down what buyer, marketplace or bank said; it wants an answer',
  proposal: 'Propose how to settle it',
  agreement: 'A party takes up the other side’s proposal; that is the end',
  decline: 'A party turns the proposal down',
  submission: 'Hand the evidence pack over; its hash is kept',
  ruling: 'Rule on it, or write down a ruling, with reasons',
  acceptance: 'Whoever lost lets the ruling stand',
  appeal: 'Whoever lost goes on to marketplace, bank or mediator',
  withdrawal: 'Whoever began it lets it go',
};

export const disputes =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const Id = z.object({ id: z.string() });
    const whole = async (request: FastifyRequest, id: string): Promise<WholeDispute> => {
      const found = isUuid(id) ? await readWholeDispute(ctx, request.caller.sellerId, id) : null;
      if (!found) throw problem('not_found', { detail: `There is no dispute ${id}.` });
      return found;
    };
    const view = async (request: FastifyRequest, id: string) => disputeView(ctx, request, await whole(request, id));

    /** A sum as people write it, in the dispute's currency. */
    const sumIn = (text: string | undefined, currency: string): Money | undefined => {
      if (text === undefined) return undefined;
      const parsed = parseMoney(text, currency);
      if (!parsed) throw problem('amount_out_of_range', { errors: [{ path: 'amount', says: `is finer than ${currency}` }] });
      return parsed;
    };

    async function act(request: FastifyRequest, id: string, asked: DisputeAct, version?: number) {
      const acted = await actOnDispute(ctx, request.caller.sellerId, id, asked, request.caller.actor, version);
      if (acted.ok) return;
      const { refusal } = acted;
      throw refusal === 'not_found' || refusal === 'version_conflict'
        ? problem(refusal)
        : problem(refusal, { detail: describeDisputeRefusal(refusal, request.caller.language) });
    }

    app.get(
      '/disputes',
      {
        schema: {
          operationId: 'listDisputes',
          tags: ['disputes'],
          summary: 'One state’s disputes, the most urgent first; or all, the last touched first',
          querystring: z.object({
            tab: z.enum(DISPUTE_TABS).default('to_answer'),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(25),
          }),
          response: {
            200: z.object({
              items: z.array(Listed),
              nextCursor: z.string().nullable(),
              counts: z.array(z.object({ state: z.enum(DISPUTE_STATES), count: z.int(), overdue: z.int() })),
            }),
          },
        },
      },
      async (request) => {
        const { tab, cursor, limit } = request.query;
        const after = cursor === undefined ? null : readCursor(cursor, { endless: true });
        const now = ctx.clock.now(request.caller.sellerId);
        return ctx.db.withSeller(request.caller.sellerId, async (tx) => {
          const rows = tab === 'all' ? await listDisputesNewest(tx, after, limit + 1) : await listDisputesDue(tx, tab, after, limit + 1);
          const page = rows.slice(0, limit);
          const last = rows.length > limit ? page.at(-1) : undefined;
          const counts = await countDisputes(tx, now);
          return {
            items: page.map((row) => listedView(row, now)),
            nextCursor: last ? cursorOf({ at: tab === 'all' ? last.changed_at : (last.due_at ?? 'infinity'), id: last.body.id }) : null,
            counts: counts.map(({ state, n, overdue }) => ({ state, count: n, overdue })),
          };
        });
      },
    );

    app.get(
      '/returns/:id/disputes',
      {
        schema: {
          operationId: 'listDisputesOfReturn',
          tags: ['disputes'],
          params: Id,
          response: {
            200: z.object({
              items: z.array(z.object({ id: z.string(), code: z.string(), kind: z.enum(DISPUTE_KINDS), state: z.enum(DISPUTE_STATES) })),
            }),
          },
        },
      },
      async (request) => {
        const { id } = request.params;
        const found = isUuid(id) ? await ctx.db.withSeller(request.caller.sellerId, (tx) => disputesOfReturn(tx, id)) : [];
        return { items: found.map(({ id: one, code, kind, state }) => ({ id: one, code, kind, state })) };
      },
    );

    app.post(
      '/returns/:id/disputes',
      {
        schema: {
          operationId: 'openDispute',
          tags: ['disputes'],
          summary: 'Somebody disagrees; the return goes on hold. The same one told again gives the one that is there',
          params: Id,
          body: z.object({
            kind: z.enum(DISPUTE_KINDS),
            reason: z.enum(DISPUTE_REASONS),
            says: Words.describe('What the other side says, in its own words.'),
            items: z
              .array(z.object({ lineId: z.string().max(100), unit: z.int().min(1).default(1) }))
              .min(1)
              .optional(),
            amount: Decimal.optional().describe('What was paid for the items, unless said.'),
            reference: Reference.optional().describe('The case’s number at marketplace or bank.'),
            answerBy: Instant.optional().describe('The date that marketplace or bank set.'),
          }),
          response: { 200: DisputeOut, 201: DisputeOut },
        },
      },
      async (request, reply) => {
        only(request.caller, ...DISPUTE_VERBS.word.roles);
        const { sellerId, actor } = request.caller;
        const { id } = request.params;
        const { amount, items, reference, answerBy, ...rest } = request.body;
        const loaded = isUuid(id) ? await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, id)) : null;
        if (!loaded) throw problem('not_found', { detail: `There is no return ${id}.` });
        const parsed = sumIn(amount, loaded.ret.order.currency);
        const opened = await openDisputeOn(
          ctx,
          sellerId,
          id,
          {
            ...rest,
            ...(items && { items }),
            ...(parsed && { amount: parsed }),
            ...(reference !== undefined && { reference }),
            ...(answerBy !== undefined && { answerBy }),
          },
          actor,
        );
        if (!opened.ok) throw problem(opened.refusal);
        return reply.code(opened.created ? 201 : 200).send(await view(request, opened.id));
      },
    );

    app.get(
      '/returns/:id/counterfeit',
      {
        schema: {
          operationId: 'getCounterfeit',
          tags: ['disputes'],
          params: Id,
          response: {
            200: z.object({
              items: z.array(z.object({ lineId: z.string(), unit: z.int(), says: z.string(), at: z.string(), by: z.string() })),
            }),
          },
        },
      },
      async (request) => {
        const { id } = request.params;
        const found = isUuid(id) ? await ctx.db.withSeller(request.caller.sellerId, (tx) => counterfeitsOf(tx, id)) : [];
        return { items: found.map((one) => ({ ...one, by: actorName(one.by) })) };
      },
    );

    app.post(
      '/returns/:id/counterfeit',
      {
        schema: {
          operationId: 'confirmCounterfeit',
          tags: ['disputes'],
          summary: 'Counterfeit: refunded at once, the offer stopped, the lot taken from sale, the marketplace told',
          params: Id,
          body: z.object({
            says: Words.describe('What was found.'),
            items: z
              .array(z.object({ lineId: z.string().max(100), unit: z.int().min(1).default(1) }))
              .min(1)
              .optional(),
          }),
          response: { 200: z.object({ units: z.int().describe('Units taken from sale.') }) },
        },
      },
      async (request) => {
        only(request.caller, 'customer_service', 'manager', 'administrator');
        const { sellerId, actor, language } = request.caller;
        const { id } = request.params;
        if (!isUuid(id)) throw problem('not_found');
        const { says, items } = request.body;
        const confirmed = await confirmCounterfeit(ctx, sellerId, id, { says, ...(items && { items }) }, actor);
        if (!confirmed.ok) {
          const { refusal } = confirmed;
          throw refusal === 'not_found' || refusal === 'unknown_item'
            ? problem(refusal)
            : problem(refusal, { detail: describeRefusal(refusal, language) });
        }
        return { units: confirmed.units };
      },
    );

    app.get(
      '/disputes/:id',
      { schema: { operationId: 'getDispute', tags: ['disputes'], params: Id, response: { 200: DisputeOut } } },
      async (request) => view(request, request.params.id),
    );

    for (const verb of Object.keys(Bodies) as BodyVerb[]) {
      app.post(
        `/disputes/:id/${verb}`,
        {
          preValidation: emptyBody,
          schema: {
            operationId: `dispute${verb.charAt(0).toUpperCase()}${verb.slice(1)}`,
            tags: ['disputes'],
            summary: SUMMARIES[verb],
            params: Id,
            body: z.intersection(Bodies[verb], Version),
            response: { 200: DisputeOut },
          },
        },
        async (request) => {
          const found = await whole(request, request.params.id);
          const { version, says, amount, ...given } = request.body as { version?: number; says?: string; amount?: string };
          const parsed = sumIn(amount, found.dispute.amount.currency);
          // The pack is made as it stands now, kept, and named by its hash.
          const packed = verb === 'submission' ? await disputePack(ctx, ctx.sellers.get(request.caller.sellerId), found) : undefined;
          const asked = {
            verb,
            ...given,
            ...(says !== undefined && { said: { says } }),
            ...(parsed && { amount: parsed }),
            ...(packed && { pack: packed.sha256 }),
          } as DisputeAct;
          await act(request, found.dispute.id, asked, version);
          return view(request, found.dispute.id);
        },
      );
    }

    app.post(
      '/disputes/:id/evidence',
      {
        schema: {
          operationId: 'addDisputeEvidence',
          tags: ['disputes'],
          summary: 'Words, or a file with words, as multipart fields `kind`, `party`, `says` and `file`; pictures lose their hidden data',
          params: Id,
          consumes: ['multipart/form-data'],
          response: { 201: DisputeOut },
        },
      },
      async (request, reply) => {
        only(request.caller, ...DISPUTE_VERBS.evidence.roles);
        const { dispute } = await whole(request, request.params.id);
        const { fields, files } = await readUploads(request);
        const proof = PROOF_KINDS.find((one) => one === fields['kind']);
        const party = PARTIES.find((one) => one === (fields['party'] ?? 'seller'));
        const says = (fields['says'] ?? '').trim().slice(0, 5000);
        const errors = [
          ...(proof ? [] : [{ path: 'kind', says: `must be one of ${PROOF_KINDS.join(', ')}` }]),
          ...(party ? [] : [{ path: 'party', says: `must be one of ${PARTIES.join(', ')}` }]),
          ...(files.length === 0 && says === '' ? [{ path: 'says', says: 'say something, or add a file' }] : []),
        ];
        if (!proof || !party || errors.length > 0) throw problem('invalid_request', { errors });
        for (const file of files.length > 0 ? files : [undefined])
          await act(request, dispute.id, { verb: 'evidence', party, said: { says, proof, ...(file && { file }) } });
        return reply.code(201).send(await view(request, dispute.id));
      },
    );

    app.get(
      '/disputes/:id/files/:sha256',
      {
        schema: {
          operationId: 'getDisputeFile',
          tags: ['disputes'],
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
      '/disputes/:id/pack.zip',
      { schema: { operationId: 'getDisputePack', tags: ['disputes'], summary: 'The evidence pack as it would go out now', params: Id } },
      async (request, reply) => {
        const packed = await disputePack(ctx, ctx.sellers.get(request.caller.sellerId), await whole(request, request.params.id));
        return sendBytes(reply, { name: packed.name, type: 'application/zip' }, packed.bytes);
      },
    );
  };

const termsView = ({ outcome, amount }: Terms) => ({ outcome, amount: amount ? decimal(amount) : null });

function listedView({ body, due_at, changed_at, rma, channel_order_id, buyer_name }: ListedDispute, now: string): z.output<typeof Listed> {
  return {
    id: body.id,
    code: body.code,
    kind: body.kind,
    reason: body.reason,
    reference: body.reference ?? null,
    state: body.state,
    amount: decimal(body.amount),
    currency: body.amount.currency,
    dueAt: due_at,
    overdue: due_at !== null && due_at <= now,
    outcome: body.settled?.outcome ?? null,
    returnId: body.returnId,
    rma,
    channelOrderId: channel_order_id,
    buyer: buyer_name,
    openedAt: body.openedAt,
    changedAt: changed_at,
  };
}

function disputeView(ctx: Context, request: FastifyRequest, found: WholeDispute): z.output<typeof DisputeOut> {
  const { dispute, events, words, proofs, checklist, ret, stored, others } = found;
  const { language } = request.caller;
  const { zone } = ctx.sellers.get(request.caller.sellerId);
  const clock = answerClock(dispute, ctx.holidays);
  const isOwed = clock.metAt === undefined && (clock.state === 'running' || clock.state === 'breached') && dispute.closedAt === undefined;
  const said = new Map(words.map((one) => [one.id, one]));
  const { proposal, ruling, settled } = dispute;
  return {
    ...listedView(
      {
        body: dispute,
        due_at: isOwed ? clock.dueAt : null,
        changed_at: events.at(-1)!.at,
        rma: ret.rma,
        channel_order_id: stored.order.channelOrderId,
        buyer_name: stored.buyer.name,
      },
      ctx.clock.now(request.caller.sellerId),
    ),
    version: dispute.version,
    items: dispute.items.map(({ lineId, unit }) => ({
      lineId,
      unit,
      title: ret.items.find((item) => item.lineId === lineId && item.unit === unit)?.title ?? lineId,
    })),
    clock: { dueAt: clock.dueAt, warnAt: clock.warnAt, state: clock.state, source: clock.source },
    proposal: proposal ? { ...termsView(proposal), party: proposal.party, at: proposal.at, until: proposal.until } : null,
    ruling: ruling ? { ...termsView(ruling), party: ruling.party, at: ruling.at, appealUntil: ruling.appealUntil } : null,
    appeals: dispute.appeals,
    settled: settled ? { ...termsView(settled), by: settled.by, at: settled.at } : null,
    events: events.map((event) => {
      const own = 'wordsId' in event && event.wordsId !== undefined ? said.get(event.wordsId) : undefined;
      return {
        seq: event.seq,
        at: event.at,
        by: actorName(event.by),
        type: event.type,
        says: describeDispute(event, dispute, language, zone),
        words: own?.says || null,
        party: own?.party ?? null,
      };
    }),
    checklist: checklist.map((entry) => ({ ...entry })),
    proofs: proofs.map(({ id, kind, party, says, at, file }) => ({
      id,
      kind,
      party,
      says,
      at,
      file: file && { ...file, url: `/api/v1/disputes/${dispute.id}/files/${file.sha256}` },
    })),
    others: others.map(({ id, code, state }: Dispute) => ({ id, code, state })),
    commands: Object.fromEntries(
      (Object.keys(DISPUTE_VERBS) as DisputeVerb[])
        .filter((verb) => verb !== 'tick')
        .map((verb) => {
          const refusal = whyNotDispute(dispute, verb, request.caller.actor);
          return [
            verb,
            refusal === null ? { allowed: true } : { allowed: false, because: refusal, says: describeDisputeRefusal(refusal, language) },
          ];
        }),
    ),
  };
}
