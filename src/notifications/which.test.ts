import { expect, test } from 'vitest';
import type { Actor } from '../core/access.ts';
import { money } from '../core/money.ts';
import type { EventBody, ReturnEvent } from '../core/return/events.ts';
import { evolve } from '../core/return/evolve.ts';
import type { Return } from '../core/return/model.ts';
import { noticesDue, noticesFor } from './which.ts';

const AT = '2026-11-22T09:00:00.000Z';
const INES: Actor = { kind: 'staff', id: 'ines', name: 'Inès Marchand', roles: ['customer_service'] };
const SYSTEM: Actor = { kind: 'system', name: 'policy' };
const eur = (minor: number) => money(minor, 'EUR');
const PHONE = { lineId: 'phone', unit: 1 };
const CHARGER = { lineId: 'charger', unit: 1 };

const REQUESTED: EventBody = {
  type: 'requested',
  id: '01935b2e-7c00-7000-8000-000000000001',
  rma: 'R-4K7D-9QXM',
  order: {
    id: '01935b2e-7c00-7000-8000-000000000002',
    channel: 'backmarket',
    channelOrderId: '58213377',
    country: 'FR',
    currency: 'EUR',
    placedAt: AT,
    paid: eur(39900),
    lines: [
      { id: 'phone', quantity: 1, price: eur(36900) },
      { id: 'charger', quantity: 1, price: eur(3000) },
    ],
  },
  via: 'portal',
  declaredAt: AT,
  items: [PHONE, CHARGER].map((key) => ({
    ...key,
    sku: key.lineId,
    title: key.lineId,
    category: 'smartphone',
    condition: 'refurbished' as const,
    price: key === PHONE ? eur(36900) : eur(3000),
    sold: {},
    reason: 'defective' as const,
    photos: 0,
  })),
  targets: [],
};

/** A return told act by act: each act answers with the notices that it calls for. */
function story() {
  let ret: Return | null = null;
  const act = (bodies: readonly EventBody[], by: Actor) => {
    const before = ret;
    const events = bodies.map((body, i) => ({ ...body, seq: (before?.version ?? 0) + 1 + i, at: AT, by }) as ReturnEvent);
    const after = events.reduce<Return | null>(evolve, before)!;
    ret = after;
    return { kinds: noticesFor(events, before, after), due: noticesDue(events, before, after) };
  };
  return {
    happens: (...bodies: EventBody[]) => act(bodies, SYSTEM).kinds,
    by: (actor: Actor, ...bodies: EventBody[]) => act(bodies, actor).kinds,
    due: (...bodies: EventBody[]) => act(bodies, SYSTEM).due,
  };
}

const APPROVED: EventBody = { type: 'approved', items: [PHONE, CHARGER] };
const LABEL: EventBody = {
  type: 'label_issued',
  kind: 'prepaid',
  carrier: 'sandbox-post',
  trackingNumber: 'SP0123456789012345',
  paidBy: 'seller',
};
const RECEIVED: EventBody = {
  type: 'received',
  items: [
    { ...PHONE, identity: 'match' },
    { ...CHARGER, identity: 'not_recorded' },
  ],
};
const INSPECTED: EventBody = {
  type: 'inspected',
  items: [
    { ...PHONE, verdict: 'fault_confirmed' },
    { ...CHARGER, verdict: 'as_described' },
  ],
};
const scan = (code: 'accepted' | 'in_transit' | 'out_for_delivery' | 'delivered' | 'lost'): EventBody => ({
  type: 'tracked',
  items: [PHONE, CHARGER],
  events: [{ at: AT, code }],
});
const planned = (refundId: string, key: typeof PHONE, amount: number, state: 'planned' | 'awaiting_approval' = 'planned'): EventBody => ({
  type: 'refund_planned',
  refundId,
  amount: eur(amount),
  items: [{ ...key, amount: eur(amount) }],
  why: 'resolution',
  state,
});
const HELD: EventBody = { type: 'held', why: 'identity_mismatch', because: 'another device' };

function inTheHouse() {
  const told = story();
  told.happens(REQUESTED, APPROVED, LABEL);
  told.happens(scan('accepted'));
  told.happens(RECEIVED);
  return told;
}

test('the phone whose battery died twice: one notice for each thing that its buyer can notice', () => {
  const { happens } = story();
  expect(happens(REQUESTED, APPROVED, LABEL)).toEqual(['approved']);
  expect(happens(scan('accepted'))).toEqual(['in_transit']);
  expect(happens(scan('in_transit'))).toEqual([]);
  expect(happens(scan('out_for_delivery'))).toEqual([]);
  expect(happens(scan('delivered'))).toEqual([]);
  expect(happens(RECEIVED)).toEqual(['received']);
  expect(happens(INSPECTED)).toEqual(['inspected']);
  expect(
    happens(
      { type: 'resolved', items: [PHONE, CHARGER].map((key) => ({ ...key, resolution: 'refund' as const })) },
      planned('a', PHONE, 36900),
      planned('b', CHARGER, 3000),
    ),
  ).toEqual(['refund_on_its_way']);
  expect(happens({ type: 'refund_submitted', refundId: 'a' })).toEqual([]);
  expect(happens({ type: 'refund_confirmed', refundId: 'a', amount: eur(36900) })).toEqual(['refunded']);
});

test('refunds that start together are one letter about all their units', () => {
  const told = inTheHouse();
  const [one, ...others] = told.due(
    { type: 'resolved', items: [PHONE, CHARGER].map((key) => ({ ...key, resolution: 'refund' as const })) },
    planned('a', PHONE, 36900),
    planned('b', CHARGER, 3000),
  );
  expect(others).toEqual([]);
  expect(one).toEqual({ kind: 'refund_on_its_way', items: [PHONE, CHARGER], refundIds: ['a', 'b'] });
});

test('a request that a person looks at is told so, once, however the team passes it on', () => {
  const { happens, by } = story();
  expect(happens(REQUESTED, { type: 'put_in_review', items: [PHONE, CHARGER] })).toEqual(['received_request']);
  expect(by(INES, { type: 'noted', noteId: 'n' })).toEqual([]);
  expect(by(INES, APPROVED)).toEqual(['approved']);
  expect(happens(LABEL)).toEqual(['label']);
});

test('one item accepted and one refused: each is told about its own', () => {
  const { due } = story();
  expect(due(REQUESTED, { type: 'approved', items: [PHONE] }, { type: 'rejected', items: [CHARGER] })).toEqual([
    { kind: 'approved', items: [PHONE] },
    { kind: 'rejected', items: [CHARGER] },
  ]);
});

test('a buyer who answers our question is thanked, or gets the outcome at once', () => {
  const asked = () => {
    const told = story();
    told.happens(REQUESTED, { type: 'put_in_review', items: [PHONE, CHARGER] });
    expect(told.by(INES, { type: 'information_requested', items: [PHONE], asks: 'a photo, please' })).toEqual(['information_request']);
    return told;
  };
  expect(asked().happens({ type: 'information_received', photos: 1, wrote: true })).toEqual(['received_request']);
  expect(asked().happens({ type: 'information_received', photos: 1, wrote: true }, APPROVED, LABEL)).toEqual(['approved']);
});

test('another device in the box: the buyer hears that we need longer, not that we suspect something', () => {
  const told = story();
  told.happens(REQUESTED, APPROVED, LABEL);
  expect(told.happens({ type: 'received', items: [{ ...PHONE, identity: 'mismatch' }] }, HELD)).toEqual(['hold_waiting']);
  const bench = inTheHouse();
  expect(bench.happens({ type: 'inspected', items: [{ ...PHONE, verdict: 'other_device' }] }, HELD)).toEqual(['hold_waiting']);
});

test('a device read or inspected a second time with the same finding is no news', () => {
  const told = inTheHouse();
  expect(told.happens(RECEIVED)).toEqual([]);
  expect(told.happens(INSPECTED)).toEqual(['inspected']);
  expect(told.happens(INSPECTED)).toEqual([]);
});

test('the parcel that never came is told once, whoever says it', () => {
  const sent = () => {
    const told = story();
    told.happens(REQUESTED, APPROVED, LABEL);
    told.happens(scan('accepted'));
    return told;
  };
  expect(sent().happens(scan('lost'))).toEqual(['parcel_lost']);
  const told = sent();
  expect(told.by(INES, { type: 'parcel_lost', items: [PHONE, CHARGER] })).toEqual(['parcel_lost']);
});

test('a refund above the limit is not promised before finance has approved it', () => {
  const { happens, by } = inTheHouse();
  expect(
    happens({ type: 'resolved', items: [{ ...PHONE, resolution: 'refund' }] }, planned('a', PHONE, 36900, 'awaiting_approval')),
  ).toEqual([]);
  expect(by(INES, { type: 'refund_approved', refundId: 'a' })).toEqual(['refund_on_its_way']);
  expect(happens({ type: 'refund_submitted', refundId: 'a' })).toEqual([]);
  expect(happens({ type: 'refund_failed', refundId: 'a', says: 'refused' })).toEqual([]);
});

test('kept with money back is one letter; kept without is one, too', () => {
  expect(
    inTheHouse().happens({ type: 'resolved', items: [{ ...PHONE, resolution: 'keep', amount: eur(5000) }] }, planned('a', PHONE, 5000)),
  ).toEqual(['kept']);
  expect(inTheHouse().happens({ type: 'resolved', items: [{ ...PHONE, resolution: 'keep' }] })).toEqual(['kept']);
});

test('inspected and settled in one go: the outcome is the news', () => {
  expect(
    inTheHouse().happens(INSPECTED, {
      type: 'resolved',
      items: [PHONE, CHARGER].map((key) => ({ ...key, resolution: 'repair' as const })),
    }),
  ).toEqual(['resolved']);
  expect(inTheHouse().happens(INSPECTED, { type: 'resolved', items: [{ ...PHONE, resolution: 'deny' }] })).toEqual(['inspected', 'denied']);
});

test('repair and replacement: when decided, and when on the way', () => {
  const { happens } = inTheHouse();
  expect(
    happens({
      type: 'resolved',
      items: [
        { ...PHONE, resolution: 'repair' },
        { ...CHARGER, resolution: 'replacement' },
      ],
    }),
  ).toEqual(['resolved', 'resolved']);
  expect(happens({ type: 'completed', items: [{ ...PHONE, settlement: 'repaired' }] })).toEqual(['repaired']);
  expect(happens({ type: 'completed', items: [{ ...CHARGER, settlement: 'replaced' }] })).toEqual(['replaced']);
});

test('what people write is passed on; what the product wrote itself has been sent already', () => {
  const { by, happens } = story();
  happens(REQUESTED, APPROVED);
  const message = { type: 'messaged', messageId: 'm', language: 'fr', informative: true } as const;
  expect(by(INES, { ...message, direction: 'out' })).toEqual(['message']);
  expect(by({ kind: 'buyer' }, { ...message, direction: 'in' })).toEqual([]);
  expect(happens({ ...message, direction: 'out' })).toEqual([]);
});

test('the ends without goods are told', () => {
  const cancelled = story();
  cancelled.happens(REQUESTED, APPROVED);
  expect(cancelled.by({ kind: 'buyer' }, { type: 'cancelled', items: [PHONE, CHARGER] })).toEqual(['cancelled']);
  const expired = story();
  expired.happens(REQUESTED, APPROVED);
  expect(
    expired.happens({ type: 'clock_breached', kind: 'send_back', startedAt: AT, dueAt: AT }, { type: 'expired', items: [PHONE, CHARGER] }),
  ).toEqual(['expired']);
});

test('a dispute is told as one, also where the return stood still already; a number that comes later is told when it is there', () => {
  const told = inTheHouse();
  told.happens(RECEIVED, HELD);
  expect(told.happens({ type: 'held', why: 'dispute', because: 'D-4K7D-9QXM' })).toEqual(['dispute_opened']);
  const repaired = inTheHouse();
  expect(repaired.happens({ type: 'sent_out', items: [PHONE], carrier: 'colissimo', trackingNumber: '6A12345678901' })).toEqual([
    'sent_out',
  ]);
});
