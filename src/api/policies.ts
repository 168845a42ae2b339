/** Policies: what decides, what decided, and what is being written (M1–M5). Trying a draft on the past is `simulations.ts`. */
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { evaluatePolicy } from '../app/ask-policy.ts';
import {
  createDraft,
  discardDraft,
  inOrder,
  listPolicies,
  publishDraft,
  readDraft,
  readVersion,
  rollBack,
  saveDraft,
  type Version,
  type WholeDraft,
  withdrawVersion,
} from '../app/policies.ts';
import { type Language, LANGUAGES } from '../core/access.ts';
import { isUuid } from '../core/ids.ts';
import { alternativesOf } from '../core/policy/alternatives.ts';
import { completePolicy, isStorable, type PolicyDocument, type PolicyProblem, QUESTIONS, readPolicy } from '../core/policy/document.ts';
import { isCountry } from '../core/policy/law/countries.ts';
import { lawBook } from '../core/policy/law/law.ts';
import { sayProblem } from '../core/policy/lint-words.ts';
import { plainPolicy, plainPolicyText } from '../core/policy/plain.ts';
import { spokenRows } from '../core/policy/spoken.ts';
import { listPolicyVersions, type PolicyDraft } from '../store/policies.ts';
import { only } from './auth.ts';
import { inForce, readCase } from './decisions.ts';
import { emptyBody, IdempotencyHeaders, onceOf } from './once.ts';
import { problem } from './problems.ts';
import { alternativeView, decisionView } from './return-view.ts';
import { DecisionIn, DecisionOut, WouldChangeOut } from './schemas.ts';

const File = z.record(z.string(), z.unknown());
/** Whatever the database can keep: what is wrong with it as a policy is told, not refused. */
const Document = z.record(z.string(), z.unknown()).refine(isStorable, 'is nested too deep, or holds signs that are no text');
const PolicyName = z.string().trim().min(1, 'must not be empty').max(200);
const LocalDate = z.iso.date('must be a date such as 2026-12-01');

const VersionOut = z
  .object({
    version: z.string(),
    name: z.string(),
    effectiveFrom: z.string().describe('The moment from which it decides.'),
    publishedAt: z.string(),
    publishedBy: z.string(),
    state: z.enum(['in_force', 'scheduled', 'superseded']),
    restores: z.string().nullable().describe('The version that a rollback brought back.'),
  })
  .meta({ id: 'PolicyVersion' });
const WholeVersionOut = VersionOut.extend({ document: z.record(z.string(), z.unknown()) }).meta({ id: 'WholePolicyVersion' });
const DraftOut = z
  .object({
    id: z.string(),
    name: z.string(),
    basedOn: z.string().nullable(),
    revision: z.int(),
    createdAt: z.string(),
    createdBy: z.string(),
    updatedAt: z.string(),
    updatedBy: z.string(),
  })
  .meta({ id: 'PolicyDraft' });
const ProblemOfPolicy = z
  .object({
    at: z.string().describe('Where in the document: `tables.window[2].answer.days`.'),
    problem: z.string(),
    severity: z.enum(['error', 'warning']),
    says: z.string(),
    question: z.string().optional(),
    row: z.string().optional(),
    facts: z.record(z.string(), z.unknown()).optional(),
    example: z.record(z.string(), z.unknown()).optional().describe('A case in which it shows, as a condition.'),
  })
  .meta({ id: 'PolicyProblem' });
const WholeDraftOut = DraftOut.extend({ document: z.record(z.string(), z.unknown()), problems: z.array(ProblemOfPolicy) }).meta({
  id: 'WholePolicyDraft',
});

export const policies =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const DraftId = z.object({ id: z.string() });
    const VersionName = z.object({ version: z.string().max(300) });

    app.get(
      '/policy',
      {
        schema: {
          operationId: 'getPolicy',
          tags: ['policy'],
          summary: 'The policy in force, in words',
          response: {
            200: z.object({
              version: z.string(),
              name: z.string(),
              effectiveFrom: z.string(),
              questions: z.array(
                z.object({ question: z.string(), rows: z.array(z.object({ id: z.string(), says: z.string(), buyer: z.string() })) }),
              ),
              versions: z.array(
                z.object({ version: z.string(), effectiveFrom: z.string(), publishedAt: z.string(), publishedBy: z.string() }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const { sellerId, language } = request.caller;
        const policy = await inForce(ctx, sellerId, ctx.clock.now(sellerId));
        const versions = await ctx.db.withSeller(sellerId, listPolicyVersions);
        return {
          version: policy.version,
          name: policy.name,
          effectiveFrom: policy.effectiveFrom,
          questions: Object.entries(policy.tables).map(([question, rows]) => ({
            question,
            rows: rows.map((row) => {
              const words = row.words[language as Exclude<Language, 'en'>] ?? row.words.en;
              return { id: row.id, says: words.agent, buyer: words.buyer };
            }),
          })),
          versions: versions.map((v) => ({
            version: v.version,
            effectiveFrom: v.effective_from,
            publishedAt: v.published_at,
            publishedBy: v.published_by,
          })),
        };
      },
    );

    app.get(
      '/policies',
      {
        schema: {
          operationId: 'listPolicies',
          tags: ['policy'],
          summary: 'Every version, newest first, and the drafts',
          response: { 200: z.object({ inForce: z.string(), versions: z.array(VersionOut), drafts: z.array(DraftOut) }) },
        },
      },
      async (request) => {
        const { inForce: version, versions, drafts } = await listPolicies(ctx, request.caller.sellerId);
        return { inForce: version, versions: versions.map(versionView), drafts: drafts.map(draftView) };
      },
    );

    // ——— versions ———

    const versionOr404 = async (sellerId: string, name: string) => {
      const version = await readVersion(ctx, sellerId, name);
      if (!version) throw problem('not_found', { detail: `There is no policy version ${name}.` });
      return version;
    };
    const wholeVersion = async (sellerId: string, name: string) => {
      const version = await versionOr404(sellerId, name);
      return { ...versionView(version), document: inOrder(version.document) };
    };

    app.get(
      '/policies/versions/:version',
      {
        schema: {
          operationId: 'getPolicyVersion',
          tags: ['policy'],
          summary: 'One version, whole',
          params: VersionName,
          response: { 200: WholeVersionOut },
        },
      },
      (request) => wholeVersion(request.caller.sellerId, request.params.version),
    );

    app.post(
      '/policies/versions/:version/rollback',
      {
        schema: {
          operationId: 'rollBackPolicy',
          tags: ['policy'],
          summary: 'Publish the document of an earlier version anew, in force at once',
          headers: IdempotencyHeaders,
          params: VersionName,
          body: z.object({}).nullish(),
          response: { 201: WholeVersionOut },
        },
        preValidation: emptyBody,
      },
      async (request, reply) => {
        const { sellerId, actor, language } = request.caller;
        only(request.caller, 'manager', 'administrator');
        const { version } = request.params;
        const published = await rollBack(ctx, sellerId, version, actor, onceOf(request));
        if (!published.ok) {
          if (published.refusal === 'not_found') throw problem('not_found', { detail: `There is no policy version ${version}.` });
          if (published.refusal === 'policy_has_problems') throw problemsProblem(published.problems, language);
          throw problem(published.refusal);
        }
        return reply.code(201).send(await wholeVersion(sellerId, published.version));
      },
    );

    app.delete(
      '/policies/versions/:version',
      {
        schema: {
          operationId: 'withdrawPolicyVersion',
          tags: ['policy'],
          summary: 'Take back a version before its day has come',
          params: VersionName,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { sellerId, actor } = request.caller;
        only(request.caller, 'manager', 'administrator');
        const { version } = request.params;
        await versionOr404(sellerId, version);
        if (!(await withdrawVersion(ctx, sellerId, version, actor))) throw problem('not_scheduled');
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/policies/versions/:version/export',
      {
        schema: {
          operationId: 'exportPolicyVersion',
          tags: ['policy'],
          summary: 'The document as a file',
          params: VersionName,
          response: { 200: File },
        },
      },
      async (request, reply) => {
        const version = await versionOr404(request.caller.sellerId, request.params.version);
        return attachment(reply, version.version, version.document);
      },
    );

    // ——— drafts ———

    const draftOr404 = async (sellerId: string, id: string): Promise<WholeDraft> => {
      const draft = isUuid(id) ? await readDraft(ctx, sellerId, id) : null;
      if (!draft) throw problem('not_found', { detail: `There is no draft ${id}.` });
      return draft;
    };

    app.post(
      '/policies/drafts',
      {
        schema: {
          operationId: 'createPolicyDraft',
          tags: ['policy'],
          summary: 'A draft of a version (the one in force where none is named), or of a document from a file',
          headers: IdempotencyHeaders,
          body: z
            .object({ name: PolicyName.optional(), basedOn: z.string().max(300).optional(), document: Document.optional() })
            .refine((body) => body.basedOn === undefined || body.document === undefined, 'takes basedOn or document, not both'),
          response: { 201: WholeDraftOut },
        },
        preValidation: emptyBody,
      },
      async (request, reply) => {
        const { sellerId, actor, language } = request.caller;
        only(request.caller, 'manager', 'administrator');
        const made = await createDraft(ctx, sellerId, request.body, actor, onceOf(request));
        if (!made.ok) {
          if (made.refusal === 'unknown_version')
            throw problem('unknown_version', { errors: [{ path: 'basedOn', says: 'is no version of this seller' }] });
          throw problem(made.refusal);
        }
        return reply.code(201).send(wholeDraftView(await draftOr404(sellerId, made.id), language));
      },
    );

    app.get(
      '/policies/drafts/:id',
      {
        schema: {
          operationId: 'getPolicyDraft',
          tags: ['policy'],
          summary: 'A draft, with what is wrong with it',
          params: DraftId,
          response: { 200: WholeDraftOut },
        },
      },
      async (request) => wholeDraftView(await draftOr404(request.caller.sellerId, request.params.id), request.caller.language),
    );

    app.put(
      '/policies/drafts/:id',
      {
        schema: {
          operationId: 'savePolicyDraft',
          tags: ['policy'],
          summary: 'Save, with whatever is wrong with it; not over what somebody else saved in the meantime',
          params: DraftId,
          body: z.object({ revision: z.int().min(1).describe('The revision that you saw.'), document: Document }),
          response: { 200: WholeDraftOut },
        },
      },
      async (request) => {
        const { sellerId, actor, language } = request.caller;
        only(request.caller, 'manager', 'administrator');
        const { id } = request.params;
        const saved = isUuid(id) ? await saveDraft(ctx, sellerId, { id, ...request.body }, actor) : NOT_FOUND;
        if (saved.ok) return wholeDraftView(saved.draft, language);
        if (saved.refusal === 'not_found') throw problem('not_found', { detail: `There is no draft ${id}.` });
        throw savedMeanwhile(saved);
      },
    );

    app.delete(
      '/policies/drafts/:id',
      {
        schema: {
          operationId: 'discardPolicyDraft',
          tags: ['policy'],
          summary: 'Throw a draft away',
          params: DraftId,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const { id } = request.params;
        if (!isUuid(id) || !(await discardDraft(ctx, request.caller.sellerId, id)))
          throw problem('not_found', { detail: `There is no draft ${id}.` });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/policies/drafts/:id/publication',
      {
        schema: {
          operationId: 'publishPolicyDraft',
          tags: ['policy'],
          summary: 'Make a version of it, from now on or from a later day; the draft is gone then',
          headers: IdempotencyHeaders,
          params: DraftId,
          body: z.object({
            effectiveFrom: LocalDate.optional().describe('Day of the seller’s calendar, today or later; today means now.'),
            despiteWarnings: z.boolean().optional().describe('The warnings were read.'),
            revision: z.int().min(1).optional().describe('The revision that you saw: one that was saved since answers 409.'),
          }),
          response: { 201: WholeVersionOut },
        },
        preValidation: emptyBody,
      },
      async (request, reply) => {
        const { sellerId, actor, language } = request.caller;
        only(request.caller, 'manager', 'administrator');
        const { id } = request.params;
        const published = isUuid(id) ? await publishDraft(ctx, sellerId, id, request.body, actor, onceOf(request)) : NOT_FOUND;
        if (published.ok) return reply.code(201).send(await wholeVersion(sellerId, published.version));
        switch (published.refusal) {
          case 'not_found':
            throw problem('not_found', { detail: `There is no draft ${id}.` });
          case 'policy_has_problems':
            throw problemsProblem(published.problems, language);
          case 'version_conflict':
            throw savedMeanwhile(published);
          case 'already_published':
            throw problem('already_published', {
              detail: `It became ${published.version}.`,
              facts: { version: published.version },
            });
          case 'date_in_the_past':
            throw problem('date_in_the_past', { errors: [{ path: 'effectiveFrom', says: 'is not today or later' }] });
          case 'idempotency_key_reused':
            throw problem('idempotency_key_reused');
        }
      },
    );

    app.get(
      '/policies/drafts/:id/export',
      {
        schema: {
          operationId: 'exportPolicyDraft',
          tags: ['policy'],
          summary: 'The document as a file',
          params: DraftId,
          response: { 200: File },
        },
      },
      async (request, reply) => {
        const draft = await draftOr404(request.caller.sellerId, request.params.id);
        return attachment(reply, draft.name, draft.document as PolicyDocument);
      },
    );

    // ——— what buyers read ———

    const PublicQuery = z.object({
      language: z.enum(LANGUAGES).default('en'),
      country: z
        .string()
        .refine(isCountry, 'is no country of ISO 3166-1')
        .optional()
        .describe('Whose law it speaks of; the seller’s where absent.'),
    });
    const PublicOut = z
      .object({
        title: z.string(),
        sections: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })),
        text: z.string().describe('The whole as plain text, for a profile on a marketplace.'),
      })
      .meta({ id: 'PublicPolicy' });
    const publicView = (policy: PolicyDocument, sellerId: string, { language, country }: z.output<typeof PublicQuery>) => {
      const plain = plainPolicy(policy, lawBook, country ?? ctx.sellers.get(sellerId).country, language);
      const sections = plain.sections.map(({ heading, paragraphs }) => ({ heading, paragraphs: [...paragraphs] }));
      return { title: plain.title, sections, text: plainPolicyText(plain) };
    };

    app.get(
      '/policies/versions/:version/public',
      {
        schema: {
          operationId: 'getPublicPolicyVersion',
          tags: ['policy'],
          summary: 'The policy in plain words, for buyers',
          params: VersionName,
          querystring: PublicQuery,
          response: { 200: PublicOut },
        },
      },
      async (request) => {
        const { sellerId } = request.caller;
        return publicView((await versionOr404(sellerId, request.params.version)).document, sellerId, request.query);
      },
    );

    app.get(
      '/policies/drafts/:id/public',
      {
        schema: {
          operationId: 'getPublicPolicyDraft',
          tags: ['policy'],
          summary: 'What a draft would say to buyers, in plain words',
          params: DraftId,
          querystring: PublicQuery,
          response: { 200: PublicOut },
        },
      },
      async (request) => {
        const { sellerId, language } = request.caller;
        const { document } = await draftOr404(sellerId, request.params.id);
        return publicView(policyOr422(document, language), sellerId, request.query);
      },
    );

    // ——— the test bench ———

    app.post(
      '/policies/trial',
      {
        schema: {
          operationId: 'tryPolicy',
          tags: ['policy'],
          summary: 'What a policy would decide about a case, beside the one in force; writes nothing',
          body: z.object({
            document: Document.optional(),
            draftId: z.string().optional(),
            version: z.string().max(300).optional(),
            case: DecisionIn,
          }),
          response: {
            200: z.object({
              decision: DecisionOut,
              wouldChange: WouldChangeOut,
              spoke: z.array(z.object({ question: z.enum(QUESTIONS as [string, ...string[]]), row: z.string() })),
              instead: DecisionOut.nullable().describe('What the version in force says; null where that is the one that was tried.'),
            }),
          },
        },
      },
      async (request) => {
        const { sellerId, language } = request.caller;
        const { document, draftId, version } = request.body;
        const facts = readCase(request.body.case, ctx.clock.now(sellerId));
        const present = await inForce(ctx, sellerId, facts.at);
        let tried = present;
        if (document !== undefined || draftId !== undefined) {
          const given = document ?? (await draftOr404(sellerId, draftId!)).document;
          tried = policyOr422(given, language);
        } else if (version !== undefined) tried = (await versionOr404(sellerId, version)).document;
        const decision = evaluatePolicy(ctx, tried, facts);
        const options = { law: lawBook, holidays: ctx.holidays };
        return {
          decision: decisionView(decision, language, tried),
          wouldChange: alternativesOf(tried, facts, options).map((one) => alternativeView(one, language)),
          spoke: [...spokenRows(tried, facts, decision, options)],
          instead: tried.version === present.version ? null : decisionView(evaluatePolicy(ctx, present, facts), language, present),
        };
      },
    );

    const savedMeanwhile = ({ revision, updatedBy }: { readonly revision: number; readonly updatedBy: string }) =>
      problem('version_conflict', {
        detail: `${updatedBy} has saved it: it stands at revision ${revision} now.`,
        facts: { revision, updatedBy },
      });

    function policyOr422(document: unknown, language: Language): PolicyDocument {
      const read = readPolicy(completePolicy(document));
      if (!read.ok) throw problemsProblem(read.problems, language);
      return read.policy;
    }

    function problemsProblem(problems: readonly PolicyProblem[], language: Language) {
      return problem('policy_has_problems', {
        errors: problems.map((one) => ({ path: one.at, says: sayProblem(one, language) })),
        facts: {
          errors: problems.filter(({ severity }) => severity === 'error').length,
          warnings: problems.filter(({ severity }) => severity === 'warning').length,
        },
      });
    }
  };

const NOT_FOUND = { ok: false, refusal: 'not_found' } as const;

const versionView = (v: Version): z.output<typeof VersionOut> => ({
  version: v.version,
  name: v.name,
  effectiveFrom: v.effective_from,
  publishedAt: v.published_at,
  publishedBy: v.published_by,
  state: v.state,
  restores: v.restores,
});

const draftView = (draft: Omit<PolicyDraft, 'document'>): z.output<typeof DraftOut> => ({
  id: draft.id,
  name: draft.name,
  basedOn: draft.based_on,
  revision: draft.revision,
  createdAt: draft.created_at,
  createdBy: draft.created_by,
  updatedAt: draft.updated_at,
  updatedBy: draft.updated_by,
});

const wholeDraftView = (draft: WholeDraft, language: Language): z.output<typeof WholeDraftOut> => ({
  ...draftView(draft),
  document: inOrder(draft.document as PolicyDocument),
  problems: draft.problems.map((one) => {
    const { facts, example, ...rest } = one;
    return {
      ...rest,
      says: sayProblem(one, language),
      ...(facts && { facts: { ...facts } }),
      ...(example && { example: { ...example } }),
    };
  }),
});

function attachment(reply: FastifyReply, name: string, document: PolicyDocument) {
  const file = `${name.replace(/[^A-Za-z0-9@._-]+/g, '-')}.json`;
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${file}"`)
    .serializer((text: string) => text)
    .send(`${JSON.stringify(inOrder(document), null, 2)}\n` as never);
}
