/** What a person has chosen for the items of a return, as the request that settles them. Pure. */
import { type Currency, type Money, parseMoney, sum, zero } from '../../../src/core/money.ts';
import type { Grade, Resolution } from '../../../src/core/return/model.ts';
import type { Schema } from '../api.ts';

export type ItemOptions = Schema['ResolutionOptions']['items'][number];

/** `resolution` null: decided later. */
export type Choice = {
  readonly resolution: Resolution | null;
  readonly amount: string;
  readonly because: string;
  readonly informed: boolean;
  readonly grade: Grade | '';
  readonly elsewhere: boolean;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly paidBy: 'seller' | 'buyer';
};

export const keyOf = ({ lineId, unit }: { readonly lineId: string; readonly unit: number }): string => `${lineId}#${unit}`;

/** What is recommended stands chosen; nothing is done before somebody says so. */
export const firstChoice = ({ recommended, grade }: ItemOptions): Choice => ({
  resolution: recommended?.resolution ?? null,
  amount: '',
  because: '',
  informed: false,
  grade: grade ?? '',
  elsewhere: false,
  carrier: '',
  trackingNumber: '',
  paidBy: 'seller',
});

export const readAmount = (typed: string, currency: Currency): Money | null => {
  const money = parseMoney(typed.trim().replace(',', '.'), currency);
  return money && money.minor > 0 ? money : null;
};

/** What the choice pays back; null where its amount can't be read. */
export function paidBy(item: ItemOptions, { resolution, amount }: Choice, currency: Currency): Money | null {
  if (resolution === 'refund') return parseMoney(item.options.find((one) => one.resolution === 'refund')?.pays ?? '0', currency);
  if (resolution === 'partial_refund') return readAmount(amount, currency);
  if (resolution === 'keep' && amount.trim() !== '') return readAmount(amount, currency);
  return zero(currency);
}

/** Below what the law gives after a withdrawal: then it needs the reason and that the buyer was told (Directive 2011/83/EU article 14(2)). */
export function isBelowLeast(item: ItemOptions, choice: Choice, currency: Currency): boolean {
  const least = item.least === undefined ? null : parseMoney(item.least, currency);
  const paid = paidBy(item, choice, currency);
  return choice.resolution === 'partial_refund' && least !== null && paid !== null && paid.minor < least.minor;
}

const LESSENS: readonly string[] = ['customer_damage', 'incomplete'];
export const mayBeLess = (item: ItemOptions): boolean => LESSENS.includes(item.evidence?.verdict ?? '');

const hasReason = ({ because }: Choice): boolean => because.trim() !== '';
export const needsReason = (item: ItemOptions, choice: Choice, currency: Currency): boolean =>
  (choice.resolution === 'deny' && item.evidence?.verdict === 'fault_confirmed') || isBelowLeast(item, choice, currency);

export function isReady(item: ItemOptions, choice: Choice, currency: Currency): boolean {
  if (choice.resolution === null) return true;
  const option = item.options.find((one) => one.resolution === choice.resolution);
  const onlyStock = option?.refused?.because === 'out_of_stock' && choice.elsewhere;
  if (option?.refused && !onlyStock) return false;
  if (paidBy(item, choice, currency) === null) return false;
  if (needsReason(item, choice, currency) && !hasReason(choice)) return false;
  return !isBelowLeast(item, choice, currency) || (mayBeLess(item) && choice.informed);
}

export type Chosen = readonly { readonly item: ItemOptions; readonly choice: Choice }[];

export const totalOf = (chosen: Chosen, currency: Currency): Money =>
  sum(
    chosen.flatMap(({ item, choice }) => paidBy(item, choice, currency) ?? []),
    currency,
  );

/** Null while something is missing, or nothing is chosen. */
export function bodyOf(chosen: Chosen, currency: Currency): { readonly items: readonly object[] } | null {
  const decided = chosen.filter(({ choice }) => choice.resolution !== null);
  if (decided.length === 0 || !decided.every(({ item, choice }) => isReady(item, choice, currency))) return null;
  return {
    items: decided.map(({ item, choice }) => {
      const { resolution, because, carrier, trackingNumber } = choice;
      const amount = resolution === 'partial_refund' || resolution === 'keep' ? readAmount(choice.amount, currency) : null;
      const given = (name: string, text: string) => (text.trim() ? { [name]: text.trim() } : {});
      return {
        lineId: item.lineId,
        unit: item.unit,
        resolution,
        ...(amount && { amount: choice.amount.trim().replace(',', '.') }),
        ...(TELLS.has(resolution!) ? given('because', because) : {}),
        ...(isBelowLeast(item, choice, currency) && { informed: choice.informed }),
        ...(resolution === 'send_back' && {
          parcel: { ...given('carrier', carrier), ...given('trackingNumber', trackingNumber), paidBy: choice.paidBy },
        }),
        ...(resolution === 'replacement' && choice.grade !== '' && !choice.elsewhere && { grade: choice.grade }),
        ...(resolution === 'replacement' && choice.elsewhere && { withoutStock: true }),
      };
    }),
  };
}

/** The resolutions whose letter gives a reason. */
export const TELLS: ReadonlySet<Resolution> = new Set(['partial_refund', 'send_back', 'deny']);
