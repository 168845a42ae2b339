/** A carrier that lets us give numbers makes the label part of the act itself: approved and labelled in one transaction (M21). */
import type { Actor } from '../core/access.ts';
import type { AllottedLabel, Command } from '../core/return/commands.ts';
import { readReturn } from '../store/returns.ts';
import { act, type Acted } from './act.ts';
import { allotLabel } from './open-return.ts';
import type { Context } from './context.ts';
import { returnAddress } from './seller.ts';

export async function issueLabel(
  ctx: Context,
  sellerId: string,
  returnId: string,
  by: Actor,
  command: (label: AllottedLabel | undefined) => Command,
  version?: number,
): Promise<Acted> {
  const loaded = await ctx.db.withSeller(sellerId, (tx) => readReturn(tx, returnId));
  if (!loaded) return { ok: false, refusal: 'not_found' };
  const { ret, buyer } = loaded;
  const address = returnAddress(ctx.sellers.get(sellerId), ret.order.country);
  const label = ret.label
    ? undefined
    : allotLabel(ctx, { id: ret.id, rma: ret.rma, country: ret.order.country, buyerName: buyer.name, address });
  return act(ctx, sellerId, returnId, command(label), by, version === undefined ? {} : { version });
}
