/** The way in (M10): order number and e-mail bring a code to the order's mailbox; the code, or the link of a mail, opens the order. */
import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../../web/portal/draft.ts';
import type { PortalSeller } from '../../../web/portal/model.ts';
import { codePage, type CodeState } from '../../../web/portal/pages/code.ts';
import { type FindState, findPage } from '../../../web/portal/pages/find.ts';
import { paths } from '../../../web/portal/paths.ts';
import { readOrderLink, readReturnLink } from '../../app/links.ts';
import { refused } from './desk.ts';
import { type Entering, fromOurPage } from './entering.ts';
import { readForm } from './forms.ts';
import type { PortalOptions } from './options.ts';
import { CODE_COOKIE, COOKIE, readWaiting, type Waiting, writeWaiting } from './session.ts';
import { query, rest, type Showing, slug } from './showing.ts';

const TEN_MINUTES = 600_000;
/** Many people share one address behind a mobile network; nobody asks or types so often. */
const ASKED_FROM_ONE_ADDRESS = 60;
const TYPED_FROM_ONE_ADDRESS = 120;
/** How long the page waits for a code, in seconds; the code itself is over sooner. */
const WAITS = 1800;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function finding(
  app: FastifyInstance,
  { desk, secret, now, mailbox, seller: sellerOf }: PortalOptions,
  { letIn }: Entering,
  { show, sayPlainly, tooMany, frame, languageFor, keepLanguage }: Showing,
): void {
  const asks = app.createRateLimit({
    max: ASKED_FROM_ONE_ADDRESS,
    timeWindow: TEN_MINUTES,
    keyGenerator: (request) => `ask ${request.ip}`,
  });
  const types = app.createRateLimit({
    max: TYPED_FROM_ONE_ADDRESS,
    timeWindow: TEN_MINUTES,
    keyGenerator: (request) => `code ${request.ip}`,
  });

  app.get('/', async (request, reply) => find(request, reply, await sellerOf(null)));
  app.get('/:seller', async (request, reply) => find(request, reply, await sellerOf(slug(request))));

  async function find(request: FastifyRequest, reply: FastifyReply, seller: PortalSeller | null) {
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (keepLanguage(request, reply)) return reply;
    const because = (['session_over', 'link_old', 'link_unknown', 'left'] as const).find((b) => b === query(request).because);
    const waiting = query(request).again === undefined ? null : readWaiting(secret, request.cookies[CODE_COOKIE]);
    return show(
      reply,
      200,
      findPage(frame(request, seller), {
        number: query(request).order ?? waiting?.number ?? '',
        email: waiting?.email ?? '',
        errors: [],
        ...(because ? { because } : {}),
      }),
    );
  }

  app.post('/:seller', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (!fromOurPage(request)) return sayPlainly(request, reply, 403, 'form_old', seller);
    const form = await readForm(request);
    const number = form.one('number').trim().slice(0, 80);
    const email = form.one('email').trim().slice(0, 254);
    const errors: FieldError[] = [];
    if (number === '') errors.push({ field: 'number', says: 'number_missing' });
    if (email === '') errors.push({ field: 'email', says: 'email_missing' });
    else if (!EMAIL.test(email)) errors.push({ field: 'email', says: 'email_wrong' });
    const typed: FindState = { number, email, errors };
    if (errors.length > 0) return show(reply, 422, findPage(frame(request, seller), typed));
    return ask(request, reply, seller, number, email, false);
  });

  app.post('/:seller/code/again', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (!fromOurPage(request)) return sayPlainly(request, reply, 403, 'form_old', seller);
    const waiting = readWaiting(secret, request.cookies[CODE_COOKIE]);
    if (waiting?.seller !== seller.slug) return reply.redirect(`${paths.find(seller.slug)}?because=session_over`, 303);
    return ask(request, reply, seller, waiting.number, waiting.email, true);
  });

  /** One way for every number and address: nobody learns here which orders exist. */
  async function ask(request: FastifyRequest, reply: FastifyReply, seller: PortalSeller, number: string, email: string, again: boolean) {
    const spent = await asks(request);
    if (!spent.isAllowed && spent.isExceeded) return tooMany(request, reply, spent.ttlInSeconds, seller);
    const asked = await desk.askForCode(seller.slug, { number, email, language: languageFor(request, seller) });
    if (refused(asked)) return tooMany(request, reply, asked.seconds, seller);
    wait(request, reply, { seller: seller.slug, codeId: asked.codeId, number, email });
    return reply.redirect(`${paths.code(seller.slug)}${again ? '?said=again' : ''}`, 303);
  }

  app.get('/:seller/code', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (keepLanguage(request, reply)) return reply;
    const waiting = readWaiting(secret, request.cookies[CODE_COOKIE]);
    if (waiting?.seller !== seller.slug) return reply.redirect(`${paths.find(seller.slug)}?because=session_over`, 303);
    return showCode(request, reply, 200, seller, waiting, { errors: [], again: query(request).said === 'again' });
  });

  app.post('/:seller/code', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (!fromOurPage(request)) return sayPlainly(request, reply, 403, 'form_old', seller);
    const waiting = readWaiting(secret, request.cookies[CODE_COOKIE]);
    if (waiting?.seller !== seller.slug) return reply.redirect(`${paths.find(seller.slug)}?because=session_over`, 303);
    const typed = (await readForm(request)).one('code').replace(/\D/g, '');
    if (typed.length !== 6)
      return showCode(request, reply, 422, seller, waiting, { errors: [{ field: 'code', says: 'code_missing' }], again: false });
    const spent = await types(request);
    if (!spent.isAllowed && spent.isExceeded) return tooMany(request, reply, spent.ttlInSeconds, seller);
    const entered = await desk.enterCode(seller.slug, waiting.codeId, typed);
    if (refused(entered)) {
      const error: FieldError =
        entered.refused === 'code_wrong'
          ? { field: 'code', says: 'code_wrong', values: { count: entered.left } }
          : { field: 'code', says: 'code_over' };
      return showCode(request, reply, 422, seller, waiting, { errors: [error], again: false });
    }
    return open(request, reply, seller, entered.orders);
  });

  function showCode(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    seller: PortalSeller,
    { number, email }: Waiting,
    state: Pick<CodeState, 'errors' | 'again'>,
  ): FastifyReply {
    const here = frame(request, seller, undefined, { path: paths.code(seller.slug) });
    return show(reply, status, codePage(here, { number, email, ...state, ...(mailbox && { mailbox }) }));
  }

  function wait(request: FastifyRequest, reply: FastifyReply, waiting: Waiting): void {
    reply.setCookie(CODE_COOKIE, writeWaiting(secret, waiting), {
      path: '/portal',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
      maxAge: WAITS,
    });
  }

  /** The buyer's orders are open from now on; the first is the one that was asked for. */
  async function open(request: FastifyRequest, reply: FastifyReply, seller: PortalSeller, orders: readonly string[]) {
    const [first] = orders;
    if (first === undefined) return reply.redirect(`${paths.find(seller.slug)}?because=link_unknown`, 303);
    letIn(
      request,
      reply,
      orders.map((order) => ({ seller: seller.slug, order })),
    );
    reply.clearCookie(CODE_COOKIE, { path: '/portal' });
    return reply.redirect(paths.order(seller.slug, first), 303);
  }

  app.get('/:seller/leave', async (request, reply) => {
    reply.clearCookie(COOKIE, { path: '/portal' });
    return reply.redirect(`${paths.find(slug(request))}?because=left`, 303);
  });

  /** A link of a mail, to the return or to a paper of it: turns into a session, so that the token does not stay in the address bar. */
  app.get('/r/*', async (request, reply) => {
    const [token = '', paper] = rest(request).split('/');
    const order = readOrderLink(secret, token, now());
    if (order !== null && order !== 'expired') {
      const seller = await sellerOf(order.sellerSlug);
      if (seller) return open(request, reply, seller, await desk.ordersOf(seller.slug, order.orderId));
    }
    const link = order === 'expired' ? 'expired' : readReturnLink(secret, token, now());
    const seller = link && link !== 'expired' ? await sellerOf(link.sellerSlug) : await sellerOf(null);
    if (!link || link === 'expired' || !seller)
      return seller
        ? reply.redirect(`${paths.find(seller.slug)}?because=${link ? 'link_old' : 'link_unknown'}`, 303)
        : sayPlainly(request, reply, 404, 'not_found');
    const back = await desk.get(seller.slug, link.returnId, languageFor(request, seller));
    if (!back) return reply.redirect(`${paths.find(seller.slug)}?because=link_unknown`, 303);
    // Mails are forwarded: a link that lives for half a year opens the order that it is about, and no other.
    letIn(request, reply, [{ seller: seller.slug, order: back.orderRef }]);
    if (paper === 'label.pdf') return reply.redirect(paths.label(seller.slug, back.id, 'a4'), 303);
    if (paper === 'packing-slip.pdf') return reply.redirect(paths.slip(seller.slug, back.id), 303);
    return reply.redirect(paths.return(seller.slug, back.id), 303);
  });
}
