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
        if (event.state === 'planned') tellRefund(event.refundId);
        break;
      case 'refund_approved':
        tellRefund(event.refundId);
        break;
      case 'refund_confirmed':
        tell('refunded', itemsOfRefund(after, event.refundId), { refundIds: [event.refundId] });
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
      case 'requested': // the answer to it comes in the same batch: approved, rejected, a question or a review
      case 'decided':
      case 'inspection_begun':
      case 'resolution_undone': // nothing of it had left
      case 'message_undone': // nor of these words
      case 'refund_submitted':
      case 'refund_failed':
      case 'refund_retried':
      case 'auto_refund_held':
      case 'noted':
      case 'released':
      case 'clock_breached':
      case 'clock_corrected':
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

const ON_THE_WAY: Partial<Record<Parcel, NoticeKind>> = { in_transit: 'in_transit', lost: 'parcel_lost' };

const bare = ({ lineId, unit }: ItemKey): ItemKey => ({ lineId, unit });
const same =
  (a: ItemKey) =>
  (b: ItemKey): boolean =>
    keyOf(a) === keyOf(b);

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
