/**
 * What follows from a command: events, or a refusal with its name. Pure: the same return, command and context give the same answer,
 * so what a button would do is computed by what does it (STYLE 2, 6).
 */
import type { Actor, Role } from '../access.ts';
import { assert, unreachable } from '../assert.ts';
import {
  type Clock,
  type ClockStep,
  type ClockTarget,
  clockOf,
  clocksOf,
  type Holidays,
  isAwaited,
  isRefuted,
  mayBeActedOn,
  mayNotWithhold,
  ranOutUnseen,
  RETURN_CLOCKS,
  type ReturnClockKind,
} from '../clocks/clocks.ts';
import { CLOCK_RULES } from '../clocks/rules.ts';
import type { Uuid } from '../ids.ts';
import { compareIdentity } from '../inspection/identity.ts';
import { add, decimal, exponentOf, type Money, sum, zero } from '../money.ts';
import type { Decision } from '../policy/decision.ts';
import { planRefunds, spreadOver, type Wanted } from '../refund/plan.ts';
import {
  type AllottedLabel,
  type Command,
  type CommandOf,
  isDutyOf,
  type ItemDecision,
  type ItemRef,
  ruleOf,
  type Verb,
} from './commands.ts';
import { answerOf } from './contest.ts';
import type { EventBody, EventOf, ItemKey, ReturnEvent } from './events.ts';
import { evolve, isComplete, owesLabel } from './evolve.ts';
import {
  type Fault,
  type Identifiers,
  keyOf,
  type Order,
  type Reason,
  type Refund,
  type Return,
  type ReturnItem,
  type Via,
  type Wish,
} from './model.ts';
import { whyNot, whyNotItem, whyNotRefund } from './possible.ts';
import { goesOut, type InputRefusal, isBack, neverComes, type Refusal, type RefusalName } from './refusals.ts';
import { undoWindow } from './undo.ts';

export type DecideContext = {
  /** ISO 8601 instant. */
  readonly now: string;
  readonly by: Actor;
  /** Fresh ids for what the command makes: one per order line is always enough, since each refund pays for one line. */
  readonly ids: readonly Uuid[];
  /** Refunds of a return that come to more than this wait for finance (M31). Read at face value in the order's currency. */
  readonly refundLimit: Money;
  /** What the order's other returns gave back or are about to; nothing where left out. */
  readonly alreadyRefunded?: Money;
  /** The same by unit: over all its returns a unit gets back at most what was paid for it. */
  readonly refundedElsewhere?: readonly (ItemKey & { readonly amount: Money })[];
  readonly holidays?: Holidays;
  /** For how many seconds nothing of a person's resolution leaves the house; none where left out. A program does not mistake a button. */
  readonly graceSeconds?: number;
};

export type Answer = { readonly ok: true; readonly events: readonly ReturnEvent[] } | { readonly ok: false; readonly refusal: Refusal };

export type OpenInput = {
  readonly id: Uuid;
  readonly rma: string;
  readonly order: Order;
  readonly via: Via;
  readonly channelReturnId?: string;
  /** When the buyer declared, where the channel tells; else now. */
  readonly declaredAt?: string;
  readonly items: readonly {
    readonly lineId: string;
    readonly unit: number;
    readonly reason: Reason;
    readonly fault?: Fault;
    readonly wants?: Wish;
    readonly photos?: number;
    readonly channelReason?: string;
    /** What the buyer holds, where the unit was replaced since: no longer the device that the order line names. */
    readonly sold?: Identifiers;
    readonly decision: Decision;
  }[];
  readonly targets: readonly ClockTarget[];
  /** Issued with the approval where the seller pays the way back. */
  readonly label?: AllottedLabel;
};

const POLICY: Actor = { kind: 'system', name: 'policy' };

/** A new return, with the policy's answer and, where that is yes and the seller pays, its label: all in one act (M6). */
export function open(input: OpenInput, ctx: { readonly now: string; readonly by: Actor }): ReturnEvent[] {
  const { order } = input;
  assert(input.items.length > 0, 'a return has items');
  assert(new Set(input.items.map(keyOf)).size === input.items.length, 'each unit once');
  const prices = order.lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.price));
  const requested: ReturnEvent = {
    seq: 1,
    at: ctx.now,
    by: ctx.by,
    type: 'requested',
    id: input.id,
    rma: input.rma,
    order: {
      id: order.id,
      channel: order.channel,
      channelOrderId: order.channelOrderId,
      country: order.country,
      currency: order.currency,
      placedAt: order.placedAt,
      ...present({ shippedAt: order.shippedAt, deliveredAt: order.deliveredAt, shippingPaid: order.shippingPaid }),
      paid: add(sum(prices, order.currency), order.shippingPaid ?? zero(order.currency)),
      lines: order.lines.map(({ id, quantity, price }) => ({ id, quantity, price })),
    },
    via: input.via,
    ...present({ channelReturnId: input.channelReturnId }),
    declaredAt: input.declaredAt ?? ctx.now,
    items: input.items.map(({ lineId, unit, reason, fault, wants, photos = 0, channelReason, sold: held }) => {
      const line = order.lines.find((l) => l.id === lineId);
      assert(line && Number.isInteger(unit) && unit >= 1 && unit <= line.quantity, `${lineId}#${unit} was sold with the order`);
      const { sku, title, category, condition, price, imei, imei2, serial } = line;
      const sold = held ?? present({ imei, imei2, serial });
      return { lineId, unit, sku, title, category, condition, price, sold, reason, photos, ...present({ fault, wants, channelReason }) };
    }),
    targets: input.targets,
  };
  const story = begin(evolve(null, requested), ctx.now, ctx.by, [requested]);
  answerBy(story, 'request', input.items, input.label);
  return story.events;
}

export function decide(ret: Return, command: Command, ctx: DecideContext): Answer {
  if (!isDutyOf(command.verb, ctx.by)) return refuse('not_your_duty', { roles: ruleOf(command.verb).roles.join(', ') });
  if (saysAgain(ret, command)) return { ok: true, events: [] };
  const because = whyNot(command.verb, ret, ctx.by);
  if (because !== null) return refuse(because);

  const story = begin(ret, ctx.now, ctx.by);
  const refusal = act(story, command, ctx);
  if (refusal !== null) return { ok: false, refusal };
  if (command.verb !== 'note') afterwards(story, ctx);
  return { ok: true, events: story.events };
}

/** What was on the record before: said again it changes nothing, whoever says it however often. */
function saysAgain(ret: Return, command: Command): boolean {
  const every = <T extends ItemRef>(items: readonly T[], known: (item: ReturnItem, said: T) => boolean) =>
    items.length > 0 && items.every((said) => ret.items.some((item) => isMeant(ret, item, said) && known(item, said)));
  switch (command.verb) {
    case 'receipt':
      return every(command.items, (item, said) => item.parcel === 'received' && sameRead(item, said));
    case 'inspection':
      return every(
        command.items,
        (item, { verdict, checks, grade, disposition }) =>
          item.assessment === 'assessed' &&
          JSON.stringify([item.verdict, item.checks, item.grade, item.disposition]) ===
            JSON.stringify([verdict, checks, grade, disposition]),
      );
    case 'inspection-start': {
      const items = command.items ?? ret.items.filter((item) => item.parcel === 'received' && item.assessment !== 'assessed');
      return every(items, (item) => item.assessment === 'inspecting');
    }
    case 'label': {
      const { label } = ret;
      const { kind = label?.kind, carrier = label?.carrier, trackingNumber = label?.trackingNumber } = command;
      return (
        label !== undefined &&
        label.kind === kind &&
        label.carrier === carrier &&
        label.trackingNumber === trackingNumber &&
        ret.items.some((item) => item.parcel === 'label_issued')
      );
    }
    case 'dispatch':
      return (
        ret.items.some((item) => item.parcel === 'in_transit') &&
        (command.trackingNumber === undefined || command.trackingNumber === (ret.tracking?.trackingNumber ?? ret.label?.trackingNumber))
      );
    case 'outbound-parcel': {
      const { carrier, trackingNumber } = command;
      const items = command.items ?? ret.items.filter(goesOut);
      return every(
        items,
        ({ sentOut }) => sentOut?.trackingNumber === trackingNumber.trim() && (carrier === undefined || sentOut.carrier === carrier),
      );
    }
    case 'tracking':
      return newTracking(ret, command).length === 0 && !bringsNumber(ret, command);
    case 'award':
      return ret.refunds.some(({ award: code }) => code === command.dispute);
    case 'gesture':
      return ret.gestures?.some(({ id }) => id === command.gesture.id) ?? false;
    case 'survey':
      return (command.again ? ret.survey?.againAt : ret.survey?.askedAt) !== undefined;
    case 'channel-case':
      return ret.channelReturnId !== undefined;
    case 'refund-confirmation':
      return ret.refunds.some(({ id, state }) => id === command.refundId && state === 'confirmed');
    case 'refund-failure':
      return ret.refunds.some(({ id, state, failure }) => id === command.refundId && state === 'failed' && failure === command.says);
    default:
      return false;
  }
}

function act(story: Story, command: Command, ctx: DecideContext): Refusal | null {
  switch (command.verb) {
    case 'approval':
      return onItems(story, command, (items) => {
        story.tell({ type: 'approved', items: items.map(keyed), ...words(command.because) });
        allotLabel(story, command.label);
      });
    case 'rejection':
      return (
        wordless(command.because, 'because_missing') ??
        onItems(story, command, (items) => story.tell({ type: 'rejected', items: items.map(keyed), because: command.because.trim() }))
      );
    case 'information-request':
      return (
        wordless(command.asks, 'asks_missing') ??
        onItems(story, command, (items) =>
          story.tell({ type: 'information_requested', items: items.map(keyed), asks: command.asks.trim() }),
        )
      );
    case 'information':
      story.tell({ type: 'information_received', photos: command.photos, wrote: command.wrote ?? false });
      if (command.decisions) answerBy(story, 'information', command.decisions, command.label);
      return null;
    case 'cancellation':
      return onItems(story, command, (items) => story.tell({ type: 'cancelled', items: items.map(keyed), ...words(command.because) }));

    case 'label':
      return label(story, command);
    case 'dispatch':
      return onItems(story, command, (items) =>
        story.tell({
          type: 'dispatched',
          items: items.map(keyed),
          ...present({ carrier: command.carrier, trackingNumber: command.trackingNumber }),
        }),
      );
    case 'tracking':
      return tracking(story, command);
    case 'lost':
      return onItems(story, { verb: 'lost' }, (items) => story.tell({ type: 'parcel_lost', items: items.map(keyed) }));
    case 'receipt':
      return receipt(story, command);

    case 'inspection-start':
      return onItems(story, command, (items) => {
        const waiting = items.filter((item) => item.assessment === 'none');
        if (waiting.length > 0) story.tell({ type: 'inspection_begun', items: waiting.map(keyed) });
      });
    case 'inspection':
      return inspection(story, command);
    case 'resolution':
      return resolution(story, command, ctx);
    case 'resolution-undo':
      return undo(story, command, ctx);
    case 'completion':
      return onItems(story, command, (items, said) =>
        story.tell({
          type: 'completed',
          items: items.map((item, i) => {
            if (item.settlement === 'repairing') return { ...keyed(item), settlement: 'repaired' };
            const { imei = item.held?.imei, serial = item.held?.serial, newOrder } = said[i] ?? {};
            return { ...keyed(item), settlement: 'replaced', replacedBy: present({ imei, serial, newOrder }) };
          }),
          ...present({ carrier: command.carrier, trackingNumber: command.trackingNumber }),
        }),
      );

    case 'outbound-parcel': {
      const { carrier, trackingNumber } = command;
      return (
        wordless(trackingNumber, 'number_missing') ??
        onItems(story, command, (items) =>
          story.tell({ type: 'sent_out', items: items.map(keyed), trackingNumber: trackingNumber.trim(), ...present({ carrier }) }),
        )
      );
    }
    case 'remedy-failure':
      return (
        wordless(command.because, 'because_missing') ??
        onItems(story, command, (items) =>
          story.tell({
            type: 'remedy_failed',
            items: items.map((item) => ({ ...keyed(item), remedy: item.settlement === 'repairing' ? 'repair' : 'replacement' })),
            because: command.because.trim(),
          }),
        )
      );

    case 'message': {
      const { messageId, language, direction, informative, despite } = command;
      const undoUntil = direction === 'out' ? graceOf(ctx) : undefined;
      story.tell({ type: 'messaged', messageId, language, direction, informative, ...present({ despite, undoUntil }) });
      // Words of the buyer while a question is open are an answer: a person reads them.
      if (direction === 'in' && story.now().items.some((item) => item.authorisation === 'waiting_for_buyer' && !isBack(item)))
        story.tell({ type: 'information_received', photos: 0, wrote: true });
      // What a person says to an unhappy buyer is the answer that was owed (M20).
      const { followUp } = story.now();
      if (followUp?.open && direction === 'out' && informative && (ctx.by.kind === 'staff' || ctx.by.kind === 'api'))
        story.tell({ type: 'followed_up', followUpId: followUp.id, to: 'answered', messageId });
      return null;
    }
    case 'message-undo':
      return unsay(story, command, ctx);
    case 'note':
      story.tell({ type: 'noted', noteId: command.noteId });
      return null;
    case 'hold':
      if (command.because.trim() === '') return refusal('because_missing');
      if (story.now().hold && command.why !== 'dispute') return refusal('already_on_hold');
      story.tell({ type: 'held', why: command.why ?? 'staff', because: command.because.trim() });
      return null;
    case 'release':
      return release(story, command, ctx);

    case 'refund-approval':
      return onRefund(story, command, ctx, ({ id }) => story.tell({ type: 'refund_approved', refundId: id }));
    case 'award':
      return award(story, command, ctx);
    case 'gesture':
      return gesture(story, command, ctx);
    case 'agreement':
      return onItems(story, command, (items) =>
        story.tell({ type: 'agreed', items: items.map((item) => ({ ...keyed(item), to: answerOf(item)! })) }),
      );
    case 'survey':
      story.tell({ type: 'survey_asked', way: command.way, ...present({ again: command.again }) });
      return null;
    case 'survey-answer': {
      const { answerId, score, topics, wrote, contact, again } = command;
      const before = again ? story.now().survey?.againScore : story.now().survey?.score;
      const changed = before === undefined ? undefined : (true as const);
      story.tell({ type: 'surveyed', answerId, score, topics, wrote, contact, ...present({ again, changed }) });
      if (command.followUp) story.tell({ type: 'followed_up', followUpId: command.followUp.id, to: 'open', dueAt: command.followUp.dueAt });
      return null;
    }
    case 'follow-up': {
      const { followUpId, to, dueAt, outcome } = command;
      story.tell({ type: 'followed_up', followUpId, to, ...present({ dueAt, outcome }) });
      return null;
    }
    case 'channel-case':
      story.tell({ type: 'linked', channelReturnId: command.channelReturnId });
      return null;
    case 'refund-submission':
      return onRefund(story, command, ctx, ({ id }) => story.tell({ type: 'refund_submitted', refundId: id }));
    case 'refund-confirmation':
      return onRefund(story, command, ctx, ({ id, amount }) =>
        story.tell({ type: 'refund_confirmed', refundId: id, amount, ...present({ reference: command.reference }) }),
      );
    case 'refund-failure':
      return onRefund(story, command, ctx, ({ id }) => story.tell({ type: 'refund_failed', refundId: id, says: command.says }));
    case 'refund-retry':
      return onRefund(story, command, ctx, ({ id }) => story.tell({ type: 'refund_retried', refundId: id }));

    case 'breach':
      return breach(story, command, ctx);
    case 'redecision':
      answerBy(story, command.asked ?? 'finding', command.decisions, command.label);
      return null;
    default:
      return unreachable(command);
  }
}

/**
 * The policy's answer, and what it comes to for items that still wait for one. What was answered stays answered: an approval is never taken
 * back by a later look, a finding at the bench resolves nothing by itself, and a case that a person was called to is never refused by the
 * machine: the new answer, whatever it is, is there for that person (M6).
 */
function answerBy(story: Story, asked: EventOf<'decided'>['asked'], decisions: readonly ItemDecision[], allotted?: AllottedLabel): void {
  story.tell({ type: 'decided', asked, items: decisions.map(({ lineId, unit, decision }) => ({ lineId, unit, decision })) }, POLICY);
  const keys = new Set(decisions.map(keyOf));
  const waiting = story
    .now()
    .items.filter(
      (item) => keys.has(keyOf(item)) && (item.authorisation === 'requested' || item.authorisation === 'in_review') && !isBack(item),
    );
  const answered = (outcome: Decision['outcome']) => waiting.filter((item) => item.decision?.outcome === outcome);
  const [approved, rejected] = [answered('approve'), answered('reject')];
  const review = answered('review').filter((item) => item.authorisation !== 'in_review');
  if (approved.length > 0) story.tell({ type: 'approved', items: approved.map(keyed) }, POLICY);
  if (review.length > 0) story.tell({ type: 'put_in_review', items: review.map(keyed) }, POLICY);
  const isFirstWord = asked === 'request' || asked === 'information';
  if (rejected.length > 0 && isFirstWord) story.tell({ type: 'rejected', items: rejected.map(keyed) }, POLICY);
  if (approved.length > 0) allotLabel(story, allotted, POLICY);
}

/** A prepaid label comes with the approval where the seller pays and the carrier let us make it. */
function allotLabel(story: Story, allotted: AllottedLabel | undefined, by?: Actor): void {
  const ret = story.now();
  if (allotted === undefined || ret.label !== undefined || !ret.items.some(owesLabel)) return;
  story.tell({ type: 'label_issued', kind: 'prepaid', ...allotted, paidBy: 'seller' }, by);
}

function label(story: Story, command: CommandOf<'label'>): Refusal | null {
  const ret = story.now();
  const owed = ret.items.some((item) => item.decision?.returnShipping.paidBy === 'seller');
  const kind = command.kind ?? (owed ? 'prepaid' : 'own');
  if (kind !== 'own' && (!command.carrier || !command.trackingNumber)) return refusal('label_incomplete', { kind });
  // Staff may be kinder than the decision: a prepaid label is the seller's.
  const paidBy = kind === 'prepaid' || (owed && kind !== 'own') ? 'seller' : 'buyer';
  story.tell({ type: 'label_issued', kind, carrier: command.carrier ?? 'own', trackingNumber: command.trackingNumber ?? '', paidBy });
  return null;
}

/** Only what is new, oldest first: carriers repeat themselves and speak out of turn. */
function newTracking(ret: Return, command: CommandOf<'tracking'>) {
  const sign = ({ at, code }: { at: string; code: string }) => `${Date.parse(at)} ${code}`;
  const known = new Set((ret.tracking?.events ?? []).map(sign));
  return command.events
    .filter((event) => !known.has(sign(event)) && known.add(sign(event)))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

const bringsNumber = (ret: Return, { trackingNumber }: CommandOf<'tracking'>): boolean =>
  trackingNumber !== undefined && trackingNumber !== (ret.tracking?.trackingNumber ?? ret.label?.trackingNumber);

function tracking(story: Story, command: CommandOf<'tracking'>): Refusal | null {
  const events = newTracking(story.now(), command);
  return onItems(story, { verb: 'tracking' }, (items) => {
    // What was refused stays at home; where nothing else is in the return, somebody sent it all the same.
    const sent = items.filter((item) => item.authorisation !== 'rejected');
    const { carrier, trackingNumber } = command;
    story.tell({ type: 'tracked', items: (sent.length > 0 ? sent : items).map(keyed), events, ...present({ carrier, trackingNumber }) });
  });
}

/** Read again, a device may turn out to be the right one after all; the hold stays until a person lifts it (M25). */
function receipt(story: Story, command: CommandOf<'receipt'>): Refusal | null {
  return onItems(story, command, (items, said) => {
    const received = items.map((item, i) => {
      const { imei, imei2, serial } = said[i]!;
      const read = present({ imei, imei2, serial });
      return { ...keyed(item), ...(imei || imei2 || serial ? { read } : {}), identity: compareIdentity(item.sold, read) };
    });
    story.tell({ type: 'received', items: received });
    if (received.some(({ identity }) => identity === 'mismatch')) hold(story, 'identity_mismatch');
  });
}

function inspection(story: Story, command: CommandOf<'inspection'>): Refusal | null {
  const unfit = command.items.find(
    ({ verdict, disposition }) => disposition === 'restock' && (verdict === 'fault_confirmed' || verdict === 'other_device'),
  );
  if (unfit) return refusal('not_fit_for_stock', { lineId: unfit.lineId });
  const unready = command.items.find(({ disposition, unready: because }) => disposition === 'restock' && because !== undefined);
  if (unready) return refusal(unready.unready!, { lineId: unready.lineId });
  const bare = command.items.find(({ photosOwed = [], withoutPhotos = '' }) => photosOwed.length > 0 && withoutPhotos.trim() === '');
  if (bare) return refusal('photo_missing', { lineId: bare.lineId, questions: bare.photosOwed!.join(', ') });
  return onItems(story, command, (items, said) => {
    const found = items.map((item, i) => {
      const { verdict, checks, checklist, grade, disposition, note: typed, withoutPhotos } = said[i]!;
      const note = [typed, withoutPhotos].filter((words) => words?.trim()).join('\n') || undefined;
      return { ...keyed(item), verdict, ...present({ checks, checklist, grade, disposition, note }) };
    });
    story.tell({ type: 'inspected', items: found });
    // The event after it: `desk.decisions` names it by that number.
    if (command.decisions?.length) answerBy(story, 'finding', command.decisions);
    if (found.some(({ verdict }) => verdict === 'other_device')) hold(story, 'identity_mismatch');
    else if (found.some(({ verdict }) => verdict === 'incomplete')) hold(story, 'missing_item');
  });
}

const HELD_BECAUSE: Readonly<Record<'identity_mismatch' | 'missing_item', string>> = {
  identity_mismatch: 'The device that came back is not the one that was sold.',
  missing_item: 'Something that belongs to the item did not come back.',
};

function hold(story: Story, why: 'identity_mismatch' | 'missing_item'): void {
  const ret = story.now();
  if (ret.hold || ret.milestones.closedAt) return;
  story.tell({ type: 'held', why, because: HELD_BECAUSE[why] }, { kind: 'system', name: 'bench' });
}

/** A dispute is a second look at what was settled: its money goes beside that, and through a hold; never beyond what was paid. */
function award(story: Story, command: CommandOf<'award'>, ctx: DecideContext): Refusal | null {
  const { dispute, taken } = command;
  const chosen = choose(story, command);
  if ('name' in chosen) return chosen;
  const wishes = taken
    ? spreadOver(story.now().order, chosen.items, taken.amount, spent(story.now(), ctx))
    : chosen.items.map((item, i): Wanted => ({ ...keyed(item), ...present({ amount: command.items[i]!.amount }) }));
  const plan = planRefunds(story.now().order, wishes, {
    ...spent(story.now(), ctx),
    byItself: wishes.every(({ amount }) => amount === undefined),
  });
  if (!plan.ok) return refusal(plan.name, { lineId: plan.unit.lineId, most: decimal(plan.most) });
  const state = !taken && isAbove(plan.total, ctx.refundLimit) ? 'awaiting_approval' : 'planned';
  for (const refund of plan.refunds) {
    const refundId = nextId(story, ctx);
    story.tell({ type: 'refund_planned', refundId, ...refund, why: 'dispute', award: dispute, state });
    if (taken) story.tell({ type: 'refund_confirmed', refundId, amount: refund.amount, reference: taken.reference });
  }
  return null;
}

/** Given on top: its money stands beside what the return itself pays, changes nothing about it, and never goes beyond what was paid (M19). */
function gesture(story: Story, command: CommandOf<'gesture'>, ctx: DecideContext): Refusal | null {
  const { gesture: given, messageId, language, despite } = command;
  const ret = story.now();
  if (given.kind === 'partial_refund') {
    if (given.amount.currency !== ret.order.currency) return refusal('wrong_currency');
    const wishes = spreadOver(ret.order, ret.items, given.amount, spent(ret, ctx));
    const plan = planRefunds(ret.order, wishes, { ...spent(ret, ctx), byItself: false });
    if (!plan.ok || plan.total.minor < given.amount.minor)
      return refusal('more_than_paid', { most: decimal(plan.ok ? plan.total : plan.most) });
    const inAll = add(
      plan.total,
      sum(
        ret.refunds.filter(({ why }) => why === 'gesture').map(({ amount }) => amount),
        plan.total.currency,
      ),
    );
    const state = isAbove(inAll, ctx.refundLimit) ? 'awaiting_approval' : 'planned';
    story.tell({ type: 'gesture_given', gesture: given });
    for (const refund of plan.refunds)
      story.tell({ type: 'refund_planned', refundId: nextId(story, ctx), ...refund, why: 'gesture', gesture: given.id, state });
  } else story.tell({ type: 'gesture_given', gesture: given });
  story.tell({ type: 'messaged', messageId, language, direction: 'out', informative: true, ...present({ despite }) });
  return null;
}

/** What staff decide in the end; they may always be kinder than the decision's `resolutions`. */
function resolution(story: Story, command: CommandOf<'resolution'>, ctx: DecideContext): Refusal | null {
  for (const { resolution: wanted, amount, lineId } of command.items) {
    if (wanted === 'partial_refund' && amount === undefined) return refusal('amount_missing', { lineId });
    const movesMoney = wanted === 'refund' || wanted === 'partial_refund' || wanted === 'keep';
    if (!movesMoney && amount !== undefined) return refusal('amount_not_wanted', { lineId, resolution: wanted });
  }
  const chosen = choose(story, command);
  if ('name' in chosen) return chosen;
  for (const [i, item] of chosen.items.entries()) {
    const wanted = command.items[i]!.resolution;
    const neverCame = item.reason === 'not_received' || item.parcel === 'lost';
    const needsGoods = wanted === 'repair' || wanted === 'send_back' || (wanted === 'replacement' && !neverCame);
    if (needsGoods && !isBack(item)) return refusal('needs_goods', { lineId: item.lineId, resolution: wanted });
    const refused = againstTheBuyer(story.now(), item, command.items[i]!, ctx);
    if (refused) return refused;
  }

  const wishes = chosen.items.flatMap((item, i): Wanted[] => {
    const { resolution: wanted, amount } = command.items[i]!;
    const pays = wanted === 'refund' || amount !== undefined;
    return pays ? [{ ...keyed(item), ...present({ amount, decision: item.decision }) }] : [];
  });
  const plan = planRefunds(story.now().order, wishes, { ...spent(story.now(), ctx), byItself: false });
  if (!plan.ok) return refusal(plan.name, { lineId: plan.unit.lineId, most: decimal(plan.most) });

  const undoUntil = graceOf(ctx);
  story.tell({
    type: 'resolved',
    items: chosen.items.map((item, i) => {
      const { resolution: wanted, because = '', informed, parcel, held } = command.items[i]!;
      const amount = plan.refunds.flatMap((refund) => refund.items).find((paid) => keyOf(paid) === keyOf(item))?.amount;
      return {
        ...keyed(item),
        resolution: wanted,
        ...words(because),
        ...present({
          amount,
          kept: keptOf(item, wanted, amount),
          informed: informed === true ? (true as const) : undefined,
          parcel: wanted === 'send_back' ? { paidBy: 'seller' as const, ...parcel } : undefined,
          held: wanted === 'replacement' ? held : undefined,
        }),
      };
    }),
    ...present({ undoUntil }),
  });
  // Counted over the whole return: two refunds below the limit are not a way around it.
  const inAll = sum(
    [
      plan.total,
      ...story
        .now()
        .refunds.filter(({ why }) => why === 'resolution')
        .map(({ amount }) => amount),
    ],
    plan.total.currency,
  );
  const state = isAbove(inAll, ctx.refundLimit) ? 'awaiting_approval' : 'planned';
  for (const refund of plan.refunds)
    story.tell({ type: 'refund_planned', refundId: nextId(story, ctx), ...refund, why: 'resolution', state });
  return null;
}

/** What a resolution that gives the buyer less than they asked for must have on its side. */
function againstTheBuyer(
  ret: Return,
  item: ReturnItem,
  said: CommandOf<'resolution'>['items'][number],
  ctx: DecideContext,
): Refusal | null {
  const { resolution: wanted, amount, because = '', informed = false } = said;
  const { lineId } = item;
  const reason = because.trim() !== '';
  if ((wanted === 'repair' || wanted === 'replacement') && item.failed?.some(({ remedy }) => remedy === wanted))
    return refusal('already_tried', { lineId, resolution: wanted });
  if (wanted === 'deny') {
    if (item.assessment !== 'assessed') return refusal('finding_missing', { lineId });
    // Who sent the goods back in time after a withdrawal is owed the money for them (Directive 2011/83/EU article 13), unless they are not ours.
    if (item.decision?.ground === 'withdrawal' && item.verdict !== 'other_device')
      return refusal('below_the_law', leastFor(ret, item, ctx));
    // A finding against the buyer is a reason by itself; one for the buyer is none. A program keeps its reasons where its people decided.
    if (item.verdict === 'fault_confirmed' && !reason && ctx.by.kind === 'staff') return refusal('because_missing', { lineId });
  }
  if (wanted === 'partial_refund' && amount !== undefined && item.decision?.ground === 'withdrawal') {
    const least = planRefunds(ret.order, [{ ...keyed(item), decision: item.decision }], { ...spent(ret, ctx), byItself: false });
    const isLess = least.ok && amount.currency === least.total.currency && amount.minor < ownShare(least.refunds, item);
    // Article 14(2): only for what handling beyond a look at the goods has cost, and only where the buyer was told of the right.
    if (isLess && !(LESSENS.has(item.verdict) && informed && reason)) return refusal('below_the_law', leastFor(ret, item, ctx));
  }
  return null;
}

/** The findings for which a refund after a withdrawal may be lessened: damage, and what is missing. */
const LESSENS: ReadonlySet<ReturnItem['verdict']> = new Set(['customer_damage', 'incomplete']);

const ownShare = (refunds: readonly { readonly items: Refund['items'] }[], item: ItemKey): number =>
  refunds.flatMap(({ items }) => items).find((paid) => keyOf(paid) === keyOf(item))?.amount.minor ?? 0;

function leastFor(ret: Return, item: ReturnItem, ctx: DecideContext): Refusal['facts'] {
  const { lineId, decision } = item;
  const plan = planRefunds(ret.order, [{ ...keyed(item), ...present({ decision }) }], { ...spent(ret, ctx), byItself: false });
  return plan.ok ? { lineId, least: decimal({ ...plan.total, minor: ownShare(plan.refunds, item) }) } : { lineId };
}

/** What the decision would give back in full, less what is given: nothing where it was given in full or is not about a refund. */
function keptOf({ decision }: ReturnItem, wanted: ReturnItem['resolution'], amount: Money | undefined): Money | undefined {
  if (decision === undefined || amount === undefined || (wanted !== 'refund' && wanted !== 'partial_refund')) return undefined;
  if (wanted === 'refund') return decision.refund.deductions.minor > 0 ? decision.refund.deductions : undefined;
  const whole = add(decision.refund.items, decision.refund.shipping);
  return amount.minor < whole.minor && amount.currency === whole.currency ? { ...whole, minor: whole.minor - amount.minor } : undefined;
}

/** Until when nothing of what a person does now leaves the house. */
const graceOf = (ctx: DecideContext): string | undefined =>
  ctx.by.kind === 'staff' && ctx.graceSeconds ? new Date(Date.parse(ctx.now) + ctx.graceSeconds * 1000).toISOString() : undefined;

/** Words of ours, while they have not left. */
function unsay(story: Story, { messageId }: CommandOf<'message-undo'>, ctx: DecideContext): Refusal | null {
  const { unsent = [] } = story.now();
  const words = messageId === undefined ? unsent.at(-1) : unsent.find((one) => one.messageId === messageId);
  if (!words) return refusal('nothing_unsent');
  if (Date.parse(ctx.now) >= Date.parse(words.until)) return refusal('message_left', { until: words.until });
  story.tell({ type: 'message_undone', messageId: words.messageId });
  const { followUp } = story.now();
  if (followUp && followUp.answeredBy === words.messageId)
    story.tell({ type: 'followed_up', followUpId: followUp.id, to: 'open', dueAt: followUp.dueAt });
  return null;
}

/** The last resolution, whole: its letters and its money have not left. */
function undo(story: Story, command: CommandOf<'resolution-undo'>, ctx: DecideContext): Refusal | null {
  const last = story.now().lastResolution;
  assert(last, 'the table of commands asks for it');
  if (undoWindow(story.now(), ctx.now) === null) return refusal('undo_over', present({ until: last.undoUntil }));
  const { seq, items, refundIds } = last;
  story.tell({ type: 'resolution_undone', resolved: seq, items, refundIds, ...words(command.because) });
  return null;
}

/** The limit is a round figure of the house: 1,000 of its currency is 1,000 of the order's. */
const isAbove = (amount: Money, limit: Money): boolean =>
  amount.minor * 10 ** exponentOf(limit.currency) > limit.minor * 10 ** exponentOf(amount.currency);

/** The ten days may have passed while the case was held: what nothing speaks against any more is paid now. The rest a person resolves. */
function release(story: Story, command: CommandOf<'release'>, ctx: DecideContext): Refusal | null {
  if (command.because.trim() === '') return refusal('because_missing');
  story.tell({ type: 'released', because: command.because.trim() });
  if (story.now().breached.includes('auto_refund'))
    refundInFull(story, 'auto_refund', ctx, (item) => mayBePaidUnseen(item) && !speaksAgainst(item));
  return null;
}

const speaksAgainst = ({ identity, verdict }: ReturnItem): boolean =>
  identity === 'mismatch' || verdict === 'other_device' || verdict === 'incomplete';

/**
 * What is due on a clock, in order: steps of its ladder, and the breach at its time. After a long sleep all of it is put on the record at
 * once, but people hear of the last step alone. Where the clock says otherwise by now, nothing happens.
 */
function breach(story: Story, { kind }: CommandOf<'breach'>, ctx: DecideContext): Refusal | null {
  assert((RETURN_CLOCKS as readonly string[]).includes(kind), `${kind} is no clock of a return`);
  const clock = clockOf(story.now(), kind as ReturnClockKind, ctx.holidays);
  if (clock === null || clock.nextAt === null) return null;
  const isDue = (at: string) => Date.parse(at) <= Date.parse(ctx.now);
  if (!isDue(clock.nextAt)) return refusal('not_due', { dueAt: clock.nextAt });
  const steps = clock.steps.filter((step) => !step.done && isDue(step.when));
  const isBefore = (step: ClockStep, at: string | undefined) => at !== undefined && Date.parse(step.when) < Date.parse(at);
  const climbAll = (some: readonly ClockStep[]) => {
    for (const step of some) climb(story, clock, step, isBefore(step, steps.at(-1)?.when), ctx);
  };
  climbAll(steps.filter((step) => isBefore(step, clock.dueAt)));
  if (clock.breachedAt === undefined && isDue(clock.dueAt)) tellBreach(story, clock);
  climbAll(steps.filter((step) => !isBefore(step, clock.dueAt)));
  return null;
}

const tellBreach = (story: Story, { kind, startedAt, dueAt }: Clock, by?: Actor): void =>
  story.tell({ type: 'clock_breached', kind, startedAt, dueAt }, by);

/** One step of a ladder. What the product does by itself is never overtaken; where it may not act, or not for all, the team is asked instead. */
function climb(story: Story, clock: Clock, step: ClockStep, isPast: boolean, ctx: DecideContext): void {
  const { kind, startedAt, dueAt } = clock;
  const acts = step.do === 'act';
  if (acts) actOn(story, kind, ctx);
  const { duty, waitsFor } = CLOCK_RULES[kind];
  const to = {
    nudge: waitsFor === 'buyer' ? 'buyer' : duty,
    hand_over: duty,
    tell_manager: 'manager',
    act: isLeftToTheTeam(story.now(), kind) ? duty : undefined,
  } as const satisfies Record<ClockStep['do'], 'buyer' | Role | undefined>;
  const overtaken = isPast && !acts ? (true as const) : undefined;
  story.tell({ type: 'escalated', kind, startedAt, dueAt, offset: step.at, step: step.do, ...present({ to: to[step.do], overtaken }) });
  // The buyer did not answer: a person decides with what is there. Nothing is declined because of it.
  if (kind === 'buyer_answer' && step.do !== 'nudge' && Date.parse(step.when) >= Date.parse(dueAt)) {
    const silent = story.now().items.filter((item) => item.authorisation === 'waiting_for_buyer');
    if (silent.length > 0) story.tell({ type: 'put_in_review', items: silent.map(keyed) });
  }
}

/** The one safe thing of the kind. The law's refund follows in `afterwards`: it waits for proof that the goods were sent. */
function actOn(story: Story, kind: ReturnClockKind, ctx: DecideContext): void {
  if (CLOCK_RULES[kind].act === 'expire') {
    const lapsed = mayBeActedOn(story.now(), kind);
    const unanswered = kind === 'buyer_answer' ? (true as const) : undefined;
    if (lapsed.length > 0) story.tell({ type: 'expired', items: lapsed.map(keyed), ...present({ unanswered }) });
  }
  if (kind === 'auto_refund') {
    const { hold: held } = story.now();
    if (held && held.why !== 'staff') story.tell({ type: 'auto_refund_held', why: held.why });
    else refundInFull(story, 'auto_refund', ctx, mayBePaidUnseen);
  }
}

/** Whether something still waits that the product could not do by itself. */
const isLeftToTheTeam = (ret: Return, kind: ReturnClockKind): boolean => kind !== 'withdrawal_refund' && isAwaited(ret, kind);

/** Back (or never to come) and still without an answer. A refusal that was given is not overturned by a clock. */
const mayBePaidUnseen = (item: ReturnItem): boolean =>
  (isBack(item) || (neverComes(item) && item.authorisation === 'approved')) &&
  item.settlement === 'open' &&
  item.authorisation !== 'rejected' &&
  item.authorisation !== 'cancelled';

/** Refunds that nobody has to ask for: in full, and not subject to the limit (M30). */
function refundInFull(
  story: Story,
  why: 'auto_refund' | 'withdrawal_refund',
  ctx: DecideContext,
  due: (item: ReturnItem) => boolean,
): void {
  const ret = story.now();
  const items = ret.items.filter(due);
  if (items.length === 0) return;
  const wishes = items.map((item): Wanted => ({ ...keyed(item), ...present({ decision: item.decision }) }));
  const plan = planRefunds(ret.order, wishes, { ...spent(ret, ctx), byItself: true });
  assert(plan.ok, 'what is wanted without a figure is never too much');
  for (const refund of plan.refunds) story.tell({ type: 'refund_planned', refundId: nextId(story, ctx), ...refund, why, state: 'planned' });
}

/** What a command may entail, whatever it was: the law's refund once there is proof, clocks that it met too late, the end. */
function afterwards(story: Story, ctx: DecideContext): void {
  // After the law's date nobody may withhold: the money goes as soon as goods or proof of sending are there, also through a hold (M30).
  if (story.now().breached.includes('withdrawal_refund') && mayNotWithhold(story.now())) {
    refundInFull(
      story,
      'withdrawal_refund',
      ctx,
      (item) =>
        item.decision?.ground === 'withdrawal' &&
        item.settlement === 'open' &&
        item.authorisation !== 'cancelled' &&
        item.authorisation !== 'rejected',
    );
  }
  for (const known of story.now().breaches ?? []) {
    const { kind, startedAt, dueAt } = known;
    if (known.corrected !== true && isRefuted(story.now(), known, ctx.holidays))
      story.tell({ type: 'clock_corrected', kind, startedAt, dueAt }, CLOCK);
  }
  for (const clock of clocksOf(story.now(), ctx.holidays)) {
    if (clock.state === 'breached' && clock.breachedAt === undefined) tellBreach(story, clock, CLOCK);
    const unseen = ranOutUnseen(story.first, story.now(), clock, ctx.now, ctx.holidays);
    if (unseen) tellBreach(story, unseen, CLOCK);
  }
  if (story.events.length > 0 && story.now().milestones.closedAt === undefined && isComplete(story.now())) story.tell({ type: 'closed' });
}

const CLOCK: Actor = { kind: 'system', name: 'clock' };

// ── Tools ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Events as they are told, and the return as they make it. */
type Story = {
  readonly first: Return;
  readonly by: Actor;
  readonly events: ReturnEvent[];
  readonly now: () => Return;
  readonly tell: (body: EventBody, by?: Actor) => void;
};

function begin(first: Return, at: string, by: Actor, events: ReturnEvent[] = []): Story {
  let ret = first;
  return {
    first,
    by,
    events,
    now: () => ret,
    tell: (body, teller = by) => {
      const event = { seq: ret.version + 1, at, by: teller, ...body } as ReturnEvent;
      ret = evolve(ret, event);
      events.push(event);
    },
  };
}

/** Carries out a verb on the items that were named, or on all that it can be done to. */
function onItems<C extends { readonly verb: Verb; readonly items?: readonly ItemRef[] }>(
  story: Story,
  command: C,
  doIt: (items: readonly ReturnItem[], said: NonNullable<C['items']>) => void,
): Refusal | null {
  const chosen = choose(story, command);
  if ('name' in chosen) return chosen;
  doIt(chosen.items, (command.items ?? []) as NonNullable<C['items']>);
  return null;
}

function choose(
  { now, by }: Story,
  { verb, items }: { readonly verb: Verb; readonly items?: readonly ItemRef[] },
): { readonly items: readonly ReturnItem[] } | Refusal {
  const ret = now();
  if (items === undefined) return { items: ret.items.filter((item) => whyNotItem(verb, ret, item, by) === null) };
  if (items.length === 0) return refusal('no_items');
  const chosen: ReturnItem[] = [];
  for (const said of items) {
    const meant = ret.items.filter((item) => isMeant(ret, item, said));
    const ofLine = ret.items.some((item) => item.lineId === said.lineId);
    const [item] = meant;
    if (item === undefined) return refusal(ofLine && said.unit === undefined ? 'which_unit' : 'unknown_item', { lineId: said.lineId });
    if (chosen.includes(item)) return refusal('same_item_twice', { lineId: said.lineId });
    const because = whyNotItem(verb, ret, item, by);
    if (because !== null) return refusal(because, { lineId: item.lineId, unit: item.unit });
    chosen.push(item);
  }
  return { items: chosen };
}

/** Without a unit, the line's only unit in this return is meant. */
const isMeant = (ret: Return, item: ReturnItem, said: ItemRef): boolean =>
  item.lineId === said.lineId &&
  (said.unit === undefined ? ret.items.filter(({ lineId }) => lineId === said.lineId).length === 1 : item.unit === said.unit);

function onRefund(
  story: Story,
  command: { readonly verb: Verb; readonly refundId: Uuid },
  ctx: DecideContext,
  doIt: (refund: Refund) => void,
): Refusal | null {
  const ret = story.now();
  const refund = ret.refunds.find(({ id }) => id === command.refundId);
  if (refund === undefined) return refusal('unknown_refund', { refundId: command.refundId });
  const because = whyNotRefund(command.verb, ret, refund, ctx.by);
  if (because !== null) return refusal(because, { refundId: refund.id });
  doIt(refund);
  return null;
}

const spent = (ret: Return, ctx: DecideContext) => ({
  before: ret.refunds,
  alreadyRefunded: ctx.alreadyRefunded ?? zero(ret.order.currency),
  elsewhere: ctx.refundedElsewhere ?? [],
});

/** A refused refund is never planned again under a new id: the ids that this story used are gone. */
function nextId(story: Story, ctx: DecideContext): Uuid {
  const used = story.events.filter((event) => event.type === 'refund_planned').length;
  const id = ctx.ids[used];
  assert(id, 'a fresh id for every refund');
  return id;
}

const sameRead = (item: ReturnItem, { imei, imei2, serial }: Identifiers): boolean =>
  (!imei && !imei2 && !serial) || (item.read?.imei === imei && item.read?.imei2 === imei2 && item.read?.serial === serial);

const keyed = ({ lineId, unit }: ItemKey): ItemKey => ({ lineId, unit });
const words = (because: string | undefined) => (because?.trim() ? { because: because.trim() } : {});
const wordless = (text: string, name: InputRefusal): Refusal | null => (text.trim() === '' ? refusal(name) : null);
const refusal = (name: RefusalName, facts: Refusal['facts'] = {}): Refusal => ({ name, facts });
const refuse = (name: RefusalName, facts?: Refusal['facts']): Answer => ({ ok: false, refusal: refusal(name, facts) });

/** The fields that are there: `exactOptionalPropertyTypes` knows no `undefined`. */
type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
const present = <T extends Record<string, unknown>>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
