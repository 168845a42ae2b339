-- The little world of Sandbox Post: what a carrier would keep about its parcels. Times are those of the sandbox clock.
-- Which scans have happened by a given time is computed from these rows (`carriers/sandbox/world.ts`), so moving the
-- clock needs no job of the carrier's own.
create schema if not exists sandbox;

create table sandbox.parcels (
  tracking_number text primary key,
  -- The label became known: when anybody first asked.
  announced_at timestamptz not null,
  -- Handed in by the buyer.
  dropped_at timestamptz,
  -- The parcel vanished (play and simulation).
  lost_at timestamptz,
  constraint parcels_only_dropped_are_lost check (lost_at is null or dropped_at is not null)
);
