/** Where a return is, said once for the headline, the step line and the title (M18). Pure: the same return, the same words. */
import type { LabelKind } from '../../src/core/return/model.ts';
import type { PortalReturn } from './model.ts';

export const STEPS = ['asked', 'answered', 'sent', 'checked', 'settled'] as const;
export type Step = (typeof STEPS)[number];

/** `act`: the buyer's turn; `stop`: ended without what was asked for. */
export type Tone = 'act' | 'wait' | 'good' | 'stop';

/** Everything that the page can say on top: how it sounds, and at which step the return is then; null where it is over. */
export const HEADLINES = {
  requested: ['wait', 'answered'],
  in_review: ['wait', 'answered'],
  send_photos: ['act', 'answered'],
  waiting_for_buyer: ['act', 'answered'],

  send_prepaid: ['act', 'sent'],
  send_dropoff: ['act', 'sent'],
  send_pickup: ['act', 'sent'],
  pickup_missed: ['act', 'sent'],
  send_store: ['act', 'sent'],
  send_own: ['act', 'sent'],
  label_coming: ['wait', 'sent'],
  nothing_to_send: ['good', 'settled'],
  in_transit: ['wait', 'sent'],
  stalled: ['wait', 'sent'],
  lost: ['wait', 'sent'],

  delivered: ['wait', 'checked'],
  received: ['wait', 'checked'],
  inspected: ['wait', 'checked'],
  on_hold: ['wait', 'checked'],
  hold_serial: ['act', 'checked'],
  hold_missing: ['act', 'checked'],

  remedy_failed: ['wait', 'settled'],
  account_wanted: ['act', 'settled'],
  account_wrong: ['act', 'settled'],
  refunding: ['good', 'settled'],
  refund_late: ['wait', 'settled'],
  repairing: ['wait', 'settled'],
  replacing: ['wait', 'settled'],
  resolving: ['wait', 'settled'],

  disputed: ['wait', 'settled'],
  dispute_answered: ['act', 'settled'],
  offer: ['act', 'settled'],
  offer_yours: ['wait', 'settled'],
  handed_over: ['wait', 'settled'],
  ruled: ['act', 'settled'],
  dispute_won: ['good', null],
  dispute_lost: ['stop', null],

  refunded: ['good', null],
  repaired: ['good', null],
  repaired_sent: ['good', null],
  replaced: ['good', null],
  replaced_sent: ['good', null],
  sent_back: ['stop', null],
  sent_back_sent: ['stop', null],
  kept: ['good', null],
  denied: ['stop', null],
  closed: ['good', null],
  rejected: ['stop', null],
  cancelled: ['stop', null],
  expired: ['stop', null],
} as const satisfies Record<string, readonly [Tone, Step | null]>;
export type Headline = keyof typeof HEADLINES;

export type Progress = {
  readonly headline: Headline;
  readonly tone: Tone;
  /** The steps that this return goes through, and which of them is now; null where it is over. */
  readonly steps: readonly Step[];
  readonly at: Step | null;
  /** Every step before `at` is done; where the return ended early, only those that were reached. */
  readonly done: readonly Step[];
  /** Who acts next, and by when. */
  readonly next: { readonly who: PortalReturn['next']['who']; readonly by?: string };
};

/** Ways back that the buyer has something to do for. */
const SENDING: ReadonlySet<Headline> = new Set([
  'send_prepaid',
  'send_dropoff',
  'send_pickup',
  'pickup_missed',
  'send_store',
  'send_own',
  'label_coming',
]);
export const isSending = ({ headline }: Pick<Progress, 'headline'>): boolean => SENDING.has(headline);

/** It ended early: what would have come after never came. */
const ENDED: Partial<Record<Headline, number>> = { rejected: 2, expired: 2, cancelled: 1 };

export function progressOf(back: PortalReturn): Progress {
  const headline = headlineOf(back);
  const tone = HEADLINES[headline][0];
  const at = headline === 'on_hold' ? heldAt(back) : HEADLINES[headline][1];
  const next = nextOf(back, headline);
  const needsNoParcel = headline === 'nothing_to_send' || withoutGoods(back) || neverSent(back);
  const all: readonly Step[] = needsNoParcel ? STEPS.filter((step) => step !== 'sent' && step !== 'checked') : STEPS;
  const ended = ENDED[headline];
  if (ended !== undefined) return { headline, tone, steps: all.slice(0, ended), at: null, done: all.slice(0, ended), next };
  return { headline, tone, steps: all, at, done: at === null ? all : all.slice(0, Math.max(all.indexOf(at), 0)), next };
}

/** A return can be held at any time, also before there is anything to check. */
function heldAt({ status }: PortalReturn): Step {
  if (status === 'requested' || status === 'in_review') return 'answered';
  return status === 'approved' || status === 'in_transit' ? 'sent' : 'checked';
}

/** Whether this return needs no parcel: kept, refunded without goods, or never received. */
export const withoutGoods = (back: PortalReturn): boolean =>
  back.items.length > 0 &&
  back.items.every(
    (item) =>
      item.parcel === 'none' &&
      (item.decision?.next === 'refund_without_return' || item.resolution === 'keep' || item.settlement === 'kept'),
  );

/** A no, and nothing was sent after it: a dispute about it is not about goods on a bench. */
const neverSent = ({ status, items }: PortalReturn): boolean => status === 'rejected' && items.every(({ parcel }) => parcel === 'none');

function nextOf({ next, dispute, bank }: PortalReturn, headline: Headline): Progress['next'] {
  const by = (at: string | undefined) => (at === undefined ? {} : { by: at });
  switch (headline) {
    case 'disputed':
    case 'offer_yours':
      return { who: 'seller', ...by(dispute?.answerBy) };
    case 'offer':
      return { who: 'buyer', ...by(dispute?.offer?.until) };
    case 'ruled':
      return { who: 'buyer', ...by(dispute?.ruling?.until) };
    case 'dispute_answered':
    case 'hold_serial':
    case 'hold_missing':
    case 'account_wanted':
    case 'account_wrong':
      return { who: 'buyer' };
    case 'handed_over':
      return { who: 'nobody' };
    default:
      // Where the bank pays, no shop and no marketplace is next.
      return bank && next.who === 'channel' ? { ...next, who: 'seller' } : next;
  }
}

function headlineOf(back: PortalReturn): Headline {
  return ofDispute(back) ?? ofAccount(back) ?? ofStatus(back);
}

/** A complaint that stands is what the buyer comes to look for, whatever the return itself is at. */
function ofDispute({ dispute, status }: PortalReturn): Headline | undefined {
  switch (dispute?.state) {
    case undefined:
      return undefined;
    case 'to_answer':
      return 'disputed';
    case 'waiting':
      return 'dispute_answered';
    case 'proposed':
      return dispute.offer?.ours ? 'offer' : 'offer_yours';
    case 'handed_over':
    case 'ruled':
      return dispute.state;
    case 'closed': {
      const isOver = status === 'closed' || status === 'rejected' || status === 'expired' || status === 'cancelled';
      if (!isOver || dispute.settled === undefined || dispute.settled.by === 'withdrawal') return undefined;
      return dispute.settled.outcome === 'for_seller' ? 'dispute_lost' : 'dispute_won';
    }
  }
}

function ofAccount({ bank }: PortalReturn): Headline | undefined {
  if (bank?.state === 'wanted') return 'account_wanted';
  return bank?.state === 'wrong' ? 'account_wrong' : undefined;
}

function ofStatus(back: PortalReturn): Headline {
  switch (back.status) {
    case 'requested':
    case 'in_review':
      if (back.hold) return 'on_hold';
      // While it is with the team, the only thing that a buyer can owe is a photo.
      return back.next.who === 'buyer' ? 'send_photos' : back.status;
    case 'waiting_for_buyer':
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return back.status;
    case 'approved': {
      if (back.items.some((item) => item.parcel === 'lost')) return 'lost';
      if (back.hold) return 'on_hold';
      if (back.next.what === 'issue_label') return 'label_coming';
      if (withoutGoods(back) || (back.next.what !== undefined && back.next.what !== 'send_back')) return 'nothing_to_send';
      return wayOf(back);
    }
    case 'in_transit':
      if (back.items.some((item) => item.parcel === 'delivered')) return back.hold ? held(back.hold) : 'delivered';
      return back.next.what === 'find_parcel' ? 'stalled' : 'in_transit';
    case 'received':
      return back.hold ? held(back.hold) : 'received';
    case 'inspected':
      if (back.hold) return held(back.hold);
      return back.items.some((item) => item.settlement === 'open' && (item.failed?.length ?? 0) > 0) ? 'remedy_failed' : 'inspected';
    case 'resolving':
      if (back.refunds.some(({ state }) => state === 'failed')) return 'refund_late';
      return only(back, { refunding: 'refunding', repairing: 'repairing', replacing: 'replacing' }) ?? 'resolving';
    case 'closed': {
      const ended = only(back, {
        refunded: 'refunded',
        repaired: 'repaired',
        replaced: 'replaced',
        sent_back: 'sent_back',
        kept: 'kept',
        denied: 'denied',
      });
      const isSent = back.items.some(({ toYou }) => toYou !== undefined);
      if (isSent && (ended === 'repaired' || ended === 'replaced' || ended === 'sent_back')) return `${ended}_sent`;
      return ended ?? 'closed';
    }
  }
}

/** What is needed of the buyer while it stands still; a suspicion of the team's is not theirs to hear of here. */
function held(why: NonNullable<PortalReturn['hold']>): Headline {
  if (why === 'identity_mismatch') return 'hold_serial';
  return why === 'missing_item' ? 'hold_missing' : 'on_hold';
}

const WAYS: Readonly<Record<LabelKind, Headline>> = {
  prepaid: 'send_prepaid',
  dropoff: 'send_dropoff',
  pickup: 'send_pickup',
  store: 'send_store',
  own: 'send_own',
};

function wayOf({ label, items, asOf }: PortalReturn): Headline {
  if (!label) return items.some((item) => item.decision?.returnShipping.label === 'prepaid') ? 'label_coming' : 'send_own';
  if (label.kind === 'prepaid' && !label.pdf) return 'label_coming';
  if (label.kind === 'pickup' && label.place?.slot && label.place.slot.until < asOf) return 'pickup_missed';
  return WAYS[label.kind];
}

/** The headline of the settlement that all items still in question share. */
function only<T extends Headline>(back: PortalReturn, words: Readonly<Record<string, T>>): T | undefined {
  const found = new Set(back.items.map((item) => words[item.settlement]).filter((word) => word !== undefined));
  return found.size === 1 ? [...found][0] : undefined;
}
