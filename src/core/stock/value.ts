/** What a unit cost the seller, and on which account that value stands while it is where it is (M33, M34). */
import { type Account, type Journal, transfer } from '../money-flow/ledger.ts';
import { money } from '../money.ts';
import { isWrittenOff, type UnitState } from './units.ts';

/** On a shelf it is stock; with a buyer it is what the sale cost; as parts, gone or lost it is written down. */
export function valueAccount(state: UnitState): Account {
  if (state === 'sold' || state === 'returned_to_buyer') return 'cost_of_goods';
  // What the supplier pays for it comes back as a claim.
  return isWrittenOff(state) || state === 'returned_to_supplier' ? 'write_down' : 'stock';
}

export type Valued = {
  readonly id: string;
  readonly state: UnitState;
  readonly cost_minor: number | null;
  readonly currency: string | null;
};

/**
 * What moves in the books when a unit moves, or when its cost comes to be known: the value that stood where it was is taken back, the value
 * now stands where it is. Purchases are the seller's accountancy's: a unit on the shelf has moved nothing.
 */
export function valueJournals(
  before: Valued | null,
  after: Valued,
  about: { readonly seq: number; readonly at: string; readonly orderId?: string; readonly returnId?: string },
): readonly Journal[] {
  const { seq, at, orderId, returnId } = about;
  const head = { at, about: { unitId: after.id, ...(orderId && { orderId }), ...(returnId && { returnId }) } };
  const from = before && valueAccount(before.state);
  const to = valueAccount(after.state);
  const same = before && before.cost_minor === after.cost_minor && before.currency === after.currency;
  if (before && from === to && same) return [];
  if (from && from !== to && same && after.cost_minor) {
    const what = to === 'stock' ? 'unit_back' : to === 'write_down' ? 'write_down' : 'unit_sold';
    return [transfer({ ...head, key: `unit:${after.id}:${seq}`, what }, money(after.cost_minor, after.currency!), to, from)];
  }
  const out: Journal[] = [];
  if (before?.cost_minor && from && from !== 'stock')
    out.push(
      transfer(
        { ...head, key: `unit:${after.id}:${seq}:back`, what: 'unit_value_corrected' },
        money(before.cost_minor, before.currency!),
        'stock',
        from,
      ),
    );
  if (after.cost_minor && to !== 'stock')
    out.push(
      transfer(
        { ...head, key: `unit:${after.id}:${seq}`, what: to === 'write_down' ? 'write_down' : 'unit_sold' },
        money(after.cost_minor, after.currency!),
        to,
        'stock',
      ),
    );
  return out;
}
