-- The toy marketplace, its till and its book of calls. Nothing of a seller's own stands here: these tables play the
-- outside world, so they follow none of the rules of `desk` (no seller_id, no row-level security) and may be dropped whole.
create schema if not exists sandbox;

-- Orders, order lines, care folders, parcels, files: documents, as somebody else's system would keep them.
create table sandbox.things (
  kind        text        not null,
  id          bigint      not null,
  parent      bigint,
  ref         text,
  state       integer,
  country     text,
  created_at  timestamptz not null,
  modified_at timestamptz not null,
  body        jsonb       not null,
  constraint things_pk primary key (kind, id)
);
-- The seller's own text for an order, a tracking number: one of a kind. Two adoptions at the same moment meet here.
create unique index things_ref on sandbox.things (kind, ref) where ref is not null;
-- Folders of a line, parcels of an order.
create index things_parent on sandbox.things (kind, parent) where parent is not null;
-- Pollers ask for what changed since a moment.
create index things_modified on sandbox.things (kind, modified_at);

-- High enough to stay clear of the numbers that sellers bring along; one sequence, so that no two things share a number.
create sequence sandbox.numbers start 40000001;

-- Money that was really paid to buyers. The marketplace has no intent and pays as often as it is asked; the shop's till has one.
create table sandbox.payments (
  id       bigint generated always as identity,
  at       timestamptz not null,
  channel  text        not null,
  order_id text        not null,
  line_id  text        not null,
  minor    bigint      not null,
  currency text        not null,
  type     text        not null,
  intent   text,
  constraint payments_pk primary key (id),
  constraint payments_positive check (minor > 0)
);
create unique index payments_intent on sandbox.payments (channel, intent) where intent is not null;
create index payments_order on sandbox.payments (channel, order_id);

-- Every call to the toy API, so that anyone can see how often something was really asked.
create table sandbox.calls (
  id       bigint generated always as identity,
  at       timestamptz not null,
  method   text        not null,
  path     text        not null,
  status   integer     not null,
  sent     jsonb,
  answered text        not null,
  constraint calls_pk primary key (id)
);
