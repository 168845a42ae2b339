-- The warehouse's bench (M25, M26): parcels that nobody announced, questions as data, values that a disposition is weighed by, test reports.

-- A picture may be there before its return is known: a parcel without a name hangs on nothing yet. And who took it, of what.
alter table desk.files
  alter column return_id drop not null,
  add column taken_by text,
  -- { lineId, unit, question }: which answer it proves.
  add column shows jsonb;
-- What was hung on nothing finds its return when its parcel does.
grant update (return_id) on desk.files to retour_app;

create table desk.stray_parcels (
  seller_id uuid not null,
  id uuid not null,
  via text not null check (via in ('bench', 'logistics', 'email')),
  carrier text,
  tracking_number text,
  imei text,
  serial text,
  says text not null,
  -- desk.files without a return, while the parcel has none.
  file_ids uuid[] not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'quarantined', 'matched', 'sent_back')),
  -- Where it lies, in the warehouse's own words.
  place text,
  reported_at timestamptz not null,
  reported_by text not null,
  return_id uuid,
  -- How it ended: by whom, when, and the parcel by which it went back.
  ended_at timestamptz,
  ended_by text,
  ended_says text,
  back_carrier text,
  back_tracking_number text,
  primary key (seller_id, id),
  constraint stray_parcels_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index stray_parcels_of_return on desk.stray_parcels (seller_id, return_id);
-- What waits, newest first; the ended ones beside.
create index stray_parcels_newest on desk.stray_parcels (seller_id, state, reported_at desc, id desc);
-- The same parcel scanned twice is one: by the number on it while it is open.
create unique index stray_parcels_tracking_key on desk.stray_parcels (seller_id, tracking_number)
  where tracking_number is not null and state in ('waiting', 'quarantined');
create index stray_parcels_by_imei on desk.stray_parcels (seller_id, imei) where imei is not null;
create index stray_parcels_by_serial on desk.stray_parcels (seller_id, serial) where serial is not null;

-- A telephone for two cards has two numbers; either is the device.
alter table desk.devices add column imei2 text;
create index devices_by_imei2 on desk.devices (seller_id, imei2) where imei2 is not null;
-- What the bench looks up, beside the IMEI that has its index already.
create index return_items_by_sold_serial on desk.return_items (seller_id, sold_serial) where sold_serial is not null;

-- Question trees per category (core/inspection/checklist.ts). Only the draft (version 0) is ever written over: an inspection names the version it used.
create table desk.checklists (
  seller_id uuid not null,
  category text not null,
  -- 1, 2, 3 …; 0 is the draft.
  version integer not null check (version >= 0),
  questions jsonb not null,
  edited_at timestamptz not null,
  edited_by text not null,
  published_at timestamptz,
  primary key (seller_id, category, version),
  constraint checklists_published check ((version = 0) = (published_at is null))
);

-- What a unit brings and what its repair costs, typed in by the seller; without a row nothing is said about money.
create table desk.bench_values (
  seller_id uuid not null,
  sku text not null,
  -- The grade it would be sold in; '' where the figures hold for all.
  grade text not null default '',
  currency text not null,
  resale_minor bigint check (resale_minor >= 0),
  repair_minor bigint check (repair_minor >= 0),
  parts_minor bigint check (parts_minor >= 0),
  edited_at timestamptz not null,
  edited_by text not null,
  primary key (seller_id, sku, grade)
);

-- Reports of test tools, as they came (the file, hashed) and as they were read. A report is never changed; a later one stands beside it.
create table desk.diagnostics (
  seller_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  line_id text not null,
  unit integer not null,
  file_id uuid not null,
  sha256 text not null,
  tool text not null,
  tested_at timestamptz,
  report jsonb not null,
  read_at timestamptz not null,
  read_by text not null,
  primary key (seller_id, id),
  constraint diagnostics_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id),
  constraint diagnostics_file_fkey foreign key (seller_id, file_id) references desk.files (seller_id, id),
  -- The same report of the same device again is the same report.
  constraint diagnostics_once unique (seller_id, return_id, line_id, unit, sha256)
);
create index diagnostics_of_file on desk.diagnostics (seller_id, file_id);

do $$
declare
  t text;
begin
  foreach t in array array['stray_parcels', 'checklists', 'bench_values', 'diagnostics'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
end $$;
grant update on desk.stray_parcels, desk.bench_values, desk.checklists to retour_app;
