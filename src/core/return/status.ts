/** What people see of the four axes. Derived, never stored as a fact of its own. */
import { unreachable } from '../assert.ts';
import { awaitsGoods } from './evolve.ts';
import type { Return, ReturnItem, Status } from './model.ts';
import { isOpen, isSettled } from './refusals.ts';

export function itemStatus(item: ReturnItem): Status {
  if (isSettled(item)) return 'closed';
  if (item.settlement !== 'open') return 'resolving';
  if (item.authorisation === 'cancelled') return 'cancelled';
  if (item.assessment === 'assessed') return 'inspected';
  if (item.parcel === 'received') return 'received';
  if (item.parcel === 'in_transit' || item.parcel === 'delivered') return 'in_transit';
  return item.authorisation;
}

/** Where items stand at different points, the return stands where the team has something to do first. */
const FIRST_TO_DO: readonly Status[] = [
  'received',
  'inspected',
  'requested',
  'in_review',
  'waiting_for_buyer',
  'in_transit',
  'approved',
  'resolving',
];
const ENDS: readonly Status[] = ['rejected', 'expired', 'cancelled'];

export function statusOf(ret: Return): Status {
  if (ret.milestones.closedAt !== undefined) return 'closed';
  const open = ret.items.filter(isOpen).map(itemStatus);
  const ends = ret.items.map(itemStatus);
  return FIRST_TO_DO.find((status) => open.includes(status)) ?? ENDS.find((status) => ends.includes(status)) ?? 'closed';
}

export const TABS = ['answer', 'waiting', 'transit', 'inspect', 'resolve', 'money', 'hold', 'done'] as const;
/** A return stands in exactly one tab; the tab `all` is no place but the sum. */
export type Tab = (typeof TABS)[number];

export function tabOf(ret: Return): Tab {
  const status = statusOf(ret);
  const isOver = ['closed', 'rejected', 'cancelled', 'expired'].includes(status);
  if (ret.hold && !isOver) return 'hold';
  // After the end, too: what a dispute gave the buyer (M35) may want a second person, or fail.
  if (ret.refunds.some((refund) => refund.state === 'awaiting_approval' || refund.state === 'failed')) return 'money';
  // An unhappy buyer waits for a word of ours (M20).
  if (isOver) return ret.followUp?.open ? 'answer' : 'done';
  const open = ret.items.filter((item) => isOpen(item) && itemStatus(item) === status);
  switch (status) {
    case 'requested':
    case 'in_review':
      return 'answer';
    case 'waiting_for_buyer':
      return 'waiting';
    case 'approved':
      // What never came, what is lost and what may be kept does not wait for a parcel.
      return open.some(awaitsGoods) ? 'waiting' : 'resolve';
    case 'in_transit':
      return open.some((item) => item.parcel === 'delivered') ? 'inspect' : 'transit';
    case 'received':
      return 'inspect';
    case 'inspected':
    case 'resolving':
      return 'resolve';
    case 'closed':
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return 'done';
    default:
      return unreachable(status);
  }
}
