/** What returns cost (M34): one by one for the case, added up for the month. */
import { localDate } from '../core/calendar.ts';
import { type CostFacts, costOf, costsBy, type ReturnCost } from '../core/money-flow/cost.ts';
import type { Tx } from '../store/db.ts';
import { type CostRow, type CostSettings, listCosts, readCost, readCostSettings } from '../store/costs.ts';
import type { Context } from './context.ts';

function factsOf({ state, books, commission, goods, resale }: CostRow, settings: CostSettings | null): CostFacts {
  const { currency } = state.order;
  const labour =
    settings && settings.currency === currency && settings.labour_hour_minor !== null && settings.minutes_per_item !== null
      ? { hour: settings.labour_hour_minor, minutes: settings.minutes_per_item }
      : null;
  const figure = (sku: string, grade: string) => resale?.find((each) => each.sku === sku && each.grade === grade)?.minor;
  return {
    currency,
    books: books ?? {},
    order: { commission, goods },
    label: state.label?.paidBy ?? null,
    items: state.items.map((item) => ({
      settlement: item.settlement,
      inspected: item.assessment === 'assessed',
      back: item.parcel === 'received' && item.settlement !== 'sent_back',
      resale: figure(item.sku, item.grade ?? '') ?? figure(item.sku, '') ?? null,
    })),
    labour,
  };
}

export async function readReturnCost(tx: Tx, returnId: string): Promise<ReturnCost | null> {
  const [row, settings] = await Promise.all([readCost(tx, returnId), readCostSettings(tx)]);
  return row && costOf(factsOf(row, settings));
}

/** By what costs are added up. */
export const COST_GROUPS = ['month', 'sku', 'reason'] as const;
export type CostGroupBy = (typeof COST_GROUPS)[number];

/** At most this many returns are added up at once; more say so. */
const MOST = 20_000;

export async function sumCosts(ctx: Context, tx: Tx, by: CostGroupBy, from: string, before: string) {
  const { zone } = ctx.sellers.get(tx.sellerId);
  const [rows, settings] = await Promise.all([listCosts(tx, from, before, MOST + 1), readCostSettings(tx)]);
  const costs = rows.slice(0, MOST).map((row) => ({ key: keyOf(row, by, zone), cost: costOf(factsOf(row, settings)) }));
  return { groups: costsBy(costs), truncated: rows.length > MOST };
}

/** A return of several things stands under the first of them: its costs are not cut up. */
function keyOf(row: CostRow, by: CostGroupBy, zone: string): string {
  const first = row.state.items[0]!;
  return by === 'month' ? localDate(row.opened_at, zone).slice(0, 7) : by === 'sku' ? first.sku : first.reason;
}
