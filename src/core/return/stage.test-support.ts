/** The stage on which the tests of the return play: a seller in Lille, its people, and orders with a past. */
import type { Actor, Role } from '../access.ts';
import type { ClockTarget } from '../clocks/clocks.ts';
import { type Money, money } from '../money.ts';
import type { Decision } from '../policy/decision.ts';
import type { Command } from './commands.ts';
import { type DecideContext, decide, type OpenInput, open } from './decide.ts';
import type { ReturnEvent } from './events.ts';
import { evolve, replay } from './evolve.ts';
import type { Order, OrderLine, Reason, Return } from './model.ts';

export const eur = (minor: number): Money => money(minor, 'EUR');

const staff = (id: string, name: string, ...roles: Role[]): Actor => ({ kind: 'staff', id, name, roles });
export const camille = staff('u-camille', 'Camille Roy', 'manager', 'administrator');
export const ines = staff('u-ines', 'Inès Marchand', 'customer_service');
export const malik = staff('u-malik', 'Malik Diallo', 'warehouse');
export const sofia = staff('u-sofia', 'Sofia Conti', 'finance');
export const buyer: Actor = { kind: 'buyer' };
export const carrier: Actor = { kind: 'carrier', slug: 'sandbox-post' };
export const channel: Actor = { kind: 'channel', slug: 'backmarket' };
export const worker: Actor = { kind: 'system', name: 'worker' };

export const IMEI = '356938035643809';
export const OTHER_IMEI = '490154203237518';

export const phone: OrderLine = {
  id: '1',
  sku: 'IP12-64-B',
  title: 'iPhone 12 64 GB black',
  category: 'smartphone',
  condition: 'refurbished',
  price: eur(36_900),
  quantity: 1,
  imei: IMEI,
};
export const laptop: OrderLine = {
  id: '2',
  sku: 'MBA-M1',
  title: 'MacBook Air M1',
  category: 'laptop',
  condition: 'refurbished',
  price: eur(74_900),
  quantity: 1,
  serial: 'C02FK1XYQ6L4',
};

export const orderOf = (lines: readonly OrderLine[] = [phone], shippingPaid: Money | undefined = eur(490)): Order => ({
  id: '01930000-0000-7000-8000-000000000001',
  channel: 'backmarket',
  channelOrderId: '40012345',
  country: 'FR',
  currency: 'EUR',
  placedAt: '2026-10-20T10:00:00.000Z',
  deliveredAt: '2026-10-23T10:00:00.000Z',
  ...(shippingPaid ? { shippingPaid } : {}),
  lines,
});

export const decisionOf = (change: Partial<Decision> = {}): Decision => ({
  outcome: 'approve',
  ground: 'warranty',
  resolutions: ['repair', 'replacement', 'refund'],
  refund: { items: eur(36_900), shipping: eur(0), deductions: eur(0), total: eur(36_900) },
  returnShipping: { paidBy: 'seller', label: 'prepaid' },
  deadlines: [],
  because: [],
  next: 'send_back',
  policyVersion: 'backmarket@1',
  ...change,
});
export const withShipping = { items: eur(36_900), shipping: eur(490), deductions: eur(0), total: eur(37_390) };

export const TARGETS: readonly ClockTarget[] = [
  { kind: 'first_answer', after: { duration: 'PT24H' }, source: 'channel' },
  { kind: 'label', after: { duration: 'P1D' }, source: 'policy' },
  { kind: 'send_back', after: { duration: 'P14D' }, source: 'policy' },
  { kind: 'resolve', after: { duration: 'P5D' }, source: 'channel' },
  { kind: 'auto_refund', after: { duration: 'P10D' }, source: 'channel' },
];

export const MORNING = '2026-11-02T09:00:00.000Z';
export const label = { carrier: 'sandbox-post', trackingNumber: 'SP123456785FR' };

export type Asked = { readonly line?: OrderLine; readonly unit?: number; readonly reason?: Reason; readonly decision?: Decision };

export const requestOf = (asked: readonly Asked[] = [{}], more: Partial<OpenInput> = {}): OpenInput => ({
  id: '01930000-0000-7000-8000-000000000002',
  rma: 'R-4K7D-9QXM',
  order: orderOf([...new Map(asked.map(({ line = phone }) => [line.id, line])).values()]),
  via: 'portal',
  items: asked.map(({ line = phone, unit = 1, reason = 'defective', decision = decisionOf() }) => ({
    lineId: line.id,
    unit,
    reason,
    decision,
  })),
  targets: TARGETS,
  ...more,
});

/** A return that lives: every command moves it, every refusal leaves it. The clock is moved by hand. */
export function stage(input: OpenInput = requestOf(), ctx: Partial<DecideContext> = {}) {
  let now = MORNING;
  let ids = 0;
  const events: ReturnEvent[] = open(input, { now, by: buyer });
  let ret: Return = replay(events);
  const give = (command: Command, by: Actor = camille): readonly string[] => {
    const fresh = Array.from({ length: 6 }, () => `01930000-0000-7000-9000-${String(++ids).padStart(12, '0')}`);
    const answer = decide(ret, command, { now, by, ids: fresh, refundLimit: eur(100_000), ...ctx });
    if (!answer.ok) return [`refused: ${answer.refusal.name}`];
    events.push(...answer.events);
    ret = answer.events.reduce<Return>(evolve, ret);
    return answer.events.map((event) => event.type);
  };
  return {
    give,
    events,
    get ret() {
      return ret;
    },
    get now() {
      return now;
    },
    wait: (days: number) => {
      now = new Date(Date.parse(now) + days * 86_400_000).toISOString();
    },
    /** Sends every planned refund to the channel, which confirms. */
    pay: () => {
      for (const { id, state } of ret.refunds) {
        if (state !== 'planned') continue;
        give({ verb: 'refund-submission', refundId: id }, worker);
        give({ verb: 'refund-confirmation', refundId: id, reference: `CH-${id.slice(-3)}` }, worker);
      }
    },
    /** `null`: its number could not be read. */
    receive: (imei: string | null = IMEI, lineId = '1') => give({ verb: 'receipt', items: [{ lineId, ...(imei ? { imei } : {}) }] }, malik),
  };
}
