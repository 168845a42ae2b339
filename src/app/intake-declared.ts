/**
 * A withdrawal by the withdrawal function that nobody could place waits in triage beside the mails (M12): as a letter of its own, under the
 * declaration's id and received at its moment, so that a return which a person opens from it is declared when the buyer declared it. It is never
 * taken by itself, and never twice: the same declaration is the same letter.
 */
import { factsOf, type MailFacts } from '../channels/email/facts.ts';
import { readMail } from '../channels/email/parse.ts';
import { type Actor, actorName, type Language, languageOf } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { insertErrand } from '../store/effects.ts';
import { dismissMail, keepRaw, lockMail, recordReading, triageMail } from '../store/intake.ts';
import { readWithdrawal, type Withdrawal } from '../store/portal.ts';
import { type Context, newId } from './context.ts';
import type { Errand } from './errands.ts';
import { summaryOf } from './intake.ts';
import type { MailDone } from './intake-hand.ts';
import { mailAboutOrder } from './order-mails.ts';
import { sendMail } from './send-mail.ts';

/** Puts the declaration where people look. Done again it changes nothing, whatever has become of it since. */
export async function keepDeclaration(ctx: Context, sellerId: string, said: Withdrawal): Promise<void> {
  const bytes = letterOf(said);
  const { sha256, size } = await ctx.files.put(bytes);
  const mail = await readMail(bytes);
  const read = factsOf(mail, null);
  const facts: MailFacts = {
    ...read,
    kind: 'other',
    notice: null,
    orders: [...new Set([said.order_number, ...read.orders])],
    reason: { reason: 'changed_mind' },
    asks: true,
    says: said.statement,
  };
  await ctx.db.withSeller(sellerId, async (tx) => {
    const kept = await keepRaw(tx, {
      id: said.id,
      digest: sha256,
      size: size || bytes.byteLength,
      cut_off: false,
      source: 'portal',
      mailbox_id: null,
      received_at: said.at,
    });
    if (!kept.isNew) return;
    await recordReading(tx, said.id, { fingerprint: null, ...summaryOf(mail, facts) });
    await triageMail(tx, said.id, 'withdrawal');
  });
}

const SUBJECTS: Readonly<Record<Language, string>> = {
  en: 'Withdrawal, order',
  fr: 'Rétractation, commande',
  de: 'Widerruf, Bestellung',
  es: 'Desistimiento, pedido',
  it: 'Recesso, ordine',
};

export const subjectOf = (language: Language, order: string): string => `${SUBJECTS[language]} ${order}`;

/** As a mail that the buyer might have written: the form that triage reads. The same declaration gives the same bytes. */
function letterOf(said: Withdrawal): Uint8Array {
  const word = (text: string) => `=?UTF-8?B?${Buffer.from(text.replace(/[\r\n]+/g, ' '), 'utf8').toString('base64')}?=`;
  const lines = [
    `From: ${word(said.name)} <${said.email.replace(/[^\x21-\x7e]|[<>]/g, '')}>`,
    `Subject: ${word(subjectOf(languageOf(said.language), said.order_number))}`,
    `Date: ${new Date(said.at).toUTCString()}`,
    `Message-ID: <${said.id}@withdrawal>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(said.statement, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'utf8');
}

/** A person writes to whoever declared it; it is done by that, and can be taken up again. */
export const answerDeclared = (ctx: Context, sellerId: string, id: string, body: string, by: Actor): Promise<MailDone> =>
  ctx.db.withSeller(sellerId, async (tx): Promise<MailDone> => {
    const row = await lockMail(tx, id);
    if (row?.source !== 'portal') return { ok: false, refusal: 'not_found' };
    if (row.state !== 'triage') return { ok: false, refusal: 'mail_ended' };
    const now = ctx.clock.now(sellerId);
    await insertErrand(tx, { id: newId(ctx, now), kind: 'declared_answer', body: { withdrawalId: id, body }, created_at: now });
    await dismissMail(tx, id, { at: now, by: actorName(by), says: body.trim().slice(0, 500) });
    return { ok: true };
  });

export const declaredAnswer: Errand<{ readonly withdrawalId: string; readonly body: string }> = async (
  ctx,
  seller,
  effect,
  { withdrawalId, body },
) => {
  const said = await ctx.db.withSeller(seller.id, (tx) => readWithdrawal(tx, withdrawalId));
  assert(said, `there is a withdrawal ${withdrawalId}`);
  const language = languageOf(said.language);
  const subject = subjectOf(language, said.order_number);
  const words = mailAboutOrder(
    ctx,
    seller,
    { order: { channelOrderId: said.order_number, country: seller.country }, buyer: { name: said.name, language } },
    { subject, headline: subject, blocks: [{ words: body }], personal: true },
  );
  return sendMail(ctx, seller, effect, said.email, 'withdrawal_answer', words);
};
