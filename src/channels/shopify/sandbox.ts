/**
 * A toy shop at Shopify: its GraphQL endpoint under `/sandbox/shopify/admin/api/…`, with orders, payments, returns and a bucket of points. It
 * knows our operations by their names and answers all fields of them; it is no GraphQL server and checks no query. Any token opens it.
 */
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { decimal, money, parseMoney } from '../../core/money.ts';
import { cut } from '../in-process.ts';
import type { SandboxStore, SandboxTx } from '../sandbox-store.ts';
import { SCOPES } from './client.ts';
import { API_VERSION } from './graphql.ts';

/** `lost_after`: the line goes dead after the act; `throttled`: the bucket is empty for once; `pending`, `bounced`: what the payment provider says of a refund. */
export type Fault = 'lost_after' | 'throttled' | 'down' | 'pending' | 'bounced';

type Sum = { shopMoney: { amount: string; currencyCode: string } };
type ToyTransaction = {
  id: string;
  kind: string;
  status: string;
  gateway: string;
  amountSet: Sum;
  parentTransaction: { id: string } | null;
};
export type ToyOrder = {
  id: string;
  name: string;
  createdAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  currencyCode: string;
  customerLocale: string;
  email: string;
  displayFinancialStatus: string;
  customer: { firstName: string; lastName: string };
  shippingAddress: { name: string; address1: string; address2: string | null; zip: string; city: string; countryCodeV2: string };
  totalShippingPriceSet: Sum;
  lineItems: {
    nodes: {
      id: string;
      sku: string;
      title: string;
      variantTitle: string | null;
      quantity: number;
      refundableQuantity: number;
      customAttributes: { key: string; value: string }[];
      product: { productType: string };
      originalUnitPriceSet: Sum;
      discountedUnitPriceAfterAllDiscountsSet: Sum;
    }[];
  };
  fulfillments: { createdAt: string; deliveredAt: string | null }[];
  fulfillmentOrders: { nodes: { id: string; status: string }[] };
  transactions: ToyTransaction[];
  refunds: { id: string; note: string; createdAt: string; key: string; transactions: { nodes: { id: string; status: string }[] } }[];
  returns: { nodes: ToyReturn[] };
};
export type ToyReturn = {
  id: string;
  name: string;
  status: string;
  createdAt: string;
  requestApprovedAt: string | null;
  closedAt: string | null;
  decline?: { reason: string; note?: string };
  returnLineItems: {
    nodes: {
      id: string;
      quantity: number;
      returnReason: string;
      returnReasonNote: string;
      customerNote: string | null;
      returnReasonDefinition: { handle: string; name: string } | null;
      fulfillmentLineItem: { lineItem: { id: string } };
    }[];
  };
  reverseFulfillmentOrders: { nodes: { id: string; reverseDeliveries: { nodes: { id: string; tracking: string }[] } }[] };
};

const PREFIX = '/sandbox/shopify';
const KIND = 'shopify_order';
const gid = (type: string, id: number | string) => `gid://shopify/${type}/${id}`;
const sum = (minor: number, currency: string): Sum => ({ shopMoney: { amount: decimal(money(minor, currency)), currencyCode: currency } });
const minorOf = ({ shopMoney }: Sum) => parseMoney(shopMoney.amount, shopMoney.currencyCode)!.minor;

/** The toy shop's own side: what its buyers do. */
export function toyShopify(db: SandboxStore, now: () => string | Promise<string>) {
  const all = async (tx: SandboxTx): Promise<ToyOrder[]> => {
    const { items } = await tx.list(KIND, {}, { limit: 10_000, offset: 0 });
    return items.map(({ body }) => body as ToyOrder);
  };
  const save = async (tx: SandboxTx, order: ToyOrder, at: string) => {
    const known = await tx.byRef(KIND, order.id);
    const id = known?.id ?? Number(order.id.split('/').at(-1));
    const body = { ...order, updatedAt: at };
    await tx.put([{ kind: KIND, id, ref: order.id, createdAt: known?.createdAt ?? at, modifiedAt: at, body }]);
  };
  const order = async (tx: SandboxTx, id: string) => (await tx.byRef(KIND, id))?.body as ToyOrder | undefined;
  const ofReturn = async (tx: SandboxTx, id: string) => {
    const found = (await all(tx)).find((one) => one.returns.nodes.some((back) => back.id === id));
    return found && { order: found, back: found.returns.nodes.find((back) => back.id === id)! };
  };

  return {
    all,
    save,
    order,
    ofReturn,
    now,

    /** A buyer orders, pays (in parts where `paidIn` says so), and has it in hand. Prices in the smallest unit. */
    sell: (
      items: readonly { readonly sku: string; readonly title: string; readonly price: number; readonly quantity?: number }[],
      more: {
        readonly country?: string;
        readonly currency?: string;
        readonly paidIn?: readonly number[];
        readonly shipped?: boolean;
        readonly email?: string;
      } = {},
    ): Promise<ToyOrder> =>
      db.transaction(async (tx) => {
        const at = await now();
        const number = await tx.next();
        const currency = more.currency ?? 'EUR';
        const total = items.reduce((minor, item) => minor + item.price * (item.quantity ?? 1), 0);
        const lines = [];
        for (const item of items) {
          lines.push({
            id: gid('LineItem', await tx.next()),
            sku: item.sku,
            title: item.title,
            variantTitle: null,
            quantity: item.quantity ?? 1,
            refundableQuantity: item.quantity ?? 1,
            customAttributes: [],
            product: { productType: 'Smartphone' },
            originalUnitPriceSet: sum(item.price, currency),
            discountedUnitPriceAfterAllDiscountsSet: sum(item.price, currency),
          });
        }
        const shipped = more.shipped !== false;
        const made: ToyOrder = {
          id: gid('Order', number),
          name: `#${number}`,
          createdAt: at,
          updatedAt: at,
          cancelledAt: null,
          currencyCode: currency,
          customerLocale: 'fr-FR',
          email: more.email ?? 'lea@buyers.example',
          displayFinancialStatus: 'PAID',
          customer: { firstName: 'Léa', lastName: 'Fontaine' },
          shippingAddress: {
            name: 'Léa Fontaine',
            address1: '12 rue des Lilas',
            address2: null,
            zip: '69003',
            city: 'Lyon',
            countryCodeV2: more.country ?? 'FR',
          },
          totalShippingPriceSet: sum(0, currency),
          lineItems: { nodes: lines },
          fulfillments: shipped ? [{ createdAt: at, deliveredAt: at }] : [],
          fulfillmentOrders: { nodes: [{ id: gid('FulfillmentOrder', await tx.next()), status: shipped ? 'CLOSED' : 'OPEN' }] },
          transactions: (more.paidIn ?? [total]).map((minor, i) => ({
            id: gid('OrderTransaction', `${number}${i}`),
            kind: 'SALE',
            status: 'SUCCESS',
            gateway: i === 0 ? 'shopify_payments' : 'gift_card',
            amountSet: sum(minor, currency),
            parentTransaction: null,
          })),
          refunds: [],
          returns: { nodes: [] },
        };
        await save(tx, made, at);
        return made;
      }),

    /** The buyer asks to send a line back. */
    complain: (orderId: string, lineId: string, reason: string, note: string | null = null, quantity = 1): Promise<ToyReturn> =>
      db.transaction(async (tx) => {
        const at = await now();
        const known = (await order(tx, orderId))!;
        const number = await tx.next();
        const made: ToyReturn = {
          id: gid('Return', number),
          name: `${known.name}-R${known.returns.nodes.length + 1}`,
          status: 'REQUESTED',
          createdAt: at,
          requestApprovedAt: null,
          closedAt: null,
          returnLineItems: {
            nodes: [
              {
                id: gid('ReturnLineItem', number),
                quantity,
                returnReason: reason,
                returnReasonNote: '',
                customerNote: note,
                returnReasonDefinition: null,
                fulfillmentLineItem: { lineItem: { id: lineId } },
              },
            ],
          },
          reverseFulfillmentOrders: { nodes: [] },
        };
        await save(tx, { ...known, returns: { nodes: [...known.returns.nodes, made] } }, at);
        return made;
      }),

    read: (id: string) => db.transaction((tx) => order(tx, id)),
    paid: (orderId: string) => db.transaction((tx) => tx.payments({ channel: 'shopify', orderId })),
  };
}
export type ToyShopify = ReturnType<typeof toyShopify>;

export type ShopifySandboxOptions = {
  readonly db: SandboxStore;
  readonly now: () => string | Promise<string>;
  readonly toy?: ToyShopify;
  /** Asked once for each call, by the operation's name. */
  readonly faults?: (operation: string) => Fault | null | undefined;
  /** What the bucket holds and how fast it fills; without it nobody waits. */
  readonly bucket?: { readonly most: number; readonly perSecond: number };
};

type Variables = { readonly [name: string]: unknown };
type Faulty = FastifyRequest & { lost?: true };
type RefundInput = {
  orderId: string;
  note: string;
  transactions: { parentId: string; amount: string; gateway: string }[];
  refundLineItems?: { lineItemId: string; quantity: number }[];
};

/** What each operation costs, roughly as Shopify counts. */
const COSTS: Readonly<Record<string, number>> = { Orders: 300, Order: 60, Probe: 10 };

/** A Fastify plugin: `app.register(sandboxShopify({ db, now }))`. */
export function sandboxShopify(options: ShopifySandboxOptions): FastifyPluginAsync {
  const toy = options.toy ?? toyShopify(options.db, options.now);
  const limit = options.bucket ?? { most: 2_000, perSecond: 100 };
  let available = limit.most;
  let filledAt: number | null = null;
  const says = (message: string) => ({ userErrors: [{ field: null, message }] });

  const changeReturn = (id: string, change: (back: ToyReturn, at: string, next: () => Promise<number>) => Promise<string | null>) =>
    options.db.transaction(async (tx) => {
      const found = await toy.ofReturn(tx, id);
      if (!found) return says('The return does not exist.');
      const at = await options.now();
      const wrong = await change(found.back, at, () => tx.next());
      if (wrong !== null) return says(wrong);
      await toy.save(tx, found.order, at);
      return { return: found.back, userErrors: [] };
    });

  async function refund(input: RefundInput, key: unknown, fault: Fault | null) {
    if (typeof key !== 'string' || key === '') return says('An idempotency key is required.');
    return options.db.transaction(async (tx) => {
      const order = await toy.order(tx, input.orderId);
      if (!order) return says('Order does not exist');
      const before = order.refunds.find((one) => one.key === key);
      if (before) return { refund: before, userErrors: [] };
      const at = await options.now();
      const currency = order.currencyCode;
      const status = fault === 'pending' ? 'PENDING' : fault === 'bounced' ? 'FAILURE' : 'SUCCESS';
      const made: ToyOrder['refunds'][number] = {
        id: gid('Refund', await tx.next()),
        note: input.note,
        createdAt: at,
        key,
        transactions: { nodes: [] },
      };
      for (const part of input.transactions) {
        const minor = parseMoney(part.amount, currency)?.minor ?? 0;
        const payment = order.transactions.find((one) => one.id === part.parentId);
        const back = order.transactions.filter((one) => one.parentTransaction?.id === part.parentId && one.status !== 'FAILURE');
        const left = payment ? minorOf(payment.amountSet) - back.reduce((total, one) => total + minorOf(one.amountSet), 0) : 0;
        if (minor > left) return says('Refund amount is greater than the amount that is left');
        const id = gid('OrderTransaction', await tx.next());
        order.transactions.push({
          id,
          kind: 'REFUND',
          status,
          gateway: part.gateway,
          amountSet: sum(minor, currency),
          parentTransaction: { id: part.parentId },
        });
        made.transactions.nodes.push({ id, status });
        if (status !== 'FAILURE')
          await tx.pay({
            at,
            channel: 'shopify',
            orderId: order.id,
            lineId: input.refundLineItems?.[0]?.lineItemId ?? '',
            minor,
            currency,
            type: 'refundCreate',
          });
      }
      for (const { lineItemId, quantity } of input.refundLineItems ?? []) {
        const line = order.lineItems.nodes.find((one) => one.id === lineItemId);
        if (line) line.refundableQuantity -= quantity;
      }
      order.refunds.push(made);
      await toy.save(tx, order, at);
      return { refund: made, userErrors: [] };
    });
  }

  /** Each operation of `queries.ts` by its name. */
  async function answer(name: string, variables: Variables, fault: Fault | null): Promise<object | null> {
    const id = String(variables['id'] ?? '');
    const input = (variables['input'] ?? {}) as { id?: string; declineReason?: string; declineNote?: string };
    switch (name) {
      case 'Orders': {
        const query = (variables['query'] as string | null) ?? '';
        const since = /updated_at:>='([^']+)'/.exec(query)?.[1];
        const lively = query.includes('return_status');
        const fits = (await options.db.transaction(toy.all)).filter(
          (one) =>
            (!since || one.updatedAt >= since) &&
            (!lively || one.returns.nodes.some(({ status }) => status === 'REQUESTED' || status === 'OPEN')),
        );
        const from = Number((variables['after'] as string | null) ?? 0);
        return {
          orders: { nodes: fits.slice(from, from + 10), pageInfo: { hasNextPage: from + 10 < fits.length, endCursor: String(from + 10) } },
        };
      }
      case 'Order':
      case 'Fulfilments':
        return { order: (await toy.read(id)) ?? null };
      case 'Return': {
        const found = await options.db.transaction((tx) => toy.ofReturn(tx, id));
        return { return: found ? { ...found.back, order: { id: found.order.id } } : null };
      }
      case 'Probe':
        return {
          shop: { name: 'Phenix', currencyCode: 'EUR' },
          currentAppInstallation: { accessScopes: SCOPES.map((handle) => ({ handle })) },
        };
      case 'Refund':
        return { refundCreate: await refund(variables['input'] as RefundInput, variables['key'], fault) };
      case 'Approve':
        return {
          returnApproveRequest: await changeReturn(input.id ?? '', async (back, at, next) => {
            if (back.status !== 'REQUESTED') return 'Return is not approvable.';
            const way = { id: gid('ReverseFulfillmentOrder', await next()), reverseDeliveries: { nodes: [] } };
            Object.assign(back, { status: 'OPEN', requestApprovedAt: at, reverseFulfillmentOrders: { nodes: [way] } });
            return null;
          }),
        };
      case 'Decline':
        return {
          returnDeclineRequest: await changeReturn(input.id ?? '', async (back) => {
            if (back.status !== 'REQUESTED') return 'Return is not declinable.';
            const note = input.declineNote;
            Object.assign(back, { status: 'DECLINED', decline: { reason: input.declineReason, ...(note && { note }) } });
            return null;
          }),
        };
      case 'Cancel':
      case 'Close': {
        const to = name === 'Close' ? 'CLOSED' : 'CANCELED';
        const done = await changeReturn(id, async (back, at) => {
          if (back.status !== 'OPEN') return `Return can't be ${to.toLowerCase()}.`;
          Object.assign(back, { status: to, closedAt: at });
          return null;
        });
        return { [name === 'Close' ? 'returnClose' : 'returnCancel']: done };
      }
      case 'Delivery':
        return options.db.transaction(async (tx) => {
          const order = (await toy.all(tx)).find((one) =>
            one.returns.nodes.some((back) => back.reverseFulfillmentOrders.nodes.some((way) => way.id === variables['way'])),
          );
          const way = order?.returns.nodes
            .flatMap((back) => back.reverseFulfillmentOrders.nodes)
            .find((one) => one.id === variables['way']);
          if (!order || !way) return { reverseDeliveryCreateWithShipping: says('Reverse fulfillment order does not exist.') };
          way.reverseDeliveries.nodes.push({
            id: gid('ReverseDelivery', await tx.next()),
            tracking: String((variables['tracking'] as { number?: unknown }).number),
          });
          await toy.save(tx, order, await options.now());
          return { reverseDeliveryCreateWithShipping: { reverseDelivery: way.reverseDeliveries.nodes[0], userErrors: [] } };
        });
      case 'Ship':
        return options.db.transaction(async (tx) => {
          const wanted = (variables['fulfillment'] as { lineItemsByFulfillmentOrder: { fulfillmentOrderId: string }[] })
            .lineItemsByFulfillmentOrder[0];
          const order = (await toy.all(tx)).find((one) =>
            one.fulfillmentOrders.nodes.some(({ id: own }) => own === wanted?.fulfillmentOrderId),
          );
          if (!order) return { fulfillmentCreate: says('Fulfillment order does not exist.') };
          const at = await options.now();
          for (const one of order.fulfillmentOrders.nodes) one.status = 'CLOSED';
          order.fulfillments.push({ createdAt: at, deliveredAt: null });
          await toy.save(tx, order, at);
          return { fulfillmentCreate: { fulfillment: { id: gid('Fulfillment', await tx.next()) }, userErrors: [] } };
        });
      default:
        return null;
    }
  }

  return async function sandbox(app: FastifyInstance) {
    // Not part of the product's own API: it must not show in its OpenAPI document.
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true } as NonNullable<typeof route.schema>;
    });
    app.addHook('onSend', async (request, reply, payload) => {
      if ((request as Faulty).lost) cut(request, reply);
      return payload;
    });
    app.post(`${PREFIX}/admin/api/${API_VERSION}/graphql.json`, async (request, reply) => {
      if (!request.headers['x-shopify-access-token'])
        return reply.code(401).send({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
      const { operationName = '', variables = {} } = request.body as { operationName?: string; variables?: Variables };
      const fault = options.faults?.(operationName) ?? null;
      if (fault === 'down') return reply.code(503).send({ errors: 'down on purpose' });
      const requestedQueryCost = COSTS[operationName] ?? 20;
      const atMs = Date.parse(await options.now());
      available = Math.min(limit.most, available + (Math.max(atMs - (filledAt ?? atMs), 0) / 1000) * limit.perSecond);
      filledAt = atMs;
      const empty = fault === 'throttled' || (options.bucket !== undefined && available < requestedQueryCost);
      if (!empty && options.bucket !== undefined) available -= requestedQueryCost;
      const cost = {
        requestedQueryCost,
        actualQueryCost: empty ? null : requestedQueryCost,
        throttleStatus: { maximumAvailable: limit.most, currentlyAvailable: Math.floor(available), restoreRate: limit.perSecond },
      };
      if (empty) return { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: { cost } };
      const data = await answer(operationName, variables, fault);
      if (data === null) return { errors: [{ message: `The toy does not know ${operationName}` }], extensions: { cost } };
      if (fault === 'lost_after') (request as Faulty).lost = true;
      return { data, extensions: { cost } };
    });
  };
}
