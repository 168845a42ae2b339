/** Third parties who handle parcels, and what they told us (M29). */
import type { Notice, NoticeKind } from '../core/logistics/notice.ts';
import type { Tx } from './db.ts';

export type PartnerRow = {
  readonly id: string;
  readonly name: string;
  readonly key_id: string | null;
  readonly receive_hours: number | null;
  readonly inspect_hours: number | null;
  readonly ship_hours: number | null;
  readonly late_fee_minor: number | null;
  readonly error_fee_minor: number | null;
  readonly currency: string;
  readonly made_at: string;
};
const PARTNER = 'id, name, key_id, receive_hours, inspect_hours, ship_hours, late_fee_minor, error_fee_minor, currency, made_at';

/** False where another partner has that name. */
export async function insertPartner(tx: Tx, partner: PartnerRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.logistics_partners (seller_id, ${PARTNER}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (seller_id, name) do nothing returning 1`,
    [
      tx.sellerId,
      partner.id,
      partner.name,
      partner.key_id,
      partner.receive_hours,
      partner.inspect_hours,
      partner.ship_hours,
      partner.late_fee_minor,
      partner.error_fee_minor,
      partner.currency,
      partner.made_at,
    ],
  );
  return rows.length > 0;
}

export async function updatePartner(tx: Tx, partner: Omit<PartnerRow, 'made_at' | 'name' | 'key_id'>): Promise<boolean> {
  const rows = await tx.query(
    `update desk.logistics_partners set receive_hours = $3, inspect_hours = $4, ship_hours = $5, late_fee_minor = $6, error_fee_minor = $7, currency = $8
      where seller_id = $1 and id = $2 returning 1`,
    [
      tx.sellerId,
      partner.id,
      partner.receive_hours,
      partner.inspect_hours,
      partner.ship_hours,
      partner.late_fee_minor,
      partner.error_fee_minor,
      partner.currency,
    ],
  );
  return rows.length > 0;
}

export async function setPartnerKey(tx: Tx, id: string, keyId: string): Promise<void> {
  await tx.query('update desk.logistics_partners set key_id = $3 where seller_id = $1 and id = $2', [tx.sellerId, id, keyId]);
}

export async function readPartner(
  tx: Tx,
  by: { readonly id?: string; readonly keyId?: string; readonly name?: string },
): Promise<PartnerRow | null> {
  const [row] = await tx.query<PartnerRow>(
    `select ${PARTNER} from desk.logistics_partners where seller_id = $1 and (id = $2::uuid or key_id = $3::uuid or name = $4)`,
    [tx.sellerId, by.id ?? null, by.keyId ?? null, by.name ?? null],
  );
  return row ?? null;
}

/** With what is open and what went wrong so far. */
export type ListedPartner = PartnerRow & {
  readonly notices: number;
  readonly open: number;
  readonly overturned: number;
  readonly claims: number;
};
export const listPartners = (tx: Tx): Promise<ListedPartner[]> =>
  tx.query<ListedPartner>(
    `select p.*, coalesce(n.notices, 0)::integer as notices, coalesce(n.open, 0)::integer as open, coalesce(n.overturned, 0)::integer as overturned,
            coalesce(n.claims, 0)::integer as claims
       from desk.logistics_partners p left join lateral (
         select count(*) as notices, count(*) filter (where state in ('to_confirm', 'to_look', 'stray')) as open,
                count(*) filter (where state = 'overturned') as overturned, sum(jsonb_array_length(claims)) as claims
           from desk.logistics_notices where seller_id = $1 and partner_id = p.id) n on true
      where p.seller_id = $1 order by p.name`,
    [tx.sellerId],
  );

export const NOTICE_STATES = ['done', 'to_confirm', 'confirmed', 'overturned', 'to_look', 'settled', 'stray'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export type NoticeClaim = { readonly id: string; readonly why: string };
export type NoticeRow = {
  readonly id: string;
  readonly partner_id: string;
  readonly notice_id: string;
  readonly kind: NoticeKind;
  readonly at: string;
  readonly heard_at: string;
  readonly body: Notice;
  readonly state: NoticeState;
  readonly says: string | null;
  readonly return_id: string | null;
  readonly line_id: string | null;
  readonly unit: number | null;
  readonly unit_id: string | null;
  readonly order_id: string | null;
  readonly claims: readonly NoticeClaim[];
  readonly decided_at: string | null;
  readonly decided_by: string | null;
  readonly decided_says: string | null;
};
const NOTICE = `id, partner_id, notice_id, kind, at, heard_at, body, state, says, return_id, line_id, unit, unit_id, order_id, claims, decided_at, decided_by,
  decided_says`;

/** Takes note; the notice that is there where it was told before. It is locked until the transaction ends. */
export async function putNotice(
  tx: Tx,
  notice: Pick<NoticeRow, 'id' | 'partner_id' | 'body' | 'heard_at'>,
): Promise<{ readonly row: NoticeRow; readonly created: boolean }> {
  const made = await tx.query<NoticeRow>(
    `insert into desk.logistics_notices (seller_id, id, partner_id, notice_id, kind, at, heard_at, body, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'to_look') on conflict (seller_id, partner_id, notice_id) do nothing returning ${NOTICE}`,
    [
      tx.sellerId,
      notice.id,
      notice.partner_id,
      notice.body.id,
      notice.body.kind,
      notice.body.at,
      notice.heard_at,
      JSON.stringify(notice.body),
    ],
  );
  if (made[0]) return { row: made[0], created: true };
  const [there] = await tx.query<NoticeRow>(
    `select ${NOTICE} from desk.logistics_notices where seller_id = $1 and partner_id = $2 and notice_id = $3 for update`,
    [tx.sellerId, notice.partner_id, notice.body.id],
  );
  return { row: there!, created: false };
}

export async function lockNotice(tx: Tx, id: string): Promise<NoticeRow | null> {
  const [row] = await tx.query<NoticeRow>(`select ${NOTICE} from desk.logistics_notices where seller_id = $1 and id = $2 for update`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

/** What became of it. What is left out stays. */
export async function moveNotice(
  tx: Tx,
  id: string,
  move: Partial<
    Pick<
      NoticeRow,
      'state' | 'says' | 'return_id' | 'line_id' | 'unit' | 'unit_id' | 'order_id' | 'claims' | 'decided_at' | 'decided_by' | 'decided_says'
    >
  >,
): Promise<void> {
  const given = { ...move, ...(move.claims && { claims: JSON.stringify(move.claims) }) };
  await tx.query(
    `update desk.logistics_notices set state = coalesce($3, state), says = coalesce($4, says), return_id = coalesce($5, return_id),
            line_id = coalesce($6, line_id), unit = coalesce($7, unit), unit_id = coalesce($8, unit_id), order_id = coalesce($9, order_id),
            claims = claims || coalesce($10::jsonb, '[]'), decided_at = coalesce($11, decided_at), decided_by = coalesce($12, decided_by),
            decided_says = coalesce($13, decided_says)
      where seller_id = $1 and id = $2`,
    [
      tx.sellerId,
      id,
      given.state ?? null,
      given.says ?? null,
      given.return_id ?? null,
      given.line_id ?? null,
      given.unit ?? null,
      given.unit_id ?? null,
      given.order_id ?? null,
      given.claims ?? null,
      given.decided_at ?? null,
      given.decided_by ?? null,
      given.decided_says ?? null,
    ],
  );
}

export type ListedNotice = NoticeRow & { readonly partner: string; readonly rma: string | null; readonly title: string | null };
const LISTED = `${NOTICE.split(/,\s*/)
  .map((column) => `n.${column}`)
  .join(', ')}, p.name as partner, r.rma, (
    select w ->> 'title' from jsonb_array_elements(r.state -> 'items') w where n.line_id is null or w ->> 'lineId' = n.line_id limit 1) as title`;
const JOINED = `desk.logistics_notices n join desk.logistics_partners p on p.seller_id = n.seller_id and p.id = n.partner_id
  left join desk.returns r on r.seller_id = n.seller_id and r.id = n.return_id`;

/** Newest first; `open`: only those that a person still has to look at. */
export async function listNotices(
  tx: Tx,
  filter: { readonly open?: boolean; readonly returnId?: string },
  after: string | null,
  limit: number,
): Promise<ListedNotice[]> {
  const values: unknown[] = [tx.sellerId, limit];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const where = ['n.seller_id = $1'];
  if (filter.open) where.push(`n.state in ('to_confirm', 'to_look', 'stray')`);
  if (filter.returnId !== undefined) where.push(`n.return_id = ${given(filter.returnId)}`);
  if (after !== null) where.push(`n.id < ${given(after)}`);
  return tx.query<ListedNotice>(`select ${LISTED} from ${JOINED} where ${where.join(' and ')} order by n.id desc limit $2`, values);
}

export async function readListedNotice(tx: Tx, id: string): Promise<ListedNotice | null> {
  const [row] = await tx.query<ListedNotice>(`select ${LISTED} from ${JOINED} where n.seller_id = $1 and n.id = $2`, [tx.sellerId, id]);
  return row ?? null;
}

/** Findings of a return that wait for the seller's own people, locked. */
export const lockProposals = (tx: Tx, returnId: string): Promise<NoticeRow[]> =>
  tx.query<NoticeRow>(
    `select ${NOTICE} from desk.logistics_notices where seller_id = $1 and return_id = $2 and state = 'to_confirm' order by id for update`,
    [tx.sellerId, returnId],
  );
