/** Policies as people work on them: a draft is changed until it is right, then published as a version that never changes again (M1). */
import { type Actor, actorName } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { isDate, localDate, startOfDayIn } from '../core/calendar.ts';
import { completePolicy, type PolicyDocument, type PolicyProblem, QUESTIONS, readPolicy } from '../core/policy/document.ts';
import { lintPolicy } from '../core/policy/lint.ts';
import { isUniqueViolation, type Tx } from '../store/db.ts';
import {
  endPolicyDraft,
  insertPolicyDraft,
  insertPolicyVersion,
  type ListedVersion,
  listPolicyDrafts,
  listPolicyVersions,
  lockPolicyDraft,
  type PolicyDraft,
  type PolicyVersion,
  policyInForce,
  readPolicyDraft,
  readPolicyVersion,
  savePolicyDraft,
  versionsNamed,
  withdrawPolicyVersion,
} from '../store/policies.ts';
import { type Context, newId, policyDocument } from './context.ts';
import { type KeyReused, type Once, onceIn } from './once.ts';
import { idOfKey } from './write-message.ts';

/** What a draft is called in its own document, and in the decisions that are tried with it: a published one has a name of its own. */
export const DRAFT_VERSION = 'draft';

type Json = Readonly<Record<string, unknown>>;
type Refused<R extends string> = { readonly ok: false; readonly refusal: R };
type SavedMeanwhile = Refused<'version_conflict'> & { readonly revision: number; readonly updatedBy: string };

// ── Versions ──

export type VersionState = 'in_force' | 'scheduled' | 'superseded';
export type Version = ListedVersion & { readonly state: VersionState };

export async function listPolicies(
  ctx: Context,
  sellerId: string,
): Promise<{ inForce: string; versions: Version[]; drafts: Omit<PolicyDraft, 'document'>[] }> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const [versions, drafts] = await Promise.all([versionsOf(ctx, tx), listPolicyDrafts(tx)]);
    const inForce = versions.find((version) => version.state === 'in_force');
    assert(inForce, 'every seller has a policy in force');
    return { inForce: inForce.version, versions, drafts };
  });
}

export async function readVersion(ctx: Context, sellerId: string, name: string): Promise<(Version & { document: PolicyDocument }) | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const version = (await versionsOf(ctx, tx)).find((one) => one.version === name);
    return version ? { ...version, document: await policyDocument(tx, name) } : null;
  });
}

/** They come newest first, so the first whose day has come decides, and those after it did before. */
async function versionsOf(ctx: Context, tx: Tx): Promise<Version[]> {
  const now = ctx.clock.now(tx.sellerId);
  const versions = await listPolicyVersions(tx);
  const deciding = versions.findIndex((version) => version.effective_from <= now);
  return versions.map((version, i) => ({ ...version, state: i === deciding ? 'in_force' : i < deciding ? 'scheduled' : 'superseded' }));
}

// ── Drafts ──

export type WholeDraft = Omit<PolicyDraft, 'document'> & { readonly document: unknown; readonly problems: readonly PolicyProblem[] };
const whole = (draft: PolicyDraft): WholeDraft => {
  const document = completePolicy(draft.document);
  return { ...draft, document, problems: lintPolicy(document) };
};

/** From a version (the one in force where none is named), or from a document out of a file. */
export type NewDraft = { readonly name?: string | undefined; readonly basedOn?: string | undefined; readonly document?: Json | undefined };

export async function createDraft(
  ctx: Context,
  sellerId: string,
  asked: NewDraft,
  by: Actor,
  once: Once | null,
): Promise<{ readonly ok: true; readonly id: string } | Refused<'unknown_version'> | KeyReused> {
  return ctx.db.withSeller(sellerId, (tx) =>
    onceIn(tx, once, ctx.clock.realNow(), async () => {
      const now = ctx.clock.now(sellerId);
      const basedOn = asked.document ? null : (asked.basedOn ?? (await policyInForce(tx, now)));
      if (basedOn !== null && !(await standingVersion(tx, basedOn))) return { ok: false, refusal: 'unknown_version' } as const;
      const given = asked.document ?? ((await policyDocument(tx, basedOn!)) as unknown as Json);
      const name = asked.name ?? nameIn(given) ?? 'Policy';
      const effectiveFrom = given.effectiveFrom ?? localDate(now, ctx.sellers.get(sellerId).zone);
      const document = { ...given, version: DRAFT_VERSION, name, effectiveFrom };
      // The same request twice at once is one draft: its id follows from the key.
      const id = once ? idOfKey(sellerId, 'policy draft', once.key) : newId(ctx, now);
      await insertPolicyDraft(tx, { id, name, based_on: basedOn, document }, now, actorName(by));
      return { ok: true, id } as const;
    }),
  );
}

/** A version that was not withdrawn. */
async function standingVersion(tx: Tx, name: string): Promise<PolicyVersion | null> {
  const version = await readPolicyVersion(tx, name);
  return version?.withdrawn_at === null ? version : null;
}

/** The name that a document gives itself. */
const nameIn = (document: Json): string | undefined => {
  const name = typeof document['name'] === 'string' ? document['name'].trim() : '';
  return name === '' ? undefined : name.slice(0, 200);
};

export async function readDraft(ctx: Context, sellerId: string, id: string): Promise<WholeDraft | null> {
  const draft = await ctx.db.withSeller(sellerId, (tx) => readPolicyDraft(tx, id));
  return draft && whole(draft);
}

/** Saved with whatever is wrong with it, so that nothing is lost; not over what somebody else saved in the meantime. */
export async function saveDraft(
  ctx: Context,
  sellerId: string,
  { id, revision, document: given }: { readonly id: string; readonly revision: number; readonly document: Json },
  by: Actor,
): Promise<{ readonly ok: true; readonly draft: WholeDraft } | Refused<'not_found'> | SavedMeanwhile> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const before = await readPolicyDraft(tx, id);
    if (!before) return { ok: false, refusal: 'not_found' };
    const name = nameIn(given) ?? before.name;
    const document = { ...given, version: DRAFT_VERSION };
    const saved = await savePolicyDraft(tx, { id, name, revision, document }, ctx.clock.now(sellerId), actorName(by));
    if (saved) return { ok: true, draft: whole({ ...saved, document }) };
    const now = await readPolicyDraft(tx, id);
    if (!now) return { ok: false, refusal: 'not_found' };
    return { ok: false, refusal: 'version_conflict', revision: now.revision, updatedBy: now.updated_by };
  });
}

export async function discardDraft(ctx: Context, sellerId: string, id: string): Promise<boolean> {
  return ctx.db.withSeller(sellerId, (tx) => endPolicyDraft(tx, id, null, ctx.clock.now(sellerId)));
}

// ── Publication ──

export type Published = { readonly ok: true; readonly version: string };

/**
 * Makes a version of a draft. Without a date, or with today's, it decides at once; with a later one from the first moment of that day where
 * the seller is. An error stops it; so does a warning, unless the caller has read it (`despiteWarnings`) or the version in force has it too:
 * then it was read before.
 */
export async function publishDraft(
  ctx: Context,
  sellerId: string,
  id: string,
  asked: {
    readonly effectiveFrom?: string | undefined;
    readonly despiteWarnings?: boolean | undefined;
    readonly revision?: number | undefined;
  },
  by: Actor,
  once: Once | null,
): Promise<
  | Published
  | Refused<'not_found' | 'date_in_the_past'>
  | SavedMeanwhile
  | (Refused<'already_published'> & { readonly version: string })
  | (Refused<'policy_has_problems'> & { readonly problems: readonly PolicyProblem[] })
  | KeyReused
> {
  return publishing(ctx, sellerId, async (tx) => {
    // The lock comes before the key is looked up: whoever waited here finds the answer of the one who was faster.
    const draft = await lockPolicyDraft(tx, id);
    return onceIn(tx, once, ctx.clock.realNow(), async () => {
      if (!draft) return { ok: false, refusal: 'not_found' } as const;
      if (draft.published_as !== null) return { ok: false, refusal: 'already_published', version: draft.published_as } as const;
      if (draft.ended_at !== null) return { ok: false, refusal: 'not_found' } as const;
      if (asked.revision !== undefined && asked.revision !== draft.revision)
        return { ok: false, refusal: 'version_conflict', revision: draft.revision, updatedBy: draft.updated_by } as const;
      const now = ctx.clock.now(sellerId);
      const { zone } = ctx.sellers.get(sellerId);
      const today = localDate(now, zone);
      const from = asked.effectiveFrom ?? today;
      if (!isDate(from) || from < today) return { ok: false, refusal: 'date_in_the_past' } as const;
      const problems = asked.despiteWarnings
        ? lintPolicy(draft.document).filter(({ severity }) => severity === 'error')
        : newProblems(draft.document, await documentInForce(tx, now));
      if (problems.length > 0) return { ok: false, refusal: 'policy_has_problems', problems } as const;
      const version = await nextVersion(tx, slugOf(draft.name));
      const read = readPolicy({ ...(completePolicy(draft.document) as Json), version, name: draft.name, effectiveFrom: from });
      if (!read.ok) return { ok: false, refusal: 'policy_has_problems', problems: read.problems } as const;
      await insertPolicyVersion(tx, {
        version,
        name: draft.name,
        document: read.policy,
        effective_from: from === today ? now : startOfDayIn(from, zone),
        published_at: now,
        published_by: actorName(by),
        restores: null,
      });
      await endPolicyDraft(tx, id, version, now);
      return { ok: true, version } as const;
    });
  });
}

async function documentInForce(tx: Tx, now: string): Promise<PolicyDocument> {
  const version = await policyInForce(tx, now);
  assert(version, 'every seller has a policy in force');
  return policyDocument(tx, version);
}

/** Errors, and the warnings that the version in force does not have. */
function newProblems(draft: unknown, present: PolicyDocument): readonly PolicyProblem[] {
  const name = ({ problem, question, row, facts }: PolicyProblem) => JSON.stringify([problem, question, row, facts]);
  const known = new Set(lintPolicy(present).map(name));
  return lintPolicy(draft).filter((one) => one.severity === 'error' || !known.has(name(one)));
}

/** Publishes the document of an earlier version anew, in force at once: history is never rewritten, not even to take something back. */
export async function rollBack(
  ctx: Context,
  sellerId: string,
  version: string,
  by: Actor,
  once: Once | null,
): Promise<Published | Refused<'not_found'> | (Refused<'policy_has_problems'> & { problems: readonly PolicyProblem[] }) | KeyReused> {
  return publishing(ctx, sellerId, (tx) =>
    onceIn(tx, once, ctx.clock.realNow(), async () => {
      const before = await standingVersion(tx, version);
      if (!before) return { ok: false, refusal: 'not_found' } as const;
      const now = ctx.clock.now(sellerId);
      const restored = (await policyDocument(tx, version)) as unknown as Json;
      const name = nameIn(restored) ?? before.name;
      const next = await nextVersion(tx, version.replace(/@\d+$/, ''));
      const read = readPolicy({ ...restored, version: next, effectiveFrom: localDate(now, ctx.sellers.get(sellerId).zone) });
      // Rules for documents grow: one of long ago may be no policy any more. Then it is made right as a draft.
      if (!read.ok) return { ok: false, refusal: 'policy_has_problems', problems: read.problems } as const;
      await insertPolicyVersion(tx, {
        version: next,
        name: `${name} ↩ ${version}`,
        document: read.policy,
        effective_from: now,
        published_at: now,
        published_by: actorName(by),
        restores: version,
      });
      return { ok: true, version: next } as const;
    }),
  );
}

/** Takes back a version before its day has come. */
export async function withdrawVersion(ctx: Context, sellerId: string, version: string, by: Actor): Promise<boolean> {
  return ctx.db.withSeller(sellerId, (tx) => withdrawPolicyVersion(tx, version, ctx.clock.now(sellerId), actorName(by)));
}

/** Two publications at once get the same number: the slower one tries again. */
async function publishing<T>(ctx: Context, sellerId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.withSeller(sellerId, work);
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === 5) throw error;
    }
  }
}

/** `<slug of the name>@<n>`, counted per slug. */
async function nextVersion(tx: Tx, slug: string): Promise<string> {
  const numbers = (await versionsNamed(tx, slug)).map((version) => Number(version.slice(slug.length + 1)) || 0);
  return `${slug}@${Math.max(0, ...numbers) + 1}`;
}

/** Small letters, figures and dashes; a name in another script is just `policy`. */
function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
  return slug === '' ? 'policy' : slug;
}

/** Keys in the order in which people read them: PostgreSQL keeps them by their length. */
export function inOrder(document: PolicyDocument): Record<string, unknown> {
  const { version, name, effectiveFrom, tables, ...rest } = document as unknown as Record<string, unknown>;
  const known = { version, name, effectiveFrom, ...rest };
  if (!isObject(tables)) return { ...known, ...(tables !== undefined && { tables }) };
  const inTurn = QUESTIONS.filter((question) => question in tables).map((question) => [question, rowsInOrder(tables[question])]);
  return { ...known, tables: { ...Object.fromEntries(inTurn), ...without(tables, QUESTIONS) } };
}

const ROW_KEYS = ['id', 'when', 'answer', 'source', 'reference', 'words'];
const rowsInOrder = (rows: unknown): unknown =>
  Array.isArray(rows)
    ? rows.map((row) =>
        isObject(row)
          ? { ...Object.fromEntries(ROW_KEYS.filter((key) => key in row).map((key) => [key, row[key]])), ...without(row, ROW_KEYS) }
          : row,
      )
    : rows;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const without = (json: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)));
