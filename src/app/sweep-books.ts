/** What falls due on orders, wishes to cancel and claims: steps are put on the record and told to those whose duty it is (M15, M23, M34). */
import { decideClaim, evolveClaim } from '../core/claims/claim.ts';
import { nextOrderStep, orderClocksOf, orderStepsOf, type OrderClockKind } from '../core/clocks/order-clocks.ts';
import { CLOCK_RULES } from '../core/clocks/rules.ts';
import { wishReminder } from '../core/outbound.ts';
import type { LadderStep } from '../core/policy/document.ts';
import { dueClaims, insertClaimEvents, updateClaim } from '../store/claims.ts';
import type { Tx } from '../store/db.ts';
import { insertErrand } from '../store/effects.ts';
import { type DueOrderClock, dueOrderClocks, dueWishes, insertOrderStep, setNextStep, updateCancellation } from '../store/outbound.ts';
import { type Context, newId } from './context.ts';
import type { DeskErrands } from './desk-errands.ts';

/** Batch after batch, until nothing is due. */
export async function sweepBooks(ctx: Context, sellerId: string): Promise<void> {
  const now = ctx.clock.now(sellerId);
  for (const step of [climbLadders, remindOfWishes, remindOfClaims])
    while ((await ctx.db.withSeller(sellerId, (tx) => step(ctx, tx, now))) > 0);
}

const errand = <K extends keyof DeskErrands>(ctx: Context, tx: Tx, now: string, kind: K, body: DeskErrands[K]): Promise<void> =>
  insertErrand(tx, { id: newId(ctx, now), kind, body, created_at: now });

/** One mail for all orders on which the same step is due. Where several steps of one clock have come, the strongest alone is told. */
async function climbLadders(ctx: Context, tx: Tx, now: string): Promise<number> {
  const due = await dueOrderClocks(tx, now);
  const told = new Map<string, { kind: OrderClockKind; step: LadderStep['do']; orderIds: string[] }>();
  for (const row of due) {
    const clock = orderClocksOf(timesOf(row)).find(({ kind }) => kind === row.kind);
    const done = new Set(
      (row.taken ?? []).filter(({ due_at }) => due_at === clock?.dueAt).map(({ at_step, step }) => `${at_step} ${step}`),
    );
    const isDone = (step: LadderStep) => done.has(`${step.at} ${step.do}`);
    const steps = clock && clock.metAt === undefined ? orderStepsOf(clock).filter((step) => !isDone(step) && step.when <= now) : [];
    for (const [i, step] of steps.entries()) {
      const overtaken = i < steps.length - 1;
      await insertOrderStep(tx, {
        order_id: row.order_id,
        kind: row.kind,
        due_at: clock!.dueAt,
        at_step: step.at,
        step: step.do,
        at: now,
        overtaken,
      });
      done.add(`${step.at} ${step.do}`);
      if (overtaken) continue;
      const key = `${row.kind} ${step.do}`;
      const group = told.get(key) ?? { kind: row.kind, step: step.do, orderIds: [] };
      told.set(key, { ...group, orderIds: [...group.orderIds, row.order_id] });
    }
    await setNextStep(tx, row.order_id, row.kind, clock ? nextOrderStep(clock, isDone) : null);
  }
  for (const { kind, step, orderIds } of told.values())
    await errand(ctx, tx, now, 'orders_alert', { kind, step, to: step === 'tell_manager' ? 'manager' : CLOCK_RULES[kind].duty, orderIds });
  return due.length;
}

const timesOf = ({ country, placed_at, shipped_at, delivered_at }: DueOrderClock) => ({
  country,
  placedAt: placed_at,
  ...(shipped_at !== null && { shippedAt: shipped_at }),
  ...(delivered_at !== null && { deliveredAt: delivered_at }),
});

async function remindOfWishes(ctx: Context, tx: Tx, now: string): Promise<number> {
  const due = await dueWishes(tx, now);
  for (const wish of due) {
    await updateCancellation(tx, { ...wish, next_at: wish.state === 'open' ? wishReminder(wish.asked_at, wish.answer_by, now) : null });
    if (wish.state !== 'open' || wish.answered_at !== null) continue;
    const over = wish.answer_by <= now;
    await errand(ctx, tx, now, 'wish_alert', { cancellationId: wish.id, to: over ? 'manager' : 'customer_service' });
  }
  return due.length;
}

async function remindOfClaims(ctx: Context, tx: Tx, now: string): Promise<number> {
  const due = await dueClaims(tx, now);
  for (const claim of due) {
    const decided = decideClaim(claim, { verb: 'reminder' }, { now, by: { kind: 'system', name: 'clock' } });
    const after = decided.ok ? decided.events.reduce(evolveClaim, claim) : claim;
    if (decided.ok) {
      await insertClaimEvents(tx, claim.id, decided.events);
      await errand(ctx, tx, now, 'claim_reminder', { claimId: claim.id });
    }
    await updateClaim(tx, after, now);
  }
  return due.length;
}
