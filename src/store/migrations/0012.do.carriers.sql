-- Carriers (M21, M22) and where parcels go (M4).

-- A seller's contract with a carrier or an aggregator.
create table desk.carrier_accounts (
  seller_id uuid not null,
  slug text not null,
  kind text not null constraint carrier_accounts_kind check (kind in ('sandbox', 'sendcloud', 'easypost')),
  name text not null,
  -- The first account that can make a kind of label makes it.
  position integer not null,
  settings jsonb not null default '{}',
  -- Keys of the carrier, and what it signs its news with. Never leave by the API.
  secrets jsonb not null default '{}',
  state text not null default 'ok' constraint carrier_accounts_state check (state in ('ok', 'failing', 'off')),
  last_error text,
  last_used_at timestamptz,
  -- News that came in: when last, how often about parcels that are none of ours, how often with a wrong signature.
  heard_at timestamptz,
  unknown_parcels integer not null default 0,
  refused_news integer not null default 0,
  created_at timestamptz not null,
  primary key (seller_id, slug)
);

-- Every label that was made or is being made. `id` is the intent: the carrier's reference for it, so that it is bought once.
create table desk.labels (
  seller_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  account text not null,
  kind text not null,
  state text not null constraint labels_state check (state in ('making', 'made', 'failed', 'cancelling', 'cancelled')),
  -- The company that carries it, as people call it.
  carrier text,
  tracking_number text,
  tracking_url text,
  -- The carrier's own number of it.
  reference text,
  cost_minor bigint,
  currency text,
  paid_by text not null constraint labels_paid_by check (paid_by in ('seller', 'buyer')),
  -- Where it sends the parcel: what was printed stays true when the rules change.
  address jsonb not null,
  -- The drop-off point or the slot of the pick-up, as it was chosen.
  place jsonb,
  -- What a shop's scanner reads where nothing is printed.
  qr text,
  file_id uuid,
  says text,
  asked_at timestamptz not null,
  made_at timestamptz,
  cancelled_at timestamptz,
  primary key (seller_id, id),
  -- Opening a return writes its label in the same transaction, before the return's own row.
  constraint labels_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id) deferrable initially deferred
);
create index labels_of_return on desk.labels (seller_id, return_id);
create index labels_by_number on desk.labels (seller_id, tracking_number) where tracking_number is not null;

-- Parcels on their way back, and when each is asked for next: the younger the news, the sooner.
create table desk.parcels (
  seller_id uuid not null,
  tracking_number text not null,
  return_id uuid not null,
  -- The account that can be asked; null where none can: then only its own news, the buyer or the bench tell.
  account text,
  carrier text not null,
  since timestamptz not null,
  heard_at timestamptz,
  polled_at timestamptz,
  failures integer not null default 0,
  -- Null: it is home, or nobody waits for it any more.
  next_poll_at timestamptz,
  primary key (seller_id, tracking_number, return_id),
  constraint parcels_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id) deferrable initially deferred
);
create index parcels_due on desk.parcels (seller_id, next_poll_at, tracking_number, return_id) where next_poll_at is not null;
create index parcels_of_return on desk.parcels (seller_id, return_id);

-- Where goods go, by rule: the first row that fits all items of a parcel. Null fits everything.
create table desk.return_addresses (
  seller_id uuid not null,
  id uuid not null,
  position integer not null,
  name text not null,
  kind text not null constraint return_addresses_kind check (kind in ('warehouse', 'repairer')),
  country text,
  category text,
  condition text,
  reason text,
  address jsonb not null,
  primary key (seller_id, id)
);
create index return_addresses_in_order on desk.return_addresses (seller_id, position, id);

do $$
declare
  t text;
begin
  foreach t in array array['carrier_accounts', 'labels', 'parcels', 'return_addresses'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert, update on desk.%I to retour_app', t);
  end loop;
end $$;
-- What people set up they may take away again; it has no memory of its own.
grant delete on desk.carrier_accounts, desk.return_addresses to retour_app;

-- Labels and parcels that were under way before there was a book of them.
alter table desk.returns no force row level security;
alter table desk.parcels no force row level security;
insert into desk.parcels (seller_id, tracking_number, return_id, account, carrier, since, next_poll_at)
select * from (
  select r.seller_id, coalesce(r.state -> 'tracking' ->> 'trackingNumber', r.state -> 'label' ->> 'trackingNumber') as tracking_number, r.id, null::text,
         coalesce(r.state -> 'tracking' ->> 'carrier', r.state -> 'label' ->> 'carrier') as carrier, r.moved_at, r.moved_at
    from desk.returns r where r.tab in ('waiting', 'transit')) as underway
where tracking_number <> '' and carrier is not null;
alter table desk.returns force row level security;
alter table desk.parcels force row level security;
