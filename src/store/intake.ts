/** Mails that came in (M12): kept whole before anything else, then one state after the other, each step under the row's lock. */
import type { MailFacts } from '../channels/email/facts.ts';
import type { MailKind } from '../channels/email/kind.ts';
import type { Fault, OrderLine, Reason, Wish } from '../core/return/model.ts';
import type { Tx } from './db.ts';

export const MAIL_STATES = ['new', 'taking', 'triage', 'matched', 'dismissed', 'duplicate'] as const;
export type MailState = (typeof MAIL_STATES)[number];
export const BECAME = ['return', 'message', 'note', 'bounce', 'notices'] as const;
export type Became = (typeof BECAME)[number];

/** What is being done with a mail. Decided and kept before it is done. */
export type MailPlan =
  | { readonly do: 'message' | 'note'; readonly returnId: string }
  | {
      readonly do: 'open';
      readonly channel: string;
      readonly channelOrderId: string;
      readonly items: readonly {
        readonly lineId: string;
        readonly reason: Reason;
        readonly fault?: Fault;
        readonly wants?: Wish;
        readonly unit?: number;
      }[];
    }
  | { readonly do: 'bounce'; readonly returnId: string | null }
  | { readonly do: 'notices'; readonly partnerId: string };

/** What became of the lines of a partner's table (M29). */
export type MailNotices = {
  readonly partnerId: string;
  readonly partner: string;
  /** Lines that are notices by this mail. */
  readonly taken: number;
  /** Lines that had been told before. */
  readonly known: number;
  readonly refused: number;
  /** The first of the refused lines, as an editor counts them; `in`: the attachment, null for the mail's own words. */
  readonly told: readonly {
    readonly in: string | null;
    readonly line: number;
    readonly noticeId?: string;
    readonly errors: readonly { readonly path: string; readonly says: string }[];
  }[];
};

export type MailRow = {
  readonly id: string;
  readonly digest: string;
  readonly size: number;
  readonly cut_off: boolean;
  /** `portal`: a withdrawal that nobody could place, under its own id. */
  readonly source: 'imap' | 'webhook' | 'sandbox' | 'portal';
  readonly received_at: string;
  readonly state: MailState;
  readonly kind: MailKind | null;
  readonly message_id: string | null;
  readonly sender_name: string | null;
  readonly sender_email: string | null;
  readonly subject: string | null;
  readonly excerpt: string | null;
  readonly language: string | null;
  readonly files: number;
  readonly facts: MailFacts | null;
  readonly plan: (MailPlan & { readonly by?: string }) | null;
  readonly notices: MailNotices | null;
  readonly because: string | null;
  readonly became: Became | null;
  readonly return_id: string | null;
  readonly duplicate_of: string | null;
  readonly ended_by: string | null;
  readonly ended_at: string | null;
  readonly ended_says: string | null;
  /** When its words and bytes were removed (`app/tidy.ts`): old spam. */
  readonly removed_at: string | null;
};

const COLUMNS = `m.id, m.digest, m.size, m.cut_off, m.source, m.received_at, m.state, m.kind, m.message_id, m.sender_name, m.sender_email, m.subject,
  m.excerpt, m.language, m.files, m.facts, m.plan, m.notices, m.because, m.became, m.return_id, m.duplicate_of, m.ended_by, m.ended_at, m.ended_says, m.removed_at`;

/** The id of the row, whether it is new or was here: the same bytes are one mail. */
export async function keepRaw(
  tx: Tx,
  mail: Pick<MailRow, 'id' | 'digest' | 'size' | 'cut_off' | 'source' | 'received_at'> & { readonly mailbox_id: string | null },
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const [made] = await tx.query<{ id: string }>(
    `insert into desk.inbound_mails (seller_id, id, digest, size, cut_off, source, mailbox_id, received_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (seller_id, digest) do nothing returning id`,
    [tx.sellerId, mail.id, mail.digest, mail.size, mail.cut_off, mail.source, mail.mailbox_id, mail.received_at],
  );
  if (made) return { id: made.id, isNew: true };
  const [known] = await tx.query<{ id: string }>('select id from desk.inbound_mails where seller_id = $1 and digest = $2', [
    tx.sellerId,
    mail.digest,
  ]);
  return { id: known!.id, isNew: false };
}

export async function readMailRow(tx: Tx, id: string): Promise<MailRow | null> {
  const [row] = await tx.query<MailRow>(`select ${COLUMNS} from desk.inbound_mails m where m.seller_id = $1 and m.id = $2`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

export async function lockMail(tx: Tx, id: string): Promise<MailRow | null> {
  const [row] = await tx.query<MailRow>(`select ${COLUMNS} from desk.inbound_mails m where m.seller_id = $1 and m.id = $2 for update`, [
    tx.sellerId,
    id,
  ]);
  return row ?? null;
}

export type MailReading = Pick<
  MailRow,
  'kind' | 'message_id' | 'sender_name' | 'sender_email' | 'subject' | 'excerpt' | 'language' | 'files' | 'facts'
> & { readonly fingerprint: string | null };

/** Throws a unique violation of `inbound_mails_fingerprint` where the same mail came by another way. */
export async function recordReading(tx: Tx, id: string, read: MailReading): Promise<void> {
  await tx.query(
    `update desk.inbound_mails set fingerprint = $3, kind = $4, message_id = $5, sender_name = $6, sender_email = $7, subject = $8, excerpt = $9,
       language = $10, files = $11, facts = $12 where seller_id = $1 and id = $2`,
    [
      tx.sellerId,
      id,
      read.fingerprint,
      read.kind,
      read.message_id,
      read.sender_name,
      read.sender_email,
      read.subject,
      read.excerpt,
      read.language,
      read.files,
      JSON.stringify(read.facts),
    ],
  );
}

/** Where the mail is that says the same; null where none is. */
export async function sameMail(tx: Tx, fingerprint: string, exceptId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>('select id from desk.inbound_mails where seller_id = $1 and fingerprint = $2 and id <> $3', [
    tx.sellerId,
    fingerprint,
    exceptId,
  ]);
  return row?.id ?? null;
}

/** Decided, not done. `state` says who is to do it: a machine at once, or after the seconds in which a person may take it back. */
export async function planMail(tx: Tx, id: string, plan: MailPlan & { readonly by?: string }, state: 'new' | 'taking'): Promise<void> {
  await tx.query(`update desk.inbound_mails set plan = $3, state = $4, because = null where seller_id = $1 and id = $2`, [
    tx.sellerId,
    id,
    JSON.stringify(plan),
    state,
  ]);
}

/** What became of a table's lines stays with the mail, whether it waits or not. */
export async function recordNotices(tx: Tx, id: string, notices: MailNotices): Promise<void> {
  await tx.query('update desk.inbound_mails set notices = $3 where seller_id = $1 and id = $2', [tx.sellerId, id, JSON.stringify(notices)]);
}

/** It waits for a person. */
export async function triageMail(tx: Tx, id: string, because: string): Promise<void> {
  await tx.query(
    `update desk.inbound_mails set state = 'triage', because = $3, plan = null, ended_by = null, ended_at = null, ended_says = null
      where seller_id = $1 and id = $2`,
    [tx.sellerId, id, because],
  );
}

export type MailEnd = { readonly at: string; readonly by: string; readonly says?: string };

export async function matchMail(tx: Tx, id: string, became: Became, returnId: string | null, end: MailEnd): Promise<void> {
  await tx.query(
    `update desk.inbound_mails set state = 'matched', because = null, became = $3, return_id = $4, ended_at = $5, ended_by = $6, ended_says = $7
      where seller_id = $1 and id = $2`,
    [tx.sellerId, id, became, returnId, end.at, end.by, end.says ?? null],
  );
}

export async function dismissMail(tx: Tx, id: string, end: MailEnd): Promise<void> {
  await tx.query(
    `update desk.inbound_mails set state = 'dismissed', ended_at = $3, ended_by = $4, ended_says = $5 where seller_id = $1 and id = $2`,
    [tx.sellerId, id, end.at, end.by, end.says ?? null],
  );
}

export async function markDuplicate(tx: Tx, id: string, of: string, end: MailEnd): Promise<void> {
  await tx.query(
    `update desk.inbound_mails set state = 'duplicate', duplicate_of = $3, ended_at = $4, ended_by = $5 where seller_id = $1 and id = $2`,
    [tx.sellerId, id, of, end.at, end.by],
  );
}

export type MailFilter = {
  readonly states: readonly MailState[];
  readonly kinds?: readonly MailKind[];
  readonly notKinds?: readonly MailKind[];
};

export type ListedMail = MailRow & { readonly rma: string | null };

/** Newest first. */
export async function listInboundMails(
  tx: Tx,
  { states, kinds, notKinds }: MailFilter,
  after: { readonly at: string; readonly id: string } | null,
  limit: number,
): Promise<ListedMail[]> {
  return tx.query<ListedMail>(
    `select ${COLUMNS}, r.rma from desk.inbound_mails m left join desk.returns r on r.seller_id = m.seller_id and r.id = m.return_id
      where m.seller_id = $1 and m.state = any($2) and ($3::text[] is null or m.kind = any($3)) and ($4::text[] is null or m.kind is null or m.kind <> all($4))
        and ($5::timestamptz is null or (m.received_at, m.id) < ($5::timestamptz, $6::uuid))
      order by m.received_at desc, m.id desc limit $7`,
    [tx.sellerId, states, kinds ?? null, notKinds ?? null, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/** How many wait for a person, counted up to a thousand. */
export async function countWaiting(tx: Tx): Promise<{ readonly waiting: number; readonly spam: number }> {
  const [row] = await tx.query<{ waiting: number; spam: number }>(
    `select count(*) filter (where kind is distinct from 'spam') as waiting, count(*) filter (where kind = 'spam') as spam
       from (select kind from desk.inbound_mails where seller_id = $1 and state = 'triage' limit 1000) as t`,
    [tx.sellerId],
  );
  return { waiting: Number(row!.waiting), spam: Number(row!.spam) };
}

// ——— what a mail may be about ———

export const WHYS = ['reference', 'rma', 'order', 'imei', 'sender'] as const;
export type Why = (typeof WHYS)[number];

/** An order that a mail may be about, with its return where there is one. */
export type Candidate = {
  readonly why: Why;
  readonly order_id: string;
  readonly channel: string;
  readonly channel_kind: string;
  readonly channel_order_id: string;
  readonly placed_at: string;
  readonly shipped_at: string | null;
  readonly lines: readonly OrderLine[];
  readonly buyer_name: string;
  readonly buyer_email: string;
  /** The line that the number stands for; null where the whole order is meant. */
  readonly line_id: string | null;
  readonly return_id: string | null;
  readonly rma: string | null;
  readonly status: string | null;
  /** Something of the return is still open. */
  readonly open: boolean;
};

/** How many orders of one sender are looked at, the newest first. */
const MOST_OF_SENDER = 20;

/** All that the numbers of a mail lead to, the strongest first. Each arm has an index. */
export async function findCandidates(tx: Tx, facts: MailFacts): Promise<Candidate[]> {
  return tx.query<Candidate>(
    `with hits as (
       -- Mails and messages that went to the buyer; what went to a colleague is answered by a colleague.
       select 1 as rank, 'reference' as why, r.order_id, null::text as line_id, r.id as return_id
         from desk.effects e join desk.returns r on r.seller_id = e.seller_id and r.id = e.return_id
        where e.seller_id = $1 and e.id = any($2::uuid[]) and e.kind in ('mail', 'message')
       union select 2, 'rma', r.order_id, null, r.id from desk.returns r where r.seller_id = $1 and r.rma = any($3)
       union select 2, 'rma', r.order_id, null, r.id from desk.returns r
        where r.seller_id = $1 and r.channel in (select slug from desk.connections where seller_id = $1) and r.channel_return_id = $7
       union select 3, 'order', o.id, null, null from desk.orders o
        where o.seller_id = $1 and o.channel in (select slug from desk.connections where seller_id = $1) and o.channel_order_id = any($4)
       union select 3, 'order', o.id, null, null from desk.orders o
        where o.seller_id = $1 and o.channel in (select slug from desk.connections where seller_id = $1) and o.ref_id = any($4)
       union select 4, 'imei', d.order_id, d.line_id, null from desk.devices d where d.seller_id = $1 and d.imei = any($5)
       union select 4, 'imei', d.order_id, d.line_id, null from desk.devices d where d.seller_id = $1 and d.imei2 = any($5)
       union (select 5, 'sender', b.order_id, null, null from desk.buyers b join desk.orders o on o.seller_id = b.seller_id and o.id = b.order_id
               where b.seller_id = $1 and b.email = $6 order by o.placed_at desc limit ${MOST_OF_SENDER}))
     select h.why, h.order_id, o.channel, c.kind as channel_kind, o.channel_order_id, o.placed_at, o.shipped_at, o.lines, b.name as buyer_name,
            b.email as buyer_email, h.line_id, r.id as return_id, r.rma, r.status, coalesce(r.open, false) as open
       from hits h join desk.orders o on o.seller_id = $1 and o.id = h.order_id join desk.buyers b on b.seller_id = $1 and b.order_id = o.id
       join desk.connections c on c.seller_id = $1 and c.slug = o.channel
       -- Every open return of the order; where none is open, the last one.
       left join lateral (
         select x.id, x.rma, x.status, exists (select 1 from desk.return_items i where i.seller_id = $1 and i.return_id = x.id and i.open) as open
           from desk.returns x where x.seller_id = $1 and x.order_id = h.order_id and (h.return_id is null or x.id = h.return_id)
          order by open desc, x.opened_at desc limit case when h.return_id is null then 3 else 1 end) as r on true
      order by h.rank, r.open desc nulls last, o.placed_at desc, o.id, r.id limit 60`,
    [tx.sellerId, facts.answers, facts.rmas, facts.orders, facts.imeis, facts.sender?.email ?? null, facts.caseId],
  );
}

// ——— mailboxes ———

export type MailboxRow = {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly username: string;
  readonly password: string;
  readonly folder: string;
  readonly mark_seen: boolean;
  readonly take_from: string;
  readonly state: 'ok' | 'failing' | 'off' | 'removed';
  readonly uid_validity: number | null;
  readonly last_uid: number;
  readonly last_poll_at: string | null;
  readonly next_poll_at: string | null;
  readonly failures: number;
  readonly last_error: string | null;
};

const MAILBOX = `id, host, port, security, username, password, folder, mark_seen, take_from, state, uid_validity, last_uid, last_poll_at,
  next_poll_at, failures, last_error`;

export async function listMailboxes(tx: Tx): Promise<MailboxRow[]> {
  return tx.query<MailboxRow>(`select ${MAILBOX} from desk.mailboxes where seller_id = $1 and state <> 'removed' order by created_at, id`, [
    tx.sellerId,
  ]);
}

export async function readMailbox(tx: Tx, id: string): Promise<MailboxRow | null> {
  const [row] = await tx.query<MailboxRow>(
    `select ${MAILBOX} from desk.mailboxes where seller_id = $1 and id = $2 and state <> 'removed'`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

export type MailboxWrite = Pick<
  MailboxRow,
  'id' | 'host' | 'port' | 'security' | 'username' | 'password' | 'folder' | 'mark_seen' | 'take_from' | 'state' | 'next_poll_at'
>;

/** Makes or changes one. The same place (host, user, folder) that was removed before is taken up where it was left. */
export async function putMailbox(tx: Tx, box: MailboxWrite, now: string): Promise<{ readonly id: string } | 'place_taken'> {
  const values = [
    tx.sellerId,
    box.id,
    box.host,
    box.port,
    box.security,
    box.username,
    box.password,
    box.folder,
    box.mark_seen,
    box.take_from,
    box.state,
    box.next_poll_at,
  ];
  // Another place is another count of UIDs.
  const changed = await tx.query<{ id: string }>(
    `update desk.mailboxes set port = $4, security = $5, password = $7, mark_seen = $9, take_from = $10, state = $11, next_poll_at = $12,
       failures = 0, last_error = null,
       uid_validity = case when (host, username, folder) = ($3, $6, $8) then uid_validity end,
       last_uid = case when (host, username, folder) = ($3, $6, $8) then last_uid else 0 end, host = $3, username = $6, folder = $8
      where seller_id = $1 and id = $2
        and not exists (select 1 from desk.mailboxes o where o.seller_id = $1 and (o.host, o.username, o.folder) = ($3, $6, $8) and o.id <> $2)
      returning id`,
    values,
  );
  if (changed[0]) return changed[0];
  const [made] = await tx.query<{ id: string }>(
    `insert into desk.mailboxes as m (seller_id, id, host, port, security, username, password, folder, mark_seen, take_from, state, next_poll_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (seller_id, host, username, folder) do update set port = excluded.port, security = excluded.security, password = excluded.password,
       mark_seen = excluded.mark_seen, state = excluded.state, next_poll_at = excluded.next_poll_at, failures = 0, last_error = null
       where m.state = 'removed' returning id`,
    [...values, now],
  );
  return made ?? 'place_taken';
}

export async function removeMailbox(tx: Tx, id: string): Promise<void> {
  await tx.query(`update desk.mailboxes set state = 'removed', next_poll_at = null, password = '' where seller_id = $1 and id = $2`, [
    tx.sellerId,
    id,
  ]);
}

/** Up to where it was read: a mail and this step are kept together. Another UIDVALIDITY begins anew. */
export async function advanceMailbox(tx: Tx, id: string, uidValidity: number, uid: number): Promise<void> {
  await tx.query(
    `update desk.mailboxes set last_uid = case when uid_validity = $3 then greatest(last_uid, $4) else $4 end, uid_validity = $3
      where seller_id = $1 and id = $2`,
    [tx.sellerId, id, uidValidity, uid],
  );
}

export async function recordMailPoll(tx: Tx, id: string, now: string, next: string): Promise<void> {
  await tx.query(
    `update desk.mailboxes set last_poll_at = $3, next_poll_at = $4, state = 'ok', failures = 0, last_error = null
      where seller_id = $1 and id = $2 and state in ('ok', 'failing')`,
    [tx.sellerId, id, now, next],
  );
}

export async function recordMailFailure(tx: Tx, id: string, now: string, says: string, next: string): Promise<void> {
  await tx.query(
    `update desk.mailboxes set last_poll_at = $3, next_poll_at = $4, state = 'failing', failures = failures + 1, last_error = $5
      where seller_id = $1 and id = $2 and state in ('ok', 'failing')`,
    [tx.sellerId, id, now, next, says],
  );
}

/** As dispatcher: takes the mailboxes whose time has come and moves their time on, so that two workers do not read one. */
export async function claimDueMailboxes(tx: Tx, realNow: string, again: string): Promise<{ seller_id: string; id: string }[]> {
  return tx.query(
    `update desk.mailboxes m set next_poll_at = $2
       from (select seller_id, id from desk.mailboxes where next_poll_at <= $1 and state in ('ok', 'failing') order by next_poll_at limit 20 for update skip locked) as due
      where m.seller_id = due.seller_id and m.id = due.id returning m.seller_id, m.id`,
    [realNow, again],
  );
}

// ——— what holds for all of a seller's mail ———

export type IntakeSettings = { readonly door: number; readonly trusted_host: string | null };

export async function readIntakeSettings(tx: Tx): Promise<IntakeSettings> {
  const [row] = await tx.query<IntakeSettings>('select door, trusted_host from desk.intake_settings where seller_id = $1', [tx.sellerId]);
  return row ?? { door: 1, trusted_host: null };
}

export async function putIntakeSettings(tx: Tx, { door, trusted_host }: IntakeSettings): Promise<void> {
  await tx.query(
    `insert into desk.intake_settings (seller_id, door, trusted_host) values ($1, $2, $3)
     on conflict (seller_id) do update set door = excluded.door, trusted_host = excluded.trusted_host`,
    [tx.sellerId, door, trusted_host],
  );
}
