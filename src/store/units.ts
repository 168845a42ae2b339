/** Units: every device that the seller has or had, where it is, and its life in movements (M27). */
import { isUuid } from '../core/ids.ts';
import { normaliseSerial, numberOfImei } from '../core/inspection/identity.ts';
import type { Grade } from '../core/return/model.ts';
import type { Defect, Finding, MoveName, UnitState } from '../core/stock/units.ts';
import type { Tx } from './db.ts';

export type UnitRow = {
  readonly id: string;
  /** The seller's own stock number. */
  readonly ref: string | null;
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly imei: string | null;
  readonly serial: string | null;
  readonly supplier: string | null;
  readonly lot: string | null;
  readonly grade: Grade | null;
  readonly place: string | null;
  readonly state: UnitState;
  readonly defect: Defect | null;
  readonly alert: 'sold_out_of_turn' | null;
  readonly cost_minor: number | null;
  readonly currency: string | null;
  readonly order_id: string | null;
  readonly line_id: string | null;
  readonly unit: number | null;
  readonly return_id: string | null;
  readonly version: number;
  readonly created_at: string;
  readonly moved_at: string;
};

const COLUMN_LIST = [
  'id',
  'ref',
  'sku',
  'title',
  'category',
  'imei',
  'serial',
  'supplier',
  'lot',
  'grade',
  'place',
  'state',
  'defect',
  'alert',
  'cost_minor',
  'currency',
  'order_id',
  'line_id',
  'unit',
  'return_id',
  'version',
  'created_at',
  'moved_at',
] as const satisfies readonly (keyof UnitRow)[];
const COLUMNS = COLUMN_LIST.join(', ');
/** The same for statements that name the table `u`. */
export const UNIT_COLUMNS = COLUMN_LIST.map((column) => `u.${column}`).join(', ');

/** The numbers as they are stored. */
export const numbersOf = (device: { readonly imei?: string | undefined; readonly serial?: string | undefined }) => ({
  imei: numberOfImei(device.imei),
  serial: normaliseSerial(device.serial),
});

/** By what is printed on the device; the IMEI speaks first. */
export async function findUnit(tx: Tx, device: { readonly imei?: string; readonly serial?: string }): Promise<UnitRow | null> {
  const { imei, serial } = numbersOf(device);
  if (imei === null && serial === null) return null;
  const rows = await tx.query<UnitRow>(
    `select ${COLUMNS} from desk.units where seller_id = $1 and imei = $2
     union all select ${COLUMNS} from desk.units where seller_id = $1 and serial = $3 and not exists (select 1 from desk.units where seller_id = $1 and imei = $2)`,
    [tx.sellerId, imei, serial],
  );
  return rows[0] ?? null;
}

/** By our id, or by the seller's own stock number. */
export async function readUnit(tx: Tx, idOrRef: string): Promise<UnitRow | null> {
  const rows = await tx.query<UnitRow>(`select ${COLUMNS} from desk.units where seller_id = $1 and (id = $2::uuid or ref = $3) limit 2`, [
    tx.sellerId,
    isUuid(idOrRef) ? idOrRef : null,
    idOrRef,
  ]);
  return rows.find((row) => row.ref === idOrRef) ?? rows[0] ?? null;
}

/** The same, and nobody else moves it until the transaction ends. */
export async function lockUnit(tx: Tx, id: string): Promise<UnitRow | null> {
  const [row] = await tx.query<UnitRow>(`select ${COLUMNS} from desk.units where seller_id = $1 and id = $2 for update`, [tx.sellerId, id]);
  return row ?? null;
}

/**
 * The units behind some numbers, locked. In the order of their ids, as everybody who locks several does: so nobody waits for anybody who
 * waits for them.
 */
export async function lockUnitsByNumber(
  tx: Tx,
  numbers: readonly { readonly imei: string | null; readonly serial: string | null }[],
  refs: readonly string[] = [],
): Promise<UnitRow[]> {
  return tx.query<UnitRow>(
    `select ${COLUMNS} from desk.units where seller_id = $1 and id in (
       select id from desk.units where seller_id = $1 and imei = any($2::text[])
       union select id from desk.units where seller_id = $1 and serial = any($3::text[])
       union select id from desk.units where seller_id = $1 and ref = any($4::text[])) order by id for update`,
    [tx.sellerId, numbers.flatMap(({ imei }) => imei ?? []), numbers.flatMap(({ serial }) => serial ?? []), refs],
  );
}

/** The units of an order's lines, locked, in the order of their ids. */
export async function lockUnitsOfOrder(tx: Tx, orderId: string): Promise<UnitRow[]> {
  return tx.query<UnitRow>(`select ${COLUMNS} from desk.units where seller_id = $1 and order_id = $2 order by id for update`, [
    tx.sellerId,
    orderId,
  ]);
}

export type MovementRow = {
  readonly unit_id: string;
  readonly seq: number;
  readonly why: MoveName;
  readonly from_state: UnitState | null;
  readonly to_state: UnitState;
  readonly from_place: string | null;
  readonly place: string | null;
  readonly from_grade: Grade | null;
  readonly grade: Grade | null;
  readonly defect_before: Defect | null;
  readonly defect: Defect | null;
  readonly finding: Finding | null;
  readonly says: string | null;
  readonly by: string;
  readonly at: string;
  readonly order_id: string | null;
  readonly line_id: string | null;
  readonly unit: number | null;
  readonly return_id: string | null;
  readonly pull_id: string | null;
  readonly undoes: number | null;
};

const MOVEMENT_COLUMNS = `unit_id, seq, why, from_state, to_state, from_place, place, from_grade, grade, defect_before, defect, finding, says, by, at,
  order_id, line_id, unit, return_id, pull_id, undoes`;

/** New units with their first movement. Answers the ids that were written: a number that another unit has by now is left out. */
export async function insertUnits(tx: Tx, units: readonly UnitRow[], movements: readonly MovementRow[]): Promise<Set<string>> {
  if (units.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    `with made as (
       insert into desk.units (seller_id, ${COLUMNS})
       select $1, ${COLUMN_LIST.map((column) => `x.${column}`).join(', ')} from jsonb_populate_recordset(null::desk.units, $2::jsonb) x
       on conflict do nothing returning id),
     told as (
       insert into desk.unit_movements (seller_id, ${MOVEMENT_COLUMNS})
       select $1, ${MOVEMENT_COLUMNS} from jsonb_populate_recordset(null::desk.unit_movements, $3::jsonb) where unit_id in (select id from made))
     select id from made`,
    [tx.sellerId, JSON.stringify(units), JSON.stringify(movements)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Units as they are now (they are locked), and the movements that made them so: one statement for all. */
export async function saveUnits(tx: Tx, units: readonly UnitRow[], movements: readonly MovementRow[]): Promise<void> {
  if (units.length === 0) return;
  const set = COLUMN_LIST.filter((column) => column !== 'id' && column !== 'created_at');
  await tx.query(
    `with moved as (
       update desk.units u set ${set.map((column) => `${column} = x.${column}`).join(', ')}
         from jsonb_populate_recordset(null::desk.units, $2::jsonb) x where u.seller_id = $1 and u.id = x.id returning 1)
     insert into desk.unit_movements (seller_id, ${MOVEMENT_COLUMNS})
     select $1, ${MOVEMENT_COLUMNS} from jsonb_populate_recordset(null::desk.unit_movements, $3::jsonb)`,
    [tx.sellerId, JSON.stringify(units), JSON.stringify(movements)],
  );
}

/** The unit that is held for an item of a return. */
export async function readHold(
  tx: Tx,
  item: { readonly returnId: string; readonly lineId: string; readonly unit: number },
): Promise<UnitRow | null> {
  const [row] = await tx.query<UnitRow>(
    `select ${COLUMNS} from desk.units where seller_id = $1 and return_id = $2 and line_id = $3 and unit = $4 and state = 'held' for update`,
    [tx.sellerId, item.returnId, item.lineId, item.unit],
  );
  return row ?? null;
}

/**
 * One unit for a replacement, locked: the oldest of the nearest grade among those that are asked for. What another worker has in hand is
 * passed over, so any number of them hold at the same time and none waits.
 */
export async function pickUnit(tx: Tx, sku: string, grades: readonly Grade[] | null): Promise<UnitRow | null> {
  const [row] = await tx.query<UnitRow>(
    `select ${COLUMNS} from desk.units where seller_id = $1 and sku = $2 and state = 'in_stock' and ($3::text[] is null or grade = any($3))
      order by array_position($3, grade), id limit 1 for update skip locked`,
    [tx.sellerId, sku, grades],
  );
  return row ?? null;
}

/** What can be held for a replacement now, by SKU and grade. */
export async function countForSale(tx: Tx, sku: string): Promise<{ grade: Grade | null; n: number }[]> {
  return tx.query(`select grade, count(*) as n from desk.units where seller_id = $1 and sku = $2 and state = 'in_stock' group by grade`, [
    tx.sellerId,
    sku,
  ]);
}

export type UnitFilter = {
  readonly sku?: string;
  readonly state?: UnitState;
  readonly supplier?: string;
  readonly lot?: string;
  readonly place?: string;
  /** Numbers as stored, or the beginning of a stock number, SKU or title. */
  readonly q?: string;
  readonly alert?: boolean;
};

/** Newest first. `after` is the last id of the page before. */
export async function listUnits(tx: Tx, filter: UnitFilter, after: string | null, limit: number): Promise<UnitRow[]> {
  const q = filter.q?.trim() ? filter.q.trim() : null;
  const { imei, serial } = numbersOf({ imei: q ?? undefined, serial: q ?? undefined });
  // Only the conditions that are asked for stand in the text: a generic plan with eight "or null" reads the whole table.
  const values: unknown[] = [tx.sellerId, limit];
  const where: string[] = [];
  const and = (column: string, value: unknown, operator = '=') => {
    values.push(value);
    where.push(`u.${column} ${operator} $${values.length}`);
  };
  if (filter.sku !== undefined) and('sku', filter.sku);
  if (filter.state !== undefined) and('state', filter.state);
  if (filter.supplier !== undefined) and('supplier', filter.supplier);
  if (filter.lot !== undefined) and('lot', filter.lot);
  if (filter.place !== undefined) and('place', filter.place);
  if (filter.alert) where.push('u.alert is not null');
  if (after !== null) and('id', after, '<');
  const rest = where.map((condition) => ` and ${condition}`).join('');
  if (q === null)
    return tx.query<UnitRow>(`select ${UNIT_COLUMNS} from desk.units u where u.seller_id = $1${rest} order by u.id desc limit $2`, values);
  // Each way to be found has its own index; equal texts only, since a pattern's operator is not leak proof under row-level security.
  values.push(imei, serial, q, [q, q.toUpperCase(), q.toLowerCase()]);
  const [i, s, r, spelt] = [values.length - 3, values.length - 2, values.length - 1, values.length];
  return tx.query<UnitRow>(
    `select ${UNIT_COLUMNS} from desk.units u where u.seller_id = $1${rest} and u.id in (
       select id from desk.units where seller_id = $1 and imei = $${i}
       union select id from desk.units where seller_id = $1 and serial = $${s}
       union select id from desk.units where seller_id = $1 and (ref = $${r} or ref = any($${spelt}::text[]))
       union (select id from desk.units where seller_id = $1 and sku = any($${spelt}::text[]) order by id desc limit 2000)
       union (select id from desk.units where seller_id = $1 and lot = any($${spelt}::text[]) order by id desc limit 2000)
       union (select id from desk.units where seller_id = $1 and place = any($${spelt}::text[]) order by id desc limit 2000))
      order by u.id desc limit $2`,
    values,
  );
}

/** How many units stand in each state. */
export async function countUnits(tx: Tx): Promise<{ state: UnitState; n: number }[]> {
  return tx.query('select state, count(*) as n from desk.units where seller_id = $1 group by state', [tx.sellerId]);
}

export async function countAlerts(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ n: number }>('select count(*) as n from desk.units where seller_id = $1 and alert is not null', [
    tx.sellerId,
  ]);
  return Number(row!.n);
}

/** The whole life, oldest first. */
export const readMovements = (tx: Tx, unitId: string): Promise<MovementRow[]> =>
  tx.query<MovementRow>(`select ${MOVEMENT_COLUMNS} from desk.unit_movements where seller_id = $1 and unit_id = $2 order by seq`, [
    tx.sellerId,
    unitId,
  ]);

export async function wasSold(tx: Tx, unitIds: readonly string[], orderId: string): Promise<Set<string>> {
  const rows = await tx.query<{ key: string }>(
    `select unit_id || '/' || line_id as key from desk.unit_movements
      where seller_id = $1 and unit_id = any($2::uuid[]) and order_id = $3 and why in ('sold', 'sold_out_of_turn', 'entered')`,
    [tx.sellerId, unitIds, orderId],
  );
  return new Set(rows.map(({ key }) => key));
}

/** When the order was placed that a unit was sold with last. */
export async function placedAtOf(tx: Tx, orderIds: readonly string[]): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.query<{ id: string; placed_at: string }>(
    'select id, placed_at from desk.orders where seller_id = $1 and id = any($2::uuid[])',
    [tx.sellerId, orderIds],
  );
  return new Map(rows.map((row) => [row.id, row.placed_at]));
}

/** What a unit went through outside of stock: its orders, its returns, what it replaced and what replaced it (M5). */
export type UnitStory = {
  readonly orders: readonly {
    readonly id: string;
    readonly channel: string;
    readonly channel_order_id: string;
    readonly placed_at: string;
  }[];
  readonly returns: readonly {
    readonly id: string;
    readonly rma: string;
    readonly status: string;
    readonly opened_at: string;
    readonly reason: string;
    readonly fault: string | null;
    readonly verdict: string | null;
  }[];
  /** `stands_for`: it went out instead of the unit of that return. `replaced`: another one went out instead of it. */
  readonly lineage: readonly {
    readonly how: 'stands_for' | 'replaced';
    readonly return_id: string;
    readonly rma: string;
    readonly imei: string | null;
    readonly serial: string | null;
    readonly at: string;
  }[];
};

export async function readStory(tx: Tx, unit: Pick<UnitRow, 'id' | 'imei' | 'serial'>): Promise<UnitStory> {
  const [row] = await tx.query<{
    orders: UnitStory['orders'] | null;
    returns: UnitStory['returns'] | null;
    lineage: UnitStory['lineage'] | null;
  }>(
    `with met as (select distinct order_id, return_id from desk.unit_movements where seller_id = $1 and unit_id = $2),
     items as (
       select i.return_id, i.reason, i.fault, i.verdict from desk.return_items i where i.seller_id = $1 and i.sold_imei = $3
       union select i.return_id, i.reason, i.fault, i.verdict from desk.return_items i
         join desk.unit_movements m on m.seller_id = $1 and m.unit_id = $2 and m.return_id = i.return_id and m.line_id = i.line_id and m.unit = i.unit
        where i.seller_id = $1)
     select
       (select jsonb_agg(jsonb_build_object('id', o.id, 'channel', o.channel, 'channel_order_id', o.channel_order_id, 'placed_at', o.placed_at) order by o.placed_at)
          from desk.orders o where o.seller_id = $1 and o.id in (select order_id from met)) as orders,
       (select jsonb_agg(jsonb_build_object('id', r.id, 'rma', r.rma, 'status', r.status, 'opened_at', r.opened_at,
                 'reason', x.reason, 'fault', x.fault, 'verdict', x.verdict) order by r.opened_at)
          from items x join desk.returns r on r.seller_id = $1 and r.id = x.return_id) as returns,
       (select jsonb_agg(jsonb_build_object('how', g.how, 'return_id', g.return_id, 'rma', r.rma, 'imei', g.imei, 'serial', g.serial, 'at', g.at) order by g.at)
          from (
            select 'stands_for' as how, l.return_id, i.sold_imei as imei, i.sold_serial as serial, l.at from desk.device_lineage l
              join desk.return_items i on i.seller_id = $1 and i.return_id = l.return_id and i.line_id = l.line_id and i.unit = l.unit
             where l.seller_id = $1 and (l.imei = $3 or l.serial = $4)
            union
            select 'replaced', l.return_id, l.imei, l.serial, l.at from desk.device_lineage l
              join desk.unit_movements m on m.seller_id = $1 and m.unit_id = $2 and m.return_id = l.return_id and m.line_id = l.line_id and m.unit = l.unit
                and m.why in ('returned', 'inspected')
             where l.seller_id = $1) g join desk.returns r on r.seller_id = $1 and r.id = g.return_id) as lineage`,
    [tx.sellerId, unit.id, unit.imei, unit.serial],
  );
  return { orders: row?.orders ?? [], returns: row?.returns ?? [], lineage: row?.lineage ?? [] };
}

/** Whether anybody ever put such a unit into this stock: only then its emptiness means something. What an order or a return alone made known does not count. */
export async function knowsSku(tx: Tx, sku: string): Promise<boolean> {
  const rows = await tx.query(
    'select 1 from desk.units where seller_id = $1 and sku = $2 and (ref is not null or cost_minor is not null or order_id is null and return_id is null) limit 1',
    [tx.sellerId, sku],
  );
  return rows.length > 0;
}

/** What a unit that could go out instead cost us: the middle one, where its cost is known in that currency. */
export async function costForSale(tx: Tx, sku: string, currency: string): Promise<number | null> {
  const [row] = await tx.query<{ minor: number | null }>(
    `select percentile_disc(0.5) within group (order by cost_minor) as minor from desk.units
      where seller_id = $1 and sku = $2 and state = 'in_stock' and currency = $3`,
    [tx.sellerId, sku, currency],
  );
  return row?.minor == null ? null : Number(row.minor);
}
