/** Offers at Back Market: how many pieces are for sale under one SKU. An offer with none is taken off the site by itself, and comes back with some (M28). */
import type { Failure, Listing } from '../channel.ts';
import { failed } from '../channel.ts';
import type { Talk } from './http.ts';
import { field, integer, text } from '../read.ts';

export function listings(talk: Talk) {
  async function readListing(sku: string): Promise<Listing | null | Failure> {
    const answer = await talk({ method: 'GET', path: '/ws/listings/detail', query: { sku } });
    if (failed(answer)) return answer.failed === 'not_found' ? null : answer;
    const reference = text(field(answer.json, 'id')) ?? text(field(answer.json, 'listing_id'));
    const quantity = integer(field(answer.json, 'quantity'));
    if (reference === null || quantity === null)
      return { failed: 'unreadable', says: `the offer of ${sku} has no number or quantity`, retryable: true };
    return { reference, quantity };
  }

  /** Said twice it is one thing: the quantity is told, not a change of it. */
  async function setQuantity(sku: string, quantity: number): Promise<{ readonly reference: string } | Failure> {
    const there = await readListing(sku);
    if (there === null) return { failed: 'not_found', says: `there is no offer of ${sku}`, retryable: false };
    if (failed(there)) return there;
    if (there.quantity === quantity) return { reference: there.reference };
    const answer = await talk({ method: 'POST', path: `/ws/listings/${encodeURIComponent(there.reference)}`, json: { quantity } });
    return failed(answer) ? answer : { reference: there.reference };
  }

  return { readListing, stopListing: (sku: string) => setQuantity(sku, 0), resumeListing: setQuantity };
}
