/**
 * A carrier that lets us give numbers makes the label part of the act itself: approved and labelled in one transaction (M21). One that must
 * be asked gets an effect: the return says "label is being made" until it has answered.
 */
import type { CarrierLabelKind } from '../carriers/carrier.ts';
import type { Actor } from '../core/access.ts';
import { type AllottedLabel, type Command, isDutyOf } from '../core/return/commands.ts';
import type { LabelKind } from '../core/return/model.ts';
import { whyNot } from '../core/return/possible.ts';
import { insertLabel, insertReturnEffect, type LabelPlace, labelsOf, setLabelPlace } from '../store/carriers.ts';
import { lockReturn, readReturn } from '../store/returns.ts';
import { act, type Acted } from './act.ts';
import { type Context, newId } from './context.ts';
import { allotLabel } from './open-return.ts';
import { accountFor, returnPlace, routingOf } from './routing.ts';

/** What is wished of the way back. Nothing: a prepaid label of the first carrier, where the seller pays. */
export type Wished = { readonly kind?: LabelKind; readonly account?: string; readonly place?: LabelPlace };

export async function issueLabel(
  ctx: Context,
  sellerId: string,
  returnId: string,
  by: Actor,
  command: (label: AllottedLabel | undefined) => Command,
  version?: number,
  wished: Wished = {},
): Promise<Acted> {
  const allotted = await ctx.db.withSeller(sellerId, async (tx) => {
    const loaded = await readReturn(tx, returnId);
    if (!loaded) return null;
    const { ret, buyer } = loaded;
    const { kind, account } = wished;
    // The same wish again is the same label.
    if (kind === 'own' || (ret.label && (kind === undefined || ret.label.kind === kind))) return undefined;
    return allotLabel(
      ctx,
      tx,
      { id: ret.id, rma: ret.rma, country: ret.order.country, buyerName: buyer.name, items: ret.items },
      kind,
      account,
    );
  });
  if (allotted === null) return { ok: false, refusal: 'not_found' };
  const acted = await act(ctx, sellerId, returnId, command(allotted), by, version === undefined ? {} : { version });
  const { place } = wished;
  if (acted.ok && allotted && place && acted.ret.label?.trackingNumber === allotted.trackingNumber)
    await ctx.db.withSeller(sellerId, (tx) => setLabelPlace(tx, returnId, allotted.trackingNumber, place));
  return acted;
}

/** Whether the wish is for a label that has to be bought: then `buyLabel` is the way. */
export async function mustBuy(ctx: Context, sellerId: string, { kind, account }: Wished, returnId: string): Promise<boolean> {
  if (kind === 'own') return false;
  return ctx.db.withSeller(sellerId, async (tx) => {
    const [loaded, routing] = await Promise.all([readReturn(tx, returnId), routingOf(tx)]);
    const label = loaded?.ret.label;
    if (label && (kind === undefined || label.kind === kind) && account === undefined) return false;
    const wanted: CarrierLabelKind = kind ?? 'prepaid';
    const usable = accountFor(ctx, ctx.sellers.get(sellerId), routing, wanted, account);
    return usable !== null && usable.carrier.allot === undefined;
  });
}

/** The intent, under the return's lock: asked for twice at the same time, or while one is being made, it is one label. */
export async function orderLabel(
  ctx: Context,
  sellerId: string,
  returnId: string,
  by: Actor,
  { kind = 'prepaid', account, place }: Wished,
): Promise<Acted> {
  return ctx.db.withSeller(sellerId, async (tx): Promise<Acted> => {
    const [loaded, routing] = [await lockReturn(tx, returnId), await routingOf(tx)];
    if (!loaded) return { ok: false, refusal: 'not_found' };
    const { ret, buyer } = loaded;
    const because = isDutyOf('label', by) ? whyNot('label', ret, by) : 'not_your_duty';
    if (because !== null) return { ok: false, refusal: { name: because, facts: {} }, ret };
    const seller = ctx.sellers.get(sellerId);
    const wanted = kind as CarrierLabelKind;
    const usable = accountFor(ctx, seller, routing, wanted, account);
    if (!usable) return { ok: false, refusal: { name: 'label_incomplete', facts: { kind } }, ret };
    const labels = await labelsOf(tx, returnId);
    if (!labels.some(({ state }) => state === 'making')) {
      const now = ctx.clock.now(sellerId);
      const id = newId(ctx, now);
      await insertLabel(tx, {
        id,
        return_id: returnId,
        account: usable.account.slug,
        kind,
        state: 'making',
        paid_by: kind === 'prepaid' ? 'seller' : 'buyer',
        address: returnPlace(routing, seller, ret).address,
        place: place ?? null,
        asked_at: now,
      });
      const wish = { kind: wanted, account: usable.account.slug, ...(place && { place }) };
      await insertReturnEffect(tx, { id, returnId, kind: 'label', body: wish, at: now });
    }
    return { ok: true, ret, buyer, events: [] };
  });
}
