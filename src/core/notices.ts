/**
 * What each notice is for (M16): where on the way of a return it comes, and whether it may be left out. Law and decency keep some of them: a
 * buyer is never left without the acknowledgement of a request, without a refusal's reasons or without what they have to do next.
 */
import type { Contact } from './connections.ts';

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
  'survey',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** In the order of a return's way. */
export const NOTICE_STEPS = ['request', 'way_back', 'check', 'outcome', 'money', 'end', 'talk', 'order', 'house'] as const;
export type NoticeStep = (typeof NOTICE_STEPS)[number];

/** What a buyer can turn off in one go, by mail. */
export const NOTICE_GROUPS = ['progress', 'reminders', 'surveys'] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

/**
 * `law`: an acknowledgement on a durable medium (Directive 2011/83/EU article 11(3)), or a refusal, which has to give its reasons.
 * `needed`: without it the buyer can't go on. `asked`: the buyer has asked for it. `papers`: switched where papers are set up. `house`: to the seller's
 * own people, or to whom they claim from. All of these go out, whatever is set here; `null`: the seller may switch it off.
 */
export const MUSTS = ['law', 'needed', 'asked', 'papers', 'house'] as const;
export type NoticeRule = { readonly step: NoticeStep; readonly must: (typeof MUSTS)[number] | null; readonly group?: NoticeGroup };

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
  survey: { step: 'end', must: null, group: 'surveys' },
  expired: { step: 'end', must: null },
  message: { step: 'talk', must: 'needed' },
  dispute_opened: { step: 'talk', must: null },
};

/**
 * Every other mail of the product. They go by mail whatever the channel: their buyer may have no return yet (a code, a withdrawal through the
 * withdrawal function, which article 11a(4) wants acknowledged on a durable medium; a wish to cancel), a paper is kept by the law of taxes, and the
 * house has no other way. Only what a dispute says goes as all words of a return do.
 */
export const OTHER_MAILS = {
  withdrawal: { step: 'request', must: 'law' },
  withdrawal_answer: { step: 'request', must: 'needed' },
  dispute_word: { step: 'talk', must: 'needed' },
  code: { step: 'order', must: 'asked' },
  wish_offer: { step: 'order', must: 'needed' },
  wish_accepted: { step: 'order', must: 'needed' },
  wish_saved: { step: 'order', must: null },
  invoice: { step: 'order', must: 'papers' },
  credit_note: { step: 'order', must: 'papers' },
  team_clock: { step: 'house', must: 'house' },
  team_orders: { step: 'house', must: 'house' },
  team_wish: { step: 'house', must: 'house' },
  team_claim: { step: 'house', must: 'house' },
  team_dispute: { step: 'house', must: 'house' },
  team_survey: { step: 'house', must: 'house' },
  team_withdrawal: { step: 'house', must: 'house' },
  team_webhook: { step: 'house', must: 'house' },
  claim: { step: 'house', must: 'house' },
} as const satisfies Readonly<Record<string, NoticeRule>>;
export type OtherMail = keyof typeof OTHER_MAILS;
export const OTHER_MAIL_KINDS = Object.keys(OTHER_MAILS) as OtherMail[];

/** What any mail of the product is: `sendMail` sends no other. */
export const MAIL_KINDS = [...NOTICE_KINDS, ...OTHER_MAIL_KINDS] as const;
export type MailKind = NoticeKind | OtherMail;
export const isNotice = (kind: MailKind): kind is NoticeKind => kind in NOTICES;
export const ruleOfMail = (kind: MailKind): NoticeRule => (isNotice(kind) ? NOTICES[kind] : OTHER_MAILS[kind]);

/**
 * By which ways a notice goes out, from where it is told (M15): a channel that is to hold the whole conversation holds this too, and nothing goes by
 * mail beside it. `because`: it goes by mail after all, since the channel has no case of this return.
 */
export function waysOf(
  kind: NoticeKind,
  at: { readonly contact: Contact; readonly caseThere: boolean },
  off: NoticesOff = {},
): { readonly mail: boolean; readonly channel: boolean; readonly because?: 'no_case_there' } {
  const there = at.caseThere && at.contact !== 'mail';
  const mail = goesOut(kind, 'mail', off);
  if (!there) return { mail, channel: false, ...(mail && at.contact === 'channel_only' && { because: 'no_case_there' as const }) };
  return { mail: mail && at.contact !== 'channel_only', channel: goesOut(kind, 'channel', off) };
}

export type NoticesOff = Readonly<Record<string, readonly Medium[]>>;

export const MEDIUMS = ['mail', 'channel'] as const;
export type Medium = (typeof MEDIUMS)[number];

/** Whether a notice goes out on that way, as the seller set it. What must go out does, whatever is set. */
export const goesOut = (kind: MailKind, medium: Medium, off: NoticesOff = {}): boolean =>
  ruleOfMail(kind).must !== null || !(off[kind] ?? []).includes(medium);
