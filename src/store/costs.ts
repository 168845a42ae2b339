/** What the books and the seller's figures say about what returns cost (M34). */
import type { Account } from '../core/money-flow/ledger.ts';
import type { Return } from '../core/return/model.ts';
import type { Tx } from './db.ts';

export type CostRow = {
  readonly id: string;
  readonly rma: string;
  readonly opened_at: string;
  readonly state: Return;
  readonly books: Partial<Record<Account, number>> | null;
  readonly commission: number;
  readonly goods: number;
  readonly resale: readonly { readonly sku: string; readonly grade: string; readonly minor: number }[] | null;
};

const COST = `r.id, r.rma, r.opened_at, r.state,
  (select jsonb_object_agg(b.account, b.minor) from (
     select e.account, sum(e.minor) as minor from desk.journals j join desk.entries e on e.seller_id = $1 and e.journal_id = j.id
      where j.seller_id = $1 and j.return_id = r.id and j.currency = r.currency group by e.account) b) as books,
  (select coalesce(sum(e.minor), 0)::bigint from desk.journals j join desk.entries e on e.seller_id = $1 and e.journal_id = j.id and e.account = 'commission'
    where j.seller_id = $1 and j.order_id = r.order_id and j.what in ('commission', 'commission_reversed')) as commission,
  (select coalesce(-sum(e.minor), 0)::bigint from desk.journals j join desk.entries e on e.seller_id = $1 and e.journal_id = j.id and e.account = 'sales'
    where j.seller_id = $1 and j.order_id = r.order_id) as goods,
  (select jsonb_agg(jsonb_build_object('sku', v.sku, 'grade', v.grade, 'minor', v.resale_minor)) from desk.bench_values v
    where v.seller_id = $1 and v.currency = r.currency and v.resale_minor is not null
      and v.sku in (select i.sku from desk.return_items i where i.seller_id = $1 and i.return_id = r.id)) as resale`;

export async function readCost(tx: Tx, returnId: string): Promise<CostRow | null> {
  const [row] = await tx.query<CostRow>(`select ${COST} from desk.returns r where r.seller_id = $1 and r.id = $2`, [tx.sellerId, returnId]);
  return row ?? null;
}

/** Returns that were opened in a time, newest first. */
export async function listCosts(tx: Tx, from: string, before: string, most: number): Promise<CostRow[]> {
  return tx.query<CostRow>(
    `select ${COST} from desk.returns r where r.seller_id = $1 and r.opened_at >= $2 and r.opened_at < $3 order by r.opened_at desc, r.id desc limit $4`,
    [tx.sellerId, from, before, most],
  );
}

export type CostSettings = {
  readonly labour_hour_minor: number | null;
  readonly currency: string;
  readonly minutes_per_item: number | null;
};

export async function readCostSettings(tx: Tx): Promise<CostSettings | null> {
  const [row] = await tx.query<CostSettings>(
    'select labour_hour_minor, currency, minutes_per_item from desk.cost_settings where seller_id = $1 order by set_at desc limit 1',
    [tx.sellerId],
  );
  return row ?? null;
}

export async function insertCostSettings(tx: Tx, settings: CostSettings, setAt: string, by: string): Promise<void> {
  await tx.query(
    `insert into desk.cost_settings (seller_id, set_at, labour_hour_minor, currency, minutes_per_item, set_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (seller_id, set_at) do nothing`,
    [tx.sellerId, setAt, settings.labour_hour_minor, settings.currency, settings.minutes_per_item, by],
  );
}
