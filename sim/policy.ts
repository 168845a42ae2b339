/** A manager who changes the policy while returns are under way, and the proof that every answer can still be given again. */
import { createDraft, listPolicies, publishDraft, rollBack } from '../src/app/policies.ts';
import { replayDecisions } from '../src/app/replay-decisions.ts';
import { PACKS } from '../src/core/policy/packs/packs.ts';
import type { Finding } from './auditor.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;

/** After a third of the time today's rules are published; after two thirds the first ones come back. Returns keep what answered them. */
export function changeOfPolicy(world: World, days: number): void {
  const { ctx, sellerId } = world;
  const begin = world.now();
  const manager = world.staff('manager');
  const first = async () => (await listPolicies(ctx, sellerId)).versions.at(-1)!.version;

  world.at(begin + Math.floor(days / 3) * DAY, 'a new policy', async () => {
    const { version: _own, ...document } = PACKS['backmarket-2026']!;
    const draft = await createDraft(ctx, sellerId, { document }, manager, null);
    const published = draft.ok && (await publishDraft(ctx, sellerId, draft.id, { despiteWarnings: true }, manager, null));
    world.note(`the manager publishes a policy: ${JSON.stringify(published)}`);
  });
  world.at(begin + Math.floor((2 * days) / 3) * DAY, 'the old policy again', async () => {
    world.note(`the manager rolls back: ${JSON.stringify(await rollBack(ctx, sellerId, await first(), manager, null))}`);
  });
}

/** Every answer ever given, asked again with the version and the facts of then: the same, word for word (M1–M5). */
export async function replays({ ctx, sellerId, admin }: World): Promise<Finding[]> {
  const { rows } = await admin.query<{ return_id: string }>('select distinct return_id from desk.decisions where seller_id = $1', [
    sellerId,
  ]);
  const findings: Finding[] = [];
  for (const { return_id } of rows) {
    for (const { seq, lineId, unit, policy, differs } of (await replayDecisions(ctx, sellerId, return_id)) ?? []) {
      if (differs.length === 0) continue;
      const about = `return ${return_id}, event ${seq}, ${lineId}#${unit}`;
      findings.push({ check: 'replay is identical', about, says: `${differs.join(', ')} differ under ${policy.version}` });
    }
  }
  return findings;
}
