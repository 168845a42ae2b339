/**
 * Payouts (M33): a statement is tried dry, imported once, compared with the books by name; what differs is explained or claimed; the bank's
 * receipt is posted; and when nothing is open any more, the payout is closed.
 */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { type Actor, actorName } from '../core/access.ts';
import { addDays, localDate, startOfDayIn } from '../core/calendar.ts';
import { type About, differenceJournal, payoutJournal } from '../core/money-flow/ledger.ts';
import {
  aboutKey,
  type Expected,
  expectedPayouts,
  lineKindOf,
  type LineKind,
  paidOn,
  payoutDayFrom,
  periodOf,
  reconcile,
} from '../core/money-flow/payout.ts';
import { guessMapping, type Mapping, readStatement, type Statement, type StatementTrouble } from '../core/money-flow/statement.ts';
import type { ChannelTerms, PayoutCalendar } from '../core/money-flow/terms.ts';
import { decimal, money, type Money } from '../core/money.ts';
import { listConnections } from '../store/connections.ts';
import { isUniqueViolation, type Tx } from '../store/db.ts';
import { postJournals } from '../store/ledger.ts';
import {
  channelPostings,
  closePayout as storeClosed,
  findImported,
  insertPayout,
  listItems,
  lockChannelPayouts,
  lockPayout,
  ordersByRef,
  type PayoutItemRow,
  type PayoutLineRow,
  type PayoutRow,
  type PostingRow,
  readPayout,
  recordReceipt,
  saveMatches,
  settleItem,
  statedByKey,
} from '../store/payouts.ts';
import { openClaim } from './claims.ts';
import { type Context, newId } from './context.ts';
import { keepBooks, termsAt } from './keep-books.ts';

// ── What the books expect ────────────────────────────────────────────────────────────────────────────────────────────

type Paying = ChannelTerms & { readonly payouts: PayoutCalendar };
const paying = (terms: ChannelTerms | null): terms is Paying => terms?.payouts != null;

/** A posting under the name that a statement's lines have. Null where no statement tells of such a thing. */
function expectedOf(row: PostingRow, terms: Paying): (Expected & { readonly currency: string; readonly fixed: boolean }) | null {
  const kind = lineKindOf(row.what);
  if (kind === null) return null;
  const day = localDate(row.at, terms.zone);
  const paysOn = paidOn(terms.payouts, day);
  const about = row.order_id ?? (kind === 'monthly_fee' ? day.slice(0, 7) : paysOn);
  return {
    journalId: row.journal_id,
    kind,
    key: aboutKey(kind, about),
    orderId: row.order_id,
    minor: row.minor,
    paysOn,
    currency: row.currency,
    fixed: row.fixed,
  };
}

export type ForecastPayout = {
  readonly channel: string;
  readonly currency: string;
  readonly paysOn: string;
  readonly from: string;
  readonly to: string;
  readonly byKind: Readonly<Record<LineKind, number>>;
  readonly carriedIn: number;
  readonly pays: number;
  /** The period is over: only corrections can change it now. */
  readonly settled: boolean;
};

/** What each channel should pay from a day on, by payout day: the coming ones too, as far as they are known by now. */
export async function forecast(ctx: Context, tx: Tx, since: string): Promise<ForecastPayout[]> {
  const now = ctx.clock.now(tx.sellerId);
  const answer: ForecastPayout[] = [];
  for (const { slug } of await listConnections(tx)) {
    const terms = await termsAt(ctx, tx, slug, now);
    if (!paying(terms)) continue;
    // A payout further back may be carried forward into the first that was asked for.
    const from = periodOf(terms.payouts, payoutDayFrom(terms.payouts, addDays(since, -62))).from;
    const rows = await channelPostings(tx, slug, {
      from: startOfDayIn(from, terms.zone),
      before: startOfDayIn(addDays(localDate(now, terms.zone), 2), terms.zone),
    });
    const entries = rows.flatMap((row) => expectedOf(row, terms) ?? []);
    for (const [currency, own] of Map.groupBy(entries, (entry) => entry.currency))
      for (const { paysOn, payout } of expectedPayouts(own)) {
        const period = periodOf(terms.payouts, paysOn);
        if (paysOn < since) continue;
        const { byKind, carriedIn, pays } = payout;
        answer.push({
          channel: slug,
          currency,
          paysOn,
          ...period,
          byKind,
          carriedIn,
          pays,
          settled: period.to < localDate(now, terms.zone),
        });
      }
  }
  return answer.toSorted((a, b) => (a.paysOn < b.paysOn ? -1 : 1));
}

// ── Import ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export type StatementFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Which column means what, where the guess is not right. */
  readonly mapping?: Mapping;
  /** Where the file does not say it. */
  readonly reference?: string;
  readonly paysOn?: string;
};

export type ImportRefusal =
  | { readonly name: 'channel_not_found' | 'channel_pays_nothing_out' | 'statement_unreadable' | 'statement_empty' | 'payout_day_missing' }
  | { readonly name: 'statement_has_troubles'; readonly troubles: readonly StatementTrouble[] }
  | { readonly name: 'statement_known'; readonly payoutId: string; readonly reference: string };

export type ReadFile = {
  readonly statement: Statement & { readonly reference: string; readonly paysOn: string };
  readonly period: { readonly from: string; readonly to: string };
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  readonly sha256: string;
};

/** The rows of a CSV in UTF-8 or UTF-16, whatever its separator. Null where it is none. */
function rowsOf(bytes: Uint8Array): { headings: string[]; rows: Record<string, string>[] } | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes).replace(/^﻿/, '');
  const heading = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [';', '\t', ','].toSorted((a, b) => heading.split(b).length - heading.split(a).length)[0]!;
  try {
    const cells: string[][] = parse(text, { delimiter, skip_empty_lines: true, relax_column_count: true, trim: true });
    const [headings = [], ...rest] = cells;
    return { headings, rows: rest.map((row) => Object.fromEntries(headings.map((name, i) => [name, row[i] ?? '']))) };
  } catch {
    return null;
  }
}

/** Reads a statement and writes nothing: what a dry run shows, and what an import starts from. */
export async function readStatementFile(
  ctx: Context,
  sellerId: string,
  channel: string,
  file: StatementFile,
): Promise<
  | { readonly ok: true; readonly read: ReadFile }
  | { readonly ok: false; readonly refusal: ImportRefusal; readonly headings?: readonly string[]; readonly mapping?: Mapping }
> {
  const now = ctx.clock.now(sellerId);
  const terms = await ctx.db.withSeller(sellerId, (tx) => termsAt(ctx, tx, channel, now));
  if (terms === null) return { ok: false, refusal: { name: 'channel_not_found' } };
  if (!paying(terms)) return { ok: false, refusal: { name: 'channel_pays_nothing_out' } };
  const table = rowsOf(file.bytes);
  if (table === null || table.headings.length < 2) return { ok: false, refusal: { name: 'statement_unreadable' } };
  const { headings, rows } = table;
  const mapping = { ...guessMapping(headings), ...file.mapping };
  if (rows.length === 0) return { ok: false, refusal: { name: 'statement_empty' }, headings, mapping };
  const read = readStatement(rows, mapping);
  if (!read.ok) return { ok: false, refusal: { name: 'statement_has_troubles', troubles: read.troubles }, headings, mapping };
  const paysOn = file.paysOn ?? read.statement.paysOn;
  if (paysOn === null) return { ok: false, refusal: { name: 'payout_day_missing' }, headings, mapping };
  const reference = file.reference ?? read.statement.reference ?? `${channel}-${paysOn}`;
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const known = await ctx.db.withSeller(sellerId, (tx) => findImported(tx, channel, sha256, reference, read.statement.currency));
  if (known) return { ok: false, refusal: { name: 'statement_known', payoutId: known.id, reference: known.reference }, headings, mapping };
  const period = periodOf(terms.payouts, payoutDayFrom(terms.payouts, paysOn));
  return { ok: true, read: { statement: { ...read.statement, reference, paysOn }, period, headings, mapping, sha256 } };
}

/** Imports a statement once and compares it with the books. The same file again, or the same number in another file, is refused. */
export async function importStatement(
  ctx: Context,
  sellerId: string,
  channel: string,
  file: StatementFile,
  by: Actor,
): Promise<{ readonly ok: true; readonly payoutId: string } | { readonly ok: false; readonly refusal: ImportRefusal }> {
  const checked = await readStatementFile(ctx, sellerId, channel, file);
  if (!checked.ok) return checked;
  const { statement, period, sha256 } = checked.read;
  // What falls due with time must stand in the books before they are compared.
  await keepBooks(ctx, sellerId);
  const now = ctx.clock.now(sellerId);
  const id = newId(ctx, now);
  try {
    await ctx.db.withSeller(sellerId, async (tx) => {
      await lockChannelPayouts(tx, channel);
      const orders = await ordersByRef(
        tx,
        channel,
        statement.lines.flatMap((line) => line.orderRef ?? []),
      );
      const lines = statement.lines.map(
        (line): PayoutLineRow => ({
          line: line.row,
          kind: line.kind,
          order_ref: line.orderRef,
          about_key: keyOfLine(line, statement.paysOn, orders),
          minor: line.minor,
          cells: line.cells,
        }),
      );
      const stated = lines.reduce((total, line) => total + line.minor, 0);
      await insertPayout(
        tx,
        {
          id,
          channel,
          reference: statement.reference,
          currency: statement.currency,
          pays_on: statement.paysOn,
          period_from: period.from,
          period_to: period.to,
          state: 'open',
          stated_minor: stated,
          received_minor: null,
          received_at: null,
          file_name: file.name.slice(0, 200),
          file_sha256: sha256,
          imported_at: now,
          imported_by: actorName(by),
          closed_at: null,
          closed_by: null,
        },
        lines,
      );
      await compare(ctx, tx, channel, id);
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'payouts_file_key') && !isUniqueViolation(error, 'payouts_reference_key')) throw error;
    // Somebody else imported it in the same moment.
    const again = await readStatementFile(ctx, sellerId, channel, file);
    if (!again.ok) return again;
    throw error;
  }
  return { ok: true, payoutId: id };
}

/** The name under which a line is compared. An order that nobody knows keeps the channel's number, and so does whatever is about none. */
function keyOfLine(line: Statement['lines'][number], paysOn: string, orders: ReadonlyMap<string, string>): string {
  if (line.orderRef !== null) return aboutKey(line.kind, orders.get(line.orderRef) ?? `?${line.orderRef}`);
  if (line.kind === 'monthly_fee') return aboutKey(line.kind, (line.date ?? paysOn).slice(0, 7));
  if (line.kind === 'carried') return aboutKey(line.kind, line.minor > 0 ? 'out' : 'in');
  return aboutKey(line.kind, line.kind === 'other' ? `?${line.row}` : paysOn);
}

const orderIdOf = (key: string): string | null => /^[a-z_]+:([0-9a-f]{8}-[0-9a-f-]{27})$/.exec(key)?.[1] ?? null;

// ── Comparing ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** How far around a payout's period its postings are looked for, besides those of the orders that it names. */
const AROUND_DAYS = 45;

/** Compares one payout with the books again, and with it every other open one that names the same things. */
async function compare(ctx: Context, tx: Tx, channel: string, payoutId: string): Promise<void> {
  const all = await lockChannelPayouts(tx, channel);
  const payout = all.find((each) => each.id === payoutId)!;
  const terms = await termsAt(ctx, tx, channel, startOfDayIn(payout.pays_on, ctx.sellers.get(tx.sellerId).zone));
  if (!paying(terms)) return;
  const same = all.filter((each) => each.currency === payout.currency);
  const open = same.filter((each) => each.state === 'open');
  const own = await statedByKey(tx, [payoutId], null);
  const orderIds = own.flatMap((line) => orderIdOf(line.about_key) ?? []);
  const rows = await channelPostings(tx, channel, {
    from: startOfDayIn(addDays(payout.period_from, -AROUND_DAYS), terms.zone),
    before: startOfDayIn(addDays(payout.period_to, AROUND_DAYS), terms.zone),
    orderIds,
  });
  const postings = rows.flatMap((row) => expectedOf(row, terms) ?? []).filter((each) => each.currency === payout.currency && !each.fixed);
  const keys = [...new Set([...own.map((line) => line.about_key), ...postings.map((each) => each.key)])];
  const ids = open.map((each) => each.id);
  const paysOn = new Map(open.map((each) => [each.id, each.pays_on]));
  const lines = await statedByKey(tx, ids, keys);
  const stated = lines.filter((line) => !line.settled);
  // What a person settled stays as it is.
  const settled = new Set(lines.filter((line) => line.settled).map((line) => `${line.payout_id}/${line.about_key}`));
  const matches = reconcile(
    postings,
    stated
      .filter((line) => line.kind !== 'carried')
      .map((line) => ({
        payoutId: line.payout_id,
        paysOn: paysOn.get(line.payout_id)!,
        key: line.about_key,
        kind: line.kind,
        orderId: orderIdOf(line.about_key),
        minor: line.minor,
      })),
    open.map((each) => ({ id: each.id, paysOn: each.pays_on })),
    same.filter((each) => each.state === 'closed').map((each) => each.pays_on),
  ).filter((match) => !settled.has(`${match.payoutId}/${match.key}`));
  const over = await statedByKey(
    tx,
    same.map((each) => each.id),
    CARRIED,
  );
  const carried = over
    .filter((line) => ids.includes(line.payout_id) && !line.settled)
    .map((line) => {
      const expected = carriedExpected(line, over, same);
      return {
        payoutId: line.payout_id,
        key: line.about_key,
        kind: line.kind,
        orderId: null,
        state: line.minor === expected ? ('matched' as const) : ('difference' as const),
        stated: line.minor,
        expected,
        journalIds: [],
      };
    });
  await saveMatches(tx, ids, [...keys, ...CARRIED], [...matches, ...carried]);
}

const CARRIED = [aboutKey('carried', 'out'), aboutKey('carried', 'in')] as const;

/** What a payout could not take is taken from the next: the two lines undo each other. */
function carriedExpected(
  line: { readonly payout_id: string; readonly about_key: string; readonly minor: number },
  over: readonly { readonly payout_id: string; readonly about_key: string; readonly minor: number }[],
  payouts: readonly PayoutRow[],
): number {
  const at = payouts.findIndex((each) => each.id === line.payout_id);
  // Carried out: whatever brings the payout up to nothing.
  if (line.about_key === CARRIED[0]) return Math.max(0, line.minor - payouts[at]!.stated_minor);
  const before = payouts[at - 1];
  // Without the statement before nobody can say.
  return before ? 0 - (over.find((each) => each.payout_id === before.id && each.about_key === CARRIED[0])?.minor ?? 0) : line.minor;
}

export type PayoutRefusal =
  | 'not_found'
  | 'payout_closed'
  | 'item_not_found'
  | 'item_settled'
  | 'nothing_to_claim'
  | 'payout_unexplained'
  | 'receipt_missing'
  | 'receipt_recorded';
type Done = { readonly ok: true } | { readonly ok: false; readonly refusal: PayoutRefusal };

const refuse = (refusal: PayoutRefusal): Done => ({ ok: false, refusal });

/** Compares an open payout anew: after orders or refunds came in that it names. */
export async function compareAgain(ctx: Context, sellerId: string, payoutId: string): Promise<Done> {
  await keepBooks(ctx, sellerId);
  return ctx.db.withSeller(sellerId, async (tx): Promise<Done> => {
    const payout = await lockPayout(tx, payoutId);
    if (!payout) return refuse('not_found');
    if (payout.state === 'closed') return refuse('payout_closed');
    await compare(ctx, tx, payout.channel, payoutId);
    return { ok: true };
  });
}

// ── Explaining, claiming, receiving, closing ─────────────────────────────────────────────────────────────────────────

/** Somebody says why a line differs; with `claim` the channel is asked for what it owes. What was expected leaves its account. */
export async function settleDifference(
  ctx: Context,
  sellerId: string,
  payoutId: string,
  key: string,
  { because, claim }: { readonly because: string; readonly claim: boolean },
  by: Actor,
): Promise<Done> {
  const now = ctx.clock.now(sellerId);
  return ctx.db.withSeller(sellerId, async (tx): Promise<Done> => {
    const payout = await lockPayout(tx, payoutId);
    if (!payout) return refuse('not_found');
    if (payout.state === 'closed') return refuse('payout_closed');
    const [item] = await listItems(tx, payoutId, key);
    if (!item) return refuse('item_not_found');
    if (!isOpenItem(item)) return refuse('item_settled');
    const short = money(item.expected_minor - item.stated_minor, payout.currency);
    if (claim && short.minor <= 0) return refuse('nothing_to_claim');
    const opened = claim
      ? await openClaim(ctx, tx, {
          key: `payout:${payoutId}:${key}`,
          against: 'channel',
          why: 'payout_difference',
          amount: short,
          about: { payoutLineId: `${payoutId}:${key}`, ...(item.order_id !== null && { orderId: item.order_id }) },
          says: claimWords(payout, item, short, because),
          party: payout.channel,
          by,
        })
      : null;
    const about: About = {
      channel: payout.channel,
      payoutId,
      ...(item.order_id !== null && { orderId: item.order_id }),
      ...(opened && { claimId: opened.id }),
    };
    await postJournals(tx, [differenceJournal({ key: `payout_difference:${payoutId}:${key}`, at: now, about }, short)]);
    await settleItem(tx, payoutId, key, {
      state: claim ? 'claimed' : 'explained',
      because,
      by: actorName(by),
      at: now,
      claimId: opened?.id ?? null,
    });
    return { ok: true };
  });
}

export const isOpenItem = ({ state }: Pick<PayoutItemRow, 'state'>): boolean =>
  state === 'difference' || state === 'unknown' || state === 'missing';

function claimWords(payout: PayoutRow, item: PayoutItemRow, short: Money, because: string): string {
  const amount = (minor: number) => `${decimal(money(minor, payout.currency))} ${payout.currency}`;
  const order = item.channel_order_id ?? item.order_ref;
  return [
    `Payout ${payout.reference} of ${payout.pays_on}${order === null ? '' : `, order ${order}`}: ${item.kind.replaceAll('_', ' ')}`,
    `stated ${amount(item.stated_minor)}, due ${amount(item.expected_minor)}, short by ${decimal(short)} ${payout.currency}.`,
    because,
  ]
    .join(' ')
    .trim();
}

/** Everything that the channel owes of this payout, claimed in one go. Answers how many claims were opened. */
export async function claimAll(
  ctx: Context,
  sellerId: string,
  payoutId: string,
  because: string,
  by: Actor,
): Promise<{ readonly ok: true; readonly claims: number } | { readonly ok: false; readonly refusal: PayoutRefusal }> {
  const items = await ctx.db.withSeller(sellerId, (tx) => listItems(tx, payoutId));
  let claims = 0;
  for (const item of items) {
    if (!isOpenItem(item) || item.expected_minor <= item.stated_minor) continue;
    const done = await settleDifference(ctx, sellerId, payoutId, item.about_key, { because, claim: true }, by);
    if (done.ok) claims += 1;
    // Somebody else settled it in the meantime.
    else if (done.refusal !== 'item_settled') return done;
  }
  return { ok: true, claims };
}

/** What the bank received; posted once. */
export async function receivePayout(ctx: Context, sellerId: string, payoutId: string, amount: Money, at: string): Promise<Done> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<Done> => {
    const payout = await lockPayout(tx, payoutId);
    if (!payout) return refuse('not_found');
    if (payout.received_minor !== null) return refuse('receipt_recorded');
    await recordReceipt(tx, payoutId, amount.minor, at);
    const about: About = { channel: payout.channel, payoutId };
    // A payout of nothing is closed without the bank.
    if (amount.minor !== 0) await postJournals(tx, [payoutJournal({ key: `payout:${payoutId}`, at, about }, amount)]);
    // The bank got something else than was stated: a line of its own, to be explained or claimed like the others.
    if (amount.minor !== payout.stated_minor)
      await saveMatches(
        tx,
        [payoutId],
        [RECEIPT],
        [
          {
            payoutId,
            key: RECEIPT,
            kind: 'other',
            orderId: null,
            state: 'difference',
            stated: amount.minor,
            expected: payout.stated_minor,
            journalIds: [],
          },
        ],
      );
    return { ok: true };
  });
}

/** Name of the line that compares the bank with the statement. */
export const RECEIPT = 'other:receipt';

/** Done with: every line matched, explained or claimed, and the bank's receipt on the books. */
export async function closePayout(ctx: Context, sellerId: string, payoutId: string, by: Actor): Promise<Done> {
  const now = ctx.clock.now(sellerId);
  return ctx.db.withSeller(sellerId, async (tx): Promise<Done> => {
    const locked = await lockPayout(tx, payoutId);
    if (!locked) return refuse('not_found');
    if (locked.state === 'closed') return { ok: true };
    const payout = (await readPayout(tx, payoutId))!;
    if (Number(payout.unsettled) > 0) return refuse('payout_unexplained');
    if (payout.received_minor === null) return refuse('receipt_missing');
    await storeClosed(tx, payoutId, now, actorName(by));
    return { ok: true };
  });
}
