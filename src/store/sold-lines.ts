/** What was sold, and what of it came back with which fault: the figures behind a pull from sale (M28). */
import type { OrderLine } from '../core/return/model.ts';
import type { Tx } from './db.ts';

/** The lines of an order as they are now: the same order again changes nothing. */
export async function putSoldLines(tx: Tx, orderId: string, placedAt: string, lines: readonly OrderLine[]): Promise<void> {
  const rows = lines.map(({ id, sku, supplier, lot, quantity }) => ({
    line_id: id,
    sku,
    supplier: supplier ?? null,
    lot: lot ?? null,
    quantity,
  }));
  await tx.query(
    `insert into desk.sold_lines as s (seller_id, order_id, line_id, sku, supplier, lot, quantity, placed_at)
     select $1, $2, x.line_id, x.sku, x.supplier, x.lot, x.quantity, $3
       from jsonb_to_recordset($4::jsonb) as x(line_id text, sku text, supplier text, lot text, quantity integer)
     on conflict (seller_id, order_id, line_id) do update set sku = excluded.sku, supplier = excluded.supplier, lot = excluded.lot,
         quantity = excluded.quantity, placed_at = excluded.placed_at
       where (s.sku, s.supplier, s.lot, s.quantity, s.placed_at) is distinct from (excluded.sku, excluded.supplier, excluded.lot, excluded.quantity, excluded.placed_at)`,
    [tx.sellerId, orderId, placedAt, JSON.stringify(rows)],
  );
}

/** Units sold in one month under one SKU, supplier and lot; and how many of them came back with each fault. */
export type SoldCell = {
  readonly month: string;
  readonly sku: string;
  readonly supplier: string | null;
  readonly lot: string | null;
  readonly sold: number;
  readonly faults: Readonly<Record<string, number>>;
};

/**
 * One pass over the sales since `since`. A unit counts as faulty where the buyer said so and the bench has not found otherwise, or where the
 * bench confirmed it; once per fault, however often it came back. What was cancelled or refused before it came back counts for nothing.
 */
export async function readSoldCells(tx: Tx, since: string, until: string): Promise<SoldCell[]> {
  const rows = await tx.query<Omit<SoldCell, 'faults'> & { faults: Record<string, number> | null }>(
    `with sold as (
       select to_char(placed_at at time zone 'UTC', 'YYYY-MM') as month, sku, supplier, lot, sum(quantity)::integer as sold
         from desk.sold_lines where seller_id = $1 and placed_at >= $2 and placed_at < $3 group by 1, 2, 3, 4),
     faulty as (
       select to_char(s.placed_at at time zone 'UTC', 'YYYY-MM') as month, s.sku, s.supplier, s.lot, coalesce(i.fault, i.reason) as fault,
              count(distinct (i.order_id, i.line_id, i.unit)) as n
         from desk.sold_lines s join desk.return_items i on i.seller_id = $1 and i.order_id = s.order_id and i.line_id = s.line_id
        where s.seller_id = $1 and s.placed_at >= $2 and s.placed_at < $3
          and (i.verdict = 'fault_confirmed' or (i.verdict is null and i.reason = 'defective'))
          and i.authorisation not in ('cancelled', 'rejected')
        group by 1, 2, 3, 4, 5)
     select s.month, s.sku, s.supplier, s.lot, s.sold,
            (select jsonb_object_agg(f.fault, f.n) from faulty f
              where f.month = s.month and f.sku = s.sku and f.supplier is not distinct from s.supplier and f.lot is not distinct from s.lot) as faults
       from sold s`,
    [tx.sellerId, since, until],
  );
  return rows.map(({ faults, ...cell }) => ({ ...cell, faults: faults ?? {} }));
}
