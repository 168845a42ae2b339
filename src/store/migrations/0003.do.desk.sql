-- Everything of a seller. seller_id comes first in every primary, unique and foreign key, so that the schema can be
-- spread over a cluster by seller, and row-level security guards each table (test/catalogue.db.test.ts reads the catalogue).

create table desk.connections (
  seller_id uuid not null,
  slug text not null,
  kind text not null,
  name text not null,
  settings jsonb not null default '{}',
  -- Tokens of the channel. Never leave by the API.
  secrets jsonb not null default '{}',
  -- How far the channel has been read: the adapter's own words.
  low_water jsonb,
  state text not null default 'ok' check (state in ('ok', 'failing', 'off')),
  last_poll_at timestamptz,
  next_poll_at timestamptz,
  failures integer not null default 0,
  last_error text,
  primary key (seller_id, slug)
);
create index connections_due on desk.connections (next_poll_at) where next_poll_at is not null;

create table desk.orders (
  seller_id uuid not null,
  id uuid not null,
  channel text not null,
  channel_order_id text not null,
  country text not null,
  currency text not null,
  placed_at timestamptz not null,
  shipped_at timestamptz,
  delivered_at timestamptz,
  shipping_paid_minor bigint,
  -- OrderLine[] of core/return/model.ts, prices as sold.
  lines jsonb not null,
  -- The channel's own numbers (ChannelRef). They may differ from what the seller's system calls the order.
  ref jsonb,
  ref_id text generated always as (ref ->> 'orderId') stored,
  raw jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (seller_id, id),
  constraint orders_channel_key unique (seller_id, channel, channel_order_id),
  constraint orders_connection_fkey foreign key (seller_id, channel) references desk.connections (seller_id, slug)
);

-- What the channel's own number means: one order, whoever told us of it first.
create unique index orders_ref_key on desk.orders (seller_id, channel, ref_id) where ref_id is not null;

-- Personal data stands beside: erasing a buyer is one update here and breaks no chain of events.
create table desk.buyers (
  seller_id uuid not null,
  order_id uuid not null,
  name text not null,
  email text not null,
  language text not null,
  primary key (seller_id, order_id),
  constraint buyers_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id) on delete cascade
);
-- How often this buyer came before (M7). A plain column, not lower(email): functions are not leak proof, and under row-level
-- security such an index would never be used. Addresses are stored in lower case.
create index buyers_by_email on desk.buyers (seller_id, email);

create table desk.policy_versions (
  seller_id uuid not null,
  version text not null,
  document jsonb not null,
  effective_from timestamptz not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (seller_id, version)
);

create table desk.returns (
  seller_id uuid not null,
  id uuid not null,
  rma text not null,
  order_id uuid not null,
  channel text not null,
  channel_order_id text not null,
  channel_return_id text,
  via text not null,
  country text not null,
  currency text not null,
  status text not null,
  -- Where the desk shows it (core/return/status.ts).
  tab text not null,
  held boolean not null default false,
  opened_at timestamptz not null,
  moved_at timestamptz not null,
  -- The next running clock; 'infinity' where none runs, so that keyset pages need no special case.
  due_at timestamptz not null default 'infinity',
  due_kind text,
  amount_minor bigint not null,
  version integer not null,
  -- SHA-256 of the last event: the chain's head.
  head bytea not null,
  -- core/return/model.ts Return, whole.
  state jsonb not null,
  primary key (seller_id, id),
  constraint returns_rma_key unique (seller_id, rma),
  constraint returns_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create unique index returns_channel_return_key on desk.returns (seller_id, channel, channel_return_id) where channel_return_id is not null;
-- A tab of the desk, by time left: one page of a million rows in a fraction of a millisecond.
create index returns_by_tab on desk.returns (seller_id, tab, due_at, id);
create index returns_newest on desk.returns (seller_id, opened_at desc, id desc);
create index returns_by_status on desk.returns (seller_id, status, opened_at desc, id desc);
create index returns_of_order on desk.returns (seller_id, order_id);
create index returns_by_due on desk.returns (seller_id, due_at, id);


create table desk.return_items (
  seller_id uuid not null,
  return_id uuid not null,
  line_id text not null,
  unit integer not null,
  order_id uuid not null,
  sku text not null,
  reason text not null,
  fault text,
  authorisation text not null,
  parcel text not null,
  assessment text not null,
  settlement text not null,
  verdict text,
  sold_imei text,
  sold_serial text,
  read_imei text,
  read_serial text,
  open boolean not null,
  closed_at timestamptz,
  primary key (seller_id, return_id, line_id, unit),
  constraint return_items_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
-- Opening has no row to lock: this makes the same request, twice or by two channels, one return (M14).
create unique index return_items_one_open on desk.return_items (seller_id, order_id, line_id, unit) where open;
create index return_items_of_unit on desk.return_items (seller_id, order_id, line_id, unit);
create index return_items_by_imei on desk.return_items (seller_id, sold_imei) where sold_imei is not null;

-- Append-only and chained: hash = sha256(previous hash ‖ body). `body` is the canonical text that was hashed.
create table desk.events (
  seller_id uuid not null,
  return_id uuid not null,
  seq integer not null,
  type text not null,
  at timestamptz not null,
  body text not null,
  hash bytea not null,
  primary key (seller_id, return_id, seq),
  constraint events_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);

-- The daily head reads a day's events.
create index events_by_time on desk.events (seller_id, at);

-- A daily head per seller: sha256 over the heads of the returns that moved that day. It shows a cut tail.
create table desk.heads (
  seller_id uuid not null,
  day date not null,
  returns integer not null,
  hash bytea not null,
  made_at timestamptz not null,
  primary key (seller_id, day)
);

-- The facts behind each answer, so that it can be replayed for ever.
create table desk.decisions (
  seller_id uuid not null,
  return_id uuid not null,
  line_id text not null,
  unit integer not null,
  seq integer not null,
  policy_version text not null,
  facts jsonb not null,
  decision jsonb not null,
  primary key (seller_id, return_id, line_id, unit, seq),
  constraint decisions_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);

create table desk.clocks (
  seller_id uuid not null,
  return_id uuid not null,
  kind text not null,
  source text not null,
  state text not null check (state in ('running', 'met', 'breached', 'stopped')),
  warn_at timestamptz not null,
  due_at timestamptz not null,
  primary key (seller_id, return_id, kind),
  constraint clocks_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
-- The sweep reads only what is due: 6 MB of index beside ten million clocks.
create index clocks_due on desk.clocks (due_at) where state = 'running';

create table desk.refunds (
  seller_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  order_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  state text not null check (state in ('awaiting_approval', 'planned', 'submitted', 'confirmed', 'failed')),
  channel_reference text,
  planned_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (seller_id, id),
  constraint refunds_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index refunds_of_order on desk.refunds (seller_id, order_id);

-- One settlement in money per unit and return: a second one is refused by the database itself (M31).
create table desk.refund_units (
  seller_id uuid not null,
  return_id uuid not null,
  line_id text not null,
  unit integer not null,
  refund_id uuid not null,
  amount_minor bigint not null check (amount_minor >= 0),
  primary key (seller_id, return_id, line_id, unit),
  constraint refund_units_refund_fkey foreign key (seller_id, refund_id) references desk.refunds (seller_id, id)
);

-- What is to be done outside: the intent is committed with the business row, the call follows, its answer is recorded here.
create table desk.effects (
  seller_id uuid not null,
  id uuid not null,
  return_id uuid,
  kind text not null,
  state text not null default 'pending' check (state in ('pending', 'calling', 'done', 'failed')),
  body jsonb not null,
  attempts integer not null default 0,
  -- Real time until which the worker that called is believed to be alive.
  lease_until timestamptz,
  -- Real time before which nobody tries again.
  not_before timestamptz,
  last_error text,
  answer jsonb,
  created_at timestamptz not null,
  done_at timestamptz,
  primary key (seller_id, id),
  constraint effects_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index effects_of_return on desk.effects (seller_id, return_id);
create index effects_open on desk.effects (seller_id, created_at) where state in ('pending', 'calling');
create index effects_failed on desk.effects (seller_id, created_at) where state = 'failed';

-- One thread per return; `note` is seen by the team alone (M15).
create table desk.messages (
  seller_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  at timestamptz not null,
  direction text not null check (direction in ('in', 'out', 'note')),
  via text not null,
  author text not null,
  body text not null,
  language text,
  -- The channel's own number: a message that is polled twice is stored once.
  external_id text,
  primary key (seller_id, id),
  constraint messages_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index messages_of_return on desk.messages (seller_id, return_id, at);
create unique index messages_external_key on desk.messages (seller_id, return_id, external_id) where external_id is not null;

-- Every mail that was sent, as it was sent. In the sandbox this is the mailbox.
create table desk.mails (
  seller_id uuid not null,
  -- The effect that sent it: a retry after a crash stores nothing twice.
  id uuid not null,
  return_id uuid,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  at timestamptz not null,
  reference text,
  primary key (seller_id, id)
);
create index mails_newest on desk.mails (seller_id, at desc, id desc);
create index mails_of_return on desk.mails (seller_id, return_id);

create table desk.files (
  seller_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  kind text not null,
  name text not null,
  type text not null,
  sha256 text not null,
  size integer not null,
  at timestamptz not null,
  primary key (seller_id, id),
  constraint files_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index files_of_return on desk.files (seller_id, return_id);

-- What came from outside, raw, once: (kind, external id, digest) is its identity (M12, M14).
create table desk.inbound (
  seller_id uuid not null,
  channel text not null,
  kind text not null,
  external_id text not null,
  digest text not null,
  received_at timestamptz not null,
  -- Why it could not be read, where it could not: people see these.
  unreadable text,
  raw jsonb not null,
  primary key (seller_id, channel, kind, external_id, digest)
);
create index inbound_unreadable on desk.inbound (seller_id, channel) where unreadable is not null;

create table desk.idempotency_keys (
  seller_id uuid not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body jsonb not null,
  created_at timestamptz not null,
  primary key (seller_id, key)
);

-- What the search box reads. Beside the return because it holds a name and an address.
create table desk.return_search (
  seller_id uuid not null,
  return_id uuid not null,
  words text not null,
  primary key (seller_id, return_id),
  constraint return_search_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index return_search_words on desk.return_search using gin (seller_id, words gin_trgm_ops);
