/**
 * A claim for money that somebody else owes (M25, M29, M34): draft → submitted → accepted | rejected → paid | written off. Every state but the
 * last two has a date by which somebody must act, so that none lapses in silence. Steps can be taken back as far as the world allows it.
 */
import type { Actor, Role } from '../access.ts';
import { assert } from '../assert.ts';
import { addDuration, addSignedDuration } from '../calendar.ts';
import type { Uuid } from '../ids.ts';
import { compare, type Money, money } from '../money.ts';
import type { DeadlineFound } from './deadlines.ts';

/** Who owes it. `logistics` is the 3PL that handles parcels for the seller. */
export const AGAINST = ['buyer', 'carrier', 'logistics', 'supplier', 'channel'] as const;
export type Against = (typeof AGAINST)[number];

export const CLAIM_REASONS = [
  'lost',
  'damaged',
  'late',
  'misdelivered',
  'missing_item',
  'wrong_device',
  'customer_damage',
  'payout_difference',
  'warranty',
  'handling_error',
] as const;
export type ClaimReason = (typeof CLAIM_REASONS)[number];

export const CLAIM_STATES = ['draft', 'submitted', 'accepted', 'rejected', 'paid', 'written_off'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** Where the money arrives: on the account by itself, or within a payout of the channel. */
export const PAID_INTO = ['bank', 'payout'] as const;
export type PaidInto = (typeof PAID_INTO)[number];

export type ClaimAbout = {
  readonly orderId?: Uuid;
  readonly returnId?: Uuid;
  readonly lineId?: string;
  readonly unit?: number;
  readonly payoutLineId?: string;
  readonly trackingNumber?: string;
};

/** Where a claim stands, and how it came there: what a step back puts in its place again. */
type Standing = {
  readonly state: ClaimState;
  /** Since when it stands there: the seller's time. */
  readonly since: string;
  readonly submission?: { readonly how: 'hand' | 'mail'; readonly to?: string; readonly reference?: string };
  /** What the other side agreed to pay. */
  readonly agreed?: Money;
  readonly paid?: { readonly amount: Money; readonly into: PaidInto; readonly reference?: string };
  readonly because?: string;
};

export type Claim = Standing & {
  readonly id: Uuid;
  readonly key: string;
  /** `C-4K7D-9QXM`. */
  readonly code: string;
  readonly against: Against;
  readonly why: ClaimReason;
  /** The other side by name: a carrier's slug, a supplier; empty where there is only one. */
  readonly party: string;
  readonly amount: Money;
  readonly about: ClaimAbout;
  readonly says: string;
  readonly openedAt: string;
  /** By when it must be submitted. */
  readonly deadline: DeadlineFound;
  /** Where it stood before, the latest last. */
  readonly past: readonly Standing[];
  /** When the last reminder about the present date went out. */
  readonly remindedAt?: string;
  /** Number of the last event. */
  readonly version: number;
};

export type ClaimCommand =
  | { readonly verb: 'amendment'; readonly amount?: Money; readonly says?: string; readonly party?: string }
  | { readonly verb: 'deadline'; readonly dueAt: string; readonly because: string }
  | {
      readonly verb: 'submission';
      readonly how: 'hand' | 'mail';
      readonly to?: string;
      readonly reference?: string;
      readonly pack?: string;
    }
  | { readonly verb: 'acceptance'; readonly amount?: Money; readonly reference?: string }
  | { readonly verb: 'rejection'; readonly because: string }
  | { readonly verb: 'payment'; readonly amount?: Money; readonly into: PaidInto; readonly reference?: string }
  | { readonly verb: 'write-off'; readonly because: string }
  | { readonly verb: 'undo' }
  | { readonly verb: 'reminder' };
export type ClaimVerb = ClaimCommand['verb'];

type EventBody =
  | {
      readonly type: 'opened';
      readonly claim: Pick<
        Claim,
        'id' | 'key' | 'code' | 'against' | 'why' | 'party' | 'amount' | 'about' | 'says' | 'openedAt' | 'deadline'
      >;
    }
  | { readonly type: 'amended'; readonly amount?: Money; readonly says?: string; readonly party?: string }
  | { readonly type: 'deadline_set'; readonly dueAt: string; readonly because: string }
  /** `pack`: SHA-256 of the evidence pack as it went out. */
  | { readonly type: 'submitted'; readonly how: 'hand' | 'mail'; readonly to?: string; readonly reference?: string; readonly pack?: string }
  | { readonly type: 'accepted'; readonly amount: Money; readonly reference?: string }
  | { readonly type: 'rejected'; readonly because: string }
  | { readonly type: 'paid'; readonly amount: Money; readonly into: PaidInto; readonly reference?: string }
  | { readonly type: 'written_off'; readonly because: string }
  | { readonly type: 'undone'; readonly from: ClaimState; readonly to: ClaimState }
  | { readonly type: 'reminded'; readonly dueAt: string; readonly overdue: boolean }
  /** Evidence stands beside (`desk.claim_evidence`); that it came is part of the story. */
  | { readonly type: 'evidence_added'; readonly kind: string; readonly evidenceId: Uuid };
export type ClaimEvent = { readonly seq: number; readonly at: string; readonly by: Actor } & EventBody;

/**
 * The table: from which states each verb leads on, and whose it is. People of the shop floor prepare claims; money and its end are finance's.
 */
export const CLAIM_VERBS: Readonly<Record<ClaimVerb, { readonly from: readonly ClaimState[]; readonly roles: readonly Role[] }>> = {
  amendment: { from: ['draft'], roles: ['customer_service', 'warehouse', 'finance', 'manager', 'administrator'] },
  deadline: { from: ['draft'], roles: ['finance', 'manager', 'administrator'] },
  submission: { from: ['draft'], roles: ['customer_service', 'finance', 'manager', 'administrator'] },
  acceptance: { from: ['submitted', 'rejected'], roles: ['customer_service', 'finance', 'manager', 'administrator'] },
  rejection: { from: ['submitted', 'accepted'], roles: ['customer_service', 'finance', 'manager', 'administrator'] },
  payment: { from: ['submitted', 'accepted', 'rejected'], roles: ['finance', 'manager', 'administrator'] },
  'write-off': { from: ['draft', 'submitted', 'accepted', 'rejected'], roles: ['finance', 'manager', 'administrator'] },
  undo: { from: ['submitted', 'accepted', 'rejected', 'paid', 'written_off'], roles: ['finance', 'manager', 'administrator'] },
  reminder: { from: ['draft', 'submitted', 'accepted', 'rejected'], roles: [] },
};

export type ClaimRefusal =
  | 'claim_draft'
  | 'claim_submitted'
  | 'claim_accepted'
  | 'claim_rejected'
  | 'claim_paid'
  | 'claim_written_off'
  | 'not_your_duty'
  | 'because_missing'
  | 'address_missing'
  | 'amount_out_of_range'
  | 'more_than_claimed'
  | 'wrong_currency'
  | 'mail_cannot_be_unsent'
  | 'not_due';

export type ClaimDecided =
  | { readonly ok: true; readonly events: readonly ClaimEvent[] }
  | { readonly ok: false; readonly refusal: ClaimRefusal };

/** Why a verb is impossible now for this person; null where it is possible. Buttons and the API read it alike. */
export function whyNot(claim: Claim, verb: ClaimVerb, by: Actor): ClaimRefusal | null {
  const { from, roles } = CLAIM_VERBS[verb];
  if (!from.includes(claim.state)) return `claim_${claim.state}`;
  const mine = by.kind === 'staff' || by.kind === 'api' ? by.roles : null;
  if (mine && !mine.some((role) => roles.includes(role))) return 'not_your_duty';
  if (verb === 'undo' && claim.state === 'submitted' && claim.submission?.how === 'mail') return 'mail_cannot_be_unsent';
  return null;
}

export function decideClaim(claim: Claim, command: ClaimCommand, { now, by }: { now: string; by: Actor }): ClaimDecided {
  const refusal = whyNot(claim, command.verb, by) ?? unfit(claim, command);
  if (refusal) return { ok: false, refusal };
  const told = (body: EventBody): ClaimDecided => ({ ok: true, events: [{ seq: claim.version + 1, at: now, by, ...body }] });
  switch (command.verb) {
    case 'amendment': {
      const { verb: _verb, ...changes } = command;
      const same = (!changes.amount || compare(changes.amount, claim.amount) === 0) && (changes.says ?? claim.says) === claim.says;
      if (same && (changes.party ?? claim.party) === claim.party) return { ok: true, events: [] };
      return told({ type: 'amended', ...changes });
    }
    case 'deadline':
      return command.dueAt === claim.deadline.dueAt
        ? { ok: true, events: [] }
        : told({ type: 'deadline_set', dueAt: command.dueAt, because: command.because });
    case 'submission': {
      const { verb: _verb, ...sent } = command;
      return told({ type: 'submitted', ...sent });
    }
    case 'acceptance':
      return told({
        type: 'accepted',
        amount: command.amount ?? claim.amount,
        ...(command.reference !== undefined && { reference: command.reference }),
      });
    case 'rejection':
      return told({ type: 'rejected', because: command.because });
    case 'payment':
      return told({
        type: 'paid',
        amount: command.amount ?? claim.agreed ?? claim.amount,
        into: command.into,
        ...(command.reference !== undefined && { reference: command.reference }),
      });
    case 'write-off':
      return told({ type: 'written_off', because: command.because });
    case 'undo':
      return told({ type: 'undone', from: claim.state, to: claim.past.at(-1)!.state });
    case 'reminder': {
      const dueAt = dueOf(claim);
      const next = nextReminder(claim);
      if (dueAt === null || next === null || next > now) return { ok: false, refusal: 'not_due' };
      return told({ type: 'reminded', dueAt, overdue: dueAt <= now });
    }
  }
}

/** What is wrong with the words or the amount. */
function unfit(claim: Claim, command: ClaimCommand): ClaimRefusal | null {
  if ('because' in command && command.because.trim() === '') return 'because_missing';
  if (command.verb === 'submission' && command.how === 'mail' && !command.to) return 'address_missing';
  if ('amount' in command && command.amount !== undefined) {
    if (command.amount.currency !== claim.amount.currency) return 'wrong_currency';
    if (command.amount.minor <= 0) return 'amount_out_of_range';
    // Nobody owes more than was asked for; a claim that was too low is amended before it goes out.
    if (command.verb === 'acceptance' && compare(command.amount, claim.amount) > 0) return 'more_than_claimed';
  }
  return null;
}

/** The claim after an event. The first is `opened`, to nothing. */
export function evolveClaim(before: Claim | null, event: ClaimEvent): Claim {
  if (event.type === 'opened') {
    assert(before === null, 'a claim is opened once');
    return { ...event.claim, state: 'draft', since: event.at, past: [], version: event.seq };
  }
  assert(before !== null && event.seq === before.version + 1, 'the events of a claim are numbered without gaps');
  const claim = { ...before, version: event.seq };
  switch (event.type) {
    case 'amended':
      return {
        ...claim,
        ...(event.amount && { amount: event.amount }),
        ...(event.says !== undefined && { says: event.says }),
        ...(event.party !== undefined && { party: event.party }),
      };
    case 'deadline_set': {
      const { remindedAt: _reminded, ...rest } = claim;
      return { ...rest, deadline: { dueAt: event.dueAt, rule: null, source: event.because } };
    }
    case 'submitted': {
      const { how, to, reference } = event;
      return onward(claim, event, 'submitted', { submission: { how, ...(to && { to }), ...(reference && { reference }) } });
    }
    case 'accepted':
      return onward(claim, event, 'accepted', { agreed: event.amount });
    case 'rejected':
      return onward(claim, event, 'rejected', { because: event.because });
    case 'paid':
      return onward(claim, event, 'paid', {
        paid: { amount: event.amount, into: event.into, ...(event.reference !== undefined && { reference: event.reference }) },
      });
    case 'written_off':
      return onward(claim, event, 'written_off', { because: event.because });
    case 'undone': {
      const { submission: _s, agreed: _a, paid: _p, because: _b, remindedAt: _r, ...rest } = claim;
      return { ...rest, ...claim.past.at(-1)!, past: claim.past.slice(0, -1) };
    }
    case 'reminded':
      return { ...claim, remindedAt: event.at };
    case 'evidence_added':
      return claim;
  }
}

function onward(claim: Claim, event: ClaimEvent, state: ClaimState, news: Partial<Standing>): Claim {
  const { remindedAt: _reminded, because: _because, ...rest } = claim;
  const { since, submission, agreed, paid, because } = claim;
  const stood: Standing = {
    state: claim.state,
    since,
    ...(submission && { submission }),
    ...(agreed && { agreed }),
    ...(paid && { paid }),
    ...(because !== undefined && { because }),
  };
  // What was agreed is agreed no more once it is refused.
  const { agreed: _agreed, ...withoutAgreed } = rest;
  return { ...(state === 'rejected' ? withoutAgreed : rest), ...news, state, since: event.at, past: [...claim.past, stood] };
}

/** How long the other side is given before somebody asks again: the money of an accepted claim, an answer, a decision about a refusal. Ours. */
const PATIENCE: Readonly<Partial<Record<ClaimState, string>>> = { submitted: 'P30D', accepted: 'P30D', rejected: 'P14D' };

/** When something is to be done about it; null where it has ended. */
export function dueOf(claim: Claim): string | null {
  if (claim.state === 'draft') return claim.deadline.dueAt;
  const patience = PATIENCE[claim.state];
  return patience === undefined ? null : addDuration(claim.since, patience);
}

/** When finance is reminded, around the date. A draft that lapses is money lost, so it is told three times, then weekly. */
const REMINDERS = ['-P3D', '-P1D', 'PT0S', 'P7D', 'P14D', 'P21D', 'P28D'] as const;

/**
 * The next reminder; null: none. Steps that lie before the claim stood as it does are left out; where the date had passed by then, one comes at
 * once.
 */
export function nextReminder(claim: Claim): string | null {
  const dueAt = dueOf(claim);
  if (dueAt === null) return null;
  if (claim.remindedAt === undefined && dueAt <= claim.since) return claim.since;
  const from = claim.remindedAt ?? claim.since;
  const steps = claim.state === 'draft' ? REMINDERS : REMINDERS.slice(2);
  return steps.map((at) => addSignedDuration(dueAt, at)).find((when) => when > from) ?? null;
}

/** What the claim is worth on the books as it stands, by account; debits above zero. All of a claim's journals add up to this. */
export function booked(claim: Claim): Readonly<Record<string, number>> {
  // What the channel pays after the fact settles a difference that the payout's books already carry.
  const income = claim.why === 'payout_difference' ? 'payout_differences' : 'claims_income';
  if (claim.state === 'accepted') return { claims_receivable: claim.agreed!.minor, [income]: -claim.agreed!.minor };
  if (claim.state !== 'paid') return {};
  const { amount, into } = claim.paid!;
  return { [into === 'payout' ? 'channel_receivable' : 'bank']: amount.minor, [income]: -amount.minor };
}

/** The lines that lead from the books before to the books after; empty where nothing changes. They add up to zero. */
export function bookings(before: Claim, after: Claim): { readonly account: string; readonly minor: number }[] {
  const [was, is] = [booked(before), booked(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((account) => ({ account, minor: (is[account] ?? 0) - (was[account] ?? 0) }))
    .filter(({ minor }) => minor !== 0);
}

/** What is still to come: asked for, or agreed. */
export const openAmount = (claim: Claim): Money =>
  claim.state === 'paid' || claim.state === 'written_off' ? money(0, claim.amount.currency) : (claim.agreed ?? claim.amount);
