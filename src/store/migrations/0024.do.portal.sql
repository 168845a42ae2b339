-- The buyer's way in (M10). A code goes to the mailbox that stands on the order; the row is written whether or not there is such an order, so that
-- what is asked takes the same time and gives the same answer. The code itself stands nowhere: it follows from the row's id and the secret.
-- Times are the machine's: sign-in runs by it, whatever the sandbox clock says.
create table desk.portal_codes (
  seller_id uuid not null,
  id uuid not null,
  order_id uuid,
  -- HMACs of the typed address and number: counted, never read.
  mailbox_key bytea not null,
  number_key bytea not null,
  tries smallint not null default 0,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (seller_id, id),
  constraint portal_codes_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create index portal_codes_of_mailbox on desk.portal_codes (seller_id, mailbox_key, created_at);
create index portal_codes_of_number on desk.portal_codes (seller_id, number_key, created_at);
create index portal_codes_of_order on desk.portal_codes (seller_id, order_id);
-- Those that are over are swept out by age.
create index portal_codes_by_age on desk.portal_codes (seller_id, created_at);

-- Withdrawals declared through the withdrawal function (Directive 2011/83/EU article 11a): what was said, and when. Whoever has the order may
-- declare it; one that fits no order of ours stands here too, and a person looks for it.
create table desk.withdrawals (
  seller_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  name text not null,
  email text not null,
  order_number text not null,
  -- What it is about in the buyer's words; empty where it is the whole order.
  about text not null,
  -- Units that the buyer ticked, as [{lineId, unit}]; null where nobody was signed in.
  units jsonb,
  language text not null,
  -- The statement word by word, as the buyer confirmed it and as the acknowledgement repeats it.
  statement text not null,
  order_id uuid,
  return_id uuid,
  primary key (seller_id, id),
  constraint withdrawals_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id),
  constraint withdrawals_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index withdrawals_of_order on desk.withdrawals (seller_id, order_id);
create index withdrawals_of_return on desk.withdrawals (seller_id, return_id);
create index withdrawals_by_time on desk.withdrawals (seller_id, at, id);

do $$
declare
  t text;
begin
  foreach t in array array['portal_codes', 'withdrawals'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
  grant update (tries, used_at), delete on desk.portal_codes to retour_app;
  -- What was declared stays as it was declared; only what became of it is written later.
  grant update (order_id, return_id) on desk.withdrawals to retour_app;
end $$;
