/**
 * What an item may come to, side by side (M30): what the decision offers and in which order, what the law and the shelf say, and one
 * recommendation with its reason. Pure and without figures of its own: costs and times are those that somebody measured.
 */
import { decimal, type Money } from '../money.ts';
import { isBack } from './refusals.ts';
import type { Grade, Resolution, Return, ReturnItem } from './model.ts';
import { RESOLUTIONS } from './model.ts';
import type { RefusalName } from './refusals.ts';

/** What is known beside the return. */
export type Known = {
  /** Units that could go out instead, by grade; absent where the seller keeps no stock of it here. */
  readonly stock?: readonly { readonly grade: Grade | null; readonly count: number }[];
  /** The grade that was sold, where it is known. */
  readonly grade?: Grade;
  /** What such repairs came to before: the middle one. */
  readonly repairs?: { readonly count: number; readonly cost: Money; readonly days: number };
  /** What a unit like that costs us: the middle one of those in stock. */
  readonly unitCost?: Money;
};

export type ResolutionOption = {
  readonly resolution: Resolution;
  /** Its place among what the decision offers, 1 first; absent where it does not offer it. */
  readonly rank?: number;
  readonly wished: boolean;
  /** Why it can't be given now; what else it needs is asked when it is chosen. */
  readonly refused?: RefusalName;
  /** What the buyer gets back, where that is fixed. */
  readonly pays?: Money;
  readonly cost?: Money;
  readonly days?: number;
  /** Of how many earlier cases cost and days are the middle. */
  readonly measured?: number;
};

export type Recommendation = {
  readonly resolution: Resolution;
  readonly because: 'buyers_wish' | 'first_offered' | 'in_stock' | 'next_after_failure' | 'not_ours' | 'not_due';
};

export function optionsFor(
  item: ReturnItem,
  known: Known,
): { readonly options: readonly ResolutionOption[]; readonly recommended?: Recommendation } {
  const offered = item.decision?.resolutions ?? [];
  const options = RESOLUTIONS.map((resolution): ResolutionOption => {
    const rank = offered.indexOf(resolution);
    const refused = whyNot(item, resolution, known);
    return {
      resolution,
      wished: item.wants === resolution,
      ...(rank >= 0 && { rank: rank + 1 }),
      ...(refused !== null && { refused }),
      ...(resolution === 'refund' && { pays: item.decision?.refund.total ?? item.price }),
      ...(resolution === 'repair' &&
        known.repairs && { cost: known.repairs.cost, days: known.repairs.days, measured: known.repairs.count }),
      ...(resolution === 'replacement' && known.unitCost && { cost: known.unitCost }),
    };
  }).sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99));
  const recommended = recommend(item, options);
  return { options, ...(recommended && { recommended }) };
}

function whyNot(item: ReturnItem, resolution: Resolution, known: Known): RefusalName | null {
  const failed = item.failed?.some(({ remedy }) => remedy === resolution);
  if (failed) return 'already_tried';
  const neverCame = item.reason === 'not_received' || item.parcel === 'lost';
  const needsGoods = resolution === 'repair' || resolution === 'send_back' || (resolution === 'replacement' && !neverCame);
  if (needsGoods && !isBack(item)) return 'needs_goods';
  if (resolution === 'deny') {
    if (item.assessment !== 'assessed') return 'finding_missing';
    if (item.decision?.ground === 'withdrawal' && item.verdict !== 'other_device') return 'below_the_law';
  }
  if (resolution === 'replacement' && known.stock?.every(({ count }) => count === 0)) return 'out_of_stock';
  return null;
}

/** One clear answer with its reason; none where a person has to look first. The buyer's wish goes first where the decision offers it too. */
function recommend(item: ReturnItem, options: readonly ResolutionOption[]): Recommendation | undefined {
  const { decision, verdict } = item;
  const open = options.filter(({ rank, refused }) => rank !== undefined && refused === undefined);
  if (verdict === 'other_device') return { resolution: 'send_back', because: 'not_ours' };
  // Nothing was wrong, and nothing is owed for it: it goes back as it came.
  const claims = decision?.ground === 'warranty' || decision?.ground === 'legal_guarantee';
  if (claims && (verdict === 'no_fault_found' || verdict === 'customer_damage')) return { resolution: 'send_back', because: 'not_due' };
  const wished = open.find((option) => option.wished);
  if (wished) return { resolution: wished.resolution, because: 'buyers_wish' };
  const [first] = open;
  if (!first) return undefined;
  if (item.failed?.length) return { resolution: first.resolution, because: 'next_after_failure' };
  return { resolution: first.resolution, because: first.resolution === 'replacement' ? 'in_stock' : 'first_offered' };
}

/** Better grades of the same SKU that are there, where the one that was sold is not (M30). */
export const betterGrades = ({ stock = [], grade }: Known, order: readonly Grade[]): readonly Grade[] =>
  grade === undefined
    ? []
    : order.slice(0, order.indexOf(grade)).filter((one) => stock.some((there) => there.grade === one && there.count > 0));

/** What is kept of a refund in full, and from what: the decision's own figures. */
export const deductionOf = ({ decision }: ReturnItem, order: Return['order']): { readonly full: string; readonly kept: string } | null =>
  decision && decision.refund.deductions.minor > 0
    ? {
        full: decimal({ minor: decision.refund.items.minor + decision.refund.shipping.minor, currency: order.currency }),
        kept: decimal(decision.refund.deductions),
      }
    : null;
