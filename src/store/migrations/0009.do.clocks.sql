-- Clocks have ladders: something is done before and after their due time (M15).

-- When something is to be done next on a clock: a step of its ladder, or the breach. Null: nothing, or not while it stands still.
alter table desk.clocks add column next_at timestamptz;
alter table desk.clocks no force row level security;
update desk.clocks set next_at = due_at where state = 'running';
alter table desk.clocks force row level security;
drop index desk.clocks_due;
-- The sweep reads only what is due: clocks that are met, stopped or done with take no room in it.
create index clocks_next on desk.clocks (next_at, seller_id, return_id, kind) where next_at is not null;
grant select (next_at) on desk.clocks to retour_dispatcher;

-- Clocks of orders (M23): ship and deliver. They have no events; the row is the record, and its breach stays on it.
create table desk.order_clocks (
  seller_id uuid not null,
  order_id uuid not null,
  kind text not null constraint order_clocks_kind check (kind in ('ship', 'deliver')),
  source text not null,
  state text not null check (state in ('running', 'met', 'breached', 'stopped')),
  started_at timestamptz not null,
  warn_at timestamptz not null,
  due_at timestamptz not null,
  met_at timestamptz,
  breached_at timestamptz,
  -- Times that came to be known later show that the breach was none.
  corrected boolean not null default false,
  primary key (seller_id, order_id, kind),
  constraint order_clocks_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id) on delete cascade
);
create index order_clocks_due on desk.order_clocks (due_at, seller_id, order_id, kind) where state = 'running';

alter table desk.order_clocks enable row level security;
alter table desk.order_clocks force row level security;
create policy seller on desk.order_clocks to retour_app using (seller_id = (select current_setting('retour.seller'))::uuid)
  with check (seller_id = (select current_setting('retour.seller'))::uuid);
grant select, insert, update on desk.order_clocks to retour_app;
grant select (seller_id, order_id, kind, due_at, state) on desk.order_clocks to retour_dispatcher;
create policy dispatch on desk.order_clocks for select to retour_dispatcher using (true);
