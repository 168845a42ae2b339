/** Channels' terms, their payouts as they stated them, and how these compare with the books (M33). */
import type { LineKind, Match } from '../core/money-flow/payout.ts';
import type { ChannelTerms } from '../core/money-flow/terms.ts';
import type { Tx } from './db.ts';

// ── Terms ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type TermsRow = {
  readonly channel: string;
  readonly valid_from: string;
  readonly set_at: string;
  readonly document: ChannelTerms;
  readonly set_by: string;
};

/** What holds on a local date, and the kind of the connection for where nobody set anything. Null: there is no such connection. */
export async function readTerms(tx: Tx, channel: string, date: string): Promise<{ kind: string; document: ChannelTerms | null } | null> {
  const [row] = await tx.query<{ kind: string; document: ChannelTerms | null }>(
    `select c.kind, (select t.document from desk.channel_terms t where t.seller_id = $1 and t.channel = c.slug and t.valid_from <= $3
                      order by t.valid_from desc, t.set_at desc limit 1) as document
       from desk.connections c where c.seller_id = $1 and c.slug = $2`,
    [tx.sellerId, channel, date],
  );
  return row ?? null;
}

export async function listTerms(tx: Tx, channel: string): Promise<TermsRow[]> {
  return tx.query<TermsRow>(
    `select channel, valid_from::text, set_at, document, set_by from desk.channel_terms where seller_id = $1 and channel = $2
      order by valid_from desc, set_at desc limit 100`,
    [tx.sellerId, channel],
  );
}

export async function insertTerms(tx: Tx, row: TermsRow): Promise<void> {
  await tx.query(
    `insert into desk.channel_terms (seller_id, channel, valid_from, set_at, document, set_by) values ($1, $2, $3, $4, $5, $6)`,
    [tx.sellerId, row.channel, row.valid_from, row.set_at, JSON.stringify(row.document), row.set_by],
  );
}

// ── What the books expect ────────────────────────────────────────────────────────────────────────────────────────────

/** A posting on the channel's account. */
export type PostingRow = {
  readonly journal_id: string;
  readonly key: string;
  readonly what: string;
  readonly order_id: string | null;
  readonly currency: string;
  readonly at: string;
  readonly minor: number;
  /** A payout that is done with has it already. */
  readonly fixed: boolean;
};

/** What was posted to a channel's account in a time, or about these orders at any time. Payouts themselves and differences are left out. */
export async function channelPostings(
  tx: Tx,
  channel: string,
  { from, before, orderIds = [] }: { readonly from: string; readonly before: string; readonly orderIds?: readonly string[] },
): Promise<PostingRow[]> {
  return tx.query<PostingRow>(
    `with wanted as (
       select e.journal_id, e.minor from desk.entries e
        where e.seller_id = $1 and e.channel = $2 and e.account = 'channel_receivable' and e.at >= $3 and e.at < $4
       union
       select e.journal_id, e.minor from desk.journals j
         join desk.entries e on e.seller_id = $1 and e.journal_id = j.id and e.account = 'channel_receivable'
        where j.seller_id = $1 and j.order_id = any($5::uuid[]) and j.channel = $2)
     select j.id as journal_id, j.key, j.what, j.order_id, j.currency, j.at, w.minor,
            exists (select 1 from desk.payout_journals p
                      join desk.payouts o on o.seller_id = $1 and o.id = p.payout_id
                      join desk.payout_items i on i.seller_id = $1 and i.payout_id = p.payout_id and i.about_key = p.about_key
                     where p.seller_id = $1 and p.journal_id = j.id and (o.state = 'closed' or i.state in ('explained', 'claimed'))) as fixed
       from wanted w join desk.journals j on j.seller_id = $1 and j.id = w.journal_id
      where j.what not in ('payout', 'payout_difference')
      order by j.at, j.id`,
    [tx.sellerId, channel, from, before, orderIds],
  );
}

/** The first thing that ever happened on a channel's account; null where nothing has. */
export async function firstPosting(tx: Tx, channel: string): Promise<string | null> {
  const [row] = await tx.query<{ at: string | null }>(
    `select min(at) as at from desk.entries where seller_id = $1 and channel = $2 and account = 'channel_receivable'`,
    [tx.sellerId, channel],
  );
  return row!.at;
}

export async function knownJournals(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ key: string }>('select key from desk.journals where seller_id = $1 and key = any($2::text[])', [
    tx.sellerId,
    keys,
  ]);
  return new Set(rows.map((row) => row.key));
}

/** Orders shipped over a channel in a time, and the claims that buyers made there: what a retainer goes by. */
export async function performanceOf(tx: Tx, channel: string, from: string, before: string): Promise<{ orders: number; claims: number }> {
  const [row] = await tx.query<{ orders: number; claims: number }>(
    `select (select count(*) from desk.entries e join desk.journals j on j.seller_id = $1 and j.id = e.journal_id and j.what = 'sale'
              where e.seller_id = $1 and e.channel = $2 and e.account = 'channel_receivable' and e.at >= $3 and e.at < $4) as orders,
            (select count(*) from desk.returns r where r.seller_id = $1 and r.channel = $2 and r.channel_return_id is not null
               and r.opened_at >= $3 and r.opened_at < $4) as claims`,
    [tx.sellerId, channel, from, before],
  );
  return { orders: Number(row!.orders), claims: Number(row!.claims) };
}

/** The seller's orders behind what a channel calls them: its own number, or the seller's. */
export async function ordersByRef(tx: Tx, channel: string, refs: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ ref: string; id: string }>(
    `select channel_order_id as ref, id from desk.orders where seller_id = $1 and channel = $2 and channel_order_id = any($3::text[])
     union all
     select ref_id, id from desk.orders where seller_id = $1 and channel = $2 and ref_id = any($3::text[])`,
    [tx.sellerId, channel, refs],
  );
  // The seller's own number comes first where both fit.
  return new Map(rows.toReversed().map((row) => [row.ref, row.id]));
}

// ── Payouts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export type PayoutRow = {
  readonly id: string;
  readonly channel: string;
  readonly reference: string;
  readonly currency: string;
  readonly pays_on: string;
  readonly period_from: string;
  readonly period_to: string;
  readonly state: 'open' | 'closed';
  readonly stated_minor: number;
  readonly received_minor: number | null;
  readonly received_at: string | null;
  readonly file_name: string;
  readonly file_sha256: string;
  readonly imported_at: string;
  readonly imported_by: string;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
};

const PAYOUT = `p.id, p.channel, p.reference, p.currency, p.pays_on::text, p.period_from::text, p.period_to::text, p.state, p.stated_minor, p.received_minor,
  p.received_at, p.file_name, p.file_sha256, p.imported_at, p.imported_by, p.closed_at, p.closed_by`;

export type PayoutLineRow = {
  readonly line: number;
  readonly kind: LineKind;
  readonly order_ref: string | null;
  readonly about_key: string;
  readonly minor: number;
  readonly cells: Readonly<Record<string, string>>;
};

/** Throws a unique violation of `payouts_file_key` or `payouts_reference_key` where it was imported before. */
export async function insertPayout(tx: Tx, payout: PayoutRow, lines: readonly PayoutLineRow[]): Promise<void> {
  await tx.query(
    `insert into desk.payouts (seller_id, id, channel, reference, currency, pays_on, period_from, period_to, state, stated_minor, file_name,
                               file_sha256, imported_at, imported_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11, $12, $13)`,
    [
      tx.sellerId,
      payout.id,
      payout.channel,
      payout.reference,
      payout.currency,
      payout.pays_on,
      payout.period_from,
      payout.period_to,
      payout.stated_minor,
      payout.file_name,
      payout.file_sha256,
      payout.imported_at,
      payout.imported_by,
    ],
  );
  await tx.query(
    `insert into desk.payout_lines (seller_id, payout_id, line, kind, order_ref, about_key, minor, cells)
     select $1, $2, x.line, x.kind, x.order_ref, x.about_key, x.minor, x.cells
       from jsonb_to_recordset($3::jsonb) as x(line integer, kind text, order_ref text, about_key text, minor bigint, cells jsonb)`,
    [tx.sellerId, payout.id, JSON.stringify(lines)],
  );
}

/** The payout that was imported from these bytes or under this number, if any. */
export async function findImported(
  tx: Tx,
  channel: string,
  sha256: string,
  reference: string,
  currency: string,
): Promise<PayoutRow | null> {
  const [row] = await tx.query<PayoutRow>(
    `select ${PAYOUT} from desk.payouts p where p.seller_id = $1 and p.channel = $2 and (p.file_sha256 = $3 or (p.reference = $4 and p.currency = $5)) limit 1`,
    [tx.sellerId, channel, sha256, reference, currency],
  );
  return row ?? null;
}

/** Locked, so that two people do not explain one payout at once. */
export async function lockPayout(tx: Tx, id: string): Promise<PayoutRow | null> {
  const [row] = await tx.query<PayoutRow>(`select ${PAYOUT} from desk.payouts p where p.seller_id = $1 and p.id = $2 for update`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

/** One reconciliation of a channel at a time: it reads all of the channel's open payouts. */
export async function lockChannelPayouts(tx: Tx, channel: string): Promise<PayoutRow[]> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1::text || '/payouts/' || $2::text, 0))`, [tx.sellerId, channel]);
  return tx.query<PayoutRow>(`select ${PAYOUT} from desk.payouts p where p.seller_id = $1 and p.channel = $2 order by p.pays_on, p.id`, [
    tx.sellerId,
    channel,
  ]);
}

export type ListedPayout = PayoutRow & {
  readonly items: number;
  readonly unsettled: number;
  /** Stated less expected, of what nobody has explained. */
  readonly unsettled_minor: number;
  readonly expected_minor: number;
  readonly claims: number;
};

const SUMMARY = `(select count(*) from desk.payout_items i where i.seller_id = $1 and i.payout_id = p.id and i.state <> 'elsewhere') as items,
  (select count(*) from desk.payout_items i where i.seller_id = $1 and i.payout_id = p.id and i.state in ('difference', 'unknown', 'missing')) as unsettled,
  (select coalesce(sum(i.stated_minor - i.expected_minor), 0)::bigint from desk.payout_items i where i.seller_id = $1 and i.payout_id = p.id and i.state in ('difference', 'unknown', 'missing')) as unsettled_minor,
  (select coalesce(sum(i.expected_minor), 0)::bigint from desk.payout_items i where i.seller_id = $1 and i.payout_id = p.id and i.about_key <> 'other:receipt') as expected_minor,
  (select count(*) from desk.payout_items i where i.seller_id = $1 and i.payout_id = p.id and i.claim_id is not null) as claims`;

export async function listPayouts(
  tx: Tx,
  after: { readonly paysOn: string; readonly id: string } | null,
  limit: number,
  channel: string | null = null,
): Promise<ListedPayout[]> {
  return tx.query<ListedPayout>(
    `select ${PAYOUT}, ${SUMMARY} from desk.payouts p
      where p.seller_id = $1 and ($2::date is null or (p.pays_on, p.id) < ($2, $3::uuid)) and ($4::text is null or p.channel = $4)
      order by p.pays_on desc, p.id desc limit $5`,
    [tx.sellerId, after?.paysOn ?? null, after?.id ?? null, channel, limit],
  );
}

export async function readPayout(tx: Tx, id: string): Promise<ListedPayout | null> {
  const [row] = await tx.query<ListedPayout>(`select ${PAYOUT}, ${SUMMARY} from desk.payouts p where p.seller_id = $1 and p.id = $2`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

/** The lines of these payouts, added up by name. */
export async function statedByKey(
  tx: Tx,
  payoutIds: readonly string[],
  keys: readonly string[] | null,
): Promise<{ payout_id: string; about_key: string; kind: LineKind; minor: number; settled: boolean }[]> {
  return tx.query(
    `select l.payout_id, l.about_key, min(l.kind) as kind, sum(l.minor)::bigint as minor,
            exists (select 1 from desk.payout_items i where i.seller_id = $1 and i.payout_id = l.payout_id and i.about_key = l.about_key
                      and i.state in ('explained', 'claimed')) as settled
       from desk.payout_lines l where l.seller_id = $1 and l.payout_id = any($2::uuid[]) and ($3::text[] is null or l.about_key = any($3))
      group by l.payout_id, l.about_key`,
    [tx.sellerId, payoutIds, keys],
  );
}

/** Writes what the comparison came to; what a person has settled stays as it is. */
export async function saveMatches(tx: Tx, payoutIds: readonly string[], keys: readonly string[], matches: readonly Match[]): Promise<void> {
  const rows = matches.map(({ payoutId, key, kind, orderId, state, stated, expected }) => ({
    payout_id: payoutId,
    about_key: key,
    kind,
    order_id: orderId,
    state,
    stated_minor: stated,
    expected_minor: expected,
  }));
  const found = matches.flatMap(({ payoutId, key, journalIds }) =>
    journalIds.map((journal_id) => ({ journal_id, payout_id: payoutId, about_key: key })),
  );
  await tx.query(
    `update desk.payout_items i set state = 'elsewhere', stated_minor = 0, expected_minor = 0
      where i.seller_id = $1 and i.payout_id = any($2::uuid[]) and i.about_key = any($3::text[]) and i.state not in ('explained', 'claimed')
        and not exists (select 1 from jsonb_to_recordset($4::jsonb) as x(payout_id uuid, about_key text)
                         where x.payout_id = i.payout_id and x.about_key = i.about_key)`,
    [tx.sellerId, payoutIds, keys, JSON.stringify(rows)],
  );
  await tx.query(
    `insert into desk.payout_items (seller_id, payout_id, about_key, kind, order_id, state, stated_minor, expected_minor)
     select $1, x.* from jsonb_to_recordset($2::jsonb)
       as x(payout_id uuid, about_key text, kind text, order_id uuid, state text, stated_minor bigint, expected_minor bigint)
     on conflict (seller_id, payout_id, about_key) do update set kind = excluded.kind, order_id = excluded.order_id, state = excluded.state,
       stated_minor = excluded.stated_minor, expected_minor = excluded.expected_minor
       where desk.payout_items.state not in ('explained', 'claimed')`,
    [tx.sellerId, JSON.stringify(rows)],
  );
  await tx.query(
    `insert into desk.payout_journals (seller_id, journal_id, payout_id, about_key)
     select $1, x.journal_id, x.payout_id, x.about_key from jsonb_to_recordset($2::jsonb) as x(journal_id uuid, payout_id uuid, about_key text)
     on conflict (seller_id, journal_id) do update set payout_id = excluded.payout_id, about_key = excluded.about_key`,
    [tx.sellerId, JSON.stringify(found)],
  );
}

export type PayoutItemRow = {
  readonly about_key: string;
  readonly kind: LineKind;
  readonly order_id: string | null;
  readonly channel_order_id: string | null;
  readonly order_ref: string | null;
  readonly state: 'matched' | 'difference' | 'unknown' | 'missing' | 'explained' | 'claimed';
  readonly stated_minor: number;
  readonly expected_minor: number;
  readonly because: string | null;
  readonly settled_by: string | null;
  readonly settled_at: string | null;
  readonly claim_id: string | null;
  readonly lines: readonly { readonly line: number; readonly minor: number; readonly says: string | null }[];
  readonly journals: readonly {
    readonly id: string;
    readonly what: string;
    readonly at: string;
    readonly minor: number;
    readonly return_id: string | null;
  }[];
};

/** What was compared, the unexplained first, then by name. */
export async function listItems(tx: Tx, payoutId: string, key: string | null = null): Promise<PayoutItemRow[]> {
  return tx.query<PayoutItemRow>(
    `select i.about_key, i.kind, i.order_id, o.channel_order_id, i.state, i.stated_minor, i.expected_minor, i.because, i.settled_by, i.settled_at, i.claim_id,
            (select min(l.order_ref) from desk.payout_lines l where l.seller_id = $1 and l.payout_id = $2 and l.about_key = i.about_key) as order_ref,
            coalesce((select jsonb_agg(jsonb_build_object('line', l.line, 'minor', l.minor, 'says', l.cells ->> 'description') order by l.line)
                        from desk.payout_lines l where l.seller_id = $1 and l.payout_id = $2 and l.about_key = i.about_key), '[]') as lines,
            coalesce((select jsonb_agg(jsonb_build_object('id', j.id, 'what', j.what, 'at', to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                                          'minor', e.minor, 'return_id', j.return_id) order by j.at)
                        from desk.payout_journals p
                        join desk.journals j on j.seller_id = $1 and j.id = p.journal_id
                        join desk.entries e on e.seller_id = $1 and e.journal_id = j.id and e.account = 'channel_receivable'
                       where p.seller_id = $1 and p.payout_id = $2 and p.about_key = i.about_key), '[]') as journals
       from desk.payout_items i left join desk.orders o on o.seller_id = $1 and o.id = i.order_id
      where i.seller_id = $1 and i.payout_id = $2 and i.state <> 'elsewhere' and ($3::text is null or i.about_key = $3)
      order by case i.state when 'difference' then 0 when 'missing' then 1 when 'unknown' then 2 when 'claimed' then 3 when 'explained' then 4 else 5 end,
               i.about_key`,
    [tx.sellerId, payoutId, key],
  );
}

export async function settleItem(
  tx: Tx,
  payoutId: string,
  key: string,
  settled: {
    readonly state: 'explained' | 'claimed';
    readonly because: string;
    readonly by: string;
    readonly at: string;
    readonly claimId: string | null;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update desk.payout_items set state = $4, because = $5, settled_by = $6, settled_at = $7, claim_id = $8
      where seller_id = $1 and payout_id = $2 and about_key = $3 and state in ('difference', 'unknown', 'missing') returning 1`,
    [tx.sellerId, payoutId, key, settled.state, settled.because, settled.by, settled.at, settled.claimId],
  );
  return rows.length > 0;
}

export async function recordReceipt(tx: Tx, id: string, minor: number, at: string): Promise<void> {
  await tx.query('update desk.payouts set received_minor = $3, received_at = $4 where seller_id = $1 and id = $2', [
    tx.sellerId,
    id,
    minor,
    at,
  ]);
}

export async function closePayout(tx: Tx, id: string, at: string, by: string): Promise<void> {
  await tx.query(
    `update desk.payouts set state = 'closed', closed_at = $3, closed_by = $4 where seller_id = $1 and id = $2 and state = 'open'`,
    [tx.sellerId, id, at, by],
  );
}

/** What a retainer's journal holds back; null where there is none of this key. */
export async function heldBack(tx: Tx, key: string): Promise<{ minor: number; currency: string } | null> {
  const [row] = await tx.query<{ minor: number; currency: string }>(
    `select e.minor, e.currency from desk.journals j join desk.entries e on e.seller_id = $1 and e.journal_id = j.id and e.account = 'retainer'
      where j.seller_id = $1 and j.key = $2`,
    [tx.sellerId, key],
  );
  return row ?? null;
}
