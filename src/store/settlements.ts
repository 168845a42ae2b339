/** What became of each unit, link by link (M30, M31): the database refuses a second settlement in full (`0016.do.ledger.sql`). */
import type { Tx } from './db.ts';

export type SettlementLink = {
  readonly line_id: string;
  readonly unit: number;
  readonly how: 'refund' | 'reversal' | 'repaired' | 'replaced' | 'gesture';
  readonly refund_id: string | null;
  /** Below zero only where a planned refund is taken back. */
  readonly amount_minor: number;
  /** What was paid for the unit: its price and its share of the shipping. */
  readonly paid_minor: number;
};

/**
 * Hangs each link behind the unit's last one. The order is locked by whoever acts on its returns. A repair or replacement of a unit that has
 * all its money since (a dispute gave it while the remedy was under way) settles nothing more: no link.
 */
export async function insertSettlements(
  tx: Tx,
  orderId: string,
  /** Null: a gesture on an order that nobody sent back. */
  returnId: string | null,
  links: readonly SettlementLink[],
  now: string,
): Promise<void> {
  await tx.query(
    `insert into desk.settlements (seller_id, order_id, line_id, unit, nth, how, return_id, refund_id, before_minor, amount_minor, after_minor,
                                   paid_minor, previous_final, at)
     select $1, $2, x.line_id, x.unit, coalesce(l.nth, 0) + 1, x.how, $3, x.refund_id, coalesce(l.after_minor, 0), x.amount_minor,
            coalesce(l.after_minor, 0) + x.amount_minor, x.paid_minor, coalesce(l.final, false), $5
       from jsonb_to_recordset($4::jsonb) as x(line_id text, unit integer, how text, refund_id uuid, amount_minor bigint, paid_minor bigint)
       left join lateral (
         select s.nth, s.after_minor, s.final from desk.settlements s
          where s.seller_id = $1 and s.order_id = $2 and s.line_id = x.line_id and s.unit = x.unit order by s.nth desc limit 1) l on true
      where not (coalesce(l.final, false) and x.how in ('repaired', 'replaced'))`,
    [tx.sellerId, orderId, returnId, JSON.stringify(links), now],
  );
}
