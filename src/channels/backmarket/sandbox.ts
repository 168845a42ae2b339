/**
 * Back Market's seller API over the toy marketplace, under `/sandbox/backmarket/ws/…`: its paths, forms, paging, limits and
 * its five shapes of errors. Which endpoint answers which shape is not documented; here they are spread so that a client meets all.
 */
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { decimal, money } from '../../core/money.ts';
import { cut } from '../in-process.ts';
import type { SandboxStore, Thing } from '../sandbox-store.ts';
import { type ToyListing, toyListings } from './toy-listings.ts';
import { LIMITS, type LimitName } from './http.ts';
import { LINE } from './map.ts';
import {
  orderState,
  refusal,
  type ToyFolder,
  type ToyLine,
  type ToyMarket,
  toyMarket,
  type ToyMessage,
  type ToyOrder,
  type ToyParcel,
  type UploadedFile,
} from './world.ts';

/** The operations that Retour uses, as a fault names them. */
export type Operation =
  | 'list_orders'
  | 'get_order'
  | 'update_order'
  | 'send_invoice'
  | 'patch_line'
  | 'list_folders'
  | 'get_folder'
  | 'message'
  | 'problem'
  | 'item_transfer'
  | 'refund'
  | 'list_returns'
  | 'get_return'
  | 'list_deliveries'
  | 'get_listing'
  | 'update_listing';

/**
 * What can go wrong on purpose. `lost_before` and `lost_after`: the line goes dead before or after the act was done;
 * `late`: the newest entry of a list is not shown yet; `duplicate`: each entry of a list is shown twice.
 */
export type Fault =
  | 'lost_before'
  | 'lost_after'
  | 'rate_limited'
  | 'server_error'
  | 'server_error_after'
  | 'firewall'
  | 'late'
  | 'duplicate';

export type SandboxOptions = {
  readonly db: SandboxStore;
  readonly now: () => string | Promise<string>;
  /** Asked for each call; `n` counts the calls of that operation from 1. */
  readonly faults?: (call: { readonly operation: Operation; readonly path: string; readonly n: number }) => Fault | null | undefined;
  /** Whether the documented limits hold, in sandbox time. Off unless asked for: a clock that stands still, or jumps over days, would meet them at once. */
  readonly limits?: boolean;
  /** The marketplace to speak for, where the caller made one already. */
  readonly market?: ToyMarket;
};

const PREFIX = '/sandbox/backmarket';

/** The number as the API prefers it, and back. */
const listingId = (id: number): string => `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
/** As far as the toy knows its offers. One without pieces goes offline by itself. */
const listingOut = ({ id, sku, quantity }: ToyListing) => ({
  id: listingId(id),
  listing_id: id,
  product_id: listingId(0),
  backmarket_id: 0,
  title: sku,
  sku,
  quantity,
  price: '0.00',
  min_price: null,
  max_price: '0.00',
  currency: 'EUR',
  state: 12,
  grade: 'FAIR',
  comment: null,
  warranty_delay: 12,
  shippings: [],
  publication_state: quantity > 0 ? 2 : 3,
  statuscode: 200,
});

/** A Fastify plugin: `app.register(sandboxMarketplace({ db, now }))`. */
export function sandboxMarketplace(options: SandboxOptions): FastifyPluginAsync {
  const market = options.market ?? toyMarket(options.db, options.now);
  const shelf = toyListings(options.db, options.now);
  const calls = new Map<Operation, number>();
  const leaving = new Map<string, number[]>();

  /** Milliseconds to wait, or null where the call is within the documented limits. */
  function overLimit(token: string, name: LimitName, atMs: number): number | null {
    for (const { calls: most, perMs } of LIMITS[name]) {
      const key = `${token}/${name}/${perMs}`;
      const times = (leaving.get(key) ?? []).filter((time) => time > atMs - perMs);
      leaving.set(key, times);
      if (times.length >= most) return times[0]! + perMs - atMs;
      times.push(atMs);
    }
    return null;
  }

  return async function sandbox(app: FastifyInstance) {
    // Not part of the seller's API: it must not show in its OpenAPI document.
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true } as NonNullable<typeof route.schema>;
    });
    if (!app.hasContentTypeParser('multipart/form-data'))
      await app.register(multipart, { limits: { fileSize: 3 * 1024 * 1024 + 1, files: 20 } });
    app.setErrorHandler((error, _request, reply) => {
      const status = (error as { statusCode?: number }).statusCode ?? 500;
      return v1(reply, status, status === 500 ? 'E500' : 'E400', error instanceof Error ? error.message : String(error));
    });

    // Every call is on the record, so that anyone can see what was really asked and how often.
    app.addHook('onSend', async (request, reply, payload) => {
      const logged = request as Logged;
      logged.answered = typeof payload === 'string' ? payload : '';
      if (logged.after === 'lost_after') cut(request, reply);
      if (logged.after !== 'server_error_after') return payload;
      reply.code(500).type('application/json').removeHeader('content-length');
      return JSON.stringify(v3Body(500, 'E500', 'Something went wrong on purpose, after the act'));
    });
    app.addHook('onResponse', async (request, reply) => {
      if (request.url.startsWith(`${PREFIX}/ledger`)) return;
      const { sent, answered } = request as Logged;
      await market.logCall({
        at: await options.now(),
        method: request.method,
        path: request.url.slice(PREFIX.length),
        status: reply.statusCode,
        sent: sent ?? request.body ?? null,
        answered: (answered ?? '').slice(0, 2_000),
      });
    });

    type Handler = (request: FastifyRequest, reply: FastifyReply, fault: Fault | null) => Promise<unknown>;
    /** What every operation goes through: token, faults, limits. */
    function operation(name: Operation, method: 'GET' | 'POST' | 'PATCH', path: string, limit: LimitName, handle: Handler): void {
      app.route({
        method,
        url: PREFIX + path,
        handler: async (request, reply) => {
          const token = /^Basic\s+(\S+)/i.exec(request.headers.authorization ?? '')?.[1];
          if (!token) return v1(reply, 401, 'E401', 'Guest user not allowed');
          const n = (calls.get(name) ?? 0) + 1;
          calls.set(name, n);
          const fault = options.faults?.({ operation: name, path: request.url.slice(PREFIX.length), n }) ?? null;
          if (fault === 'rate_limited') return tooMany(reply, 1);
          if (fault === 'server_error') return v3(reply, 500, 'E500', 'Something went wrong on purpose');
          if (fault === 'firewall')
            return reply
              .code(403)
              .header('cf-ray', 'toy-0001')
              .type('text/html')
              .send('<!DOCTYPE html><html><head><title>Just a moment…</title></head><body></body></html>');
          if (fault === 'lost_before') {
            cut(request, reply);
            return reply.code(500).send('');
          }
          if (options.limits === true) {
            const atMs = Date.parse(await options.now());
            const wait = overLimit(token, 'general', atMs) ?? overLimit(token, limit, atMs);
            if (wait !== null) return tooMany(reply, Math.ceil(wait / 1000));
          }
          if (fault === 'lost_after' || fault === 'server_error_after') (request as Logged).after = fault;
          return handle(request, reply, fault);
        },
      });
    }

    // ── Orders ───────────────────────────────────────────────────────────────────────────────────────────────────────

    operation('list_orders', 'GET', '/ws/orders', 'general', async (request, reply, fault) => {
      const query = request.query as Record<string, string | undefined>;
      const size = Math.min(50, natural(query['page-size']) ?? 10);
      const createdSince = dateOf(query['date_creation']);
      const modifiedSince = dateOf(query['date_modification']);
      if (createdSince === null || modifiedSince === null)
        return problem(reply, 400, '/errors/validation', 'Bad request', 'A date is not in RFC 3339.');
      const found = await market.listThings(
        'order',
        {
          ...(query['state'] && { state: Number(query['state']) }),
          ...(query['country_code'] && { country: query['country_code'] }),
          ...(createdSince && { createdSince }),
          ...(modifiedSince && { modifiedSince }),
        },
        { limit: size, offset: size * (page(query) - 1), newestFirst: true },
      );
      return paged(request, found, size, fault, (body) => orderOut(body as ToyOrder));
    });

    operation('get_order', 'GET', '/ws/orders/:id', 'general', async (request, reply) => {
      const order = await market.findOrder(parameter(request));
      return order ? orderOut(order) : v1(reply, 404, 'E404', 'This order does not exist.');
    });

    operation('update_order', 'POST', '/ws/orders/:id', 'general', async (request, reply) => {
      const order = await market.findOrder(parameter(request));
      if (!order) return v1(reply, 404, 'E404', 'This order does not exist.');
      const body = (request.body ?? {}) as Record<string, unknown>;
      const state = body['new_state'];
      if (typeof state !== 'number') return v1(reply, 400, 'E009', 'new_state is missing.');
      if (state === LINE.shipped && typeof body['tracking_number'] !== 'string')
        return v1(reply, 400, 'E009', 'tracking_number is needed to ship.');
      const imei = typeof body['imei'] === 'string' ? body['imei'] : undefined;
      const serial = typeof body['serial_number'] === 'string' ? body['serial_number'] : undefined;
      if (imei || serial) {
        if (order.lines.length !== 1 || order.lines[0]!.quantity !== 1)
          return v1(reply, 400, 'E009', 'An identity can be given for an order of one unit only.');
        const identified = await market.identify(order.lines[0]!.id, { ...(imei && { imei }), ...(serial && { serial }) });
        if (refusal(identified)) return v1(reply, identified.refused, identified.code, identified.says);
      }
      const moved =
        state === LINE.shipped
          ? await market.ship(order.id, {
              tracking: String(body['tracking_number']),
              shipper: String(body['shipper'] ?? 'Other'),
              ...(typeof body['date_shipping'] === 'string' && { at: body['date_shipping'] }),
            })
          : await market.moveLine(order.id, typeof body['sku'] === 'string' ? body['sku'] : undefined, state, {
              ...(typeof body['return_reason'] === 'number' && { reason: body['return_reason'] }),
              ...(typeof body['return_message'] === 'string' && { message: body['return_message'] }),
            });
      return refusal(moved) ? v1(reply, moved.refused, moved.code, moved.says) : orderOut(moved);
    });

    // ── Offers ───────────────────────────────────────────────────────────────────────────────────────────────────────

    operation('get_listing', 'GET', '/ws/listings/detail', 'general', async (request, reply) => {
      const { sku } = request.query as { sku?: string };
      return sku ? listingOut(await shelf.listing(sku)) : v1(reply, 400, 'E009', 'sku is needed.');
    });

    operation('update_listing', 'POST', '/ws/listings/:id', 'general', async (request, reply) => {
      const { quantity } = (request.body ?? {}) as { quantity?: unknown };
      if (!Number.isSafeInteger(quantity) || Number(quantity) < 0) return v1(reply, 400, 'E009', 'quantity is a whole number.');
      const listing = await shelf.setQuantity(Number(parameter(request).split('-').at(-1)), Number(quantity));
      return listing ? listingOut(listing) : v1(reply, 404, 'E404', 'This listing does not exist.');
    });

    operation('patch_line', 'PATCH', '/ws/orderlines/:id', 'general', async (request, reply) => {
      const { imei, serial_number: serial } = (request.body ?? {}) as { imei?: string; serial_number?: string };
      if (!imei && !serial) return problem(reply, 400, '/errors/validation', 'Bad request', 'imei or serial_number is needed.');
      const line = await market.identify(Number(parameter(request)), { ...(imei && { imei }), ...(serial && { serial }) });
      return refusal(line)
        ? problem(reply, line.refused, '/errors/orderline', 'Unprocessable', line.says)
        : { imei: line.imei, serial_number: line.serial };
    });

    // ── Care folders ─────────────────────────────────────────────────────────────────────────────────────────────────

    operation('list_folders', 'GET', '/ws/sav', 'sav_list', async (request, _reply, fault) => {
      const query = request.query as Record<string, string | undefined>;
      const since = minuteOf(query['last_modification_date']) ?? minuteOf(query['last_message_date']);
      const afterId = natural(query['last_id']);
      const parent = natural(query['orderline']);
      const found = await market.listThings(
        'folder',
        {
          ...(query['state'] && { state: Number(query['state']) }),
          ...(since && { modifiedSince: since }),
          ...(afterId !== null && { afterId }),
          ...(parent !== null && { parent }),
        },
        { limit: 10, offset: 10 * (page(query) - 1) },
      );
      const answer = paged(request, found, 10, fault, (body) => folderLine(body as ToyFolder));
      // Here the count is that of the page, and no further page is the word "null".
      return { ...answer, count: answer.results.length, next: answer.next ?? 'null', previous: answer.previous ?? 'null' };
    });

    operation('get_folder', 'GET', '/ws/sav/:id', 'sav_one', async (request, reply) => {
      const found = await market.folderWithOrder(Number(parameter(request)));
      return found ? folderOut(found.folder, found.order, origin(request)) : v1(reply, 404, 'E404', 'Care Folder does not exist');
    });

    operation('message', 'POST', '/ws/sav/:id/msg', 'message', async (request, reply) => {
      const { fields, files, excess } = await formOf(request);
      if (!fields['message']) return v2(reply, 400, 'E009', 'message is needed.');
      if (excess) return v2(reply, 400, 'E009', excess);
      const folder = Number(parameter(request));
      const written = await market.message(folder, 'merchant', fields['message'], files);
      if (refusal(written)) return v2(reply, written.refused, written.code, written.says);
      const attachments = written.files.map((file) => ({
        msg: written.id,
        group: folder,
        sender: SELLER.id,
        attachment: fileUrl(origin(request), file.id),
      }));
      return reply.code(201).send({
        ...(attachments[0] && { attachment: attachments[0] }),
        attachments,
        date_creation: offset(written.at),
        group: folder,
        id: written.id,
        message: written.body,
        sender: SELLER.id,
      });
    });

    operation('problem', 'POST', '/ws/sav/:id/problem', 'problem', async (request, reply) => {
      const { fields, files, excess } = await formOf(request);
      if (excess) return problem(reply, 413, '/errors/too-large', 'Payload too large', excess);
      const done = await market.problem(Number(parameter(request)), fields['problem_type'] ?? 'OTHER', fields['message'] ?? '', files);
      return refusal(done) ? problem(reply, done.refused, '/errors/problem', 'Unprocessable', done.says) : reply.code(201).send();
    });

    operation('send_invoice', 'POST', '/ws/orders/:id/invoice', 'general', async (request, reply) => {
      const { files, excess } = await formOf(request);
      if (excess) return v1(reply, 400, 'E009', excess);
      if (files.length === 0) return v1(reply, 400, 'E009', 'invoice[] is needed.');
      return reply.code(201).send();
    });

    operation('item_transfer', 'POST', '/ws/sav/:id/item-transfer', 'item_transfer', async (request, reply) => {
      const { shipperName, trackingNumber, action } = (request.body ?? {}) as {
        shipperName?: string;
        trackingNumber?: string;
        action?: string;
      };
      if (!shipperName || !trackingNumber || (action !== undefined && !['REPAIR', 'REPLACE', 'NOTHING'].includes(action)))
        return v3(reply, 400, 'E009', 'shipperName and trackingNumber are needed.');
      const done = await market.transfer(Number(parameter(request)), shipperName, trackingNumber, action ?? 'NOTHING');
      return refusal(done) ? v3(reply, done.refused, done.code, done.says) : reply.code(201).send();
    });

    operation('refund', 'POST', '/ws/sav/refund', 'refund', async (request, reply) => {
      const { orderline_pk: line, refund_type: type, amount } = (request.body ?? {}) as Record<string, unknown>;
      if (typeof line !== 'number' || (type !== 4 && type !== 5 && type !== 6))
        return v2(reply, 400, 'E009', 'orderline_pk and a refund_type of 4, 5 or 6 are needed.');
      if (amount !== undefined && (type !== 6 || typeof amount !== 'number'))
        return v2(reply, 400, 'E009', 'An amount is a number and goes with type 6 only.');
      const paid = await market.refund(line, type, amount as number | undefined);
      return refusal(paid) ? v2(reply, paid.refused, paid.code, paid.says) : reply.code(201).type('text/plain; charset=utf-8').send(paid);
    });

    // ── Backship ─────────────────────────────────────────────────────────────────────────────────────────────────────

    operation('list_returns', 'GET', '/ws/shipping/v1/returns', 'general', async (request, reply, fault) => {
      const query = request.query as Record<string, string | undefined>;
      const orderId = natural(query['order_id']);
      if (query['order_id'] !== undefined && orderId === null) return badOrderId(reply);
      const createdSince = dateOf(query['start_date']) ?? undefined;
      const found = await market.listThings(
        'parcel',
        { ...(orderId !== null && { parent: orderId }), ...(createdSince && { createdSince }) },
        { limit: 20, offset: 20 * (page(query) - 1) },
      );
      return paged(request, found, 20, fault, (body) => parcelOut(body as ToyParcel));
    });

    operation('get_return', 'GET', '/ws/shipping/v1/returns/:id', 'general', async (request, reply) => {
      const found = await market.listThings('parcel', { afterId: Number(parameter(request)) - 1 }, { limit: 1, offset: 0 });
      const parcel = found.items[0]?.body as ToyParcel | undefined;
      return parcel && String(parcel.id) === parameter(request) ? parcelOut(parcel) : v1(reply, 404, 'E404', 'Return entry not found');
    });

    operation('list_deliveries', 'GET', '/ws/shipping/v1/deliveries', 'general', async (request, reply, fault) => {
      const query = request.query as Record<string, string | undefined>;
      const orderId = query['order_id'] === undefined ? undefined : natural(query['order_id']);
      if (orderId === null) return badOrderId(reply);
      if (orderId !== undefined) {
        const order = await market.findOrder(String(orderId));
        const items = order?.shippedAt && order.backship ? [{ body: order } as unknown as Thing] : [];
        return paged(request, { count: items.length, items }, 20, fault, (body) => deliveryOut(body as ToyOrder));
      }
      const createdSince = dateOf(query['start_date']) ?? undefined;
      const found = await market.listThings(
        'order',
        { state: 9, ...(createdSince && { createdSince }) },
        { limit: 20, offset: 20 * (page(query) - 1) },
      );
      const answer = paged(request, found, 20, fault, (body) => body as ToyOrder);
      return { ...answer, results: answer.results.filter((order) => order.backship).map(deliveryOut) };
    });

    // ── Ours, for everyone who wants to know what was really paid ────────────────────────────────────────────────────

    app.get(`${PREFIX}/ledger`, async (request) => {
      const { order } = request.query as { order?: string };
      const paid = await market.ledger(order);
      return {
        items: paid.map((each) => ({
          at: each.at,
          orderId: each.orderId,
          orderlineId: each.lineId,
          amount: decimal(money(each.minor, each.currency)),
          currency: each.currency,
          type: each.type,
        })),
      };
    });

    app.get(`${PREFIX}/files/:id`, async (request, reply) => {
      const file = await market.file(Number(parameter(request)));
      if (!file) return v1(reply, 404, 'E404', 'No such file.');
      // What a seller uploaded is shown as a picture or handed out, never run as a page.
      const type = /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? file.type : 'application/octet-stream';
      return reply
        .type(type)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'")
        .send(Buffer.from(file.base64, 'base64'));
    });
  };
}

/** What is kept with a request while it is worked on: for the book of calls, and the fault that strikes once it is done. */
type Logged = FastifyRequest & { answered?: string; sent?: unknown; after?: 'lost_after' | 'server_error_after' };

// ── Errors ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const requestId = 'toy';
const v1 = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).send({ error: { code, message }, requestId });
const v2 = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).send({ errors: [{ code, message }], requestId });
const v3Body = (status: number, code: string, message: string) => ({
  error: { code, message },
  status,
  title: message,
  type: `/errors/${code}`,
  requestId,
});
const v3 = (reply: FastifyReply, status: number, code: string, message: string) => reply.code(status).send(v3Body(status, code, message));
const problem = (reply: FastifyReply, status: number, type: string, title: string, detail: string) =>
  reply.code(status).send({ type, title, status, detail });
const badOrderId = (reply: FastifyReply) =>
  reply.code(422).send({ error: { code: 'E009', message: 'Validation error' }, data: { fields: { orderId: ['An integer is needed.'] } } });
const tooMany = (reply: FastifyReply, seconds: number) =>
  v1(reply.header('retry-after', String(seconds)), 429, 'E008', 'Too many requests');

// ── Reading what is asked ────────────────────────────────────────────────────────────────────────────────────────────

const parameter = (request: FastifyRequest): string => (request.params as { id: string }).id;
const natural = (value: string | undefined): number | null => (value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : null);
const page = (query: Record<string, string | undefined>): number => Math.max(1, natural(query['page']) ?? 1);
const origin = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;
const fileUrl = (base: string, id: number): string => `${base}${PREFIX}/files/${id}`;

/** An RFC 3339 date, or `YYYY-MM-DD HH:MM:SS` as real clients send it; undefined where none is asked for, null where it is none. */
function dateOf(value: string | undefined): string | undefined | null {
  if (value === undefined || value === '') return undefined;
  const at = Date.parse(/[zZ]|[+-]\d{2}:?\d{2}$/.test(value) ? value : `${value.replace(' ', 'T')}Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
/** `YYYY-MM-DD-hh-mm` */
function minuteOf(value: string | undefined): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})-(\d{2})-(\d{2})$/.exec(value ?? '');
  return match ? `${match[1]}T${match[2]}:${match[3]}:00.000Z` : undefined;
}

/** Fields and files of a form; also a JSON body, as one client posts it. */
async function formOf(request: FastifyRequest): Promise<{ fields: Record<string, string>; files: UploadedFile[]; excess?: string }> {
  if (!request.isMultipart?.()) return { fields: (request.body ?? {}) as Record<string, string>, files: [] };
  const fields: Record<string, string> = {};
  const files: UploadedFile[] = [];
  let excess: string | undefined;
  for await (const part of request.parts()) {
    // Forms carry line ends as CR LF.
    if (part.type === 'field') fields[part.fieldname] = String(part.value).replace(/\r\n/g, '\n');
    else {
      const { filename, mimetype } = part as MultipartFile;
      const bytes = await part.toBuffer().catch(() => null);
      if (bytes === null || bytes.length > 3 * 1024 * 1024) excess = `${filename} is larger than 3 MB.`;
      else files.push({ name: filename, type: mimetype, bytes });
    }
  }
  if (files.length > 10) excess = 'More than 10 files.';
  (request as Logged).sent = { ...fields, attachment: files.map((file) => `${file.name} (${file.bytes.length} bytes)`) };
  return { fields, files, ...(excess && { excess }) };
}

function paged<T>(
  request: FastifyRequest,
  found: { count: number; items: Thing[] },
  size: number,
  fault: Fault | null,
  out: (body: unknown) => T,
) {
  const here = page(request.query as Record<string, string | undefined>);
  const link = (number: number) => {
    const url = new URL(request.url, origin(request));
    url.searchParams.set('page', String(number));
    return url.toString();
  };
  const newest = found.items.reduce((high, item) => (item.modifiedAt > high ? item.modifiedAt : high), '');
  const items =
    fault === 'late'
      ? found.items.filter((item) => item.modifiedAt !== newest)
      : fault === 'duplicate'
        ? found.items.flatMap((item) => [item, item])
        : found.items;
  return {
    count: found.count,
    next: here * size < found.count ? link(here + 1) : null,
    previous: here > 1 ? link(here - 1) : null,
    results: items.map((item) => out(item.body)),
  };
}

// ── Writing what is answered ─────────────────────────────────────────────────────────────────────────────────────────

const SELLER = { id: 7, username: 'seller@example.com', first_name: 'Seller', last_name: 'Example' };
const amountOut = (minor: number, currency: string): string => decimal(money(minor, currency));
/** Times of the care part carry an offset, those of orders a Z: so it is in recorded data. */
const offset = (at: string): string => at.replace(/\.\d+Z$/, '+00:00');
const short = (at: string): string => at.replace(/\.\d+Z$/, 'Z');
const nameOf = ({ buyer }: ToyOrder) => {
  const [first = '', ...rest] = buyer.name.split(' ');
  return { first, last: rest.join(' ') };
};
const countryIn = (order: ToyOrder): string => order.locale.slice(-2).toUpperCase();
const goods = (order: ToyOrder): number => order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);

/** A front door for each buyer of the toy world. */
const doorOf = (email: string): number => [...email].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9_973, 7) + 1;

function orderOut(order: ToyOrder) {
  const { first, last } = nameOf(order);
  // Snake case, blank instead of null for company and second line, and keys beyond the document: as recorded.
  const address = {
    company: '',
    first_name: first,
    last_name: last,
    street: order.buyer.address?.street ?? `${doorOf(order.buyer.email)} rue des Essais`,
    street2: '',
    postal_code: order.buyer.address?.postalCode ?? '59000',
    city: order.buyer.address?.city ?? 'Lille',
    country: countryIn(order),
    phone: '+33000000000',
    email: order.buyer.email,
  };
  return {
    order_id: order.id,
    shipping_address: address,
    billing_address: address,
    delivery_note: `https://marketplace.example/delivery_note/${order.id}.pdf`,
    expected_dispatch_date: null,
    tracking_number: order.tracking,
    ...(order.tracking && { tracking_url: `https://carrier.example/tracking/${order.tracking}` }),
    shipper: order.shipper,
    shipper_display: order.shipper,
    is_backship: order.backship,
    date_creation: order.createdAt,
    date_modification: short(order.modifiedAt),
    date_shipping: order.shippedAt ?? null,
    date_payment: order.createdAt,
    state: orderState(order),
    orderlines: order.lines.map((line) => lineOut(order, line)),
    price: amountOut(goods(order), order.currency),
    shipping_price: amountOut(order.shippingPrice, order.currency),
    currency: order.currency,
    country_code: order.locale,
    paypal_reference: null,
    installment_payment: false,
    payment_method: 'CARD',
    sales_taxes: '0.00',
  };
}

const lineOut = (order: ToyOrder, line: ToyLine) => ({
  id: line.id,
  date_creation: short(order.createdAt),
  state: line.state,
  price: amountOut(line.price, order.currency),
  shipping_price: amountOut(0, order.currency),
  shipping_delay: 24,
  currency: order.currency,
  return_reason: line.returnReason,
  return_message: line.returnMessage,
  listing: line.sku,
  listing_id: line.id % 1_000_000,
  // Ten percent, and still shown once the line was refunded.
  orderline_fee: amountOut(Math.round((line.price * line.quantity) / 10), order.currency),
  product: line.title,
  quantity: line.quantity,
  brand: line.brand,
  product_id: line.id % 100_000,
  backcare: false,
  backcare_price: 0,
  sales_taxes: '0.00',
  imei: line.imei,
  serial_number: line.serial,
  condition: line.condition,
});

const folderLine = (folder: ToyFolder) => ({
  id: folder.id,
  client: 0,
  merchant: SELLER.id,
  orderline: folder.orderlineId,
  date_creation: offset(folder.createdAt),
  date_modification: offset(folder.modifiedAt),
  date_last_message: offset(folder.lastMessageAt),
  // "Never" is the year 1970.
  date_closed: offset(folder.closedAt ?? '1970-01-01T00:00:00.000Z'),
  state: folder.state,
  lines: [folder.claimId],
  country_code: 'fr-fr',
  backcare: false,
});

const KINDS = { client: 'CLIENT_TO_MERCHANT', merchant: 'MERCHANT_TO_ALL', backmarket: 'BACKMARKET_TO_ALL' } as const;
const INITIATORS = { client: 'Client', merchant: 'Merchant', backmarket: 'BackMarket' } as const;
const htmlOf = (words: string): string =>
  `<p>${words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\n/g, '<br>')}</p>`;

function messageOut(message: ToyMessage, base: string) {
  return {
    id: message.id,
    message: htmlOf(message.body),
    date_creation: message.at.replace('Z', '+00:00'),
    attachments: message.files.map((file) => ({ id: file.id, attachment: fileUrl(base, file.id), date_creation: offset(message.at) })),
    initiator: INITIATORS[message.from],
    kind: KINDS[message.from],
    is_informative: message.informative,
  };
}

function folderOut(folder: ToyFolder, order: ToyOrder, base: string) {
  const { first, last } = nameOf(order);
  const line = order.lines.find((each) => each.id === folder.orderlineId)!;
  const {
    shipping_address: address,
    tracking_number,
    tracking_url,
    shipper_display,
    date_creation,
    date_modification,
    date_shipping,
    date_payment,
    price,
    shipping_price,
    currency,
    country_code,
  } = orderOut(order);
  return {
    ...folderLine(folder),
    country_code,
    client: { id: 0, username: '', first_name: first, last_name: last, email: order.buyer.email },
    merchant: SELLER,
    lines: [
      {
        id: folder.claimId,
        tiles: [],
        issues: folder.issues,
        rate: 0,
        score: 0,
        state: folder.state,
        withdraw: false,
        gras_savoye: false,
        warnings: [],
        resolution_choice: folder.wants,
        declared_warranty_state: folder.warranty,
        return_labels: [],
      },
    ],
    messages: folder.messages.map((message) => messageOut(message, base)),
    orderline: {
      id: line.id,
      order: {
        order_id: order.id,
        shipping_address: address,
        billing_address: address,
        tracking_number,
        tracking_url,
        shipper: 1,
        shipper_display,
        date_creation,
        date_modification,
        date_shipping,
        date_payment,
        state: orderState(order),
        price,
        shipping_price,
        currency,
        country_code,
      },
      snapshot: {
        id: 0,
        product: { product_id: line.id % 100_000, category_3: { category_name: line.category } },
        listing: line.id % 1_000_000,
        sku: line.sku,
        snowden: false,
        image: '',
      },
      quantity: line.quantity,
      price: amountOut(line.price, order.currency),
      state: line.state,
      trust_pack_plus: false,
    },
  };
}

const parcelOut = (parcel: ToyParcel) => ({
  orderId: parcel.orderId,
  orderlineId: parcel.orderlineId,
  shipmentId: parcel.id,
  carrierId: 1,
  carrierName: parcel.carrier,
  dateCreation: parcel.createdAt,
  referenceNumber: `1-${parcel.orderId}-${parcel.id}`,
  trackingNumber: parcel.tracking,
  trackingUrl: `https://carrier.example/tracking/${parcel.tracking}`,
  hubScanned: parcel.pickedUpAt !== undefined,
  datePickup: parcel.pickedUpAt ?? null,
  dateDelivery: parcel.deliveredAt ?? null,
  label: `https://marketplace.example/labels/${parcel.id}.pdf`,
  invoicedPrice: parcel.invoiced,
  invoicedCurrency: parcel.currency,
  type: 'RETURN',
});

const deliveryOut = (order: ToyOrder) => ({
  order: order.id,
  shipmentId: order.id,
  carrierId: 1,
  orderlines: order.lines.map((line) => line.id),
  referenceNumber: `2-${order.id}`,
  trackingNumber: order.tracking,
  trackingUrl: '',
  carrierName: order.shipper,
  hubScanned: true,
  invoicedCurrency: order.currency,
  invoicedPrice: 6,
  datePickup: order.shippedAt ?? null,
  dateCreation: order.shippedAt ?? order.createdAt,
  dateDelivery: order.deliveredAt ?? null,
  labelUrl: `https://marketplace.example/labels/${order.id}.pdf`,
  type: 'DELIVERY',
});
