/** When a driver may come to the buyer's door (M21). */
import { addDays, type HolidayCalendar, isWorkingDay, localDate, wallMs, zoneOf } from '../calendar.ts';

/** Instants in UTC. */
export type PickupSlot = { readonly from: string; readonly until: string };

/** `leadDays` working days between the order and the first pick-up; `windows` in the wall time of the buyer's country, `HH:MM`. */
export type PickupTimes = { readonly leadDays: number; readonly windows: readonly (readonly [from: string, until: string])[] };

const DAYS_OFFERED = 5;

/** The slots of the next working days, in order. */
export function pickupSlots(times: PickupTimes, country: string, now: string, holidays: HolidayCalendar): PickupSlot[] {
  const zone = zoneOf(country);
  const slots: PickupSlot[] = [];
  let date = localDate(now, zone);
  for (let working = 0; working < times.leadDays + DAYS_OFFERED - 1; ) {
    date = addDays(date, 1);
    if (!isWorkingDay(date, holidays)) continue;
    working += 1;
    if (working < times.leadDays) continue;
    for (const [from, until] of times.windows) {
      slots.push({ from: new Date(wallMs(date, from, zone)).toISOString(), until: new Date(wallMs(date, until, zone)).toISOString() });
    }
  }
  return slots;
}
