/**
 * What has to be done outside and belongs to no return: an invoice to be mailed, a listing to be stopped, a payment to be sent. The same
 * intent → call → result as the effects of a return (`carry-out.ts`), the same leases, retries and "failed" page.
 */
import type { Effect } from '../store/effects.ts';
import type { Seller } from '../store/platform.ts';
import type { Result } from './carry-out.ts';
import type { Context } from './context.ts';
import { counterfeitReport } from './counterfeit.ts';
import { LISTING_ERRANDS } from './listings.ts';
import { DESK_ERRANDS } from './desk-errands.ts';
import { PAPER_ERRANDS } from './paper-errands.ts';
import { disputeOutcome, disputeTeam, disputeWord } from './dispute-errands.ts';

export type Errand<Body> = (ctx: Context, seller: Seller, effect: Effect, body: Body) => Promise<Result>;

/** What carries out each kind, by its name in `desk.effects`. `insertErrand` of `store/effects.ts` writes the intent. */
export const ERRANDS: Readonly<Record<string, Errand<never>>> = {
  ...LISTING_ERRANDS,
  ...DESK_ERRANDS,
  ...PAPER_ERRANDS,
  counterfeit_report: counterfeitReport,
  dispute_outcome: disputeOutcome,
  dispute_team: disputeTeam,
  dispute_word: disputeWord,
};
