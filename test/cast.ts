/** The named cast of the tests: orders as a channel or a program would send them, each a small story of its own. */
import { isImei } from '../src/core/inspection/identity.ts';

export type Line = {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly condition: 'new' | 'refurbished' | 'used';
  readonly price: string;
  readonly quantity?: number;
  readonly serial?: string;
  readonly imei?: string;
  readonly accessoryOf?: string;
  readonly consumable?: boolean;
};
export type OrderBody = {
  readonly country: string;
  readonly currency: string;
  readonly buyer: { readonly name: string; readonly email: string; readonly language?: string };
  readonly placedAt: string;
  readonly shippedAt?: string;
  readonly deliveredAt?: string;
  readonly shippingPaid?: string;
  readonly lines: readonly Line[];
};

const DAY = 86_400_000;
/** An instant so many days before now. */
export const daysAgo = (days: number, now: number = Date.now()): string => new Date(now - days * DAY).toISOString();

/** A device number that is valid and nobody's. The same index is always the same device. */
export function imei(index: number): string {
  const body = `35${String(200_000 + index * 41).padStart(6, '0')}${String(300_000 + index * 7_919).slice(-6)}`;
  return [...'0123456789'].map((sign) => body + sign).find(isImei)!;
}

export const lea = { name: 'Léa Fontaine', email: 'lea@buyers.example', language: 'fr' };
export const oliver = { name: 'Oliver Hughes', email: 'oliver@buyers.example', language: 'en' };

/** The phone whose battery died: a refurbished one, 369 EUR, delivered so many days ago. */
export function phoneOrder(
  index: number,
  changes: Partial<OrderBody> & { readonly delivered?: number; readonly line?: Partial<Line> } = {},
): OrderBody {
  const { delivered = 10, line, ...rest } = changes;
  return {
    // A buyer per order: one who comes back often is looked at by a person (M7).
    country: 'FR',
    currency: 'EUR',
    buyer: { ...lea, email: `lea.${index}@buyers.example` },
    shippingPaid: '0.00',
    placedAt: daysAgo(delivered + 3),
    shippedAt: daysAgo(delivered + 2),
    deliveredAt: daysAgo(delivered),
    lines: [
      {
        id: '1',
        sku: 'IP13-128-BLUE',
        title: 'iPhone 13 128 GB - Blue',
        category: 'smartphone',
        condition: 'refurbished',
        price: '369.00',
        imei: imei(index),
        ...line,
      },
    ],
    ...rest,
  };
}

/** The laptop that is worth more than anyone may refund alone. */
export const laptopOrder = (index: number): OrderBody =>
  phoneOrder(index, {
    lines: [
      {
        id: '1',
        sku: 'MBP14-M2-512',
        title: 'MacBook Pro 14" M2 512 GB',
        category: 'laptop',
        condition: 'refurbished',
        price: '1499.00',
        serial: `C02TEST${String(index).padStart(4, '0')}`,
      },
    ],
  });

/** Three of the same charger in one line: each unit is an item of its own. */
export const chargersOrder = (): OrderBody =>
  phoneOrder(0, {
    lines: [{ id: 'c', sku: 'CHG-20W', title: 'Charger 20 W', category: 'accessory', condition: 'new', price: '19.90', quantity: 3 }],
  });
