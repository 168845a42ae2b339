/** The port: what Retour asks of any carrier or aggregator of carriers (M21, M22). */
import type { Failure } from '../channels/channel.ts';
import type { Money } from '../core/money.ts';
import type { TrackingCode, TrackingEvent } from '../core/parcel/lifecycle.ts';
import type { PickupSlot, PickupTimes } from '../core/parcel/slots.ts';
import type { LabelKind } from '../core/return/model.ts';

export type { TrackingCode, TrackingEvent };

export type Address = {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly email?: string;
};

/** `own` is the buyer's own affair: nobody asks a carrier for it. */
export type CarrierLabelKind = Exclude<LabelKind, 'own'>;

export type LabelRequest = {
  readonly returnId: string;
  readonly rma: string;
  readonly kind: CarrierLabelKind;
  readonly from: Address;
  readonly to: Address;
  /** Grams. */
  readonly weight: number;
  readonly lithium: boolean;
  /** Where the buyer hands it in, as `points` named it. */
  readonly pointId?: string;
  /** When a driver comes to the buyer's door. */
  readonly slot?: PickupSlot;
};

export type BoughtLabel = {
  /** The carrier's own number of the label: what it is asked and cancelled by. */
  readonly reference: string;
  readonly trackingNumber: string;
  /** Who carries it, as people say it: an aggregator names the company behind. */
  readonly carrier: string;
  readonly trackingUrl?: string;
  readonly cost?: Money;
  /** Absent where nothing is printed. */
  readonly pdf?: Uint8Array;
  /** What a shop's scanner reads, where nothing is printed; else the page that shows it. */
  readonly qr?: string;
};

export type DropPoint = {
  readonly id: string;
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  /** Metres from where the buyer lives, where the carrier tells. */
  readonly distance?: number;
  /** As the carrier says them: Monday first; an empty list on a day that it is closed. */
  readonly hours?: readonly (readonly string[])[];
};

/** What a carrier's message says. `events` is null where it only says that something happened: then the parcel is asked for. */
export type CarrierNews =
  | { readonly news: 'parcel'; readonly id: string; readonly trackingNumber: string; readonly events: readonly TrackingEvent[] | null }
  /** Signed, and about something that we have no use for. */
  | { readonly news: 'other'; readonly id: string }
  | { readonly news: 'forged' }
  | { readonly news: 'unreadable'; readonly says: string };

export type Carrier = {
  readonly slug: string;
  readonly name: string;
  readonly kinds: readonly CarrierLabelKind[];
  /** Asking for a parcel costs nothing and nobody counts it: then no parcel waits for its turn. */
  readonly asksFreely?: true;
  /** What the house has agreed with the carrier, by kind. */
  price?(kind: CarrierLabelKind): Money;
  /**
   * Carriers that give the shipper a range of numbers let a label be made without asking: pure, inside the transaction.
   * `seed` is 8 random bytes.
   */
  allot?(request: LabelRequest, seed: Uint8Array): { readonly trackingNumber: string };
  /**
   * Carriers that must be asked: intent → call → result. The intent's id is our reference there: for an intent that it knows the carrier
   * answers with what it has made, and makes no second one.
   * @param triedSince an earlier attempt may have come through: it is read back first
   */
  buyLabel?(request: LabelRequest, intentId: string, triedSince?: string): Promise<BoughtLabel | Failure>;
  /** What became of an intent; null where the carrier never heard of it. @param since when it was first tried */
  findLabel?(intentId: string, since: string): Promise<BoughtLabel | null | Failure>;
  /** An unused label is given back; `asked` where the carrier has to look first. */
  cancelLabel?(reference: string): Promise<{ readonly cancelled: 'done' | 'asked' } | Failure>;
  /** What it would cost; null where the carrier does not tell before. */
  quote?(request: LabelRequest): Promise<Money | null | Failure>;
  /** Where a parcel can be handed in, nearest first. */
  points?(near: { readonly country: string; readonly postalCode: string; readonly city?: string }): Promise<readonly DropPoint[] | Failure>;
  /** When its drivers come. */
  readonly pickup?: PickupTimes;
  /** What the carrier knows of a parcel, oldest first. */
  track(trackingNumber: string): Promise<readonly TrackingEvent[] | Failure>;
  /** A message that the carrier sent by itself. The signature is over the bytes as they came. */
  readNews?(raw: Uint8Array, headers: Readonly<Record<string, string | undefined>>): CarrierNews;
  /** Whether the keys are good, in words. */
  probe(): Promise<{ readonly says: string } | Failure>;
  /** Whether a number can be one of this carrier's. */
  readsNumber(trackingNumber: string): boolean;
  trackingUrl(trackingNumber: string): string;
};
