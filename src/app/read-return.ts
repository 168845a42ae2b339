/** What a page about one return shows: the aggregate and everything that stands beside it, in one transaction. */
import { imeisOf, normaliseSerial } from '../core/inspection/identity.ts';
import type { PolicyDocument } from '../core/policy/document.ts';
import { type Buyer, keyOf, type Return } from '../core/return/model.ts';
import { isOpenRepair } from '../core/repair/order.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import type { Tx } from '../store/db.ts';
import { type Elsewhere, findElsewhere } from '../store/devices.ts';
import { readOrder, type StoredOrder } from '../store/orders.ts';
import { repairsOfReturn } from '../store/repairs.ts';
import { earlierReturns, readEvents, readReturn } from '../store/returns.ts';
import { filesOfReturn, readNotices, readThread, type StoredFile, type StoredMessage, type StoredNotice } from '../store/thread.ts';
import { type Answers, readAnswers } from './answers.ts';
import type { ReturnPlace } from '../core/parcel/addresses.ts';
import { labelsOf, type StoredLabel } from '../store/carriers.ts';
import { type Context, policyDocument } from './context.ts';
import { placeOf } from './keep-labels.ts';

export type WholeReturn = {
  readonly ret: Return;
  readonly buyer: Buyer;
  readonly stored: StoredOrder;
  /** The versions that answered, by name: the words of their rows may be the seller's own. */
  readonly policies: ReadonlyMap<string, PolicyDocument>;
  /** The last answer about each item, with its facts. */
  readonly answers: Answers;
  readonly thread: readonly StoredMessage[];
  /** What was told by mail beside it. */
  readonly notices: readonly StoredNotice[];
  readonly files: readonly StoredFile[];
  /** Every label that was made or is being made for it, newest first. */
  readonly labels: readonly StoredLabel[];
  /** Where its parcel goes. */
  readonly returnTo: ReturnPlace;
  /** Whose time it is. */
  readonly sellerId: string;
  /** Open repairs, by item. */
  readonly repairs: ReadonlyMap<string, string>;
  /** Where else the devices are known that were read at the bench and are not the ones that were sold, by item. */
  readonly elsewhere: ReadonlyMap<string, readonly Elsewhere[]>;
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
    const [stored, thread, notices, files, earlier, elsewhere, policies, answers, repairs, labels, returnTo] = await Promise.all([
      readOrder(tx, loaded.ret.order.id),
      readThread(tx, id),
      readNotices(tx, id),
      filesOfReturn(tx, id),
      earlierReturns(tx, loaded.ret.order.id, id),
      readElsewhere(tx, loaded.ret),
      policiesOf(tx, loaded.ret),
      readAnswers(tx, id),
      readRepairs(tx, loaded.ret),
      labelsOf(tx, id),
      placeOf(tx, ctx.sellers.get(sellerId), loaded.ret),
    ]);
    return {
      sellerId,
      repairs,
      ret: loaded.ret,
      buyer: loaded.buyer,
      stored: stored!,
      policies,
      answers,
      thread,
      notices,
      files,
      labels,
      returnTo,
      earlier,
      elsewhere,
    };
  });
}

/** Asked only where something is being repaired. */
async function readRepairs(tx: Tx, ret: Return): Promise<ReadonlyMap<string, string>> {
  if (!ret.items.some(({ settlement }) => settlement === 'repairing')) return new Map();
  return new Map((await repairsOfReturn(tx, ret.id)).filter(isOpenRepair).map((order) => [keyOf(order), order.id]));
}

/** They are kept in memory: only the first return of a version asks the database. */
async function policiesOf(tx: Tx, ret: Return): Promise<ReadonlyMap<string, PolicyDocument>> {
  const versions = new Set(ret.items.flatMap((item) => item.decision?.policyVersion ?? []));
  return new Map(await Promise.all([...versions].map(async (version) => [version, await policyDocument(tx, version)] as const)));
}

/** Asked only where a number did not match: then somebody wants to know whose device it is (M26). */
async function readElsewhere(tx: Tx, ret: Return): Promise<ReadonlyMap<string, readonly Elsewhere[]>> {
  const odd = ret.items.filter((item) => item.read !== undefined && item.identity !== 'match');
  const found = await Promise.all(
    odd.map(async (item) => {
      const device = { imeis: imeisOf(item.read ?? {}), serial: normaliseSerial(item.read?.serial) };
      return [keyOf(item), await findElsewhere(tx, device, { returnId: ret.id, orderId: ret.order.id })] as const;
    }),
  );
  return new Map(found);
}

export async function readReturnEvents(ctx: Context, sellerId: string, id: string): Promise<{ ret: Return; events: ReturnEvent[] } | null> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const [loaded, events] = await Promise.all([readReturn(tx, id), readEvents(tx, id)]);
    return loaded ? { ret: loaded.ret, events: events.map((event) => JSON.parse(event.body) as ReturnEvent) } : null;
  });
}
