/**
 * What the law of the buyer's country says to one case: which rights are open, until when, and why. It grants and never refuses; what is made
 * of it is `evaluate.ts`'s business. All days are whole local days of the buyer's country.
 */
import { dateOfDay, dayOfDate, monthsAfter } from '../../calendar.ts';
import type { Condition, Reason } from '../../return/model.ts';
import type { Because, Fact } from '../decision.ts';
import type { AtOnce, CountryLaw, Extension, GuaranteeLaw, LawBook, WithdrawalLaw } from './law.ts';

export type LawCase = {
  readonly country: string;
  readonly condition: Condition;
  readonly customised: boolean;
  /** Day of the contract. */
  readonly placed: number;
  /** Not delivered: undefined. */
  readonly delivered: number | undefined;
  readonly today: number;
  /** Months agreed with the buyer for used goods, where the policy says so. */
  readonly agreed: number | undefined;
  /** Earlier repairs and replacements of this very item, oldest first. */
  readonly repairs: readonly Repair[];
  /** The first working day from that day on, in the buyer's country. */
  readonly workingDayFrom: (day: number) => number;
};

/** An earlier return that ended with the item repaired or replaced. */
export type Repair = {
  readonly outcome: 'repaired' | 'replaced';
  /** Undefined where nobody recorded it. */
  readonly requested: number | undefined;
  readonly closed: number;
  readonly wanted: string | undefined;
};

export type Reading = {
  readonly rules: Rules;
  readonly risk: string;
  readonly withdrawal: {
    readonly state: 'open' | 'before_delivery' | 'over' | 'excluded';
    readonly open: boolean;
    readonly entry: WithdrawalLaw;
    /** Last day; undefined before delivery. */
    readonly last: number | undefined;
  };
  readonly guarantee: Guarantee;
  readonly atOnce: (AtOnce & { readonly open: boolean; readonly last: number | undefined }) | undefined;
};

export type Guarantee = {
  /** `presumed`: believed. `open`: it may hold, and a person says so. */
  readonly state: 'presumed' | 'open' | 'over';
  readonly entry: GuaranteeLaw;
  /** Null where the law names no term. */
  readonly months: number | null;
  readonly presumptionMonths: number;
  /** Last day of the guarantee, with what a repair gave; null where it has no end that is known. */
  readonly until: number | null;
  readonly presumedUntil: number | null;
  /** What an earlier repair gave: the rule that gave most. */
  readonly extended: { readonly rule: Extension; readonly repairs: number } | undefined;
  /** The end has passed, but the time at the workshop, which does not count, is not on record. */
  readonly suspensionUnknown: boolean;
  /** It was repaired or replaced before, and is claimed to be faulty again. */
  readonly failedBefore: boolean;
};

/** Reasons that claim a lack of conformity: the guarantee's remedies answer them. */
export const claimsConformity = (reason: Reason): boolean => CONFORMITY.has(reason);
const CONFORMITY: ReadonlySet<Reason> = new Set([
  'defective',
  'not_as_described',
  'wrong_item',
  'missing_part',
  'counterfeit',
  'damaged_in_transit',
]);

/** Undefined: the law of that country on that day is not on file, and a person decides. */
export function readLaw(book: LawBook, given: LawCase): Reading | undefined {
  const law = lawOf(book, given.country);
  if (!law) return undefined;
  const withdrawal = entryOf(law.withdrawal, given.placed);
  const guarantee = entryOf(law.guarantee, given.placed);
  if (!withdrawal || !guarantee) return undefined;
  return {
    rules: law.rules,
    risk: law.risk,
    withdrawal: readWithdrawal(withdrawal, given),
    guarantee: readGuarantee(guarantee, given),
    atOnce: guarantee.atOnce && readAtOnce(guarantee.atOnce, given),
  };
}

/** From before delivery until 14 days after the day of delivery (Dir. 2011/83/EU Art. 9), ending on a working day (Reg. 1182/71 Art. 3(4)). */
function readWithdrawal(entry: WithdrawalLaw, { customised, delivered, today, workingDayFrom }: LawCase): Reading['withdrawal'] {
  const last = delivered === undefined ? undefined : workingDayFrom(delivered + entry.days);
  if (customised && entry.exclusions.some(({ what }) => what === 'customised')) return { state: 'excluded', open: false, entry, last };
  if (last === undefined) return { state: 'before_delivery', open: true, entry, last };
  return today <= last ? { state: 'open', open: true, entry, last } : { state: 'over', open: false, entry, last };
}

/** Where a law does not count the time at the workshop and nobody recorded it: as long as French and Portuguese law give for a repair. */
const UNRECORDED_REPAIR_DAYS = 30;

function readGuarantee(entry: GuaranteeLaw, given: LawCase): Guarantee {
  const { condition, delivered, today, repairs } = given;
  const [months, presumptionMonths] = lengthOf(entry, given);
  const failedBefore = repairs.length > 0;
  let extended: Guarantee['extended'];
  if (delivered === undefined)
    return {
      state: 'presumed',
      entry,
      months,
      presumptionMonths,
      until: null,
      presumedUntil: null,
      extended,
      suspensionUnknown: false,
      failedBefore,
    };

  let start = delivered;
  let until = months === null ? null : monthsAfter(start, months);
  let counted = 0;
  let away = 0;
  let awayUnknown = false;
  let byPerson = Number.NEGATIVE_INFINITY;
  if (repairs.length > 0) {
    const rules = (entry.extensions ?? []).filter((rule) => rule.from <= dateOfDay(given.placed));
    for (const { outcome, requested, closed, wanted } of repairs) {
      // A repair that was asked for after the end is no repair under the guarantee. Where nobody knows when, the seller's doing it tells.
      if (until !== null && requested !== undefined && requested > until) continue;
      if (outcome === 'replaced') {
        const anew = rules.find((rule) => 'anew' in rule);
        if (!anew || months === null) continue;
        const again = monthsAfter(closed, entry.months === 'reasonable_lifetime' ? months : entry.months[condition]);
        if (wanted === 'repair') {
          start = closed;
          until = again;
          [counted, away, awayUnknown] = [0, 0, false];
          extended = { rule: anew, repairs: 1 };
        } else if (wanted === undefined) byPerson = Math.max(byPerson, again); // what the buyer had asked for, a person finds out
        continue;
      }
      counted += 1;
      if (entry.suspendedDuringRepair) {
        if (requested === undefined) awayUnknown = true;
        else away += closed - requested;
      }
      for (const rule of rules) if ('atLeast' in rule) byPerson = Math.max(byPerson, monthsAfter(closed, rule.atLeast));
      if (months === null) continue;
      const most = mostOf(rules, counted);
      if (most.rule) extended = { rule: most.rule, repairs: counted };
      until = monthsAfter(start, months + most.months) + away;
    }
  }
  const presumedUntil = monthsAfter(start, presumptionMonths);
  if (until !== null) until = Math.max(until, byPerson);
  const suspensionUnknown = awayUnknown && until !== null && today > until && today <= until + UNRECORDED_REPAIR_DAYS;
  const state = today <= presumedUntil ? 'presumed' : until === null || today <= until || suspensionUnknown ? 'open' : 'over';
  return { state, entry, months, presumptionMonths, until, presumedUntil, extended, suspensionUnknown, failedBefore };
}

/** The rule that adds most months after so many repairs. */
function mostOf(rules: readonly Extension[], repairs: number): { readonly months: number; readonly rule: Extension | undefined } {
  let most: { months: number; rule: Extension | undefined } = { months: 0, rule: undefined };
  for (const rule of rules) {
    if (!('adds' in rule)) continue;
    const months = rule.adds * Math.min(repairs, rule.times ?? repairs);
    if (months > most.months) most = { months, rule };
  }
  return most;
}

/** Months of guarantee and of presumption, with what was agreed where the law lets seller and buyer agree. */
export function lengthOf(
  entry: GuaranteeLaw,
  { condition, agreed }: Pick<LawCase, 'condition' | 'agreed'>,
): readonly [number | null, number] {
  const presumption = entry.presumptionMonths[condition];
  if (entry.months === 'reasonable_lifetime') return [null, presumption];
  const months = entry.months[condition];
  const reduction = entry.reducibleTo;
  const heard =
    agreed !== undefined &&
    reduction !== undefined &&
    reduction.how !== 'individually_negotiated' &&
    reduction.conditions.includes(condition);
  if (!heard || agreed >= months) return [months, Math.min(presumption, months)];
  const reduced = Math.max(reduction.months, agreed);
  return [reduced, Math.min(reduction.presumptionMonths ?? presumption, reduced)];
}

function readAtOnce(rule: AtOnce, { delivered, today, repairs }: LawCase): NonNullable<Reading['atOnce']> {
  if (delivered === undefined) return { ...rule, open: true, last: undefined };
  let last = delivered + rule.days;
  if (rule.pausesDuringRepair) {
    for (const { requested, closed } of repairs) {
      if (requested === undefined || requested > last) continue;
      last = Math.max(last + (closed - requested), closed + rule.pausesDuringRepair.atLeastDaysAfter);
    }
  }
  return { ...rule, open: today <= last, last };
}

// ── Findings ──

export function withdrawalFinding({ rules, withdrawal: { state, entry, last } }: Reading, delivered: number | undefined): Because {
  const { articles, days } = entry;
  switch (state) {
    case 'excluded': {
      const { article } = entry.exclusions.find(({ what }) => what === 'customised')!;
      return byLaw(rules.withdrawal_excluded, article, { customised: true });
    }
    case 'before_delivery':
      return byLaw(rules.withdrawal_before_delivery, articles.right, { days });
    default: {
      const facts = { days, delivered: dateOfDay(delivered!), until: dateOfDay(last!) };
      return state === 'open' ? byLaw(rules.withdrawal, articles.right, facts) : byLaw(rules.withdrawal_over, articles.period, facts);
    }
  }
}

/** What the guarantee says, and what prolonged it. Nothing before delivery: then nothing ends. */
export function guaranteeFindings({ rules, guarantee }: Reading, add: (because: Because) => void): void {
  const { state, entry, months, presumptionMonths, until, presumedUntil, extended, suspensionUnknown } = guarantee;
  if (presumedUntil === null) return;
  const { articles } = entry;
  const reference = state === 'over' ? articles.length : `${articles.length}; ${articles.presumption}`;
  if (months === null) {
    const rule = state === 'presumed' ? rules.lifetime_presumed : rules.lifetime_open;
    add(byLaw(rule, reference, { presumptionMonths, presumedUntil: dateOfDay(presumedUntil) }));
    return;
  }
  const facts = { months, presumptionMonths, until: dateOfDay(until!), presumedUntil: dateOfDay(presumedUntil) };
  add(byLaw((entry.limitation ? rules.claim : rules.guarantee)[state], reference, facts));
  if (extended) add(byLaw(rules.extended, extended.rule.article, { repairs: extended.repairs, until: facts.until }));
  if (suspensionUnknown) add(byLaw(rules.suspended, entry.suspendedDuringRepair!.article, { until: facts.until }));
}

export const byLaw = (rule: string, reference: string, facts: Readonly<Record<string, Fact>>): Because => ({
  rule,
  source: 'law',
  reference,
  facts,
});

/** Ids of the findings that a country's law can make: `law.FR.withdrawal` … Their words stand in `words.ts`, without the country. */
export type Rules = ReturnType<typeof rulesOf>;
function rulesOf(country: string) {
  const of = (name: string) => `law.${country}.${name}`;
  return {
    withdrawal: of('withdrawal'),
    withdrawal_before_delivery: of('withdrawal_before_delivery'),
    withdrawal_over: of('withdrawal_over'),
    withdrawal_excluded: of('withdrawal_excluded'),
    withdrawal_refund: of('withdrawal_refund'),
    withdrawal_too: of('withdrawal_too'),
    shipping_back: of('shipping_back'),
    diminished_value: of('diminished_value'),
    guarantee: { presumed: of('guarantee_presumed'), open: of('guarantee_open'), over: of('guarantee_over') },
    claim: { presumed: of('claim_presumed'), open: of('claim_open'), over: of('claim_over') },
    lifetime_presumed: of('lifetime_presumed'),
    lifetime_open: of('lifetime_open'),
    extended: of('extended'),
    suspended: of('suspended'),
    remedies: of('remedies'),
    remedy_failed: of('remedy_failed'),
    remedy_within: of('remedy_within'),
    at_once: of('at_once'),
    at_once_refund: { agreement: of('at_once_refund_agreed'), goods_back: of('at_once_refund_back') },
    buyers_choice: of('buyers_choice'),
    free_of_charge: of('free_of_charge'),
    risk: of('risk'),
  } as const;
}

// ── The book, ready to be asked many times ──

/** A law of a country with its dates as days. */
type Ready = {
  readonly rules: Rules;
  readonly risk: string;
  readonly withdrawal: readonly Entry<WithdrawalLaw>[];
  readonly guarantee: readonly Entry<GuaranteeLaw>[];
};
type Entry<T> = { readonly from: number; readonly until: number; readonly law: T };

const books = new WeakMap<LawBook, Map<string, Ready>>();

function lawOf(book: LawBook, country: string): Ready | undefined {
  let laws = books.get(book);
  if (!laws) {
    laws = new Map(Object.entries(book).map(([code, law]) => [code, readyOf(law)]));
    books.set(book, laws);
  }
  return laws.get(country);
}

function readyOf(law: CountryLaw): Ready {
  const entries = <T extends { readonly from: string; readonly until?: string }>(of: readonly T[]): Entry<T>[] =>
    of.map((one) => ({
      from: dayOfDate(one.from),
      until: one.until === undefined ? Number.POSITIVE_INFINITY : dayOfDate(one.until),
      law: one,
    }));
  return {
    rules: rulesOf(law.country),
    risk: law.risk.article,
    withdrawal: entries(law.withdrawal),
    guarantee: entries(law.guarantee),
  };
}

function entryOf<T>(entries: readonly Entry<T>[], day: number): T | undefined {
  for (const { from, until, law } of entries) if (from <= day && day < until) return law;
  return undefined;
}
