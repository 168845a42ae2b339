/** What a page about one return shows: the aggregate and everything that stands beside it, in one transaction. */
import type { Buyer, Return } from '../core/return/model.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import { readOrder, type StoredOrder } from '../store/orders.ts';
import { earlierReturns, readEvents, readReturn } from '../store/returns.ts';
import { filesOfReturn, readThread, type StoredFile, type StoredMessage } from '../store/thread.ts';
import type { Context } from './context.ts';

export type WholeReturn = {
  readonly ret: Return;
  readonly buyer: Buyer;
  readonly stored: StoredOrder;
  readonly thread: readonly StoredMessage[];
  readonly files: readonly StoredFile[];
  readonly earlier: readonly {
    readonly id: string;
    readonly rma: string;
    readonly status: string;
    readonly reason: string;
    readonly opened_at: string;
  }[];
};

/** Two round trips: the return, unless the caller has it in hand (`known`), then all that hangs on it at once. */
export async function readWholeReturn(
  ctx: Context,
  sellerId: string,
  id: string,
  known?: { readonly ret: Return; readonly buyer: Buyer },
): Promise<WholeReturn | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const loaded = known ?? (await readReturn(tx, id));
    if (!loaded) return null;
    const [stored, thread, files, earlier] = await Promise.all([
      readOrder(tx, loaded.ret.order.id),
      readThread(tx, id),
      filesOfReturn(tx, id),
      earlierReturns(tx, loaded.ret.order.id, id),
    ]);
    return { ret: loaded.ret, buyer: loaded.buyer, stored: stored!, thread, files, earlier };
  });
}

export async function readReturnEvents(ctx: Context, sellerId: string, id: string): Promise<{ ret: Return; events: ReturnEvent[] } | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const [loaded, events] = await Promise.all([readReturn(tx, id), readEvents(tx, id)]);
    return loaded ? { ret: loaded.ret, events: events.map((event) => JSON.parse(event.body) as ReturnEvent) } : null;
  });
}
