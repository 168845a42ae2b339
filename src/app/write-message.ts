/** Words to the buyer, words from the buyer, and words among ourselves (M15). The event names the message; its text stands beside. */
import type { Actor } from '../core/access.ts';
import { act, type Acted, type ActOptions } from './act.ts';
import { type Context, newId } from './context.ts';

const authorOf = (by: Actor, buyerName: string): string => (by.kind === 'buyer' ? buyerName : 'name' in by ? by.name : by.slug);

export type Words = {
  readonly body: string;
  readonly language?: string /** Chosen by the caller so that a repeat is known as one. */;
  readonly id?: string;
};

export async function writeMessage(
  ctx: Context,
  sellerId: string,
  returnId: string,
  words: Words,
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> {
  const at = ctx.clock.now(sellerId);
  const id = words.id ?? newId(ctx, at);
  const direction = by.kind === 'buyer' || by.kind === 'channel' ? 'in' : 'out';
  const language = words.language ?? 'und';
  const seller = ctx.sellers.get(sellerId);
  return act(ctx, sellerId, returnId, { verb: 'message', messageId: id, language, direction, informative: direction === 'out' }, by, {
    ...options,
    beside: (ret) => ({
      messages: [
        {
          id,
          at,
          direction,
          body: words.body,
          language: words.language ?? null,
          external_id: null,
          via: direction === 'in' ? 'portal' : ret.channelReturnId === undefined ? 'email' : 'channel',
          author: direction === 'in' ? 'buyer' : authorOf(by, seller.name),
        },
      ],
    }),
  });
}

/** The buyer's answer to what was asked, with their words beside it: one act, so that a refused answer leaves no words behind. */
export async function writeAnswer(
  ctx: Context,
  sellerId: string,
  returnId: string,
  { photos, note }: { readonly photos: number; readonly note?: string },
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> {
  const at = ctx.clock.now(sellerId);
  const id = newId(ctx, at);
  return act(ctx, sellerId, returnId, { verb: 'information', photos, wrote: note !== undefined }, by, {
    ...options,
    beside: () => ({
      messages:
        note === undefined
          ? []
          : [
              {
                id,
                at,
                direction: 'in',
                via: by.kind === 'buyer' ? 'portal' : 'desk',
                author: 'buyer',
                body: note,
                language: null,
                external_id: null,
              },
            ],
    }),
  });
}

export async function writeNote(
  ctx: Context,
  sellerId: string,
  returnId: string,
  words: Words,
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> {
  const at = ctx.clock.now(sellerId);
  const id = words.id ?? newId(ctx, at);
  return act(ctx, sellerId, returnId, { verb: 'note', noteId: id }, by, {
    ...options,
    beside: () => ({
      messages: [
        { id, at, direction: 'note', via: 'desk', author: authorOf(by, 'buyer'), body: words.body, language: null, external_id: null },
      ],
    }),
  });
}
