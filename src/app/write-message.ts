/** Words to the buyer, words from the buyer, and words among ourselves (M15). The event names the message; its text stands beside. */
import { createHash } from 'node:crypto';
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
    ...(words.id !== undefined && { unlessMessage: words.id }),
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
  { photos, note, id: given }: { readonly photos: number; readonly note?: string; readonly id?: string },
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> {
  const at = ctx.clock.now(sellerId);
  const id = given ?? newId(ctx, at);
  return act(ctx, sellerId, returnId, { verb: 'information', photos, wrote: note !== undefined }, by, {
    ...options,
    ...(given !== undefined && { unlessMessage: given }),
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
    ...(words.id !== undefined && { unlessMessage: words.id }),
    beside: () => ({
      messages: [
        { id, at, direction: 'note', via: 'desk', author: authorOf(by, 'buyer'), body: words.body, language: null, external_id: null },
      ],
    }),
  });
}

/** An id that follows from a key of the caller's: the same key is the same message. Shaped as a UUID (version 7, variant 8). */
export function idOfKey(...key: readonly string[]): string {
  const hex = createHash('sha256').update(key.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
