/** Figures for finance: a month at a glance, and refunds that wait for somebody. */
import type { Account } from '../core/money-flow/ledger.ts';
import type { RefundState } from '../core/return/model.ts';
import type { Tx } from './db.ts';

export type DayRow = { readonly day: string; readonly account: Account; readonly currency: string; readonly minor: number };

/** Sums of an account by local day. */
export async function sumsByDay(tx: Tx, zone: string, from: string, before: string, accounts: readonly Account[]): Promise<DayRow[]> {
  return tx.query<DayRow>(
    `select (at at time zone $2)::date::text as day, account, currency, sum(minor)::bigint as minor from desk.entries
      where seller_id = $1 and account = any($3::text[]) and at >= $4 and at < $5 group by 1, 2, 3 order by 1, 2, 3`,
    [tx.sellerId, zone, accounts, from, before],
  );
}

export type QueuedRefund = {
  readonly id: string;
  readonly return_id: string;
  readonly rma: string;
  readonly channel: string;
  readonly channel_order_id: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly state: RefundState;
  readonly planned_at: string;
  readonly planned_by: string | null;
  readonly why: string | null;
  readonly failure: string | null;
  readonly held: boolean;
};

/** Refunds in these states, the one that waits longest first. */
export async function queuedRefunds(tx: Tx, states: readonly RefundState[], most: number): Promise<QueuedRefund[]> {
  return tx.query<QueuedRefund>(
    `select f.id, f.return_id, r.rma, r.channel, r.channel_order_id, f.amount_minor, f.currency, f.state, f.planned_at, r.held,
            x.refund -> 'plannedBy' ->> 'name' as planned_by, x.refund ->> 'why' as why, x.refund ->> 'failure' as failure
       from desk.refunds f join desk.returns r on r.seller_id = $1 and r.id = f.return_id
       left join lateral (select e as refund from jsonb_array_elements(r.state -> 'refunds') as e where e ->> 'id' = f.id::text) x on true
      where f.seller_id = $1 and f.state = any($2::text[]) order by f.planned_at, f.id limit $3`,
    [tx.sellerId, states, most],
  );
}
