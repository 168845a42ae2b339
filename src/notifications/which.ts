/**
 * Which notices a step of a return calls for (M16): one per thing that the buyer can notice, never two for the same one.
 * Pure; looks at the events of one command and the return before and after it.
 */
import type { EventType, ItemKey, ReturnEvent } from '../core/return/events.ts';
import { awaitsGoods } from '../core/return/evolve.ts';
import { keyOf, type Parcel, type Resolution, type Return, type ReturnItem } from '../core/return/model.ts';
import type { NoticeKind } from '../core/notices.ts';

/** A notice to write: about which units, and what it speaks of where that is not the return as a whole. */
export type DueNotice = {
  readonly kind: NoticeKind;
  readonly items: readonly ItemKey[];
  /** Their amounts add up to the notice's. */
  readonly refundIds?: readonly string[];
  readonly messageId?: string;
};

export const noticesFor = (events: readonly ReturnEvent[], before: Return | null, after: Return): NoticeKind[] =>
  noticesDue(events, before, after).map((due) => due.kind);

export function noticesDue(events: readonly ReturnEvent[], before: Return | null, after: Return): DueNotice[] {
  const all = after.items.map(bare);
  const has = (...types: readonly EventType[]): boolean => events.some((event) => types.includes(event.type));
  const was = (key: ItemKey): ReturnItem | undefined => before?.items.find(same(key));
  const is = (key: ItemKey): ReturnItem => after.items.find(same(key))!;
  const due: DueNotice[] = [];
  const tell = (kind: NoticeKind, items: readonly ItemKey[], about: Pick<DueNotice, 'refundIds' | 'messageId'> = {}) => {
    if (items.length > 0) due.push({ kind, items: items.map(bare), ...about });
  };
  /** On the parcel's axis, once per change, however many scans tell of it. */
  const cameTo = (parcel: Parcel) => (key: ItemKey) =>
    is(key).parcel === parcel &&
    was(key)?.parcel !== parcel &&
    !due.some((one) => one.kind === ON_THE_WAY[parcel] && one.items.some(same(key)));

  for (const event of events) {
    switch (event.type) {
      case 'put_in_review':
        // Later reviews are the team's own business; the first is the buyer's first answer.
        if (before === null) tell('received_request', event.items);
        break;
      case 'information_received':
        if (!has('approved', 'rejected', 'information_requested')) tell('received_request', all);
        break;
      case 'approved':
        tell('approved', event.items);
        break;
      case 'rejected':
        tell('rejected', event.items);
        break;
      case 'information_requested':
        tell('information_request', event.items);
        break;
      case 'label_issued':
        // With the approval it is part of that notice. An own label is the buyer's doing.
        if (event.kind !== 'own' && !has('approved')) tell('label', all);
        break;
      case 'dispatched':
      case 'tracked':
      case 'parcel_lost':
        tell('in_transit', event.items.filter(cameTo('in_transit')));
        tell('parcel_lost', event.items.filter(cameTo('lost')));
        break;
      case 'received':
        // Held at once: the notice of the delay says that it has arrived. Read a second time: it had arrived before.
        // After the end it is only put in its place.
        if (!has('held') && before?.milestones.closedAt === undefined)
          tell(
            'received',
            event.items.filter((item) => was(item)?.parcel !== 'received'),
          );
        break;
      case 'inspected':
        // Held for what was found: nobody is told of another device before a person has looked (M7).
        if (!has('held') && before?.milestones.closedAt === undefined)
          tell(
            'inspected',
            event.items.filter((item) => was(item)?.verdict !== item.verdict),
          );
        break;
      case 'resolved': {
        const to = (resolution: Resolution) => event.items.filter((item) => item.resolution === resolution);
        tell(
          'kept',
          to('keep').filter(({ amount }) => amount === undefined),
        );
        tell('sent_back', to('send_back'));
        tell('denied', to('deny'));
        // One letter each: a repair and a replacement take different times.
        tell('resolved', to('repair'));
        tell('resolved', to('replacement'));
        break; // money is told when it is planned, or approved
      }
      case 'remedy_failed':
        tell('remedy_failed', event.items);
        break;
      case 'completed':
        for (const settlement of ['repaired', 'replaced'] as const)
          tell(
            settlement,
            event.items.filter((item) => item.settlement === settlement),
          );
        break;
      case 'sent_out':
        tell('sent_out', event.items);
        break;
      case 'refund_planned':
        // What is given on top has a letter of its own (M19).
        if (event.state === 'planned' && event.why !== 'gesture') tellRefund(event.refundId);
        break;
      case 'refund_approved':
        if (!isGesture(after, event.refundId)) tellRefund(event.refundId);
        break;
      case 'refund_confirmed':
        if (!isGesture(after, event.refundId)) tell('refunded', itemsOfRefund(after, event.refundId), { refundIds: [event.refundId] });
        break;
      case 'cancelled':
        tell('cancelled', event.items);
        break;
      case 'expired':
        tell('expired', event.items);
        break;
      case 'messaged':
        if (event.direction === 'out' && (event.by.kind === 'staff' || event.by.kind === 'api'))
          tell('message', all, { messageId: event.messageId });
        break;
      case 'held':
        // A colleague's hold is for the team, and may be lifted in a minute: the buyer hears of it only where the goods raise a question.
        if (event.why === 'dispute') tell('dispute_opened', all);
        else if (!before?.hold && event.why !== 'staff') tell('hold_waiting', all);
        break;
      case 'escalated':
        if (event.to !== 'buyer' || event.overtaken) break; // the team's own business
        if (event.kind === 'send_back') tell('send_back_reminder', after.items.filter(awaitsGoods));
        else
          tell(
            'answer_reminder',
            after.items.filter((item) => item.authorisation === 'waiting_for_buyer'),
          );
        break;
      case 'survey_asked':
        tell('survey', all);
        break;
      case 'requested': // the answer to it comes in the same batch: approved, rejected, a question or a review
      case 'decided':
      case 'inspection_begun':
      case 'resolution_undone': // nothing of it had left
      case 'message_undone': // nor of these words
      case 'gesture_given': // its letter goes with it
      case 'refund_submitted':
      case 'refund_failed':
      case 'refund_retried':
      case 'auto_refund_held':
      case 'noted':
      case 'released':
      case 'clock_breached':
      case 'clock_corrected':
      case 'agreed':
      case 'surveyed':
      case 'followed_up':
      case 'linked': // what was decided so far is said by `noticeOfStanding`
      case 'closed':
        break; // nothing that the buyer can notice
      default:
        event satisfies never;
    }
  }
  return asOne(due).filter((one) => !isSaidBetter(one, due));

  function tellRefund(refundId: string): void {
    // Confirmed in the same breath: one letter, with the better news.
    if (events.some((event) => event.type === 'refund_confirmed' && event.refundId === refundId)) return;
    const items = itemsOfRefund(after, refundId);
    const keeps = items.every((item) => is(item).resolution === 'keep');
    tell(keeps ? 'kept' : 'refund_on_its_way', items, { refundIds: [refundId] });
  }
}

/**
 * What a return has come to, as one notice: for whoever hears of it only now (M14). Where its units stand at different points, the furthest speaks.
 * What a person may still take back waits until it can't be: `resolved` is the number of that event.
 */
export function noticeOfStanding(
  ret: Return,
  now: string,
): (Omit<DueNotice, 'messageId'> & { readonly graceUntil?: string; readonly resolved?: number }) | null {
  const told = ret.items.map((item) => ({ item, kind: kindOfStanding(ret, item) }));
  const kind = STANDINGS.find((one) => told.some((other) => other.kind === one));
  if (kind === undefined) return null;
  const items = told.filter((one) => one.kind === kind).map(({ item }) => item);
  const paid = ret.refunds.filter((refund) => refund.items.some((one) => items.some(same(one))));
  const last = ret.lastResolution;
  const fresh = last?.undoUntil !== undefined && last.undoUntil > now && items.some((item) => last.items.some(same(item)));
  return {
    kind,
    items: items.map(bare),
    ...(MONEY.includes(kind) && paid.length > 0 && { refundIds: paid.map(({ id }) => id) }),
    ...(fresh && { graceUntil: last.undoUntil!, resolved: last.seq }),
  };
}

const MONEY: readonly NoticeKind[] = ['refunded', 'refund_on_its_way', 'kept'];
/** The furthest first. */
const STANDINGS: readonly NoticeKind[] = [
  'refunded',
  'refund_on_its_way',
  'kept',
  'replaced',
  'repaired',
  'sent_back',
  'denied',
  'resolved',
  'dispute_opened',
  'hold_waiting',
  'inspected',
  'received',
  'parcel_lost',
  'in_transit',
  'approved',
  'rejected',
  'information_request',
  'received_request',
  'expired',
  'cancelled',
];

function kindOfStanding(ret: Return, item: ReturnItem): NoticeKind {
  const mine = ret.refunds.filter((refund) => refund.items.some(same(item)));
  switch (item.settlement) {
    case 'refunded':
      return 'refunded';
    case 'refunding':
      // What waits for a second person was told to nobody.
      if (mine.every(({ state }) => state === 'awaiting_approval')) break;
      return item.resolution === 'keep' ? 'kept' : 'refund_on_its_way';
    case 'repairing':
    case 'replacing':
      return 'resolved';
    case 'open':
      break;
    default:
      return item.settlement;
  }
  if (ret.hold?.why === 'dispute') return 'dispute_opened';
  // Nobody is told of another device before a person has looked (M7).
  if (ret.hold && ret.hold.why !== 'staff') return 'hold_waiting';
  if (item.verdict !== undefined && !ret.hold) return 'inspected';
  switch (item.parcel) {
    case 'received':
      return 'received';
    case 'lost':
      return 'parcel_lost';
    case 'in_transit':
    case 'delivered':
      return 'in_transit';
    default:
  }
  const { authorisation } = item;
  if (authorisation === 'waiting_for_buyer') return 'information_request';
  return authorisation === 'requested' || authorisation === 'in_review' ? 'received_request' : authorisation;
}

const ON_THE_WAY: Partial<Record<Parcel, NoticeKind>> = { in_transit: 'in_transit', lost: 'parcel_lost' };

const bare = ({ lineId, unit }: ItemKey): ItemKey => ({ lineId, unit });
const same =
  (a: ItemKey) =>
  (b: ItemKey): boolean =>
    keyOf(a) === keyOf(b);

const isGesture = (after: Return, refundId: string): boolean => after.refunds.some(({ id, why }) => id === refundId && why === 'gesture');

const itemsOfRefund = (after: Return, refundId: string): readonly ItemKey[] =>
  after.refunds.find((refund) => refund.id === refundId)?.items ?? [];

/** Each line of an order has a refund of its own; those that start together are one letter. */
function asOne(due: readonly DueNotice[]): DueNotice[] {
  const merged: DueNotice[] = [];
  for (const one of due) {
    const at = merged.findIndex((other) => one.refundIds && other.refundIds && other.kind === one.kind);
    const other = merged[at];
    if (!other) merged.push(one);
    else merged[at] = { ...other, items: [...other.items, ...one.items], refundIds: [...other.refundIds!, ...one.refundIds!] };
  }
  return merged;
}

const SETTLING: readonly NoticeKind[] = [
  'resolved',
  'refund_on_its_way',
  'refunded',
  'kept',
  'sent_back',
  'denied',
  'repaired',
  'replaced',
];

/** The bench's finding need not be told by itself where the outcome for the same units is told in the same step. */
const isSaidBetter = (one: DueNotice, due: readonly DueNotice[]): boolean =>
  one.kind === 'inspected' && one.items.every((item) => due.some((other) => SETTLING.includes(other.kind) && other.items.some(same(item))));
