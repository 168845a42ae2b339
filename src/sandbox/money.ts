/** The demo's finance: the marketplace's payouts of the past are imported and closed, the latest came with mistakes and waits for somebody. */
import { importStatement, closePayout, receivePayout } from '../app/payouts.ts';
import type { WiredContext } from '../app/wire.ts';
import { statementCsv, TOY_RETAINER, toyStatements, withMistakes } from '../channels/backmarket/payouts.ts';
import type { Actor } from '../core/access.ts';
import { assert } from '../core/assert.ts';
import { localDate } from '../core/calendar.ts';
import { defaultTerms } from '../core/money-flow/terms.ts';
import { money } from '../core/money.ts';
import { insertCostSettings } from '../store/costs.ts';
import { insertTerms, readPayout } from '../store/payouts.ts';

const ZONE = 'Europe/Paris';

/** How many of the past payouts the demo has on its books; further back nobody looks. */
const PAYOUTS = 4;

/** Call it with the clock at the end of the demo's past, before anything else looks at the books. */
export async function demoMoney(ctx: WiredContext, sellerId: string, by: Actor): Promise<void> {
  const { sandbox } = ctx;
  assert(sandbox, 'only where the demo is on');
  const now = ctx.clock.now(sellerId);
  await ctx.db.withSeller(sellerId, async (tx) => {
    await insertTerms(tx, {
      channel: 'backmarket',
      valid_from: '2020-01-01',
      set_at: now,
      document: { ...defaultTerms('backmarket', ZONE), retainer: TOY_RETAINER },
      set_by: 'name' in by ? by.name : by.kind,
    });
    await insertCostSettings(tx, { labour_hour_minor: 2_800, currency: 'EUR', minutes_per_item: 12 }, now, 'demo');
  });
  const books = await sandbox.market.payoutBooks();
  const statements = toyStatements(books, 'EUR', localDate(now, ZONE)).slice(-PAYOUTS);
  for (const [i, statement] of statements.entries()) {
    const last = i === statements.length - 1;
    const file = last ? withMistakes(statement).statement : statement;
    const bytes = new TextEncoder().encode(statementCsv(file));
    const imported = await importStatement(ctx, sellerId, 'backmarket', { name: `${statement.reference}.csv`, bytes }, by);
    if (!imported.ok || last) continue;
    const payout = await ctx.db.withSeller(sellerId, (tx) => readPayout(tx, imported.payoutId));
    if (!payout || payout.unsettled > 0) continue;
    // The bank takes two days.
    const received = new Date(Date.parse(`${statement.paysOn}T09:00:00.000Z`) + 2 * 86_400_000).toISOString();
    if (received > now) continue;
    await receivePayout(ctx, sellerId, imported.payoutId, money(Number(payout.stated_minor), payout.currency), received);
    await closePayout(ctx, sellerId, imported.payoutId, by);
  }
}
