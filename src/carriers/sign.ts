import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 as hexadecimal text. */
export const hmacHex = (secret: string, raw: Uint8Array): string => createHmac('sha256', secret).update(raw).digest('hex');

/** Compared in constant time: how long a wrong signature takes tells nothing about the right one. */
export function isSame(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  const [a, b] = [Buffer.from(given.trim().toLowerCase()), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
