-- Repair orders (M30): one per resolution that repairs, at our own bench or at a partner's. The row is where it stands; what was done, by whom
-- and when, stands in its steps, which only grow. The return's own truth stays in its events: they make the order, end it and take it back.
create table desk.repair_orders (
  seller_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  line_id text not null,
  unit integer not null,
  -- Number of the event that asked for it: a remedy that is asked for anew is another order.
  resolved_seq integer not null,
  state text not null check (state in ('ordered', 'waiting_for_parts', 'in_work', 'tested', 'done', 'not_repairable', 'withdrawn')),
  sku text not null,
  fault text,
  -- Who does it. Null: our own bench.
  partner text,
  technician text,
  estimate_minor bigint check (estimate_minor >= 0),
  -- What the partner asked for in the end.
  charged_minor bigint check (charged_minor >= 0),
  minutes integer not null default 0 check (minutes >= 0),
  -- What an hour at our bench cost when it was done, in minor units; null where nobody has said.
  hour_minor bigint check (hour_minor >= 0),
  currency text not null,
  -- Until when the law, the channel or our own promise wants it done; 'infinity' where nobody does.
  due_at timestamptz not null,
  ordered_at timestamptz not null,
  begun_at timestamptz,
  ended_at timestamptz,
  because text,
  version integer not null,
  primary key (seller_id, id),
  constraint repair_orders_asked_key unique (seller_id, return_id, line_id, unit, resolved_seq),
  constraint repair_orders_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
-- The board: what is open, the most urgent first.
create index repair_orders_open on desk.repair_orders (seller_id, due_at, id) where state in ('ordered', 'waiting_for_parts', 'in_work', 'tested');
create index repair_orders_ended on desk.repair_orders (seller_id, ended_at desc, id desc) where ended_at is not null;
-- What such a repair came to before: the figures beside the choice.
create index repair_orders_by_sku on desk.repair_orders (seller_id, sku, fault, ended_at) where state = 'done';

create table desk.repair_parts (
  seller_id uuid not null,
  repair_id uuid not null,
  id uuid not null,
  name text not null,
  sku text,
  quantity integer not null check (quantity > 0),
  -- Of one piece.
  cost_minor bigint not null check (cost_minor >= 0),
  -- Fitted, or still on its way.
  state text not null check (state in ('ordered', 'here', 'fitted', 'unused')),
  at timestamptz not null,
  primary key (seller_id, repair_id, id),
  constraint repair_parts_order_fkey foreign key (seller_id, repair_id) references desk.repair_orders (seller_id, id)
);

create table desk.repair_steps (
  seller_id uuid not null,
  repair_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  by jsonb not null,
  what jsonb not null,
  primary key (seller_id, repair_id, seq),
  constraint repair_steps_order_fkey foreign key (seller_id, repair_id) references desk.repair_orders (seller_id, id)
);

-- A resolution can be taken back for a few seconds: until then nothing of it leaves the house. The seller's time, not the machine's: moving the
-- sandbox clock is waiting.
alter table desk.effects add column grace_until timestamptz;

-- A refund that was taken back before it left. Its row stays, and counts for nothing.
alter table desk.refunds drop constraint refunds_state_check;
alter table desk.refunds add constraint refunds_state_check
  check (state in ('awaiting_approval', 'planned', 'submitted', 'confirmed', 'failed', 'undone'));

do $$
declare
  t text;
begin
  foreach t in array array['repair_orders', 'repair_parts', 'repair_steps'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
  grant update on desk.repair_orders, desk.repair_parts to retour_app;
end $$;
