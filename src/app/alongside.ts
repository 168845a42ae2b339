/**
 * The other books of the house (ledger, stock, papers …) follow what happens to returns and orders, in the same transaction: either all of
 * them know of it or none. A keeper looks at the events that it cares for, and sends no statement for the others.
 */
import type { ReturnEvent } from '../core/return/events.ts';
import type { Order, Return } from '../core/return/model.ts';
import type { Tx } from '../store/db.ts';
import type { Context } from './context.ts';
import { keepClaims } from './keep-claims.ts';
import { keepOrderSearch } from './keep-order-search.ts';
import { keepOutbound } from './keep-outbound.ts';
import { keepOrderBooks, keepReturnBooks } from './keep-books.ts';
import { keepCreditNotes, keepInvoices } from './issue-paper.ts';
import { keepBankRefunds } from './keep-bank-refunds.ts';
import { keepRepairs } from './keep-repairs.ts';
import { keepSales, keepUnits } from './keep-units.ts';
import { keepPartnerFindings } from './partner-findings.ts';
import { keepChannelInStep } from './keep-in-step.ts';
import { keepLabels } from './keep-labels.ts';
import { keepFollowUps, keepSurveys } from './keep-surveys.ts';
import { keepWords } from './keep-words.ts';
import { keepGestureMoney, keepOrderGood, keepReturnGood } from './gestures-recognise.ts';
import { keepWebhooks } from './webhooks.ts';

/** What one act made of a return. `before` is null where it was opened: then its row is not written yet, and no foreign key may name it. */
export type Change = {
  readonly before: Return | null;
  readonly after: Return;
  readonly events: readonly ReturnEvent[];
  /** The seller's time of the act. */
  readonly now: string;
};

export type ReturnKeeper = (ctx: Context, tx: Tx, change: Change) => Promise<void>;
/** An order was put, and something about it was new. Its row is written. */
export type OrderKeeper = (
  ctx: Context,
  tx: Tx,
  put: { readonly order: Order; readonly created: boolean; readonly now: string },
) => Promise<void>;

const RETURN_KEEPERS: readonly ReturnKeeper[] = [
  keepRepairs,
  keepUnits,
  keepPartnerFindings,
  keepReturnBooks,
  keepClaims,
  keepBankRefunds,
  keepCreditNotes,
  keepLabels,
  keepChannelInStep,
  keepWords,
  keepReturnGood,
  keepGestureMoney,
  keepFollowUps,
  keepSurveys,
  keepWebhooks,
];
const ORDER_KEEPERS: readonly OrderKeeper[] = [keepSales, keepOrderBooks, keepOutbound, keepInvoices, keepOrderSearch, keepOrderGood];

export async function keepReturn(ctx: Context, tx: Tx, change: Change): Promise<void> {
  for (const keep of RETURN_KEEPERS) await keep(ctx, tx, change);
}

export async function keepOrder(ctx: Context, tx: Tx, put: Parameters<OrderKeeper>[2]): Promise<void> {
  for (const keep of ORDER_KEEPERS) await keep(ctx, tx, put);
}
