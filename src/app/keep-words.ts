/** Words that were taken back before they left are no words of the thread any more (M15). */
import { withdrawMessage } from '../store/thread.ts';
import type { ReturnKeeper } from './alongside.ts';

export const keepWords: ReturnKeeper = async (_ctx, tx, { events }) => {
  for (const event of events) if (event.type === 'message_undone') await withdrawMessage(tx, event.messageId, event.at);
};
