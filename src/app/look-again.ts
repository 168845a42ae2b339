/** A sign that came to light after the answer (M7): the policy is asked again, with the facts of then and the seller's record of now. */
import type { AbuseRecord, Decision, DecisionFacts } from '../core/policy/decision.ts';
import { readRecord } from '../store/abuse.ts';
import type { Tx } from '../store/db.ts';
import { readReturn } from '../store/returns.ts';
import { actIn } from './act.ts';
import { askAgain, decisionRows } from './ask-again.ts';
import type { Context } from './context.ts';

/** How often somebody may act on the return between our look and our act. */
const TRIES = 3;

/**
 * The new answer stands on the record, with its signs, for whoever decides about goods and money. It can call a person while nobody has answered
 * yet; an approval that was given stands, and a no never comes of it.
 */
export async function askAgainWithSigns(ctx: Context, sellerId: string, returnId: string): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (await ctx.db.withSeller(sellerId, (tx) => lookAgain(ctx, tx, returnId))) return;
  }
  ctx.log.warn(
    { returnId },
    'a photo came in, and the return was too busy to be decided anew: its signs are on the case page all the same',
  );
}

async function lookAgain(ctx: Context, tx: Tx, returnId: string): Promise<boolean> {
  const loaded = await readReturn(tx, returnId);
  if (!loaded) return true;
  const record = await readRecord(tx, returnId, ctx.clock.now(tx.sellerId));
  const answers = await askAgain(ctx, tx, loaded.ret, (facts) => withRecord(facts, record), neverANo);
  if (answers.length === 0) return true;
  const { version } = loaded.ret;
  const decisions = answers.map(({ lineId, unit, decision }) => ({ lineId, unit, decision }));
  const acted = await actIn(
    ctx,
    tx,
    returnId,
    { verb: 'redecision', asked: 'photo', decisions },
    { kind: 'system', name: 'policy' },
    // The answer is the first event of the act.
    { version, beside: () => ({ decisions: decisionRows(answers, version + 1) }) },
  );
  return acted.ok || acted.refusal !== 'version_conflict';
}

/** Null where no other return shows a photo of this one, or no more of them than before. */
const withRecord = (facts: DecisionFacts, record: AbuseRecord): DecisionFacts | null =>
  record.samePhotoElsewhere > (facts.history.record?.samePhotoElsewhere ?? 0) ? { ...facts, history: { ...facts.history, record } } : null;

/** Signs make no no; where law or program were corrected since, that is not told by a photo. */
const neverANo = (was: Decision, now: Decision): boolean => now.outcome !== 'reject' || was.outcome === 'reject';
