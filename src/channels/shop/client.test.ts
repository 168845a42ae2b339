import { describe, expect, it } from 'vitest';
import { money } from '../../core/money.ts';
import { channelContract } from '../contract.ts';
import { memoryStore } from '../sandbox-store.ts';
import { createShop } from './client.ts';
import { toyTill } from './sandbox.ts';

const now = () => '2026-11-22T09:00:00.000Z';
const request = {
  intentId: '019a0000-0000-7000-8000-000000000001',
  ref: { orderId: 'W-1001', lines: { a: 'a' } },
  lineId: 'a',
  amount: money(36_900, 'EUR'),
  full: true,
  because: 'the parcel that never came',
};

channelContract('The seller’s own shop', async () => {
  const db = memoryStore();
  return {
    channel: createShop({ till: toyTill(db, now) }),
    sell: async () => ({ ref: request.ref, lineId: 'a', price: request.amount }),
    paid: async (ref) =>
      (await db.transaction((tx) => tx.payments({ channel: 'shop', orderId: ref.orderId }))).map(({ minor, currency }) =>
        money(minor, currency),
      ),
  };
});

describe('the till of the shop', () => {
  it('pays an intent once, however often it is sent', async () => {
    const db = memoryStore();
    const shop = createShop({ till: toyTill(db, now) });
    const first = await shop.refund(request);
    expect(await shop.refund(request)).toEqual(first);
    expect(await shop.refund({ ...request, intentId: 'another' })).not.toEqual(first);
    expect(await db.transaction((tx) => tx.payments({ channel: 'shop' }))).toHaveLength(2);
  });

  it('without a provider says that a person has to pay, and does not pretend', async () => {
    const shop = createShop();
    expect(await shop.refund(request)).toMatchObject({ failed: 'refused', retryable: false, says: expect.stringContaining('by hand') });
    expect(await shop.readRefund(request)).toEqual({ state: 'unknown' });
  });
});
