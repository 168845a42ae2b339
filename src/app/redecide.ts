/** A date of an order turned out otherwise: the answers of its open returns follow it, as far as that is no worse for the buyer (M6, M8). */
import type { DecisionFacts } from '../core/policy/decision.ts';
import { standsAfterCorrection } from '../core/policy/standing.ts';
import type { ReturnItem } from '../core/return/model.ts';
import type { Tx } from '../store/db.ts';
import { readOrder, type StoredOrder } from '../store/orders.ts';
import { openReturnsOf, readReturn } from '../store/returns.ts';
import { actIn } from './act.ts';
import { askAgain, decisionRows } from './ask-again.ts';
import type { Context } from './context.ts';
import { allotLabel } from './open-return.ts';

/** How often somebody may act on the return between our look and our act. */
const TRIES = 3;

/**
 * After an order was made or changed. Harmless where nothing differs: each answer remembers the dates that it was given on, so a crash
 * before this is made up for when the order is told again.
 */
export async function followOrder(ctx: Context, sellerId: string, orderId: string): Promise<void> {
  for (const returnId of await ctx.db.withSeller(sellerId, (tx) => openReturnsOf(tx, orderId))) {
    let done = false;
    for (let attempt = 1; attempt <= TRIES && !done; attempt++) {
      done = await ctx.db.withSeller(sellerId, (tx) => followIn(ctx, tx, returnId, orderId));
    }
    if (!done) ctx.log.warn({ returnId }, 'the dates of its order changed, and the return was too busy to be decided anew');
  }
}

async function followIn(ctx: Context, tx: Tx, returnId: string, orderId: string): Promise<boolean> {
  const [loaded, stored] = [await readReturn(tx, returnId), await readOrder(tx, orderId)];
  if (!loaded || !stored) return true;
  const { ret, buyer } = loaded;
  const answers = await askAgain(
    ctx,
    tx,
    ret,
    (facts) => corrected(facts, stored),
    (was, now, item) => standsAfterCorrection(was, now, hasAnswer(item)),
  );
  if (answers.length === 0) return true;
  const { id, rma, version, order, items } = ret;
  const label = await allotLabel(ctx, tx, { id, rma, country: order.country, buyerName: buyer.name, items });
  const decisions = answers.map(({ lineId, unit, decision }) => ({ lineId, unit, decision }));
  const acted = await actIn(
    ctx,
    tx,
    returnId,
    { verb: 'redecision', asked: 'correction', decisions, ...(label && { label }) },
    { kind: 'system', name: 'policy' },
    // The answer is the first event of the act.
    { version, beside: () => ({ decisions: decisionRows(answers, version + 1) }) },
  );
  return acted.ok || acted.refusal !== 'version_conflict';
}

/** The facts of then with the dates of now; null where they say the same about the time before the buyer asked. */
function corrected(facts: DecisionFacts, { order: { shippedAt, deliveredAt } }: StoredOrder): DecisionFacts | null {
  const asked = Date.parse(facts.at);
  /** What came after the request is no correction: the order merely went on. */
  const before = (instant: string | undefined): number | null => {
    const at = instant === undefined ? Number.NaN : Date.parse(instant);
    return at <= asked ? at : null;
  };
  const { shippedAt: wasShipped, deliveredAt: wasDelivered, ...rest } = facts.order;
  if (before(wasShipped) === before(shippedAt) && before(wasDelivered) === before(deliveredAt)) return null;
  return { ...facts, order: { ...rest, ...(shippedAt && { shippedAt }), ...(deliveredAt && { deliveredAt }) } };
}

/** Whether the buyer was told yes or no. */
const hasAnswer = ({ authorisation }: ReturnItem): boolean =>
  authorisation !== 'requested' && authorisation !== 'in_review' && authorisation !== 'waiting_for_buyer';
