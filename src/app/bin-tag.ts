import type { Language } from '../core/access.ts';
import { binTagPdf } from '../documents/bin-tag.ts';
import { readReturn } from '../store/returns.ts';
import type { Context } from './context.ts';

/** The tag of one unit that is here; before anybody has looked at it, it says so. Null where there is no such unit, or it has not come yet. */
export async function binTag(
  ctx: Context,
  sellerId: string,
  of: { readonly returnId: string; readonly lineId: string; readonly unit: number },
  language: Language,
): Promise<Uint8Array | null> {
  const loaded = await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, of.returnId));
  const item = loaded?.ret.items.find(({ lineId, unit }) => lineId === of.lineId && unit === of.unit);
  if (!loaded || !item || (item.disposition === undefined && item.parcel !== 'received')) return null;
  const number = item.read?.imei ?? item.read?.serial;
  return binTagPdf({
    language,
    at: loaded.ret.milestones.inspectedAt ?? loaded.ret.milestones.receivedAt ?? loaded.ret.milestones.requestedAt,
    sellerName: ctx.sellers.get(sellerId).name,
    goesTo: item.disposition ?? null,
    ...(item.grade && { grade: item.grade }),
    sku: item.sku,
    title: item.title,
    rma: loaded.ret.rma,
    ...(number !== undefined && { number }),
  });
}
