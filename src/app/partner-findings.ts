/** What a partner's finding comes to in the end, and what their mistakes cost them (M29). */
import { type Actor, actorName } from '../core/access.ts';
import type { ClaimReason } from '../core/claims/claim.ts';
import { type Money, money } from '../core/money.ts';
import type { Tx } from '../store/db.ts';
import { lockProposals, moveNotice, type NoticeRow, type PartnerRow, readPartner } from '../store/logistics.ts';
import type { ReturnKeeper } from './alongside.ts';
import { openClaim } from './claims.ts';
import type { Context } from './context.ts';

/** Our own bench has spoken: a finding of theirs that waited is confirmed by it, or overturned. */
export const keepPartnerFindings: ReturnKeeper = async (ctx, tx, { after, events }) => {
  const inspected = events.filter((event) => event.type === 'inspected');
  if (inspected.length === 0) return;
  const waiting = await lockProposals(tx, after.id);
  for (const row of waiting)
    for (const event of inspected) {
      const found = event.items.find(({ lineId, unit }) => lineId === row.line_id && unit === row.unit);
      if (!found) continue;
      if (found.verdict === inspectionOf(row).items[0]!.verdict)
        await moveNotice(tx, row.id, { state: 'confirmed', decided_at: event.at, decided_by: actorName(event.by) });
      else await overturn(ctx, tx, row, null, event.by);
    }
};

/** What confirming would record. Another number without a verdict means: another device. */
export function inspectionOf(row: Pick<NoticeRow, 'body' | 'line_id' | 'unit'>) {
  const { verdict = 'other_device', checks, grade, disposition, note } = row.body;
  return {
    verb: 'inspection' as const,
    items: [
      {
        lineId: row.line_id!,
        unit: row.unit!,
        verdict,
        ...(checks && { checks }),
        ...(grade && { grade }),
        ...(disposition && { disposition }),
        ...(note !== undefined && { note }),
      },
    ],
  };
}

/** It does not stand. Where that was agreed, the partner pays for it. */
export async function overturn(ctx: Context, tx: Tx, row: NoticeRow, because: string | null, by: Actor): Promise<void> {
  const partner = await readPartner(tx, { id: row.partner_id });
  if (partner?.error_fee_minor) {
    await claim(ctx, tx, partner, row, 'handling_error', money(partner.error_fee_minor, partner.currency), {
      ...(row.order_id && { orderId: row.order_id }),
      ...(row.return_id && { returnId: row.return_id }),
      ...(row.line_id && row.unit !== null && { lineId: row.line_id, unit: row.unit }),
    });
  }
  const decided = { decided_at: ctx.clock.now(tx.sellerId), decided_by: actorName(by), ...(because && { decided_says: because }) };
  await moveNotice(tx, row.id, { state: 'overturned', ...decided });
}

/** Where they were late, and pay for that. */
export async function claimLate(
  ctx: Context,
  tx: Tx,
  partner: PartnerRow,
  row: NoticeRow,
  about: { readonly id?: string; readonly order: { readonly id: string } },
  hours: number,
): Promise<void> {
  if (hours === 0 || partner.late_fee_minor === null) return;
  await claim(ctx, tx, partner, row, 'late', money(partner.late_fee_minor, partner.currency), {
    orderId: about.order.id,
    ...(about.id && { returnId: about.id }),
  });
}

/** A draft against the partner, once per notice and reason; the notice names it. */
export async function claim(
  ctx: Context,
  tx: Tx,
  partner: PartnerRow,
  row: NoticeRow,
  why: ClaimReason,
  amount: Money,
  about: { readonly orderId?: string; readonly returnId?: string; readonly lineId?: string; readonly unit?: number },
): Promise<void> {
  if (amount.minor <= 0) return;
  const { body } = row;
  const { id } = await openClaim(ctx, tx, {
    key: `logistics:${partner.id}:${body.id}:${why}`,
    against: 'logistics',
    party: partner.name,
    why,
    amount,
    about: { ...about, ...(body.trackingNumber && { trackingNumber: body.trackingNumber }) },
    says: body.note ?? '',
  });
  await moveNotice(tx, row.id, { claims: [{ id, why }] });
}
