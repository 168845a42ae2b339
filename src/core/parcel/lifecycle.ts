/** The parcel on its way back: where it may go next, and what a carrier's word makes of it (M22, M24). */
import type { Parcel } from '../return/model.ts';

/** What a carrier can say, in our words. Carriers use the same list (`carriers/carrier.ts`). */
export const TRACKING_CODES = ['label_created', 'accepted', 'in_transit', 'out_for_delivery', 'delivered', 'lost', 'returned'] as const;
export type TrackingCode = (typeof TRACKING_CODES)[number];
export type TrackingEvent = { readonly at: string; readonly code: TrackingCode; readonly place?: string };

/**
 * Where a parcel can go from where it is. `received` is the end: it is in our hands.
 * A lost parcel may turn up after all, and one said to be delivered may be nowhere to be found.
 */
export const PARCEL_MOVES = {
  none: ['label_issued', 'in_transit', 'delivered', 'received', 'lost'],
  label_issued: ['in_transit', 'delivered', 'received', 'lost'],
  in_transit: ['none', 'label_issued', 'delivered', 'received', 'lost'],
  delivered: ['received', 'lost'],
  received: [],
  lost: ['in_transit', 'delivered', 'received'],
} as const satisfies Record<Parcel, readonly Parcel[]>;

export const parcelMay = (from: Parcel, to: Parcel): boolean => (PARCEL_MOVES[from] as readonly Parcel[]).includes(to);

/** Where the parcel is after the carrier spoke. Late and repeated words change nothing: a delivered parcel is not on its way again. */
export function parcelAfter(parcel: Parcel, code: TrackingCode, hasLabel: boolean): Parcel {
  const to = meaningOf(code, hasLabel);
  if (to === null || !parcelMay(parcel, to)) return parcel;
  // Only a parcel that was under way can come back to its sender.
  if (code === 'returned' && parcel !== 'in_transit') return parcel;
  return to;
}

function meaningOf(code: TrackingCode, hasLabel: boolean): Parcel | null {
  switch (code) {
    case 'label_created':
      return null;
    case 'accepted':
    case 'in_transit':
    case 'out_for_delivery':
      return 'in_transit';
    case 'delivered':
      return 'delivered';
    case 'lost':
      return 'lost';
    case 'returned':
      return hasLabel ? 'label_issued' : 'none';
  }
}

/** A carrier's scan: evidence that the buyer has sent the goods (Directive 2011/83/EU article 13(3)). */
export const provesSending = (code: TrackingCode): boolean => code !== 'label_created' && code !== 'lost';
