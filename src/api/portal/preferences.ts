/** Which mails a buyer gets (M16): the signed link in a mail opens this page and nothing else, without signing in. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NOTICE_GROUPS } from '../../core/notices.ts';
import { mailsPage } from '../../../web/portal/pages/mails.ts';
import { readForm } from './forms.ts';
import type { PortalOptions } from './options.ts';
import { rest, type Showing, slug } from './showing.ts';

/** What the page asks of the product: null where the link was never ours. */
export type MailPreferences = {
  read(sellerSlug: string, token: string): Promise<{ readonly address: string; readonly off: readonly string[] } | null>;
  write(sellerSlug: string, token: string, off: readonly string[]): Promise<boolean>;
};

export function preferences(
  app: FastifyInstance,
  { mails, seller: sellerOf }: PortalOptions,
  { show, sayPlainly, frame, keepLanguage }: Showing,
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply, saved: boolean) => {
    const seller = await sellerOf(slug(request));
    const found = seller && (await mails?.read(seller.slug, rest(request)));
    if (!seller || !found) return sayPlainly(request, reply, 404, 'not_found');
    return show(reply, 200, mailsPage(frame(request, seller), { ...found, address: veiled(found.address), groups: NOTICE_GROUPS, saved }));
  };

  app.get('/:seller/mails/*', async (request, reply) => (keepLanguage(request, reply) ? reply : answer(request, reply, false)));

  app.post('/:seller/mails/*', async (request, reply) => {
    const form = await readForm(request);
    const on = form.fields.get('on') ?? [];
    const off = NOTICE_GROUPS.filter((group) => !on.includes(group));
    const written = await mails?.write(slug(request), rest(request), off);
    return written ? answer(request, reply, true) : sayPlainly(request, reply, 404, 'not_found');
  });
}

/** A link may be passed on: enough of the address to know it by, not the whole. `l•••@buyers.example` */
const veiled = (address: string): string => address.replace(/^(.)[^@]*/, '$1•••');
