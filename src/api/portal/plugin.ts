/**
 * The buyer's portal (M10, M18) as a Fastify plugin: find the order, say what is wrong, see the decision, send, follow.
 * Every page works without JavaScript. Needs @fastify/cookie, @fastify/formbody and @fastify/multipart (not `attachFieldsToBody`) on the root.
 */
import type {} from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import {
  checkDraft,
  type Draft,
  type DraftItem,
  emptyItem,
  type FieldError,
  itemOf,
  PHOTO_LIMIT,
  readDraft,
} from '../../../web/portal/draft.ts';
import { type Html, render } from '../../../web/portal/html.ts';
import type { Assets, Frame } from '../../../web/portal/layout.ts';
import type { PhotoRef, PortalOrder, PortalReturn, PortalSeller } from '../../../web/portal/model.ts';
import { detailsPage } from '../../../web/portal/pages/details.ts';
import { type FindState, findPage } from '../../../web/portal/pages/find.ts';
import { orderPage } from '../../../web/portal/pages/order.ts';
import { type PLAIN, plainPage } from '../../../web/portal/pages/plain.ts';
import { type Flash, flashOf, printPage, type ReturnState, returnPage } from '../../../web/portal/pages/return.ts';
import { reviewPage } from '../../../web/portal/pages/review.ts';
import { paths } from '../../../web/portal/paths.ts';
import { chooseLanguage, isSpoken, type Spoken, type Words, wordsFor } from '../../../web/portal/words.ts';
import { brandAsset, brandName, loadAssets } from './assets.ts';
import { type PortalDesk, refused } from './desk.ts';
import { type Form, pictureType, readForm, type Upload } from './forms.ts';
import { readReturnLink } from './links.ts';
import {
  COOKIE,
  type Grant,
  grants,
  newFormToken,
  newSession,
  readFormToken,
  readSession,
  sealPhoto,
  type Session,
  unsealPhoto,
  withGrant,
  writeSession,
} from './session.ts';

export type PortalOptions = {
  readonly desk: PortalDesk;
  /** Signs cookies, links and form tokens; the same for every process. At least 32 characters. */
  readonly secret: string;
  /** Real time in ms since 1970: sessions and links live by it, whatever the seller's clock says. */
  readonly now: () => number;
  /** The seller of a slug; with null the one that `/portal` stands for. */
  readonly seller: (slug: string | null) => Promise<PortalSeller | null> | PortalSeller | null;
};

const LANGUAGE_COOKIE = 'retour_language';
const TEN_MINUTES = 600_000;
/** Wrong guesses of an order, per address and per order number; right ones are not counted. Many people share one address behind a mobile network. */
const GUESSES_PER_ADDRESS = 30;
const GUESSES_PER_ORDER = 8;
/** Forms sent from one address: far above what a person does. */
const POSTS_PER_ADDRESS = 200;

const CSP =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export const portal =
  (options: PortalOptions): FastifyPluginAsync =>
  async (root) => {
    await root.register(async (app) => routes(app, options), { prefix: '/portal' });
  };

/** A buyer who has shown that the order is theirs, in one request. */
type Entrance = { readonly seller: PortalSeller; readonly order: PortalOrder; readonly session: Session; readonly grant: Grant };
type Inside = {
  readonly seller: PortalSeller;
  readonly back: PortalReturn;
  readonly session: Session;
  readonly grant: Grant;
  readonly words: Words;
};

async function routes(app: FastifyInstance, { desk, secret, now, seller: sellerOf }: PortalOptions): Promise<void> {
  if (!app.hasDecorator('createRateLimit')) await app.register(rateLimit, { global: false });
  const guessesHere = app.createRateLimit({ max: GUESSES_PER_ADDRESS, timeWindow: TEN_MINUTES });
  const guessesOfOrder = app.createRateLimit({
    max: GUESSES_PER_ORDER,
    timeWindow: TEN_MINUTES,
    keyGenerator: (request) => `order ${orderKey(request)}`,
  });
  const posts = app.createRateLimit({ max: POSTS_PER_ADDRESS, timeWindow: TEN_MINUTES, keyGenerator: (request) => `post ${request.ip}` });

  const { css, js } = loadAssets();
  const assets: Assets = { css: paths.asset(css.name), js: paths.asset(js.name) };

  app.get('/assets/*', async (request, reply) => {
    const name = (request.params as { '*': string })['*'];
    const asset = [css, js].find((one) => one.name === name) ?? brandAsset(name);
    if (!asset) return sayPlainly(request, reply, 404, 'not_found');
    return reply
      .headers({ 'content-type': asset.type, 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
      .send(asset.body);
  });

  /** A link of a mail: turns into a session, so that the token does not stay in the address bar. */
  app.get('/r/*', async (request, reply) => {
    const link = readReturnLink(secret, (request.params as { '*': string })['*'], now());
    const seller = link && link !== 'expired' ? await sellerOf(link.sellerSlug) : await sellerOf(null);
    if (!link || link === 'expired' || !seller)
      return seller
        ? reply.redirect(`${paths.find(seller.slug)}?because=${link ? 'link_old' : 'link_unknown'}`, 303)
        : sayPlainly(request, reply, 404, 'not_found');
    const back = await desk.get(seller.slug, link.returnId, languageFor(request, seller));
    if (!back) return reply.redirect(`${paths.find(seller.slug)}?because=link_unknown`, 303);
    letIn(request, reply, { seller: seller.slug, order: back.orderRef });
    return reply.redirect(paths.return(seller.slug, back.id), 303);
  });

  // ── Finding the order ──

  app.get('/', async (request, reply) => find(request, reply, await sellerOf(null)));
  app.get('/:seller', async (request, reply) => find(request, reply, await sellerOf(slug(request))));

  async function find(request: FastifyRequest, reply: FastifyReply, seller: PortalSeller | null) {
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (keepLanguage(request, reply)) return reply;
    const because = (['session_over', 'link_old', 'link_unknown', 'left'] as const).find((b) => b === query(request).because);
    return show(
      reply,
      200,
      findPage(frame(request, seller), {
        number: query(request).order ?? '',
        email: '',
        errors: [],
        notFound: false,
        ...(because ? { because } : {}),
      }),
    );
  }

  app.post('/:seller', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (!fromOurPage(request)) return sayPlainly(request, reply, 403, 'form_old', seller);
    const form = await readForm(request);
    const number = form.one('number').trim().slice(0, 80);
    const email = form.one('email').trim().slice(0, 254);
    const here = frame(request, seller);
    const errors: FieldError[] = [];
    if (number === '') errors.push({ field: 'number', says: 'number_missing' });
    if (email === '') errors.push({ field: 'email', says: 'email_missing' });
    else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) errors.push({ field: 'email', says: 'email_wrong' });
    const typed: FindState = { number, email, errors, notFound: false };
    if (errors.length > 0) return show(reply, 422, findPage(here, typed));

    for (const limit of [guessesHere, guessesOfOrder]) {
      const spent = await limit(request, { increment: false });
      if (!spent.isAllowed && spent.remaining <= 0) return tooMany(request, reply, spent.ttlInSeconds, seller);
    }
    const order = await desk.findOrder(seller.slug, number, email);
    if (!order) {
      await guessesHere(request);
      await guessesOfOrder(request);
      // One answer for an unknown number and for a wrong address: which orders exist is nobody's business.
      return show(reply, 404, findPage(here, { ...typed, notFound: true }));
    }
    letIn(request, reply, { seller: seller.slug, order: order.ref });
    return reply.redirect(paths.order(seller.slug, order.ref), 303);
  });

  app.get('/:seller/leave', async (request, reply) => {
    reply.clearCookie(COOKIE, { path: '/portal' });
    return reply.redirect(`${paths.find(slug(request))}?because=left`, 303);
  });

  // ── From the order to a request ──

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
    const preview = await desk.preview(seller.slug, order.ref, checked.requests);
    const here = writing(request, seller, order, 'review', form);
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
    const preview = await desk.preview(seller.slug, order.ref, checked.requests);
    const here = writing(request, seller, order, 'review', form);
    return show(
      reply,
      409,
      reviewPage(here, order, draft, refused(preview) ? [] : preview, newFormToken(secret, session), refusal(here.words, opened.refused)),
    );
  });

  app.get('/:seller/orders/:order/photos/*', async (request, reply) => {
    const entrance = await enter(request, reply);
    if (!entrance) return reply;
    const photo = unsealPhoto(secret, entrance.grant, (request.params as { '*': string })['*']);
    return sendPhoto(request, reply, entrance.seller, photo?.ref);
  });

  // ── The return ──

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

  // ── When it can't go on ──

  app.setNotFoundHandler((request, reply) => sayPlainly(request, reply, 404, 'not_found'));
  app.setErrorHandler(async (error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 429) return tooMany(request, reply, Number(reply.getHeader('retry-after') ?? 60));
    if (status === 413) return sayPlainly(request, reply, 413, 'too_large');
    if (status >= 400 && status < 500) return sayPlainly(request, reply, status, 'not_found');
    request.log.error({ err: error }, 'portal');
    return sayPlainly(request, reply, 500, 'broken');
  });

  // ── Coming in ──

  function letIn(request: FastifyRequest, reply: FastifyReply, grant: Grant): void {
    remember(request, reply, withGrant(readSession(secret, request.cookies[COOKIE], now()) ?? newSession(now()), grant, now()));
  }

  function remember(request: FastifyRequest, reply: FastifyReply, session: Session): void {
    reply.setCookie(COOKIE, writeSession(secret, session), {
      path: '/portal',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
      maxAge: Math.floor((session.until - now()) / 1000),
    });
  }

  /** The order of the address, if this browser has shown that it is its owner's; else the way to show it. */
  async function enter(request: FastifyRequest, reply: FastifyReply): Promise<Entrance | null> {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found').then(() => null);
    const { order: ref } = request.params as { order: string };
    const session = readSession(secret, request.cookies[COOKIE], now());
    const grant = { seller: seller.slug, order: ref };
    const order = session && grants(session, grant) ? await desk.order(seller.slug, ref) : null;
    if (!session || !order) return askAgain(request, reply, seller);
    return { seller, order, session, grant };
  }

  /** The return of the address, if it belongs to an order of this browser's owner. */
  async function reach(request: FastifyRequest, reply: FastifyReply): Promise<Inside | null> {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found').then(() => null);
    const session = readSession(secret, request.cookies[COOKIE], now());
    const { id } = request.params as { id: string };
    const back = session ? await desk.get(seller.slug, id, languageFor(request, seller)) : null;
    const grant = { seller: seller.slug, order: back?.orderRef ?? '' };
    if (!session || !back || !grants(session, grant)) return askAgain(request, reply, seller);
    return { seller, back, session, grant, words: wordsFor(languageFor(request, seller, back), back.country) };
  }

  function askAgain(request: FastifyRequest, reply: FastifyReply, seller: PortalSeller): null {
    if (request.method === 'GET') reply.redirect(`${paths.find(seller.slug)}?because=session_over`, 303);
    else void sayPlainly(request, reply, 403, 'form_old', seller);
    return null;
  }

  /** A posted wizard form: checked to be ours, its pictures kept, its fields read. */
  async function write(request: FastifyRequest, reply: FastifyReply) {
    const entrance = await enterToPost(request, reply, enter);
    if (!entrance) return null;
    const { seller, order, grant, session } = entrance;
    const uploads = keeping(seller.slug, order.ref);
    const form = await readForm(request, uploads.each);
    const key = readFormToken(secret, session, form.one('token'));
    if (key === null) return sayPlainly(request, reply, 403, 'form_old', seller).then(() => null);
    keepChosen(request, reply, form.one('lang'));
    const photoErrors: FieldError[] = [...uploads.errors];
    const draft: Draft = readDraft(form.fields, (sealed) => unsealPhoto(secret, grant, sealed)).map((item, i): DraftItem => {
      const field = `item${i}.photos`;
      const fresh = uploads.kept
        .filter((upload) => upload.field === field)
        .map(({ photo }) => ({ ...photo, sealed: sealPhoto(secret, grant, photo) }));
      const photos = [...item.photos, ...fresh];
      if (photos.length > PHOTO_LIMIT) photoErrors.push({ field, says: 'photo_too_many', values: { limit: PHOTO_LIMIT } });
      return { ...item, photos: photos.slice(0, PHOTO_LIMIT) };
    });
    return { ...entrance, draft, form, key, photoErrors };
  }

  /** A posted form of the return's page. */
  async function act(request: FastifyRequest, reply: FastifyReply) {
    const inside = await enterToPost(request, reply, reach);
    if (!inside) return null;
    const uploads = keeping(inside.seller.slug, inside.back.orderRef);
    const form = await readForm(request, uploads.each);
    const key = readFormToken(secret, inside.session, form.one('token'));
    if (key === null) return sayPlainly(request, reply, 403, 'form_old', inside.seller).then(() => null);
    const photos: PhotoRef[] = uploads.kept.map(({ photo }) => photo).slice(0, PHOTO_LIMIT);
    return { inside, form, key, photos, photoErrors: uploads.errors };
  }

  async function enterToPost<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    way: (request: FastifyRequest, reply: FastifyReply) => Promise<T | null>,
  ): Promise<T | null> {
    const spent = await posts(request);
    if (!spent.isAllowed && spent.isExceeded) return tooMany(request, reply, spent.ttlInSeconds).then(() => null);
    if (!fromOurPage(request)) return sayPlainly(request, reply, 403, 'form_old').then(() => null);
    return way(request, reply);
  }

  /** Keeps pictures as they arrive and notes, beside their field, those that could not be kept. */
  function keeping(seller: string, order: string) {
    const kept: { field: string; photo: PhotoRef }[] = [];
    const errors: FieldError[] = [];
    const each = async ({ field, name, bytes }: Upload): Promise<void> => {
      const wrong = (says: string) => void errors.push({ field, says, values: { name } });
      if (!bytes) return wrong('photo_too_big');
      const type = pictureType(bytes);
      if (!type) return wrong('photo_not_a_photo');
      const photo = await desk.stow(seller, order, { name, type, bytes });
      if (refused(photo)) return wrong('photo_not_kept');
      kept.push({ field, photo });
    };
    return { kept, errors, each };
  }

  // ── Going out ──

  function show(reply: FastifyReply, status: number, page: Html): FastifyReply {
    return reply
      .code(status)
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': CSP,
        // Not no-store: the browser may bring a half-written form back with its Back button. `same-origin`: with `no-referrer` a form's Origin would read "null".
        'cache-control': 'private, no-cache',
        vary: 'Cookie, Accept-Language',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, nofollow',
        'cross-origin-opener-policy': 'same-origin',
      })
      .send(render(page));
  }

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

  async function sendPhoto(request: FastifyRequest, reply: FastifyReply, seller: PortalSeller, ref: string | undefined) {
    const photo = ref ? await desk.photo(seller.slug, ref) : null;
    if (!photo || !/^image\/(jpeg|png|webp)$/.test(photo.type)) return sayPlainly(request, reply, 404, 'not_found', seller);
    return reply
      .headers({
        'content-type': photo.type,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=3600',
      })
      .send(Buffer.from(photo.bytes));
  }

  async function sendPdf(request: FastifyRequest, reply: FastifyReply, { seller, back }: Inside, name: string, pdf: Uint8Array | null) {
    if (!pdf) return sayPlainly(request, reply, 404, 'not_found', seller);
    return reply
      .headers({
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${name}-${back.rma}.pdf"`,
        'cache-control': 'private, no-cache',
        'x-content-type-options': 'nosniff',
      })
      .send(Buffer.from(pdf));
  }

  async function sayPlainly(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    what: (typeof PLAIN)[number],
    seller?: PortalSeller,
    values?: Record<string, number>,
  ) {
    const known = seller ?? (await sellerOf(slug(request))) ?? (await sellerOf(null)) ?? { slug: '', name: 'Retour', language: 'en' };
    return show(reply, status, plainPage(frame(request, known), what, values));
  }

  async function tooMany(request: FastifyRequest, reply: FastifyReply, seconds: number, seller?: PortalSeller) {
    reply.header('retry-after', Math.max(1, Math.ceil(seconds)));
    return sayPlainly(request, reply, 429, 'too_many', seller, { count: Math.max(1, Math.ceil(seconds / 60)) });
  }

  // ── Frames and languages ──

  function frame(request: FastifyRequest, seller: PortalSeller, order?: PortalOrder, way?: Frame['switch']): Frame {
    const brand = brandName(seller.colour);
    return {
      seller,
      words: wordsFor(languageFor(request, seller, order), order?.country),
      assets: brand ? { ...assets, brand: paths.asset(brand) } : assets,
      switch: way ?? {
        path: request.method === 'GET' ? request.url.replace(/([?&])lang=[^&]*&?/, '$1').replace(/[?&]$/, '') : paths.find(seller.slug),
      },
      ...(order ? { order: { ref: order.ref, number: order.number } } : {}),
    };
  }

  /** A page on which something is being written: changing the language posts the form, so that it comes along. */
  function writing(request: FastifyRequest, seller: PortalSeller, order: PortalOrder, form: 'details' | 'review', posted?: Form): Frame {
    const action = form === 'details' ? paths.details(seller.slug, order.ref) : paths.check(seller.slug, order.ref);
    const chosen = posted?.one('lang');
    const here = frame(request, seller, order, { form, action });
    return isSpoken(chosen) ? { ...here, words: wordsFor(chosen, order.country) } : here;
  }

  function returnFrame(request: FastifyRequest, { seller, back, words }: Inside, path: string): Frame {
    return { ...frame(request, seller, undefined, { path }), words, order: { ref: back.orderRef, number: back.orderNumber } };
  }

  function languageFor(request: FastifyRequest, seller: PortalSeller, about?: { readonly buyer: { readonly language: string } }): Spoken {
    return chooseLanguage(request.cookies[LANGUAGE_COOKIE], request.headers['accept-language'], about?.buyer.language, seller.language);
  }

  /** `?lang=fr`: kept for a year, then the same page under its plain address. */
  function keepLanguage(request: FastifyRequest, reply: FastifyReply): boolean {
    const url = new URL(request.url, 'http://portal');
    const language = url.searchParams.get('lang');
    if (language === null) return false;
    keepChosen(request, reply, language);
    url.searchParams.delete('lang');
    reply.redirect(`${url.pathname}${url.search}`, 303);
    return true;
  }

  function keepChosen(request: FastifyRequest, reply: FastifyReply, language: string): void {
    if (isSpoken(language))
      reply.setCookie(LANGUAGE_COOKIE, language, {
        path: '/portal',
        sameSite: 'lax',
        secure: request.protocol === 'https',
        httpOnly: true,
        maxAge: 31_536_000,
      });
  }
}

const slug = (request: FastifyRequest): string => (request.params as { seller?: string } | undefined)?.seller ?? '';
const query = (request: FastifyRequest): Record<string, string | undefined> => request.query as Record<string, string | undefined>;
const sizeOf = (request: FastifyRequest): 'a4' | 'thermal' => (query(request).size === 'thermal' ? 'thermal' : 'a4');
const tidy = (text: string): string => text.replace(/\r\n/g, '\n').trim();
const refusal = (words: Words, name: string): string => {
  const key = `refusals.${name}`;
  return words.t(words.has(key) ? key : 'refusals.any');
};
const TEXT_LIMIT = 2000;
const textError = (field: string, text: string): FieldError | null =>
  text === ''
    ? { field, says: 'message_missing' }
    : text.length > TEXT_LIMIT
      ? { field, says: 'note_too_long', values: { limit: TEXT_LIMIT, length: text.length } }
      : null;

const orderKey = (request: FastifyRequest): string => {
  const typed = (request.body as { number?: unknown } | undefined)?.number;
  return `${slug(request)} ${String(typed ?? '')
    .trim()
    .toLowerCase()
    .slice(0, 80)}`;
};

/**
 * Whether a form was sent from a page of ours. Browsers say so themselves (Sec-Fetch-Site, else Origin);
 * the form token, bound to the session, guards where an old one says nothing.
 */
function fromOurPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
