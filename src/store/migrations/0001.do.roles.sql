-- Three roles, none of which can log in or pass by row-level security. The program's login takes one of them
-- for the length of each transaction (`set local role`), so a forgotten `where` reads nothing of another seller.
do $$
declare
  name text;
begin
  foreach name in array array['retour_app', 'retour_platform', 'retour_dispatcher'] loop
    begin
      execute format('create role %I nologin nobypassrls', name);
    exception when duplicate_object or unique_violation then
      null; -- roles belong to the cluster: another database of it has made them
    end;
    execute format('grant %I to current_user', name);
  end loop;
end $$;

create schema if not exists desk;
create schema if not exists platform;
create schema if not exists sandbox;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

revoke all on schema desk, platform, sandbox from public;
grant usage on schema desk to retour_app, retour_dispatcher;
grant usage on schema platform to retour_platform;
