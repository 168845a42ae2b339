/** What the demo's buyers say of their returns (M20): most are content, one is not and waits for an answer. */
import type { Score, SurveyTopic } from '../core/aftercare/answer.ts';
import { answerSurvey } from '../app/surveys.ts';
import type { Context } from '../app/context.ts';
import { idOfKey } from '../app/write-message.ts';
import type { Tx } from '../store/db.ts';
import { listReturns } from '../store/returns.ts';
import { readSurvey } from '../store/surveys.ts';

type Says = { readonly score: Score; readonly topics?: readonly SurveyTopic[]; readonly contact?: true; readonly says?: string };

/** The last one to be asked is the one that is not content: the answer that it is owed is not late yet. */
const SAID: readonly Says[] = [
  {
    score: 2,
    topics: ['speed', 'answers'],
    contact: true,
    says: 'Le remboursement est bien arrivé, mais j’ai dû écrire deux fois avant d’avoir une réponse.',
  },
  { score: 5, topics: ['speed', 'way_back'], says: 'Étiquette reçue tout de suite, remboursé en une semaine. Merci !' },
  { score: 4, topics: ['solution'] },
  { score: 5, says: 'Très bien expliqué, rien à redire.' },
  { score: 3, topics: ['speed'] },
  { score: 5, topics: ['answers'] },
  { score: 4 },
];

const THREE_HOURS = 3 * 3_600_000;

/** A few answers to what the demo's past has asked, each some hours after its question. */
export async function furnishSurvey(ctx: Context, sellerId: string): Promise<void> {
  const asked = await ctx.db.withSeller(sellerId, async (tx: Tx) => {
    const closed = await listReturns(tx, { statuses: ['closed'] }, 'newest', null, 60);
    const surveys = [];
    for (const { state } of closed) surveys.push(await readSurvey(tx, state.id));
    return surveys
      .filter((survey) => survey !== null && survey.asked_at !== null && survey.score === null)
      .sort((a, b) => (a!.asked_at! < b!.asked_at! ? 1 : -1))
      .map((survey) => ({ returnId: survey!.return_id, askedAt: survey!.asked_at! }));
  });
  const now = ctx.clock.now(sellerId);
  for (const [i, { returnId, askedAt }] of asked.entries()) {
    const said = SAID[i];
    if (!said) return;
    const later = new Date(Date.parse(askedAt) + THREE_HOURS).toISOString();
    // The unhappy one has just written: nobody has kept it waiting.
    const at = i === 0 || later > now ? now : later;
    const then: Context = { ...ctx, clock: { ...ctx.clock, now: () => at } };
    await answerSurvey(then, sellerId, returnId, { id: idOfKey('demo-survey', returnId), question: 'first', way: 'tap', ...said });
  }
}
