/** Who has to do what next, and by when: one line for the buyer's page and the desk (M18). */
import { clocksOf, type Holidays, type ReturnClockKind } from '../clocks/clocks.ts';
import { awaitsGoods, owesLabel } from './evolve.ts';
import type { Refund, Return } from './model.ts';
import { isBack, isOpen } from './refusals.ts';

export const NEXT_NAMES = [
  'lift_hold',
  'settle_dispute',
  'answer',
  'send_photos',
  'give_information',
  'issue_label',
  'send_back',
  'deliver',
  'find_parcel',
  'receive',
  'inspect',
  'resolve',
  'approve_refund',
  'retry_refund',
  'send_refund',
  'confirm_refund',
  'repair',
  'replace',
  'follow_up',
  'none',
] as const;
export type NextName = (typeof NEXT_NAMES)[number];

export type NextStep = {
  readonly who: 'buyer' | 'seller' | 'carrier' | 'channel' | 'nobody';
  readonly what: NextName;
  /** ISO 8601 instant: the earliest clock that this step meets. */
  readonly by?: string;
};

/** The first of these that applies; what the team must do comes before what others do meanwhile. */
export function nextStep(ret: Return, holidays?: Holidays): NextStep {
  const all = clocksOf(ret, holidays);
  const [who, what, clocks] = stepOf(
    ret,
    all.some(({ kind, state }) => kind === 'tracking_stalled' && state === 'breached'),
  );
  const by = all
    .filter(
      (clock) => (clock.state === 'running' || clock.state === 'breached') && clock.metAt === undefined && clocks.includes(clock.kind),
    )
    .map((clock) => clock.dueAt)
    .sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  if (what === 'follow_up') return { who, what, by: ret.followUp!.dueAt };
  return { who, what, ...(by === undefined ? {} : { by }) };
}

type Step = readonly [NextStep['who'], NextName, readonly ReturnClockKind[]];

const MONEY: readonly ReturnClockKind[] = ['resolve', 'auto_refund', 'remedy', 'rejection_refund', 'withdrawal_refund'];
/** What the law still asks for once a resolution was chosen. */
const BY_LAW: readonly ReturnClockKind[] = ['remedy', 'rejection_refund', 'withdrawal_refund'];

function stepOf(ret: Return, isStuck: boolean): Step {
  const open = ret.items.filter(isOpen);
  const refunds = (state: Refund['state']) => ret.refunds.some((refund) => refund.state === state);
  const isOver = ret.milestones.closedAt !== undefined || open.length === 0;
  if (ret.hold && !isOver) return ['seller', ret.hold.why === 'dispute' ? 'settle_dispute' : 'lift_hold', MONEY];
  // What a dispute gave the buyer is paid after the end, too (M35).
  if (refunds('failed')) return ['seller', 'retry_refund', MONEY];
  if (refunds('awaiting_approval')) return ['seller', 'approve_refund', MONEY];
  if (isOver && ret.followUp?.open) return ['seller', 'follow_up', []];
  if (isOver) return refunds('planned') || refunds('submitted') ? underWay(refunds) : ['nobody', 'none', []];

  const owed = open.filter((item) => item.settlement === 'open');
  if (owed.some((item) => item.parcel === 'received' && item.assessment !== 'assessed')) return ['seller', 'inspect', MONEY];
  if (owed.some((item) => isBack(item) && item.assessment === 'assessed')) return ['seller', 'resolve', MONEY];
  if (owed.some((item) => item.parcel === 'delivered')) return ['seller', 'receive', MONEY];
  if (owed.some((item) => item.parcel === 'lost')) return ['seller', 'resolve', MONEY];
  const reviewed = owed.filter((item) => item.authorisation === 'requested' || item.authorisation === 'in_review');
  if (reviewed.length > 0) {
    const photosMissing = reviewed.every((item) => item.decision?.next === 'send_photos' && item.photos === 0);
    return photosMissing ? ['buyer', 'send_photos', []] : ['seller', 'answer', ['first_answer', 'decision']];
  }
  if (owed.some((item) => item.authorisation === 'waiting_for_buyer')) return ['buyer', 'give_information', ['buyer_answer']];
  if (owed.some((item) => item.parcel === 'in_transit')) {
    return isStuck ? ['seller', 'find_parcel', []] : ['carrier', 'deliver', ['tracking_stalled']];
  }
  if (owed.some(owesLabel) && !ret.label) return ['seller', 'issue_label', ['label']];
  if (owed.some(awaitsGoods)) return ['buyer', 'send_back', ['send_back']];
  if (owed.length > 0) return ['seller', 'resolve', MONEY];

  if (open.some((item) => item.settlement === 'repairing')) return ['seller', 'repair', ['remedy']];
  if (open.some((item) => item.settlement === 'replacing')) return ['seller', 'replace', ['remedy']];
  return underWay(refunds);
}

const underWay = (refunds: (state: Refund['state']) => boolean): Step =>
  refunds('planned') ? ['seller', 'send_refund', BY_LAW] : ['channel', 'confirm_refund', BY_LAW];
