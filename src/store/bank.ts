/** Refunds that the bank pays (M31): accounts of buyers, what waits, files. And what payment providers told us. */
import type { Tx } from './db.ts';

export type BankAccount = {
  readonly return_id: string;
  readonly holder: string;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly given_at: string;
  readonly given_by: string;
};

export async function readBankAccount(tx: Tx, returnId: string): Promise<BankAccount | null> {
  const [row] = await tx.query<BankAccount>(
    'select return_id, holder, iban, bic, given_at, given_by from desk.bank_accounts where seller_id = $1 and return_id = $2',
    [tx.sellerId, returnId],
  );
  return row ?? null;
}

/** Every account as it is kept, to be sealed anew. */
export const lockIbans = (tx: Tx): Promise<{ return_id: string; iban: string }[]> =>
  tx.query('select return_id, iban from desk.bank_accounts where seller_id = $1 and iban is not null order by return_id for update', [
    tx.sellerId,
  ]);

export async function writeIban(tx: Tx, returnId: string, iban: string): Promise<void> {
  await tx.query('update desk.bank_accounts set iban = $3 where seller_id = $1 and return_id = $2', [tx.sellerId, returnId, iban]);
}

/** The account, and with it everything of the return that waited for one. */
export async function putBankAccount(tx: Tx, account: BankAccount): Promise<void> {
  await tx.query(
    `with account as (
       insert into desk.bank_accounts (seller_id, return_id, holder, iban, bic, given_at, given_by) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (seller_id, return_id) do update set holder = excluded.holder, iban = excluded.iban, bic = excluded.bic,
         given_at = excluded.given_at, given_by = excluded.given_by)
     update desk.bank_refunds set state = 'ready' where seller_id = $1 and return_id = $2 and state = 'needs_account'`,
    [tx.sellerId, account.return_id, account.holder, account.iban, account.bic, account.given_at, account.given_by],
  );
}

export type BankRefund = {
  readonly refund_id: string;
  readonly attempt: number;
  readonly return_id: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly state: 'needs_account' | 'ready' | 'in_file' | 'paid' | 'failed' | 'withdrawn';
  readonly wanted_at: string;
  readonly file_id: string | null;
  readonly says: string | null;
};
const REFUND = 'refund_id, attempt, return_id, amount_minor, currency, state, wanted_at, file_id, says';

/** Hands a refund over to the bank's way. Where it is on that way already, nothing happens. Answers where it stands. */
export async function wantBankRefund(
  tx: Tx,
  refund: Pick<BankRefund, 'refund_id' | 'return_id' | 'amount_minor' | 'currency' | 'wanted_at'>,
): Promise<BankRefund['state']> {
  const [row] = await tx.query<{ state: BankRefund['state'] }>(
    `insert into desk.bank_refunds (seller_id, refund_id, attempt, return_id, amount_minor, currency, state, wanted_at)
     select $1, $2::uuid, coalesce((select max(attempt) from desk.bank_refunds where seller_id = $1 and refund_id = $2), 0) + 1, $3, $4, $5,
            case when exists (select 1 from desk.bank_accounts where seller_id = $1 and return_id = $3 and iban is not null) then 'ready' else 'needs_account' end, $6
     on conflict do nothing returning state`,
    [tx.sellerId, refund.refund_id, refund.return_id, refund.amount_minor, refund.currency, refund.wanted_at],
  );
  if (row) return row.state;
  const [there] = await tx.query<{ state: BankRefund['state'] }>(
    'select state from desk.bank_refunds where seller_id = $1 and refund_id = $2 order by attempt desc limit 1',
    [tx.sellerId, refund.refund_id],
  );
  return there!.state;
}

/**
 * What a refund's own end means for its way through the bank. One that was confirmed while it was in no file was paid otherwise.
 * `paid`: the bank paid it.
 */
export async function endBankRefund(
  tx: Tx,
  refundId: string,
  end: 'confirmed' | 'failed',
  says: string,
  now: string,
): Promise<{ readonly paid: boolean }> {
  const rows = await tx.query<{ state: BankRefund['state'] }>(
    `update desk.bank_refunds set ended_at = $4, says = $5,
        state = case when $3 = 'failed' then 'failed' when state = 'in_file' then 'paid' else 'withdrawn' end
      where seller_id = $1 and refund_id = $2 and state in ('needs_account', 'ready', 'in_file') returning state`,
    [tx.sellerId, refundId, end, now, says],
  );
  return { paid: rows[0]?.state === 'paid' };
}

/** Of one return, the oldest first: where one was tried again, the newest attempt is the last. */
export async function bankRefundsOfReturn(tx: Tx, returnId: string): Promise<BankRefund[]> {
  return tx.query<BankRefund>(
    `select ${REFUND} from desk.bank_refunds where seller_id = $1 and return_id = $2 order by wanted_at, attempt`,
    [tx.sellerId, returnId],
  );
}

export type BankRefundListed = BankRefund & {
  readonly rma: string;
  readonly channel_order_id: string;
  readonly holder: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
};

const LISTED = `select ${REFUND.replace(/\w+/g, 'f.$&')}, r.rma, r.channel_order_id, a.holder, a.iban, a.bic
   from desk.bank_refunds f join desk.returns r on r.seller_id = f.seller_id and r.id = f.return_id
   left join desk.bank_accounts a on a.seller_id = f.seller_id and a.return_id = f.return_id`;

export async function openBankRefunds(tx: Tx, limit: number): Promise<BankRefundListed[]> {
  return tx.query<BankRefundListed>(
    `${LISTED} where f.seller_id = $1 and f.state in ('needs_account', 'ready') order by f.wanted_at, f.refund_id limit $2`,
    [tx.sellerId, limit],
  );
}

export async function bankRefundsOfFile(tx: Tx, fileId: string): Promise<BankRefundListed[]> {
  return tx.query<BankRefundListed>(`${LISTED} where f.seller_id = $1 and f.file_id = $2 order by f.wanted_at, f.refund_id`, [
    tx.sellerId,
    fileId,
  ]);
}

/** What can go into a file, locked: a second maker waits here, and then finds them gone. Refunds that are not on their way any more stay out. */
export async function lockReadyRefunds(tx: Tx, limit: number): Promise<BankRefundListed[]> {
  return tx.query<BankRefundListed>(
    `${LISTED} join desk.refunds p on p.seller_id = f.seller_id and p.id = f.refund_id and p.state = 'submitted'
      where f.seller_id = $1 and f.state = 'ready' and f.currency = 'EUR' and a.iban is not null
      order by f.wanted_at, f.refund_id limit $2 for update of f`,
    [tx.sellerId, limit],
  );
}

export async function putIntoFile(tx: Tx, fileId: string, refundIds: readonly string[]): Promise<number> {
  const rows = await tx.query(
    `update desk.bank_refunds set state = 'in_file', file_id = $2 where seller_id = $1 and refund_id = any($3::uuid[]) and state = 'ready' returning 1`,
    [tx.sellerId, fileId, refundIds],
  );
  return rows.length;
}

export async function takeOutOfFile(tx: Tx, fileId: string): Promise<void> {
  await tx.query(
    `update desk.bank_refunds set state = 'ready', file_id = null where seller_id = $1 and file_id = $2 and state = 'in_file'`,
    [tx.sellerId, fileId],
  );
}

export type BankFile = {
  readonly id: string;
  readonly message_id: string;
  readonly state: 'awaiting_approval' | 'ready' | 'downloaded' | 'cancelled';
  readonly count: number;
  readonly total_minor: number;
  readonly currency: string;
  readonly execution_on: string;
  readonly sha256: string;
  readonly made_at: string;
  readonly made_by: string;
  readonly made_by_name: string;
  readonly approved_at: string | null;
  readonly approved_by: string | null;
  readonly approved_by_name: string | null;
  readonly downloaded_at: string | null;
};
const FILE = `id, message_id, state, count, total_minor, currency, execution_on::text, sha256, made_at, made_by, made_by_name, approved_at, approved_by,
  approved_by_name, downloaded_at`;

export async function insertBankFile(tx: Tx, file: BankFile): Promise<void> {
  await tx.query(
    `insert into desk.bank_files (seller_id, id, message_id, state, count, total_minor, currency, execution_on, sha256, made_at, made_by, made_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tx.sellerId,
      file.id,
      file.message_id,
      file.state,
      file.count,
      file.total_minor,
      file.currency,
      file.execution_on,
      file.sha256,
      file.made_at,
      file.made_by,
      file.made_by_name,
    ],
  );
}

export async function readBankFile(tx: Tx, id: string, { lock = false } = {}): Promise<BankFile | null> {
  const [row] = await tx.query<BankFile>(
    lock
      ? `select ${FILE} from desk.bank_files where seller_id = $1 and id = $2 for update`
      : `select ${FILE} from desk.bank_files where seller_id = $1 and id = $2`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

export async function listBankFiles(
  tx: Tx,
  before: { readonly at: string; readonly id: string } | null,
  limit: number,
): Promise<(BankFile & { readonly open: number })[]> {
  return tx.query(
    `select ${FILE}, (select count(*) from desk.bank_refunds f where f.seller_id = b.seller_id and f.file_id = b.id and f.state = 'in_file') as open
       from desk.bank_files b
      where seller_id = $1 and ($2::timestamptz is null or (made_at, id) < ($2, $3::uuid)) order by made_at desc, id desc limit $4`,
    [tx.sellerId, before?.at ?? null, before?.id ?? null, limit],
  );
}

export async function moveBankFile(
  tx: Tx,
  id: string,
  state: BankFile['state'],
  { approvedBy, now }: { readonly approvedBy?: { readonly id: string; readonly name: string }; readonly now: string },
): Promise<void> {
  await tx.query(
    `update desk.bank_files set state = $3,
       approved_at = case when $4::text is null then approved_at else $6::timestamptz end, approved_by = coalesce($4, approved_by), approved_by_name = coalesce($5, approved_by_name),
       downloaded_at = case when $3 = 'downloaded' then coalesce(downloaded_at, $6::timestamptz) else downloaded_at end
      where seller_id = $1 and id = $2`,
    [tx.sellerId, id, state, approvedBy?.id ?? null, approvedBy?.name ?? null, now],
  );
}

/** False where the provider has told us this before. */
export async function keepProviderEvent(
  tx: Tx,
  event: {
    readonly provider: string;
    readonly id: string;
    readonly type: string;
    readonly at: string;
    readonly came_to: string;
    readonly raw: unknown;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.provider_events (seller_id, provider, id, type, at, came_to, raw) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1`,
    [tx.sellerId, event.provider, event.id, event.type, event.at, event.came_to, JSON.stringify(event.raw)],
  );
  return rows.length > 0;
}

export async function knowsProviderEvent(tx: Tx, provider: string, id: string): Promise<boolean> {
  const rows = await tx.query('select 1 from desk.provider_events where seller_id = $1 and provider = $2 and id = $3', [
    tx.sellerId,
    provider,
    id,
  ]);
  return rows.length > 0;
}
