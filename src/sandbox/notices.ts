/** A mailbox that does not exist, for the page of notices to show: a mail of a return that is over came back. */
import { noteBounce } from '../app/bounces.ts';
import type { Context } from '../app/context.ts';
import { isOpen } from '../core/return/refusals.ts';
import { readReturn } from '../store/returns.ts';
import { listMails } from '../store/thread.ts';

/** The oldest return among the latest mails that nobody waits for any more: what the demo does next never needs its buyer's address. */
export async function furnishNotices(ctx: Context, sellerId: string): Promise<void> {
  await ctx.db.withSeller(sellerId, async (tx) => {
    for (const mail of (await listMails(tx, {})).toReversed()) {
      const loaded = mail.return_id === null ? null : await readReturn(tx, mail.return_id);
      if (!loaded || loaded.buyer.email !== mail.recipient || loaded.ret.items.some(isOpen)) continue;
      await noteBounce(ctx, tx, {
        messageId: mail.id,
        recipient: mail.recipient,
        kind: 'hard',
        says: '550 5.1.1 The email account that you tried to reach does not exist',
      });
      return;
    }
  });
}
