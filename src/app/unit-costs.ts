/** What a unit's moves do to the books: its cost follows it from stock to sale, back, or down (M34). */
import { valueJournals } from '../core/stock/value.ts';
import type { Tx } from '../store/db.ts';
import { postJournals } from '../store/ledger.ts';
import type { MovementRow, UnitRow } from '../store/units.ts';

/** Posts for each move; units whose cost nobody told move no money. Sends no statement where nothing is to be posted. */
export async function keepUnitCosts(
  tx: Tx,
  moves: readonly { readonly before: UnitRow | null; readonly unit: UnitRow; readonly movement: MovementRow }[],
): Promise<void> {
  const journals = moves.flatMap(({ before, unit, movement }) => {
    const orderId = movement.order_id ?? before?.order_id ?? unit.order_id ?? undefined;
    const returnId = movement.return_id ?? undefined;
    return valueJournals(before, unit, { seq: movement.seq, at: movement.at, ...(orderId && { orderId }), ...(returnId && { returnId }) });
  });
  await postJournals(tx, journals);
}
