/** The return's own page and what can be done on it (M18). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FieldError, NOTE_LIMIT } from '../../../web/portal/draft.ts';
import { type Flash, flashOf, printPage, type ReturnState, returnPage } from '../../../web/portal/pages/return.ts';
import { paths } from '../../../web/portal/paths.ts';
import type { Entering, Inside } from './entering.ts';
import type { PortalOptions } from './options.ts';
import { newFormToken } from './session.ts';
import { query, refusal, type Showing } from './showing.ts';

export function following(
  app: FastifyInstance,
  { desk, secret }: PortalOptions,
  { reach, act }: Entering,
  { show, returnFrame, keepLanguage, sendPhoto, sendPdf }: Showing,
): void {
  app.get('/:seller/returns/:id', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside || keepLanguage(request, reply)) return reply;
    const flash = flashOf(query(request).said);
    return showReturn(request, reply, 200, inside, flash ? { flash } : {});
  });

  app.get('/:seller/returns/:id/print', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside || keepLanguage(request, reply)) return reply;
    return show(reply, 200, printPage(returnFrame(request, inside, paths.print(inside.seller.slug, inside.back.id)), inside.back));
  });

  app.post('/:seller/returns/:id/messages', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, form, key } = acted;
    const body = tidy(form.one('message'));
    const error = textError('message', body);
    if (error) return showReturn(request, reply, 422, inside, { errors: [error], typed: { message: form.one('message') } });
    return done(
      request,
      reply,
      inside,
      await desk.message(inside.seller.slug, inside.back.id, body, key, inside.words.language),
      'message_sent',
      { message: body },
    );
  });

  app.post('/:seller/returns/:id/answer', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, form, key, photos, photoErrors } = acted;
    const body = tidy(form.one('answer'));
    const error = body === '' && photos.length > 0 ? null : textError('answer', body);
    const errors = [...(error ? [error] : []), ...photoErrors];
    if (errors.length > 0) return showReturn(request, reply, 422, inside, { errors, typed: { answer: form.one('answer') } });
    return done(
      request,
      reply,
      inside,
      await desk.answer(inside.seller.slug, inside.back.id, body, photos, key, inside.words.language),
      'answer_sent',
      { answer: body },
    );
  });

  app.post('/:seller/returns/:id/photos', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, key, photos, photoErrors } = acted;
    const errors: FieldError[] =
      photos.length === 0 && photoErrors.length === 0 ? [{ field: 'photos', says: 'photo_missing' }] : photoErrors;
    // The good ones of a mixed lot are kept: nobody should have to choose them again.
    const kept = photos.length > 0 ? await desk.addPhotos(inside.seller.slug, inside.back.id, photos, key) : null;
    if (errors.length === 0 && kept) return done(request, reply, inside, kept, 'photos_added');
    return showReturn(request, reply, 422, (await reach(request, reply)) ?? inside, { errors });
  });

  app.post('/:seller/returns/:id/cancellation', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    return done(request, reply, acted.inside, await desk.cancel(acted.inside.seller.slug, acted.inside.back.id), 'cancelled');
  });

  app.get('/:seller/returns/:id/photos/:ref', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside) return reply;
    const { ref } = request.params as { ref: string };
    return sendPhoto(request, reply, inside.seller, inside.back.photos.find((photo) => photo.ref === ref)?.ref);
  });

  app.get('/:seller/returns/:id/label.pdf', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside) return reply;
    return sendPdf(request, reply, inside, 'label', await desk.labelPdf(inside.seller.slug, inside.back.id, sizeOf(request)));
  });

  app.get('/:seller/returns/:id/packing-slip.pdf', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside) return reply;
    return sendPdf(request, reply, inside, 'packing-slip', await desk.slipPdf(inside.seller.slug, inside.back.id, sizeOf(request)));
  });

  function showReturn(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    inside: Inside,
    state: Omit<ReturnState, 'token'>,
  ): FastifyReply {
    const here = returnFrame(request, inside, paths.return(inside.seller.slug, inside.back.id));
    return show(reply, status, returnPage(here, inside.back, { token: newFormToken(secret, inside.session), ...state }));
  }

  async function done(
    request: FastifyRequest,
    reply: FastifyReply,
    inside: Inside,
    answer: object,
    flash: Flash,
    typed: ReturnState['typed'] = {},
  ): Promise<FastifyReply> {
    if (!('refused' in answer)) return reply.redirect(`${paths.return(inside.seller.slug, inside.back.id)}?said=${flash}`, 303);
    return showReturn(request, reply, 409, inside, { problem: refusal(inside.words, String(answer.refused)), typed });
  }
}

const sizeOf = (request: FastifyRequest): 'a4' | 'thermal' => (query(request).size === 'thermal' ? 'thermal' : 'a4');
const tidy = (text: string): string => text.replace(/\r\n/g, '\n').trim();
const textError = (field: string, text: string): FieldError | null =>
  text === ''
    ? { field, says: 'message_missing' }
    : text.length > NOTE_LIMIT
      ? { field, says: 'note_too_long', values: { limit: NOTE_LIMIT, length: text.length } }
      : null;
