/** Sign-in with a password, sessions in a cookie, API keys (M44). Real time throughout: a moved sandbox clock signs nobody out. */
import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Actor, Role } from '../core/access.ts';
import { ROLES } from '../core/access.ts';
import {
  deleteSession,
  findApiKey,
  findUser,
  insertApiKey,
  insertSession,
  insertUser,
  readSession,
  type SessionRow,
} from '../store/platform.ts';
import { type Context, newId } from './context.ts';

const SESSION_DAYS = 30;

/** What a secret is stored as. Ours have 256 random bits, so a plain hash is enough; passwords get Argon2id. */
export const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();
export const newSecret = (ctx: Pick<Context, 'random'>): string => Buffer.from(ctx.random(32)).toString('base64url');

export const hashPassword = (password: string): Promise<string> => hash(password);

/** Somebody's password, for the time that a lookup of nobody must take too. */
const NOBODYS = hash('nobody signs in with this');

export type SignedIn = { readonly token: string; readonly expiresAt: string };

export async function signIn(ctx: Context, email: string, password: string): Promise<SignedIn | null> {
  const user = await ctx.db.withPlatform((tx) => findUser(tx, email));
  const right = await verify(user?.password_hash ?? (await NOBODYS), password).catch(() => false);
  if (!user || !right) return null;
  const token = newSecret(ctx);
  const now = ctx.clock.realNow();
  const expiresAt = new Date(Date.parse(now) + SESSION_DAYS * 86_400_000).toISOString();
  await ctx.db.withPlatform((tx) => insertSession(tx, digest(token), user.id, user.seller_id, now, expiresAt));
  return { token, expiresAt };
}

export const signOut = (ctx: Context, token: string): Promise<void> => ctx.db.withPlatform((tx) => deleteSession(tx, digest(token)));

export const sessionOf = (ctx: Context, token: string): Promise<SessionRow | null> =>
  ctx.db.withPlatform((tx) => readSession(tx, digest(token), ctx.clock.realNow()));

export async function addPerson(
  ctx: Context,
  sellerId: string,
  person: { email: string; name: string; language: string; password: string; roles: readonly Role[] },
): Promise<void> {
  const now = ctx.clock.realNow();
  const user = {
    id: newId(ctx, now),
    email: person.email,
    name: person.name,
    language: person.language,
    password_hash: await hashPassword(person.password),
  };
  await ctx.db.withPlatform((tx) => insertUser(tx, user, sellerId, person.roles, now));
}

export async function addApiKey(
  ctx: Context,
  sellerId: string,
  key: { name: string; secret: string; roles: readonly Role[] },
): Promise<{ id: string; hint: string }> {
  const now = ctx.clock.realNow();
  const row = {
    id: newId(ctx, now),
    hint: `${key.secret.slice(0, 4)}…`,
    seller_id: sellerId,
    name: key.name,
    roles: [...key.roles],
    created_at: now,
    hash: digest(key.secret),
  };
  await ctx.db.withPlatform((tx) => insertApiKey(tx, row));
  return { id: row.id, hint: row.hint };
}

/** Keys are asked for on every call: a look-up is kept for a minute, so a revoked key dies within that time everywhere. */
const KEPT_MS = 60_000;
const keys = new Map<string, { readonly until: number; readonly sellerId: string; readonly actor: Actor }>();
export const forgetKeys = (): void => keys.clear();

export async function keyOwner(ctx: Context, secret: string): Promise<{ sellerId: string; actor: Actor } | null> {
  const hashed = digest(secret);
  const at = hashed.toString('base64');
  const known = keys.get(at);
  if (known && known.until > Date.now()) return known;
  const row = await ctx.db.withPlatform((tx) => findApiKey(tx, hashed));
  if (!row) {
    keys.delete(at);
    return null;
  }
  if (keys.size > 10_000) keys.clear();
  const owner = {
    until: Date.now() + KEPT_MS,
    sellerId: row.seller_id,
    actor: { kind: 'api', id: row.id, name: row.name, roles: row.roles } as const,
  };
  keys.set(at, owner);
  return owner;
}

export const EVERY_ROLE: readonly Role[] = ROLES;
