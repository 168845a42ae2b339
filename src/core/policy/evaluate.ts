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
  addMonths,
  addWorkingDays,
  blackFriday,
  dateOfDay,
  dayOfDate,
  dueAfterDays,
  endOfDayIn,
  type HolidayCalendar,
  localDay,
  localDayOfMs,
  msOf,
  noHolidays,
  workingDayFrom,
  zoneOf,
} from '../calendar.ts';
import { addBusinessHours, type BusinessHours } from '../clocks/business-hours.ts';
import type { ClockTarget } from '../clocks/clocks.ts';
import { add, allocate, type Money, money, subtract, sum, zero } from '../money.ts';
import type { OrderLine, Reason, Resolution } from '../return/model.ts';
import type { Because, Deadline, Decision, DecisionFacts, Fact, Ground, Outcome, PastReturn } from './decision.ts';
import {
  type DeadlineAnswer,
  FACT_NAMES,
  type FactName,
  type Facts,
  factsOf,
  matches,
  type PolicyDocument,
  type Row,
  type Table,
  type WindowAnswer,
} from './document.ts';
import { type GuaranteeLaw, inForce, type LawBook, type WithdrawalLaw } from './law/law.ts';

/** What `evaluate` reads beside policy and facts: both are data. */
export type EvaluateOptions = { readonly law: LawBook; readonly holidays: (country: string) => HolidayCalendar };

/** The answer, with every reason for it. Asserts that the requested line is in the order. */
export function evaluate(policy: PolicyDocument, facts: DecisionFacts, options: EvaluateOptions): Decision {
  const { tables } = policy;
  const line = lineOf(facts, facts.request.lineId);
  const days = daysOf(facts, options.holidays(facts.order.country));
  const known = knownFacts(facts, line, days);
  const because: Because[] = [];
  const kind = KINDS[facts.request.reason];

  const windowRow = answering(tables.window, known);
  const until = days.delivered === undefined ? undefined : windowEnd(windowRow.answer, days.delivered, days);
  known.inWindow = until === undefined || days.today <= until;
  const warrantyRow = answering(tables.warranty, warrantyFacts(known, facts, line));
  const warrantyUntil = days.delivered === undefined ? undefined : monthsAfter(days.delivered, warrantyRow.answer.months);
  known.inWarranty = warrantyUntil === undefined || days.today <= warrantyUntil;
  const exclusion = tables.exclusions.find((row) => matches(row.when, known));
  const excluded = exclusion?.answer.excluded === true;

  const law = lawOf(policy, facts, line, days, options.law);

  if (kind === 'mind' || kind === 'late' || kind === 'damage') {
    because.push(
      spoke(windowRow, known, { days: windowRow.answer.days, until: until === undefined ? null : dateOfDay(until), open: known.inWindow }),
    );
  }
  if (kind === 'mind' && excluded) because.push(spoke(exclusion!, known));
  if (kind === 'technical' || kind === 'fault') {
    const holds = {
      months: warrantyRow.answer.months,
      until: warrantyUntil === undefined ? null : dateOfDay(warrantyUntil),
      open: known.inWarranty,
    };
    because.push(spoke(warrantyRow, known, holds));
  }
  if (kind === 'mind' || law.withdrawal.open) because.push(...law.withdrawal.because);
  if (kind !== 'mind' && kind !== 'lost') because.push(...law.guarantee.because);
  if (kind === 'lost' || kind === 'damage') because.push(...law.risk);

  const held = groundOf(facts.request.reason, kind, {
    withdrawal: law.withdrawal.open,
    inWindow: known.inWindow,
    commercial: known.inWindow && !excluded,
    warranty: known.inWarranty,
    guarantee: law.guarantee.state,
    delivered: known.delivered,
  });
  known.ground = held.ground;
  if (held.because) because.push({ rule: held.because, source: 'check', reference: 'M6', facts: { reason: facts.request.reason } });

  const evidenceRow = tables.evidence.find((row) => matches(row.when, known));
  const photosAsked = evidenceRow?.answer.photos ?? 0;
  // Where nobody counted (a channel that sends no photos), nothing is said to be missing.
  known.photosMissing = known.photos !== null && known.photos < photosAsked;

  let outcome: Outcome = held.outcome;
  let evidenceOnly = outcome === 'approve';
  for (const row of tables.review) {
    if (!matches(row.when, known)) continue;
    because.push(spoke(row, known, { photosAsked }));
    // M7: a withdrawal that the law grants is never delayed by suspicion or missing papers; a person looks at the goods when they are back.
    const delays = held.ground !== 'withdrawal' || row.answer.signal === 'finding';
    if (!delays) continue;
    if (outcome === 'approve') outcome = 'review';
    if (row.answer.signal !== 'evidence' || !known.photosMissing) evidenceOnly = false;
  }
  if (!law.known) {
    because.push({ rule: 'law.unknown_country', source: 'law', reference: 'M8', facts: { country: facts.order.country } });
    outcome = 'review';
    evidenceOnly = false;
  }

  if (outcome === 'reject') {
    because.push({ rule: 'policy.nothing_holds', source: 'policy', reference: policy.version, facts: { reason: facts.request.reason } });
  }

  const offered = held.ground === 'none' ? NOTHING_OFFERED : resolutionsOf(tables.resolutions, known, law, facts, kind, because);
  const refund = held.ground === 'none' ? noRefund(facts) : refundOf(tables.refund, known, law, facts, line, because);
  const returnShipping = held.ground === 'none' ? BUYER_PAYS : returnShippingOf(tables.returnShipping, known, law, kind, because);
  // A buyer who tells of a fault holds the thing, whatever the parcel's record says.
  const withoutReturn = kind === 'lost' || (kind === 'mind' && !known.shipped);
  const deadlines = deadlinesOf(policy, options.holidays, known, law, facts, days, outcome, withoutReturn, returnShipping, because);

  return {
    outcome,
    ground: held.ground,
    resolutions: offered,
    refund,
    returnShipping,
    deadlines,
    because,
    next: nextOf(outcome, evidenceOnly, withoutReturn, facts),
    policyVersion: policy.version,
  };
}

/**
 * The clocks that the answer puts on the return, whether it approved, called a person or rejected: staff may always be kinder, and then the
 * same clocks hold. Each starts when its own start event happens (`clocks/`).
 */
export function targetsOf(policy: PolicyDocument, decision: Decision, facts: DecisionFacts): readonly ClockTarget[] {
  const known = knownFacts(facts, lineOf(facts, facts.request.lineId), daysOf(facts, noHolidays(facts.order.country)));
  known.ground = decision.ground;
  const targets = deadlineRows(policy.tables.deadlines, known, decision.returnShipping).map(
    ({ kind, after, source, ladder }): ClockTarget => {
      // The day until which the buyer may send is a date that they were told: the clock must not run out hours before it.
      const told = kind === 'send_back' ? decision.deadlines.find((deadline) => deadline.kind === kind) : undefined;
      if (told?.dueAt !== undefined) return { kind, after: { dueAt: told.dueAt }, source: told.source };
      return { kind, after: afterOf(after, policy, facts.order.country), source, ...(ladder && { ladder }) };
    },
  );
  const byLaw = decision.deadlines.find(({ kind }) => kind === 'withdrawal_refund');
  if (byLaw?.dueAt !== undefined) {
    const days = Math.round((msOf(byLaw.dueAt) - msOf(facts.at)) / 86_400_000);
    targets.push({ kind: 'withdrawal_refund', after: { duration: `P${days}D` }, source: 'law' });
  }
  return targets;
}

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
  readonly zone: string;
  readonly holidays: HolidayCalendar;
  readonly today: number;
  readonly placed: number;
  readonly shipped: number | undefined;
  readonly delivered: number | undefined;
};

function daysOf({ at, order }: DecisionFacts, holidays: HolidayCalendar): Days {
  const zone = zoneOf(order.country);
  const now = msOf(at);
  // What lies after `at` had not happened when the buyer asked: replaying the past must not know the future.
  const past = (instant: string | undefined): number | undefined => {
    if (instant === undefined) return undefined;
    const ms = msOf(instant);
    return ms <= now ? localDayOfMs(ms, zone) : undefined;
  };
  const shipped = past(order.shippedAt);
  const delivered = past(order.deliveredAt);
  return { zone, holidays, today: localDayOfMs(now, zone), placed: localDay(order.placedAt, zone), shipped, delivered };
}

function lineOf({ order }: DecisionFacts, id: string): OrderLine {
  const line = order.lines.find((one) => one.id === id);
  assert(line, `the order has a line ${id}`);
  return line;
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
    technicalReturn: technical ? 1 + history.itemReturns.filter(countsAsTechnical).length : 0,
    buyerReturns12m: history.buyerReturns12m,
    buyerOrders12m: history.buyerOrders12m,
    buyerReturnRate: history.buyerOrders12m > 0 ? Math.round((100 * history.buyerReturns12m) / history.buyerOrders12m) : 0,
    identity: finding?.identity ?? null,
    verdict: finding?.verdict ?? null,
    earlierOtherDevice: history.itemReturns.filter((past) => past.outcome === 'other_device').length,
    earlierNoFault: history.itemReturns.filter((past) => past.outcome === 'no_fault_found').length,
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

/** M5: a return counts unless nothing was wrong or nothing came of it. */
const countsAsTechnical = ({ reason, outcome }: PastReturn): boolean =>
  reason === 'defective' && outcome !== 'no_fault_found' && outcome !== 'cancelled' && outcome !== 'expired' && outcome !== 'rejected';

/** M3: an accessory carries the warranty of the product that it came with, so the table is asked about that product. */
function warrantyFacts(known: Facts, { order }: DecisionFacts, line: OrderLine): Facts {
  if (line.accessoryOf === undefined) return known;
  const product = order.lines.find((one) => one.id === line.accessoryOf) ?? order.lines.find((one) => one.sku === line.accessoryOf);
  return product ? { ...known, condition: product.condition, category: product.category } : known;
}

// ── The tables ──

/** The first row that matches. `readPolicy` has made sure that one always does. */
function answering<A>(table: Table<A>, known: Facts): Row<A> {
  for (const row of table) if (matches(row.when, known)) return row;
  throw new Error('unreachable: the table has a row without a condition');
}

function spoke(row: Row<unknown>, known: Facts, more?: Readonly<Record<string, Fact>>): Because {
  const facts: Record<string, Fact> = {};
  for (const name of namesOf(row)) facts[name] = known[name];
  if (more) for (const name in more) facts[name] = more[name]!;
  return { rule: row.id, source: row.source ?? 'policy', reference: row.reference, facts };
}
/** What a finding keeps of the facts: those that the row's condition names, and those that its words do. */
function namesOf(row: Row<unknown>): readonly FactName[] {
  let names = namesByRow.get(row);
  if (!names) {
    const spoken = [...JSON.stringify(row.words).matchAll(/\{(\w+)\}/g)].map(([, name]) => name as FactName);
    names = [...new Set([...factsOf(row.when), ...spoken.filter((name) => FACT_NAMES.includes(name))])];
    namesByRow.set(row, names);
  }
  return names;
}
const namesByRow = new WeakMap<object, readonly FactName[]>();

/** The last local day of the window. */
function windowEnd(answer: WindowAnswer, delivered: number, days: Days): number {
  let last = delivered + answer.days;
  if (answer.holidayUntil !== undefined) {
    const placed = dateOfDay(days.placed);
    const year = Number(placed.slice(0, 4));
    if (placed >= blackFriday(year)) last = Math.max(last, dayOfDate(`${year + 1}-${answer.holidayUntil}`));
  }
  return answer.endsOn === 'working_day' ? dayOfDate(workingDayFrom(dateOfDay(last), days.holidays)) : last;
}

/** The last local day of a guarantee of that many months. */
function monthsAfter(day: number, months: number): number {
  const key = day * 2000 + months;
  let last = monthsCache.get(key);
  if (last === undefined) {
    last = dayOfDate(addMonths(dateOfDay(day), months));
    if (monthsCache.size < 50_000) monthsCache.set(key, last);
  }
  return last;
}
const monthsCache = new Map<number, number>();

// ── The law ──

type Law = {
  /** Whether the country has law data in force for this contract. */
  readonly known: boolean;
  readonly withdrawal: { readonly open: boolean; readonly entry?: WithdrawalLaw; readonly because: readonly Because[] };
  readonly guarantee: {
    readonly state: 'presumed' | 'open' | 'over' | 'unknown';
    readonly entry?: GuaranteeLaw;
    readonly because: readonly Because[];
  };
  /** Who bears the risk of the way to the buyer. */
  readonly risk: readonly Because[];
};

function lawOf(policy: PolicyDocument, { order }: DecisionFacts, line: OrderLine, days: Days, book: LawBook): Law {
  const country = Object.hasOwn(book, order.country) ? book[order.country] : undefined;
  const placed = dateOfDay(days.placed);
  const withdrawal = country && inForce(country.withdrawal, placed);
  const guarantee = country && inForce(country.guarantee, placed);
  if (!withdrawal || !guarantee) return LAWLESS;
  return {
    known: true,
    withdrawal: withdrawalOf(withdrawal, order.country, line, days),
    guarantee: guaranteeOf(policy, guarantee, order.country, line, days),
    risk: [
      {
        rule: `law.${order.country}.risk`,
        source: 'law',
        reference: country.risk.article,
        facts: { delivered: days.delivered !== undefined },
      },
    ],
  };
}
const LAWLESS: Law = { known: false, withdrawal: { open: false, because: [] }, guarantee: { state: 'unknown', because: [] }, risk: [] };

/** Dir. 2011/83/EU Art. 9: from before delivery until 14 days after the day of delivery, ending on a working day (Reg. 1182/71 Art. 3(4)). */
function withdrawalOf(entry: WithdrawalLaw, country: string, line: OrderLine, days: Days): Law['withdrawal'] {
  const exclusion = line.customised === true ? entry.exclusions.find(({ what }) => what === 'customised') : undefined;
  if (exclusion) {
    return {
      open: false,
      entry,
      because: [{ rule: `law.${country}.withdrawal_excluded`, source: 'law', reference: exclusion.article, facts: { customised: true } }],
    };
  }
  if (days.delivered === undefined) {
    return {
      open: true,
      entry,
      because: [
        { rule: `law.${country}.withdrawal_before_delivery`, source: 'law', reference: entry.articles.right, facts: { days: entry.days } },
      ],
    };
  }
  const last = dayOfDate(workingDayFrom(dateOfDay(days.delivered + entry.days), days.holidays));
  const open = days.today <= last;
  const facts = { days: entry.days, delivered: dateOfDay(days.delivered), until: dateOfDay(last) };
  const rule = open ? `law.${country}.withdrawal` : `law.${country}.withdrawal_over`;
  return { open, entry, because: [{ rule, source: 'law', reference: open ? entry.articles.right : entry.articles.period, facts }] };
}

function guaranteeOf(policy: PolicyDocument, entry: GuaranteeLaw, country: string, line: OrderLine, days: Days): Law['guarantee'] {
  let months = entry.months[line.condition];
  const agreed = policy.agreedGuarantee?.[country];
  if (agreed !== undefined && entry.reducibleTo && line.condition !== 'new')
    months = Math.max(entry.reducibleTo.months, Math.min(months, agreed));
  const presumption = Math.min(entry.presumptionMonths[line.condition], months);
  if (days.delivered === undefined) return { state: 'presumed', entry, because: [] };
  const until = monthsAfter(days.delivered, months);
  const presumedUntil = monthsAfter(days.delivered, presumption);
  const state = days.today <= presumedUntil ? 'presumed' : days.today <= until ? 'open' : 'over';
  const facts = { months, presumptionMonths: presumption, until: dateOfDay(until), presumedUntil: dateOfDay(presumedUntil) };
  const reference = state === 'over' ? entry.articles.length : `${entry.articles.length}; ${entry.articles.presumption}`;
  return { state, entry, because: [{ rule: `law.${country}.guarantee_${state}`, source: 'law', reference, facts }] };
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
    readonly guarantee: Law['guarantee']['state'];
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

/** Claims that goods did not conform: the guarantee's remedies apply. Lateness is no lack of conformity; a lost parcel has its own rule. */
const claimsConformity = (kind: Kind): boolean => kind === 'technical' || kind === 'fault' || kind === 'damage';

function resolutionsOf(
  table: PolicyDocument['tables']['resolutions'],
  known: Facts,
  law: Law,
  { order, request }: DecisionFacts,
  kind: Kind,
  because: Because[],
): readonly Resolution[] {
  const row = answering(table, known);
  because.push(spoke(row, known));
  const offer: Resolution[] = [...row.answer.offer];
  const adds = (resolution: Resolution, rule: string, reference: string) => {
    if (offer.includes(resolution)) return;
    offer.push(resolution);
    because.push({ rule: `law.${order.country}.${rule}`, source: 'law', reference, facts: { resolution } });
  };
  const { entry: guarantee } = law.guarantee;
  const conformity = guarantee !== undefined && law.guarantee.state !== 'over' && claimsConformity(kind);
  // M5: where a repeated return has come to its strictest, the law's milder first remedies do not come back.
  if (conformity && row.answer.final !== true) {
    for (const remedy of guarantee.remedies.first) {
      // A wrong, missing or false thing can't be mended by repair: that remedy is impossible, the other stands.
      if (remedy === 'repair' && kind === 'fault') continue;
      adds(remedy, 'remedies', guarantee.remedies.article);
    }
  }
  if (law.withdrawal.open) adds('refund', 'withdrawal_too', law.withdrawal.entry!.articles.right);
  // Dir. (EU) 2019/771 Art. 13(2): between repair and replacement the buyer chooses, so the buyer's wish comes first.
  const wish = request.wants;
  if (
    conformity &&
    row.answer.final !== true &&
    (wish === 'repair' || wish === 'replacement') &&
    offer.includes(wish) &&
    offer[0] !== wish
  ) {
    because.push({
      rule: `law.${order.country}.buyers_choice`,
      source: 'law',
      reference: guarantee.remedies.article,
      facts: { wants: wish },
    });
    return [wish, ...offer.filter((one) => one !== wish)];
  }
  return offer;
}

function noRefund({ order }: DecisionFacts): Decision['refund'] {
  const nothing = zero(order.currency);
  return { items: nothing, shipping: nothing, deductions: nothing, total: nothing };
}

function refundOf(
  table: PolicyDocument['tables']['refund'],
  known: Facts,
  law: Law,
  facts: DecisionFacts,
  line: OrderLine,
  because: Because[],
): Decision['refund'] {
  const { order, request } = facts;
  const row = answering(table, known);
  because.push(spoke(row, known));
  const { answer } = row;
  const items =
    answer.items === 'order'
      ? sum(
          order.lines.map(({ price, quantity }) => money(price.minor * quantity, order.currency)),
          order.currency,
        )
      : line.price;
  const paid = order.shippingPaid ?? zero(order.currency);
  let shipping = zero(order.currency);
  if (answer.shipping === 'all') shipping = paid;
  else if (paid.minor > 0) {
    const share = shareOf(paid, order.lines, request.lineId, request.unit ?? 1);
    if (answer.shipping === 'share') shipping = share;
    else if (law.withdrawal.open && share.minor > 0) {
      // Dir. 2011/83/EU Art. 13(1): a withdrawal gives back the standard delivery too, whatever the policy says.
      shipping = share;
      because.push({
        rule: `law.${order.country}.shipping_back`,
        source: 'law',
        reference: law.withdrawal.entry!.articles.refund,
        facts: { shipping: share.minor },
      });
    }
  }
  const deductions = zero(order.currency);
  return { items, shipping, deductions, total: subtract(add(items, shipping), deductions) };
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
  table: PolicyDocument['tables']['returnShipping'],
  known: Facts,
  law: Law,
  kind: Kind,
  because: Because[],
): Decision['returnShipping'] {
  const row = answering(table, known);
  because.push(spoke(row, known));
  const { paidBy, label } = row.answer;
  const { entry } = law.guarantee;
  if (paidBy === 'buyer' && entry && claimsConformity(kind) && law.guarantee.state !== 'over') {
    // Dir. (EU) 2019/771 Art. 14: conformity is restored free of charge, and the seller takes the goods back at its own expense.
    because.push({
      rule: `law.${known.country}.free_of_charge`,
      source: 'law',
      reference: entry.remedies.article,
      facts: { paidBy: 'seller' },
    });
    return SELLER_PAYS;
  }
  return { paidBy, label };
}

/** The first row of each kind that matches. */
function deadlineRows(
  table: PolicyDocument['tables']['deadlines'],
  known: Facts,
  returnShipping: Decision['returnShipping'],
): readonly DeadlineAnswer[] {
  const answers: DeadlineAnswer[] = [];
  for (const { when, answer } of table) {
    // Nobody waits for a label that the buyer makes.
    if (answer.kind === 'label' && returnShipping.label !== 'prepaid') continue;
    if (!answers.some(({ kind }) => kind === answer.kind) && matches(when, known)) answers.push(answer);
  }
  return answers;
}

function deadlinesOf(
  policy: PolicyDocument,
  holidays: EvaluateOptions['holidays'],
  known: Facts,
  law: Law,
  { at, order }: DecisionFacts,
  days: Days,
  outcome: Outcome,
  withoutReturn: boolean,
  returnShipping: Decision['returnShipping'],
  because: Because[],
): readonly Deadline[] {
  const deadlines: Deadline[] = [];
  const withdrawal = known.ground === 'withdrawal' ? law.withdrawal.entry : undefined;
  for (const { kind, after, from, source } of deadlineRows(policy.tables.deadlines, known, returnShipping)) {
    if (outcome === 'reject' && kind !== 'first_answer') continue;
    // Where nothing comes back there is no label and nothing to send, and the time for an answer runs from the request.
    if (withoutReturn && (kind === 'label' || kind === 'send_back')) continue;
    const started =
      from === 'request' ||
      (from === 'approval' && outcome === 'approve') ||
      (from === 'item_back' && withoutReturn && outcome === 'approve');
    if (!started) {
      deadlines.push({ kind, source });
      continue;
    }
    if (kind === 'send_back' && withdrawal) {
      // The law's fourteen days are the buyer's, so the later end counts.
      const byLaw = dueAfterDays(at, withdrawal.sendBackDays, days.holidays, days.zone);
      const byPolicy = dueAt(after, at, days, policy, holidays);
      deadlines.push({ kind, dueAt: byPolicy > byLaw ? byPolicy : byLaw, source: byPolicy > byLaw ? source : 'law' });
      continue;
    }
    deadlines.push({
      kind,
      dueAt:
        kind === 'send_back'
          ? endOfDayIn(dateOfDay(localDay(dueAt(after, at, days, policy, holidays), days.zone)), days.zone)
          : dueAt(after, at, days, policy, holidays),
      source,
    });
  }
  if (withdrawal) {
    const duration = `P${withdrawal.refundDays}D`;
    deadlines.push({ kind: 'withdrawal_refund', dueAt: addDuration(at, duration), source: 'law', withholdUntil: withdrawal.withholdUntil });
    because.push({
      rule: `law.${order.country}.withdrawal_refund`,
      source: 'law',
      reference: withdrawal.articles.refund,
      facts: { days: withdrawal.refundDays, until: dateOfDay(days.today + withdrawal.refundDays) },
    });
  }
  return deadlines;
}

function dueAt(
  after: DeadlineAnswer['after'],
  at: string,
  days: Days,
  policy: PolicyDocument,
  holidays: EvaluateOptions['holidays'],
): string {
  if ('duration' in after) return addDuration(at, after.duration);
  if ('workingDays' in after) return addWorkingDays(at, after.workingDays, days.holidays, days.zone);
  return addBusinessHours(at, after.businessHours, policy.businessHours ?? ALWAYS_OPEN, holidays);
}

function nextOf(outcome: Outcome, evidenceOnly: boolean, withoutReturn: boolean, { finding }: DecisionFacts): Decision['next'] {
  if (outcome === 'reject') return 'none';
  if (outcome === 'review') return evidenceOnly ? 'send_photos' : 'wait_for_review';
  // With a finding the goods are on the bench already.
  if (finding) return 'none';
  return withoutReturn ? 'refund_without_return' : 'send_back';
}
