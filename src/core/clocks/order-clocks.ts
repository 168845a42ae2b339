/** The clocks of an order on its way out: ship within a day, deliver within five (M23). */
import type { Order } from '../return/model.ts';
import { type Clock, type ClockTarget, clockOn, type Holidays } from './clocks.ts';

export const ORDER_CLOCKS = ['ship', 'deliver'] as const;
export type OrderClockKind = (typeof ORDER_CLOCKS)[number];

type Times = Pick<Order, 'country' | 'placedAt' | 'shippedAt' | 'deliveredAt'>;

/** Both run from the order: whoever ships late has less time to deliver. What was delivered was shipped. */
export function orderClocksOf(order: Times, promised: readonly ClockTarget[] = [], holidays?: Holidays): Clock<OrderClockKind>[] {
  return ORDER_CLOCKS.flatMap((kind) => {
    const metAt = kind === 'ship' ? (order.shippedAt ?? order.deliveredAt) : order.deliveredAt;
    const course = {
      startedBy: 'placedAt',
      startedAt: order.placedAt,
      ...(metAt === undefined ? {} : { metAt }),
      awaited: metAt === undefined,
      country: order.country,
    };
    return clockOn(kind, course, promised, holidays) ?? [];
  });
}
