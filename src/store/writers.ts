/** Who has a case open and whether they write: rows that are renewed every few seconds and forgotten when they aren't (M15). Real time. */
import type { Tx } from './db.ts';

export type Writer = {
  readonly person_id: string;
  readonly name: string;
  readonly composing: 'message' | 'note' | null;
  readonly at: string;
};

/** Says that somebody is there, and answers who else is. What is older than `since` has gone. */
export async function beatWriter(tx: Tx, beat: { readonly returnId: string } & Writer, since: string): Promise<Writer[]> {
  const { returnId, person_id, name, composing, at } = beat;
  await tx.query('delete from desk.writers where seller_id = $1 and at < $2', [tx.sellerId, since]);
  await tx.query(
    `insert into desk.writers (seller_id, return_id, person_id, name, composing, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (seller_id, return_id, person_id) do update set name = excluded.name, composing = excluded.composing, at = excluded.at`,
    [tx.sellerId, returnId, person_id, name, composing, at],
  );
  return tx.query<Writer>(
    `select person_id, name, composing, at from desk.writers
      where seller_id = $1 and return_id = $2 and person_id <> $3 and at >= $4 order by name`,
    [tx.sellerId, returnId, person_id, since],
  );
}

export async function endWriter(tx: Tx, returnId: string, personId: string): Promise<void> {
  await tx.query('delete from desk.writers where seller_id = $1 and return_id = $2 and person_id = $3', [tx.sellerId, returnId, personId]);
}
