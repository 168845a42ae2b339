import type { Seller } from '../store/platform.ts';

/** Returns go to an address in the buyer's country where there is one (M4). */
export function returnAddress(seller: Seller, country: string) {
  const { returnAddresses } = seller.settings;
  return returnAddresses[country] ?? returnAddresses['*'] ?? Object.values(returnAddresses)[0]!;
}
