/** The figures beside a choice (M30): what is on the shelf, and what such repairs came to before. */
import { money } from '../core/money.ts';
import { type Known, optionsFor } from '../core/return/options.ts';
import type { Return, ReturnItem } from '../core/return/model.ts';
import type { Tx } from '../store/db.ts';
import { pastRepairs } from '../store/repairs.ts';
import { readReturn } from '../store/returns.ts';
import { countForSale, costForSale, findUnit, knowsSku } from '../store/units.ts';
import type { Context } from './context.ts';

export type ItemOptions = ReturnType<typeof optionsFor> & { readonly item: ReturnItem; readonly known: Known };

/** For every item that still asks for a resolution. Null where there is no such return. */
export async function readOptions(
  ctx: Context,
  sellerId: string,
  id: string,
): Promise<{ readonly ret: Return; readonly items: readonly ItemOptions[] } | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const loaded = await readReturn(tx, id);
    if (!loaded) return null;
    const { ret } = loaded;
    const open = ret.items.filter(({ settlement }) => settlement === 'open');
    // Several units of one SKU have the same shelf.
    const shelf = new Map<string, Promise<Known>>();
    const items = await Promise.all(
      open.map(async (item) => {
        const key = `${item.sku}/${item.fault ?? ''}/${item.sold.imei ?? item.sold.serial ?? ''}`;
        const known = await (shelf.get(key) ?? shelf.set(key, readKnown(tx, ret, item)).get(key)!);
        return { item, known, ...optionsFor(item, known) };
      }),
    );
    return { ret, items };
  });
}

async function readKnown(tx: Tx, ret: Return, item: ReturnItem): Promise<Known> {
  const { sku, fault, sold } = item;
  const { currency } = ret.order;
  const [there, isKnown, sample, own, past, any] = await Promise.all([
    countForSale(tx, sku),
    knowsSku(tx, sku),
    costForSale(tx, sku, currency),
    findUnit(tx, sold),
    fault === undefined ? null : pastRepairs(tx, { sku, fault, currency }),
    pastRepairs(tx, { sku, currency }),
  ]);
  // Of the same fault where there was one, else of the same model.
  const repairs = past ?? any;
  return {
    ...((isKnown || there.length > 0) && { stock: there.map(({ grade, n }) => ({ grade, count: Number(n) })) }),
    ...(own?.grade && { grade: own.grade }),
    ...(repairs && { repairs: { count: repairs.count, cost: money(repairs.minor, currency), days: repairs.days } }),
    ...(sample !== null && { unitCost: money(sample, currency) }),
  };
}
