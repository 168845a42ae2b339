/**
 * Sign-in of a buyer (M10): a one-time code, mailed to the address that stands on the order. Whoever asks learns nothing by asking: the same rows are
 * written and the same answer is given whether number and address belong to an order, to two, or to none. Real time throughout.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Language, languageOf } from '../core/access.ts';
import { zoneOf } from '../core/calendar.ts';
import { isUuid } from '../core/ids.ts';
import { codeLetter, spaced } from '../notifications/code-letter.ts';
import { insertErrand } from '../store/effects.ts';
import { findOrdersByNumber, readOrder } from '../store/orders.ts';
import { countCodes, insertCode, ordersOfBuyer, readCode, sweepCodes, tryCode, useCode } from '../store/portal.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';
import { signOrderLink } from './links.ts';
import { sendMail } from './send-mail.ts';

export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;
/** Codes for one mailbox, and for one order number. In a day: a hundred guesses among a million. */
const MOST_AT_ONCE = 6;
const MOST_IN_A_DAY = 20;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** How many orders of one buyer a sign-in opens: the latest. */
export const ORDERS_OPENED = 20;

export type CodeAsked = { readonly codeId: string } | { readonly refused: 'too_many'; readonly seconds: number };
export type CodeEntered =
  | { readonly orders: readonly string[] }
  | { readonly refused: 'code_wrong'; readonly left: number }
  | { readonly refused: 'code_over' };

/** Writes the code's row and the errand that mails it: both also where there is nobody to mail it to. */
export async function askForCode(
  ctx: Context,
  sellerId: string,
  typed: { readonly number: string; readonly email: string; readonly language: Language },
): Promise<CodeAsked> {
  const at = ctx.clock.realNow();
  const email = typed.email.trim().toLowerCase();
  const number = typed.number.trim();
  const keys = { mailbox: keyOf(ctx, sellerId, 'mailbox', email), number: keyOf(ctx, sellerId, 'number', number.toLowerCase()) };
  return ctx.db.withSeller(sellerId, async (tx): Promise<CodeAsked> => {
    for (const [window, most] of [
      [CODE_MINUTES * MINUTE, MOST_AT_ONCE],
      [DAY, MOST_IN_A_DAY],
    ] as const) {
      const spent = await countCodes(tx, keys, before(at, window));
      if (Math.max(spent.mailbox, spent.number) >= most)
        return { refused: 'too_many', seconds: Math.max(1, Math.ceil((Date.parse(spent.oldest ?? at) + window - Date.parse(at)) / 1000)) };
    }
    const found = await findOrdersByNumber(tx, number);
    const mine = found.find(({ buyer }) => buyer.email !== '' && buyer.email.toLowerCase() === email);
    const codeId = newId(ctx, at);
    await sweepCodes(tx, before(at, 2 * DAY));
    await insertCode(tx, { id: codeId, orderId: mine?.order.id ?? null, ...keys, at });
    await insertErrand(tx, {
      id: newId(ctx, at),
      kind: 'portal_code',
      body: { codeId, language: typed.language },
      created_at: ctx.clock.now(sellerId),
    });
    return { codeId };
  });
}

/** The orders that the code opens, the one that was asked for first. Each try counts, right or wrong; a code is good once. */
export async function enterCode(ctx: Context, sellerId: string, codeId: string, typed: string): Promise<CodeEntered> {
  if (!isUuid(codeId)) return { refused: 'code_over' };
  const at = ctx.clock.realNow();
  return ctx.db.withSeller(sellerId, async (tx): Promise<CodeEntered> => {
    const code = await tryCode(tx, codeId, before(at, CODE_MINUTES * MINUTE), CODE_TRIES);
    if (!code) return { refused: 'code_over' };
    const isRight = sameDigits(typed.replace(/\D/g, ''), codeOf(ctx, sellerId, code.id));
    if (!isRight || code.order_id === null) {
      const left = CODE_TRIES - code.tries;
      return left > 0 ? { refused: 'code_wrong', left } : { refused: 'code_over' };
    }
    await useCode(tx, code.id, at);
    return { orders: await ordersOfBuyer(tx, code.order_id, ORDERS_OPENED) };
  });
}

/** The errand `portal_code`: nobody is written to where the code belongs to no order. */
export const sendCode: Errand<{ readonly codeId: string; readonly language: Language }> = async (
  ctx,
  seller,
  effect,
  { codeId, language },
) => {
  const { code, stored } = await ctx.db.withSeller(seller.id, async (tx) => {
    const row = await readCode(tx, codeId);
    return { code: row, stored: row?.order_id ? await readOrder(tx, row.order_id) : null };
  });
  if (!code || !stored) return { done: { skipped: 'no such order' } };
  const realNow = Date.parse(ctx.clock.realNow());
  if (Date.parse(code.created_at) + CODE_MINUTES * MINUTE <= realNow) return { done: { skipped: 'the code is over' } };
  const digits = codeOf(ctx, seller.id, code.id);
  const { order, buyer } = stored;
  const words = codeLetter(
    {
      seller: { name: seller.name, colour: seller.settings.colour },
      buyerName: buyer.name,
      orderNumber: order.channelOrderId,
      code: digits,
      minutes: CODE_MINUTES,
      url: `${ctx.publicUrl}/portal/r/${signOrderLink(ctx.secret, seller.slug, order.id, Date.parse(code.created_at) + CODE_MINUTES * MINUTE)}`,
      zone: zoneOf(order.country),
    },
    languageOf(language),
  );
  const sent = await sendMail(ctx, seller, effect, buyer.email, 'code', words);
  // The team reads the mails that went out; a code is nobody's but the buyer's. The play mailbox is the buyer's.
  if (seller.sandbox || !('mail' in sent) || !sent.mail) return sent;
  const hide = (text: string) => text.replaceAll(spaced(digits), '••• •••').replace(/\/portal\/r\/[\w.-]+/g, '/portal/r/…');
  const { to, subject, text, html } = sent.mail;
  return { ...sent, mail: { to, subject: hide(subject), text: hide(text), html: hide(html) } };
};

/** Six digits that follow from the row and the secret: what is stored opens nothing. */
export function codeOf({ secret }: Pick<Context, 'secret'>, sellerId: string, codeId: string): string {
  const digest = createHmac('sha256', secret).update(`retour/portal-code\n${sellerId}\n${codeId}`).digest();
  return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

const sameDigits = (typed: string, right: string): boolean =>
  typed.length === right.length && timingSafeEqual(Buffer.from(typed), Buffer.from(right));

const keyOf = ({ secret }: Pick<Context, 'secret'>, sellerId: string, kind: string, text: string): Buffer =>
  createHmac('sha256', secret).update(`retour/portal-${kind}\n${sellerId}\n${text}`).digest();

const before = (at: string, ms: number): string => new Date(Date.parse(at) - ms).toISOString();
