-- Invoices and credit notes (M32), and refunds that a bank or Stripe pays (M31).

-- Who issues papers and how: legal identity, series, VAT regimes, the bank account that pays. One row per seller.
create table desk.paper_settings (
  seller_id uuid primary key,
  body jsonb not null,
  -- Whether papers can be issued with it: the keeper reads this and nothing else.
  complete boolean not null,
  updated_at timestamptz not null,
  updated_by text not null
);

-- The last number of each series and year. It is locked by whoever issues, in the transaction that inserts the paper: a crash takes
-- number and paper away together, so no gap is left.
create table desk.paper_counters (
  seller_id uuid not null,
  series text not null,
  year integer not null,
  last integer not null,
  -- Numbers and dates of issue rise together, also where a machine's clock runs backwards.
  last_at timestamptz not null,
  primary key (seller_id, series, year)
);

-- What was issued, as data (Paper of core/papers/paper.ts). Never changed: a correction is a credit note.
create table desk.papers (
  seller_id uuid not null,
  id uuid not null,
  kind text not null constraint papers_kind check (kind in ('invoice', 'credit_note')),
  order_id uuid not null,
  return_id uuid,
  refund_id uuid,
  -- The invoice that a credit note corrects.
  invoice_id uuid,
  -- 1 for the order's first invoice; a second one only once the first was credited in full.
  nth integer,
  series text not null,
  year integer not null,
  number integer not null,
  -- As printed: F-2026-000123.
  name text not null,
  issued_at timestamptz not null,
  issued_by text not null,
  currency text not null,
  total_minor bigint not null constraint papers_total check (total_minor > 0),
  vat_minor bigint not null constraint papers_vat check (vat_minor between 0 and total_minor),
  -- What the list is searched by, each in full.
  channel_order_id text not null,
  buyer_name text not null,
  -- In small letters: a plain column, since functions are not leak proof and their index would never be used under row-level security.
  buyer_key text not null,
  body jsonb not null,
  primary key (seller_id, id),
  constraint papers_number_key unique (seller_id, series, year, number),
  constraint papers_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id),
  constraint papers_invoice_fkey foreign key (seller_id, invoice_id) references desk.papers (seller_id, id),
  constraint papers_corrects check ((kind = 'credit_note') = (invoice_id is not null) and (kind = 'invoice') = (nth is not null))
);
create unique index papers_one_invoice on desk.papers (seller_id, order_id, nth) where kind = 'invoice';
create unique index papers_one_per_refund on desk.papers (seller_id, refund_id) where refund_id is not null;
create index papers_of_order on desk.papers (seller_id, order_id);
create index papers_of_return on desk.papers (seller_id, return_id) where return_id is not null;
create index papers_of_invoice on desk.papers (seller_id, invoice_id);
-- The list, newest first, by keyset.
create index papers_newest on desk.papers (seller_id, issued_at desc, id desc);
create index papers_by_name on desk.papers (seller_id, name);
create index papers_by_order_number on desk.papers (seller_id, channel_order_id);
create index papers_by_buyer on desk.papers (seller_id, buyer_key);

-- The bytes as they were sent, by hash: made once, never again.
create table desk.paper_files (
  seller_id uuid not null,
  paper_id uuid not null,
  form text not null constraint paper_files_form check (form in ('pdf', 'xml')),
  sha256 text not null,
  size integer not null,
  made_at timestamptz not null,
  primary key (seller_id, paper_id, form),
  constraint paper_files_paper_fkey foreign key (seller_id, paper_id) references desk.papers (seller_id, id)
);

create table desk.paper_deliveries (
  seller_id uuid not null,
  paper_id uuid not null,
  via text not null constraint paper_deliveries_via check (via in ('mail', 'channel')),
  at timestamptz not null,
  reference text not null,
  primary key (seller_id, paper_id, via),
  constraint paper_deliveries_paper_fkey foreign key (seller_id, paper_id) references desk.papers (seller_id, id)
);

-- What is to be issued: written with the order or the return, in their transaction. `held`: a person is told why not.
create table desk.paper_dues (
  seller_id uuid not null,
  id uuid not null,
  kind text not null constraint paper_dues_kind check (kind in ('invoice', 'credit_note')),
  order_id uuid not null,
  return_id uuid,
  refund_id uuid,
  at timestamptz not null,
  state text not null default 'waiting' constraint paper_dues_state check (state in ('waiting', 'held', 'issued', 'skipped')),
  -- Why not, as names and facts; words are made when somebody reads.
  because jsonb not null default '[]',
  paper_id uuid,
  primary key (seller_id, id),
  constraint paper_dues_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id)
);
create index paper_dues_of_order on desk.paper_dues (seller_id, order_id);
create unique index paper_dues_one_invoice on desk.paper_dues (seller_id, order_id) where kind = 'invoice';
create unique index paper_dues_one_credit on desk.paper_dues (seller_id, refund_id) where kind = 'credit_note';
-- The backlog, in order.
create index paper_dues_open on desk.paper_dues (seller_id, at, id) where state in ('waiting', 'held');

-- Where the buyer wants the money where the channel cannot pay back: personal data, beside the return, asked only then.
create table desk.bank_accounts (
  seller_id uuid not null,
  return_id uuid not null,
  holder text not null,
  -- Null once erased.
  iban text,
  bic text,
  given_at timestamptz not null,
  given_by text not null,
  primary key (seller_id, return_id),
  constraint bank_accounts_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);

-- Files for the bank (pain.001). The bytes stand in the file store, by hash.
create table desk.bank_files (
  seller_id uuid not null,
  id uuid not null,
  message_id text not null,
  state text not null constraint bank_files_state check (state in ('awaiting_approval', 'ready', 'downloaded', 'cancelled')),
  count integer not null,
  total_minor bigint not null constraint bank_files_total check (total_minor > 0),
  currency text not null,
  execution_on date not null,
  sha256 text not null,
  made_at timestamptz not null,
  made_by text not null,
  made_by_name text not null,
  approved_at timestamptz,
  approved_by text,
  approved_by_name text,
  downloaded_at timestamptz,
  primary key (seller_id, id),
  -- A second person, not the same one twice.
  constraint bank_files_second_person check (approved_by is null or approved_by <> made_by)
);
create index bank_files_newest on desk.bank_files (seller_id, made_at desc, id desc);

-- A refund on its way through the bank. After a failure the refund may be tried again: a new attempt, a row of its own.
create table desk.bank_refunds (
  seller_id uuid not null,
  refund_id uuid not null,
  attempt integer not null,
  return_id uuid not null,
  amount_minor bigint not null constraint bank_refunds_amount check (amount_minor > 0),
  currency text not null,
  state text not null constraint bank_refunds_state check (state in ('needs_account', 'ready', 'in_file', 'paid', 'failed', 'withdrawn')),
  wanted_at timestamptz not null,
  file_id uuid,
  ended_at timestamptz,
  says text,
  primary key (seller_id, refund_id, attempt),
  constraint bank_refunds_refund_fkey foreign key (seller_id, refund_id) references desk.refunds (seller_id, id),
  constraint bank_refunds_file_fkey foreign key (seller_id, file_id) references desk.bank_files (seller_id, id),
  constraint bank_refunds_in_a_file check ((state = 'in_file') <= (file_id is not null))
);
-- One way to the bank at a time: a refund is in exactly one file.
create unique index bank_refunds_one on desk.bank_refunds (seller_id, refund_id) where state in ('needs_account', 'ready', 'in_file', 'paid');
create index bank_refunds_of_file on desk.bank_refunds (seller_id, file_id);
create index bank_refunds_of_return on desk.bank_refunds (seller_id, return_id);
create index bank_refunds_open on desk.bank_refunds (seller_id, wanted_at, refund_id) where state in ('needs_account', 'ready');

-- What a payment provider told us, once each, and what came of it.
create table desk.provider_events (
  seller_id uuid not null,
  provider text not null,
  id text not null,
  type text not null,
  at timestamptz not null,
  came_to text not null,
  raw jsonb not null,
  primary key (seller_id, provider, id)
);

do $$
declare
  t text;
begin
  foreach t in array array['paper_settings', 'paper_counters', 'papers', 'paper_files', 'paper_deliveries', 'paper_dues', 'bank_accounts',
                           'bank_files', 'bank_refunds', 'provider_events'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert on desk.%I to retour_app', t);
  end loop;
  foreach t in array array['paper_settings', 'paper_counters', 'paper_dues', 'bank_accounts', 'bank_files', 'bank_refunds'] loop
    execute format('grant update on desk.%I to retour_app', t);
  end loop;
end $$;
