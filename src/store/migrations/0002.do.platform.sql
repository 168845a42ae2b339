-- Who may come in, and for which seller. Read and written as retour_platform only.
create table platform.sellers (
  id uuid primary key,
  slug text not null constraint sellers_slug_key unique,
  name text not null,
  country text not null,
  zone text not null,
  language text not null,
  -- Play seller: the demo's clock can be moved and its marketplace is the sandbox.
  sandbox boolean not null default false,
  -- What the sandbox clock is ahead of real time (ms). Zero for everybody else.
  clock_offset_ms bigint not null default 0,
  -- { refundLimit: { minor, currency }, colour, address …}: see app/seller.ts
  settings jsonb not null default '{}',
  created_at timestamptz not null,
  constraint sellers_only_sandbox_moves_its_clock check (sandbox or clock_offset_ms = 0)
);

create table platform.users (
  id uuid primary key,
  email text not null,
  name text not null,
  language text not null,
  -- Argon2id, in PHC format.
  password_hash text not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);
create unique index users_email_key on platform.users (lower(email));

create table platform.memberships (
  seller_id uuid not null references platform.sellers,
  user_id uuid not null references platform.users,
  roles text[] not null,
  primary key (seller_id, user_id)
);

create table platform.sessions (
  -- SHA-256 of the cookie: a stolen table opens no door.
  token_hash bytea primary key,
  user_id uuid not null references platform.users,
  seller_id uuid not null references platform.sellers,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_expiry on platform.sessions (expires_at);

create table platform.api_keys (
  id uuid primary key,
  seller_id uuid not null references platform.sellers,
  name text not null,
  -- SHA-256 of the key.
  hash bytea not null constraint api_keys_hash_key unique,
  -- The first signs, so that people can tell keys apart.
  hint text not null,
  roles text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index api_keys_of_seller on platform.api_keys (seller_id);

grant select, insert, update, delete on platform.sellers, platform.users, platform.memberships, platform.sessions, platform.api_keys to retour_platform;
