/** Where a parcel goes (M4): the first rule that fits every item in it, else the address of the buyer's country. */
import type { Condition, Reason } from '../return/model.ts';

export type ReturnPlace = {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
};

/** What is left out fits everything. */
export type AddressRule = {
  readonly id: string;
  /** What the team calls it. */
  readonly name: string;
  readonly kind: 'warehouse' | 'repairer';
  /** Of the buyer. */
  readonly country?: string;
  readonly category?: string;
  readonly condition?: Condition;
  readonly reason?: Reason;
  readonly address: ReturnPlace;
};

export type ParcelFacts = {
  readonly country: string;
  readonly items: readonly { readonly category: string; readonly condition: Condition; readonly reason: Reason }[];
};

export type Chosen = { readonly address: ReturnPlace; readonly rule?: AddressRule };

/**
 * One parcel has one address: a rule about laptops does not send a laptop and a phone to the laptops' repairer.
 * @param fallback by country, `*` for the rest; at least one
 */
export function chooseAddress(rules: readonly AddressRule[], fallback: Readonly<Record<string, ReturnPlace>>, parcel: ParcelFacts): Chosen {
  const rule = rules.find((one) => fits(one, parcel));
  if (rule) return { address: rule.address, rule };
  return { address: fallback[parcel.country] ?? fallback['*'] ?? Object.values(fallback)[0]! };
}

const fits = ({ country, category, condition, reason }: AddressRule, parcel: ParcelFacts): boolean =>
  (country === undefined || country === parcel.country) &&
  parcel.items.every(
    (item) =>
      (category === undefined || plain(category) === plain(item.category)) &&
      (condition === undefined || condition === item.condition) &&
      (reason === undefined || reason === item.reason),
  );

const plain = (text: string): string => text.trim().toLowerCase();
