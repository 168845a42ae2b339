/** What happens to a Sandbox Post parcel, and when: a pure function of a few times, so that a moved clock tells the story by itself. */
import type { TrackingEvent } from '../carrier.ts';

export type SandboxParcel = { readonly announcedAt: string; readonly droppedAt?: string; readonly lostAt?: string };

/** Where the parcels are kept. `store/sandbox-carrier.ts` keeps them in PostgreSQL, `memoryParcels` for a test's length. */
export type ParcelBook = {
  find(trackingNumber: string): Promise<SandboxParcel | undefined>;
  announce(trackingNumber: string, at: string): Promise<void>;
  drop(trackingNumber: string, at: string): Promise<void>;
  lose(trackingNumber: string, at: string): Promise<void>;
};

const HOUR = 3_600_000;

/** Hours after the hand-in. Two days door to door: what a buyer expects of a domestic parcel. */
const JOURNEY = [
  { code: 'accepted', after: 0, place: 'Parcel shop' },
  { code: 'in_transit', after: 6, place: 'Sorting centre' },
  { code: 'out_for_delivery', after: 42, place: 'Delivery depot' },
  { code: 'delivered', after: 48, place: 'Returns address' },
] as const;

const later = (instant: string, hours: number): string => new Date(Date.parse(instant) + hours * HOUR).toISOString();

/** The scans that have happened by `now`, oldest first. Nothing of the future shows; after a loss nothing more happens. */
export function scansBy(parcel: SandboxParcel, now: string): TrackingEvent[] {
  const scans: TrackingEvent[] = [{ at: parcel.announcedAt, code: 'label_created' }];
  const { droppedAt, lostAt } = parcel;
  if (droppedAt) for (const { code, after, place } of JOURNEY) scans.push({ at: later(droppedAt, after), code, place });
  const happened = lostAt ? scans.filter((scan) => scan.at <= lostAt) : scans;
  // A parcel that was delivered cannot get lost any more.
  if (lostAt && happened.at(-1)?.code !== 'delivered') happened.push({ at: lostAt, code: 'lost' });
  return happened.filter((scan) => scan.at <= now);
}

/** A book in memory: tests and the simulation's dry runs. */
export function memoryParcels(): ParcelBook {
  const parcels = new Map<string, SandboxParcel>();
  const known = (number: string, at: string): SandboxParcel => parcels.get(number) ?? { announcedAt: at };
  return {
    find: async (number) => parcels.get(number),
    announce: async (number, at) => void parcels.set(number, known(number, at)),
    drop: async (number, at) => void parcels.set(number, { droppedAt: at, ...known(number, at) }),
    lose: async (number, at) => {
      const parcel = parcels.get(number);
      if (parcel?.droppedAt) parcels.set(number, { lostAt: at, ...parcel });
    },
  };
}
