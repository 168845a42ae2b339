/** Sandbox Post's shops: the same ones for the same postal code, wherever that is. */
import type { DropPoint } from '../carrier.ts';

const SHOPS = [
  { name: 'Kiosk at the station', street: '1 Station Square', distance: 240 },
  { name: 'Corner bakery', street: '18 Mill Lane', distance: 560 },
  { name: 'Locker by the supermarket', street: '4 Market Street', distance: 910 },
  { name: 'Copy shop', street: '73 College Road', distance: 1_450 },
] as const;
const ALL_DAY = ['09:00 - 19:00'] as const;
const SATURDAY = ['10:00 - 17:00'] as const;

export function pointsNear({
  country,
  postalCode,
  city,
}: {
  readonly country: string;
  readonly postalCode: string;
  readonly city?: string;
}): DropPoint[] {
  return SHOPS.map(({ name, street, distance }, i) => ({
    id: `${country}-${postalCode || '0'}-${i + 1}`,
    name,
    street,
    postalCode: postalCode || '–',
    city: city || country,
    country,
    distance,
    hours: [ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, SATURDAY, []],
  }));
}
