/**
 * A case on the test bench: the form's fields as plain texts, so that they stand in an address and can be sent to a colleague; and the body
 * of `POST /policies/trial` that they come to. Days are local days; things happen at noon UTC, so that they fall on that day everywhere.
 */
import { addDays } from '../../../src/core/calendar.ts';
import type { FullReturn } from '../api.ts';

export const CASE_FIELDS = [
  'channel',
  'country',
  'currency',
  'category',
  'condition',
  'price',
  'traits',
  'ordered',
  'shipped',
  'delivered',
  'asked',
  'reason',
  'fault',
  'wants',
  'photos',
  'technicalBefore',
  'noFaultBefore',
  'otherDeviceBefore',
  'buyerReturns',
  'buyerOrders',
  'samePhotoElsewhere',
  'deviceSwaps12m',
  'refundsWithoutGoods12m',
  'linkedReturns12m',
  'linkedAbuse12m',
  'verdict',
  'identity',
  'grade',
] as const;
export type CaseField = (typeof CASE_FIELDS)[number];
/** Every field is a text; an empty one is not known. `traits` are `customised`, `consumable`, `accessory`, with commas between. */
export type Case = Readonly<Record<CaseField, string>>;

export const RECORD_FIELDS = [
  'samePhotoElsewhere',
  'deviceSwaps12m',
  'refundsWithoutGoods12m',
  'linkedReturns12m',
  'linkedAbuse12m',
] as const satisfies readonly CaseField[];

const BLANK = Object.fromEntries(CASE_FIELDS.map((field) => [field, ''])) as Case;

/** A phone that was delivered ten days ago and whose buyer changed their mind: where every try starts. */
export const usualCase = (today: string): Case => ({
  ...BLANK,
  channel: 'backmarket',
  country: 'FR',
  currency: 'EUR',
  category: 'smartphone',
  condition: 'refurbished',
  price: '369.00',
  delivered: addDays(today, -10),
  asked: today,
  reason: 'changed_mind',
});

/** Ready cases, named as people would tell them. */
export const CASE_EXAMPLES = [
  'changed_mind',
  'too_late',
  'battery',
  'broken_on_the_way',
  'third_fault',
  'serial_returner',
  'swapped',
] as const;
export type CaseExample = (typeof CASE_EXAMPLES)[number];

export function exampleCase(name: CaseExample, today: string): Case {
  const usual = usualCase(today);
  const battery = { ...usual, reason: 'defective', fault: 'battery', delivered: addDays(today, -150) };
  switch (name) {
    case 'changed_mind':
      return usual;
    case 'too_late':
      return { ...usual, delivered: addDays(today, -41) };
    case 'battery':
      return { ...battery, wants: 'repair' };
    case 'broken_on_the_way':
      return { ...usual, reason: 'damaged_in_transit', delivered: addDays(today, -1), photos: '2', wants: 'replacement' };
    case 'third_fault':
      return { ...battery, technicalBefore: '2' };
    case 'serial_returner':
      return { ...usual, delivered: addDays(today, -20), buyerReturns: '6', buyerOrders: '8' };
    case 'swapped':
      return { ...battery, verdict: 'other_device', identity: 'mismatch' };
  }
}

/** `country=FR&reason=defective`: the fields that say something, in their order. */
export const caseText = (one: Case): string =>
  new URLSearchParams(CASE_FIELDS.filter((field) => one[field] !== '').map((field) => [field, one[field]])).toString();

export function readCase(text: string | undefined): Case | null {
  if (!text) return null;
  const given = new URLSearchParams(text);
  return Object.fromEntries(CASE_FIELDS.map((field) => [field, given.get(field) ?? ''])) as Case;
}

const day = (instant: string | undefined | null): string => (instant ?? '').slice(0, 10);

/** The facts of a return that happened, of its first item. What the record knew about the buyer that day is in the decision's own facts. */
export function caseOfReturn(ret: FullReturn): Case {
  const { order } = ret;
  const item = ret.items[0]!;
  const line = order.lines.find(({ id }) => id === item.lineId);
  const seen: Record<string, unknown> = Object.assign({}, ...(item.decision?.because.map(({ facts }) => facts) ?? []));
  const counted = (fact: string) => (typeof seen[fact] === 'number' ? String(seen[fact]) : '');
  const technical = ret.earlier.filter(({ reason }) => reason === 'defective').length;
  return {
    ...BLANK,
    channel: order.channel,
    country: order.country,
    currency: order.currency,
    category: item.category,
    condition: item.condition,
    price: item.price,
    traits: (['customised', 'consumable'] as const)
      .filter((trait) => line?.[trait])
      .concat(line?.accessoryOf ? (['accessory'] as never[]) : [])
      .join(','),
    ordered: day(order.placedAt),
    shipped: day(order.shippedAt),
    delivered: day(order.deliveredAt),
    asked: day(ret.openedAt),
    reason: item.reason,
    fault: item.fault ?? '',
    wants: item.wants ?? '',
    photos: String(item.photos),
    technicalBefore: technical > 0 ? String(technical) : '',
    buyerReturns: counted('buyerReturns12m') || (ret.earlier.length > 0 ? String(ret.earlier.length) : ''),
    buyerOrders: counted('buyerOrders12m'),
    verdict: item.verdict ?? '',
    identity: item.verdict ? (item.identity ?? '') : '',
    grade: item.verdict ? (item.grade ?? '') : '',
  };
}

const noon = (date: string): string => `${date}T12:00:00Z`;
const number = (text: string): number => Math.max(0, Math.trunc(Number(text) || 0));

export type CaseBody = ReturnType<typeof bodyOf>;

/** The body of the question; null while something without which there is no case is missing. */
export function caseBody(one: Case): CaseBody | null {
  const ready = one.country && one.category && one.condition && one.reason && one.asked && /^\d+(\.\d{1,3})?$/.test(one.price);
  return ready ? bodyOf(one) : null;
}

function bodyOf(one: Case) {
  const traits = one.traits.split(',');
  const first = [one.delivered, one.shipped, one.asked].filter(Boolean).sort()[0]!;
  const shipped = one.shipped || (one.delivered ? addDays(one.delivered, -2) : '');
  const past = (outcome: string, count: string) => Array.from({ length: number(count) }, () => ({ reason: 'defective' as const, outcome }));
  const earlier = [
    ...past('no_fault_found', one.noFaultBefore),
    ...past('other_device', one.otherDeviceBefore),
    ...past('repaired', one.technicalBefore),
  ];
  const record = Object.fromEntries(RECORD_FIELDS.map((field) => [field, number(one[field])]));
  return {
    at: noon(one.asked),
    order: {
      channel: one.channel || 'shop',
      country: one.country,
      currency: one.currency || 'EUR',
      placedAt: noon(one.ordered || addDays(first, -3)),
      ...(shipped ? { shippedAt: noon(shipped) } : {}),
      ...(one.delivered ? { deliveredAt: noon(one.delivered) } : {}),
      lines: [
        {
          id: '1',
          sku: 'TRY',
          title: one.category,
          category: one.category,
          condition: one.condition,
          price: one.price,
          quantity: 1,
          ...(traits.includes('customised') ? { customised: true } : {}),
          ...(traits.includes('consumable') ? { consumable: true } : {}),
        },
        // An accessory came along with something.
        ...(traits.includes('accessory')
          ? [{ id: '2', sku: 'TRY-2', title: one.category, category: 'smartphone', condition: one.condition, price: '0', quantity: 1 }]
          : []),
      ].map((line, i) => (i === 0 && traits.includes('accessory') ? { ...line, accessoryOf: '2' } : line)),
    },
    request: {
      lineId: '1',
      reason: one.reason,
      ...(one.reason === 'defective' && one.fault ? { fault: one.fault } : {}),
      ...(one.wants ? { wants: one.wants } : {}),
      ...(one.photos === '' ? {} : { photos: number(one.photos) }),
    },
    history: {
      itemReturns: earlier.map((past, i) => ({ ...past, closedAt: noon(addDays(one.asked, i - earlier.length - 7)) })),
      buyerReturns12m: number(one.buyerReturns),
      buyerOrders12m: number(one.buyerOrders),
      ...(RECORD_FIELDS.some((field) => one[field] !== '') ? { record } : {}),
    },
    ...(one.verdict
      ? { finding: { verdict: one.verdict, identity: one.identity || 'match', ...(one.grade ? { grade: one.grade } : {}) } }
      : {}),
  };
}
