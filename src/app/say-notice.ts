/** A step of a return is told (M16): by mail, and in the channel's own conversation. */
import { failed } from '../channels/channel.ts';
import { assert } from '../core/assert.ts';
import { NOTICES } from '../core/notices.ts';
import { suppressedOf } from '../store/bounces.ts';
import { readOff } from '../store/preferences.ts';
import { bareAddress } from './bounces.ts';
import type { Result, Work } from './carry-out.ts';
import type { EffectBody } from './consequences.ts';
import { say } from './say-words.ts';
import { sendMail } from './send-mail.ts';
import { renderNotice } from './words.ts';

export async function mailNotice(work: Work, body: EffectBody['mail']): Promise<Result> {
  const { ctx, seller, effect, ret, buyer } = work;
  if (!buyer.email) return { done: { skipped: 'no address' } };
  const address = bareAddress(buyer.email);
  const { off, gone } = await ctx.db.withSeller(seller.id, async (tx) => ({
    off: await readOff(tx, address),
    gone: await suppressedOf(tx, [address]),
  }));
  const { group } = NOTICES[body.notice];
  if (group && off.includes(group)) return { done: { skipped: 'the buyer does not want it' } };
  // The channel's conversation says the same: a mailbox that does not exist is no reason to call a person.
  if (gone.has(address) && ret.channelReturnId !== undefined && work.channel.speaks !== false)
    return { done: { skipped: 'the mailbox does not exist; the channel was told' } };
  return sendMail(ctx, seller, effect, buyer.email, noticeOf(work, body));
}

export async function threadNotice(work: Work, body: EffectBody['thread']): Promise<Result> {
  const { effect, ret, channel } = work;
  assert(ret.channelReturnId !== undefined, 'a thread needs the channel’s case');
  if (channel.speaks === false) return { done: { skipped: 'the channel has no conversation: the mail says it' } };
  // What was tried once is tried with the same words: they may stand in the thread already.
  const said = body.words ?? noticeOf(work, body).thread;
  const sent = await say(channel, ret.channelReturnId, said, effect);
  return failed(sent) ? { failure: sent, keep: { words: said } } : { done: sent, said };
}

function noticeOf({ ctx, seller, ret, buyer, stored, answers, returnTo, channel, connection }: Work, body: EffectBody['mail']) {
  const byTransfer = channel.paysBack === false || connection.settings['refunds'] === 'bank_transfer';
  return renderNotice(ctx, seller, body, {
    ret,
    buyer,
    order: stored.order,
    answers,
    ...(returnTo && { returnTo }),
    ...(byTransfer && { byTransfer }),
  });
}
