/** What a seller needs to lead buyers to the portal: its address, a code to print on a parcel insert, and the logo in its header. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../app/context.ts';
import { portalLink } from '../app/portal-link.ts';
import { mergeSettings, setLogo } from '../store/platform.ts';
import { only } from './auth.ts';
import { problem } from './problems.ts';
import { readUploads } from './uploads.ts';

const MediatorIn = z.object({
  name: z.string().trim().min(1).max(120),
  url: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .optional(),
});
const PortalOut = z.object({
  url: z.string(),
  withdrawalUrl: z
    .string()
    .describe('Where a consumer withdraws from the contract (Directive 2011/83/EU article 11a): for the shop’s own pages.'),
  orderUrl: z.string().describe('With `{order}` for the order number: it stands in the field already.'),
  qr: z.string().describe('An SVG picture of `url` as a QR code.'),
  logoUrl: z.string().nullable(),
  mediator: MediatorIn.nullable().describe(
    'Whom consumers may turn to out of court (Directive 2013/11/EU article 13): named in complaints that were ruled on.',
  ),
});

export const portalSettings =
  (ctx: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const view = (sellerId: string): z.output<typeof PortalOut> => portalLink(ctx, sellerId);

    app.get(
      '/settings/portal',
      {
        schema: { operationId: 'getPortal', tags: ['settings'], summary: 'How buyers are led to the portal', response: { 200: PortalOut } },
      },
      (request) => view(request.caller.sellerId),
    );

    app.put(
      '/settings/portal/logo',
      {
        schema: {
          operationId: 'putLogo',
          tags: ['settings'],
          summary: 'The logo of the portal, as multipart/form-data with one picture',
          consumes: ['multipart/form-data'],
          response: { 200: PortalOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { files } = await readUploads(request);
        const [picture] = files;
        if (picture?.type !== 'image/webp') throw problem('not_a_picture');
        const { sha256 } = await ctx.files.put(picture.bytes);
        await ctx.db.withPlatform((tx) => setLogo(tx, request.caller.sellerId, sha256));
        await ctx.sellers.refresh();
        return view(request.caller.sellerId);
      },
    );

    app.put(
      '/settings/portal/mediator',
      {
        schema: {
          operationId: 'putMediator',
          tags: ['settings'],
          summary: 'The body that settles disputes with consumers out of court; null names nobody',
          body: z.object({ mediator: MediatorIn.nullable() }),
          response: { 200: PortalOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        const { mediator } = request.body;
        const named = mediator && { name: mediator.name, ...(mediator.url !== undefined && { url: mediator.url }) };
        await ctx.db.withPlatform((tx) => mergeSettings(tx, request.caller.sellerId, { mediator: named }));
        await ctx.sellers.refresh();
        return view(request.caller.sellerId);
      },
    );

    app.delete(
      '/settings/portal/logo',
      {
        schema: {
          operationId: 'removeLogo',
          tags: ['settings'],
          summary: 'The initial stands in its place again',
          response: { 200: PortalOut },
        },
      },
      async (request) => {
        only(request.caller, 'manager', 'administrator');
        await ctx.db.withPlatform((tx) => setLogo(tx, request.caller.sellerId, null));
        await ctx.sellers.refresh();
        return view(request.caller.sellerId);
      },
    );
  };
