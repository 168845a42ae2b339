/** What nobody needs any more, found and removed in batches (app/tidy.ts). Every statement asks again, under the rows' locks, whether it is so. */
import { assert } from '../core/assert.ts';
import type { Tx } from './db.ts';

/** Rows of one transaction: short enough that nobody waits for it. */
export const BATCH = 500;

/** A file that nothing has taken yet. Stowed again, it is fresh. */
export async function noteLoose(tx: Tx, sha256: string, at: string): Promise<void> {
  await tx.query(
    `insert into desk.loose_files (seller_id, sha256, at) values ($1, $2, $3)
     on conflict (seller_id, sha256) do update set at = greatest(desk.loose_files.at, excluded.at)`,
    [tx.sellerId, sha256, at],
  );
}

export type LooseFile = { readonly sha256: string; readonly aside_at: string | null };

/** What has been loose since before `until`; or was put aside before `asideUntil`, by the machine's time. */
export const looseFiles = (tx: Tx, until: string, asideUntil: string): Promise<LooseFile[]> =>
  tx.query(
    `select sha256, aside_at from desk.loose_files where seller_id = $1 and at < $2 and (aside_at is null or aside_at < $3)
      order by at, sha256 limit ${BATCH} for update skip locked`,
    [tx.sellerId, until, asideUntil],
  );

/** `asideAt` is the machine's time. */
export async function noteAside(tx: Tx, sha256s: readonly string[], asideAt: string): Promise<void> {
  await tx.query('update desk.loose_files set aside_at = $3 where seller_id = $1 and sha256 = any($2::text[])', [
    tx.sellerId,
    sha256s,
    asideAt,
  ]);
}

export async function noteFresh(tx: Tx, sha256s: readonly string[], at: string): Promise<void> {
  await tx.query('update desk.loose_files set at = $3, aside_at = null where seller_id = $1 and sha256 = any($2::text[])', [
    tx.sellerId,
    sha256s,
    at,
  ]);
}

export async function forgetLoose(tx: Tx, sha256s: readonly string[]): Promise<void> {
  await tx.query('delete from desk.loose_files where seller_id = $1 and sha256 = any($2::text[])', [tx.sellerId, sha256s]);
}

/** As dispatcher: which of these something of any seller refers to, or is still fresh at another. A test holds this list against the catalogue's columns. */
export async function filesInUse(tx: Tx, sellerId: string, sha256s: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ sha256: string }>(
    `select h.sha256 from unnest($1::text[]) as h (sha256)
      where exists (select 1 from desk.files x where x.sha256 = h.sha256)
         or exists (select 1 from desk.loose_files x where x.sha256 = h.sha256 and x.seller_id <> $2 and x.aside_at is null)
         or exists (select 1 from desk.inbound_mails x where x.digest = h.sha256 and x.removed_at is null)
         or exists (select 1 from desk.claim_evidence x where x.sha256 = h.sha256)
         or exists (select 1 from desk.diagnostics x where x.sha256 = h.sha256)
         or exists (select 1 from desk.dispute_words x where x.sha256 = h.sha256)
         or exists (select 1 from desk.paper_files x where x.sha256 = h.sha256)
         or exists (select 1 from desk.bank_files x where x.sha256 = h.sha256)
         or exists (select 1 from desk.exports x where h.sha256 = any (x.parts))`,
    [sha256s, sellerId],
  );
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Files that staff put up and never sent, which no proof on the case names. Their bytes are loose from now on. */
export async function removeUnsent(tx: Tx, until: string): Promise<number> {
  const rows = await tx.query(
    `with old as materialized (
       select f.id from desk.files f
        where f.seller_id = $1 and f.kind = 'attachment' and f.message_id is null and f.taken_by is not null and f.at < $2
          and not exists (select 1 from desk.photo_hashes p where p.seller_id = $1 and p.return_id = f.return_id and p.file_id = f.id)
          and not exists (select 1 from desk.diagnostics d where d.seller_id = $1 and d.return_id = f.return_id and d.file_id = f.id)
          and not exists (select 1 from desk.events e where e.seller_id = $1 and e.return_id = f.return_id and e.body::text like '%' || f.id || '%')
        order by f.at limit ${BATCH} for update skip locked
     ), gone as (
       delete from desk.files f using old where f.seller_id = $1 and f.id = old.id returning f.sha256, f.at
     ), loose as (
       insert into desk.loose_files (seller_id, sha256, at) select $1, sha256, min(at) from gone group by sha256 on conflict do nothing
     )
     select 1 from gone`,
    [tx.sellerId, until],
  );
  return rows.length;
}

/** Messages that arrived before `delivered` or were given up before `dead`, with each attempt at them. */
export async function removeDeliveries(tx: Tx, before: { readonly delivered: string; readonly dead: string }): Promise<number> {
  const rows = await tx.query(
    `with old as materialized (
       select d.id from desk.webhook_deliveries d
        where d.seller_id = $1 and d.created_at < $2 and not d.kept
          and (d.state = 'delivered' or d.state = 'dead' and d.created_at < $3)
        order by d.created_at, d.id limit ${BATCH} for update skip locked
     ), tried as (
       delete from desk.webhook_attempts a using old where a.seller_id = $1 and a.delivery_id = old.id
     )
     delete from desk.webhook_deliveries d using old where d.seller_id = $1 and d.id = old.id returning 1`,
    [tx.sellerId, before.delivered, before.dead],
  );
  return rows.length;
}

/** What was said and has no delivery left: nobody listened, or all of them have it. Messages are a book, which nobody may lock: a worker that comes second waits. */
export async function removeMessages(tx: Tx, until: string): Promise<number> {
  const rows = await tx.query(
    `delete from desk.webhook_messages m where m.seller_id = $1 and m.id in (
       select o.id from desk.webhook_messages o
        where o.seller_id = $1 and o.at < $2
          and not exists (select 1 from desk.webhook_deliveries d where d.seller_id = $1 and d.message_id = o.id)
        order by o.at, o.id limit ${BATCH}) returning 1`,
    [tx.sellerId, until],
  );
  return rows.length;
}

/** Of spam the words and the sender go; its digests stay, so that the same mail is known again. The bytes are loose from now on. */
export async function removeSpam(tx: Tx, before: { readonly putAside: string; readonly unseen: string }, now: string): Promise<number> {
  assert(before.unseen <= before.putAside, 'what nobody has looked at is kept longer');
  const rows = await tx.query(
    `with old as materialized (
       select id from desk.inbound_mails
        where seller_id = $1 and kind = 'spam' and removed_at is null and received_at < $2
          and (state = 'dismissed' and ended_at < $2 or state = 'triage' and received_at < $3)
        order by received_at limit ${BATCH} for update skip locked
     ), emptied as (
       update desk.inbound_mails m set removed_at = $4, sender_name = null, sender_email = null, subject = null, excerpt = null, facts = null,
           state = 'dismissed', ended_at = coalesce(m.ended_at, $4), ended_by = coalesce(m.ended_by, 'Retour')
         from old where m.seller_id = $1 and m.id = old.id returning m.digest
     ), loose as (
       insert into desk.loose_files (seller_id, sha256, at) select $1, digest, $3 from emptied on conflict do nothing
     )
     select 1 from emptied`,
    [tx.sellerId, before.putAside, before.unseen, now],
  );
  return rows.length;
}

export async function noteSwept(tx: Tx, day: string, removed: Readonly<Record<string, number>>): Promise<void> {
  await tx.query(
    `insert into desk.sweeps (seller_id, day, what, removed)
       select $1, $2, w.what, w.removed from unnest($3::text[], $4::int[]) as w (what, removed) where w.removed > 0
     on conflict (seller_id, day, what) do update set removed = desk.sweeps.removed + excluded.removed`,
    [tx.sellerId, day, Object.keys(removed), Object.values(removed)],
  );
}
