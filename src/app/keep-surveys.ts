/** The books of the survey beside every return (M20): who is to be asked once it ends, and what was said to an unhappy buyer. */
import { decideFollowUp, type FollowUp, type FollowUpEvent } from '../core/aftercare/follow-up.ts';
import { askAt, isAsked, surveyEnd, type SurveySettings, surveySettings } from '../core/aftercare/survey.ts';
import { assert } from '../core/assert.ts';
import type { Tx } from '../store/db.ts';
import { insertFollowUpEvents, lockFollowUp, putSurvey, suspendSurvey, updateFollowUp } from '../store/surveys.ts';
import type { ReturnKeeper } from './alongside.ts';
import type { Context } from './context.ts';

export const settingsOf = (ctx: Pick<Context, 'sellers'>, sellerId: string): SurveySettings =>
  surveySettings(ctx.sellers.get(sellerId).settings.survey);

/** A return that ends is remembered with the hour of its question; one that goes on after all is forgotten. */
export const keepSurveys: ReturnKeeper = async (ctx, tx, { before, after, now }) => {
  const [was, ended] = [before && surveyEnd(before), surveyEnd(after)];
  if (was === ended) return;
  const settings = settingsOf(ctx, tx.sellerId);
  if (ended !== null && isAsked(ended, settings)) {
    const { sku, title, reason } = after.items[0]!;
    await putSurvey(tx, {
      returnId: after.id,
      orderId: after.order.id,
      ended,
      endedAt: now,
      askAt: askAt(now, settings, ctx.sellers.get(tx.sellerId).zone),
      channel: after.order.channel,
      country: after.order.country,
      reason,
      sku,
      title,
    });
  } else if (was !== null && settings.on) await suspendSurvey(tx, after.id);
};

/** Words to the unhappy buyer in the conversation are the answer that was owed; taken back in time, they were none. */
export const keepFollowUps: ReturnKeeper = async (ctx, tx, { events, now }) => {
  const said = events.find((event) => event.type === 'messaged');
  const unsaid = events.find((event) => event.type === 'message_undone');
  const followed = events.find((event) => event.type === 'followed_up');
  const words = said ?? unsaid;
  if (!followed || !words) return;
  const before = await lockFollowUp(tx, followed.followUpId);
  assert(before, 'a follow-up is never removed');
  const command = { verb: said ? 'message' : 'message-undo', messageId: words.messageId } as const;
  const decided = decideFollowUp(before, command, { now, by: words.by, holidays: ctx.holidays });
  assert(decided.ok, 'the return and its follow-up stand at the same point');
  await keepFollowUp(ctx, tx, decided, now);
};

/** The row, and its numbered events. */
export async function keepFollowUp(
  ctx: Context,
  tx: Tx,
  { followUp: after, events }: { readonly followUp: FollowUp; readonly events: readonly FollowUpEvent[] },
  now: string,
): Promise<void> {
  if (events.length === 0) return;
  await insertFollowUpEvents(tx, after.id, events);
  await updateFollowUp(tx, after, now, ctx.holidays);
}
