import type { Tx } from './db.ts';

/** The last event of each return on which something happened in the time given. */
export async function headsOf(tx: Tx, from: string, until: string): Promise<{ return_id: string; seq: number; hash: Buffer }[]> {
  return tx.query(
    `select distinct on (e.return_id) e.return_id, e.seq, e.hash from desk.events e
      where e.seller_id = $1 and e.at >= $2 and e.at < $3 order by e.return_id, e.seq desc`,
    [tx.sellerId, from, until],
  );
}

export async function insertHead(tx: Tx, head: { day: string; returns: number; hash: Buffer; made_at: string }): Promise<void> {
  await tx.query('insert into desk.heads (seller_id, day, returns, hash, made_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [
    tx.sellerId,
    head.day,
    head.returns,
    head.hash,
    head.made_at,
  ]);
}

/** The last day that was sealed; where none was, the instant of the first event; null where nothing has happened. */
export async function lastSealed(tx: Tx): Promise<{ day: string; sealed: boolean } | null> {
  const [row] = await tx.query<{ sealed: string | null; first: string | null }>(
    `select (select to_char(max(day), 'YYYY-MM-DD') from desk.heads where seller_id = $1) as sealed,
            (select min(at) from desk.events where seller_id = $1) as first`,
    [tx.sellerId],
  );
  if (row?.sealed) return { day: row.sealed, sealed: true };
  return row?.first ? { day: row.first, sealed: false } : null;
}
