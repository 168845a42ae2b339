/** Mails that came back, and the addresses that none goes to any more (M16). */
import type { Tx } from './db.ts';

export type BounceKind = 'hard' | 'soft';
export type StoredBounce = {
  readonly id: string;
  readonly mail_id: string | null;
  readonly return_id: string | null;
  readonly recipient: string;
  readonly kind: BounceKind;
  readonly says: string;
  readonly at: string;
};

/** False where the same report was here already. */
export async function insertBounce(tx: Tx, bounce: StoredBounce): Promise<boolean> {
  const { id, mail_id, return_id, recipient, kind, says, at } = bounce;
  const rows = await tx.query(
    `insert into desk.bounces (seller_id, id, mail_id, return_id, recipient, kind, says, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict do nothing returning 1`,
    [tx.sellerId, id, mail_id, return_id, recipient, kind, says, at],
  );
  return rows.length > 0;
}

/** Which return the mail of an effect was about; null where the effect is none of ours, or belongs to no return. */
export async function returnOfEffect(tx: Tx, effectId: string): Promise<string | null> {
  const [row] = await tx.query<{ return_id: string | null }>('select return_id from desk.effects where seller_id = $1 and id = $2', [
    tx.sellerId,
    effectId,
  ]);
  return row?.return_id ?? null;
}

export async function countSoftBounces(tx: Tx, recipient: string, since: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*) as n from desk.bounces where seller_id = $1 and at >= $3 and recipient = $2 and kind = 'soft'`,
    [tx.sellerId, recipient, since],
  );
  return Number(row!.n);
}

export type Suppression = {
  readonly recipient: string;
  readonly since: string;
  readonly says: string;
  readonly return_id: string | null;
};

export async function suppress(tx: Tx, { recipient, since, says, return_id }: Suppression): Promise<void> {
  await tx.query(
    `insert into desk.suppressions (seller_id, recipient, since, says, return_id) values ($1, $2, $3, $4, $5)
     on conflict (seller_id, recipient) do update set since = excluded.since, says = excluded.says, return_id = excluded.return_id, lifted_at = null, lifted_by = null`,
    [tx.sellerId, recipient, since, says, return_id],
  );
}

/** Those of the addresses (in lower case) that no mail goes to. */
export async function suppressedOf(tx: Tx, recipients: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ recipient: string }>(
    'select recipient from desk.suppressions where seller_id = $1 and recipient = any($2) and lifted_at is null',
    [tx.sellerId, recipients],
  );
  return new Set(rows.map(({ recipient }) => recipient));
}

/** False where it stood no more. */
export async function liftSuppression(tx: Tx, recipient: string, at: string, by: string): Promise<boolean> {
  const rows = await tx.query(
    `update desk.suppressions set lifted_at = $3, lifted_by = $4 where seller_id = $1 and recipient = $2 and lifted_at is null returning 1`,
    [tx.sellerId, recipient, at, by],
  );
  return rows.length > 0;
}

/** Newest first, with the return that it happened on. */
export async function listSuppressions(tx: Tx): Promise<(Suppression & { readonly rma: string | null })[]> {
  return tx.query(
    `select s.recipient, s.since, s.says, s.return_id, r.rma
       from desk.suppressions s left join desk.returns r on r.seller_id = s.seller_id and r.id = s.return_id
      where s.seller_id = $1 and s.lifted_at is null order by s.since desc, s.recipient limit 200`,
    [tx.sellerId],
  );
}

/** Every order of a buyer gets the right address. Answers how many. */
export async function readdress(tx: Tx, from: string, to: string, mailboxKey: Buffer | null): Promise<number> {
  const rows = await tx.query(`update desk.buyers set email = $3, mailbox_key = $4 where seller_id = $1 and email = $2 returning 1`, [
    tx.sellerId,
    from,
    to,
    mailboxKey,
  ]);
  return rows.length;
}

/** Mails to the buyer of that address that were given up are to be tried again. Answers their effects. */
export async function reviveMailsTo(tx: Tx, recipient: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update desk.effects e set state = 'pending', not_before = null, attempts = 0
       from desk.returns r join desk.buyers b on b.seller_id = r.seller_id and b.order_id = r.order_id
      where e.seller_id = $1 and e.state = 'failed' and e.kind in ('mail', 'message') and r.seller_id = e.seller_id and r.id = e.return_id and b.email = $2
      returning e.id`,
    [tx.sellerId, recipient],
  );
  return rows.map(({ id }) => id);
}

/** How many mails came back since then, by kind. */
export async function countBounces(tx: Tx, since: string): Promise<{ hard: number; soft: number }> {
  const rows = await tx.query<{ kind: BounceKind; n: number }>(
    'select kind, count(*) as n from desk.bounces where seller_id = $1 and at >= $2 group by kind',
    [tx.sellerId, since],
  );
  const of = (kind: BounceKind) => Number(rows.find((row) => row.kind === kind)?.n ?? 0);
  return { hard: of('hard'), soft: of('soft') };
}
