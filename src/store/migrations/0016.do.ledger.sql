-- The books (M33), by double entry and append-only: a wrong journal is taken back by another one, never edited.

create table desk.journals (
  seller_id uuid not null,
  -- Made from the key and the time: whoever tries again makes the same one.
  id uuid not null,
  key text not null,
  -- When it happened, not when it was written down.
  at timestamptz not null,
  what text not null,
  currency text not null,
  -- How many entries it has.
  lines integer not null check (lines >= 2),
  channel text,
  order_id uuid,
  return_id uuid,
  event_seq integer,
  refund_id uuid,
  payout_id uuid,
  claim_id uuid,
  invoice_id uuid,
  unit_id uuid,
  -- Key of the journal that this one takes back.
  reverses text,
  primary key (seller_id, id),
  constraint journals_key unique (seller_id, key),
  -- What entries name: none can be added to a journal beyond the lines that it was posted with.
  constraint journals_lines_key unique (seller_id, id, lines)
);
-- No journal is taken back twice.
create unique index journals_reversed_once on desk.journals (seller_id, reverses) where reverses is not null;
create index journals_newest on desk.journals (seller_id, at desc, id desc);
create index journals_of_order on desk.journals (seller_id, order_id, at) where order_id is not null;
create index journals_of_return on desk.journals (seller_id, return_id, at) where return_id is not null;

create table desk.entries (
  seller_id uuid not null,
  journal_id uuid not null,
  lines integer not null,
  line integer not null check (line between 1 and lines),
  account text not null,
  currency text not null,
  -- Debit above zero, credit below.
  minor bigint not null check (minor <> 0),
  -- As in the journal: an account is read by time without looking at it.
  at timestamptz not null,
  channel text,
  primary key (seller_id, journal_id, lines, line),
  constraint entries_journal_fkey foreign key (seller_id, journal_id, lines) references desk.journals (seller_id, id, lines)
);
-- One account page by page; a channel's receivable of a period; the sums of a month from the index alone.
create index entries_of_account on desk.entries (seller_id, account, at desc, journal_id desc) include (currency, minor);
create index entries_of_channel on desk.entries (seller_id, channel, account, at) include (currency, minor, journal_id) where channel is not null;

-- At the commit, so that a journal and its entries may be written in any order: all lines are there, and they sum to zero.
create function desk.journal_balances() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  found bigint;
  total bigint;
  foreign_currency bigint;
begin
  select count(*), coalesce(sum(minor), 0), count(*) filter (where currency <> new.currency) into found, total, foreign_currency
    from desk.entries where seller_id = new.seller_id and journal_id = new.id;
  if found <> new.lines or total <> 0 or foreign_currency > 0 then
    raise exception 'journal % does not balance: % of % lines, sum %', new.key, found, new.lines, total
      using errcode = 'check_violation', constraint = 'journal_balances', table = 'journals', schema = 'desk';
  end if;
  return null;
end $$;
revoke all on function desk.journal_balances from public;
create constraint trigger journal_balances after insert on desk.journals deferrable initially deferred
  for each row execute function desk.journal_balances();

-- What became of each unit in money and goods, as a chain over all its returns (M30, M31): every link begins where the one before ended, never
-- goes beyond what was paid for the unit, and nothing but its own undoing follows the link that settled it in full. Two writers can't both
-- write the same link.
create table desk.settlements (
  seller_id uuid not null,
  order_id uuid not null,
  line_id text not null,
  unit integer not null,
  nth integer not null check (nth >= 1),
  how text not null check (how in ('brought_forward', 'refund', 'reversal', 'repaired', 'replaced')),
  return_id uuid not null,
  -- The refund, where it was one.
  refund_id uuid,
  before_minor bigint not null check (before_minor >= 0),
  amount_minor bigint not null,
  after_minor bigint not null,
  -- The unit's price and its share of the shipping, as paid; null where nobody knew it any more.
  paid_minor bigint,
  final boolean not null generated always as (coalesce(after_minor >= paid_minor, false)) stored,
  previous integer generated always as (nullif(nth - 1, 0)) stored,
  -- Whether this link may stand only behind one that left something open. Null asks nothing: the foreign key is not checked then.
  previous_final boolean not null,
  at timestamptz not null,
  primary key (seller_id, order_id, line_id, unit, nth),
  constraint settlements_link unique (seller_id, order_id, line_id, unit, nth, after_minor, final),
  constraint settlements_chain foreign key (seller_id, order_id, line_id, unit, previous, before_minor, previous_final)
    references desk.settlements (seller_id, order_id, line_id, unit, nth, after_minor, final),
  constraint settlements_sum check (after_minor = before_minor + amount_minor and after_minor >= 0),
  constraint settlements_begin_at_nothing check (nth > 1 or before_minor = 0),
  constraint settlements_within_paid check (how in ('brought_forward', 'reversal') or after_minor <= paid_minor),
  constraint settlements_once_in_full check (not previous_final or how = 'reversal'),
  constraint settlements_amount check ((how in ('repaired', 'replaced') and amount_minor = 0) or (how = 'reversal' and amount_minor < 0)
    or (how in ('refund', 'brought_forward') and amount_minor > 0))
);
create index settlements_of_return on desk.settlements (seller_id, return_id);
create index settlements_chained on desk.settlements (seller_id, order_id, line_id, unit, previous, before_minor, previous_final);

-- A forced policy binds the owner too, where it is no superuser: it would find no refund.
alter table desk.refunds no force row level security;
alter table desk.refund_units no force row level security;
insert into desk.settlements (seller_id, order_id, line_id, unit, nth, how, return_id, before_minor, amount_minor, after_minor, previous_final, at)
select u.seller_id, f.order_id, u.line_id, u.unit, 1, 'brought_forward', (array_agg(u.return_id order by f.planned_at))[1], 0,
       sum(u.amount_minor), sum(u.amount_minor), false, max(f.planned_at)
  from desk.refund_units u join desk.refunds f on f.seller_id = u.seller_id and f.id = u.refund_id
 where u.amount_minor > 0
 group by u.seller_id, f.order_id, u.line_id, u.unit;
alter table desk.refunds force row level security;
alter table desk.refund_units force row level security;

-- What a channel takes and when it pays (core/money-flow/terms.ts), each version from a day on. A correction is a later row for the same day.
create table desk.channel_terms (
  seller_id uuid not null,
  channel text not null,
  valid_from date not null,
  set_at timestamptz not null,
  document jsonb not null,
  set_by text not null,
  primary key (seller_id, channel, valid_from, set_at)
);

-- A payout as the channel stated it, and what the bank received.
create table desk.payouts (
  seller_id uuid not null,
  id uuid not null,
  channel text not null,
  -- The channel's own number of it.
  reference text not null,
  currency text not null,
  pays_on date not null,
  -- The shipping days that it is for, both included.
  period_from date not null,
  period_to date not null,
  state text not null check (state in ('open', 'closed')),
  stated_minor bigint not null,
  received_minor bigint,
  received_at timestamptz,
  file_name text not null,
  file_sha256 text not null,
  imported_at timestamptz not null,
  imported_by text not null,
  closed_at timestamptz,
  closed_by text,
  primary key (seller_id, id),
  -- The same file again, or the same statement in another file, is refused.
  constraint payouts_file_key unique (seller_id, channel, file_sha256),
  constraint payouts_reference_key unique (seller_id, channel, reference, currency)
);
create index payouts_newest on desk.payouts (seller_id, pays_on desc, id desc);

-- Each line of the statement as it came, for good.
create table desk.payout_lines (
  seller_id uuid not null,
  payout_id uuid not null,
  line integer not null,
  -- order, commission, refund, commission_returned, monthly_fee, retainer_held, retainer_released, carried, other
  kind text not null,
  -- What the line is about, as the channel names it.
  order_ref text,
  -- The kind and whom it is about: lines and journals of the same name are compared.
  about_key text not null,
  minor bigint not null,
  -- The columns of the file, by their names.
  cells jsonb not null,
  primary key (seller_id, payout_id, line),
  constraint payout_lines_payout_fkey foreign key (seller_id, payout_id) references desk.payouts (seller_id, id)
);
create index payout_lines_by_key on desk.payout_lines (seller_id, about_key);

-- Stated against expected, one row for each thing that lines or journals are about.
create table desk.payout_items (
  seller_id uuid not null,
  payout_id uuid not null,
  about_key text not null,
  kind text not null,
  order_id uuid,
  state text not null check (state in ('matched', 'difference', 'unknown', 'missing', 'elsewhere', 'explained', 'claimed')),
  stated_minor bigint not null,
  expected_minor bigint not null,
  -- Why, in a person's words; with it the difference is posted.
  because text,
  settled_by text,
  settled_at timestamptz,
  claim_id uuid,
  primary key (seller_id, payout_id, about_key),
  constraint payout_items_payout_fkey foreign key (seller_id, payout_id) references desk.payouts (seller_id, id),
  constraint payout_items_said_why check (state not in ('explained', 'claimed') or (because is not null and settled_by is not null and settled_at is not null))
);
create index payout_items_open on desk.payout_items (seller_id, payout_id) where state in ('difference', 'unknown', 'missing');
create index payout_items_of_order on desk.payout_items (seller_id, order_id) where order_id is not null;

-- Which payout each journal of the channel's account was found in: one and no other.
create table desk.payout_journals (
  seller_id uuid not null,
  journal_id uuid not null,
  payout_id uuid not null,
  about_key text not null,
  primary key (seller_id, journal_id),
  constraint payout_journals_journal_fkey foreign key (seller_id, journal_id) references desk.journals (seller_id, id),
  constraint payout_journals_item_fkey foreign key (seller_id, payout_id, about_key) references desk.payout_items (seller_id, payout_id, about_key)
);
create index payout_journals_of_item on desk.payout_journals (seller_id, payout_id, about_key);

do $$
declare
  t text;
begin
  foreach t in array array['journals', 'entries', 'settlements', 'channel_terms', 'payouts', 'payout_lines', 'payout_items', 'payout_journals'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
end $$;
-- The rest is written once: no update, no delete.
grant update on desk.payouts, desk.payout_items, desk.payout_journals to retour_app;

-- What an hour at the bench costs and how long an inspection takes (M34): the seller's own figures, each version from when it was set.
create table desk.cost_settings (
  seller_id uuid not null,
  set_at timestamptz not null,
  labour_hour_minor bigint check (labour_hour_minor >= 0),
  currency text not null,
  minutes_per_item integer check (minutes_per_item between 0 and 600),
  set_by text not null,
  primary key (seller_id, set_at)
);
alter table desk.cost_settings enable row level security;
alter table desk.cost_settings force row level security;
create policy seller on desk.cost_settings to retour_app using (seller_id = (select current_setting('retour.seller'))::uuid)
  with check (seller_id = (select current_setting('retour.seller'))::uuid);
grant select, insert on desk.cost_settings to retour_app;

-- What waits for finance: few rows, however many refunds there were.
create index refunds_waiting on desk.refunds (seller_id, state, planned_at) where state in ('awaiting_approval', 'failed', 'planned', 'submitted');
