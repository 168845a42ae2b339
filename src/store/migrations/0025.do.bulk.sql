-- Bulk (M13): files that come in line by line, exports that go out, and orders found by a few letters of what the caller on the phone says.

create table desk.imports (
  seller_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('orders', 'units', 'returns', 'history')),
  state text not null check (state in ('mapping', 'checking', 'checked', 'running', 'done', 'cancelled')),
  file_name text not null,
  format text not null check (format in ('csv', 'xlsx')),
  encoding text not null,
  delimiter text not null,
  headings text[] not null,
  -- What a person said of it: ImportMapping of app/imports/mapping.ts.
  mapping jsonb not null,
  lines integer not null,
  -- How far the check or the run is: lines looked at.
  far integer not null default 0,
  -- Lines by what they came to.
  counts jsonb not null default '{}',
  -- The attempt of the errand that works on it: one that was taken for dead writes no more.
  attempt integer not null default 0,
  by_actor jsonb not null,
  made_at timestamptz not null,
  run_at timestamptz,
  ended_at timestamptz,
  primary key (seller_id, id)
);
create index imports_newest on desk.imports (seller_id, made_at desc, id desc);

-- The file, a row a line, so that each line is taken once whatever happens in between.
create table desk.import_lines (
  seller_id uuid not null,
  import_id uuid not null,
  -- As the file counts: the heading is line 1, and what stands in quotation marks may be several.
  line integer not null,
  cells text[] not null,
  -- Lines that are one thing (an order with three articles) go together, in the place of the first.
  thing text,
  with_line integer not null,
  state text not null check (state in ('new', 'ready', 'taking', 'made', 'changed', 'same', 'refused')),
  -- What the check said that the run would do.
  would text check (would in ('made', 'changed', 'same')),
  problems jsonb,
  -- What came of it: a return's number, an order's.
  became text,
  primary key (seller_id, import_id, line),
  constraint import_lines_import_fkey foreign key (seller_id, import_id) references desk.imports (seller_id, id) on delete cascade
);
-- The next lines to take, and those that were refused.
create index import_lines_by_state on desk.import_lines (seller_id, import_id, state, with_line, line);
create index import_lines_of_thing on desk.import_lines (seller_id, import_id, thing) where thing is not null;

-- What the seller said of headings and words before: the next file of this kind is mapped by itself.
create table desk.import_habits (
  seller_id uuid not null,
  kind text not null,
  habits jsonb not null,
  primary key (seller_id, kind)
);

create table desk.exports (
  seller_id uuid not null,
  id uuid not null,
  -- `all`, or one list that was downloaded on the spot.
  kind text not null,
  format text not null,
  filter jsonb not null,
  state text not null check (state in ('waiting', 'working', 'ready', 'failed', 'cancelled', 'expired')),
  far integer not null default 0,
  total integer not null default 0,
  rows bigint not null default 0,
  bytes bigint not null default 0,
  -- Hashes of its parts in the file store, in order.
  parts text[] not null default '{}',
  attempt integer not null default 0,
  by_name text not null,
  by_id text,
  made_at timestamptz not null,
  ended_at timestamptz,
  expires_at timestamptz,
  -- Who has fetched it: personal data that leaves is on the record.
  fetched jsonb not null default '[]',
  primary key (seller_id, id)
);
create index exports_newest on desk.exports (seller_id, made_at desc, id desc);

do $$
declare
  t text;
begin
  foreach t in array array['imports', 'import_lines', 'import_habits', 'exports'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert, update on desk.%I to retour_app', t);
  end loop;
end $$;
-- A file that was taken in, or never was, holds names and addresses for no reason after a while.
grant delete on desk.imports, desk.import_lines to retour_app;

-- Orders by number, name, e-mail, IMEI or serial number, as a trigram search: the same door as desk.search of 0004, for the same reason.
create table desk.order_search (
  seller_id uuid not null,
  order_id uuid not null,
  -- Lower case, without accents.
  words text not null,
  primary key (seller_id, order_id),
  constraint order_search_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id) on delete cascade
);
create index order_search_words on desk.order_search using gin (seller_id, words gin_trgm_ops);

-- The words of an order, from its rows. The accents of our five languages are taken off here and from what is typed.
create function desk.order_words(number text, ref text, name text, email text, lines jsonb) returns text
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select translate(lower(concat_ws(' ', number, ref, name, email,
           (select string_agg(concat_ws(' ', l ->> 'imei', l ->> 'imei2', l ->> 'serial'), ' ') from jsonb_array_elements(lines) as l))),
         'àáâãäåçèéêëìíîïñòóôõöùúûüýÿœæß', 'aaaaaaceeeeiiiinooooouuuuyyoas')
$$;

alter table desk.orders no force row level security;
alter table desk.buyers no force row level security;
insert into desk.order_search (seller_id, order_id, words)
  select o.seller_id, o.id, desk.order_words(o.channel_order_id, o.ref_id, b.name, b.email, o.lines)
    from desk.orders o join desk.buyers b on b.seller_id = o.seller_id and b.order_id = o.id;
alter table desk.orders force row level security;
alter table desk.buyers force row level security;

create function desk.search_orders(query text, most integer) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select order_id from desk.order_search
  where seller_id = current_setting('retour.seller')::uuid and words like
    '%' || replace(replace(replace(translate(lower(query), 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿœæß', 'aaaaaaceeeeiiiinooooouuuuyyoas'), '\', '\\'), '%', '\%'), '_', '\_') || '%'
  order by order_id desc limit least(most, 100)
$$;
revoke all on function desk.search_orders, desk.order_words from public;
grant execute on function desk.search_orders, desk.order_words to retour_app;

alter table desk.order_search enable row level security;
create policy seller on desk.order_search to retour_app using (seller_id = (select current_setting('retour.seller'))::uuid)
  with check (seller_id = (select current_setting('retour.seller'))::uuid);
grant select, insert, update on desk.order_search to retour_app;
