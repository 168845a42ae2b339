/** How often a carrier is asked about one parcel (M22): the older the last news, the more patient we are. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** By the age of the last news: a parcel that moved today is asked for twice an hour, one that is silent for weeks twice a day. */
const PATIENCE = [
  { until: DAY, every: 30 * MINUTE },
  { until: 3 * DAY, every: 2 * HOUR },
  { until: 10 * DAY, every: 6 * HOUR },
  { until: Number.POSITIVE_INFINITY, every: 12 * HOUR },
] as const;
/** A carrier that does not answer is asked again later and later, at most twice a day. */
const LONGEST_MS = 12 * HOUR;
/** After so long nobody asks any more: the clocks of the return have long called a person. */
const FORGET_MS = 90 * DAY;

/**
 * @param parcel `heardAt` the last scan that was news, `since` when its label was made or it was sent; `failures` in a row
 * @returns ISO 8601 instant; null where it is not asked for any more
 */
export function nextPoll(
  parcel: { readonly since: string; readonly heardAt: string | null; readonly failures: number },
  now: string,
): string | null {
  const at = Date.parse(now);
  const age = Math.max(0, at - Date.parse(parcel.heardAt ?? parcel.since));
  if (age > FORGET_MS) return null;
  const { every } = PATIENCE.find(({ until }) => age < until)!;
  const wait = Math.min(every * 2 ** Math.min(parcel.failures, 8), Math.max(LONGEST_MS, every));
  return new Date(at + wait).toISOString();
}
