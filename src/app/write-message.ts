/**
 * Words to the buyer, words from the buyer, and words among ourselves: one thread per return, whichever way they come and go (M15). The event
 * names the message; its text stands beside.
 */
import { createHash } from 'node:crypto';
import type { MessageArrival } from '../channels/channel.ts';
import { mannersOf, wantsAllThere } from '../channels/manners.ts';
import { type Actor, languageOf as languageOfTag } from '../core/access.ts';
import type { Return } from '../core/return/model.ts';
import { mirrorWords, refusedFilesNote } from '../notifications/thread-words.ts';
import { readConnection } from '../store/connections.ts';
import type { Tx } from '../store/db.ts';
import { readReturn } from '../store/returns.ts';
import { bindFiles, insertNote, knownThread, readMessage } from '../store/thread.ts';
import { act, type Acted, actIn, type ActOptions } from './act.ts';
import { type Attachment, keepAttachments, type RefusedFile, type StowedFile } from './attachments.ts';
import { contactOf } from './contact.ts';
import { type Context, newId } from './context.ts';
import { languageOf } from './language-guard.ts';
import { askAgainWithSigns } from './look-again.ts';

const authorOf = (by: Actor, buyerName: string): string => (by.kind === 'buyer' ? buyerName : 'name' in by ? by.name : by.slug);

export type Words = {
  readonly body: string;
  readonly language?: string;
  /** Chosen by the caller so that a repeat is known as one. */
  readonly id?: string;
};

/**
 * Words of ours, or of the buyer, as they are: no language is asked for and nothing can be taken back. People write through `answerBuyer`, which
 * does both.
 */
export async function writeMessage(
  ctx: Context,
  sellerId: string,
  returnId: string,
  words: Words,
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> {
  const id = words.id ?? newId(ctx, ctx.clock.now(sellerId));
  if (by.kind === 'buyer' || by.kind === 'channel')
    return receiveWords(ctx, sellerId, returnId, { ...words, id, via: 'portal' }, by, options);
  return ctx.db.withSeller(sellerId, (tx) =>
    sendIn(ctx, tx, returnId, { ...words, id }, by, { atOnce: true, ...options, ...(words.id !== undefined && { unlessMessage: id }) }),
  );
}

/** What we say to the buyer, inside a transaction that it ends: by the way that the channel wants, with the files that were kept for it. */
export async function sendIn(
  ctx: Context,
  tx: Tx,
  returnId: string,
  words: Words & { readonly id: string; readonly files?: readonly string[]; readonly despite?: string },
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> {
  const { id, body, language, files = [], despite } = words;
  const way = await contactOf(tx, returnId);
  if (files.length > 0) await bindFiles(tx, returnId, id, files);
  const seller = ctx.sellers.get(tx.sellerId);
  const at = ctx.clock.now(tx.sellerId);
  const sent = { verb: 'message', messageId: id, language: language ?? 'und', direction: 'out', informative: true } as const;
  return actIn(ctx, tx, returnId, despite === undefined ? sent : { ...sent, despite }, by, {
    ...options,
    beside: () => ({
      messages: [
        {
          id,
          at,
          direction: 'out',
          body,
          language: language ?? null,
          external_id: null,
          via: way?.way === 'channel' ? 'channel' : 'email',
          author: authorOf(by, seller.name),
          ...(despite !== undefined && { despite }),
        },
      ],
    }),
  });
}

export type Received = Words & {
  readonly id: string;
  /** `desk`: a colleague puts down what the buyer said on the phone or in the shop. */
  readonly via: 'portal' | 'email' | 'channel' | 'desk';
  /** The channel's own number of it. */
  readonly externalId?: string;
  readonly attachments?: readonly (Attachment | StowedFile)[];
};

/**
 * Words from the buyer, by whichever way. The same id twice is one message. What may not be kept of the attachments is named in a note, so that
 * nobody waits for it; where the channel wants all contact in its own conversation, it is shown there too (M15).
 */
export async function receiveWords(
  ctx: Context,
  sellerId: string,
  returnId: string,
  words: Received,
  by: Actor,
  options: ActOptions = {},
): Promise<Acted & { readonly refused?: readonly RefusedFile[] }> {
  const { id, body, via, externalId, attachments = [] } = words;
  const at = ctx.clock.now(sellerId);
  const found = languageOf(body);
  const language = words.language ?? (found.sure && found.language !== 'other' ? found.language : null);
  const answer = await ctx.db.withSeller(sellerId, async (tx) => {
    if (await readMessage(tx, id)) return { acted: await already(tx, returnId), refused: [] };
    const loaded = await readReturn(tx, returnId);
    if (!loaded) return { acted: { ok: false, refusal: 'not_found' } as const, refused: [] };
    if (options.version !== undefined && options.version !== loaded.ret.version)
      return { acted: { ok: false, refusal: 'version_conflict', ret: loaded.ret } as const, refused: [] };
    const { kept, refused } = await keepAttachments(ctx, tx, returnId, attachments, by.kind === 'staff' ? { kind: 'buyer' } : by);
    if (kept.length > 0)
      await bindFiles(
        tx,
        returnId,
        id,
        kept.map((file) => file.id),
      );
    const seller = ctx.sellers.get(sellerId);
    if (refused.length > 0)
      await insertNote(tx, {
        id: newId(ctx, at),
        return_id: returnId,
        at,
        author: 'Retour',
        body: refusedFilesNote(refused, languageOfTag(seller.language)),
      });
    const mirror = via === 'channel' ? undefined : await mirrorOf(tx, loaded.ret, languageOfTag(loaded.buyer.language), via, body);
    const acted = await actIn(
      ctx,
      tx,
      returnId,
      { verb: 'message', messageId: id, language: language ?? 'und', direction: 'in', informative: false },
      by,
      {
        ...options,
        beside: () => ({
          messages: [
            {
              id,
              at,
              direction: 'in',
              via,
              author: 'buyer',
              body,
              language,
              external_id: externalId ?? null,
              ...(mirror !== undefined && { mirrored_as: mirror }),
            },
          ],
          ...(mirror !== undefined && { effects: [{ id: newId(ctx, at), kind: 'mirror', body: { messageId: id }, created_at: at }] }),
        }),
      },
    );
    return { acted, refused, pictures: kept.some(({ type }) => type.startsWith('image/')) };
  });
  // A photo that another return shows too is a sign for whoever decides (M7).
  if (answer.acted.ok && answer.pictures === true) await askAgainWithSigns(ctx, sellerId, returnId);
  return answer.refused.length > 0 ? { ...answer.acted, refused: answer.refused } : answer.acted;
}

async function already(tx: Tx, returnId: string): Promise<Acted> {
  const loaded = await readReturn(tx, returnId);
  return loaded ? { ok: true, ret: loaded.ret, buyer: loaded.buyer, events: [] } : { ok: false, refusal: 'not_found' };
}

/** How the buyer's words will stand in the channel's conversation; undefined where the channel does not demand it, or has no case yet. */
async function mirrorOf(
  tx: Tx,
  ret: Return,
  language: Parameters<typeof mirrorWords>[0],
  via: 'portal' | 'email' | 'desk',
  body: string,
): Promise<string | undefined> {
  if (ret.channelReturnId === undefined) return undefined;
  const connection = await readConnection(tx, ret.order.channel);
  return connection && wantsAllThere(mannersOf(connection)) ? mirrorWords(language, via, body) : undefined;
}

/**
 * What was said in the channel's own conversation: by the buyer, by the channel's people, or by us in its back office. Our own words, and what we
 * showed there of words from elsewhere, are in the thread already. A reply that we gave there is an answer like any other, unless the channel
 * itself says that it is none.
 */
export async function hearConversation(
  ctx: Context,
  sellerId: string,
  returnId: string,
  messages: readonly MessageArrival[],
  by: Actor & { readonly kind: 'channel' },
): Promise<void> {
  if (messages.length === 0) return;
  const known = await ctx.db.withSeller(sellerId, (tx) => knownThread(tx, returnId));
  for (const message of messages) {
    if (known.externalIds.has(message.id)) continue;
    if (message.from === 'seller' && known.ours.has(plain(message.body))) continue;
    const id = idOfKey(sellerId, returnId, 'channel', message.id);
    const ours = message.from === 'seller';
    const found = languageOf(message.body);
    const language = found.sure && found.language !== 'other' ? found.language : null;
    await act(
      ctx,
      sellerId,
      returnId,
      {
        verb: 'message',
        messageId: id,
        direction: ours ? 'out' : 'in',
        language: language ?? 'und',
        informative: ours && !message.informative,
      },
      by,
      {
        unlessMessage: id,
        beside: (ret) => ({
          messages: [
            {
              id,
              at: message.at,
              direction: ours ? 'out' : 'in',
              via: 'channel',
              body: message.body,
              language,
              external_id: message.id,
              author: message.from === 'buyer' ? 'buyer' : ours ? ctx.sellers.get(sellerId).name : ret.order.channel,
            },
          ],
        }),
      },
    );
  }
}

/** White space made one: channels wrap and trim what they are told. */
const plain = (body: string): string => body.replace(/\s+/g, ' ').trim();

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

/** A note is for the house alone: its event has no consequence, and nothing that goes out reads it. */
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
