/** What an act means for labels: one has to be bought, or one has become useless. */
import type { CarrierLabelKind } from '../carriers/carrier.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import { awaitsGoods, goodsExpected } from '../core/return/evolve.ts';
import type { Return } from '../core/return/model.ts';
import { isBack } from '../core/return/refusals.ts';
import type { LabelPlace } from '../store/carriers.ts';

/** What is asked of a carrier. Left out: a prepaid label, of the first account that makes one. */
export type LabelWish = { readonly kind?: CarrierLabelKind; readonly account?: string; readonly place?: LabelPlace };

/** The goods are on their way, or here: what a label was for is done. */
export const isUsed = (ret: Return): boolean =>
  ret.milestones.provenSentAt !== undefined ||
  ret.items.some((item) => isBack(item) || item.parcel === 'in_transit' || item.parcel === 'lost');

/** What an act means for labels: one has to be bought, or one has become useless (`consequences.ts`). */
export function labelIntents(
  before: Return | null,
  after: Return,
  events: readonly ReturnEvent[],
): readonly (
  | { readonly kind: 'label'; readonly body: LabelWish }
  | { readonly kind: 'label_cancel'; readonly body: { trackingNumber: string } }
)[] {
  const has = (...types: readonly ReturnEvent['type'][]) => events.some(({ type }) => types.includes(type));
  const owed = after.items.some((item) => awaitsGoods(item) && item.decision?.returnShipping.paidBy === 'seller');
  // Approved again after it had lapsed: the label of then may have been given back.
  const again =
    before?.label !== undefined && before.items.some(({ authorisation }) => authorisation === 'expired' || authorisation === 'rejected');
  if (has('approved') && owed && (!after.label || again)) return [{ kind: 'label', body: {} }];
  const old = before?.label ?? after.label;
  if (!old || old.kind === 'own' || old.trackingNumber === '' || isUsed(after)) return [];
  // Also where it ends without the goods: the buyer keeps them, or never had them.
  const lapsed =
    has('expired', 'cancelled', 'rejected', 'closed') && !after.items.some((item) => awaitsGoods(item) || goodsExpected(after, item));
  const replaced = has('label_issued') && before?.label !== undefined && after.label?.trackingNumber !== old.trackingNumber;
  return lapsed || replaced ? [{ kind: 'label_cancel', body: { trackingNumber: old.trackingNumber } }] : [];
}
