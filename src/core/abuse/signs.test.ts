import { expect, test } from 'vitest';
import type { Return, ReturnItem } from '../return/model.ts';
import { signOf } from './signs.ts';

const ORDER = { shippedAt: '2026-01-02T00:00:00.000Z', deliveredAt: '2026-01-05T00:00:00.000Z' } as Return['order'];
const item = (changes: Partial<ReturnItem>): ReturnItem =>
  ({
    reason: 'defective',
    authorisation: 'approved',
    parcel: 'received',
    assessment: 'none',
    settlement: 'open',
    ...changes,
  }) as ReturnItem;

test.each<[string, Partial<ReturnItem>, Partial<Return['order']>, ReturnType<typeof signOf>]>([
  ['another device, as the bench says', { verdict: 'other_device', identity: 'mismatch' }, {}, 'device_swap'],
  ['another number, before anybody looked closer', { identity: 'mismatch' }, {}, 'device_swap'],
  ['another number, and the bench found it to be the right device', { identity: 'mismatch', verdict: 'fault_confirmed' }, {}, null],
  ['one digit off', { identity: 'near' }, {}, null],
  ['another device where the buyer said that we sent the wrong one', { reason: 'wrong_item', verdict: 'other_device' }, {}, null],
  ['refunded, and the label was never used', { settlement: 'refunded', parcel: 'label_issued' }, {}, 'refund_without_goods'],
  ['refunded, and it came back', { settlement: 'refunded', parcel: 'received' }, {}, null],
  ['refunded, and the carrier lost it on the way back', { settlement: 'refunded', parcel: 'lost' }, {}, null],
  ['refunded, and it is on its way', { settlement: 'refunded', parcel: 'in_transit' }, {}, null],
  ['kept, as we offered', { settlement: 'kept', parcel: 'none' }, {}, null],
  [
    'not received, as the carrier says too',
    { reason: 'not_received', settlement: 'refunded', parcel: 'none' },
    { deliveredAt: undefined as never },
    null,
  ],
  [
    'not received, and the carrier says that it was delivered',
    { reason: 'not_received', settlement: 'refunded', parcel: 'none' },
    {},
    'refund_without_goods',
  ],
  [
    'withdrawn before it was sent',
    { reason: 'changed_mind', settlement: 'refunded', parcel: 'none' },
    { shippedAt: undefined as never, deliveredAt: undefined as never },
    null,
  ],
  ['refused', { settlement: 'denied', parcel: 'none' }, {}, null],
])('%s', (_case, changes, order, sign) => {
  expect(signOf(item(changes), { ...ORDER, ...order })).toBe(sign);
});
