import { useQuery } from '@tanstack/react-query';
import { localDate } from '../../../src/core/calendar.ts';
import { api } from '../api.ts';
import { useNow } from '../data.ts';

/** Days of the seller's own calendar: a policy begins on one of those, wherever its reader sits. */
export function useSellerDays(): { readonly today: string; readonly dayOf: (instant: string) => string } {
  const now = useNow();
  const settings = useQuery({ queryKey: ['settings'], queryFn: api.settings, staleTime: 60_000 });
  const zone = settings.data?.seller.zone ?? 'Europe/Paris';
  return {
    today: localDate(now, zone),
    // Noon, so that the day is the same for whoever reads it.
    dayOf: (instant) => `${localDate(instant, zone)}T12:00:00Z`,
  };
}
