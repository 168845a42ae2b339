/** Every way to say no, and when. A refusal is an answer with a name, never an exception (STYLE 2). */
import type { Actor } from '../access.ts';
import { openAnswerOf } from './contest.ts';
import type { Refund, Return, ReturnItem, Settlement } from './model.ts';

/**
 * Refusals that follow from where the return stands, by axis. `commands.ts` lists per verb which of them apply, in order of precedence.
 * `return`: about the whole case. `item` and `refund`: the verb is refused where all items (or refunds) are.
 */
export const STATE_REFUSALS = {
  // the case
  closed: { on: 'return', holds: (ret) => ret.milestones.closedAt !== undefined },
  nothing_to_undo: { on: 'return', holds: (ret) => ret.lastResolution === undefined },
  nothing_unsent: { on: 'return', holds: (ret) => (ret.unsent ?? []).length === 0 },
  on_hold: { on: 'return', holds: (ret) => ret.hold !== undefined },
  // A dispute takes over whatever held the return before: it holds until its own end.
  already_on_hold: { on: 'return', holds: (ret, by) => ret.hold !== undefined && (by.kind !== 'system' || ret.hold.why === 'dispute') },
  not_on_hold: { on: 'return', holds: (ret) => ret.hold === undefined },
  /** While a dispute is open nothing is paid that it is about (M35): its end lifts the hold, nobody else does. */
  disputed: { on: 'return', holds: (ret, by) => ret.hold?.why === 'dispute' && by.kind !== 'system' },

  /** Closed, and nothing was given for this item: what comes now is a new matter. */
  closed_for_it: { on: 'item', holds: (item, ret) => ret.milestones.closedAt !== undefined && !isSettled(item) },

  // authorisation
  cancelled: { on: 'item', holds: (item) => item.authorisation === 'cancelled' },
  already_approved: { on: 'item', holds: (item) => item.authorisation === 'approved' },
  already_rejected: { on: 'item', holds: (item) => item.authorisation === 'rejected' },
  expired: { on: 'item', holds: (item) => item.authorisation === 'expired' && !isBack(item) },
  not_approved: { on: 'item', holds: (item) => item.authorisation !== 'approved' && item.authorisation !== 'expired' && !isBack(item) },
  nothing_asked: { on: 'item', holds: (item) => !['requested', 'in_review', 'waiting_for_buyer'].includes(item.authorisation) },

  // parcel
  already_sent: { on: 'item', holds: (item) => ['in_transit', 'delivered', 'received'].includes(item.parcel) },
  already_received: { on: 'item', holds: (item) => item.parcel === 'received' },
  already_lost: { on: 'item', holds: (item) => item.parcel === 'lost' },
  not_sent: { on: 'item', holds: (item) => item.parcel === 'none' },
  not_received: { on: 'item', holds: (item) => item.parcel !== 'received' },

  // assessment: until the item is settled, a second look may correct the first
  already_inspected: { on: 'item', holds: (item) => item.assessment === 'assessed' && item.settlement !== 'open' },
  inspected: { on: 'item', holds: (item) => item.assessment === 'assessed' },

  // settlement
  already_settled: { on: 'item', holds: (item) => item.settlement !== 'open' },
  not_in_the_workshop: { on: 'item', holds: (item) => item.settlement !== 'repairing' && item.settlement !== 'replacing' },

  // what the buyer may say to it
  nothing_to_agree: { on: 'item', holds: (item) => openAnswerOf(item) === null },

  nothing_goes_out: { on: 'item', holds: (item) => !goesOut(item) },

  // money
  money_left: {
    on: 'return',
    holds: (ret) => refundsOfLast(ret).some(({ state }) => state !== 'planned' && state !== 'awaiting_approval'),
  },
  already_confirmed: { on: 'refund', holds: (refund) => refund.state === 'confirmed' },
  not_awaiting_approval: { on: 'refund', holds: (refund) => refund.state !== 'awaiting_approval' },
  awaiting_approval: { on: 'refund', holds: (refund) => refund.state === 'awaiting_approval' },
  already_submitted: { on: 'refund', holds: (refund) => refund.state === 'submitted' },
  refund_failed: { on: 'refund', holds: (refund) => refund.state === 'failed' },
  not_submitted: { on: 'refund', holds: (refund) => refund.state !== 'submitted' },
  not_failed: { on: 'refund', holds: (refund) => refund.state !== 'failed' },
  /** Four eyes: whoever planned it does not approve it. A key is a machine, not a pair of eyes. */
  own_refund: {
    on: 'refund',
    holds: (refund, by) => refund.plannedBy.kind === 'staff' && by.kind === 'staff' && refund.plannedBy.id === by.id,
  },
  /** A hold keeps money back; only the law's date, or the ten days against a mere hold of the team, goes through it (M30). */
  money_on_hold: {
    on: 'refund',
    holds: (refund, _by, ret) =>
      ret.hold !== undefined &&
      refund.why !== 'withdrawal_refund' &&
      refund.why !== 'dispute' &&
      !(refund.why === 'auto_refund' && ret.hold.why === 'staff'),
  },
} as const satisfies Record<string, StateRefusalRule>;

type StateRefusalRule =
  | { readonly on: 'return'; readonly holds: (ret: Return, by: Actor) => boolean }
  | { readonly on: 'item'; readonly holds: (item: ReturnItem, ret: Return) => boolean }
  | { readonly on: 'refund'; readonly holds: (refund: Refund, by: Actor, ret: Return) => boolean };

export type StateRefusal = keyof typeof STATE_REFUSALS;

/** Refusals of what a command brings along; these cannot be known before it is given. */
export const INPUT_REFUSALS = [
  'unknown_item', // not part of this return
  'which_unit', // several units of the line are in this return: say which
  'no_items', // an empty list
  'same_item_twice',
  'because_missing', // a refusal, a hold or its end needs a reason in words
  'asks_missing',
  'number_missing', // a parcel is known by its number
  'label_incomplete', // a prepaid label needs a carrier and a number
  'needs_goods', // this resolution can't be given before the item is back
  'not_fit_for_stock', // a confirmed fault, or somebody else's device, is not put back for sale (M27)
  'not_wiped', // what holds a buyer's data goes back for sale only with the record that it was wiped (M26)
  'photo_missing', // an answer wants a picture; facts: of which questions
  'not_tested', // … and with every function tested (M27)
  'amount_missing',
  'amount_out_of_range', // facts: most
  'amount_not_wanted', // this resolution moves no money
  'wrong_currency',
  'more_than_paid', // facts: left
  'below_the_law', // the law gives the buyer more; facts: least
  'finding_missing', // nobody has looked at it yet
  'already_tried', // it was tried in this return and did not work (M5)
  'out_of_stock', // no unit to replace it with; facts: grades that are there
  'message_left', // words that have left are said; facts: until
  'undo_over', // its effects have left; facts: until
  'returned_again', // taken back, it would be open beside another return of the same unit
  'unknown_refund',
  'not_due', // this clock's time has not come
] as const;
export type InputRefusal = (typeof INPUT_REFUSALS)[number];

export type RefusalName = 'not_your_duty' | 'no_refund' | StateRefusal | InputRefusal;

/** Facts are JSON scalars for the person who reads why; money as decimal text. */
export type Refusal = { readonly name: RefusalName; readonly facts: Readonly<Record<string, string | number | boolean>> };

export const REFUSAL_NAMES: readonly RefusalName[] = [
  'not_your_duty',
  'no_refund',
  ...(Object.keys(STATE_REFUSALS) as StateRefusal[]),
  ...INPUT_REFUSALS,
];

/** The carrier says it is delivered, or the warehouse has it. */
export const isBack = (item: Pick<ReturnItem, 'parcel'>): boolean => item.parcel === 'delivered' || item.parcel === 'received';

/** A parcel goes to the buyer for it: repaired, replaced, or their own goods back, as after a refusal. */
export const goesOut = ({ settlement, parcel }: Pick<ReturnItem, 'settlement' | 'parcel'>): boolean =>
  settlement === 'sent_back' || settlement === 'repaired' || settlement === 'replaced' || (settlement === 'denied' && isBack({ parcel }));

/** Nothing will be sent: it never arrived, or the answer said that the buyer need not send it back. */
export const neverComes = (item: Pick<ReturnItem, 'reason' | 'decision'>): boolean =>
  item.reason === 'not_received' || item.decision?.next === 'refund_without_return';

/** The refunds that the last resolution planned. */
export const refundsOfLast = (ret: Return): readonly Refund[] =>
  ret.refunds.filter(({ id }) => ret.lastResolution?.refundIds.includes(id) ?? false);

const FINAL = new Set<Settlement>(['refunded', 'repaired', 'replaced', 'sent_back', 'kept', 'denied']);
/** Nothing more is owed for it. */
export const isSettled = (item: Pick<ReturnItem, 'settlement'>): boolean => FINAL.has(item.settlement);

/**
 * Still asks something of somebody. Rejected, cancelled and expired items don't, unless the goods came all the same.
 * The one open item per sold unit that the store guards (M14).
 */
export function isOpen(item: ReturnItem): boolean {
  if (isSettled(item)) return false;
  if (item.settlement !== 'open') return true;
  switch (item.authorisation) {
    case 'cancelled':
      return false;
    case 'rejected':
    case 'expired':
      return isBack(item) || item.parcel === 'in_transit';
    default:
      return true;
  }
}
