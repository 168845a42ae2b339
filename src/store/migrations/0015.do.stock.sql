-- Stock (M27), what is pulled from sale (M28), and what third parties who handle parcels tell us (M29).

-- One row per device that the seller has or had. `version` numbers its movements.
create table desk.units (
  seller_id uuid not null,
  id uuid not null,
  -- The seller's own stock number.
  ref text,
  sku text not null,
  title text not null,
  category text not null,
  -- As core/inspection/identity.ts reads them: bare digits; capitals and digits.
  imei text,
  serial text,
  supplier text,
  lot text,
  grade text constraint units_grade check (grade in ('premium', 'excellent', 'good', 'fair', 'faulty')),
  place text,
  state text not null constraint units_state check (state in (
    'in_stock', 'held', 'sold', 'returned', 'quarantined', 'refurbishing', 'repairing', 'parts', 'recycled',
    'returned_to_supplier', 'returned_to_buyer', 'lost')),
  -- A bench's finding that stands against it, until another one clears it.
  defect text constraint units_defect check (defect in ('fault_confirmed', 'customer_damage', 'incomplete', 'other')),
  -- Something for a person to look at: it was sold while it was not for sale.
  alert text constraint units_alert check (alert in ('sold_out_of_turn')),
  -- What was paid for it.
  cost_minor bigint constraint units_cost check (cost_minor >= 0),
  currency text,
  -- Its last sale, or what it is held for.
  order_id uuid,
  line_id text,
  unit integer,
  return_id uuid,
  version integer not null,
  created_at timestamptz not null,
  moved_at timestamptz not null,
  primary key (seller_id, id),
  constraint units_cost_in check ((cost_minor is null) = (currency is null)),
  -- M27: whatever a program forgets, a defective unit is not for sale.
  constraint units_defective_not_for_sale check (defect is null or state not in ('in_stock', 'held', 'sold')),
  constraint units_faulty_not_for_sale check (grade is distinct from 'faulty' or state not in ('in_stock', 'held')),
  constraint units_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create unique index units_ref on desk.units (seller_id, ref) where ref is not null;
create unique index units_imei on desk.units (seller_id, imei) where imei is not null;
create unique index units_serial on desk.units (seller_id, serial) where serial is not null;
-- One unit per replacement: two workers that hold for the same item meet here (M30).
create unique index units_one_hold on desk.units (seller_id, return_id, line_id, unit) where state = 'held' and return_id is not null;
-- What can be taken for a replacement, the oldest first.
create index units_for_sale on desk.units (seller_id, sku, grade, id) where state = 'in_stock';
create index units_newest on desk.units (seller_id, id desc);
create index units_by_state on desk.units (seller_id, state, id desc);
create index units_by_sku on desk.units (seller_id, sku, id desc);
create index units_by_supplier on desk.units (seller_id, supplier, lot, id desc) where supplier is not null;
create index units_by_lot on desk.units (seller_id, lot, id desc) where lot is not null;
create index units_by_place on desk.units (seller_id, place, id desc) where place is not null;
create index units_of_order on desk.units (seller_id, order_id, line_id, unit);
create index units_with_alert on desk.units (seller_id, id desc) where alert is not null;

-- The life of a unit, append-only.
create table desk.unit_movements (
  seller_id uuid not null,
  unit_id uuid not null,
  seq integer not null,
  why text not null,
  from_state text,
  to_state text not null,
  from_place text,
  place text,
  from_grade text,
  grade text,
  defect_before text,
  defect text,
  -- What cleared a defect: a verdict, a repair, a test.
  finding text,
  says text,
  by text not null,
  at timestamptz not null,
  order_id uuid,
  line_id text,
  unit integer,
  return_id uuid,
  -- The proposal that pulled it from sale, and the one that it was given back by.
  pull_id uuid,
  -- The movement that this one takes back.
  undoes integer,
  primary key (seller_id, unit_id, seq),
  constraint unit_movements_unit_fkey foreign key (seller_id, unit_id) references desk.units (seller_id, id),
  constraint unit_movements_defective_not_for_sale check (defect is null or to_state not in ('in_stock', 'held', 'sold')),
  constraint unit_movements_cleared_by check (defect_before is null or defect is not null or finding is not null)
);
create index unit_movements_of_return on desk.unit_movements (seller_id, return_id) where return_id is not null;
create index unit_movements_of_pull on desk.unit_movements (seller_id, pull_id) where pull_id is not null;
-- One sale per unit and line: an order that is put again sells nothing twice.
create unique index unit_movements_one_sale on desk.unit_movements (seller_id, unit_id, order_id, line_id) where why = 'sold';
create unique index unit_movements_one_undo on desk.unit_movements (seller_id, unit_id, undoes) where undoes is not null;

-- What was sold, narrow: the nightly look for bad lots reads this and not the orders (M28).
create table desk.sold_lines (
  seller_id uuid not null,
  order_id uuid not null,
  line_id text not null,
  sku text not null,
  supplier text,
  lot text,
  quantity integer not null check (quantity > 0),
  placed_at timestamptz not null,
  primary key (seller_id, order_id, line_id),
  constraint sold_lines_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create index sold_lines_by_time on desk.sold_lines (seller_id, placed_at) include (sku, supplier, lot, quantity);

alter table desk.orders no force row level security;
insert into desk.sold_lines (seller_id, order_id, line_id, sku, supplier, lot, quantity, placed_at)
  select o.seller_id, o.id, l.id, l.sku, l.supplier, l.lot, l.quantity, o.placed_at
    from desk.orders o cross join jsonb_to_recordset(o.lines) as l(id text, sku text, supplier text, lot text, quantity integer);
alter table desk.orders force row level security;

-- A group of units that comes back with a fault more often than chance explains, until a person decides.
create table desk.pull_proposals (
  seller_id uuid not null,
  id uuid not null,
  -- The group, spelt out: one open proposal each.
  key text not null,
  sku text,
  supplier text,
  lot text,
  fault text not null,
  state text not null constraint pull_proposals_state check (state in ('open', 'accepted', 'dismissed', 'expired')),
  -- core/quality/clusters.ts Cluster: how many were sold, came back, would be expected, and how seldom chance does that.
  evidence jsonb not null,
  proposed_at timestamptz not null,
  seen_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decided_says text,
  primary key (seller_id, id)
);
create unique index pull_proposals_standing on desk.pull_proposals (seller_id, key) where state in ('open', 'accepted');
create index pull_proposals_newest on desk.pull_proposals (seller_id, proposed_at desc, id desc);
create index pull_proposals_by_key on desk.pull_proposals (seller_id, key, proposed_at desc);

-- When the seller's books were last looked through, and what there was to see.
create table desk.pull_looks (
  seller_id uuid not null,
  day date not null,
  at timestamptz not null,
  groups integer not null,
  found integer not null,
  primary key (seller_id, day)
);

-- Offers that were taken from sale at a channel, for whatever reason (M28, M36). What stood there before is kept for the way back.
create table desk.listing_stops (
  seller_id uuid not null,
  id uuid not null,
  -- Who wants it stopped: `pull:<proposal>`, `counterfeit:<return>` …
  key text not null,
  channel text not null,
  sku text not null,
  state text not null constraint listing_stops_state check (state in ('stopping', 'stopped', 'no_listing', 'resuming', 'resumed', 'failed')),
  before jsonb,
  says text,
  by text not null,
  at timestamptz not null,
  moved_at timestamptz not null,
  primary key (seller_id, id),
  constraint listing_stops_key unique (seller_id, key, channel, sku),
  constraint listing_stops_connection_fkey foreign key (seller_id, channel) references desk.connections (seller_id, slug)
);
create index listing_stops_by_sku on desk.listing_stops (seller_id, channel, sku) where state in ('stopping', 'stopped');

-- Who handles parcels for the seller (M29), with what they promised. Null: nothing was promised.
create table desk.logistics_partners (
  seller_id uuid not null,
  id uuid not null,
  name text not null,
  -- The API key that speaks for them: platform.api_keys. It may give notice and nothing else.
  key_id uuid,
  receive_hours integer check (receive_hours > 0),
  inspect_hours integer check (inspect_hours > 0),
  ship_hours integer check (ship_hours > 0),
  -- What a late act, or a finding that did not stand, costs them.
  late_fee_minor bigint check (late_fee_minor > 0),
  error_fee_minor bigint check (error_fee_minor > 0),
  currency text not null,
  made_at timestamptz not null,
  primary key (seller_id, id),
  constraint logistics_partners_name unique (seller_id, name)
);
create unique index logistics_partners_key on desk.logistics_partners (seller_id, key_id) where key_id is not null;

-- What they told us, once each, and what came of it.
create table desk.logistics_notices (
  seller_id uuid not null,
  id uuid not null,
  partner_id uuid not null,
  -- Their own number of the notice.
  notice_id text not null,
  kind text not null constraint logistics_notices_kind check (kind in ('arrived', 'inspected', 'shipped_out', 'discrepancy')),
  -- When it happened, by their word; and when we heard of it.
  at timestamptz not null,
  heard_at timestamptz not null,
  -- core/logistics/notice.ts Notice, whole.
  body jsonb not null,
  state text not null constraint logistics_notices_state check (state in ('done', 'to_confirm', 'confirmed', 'overturned', 'to_look', 'settled', 'stray')),
  says text,
  return_id uuid,
  line_id text,
  unit integer,
  unit_id uuid,
  order_id uuid,
  -- Claims that came of it (app/claims.ts): `[{ key, why }]`.
  claims jsonb not null default '[]',
  decided_at timestamptz,
  decided_by text,
  decided_says text,
  primary key (seller_id, id),
  constraint logistics_notices_once unique (seller_id, partner_id, notice_id),
  constraint logistics_notices_partner_fkey foreign key (seller_id, partner_id) references desk.logistics_partners (seller_id, id)
);
create index logistics_notices_newest on desk.logistics_notices (seller_id, id desc);
create index logistics_notices_open on desk.logistics_notices (seller_id, id desc) where state in ('to_confirm', 'to_look', 'stray');
create index logistics_notices_of_return on desk.logistics_notices (seller_id, return_id) where return_id is not null;

do $$
declare
  t text;
begin
  foreach t in array array['units', 'unit_movements', 'sold_lines', 'pull_proposals', 'pull_looks', 'listing_stops', 'logistics_partners', 'logistics_notices'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
    if t <> 'unit_movements' then
      execute format('grant update on desk.%I to retour_app', t);
    end if;
  end loop;
end $$;
