/**
 * What becomes of an unhappy answer (M20): somebody owns it, owes the buyer a word in time, and says what came of it. The return stays as it ended;
 * this stands beside it. A small machine: open → answered → settled, and open again where the buyer says that it still is not well.
 */
import { FOLLOW_UP_STATES, type FollowUpState, type FollowUpOutcome } from './answer.ts';
import type { Score } from './answer.ts';
import type { Actor, Role } from '../access.ts';
import type { BusinessHours } from '../clocks/business-hours.ts';
import { type Breach, type Clock, clockOn, type Escalation, type Holidays } from '../clocks/clocks.ts';
import { type ClockEventBody, fallenDue, noted, unseenBreach } from '../clocks/on-record.ts';
import type { Uuid } from '../ids.ts';

export type Owner = { readonly id: string; readonly name: string };

export type FollowUp = {
  readonly id: Uuid;
  /** `F-4K7D-9QXM` */
  readonly code: string;
  readonly returnId: Uuid;
  readonly orderId: Uuid;
  readonly country: string;
  /** The answer that opened it. */
  readonly score: Score;
  readonly openedAt: string;
  /** Since when an answer is owed: the run of the clock. */
  readonly owedSince: string;
  /** Working hours of the run, and the week in which they are counted. */
  readonly hours: number;
  readonly of: BusinessHours;
  readonly state: FollowUpState;
  readonly owner?: Owner;
  readonly answered?: { readonly at: string; readonly how: 'message' | 'call'; readonly messageId?: Uuid };
  readonly settled?: { readonly at: string; readonly outcome: FollowUpOutcome };
  /** "Is it well now?": asked once, and what the buyer said. */
  readonly again?: { readonly askedAt: string; readonly score?: Score; readonly at?: string };
  readonly breaches?: readonly Breach[];
  readonly escalations?: readonly Escalation[];
  /** Number of the last event. */
  readonly version: number;
};

export type FollowUpEventBody =
  | {
      readonly type: 'opened';
      readonly followUp: Pick<FollowUp, 'id' | 'code' | 'returnId' | 'orderId' | 'country' | 'score' | 'hours' | 'of' | 'owner'>;
    }
  | { readonly type: 'assigned'; readonly owner: Owner | null }
  /** The buyer changed the answer; it stays for a person to look at. */
  | { readonly type: 'answer_changed'; readonly score: Score }
  /** By words in the conversation, or on the telephone. What was said stands beside. */
  | { readonly type: 'answered'; readonly how: 'message' | 'call'; readonly messageId?: Uuid; readonly wordsId?: Uuid }
  /** Those words were taken back before they left. */
  | { readonly type: 'answer_undone'; readonly messageId: Uuid }
  | { readonly type: 'asked_again' }
  | { readonly type: 'answered_again'; readonly score: Score; readonly unhappy: boolean }
  | { readonly type: 'settled'; readonly outcome: FollowUpOutcome; readonly wordsId?: Uuid }
  | ClockEventBody;
export type FollowUpEvent = { readonly seq: number; readonly at: string; readonly by: Actor } & FollowUpEventBody;

export type FollowUpCommand =
  | { readonly verb: 'assignment'; readonly owner: Owner | null }
  | { readonly verb: 'call'; readonly wordsId: Uuid }
  | { readonly verb: 'settlement'; readonly outcome: FollowUpOutcome; readonly wordsId?: Uuid }
  | { readonly verb: 'question' }
  /** What follows from elsewhere: words in the conversation and their taking back, another answer of the buyer, the passing of time. */
  | { readonly verb: 'message'; readonly messageId: Uuid }
  | { readonly verb: 'message-undo'; readonly messageId: Uuid }
  | { readonly verb: 'change'; readonly score: Score }
  | { readonly verb: 'second-answer'; readonly score: Score; readonly unhappy: boolean }
  | { readonly verb: 'tick' };
export type FollowUpVerb = FollowUpCommand['verb'];

const DESK = ['customer_service', 'manager', 'administrator'] as const;

/** The table: in which states each verb may be said, and whose duty it is among staff; nobody's where the product says it. */
export const FOLLOW_UP_VERBS: Readonly<Record<FollowUpVerb, { readonly from: readonly FollowUpState[]; readonly roles: readonly Role[] }>> =
  {
    assignment: { from: ['open', 'answered'], roles: DESK },
    call: { from: ['open', 'answered'], roles: DESK },
    // Nobody settles what was not answered: the buyer hears first.
    settlement: { from: ['answered'], roles: DESK },
    question: { from: ['answered', 'settled'], roles: DESK },
    message: { from: ['open'], roles: [] },
    'message-undo': { from: ['answered'], roles: [] },
    change: { from: FOLLOW_UP_STATES, roles: [] },
    'second-answer': { from: FOLLOW_UP_STATES, roles: [] },
    tick: { from: FOLLOW_UP_STATES, roles: [] },
  };

/** `asked_already`: the buyer is asked "is it well now?" once, and not again. `not_asked_again`: nobody asked. */
export const FOLLOW_UP_REFUSALS = ['not_your_duty', 'not_now', 'asked_already', 'not_asked_again', 'not_that_message'] as const;
export type FollowUpRefusal = (typeof FOLLOW_UP_REFUSALS)[number];

export type FollowUpContext = { readonly now: string; readonly by: Actor; readonly holidays: Holidays };
export type FollowUpAnswer =
  | { readonly ok: true; readonly events: readonly FollowUpEvent[]; readonly followUp: FollowUp }
  | { readonly ok: false; readonly refusal: FollowUpRefusal };

export function openFollowUp(
  followUp: Extract<FollowUpEventBody, { type: 'opened' }>['followUp'],
  { now, by }: Pick<FollowUpContext, 'now' | 'by'>,
): { readonly events: readonly FollowUpEvent[]; readonly followUp: FollowUp } {
  const opened: FollowUpEvent = { seq: 1, at: now, by, type: 'opened', followUp };
  return { events: [opened], followUp: evolveFollowUp(null, opened) };
}

export function decideFollowUp(before: FollowUp, command: FollowUpCommand, ctx: FollowUpContext): FollowUpAnswer {
  const refusal = whyNotFollowUp(before, command.verb, ctx.by) ?? whyNotSo(before, command);
  if (refusal) return { ok: false, refusal };
  const events: FollowUpEvent[] = [];
  let now = before;
  const tell = (body: FollowUpEventBody) => {
    const event: FollowUpEvent = { seq: now.version + 1, at: ctx.now, by: ctx.by, ...body };
    now = evolveFollowUp(now, event);
    events.push(event);
  };
  say(before, command, ctx, tell);
  unseenBreach(followUpClock(now, ctx.holidays)).forEach(tell);
  return { ok: true, events, followUp: now };
}

/** Why somebody can't say a verb now, whatever they would bring along; null where they can. */
export function whyNotFollowUp(followUp: FollowUp, verb: FollowUpVerb, by: Actor): FollowUpRefusal | null {
  const { from, roles } = FOLLOW_UP_VERBS[verb];
  const isStaff = by.kind === 'staff' || by.kind === 'api';
  if (roles.length > 0 && !(isStaff && by.roles.some((role) => roles.includes(role)))) return 'not_your_duty';
  if (!from.includes(followUp.state)) return 'not_now';
  return verb === 'question' && followUp.again !== undefined ? 'asked_already' : null;
}

function whyNotSo(followUp: FollowUp, command: FollowUpCommand): FollowUpRefusal | null {
  if (command.verb === 'message-undo' && followUp.answered?.messageId !== command.messageId) return 'not_that_message';
  return command.verb === 'second-answer' && followUp.again === undefined ? 'not_asked_again' : null;
}

function say(before: FollowUp, command: FollowUpCommand, ctx: FollowUpContext, tell: (body: FollowUpEventBody) => void): void {
  switch (command.verb) {
    case 'assignment':
      if (before.owner?.id !== command.owner?.id) tell({ type: 'assigned', owner: command.owner });
      return;
    case 'call':
      return tell({ type: 'answered', how: 'call', wordsId: command.wordsId });
    case 'message':
      return tell({ type: 'answered', how: 'message', messageId: command.messageId });
    case 'message-undo':
      return tell({ type: 'answer_undone', messageId: command.messageId });
    case 'settlement': {
      const { outcome, wordsId } = command;
      return tell({ type: 'settled', outcome, ...(wordsId !== undefined && { wordsId }) });
    }
    case 'question':
      return tell({ type: 'asked_again' });
    case 'change':
      return tell({ type: 'answer_changed', score: command.score });
    case 'second-answer':
      return tell({ type: 'answered_again', score: command.score, unhappy: command.unhappy });
    case 'tick':
      return fallenDue(followUpClock(before, ctx.holidays), ctx.now).forEach(tell);
  }
}

/** The clock of our answer, in the team's working hours. */
export function followUpClock(followUp: FollowUp, holidays?: Holidays): Clock<'follow_up'> {
  const { owedSince, hours, of, answered, state } = followUp;
  return clockOn(
    'follow_up',
    {
      startedBy: 'owedSince',
      startedAt: owedSince,
      ...(answered !== undefined && { metAt: answered.at }),
      awaited: state === 'open',
      renews: true,
      country: followUp.country,
      ...(followUp.breaches && { breaches: followUp.breaches }),
      ...(followUp.escalations && { escalations: followUp.escalations }),
    },
    [{ kind: 'follow_up', source: 'own', after: { businessHours: hours, of } }],
    holidays,
  )!;
}

/** When something is to be done next; null where only people can move it. */
export const nextFollowUpTick = (followUp: FollowUp, holidays?: Holidays): string | null =>
  followUp.state === 'open' ? followUpClock(followUp, holidays).nextAt : null;

export function evolveFollowUp(before: FollowUp | null, event: FollowUpEvent): FollowUp {
  if (event.type === 'opened') {
    return { ...event.followUp, openedAt: event.at, owedSince: event.at, state: 'open', version: event.seq };
  }
  const now: FollowUp = { ...before!, version: event.seq };
  switch (event.type) {
    case 'assigned': {
      const { owner: _was, ...rest } = now;
      return event.owner === null ? rest : { ...rest, owner: event.owner };
    }
    case 'answer_changed':
      return now;
    case 'answered': {
      const { how, messageId, at } = event;
      // The first answer meets the clock; a call after it is told as well, and changes no date.
      const answered = now.answered ?? { at, how, ...(messageId !== undefined && { messageId }) };
      return { ...now, state: now.state === 'open' ? 'answered' : now.state, answered };
    }
    case 'answer_undone': {
      const { answered: _never, ...rest } = now;
      return { ...rest, state: 'open' };
    }
    case 'asked_again':
      return { ...now, again: { askedAt: event.at } };
    case 'answered_again': {
      const again = { ...now.again!, score: event.score, at: event.at };
      if (!event.unhappy || now.state === 'open') return { ...now, again };
      // Still not well: an answer is owed anew, with all its hours.
      const { answered: _then, settled: _moot, ...rest } = now;
      return { ...rest, again, state: 'open', owedSince: event.at };
    }
    case 'settled':
      return { ...now, state: 'settled', settled: { at: event.at, outcome: event.outcome } };
    case 'clock_breached':
    case 'escalated':
      return noted(now, 'follow_up', event);
  }
}
