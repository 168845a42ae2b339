/** What is to be said about a text before it is sent: its language against the channel's wish, and hints (M17). Nothing is written. */
import { type Actor, type Language, languageOf as languageOfTag } from '../core/access.ts';
import { type Hint, hintsOf } from '../core/answers/hints.ts';
import { lastWord } from '../store/thread.ts';
import { judgeLanguage, type LanguageVerdict } from './answer-buyer.ts';
import { contactOf } from './contact.ts';
import type { Context } from './context.ts';

export type WordsChecked = LanguageVerdict & { readonly hints: readonly Hint[] };

export async function checkWords(
  ctx: Context,
  sellerId: string,
  returnId: string,
  { body, language }: { readonly body: string; readonly language?: string },
  by: Actor,
): Promise<WordsChecked | null> {
  const known = await ctx.db.withSeller(sellerId, async (tx) => ({
    way: await contactOf(tx, returnId),
    last: await lastWord(tx, returnId),
  }));
  if (!known.way) return null;
  const verdict = judgeLanguage(body, known.way.language, by);
  const { detected, sure } = verdict;
  const meant: Language =
    sure && detected !== null && detected !== 'other' ? detected : languageOfTag(language ?? known.way.language?.languages[0]);
  return { ...verdict, hints: hintsOf(body, meant, known.last !== null) };
}
