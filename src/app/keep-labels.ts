/** The books beside the return (M21, M22): every label with its cost, every parcel under way, in the transaction of what happened. */
import { money } from '../core/money.ts';
import type { ReturnPlace } from '../core/parcel/addresses.ts';
import { labelJournal } from '../core/parcel/label-cost.ts';
import { provesSending } from '../core/parcel/lifecycle.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import type { Return } from '../core/return/model.ts';
import { tabOf } from '../core/return/status.ts';
import { followParcel, forgetParcels, insertLabel, labelsOf, type StoredLabel } from '../store/carriers.ts';
import type { Tx } from '../store/db.ts';
import { postJournal } from '../store/ledger.ts';
import type { Seller } from '../store/platform.ts';
import type { ReturnKeeper } from './alongside.ts';
import { type Context, newId } from './context.ts';
import { accountsOf, returnPlace, routingOf } from './routing.ts';

/** The parcel that is waited for, as far as a carrier can be asked for it. */
function followed(ret: Return | null): { readonly carrier: string; readonly trackingNumber: string } | null {
  if (!ret || !['waiting', 'transit'].includes(tabOf(ret))) return null;
  const carrier = ret.tracking?.carrier ?? ret.label?.carrier;
  const trackingNumber = ret.tracking?.trackingNumber ?? ret.label?.trackingNumber;
  return carrier && trackingNumber ? { carrier, trackingNumber } : null;
}

export const keepLabels: ReturnKeeper = async (ctx, tx, { before, after, events, now }) => {
  for (const event of events) {
    if (event.type === 'label_issued' && event.kind !== 'own' && event.trackingNumber !== '')
      await keepAllotted(ctx, tx, after, event, now);
    // A number of our own range is billed when it is first scanned; one that was bought stands in the books already.
    if (event.type === 'tracked' && before?.milestones.provenSentAt === undefined && event.events.some(({ code }) => provesSending(code)))
      await postCost(tx, after, now);
  }
  const [was, is] = [followed(before), followed(after)];
  if (was?.trackingNumber === is?.trackingNumber && was?.carrier === is?.carrier) return;
  if (is) await followParcel(tx, { ...is, returnId: after.id, at: now });
  if (was) await forgetParcels(tx, after.id, is?.trackingNumber ?? null);
};

/** What a carrier let us make by ourselves; one that was bought has its row already. */
async function keepAllotted(
  ctx: Context,
  tx: Tx,
  ret: Return,
  event: Extract<ReturnEvent, { type: 'label_issued' }>,
  now: string,
): Promise<void> {
  const carrier = ctx.carriers[event.carrier];
  if (!carrier?.allot || event.kind === 'own') return;
  const seller = ctx.sellers.get(tx.sellerId);
  const routing = await routingOf(tx);
  const cost = carrier.price?.(event.kind);
  await insertLabel(tx, {
    id: newId(ctx, now),
    return_id: ret.id,
    account: accountsOf(routing, seller).find(({ kind }) => kind === 'sandbox')?.slug ?? carrier.slug,
    kind: event.kind,
    state: 'made',
    paid_by: event.paidBy,
    address: returnPlace(routing, seller, ret).address,
    place: null,
    asked_at: now,
    made_at: now,
    carrier: carrier.name,
    tracking_number: event.trackingNumber,
    ...(cost && { cost_minor: cost.minor, currency: cost.currency }),
  });
}

async function postCost(tx: Tx, ret: Return, now: string): Promise<void> {
  const labels = await labelsOf(tx, ret.id);
  const label = labels.find(({ tracking_number }) => tracking_number === ret.label?.trackingNumber);
  if (!label?.cost_minor || !label.currency || label.paid_by !== 'seller') return;
  const cost = money(Number(label.cost_minor), label.currency);
  await postJournal(tx, labelJournal({ id: label.id, returnId: ret.id, orderId: ret.order.id, cost }, now));
}

/** The label that the buyer holds. */
export const currentLabel = (labels: readonly StoredLabel[], ret: Return): StoredLabel | undefined =>
  labels.find(({ tracking_number }) => tracking_number !== null && tracking_number === ret.label?.trackingNumber);

/** Where the parcel of a return goes: as it stands on its label, else by the rules of today. */
export async function placeOf(tx: Tx, seller: Seller, ret: Return): Promise<ReturnPlace> {
  const [labels, routing] = await Promise.all([labelsOf(tx, ret.id), routingOf(tx)]);
  return currentLabel(labels, ret)?.address ?? returnPlace(routing, seller, ret).address;
}
