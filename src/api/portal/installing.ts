/** What makes the portal the seller's own on a home screen: a manifest, an icon in the seller's colour, and the logo. */
import type { FastifyInstance } from 'fastify';
import { attributes, html, render } from '../../../web/portal/html.ts';
import { initialOf } from '../../../web/portal/layout.ts';
import { paths } from '../../../web/portal/paths.ts';
import { brandColour } from './brand.ts';
import type { PortalOptions } from './options.ts';
import { type Showing, slug } from './showing.ts';

/** The product's own colour, where the seller has none. */
const OURS = '#0d5a62';
const DAY = 'public, max-age=86400';

export function installing(app: FastifyInstance, { desk, seller: sellerOf }: PortalOptions, { frame, sayPlainly }: Showing): void {
  app.get('/:seller/app.webmanifest', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    const { words } = frame(request, seller);
    const start = paths.find(seller.slug);
    return reply
      .type('application/manifest+json; charset=utf-8')
      .headers({ 'cache-control': 'private, max-age=3600', vary: 'Cookie, Accept-Language', 'x-content-type-options': 'nosniff' })
      .send(
        JSON.stringify({
          id: start,
          start_url: start,
          scope: '/portal/',
          name: `${seller.name} · ${words.t('common.returns')}`,
          short_name: seller.name.slice(0, 24),
          lang: words.language,
          display: 'standalone',
          background_color: '#ffffff',
          theme_color: seller.colour ?? OURS,
          icons: [{ src: paths.icon(seller.slug), sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }],
          shortcuts: [{ name: words.t('common.withdraw'), url: paths.withdrawal(seller.slug) }],
        }),
      );
  });

  /** The seller's initial on its colour: a logo of any shape would be cut off by the round masks of home screens. */
  app.get('/:seller/icon.svg', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    const hex = brandColour(seller.colour);
    const icon = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512"${attributes({ fill: hex ? `#${hex}` : OURS })}/><text x="256" y="268" text-anchor="middle" dominant-baseline="middle" font-family="system-ui, sans-serif" font-size="250" font-weight="700"${attributes({ fill: hex && isLight(hex) ? '#10141a' : '#ffffff' })}>${initialOf(seller.name)}</text></svg>`;
    return reply
      .type('image/svg+xml; charset=utf-8')
      .headers({ 'cache-control': DAY, 'content-security-policy': "default-src 'none'", 'x-content-type-options': 'nosniff' })
      .send(render(icon));
  });

  app.get('/:seller/logo/:ref', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    const { ref } = request.params as { ref: string };
    const logo = seller?.logo === ref ? await desk.photo(seller.slug, ref) : null;
    if (!logo) return sayPlainly(request, reply, 404, 'not_found');
    return reply
      .type(logo.type)
      .headers({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'",
        'x-content-type-options': 'nosniff',
      })
      .send(Buffer.from(logo.bytes));
  });
}

/** Whether dark letters are read more easily on it than white ones (relative luminance of WCAG, the threshold where both contrast alike). */
function isLight(hex: string): boolean {
  const [r, g, b] = [0, 2, 4]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
}
