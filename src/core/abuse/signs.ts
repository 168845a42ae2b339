/**
 * What an ended return leaves on the record (M7): another device came back, or money went out and the goods never came. Signs to look
 * at, each with its innocent readings taken out; what they add up to is the policy's question, and a person's.
 */
import type { Return, ReturnItem } from '../return/model.ts';

export const SIGNS = ['device_swap', 'refund_without_goods'] as const;
export type Sign = (typeof SIGNS)[number];

/** Signs are forgotten after so long. */
export const REMEMBERED_MONTHS = 12;

export function signOf(item: ReturnItem, order: Return['order']): Sign | null {
  if (isSwap(item)) return 'device_swap';
  return isRefundWithoutGoods(item, order) ? 'refund_without_goods' : null;
}

/** Another device came back: the bench found so, or read another number and has not yet looked closer. */
function isSwap({ reason, verdict, identity }: ReturnItem): boolean {
  // Who says that we sent the wrong one sends back the wrong one.
  if (reason === 'wrong_item') return false;
  // A verdict outweighs a number: a board that we changed ourselves reads otherwise, and a person has looked.
  return verdict === undefined ? identity === 'mismatch' : verdict === 'other_device';
}

/** Refunded, and nothing ever moved on the way back. */
function isRefundWithoutGoods({ settlement, parcel, reason }: ReturnItem, { shippedAt, deliveredAt }: Return['order']): boolean {
  // `kept` is the seller's own offer. A lost parcel, or one on its way, is the carrier's affair.
  if (settlement !== 'refunded' || (parcel !== 'none' && parcel !== 'label_issued')) return false;
  // Nothing came where the carrier itself says so; nothing was owed where nothing was sent.
  return reason === 'not_received' ? deliveredAt !== undefined : shippedAt !== undefined || deliveredAt !== undefined;
}
