/** The clocks of an order on its way out: ship within a day, deliver within five (M23). */
import type { Order } from '../return/model.ts';
import { isoOf, msOf } from '../calendar.ts';
import { type Clock, type ClockStep, type ClockTarget, clockOn, type Holidays } from './clocks.ts';

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

const HOUR = 3_600_000;

/**
 * The steps of an order's clock at full hours, so that a shop with a thousand orders a day gets one mail an hour and not one an order: what warns
 * comes with the hour before, what tells of a breach with the hour after.
 */
export const orderStepsOf = (clock: Clock<OrderClockKind>): readonly ClockStep[] =>
  clock.steps.map((step) => {
    const hours = msOf(step.when) / HOUR;
    return { ...step, when: isoOf((step.do === 'nudge' ? Math.floor(hours) : Math.ceil(hours)) * HOUR) };
  });

/** When the next of them is due; null where nobody waits for it any more, or all were taken. */
export const nextOrderStep = (clock: Clock<OrderClockKind>, taken: (step: ClockStep) => boolean = () => false): string | null =>
  clock.metAt === undefined && clock.state !== 'stopped'
    ? (orderStepsOf(clock)
        .filter((step) => !taken(step))
        .map(({ when }) => when)
        .sort()[0] ?? null)
    : null;
