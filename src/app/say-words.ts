/** A person's words leave the house: into the channel's conversation or by mail, as was settled when they were written (M15). */
import { type Channel, failed, type Failure, type OutgoingFile } from '../channels/channel.ts';
import { languageOf } from '../core/access.ts';
import type { Effect } from '../store/effects.ts';
import { filesOfMessage, readMessage, type StoredFile } from '../store/thread.ts';
import type { Result, Work } from './carry-out.ts';
import type { Context } from './context.ts';
import { sendMail } from './send-mail.ts';
import { renderMessage } from './words.ts';

export async function sayMessage(
  { ctx, seller, effect, ret, buyer, stored, channel }: Work,
  { messageId }: { messageId: string },
): Promise<Result> {
  const { message, files } = await ctx.db.withSeller(seller.id, async (tx) => ({
    message: await readMessage(tx, messageId),
    files: await filesOfMessage(tx, messageId),
  }));
  if (!message) return { giveUp: 'the message is gone' };
  if (message.withdrawn_at !== null) return { done: { skipped: 'taken back' } };
  const outgoing = await bytesOf(ctx, files);
  if (message.via === 'channel' && ret.channelReturnId !== undefined && channel.speaks !== false) {
    const sent = await say(channel, ret.channelReturnId, message.body, effect, outgoing);
    return failed(sent) ? { failure: sent } : { done: sent };
  }
  if (!buyer.email) return { giveUp: 'the buyer has no e-mail address, and the channel has no conversation about this return' };
  const words = renderMessage(ctx, seller, {
    ret,
    buyer,
    order: stored.order,
    body: message.body,
    author: message.author,
    language: languageOf(message.language ?? buyer.language),
  });
  return sendMail(ctx, seller, effect, buyer.email, 'message', { ...words, ...(outgoing.length > 0 && { attachments: outgoing }) });
}

/** What the buyer wrote elsewhere, in the conversation of a channel that wants all contact there. */
export async function mirrorMessage({ ctx, seller, effect, ret, channel }: Work, { messageId }: { messageId: string }): Promise<Result> {
  const { message, files } = await ctx.db.withSeller(seller.id, async (tx) => ({
    message: await readMessage(tx, messageId),
    files: await filesOfMessage(tx, messageId),
  }));
  if (!message || message.mirrored_as === null || ret.channelReturnId === undefined || channel.speaks === false)
    return { done: { skipped: 'nothing to show' } };
  const sent = await say(channel, ret.channelReturnId, message.mirrored_as, effect, await bytesOf(ctx, files));
  return failed(sent) ? { failure: sent } : { done: sent };
}

/** Few channels know a thing said twice by our id of it: what became of an earlier call is read back before another one. */
export async function say(
  channel: Channel,
  channelReturnId: string,
  words: string,
  effect: Effect,
  files: readonly OutgoingFile[] = [],
  intentId = effect.id,
): Promise<{ readonly reference: string } | Failure> {
  if (effect.attempts > 1 && channel.findMessage) {
    const there = await channel.findMessage(channelReturnId, words, effect.created_at);
    if (there !== null) return there;
  }
  return channel.sendMessage(channelReturnId, words, files, intentId);
}

async function bytesOf(ctx: Context, files: readonly StoredFile[]): Promise<OutgoingFile[]> {
  const read = await Promise.all(files.map(async ({ name, type, sha256 }) => ({ name, type, bytes: await ctx.files.get(sha256) })));
  return read.flatMap(({ name, type, bytes }) => (bytes === null ? [] : { name, type, bytes }));
}
