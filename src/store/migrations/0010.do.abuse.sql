-- Signs of abuse and the line of descent of devices (M5, M7). All of it is looked up when a return is opened, in the one statement that
-- opening asks (store/orders.ts): every index below serves one of its look-ups, a few rows each, however big the seller.

-- Where the order went, beside the buyer's name: erasing a buyer is still one update here. The keys are HMACs with the product's secret,
-- made per seller: they tell that two buyers share a mailbox or a front door, and neither of them.
alter table desk.buyers
  add column address jsonb,
  add column mailbox_key bytea,
  add column place_key bytea;
-- Other e-mails at the same mailbox, other buyers at the same front door.
create index buyers_by_mailbox on desk.buyers (seller_id, mailbox_key) where mailbox_key is not null;
create index buyers_by_place on desk.buyers (seller_id, place_key) where place_key is not null;

-- What an ended item leaves on the record (core/abuse/signs.ts), and how the device that came back compared with the one that was sold.
alter table desk.return_items
  add column identity text,
  add column sign text constraint return_items_sign check (sign in ('device_swap', 'refund_without_goods'));
-- Which other return read this number at the bench.
create index return_items_by_read_imei on desk.return_items (seller_id, read_imei) where read_imei is not null;
create index return_items_by_read_serial on desk.return_items (seller_id, read_serial) where read_serial is not null;

-- Which device was sold with which line: numbers without spaces, as core/inspection/identity.ts reads them.
create table desk.devices (
  seller_id uuid not null,
  order_id uuid not null,
  line_id text not null,
  imei text,
  serial text,
  primary key (seller_id, order_id, line_id),
  constraint devices_order_fkey foreign key (seller_id, order_id) references desk.orders (seller_id, id) on delete cascade
);
create index devices_by_imei on desk.devices (seller_id, imei) where imei is not null;
create index devices_by_serial on desk.devices (seller_id, serial) where serial is not null;

-- A unit that was replaced, and what went out instead: the count of its returns follows it there (M5). The numbers may be unknown, and the
-- channel may have made a new order for it.
create table desk.device_lineage (
  seller_id uuid not null,
  return_id uuid not null,
  line_id text not null,
  unit integer not null,
  order_id uuid not null,
  imei text,
  serial text,
  new_channel_order_id text,
  new_line_id text,
  at timestamptz not null,
  primary key (seller_id, return_id, line_id, unit),
  constraint device_lineage_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
-- From the unit to its replacements, and from a replacement back to what it stands for.
create index device_lineage_of_unit on desk.device_lineage (seller_id, order_id, line_id, unit);
create index device_lineage_by_imei on desk.device_lineage (seller_id, imei) where imei is not null;
create index device_lineage_by_serial on desk.device_lineage (seller_id, serial) where serial is not null;
create index device_lineage_by_order on desk.device_lineage (seller_id, new_channel_order_id) where new_channel_order_id is not null;

-- Fingerprints of the photos that came as evidence (core/abuse/photo.ts); blank pictures and those of the bench have none. Four columns with an
-- index each, not one array: the array operators are not leak proof, so under row-level security their index would never be used.
create table desk.photo_hashes (
  seller_id uuid not null,
  file_id uuid not null,
  return_id uuid not null,
  order_id uuid not null,
  -- Which cell is brighter than its neighbour: coarse, for finding; fine, for being sure.
  look bit(64) not null,
  detail bit(612) not null,
  -- The look in four parts.
  band_1 smallint not null,
  band_2 smallint not null,
  band_3 smallint not null,
  band_4 smallint not null,
  at timestamptz not null,
  primary key (seller_id, file_id),
  constraint photo_hashes_file_fkey foreign key (seller_id, file_id) references desk.files (seller_id, id),
  constraint photo_hashes_return_fkey foreign key (seller_id, return_id) references desk.returns (seller_id, id)
);
create index photo_hashes_of_return on desk.photo_hashes (seller_id, return_id);
create index photo_hashes_band_1 on desk.photo_hashes (seller_id, band_1);
create index photo_hashes_band_2 on desk.photo_hashes (seller_id, band_2);
create index photo_hashes_band_3 on desk.photo_hashes (seller_id, band_3);
create index photo_hashes_band_4 on desk.photo_hashes (seller_id, band_4);

do $$
declare
  t text;
begin
  foreach t in array array['devices', 'device_lineage', 'photo_hashes'] loop
    execute format('alter table desk.%I enable row level security', t);
    execute format('alter table desk.%I force row level security', t);
    execute format(
      'create policy seller on desk.%I to retour_app using (seller_id = (select current_setting(''retour.seller''))::uuid)'
      ' with check (seller_id = (select current_setting(''retour.seller''))::uuid)', t);
    execute format('grant select, insert, update on desk.%I to retour_app', t);
  end loop;
end $$;
