/** From the order to a request: choose, say why, see the decision, send. What is being written lives in the form until it is sent. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkDraft, type Draft, emptyItem, itemOf, NOTE_LIMIT, type OrderRequests, ordersNamed } from '../../../web/portal/draft.ts';
import type { PortalOrder, PortalPreview, PortalRequest } from '../../../web/portal/model.ts';
import { detailsPage } from '../../../web/portal/pages/details.ts';
import { orderPage } from '../../../web/portal/pages/order.ts';
import { type ReviewState, reviewPage } from '../../../web/portal/pages/review.ts';
import { sentPage } from '../../../web/portal/pages/sent.ts';
import { paths } from '../../../web/portal/paths.ts';
import type { Spoken, Words } from '../../../web/portal/words.ts';
import { type Refused, refused } from './desk.ts';
import type { Entering, Entrance } from './entering.ts';
import type { Form } from './forms.ts';
import type { PortalOptions } from './options.ts';
import { newFormToken, unsealPhoto } from './session.ts';
import { query, refusal, rest, type Showing } from './showing.ts';

export function asking(
  app: FastifyInstance,
  { desk, secret }: PortalOptions,
  { enter, withOthers, write }: Entering,
  { show, sayPlainly, frame, writing, languageFor, keepLanguage, sendPhoto }: Showing,
): void {
  app.get('/:seller/orders/:order', async (request, reply) => {
    const entrance = await enter(request, reply);
    if (!entrance || keepLanguage(request, reply)) return reply;
    const order = await withOthers(entrance);
    return show(reply, 200, orderPage(frame(request, entrance.seller, order), order));
  });

  app.get('/:seller/orders/:order/details', async (request, reply) => {
    const entrance = await enter(request, reply);
    if (!entrance || keepLanguage(request, reply)) return reply;
    const { seller, session } = entrance;
    const asked = [...new Set([query(request).item ?? []].flat())];
    const order = await withOthers(entrance, ordersNamed(asked));
    const draft = asked.filter((key) => itemOf(order, key) && !itemOf(order, key)?.openReturn).map(emptyItem);
    if (draft.length === 0) {
      const whole = await withOthers(entrance);
      return show(reply, 422, orderPage(frame(request, seller, whole), whole, [{ field: 'item', says: 'item_missing' }]));
    }
    return show(reply, 200, detailsPage(writing(request, seller, order, 'details'), order, draft, newFormToken(secret, session)));
  });

  /** Back from the review, or another language: the same page with all that was written. */
  app.post('/:seller/orders/:order/details', async (request, reply) => {
    const written = await write(request, reply);
    if (!written) return reply;
    const { seller, order, session, draft, form, photoErrors } = written;
    const replaces = await replacedBy(written, form);
    return show(
      reply,
      200,
      detailsPage(
        writing(request, seller, order, 'details', form),
        order,
        draft,
        newFormToken(secret, session),
        photoErrors,
        undefined,
        replaces,
      ),
    );
  });

  app.post('/:seller/orders/:order/check', async (request, reply) => {
    const written = await write(request, reply);
    if (!written) return reply;
    const { seller, order, session, draft, form, photoErrors } = written;
    const replaces = await replacedBy(written, form);
    const checked = checkDraft(draft, order, replaces?.id);
    const errors = [...('errors' in checked ? checked.errors : []), ...photoErrors];
    const token = newFormToken(secret, session);
    const again = (problem?: string) =>
      detailsPage(writing(request, seller, order, 'details', form), order, draft, token, errors, problem, replaces);
    if (errors.length > 0 || 'errors' in checked) return show(reply, 422, again());
    const here = writing(request, seller, order, 'review', form);
    const previews = await previewAll(seller.slug, checked.byOrder, here.words.language, replaces);
    if (!(previews instanceof Map)) return show(reply, 409, again(refusal(here.words, previews.refused)));
    return show(reply, 200, reviewPage(here, order, draft, previews, token, { ...reviewState(form), ...(replaces && { replaces }) }));
  });

  app.post('/:seller/orders/:order/returns', async (request, reply) => {
    const written = await write(request, reply);
    if (!written) return reply;
    const { seller, order, session, draft, form, key } = written;
    const replaces = await replacedBy(written, form);
    const checked = checkDraft(draft, order, replaces?.id);
    if ('errors' in checked) {
      // A second tap finds the items taken by the returns that the first one made: those are the answer.
      const taken = draft.flatMap((item) => itemOf(order, item.key)?.openReturn?.id ?? []);
      if (taken.length > 0) return confirm(request, reply, seller.slug, order, [...new Set(taken)], 'opened');
      return show(
        reply,
        422,
        detailsPage(writing(request, seller, order, 'details', form), order, draft, newFormToken(secret, session), checked.errors),
      );
    }
    const language = languageFor(request, seller, order);
    const { words } = writing(request, seller, order, 'review', form);
    const contests = form.one('contests').trim().slice(0, NOTE_LIMIT);
    const made: string[] = [];
    let problem: string | undefined;
    for (const { order: there, requests, keys } of checked.byOrder) {
      const told = requests.map((one, i) => withTried(one, draft.find((item) => item.key === keys[i])!, words));
      const opened = await desk.open(seller.slug, there.ref, told, `${key}${there.ref === order.ref ? '' : `/${there.ref}`}`, language, {
        ...(contests !== '' && { contests }),
        ...(replaces && there.ref === order.ref && { replaces: replaces.id }),
      });
      if (refused(opened)) problem ??= refusal(words, opened.refused);
      else made.push(opened.returnId, ...(opened.also ?? []));
    }
    // What was refused can be tried again from the order's page, where the others stand as under way.
    if (made.length > 0) return confirm(request, reply, seller.slug, order, [...new Set(made)], replaces ? 'changed' : 'opened');
    const here = writing(request, seller, order, 'review', form);
    const previews = await previewAll(seller.slug, checked.byOrder, here.words.language, replaces);
    const state = { ...reviewState(form), ...(problem !== undefined && { problem }), ...(replaces && { replaces }) };
    return show(
      reply,
      409,
      reviewPage(here, order, draft, previews instanceof Map ? previews : new Map(), newFormToken(secret, session), state),
    );
  });

  /** One confirmation of a request that made several returns. */
  app.get('/:seller/orders/:order/sent', async (request, reply) => {
    const entrance = await enter(request, reply);
    if (!entrance || keepLanguage(request, reply)) return reply;
    const { seller, order, session } = entrance;
    const here = frame(request, seller, order);
    const ids = [query(request).id ?? []].flat().slice(0, 24);
    const found = await Promise.all(ids.map((id) => desk.get(seller.slug, id, here.words.language)));
    const mine = found.flatMap((back) =>
      back && session.grants.some((grant) => grant.seller === seller.slug && grant.order === back.orderRef) ? [back] : [],
    );
    if (mine.length === 0) return sayPlainly(request, reply, 404, 'not_found', seller);
    return show(reply, 200, sentPage(here, order, mine));
  });

  app.get('/:seller/orders/:order/photos/*', async (request, reply) => {
    const entrance = await enter(request, reply);
    if (!entrance) return reply;
    const photo = unsealPhoto(secret, entrance.grant, rest(request));
    return sendPhoto(request, reply, entrance.seller, photo?.ref);
  });

  function confirm(
    _request: FastifyRequest,
    reply: FastifyReply,
    seller: string,
    order: PortalOrder,
    ids: readonly string[],
    said: 'opened' | 'changed',
  ): FastifyReply {
    return ids.length === 1
      ? reply.redirect(`${paths.return(seller, ids[0]!)}?said=${said}`, 303)
      : reply.redirect(paths.sent(seller, order.ref, ids), 303);
  }

  /** What each item would get, by the draft's key; a refusal of one order is a refusal of the page. */
  async function previewAll(
    seller: string,
    byOrder: readonly OrderRequests[],
    language: Spoken,
    replaces?: { readonly id: string },
  ): Promise<Map<string, PortalPreview> | Refused> {
    const previews = new Map<string, PortalPreview>();
    for (const { order, requests, keys } of byOrder) {
      const answer = await desk.preview(seller, order.ref, requests, language, replaces?.id);
      if (refused(answer)) return answer;
      answer.forEach((preview, i) => previews.set(keys[i]!, preview));
    }
    return previews;
  }

  /** The return that the form says it changes, if it is one of this order and can be changed still. */
  async function replacedBy({ seller, order }: Entrance, form: Form): Promise<{ id: string; rma: string } | undefined> {
    const id = form.one('replaces');
    const back = id === '' ? null : await desk.get(seller.slug, id, 'en');
    return back?.orderRef === order.ref && back.may.cancel ? { id: back.id, rma: back.rma } : undefined;
  }
}

const reviewState = (form: Form): ReviewState => ({ contests: form.one('contests').slice(0, NOTE_LIMIT) });

/** That the first steps were tried stands where the team reads: in the buyer's own words, in the buyer's language. */
function withTried(request: PortalRequest, { tried, fault }: Draft[number], words: Words): PortalRequest {
  if (request.fault === undefined || tried !== `tried.${fault}`) return request;
  const note = [request.note ?? '', words.t('help.note_tried')].filter((part) => part !== '').join('\n');
  return { ...request, note };
}
