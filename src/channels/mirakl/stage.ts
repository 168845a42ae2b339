/** A toy operator in memory with a client at it: for the tests of this folder. */
import Fastify from 'fastify';
import { money } from '../../core/money.ts';
import { fetchInto } from '../in-process.ts';
import { memoryStore } from '../sandbox-store.ts';
import { stageClock } from '../stage-clock.test-support.ts';
import { createMirakl, type MiraklOptions } from './client.ts';
import { type Fault, type MiraklSale, type Operation, sandboxMirakl, toyMirakl } from './sandbox.ts';

export async function openStage(changes: Partial<MiraklOptions> = {}) {
  const db = memoryStore();
  const { now, slept, wait, ofClient } = stageClock();
  const toy = toyMirakl(db, now);
  const faults: { operation: Operation; fault: Fault }[] = [];
  const app = Fastify();
  const next = (operation: Operation) => {
    const index = faults.findIndex((each) => each.operation === operation);
    return index < 0 ? null : faults.splice(index, 1)[0]!.fault;
  };
  await app.register(sandboxMirakl({ db, now, toy, faults: next }));
  const options: MiraklOptions = {
    baseUrl: 'http://toy.invalid/sandbox/mirakl',
    apiKey: '7ab1-key',
    fetch: fetchInto(app),
    ...ofClient,
    log: () => {},
    ...changes,
  };
  const client = createMirakl(options);

  /** The phone that is on stage in every test: 369.00 EUR, in the buyer's hands. */
  async function sellPhone(sale: Partial<MiraklSale> & { readonly quantity?: number } = {}) {
    const order = await toy.buy({
      buyer: { firstname: 'Léa', lastname: 'Fontaine', locale: 'fr_FR' },
      country: 'FRA',
      currency: 'EUR',
      items: [
        {
          sku: 'IP13-128-BLUE-GOOD',
          title: 'iPhone 13 128 GB - Blue',
          price: 36_900,
          quantity: sale.quantity ?? 1,
          imei: '356938035643809',
        },
      ],
      ...sale,
    });
    return toy.deliver(order.order_id);
  }

  return {
    db,
    app,
    toy,
    client,
    options,
    faults,
    slept,
    now,
    sellPhone,
    wait,
    request: (orderId: string, minor = 36_900, refundedBefore?: number) => ({
      intentId: '019a0000-0000-7000-8000-000000000001',
      ref: { orderId, lines: { [`${orderId}-1`]: `${orderId}-1` } },
      lineId: `${orderId}-1`,
      amount: money(minor, 'EUR'),
      full: minor >= 36_900,
      ...(refundedBefore !== undefined && { refundedBefore: money(refundedBefore, 'EUR') }),
      because: 'a test',
    }),
  };
}
