/** A refund's way through the bank follows the refund (M31), and the books know who paid. */
import { bankRefundJournal } from '../core/papers/transfer.ts';
import { endBankRefund } from '../store/bank.ts';
import { postJournal } from '../store/ledger.ts';
import type { ReturnKeeper } from './alongside.ts';
import { termsAt } from './keep-books.ts';

/** A refund that ended, however it did, waits in no file any more; where the bank paid it, the books say so. */
export const keepBankRefunds: ReturnKeeper = async (ctx, tx, { after, events }) => {
  for (const event of events) {
    if (event.type !== 'refund_confirmed' && event.type !== 'refund_failed') continue;
    const confirmed = event.type === 'refund_confirmed';
    const says = confirmed ? (event.reference ?? '') : event.says;
    const { paid } = await endBankRefund(tx, event.refundId, confirmed ? 'confirmed' : 'failed', says, event.at);
    if (!paid || !confirmed) continue;
    const about = { refundId: event.refundId, returnId: after.id, orderId: after.order.id, channel: after.order.channel };
    const terms = await termsAt(ctx, tx, after.order.channel, event.at);
    await postJournal(tx, bankRefundJournal(about, event.amount, terms?.holder ?? 'channel_receivable', event.at));
  }
};
