import type { LowWater } from '../channels/channel.ts';
import type { Tx } from './db.ts';

export type Connection = {
  readonly slug: string;
  readonly kind: string;
  readonly name: string;
  readonly settings: Record<string, unknown>;
  readonly secrets: Record<string, string>;
  readonly low_water: LowWater | null;
  readonly state: 'ok' | 'failing' | 'off';
  readonly last_poll_at: string | null;
  readonly next_poll_at: string | null;
  readonly failures: number;
  readonly last_error: string | null;
};

const COLUMNS = 'slug, kind, name, settings, secrets, low_water, state, last_poll_at, next_poll_at, failures, last_error';

export async function putConnection(
  tx: Tx,
  c: Pick<Connection, 'slug' | 'kind' | 'name' | 'settings' | 'secrets' | 'next_poll_at'>,
): Promise<void> {
  await tx.query(
    `insert into desk.connections (seller_id, slug, kind, name, settings, secrets, next_poll_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (seller_id, slug) do update set kind = excluded.kind, name = excluded.name, settings = excluded.settings, secrets = excluded.secrets,
       next_poll_at = excluded.next_poll_at`,
    [tx.sellerId, c.slug, c.kind, c.name, JSON.stringify(c.settings), JSON.stringify(c.secrets), c.next_poll_at],
  );
}

export async function readConnection(tx: Tx, slug: string): Promise<Connection | null> {
  const [row] = await tx.query<Connection>(`select ${COLUMNS} from desk.connections where seller_id = $1 and slug = $2`, [
    tx.sellerId,
    slug,
  ]);
  return row ?? null;
}

export async function listConnections(tx: Tx): Promise<(Connection & { unreadable: number })[]> {
  return tx.query(
    `select ${COLUMNS}, (select count(*) from desk.inbound i where i.seller_id = c.seller_id and i.channel = c.slug and i.unreadable is not null) as unreadable
       from desk.connections c where c.seller_id = $1 order by c.slug`,
    [tx.sellerId],
  );
}

/** As dispatcher: takes the connections whose time has come and moves their time on, so that two workers do not poll one. */
export async function claimDuePolls(tx: Tx, realNow: string, again: string): Promise<{ seller_id: string; slug: string }[]> {
  return tx.query(
    `update desk.connections c set next_poll_at = $2
       from (select seller_id, slug from desk.connections where next_poll_at <= $1 and state <> 'off' order by next_poll_at limit 50 for update skip locked) as due
      where c.seller_id = due.seller_id and c.slug = due.slug returning c.seller_id, c.slug`,
    [realNow, again],
  );
}

/** `trouble`: a part of the channel did not answer, the rest did; people see it on the connection. */
export async function recordPoll(tx: Tx, slug: string, now: string, lowWater: LowWater, trouble: string | null): Promise<void> {
  await tx.query(
    `update desk.connections set low_water = $3, last_poll_at = $4, state = case when $5::text is null then 'ok' else 'failing' end, failures = 0, last_error = $5
      where seller_id = $1 and slug = $2`,
    [tx.sellerId, slug, JSON.stringify(lowWater), now, trouble],
  );
}

export async function recordPollFailure(tx: Tx, slug: string, now: string, says: string, nextPollAt: string): Promise<void> {
  await tx.query(
    `update desk.connections set last_poll_at = $3, state = 'failing', failures = failures + 1, last_error = $4, next_poll_at = $5
      where seller_id = $1 and slug = $2`,
    [tx.sellerId, slug, now, says, nextPollAt],
  );
}

export type Inbound = {
  readonly kind: string;
  readonly external_id: string;
  readonly digest: string;
  readonly unreadable: string | null;
  readonly raw: unknown;
};

export async function knowsInbound(tx: Tx, channel: string, message: Pick<Inbound, 'kind' | 'external_id' | 'digest'>): Promise<boolean> {
  const rows = await tx.query(
    'select 1 from desk.inbound where seller_id = $1 and channel = $2 and kind = $3 and external_id = $4 and digest = $5',
    [tx.sellerId, channel, message.kind, message.external_id, message.digest],
  );
  return rows.length > 0;
}

/** Keeps a raw message once; answers false where it was here already (M14). */
export async function keepInbound(tx: Tx, channel: string, message: Inbound, now: string): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.inbound (seller_id, channel, kind, external_id, digest, received_at, unreadable, raw) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict do nothing returning 1`,
    [tx.sellerId, channel, message.kind, message.external_id, message.digest, now, message.unreadable, JSON.stringify(message.raw)],
  );
  return rows.length > 0;
}

export async function listUnreadable(
  tx: Tx,
): Promise<{ channel: string; kind: string; external_id: string; received_at: string; unreadable: string }[]> {
  return tx.query(
    `select channel, kind, external_id, received_at, unreadable from desk.inbound where seller_id = $1 and unreadable is not null order by received_at desc limit 100`,
    [tx.sellerId],
  );
}
