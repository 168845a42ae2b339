import type { Tx } from './db.ts';

export type DueClock = { readonly seller_id: string; readonly return_id: string; readonly kind: string; readonly due_at: string };

/** As dispatcher: running clocks whose time has come, oldest first, of every seller but those whose clock is moved. */
export async function dueClocks(tx: Tx, now: string, exceptSellers: readonly string[]): Promise<DueClock[]> {
  return tx.query<DueClock>(
    `select seller_id, return_id, kind, due_at from desk.clocks
      where state = 'running' and due_at <= $1 and seller_id <> all($2::uuid[]) order by due_at limit 200`,
    [now, exceptSellers],
  );
}

/** One seller's, for a moved clock. */
export async function dueClocksOf(tx: Tx, now: string): Promise<DueClock[]> {
  return tx.query<DueClock>(
    `select seller_id, return_id, kind, due_at from desk.clocks where seller_id = $1 and state = 'running' and due_at <= $2 order by due_at, return_id, kind limit 200`,
    [tx.sellerId, now],
  );
}

export async function rewriteClock(
  tx: Tx,
  row: DueClock,
  clock: { readonly state: string; readonly dueAt: string; readonly warnAt: string },
): Promise<void> {
  await tx.query('update desk.clocks set state = $4, due_at = $5, warn_at = $6 where seller_id = $1 and return_id = $2 and kind = $3', [
    tx.sellerId,
    row.return_id,
    row.kind,
    clock.state,
    clock.dueAt,
    clock.warnAt,
  ]);
}

export async function nextDue(tx: Tx, until: string): Promise<string | null> {
  const [row] = await tx.query<{ due_at: string | null }>(
    `select min(due_at) as due_at from desk.clocks where seller_id = $1 and state = 'running' and due_at <= $2`,
    [tx.sellerId, until],
  );
  return row?.due_at ?? null;
}

/** Parcels on their way back: what the tracking poll asks the carriers about. */
export async function parcelsUnderWay(tx: Tx): Promise<{ return_id: string; carrier: string; tracking_number: string }[]> {
  return tx.query(
    `select * from (
       select r.id as return_id,
              coalesce(r.state -> 'tracking' ->> 'carrier', r.state -> 'label' ->> 'carrier') as carrier,
              coalesce(r.state -> 'tracking' ->> 'trackingNumber', r.state -> 'label' ->> 'trackingNumber') as tracking_number
         from desk.returns r where r.seller_id = $1 and r.tab in ('waiting', 'transit') order by r.due_at, r.id limit 500) as parcels
      where carrier is not null and tracking_number is not null`,
    [tx.sellerId],
  );
}
