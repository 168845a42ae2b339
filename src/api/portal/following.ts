/** The return's own page and what can be done on it (M18). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FieldError, NOTE_LIMIT } from '../../../web/portal/draft.ts';
import { type Flash, flashOf, printPage, type ReturnState, returnPage } from '../../../web/portal/pages/return.ts';
import { paths } from '../../../web/portal/paths.ts';
import { BUYER_VERBS, type BuyerVerb } from '../../app/contest.ts';
import { compactIban, isIban } from '../../core/papers/bank-account.ts';
import { keyOf } from '../../core/return/model.ts';
import type { Done, Refused } from './desk.ts';
import type { Entering, Inside, PendingFile } from './entering.ts';
import type { PortalOptions } from './options.ts';
import { newFormToken, sealPhoto } from './session.ts';
import { query, refusal, type Showing } from './showing.ts';

type State = Omit<ReturnState, 'token'>;

export function following(
  app: FastifyInstance,
  { desk, secret }: PortalOptions,
  { reach, act }: Entering,
  { show, sayPlainly, returnFrame, keepLanguage, sendPhoto, sendPdf, sendFile }: Showing,
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

  // ── Words and files ──

  app.post('/:seller/returns/:id/messages', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, form, key, files, fileErrors } = acted;
    const sent = files('message-files');
    const typed = tidy(form.one('message'));
    const state: State = { typed: { message: form.one('message') }, pending: { 'message-files': sent } };
    const errors = [...textErrors('message', typed, sent), ...fileErrors];
    if (errors.length > 0) return showReturn(request, reply, 422, inside, { ...state, errors });
    const body = typed === '' ? inside.words.t('messages.only_files', { count: sent.length }) : typed;
    const { slug } = inside.seller;
    const done = await desk.message(slug, inside.back.id, body, key, inside.words.language, sent);
    return answer(request, reply, inside, done, 'message_sent', state);
  });

  app.post('/:seller/returns/:id/answer', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, form, key, photos, photoErrors } = acted;
    const body = tidy(form.one('answer'));
    const errors = [...textErrors('answer', body, photos), ...photoErrors];
    const answerPhotos = photos.map((photo) => {
      const sealed = sealPhoto(secret, inside.grant, photo);
      return { name: photo.name, sealed, src: paths.stowedPhoto(inside.seller.slug, inside.back.orderRef, sealed) };
    });
    const state: State = { typed: { answer: form.one('answer') }, answerPhotos };
    if (errors.length > 0) return showReturn(request, reply, 422, inside, { ...state, errors });
    const done = await desk.answer(inside.seller.slug, inside.back.id, body, photos, key, inside.words.language);
    return answer(request, reply, inside, done, 'answer_sent', state);
  });

  app.post('/:seller/returns/:id/photos', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, key, photos, photoErrors } = acted;
    const errors: FieldError[] =
      photos.length === 0 && photoErrors.length === 0 ? [{ field: 'photos', says: 'photo_missing' }] : photoErrors;
    // The good ones of a mixed lot are kept: nobody should have to choose them again.
    const kept = photos.length > 0 ? await desk.addPhotos(inside.seller.slug, inside.back.id, photos, key) : null;
    if (errors.length === 0 && kept) return answer(request, reply, inside, kept, 'photos_added');
    return showReturn(request, reply, 422, (await reach(request, reply)) ?? inside, { errors });
  });

  // ── Yes, no, and why ──

  app.post('/:seller/returns/:id/agreement', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, key } = acted;
    return answer(request, reply, inside, await desk.agree(inside.seller.slug, inside.back.id, undefined, key), 'agreed');
  });

  app.post('/:seller/returns/:id/contest', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, form, key, files, fileErrors } = acted;
    const open = inside.back.items.filter((item) => item.answer !== undefined);
    const chosen = form.fields.get('contest-items') ?? [];
    // With one item there is nothing to tick.
    const items = open.length > 1 ? open.filter((item) => chosen.includes(keyOf(item))) : open;
    const sent = files('contest-files');
    const says = tidy(form.one('contest'));
    const state: State = { typed: { contest: form.one('contest') }, pending: { 'contest-files': sent }, chosen };
    const errors: FieldError[] = [
      ...(open.length > 1 && items.length === 0 ? [{ field: 'contest-items', says: 'item_missing' }] : []),
      ...textErrors('contest', says),
      ...fileErrors,
    ];
    if (errors.length > 0) return showReturn(request, reply, 422, inside, { ...state, errors });
    const keys = items.map(({ lineId, unit }) => ({ lineId, unit }));
    const contest = { says, files: sent, ...(keys.length > 0 && { items: keys }) };
    return answer(request, reply, inside, await desk.contest(inside.seller.slug, inside.back.id, contest, key), 'contested', state);
  });

  app.post('/:seller/returns/:id/dispute', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, form, key, files, fileErrors } = acted;
    const verb = BUYER_VERBS.find((one) => one === form.one('verb'));
    if (!verb) return sayPlainly(request, reply, 404, 'not_found', inside.seller);
    const field = `says-${verb}`;
    const sent = files(`${field}-files`);
    const says = tidy(form.one(field));
    const state: State = { typed: { [field]: form.one(field) }, pending: { [`${field}-files`]: sent } };
    const errors = [...(NEEDS_WORDS.has(verb) ? textErrors(field, says, verb === 'word' ? sent : []) : []), ...fileErrors];
    if (errors.length > 0) return showReturn(request, reply, 422, inside, { ...state, errors });
    const done = await desk.answerDispute(inside.seller.slug, inside.back.id, verb, { says, files: sent }, key);
    return answer(request, reply, inside, done, 'dispute_said', state);
  });

  app.post('/:seller/returns/:id/account', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    const { inside, form } = acted;
    const [holder, iban] = [form.one('holder').trim().slice(0, 70), form.one('iban').trim().slice(0, 42)];
    const errors: FieldError[] = [
      ...(holder === '' ? [{ field: 'holder', says: 'holder_missing' }] : []),
      ...(iban === '' ? [{ field: 'iban', says: 'iban_missing' }] : isIban(iban) ? [] : [{ field: 'iban', says: ibanMistake(iban) }]),
    ];
    const state: State = { typed: { holder, iban } };
    if (errors.length > 0) return showReturn(request, reply, 422, inside, { ...state, errors });
    return answer(
      request,
      reply,
      inside,
      await desk.giveAccount(inside.seller.slug, inside.back.id, { holder, iban }),
      'account_given',
      state,
    );
  });

  app.post('/:seller/returns/:id/cancellation', async (request, reply) => {
    const acted = await act(request, reply);
    if (!acted) return reply;
    return answer(request, reply, acted.inside, await desk.cancel(acted.inside.seller.slug, acted.inside.back.id), 'cancelled');
  });

  // ── Pictures and papers: those that the page shows, and no others ──

  app.get('/:seller/returns/:id/photos/:ref', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside) return reply;
    const { ref } = request.params as { ref: string };
    return sendPhoto(request, reply, inside.seller, inside.back.photos.find((photo) => photo.ref === ref)?.ref);
  });

  app.get('/:seller/returns/:id/finding/:ref', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside) return reply;
    const { ref } = request.params as { ref: string };
    const shown = inside.back.items.flatMap(({ finding }) => finding?.photos ?? []);
    return sendPhoto(request, reply, inside.seller, shown.find((photo) => photo.ref === ref)?.ref);
  });

  app.get('/:seller/returns/:id/files/:file', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside) return reply;
    const { file } = request.params as { file: string };
    const shown = inside.back.messages.flatMap(({ files }) => files ?? []).find(({ id }) => id === file);
    return sendFile(request, reply, inside.seller, shown ? await desk.file(inside.seller.slug, inside.back.id, shown.id) : null);
  });

  app.get('/:seller/returns/:id/code.svg', async (request, reply) => {
    const inside = await reach(request, reply);
    if (!inside) return reply;
    const code = await desk.wayCode(inside.seller.slug, inside.back.id);
    if (code === null) return sayPlainly(request, reply, 404, 'not_found', inside.seller);
    return reply
      .headers({
        'content-type': 'image/svg+xml',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-cache',
        'x-content-type-options': 'nosniff',
      })
      .send(code);
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

  function showReturn(request: FastifyRequest, reply: FastifyReply, status: number, inside: Inside, state: State): FastifyReply {
    const here = returnFrame(request, inside, paths.return(inside.seller.slug, inside.back.id));
    return show(reply, status, returnPage(here, inside.back, { token: newFormToken(secret, inside.session), ...state }));
  }

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    inside: Inside,
    done: Done | Refused,
    flash: Flash,
    state: State = {},
  ): Promise<FastifyReply> {
    if (!('refused' in done)) return reply.redirect(`${paths.return(inside.seller.slug, inside.back.id)}?said=${flash}`, 303);
    return showReturn(request, reply, 409, inside, { ...state, problem: refusal(inside.words, done.refused) });
  }
}

/** What can't be said without a reason; a no to an offer can. */
const NEEDS_WORDS: ReadonlySet<BuyerVerb> = new Set(['word', 'appeal']);

const sizeOf = (request: FastifyRequest): 'a4' | 'thermal' => (query(request).size === 'thermal' ? 'thermal' : 'a4');
const tidy = (text: string): string => text.replace(/\r\n/g, '\n').trim();

/** Where something was sent along, it may speak for itself. */
const textErrors = (field: string, text: string, along: readonly (PendingFile | object)[] = []): FieldError[] => {
  if (text === '' && along.length === 0) return [{ field, says: 'message_missing' }];
  return text.length > NOTE_LIMIT ? [{ field, says: 'note_too_long', values: { limit: NOTE_LIMIT, length: text.length } }] : [];
};

/** An account of a country whose banks we can't pay to is another mistake than a mistyped figure. */
function ibanMistake(typed: string): string {
  const iban = compactIban(typed);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,}$/.test(iban)) return 'iban_form';
  return 'iban_wrong';
}
