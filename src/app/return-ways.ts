/**
 * How a buyer's parcel may travel (M21): what the seller's carriers make, of that what this return may have, and the choice itself. Where the seller
 * pays, a prepaid label and all that stands in for it; where the buyer pays, the carriers' own prices beside a carrier of the buyer's choice.
 */
import type { CarrierLabelKind, DropPoint } from '../carriers/carrier.ts';
import { failed } from '../channels/channel.ts';
import type { Actor } from '../core/access.ts';
import type { Money } from '../core/money.ts';
import { type PickupSlot, pickupSlots } from '../core/parcel/slots.ts';
import { awaitsGoods } from '../core/return/evolve.ts';
import type { LabelKind } from '../core/return/model.ts';
import { possible } from '../core/return/possible.ts';
import { readReturn } from '../store/returns.ts';
import type { Acted } from './act.ts';
import type { Context } from './context.ts';
import { issueLabel, mustBuy, orderLabel, type Wished } from './issue-label.ts';
import { addressOf } from './labels.ts';
import { accountFor, routingOf } from './routing.ts';
import { hasLithium } from './words.ts';

export type Way = {
  readonly kind: CarrierLabelKind;
  readonly account: string;
  readonly carrier: string;
  /** What it costs the buyer; null where the carrier tells only afterwards. Absent where the seller pays. */
  readonly price?: Money | null;
  readonly hasPoints: boolean;
  readonly slots: readonly PickupSlot[];
};

export type Ways = {
  readonly ways: readonly Way[];
  readonly own: boolean;
  readonly paidBy: 'seller' | 'buyer';
  readonly chosen: { readonly kind: LabelKind } | null;
  readonly postalCode: string;
  readonly points: readonly DropPoint[];
  readonly pointsFailed: boolean;
  readonly lithium: boolean;
};

/** A way that the seller's own label stands for, in the order in which people choose. */
const KINDS: readonly CarrierLabelKind[] = ['prepaid', 'dropoff', 'pickup', 'store'];

/** Null where nothing is to be chosen: not approved yet, sent already, or nothing to send. */
export async function waysBack(
  ctx: Context,
  sellerId: string,
  returnId: string,
  by: Actor,
  asked: { readonly postalCode?: string } = {},
): Promise<Ways | null> {
  const seller = ctx.sellers.get(sellerId);
  const [loaded, routing] = await ctx.db.withSeller(sellerId, async (tx) => [await readReturn(tx, returnId), await routingOf(tx)] as const);
  if (!loaded) return null;
  const { ret, buyer } = loaded;
  if (!possible(ret, by).label.allowed || !ret.items.some(awaitsGoods)) return null;
  const paidBy = ret.items.some((item) => awaitsGoods(item) && item.decision?.returnShipping.paidBy === 'seller') ? 'seller' : 'buyer';
  const from = addressOf(buyer, ret.order.country);
  const isAddressKnown = from.street !== '' && from.postalCode !== '';
  const found = KINDS.flatMap((kind) => {
    // A prepaid label is the seller's to pay, whoever asks for it.
    if (kind === 'prepaid' && paidBy === 'buyer') return [];
    const usable = accountFor(ctx, seller, routing, kind);
    // Who has to be asked for a label wants the buyer's address for it.
    return usable && (usable.carrier.allot !== undefined || isAddressKnown) ? [{ kind, ...usable }] : [];
  });
  const ways = found.map(
    ({ kind, account, carrier }): Way => ({
      kind,
      account: account.slug,
      carrier: account.name,
      ...(paidBy === 'buyer' && { price: carrier.price?.(kind) ?? null }),
      hasPoints: carrier.points !== undefined,
      slots:
        kind === 'pickup' && carrier.pickup
          ? pickupSlots(carrier.pickup, from.country, ctx.clock.now(sellerId), ctx.holidays(from.country))
          : [],
    }),
  );
  const postalCode = asked.postalCode?.trim() || from.postalCode;
  const carrier = found.find(({ kind }) => kind === 'dropoff')?.carrier;
  const points = postalCode === '' ? [] : ((await carrier?.points?.({ country: from.country, postalCode })) ?? []);
  return {
    ways: ways.filter(({ kind, slots }) => kind !== 'pickup' || slots.length > 0),
    own: paidBy === 'buyer',
    paidBy,
    chosen: ret.label ? { kind: ret.label.kind } : null,
    postalCode,
    points: failed(points) ? [] : points,
    pointsFailed: failed(points),
    lithium: hasLithium(ret.items),
  };
}

export type ChosenWay = {
  readonly kind: string;
  readonly account?: string;
  readonly pointId?: string;
  readonly slotFrom?: string;
  readonly postalCode?: string;
};

/** Takes one of {@link waysBack}, and nothing else: a point and a slot are looked up again. */
export async function chooseWayBack(
  ctx: Context,
  sellerId: string,
  returnId: string,
  chosen: ChosenWay,
  by: Actor,
): Promise<Acted | { readonly ok: false; readonly refusal: 'way_gone' | 'point_gone' | 'slot_gone' }> {
  const { postalCode } = chosen;
  const ways = await waysBack(ctx, sellerId, returnId, by, postalCode === undefined ? {} : { postalCode });
  if (!ways) return { ok: false, refusal: 'way_gone' };
  if (chosen.kind === 'own') {
    if (!ways.own) return { ok: false, refusal: 'way_gone' };
    return issueLabel(ctx, sellerId, returnId, by, () => ({ verb: 'label', kind: 'own' }), undefined, { kind: 'own' });
  }
  const way = ways.ways.find(({ kind, account }) => kind === chosen.kind && account === chosen.account);
  if (!way) return { ok: false, refusal: 'way_gone' };
  const point = chosen.pointId === undefined ? undefined : ways.points.find(({ id }) => id === chosen.pointId);
  if (chosen.pointId !== undefined && !point) return { ok: false, refusal: 'point_gone' };
  const slot = chosen.slotFrom === undefined ? undefined : way.slots.find(({ from }) => from === chosen.slotFrom);
  if (way.kind === 'pickup' && !slot) return { ok: false, refusal: 'slot_gone' };
  const place = {
    ...(point && {
      point: {
        id: point.id,
        name: point.name,
        street: point.street,
        postalCode: point.postalCode,
        city: point.city,
        ...(point.hours && { hours: point.hours }),
      },
    }),
    ...(slot && { slot }),
  };
  const wished: Wished = { kind: way.kind, account: way.account, ...((point || slot) && { place }) };
  if (await mustBuy(ctx, sellerId, wished, returnId)) return orderLabel(ctx, sellerId, returnId, by, wished);
  return issueLabel(ctx, sellerId, returnId, by, (label) => ({ verb: 'label', kind: way.kind, ...label }), undefined, wished);
}
