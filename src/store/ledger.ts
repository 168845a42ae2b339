/** The books: journals and their entries, written once (M33). */
import { createHash } from 'node:crypto';
import { uuidv7 } from '../core/ids.ts';
import { type About, type Account, assertJournal, type Journal, type JournalLine } from '../core/money-flow/ledger.ts';
import type { Tx } from './db.ts';

/** The id that a journal of this key and time has, whoever posts it: a version 7 UUID whose random part is the key's hash. */
export const journalId = (sellerId: string, { key, at }: Pick<Journal, 'key' | 'at'>): string =>
  uuidv7(Date.parse(at), createHash('sha256').update(`${sellerId}/${key}`).digest().subarray(0, 10));

/** Posts a journal with its entries; answers false where its key was posted before (or what it reverses was reversed), and then writes nothing. */
export async function postJournal(tx: Tx, journal: Journal): Promise<boolean> {
  return (await postJournals(tx, [journal])) === 1;
}

/** Several in one statement; answers how many were new. */
export async function postJournals(tx: Tx, journals: readonly Journal[]): Promise<number> {
  if (journals.length === 0) return 0;
  journals.forEach(assertJournal);
  const rows = journals.map((journal) => ({
    id: journalId(tx.sellerId, journal),
    key: journal.key,
    at: journal.at,
    what: journal.what,
    currency: journal.currency,
    reverses: journal.reverses,
    about: journal.about,
    entries: journal.lines.map((line, i) => ({ line: i + 1, ...line })),
  }));
  const [row] = await tx.query<{ posted: number }>(
    `with given as materialized (
       select * from jsonb_to_recordset($2::jsonb) as x(id uuid, key text, at timestamptz, what text, currency text, reverses text, about jsonb, entries jsonb)),
     posted as (
       insert into desk.journals (seller_id, id, key, at, what, currency, lines, channel, order_id, return_id, event_seq, refund_id, payout_id,
                                  claim_id, invoice_id, unit_id, reverses)
       select $1, id, key, at, what, currency, jsonb_array_length(entries), about ->> 'channel', (about ->> 'orderId')::uuid, (about ->> 'returnId')::uuid,
              (about ->> 'eventSeq')::integer, (about ->> 'refundId')::uuid, (about ->> 'payoutId')::uuid, (about ->> 'claimId')::uuid,
              (about ->> 'invoiceId')::uuid, (about ->> 'unitId')::uuid, reverses
         from given
       -- The same key, and with it the same id; or a journal that was taken back before.
       on conflict do nothing
       returning id),
     entries as (
       insert into desk.entries (seller_id, journal_id, lines, line, account, currency, minor, at, channel)
       select $1, g.id, jsonb_array_length(g.entries), e.line, e.account, g.currency, e.minor, g.at, g.about ->> 'channel'
         from given g join posted p on p.id = g.id
              cross join lateral jsonb_to_recordset(g.entries) as e(line integer, account text, minor bigint))
     select count(*) as posted from posted`,
    [tx.sellerId, JSON.stringify(rows)],
  );
  return Number(row!.posted);
}

export type JournalRow = {
  readonly id: string;
  readonly key: string;
  readonly at: string;
  readonly what: string;
  readonly currency: string;
  readonly reverses: string | null;
  readonly channel: string | null;
  readonly order_id: string | null;
  readonly return_id: string | null;
  readonly event_seq: number | null;
  readonly refund_id: string | null;
  readonly payout_id: string | null;
  readonly claim_id: string | null;
  readonly invoice_id: string | null;
  readonly unit_id: string | null;
  readonly entries: readonly JournalLine[];
};

const JOURNAL = `j.id, j.key, j.at, j.what, j.currency, j.reverses, j.channel, j.order_id, j.return_id, j.event_seq, j.refund_id, j.payout_id, j.claim_id,
  j.invoice_id, j.unit_id, (select jsonb_agg(jsonb_build_object('account', e.account, 'minor', e.minor) order by e.line)
    from desk.entries e where e.seller_id = j.seller_id and e.journal_id = j.id) as entries`;

/** A posted journal, as it was given to {@link postJournal}. */
export function journalOf(row: JournalRow): Journal {
  const about: { [K in keyof About]: About[K] | null } = {
    channel: row.channel,
    orderId: row.order_id,
    returnId: row.return_id,
    eventSeq: row.event_seq,
    refundId: row.refund_id,
    payoutId: row.payout_id,
    claimId: row.claim_id,
    invoiceId: row.invoice_id,
    unitId: row.unit_id,
  };
  return {
    key: row.key,
    at: row.at,
    what: row.what,
    currency: row.currency,
    about: Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null)),
    lines: row.entries,
    ...(row.reverses !== null && { reverses: row.reverses }),
  };
}

export type OrderJournal = JournalRow & { readonly reversed: boolean };

/** All that was ever posted about an order, oldest first; what was taken back says so. */
export async function journalsOfOrder(tx: Tx, orderId: string): Promise<OrderJournal[]> {
  return tx.query<OrderJournal>(
    `select ${JOURNAL}, exists (select 1 from desk.journals r where r.seller_id = $1 and r.reverses = j.key) as reversed
       from desk.journals j where j.seller_id = $1 and j.order_id = $2 order by j.at, j.id`,
    [tx.sellerId, orderId],
  );
}

export async function readJournal(tx: Tx, id: string): Promise<(JournalRow & { reversed_by: string | null }) | null> {
  const [row] = await tx.query<JournalRow & { reversed_by: string | null }>(
    `select ${JOURNAL}, (select r.id from desk.journals r where r.seller_id = $1 and r.reverses = j.key) as reversed_by
       from desk.journals j where j.seller_id = $1 and j.id = $2`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

export type LedgerFilter = {
  readonly account?: Account;
  readonly channel?: string;
  /** Instants: from this one on, and before that one. */
  readonly from?: string;
  readonly before?: string;
  readonly orderId?: string;
  readonly returnId?: string;
};
/** Where the next page begins: behind this journal. */
export type LedgerCursor = { readonly at: string; readonly id: string };

/** Journals newest first; with an account, those that touch it. */
export async function listJournals(tx: Tx, filter: LedgerFilter, after: LedgerCursor | null, limit: number): Promise<JournalRow[]> {
  const values: unknown[] = [tx.sellerId, limit];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const where = ['j.seller_id = $1'];
  if (filter.channel !== undefined) where.push(`j.channel = ${given(filter.channel)}`);
  if (filter.from !== undefined) where.push(`j.at >= ${given(filter.from)}`);
  if (filter.before !== undefined) where.push(`j.at < ${given(filter.before)}`);
  if (filter.orderId !== undefined) where.push(`j.order_id = ${given(filter.orderId)}`);
  if (filter.returnId !== undefined) where.push(`j.return_id = ${given(filter.returnId)}`);
  if (after !== null) where.push(`(j.at, j.id) < (${given(after.at)}, ${given(after.id)})`);
  if (filter.account !== undefined) {
    // The account's own index gives the page; a journal names an account once.
    const own = where.map((condition) => condition.replaceAll('j.id', 'e.journal_id').replaceAll('j.', 'e.'));
    const onJournal = own.filter((condition) => /order_id|return_id/.test(condition));
    if (onJournal.length === 0)
      return tx.query<JournalRow>(
        `with page as (select e.journal_id from desk.entries e where ${own.join(' and ')} and e.account = ${given(filter.account)}
                        order by e.at desc, e.journal_id desc limit $2)
         select ${JOURNAL} from page p join desk.journals j on j.seller_id = $1 and j.id = p.journal_id order by j.at desc, j.id desc`,
        values,
      );
    where.push(
      `exists (select 1 from desk.entries e where e.seller_id = $1 and e.journal_id = j.id and e.account = ${given(filter.account)})`,
    );
  }
  return tx.query<JournalRow>(
    `select ${JOURNAL} from desk.journals j where ${where.join(' and ')} order by j.at desc, j.id desc limit $2`,
    values,
  );
}

export type TrialRow = { readonly account: Account; readonly currency: string; readonly debit: number; readonly credit: number };

/** Debits and credits by account and currency; without `from`, since the beginning. */
export async function trialBalance(tx: Tx, from: string | null, before: string, channel: string | null = null): Promise<TrialRow[]> {
  const rows = await tx.query<TrialRow>(
    `select account, currency, coalesce(sum(minor) filter (where minor > 0), 0)::bigint as debit, coalesce(-sum(minor) filter (where minor < 0), 0)::bigint as credit
       from desk.entries where seller_id = $1 and ($2::timestamptz is null or at >= $2) and at < $3 and ($4::text is null or channel = $4)
      group by account, currency order by currency, account`,
    [tx.sellerId, from, before, channel],
  );
  return rows;
}
