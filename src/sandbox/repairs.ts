/** Repairs for the demo: one on the bench with its parts, one that waits for a part, one that was done (M30). */
import { addPart, changePart, finishRepair, workOnRepair } from '../app/repairs.ts';
import type { Context } from '../app/context.ts';
import type { Actor } from '../core/access.ts';
import { money } from '../core/money.ts';
import type { RepairOrder } from '../core/repair/order.ts';
import { listRepairs } from '../store/repairs.ts';

/**
 * Works on the repairs that the demo's past has ordered, through the same acts as a technician's: the first is done, the second waits for its
 * part, the third is in work. Fewer orders, fewer stages; none, nothing.
 */
export async function demoRepairs(ctx: Context, sellerId: string, technician: Actor & { readonly name: string }): Promise<void> {
  const open = await ctx.db.withSeller(sellerId, (tx) => listRepairs(tx, { open: true }, null, 3));
  const orders = open.map(({ order }) => order);
  const work = (order: RepairOrder, change: Parameters<typeof workOnRepair>[3]) =>
    workOnRepair(ctx, sellerId, order.id, change, technician);
  const part = async (order: RepairOrder, name: string, minor: number, fitted: boolean) => {
    const cost = money(minor, order.currency);
    const added = await addPart(ctx, sellerId, order.id, { name, quantity: 1, cost, state: 'ordered' }, technician);
    const made = added.ok && fitted ? added.order.parts.at(-1) : undefined;
    if (made) await changePart(ctx, sellerId, order.id, made.id, { state: 'fitted' }, technician);
  };
  const [done, waiting, busy] = orders.length === 3 ? orders : [undefined, orders[1], orders[0]];
  if (done) {
    await work(done, { technician: technician.name, to: 'in_work', hour: money(3_200, done.currency) });
    await part(done, 'Battery', 1_850, true);
    await work(done, { to: 'tested', minutes: 35 });
    await finishRepair(ctx, sellerId, done, { carrier: 'colissimo', trackingNumber: '8R48120957314' }, technician);
  }
  if (waiting) {
    await work(waiting, { technician: technician.name, to: 'waiting_for_parts' });
    await part(waiting, 'USB-C board', 990, false);
  }
  if (busy) {
    await work(busy, { technician: technician.name, to: 'in_work', hour: money(3_200, busy.currency), minutes: 20 });
    await part(busy, 'Display', 6_400, true);
  }
}
