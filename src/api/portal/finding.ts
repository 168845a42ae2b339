/** The way in: order number and e-mail, or the link of a mail. */
import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../../web/portal/draft.ts';
import type { PortalSeller } from '../../../web/portal/model.ts';
import { type FindState, findPage } from '../../../web/portal/pages/find.ts';
import { paths } from '../../../web/portal/paths.ts';
import { type Entering, fromOurPage } from './entering.ts';
import { readForm } from './forms.ts';
import { readReturnLink } from '../../app/links.ts';
import type { PortalOptions } from './options.ts';
import { COOKIE } from './session.ts';
import { query, rest, type Showing, slug } from './showing.ts';

const TEN_MINUTES = 600_000;
/** Many people share one address behind a mobile network; nobody looks for one order so often. */
const LOOKS_FROM_ONE_ADDRESS = 60;
const LOOKS_FOR_ONE_ORDER = 12;

export function finding(
  app: FastifyInstance,
  { desk, secret, now, seller: sellerOf }: PortalOptions,
  { letIn }: Entering,
  { show, sayPlainly, tooMany, frame, languageFor, keepLanguage }: Showing,
): void {
  const looksFromHere = app.createRateLimit({
    max: LOOKS_FROM_ONE_ADDRESS,
    timeWindow: TEN_MINUTES,
    keyGenerator: (request) => `look ${request.ip}`,
  });
  const looksForOrder = app.createRateLimit({
    max: LOOKS_FOR_ONE_ORDER,
    timeWindow: TEN_MINUTES,
    keyGenerator: (request) => `order ${orderKey(request)}`,
  });

  app.get('/', async (request, reply) => find(request, reply, await sellerOf(null)));
  app.get('/:seller', async (request, reply) => find(request, reply, await sellerOf(slug(request))));

  async function find(request: FastifyRequest, reply: FastifyReply, seller: PortalSeller | null) {
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (keepLanguage(request, reply)) return reply;
    const because = (['session_over', 'link_old', 'link_unknown', 'left'] as const).find((b) => b === query(request).because);
    return show(
      reply,
      200,
      findPage(frame(request, seller), {
        number: query(request).order ?? '',
        email: '',
        errors: [],
        notFound: false,
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
    const here = frame(request, seller);
    const errors: FieldError[] = [];
    if (number === '') errors.push({ field: 'number', says: 'number_missing' });
    if (email === '') errors.push({ field: 'email', says: 'email_missing' });
    else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) errors.push({ field: 'email', says: 'email_wrong' });
    const typed: FindState = { number, email, errors, notFound: false };
    if (errors.length > 0) return show(reply, 422, findPage(here, typed));

    for (const limit of [looksFromHere, looksForOrder]) {
      // Counted before looking: a burst of guesses finds the door shut as well.
      const spent = await limit(request);
      if (!spent.isAllowed && spent.isExceeded) return tooMany(request, reply, spent.ttlInSeconds, seller);
    }
    const order = await desk.findOrder(seller.slug, number, email);
    if (!order) {
      // One answer for an unknown number and for a wrong address: which orders exist is nobody's business.
      return show(reply, 404, findPage(here, { ...typed, notFound: true }));
    }
    letIn(request, reply, { seller: seller.slug, order: order.ref });
    return reply.redirect(paths.order(seller.slug, order.ref), 303);
  });

  app.get('/:seller/leave', async (request, reply) => {
    reply.clearCookie(COOKIE, { path: '/portal' });
    return reply.redirect(`${paths.find(slug(request))}?because=left`, 303);
  });

  /** A link of a mail: turns into a session, so that the token does not stay in the address bar. */
  app.get('/r/*', async (request, reply) => {
    const link = readReturnLink(secret, rest(request), now());
    const seller = link && link !== 'expired' ? await sellerOf(link.sellerSlug) : await sellerOf(null);
    if (!link || link === 'expired' || !seller)
      return seller
        ? reply.redirect(`${paths.find(seller.slug)}?because=${link ? 'link_old' : 'link_unknown'}`, 303)
        : sayPlainly(request, reply, 404, 'not_found');
    const back = await desk.get(seller.slug, link.returnId, languageFor(request, seller));
    if (!back) return reply.redirect(`${paths.find(seller.slug)}?because=link_unknown`, 303);
    letIn(request, reply, { seller: seller.slug, order: back.orderRef });
    return reply.redirect(paths.return(seller.slug, back.id), 303);
  });
}

const orderKey = (request: FastifyRequest): string => {
  const typed = (request.body as { number?: unknown } | undefined)?.number;
  return `${slug(request)} ${String(typed ?? '')
    .trim()
    .toLowerCase()
    .slice(0, 80)}`;
};
