/** The return as its events make it. `evolve` believes what happened; whether it may happen was `decide`'s question. */
import { assert, unreachable } from '../assert.ts';
import type { Breach, ClockTarget, Pause } from '../clocks/clocks.ts';
import { PAUSES } from '../clocks/rules.ts';
import { parcelAfter, parcelMay, provesSending } from '../parcel/lifecycle.ts';
import { refundMay } from '../refund/lifecycle.ts';
import type { EventOf, ItemKey, ReturnEvent } from './events.ts';
import {
  keyOf,
  type LastResolution,
  type Milestones,
  type Refund,
  type RefundState,
  type Resolution,
  type Return,
  type ReturnItem,
  type Settlement,
  type UnsentWords,
} from './model.ts';
import { isBack, isOpen, isSettled, neverComes } from './refusals.ts';

/** The whole story from the first event on. */
export function replay(events: readonly ReturnEvent[]): Return {
  const ret = events.reduce<Return | null>(evolve, null);
  assert(ret, 'a return begins with its request');
  return ret;
}

export function evolve(ret: Return | null, event: ReturnEvent): Return {
  if (ret === null) {
    assert(event.type === 'requested' && event.seq === 1, 'a return begins with its request');
    return opened(event);
  }
  assert(event.seq === ret.version + 1, `event ${event.seq} follows ${ret.version}`);
  const next = stoodStill(ret, { ...happened(ret, event), version: event.seq }, event.at);
  // Resolved is when the last item that asked for a resolution got one.
  const resolved = owed(ret) && !owed(next) && next.items.some((item) => item.settlement !== 'open');
  // What a dispute gave after the end is no second end.
  const ended = (r: Return) => r.items.filter((item) => isSettled(item) && !item.awarded).length;
  const settled = ended(next) > ended(ret);
  if (!resolved && !settled) return next;
  return withMilestones(next, resolved ? { resolvedAt: event.at } : {}, settled ? { settledAt: event.at } : {});
}

/** Whether an item still asks for a resolution. */
const owed = (ret: Return): boolean => ret.items.some((item) => isOpen(item) && item.settlement === 'open');

/** The case stands still while it is on hold, and while all that is undecided waits for the buyer. */
function stoodStill(before: Return, after: Return, at: string): Return {
  const still: Readonly<Record<Pause['why'], (ret: Return) => boolean>> = { hold: isHeld, waiting_for_buyer: waitsForBuyer };
  let pauses = after.pauses ?? [];
  for (const why of PAUSES) {
    const [was, is] = [still[why](before), still[why](after)];
    if (is && !was) pauses = [...pauses, { why, from: at }];
    if (was && !is) pauses = pauses.map((pause) => (pause.why === why && pause.until === undefined ? { ...pause, until: at } : pause));
  }
  return pauses === after.pauses || pauses.length === 0 ? after : { ...after, pauses };
}

const isHeld = (ret: Return): boolean => ret.hold !== undefined;

function waitsForBuyer(ret: Return): boolean {
  const undecided = ret.items.filter((item) => isOpen(item) && item.settlement === 'open' && item.authorisation !== 'approved');
  return undecided.length > 0 && undecided.every((item) => item.authorisation === 'waiting_for_buyer');
}

function opened(event: EventOf<'requested'>): Return {
  return {
    id: event.id,
    rma: event.rma,
    order: event.order,
    via: event.via,
    ...(event.channelReturnId === undefined ? {} : { channelReturnId: event.channelReturnId }),
    items: event.items.map((item) => ({ ...item, authorisation: 'requested', parcel: 'none', assessment: 'none', settlement: 'open' })),
    refunds: [],
    milestones: { requestedAt: event.at, declaredAt: event.declaredAt },
    targets: event.targets,
    breached: [],
    version: event.seq,
  };
}

function happened(ret: Return, event: ReturnEvent): Return {
  switch (event.type) {
    case 'requested':
      return unreachable(event as never);

    case 'decided':
      return decided(ret, event);
    case 'put_in_review':
      return withMilestones(withItems(ret, event.items, { authorisation: 'in_review' }), reviewed(ret, event.at));
    case 'approved': {
      const next = withItems(ret, event.items, { authorisation: 'approved' });
      // A refusal that is taken back later was a decision in its time.
      const isReversal = event.items.every((key) => itemOf(ret, key).authorisation === 'rejected');
      return withMilestones(next, answered(ret, event.at), {
        decidedAt: (isReversal ? ret.milestones.decidedAt : undefined) ?? event.at,
        approvedAt: event.at,
        ...(ret.targets.some(({ agreedByApproval }) => agreedByApproval) ? agreed(ret, event.at) : {}),
        ...(event.items.some((key) => awaitsGoods(itemOf(next, key))) ? { awaitedAt: event.at } : {}),
        ...(event.items.some((key) => neverComes(itemOf(next, key))) ? { owedAt: ret.milestones.owedAt ?? event.at } : {}),
        // Owed for an item that was approved earlier: a second approval is no new time for the first.
        ...(event.items.some((key) => owesLabel(itemOf(next, key))) && !next.label && !ret.items.some(owesLabel)
          ? { labelOwedAt: event.at }
          : {}),
      });
    }
    case 'rejected':
      return withMilestones(withItems(ret, event.items, { authorisation: 'rejected' }), answered(ret, event.at), { decidedAt: event.at });
    case 'information_requested': {
      const next = withItems(ret, event.items, { authorisation: 'waiting_for_buyer' });
      return withMilestones({ ...next, asks: event.asks }, answered(ret, event.at), { askedAt: event.at });
    }
    case 'information_received': {
      const { asks: _asked, ...rest } = ret;
      const items = ret.items.map(
        (item): ReturnItem => ({
          ...item,
          ...(item.authorisation === 'waiting_for_buyer' ? { authorisation: 'in_review' as const } : {}),
          photos: item.photos + (isOpen(item) ? event.photos : 0),
        }),
      );
      return withMilestones({ ...rest, items }, reviewed(ret, event.at), { answeredAt: event.at });
    }
    case 'cancelled':
      return withItems(ret, event.items, { authorisation: 'cancelled' });
    case 'expired':
      return withItems(ret, event.items, { authorisation: 'expired' });

    case 'label_issued': {
      const items = ret.items.map(
        (item): ReturnItem =>
          item.authorisation === 'approved' && item.parcel === 'none' && item.settlement === 'open'
            ? { ...item, parcel: 'label_issued' }
            : item,
      );
      const { kind, carrier, trackingNumber, paidBy, at } = event;
      const next = { ...ret, items, label: { kind, carrier, trackingNumber, paidBy, issuedAt: at } };
      return withMilestones(next, { labelAt: ret.milestones.labelAt ?? at, ...(ret.milestones.awaitedAt ? { awaitedAt: at } : {}) });
    }
    case 'dispatched': {
      const next = { ...withItems(ret, event.items, { parcel: 'in_transit' }), tracking: trackedBy(ret, event) };
      // A number is proof; a label's number alone is not, until the carrier scans it.
      return withMilestones(
        next,
        { dispatchedAt: earlier(ret.milestones.dispatchedAt, event.at) },
        event.trackingNumber ? provenSent(ret, event.at) : {},
      );
    }
    case 'tracked':
      return tracked(ret, event);
    case 'parcel_lost':
      return withItems(ret, event.items, { parcel: 'lost' });
    case 'received': {
      const found = new Map(event.items.map((item) => [keyOf(item), item]));
      const items = ret.items.map((item): ReturnItem => {
        const seen = found.get(keyOf(item));
        return seen ? { ...item, parcel: 'received', identity: seen.identity, ...(seen.read ? { read: seen.read } : {}) } : item;
      });
      return withMilestones({ ...ret, items }, back(ret, event.at), { receivedAt: ret.milestones.receivedAt ?? event.at });
    }

    case 'inspected': {
      const found = new Map(event.items.map((item) => [keyOf(item), item]));
      const items = ret.items.map((item): ReturnItem => {
        const seen = found.get(keyOf(item));
        if (!seen) return item;
        const { checks: _checks, checklist: _checklist, grade: _grade, disposition: _disposition, ...rest } = item;
        const { verdict, checks, checklist, grade, disposition } = seen;
        return {
          ...rest,
          assessment: 'assessed',
          verdict,
          ...(checks ? { checks } : {}),
          ...(checklist ? { checklist } : {}),
          ...(grade ? { grade } : {}),
          ...(disposition ? { disposition } : {}),
        };
      });
      return withMilestones({ ...ret, items }, { inspectedAt: event.at });
    }
    case 'inspection_begun': {
      const begun = new Set(event.items.map(keyOf));
      return { ...ret, items: ret.items.map((item) => (begun.has(keyOf(item)) ? { ...item, assessment: 'inspecting' } : item)) };
    }
    case 'resolved':
      return resolved(ret, event);
    case 'resolution_undone':
      return undone(ret, event);
    case 'completed': {
      const done = new Map(event.items.map((item) => [keyOf(item), item]));
      const { carrier, trackingNumber } = event;
      const sentOut =
        carrier === undefined && trackingNumber === undefined
          ? undefined
          : { ...optional('carrier', carrier), ...optional('trackingNumber', trackingNumber) };
      const items = ret.items.map((item): ReturnItem => {
        const end = done.get(keyOf(item));
        if (!end) return item;
        const { held: _gone, ...rest } = item;
        return { ...rest, settlement: end.settlement, ...optional('replacedBy', end.replacedBy), ...optional('sentOut', sentOut) };
      });
      return carriedOut({ ...ret, items }, event.items);
    }
    case 'sent_out': {
      const keys = new Set(event.items.map(keyOf));
      const { carrier, trackingNumber } = event;
      const items = ret.items.map(
        (item): ReturnItem =>
          keys.has(keyOf(item)) ? { ...item, sentOut: { ...item.sentOut, trackingNumber, ...optional('carrier', carrier) } } : item,
      );
      // It is with a carrier: what was decided is not taken back any more.
      return carriedOut({ ...ret, items }, event.items);
    }
    case 'remedy_failed': {
      const failed = new Map(event.items.map((item) => [keyOf(item), item.remedy]));
      const items = ret.items.map((item): ReturnItem => {
        const remedy = failed.get(keyOf(item));
        if (remedy === undefined) return item;
        const { resolution: _past, given: _unsaid, held: _freed, ...rest } = item;
        return { ...rest, settlement: 'open', failed: [...(item.failed ?? []), { remedy, because: event.because }] };
      });
      const next = withoutMilestones(carriedOut({ ...ret, items }, event.items), 'resolvedAt');
      // Where another item still waits, its clock runs on as it is: our own act gives nobody more time.
      return owed(ret) ? next : withMilestones(next, { remedyFailedAt: event.at });
    }

    case 'refund_planned': {
      const refund: Refund = {
        id: event.refundId,
        amount: event.amount,
        items: event.items,
        state: event.state,
        why: event.why,
        plannedAt: event.at,
        plannedBy: event.by,
        ...(event.award !== undefined && { award: event.award }),
        ...(event.gesture !== undefined && { gesture: event.gesture }),
      };
      // Given on top: no item is settled by it, and no clock waits for it.
      if (event.why === 'gesture') return { ...ret, refunds: [...ret.refunds, refund] };
      const paid = new Set(event.items.map(keyOf));
      const items = ret.items.map(
        (item): ReturnItem =>
          paid.has(keyOf(item)) && (item.settlement === 'open' || (event.why === 'dispute' && item.settlement === 'denied'))
            ? {
                ...item,
                settlement: 'refunding',
                resolution: item.resolution ?? 'refund',
                ...(event.why === 'dispute' && !isOpen(item) ? { awarded: true as const } : {}),
              }
            : item,
      );
      const last = ret.lastResolution;
      // They follow their resolution in the same breath.
      const isOfLast = event.why === 'resolution' && last !== undefined && last.at === event.at;
      return withMilestones(
        {
          ...ret,
          items,
          refunds: [...ret.refunds, refund],
          ...(isOfLast && { lastResolution: { ...last, refundIds: [...last.refundIds, event.refundId] } }),
        },
        agreed(ret, event.at),
      );
    }
    case 'refund_approved':
    case 'refund_retried':
      return withRefund(ret, event.refundId, 'planned');
    case 'refund_submitted':
      return withRefund(ret, event.refundId, 'submitted');
    case 'refund_failed':
      return withRefund(ret, event.refundId, 'failed', { failure: event.says });
    case 'refund_confirmed':
      return confirmed(ret, event);
    case 'gesture_given':
      return { ...ret, gestures: [...(ret.gestures ?? []), event.gesture] };

    case 'messaged':
      return messaged(ret, event);
    case 'message_undone':
      return messageUndone(ret, event);
    case 'held':
      return { ...ret, hold: { why: event.why, because: event.because, at: event.at, by: event.by } };
    case 'released': {
      const { hold: _lifted, ...rest } = ret;
      return rest;
    }
    case 'clock_breached': {
      const { kind, startedAt, dueAt, at } = event;
      return withBreaches(ret, [...(ret.breaches ?? []), { kind, startedAt, dueAt, at }]);
    }
    case 'clock_corrected':
      return withBreaches(
        ret,
        (ret.breaches ?? []).map((breach) =>
          breach.kind === event.kind && breach.startedAt === event.startedAt && breach.dueAt === event.dueAt
            ? { ...breach, corrected: true as const }
            : breach,
        ),
      );
    case 'escalated': {
      const { kind, startedAt, offset, step } = event;
      return { ...ret, escalations: [...(ret.escalations ?? []), { kind, startedAt, at: offset, do: step }] };
    }
    case 'agreed': {
      const to = new Map(event.items.map((item) => [keyOf(item), item.to]));
      const agreed = (item: ReturnItem): ReturnItem => {
        const answer = to.get(keyOf(item));
        return answer === undefined ? item : { ...item, agreed: { to: answer, at: event.at } };
      };
      return { ...ret, items: ret.items.map(agreed) };
    }
    case 'linked':
      return { ...ret, channelReturnId: event.channelReturnId };
    case 'survey_asked':
      return { ...ret, survey: { ...ret.survey, [event.again ? 'againAt' : 'askedAt']: event.at } };
    case 'surveyed':
      return { ...ret, survey: { ...ret.survey, [event.again ? 'againScore' : 'score']: event.score } };
    case 'followed_up': {
      const { followUp: was, ...rest } = ret;
      const { followUpId: id, to, dueAt = was?.dueAt ?? event.at, messageId } = event;
      if (to === 'settled') return rest;
      return { ...rest, followUp: { id, dueAt, open: to === 'open', ...optional('answeredBy', messageId) } };
    }
    case 'closed':
      return withMilestones(ret, { closedAt: event.at });
    case 'noted':
    case 'auto_refund_held':
      return ret;
    default:
      return unreachable(event);
  }
}

/** The answer stands on the items, and its dates on the return: a later answer adds promises, it takes none back. */
function decided(ret: Return, event: EventOf<'decided'>): Return {
  const answers = new Map(event.items.map((item) => [keyOf(item), item.decision]));
  const items = ret.items.map((item): ReturnItem => ({ ...item, ...optional('decision', answers.get(keyOf(item)) ?? item.decision) }));
  const decisions = [...answers.values()];
  const withdrawal = ret.withdrawal || decisions.some((decision) => decision.ground === 'withdrawal');
  const promised: ClockTarget[] = decisions.flatMap((decision) =>
    decision.deadlines.flatMap(({ kind, dueAt, source }) => (dueAt === undefined ? [] : [{ kind, source, after: { dueAt } }])),
  );
  // Directive 2011/83/EU article 13(1): fourteen days from the day on which the buyer tells.
  if (withdrawal) promised.push({ kind: 'withdrawal_refund', source: 'law', after: { duration: 'P14D' } });
  const targets = [...ret.targets];
  for (const target of promised) if (!targets.some(({ kind }) => kind === target.kind)) targets.push(target);
  return { ...ret, items, targets, ...(withdrawal ? { withdrawal: true as const } : {}) };
}

function tracked(ret: Return, event: EventOf<'tracked'>): Return {
  const keys = new Set(event.items.map(keyOf));
  let { items } = ret;
  for (const { code } of event.events) {
    items = items.map((item) =>
      keys.has(keyOf(item)) ? { ...item, parcel: parcelAfter(item.parcel, code, ret.label !== undefined) } : item,
    );
  }
  // A carrier's clock may run ahead of ours; nothing happens after we heard of it.
  const timeOf = (at: string) => (Date.parse(at) > Date.parse(event.at) ? event.at : at);
  const first = (matches: (code: (typeof event.events)[number]['code']) => boolean) => {
    const found = event.events.find(({ code }) => matches(code));
    return found === undefined ? undefined : timeOf(found.at);
  };
  const moved = first(provesSending);
  const delivered = first((code) => code === 'delivered');
  const last = [ret.milestones.lastTrackingAt, ...event.events.map(({ at }) => timeOf(at))]
    .filter((at) => at !== undefined)
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
  const heard = event.events.map((scan) => (timeOf(scan.at) === scan.at ? scan : { ...scan, heardAt: event.at }));
  const events = [...(ret.tracking?.events ?? []), ...heard].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const next = withMilestones(
    { ...ret, items, tracking: { ...trackedBy(ret, event), events } },
    optional('lastTrackingAt', last),
    moved === undefined ? {} : { dispatchedAt: earlier(ret.milestones.dispatchedAt, moved), ...provenSent(ret, moved) },
    delivered === undefined ? {} : back(ret, delivered),
  );
  return takenBack(ret, next);
}

/** A carrier that had said "delivered" and now says that it is not has taken its word back: nothing is here. */
function takenBack(before: Return, after: Return): Return {
  if (after.milestones.backAt === undefined || !before.items.some(isBack) || after.items.some(isBack)) return after;
  const { backAt: _mistaken, ...milestones } = after.milestones;
  return { ...after, milestones };
}

function confirmed(ret: Return, event: EventOf<'refund_confirmed'>): Return {
  const next = withRefund(ret, event.refundId, 'confirmed', optional('channelReference', event.reference));
  // What was given on top settles no item, and no item waits for it.
  if (next.refunds.some(({ id, why }) => id === event.refundId && why === 'gesture')) return next;
  const waiting = new Set(
    next.refunds.filter(({ state, why }) => state !== 'confirmed' && why !== 'gesture').flatMap((refund) => refund.items.map(keyOf)),
  );
  const paid = new Set(next.refunds.find(({ id }) => id === event.refundId)!.items.map(keyOf));
  const items = next.items.map((item): ReturnItem => {
    const key = keyOf(item);
    if (item.settlement !== 'refunding' || !paid.has(key) || waiting.has(key)) return item;
    return { ...item, settlement: item.resolution === 'keep' ? 'kept' : 'refunded' };
  });
  // What a dispute gave is no refund that a clock of the return waited for (M35).
  const isAward = next.refunds.some(({ id, why }) => id === event.refundId && why === 'dispute');
  return isAward ? { ...next, items } : withMilestones({ ...next, items }, { refundedAt: event.at });
}

function resolved(ret: Return, event: EventOf<'resolved'>): Return {
  const answers = new Map(event.items.map((item) => [keyOf(item), item]));
  const items = ret.items.map((item): ReturnItem => {
    const answer = answers.get(keyOf(item));
    if (!answer) return item;
    const { resolution, amount, kept, because, parcel, held } = answer;
    const given = because === undefined && kept === undefined ? undefined : { ...optional('because', because), ...optional('kept', kept) };
    return {
      ...item,
      resolution,
      settlement: settlementOf(resolution, amount !== undefined),
      ...optional('given', given),
      ...optional('sentOut', parcel),
      ...optional('held', held),
    };
  });
  const { refundAgreedAt, settledAt } = ret.milestones;
  const lastResolution: LastResolution = {
    seq: event.seq,
    at: event.at,
    ...optional('undoUntil', event.undoUntil),
    items: event.items.map(({ lineId, unit }) => ({ lineId, unit })),
    refundIds: [],
    was: { ...optional('refundAgreedAt', refundAgreedAt), ...optional('settledAt', settledAt) },
  };
  const next = { ...ret, items, lastResolution };
  return event.items.some(({ resolution }) => resolution === 'refund') ? withMilestones(next, agreed(ret, event.at)) : next;
}

function messaged(ret: Return, event: EventOf<'messaged'>): Return {
  if (event.direction === 'in') return ret;
  const { at, messageId, informative, undoUntil } = event;
  // Words after the end (of a dispute, say) are no first answer: nobody waited for one any more.
  const answers = informative && ret.items.some(isOpen);
  const firstAnswer = answers && ret.milestones.firstAnswerAt === undefined;
  const next = answers ? withMilestones(ret, answered(ret, at)) : ret;
  if (undoUntil === undefined) return next;
  const words: UnsentWords = { messageId, at, until: undoUntil, informative, ...(firstAnswer && { firstAnswer }) };
  return { ...next, unsent: [...(ret.unsent ?? []).filter(({ until }) => Date.parse(until) > Date.parse(at)), words] };
}

/** As if they had never been written: where they were the first answer, the buyer waits for one again, or has another one since. */
function messageUndone(ret: Return, event: EventOf<'message_undone'>): Return {
  const { unsent = [], ...rest } = ret;
  const words = unsent.find(({ messageId }) => messageId === event.messageId);
  assert(words, 'only words that wait are taken back');
  const others = unsent.filter((one) => one !== words);
  if (!words.firstAnswer) return { ...rest, unsent: others };
  const { decidedAt, askedAt } = ret.milestones;
  const since = [decidedAt, askedAt, ...others.flatMap((one) => (one.informative ? one.at : []))];
  const [next] = since
    .filter((at) => at !== undefined && Date.parse(at) >= Date.parse(words.at))
    .sort((a, b) => Date.parse(a!) - Date.parse(b!));
  const unanswered = withoutMilestones(
    { ...rest, unsent: others.map((one) => (one.at === next ? { ...one, firstAnswer: true } : one)) },
    'firstAnswerAt',
  );
  return next === undefined ? unanswered : withMilestones(unanswered, { firstAnswerAt: next });
}

/** As if it had never been said: no item, refund or date keeps a trace of it. */
function undone(ret: Return, event: EventOf<'resolution_undone'>): Return {
  const { lastResolution, ...rest } = ret;
  assert(lastResolution?.seq === event.resolved, 'only the last resolution is taken back');
  const taken = new Set(event.items.map(keyOf));
  const items = ret.items.map((item): ReturnItem => {
    if (!taken.has(keyOf(item))) return item;
    const { resolution: _past, given: _unsaid, sentOut: _unsent, held: _freed, ...before } = item;
    return { ...before, settlement: 'open' };
  });
  const refunds = ret.refunds.filter(({ id }) => !event.refundIds.includes(id));
  const next = withoutMilestones({ ...rest, items, refunds, undone: [...(ret.undone ?? []), event.resolved] }, 'resolvedAt', 'closedAt');
  // What was told by somebody else in the meantime stays.
  const { at, was } = lastResolution;
  const back = (['refundAgreedAt', 'settledAt'] as const).filter((name) => ret.milestones[name] === at);
  return withMilestones(
    withoutMilestones(next, ...back),
    Object.fromEntries(Object.entries(was).filter(([name]) => back.includes(name as never))),
  );
}

/** Work of it was done, so it is not taken back any more. */
function carriedOut(ret: Return, done: readonly ItemKey[]): Return {
  const { lastResolution, ...rest } = ret;
  const keys = new Set(done.map(keyOf));
  return lastResolution?.items.some((item) => keys.has(keyOf(item))) ? rest : ret;
}

/** What a resolution makes of an item at once; money, repair and replacement take their time. */
export function settlementOf(resolution: Resolution, withMoney: boolean): Settlement {
  switch (resolution) {
    case 'refund':
    case 'partial_refund':
      return 'refunding';
    case 'repair':
      return 'repairing';
    case 'replacement':
      return 'replacing';
    case 'keep':
      return withMoney ? 'refunding' : 'kept';
    case 'send_back':
      return 'sent_back';
    case 'deny':
      return 'denied';
  }
}

/** Whether the buyer is expected to send the item: not what never came, and not what may be kept. */
export const awaitsGoods = (item: ReturnItem): boolean =>
  item.authorisation === 'approved' &&
  item.settlement === 'open' &&
  (item.parcel === 'none' || item.parcel === 'label_issued') &&
  !neverComes(item);

/** Settled before the goods came, and they are to come all the same: not what may be kept, nor what the buyer never got. */
export const goodsExpected = (ret: Return, item: ReturnItem): boolean =>
  isSettled(item) &&
  item.settlement !== 'kept' &&
  !neverComes(item) &&
  item.authorisation === 'approved' &&
  item.parcel !== 'received' &&
  item.parcel !== 'lost' &&
  ret.order.deliveredAt !== undefined;

/** Whether the seller owes the buyer a label for it (M4). */
export const owesLabel = (item: ReturnItem): boolean => awaitsGoods(item) && item.decision?.returnShipping.paidBy === 'seller';

/** Every item has its end, and at least one of them in goods or money: nothing is left to do. */
export const isComplete = (ret: Return): boolean => !ret.items.some(isOpen) && ret.items.some(isSettled);

const itemOf = (ret: Return, key: ItemKey): ReturnItem => ret.items.find((item) => keyOf(item) === keyOf(key))!;

function withItems(ret: Return, keys: readonly ItemKey[], change: Partial<Pick<ReturnItem, 'authorisation' | 'parcel'>>): Return {
  const chosen = new Set(keys.map(keyOf));
  if (change.parcel !== undefined) {
    const to = change.parcel;
    for (const item of ret.items)
      assert(!chosen.has(keyOf(item)) || parcelMay(item.parcel, to), `a parcel goes from ${item.parcel} to ${to}`);
  }
  return { ...ret, items: ret.items.map((item) => (chosen.has(keyOf(item)) ? { ...item, ...change } : item)) };
}

function withRefund(ret: Return, id: string, state: RefundState, more: Partial<Refund> = {}): Return {
  const refunds = ret.refunds.map((refund): Refund => {
    if (refund.id !== id) return refund;
    assert(refundMay(refund.state, state), `a refund goes from ${refund.state} to ${state}`);
    const { failure: _past, ...rest } = refund;
    return { ...rest, ...more, state };
  });
  assert(
    refunds.some((refund) => refund.id === id),
    `refund ${id} belongs to the return`,
  );
  return { ...ret, refunds };
}

const withMilestones = (ret: Return, ...more: readonly Partial<Milestones>[]): Return => ({
  ...ret,
  milestones: Object.assign({}, ret.milestones, ...more) as Milestones,
});

function withoutMilestones(ret: Return, ...names: readonly (keyof Milestones)[]): Return {
  const kept = Object.entries(ret.milestones).filter(([name]) => !names.includes(name as keyof Milestones));
  return { ...ret, milestones: Object.fromEntries(kept) as Milestones };
}

const withBreaches = (ret: Return, breaches: readonly Breach[]): Return => ({
  ...ret,
  breaches,
  breached: [...new Set(breaches.filter(({ corrected }) => !corrected).map(({ kind }) => kind))],
});

const answered = (ret: Return, at: string): Partial<Milestones> => ({ firstAnswerAt: ret.milestones.firstAnswerAt ?? at });
const reviewed = (ret: Return, at: string): Partial<Milestones> => ({ reviewedAt: ret.milestones.reviewedAt ?? at });
const agreed = (ret: Return, at: string): Partial<Milestones> => ({ refundAgreedAt: ret.milestones.refundAgreedAt ?? at });
// The outside may tell of something earlier after something later: the earlier counts, in whatever order we hear of it.
const earlier = (known: string | undefined, at: string): string =>
  known !== undefined && Date.parse(known) <= Date.parse(at) ? known : at;
const provenSent = (ret: Return, at: string): Partial<Milestones> => ({ provenSentAt: earlier(ret.milestones.provenSentAt, at) });
const back = (ret: Return, at: string): Partial<Milestones> => ({ backAt: earlier(ret.milestones.backAt, at) });
const trackedBy = (ret: Return, { carrier, trackingNumber }: { readonly carrier?: string; readonly trackingNumber?: string }) => ({
  ...ret.tracking,
  ...optional('carrier', carrier),
  ...optional('trackingNumber', trackingNumber),
});
const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
