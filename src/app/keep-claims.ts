/** Claims that follow from what happens to a return (M24, M25): drafts, which a person looks at before anything goes out. */
import type { Return, ReturnItem } from '../core/return/model.ts';
import type { ClaimReason } from '../core/claims/claim.ts';
import { money, sum } from '../core/money.ts';
import type { ReturnKeeper } from './alongside.ts';
import { openClaim } from './claims.ts';

const FINDINGS: Readonly<Partial<Record<NonNullable<ReturnItem['verdict']>, ClaimReason>>> = {
  customer_damage: 'customer_damage',
  other_device: 'wrong_device',
  incomplete: 'missing_item',
};

export const keepClaims: ReturnKeeper = async (ctx, tx, { after, events }) => {
  for (const event of events) {
    if (event.type === 'parcel_lost') {
      // With a label of the buyer's own the contract with the carrier is the buyer's, and so is the claim.
      const { label } = after;
      if (!label || label.kind === 'own') continue;
      const items = after.items.filter((item) => event.items.some(({ lineId, unit }) => lineId === item.lineId && unit === item.unit));
      const amount = sum(
        items.map(({ price }) => price),
        after.order.currency,
      );
      if (amount.minor === 0) continue;
      const shippedAt = after.milestones.provenSentAt ?? after.milestones.dispatchedAt ?? label.issuedAt;
      await openClaim(ctx, tx, {
        key: `carrier:${label.trackingNumber}:lost`,
        against: 'carrier',
        party: label.carrier,
        why: 'lost',
        amount,
        about: { orderId: after.order.id, returnId: after.id, trackingNumber: label.trackingNumber, ...onlyItem(items) },
        says: '',
        shippedAt,
      });
    }
    if (event.type === 'inspected') for (const { lineId, unit } of event.items) await claimBack(ctx, tx, after, lineId, unit, () => true);
    // Money that the law's or the channel's date brought about, although the finding spoke against it. What staff decided knowingly is no claim.
    if (event.type === 'refund_confirmed') {
      const refund = after.refunds.find(({ id }) => id === event.refundId);
      if (refund && refund.why !== 'resolution')
        for (const { lineId, unit } of refund.items) await claimBack(ctx, tx, after, lineId, unit, ({ id }) => id === refund.id);
    }
  }
};

const onlyItem = (items: readonly ReturnItem[]) => (items.length === 1 ? { lineId: items[0]!.lineId, unit: items[0]!.unit } : {});

/** A bad finding on a unit that was paid back already: the buyer is asked for it (M25). */
async function claimBack(
  ctx: Parameters<ReturnKeeper>[0],
  tx: Parameters<ReturnKeeper>[1],
  ret: Return,
  lineId: string,
  unit: number,
  counts: (refund: Return['refunds'][number]) => boolean,
): Promise<void> {
  const item = ret.items.find((one) => one.lineId === lineId && one.unit === unit);
  const why = item?.verdict && FINDINGS[item.verdict];
  if (!why) return;
  const paid = ret.refunds
    .filter((refund) => refund.state === 'confirmed' && counts(refund))
    .flatMap((refund) => refund.items.filter((one) => one.lineId === lineId && one.unit === unit))
    .reduce((minor, { amount }) => minor + amount.minor, 0);
  if (paid === 0) return;
  await openClaim(ctx, tx, {
    key: `buyer:${ret.id}:${lineId}#${unit}`,
    against: 'buyer',
    why,
    amount: money(paid, ret.order.currency),
    about: { orderId: ret.order.id, returnId: ret.id, lineId, unit },
    says: '',
  });
}
