import { seal, unseal } from './seal.ts';

/** A link in a mail opens its return for half a year, longer than any return lasts. */
const DAYS = 180;
const DAY_MS = 86_400_000;

/**
 * The token of `/portal/r/{token}`, for mails: opens one buyer's return without a password.
 * `nowMs` is real time (ms since 1970): links live as sessions do, not by the seller's clock.
 */
export function signReturnLink(secret: string, sellerSlug: string, returnId: string, nowMs: number): string {
  return seal(secret, 'return-link', `${Math.ceil(nowMs / DAY_MS) + DAYS} ${sellerSlug} ${returnId}`);
}

export type ReturnLink = { readonly sellerSlug: string; readonly returnId: string };

/** What a link opens; `expired` where it was ours but is too old, null where it never was. */
export function readReturnLink(secret: string, token: string, nowMs: number): ReturnLink | 'expired' | null {
  const [until, sellerSlug, returnId] = (unseal(secret, 'return-link', token) ?? '').split(' ');
  if (!until || !sellerSlug || !returnId) return null;
  return nowMs <= Number(until) * DAY_MS ? { sellerSlug, returnId } : 'expired';
}
