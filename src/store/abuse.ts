/** The seller's own record of signs (M7): one set of common table expressions, read when a return is opened and when a person looks at a case. */
import type { AbuseRecord } from '../core/policy/decision.ts';
import { MANY } from '../core/abuse/links.ts';
import { bandsOf, binary, DETAIL_BITS, type Fingerprint, nearBands, SAME_DETAIL, SAME_LOOK } from '../core/abuse/photo.ts';
import { REMEMBERED_MONTHS } from '../core/abuse/signs.ts';
import type { Tx } from './db.ts';

export const SIGN_KINDS = ['same_photo', 'device_swap', 'refund_without_goods', 'linked_return', 'linked_abuse', 'earlier_return'] as const;
export type SignKind = (typeof SIGN_KINDS)[number];

const SINCE = `$4::timestamptz - interval '${REMEMBERED_MONTHS} months'`;

/** What stands behind `$5` … `$11` of {@link SIGNS}: the photos of the request, and the return that is itself no sign. */
export function signParams(photos: readonly Fingerprint[], exceptReturn: string | null): readonly unknown[] {
  const bands = photos.map((photo) => nearBands(photo.look));
  return [
    photos.map(({ look }) => binary(look)),
    photos.map(({ detail }) => detail),
    ...[0, 1, 2, 3].map((band) => [...new Set(bands.flatMap((near) => near[band]!))]),
    exceptReturn,
  ];
}

/**
 * Expressions over `asked` (one row: the order's id, and its buyer's email, mailbox_key and place_key), ending in `signs (kind, return_id)`.
 * `$1` the seller, `$4` the moment, the others from {@link signParams}. Each look-up walks one index for a handful of rows; what could be many (a
 * house of flats, a relay of the channel) is cut off and then not counted at all.
 */
export const SIGNS = `
  -- Orders of this buyer. Where the channel tells no e-mail, only this one.
  mine as (
    select e.order_id from asked a join desk.buyers e on e.seller_id = $1 and e.email = a.email where a.email <> ''
    union select a.id from asked a),
  mates as materialized (
    (select 'mailbox' as link, e.order_id, e.email from asked a join desk.buyers e on e.seller_id = $1 and e.mailbox_key = a.mailbox_key and e.email <> a.email limit 100)
    union all
    (select 'place', e.order_id, e.email from asked a join desk.buyers e on e.seller_id = $1 and e.place_key = a.place_key and e.email <> a.email limit 100)),
  linked as (
    select distinct m.order_id from mates m where (select count(distinct k.email) from mates k where k.link = m.link) <= ${MANY}),
  alike as (
    select p.return_id, p.look, p.detail, p.at, p.order_id from desk.photo_hashes p where p.seller_id = $1 and p.band_1 = any($7::smallint[])
    union all select p.return_id, p.look, p.detail, p.at, p.order_id from desk.photo_hashes p where p.seller_id = $1 and p.band_2 = any($8::smallint[])
    union all select p.return_id, p.look, p.detail, p.at, p.order_id from desk.photo_hashes p where p.seller_id = $1 and p.band_3 = any($9::smallint[])
    union all select p.return_id, p.look, p.detail, p.at, p.order_id from desk.photo_hashes p where p.seller_id = $1 and p.band_4 = any($10::smallint[])),
  signs as (
    -- The same photo for another item of the same order is one photo of both.
    select distinct 'same_photo' as kind, p.return_id from alike p cross join asked a
     where p.order_id <> a.id and p.at > ${SINCE} and exists (
       select 1 from unnest($5::bit(64)[], $6::bit(${DETAIL_BITS})[]) as q(look, detail)
        where bit_count(p.look # q.look) <= ${SAME_LOOK} and bit_count(p.detail # q.detail) <= ${SAME_DETAIL})
    union all
    select distinct i.sign, r.id from mine m join desk.returns r on r.seller_id = $1 and r.order_id = m.order_id
      join desk.return_items i on i.seller_id = $1 and i.return_id = r.id
     where i.sign is not null and r.opened_at > ${SINCE} and r.id is distinct from $11::uuid
    union all
    select 'linked_return', r.id from linked l join desk.returns r on r.seller_id = $1 and r.order_id = l.order_id
     where r.opened_at > ${SINCE}
    union all
    select distinct 'linked_abuse', r.id from linked l join desk.returns r on r.seller_id = $1 and r.order_id = l.order_id
      join desk.return_items i on i.seller_id = $1 and i.return_id = r.id
     where i.sign is not null and r.opened_at > ${SINCE})`;

/** The signs as counts: `{ kind: n }`, null where there are none. */
export const SIGN_COUNTS = `(select jsonb_object_agg(c.kind, c.n) from (select s.kind, count(*) as n from signs s group by s.kind) as c)`;

export const recordOf = (counts: Partial<Record<SignKind, number>> | null): AbuseRecord => ({
  samePhotoElsewhere: counts?.same_photo ?? 0,
  deviceSwaps12m: counts?.device_swap ?? 0,
  refundsWithoutGoods12m: counts?.refund_without_goods ?? 0,
  linkedReturns12m: counts?.linked_return ?? 0,
  linkedAbuse12m: counts?.linked_abuse ?? 0,
});

const OF_RETURN = `
  with asked as (
    select o.id, b.email, b.mailbox_key, b.place_key from desk.returns r join desk.orders o on o.seller_id = $1 and o.id = r.order_id
      join desk.buyers b on b.seller_id = $1 and b.order_id = o.id
     where r.seller_id = $1 and r.id = $2 and $3::text is null),
  ${SIGNS}`;

const forReturn = (tx: Tx, returnId: string, photos: readonly Fingerprint[], now: string): unknown[] => [
  tx.sellerId,
  returnId,
  null,
  now,
  ...signParams(photos, returnId),
];

/** What stands beside a return that is there, itself left out: asked again when a photo comes in later. */
export async function readRecord(tx: Tx, returnId: string, now: string): Promise<AbuseRecord> {
  const photos = await photosOf(tx, returnId);
  const [row] = await tx.query<{ counts: Parameters<typeof recordOf>[0] }>(
    `${OF_RETURN} select ${SIGN_COUNTS} as counts`,
    forReturn(tx, returnId, photos, now),
  );
  return recordOf(row!.counts);
}

export type SignSeen = {
  readonly kind: SignKind;
  readonly return_id: string;
  readonly rma: string;
  readonly status: string;
  readonly opened_at: string;
  readonly expires_at: string;
};

/** The same as a list, newest first, with the buyer's other returns: which cases they are, and until when they count. */
export async function listSigns(tx: Tx, returnId: string, now: string): Promise<SignSeen[]> {
  const photos = await photosOf(tx, returnId);
  return tx.query<SignSeen>(
    `${OF_RETURN},
     cases as (
       select kind, return_id from signs
       union all
       select 'earlier_return', r.id from mine m join desk.returns r on r.seller_id = $1 and r.order_id = m.order_id
        where r.opened_at > ${SINCE} and r.id <> $11::uuid)
     select c.kind, c.return_id, r.rma, r.status, r.opened_at, r.opened_at + interval '${REMEMBERED_MONTHS} months' as expires_at
       from cases c join desk.returns r on r.seller_id = $1 and r.id = c.return_id order by r.opened_at desc, r.id desc, c.kind limit 100`,
    forReturn(tx, returnId, photos, now),
  );
}

async function photosOf(tx: Tx, returnId: string): Promise<Fingerprint[]> {
  const rows = await tx.query<Fingerprint>(
    `select look::text as look, detail::text as detail from desk.photo_hashes where seller_id = $1 and return_id = $2`,
    [tx.sellerId, returnId],
  );
  return rows.map(({ look, detail }) => ({ look: BigInt(`0b${look}`).toString(16).padStart(16, '0'), detail }));
}

/** A photo's fingerprint as the rows of `desk.photo_hashes` have it. */
export const photoHashRow = (
  fileId: string,
  { look, detail }: Fingerprint,
  of: { readonly returnId: string; readonly orderId: string; readonly at: string },
): PhotoHashRow => {
  const [band_1, band_2, band_3, band_4] = bandsOf(look);
  return {
    file_id: fileId,
    return_id: of.returnId,
    order_id: of.orderId,
    look: binary(look),
    detail,
    band_1,
    band_2,
    band_3,
    band_4,
    at: of.at,
  };
};
export type PhotoHashRow = { readonly file_id: string; readonly [column: string]: unknown };

/** `insert … select` over a JSON list of such rows in `$2`; `desk.photo_hashes` has its columns in this order. */
export const INSERT_PHOTO_HASHES = (json: string): string => `
    insert into desk.photo_hashes
    select $1, x.* from jsonb_to_recordset(${json}) as x(file_id uuid, return_id uuid, order_id uuid, look bit(64), detail bit(${DETAIL_BITS}),
      band_1 smallint, band_2 smallint, band_3 smallint, band_4 smallint, at timestamptz)`;

export async function insertPhotoHash(tx: Tx, row: PhotoHashRow): Promise<void> {
  await tx.query(INSERT_PHOTO_HASHES('$2::jsonb'), [tx.sellerId, JSON.stringify([row])]);
}
