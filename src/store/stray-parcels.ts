/** Parcels that nobody announced (M25): what is on them, where they lie, and how they ended. */
import type { Tx } from './db.ts';

export const STRAY_STATES = ['waiting', 'quarantined', 'matched', 'sent_back'] as const;
export type StrayState = (typeof STRAY_STATES)[number];

export type StrayRow = {
  readonly id: string;
  readonly via: 'bench' | 'logistics' | 'email';
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  /** As `core/inspection/identity.ts` normalises them. */
  readonly imei: string | null;
  readonly serial: string | null;
  readonly says: string;
  readonly file_ids: readonly string[];
  readonly state: StrayState;
  readonly place: string | null;
  readonly reported_at: string;
  readonly reported_by: string;
  readonly return_id: string | null;
  readonly ended_at: string | null;
  readonly ended_by: string | null;
  readonly ended_says: string | null;
  readonly back_carrier: string | null;
  readonly back_tracking_number: string | null;
};

const COLUMNS = `id, via, carrier, tracking_number, imei, serial, says, file_ids, state, place, reported_at, reported_by, return_id,
  ended_at, ended_by, ended_says, back_carrier, back_tracking_number`;

export type NewStray = Pick<
  StrayRow,
  'id' | 'via' | 'carrier' | 'tracking_number' | 'imei' | 'serial' | 'says' | 'file_ids' | 'reported_at' | 'reported_by'
>;

/** A parcel that is on the list already, by its tracking number, takes the new words and pictures along; `created` tells which it was. */
export async function putStray(tx: Tx, stray: NewStray): Promise<{ id: string; created: boolean }> {
  const [row] = await tx.query<{ id: string }>(
    `insert into desk.stray_parcels as s (seller_id, id, via, carrier, tracking_number, imei, serial, says, file_ids, reported_at, reported_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::uuid[], $10, $11)
     on conflict (seller_id, tracking_number) where tracking_number is not null and state in ('waiting', 'quarantined') do update set
       carrier = coalesce(s.carrier, excluded.carrier), imei = coalesce(s.imei, excluded.imei), serial = coalesce(s.serial, excluded.serial),
       says = case when excluded.says = '' or strpos(s.says, excluded.says) > 0 then s.says else concat_ws(e'\\n', nullif(s.says, ''), excluded.says) end,
       file_ids = s.file_ids || array(select f from unnest(excluded.file_ids) as f where f <> all (s.file_ids))
     returning id`,
    [
      tx.sellerId,
      stray.id,
      stray.via,
      stray.carrier,
      stray.tracking_number,
      stray.imei,
      stray.serial,
      stray.says,
      stray.file_ids,
      stray.reported_at,
      stray.reported_by,
    ],
  );
  return { id: row!.id, created: row!.id === stray.id };
}

export async function readStray(tx: Tx, id: string): Promise<StrayRow | null> {
  const [row] = await tx.query<StrayRow>(`select ${COLUMNS} from desk.stray_parcels where seller_id = $1 and id = $2`, [tx.sellerId, id]);
  return row ?? null;
}

export async function lockStray(tx: Tx, id: string): Promise<StrayRow | null> {
  const [row] = await tx.query<StrayRow>(`select ${COLUMNS} from desk.stray_parcels where seller_id = $1 and id = $2 for update`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

/** Newest first. `open` stands for what still waits for somebody. */
export async function listStrays(
  tx: Tx,
  states: readonly StrayState[],
  after: { readonly at: string; readonly id: string } | null,
  limit: number,
): Promise<StrayRow[]> {
  return tx.query<StrayRow>(
    `select ${COLUMNS} from desk.stray_parcels
      where seller_id = $1 and state = any($2) and ($3::timestamptz is null or (reported_at, id) < ($3::timestamptz, $4::uuid))
      order by reported_at desc, id desc limit $5`,
    [tx.sellerId, states, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/** Open parcels with this number on them or in them. */
export async function straysWith(
  tx: Tx,
  number: { readonly tracking: string | null; readonly imei: string | null; readonly serial: string | null },
): Promise<StrayRow[]> {
  return tx.query<StrayRow>(
    `select ${COLUMNS} from desk.stray_parcels
      where seller_id = $1 and state in ('waiting', 'quarantined') and (tracking_number = $2 or imei = $3 or serial = $4)
      order by reported_at desc limit 10`,
    [tx.sellerId, number.tracking, number.imei, number.serial],
  );
}

export async function quarantineStray(tx: Tx, id: string, place: string): Promise<void> {
  await tx.query(`update desk.stray_parcels set state = 'quarantined', place = $3 where seller_id = $1 and id = $2`, [
    tx.sellerId,
    id,
    place,
  ]);
}

export async function addStrayFile(tx: Tx, id: string, fileId: string): Promise<void> {
  await tx.query(`update desk.stray_parcels set file_ids = array_append(file_ids, $3::uuid) where seller_id = $1 and id = $2`, [
    tx.sellerId,
    id,
    fileId,
  ]);
}

export type StrayEnd = { readonly at: string; readonly by: string; readonly says: string | null };

/** It belongs to this return: its pictures hang there from now on. */
export async function matchStray(tx: Tx, id: string, returnId: string, end: StrayEnd): Promise<void> {
  await tx.query(
    `with ended as (
       update desk.stray_parcels set state = 'matched', return_id = $3, ended_at = $4, ended_by = $5, ended_says = $6
        where seller_id = $1 and id = $2 returning file_ids)
     update desk.files f set return_id = $3 from ended e where f.seller_id = $1 and f.id = any(e.file_ids) and f.return_id is null`,
    [tx.sellerId, id, returnId, end.at, end.by, end.says],
  );
}

export async function sendBackStray(
  tx: Tx,
  id: string,
  parcel: { readonly carrier: string | null; readonly trackingNumber: string | null },
  end: StrayEnd,
): Promise<void> {
  await tx.query(
    `update desk.stray_parcels set state = 'sent_back', ended_at = $3, ended_by = $4, ended_says = $5, back_carrier = $6, back_tracking_number = $7
      where seller_id = $1 and id = $2`,
    [tx.sellerId, id, end.at, end.by, end.says, parcel.carrier, parcel.trackingNumber],
  );
}

/** Why a stray parcel may belong to a return or an order. */
export type StrayHint = {
  readonly why: 'tracking' | 'sold' | 'read' | 'tracking_prefix' | 'awaited';
  readonly order_id: string;
  readonly channel: string;
  readonly channel_order_id: string;
  readonly line_id: string | null;
  readonly title: string | null;
  readonly buyer_name: string;
  readonly return_id: string | null;
  readonly rma: string | null;
  readonly status: string | null;
};

/**
 * What it may belong to, the strongest first: a return that awaits this number; the order with which this device was sold; a return in which it
 * was read; returns on their way whose number begins alike (carriers number the parcels of one day and sender in a row).
 */
export async function hintsFor(
  tx: Tx,
  stray: Pick<StrayRow, 'tracking_number' | 'imei' | 'serial'>,
  prefix: string | null,
): Promise<StrayHint[]> {
  return tx.query<StrayHint>(
    `with awaited as (
       select r.id, r.order_id, coalesce(r.state -> 'tracking' ->> 'trackingNumber', r.state -> 'label' ->> 'trackingNumber') as number
         from desk.returns r where r.seller_id = $1 and r.tab in ('transit', 'waiting', 'answer') and $2::text is not null),
     hits as (
       select 1 as rank, 'tracking' as why, a.order_id, null::text as line_id, a.id as return_id from awaited a where a.number = $2
       union select 2, 'sold', d.order_id, d.line_id, null from desk.devices d where d.seller_id = $1 and d.imei = $3
       union select 2, 'sold', d.order_id, d.line_id, null from desk.devices d where d.seller_id = $1 and d.imei2 = $3
       union select 2, 'sold', d.order_id, d.line_id, null from desk.devices d where d.seller_id = $1 and d.serial = $4
       union select 3, 'read', i.order_id, i.line_id, i.return_id from desk.return_items i where i.seller_id = $1 and i.read_imei = $3
       union select 3, 'read', i.order_id, i.line_id, i.return_id from desk.return_items i where i.seller_id = $1 and i.read_serial = $4
       union select 4, 'tracking_prefix', a.order_id, null, a.id from awaited a where $5::text is not null and a.number <> $2 and starts_with(a.number, $5))
     select h.why, h.order_id, o.channel, o.channel_order_id, h.line_id, b.name as buyer_name, r.id as return_id, r.rma, r.status,
            coalesce((select l ->> 'title' from jsonb_array_elements(o.lines) as l where l ->> 'id' = h.line_id), o.lines -> 0 ->> 'title') as title
       from hits h join desk.orders o on o.seller_id = $1 and o.id = h.order_id join desk.buyers b on b.seller_id = $1 and b.order_id = o.id
       -- Sold with an order: its return, if there is one that still asks for something.
       left join lateral (
         select x.id, x.rma, x.status from desk.returns x where x.seller_id = $1
            and (x.id = h.return_id or (h.return_id is null and x.order_id = h.order_id)) order by x.opened_at desc limit 1) as r on true
      order by h.rank, o.placed_at desc limit 12`,
    [tx.sellerId, stray.tracking_number, stray.imei, stray.serial, prefix],
  );
}
