/** How buyers are led to a seller's portal: addresses to link to, and a code to print. */
import { qrSvg } from '../documents/barcode.ts';
import type { Context } from './context.ts';

export type PortalLink = {
  readonly url: string;
  readonly withdrawalUrl: string;
  readonly orderUrl: string;
  readonly qr: string;
  readonly logoUrl: string | null;
  readonly mediator: { readonly name: string; readonly url?: string } | null;
};

export function portalLink(ctx: Pick<Context, 'sellers' | 'publicUrl'>, sellerId: string): PortalLink {
  const { slug, settings } = ctx.sellers.get(sellerId);
  const url = `${ctx.publicUrl}/portal/${slug}`;
  return {
    url,
    withdrawalUrl: `${url}/withdrawal`,
    orderUrl: `${url}?order={order}`,
    qr: qrSvg(url),
    logoUrl: settings.logo ? `/portal/${slug}/logo/${settings.logo}` : null,
    mediator: settings.mediator ?? null,
  };
}
