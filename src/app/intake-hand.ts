/** What people do in triage (M12): a mail belongs to a return, becomes one, or is dismissed with a reason; and each of it taken back. */
import { type ReadMail, readMail } from '../channels/email/parse.ts';
import { type MailFacts } from '../channels/email/facts.ts';
import { type Actor, actorName } from '../core/access.ts';
import { readRma } from '../core/ids.ts';
import { normaliseImei } from '../core/inspection/identity.ts';
import { insertErrand } from '../store/effects.ts';
import { dismissMail, findCandidates, lockMail, type MailPlan, type MailRow, planMail, readMailRow, triageMail } from '../store/intake.ts';
import { readReturn } from '../store/returns.ts';
import { listPartners, readPartner } from '../store/logistics.ts';
import { type Context, newId } from './context.ts';
import { openFrom, processMail, putWords } from './intake.ts';
import { type Proposal, proposalsOf } from './intake-match.ts';
import { HalfTaken, likelyPartners, noticeTablesIn } from './intake-partner.ts';
import type { Opened } from './open-return.ts';
import { MOST_LINES } from './take-notices.ts';

export type WholeMail = {
  readonly row: MailRow;
  /** Null where the bytes are gone. */
  readonly mail: ReadMail | null;
  readonly proposals: readonly Proposal[];
  readonly rma: string | null;
  /** It waits, carries a table of notices (M29), and nobody has said whose. Null where that is not so. */
  readonly asNotices: { readonly lines: number; readonly partners: ReturnType<typeof likelyPartners> } | null;
};

/** A mail with its words, read anew from its bytes, and with what it may be about today: an order may have come in since. */
export async function readWhole(ctx: Context, sellerId: string, id: string): Promise<WholeMail | null> {
  const found = await ctx.db.withSeller(sellerId, async (tx) => {
    const row = await readMailRow(tx, id);
    if (!row) return null;
    const waits = row.state === 'triage' && row.facts !== null;
    const loaded = row.return_id === null ? null : await readReturn(tx, row.return_id);
    const partners = waits && row.notices === null ? await listPartners(tx) : [];
    return {
      row,
      partners,
      rma: loaded?.ret.rma ?? null,
      proposals: waits ? proposalsOf(row.facts!, await findCandidates(tx, row.facts!)) : [],
    };
  });
  if (!found) return null;
  const bytes = found.row.removed_at === null ? await ctx.files.get(found.row.digest) : null;
  const mail = bytes && (await readMail(bytes));
  const { partners, ...rest } = found;
  const lines =
    partners.length > 0 && mail && !found.row.cut_off ? noticeTablesIn(mail).reduce((sum, table) => sum + table.lines.length, 0) : 0;
  const asNotices = lines > 0 && lines <= MOST_LINES ? { lines, partners: likelyPartners(found.row, partners) } : null;
  return { ...rest, mail, asNotices };
}

/** By what a person types: an order's number, an RMA code, an IMEI, an address. */
export async function searchForMail(ctx: Context, sellerId: string, typed: string): Promise<readonly Proposal[]> {
  const text = typed.trim();
  const rma = readRma(text);
  const imei = /^[\d\s\-/.]{14,20}$/.test(text) ? normaliseImei(text) : null;
  const facts: MailFacts = {
    kind: 'other',
    authentication: 'unknown',
    sender: text.includes('@') ? { name: '', email: text.toLowerCase() } : null,
    answers: [],
    rmas: rma ? [rma] : [],
    orders: [...new Set([text, text.toUpperCase(), text.toLowerCase(), text.replace(/^#/, ''), `#${text}`])],
    imeis: imei ? [imei] : [],
    notice: null,
    caseId: text,
    reason: null,
    wants: null,
    asks: false,
    report: null,
    says: '',
  };
  return proposalsOf(facts, await ctx.db.withSeller(sellerId, (tx) => findCandidates(tx, facts)));
}

export type MailDone =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: 'not_found' | 'mail_ended' | 'return_not_found' | 'mail_not_undoable' };

/** It belongs to this return. For some seconds it can be taken back; then its words stand in the thread, where they stay. */
export async function matchByHand(ctx: Context, sellerId: string, id: string, returnId: string, by: Actor): Promise<MailDone> {
  const now = ctx.clock.now(sellerId);
  const done = await ctx.db.withSeller(sellerId, async (tx): Promise<MailDone> => {
    const row = await lockMail(tx, id);
    if (!row) return { ok: false, refusal: 'not_found' };
    if (row.state !== 'triage') return { ok: false, refusal: 'mail_ended' };
    if (!(await readReturn(tx, returnId))) return { ok: false, refusal: 'return_not_found' };
    await planMail(tx, id, { do: 'message', returnId, by: actorName(by) }, 'taking');
    const graceMs = ctx.undoSeconds * 1000;
    await insertErrand(
      tx,
      { id: newId(ctx, now), kind: 'intake', body: { mailId: id }, created_at: now },
      graceMs > 0 ? later(ctx, now, graceMs) : null,
    );
    return { ok: true };
  });
  if (done.ok && ctx.undoSeconds === 0) await processMail(ctx, sellerId, id);
  return done;
}

/** Until then in the seller's time, and when the job begins in real time. */
function later(ctx: Context, now: string, ms: number): { readonly until: string; readonly runAt: string } {
  const after = (from: string, by: number) => new Date(Date.parse(from) + by).toISOString();
  return { until: after(now, ms), runAt: after(ctx.clock.realNow(), ms + 250) };
}

/** Longer than opening a return takes, in ms. */
const SLOW_MS = 60_000;

/** Staff open a return from it: the order is known, the reason was read or asked. The mail's words and pictures go along. */
export async function openByHand(
  ctx: Context,
  sellerId: string,
  id: string,
  asked: Omit<Extract<MailPlan, { do: 'open' }>, 'do'>,
  by: Actor,
): Promise<Opened | Extract<MailDone, { ok: false }>> {
  const plan: MailPlan & { by: string } = { do: 'open', ...asked, by: actorName(by) };
  const now = ctx.clock.now(sellerId);
  const row = await ctx.db.withSeller(sellerId, async (tx) => {
    const locked = await lockMail(tx, id);
    if (locked?.state !== 'triage') return locked;
    await planMail(tx, id, plan, 'taking');
    // Should we die on the way, this does the rest.
    await insertErrand(tx, { id: newId(ctx, now), kind: 'intake', body: { mailId: id }, created_at: now }, later(ctx, now, SLOW_MS));
    return locked;
  });
  if (!row) return { ok: false, refusal: 'not_found' };
  if (row.state !== 'triage') return { ok: false, refusal: 'mail_ended' };
  const bytes = await ctx.files.get(row.digest);
  const mail = await readMail(bytes ?? new Uint8Array());
  const opened = await openFrom(ctx, sellerId, row, plan, mail, by);
  if (opened.ok) await putWords(ctx, sellerId, row, opened.returnId, mail, plan.by);
  else await ctx.db.withSeller(sellerId, (tx) => triageMail(tx, id, row.because ?? 'refused'));
  return opened;
}

/** A person says whose table it is: its lines are taken as if the partner had uploaded it (M29). */
export async function takeByHand(ctx: Context, sellerId: string, id: string, partnerId: string, by: Actor): Promise<MailDone> {
  const now = ctx.clock.now(sellerId);
  const done = await ctx.db.withSeller(sellerId, async (tx): Promise<MailDone> => {
    const row = await lockMail(tx, id);
    if (!row || !(await readPartner(tx, { id: partnerId }))) return { ok: false, refusal: 'not_found' };
    if (row.state !== 'triage') return { ok: false, refusal: 'mail_ended' };
    await planMail(tx, id, { do: 'notices', partnerId, by: actorName(by) }, 'taking');
    // Should we die on the way, this does the rest.
    await insertErrand(tx, { id: newId(ctx, now), kind: 'intake', body: { mailId: id }, created_at: now }, later(ctx, now, SLOW_MS));
    return { ok: true };
  });
  if (done.ok)
    await processMail(ctx, sellerId, id).catch((error: unknown) => {
      // The errand above finishes it.
      if (!(error instanceof HalfTaken)) throw error;
    });
  return done;
}

/** Nothing for us. It stays, with the reason. */
export const dismissByHand = (ctx: Context, sellerId: string, id: string, says: string, by: Actor): Promise<MailDone> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const row = await lockMail(tx, id);
    if (!row) return { ok: false, refusal: 'not_found' };
    if (row.state !== 'triage') return { ok: false, refusal: 'mail_ended' };
    await dismissMail(tx, id, { at: ctx.clock.now(sellerId), by: actorName(by), says: says.trim() });
    return { ok: true };
  });

/** Back into triage: what was dismissed, and what is not in the thread yet. */
export const undoByHand = (ctx: Context, sellerId: string, id: string): Promise<MailDone> =>
  ctx.db.withSeller(sellerId, async (tx) => {
    const row = await lockMail(tx, id);
    if (!row) return { ok: false, refusal: 'not_found' };
    const unsent = row.state === 'taking' && row.plan?.do === 'message';
    if ((row.state !== 'dismissed' && !unsent) || row.removed_at !== null) return { ok: false, refusal: 'mail_not_undoable' };
    await triageMail(tx, id, 'opened_again');
    return { ok: true };
  });
