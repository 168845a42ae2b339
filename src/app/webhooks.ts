/**
 * What the seller's own systems are told (Standard Webhooks), in the transaction of what happened: none is told of what was rolled back, and
 * nothing that happened goes untold. Payloads name things by their numbers and hold nothing of the buyer: who needs more asks the API.
 */
import { type FollowUp, followUpClock } from '../core/aftercare/follow-up.ts';
import type { Claim } from '../core/claims/claim.ts';
import type { Dispute, DisputeEvent } from '../core/disputes/dispute.ts';
import { decimal, money } from '../core/money.ts';
import type { ReturnEvent } from '../core/return/events.ts';
import { keyOf, type Return } from '../core/return/model.ts';
import { statusOf } from '../core/return/status.ts';
import type { Tx } from '../store/db.ts';
import type { AnswerRow } from '../store/surveys.ts';
import { insertMessages } from '../store/webhooks.ts';
import type { Change } from './alongside.ts';
import { type Context, newId } from './context.ts';

/** Short and stable: a type is never renamed, and never means something else later. `docs/webhooks.md` shows each. */
export const WEBHOOK_TYPES = [
  'return.created',
  'return.decided',
  'return.updated',
  'return.closed',
  'parcel.delivered',
  'inspection.done',
  'refund.confirmed',
  'refund.failed',
  'dispute.opened',
  'dispute.closed',
  'claim.changed',
  'unit.moved',
  'survey.answered',
  'follow_up.opened',
] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

export type Announcement = {
  readonly type: WebhookType;
  /** When it happened; what a carrier or bench tells later happened earlier. */
  readonly occurredAt: string;
  /** Whose version goes up with every act: of two messages about the same thing, the higher one is the later one. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** Writes what is to be told, and to whom, in the caller's transaction; no statement where the seller listens nowhere. */
export async function announce(ctx: Context, tx: Tx, said: readonly Announcement[]): Promise<void> {
  if (said.length === 0 || !ctx.sellers.get(tx.sellerId).settings.webhooks) return;
  const at = ctx.clock.now(tx.sellerId);
  await insertMessages(
    tx,
    said.map(({ type, occurredAt, data }) => ({ id: newId(ctx, at), type, at, body: bodyOf(type, at, { occurredAt, ...data }) })),
  );
}

/** The payload as it is signed and sent: the convention's three members. */
export const bodyOf = (type: string, timestamp: string, data: object): string => JSON.stringify({ type, timestamp, data });

export const announceDispute = (ctx: Context, tx: Tx, dispute: Dispute, events: readonly DisputeEvent[]): Promise<void> =>
  announce(
    ctx,
    tx,
    events.flatMap((event) =>
      event.type === 'opened' || event.type === 'closed'
        ? [
            {
              type: event.type === 'opened' ? 'dispute.opened' : 'dispute.closed',
              occurredAt: event.at,
              data: {
                disputeId: dispute.id,
                code: dispute.code,
                version: event.seq,
                returnId: dispute.returnId,
                kind: dispute.kind,
                reason: dispute.reason,
                amount: decimal(dispute.amount),
                currency: dispute.amount.currency,
                ...(event.type === 'closed' && { outcome: event.outcome, settledBy: event.settledBy }),
              },
            } as const,
          ]
        : [],
    ),
  );

export const announceClaim = (ctx: Context, tx: Tx, claim: Claim, now: string): Promise<void> =>
  announce(ctx, tx, [
    {
      type: 'claim.changed',
      occurredAt: now,
      data: {
        claimId: claim.id,
        code: claim.code,
        version: claim.version,
        state: claim.state,
        against: claim.against,
        why: claim.why,
        amount: decimal(claim.amount),
        currency: claim.amount.currency,
        ...(claim.about.returnId !== undefined && { returnId: claim.about.returnId }),
      },
    },
  ]);

/** What a buyer said after the end: the figures of it. Words stay where they are; who needs them asks the API. */
export const announceAnswer = (
  ctx: Context,
  tx: Tx,
  ret: Return,
  said: Pick<AnswerRow, 'question' | 'score' | 'topics' | 'contact' | 'wrote' | 'at'> & { readonly changed: boolean },
): Promise<void> =>
  announce(ctx, tx, [
    {
      type: 'survey.answered',
      occurredAt: said.at,
      data: {
        returnId: ret.id,
        rma: ret.rma,
        version: ret.version + 1,
        question: said.question,
        score: said.score,
        topics: said.topics,
        wrote: said.wrote,
        contact: said.contact,
        changed: said.changed,
      },
    },
  ]);

export const announceFollowUp = (ctx: Context, tx: Tx, followUp: FollowUp, rma: string, now: string): Promise<void> =>
  announce(ctx, tx, [
    {
      type: 'follow_up.opened',
      occurredAt: now,
      data: {
        followUpId: followUp.id,
        code: followUp.code,
        version: followUp.version,
        returnId: followUp.returnId,
        rma,
        score: followUp.score,
        dueAt: followUpClock(followUp, ctx.holidays).dueAt,
        owner: followUp.owner?.name ?? null,
      },
    },
  ]);

/** Follows every return (`alongside.ts`). */
export async function keepWebhooks(ctx: Context, tx: Tx, change: Change): Promise<void> {
  if (!ctx.sellers.get(tx.sellerId).settings.webhooks) return;
  await announce(ctx, tx, announcementsOf(change));
}

/** What one act on a return comes to for those who listen. Pure. */
export function announcementsOf({ before, after, events, now }: Change): Announcement[] {
  const said: Announcement[] = [];
  const about = aboutReturn(after);
  const tell = (type: WebhookType, more: object = {}, occurredAt = now) => said.push({ type, occurredAt, data: { ...about, ...more } });

  if (before === null) tell('return.created', { reasons: after.items.map(({ lineId, unit, reason }) => ({ lineId, unit, reason })) });
  const decided = events.flatMap((event) => DECISIONS[event.type] ?? []);
  if (decided.length > 0) tell('return.decided', { outcome: decided.at(-1) });
  const arrived = after.items.filter(
    (item) => isHere(item.parcel) && !isHere(before?.items.find((one) => keyOf(one) === keyOf(item))?.parcel),
  );
  if (arrived.length > 0) tell('parcel.delivered', { items: arrived.map(itemOf), ...trackingOf(after) }, deliveredAt(events, now));
  for (const event of events) {
    if (event.type === 'inspected')
      tell('inspection.done', {
        findings: event.items.map(({ lineId, unit, verdict, grade, disposition }) => ({ lineId, unit, verdict, grade, disposition })),
      });
    if (event.type === 'refund_confirmed' || event.type === 'refund_failed') {
      const refund = after.refunds.find(({ id }) => id === event.refundId);
      if (refund)
        tell(event.type === 'refund_confirmed' ? 'refund.confirmed' : 'refund.failed', {
          refund: {
            id: refund.id,
            amount: decimal(money(refund.amount.minor, refund.amount.currency)),
            currency: refund.amount.currency,
            items: refund.items.map(({ lineId, unit }) => ({ lineId, unit })),
          },
        });
    }
  }
  if (before !== null) tell('return.updated', { changes: [...new Set(events.map(({ type }) => type))] });
  if (isOver(after) && (before === null || !isOver(before))) tell('return.closed');
  return said;
}

const DECISIONS: Readonly<Partial<Record<ReturnEvent['type'], string>>> = {
  approved: 'approved',
  rejected: 'rejected',
  put_in_review: 'in_review',
  information_requested: 'waiting_for_buyer',
};

/** Nothing more is to be done about it: settled, refused, called off or run out. A refusal may still be contested, and the return goes on. */
const isOver = (ret: Return): boolean => ['closed', 'rejected', 'cancelled', 'expired'].includes(statusOf(ret));

const isHere = (parcel: Return['items'][number]['parcel'] | undefined): boolean => parcel === 'delivered' || parcel === 'received';

const itemOf = (item: Return['items'][number]) => ({ lineId: item.lineId, unit: item.unit, sku: item.sku });

const trackingOf = ({ tracking }: Return) =>
  tracking?.trackingNumber === undefined ? {} : { carrier: tracking.carrier, trackingNumber: tracking.trackingNumber };

/** The carrier's own time, where it was the carrier who said so. */
function deliveredAt(events: readonly ReturnEvent[], now: string): string {
  const scans = events.flatMap((event) => (event.type === 'tracked' ? event.events : []));
  return scans.findLast(({ code }) => code === 'delivered')?.at ?? now;
}

function aboutReturn(ret: Return) {
  return {
    returnId: ret.id,
    rma: ret.rma,
    version: ret.version,
    status: statusOf(ret),
    channel: ret.order.channel,
    channelOrderId: ret.order.channelOrderId,
    ...(ret.channelReturnId !== undefined && { channelReturnId: ret.channelReturnId }),
    items: ret.items.map((item) => ({
      ...itemOf(item),
      authorisation: item.authorisation,
      parcel: item.parcel,
      assessment: item.assessment,
      settlement: item.settlement,
    })),
  };
}
