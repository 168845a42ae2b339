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
import { GESTURE_ERRANDS } from './gestures-send.ts';
import { DESK_ERRANDS } from './desk-errands.ts';
import { EXPORT_ERRANDS } from './exports/everything.ts';
import { IMPORT_ERRANDS } from './imports/work.ts';
import { STEP_ERRANDS } from './keep-in-step.ts';
import { PAPER_ERRANDS } from './paper-errands.ts';
import { mailTrial } from './preview-mail.ts';
import { wishEnded } from './order-mails.ts';
import { WEBHOOK_ERRANDS } from './webhook-delivery.ts';
import { PORTAL_ERRANDS } from './portal-errands.ts';
import { followUpTeam } from './follow-ups.ts';
import { INTAKE_ERRANDS } from './intake.ts';
import { disputeOutcome, disputeTeam, disputeWord } from './dispute-errands.ts';

export type Errand<Body> = (ctx: Context, seller: Seller, effect: Effect, body: Body) => Promise<Result>;

/** What carries out each kind, by its name in `desk.effects`. `insertErrand` of `store/effects.ts` writes the intent. */
export const ERRANDS: Readonly<Record<string, Errand<never>>> = {
  ...LISTING_ERRANDS,
  ...DESK_ERRANDS,
  ...PAPER_ERRANDS,
  ...STEP_ERRANDS,
  ...IMPORT_ERRANDS,
  ...EXPORT_ERRANDS,
  ...WEBHOOK_ERRANDS,
  notice_trial: mailTrial,
  wish_ended: wishEnded,
  ...GESTURE_ERRANDS,
  ...PORTAL_ERRANDS,
  ...INTAKE_ERRANDS,
  counterfeit_report: counterfeitReport,
  dispute_outcome: disputeOutcome,
  dispute_team: disputeTeam,
  dispute_word: disputeWord,
  follow_up_team: followUpTeam,
};
