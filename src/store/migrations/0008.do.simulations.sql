-- What a draft would have decided (M9): cases from before Retour, runs over the past, and the answers that would have been others.

create table desk.past_cases (
  seller_id uuid not null,
  id uuid not null,
  -- The seller's own name of the case: the same again replaces it.
  ref text not null,
  -- When the buyer asked.
  at timestamptz not null,
  -- DecisionFacts of core/policy/decision.ts. No name and no address in them.
  facts jsonb not null,
  -- What was answered then, as far as anybody knows.
  outcome text not null check (outcome in ('approve', 'review', 'reject')),
  refund_minor bigint check (refund_minor >= 0),
  resolutions text[],
  paid_by text check (paid_by in ('seller', 'buyer')),
  imported_at timestamptz not null,
  imported_by text not null,
  primary key (seller_id, id),
  constraint past_cases_ref_key unique (seller_id, ref)
);

create table desk.simulations (
  seller_id uuid not null,
  id uuid not null,
  draft_id uuid not null,
  -- The draft as it was when the run began: people go on editing it.
  revision integer not null,
  document jsonb not null,
  sources text[] not null,
  -- Cases asked from (inclusive) until (exclusive); null where there is no bound.
  asked_from timestamptz,
  asked_until timestamptz,
  state text not null check (state in ('running', 'done', 'cancelled', 'failed')),
  failure text check (failure in ('interrupted', 'broken')),
  done integer not null default 0,
  total integer not null default 0,
  -- Tally of core/policy/simulate.ts.
  summary jsonb not null,
  -- How many differences can be read; the others are only counted.
  listed integer not null default 0,
  started_at timestamptz not null,
  started_by text not null,
  finished_at timestamptz,
  -- Real time at which its process last said that it lives: a run whose process died is seen by its silence.
  beat_at timestamptz not null,
  primary key (seller_id, id),
  constraint simulations_draft_fkey foreign key (seller_id, draft_id) references desk.policy_drafts (seller_id, id)
);
-- One at a time per seller.
create unique index simulations_one_running on desk.simulations (seller_id) where state = 'running';
create index simulations_of_draft on desk.simulations (seller_id, draft_id, started_at desc);

create table desk.simulation_differences (
  seller_id uuid not null,
  simulation_id uuid not null,
  -- When the buyer asked: the list shows the newest first.
  at timestamptz not null,
  -- Tells two cases of one moment apart.
  key text not null,
  source text not null check (source in ('return', 'history')),
  -- A return's case: its decision stands in desk.decisions for ever.
  return_id uuid,
  line_id text not null,
  unit integer not null,
  seq integer,
  -- A case from before Retour, whole: it may be replaced or removed.
  ref text,
  title text not null,
  before jsonb,
  after jsonb not null,
  -- `approve>review`
  kind text not null,
  changed text[] not null,
  drifted boolean not null,
  primary key (seller_id, simulation_id, at, key),
  constraint simulation_differences_simulation_fkey foreign key (seller_id, simulation_id) references desk.simulations (seller_id, id) on delete cascade,
  constraint simulation_differences_source check ((source = 'return') = (return_id is not null and seq is not null) and (source = 'history') = (ref is not null and before is not null))
);
create index simulation_differences_by_kind on desk.simulation_differences (seller_id, simulation_id, kind, at, key);

do $$
declare
  t text;
begin
  foreach t in array array['past_cases', 'simulations', 'simulation_differences'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
  end loop;
end $$;
grant select, insert, update on desk.past_cases, desk.simulations to retour_app;
-- Differences are written once.
grant select, insert on desk.simulation_differences to retour_app;
-- Imported cases are the seller's to take back; a run is worked out anew at any time.
grant delete on desk.past_cases, desk.simulations to retour_app;
