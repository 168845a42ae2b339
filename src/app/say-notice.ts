/** A step of a return is told (M16): by mail, and in the channel's own conversation. */
import { failed, type OutgoingFile } from '../channels/channel.ts';
import { inParts, mannersOf } from '../channels/manners.ts';
import { assert } from '../core/assert.ts';
import { type NoticeKind, NOTICES } from '../core/notices.ts';
import type { Return } from '../core/return/model.ts';
import type { Papers } from '../notifications/render.ts';
import { suppressedOf } from '../store/bounces.ts';
import { readOff } from '../store/preferences.ts';
import { wordsOfRefusal } from '../store/returns.ts';
import { bareAddress } from './bounces.ts';
import type { Result, Work } from './carry-out.ts';
import type { EffectBody } from './consequences.ts';
import { labelDocument, packingSlipDocument } from './documents.ts';
import { say } from './say-words.ts';
import { sendMail } from './send-mail.ts';
import { renderNotice } from './words.ts';
import { idOfKey } from './write-message.ts';

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
  return sendMail(ctx, seller, effect, buyer.email, body.notice, noticeOf(work, body));
}

/** All of it, in as many messages as the channel's form asks for; the papers that the buyer can't do without come along. */
export async function threadNotice(work: Work, asked: EffectBody['thread']): Promise<Result> {
  const { ctx, seller, effect, ret, channel } = work;
  assert(ret.channelReturnId !== undefined, 'a thread needs the channel’s case');
  if (channel.speaks === false) return { done: { skipped: 'the channel has no conversation: the mail says it' } };
  // A person's reasons stand in the event; a refusal that is told later is told with them.
  const because =
    asked.notice === 'rejected' && asked.because === undefined
      ? await ctx.db.withSeller(seller.id, (tx) => wordsOfRefusal(tx, ret.id))
      : null;
  const body = because === null ? asked : { ...asked, because };
  const manners = mannersOf(work.connection);
  // Where a mail goes beside it, the mail brings them.
  const files = manners.contact === 'channel_only' ? await papersOf(work, body.notice, manners.files) : [];
  const papers: Papers = files.length > 0 ? 'attached' : manners.links ? 'linked' : 'elsewhere';
  // What was tried once is tried with the same words: they may stand in the thread already.
  const words = body.words ?? noticeOf(work, body, papers).thread;
  const said = inParts(words, manners.longest);
  let sent: object = {};
  for (const [n, part] of said.entries()) {
    const told = await say(
      channel,
      ret.channelReturnId,
      part,
      effect,
      n === 0 ? files : [],
      n === 0 ? effect.id : idOfKey(effect.id, String(n)),
    );
    if (failed(told)) return { failure: told, keep: { words } };
    sent = told;
  }
  return { done: sent, said };
}

const WITH_LABEL: readonly NoticeKind[] = ['approved', 'label'];

/** Label and slip of a parcel that the buyer is asked to send, where the channel takes them. */
async function papersOf(
  { ctx, seller, ret }: Work,
  notice: NoticeKind,
  takes: { readonly mostBytes: number; readonly most: number },
): Promise<readonly OutgoingFile[]> {
  if (!WITH_LABEL.includes(notice) || !isSent(ret)) return [];
  const made = [
    { name: `label-${ret.rma}.pdf`, bytes: await labelDocument(ctx, seller.id, ret.id, 'a4') },
    { name: `return-slip-${ret.rma}.pdf`, bytes: await packingSlipDocument(ctx, seller.id, ret.id) },
  ];
  const files = made.flatMap(({ name, bytes }) => (bytes === null ? [] : [{ name, type: 'application/pdf', bytes }]));
  return files.length <= takes.most && files.every(({ bytes }) => bytes.byteLength <= takes.mostBytes) ? files : [];
}

/** Whether a parcel is asked for at all: what never came, or is paid back without the goods, needs no paper. */
const isSent = (ret: Return): boolean =>
  ret.items.some((item) => item.reason !== 'not_received' && item.decision?.next !== 'refund_without_return');

function noticeOf(
  { ctx, seller, ret, buyer, stored, answers, returnTo, channel, connection }: Work,
  body: EffectBody['mail'],
  papers?: Papers,
) {
  const byTransfer = channel.paysBack === false || connection.settings['refunds'] === 'bank_transfer';
  return renderNotice(
    ctx,
    seller,
    body,
    {
      ret,
      buyer,
      order: stored.order,
      answers,
      ...(returnTo && { returnTo }),
      ...(byTransfer && { byTransfer }),
    },
    papers,
  );
}
