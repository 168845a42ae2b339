/** The policy page: open to everyone, before anything was bought (M1). */
import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PortalOrder, PortalSeller } from '../../../web/portal/model.ts';
import { policyPage } from '../../../web/portal/pages/policy.ts';
import { paths } from '../../../web/portal/paths.ts';
import type { Spoken } from '../../../web/portal/words.ts';
import type { PortalOptions } from './options.ts';
import { COOKIE, readSession } from './session.ts';
import { query, type Showing, slug } from './showing.ts';

export function policy(
  app: FastifyInstance,
  { desk, secret, now, seller: sellerOf }: PortalOptions,
  { show, sayPlainly, frame, keepLanguage }: Showing,
): void {
  app.get('/:seller/policy', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (keepLanguage(request, reply)) return reply;
    const order = await lastOrder(request, seller);
    const here = frame(request, seller, order ?? undefined);
    const chosen = query(request).country;
    const wished = [...(chosen === undefined ? [] : [chosen.toUpperCase()]), ...countriesOf(request, here.words.language, order)];
    const written = await desk.policy(seller.slug, wished, here.words.language);
    const path = paths.policy(seller.slug);
    return show(
      reply,
      200,
      policyPage({ ...here, switch: { path: chosen === undefined ? path : `${path}?country=${written.country}` } }, written),
    );
  });

  /** The order that this browser has opened last: its country is the buyer's. */
  async function lastOrder(request: FastifyRequest, seller: PortalSeller): Promise<PortalOrder | null> {
    const grant = readSession(secret, request.cookies[COOKIE], now())?.grants.findLast((one) => one.seller === seller.slug);
    return grant ? desk.order(seller.slug, grant.order) : null;
  }
}

/** Where most who read a language live; English is the Union's in Ireland. */
const HOME: Readonly<Record<Spoken, string>> = { en: 'IE', fr: 'FR', de: 'DE', es: 'ES', it: 'IT' };

/** Which countries the reader may be in, the likeliest first: the order's, the one that the browser names (`de-AT`), the language's own. */
const countriesOf = (request: FastifyRequest, language: Spoken, order: PortalOrder | null): string[] => {
  const named = [...(request.headers['accept-language'] ?? '').matchAll(/(?:^|,)\s*([a-z]{2})-([A-Z]{2})\b/g)];
  return [
    ...(order ? [order.country] : []),
    ...named.filter(([, spoken]) => spoken === language).map(([, , country]) => country!),
    HOME[language],
  ];
};
