/** What must happen outside because of what happened inside: intents, written in the same transaction as the events. */
import type { Manners } from '../channels/manners.ts';
import type { Role } from '../core/access.ts';
import type { ReturnClockKind } from '../core/clocks/clocks.ts';
import type { LadderStep } from '../core/policy/document.ts';
import type { ItemKey, ReturnEvent } from '../core/return/events.ts';
import { keyOf, type Return } from '../core/return/model.ts';
import { type NoticeKind, waysOf } from '../core/notices.ts';
import { noticesDue, noticeOfStanding } from '../notifications/which.ts';
import type { Seller } from '../store/platform.ts';
import type { EffectWrite } from '../store/returns.ts';
import { type Context, newId } from './context.ts';
import { labelIntents, type LabelWish } from './label-intents.ts';
import { isNews } from './report-finding.ts';

/** Which step to tell of, about which units. `because`: what a person said when refusing, in that person's own words. */
type NoticeBody = { notice: NoticeKind; items: readonly ItemKey[]; refundIds?: readonly string[]; because?: string; again?: true };

/** Body of each kind of effect. */
export type EffectBody = {
  /** A step that the buyer is told of, by mail; the words are made when it is sent. `because`: the channel wants its own conversation, and had no case. */
  mail: NoticeBody & { readonly noCaseThere?: true };
  /** The same step in the channel's own conversation. */
  thread: NoticeBody & { words?: string };
  /** A person's words to the buyer. The effect's id is the message's id. */
  message: { messageId: string };
  /** What the buyer wrote elsewhere, shown in the conversation of a channel that wants all contact there (M15). */
  mirror: { messageId: string };
  /** A step of a clock's ladder, to the colleagues whose duty it is. */
  team: { clock: ReturnClockKind; step: LadderStep['do']; to: Role; dueAt: string };
  /** Money through the channel. */
  refund: { refundId: string };
  /** A repaired, replaced or refused unit goes back: the channel is told its parcel. */
  send_back: { carrier: string; trackingNumber: string; as: 'repaired' | 'replaced' | 'unrepaired' };
  /** What the bench found, to the channel. */
  finding: { items: readonly ItemKey[] };
  /** A label that a carrier has to be asked for (M21). */
  label: LabelWish;
  /** One that nobody used goes back to the carrier. */
  label_cancel: { readonly labelId?: string; readonly trackingNumber?: string };
};
export type EffectKind = keyof EffectBody;

/** A second more than may be undone: two machines' clocks never agree. */
const graceOf = (undoUntil: string): string => new Date(Date.parse(undoUntil) + 1000).toISOString();

const graceUntil = (undoUntil: string | undefined): { grace_until?: string } =>
  undoUntil === undefined ? {} : { grace_until: graceOf(undoUntil) };

export function consequences(
  ctx: Context,
  seller: Seller,
  manners: Pick<Manners, 'contact'>,
  before: Return | null,
  after: Return,
  events: readonly ReturnEvent[],
  now: string,
): EffectWrite[] {
  const effects: EffectWrite[] = [];
  const resolution = events.find((event) => event.type === 'resolved');
  // All of it waits until it can't be taken back any more; what is taken back after all is known by the number of its event.
  const waits = resolution && { resolved: resolution.seq };
  const grace = graceUntil(resolution?.undoUntil);
  const intend = <K extends EffectKind>(kind: K, body: EffectBody[K], id = newId(ctx, now), own = grace) =>
    effects.push({ id, kind, body: { ...body, ...waits }, created_at: now, ...own });

  for (const { kind, items, refundIds } of noticesDue(events, before, after)) {
    if (kind === 'message' || kind === 'survey') continue; // they go by ways of their own, below
    const refusal = kind === 'rejected' ? events.find((event) => event.type === 'rejected')?.because : undefined;
    const body = { notice: kind, items, ...(refundIds && { refundIds }), ...(refusal !== undefined && { because: refusal }) };
    const ways = waysOf(kind, { ...manners, caseThere: after.channelReturnId !== undefined }, seller.settings.noticesOff);
    if (ways.mail) intend('mail', { ...body, ...(ways.because && { noCaseThere: true }) });
    if (ways.channel) intend('thread', body);
  }
  for (const { kind, body } of labelIntents(before, after, events)) intend(kind, body);
  for (const event of events) {
    switch (event.type) {
      case 'messaged':
        // What we said at the channel itself has been said.
        if (event.direction === 'out' && event.by.kind !== 'channel')
          intend('message', { messageId: event.messageId }, event.messageId, graceUntil(event.undoUntil));
        break;
      case 'linked': {
        // All that was said elsewhere stays said; where the channel is to hold the whole story, it hears once how it stands.
        const standing = manners.contact === 'channel_only' ? noticeOfStanding(after, now) : null;
        if (standing) {
          const { kind, graceUntil: until, resolved, ...body } = standing;
          intend('thread', { notice: kind, ...body, ...(resolved !== undefined && { resolved }) }, undefined, graceUntil(until));
        }
        const news = after.items
          .filter(({ verdict }) => verdict !== undefined && isNews(verdict))
          .map(({ lineId, unit }) => ({ lineId, unit }));
        if (news.length > 0) intend('finding', { items: news });
        break;
      }
      case 'inspected': {
        const news = event.items.filter(({ verdict }) => isNews(verdict)).map(({ lineId, unit }) => ({ lineId, unit }));
        if (news.length > 0 && after.channelReturnId !== undefined) intend('finding', { items: news });
        break;
      }
      case 'survey_asked': {
        const body = { notice: 'survey' as const, items: after.items.map(({ lineId, unit }) => ({ lineId, unit })) };
        intend(event.way === 'channel' ? 'thread' : 'mail', { ...body, ...(event.again && { again: true as const }) });
        break;
      }
      case 'refund_planned':
        if (event.state === 'planned') intend('refund', { refundId: event.refundId });
        break;
      case 'refund_approved':
      case 'refund_retried':
        intend('refund', { refundId: event.refundId });
        break;
      case 'released':
        // Refunds that the hold kept back go on; one that was planned only now has its intent above.
        for (const refund of before?.refunds ?? []) if (refund.state === 'planned') intend('refund', { refundId: refund.id });
        break;
      case 'escalated':
        // The buyer's reminder is a notice like the others, above.
        if (event.to !== undefined && event.to !== 'buyer' && !event.overtaken)
          intend('team', { clock: event.kind as ReturnClockKind, step: event.step, to: event.to, dueAt: event.dueAt });
        break;
      case 'resolved': {
        const sent = event.items.find((item) => item.resolution === 'send_back' && item.parcel?.trackingNumber !== undefined)?.parcel;
        if (sent && after.channelReturnId !== undefined)
          intend('send_back', { carrier: sent.carrier ?? '', trackingNumber: sent.trackingNumber!, as: 'unrepaired' });
        break;
      }
      case 'completed':
        if (event.trackingNumber !== undefined && after.channelReturnId !== undefined) {
          intend('send_back', {
            carrier: event.carrier ?? '',
            trackingNumber: event.trackingNumber,
            as: event.items[0]?.settlement ?? 'repaired',
          });
        }
        break;
      case 'sent_out':
        if (after.channelReturnId !== undefined) {
          const { carrier = '', trackingNumber } = event;
          const settled = after.items.find((item) => keyOf(item) === keyOf(event.items[0]!))?.settlement;
          intend('send_back', { carrier, trackingNumber, as: settled === 'repaired' || settled === 'replaced' ? settled : 'unrepaired' });
        }
        break;
      default:
    }
  }
  return effects;
}
