/**
 * A mail of an effect or an errand: its id is the effect's, so that a mail server can tell a second attempt. No mail goes to an address from
 * which one came back for good, and a server that refuses an address while we speak to it has sent it back.
 */
import { failed } from '../channels/channel.ts';
import type { MailKind } from '../core/notices.ts';
import type { Mail } from '../notifications/mailer.ts';
import { suppressedOf } from '../store/bounces.ts';
import type { Effect } from '../store/effects.ts';
import type { Seller } from '../store/platform.ts';
import { bareAddress, bounceKindOf, noteBounce } from './bounces.ts';
import type { Result } from './carry-out.ts';
import type { Context } from './context.ts';

/** What a mail says, and what it brings along. */
export type MailWords = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: NonNullable<Mail['attachments']>;
};

/** `to`: one address, or several with commas between. `kind`: what it is, so that no mail leaves that the list of them does not name (M16). */
export async function sendMail(
  ctx: Context,
  seller: Seller,
  effect: Effect,
  to: string,
  kind: MailKind | 'trial',
  words: MailWords,
): Promise<Result> {
  const all = to.split(',').map((one) => one.trim());
  const gone = await ctx.db.withSeller(seller.id, (tx) => suppressedOf(tx, all.map(bareAddress)));
  const reached = all.filter((one) => !gone.has(bareAddress(one)));
  if (reached.length === 0)
    return { giveUp: `No mail reaches ${[...gone].join(', ')}: correct or free the address under Notifications, then try again.` };
  const recipients = reached.join(', ');
  const sent = await ctx.mailer.send({
    to: recipients,
    from: `${seller.name} <${seller.settings.mailFrom}>`,
    messageId: `${effect.id}@retour`,
    ...words,
  });
  if (!failed(sent))
    return { done: { ...sent, kind }, mail: { to: recipients, subject: words.subject, text: words.text, html: words.html } };
  // Of several it is not known whom it was about; a server that is not to be reached, or rejects us, has said nothing about the address.
  const bounced = sent.failed === 'refused' && reached.length === 1 ? bounceKindOf(sent.says) : null;
  if (bounced)
    await ctx.db.withSeller(seller.id, (tx) =>
      noteBounce(ctx, tx, { messageId: effect.id, recipient: recipients, kind: bounced, says: sent.says }),
    );
  return { failure: sent };
}
