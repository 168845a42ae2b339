/**
 * Taking a resolution back (M30), where the world allows it: while nothing of it has left the house. Its letters and its money wait for a few
 * seconds after a person resolved (`undoUntil`); a refund that waits for finance says nothing to anybody until then, so it can be taken back for
 * as long as it waits. Money that was sent is never taken back: `money_left` in `refusals.ts`.
 */
import type { Return } from './model.ts';
import { refundsOfLast } from './refusals.ts';

/** `until` absent: for as long as the refund waits for finance. */
export type UndoWindow = { readonly until?: string };

/** Null where the last resolution can't be taken back any more. Whether its refunds have left is asked of the table of commands. */
export function undoWindow(ret: Return, now: string): UndoWindow | null {
  const last = ret.lastResolution;
  if (last === undefined) return null;
  const refunds = refundsOfLast(ret);
  const items = ret.items.filter((item) => last.items.some(({ lineId, unit }) => item.lineId === lineId && item.unit === unit));
  const waits =
    refunds.length > 0 &&
    refunds.every(({ state }) => state === 'awaiting_approval') &&
    items.every(({ settlement }) => settlement === 'refunding');
  if (waits) return {};
  const { undoUntil } = last;
  return undoUntil !== undefined && Date.parse(now) < Date.parse(undoUntil) ? { until: undoUntil } : null;
}

/** Until when an answer may still be taken back; undefined once it has left. Until then it was said to nobody. */
export const unsentUntil = (ret: Return, messageId: string, now: string): string | undefined =>
  ret.unsent?.find((words) => words.messageId === messageId && Date.parse(words.until) > Date.parse(now))?.until;
