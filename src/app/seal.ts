import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A text that the browser carries for us and cannot change: `base64url(text).base64url(HMAC-SHA-256)`.
 * `purpose` keeps seals apart, so that one made for a photo never opens a session.
 */
export function seal(secret: string, purpose: string, text: string): string {
  return `${Buffer.from(text, 'utf8').toString('base64url')}.${mac(secret, purpose, text).toString('base64url')}`;
}

/** The sealed text, or null where the seal is broken, foreign or made for something else. Compares in constant time. */
export function unseal(secret: string, purpose: string, sealed: string | undefined): string | null {
  const [body, given, ...rest] = (sealed ?? '').split('.');
  if (!body || !given || rest.length > 0 || sealed!.length > 4096) return null;
  const text = Buffer.from(body, 'base64url').toString('utf8');
  const expected = mac(secret, purpose, text);
  const shown = Buffer.from(given, 'base64url');
  return shown.length === expected.length && timingSafeEqual(shown, expected) ? text : null;
}

const mac = (secret: string, purpose: string, text: string): Buffer =>
  createHmac('sha256', secret).update(`retour/${purpose}\n${text}`).digest();
