/** Where the seller's own systems hear of what happens: endpoints, what was said, its deliveries and each attempt at them. */
import type { Tx } from './db.ts';

export type EndpointState = 'active' | 'paused' | 'disabled' | 'deleted';
export type Endpoint = {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  /** Empty: all of them. */
  readonly types: readonly string[];
  /** Sealed, the old one too (app/sealed-secrets.ts). */
  readonly secret: string;
  readonly old_secret: string | null;
  readonly old_secret_until: string | null;
  /** What people see of the secret; null where it was made before it was kept. */
  readonly secret_set_at: string | null;
  readonly secret_ends: string | null;
  readonly state: EndpointState;
  readonly failing_since: string | null;
  readonly disabled_because: string | null;
  readonly created_at: string;
  readonly created_by: string;
};
const ENDPOINT =
  'id, url, name, types, secret, old_secret, old_secret_until, secret_set_at, secret_ends, state, failing_since, disabled_because, created_at, created_by';

export async function insertEndpoint(
  tx: Tx,
  e: Pick<Endpoint, 'id' | 'url' | 'name' | 'types' | 'secret' | 'secret_ends' | 'created_at' | 'created_by'>,
): Promise<void> {
  await tx.query(
    `insert into desk.webhook_endpoints (seller_id, id, url, name, types, secret, secret_ends, state, created_at, secret_set_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $8, $9)`,
    [tx.sellerId, e.id, e.url, e.name, e.types, e.secret, e.secret_ends, e.created_at, e.created_by],
  );
}

/** Those that were not deleted, oldest first. */
export async function listEndpoints(tx: Tx): Promise<Endpoint[]> {
  return tx.query<Endpoint>(
    `select ${ENDPOINT} from desk.webhook_endpoints where seller_id = $1 and state <> 'deleted' order by created_at, id`,
    [tx.sellerId],
  );
}

export async function lockEndpoint(tx: Tx, id: string): Promise<Endpoint | null> {
  const [row] = await tx.query<Endpoint>(
    `select ${ENDPOINT} from desk.webhook_endpoints where seller_id = $1 and id = $2 and state <> 'deleted' for update`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

/** Everything of it that people and failures may change. */
export async function updateEndpoint(tx: Tx, e: Endpoint): Promise<void> {
  await tx.query(
    `update desk.webhook_endpoints set url = $3, name = $4, types = $5, secret = $6, old_secret = $7, old_secret_until = $8, state = $9, failing_since = $10,
       disabled_because = $11, secret_set_at = $12, secret_ends = $13 where seller_id = $1 and id = $2`,
    [
      tx.sellerId,
      e.id,
      e.url,
      e.name,
      e.types,
      e.secret,
      e.old_secret,
      e.old_secret_until,
      e.state,
      e.failing_since,
      e.disabled_because,
      e.secret_set_at,
      e.secret_ends,
    ],
  );
}

/** Something arrived: the endpoint is well. */
export async function endpointAnswered(tx: Tx, id: string): Promise<void> {
  await tx.query('update desk.webhook_endpoints set failing_since = null where seller_id = $1 and id = $2 and failing_since is not null', [
    tx.sellerId,
    id,
  ]);
}

export type WebhookMessage = { readonly id: string; readonly type: string; readonly body: string; readonly at: string };

/**
 * Messages, a delivery of each to every endpoint that wants it, the errand of each delivery and its job: one statement, whatever their
 * number, since it travels with the transaction of the act that it tells of.
 */
export async function insertMessages(tx: Tx, messages: readonly WebhookMessage[]): Promise<void> {
  await tx.query(
    `with said as (
       insert into desk.webhook_messages (seller_id, id, type, body, at)
         select $1, m.id, m.type, m.body, $5 from unnest($2::uuid[], $3::text[], $4::text[]) as m (id, type, body) returning id, type
     ), made as materialized (
       select gen_random_uuid() as id, e.id as endpoint_id, said.id as message_id
         from said join desk.webhook_endpoints e on e.seller_id = $1 and e.state = 'active' and (e.types = '{}' or said.type = any(e.types))
     ), sent as (
       insert into desk.webhook_deliveries (seller_id, id, endpoint_id, message_id, state, created_at, errand_id)
         select $1, id, endpoint_id, message_id, 'pending', $5, id from made
     ), errands as (
       insert into desk.effects (seller_id, id, kind, body, created_at)
         select $1, id, 'webhook', jsonb_build_object('deliveryId', id), $5 from made returning id
     )
     select desk.enqueue('carry_out', $1, array_agg(id), null) from errands having count(*) > 0`,
    [tx.sellerId, messages.map(({ id }) => id), messages.map(({ type }) => type), messages.map(({ body }) => body), messages[0]!.at],
  );
}

/** One message to one endpoint, whatever it listens to: the test button. Its errand is the caller's affair. */
export async function insertDirect(tx: Tx, message: WebhookMessage, endpointId: string, deliveryId: string): Promise<void> {
  await tx.query('insert into desk.webhook_messages (seller_id, id, type, body, at) values ($1, $2, $3, $4, $5)', [
    tx.sellerId,
    message.id,
    message.type,
    message.body,
    message.at,
  ]);
  await tx.query(
    `insert into desk.webhook_deliveries (seller_id, id, endpoint_id, message_id, state, created_at, errand_id) values ($1, $2, $3, $4, 'pending', $5, $2)`,
    [tx.sellerId, deliveryId, endpointId, message.id, message.at],
  );
}

export type DeliveryState = 'pending' | 'delivered' | 'dead';
export type Delivery = {
  readonly id: string;
  readonly endpoint_id: string;
  readonly message_id: string;
  readonly type: string;
  readonly body: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly status: number | null;
  readonly latency_ms: number | null;
  readonly says: string | null;
  readonly created_at: string;
  readonly attempted_at: string | null;
  readonly next_at: string | null;
  readonly errand_id: string;
  /** A person keeps it: it is not removed when it is old. */
  readonly kept: boolean;
};
const DELIVERY =
  'd.id, d.endpoint_id, d.message_id, m.type, m.body, d.state, d.attempts, d.status, d.latency_ms, d.says, d.created_at, d.attempted_at, d.next_at, d.errand_id, d.kept';
const DELIVERIES = 'desk.webhook_deliveries d join desk.webhook_messages m on m.seller_id = d.seller_id and m.id = d.message_id';

/** With the endpoint that it goes to. */
export async function readDelivery(tx: Tx, id: string): Promise<{ delivery: Delivery; endpoint: Endpoint } | null> {
  const [delivery] = await tx.query<Delivery>(`select ${DELIVERY} from ${DELIVERIES} where d.seller_id = $1 and d.id = $2`, [
    tx.sellerId,
    id,
  ]);
  if (!delivery) return null;
  const [endpoint] = await tx.query<Endpoint>(`select ${ENDPOINT} from desk.webhook_endpoints where seller_id = $1 and id = $2`, [
    tx.sellerId,
    delivery.endpoint_id,
  ]);
  return { delivery, endpoint: endpoint! };
}

export type DeliveryFilter = { readonly endpointId?: string; readonly state?: DeliveryState };

/** Newest first. */
export async function listDeliveries(
  tx: Tx,
  filter: DeliveryFilter,
  after: { readonly at: string; readonly id: string } | null,
  limit: number,
): Promise<Delivery[]> {
  return tx.query<Delivery>(
    `select ${DELIVERY} from ${DELIVERIES}
      where d.seller_id = $1 and ($2::uuid is null or d.endpoint_id = $2) and ($3::text is null or d.state = $3)
        and ($4::timestamptz is null or (d.created_at, d.id) < ($4, $5::uuid))
      order by d.created_at desc, d.id desc limit $6`,
    [tx.sellerId, filter.endpointId ?? null, filter.state ?? null, after?.at ?? null, after?.id ?? null, limit],
  );
}

export async function countDeliveries(tx: Tx): Promise<{ endpoint_id: string; state: DeliveryState; n: number }[]> {
  return tx.query(
    `select endpoint_id, state, count(*) as n from desk.webhook_deliveries where seller_id = $1 and state <> 'delivered' group by endpoint_id, state`,
    [tx.sellerId],
  );
}

/** What the last attempt of a round came to. */
export async function recordAttempt(
  tx: Tx,
  delivery: Pick<Delivery, 'id' | 'state' | 'status' | 'latency_ms' | 'says' | 'attempted_at' | 'next_at'>,
  attemptId: string,
): Promise<void> {
  const { id, state, status, latency_ms, says, attempted_at, next_at } = delivery;
  await tx.query(
    `insert into desk.webhook_attempts (seller_id, id, delivery_id, at, status, latency_ms, says) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.sellerId, attemptId, id, attempted_at, status, latency_ms, says],
  );
  await tx.query(
    `update desk.webhook_deliveries set state = $3, attempts = attempts + 1, status = $4, latency_ms = $5, says = $6, attempted_at = $7, next_at = $8
      where seller_id = $1 and id = $2`,
    [tx.sellerId, id, state, status, latency_ms, says, attempted_at, next_at],
  );
}

/** Given up without an attempt: nobody listens there any more. */
export async function buryDelivery(tx: Tx, id: string, says: string): Promise<void> {
  await tx.query(`update desk.webhook_deliveries set state = 'dead', says = $3, next_at = null where seller_id = $1 and id = $2`, [
    tx.sellerId,
    id,
    says,
  ]);
}

/** False where there is no such delivery. */
export async function keepDelivery(tx: Tx, id: string, kept: boolean): Promise<boolean> {
  const rows = await tx.query('update desk.webhook_deliveries set kept = $3 where seller_id = $1 and id = $2 returning 1', [
    tx.sellerId,
    id,
    kept,
  ]);
  return rows.length > 0;
}

export type StoredAttempt = {
  readonly at: string;
  readonly status: number | null;
  readonly latency_ms: number;
  readonly says: string;
};
/** Newest first. */
export async function attemptsOf(tx: Tx, deliveryId: string): Promise<StoredAttempt[]> {
  return tx.query<StoredAttempt>(
    `select at, status, latency_ms, says from desk.webhook_attempts where seller_id = $1 and delivery_id = $2 order by at desc, id desc limit 50`,
    [tx.sellerId, deliveryId],
  );
}

/** A new round for these deliveries; each gets the errand of the same place in the list. What was sent already is sent again. */
export async function reviveDeliveries(tx: Tx, deliveryIds: readonly string[], errandIds: readonly string[], at: string): Promise<void> {
  await tx.query(
    `with again as (select * from unnest($2::uuid[], $3::uuid[]) as a (id, errand_id)), revived as (
       update desk.webhook_deliveries d set state = 'pending', attempts = 0, next_at = null, errand_id = again.errand_id
         from again where d.seller_id = $1 and d.id = again.id returning d.id, d.errand_id
     ), errands as (
       insert into desk.effects (seller_id, id, kind, body, created_at)
         select $1, errand_id, 'webhook', jsonb_build_object('deliveryId', id), $4 from revived returning id
     )
     select desk.enqueue('carry_out', $1, array_agg(id), null) from errands having count(*) > 0`,
    [tx.sellerId, deliveryIds, errandIds, at],
  );
}

/**
 * Makes sure that the endpoint has a delivery of each message of that time that it listens to, also of what was said while it was paused
 * or not there yet. Answers those to be sent: all of them, or what never arrived.
 */
export async function deliveriesBetween(
  tx: Tx,
  endpoint: Pick<Endpoint, 'id' | 'types'>,
  range: { readonly from: string; readonly to: string; readonly which: 'missing' | 'all' },
  most: number,
): Promise<string[]> {
  await tx.query(
    `insert into desk.webhook_deliveries (seller_id, id, endpoint_id, message_id, state, created_at, errand_id)
       select $1, made.id, $2, made.message_id, 'dead', made.at, made.id
         from (select gen_random_uuid() as id, m.id as message_id, m.at from desk.webhook_messages m
                where m.seller_id = $1 and m.at >= $3 and m.at < $4 and m.type <> 'webhook.test' and ($5::text[] = '{}' or m.type = any($5))
                  and not exists (select 1 from desk.webhook_deliveries d where d.seller_id = $1 and d.endpoint_id = $2 and d.message_id = m.id)
                order by m.at, m.id limit $6) as made
     on conflict do nothing`,
    [tx.sellerId, endpoint.id, range.from, range.to, endpoint.types, most],
  );
  const rows = await tx.query<{ id: string }>(
    `select d.id from ${DELIVERIES}
      where d.seller_id = $1 and d.endpoint_id = $2 and m.at >= $3 and m.at < $4 and m.type <> 'webhook.test' and ($5 or d.state = 'dead')
        and d.state <> 'pending'
      order by m.at, m.id limit $6`,
    [tx.sellerId, endpoint.id, range.from, range.to, range.which === 'all', most],
  );
  return rows.map(({ id }) => id);
}

export async function deadDeliveries(tx: Tx, endpointId: string | null, most: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from desk.webhook_deliveries where seller_id = $1 and state = 'dead' and ($2::uuid is null or endpoint_id = $2)
      order by created_at desc, id desc limit $3`,
    [tx.sellerId, endpointId, most],
  );
  return rows.map(({ id }) => id);
}
