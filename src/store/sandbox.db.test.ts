import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../test/db.ts';
import { toyMarket } from '../channels/backmarket/world.ts';
import type { SandboxStore } from '../channels/sandbox-store.ts';
import { openDb } from './db.ts';
import { sandboxStore } from './sandbox.ts';

describe('the shelf of the toy marketplace in PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let db: ReturnType<typeof openDb>;
  let store: SandboxStore;
  beforeAll(async () => {
    database = await freshDatabase();
    db = openDb(database.url, { poolSize: 8 });
    store = sandboxStore(db.pool);
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  const now = () => '2026-11-22T09:00:00.123Z';
  const nora = { name: 'Nora Lind', email: 'nora@buyers.example', language: 'fr' as const };
  const order = (channelOrderId: string) => ({
    channelOrderId,
    country: 'FR',
    currency: 'EUR',
    placedAt: '2026-11-01T08:00:00.000Z',
    shippedAt: '2026-11-02T08:00:00.000Z',
    lines: [
      {
        id: 'a',
        sku: 'IP12',
        title: 'iPhone 12',
        category: 'smartphone',
        condition: 'refurbished' as const,
        price: { minor: 30_000, currency: 'EUR' },
        quantity: 1,
      },
    ],
  });

  it('an order adopted by many at once is one order', async () => {
    const market = toyMarket(store, now);
    const refs = await Promise.all(Array.from({ length: 6 }, () => market.adoptOrder(order('FR-2026-1'), nora)));
    expect(new Set(refs.map((ref) => ref.orderId)).size).toBe(1);
    expect(await market.findOrder('FR-2026-1')).toMatchObject({
      createdAt: '2026-11-01T08:00:00.000Z',
      modifiedAt: '2026-11-22T09:00:00.000Z',
      lines: [{ sku: 'IP12' }],
    });
  });

  it('of many refunds at the same moment one is paid', async () => {
    const market = toyMarket(store, now);
    const ref = await market.adoptOrder(order('700100'), nora);
    const answers = await Promise.all(Array.from({ length: 6 }, () => market.refund(Number(ref.lines['a']), 6, 300)));
    expect(answers.filter((answer) => typeof answer === 'string')).toHaveLength(1);
    expect(await market.ledger('700100')).toEqual([
      { at: now(), channel: 'backmarket', orderId: '700100', lineId: ref.lines['a'], minor: 30_000, currency: 'EUR', type: '6' },
    ]);
  });

  it('lists by what changed, page by page', async () => {
    const market = toyMarket(store, now);
    for (let i = 0; i < 5; i++) await market.adoptOrder(order(`page-${i}`), nora);
    const page = await market.listThings(
      'order',
      { modifiedSince: '2026-11-22T09:00:00.000Z', country: 'fr-fr', state: 9 },
      { limit: 2, offset: 2, newestFirst: true },
    );
    expect(page.items).toHaveLength(2);
    expect(page.count).toBeGreaterThanOrEqual(5);
    expect(await market.listThings('order', { modifiedSince: '2026-11-22T09:00:01.000Z' }, { limit: 2, offset: 0 })).toEqual({
      count: 0,
      items: [],
    });
  });

  it('the till pays an intent once', async () => {
    const payment = {
      at: now(),
      channel: 'shop',
      orderId: 'W-1',
      lineId: 'a',
      minor: 100,
      currency: 'EUR',
      type: 'shop payment',
      intent: 'i-1',
    };
    expect(await store.transaction((tx) => tx.pay(payment))).toBe(true);
    expect(await store.transaction((tx) => tx.pay(payment))).toBe(false);
    expect(await store.transaction((tx) => tx.payments({ channel: 'shop' }))).toEqual([payment]);
  });

  it('a transaction that fails leaves no trace, and its connection is used again', async () => {
    for (let i = 0; i < 12; i++) {
      await expect(
        store.transaction(async (tx) => {
          await tx.put([{ kind: 'ghost', id: 1, createdAt: now(), modifiedAt: now(), body: {} }]);
          throw new Error('crash');
        }),
      ).rejects.toThrow('crash');
    }
    expect(await store.transaction((tx) => tx.get('ghost', 1))).toBeNull();
  });
});
