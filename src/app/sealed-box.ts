/** A secret that has to be read again, such as the password of a mailbox: AES-256-GCM under a key of its purpose, made from the installation's secret. */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Context } from './context.ts';

const keyOf = (secret: string, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `retour/box/${purpose}`, 32));

/** `nonce.tag.text`, each as base64url. */
export function sealBox(ctx: Pick<Context, 'secret' | 'random'>, purpose: string, text: string): string {
  const nonce = ctx.random(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(ctx.secret, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [Buffer.from(nonce), cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.');
}

/** Null where the box was sealed with a secret that is neither today's nor the one before, for another purpose, or was changed. */
export function openBox(ctx: Pick<Context, 'secret' | 'oldSecret'>, purpose: string, box: string): string | null {
  return openWith(ctx.secret, purpose, box) ?? (ctx.oldSecret === null ? null : openWith(ctx.oldSecret, purpose, box));
}

/** Whether today's secret alone opens it: else it waits to be sealed anew. */
export const isSealedToday = (ctx: Pick<Context, 'secret'>, purpose: string, box: string): boolean =>
  openWith(ctx.secret, purpose, box) !== null;

function openWith(secret: string, purpose: string, box: string): string | null {
  const [nonce, tag, sealed] = box.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || !tag || !sealed || nonce.length !== 12 || tag.length !== 16) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), nonce, { authTagLength: 16 });
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
