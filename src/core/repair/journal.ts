/** What a repair does to the books (M30, M34). */
import type { Journal, JournalLine } from '../money-flow/ledger.ts';
import type { Return } from '../return/model.ts';
import { costOfRepair, type RepairOrder } from './order.ts';

/**
 * Posted once, when the repair ended, well or not: parts leave our shelf, the partner and our own people are paid. Null where it cost nothing
 * that anybody has put a figure to. One that was taken back with its resolution posts too, if something was spent on it.
 */
export function repairJournal(order: RepairOrder, ret: Pick<Return, 'id' | 'order'>): Journal | null {
  const { parts, labour, partner, total } = costOfRepair(order);
  if (total.minor === 0 || order.endedAt === undefined) return null;
  const lines: JournalLine[] = [
    { account: 'repair_cost', minor: parts.minor + partner.minor },
    { account: 'labour', minor: labour.minor },
    { account: 'stock', minor: -parts.minor },
    { account: 'bank', minor: -(labour.minor + partner.minor) },
  ];
  return {
    key: `repair:${order.id}`,
    at: order.endedAt,
    what: 'repair',
    currency: order.currency,
    about: { channel: ret.order.channel, orderId: ret.order.id, returnId: ret.id },
    lines: lines.filter(({ minor }) => minor !== 0),
  };
}
