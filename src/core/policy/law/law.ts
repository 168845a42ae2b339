/**
 * The law beneath the policy (M8): dated data by country, each entry with its articles. It can only add rights.
 * What the research could not source is marked `fromMemory`, so that somebody can check it: a digest, not legal advice.
 */
import type { Condition } from '../decision.ts';
import { BE, DE, ES, FR, IT } from './national.ts';

/** In force for contracts concluded from `from` (local date, inclusive) until `until` (exclusive). */
export type Dated = { readonly from: string; readonly until?: string; readonly fromMemory?: true };

/** The right of withdrawal (Directive 2011/83/EU Art. 9–16). */
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
  };
};

/** `unsealed_hygiene` is known only once the goods were seen: it never speaks on a request, a person applies it on the bench. */
export type WithdrawalExclusion = { readonly what: 'customised' | 'unsealed_hygiene'; readonly article: string };

/** The legal guarantee of conformity (Directive (EU) 2019/771). */
export type GuaranteeLaw = Dated & {
  readonly months: Readonly<Record<Condition, number>>;
  /** How long a defect is presumed to have been there at delivery. */
  readonly presumptionMonths: Readonly<Record<Condition, number>>;
  /** How far seller and buyer may shorten it for used goods, where the law lets them. */
  readonly reducibleTo?: { readonly months: number; readonly how: string; readonly article: string };
  /** First remedies, among which the buyer chooses; then the others. */
  readonly remedies: {
    readonly first: readonly ('repair' | 'replacement')[];
    readonly then: readonly 'refund'[];
    readonly article: string;
  };
  readonly articles: { readonly length: string; readonly presumption: string };
};

export type CountryLaw = {
  readonly country: string;
  readonly withdrawal: readonly WithdrawalLaw[];
  readonly guarantee: readonly GuaranteeLaw[];
  /** The seller bears the risk until the buyer holds the goods (Dir. 2011/83/EU Art. 20). */
  readonly risk: { readonly article: string; readonly fromMemory?: true };
};

/** Laws by ISO 3166-1 alpha-2 country. A country that is missing sends every case to a person. */
export type LawBook = Readonly<Record<string, CountryLaw>>;

export const lawBook: LawBook = { FR, DE, ES, IT, BE };

/** The entry in force for a contract of that local date. */
export function inForce<T extends Dated>(entries: readonly T[], on: string): T | undefined {
  return entries.find(({ from, until }) => from <= on && (until === undefined || on < until));
}
