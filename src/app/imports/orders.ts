/** Orders from a file: a line an article. An order that is known keeps what the file does not speak of. */
import { LANGUAGES, type Language } from '../../core/access.ts';
import type { Money } from '../../core/money.ts';
import type { Buyer, Condition, Order, OrderLine } from '../../core/return/model.ts';
import { listConnections } from '../../store/connections.ts';
import { findOrder, findOrdersByNumbers, type StoredOrder } from '../../store/orders.ts';
import { canonical } from '../projection.ts';
import { putOrder } from '../put-order.ts';
import type { LineValues } from './mapping.ts';
import { fewAtATime, type KindWork, type LineOutcome, refuseThing, sameForAll, type Thing, type ThingLine } from './things.ts';

const text = (values: LineValues, name: string): string | undefined => values[name] as string | undefined;
const amount = (values: LineValues, name: string): Money | undefined => values[name] as Money | undefined;
const nameOf = (values: LineValues) => ({ channel: text(values, 'channel')!, number: text(values, 'channelOrderId')! });

export const ordersWork: KindWork = {
  thingOf: (values) => (text(values, 'channelOrderId') ? `${text(values, 'channel')}\n${text(values, 'channelOrderId')}` : null),

  lineProblems(values) {
    const placed = text(values, 'placedAt');
    return ['shippedAt', 'deliveredAt'].flatMap((field) => {
      const at = text(values, field);
      return placed && at && at < placed ? [{ code: 'before_placed' as const, field, value: at.slice(0, 10) }] : [];
    });
  },

  async judge(ctx, sellerId, things) {
    return ctx.db.withSeller(sellerId, async (tx) => {
      const channels = new Set((await listConnections(tx)).map(({ slug }) => slug));
      const known = await findOrdersByNumbers(
        tx,
        things.map(([first]) => nameOf(first!.values).number),
      );
      const byName = new Map(known.map((stored) => [`${stored.order.channel}\n${stored.order.channelOrderId}`, stored]));
      return new Map(
        things.flatMap((thing): [number, LineOutcome][] => {
          const { channel, number } = nameOf(thing[0]!.values);
          if (!channels.has(channel))
            return refuseThing(thing, thing[0]!.line, { code: 'channel_unknown', field: 'channel', value: channel });
          const stored = byName.get(`${channel}\n${number}`) ?? null;
          const built = orderOf(thing, stored);
          if ('refused' in built) return built.refused;
          const state = stored === null ? 'made' : sameAs(stored, built) ? 'same' : 'changed';
          return sameForAll(thing, { state, became: number });
        }),
      );
    });
  },

  async take(ctx, sellerId, things) {
    const outcomes = await fewAtATime(things, async (thing): Promise<[number, LineOutcome][]> => {
      const { channel, number } = nameOf(thing[0]!.values);
      const stored = await ctx.db.withSeller(sellerId, (tx) => findOrder(tx, channel, number));
      const built = orderOf(thing, stored);
      if ('refused' in built) return built.refused;
      if (stored && sameAs(stored, built)) return sameForAll(thing, { state: 'same', became: number });
      const put = await putOrder(ctx, sellerId, built.order, built.buyer);
      if (!put.ok) return refuseThing(thing, thing[0]!.line, { code: 'channel_unknown', field: 'channel', value: channel });
      return sameForAll(thing, { state: put.created ? 'made' : put.changed ? 'changed' : 'same', became: number });
    });
    return new Map(outcomes.flat());
  },
};

type Built = { readonly order: Omit<Order, 'id'>; readonly buyer: Buyer } | { readonly refused: [number, LineOutcome][] };

/** In what an order's lines must agree. */
const OF_THE_ORDER = ['country', 'currency', 'placedAt', 'buyerName', 'buyerEmail'] as const;

function orderOf(thing: Thing, stored: StoredOrder | null): Built {
  const [first, ...others] = thing;
  const head = first!.values;
  for (const { line, values } of others) {
    const field = OF_THE_ORDER.find((name) => (values[name] ?? '') !== (head[name] ?? ''));
    if (field)
      return { refused: refuseThing(thing, line, { code: 'order_differs', field, line: first!.line, value: String(values[field] ?? '') }) };
  }
  const currency = text(head, 'currency')!;
  if (stored && stored.order.currency !== currency && stored.order.lines.length > thing.length)
    return { refused: refuseThing(thing, first!.line, { code: 'order_differs', field: 'currency', line: first!.line, value: currency }) };

  const lines = [...(stored?.order.lines ?? [])];
  const lineOf = new Map<string, number>();
  for (const one of thing) {
    const id = lineIdOf(one, lines, lineOf);
    const twice = lineOf.get(id);
    if (twice !== undefined) return { refused: refuseThing(thing, one.line, { code: 'line_twice', line: twice }) };
    lineOf.set(id, one.line);
    const at = lines.findIndex((line) => line.id === id);
    const written = articleOf(one.values, id, at < 0 ? undefined : lines[at]);
    if (at < 0) lines.push(written);
    else lines[at] = written;
  }

  const { shippedAt, deliveredAt, shippingPaid } = { ...stored?.order, ...said(head, ['shippedAt', 'deliveredAt', 'shippingPaid']) };
  const address = ['street', 'postalCode', 'city'].map((name) => text(head, name));
  const country = text(head, 'country')!;
  return {
    order: {
      channel: text(head, 'channel')!,
      channelOrderId: text(head, 'channelOrderId')!,
      country,
      currency,
      placedAt: text(head, 'placedAt')!,
      ...(shippedAt !== undefined && { shippedAt }),
      ...(deliveredAt !== undefined && { deliveredAt }),
      ...(shippingPaid !== undefined && { shippingPaid }),
      lines,
    },
    buyer: {
      name: text(head, 'buyerName')!,
      email: text(head, 'buyerEmail') ?? stored?.buyer.email ?? '',
      language: (text(head, 'buyerLanguage') as Language | undefined) ?? stored?.buyer.language ?? spokenIn(country),
      ...(address.every((part) => part !== undefined)
        ? { address: { street: address[0]!, postalCode: address[1]!, city: address[2]!, country } }
        : stored?.buyer.address && { address: stored.buyer.address }),
    },
  };
}

/** Only what the line speaks of. */
const said = (values: LineValues, names: readonly string[]): Partial<Order> =>
  Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));

/**
 * Which article of the order a line means: the one it names, the one with its number, else the one of its SKU. A file without line numbers that
 * comes again finds the articles that it made; two pieces of one SKU are told apart by their numbers, or by their order.
 */
function lineIdOf({ values }: ThingLine, lines: readonly OrderLine[], taken: ReadonlyMap<string, number>): string {
  const named = text(values, 'lineId');
  if (named !== undefined) return named;
  const [imei, serial, sku] = [text(values, 'imei'), text(values, 'serial'), text(values, 'sku')!];
  const free = lines.filter(({ id }) => !taken.has(id));
  const numbered = free.find((line) => (imei !== undefined && line.imei === imei) || (serial !== undefined && line.serial === serial));
  if (numbered) return numbered.id;
  const open = (line: OrderLine) => (imei === undefined || line.imei === undefined) && (serial === undefined || line.serial === undefined);
  const like = free.find((line) => line.sku === sku && open(line));
  if (like) return like.id;
  for (let n = 1; ; n++) {
    const id = n === 1 ? sku.slice(0, 90) : `${sku.slice(0, 90)}-${n}`;
    if (!lines.some((line) => line.id === id)) return id;
  }
}

function articleOf(values: LineValues, id: string, before: OrderLine | undefined): OrderLine {
  return {
    ...before,
    id,
    sku: text(values, 'sku')!,
    title: text(values, 'title')!,
    category: text(values, 'category')!,
    condition: text(values, 'condition') as Condition,
    price: amount(values, 'price')!,
    quantity: (values['quantity'] as number | undefined) || before?.quantity || 1,
    ...Object.fromEntries(
      ['imei', 'imei2', 'serial', 'supplier', 'lot'].flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
    ),
  };
}

/** The same words of the same order: nothing is written. */
function sameAs({ order, buyer }: StoredOrder, built: Exclude<Built, { refused: unknown }>): boolean {
  const { id: _, ...before } = order;
  return canonical([before, buyer]) === canonical([built.order, { ...built.buyer, email: built.buyer.email.toLowerCase() }]);
}

const SPOKEN: Readonly<Record<string, Language>> = { FR: 'fr', BE: 'fr', LU: 'fr', DE: 'de', AT: 'de', ES: 'es', IT: 'it' };
const spokenIn = (country: string): Language => SPOKEN[country] ?? LANGUAGES[0];
