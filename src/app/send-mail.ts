/** A mail of an effect or an errand: its id is the effect's, so that a mail server can tell a second attempt. */
import { failed } from '../channels/channel.ts';
import type { Effect } from '../store/effects.ts';
import type { Seller } from '../store/platform.ts';
import type { Result } from './carry-out.ts';
import type { Context } from './context.ts';

export async function sendMail(
  ctx: Context,
  seller: Seller,
  effect: Effect,
  to: string,
  words: { subject: string; text: string; html: string },
): Promise<Result> {
  const sent = await ctx.mailer.send({
    to,
    from: `${seller.name} <${seller.settings.mailFrom}>`,
    messageId: `${effect.id}@retour`,
    ...words,
  });
  return failed(sent) ? { failure: sent } : { done: sent, mail: { to, subject: words.subject, text: words.text, html: words.html } };
}
