-- Keys are sealed (M11, M16), and what nobody needs any more goes (GDPR, article 5(1)(e)): docs/decisions/038.

-- What people see of a webhook's secret, which itself is sealed from now on: since when it is that, and how it ends.
alter table desk.webhook_endpoints
  add column secret_set_at timestamptz,
  add column secret_ends text;

-- A delivery that a person keeps is not swept, however old.
alter table desk.webhook_deliveries add column kept boolean not null default false;

-- A file in the house's store that nothing has taken yet, or that lost what it hung on. `aside_at` by the machine's time: it was put aside, where nobody
-- finds it, and is removed with the next round unless something refers to it after all.
create table desk.loose_files (
  seller_id uuid not null,
  sha256 text not null,
  at timestamptz not null,
  aside_at timestamptz,
  primary key (seller_id, sha256)
);
create index loose_files_at on desk.loose_files (seller_id, at);

-- How much each day's round removed: a figure for the operator (`/metrics`), no list of what.
create table desk.sweeps (
  seller_id uuid not null,
  day date not null,
  what text not null constraint sweeps_what check (what in ('uploads', 'attachments', 'webhooks', 'spam')),
  removed integer not null,
  primary key (seller_id, day, what)
);

-- A spam's own words and bytes are gone since; its row stays, so that the same mail again is known.
alter table desk.inbound_mails add column removed_at timestamptz;
create index inbound_mails_spam on desk.inbound_mails (seller_id, received_at) where kind = 'spam' and removed_at is null;
-- Files of the desk that went with no message.
create index files_unsent on desk.files (seller_id, at) where kind = 'attachment' and message_id is null;

do $$
declare
  t text;
begin
  foreach t in array array['loose_files', 'sweeps'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert, update on desk.%I to retour_app', t);
  end loop;
end $$;
grant delete on desk.loose_files, desk.files, desk.webhook_messages, desk.webhook_deliveries, desk.webhook_attempts to retour_app;
-- Whatever a statement says: only what is loose can go.
create policy unsent on desk.files as restrictive for delete to retour_app using (kind = 'attachment' and message_id is null);
create policy done on desk.webhook_deliveries as restrictive for delete to retour_app using (state <> 'pending' and not kept);
grant select (seller_id, what, removed) on desk.sweeps to retour_dispatcher;
create policy dispatch on desk.sweeps for select to retour_dispatcher using (true);

-- The store names files by what they hold, so two sellers may have the same one: whoever removes it has to know of all of them. The dispatcher sees the
-- hashes and nothing else of these rows.
create index files_by_hash on desk.files using hash (sha256);
create index inbound_mails_by_hash on desk.inbound_mails using hash (digest);
create index loose_files_by_hash on desk.loose_files using hash (sha256);
create index claim_evidence_by_hash on desk.claim_evidence using hash (sha256);
create index diagnostics_by_hash on desk.diagnostics using hash (sha256);
create index dispute_words_by_hash on desk.dispute_words using hash (sha256);
create index paper_files_by_hash on desk.paper_files using hash (sha256);
create index bank_files_by_hash on desk.bank_files using hash (sha256);
grant select (seller_id, aside_at) on desk.loose_files to retour_dispatcher;
grant select (digest, removed_at) on desk.inbound_mails to retour_dispatcher;
grant select (parts) on desk.exports to retour_dispatcher;
do $$
declare
  t text;
begin
  foreach t in array array['files', 'loose_files', 'claim_evidence', 'diagnostics', 'dispute_words', 'paper_files', 'bank_files'] loop
    execute format('grant select (sha256) on desk.%I to retour_dispatcher', t);
    execute format('create policy dispatch_hashes on desk.%I for select to retour_dispatcher using (true)', t);
  end loop;
  foreach t in array array['inbound_mails', 'exports'] loop
    execute format('create policy dispatch_hashes on desk.%I for select to retour_dispatcher using (true)', t);
  end loop;
end $$;
