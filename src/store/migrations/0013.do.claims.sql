-- Claims against buyer, carrier, 3PL, supplier and channel (M25, M29, M34), and the way out (M23, M24).

create table desk.claims (
  seller_id uuid not null,
  id uuid not null,
  -- What it is about, said by whoever opens it: the same mishap told twice is one claim.
  key text not null,
  -- `C-4K7D-9QXM`: what the letter to the other side carries.
  code text not null,
  against text not null constraint claims_against check (against in ('buyer', 'carrier', 'logistics', 'supplier', 'channel')),
  why text not null,
  state text not null constraint claims_state check (state in ('draft', 'submitted', 'accepted', 'rejected', 'paid', 'written_off')),
  amount_minor bigint not null constraint claims_amount check (amount_minor > 0),
  currency text not null,
  -- The name of the other side: a carrier's slug, a supplier. Empty where there is only one.
  party text not null,
  order_id uuid,
  return_id uuid,
  tracking_number text,
  -- When something is to be done about it: submit, ask again, or look for the money. Null: it has ended.
  due_at timestamptz,
  -- When the next reminder goes out.
  next_at timestamptz,
  -- The claim as core/claims/claim.ts knows it, after event number `version`.
  body jsonb not null,
  version integer not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (seller_id, id),
  constraint claims_key_key unique (seller_id, key),
  constraint claims_code_key unique (seller_id, code),
  constraint claims_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id),
  -- A keeper may open a claim in the act that opens its return, whose row is written last.
  constraint claims_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id) deferrable initially deferred
);
create index claims_of_order on desk.claims (seller_id, order_id);
create index claims_of_return on desk.claims (seller_id, return_id);
-- The queue: what must be done first comes first; in the other tabs the newest.
create index claims_queue on desk.claims (seller_id, state, due_at, id);
create index claims_newest on desk.claims (seller_id, changed_at desc, id desc);
create index claims_next on desk.claims (next_at, seller_id, id) where next_at is not null;

create table desk.claim_events (
  seller_id uuid not null,
  claim_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  body jsonb not null,
  primary key (seller_id, claim_id, seq),
  constraint claim_events_claim_fkey foreign key (seller_id, claim_id) references desk.claims (seller_id, id)
);

-- What proves it. The bytes stand in the house's files under their hash, whatever becomes of the return that they came with.
create table desk.claim_evidence (
  seller_id uuid not null,
  id uuid not null,
  claim_id uuid not null,
  kind text not null,
  says text not null,
  name text,
  type text,
  sha256 text,
  size integer,
  at timestamptz not null,
  by jsonb not null,
  primary key (seller_id, id),
  constraint claim_evidence_claim_fkey foreign key (seller_id, claim_id) references desk.claims (seller_id, id),
  constraint claim_evidence_file check ((sha256 is null) = (size is null) and (sha256 is null) = (name is null) and (sha256 is null) = (type is null))
);
create index claim_evidence_of_claim on desk.claim_evidence (seller_id, claim_id, at);

-- Where claims against somebody are sent: learnt from the last one.
create table desk.counterparts (
  seller_id uuid not null,
  against text not null,
  party text not null,
  email text not null,
  changed_at timestamptz not null,
  primary key (seller_id, against, party)
);

-- Parcels on their way to the buyer (M23). An order may go out in several.
create table desk.shipments (
  seller_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  -- Null: all lines of the order.
  line_ids text[],
  carrier text not null,
  tracking_number text not null,
  shipped_at timestamptz not null,
  -- The last time that anything moved: the shipping itself, then each scan.
  moved_at timestamptz not null,
  delivered_at timestamptz,
  scans jsonb not null default '[]',
  state text not null constraint shipments_state check (state in ('under_way', 'delivered', 'lost', 'misdelivered', 'damaged', 'returned', 'mistaken')),
  primary key (seller_id, id),
  constraint shipments_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create index shipments_of_order on desk.shipments (seller_id, order_id);
-- The same parcel is entered once; a number that was a typing error is free again.
create unique index shipments_parcel on desk.shipments (seller_id, carrier, tracking_number) where state <> 'mistaken';
create index shipments_still on desk.shipments (seller_id, moved_at, id) where state = 'under_way';
create index shipments_trouble on desk.shipments (seller_id, moved_at, id) where state in ('lost', 'misdelivered', 'damaged', 'returned');

-- A buyer who no longer wants what was not sent yet (M23).
create table desk.cancellations (
  seller_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  state text not null constraint cancellations_state check (state in ('open', 'saved', 'accepted', 'too_late')),
  says text not null,
  via text not null,
  asked_at timestamptz not null,
  answer_by timestamptz not null,
  -- When we first answered, and whether the channel has been told of the end (accepted ones only).
  answered_at timestamptz,
  ended_at timestamptz,
  settled_at timestamptz,
  amount_minor bigint,
  currency text not null,
  next_at timestamptz,
  primary key (seller_id, id),
  constraint cancellations_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create index cancellations_of_order on desk.cancellations (seller_id, order_id);
-- One wish at a time.
create unique index cancellations_one_open on desk.cancellations (seller_id, order_id) where state in ('open', 'accepted');
create index cancellations_due on desk.cancellations (seller_id, answer_by, id) where state = 'open';
create index cancellations_next on desk.cancellations (next_at, seller_id, id) where next_at is not null;
-- For the rate of cancellations (M38): those of a span of time.
create index cancellations_ended on desk.cancellations (seller_id, ended_at) where state = 'accepted';

-- What was done about an order before and on its way: who entered which parcel, what was written, what was found.
create table desk.outbound_events (
  seller_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  at timestamptz not null,
  body jsonb not null,
  primary key (seller_id, id),
  constraint outbound_events_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create index outbound_events_of_order on desk.outbound_events (seller_id, order_id, at);

-- Clocks of orders climb their ladders too: when the next step is due, and which were taken. `at_step` is the step's place before or after
-- the due time, `-PT4H`.
alter table desk.order_clocks add column next_at timestamptz;
alter table desk.order_clocks no force row level security;
-- Orders that were late before anybody was told stay as they are; the others get their next step when the sweep looks at them.
update desk.order_clocks set next_at = warn_at where state = 'running';
alter table desk.order_clocks force row level security;
create index order_clocks_next on desk.order_clocks (next_at, seller_id, order_id, kind) where next_at is not null;
-- The watch's lists: one kind of clock, most urgent first.
create index order_clocks_watch on desk.order_clocks (seller_id, kind, due_at, order_id) where state = 'running';
create index order_clocks_late on desk.order_clocks (seller_id, kind, due_at, order_id) where state = 'breached' and met_at is null;
grant select (next_at) on desk.order_clocks to retour_dispatcher;

create table desk.order_steps (
  seller_id uuid not null,
  order_id uuid not null,
  kind text not null,
  due_at timestamptz not null,
  at_step text not null,
  step text not null,
  at timestamptz not null,
  overtaken boolean not null,
  primary key (seller_id, order_id, kind, due_at, at_step, step),
  constraint order_steps_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);

do $$
declare
  t text;
begin
  foreach t in array array['claims', 'claim_events', 'claim_evidence', 'counterparts', 'shipments', 'cancellations', 'outbound_events', 'order_steps'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
  -- The others are books: what was written stays as it was written.
  foreach t in array array['claims', 'counterparts', 'shipments', 'cancellations'] loop
    execute format('grant update on desk.%I to retour_app', t);
  end loop;
  -- The sweep looks for what is due before it knows whose it is.
  foreach t in array array['claims', 'cancellations'] loop
    execute format('grant select (seller_id, id, next_at) on desk.%I to retour_dispatcher', t);
    execute format('create policy dispatch on desk.%I for select to retour_dispatcher using (true)', t);
  end loop;
end $$;
