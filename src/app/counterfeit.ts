/**
 * Goods that turn out to be counterfeit (M36): the buyer is refunded at once, the offer is stopped, what is left of the lot is taken from sale, the
 * marketplace is told, and the proof is kept. One act, all of it or nothing.
 */
import { type Actor, actorName } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { failed } from '../channels/channel.ts';
import { type ItemKey } from '../core/return/events.ts';
import { keyOf, type ReturnItem } from '../core/return/model.ts';
import { possible, whyNotItem } from '../core/return/possible.ts';
import type { RefusalName } from '../core/return/refusals.ts';
import { readConnection } from '../store/connections.ts';
import type { Tx } from '../store/db.ts';
import { counterfeitsOf, insertCounterfeits } from '../store/disputes.ts';
import { insertErrand } from '../store/effects.ts';
import { readOrder } from '../store/orders.ts';
import { lockForSale } from '../store/pulls.ts';
import { lockReturn, readReturn } from '../store/returns.ts';
import { actIn } from './act.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';
import { stopListing } from './listings.ts';
import { planMove, saveMoves } from './stock.ts';

export type Confirmed =
  | { readonly ok: true; readonly units: number }
  | { readonly ok: false; readonly refusal: RefusalName | 'not_found' | 'unknown_item' };

/** `says`: what was found, for the record. Confirmed twice it is one. */
export async function confirmCounterfeit(
  ctx: Context,
  sellerId: string,
  returnId: string,
  { items: asked, says }: { readonly items?: readonly ItemKey[]; readonly says: string },
  by: Actor,
): Promise<Confirmed> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<Confirmed> => {
    const loaded = await lockReturn(tx, returnId);
    if (!loaded) return { ok: false, refusal: 'not_found' };
    const { ret } = loaded;
    const items = ret.items.filter((item) => asked === undefined || asked.some((one) => keyOf(one) === keyOf(item)));
    if (items.length === 0 || (asked && items.length !== asked.length)) return { ok: false, refusal: 'unknown_item' };
    const known = new Set((await counterfeitsOf(tx, returnId)).map(keyOf));
    const fresh = items.filter((item) => !known.has(keyOf(item)));
    if (fresh.length === 0) return { ok: true, units: 0 };

    const unpaid = fresh.filter((item) => item.settlement === 'open');
    // Nothing is half done: whether the money may go is known before anything is written.
    const refusal = unpaid.map((item) => whyNotItem('resolution', ret, item, by)).find((name) => name !== null);
    if (refusal) return { ok: false, refusal };
    if (unpaid.length > 0 && !possible(ret, by).resolution.allowed) return { ok: false, refusal: 'not_your_duty' };

    const now = ctx.clock.now(sellerId);
    const units = await takeFromSale(ctx, tx, returnId, ret.order.id, fresh, says, by, now);
    if (ret.channelReturnId !== undefined) {
      const body = { returnId, items: fresh.map(({ lineId, unit }) => ({ lineId, unit })), says };
      await insertErrand(tx, { id: newId(ctx, now), kind: 'counterfeit_report', body, created_at: now });
    }
    if (unpaid.length > 0) {
      const resolved = await actIn(
        ctx,
        tx,
        returnId,
        {
          verb: 'resolution',
          items: unpaid.map(({ lineId, unit }) => ({ lineId, unit, resolution: 'refund' as const, because: says })),
        },
        by,
      );
      assert(resolved.ok, 'what the state allows is done');
    }
    return { ok: true, units };
  });
}

/** The proof on the record; the offers stopped; what is left of the same model, supplier and lot into quarantine. Answers how many units. */
async function takeFromSale(
  ctx: Context,
  tx: Tx,
  returnId: string,
  orderId: string,
  items: readonly ReturnItem[],
  says: string,
  by: Actor,
  at: string,
): Promise<number> {
  const name = actorName(by);
  const lines = (await readOrder(tx, orderId))?.order.lines ?? [];
  const found = items.map(({ lineId, unit, sku }) => {
    const line = lines.find(({ id }) => id === lineId);
    return { line_id: lineId, unit, sku, supplier: line?.supplier ?? null, lot: line?.lot ?? null };
  });
  await insertCounterfeits(tx, returnId, found, says, at, by);
  let units = 0;
  for (const { sku, supplier, lot } of new Map(found.map((one) => [`${one.sku} ${one.supplier} ${one.lot}`, one])).values()) {
    const left = await lockForSale(tx, { sku, supplier, lot });
    await saveMoves(
      ctx,
      tx,
      left.map((before) => {
        const moved = planMove(before, { name: 'pulled' }, { by: name, at, says });
        assert(moved.ok, 'what is for sale can be pulled');
        return { before, ...moved };
      }),
    );
    units += left.length;
  }
  for (const sku of new Set(found.map((one) => one.sku))) await stopListing(ctx, tx, { key: `counterfeit:${returnId}`, sku, by: name });
  return units;
}

/** The marketplace hears of it in the case that it has about the return. */
export const counterfeitReport: Errand<{ readonly returnId: string; readonly items: readonly ItemKey[]; readonly says: string }> = async (
  ctx,
  seller,
  effect,
  { returnId, items, says },
) => {
  const found = await ctx.db.withSeller(seller.id, async (tx) => {
    const loaded = await readReturn(tx, returnId);
    return loaded && { ret: loaded.ret, connection: await readConnection(tx, loaded.ret.order.channel) };
  });
  assert(found?.connection, `return ${returnId} and its connection are there`);
  const { ret, connection } = found;
  if (ret.channelReturnId === undefined) return { done: { skipped: 'the channel has no case' } };
  const channel = ctx.channel(seller, connection);
  if (channel.speaks === false) return { done: { skipped: 'the channel has no conversation' } };
  const titles = ret.items.filter((item) => items.some((one) => keyOf(one) === keyOf(item))).map(({ title }) => title);
  const words = FOUND[seller.language.slice(0, 2) === 'fr' ? 'fr' : 'en'](ret.rma, titles.join(', '), says);
  // After an attempt of unknown end the thread is read before the words are said again.
  if (effect.attempts > 1 && channel.findMessage) {
    const there = await channel.findMessage(ret.channelReturnId, words, effect.created_at);
    if (there !== null) return failed(there) ? { failure: there } : { done: there };
  }
  const told = await channel.sendMessage(ret.channelReturnId, words, [], effect.id);
  return failed(told) ? { failure: told } : { done: told };
};

const FOUND = {
  en: (rma: string, titles: string, says: string) =>
    `Counterfeit found (${rma}): ${titles}. ${says} The buyer is refunded, our offer is stopped, the proof is kept for you.`,
  fr: (rma: string, titles: string, says: string) =>
    `Contrefaçon constatée (${rma}) : ${titles}. ${says} Le client est remboursé, notre offre est arrêtée, les preuves sont à votre disposition.`,
} as const;
