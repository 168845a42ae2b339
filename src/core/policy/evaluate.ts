/**
 * The one function that decides, explains, previews and replays (M6, M8). It reads a policy version, the facts, dated law and public holidays, and
 * nothing else: the same call gives the same answer for ever.
 *
 * It works in layers, none of which depends on the order of the others' rules:
 *   1. the policy's tables answer (window, warranty, exclusions);
 *   2. the law of the buyer's country is read: it can only add;
 *   3. the ground is the first that holds for the reason given;
 *   4. checks look at the case: all of them speak, and all they can do is to send it to a person;
 *   5. what follows is worked out: resolutions, money, way back, deadlines.
 */
import { assert } from '../assert.ts';
import {
  addDuration,
  addWorkingDays,
  blackFriday,
  dateOfDay,
  dayOfDate,
  endOfDayIn,
  type HolidayCalendar,
  isoOf,
  localDaysIn,
  msOf,
  monthsAfter,
  noHolidays,
  onceADay,
  workingDayFrom,
  zoneOf,
} from '../calendar.ts';
import { addBusinessHours, type BusinessHours } from '../clocks/business-hours.ts';
import type { ClockTarget } from '../clocks/clocks.ts';
import { add, allocate, type Money, money, subtract, sum, zero } from '../money.ts';
import type { OrderLine, Reason, Resolution } from '../return/model.ts';
import { compiled, narrowed, type Ready, type ReadyDeadline, type ReadyTables } from './compiled.ts';
import type { Because, Deadline, Decision, DecisionFacts, Fact, Ground, Outcome, PastReturn } from './decision.ts';
import {
  ABUSE_CALLS_FROM,
  type DeadlineAnswer,
  type Facts,
  type PolicyDocument,
  type ProductState,
  type WindowAnswer,
} from './document.ts';
import type { LawBook } from './law/law.ts';
import {
  byLaw,
  claimsConformity,
  type Guarantee,
  guaranteeFindings,
  type Reading,
  readLaw,
  type Repair,
  withdrawalFinding,
} from './law/reading.ts';

/** What `evaluate` reads beside policy and facts: both are data. */
export type EvaluateOptions = {
  readonly law: LawBook;
  readonly holidays: (country: string) => HolidayCalendar;
  /** `false`: the same answer without its reasons, for whoever asks a hundred thousand times and reads none of them. */
  readonly because?: false;
};

/** The answer, with every reason for it. Asserts that the requested line is in the order. */
export function evaluate(policy: PolicyDocument, facts: DecisionFacts, options: EvaluateOptions): Decision {
  const line = lineOf(facts, facts.request.lineId);
  const days = daysOf(facts, options.holidays(facts.order.country));
  const known = knownFacts(facts, line, days);
  const begun = tablesFor(policy, facts);
  const early = narrowed(begun, known, 'early');
  const { reason } = facts.request;
  const kind = KINDS[reason];
  const reasons: Because[] = [];
  const because = options.because === false ? null : reasons;

  const windowRow = answering(early.window, known);
  const until = days.delivered === undefined ? undefined : windowEnd(windowRow.answer, days.delivered, days);
  known.inWindow = until === undefined || days.today <= until;
  const warrantyRow = warrantyRowOf(begun, early, known, facts, line);
  const { warrantyExtendedBy = 0 } = facts.history;
  const warrantyUntil =
    days.delivered === undefined ? undefined : monthsAfter(days.delivered, warrantyRow.answer.months + warrantyExtendedBy);
  known.inWarranty = warrantyUntil === undefined || days.today <= warrantyUntil;
  const exclusion = first(early.exclusions, known);
  const excluded = exclusion?.answer.excluded === true;

  const law = readLaw(options.law, {
    country: facts.order.country,
    condition: line.condition,
    customised: line.customised === true,
    placed: days.placed,
    delivered: days.delivered,
    today: days.today,
    agreed: policy.agreedGuarantee?.[facts.order.country],
    repairs: repairsOf(facts, days),
    workingDayFrom: days.workingDayFrom,
  });

  if (because) {
    if (kind === 'mind' || kind === 'late' || kind === 'damage') {
      const holds = { days: windowRow.answer.days, until: until === undefined ? null : dateOfDay(until), open: known.inWindow };
      because.push(spoke(windowRow, known, holds));
    }
    if (kind === 'mind' && excluded) because.push(spoke(exclusion!, known));
    if (kind === 'technical' || kind === 'fault') {
      const holds = {
        months: warrantyRow.answer.months,
        until: warrantyUntil === undefined ? null : dateOfDay(warrantyUntil),
        open: known.inWarranty,
      };
      because.push(spoke(warrantyRow, known, holds));
      if (warrantyExtendedBy > 0 && holds.until !== null)
        because.push({
          rule: 'check.warranty_extended',
          source: 'policy',
          reference: 'Given by the seller on top of the warranty (M19)',
          facts: { months: warrantyExtendedBy, until: holds.until },
        });
    }
    if (law) {
      if (kind === 'mind' || law.withdrawal.open) because.push(withdrawalFinding(law, days.delivered));
      if (kind !== 'mind' && kind !== 'lost') guaranteeFindings(law, (one) => because.push(one));
      if (kind === 'lost' || kind === 'damage') because.push(byLaw(law.rules.risk, law.risk, { delivered: known.delivered }));
    }
  }

  const held = groundOf(reason, kind, {
    withdrawal: law?.withdrawal.open === true,
    inWindow: known.inWindow,
    commercial: known.inWindow && !excluded,
    warranty: known.inWarranty,
    guarantee: law?.guarantee.state ?? 'unknown',
    delivered: known.delivered,
  });
  known.ground = held.ground;
  if (held.because)
    because?.push({
      rule: held.because,
      source: 'check',
      reference: 'First review: what a machine can’t say, a person does',
      facts: { reason },
    });

  const evidenceRow = first(early.evidence, known);
  const photosAsked = evidenceRow?.answer.photos ?? 0;
  // Where nobody counted (a channel that sends no photos), nothing is said to be missing.
  known.photosMissing = known.photos !== null && known.photos < photosAsked;
  const tables = narrowed(early, known);
  if (known.delivered) known.daysLeft = daysLeft(kind, days.today, excluded, until!, warrantyUntil!, law);

  let outcome: Outcome = held.outcome;
  let evidenceOnly = outcome === 'approve';
  let abuse: number | undefined;
  // M7: a withdrawal that the law grants is never delayed by suspicion, missing papers or a wish to look; a person looks at the goods when they are back.
  const patient = held.ground !== 'withdrawal';
  for (const row of tables.review) {
    if (row.holds !== null && !row.holds(known)) continue;
    const { signal, weight = 100 } = row.answer;
    because?.push(spoke(row, known, signal === 'abuse' ? { photosAsked, weight } : { photosAsked }));
    if (signal === 'abuse') abuse = Math.min(100, (abuse ?? 0) + weight);
    else if (patient || signal === 'finding') {
      if (outcome === 'approve') outcome = 'review';
      if (signal !== 'evidence' || !known.photosMissing) evidenceOnly = false;
    }
  }
  const callsFrom = policy.abuseCallsFrom ?? ABUSE_CALLS_FROM;
  if (abuse !== undefined && abuse >= callsFrom && patient) {
    if (outcome === 'approve') outcome = 'review';
    evidenceOnly = false;
  }
  if (!law) {
    because?.push({
      rule: 'law.unknown_country',
      source: 'law',
      reference: 'No law of this country and day on file',
      facts: { country: facts.order.country },
    });
    outcome = 'review';
    evidenceOnly = false;
  }

  if (outcome === 'reject') {
    because?.push({ rule: 'policy.nothing_holds', source: 'policy', reference: policy.version, facts: { reason } });
  }

  const nothing = held.ground === 'none';
  const guarantee = guaranteeFor(law, reason);
  // A buyer who tells of a fault holds the thing, whatever the parcel's record says.
  const withoutReturn = kind === 'lost' || (kind === 'mind' && !known.shipped);
  const offered = nothing ? NOTHING_OFFERED : resolutionsOf(tables, known, law, guarantee, facts, kind, because);
  const refund = nothing ? noRefund(facts) : refundOf(tables, known, law, facts, line, kind, because);
  const returnShipping = nothing ? BUYER_PAYS : returnShippingOf(tables, known, law, guarantee, because);
  const productState = productStateOf(tables, known, withoutReturn, because);
  const deadlines = deadlinesOf(
    policy,
    tables,
    options.holidays,
    known,
    law,
    guarantee,
    facts,
    days,
    outcome,
    withoutReturn,
    returnShipping,
    because,
  );

  const decision: { -readonly [K in keyof Decision]: Decision[K] } = {
    outcome,
    ground: held.ground,
    resolutions: offered,
    refund,
    productState,
    instructions: outcome === 'reject' ? NO_INSTRUCTIONS : instructionsOf(tables, known, withoutReturn),
    returnShipping,
    deadlines,
    because: reasons,
    next: nextOf(outcome, evidenceOnly, withoutReturn, facts),
    policyVersion: policy.version,
  };
  if (abuse !== undefined) decision.abuse = { score: abuse, callsFrom };
  return decision;
}

/**
 * The clocks that the answer puts on the return, whether it approved, called a person or rejected: staff may always be kinder, and then the
 * same clocks hold. Each starts when its own start event happens (`clocks/`).
 */
export function targetsOf(policy: PolicyDocument, decision: Decision, facts: DecisionFacts): readonly ClockTarget[] {
  const known = knownFacts(facts, lineOf(facts, facts.request.lineId), daysOf(facts, noHolidays(facts.order.country)));
  known.ground = decision.ground;
  const targets: ClockTarget[] = [];
  for (const { answer } of deadlinesThatRun(narrowed(tablesFor(policy, facts), known), known, decision.returnShipping)) {
    const { kind, after, source, ladder } = answer;
    // The day until which the buyer may send is a date that they were told: the clock must not run out hours before it.
    const told = kind === 'send_back' ? decision.deadlines.find((deadline) => deadline.kind === kind) : undefined;
    // Approved anew after it, they have as long again.
    const daysTo = (instant: string) => `P${Math.max(1, Math.floor((msOf(instant) - msOf(facts.at)) / DAY))}D`;
    targets.push({
      kind,
      after: told?.dueAt === undefined ? afterOf(after, policy, facts.order.country) : { dueAt: told.dueAt, again: daysTo(told.dueAt) },
      source: told?.dueAt === undefined ? source : told.source,
      ...(ladder && { ladder }),
      ...optional('reference', referenceOf(policy, decision, kind, told?.source ?? source)),
    });
  }
  for (const { kind, dueAt, days, source } of decision.deadlines) {
    const reference = optional('reference', referenceOf(policy, decision, kind, source));
    if (kind === 'withdrawal_refund' && dueAt !== undefined) {
      const length = Math.round((msOf(dueAt) - msOf(facts.at)) / DAY);
      targets.push({ kind, after: { duration: `P${length}D` }, source, ...reference });
    } else if (kind === 'remedy' || kind === 'rejection_refund') {
      const agreement = kind === 'rejection_refund' && isAgreedByApproval(decision, facts) ? { agreedByApproval: true as const } : {};
      if (dueAt !== undefined) targets.push({ kind, after: { dueAt }, source, ...reference, ...agreement });
      else if (days !== undefined) targets.push({ kind, after: { duration: `P${days}D` }, source, ...reference, ...agreement });
    }
  }
  return targets;
}

/** Who rejected the goods for the money has it agreed when the return is approved, at once or by a person. */
const isAgreedByApproval = ({ because }: Decision, { request }: DecisionFacts): boolean =>
  request.wants === 'refund' && because.some(({ source, rule }) => source === 'law' && rule.endsWith('.at_once_refund_agreed'));

/** Who says so: the row of the policy, or the article that the decision cites for the date. */
function referenceOf(policy: PolicyDocument, { because }: Decision, kind: DeadlineAnswer['kind'], source: ClockTarget['source']) {
  if (source !== 'law') return policy.tables.deadlines.find(({ answer }) => answer.kind === kind)?.reference;
  const rule =
    { withdrawal_refund: 'withdrawal_refund', remedy: 'remedy_within', rejection_refund: 'at_once_refund' }[kind as string] ?? 'withdrawal';
  return because.find((one) => one.source === 'law' && one.rule.split('.').at(-1)!.startsWith(rule))?.reference;
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });

function afterOf(after: DeadlineAnswer['after'], policy: PolicyDocument, country: string): ClockTarget['after'] {
  if ('duration' in after) return after;
  if ('workingDays' in after) return { workingDays: after.workingDays, country };
  return { businessHours: after.businessHours, of: policy.businessHours ?? ALWAYS_OPEN };
}
/** A policy that counts hours of work and names none: every hour is one. */
const ALWAYS_OPEN: BusinessHours = {
  zone: 'UTC',
  week: {
    mon: [['00:00', '24:00']],
    tue: [['00:00', '24:00']],
    wed: [['00:00', '24:00']],
    thu: [['00:00', '24:00']],
    fri: [['00:00', '24:00']],
    sat: [['00:00', '24:00']],
    sun: [['00:00', '24:00']],
  },
};

// ── The facts ──

/** What a reason is a claim of: which grounds can carry it. */
type Kind = 'mind' | 'technical' | 'fault' | 'late' | 'damage' | 'lost';
const KINDS: Readonly<Record<Reason, Kind>> = {
  // No reason has to be given for a withdrawal, so an unnamed one is heard as a change of mind first.
  changed_mind: 'mind',
  other: 'mind',
  defective: 'technical',
  not_as_described: 'fault',
  wrong_item: 'fault',
  missing_part: 'fault',
  counterfeit: 'fault',
  arrived_late: 'late',
  damaged_in_transit: 'damage',
  not_received: 'lost',
};

/** Local days of the buyer's country as whole numbers: all comparisons of dates are comparisons of these. */
type Days = {
  readonly now: number;
  /** Day and time of the request in UTC: `T12:00:00.000Z`. */
  readonly utcDay: number;
  readonly timeOfDay: string;
  readonly today: number;
  readonly placed: number;
  readonly shipped: number | undefined;
  readonly delivered: number | undefined;
  /** The local day of a moment. */
  readonly dayOf: (ms: number) => number;
  readonly workingDayFrom: (day: number) => number;
  /** The last moment of the n-th working day after a day. */
  readonly endOfWorkingDay: (day: number, n: number) => string;
  /** The last moment of a day. */
  readonly endOfDay: (day: number) => string;
};

function daysOf({ at, order }: DecisionFacts, holidays: HolidayCalendar): Days {
  const { dayOf, workingDayFrom, endOfWorkingDay, endOfDay } = almanacOf(holidays, order.country);
  const now = msOf(at);
  return {
    now,
    utcDay: Math.floor(now / DAY),
    timeOfDay: (at.length === 24 && at.endsWith('Z') ? at : isoOf(now)).slice(10),
    today: dayOf(now),
    placed: dayOf(msOf(order.placedAt)),
    shipped: pastDay(order.shippedAt, now, dayOf),
    delivered: pastDay(order.deliveredAt, now, dayOf),
    dayOf,
    workingDayFrom,
    endOfWorkingDay,
    endOfDay,
  };
}

/** What lies after the request had not happened when the buyer asked: replaying the past must not know the future. */
function pastDay(instant: string | undefined, now: number, dayOf: Days['dayOf']): number | undefined {
  if (instant === undefined) return undefined;
  const ms = msOf(instant);
  return ms <= now ? dayOf(ms) : undefined;
}

type Almanac = Pick<Days, 'dayOf' | 'workingDayFrom' | 'endOfWorkingDay' | 'endOfDay'>;
const almanacs = new WeakMap<HolidayCalendar, Almanac>();

/** Days of one calendar, each worked out once. A calendar belongs to one country, and so to one zone. */
function almanacOf(holidays: HolidayCalendar, country: string): Almanac {
  let almanac = almanacs.get(holidays);
  if (!almanac) {
    const zone = zoneOf(country);
    const endOfDay = onceADay((day) => endOfDayIn(dateOfDay(day), zone));
    const endsOfWorkingDays: ((day: number) => string)[] = [];
    almanac = {
      dayOf: localDaysIn(zone),
      workingDayFrom: onceADay((day) => dayOfDate(workingDayFrom(dateOfDay(day), holidays))),
      endOfWorkingDay: (day, n) => (endsOfWorkingDays[n] ??= onceADay((from) => addWorkingDays(endOfDay(from), n, holidays, zone)))(day),
      endOfDay,
    };
    almanacs.set(holidays, almanac);
  }
  return almanac;
}

function lineOf({ order }: DecisionFacts, id: string): OrderLine {
  for (const line of order.lines) if (line.id === id) return line;
  assert(false, `the order has a line ${id}`);
}

function knownFacts(facts: DecisionFacts, line: OrderLine, days: Days): Facts {
  const { order, request, history, finding } = facts;
  const technical = request.reason === 'defective';
  return {
    channel: order.channel,
    country: order.country,
    currency: order.currency,
    category: line.category,
    condition: line.condition,
    reason: request.reason,
    fault: request.fault ?? null,
    wants: request.wants ?? null,
    price: line.price.minor,
    photos: request.photos ?? null,
    customised: line.customised === true,
    consumable: line.consumable === true,
    accessory: line.accessoryOf !== undefined,
    delivered: days.delivered !== undefined,
    shipped: days.shipped !== undefined || days.delivered !== undefined,
    daysSinceDelivery: days.delivered === undefined ? null : days.today - days.delivered,
    daysSinceShipping: days.shipped === undefined ? null : days.today - days.shipped,
    daysSincePlaced: days.today - days.placed,
    technical,
    technicalReturn: technical ? 1 + countOf(history.itemReturns, countsAsTechnical) : 0,
    buyerReturns12m: history.buyerReturns12m,
    buyerOrders12m: history.buyerOrders12m,
    buyerReturnRate: history.buyerOrders12m > 0 ? Math.round((100 * history.buyerReturns12m) / history.buyerOrders12m) : 0,
    identity: finding?.identity ?? null,
    verdict: finding?.verdict ?? null,
    earlierOtherDevice: countOf(history.itemReturns, wasOtherDevice),
    earlierNoFault: countOf(history.itemReturns, wasNoFault),
    grade: finding?.grade ?? null,
    samePhotoElsewhere: history.record?.samePhotoElsewhere ?? 0,
    deviceSwaps12m: history.record?.deviceSwaps12m ?? 0,
    refundsWithoutGoods12m: history.record?.refundsWithoutGoods12m ?? 0,
    linkedReturns12m: history.record?.linkedReturns12m ?? 0,
    linkedAbuse12m: history.record?.linkedAbuse12m ?? 0,
    daysLeft: null,
    ground: 'none',
    inWindow: false,
    inWarranty: false,
    photosMissing: false,
  };
}

function countOf(returns: readonly PastReturn[], counts: (past: PastReturn) => boolean): number {
  let count = 0;
  for (const past of returns) if (counts(past)) count++;
  return count;
}
const wasOtherDevice = ({ outcome }: PastReturn): boolean => outcome === 'other_device';
const wasNoFault = ({ outcome }: PastReturn): boolean => outcome === 'no_fault_found';
/** M5: a return counts unless nothing was wrong or nothing came of it. */
const countsAsTechnical = ({ reason, outcome }: PastReturn): boolean =>
  reason === 'defective' && outcome !== 'no_fault_found' && outcome !== 'cancelled' && outcome !== 'expired' && outcome !== 'rejected';

/** Earlier repairs and replacements for a fault, oldest first: what the law makes of them is its business. */
function repairsOf({ history }: DecisionFacts, days: Days): readonly Repair[] {
  let repairs: Repair[] | undefined;
  for (const { reason, outcome, closedAt, requestedAt, wanted } of history.itemReturns) {
    if ((outcome !== 'repaired' && outcome !== 'replaced') || !claimsConformity(reason) || msOf(closedAt) > days.now) continue;
    const requested = requestedAt === undefined ? undefined : days.dayOf(msOf(requestedAt));
    (repairs ??= []).push({ outcome, requested, closed: days.dayOf(msOf(closedAt)), wanted });
  }
  return repairs?.sort((a, b) => a.closed - b.closed) ?? NO_REPAIRS;
}
const NO_REPAIRS: readonly Repair[] = [];

/** M3: an accessory carries the warranty of the product that it came with, so the table is asked about that product. */
function warrantyRowOf(begun: ReadyTables, early: ReadyTables, known: Facts, { order }: DecisionFacts, line: OrderLine) {
  if (line.accessoryOf === undefined) return answering(early.warranty, known);
  const product = order.lines.find((one) => one.id === line.accessoryOf) ?? order.lines.find((one) => one.sku === line.accessoryOf);
  const asked = product ? { ...known, condition: product.condition, category: product.category } : known;
  return answering(narrowed(begun, asked, 'early').warranty, asked);
}

// ── The tables ──

const tablesFor = ({ tables }: PolicyDocument, { request, history, finding }: DecisionFacts): ReadyTables =>
  compiled(tables, {
    reason: request.reason,
    finding: finding !== undefined,
    record: history.record !== undefined,
    earlier: history.itemReturns.length > 0,
  });

/** The first row that matches. `readPolicy` has made sure that one always does. */
function answering<A>(table: readonly Ready<A>[], known: Facts): Ready<A> {
  const row = first(table, known);
  assert(row, 'the table has a row without a condition');
  return row;
}

function first<A>(table: readonly Ready<A>[], known: Facts): Ready<A> | undefined {
  for (const row of table) if (row.holds === null || row.holds(known)) return row;
  return undefined;
}

function spoke({ row, names }: Ready<unknown>, known: Facts, more?: Readonly<Record<string, Fact>>): Because {
  const facts: Record<string, Fact> = {};
  for (const name of names) facts[name] = known[name];
  if (more) for (const name in more) facts[name] = more[name]!;
  return { rule: row.id, source: row.source ?? 'policy', reference: row.reference, facts };
}

/** The last local day of the window. */
function windowEnd(answer: WindowAnswer, delivered: number, days: Days): number {
  let last = delivered + answer.days;
  if (answer.holidayUntil !== undefined) {
    const season = seasonOf(days.placed);
    if (season > 0) last = Math.max(last, dayOfDate(`${season + 1}-${answer.holidayUntil}`));
  }
  return answer.endsOn === 'working_day' ? days.workingDayFrom(last) : last;
}
/** The year whose Black Friday has come by that day; 0 before it. */
const seasonOf = onceADay((day) => {
  const date = dateOfDay(day);
  const year = Number(date.slice(0, 4));
  return date >= blackFriday(year) ? year : 0;
});

/** Days until the last of the rights that can carry a claim ends; null where all have ended, and where one has no end that is known. */
function daysLeft(
  kind: Kind,
  today: number,
  excluded: boolean,
  windowUntil: number,
  warrantyUntil: number,
  law: Reading | undefined,
): number | null {
  if (kind === 'lost') return null;
  let last = law?.withdrawal.open === true ? law.withdrawal.last! : Number.NEGATIVE_INFINITY;
  if (!excluded || kind !== 'mind') last = Math.max(last, windowUntil);
  if (kind !== 'mind') {
    last = Math.max(last, warrantyUntil);
    if (law && law.guarantee.state !== 'over') {
      if (law.guarantee.until === null) return null;
      last = Math.max(last, law.guarantee.until);
    }
  }
  return last >= today ? last - today : null;
}

// ── The ground ──

type Held = { readonly ground: Ground; readonly outcome: Outcome; readonly because?: string };

/** The first ground that holds for the reason, and how sure a machine may be of it. Only where nothing holds is there a no. */
function groundOf(
  reason: Reason,
  kind: Kind,
  holds: {
    readonly withdrawal: boolean;
    readonly inWindow: boolean;
    readonly commercial: boolean;
    readonly warranty: boolean;
    readonly guarantee: Guarantee['state'] | 'unknown';
    readonly delivered: boolean;
  },
): Held {
  const { withdrawal, inWindow, commercial, warranty, guarantee } = holds;
  const insideGuarantee = guarantee === 'presumed' || guarantee === 'open';
  switch (kind) {
    case 'mind':
      if (withdrawal) return { ground: 'withdrawal', outcome: 'approve' };
      if (commercial) return { ground: 'commercial_return', outcome: 'approve' };
      // M6: `other` may hide a fault. While one could still be claimed, a person asks what it is.
      if (reason === 'other' && (warranty || insideGuarantee))
        return { ground: 'none', outcome: 'review', because: 'check.reason_unclear' };
      return { ground: 'none', outcome: 'reject' };
    case 'technical':
      if (warranty) return { ground: 'warranty', outcome: 'approve' };
      if (guarantee === 'presumed') return { ground: 'legal_guarantee', outcome: 'approve' };
      // Under a policy or a law without a guarantee, who names a fault may still do what who names nothing may.
      if (withdrawal) return { ground: 'withdrawal', outcome: 'approve' };
      if (commercial) return { ground: 'commercial_return', outcome: 'approve' };
      if (guarantee === 'open') return { ground: 'legal_guarantee', outcome: 'review' };
      return { ground: 'none', outcome: 'reject' };
    case 'fault':
      // M8: what was sold otherwise than described is a lack of conformity; it is believed as long as a defect would be.
      if (withdrawal || inWindow || warranty || guarantee === 'presumed') return { ground: 'seller_fault', outcome: 'approve' };
      if (guarantee === 'open') return { ground: 'seller_fault', outcome: 'review' };
      // M36: a counterfeit is never closed by a date.
      if (reason === 'counterfeit') return { ground: 'seller_fault', outcome: 'review', because: 'check.counterfeit_late' };
      return { ground: 'none', outcome: 'reject' };
    case 'late':
    case 'damage': {
      const ground = kind === 'late' ? 'seller_fault' : 'transit';
      if (withdrawal || inWindow) return { ground, outcome: 'approve' };
      // M24: long after delivery it can't be presumed that the carrier did it, but it may still be a lack of conformity.
      if (warranty || insideGuarantee) return { ground, outcome: 'review', because: 'check.reported_late' };
      return { ground: 'none', outcome: 'reject' };
    }
    case 'lost':
      // M24: the seller bears the risk until the buyer holds the goods (Dir. 2011/83/EU Art. 20). A scan that says otherwise is looked at by a person.
      if (!holds.delivered) return { ground: 'transit', outcome: 'approve' };
      return { ground: 'transit', outcome: 'review', because: 'check.carrier_says_delivered' };
  }
}

// ── What follows ──

const NOTHING_OFFERED: readonly Resolution[] = [];
const BUYER_PAYS: Decision['returnShipping'] = { paidBy: 'buyer', label: 'own' };
const SELLER_PAYS: Decision['returnShipping'] = { paidBy: 'seller', label: 'prepaid' };

/** The guarantee, where the reason is one that it answers and it may still hold. Lateness is no lack of conformity; a lost parcel has its own rule. */
const guaranteeFor = (law: Reading | undefined, reason: Reason): Guarantee | undefined =>
  law && law.guarantee.state !== 'over' && claimsConformity(reason) ? law.guarantee : undefined;

function resolutionsOf(
  { resolutions }: ReadyTables,
  known: Facts,
  law: Reading | undefined,
  guarantee: Guarantee | undefined,
  { request }: DecisionFacts,
  kind: Kind,
  because: Because[] | null,
): readonly Resolution[] {
  const row = answering(resolutions, known);
  because?.push(spoke(row, known));
  const final = row.answer.final === true;
  if (!guarantee && law?.withdrawal.open !== true) return row.answer.offer;
  const { rules, withdrawal, atOnce } = law!;
  const offer: Resolution[] = [...row.answer.offer];
  const adds = (resolution: Resolution, rule: string, reference: string) => {
    if (offer.includes(resolution)) return;
    offer.push(resolution);
    because?.push(byLaw(rule, reference, { resolution }));
  };
  // M5: where a repeated return has come to its strictest, the law's milder first remedies do not come back.
  if (guarantee && !final) {
    for (const remedy of guarantee.entry.remedies.first) {
      // A wrong, missing or false thing can't be mended by repair: that remedy is impossible, the other stands.
      if (remedy === 'repair' && kind === 'fault') continue;
      adds(remedy, rules.remedies, guarantee.entry.remedies.article);
    }
  }
  if (withdrawal.open) adds('refund', rules.withdrawal_too, withdrawal.entry.articles.right);
  if (guarantee?.failedBefore) adds('refund', rules.remedy_failed, guarantee.entry.remedies.afterFailure);
  const wish = request.wants;
  if (guarantee && atOnce?.open) {
    for (const resolution of atOnce.offers) {
      if (!offer.includes(resolution)) offer.push(resolution);
      if (resolution !== 'refund') continue;
      // Said also where the policy gives as much: the buyer need not wait for a repair first.
      const until = atOnce.last === undefined ? null : dateOfDay(atOnce.last);
      because?.push(byLaw(rules.at_once, atOnce.article, { resolution, days: atOnce.days, until }));
    }
    if (wish === 'refund' && atOnce.offers.includes(wish)) return firstOf(wish, offer);
  }
  // Dir. (EU) 2019/771 Art. 13(2): between repair and replacement the buyer chooses, so the buyer's wish comes first.
  if (guarantee && !final && (wish === 'repair' || wish === 'replacement') && offer.includes(wish) && offer[0] !== wish) {
    because?.push(byLaw(rules.buyers_choice, guarantee.entry.remedies.article, { wants: wish }));
    return firstOf(wish, offer);
  }
  return offer;
}

const firstOf = (wish: Resolution, offer: readonly Resolution[]): readonly Resolution[] => [wish, ...offer.filter((one) => one !== wish)];

function noRefund({ order }: DecisionFacts): Decision['refund'] {
  const nothing = zero(order.currency);
  return { items: nothing, shipping: nothing, deductions: nothing, total: nothing };
}

function refundOf(
  tables: ReadyTables,
  known: Facts,
  law: Reading | undefined,
  facts: DecisionFacts,
  line: OrderLine,
  kind: Kind,
  because: Because[] | null,
): Decision['refund'] {
  const { order, request } = facts;
  const row = answering(tables.refund, known);
  because?.push(spoke(row, known));
  const { answer } = row;
  const nothing = zero(order.currency);
  const items =
    answer.items === 'order'
      ? sum(
          order.lines.map(({ price, quantity }) => money(price.minor * quantity, order.currency)),
          order.currency,
        )
      : line.price;
  const paid = order.shippingPaid ?? nothing;
  let shipping = nothing;
  if (answer.shipping === 'all') shipping = paid;
  else if (paid.minor > 0) {
    const share = shareOf(paid, order.lines, request.lineId, request.unit ?? 1);
    if (answer.shipping === 'share') shipping = share;
    else if (law?.withdrawal.open === true && share.minor > 0) {
      // Dir. 2011/83/EU Art. 13(1): a withdrawal gives back the standard delivery too, whatever the policy says.
      shipping = share;
      because?.push(byLaw(law.rules.shipping_back, law.withdrawal.entry.articles.refund, { shipping: share.minor }));
    }
  }
  const gross = add(items, shipping);
  const kept = keptOf(tables, known, law, facts, line, kind, items, because);
  if (kept === 0) return { items, shipping, deductions: nothing, total: gross };
  const deductions = money(kept, order.currency);
  return { items, shipping, deductions, total: subtract(gross, deductions) };
}

/** The law's own words for what may lessen a refund after a withdrawal: damage and what is missing. Wear from trying it on is not. */
const HANDLED: ReadonlySet<string | null> = new Set(['customer_damage', 'incomplete']);

/**
 * Minor units kept for wear, damage or missing parts. Only what the bench found can ask for it, and only where the buyer merely changed their
 * mind: a claim of a fault, a wrong item or a damaged parcel is never charged for what the bench saw. Never more than the item cost, and
 * rounded down, so in doubt for the buyer.
 */
function keptOf(
  { deductions }: ReadyTables,
  known: Facts,
  law: Reading | undefined,
  { finding }: DecisionFacts,
  line: OrderLine,
  kind: Kind,
  items: Money,
  because: Because[] | null,
): number {
  if (!finding || kind !== 'mind' || (known.ground !== 'commercial_return' && known.ground !== 'withdrawal')) return 0;
  const row = first(deductions, known);
  if (!row) return 0;
  const article = law?.withdrawal.entry.articles.diminishedValue;
  if (known.ground === 'withdrawal' && (article === undefined || !HANDLED.has(known.verdict))) return 0;
  const { percent } = row.answer;
  const kept = Math.min(Math.floor((line.price.minor * percent) / 100), items.minor);
  if (kept === 0) return 0;
  because?.push(spoke(row, known, { percent, deduction: kept }));
  if (known.ground === 'withdrawal') because?.push(byLaw(law!.rules.diminished_value, article!, { percent, deduction: kept }));
  return kept;
}

/** One unit's part of the order's shipping, by price over all units, so that the parts of all units add up to the whole. */
function shareOf(paid: Money, lines: readonly OrderLine[], lineId: string, unit: number): Money {
  if (lines.length === 1 && lines[0]!.quantity === 1) return paid;
  const weights: number[] = [];
  let mine = 0;
  for (const line of lines) {
    if (line.id === lineId) mine = weights.length + Math.min(Math.max(unit, 1), line.quantity) - 1;
    for (let n = 0; n < line.quantity; n++) weights.push(line.price.minor);
  }
  return allocate(paid, weights)[mine]!;
}

function returnShippingOf(
  tables: ReadyTables,
  known: Facts,
  law: Reading | undefined,
  guarantee: Guarantee | undefined,
  because: Because[] | null,
): Decision['returnShipping'] {
  const row = answering(tables.returnShipping, known);
  because?.push(spoke(row, known));
  const { paidBy, label } = row.answer;
  if (guarantee && paidBy === 'buyer') {
    // Dir. (EU) 2019/771 Art. 14: conformity is restored free of charge, and the seller takes the goods back at its own expense.
    because?.push(byLaw(law!.rules.free_of_charge, guarantee.entry.remedies.article, { paidBy: 'seller' }));
    return SELLER_PAYS;
  }
  return { paidBy, label };
}

/** Only a return that the seller grants beyond the law may ask for a state of the goods; what the law grants does not hang on it. */
function productStateOf(
  { productState }: ReadyTables,
  known: Facts,
  withoutReturn: boolean,
  because: Because[] | null,
): readonly ProductState[] {
  if (known.ground !== 'commercial_return' || withoutReturn) return NO_STATE;
  const row = first(productState, known);
  if (!row) return NO_STATE;
  because?.push(spoke(row, known));
  return row.answer.requires;
}
const NO_STATE: readonly ProductState[] = [];

/** Every row that matches, in the policy's order; where nothing comes back, whom to ask. They are no reasons: what is said is the row's own words. */
function instructionsOf({ instructions, told }: ReadyTables, known: Facts, withoutReturn: boolean): NonNullable<Decision['instructions']> {
  if (told) return withoutReturn ? told.contact : told.all;
  return instructions
    .filter(({ holds, answer }) => (!withoutReturn || answer.topic === 'contact') && (holds === null || holds(known)))
    .map(({ row, answer }) => ({ rule: row.id, topic: answer.topic }));
}
const NO_INSTRUCTIONS: NonNullable<Decision['instructions']> = [];

/** The first row of each kind that matches. */
function deadlinesThatRun(
  { deadlines, repeated }: ReadyTables,
  known: Facts,
  { label }: Decision['returnShipping'],
): readonly ReadyDeadline[] {
  const run: ReadyDeadline[] = [];
  for (const deadline of deadlines) {
    const { answer, holds } = deadline;
    // Nobody waits for a label that the buyer makes.
    if (answer.kind === 'label' && label !== 'prepaid') continue;
    if (holds !== null && !holds(known)) continue;
    if (!repeated || !run.some((one) => one.answer.kind === answer.kind)) run.push(deadline);
  }
  return run;
}

function deadlinesOf(
  policy: PolicyDocument,
  tables: ReadyTables,
  holidays: EvaluateOptions['holidays'],
  known: Facts,
  law: Reading | undefined,
  guarantee: Guarantee | undefined,
  facts: DecisionFacts,
  days: Days,
  outcome: Outcome,
  withoutReturn: boolean,
  returnShipping: Decision['returnShipping'],
  because: Because[] | null,
): readonly Deadline[] {
  const deadlines: Deadline[] = [];
  const withdrawal = known.ground === 'withdrawal' ? law?.withdrawal.entry : undefined;
  for (const row of deadlinesThatRun(tables, known, returnShipping)) {
    const { kind, from, source } = row.answer;
    if (outcome === 'reject' && kind !== 'first_answer') continue;
    // Where nothing comes back there is no label and nothing to send, and the time for an answer runs from the request.
    if (withoutReturn && (kind === 'label' || kind === 'send_back')) continue;
    // Only what was left to a person waits for a person's decision.
    if (kind === 'decision' && outcome !== 'review') continue;
    const started =
      from === 'request' ||
      (from === 'approval' && outcome === 'approve') ||
      (from === 'item_back' && withoutReturn && outcome === 'approve');
    if (!started) {
      deadlines.push(row.waiting);
      continue;
    }
    if (kind !== 'send_back') {
      deadlines.push({ kind, dueAt: dueAt(row, facts.at, days, policy, holidays), source });
      continue;
    }
    const due = Number.isNaN(row.ms) ? msOf(dueAt(row, facts.at, days, policy, holidays)) : days.now + row.ms;
    if (!withdrawal) {
      // The buyer is told a day, and has all of it.
      deadlines.push({ kind, dueAt: days.endOfDay(days.dayOf(due)), source });
      continue;
    }
    // The law's fourteen days are the buyer's, so the later end counts.
    const byLaw = days.endOfDay(days.workingDayFrom(days.today + withdrawal.sendBackDays));
    if (due > msOf(byLaw)) deadlines.push({ kind, dueAt: isoOf(due), source });
    else deadlines.push({ kind, dueAt: byLaw, source: 'law' });
  }
  if (withdrawal) {
    const { refundDays, withholdUntil } = withdrawal;
    deadlines.push({ kind: 'withdrawal_refund', dueAt: daysLater(days, refundDays), source: 'law', withholdUntil });
    because?.push(
      byLaw(law!.rules.withdrawal_refund, withdrawal.articles.refund, {
        days: refundDays,
        until: dateOfDay(days.today + refundDays),
      }),
    );
  }
  if (guarantee && outcome !== 'reject') guaranteeDeadlines(law!, guarantee, facts, days, outcome, deadlines, because);
  return deadlines;
}
const DAY = 86_400_000;

/** Whole days after the request: the time of day is the same. */
const daysLater = ({ utcDay, timeOfDay }: Days, days: number): string => dateOfDay(utcDay + days) + timeOfDay;

/** The law's own dates for a claim under the guarantee. */
function guaranteeDeadlines(
  { rules, atOnce }: Reading,
  { entry: { remedyWithin } }: Guarantee,
  { request: { wants } }: DecisionFacts,
  days: Days,
  outcome: Outcome,
  deadlines: Deadline[],
  because: Because[] | null,
): void {
  if (remedyWithin && wants !== 'refund') {
    // It runs while a person still thinks.
    const last = days.today + remedyWithin.days;
    deadlines.push({ kind: 'remedy', dueAt: days.endOfDay(last), source: 'law' });
    because?.push(byLaw(rules.remedy_within, remedyWithin.article, { days: remedyWithin.days, until: dateOfDay(last) }));
  }
  const refund = atOnce?.open ? atOnce.refund : undefined;
  // Who asked for a repair or a replacement chose otherwise; who asked for nothing may still choose, and nothing has started.
  if (!refund || (wants !== undefined && wants !== 'refund')) return;
  // Approving what the buyer rejected for the money is the agreement that starts the days, and that day is the first of them.
  const last = refund.from === 'agreement' && outcome === 'approve' && wants === 'refund' ? days.today + refund.days - 1 : undefined;
  if (last === undefined) deadlines.push({ kind: 'rejection_refund', source: 'law', days: refund.days });
  else deadlines.push({ kind: 'rejection_refund', dueAt: days.endOfDay(last), source: 'law' });
  because?.push(
    byLaw(rules.at_once_refund[refund.from], refund.article, { days: refund.days, until: last === undefined ? null : dateOfDay(last) }),
  );
}

function dueAt(
  { ms, days: wholeDays, answer: { after } }: ReadyDeadline,
  at: string,
  days: Days,
  policy: PolicyDocument,
  holidays: EvaluateOptions['holidays'],
): string {
  if (!Number.isNaN(wholeDays)) return daysLater(days, wholeDays);
  if (!Number.isNaN(ms)) return isoOf(days.now + ms);
  if ('duration' in after) return addDuration(at, after.duration);
  if ('workingDays' in after) return days.endOfWorkingDay(days.today, after.workingDays);
  return addBusinessHours(at, after.businessHours, policy.businessHours ?? ALWAYS_OPEN, holidays);
}

function nextOf(outcome: Outcome, evidenceOnly: boolean, withoutReturn: boolean, { finding }: DecisionFacts): Decision['next'] {
  if (outcome === 'reject') return 'none';
  if (outcome === 'review') return evidenceOnly ? 'send_photos' : 'wait_for_review';
  // With a finding the goods are on the bench already.
  if (finding) return 'none';
  return withoutReturn ? 'refund_without_return' : 'send_back';
}
