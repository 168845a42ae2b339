/** Shopify's webhooks as a knock at the door: who knocks is checked, what changed is read by the API, so that a lost, late or doubled one harms nothing. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The topic, where the signature (base64 HMAC-SHA-256 over the very bytes, keyed by the app's secret) is right; else null. */
export function readKnock(raw: Buffer, headers: Readonly<Record<string, string | string[] | undefined>>, secret: string): string | null {
  const given = headers['x-shopify-hmac-sha256'];
  const topic = headers['x-shopify-topic'];
  if (typeof given !== 'string' || typeof topic !== 'string' || secret === '') return null;
  const expected = createHmac('sha256', secret).update(raw).digest();
  const shown = Buffer.from(given, 'base64');
  return shown.length === expected.length && timingSafeEqual(shown, expected) ? topic : null;
}
