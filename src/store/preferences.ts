/** What a buyer does not want by mail, by address: it holds for all their returns at this seller. */
import type { Tx } from './db.ts';

export async function readOff(tx: Tx, recipient: string): Promise<readonly string[]> {
  const [row] = await tx.query<{ off: string[] }>('select off from desk.buyer_preferences where seller_id = $1 and recipient = $2', [
    tx.sellerId,
    recipient,
  ]);
  return row?.off ?? [];
}

export async function putOff(tx: Tx, recipient: string, off: readonly string[], at: string): Promise<void> {
  await tx.query(
    `insert into desk.buyer_preferences (seller_id, recipient, off, at) values ($1, $2, $3, $4)
     on conflict (seller_id, recipient) do update set off = excluded.off, at = excluded.at`,
    [tx.sellerId, recipient, off, at],
  );
}
