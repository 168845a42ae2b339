-- One conversation per return (M15): what was taken back before it left, what a channel's own conversation shows of it, and the files that came with it.
alter table desk.messages
  add column withdrawn_at timestamptz,
  -- The words as they stand in the channel's conversation, where they were said elsewhere: read there again, they are no news.
  add column mirrored_as text,
  -- It went out against a warning: why, in the sender's words.
  add column despite text;

-- The message that a file came or went with. Null for an upload that waits for its message, and for photos and papers of the return itself.
alter table desk.files add column message_id uuid;
alter table desk.files add constraint files_message_fkey
  foreign key (seller_id, message_id) references desk.messages (seller_id, id) deferrable initially deferred;
create index files_of_message on desk.files (seller_id, message_id);
grant update (message_id) on desk.files to retour_app;

-- Templates of answers (M17): a version is written once. The last one counts; a version without a document says that it was deleted. Those that
-- come with the product stand in the program until somebody writes a version of their own.
create table desk.answer_templates (
  seller_id uuid not null,
  template_id text not null,
  version integer not null check (version >= 1),
  at timestamptz not null,
  by jsonb not null,
  document jsonb,
  primary key (seller_id, template_id, version)
);

-- Who has a case open, and whether they write: renewed every few seconds, in real time, and gone when it isn't.
create table desk.writers (
  seller_id uuid not null,
  return_id uuid not null,
  person_id text not null,
  name text not null,
  composing text check (composing in ('message', 'note')),
  at timestamptz not null,
  primary key (seller_id, return_id, person_id),
  constraint writers_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index writers_by_time on desk.writers (seller_id, at);

do $$
declare
  t text;
begin
  foreach t in array array['answer_templates', 'writers'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
end $$;
grant update, delete on desk.writers to retour_app;
