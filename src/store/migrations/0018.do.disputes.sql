-- Disputes about returns (M35): the dispute as core/disputes/dispute.ts knows it, its numbered events, and beside them what the parties said
-- and showed. Words are personal: they stand here and not in the events, so that erasing them breaks no story.

create table desk.disputes (
  seller_id uuid not null,
  id uuid not null,
  -- `D-4K7D-9QXM`
  code text not null,
  return_id uuid not null,
  order_id uuid not null,
  kind text not null constraint disputes_kind check (kind in ('complaint', 'marketplace_case', 'chargeback')),
  reason text not null,
  reference text,
  state text not null constraint disputes_state check (state in ('to_answer', 'waiting', 'proposed', 'handed_over', 'ruled', 'closed')),
  amount_minor bigint not null constraint disputes_amount check (amount_minor > 0),
  currency text not null,
  outcome text constraint disputes_outcome check (outcome in ('for_buyer', 'for_seller', 'split')),
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  -- By when we owe an answer; infinity where we owe none.
  due_at timestamptz not null,
  -- When the clock has something to do.
  next_at timestamptz,
  body jsonb not null,
  version integer not null,
  primary key (seller_id, id),
  constraint disputes_code_key unique (seller_id, code),
  constraint disputes_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id),
  constraint disputes_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id),
  constraint disputes_ended check ((state = 'closed') = (outcome is not null))
);
create index disputes_of_return on desk.disputes (seller_id, return_id);
create index disputes_of_order on desk.disputes (seller_id, order_id);
-- One case before one decider: told again by the bank it is the same. Another chargeback of the same payment has another number.
create unique index disputes_one_open on desk.disputes (seller_id, return_id, kind) where state <> 'closed';
create unique index disputes_reference on desk.disputes (seller_id, kind, reference) where reference is not null;
create index disputes_queue on desk.disputes (seller_id, state, due_at, id);
create index disputes_newest on desk.disputes (seller_id, changed_at desc, id desc);
create index disputes_next on desk.disputes (next_at, seller_id, id) where next_at is not null;

create table desk.dispute_events (
  seller_id uuid not null,
  dispute_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  body jsonb not null,
  primary key (seller_id, dispute_id, seq),
  constraint dispute_events_dispute_fkey foreign key (seller_id, dispute_id) references desk.disputes (seller_id, id)
);

-- What a party said or showed. A file's bytes stand in the house's files under their hash.
create table desk.dispute_words (
  seller_id uuid not null,
  id uuid not null,
  dispute_id uuid not null,
  party text not null constraint dispute_words_party check (party in ('buyer', 'seller', 'marketplace', 'bank')),
  -- What it proves, where it is evidence.
  proof text,
  says text not null,
  name text,
  type text,
  sha256 text,
  size integer,
  at timestamptz not null,
  by jsonb not null,
  primary key (seller_id, id),
  constraint dispute_words_dispute_fkey foreign key (seller_id, dispute_id) references desk.disputes (seller_id, id),
  constraint dispute_words_file check ((sha256 is null) = (size is null) and (sha256 is null) = (name is null) and (sha256 is null) = (type is null))
);
create index dispute_words_of_dispute on desk.dispute_words (seller_id, dispute_id, at);

-- A unit is refunded once by its return, and once more by each dispute that gave something (core/return/commands.ts, `award`). What all of it may
-- come to at most, desk.settlements guards.
alter table desk.refund_units add column award text not null default '';
alter table desk.refund_units drop constraint refund_units_pkey;
alter table desk.refund_units add primary key (seller_id, return_id, line_id, unit, award);

-- Goods that were found to be counterfeit (M36): what was found and by whom, beside the photos of the return. Kept whatever becomes of the return.
create table desk.counterfeits (
  seller_id uuid not null,
  return_id uuid not null,
  line_id text not null,
  unit integer not null,
  sku text not null,
  supplier text,
  lot text,
  says text not null,
  at timestamptz not null,
  by jsonb not null,
  primary key (seller_id, return_id, line_id, unit),
  constraint counterfeits_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index counterfeits_of_sku on desk.counterfeits (seller_id, sku, at);

do $$
declare
  t text;
begin
  foreach t in array array['disputes', 'counterfeits', 'dispute_events', 'dispute_words'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
end $$;
grant update on desk.disputes to retour_app;
-- The words of somebody who wants to be forgotten, and nothing else.
grant update (says, name) on desk.dispute_words to retour_app;
grant select (seller_id, id, next_at) on desk.disputes to retour_dispatcher;
create policy dispatch on desk.disputes for select to retour_dispatcher using (true);
