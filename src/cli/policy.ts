/** Policies on the command line: tried on a case, checked, and taken in and out of a seller's desk as files. */
import fs from 'node:fs';
import { readCase } from '../api/decisions.ts';
import { HttpProblem } from '../api/problems.ts';
import { decisionView } from '../api/return-view.ts';
import { DecisionIn } from '../api/schemas.ts';
import { holidaysOf } from '../app/holidays.ts';
import { createDraft, inOrder, listPolicies, publishDraft, readVersion } from '../app/policies.ts';
import { readSettings } from '../app/settings.ts';
import { createContext, type WiredContext } from '../app/wire.ts';
import type { Actor } from '../core/access.ts';
import { decimal } from '../core/money.ts';
import type { DecisionFacts } from '../core/policy/decision.ts';
import { alternativesOf, sayAlternative } from '../core/policy/alternatives.ts';
import { completePolicy, type PolicyDocument, type PolicyProblem, readPolicy } from '../core/policy/document.ts';
import { evaluate } from '../core/policy/evaluate.ts';
import { explainDecision, says } from '../core/policy/explain.ts';
import { lawBook } from '../core/policy/law/law.ts';
import { lintPolicy } from '../core/policy/lint.ts';
import { packOf, PACKS } from '../core/policy/packs/packs.ts';
import type { Seller } from '../store/platform.ts';
import { fillIn, reachDatabase } from './ready.ts';
import { UsageError } from './usage.ts';

const VERBS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  try: tryPolicy,
  check,
  export: exportPolicy,
  import: importPolicy,
};

/** Ends with 0 where there is an answer, with 2 where what was given does not fit; what is wrong stands on standard error, by its place. */
export async function run([verb, ...args]: readonly string[]): Promise<number> {
  const does = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!does) throw new UsageError(`policy: one of ${Object.keys(VERBS).join(', ')} is expected.`);
  return does(args);
}

/** The words of a call without its switches; a switch that is not known is a mistake of the caller. */
function wordsOf(args: readonly string[], least: number, most: number, ...switches: readonly string[]): readonly string[] {
  const unknown = args.find((arg) => arg.startsWith('--') && !switches.includes(arg));
  if (unknown !== undefined) throw new UsageError(`There is no option "${unknown}".`);
  const words = args.filter((arg) => !arg.startsWith('--'));
  if (words.length < least || words.length > most)
    throw new UsageError(`policy: ${least === most ? least : `${least} or ${most}`} names are needed, there are ${words.length}.`);
  return words;
}

/** What was given, or why it cannot be used. */
type Given<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly wrong: readonly string[] };

function tell(wrong: readonly string[]): number {
  for (const line of wrong) console.error(line);
  return 2;
}

function readJson(file: string): Given<unknown> {
  try {
    return { ok: true, value: JSON.parse(fs.readFileSync(file, 'utf8')) };
  } catch (error) {
    return { ok: false, wrong: [`${file}: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/** A file, or a pack that comes with the product: `pack:backmarket`. */
function readDocument(name: string): Given<unknown> {
  if (!name.startsWith('pack:')) return readJson(name);
  const pack = packOf(name.slice('pack:'.length));
  if (pack) return { ok: true, value: pack };
  return {
    ok: false,
    wrong: [
      `There is no ${name}; there are ${Object.keys(PACKS)
        .map((pack) => `pack:${pack}`)
        .join(', ')}.`,
    ],
  };
}

const lineOf = ({ severity, at, says }: PolicyProblem): string => `${severity} ${at === '' ? 'document' : at}: ${says}`;

// ── retour policy check FILE ──

async function check(args: readonly string[]): Promise<number> {
  const given = readDocument(wordsOf(args, 1, 1)[0]!);
  if (!given.ok) return tell(given.wrong);
  const problems = lintPolicy(given.value);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  for (const problem of problems) (problem.severity === 'error' ? console.error : console.log)(lineOf(problem));
  console.log(
    `${errors} ${errors === 1 ? 'error' : 'errors'}, ${problems.length - errors} ${problems.length - errors === 1 ? 'warning' : 'warnings'}.`,
  );
  return errors === 0 ? 0 : 2;
}

// ── retour policy try FILE CASE.json ──

async function tryPolicy(args: readonly string[]): Promise<number> {
  const [file, casesFile] = wordsOf(args, 2, 2, '--json');
  const given = readDocument(file!);
  if (!given.ok) return tell(given.wrong);
  const read = readPolicy(completePolicy(given.value));
  if (!read.ok) return tell(read.problems.map((problem) => `${file}: ${lineOf(problem)}`));
  const json = readJson(casesFile!);
  if (!json.ok) return tell(json.wrong);
  const several = Array.isArray(json.value);
  const cases = (several ? (json.value as unknown[]) : [json.value]).map((body, i) => readBody(body, several ? `[${i}].` : ''));
  const wrong = cases.flatMap((one) => (one.ok ? [] : one.wrong.map((line) => `${casesFile}: ${line}`)));
  if (wrong.length > 0) return tell(wrong);

  const facts = cases.flatMap((one) => (one.ok ? [one.value] : []));
  if (args.includes('--json')) {
    const answers = facts.map((one) => answerOf(read.policy, one));
    console.log(JSON.stringify(several ? answers : answers[0], null, 2));
  } else console.log(facts.map((one, i) => inWords(read.policy, one, several ? `${i + 1}. ` : '')).join('\n\n'));
  return 0;
}

/** A body of `POST /decisions`, as facts; what does not fit, each with its path. */
function readBody(body: unknown, at: string): Given<DecisionFacts> {
  const parsed = DecisionIn.safeParse(body);
  if (!parsed.success) return { ok: false, wrong: parsed.error.issues.map((issue) => `${at}${issue.path.join('.')}: ${issue.message}`) };
  try {
    return { ok: true, value: readCase(parsed.data, new Date().toISOString()) };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const { errors = [], title } = error.problem;
    return { ok: false, wrong: errors.map(({ path, says }) => `${at}${path}: ${title}: ${says}`) };
  }
}

const OPTIONS = { law: lawBook, holidays: holidaysOf };
const wouldChange = (policy: PolicyDocument, facts: DecisionFacts): string[] =>
  alternativesOf(policy, facts, OPTIONS).map((one) => sayAlternative(one, 'en', 'agent'));

const answerOf = (policy: PolicyDocument, facts: DecisionFacts) => ({
  ...decisionView(evaluate(policy, facts, OPTIONS), 'en', policy),
  wouldChange: wouldChange(policy, facts),
});

function inWords(policy: PolicyDocument, facts: DecisionFacts, number: string): string {
  const decision = evaluate(policy, facts, OPTIONS);
  const { headline, next } = explainDecision(decision, 'en', 'agent', policy);
  const reasons = decision.because.map((one) => `${says(one, 'en', 'agent', policy)} [${one.reference}]`);
  const { refund, returnShipping } = decision;
  const line = (label: string, text: string) => `   ${label.padEnd(11)}${text}`;
  return [
    `${number}${decision.outcome}, ${decision.ground.replaceAll('_', ' ')} (${policy.version}): ${headline}`,
    ...reasons.map((reason, i) => line(i === 0 ? 'because' : '', reason)),
    line('next', next),
    ...(decision.resolutions.length > 0 ? [line('offers', decision.resolutions.join(', ').replaceAll('_', ' '))] : []),
    line('refund', `${decimal(refund.total)} ${refund.total.currency}; the ${returnShipping.paidBy} pays the way back`),
    ...decision.deadlines.flatMap(({ kind, dueAt }) =>
      dueAt === undefined ? [] : [line('due', `${kind.replaceAll('_', ' ')} by ${dueAt}`)],
    ),
    ...wouldChange(policy, facts).map((sentence, i) => line(i === 0 ? 'otherwise' : '', sentence)),
  ].join('\n');
}

// ── retour policy export SELLER [VERSION], retour policy import SELLER FILE ──

async function exportPolicy(args: readonly string[]): Promise<number> {
  const [slug, version] = wordsOf(args, 1, 2);
  return withSeller(slug!, async (ctx, seller) => {
    const { inForce } = await listPolicies(ctx, seller.id);
    const found = await readVersion(ctx, seller.id, version ?? inForce);
    if (!found) return tell([`${seller.name} has no policy version ${version}.`]);
    console.log(JSON.stringify(inOrder(found.document), null, 2));
    return 0;
  });
}

/** A draft for people to look at; with `--publish` in force at once, with `--despite-warnings` also where something is worth a look. */
async function importPolicy(args: readonly string[]): Promise<number> {
  const [slug, file] = wordsOf(args, 2, 2, '--publish', '--despite-warnings');
  const given = readDocument(file!);
  if (!given.ok) return tell(given.wrong);
  const document = completePolicy(given.value);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return tell([`${file}: a policy is a JSON object`]);
  const problems = lintPolicy(document);
  for (const problem of problems) console.error(lineOf(problem));
  const publish = args.includes('--publish');
  if (publish && problems.some(({ severity }) => severity === 'error')) return 2;
  return withSeller(slug!, async (ctx, seller) => {
    const made = await createDraft(ctx, seller.id, { document: document as Record<string, unknown> }, COMMAND_LINE, null);
    if (!made.ok) return tell([made.refusal]);
    if (!publish) {
      console.log(`A draft for ${seller.name}: ${ctx.publicUrl}/policy/drafts/${made.id}`);
      return 0;
    }
    const despiteWarnings = args.includes('--despite-warnings');
    const published = await publishDraft(ctx, seller.id, made.id, { despiteWarnings }, COMMAND_LINE, null);
    if (!published.ok) return tell(['It stays a draft: read the warnings, then say --despite-warnings.']);
    console.log(`${published.version} decides for ${seller.name} from now on.`);
    return 0;
  });
}
export const COMMAND_LINE: Actor = { kind: 'system', name: 'command line' };

export async function withSeller(slug: string, work: (ctx: WiredContext, seller: Seller) => Promise<number>): Promise<number> {
  const settings = readSettings(process.env);
  const database = await reachDatabase(settings);
  try {
    const ctx = await createContext(fillIn({ ...settings, demo: false }, database.url, 'warn'));
    try {
      const seller = ctx.sellers.bySlug(slug);
      if (!seller) throw new UsageError(`There is no seller "${slug}".`);
      return await work(ctx, seller);
    } finally {
      await ctx.close();
    }
  } finally {
    await database.stop();
  }
}
