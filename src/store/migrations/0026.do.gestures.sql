-- What went wrong and wants making good (M19): the cases, what is given, the month's budget as a book, codes of vouchers, longer warranties.

create table desk.gesture_settings (
  seller_id uuid not null,
  body jsonb not null,
  changed_at timestamptz not null,
  by jsonb not null,
  primary key (seller_id)
);

create table desk.gesture_cases (
  seller_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  return_id uuid,
  about uuid not null generated always as (coalesce(return_id, order_id)) stored,
  cause text not null,
  state text not null constraint gesture_cases_state check (state in ('waiting', 'sent', 'not_needed', 'closed')),
  gravity integer not null,
  -- What was promised for then, or happened then; and when what was promised came after all.
  since timestamptz not null,
  came_at timestamptz,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  -- Each sending has a number, so that one that was taken back is known as such by the errand that comes for it.
  sending integer not null default 0,
  -- What was sent: the gesture, its worth and the words.
  given jsonb,
  value_minor bigint not null default 0,
  sent_at timestamptz,
  sent_by jsonb,
  -- Until then nothing of it has left, and it can be taken back.
  undo_until timestamptz,
  left_at timestamptz,
  -- By when we have promised to write again, where no date was known; null once we did.
  again_at timestamptz,
  -- Why it is not needed or closed; or what went wrong with a gesture on its way.
  because text,
  trouble text,
  primary key (seller_id, id),
  constraint gesture_cases_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id),
  -- At the commit: a request that was accepted at once has its row by then.
  constraint gesture_cases_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id) deferrable initially deferred
);
-- Once for each order or return and cause. What is offered by hand may be offered again.
create unique index gesture_cases_once on desk.gesture_cases (seller_id, about, cause) where cause <> 'other';
create index gesture_cases_of_order on desk.gesture_cases (seller_id, order_id);
create index gesture_cases_return on desk.gesture_cases (seller_id, return_id);
-- The list of what waits, worst first; of one cause; of what ended, newest first; of promises to write again.
create index gesture_cases_waiting on desk.gesture_cases (seller_id, gravity desc, since, id) where state = 'waiting';
create index gesture_cases_waiting_cause on desk.gesture_cases (seller_id, cause, gravity desc, since, id) where state = 'waiting';
create index gesture_cases_ended on desk.gesture_cases (seller_id, state, changed_at desc, id desc) where state <> 'waiting';
create index gesture_cases_again on desk.gesture_cases (seller_id, again_at, id) where again_at is not null;

-- The budget's book: reserved when it is sent, given when it arrived, released when it was taken back or failed. Never edited.
create table desk.gesture_book (
  seller_id uuid not null,
  case_id uuid not null,
  nth integer not null check (nth >= 1),
  -- The seller's calendar month whose budget it is.
  month text not null,
  what text not null check (what in ('reserved', 'given', 'released')),
  cause text not null,
  -- In the seller's currency.
  minor bigint not null check (minor >= 0),
  at timestamptz not null,
  primary key (seller_id, case_id, nth),
  constraint gesture_book_case_fkey foreign key (seller_id, case_id) references desk.gesture_cases (seller_id, id)
);
create index gesture_book_of_month on desk.gesture_book (seller_id, month, cause) include (what, minor);

-- Money that goes back on an order without a return: which unit gets how much. It counts against what may still be paid back.
create table desk.gesture_units (
  seller_id uuid not null,
  case_id uuid not null,
  order_id uuid not null,
  line_id text not null,
  unit integer not null,
  amount_minor bigint not null check (amount_minor > 0),
  state text not null check (state in ('planned', 'paid', 'failed')),
  primary key (seller_id, case_id, line_id, unit),
  constraint gesture_units_case_fkey foreign key (seller_id, case_id) references desk.gesture_cases (seller_id, id),
  constraint gesture_units_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create index gesture_units_of_order on desk.gesture_units (seller_id, order_id);

-- The seller's own codes; each is handed out once.
create table desk.gesture_codes (
  seller_id uuid not null,
  id uuid not null,
  code text not null,
  minor bigint not null check (minor > 0),
  currency text not null,
  added_at timestamptz not null,
  case_id uuid,
  handed_at timestamptz,
  primary key (seller_id, id),
  constraint gesture_codes_code unique (seller_id, code),
  constraint gesture_codes_case_fkey foreign key (seller_id, case_id) references desk.gesture_cases (seller_id, id)
);
create unique index gesture_codes_one_each on desk.gesture_codes (seller_id, case_id);
create index gesture_codes_free on desk.gesture_codes (seller_id, minor, added_at, id) where case_id is null;

-- Months on top of the warranty of all that was bought with an order.
create table desk.warranty_extensions (
  seller_id uuid not null,
  order_id uuid not null,
  case_id uuid not null,
  months integer not null check (months between 1 and 60),
  at timestamptz not null,
  primary key (seller_id, order_id, case_id),
  constraint warranty_extensions_case_fkey foreign key (seller_id, case_id) references desk.gesture_cases (seller_id, id),
  constraint warranty_extensions_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create index warranty_extensions_case on desk.warranty_extensions (seller_id, case_id);

-- A gesture on an order without a return is a link of the unit's chain too: the database refuses what goes beyond the price.
alter table desk.settlements alter column return_id drop not null;
alter table desk.settlements drop constraint settlements_how_check;
alter table desk.settlements add constraint settlements_how_check
  check (how in ('brought_forward', 'refund', 'reversal', 'repaired', 'replaced', 'gesture') and (return_id is not null or how in ('gesture', 'reversal')));
alter table desk.settlements drop constraint settlements_amount;
alter table desk.settlements add constraint settlements_amount
  check ((how in ('repaired', 'replaced') and amount_minor = 0) or (how = 'reversal' and amount_minor < 0)
    or (how in ('refund', 'brought_forward', 'gesture') and amount_minor > 0));

do $$
declare
  t text;
begin
  foreach t in array array['gesture_settings', 'gesture_cases', 'gesture_book', 'gesture_units', 'gesture_codes', 'warranty_extensions'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
  -- The others are books: what was written stays as it was written.
  foreach t in array array['gesture_settings', 'gesture_cases', 'gesture_units', 'gesture_codes'] loop
    execute format('grant update on desk.%I to retour_app', t);
  end loop;
end $$;
