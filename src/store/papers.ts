/** Invoices, credit notes, and what they wait for (M32). */
import type { Paper } from '../core/papers/paper.ts';
import type { PaperSettings } from '../core/papers/settings.ts';
import type { Doubt } from '../core/papers/vat.ts';
import type { Tx } from './db.ts';

// ——— settings

export type PaperSettingsRow = {
  readonly body: PaperSettings;
  readonly complete: boolean;
  readonly updated_at: string;
  readonly updated_by: string;
};

export async function readPaperSettings(tx: Tx): Promise<PaperSettingsRow | null> {
  const [row] = await tx.query<PaperSettingsRow>(
    'select body, complete, updated_at, updated_by from desk.paper_settings where seller_id = $1',
    [tx.sellerId],
  );
  return row ?? null;
}

export async function putPaperSettings(tx: Tx, row: PaperSettingsRow): Promise<void> {
  await tx.query(
    `insert into desk.paper_settings (seller_id, body, complete, updated_at, updated_by) values ($1, $2, $3, $4, $5)
     on conflict (seller_id) do update set body = excluded.body, complete = excluded.complete, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [tx.sellerId, JSON.stringify(row.body), row.complete, row.updated_at, row.updated_by],
  );
}

// ——— what is due

export type Due = {
  readonly id: string;
  readonly kind: 'invoice' | 'credit_note';
  readonly order_id: string;
  readonly return_id: string | null;
  readonly refund_id: string | null;
  readonly at: string;
  readonly state: 'waiting' | 'held' | 'issued' | 'skipped';
  readonly because: readonly Doubt[];
  readonly paper_id: string | null;
};
const DUE = 'id, kind, order_id, return_id, refund_id, at, state, because, paper_id';

/** Takes note of a paper that is to be made. `ready`: it was not known yet, and papers are issued: somebody should make it now. */
export async function noteDue(
  tx: Tx,
  due: Pick<Due, 'id' | 'kind' | 'order_id' | 'return_id' | 'refund_id' | 'at'>,
): Promise<{ readonly ready: boolean }> {
  const [row] = await tx.query<{ ready: boolean }>(
    `with noted as (
       insert into desk.paper_dues (seller_id, id, kind, order_id, return_id, refund_id, at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict do nothing returning 1)
     select exists (select 1 from noted) and coalesce((select complete from desk.paper_settings where seller_id = $1), false) as ready`,
    [tx.sellerId, due.id, due.kind, due.order_id, due.return_id, due.refund_id, due.at],
  );
  return row!;
}

export async function orderOfDue(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ order_id: string }>('select order_id from desk.paper_dues where seller_id = $1 and id = $2', [
    tx.sellerId,
    id,
  ]);
  return row?.order_id ?? null;
}

export async function lockDue(tx: Tx, id: string): Promise<Due | null> {
  const [row] = await tx.query<Due>(`select ${DUE} from desk.paper_dues where seller_id = $1 and id = $2 for update`, [tx.sellerId, id]);
  return row ?? null;
}

/** An order's due papers that are not made, the invoice before its credit notes. */
export async function openDuesOfOrder(tx: Tx, orderId: string): Promise<Due[]> {
  return tx.query<Due>(
    `select ${DUE} from desk.paper_dues where seller_id = $1 and order_id = $2 and state in ('waiting', 'held') order by kind desc, at, id`,
    [tx.sellerId, orderId],
  );
}

export async function settleDue(
  tx: Tx,
  id: string,
  state: Due['state'],
  { because = [], paperId = null }: { readonly because?: readonly Doubt[]; readonly paperId?: string | null } = {},
): Promise<void> {
  await tx.query('update desk.paper_dues set state = $3, because = $4, paper_id = $5 where seller_id = $1 and id = $2', [
    tx.sellerId,
    id,
    state,
    JSON.stringify(because),
    paperId,
  ]);
}

export type DueListed = Due & {
  readonly channel: string;
  readonly channel_order_id: string;
  readonly buyer_name: string;
  readonly rma: string | null;
};

/** The backlog, oldest first, by keyset. */
export async function openDues(tx: Tx, after: { readonly at: string; readonly id: string } | null, limit: number): Promise<DueListed[]> {
  return tx.query<DueListed>(
    `select ${DUE.replace(/\w+/g, 'd.$&')}, o.channel, o.channel_order_id, b.name as buyer_name, r.rma
       from desk.paper_dues d
       join desk.orders o on o.seller_id = d.seller_id and o.id = d.order_id
       join desk.buyers b on b.seller_id = d.seller_id and b.order_id = d.order_id
       left join desk.returns r on r.seller_id = d.seller_id and r.id = d.return_id
      where d.seller_id = $1 and d.state in ('waiting', 'held') and ($2::timestamptz is null or (d.at, d.id) > ($2, $3::uuid))
      order by d.at, d.id limit $4`,
    [tx.sellerId, after?.at ?? null, after?.id ?? null, limit],
  );
}

export async function countDues(tx: Tx): Promise<{ readonly waiting: number; readonly held: number }> {
  const [row] = await tx.query<{ waiting: number; held: number }>(
    `select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'held') as held
       from desk.paper_dues where seller_id = $1 and state in ('waiting', 'held')`,
    [tx.sellerId],
  );
  return { waiting: Number(row!.waiting), held: Number(row!.held) };
}

// ——— issuing

/** Whoever makes a paper for an order waits here for whoever else does: until the end of the transaction. */
export async function lockPapersOfOrder(tx: Tx, orderId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 17))', [`${tx.sellerId} ${orderId}`]);
}

/**
 * The next number. The counter's row stays locked until the transaction ends, so numbers are given one after another and a transaction that
 * fails gives its number back. `at` is never before that of the number before.
 */
export async function takeNumber(
  tx: Tx,
  series: string,
  year: number,
  at: string,
): Promise<{ readonly number: number; readonly at: string }> {
  const [row] = await tx.query<{ last: number; last_at: string }>(
    `insert into desk.paper_counters as c (seller_id, series, year, last, last_at) values ($1, $2, $3, 1, $4)
     on conflict (seller_id, series, year) do update set last = c.last + 1, last_at = greatest(c.last_at, excluded.last_at)
     returning last, last_at`,
    [tx.sellerId, series, year, at],
  );
  return { number: row!.last, at: row!.last_at };
}

export type PaperRow = {
  readonly id: string;
  readonly kind: Paper['kind'];
  readonly order_id: string;
  readonly return_id: string | null;
  readonly refund_id: string | null;
  readonly invoice_id: string | null;
  readonly nth: number | null;
  readonly series: string;
  readonly year: number;
  readonly number: number;
  readonly name: string;
  readonly issued_at: string;
  readonly issued_by: string;
  readonly currency: string;
  readonly total_minor: number;
  readonly vat_minor: number;
  readonly channel_order_id: string;
  readonly buyer_name: string;
  readonly body: Paper;
};
const PAPER = `id, kind, order_id, return_id, refund_id, invoice_id, nth, series, year, number, name, issued_at, issued_by, currency,
  total_minor, vat_minor, channel_order_id, buyer_name, body`;

export async function insertPaper(tx: Tx, row: PaperRow): Promise<void> {
  await tx.query(
    `insert into desk.papers (seller_id, ${PAPER}, buyer_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    [
      tx.sellerId,
      row.id,
      row.kind,
      row.order_id,
      row.return_id,
      row.refund_id,
      row.invoice_id,
      row.nth,
      row.series,
      row.year,
      row.number,
      row.name,
      row.issued_at,
      row.issued_by,
      row.currency,
      row.total_minor,
      row.vat_minor,
      row.channel_order_id,
      row.buyer_name,
      JSON.stringify(row.body),
      row.buyer_name.toLowerCase(),
    ],
  );
}

export async function readPaper(tx: Tx, id: string): Promise<PaperRow | null> {
  const [row] = await tx.query<PaperRow>(`select ${PAPER} from desk.papers where seller_id = $1 and id = $2`, [tx.sellerId, id]);
  return row ?? null;
}

/** In the order in which they were issued. */
export async function papersOfOrder(tx: Tx, orderId: string): Promise<PaperRow[]> {
  return tx.query<PaperRow>(`select ${PAPER} from desk.papers where seller_id = $1 and order_id = $2 order by issued_at, id`, [
    tx.sellerId,
    orderId,
  ]);
}

export type PaperFilter = {
  readonly kind?: Paper['kind'];
  /** Instants: from (inclusive) until (exclusive). */
  readonly from?: string;
  readonly until?: string;
  /** Number, order number or buyer's name, in full. */
  readonly q?: string;
};

/** Newest first, by keyset. */
export async function listPapers(
  tx: Tx,
  filter: PaperFilter,
  before: { readonly at: string; readonly id: string } | null,
  limit: number,
): Promise<PaperRow[]> {
  const { kind = null, from = null, until = null, q } = filter;
  const page = `and ($2::text is null or p.kind = $2) and ($3::timestamptz is null or p.issued_at >= $3) and ($4::timestamptz is null or p.issued_at < $4)
      and ($5::timestamptz is null or (p.issued_at, p.id) < ($5, $6::uuid)) order by p.issued_at desc, p.id desc limit $7`;
  const values = [tx.sellerId, kind, from, until, before?.at ?? null, before?.id ?? null, limit];
  if (q === undefined) return tx.query<PaperRow>(`select ${PAPER} from desk.papers p where p.seller_id = $1 ${page}`, values);
  // Each way of finding has an index of its own; one condition with "or" would use none of them.
  return tx.query<PaperRow>(
    `select ${PAPER} from desk.papers p where p.seller_id = $1 and p.id in (
       select id from desk.papers where seller_id = $1 and name = upper($8)
       union all select id from desk.papers where seller_id = $1 and channel_order_id = $8
       union all select id from desk.papers where seller_id = $1 and buyer_key = lower($8)) ${page}`,
    [...values, q],
  );
}

// ——— bytes and deliveries

export type PaperFile = { readonly form: 'pdf' | 'xml'; readonly sha256: string; readonly size: number };

export async function paperFiles(tx: Tx, paperId: string): Promise<PaperFile[]> {
  return tx.query<PaperFile>('select form, sha256, size from desk.paper_files where seller_id = $1 and paper_id = $2', [
    tx.sellerId,
    paperId,
  ]);
}

/** The first bytes stand: where somebody was faster, theirs do. */
export async function insertPaperFile(tx: Tx, paperId: string, file: PaperFile, now: string): Promise<void> {
  await tx.query(
    'insert into desk.paper_files (seller_id, paper_id, form, sha256, size, made_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    [tx.sellerId, paperId, file.form, file.sha256, file.size, now],
  );
}

export type Delivery = { readonly via: 'mail' | 'channel'; readonly at: string; readonly reference: string };

export async function paperDeliveries(tx: Tx, paperId: string): Promise<Delivery[]> {
  return tx.query<Delivery>('select via, at, reference from desk.paper_deliveries where seller_id = $1 and paper_id = $2 order by at', [
    tx.sellerId,
    paperId,
  ]);
}

export async function insertDelivery(tx: Tx, paperId: string, { via, at, reference }: Delivery): Promise<void> {
  await tx.query(
    'insert into desk.paper_deliveries (seller_id, paper_id, via, at, reference) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [tx.sellerId, paperId, via, at, reference],
  );
}
