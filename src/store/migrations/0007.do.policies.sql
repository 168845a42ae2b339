-- Policies as people work on them: drafts, and versions that say in which order they were published (M1).

-- The owner of a hosted database is bound by a forced policy too: it is lifted while the rows that are there get their numbers.
alter table desk.policy_versions no force row level security;
alter table desk.policy_versions
  -- Publications of a seller, counted: of two versions with the same start the later one decides. Two publications at once can't get the same number.
  add column seq integer,
  add column name text,
  -- The version whose document this one brings back.
  add column restores text,
  -- Withdrawn before its day came: it never decided anything.
  add column withdrawn_at timestamptz,
  add column withdrawn_by text;
update desk.policy_versions v
   set seq = n.seq, name = v.document ->> 'name'
  from (select seller_id, version, row_number() over (partition by seller_id order by effective_from, version) as seq from desk.policy_versions) n
 where n.seller_id = v.seller_id and n.version = v.version;
alter table desk.policy_versions
  alter column seq set not null,
  alter column name set not null,
  add constraint policy_versions_seq_key unique (seller_id, seq),
  add constraint policy_versions_withdrawn check ((withdrawn_at is null) = (withdrawn_by is null));
alter table desk.policy_versions force row level security;

-- A published document never changes. The one thing that may still happen to a version is that it is withdrawn before its day.
revoke update on desk.policy_versions from retour_app;
grant update (withdrawn_at, withdrawn_by) on desk.policy_versions to retour_app;

create table desk.policy_drafts (
  seller_id uuid not null,
  id uuid not null,
  name text not null,
  -- The version that it started from; null where it came from a file or from nothing.
  based_on text,
  -- Grows with every save: whoever saves says which one they saw.
  revision integer not null,
  -- As it was saved, with whatever is wrong with it.
  document jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  -- Published or thrown away: no longer a draft. The row stays, as the record of how a version came about.
  ended_at timestamptz,
  published_as text,
  primary key (seller_id, id),
  constraint policy_drafts_published check (published_as is null or ended_at is not null)
);
-- The page of policies lists what is being worked on; there are few.
create index policy_drafts_open on desk.policy_drafts (seller_id, updated_at) where ended_at is null;

alter table desk.policy_drafts enable row level security;
alter table desk.policy_drafts force row level security;
create policy seller on desk.policy_drafts to retour_app
  using (seller_id = (select current_setting('retour.seller'))::uuid) with check (seller_id = (select current_setting('retour.seller'))::uuid);
grant select, insert, update on desk.policy_drafts to retour_app;
