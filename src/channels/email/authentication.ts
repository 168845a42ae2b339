/**
 * Whether the From of a mail was checked (RFC 8601). The header is text that anybody can write: it counts only where its first word is the
 * mail server that the seller names, the one that took the mail in; that server removes headers under its own name that come from outside.
 */
import type { ReadMail } from './parse.ts';

/** `unknown`: the seller names no server, so nobody has checked. */
export type Authentication = 'pass' | 'fail' | 'unknown';

export function authenticationOf(mail: ReadMail, trustedHost: string | null): Authentication {
  if (trustedHost === null) return 'unknown';
  // The server writes its own on top: one further down came with the mail.
  const ours = mail
    .header('authentication-results')
    .find((value) => value.trim().split(/[\s;]/)[0]?.toLowerCase() === trustedHost.toLowerCase());
  if (ours === undefined) return 'fail';
  const result = (method: string) => new RegExp(`\\b${method}\\s*=\\s*(\\w+)`, 'i').exec(ours)?.[1]?.toLowerCase();
  const dmarc = result('dmarc');
  if (dmarc !== undefined && dmarc !== 'none') return dmarc === 'pass' ? 'pass' : 'fail';
  // Without a policy of the sender's domain: a signature of that very domain.
  const signedBy = /\bdkim\s*=\s*pass\b[^;]*\bheader\.(?:d|i)\s*=\s*@?([\w.-]+)/i.exec(ours)?.[1]?.toLowerCase();
  const domain = mail.from?.address.split('@').at(-1) ?? '';
  return signedBy !== undefined && (domain === signedBy || domain.endsWith(`.${signedBy}`)) ? 'pass' : 'fail';
}
