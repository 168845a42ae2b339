/** What a buyer may change of a return that has not left yet (M10, M21): the items, the reason, the way back. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DraftItem, emptyItem, type FieldError, itemOf } from '../../../web/portal/draft.ts';
import type { PortalOrder, PortalReturn, PortalWays } from '../../../web/portal/model.ts';
import { changePage } from '../../../web/portal/pages/change.ts';
import { detailsPage } from '../../../web/portal/pages/details.ts';
import { wayPage, type WayState, wayValue } from '../../../web/portal/pages/way.ts';
import { paths } from '../../../web/portal/paths.ts';
import { CHOICES } from '../../../web/portal/reasons.ts';
import type { ChosenWay } from '../../app/return-ways.ts';
import { refused } from './desk.ts';
import type { Entering, Inside } from './entering.ts';
import type { Form } from './forms.ts';
import type { PortalOptions } from './options.ts';
import { newFormToken } from './session.ts';
import { query, refusal, type Showing } from './showing.ts';

export function changing(
  app: FastifyInstance,
  { desk, secret }: PortalOptions,
  { reach, act, sealFor }: Entering,
  { show, sayPlainly, returnFrame, writing, keepLanguage }: Showing,
): void {
  /** First which items, where there is a choice; then the form as it was sent, to be written over. */
  app.get('/:seller/returns/:id/change', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside || keepLanguage(request, reply)) return reply;
    const { seller, back, session, grant } = inside;
    const order = back.may.cancel ? await desk.order(seller.slug, back.orderRef) : null;
    if (!order) return reply.redirect(paths.return(seller.slug, back.id), 303);
    const may = order.items.filter((item) => !item.openReturn || item.openReturn.id === back.id);
    const asked = [...new Set([query(request).item ?? []].flat())].filter((key) => may.some((item) => item.key === key));
    if (may.length > 1 && asked.length === 0) {
      const errors: FieldError[] = query(request).chosen === undefined ? [] : [{ field: 'item', says: 'item_missing' }];
      const here = returnFrame(request, inside, paths.change(seller.slug, back.id));
      return show(reply, errors.length > 0 ? 422 : 200, changePage(here, back, may, errors));
    }
    const keys = asked.length > 0 ? asked : may.map(({ key }) => key);
    const draft = draftOf(order, back, keys, sealFor(grant, back.photos));
    const here = writing(request, seller, order, 'details');
    return show(reply, 200, detailsPage(here, order, draft, newFormToken(secret, session), [], undefined, { id: back.id, rma: back.rma }));
  });

  app.get('/:seller/returns/:id/way', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside || keepLanguage(request, reply)) return reply;
    return showWays(request, reply, 200, inside, {});
  });

  /** Either "look for points there", or the choice itself. */
  app.post('/:seller/returns/:id/way', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, form } = acted;
    const look = form.one('look');
    const typed = typedOf(form, look);
    if (look !== '') {
      const missing: FieldError[] = typed.postalCode === '' ? [{ field: 'postalCode', says: 'postcode_missing' }] : [];
      return showWays(request, reply, missing.length > 0 ? 422 : 200, inside, { typed, errors: missing });
    }
    if (typed.way === '') return showWays(request, reply, 422, inside, { typed, errors: [{ field: 'choice', says: 'way_missing' }] });
    const [kind = '', account] = typed.way.split('/');
    const chosen: ChosenWay = {
      kind,
      ...(account && { account }),
      ...(kind === 'dropoff' && typed.point && { pointId: typed.point, postalCode: typed.postalCode }),
      ...(kind === 'pickup' && typed.slot && { slotFrom: typed.slot }),
    };
    const done = await desk.chooseWay(inside.seller.slug, inside.back.id, chosen);
    if (!refused(done)) return reply.redirect(`${paths.return(inside.seller.slug, inside.back.id)}?said=way_chosen`, 303);
    return showWays(request, reply, 409, inside, { typed, problem: refusal(inside.words, done.refused) });
  });

  async function showWays(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    inside: Inside,
    state: Partial<Pick<WayState, 'errors' | 'problem' | 'typed'>>,
  ): Promise<FastifyReply> {
    const { seller, back, session } = inside;
    const postalCode = state.typed?.postalCode;
    const ways = await desk.ways(seller.slug, back.id, postalCode ? { postalCode } : {});
    if (!ways) {
      if (state.problem !== undefined || request.method !== 'GET') return sayPlainly(request, reply, 409, 'form_old', seller);
      return reply.redirect(paths.return(seller.slug, back.id), 303);
    }
    const here = returnFrame(request, inside, paths.way(seller.slug, back.id));
    const typed = state.typed ?? { way: chosenOf(ways), point: '', slot: '', postalCode: '' };
    const { errors = [], problem } = state;
    return show(
      reply,
      status,
      wayPage(here, back, ways, { token: newFormToken(secret, session), typed, errors, ...(problem !== undefined && { problem }) }),
    );
  }
}

const typedOf = (form: Form, look: string): WayState['typed'] => ({
  way: look === '' ? form.one('way') : `dropoff/${look}`,
  point: form.one('point'),
  slot: form.one('slot'),
  postalCode: form.one('postalCode').trim().slice(0, 12),
});

/** The way that stands now, so that the page opens on it. */
function chosenOf({ chosen, ways }: PortalWays): string {
  if (!chosen) return ways[0] ? wayValue(ways[0]) : 'own';
  if (chosen.kind === 'own') return 'own';
  const way = ways.find(({ kind }) => kind === chosen.kind);
  return way ? wayValue(way) : '';
}

/** The request as it was sent, for the units that are to be in it; a unit that is new to it is still to be told about. */
function draftOf(order: PortalOrder, back: PortalReturn, keys: readonly string[], photos: DraftItem['photos']): DraftItem[] {
  return keys
    .filter((key) => itemOf(order, key))
    .map((key, i) => {
      const item = back.items.find(({ lineId, unit }) => `${lineId}#${unit}` === key);
      if (!item) return emptyItem(key);
      const choice = CHOICES.find(({ reasons }) => reasons.some((reason) => reason === item.reason));
      return {
        ...emptyItem(key),
        choice: choice?.id ?? '',
        reason: item.reason,
        fault: item.fault ?? '',
        wants: item.wants ?? '',
        photos: i === 0 ? photos : [],
      };
    });
}
