-- Mails that came back (M16): a book. `mail_id` is the effect that sent it; null where the report named no mail of ours.
create table desk.bounces (
  seller_id uuid not null,
  id uuid not null,
  mail_id uuid,
  return_id uuid,
  recipient text not null,
  kind text not null check (kind in ('hard', 'soft')),
  -- In the words of the server that refused it.
  says text not null,
  at timestamptz not null,
  primary key (seller_id, id),
  constraint bounces_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
-- A report that comes twice is one.
create unique index bounces_said_key on desk.bounces (seller_id, mail_id, recipient, kind) where mail_id is not null;
create index bounces_of_return on desk.bounces (seller_id, return_id);
create index bounces_newest on desk.bounces (seller_id, at desc, id desc);

-- Addresses that no mail goes to any more, since one came back for good. Lifted by a person.
create table desk.suppressions (
  seller_id uuid not null,
  recipient text not null,
  since timestamptz not null,
  says text not null,
  return_id uuid,
  lifted_at timestamptz,
  lifted_by text,
  primary key (seller_id, recipient)
);
create index suppressions_standing on desk.suppressions (seller_id, since desc, recipient) where lifted_at is null;

-- Which of the notices that may be left out a buyer does not want by mail.
create table desk.buyer_preferences (
  seller_id uuid not null,
  recipient text not null,
  off text[] not null,
  at timestamptz not null,
  primary key (seller_id, recipient)
);

-- Where the seller's own systems hear of what happens (Standard Webhooks).
create table desk.webhook_endpoints (
  seller_id uuid not null,
  id uuid not null,
  url text not null,
  name text not null,
  -- Empty: all of them.
  types text[] not null,
  secret text not null,
  -- After a rotation both sign for a day.
  old_secret text,
  old_secret_until timestamptz,
  state text not null check (state in ('active', 'paused', 'disabled', 'deleted')),
  -- Since when nothing has arrived there.
  failing_since timestamptz,
  disabled_because text,
  created_at timestamptz not null,
  created_by text not null,
  primary key (seller_id, id)
);

-- What was said, once, in the very bytes that are signed: a book. No buyer's data stands in it.
create table desk.webhook_messages (
  seller_id uuid not null,
  id uuid not null,
  type text not null,
  body text not null,
  at timestamptz not null,
  primary key (seller_id, id)
);
create index webhook_messages_at on desk.webhook_messages (seller_id, at, id);

-- One message on its way to one endpoint. `dead`: given up, until a person sends it again.
create table desk.webhook_deliveries (
  seller_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  message_id uuid not null,
  state text not null check (state in ('pending', 'delivered', 'dead')),
  -- Of the round that runs: sending again begins a new one.
  attempts integer not null default 0,
  status integer,
  latency_ms integer,
  -- The beginning of the answer, or what went wrong.
  says text,
  created_at timestamptz not null,
  attempted_at timestamptz,
  next_at timestamptz,
  -- The errand that has it in hand: one that was overtaken by sending again does nothing.
  errand_id uuid not null,
  primary key (seller_id, id),
  constraint webhook_deliveries_once_key unique (seller_id, endpoint_id, message_id),
  constraint webhook_deliveries_endpoint_fkey foreign key (seller_id, endpoint_id) references desk.webhook_endpoints (seller_id, id),
  constraint webhook_deliveries_message_fkey foreign key (seller_id, message_id) references desk.webhook_messages (seller_id, id)
);
create index webhook_deliveries_message on desk.webhook_deliveries (seller_id, message_id);
create index webhook_deliveries_newest on desk.webhook_deliveries (seller_id, created_at desc, id desc);
create index webhook_deliveries_of_endpoint on desk.webhook_deliveries (seller_id, endpoint_id, created_at desc, id desc);
create index webhook_deliveries_pending on desk.webhook_deliveries (seller_id, created_at desc, id desc) where state = 'pending';
create index webhook_deliveries_dead on desk.webhook_deliveries (seller_id, created_at desc, id desc) where state = 'dead';

-- Every single attempt: a book.
create table desk.webhook_attempts (
  seller_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  at timestamptz not null,
  status integer,
  latency_ms integer not null,
  says text not null,
  primary key (seller_id, id),
  constraint webhook_attempts_delivery_fkey foreign key (seller_id, delivery_id) references desk.webhook_deliveries (seller_id, id)
);
create index webhook_attempts_of_delivery on desk.webhook_attempts (seller_id, delivery_id, at);

do $$
declare
  t text;
begin
  foreach t in array array['bounces', 'suppressions', 'buyer_preferences', 'webhook_endpoints', 'webhook_messages', 'webhook_deliveries', 'webhook_attempts'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
  -- The others are books: what was written stays as it was written.
  foreach t in array array['suppressions', 'buyer_preferences', 'webhook_endpoints', 'webhook_deliveries'] loop
    execute format('grant update on desk.%I to retour_app', t);
  end loop;
  -- Figures for the operator: how much stands, not whose.
  grant select (seller_id, lifted_at) on desk.suppressions to retour_dispatcher;
  grant select (seller_id, state) on desk.webhook_deliveries to retour_dispatcher;
  foreach t in array array['suppressions', 'webhook_deliveries'] loop
    execute format('create policy dispatch on desk.%I for select to retour_dispatcher using (true)', t);
  end loop;
end $$;
