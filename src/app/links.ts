import { SURVEY_QUESTIONS, type SurveyQuestion } from '../core/aftercare/answer.ts';
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

/** The token of `/portal/{seller}/mails/{token}`: where a buyer chooses which mails to get. It opens that and nothing else, and does not grow old. */
export const signPreferencesLink = (secret: string, sellerSlug: string, returnId: string): string =>
  seal(secret, 'preferences-link', `${sellerSlug} ${returnId}`);

export function readPreferencesLink(secret: string, token: string): ReturnLink | null {
  const [sellerSlug, returnId] = (unseal(secret, 'preferences-link', token) ?? '').split(' ');
  return sellerSlug && returnId ? { sellerSlug, returnId } : null;
}

/** What a link opens; `expired` where it was ours but is too old, null where it never was. */
export function readReturnLink(secret: string, token: string, nowMs: number): ReturnLink | 'expired' | null {
  const [until, sellerSlug, returnId] = (unseal(secret, 'return-link', token) ?? '').split(' ');
  if (!until || !sellerSlug || !returnId) return null;
  return nowMs <= Number(until) * DAY_MS ? { sellerSlug, returnId } : 'expired';
}

/** The token that a one-time code's mail carries beside the code: opens the buyer's order as the code does, until the same moment (ms since 1970). */
export const signOrderLink = (secret: string, sellerSlug: string, orderId: string, untilMs: number): string =>
  seal(secret, 'order-link', `${untilMs} ${sellerSlug} ${orderId}`);

export type OrderLink = { readonly sellerSlug: string; readonly orderId: string };

export function readOrderLink(secret: string, token: string, nowMs: number): OrderLink | 'expired' | null {
  const [until, sellerSlug, orderId] = (unseal(secret, 'order-link', token) ?? '').split(' ');
  if (!until || !sellerSlug || !orderId) return null;
  return nowMs <= Number(until) ? { sellerSlug, orderId } : 'expired';
}

/** Who answers at all does so within days; a mailbox that is sold on in a year opens nothing. */
const SURVEY_DAYS = 60;

/** The token of `/portal/{seller}/survey/{token}`: tells how one return went, and opens nothing else. `nowMs` is real time, as with the others. */
export const signSurveyLink = (secret: string, sellerSlug: string, returnId: string, question: SurveyQuestion, nowMs: number): string =>
  seal(secret, 'survey-link', `${Math.ceil(nowMs / DAY_MS) + SURVEY_DAYS} ${sellerSlug} ${returnId} ${question}`);

export type SurveyLink = ReturnLink & { readonly question: SurveyQuestion };

export function readSurveyLink(secret: string, token: string, nowMs: number): SurveyLink | 'expired' | null {
  const [until, sellerSlug, returnId, asked] = (unseal(secret, 'survey-link', token) ?? '').split(' ');
  const question = SURVEY_QUESTIONS.find((one) => one === asked);
  if (!until || !sellerSlug || !returnId || !question) return null;
  return nowMs <= Number(until) * DAY_MS ? { sellerSlug, returnId, question } : 'expired';
}
