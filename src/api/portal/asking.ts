/** From the order to a request: choose, say why, see the decision, send. What is being written lives in the form until it is sent. */
import type { FastifyInstance } from 'fastify';
import { checkDraft, emptyItem, itemOf } from '../../../web/portal/draft.ts';
import { detailsPage } from '../../../web/portal/pages/details.ts';
import { orderPage } from '../../../web/portal/pages/order.ts';
import { reviewPage } from '../../../web/portal/pages/review.ts';
import { paths } from '../../../web/portal/paths.ts';
import { refused } from './desk.ts';
import type { Entering } from './entering.ts';
import type { PortalOptions } from './options.ts';
import { newFormToken, unsealPhoto } from './session.ts';
import { query, refusal, rest, type Showing } from './showing.ts';

export function asking(
  app: FastifyInstance,
  { desk, secret }: PortalOptions,
  { enter, write }: Entering,
  { show, frame, writing, languageFor, keepLanguage, sendPhoto }: Showing,
): void {
  app.get('/:seller/orders/:order', async (request, reply) => {
    const entrance = await enter(request, reply);
    if (!entrance || keepLanguage(request, reply)) return reply;
    return show(reply, 200, orderPage(frame(request, entrance.seller, entrance.order), entrance.order));
  });

  app.get('/:seller/orders/:order/details', async (request, reply) => {
    const entrance = await enter(request, reply);
    if (!entrance || keepLanguage(request, reply)) return reply;
    const { seller, order, session } = entrance;
    const asked = [query(request).item ?? []].flat();
    const draft = [...new Set(asked)].filter((key) => itemOf(order, key) && !itemOf(order, key)?.openReturn).map(emptyItem);
    if (draft.length === 0)
      return show(reply, 422, orderPage(frame(request, seller, order), order, [{ field: 'item', says: 'item_missing' }]));
    return show(reply, 200, detailsPage(writing(request, seller, order, 'details'), order, draft, newFormToken(secret, session)));
  });

  /** Back from the review, or another language: the same page with all that was written. */
  app.post('/:seller/orders/:order/details', async (request, reply) => {
    const written = await write(request, reply);
    if (!written) return reply;
    const { seller, order, session, draft, form, photoErrors } = written;
    return show(
      reply,
      200,
      detailsPage(writing(request, seller, order, 'details', form), order, draft, newFormToken(secret, session), photoErrors),
    );
  });

  app.post('/:seller/orders/:order/check', async (request, reply) => {
    const written = await write(request, reply);
    if (!written) return reply;
    const { seller, order, session, draft, form, photoErrors } = written;
    const checked = checkDraft(draft, order);
    const errors = [...('errors' in checked ? checked.errors : []), ...photoErrors];
    const token = newFormToken(secret, session);
    if (errors.length > 0 || 'errors' in checked)
      return show(reply, 422, detailsPage(writing(request, seller, order, 'details', form), order, draft, token, errors));
    const here = writing(request, seller, order, 'review', form);
    const preview = await desk.preview(seller.slug, order.ref, checked.requests, here.words.language);
    if (refused(preview))
      return show(
        reply,
        409,
        detailsPage(writing(request, seller, order, 'details', form), order, draft, token, [], refusal(here.words, preview.refused)),
      );
    return show(reply, 200, reviewPage(here, order, draft, preview, token));
  });

  app.post('/:seller/orders/:order/returns', async (request, reply) => {
    const written = await write(request, reply);
    if (!written) return reply;
    const { seller, order, session, draft, form, key } = written;
    const checked = checkDraft(draft, order);
    if ('errors' in checked) {
      // A second tap finds the items taken by the return that the first one made: that return is the answer.
      const taken = draft.map((item) => itemOf(order, item.key)?.openReturn).find((open) => open !== undefined);
      if (taken) return reply.redirect(paths.return(seller.slug, taken.id), 303);
      return show(
        reply,
        422,
        detailsPage(writing(request, seller, order, 'details', form), order, draft, newFormToken(secret, session), checked.errors),
      );
    }
    const opened = await desk.open(seller.slug, order.ref, checked.requests, key, languageFor(request, seller, order));
    if (!refused(opened)) return reply.redirect(`${paths.return(seller.slug, opened.returnId)}?said=opened`, 303);
    const here = writing(request, seller, order, 'review', form);
    const preview = await desk.preview(seller.slug, order.ref, checked.requests, here.words.language);
    return show(
      reply,
      409,
      reviewPage(here, order, draft, refused(preview) ? [] : preview, newFormToken(secret, session), refusal(here.words, opened.refused)),
    );
  });

  app.get('/:seller/orders/:order/photos/*', async (request, reply) => {
    const entrance = await enter(request, reply);
    if (!entrance) return reply;
    const photo = unsealPhoto(secret, entrance.grant, rest(request));
    return sendPhoto(request, reply, entrance.seller, photo?.ref);
  });
}
