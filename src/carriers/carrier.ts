/** The port: what Retour asks of any carrier (M21, M22). */
import type { Failure } from '../channels/channel.ts';

export type Address = {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
};

export type LabelRequest = {
  readonly returnId: string;
  readonly rma: string;
  readonly from: Address;
  readonly to: Address;
  /** Grams. */
  readonly weight: number;
  readonly lithium: boolean;
};

export type TrackingCode = 'label_created' | 'accepted' | 'in_transit' | 'out_for_delivery' | 'delivered' | 'lost' | 'returned';
export type TrackingEvent = { readonly at: string; readonly code: TrackingCode; readonly place?: string };

export type Carrier = {
  readonly slug: string;
  readonly name: string;
  /**
   * Carriers that give the shipper a range of numbers let a label be made without asking: pure, inside the transaction.
   * `seed` is 8 random bytes.
   */
  allot?(request: LabelRequest, seed: Uint8Array): { readonly trackingNumber: string };
  /** Carriers that must be asked: intent → call → result. */
  buyLabel?(request: LabelRequest, intentId: string): Promise<{ readonly trackingNumber: string; readonly pdf: Uint8Array } | Failure>;
  /** What the carrier knows of a parcel, oldest first. */
  track(trackingNumber: string): Promise<readonly TrackingEvent[] | Failure>;
  /** Whether a number can be one of this carrier's. */
  readsNumber(trackingNumber: string): boolean;
  trackingUrl(trackingNumber: string): string;
};
