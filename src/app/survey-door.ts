/** The buyer's way to the survey, behind the signed link of its mail or from the return's own page (M20). Opening it answers nothing. */
import { type SurveyPage } from '../core/aftercare/answer.ts';
import type { Score, SurveyQuestion, SurveyTopic } from '../core/aftercare/answer.ts';
import { changeUntil, mayAnswerByItself } from '../core/aftercare/survey.ts';
import { followUpClock } from '../core/aftercare/follow-up.ts';
import { isUuid } from '../core/ids.ts';
import type { Tx } from '../store/db.ts';
import { readReturn } from '../store/returns.ts';
import { followUpOfReturn, readSurvey } from '../store/surveys.ts';
import type { Context } from './context.ts';
import { readSurveyLink, type SurveyLink } from './links.ts';
import { settingsOf } from './keep-surveys.ts';
import { answerSurvey } from './surveys.ts';
import { idOfKey } from './write-message.ts';

export type TypedAnswer = {
  /** Of the form: sent twice it is one answer. */
  readonly nonce: string;
  readonly score: Score;
  readonly topics?: readonly SurveyTopic[];
  readonly contact?: boolean;
  readonly says?: string;
  readonly way: 'page' | 'tap';
};

/** What `src/api/portal/surveying.ts` works with; null where the link was never ours. */
export type SurveyDoor = {
  read(sellerSlug: string, token: string): Promise<SurveyPage | 'expired' | null>;
  answer(sellerSlug: string, token: string, typed: TypedAnswer): Promise<'kept' | 'not_kept' | 'too_late' | 'expired' | null>;
};

export function surveyDoor(ctx: Context): SurveyDoor {
  const linkOf = (sellerSlug: string, token: string): (SurveyLink & { readonly sellerId: string }) | 'expired' | null => {
    const link = readSurveyLink(ctx.secret, token, Date.parse(ctx.clock.realNow()));
    if (link === null || link === 'expired') return link;
    const seller = link.sellerSlug === sellerSlug ? ctx.sellers.bySlug(sellerSlug) : null;
    return seller && isUuid(link.returnId) ? { ...link, sellerId: seller.id } : null;
  };
  return {
    async read(sellerSlug, token) {
      const link = linkOf(sellerSlug, token);
      if (link === null || link === 'expired') return link;
      return ctx.db.withSeller(link.sellerId, (tx) => surveyPage(ctx, tx, link.returnId, link.question));
    },
    async answer(sellerSlug, token, { nonce, ...typed }) {
      const link = linkOf(sellerSlug, token);
      if (link === null || link === 'expired') return link;
      const id = idOfKey('survey', link.returnId, link.question, nonce);
      const answered = await answerSurvey(ctx, link.sellerId, link.returnId, { id, question: link.question, ...typed });
      if (answered.ok) return answered.kept ? 'kept' : 'not_kept';
      return answered.refusal === 'too_late' ? 'too_late' : null;
    },
  };
}

export async function surveyPage(ctx: Context, tx: Tx, returnId: string, question: SurveyQuestion): Promise<SurveyPage | null> {
  const survey = await readSurvey(tx, returnId);
  const loaded = survey && (await readReturn(tx, returnId));
  if (!survey || !loaded || (question === 'again' && survey.again_at === null)) return null;
  const { ret } = loaded;
  const now = ctx.clock.now(tx.sellerId);
  const settings = settingsOf(ctx, tx.sellerId);
  const isAgain = question === 'again';
  const [score, at] = isAgain ? [survey.again_score, survey.again_answered_at] : [survey.score, survey.first_at];
  const until = at === null ? null : changeUntil(at, settings);
  const followUp = await followUpOfReturn(tx, returnId);
  return {
    question,
    rma: ret.rma,
    titles: ret.items.map(({ title }) => title),
    country: ret.order.country,
    language: survey.language,
    score,
    topics: isAgain ? [] : survey.topics,
    contact: !isAgain && survey.contact,
    wrote: !isAgain && survey.wrote,
    open: until === null || Date.parse(until) >= Date.parse(now),
    changeUntil: until,
    byItself: score === null && mayAnswerByItself(isAgain ? survey.again_at : survey.asked_at, now),
    answerBy: followUp?.state === 'open' ? followUpClock(followUp, ctx.holidays).dueAt : null,
  };
}
