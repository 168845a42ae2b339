/** Requests as a year of a seller's life brings them, from a seed: what decisions are made of, in the bench and in the tests that need many. */
import { money } from '../src/core/money.ts';
import type { DecisionFacts } from '../src/core/policy/decision.ts';
import type { OrderLine } from '../src/core/return/model.ts';

const DAY = 86_400_000;

/** A small generator of chance (mulberry32): the same seed gives the same sequence. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of the values, each as often as its weight says. */
function pick<T>(random: () => number, weighted: readonly (readonly [T, number])[]): T {
  let left = random() * weighted.reduce((total, [, weight]) => total + weight, 0);
  for (const [value, weight] of weighted) if ((left -= weight) < 0) return value;
  return weighted[0]![0];
}

const REASONS = [
  ['changed_mind', 34],
  ['defective', 38],
  ['not_as_described', 10],
  ['damaged_in_transit', 5],
  ['not_received', 4],
  ['wrong_item', 3],
  ['missing_part', 3],
  ['other', 2],
  ['arrived_late', 1],
] as const;
const FAULTS = [
  ['battery', 4],
  ['screen', 2],
  ['camera', 1],
  ['charging', 1],
] as const;
const COUNTRIES = [
  ['FR', 50],
  ['DE', 20],
  ['ES', 15],
  ['IT', 10],
  ['BE', 5],
] as const;
const GOODS: readonly (readonly [Pick<OrderLine, 'sku' | 'title' | 'category'> & { readonly price: number }, number])[] = [
  [{ sku: 'IP13-128-BLUE', title: 'iPhone 13 128 GB - Blue', category: 'smartphone', price: 36_900 }, 45],
  [{ sku: 'SGS21-128-GREY', title: 'Galaxy S21 128 GB - Grey', category: 'smartphone', price: 24_900 }, 25],
  [{ sku: 'MBP14-M2-512', title: 'MacBook Pro 14" M2 512 GB', category: 'laptop', price: 149_900 }, 10],
  [{ sku: 'IPAD9-64', title: 'iPad 9 64 GB', category: 'tablet', price: 25_900 }, 12],
  [{ sku: 'CHG-20W', title: 'Charger 20 W', category: 'accessory', price: 1_990 }, 8],
];

/** `count` requests of the year before `until`; the n-th is the same whatever `count` is. */
export function* generatedFacts(count: number, seed: number, until: string): Generator<DecisionFacts> {
  const random = chance(seed);
  const end = Date.parse(until);
  const iso = (ms: number) => new Date(ms).toISOString();
  for (let n = 0; n < count; n++) {
    const asked = end - Math.floor(random() * 365 * DAY);
    const reason = pick(random, REASONS);
    // Most claims come in the first weeks, defects over months, and some long after.
    const days = reason === 'defective' ? Math.floor(random() ** 2 * 760) : Math.floor(random() ** 3 * 75);
    const delivered = reason === 'not_received' && random() < 0.8 ? undefined : asked - days * DAY;
    const shipped = (delivered ?? asked - 6 * DAY) - 2 * DAY;
    const goods = pick(random, GOODS);
    const main: OrderLine = {
      id: '1',
      sku: goods.sku,
      title: goods.title,
      category: goods.category,
      condition: goods.category === 'accessory' ? 'new' : random() < 0.95 ? 'refurbished' : 'used',
      price: money(goods.price - Math.floor(random() * 20) * 100, 'EUR'),
      quantity: 1,
      ...(goods.category === 'smartphone' && { imei: `35${String(Math.floor(random() * 1e13)).padStart(13, '0')}` }),
    };
    const charger: OrderLine = {
      id: '2',
      sku: 'CHG-20W',
      title: 'Charger 20 W',
      category: 'accessory',
      condition: 'new',
      price: money(1_990, 'EUR'),
      quantity: 1,
      accessoryOf: '1',
    };
    const again = reason === 'defective' && random() < 0.06;
    yield {
      at: iso(asked),
      order: {
        channel: random() < 0.85 ? 'backmarket' : 'shop',
        channelOrderId: String(10_000_000 + n),
        country: pick(random, COUNTRIES),
        currency: 'EUR',
        placedAt: iso(shipped - Math.floor(random() * 3 * DAY)),
        shippedAt: iso(shipped),
        ...(delivered !== undefined && { deliveredAt: iso(delivered) }),
        ...(random() < 0.4 && { shippingPaid: money(490, 'EUR') }),
        lines: random() < 0.15 && main.category !== 'accessory' ? [main, charger] : [main],
      },
      request: {
        lineId: '1',
        unit: 1,
        reason,
        photos: random() < 0.7 ? 2 : 0,
        ...(reason === 'defective' && { fault: pick(random, FAULTS) }),
        ...(random() < 0.2 && { wants: pick(random, [['refund', 3] as const, ['replacement', 1] as const, ['repair', 1] as const]) }),
      },
      history: {
        itemReturns: again ? [{ reason: 'defective', outcome: 'repaired', closedAt: iso(asked - 40 * DAY) }] : [],
        buyerReturns12m: random() < 0.9 ? 0 : Math.floor(random() * 6),
        buyerOrders12m: 1 + Math.floor(random() * 8),
      },
    };
  }
}
