/**
 * An invoice when an order is shipped, a credit note when a refund is confirmed (M32). Number and paper are written in one transaction, with the
 * errand that brings it to the buyer; what can't be decided is held, with its reason, and waits for a person.
 */
import { type Actor, actorName, languageOf } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { localDate } from '../core/calendar.ts';
import { draftCreditNote, draftInvoice, type Giving, type Paper, type PaperDraft, paperName } from '../core/papers/paper.ts';
import { NO_PAPER_SETTINGS, type PaperSettings, type Regime } from '../core/papers/settings.ts';
import { type Doubt, doubt } from '../core/papers/vat.ts';
import type { Return } from '../core/return/model.ts';
import { paperWords } from '../documents/paper-words.ts';
import type { Tx } from '../store/db.ts';
import { type Effect, insertErrand } from '../store/effects.ts';
import { readOrder, type StoredOrder } from '../store/orders.ts';
import {
  type Due,
  insertPaper,
  lockDue,
  lockPapersOfOrder,
  noteDue,
  openDues,
  openDuesOfOrder,
  orderOfDue,
  type PaperRow,
  papersOfOrder,
  readPaper,
  readPaperSettings,
  settleDue,
  takeNumber,
} from '../store/papers.ts';
import type { Seller } from '../store/platform.ts';
import { readReturn } from '../store/returns.ts';
import type { OrderKeeper, ReturnKeeper } from './alongside.ts';
import type { Result } from './carry-out.ts';
import { type Context, newId } from './context.ts';

export type Issued =
  | { readonly ok: true; readonly paper: PaperRow; readonly created: boolean }
  | { readonly ok: false; readonly refusal: 'not_found' }
  | { readonly ok: false; readonly refusal: 'paper_undecided'; readonly because: readonly Doubt[] };

const undecided = (...because: readonly Doubt[]): Issued => ({ ok: false, refusal: 'paper_undecided', because });
const SYSTEM = 'Retour';

// ——— keepers: what is due is noted with what made it due

/** A shipped order is to be invoiced. */
export const keepInvoices: OrderKeeper = async (ctx, tx, { order, now }) => {
  if (order.shippedAt === undefined) return;
  await becomesDue(ctx, tx, { kind: 'invoice', order_id: order.id, return_id: null, refund_id: null, at: order.shippedAt }, now);
};

/** Money that went back is to be credited. */
export const keepCreditNotes: ReturnKeeper = async (ctx, tx, { after, events, now }) => {
  for (const event of events) {
    if (event.type !== 'refund_confirmed') continue;
    await becomesDue(
      ctx,
      tx,
      { kind: 'credit_note', order_id: after.order.id, return_id: after.id, refund_id: event.refundId, at: event.at },
      now,
    );
  }
};

async function becomesDue(ctx: Context, tx: Tx, due: Omit<Parameters<typeof noteDue>[1], 'id'>, now: string): Promise<void> {
  const id = newId(ctx, now);
  const { ready } = await noteDue(tx, { ...due, id });
  if (ready) await insertErrand(tx, { id: newId(ctx, now), kind: 'paper_due', body: { dueId: id }, created_at: now });
}

// ——— errands

/** Makes one paper that is due. The effect behind it is done also where a person has to look: that is on the list of papers, not of failures. */
export async function paperDue(ctx: Context, seller: Seller, _effect: Effect, { dueId }: { readonly dueId: string }): Promise<Result> {
  const came = await ctx.db.withSeller(seller.id, (tx) => issueDue(ctx, tx, dueId));
  return { done: { came } };
}

const PAGE = 100;

/** Everything that waits, in order: after the settings were completed or changed. */
export async function paperBacklog(ctx: Context, seller: Seller): Promise<Result> {
  let after: { at: string; id: string } | null = null;
  let issued = 0;
  for (;;) {
    const page: readonly Due[] = await ctx.db.withSeller(seller.id, (tx) => openDues(tx, after, PAGE));
    for (const { id } of page) if ((await ctx.db.withSeller(seller.id, (tx) => issueDue(ctx, tx, id))) === 'issued') issued += 1;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return { done: { issued } };
    after = { at: last.at, id: last.id };
  }
}

async function issueDue(ctx: Context, tx: Tx, dueId: string): Promise<Due['state']> {
  // The order's lock before the row's, as whoever issues by hand takes them: the other way round they would wait for each other.
  const orderId = await orderOfDue(tx, dueId);
  assert(orderId !== null, 'what is due was noted');
  await lockPapersOfOrder(tx, orderId);
  const due = (await lockDue(tx, dueId))!;
  if (due.state === 'issued' || due.state === 'skipped') return due.state;
  const settings = (await readPaperSettings(tx))?.body ?? NO_PAPER_SETTINGS;
  const order = (await readOrder(tx, due.order_id))!;
  const { zone } = ctx.sellers.get(tx.sellerId);
  if (settings.since !== '' && localDate(order.order.shippedAt ?? due.at, zone) < settings.since) {
    await settleDue(tx, due.id, 'skipped');
    return 'skipped';
  }
  const made =
    due.kind === 'invoice'
      ? await invoiceOrder(ctx, tx, order, settings, SYSTEM, {})
      : await creditRefund(ctx, tx, order, settings, due.return_id!, due.refund_id!);
  if (made.ok) {
    await settleDue(tx, due.id, 'issued', { paperId: made.paper.id });
    return 'issued';
  }
  const because = made.refusal === 'paper_undecided' ? made.because : [];
  // A credit note that only waits for its invoice, and papers that wait for the settings, are nobody's trouble.
  const waits = because.every(({ name }) => name === 'invoice_missing' || name === 'settings_incomplete');
  await settleDue(tx, due.id, waits ? 'waiting' : 'held', { because });
  return waits ? 'waiting' : 'held';
}

// ——— by hand

/** Issues the invoice of an order that a machine would not, or that nothing asked for; `chosen` says the VAT regime by line. */
export async function issueInvoice(
  ctx: Context,
  sellerId: string,
  orderId: string,
  by: Actor,
  chosen: Readonly<Record<string, Regime>> = {},
): Promise<Issued> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const order = await readOrder(tx, orderId);
    if (!order) return { ok: false, refusal: 'not_found' };
    const settings = (await readPaperSettings(tx))?.body ?? NO_PAPER_SETTINGS;
    return invoiceOrder(ctx, tx, order, settings, actorName(by), chosen);
  });
}

/** The only way to correct an invoice: what is left of it, or some of it, is credited, and a new one may follow. */
export async function issueCreditNote(
  ctx: Context,
  sellerId: string,
  invoiceId: string,
  by: Actor,
  { because, give }: { readonly because: string; readonly give?: readonly Giving[] },
): Promise<Issued> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const invoice = await readPaper(tx, invoiceId);
    if (!invoice || invoice.kind !== 'invoice') return { ok: false, refusal: 'not_found' };
    const settings = (await readPaperSettings(tx))?.body ?? NO_PAPER_SETTINGS;
    await lockPapersOfOrder(tx, invoice.order_id);
    const credits = creditsOf(await papersOfOrder(tx, invoice.order_id), invoice);
    const drafted = draftCreditNote(invoice.body, credits, { because, ...(give && { give }) });
    if (!drafted.ok) return undecided(...drafted.because);
    return write(ctx, tx, settings, drafted.draft, { order_id: invoice.order_id, invoice_id: invoice.id, issued_by: actorName(by) });
  });
}

// ——— making

async function invoiceOrder(
  ctx: Context,
  tx: Tx,
  { order, buyer }: StoredOrder,
  settings: PaperSettings,
  by: string,
  chosen: Readonly<Record<string, Regime>>,
): Promise<Issued> {
  if (order.shippedAt === undefined) return undecided(doubt('not_shipped'));
  await lockPapersOfOrder(tx, order.id);
  const papers = await papersOfOrder(tx, order.id);
  const standing = papers.findLast(({ kind }) => kind === 'invoice');
  if (standing && !isCredited(papers, standing)) return { ok: true, paper: standing, created: false };

  const { zone } = ctx.sellers.get(tx.sellerId);
  const drafted = draftInvoice({
    settings,
    order,
    buyer: { ...buyer, language: languageOf(buyer.language) },
    suppliedOn: localDate(order.shippedAt, zone),
    placedOn: localDate(order.placedAt, zone),
    shippingWord: paperWords(languageOf(buyer.language)).shipping,
    chosen,
  });
  if (!drafted.ok) return undecided(...drafted.because);
  const made = await write(ctx, tx, settings, drafted.draft, { order_id: order.id, nth: (standing?.nth ?? 0) + 1, issued_by: by });
  // Credit notes that waited for it, and what was due where a person was faster.
  const now = ctx.clock.now(tx.sellerId);
  for (const due of await openDuesOfOrder(tx, order.id)) {
    if (due.kind === 'invoice' && made.ok) await settleDue(tx, due.id, 'issued', { paperId: made.paper.id });
    else await insertErrand(tx, { id: newId(ctx, now), kind: 'paper_due', body: { dueId: due.id }, created_at: now });
  }
  return made;
}

async function creditRefund(
  ctx: Context,
  tx: Tx,
  { order }: StoredOrder,
  settings: PaperSettings,
  returnId: string,
  refundId: string,
): Promise<Issued> {
  await lockPapersOfOrder(tx, order.id);
  const papers = await papersOfOrder(tx, order.id);
  const there = papers.find(({ refund_id }) => refund_id === refundId);
  if (there) return { ok: true, paper: there, created: false };
  const invoice = papers.findLast(({ kind }) => kind === 'invoice');
  if (!invoice) return undecided(doubt('invoice_missing'));
  const { ret } = (await readReturn(tx, returnId))!;
  const drafted = draftCreditNote(invoice.body, creditsOf(papers, invoice), {
    give: givingOf(ret, refundId),
    because: paperWords(invoice.body.language).forReturn(ret.rma),
  });
  if (!drafted.ok) return undecided(...drafted.because);
  return write(ctx, tx, settings, drafted.draft, {
    order_id: order.id,
    return_id: returnId,
    refund_id: refundId,
    invoice_id: invoice.id,
    issued_by: SYSTEM,
  });
}

/** How much of the refund belongs to which line of the order. */
function givingOf(ret: Return, refundId: string): Giving[] {
  const refund = ret.refunds.find(({ id }) => id === refundId);
  assert(refund, 'a confirmed refund is of its return');
  const byLine = Map.groupBy(refund.items, ({ lineId }) => lineId);
  return [...byLine].map(([key, items]) => ({ key, minor: items.reduce((total, { amount }) => total + amount.minor, 0) }));
}

const creditsOf = (papers: readonly PaperRow[], invoice: PaperRow): Paper[] =>
  papers.filter(({ invoice_id }) => invoice_id === invoice.id).map(({ body }) => body);

const isCredited = (papers: readonly PaperRow[], invoice: PaperRow): boolean =>
  creditsOf(papers, invoice).reduce((total, { grossMinor }) => total + grossMinor, 0) >= invoice.total_minor;

/** Takes the number last, so that the counter is locked for as short as can be. */
async function write(
  ctx: Context,
  tx: Tx,
  settings: PaperSettings,
  draft: PaperDraft,
  about: Pick<PaperRow, 'order_id' | 'issued_by'> & Partial<Pick<PaperRow, 'return_id' | 'refund_id' | 'invoice_id' | 'nth'>>,
): Promise<Issued> {
  const { zone } = ctx.sellers.get(tx.sellerId);
  const now = ctx.clock.now(tx.sellerId);
  const series = draft.kind === 'invoice' ? settings.series.invoice : settings.series.creditNote;
  if (series === '') return undecided(doubt('settings_incomplete'));
  const year = Number(localDate(now, zone).slice(0, 4));
  const { number, at } = await takeNumber(tx, series, year, now);
  const name = paperName(series, year, number);
  const body: Paper = { ...draft, name, issuedOn: localDate(at, zone) };
  const paper: PaperRow = {
    id: newId(ctx, at),
    kind: draft.kind,
    return_id: null,
    refund_id: null,
    invoice_id: null,
    nth: null,
    ...about,
    series,
    year,
    number,
    name,
    issued_at: at,
    currency: draft.currency,
    total_minor: draft.grossMinor,
    vat_minor: draft.vatMinor,
    channel_order_id: draft.order.number,
    buyer_name: draft.buyer.name,
    body,
  };
  await insertPaper(tx, paper);
  await insertErrand(tx, { id: newId(ctx, now), kind: 'paper', body: { paperId: paper.id }, created_at: now });
  return { ok: true, paper, created: true };
}
