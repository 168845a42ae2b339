import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { putOrder } from '../app/put-order.ts';
import { languageOf } from '../core/access.ts';
import { parseMoney } from '../core/money.ts';
import { isCountry } from '../core/policy/law/countries.ts';
import type { Buyer, Order, OrderLine } from '../core/return/model.ts';
import { readOrderClocks } from '../store/clocks.ts';
import { findOrder } from '../store/orders.ts';
import { type FieldError, problem } from './problems.ts';
import { orderClocksView, orderView } from './return-view.ts';
import { OrderIn, OrderOut } from './schemas.ts';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** The wire's order as core knows it. Throws a problem that names each wrong field. */
export function readOrderBody(
  channel: string,
  channelOrderId: string,
  body: z.output<typeof OrderIn> | Omit<z.output<typeof OrderIn>, 'buyer'>,
): Omit<Order, 'id'> {
  if (!isCountry(body.country))
    throw problem('unknown_country', { errors: [{ path: 'country', says: `${body.country} is no country of ISO 3166-1` }] });
  if (!CURRENCIES.has(body.currency))
    throw problem('unknown_currency', { errors: [{ path: 'currency', says: `${body.currency} is no currency of ISO 4217` }] });
  const errors: FieldError[] = [];
  const amount = (text: string, path: string) => {
    const parsed = parseMoney(text, body.currency);
    if (!parsed) errors.push({ path, says: `is finer than ${body.currency} can be` });
    return parsed ?? { minor: 0, currency: body.currency };
  };
  const ids = body.lines.map((line) => line.id);
  const lines = body.lines.map((line, i): OrderLine => {
    if (ids.indexOf(line.id) !== i) errors.push({ path: `lines.${i}.id`, says: 'is the id of another line too' });
    if (line.accessoryOf !== undefined && (!ids.includes(line.accessoryOf) || line.accessoryOf === line.id)) {
      errors.push({ path: `lines.${i}.accessoryOf`, says: 'is no other line of this order' });
    }
    const { price, quantity = 1, ...rest } = line;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Omit<
      OrderLine,
      'price' | 'quantity'
    >;
    return { ...given, quantity, price: amount(price, `lines.${i}.price`) };
  });
  const shippingPaid = body.shippingPaid == null ? undefined : amount(body.shippingPaid, 'shippingPaid');
  if (body.deliveredAt != null && body.deliveredAt < body.placedAt)
    errors.push({ path: 'deliveredAt', says: 'is before the order was placed' });
  if (body.shippedAt != null && body.shippedAt < body.placedAt) errors.push({ path: 'shippedAt', says: 'is before the order was placed' });
  if (errors.length > 0) throw problem('invalid_request', { errors });
  return {
    channel,
    channelOrderId,
    country: body.country,
    currency: body.currency,
    placedAt: body.placedAt,
    lines,
    ...(body.shippedAt == null ? {} : { shippedAt: body.shippedAt }),
    ...(body.deliveredAt == null ? {} : { deliveredAt: body.deliveredAt }),
    ...(shippingPaid && { shippingPaid }),
  };
}

export const orders =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const params = z.object({ channel: z.string().min(1).max(100), channelOrderId: z.string().min(1).max(200) });

    app.put(
      '/orders/:channel/:channelOrderId',
      {
        schema: {
          operationId: 'putOrder',
          tags: ['orders'],
          summary: 'Make or update an order',
          params,
          body: OrderIn,
          response: { 200: OrderOut, 201: OrderOut },
        },
      },
      async (request, reply) => {
        const { channel, channelOrderId } = request.params;
        const order = readOrderBody(channel, channelOrderId, request.body);
        const { address } = request.body.buyer;
        const buyer: Buyer = {
          name: request.body.buyer.name,
          email: request.body.buyer.email,
          language: languageOf(request.body.buyer.language),
          ...(address && { address }),
        };
        const put = await putOrder(ctx, request.caller.sellerId, order, buyer);
        if (!put.ok) throw problem(put.refusal, { detail: `This seller has no connection "${channel}".` });
        return reply.code(put.created ? 201 : 200).send({ ...orderView(put.stored), clocks: orderClocksView(put.clocks) });
      },
    );

    app.get(
      '/orders/:channel/:channelOrderId',
      { schema: { operationId: 'getOrder', tags: ['orders'], summary: 'Read an order back', params, response: { 200: OrderOut } } },
      async (request) => {
        const { channel, channelOrderId } = request.params;
        return ctx.db.withSeller(request.caller.sellerId, async (tx) => {
          const stored = await findOrder(tx, channel, channelOrderId);
          if (!stored) throw problem('order_not_found');
          return { ...orderView(stored), clocks: orderClocksView(await readOrderClocks(tx, stored.order.id)) };
        });
      },
    );
  };
