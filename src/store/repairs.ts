/** Repair orders, their parts, and what was done (M30). */
import type { Actor } from '../core/access.ts';
import { money, type Money } from '../core/money.ts';
import type { Fault } from '../core/return/model.ts';
import type { PartState, RepairOrder, RepairPart, RepairState, RepairStep } from '../core/repair/order.ts';
import type { Tx } from './db.ts';

type Row = {
  id: string;
  return_id: string;
  line_id: string;
  unit: number;
  resolved_seq: number;
  state: RepairState;
  sku: string;
  fault: Fault | null;
  partner: string | null;
  technician: string | null;
  estimate_minor: number | null;
  charged_minor: number | null;
  minutes: number;
  hour_minor: number | null;
  currency: string;
  due_at: string | null;
  ordered_at: string;
  begun_at: string | null;
  ended_at: string | null;
  because: string | null;
  version: number;
  parts: { id: string; name: string; sku: string | null; quantity: number; cost: number; state: PartState }[] | null;
};

const COLUMNS = `o.id, o.return_id, o.line_id, o.unit, o.resolved_seq, o.state, o.sku, o.fault, o.partner, o.technician, o.estimate_minor, o.charged_minor,
  o.minutes, o.hour_minor, o.currency, nullif(o.due_at, 'infinity') as due_at, o.ordered_at, o.begun_at, o.ended_at, o.because, o.version,
  (select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'sku', p.sku, 'quantity', p.quantity, 'cost', p.cost_minor, 'state', p.state)
                    order by p.at, p.id)
     from desk.repair_parts p where p.seller_id = o.seller_id and p.repair_id = o.id) as parts`;

function orderOf(row: Row): RepairOrder {
  const { currency } = row;
  const amount = <K extends string>(name: K, minor: number | null) =>
    (minor === null ? {} : { [name]: money(Number(minor), currency) }) as { [k in K]?: Money };
  const text = <K extends string>(name: K, value: string | null) => (value === null ? {} : { [name]: value }) as { [k in K]?: string };
  return {
    id: row.id,
    returnId: row.return_id,
    lineId: row.line_id,
    unit: row.unit,
    resolvedSeq: row.resolved_seq,
    state: row.state,
    sku: row.sku,
    ...(row.fault && { fault: row.fault }),
    ...text('partner', row.partner),
    ...text('technician', row.technician),
    ...amount('estimate', row.estimate_minor),
    ...amount('charged', row.charged_minor),
    minutes: row.minutes,
    ...amount('hour', row.hour_minor),
    currency,
    parts: (row.parts ?? []).map(
      ({ id, name, sku, quantity, cost, state }): RepairPart => ({
        id,
        name,
        ...text('sku', sku),
        quantity,
        cost: money(cost, currency),
        state,
      }),
    ),
    ...text('dueAt', row.due_at),
    orderedAt: row.ordered_at,
    ...text('begunAt', row.begun_at),
    ...text('endedAt', row.ended_at),
    ...text('because', row.because),
    version: row.version,
  };
}

export async function insertRepair(tx: Tx, order: RepairOrder): Promise<void> {
  await tx.query(
    `insert into desk.repair_orders (seller_id, id, return_id, line_id, unit, resolved_seq, state, sku, fault, currency, due_at, ordered_at, version,
                                     hour_minor)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
            -- An hour costs what it cost at the last repair, until somebody says otherwise.
            (select hour_minor from desk.repair_orders where seller_id = $1 and ended_at is not null and hour_minor is not null and currency = $10
              order by ended_at desc, id desc limit 1)`,
    [
      tx.sellerId,
      order.id,
      order.returnId,
      order.lineId,
      order.unit,
      order.resolvedSeq,
      order.state,
      order.sku,
      order.fault ?? null,
      order.currency,
      order.dueAt ?? 'infinity',
      order.orderedAt,
      order.version,
    ],
  );
}

/** Locked, so that two people at one repair do not write over each other. */
export async function lockRepair(tx: Tx, id: string): Promise<RepairOrder | null> {
  await tx.query('select 1 from desk.repair_orders where seller_id = $1 and id = $2 for update', [tx.sellerId, id]);
  return readRepair(tx, id);
}

export async function readRepair(tx: Tx, id: string): Promise<RepairOrder | null> {
  const [row] = await tx.query<Row>(`select ${COLUMNS} from desk.repair_orders o where o.seller_id = $1 and o.id = $2`, [tx.sellerId, id]);
  return row ? orderOf(row) : null;
}

/** Those of a return; the open ones where asked for, locked. */
export async function repairsOfReturn(tx: Tx, returnId: string): Promise<RepairOrder[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from desk.repair_orders o where o.seller_id = $1 and o.return_id = $2 order by o.ordered_at, o.id`,
    [tx.sellerId, returnId],
  );
  return rows.map(orderOf);
}

export async function saveRepair(tx: Tx, order: RepairOrder): Promise<void> {
  await tx.query(
    `update desk.repair_orders set state = $3, partner = $4, technician = $5, estimate_minor = $6, charged_minor = $7, minutes = $8, hour_minor = $9,
            due_at = $10, begun_at = $11, ended_at = $12, because = $13, version = $14 where seller_id = $1 and id = $2`,
    [
      tx.sellerId,
      order.id,
      order.state,
      order.partner ?? null,
      order.technician ?? null,
      order.estimate?.minor ?? null,
      order.charged?.minor ?? null,
      order.minutes,
      order.hour?.minor ?? null,
      order.dueAt ?? 'infinity',
      order.begunAt ?? null,
      order.endedAt ?? null,
      order.because ?? null,
      order.version,
    ],
  );
}

export async function savePart(tx: Tx, repairId: string, part: RepairPart, now: string): Promise<void> {
  await tx.query(
    `insert into desk.repair_parts (seller_id, repair_id, id, name, sku, quantity, cost_minor, state, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (seller_id, repair_id, id) do update set name = excluded.name, sku = excluded.sku, quantity = excluded.quantity,
       cost_minor = excluded.cost_minor, state = excluded.state`,
    [tx.sellerId, repairId, part.id, part.name, part.sku ?? null, part.quantity, part.cost.minor, part.state, now],
  );
}

/** Numbered on after what is there: the order is locked, or new. */
export async function addSteps(tx: Tx, repairId: string, steps: readonly RepairStep[], by: Actor, at: string): Promise<void> {
  if (steps.length === 0) return;
  await tx.query(
    `insert into desk.repair_steps (seller_id, repair_id, seq, at, by, what)
     select $1, $2, coalesce((select max(seq) from desk.repair_steps where seller_id = $1 and repair_id = $2), 0) + x.n, $3, $4, x.what
       from jsonb_array_elements($5::jsonb) with ordinality as x(what, n)`,
    [tx.sellerId, repairId, at, JSON.stringify(by), JSON.stringify(steps)],
  );
}

export type StoredStep = { readonly seq: number; readonly at: string; readonly by: Actor; readonly what: RepairStep };
export const readSteps = (tx: Tx, repairId: string): Promise<StoredStep[]> =>
  tx.query<StoredStep>('select seq, at, by, what from desk.repair_steps where seller_id = $1 and repair_id = $2 order by seq', [
    tx.sellerId,
    repairId,
  ]);

/** A repair on the board, with whose it is. */
export type ListedRepair = { readonly order: RepairOrder; readonly rma: string; readonly title: string; readonly buyer: string };
export type RepairCursor = { readonly at: string; readonly id: string };

/** Open ones by their deadline, or the ended ones, newest first. `limit` is written into the text, as in `listReturns`. */
export async function listRepairs(
  tx: Tx,
  filter: { readonly open: boolean; readonly state?: RepairState; readonly technician?: string },
  after: RepairCursor | null,
  limit: number,
): Promise<ListedRepair[]> {
  const values: unknown[] = [tx.sellerId];
  const param = (value: unknown) => `$${values.push(value)}`;
  const where = [filter.open ? `o.state in ('ordered', 'waiting_for_parts', 'in_work', 'tested')` : 'o.ended_at is not null'];
  if (filter.state) where.push(`o.state = ${param(filter.state)}`);
  if (filter.technician) where.push(`o.technician = ${param(filter.technician)}`);
  const [column, direction, sign] = filter.open ? ['due_at', 'asc', '>'] : ['ended_at', 'desc', '<'];
  if (after) where.push(`(o.${column}, o.id) ${sign} (${param(after.at)}::timestamptz, ${param(after.id)}::uuid)`);
  const rows = await tx.query<Row & { rma: string; title: string; buyer: string }>(
    `select ${COLUMNS}, r.rma, b.name as buyer,
            (select i ->> 'title' from jsonb_array_elements(r.state -> 'items') as i
              where i ->> 'lineId' = o.line_id and (i ->> 'unit')::integer = o.unit) as title
       from desk.repair_orders o join desk.returns r on r.seller_id = o.seller_id and r.id = o.return_id
       join desk.buyers b on b.seller_id = r.seller_id and b.order_id = r.order_id
      where o.seller_id = $1 and ${where.join(' and ')} order by o.${column} ${direction}, o.id ${direction} limit ${limit + 1}`,
    values,
  );
  return rows.map((row) => ({ order: orderOf(row), rma: row.rma, title: row.title, buyer: row.buyer }));
}

/** What repairs of such a unit came to: of the last ones that were done. Null where there was none. */
export async function pastRepairs(
  tx: Tx,
  { sku, fault, currency }: { readonly sku: string; readonly fault?: string; readonly currency: string },
): Promise<{ readonly count: number; readonly minor: number; readonly days: number } | null> {
  const [row] = await tx.query<{ count: number; minor: number | null; days: number | null }>(
    `select count(*) as count, percentile_disc(0.5) within group (order by cost) as minor,
            percentile_disc(0.5) within group (order by days) as days
       from (select o.ended_at,
                    coalesce((select sum(p.quantity * p.cost_minor) from desk.repair_parts p
                               where p.seller_id = o.seller_id and p.repair_id = o.id and p.state = 'fitted'), 0)
                      + coalesce(round(o.hour_minor * o.minutes / 60.0), 0) + coalesce(o.charged_minor, 0) as cost,
                    ceil(extract(epoch from o.ended_at - o.ordered_at) / 86400) as days
               from desk.repair_orders o
              where o.seller_id = $1 and o.sku = $2 and ($3::text is null or o.fault = $3) and o.currency = $4 and o.state = 'done'
              order by o.ended_at desc limit 50) as past`,
    [tx.sellerId, sku, fault ?? null, currency],
  );
  return row && Number(row.count) > 0 ? { count: Number(row.count), minor: Number(row.minor), days: Number(row.days) } : null;
}
