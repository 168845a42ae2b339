-- Row-level security on every table of the desk, forced (the owner is bound too), and grants that fit each role's work.
do $$
declare
  t text;
begin
  for t in select tablename from pg_tables where schemaname = 'desk' loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    -- The sub-select is evaluated once per statement, not once per row.
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
  end loop;
end $$;

grant select, insert, update on all tables in schema desk to retour_app;
-- Events, decisions, heads and raw messages are written once: nobody may change or remove them.
revoke update on desk.events, desk.decisions, desk.heads, desk.inbound from retour_app;
-- Only what has no memory of its own may be deleted.
grant delete on desk.idempotency_keys to retour_app;

-- The dispatcher sees ids and times, nothing else, of all sellers.
grant select (seller_id, return_id, kind, due_at, state) on desk.clocks to retour_dispatcher;
grant select (seller_id, slug, next_poll_at, state) on desk.connections to retour_dispatcher;
grant update (next_poll_at) on desk.connections to retour_dispatcher;
grant select (seller_id, id, state, lease_until, not_before, created_at) on desk.effects to retour_dispatcher;
create policy dispatch on desk.clocks for select to retour_dispatcher using (true);
create policy dispatch_read on desk.connections for select to retour_dispatcher using (true);
create policy dispatch_claim on desk.connections for update to retour_dispatcher using (true) with check (true);
create policy dispatch on desk.effects for select to retour_dispatcher using (true);

-- Jobs are enqueued in the business transaction, through this door only: the application role cannot reach the queue's tables.
create function desk.enqueue(task text, seller uuid, ids uuid[], run_at timestamptz default null) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  id uuid;
begin
  if task not in ('carry_out') then
    raise exception 'unknown task %', task;
  end if;
  foreach id in array ids loop
    perform graphile_worker.add_job(task, json_build_object('sellerId', seller, 'id', id), job_key => task || ':' || id, run_at => run_at, max_attempts => 25);
  end loop;
end $$;
revoke all on function desk.enqueue from public;
grant execute on function desk.enqueue to retour_app, retour_dispatcher;

-- Trigram operators are not leak proof, so under row-level security their index would never be used. This door
-- takes the seller from the transaction's own setting and nowhere else.
create function desk.search(query text, most integer) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select return_id from desk.return_search
  where seller_id = current_setting('retour.seller')::uuid and words like '%' || replace(replace(replace(lower(query), '\', '\\'), '%', '\%'), '_', '\_') || '%'
  order by return_id desc limit least(most, 500)
$$;
revoke all on function desk.search from public;
grant execute on function desk.search to retour_app;

-- The search door runs as the owner. A hosted database's owner is no superuser and would be bound by a forced policy,
-- which brings the useless plan back: this one table binds everybody but its owner.
alter table desk.return_search no force row level security;
