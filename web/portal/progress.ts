/** Where a return is, said once for the headline, the step line and the title (M18). Pure: the same return, the same words. */
import type { PortalReturn } from './model.ts';

export const STEPS = ['asked', 'answered', 'sent', 'checked', 'settled'] as const;
export type Step = (typeof STEPS)[number];

export type Headline =
  | 'requested'
  | 'in_review'
  | 'send_photos'
  | 'on_hold'
  | 'waiting_for_buyer'
  | 'send_prepaid'
  | 'send_own'
  | 'label_coming'
  | 'nothing_to_send'
  | 'in_transit'
  | 'stalled'
  | 'delivered'
  | 'lost'
  | 'received'
  | 'inspected'
  | 'refunding'
  | 'repairing'
  | 'replacing'
  | 'resolving'
  | 'refunded'
  | 'repaired'
  | 'replaced'
  | 'sent_back'
  | 'kept'
  | 'denied'
  | 'closed'
  | 'rejected'
  | 'cancelled'
  | 'expired';

export type Progress = {
  readonly headline: Headline;
  /** `act`: the buyer's turn; `stop`: ended without what was asked for. */
  readonly tone: 'act' | 'wait' | 'good' | 'stop';
  /** The steps that this return goes through, and which of them is now; null where it is over. */
  readonly steps: readonly Step[];
  readonly at: Step | null;
  /** Every step before `at` is done; where the return ended early, only those that were reached. */
  readonly done: readonly Step[];
};

export function progressOf(back: PortalReturn): Progress {
  const headline = headlineOf(back);
  const parcel = headline !== 'nothing_to_send' && !withoutGoods(back);
  const steps: readonly Step[] = parcel ? STEPS : STEPS.filter((step) => step !== 'sent' && step !== 'checked');
  const at = stepOf(headline);
  const ended = headline === 'rejected' || headline === 'cancelled' || headline === 'expired';
  const reached = at ?? 'settled';
  const done = ended ? steps.slice(0, headline === 'cancelled' ? 1 : 2) : at ? steps.slice(0, Math.max(steps.indexOf(reached), 0)) : steps;
  return { headline, tone: toneOf(headline), steps: ended ? done : steps, at, done };
}

/** Whether this return needs no parcel: kept, refunded without goods, or never received. */
export const withoutGoods = (back: PortalReturn): boolean =>
  back.items.length > 0 &&
  back.items.every(
    (item) =>
      item.parcel === 'none' &&
      (item.decision?.next === 'refund_without_return' || item.resolution === 'keep' || item.settlement === 'kept'),
  );

function headlineOf(back: PortalReturn): Headline {
  switch (back.status) {
    case 'requested':
    case 'in_review':
      if (back.onHold) return 'on_hold';
      // While it is with the team, the only thing that a buyer can owe is a photo.
      return back.next.who === 'buyer' ? 'send_photos' : back.status;
    case 'waiting_for_buyer':
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return back.status;
    case 'approved': {
      if (back.items.some((item) => item.parcel === 'lost')) return 'lost';
      if (back.onHold) return 'on_hold';
      if (back.next.what === 'issue_label') return 'label_coming';
      if (withoutGoods(back) || (back.next.what !== undefined && back.next.what !== 'send_back')) return 'nothing_to_send';
      const prepaid = back.label ? back.label.kind !== 'own' : back.items.some((item) => item.decision?.returnShipping.label === 'prepaid');
      if (!prepaid) return 'send_own';
      return back.label?.pdf ? 'send_prepaid' : 'label_coming';
    }
    case 'in_transit':
      if (back.items.some((item) => item.parcel === 'delivered')) return 'delivered';
      return back.next.what === 'find_parcel' ? 'stalled' : 'in_transit';
    case 'received':
      return back.onHold ? 'on_hold' : 'received';
    case 'inspected':
      return back.onHold ? 'on_hold' : 'inspected';
    case 'resolving':
      return only(back, { refunding: 'refunding', repairing: 'repairing', replacing: 'replacing' }) ?? 'resolving';
    case 'closed':
      return (
        only(back, {
          refunded: 'refunded',
          repaired: 'repaired',
          replaced: 'replaced',
          sent_back: 'sent_back',
          kept: 'kept',
          denied: 'denied',
        }) ?? 'closed'
      );
  }
}

/** The headline of the settlement that all items still in question share. */
function only(back: PortalReturn, words: Readonly<Record<string, Headline>>): Headline | undefined {
  const found = new Set(back.items.map((item) => words[item.settlement]).filter((word) => word !== undefined));
  return found.size === 1 ? [...found][0] : undefined;
}

function stepOf(headline: Headline): Step | null {
  switch (headline) {
    case 'requested':
    case 'in_review':
    case 'send_photos':
    case 'waiting_for_buyer':
      return 'answered';
    case 'send_prepaid':
    case 'send_own':
    case 'label_coming':
    case 'in_transit':
    case 'stalled':
    case 'lost':
      return 'sent';
    case 'delivered':
    case 'received':
    case 'inspected':
    case 'on_hold':
      return 'checked';
    case 'nothing_to_send':
    case 'refunding':
    case 'repairing':
    case 'replacing':
    case 'resolving':
      return 'settled';
    default:
      return null;
  }
}

function toneOf(headline: Headline): Progress['tone'] {
  switch (headline) {
    case 'send_photos':
    case 'waiting_for_buyer':
    case 'send_prepaid':
    case 'send_own':
      return 'act';
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'denied':
    case 'sent_back':
      return 'stop';
    case 'nothing_to_send':
    case 'refunding':
    case 'refunded':
    case 'repaired':
    case 'replaced':
    case 'kept':
    case 'closed':
      return 'good';
    default:
      return 'wait';
  }
}
