/**
 * A disagreement about a return (M35): the buyer, the marketplace or the buyer's bank says that the seller's answer is wrong. Both sides bring
 * evidence, talk, propose; somebody rules with reasons; whoever loses may appeal. It ends with an outcome, and with nobody's word lost: what a
 * party says stands beside, named here by id.
 */
import type { Actor, Role } from '../access.ts';
import { addDuration } from '../calendar.ts';
import { type Breach, type Clock, clockOn, type ClockTarget, type Escalation, type Holidays } from '../clocks/clocks.ts';
import { type ClockEventBody, fallenDue, noted, unseenBreach } from '../clocks/on-record.ts';
import type { Uuid } from '../ids.ts';
import { compare, type Money } from '../money.ts';
import type { ItemKey } from '../return/events.ts';

/** Who opened it, and before whom it is: the seller itself, the marketplace, or the bank that pulls the card's payment back. */
export const DISPUTE_KINDS = ['complaint', 'marketplace_case', 'chargeback'] as const;
export type DisputeKind = (typeof DISPUTE_KINDS)[number];

export const DISPUTE_REASONS = [
  'not_received',
  'not_as_described',
  'defective',
  'counterfeit',
  'refusal',
  'deduction',
  'refund_missing',
  'fraud',
  'duplicate',
  'other',
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

export const PARTIES = ['buyer', 'seller', 'marketplace', 'bank'] as const;
export type Party = (typeof PARTIES)[number];

/** `split`: a part of the money goes back. */
export const OUTCOMES = ['for_buyer', 'for_seller', 'split'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const APPEAL_TO = ['marketplace', 'bank', 'mediator'] as const;
export type AppealTo = (typeof APPEAL_TO)[number];

/** Who has the next word. `handed_over`: before marketplace, bank or mediator. `ruled`: the time for an appeal runs. */
export const DISPUTE_STATES = ['to_answer', 'waiting', 'proposed', 'handed_over', 'ruled', 'closed'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** What is said to come out of it. `amount` goes with `split`, and with `for_buyer` where it is not the whole sum. */
export type Terms = { readonly outcome: Outcome; readonly amount?: Money };

export type Proposal = Terms & { readonly id: Uuid; readonly party: Party; readonly at: string; readonly until: string };
export type Ruling = Terms & {
  readonly party: Exclude<Party, 'buyer'>;
  readonly wordsId: Uuid;
  readonly at: string;
  readonly appealUntil: string;
};

export type Dispute = {
  readonly id: Uuid;
  /** `D-4K7D-9QXM`. */
  readonly code: string;
  readonly returnId: Uuid;
  readonly orderId: Uuid;
  readonly country: string;
  readonly kind: DisputeKind;
  readonly reason: DisputeReason;
  /** The case's number at marketplace or bank. */
  readonly reference?: string;
  readonly items: readonly ItemKey[];
  /** What it is about. */
  readonly amount: Money;
  readonly openedAt: string;
  readonly state: DisputeState;
  /** The last word of the other side, which wants an answer; by when, where marketplace or bank set a date. */
  readonly askedAt: string;
  readonly answerBy?: string;
  readonly answeredAt?: string;
  readonly proposal?: Proposal;
  readonly ruling?: Ruling;
  readonly appeals: number;
  readonly settled?: Terms & { readonly by: 'agreement' | 'ruling' | 'withdrawal'; readonly at: string };
  readonly closedAt?: string;
  readonly breaches?: readonly Breach[];
  readonly escalations?: readonly Escalation[];
  /** Number of the last event. */
  readonly version: number;
};

export type DisputeEventBody =
  | {
      readonly type: 'opened';
      readonly dispute: Pick<
        Dispute,
        'id' | 'code' | 'returnId' | 'orderId' | 'country' | 'kind' | 'reason' | 'reference' | 'items' | 'amount' | 'answerBy'
      >;
      readonly wordsId: Uuid;
    }
  /** A paper, a photo, a statement: kept in `desk.dispute_words`, its file by hash. */
  | { readonly type: 'evidence_added'; readonly party: Party; readonly wordsId: Uuid; readonly sha256?: string }
  /** Somebody said something. Words of the other side want an answer; ours are one. */
  | { readonly type: 'said'; readonly party: Party; readonly wordsId: Uuid; readonly answerBy?: string }
  | ({
      readonly type: 'proposed';
      readonly party: Party;
      readonly proposalId: Uuid;
      readonly wordsId: Uuid;
      readonly until: string;
    } & Terms)
  | { readonly type: 'agreed'; readonly party: Party; readonly proposalId: Uuid }
  | { readonly type: 'declined'; readonly party: Party; readonly proposalId: Uuid; readonly wordsId?: Uuid }
  | { readonly type: 'proposal_lapsed'; readonly proposalId: Uuid }
  /** The evidence pack went to whoever decides. `pack`: its SHA-256, as it went. */
  | { readonly type: 'handed_over'; readonly to: AppealTo; readonly pack: string; readonly reference?: string }
  | ({ readonly type: 'ruled'; readonly party: Ruling['party']; readonly wordsId: Uuid; readonly appealUntil: string } & Terms)
  | { readonly type: 'appealed'; readonly party: Party; readonly to: AppealTo; readonly wordsId: Uuid }
  | { readonly type: 'withdrawn'; readonly wordsId: Uuid }
  | ({ readonly type: 'closed'; readonly settledBy: 'agreement' | 'ruling' | 'withdrawal' } & Terms)
  | ClockEventBody;
export type DisputeEvent = { readonly seq: number; readonly at: string; readonly by: Actor } & DisputeEventBody;

/** `party`: who says it. Staff write down what marketplace, bank or a buyer at the telephone said. */
export type DisputeCommand =
  | { readonly verb: 'evidence'; readonly party: Party; readonly wordsId: Uuid; readonly sha256?: string }
  | { readonly verb: 'answer'; readonly wordsId: Uuid }
  | { readonly verb: 'word'; readonly party: Exclude<Party, 'seller'>; readonly wordsId: Uuid; readonly answerBy?: string }
  | ({
      readonly verb: 'proposal';
      readonly party: Party;
      readonly proposalId: Uuid;
      readonly wordsId: Uuid;
      readonly until?: string;
    } & Terms)
  | { readonly verb: 'agreement'; readonly party: Party }
  | { readonly verb: 'decline'; readonly party: Party; readonly wordsId?: Uuid }
  | { readonly verb: 'submission'; readonly to: AppealTo; readonly pack: string; readonly reference?: string }
  | ({ readonly verb: 'ruling'; readonly party: Ruling['party']; readonly wordsId: Uuid } & Terms)
  /** Whoever lost lets the ruling stand, and nobody waits for the time of the appeal. */
  | { readonly verb: 'acceptance'; readonly party: Party }
  | { readonly verb: 'appeal'; readonly party: Party; readonly to: AppealTo; readonly wordsId: Uuid }
  | { readonly verb: 'withdrawal'; readonly wordsId: Uuid }
  | { readonly verb: 'tick' };
export type DisputeVerb = DisputeCommand['verb'];

const DESK = ['customer_service', 'finance', 'manager', 'administrator'] as const;

/** The table: in which states each verb may be said, whose duty it is among staff, and whether the buyer may say it in the portal. */
export const DISPUTE_VERBS: Readonly<
  Record<DisputeVerb, { readonly from: readonly DisputeState[]; readonly roles: readonly Role[]; readonly buyer: boolean }>
> = {
  evidence: { from: ['to_answer', 'waiting', 'proposed', 'handed_over', 'ruled'], roles: [...DESK, 'warehouse'], buyer: true },
  answer: { from: ['to_answer', 'waiting', 'proposed', 'handed_over'], roles: DESK, buyer: false },
  word: { from: ['to_answer', 'waiting', 'proposed', 'handed_over'], roles: DESK, buyer: true },
  proposal: { from: ['to_answer', 'waiting', 'proposed'], roles: DESK, buyer: true },
  agreement: { from: ['proposed'], roles: DESK, buyer: true },
  decline: { from: ['proposed'], roles: DESK, buyer: true },
  submission: { from: ['to_answer', 'waiting', 'proposed', 'handed_over'], roles: ['finance', 'manager', 'administrator'], buyer: false },
  ruling: { from: ['to_answer', 'waiting', 'proposed', 'handed_over'], roles: ['manager', 'administrator'], buyer: false },
  acceptance: { from: ['ruled'], roles: ['finance', 'manager', 'administrator'], buyer: true },
  appeal: { from: ['ruled'], roles: ['manager', 'administrator'], buyer: true },
  withdrawal: { from: ['to_answer', 'waiting', 'proposed', 'handed_over', 'ruled'], roles: DESK, buyer: true },
  tick: { from: ['to_answer', 'waiting', 'proposed', 'handed_over', 'ruled'], roles: [], buyer: false },
};

export const DISPUTE_REFUSALS = [
  'dispute_closed',
  'not_your_duty',
  'not_now',
  /** A party does not answer its own proposal. */
  'own_proposal',
  /** Who refused or deducted does not rule on it as well: a fair ruling is another person's. */
  'own_decision',
  /** The seller rules on a complaint; a case before marketplace or bank is theirs to decide. */
  'not_the_sellers',
  'amount_missing',
  'amount_not_wanted',
  'amount_out_of_range',
  'wrong_currency',
  'date_in_the_past',
] as const;
export type DisputeRefusal = (typeof DISPUTE_REFUSALS)[number];

export type DisputeContext = {
  readonly now: string;
  readonly by: Actor;
  readonly holidays: Holidays;
  /** Staff who decided what is disputed. */
  readonly deciders: readonly string[];
};

export type DisputeAnswer =
  | { readonly ok: true; readonly events: readonly DisputeEvent[]; readonly dispute: Dispute }
  | { readonly ok: false; readonly refusal: DisputeRefusal };

/** How long a proposal stands, and how long whoever lost has for an appeal, where nobody says otherwise. */
const PROPOSAL_STANDS = 'P7D';
const APPEAL_TIME = 'P14D';

export function openDispute(
  input: Extract<DisputeEventBody, { type: 'opened' }>,
  { now, by }: Pick<DisputeContext, 'now' | 'by'>,
): { readonly events: readonly DisputeEvent[]; readonly dispute: Dispute } {
  const opened: DisputeEvent = { seq: 1, at: now, by, ...input };
  return { events: [opened], dispute: evolveDispute(null, opened) };
}

export function decideDispute(dispute: Dispute, command: DisputeCommand, ctx: DisputeContext): DisputeAnswer {
  const refusal = whyNotDispute(dispute, command.verb, ctx.by) ?? whyNotSo(dispute, command, ctx);
  if (refusal) return { ok: false, refusal };
  const events: DisputeEvent[] = [];
  let now = dispute;
  const tell = (body: DisputeEventBody) => {
    const event: DisputeEvent = { seq: now.version + 1, at: ctx.now, by: ctx.by, ...body };
    now = evolveDispute(now, event);
    events.push(event);
  };
  say(dispute, command, ctx, tell);
  unseenBreach(answerClock(now, ctx.holidays)).forEach(tell);
  return { ok: true, events, dispute: now };
}

/** Why an actor can't say a verb now, whatever they would bring along; null where they can. */
export function whyNotDispute(dispute: Dispute, verb: DisputeVerb, by: Actor): DisputeRefusal | null {
  if (dispute.closedAt !== undefined) return 'dispute_closed';
  const { from, roles, buyer } = DISPUTE_VERBS[verb];
  const allowed =
    by.kind === 'system' ||
    (by.kind === 'buyer' && buyer) ||
    ((by.kind === 'staff' || by.kind === 'api') && by.roles.some((role) => roles.includes(role)));
  if (!allowed) return 'not_your_duty';
  return from.includes(dispute.state) ? null : 'not_now';
}

function whyNotSo(dispute: Dispute, command: DisputeCommand, { now, by, deciders }: DisputeContext): DisputeRefusal | null {
  switch (command.verb) {
    case 'word':
      return command.answerBy !== undefined && Date.parse(command.answerBy) <= Date.parse(now) ? 'date_in_the_past' : null;
    case 'proposal':
      if (command.until !== undefined && Date.parse(command.until) <= Date.parse(now)) return 'date_in_the_past';
      return unfit(dispute, command);
    case 'agreement':
    case 'decline':
      return dispute.proposal!.party === command.party ? 'own_proposal' : null;
    case 'acceptance':
      return dispute.ruling!.party === 'seller' && command.party === 'seller' ? 'own_proposal' : null;
    case 'ruling':
      if (command.party === 'seller' && (dispute.kind !== 'complaint' || dispute.appeals > 0)) return 'not_the_sellers';
      if (command.party === 'seller' && by.kind === 'staff' && deciders.includes(by.id)) return 'own_decision';
      return unfit(dispute, command);
    default:
      return null;
  }
}

/** Whether terms speak of money that is there. */
function unfit(dispute: Dispute, { outcome, amount }: Terms): DisputeRefusal | null {
  if (amount === undefined) return outcome === 'split' ? 'amount_missing' : null;
  if (outcome === 'for_seller') return 'amount_not_wanted';
  if (amount.currency !== dispute.amount.currency) return 'wrong_currency';
  return amount.minor <= 0 || compare(amount, dispute.amount) > 0 ? 'amount_out_of_range' : null;
}

const termsOf = ({ outcome, amount }: Terms): Terms => ({ outcome, ...(amount && { amount }) });

function say(dispute: Dispute, command: DisputeCommand, ctx: DisputeContext, tell: (body: DisputeEventBody) => void): void {
  const end = (settledBy: 'agreement' | 'ruling' | 'withdrawal', terms: Terms) => tell({ type: 'closed', settledBy, ...termsOf(terms) });
  const zone = 'UTC';
  switch (command.verb) {
    case 'evidence': {
      const { party, wordsId, sha256 } = command;
      return tell({ type: 'evidence_added', party, wordsId, ...(sha256 !== undefined && { sha256 }) });
    }
    case 'answer':
      return tell({ type: 'said', party: 'seller', wordsId: command.wordsId });
    case 'word': {
      const { party, wordsId, answerBy } = command;
      return tell({ type: 'said', party, wordsId, ...(answerBy !== undefined && { answerBy }) });
    }
    case 'proposal': {
      const { party, proposalId, wordsId, until = addDuration(ctx.now, PROPOSAL_STANDS, zone) } = command;
      return tell({ type: 'proposed', party, proposalId, wordsId, until, ...termsOf(command) });
    }
    case 'agreement':
      tell({ type: 'agreed', party: command.party, proposalId: dispute.proposal!.id });
      return end('agreement', dispute.proposal!);
    case 'decline': {
      const { party, wordsId } = command;
      return tell({ type: 'declined', party, proposalId: dispute.proposal!.id, ...(wordsId !== undefined && { wordsId }) });
    }
    case 'submission': {
      const { to, pack, reference } = command;
      return tell({ type: 'handed_over', to, pack, ...(reference !== undefined && { reference }) });
    }
    case 'ruling': {
      const { party, wordsId } = command;
      tell({ type: 'ruled', party, wordsId, appealUntil: addDuration(ctx.now, APPEAL_TIME, zone), ...termsOf(command) });
      // Who gets all that they asked for has nothing to appeal against, and the other side ruled itself.
      if (party === 'seller' && command.outcome === 'for_buyer' && command.amount === undefined) end('ruling', command);
      return;
    }
    case 'acceptance':
      return end('ruling', dispute.ruling!);
    case 'appeal': {
      const { party, to, wordsId } = command;
      return tell({ type: 'appealed', party, to, wordsId });
    }
    case 'withdrawal':
      tell({ type: 'withdrawn', wordsId: command.wordsId });
      return end('withdrawal', { outcome: 'for_seller' });
    case 'tick':
      return tick(dispute, ctx, tell, end);
  }
}

/** What the passing of time brings about: a step of the ladder, a breach, a proposal that nobody took up, a ruling that stands. */
function tick(
  dispute: Dispute,
  { now, holidays }: DisputeContext,
  tell: (body: DisputeEventBody) => void,
  end: (settledBy: 'ruling', terms: Terms) => void,
): void {
  const isPast = (at: string) => Date.parse(at) <= Date.parse(now);
  fallenDue(answerClock(dispute, holidays), now).forEach(tell);
  if (dispute.state === 'proposed' && isPast(dispute.proposal!.until)) tell({ type: 'proposal_lapsed', proposalId: dispute.proposal!.id });
  if (dispute.state === 'ruled' && isPast(dispute.ruling!.appealUntil)) end('ruling', dispute.ruling!);
}

/** The clock of our answer: two days after the other side's word, or the day that marketplace or bank set. */
export function answerClock(dispute: Dispute, holidays?: Holidays): Clock<'dispute_answer'> {
  const { askedAt, answerBy, answeredAt } = dispute;
  const promised: ClockTarget[] =
    answerBy === undefined ? [] : [{ kind: 'dispute_answer', source: 'channel', after: { dueAt: answerBy, again: 'P2D' } }];
  const clock = clockOn(
    'dispute_answer',
    {
      startedBy: 'askedAt',
      startedAt: askedAt,
      ...(answeredAt !== undefined && { metAt: answeredAt }),
      awaited: dispute.state === 'to_answer' || isOffered(dispute),
      renews: true,
      country: dispute.country,
      ...(dispute.breaches && { breaches: dispute.breaches }),
      ...(dispute.escalations && { escalations: dispute.escalations }),
    },
    promised,
    holidays,
  );
  return clock!;
}

/** The other side made an offer, and waits for our word on it. */
const isOffered = ({ state, proposal }: Dispute): boolean => state === 'proposed' && proposal!.party !== 'seller';

/** When something is to be done next; null where only people can move it. */
export function nextTick(dispute: Dispute, holidays?: Holidays): string | null {
  if (dispute.closedAt !== undefined) return null;
  const times = [
    answerClock(dispute, holidays).nextAt,
    dispute.state === 'proposed' ? dispute.proposal!.until : null,
    dispute.state === 'ruled' ? dispute.ruling!.appealUntil : null,
  ].filter((at) => at !== null);
  return times.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

export function evolveDispute(dispute: Dispute | null, event: DisputeEvent): Dispute {
  if (event.type === 'opened') {
    return { ...event.dispute, openedAt: event.at, state: 'to_answer', askedAt: event.at, appeals: 0, version: event.seq };
  }
  const before = { ...dispute!, version: event.seq };
  switch (event.type) {
    case 'evidence_added':
      return before;
    case 'said':
      if (event.party === 'seller') return answered(before, event.at);
      return { ...asked(before, event.at, event.answerBy), state: before.state === 'handed_over' ? 'handed_over' : 'to_answer' };
    case 'proposed': {
      const { party, proposalId, until, at } = event;
      const proposal: Proposal = { id: proposalId, party, at, until, ...termsOf(event) };
      return { ...(party === 'seller' ? answered(before, at) : asked(before, at)), state: 'proposed', proposal };
    }
    case 'agreed':
      return answered(before, event.at);
    case 'declined':
    case 'proposal_lapsed': {
      const { proposal, ...rest } = before;
      // Nobody took ours up: it is for us to do something else. A no of ours is an answer; an offer that we let lie was given none.
      if (proposal!.party === 'seller') return { ...asked(rest, event.at), state: 'to_answer' };
      if (event.type === 'declined') return { ...rest, answeredAt: event.at, state: 'waiting' };
      return { ...rest, state: rest.answeredAt === undefined ? 'to_answer' : 'waiting' };
    }
    case 'handed_over': {
      const { proposal: _moot, ...rest } = answered(before, event.at);
      return { ...rest, state: 'handed_over', ...(event.reference !== undefined && { reference: event.reference }) };
    }
    case 'ruled': {
      const { proposal: _moot, ...rest } = answered(before, event.at);
      const { party, wordsId, at, appealUntil } = event;
      return { ...rest, state: 'ruled', ruling: { party, wordsId, at, appealUntil, ...termsOf(event) } };
    }
    case 'appealed':
      return { ...asked(before, event.at), state: event.party === 'seller' ? 'handed_over' : 'to_answer', appeals: before.appeals + 1 };
    case 'withdrawn':
      return before;
    case 'closed':
      return {
        ...before,
        state: 'closed',
        closedAt: event.at,
        settled: { by: event.settledBy, at: event.at, ...termsOf(event) },
      };
    case 'clock_breached':
    case 'escalated':
      return noted(before, 'dispute_answer', event);
  }
}

/**
 * The first word wants the answer: a second one before it gives us no more time, and one after it is a new question. Which came
 * first is told by the order of the events: a word may follow our answer within the same millisecond.
 */
function asked({ answeredAt, ...dispute }: Dispute, at: string, answerBy?: string): Dispute {
  const isOwed = answeredAt === undefined && (dispute.state === 'to_answer' || isOffered(dispute));
  return { ...dispute, askedAt: isOwed ? dispute.askedAt : at, ...(answerBy !== undefined && { answerBy }) };
}

const answered = (dispute: Dispute, at: string): Dispute => ({
  ...dispute,
  answeredAt: at,
  state: dispute.state === 'to_answer' ? 'waiting' : dispute.state,
});
