/** The demo's disputes: a refusal that a buyer does not accept, and a bank that pulled a payment back. */
import type { Actor } from '../core/access.ts';
import { actOnDispute, openDisputeOn } from '../app/disputes.ts';
import type { Context } from '../app/context.ts';
import { listReturns } from '../store/returns.ts';

const DAY = 86_400_000;

export async function demoDisputes(ctx: Context, sellerId: string, by: Actor): Promise<void> {
  const rows = await ctx.db.withSeller(sellerId, (tx) => listReturns(tx, { statuses: ['rejected', 'closed'] }, 'newest', null, 40));
  const refused = rows.find(({ status }) => status === 'rejected');
  const refunded = rows.find(({ status, state }) => status === 'closed' && state.refunds.some((refund) => refund.state === 'confirmed'));
  if (refused) {
    const opened = await openDisputeOn(
      ctx,
      sellerId,
      refused.state.id,
      {
        kind: 'complaint',
        reason: 'refusal',
        says: 'Je ne suis pas d’accord avec ce refus : le défaut était là dès le premier jour, et je vous l’ai écrit.',
      },
      by,
    );
    if (opened.ok)
      await actOnDispute(
        ctx,
        sellerId,
        opened.id,
        { verb: 'answer', said: { says: 'Nous relisons votre dossier avec l’atelier et revenons vers vous demain.' } },
        by,
      );
  }
  if (refunded)
    await openDisputeOn(
      ctx,
      sellerId,
      refunded.state.id,
      {
        kind: 'chargeback',
        reason: 'refund_missing',
        says: 'Cardholder states that the refund for returned goods was not received.',
        reference: 'CB-2026-00417',
        answerBy: new Date(Date.parse(ctx.clock.now(sellerId)) + 6 * DAY).toISOString(),
      },
      by,
    );
}
