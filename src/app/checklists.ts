/**
 * The questions of the bench as data (M26): built in until the seller publishes its own for a category. A published version never changes, and
 * every inspection names the one it used.
 */
import type { Actor } from '../core/access.ts';
import { actorName } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { builtIn, CATEGORIES, type Category, categoryOf, type Checklist, photosOwed, type Question } from '../core/inspection/checklist.ts';
import { unreadyForStock } from '../core/inspection/disposition.ts';
import { type ChecklistProblem, readChecklist } from '../core/inspection/read-checklist.ts';
import type { CommandOf } from '../core/return/commands.ts';
import type { ItemKey } from '../core/return/events.ts';
import type { Return } from '../core/return/model.ts';
import {
  type ChecklistRow,
  listChecklists,
  publishChecklist,
  publishedChecklist,
  readChecklistVersion,
  saveChecklistDraft,
} from '../store/bench.ts';
import { isUniqueViolation, type Tx } from '../store/db.ts';
import { filesOfReturn } from '../store/thread.ts';
import type { Context } from './context.ts';

const questionsOf = (row: ChecklistRow): readonly Question[] => {
  const read = readChecklist(row.category, row.questions);
  assert(read.ok, `version ${row.version} of ${row.category} was readable when it was published`);
  return read.questions;
};
const nameOf = ({ category, version }: Pick<ChecklistRow, 'category' | 'version'>): string => `${category}/${version}`;

/** What is asked about a category today: the seller's own, else the built-in questions of what comes closest. */
export async function checklistInForce(tx: Tx, category: string): Promise<Checklist> {
  const own = (await publishedChecklist(tx, category)) ?? (await publishedChecklist(tx, categoryOf(category)));
  return own ? { name: nameOf(own), questions: questionsOf(own) } : builtIn(categoryOf(category));
}

/** By the name that an inspection kept; null where there is none of that name. */
export async function checklistNamed(tx: Tx, name: string): Promise<Checklist | null> {
  const [category = '', version = ''] = name.split('/');
  if (version === '0') return isBuiltIn(category) ? builtIn(category) : null;
  const row = await readChecklistVersion(tx, category, Number(version));
  return row && { name, questions: questionsOf(row) };
}

const isBuiltIn = (category: string): category is Category => CATEGORIES.some((one) => one === category);

/** Everything that the bench may have to ask: it takes them along when it goes offline. */
export async function checklistsInForce(tx: Tx): Promise<readonly Checklist[]> {
  const published = (await listChecklists(tx)).filter(({ version }) => version > 0);
  const own = new Map(published.map((row) => [row.category, { name: nameOf(row), questions: questionsOf(row) }]));
  return [...CATEGORIES.filter((category) => !own.has(category)).map(builtIn), ...own.values()];
}

/**
 * The inspection with what its answers ask for, judged by the questions that were asked: what stands in the way of the shelf (M27), and pictures
 * that belong to an answer (M26); `decide` refuses by both. Without answers nothing is owed, and the database is asked nothing.
 */
export async function withReadiness(tx: Tx, ret: Return, command: CommandOf<'inspection'>): Promise<CommandOf<'inspection'>> {
  if (!command.items.some(({ disposition, checks }) => disposition === 'restock' || checks)) return command;
  const items = await Promise.all(
    command.items.map(async (said) => {
      const item = ret.items.find(({ lineId, unit }) => lineId === said.lineId && (said.unit === undefined || unit === said.unit));
      if (!item || (said.disposition !== 'restock' && !said.checks)) return said;
      const named = said.checklist === undefined ? null : await checklistNamed(tx, said.checklist);
      const { questions } = named ?? (await checklistInForce(tx, item.category));
      const answers = said.checks ?? {};
      const unready = said.disposition === 'restock' ? unreadyForStock(questions, item.category, answers) : null;
      const wanted = photosOwed(questions, answers, new Set());
      const owed = wanted.length > 0 ? photosOwed(questions, answers, await photographed(tx, ret.id, item)) : [];
      return { ...said, ...(unready && { unready }), ...(owed.length > 0 && { photosOwed: owed.map(({ key }) => key) }) };
    }),
  );
  return { ...command, items };
}

/** The questions about a unit that the bench has a picture for. */
async function photographed(tx: Tx, returnId: string, { lineId, unit }: ItemKey): Promise<ReadonlySet<string>> {
  const files = await filesOfReturn(tx, returnId);
  return new Set(
    files.flatMap(({ kind, shows }) =>
      kind === 'bench' && shows?.question && (shows.lineId ?? lineId) === lineId && (shows.unit ?? unit) === unit ? [shows.question] : [],
    ),
  );
}

// ——— editing ———

export type CategoryChecklist = {
  readonly category: string;
  /** What is asked by now. */
  readonly inForce: Checklist;
  readonly publishedAt: string | null;
  readonly publishedBy: string | null;
  /** Null where nobody began one, or where it is what is asked already. */
  readonly draft: { readonly questions: unknown; readonly editedAt: string; readonly editedBy: string } | null;
};

/** The built-in categories, and those that the seller added. */
export async function readChecklists(ctx: Pick<Context, 'db'>, sellerId: string): Promise<readonly CategoryChecklist[]> {
  const rows = await ctx.db.withSeller(sellerId, listChecklists);
  const categories = [...new Set<string>([...CATEGORIES, ...rows.map(({ category }) => category)])];
  return categories.map((category) => {
    const own = rows.find((row) => row.category === category && row.version > 0);
    const draft = rows.find((row) => row.category === category && row.version === 0);
    const inForce = own ? { name: nameOf(own), questions: questionsOf(own) } : builtIn(categoryOf(category));
    const same = draft && JSON.stringify(draft.questions) === JSON.stringify(own?.questions ?? inForce.questions);
    return {
      category,
      inForce,
      publishedAt: own?.published_at ?? null,
      publishedBy: own?.edited_by ?? null,
      draft: draft && !same ? { questions: draft.questions, editedAt: draft.edited_at, editedBy: draft.edited_by } : null,
    };
  });
}

/** Drafts are kept as they are; the problems say what keeps them from being published. */
export async function saveDraft(
  ctx: Context,
  sellerId: string,
  category: string,
  questions: unknown,
  by: Actor,
): Promise<{ readonly problems: readonly ChecklistProblem[] }> {
  const read = readChecklist(category, questions);
  await ctx.db.withSeller(sellerId, (tx) => saveChecklistDraft(tx, category, questions, actorName(by), ctx.clock.now(sellerId)));
  return { problems: read.ok ? [] : read.problems };
}

export type Published =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly refusal: 'not_found' | 'already_published' }
  | { readonly ok: false; readonly refusal: 'checklist_has_problems'; readonly problems: readonly ChecklistProblem[] };

/** The draft becomes the next version: asked from the next inspection on. */
export async function publishDraft(ctx: Context, sellerId: string, category: string, by: Actor): Promise<Published> {
  try {
    return await ctx.db.withSeller(sellerId, async (tx): Promise<Published> => {
      const draft = await readChecklistVersion(tx, category, 0);
      if (!draft) return { ok: false, refusal: 'not_found' };
      const read = readChecklist(category, draft.questions);
      if (!read.ok) return { ok: false, refusal: 'checklist_has_problems', problems: read.problems };
      const version = await publishChecklist(tx, category, read.questions, actorName(by), ctx.clock.now(sellerId));
      // What was published and what is edited next begin alike.
      await saveChecklistDraft(tx, category, read.questions, actorName(by), ctx.clock.now(sellerId));
      return { ok: true, name: nameOf({ category, version }) };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, refusal: 'already_published' };
    throw error;
  }
}
