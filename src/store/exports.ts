/** What leaves the house (M13): lists page by page, every table line by line, and the record of who took what. */
import { assert } from '../core/assert.ts';
import type { Money } from '../core/money.ts';
import { EXPORT_FILTERS, type ExportFilter, type ExportList } from '../core/exports.ts';
import type { Tx } from './db.ts';

/** A row of a list as it is written, heading by heading. `*_minor` beside a currency is an amount. */
type ListSql = {
  /** What a page is cut by: an id that grows with time. */
  readonly key: string;
  readonly from: string;
  readonly columns: readonly (readonly [heading: string, sql: string])[];
  readonly filters: Readonly<Partial<Record<ExportFilter, (param: string) => string>>>;
  /** Where a thing has several lines. */
  readonly then?: string;
};

const since = (column: string) => (param: string) => `${column} >= ${param}::timestamptz`;
const before = (column: string) => (param: string) => `${column} < ${param}::timestamptz`;
const is = (column: string) => (param: string) => `${column} = ${param}`;
/** One, or several with commas between. */
const among = (column: string) => (param: string) => `${column} = any(string_to_array(${param}, ','))`;
const BUYER = 'join desk.buyers b on b.seller_id = $1 and b.order_id =';

/** An amount as it is kept; whoever writes it knows how many digits its currency has. */
const amount = (minor: string, currency: string) =>
  `case when (${minor}) is not null then jsonb_build_object('minor', (${minor})::bigint, 'currency', ${currency}) end`;

const LISTS: Readonly<Record<ExportList, ListSql>> = {
  returns: {
    key: 'r.id',
    from: `desk.returns r ${BUYER} r.order_id join desk.return_items i on i.seller_id = $1 and i.return_id = r.id`,
    then: 'i.line_id, i.unit',
    columns: [
      ['return', 'r.rma'],
      ['status', 'r.status'],
      ['channel', 'r.channel'],
      ['order number', 'r.channel_order_id'],
      ['case number', 'r.channel_return_id'],
      ['via', 'r.via'],
      ['opened at', 'r.opened_at'],
      ['due at', `nullif(r.due_at, 'infinity')`],
      ['due for', 'r.due_kind'],
      ['on hold', 'r.held'],
      ['buyer name', 'b.name'],
      ['email', 'b.email'],
      ['country', 'r.country'],
      ['line', 'i.line_id'],
      ['unit', 'i.unit'],
      ['sku', 'i.sku'],
      [
        'title',
        `(select x ->> 'title' from jsonb_array_elements(r.state -> 'items') as x where x ->> 'lineId' = i.line_id and (x ->> 'unit')::integer = i.unit)`,
      ],
      ['imei', 'i.sold_imei'],
      ['serial', 'i.sold_serial'],
      ['reason', 'i.reason'],
      ['fault', 'i.fault'],
      ['authorisation', 'i.authorisation'],
      ['parcel', 'i.parcel'],
      ['verdict', 'i.verdict'],
      ['settlement', 'i.settlement'],
      ['closed at', 'i.closed_at'],
      ['value', amount('r.amount_minor', 'r.currency')],
      ['currency', 'r.currency'],
    ],
    filters: {
      since: since('r.opened_at'),
      until: before('r.opened_at'),
      channel: is('r.channel'),
      state: among('r.status'),
      tab: is('r.tab'),
      q: (param) => `r.id in (select desk.search(${param}, 500))`,
    },
  },
  orders: {
    key: 'o.id',
    from: `desk.orders o ${BUYER} o.id cross join lateral jsonb_array_elements(o.lines) with ordinality as l(line, n)`,
    then: 'l.n',
    columns: [
      ['channel', 'o.channel'],
      ['order number', 'o.channel_order_id'],
      ['order date', 'o.placed_at'],
      ['shipped at', 'o.shipped_at'],
      ['delivered at', 'o.delivered_at'],
      ['country', 'o.country'],
      ['buyer name', 'b.name'],
      ['email', 'b.email'],
      ['language', 'b.language'],
      ['line', `l.line ->> 'id'`],
      ['sku', `l.line ->> 'sku'`],
      ['title', `l.line ->> 'title'`],
      ['category', `l.line ->> 'category'`],
      ['condition', `l.line ->> 'condition'`],
      ['quantity', `(l.line ->> 'quantity')::integer`],
      ['price', amount(`l.line -> 'price' ->> 'minor'`, 'o.currency')],
      ['shipping', amount('o.shipping_paid_minor', 'o.currency')],
      ['currency', 'o.currency'],
      ['imei', `l.line ->> 'imei'`],
      ['serial', `l.line ->> 'serial'`],
      ['supplier', `l.line ->> 'supplier'`],
      ['lot', `l.line ->> 'lot'`],
    ],
    filters: { since: since('o.placed_at'), until: before('o.placed_at'), channel: is('o.channel') },
  },
  units: {
    key: 'u.id',
    from: 'desk.units u',
    columns: [
      ['ref', 'u.ref'],
      ['sku', 'u.sku'],
      ['title', 'u.title'],
      ['category', 'u.category'],
      ['imei', 'u.imei'],
      ['serial', 'u.serial'],
      ['supplier', 'u.supplier'],
      ['lot', 'u.lot'],
      ['grade', 'u.grade'],
      ['place', 'u.place'],
      ['state', 'u.state'],
      ['defect', 'u.defect'],
      ['cost', amount('u.cost_minor', 'u.currency')],
      ['currency', 'u.currency'],
      ['made at', 'u.created_at'],
      ['moved at', 'u.moved_at'],
    ],
    filters: {
      state: among('u.state'),
      sku: is('u.sku'),
      supplier: is('u.supplier'),
      lot: is('u.lot'),
      place: is('u.place'),
      // As the list of units finds them (`listUnits`), but for its bound of some thousands: nothing is left out here.
      q: (param) =>
        `(u.imei = regexp_replace(${param}, '[^0-9]', '', 'g') or u.serial = upper(${param}) or lower(u.ref) = lower(${param})
          or ${param} in (u.sku, u.lot, u.place) or upper(${param}) in (u.sku, u.lot, u.place) or lower(${param}) in (u.sku, u.lot, u.place))`,
      alert: (param) => `(u.alert is not null and ${param} <> '')`,
    },
  },
  refunds: {
    key: 'f.id',
    from: 'desk.refunds f join desk.returns r on r.seller_id = $1 and r.id = f.return_id',
    columns: [
      ['refund', 'f.id'],
      ['return', 'r.rma'],
      ['channel', 'r.channel'],
      ['order number', 'r.channel_order_id'],
      ['state', 'f.state'],
      ['amount', amount('f.amount_minor', 'f.currency')],
      ['currency', 'f.currency'],
      ['planned at', 'f.planned_at'],
      ['confirmed at', 'f.confirmed_at'],
      ['reference', 'f.channel_reference'],
    ],
    filters: { since: since('f.planned_at'), until: before('f.planned_at'), channel: is('r.channel'), state: among('f.state') },
  },
  journals: {
    key: 'j.id',
    from: 'desk.journals j join desk.entries e on e.seller_id = $1 and e.journal_id = j.id and e.lines = j.lines',
    then: 'e.line',
    columns: [
      ['journal', 'j.id'],
      ['at', 'j.at'],
      ['what', 'j.what'],
      ['line', 'e.line'],
      ['account', 'e.account'],
      ['debit', `case when e.minor > 0 then ${amount('e.minor', 'e.currency')} end`],
      ['credit', `case when e.minor < 0 then ${amount('- e.minor', 'e.currency')} end`],
      ['currency', 'e.currency'],
      ['channel', 'e.channel'],
      ['order', '(select o.channel_order_id from desk.orders o where o.seller_id = $1 and o.id = j.order_id)'],
      ['return', '(select r.rma from desk.returns r where r.seller_id = $1 and r.id = j.return_id)'],
      ['takes back', 'j.reverses'],
    ],
    filters: { since: since('j.at'), until: before('j.at'), channel: is('e.channel'), account: is('e.account') },
  },
  claims: {
    key: 'c.id',
    from: 'desk.claims c',
    columns: [
      ['claim', 'c.code'],
      ['against', 'c.against'],
      ['party', 'c.party'],
      ['why', 'c.why'],
      ['state', 'c.state'],
      ['amount', amount('c.amount_minor', 'c.currency')],
      ['currency', 'c.currency'],
      ['order', '(select o.channel_order_id from desk.orders o where o.seller_id = $1 and o.id = c.order_id)'],
      ['return', '(select r.rma from desk.returns r where r.seller_id = $1 and r.id = c.return_id)'],
      ['tracking number', 'c.tracking_number'],
      ['opened at', 'c.opened_at'],
      ['changed at', 'c.changed_at'],
      ['due at', 'c.due_at'],
    ],
    filters: { since: since('c.opened_at'), until: before('c.opened_at'), state: among('c.state') },
  },
  payouts: {
    key: 'p.id',
    from: 'desk.payouts p',
    columns: [
      ['payout', 'p.reference'],
      ['channel', 'p.channel'],
      ['state', 'p.state'],
      ['pays on', 'p.pays_on'],
      ['from', 'p.period_from'],
      ['to', 'p.period_to'],
      ['stated', amount('p.stated_minor', 'p.currency')],
      ['received', amount('p.received_minor', 'p.currency')],
      ['received at', 'p.received_at'],
      ['currency', 'p.currency'],
      ['file', 'p.file_name'],
      ['imported at', 'p.imported_at'],
      ['imported by', 'p.imported_by'],
      ['closed at', 'p.closed_at'],
      ['closed by', 'p.closed_by'],
    ],
    filters: { since: since('p.imported_at'), until: before('p.imported_at'), channel: is('p.channel'), state: among('p.state') },
  },
  disputes: {
    key: 'd.id',
    from: 'desk.disputes d join desk.returns r on r.seller_id = $1 and r.id = d.return_id',
    columns: [
      ['dispute', 'd.code'],
      ['kind', 'd.kind'],
      ['reason', 'd.reason'],
      ['reference', 'd.reference'],
      ['state', 'd.state'],
      ['amount', amount('d.amount_minor', 'd.currency')],
      ['currency', 'd.currency'],
      ['outcome', 'd.outcome'],
      ['return', 'r.rma'],
      ['channel', 'r.channel'],
      ['order number', 'r.channel_order_id'],
      ['opened at', 'd.opened_at'],
      ['changed at', 'd.changed_at'],
      ['due at', `nullif(d.due_at, 'infinity')`],
    ],
    filters: { since: since('d.opened_at'), until: before('d.opened_at'), state: among('d.state') },
  },
  messages: {
    key: 'm.id',
    from: 'desk.messages m join desk.returns r on r.seller_id = $1 and r.id = m.return_id',
    columns: [
      ['at', 'm.at'],
      ['return', 'r.rma'],
      ['order number', 'r.channel_order_id'],
      ['direction', 'm.direction'],
      ['via', 'm.via'],
      ['author', 'm.author'],
      ['language', 'm.language'],
      ['message', 'm.body'],
    ],
    filters: { since: since('m.at'), until: before('m.at') },
  },
  surveys: {
    key: 's.return_id',
    from: `desk.surveys s join desk.returns r on r.seller_id = $1 and r.id = s.return_id ${BUYER} s.order_id
      left join desk.follow_ups f on f.seller_id = $1 and f.return_id = s.return_id`,
    columns: [
      ['return', 'r.rma'],
      ['channel', 's.channel'],
      ['order number', 'r.channel_order_id'],
      ['buyer name', 'b.name'],
      ['country', 's.country'],
      ['language', 's.language'],
      ['sku', 's.sku'],
      ['title', 's.title'],
      ['reason', 's.reason'],
      ['ended', 's.ended'],
      ['ended at', 's.ended_at'],
      ['asked', 's.state'],
      ['not asked because', 's.because'],
      ['asked at', 's.asked_at'],
      ['first score', 's.first_score'],
      ['first answered at', 's.first_at'],
      ['score', 's.score'],
      ['answered at', 's.answered_at'],
      ['about', `array_to_string(s.topics, ', ')`],
      ['wants contact', 's.contact'],
      ['unhappy', 's.unhappy'],
      [
        'words',
        `(select string_agg(w.says, E'\n' order by w.at, w.id) from desk.survey_words w where w.seller_id = $1 and w.return_id = s.return_id and w.by ->> 'kind' = 'buyer')`,
      ],
      ['score afterwards', 's.again_score'],
      ['follow-up', 'f.code'],
      ['follow-up state', 'f.state'],
      ['follow-up outcome', 'f.outcome'],
    ],
    filters: { since: since('s.ended_at'), until: before('s.ended_at'), channel: is('s.channel') },
  },
};

export const headingsOf = (list: ExportList): readonly string[] => LISTS[list].columns.map(([heading]) => heading);

export type ListRow = { readonly key: string; readonly cells: readonly (string | number | boolean | Money | null)[] };

/** Things after `after`, whole: a return with all its items. An empty answer is the end. */
export async function readListPage(
  tx: Tx,
  list: ExportList,
  filter: Readonly<Partial<Record<ExportFilter, string>>>,
  after: string | null,
  things: number,
): Promise<ListRow[]> {
  assert(Number.isInteger(things) && things >= 1, 'a page has at least one thing');
  const { key, from, columns, filters, then } = LISTS[list];
  const values: unknown[] = [tx.sellerId, after];
  const alias = key.split('.')[0]!;
  const where = EXPORT_FILTERS.flatMap((name) => {
    const value = filter[name];
    if (value === undefined) return [];
    const write = filters[name];
    assert(write, `${list} can be narrowed by ${name}`);
    return [` and ${write(`$${values.push(value)}`)}`];
  });
  const texts = columns.map(([, sql]) => `to_jsonb(${sql})`).join(', ');
  return tx.query<ListRow>(
    `with page as (select distinct ${key} as id from ${from} where ${alias}.seller_id = $1 and ($2::uuid is null or ${key} > $2::uuid)${where.join('')}
                    order by 1 limit ${things})
     select ${key} as key, jsonb_build_array(${texts}) as cells from ${from} where ${alias}.seller_id = $1 and ${key} in (select id from page)${where.join('')}
      order by ${key}${then ? `, ${then}` : ''}`,
    values,
  );
}

// ── Everything ──

/** Not the seller's data but ours about it: to find things, to do things once, or to let somebody in. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'idempotency_keys',
  'return_search',
  'order_search',
  'photo_hashes',
  'import_lines',
  'import_habits',
  'portal_codes',
  'loose_files',
  'sweeps',
  'simulation_differences',
]);
/** Keys and passwords leave with nobody, whatever table they stand in. */
const SECRET = /secret|password|token|_hash$|_key$|^code_/;

export type DataTable = { readonly name: string; readonly columns: readonly string[] };

/** Every table of the desk with the columns that leave, from the database's own catalogue: what a later version adds is among them. */
export async function dataTables(tx: Tx): Promise<DataTable[]> {
  const rows = await tx.query<{ name: string; columns: string[]; keys: string[] }>(
    `select t.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_catalog.pg_class t join pg_catalog.pg_namespace n on n.oid = t.relnamespace
       join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attname <> 'seller_id'
        and has_column_privilege(t.oid, a.attnum, 'select') and a.atttypid <> 'bytea'::regtype
      where n.nspname = 'desk' and t.relkind in ('r', 'p') group by t.relname order by t.relname`,
  );
  return rows
    .filter(({ name }) => !LEFT_OUT.has(name))
    .map(({ name, columns }) => ({ name, columns: columns.filter((column) => !SECRET.test(column)) }));
}

/** One moment for everything that is read after it. The first statement of its transaction. */
export async function freeze(tx: Tx): Promise<void> {
  await tx.query('set transaction isolation level repeatable read, read only');
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A table's rows as lines of JSON, some at a time. */
export async function* tableLines(tx: Tx, { name, columns }: DataTable, most: number): AsyncGenerator<string[]> {
  const cursor = quoted(`all_${name}`);
  await tx.query(
    `declare ${cursor} no scroll cursor for select to_jsonb(x)::text as line from (select ${columns.map(quoted).join(', ')} from desk.${quoted(name)}
      where seller_id = $1) as x`,
    [tx.sellerId],
  );
  for (;;) {
    const rows = await tx.query<{ line: string }>(`fetch ${most} from ${cursor}`);
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < most) break;
  }
  await tx.query(`close ${cursor}`);
}

/** What is kept as files, by the tables that name their hashes. */
export async function fileHashes(tx: Tx, tables: readonly DataTable[]): Promise<string[]> {
  const hashes = new Set<string>();
  for (const { name, columns } of tables) {
    if (!columns.includes('sha256')) continue;
    const rows = await tx.query<{ sha256: string }>(
      `select distinct sha256 from desk.${quoted(name)} where seller_id = $1 and sha256 is not null order by 1`,
      [tx.sellerId],
    );
    for (const { sha256 } of rows) hashes.add(sha256);
  }
  return [...hashes];
}

// ── The record ──

export const EXPORT_STATES = ['waiting', 'working', 'ready', 'failed', 'cancelled', 'expired'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
export type ExportRow = {
  readonly id: string;
  /** `all`, or the list's name. */
  readonly kind: string;
  readonly format: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly state: ExportState;
  readonly far: number;
  readonly total: number;
  readonly rows: number;
  readonly bytes: number;
  readonly parts: readonly string[];
  readonly attempt: number;
  readonly by_name: string;
  readonly by_id: string | null;
  readonly made_at: string;
  readonly ended_at: string | null;
  readonly expires_at: string | null;
  readonly fetched: readonly { readonly by: string; readonly at: string }[];
};
const COLUMNS =
  'id, kind, format, filter, state, far, total, rows, bytes, parts, attempt, by_name, by_id, made_at, ended_at, expires_at, fetched';

export async function insertExport(
  tx: Tx,
  row: Pick<ExportRow, 'id' | 'kind' | 'format' | 'filter' | 'state' | 'by_name' | 'by_id' | 'made_at'>,
): Promise<void> {
  await tx.query(
    `insert into desk.exports (seller_id, id, kind, format, filter, state, by_name, by_id, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.sellerId, row.id, row.kind, row.format, JSON.stringify(row.filter), row.state, row.by_name, row.by_id, row.made_at],
  );
}

export async function readExport(tx: Tx, id: string): Promise<ExportRow | null> {
  const [row] = await tx.query<ExportRow>(`select ${COLUMNS} from desk.exports where seller_id = $1 and id = $2`, [tx.sellerId, id]);
  return row ?? null;
}

/** Newest first. */
export async function listExports(tx: Tx, after: { readonly at: string; readonly id: string } | null, limit: number): Promise<ExportRow[]> {
  return tx.query<ExportRow>(
    `select ${COLUMNS} from desk.exports where seller_id = $1 and ($2::timestamptz is null or (made_at, id) < ($2::timestamptz, $3::uuid))
      order by made_at desc, id desc limit $4`,
    [tx.sellerId, after?.at ?? null, after?.id ?? null, limit],
  );
}

export async function exportInHand(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select id from desk.exports where seller_id = $1 and kind = 'all' and state in ('waiting', 'working') limit 1`,
    [tx.sellerId],
  );
  return row?.id ?? null;
}

/** Whoever takes it begins anew; the parts of the attempt before are told, so that they can be removed. Null where it was stopped. */
export async function takeExport(tx: Tx, id: string): Promise<{ readonly attempt: number; readonly parts: readonly string[] } | null> {
  const [row] = await tx.query<{ attempt: number; parts: string[] }>(
    `with old as (select parts from desk.exports where seller_id = $1 and id = $2)
     update desk.exports e set state = 'working', attempt = attempt + 1, far = 0, rows = 0, bytes = 0, parts = '{}'
      where seller_id = $1 and id = $2 and state in ('waiting', 'working') returning attempt, (select parts from old) as parts`,
    [tx.sellerId, id],
  );
  return row ?? null;
}

/** False where it was stopped, or another worker has it. */
export async function tellExport(
  tx: Tx,
  { id, attempt }: Pick<ExportRow, 'id' | 'attempt'>,
  now: {
    readonly far: number;
    readonly total: number;
    readonly rows: number;
    readonly part?: { readonly sha256: string; readonly bytes: number };
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update desk.exports set far = $4, total = $5, rows = $6, parts = parts || $7::text[], bytes = bytes + $8
      where seller_id = $1 and id = $2 and attempt = $3 and state = 'working' returning 1`,
    [tx.sellerId, id, attempt, now.far, now.total, now.rows, now.part ? [now.part.sha256] : [], now.part?.bytes ?? 0],
  );
  return rows.length > 0;
}

export async function endExport(
  tx: Tx,
  id: string,
  end: { readonly state: 'ready' | 'failed' | 'cancelled'; readonly at: string; readonly expiresAt?: string; readonly rows?: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update desk.exports set state = $3, ended_at = $4, expires_at = $5, rows = coalesce($6, rows)
      where seller_id = $1 and id = $2 and state in ('waiting', 'working') returning 1`,
    [tx.sellerId, id, end.state, end.at, end.expiresAt ?? null, end.rows ?? null],
  );
  return rows.length > 0;
}

export async function noteFetched(tx: Tx, id: string, by: string, at: string): Promise<void> {
  await tx.query(
    `update desk.exports set fetched = fetched || jsonb_build_array(jsonb_build_object('by', $3::text, 'at', $4::text)) where seller_id = $1 and id = $2`,
    [tx.sellerId, id, by, at],
  );
}

/** Those whose time is over, or that were stopped: what is kept of them is told once, to be removed. */
export async function clearExports(tx: Tx, realNow: string): Promise<string[]> {
  const rows = await tx.query<{ parts: string[] }>(
    `with over as (select id, parts from desk.exports where seller_id = $1 and parts <> '{}' and (expires_at <= $2 or state in ('cancelled', 'failed')) for update)
     update desk.exports e set state = case when e.state = 'ready' then 'expired' else e.state end, parts = '{}'
       from over where e.seller_id = $1 and e.id = over.id returning over.parts`,
    [tx.sellerId, realNow],
  );
  return rows.flatMap(({ parts }) => parts);
}
