/** Who may come in. Every function runs as retour_platform (`db.withPlatform`), which cannot see a seller's desk. */
import type { Role } from '../core/access.ts';
import type { SurveySettings } from '../core/aftercare/survey.ts';
import type { Tx } from './db.ts';

export type Seller = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly country: string;
  readonly zone: string;
  readonly language: string;
  readonly sandbox: boolean;
  readonly clock_offset_ms: number;
  readonly settings: SellerSettings;
};
export type SellerSettings = {
  readonly refundLimit: { readonly minor: number; readonly currency: string };
  readonly colour: string;
  /** Of the portal, by its hash among the files; the name's first letter stands for it where there is none. */
  readonly logo?: string;
  /** Whom consumers may turn to out of court, where the seller names somebody (Directive 2013/11/EU article 13). */
  readonly mediator?: { readonly name: string; readonly url?: string } | null;
  readonly mailFrom: string;
  /** Where goods go, by the buyer's country; `*` for the rest (M4). */
  readonly returnAddresses: Readonly<Record<string, { name: string; street: string; postalCode: string; city: string; country: string }>>;
  /** Whether any system of the seller's listens to what happens (`app/webhooks.ts`). */
  readonly webhooks?: boolean;
  /** Notices that the seller has switched off, and on which way. Absent: all of them go out (`notifications/kinds.ts`). */
  readonly noticesOff?: Readonly<Record<string, readonly ('mail' | 'channel')[]>>;
  /** How buyers are asked afterwards, where it differs from `SURVEY_DEFAULTS`. */
  readonly survey?: Partial<SurveySettings>;
};

const SELLER = 's.id, s.slug, s.name, s.country, s.zone, s.language, s.sandbox, s.clock_offset_ms, s.settings';

export async function listSellers(tx: Tx): Promise<Seller[]> {
  return tx.query<Seller>(`select ${SELLER} from platform.sellers s order by s.created_at`);
}

export async function insertSeller(tx: Tx, seller: Seller, now: string): Promise<void> {
  await tx.query(
    `insert into platform.sellers (id, slug, name, country, zone, language, sandbox, clock_offset_ms, settings, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      seller.id,
      seller.slug,
      seller.name,
      seller.country,
      seller.zone,
      seller.language,
      seller.sandbox,
      seller.clock_offset_ms,
      JSON.stringify(seller.settings),
      now,
    ],
  );
}

export async function setClockOffset(tx: Tx, sellerId: string, offsetMs: number): Promise<void> {
  await tx.query('update platform.sellers set clock_offset_ms = $2 where id = $1', [sellerId, offsetMs]);
}

/** Settings of the seller, those named and no others. */
export async function mergeSettings(tx: Tx, sellerId: string, settings: Partial<SellerSettings>): Promise<void> {
  await tx.query('update platform.sellers set settings = settings || $2 where id = $1', [sellerId, JSON.stringify(settings)]);
}

/** What stands in the portal's header; null takes it away. */
export async function setLogo(tx: Tx, sellerId: string, ref: string | null): Promise<void> {
  await tx.query(
    `update platform.sellers set settings = case when $2::text is null then settings - 'logo' else settings || jsonb_build_object('logo', $2::text) end where id = $1`,
    [sellerId, ref],
  );
}

export type User = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly language: string;
  readonly password_hash: string;
};

export async function insertUser(tx: Tx, user: User, sellerId: string, roles: readonly Role[], now: string): Promise<void> {
  await tx.query('insert into platform.users (id, email, name, language, password_hash, created_at) values ($1, $2, $3, $4, $5, $6)', [
    user.id,
    user.email,
    user.name,
    user.language,
    user.password_hash,
    now,
  ]);
  await tx.query('insert into platform.memberships (seller_id, user_id, roles) values ($1, $2, $3)', [sellerId, user.id, roles]);
}

export async function findUser(tx: Tx, email: string): Promise<(User & { seller_id: string; roles: Role[] }) | null> {
  const [row] = await tx.query<User & { seller_id: string; roles: Role[] }>(
    `select u.id, u.email, u.name, u.language, u.password_hash, m.seller_id, m.roles
       from platform.users u join platform.memberships m on m.user_id = u.id
      where lower(u.email) = lower($1) and u.disabled_at is null order by m.seller_id limit 1`,
    [email],
  );
  return row ?? null;
}

export async function listPeople(tx: Tx, sellerId: string): Promise<{ id: string; email: string; name: string; roles: Role[] }[]> {
  return tx.query(
    `select u.id, u.email, u.name, m.roles from platform.memberships m join platform.users u on u.id = m.user_id where m.seller_id = $1 order by u.name`,
    [sellerId],
  );
}

/** Who holds a role at the seller and may come in. */
export async function listColleagues(tx: Tx, sellerId: string, role: Role): Promise<{ id: string; email: string }[]> {
  return tx.query(
    `select u.id, u.email from platform.memberships m join platform.users u on u.id = m.user_id
      where m.seller_id = $1 and $2 = any(m.roles) and u.disabled_at is null order by u.name, u.id`,
    [sellerId, role],
  );
}

export async function setUserLanguage(tx: Tx, userId: string, language: string): Promise<void> {
  await tx.query('update platform.users set language = $2 where id = $1', [userId, language]);
}

export type SessionRow = {
  readonly user_id: string;
  readonly seller_id: string;
  readonly name: string;
  readonly email: string;
  readonly language: string;
  readonly roles: Role[];
};

export async function insertSession(
  tx: Tx,
  tokenHash: Buffer,
  userId: string,
  sellerId: string,
  now: string,
  expiresAt: string,
): Promise<void> {
  await tx.query('insert into platform.sessions (token_hash, user_id, seller_id, created_at, expires_at) values ($1, $2, $3, $4, $5)', [
    tokenHash,
    userId,
    sellerId,
    now,
    expiresAt,
  ]);
}

export async function readSession(tx: Tx, tokenHash: Buffer, now: string): Promise<SessionRow | null> {
  const [row] = await tx.query<SessionRow>(
    `select s.user_id, s.seller_id, u.name, u.email, u.language, m.roles
       from platform.sessions s join platform.users u on u.id = s.user_id and u.disabled_at is null
       join platform.memberships m on m.user_id = s.user_id and m.seller_id = s.seller_id
      where s.token_hash = $1 and s.expires_at > $2`,
    [tokenHash, now],
  );
  return row ?? null;
}

export async function deleteSession(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.query('delete from platform.sessions where token_hash = $1', [tokenHash]);
}

export async function deleteExpiredSessions(tx: Tx, now: string): Promise<void> {
  await tx.query('delete from platform.sessions where expires_at <= $1', [now]);
}

export type ApiKeyRow = {
  readonly id: string;
  readonly seller_id: string;
  readonly name: string;
  readonly hint: string;
  readonly roles: Role[];
  readonly created_at: string;
};

export async function insertApiKey(tx: Tx, key: ApiKeyRow & { readonly hash: Buffer }): Promise<void> {
  await tx.query(
    `insert into platform.api_keys (id, seller_id, name, hash, hint, roles, created_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (hash) do nothing`,
    [key.id, key.seller_id, key.name, key.hash, key.hint, key.roles, key.created_at],
  );
}

export async function findApiKey(tx: Tx, hash: Buffer): Promise<ApiKeyRow | null> {
  const [row] = await tx.query<ApiKeyRow>(
    'select id, seller_id, name, hint, roles, created_at from platform.api_keys where hash = $1 and revoked_at is null',
    [hash],
  );
  return row ?? null;
}

export async function listApiKeys(tx: Tx, sellerId: string): Promise<ApiKeyRow[]> {
  return tx.query(
    'select id, seller_id, name, hint, roles, created_at from platform.api_keys where seller_id = $1 and revoked_at is null order by created_at',
    [sellerId],
  );
}

export async function revokeApiKey(tx: Tx, sellerId: string, id: string, now: string): Promise<boolean> {
  const rows = await tx.query(
    'update platform.api_keys set revoked_at = $3 where seller_id = $1 and id = $2 and revoked_at is null returning 1',
    [sellerId, id, now],
  );
  return rows.length > 0;
}
