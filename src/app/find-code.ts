/** Whatever comes under the scanner (M25): which return it means, or which order, or which parcel that waits for its name. */
import { answersTo, type CodeKind, type CodeReading, type Findable, readCode } from '../core/inspection/code.ts';
import type { OrderLine, Return } from '../core/return/model.ts';
import { ordersOfDevices, returnsByNumbers } from '../store/bench.ts';
import type { Tx } from '../store/db.ts';
import { findOrdersByNumber, readOrder, type StoredOrder } from '../store/orders.ts';
import { type ListedReturn, listReturns, searchReturns } from '../store/returns.ts';
import { type StrayRow, straysWith } from '../store/stray-parcels.ts';

export type FoundCode = {
  /** What the code may be, the likeliest first. */
  readonly readings: readonly CodeReading[];
  readonly kind: 'return' | 'candidates' | 'order' | 'stray' | 'unknown';
  readonly matchedBy: CodeKind | null;
  readonly returns: readonly ListedReturn[];
  /** Sold by us and not asked back: staff may open a return for the line. */
  readonly orders: readonly { readonly stored: StoredOrder; readonly line: OrderLine | null }[];
  readonly strays: readonly StrayRow[];
};

const values = (readings: readonly CodeReading[], as: CodeKind): string[] => readings.flatMap((one) => (one.as === as ? [one.value] : []));
/** Apple's barcodes put an S before the serial number. */
const serialsOf = (readings: readonly CodeReading[]): string[] =>
  values(readings, 'serial').flatMap((serial) => (serial.startsWith('S') ? [serial, serial.slice(1)] : [serial]));

export const findableOf = (ret: Return): Findable => ({
  rma: ret.rma,
  channelOrderId: ret.order.channelOrderId,
  trackingNumbers: [ret.label?.trackingNumber, ret.tracking?.trackingNumber].flatMap((number) => number || []),
  devices: ret.items.flatMap(({ sold, read }) => [sold, ...(read ? [read] : [])]),
});

export async function findCode(tx: Tx, code: string): Promise<FoundCode> {
  const readings = readCode(code);
  const nothing: FoundCode = { readings, kind: 'unknown', matchedBy: null, returns: [], orders: [], strays: [] };
  if (readings.length === 0) return nothing;
  const imeis = values(readings, 'imei');
  const serials = serialsOf(readings);
  const numbers = values(readings, 'tracking');
  const orders = (await Promise.all(values(readings, 'order').map((typed) => findOrdersByNumber(tx, typed)))).flat();
  const [byNumber, bySearch, sold, strays] = await Promise.all([
    returnsByNumbers(tx, { rmas: values(readings, 'rma'), imeis, serials, orders: orders.map(({ order }) => order.id) }),
    Promise.all(numbers.map((number) => searchReturns(tx, number))),
    ordersOfDevices(tx, { imeis, serials }),
    straysWith(tx, { tracking: numbers[0] ?? null, imei: imeis[0] ?? null, serial: serials[0] ?? null }),
  ]);
  // A device's second number stands with its order alone.
  const byDevice =
    sold.length > 0 ? await returnsByNumbers(tx, { rmas: [], imeis: [], serials: [], orders: sold.map((one) => one.order_id) }) : [];
  const ids = [...new Set([...byNumber, ...bySearch.flat(), ...byDevice])];
  const rows = ids.length === 0 ? [] : await listReturns(tx, { ids }, 'newest', null, 50);
  const matched = rows.flatMap((row) => {
    const as = answersTo(findableOf(row.state), readings) ?? (orders.some(({ order }) => order.id === row.state.order.id) ? 'order' : null);
    return as === null ? [] : [{ row, as }];
  });
  const open = matched.filter(({ row }) => !['closed', 'cancelled'].includes(row.status));
  const best = open.length > 0 ? open : matched;
  const asked = new Set(rows.map(({ state }) => state.order.id));
  const others = await ordersBeside(tx, orders, sold, asked);
  const found = { readings, returns: best.map(({ row }) => row), orders: others, strays };
  if (best.length > 0) return { ...found, kind: best.length === 1 ? 'return' : 'candidates', matchedBy: best[0]!.as };
  if (strays.length > 0) return { ...found, kind: 'stray', matchedBy: null };
  if (others.length > 0) return { ...found, kind: 'order', matchedBy: sold.length > 0 ? (imeis.length > 0 ? 'imei' : 'serial') : 'order' };
  return { ...nothing, strays };
}

/** Orders that the code means and that have no return among those found. */
async function ordersBeside(
  tx: Tx,
  byNumber: readonly StoredOrder[],
  sold: readonly { readonly order_id: string; readonly line_id: string }[],
  asked: ReadonlySet<string>,
): Promise<FoundCode['orders']> {
  const ofDevices = await Promise.all(
    sold
      .filter(({ order_id }) => !asked.has(order_id))
      .map(async ({ order_id, line_id }) => {
        const stored = (await readOrder(tx, order_id))!;
        return { stored, line: stored.order.lines.find(({ id }) => id === line_id) ?? null };
      }),
  );
  const known = new Set([...asked, ...ofDevices.map(({ stored }) => stored.order.id)]);
  return [...ofDevices, ...byNumber.filter(({ order }) => !known.has(order.id)).map((stored) => ({ stored, line: null }))].slice(0, 10);
}
