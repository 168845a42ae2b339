/**
 * What each notice is for (M16): where on the way of a return it comes, and whether it may be left out. Law and decency keep some of them: a
 * buyer is never left without the acknowledgement of a request, without a refusal's reasons or without what they have to do next.
 */
/** Every kind of notice; its facts are in `notifications/facts.ts`, its words in `notifications/letters`. */
export const NOTICE_KINDS = [
  'received_request',
  'approved',
  'rejected',
  'information_request',
  'answer_reminder',
  'label',
  'send_back_reminder',
  'in_transit',
  'parcel_lost',
  'received',
  'inspected',
  'resolved',
  'refund_on_its_way',
  'refunded',
  'remedy_failed',
  'repaired',
  'replaced',
  'sent_back',
  'sent_out',
  'kept',
  'denied',
  'cancelled',
  'expired',
  'message',
  'hold_waiting',
  'dispute_opened',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** In the order of a return's way. */
export const NOTICE_STEPS = ['request', 'way_back', 'check', 'outcome', 'money', 'end', 'talk'] as const;
export type NoticeStep = (typeof NOTICE_STEPS)[number];

/** What a buyer can turn off in one go, by mail. */
export const NOTICE_GROUPS = ['progress', 'reminders'] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

/**
 * `law`: an acknowledgement on a durable medium (Directive 2011/83/EU article 11(3)), or a refusal, which has to give its reasons.
 * `needed`: without it the buyer can't go on. Both always go out. `null`: the seller may switch it off.
 */
export type NoticeRule = { readonly step: NoticeStep; readonly must: 'law' | 'needed' | null; readonly group?: NoticeGroup };

export const NOTICES: { readonly [K in NoticeKind]: NoticeRule } = {
  received_request: { step: 'request', must: 'law' },
  approved: { step: 'request', must: 'needed' },
  rejected: { step: 'request', must: 'law' },
  information_request: { step: 'request', must: 'needed' },
  answer_reminder: { step: 'request', must: null, group: 'reminders' },
  label: { step: 'way_back', must: 'needed' },
  send_back_reminder: { step: 'way_back', must: null, group: 'reminders' },
  in_transit: { step: 'way_back', must: null, group: 'progress' },
  parcel_lost: { step: 'way_back', must: null },
  received: { step: 'check', must: null, group: 'progress' },
  inspected: { step: 'check', must: null, group: 'progress' },
  hold_waiting: { step: 'check', must: null },
  resolved: { step: 'outcome', must: null },
  remedy_failed: { step: 'outcome', must: 'needed' },
  repaired: { step: 'outcome', must: null },
  replaced: { step: 'outcome', must: null },
  sent_back: { step: 'outcome', must: 'law' },
  sent_out: { step: 'outcome', must: null, group: 'progress' },
  denied: { step: 'outcome', must: 'law' },
  kept: { step: 'outcome', must: null },
  refund_on_its_way: { step: 'money', must: null, group: 'progress' },
  refunded: { step: 'money', must: null },
  cancelled: { step: 'end', must: null },
  expired: { step: 'end', must: null },
  message: { step: 'talk', must: 'needed' },
  dispute_opened: { step: 'talk', must: null },
};

export const MEDIUMS = ['mail', 'channel'] as const;
export type Medium = (typeof MEDIUMS)[number];

/** Whether a notice goes out on that way, as the seller set it. What must go out does, whatever is set. */
export const goesOut = (kind: NoticeKind, medium: Medium, off: Readonly<Record<string, readonly Medium[]>> = {}): boolean =>
  NOTICES[kind].must !== null || !(off[kind] ?? []).includes(medium);
