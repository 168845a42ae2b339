/** Templates of answers (M17): managers write them, the team uses them. Checked when they are saved, and kept in versions. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerKit, valuesOf } from '../app/answer-kit.ts';
import {
  checkWithLanguages,
  deleteTemplate,
  restoreTemplate,
  type Saved,
  saveTemplate,
  type Template,
  type TemplateChecked,
  templateOf,
  templatesOf,
} from '../app/answer-templates.ts';
import type { Context } from '../app/context.ts';
import { readWholeReturn } from '../app/read-return.ts';
import { actorName, LANGUAGES } from '../core/access.ts';
import { CASE_KINDS, MOST_TEXT, type TemplateDocument } from '../core/answers/template.ts';
import { VARIABLE_NAMES } from '../core/answers/variables.ts';
import { isUuid } from '../core/ids.ts';
import { versionsOfTemplate } from '../store/answer-templates.ts';
import { only } from './auth.ts';
import { problem } from './problems.ts';

const Id = z.object({ id: z.string().max(100) });
const LanguageTag = z.enum(LANGUAGES);
const Texts = z.partialRecord(LanguageTag, z.string().max(MOST_TEXT * 2));
const DocumentIn = z.object({ name: z.string().max(120), kind: z.enum(CASE_KINDS), texts: Texts });

const Finding = z.object({
  name: z.string(),
  language: LanguageTag.optional(),
  at: z.int().optional(),
  variable: z.string().optional(),
  meant: z.string().optional(),
  most: z.int().optional(),
  detected: z.string().optional(),
});
const CheckedOut = z.object({ problems: z.array(Finding), warnings: z.array(Finding) });
const TemplateOut = z
  .object({
    id: z.string(),
    version: z.int().describe('0: as it came with the product.'),
    builtIn: z.boolean(),
    name: z.string(),
    kind: z.enum(CASE_KINDS),
    texts: Texts,
    changedAt: z.string().optional(),
    changedBy: z.string().optional(),
    warnings: z.array(Finding),
  })
  .meta({ id: 'AnswerTemplate' });

export const templates =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const saved = (outcome: Saved) => {
      if (outcome.ok) return view(outcome.template, outcome.checked);
      if (outcome.refusal === 'template_has_problems')
        throw problem('template_has_problems', {
          errors: outcome.checked.problems.map((one) => ({
            path: 'language' in one ? `texts.${one.language}` : one.name === 'no_name' ? 'name' : 'texts',
            says: one.name.replaceAll('_', ' '),
          })),
          facts: { problems: outcome.checked.problems },
        });
      throw problem(outcome.refusal);
    };

    app.get(
      '/templates',
      {
        schema: {
          operationId: 'listTemplates',
          tags: ['templates'],
          response: { 200: z.object({ items: z.array(TemplateOut), variables: z.array(z.string()) }) },
        },
      },
      async (request) => {
        const { sellerId, language } = request.caller;
        const all = await ctx.db.withSeller(sellerId, (tx) => templatesOf(tx, language));
        return { items: all.map((one) => view(one, checkWithLanguages(one.document))), variables: [...VARIABLE_NAMES] };
      },
    );

    app.get(
      '/templates/:id',
      { schema: { operationId: 'getTemplate', tags: ['templates'], params: Id, response: { 200: TemplateOut } } },
      async (request) => {
        const { sellerId, language } = request.caller;
        const found = await ctx.db.withSeller(sellerId, (tx) => templateOf(tx, request.params.id, language));
        if (!found) throw problem('unknown_template');
        return view(found, checkWithLanguages(found.document));
      },
    );

    app.get(
      '/templates/:id/versions',
      {
        schema: {
          operationId: 'listTemplateVersions',
          tags: ['templates'],
          summary: 'Newest first; the product’s own text is 0',
          params: Id,
          response: {
            200: z.object({
              items: z.array(
                z.object({
                  version: z.int(),
                  at: z.string(),
                  by: z.string(),
                  deleted: z.boolean(),
                  name: z.string().optional(),
                  texts: Texts.optional(),
                }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const rows = await ctx.db.withSeller(request.caller.sellerId, (tx) => versionsOfTemplate(tx, request.params.id));
        return {
          items: rows.map(({ version, at, by, document }) => ({
            version,
            at,
            by: actorName(by),
            deleted: document === null,
            ...(document && { name: document.name, texts: { ...document.texts } }),
          })),
        };
      },
    );

    app.post(
      '/templates',
      {
        schema: { operationId: 'createTemplate', tags: ['templates'], body: DocumentIn, response: { 201: TemplateOut } },
      },
      async (request, reply) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, actor } = request.caller;
        const made = await saveTemplate(ctx, sellerId, { id: null, version: 0, document: documentOf(request.body) }, actor);
        return reply.code(201).send(saved(made));
      },
    );

    app.put(
      '/templates/:id',
      {
        schema: {
          operationId: 'putTemplate',
          tags: ['templates'],
          summary: 'A new version; `version` is the one that was edited',
          params: Id,
          body: DocumentIn.extend({ version: z.int().min(0) }),
          response: { 200: TemplateOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, actor } = request.caller;
        const { version, ...document } = request.body;
        return saved(await saveTemplate(ctx, sellerId, { id: request.params.id, version, document: documentOf(document) }, actor));
      },
    );

    app.delete(
      '/templates/:id',
      {
        schema: {
          operationId: 'deleteTemplate',
          tags: ['templates'],
          summary: 'Out of use; POST …/restoration with the version before brings it back',
          params: Id,
          querystring: z.object({ version: z.coerce.number().int().min(0) }),
          response: { 200: z.object({ version: z.int() }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, actor } = request.caller;
        const gone = await deleteTemplate(ctx, sellerId, request.params.id, request.query.version, actor);
        if (!gone.ok) throw problem(gone.refusal);
        return { version: gone.version };
      },
    );

    app.post(
      '/templates/:id/restoration',
      {
        schema: {
          operationId: 'restoreTemplate',
          tags: ['templates'],
          summary: 'An earlier version counts again, as a new one; 0 is the product’s own text',
          params: Id,
          body: z.object({ version: z.int().min(0) }),
          response: { 200: TemplateOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, actor, language } = request.caller;
        return saved(await restoreTemplate(ctx, sellerId, request.params.id, request.body.version, actor, language));
      },
    );

    app.post(
      '/templates/check',
      {
        schema: {
          operationId: 'checkTemplate',
          tags: ['templates'],
          summary: 'What is wrong with it, and what may go wrong; writes nothing',
          body: DocumentIn,
          response: { 200: CheckedOut },
        },
      },
      (request) => Promise.resolve(checkedView(checkWithLanguages(documentOf(request.body)))),
    );

    app.get(
      '/returns/:id/template-values',
      {
        schema: {
          operationId: 'getTemplateValues',
          tags: ['templates'],
          summary: 'What templates can say of this case, in one language: the preview fills them in',
          params: Id,
          querystring: z.object({ language: LanguageTag }),
          response: { 200: z.object({ rma: z.string(), values: z.record(z.string(), z.string().nullable()) }) },
        },
      },
      async (request) => {
        const { sellerId, actor, language: reader } = request.caller;
        const { id } = request.params;
        const whole = isUuid(id) ? await readWholeReturn(ctx, sellerId, id) : null;
        const kit = whole && (await answerKit(ctx, sellerId, id, request.query.language, actor, reader));
        if (!whole || !kit) throw problem('not_found', { detail: `There is no return ${id}.` });
        return {
          rma: whole.ret.rma,
          values: { ...valuesOf(ctx, whole, kit.contact, request.query.language, actor) } as Record<string, string | null>,
        };
      },
    );
  };

const documentOf = ({ name, kind, texts }: z.output<typeof DocumentIn>): TemplateDocument => ({
  name,
  kind,
  texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
});

const checkedView = ({ problems, warnings }: TemplateChecked): z.output<typeof CheckedOut> => ({
  problems: problems.map((one) => ({ ...one })),
  warnings: warnings.map((one) => ({ ...one })),
});

const view = (
  { id, version, builtIn, document, changedAt, changedBy }: Template,
  checked: TemplateChecked,
): z.output<typeof TemplateOut> => ({
  id,
  version,
  builtIn,
  name: document.name,
  kind: document.kind,
  texts: { ...document.texts },
  ...(changedAt !== undefined && { changedAt }),
  ...(changedBy && { changedBy: actorName(changedBy) }),
  warnings: checked.warnings.map((one) => ({ ...one })),
});
