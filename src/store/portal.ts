/** The buyer's way in: codes, the orders of one mailbox, and withdrawals that were declared (M10). */
import type { Tx } from './db.ts';

export type PortalCode = { readonly id: string; readonly order_id: string | null; readonly tries: number; readonly created_at: string };

/** Codes that were asked for since, for a mailbox and for an order number: whoever asks, and whether or not they exist. */
export async function countCodes(
  tx: Tx,
  keys: { readonly mailbox: Buffer; readonly number: Buffer },
  since: string,
): Promise<{ mailbox: number; number: number; oldest: string | null }> {
  const [row] = await tx.query<{ mailbox: number; number: number; oldest: string | null }>(
    `select (select count(*) from desk.portal_codes where seller_id = $1 and mailbox_key = $2 and created_at > $4) as mailbox,
            (select count(*) from desk.portal_codes where seller_id = $1 and number_key = $3 and created_at > $4) as number,
            (select min(created_at) from desk.portal_codes where seller_id = $1 and (mailbox_key = $2 or number_key = $3) and created_at > $4) as oldest`,
    [tx.sellerId, keys.mailbox, keys.number, since],
  );
  return { mailbox: Number(row!.mailbox), number: Number(row!.number), oldest: row!.oldest };
}

export async function insertCode(
  tx: Tx,
  code: { readonly id: string; readonly orderId: string | null; readonly mailbox: Buffer; readonly number: Buffer; readonly at: string },
): Promise<void> {
  await tx.query(
    `insert into desk.portal_codes (seller_id, id, order_id, mailbox_key, number_key, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [tx.sellerId, code.id, code.orderId, code.mailbox, code.number, code.at],
  );
}

/** Those that nobody counts any more. */
export async function sweepCodes(tx: Tx, before: string): Promise<void> {
  await tx.query('delete from desk.portal_codes where seller_id = $1 and created_at < $2', [tx.sellerId, before]);
}

export async function readCode(tx: Tx, id: string): Promise<PortalCode | null> {
  const [row] = await tx.query<PortalCode>(
    'select id, order_id, tries, created_at from desk.portal_codes where seller_id = $1 and id = $2',
    [tx.sellerId, id],
  );
  return row ?? null;
}

/** Takes one of the tries; null where there is none left, it is over, or was used. Counted before anybody looks whether it is right. */
export async function tryCode(tx: Tx, id: string, since: string, most: number): Promise<PortalCode | null> {
  const [row] = await tx.query<PortalCode>(
    `update desk.portal_codes set tries = tries + 1 where seller_id = $1 and id = $2 and created_at > $3 and tries < $4 and used_at is null
     returning id, order_id, tries, created_at`,
    [tx.sellerId, id, since, most],
  );
  return row ?? null;
}

export async function useCode(tx: Tx, id: string, at: string): Promise<void> {
  await tx.query('update desk.portal_codes set used_at = $3 where seller_id = $1 and id = $2', [tx.sellerId, id, at]);
}

/** The orders of whoever placed this one, by the address that stands on it, the newest first. An order without an address is alone. */
export async function ordersOfBuyer(tx: Tx, orderId: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select o.id from desk.buyers b
       join desk.buyers m on m.seller_id = b.seller_id and m.email = b.email and (b.email <> '' or m.order_id = b.order_id)
       join desk.orders o on o.seller_id = m.seller_id and o.id = m.order_id
      where b.seller_id = $1 and b.order_id = $2 order by o.id = $2 desc, o.placed_at desc, o.id limit $3`,
    [tx.sellerId, orderId, limit],
  );
  return rows.map(({ id }) => id);
}

export type Withdrawal = {
  readonly id: string;
  readonly at: string;
  readonly name: string;
  readonly email: string;
  readonly order_number: string;
  readonly about: string;
  readonly units: readonly { readonly lineId: string; readonly unit: number }[] | null;
  readonly language: string;
  readonly statement: string;
  readonly order_id: string | null;
  readonly return_id: string | null;
};

/** False where it is known: the same form sent twice. */
export async function insertWithdrawal(tx: Tx, w: Withdrawal): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.withdrawals (seller_id, id, at, name, email, order_number, about, units, language, statement, order_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id`,
    [
      tx.sellerId,
      w.id,
      w.at,
      w.name,
      w.email,
      w.order_number,
      w.about,
      w.units && JSON.stringify(w.units),
      w.language,
      w.statement,
      w.order_id,
    ],
  );
  return rows.length > 0;
}

export async function readWithdrawal(tx: Tx, id: string): Promise<Withdrawal | null> {
  const [row] = await tx.query<Withdrawal>(
    `select id, at, name, email, order_number, about, units, language, statement, order_id, return_id
       from desk.withdrawals where seller_id = $1 and id = $2`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

export async function setWithdrawalReturn(tx: Tx, id: string, returnId: string): Promise<void> {
  await tx.query('update desk.withdrawals set return_id = $3 where seller_id = $1 and id = $2', [tx.sellerId, id, returnId]);
}
