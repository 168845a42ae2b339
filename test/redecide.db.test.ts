/** The policy is asked again when a date of the order turns out otherwise, and when the bench has spoken (M6, M8, M30). */
import { afterAll, assert as mustHold, beforeAll, describe, expect, test } from 'vitest';
import { backmarket } from '../src/core/policy/packs/backmarket.ts';
import { daysAgo, imei, phoneOrder } from './cast.ts';
import { type Json, openProduct, type Product } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct();
});
afterAll(() => product.close());

let orders = 0;
type Dates = { readonly delivered?: number; readonly shipped?: number };

/** An order of its own, and what to tell of it again. */
async function ordered({ delivered, shipped = (delivered ?? 3) + 2 }: Dates) {
  const index = 5_000 + (orders += 1);
  const name = `R-${index}`;
  const tell = async ({ delivered: day, shipped: left = (day ?? 3) + 2 }: Dates) => {
    const { deliveredAt: _, ...order } = phoneOrder(index, { shippedAt: daysAgo(left), placedAt: daysAgo(1_600), shippingPaid: '6.00' });
    const answer = await product.put(`/orders/shop/${name}`, {
      ...order,
      placedAt: daysAgo(Math.max(left, 400) + 1),
      ...(day !== undefined && { deliveredAt: daysAgo(day) }),
    });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  };
  await tell({ ...(delivered !== undefined && { delivered }), shipped });
  return { name, tell, imei: imei(index) };
}

async function asked(channelOrderId: string, request: object): Promise<Json> {
  const answer = await product.post('/returns', {
    channel: 'shop',
    channelOrderId,
    via: 'api',
    items: [{ lineId: '1', photos: 1, ...request }],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
const look = async ({ id }: Json): Promise<Json> => (await product.get(`/returns/${id}`)).body;
const events = async ({ id }: Json): Promise<Json[]> => (await product.get(`/returns/${id}/events`)).body.items;
const answers = async ({ id }: Json): Promise<Json[]> => (await product.get(`/returns/${id}/decisions`)).body.items;
async function act(ret: Json, verb: string, body: unknown = {}): Promise<Json> {
  const answer = await product.post(`/returns/${ret.id}/${verb}`, body);
  expect(answer.status, `${verb}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
}

describe('a corrected date of delivery', () => {
  test('believed after all: what waited for a person is approved, with its label, and both answers replay', async () => {
    const order = await ordered({ delivered: 430 });
    const ret = await asked(order.name, { reason: 'defective', fault: 'battery' });
    expect(ret.status).toBe('in_review');
    await order.tell({ delivered: 60 });
    const now = await look(ret);
    expect(now).toMatchObject({ status: 'approved', items: [{ authorisation: 'approved', parcel: 'label_issued' }] });
    expect(now.items[0].decision).toMatchObject({ outcome: 'approve', ground: 'warranty' });
    const told = (await events(ret)).find(({ type, says }) => type === 'decided' && says.includes('dates of the order'));
    expect(told?.by).toMatchObject({ kind: 'system', name: 'policy' });
    expect((await answers(ret)).map(({ decision }) => decision.outcome)).toEqual(['review', 'approve']);
    // Told again it is nothing new.
    const { version } = now;
    await order.tell({ delivered: 60 });
    expect((await look(ret)).version).toBe(version);
  });

  test('an approval that was given is never taken back', async () => {
    const order = await ordered({ delivered: 60 });
    const ret = await asked(order.name, { reason: 'defective', fault: 'battery' });
    const before = await look(ret);
    expect(before.status).toBe('approved');
    await order.tell({ delivered: 1_300 });
    const now = await look(ret);
    expect(now.items[0]).toEqual(before.items[0]);
    expect(await answers(ret)).toHaveLength(1);
  });

  test('too late after all: a person was called, and the machine does not answer in their place', async () => {
    const order = await ordered({ delivered: 430 });
    const ret = await asked(order.name, { reason: 'defective', fault: 'battery' });
    await order.tell({ delivered: 1_300 });
    const now = await look(ret);
    expect(now).toMatchObject({
      status: 'in_review',
      items: [{ authorisation: 'in_review', decision: { outcome: 'reject', ground: 'none' } }],
    });
  });

  test('within the fourteen days after all: what was the seller’s kindness is the law’s right, with its date and its shipping', async () => {
    const order = await ordered({ delivered: 20 });
    const ret = await asked(order.name, { reason: 'changed_mind' });
    expect((await look(ret)).items[0].decision).toMatchObject({ ground: 'commercial_return', refund: { shipping: '0.00' } });
    await order.tell({ delivered: 6 });
    const now = await look(ret);
    expect(now.items[0].decision).toMatchObject({ outcome: 'approve', ground: 'withdrawal', refund: { shipping: '6.00' } });
    expect(now.clocks.map(({ kind, source }: Json) => `${kind} ${source}`)).toContain('withdrawal_refund law');
  });

  test('an order that merely went on is no correction', async () => {
    const order = await ordered({ shipped: 4 });
    const ret = await asked(order.name, { reason: 'changed_mind' });
    const { version } = await look(ret);
    await order.tell({ delivered: -1, shipped: 4 });
    expect((await look(ret)).version).toBe(version);
  });
});

test('a repair of before is remembered with its dates and with what the buyer had wanted: the law counts with both', async () => {
  const order = await ordered({ delivered: 60 });
  const ret = await asked(order.name, { reason: 'defective', fault: 'battery', wants: 'repair' });
  await act(ret, 'receipt', { items: [{ lineId: '1', imei: order.imei }] });
  await act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'repair' }] });
  await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'repair' }] });
  await act(ret, 'completion', {});
  const again = await asked(order.name, { reason: 'defective', fault: 'battery' });
  const [past] = (await answers(again))[0].facts.history.itemReturns;
  expect(past).toMatchObject({ reason: 'defective', outcome: 'repaired', wanted: 'repair' });
  expect(Date.parse(past.requestedAt)).toBeLessThanOrEqual(Date.parse(past.closedAt));
  expect((await look(again)).items[0].decision.because.map(({ rule }: Json) => rule)).toContain('law.FR.extended');
});

describe('the bench has spoken', () => {
  beforeAll(async () => {
    const document = {
      ...backmarket,
      name: 'With deductions',
      tables: {
        ...backmarket.tables,
        deductions: [
          {
            id: 'deductions.damage',
            when: { fact: 'verdict', is: 'customer_damage' },
            answer: { percent: 25, for: 'damage' },
            reference: 'Our house rules',
            words: { en: { agent: 'Damaged by the buyer: {percent} % is kept.', buyer: 'We keep {percent} % for the damage.' } },
          },
        ],
      },
    };
    const draft = await product.post('/policies/drafts', { document });
    mustHold(draft.status === 201, JSON.stringify(draft.body));
    const published = await product.post(`/policies/drafts/${draft.body.id}/publication`, { despiteWarnings: true });
    mustHold(published.status === 201, JSON.stringify(published.body));
  });

  const inspected = async (order: Awaited<ReturnType<typeof ordered>>, ret: Json, verdict: string) => {
    await act(ret, 'receipt', { items: [{ lineId: '1', imei: order.imei }] });
    return act(ret, 'inspection', { items: [{ lineId: '1', verdict, disposition: 'refurbish' }] });
  };

  test('damage lessens what the refund will come to, and decides nothing', async () => {
    const order = await ordered({ delivered: 20 });
    const ret = await asked(order.name, { reason: 'changed_mind' });
    const now = await inspected(order, ret, 'customer_damage');
    const price = Number(now.items[0].price ?? 369);
    expect(now).toMatchObject({ status: 'inspected', refunds: [], items: [{ authorisation: 'approved', settlement: 'open' }] });
    const { decision } = now.items[0];
    expect(Number(decision.refund.deductions)).toBeCloseTo(price * 0.25, 1);
    expect(decision.because.map(({ rule }: Json) => rule)).toEqual(expect.arrayContaining(['deductions.damage', 'check.finding_differs']));
    expect((await events(ret)).slice(-2).map(({ type }) => type)).toEqual(['inspected', 'decided']);
    const last = (await answers(ret)).at(-1);
    expect(last).toMatchObject({ facts: { finding: { verdict: 'customer_damage', identity: 'match' } } });
    const paid = await act(ret, 'resolution', { items: [{ lineId: '1', resolution: 'refund' }] });
    expect(paid.refunds[0].amount).toBe(decision.refund.total);
  });

  test('a claim of a fault is never charged for what the bench saw', async () => {
    const order = await ordered({ delivered: 60 });
    const ret = await asked(order.name, { reason: 'defective', fault: 'screen' });
    const now = await inspected(order, ret, 'customer_damage');
    expect(now.items[0]).toMatchObject({ authorisation: 'approved', settlement: 'open' });
    expect(now.items[0].decision).toMatchObject({ ground: 'warranty', refund: { deductions: '0.00' } });
  });

  test('said again, the same finding is the same answer', async () => {
    const order = await ordered({ delivered: 20 });
    const ret = await asked(order.name, { reason: 'changed_mind' });
    const once = await inspected(order, ret, 'as_described');
    const twice = await act(ret, 'inspection', { items: [{ lineId: '1', verdict: 'as_described', disposition: 'refurbish' }] });
    expect(twice.version).toBe(once.version);
    expect(await answers(ret)).toHaveLength(2);
  });
});
