/** What the countries have in common because a directive says so; they differ in the number of the article. */
import type { Condition } from '../decision.ts';
import type { Extension, GuaranteeLaw, Reduction, Remedies, WithdrawalLaw } from './law.ts';

/** Directive 2011/83/EU, in force since 13 June 2014. Its terms are looked up; a country's articles are from memory unless it says otherwise. */
export const withdrawalOf = (
  articles: WithdrawalLaw['articles'],
  excluded: { readonly customised: string; readonly hygiene: string },
  fromMemory: NonNullable<WithdrawalLaw['fromMemory']> = ['articles', 'exclusions'],
): WithdrawalLaw => ({
  from: '2014-06-13',
  days: 14,
  refundDays: 14,
  sendBackDays: 14,
  withholdUntil: ['goods_back', 'proof_of_sending'],
  exclusions: [
    { what: 'customised', article: excluded.customised },
    { what: 'unsealed_hygiene', article: excluded.hygiene },
  ],
  articles,
  ...(fromMemory.length > 0 ? { fromMemory } : {}),
});

/** Repair or replacement, as the buyer likes; the money where that fails (Directive (EU) 2019/771 Art. 13). */
export const repairOrReplace = (article: string, afterFailure: string): Remedies => ({
  first: ['repair', 'replacement'],
  then: ['refund'],
  article,
  afterFailure,
});

/** Directive (EU) 2024/1799: a repair under the guarantee prolongs it, once, by twelve months. */
export const REPAIRED_ONCE: Extension = { from: '2026-07-31', adds: 12, times: 1, article: 'Dir. (EU) 2024/1799 Art. 16' };

export const months = (all: number, other: Partial<Record<Condition, number>> = {}): Readonly<Record<Condition, number>> => ({
  new: all,
  refurbished: all,
  used: all,
  ...other,
});

const SECOND_HAND = ['refurbished', 'used'] as const satisfies readonly Condition[];
/** A shorter guarantee for second-hand goods, refurbished ones among them. */
export const secondHand = (to: number, how: Reduction['how'], article: string): Reduction => ({
  months: to,
  conditions: SECOND_HAND,
  how,
  article,
});

/** The entry before, with what was different then. What can't be checked against the research is from memory, all of it. */
export const before = (
  now: GuaranteeLaw,
  was: Partial<Pick<GuaranteeLaw, 'months' | 'presumptionMonths' | 'reducibleTo' | 'articles' | 'remedies'>> & { readonly from: string },
): GuaranteeLaw => {
  const { atOnce: _a, extensions: _e, remedyWithin: _r, suspendedDuringRepair: _s, ...rest } = now;
  return {
    ...rest,
    ...was,
    until: now.from,
    fromMemory: [
      'dates',
      'months',
      'presumptionMonths',
      ...(was.reducibleTo || now.reducibleTo ? (['reducibleTo'] as const) : []),
      'remedies',
      'articles',
    ],
  };
};
