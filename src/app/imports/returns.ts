/** Returns from a file: a line an item, through `openReturn` as everybody does. Buyers are answered and written to, as always. */
import { normaliseSerial, numberOfImei } from '../../core/inspection/identity.ts';
import type { ImportProblem, LineProblem } from '../../core/imports/words.ts';
import type { Fault, OrderLine, Reason, Wish } from '../../core/return/model.ts';
import { ordersOfDevices } from '../../store/bench.ts';
import type { Tx } from '../../store/db.ts';
import { historiesOf } from '../../store/imports.ts';
import { findOrdersByNumbers, readOrders, type StoredOrder } from '../../store/orders.ts';
import { isCancelled } from '../../store/outbound.ts';
import { rmasOf } from '../../store/returns.ts';
import { type Opened, openReturn, placeUnits, type RequestedLine } from '../open-return.ts';
import type { LineValues } from './mapping.ts';
import { fewAtATime, type KindWork, type LineOutcome, refuseThing, sameForAll, type Thing } from './things.ts';

const text = (values: LineValues, name: string): string | undefined => values[name] as string | undefined;

export const returnsWork: KindWork = {
  thingOf: (values) => {
    const number = text(values, 'channelOrderId');
    return number === undefined ? null : `${text(values, 'channel') ?? ''}\n${number}`;
  },

  lineProblems: (values) =>
    ['channelOrderId', 'imei', 'serial'].some((name) => values[name] !== undefined) ? [] : [{ code: 'says_no_order' as const }],

  async judge(ctx, sellerId, things) {
    const now = ctx.clock.now(sellerId);
    return ctx.db.withSeller(sellerId, async (tx) => {
      const asked = await requestsOf(tx, things);
      const orders = [...new Set(asked.flatMap((one) => ('stored' in one ? [one.stored.order.id] : [])))];
      const histories = Map.groupBy(await historiesOf(tx, orders), ({ order_id }) => order_id);
      const outcomes: [number, LineOutcome][] = [];
      const known: { readonly thing: Thing; readonly returnId: string }[] = [];
      for (const one of asked) {
        if ('refused' in one) {
          outcomes.push(...one.refused);
          continue;
        }
        const { thing, stored, items } = one;
        const placed = placeUnits(items, { stored, history: histories.get(stored.order.id) ?? [] }, now);
        if ('refusal' in placed) outcomes.push(...refusedBy(thing, items, placed.refusal, placed.facts));
        else if (placed.openReturn) known.push({ thing, returnId: placed.openReturn });
        else if (stored.order.shippedAt === undefined && (await isCancelled(tx, stored.order.id)))
          outcomes.push(...refuseThing(thing, thing[0]!.line, { code: 'order_cancelled' }));
        else outcomes.push(...sameForAll(thing, { state: 'made' }));
      }
      const rmas = await rmasOf(
        tx,
        known.map(({ returnId }) => returnId),
      );
      for (const { thing, returnId } of known) outcomes.push(...sameForAll(thing, { state: 'same', ...became(rmas, returnId) }));
      return new Map(outcomes);
    });
  },

  async take(ctx, sellerId, things, by) {
    const asked = await ctx.db.withSeller(sellerId, (tx) => requestsOf(tx, things));
    const opened = await fewAtATime(asked, async (one) => {
      if ('refused' in one) return { one, answer: null };
      const { thing, stored, items } = one;
      const { channel, channelOrderId } = stored.order;
      const channelReturnId = thing.map(({ values }) => text(values, 'channelReturnId')).find((id) => id !== undefined);
      const declaredAt = thing
        .flatMap(({ values }) => text(values, 'requestedAt') ?? [])
        .sort()
        .at(0);
      const request = {
        channel,
        channelOrderId,
        items,
        via: 'csv' as const,
        ...(channelReturnId !== undefined && { channelReturnId }),
        ...(declaredAt !== undefined && { declaredAt }),
      };
      return { one, answer: await openReturn(ctx, sellerId, request, by) };
    });
    const ids = opened.flatMap(({ answer }) => (answer?.ok ? [answer.returnId] : []));
    const rmas = await ctx.db.withSeller(sellerId, (tx) => rmasOf(tx, ids));
    return new Map(
      opened.flatMap(({ one, answer }): [number, LineOutcome][] => {
        if ('refused' in one || answer === null) return 'refused' in one ? one.refused : [];
        if (!answer.ok) return refusedBy(one.thing, one.items, answer.refusal, answer.facts);
        return sameForAll(one.thing, { state: answer.created ? 'made' : 'same', ...became(rmas, answer.returnId) });
      }),
    );
  },
};

const became = (rmas: ReadonlyMap<string, string>, returnId: string) => {
  const rma = rmas.get(returnId);
  return rma === undefined ? {} : { became: rma };
};

type Asked =
  | { readonly thing: Thing; readonly stored: StoredOrder; readonly items: readonly RequestedLine[] }
  | { readonly refused: [number, LineOutcome][] };

/** Each thing with its order and the items that its lines mean. */
async function requestsOf(tx: Tx, things: readonly Thing[]): Promise<readonly Asked[]> {
  const numbers = things.flatMap(([first]) => text(first!.values, 'channelOrderId') ?? []);
  const byNumber = Map.groupBy(await findOrdersByNumbers(tx, [...new Set(numbers)]), ({ order }) => order.channelOrderId);
  const asked: Asked[] = [];
  for (const thing of things) {
    const found = await orderFor(tx, thing, byNumber);
    asked.push('code' in found ? { refused: refuseThing(thing, thing[0]!.line, found) } : itemsOf(thing, found));
  }
  return asked;
}

async function orderFor(
  tx: Tx,
  [first]: Thing,
  byNumber: ReadonlyMap<string, readonly StoredOrder[]>,
): Promise<StoredOrder | ImportProblem> {
  const { values } = first!;
  const number = text(values, 'channelOrderId');
  const channel = text(values, 'channel');
  const [imei, serial] = [text(values, 'imei'), text(values, 'serial')];
  if (number !== undefined) {
    const named = (byNumber.get(number) ?? []).filter(({ order }) => channel === undefined || order.channel === channel);
    if (named.length > 1) return { code: 'order_ambiguous', field: 'channelOrderId', value: number };
    return named[0] ?? { code: 'order_unknown', field: 'channelOrderId', value: number };
  }
  const sold = await ordersOfDevices(tx, {
    imeis: [numberOfImei(imei)].flatMap((one) => one ?? []),
    serials: [normaliseSerial(serial)].flatMap((one) => one ?? []),
  });
  const orders = await readOrders(tx, [...new Set(sold.map(({ order_id }) => order_id))]);
  // A device that was sold twice comes back from who has it now.
  const latest = orders
    .filter(({ order }) => channel === undefined || order.channel === channel)
    .sort((a, b) => (a.order.placedAt < b.order.placedAt ? 1 : -1))[0];
  return latest ?? { code: 'device_unknown', value: imei ?? serial! };
}

function itemsOf(thing: Thing, stored: StoredOrder): Asked {
  const items: RequestedLine[] = [];
  for (const { line, values } of thing) {
    const meant = articleMeant(values, stored.order.lines, items);
    if ('code' in meant) return { refused: refuseThing(thing, line, meant) };
    items.push({
      lineId: meant.id,
      reason: text(values, 'reason') as Reason,
      ...(values['unit'] !== undefined && { unit: values['unit'] as number }),
      ...(values['fault'] !== undefined && { fault: values['fault'] as Fault }),
      ...(values['wants'] !== undefined && { wants: values['wants'] as Wish }),
      ...(values['note'] !== undefined && { note: values['note'] as string }),
      ...(values['photos'] !== undefined && { photos: values['photos'] as number }),
    });
  }
  return { thing, stored, items };
}

/** The article that a line means: by its id, its device, its SKU, or because there is no other. */
function articleMeant(values: LineValues, lines: readonly OrderLine[], before: readonly RequestedLine[]): OrderLine | ImportProblem {
  const [id, sku] = [text(values, 'lineId'), text(values, 'sku')];
  const [imei, serial] = [numberOfImei(text(values, 'imei')), normaliseSerial(text(values, 'serial'))];
  if (id !== undefined) return lines.find((line) => line.id === id) ?? { code: 'line_unknown', field: 'lineId', value: id };
  const device = lines.find(
    (line) =>
      (imei !== null && [line.imei, line.imei2].some((one) => numberOfImei(one) === imei)) ||
      (serial !== null && normaliseSerial(line.serial) === serial),
  );
  if (device) return device;
  if (sku !== undefined) {
    const alike = lines.filter((line) => line.sku === sku);
    const asked = (line: OrderLine) => before.filter(({ lineId }) => lineId === line.id).length;
    return alike.find((line) => asked(line) < line.quantity) ?? alike[0] ?? { code: 'line_unknown', field: 'sku', value: sku };
  }
  if (lines.length === 1) return lines[0]!;
  return { code: 'which_line' };
}

const CODES: Readonly<Partial<Record<Extract<Opened, { ok: false }>['refusal'], LineProblem>>> = {
  order_not_found: 'order_unknown',
  line_not_found: 'line_unknown',
  no_such_unit: 'no_such_unit',
  same_item_twice: 'same_item_twice',
  order_cancelled: 'order_cancelled',
};

function refusedBy(
  thing: Thing,
  items: readonly RequestedLine[],
  refusal: Extract<Opened, { ok: false }>['refusal'],
  facts: Readonly<Record<string, string | number>>,
): [number, LineOutcome][] {
  const places = items.flatMap(({ lineId }, i) => (lineId === facts['lineId'] ? [i] : []));
  // What stands there once too often is the last.
  const at = thing[(refusal === 'same_item_twice' ? places.at(-1) : places[0]) ?? 0]!;
  const value = facts['unit'] ?? facts['lineId'] ?? facts['channelOrderId'];
  return refuseThing(thing, at.line, {
    code: CODES[refusal] ?? 'broken',
    ...(value !== undefined && { value: String(value) }),
    ...(refusal === 'same_item_twice' && { line: thing[places[0] ?? 0]!.line }),
  });
}
