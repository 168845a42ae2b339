import type { Failure, LowWater, Warning } from '../channels/channel.ts';
import type { KeptSecret } from '../core/sealed.ts';
import { storable } from '../core/storable.ts';
import type { Tx } from './db.ts';

/** How one part of a channel does. `readAt`: when it was last read to its end; `says`: why it was not, since. */
export type PartHealth = { readonly readAt: string | null; readonly says: string | null };
export type KeptWarning = Warning & { readonly since: string };

export type Connection = {
  readonly slug: string;
  readonly kind: string;
  readonly name: string;
  readonly settings: Record<string, unknown>;
  readonly secrets: Readonly<Record<string, KeptSecret>>;
  readonly low_water: LowWater | null;
  readonly state: 'ok' | 'failing' | 'off';
  readonly last_poll_at: string | null;
  readonly next_poll_at: string | null;
  readonly failures: number;
  readonly last_error: string | null;
  readonly failure: Failure['failed'] | null;
  readonly parts: Readonly<Record<string, PartHealth>>;
  readonly warnings: readonly KeptWarning[];
};

const COLUMNS =
  'slug, kind, name, settings, secrets, low_water, state, last_poll_at, next_poll_at, failures, last_error, failure, parts, warnings';

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

/** What waits in quarantine: nobody answered it, and the same thing was not read since (a later reading of it is the newer truth). */
const WAITING = `i.unreadable is not null
  and not exists (select 1 from desk.inbound_answers a where a.seller_id = i.seller_id and a.channel = i.channel and a.kind = i.kind
    and a.external_id = i.external_id and a.digest = i.digest)
  and not exists (select 1 from desk.inbound o where o.seller_id = i.seller_id and o.channel = i.channel and o.kind in ('order', 'request', 'parcel')
    and i.kind in ('unreadable', o.kind) and o.external_id = i.external_id and o.unreadable is null and o.received_at > i.received_at)`;

export async function listConnections(tx: Tx): Promise<(Connection & { unreadable: number })[]> {
  return tx.query(
    `select ${COLUMNS}, (select count(*) from desk.inbound i where i.seller_id = c.seller_id and i.channel = c.slug and ${WAITING}) as unreadable
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

/** Asked for sooner: by a person, or by the channel that says something changed. False where it is paused or never polled. */
export async function pollSoon(tx: Tx, slug: string, realNow: string): Promise<boolean> {
  const rows = await tx.query(
    `update desk.connections set next_poll_at = least(next_poll_at, $3) where seller_id = $1 and slug = $2 and next_poll_at is not null and state <> 'off'
     returning 1`,
    [tx.sellerId, slug, realNow],
  );
  return rows.length > 0;
}

/** Pauses the polling, or takes it up again at once. */
export async function setPaused(tx: Tx, slug: string, paused: boolean, realNow: string): Promise<void> {
  await tx.query(
    `update desk.connections set
       state = case when $3 then 'off' when last_error is null then 'ok' else 'failing' end,
       next_poll_at = case when $3 or next_poll_at is null then next_poll_at else $4 end
      where seller_id = $1 and slug = $2`,
    [tx.sellerId, slug, paused, realNow],
  );
}

/** What is in force from now on; the last failure was another credential's. */
export async function changeConnection(
  tx: Tx,
  slug: string,
  { name, settings, secrets, warnings }: Pick<Connection, 'name' | 'settings' | 'secrets' | 'warnings'>,
): Promise<void> {
  await tx.query(
    `update desk.connections set name = $3, settings = $4, secrets = $5, warnings = $6, last_error = null, failure = null, failures = 0,
       state = case when state = 'off' then 'off' else 'ok' end
      where seller_id = $1 and slug = $2`,
    [tx.sellerId, slug, name, JSON.stringify(settings), JSON.stringify(secrets), JSON.stringify(warnings)],
  );
}

export async function setContact(tx: Tx, slug: string, contact: string): Promise<void> {
  await tx.query(
    `update desk.connections set settings = jsonb_set(settings, '{contact}', to_jsonb($3::text)) where seller_id = $1 and slug = $2`,
    [tx.sellerId, slug, contact],
  );
}

/** What an operator's reason codes mean, from now on. */
export async function setReasons(tx: Tx, slug: string, reasons: object, warnings: Connection['warnings']): Promise<void> {
  await tx.query(
    `update desk.connections set settings = jsonb_set(settings, '{reasons}', $3::jsonb), warnings = $4 where seller_id = $1 and slug = $2`,
    [tx.sellerId, slug, JSON.stringify(reasons), JSON.stringify(warnings)],
  );
}

export type PollRecord = {
  readonly lowWater: LowWater;
  readonly parts: Connection['parts'];
  readonly warnings: Connection['warnings'];
  /** A part of the channel did not answer, the rest did; people see it on the connection. */
  readonly trouble: Pick<Failure, 'failed' | 'says'> | null;
};

/** A poll that went through. Whoever paused it meanwhile has paused it. */
export async function recordPoll(tx: Tx, slug: string, now: string, done: PollRecord): Promise<void> {
  await tx.query(
    `update desk.connections set low_water = $3, last_poll_at = $4, failures = 0, last_error = $5, failure = $6, parts = $7, warnings = $8,
       state = case when state = 'off' then 'off' when $5::text is null then 'ok' else 'failing' end
      where seller_id = $1 and slug = $2`,
    [
      tx.sellerId,
      slug,
      JSON.stringify(done.lowWater),
      now,
      done.trouble?.says ?? null,
      done.trouble?.failed ?? null,
      JSON.stringify(done.parts),
      JSON.stringify(done.warnings),
    ],
  );
}

export async function recordPollFailure(
  tx: Tx,
  slug: string,
  now: string,
  { failed, says }: Pick<Failure, 'failed' | 'says'>,
  nextPollAt: string,
): Promise<void> {
  await tx.query(
    `update desk.connections set last_poll_at = $3, failures = failures + 1, last_error = $4, failure = $6, next_poll_at = $5,
       state = case when state = 'off' then 'off' else 'failing' end
      where seller_id = $1 and slug = $2`,
    [tx.sellerId, slug, now, says, nextPollAt, failed],
  );
}

export type Inbound = {
  readonly kind: string;
  readonly external_id: string;
  readonly digest: string;
  readonly unreadable: string | null;
  /** Which part or kind of thing it was, where the channel's reader could not say more. */
  readonly what?: string | null;
  readonly raw: unknown;
};
type InboundKey = Pick<Inbound, 'kind' | 'external_id' | 'digest'>;

export async function knowsInbound(tx: Tx, channel: string, message: InboundKey): Promise<boolean> {
  const rows = await tx.query(
    'select 1 from desk.inbound where seller_id = $1 and channel = $2 and kind = $3 and external_id = $4 and digest = $5',
    [tx.sellerId, channel, message.kind, message.external_id, message.digest],
  );
  return rows.length > 0;
}

/** As JSON that the database takes: what a broken client sent is kept but for the signs that no text may hold. */
const keepable = (raw: unknown): string =>
  JSON.stringify(raw, (_, value: unknown) => {
    if (typeof value === 'string') return storable(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [storable(name), one]));
  }) ?? 'null';

/** Keeps a raw message once; answers false where it was here already (M14). */
export async function keepInbound(tx: Tx, channel: string, message: Inbound, now: string): Promise<boolean> {
  const rows = await tx.query(
    `insert into desk.inbound (seller_id, channel, kind, external_id, digest, received_at, unreadable, what, raw) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict do nothing returning 1`,
    [
      tx.sellerId,
      channel,
      message.kind,
      message.external_id,
      message.digest,
      now,
      message.unreadable,
      message.what ?? null,
      keepable(message.raw),
    ],
  );
  return rows.length > 0;
}

export type Quarantined = InboundKey & {
  readonly channel: string;
  readonly what: string | null;
  readonly received_at: string;
  readonly unreadable: string;
};

const QUARANTINED = 'i.channel, i.kind, i.external_id, i.digest, i.what, i.received_at, i.unreadable';

/** What waits for a person, newest first. `after` is the last row of the page before. */
export async function listQuarantine(
  tx: Tx,
  {
    channel,
    after,
    limit,
  }: { readonly channel?: string; readonly after?: { readonly at: string; readonly digest: string }; readonly limit: number },
): Promise<Quarantined[]> {
  return tx.query(
    `select ${QUARANTINED} from desk.inbound i
      where i.seller_id = $1 and ${WAITING} and ($2::text is null or i.channel = $2)
        and ($3::timestamptz is null or (i.received_at, i.digest) < ($3, $4))
      order by i.received_at desc, i.digest desc limit $5`,
    [tx.sellerId, channel ?? null, after?.at ?? null, after?.digest ?? null, limit],
  );
}

export async function readQuarantined(tx: Tx, channel: string, digest: string): Promise<(Quarantined & { readonly raw: unknown }) | null> {
  const [row] = await tx.query<Quarantined & { readonly raw: unknown }>(
    `select ${QUARANTINED}, i.raw from desk.inbound i where i.seller_id = $1 and i.channel = $2 and i.digest = $3 and ${WAITING}`,
    [tx.sellerId, channel, digest],
  );
  return row ?? null;
}

/** The first answer stands: two people who answer at once agree that it is done. */
export async function answerQuarantined(
  tx: Tx,
  channel: string,
  key: InboundKey,
  answer: { readonly came_to: 'taken' | 'dismissed'; readonly because: string | null; readonly at: string; readonly by_name: string },
): Promise<void> {
  await tx.query(
    `insert into desk.inbound_answers (seller_id, channel, kind, external_id, digest, came_to, because, at, by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict do nothing`,
    [tx.sellerId, channel, key.kind, key.external_id, key.digest, answer.came_to, answer.because, answer.at, answer.by_name],
  );
}
