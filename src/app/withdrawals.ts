/**
 * The withdrawal function (Directive 2011/83/EU article 11a): what a buyer declares is on the record and acknowledged at once, whoever they are.
 * Where the order is known, the return opens by itself on the date of the declaration; else a person of the team looks for it.
 */
import { type Actor, type Language, languageOf } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import type { Uuid } from '../core/ids.ts';
import { LOCALES } from '../core/spoken.ts';
import { deskMail } from '../notifications/desk-mail.ts';
import { DESK_WORDS } from '../notifications/desk-words.ts';
import { withdrawalLetter } from '../notifications/withdrawal-letter.ts';
import { insertErrand } from '../store/effects.ts';
import { findOrdersByNumber, readOpeningFacts, readOrder, type StoredOrder } from '../store/orders.ts';
import { listColleagues, type Seller } from '../store/platform.ts';
import { insertWithdrawal, readWithdrawal, setWithdrawalReturn, type Withdrawal } from '../store/portal.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';
import { keepDeclaration } from './intake-declared.ts';
import { openReturn } from './open-return.ts';
import { sendMail } from './send-mail.ts';
import { idOfKey, writeMessage } from './write-message.ts';

const BUYER: Actor = { kind: 'buyer' };

export type Declared = {
  /** The same id again is the same declaration. */
  readonly id: Uuid;
  readonly name: string;
  readonly email: string;
  readonly orderNumber: string;
  /** In the buyer's words, which items; empty for the whole order. */
  readonly about: string;
  /** Ticked by somebody who has shown that the order is theirs; null where nobody was signed in. */
  readonly units: readonly { readonly lineId: string; readonly unit: number }[] | null;
  readonly language: Language;
  readonly statement: string;
};

/** Records the declaration and lets its acknowledgement go out. Never refused: what it comes to is looked at afterwards. */
export async function declareWithdrawal(ctx: Context, sellerId: string, said: Declared): Promise<{ readonly submitted: string }> {
  const at = ctx.clock.now(sellerId);
  const spoken = (instant: string) => ({ submitted: submittedAt(instant, said.language, ctx.sellers.get(sellerId).zone) });
  return ctx.db.withSeller(sellerId, async (tx) => {
    const found = await findOrdersByNumber(tx, said.orderNumber);
    // Somebody else's number, or a slip in the address: then the order is not touched, and a person looks.
    const mine = found.find(({ buyer }) => buyer.email !== '' && buyer.email === said.email.toLowerCase());
    const created = await insertWithdrawal(tx, {
      id: said.id,
      at,
      name: said.name,
      email: said.email,
      order_number: said.orderNumber,
      about: said.about,
      units: said.units,
      language: said.language,
      statement: said.statement,
      order_id: mine?.order.id ?? null,
      return_id: null,
    });
    if (!created) return spoken((await readWithdrawal(tx, said.id))!.at);
    for (const kind of ['withdrawal_letter', 'withdrawal_return'] as const)
      await insertErrand(tx, { id: newId(ctx, at), kind, body: { withdrawalId: said.id }, created_at: at });
    return spoken(at);
  });
}

type Body = { readonly withdrawalId: string };

/** The acknowledgement goes to the address that the buyer gave for it. */
export const withdrawalLetterErrand: Errand<Body> = async (ctx, seller, effect, { withdrawalId }) => {
  const { said } = await load(ctx, seller.id, withdrawalId);
  const language = languageOf(said.language);
  // The seller's zone, named: the order's own would tell whoever asks whether there is such an order.
  const { zone } = seller;
  const words = withdrawalLetter(
    {
      seller: { name: seller.name, colour: seller.settings.colour },
      buyerName: said.name,
      orderNumber: said.order_number,
      statement: said.statement,
      submitted: submittedAt(said.at, language, zone),
      url: `${ctx.publicUrl}/portal/${seller.slug}`,
      zone,
    },
    language,
  );
  return sendMail(ctx, seller, effect, said.email, 'withdrawal', words);
};

/** What follows for the goods and the money. */
export const withdrawalReturnErrand: Errand<Body> = async (ctx, seller, effect, { withdrawalId }) => {
  const { said, stored } = await load(ctx, seller.id, withdrawalId);
  if (said.return_id) return { done: { returnId: said.return_id } };
  // Which items are meant is said in words: opening all of them would withdraw from more than was declared.
  if (!stored || (said.about !== '' && said.units === null)) return askTeam(ctx, seller, effect, said, stored);

  const now = ctx.clock.now(seller.id);
  const known = await ctx.db.withSeller(seller.id, (tx) => readOpeningFacts(tx, stored.order.channel, stored.order.channelOrderId, now));
  assert(known, 'an order that was read is there');
  const isOver = (lineId: string, unit: number) =>
    known.history.some((h) => h.line_id === lineId && h.unit === unit && !h.open && ['refunded', 'kept'].includes(h.settlement));
  const running = known.history.filter((h) => h.open);
  const units = stored.order.lines
    .flatMap((line) => Array.from({ length: line.quantity }, (_, i) => ({ lineId: line.id, unit: i + 1 })))
    .filter(({ lineId, unit }) => said.units === null || said.units.some((one) => one.lineId === lineId && one.unit === unit))
    .filter(({ lineId, unit }) => !isOver(lineId, unit));
  const fresh = units.filter(({ lineId, unit }) => !running.some((h) => h.line_id === lineId && h.unit === unit));

  // What is coming back already hears of it too: a withdrawal may give more than the reason of then.
  const returns = [
    ...new Set(running.filter((h) => units.some((u) => u.lineId === h.line_id && u.unit === h.unit)).map((h) => h.return_id)),
  ];
  for (const returnId of returns)
    await writeMessage(
      ctx,
      seller.id,
      returnId,
      { body: said.statement, language: said.language, id: idOfKey('withdrawal', said.id, returnId) },
      BUYER,
    );
  if (fresh.length === 0) {
    if (returns[0] === undefined) return askTeam(ctx, seller, effect, said, stored);
    return noted(ctx, seller.id, said.id, returns[0]);
  }
  const opened = await openReturn(
    ctx,
    seller.id,
    {
      channel: stored.order.channel,
      channelOrderId: stored.order.channelOrderId,
      via: 'portal',
      declaredAt: said.at,
      items: fresh.map((unit, i) => ({ ...unit, reason: 'changed_mind', ...(i === 0 && { note: said.statement }) })),
    },
    BUYER,
  );
  return opened.ok ? noted(ctx, seller.id, said.id, opened.returnId) : askTeam(ctx, seller, effect, said, stored);
};

async function load(ctx: Context, sellerId: string, id: string): Promise<{ said: Withdrawal; stored: StoredOrder | null }> {
  return ctx.db.withSeller(sellerId, async (tx) => {
    const said = await readWithdrawal(tx, id);
    assert(said, `there is a withdrawal ${id}`);
    return { said, stored: said.order_id === null ? null : await readOrder(tx, said.order_id) };
  });
}

async function noted(ctx: Context, sellerId: string, id: string, returnId: string) {
  await ctx.db.withSeller(sellerId, (tx) => setWithdrawalReturn(tx, id, returnId));
  return { done: { returnId } };
}

/**
 * The law's days run all the same: the declaration waits where the mails wait (M12), and customer service is told of it, or the manager where nobody
 * has that duty.
 */
async function askTeam(ctx: Context, seller: Seller, effect: Parameters<Errand<Body>>[2], said: Withdrawal, stored: StoredOrder | null) {
  await keepDeclaration(ctx, seller.id, said);
  const of = (role: 'customer_service' | 'manager') => ctx.db.withPlatform((tx) => listColleagues(tx, seller.id, role));
  const people = (await of('customer_service')).concat(await of('manager'));
  if (people.length === 0) return { done: { skipped: 'it waits in triage; nobody of the team can be written to' } };
  const language = languageOf(seller.language);
  const says = DESK_WORDS[language].withdrawal;
  const words = deskMail({
    to: 'team',
    seller: { name: seller.name, colour: seller.settings.colour },
    zone: seller.zone,
    language,
    about: { name: says.name, number: said.order_number },
    subject: says.subject(said.order_number),
    headline: says.headline,
    blocks: [
      stored ? says.whichItems : says.noOrder,
      `${submittedAt(said.at, language, seller.zone)} · ${said.name} · ${said.email}`,
      { words: said.statement },
    ],
    link: {
      says: says.open,
      url: `${ctx.publicUrl}/intake/${said.id}`,
    },
  });
  return sendMail(ctx, seller, effect, [...new Set(people.map(({ email }) => email))].join(', '), 'team_withdrawal', words);
}

/** `22 November 2026 at 14:05:09 CET`: to the second, since a period may end on it. */
export const submittedAt = (at: string, language: Language, zone: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at));
