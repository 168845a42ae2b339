/**
 * A buyer's session: a cookie that says which orders its owner has shown to be theirs. Nothing is stored on the server.
 * Orders are named in the address too, so two tabs with two orders do not get in each other's way.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { StowedFile } from '../../app/attachments.ts';
import { seal, unseal } from '../../app/seal.ts';

export const COOKIE = 'retour_buyer';
const HOURS_12 = 12 * 3_600_000;
/** How many orders one browser keeps open; the oldest goes first. */
const KEPT = 24;

export type Grant = { readonly seller: string; readonly order: string };
export type Session = { readonly id: string; readonly grants: readonly Grant[]; readonly until: number };

export const newSession = (nowMs: number): Session => ({ id: randomBytes(12).toString('base64url'), grants: [], until: nowMs + HOURS_12 });

export function withGrant(session: Session, grant: Grant, nowMs: number): Session {
  const others = session.grants.filter((g) => !(g.seller === grant.seller && g.order === grant.order));
  return { id: session.id, grants: [...others, grant].slice(-KEPT), until: nowMs + HOURS_12 };
}

export const grants = (session: Session | null, grant: Grant): boolean =>
  session?.grants.some((g) => g.seller === grant.seller && g.order === grant.order) ?? false;

export const writeSession = (secret: string, session: Session): string => seal(secret, 'buyer-session', JSON.stringify(session));

/** Who waits for a code, in a cookie of its own: what was typed need not be typed again, and stands in no address. */
export type Waiting = { readonly seller: string; readonly codeId: string; readonly number: string; readonly email: string };
export const CODE_COOKIE = 'retour_code';
export const writeWaiting = (secret: string, waiting: Waiting): string => seal(secret, 'code-waiting', JSON.stringify(waiting));
export function readWaiting(secret: string, cookie: string | undefined): Waiting | null {
  const text = unseal(secret, 'code-waiting', cookie);
  return text === null ? null : (JSON.parse(text) as Waiting);
}

/** A form that anybody may send, without a session: its own one-time number, so that sending it twice does the thing once. */
export const newOpenToken = (secret: string, purpose: string): string =>
  seal(secret, `open/${purpose}`, randomBytes(16).toString('base64url'));
export const readOpenToken = (secret: string, purpose: string, token: string | undefined): string | null =>
  unseal(secret, `open/${purpose}`, token);

/** The session of a cookie, or null where there is none, it is not ours, or its 12 hours are over. */
export function readSession(secret: string, cookie: string | undefined, nowMs: number): Session | null {
  const text = unseal(secret, 'buyer-session', cookie);
  if (text === null) return null;
  const session = JSON.parse(text) as Session;
  return nowMs < session.until ? session : null;
}

/**
 * The hidden field of every form: proves that the form was made for this session (against forged requests),
 * and names this one rendering of it, so that sending it twice does the thing once.
 */
export const newFormToken = (secret: string, session: Session): string =>
  seal(secret, `form/${session.id}`, randomBytes(12).toString('base64url'));

/** The idempotency key within a form token, or null where it was made for another session. Bound to the session: two buyers never share one. */
export function readFormToken(secret: string, session: Session, token: string | undefined): string | null {
  const nonce = unseal(secret, `form/${session.id}`, token);
  return nonce === null ? null : createHash('sha256').update(`${session.id}/${nonce}`).digest('base64url');
}

/** A stowed photo in a hidden field: only for the order it was stowed for. */
export const sealPhoto = (secret: string, order: Grant, photo: { ref: string; name: string }): string =>
  seal(secret, `photo/${order.seller}/${order.order}`, JSON.stringify([photo.ref, photo.name]));

export function unsealPhoto(secret: string, order: Grant, sealed: string): { ref: string; name: string } | null {
  const text = unseal(secret, `photo/${order.seller}/${order.order}`, sealed);
  if (text === null) return null;
  const [ref, name] = JSON.parse(text) as [string, string];
  return { ref, name };
}

/** A file that waits for its words, in a hidden field: as with photos, for one order alone. */
export const sealFile = (secret: string, order: Grant, { name, type, size, sha256 }: StowedFile): string =>
  seal(secret, `file/${order.seller}/${order.order}`, JSON.stringify([name, type, size, sha256]));

export function unsealFile(secret: string, order: Grant, sealed: string): StowedFile | null {
  const text = unseal(secret, `file/${order.seller}/${order.order}`, sealed);
  if (text === null) return null;
  const [name, type, size, sha256] = JSON.parse(text) as [string, string, number, string];
  return { name, type, size, sha256 };
}
