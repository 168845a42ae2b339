import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../../core/money.ts';
import { failed, type PollAnswer, type Standing } from '../channel.ts';
import { channelContract } from '../contract.ts';
import { createMirakl } from './client.ts';
import { readMessages, readOrder, readReturn } from './map.ts';
import { openStage } from './stage.ts';

channelContract('A marketplace on Mirakl', async () => {
  const stage = await openStage();
  return {
    channel: stage.client,
    unreachable: createMirakl({
      ...stage.options,
      fetch: async () => {
        throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
      },
    }),
    sell: async () => {
      const order = await stage.sellPhone();
      const lineId = order.order_lines[0]!.order_line_id;
      return { ref: { orderId: order.order_id, lines: { [lineId]: lineId } }, lineId, price: money(36_900, 'EUR') };
    },
    paid: async (ref) => (await stage.toy.paid(ref.orderId)).map((one) => money(one.minor, one.currency)),
    complain: async (ref) => (await stage.toy.complain(ref.orderId, 'RETURN_DEFECTIVE_ITEM')).id,
    loseNextAnswer: () => void stage.faults.push({ operation: 'refund', fault: 'lost_after' }),
  };
});

type Stage = Awaited<ReturnType<typeof openStage>>;
const polled = async (stage: Stage, mark: PollAnswer['lowWater'] | null = null): Promise<PollAnswer> => {
  const answer = await stage.client.poll(mark);
  if (failed(answer)) throw new Error(answer.says);
  return answer;
};
const requests = (answer: PollAnswer) => answer.arrivals.filter((one) => one.kind === 'request');

describe('what a poll brings', () => {
  it('an order with its buyer, its address and its states', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone({ shippingPrice: 490 });
    const [arrival] = (await polled(stage)).arrivals;
    expect(arrival).toMatchObject({
      kind: 'order',
      channelOrderId: order.order_id,
      country: 'FR',
      buyer: { name: 'Léa Fontaine', language: 'fr', address: { postalCode: '69003', country: 'FR' } },
      deliveredAt: '2026-11-22T09:00:00.000Z',
      shippingPaid: money(490, 'EUR'),
      lines: [
        {
          sku: 'IP13-128-BLUE-GOOD',
          price: money(36_900, 'EUR'),
          condition: 'refurbished',
          imei: '356938035643809',
          category: 'smartphone',
        },
      ],
    });
  });

  it('a case with two pieces of one line and another line is one request', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone({
      items: [
        { sku: 'A', title: 'iPhone 13', price: 36_900, quantity: 2 },
        { sku: 'B', title: 'Charger 20W', price: 1_900 },
      ],
    });
    await stage.toy.complain(order.order_id, 'RETURN_CM_DONT_WANT', { quantity: 2 });
    const [request] = requests(await polled(stage));
    expect(request).toMatchObject({ lineId: `${order.order_id}-1`, reason: 'changed_mind', channelReason: 'RETURN_CM_DONT_WANT' });
    expect(request?.also?.map(({ lineId }) => lineId)).toEqual([`${order.order_id}-1`, `${order.order_id}-2`, `${order.order_id}-2`]);
  });

  it('an operator’s own reason code is `other`, verbatim, with a warning; explained, it is what was explained', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    await stage.toy.complain(order.order_id, 'ECRAN_CASSE');
    const answer = await polled(stage);
    expect(requests(answer)[0]).toMatchObject({ reason: 'other', channelReason: 'ECRAN_CASSE' });
    expect(answer.warnings).toEqual([{ kind: 'unknown_reason', about: 'ECRAN_CASSE' }]);
    const explained = createMirakl({ ...stage.options, reasons: { ECRAN_CASSE: { reason: 'defective', fault: 'screen' } } });
    const again = await explained.poll(null);
    if (failed(again)) throw new Error(again.says);
    expect(requests(again)[0]).toMatchObject({ reason: 'defective', fault: 'screen', channelReason: 'ECRAN_CASSE' });
    expect(again.warnings).toBeUndefined();
  });

  it('words of the buyer that come after the request belong to it, although the return itself did not change', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    const back = await stage.toy.complain(order.order_id, 'RETURN_OTHER', { description: 'It is warm.' });
    const first = await polled(stage);
    stage.wait(3_600_000);
    await stage.toy.write(order.order_id, 'Where shall I send it?');
    const second = await polled(stage, first.lowWater);
    expect(requests(second)).toMatchObject([
      {
        channelReturnId: back.id,
        messages: [
          { from: 'buyer', body: 'It is warm.' },
          { from: 'buyer', body: 'Where shall I send it?' },
        ],
      },
    ]);
    stage.wait(3_600_000);
    // Read again from a while before the mark: the same arrival, which the application knows.
    expect(requests(await polled(stage, second.lowWater))).toEqual(requests(second));
  });

  it('a part that does not answer keeps its mark and says so; the rest arrives', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    await stage.toy.complain(order.order_id, 'RETURN_OTHER');
    for (let i = 0; i < 5; i++) stage.faults.push({ operation: 'returns', fault: 'down' });
    const answer = await polled(stage);
    expect(answer.troubles).toMatchObject([{ part: 'returns', failure: { failed: 'unavailable' } }]);
    expect(answer.lowWater).not.toHaveProperty('returns');
    expect(answer.arrivals.map(({ kind }) => kind)).toEqual(['order']);
    expect(requests(await polled(stage, answer.lowWater))).toHaveLength(1);
  });

  it('waits when it is asked to', async () => {
    const stage = await openStage();
    await stage.sellPhone();
    stage.faults.push({ operation: 'orders', fault: 'limited' });
    expect((await polled(stage)).arrivals).toHaveLength(1);
    expect(stage.slept[0]).toBeGreaterThanOrEqual(1_000);
  });
});

describe('money', () => {
  it('what goes beyond the goods’ price is told as shipping', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone({ shippingPrice: 490 });
    expect(await stage.client.refund(stage.request(order.order_id, 37_390))).toMatchObject({ reference: expect.any(String) });
    const [line] = (await stage.db.transaction((tx) => stage.toy.order(tx, order.order_id)))!.order_lines;
    expect(line!.refunds).toMatchObject([{ amount: 369, shipping_amount: 4.9, reason_code: 'ITEM_RETURNED' }]);
  });

  it('an earlier part of ours is not taken for this refund; a part by hand is a person’s affair', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    await stage.client.refund(stage.request(order.order_id, 10_000));
    expect(await stage.client.readRefund(stage.request(order.order_id, 26_900, 10_000))).toEqual({ state: 'not_refunded' });
    expect(await stage.client.readRefund(stage.request(order.order_id, 26_900))).toEqual({ state: 'unknown' });
    await stage.client.refund(stage.request(order.order_id, 26_900, 10_000));
    expect(await stage.client.readRefund(stage.request(order.order_id, 26_900, 10_000))).toMatchObject({ state: 'refunded' });
  });

  it('more than the line is refused in words, and not tried again', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    await stage.client.refund(stage.request(order.order_id, 30_000));
    expect(await stage.client.refund(stage.request(order.order_id, 36_900, 30_000))).toMatchObject({ failed: 'refused', retryable: false });
    expect((await stage.toy.paid(order.order_id)).map(({ minor }) => minor)).toEqual([30_000]);
  });
});

describe('the operator’s record is kept in step with ours', () => {
  const standing = (orderId: string, changes: Partial<Standing> = {}): Standing => ({
    rma: 'R-7K2M-9QXD',
    answer: 'accepted',
    received: false,
    lines: [{ lineId: `${orderId}-1`, quantity: 1 }],
    closed: false,
    ...changes,
  });
  const begun = async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    const back = await stage.toy.complain(order.order_id, 'RETURN_DEFECTIVE_ITEM');
    const tell = (changes: Partial<Standing> = {}) => stage.client.keepInStep!(back.id, standing(order.order_id, changes));
    return { stage, order, back, tell, now: async () => (await stage.toy.readReturn(back.id))! };
  };

  it('step by step, each told once', async () => {
    const { tell, now } = await begun();
    expect(await tell({ answer: 'open' })).toEqual({ reference: 'WAITING_ACCEPTANCE already' });
    expect(await tell({ parcel: { carrier: 'Colissimo', trackingNumber: '6A123' } })).toEqual({ reference: 'accepted, numbers' });
    expect(await now()).toMatchObject({ state: 'IN_PROGRESS', rma: 'R-7K2M-9QXD', tracking: { tracking_number: '6A123' } });
    expect(await tell({ parcel: { carrier: 'Colissimo', trackingNumber: '6A123' } })).toEqual({ reference: 'IN_PROGRESS already' });
    expect(await tell({ received: true })).toEqual({ reference: 'received' });
    expect(
      await tell({
        received: true,
        lines: [{ lineId: (await now()).return_lines[0]!.order_line_id, quantity: 1, verdict: 'customer_damage' }],
      }),
    ).toEqual({
      reference: 'compliance',
    });
    expect((await now()).return_lines[0]!.compliance).toEqual([
      { compliant: false, non_compliance_reason_code: 'RETURN_NON_COMPLIANT_DAMAGED_PRODUCT' },
    ]);
    expect(await tell({ received: true, closed: true })).toEqual({ reference: 'closed' });
    expect(await tell({ received: true, closed: true })).toEqual({ reference: 'CLOSED already' });
  });

  it('steps that were lost are made up by a later one', async () => {
    const { tell, now, order } = await begun();
    const all = {
      received: true,
      closed: true,
      lines: [{ lineId: `${order.order_id}-1`, quantity: 1, verdict: 'fault_confirmed' as const }],
    };
    expect(await tell(all)).toEqual({ reference: 'accepted, numbers, received, compliance, closed' });
    expect(await now()).toMatchObject({ state: 'CLOSED', return_lines: [{ compliance: [{ compliant: true }] }] });
  });

  it('a refusal carries its ground; a withdrawn request is cancelled', async () => {
    const late = await begun();
    await late.tell({ answer: 'refused', refusal: { ground: 'window_closed', says: 'Day 41 of 30' } });
    expect(await late.now()).toMatchObject({ state: 'REFUSED', rejection_reason_code: 'RETURN_REJECTION_WINDOW_CLOSED' });
    const gone = await begun();
    await gone.tell({ answer: 'withdrawn' });
    expect((await gone.now()).state).toBe('CANCELED');
  });

  it('a step whose answer was lost is not taken twice: the next look finds it done', async () => {
    const { stage, tell, now } = await begun();
    stage.faults.push({ operation: 'step', fault: 'lost_after' });
    expect(await tell()).toMatchObject({ uncertain: true, retryable: true });
    expect((await now()).state).toBe('IN_PROGRESS');
    expect(await tell()).toEqual({ reference: 'numbers' });
  });
});

describe('words', () => {
  it('open a conversation, then go on in it, and are found again', async () => {
    const stage = await openStage();
    const order = await stage.sellPhone();
    const back = await stage.toy.complain(order.order_id, 'RETURN_OTHER');
    const since = stage.now();
    expect(await stage.client.sendMessage(back.id, 'Bonjour, nous regrettons.')).toMatchObject({ reference: expect.any(String) });
    const photo = { name: 'a.jpg', type: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]) };
    await stage.client.sendMessage(back.id, 'Voici l’étiquette.', [photo]);
    const [thread, ...more] = await stage.toy.threads();
    expect(more).toEqual([]);
    expect(thread!.messages).toMatchObject([
      { body: 'Bonjour, nous regrettons.' },
      { body: 'Voici l’étiquette.', attachments: [{ name: 'a.jpg', size: 3 }] },
    ]);
    expect(await stage.client.findMessage!(back.id, 'Voici  l’étiquette.', since)).toEqual({ reference: thread!.messages[1]!.id });
    expect(await stage.client.findMessage!(back.id, 'Something else', since)).toBeNull();
  });
});

describe('the way there', () => {
  it('is told with its number, once', async () => {
    const stage = await openStage();
    const order = await stage.toy.buy({
      buyer: { firstname: 'Jonas', lastname: 'Vogt', locale: 'de' },
      country: 'DEU',
      currency: 'EUR',
      items: [{ sku: 'A', title: 'Pixel 8', price: 30_000 }],
    });
    const ref = { orderId: order.order_id, lines: {} };
    const parcel = { lines: [{ id: `${order.order_id}-1`, sku: 'A' }], carrier: 'DHL', trackingNumber: 'JD01', shippedAt: stage.now() };
    expect(await stage.client.markShipped!(ref, parcel)).toEqual({ reference: 'JD01' });
    expect(await stage.client.markShipped!(ref, parcel)).toEqual({ reference: 'shipped there already' });
    expect(await stage.client.sendInvoice!(ref, { name: 'R-1.pdf', type: 'application/pdf', bytes: new Uint8Array([1]) })).toEqual({
      reference: 'R-1.pdf',
    });
  });
});

describe('whatever comes in', () => {
  it('is an arrival or in quarantine, and never an exception', () => {
    const names = [
      'order_id',
      'id',
      'created_date',
      'date_created',
      'currency_iso_code',
      'customer',
      'order_lines',
      'return_lines',
      'shipping_address',
    ];
    const parts = [
      'country_iso_code',
      'order_line_id',
      'price',
      'quantity',
      'reason_code',
      'state',
      'messages',
      'from',
      'type',
      'refunds',
      'tracking',
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue(),
        fc.constantFrom('EUR', 'FRA', 'constructor', '2026-11-22T09:00:00Z', 12.5, '\0'),
        tie('object'),
        tie('array'),
      ),
      object: fc.dictionary(fc.constantFrom(...names, ...parts), tie('any')),
      array: fc.array(tie('any'), { maxLength: 3 }),
    }));
    fc.assert(
      fc.property(value.any, (raw) => {
        for (const arrival of [...readOrder(raw), ...readReturn(raw, {}).arrivals]) {
          if (arrival.kind === 'order') expect(arrival.lines.length).toBeGreaterThan(0);
          if (arrival.kind === 'unreadable') expect(arrival.says).not.toBe('');
          if (arrival.kind === 'request') expect(typeof arrival.reason).toBe('string');
        }
        expect(Array.isArray(readMessages(raw))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
