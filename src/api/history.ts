/** Cases from before Retour come in as lines of JSON, or as an array; each line that is refused is named with its reason (M9). */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { importHistory, type PastCaseIn } from '../app/import-history.ts';
import { parseMoney } from '../core/money.ts';
import { RESOLUTIONS } from '../core/return/model.ts';
import { deletePastCases, pastCasesKnown } from '../store/past-cases.ts';
import { only } from './auth.ts';
import { readCase } from './decisions.ts';
import { type FieldError, HttpProblem } from './problems.ts';
import { Decimal, DecisionIn } from './schemas.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = 10 * MEGABYTE;
/** Refused lines that are told one by one; a wrong export is wrong in every line. */
const MOST_TOLD = 200;

const PastCase = z.object({
  ref: z.string().trim().min(1, 'must not be empty').max(200).describe('Your own name of the case: the same again replaces it.'),
  case: DecisionIn.describe('As for POST /decisions; `at` is needed.'),
  answered: z
    .object({
      outcome: z.enum(['approve', 'review', 'reject']),
      refund: Decimal.optional().describe('What was paid back, in the order’s currency.'),
      resolutions: z.array(z.enum(RESOLUTIONS)).max(10).optional(),
      paidBy: z.enum(['seller', 'buyer']).optional().describe('Who paid the way back.'),
    })
    .describe('What was answered then, as far as it is known.'),
});

const RefusedLine = z.object({
  line: z.int().describe('1 is the first.'),
  ref: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), says: z.string() })),
});
export type RefusedLine = z.output<typeof RefusedLine>;

const Imported = z.object({
  dryRun: z.boolean(),
  lines: z.int(),
  accepted: z.int(),
  made: z.int().describe('0 in a dry run.'),
  replaced: z.int().describe('Cases whose ref was there already.'),
  refused: z.int(),
  refusedLines: z.array(RefusedLine).describe(`The first ${MOST_TOLD} of them.`),
});

export const history =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    for (const type of ['application/x-ndjson', 'application/jsonl', 'text/plain'])
      app.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => done(null, body));

    app.post(
      '/policies/history',
      {
        bodyLimit: MOST_BYTES,
        schema: {
          operationId: 'importPastCases',
          tags: ['policy'],
          summary: 'Cases from before Retour, to try drafts on; an array, or lines of JSON (application/x-ndjson)',
          querystring: z.object({ dryRun: z.stringbool().default(false).meta({ type: 'boolean' }) }),
          body: z.union([z.array(z.unknown()), z.string()]).meta({ type: 'array', items: { type: 'object' } }),
          response: { 200: Imported },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { sellerId, actor } = request.caller;
        const { dryRun } = request.query;
        const given = typeof request.body === 'string' ? linesOf(request.body) : request.body.map((value) => ({ value }));
        const { cases, refused } = await readPastCases(given, ctx.clock.now(sellerId));
        const { made, replaced } = dryRun ? { made: 0, replaced: 0 } : await importHistory(ctx, sellerId, cases, actor);
        return {
          dryRun,
          lines: cases.length + refused.length,
          accepted: cases.length,
          made,
          replaced,
          refused: refused.length,
          refusedLines: refused.slice(0, MOST_TOLD),
        };
      },
    );

    app.get(
      '/policies/history',
      {
        schema: {
          operationId: 'getPastCases',
          tags: ['policy'],
          summary: 'How many cases from before Retour there are, and of which time',
          response: { 200: z.object({ count: z.int(), from: z.string().nullable(), to: z.string().nullable() }) },
        },
      },
      (request) => ctx.db.withSeller(request.caller.sellerId, pastCasesKnown),
    );

    app.delete(
      '/policies/history',
      {
        schema: {
          operationId: 'deletePastCases',
          tags: ['policy'],
          summary: 'Take back all cases from before Retour',
          response: { 200: z.object({ removed: z.int() }) },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        return { removed: await ctx.db.withSeller(request.caller.sellerId, deletePastCases) };
      },
    );
  };

/** A line as it was given: what it holds, or why it is no JSON. */
type Line = { readonly value: unknown } | { readonly broken: string } | null;

/** Lines of JSON; an empty line is none, but counts. */
export function linesOf(text: string): readonly Line[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1)?.trim() === '') lines.pop();
  return lines.map((line) => {
    if (line.trim() === '') return null;
    try {
      return { value: JSON.parse(line) as unknown };
    } catch {
      return { broken: 'is no JSON' };
    }
  });
}

/** Reads each line for itself. Others are heard between them: ten megabytes take a second. */
export async function readPastCases(lines: readonly Line[], now: string): Promise<{ cases: PastCaseIn[]; refused: RefusedLine[] }> {
  const cases: PastCaseIn[] = [];
  const refused: RefusedLine[] = [];
  const lineOfRef = new Map<string, number>();
  for (const [i, line] of lines.entries()) {
    if (i % 200 === 199) await new Promise(setImmediate);
    if (line === null) continue;
    const number = i + 1;
    if ('broken' in line) {
      refused.push({ line: number, errors: [{ path: '', says: line.broken }] });
      continue;
    }
    const read = readPastCase(line.value, now);
    const first = 'past' in read ? lineOfRef.get(read.past.ref) : undefined;
    const errors = 'errors' in read ? read.errors : first !== undefined ? [{ path: 'ref', says: `stands in line ${first} already` }] : null;
    if (errors) {
      const ref = (line.value as { ref?: unknown } | null)?.ref;
      refused.push({ line: number, ...(typeof ref === 'string' && { ref: ref.slice(0, 200) }), errors: [...errors] });
    } else if ('past' in read) {
      lineOfRef.set(read.past.ref, number);
      cases.push(read.past);
    }
  }
  return { cases, refused };
}

function readPastCase(value: unknown, now: string): { readonly past: PastCaseIn } | { readonly errors: readonly FieldError[] } {
  const read = PastCase.safeParse(value);
  if (!read.success) return { errors: read.error.issues.map(({ path, message }) => ({ path: path.join('.'), says: message })) };
  const { ref, case: asked, answered } = read.data;
  if (asked.at === undefined) return { errors: [{ path: 'case.at', says: 'is needed: when the buyer asked' }] };
  if (asked.at > now) return { errors: [{ path: 'case.at', says: 'is still to come' }] };
  const { outcome, refund, resolutions, paidBy } = answered;
  try {
    const facts = readCase(asked, now);
    const paid = refund === undefined ? undefined : parseMoney(refund, facts.order.currency);
    if (paid === null) return { errors: [{ path: 'answered.refund', says: `is finer than ${facts.order.currency} can be` }] };
    return {
      past: {
        ref,
        facts,
        answered: { outcome, ...(paid && { refund: paid }), ...(resolutions && { resolutions }), ...(paidBy && { paidBy }) },
      },
    };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const { errors = [], title } = error.problem;
    return {
      errors: errors.length > 0 ? errors.map(({ path, says }) => ({ path: `case.${path}`, says })) : [{ path: 'case', says: title }],
    };
  }
}
