/**
 * The worker's part of an import: judging every line, and taking them in. In batches, each on the record before the next begins; whoever takes
 * over from a process that died goes on where it stopped. A line that may have been taken when it died is taken again: the use cases behind it
 * answer the same request twice with the same thing.
 */
import type { ImportKind } from '../../core/imports/fields.ts';
import type { Effect } from '../../store/effects.ts';
import {
  gatherThings,
  type ImportLine,
  type ImportState,
  type LineWrite,
  markTaking,
  moveImport,
  readImport,
  readLines,
  readThings,
  resetLines,
  takeInHand,
  tellFar,
  writeLines,
} from '../../store/imports.ts';
import type { Seller } from '../../store/platform.ts';
import type { Result } from '../carry-out.ts';
import type { Context } from '../context.ts';
import type { Errand } from '../errands.ts';
import { historyWork } from './history.ts';
import type { Import } from './imports.ts';
import { type ImportMapping, readLine, type Reading } from './mapping.ts';
import { ordersWork } from './orders.ts';
import { returnsWork } from './returns.ts';
import { asJudged, type KindWork, type LineOutcome, type Outcomes, type Thing } from './things.ts';
import { unitsWork } from './units.ts';

const WORKS: Readonly<Record<ImportKind, KindWork>> = {
  orders: ordersWork,
  units: unitsWork,
  returns: returnsWork,
  history: historyWork,
};
/** Lines that are read at a time, and things that are judged or taken at a time. */
const READ = 1_000;
const TAKE = 200;
const COUNT_MS = 1_500;

type Body = { readonly importId: string };
export const IMPORT_ERRANDS: Readonly<Record<string, Errand<never>>> = {
  import_check: (ctx, seller, effect, body: Body) => inHand(ctx, seller, effect, body, 'checking', check),
  import_run: (ctx, seller, effect, body: Body) => inHand(ctx, seller, effect, body, 'running', run),
};

/** One attempt at a check or a run. */
type Job = {
  readonly ctx: Context;
  readonly sellerId: string;
  readonly found: Import;
  readonly work: KindWork;
  readonly reading: Reading;
  /** Says how far it is; false where it was stopped, or somebody else has taken over. */
  readonly tell: (far: number, end?: boolean) => Promise<boolean>;
};

async function inHand(
  ctx: Context,
  seller: Seller,
  _effect: Effect,
  { importId }: Body,
  state: ImportState,
  work: (job: Job) => Promise<boolean>,
): Promise<Result> {
  const attempt = await ctx.db.withSeller(seller.id, (tx) => takeInHand(tx, importId, state));
  const found = attempt === null ? null : await ctx.db.withSeller(seller.id, (tx) => readImport<ImportMapping>(tx, importId));
  if (attempt === null || !found) return { done: { skipped: 'it was stopped' } };
  const now = ctx.clock.now(seller.id);
  let told = 0;
  const whole = await work({
    ctx,
    sellerId: seller.id,
    found,
    work: WORKS[found.kind],
    reading: { zone: seller.zone, now, currency: seller.settings.refundLimit.currency },
    tell(far, end = false) {
      const real = Date.parse(ctx.clock.realNow());
      const counted = end || real - told > COUNT_MS;
      if (counted) told = real;
      return ctx.db.withSeller(seller.id, (tx) => tellFar(tx, importId, { state, attempt }, far, counted));
    },
  });
  if (!whole) return { done: { stopped: true } };
  await ctx.db.withSeller(seller.id, (tx) => moveImport(tx, importId, [state], state === 'checking' ? 'checked' : 'done', now));
  return { done: {} };
}

/** From the beginning each time: it writes nothing but its own notes. */
async function check({ ctx, sellerId, found, work, reading, tell }: Job): Promise<boolean> {
  const { id, kind, headings, mapping, lines } = found;
  await ctx.db.withSeller(sellerId, (tx) => resetLines(tx, id));
  for (let after = 0, read = 0; ; ) {
    const page = await ctx.db.withSeller(sellerId, async (tx) => {
      const there = await readLines(tx, id, after, READ);
      const written = there.map(({ line, cells }): LineWrite => {
        const { values, problems } = readLine(kind, headings, mapping, cells, reading);
        const all =
          problems.length > 0 ? problems : work.lineProblems(values).map((problem) => ({ ...headingOf(found, problem.field), ...problem }));
        return { line, state: all.length > 0 ? 'refused' : 'ready', thing: work.thingOf(values), ...(all.length > 0 && { problems: all }) };
      });
      await writeLines(tx, id, written);
      return there;
    });
    after = page.at(-1)?.line ?? after;
    read += page.length;
    // Half of the way is reading, half is judging.
    if (!(await tell(Math.floor(read / 2)))) return false;
    if (page.length < READ) break;
  }
  await ctx.db.withSeller(sellerId, (tx) => gatherThings(tx, id));
  const seen = new Map<string, number>();
  for (let after = 0, judged = 0; ; ) {
    const page = await ctx.db.withSeller(sellerId, (tx) => readThings(tx, id, ['ready'], after, TAKE));
    if (page.length === 0) break;
    after = page.at(-1)!.with_line;
    judged += page.length;
    const outcomes = await work.judge(ctx, sellerId, thingsOf(found, page, reading), found.by_actor, seen);
    await ctx.db.withSeller(sellerId, (tx) =>
      writeLines(
        tx,
        id,
        written(found, page, outcomes, (line, outcome) => asJudged(line, outcome)),
      ),
    );
    if (!(await tell(Math.floor((lines + judged) / 2)))) return false;
  }
  return tell(lines, true);
}

/** Where the last one stopped. */
async function run({ ctx, sellerId, found, work, reading, tell }: Job): Promise<boolean> {
  const { id, lines } = found;
  if (!(await tell(0))) return false;
  for (let after = 0, taken = 0; ; ) {
    const page = await ctx.db.withSeller(sellerId, async (tx) => {
      const next = await readThings(tx, id, ['ready', 'taking'], after, TAKE);
      await markTaking(
        tx,
        id,
        next.map(({ line }) => line),
      );
      return next;
    });
    if (page.length === 0) return tell(lines, true);
    after = page.at(-1)!.with_line;
    taken += page.length;
    const outcomes = await takeIn({ ctx, sellerId, found, work }, page, thingsOf(found, page, reading));
    const states = new Map(page.map((line) => [line.line, line]));
    const writes = written(found, page, outcomes, (line, outcome) => {
      if (outcome.state === 'refused') return { line, state: 'refused', problems: outcome.problems };
      const before = states.get(line)!;
      // What is there already was brought by the attempt that died before it could say so.
      const state = outcome.state === 'same' && before.state === 'taking' ? (before.would ?? 'same') : outcome.state;
      return { line, state, would: before.would, ...(outcome.became !== undefined && { became: outcome.became }) };
    });
    await ctx.db.withSeller(sellerId, (tx) => writeLines(tx, id, writes));
    if (!(await tell(Math.min(lines, taken)))) return false;
  }
}

/**
 * Things that nobody tried before go together. Where an attempt failed or died among them, each goes alone, and one that fails again is refused:
 * a line that breaks us holds up no other.
 */
async function takeIn(
  { ctx, sellerId, found, work }: Pick<Job, 'ctx' | 'sellerId' | 'found' | 'work'>,
  page: readonly ImportLine[],
  things: readonly Thing[],
): Promise<Outcomes> {
  if (page.every(({ state }) => state === 'ready')) return work.take(ctx, sellerId, things, found.by_actor);
  const outcomes = new Map<number, LineOutcome>();
  for (const thing of things) {
    const taken: Outcomes = await work.take(ctx, sellerId, [thing], found.by_actor).catch((error: unknown) => {
      ctx.log.error({ err: error, import: found.id, line: thing[0]!.line }, 'a line of a file broke');
      return new Map(thing.map(({ line }) => [line, { state: 'refused', problems: [{ code: 'broken' }] }]));
    });
    for (const [line, outcome] of taken) outcomes.set(line, outcome);
  }
  return outcomes;
}

function thingsOf({ kind, headings, mapping }: Import, page: readonly ImportLine[], reading: Reading): Thing[] {
  const byFirst = Map.groupBy(page, ({ with_line }) => with_line);
  return [...byFirst.values()].map((lines) =>
    lines.map(({ line, cells }) => ({ line, values: readLine(kind, headings, mapping, cells, reading).values })),
  );
}

function written(
  found: Import,
  page: readonly ImportLine[],
  outcomes: Outcomes,
  write: (line: number, outcome: LineOutcome) => LineWrite,
): LineWrite[] {
  return page.flatMap(({ line }) => {
    const outcome = outcomes.get(line);
    if (!outcome) return [];
    const { problems, ...rest } = write(line, outcome);
    return [{ ...rest, ...(problems && { problems: problems.map((problem) => ({ ...headingOf(found, problem.field), ...problem })) }) }];
  });
}

/** What the file calls a field. */
function headingOf({ headings, mapping }: Import, field: string | undefined): { heading?: string } {
  const column = field === undefined ? -1 : mapping.columns.indexOf(field);
  return column < 0 ? {} : { heading: headings[column]! };
}
