/**
 * Once a day what nobody needs any more goes (GDPR, article 5(1)(e)): uploads that nothing took, answers' files that were never sent, webhooks that
 * arrived long ago, spam. How long each is kept, and why, stands in core/retention.ts.
 */
import { addDays, localDate, startOfDayIn } from '../core/calendar.ts';
import { KEPT_DAYS } from '../core/retention.ts';
import type { Tx } from '../store/db.ts';
import {
  BATCH,
  filesInUse,
  forgetLoose,
  type LooseFile,
  looseFiles,
  noteAside,
  noteFresh,
  noteSwept,
  removeDeliveries,
  removeMessages,
  removeSpam,
  removeUnsent,
} from '../store/retention.ts';
import type { Context } from './context.ts';

/** A file that was put aside waits so long (ms, real time) before it is removed: a transaction that had read it by then has ended, and shows what it is for. */
const ASIDE_MS = 3_600_000;

export type Tidied = { readonly uploads: number; readonly attachments: number; readonly webhooks: number; readonly spam: number };

/** What has had its time at this seller's. Two workers at once share the work; done twice it does nothing. */
export async function tidy(ctx: Context, sellerId: string): Promise<Tidied> {
  const now = ctx.clock.now(sellerId);
  const { zone } = ctx.sellers.get(sellerId);
  const today = localDate(now, zone);
  const before = (days: number): string => startOfDayIn(addDays(today, -days), zone);
  const batches = async (remove: (tx: Tx) => Promise<number>): Promise<number> => {
    let all = 0;
    for (let n = BATCH; n === BATCH; all += n) n = await ctx.db.withSeller(sellerId, remove);
    return all;
  };
  const spam = await batches((tx) => removeSpam(tx, { putAside: before(KEPT_DAYS.spam), unseen: before(KEPT_DAYS.unseenSpam) }, now));
  const attachments = await batches((tx) => removeUnsent(tx, before(KEPT_DAYS.attachments)));
  const webhooks = await batches((tx) => removeDeliveries(tx, { delivered: before(KEPT_DAYS.delivered), dead: before(KEPT_DAYS.dead) }));
  await batches((tx) => removeMessages(tx, before(KEPT_DAYS.delivered)));
  const uploads = await tidyFiles(ctx, sellerId, before(KEPT_DAYS.uploads));
  const removed = { uploads, attachments, webhooks, spam };
  if (Object.values(removed).some((n) => n > 0)) {
    await ctx.db.withSeller(sellerId, (tx) => noteSwept(tx, today, removed));
    ctx.log.info({ seller: ctx.sellers.get(sellerId).slug, ...removed }, 'what nobody needs any more was removed');
  }
  return removed;
}

/**
 * Loose files leave the store in two steps. First they are put aside, from where a reader brings them back; with a later round, when whoever had read one
 * before has long said what it is for, they are removed, unless something refers to them after all. Answers how many were removed.
 */
async function tidyFiles(ctx: Context, sellerId: string, until: string): Promise<number> {
  const asideUntil = () => new Date(Date.parse(ctx.clock.realNow()) - ASIDE_MS).toISOString();
  let removed = 0;
  for (let n = BATCH; n === BATCH; ) {
    n = await ctx.db.withSeller(sellerId, async (tx) => {
      const loose = await looseFiles(tx, until, asideUntil());
      if (loose.length > 0) removed += await tidyBatch(ctx, tx, loose);
      return loose.length;
    });
  }
  return removed;
}

async function tidyBatch(ctx: Context, tx: Tx, loose: readonly LooseFile[]): Promise<number> {
  const hashes = loose.map(({ sha256 }) => sha256);
  const used = new Set(await ctx.db.withDispatcher((other) => filesInUse(other, tx.sellerId, hashes)));
  for (const { settings } of ctx.sellers.all()) if (settings.logo) used.add(settings.logo);
  const waiting = loose.filter(({ sha256, aside_at }) => !used.has(sha256) && aside_at === null).map(({ sha256 }) => sha256);
  const over = loose.filter(({ sha256, aside_at }) => !used.has(sha256) && aside_at !== null).map(({ sha256 }) => sha256);
  const taken = hashes.filter((sha256) => used.has(sha256));
  for (const sha256 of taken) await ctx.files.bringBack(sha256);
  for (const sha256 of waiting) await ctx.files.putAside(sha256);
  const gone: string[] = [];
  for (const sha256 of over) if (await ctx.files.removeAside(sha256)) gone.push(sha256);
  await noteAside(tx, waiting, ctx.clock.realNow());
  // Read since, and so brought back: somebody has it in hand.
  await noteFresh(
    tx,
    over.filter((sha256) => !gone.includes(sha256)),
    ctx.clock.now(tx.sellerId),
  );
  await forgetLoose(tx, [...taken, ...gone]);
  return gone.length;
}

/** Days on which it was done, so that whoever passes often asks the database once a day. */
const done = new WeakMap<object, Map<string, string>>();

/** The same, once on each of the seller's days. */
export async function tidyOfDay(ctx: Context, sellerId: string): Promise<void> {
  const days = done.get(ctx.db) ?? new Map<string, string>();
  done.set(ctx.db, days);
  const today = localDate(ctx.clock.now(sellerId), ctx.sellers.get(sellerId).zone);
  if (days.get(sellerId) === today) return;
  await tidy(ctx, sellerId);
  days.set(sellerId, today);
}

/** Every seller's; one that fails holds up no other. */
export async function tidyAll(ctx: Context): Promise<void> {
  for (const { id, slug } of ctx.sellers.all())
    await tidyOfDay(ctx, id).catch((error: unknown) => ctx.log.error({ err: error, seller: slug }, 'the daily tidying failed'));
}
