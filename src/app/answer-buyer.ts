/**
 * A colleague answers the buyer (M15, M17). Before the words are taken, three things are looked at that would be hard to take back: whether somebody
 * wrote in between, whether the channel wants another language, and whether its conversation takes the files. Then they wait for some seconds,
 * in which they can still be taken back.
 */
import type { LanguageRule } from '../channels/manners.ts';
import { type Actor, type Language, type Role, rolesOf } from '../core/access.ts';
import { lockReturn } from '../store/returns.ts';
import { filesByIds, lastWord } from '../store/thread.ts';
import { act, type Acted, type ActOptions } from './act.ts';
import { contactOf } from './contact.ts';
import { type Context, newId } from './context.ts';
import { languageOf } from './language-guard.ts';
import { sendIn, type Words } from './write-message.ts';

export type Answer = Words & {
  /** The last word that the writer has read, or null where there was none; left out by programs that don't look. */
  readonly after?: string | null;
  /** Files that were kept on this return and wait for a message. */
  readonly files?: readonly string[];
  /** A manager's reason for sending it in a language that the channel does not want. */
  readonly despite?: string;
};

/** What only an answer by a person can be refused for; facts for the words of the refusal. */
export type HeldBack =
  | {
      readonly refusal: 'wrong_language';
      readonly facts: {
        readonly channel: string;
        readonly detected: Language | 'other';
        readonly wanted: readonly Language[];
        /** The channel allows no exception. */
        readonly binding: boolean;
        readonly mayOverride: boolean;
      };
    }
  | {
      readonly refusal: 'answered_meanwhile';
      readonly facts: { readonly lastMessageId: string; readonly author: string; readonly at: string; readonly direction: 'in' | 'out' };
    }
  | {
      readonly refusal: 'files_not_taken';
      readonly facts: { readonly channel: string; readonly mostBytes: number; readonly most: number; readonly name?: string };
    };

export type Answered = Acted | ({ readonly ok: false } & HeldBack);

export async function answerBuyer(
  ctx: Context,
  sellerId: string,
  returnId: string,
  answer: Answer,
  by: Actor,
  options: ActOptions = {},
): Promise<Answered> {
  const id = answer.id ?? newId(ctx, ctx.clock.now(sellerId));
  return ctx.db.withSeller(sellerId, async (tx) => {
    const way = await contactOf(tx, returnId);
    if (!way) return { ok: false, refusal: 'not_found' };
    if (answer.after !== undefined) {
      // Two who press the button at once: the second waits here, and then reads what the first has written.
      await lockReturn(tx, returnId);
      const last = await lastWord(tx, returnId);
      // The repeat of an answer whose own words stand there by now has been read by its writer.
      if (last && last.id !== answer.after && last.id !== id) {
        const { id: lastMessageId, author, at, direction } = last;
        return { ok: false, refusal: 'answered_meanwhile', facts: { lastMessageId, author, at, direction } };
      }
    }
    const { language: rule, channel } = way;
    const { detected, held, mayOverride } = judgeLanguage(answer.body, rule, by);
    if (rule && held && !(mayOverride && answer.despite?.trim()))
      return {
        ok: false,
        refusal: 'wrong_language',
        facts: { channel, detected: detected!, wanted: rule.languages, binding: rule.binding, mayOverride },
      };
    const files = answer.files?.length ? await filesByIds(tx, returnId, answer.files) : [];
    const { mostBytes, most } = way.files;
    const big = files.find(({ size }) => size > mostBytes);
    if (big || files.length > most)
      return { ok: false, refusal: 'files_not_taken', facts: { channel, mostBytes, most, ...(big && { name: big.name }) } };
    const { despite, after: _read, ...words } = answer;
    return sendIn(ctx, tx, returnId, { ...words, id, ...(despite?.trim() && { despite: despite.trim() }) }, by, {
      ...options,
      ...(answer.id !== undefined && { unlessMessage: id }),
    });
  });
}

/**
 * Whether a text may go out as far as its language goes. Held back is only what is surely in another one; where that can't be told, the answer is a
 * warning at most.
 */
export type LanguageVerdict = {
  readonly detected: Language | 'other' | null;
  readonly sure: boolean;
  /** What the channel wants; none where it does not mind. */
  readonly wanted: readonly Language[];
  readonly held: boolean;
  /** Probably another language, but the text is too short to be sure. */
  readonly doubtful: boolean;
  readonly binding: boolean;
  readonly mayOverride: boolean;
};

export function judgeLanguage(body: string, rule: LanguageRule | null, by: Actor): LanguageVerdict {
  const { language: detected, sure } = languageOf(body);
  const other = rule !== null && detected !== null && !rule.languages.some((wanted) => wanted === detected);
  return {
    detected,
    sure,
    wanted: rule?.languages ?? [],
    held: other && sure,
    doubtful: other && !sure,
    binding: rule?.binding ?? false,
    mayOverride: rule !== null && !rule.binding && mayDecide(by),
  };
}

const DECIDES: readonly Role[] = ['manager', 'administrator'];
const mayDecide = (by: Actor): boolean => rolesOf(by).some((role) => DECIDES.includes(role));

/** Takes an answer back while it has not left: nobody outside has seen it, and its files wait for another one. */
export const unsayAnswer = (
  ctx: Context,
  sellerId: string,
  returnId: string,
  messageId: string | undefined,
  by: Actor,
  options: ActOptions = {},
): Promise<Acted> => act(ctx, sellerId, returnId, { verb: 'message-undo', ...(messageId !== undefined && { messageId }) }, by, options);
