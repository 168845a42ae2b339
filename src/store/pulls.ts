/** Proposals to pull units from sale, and offers that were stopped at a channel (M28, M36). */
import type { Cluster } from '../core/quality/clusters.ts';
import type { Listing } from '../channels/channel.ts';
import type { Tx } from './db.ts';
import { UNIT_COLUMNS, type UnitRow } from './units.ts';

export type PullRow = {
  readonly id: string;
  readonly key: string;
  readonly sku: string | null;
  readonly supplier: string | null;
  readonly lot: string | null;
  readonly fault: string;
  readonly state: 'open' | 'accepted' | 'dismissed' | 'expired';
  readonly evidence: Omit<Cluster, 'group' | 'fault'> & { readonly since: string; readonly until: string };
  readonly proposed_at: string;
  readonly seen_at: string;
  readonly decided_at: string | null;
  readonly decided_by: string | null;
  readonly decided_says: string | null;
};
const COLUMNS = 'id, key, sku, supplier, lot, fault, state, evidence, proposed_at, seen_at, decided_at, decided_by, decided_says';

/** As they stand: what is open or accepted, and the last word about every other group. */
export const standingPulls = (tx: Tx): Promise<PullRow[]> =>
  tx.query<PullRow>(
    `select distinct on (key) ${COLUMNS} from desk.pull_proposals where seller_id = $1 order by key, proposed_at desc, id desc`,
    [tx.sellerId],
  );

export const listPulls = (tx: Tx): Promise<PullRow[]> =>
  tx.query<PullRow>(
    `select ${COLUMNS} from desk.pull_proposals where seller_id = $1 order by (state = 'open') desc, proposed_at desc, id desc limit 100`,
    [tx.sellerId],
  );

export async function readPull(tx: Tx, id: string): Promise<PullRow | null> {
  const [row] = await tx.query<PullRow>(`select ${COLUMNS} from desk.pull_proposals where seller_id = $1 and id = $2`, [tx.sellerId, id]);
  return row ?? null;
}

export async function lockPull(tx: Tx, id: string): Promise<PullRow | null> {
  const [row] = await tx.query<PullRow>(`select ${COLUMNS} from desk.pull_proposals where seller_id = $1 and id = $2 for update`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

/** False where the group has a standing proposal: somebody else looked in the same moment. */
export async function insertPull(
  tx: Tx,
  pull: Pick<PullRow, 'id' | 'key' | 'sku' | 'supplier' | 'lot' | 'fault' | 'evidence' | 'proposed_at'>,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.pull_proposals (seller_id, id, key, sku, supplier, lot, fault, state, evidence, proposed_at, seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $9) on conflict do nothing returning 1`,
    [tx.sellerId, pull.id, pull.key, pull.sku, pull.supplier, pull.lot, pull.fault, JSON.stringify(pull.evidence), pull.proposed_at],
  );
  return rows.length > 0;
}

/** The figures as they are today. */
export async function refreshPull(tx: Tx, id: string, evidence: PullRow['evidence'], now: string): Promise<void> {
  await tx.query(`update desk.pull_proposals set evidence = $3, seen_at = $4 where seller_id = $1 and id = $2 and state = 'open'`, [
    tx.sellerId,
    id,
    JSON.stringify(evidence),
    now,
  ]);
}

export async function setPullState(
  tx: Tx,
  id: string,
  state: PullRow['state'],
  decided: { readonly at: string; readonly by: string; readonly says: string | null } | null,
): Promise<void> {
  await tx.query(
    'update desk.pull_proposals set state = $3, decided_at = $4, decided_by = $5, decided_says = $6 where seller_id = $1 and id = $2',
    [tx.sellerId, id, state, decided?.at ?? null, decided?.by ?? null, decided?.says ?? null],
  );
}

export async function noteLook(
  tx: Tx,
  look: { readonly day: string; readonly at: string; readonly groups: number; readonly found: number },
): Promise<void> {
  await tx.query(
    `insert into desk.pull_looks (seller_id, day, at, groups, found) values ($1, $2, $3, $4, $5)
     on conflict (seller_id, day) do update set at = excluded.at, groups = excluded.groups, found = excluded.found`,
    [tx.sellerId, look.day, look.at, look.groups, look.found],
  );
}

export type LookRow = { readonly at: string; readonly groups: number; readonly found: number };
export async function lastLook(tx: Tx): Promise<(LookRow & { readonly day: string }) | null> {
  const [row] = await tx.query<LookRow & { day: string }>(
    'select day::text as day, at, groups, found from desk.pull_looks where seller_id = $1 order by day desc limit 1',
    [tx.sellerId],
  );
  return row ?? null;
}

type GroupOf = Pick<PullRow, 'sku' | 'supplier' | 'lot'>;
// Written out for each shape, so that each finds its index under a generic plan.
function inGroup({ sku, supplier, lot }: GroupOf): { readonly where: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const parts = [
    ['sku', sku],
    ['supplier', supplier],
    ['lot', lot],
  ] as const;
  const where = parts.flatMap(([column, value]) => (value === null ? [] : [`u.${column} = $${values.push(value) + 1}`]));
  return { where: where.join(' and '), values };
}

/** The group's units that are for sale, locked. In the order of their ids, as everybody who locks several does. */
export async function lockForSale(tx: Tx, group: GroupOf): Promise<UnitRow[]> {
  const { where, values } = inGroup(group);
  return tx.query<UnitRow>(
    `select ${UNIT_COLUMNS} from desk.units u where u.seller_id = $1 and ${where} and u.state = 'in_stock' order by u.id for update`,
    [tx.sellerId, ...values],
  );
}

/** Units that a proposal pulled and that have not moved since, locked. */
export async function lockPulled(tx: Tx, pullId: string): Promise<UnitRow[]> {
  return tx.query<UnitRow>(
    `select ${UNIT_COLUMNS} from desk.units u where u.seller_id = $1 and u.state = 'quarantined' and exists (
       select 1 from desk.unit_movements m where m.seller_id = $1 and m.pull_id = $2 and m.unit_id = u.id and m.seq = u.version and m.why = 'pulled')
      order by u.id for update`,
    [tx.sellerId, pullId],
  );
}

/** What a pull would do: units of each SKU of the group for sale and held, and how many others of that SKU are for sale. */
export type PullReach = { readonly sku: string; readonly for_sale: number; readonly held: number; readonly others: number };
export async function reachOf(tx: Tx, group: GroupOf): Promise<PullReach[]> {
  const { where, values } = inGroup(group);
  return tx.query<PullReach>(
    `with mine as (
       select u.sku, count(*) filter (where u.state = 'in_stock')::integer as for_sale, count(*) filter (where u.state = 'held')::integer as held
         from desk.units u where u.seller_id = $1 and ${where} group by u.sku)
     select m.sku, m.for_sale, m.held,
            (select count(*)::integer from desk.units o where o.seller_id = $1 and o.sku = m.sku and o.state = 'in_stock') - m.for_sale as others
       from mine m order by m.sku`,
    [tx.sellerId, ...values],
  );
}

/** SKUs of a group as they were sold: where stock is not kept here, this is what is offered. */
export async function skusOf(tx: Tx, group: GroupOf, since: string): Promise<string[]> {
  const { where, values } = inGroup(group);
  const rows = await tx.query<{ sku: string }>(
    `select distinct u.sku from desk.sold_lines u where u.seller_id = $1 and ${where} and u.placed_at >= $${values.length + 2} order by 1 limit 200`,
    [tx.sellerId, ...values, since],
  );
  return rows.map(({ sku }) => sku);
}

export type PulledCounts = { readonly pulled: number; readonly still: number };
export async function countPulled(tx: Tx, pullId: string): Promise<PulledCounts> {
  const [row] = await tx.query<PulledCounts>(
    `select count(distinct m.unit_id)::integer as pulled,
            count(distinct m.unit_id) filter (where u.state = 'quarantined' and m.seq = u.version)::integer as still
       from desk.unit_movements m join desk.units u on u.seller_id = $1 and u.id = m.unit_id
      where m.seller_id = $1 and m.pull_id = $2 and m.why = 'pulled'`,
    [tx.sellerId, pullId],
  );
  return row!;
}

/** The returns behind a proposal, newest first. */
export type PullCase = {
  readonly return_id: string;
  readonly rma: string;
  readonly opened_at: string;
  readonly sku: string;
  readonly lot: string | null;
  readonly verdict: string | null;
  readonly title: string;
};
export async function casesOf(tx: Tx, group: GroupOf, fault: string, since: string, until: string): Promise<PullCase[]> {
  const { where, values } = inGroup(group);
  const at = values.length + 2;
  return tx.query<PullCase>(
    `select i.return_id, r.rma, r.opened_at, u.sku, u.lot, i.verdict, coalesce((
              select w ->> 'title' from jsonb_array_elements(r.state -> 'items') w where w ->> 'lineId' = i.line_id limit 1), u.sku) as title
       from desk.sold_lines u join desk.return_items i on i.seller_id = $1 and i.order_id = u.order_id and i.line_id = u.line_id
       join desk.returns r on r.seller_id = $1 and r.id = i.return_id
      where u.seller_id = $1 and ${where} and u.placed_at >= $${at} and u.placed_at < $${at + 1} and coalesce(i.fault, i.reason) = $${at + 2}
        and (i.verdict = 'fault_confirmed' or (i.verdict is null and i.reason = 'defective')) and i.authorisation not in ('cancelled', 'rejected')
      order by r.opened_at desc limit 100`,
    [tx.sellerId, ...values, since, until, fault],
  );
}

export type ListingStop = {
  readonly id: string;
  readonly key: string;
  readonly channel: string;
  readonly sku: string;
  readonly state: 'stopping' | 'stopped' | 'no_listing' | 'resuming' | 'resumed' | 'failed';
  readonly before: Listing | null;
  readonly says: string | null;
  readonly by: string;
  readonly at: string;
  readonly moved_at: string;
};
const STOP = 'id, key, channel, sku, state, before, says, by, at, moved_at';

/** A wish to stop an offer. Where the same wish was taken back before, it stands again. Null: it stands already. */
export async function putListingStop(
  tx: Tx,
  stop: Pick<ListingStop, 'id' | 'key' | 'channel' | 'sku' | 'by' | 'at'>,
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `insert into desk.listing_stops as s (seller_id, id, key, channel, sku, state, by, at, moved_at) values ($1, $2, $3, $4, $5, 'stopping', $6, $7, $7)
     on conflict (seller_id, key, channel, sku) do update set state = 'stopping', by = excluded.by, moved_at = excluded.moved_at, says = null
       where s.state in ('resuming', 'resumed', 'failed') returning id`,
    [tx.sellerId, stop.id, stop.key, stop.channel, stop.sku, stop.by, stop.at],
  );
  return row?.id ?? null;
}

export async function readListingStop(tx: Tx, id: string): Promise<ListingStop | null> {
  const [row] = await tx.query<ListingStop>(`select ${STOP} from desk.listing_stops where seller_id = $1 and id = $2 for update`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

export const listingStopsOf = (tx: Tx, key: string): Promise<ListingStop[]> =>
  tx.query<ListingStop>(`select ${STOP} from desk.listing_stops where seller_id = $1 and key = $2 order by channel, sku`, [
    tx.sellerId,
    key,
  ]);

/** Another wish that the same offer be stopped, which still stands: then it is not put up for sale again. */
export async function otherStop(tx: Tx, stop: Pick<ListingStop, 'id' | 'channel' | 'sku'>): Promise<ListingStop | null> {
  const [row] = await tx.query<ListingStop>(
    `select ${STOP} from desk.listing_stops where seller_id = $1 and channel = $2 and sku = $3 and id <> $4 and state in ('stopping', 'stopped') limit 1`,
    [tx.sellerId, stop.channel, stop.sku, stop.id],
  );
  return row ?? null;
}

export async function moveListingStop(
  tx: Tx,
  id: string,
  move: { readonly state: ListingStop['state']; readonly at: string; readonly before?: Listing; readonly says?: string },
): Promise<void> {
  await tx.query(
    'update desk.listing_stops set state = $3, moved_at = $4, before = coalesce($5::jsonb, before), says = $6 where seller_id = $1 and id = $2',
    [tx.sellerId, id, move.state, move.at, move.before ? JSON.stringify(move.before) : null, move.says ?? null],
  );
}
