/** A toy Back Market in memory with a client at it: for the tests of this folder. */
import Fastify from 'fastify';
import { money } from '../../core/money.ts';
import { memoryStore } from '../sandbox-store.ts';
import { stageClock } from '../stage-clock.test-support.ts';
import { type BackMarketOptions, createBackMarket } from './client.ts';
import { type Fault, type Operation, sandboxMarketplace, type SandboxOptions } from './sandbox.ts';
import { fetchInto } from '../in-process.ts';
import { refusal, type ToyFolder, type ToyOrder, toyMarket } from './world.ts';

export async function openStage(
  options: Partial<SandboxOptions> & { readonly client?: Partial<BackMarketOptions>; readonly start?: string } = {},
) {
  const db = memoryStore();
  const { now, slept, wait, ofClient } = stageClock(options.start);
  const market = toyMarket(db, now);
  const faults: { operation: Operation; fault: Fault }[] = [];
  const app = Fastify();
  await app.register(
    sandboxMarketplace({
      db,
      now,
      market,
      limits: true,
      faults: ({ operation }) => {
        const index = faults.findIndex((each) => each.operation === operation);
        return index < 0 ? null : faults.splice(index, 1)[0]!.fault;
      },
      ...options,
    }),
  );
  const client = createBackMarket({
    baseUrl: 'http://toy.invalid/sandbox/backmarket',
    token: 'dG9rZW4=',
    market: 'fr-fr',
    company: 'PhenixMobile',
    contact: 'api@phenix.example',
    fetch: fetchInto(app),
    ...ofClient,
    ...options.client,
  });

  /** The phone that is on stage in every test: one unit, 369.00 EUR, shipped and delivered. */
  async function sellPhone(changes: { readonly quantity?: number; readonly shippingPrice?: number } = {}): Promise<ToyOrder> {
    const bought = await market.buy({
      buyer: { name: 'Léa Fontaine', email: 'lea@buyers.example', language: 'fr' },
      locale: 'fr-fr',
      currency: 'EUR',
      shippingPrice: changes.shippingPrice ?? 0,
      items: [
        {
          sku: 'IP13-128-BLUE-GOOD',
          title: 'iPhone 13 128 GB - Blue - Unlocked',
          brand: 'Apple',
          category: 'Smartphones',
          condition: 11,
          price: 36_900,
          quantity: changes.quantity ?? 1,
          imei: '356938035643809',
        },
      ],
    });
    const order = sure(bought);
    sure(await market.ship(order.id));
    return sure(await market.deliver(order.id));
  }
  const complain = async (
    order: ToyOrder,
    changes: { readonly legacy?: boolean; readonly issue?: string; readonly tag?: string } = {},
  ): Promise<ToyFolder> =>
    sure(
      await market.complain({
        orderlineId: order.lines[0]!.id,
        issue: changes.issue ?? 'BATTERY_DRAIN',
        tag: changes.tag ?? 'TECHNICAL',
        wants: 'REFUND',
        message: 'La batterie ne tient plus.\nElle est vide à midi.',
        ...(changes.legacy && { legacy: true }),
      }),
    );

  return {
    db,
    app,
    market,
    client,
    slept,
    faults,
    sellPhone,
    complain,
    now,
    wait,
    request: (order: ToyOrder, minor = 36_900, more: { readonly full?: boolean; readonly refundedBefore?: number } = {}) => ({
      intentId: '019a0000-0000-7000-8000-000000000001',
      ref: { orderId: String(order.id), lines: { [order.lines[0]!.ref]: String(order.lines[0]!.id) } },
      lineId: order.lines[0]!.ref,
      amount: money(minor, 'EUR'),
      full: more.full ?? minor >= 36_900,
      ...(more.refundedBefore !== undefined && { refundedBefore: money(more.refundedBefore, 'EUR') }),
      because: 'a test',
    }),
  };
}

export function sure<T>(answer: T): Exclude<T, { refused: number }> {
  if (refusal(answer)) throw new Error(`refused: ${answer.says}`);
  return answer as Exclude<T, { refused: number }>;
}
