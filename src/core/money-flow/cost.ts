/**
 * What a return cost (M34): from the books where they know it, from the seller's own figures where those exist, and by name what nobody knows.
 * Above zero costs the seller, below zero relieves.
 */
import type { Currency } from '../money.ts';
import { money } from '../money.ts';
import type { Settlement } from '../return/model.ts';
import { type Account, share } from './ledger.ts';

export const COST_KINDS = [
  'refund',
  'commission_lost',
  'way_back',
  'repair',
  'labour',
  'gesture',
  'goods_back',
  'lost_value',
  'recovered',
  'claims',
] as const;
export type CostKind = (typeof COST_KINDS)[number];

export type CostLine = {
  readonly kind: CostKind;
  readonly minor: number;
  /** `books`: posted journals. `figures`: the seller's own figures, for what nobody posts. */
  readonly from: 'books' | 'figures';
};
export type ReturnCost = {
  readonly currency: Currency;
  readonly lines: readonly CostLine[];
  readonly total: number;
  /** What belongs to this return and has no figure yet: the total is without it. */
  readonly missing: readonly CostKind[];
};

export type CostFacts = {
  readonly currency: Currency;
  /** Balances of the journals about this return, by account. */
  readonly books: Partial<Readonly<Record<Account, number>>>;
  /** Of the whole order: the commission that was charged, and the goods that it was charged on. */
  readonly order: { readonly commission: number; readonly goods: number };
  readonly label: 'seller' | 'buyer' | null;
  readonly items: readonly {
    readonly settlement: Settlement;
    readonly inspected: boolean;
    /** It lies on the seller's shelf again, in whatever state. */
    readonly back: boolean;
    /** What the seller says that it can be sold for in the grade that the bench gave it. */
    readonly resale: number | null;
  }[];
  /** An hour of labour and the minutes that an item takes; null where the seller has set none. */
  readonly labour: { readonly hour: number; readonly minutes: number } | null;
};

/** The accounts that go into the cost as they stand. */
const POSTED: readonly (readonly [CostKind, Account])[] = [
  ['refund', 'refunds'],
  ['way_back', 'return_shipping'],
  ['repair', 'repair_cost'],
  ['labour', 'labour'],
  ['gesture', 'gestures'],
  ['goods_back', 'cost_of_goods'],
  ['lost_value', 'write_down'],
  ['recovered', 'recovered_value'],
  ['claims', 'claims_income'],
];

export function costOf({ currency, books, order, label, items, labour }: CostFacts): ReturnCost {
  const lines: CostLine[] = [];
  const missing: CostKind[] = [];
  const put = (kind: CostKind, minor: number, from: CostLine['from']) => {
    if (minor !== 0) lines.push({ kind, minor, from });
  };
  for (const [kind, account] of POSTED) put(kind, books[account] ?? 0, 'books');

  // The commission of what went back, less what the channel gave back of it.
  const refunded = books.refunds ?? 0;
  if (refunded > 0 && order.commission > 0 && order.goods > 0) {
    const part = Math.min(10_000, Math.round((refunded * 10_000) / order.goods));
    put('commission_lost', share(money(order.commission, currency), part, 'half_even').minor + (books.commission ?? 0), 'books');
  }

  if (label === 'seller' && !books.return_shipping) missing.push('way_back');
  const inspected = items.filter((item) => item.inspected).length;
  if (inspected > 0 && !books.labour) {
    if (labour) put('labour', Math.round((labour.hour * labour.minutes * inspected) / 60), 'figures');
    else missing.push('labour');
  }

  // Goods that came back are worth something: what they cost, where the stock knows it; else what they can be sold for.
  const back = items.filter((item) => item.back && item.settlement === 'refunded');
  const values = back.map((item) => item.resale);
  const resale = values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const known = values.every((value) => value !== null);
  if (back.length > 0) {
    const cost = 0 - (books.cost_of_goods ?? 0);
    if (cost > 0) {
      // Worth less than they cost, by the seller's own figures: the rest is lost, unless it was written down already.
      if (known && !books.write_down) put('lost_value', Math.max(0, cost - resale), 'figures');
    } else if (known) put('goods_back', -resale, 'figures');
    else missing.push('goods_back');
  }
  if (items.some((item) => item.settlement === 'repaired') && !books.repair_cost) missing.push('repair');
  return { currency, lines, missing, total: lines.reduce((total, line) => total + line.minor, 0) };
}

export type CostGroup = {
  readonly key: string;
  readonly currency: Currency;
  readonly returns: number;
  readonly total: number;
  readonly incomplete: number;
};

/** Costs added up by a name and currency, the dearest first. */
export function costsBy(
  costs: readonly { readonly key: string; readonly cost: ReturnCost }[],
): (CostGroup & { readonly byKind: Readonly<Partial<Record<CostKind, number>>> })[] {
  return [...Map.groupBy(costs, ({ key, cost }) => `${cost.currency} ${key}`).values()]
    .map((own) => {
      const byKind: Partial<Record<CostKind, number>> = {};
      for (const { kind, minor } of own.flatMap(({ cost }) => cost.lines)) byKind[kind] = (byKind[kind] ?? 0) + minor;
      return {
        key: own[0]!.key,
        currency: own[0]!.cost.currency,
        returns: own.length,
        total: own.reduce((total, { cost }) => total + cost.total, 0),
        incomplete: own.filter(({ cost }) => cost.missing.length > 0).length,
        byKind,
      };
    })
    .toSorted((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1));
}
