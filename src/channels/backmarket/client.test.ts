import { describe, expect, it } from 'vitest';
import { money } from '../../core/money.ts';
import { type Arrival, failed, type Listing, type RequestArrival } from '../channel.ts';
import { channelContract } from '../contract.ts';
import { createBackMarket } from './client.ts';
import { openStage, sure } from './stage.ts';

channelContract('Back Market', async () => {
  const stage = await openStage();
  const lineOf = new Map<string, number>();
  return {
    channel: stage.client,
    unreachable: createBackMarket({
      baseUrl: 'http://nobody.invalid',
      token: 'x',
      market: 'fr-fr',
      company: 'Phenix',
      sleep: async () => {},
      fetch: async () => {
        throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
      },
    }),
    sell: async () => {
      const order = await stage.sellPhone();
      const { ref, lineId } = stage.request(order);
      lineOf.set(lineId, order.lines[0]!.id);
      return { ref, lineId, price: money(36_900, 'EUR') };
    },
    paid: async (ref) => (await stage.market.ledger(ref.orderId)).map((payment) => money(payment.minor, payment.currency)),
    complain: async (ref) => {
      const order = await stage.market.findOrder(ref.orderId);
      return String((await stage.complain(order!)).id);
    },
    loseNextAnswer: () => stage.faults.push({ operation: 'refund', fault: 'lost_after' }),
  };
});

const told = async (answer: Promise<unknown>) => {
  const poll = (await answer) as { arrivals: Arrival[]; lowWater: Record<string, string> };
  if (failed(poll)) throw new Error(JSON.stringify(poll));
  return poll;
};
const requests = (arrivals: readonly Arrival[]) => arrivals.filter((arrival): arrival is RequestArrival => arrival.kind === 'request');

describe('reading what changed', () => {
  it('the phone with the empty battery arrives as order and request, with the buyer’s words', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    await stage.complain(order);
    const { arrivals } = await told(stage.client.poll(null));
    expect(arrivals).toMatchObject([
      {
        kind: 'order',
        channelOrderId: String(order.id),
        country: 'FR',
        currency: 'EUR',
        deliveredAt: '2026-11-22T09:00:00.000Z',
        buyer: { name: 'Léa Fontaine', email: 'lea@buyers.example', language: 'fr' },
        lines: [
          {
            id: String(order.lines[0]!.id),
            category: 'smartphone',
            condition: 'refurbished',
            price: { minor: 36_900, currency: 'EUR' },
            imei: '356938035643809',
          },
        ],
      },
      {
        kind: 'request',
        lineId: String(order.lines[0]!.id),
        reason: 'defective',
        fault: 'battery',
        wants: 'refund',
        channelReason: 'TECHNICAL: BATTERY_DRAIN',
        note: 'La batterie ne tient plus.\nElle est vide à midi.',
        photos: 0,
      },
    ]);
  });

  it('loses nothing when two changes share a second', async () => {
    const stage = await openStage();
    const first = await stage.complain(await stage.sellPhone());
    const { lowWater } = await told(stage.client.poll(null));
    // The same second, after the poll: the mark already stands there.
    const second = await stage.complain(await stage.sellPhone());
    await stage.market.message(first.id, 'client', 'Encore moi.');
    const { arrivals } = await told(stage.client.poll(lowWater));
    expect(requests(arrivals).map((request) => request.channelReturnId)).toEqual(
      expect.arrayContaining([String(first.id), String(second.id)]),
    );
    expect(
      requests(arrivals)
        .find((request) => request.channelReturnId === String(first.id))
        ?.messages.at(-1)?.body,
    ).toBe('Encore moi.');
  });

  it('finds a folder that surfaced late, hours after its own date, with the next sweep', async () => {
    const stage = await openStage();
    const late = await stage.complain(await stage.sellPhone());
    stage.wait(3 * 3_600_000);
    const newer = await stage.complain(await stage.sellPhone());
    // The list does not show the older one yet.
    const shelf = await stage.db.transaction(async (tx) => (await tx.get('folder', late.id))!);
    await stage.db.transaction((tx) => tx.put([{ ...shelf, state: 9, modifiedAt: '2000-01-01T00:00:00.000Z' }]));
    const first = await told(stage.client.poll({ folders: '2026-11-22T11:59:00.000Z', sweptAt: String(Date.parse(stage.now())) }));
    expect(requests(first.arrivals).map((request) => request.channelReturnId)).toEqual([String(newer.id)]);
    // It surfaces, still with its old date.
    await stage.db.transaction((tx) => tx.put([shelf]));
    stage.wait(61 * 60_000);
    const second = await told(stage.client.poll(first.lowWater));
    expect(requests(second.arrivals).map((request) => request.channelReturnId)).toContain(String(late.id));
  });

  it('reads every page, and again until a reading brings nothing new', async () => {
    const stage = await openStage();
    for (let i = 0; i < 23; i++) await stage.complain(await stage.sellPhone());
    const { arrivals } = await told(stage.client.poll(null));
    expect(new Set(requests(arrivals).map((request) => request.channelReturnId)).size).toBe(23);
  });

  it('gives an entry once that a list shows twice', async () => {
    const stage = await openStage();
    await stage.complain(await stage.sellPhone());
    stage.faults.push({ operation: 'list_folders', fault: 'duplicate' }, { operation: 'list_orders', fault: 'duplicate' });
    const { arrivals } = await told(stage.client.poll(null));
    expect(arrivals.map((arrival) => arrival.kind)).toEqual(['order', 'request']);
  });

  it('keeps orders coming where the account has no care folders by API, and leaves that mark alone', async () => {
    const stage = await openStage();
    await stage.sellPhone();
    for (let i = 0; i < 6; i++) stage.faults.push({ operation: 'list_folders', fault: 'server_error' });
    const answer = await told(stage.client.poll(null));
    expect(answer).toMatchObject({ arrivals: [{ kind: 'order' }], troubles: [{ part: 'folders', failure: { failed: 'unavailable' } }] });
    expect(answer.lowWater).not.toHaveProperty('folders');
    expect(answer.lowWater).not.toHaveProperty('sweptAt');
  });

  it('the way back with the marketplace’s own label arrives as a parcel with its cost', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    const parcel = sure(await stage.market.makeReturnParcel(order.lines[0]!.id));
    sure(await stage.market.moveReturnParcel(parcel.id, 'picked_up'));
    const { arrivals } = await told(stage.client.poll(null));
    expect(arrivals.at(-1)).toMatchObject({
      kind: 'parcel',
      channelOrderId: String(order.id),
      trackingNumber: parcel.tracking,
      pickedUpAt: '2026-11-22T09:00:00.000Z',
      invoiced: { minor: 600, currency: 'EUR' },
    });
  });
});

describe('paying back', () => {
  it('a line that is not shipped yet is refunded in full only, and says so afterwards', async () => {
    const stage = await openStage();
    const bought = await stage.market.buy({
      buyer: { name: 'Léa Fontaine', email: 'lea@buyers.example', language: 'fr' },
      locale: 'fr-fr',
      currency: 'EUR',
      shippingPrice: 0,
      items: [{ sku: 'S21', title: 'Galaxy S21', brand: 'Samsung', category: 'Smartphones', condition: 12, price: 36_900 }],
    });
    const order = sure(bought);
    expect(await stage.client.refund(stage.request(order, 100))).toMatchObject({ failed: 'refused' });
    expect(await stage.client.refund(stage.request(order))).toMatchObject({ reference: '369.00€ refunded on the sku S21' });
    expect(await stage.client.readRefund(stage.request(order))).toMatchObject({ state: 'refunded' });
  });

  it('refuses a second refund of a line that is done', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    await stage.client.refund(stage.request(order));
    expect(await stage.client.refund(stage.request(order))).toMatchObject({ failed: 'refused', retryable: false });
    expect(await stage.market.ledger(String(order.id))).toHaveLength(1);
  });

  it('cannot tell what became of one of three units, nor of a second part of one unit', async () => {
    const stage = await openStage();
    const three = await stage.sellPhone({ quantity: 3 });
    await stage.client.refund(stage.request(three, 36_900, { full: false }));
    expect(await stage.client.readRefund(stage.request(three, 36_900, { full: false }))).toEqual({ state: 'unknown' });
    expect(await stage.client.readRefund(stage.request(three, 110_700, { full: true }))).toEqual({ state: 'not_refunded' });
    const one = await stage.sellPhone();
    await stage.client.refund(stage.request(one, 2_000));
    expect(await stage.client.readRefund(stage.request(one, 3_000, { refundedBefore: 2_000 }))).toEqual({ state: 'unknown' });
  });

  it.each(['lost_after', 'server_error_after'] as const)('is uncertain after %s and pays once', async (fault) => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    stage.faults.push({ operation: 'refund', fault });
    expect(await stage.client.refund(stage.request(order))).toMatchObject({ uncertain: true });
    expect(await stage.market.ledger(String(order.id))).toHaveLength(1);
  });

  it('over a real socket that breaks after the act: uncertain, paid once, read back', async () => {
    const stage = await openStage();
    const baseUrl = `${await stage.app.listen({ port: 0, host: '127.0.0.1' })}/sandbox/backmarket`;
    try {
      const client = createBackMarket({ baseUrl, token: 'x', market: 'fr-fr', company: 'Phenix', sleep: async () => {} });
      const order = await stage.sellPhone();
      stage.faults.push({ operation: 'refund', fault: 'lost_after' });
      expect(await client.refund(stage.request(order))).toMatchObject({ failed: 'unavailable', uncertain: true });
      expect(await client.readRefund(stage.request(order))).toMatchObject({ state: 'refunded' });
      expect(await stage.market.ledger(String(order.id))).toHaveLength(1);
    } finally {
      await stage.app.close();
    }
  });

  it('waits as long as it is told when it was throttled before anything happened, then pays once', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    stage.faults.push({ operation: 'refund', fault: 'rate_limited' });
    expect(await stage.client.refund(stage.request(order))).toHaveProperty('reference');
    expect(Math.max(...stage.slept)).toBeGreaterThanOrEqual(1_000);
    expect(await stage.market.ledger(String(order.id))).toHaveLength(1);
  });
});

describe('the thread and the goods', () => {
  it('a message reaches the buyer, opens a closed folder again, and can be found after its answer was lost', async () => {
    const stage = await openStage();
    const folder = await stage.complain(await stage.sellPhone());
    sure(await stage.market.close(folder.id));
    const words = 'Bonjour Léa,\nvotre étiquette est prête : <sans frais> & valable 14 jours.';
    stage.faults.push({ operation: 'message', fault: 'lost_after' });
    expect(await stage.client.findMessage!(String(folder.id), words, stage.now())).toBeNull();
    expect(await stage.client.sendMessage(String(folder.id), words)).toMatchObject({ uncertain: true });
    expect(await stage.client.findMessage!(String(folder.id), words, stage.now())).toMatchObject({ reference: expect.any(String) });
    expect((await stage.market.folder(folder.id))?.state).toBe(0);
    expect((await stage.market.folder(folder.id))?.messages.at(-1)).toMatchObject({ from: 'merchant', body: words });
  });

  it('a finding of the bench becomes a typed problem; one that needs photos is refused without', async () => {
    const stage = await openStage();
    const folder = await stage.complain(await stage.sellPhone());
    expect(await stage.client.reportProblem!(String(folder.id), { verdict: 'customer_damage', says: 'Liquid inside' })).toMatchObject({
      failed: 'refused',
    });
    const photo = { name: 'board.jpg', type: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]) };
    expect(
      await stage.client.reportProblem!(String(folder.id), { verdict: 'customer_damage', says: 'Liquid inside' }, [photo]),
    ).toHaveProperty('reference');
    expect(await stage.client.reportProblem!(String(folder.id), { verdict: 'other_device', says: 'Another IMEI' })).toHaveProperty(
      'reference',
    );
    expect((await stage.market.folder(folder.id))?.problems.map(({ type, files }) => [type, files.length])).toEqual([
      ['OOW_ITEM', 1],
      ['WRONG_ITEM', 0],
    ]);
  });

  it('old folders take the bare problem and an item transfer, new ones no transfer', async () => {
    const stage = await openStage();
    const old = await stage.complain(await stage.sellPhone(), { legacy: true });
    expect(await stage.client.reportProblem!(String(old.id), { verdict: 'other_device', says: 'Another IMEI' })).toHaveProperty(
      'reference',
    );
    expect((await stage.market.folder(old.id))?.problems).toMatchObject([{ type: 'OTHER', message: '' }]);
    const parcel = { carrier: 'Colissimo', trackingNumber: '6A00000000001', as: 'repaired' } as const;
    expect(await stage.client.sendBack!(String(old.id), parcel)).toEqual({ reference: '6A00000000001' });
    expect(await stage.client.sendBack!(String(old.id), parcel)).toMatchObject({ failed: 'refused' });
    const young = await stage.complain(await stage.sellPhone());
    expect(await stage.client.sendBack!(String(young.id), parcel)).toMatchObject({ failed: 'refused' });
  });

  it('registers an identity once', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    const line = String(order.lines[0]!.id);
    expect(await stage.client.registerIdentity(line, { serial: 'SN1' })).toHaveProperty('reference');
    expect(await stage.client.registerIdentity(line, { serial: 'SN2' })).toMatchObject({ failed: 'refused' });
  });

  it('takes at most ten files of three megabytes', async () => {
    const stage = await openStage();
    const folder = await stage.complain(await stage.sellPhone());
    const file = (bytes: number) => ({ name: 'photo.jpg', type: 'image/jpeg', bytes: new Uint8Array(bytes) });
    expect(
      await stage.client.sendMessage(
        String(folder.id),
        'Photos',
        Array.from({ length: 11 }, () => file(1)),
      ),
    ).toMatchObject({ failed: 'refused' });
    expect(await stage.client.sendMessage(String(folder.id), 'Photos', [file(3 * 1024 * 1024 + 1)])).toMatchObject({ failed: 'refused' });
    expect(await stage.client.sendMessage(String(folder.id), 'Photos', [file(10), file(20)])).toHaveProperty('reference');
    expect((await stage.market.folder(folder.id))?.messages.at(-1)?.files).toHaveLength(2);
  });
});

describe('offers (M28)', () => {
  it('are taken from sale and put up again as they were, however often it is said', async () => {
    const stage = await openStage();
    const before = (await stage.client.readListing!('PX8-128')) as Listing;
    expect(before.quantity).toBeGreaterThan(0);
    expect(await stage.client.stopListing!('PX8-128')).toMatchObject({ reference: before.reference });
    expect(await stage.client.stopListing!('PX8-128')).toMatchObject({ reference: before.reference });
    expect(await stage.client.readListing!('PX8-128')).toEqual({ ...before, quantity: 0 });
    expect((await stage.market.listing('PX8-128')).quantity).toBe(0);
    // Nobody buys what was taken from sale, and everything else goes on.
    const buys = (...skus: string[]) =>
      stage.market.buy({
        buyer: { name: 'Léa Fontaine', email: 'lea@buyers.example', language: 'fr' },
        locale: 'fr-fr',
        currency: 'EUR',
        shippingPrice: 0,
        items: skus.map((sku) => ({ sku, title: sku, brand: 'Google', category: 'Smartphones', condition: 10, price: 25_000 })),
      });
    expect(await buys('P7', 'PX8-128')).toMatchObject({ refused: 409, code: 'listing_not_available' });
    sure(await buys('P7'));
    await stage.client.resumeListing!('PX8-128', before.quantity);
    sure(await buys('PX8-128'));
    expect(await stage.client.readListing!('PX8-128')).toEqual(before);
  });

  it('a lost answer is uncertain, and saying it again settles it', async () => {
    const stage = await openStage();
    stage.faults.push({ operation: 'update_listing', fault: 'lost_after' });
    expect(await stage.client.stopListing!('PX8-128')).toMatchObject({ uncertain: true });
    expect(await stage.client.stopListing!('PX8-128')).toMatchObject({ reference: expect.stringMatching(/./) });
    expect((await stage.market.listing('PX8-128')).quantity).toBe(0);
  });
});
