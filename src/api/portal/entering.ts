/** Who comes in: sessions, the way to an order or a return, and posted forms, which are checked to be ours before anything is done. */
import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Draft, type DraftItem, type FieldError, ordersNamed, PHOTO_LIMIT, readDraft } from '../../../web/portal/draft.ts';
import type { StowedFile } from '../../app/attachments.ts';
import type { PhotoRef, PortalOrder, PortalReturn, PortalSeller } from '../../../web/portal/model.ts';
import { paths } from '../../../web/portal/paths.ts';
import { type Words, wordsFor } from '../../../web/portal/words.ts';
import { refused } from './desk.ts';
import { pictureType, readForm, type Upload } from './forms.ts';
import type { PortalOptions } from './options.ts';
import {
  COOKIE,
  type Grant,
  grants,
  newSession,
  readFormToken,
  readSession,
  sealFile,
  sealPhoto,
  type Session,
  unsealFile,
  unsealPhoto,
  withGrant,
  writeSession,
} from './session.ts';
import { type Showing, slug } from './showing.ts';

/** A file that was kept, as the form carries it on. */
export type PendingFile = StowedFile & { readonly sealed: string };

/** A buyer who has shown that the order is theirs, in one request. */
export type Entrance = { readonly seller: PortalSeller; readonly order: PortalOrder; readonly session: Session; readonly grant: Grant };
/** The same, for a return of that order. */
export type Inside = {
  readonly seller: PortalSeller;
  readonly back: PortalReturn;
  readonly session: Session;
  readonly grant: Grant;
  readonly words: Words;
};

/** How many other orders stand whole on the page of one: more are a list of links. */
const ORDERS_SHOWN = 4;

/** Forms sent from one address: far above what a person does. */
const POSTS = { max: 200, timeWindow: 600_000 };

/** Fields that take papers as well as photos. */
const isPapers = (field: string): boolean => field.endsWith('-files');

export type Entering = ReturnType<typeof entering>;

export function entering(
  app: FastifyInstance,
  { desk, secret, now, seller: sellerOf }: PortalOptions,
  { sayPlainly, tooMany, languageFor, keepChosen }: Showing,
) {
  const posts = app.createRateLimit({ ...POSTS, keyGenerator: (request) => `post ${request.ip}` });

  /** The first grant is what the buyer came for: where there are too many to keep, it stays. */
  function letIn(request: FastifyRequest, reply: FastifyReply, fresh: readonly Grant[]): void {
    const before = readSession(secret, request.cookies[COOKIE], now()) ?? newSession(now());
    remember(
      request,
      reply,
      fresh.toReversed().reduce((session, grant) => withGrant(session, grant, now()), before),
    );
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

  /** The same order with others of the buyer's in it: those that the page names, else the latest that this browser may see. */
  async function withOthers(entrance: Entrance, named?: readonly string[]): Promise<PortalOrder> {
    const { seller, order, session } = entrance;
    const mine = session.grants.flatMap((grant) => (grant.seller === seller.slug && grant.order !== order.ref ? [grant.order] : []));
    const wanted = named === undefined ? mine.toReversed().slice(0, ORDERS_SHOWN) : mine.filter((ref) => named.includes(ref));
    if (wanted.length === 0) return order;
    const found = await Promise.all(wanted.map((ref) => desk.order(seller.slug, ref)));
    const others = found.filter((one) => one !== null).sort((a, b) => (a.placedAt < b.placedAt ? 1 : -1));
    return { ...order, others };
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
    const { seller, grant, session } = entrance;
    const uploads = keeping(seller.slug, entrance.order.ref);
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
    const order = await withOthers(entrance, ordersNamed(draft.map((item) => item.key)));
    return { ...entrance, order, draft, form, key, photoErrors };
  }

  /** A posted form of the return's page. What was kept before a mistake comes along in hidden fields, unless it was taken out. */
  async function act(request: FastifyRequest, reply: FastifyReply) {
    const inside = await enterToPost(request, reply, reach);
    if (!inside) return null;
    const { grant, seller } = inside;
    const uploads = keeping(seller.slug, inside.back.orderRef);
    const papers = stowing(seller.slug, grant);
    const form = await readForm(request, (upload) => (isPapers(upload.field) ? papers.each(upload) : uploads.each(upload)));
    const key = readFormToken(secret, inside.session, form.one('token'));
    if (key === null) return sayPlainly(request, reply, 403, 'form_old', seller).then(() => null);
    const stays = (name: string, of: string) => {
      const removed = new Set(form.fields.get(`${of}.remove`) ?? []);
      return (form.fields.get(name) ?? []).filter((sealed) => !removed.has(sealed));
    };
    const before = stays('answer-photos', 'answer-photos').flatMap((sealed) => unsealPhoto(secret, grant, sealed) ?? []);
    const photos: PhotoRef[] = [...before, ...uploads.kept.map(({ photo }) => photo)].slice(0, PHOTO_LIMIT);
    /** The files of one field: those that came now, and those that were kept before. */
    const files = (field: string): PendingFile[] => {
      const known = stays(`${field}.kept`, field).flatMap((sealed) => {
        const file = unsealFile(secret, grant, sealed);
        return file ? [{ ...file, sealed }] : [];
      });
      return [...known, ...papers.kept.filter((file) => file.field === field)].slice(0, PHOTO_LIMIT);
    };
    return { inside, form, key, photos, photoErrors: uploads.errors, files, fileErrors: papers.errors };
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

  /** Pictures that hang on a return of the order already, as a form carries them. */
  const sealFor = (grant: Grant, photos: readonly PhotoRef[]) =>
    photos.map((photo) => ({ ...photo, sealed: sealPhoto(secret, grant, photo) }));

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

  /** The same for photos and papers that go with words. */
  function stowing(seller: string, grant: Grant) {
    const kept: (PendingFile & { readonly field: string })[] = [];
    const errors: FieldError[] = [];
    const each = async ({ field, name, bytes }: Upload): Promise<void> => {
      const wrong = (says: string) => void errors.push({ field, says, values: { name, limit: PHOTO_LIMIT } });
      if (kept.filter((file) => file.field === field).length >= PHOTO_LIMIT) return wrong('file_too_many');
      if (!bytes) return wrong('file_too_large');
      const file = await desk.stowFile(seller, { name, bytes });
      if ('because' in file) return wrong(`file_${file.because}`);
      kept.push({ ...file, field, sealed: sealFile(secret, grant, file) });
    };
    return { kept, errors, each };
  }

  return { letIn, enter, withOthers, reach, write, act, sealFor };
}

/**
 * Whether a form was sent from a page of ours. Browsers say so themselves (Sec-Fetch-Site, else Origin);
 * the form token, bound to the session, guards where an old one says nothing.
 */
export function fromOurPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
