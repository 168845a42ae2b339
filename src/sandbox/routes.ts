/** The play marketplace's pages and their actions, the clock, the mailbox. What lies outside the toy marketplace is injected. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../web/portal/html.ts';
import { statementCsv, toyStatements, withMistakes } from '../channels/backmarket/payouts.ts';
import { refusal, type Refusal, type ToyMarket, type ToyOrder } from '../channels/backmarket/world.ts';
import { failed, type Failure } from '../channels/channel.ts';
import type { Payment } from '../channels/sandbox-store.ts';
import { localDate } from '../core/calendar.ts';
import { deviceOf, identityOf } from './devices.ts';
import {
  BUYERS,
  buyPage,
  carePage,
  CHOICES,
  issueOf,
  mailPage,
  missingPage,
  orderPage,
  ordersPage,
  page,
  payoutsPage,
  type SandboxCase,
  type SandboxMail,
  shopPage,
} from './page.ts';
import { readWritten, type WrittenMail } from './post.ts';

export type SandboxServices = {
  readonly market: ToyMarket;
  now(): string | Promise<string>;
  /** Moves the clock and does all the work that falls due before it answers the new time. */
  advanceClock(duration: string): Promise<string>;
  /** Newest first. */
  listMail(to?: string): Promise<readonly SandboxMail[]>;
  /** A mail reaches the seller; answers when the desk has read it. */
  receiveMail?(mail: Omit<WrittenMail, 'to'> | { readonly raw: Buffer }): Promise<{ readonly id: string }>;
  /** The buyer hands the parcel to the carrier. */
  dropParcel(trackingNumber: string): Promise<{ readonly trackingNumber: string } | Failure>;
  /** Lets the desk look at the marketplace at once; answers when it has. */
  pokePoll(): Promise<void>;
  /** What the desk has made of a care folder: label, state, links. Absent or null: nothing known. */
  caseOf?(channelReturnId: string): Promise<SandboxCase | null>;
  /** Where the console is. */
  readonly deskUrl?: string;
};

const CSS = readFileSync(new URL('./sandbox.css', import.meta.url), 'utf8');
const CSS_URL = `/sandbox/style.${createHash('sha256').update(CSS).digest('hex').slice(0, 10)}.css`;
/** Pages run no script and load nothing from elsewhere. */
const POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'";

/** A Fastify plugin: `app.register(sandboxPages(services))`. */
export function sandboxPages(services: SandboxServices): FastifyPluginAsync {
  const { market } = services;

  return async function pages(app: FastifyInstance) {
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true } as NonNullable<typeof route.schema>;
    });
    if (!app.hasContentTypeParser('application/x-www-form-urlencoded')) await app.register(formbody);
    // Another site must not press our buttons: browsers say where a form comes from.
    app.addHook('onRequest', async (request, reply) => {
      if (request.method === 'POST' && request.headers['sec-fetch-site'] === 'cross-site')
        return reply.code(403).send({ type: 'about:blank', title: 'Forbidden', status: 403 });
    });

    /** What the page says after an action, carried over the redirect as a code: never text from the address. */
    const show = async (request: FastifyRequest, reply: FastifyReply, title: string, content: Html, status = 200, trouble?: string) => {
      const { said } = request.query as { said?: string };
      const notice = NOTICES[said ?? ''];
      const frame = {
        now: await services.now(),
        path: request.url.replace(/([?&])said=\w+&?/, '$1').replace(/[?&]$/, ''),
        css: CSS_URL,
        deskUrl: services.deskUrl ?? '/',
        ...(notice && { notice }),
        ...(trouble && { trouble }),
      };
      return reply
        .code(status)
        .type('text/html; charset=utf-8')
        .header('content-security-policy', POLICY)
        .header('cache-control', 'no-store')
        .header('x-content-type-options', 'nosniff')
        .send(page(frame, title, content));
    };
    const missing = (request: FastifyRequest, reply: FastifyReply, what: string) =>
      show(request, reply, 'Not found', missingPage(what), 404);
    const go = (reply: FastifyReply, path: string, said?: keyof typeof NOTICES) =>
      reply.redirect(said ? `${path}${path.includes('?') ? '&' : '?'}said=${said}` : path, 303);

    app.get(CSS_URL, (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(CSS),
    );

    // ── Shop and orders ──────────────────────────────────────────────────────────────────────────────────────────────

    app.get('/sandbox', (request, reply) => show(request, reply, 'Shop', shopPage()));

    app.get('/sandbox/buy/:sku', (request, reply) => {
      const device = deviceOf(parameter(request, 'sku'));
      return device
        ? show(request, reply, `Buy ${device.title}`, buyPage(device))
        : missing(request, reply, 'This device is not on the shelf.');
    });

    app.post('/sandbox/orders', async (request, reply) => {
      const form = fields(request);
      const device = deviceOf(form['sku'] ?? '');
      if (!device) return missing(request, reply, 'This device is not on the shelf.');
      const persona = BUYERS.find((buyer) => buyer.locale === form['buyer']) ?? BUYERS[0];
      const quantity = Math.min(3, Math.max(1, Number(form['quantity']) || 1));
      const order = await market.buy({
        buyer: { name: form['name']?.trim() || persona.name, email: form['email']?.trim() || persona.email, language: persona.language },
        locale: persona.locale,
        currency: 'EUR',
        shippingPrice: 0,
        items: [
          {
            sku: device.sku,
            title: device.title,
            brand: device.brand,
            category: device.category,
            condition: device.condition,
            price: device.price,
            quantity,
            // Several units of one line have no identity that the marketplace could hold.
            ...(quantity === 1 && identityOf(device)),
          },
        ],
      });
      if (refusal(order)) return show(request, reply, 'Not for sale', buyPage(device), 409, 'The seller has taken this device from sale.');
      await services.pokePoll();
      return go(reply, `/sandbox/orders/${order.id}`, 'bought');
    });

    app.get('/sandbox/orders', async (request, reply) => {
      const { q = '' } = request.query as { q?: string };
      const query = String(q).trim().slice(0, 60);
      const found = query
        ? [await market.findOrder(query)]
        : (await market.listThings('order', {}, { limit: 50, offset: 0, newestFirst: true })).items.map((thing) => thing.body as ToyOrder);
      return show(
        request,
        reply,
        'Orders',
        ordersPage(
          found.filter((order) => order !== null).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
          query,
        ),
      );
    });

    /** One order with what happened around it. */
    const orderWithAll = async (order: ToyOrder) => {
      const folders = (await Promise.all(order.lines.map((line) => market.foldersOfLine(line.id)))).flat();
      return { folders, paid: await market.ledger(String(order.id)) };
    };
    const orderAt = (request: FastifyRequest) => market.findOrder(parameter(request, 'id'));

    app.get('/sandbox/orders/:id', async (request, reply) => {
      const order = await orderAt(request);
      if (!order) return missing(request, reply, 'This order does not exist.');
      const { folders, paid } = await orderWithAll(order);
      return show(request, reply, `Order ${order.ref ?? order.id}`, orderPage(order, folders, paid));
    });

    /** After an action: the page that it was done on, or the reason why not, in place. */
    async function afterOrder(request: FastifyRequest, reply: FastifyReply, order: ToyOrder, answer: unknown, said: keyof typeof NOTICES) {
      if (refusal(answer)) {
        const { folders, paid } = await orderWithAll(order);
        return show(request, reply, 'Not possible', orderPage(order, folders, paid), 422, (answer as Refusal).says);
      }
      await services.pokePoll();
      return go(reply, `/sandbox/orders/${order.id}`, said);
    }

    app.post('/sandbox/orders/:id/shipping', async (request, reply) => {
      const order = await orderAt(request);
      if (!order) return missing(request, reply, 'This order does not exist.');
      return afterOrder(request, reply, order, await market.ship(order.id), 'shipped');
    });

    app.post('/sandbox/orders/:id/delivery', async (request, reply) => {
      const order = await orderAt(request);
      if (!order) return missing(request, reply, 'This order does not exist.');
      return afterOrder(request, reply, order, await market.deliver(order.id), 'delivered');
    });

    app.post('/sandbox/orders/:id/complaints', async (request, reply) => {
      const order = await orderAt(request);
      if (!order) return missing(request, reply, 'This order does not exist.');
      const form = fields(request);
      const line = order.lines.find((each) => String(each.id) === form['line']) ?? order.lines[0]!;
      const issue = issueOf(form['issue'] ?? '');
      const message = form['message']?.trim().slice(0, 2000);
      if (!issue || !message)
        return afterOrder(
          request,
          reply,
          order,
          { refused: 422, code: 'E009', says: 'Please choose what happened, and say it in a few words.' } satisfies Refusal,
          'shipped',
        );
      const wants = CHOICES.find(([value]) => value === form['wants'])?.[0] ?? 'REFUND';
      const folder = await market.complain({ orderlineId: line.id, issue: issue.issue, tag: issue.tag, wants, message });
      if (refusal(folder)) return afterOrder(request, reply, order, folder, 'shipped');
      await services.pokePoll();
      return go(reply, `/sandbox/care/${folder.id}`, 'complained');
    });

    // ── Payouts ──────────────────────────────────────────────────────────────────────────────────────────────────────

    const statements = async () => {
      const books = await market.payoutBooks();
      const today = localDate(await services.now(), 'Europe/Paris');
      const currencies = [...new Set(books.orders.map((order) => order.currency))];
      return currencies.flatMap((currency) => toyStatements(books, currency, today)).toSorted((a, b) => (a.paysOn < b.paysOn ? 1 : -1));
    };
    app.get('/sandbox/payouts', async (request, reply) => show(request, reply, 'Payouts', payoutsPage(await statements())));
    app.get('/sandbox/payouts/:file', async (request, reply) => {
      const { mistakes } = request.query as { mistakes?: string };
      const found = (await statements()).find((each) => `${each.reference}.csv` === parameter(request, 'file'));
      if (!found) return missing(request, reply, 'This payout does not exist.');
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${found.reference}.csv"`)
        .send(statementCsv(mistakes === '1' ? withMistakes(found).statement : found));
    });

    // ── Conversations ────────────────────────────────────────────────────────────────────────────────────────────────

    async function showCare(request: FastifyRequest, reply: FastifyReply, status = 200, trouble?: string) {
      const found = await market.folderWithOrder(Number(parameter(request, 'id')));
      if (!found) return missing(request, reply, 'This case does not exist.');
      const paid = (await market.ledger(String(found.order.id))).filter(
        (payment: Payment) => payment.lineId === String(found.folder.orderlineId),
      );
      const desk = (await services.caseOf?.(String(found.folder.id))) ?? null;
      return show(request, reply, `Case ${found.folder.id}`, carePage(found.folder, found.order, paid, desk), status, trouble);
    }
    app.get('/sandbox/care/:id', (request, reply) => showCare(request, reply));

    app.post('/sandbox/care/:id/messages', async (request, reply) => {
      const message = fields(request)['message']?.trim().slice(0, 2000);
      if (!message) return showCare(request, reply, 422, 'An empty message says nothing.');
      const written = await market.message(Number(parameter(request, 'id')), 'client', message);
      if (refusal(written)) return missing(request, reply, 'This case does not exist.');
      await services.pokePoll();
      return go(reply, `/sandbox/care/${parameter(request, 'id')}`, 'sent');
    });

    app.post('/sandbox/care/:id/closing', async (request, reply) => {
      const closed = await market.close(Number(parameter(request, 'id')));
      if (refusal(closed)) return missing(request, reply, 'This case does not exist.');
      await services.pokePoll();
      return go(reply, `/sandbox/care/${parameter(request, 'id')}`, 'closed');
    });

    app.post('/sandbox/care/:id/parcel', async (request, reply) => {
      const tracking = fields(request)['tracking']?.trim() ?? '';
      const dropped = await services.dropParcel(tracking);
      if (failed(dropped)) return showCare(request, reply, 422, dropped.says);
      await services.pokePoll();
      return go(reply, `/sandbox/care/${parameter(request, 'id')}`, 'dropped');
    });

    // ── Clock ────────────────────────────────────────────────────────────────────────────────────────────────────────

    app.get('/sandbox/clock', async () => ({ now: await services.now() }));

    app.post('/sandbox/clock', async (request, reply) => {
      const { advance, back } = (request.body ?? {}) as { advance?: unknown; back?: unknown };
      const trouble = typeof advance === 'string' ? durationTrouble(advance) : '`advance` is missing: an ISO 8601 duration such as "P5D".';
      if (trouble) {
        return reply.code(400).type('application/problem+json').send({
          type: 'https://retour.example/problems/duration_invalid',
          title: 'Not a duration that the clock can move by',
          status: 400,
          detail: trouble,
        });
      }
      const now = await services.advanceClock(advance as string);
      // From the page's form, back to where it was pressed; only ever inside the sandbox.
      if (typeof back === 'string') return go(reply, /^\/sandbox(?:[/?][\w./?=&%+@-]*)?$/.test(back) ? back : '/sandbox', 'moved');
      return { now };
    });

    // ── Mailbox ──────────────────────────────────────────────────────────────────────────────────────────────────────

    const addressee = (request: FastifyRequest): string | undefined => {
      const { to } = request.query as { to?: unknown };
      return typeof to === 'string' && to.trim() !== '' ? to.trim() : undefined;
    };
    const keyed = (mails: readonly SandboxMail[]) =>
      mails.map((mail) => ({
        ...mail,
        key: createHash('sha256')
          .update(JSON.stringify([mail.at, mail.to, mail.subject, mail.text]))
          .digest('hex')
          .slice(0, 16),
      }));

    app.get('/sandbox/mail', async (request) => ({
      items: (await services.listMail(addressee(request))).map(({ to, subject, text, html, at }) => ({ to, subject, text, html, at })),
    }));

    /** As the form sends it, or as JSON: `{ from, subject, text, inReplyTo?, files?: [{ name, type, content (base64) }] }`, or `{ raw }`, a whole mail. */
    app.post('/sandbox/mail', async (request, reply) => {
      const written = await readWritten(request);
      if (!services.receiveMail || 'trouble' in written) {
        const detail = 'trouble' in written ? written.trouble : 'Nobody reads mail here.';
        return reply
          .code(400)
          .type('application/problem+json')
          .send({ type: 'https://retour.example/problems/invalid_request', title: 'The request is not well formed', status: 400, detail });
      }
      const kept = await services.receiveMail(written);
      return request.headers['content-type']?.includes('json') ? reply.code(201).send(kept) : go(reply, '/sandbox/mail.html', 'posted');
    });

    app.get('/sandbox/mail.html', async (request, reply) => {
      const to = addressee(request);
      const { id } = request.query as { id?: string };
      const mails = keyed((await services.listMail(to)).slice(0, 200));
      return show(request, reply, 'Mailbox', mailPage(mails, mails.find((mail) => mail.key === id) ?? mails[0], to ?? ''));
    });

    /** A mail as its reader would see it: no script, nothing loaded from elsewhere, links open beside. */
    app.get('/sandbox/mail/:key', async (request, reply) => {
      const mail = keyed(await services.listMail()).find((each) => each.key === parameter(request, 'key'));
      if (!mail) return missing(request, reply, 'This mail does not exist.');
      return reply
        .type('text/html; charset=utf-8')
        .header(
          'content-security-policy',
          "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
        )
        .header('cache-control', 'no-store')
        .header('x-content-type-options', 'nosniff')
        .send(`<base target="_blank">${mail.html}`);
    });
  };
}

/** What is said after an action. */
const NOTICES: Readonly<Record<string, string>> = {
  bought: 'Bought. The seller’s desk knows of the order.',
  shipped: 'Shipped. It is on its way.',
  delivered: 'Delivered. From now on every deadline of the law counts.',
  complained: 'Your complaint has reached the seller.',
  sent: 'Sent.',
  closed: 'The case is closed.',
  dropped: 'Handed in. Let time pass and the parcel travels.',
  posted: 'Sent to the seller. The desk has it under “Mail”, unless it knew at once whose it is.',
  moved: 'Time has passed, and what fell due was done.',
};

const parameter = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? '';
const fields = (request: FastifyRequest): Record<string, string | undefined> => {
  const body = request.body;
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
};

/** Ten years: far enough for any deadline. */
const LONGEST_DAYS = 3_660;

/** What is wrong with a duration that the clock is asked to move by; null where nothing is. Only forward. */
export function durationTrouble(duration: string): string | null {
  const match =
    /^P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/.exec(
      duration,
    );
  if (!match) return `"${duration}" is not an ISO 8601 duration such as "P5D" or "PT1H".`;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const total = years * 366 + months * 31 + weeks * 7 + days + hours / 24 + minutes / 1_440 + seconds / 86_400;
  if (total <= 0) return 'The clock only moves forward.';
  return total > LONGEST_DAYS ? 'The clock moves at most ten years at once.' : null;
}
