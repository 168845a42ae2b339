/**
 * The law beneath the policy (M8): dated data by country, each entry with its articles. It can only add rights. A digest, not legal advice:
 * what nobody has looked up yet is named in `fromMemory`, fact by fact, and listed by {@link factsFromMemory} and on docs/law.md, to be checked.
 *
 * Where a rule is in doubt, the reading that helps the buyer was taken, and a note says so.
 */
import type { Condition } from '../decision.ts';
import { BE, FR, LU, NL } from './western.ts';
import { AT, DE } from './german.ts';
import { GB, IE } from './isles.ts';
import { DK, FI, SE } from './northern.ts';
import { PL, SK } from './central.ts';
import { ES, GR, IT, PT } from './southern.ts';

/** In force for contracts concluded from `from` (local date, inclusive) until `until` (exclusive). */
export type Dated = { readonly from: string; readonly until?: string };

/** The right of withdrawal (Directive 2011/83/EU Art. 9–16; United Kingdom: SI 2013/3134). */
export type WithdrawalLaw = Dated & {
  readonly days: number;
  /** Days from the declaration until the money must be back (Art. 13(1)). */
  readonly refundDays: number;
  /** Days from the declaration in which the buyer sends the goods (Art. 14(1)). */
  readonly sendBackDays: number;
  /** Whichever of these comes first ends the trader's right to wait with the money (Art. 13(3)). */
  readonly withholdUntil: readonly ('goods_back' | 'proof_of_sending')[];
  readonly exclusions: readonly WithdrawalExclusion[];
  readonly articles: {
    readonly right: string;
    readonly period: string;
    readonly refund: string;
    readonly withhold: string;
    readonly sendBack: string;
    /** Loss of value by handling beyond what was needed to look at the goods, if the buyer was told of it (Art. 14(2)). Absent: nothing may be kept. */
    readonly diminishedValue?: string;
  };
  readonly fromMemory?: readonly ('articles' | 'exclusions')[];
};

/** `unsealed_hygiene` is known only once the goods were seen: it never speaks on a request, a person applies it on the bench. */
export type WithdrawalExclusion = { readonly what: 'customised' | 'unsealed_hygiene'; readonly article: string };

/** The legal guarantee of conformity (Directive (EU) 2019/771; Ireland and United Kingdom: their own Acts). */
export type GuaranteeLaw = Dated & {
  /**
   * Months from delivery in which a lack of conformity has to show. `reasonable_lifetime`: the law names no term (Netherlands, Finland), the
   * goods have to last as long as one may expect of such goods, and nobody but a person can say how long that is.
   */
  readonly months: Readonly<Record<Condition, number>> | 'reasonable_lifetime';
  /** The months are those in which a claim can be brought to court: no guarantee of that length, and still no machine's no before they end. */
  readonly limitation?: true;
  /** How long a defect is presumed to have been there at delivery. After that a person decides, for as long as the months run. */
  readonly presumptionMonths: Readonly<Record<Condition, number>>;
  readonly reducibleTo?: Reduction;
  readonly remedies: Remedies;
  readonly atOnce?: AtOnce;
  readonly extensions?: readonly Extension[];
  /** The time at the workshop does not count. Known only where the earlier return tells when it began. */
  readonly suspendedDuringRepair?: { readonly article: string };
  /** The law's own time for repair or replacement, in days from when the buyer told of the fault. */
  readonly remedyWithin?: { readonly days: number; readonly article: string };
  readonly articles: { readonly length: string; readonly presumption: string };
  readonly fromMemory?: readonly GuaranteeFact[];
};
export type GuaranteeFact =
  | 'dates'
  | 'months'
  | 'presumptionMonths'
  | 'reducibleTo'
  | 'remedies'
  | 'atOnce'
  | 'extensions'
  | 'suspendedDuringRepair'
  | 'remedyWithin'
  | 'articles';

/** How far seller and buyer may shorten the guarantee. */
export type Reduction = {
  readonly months: number;
  readonly conditions: readonly Condition[];
  /** What the presumption is then. */
  readonly presumptionMonths?: number;
  /**
   * `individually_negotiated`: what a seller agrees with everybody alike does not count (Austria), so the policy's setting is not heard.
   */
  readonly how: 'separate_express_agreement' | 'agreement' | 'told_beforehand' | 'individually_negotiated';
  readonly article: string;
};

/** First remedies, among which the buyer chooses; then the others (Dir. (EU) 2019/771 Art. 13). */
export type Remedies = {
  readonly first: readonly ('repair' | 'replacement')[];
  readonly then: readonly 'refund'[];
  readonly article: string;
  /** A fault that shows although it was repaired or replaced once gives the money back (Art. 13(4)(b)). */
  readonly afterFailure: string;
};

/** A remedy that the buyer may have without waiting for a repair, in the first days (Ireland, United Kingdom, Portugal). */
export type AtOnce = {
  readonly days: number;
  readonly offers: readonly ('refund' | 'replacement')[];
  readonly article: string;
  /** Until when the money must be back: in days from when the seller agrees (that day is the first), or from when the goods are back. */
  readonly refund?: { readonly days: number; readonly from: 'agreement' | 'goods_back'; readonly article: string };
  /** The days stand still while a repair is waited for; the buyer has at least so many days once the goods are back. */
  readonly pausesDuringRepair?: { readonly atLeastDaysAfter: number; readonly article: string };
};

/**
 * What an earlier repair or replacement gives, by date of the contract.
 *   `adds`: months for each repair, `times` at most.
 *   `atLeast`: the same fault is answered for until so many months after the repair.
 *   `anew`: who asked for a repair and got a replacement has the whole guarantee again.
 * Several rules that add months serve the same end: the one that gives most counts, they do not add up.
 */
export type Extension = Dated & { readonly article: string } & (
    | { readonly adds: number; readonly times?: number }
    | { readonly atLeast: number }
    | { readonly anew: true }
  );

export type CountryLaw = {
  readonly country: string;
  readonly withdrawal: readonly WithdrawalLaw[];
  readonly guarantee: readonly GuaranteeLaw[];
  /** The seller bears the risk until the buyer holds the goods (Dir. 2011/83/EU Art. 20). */
  readonly risk: { readonly article: string; readonly fromMemory?: true };
  /** What the data can't say, in English, for docs/law.md. */
  readonly notes?: readonly string[];
};

/** Laws by ISO 3166-1 alpha-2 country. A country that is missing sends every case to a person. */
export type LawBook = Readonly<Record<string, CountryLaw>>;

export const lawBook: LawBook = { FR, DE, ES, IT, BE, NL, PT, AT, IE, GB, LU, FI, SE, DK, PL, GR, SK };

/** The entry in force for a contract of that local date. */
export function inForce<T extends Dated>(entries: readonly T[], on: string): T | undefined {
  return entries.find(({ from, until }) => from <= on && (until === undefined || on < until));
}

/** A fact of the law that was written down from memory. */
export type Unchecked = {
  readonly country: string;
  readonly right: 'withdrawal' | 'guarantee' | 'risk';
  /** Start of the entry; absent for what has no date. */
  readonly from?: string;
  readonly fact: string;
};

/** Every fact that nobody has looked up yet. */
export function factsFromMemory(book: LawBook): readonly Unchecked[] {
  return Object.values(book).flatMap(({ country, withdrawal, guarantee, risk }): Unchecked[] => [
    ...withdrawal.flatMap(({ from, fromMemory = [] }) => fromMemory.map((fact) => ({ country, right: 'withdrawal', from, fact }) as const)),
    ...guarantee.flatMap(({ from, fromMemory = [] }) => fromMemory.map((fact) => ({ country, right: 'guarantee', from, fact }) as const)),
    ...(risk.fromMemory ? [{ country, right: 'risk', fact: 'article' } as const] : []),
  ]);
}
