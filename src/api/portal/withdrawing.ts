/** The withdrawal function (Directive 2011/83/EU article 11a): statement, confirmation, acknowledgement. Nobody has to sign in for it. */
import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../../web/portal/draft.ts';
import type { PortalOrder, PortalSeller } from '../../../web/portal/model.ts';
import {
  ABOUT_LIMIT,
  statementOf,
  type WithdrawalDraft,
  withdrawalCheckPage,
  withdrawalDonePage,
  withdrawalPage,
} from '../../../web/portal/pages/withdrawal.ts';
import { paths } from '../../../web/portal/paths.ts';
import { idOfKey } from '../../app/write-message.ts';
import { fromOurPage } from './entering.ts';
import { type Form, readForm } from './forms.ts';
import type { PortalOptions } from './options.ts';
import { COOKIE, newOpenToken, readOpenToken, readSession } from './session.ts';
import { query, type Showing, slug } from './showing.ts';

/** Confirmed from one address in ten minutes: each sends a mail to whom it names. */
const CONFIRMED = { max: 30, timeWindow: 600_000 };

export function withdrawing(
  app: FastifyInstance,
  { desk, secret, now, seller: sellerOf }: PortalOptions,
  { show, sayPlainly, tooMany, frame, languageFor, keepLanguage, keepChosen }: Showing,
): void {
  const confirmed = app.createRateLimit({ ...CONFIRMED, keyGenerator: (request) => `withdraw ${request.ip}` });

  /** The order that the buyer has open, if it is the one that is meant: its items can be ticked then. */
  async function ordersOpen(request: FastifyRequest, seller: PortalSeller, which: (order: PortalOrder) => boolean) {
    const session = readSession(secret, request.cookies[COOKIE], now());
    const refs = session?.grants.flatMap((grant) => (grant.seller === seller.slug ? [grant.order] : [])) ?? [];
    for (const ref of refs.toReversed()) {
      const order = await desk.order(seller.slug, ref);
      if (order && which(order)) return order;
    }
    return null;
  }

  app.get('/:seller/withdrawal', async (request, reply) => {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found');
    if (keepLanguage(request, reply)) return reply;
    const asked = query(request).order;
    const order = await ordersOpen(request, seller, (one) => asked === undefined || one.ref === asked || one.number === asked);
    const draft: WithdrawalDraft = {
      name: order?.buyer.name ?? '',
      number: order?.number ?? (asked && asked.length <= 80 ? asked : ''),
      email: '',
      about: '',
      items: [],
    };
    return fill(request, reply, 200, seller, draft, order);
  });

  /** Back from the second step, or another language: what was written comes along. */
  app.post('/:seller/withdrawal', async (request, reply) => {
    const posted = await receive(request, reply);
    if (!posted) return reply;
    return fill(request, reply, 200, posted.seller, posted.draft, posted.order);
  });

  app.post('/:seller/withdrawal/check', async (request, reply) => {
    const posted = await receive(request, reply);
    if (!posted) return reply;
    const { seller, draft, order, form } = posted;
    const errors = mistakes(draft);
    if (errors.length > 0) return fill(request, reply, 422, seller, draft, order, errors);
    const here = frameOf(request, seller, order, 'withdrawal-check', paths.withdrawalCheck(seller.slug), form);
    const statement = statementOf(here.words, seller.name, draft, titlesOf(order, draft));
    return show(reply, 200, withdrawalCheckPage(here, draft, statement, form.one('token')));
  });

  app.post('/:seller/withdrawal/confirmation', async (request, reply) => {
    const posted = await receive(request, reply);
    if (!posted) return reply;
    const { seller, draft, order, nonce } = posted;
    const errors = mistakes(draft);
    if (errors.length > 0) return fill(request, reply, 422, seller, draft, order, errors);
    const spent = await confirmed(request);
    if (!spent.isAllowed && spent.isExceeded) return tooMany(request, reply, spent.ttlInSeconds, seller);
    const here = frame(request, seller, order ?? undefined, { path: paths.withdrawal(seller.slug) });
    const statement = statementOf(here.words, seller.name, draft, titlesOf(order, draft));
    const language = languageFor(request, seller);
    const units = order
      ? order.items
          .filter((item) => draft.items.length === 0 || draft.items.includes(item.key))
          .map(({ lineId, unit }) => ({ lineId, unit }))
      : null;
    const { submitted } = await desk.withdraw(seller.slug, {
      id: idOfKey('withdrawal', seller.slug, nonce, statement),
      name: draft.name,
      email: draft.email,
      orderNumber: draft.number,
      about: titlesOf(order, draft).join(', ') || draft.about,
      units,
      language,
      statement,
    });
    return show(reply, 200, withdrawalDonePage(here, draft, statement, submitted));
  });

  /** A posted form of this function: from a page of ours, with its one-time number. */
  async function receive(request: FastifyRequest, reply: FastifyReply) {
    const seller = await sellerOf(slug(request));
    if (!seller) return sayPlainly(request, reply, 404, 'not_found').then(() => null);
    if (!fromOurPage(request)) return sayPlainly(request, reply, 403, 'form_old', seller).then(() => null);
    const form = await readForm(request);
    const nonce = readOpenToken(secret, 'withdrawal', form.one('token'));
    if (nonce === null) return sayPlainly(request, reply, 403, 'form_old', seller).then(() => null);
    keepChosen(request, reply, form.one('lang'));
    const text = (name: string, most: number) => form.one(name).replace(/\s+/g, ' ').trim().slice(0, most);
    const draft: WithdrawalDraft = {
      name: text('name', 120),
      number: text('number', 80),
      email: text('email', 254),
      about: text('about', ABOUT_LIMIT),
      items: form.fields.get('item') ?? [],
    };
    const order = await ordersOpen(request, seller, (one) => one.number.toLowerCase() === draft.number.toLowerCase());
    return { seller, draft, order, form, nonce };
  }

  function fill(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    seller: PortalSeller,
    draft: WithdrawalDraft,
    order: PortalOrder | null,
    errors: readonly FieldError[] = [],
  ): FastifyReply {
    const here = frameOf(request, seller, order, 'withdrawal', paths.withdrawal(seller.slug));
    return show(reply, status, withdrawalPage(here, draft, newOpenToken(secret, 'withdrawal'), errors, order ?? undefined));
  }

  /** Changing the language posts the form, so that what was written comes along. */
  function frameOf(request: FastifyRequest, seller: PortalSeller, order: PortalOrder | null, form: string, action: string, posted?: Form) {
    return frame(request, seller, order ?? undefined, { form, action }, posted?.one('lang'));
  }
}

function mistakes({ name, number, email }: WithdrawalDraft): FieldError[] {
  const errors: FieldError[] = [];
  if (name === '') errors.push({ field: 'name', says: 'name_missing' });
  if (number === '') errors.push({ field: 'number', says: 'number_missing' });
  if (email === '') errors.push({ field: 'email', says: 'email_missing' });
  else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) errors.push({ field: 'email', says: 'email_wrong' });
  return errors;
}

const titlesOf = (order: PortalOrder | null, draft: WithdrawalDraft): string[] =>
  order ? order.items.filter((item) => draft.items.includes(item.key)).map((item) => item.title) : [];
