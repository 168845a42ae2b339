/**
 * A toy operator on Mirakl: its API under `/sandbox/mirakl/api/…` over documents in the sandbox's store, with the states and refusals of the
 * real one, and the acts of its buyers for whoever plays them. Any key opens it.
 */
import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { decimal, money, parseMoney } from '../../core/money.ts';
import { cut } from '../in-process.ts';
import type { SandboxStore, SandboxTx } from '../sandbox-store.ts';

/** The operations that Retour uses, as a fault names them. */
export type Operation = 'orders' | 'refund' | 'returns' | 'step' | 'threads' | 'message';
/** `lost_after`: the line goes dead after the act was done; `limited`: asked for patience; `down`: an answer of 500 before the act. */
export type Fault = 'lost_after' | 'limited' | 'down';

type Address = { street_1: string; street_2: string | null; zip_code: string; city: string; country_iso_code: string };
type ToyRefund = { id: string; amount: number; shipping_amount: number; state: string; reason_code: string; created_date: string };
export type ToyOrder = {
  order_id: string;
  commercial_id: string;
  created_date: string;
  last_updated_date: string;
  currency_iso_code: string;
  order_state: string;
  customer_notification_email: string;
  customer: {
    customer_id: string;
    firstname: string;
    lastname: string;
    locale: string;
    shipping_address: Address & { firstname: string; lastname: string };
  };
  price: number;
  shipping_price: number;
  shipping_tracking: string | null;
  order_lines: {
    order_line_id: string;
    order_line_state: string;
    offer_sku: string;
    offer_state_code: string;
    product_title: string;
    category_label: string;
    price: number;
    price_unit: number;
    quantity: number;
    shipping_price: number;
    shipped_date: string | null;
    received_date: string | null;
    refunds: ToyRefund[];
    order_line_additional_fields: { code: string; type: string; value: string }[];
  }[];
};
export type ToyReturn = {
  id: string;
  order_id: string;
  order_commercial_id: string;
  date_created: string;
  last_updated: string;
  state: string;
  method_code: string;
  reason_code: string;
  rejection_reason_code?: string;
  description?: string;
  rma?: string;
  label_url?: string;
  tracking?: { carrier_code?: string; carrier_name?: string; tracking_number?: string; tracking_url?: string };
  documents: { id: number; type: string }[];
  return_address: { city: string; country_iso_code: string; street1: string; zip_code: string };
  return_lines: {
    order_line_id: string;
    quantity: number;
    reason_code: string;
    compliance: { compliant: boolean; non_compliance_reason_code?: string; non_compliance_additional_info?: string }[];
  }[];
};
type ToyMessage = {
  id: string;
  body: string;
  date_created: string;
  from: { type: string; display_name: string };
  attachments: { name: string; size: number }[];
};
export type ToyThread = {
  id: string;
  date_created: string;
  date_updated: string;
  entities: { type: string; id: string; label: string }[];
  topic: { type: string; value: string };
  messages: ToyMessage[];
};

const PREFIX = '/sandbox/mirakl';
const [ORDER, RETURN, THREAD] = ['mirakl_order', 'mirakl_return', 'mirakl_thread'] as const;

export type MiraklSale = {
  readonly buyer: { readonly firstname: string; readonly lastname: string; readonly locale: string };
  readonly country: string;
  readonly currency: string;
  readonly shippingPrice?: number;
  readonly items: readonly {
    readonly sku: string;
    readonly title: string;
    readonly price: number;
    readonly quantity?: number;
    readonly imei?: string;
  }[];
};

/** The toy operator's own side: what its buyers do. */
export function toyMirakl(db: SandboxStore, now: () => string | Promise<string>) {
  const put = async (tx: SandboxTx, kind: string, ref: string, body: { [name: string]: unknown }, at: string, parent?: number) => {
    const known = await tx.byRef(kind, ref);
    const id = known?.id ?? (await tx.next());
    await tx.put([{ kind, id, ref, createdAt: known?.createdAt ?? at, modifiedAt: at, body, ...(parent !== undefined && { parent }) }]);
  };
  const order = async (tx: SandboxTx, id: string) => (await tx.byRef(ORDER, id))?.body as ToyOrder | undefined;
  const back = async (tx: SandboxTx, id: string) => (await tx.byRef(RETURN, id))?.body as ToyReturn | undefined;
  const thread = async (tx: SandboxTx, id: string) => (await tx.byRef(THREAD, id))?.body as ToyThread | undefined;
  const all = async <T>(tx: SandboxTx, kind: string): Promise<T[]> => {
    const { items } = await tx.list(kind, {}, { limit: 10_000, offset: 0 });
    return items.map(({ body }) => body as T);
  };
  const saveOrder = (tx: SandboxTx, body: ToyOrder, at: string) => put(tx, ORDER, body.order_id, { ...body, last_updated_date: at }, at);
  const saveReturn = (tx: SandboxTx, body: ToyReturn, at: string) => put(tx, RETURN, body.id, { ...body, last_updated: at }, at);
  const saveThread = (tx: SandboxTx, body: ToyThread, at: string) => put(tx, THREAD, body.id, { ...body, date_updated: at }, at);
  const stamp = async () => (await now()).replace(/\.\d+Z$/, 'Z');

  async function say(
    tx: SandboxTx,
    orderId: string,
    threadId: string | null,
    body: string,
    from: ToyMessage['from'],
    files: ToyMessage['attachments'] = [],
  ) {
    const at = await stamp();
    const known = threadId === null ? undefined : await thread(tx, threadId);
    const message = { id: randomUUID(), body, date_created: at, from, attachments: files };
    const into: ToyThread = known ?? {
      id: randomUUID(),
      date_created: at,
      date_updated: at,
      entities: [{ type: 'MMP_ORDER', id: orderId, label: orderId }],
      topic: { type: 'FREE_TEXT', value: 'Return' },
      messages: [],
    };
    await saveThread(tx, { ...into, messages: [...into.messages, message] }, at);
    return { message_id: message.id, thread_id: into.id };
  }

  return {
    order,
    back,
    thread,
    all,
    say,
    stamp,
    saveOrder,
    saveReturn,

    /** A buyer orders and pays; nothing is shipped yet. Prices in the smallest unit of the currency. */
    buy: async (sale: MiraklSale): Promise<ToyOrder> =>
      db.transaction(async (tx) => {
        const at = await stamp();
        const number = await tx.next();
        const id = `${number}-A`;
        const units = (minor: number) => Number(decimal(money(minor, sale.currency)));
        const price = sale.items.reduce((sum, item) => sum + item.price * (item.quantity ?? 1), 0);
        const { firstname, lastname } = sale.buyer;
        const made: ToyOrder = {
          order_id: id,
          commercial_id: String(number),
          created_date: at,
          last_updated_date: at,
          currency_iso_code: sale.currency,
          order_state: 'SHIPPING',
          customer_notification_email: `buyer-${number}@notification.mirakl.example`,
          customer: {
            customer_id: `C${number}`,
            firstname,
            lastname,
            locale: sale.buyer.locale,
            shipping_address: {
              firstname,
              lastname,
              street_1: '12 rue des Lilas',
              street_2: null,
              zip_code: '69003',
              city: 'Lyon',
              country_iso_code: sale.country,
            },
          },
          price: units(price),
          shipping_price: units(sale.shippingPrice ?? 0),
          shipping_tracking: null,
          order_lines: sale.items.map((item, i) => ({
            order_line_id: `${id}-${i + 1}`,
            order_line_state: 'SHIPPING',
            offer_sku: item.sku,
            offer_state_code: '10',
            product_title: item.title,
            category_label: 'Smartphones',
            price: units(item.price * (item.quantity ?? 1)),
            price_unit: units(item.price),
            quantity: item.quantity ?? 1,
            shipping_price: i === 0 ? units(sale.shippingPrice ?? 0) : 0,
            shipped_date: null,
            received_date: null,
            refunds: [],
            order_line_additional_fields: item.imei === undefined ? [] : [{ code: 'imei', type: 'STRING', value: item.imei }],
          })),
        };
        await saveOrder(tx, made, at);
        return made;
      }),

    /** It left, and reached the buyer. */
    deliver: (orderId: string): Promise<ToyOrder> =>
      db.transaction(async (tx) => {
        const at = await stamp();
        const known = (await order(tx, orderId))!;
        const lines = known.order_lines.map((line) => ({
          ...line,
          order_line_state: 'RECEIVED',
          shipped_date: line.shipped_date ?? at,
          received_date: at,
        }));
        const delivered = { ...known, order_state: 'RECEIVED', order_lines: lines };
        await saveOrder(tx, delivered, at);
        return delivered;
      }),

    /** The buyer asks to send something back (RT01). */
    complain: (
      orderId: string,
      reason: string,
      changes: { readonly description?: string; readonly lines?: readonly string[]; readonly quantity?: number } = {},
    ) =>
      db.transaction(async (tx): Promise<ToyReturn> => {
        const at = await stamp();
        const known = (await order(tx, orderId))!;
        const lines = known.order_lines.filter((line) => changes.lines?.includes(line.order_line_id) ?? true);
        const made: ToyReturn = {
          id: randomUUID(),
          order_id: orderId,
          order_commercial_id: known.commercial_id,
          date_created: at,
          last_updated: at,
          state: 'WAITING_ACCEPTANCE',
          method_code: 'RETURN_METHOD_BY_MAIL',
          reason_code: reason,
          ...(changes.description !== undefined && { description: changes.description }),
          documents: [],
          return_address: { city: 'Lyon', country_iso_code: 'FRA', street1: '4 quai des Retours', zip_code: '69002' },
          return_lines: lines.map((line) => ({
            order_line_id: line.order_line_id,
            quantity: changes.quantity ?? 1,
            reason_code: reason,
            compliance: [],
          })),
        };
        await saveReturn(tx, made, at);
        return made;
      }),

    /** The buyer writes, into the order's conversation or a new one. */
    write: (orderId: string, body: string) =>
      db.transaction(async (tx) => {
        const known = (await all<ToyThread>(tx, THREAD)).find((one) => one.entities[0]?.id === orderId);
        return say(tx, orderId, known?.id ?? null, body, { type: 'CUSTOMER_USER', display_name: 'The buyer' });
      }),

    readReturn: (id: string) => db.transaction((tx) => back(tx, id)),
    paid: (orderId: string) => db.transaction((tx) => tx.payments({ channel: 'mirakl', orderId })),
    threads: () => db.transaction((tx) => all<ToyThread>(tx, THREAD)),
  };
}
export type ToyMirakl = ReturnType<typeof toyMirakl>;

export type MiraklSandboxOptions = {
  readonly db: SandboxStore;
  readonly now: () => string | Promise<string>;
  readonly toy?: ToyMirakl;
  /** Asked once for each call. */
  readonly faults?: (operation: Operation) => Fault | null | undefined;
};

type Faulty = FastifyRequest & { lost?: true };
type Asked = { [name: string]: string | undefined };

/** A Fastify plugin: `app.register(sandboxMirakl({ db, now }))`. */
export function sandboxMirakl(options: MiraklSandboxOptions): FastifyPluginAsync {
  const toy = options.toy ?? toyMirakl(options.db, options.now);
  const many = <T>(kind: string): Promise<T[]> => options.db.transaction((tx) => toy.all<T>(tx, kind));

  return async function sandbox(app: FastifyInstance) {
    // Not part of the product's own API: it must not show in its OpenAPI document.
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true } as NonNullable<typeof route.schema>;
    });
    if (!app.hasContentTypeParser('multipart/form-data'))
      await app.register(multipart, { limits: { fileSize: 10 * 1024 * 1024, files: 20 } });
    app.addHook('preHandler', async (request, reply) => {
      if (!request.headers.authorization) return reply.code(401).send({ status: 401, message: 'Unauthorized' });
      const fault = options.faults?.(operationOf(request.method, request.url));
      if (fault === 'limited') return reply.code(429).header('retry-after', '1').send({ status: 429, message: 'Too many requests' });
      if (fault === 'down') return reply.code(500).send({ status: 500, message: 'Something went wrong on purpose' });
      if (fault === 'lost_after') (request as Faulty).lost = true;
      return undefined;
    });
    app.addHook('onSend', async (request, reply, payload) => {
      if ((request as Faulty).lost) cut(request, reply);
      return payload;
    });

    app.get(`${PREFIX}/api/orders`, async (request) => {
      const { order_ids, start_update_date, max = '10', offset = '0' } = request.query as Asked;
      const wanted = order_ids?.split(',');
      const fits = (await many<ToyOrder>(ORDER)).filter(
        (one) =>
          (!wanted || wanted.includes(one.order_id)) &&
          (!start_update_date || Date.parse(one.last_updated_date) >= Date.parse(start_update_date)),
      );
      return { orders: fits.slice(Number(offset), Number(offset) + Number(max)), total_count: fits.length };
    });

    app.put(`${PREFIX}/api/orders/refund`, async (request, reply) => {
      const { refunds = [] } = request.body as {
        refunds?: { order_line_id: string; amount: number; shipping_amount?: number; reason_code: string }[];
      };
      return options.db.transaction(async (tx) => {
        const made: object[] = [];
        const at = await toy.stamp();
        for (const asked of refunds) {
          const known = (await toy.all<ToyOrder>(tx, ORDER)).find((one) =>
            one.order_lines.some((line) => line.order_line_id === asked.order_line_id),
          );
          const line = known?.order_lines.find((one) => one.order_line_id === asked.order_line_id);
          if (!known || !line) return reply.code(404).send({ status: 404, message: `Order line ${asked.order_line_id} not found` });
          const currency = known.currency_iso_code;
          const minor = (value: number) => parseMoney(String(value), currency)?.minor ?? 0;
          const before = line.refunds.reduce((sum, one) => sum + minor(one.amount), 0);
          const shipped = line.refunds.reduce((sum, one) => sum + minor(one.shipping_amount), 0);
          if (before + minor(asked.amount) > minor(line.price) || shipped + minor(asked.shipping_amount ?? 0) > minor(line.shipping_price))
            return reply.code(400).send({ status: 400, message: 'The amount is greater than what can be refunded on the line' });
          const id = String(await tx.next());
          const total = minor(asked.amount) + minor(asked.shipping_amount ?? 0);
          line.refunds.push({
            id,
            amount: asked.amount,
            shipping_amount: asked.shipping_amount ?? 0,
            state: 'REFUNDED',
            reason_code: asked.reason_code,
            created_date: at,
          });
          if (before + minor(asked.amount) === minor(line.price)) line.order_line_state = 'REFUNDED';
          await tx.pay({
            at,
            channel: 'mirakl',
            orderId: known.order_id,
            lineId: line.order_line_id,
            minor: total,
            currency,
            type: 'OR28',
          });
          await toy.saveOrder(tx, known, at);
          made.push({
            order_line_id: line.order_line_id,
            refund_id: id,
            amount: asked.amount,
            shipping_amount: asked.shipping_amount ?? 0,
            reason_code: asked.reason_code,
          });
        }
        return { refunds: made };
      });
    });

    const changeOrder = (id: string, change: (order: ToyOrder, at: string) => string | null) =>
      options.db.transaction(async (tx) => {
        const known = await toy.order(tx, id);
        if (!known) return 'The order does not exist';
        const at = await toy.stamp();
        const wrong = change(known, at);
        if (wrong === null) await toy.saveOrder(tx, known, at);
        return wrong;
      });
    app.put(`${PREFIX}/api/orders/:id/tracking`, async (request, reply) => {
      const wrong = await changeOrder((request.params as { id: string }).id, (order) => {
        order.shipping_tracking = String((request.body as { tracking_number?: unknown }).tracking_number ?? '');
        return null;
      });
      return wrong === null ? reply.code(204).send() : reply.code(404).send({ status: 404, message: wrong });
    });
    app.put(`${PREFIX}/api/orders/:id/ship`, async (request, reply) => {
      const wrong = await changeOrder((request.params as { id: string }).id, (order, at) => {
        if (order.order_state !== 'SHIPPING') return 'The order can not be shipped in its state';
        order.order_state = 'SHIPPED';
        for (const line of order.order_lines) Object.assign(line, { order_line_state: 'SHIPPED', shipped_date: at });
        return null;
      });
      return wrong === null ? reply.code(204).send() : reply.code(400).send({ status: 400, message: wrong });
    });

    app.get(`${PREFIX}/api/reasons/REFUND`, async () => ({
      reasons: [
        { code: 'OPERATOR_GESTURE', label: 'Gesture of the operator', type: 'REFUND', shop_right: false },
        { code: 'ITEM_RETURNED', label: 'Item returned', type: 'REFUND', shop_right: true },
      ],
    }));

    app.get(`${PREFIX}/api/returns`, async (request) => {
      const { return_id, return_last_updated_from: from, order_commercial_id, page_token, limit = '10' } = request.query as Asked;
      const fits = (await many<ToyReturn>(RETURN)).filter(
        (one) =>
          (!return_id || one.id === return_id) &&
          (!order_commercial_id || one.order_commercial_id === order_commercial_id) &&
          (!from || Date.parse(one.last_updated) >= Date.parse(from)),
      );
      return paged(fits, page_token, limit);
    });

    /** A step of RT04, RT21, RT25, RT26, RT27 or RT29 for each return that is named; each succeeds or fails for itself. */
    const steps = (path: string, change: (one: ToyReturn, asked: Record<string, unknown>) => string | null, whole = false) =>
      app.put(`${PREFIX}/api/returns${path}`, async (request) => {
        const { returns = [] } = request.body as { returns?: Record<string, unknown>[] };
        return options.db.transaction(async (tx) => {
          const return_success: unknown[] = [];
          const return_errors: { id: unknown; message: string }[] = [];
          for (const asked of returns) {
            const known = await toy.back(tx, String(asked['id']));
            const wrong = known ? change(known, asked) : 'The return does not exist.';
            if (wrong === null && known) {
              await toy.saveReturn(tx, known, await toy.stamp());
              return_success.push(whole ? known : { id: known.id });
            } else return_errors.push({ id: asked['id'], message: wrong ?? '' });
          }
          return { return_success, return_errors };
        });
      });
    const moves = (from: readonly string[], to: string) => (one: ToyReturn) => {
      if (!from.includes(one.state)) return 'Return is in invalid state';
      one.state = to;
      return null;
    };
    steps(
      '',
      (one, asked) => {
        const { rma, tracking, label_url } = asked as Partial<ToyReturn>;
        Object.assign(one, {
          ...(rma && { rma }),
          ...(tracking && { tracking: { ...one.tracking, ...tracking } }),
          ...(label_url && { label_url }),
        });
        return null;
      },
      true,
    );
    steps('/accept', (one, asked) => {
      const wrong = moves(['WAITING_ACCEPTANCE'], asked['accepted'] === true ? 'IN_PROGRESS' : 'REFUSED')(one);
      if (wrong === null && asked['accepted'] !== true) one.rejection_reason_code = String(asked['rejection_reason_code']);
      return wrong;
    });
    steps('/receive', moves(['IN_PROGRESS'], 'RECEIVED'));
    steps('/close', moves(['RECEIVED'], 'CLOSED'));
    steps('/cancel', moves(['WAITING_ACCEPTANCE', 'IN_PROGRESS'], 'CANCELED'));
    steps('/compliance', (one, asked) => {
      if (one.state !== 'RECEIVED') return 'Return is in invalid state';
      for (const { order_line_id, ...found } of (asked['return_lines'] ?? []) as ({
        order_line_id: string;
      } & ToyReturn['return_lines'][number]['compliance'][number])[]) {
        const line = one.return_lines.find((each) => each.order_line_id === order_line_id);
        if (!line) return `The return has no line ${order_line_id}`;
        line.compliance = [found];
      }
      return null;
    });

    app.get(`${PREFIX}/api/inbox/threads`, async (request) => {
      const { entity_id, updated_since, page_token, limit = '10' } = request.query as Asked;
      const fits = (await many<ToyThread>(THREAD)).filter(
        (one) =>
          (!entity_id || one.entities.some((entity) => entity.id === entity_id)) &&
          (!updated_since || Date.parse(one.date_updated) >= Date.parse(updated_since)),
      );
      return paged(
        fits.map(({ messages, ...one }) => ({ ...one, metadata: { total_count: messages.length } })),
        page_token,
        limit,
      );
    });
    app.get(`${PREFIX}/api/inbox/threads/:id`, async (request, reply) => {
      const known = await options.db.transaction((tx) => toy.thread(tx, (request.params as { id: string }).id));
      return known ?? reply.code(404).send({ status: 404, message: 'The thread does not exist' });
    });

    const spoken = async (request: { parts: () => AsyncIterable<Part> }, name: string) => {
      const files: { name: string; size: number }[] = [];
      let input: { body?: unknown } = {};
      for await (const part of request.parts()) {
        const bytes = part.type === 'file' ? await part.toBuffer() : Buffer.from(String(part.value));
        if (part.fieldname === name) input = JSON.parse(bytes.toString()) as { body?: unknown };
        else files.push({ name: part.filename ?? '', size: bytes.length });
      }
      return { body: String(input.body ?? ''), files };
    };
    const SELLER = { type: 'SHOP_USER', display_name: 'The shop' };
    app.post(`${PREFIX}/api/inbox/threads/:id/message`, async (request, reply) => {
      const { id } = request.params as { id: string };
      const { body, files } = await spoken(request as never, 'message_input');
      const said = await options.db.transaction(async (tx) => {
        const known = await toy.thread(tx, id);
        return known ? toy.say(tx, known.entities[0]?.id ?? '', id, body, SELLER, files) : null;
      });
      return said ? reply.code(201).send(said) : reply.code(404).send({ status: 404, message: 'The thread does not exist' });
    });
    app.post(`${PREFIX}/api/orders/:id/threads`, async (request, reply) => {
      const { id } = request.params as { id: string };
      const { body, files } = await spoken(request as never, 'thread_input');
      const said = await options.db.transaction(async (tx) =>
        (await toy.order(tx, id)) ? toy.say(tx, id, null, body, SELLER, files) : null,
      );
      return said ? reply.code(201).send(said) : reply.code(404).send({ status: 404, message: 'The order does not exist' });
    });
    app.post(`${PREFIX}/api/orders/:id/documents`, async (request) => {
      const { files } = await spoken(request as never, 'order_documents');
      return { order_documents: files.map(({ name }, i) => ({ input: { file_name: name }, document: { id: i + 1, file_name: name } })) };
    });
  };
}

type Part = { type: 'file' | 'field'; fieldname: string; filename?: string; value?: unknown; toBuffer(): Promise<Buffer> };

/** Pages by a token that only this side understands: here, the number of the next entry. */
function paged<T>(all: readonly T[], token: string | undefined, limit: string): { data: T[]; next_page_token?: string } {
  const from = Number(token ?? 0);
  const until = from + Number(limit);
  return { data: all.slice(from, until), ...(until < all.length && { next_page_token: String(until) }) };
}

function operationOf(method: string, url: string): Operation {
  if (url.includes('/orders/refund')) return 'refund';
  if (method === 'POST') return 'message';
  if (url.includes('/inbox/')) return 'threads';
  if (url.includes('/api/returns')) return method === 'GET' ? 'returns' : 'step';
  return 'orders';
}
