/** Carrier accounts, labels, parcels under way and the rules about where goods go (M4, M21, M22). */
import type { Account } from '../carriers/registry.ts';
import type { AddressRule, ReturnPlace } from '../core/parcel/addresses.ts';
import type { PickupSlot } from '../core/parcel/slots.ts';
import type { LabelKind } from '../core/return/model.ts';
import type { Tx } from './db.ts';
import { enqueueEffects } from './effects.ts';

// ── Accounts ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export type CarrierAccount = Account & {
  readonly position: number;
  readonly state: 'ok' | 'failing' | 'off';
  readonly last_error: string | null;
  readonly last_used_at: string | null;
  readonly heard_at: string | null;
  readonly unknown_parcels: number;
  readonly refused_news: number;
};

const ACCOUNT = 'slug, kind, name, settings, secrets, position, state, last_error, last_used_at, heard_at, unknown_parcels, refused_news';

/** In the order in which they are asked. */
export const listAccounts = (tx: Tx): Promise<CarrierAccount[]> =>
  tx.query<CarrierAccount>(`select ${ACCOUNT} from desk.carrier_accounts where seller_id = $1 order by position, slug`, [tx.sellerId]);

export async function readAccount(tx: Tx, slug: string): Promise<CarrierAccount | null> {
  const [row] = await tx.query<CarrierAccount>(`select ${ACCOUNT} from desk.carrier_accounts where seller_id = $1 and slug = $2`, [
    tx.sellerId,
    slug,
  ]);
  return row ?? null;
}

/** Makes or changes an account. A secret that is not given stays; a new account comes last. */
export async function putAccount(tx: Tx, account: Account & { readonly off: boolean }, now: string): Promise<void> {
  const { slug, kind, name, settings, secrets, off } = account;
  await tx.query(
    `insert into desk.carrier_accounts as a (seller_id, slug, kind, name, position, settings, secrets, state, created_at)
     values ($1, $2, $3, $4, (select coalesce(max(position), 0) + 1 from desk.carrier_accounts where seller_id = $1), $5, $6, $7, $8)
     on conflict (seller_id, slug) do update set
       name = excluded.name, settings = excluded.settings, secrets = a.secrets || excluded.secrets, last_error = null,
       state = excluded.state`,
    [tx.sellerId, slug, kind, name, JSON.stringify(settings), JSON.stringify(secrets), off ? 'off' : 'ok', now],
  );
}

export async function deleteAccount(tx: Tx, slug: string): Promise<boolean> {
  const rows = await tx.query('delete from desk.carrier_accounts where seller_id = $1 and slug = $2 returning 1', [tx.sellerId, slug]);
  return rows.length > 0;
}

export async function orderAccounts(tx: Tx, slugs: readonly string[]): Promise<void> {
  await tx.query(
    `update desk.carrier_accounts a set position = x.ord from unnest($2::text[]) with ordinality as x(slug, ord)
      where a.seller_id = $1 and a.slug = x.slug`,
    [tx.sellerId, slugs],
  );
}

/** What the last call came to; `trouble` in the carrier's words. */
export async function recordUse(tx: Tx, slug: string, now: string, trouble: string | null): Promise<void> {
  await tx.query(
    `update desk.carrier_accounts set last_used_at = $3, last_error = $4,
            state = case when state = 'off' then 'off' when $4::text is null then 'ok' else 'failing' end
      where seller_id = $1 and slug = $2`,
    [tx.sellerId, slug, now, trouble],
  );
}

export async function recordNews(tx: Tx, slug: string, what: 'heard' | 'unknown' | 'refused', now: string): Promise<void> {
  await tx.query(
    `update desk.carrier_accounts set heard_at = case when $3 = 'refused' then heard_at else $4::timestamptz end,
            unknown_parcels = unknown_parcels + (($3 = 'unknown')::integer), refused_news = refused_news + (($3 = 'refused')::integer)
      where seller_id = $1 and slug = $2`,
    [tx.sellerId, slug, what, now],
  );
}

// ── Labels ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where or when the buyer hands it in, as it was shown when it was chosen. */
export type LabelPlace = {
  readonly point?: {
    readonly id: string;
    readonly name: string;
    readonly street: string;
    readonly postalCode: string;
    readonly city: string;
    /** As when it was chosen; Monday first. */
    readonly hours?: readonly (readonly string[])[];
  };
  readonly slot?: PickupSlot;
};

export type StoredLabel = {
  readonly id: string;
  readonly return_id: string;
  readonly account: string;
  readonly kind: LabelKind;
  readonly state: 'making' | 'made' | 'failed' | 'cancelling' | 'cancelled';
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  readonly tracking_url: string | null;
  readonly reference: string | null;
  readonly cost_minor: number | null;
  readonly currency: string | null;
  readonly paid_by: 'seller' | 'buyer';
  readonly address: ReturnPlace;
  readonly place: LabelPlace | null;
  readonly qr: string | null;
  readonly file_id: string | null;
  readonly says: string | null;
  readonly asked_at: string;
  readonly made_at: string | null;
  readonly cancelled_at: string | null;
};

const LABEL = `l.id, l.return_id, l.account, l.kind, case when l.state = 'making' and e.state = 'failed' then 'failed' else l.state end as state, l.carrier,
  l.tracking_number, l.tracking_url, l.reference, l.cost_minor, l.currency, l.paid_by, l.address, l.place, l.qr, l.file_id, l.says, l.asked_at, l.made_at,
  l.cancelled_at`;

/** An intent, or a label that was allotted. What is there already stays as it is. */
export async function insertLabel(
  tx: Tx,
  label: Pick<StoredLabel, 'id' | 'return_id' | 'account' | 'kind' | 'state' | 'paid_by' | 'address' | 'place' | 'asked_at'> &
    Partial<Pick<StoredLabel, 'carrier' | 'tracking_number' | 'cost_minor' | 'currency' | 'made_at'>>,
): Promise<void> {
  await tx.query(
    `insert into desk.labels (seller_id, id, return_id, account, kind, state, paid_by, address, place, asked_at, carrier, tracking_number, cost_minor, currency, made_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
      where not exists (select 1 from desk.labels l where l.seller_id = $1 and l.return_id = $3 and l.tracking_number = $12)
     on conflict do nothing`,
    [
      tx.sellerId,
      label.id,
      label.return_id,
      label.account,
      label.kind,
      label.state,
      label.paid_by,
      JSON.stringify(label.address),
      label.place ? JSON.stringify(label.place) : null,
      label.asked_at,
      label.carrier ?? null,
      label.tracking_number ?? null,
      label.cost_minor ?? null,
      label.currency ?? null,
      label.made_at ?? null,
    ],
  );
}

/** Newest first. One that nobody tries to make any more has failed. */
export const labelsOf = (tx: Tx, returnId: string): Promise<StoredLabel[]> =>
  tx.query<StoredLabel>(
    `select ${LABEL} from desk.labels l left join desk.effects e on e.seller_id = l.seller_id and e.id = l.id
      where l.seller_id = $1 and l.return_id = $2 order by l.asked_at desc, l.id desc`,
    [tx.sellerId, returnId],
  );

export async function markMade(
  tx: Tx,
  id: string,
  made: Pick<StoredLabel, 'carrier' | 'tracking_number' | 'tracking_url' | 'reference' | 'cost_minor' | 'currency' | 'qr' | 'file_id'>,
  now: string,
): Promise<void> {
  await tx.query(
    `update desk.labels set state = 'made', says = null, carrier = $3, tracking_number = $4, tracking_url = $5, reference = $6, cost_minor = $7, currency = $8,
            qr = $9, file_id = $10, made_at = coalesce(made_at, $11) where seller_id = $1 and id = $2`,
    [
      tx.sellerId,
      id,
      made.carrier,
      made.tracking_number,
      made.tracking_url,
      made.reference,
      made.cost_minor,
      made.currency,
      made.qr,
      made.file_id,
      now,
    ],
  );
}

/** `says` is what a person reads: why it failed, or why the carrier keeps its money. */
export async function markLabel(tx: Tx, id: string, state: StoredLabel['state'], says: string | null, now: string): Promise<void> {
  await tx.query(
    `update desk.labels set state = $3, says = $4, cancelled_at = case when $3 = 'cancelled' then coalesce(cancelled_at, $5::timestamptz) end
      where seller_id = $1 and id = $2`,
    [tx.sellerId, id, state, says, now],
  );
}

/** What was chosen with a label that is made at once. */
export async function setLabelPlace(tx: Tx, returnId: string, trackingNumber: string, place: LabelPlace): Promise<void> {
  await tx.query('update desk.labels set place = $4 where seller_id = $1 and return_id = $2 and tracking_number = $3', [
    tx.sellerId,
    returnId,
    trackingNumber,
    JSON.stringify(place),
  ]);
}

/** An effect of a return that came of no event: a person's wish. Its job comes with it. */
export async function insertReturnEffect(
  tx: Tx,
  effect: { readonly id: string; readonly returnId: string; readonly kind: string; readonly body: object; readonly at: string },
): Promise<void> {
  await tx.query('insert into desk.effects (seller_id, id, return_id, kind, body, created_at) values ($1, $2, $3, $4, $5, $6)', [
    tx.sellerId,
    effect.id,
    effect.returnId,
    effect.kind,
    JSON.stringify(effect.body),
    effect.at,
  ]);
  await enqueueEffects(tx, tx.sellerId, [effect.id]);
}

// ── Parcels ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Parcel = {
  readonly tracking_number: string;
  readonly return_id: string;
  readonly account: string | null;
  readonly carrier: string;
  readonly since: string;
  readonly heard_at: string | null;
  readonly failures: number;
  readonly next_poll_at: string;
};

/** On its way, or about to be: asked for from now on. Known already: it stays, and is asked for again. */
export async function followParcel(
  tx: Tx,
  parcel: { readonly trackingNumber: string; readonly returnId: string; readonly carrier: string; readonly at: string },
): Promise<void> {
  await tx.query(
    `insert into desk.parcels as p (seller_id, tracking_number, return_id, account, carrier, since, next_poll_at)
     values ($1, $2, $3, (select l.account from desk.labels l where l.seller_id = $1 and l.tracking_number = $2 order by l.asked_at desc limit 1), $4, $5, $5)
     on conflict (seller_id, tracking_number, return_id) do update set
       account = coalesce(excluded.account, p.account), carrier = excluded.carrier, next_poll_at = coalesce(p.next_poll_at, excluded.next_poll_at)`,
    [tx.sellerId, parcel.trackingNumber, parcel.returnId, parcel.carrier, parcel.at],
  );
}

/** It is home, or nobody waits for it any more. */
export async function forgetParcels(tx: Tx, returnId: string, exceptNumber: string | null): Promise<void> {
  await tx.query(
    `update desk.parcels set next_poll_at = null
      where seller_id = $1 and return_id = $2 and next_poll_at is not null and tracking_number is distinct from $3`,
    [tx.sellerId, returnId, exceptNumber],
  );
}

/** A batch of those whose time has come, by time; `after` is the last one of the batch before. `all`: whatever their turn. */
export const PARCEL_BATCH = 200;
export async function dueParcels(
  tx: Tx,
  now: string,
  after: Pick<Parcel, 'next_poll_at' | 'tracking_number' | 'return_id'> | null,
): Promise<Parcel[]> {
  return tx.query<Parcel>(
    `select tracking_number, return_id, account, carrier, since, heard_at, failures, next_poll_at from desk.parcels
      where seller_id = $1 and next_poll_at <= $2 and (next_poll_at, tracking_number, return_id) > ($3::timestamptz, $4::text, $5::uuid)
      order by next_poll_at, tracking_number, return_id limit ${PARCEL_BATCH}`,
    [
      tx.sellerId,
      now,
      after?.next_poll_at ?? '-infinity',
      after?.tracking_number ?? '',
      after?.return_id ?? '00000000-0000-0000-0000-000000000000',
    ],
  );
}

/** What asking for a parcel came to. `heardAt`: news came. */
export type Asked = Pick<Parcel, 'tracking_number' | 'return_id'> & {
  readonly at: string;
  readonly heardAt: string | null;
  readonly failures: number;
  readonly next: string | null;
};

/** A whole batch at once. Rows may have been forgotten meanwhile: then they stay so. */
export async function recordAsked(tx: Tx, asked: readonly Asked[]): Promise<void> {
  await tx.query(
    `update desk.parcels p set polled_at = x.at, heard_at = coalesce(x."heardAt", p.heard_at), failures = x.failures,
            next_poll_at = case when p.next_poll_at is null then null else x.next end
       from jsonb_to_recordset($2::jsonb) as x(tracking_number text, return_id uuid, at timestamptz, "heardAt" timestamptz, failures int, next timestamptz)
      where p.seller_id = $1 and p.tracking_number = x.tracking_number and p.return_id = x.return_id`,
    [tx.sellerId, JSON.stringify(asked)],
  );
}

/** Whose parcel that is: those that are still followed. A number as somebody else writes it has no blanks. */
export async function findParcels(tx: Tx, trackingNumber: string): Promise<Parcel[]> {
  return tx.query<Parcel>(
    `select tracking_number, return_id, account, carrier, since, heard_at, failures, next_poll_at from desk.parcels
      where seller_id = $1 and tracking_number = $2 order by since desc`,
    [tx.sellerId, trackingNumber],
  );
}

/** News came that said only that there are some: the parcel's turn is now. */
export async function askAtOnce(tx: Tx, trackingNumber: string, now: string): Promise<void> {
  await tx.query(
    `update desk.parcels set next_poll_at = $3, failures = 0 where seller_id = $1 and tracking_number = $2 and next_poll_at is not null`,
    [tx.sellerId, trackingNumber, now],
  );
}

// ── Where goods go ─────────────────────────────────────────────────────────────────────────────────────────────────────

type RuleRow = Omit<AddressRule, 'country' | 'category' | 'condition' | 'reason'> & {
  readonly country: string | null;
  readonly category: string | null;
  readonly condition: string | null;
  readonly reason: string | null;
};

/** In order: the first that fits decides. */
export async function listAddressRules(tx: Tx): Promise<AddressRule[]> {
  const rows = await tx.query<RuleRow>(
    'select id, name, kind, country, category, condition, reason, address from desk.return_addresses where seller_id = $1 order by position, id',
    [tx.sellerId],
  );
  return rows.map(({ country, category, condition, reason, ...rest }) => ({
    ...rest,
    ...(country !== null && { country }),
    ...(category !== null && { category }),
    ...(condition !== null && { condition: condition as NonNullable<AddressRule['condition']> }),
    ...(reason !== null && { reason: reason as NonNullable<AddressRule['reason']> }),
  }));
}

/** A new rule comes last. */
export async function putAddressRule(tx: Tx, rule: AddressRule): Promise<void> {
  await tx.query(
    `insert into desk.return_addresses (seller_id, id, position, name, kind, country, category, condition, reason, address)
     values ($1, $2, (select coalesce(max(position), 0) + 1 from desk.return_addresses where seller_id = $1), $3, $4, $5, $6, $7, $8, $9)
     on conflict (seller_id, id) do update set name = excluded.name, kind = excluded.kind, country = excluded.country, category = excluded.category,
       condition = excluded.condition, reason = excluded.reason, address = excluded.address`,
    [
      tx.sellerId,
      rule.id,
      rule.name,
      rule.kind,
      rule.country ?? null,
      rule.category ?? null,
      rule.condition ?? null,
      rule.reason ?? null,
      JSON.stringify(rule.address),
    ],
  );
}

export async function deleteAddressRule(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query('delete from desk.return_addresses where seller_id = $1 and id = $2 returning 1', [tx.sellerId, id]);
  return rows.length > 0;
}

export async function orderAddressRules(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `update desk.return_addresses r set position = x.ord from unnest($2::uuid[]) with ordinality as x(id, ord) where r.seller_id = $1 and r.id = x.id`,
    [tx.sellerId, ids],
  );
}
