-- Connections to channels (M11): which kinds there are, how each part of a channel does, what people should see to; and what
-- came of arrivals that could not be read (M12).

alter table desk.connections
  add constraint connections_kind_known check (kind in ('backmarket', 'mirakl', 'shopify', 'rest', 'shop')) not valid,
  -- { part: { readAt, says } }: when each part was last read to its end, and what it said where it did not answer.
  add column parts jsonb not null default '{}',
  -- [{ kind, about, since }]: read, but a person should look: an operator's reason code that nobody explained.
  add column warnings jsonb not null default '[]',
  -- Which of the port's failures the last poll met: the page says in words what to do about it.
  add column failure text;

-- Which part or kind of thing it was, for the reader that is asked again.
alter table desk.inbound add column what text;
-- The quarantine's list, newest first. Unreadable arrivals are few among millions.
create index inbound_quarantine on desk.inbound (seller_id, received_at desc, digest) where unreadable is not null;

-- What became of an arrival that could not be read: it was read after all, or a person put it aside with a reason. A book: one answer each.
create table desk.inbound_answers (
  seller_id uuid not null,
  channel text not null,
  kind text not null,
  external_id text not null,
  digest text not null,
  came_to text not null check (came_to in ('taken', 'dismissed')),
  because text,
  at timestamptz not null,
  by_name text not null,
  primary key (seller_id, channel, kind, external_id, digest),
  constraint inbound_answers_inbound_fkey foreign key (seller_id, channel, kind, external_id, digest)
    references desk.inbound (seller_id, channel, kind, external_id, digest),
  constraint inbound_answers_reason check (came_to <> 'dismissed' or because is not null)
);

alter table desk.inbound_answers enable row level security;
alter table desk.inbound_answers force row level security;
create policy seller on desk.inbound_answers to retour_app using (seller_id = (select current_setting('retour.seller'))::uuid)
  with check (seller_id = (select current_setting('retour.seller'))::uuid);
grant select, insert on desk.inbound_answers to retour_app;
