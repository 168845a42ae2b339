-- How it went, asked once after the end of a return, and what becomes of an unhappy answer (M20).

-- One per return that ended while the seller asks. What it was about stands beside it, so that figures read one table.
create table desk.surveys (
  seller_id uuid not null,
  return_id uuid not null,
  order_id uuid not null,
  -- Of the buyer's mailbox (app/link-keys.ts): who was asked lately is left alone.
  mailbox_key bytea,
  -- `waiting` for its hour, `asked`, or `passed_over` with the reason. Answered may be each of them: the portal asks whoever comes by.
  state text not null constraint surveys_state check (state in ('waiting', 'asked', 'passed_over')),
  because text constraint surveys_because check (because in ('off', 'answered', 'quiet', 'unwanted', 'no_address', 'channel_only', 'country')),
  ended text not null,
  ended_at timestamptz not null,
  channel text not null,
  country text not null,
  language text not null,
  reason text not null,
  sku text not null,
  title text not null,
  -- When it is to go out; null once it has, or will not.
  ask_at timestamptz,
  asked_at timestamptz,
  -- The first answer and the last one to "how did it go?", and the one to "is it well now?".
  first_score smallint constraint surveys_first check (first_score between 1 and 5),
  first_at timestamptz,
  score smallint constraint surveys_score check (score between 1 and 5),
  answered_at timestamptz,
  topics text[] not null default '{}',
  wrote boolean not null default false,
  contact boolean not null default false,
  unhappy boolean not null default false,
  again_at timestamptz,
  again_score smallint constraint surveys_again check (again_score between 1 and 5),
  again_answered_at timestamptz,
  primary key (seller_id, return_id),
  -- A return that ends in the moment in which it is opened is written a statement later.
  constraint surveys_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id) deferrable initially deferred,
  constraint surveys_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id),
  constraint surveys_passed_over check ((state = 'passed_over') = (because is not null)),
  constraint surveys_due check (ask_at is null or state = 'waiting'),
  constraint surveys_answered check ((score is null) = (answered_at is null) and (score is null) = (first_score is null))
);
create index surveys_of_order on desk.surveys (seller_id, order_id);
create index surveys_due on desk.surveys (ask_at, seller_id, return_id) where ask_at is not null;
-- Who was asked when: the quiet days of a mailbox, and the rate of those who answer.
create index surveys_of_mailbox on desk.surveys (seller_id, mailbox_key, asked_at) where asked_at is not null;
create index surveys_asked on desk.surveys (seller_id, asked_at) include (score) where asked_at is not null;
-- The figures of a time, and the list newest first.
create index surveys_answered on desk.surveys (seller_id, answered_at desc, return_id desc) where answered_at is not null;

-- Every answer as it was given: the first, the last and those between.
create table desk.survey_answers (
  seller_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  at timestamptz not null,
  -- The question: how it went, or whether it is well now.
  question text not null constraint survey_answers_question check (question in ('first', 'again')),
  score smallint not null constraint survey_answers_score check (score between 1 and 5),
  topics text[] not null,
  contact boolean not null,
  wrote boolean not null,
  -- Sent by the page when it opened, or by a tap on its button.
  way text not null constraint survey_answers_way check (way in ('page', 'tap')),
  primary key (seller_id, id),
  constraint survey_answers_survey_fkey foreign key (seller_id, return_id) references desk.surveys (seller_id, return_id)
);
create index survey_answers_of_return on desk.survey_answers (seller_id, return_id, at);

create table desk.follow_ups (
  seller_id uuid not null,
  id uuid not null,
  -- `F-4K7D-9QXM`
  code text not null,
  return_id uuid not null,
  order_id uuid not null,
  state text not null constraint follow_ups_state check (state in ('open', 'answered', 'settled')),
  outcome text constraint follow_ups_outcome check (outcome in ('explained', 'gesture', 'reopened', 'refund', 'nothing')),
  owner_id uuid,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  -- By when an answer is owed; infinity where none is.
  due_at timestamptz not null,
  next_at timestamptz,
  body jsonb not null,
  version integer not null,
  primary key (seller_id, id),
  constraint follow_ups_code_key unique (seller_id, code),
  -- One for each return, however often the buyer says so: it is taken up again.
  constraint follow_ups_return_key unique (seller_id, return_id),
  constraint follow_ups_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id),
  constraint follow_ups_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id),
  constraint follow_ups_settled check ((state = 'settled') = (outcome is not null))
);
create index follow_ups_of_order on desk.follow_ups (seller_id, order_id);
create index follow_ups_queue on desk.follow_ups (seller_id, state, due_at, id);
create index follow_ups_newest on desk.follow_ups (seller_id, changed_at desc, id desc);
create index follow_ups_next on desk.follow_ups (next_at, seller_id, id) where next_at is not null;

create table desk.follow_up_events (
  seller_id uuid not null,
  follow_up_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  body jsonb not null,
  primary key (seller_id, follow_up_id, seq),
  constraint follow_up_events_follow_up_fkey foreign key (seller_id, follow_up_id) references desk.follow_ups (seller_id, id)
);

-- What the buyer wrote, what was said on the telephone, what came of it: personal, so it stands here and in no event.
create table desk.survey_words (
  seller_id uuid not null,
  -- Of the answer, or of the follow-up's event.
  id uuid not null,
  return_id uuid not null,
  at timestamptz not null,
  by jsonb not null,
  says text not null,
  primary key (seller_id, id),
  constraint survey_words_survey_fkey foreign key (seller_id, return_id) references desk.surveys (seller_id, return_id)
);
create index survey_words_of_return on desk.survey_words (seller_id, return_id, at);

do $$
declare
  t text;
begin
  foreach t in array array['surveys', 'survey_answers', 'follow_ups', 'follow_up_events', 'survey_words'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
end $$;
grant update on desk.surveys to retour_app;
grant update on desk.follow_ups to retour_app;
-- The words of somebody who wants to be forgotten, and nothing else.
grant update (says) on desk.survey_words to retour_app;
-- The sweep looks for what is due before it knows whose it is.
grant select (seller_id, return_id, ask_at) on desk.surveys to retour_dispatcher;
create policy dispatch on desk.surveys for select to retour_dispatcher using (true);
grant select (seller_id, id, next_at) on desk.follow_ups to retour_dispatcher;
create policy dispatch on desk.follow_ups for select to retour_dispatcher using (true);
