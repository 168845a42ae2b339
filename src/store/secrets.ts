/** Sealed keys where they lie, for the pass that seals them anew (app/sealed-secrets.ts). */
import type { KeptSecret } from '../core/sealed.ts';
import type { Tx } from './db.ts';

type Keys = Readonly<Record<string, KeptSecret>>;
const LOCK = {
  connections: `select slug, secrets from desk.connections where seller_id = $1 and secrets <> '{}' order by slug for update`,
  carrier_accounts: `select slug, secrets from desk.carrier_accounts where seller_id = $1 and secrets <> '{}' order by slug for update`,
} as const;
const WRITE = {
  connections: 'update desk.connections set secrets = $3 where seller_id = $1 and slug = $2',
  carrier_accounts: 'update desk.carrier_accounts set secrets = $3 where seller_id = $1 and slug = $2',
} as const;

export const lockSecrets = (tx: Tx, table: keyof typeof LOCK): Promise<{ slug: string; secrets: Keys }[]> =>
  tx.query(LOCK[table], [tx.sellerId]);

export async function writeSecrets(tx: Tx, table: keyof typeof WRITE, slug: string, secrets: Keys): Promise<void> {
  await tx.query(WRITE[table], [tx.sellerId, slug, JSON.stringify(secrets)]);
}

export type WebhookSecrets = {
  readonly id: string;
  readonly secret: string;
  readonly old_secret: string | null;
  readonly secret_set_at: string | null;
  readonly secret_ends: string | null;
  readonly created_at: string;
};

export const lockWebhookSecrets = (tx: Tx): Promise<WebhookSecrets[]> =>
  tx.query(
    `select id, secret, old_secret, secret_set_at, secret_ends, created_at from desk.webhook_endpoints
      where seller_id = $1 order by id for update`,
    [tx.sellerId],
  );

export async function writeWebhookSecrets(tx: Tx, { id, secret, old_secret, secret_set_at, secret_ends }: WebhookSecrets): Promise<void> {
  await tx.query(
    'update desk.webhook_endpoints set secret = $3, old_secret = $4, secret_set_at = $5, secret_ends = $6 where seller_id = $1 and id = $2',
    [tx.sellerId, id, secret, old_secret, secret_set_at, secret_ends],
  );
}

export const lockMailboxPasswords = (tx: Tx): Promise<{ id: string; password: string }[]> =>
  tx.query(`select id, password from desk.mailboxes where seller_id = $1 and password <> '' order by id for update`, [tx.sellerId]);

export async function writeMailboxPassword(tx: Tx, id: string, password: string): Promise<void> {
  await tx.query('update desk.mailboxes set password = $3 where seller_id = $1 and id = $2', [tx.sellerId, id, password]);
}
