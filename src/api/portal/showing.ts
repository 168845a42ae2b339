/** How the portal's pages go out: their headers, their frame, their language, and what is said when something can't go on. */
import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Html, render } from '../../../web/portal/html.ts';
import type { Assets, Frame } from '../../../web/portal/layout.ts';
import type { PortalOrder, PortalSeller } from '../../../web/portal/model.ts';
import { type PLAIN, plainPage } from '../../../web/portal/pages/plain.ts';
import { paths } from '../../../web/portal/paths.ts';
import { chooseLanguage, isSpoken, type Spoken, type Words, wordsFor } from '../../../web/portal/words.ts';
import { brandName } from './assets.ts';
import type { Inside } from './entering.ts';
import type { Form } from './forms.ts';
import type { PortalOptions } from './options.ts';

const LANGUAGE_COOKIE = 'retour_language';

/** No inline script, no inline style, nothing from elsewhere; `blob:` is the preview of a photo that was just chosen. */
const CSP =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob:; manifest-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Pictures that a browser may show from our address. */
const SHOWN = /^image\/(jpeg|png|webp)$/;

export type Showing = ReturnType<typeof showing>;

export function showing({ desk, seller: sellerOf }: PortalOptions, assets: Assets) {
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

  async function sendPhoto(request: FastifyRequest, reply: FastifyReply, seller: PortalSeller, ref: string | undefined) {
    const photo = ref ? await desk.photo(seller.slug, ref) : null;
    if (!photo || !SHOWN.test(photo.type)) return sayPlainly(request, reply, 404, 'not_found', seller);
    return reply
      .headers({
        'content-type': photo.type,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=3600',
      })
      .send(Buffer.from(photo.bytes));
  }

  /** What was sent along with words: a picture is shown, a paper is only ever a download. */
  async function sendFile(
    request: FastifyRequest,
    reply: FastifyReply,
    seller: PortalSeller,
    file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array } | null,
  ) {
    if (!file) return sayPlainly(request, reply, 404, 'not_found', seller);
    const isPicture = SHOWN.test(file.type);
    return reply
      .headers({
        'content-type': isPicture ? file.type : 'application/octet-stream',
        'content-disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=3600',
      })
      .send(Buffer.from(file.bytes));
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

  /** @param chosen a language that came with a form: it is the page's at once, before its cookie comes back */
  function frame(request: FastifyRequest, seller: PortalSeller, order?: PortalOrder, way?: Frame['switch'], chosen?: string): Frame {
    const brand = brandName(seller.colour);
    return {
      seller,
      words: wordsFor(isSpoken(chosen) ? chosen : languageFor(request, seller, order), order?.country),
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
    return frame(request, seller, order, { form, action }, posted?.one('lang'));
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

  return { show, sayPlainly, tooMany, sendPhoto, sendFile, sendPdf, frame, writing, returnFrame, languageFor, keepLanguage, keepChosen };
}

export const slug = (request: FastifyRequest): string => (request.params as { seller?: string } | undefined)?.seller ?? '';
export const query = (request: FastifyRequest): Record<string, string | undefined> => request.query as Record<string, string | undefined>;
/** The rest of the path, where a token stands: longer than Fastify lets a named parameter be. */
export const rest = (request: FastifyRequest): string => (request.params as { '*': string })['*'];

/** A refusal by its name, in words; a calm sentence where there are none for it. */
export const refusal = (words: Words, name: string): string => {
  const key = `refusals.${name}`;
  return words.t(words.has(key) ? key : 'refusals.any');
};
