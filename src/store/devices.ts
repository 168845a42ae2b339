/** Which device is which: what was sold with which order, what was read at the bench, and what stands for what since a replacement (M5, M26). */
import type { Tx } from './db.ts';

/**
 * The units that an order's units stand for: `descent (root_line, depth, order_id, line_id, unit)` over `asked` (id, channel_order_id, channel, email,
 * lines), nearest first. A replacement is known by the order that the channel made for it, or by its number in a later order of the same buyer: the
 * same device, refurbished and sold to somebody else, starts anew.
 */
export const DESCENT = `
  descent (root_line, depth, order_id, line_id, unit, imei, imei2, serial, channel_order_id) as (
    select l.id, 0, a.id, l.id, 1, d.imei, d.imei2, d.serial, a.channel_order_id
      from asked a cross join jsonb_to_recordset(a.lines) as l(id text)
      left join desk.devices d on d.seller_id = $1 and d.order_id = a.id and d.line_id = l.id
    union
    select s.root_line, s.depth + 1, g.order_id, g.line_id, g.unit, d.imei, d.imei2, d.serial, p.channel_order_id
      from descent s cross join asked a
      cross join lateral (
        select x.order_id, x.line_id, x.unit, false as by_order from desk.device_lineage x where x.seller_id = $1 and x.imei = s.imei
        union select x.order_id, x.line_id, x.unit, false from desk.device_lineage x where x.seller_id = $1 and x.imei = s.imei2
        union select x.order_id, x.line_id, x.unit, false from desk.device_lineage x where x.seller_id = $1 and x.serial = s.serial
        union select x.order_id, x.line_id, x.unit, true from desk.device_lineage x
               where x.seller_id = $1 and x.new_channel_order_id = s.channel_order_id and coalesce(x.new_line_id, s.line_id) = s.line_id) as g
      join desk.orders p on p.seller_id = $1 and p.id = g.order_id and p.channel = a.channel
      join desk.buyers f on f.seller_id = $1 and f.order_id = g.order_id
      left join desk.devices d on d.seller_id = $1 and d.order_id = g.order_id and d.line_id = g.line_id
     -- A chain of more than eight replacements is nobody's phone any more; the bound ends circles of wrong data.
     where g.order_id <> s.order_id and s.depth < 8 and (g.by_order or (f.email = a.email and a.email <> '')))`;

/** What the buyer holds since the last replacement of each unit of the order: `[{ line_id, unit, imei, serial }]`, the latest last. */
export const HELD = `(select jsonb_agg(jsonb_build_object('line_id', g.line_id, 'unit', g.unit, 'imei', g.imei, 'serial', g.serial) order by g.at)
    from desk.device_lineage g cross join asked a where g.seller_id = $1 and g.order_id = a.id)`;

export type HeldUnit = { readonly line_id: string; readonly unit: number; readonly imei: string | null; readonly serial: string | null };

/** Where else a device is known: sold with another order, sent out as a replacement, or read at the bench in another return. */
export type Elsewhere = {
  readonly how: 'sold' | 'replacement' | 'returned';
  readonly order_id: string;
  readonly channel: string;
  readonly channel_order_id: string;
  readonly at: string;
  readonly return_id: string | null;
  readonly rma: string | null;
  readonly same_buyer: boolean;
};

/** By the numbers that the bench read (normalised); of a telephone for two cards either may be the one that was noted. Orders of this return's own come last: they are the expected answer. */
export async function findElsewhere(
  tx: Tx,
  device: { readonly imeis: readonly string[]; readonly serial: string | null },
  than: { readonly returnId: string; readonly orderId: string },
): Promise<Elsewhere[]> {
  return tx.query<Elsewhere>(
    `with hits as (
       select 'sold' as how, d.order_id, null::uuid as return_id from desk.devices d where d.seller_id = $1 and d.imei = any($2)
       union select 'sold', d.order_id, null from desk.devices d where d.seller_id = $1 and d.imei2 = any($2)
       union select 'sold', d.order_id, null from desk.devices d where d.seller_id = $1 and d.serial = $3
       union select 'replacement', g.order_id, g.return_id from desk.device_lineage g where g.seller_id = $1 and g.imei = any($2)
       union select 'replacement', g.order_id, g.return_id from desk.device_lineage g where g.seller_id = $1 and g.serial = $3
       union select 'returned', i.order_id, i.return_id from desk.return_items i where i.seller_id = $1 and i.read_imei = any($2)
       union select 'returned', i.order_id, i.return_id from desk.return_items i where i.seller_id = $1 and i.read_serial = $3)
     select h.how, h.order_id, o.channel, o.channel_order_id, coalesce(r.opened_at, o.placed_at) as at, h.return_id, r.rma,
            b.email <> '' and b.email = m.email as same_buyer
       from hits h join desk.orders o on o.seller_id = $1 and o.id = h.order_id
       join desk.buyers b on b.seller_id = $1 and b.order_id = h.order_id
       join desk.buyers m on m.seller_id = $1 and m.order_id = $5
       left join desk.returns r on r.seller_id = $1 and r.id = h.return_id
      where h.return_id is distinct from $4 and not (h.how = 'sold' and h.order_id = $5)
      order by at desc, h.how limit 10`,
    [tx.sellerId, device.imeis, device.serial, than.returnId, than.orderId],
  );
}
