-- E-mail intake (M12, M14): every mail that reaches the seller is kept first, whole, and then becomes a return, a word on one, or waits in triage.

-- A seller's mailbox, read over IMAP.
create table desk.mailboxes (
  seller_id uuid not null,
  id uuid not null,
  host text not null,
  port integer not null constraint mailboxes_port check (port between 1 and 65535),
  -- TLS from the first byte, or STARTTLS, which is demanded then; `none` for a server on the same machine.
  security text not null constraint mailboxes_security check (security in ('tls', 'starttls', 'none')),
  username text not null,
  -- Sealed with the installation's secret (app/sealed-box.ts). Never leaves by the API.
  password text not null,
  folder text not null,
  -- Whether what was taken is marked as read there. Nothing else is ever changed in the mailbox.
  mark_seen boolean not null default false,
  -- Mails that arrived before are not ours to take.
  take_from timestamptz not null,
  state text not null default 'ok' constraint mailboxes_state check (state in ('ok', 'failing', 'off', 'removed')),
  -- How far it was read: UIDs mean something only beside their UIDVALIDITY (RFC 9051 § 2.3.1.1).
  uid_validity bigint,
  last_uid bigint not null default 0,
  last_poll_at timestamptz,
  next_poll_at timestamptz,
  failures integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  primary key (seller_id, id),
  constraint mailboxes_place_key unique (seller_id, host, username, folder)
);
create index mailboxes_due on desk.mailboxes (next_poll_at) where next_poll_at is not null;

-- What holds for all of a seller's mail.
create table desk.intake_settings (
  seller_id uuid primary key,
  -- Number of the secret address that mail services send to: a new number, and the old address is nobody's.
  door integer not null default 1,
  -- The mail server whose Authentication-Results count (RFC 8601); null: nobody has checked the sender.
  trusted_host text
);

create table desk.inbound_mails (
  seller_id uuid not null,
  -- Also the id of the message, the note or the return that it becomes: done twice is done once.
  id uuid not null,
  -- SHA-256 of its bytes, which lie under it in the house's files.
  digest text not null,
  -- SHA-256 of what it says: the same mail by two ways has other bytes (each server writes its line on top).
  fingerprint text,
  size integer not null,
  -- More than is taken: the bytes end where we stopped.
  cut_off boolean not null default false,
  source text not null constraint inbound_mails_source check (source in ('imap', 'webhook', 'sandbox')),
  mailbox_id uuid,
  received_at timestamptz not null,
  state text not null default 'new'
    constraint inbound_mails_state check (state in ('new', 'taking', 'triage', 'matched', 'dismissed', 'duplicate')),
  kind text constraint inbound_mails_kind check (kind in ('notice', 'reply', 'bounce', 'auto_reply', 'spam', 'other')),
  message_id text,
  sender_name text,
  sender_email text,
  subject text,
  -- The first words, for the list.
  excerpt text,
  language text,
  files integer not null default 0,
  -- What was read in it (channels/email/facts.ts).
  facts jsonb,
  -- What is being done with it, decided before it is done: whoever takes over after a crash does the same.
  plan jsonb,
  -- What became of the lines of a partner's table (M29).
  notices jsonb,
  -- Why it waits for a person; its name in words is the console's.
  because text,
  became text constraint inbound_mails_became check (became in ('return', 'message', 'note', 'bounce', 'notices')),
  return_id uuid,
  duplicate_of uuid,
  -- Who ended it: a person's name, or `Retour` where it was sure.
  ended_by text,
  ended_at timestamptz,
  ended_says text,
  primary key (seller_id, id),
  constraint inbound_mails_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create unique index inbound_mails_digest on desk.inbound_mails (seller_id, digest);
create unique index inbound_mails_fingerprint on desk.inbound_mails (seller_id, fingerprint) where fingerprint is not null;
create index inbound_mails_list on desk.inbound_mails (seller_id, state, received_at desc, id desc);
create index inbound_mails_of_return on desk.inbound_mails (seller_id, return_id);

do $$
declare
  t text;
begin
  foreach t in array array['mailboxes', 'intake_settings', 'inbound_mails'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert, update on desk.%I to retour_app', t);
  end loop;
end $$;
-- The worker looks for mailboxes whose time has come before it knows whose they are.
grant select (seller_id, id, next_poll_at, state), update (next_poll_at) on desk.mailboxes to retour_dispatcher;
create policy dispatch on desk.mailboxes to retour_dispatcher using (true);
